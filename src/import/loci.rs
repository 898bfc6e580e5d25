//! The loci of a new point, each with the named points that are known to lie on it, and the facts
//! that later intersections need to know.

use super::lower::{Later, Piece, Scene};
use super::names::P;

impl Scene {
    pub(super) fn coll(&mut self, points: &[P]) {
        self.later.push(Later::Coll(points.to_vec()));
    }

    pub(super) fn para(&mut self, l: [P; 2], m: [P; 2]) {
        self.later.push(Later::Direction(l, m, false));
    }

    pub(super) fn perp(&mut self, l: [P; 2], m: [P; 2]) {
        self.later.push(Later::Direction(l, m, true));
    }

    pub(super) fn cong(&mut self, s: [P; 2], t: [P; 2]) {
        self.later.push(Later::Cong(s, t));
    }

    pub(super) fn cyclic(&mut self, points: &[P]) {
        self.later.push(Later::Cyclic(points.to_vec()));
    }

    /// Takes the facts noted so far into account.
    pub(super) fn remember(&mut self) {
        for fact in std::mem::take(&mut self.later) {
            match fact {
                Later::Coll(points) => self.known.coll(&points),
                Later::Direction(l, m, perpendicular) => self.known.direction(l, m, perpendicular),
                Later::Cong(s, t) => self.known.cong(s, t),
                Later::Cyclic(points) => self.known.cyclic(&points),
                Later::OnText(text, p) => self.known.text(&text, p),
            }
        }
    }

    /// X on line AB.
    pub(super) fn on_line(&mut self, x: P, a: P, b: P) -> Piece {
        self.coll(&[x, a, b]);
        Piece::Line { locus: self.seg(a, b), known: self.known.on_line(a, b), meets: true, ray: None }
    }

    /// X on the line through P parallel to AB.
    pub(super) fn on_parallel(&mut self, x: P, p: P, a: P, b: P) -> Piece {
        self.para([x, p], [a, b]);
        let locus = format!("parallel_line({}, {})", self.show(p), self.seg(a, b));
        Piece::Line { locus, known: self.known.on_direction(p, [a, b], false), meets: true, ray: None }
    }

    /// X on the line through P perpendicular to AB; where P ends AB, the tangent of a circle.
    pub(super) fn on_perpendicular(&mut self, x: P, p: P, a: P, b: P) -> Piece {
        self.perp([x, p], [a, b]);
        let locus = format!("perpendicular_line({}, {})", self.show(p), self.seg(a, b));
        Piece::Line { locus, known: self.known.on_direction(p, [a, b], true), meets: true, ray: None }
    }

    /// X on the tangent at A to the circle with centre O through A.
    pub(super) fn on_tangent(&mut self, x: P, a: P, o: P) -> Piece {
        self.perp([x, a], [a, o]);
        let locus = format!("tangent_line({}, circle({}, {}))", self.show(a), self.show(o), self.show(a));
        Piece::Line { locus, known: self.known.on_direction(a, [a, o], true), meets: true, ray: None }
    }

    /// X equally far from A and B.
    pub(super) fn on_perpendicular_bisector(&mut self, x: P, a: P, b: P) -> Piece {
        self.cong([x, a], [x, b]);
        let locus = format!("perpendicular_bisector({}, {})", self.show(a), self.show(b));
        Piece::Line { locus, known: self.known.equidistant(a, b), meets: false, ray: None }
    }

    /// X on a line through P that only its text describes.
    pub(super) fn on_line_through(&mut self, x: P, p: P, locus: String, ray: Option<String>) -> Piece {
        let mut known = self.known.on_text(&locus);
        known.insert(p);
        self.later.push(Later::OnText(locus.clone(), x));
        Piece::Line { locus, known, meets: false, ray }
    }

    /// X at distance AB from O.
    pub(super) fn on_circle(&mut self, x: P, o: P, a: P, b: P) -> Piece {
        self.cong([o, x], [a, b]);
        let locus = if o == a {
            format!("circle({}, {})", self.show(o), self.show(b))
        } else if o == b {
            format!("circle({}, {})", self.show(o), self.show(a))
        } else {
            format!("circle({}, {})", self.show(o), self.seg(a, b))
        };
        Piece::Circle { locus, known: self.known.at_distance(o, [a, b]) }
    }

    /// X on the circle through A, B and C.
    pub(super) fn on_circumcircle(&mut self, x: P, a: P, b: P, c: P) -> Piece {
        self.cyclic(&[x, a, b, c]);
        Piece::Circle { locus: format!("circle({})", self.list(&[a, b, c])), known: self.known.on_circle([a, b, c]) }
    }

    /// X on the circle with diameter AB.
    pub(super) fn on_diameter_circle(&mut self, x: P, a: P, b: P) -> Piece {
        self.perp([x, a], [x, b]);
        Piece::Circle { locus: format!("diameter_circle({})", self.list(&[a, b])), known: self.known.on_diameter(a, b) }
    }

    /// X sees AB under a given directed angle: on a circle through A and B.
    pub(super) fn on_angle_circle(&mut self, x: P, a: P, b: P, angle: &str) -> Piece {
        let locus = format!("angle_circle({}, {angle})", self.list(&[a, b]));
        let mut known = self.known.on_text(&locus);
        known.extend([a, b]);
        self.later.push(Later::OnText(locus.clone(), x));
        Piece::Circle { locus, known }
    }

    /// An equation on X; `known` are the named points that satisfy it too.
    pub(super) fn equation(&self, text: String, known: &[P]) -> Piece {
        Piece::Equation { text, known: known.iter().copied().collect() }
    }
}
