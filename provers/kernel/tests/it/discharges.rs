//! Rules for conditions: against figures like the rules of geometry, and how a certificate may use them.

use crate::figure::{Rng, V, add, holds, len, met, mul, polar, sub, turn};
use crate::make::*;
use crate::soundness::{pick, readable};
use euclase_grammar::core::{Cond, Fact, Pt};
use euclase_kernel::cert::{Certificate, Discharge};
use euclase_kernel::rules::{Arity, Instance, RuleInfo, condition, for_conditions};
use euclase_kernel::{Strength, check};
use std::f64::consts::PI;

/// Symbolic instances of a rule, for each kind of premise that it reads.
fn instances(rule: &RuleInfo<Cond>, opposite: bool) -> Vec<Instance<Cond>> {
    let Arity::Exactly(n) = rule.arity else { panic!("{} takes a fixed number of points", rule.name) };
    let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
    let cited: Vec<Fact> = match rule.name {
        "angle_lines" => [q(1, 2), q(1, 3), q(1, 4)].map(|t| dir(&[(1, "AB"), (-1, "CD")], t)).to_vec(),
        "vec_order" => [1, 2, 3].map(|r| vector(&[(1, "B"), (-1, "A"), (-r, "C"), (r, "B")])).to_vec(),
        "pair_proper" => vec![
            dir(&[(1, "AB"), (-1, "CD")], q(0, 1)),
            dir(&[(1, "AB"), (1, "CD"), (-1, "EF"), (-1, "GH")], q(0, 1)),
            dir(&[(1, "AB"), (-1, "CD")], q(1, 2)),
            log(&[(1, "AB"), (-1, "CD")], &[]),
            log(&[(1, "AB"), (1, "CD"), (-1, "EF"), (-1, "GH")], &[]),
            log(&[(1, "AB")], &[(2, q(1, 1))]),
            length(&[(1, "AB"), (-2, "CD")], q(0, 1)),
            length(&[(1, "AB")], q(2, 1)),
            square(&[(1, "AB"), (-2, "CD")], q(0, 1)),
            square(&[(1, "AB")], q(4, 1)),
        ],
        _ => return vec![condition(rule.name, &args, opposite, &[]).expect(rule.name)],
    };
    cited.into_iter().map(|f| condition(rule.name, &args, opposite, &[f]).expect(rule.name)).collect()
}

/// Points of a symbolic instance.
fn points(i: &Instance<Cond>) -> usize {
    let mut n = 0;
    i.premises.iter().for_each(|f| f.each_point(&mut |x| n = n.max(x.ix() + 1)));
    i.conditions.iter().chain([&i.conclusion]).for_each(|c| c.each_point(&mut |x| n = n.max(x.ix() + 1)));
    n
}

/// A figure meant to satisfy the premises; None where the pools of points do as well.
fn construct(name: &str, opposite: bool, rng: &mut Rng) -> Option<Vec<V>> {
    let (a, b, c) = (rng.point(), rng.point(), rng.point());
    match name {
        "sim_orient" => {
            let (o, w, k) = (rng.point(), rng.range(0.0, 2.0 * PI), rng.range(0.3, 2.0));
            let image = |x: V| {
                let x = if opposite { [x[0], -x[1]] } else { x };
                add(o, mul(k, turn(x, w)))
            };
            Some(vec![a, b, c, image(a), image(b), image(c)])
        }
        "circle_proper" => {
            let (r, n) = (rng.range(0.3, 2.0), 4);
            Some((0..n).map(|_| polar(a, r, rng.range(0.0, 2.0 * PI))).collect())
        }
        "kite_turn" => {
            // C and its mirror image in AB, or C twice
            let (u, v) = (sub(b, a), sub(c, a));
            let t = (u[0] * v[0] + u[1] * v[1]) / len(a, b).powi(2);
            Some(vec![a, b, c, if rng.below(4) == 0 { c } else { sub(mul(2.0, add(a, mul(t, u))), c) }])
        }
        _ => None,
    }
}

