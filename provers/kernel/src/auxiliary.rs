//! The closed table of definitions of auxiliary points.
//!
//! An auxiliary point is introduced by one definition: its defining facts, the conditions under
//! which *some point satisfies all of them at once*, and what may be said of that point besides (`ensures`: open
//! conditions that the chosen point satisfies). That is all that soundness needs: the conclusion of a proof does
//! not mention the point, so it holds wherever such a point exists. Each entry says why it exists. Directions are
//! read as polynomial equations, true when a pair coincides (citing one records that its pairs are proper).

use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Zero};

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

/// Names of the definitions, with the number of points each takes.
pub const DEFINITIONS: &[(&str, usize)] = &[
    ("midpoint", 2),
    ("third_point", 2),
    ("mirror", 2),
    ("translation", 3),
    ("parallelogram_vertex", 3),
    ("centroid", 3),
    ("foot", 3),
    ("reflection", 3),
    ("circumcenter", 3),
    ("orthocenter", 3),
    ("incenter", 3),
    ("excenter", 3),
    ("arc_midpoint", 3),
    ("equilateral_vertex", 2),
    ("inverse", 3),
    ("meet", 4),
    ("meet_parallel", 5),
    ("meet_perpendicular", 5),
    ("meet_bisector", 5),
    ("meet_perpendicular_bisector", 4),
    ("parallels_meet", 6),
    ("perpendiculars_meet", 6),
    ("parallel_perpendicular_meet", 6),
    ("perpendicular_bisectors_meet", 4),
    ("second_line_circle", 4),
    ("second_line_center", 3),
    ("second_circles", 5),
];

