//! What is true in a picture: residuals of facts, margins of conditions, values of numbers.
//!
//! Everything is free of scale and motion. `pts` is indexed by [`Pt`]; a point without coordinates makes the value NaN
//! and the fact false. Two thresholds: below [`EXACT`] an equation holds, above [`CLEAR`] it fails; in between nobody knows.

use crate::eqs::{Eq, TINY, Term, dist, flatness, orient2, q};
use crate::scalar::Vec2;
use euclase_grammar::core::{Cmp, Cond, Fact, Num, Pt};
use std::f64::consts::FRAC_1_PI;

/// A residual below this is zero: figures are polished to about 1e-14.
pub const EXACT: f64 = 1e-9;
/// A residual above this is not zero.
pub const CLEAR: f64 = 1e-6;

const NOWHERE: [f64; 2] = [f64::NAN, f64::NAN];

pub(crate) fn at(pts: &[[f64; 2]]) -> impl Fn(u32) -> [f64; 2] {
    |p| pts.get(p as usize).copied().unwrap_or(NOWHERE)
}

/// Diagonal of the bounding box.
pub fn size(pts: &[[f64; 2]]) -> f64 {
    let (mut lo, mut hi) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for p in pts {
        for i in 0..2 {
            lo[i] = lo[i].min(p[i]);
            hi[i] = hi[i].max(p[i]);
        }
    }
    if pts.is_empty() { 0.0 } else { (hi[0] - lo[0]).hypot(hi[1] - lo[1]) }
}

/// How far a fact is from holding: 0 when it does. For directions it is the distance to the nearest whole number of
/// half-turns; a pair of equal points makes a direction or logarithm equation hold (see `core.rs`).
pub fn fact_residual(pts: &[[f64; 2]], fact: &Fact) -> f64 {
    Eq::new(fact).residual(size(pts), &at(pts))
}

/// The fact holds in the picture.
pub fn fact_holds(pts: &[[f64; 2]], fact: &Fact) -> bool {
    fact_residual(pts, fact) < EXACT
}

/// Value of a number; NaN if it has none (a real variable, a missing point, a division by zero).
pub fn num(pts: &[[f64; 2]], n: &Num) -> f64 {
    let v = Term::new(n).eval::<f64>(&|p| {
        let [x, y] = at(pts)(p);
        Vec2(x, y)
    });
    if v.is_finite() { v } else { f64::NAN }
}

/// Direction of the line PQ in half-turns, in [0, 1); NaN if P = Q.
pub fn dir(pts: &[[f64; 2]], p: Pt, r: Pt) -> f64 {
    let (a, b) = (at(pts)(p.0), at(pts)(r.0));
    let (x, y) = (b[0] - a[0], b[1] - a[1]);
    if x == 0.0 && y == 0.0 {
        return f64::NAN;
    }
    wrap(y.atan2(x) * FRAC_1_PI)
}

/// A value modulo 1, in [0, 1).
pub fn wrap(x: f64) -> f64 {
    let w = x - x.floor();
    if w >= 1.0 { 0.0 } else { w }
}

/// Length of PQ.
pub fn len(pts: &[[f64; 2]], p: Pt, r: Pt) -> f64 {
    dist(at(pts)(p.0), at(pts)(r.0))
}

/// Undirected angle PQR in half-turns, in [0, 1].
pub fn angle(pts: &[[f64; 2]], p: Pt, v: Pt, r: Pt) -> f64 {
    num(pts, &Num::Ang(p, v, r))
}

/// Twice the signed area of the triangle: positive when counter-clockwise.
pub fn orient(pts: &[[f64; 2]], t: [Pt; 3]) -> f64 {
    let [a, b, c] = t.map(|p| at(pts)(p.0));
    orient2(a, b, c)
}

/// The two points are the same in the picture.
pub fn coincide(pts: &[[f64; 2]], p: Pt, r: Pt) -> bool {
    len(pts, p, r) <= TINY * size(pts)
}

/// `x > 0`, with a margin on both sides.
fn clear(x: f64) -> Option<bool> {
    if x > CLEAR {
        Some(true)
    } else if x < EXACT {
        Some(false)
    } else {
        None
    }
}

