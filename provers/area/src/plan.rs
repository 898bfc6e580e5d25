//! The construction behind a statement: how each point is determined by others, and in which order points are eliminated.
//!
//! The statement says no more than facts. A point can be the last one if the facts that speak of it and of points that are left determine
//! it, as the meet of two lines or of a line and a circle of which another meet is known, or put it on one line, or if there are none.
//! Points that come late in the statement are taken first.

use crate::facts::{Said, said};
use crate::lines::{Base, Circle, Direction, Line};
use crate::quantity::{Quantities, Quantity};
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_poly::{Poly, frac};
use std::collections::BTreeSet;

/// How a point is determined.
#[derive(Clone, Debug)]
pub enum Way {
    /// Not at all.
    Free,
    /// As a combination of others, by a fact.
    Point(Base, usize),
    /// On two lines: that on the first, in its direction, λ = num/den.
    Meet(Line, Line, Poly, Poly),
    /// On a line.
    On(Line),
    /// On a line through a point of a circle, and on this, by a fact; κ and γ as in [`Circle::second`].
    Second(Line, usize, Poly, Poly),
}

/// A point with how it is determined.
#[derive(Clone, Debug)]
pub struct Step {
    /// The point.
    pub point: Pt,
    /// How.
    pub way: Way,
}

/// Least size of what is divided by in the picture, compared with the figure.
const CLEAR: f64 = 1e-7;

/// What a polynomial in quantities is in a picture.
pub fn value(p: &Poly, q: &Quantities, picture: &[[f64; 2]]) -> f64 {
    let at = |p: Pt| picture.get(p.ix()).copied().unwrap_or_default();
    let to = |a: Pt, b: Pt| {
        let ([ax, ay], [bx, by]) = (at(a), at(b));
        [bx - ax, by - ay]
    };
    let of = |v: u32| match q.get(v) {
        Some(Quantity::Area([a, b, c])) => {
            let ([ux, uy], [vx, vy]) = (to(a, b), to(a, c));
            (ux * vy - uy * vx) / 2.0
        }
        Some(Quantity::Pyth([a, b, c])) => {
            let ([ux, uy], [vx, vy]) = (to(b, a), to(b, c));
            2.0 * (ux * vx + uy * vy)
        }
        Some(Quantity::Root) => 3f64.sqrt(),
        _ => f64::NAN,
    };
    let count = p.vars().into_iter().next_back().map_or(0, |v| v + 1);
    let all: Vec<f64> = (0..count).map(of).collect();
    p.eval_f64(&all)
}

/// The points in the order of their elimination; `None` where the statement is not constructive in this sense.
pub fn plan(theorem: &CoreTheorem, picture: &[[f64; 2]], q: &mut Quantities) -> Option<Vec<Step>> {
    let mut left: BTreeSet<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let mut facts: Vec<usize> = (0..theorem.hyps.len()).collect();
    let mut out = Vec::new();
    while !left.is_empty() {
        let found = left.iter().rev().find_map(|y| {
            let own: Vec<usize> =
                facts.iter().copied().filter(|i| theorem.hyps[*i].fact.points().contains(y)).collect();
            way(theorem, &own, *y, picture, q).map(|way| (*y, way, own))
        });
        let (point, way, own) = found?;
        left.remove(&point);
        facts.retain(|i| !own.contains(i));
        out.push(Step { point, way });
    }
    Some(out)
}

/// How facts determine a point.
fn way(theorem: &CoreTheorem, own: &[usize], y: Pt, picture: &[[f64; 2]], q: &mut Quantities) -> Option<Way> {
    if own.is_empty() {
        return Some(Way::Free);
    }
    let (mut lines, mut circles): (Vec<Vec<Line>>, Vec<(usize, Circle)>) = (Vec::new(), Vec::new());
    let mut others = 0;
    for i in own {
        match said(&theorem.hyps.get(*i)?.fact, *i, y, q) {
            Said::Point(base) => return Some(Way::Point(base, *i)),
            Said::Lines(all) => lines.push(all),
            Said::Circle(c) => circles.push((*i, c)),
            Said::Other => others += 1,
        }
    }
    let meet = best_meet(&lines, picture, q);
    if meet.is_some() {
        return meet;
    }
    lines.extend(radical_axes(&circles, theorem));
    for all in &lines {
        for l in all {
            let Some(u) = l.through() else { continue };
            for (source, c) in &circles {
                let Some((k, g)) = c.second(q, u, &l.direction) else { continue };
                if value(&k, q, picture).abs() > CLEAR && value(&g, q, picture).abs() > CLEAR {
                    return Some(Way::Second(l.clone(), *source, k, g));
                }
            }
        }
    }
    match &lines[..] {
        [all] if others == 0 && circles.is_empty() => Some(Way::On(all.first()?.clone())),
        _ => None,
    }
}

/// Of two circles through a point the line through it on which their other common point is.
fn radical_axes(circles: &[(usize, Circle)], theorem: &CoreTheorem) -> Vec<Vec<Line>> {
    let mut out = Vec::new();
    for (i, (s, c)) in circles.iter().enumerate() {
        for (t, d) in &circles[i + 1..] {
            let (Circle::Centre(o, a), Circle::Centre(p, b)) = (c, d) else { continue };
            if a != b || o == p || theorem.statement_points <= a.ix() {
                continue;
            }
            let parts = vec![(*s, 0, frac(1, 1)), (*t, 0, frac(-1, 1))];
            let direction = Direction::turned([*o, *p]);
            out.push(vec![Line { base: vec![(frac(1, 1), *a)], direction, parts }]);
        }
    }
    out
}

/// The meet of two of the lines that is the simplest to calculate with.
fn best_meet(lines: &[Vec<Line>], picture: &[[f64; 2]], q: &mut Quantities) -> Option<Way> {
    let mut best: Option<(usize, Way)> = None;
    for (i, first) in lines.iter().enumerate() {
        for (j, second) in lines.iter().enumerate().filter(|(j, _)| *j != i) {
            // The other line is the same with either point.
            let (_, Some(m)) = (j, second.first()) else { continue };
            for l in first {
                let Some(den) = m.direction.half_cross_of(q, &l.direction) else { continue };
                let Some(num) = m.side(q, &l.base).map(|p| p.neg()) else { continue };
                if den.is_zero() || value(&den, q, picture).abs() <= CLEAR {
                    continue;
                }
                let constant = num.is_zero() || num.primitive() == den.primitive();
                let cost = if constant { 0 } else { num.len() + den.len() + 4 * (l.base.len() - 1) };
                if best.as_ref().is_none_or(|b| cost < b.0) {
                    best = Some((cost, Way::Meet(l.clone(), m.clone(), num, den)));
                }
            }
        }
    }
    best.map(|b| b.1)
}
