//! The rules that are not geometry, goals, and bad certificates.

use crate::make::*;
use euclase_grammar::core::{Fact, GoalKind, Pt, Quantity};
use euclase_kernel::cert::{AuxPoint, Rule};
use euclase_kernel::{Strength, Verdict, check};

fn eq(s: &str, t: &str) -> Fact {
    length(&[(1, s), (-1, t)], q(0, 1))
}

#[test]
fn hypotheses_are_read_from_the_statement() {
    let goal = || vec![GoalKind::Fact(coll("ABC"))];
    let t = theorem(4, &[coll("ABC")], &[], goal());
    accepted(check(&t, &cert(vec![step(coll("CAB"), Rule::Hyp(0), &[])], &[0])));
    rejects(&check(&t, &cert(vec![step(coll("ABD"), Rule::Hyp(0), &[])], &[0])), "collinear(ABC)", "collinear(ABD)");
    rejects(&check(&t, &cert(vec![step(coll("ABC"), Rule::Hyp(1), &[])], &[0])), "a hypothesis below 1", "1");
    let c = cert(vec![step(coll("ABC"), Rule::Hyp(0), &[]), step(coll("ABC"), Rule::Hyp(0), &[0])], &[0]);
    rejects(&check(&t, &c), "no premises", "collinear(ABC)");
}

/// A direction or a logarithm needs proper pairs: the hypothesis is a polynomial equation.
#[test]
fn hypotheses_about_directions_record_proper_pairs() {
    let f = dir(&[(1, "AB"), (-1, "CD")], q(1, 2));
    let t = theorem(4, &[f.clone()], &[ne("BA")], vec![GoalKind::Fact(f.clone())]);
    let thm = accepted(check(&t, &cert(vec![step(f, Rule::Hyp(0), &[])], &[0])));
    let conds: Vec<_> = thm.conditions().iter().map(|c| (c.cond.clone(), c.class)).collect();
    assert_eq!(conds, [(ne("AB"), euclase_kernel::Class::Declared), (ne("CD"), euclase_kernel::Class::NonDegeneracy)]);
    assert_eq!(thm.strength(), Strength::Generic);
}

#[test]
fn congruence_exchanges_coinciding_points_and_equal_terms() {
    let ok = |hyps: &[Fact], claim: Fact| accepted(run(&one_step(6, hyps, &[], Rule::Congruence, claim)));
    ok(&[same("AB"), same("BC")], same("CA"));
    ok(&[same("AD"), coll("ABC")], coll("DBC"));
    ok(&[same("AD"), cyclic("ABCE")], cyclic("EDCB"));
    ok(&[same("AB")], eq("AC", "BC"));
    ok(&[same("AB")], length(&[(1, "AB")], q(0, 1)));
    ok(&[same("AD"), sim("ABC", "EFA", true)], sim("FDE", "BCD", true));
    ok(&[cyclic("ABCD")], cyclic("ABCA"));
    ok(&[], coll("AAB"));
    ok(&[], cyclic("AABB"));
    ok(
        &[dir(&[(1, "AB"), (-1, "CD")], q(0, 1)), dir(&[(1, "AB"), (-1, "EF")], q(1, 2))],
        dir(&[(1, "EF"), (-1, "DC")], q(1, 2)),
    );
    let no = |hyps: &[Fact], claim: Fact| {
        rejects(&run(&one_step(6, hyps, &[], Rule::Congruence, claim)), "a cited fact that says", "")
    };
    no(&[], same("AB"));
    no(&[], cyclic("ABCA"));
    no(&[coll("ABC")], coll("ABD"));
    no(&[cyclic("ABCA")], cyclic("ABCD"));
    no(&[sim("ABC", "DEF", true)], sim("ABC", "DEF", false));
    no(&[sim("ABC", "DEF", false)], sim("ABC", "EDF", false));
    // dir(AA) is no proper direction, and log|AA| no number.
    no(&[same("AB")], dir(&[(1, "AB")], q(0, 1)));
    no(&[same("AB")], log(&[(1, "AB")], &[]));
}

