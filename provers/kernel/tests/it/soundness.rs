//! Every rule against geometry.
//!
//! For each rule (and each form, and several constants where a rule reads one), figures are drawn in
//! two ways: constructed so that the premises hold, and picked from small pools of points full of
//! coincidences, lines and circles. Wherever premises and conditions hold, the conclusion must. And each condition and each premise
//! must be needed: some figure fails it alone, satisfies everything else, and contradicts the conclusion. So a kernel whose rule forgot
//! one of them is convicted here. (For premises, figures are also drawn from all the others.)
//!
//! `make test` looks at some hundred figures of each rule, `make trials` at 10,000 and more, among them as many that are almost
//! degenerate: points near other points and lines.

use crate::figure::{
    EPS, Rng, V, add, at, collinear, cross, direction, holds, len, meet, met, mul, polar, same, sub, turn, within,
};
use crate::make::{ang, dir, length, log, p, q, square, theorem, vector};
use euclase_diagram::Options;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use euclase_kernel::rules::{Arity, Instance, RuleInfo, all, instance_for};
use num_traits::ToPrimitive;
use std::f64::consts::PI;

/// Ratios that rules read from a premise.
fn ratios() -> Vec<(Q, Vec<(u64, Q)>)> {
    vec![
        (q(1, 1), vec![]),
        (q(2, 1), vec![(2, q(1, 1))]),
        (q(1, 2), vec![(2, q(-1, 1))]),
        (q(3, 2), vec![(2, q(-1, 1)), (3, q(1, 1))]),
        (q(5, 1), vec![(5, q(1, 1))]),
    ]
}
/// Symbolic instances of a rule, each with the number that its generator needs.
pub fn instances(rule: &RuleInfo, opposite: bool) -> Vec<(Instance, Q)> {
    let n = match rule.arity {
        Arity::Exactly(n) => n,
        Arity::Triples => 3,
    };
    let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
    let with =
        |premises: &[Fact], r: Q| (instance_for(rule.name, &args, opposite, premises, None).expect(rule.name), r);
    let half = |primes: &[(u64, Q)]| primes.iter().map(|(n, e)| (*n, e / q(2, 1))).collect::<Vec<_>>();
    let two = |a: &str, b: &str, k: &Q, sq: bool| {
        let mut f = if sq { square(&[(1, a), (1, b)], q(0, 1)) } else { length(&[(1, a), (1, b)], q(0, 1)) };
        if let Fact::Len { terms, .. } | Fact::Sq { terms, .. } = &mut f {
            terms[1].0 = -k.clone();
        }
        f
    };
    match rule.name {
        "log_len" => ratios().into_iter().map(|(r, k)| with(&[log(&[(1, "AB"), (-1, "CD")], &k)], r)).collect(),
        "log_sq" => ratios().into_iter().map(|(r, k)| with(&[log(&[(1, "AB"), (-1, "CD")], &half(&k))], r)).collect(),
        "len_log" | "len_sq" => ratios().into_iter().map(|(r, _)| with(&[two("AB", "CD", &r, false)], r)).collect(),
        "sq_log" => ratios().into_iter().map(|(r, _)| with(&[two("AB", "CD", &r, true)], r)).collect(),
        "sq_len" => ratios().into_iter().map(|(r, _)| with(&[two("AB", "CD", &(&r * &r), true)], r)).collect(),
        "log_len1" => ratios().into_iter().map(|(r, k)| with(&[log(&[(1, "AB")], &k)], r)).collect(),
        "log_sq1" => ratios().into_iter().map(|(r, k)| with(&[log(&[(1, "AB")], &half(&k))], r)).collect(),
        "len_log1" | "len_sq1" => {
            ratios().into_iter().map(|(r, _)| with(&[length(&[(1, "AB")], r.clone())], r)).collect()
        }
        "sq_log1" => ratios().into_iter().map(|(r, _)| with(&[square(&[(1, "AB")], r.clone())], r)).collect(),
        "sq_len1" => ratios().into_iter().map(|(r, _)| with(&[square(&[(1, "AB")], &r * &r)], r)).collect(),
        "ratio_vec" => ratios()
            .into_iter()
            .filter(|(r, _)| !(opposite && *r == q(1, 1)))
            .map(|(r, _)| with(&[two("AB", "BC", &r, false)], r))
            .collect(),
        "para_vec" => ratios().into_iter().map(|(r, _)| with(&[two("AB", "CD", &r, false)], r)).collect(),
        "vec_dir" | "vec_len" => {
            [1, 2, -3].map(|r| with(&[vector(&[(1, "B"), (-1, "A"), (-r, "D"), (r, "C")])], q(r, 1))).to_vec()
        }
        // P and R are the arguments; the vector is about C, D, E.
        "vec_sq" => [1, 2, -3].map(|r| with(&[vector(&[(1, "D"), (r, "C"), (-1 - r, "E")])], q(r, 1))).to_vec(),
        "law_of_sines" | "law_of_sines_angle" | "law_of_sines_known" => {
            let six: Vec<Pt> = (0..6).map(Pt).collect();
            let known = [dir(&[(1, "AB"), (-1, "AC")], q(1, 3)), dir(&[(1, "EF"), (-1, "ED")], q(1, 4))];
            // The links with plus and with minus (which is taken when it is cited).
            let link = |x: &str, y: &str, u: &str, v: &str| dir(&[(1, x), (-1, y), (1, u), (-1, v)], q(0, 1));
            let cited = [vec![], vec![link("BC", "BA", "DE", "DF"), link("EF", "ED", "AB", "AC")]];
            // In one triangle the angles at the base of an isosceles one have one sign.
            let one: Vec<_> =
                if opposite || rule.name == "law_of_sines_known" { vec![] } else { vec![with(&[], q(1, 1))] };
            let two = cited.iter().map(|c| {
                let facts: Vec<Fact> = known.iter().chain(c).cloned().collect();
                (instance_for(rule.name, &six, opposite, &facts, None).expect(rule.name), q(2, 1))
            });
            one.into_iter().chain(two).collect()
        }
        "ang_dir" | "dir_ang" => angle_equations()
            .into_iter()
            .enumerate()
            .map(|(i, (args, claim))| {
                let args: Vec<Pt> = args.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
                let facts = [claim];
                let i = q(i as i64, 1);
                (instance_for(rule.name, &args, false, &facts, Some(&facts[0])).expect(rule.name), i)
            })
            .collect(),
        _ => vec![with(&[], q(1, 1))],
    }
}

