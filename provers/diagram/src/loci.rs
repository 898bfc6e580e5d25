//! The locus of one point under one fact, the other points being given.
//!
//! Recognised are lines (collinear; one direction through a known point; equal distances; difference of squared distances; the
//! two bisectors), circles (given radius; concyclic; inscribed angle; ratio of distances; sum of squared
//! distances) and single points (vector equations, similarity). What is not recognised is left to root finding.

use crate::eqs::{Eq, dist, flatness, orient2};
use crate::scalar::Vec2;

/// Coordinates.
pub type P = [f64; 2];

/// A piece of a locus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// One point.
    Point(P),
    /// The line through `p` with unit direction `d`.
    Line {
        /// a point of it
        p: P,
        /// its direction, of length 1
        d: P,
    },
    /// A circle.
    Circle {
        /// centre
        c: P,
        /// radius
        r: f64,
    },
}

/// Where a point may be, by one fact.
#[derive(Clone, Debug, PartialEq)]
pub enum Locus {
    /// Anywhere (the fact says nothing here).
    All,
    /// On one of these curves. `ranked`: the first is the customary choice.
    Curves {
        /// the curves; none: nowhere
        list: Vec<Curve>,
        /// the first is the customary choice (internal bisector)
        ranked: bool,
    },
    /// Not recognised.
    Unknown,
}

fn one(c: Curve) -> Locus {
    Locus::Curves { list: vec![c], ranked: false }
}

fn nowhere() -> Locus {
    Locus::Curves { list: Vec::new(), ranked: false }
}

pub(crate) fn sub(a: P, b: P) -> P {
    [a[0] - b[0], a[1] - b[1]]
}

pub(crate) fn add(a: P, d: P, t: f64) -> P {
    [a[0] + t * d[0], a[1] + t * d[1]]
}

pub(crate) fn mid(a: P, b: P) -> P {
    [0.5 * (a[0] + b[0]), 0.5 * (a[1] + b[1])]
}

pub(crate) fn dot(a: P, b: P) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

pub(crate) fn cross(a: P, b: P) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

fn unit(v: P) -> P {
    let n = v[0].hypot(v[1]);
    [v[0] / n, v[1] / n]
}

/// Direction of a vector in half-turns, not reduced.
fn dir_of(v: P) -> f64 {
    v[1].atan2(v[0]) * std::f64::consts::FRAC_1_PI
}

fn line_dir(p: P, half_turns: f64) -> Curve {
    let a = half_turns * std::f64::consts::PI;
    Curve::Line { p, d: [a.cos(), a.sin()] }
}

fn line_through(p: P, r: P) -> Curve {
    Curve::Line { p, d: unit(sub(r, p)) }
}

/// Perpendicular bisector.
fn bisector(p: P, r: P) -> Curve {
    let d = unit(sub(r, p));
    Curve::Line { p: mid(p, r), d: [-d[1], d[0]] }
}

/// Points with |XP| = rho·|XQ|.
fn apollonius(p: P, r: P, rho: f64) -> Locus {
    if !(rho.is_finite() && rho > 0.0) {
        return nowhere();
    }
    if (rho - 1.0).abs() < 1e-12 {
        return one(bisector(p, r));
    }
    let k = rho * rho;
    // centre divides PQ externally in the ratio 1 : k
    let c = add(p, sub(r, p), k / (k - 1.0));
    one(Curve::Circle { c, r: rho * dist(p, r) / (k - 1.0).abs() })
}

/// Points X with dir(XP) − dir(XQ) = c.
fn inscribed(p: P, r: P, c: f64) -> Curve {
    let c = c - c.floor();
    if c.min(1.0 - c) < 1e-13 {
        return line_through(p, r);
    }
    let w = sub(p, r);
    let h = if c == 0.5 { 0.0 } else { 0.5 / (c * std::f64::consts::PI).tan() };
    let center = add(mid(p, r), [-w[1], w[0]], h);
    Curve::Circle { c: center, r: dist(center, p) }
}

