//! Whole answers, from hand-made certificates.

use std::collections::BTreeSet;

use euclase_grammar::core::{Cond, Fact, Pt, Q};
use euclase_kernel::cert::{AuxPoint, Certificate, Rule, Step};
use euclase_kernel::{Class, Condition};

use super::build::Accepted;
use super::fixtures::{Build, half, q};
use super::*;

/// A certificate under construction.
struct Proof {
    build: Build,
    cert: Certificate,
}

impl Proof {
    fn new(build: Build) -> Proof {
        let cert = Certificate { theorem: build.thm.name.clone(), ..Certificate::default() };
        let mut p = Proof { build, cert };
        for (i, h) in p.build.thm.hyps.iter().enumerate() {
            let step = Step { claim: h.fact.clone(), rule: Rule::Hyp(i), premises: vec![] };
            p.cert.steps.push(step);
        }
        p
    }

    fn push(&mut self, claim: Fact, rule: Rule, premises: &[usize]) -> usize {
        self.cert.steps.push(Step { claim, rule, premises: premises.to_vec() });
        self.cert.steps.len() - 1
    }

    fn geo(&mut self, claim: Fact, name: &str, args: &str, premises: &[usize]) -> usize {
        let args: Vec<Pt> = self.build.p(args);
        self.push(claim, Rule::Geo { name: name.into(), args, opposite: false }, premises)
    }

    fn linear(&mut self, claim: Fact, terms: &[(i64, usize)]) -> usize {
        let premises: Vec<usize> = terms.iter().map(|t| t.1).collect();
        self.push(claim, Rule::Linear(terms.iter().map(|t| q(t.0)).collect()), &premises)
    }

    /// `d(CA) − d(CB) − d(DA) + d(DB) = 0`
    fn seen(&self, names: &str) -> Fact {
        let [a, b, c, d] = self.build.p(names)[..] else { panic!("four points") };
        Fact::Dir { terms: vec![(1, c, a), (-1, c, b), (-1, d, a), (1, d, b)], turn: q(0) }
    }

    fn answer(&self, conditions: &[Condition]) -> Answer {
        let accepted = Accepted { cert: &self.cert, conditions, found: &[], strength: Strength::Configuration };
        let counts = Counts { points: 6, facts: 41, steps: 0, nodes: 0 };
        let run = Run { prover: "deduction".into(), seconds: 0.01234, counts };
        accepted.answer(&self.build.thm, run)
    }

    /// Certificate steps that the goals rest on.
    fn needed(&self) -> BTreeSet<usize> {
        let mut needed: BTreeSet<usize> = self.cert.goals.iter().copied().collect();
        for i in (0..self.cert.steps.len()).rev() {
            if needed.contains(&i) {
                needed.extend(&self.cert.steps[i].premises);
            }
        }
        needed
    }

    /// Nothing that the proof needs is lost, and references point backwards to what is there.
    fn check(&self, a: &Answer) {
        let shown: BTreeSet<usize> = a.steps.iter().flat_map(|s| s.certificate.clone()).collect();
        assert_eq!(shown, self.needed(), "certificate steps gathered");
        for (i, s) in a.steps.iter().enumerate() {
            assert_eq!(s.number as usize, i + 1);
            let mut cites: Vec<&Cite> = s.because.iter().collect();
            cites.extend(s.inner.iter().flat_map(|b| &b.because));
            cites.extend(s.chain.iter().flat_map(|c| &c.links).flat_map(|l| &l.because));
            let mut any = false;
            for r in cites.iter().flat_map(|c| &c.refs) {
                any = true;
                match r {
                    Ref::Step(n) => assert!(*n >= 1 && *n < s.number, "{s:?}"),
                    Ref::Given(n) => assert!(*n >= 1 && *n as usize <= a.given.len()),
                    Ref::Aux(n) => assert!(*n >= 1 && *n as usize <= a.aux.len()),
                }
            }
            assert!(any, "step without premises: {s:?}");
        }
    }
}