/// 2x = 2y does not say x = y over directions; over lengths it does.
#[test]
fn directions_have_torsion() {
    let twice = dir(&[(2, "AB"), (-2, "CD")], q(0, 1));
    let once = dir(&[(1, "AB"), (-1, "CD")], q(0, 1));
    let x = |rule| run(&one_step(4, &[twice.clone()], &[], rule, once.clone()));
    rejects(&x(Rule::Congruence), "a cited fact", "2·dir(AB)");
    rejects(&x(Rule::Linear(vec![q(1, 2)])), "integer multipliers", "");
    rejects(&x(Rule::Linear(vec![q(1, 1)])), "as the combination", "");
    rejects(&x(Rule::Divide(1)), "a divisor from 2", "1");
    rejects(&x(Rule::Divide(3)), "3 times", "");
    let thm = accepted(x(Rule::Divide(2)));
    let branch = dir(&[(1, "AB"), (-1, "CD")], q(1, 2));
    let Fact::Dir { terms, turn } = branch else { unreachable!() };
    assert_eq!(thm.conditions().last().unwrap().cond, euclase_grammar::core::Cond::DirNe { terms, turn });
    assert_eq!(thm.strength(), Strength::Configuration);
    let halves = eq("AB", "CD");
    accepted(run(&one_step(4, &[length(&[(2, "AB"), (-2, "CD")], q(0, 1))], &[], Rule::Congruence, halves)));
}

/// Dividing by 3 leaves two other branches, each a condition.
#[test]
fn dividing_records_every_other_branch() {
    let third = dir(&[(1, "AB"), (-1, "CD")], q(1, 9));
    let x = one_step(4, &[dir(&[(3, "AB"), (-3, "CD")], q(1, 3))], &[], Rule::Divide(3), third);
    let turns: Vec<_> = accepted(run(&x))
        .conditions()
        .iter()
        .filter_map(|c| match &c.cond {
            euclase_grammar::core::Cond::DirNe { turn, .. } => Some(turn.clone()),
            _ => None,
        })
        .collect();
    assert_eq!(turns, [q(4, 9), q(7, 9)]);
}

#[test]
fn linear_combinations_are_exact() {
    let hyps = [length(&[(1, "AB"), (1, "CD")], q(3, 1)), length(&[(1, "AB"), (-1, "CD")], q(1, 1))];
    let x = |m: Vec<_>, claim| run(&one_step(4, &hyps, &[], Rule::Linear(m), claim));
    accepted(x(vec![q(1, 2), q(1, 2)], length(&[(1, "AB")], q(2, 1))));
    rejects(&x(vec![q(1, 2), q(1, 2)], length(&[(1, "AB")], q(2, 3))), "as the combination", "");
    rejects(&x(vec![q(1, 2)], length(&[(1, "AB")], q(2, 1))), "2 multipliers", "1");
    rejects(&x(vec![q(1, 2), q(1, 2)], coll("ABC")), "a linear equation", "collinear");
    rejects(&x(vec![q(1, 2), q(1, 2)], log(&[(1, "AB")], &[])), "equations of the claim's kind", "");
    // Coincidences count without a multiplier, in every kind.
    let hyps = [same("AC"), square(&[(1, "AB"), (1, "CD")], q(3, 1))];
    accepted(run(&one_step(4, &hyps, &[], Rule::Linear(vec![q(1, 1)]), square(&[(1, "CB"), (1, "AD")], q(3, 1)))));
    let hyps = [same("AC"), log(&[(1, "AB"), (-1, "CD")], &[(2, q(1, 1))])];
    accepted(run(&one_step(
        4,
        &hyps,
        &[],
        Rule::Linear(vec![q(-1, 1)]),
        log(&[(1, "AD"), (-1, "CB")], &[(2, q(-1, 1))]),
    )));
    // A half-turn is 0.
    let hyps = [dir(&[(1, "AB"), (-1, "CD")], q(1, 2)), dir(&[(1, "CD"), (-1, "EF")], q(1, 2))];
    accepted(run(&one_step(
        6,
        &hyps,
        &[],
        Rule::Linear(vec![q(1, 1), q(1, 1)]),
        dir(&[(1, "AB"), (-1, "EF")], q(0, 1)),
    )));
}

#[test]
fn an_equality_of_lengths_enters_other_kinds() {
    let hyps = [eq("AB", "CD"), log(&[(1, "AB"), (1, "EF")], &[])];
    accepted(run(&one_step(6, &hyps, &[], Rule::Linear(vec![q(-1, 1), q(1, 1)]), log(&[(1, "CD"), (1, "EF")], &[]))));
}