/// Equations of undirected angles, with their triples.
fn angle_equations() -> Vec<(&'static str, Fact)> {
    vec![
        ("ABC", ang(&[(1, "ABC")], q(1, 2))),
        ("ABC", ang(&[(1, "ABC")], q(1, 3))),
        ("ABCDEF", ang(&[(1, "ABC"), (-1, "DEF")], q(0, 1))),
        ("ABCFED", ang(&[(1, "ABC"), (1, "DEF")], q(1, 1))),
        ("ABCDEF", ang(&[(1, "ABC"), (-2, "DEF")], q(0, 1))),
        ("ABCABD", ang(&[(1, "ABC"), (-2, "ABD")], q(0, 1))),
        ("ABCBCACAB", ang(&[(1, "ABC"), (1, "BCA"), (1, "CAB")], q(1, 1))),
        ("ABCDEF", ang(&[(2, "ABC"), (3, "DEF")], q(3, 2))),
    ]
}

/// How many points a symbolic instance speaks of.
pub fn points(i: &Instance) -> usize {
    let mut n = 0;
    for f in i.premises.iter().chain([&i.conclusion]) {
        f.each_point(&mut |x| n = n.max(x.ix() + 1));
    }
    for c in &i.conditions {
        c.each_point(&mut |x| n = n.max(x.ix() + 1));
    }
    n
}

