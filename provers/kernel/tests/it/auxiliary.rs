//! The table of auxiliary points: each definition is satisfied by a figure that satisfies its conditions, and that
//! figure also satisfies what the definition ensures. (It is found here by solving the two facts numerically.)

use crate::figure::{Rng, V, holds, met};
use crate::make::*;
use euclase_grammar::core::{Fact, GoalKind, Pt, Q};
use euclase_kernel::auxiliary::{DEFINITIONS, define};
use euclase_kernel::cert::{AuxPoint, Rule};
use euclase_kernel::{Class, check};
use num_traits::ToPrimitive;

/// A smooth measure of how far a fact is from true; 0 when it holds (or, for directions, when a pair coincides).
fn residuals(fact: &Fact, at: &[V]) -> Vec<f64> {
    let p = |x: &Pt| at[x.ix()];
    let d = |a: V, b: V| (b[0] - a[0]).hypot(b[1] - a[1]);
    let f = |q: &Q| q.to_f64().unwrap();
    match fact {
        Fact::Coll(a, b, c) => {
            let (a, b, c) = (p(a), p(b), p(c));
            vec![(b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])]
        }
        Fact::Cyclic(a, b, c, x) => {
            // Determinant of (x, y, x²+y², 1).
            let r: Vec<[f64; 3]> = [a, b, c]
                .map(|q| {
                    let (u, v) = (p(q)[0] - p(x)[0], p(q)[1] - p(x)[1]);
                    [u, v, u * u + v * v]
                })
                .to_vec();
            let m = |i: usize, j: usize, k: usize| r[i][0] * (r[j][1] * r[k][2] - r[j][2] * r[k][1]);
            vec![m(0, 1, 2) + m(1, 2, 0) + m(2, 0, 1)]
        }
        Fact::Len { terms, .. } => vec![terms.iter().map(|(k, a, b)| f(k) * d(p(a), p(b))).sum()],
        Fact::Log { terms, .. } => vec![terms.iter().map(|(k, a, b)| f(k) * d(p(a), p(b)).max(1e-12).ln()).sum()],
        Fact::Vec(terms) => (0..2).map(|i| terms.iter().map(|(k, a)| f(k) * p(a)[i]).sum()).collect(),
        Fact::Dir { terms, turn } => {
            // The product of the directions as complex numbers of size |PQ|^k; its imaginary part.
            let (mut re, mut im) = ((f(turn) * -std::f64::consts::PI).cos(), (f(turn) * -std::f64::consts::PI).sin());
            for (k, a, b) in terms {
                for _ in 0..k.abs() {
                    let (u, v) = (p(b)[0] - p(a)[0], (p(b)[1] - p(a)[1]) * if *k < 0 { -1.0 } else { 1.0 });
                    (re, im) = (re * u - im * v, re * v + im * u);
                }
            }
            vec![im]
        }
        other => panic!("no residual for {other:?}"),
    }
}

/// Newton's method with a numeric Jacobian for the two coordinates of the last point.
fn solve(facts: &[Fact], at: &mut [V]) -> bool {
    let n = at.len() - 1;
    let value = |at: &[V]| -> Vec<f64> { facts.iter().flat_map(|f| residuals(f, at)).collect() };
    for _ in 0..60 {
        let r = value(at);
        assert_eq!(r.len(), 2, "a definition is two equations");
        if r.iter().all(|x| x.abs() < 1e-13) {
            return true;
        }
        let h = 1e-7;
        let mut cols = Vec::new();
        for i in 0..2 {
            let mut moved = at.to_vec();
            moved[n][i] += h;
            cols.push(value(&moved).iter().zip(&r).map(|(x, y)| (x - y) / h).collect::<Vec<_>>());
        }
        let det = cols[0][0] * cols[1][1] - cols[1][0] * cols[0][1];
        if det.abs() < 1e-12 {
            return false;
        }
        at[n][0] -= (r[0] * cols[1][1] - r[1] * cols[1][0]) / det;
        at[n][1] -= (cols[0][0] * r[1] - cols[0][1] * r[0]) / det;
    }
    false
}

#[test]
fn every_definition_is_satisfied_when_its_conditions_hold() {
    let mut rng = Rng::new(7);
    for &(name, n) in DEFINITIONS {
        let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
        let x = Pt(n as u32);
        let d = define(name, x, &args).expect(name);
        assert!(define(name, x, &args[1..]).is_none());
        let mut found = 0;
        for _ in 0..200 {
            let given: Vec<V> = (0..n).map(|_| rng.point()).collect();
            assert!(d.exists.iter().all(|c| met(c, &given)), "{name}: random points should be generic");
            // From some start Newton reaches a point that satisfies everything.
            let ok = (0..200).any(|_| {
                let mut at = given.clone();
                at.push([rng.range(-6.0, 6.0), rng.range(-6.0, 6.0)]);
                solve(&d.facts, &mut at)
                    && d.facts.iter().all(|f| holds(f, &at, false))
                    && d.ensures.iter().all(|c| met(c, &at))
            });
            found += usize::from(ok);
        }
        // A few starts fail numerically (nearly degenerate figures).
        assert!(found >= 180, "{name}: only {found} of 200 figures");
    }
}

