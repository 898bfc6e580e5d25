//! The parts that points play in a definition: sets of points, whatever the points by which a line or a circle is written.

use super::{Candidate, Kind};
use euclase_deduction::pic::{Mask, bit, members};
use euclase_deduction::state::State;

/// The lines of at least three points that are proved.
pub fn proved_lines(s: &State) -> Vec<Mask> {
    let mut out: Vec<Mask> = Vec::new();
    for l in &s.pic.lines {
        let mut rest = l.mask;
        while let Some(a) = members(rest).next() {
            rest &= !bit(a);
            for b in members(rest) {
                if s.pic.same(a, b) || out.iter().any(|m| m & bit(a) != 0 && m & bit(b) != 0) {
                    continue;
                }
                let on = |c: &u8| *c == a || *c == b || (!s.pic.same(a, *c) && s.d(a, *c) == s.d(a, b));
                let m = members(l.mask).filter(on).fold(0, |m, c| m | bit(c));
                if m.count_ones() > 2 {
                    out.push(m);
                }
            }
        }
    }
    out
}

/// Parts of a definition: the sets of points of a state that play each.
pub struct Parts {
    /// For each pair of a line of three points or more, the line.
    lines: Vec<Mask>,
    circles: Vec<Mask>,
}

impl Parts {
    /// Prepares a state.
    pub fn new(s: &State) -> Parts {
        Parts { lines: proved_lines(s), circles: s.cycs.clone() }
    }

    fn line(&self, a: u8, b: u8) -> Mask {
        let two = bit(a) | bit(b);
        self.lines.iter().copied().find(|m| m & two == two).unwrap_or(two)
    }

    fn circle(&self, a: u8, b: u8, c: u8) -> Mask {
        let three = bit(a) | bit(b) | bit(c);
        self.circles.iter().copied().find(|m| m & three == three).unwrap_or(three)
    }

    /// The parts of a candidate.
    pub fn of(&self, c: &Candidate) -> Vec<(u8, Mask)> {
        let a = c.args();
        let set = |points: &[u8]| points.iter().fold(0, |m, &p| m | bit(p));
        let one = |i: usize| bit(a[i]);
        match c.kind {
            Kind::Midpoint | Kind::Equilateral => vec![(0, set(&a[..2]))],
            Kind::Orthocenter | Kind::Incenter | Kind::Centroid => vec![(0, set(&a[..3]))],
            Kind::Circumcenter => vec![(2, self.circle(a[0], a[1], a[2]))],
            Kind::Mirror => vec![(0, one(0)), (1, one(1))],
            Kind::Foot | Kind::Reflection => vec![(0, one(0)), (1, self.line(a[1], a[2]))],
            Kind::Excenter | Kind::ArcMidpoint => vec![(0, one(0)), (1, set(&a[1..3]))],
            Kind::Parallelogram => vec![(0, one(1)), (1, one(0) | one(2))],
            Kind::Inverse => vec![(0, one(0)), (3, one(1)), (2, one(2))],
            Kind::Meet => vec![(1, self.line(a[0], a[1])), (1, self.line(a[2], a[3]))],
            Kind::MeetParallel | Kind::MeetPerpendicular => {
                vec![(0, one(0)), (1, self.line(a[1], a[2])), (2, self.line(a[3], a[4]))]
            }
            Kind::MeetBisector => {
                let arms = self.line(a[1], a[0]) | self.line(a[1], a[2]);
                vec![(0, one(1)), (1, arms & !one(1)), (2, self.line(a[3], a[4]))]
            }
            Kind::MeetPerpendicularBisector => vec![(0, set(&a[..2])), (2, self.line(a[2], a[3]))],
            Kind::PerpendicularsMeet => {
                vec![(0, one(0)), (1, self.line(a[1], a[2])), (0, one(3)), (1, self.line(a[4], a[5]))]
            }
            Kind::PerpendicularBisectorsMeet => vec![(0, set(&a[..2])), (0, set(&a[2..4]))],
            Kind::SecondLineCircle => {
                vec![(0, one(0)), (1, self.line(a[0], a[1])), (2, self.circle(a[0], a[2], a[3]))]
            }
            Kind::SecondLineCenter => vec![(0, one(0)), (1, self.line(a[0], a[1])), (3, one(2))],
            Kind::SecondCircles => {
                vec![(0, one(0)), (2, self.circle(a[0], a[1], a[2])), (2, self.circle(a[0], a[3], a[4]))]
            }
            Kind::SpiralCenter => {
                vec![(0, set(&a[..2])), (0, set(&a[2..4])), (1, one(0) | one(2)), (1, one(1) | one(3))]
            }
            Kind::SimilarVertex => vec![(0, one(0)), (1, one(1)), (2, one(3)), (3, one(4))],
            Kind::ParallelChord | Kind::PerpendicularChord => {
                vec![(0, one(0)), (1, self.line(a[1], a[2])), (2, self.circle(a[0], a[3], a[4]))]
            }
            Kind::MidpointChord => vec![(0, one(0)), (1, set(&a[1..3])), (2, self.circle(a[0], a[3], a[4]))],
            Kind::MeetChord => {
                let lines = [self.line(a[1], a[2]), self.line(a[3], a[4])];
                vec![(0, one(0)), (1, lines[0]), (1, lines[1]), (2, self.circle(a[0], a[5], a[6]))]
            }
            Kind::FarArcMidpoint => vec![(0, one(0)), (1, set(&a[1..3]))],
            Kind::SimilitudeInner | Kind::SimilitudeOuter => vec![(0, one(0) | one(2)), (1, one(1) | one(3))],
            Kind::Contact => vec![(0, one(0)), (3, one(1)), (2, one(2))],
            Kind::IsogonalConjugate => vec![(0, one(0)), (1, set(&a[1..4]))],
            Kind::Pole => vec![(0, set(&a[..2])), (2, self.circle(a[0], a[1], a[2]))],
            Kind::MeetAntiparallel => {
                let p = one(0);
                let by: Vec<u8> = members(set(&a[1..7]) & !p).collect();
                let line = (2, self.line(a[7], a[8]));
                match by[..] {
                    // A tangent.
                    [x, y] => vec![(0, p), (1, self.circle(a[0], x, y) & !p), line],
                    // Isogonal lines: two of a pair, and the one that is turned over.
                    _ => {
                        let first = (self.line(a[0], a[1]) | self.line(a[0], a[3])) & !p;
                        vec![(0, p), (1, first), (3, self.line(a[0], a[5]) & !p), line]
                    }
                }
            }
        }
    }

    /// How many points the goal speaks of play a part in a candidate's definition.
    pub fn aims(&self, c: &Candidate, goal: &[bool]) -> u8 {
        let all = self.of(c).iter().fold(0, |m, p| m | p.1);
        members(all).filter(|&p| goal.get(usize::from(p)).copied().unwrap_or(false)).count() as u8
    }
}