/// A figure meant to satisfy the premises (what it fails is filtered out).
pub fn construct(name: &str, opposite: bool, number: &Q, n: usize, rng: &mut Rng) -> Option<Vec<V>> {
    let r = number.to_f64().unwrap();
    let (a, b, c) = (rng.point(), rng.point(), rng.point());
    let on = |rng: &mut Rng, x: V, y: V| {
        let t = rng.range(-2.0, 3.0);
        at(x, y, t)
    };
    let circle = |rng: &mut Rng, n: usize| -> Vec<V> {
        let (o, r) = (rng.point(), rng.range(0.3, 2.0));
        (0..n)
            .map(|_| {
                let w = rng.range(0.0, 2.0 * PI);
                polar(o, r, w)
            })
            .collect()
    };
    let s = if rng.coin() { 1.0 } else { -1.0 };
    Some(match name {
        "coll_dir" | "dir_coll" | "between_sum" | "sum_coll" => vec![a, b, on(rng, a, b)],
        "isosceles" | "isosceles_conv" => vec![a, b, add(a, turn(sub(b, a), rng.range(0.1, 6.0)))],
        "bisectors" => {
            // Barycentric weights ± side lengths.
            let w = [len(b, c), len(c, a), len(a, b)];
            let mut w = [w[0], w[1], w[2]];
            let k = rng.below(4);
            if k < 3 {
                w[k] = -w[k];
            }
            let sum: f64 = w.iter().sum();
            let i = mul(1.0 / sum, add(add(mul(w[0], a), mul(w[1], b)), mul(w[2], c)));
            vec![a, b, c, i]
        }
        "cyclic_trans" => circle(rng, 7),
        "inscribed" | "inscribed_conv" => circle(rng, 4),
        "radius_circle" | "center_angle" | "center_angle_conv" => {
            let (o, r) = (a, rng.range(0.3, 2.0));
            std::iter::once(o)
                .chain((1..n).map(|_| {
                    let w = rng.range(0.0, 2.0 * PI);
                    polar(o, r, w)
                }))
                .collect()
        }
        "equal_arcs" | "equal_chords" => {
            let (r, w) = (rng.range(0.3, 2.0), rng.range(0.3, 6.0));
            let t: Vec<f64> = (0..4).map(|_| rng.range(0.0, 2.0 * PI)).collect();
            [t[0], t[0] + w, t[1], t[2], t[2] + s * w, t[3]].map(|t| polar(a, r, t)).to_vec()
        }
        "bisector_circle" => {
            let (u, v) = (mul(1.0 / len(a, b), sub(b, a)), mul(1.0 / len(a, c), sub(c, a)));
            let m = at(b, c, 0.5);
            vec![a, b, c, meet(a, add(u, mul(s, v)), m, turn(sub(c, b), PI / 2.0))?]
        }
        "sim_aa" | "sim_sas" | "sim_sss" | "sim_ssa" | "sim_angle" | "sim_ratio" => {
            let (o, k, w) = (rng.point(), rng.range(0.4, 2.0), rng.range(0.0, 2.0 * PI));
            let image = |x: V| add(o, turn(mul(k, if opposite { [x[0], -x[1]] } else { x }), w));
            // For two sides and an angle, also the other triangle with the same data.
            let mut other = c;
            if name == "sim_ssa" && rng.coin() {
                let u = mul(1.0 / len(a, c), sub(c, a));
                let foot = add(a, mul(crate::figure::dot(sub(b, a), u), u));
                other = at(c, foot, 2.0);
            }
            vec![a, b, c, image(a), image(b), image(other)]
        }
        "vec_same" => vec![a, a],
        "log_len" | "len_log" | "len_sq" | "sq_len" => vec![polar(a, r * len(b, c), rng.range(0.0, 6.0)), a, b, c],
        "log_sq" | "sq_log" => vec![polar(a, r.sqrt() * len(b, c), rng.range(0.0, 6.0)), a, b, c],
        "log_len1" | "len_log1" | "len_sq1" | "sq_len1" => vec![polar(a, r, rng.range(0.0, 6.0)), a],
        "log_sq1" | "sq_log1" => vec![polar(a, r.sqrt(), rng.range(0.0, 6.0)), a],
        "pythagoras" | "pythagoras_conv" => vec![a, b, c, add(c, mul(rng.range(-2.0, 2.0), turn(sub(b, a), PI / 2.0)))],
        // AB = r·BC on a line, either way.
        "ratio_vec" => vec![
            a,
            at(
                a,
                c,
                if rng.coin() {
                    r / (1.0 + r)
                } else if r == 1.0 {
                    0.5
                } else {
                    r / (r - 1.0)
                },
            ),
            c,
        ],
        "parallelogram_vec" => vec![a, b, c, sub(add(a, c), b)],
        "para_vec" => vec![a, add(a, mul(r * s, sub(c, b))), b, c],
        "vec_dir" | "vec_len" => vec![a, add(a, mul(r, sub(c, b))), b, c],
        "vec_sq" => {
            let d = rng.point();
            vec![a, b, c, d, mul(1.0 / (1.0 + r), add(d, mul(r, c)))]
        }
        "same_lines" => {
            let (x, y) = (on(rng, a, b), rng.point());
            vec![x, x, a, b, y, on(rng, x, y)]
        }
        "same_line_circle" => {
            let mut v = circle(rng, 4);
            v.swap(0, 1);
            vec![v[0], v[0], v[1], v[2], v[3]]
        }
        "same_circles" => {
            let (x, z) = (rng.point(), rng.point());
            let through = |rng: &mut Rng, n: usize| -> Vec<V> {
                let o = add(at(x, z, 0.5), mul(rng.range(-2.0, 2.0), turn(sub(z, x), PI / 2.0)));
                (0..n)
                    .map(|_| {
                        let w = rng.range(0.0, 2.0 * PI);
                        polar(o, len(o, x), w)
                    })
                    .collect()
            };
            let (v, w) = (through(rng, 2), through(rng, 2));
            vec![x, x, z, v[0], v[1], w[0], w[1]]
        }
        "thales3" | "thales3_conv" => {
            let v = rng.point();
            let (d, e) = (add(a, mul(rng.range(-2.0, 2.0), v)), add(b, mul(rng.range(-2.0, 2.0), v)));
            let c = on(rng, a, b);
            vec![a, b, c, d, e, meet(d, sub(e, d), c, v)?]
        }
        "intercept" | "intercept_conv" => {
            let t = rng.range(-2.0, 3.0);
            vec![a, b, at(a, b, t), c, at(a, c, t)]
        }
        "power" | "power_tangent" => {
            // Chords of two circles on lines through P; the second circle gets the radius that makes the powers equal.
            let chord = |rng: &mut Rng, o: V, r: f64| -> Option<[V; 2]> {
                let u = polar([0.0; 2], 1.0, rng.range(0.0, 2.0 * PI));
                let foot = add(a, mul(crate::figure::dot(sub(o, a), u), u));
                let h = r * r - len(o, foot).powi(2);
                (h > 1e-3).then(|| [add(foot, mul(h.sqrt(), u)), sub(foot, mul(h.sqrt(), u))])
            };
            let r = rng.range(0.3, 2.0);
            let power = len(a, b).powi(2) - r * r;
            let [x, y] = chord(rng, b, r)?;
            if name == "power_tangent" {
                (power > 0.0).then_some(())?;
                return Some(vec![a, b, x, y, polar(a, power.sqrt(), rng.range(0.0, 6.0))]);
            }
            let square = len(a, c).powi(2) - power;
            (square > 1e-2).then_some(())?;
            let [z, t] = chord(rng, c, square.sqrt())?;
            vec![a, b, x, y, c, z, t]
        }
        "three_circles" => {
            let v = circle(rng, 6);
            let x = meet(v[0], sub(v[1], v[0]), v[2], sub(v[3], v[2]))?;
            v.into_iter().chain([x]).collect()
        }
        "radical_axis" => {
            // Chords on three lines through P with one product; or a chord that is a point; or one circle.
            let w = rng.range(0.2, 2.0) * if rng.coin() { 1.0 } else { -1.0 };
            let chord = |rng: &mut Rng| {
                let (u, t) = (polar([0.0; 2], 1.0, rng.range(0.0, 2.0 * PI)), rng.range(0.3, 2.0));
                [add(a, mul(t, u)), add(a, mul(w / t, u))]
            };
            let ([x, y], [z, t], [u, v]) = (chord(rng), chord(rng), chord(rng));
            match rng.below(4) {
                0 => {
                    let v = circle(rng, 6);
                    let x = meet(v[0], sub(v[1], v[0]), v[2], sub(v[3], v[2]))?;
                    v.into_iter().chain([x]).collect()
                }
                // A=B (C=D) asks of P only to be on CD (AB).
                1 => vec![x, x, z, t, u, v, on(rng, z, t)],
                2 => vec![x, y, z, z, u, v, on(rng, x, y)],
                _ => vec![x, y, z, t, u, v, a],
            }
        }
        "law_of_sines" | "law_of_sines_angle" => {
            // A second triangle with equal (or reversed) angles at the linked corners.
            if n == 3 {
                return Some(vec![a, b, add(at(a, b, 0.5), mul(rng.range(-2.0, 2.0), turn(sub(b, a), PI / 2.0)))]);
            }
            let x = direction(a, b)? - direction(a, c)?;
            let y = direction(b, c)? - direction(b, a)?;
            // Angle at D (of D, E, F) is ± that at B; angle at E is ± that at A.
            let (d, e) = (rng.point(), rng.point());
            let de = direction(d, e)?;
            let (s, t) = (s, if rng.coin() { 1.0 } else { -1.0 });
            vec![
                a,
                b,
                c,
                d,
                e,
                meet(d, polar([0.0; 2], 1.0, PI * (de - s * y)), e, polar([0.0; 2], 1.0, PI * (de + t * x)))?,
            ]
        }
        "law_of_sines_known" => {
            // Angle 1/3 at A; angle at D as at B; angle 1/4 at E.
            let ab = direction(a, b)?;
            let c = meet(a, polar([0.0; 2], 1.0, PI * (ab - 1.0 / 3.0)), b, sub(c, b))?;
            let y = direction(b, c)? - ab;
            let (d, e) = (rng.point(), rng.point());
            let de = direction(d, e)?;
            vec![
                a,
                b,
                c,
                d,
                e,
                meet(d, polar([0.0; 2], 1.0, PI * (de - s * y)), e, polar([0.0; 2], 1.0, PI * (de + 0.25)))?,
            ]
        }
        "iso_trapezoid" => {
            // Symmetric, or a parallelogram.
            let (u, m) = (sub(b, a), at(a, b, 0.5));
            let m = add(m, mul(rng.range(-2.0, 2.0), turn(u, PI / 2.0)));
            let k = rng.range(-1.0, 1.0);
            let (c, d) = (add(m, mul(k, u)), sub(m, mul(k, u)));
            if rng.coin() { vec![a, b, c, d] } else { vec![a, b, c, sub(add(a, c), b)] }
        }
        "halfway_feet" | "halfway_mid" => {
            // X anywhere at half the height of P; V on AB with VX perpendicular to PX.
            let half = |p: V, x: V| meet(a, sub(b, a), x, turn(sub(x, p), PI / 2.0));
            let level = |rng: &mut Rng, p: V| at(p, on(rng, a, b), 0.5);
            let x = level(rng, c);
            let r = if rng.coin() { c } else { add(c, mul(rng.range(-1.0, 1.0), sub(b, a))) };
            let y = if rng.below(4) == 0 { x } else { level(rng, r) };
            let w = if name == "halfway_feet" { half(r, y)? } else { at(r, y, 2.0) };
            vec![a, b, c, half(c, x)?, x, r, w, y]
        }
        "menelaus" | "menelaus_conv" => {
            let (d, e) = (on(rng, b, c), on(rng, c, a));
            let f = if name == "menelaus" { meet(d, sub(e, d), a, sub(b, a))? } else { third(s, [a, b, c, d, e]) };
            vec![a, b, c, d, e, f]
        }
        "ceva_conv" => {
            let (d, e) = (on(rng, b, c), on(rng, c, a));
            vec![a, b, c, d, e, third(s, [a, b, c, d, e]), meet(a, sub(d, a), b, sub(e, b))?]
        }
        "ceva" => {
            let x = rng.point();
            let foot = |v: V, y: V, z: V| meet(v, sub(x, v), y, sub(z, y));
            vec![a, b, c, foot(a, b, c)?, foot(b, c, a)?, foot(c, a, b)?, x]
        }
        "bisector_ratio" | "bisector_ratio_conv" => {
            let (u, v) = (mul(1.0 / len(a, b), sub(b, a)), mul(1.0 / len(a, c), sub(c, a)));
            vec![a, b, c, meet(a, add(u, mul(s, v)), b, sub(c, b))?]
        }
        "ang_dir" | "dir_ang" => {
            // Angles that satisfy the equation as real numbers, then legs of random length and orientation;
            // for `dir_ang` also angles that satisfy it modulo 1 only.
            let shift = if name == "dir_ang" { rng.below(3) as f64 - 1.0 } else { 0.0 };
            let x = rng.range(0.05, 0.95);
            let mut leg = |w: f64, t: f64| {
                let o = rng.point();
                let k = rng.range(0.3, 2.0);
                (o, w, polar(o, k, t))
            };
            let t = x * 6.0;
            let (i, _) = (number.to_i64()?, ());
            let second = match i {
                2 => x,
                3 => 1.0 - x + shift,
                4 => (x + shift) / 2.0,
                7 => (1.5 + shift - 2.0 * x) / 3.0,
                _ => x,
            };
            if !(0.01..0.99).contains(&second) {
                return None;
            }
            let first = match i {
                0 => 0.5,
                1 => 1.0 / 3.0,
                _ => x,
            };
            let mut out = Vec::new();
            match i {
                5 => {
                    let (o, _, p) = leg(0.0, t);
                    let half = (x + shift) / 2.0;
                    if !(0.01..0.99).contains(&half) {
                        return None;
                    }
                    let d = if rng.coin() { 1.0 } else { -1.0 };
                    let c = polar(o, rng.range(0.3, 2.0), t + PI * x);
                    let e = polar(o, rng.range(0.3, 2.0), t + d * PI * half);
                    return Some(vec![p, o, c, e]);
                }
                6 => return Some(vec![a, b, c]),
                _ => {}
            }
            for w in [first, second].into_iter().take(n / 3) {
                let d = if rng.coin() { 1.0 } else { -1.0 };
                let t = rng.range(0.0, 6.0);
                let o = rng.point();
                out.extend([polar(o, rng.range(0.3, 2.0), t), o, polar(o, rng.range(0.3, 2.0), t + d * PI * w)]);
            }
            out
        }
        _ => panic!("no figures for {name}: add a construction"),
    })
}