fn points(names: &str, thm: &str) -> Build {
    let mut b = Build::new(thm);
    for (i, n) in names.chars().enumerate() {
        b = b.pt(&n.to_string(), i as f64, (i * i) as f64);
    }
    b
}

/// Two circles through A and B, lines through A and through B: CD is parallel to EF.
fn reim() -> Proof {
    let b = points("ABCDEF", "reim");
    let (c1, c2, l1, l2) = (b.cyclic("ABCD"), b.cyclic("ABEF"), b.coll("CAE"), b.coll("DBF"));
    let goal = b.para("CD", "EF");
    let b = b
        .hyp(c1, "C, D on g1")
        .hyp(c2, "E, F on g2")
        .hyp(l1, "E on CA")
        .hyp(l2, "F on DB")
        .goal(goal.clone(), "CD parallel EF");
    let mut p = Proof::new(b);
    let (s, t) = (p.seen("ADCB"), p.seen("AFEB"));
    let (x, y) = (p.build.para("AC", "AE"), p.build.para("BD", "BF"));
    let a = p.geo(s, "inscribed", "ADCB", &[0]);
    let b = p.geo(t, "inscribed", "AFEB", &[1]);
    let c = p.geo(x, "coll_dir", "ACE", &[2]);
    let d = p.geo(y, "coll_dir", "BDF", &[3]);
    let last = p.linear(goal, &[(-1, a), (1, b), (1, c), (1, d)]);
    p.cert.goals = vec![last];
    p
}

/// The power of P with respect to circle ABCD.
fn power() -> Proof {
    let b = points("PABCD", "power_of_a_point");
    let (c, l, m) = (b.cyclic("ABCD"), b.coll("PAB"), b.coll("PCD"));
    let goal = b.log(&[(1, "PA"), (1, "PB"), (-1, "PC"), (-1, "PD")]);
    let b = b.hyp(c, "cyclic(A, B, C, D)").hyp(l, "P on AB").hyp(m, "P on CD").goal(goal.clone(), "PA * PB = PC * PD");
    let mut p = Proof::new(b);
    let ab = p.build.para("AP", "AB");
    let cd = p.build.para("CP", "CD");
    let bp = p.build.para("BP", "BA");
    let dp = p.build.para("DP", "DC");
    let ab = p.geo(ab, "coll_dir", "APB", &[1]);
    let cd = p.geo(cd, "coll_dir", "CPD", &[2]);
    let bp = p.geo(bp, "coll_dir", "BPA", &[1]);
    let dp = p.geo(dp, "coll_dir", "DPC", &[2]);
    let seen = p.seen("ACBD");
    let seen = p.geo(seen, "inscribed", "ACBD", &[0]);
    // d(BP) − d(BC) = d(DA) − d(DP)
    let at_b = p.build.dir(&[(1, "BP"), (-1, "BC"), (-1, "DA"), (1, "DP")], q(0));
    let at_b = p.linear(at_b, &[(1, seen), (1, bp), (1, dp)]);
    let at_p = p.build.dir(&[(1, "PB"), (-1, "PC"), (-1, "PA"), (1, "PD")], q(0));
    let at_p = p.linear(at_p, &[(-1, ab), (-1, cd), (1, bp), (1, dp)]);
    let [x, y, z, u, v] = p.build.p("PBCDA")[..] else { panic!() };
    let sim = Fact::Sim { a: [x, y, z], b: [x, u, v], opposite: true };
    let sim = p.geo(sim, "sim_aa", "PBCPDA", &[at_b, at_p]);
    let ratio = p.build.log(&[(1, "PB"), (-1, "PD"), (-1, "PC"), (1, "PA")]);
    let ratio = p.geo(ratio, "sim_ratio", "PBCPDA", &[sim]);
    let last = p.linear(goal, &[(1, ratio)]);
    p.cert.goals = vec![last];
    p
}

