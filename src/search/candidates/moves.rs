//! Moves: the definitions of the kernel's table that a candidate stands for.
//!
//! Most kinds are one definition. Some things that a person does at once take two: the chord through P parallel to BC needs a second point
//! of its line before the kernel can speak of its other end. Such a kind names the points that a person would name, and adds both.

use super::place::places;
use super::plane::P;
use super::{Kind, MOST_ARGS};
use euclase_grammar::core::Pt;

/// The point that the first definition of a pair makes, among the points of the second.
const FIRST: u8 = u8::MAX;

/// A definition with its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// A kind of the kernel's table.
    pub kind: Kind,
    args: [u8; MOST_ARGS],
    count: u8,
}

impl Move {
    fn new(kind: Kind, points: &[u8]) -> Move {
        let mut args = [0; MOST_ARGS];
        args[..points.len()].copy_from_slice(points);
        Move { kind, args, count: points.len() as u8 }
    }

    /// The points of the definition.
    pub fn args(&self) -> &[u8] {
        &self.args[..usize::from(self.count)]
    }

    /// The same as the kernel numbers them.
    pub fn points(&self) -> Vec<Pt> {
        self.args().iter().map(|&p| Pt(u32::from(p))).collect()
    }

    /// The same with a number for the point that the first definition makes.
    fn after(mut self, first: u8) -> Move {
        for a in &mut self.args {
            *a = if *a == FIRST { first } else { *a };
        }
        self
    }
}

/// How many points a pair is told with, if the kind is one.
pub fn of_pair(kind: Kind) -> Option<usize> {
    match kind {
        Kind::FarArcMidpoint | Kind::Pole => Some(3),
        Kind::ParallelChord | Kind::PerpendicularChord | Kind::MidpointChord => Some(5),
        Kind::MeetChord => Some(7),
        _ => None,
    }
}

/// How many points a kind adds.
pub fn adds(kind: Kind) -> usize {
    1 + usize::from(of_pair(kind).is_some())
}

/// The definitions that a kind stands for. `next`: the number of the next point. None: another number of points.
pub fn moves(kind: Kind, args: &[u8], next: u8) -> Option<(Option<Move>, Move)> {
    if of_pair(kind).is_none() {
        return Some((None, Move::new(kind, args)));
    }
    let circle = |p: u8, a: u8, b: u8| Move::new(Kind::SecondLineCircle, &[p, FIRST, a, b]);
    let (first, second) = match (kind, args) {
        // P + B − A is a point of the parallel to AB through P.
        (Kind::ParallelChord, &[p, a, b, c, d]) => (Move::new(Kind::Parallelogram, &[p, a, b]), circle(p, c, d)),
        (Kind::PerpendicularChord, &[p, a, b, c, d]) => (Move::new(Kind::Foot, &[p, a, b]), circle(p, c, d)),
        (Kind::MidpointChord, &[p, a, b, c, d]) => (Move::new(Kind::Midpoint, &[a, b]), circle(p, c, d)),
        (Kind::MeetChord, &[p, a, b, e, f, c, d]) => (Move::new(Kind::Meet, &[a, b, e, f]), circle(p, c, d)),
        // The ends of a diameter see B and C at right angles.
        (Kind::FarArcMidpoint, &[a, b, c]) => {
            let second = Move::new(Kind::PerpendicularsMeet, &[b, b, FIRST, c, c, FIRST]);
            (Move::new(Kind::ArcMidpoint, &[a, b, c]), second)
        }
        (Kind::Pole, &[a, b, c]) => {
            let second = Move::new(Kind::PerpendicularsMeet, &[a, a, FIRST, b, b, FIRST]);
            (Move::new(Kind::Circumcenter, &[a, b, c]), second)
        }
        _ => return None,
    };
    Some((Some(first), second.after(next)))
}

/// Where the point of a definition is, `at` being the places of the points there are; the first of two places.
pub fn place(m: &Move, at: &[P]) -> Option<P> {
    let args: Vec<P> = m.args().iter().map(|&p| at.get(usize::from(p)).copied()).collect::<Option<_>>()?;
    places(m.kind, &args).first().copied()
}
