//! Conditions in words that a proof may record, and whether they fail at a point modulo a prime.

use crate::modular::{add, mul, sub};
use crate::problem::Variables;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt};

/// Conditions that a proof may record: points that differ or are not on a line or circle, lines that are not parallel or perpendicular.
pub fn possible(theorem: &CoreTheorem) -> Vec<Cond> {
    let points: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let pairs: Vec<[Pt; 2]> =
        points.iter().flat_map(|b| points.iter().filter(move |a| *a < b).map(move |a| [*a, *b])).collect();
    let mut out: Vec<Cond> = pairs.iter().map(|[a, b]| Cond::Distinct(*a, *b)).collect();
    for c in &points {
        out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotColl(*a, *b, *c)));
    }
    let turned = |[a, b]: [Pt; 2], [c, d]: [Pt; 2]| Cond::Not(Box::new(Fact::perp(a, b, c, d)));
    let lines: Vec<([Pt; 2], [Pt; 2])> =
        pairs.iter().enumerate().flat_map(|(i, p)| pairs[..i].iter().map(move |q| (*q, *p))).collect();
    let common = |p: &[Pt; 2], q: &[Pt; 2]| p.iter().any(|x| q.contains(x));
    out.extend(lines.iter().filter(|(p, q)| common(p, q)).map(|(p, q)| turned(*p, *q)));
    out.extend(lines.iter().filter(|(p, q)| !common(p, q)).map(|(p, q)| Cond::NotPara(*p, *q)));
    out.extend(lines.iter().filter(|(p, q)| !common(p, q)).map(|(p, q)| turned(*p, *q)));
    for d in &points {
        for c in points.iter().filter(|c| *c < d) {
            out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotCyclic(*a, *b, *c, *d)));
        }
    }
    out
}

/// A point is not as far from one point as from another. These may cut off a whole component, so they come last.
pub fn unequal(theorem: &CoreTheorem) -> Vec<Cond> {
    let points: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let mut out = Vec::new();
    for a in &points {
        for c in points.iter().filter(|c| *c != a) {
            let others = points.iter().filter(|b| *b < c && *b != a);
            out.extend(others.map(|b| Cond::Not(Box::new(Fact::cong(*a, *b, *a, *c)))));
        }
    }
    out
}

/// Does it fail at values of the variables? What is no condition of the kinds above does not.
pub fn fails_at(c: &Cond, vars: &Variables, at: &[u64]) -> bool {
    let xy = |p: Pt| vars.place(p, at);
    let vector = |a: Pt, b: Pt| {
        let (p, q) = (xy(a), xy(b));
        [sub(q[0], p[0]), sub(q[1], p[1])]
    };
    let cross = |u: [u64; 2], v: [u64; 2]| sub(mul(u[0], v[1]), mul(u[1], v[0]));
    let dot = |u: [u64; 2], v: [u64; 2]| add(mul(u[0], v[0]), mul(u[1], v[1]));
    match c {
        Cond::Distinct(a, b) => {
            let v = vector(*a, *b);
            dot(v, v) == 0
        }
        Cond::NotColl(a, b, c) => cross(vector(*a, *b), vector(*a, *c)) == 0,
        Cond::NotPara([a, b], [c, d]) => cross(vector(*a, *b), vector(*c, *d)) == 0,
        Cond::NotCyclic(a, b, c, d) => {
            // The determinant with rows x, y, x² + y² of the differences.
            let [u, v, w] = [*b, *c, *d].map(|p| vector(*a, p));
            let first = mul(dot(u, u), cross(v, w));
            let second = mul(dot(v, v), cross(w, u));
            let third = mul(dot(w, w), cross(u, v));
            add(add(first, second), third) == 0
        }
        Cond::Not(f) => match &**f {
            Fact::Dir { terms, turn } if !num_traits::Zero::is_zero(turn) => match terms[..] {
                [(1 | -1, a, b), (1 | -1, c, d)] => dot(vector(a, b), vector(c, d)) == 0,
                _ => false,
            },
            Fact::Len { terms, .. } | Fact::Sq { terms, .. } | Fact::Log { terms, .. } => match &terms[..] {
                [(_, a, b), (_, c, d)] => {
                    let (u, v) = (vector(*a, *b), vector(*c, *d));
                    dot(u, u) == dot(v, v)
                }
                _ => false,
            },
            _ => false,
        },
        _ => false,
    }
}
