//! Side conditions: collected, compared with the statement, refused when something contradicts them.

use crate::make::*;
use euclase_grammar::core::{Cond, Fact, GoalKind, Q};
use euclase_kernel::cert::{Rule, Step};
use euclase_kernel::{Class, Strength, Theorem, Verdict, check};

/// A theorem with these declared conditions whose proof needs the conditions of the given rule instances.
fn needing(conds: &[Cond], uses: &[(&str, &str)]) -> Verdict {
    let mut hyps: Vec<Fact> = Vec::new();
    let mut steps: Vec<Step> = Vec::new();
    for (name, args) in uses {
        let args: Vec<_> = args.bytes().map(|b| euclase_grammar::core::Pt(u32::from(b - b'A'))).collect();
        let i = euclase_kernel::rules::instance(name, &args, false, &[]).unwrap();
        let first = steps.len();
        for f in &i.premises {
            steps.push(step(f.clone(), Rule::Hyp(hyps.len()), &[]));
            hyps.push(f.clone());
        }
        let cited: Vec<usize> = (first..steps.len()).collect();
        steps.push(step(i.conclusion, geo(name, &args, false), &cited));
    }
    let goal = GoalKind::Fact(steps.last().unwrap().claim.clone());
    let last = steps.len() - 1;
    check(&theorem(8, &hyps, conds, vec![goal]), &cert(steps, &[last]))
}

fn open(t: &Theorem) -> Vec<Cond> {
    t.conditions().iter().filter(|c| c.class != Class::Declared).map(|c| c.cond.clone()).collect()
}

#[test]
fn the_statement_gives_what_it_entails() {
    let entailed = |c: Cond| assert_eq!(open(&accepted(needing(&[c], &[("coll_dir", "ABC")]))), vec![], "");
    entailed(Cond::Between(p::<3>("BAC")[0], p::<3>("BAC")[1], p::<3>("BAC")[2]));
    let t = accepted(needing(&[not_coll("ABD"), not_coll("EAC")], &[("coll_dir", "ABC")]));
    assert_eq!((open(&t), t.strength()), (vec![], Strength::General));
    let t = accepted(needing(
        &[
            Cond::NotPara(p("BA"), p("DE")),
            Cond::NotCyclic(p::<1>("A")[0], p::<1>("C")[0], p::<1>("D")[0], p::<1>("E")[0]),
        ],
        &[("coll_dir", "ABC")],
    ));
    assert_eq!(open(&t), vec![]);
    let t = accepted(needing(&[Cond::OppOrient(p("ABD"), p("CAE"))], &[("coll_dir", "ABC")]));
    assert_eq!(open(&t), vec![]);
    let t = accepted(needing(&[Cond::Longer(p("AB"), p("AC"))], &[("coll_dir", "ABC")]));
    assert_eq!(open(&t), vec![ne("AC")]);
    assert_eq!(t.strength(), Strength::Generic);
}

#[test]
fn conditions_that_say_the_same_are_one() {
    let t = accepted(needing(&[], &[("coll_dir", "ABC"), ("coll_dir", "BAD"), ("coll_dir", "BCA")]));
    let list: Vec<_> = t.conditions().iter().map(|c| (c.cond.clone(), c.steps.clone())).collect();
    assert_eq!(list, [(ne("AB"), vec![1, 3, 5]), (ne("AC"), vec![1]), (ne("BD"), vec![3]), (ne("BC"), vec![5])]);
    // Two lines through a common point are parallel when the points are collinear.
    let t = accepted(needing(&[Cond::NotPara(p("AB"), p("CA"))], &[("inscribed_conv", "CABD")]));
    assert_eq!(open(&t), vec![ne("CD"), ne("AD")]);
    // Orientation: any common turn of the vertices, both triangles flipped, the two exchanged.
    for c in [
        Cond::SameOrient(p("DEF"), p("ABC")),
        Cond::SameOrient(p("BCA"), p("EFD")),
        Cond::OppOrient(p("ABC"), p("DFE")),
        Cond::SameOrient(p("BAC"), p("EDF")),
    ] {
        assert_eq!(open(&accepted(needing(&[c], &[("sim_sss", "ABCDEF")]))), vec![]);
    }
    let t = accepted(needing(&[Cond::OppOrient(p("ABC"), p("DEF"))], &[("inscribed_conv", "ABCD")]));
    assert_eq!(open(&t), vec![ne("AD"), ne("BD")]);
    let c = Cond::SameOrient(p("ABC"), p("DFE"));
    rejects(&needing(&[c], &[("sim_sss", "ABCDEF")]), "same_orientation(ABC, DEF)", "opposite");
}

