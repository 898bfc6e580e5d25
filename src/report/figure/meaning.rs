//! What a fact asks the drawing to show: equal segments, right angles, equal angles, emphasis.
//!
//! Only facts that are given or to be proved are looked at, never all that are true in the
//! picture: a mark on paper says "this is known", not "this happens to be so".

use euclase_grammar::core::{Cond, Fact, GoalKind, Num, Pt, Q, Quantity};
use num_traits::{One, Signed, Zero};

/// An unordered pair of points.
pub type Pair = [Pt; 2];

/// Something to mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// The segments are equally long.
    Equal(Pair, Pair),
    /// The lines are perpendicular.
    Right(Pair, Pair),
    /// The lines are parallel.
    Parallel(Pair, Pair),
    /// The angles (vertex in the middle) are equal.
    Angles([Pt; 3], [Pt; 3]),
    /// The angle has this value in half-turns.
    Value([Pt; 3], Q),
    /// Points on a line.
    OnLine(Vec<Pt>),
    /// Points on a circle.
    OnCircle([Pt; 4]),
    /// A triangle.
    Triangle([Pt; 3]),
    /// A segment that the statement speaks of.
    Segment(Pair),
    /// A point that the statement speaks of.
    Point(Pt),
}

/// Sorts a pair.
pub fn pair(a: Pt, b: Pt) -> Pair {
    [a.min(b), a.max(b)]
}

/// The signs of a fact; empty where the drawing has no customary sign for it.
pub fn signs(fact: &Fact) -> Vec<Sign> {
    match fact {
        Fact::Same(a, b) => vec![Sign::Point(*a), Sign::Point(*b)],
        Fact::Coll(a, b, c) => vec![Sign::OnLine(vec![*a, *b, *c])],
        Fact::Cyclic(a, b, c, d) => vec![Sign::OnCircle([*a, *b, *c, *d])],
        Fact::Sim { a, b, .. } => vec![Sign::Triangle(*a), Sign::Triangle(*b)],
        Fact::Dir { terms, turn } => directions(terms, turn),
        Fact::Log { terms, konst } if konst.is_empty() => equal_or_parts(terms, true),
        Fact::Len { terms, konst } | Fact::Sq { terms, konst } => equal_or_parts(terms, konst.is_zero()),
        Fact::Log { terms, .. } => equal_or_parts(terms, false),
        Fact::Vec(terms) => vectors(terms),
        Fact::Ang { terms, konst } => angles(terms, konst),
        Fact::Num(a, b) => {
            let mut out = Vec::new();
            number(a, &mut out);
            number(b, &mut out);
            out
        }
    }
}

/// The signs of a goal.
pub fn goal_signs(goal: &GoalKind) -> Vec<Sign> {
    match goal {
        GoalKind::Fact(f) => signs(f),
        GoalKind::Cond(c) => condition(c),
        GoalKind::Find(Quantity::Angle(a)) => vec![Sign::Angles(*a, *a)],
        GoalKind::Find(Quantity::Ratio(a, b)) => vec![Sign::Segment(*a), Sign::Segment(*b)],
        GoalKind::Find(Quantity::Length(a)) => vec![Sign::Segment(*a)],
        GoalKind::Find(Quantity::Num(n)) => {
            let mut out = Vec::new();
            number(n, &mut out);
            out
        }
        GoalKind::Prop(_) | GoalKind::Solve(_) => Vec::new(),
    }
}

fn condition(cond: &Cond) -> Vec<Sign> {
    match cond {
        Cond::Distinct(a, b) => vec![Sign::Point(*a), Sign::Point(*b)],
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => vec![Sign::OnLine(vec![*a, *b, *c])],
        Cond::Longer(a, b) => vec![Sign::Segment(*a), Sign::Segment(*b)],
        Cond::NotColl(a, b, c) | Cond::Positive([a, b, c]) => vec![Sign::Triangle([*a, *b, *c])],
        Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => {
            vec![Sign::Triangle(*a), Sign::Triangle(*b)]
        }
        Cond::NotPara(a, b) => vec![Sign::Segment(*a), Sign::Segment(*b)],
        Cond::AngWithin { terms, .. } => terms.iter().map(|(_, a)| Sign::Angles(*a, *a)).collect(),
        Cond::Num(a, _, b) => {
            let mut out = Vec::new();
            number(a, &mut out);
            number(b, &mut out);
            out
        }
        Cond::DirNe { .. } | Cond::NotCyclic(..) | Cond::Not(_) | Cond::Any(_) => Vec::new(),
    }
}

/// Two equal lengths; otherwise the segments that occur.
fn equal_or_parts(terms: &[(Q, Pt, Pt)], homogeneous: bool) -> Vec<Sign> {
    if let [(p, a, b), (q, c, d)] = terms
        && homogeneous
        && (p + q).is_zero()
    {
        return vec![Sign::Equal(pair(*a, *b), pair(*c, *d))];
    }
    terms.iter().map(|(_, a, b)| Sign::Segment(pair(*a, *b))).collect()
}

/// `A + B = 2M`: the halves are equal. Parallelograms have no sign of their own.
fn vectors(terms: &[(Q, Pt)]) -> Vec<Sign> {
    let ends: Vec<Pt> = terms.iter().filter(|(q, _)| q.abs().is_one()).map(|t| t.1).collect();
    let mid: Vec<Pt> = terms.iter().filter(|(q, _)| !q.abs().is_one()).map(|t| t.1).collect();
    match (&ends[..], &mid[..]) {
        ([a, b], [m]) => vec![Sign::Equal(pair(*a, *m), pair(*b, *m))],
        ([a, b], []) => vec![Sign::Point(*a), Sign::Point(*b)],
        _ => Vec::new(),
    }
}