/// F on AB with AF/FB·BD/DC·CE/EA = 1, of either sign.
fn third(s: f64, [a, b, c, d, e]: [V; 5]) -> V {
    let r = s * len(d, c) * len(e, a) / (len(b, d) * len(c, e));
    at(a, b, r / (1.0 + r))
}

/// A figure from a pool rich in coincidences, lines, circles, equal lengths and angles.
pub fn pick(n: usize, rng: &mut Rng) -> Vec<V> {
    let pool: Vec<V> = match rng.below(4) {
        0 => (0..9).map(|i| [f64::from(i % 3), f64::from(i / 3)]).collect(),
        1 => (0..25).map(|i| [f64::from(i % 5), f64::from(i / 5)]).collect(),
        2 => {
            let mut v: Vec<V> = (0..12).map(|i| polar([0.0; 2], 1.0, PI * f64::from(i) / 6.0)).collect();
            v.push([0.0, 0.0]);
            v
        }
        _ => vec![
            [0.0, 0.0],
            [1.0, 0.0],
            [2.0, 0.0],
            [3.0, 0.0],
            [-1.0, 0.0],
            [1.0, 3f64.sqrt()],
            [1.0, -3f64.sqrt()],
            [0.0, 2.0],
        ],
    };
    let few = 2 + rng.below(n);
    let chosen: Vec<V> = (0..few).map(|_| pool[rng.below(pool.len())]).collect();
    (0..n).map(|_| if rng.coin() { chosen[rng.below(few)] } else { pool[rng.below(pool.len())] }).collect()
}