/// The circle through three points not on a line.
pub(crate) fn circumcircle(a: P, b: P, c: P) -> Option<Curve> {
    if flatness([a, b, c]) < 1e-12 {
        return None;
    }
    let (u, v) = (sub(b, a), sub(c, a));
    let (uu, vv) = (dot(u, u), dot(v, v));
    let d = 2.0 * orient2(a, b, c);
    let o = [(uu * v[1] - vv * u[1]) / d, (vv * u[0] - uu * v[0]) / d];
    Some(Curve::Circle { c: add(a, o, 1.0), r: o[0].hypot(o[1]) })
}

/// Terms that contain X, by the other point, and the value of the rest.
struct Split {
    terms: Vec<(f64, u32, P)>,
    rest: f64,
}

fn split(
    list: impl Iterator<Item = (f64, u32, u32)>,
    x: u32,
    tiny: f64,
    at: &impl Fn(u32) -> P,
    value: impl Fn(P, P) -> f64,
    zero_kills: bool,
) -> Option<Split> {
    let mut out = Split { terms: Vec::with_capacity(2), rest: 0.0 };
    for (k, a, b) in list {
        if a == b {
            continue;
        }
        if a == x || b == x {
            let other = if a == x { b } else { a };
            let p = at(other);
            match out.terms.iter_mut().find(|t| dist(t.2, p) <= tiny) {
                Some(t) => t.0 += k,
                None => out.terms.push((k, other, p)),
            }
        } else {
            let (p, r) = (at(a), at(b));
            if zero_kills && dist(p, r) <= tiny {
                return None;
            }
            out.rest += k * value(p, r);
        }
    }
    out.terms.retain(|t| t.0.abs() > 1e-12);
    Some(out)
}

/// The locus of `x` by the equation; `at` gives the other points, `size` the size of the figure so far.
pub fn locus(eq: &Eq, x: u32, size: f64, at: &impl Fn(u32) -> P) -> Locus {
    let tiny = crate::eqs::TINY * size;
    match eq {
        Eq::Same(a, b) => {
            if a == b {
                Locus::All
            } else {
                one(Curve::Point(at(if *a == x { *b } else { *a })))
            }
        }
        Eq::Coll(a, b, c) => {
            let o: Vec<P> = [*a, *b, *c].into_iter().filter(|p| *p != x).map(at).collect();
            match o.as_slice() {
                [p, r] if dist(*p, *r) > tiny => one(line_through(*p, *r)),
                _ => Locus::All,
            }
        }
        Eq::Cyclic(v) => {
            let o: Vec<P> = v.iter().filter(|p| **p != x).map(|p| at(*p)).collect();
            match o.as_slice() {
                [p, r, s] => {
                    if dist(*p, *r).min(dist(*r, *s)).min(dist(*p, *s)) <= tiny {
                        return Locus::All;
                    }
                    circumcircle(*p, *r, *s).map_or_else(nowhere, one)
                }
                _ => Locus::All,
            }
        }
        Eq::Sim(..) => affine(eq, x, size, at),
        Eq::Vec(terms) => {
            let k: f64 = terms.iter().filter(|t| t.1 == x).map(|t| t.0).sum();
            if k.abs() < 1e-12 {
                return Locus::All;
            }
            let mut s = [0.0; 2];
            for t in terms.iter().filter(|t| t.1 != x) {
                s = add(s, at(t.1), t.0);
            }
            one(Curve::Point([-s[0] / k, -s[1] / k]))
        }
        Eq::Dir(terms, turn, _) => directions(terms, *turn, x, tiny, at),
        Eq::Log(terms, konst) => {
            let log = |p, r| dist(p, r).ln();
            let Some(s) = split(terms.iter().copied(), x, tiny, at, log, true) else { return Locus::All };
            let c = konst - s.rest;
            match s.terms.as_slice() {
                [] => Locus::All,
                [(k, _, p)] => one(Curve::Circle { c: *p, r: (c / k).exp() }),
                [(k, _, p), (l, _, r)] if (k + l).abs() < 1e-12 => apollonius(*p, *r, (c / k).exp()),
                _ => Locus::Unknown,
            }
        }
        Eq::Len(terms, konst) => {
            let Some(s) = split(terms.iter().copied(), x, tiny, at, dist, false) else { return Locus::All };
            let c = konst - s.rest;
            match s.terms.as_slice() {
                [] => Locus::All,
                [(k, _, p)] if (c / k).abs() <= tiny => one(Curve::Point(*p)),
                [(k, _, p)] => {
                    if c / k < 0.0 {
                        nowhere()
                    } else {
                        one(Curve::Circle { c: *p, r: c / k })
                    }
                }
                [(k, _, p), (l, _, r)] if c.abs() <= 1e-12 * size => apollonius(*p, *r, -l / k),
                _ => Locus::Unknown,
            }
        }
        Eq::Sq(terms, konst) => {
            let sq = |p, r| {
                let d = sub(p, r);
                dot(d, d)
            };
            let Some(s) = split(terms.iter().copied(), x, tiny, at, sq, false) else { return Locus::All };
            squares(&s.terms, konst - s.rest, size)
        }
        Eq::Ang(terms, konst) => angles(terms, *konst, x, at),
        Eq::Num(..) => Locus::Unknown,
    }
}

