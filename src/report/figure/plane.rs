//! Plane geometry of the drawing itself: points, clipping, lines, circles.
//!
//! Everything here is floating point and only ever decides where ink goes.

pub use crate::plane::{P2, along, cross, dist, dot, norm, sub};
use euclase_grammar::core::{Pt, Shape};

/// The unit vector from `a` to `b`, unless they are too close to tell.
pub fn unit(a: P2, b: P2) -> Option<P2> {
    let v = sub(b, a);
    let n = norm(v);
    (n > 1e-9).then(|| [v[0] / n, v[1] / n])
}

/// Distance of `p` from the segment `ab`.
pub fn dist_segment(p: P2, a: P2, b: P2) -> f64 {
    let v = sub(b, a);
    let n = dot(v, v);
    let t = if n < 1e-18 { 0.0 } else { (dot(sub(p, a), v) / n).clamp(0.0, 1.0) };
    dist(p, along(a, v, t))
}

/// Where two lines meet, each given by a point and a direction.
pub fn meet(a: P2, u: P2, b: P2, v: P2) -> Option<P2> {
    let d = cross(u, v);
    (d.abs() > 1e-6 * norm(u) * norm(v)).then(|| along(a, u, cross(sub(b, a), v) / d))
}

/// An axis-parallel rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Least coordinates.
    pub min: P2,
    /// Greatest coordinates.
    pub max: P2,
}

impl Rect {
    /// The rectangle that holds nothing; [`Rect::add`] grows it.
    pub const EMPTY: Rect = Rect { min: [f64::INFINITY; 2], max: [f64::NEG_INFINITY; 2] };

    /// Rectangle with this centre and these half sides.
    pub fn around(c: P2, half: P2) -> Rect {
        Rect { min: [c[0] - half[0], c[1] - half[1]], max: [c[0] + half[0], c[1] + half[1]] }
    }

    /// Grows to hold `p`.
    pub fn add(&mut self, p: P2) {
        for (i, x) in p.into_iter().enumerate() {
            self.min[i] = self.min[i].min(x);
            self.max[i] = self.max[i].max(x);
        }
    }

    /// Larger by `by` on every side.
    pub fn inflate(self, by: f64) -> Rect {
        Rect { min: [self.min[0] - by, self.min[1] - by], max: [self.max[0] + by, self.max[1] + by] }
    }

    /// Width and height.
    pub fn size(&self) -> P2 {
        sub(self.max, self.min)
    }

    /// Its middle.
    pub fn center(&self) -> P2 {
        [(self.min[0] + self.max[0]) / 2.0, (self.min[1] + self.max[1]) / 2.0]
    }

    /// Whether `p` is in it.
    pub fn holds(&self, p: P2) -> bool {
        (0..2).all(|i| self.min[i] <= p[i] && p[i] <= self.max[i])
    }

    /// Whether the two have a common inner point.
    pub fn meets(&self, o: &Rect) -> bool {
        (0..2).all(|i| self.min[i] < o.max[i] && o.min[i] < self.max[i])
    }

    /// How far a point is outside (zero inside).
    pub fn dist(&self, p: P2) -> f64 {
        let d = |i: usize| (self.min[i] - p[i]).max(p[i] - self.max[i]).max(0.0);
        d(0).hypot(d(1))
    }

    /// Distance of the farthest corner.
    pub fn far(&self, p: P2) -> f64 {
        let d = |i: usize| (self.min[i] - p[i]).abs().max((p[i] - self.max[i]).abs());
        d(0).hypot(d(1))
    }

    /// The part `[t0, t1]` of the line `a + t·v` that lies in the rectangle (Liang–Barsky).
    pub fn clip(&self, a: P2, v: P2, t0: f64, t1: f64) -> Option<(f64, f64)> {
        let (mut lo, mut hi) = (t0, t1);
        for i in 0..2 {
            if v[i].abs() < 1e-12 {
                if a[i] < self.min[i] || a[i] > self.max[i] {
                    return None;
                }
                continue;
            }
            let (s, t) = ((self.min[i] - a[i]) / v[i], (self.max[i] - a[i]) / v[i]);
            lo = lo.max(s.min(t));
            hi = hi.min(s.max(t));
        }
        (lo < hi).then_some((lo, hi))
    }

    /// Length of the part of segment `ab` inside.
    pub fn length_inside(&self, a: P2, b: P2) -> f64 {
        let v = sub(b, a);
        self.clip(a, v, 0.0, 1.0).map_or(0.0, |(s, t)| (t - s) * norm(v))
    }
}

/// Centre and radius of a circle to draw; `None` where the points do not give one.
pub fn circle_of(shape: &Shape, at: &dyn Fn(Pt) -> Option<P2>) -> Option<(P2, f64)> {
    match *shape {
        Shape::CircleAt(o, a) => {
            let (o, a) = (at(o)?, at(a)?);
            Some((o, dist(o, a)))
        }
        Shape::Circle3(a, b, c) => circumcircle(at(a)?, at(b)?, at(c)?),
        Shape::Segment(..) | Shape::Line(..) => None,
    }
}

/// The circle through three points, unless they are nearly in line.
pub fn circumcircle(a: P2, b: P2, c: P2) -> Option<(P2, f64)> {
    let (u, v) = (sub(b, a), sub(c, a));
    let d = 2.0 * cross(u, v);
    let size = dot(u, u).max(dot(v, v));
    if d.abs() < 1e-6 * size || size == 0.0 {
        return None;
    }
    let w = [(v[1] * dot(u, u) - u[1] * dot(v, v)) / d, (u[0] * dot(v, v) - v[0] * dot(u, u)) / d];
    Some(([a[0] + w[0], a[1] + w[1]], norm(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clips_a_line_to_a_rectangle() {
        let r = Rect { min: [0.0, 0.0], max: [10.0, 4.0] };
        let (s, t) = r.clip([-5.0, 2.0], [1.0, 0.0], f64::NEG_INFINITY, f64::INFINITY).unwrap();
        assert_eq!((s, t), (5.0, 15.0));
        assert!(r.clip([0.0, 5.0], [1.0, 0.0], 0.0, 1.0).is_none());
        assert!((r.length_inside([-1.0, -1.0], [20.0, 20.0]) - 4.0 * 2f64.sqrt()).abs() < 1e-9);
    }

    #[test]
    fn circle_through_three_points() {
        let (o, r) = circumcircle([1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]).unwrap();
        assert!(norm(o) < 1e-12 && (r - 1.0).abs() < 1e-12);
        assert!(circumcircle([0.0, 0.0], [1.0, 1.0], [3.0, 3.0]).is_none());
    }
}