fn angles(terms: &[(Q, [Pt; 3])], konst: &Q) -> Vec<Sign> {
    match terms {
        [(p, a)] => {
            let value = konst / p;
            let [x, y, z] = *a;
            if value == half() { vec![Sign::Right(pair(x, y), pair(y, z))] } else { vec![Sign::Value(*a, value)] }
        }
        [(p, a), (q, b)] if (p + q).is_zero() && konst.is_zero() => vec![Sign::Angles(*a, *b)],
        _ => terms.iter().map(|(_, a)| Sign::Angles(*a, *a)).collect(),
    }
}

fn half() -> Q {
    Q::new(1.into(), 2.into())
}

fn directions(terms: &[(i64, Pt, Pt)], turn: &Q) -> Vec<Sign> {
    // One line for each unit of the coefficient, so that a bisector is a case of four lines.
    let mut plus = Vec::new();
    let mut minus = Vec::new();
    for (k, a, b) in terms {
        for _ in 0..k.unsigned_abs().min(4) {
            if *k > 0 { &mut plus } else { &mut minus }.push(pair(*a, *b));
        }
    }
    match (&plus[..], &minus[..]) {
        ([p], [m]) if turn.is_zero() => vec![Sign::Parallel(*p, *m)],
        ([p], [m]) | ([p, m], []) | ([], [p, m]) if *turn == half() => vec![Sign::Right(*p, *m)],
        ([p], [m]) => match corner(*m, *p) {
            Some(a) => vec![Sign::Value(a, turn.clone())],
            None => Vec::new(),
        },
        ([p, q], [m, n]) if turn.is_zero() => {
            // p + q = m + n: the angle (m, p) equals the angle (q, n), or (m, q) equals (p, n).
            for (q, p) in [(*q, *p), (*p, *q)] {
                if let (Some(a), Some(b)) = (corner(*m, p), corner(q, *n)) {
                    return vec![Sign::Angles(a, b)];
                }
            }
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Two pairs with a common point, as an angle.
fn corner(a: Pair, b: Pair) -> Option<[Pt; 3]> {
    let at = a.into_iter().find(|p| b.contains(p))?;
    let other = |p: Pair| if p[0] == at { p[1] } else { p[0] };
    (a != b).then(|| [other(a), at, other(b)])
}

fn number(n: &Num, out: &mut Vec<Sign>) {
    match n {
        Num::Len(a, b) => out.push(Sign::Segment(pair(*a, *b))),
        Num::Ang(a, b, c) => out.push(Sign::Angles([*a, *b, *c], [*a, *b, *c])),
        Num::Area(points) => {
            if let [a, b, c] = points[..] {
                out.push(Sign::Triangle([a, b, c]));
            }
        }
        Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) => {
            out.push(Sign::Triangle([*a, *b, *c]));
        }
        Num::Add(v) | Num::Mul(v) | Num::Call(_, v) => v.iter().for_each(|n| number(n, out)),
        Num::Div(a, b) => {
            number(a, out);
            number(b, out);
        }
        Num::Neg(a) | Num::Pow(a, _) => number(a, out),
        Num::Const(_) | Num::Real(_) | Num::DistLine(..) | Num::Coordinate { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn q(n: i64) -> Q {
        Q::from_integer(n.into())
    }

    #[test]
    fn equal_lengths_in_every_kind_of_equation() {
        let [a, b, c, d] = [Pt(0), Pt(1), Pt(2), Pt(3)];
        let want = vec![Sign::Equal([a, b], [c, d])];
        let terms = vec![(q(1), b, a), (q(-1), c, d)];
        assert_eq!(signs(&Fact::Log { terms: terms.clone(), konst: vec![] }), want);
        assert_eq!(signs(&Fact::Sq { terms: terms.clone(), konst: q(0) }), want);
        assert_ne!(signs(&Fact::Len { terms, konst: q(1) }), want);
        let mid = Fact::Vec(vec![(q(1), a), (q(1), b), (q(-2), c)]);
        assert_eq!(signs(&mid), vec![Sign::Equal([a, c], [b, c])]);
    }

    #[test]
    fn a_bisector_is_two_equal_angles() {
        let [a, b, c, d] = [Pt(0), Pt(1), Pt(2), Pt(3)];
        let fact = Fact::Dir { terms: vec![(1, a, b), (1, a, c), (-2, a, d)], turn: q(0) };
        assert_eq!(signs(&fact), vec![Sign::Angles([d, a, b], [c, a, d])]);
    }

    #[test]
    fn right_angle_and_other_angles() {
        let [a, b, c] = [Pt(0), Pt(1), Pt(2)];
        let lines = vec![(1, a, b), (-1, b, c)];
        let right = Fact::Dir { terms: lines.clone(), turn: half() };
        assert_eq!(signs(&right), vec![Sign::Right([a, b], [b, c])]);
        let turn = Q::new(1.into(), 3.into());
        let sixty = Fact::Dir { terms: lines, turn: turn.clone() };
        assert_eq!(signs(&sixty), vec![Sign::Value([c, b, a], turn)]);
    }
}