/// Σ k·|XP|² = c: a circle, or a line when Σ k = 0.
fn squares(terms: &[(f64, u32, P)], c: f64, size: f64) -> Locus {
    let Some(&(_, _, o)) = terms.first() else { return Locus::All };
    let (mut sum, mut abs, mut lin, mut con) = (0.0, 0.0, [0.0; 2], -c);
    for &(k, _, p) in terms {
        let v = sub(p, o);
        sum += k;
        abs += f64::abs(k);
        lin = add(lin, v, k);
        con += k * dot(v, v);
    }
    // sum·|Y|² − 2 lin·Y + con = 0, Y = X − o
    let n = dot(lin, lin).sqrt();
    if sum.abs() <= 1e-12 * abs {
        if n <= 1e-12 * abs * size {
            return if con.abs() <= 1e-10 * abs * size * size { Locus::All } else { nowhere() };
        }
        let foot = add(o, lin, 0.5 * con / (n * n));
        return one(Curve::Line { p: foot, d: [-lin[1] / n, lin[0] / n] });
    }
    let y = [lin[0] / sum, lin[1] / sum];
    let r2 = dot(y, y) - con / sum;
    let scale = dot(y, y).max((con / sum).abs());
    if r2.abs() <= 1e-13 * scale {
        one(Curve::Point(add(o, y, 1.0)))
    } else if r2 < 0.0 {
        nowhere()
    } else {
        one(Curve::Circle { c: add(o, y, 1.0), r: r2.sqrt() })
    }
}

/// Σ k·dir = turn.
fn directions(terms: &[(i64, u32, u32)], turn: f64, x: u32, tiny: f64, at: &impl Fn(u32) -> P) -> Locus {
    let dir = |p: P, r: P| dir_of(sub(r, p));
    let list = terms.iter().map(|&(k, a, b)| (k as f64, a, b));
    let Some(s) = split(list, x, tiny, at, dir, true) else { return Locus::All };
    let c = turn - s.rest;
    match s.terms.as_slice() {
        [] => Locus::All,
        [(k, other, p)] if k.abs() <= 24.0 => {
            let n = k.abs() as usize;
            let mut list: Vec<Curve> = (0..n).map(|j| line_dir(*p, (c + j as f64) / k)).collect();
            let mut ranked = false;
            if n == 2 {
                // the two bisectors of an angle at `other`: the internal one first
                let arms: Vec<P> = terms
                    .iter()
                    .filter(|t| t.1 != x && t.2 != x && (t.1 == *other || t.2 == *other))
                    .map(|t| unit(sub(at(if t.1 == *other { t.2 } else { t.1 }), *p)))
                    .collect();
                if let [u, v] = arms.as_slice() {
                    let inner = add(*u, *v, 1.0);
                    let along = |c: &Curve| match c {
                        Curve::Line { d, .. } => dot(*d, inner).abs(),
                        _ => 0.0,
                    };
                    if along(&list[1]) > along(&list[0]) {
                        list.swap(0, 1);
                    }
                    ranked = true;
                }
            }
            Locus::Curves { list, ranked }
        }
        [(k, _, p), (l, _, r)] if k + l == 0.0 && k.abs() <= 24.0 => {
            let n = k.abs() as usize;
            let list = (0..n).map(|j| inscribed(*p, *r, (c + j as f64) / k)).collect();
            Locus::Curves { list, ranked: false }
        }
        _ => Locus::Unknown,
    }
}

