//! The lines and circles of the drawing.
//!
//! The same line is often mentioned many times (`AB`, `BM`, the line itself); drawn as often, it
//! would come out blacker than the others and hide dashes. So strokes are gathered by the line
//! they lie on, and every piece is drawn once, in its most telling role.

use euclase_grammar::core::{Pt, Shape};

use super::frame::Frame;
use super::plane::{P2, along, circle_of, cross, dist, dot, norm, sub};

/// Why something is drawn; a later role wins over an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Auxiliary: dashed.
    Aux,
    /// Part of the statement: thin.
    Given,
    /// Part of the goal: thick, accent colour.
    Goal,
}

impl Role {
    /// One word.
    pub fn word(self) -> &'static str {
        match self {
            Role::Aux => "aux",
            Role::Given => "given",
            Role::Goal => "goal",
        }
    }
}

/// A straight piece.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// One end.
    pub a: P2,
    /// Other end.
    pub b: P2,
    /// Role.
    pub role: Role,
}

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring {
    /// Centre.
    pub c: P2,
    /// Radius.
    pub r: f64,
    /// Role.
    pub role: Role,
}

/// How far a line given by a hidden point is drawn beyond the last point on it, in units of the
/// drawing. A line between named points ends at the last of them, as in textbooks.
const OVERSHOOT: f64 = 16.0;

/// Points nearer than this on paper lie on the line.
const NEAR: f64 = 0.4;

struct Carrier {
    at: P2,
    dir: P2,
    /// (role, from, to) along the carrier.
    pieces: Vec<(Role, f64, f64)>,
}

/// Straight strokes of the shapes, each piece once, cut at the frame.
pub fn strokes(shapes: &[(Shape, Role)], frame: &Frame, shown: &[bool]) -> Vec<Stroke> {
    let at = |p: Pt| frame.at.get(p.ix()).copied().flatten();
    let mut carriers: Vec<Carrier> = Vec::new();
    for (shape, role) in shapes {
        let (a, b, whole) = match *shape {
            Shape::Segment(a, b) => (at(a), at(b), false),
            Shape::Line(a, b) => (at(a), at(b), true),
            Shape::CircleAt(..) | Shape::Circle3(..) => continue,
        };
        let (Some(a), Some(b)) = (a, b) else { continue };
        let named = whole && ends(shape).iter().all(|p| shown.get(p.ix()) == Some(&true));
        let length = dist(a, b);
        if length < 1e-6 {
            continue;
        }
        let carrier = carrier_of(&mut carriers, a, b);
        let (mut s, mut t) = (carrier.param(a), carrier.param(b));
        if s > t {
            (s, t) = (t, s);
        }
        if whole {
            let beyond = if named { 0.0 } else { OVERSHOOT };
            (s, t) = extent(carrier, frame, shown, beyond);
        }
        let carrier_at = carrier.at;
        if let Some(piece) = frame.inner.clip(carrier_at, carrier.dir, s, t) {
            carrier.pieces.push((*role, piece.0, piece.1));
        }
    }
    carriers.iter().flat_map(Carrier::strokes).collect()
}

fn ends(shape: &Shape) -> Vec<Pt> {
    match *shape {
        Shape::Segment(a, b) | Shape::Line(a, b) => vec![a, b],
        Shape::CircleAt(..) | Shape::Circle3(..) => Vec::new(),
    }
}

/// The carrier through `a` and `b`, a new one if no present one passes through both.
fn carrier_of(carriers: &mut Vec<Carrier>, a: P2, b: P2) -> &mut Carrier {
    let length = dist(a, b);
    let found = carriers.iter().position(|c| {
        let off = |p: P2| cross(c.dir, sub(p, c.at)).abs();
        let v = sub(b, a);
        off(a) < NEAR && off(b) < NEAR && cross(c.dir, v).abs() < 2e-3 * length
    });
    let i = found.unwrap_or_else(|| {
        let v = sub(b, a);
        let dir = [v[0] / length, v[1] / length];
        carriers.push(Carrier { at: a, dir, pieces: Vec::new() });
        carriers.len() - 1
    });
    &mut carriers[i]
}

