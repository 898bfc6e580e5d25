//! What the facts of a theorem say of one of their points: that it is on a line, on a circle, or a combination of others.

use crate::lines::{Base, Circle, Direction, Line, Said as Source};
use crate::quantity::Quantities;
use euclase_grammar::core::{Fact, Pt, Q};
use euclase_poly::{Poly, frac, int};
use num_traits::{One, ToPrimitive, Zero};

/// What a fact says of a point.
#[derive(Clone, Debug)]
pub enum Said {
    /// It is on each of these lines, which are one.
    Lines(Vec<Line>),
    /// It is on a circle.
    Circle(Circle),
    /// It is this point.
    Point(Base),
    /// Something else.
    Other,
}

/// What a fact says of Y. The numbers with which lines are multiples of the fact are found later.
pub fn said(f: &Fact, source: usize, y: Pt, q: &mut Quantities) -> Said {
    let line = |base: Base, direction: Direction| Line { base, direction, said: Source::Fact(source) };
    let single = |p: Pt| vec![(Q::one(), p)];
    match f {
        Fact::Coll(a, b, c) => {
            let others: Vec<Pt> = [*a, *b, *c].into_iter().filter(|p| *p != y).collect();
            let [a, b] = others[..] else { return Said::Other };
            if a == b {
                return Said::Other;
            }
            Said::Lines(vec![line(single(a), Direction::plain([a, b])), line(single(b), Direction::plain([b, a]))])
        }
        Fact::Cyclic(a, b, c, d) => match [*a, *b, *c, *d].into_iter().filter(|p| *p != y).collect::<Vec<_>>()[..] {
            [a, b, c] => Said::Circle(Circle::Three([a, b, c])),
            _ => Said::Other,
        },
        Fact::Same(a, b) if *a != *b => Said::Point(single(if *a == y { *b } else { *a })),
        Fact::Vec(terms) => {
            let own: Q = terms.iter().filter(|t| t.1 == y).map(|t| t.0.clone()).sum();
            if own.is_zero() {
                return Said::Other;
            }
            Said::Point(terms.iter().filter(|t| t.1 != y).map(|(c, p)| (-c / &own, *p)).collect())
        }
        Fact::Dir { terms, turn } => directed(terms, turn, y, q)
            .map_or_else(|| round(terms, turn, y), |(w, d)| Said::Lines(vec![line(single(w), d)])),
        Fact::Len { terms, konst } | Fact::Sq { terms, konst } if konst.is_zero() => equal(terms, y, line),
        Fact::Log { terms, konst } if konst.is_empty() => equal(terms, y, line),
        _ => Said::Other,
    }
}

/// Two equal lengths.
fn equal(terms: &[(Q, Pt, Pt)], y: Pt, line: impl Fn(Base, Direction) -> Line) -> Said {
    let [(k, a, b), (l, c, d)] = terms else { return Said::Other };
    if !(k + l).is_zero() {
        return Said::Other;
    }
    let other = |p: Pt, r: Pt| {
        if p == y {
            Some(r)
        } else if r == y {
            Some(p)
        } else {
            None
        }
    };
    match (other(*a, *b), other(*c, *d)) {
        (Some(a), Some(b)) if a != b && a != y && b != y => {
            let half = || frac(1, 2);
            Said::Lines(vec![line(vec![(half(), a), (half(), b)], Direction::turned([a, b]))])
        }
        (Some(o), None) if *c == o => Said::Circle(Circle::Centre(o, *d)),
        (Some(o), None) if *d == o => Said::Circle(Circle::Centre(o, *c)),
        (None, Some(o)) if *a == o => Said::Circle(Circle::Centre(o, *b)),
        (None, Some(o)) if *b == o => Said::Circle(Circle::Centre(o, *a)),
        _ => Said::Other,
    }
}

/// X and Z where a fact says that OX = OZ.
pub fn equal_radii(f: &Fact, o: Pt) -> Option<[Pt; 2]> {
    let (Fact::Len { terms, konst } | Fact::Sq { terms, konst }) = f else { return None };
    let [(k, a, b), (l, c, d)] = &terms[..] else { return None };
    let end = |p: Pt, r: Pt| {
        if p == o {
            Some(r)
        } else if r == o {
            Some(p)
        } else {
            None
        }
    };
    let (x, z) = (end(*a, *b)?, end(*c, *d)?);
    (konst.is_zero() && (k + l).is_zero() && x != z).then_some([x, z])
}

