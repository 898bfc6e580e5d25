//! Where a line meets anything: most places on a line meet nothing but the line, and need not be looked at any closer.
//!
//! For each line, the cells of it where another line, a circle, or the perpendicular bisector of two points crosses it are marked, with room
//! for the tolerances of [`super::coincide`]. A place in a cell without a mark meets the line and nothing else.

use super::Kind;
use super::loci::{Circle, Line};
use super::plane::{P, add, cross, dist, dot, mid, scale, sub, turned};
use euclase_deduction::pic::{Mask, Pic, pair};

/// Cells of a line.
const CELLS: usize = 1 << 13;
/// How far from a crossing a place may still count as met, seen along the line by [`fold`] and for a right angle: the tolerance of a slope,
/// times what two points that are as near to each other as points may be do to it, and more.
const ROOM: f64 = 1e-5;

/// The lines of a state, with what crosses each.
pub struct Crossings {
    /// For each pair of points, the line through it, plus one.
    of_pair: Vec<u16>,
    lines: Vec<Row>,
    /// Centres and radii.
    circles: Vec<(P, f64)>,
    /// Points at different places, two by two: the middle, and along their bisector.
    bisectors: Vec<(P, P)>,
    size: f64,
}

struct Row {
    seen: Mask,
    /// A point of the line, and along it, of length 1.
    p: P,
    u: P,
    /// Marked cells, once somebody has asked.
    cells: Option<Box<[u64]>>,
}

/// The whole line on (−1, 1).
fn fold(t: f64) -> f64 {
    t / (1.0 + t.abs())
}

impl Crossings {
    /// Prepares a state. `size`: of its picture.
    pub fn new(pic: &Pic, size: f64, heads: &[u8], lines: &[Line], circles: &[Circle]) -> Crossings {
        let mut of_pair = vec![0; pic.n() * pic.n().saturating_sub(1) / 2];
        for (k, l) in lines.iter().enumerate() {
            of_pair[pair(l.ends[0], l.ends[1])] = k as u16 + 1;
        }
        let mut bisectors = Vec::new();
        for (i, &b) in heads.iter().enumerate() {
            for &a in heads[..i].iter().filter(|&&a| !pic.same(a, b)) {
                let (p, q) = (pic.xy[a as usize], pic.xy[b as usize]);
                bisectors.push((mid(p, q), turned(sub(q, p))));
            }
        }
        let row = |l: &Line| Row { seen: l.seen, p: l.p, u: scale(l.u, 1.0 / dot(l.u, l.u).sqrt()), cells: None };
        Crossings {
            of_pair,
            lines: lines.iter().map(row).collect(),
            circles: circles.iter().map(|c| (c.o, c.r)).collect(),
            bisectors,
            size,
        }
    }

    /// The points of the picture on the line that a candidate is on by its definition, if it is certain that it meets nothing else at a
    /// place.
    pub fn alone(&mut self, kind: Kind, args: &[u8], at: P) -> Option<Mask> {
        if !matches!(kind, Kind::MeetParallel | Kind::MeetPerpendicular | Kind::MeetBisector | Kind::MeetAntiparallel) {
            return None;
        }
        let &[.., a, b] = args else { return None };
        let line = usize::from(self.of_pair[pair(a, b)]).checked_sub(1)?;
        if self.lines[line].cells.is_none() {
            self.lines[line].cells = Some(self.marked(line));
        }
        let row = &self.lines[line];
        let cell = cell(fold(dot(sub(at, row.p), row.u) / self.size));
        let marked = row.cells.as_ref().is_none_or(|m| m[cell / 64] >> (cell % 64) & 1 == 1);
        (!marked).then_some(row.seen)
    }

    fn marked(&self, line: usize) -> Box<[u64]> {
        let mut cells = vec![0u64; CELLS / 64].into_boxed_slice();
        let row = &self.lines[line];
        let (p, u) = (row.p, row.u);
        let mut mark = |from: f64, to: f64, room: f64| {
            for c in cell(fold(from / self.size) - room)..=cell(fold(to / self.size) + room) {
                cells[c / 64] |= 1 << (c % 64);
            }
        };
        // Where the line through q along v crosses it.
        let mut straight = |q: P, v: P| {
            let (sine, away) = (cross(u, v) / dot(v, v).sqrt(), sub(q, p));
            if sine.abs() > 1e-7 {
                let t = cross(away, v) / (sine * dot(v, v).sqrt());
                mark(t, t, ROOM / sine.abs());
            } else if cross(u, away).abs() < 1e-3 * self.size {
                // It is that line.
                mark(-1e9 * self.size, 1e9 * self.size, ROOM);
            }
        };
        for l in self.lines.iter().filter(|l| (l.seen & row.seen).count_ones() < 2) {
            straight(l.p, l.u);
        }
        for &(q, v) in &self.bisectors {
            straight(q, v);
        }
        for &(o, r) in &self.circles {
            let foot = dot(sub(o, p), u);
            let h = dist(add(p, scale(u, foot)), o);
            let (room, half) = (1e-6 * r * r, r * r - h * h);
            if half + room < 0.0 {
                continue;
            }
            let (least, most) = ((half - room).max(0.0).sqrt(), (half + room).sqrt());
            mark(foot - most, foot - least, ROOM);
            mark(foot + least, foot + most, ROOM);
        }
        cells
    }
}

fn cell(v: f64) -> usize {
    (((v + 1.0) * (CELLS / 2) as f64).max(0.0) as usize).min(CELLS - 1)
}
