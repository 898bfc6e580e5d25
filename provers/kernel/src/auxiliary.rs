//! The closed table of definitions of auxiliary points.
//!
//! An auxiliary point is introduced by one definition: its defining facts, the conditions under
//! which *some point satisfies all of them at once*, and what may be said of that point besides (`ensures`: open
//! conditions that the chosen point satisfies). That is all that soundness needs: the conclusion of a proof does
//! not mention the point, so it holds wherever such a point exists. Each entry says why it exists. Directions are
//! read as polynomial equations, true when a pair coincides (citing one records that its pairs are proper).

use crate::rules::build::{dir, dir0, equal, log0, parallel};
use euclase_grammar::core::{Cond, Fact, Pt, Q};

pub use crate::names::DEFINITIONS;

/// A definition, applied to points.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The defining facts, cited by their place in this list.
    pub facts: Vec<Fact>,
    /// When such a point exists.
    pub exists: Vec<Cond>,
    /// Open conditions that belong to the definition.
    pub ensures: Vec<Cond>,
}

/// Applies a definition to its points; `x` is the new point. `None`: no such definition, or another number of points.
#[must_use]
pub fn define(name: &str, x: Pt, args: &[Pt]) -> Option<Definition> {
    use Cond::{Between, Distinct, Longer, NotColl, NotCyclic, NotPara, OppOrient, Outside, SameOrient};
    use Fact::{Coll, Cyclic};
    let differ = |a, b, c, d| vec![NotPara([a, b], [c, d])];
    let two = |f: Fact, g: Fact, exists: Vec<Cond>| (vec![f, g], exists, vec![]);
    let off = || args.iter().map(|p| Distinct(x, *p)).collect();
    let solved = |terms: &[(i64, Pt)]| {
        (vec![Fact::Vec(terms.iter().map(|(k, p)| (Q::from_integer((*k).into()), *p)).collect())], vec![], vec![])
    };
    let (facts, exists, ensures) = match (name, args) {
        // Vector equations: solved for X, whatever the other points are.
        ("third_point", &[a, b]) => solved(&[(3, x), (-2, a), (-1, b)]),
        ("mirror", &[p, c]) => solved(&[(1, x), (1, p), (-2, c)]),
        ("translation" | "parallelogram_vertex", &[p, a, b]) => solved(&[(1, x), (-1, p), (1, a), (-1, b)]),
        ("centroid", &[a, b, c]) => solved(&[(3, x), (-1, a), (-1, b), (-1, c)]),
        // The midpoint.
        ("midpoint", &[a, b]) => (vec![Coll(x, a, b), equal(x, a, x, b)], vec![Distinct(a, b)], vec![Between(a, x, b)]),
        // The perpendicular through P meets the line AB.
        ("foot", &[p, a, b]) => (vec![Coll(x, a, b), perp(p, x, a, b)], vec![Distinct(a, b)], vec![]),
        // The mirror image in AB, which differs from P off the line.
        ("reflection", &[p, a, b]) => {
            let opposite = OppOrient([a, b, x], [a, b, p]);
            (vec![equal(a, x, a, p), equal(b, x, b, p)], vec![NotColl(p, a, b)], vec![Distinct(x, p), opposite])
        }
        // Perpendicular bisectors of two sides of a proper triangle meet; so do altitudes.
        ("circumcenter", &[a, b, c]) => (vec![equal(x, a, x, b), equal(x, a, x, c)], vec![NotColl(a, b, c)], off()),
        ("orthocenter", &[a, b, c]) => (vec![perp(a, x, b, c), perp(b, x, c, a)], vec![NotColl(a, b, c)], vec![]),
        // The centre of the inscribed circle, and of the escribed one that touches the side BC.
        ("incenter" | "excenter", &[a, b, c]) => {
            let (t, first) = ([a, b, c], [x, b, c]);
            let side = if name == "excenter" { OppOrient(t, first) } else { SameOrient(t, first) };
            let ensures = vec![side, SameOrient(t, [a, x, c]), SameOrient(t, [a, b, x])];
            (vec![bisects(x, b, a, c), bisects(x, a, b, c)], vec![NotColl(a, b, c)], ensures)
        }
        // The midpoint of the arc BC of circle ABC that does not contain A.
        ("arc_midpoint", &[a, b, c]) => {
            let opposite = OppOrient([a, b, c], [x, b, c]);
            (vec![equal(x, b, x, c), Cyclic(a, b, c, x)], vec![NotColl(a, b, c)], vec![opposite, Distinct(x, a)])
        }
        // The third vertex of an equilateral triangle (on either side).
        ("equilateral_vertex", &[a, b]) => {
            (vec![equal(x, a, a, b), equal(x, b, a, b)], vec![Distinct(a, b)], vec![NotColl(x, a, b)])
        }
        // On the ray OP at distance OA²/OP from O.
        ("inverse", &[p, o, a]) => {
            let product = log0(&[(1, o, p), (1, o, x), (-2, o, a)]);
            (vec![Coll(o, p, x), product], vec![Distinct(o, p), Distinct(o, a)], vec![Distinct(o, x)])
        }
        // Two lines that are not parallel.
        ("meet", &[a, b, c, d]) => (vec![Coll(x, a, b), Coll(x, c, d)], differ(a, b, c, d), vec![]),
        // The parallel (perpendicular) to AB through P, with the line CD.
        ("meet_parallel", &[p, a, b, c, d]) => two(parallel(p, x, a, b), Coll(x, c, d), differ(a, b, c, d)),
        ("meet_perpendicular", &[p, a, b, c, d]) => two(perp(p, x, a, b), Coll(x, c, d), not_perp(a, b, c, d)),
        // The line through P whose direction with that of EF adds up to those of AB and CD, with the line GH.
        ("meet_antiparallel", &[p, a, b, c, d, e, f, g, h]) => {
            let along = |y, z| dir0(&[(1, y, z), (1, e, f), (-1, a, b), (-1, c, d)]);
            let exists = vec![Distinct(a, b), Distinct(c, d), Distinct(e, f), Distinct(g, h), not(along(g, h))];
            two(along(p, x), Coll(x, g, h), exists)
        }
        // A bisector (either one) of the angle at B of ABC, with the line DE parallel to neither.
        ("meet_bisector", &[a, b, c, d, e]) => {
            let along = dir0(&[(2, d, e), (-1, b, a), (-1, b, c)]);
            two(bisects(x, a, b, c), Coll(x, d, e), vec![Distinct(a, b), Distinct(b, c), Distinct(d, e), not(along)])
        }
        // The perpendicular bisector of AB, with the line CD.
        ("meet_perpendicular_bisector", &[a, b, c, d]) => two(equal(x, a, x, b), Coll(x, c, d), not_perp(a, b, c, d)),
        // Through P parallel to AB and through Q parallel to CD; both perpendicular; the first parallel, the second perpendicular.
        ("parallels_meet", &[p, a, b, q, c, d]) => two(parallel(p, x, a, b), parallel(q, x, c, d), differ(a, b, c, d)),
        ("perpendiculars_meet", &[p, a, b, q, c, d]) => two(perp(p, x, a, b), perp(q, x, c, d), differ(a, b, c, d)),
        ("parallel_perpendicular_meet", &[p, a, b, q, c, d]) => {
            two(parallel(p, x, a, b), perp(q, x, c, d), not_perp(a, b, c, d))
        }
        ("perpendicular_bisectors_meet", &[a, b, c, d]) => {
            two(equal(x, a, x, b), equal(x, c, x, d), differ(a, b, c, d))
        }
        // The point that the turning and stretching of AB to CD leaves in place: it has one, as it turns.
        ("spiral_center", &[a, b, c, d]) => {
            let turn = |p, q| dir0(&[(1, x, p), (-1, x, q), (-1, a, b), (1, c, d)]);
            let exists = vec![NotPara([a, b], [c, d]), Distinct(a, c), Distinct(b, d)];
            (vec![turn(a, c), turn(b, d)], exists, off())
        }
        // X such that ABX is like CDE.
        ("similar_vertex", &[a, b, c, d, e]) => {
            let angle = |a, b, c, d| dir0(&[(1, a, x), (-1, a, b), (-1, c, e), (1, c, d)]);
            let facts = vec![angle(a, b, c, d), angle(b, a, d, c)];
            (facts, vec![Distinct(a, b), NotColl(c, d, e)], vec![SameOrient([a, b, x], [c, d, e])])
        }
        // The other meeting with the circle PAB of a line PD through P that is not its tangent there.
        ("second_line_circle", &[p, d, a, b]) => {
            let tangent = dir0(&[(1, p, a), (-1, p, d), (-1, b, a), (1, b, p)]);
            let exists = vec![Distinct(p, d), NotColl(p, a, b), not(tangent)];
            (vec![Coll(x, p, d), Cyclic(p, a, b, x)], exists, vec![Distinct(x, p)])
        }
        // The same with the circle around O through P: mirror P in the foot of the perpendicular from O.
        ("second_line_center", &[p, d, o]) => {
            let exists = vec![Distinct(p, d), Distinct(o, p), not(perp(p, d, p, o))];
            (vec![Coll(x, p, d), equal(o, x, o, p)], exists, vec![Distinct(x, p), Distinct(x, o)])
        }
        // The other common point of the circles PAB and PCD, which have different tangents at P.
        ("second_circles", &[p, a, b, c, d]) => {
            let touching = dir0(&[(1, p, a), (-1, b, a), (1, b, p), (-1, p, c), (1, d, c), (-1, d, p)]);
            let exists = vec![NotColl(p, a, b), NotColl(p, c, d), not(touching)];
            (vec![Cyclic(p, a, b, x), Cyclic(p, c, d, x)], exists, vec![Distinct(x, p)])
        }
        // The points of AB at distances from A and B like AP to BQ: one is between A and B, and, unless AP = BQ, one is not. They
        // are the centres of similitude of the circles around A through P and around B through Q.
        ("similitude_inner" | "similitude_outer", &[a, p, b, r]) => {
            let ratio = log0(&[(1, x, a), (-1, x, b), (-1, a, p), (1, b, r)]);
            let (exists, inner) = (vec![Distinct(a, b), Distinct(a, p), Distinct(b, r)], name == "similitude_inner");
            let unequal = (!inner).then(|| not(equal(a, p, b, r)));
            let order = if inner { Between(a, x, b) } else { Outside(a, x, b) };
            (vec![Coll(x, a, b), ratio], exists.into_iter().chain(unequal).collect(), vec![order])
        }
        // A point (either one) where a tangent from P touches the circle around O through A: on the circle with diameter OP.
        ("contact", &[p, o, a]) => {
            let exists = vec![Distinct(o, a), Longer([o, p], [o, a])];
            (vec![equal(o, x, o, a), perp(x, p, x, o)], exists, vec![NotColl(x, o, p)])
        }
        // The mirror images of AP and BP in the bisectors at A and B are parallel only for P on the circle ABC. P and X are off
        // the sides: were X on one, P would be on one.
        ("isogonal_conjugate", &[p, a, b, c]) => {
            let isogonal = |v, y, z| dir0(&[(1, v, x), (1, v, p), (-1, v, y), (-1, v, z)]);
            let off = |p| [NotColl(p, a, b), NotColl(p, b, c), NotColl(p, c, a)];
            let exists = [NotColl(a, b, c), NotCyclic(a, b, c, p)].into_iter().chain(off(p)).collect();
            (vec![isogonal(a, b, c), isogonal(b, a, c), isogonal(c, a, b)], exists, off(x).to_vec())
        }
        _ => return None,
    };
    Some(Definition { facts, exists, ensures })
}

fn perp(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    dir(&[(1, a, b), (-1, c, d)], Q::new(1.into(), 2.into()))
}

/// The equation fails.
fn not(equation: Fact) -> Cond {
    Cond::Not(Box::new(equation))
}

/// Two proper lines that are not perpendicular.
fn not_perp(a: Pt, b: Pt, c: Pt, d: Pt) -> Vec<Cond> {
    vec![Cond::Distinct(a, b), Cond::Distinct(c, d), not(perp(a, b, c, d))]
}

/// X on a bisector of the angle at B of ABC.
fn bisects(x: Pt, a: Pt, b: Pt, c: Pt) -> Fact {
    dir0(&[(2, b, x), (-1, b, a), (-1, b, c)])
}