/// A whole line: from the first to the last shown point on it, and a little beyond; through the
/// whole frame where fewer than two are shown.
fn extent(carrier: &Carrier, frame: &Frame, shown: &[bool], beyond: f64) -> (f64, f64) {
    let mut on: Vec<f64> = Vec::new();
    for (i, p) in frame.at.iter().enumerate() {
        if let (Some(p), true) = (p, shown[i])
            && cross(carrier.dir, sub(*p, carrier.at)).abs() < NEAR
        {
            on.push(carrier.param(*p));
        }
    }
    on.sort_by(f64::total_cmp);
    match (on.first(), on.last()) {
        (Some(s), Some(t)) if t - s > 1.0 => (s - beyond, t + beyond),
        _ => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

impl Carrier {
    fn param(&self, p: P2) -> f64 {
        dot(self.dir, sub(p, self.at))
    }

    /// Union of the pieces, the strongest role winning wherever several overlap.
    fn strokes(&self) -> Vec<Stroke> {
        let mut cuts: Vec<f64> = self.pieces.iter().flat_map(|p| [p.1, p.2]).collect();
        cuts.sort_by(f64::total_cmp);
        cuts.dedup_by(|a, b| (*a - *b).abs() < 0.05);
        let mut out: Vec<(Role, f64, f64)> = Vec::new();
        for w in cuts.windows(2) {
            let mid = (w[0] + w[1]) / 2.0;
            let role = self.pieces.iter().filter(|p| p.1 < mid && mid < p.2).map(|p| p.0).max();
            let Some(role) = role else { continue };
            match out.last_mut() {
                Some(last) if last.0 == role && (last.2 - w[0]).abs() < 1e-9 => last.2 = w[1],
                _ => out.push((role, w[0], w[1])),
            }
        }
        out.into_iter()
            .map(|(role, s, t)| Stroke { a: along(self.at, self.dir, s), b: along(self.at, self.dir, t), role })
            .collect()
    }
}

/// Circles of the shapes, each once.
pub fn rings(shapes: &[(Shape, Role)], frame: &Frame) -> Vec<Ring> {
    let at = |p: Pt| frame.at.get(p.ix()).copied().flatten();
    let mut out: Vec<Ring> = Vec::new();
    for (shape, role) in shapes {
        let Some((c, r)) = circle_of(shape, &at) else {
            continue;
        };
        if !(1.0..1e5).contains(&r) {
            continue;
        }
        match out.iter_mut().find(|o| dist(o.c, c) < 0.5 && (o.r - r).abs() < 0.5) {
            Some(same) => same.role = same.role.max(*role),
            None => out.push(Ring { c, r, role: *role }),
        }
    }
    out
}

/// Whether a drawn stroke runs along the segment `ab` (most of it).
pub fn covered(strokes: &[Stroke], a: P2, b: P2) -> bool {
    let v = sub(b, a);
    let n = norm(v);
    if n < 1e-9 {
        return false;
    }
    let dir = [v[0] / n, v[1] / n];
    let mut total = 0.0;
    for s in strokes {
        let off = |p: P2| cross(dir, sub(p, a)).abs();
        let w = sub(s.b, s.a);
        if off(s.a) < 2.0 * NEAR.max(1e-3 * norm(w)) && cross(dir, w).abs() < 2e-3 * norm(w) {
            let (x, y) = (dot(dir, sub(s.a, a)), dot(dir, sub(s.b, a)));
            total += (x.max(y).min(n) - x.min(y).max(0.0)).max(0.0);
        }
    }
    total > 0.9 * n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::figure::plane::Rect;

    fn frame(at: &[P2]) -> Frame {
        Frame {
            at: at.iter().map(|p| Some(*p)).collect(),
            far: vec![false; at.len()],
            size: [200.0, 200.0],
            inner: Rect { min: [0.0; 2], max: [200.0; 2] },
        }
    }

    #[test]
    fn overlapping_pieces_are_drawn_once_in_the_strongest_role() {
        let f = frame(&[[10.0, 50.0], [60.0, 50.0], [110.0, 50.0]]);
        let (a, b, c) = (Pt(0), Pt(1), Pt(2));
        let shapes = [
            (Shape::Segment(a, c), Role::Given),
            (Shape::Segment(c, b), Role::Goal),
            (Shape::Segment(a, b), Role::Aux),
        ];
        let got = strokes(&shapes, &f, &[true; 3]);
        assert_eq!(got.len(), 2);
        assert_eq!((got[0].role, got[0].b), (Role::Given, [60.0, 50.0]));
        assert_eq!((got[1].role, got[1].b), (Role::Goal, [110.0, 50.0]));
    }

    #[test]
    fn a_line_ends_at_its_points_or_at_the_frame() {
        let f = frame(&[[10.0, 50.0], [60.0, 50.0], [110.0, 50.0]]);
        let got = strokes(&[(Shape::Line(Pt(0), Pt(1)), Role::Given)], &f, &[true; 3]);
        assert_eq!((got[0].a[0], got[0].b[0]), (10.0, 110.0));
        let line = [(Shape::Line(Pt(0), Pt(1)), Role::Given)];
        let free = strokes(&line, &f, &[false, true, true]);
        assert_eq!((free[0].a[0], free[0].b[0]), (60.0 - OVERSHOOT, 110.0 + OVERSHOOT));
        let alone = strokes(&[(Shape::Line(Pt(0), Pt(1)), Role::Given)], &f, &[false; 3]);
        assert_eq!((alone[0].a[0], alone[0].b[0]), (0.0, 200.0));
    }

    #[test]
    fn covered_needs_most_of_the_segment() {
        let s = [Stroke { a: [0.0, 0.0], b: [50.0, 0.0], role: Role::Given }];
        assert!(covered(&s, [0.0, 0.0], [50.0, 0.0]));
        assert!(!covered(&s, [0.0, 0.0], [100.0, 0.0]));
        assert!(!covered(&s, [0.0, 5.0], [50.0, 5.0]));
    }
}