/// Figures whose points are closer than rounding can tell apart, or far too far, say nothing.
pub fn readable(v: &[V]) -> bool {
    v.iter().all(|p| p[0].abs() < 30.0 && p[1].abs() < 30.0)
        && v.iter()
            .enumerate()
            .all(|(i, a)| v[i + 1..].iter().all(|b| same(*a, *b) && len(*a, *b) < 1e-12 || len(*a, *b) > 1e-2))
        && v.iter().enumerate().all(|(i, a)| {
            v[i + 1..].iter().enumerate().all(|(j, b)| {
                v[i + j + 2..].iter().all(|c| {
                    let x = cross(sub(*b, *a), sub(*c, *a)).abs();
                    !(1e-9..=1e-3).contains(&x)
                })
            })
        })
}

/// The same for figures that are almost degenerate on purpose, and were constructed exactly.
fn almost_readable(v: &[V]) -> bool {
    let pair = |a: V, b: V| same(a, b) && len(a, b) < 1e-12 || len(a, b) > 1e-4;
    let triple = |a: V, b: V, c: V| {
        let l = len(a, b).max(len(b, c)).max(len(a, c));
        let x = cross(sub(b, a), sub(c, a)).abs() / (l * l).max(1e-30);
        collinear(a, b, c) && x < 1e-10 || x > 1e-6
    };
    v.iter().all(|p| p[0].abs() < 30.0 && p[1].abs() < 30.0)
        && v.iter().enumerate().all(|(i, a)| {
            v[i + 1..]
                .iter()
                .enumerate()
                .all(|(j, b)| pair(*a, *b) && (same(*a, *b) || v[i + j + 2..].iter().all(|c| triple(*a, *b, *c))))
        })
}

