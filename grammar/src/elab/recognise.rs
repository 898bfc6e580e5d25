//! Which entry of the kernel's closed table of auxiliary points a sketch's construction is.
//!
//! A sketch may say `point K on AB, parallel_line(P, CD)`; the table calls that `meet_parallel`.
//! The entry is read off the facts that define the point, so it does not matter in which words the
//! construction was said. Nothing depends on the guess being right: the kernel defines the point itself.

use crate::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Zero};

/// Words of the prelude that the table has too, with the number of points they take.
const SAME_NAME: &[(&str, usize)] = &[
    ("midpoint", 2),
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
    ("isogonal_conjugate", 4),
];

/// What one fact says of the new point.
enum Locus {
    Line([Pt; 2]),
    Parallel(Pt, [Pt; 2]),
    Perpendicular(Pt, [Pt; 2]),
    Bisector([Pt; 3]),
    Equidistant([Pt; 2]),
    Circle(Pt, Pt),
    ThreePoints([Pt; 3]),
}

/// The table's entry and its points for the new point `x`, if there is one.
pub(crate) fn entry(
    x: Pt,
    made: Option<&(String, Vec<Pt>)>,
    facts: &[Fact],
    conds: &[Cond],
) -> Option<(String, Vec<Pt>)> {
    if let Some((name, args)) = made
        && SAME_NAME.iter().any(|(n, k)| n == name && args.len() == *k)
    {
        return Some((name.clone(), args.clone()));
    }
    let loci: Vec<Locus> = facts.iter().filter_map(|f| locus(x, f)).collect();
    let [a, b] = &loci[..] else { return None };
    let differs =
        |p: Pt| conds.iter().any(|c| matches!(c, Cond::Distinct(u, v) if (*u == x && *v == p) || (*v == x && *u == p)));
    two(a, b, &differs).or_else(|| two(b, a, &differs)).map(|(n, args)| (n.to_string(), args))
}

fn two(a: &Locus, b: &Locus, differs: &dyn Fn(Pt) -> bool) -> Option<(&'static str, Vec<Pt>)> {
    use Locus::*;
    Some(match (a, b) {
        (Line(l), Line(m)) => ("meet", vec![l[0], l[1], m[0], m[1]]),
        (Perpendicular(p, l), Line(m)) if same(l, m) => ("foot", vec![*p, l[0], l[1]]),
        (Parallel(p, l), Line(m)) => ("meet_parallel", vec![*p, l[0], l[1], m[0], m[1]]),
        (Perpendicular(p, l), Line(m)) => ("meet_perpendicular", vec![*p, l[0], l[1], m[0], m[1]]),
        (Bisector(t), Line(m)) => ("meet_bisector", vec![t[0], t[1], t[2], m[0], m[1]]),
        (Equidistant(l), Line(m)) => ("meet_perpendicular_bisector", vec![l[0], l[1], m[0], m[1]]),
        (Parallel(p, l), Parallel(r, m)) => ("parallels_meet", vec![*p, l[0], l[1], *r, m[0], m[1]]),
        (Perpendicular(p, l), Perpendicular(r, m)) => ("perpendiculars_meet", vec![*p, l[0], l[1], *r, m[0], m[1]]),
        (Parallel(p, l), Perpendicular(r, m)) => ("parallel_perpendicular_meet", vec![*p, l[0], l[1], *r, m[0], m[1]]),
        (Equidistant(l), Equidistant(m)) => ("perpendicular_bisectors_meet", vec![l[0], l[1], m[0], m[1]]),
        (Line(l), ThreePoints(t)) => {
            let p = t.iter().copied().find(|p| l.contains(p) && differs(*p))?;
            let d = if l[0] == p { l[1] } else { l[0] };
            let rest: Vec<Pt> = t.iter().copied().filter(|q| *q != p).collect();
            ("second_line_circle", vec![p, d, *rest.first()?, *rest.get(1)?])
        }
        (Line(l), Circle(o, p)) if l.contains(p) && differs(*p) => {
            ("second_line_center", vec![*p, if l[0] == *p { l[1] } else { l[0] }, *o])
        }
        (ThreePoints(s), ThreePoints(t)) => {
            let p = s.iter().copied().find(|p| t.contains(p) && differs(*p))?;
            let mut args = vec![p];
            args.extend(s.iter().chain(t).copied().filter(|q| *q != p));
            ("second_circles", args)
        }
        _ => return None,
    })
}

fn same(l: &[Pt; 2], m: &[Pt; 2]) -> bool {
    l == m || (l[0] == m[1] && l[1] == m[0])
}

fn locus(x: Pt, f: &Fact) -> Option<Locus> {
    let other = |a: Pt, b: Pt| {
        if a == x && b != x {
            Some(b)
        } else if b == x && a != x {
            Some(a)
        } else {
            None
        }
    };
    match f {
        Fact::Coll(a, b, c) => {
            let rest: Vec<Pt> = [*a, *b, *c].into_iter().filter(|p| *p != x).collect();
            Some(Locus::Line([*rest.first()?, *rest.get(1)?]))
        }
        Fact::Cyclic(a, b, c, d) => {
            let rest: Vec<Pt> = [*a, *b, *c, *d].into_iter().filter(|p| *p != x).collect();
            Some(Locus::ThreePoints([*rest.first()?, *rest.get(1)?, *rest.get(2)?]))
        }
        Fact::Dir { turn, .. } => {
            // Equal lines merge: d(BX) twice is a bisector.
            let Fact::Dir { terms, .. } = f.normalized() else { return None };
            let (mine, rest): (Vec<_>, Vec<_>) = terms.iter().partition(|t| t.1 == x || t.2 == x);
            let [(k, a, b)] = mine[..] else { return None };
            let p = other(a, b)?;
            match rest[..] {
                [(l, c, d)] if k + l == 0 && k.abs() == 1 => {
                    let half = Q::new(1.into(), 2.into());
                    if turn.is_zero() {
                        Some(Locus::Parallel(p, [c, d]))
                    } else if *turn == half {
                        Some(Locus::Perpendicular(p, [c, d]))
                    } else {
                        None
                    }
                }
                [(l, c, d), (m, e, g)] if l == m && k + 2 * l == 0 && turn.is_zero() => {
                    let arm = |a: Pt, b: Pt| {
                        if a == p {
                            Some(b)
                        } else if b == p {
                            Some(a)
                        } else {
                            None
                        }
                    };
                    Some(Locus::Bisector([arm(c, d)?, p, arm(e, g)?]))
                }
                _ => None,
            }
        }
        Fact::Len { terms, konst } if konst.is_zero() => {
            let [(c, a, b), (d, e, g)] = &terms[..] else { return None };
            if !(c + d).is_zero() || !(c.is_one() || d.is_one()) {
                return None;
            }
            match (other(*a, *b), other(*e, *g)) {
                (Some(p), Some(q)) => Some(Locus::Equidistant([p, q])),
                (Some(o), None) if *e == o || *g == o => Some(Locus::Circle(o, if *e == o { *g } else { *e })),
                (None, Some(o)) if *a == o || *b == o => Some(Locus::Circle(o, if *a == o { *b } else { *a })),
                _ => None,
            }
        }
        _ => None,
    }
}
