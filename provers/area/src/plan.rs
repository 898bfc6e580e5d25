//! The construction behind a statement: how each point is determined by others, and in which order points are eliminated.
//!
//! The statement says no more than facts. A point can be the last one if the facts that speak of it and of points that are left determine
//! it, as the meet of two lines or of a line and a circle of which another meet is known, or put it on one line, or if there are none.
//! Points that come late in the statement are taken first.

use crate::facts::{self, equal_radii, said};
use crate::lines::{Base, Circle, Direction, Line, OnCircle, Said};
use crate::quantity::{Quantities, Quantity};
use crate::simplify::simplified;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt};
use euclase_poly::{Poly, frac};
use num_traits::Zero;
use std::collections::BTreeSet;

/// How a point is determined.
#[derive(Clone, Debug)]
pub enum Way {
    /// Not at all.
    Free,
    /// As a combination of others, by a fact.
    Point(Base, usize),
    /// On two lines: on the first of them, in its direction, λ = num/den. Some ways to say so, simple ones first.
    Meet(Vec<Meet>),
    /// On a line.
    On(Line),
    /// As the end of a segment, turned by a right angle.
    Turned(Turn),
    /// On a circle, by a fact: it stays, and the equation with it.
    Kept(usize),
    /// On a line through a point of a circle, and on this; κ and γ as in [`Circle::second`].
    Second(Line, OnCircle, Poly, Poly),
}

/// A point Y with OY as long as UV, turned by a right angle.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The line through O in this direction.
    pub line: Line,
    /// The fact that says that OY = UV.
    pub length: usize,
    /// 1 counter-clockwise, else −1; a condition says which.
    pub sign: i64,
}