#[test]
fn names_are_unique_and_arities_exact() {
    for (i, (name, n)) in DEFINITIONS.iter().enumerate() {
        assert!(DEFINITIONS[i + 1..].iter().all(|(other, _)| other != name));
        for k in 0..11 {
            let args: Vec<Pt> = (0..k as u32).map(Pt).collect();
            assert_eq!(define(name, Pt(20), &args).is_some(), k == *n, "{name} with {k}");
        }
    }
}

/// What a definition ensures does not discharge its own existence: the mirror image of P in AB differs from P
/// because P is off AB, not the other way round.
#[test]
fn existence_is_not_given_by_its_own_consequences() {
    for &(name, n) in DEFINITIONS {
        let t = theorem(n, &[], &[], vec![GoalKind::Fact(coll("AAB"))]);
        let mut c = cert(vec![step(coll("AAB"), Rule::Congruence, &[])], &[0]);
        let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
        c.aux.push(AuxPoint { name: "X".into(), def: name.into(), args: args.clone() });
        let thm = accepted(check(&t, &c));
        let d = define(name, Pt(n as u32), &args).unwrap();
        assert_eq!(thm.conditions().is_empty(), d.exists.is_empty(), "{name}");
        assert!(thm.conditions().iter().all(|k| k.class != Class::Declared), "{name}: {:?}", thm.conditions());
    }
}

/// AB = 2·AM for the midpoint M: the order of the midpoint belongs to its definition, its existence is the condition A≠B.
#[test]
fn a_proof_with_an_auxiliary_point() {
    // In triangle ABC with AC = BC, the foot of the median is the foot of the altitude: here through M = midpoint(A, B).
    let goal = square(&[(2, "AC"), (-2, "BC")], q(0, 1));
    let hyp = length(&[(1, "AC"), (-1, "BC")], q(0, 1));
    let t = theorem(3, &[hyp.clone()], &[], vec![GoalKind::Fact(goal.clone())]);
    let m = |s: &str| s.to_string();
    let mut c = cert(
        vec![
            step(hyp, Rule::Hyp(0), &[]),
            step(coll("DAB"), Rule::Aux(0, 0), &[]),
            step(length(&[(1, "DA"), (-1, "DB")], q(0, 1)), Rule::Aux(0, 1), &[]),
            step(length(&[(1, "AD"), (1, "DB"), (-1, "AB")], q(0, 1)), geo("between_sum", &p::<3>("ADB"), false), &[1]),
            step(length(&[(2, "AD"), (-1, "AB")], q(0, 1)), Rule::Linear(vec![q(1, 1), q(1, 1)]), &[2, 3]),
            step(goal, Rule::Congruence, &[0]),
        ],
        &[5],
    );
    c.aux.push(AuxPoint { name: m("M"), def: m("midpoint"), args: p::<2>("AB").to_vec() });
    let thm = accepted(check(&t, &c));
    let classes: Vec<_> = thm.conditions().iter().map(|k| (k.cond.clone(), k.class)).collect();
    assert_eq!(classes[0], (ne("AB"), Class::NonDegeneracy));
    assert!(classes[1..].iter().all(|(_, k)| *k == Class::Declared));

    // A third fact about the point is no definition.
    c.steps[1] = step(coll("DAB"), Rule::Aux(0, 2), &[]);
    rejects(&check(&t, &c), "a defining fact", "fact 2 of point 0");
    c.steps[1] = step(coll("DAC"), Rule::Aux(0, 0), &[]);
    rejects(&check(&t, &c), "collinear(MAB)", "collinear(MAC)");
}

/// A tangent has no second meeting with its circle: the existence condition says so, sign for sign.
#[test]
fn the_tangent_has_no_second_meeting() {
    // The points of the definition, P D A B, are A B C D here: AC - AB = DC - DA.
    let fact = dir(&[(1, "AC"), (-1, "AB"), (-1, "DC"), (1, "DA")], q(0, 1));
    let t = theorem(4, std::slice::from_ref(&fact), &[], vec![GoalKind::Fact(fact.clone())]);
    let mut c = cert(vec![step(fact, Rule::Hyp(0), &[])], &[0]);
    accepted(check(&t, &c));
    c.aux.push(AuxPoint { name: "X".into(), def: "second_line_circle".into(), args: p::<4>("ABCD").to_vec() });
    rejects(&check(&t, &c), "the condition", "");
}