/// Sign of a triangle's orientation, `Some(0.0)` if flat, `None` if too close to call.
fn sign(pts: &[[f64; 2]], t: [Pt; 3]) -> Option<f64> {
    let c = t.map(|p| at(pts)(p.0));
    match clear(flatness(c)) {
        Some(true) => Some(orient2(c[0], c[1], c[2]).signum()),
        Some(false) => Some(0.0),
        None => None,
    }
}

/// Whether a condition holds in the picture; `None` when it is too close to call.
pub fn cond_holds(pts: &[[f64; 2]], cond: &Cond) -> Option<bool> {
    let size = size(pts);
    let p = at(pts);
    let rel = |x: f64| if size > 0.0 { x / size } else { 0.0 };
    let fact = |f: &Fact| clear(Eq::new(f).residual(size, &p));
    let vec = |a: Pt, b: Pt| {
        let (a, b) = (p(a.0), p(b.0));
        [b[0] - a[0], b[1] - a[1]]
    };
    match cond {
        Cond::Distinct(a, b) => clear(rel(dist(p(a.0), p(b.0)))),
        Cond::NotColl(a, b, c) => clear(flatness([p(a.0), p(b.0), p(c.0)])),
        Cond::NotPara([a, b], [c, d]) => {
            let (u, v) = (vec(*a, *b), vec(*c, *d));
            let (nu, nv) = (u[0].hypot(u[1]), v[0].hypot(v[1]));
            if nu <= TINY * size || nv <= TINY * size {
                return Some(false);
            }
            clear((u[0] * v[1] - u[1] * v[0]).abs() / (nu * nv))
        }
        Cond::DirNe { terms, turn } => {
            if terms.iter().any(|(_, a, b)| dist(p(a.0), p(b.0)) <= TINY * size) {
                return None;
            }
            fact(&Fact::Dir { terms: terms.clone(), turn: turn.clone() })
        }
        Cond::SameOrient(s, t) => sign(pts, *s).zip(sign(pts, *t)).map(|(x, y)| x * y > 0.0),
        Cond::OppOrient(s, t) => sign(pts, *s).zip(sign(pts, *t)).map(|(x, y)| x * y < 0.0),
        Cond::Positive(t) => sign(pts, *t).map(|x| x > 0.0),
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
            let flat = flatness([p(a.0), p(b.0), p(c.0)]);
            match clear(flat) {
                Some(true) => return Some(false),
                None => return None,
                Some(false) => {}
            }
            let (u, v) = (vec(*b, *a), vec(*b, *c));
            let (nu, nv) = (u[0].hypot(u[1]), v[0].hypot(v[1]));
            let apart = clear(rel(nu.min(nv).min(dist(p(a.0), p(c.0)))));
            if apart != Some(true) {
                return apart;
            }
            Some((u[0] * v[0] + u[1] * v[1] < 0.0) == matches!(cond, Cond::Between(..)))
        }
        Cond::Longer([a, b], [c, d]) => clear(rel(dist(p(a.0), p(b.0)) - dist(p(c.0), p(d.0)))),
        Cond::NotCyclic(a, b, c, d) => {
            let e = Eq::Cyclic([a.0, b.0, c.0, d.0]);
            let r = e.eval::<f64>(TINY * size, &|i| {
                let [x, y] = p(i);
                Vec2(x, y)
            });
            clear(r[0].abs())
        }
        Cond::AngWithin { terms, konst } => {
            let v = terms.iter().map(|(k, [a, b, c])| q(k) * angle(pts, *a, *b, *c)).sum::<f64>() - q(konst);
            if v.is_nan() { None } else { clear(1.0 - v.abs()) }
        }
        Cond::Num(l, cmp, r) => {
            let (l, r) = (num(pts, l), num(pts, r));
            if l.is_nan() || r.is_nan() {
                return None;
            }
            let m = l.abs().max(r.abs());
            let d = if m > 0.0 { (r - l) / m } else { 0.0 };
            match cmp {
                Cmp::Lt => clear(d),
                Cmp::Gt => clear(-d),
                Cmp::Ne => clear(d.abs()),
                Cmp::Le => clear(-d).map(|b| !b),
                Cmp::Ge => clear(d).map(|b| !b),
            }
        }
        Cond::Not(f) => fact(f),
        Cond::Any(v) => {
            let each: Vec<_> = v.iter().map(|c| cond_holds(pts, c)).collect();
            if each.contains(&Some(true)) {
                Some(true)
            } else if each.iter().all(|x| *x == Some(false)) {
                Some(false)
            } else {
                None
            }
        }
    }
}