/// How many figures an instance is held against.
struct Amount {
    /// constructed, and as many that are almost degenerate
    constructed: usize,
    /// picked from pools
    picked: usize,
    /// most rounds of picking
    rounds: usize,
}

#[derive(Default)]
struct Outcome {
    constructed: usize,
    near: usize,
    picked: usize,
    /// Per condition: a figure that shows that it is needed.
    needed: Vec<bool>,
    /// Per premise: likewise.
    needed_premises: Vec<bool>,
}

impl Outcome {
    fn complete(&self) -> bool {
        self.needed.iter().chain(&self.needed_premises).all(|x| *x)
    }
}

/// What a figure says of an instance: whether it satisfies all of it. It may show that something is needed.
fn look(rule: &RuleInfo, opposite: bool, i: &Instance, v: &[V], almost: bool, out: &mut Outcome) -> bool {
    // Almost degenerate figures magnify rounding: premises hold by construction, the conclusion has room.
    let (strict, loose) = if almost { (1e-9, 1e-5) } else { (EPS, EPS) };
    let missing: Vec<usize> =
        (0..i.premises.len()).filter(|k| !within(&i.premises[*k], v, true, strict)).take(2).collect();
    if missing.len() > 1 || almost && !missing.is_empty() {
        return false;
    }
    let failed: Vec<usize> = (0..i.conditions.len()).filter(|k| !met(&i.conditions[*k], v)).take(2).collect();
    let conclusion = within(&i.conclusion, v, false, loose);
    match (&missing[..], &failed[..]) {
        ([], []) => {
            assert!(conclusion, "{} (opposite: {opposite}) is unsound: {i:?} at {v:?}", rule.name);
            true
        }
        ([], [k]) => {
            out.needed[*k] |= !conclusion && !almost;
            false
        }
        ([k], []) => {
            // Plainly false, both of them.
            let far = |f: &Fact| !within(f, v, true, 1e-4);
            out.needed_premises[*k] |= far(&i.premises[*k]) && far(&i.conclusion);
            false
        }
        _ => false,
    }
}