#[test]
fn every_rule_for_conditions_holds_and_needs_what_it_asks_for() {
    let mut bad = Vec::new();
    let mut seed = 0;
    for rule in for_conditions() {
        for opposite in [false, true].into_iter().filter(|o| !o || rule.two_forms) {
            let mut needed: Vec<(String, bool)> = Vec::new();
            let mut total = 0;
            for i in instances(rule, opposite) {
                seed += 1;
                let (n, mut rng) = (points(&i), Rng::new(seed));
                for round in 0..300_000 {
                    if round > 40_000 && total >= 300 && needed.iter().all(|e| e.1) {
                        break;
                    }
                    let made = if rng.coin() {
                        construct(rule.name, opposite, &mut rng).filter(|v| readable(v))
                    } else {
                        None
                    };
                    let v = made.unwrap_or_else(|| pick(n, &mut rng));
                    if !i.premises.iter().all(|f| holds(f, &v, true)) {
                        continue;
                    }
                    let failed: Vec<&Cond> = i.conditions.iter().filter(|c| !met(c, &v)).collect();
                    let follows = met(&i.conclusion, &v);
                    if let [c] = failed[..] {
                        let text = format!("{c:?}");
                        match needed.iter_mut().find(|e| e.0 == text) {
                            Some(e) => e.1 |= !follows,
                            None => needed.push((text, !follows)),
                        }
                    }
                    if failed.is_empty() {
                        assert!(follows, "{} (opposite: {opposite}) is unsound: {i:?} at {v:?}", rule.name);
                        total += 1;
                    }
                }
                for c in i.conditions.iter().map(|c| format!("{c:?}")) {
                    if !needed.iter().any(|e| e.0 == c) {
                        needed.push((c, false));
                    }
                }
            }
            if total < 300 {
                bad.push(format!("{} {opposite}: only {total} figures", rule.name));
            }
            for (c, _) in needed.into_iter().filter(|e| !e.1) {
                bad.push(format!("{} {opposite}: no figure shows that {c} is needed", rule.name));
            }
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

fn follows(rule: &str, args: &str, opposite: bool, premises: &[usize], before: usize) -> Discharge {
    let args = args.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
    Discharge { rule: rule.into(), args, opposite, premises: premises.to_vec(), before }
}

/// AB ∥ CD and C off AB: then `inscribed_conv` at ABD, from an equation that is given, needs D off AB.
fn parallel_case(discharges: Vec<Discharge>) -> (euclase_grammar::core::CoreTheorem, Certificate) {
    let angle = dir(&[(1, "DA"), (-1, "DB"), (-1, "EA"), (1, "EB")], q(0, 1));
    let hyps = [dir(&[(1, "AB"), (-1, "CD")], q(0, 1)), angle];
    let claim = cyclic("ABDE");
    let conds = ["AB", "CD", "DA", "DB", "EA", "EB"].map(ne).to_vec();
    let conds = [conds, vec![not_coll("ABC")]].concat();
    let (t, mut c) = one_step(5, &hyps, &conds, geo("inscribed_conv", &p::<4>("ABDE"), false), claim);
    c.discharges = discharges;
    (t, c)
}

#[test]
fn a_discharged_condition_is_not_listed() {
    let open = |x: &(_, Certificate)| accepted(run(x)).conditions().iter().any(|c| c.cond == not_coll("ABD"));
    assert!(open(&parallel_case(vec![])));
    let moved = parallel_case(vec![follows("parallel_turn", "ABCD", false, &[0], 2)]);
    assert!(!open(&moved));
    assert_eq!(accepted(run(&moved)).strength(), Strength::General);
}

#[test]
fn discharges_cite_earlier_steps_and_serve_later_ones() {
    let with = |d: Vec<Discharge>| run(&parallel_case(d));
    // after the step that needs it: no use, but no harm
    let late = accepted(with(vec![follows("parallel_turn", "ABCD", false, &[0], 3)]));
    assert!(late.conditions().iter().any(|c| c.cond == not_coll("ABD")));
    rejects(&with(vec![follows("parallel_turn", "ABCD", false, &[2], 2)]), "earlier steps", "step 2");
    rejects(&with(vec![follows("parallel_turn", "ABCD", false, &[0, 0], 2)]), "each premise once", "twice");
    rejects(&with(vec![follows("parallel_turn", "ABCD", false, &[], 2)]), "premise", "no cited facts");
    rejects(&with(vec![follows("parallel_turn", "ABCE", false, &[0], 2)]), "premise", "cited");
    rejects(&with(vec![follows("parallel_turn", "ABCF", false, &[0], 2)]), "points of the theorem", "point number 5");
    rejects(&with(vec![follows("parallel_turn", "ABC", false, &[0], 2)]), "4 points", "3");
    rejects(&with(vec![follows("parallel_turn", "ABCD", true, &[0], 2)]), "opposite form", "none");
    rejects(&with(vec![follows("coll_dir", "ABC", false, &[0], 2)]), "the name of a rule", "coll_dir");
    let two = ["ABCD", "ABCD"].map(|a| follows("parallel_turn", a, false, &[0], 2)).to_vec();
    accepted(with(two));
    let wrong_order =
        vec![follows("parallel_turn", "ABCD", false, &[0], 3), follows("parallel_turn", "ABCD", false, &[0], 2)];
    rejects(&with(wrong_order), "in the order", "step 2");
}

/// Past the last step a discharge serves nothing, and is checked all the same.
#[test]
fn discharges_past_the_last_step_are_checked() {
    let with = |d: Vec<Discharge>| run(&parallel_case(d));
    accepted(with(vec![follows("parallel_turn", "ABCD", false, &[0, 2], 100)]));
    rejects(&with(vec![follows("no_such_rule", "ABCD", false, &[0], 100)]), "the name of a rule", "no_such_rule");
    rejects(&with(vec![follows("parallel_turn", "ABCD", false, &[0, 50], 100)]), "earlier steps", "step 50");
    let wrong_order =
        vec![follows("parallel_turn", "ABCD", false, &[0], 100), follows("parallel_turn", "ABCD", false, &[0], 2)];
    rejects(&with(wrong_order), "in the order", "step 2");
}

/// A discharge that itself needs a condition records it: nothing is had for nothing.
#[test]
fn what_a_discharge_needs_is_a_condition() {
    let (mut t, c) = parallel_case(vec![follows("parallel_turn", "ABCD", false, &[0], 2)]);
    t.conds.retain(|d| d.cond != not_coll("ABC"));
    let open: Vec<Cond> = accepted(check(&t, &c)).conditions().iter().map(|c| c.cond.clone()).collect();
    assert!(open.contains(&not_coll("ABC")) && !open.contains(&not_coll("ABD")), "{open:?}");
}

/// A fact may not discharge the condition under which it was proved.
#[test]
fn nothing_is_discharged_by_its_own_consequence() {
    // Cyclic(ABCD) needs NotColl(ABC); circle_proper would give it back.
    let angle = dir(&[(1, "CA"), (-1, "CB"), (-1, "DA"), (1, "DB")], q(0, 1));
    let conds = ["AB", "AC", "BC", "CA", "CB", "DA", "DB"].map(ne).to_vec();
    let make = |before| {
        let rule = geo("inscribed_conv", &p::<4>("ABCD"), false);
        let (t, mut c) = one_step(4, &[angle.clone()], &conds, rule, cyclic("ABCD"));
        c.discharges = vec![follows("circle_proper", "ABCD", false, &[1], before)];
        (t, c)
    };
    rejects(&run(&make(1)), "earlier steps", "step 1");
    let t = accepted(run(&make(2)));
    assert!(t.conditions().iter().any(|c| c.cond == not_coll("ABC")));
}

/// Facts that say too little.
#[test]
fn readers_of_premises_refuse_other_facts() {
    let says = |rule: &str, args: &str, f: Fact| {
        let args: Vec<Pt> = args.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
        condition(rule, &args, false, &[f]).map(|i| i.conclusion).map_err(|e| e.expected)
    };
    let no = |r: Result<Cond, String>, words: &str| assert!(r.as_ref().is_err_and(|e| e.contains(words)), "{r:?}");
    no(says("angle_lines", "ABCD", dir(&[(1, "AB"), (-1, "CD")], q(0, 1))), "other than 0");
    no(says("angle_lines", "ABCD", dir(&[(1, "AB"), (-1, "CD")], q(2, 1))), "other than 0");
    no(says("angle_lines", "ABCD", dir(&[(2, "AB"), (-2, "CD")], q(1, 2))), "angle of the two lines");
    no(says("pair_proper", "AB", length(&[(1, "AB"), (1, "CD"), (-1, "AC")], q(0, 1))), "with this pair");
    no(says("pair_proper", "AB", length(&[(1, "AB"), (-1, "CD")], q(1, 1))), "with this pair");
    no(says("pair_proper", "AB", length(&[(1, "AB")], q(0, 1))), "with this pair");
    no(says("pair_proper", "AB", dir(&[(1, "AB"), (-1, "BA"), (1, "CD")], q(0, 1))), "with this pair");
    no(says("pair_proper", "AB", vector(&[(1, "A"), (-1, "B")])), "with this pair");
    no(says("vec_order", "ABC", vector(&[(1, "B"), (-1, "A"), (1, "C"), (-1, "B")])), "positive");
}
