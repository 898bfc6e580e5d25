//! Short ways to make theorems and certificates.

use euclase_grammar::core::{Cond, CoreTheorem, DeclCond, Fact, Goal, GoalKind, Hyp, Origin, PointInfo, Pt, Q};
use euclase_kernel::cert::{Certificate, Rule, Step};
use euclase_kernel::{Theorem, Verdict, check};

/// Points by letter: `p("ABC")`.
pub fn p<const N: usize>(names: &str) -> [Pt; N] {
    let v: Vec<Pt> = names.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
    v.try_into().expect("as many letters as points")
}

pub fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

pub fn coll(s: &str) -> Fact {
    let [a, b, c] = p(s);
    Fact::Coll(a, b, c)
}
pub fn cyclic(s: &str) -> Fact {
    let [a, b, c, d] = p(s);
    Fact::Cyclic(a, b, c, d)
}
pub fn same(s: &str) -> Fact {
    let [a, b] = p(s);
    Fact::Same(a, b)
}
/// `dir(&[(1, "AB"), (-1, "CD")], q(1, 2))`
pub fn dir(terms: &[(i64, &str)], turn: Q) -> Fact {
    Fact::Dir { terms: terms.iter().map(|(k, s)| (*k, p::<2>(s)[0], p::<2>(s)[1])).collect(), turn }
}
fn seg(terms: &[(i64, &str)]) -> Vec<(Q, Pt, Pt)> {
    terms.iter().map(|(k, s)| (q(*k, 1), p::<2>(s)[0], p::<2>(s)[1])).collect()
}
pub fn log(terms: &[(i64, &str)], konst: &[(u64, Q)]) -> Fact {
    Fact::Log { terms: seg(terms), konst: konst.to_vec() }
}
pub fn length(terms: &[(i64, &str)], konst: Q) -> Fact {
    Fact::Len { terms: seg(terms), konst }
}
pub fn square(terms: &[(i64, &str)], konst: Q) -> Fact {
    Fact::Sq { terms: seg(terms), konst }
}
pub fn vector(terms: &[(i64, &str)]) -> Fact {
    Fact::Vec(terms.iter().map(|(k, s)| (q(*k, 1), p::<1>(s)[0])).collect())
}
pub fn ang(terms: &[(i64, &str)], konst: Q) -> Fact {
    Fact::Ang { terms: terms.iter().map(|(k, s)| (q(*k, 1), p(s))).collect(), konst }
}
pub fn sim(a: &str, b: &str, opposite: bool) -> Fact {
    Fact::Sim { a: p(a), b: p(b), opposite }
}
pub fn ne(s: &str) -> Cond {
    let [a, b] = p(s);
    Cond::Distinct(a, b)
}
pub fn not_coll(s: &str) -> Cond {
    let [a, b, c] = p(s);
    Cond::NotColl(a, b, c)
}

pub fn theorem(points: usize, hyps: &[Fact], conds: &[Cond], goals: Vec<GoalKind>) -> CoreTheorem {
    let names = (0..points).map(|i| char::from(b'A' + u8::try_from(i).unwrap()).to_string());
    CoreTheorem {
        name: "test".into(),
        points: names.map(|name| PointInfo { name, hidden: false, origin: Origin::default() }).collect(),
        statement_points: points,
        reals: vec![],
        hyps: hyps.iter().map(|f| Hyp { fact: f.clone(), origin: Origin::default() }).collect(),
        conds: conds.iter().map(|c| DeclCond { cond: c.clone(), origin: Origin::default(), explicit: true }).collect(),
        props: vec![],
        goals: goals.into_iter().map(|kind| Goal { kind, origin: Origin::default() }).collect(),
        coords: vec![],
        shapes: vec![],
        sketch: None,
        source: None,
        expect: None,
        unsupported: vec![],
    }
}

pub fn step(claim: Fact, rule: Rule, premises: &[usize]) -> Step {
    Step { claim, rule, premises: premises.to_vec() }
}

pub fn geo(name: &str, args: &[Pt], opposite: bool) -> Rule {
    Rule::Geo { name: name.into(), args: args.to_vec(), opposite }
}

pub fn cert(steps: Vec<Step>, goals: &[usize]) -> Certificate {
    Certificate { theorem: "test".into(), steps, goals: goals.to_vec(), ..Certificate::default() }
}

/// A theorem whose hypotheses are the premises of one step, and the certificate that takes it.
pub fn one_step(points: usize, hyps: &[Fact], conds: &[Cond], rule: Rule, claim: Fact) -> (CoreTheorem, Certificate) {
    let t = theorem(points, hyps, conds, vec![GoalKind::Fact(claim.clone())]);
    let mut steps: Vec<Step> = hyps.iter().enumerate().map(|(i, f)| step(f.clone(), Rule::Hyp(i), &[])).collect();
    steps.push(step(claim, rule, &(0..hyps.len()).collect::<Vec<_>>()));
    let c = cert(steps, &[hyps.len()]);
    (t, c)
}

pub fn accepted(verdict: Verdict) -> Theorem {
    match verdict {
        Verdict::Accepted(t) => t,
        other => panic!("expected acceptance, got {other:?}"),
    }
}

/// The verdict is a rejection whose `expected` and `got` contain the words.
pub fn rejects(verdict: &Verdict, expected_words: &str, got_words: &str) {
    match verdict {
        Verdict::Rejected { expected, got, .. } if expected.contains(expected_words) && got.contains(got_words) => {}
        other => panic!("expected a rejection with `{expected_words}` / `{got_words}`, got {other:?}"),
    }
}

pub fn run(x: &(CoreTheorem, Certificate)) -> Verdict {
    check(&x.0, &x.1)
}