/// Applies a definition to its points; `x` is the new point. `None`: no such definition, or another number of points.
#[must_use]
pub fn define(name: &str, x: Pt, args: &[Pt]) -> Option<Definition> {
    use Cond::{Distinct, NotColl, NotPara};
    let ((facts, exists), ensures) = match (name, args) {
        // Vector equations: solved for X, whatever the other points are.
        ("third_point", &[a, b]) => ((vec![vector(&[(3, x), (-2, a), (-1, b)])], vec![]), vec![]),
        ("mirror", &[p, c]) => ((vec![vector(&[(1, x), (1, p), (-2, c)])], vec![]), vec![]),
        ("translation", &[p, a, b]) => ((vec![vector(&[(1, x), (-1, p), (1, a), (-1, b)])], vec![]), vec![]),
        ("parallelogram_vertex", &[a, b, c]) => ((vec![vector(&[(1, x), (-1, a), (1, b), (-1, c)])], vec![]), vec![]),
        ("centroid", &[a, b, c]) => ((vec![vector(&[(3, x), (-1, a), (-1, b), (-1, c)])], vec![]), vec![]),
        // The midpoint.
        ("midpoint", &[a, b]) => {
            ((vec![Fact::Coll(x, a, b), equal(x, a, x, b)], vec![Distinct(a, b)]), vec![Cond::Between(a, x, b)])
        }
        // The perpendicular through P meets the line AB.
        ("foot", &[p, a, b]) => ((vec![Fact::Coll(x, a, b), perp(p, x, a, b)], vec![Distinct(a, b)]), vec![]),
        // The mirror image in AB, which differs from P off the line.
        ("reflection", &[p, a, b]) => (
            (vec![equal(a, x, a, p), equal(b, x, b, p)], vec![NotColl(p, a, b)]),
            vec![Distinct(x, p), Cond::OppOrient([a, b, x], [a, b, p])],
        ),
        // Perpendicular bisectors of two sides of a proper triangle meet; so do altitudes.
        ("circumcenter", &[a, b, c]) => (
            (vec![equal(x, a, x, b), equal(x, a, x, c)], vec![NotColl(a, b, c)]),
            vec![Distinct(x, a), Distinct(x, b), Distinct(x, c)],
        ),
        ("orthocenter", &[a, b, c]) => ((vec![perp(a, x, b, c), perp(b, x, c, a)], vec![NotColl(a, b, c)]), vec![]),
        // The centre of the inscribed circle, and of the escribed one that touches the side BC.
        ("incenter" | "excenter", &[a, b, c]) => {
            let beyond = |t, u| if name == "excenter" { Cond::OppOrient(t, u) } else { Cond::SameOrient(t, u) };
            let t = [a, b, c];
            (
                (vec![bisects(x, b, a, c), bisects(x, a, b, c)], vec![NotColl(a, b, c)]),
                vec![beyond(t, [x, b, c]), Cond::SameOrient(t, [a, x, c]), Cond::SameOrient(t, [a, b, x])],
            )
        }
        // The midpoint of the arc BC of circle ABC that does not contain A.
        ("arc_midpoint", &[a, b, c]) => (
            (vec![equal(x, b, x, c), Fact::Cyclic(a, b, c, x)], vec![NotColl(a, b, c)]),
            vec![Cond::OppOrient([a, b, c], [x, b, c]), Distinct(x, a)],
        ),
        // The third vertex of an equilateral triangle (on either side).
        ("equilateral_vertex", &[a, b]) => {
            ((vec![equal(x, a, a, b), equal(x, b, a, b)], vec![Distinct(a, b)]), vec![NotColl(x, a, b)])
        }
        // On the ray OP at distance OA²/OP from O.
        ("inverse", &[p, o, a]) => {
            let log = Fact::Log { terms: vec![(int(1), o, p), (int(1), o, x), (int(-2), o, a)], konst: vec![] };
            ((vec![Fact::Coll(o, p, x), log], vec![Distinct(o, p), Distinct(o, a)]), vec![Distinct(o, x)])
        }
        // Two lines that are not parallel.
        ("meet", &[a, b, c, d]) => {
            ((vec![Fact::Coll(x, a, b), Fact::Coll(x, c, d)], vec![NotPara([a, b], [c, d])]), vec![])
        }
        // The parallel (perpendicular) to AB through P, with the line CD.
        ("meet_parallel", &[p, a, b, c, d]) => {
            ((vec![parallel(p, x, a, b), Fact::Coll(x, c, d)], vec![NotPara([a, b], [c, d])]), vec![])
        }
        ("meet_perpendicular", &[p, a, b, c, d]) => {
            ((vec![perp(p, x, a, b), Fact::Coll(x, c, d)], not_perp(a, b, c, d)), vec![])
        }
        // A bisector (either one) of the angle at B of ABC, with the line DE parallel to neither.
        ("meet_bisector", &[a, b, c, d, e]) => {
            let along = Fact::Dir { terms: vec![(2, d, e), (-1, b, a), (-1, b, c)], turn: Q::zero() };
            (
                (
                    vec![bisects(x, a, b, c), Fact::Coll(x, d, e)],
                    vec![Distinct(a, b), Distinct(b, c), Distinct(d, e), Cond::Not(Box::new(along))],
                ),
                vec![],
            )
        }
        // The perpendicular bisector of AB, with the line CD.
        ("meet_perpendicular_bisector", &[a, b, c, d]) => {
            ((vec![equal(x, a, x, b), Fact::Coll(x, c, d)], not_perp(a, b, c, d)), vec![])
        }
        // Through P parallel to AB and through Q parallel to CD; both perpendicular; the first parallel, the second perpendicular.
        ("parallels_meet", &[p, a, b, q, c, d]) => {
            ((vec![parallel(p, x, a, b), parallel(q, x, c, d)], vec![NotPara([a, b], [c, d])]), vec![])
        }
        ("perpendiculars_meet", &[p, a, b, q, c, d]) => {
            ((vec![perp(p, x, a, b), perp(q, x, c, d)], vec![NotPara([a, b], [c, d])]), vec![])
        }
        ("parallel_perpendicular_meet", &[p, a, b, q, c, d]) => {
            ((vec![parallel(p, x, a, b), perp(q, x, c, d)], not_perp(a, b, c, d)), vec![])
        }
        ("perpendicular_bisectors_meet", &[a, b, c, d]) => {
            ((vec![equal(x, a, x, b), equal(x, c, x, d)], vec![NotPara([a, b], [c, d])]), vec![])
        }
        // The other meeting with the circle PAB of a line PD through P that is not its tangent there.
        ("second_line_circle", &[p, d, a, b]) => {
            let tangent = Fact::Dir { terms: vec![(1, p, a), (-1, p, d), (-1, b, a), (1, b, p)], turn: Q::zero() };
            (
                (
                    vec![Fact::Coll(x, p, d), Fact::Cyclic(p, a, b, x)],
                    vec![Distinct(p, d), NotColl(p, a, b), Cond::Not(Box::new(tangent))],
                ),
                vec![Distinct(x, p)],
            )
        }
        // The same with the circle around O through P: mirror P in the foot of the perpendicular from O.
        ("second_line_center", &[p, d, o]) => {
            let tangent = perp(p, d, p, o);
            (
                (
                    vec![Fact::Coll(x, p, d), equal(o, x, o, p)],
                    vec![Distinct(p, d), Distinct(o, p), Cond::Not(Box::new(tangent))],
                ),
                vec![Distinct(x, p), Distinct(x, o)],
            )
        }
        // The other common point of the circles PAB and PCD, which have different tangents at P.
        ("second_circles", &[p, a, b, c, d]) => {
            let terms = vec![(1, p, a), (-1, b, a), (1, b, p), (-1, p, c), (1, d, c), (-1, d, p)];
            let touching = Fact::Dir { terms, turn: Q::zero() };
            (
                (
                    vec![Fact::Cyclic(p, a, b, x), Fact::Cyclic(p, c, d, x)],
                    vec![NotColl(p, a, b), NotColl(p, c, d), Cond::Not(Box::new(touching))],
                ),
                vec![Distinct(x, p)],
            )
        }
        _ => return None,
    };
    Some(Definition { facts, exists, ensures })
}

fn int(n: i64) -> Q {
    Q::from_integer(n.into())
}

fn vector(terms: &[(i64, Pt)]) -> Fact {
    Fact::Vec(terms.iter().map(|(k, p)| (int(*k), *p)).collect())
}

fn equal(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    Fact::Len { terms: vec![(Q::one(), a, b), (-Q::one(), c, d)], konst: Q::zero() }
}

fn parallel(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn: Q::zero() }
}

fn perp(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn: Q::new(1.into(), 2.into()) }
}

/// Two proper lines that are not perpendicular.
fn not_perp(a: Pt, b: Pt, c: Pt, d: Pt) -> Vec<Cond> {
    vec![Cond::Distinct(a, b), Cond::Distinct(c, d), Cond::Not(Box::new(perp(a, b, c, d)))]
}

/// X on a bisector of the angle at B of ABC.
fn bisects(x: Pt, a: Pt, b: Pt, c: Pt) -> Fact {
    Fact::Dir { terms: vec![(2, b, x), (-1, b, a), (-1, b, c)], turn: Q::zero() }
}
