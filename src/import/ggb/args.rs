//! Arguments of a command, taken out of their objects, and its outputs.

use super::number::Q;
use super::scene::{C, L, Number, Object, Out, P, Scene, Shape, Weights, sign};
use crate::plane::{P2, dist};

/// What came of a command.
pub(super) type Made = Result<Vec<Object>, String>;

/// The kinds of the table are checked before a command is built, so that this is said of nothing.
const OTHER: &str = "it has other arguments than expected";

pub(super) fn point(args: &[Object], i: usize) -> Result<P, String> {
    match args.get(i) {
        Some(Object::Point(p)) => Ok(*p),
        _ => Err(OTHER.into()),
    }
}

/// All arguments from one on, as points.
pub(super) fn points(args: &[Object]) -> Result<Vec<P>, String> {
    (0..args.len()).map(|i| point(args, i)).collect()
}

/// The first three arguments: three points, all different.
pub(super) fn three(args: &[Object]) -> Result<[P; 3], String> {
    let all = [point(args, 0)?, point(args, 1)?, point(args, 2)?];
    match all[0] == all[1] || all[1] == all[2] || all[0] == all[2] {
        true => Err("two of its points are the same".into()),
        false => Ok(all),
    }
}

pub(super) fn two(args: &[Object]) -> Result<[P; 2], String> {
    let all = [point(args, 0)?, point(args, 1)?];
    if all[0] == all[1] { Err("its two points are the same".into()) } else { Ok(all) }
}

pub(super) fn line(args: &[Object], i: usize) -> Result<L, String> {
    match args.get(i) {
        Some(Object::Line(l)) => Ok(*l),
        _ => Err(OTHER.into()),
    }
}

pub(super) fn circle(args: &[Object], i: usize) -> Result<C, String> {
    match args.get(i) {
        Some(Object::Circle(c)) => Ok(*c),
        _ => Err(OTHER.into()),
    }
}

pub(super) fn polygon(args: &[Object], i: usize) -> Result<&[P], String> {
    match args.get(i) {
        Some(Object::Polygon(all)) => Ok(all),
        _ => Err(OTHER.into()),
    }
}

pub(super) fn vector(args: &[Object], i: usize) -> Result<&Weights, String> {
    match args.get(i) {
        Some(Object::Vector(w)) => Ok(w),
        _ => Err(OTHER.into()),
    }
}

/// A number without unit.
pub(super) fn plain(args: &[Object], i: usize) -> Result<Q, String> {
    match args.get(i) {
        Some(Object::Number(Number::Plain(q))) => Ok(*q),
        _ => Err("it wants a number that is written down, not one of the figure".into()),
    }
}

/// A small whole number.
pub(super) fn count(args: &[Object], i: usize) -> Result<usize, String> {
    let q = plain(args, i)?;
    let n = q.value();
    if q.is_whole() && (0.0..=1000.0).contains(&n) {
        Ok(n as usize)
    } else {
        Err(format!("{q} is no number of that kind"))
    }
}

/// The points of a vector from one to the other.
pub(super) fn ends(w: &Weights) -> Result<[P; 2], String> {
    let of = |q: Q| w.iter().find(|(_, v)| **v == q).map(|(p, _)| *p);
    match (of(Q::whole(-1)), of(Q::whole(1)), w.len()) {
        (Some(a), Some(b), 2) => Ok([a, b]),
        _ => Err("its vector does not lead from one point to another".into()),
    }
}

/// The only output.
pub(super) fn one(outs: &[Out]) -> Result<&Out, String> {
    outs.first().ok_or_else(|| "it has no output".to_string())
}

impl Scene {
    /// The ends of a segment.
    pub(super) fn segment_ends(&self, l: L) -> Option<[P; 2]> {
        self.lines.get(l).filter(|l| l.shape == Shape::Segment).and_then(|l| l.pair)
    }

    /// A number as a length that the language may say, and how long it is.
    pub(super) fn length(&self, object: &Object) -> Option<(String, f64)> {
        match object {
            Object::Line(l) => {
                let [a, b] = self.segment_ends(*l)?;
                Some((format!("{}{}", sign(a), sign(b)), dist(self.at(a), self.at(b))))
            }
            Object::Number(Number::Length(text, value)) => Some((text.clone(), *value)),
            _ => None,
        }
    }

    /// The point of the file at a place, among some.
    pub(super) fn nearest(&self, among: impl Iterator<Item = P>, at: P2) -> Option<P> {
        let tiny = self.tiny();
        among.into_iter().find(|p| dist(self.at(*p), at) < tiny)
    }
}