/// One symbolic instance against many figures.
fn trial(rule: &RuleInfo, opposite: bool, i: &Instance, number: &Q, seed: u64, amount: &Amount) -> Outcome {
    let n = points(i);
    let mut rng = Rng::new(seed);
    let mut out = Outcome {
        needed: i.conditions.iter().map(|c| excepted(KEPT, rule, &format!("{c:?}"))).collect(),
        needed_premises: i
            .premises
            .iter()
            .map(|f| entailed(f, &i.conditions) || excepted(KEPT_PREMISES, rule, &format!("{f:?}")))
            .collect(),
        ..Outcome::default()
    };
    let tries = 130 * amount.constructed;
    for _ in 0..tries {
        if out.constructed >= amount.constructed {
            break;
        }
        if let Some(v) = construct(rule.name, opposite, number, n, &mut rng).filter(|v| readable(v)) {
            assert_eq!(v.len(), n, "{}", rule.name);
            out.constructed += usize::from(look(rule, opposite, i, &v, false, &mut out));
        }
    }
    let mut near = Rng::almost_degenerate(seed);
    for _ in 0..tries {
        if out.near >= amount.constructed {
            break;
        }
        if let Some(v) = construct(rule.name, opposite, number, n, &mut near).filter(|v| almost_readable(v)) {
            out.near += usize::from(look(rule, opposite, i, &v, true, &mut out));
        }
    }
    for k in 0..i.premises.len() {
        without_premise(rule, opposite, i, k, n, &mut out);
    }
    for round in 0..amount.rounds {
        if round > amount.rounds / 20 && out.picked >= amount.picked && out.complete() {
            break;
        }
        let v = pick(n, &mut rng);
        out.picked += usize::from(look(rule, opposite, i, &v, false, &mut out));
    }
    out
}

/// Figures drawn from all of an instance but one premise.
fn without_premise(rule: &RuleInfo, opposite: bool, i: &Instance, k: usize, n: usize, out: &mut Outcome) {
    let mut others = i.premises.clone();
    others.remove(k);
    let thm = theorem(n, &others, &i.conditions, vec![]);
    for seed in 0..12 {
        if out.needed_premises[k] {
            return;
        }
        let options =
            Options { seed, attempts: 8, samples: 1, hints: false, any_branch: seed % 2 == 1, prefer_goal: false };
        if let Ok(f) = euclase_diagram::draw(&thm, &options)
            && readable(&f.pts)
        {
            look(rule, opposite, i, &f.pts, false, out);
        }
    }
}

/// Conditions that no figure shows to be needed, each with the reason why the rule keeps it.
const KEPT: &[(&str, &str)] = &[
    // The angles of one triangle: its orientations agree and the sum is 1 anyway, which the rules do not know.
    ("ang_dir", "SameOrient([Pt(1), Pt(0), Pt(2)], [Pt(2), Pt(1), Pt(0)])"),
    ("ang_dir", "SameOrient([Pt(1), Pt(0), Pt(2)], [Pt(0), Pt(2), Pt(1)])"),
    ("dir_ang", "SameOrient([Pt(1), Pt(0), Pt(2)], [Pt(2), Pt(1), Pt(0)])"),
    ("dir_ang", "SameOrient([Pt(1), Pt(0), Pt(2)], [Pt(0), Pt(2), Pt(1)])"),
    ("dir_ang", "[Pt(2), Pt(0), Pt(1)])]"),
    // The base angles of an isosceles triangle have one sign (the rule `isosceles` says so).
    ("law_of_sines_angle", "(1, Pt(1), Pt(2)), (-1, Pt(1), Pt(0))"),
];

/// Premises that no figure shows to be needed, each with the reason why the rule asks for it. (And see [`entailed`].)
const KEPT_PREMISES: &[(&str, &str)] = &[
    // The three angles of a triangle add up to a half-turn, whether or not a step says so; the rule does not know.
    ("ang_dir", "[Pt(0), Pt(1), Pt(2)]), (Ratio { numer: 1, denom: 1 }, [Pt(1), Pt(2), Pt(0)])"),
    ("dir_ang", "(1, Pt(2), Pt(0)), (-1, Pt(2), Pt(1)), (1, Pt(0), Pt(1)), (-1, Pt(0), Pt(2))"),
];