/// The point of the first line that is on the second, too.
#[derive(Clone, Debug)]
pub struct Meet {
    /// The first line.
    pub first: Line,
    /// The second line.
    pub second: Line,
    /// The point is base + (num/den)·direction.
    pub num: Poly,
    /// What is divided by.
    pub den: Poly,
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
pub const CLEAR: f64 = 1e-7;

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

/// The points in the order of their elimination; `None` where the statement is not constructive in this sense. `careful`: points for which
/// few facts are left over come first, else those that come late in the statement.
pub fn plan(theorem: &CoreTheorem, picture: &[[f64; 2]], careful: bool, q: &mut Quantities) -> Option<Vec<Step>> {
    let mut left: BTreeSet<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let mut facts: Vec<usize> = (0..theorem.hyps.len()).collect();
    let mut out = Vec::new();
    while !left.is_empty() {
        let mut found: Option<(usize, Pt, Way, Vec<usize>)> = None;
        for y in left.iter().rev() {
            let own = facts.iter().copied().filter(|i| theorem.hyps[*i].fact.points().contains(y)).collect::<Vec<_>>();
            let Some(way) = way(theorem, &own, &facts, *y, picture, q) else { continue };
            let over = own.len().saturating_sub(way.facts());
            if found.as_ref().is_none_or(|f| over < f.0) {
                found = Some((over, *y, way, own));
            }
            if !careful || over == 0 {
                break;
            }
        }
        let (_, point, way, own) = found?;
        left.remove(&point);
        facts.retain(|i| !own.contains(i));
        out.push(Step { point, way });
    }
    Some(out)
}

impl Way {
    /// How many facts it uses.
    fn facts(&self) -> usize {
        match self {
            Way::Free => 0,
            Way::Point(..) | Way::On(_) | Way::Kept(_) => 1,
            Way::Meet(_) | Way::Second(..) | Way::Turned(_) => 2,
        }
    }
}

/// How facts determine a point.
fn way(
    theorem: &CoreTheorem,
    own: &[usize],
    facts: &[usize],
    y: Pt,
    picture: &[[f64; 2]],
    q: &mut Quantities,
) -> Option<Way> {
    if own.is_empty() {
        return Some(Way::Free);
    }
    let (mut lines, mut circles): (Vec<Vec<Line>>, Vec<(usize, Circle)>) = (Vec::new(), Vec::new());
    let mut others = 0;
    for i in own {
        match said(&theorem.hyps.get(*i)?.fact, *i, y, q) {
            facts::Said::Point(base) => return Some(Way::Point(base, *i)),
            facts::Said::Lines(all) => lines.push(all),
            facts::Said::Circle(c) => circles.push((*i, c)),
            facts::Said::Other => others += 1,
        }
    }
    let meets = meets(&lines, picture, q);
    if !meets.is_empty() {
        return Some(Way::Meet(meets));
    }
    if let Some(t) = lines.iter().flatten().find_map(|l| turned(theorem, own, y, l, picture)) {
        return Some(Way::Turned(t));
    }
    let same: Vec<OnCircle> = circles.iter().flat_map(|c| concentric(theorem, facts, y, *c)).collect();
    lines.extend(radical_axes(&same));
    for all in &lines {
        for l in all {
            let Some(u) = l.through() else { continue };
            for c in &same {
                let Some((k, g)) = c.circle.second(q, u, &l.direction) else { continue };
                if value(&k, q, picture).abs() > CLEAR && value(&g, q, picture).abs() > CLEAR {
                    return Some(Way::Second(l.clone(), c.clone(), k, g));
                }
            }
        }
    }
    match &lines[..] {
        [all] if others == 0 && circles.is_empty() => Some(Way::On(all.first()?.clone())),
        [] if others == 0 && circles.len() == 1 => Some(Way::Kept(circles.first()?.0)),
        _ => None,
    }
}

/// Is a point on a line as far from the point that this goes through as the segment is long on which it is perpendicular?
fn turned(theorem: &CoreTheorem, own: &[usize], y: Pt, line: &Line, picture: &[[f64; 2]]) -> Option<Turn> {
    let o = line.through()?;
    let d = &line.direction;
    if !d.along.is_zero() || d.across != Poly::one() {
        return None;
    }
    let pair = |a: Pt, b: Pt| [a.min(b), a.max(b)];
    let [u, v] = d.ends;
    let length = own.iter().copied().find(|i| match theorem.hyps.get(*i).map(|h| &h.fact) {
        Some(Fact::Len { terms, konst } | Fact::Sq { terms, konst }) => match &terms[..] {
            [(k, a, b), (l, c, e)] => {
                let pairs = [pair(*a, *b), pair(*c, *e)];
                konst.is_zero() && (k + l).is_zero() && pairs.contains(&pair(o, y)) && pairs.contains(&pair(u, v))
            }
            _ => false,
        },
        _ => false,
    })?;
    let known = theorem.conds.iter().any(|c| match c.cond {
        Cond::Positive(t) => t.contains(&y) && t.iter().all(|p| [o, u, v, y].contains(p)),
        _ => false,
    });
    let at = |p: Pt| picture.get(p.ix()).copied().unwrap_or_default();
    let ([ux, uy], [vx, vy], [ox, oy], [yx, yy]) = (at(u), at(v), at(o), at(y));
    let cross = (vx - ux) * (yy - oy) - (vy - uy) * (yx - ox);
    known.then_some(Turn { line: line.clone(), length, sign: if cross > 0.0 { 1 } else { -1 } })
}

/// A circle on which Y is, drawn through each point that is known to be on it.
fn concentric(theorem: &CoreTheorem, facts: &[usize], y: Pt, (source, circle): (usize, Circle)) -> Vec<OnCircle> {
    let Circle::Centre(o, a) = circle else { return vec![OnCircle { circle, facts: vec![(source, [y, y])] }] };
    let mut out = vec![OnCircle { circle, facts: vec![(source, [y, a])] }];
    let pairs: Vec<(usize, [Pt; 2])> = facts
        .iter()
        .filter_map(|i| Some((*i, equal_radii(&theorem.hyps.get(*i)?.fact, o)?)))
        .filter(|(_, p)| !p.contains(&y))
        .collect();
    let mut next = 0;
    while let Some(now) = out.get(next).cloned() {
        next += 1;
        let Circle::Centre(_, b) = now.circle else { continue };
        for (i, [p, r]) in &pairs {
            let c = if *p == b {
                *r
            } else if *r == b {
                *p
            } else {
                continue;
            };
            if !out.iter().any(|x| x.circle == Circle::Centre(o, c)) {
                let facts = now.facts.iter().copied().chain([(*i, [b, c])]).collect();
                out.push(OnCircle { circle: Circle::Centre(o, c), facts });
            }
        }
    }
    out
}

/// Of two circles through a point the line through it on which their other common point is.
fn radical_axes(circles: &[OnCircle]) -> Vec<Vec<Line>> {
    let mut out = Vec::new();
    for (i, c) in circles.iter().enumerate() {
        for d in &circles[i + 1..] {
            let (Circle::Centre(o, a), Circle::Centre(p, b)) = (c.circle, d.circle) else { continue };
            if a == b && o != p {
                let said = Said::Circles(Box::new([c.clone(), d.clone()]));
                out.push(vec![Line { base: vec![(frac(1, 1), a)], direction: Direction::turned([o, p]), said }]);
            }
        }
    }
    out
}

/// The meets of two of the lines, on either, in the two simplest ways.
fn meets(lines: &[Vec<Line>], picture: &[[f64; 2]], q: &mut Quantities) -> Vec<Meet> {
    let mut all: Vec<(usize, usize, Meet)> = Vec::new();
    for (i, first) in lines.iter().enumerate() {
        for second in lines.iter().enumerate().filter(|(j, _)| *j != i).filter_map(|(_, m)| m.first()) {
            for l in first {
                let Some(den) = second.direction.half_cross_of(q, &l.direction) else { continue };
                let den = simplified(&den, q);
                let Some(num) = second.side(q, &l.base).map(|p| p.neg()) else { continue };
                let num = simplified(&num, q);
                if den.is_zero() || value(&den, q, picture).abs() <= CLEAR {
                    continue;
                }
                let constant = num.is_zero() || num.primitive() == den.primitive();
                let cost = if constant { 0 } else { num.len() + den.len() + 4 * (l.base.len() - 1) };
                all.push((cost, i, Meet { first: l.clone(), second: second.clone(), num, den }));
            }
        }
    }
    all.sort_by_key(|m| m.0);
    let Some((cost, i)) = all.first().map(|m| (m.0, m.1)) else { return Vec::new() };
    let other = all.iter().position(|m| m.1 != i).filter(|_| cost > 0);
    let chosen: Vec<usize> = [0].into_iter().chain(other).collect();
    all.into_iter().enumerate().filter(|(k, _)| chosen.contains(k)).map(|(_, m)| m.2).collect()
}