/// Orientations chain, also by way of the plane's.
#[test]
fn orientations_of_the_statement_chain() {
    let three = |a: Cond, b: Cond| open(&accepted(needing(&[a, b], &[("sim_sss", "ABCDEF")])));
    assert_eq!(three(Cond::SameOrient(p("ABC"), p("GHA")), Cond::SameOrient(p("HGA"), p("FED"))), vec![]);
    assert_eq!(three(Cond::OppOrient(p("ABC"), p("GHA")), Cond::OppOrient(p("GHA"), p("DEF"))), vec![]);
    assert_eq!(three(Cond::Positive(p("ABC")), Cond::Positive(p("EFD"))), vec![]);
    assert_eq!(three(Cond::Positive(p("ABC")), Cond::Positive(p("GHA"))), vec![Cond::SameOrient(p("ABC"), p("DEF"))]);
    let refused = |a: Cond, b: Cond| {
        rejects(
            &needing(&[a, b], &[("sim_sss", "ABCDEF")]),
            "same_orientation(ABC, DEF)",
            "opposite_orientation(ABC, DEF)",
        );
    };
    refused(Cond::OppOrient(p("ABC"), p("GHA")), Cond::SameOrient(p("GHA"), p("DEF")));
    refused(Cond::Positive(p("ABC")), Cond::Positive(p("FED")));
}

/// A condition about a point that is not the statement's says nothing about the certificate's points.
#[test]
fn conditions_about_the_sketch_are_not_given() {
    let (mut t, mut c) = one_step(2, &[], &[], Rule::Congruence, coll("AAB"));
    t.points.push(euclase_grammar::core::PointInfo { name: "X".into(), hidden: false, origin: Default::default() });
    t.conds.push(euclase_grammar::core::DeclCond { cond: ne("AC"), origin: Default::default(), explicit: true });
    c.aux.push(euclase_kernel::cert::AuxPoint { name: "Y".into(), def: "mirror".into(), args: p::<2>("AB").to_vec() });
    let along = dir(&[(1, "AC"), (-1, "AB")], q(0, 1));
    c.steps.push(step(vector(&[(1, "C"), (1, "A"), (-2, "B")]), Rule::Aux(0, 0), &[]));
    c.steps.push(step(dir(&[(1, "CB"), (-1, "BA")], q(0, 1)), geo("vec_dir", &p::<4>("BCAB"), false), &[1]));
    c.steps.push(step(coll("ABC"), geo("dir_coll", &p::<3>("BCA"), false), &[2]));
    c.steps.push(step(along, geo("coll_dir", &p::<3>("ABC"), false), &[3]));
    assert_eq!(open(&accepted(check(&t, &c))), vec![ne("AB"), ne("AC")]);
}

/// Orientation of one triangle with itself is no configuration: the triangle is proper.
#[test]
fn an_isosceles_triangle_is_similar_to_itself() {
    let hyps = [length(&[(1, "AB"), (-1, "AC")], q(0, 1))];
    let i = one_step(3, &hyps, &[], geo("sim_sss", &p::<6>("ABCACB"), true), sim("ABC", "ACB", true));
    let t = accepted(run(&i));
    assert_eq!(t.strength(), Strength::Generic);
}

#[test]
fn what_another_condition_of_the_proof_entails_is_not_listed() {
    let t = accepted(needing(&[], &[("coll_dir", "ABD"), ("inscribed_conv", "ABCE"), ("coll_dir", "BCF")]));
    let list: Vec<_> = t.conditions().iter().map(|c| (c.cond.clone(), c.steps.clone())).collect();
    assert_eq!(
        list,
        [
            (ne("AD"), vec![1]),
            (ne("AE"), vec![2]),
            (ne("BE"), vec![2]),
            (not_coll("ABC"), vec![1, 2, 3, 5]),
            (ne("BF"), vec![5]),
        ]
    );
}