#[test]
fn citations() {
    let t = theorem(3, &[coll("ABC")], &[], vec![GoalKind::Fact(coll("ABC"))]);
    for (premises, words) in [(vec![0], "step 0"), (vec![5], "step 5")] {
        let c = cert(vec![step(coll("ABC"), Rule::Congruence, &premises)], &[0]);
        rejects(&check(&t, &c), "earlier steps", words);
    }
    let c = cert(vec![step(coll("ABC"), Rule::Hyp(0), &[]), step(coll("ABC"), Rule::Congruence, &[0, 0])], &[1]);
    rejects(&check(&t, &c), "each premise once", "twice");
    let c = cert(vec![step(coll("ABC"), Rule::Hyp(0), &[])], &[1]);
    rejects(&check(&t, &c), "the step that claims it", "step 1");
    let c = cert(vec![step(coll("ABC"), Rule::Hyp(0), &[])], &[]);
    rejects(&check(&t, &c), "1 goals", "0");
    let mut c = cert(vec![step(coll("ABC"), Rule::Hyp(0), &[])], &[0]);
    c.theorem = "other".into();
    rejects(&check(&t, &c), "a certificate of test", "other");
}

/// Long numbers are paid for by their length: some are accepted, very many are not.
#[test]
fn long_numbers_are_paid_for() {
    let long = euclase_grammar::core::Q::from_integer(num_bigint::BigInt::from(1) << 6000);
    let claim = Fact::Len { terms: vec![(long.clone(), Pt(0), Pt(1)), (-long, Pt(1), Pt(0))], konst: q(0, 1) };
    let t = theorem(2, &[], &[], vec![GoalKind::Fact(claim.clone())]);
    let x = |n: usize| check(&t, &cert(vec![step(claim.clone(), Rule::Congruence, &[]); n], &[0]));
    accepted(x(100));
    rejects(&x(10_000), "moderate size", "");
}

#[test]
fn claims_are_well_formed() {
    let t = theorem(3, &[coll("ABC")], &[], vec![GoalKind::Fact(coll("ABC"))]);
    let x = |claim: Fact| check(&t, &cert(vec![step(claim, Rule::Congruence, &[])], &[0]));
    rejects(&x(Fact::Coll(Pt(0), Pt(1), Pt(9))), "well-formed", "point number 9");
    rejects(&x(vector(&[(1, "A"), (1, "B")])), "well-formed", "add up to 0");
    let huge = euclase_grammar::core::Q::from_integer(num_bigint::BigInt::from(1) << 7000);
    rejects(&x(length(&[(1, "AB")], huge.clone())), "well-formed", "2000 digits");
    let x = one_step(2, &[eq("AB", "AB")], &[], Rule::Linear(vec![huge]), eq("AB", "AB"));
    rejects(&run(&x), "short multipliers", "2000 digits");
    let many: Vec<_> = (0..2000).map(|_| (1, "AB")).collect();
    let x = one_step(2, &[], &[], Rule::Congruence, dir(&many, q(0, 1)));
    assert!(matches!(run(&x), Verdict::Rejected { .. } | Verdict::Declined { .. }));
    let num = Fact::Num(euclase_grammar::core::Num::Const(q(1, 1)), euclase_grammar::core::Num::Const(q(1, 1)));
    assert!(matches!(run(&one_step(2, &[num.clone()], &[], Rule::Congruence, num)), Verdict::Rejected { .. }));
}

#[test]
fn work_is_bounded() {
    // A thousand coefficients of 2,000 digits with different denominators.
    let long = |i: u32| {
        let d = (num_bigint::BigInt::from(1) << 6_600) + i;
        euclase_grammar::core::Q::new(1.into(), d)
    };
    let terms = (0..900).map(|i| (long(2 * i + 1), Pt(0), Pt(1))).collect();
    let x = one_step(2, &[Fact::Len { terms, konst: q(0, 1) }], &[], Rule::Congruence, eq("AB", "AB"));
    let start = std::time::Instant::now();
    rejects(&run(&x), "moderate size", "");
    assert!(start.elapsed().as_secs() < 2);
}

