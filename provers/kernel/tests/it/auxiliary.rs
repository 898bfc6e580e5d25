//! The table of auxiliary points: each definition is satisfied by a figure that satisfies its conditions, and that
//! figure also satisfies what the definition ensures. (It is found here by solving the two facts numerically.)

use crate::figure::{Rng, V, add, at, dot, holds, meet, met, mul, sub, turn};
use crate::make::*;
use euclase_grammar::core::{Cond, Fact, GoalKind, Pt, Q};
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
        // Two equations find the point; those that an entry has besides are to hold there.
        assert!(r.len() >= 2, "a definition is two equations or more");
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
            let mut random = || (0..n).map(|_| rng.point()).collect::<Vec<V>>();
            let mut given = random();
            // Random points are generic, but one need not be outside a circle.
            for _ in 0..20 {
                let order = |c: &&Cond| matches!(c, Cond::Longer(..));
                if d.exists.iter().filter(order).all(|c| met(c, &given)) {
                    break;
                }
                given = random();
            }
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

/// Where the definitions below put their point, by formulas of their own: no equation is solved.
fn place(name: &str, given: &[V]) -> Option<V> {
    let length = |p: V, q: V| dot(sub(p, q), sub(p, q)).sqrt();
    match (name, given) {
        ("similitude_inner", &[a, p, b, q]) => Some(at(a, b, length(a, p) / (length(a, p) + length(b, q)))),
        ("similitude_outer", &[a, p, b, q]) => Some(at(a, b, length(a, p) / (length(a, p) - length(b, q)))),
        ("contact", &[p, o, a]) => {
            let w = (length(o, a) / length(o, p)).acos();
            Some(add(o, mul(length(o, a) / length(o, p), turn(sub(p, o), w))))
        }
        ("isogonal_conjugate", &[p, a, b, c]) => {
            // As complex numbers: (B − A)(C − A) over P − A.
            let times = |u: V, v: V| [u[0] * v[0] - u[1] * v[1], u[0] * v[1] + u[1] * v[0]];
            let line = |v: V, y: V, z: V| times(times(sub(y, v), sub(z, v)), [sub(p, v)[0], -sub(p, v)[1]]);
            meet(a, line(a, b, c), b, line(b, a, c))
        }
        _ => None,
    }
}

/// All figures of points of a small grid: whatever coincides or is on a line there, the point exists where the conditions
/// say so, with what is ensured.
#[test]
fn points_exist_in_all_figures_of_a_grid() {
    let grid: Vec<V> = (0..12).map(|i| [f64::from(i % 4), f64::from(i / 4)]).collect();
    for name in ["similitude_inner", "similitude_outer", "contact", "isogonal_conjugate"] {
        let n = DEFINITIONS.iter().find(|d| d.0 == name).unwrap().1;
        let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
        let d = define(name, Pt(n as u32), &args).unwrap();
        let (mut some, mut none) = (0, 0);
        for k in 0..grid.len().pow(n as u32) {
            let mut all: Vec<V> = (0..n as u32).map(|i| grid[k / grid.len().pow(i) % grid.len()]).collect();
            if !d.exists.iter().all(|c| met(c, &all)) {
                none += 1;
                continue;
            }
            some += 1;
            all.push(place(name, &all).unwrap_or_else(|| panic!("{name} is nowhere for {all:?}")));
            for f in &d.facts {
                assert!(holds(f, &all, false), "{name}: not {f:?} for {all:?}");
            }
            for c in &d.ensures {
                assert!(met(c, &all), "{name}: not {c:?} for {all:?}");
            }
        }
        assert!(some > 200 && none > 200, "{name}: {some} figures, {none} left out");
    }
}

/// The verdict on a certificate with one auxiliary point, whose letter is the one after the statement's, and some steps after those that cite
/// the hypotheses. (The goal is trivial.)
fn with_point(
    points: usize,
    hyps: &[Fact],
    def: &str,
    args: &[Pt],
    steps: Vec<(Fact, Rule, Vec<usize>)>,
) -> euclase_kernel::Verdict {
    let goal = coll("AAB");
    let t = theorem(points, hyps, &[], vec![GoalKind::Fact(goal.clone())]);
    let mut all: Vec<_> = hyps.iter().enumerate().map(|(i, f)| step(f.clone(), Rule::Hyp(i), &[])).collect();
    all.extend(steps.into_iter().map(|(claim, rule, premises)| step(claim, rule, &premises)));
    all.push(step(goal, Rule::Congruence, &[]));
    let last = all.len() - 1;
    let mut c = cert(all, &[last]);
    c.aux.push(AuxPoint { name: "X".into(), def: def.into(), args: args.to_vec() });
    check(&t, &c)
}