/// Notation changes, a doubled equation and an auxiliary point.
fn notation() -> Proof {
    let b = points("ABC", "notation");
    let p0 = b.p("ABC");
    let len = |k: &[(Q, usize, usize)], c: Q| Fact::Len {
        terms: k.iter().map(|(q, i, j)| (q.clone(), p0[*i], p0[*j])).collect(),
        konst: c,
    };
    let (h1, h2) = (len(&[(q(1), 0, 1), (q(-2), 1, 2)], q(0)), len(&[(q(1), 1, 2), (-half(), 0, 2)], q(0)));
    let goal = b.log(&[(1, "AB"), (-1, "AC")]);
    let b = b.hyp(h1, "AB = 2 * BC").hyp(h2, "BC = AC/2").hyp(b_unused(), "C on g").goal(goal.clone(), "AB = AC");
    let mut p = Proof::new(b);
    p.cert.aux = vec![AuxPoint { name: "K".into(), def: "midpoint".into(), args: p0.clone() }];
    let as_len = len(&[(q(1), 0, 1), (q(-1), 0, 2)], q(0));
    let sum = p.push(as_len, Rule::Linear(vec![q(1), q(2)]), &[0, 1]);
    let last = p.geo(goal, "len_log", "ABAC", &[sum]);
    p.cert.goals = vec![last];
    p
}

fn b_unused() -> Fact {
    Fact::Coll(Pt(0), Pt(1), Pt(2))
}

#[test]
fn an_angle_chase_is_one_step() {
    let p = reim();
    let a = p.answer(&[]);
    p.check(&a);
    assert_eq!(a.steps.len(), 1);
    let s = &a.steps[0];
    assert_eq!(s.because[0].reason, "angle chase");
    let chain = s.chain.as_ref().unwrap();
    // Collinear points are folded into the link beside them.
    assert!(chain.links.len() <= 3, "{chain:?}");
    let because: Vec<&Cite> = chain.links.iter().flat_map(|l| &l.because).collect();
    assert_eq!(because.len(), 4);
    assert!(because.iter().any(|c| c.reason.contains("circle ADCB") && c.refs == [Ref::Given(1)]));
    assert_eq!(a.goals[0].by, Some(Ref::Step(1)));
    assert!(a.given.iter().all(|g| g.used));
}

#[test]
fn similar_triangles_read_as_a_person_writes_them() {
    let p = power();
    let a = p.answer(&[]);
    p.check(&a);
    // Two angle equalities, the similar triangles, the ratio.
    let reasons: Vec<&str> = a.steps.iter().map(|s| s.because[0].reason.as_str()).collect();
    assert_eq!(reasons[2], "two equal angles", "{reasons:?}");
    assert_eq!(a.steps[2].because[0].refs, [Ref::Step(1), Ref::Step(2)]);
    assert_eq!(reasons[3], "sides of the similar triangles PBC and PDA");
    assert_eq!(a.steps.len(), 4);
    assert_eq!(a.goals[0].by, Some(Ref::Step(4)));
}

#[test]
fn exact_coefficients_are_shown_and_notation_is_not_a_step() {
    let p = notation();
    let a = p.answer(&[]);
    p.check(&a);
    assert_eq!(a.steps.len(), 1);
    assert!(!a.given[2].used);
    let json = a.json();
    assert!(json.contains("\"times\": \"2 times\""), "{json}");
    assert_eq!(a.aux[0].text, "K = midpoint(A, B, C)");
    let text = text::render(&a, &text::TextOptions::default());
    assert!(text.contains("C on g   (not used)"));
}

#[test]
fn a_goal_that_is_given_needs_no_step() {
    let b = points("ABC", "trivial");
    let f = b.coll("ABC");
    let b = b.hyp(f.clone(), "A on BC").goal(f, "collinear(A, B, C)");
    let mut p = Proof::new(b);
    p.cert.goals = vec![0];
    let a = p.answer(&[]);
    assert!(a.steps.is_empty());
    assert_eq!(a.goals[0].by, Some(Ref::Given(1)));
}