#[test]
fn statements_out_of_reach_are_declined() {
    let reason = |v: Verdict| match v {
        Verdict::Declined { reason } => reason,
        other => panic!("{other:?}"),
    };
    let c = cert(vec![], &[0]);
    assert!(reason(check(&theorem(2, &[], &[], vec![GoalKind::Cond(ne("AB"))]), &c)).contains("does not declare"));
    assert!(reason(check(&theorem(2, &[], &[], vec![GoalKind::Solve(vec![0])]), &c)).contains("no lines claim"));
    let num = Fact::Num(euclase_grammar::core::Num::Real(0), euclase_grammar::core::Num::Const(q(1, 1)));
    assert!(reason(check(&theorem(2, &[], &[], vec![GoalKind::Fact(num)]), &c)).contains("general equation"));
    assert!(reason(check(&theorem(2, &[], &[], vec![]), &cert(vec![], &[]))).contains("no goal"));
    let mut t = theorem(3, &[coll("ABC")], &[], vec![GoalKind::Fact(coll("ABC"))]);
    t.unsupported.push(euclase_grammar::core::Origin { text: "for all x".into(), span: (0, 0) });
    assert!(reason(check(&t, &cert(vec![step(coll("ABC"), Rule::Hyp(0), &[])], &[0]))).contains("for all x"));
    accepted(check(&theorem(3, &[], &[not_coll("ABC")], vec![GoalKind::Cond(ne("BC"))]), &c));
}

#[test]
fn find_goals_take_the_value_that_was_claimed() {
    let find = |quantity, claim: Fact| {
        let t = theorem(4, &[claim.clone()], &[], vec![GoalKind::Find(quantity)]);
        check(&t, &cert(vec![step(claim, Rule::Hyp(0), &[])], &[0]))
    };
    let angle = || Quantity::Angle(p("ABC"));
    let thm = accepted(find(angle(), ang(&[(3, "CBA")], q(1, 1))));
    assert_eq!(thm.found().len(), 1);
    rejects(&find(angle(), ang(&[(1, "BCA")], q(1, 3))), "gives the value", "");
    rejects(&find(angle(), ang(&[(1, "CBA")], q(4, 3))), "gives the value", "");
    // A directed angle does not say which of two values it is.
    rejects(&find(angle(), dir(&[(1, "BC"), (-1, "BA")], q(1, 3))), "gives the value", "");
    let ratio = || Quantity::Ratio(p("AB"), p("CD"));
    let thm = accepted(find(ratio(), length(&[(1, "BA"), (-2, "CD")], q(0, 1))));
    assert!(thm.conditions().iter().any(|c| c.cond == ne("CD")));
    rejects(&find(ratio(), length(&[(1, "BA"), (-2, "CD")], q(1, 1))), "gives the value", "");
    rejects(&find(ratio(), length(&[(1, "BA"), (2, "CD")], q(0, 1))), "gives the value", "");
    accepted(find(ratio(), log(&[(1, "DC"), (-1, "AB")], &[(2, q(1, 2))])));
    rejects(&find(ratio(), log(&[(1, "DC"), (1, "AB")], &[(2, q(1, 2))])), "gives the value", "");
    accepted(find(Quantity::Length(p("AB")), square(&[(1, "BA")], q(2, 1))));
}

/// The sketch's points are not the statement's, and indices beyond the statement are the certificate's.
#[test]
fn auxiliary_points_are_new_and_defined_by_earlier_ones() {
    let t = theorem(3, &[], &[ne("AB")], vec![GoalKind::Fact(coll("AAB"))]);
    let aux = |name: &str, def: &str, args: &[Pt]| {
        let mut c = cert(vec![step(coll("AAB"), Rule::Congruence, &[])], &[0]);
        c.aux.push(AuxPoint { name: name.into(), def: def.into(), args: args.to_vec() });
        check(&t, &c)
    };
    accepted(aux("M", "midpoint", &p::<2>("AB")));
    rejects(&aux("A", "midpoint", &p::<2>("AB")), "a new name", "taken");
    rejects(&aux("M", "midpoint", &p::<2>("AD")), "earlier points", "point number 3");
    rejects(&aux("M", "midpoint", &p::<3>("ABC")), "a definition of the table", "`midpoint` of 3 points");
    rejects(&aux("M", "spiral_center", &p::<3>("ABC")), "a definition of the table", "spiral_center");
}