/// Σ q·∠ = konst, where one angle contains X, or two share a vertex. The curves may be too much
/// (whole lines for rays); the fact itself decides.
fn angles(terms: &[(f64, [u32; 3])], konst: f64, x: u32, at: &impl Fn(u32) -> P) -> Locus {
    let mut with: Vec<(f64, [u32; 3])> = Vec::new();
    let mut c = konst;
    for &(k, t) in terms {
        if t.contains(&x) {
            with.push((k, t));
        } else {
            let [a, b, d] = t.map(|p| {
                let [px, py] = at(p);
                Vec2(px, py)
            });
            let (u, w) = (a.minus(b), d.minus(b));
            c -= k * u.cross(w).abs().atan2(u.dot(w)) * std::f64::consts::FRAC_1_PI;
        }
    }
    match with.as_slice() {
        [] => Locus::All,
        [(k, t)] => {
            let v = c / k;
            if !(-1e-9..=1.0 + 1e-9).contains(&v) {
                return nowhere();
            }
            let [a, b, d] = *t;
            let flat = !(1e-12..=1.0 - 1e-12).contains(&v);
            if b == x {
                let (p, r) = (at(a), at(d));
                let list = if flat { vec![line_through(p, r)] } else { vec![inscribed(p, r, v), inscribed(p, r, -v)] };
                Locus::Curves { list, ranked: false }
            } else {
                let (p, arm) = (at(b), at(if a == x { d } else { a }));
                let base = dir_of(sub(arm, p));
                let list =
                    if flat { vec![line_through(p, arm)] } else { vec![line_dir(p, base + v), line_dir(p, base - v)] };
                Locus::Curves { list, ranked: false }
            }
        }
        [(k, s), (l, t)] if k + l == 0.0 && c.abs() < 1e-12 && s[1] == t[1] && s[1] != x => {
            let arm = |t: &[u32; 3]| at(if t[0] == x { t[2] } else { t[0] });
            let p = at(s[1]);
            let base = 0.5 * (dir_of(sub(arm(s), p)) + dir_of(sub(arm(t), p)));
            Locus::Curves { list: vec![line_dir(p, base), line_dir(p, base + 0.5)], ranked: false }
        }
        _ => Locus::Unknown,
    }
}

/// A two-dimensional equation that happens to be affine in X is solved as a linear system; the
/// test is numerical.
fn affine(eq: &Eq, x: u32, size: f64, at: &impl Fn(u32) -> P) -> Locus {
    let Eq::Sim(s, t, opposite) = eq else { return Locus::Unknown };
    let unit_len = if size > 0.0 { size } else { 1.0 };
    let o = s.iter().chain(t).copied().find(|p| *p != x).map_or([0.0; 2], at);
    let f = |px: f64, py: f64| -> P {
        let here = add(o, [px, py], unit_len);
        let get = |i: u32| {
            let [a, b] = if i == x { here } else { at(i) };
            Vec2(a, b)
        };
        let [a, b, c] = s.map(get);
        let [d, e, g] = t.map(get);
        let flip = |v: Vec2<f64>| if *opposite { v.conj() } else { v };
        b.minus(a).times(flip(g.minus(d))).minus(c.minus(a).times(flip(e.minus(d)))).vals()
    };
    let (f0, fx, fy, fm, fxy) = (f(0.0, 0.0), f(1.0, 0.0), f(0.0, 1.0), f(-1.0, 0.0), f(1.0, 1.0));
    let mag = [f0, fx, fy, fm, fxy].iter().flatten().fold(0f64, |m, v| m.max(v.abs()));
    for i in 0..2 {
        if (fx[i] + fm[i] - 2.0 * f0[i]).abs() > 1e-10 * mag || (fx[i] + fy[i] - f0[i] - fxy[i]).abs() > 1e-10 * mag {
            return Locus::Unknown;
        }
    }
    let (gx, gy) = (sub(fx, f0), sub(fy, f0));
    let det = cross(gx, gy);
    if det.abs() <= 1e-12 * mag * mag {
        return Locus::Unknown;
    }
    let (tx, ty) = (-cross(f0, gy) / det, -cross(gx, f0) / det);
    one(Curve::Point(add(o, [tx, ty], unit_len)))
}

