//! Lines that the statement implies without writing them: the altitude of `D = foot(A, BC)`, the
//! sides of a `parallelogram_vertex`.
//!
//! A named point that no written line leads to would float in the picture; it is joined with the
//! points that its facts join it with. Nothing is added for other points.

use euclase_grammar::core::{CoreTheorem, Fact, Pt, Shape};
use num_traits::Signed;

use super::meaning::{Sign, signs};

/// Segments to add to the theorem's shapes.
pub fn implied(thm: &CoreTheorem) -> Vec<Shape> {
    let n = thm.statement_points.min(thm.points.len());
    let mut loose: Vec<bool> = thm.points.iter().map(|p| !p.hidden).collect();
    for s in &thm.shapes {
        if let Shape::Segment(a, b) | Shape::Line(a, b) = s {
            for p in [a, b] {
                if let Some(l) = loose.get_mut(p.ix()) {
                    *l = false;
                }
            }
        }
    }
    let named = |p: Pt| p.ix() < n && !thm.points[p.ix()].hidden;
    let is_loose = |p: Pt| p.ix() < n && loose[p.ix()];
    let mut out: Vec<Shape> = Vec::new();
    let mut join = |a: Pt, b: Pt| {
        let s = Shape::Segment(a.min(b), a.max(b));
        if a != b && named(a) && named(b) && !out.contains(&s) {
            out.push(s);
        }
    };
    for h in &thm.hyps {
        for sign in signs(&h.fact) {
            match sign {
                Sign::Right(p, q) | Sign::Parallel(p, q) => {
                    for [a, b] in [p, q] {
                        if is_loose(a) || is_loose(b) {
                            join(a, b);
                        }
                    }
                }
                Sign::Equal(p, q) if !on_circle(thm, p, q) => {
                    for [a, b] in [p, q] {
                        if is_loose(a) || is_loose(b) {
                            join(a, b);
                        }
                    }
                }
                Sign::Angles(a, b) if a.iter().chain(&b).any(|p| is_loose(*p)) => {
                    for [x, at, y] in [a, b] {
                        join(x, at);
                        join(at, y);
                    }
                }
                _ => {}
            }
        }
        if let Fact::Vec(terms) = &h.fact {
            // Parallelogram: neighbours have opposite signs; mirror image, centroid: likewise.
            for (k, x) in terms.iter().filter(|t| is_loose(t.1)) {
                for (_, y) in terms.iter().filter(|t| t.0.is_negative() != k.is_negative()) {
                    join(*x, *y);
                }
            }
        }
    }
    out
}

/// The equality says that two points are on a drawn circle round a third.
fn on_circle(thm: &CoreTheorem, p: [Pt; 2], q: [Pt; 2]) -> bool {
    let center = p.into_iter().find(|x| q.contains(x));
    center.is_some_and(|o| thm.shapes.iter().any(|s| matches!(s, Shape::CircleAt(c, _) if *c == o)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::Build;

    #[test]
    fn a_foot_is_joined_with_its_point() {
        let b = Build::new("t").pt("A", 0., 2.).pt("B", -1., 0.).pt("C", 2., 0.).pt("D", 0., 0.).seg("AB BC CA");
        let perp = b.perp("AD", "BC");
        let b = b.hyp(perp, "D = foot(A, BC)");
        assert_eq!(implied(&b.thm), [Shape::Segment(Pt(0), Pt(3))]);
        // Once it is drawn there is nothing to add.
        assert!(implied(&b.seg("AD").thm).is_empty());
    }

    #[test]
    fn radii_of_drawn_circles_are_not_added() {
        let b = Build::new("t").pt("O", 0., 0.).pt("A", 1., 0.).pt("B", 0., 1.);
        let equal = b.log(&[(1, "OA"), (-1, "OB")]);
        let b = b.hyp(equal, "OA = OB");
        assert_eq!(implied(&b.thm).len(), 2);
        assert!(implied(&b.circle("OA").thm).is_empty());
    }
}