#[test]
fn contradicted_conditions_are_refused() {
    // A = B is proved in the certificate, A ≠ B is needed.
    let hyps = [coll("ABC"), same("AB")];
    let x = one_step(3, &hyps, &[], geo("coll_dir", &p::<3>("ABC"), false), dir(&[(1, "AB"), (-1, "AC")], q(0, 1)));
    rejects(&run(&x), "the condition A != B", "A = B");
    // By way of a third point.
    let hyps = [coll("ABC"), same("AD"), same("DB")];
    let x = one_step(4, &hyps, &[], geo("coll_dir", &p::<3>("ABC"), false), dir(&[(1, "AB"), (-1, "AC")], q(0, 1)));
    rejects(&run(&x), "the condition A != B", "A = B");
    // Not collinear, and proved collinear.
    let hyps = [coll("ABC"), coll("ABD"), coll("CDB"), coll("CDA"), coll("ACD")];
    let x = one_step(4, &hyps, &[], geo("same_lines", &p::<6>("BAABCD"), false), same("AB"));
    assert!(matches!(run(&x), Verdict::Rejected { .. }));
    // Syntactically false.
    let x = one_step(3, &[], &[], geo("coll_dir", &p::<3>("AAB"), false), dir(&[(1, "AA"), (-1, "AB")], q(0, 1)));
    rejects(&run(&x), "the condition A != A", "");
    // The statement contradicts itself.
    let x = one_step(3, &[same("AB")], &[ne("AB")], Rule::Congruence, same("BA"));
    rejects(&run(&x), "the condition A != B", "A = B");
    let t = theorem(3, &[length(&[], q(1, 1))], &[], vec![GoalKind::Fact(coll("AAB"))]);
    let x =
        (t, cert(vec![step(coll("AAB"), Rule::Congruence, &[]), step(length(&[], q(1, 1)), Rule::Hyp(0), &[])], &[0]));
    rejects(&run(&x), "can hold together", "0 = 1");
    // Order.
    let b = |s: &str| Cond::Between(p::<3>(s)[0], p::<3>(s)[1], p::<3>(s)[2]);
    let x = one_step(
        3,
        &[coll("ABC")],
        &[b("BAC")],
        geo("between_sum", &p::<3>("ABC"), false),
        length(&[(1, "AB"), (1, "BC"), (-1, "AC")], q(0, 1)),
    );
    rejects(&run(&x), "B between A, C", "A between B, C");
    // Orientations chain: no two of these three contradict each other.
    let turn = |a: &str, b: &str| Cond::SameOrient(p(a), p(b));
    let opposite = Cond::OppOrient(p("DEF"), p("ABC"));
    let chain = [turn("ABC", "GHI"), turn("GHI", "DEF"), opposite];
    let stating = |conds: &[Cond]| run(&one_step(9, &[], conds, Rule::Congruence, length(&[], q(0, 1))));
    for left_out in 0..3 {
        let two: Vec<Cond> = (0..3).filter(|i| *i != left_out).map(|i| chain[i].clone()).collect();
        accepted(stating(&two));
    }
    rejects(&stating(&chain), "opposite_orientation(DEF, ABC)", "same_orientation(ABC, DEF)");
    // An angle that is not 60° may be 120°, and not 60°.
    let angle = |turn: Q| Cond::DirNe {
        terms: vec![(1, p::<4>("ABCD")[0], p::<4>("ABCD")[1]), (-1, p::<4>("ABCD")[2], p::<4>("ABCD")[3])],
        turn,
    };
    let turned = |turn: Q| dir(&[(1, "AB"), (-1, "CD")], turn);
    accepted(run(&one_step(4, &[turned(q(2, 3))], &[angle(q(1, 3))], Rule::Congruence, turned(q(2, 3)))));
    rejects(
        &run(&one_step(4, &[turned(q(1, 3))], &[angle(q(1, 3))], Rule::Congruence, turned(q(1, 3)))),
        "condition",
        "",
    );
    // A line and a branch of an angle, by whichever form.
    let same_line = dir(&[(1, "AB"), (-1, "AC")], q(0, 1));
    let hyps = [same_line.clone(), coll("ABC")];
    let parted = [Cond::NotPara(p("AB"), p("AC"))];
    rejects(&run(&one_step(3, &hyps, &parted, Rule::Congruence, same_line)), "the condition", "");
    rejects(&run(&one_step(3, &hyps[1..], &parted, Rule::Congruence, coll("CBA"))), "the condition", "collinear");
}

/// A branch that selects the goal is a configuration condition, and one that excludes it is an error.
#[test]
fn branches_are_configuration_conditions() {
    let twice = dir(&[(2, "AB"), (-2, "CD")], q(0, 1));
    let perpendicular = dir(&[(1, "AB"), (-1, "CD")], q(1, 2));
    let parallel = dir(&[(1, "AB"), (-1, "CD")], q(0, 1));
    let t = accepted(run(&one_step(4, &[twice.clone()], &[], Rule::Divide(2), perpendicular.clone())));
    assert_eq!(t.strength(), Strength::Configuration);
    // Both branches claimed in one certificate.
    let (th, mut c) = one_step(4, &[twice], &[], Rule::Divide(2), perpendicular);
    c.steps.push(step(parallel, Rule::Divide(2), &[0]));
    rejects(&check(&th, &c), "the condition", "dir(AB) - dir(CD)");
}

/// A coincidence may have been proved with the very condition that it would discharge.
#[test]
fn coincidences_do_not_discharge_conditions() {
    let hyps = [coll("ABC"), coll("ADC"), same("BD")];
    let t = theorem(4, &hyps, &[ne("AB"), ne("AC")], vec![GoalKind::Fact(dir(&[(1, "AD"), (-1, "AC")], q(0, 1)))]);
    let steps = vec![
        step(coll("ADC"), Rule::Hyp(1), &[]),
        step(same("BD"), Rule::Hyp(2), &[]),
        step(dir(&[(1, "AD"), (-1, "AC")], q(0, 1)), geo("coll_dir", &p::<3>("ADC"), false), &[0]),
    ];
    assert_eq!(open(&accepted(check(&t, &cert(steps, &[2])))), vec![ne("AD")]);
}