/// Two curves are the same curve.
pub fn same_curve(a: &Curve, b: &Curve, size: f64) -> bool {
    let eps = 1e-9;
    match (a, b) {
        (Curve::Point(p), Curve::Point(r)) => dist(*p, *r) <= eps * size,
        (Curve::Line { p, d }, Curve::Line { p: r, d: e }) => {
            cross(*d, *e).abs() <= eps && cross(*d, sub(*r, *p)).abs() <= eps * size
        }
        (Curve::Circle { c, r }, Curve::Circle { c: o, r: s }) => {
            dist(*c, *o) <= eps * r.max(size) && (r - s).abs() <= eps * r.max(size)
        }
        _ => false,
    }
}

/// Common points of two curves (none when they are the same).
pub fn meet(a: &Curve, b: &Curve) -> Vec<P> {
    match (a, b) {
        (Curve::Point(p), _) | (_, Curve::Point(p)) => vec![*p],
        (Curve::Line { p, d }, Curve::Line { p: r, d: e }) => {
            let den = cross(*d, *e);
            if den.abs() < 1e-10 { Vec::new() } else { vec![add(*p, *d, cross(sub(*r, *p), *e) / den)] }
        }
        (Curve::Line { p, d }, Curve::Circle { c, r }) | (Curve::Circle { c, r }, Curve::Line { p, d }) => {
            let foot = add(*p, *d, dot(sub(*c, *p), *d));
            let h2 = (r * r - dot(sub(foot, *c), sub(foot, *c))) / (r * r);
            two(foot, *d, h2, *r)
        }
        (Curve::Circle { c, r }, Curve::Circle { c: o, r: s }) => {
            let v = sub(*o, *c);
            let n2 = dot(v, v);
            if n2 <= 1e-20 * (r * r).max(s * s) {
                return Vec::new();
            }
            let n = n2.sqrt();
            let t = 0.5 * (1.0 + (r - s) * (r + s) / n2);
            let foot = add(*c, v, t);
            let m = r.min(*s);
            let h2 = (r - t * n) * (r + t * n) / (m * m);
            two(foot, [-v[1] / n, v[0] / n], h2, m)
        }
    }
}

/// foot ± √h2·r·d; one point when tangent to rounding error.
fn two(foot: P, d: P, h2: f64, r: f64) -> Vec<P> {
    if h2.abs() < 1e-12 {
        vec![foot]
    } else if h2 > 0.0 {
        let h = h2.sqrt() * r;
        vec![add(foot, d, h), add(foot, d, -h)]
    } else {
        Vec::new()
    }
}

/// Nearest point of a curve.
pub fn project(c: &Curve, x: P) -> P {
    match c {
        Curve::Point(p) => *p,
        Curve::Line { p, d } => add(*p, *d, dot(sub(x, *p), *d)),
        Curve::Circle { c, r } => {
            let v = sub(x, *c);
            let n = v[0].hypot(v[1]);
            if n > 0.0 { add(*c, v, r / n) } else { [c[0] + r, c[1]] }
        }
    }
}