/// A rule that records the order of three points asks for a step that says that they are collinear: the condition
/// entails that, so no figure can fail the premise alone. (The premise is asked for all the same, so that no proof
/// gets a collinearity from a condition.)
fn entailed(premise: &Fact, conditions: &[Cond]) -> bool {
    conditions.iter().any(|c| match c {
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => Fact::Coll(*a, *b, *c).normalized() == premise.normalized(),
        _ => false,
    })
}

/// Whether the list of exceptions has it.
fn excepted(list: &[(&str, &str)], rule: &RuleInfo, text: &str) -> bool {
    list.iter().any(|(name, c)| *name == rule.name && text.contains(c))
}

/// Every rule, in every form. Returns how many configurations the rule with the fewest was held against.
fn every_rule(amount: &Amount) -> usize {
    let (mut few, mut spare, mut least) = (Vec::new(), Vec::new(), usize::MAX);
    let mut seed = 0;
    for rule in all() {
        for opposite in [false, true] {
            if opposite && !rule.two_forms {
                continue;
            }
            let list = instances(rule, opposite);
            // Conditions and premises by their text: the instances of a rule share them.
            let mut needed: Vec<(bool, String, bool)> = Vec::new();
            let mut total = 0;
            for (i, number) in &list {
                seed += 1;
                let each = Amount { constructed: amount.constructed.div_ceil(list.len()), ..*amount };
                let o = trial(rule, opposite, i, number, seed, &each);
                total += o.constructed + o.near + o.picked;
                if o.constructed == 0 || o.near == 0 {
                    few.push(format!(
                        "{} {opposite} {number}: {} constructed, {} near",
                        rule.name, o.constructed, o.near
                    ));
                }
                let conditions = i.conditions.iter().map(|c| (false, format!("{c:?}"))).zip(o.needed);
                let premises = i.premises.iter().map(|f| (true, format!("{f:?}"))).zip(o.needed_premises);
                for ((is_premise, text), ok) in conditions.chain(premises) {
                    match needed.iter_mut().find(|(p, t, _)| *p == is_premise && *t == text) {
                        Some(x) => x.2 |= ok,
                        None => needed.push((is_premise, text, ok)),
                    }
                }
            }
            least = least.min(total);
            for (is_premise, text, ok) in needed {
                if !ok {
                    let what = if is_premise { "premise" } else { "condition" };
                    spare.push(format!("{} (opposite: {opposite}): {what} {text}", rule.name));
                }
            }
        }
    }
    assert!(few.is_empty(), "too few figures:\n{}", few.join("\n"));
    assert!(spare.is_empty(), "conditions and premises that no figure shows to be needed:\n{}", spare.join("\n"));
    least
}

#[test]
fn every_rule_holds_in_figures_and_needs_its_conditions_and_premises() {
    let least = every_rule(&Amount { constructed: 300, picked: 300, rounds: 600_000 });
    println!("at least {least} configurations of each form");
    assert!(least >= 600, "{least}");
}

/// The long form, for `make trials`.
#[test]
#[ignore = "some minutes: make trials"]
fn every_rule_holds_in_ten_thousand_configurations() {
    let least = every_rule(&Amount { constructed: 10_000, picked: 1_000, rounds: 600_000 });
    println!("at least {least} configurations of each form");
    assert!(least >= 10_000, "{least}");
}

/// "The central angle is twice the inscribed one" is false over directions: it leaves a second
/// figure. And of the two signs that one might write, one does not even hold on circles.
#[test]
fn false_forms_of_the_central_angle() {
    let [o, a, b, c] = p("ABCD");
    let v = [[0.0, -(3f64.sqrt())], [-1.0, 0.0], [1.0, 0.0], [0.0, 3f64.sqrt()]];
    let doubled = Fact::Dir { terms: vec![(2, c, b), (-2, c, a), (-1, o, b), (1, o, a)], turn: q(0, 1) };
    assert!(holds(&doubled, &v, true));
    assert!((len(v[0], v[1]) - len(v[0], v[2])).abs() < EPS && (len(v[0], v[1]) - len(v[0], v[3])).abs() > EPS);
    let i = instance_for("center_angle_conv", &[o, a, b, c], false, &[], None).unwrap();
    assert!(!i.premises.iter().all(|f| holds(f, &v, true)), "the kernel's premise must not hold there");

    let other_sign = Fact::Dir { terms: vec![(1, a, b), (-1, a, o), (1, c, b), (-1, c, a)], turn: q(1, 2) };
    let circle = [[0.0, 0.0], polar([0.0; 2], 1.0, 0.3), polar([0.0; 2], 1.0, 1.4), polar([0.0; 2], 1.0, 4.0)];
    assert!(i.premises.iter().all(|f| holds(f, &circle, true)));
    assert!(!holds(&other_sign, &circle, true));
}