#[test]
fn conditions_are_split_by_class_and_told_once() {
    let p = reim();
    let [a, b, c] = [Pt(0), Pt(1), Pt(2)];
    let cond = |cond, class| Condition { cond, class, steps: vec![0] };
    let got = p
        .answer(&[
            cond(Cond::Distinct(a, c), Class::Declared),
            cond(Cond::Distinct(a, b), Class::NonDegeneracy),
            cond(Cond::Distinct(b, a), Class::NonDegeneracy),
            cond(Cond::NotColl(a, b, c), Class::NonDegeneracy),
            cond(Cond::Between(a, b, c), Class::Configuration),
        ])
        .conditions;
    // What the statement entails is not told: the statement's own conditions are.
    assert_eq!((got.declared.len(), got.nondegeneracy.len(), got.configuration.len()), (0, 2, 1));
}

#[test]
fn json_can_be_read_back() {
    for p in [reim(), power(), notation()] {
        let a = p.answer(&[]);
        let back: Answer = serde_json::from_str(&a.json()).unwrap();
        assert_eq!(back, a);
    }
    assert!(serde_json::from_str::<Ref>("\"x1\"").is_err());
    assert_eq!(serde_json::from_str::<Ref>("\"h12\"").unwrap(), Ref::Given(12));
}

#[test]
fn only_the_kernel_makes_theorems() {
    let b = points("ABC", "t");
    let a = Answer::unproved(&b.thm, Status::Theorem, Run::default());
    assert_eq!(a.status, Status::Unknown);
    assert_eq!(Answer::error("t", Status::Theorem, "?").status, Status::Error);
}

#[test]
fn a_refutation_shows_its_coordinates() {
    let b = points("AB", "false_claim").goal(Fact::Same(Pt(0), Pt(1)), "A = B");
    let mut a = Answer::unproved(&b.thm, Status::CounterSatisfiable, Run::default());
    a.counterexample = Some(Counterexample {
        certainty: Certainty::Exact,
        values: vec![],
        points: vec![("A".into(), "0".into(), "0".into()), ("B_1".into(), "3/5".into(), "4/5".into())],
        fails: "A and B are 1 apart".into(),
    });
    let text = text::render(&a, &text::TextOptions::default());
    assert!(text.starts_with("% SZS status CounterSatisfiable for false_claim\n"), "{text}");
    assert!(text.contains("B_1 = (3/5, 4/5)"));
    assert!(md::render(&a, None).contains("| B\\_1 | 3/5 | 4/5 |"));
    assert!(!text.contains('\u{1b}'));
    let colour = text::TextOptions { colour: true, width: 80 };
    assert!(text::render(&a, &colour).starts_with("\u{1b}[1;31m% SZS status"));
}

#[test]
fn hostile_text_stays_text() {
    let a = Answer::error("x\u{1b}[2J<b>", Status::InputError, "bad \u{7} | *name*");
    let text = text::render(&a, &text::TextOptions::default());
    assert!(!text.contains('\u{1b}') && !text.contains('\u{7}'));
    let md = md::render(&a, Some("f.svg>\n<script>"));
    assert!(!md.contains("<script>") && md.contains("\\*name\\*"), "{md}");
}

#[test]
fn texts_match_their_golden_files() {
    for p in [reim(), power(), notation()] {
        let cond = |cond, class| Condition { cond, class, steps: vec![0] };
        let a = p.answer(&[
            cond(Cond::Distinct(Pt(0), Pt(1)), Class::NonDegeneracy),
            cond(Cond::NotColl(Pt(0), Pt(1), Pt(2)), Class::NonDegeneracy),
            cond(Cond::Between(Pt(0), Pt(1), Pt(2)), Class::Configuration),
        ]);
        let name = &a.name;
        let text = text::render(&a, &text::TextOptions::default());
        golden::check(&format!("{name}.txt"), &text);
        golden::check(&format!("{name}.md"), &md::render(&a, Some("figure.svg")));
        golden::check(&format!("{name}.json"), &a.json());
    }
}