/// Y is seen in two directions whose angle is right, or that of two others that meet in a point.
fn round(terms: &[(i64, Pt, Pt)], turn: &Q, y: Pt) -> Said {
    let other = |t: &(i64, Pt, Pt)| {
        if t.1 == y {
            Some((t.0, t.2))
        } else if t.2 == y {
            Some((t.0, t.1))
        } else {
            None
        }
    };
    let own: Vec<(i64, Pt)> = terms.iter().filter_map(other).collect();
    let [(k, a), (l, b)] = own[..] else { return Said::Other };
    if k.abs() != 1 || k + l != 0 || a == b {
        return Said::Other;
    }
    if terms.len() == 2 && *turn == frac(1, 2) {
        return Said::Circle(Circle::Diameter([a, b]));
    }
    let rest: Vec<&(i64, Pt, Pt)> = terms.iter().filter(|t| t.1 != y && t.2 != y).collect();
    let [s, t] = rest[..] else { return Said::Other };
    let common = [s.1, s.2].into_iter().find(|p| [t.1, t.2].contains(p));
    let Some(c) = common.filter(|_| turn.is_zero() && s.0 + t.0 == 0 && s.0.abs() == 1) else { return Said::Other };
    // ∠(YA, YB) = ∠(CA, CB)
    let end = |t: &(i64, Pt, Pt)| if t.1 == c { t.2 } else { t.1 };
    let (first, second) = if s.0 == -k { (end(s), end(t)) } else { (end(t), end(s)) };
    if (first, second) == (a, b) && c != a && c != b { Said::Circle(Circle::Three([a, b, c])) } else { Said::Other }
}

/// The line WY has a direction that others determine: W, and that direction.
fn directed(terms: &[(i64, Pt, Pt)], turn: &Q, y: Pt, q: &mut Quantities) -> Option<(Pt, Direction)> {
    let mut own = terms.iter().filter(|t| t.1 == y || t.2 == y);
    let (Some((k, a, b)), None) = (own.next(), own.next()) else { return None };
    if k.abs() != 1 || a == b || terms.iter().map(|t| t.0).sum::<i64>() != 0 {
        return None;
    }
    let w = if *a == y { *b } else { *a };
    let (mut plus, mut minus): (Vec<[Pt; 2]>, Vec<[Pt; 2]>) = (Vec::new(), Vec::new());
    for (e, a, b) in terms.iter().filter(|t| t.1 != y && t.2 != y) {
        let side = if e * k < 0 { &mut plus } else { &mut minus };
        side.extend(std::iter::repeat_n([*a, *b], usize::try_from(e.unsigned_abs()).ok()?.min(9)));
    }
    if plus.len() != minus.len() + 1 || plus.len() > 5 {
        return None;
    }
    let twelfths = (turn * int(12)).to_i64().filter(|n| frac(*n, 12) == *turn)?;
    let mut root = || q.root();
    let one = Poly::int;
    let [c, s] = match twelfths {
        0 => [one(1), one(0)],
        2 => [root(), one(1)],
        3 => [one(1), one(1)],
        4 => [one(1), root()],
        6 => [one(0), one(1)],
        8 => [one(-1), root()],
        9 => [one(-1), one(1)],
        10 => [root().neg(), one(1)],
        _ => return None,
    };
    let mut z = [c, if *k < 0 { s.neg() } else { s }];
    // The direction that the others turn: one through W, if there is one.
    let first = plus.iter().position(|v| v.contains(&w)).unwrap_or(0);
    let mut ends = plus.remove(first);
    if ends[1] == w {
        ends.swap(0, 1);
    }
    for (v, u) in paired(plus, minus) {
        let (re, im) = (q.twice_dot(v, u), q.half_cross(u, v).scale(&int(4)));
        let [c, s] = &z;
        z = [c.mul(&re)?.sub(&s.mul(&im)?), c.mul(&im)?.add(&s.mul(&re)?)];
    }
    let [along, across] = z;
    Some((w, Direction { ends, along, across }))
}

/// Pairs of vectors, such that have a point in common where that can be.
pub fn paired(plus: Vec<[Pt; 2]>, mut minus: Vec<[Pt; 2]>) -> Vec<([Pt; 2], [Pt; 2])> {
    let mut out = Vec::new();
    let mut rest = Vec::new();
    for v in plus {
        match minus.iter().position(|u| u.iter().any(|p| v.contains(p))) {
            Some(i) => out.push((v, minus.remove(i))),
            None => rest.push(v),
        }
    }
    out.extend(rest.into_iter().zip(minus));
    out
}