/// D = the point of AB at distances like AC to BC is on the bisector of the angle at C; and not outside the segment.
#[test]
fn a_point_that_divides_a_segment_in_a_ratio() {
    let ratio = log(&[(1, "DA"), (-1, "DB"), (-1, "AC"), (1, "BC")], &[]);
    let angle = dir(&[(1, "CA"), (1, "CB"), (-2, "CD")], q(0, 1));
    for def in ["similitude_inner", "similitude_outer"] {
        let prove = |hyps: &[Fact], ratio: &Fact| {
            let n = hyps.len();
            let steps = vec![
                (coll("DAB"), Rule::Aux(0, 0), vec![]),
                (ratio.clone(), Rule::Aux(0, 1), vec![]),
                (angle.clone(), geo("bisector_ratio_conv", &p::<4>("CABD"), false), vec![n, n + 1]),
            ];
            with_point(3, hyps, def, &p::<4>("ACBC"), steps)
        };
        let thm = accepted(prove(&[], &ratio));
        let open: Vec<_> = thm.conditions().iter().filter(|c| c.class != Class::Declared).collect();
        // That the pairs of the ratio are proper, the definition says. (NotColl entails the conditions that points differ.)
        assert!(open.iter().any(|c| c.cond == not_coll("ABC")), "{open:?}");
        assert_eq!(open.len(), if def == "similitude_inner" { 1 } else { 2 }, "{open:?}");
        // The ratio upside down, and the other definition's case.
        rejects(&prove(&[], &log(&[(1, "DA"), (-1, "DB"), (1, "AC"), (-1, "BC")], &[])), "log", "log");
        let equal = prove(&[length(&[(1, "CA"), (-1, "CB")], q(0, 1))], &ratio);
        match def {
            "similitude_inner" => drop(accepted(equal)),
            _ => rejects(&equal, "the condition not AC - BC = 0", "AC - BC = 0"),
        }
    }
}

/// Tangents touch circles of which their point is outside, and make a right angle with the radius.
#[test]
fn a_point_of_contact() {
    // P, O, A are A, B, C here, and D is the point of contact.
    let perp = dir(&[(1, "DA"), (-1, "DB")], q(1, 2));
    let prove = |hyps: &[Fact], claim: Fact, j: usize| {
        with_point(3, hyps, "contact", &p::<3>("ABC"), vec![(claim, Rule::Aux(0, j), vec![])])
    };
    let thm = accepted(prove(&[], perp.clone(), 1));
    let longer = Cond::Longer(p("BA"), p("BC"));
    let told: Vec<_> = thm.conditions().iter().map(|c| (c.cond.clone(), c.class)).collect();
    assert!(told.contains(&(longer, Class::Configuration)) && told.contains(&(ne("BC"), Class::NonDegeneracy)));
    assert!(told.iter().all(|(c, k)| *k == Class::Declared || !c.points().contains(&Pt(3))), "{told:?}");
    accepted(prove(&[], length(&[(1, "BD"), (-1, "BC")], q(0, 1)), 0));
    rejects(&prove(&[], dir(&[(1, "DA"), (-1, "DB")], q(0, 1)), 1), "dir(XA) - dir(XB) = 1/2", "dir(XA) - dir(XB) = 0");
    rejects(&prove(&[], length(&[(1, "AD"), (-1, "BC")], q(0, 1)), 0), "BC = 0", "BC = 0");
    rejects(&prove(&[], perp.clone(), 2), "a defining fact", "fact 2 of point 0");
    // On the circle, at its centre, or where the circle is a point, there is none.
    let equal = length(&[(1, "BA"), (-1, "BC")], q(0, 1));
    rejects(&prove(&[equal], perp.clone(), 1), "the condition BA > BC", "BC = 0");
    rejects(&prove(&[same("AB")], perp.clone(), 1), "facts that can hold together", "1/2");
    rejects(&prove(&[same("BC")], perp.clone(), 1), "the condition", "B = C");
}

/// The isogonal conjugate of a point of the circumcircle is at infinity, and a vertex that of a point of a side.
#[test]
fn an_isogonal_conjugate() {
    // P, A, B, C are D, A, B, C here, and E is the conjugate.
    let at_a = dir(&[(1, "AE"), (1, "AD"), (-1, "AB"), (-1, "AC")], q(0, 1));
    let at_b = dir(&[(1, "BE"), (1, "BD"), (-1, "BA"), (-1, "BC")], q(0, 1));
    let prove = |hyps: &[Fact], claim: &Fact, j: usize| {
        with_point(4, hyps, "isogonal_conjugate", &p::<4>("DABC"), vec![(claim.clone(), Rule::Aux(0, j), vec![])])
    };
    let at_c = dir(&[(1, "CE"), (1, "CD"), (-1, "CA"), (-1, "CB")], q(0, 1));
    for (j, claim) in [&at_a, &at_b, &at_c].into_iter().enumerate() {
        let thm = accepted(prove(&[], claim, j));
        let open: Vec<_> = thm.conditions().iter().filter(|c| c.class != Class::Declared).collect();
        assert_eq!(open.len(), 5, "{open:?}");
        assert!(open.iter().all(|c| c.class == Class::NonDegeneracy && !c.cond.points().contains(&Pt(4))), "{open:?}");
        rejects(&prove(&[], claim, (j + 1) % 3), "", "");
    }
    rejects(&prove(&[], &at_c, 3), "a defining fact", "fact 3 of point 0");
    for hyp in [cyclic("ABCD"), coll("ABC"), coll("ABD"), coll("BCD"), coll("CAD"), same("AD"), same("CD")] {
        rejects(&prove(&[hyp], &at_a, 0), "the condition", "");
    }
}
