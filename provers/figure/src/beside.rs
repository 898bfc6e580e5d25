//! Real variables beside points: values for them in a figure.
//!
//! What a statement assumes of its points alone is checked as ever. What it assumes of variables too (and every statement with
//! connectives) is read in a figure of rational coordinates, where each length, area, radius and distance is a closed term: then it
//! speaks of numbers alone, and values decide it exactly ([`crate::numbers`]).

use crate::Declined;
use crate::field::rational_root;
use crate::numbers::check_hypotheses;
use euclase_grammar::core::{Cond, CoreTheorem, DeclCond, Fact, Hyp, Num, PropHyp, Pt, Q};
use euclase_kernel::cert::{Figure, Label, Value};
use num_traits::{Signed, Zero};

/// Does a hypothesis mention a real variable?
#[must_use]
pub fn fact_mentions(f: &Fact) -> bool {
    matches!(f, Fact::Num(l, r) if l.mentions_reals() || r.mentions_reals())
}

/// Does a condition?
#[must_use]
pub fn condition_mentions(c: &Cond) -> bool {
    match c {
        Cond::Num(l, _, r) => l.mentions_reals() || r.mentions_reals(),
        Cond::Not(f) => fact_mentions(f),
        Cond::Any(cs) => cs.iter().any(condition_mentions),
        _ => false,
    }
}

/// Has it real variables, or statements with connectives, beside points?
#[must_use]
pub fn concerns(theorem: &CoreTheorem) -> bool {
    !theorem.reals.is_empty() || !theorem.props.is_empty()
}

/// What is assumed of variables, and what is assumed with connectives, holds in an exact figure for these values.
pub(crate) fn check(theorem: &CoreTheorem, figure: &Figure, values: &[(u32, Value)]) -> Result<(), Declined> {
    if !concerns(theorem) {
        return Ok(());
    }
    if figure.label != Label::Exact {
        return Err(Declined::Malformed("beside real variables a figure has to be exact".into()));
    }
    let Some(numbers) = in_figure(theorem, &figure.points) else {
        return Err(Declined::Malformed("what is assumed of the variables has no exact value in the figure".into()));
    };
    check_hypotheses(&numbers, values, None).map_err(|d| Declined::Malformed(d.text(theorem)))
}

/// What a statement assumes of variables and with connectives, for points at these places: a statement about numbers.
#[must_use]
pub fn in_figure(theorem: &CoreTheorem, points: &[[Q; 2]]) -> Option<CoreTheorem> {
    let facts = theorem.hyps.iter().filter(|h| fact_mentions(&h.fact));
    let hyps = facts.map(|h| Some(Hyp { fact: fact(&h.fact, points)?, origin: h.origin.clone() }));
    let conds = theorem.conds.iter().filter(|c| condition_mentions(&c.cond));
    let conds = conds.map(|c| Some(DeclCond { cond: condition(&c.cond, points)?, ..c.clone() }));
    let props = theorem
        .props
        .iter()
        .map(|p| Some(PropHyp { prop: p.prop.with_sides(&|n| number(n, points))?, origin: p.origin.clone() }));
    Some(CoreTheorem {
        hyps: hyps.collect::<Option<_>>()?,
        conds: conds.collect::<Option<_>>()?,
        props: props.collect::<Option<_>>()?,
        points: Vec::new(),
        statement_points: 0,
        goals: Vec::new(),
        sketch: None,
        ..theorem.clone()
    })
}

fn fact(f: &Fact, points: &[[Q; 2]]) -> Option<Fact> {
    match f {
        Fact::Num(l, r) => Some(Fact::Num(number(l, points)?, number(r, points)?)),
        other => other.as_equation().and_then(|a| Some(Fact::Num(number(&a.lhs, points)?, number(&a.rhs, points)?))),
    }
}

fn condition(c: &Cond, points: &[[Q; 2]]) -> Option<Cond> {
    Some(match c {
        Cond::Num(l, rel, r) => Cond::Num(number(l, points)?, *rel, number(r, points)?),
        Cond::Not(f) => Cond::Not(Box::new(fact(f, points)?)),
        Cond::Any(cs) => Cond::Any(cs.iter().map(|c| condition(c, points)).collect::<Option<_>>()?),
        _ => return None,
    })
}

/// A number with those of the figure put in, as closed terms.
#[must_use]
pub fn number(n: &Num, points: &[[Q; 2]]) -> Option<Num> {
    let all = |xs: &[Num]| xs.iter().map(|x| number(x, points)).collect::<Option<Vec<_>>>();
    let one = |x: &Num| number(x, points).map(Box::new);
    Some(match n {
        Num::Const(_) | Num::Real(_) => n.clone(),
        Num::Add(xs) => Num::Add(all(xs)?),
        Num::Mul(xs) => Num::Mul(all(xs)?),
        Num::Call(f, xs) => Num::Call(f.clone(), all(xs)?),
        Num::Div(a, b) => Num::Div(one(a)?, one(b)?),
        Num::Neg(x) => Num::Neg(one(x)?),
        Num::Pow(x, e) => Num::Pow(one(x)?, e.clone()),
        Num::Len(a, b) => root(square(points, *a, *b)?),
        Num::Area(ps) => Num::Const(area(points, ps)?),
        Num::DistLine(p, a, b) => {
            quotient(Num::Const(area(points, &[*p, *a, *b])? * two()), root(square(points, *a, *b)?))?
        }
        Num::Circumradius(a, b, c) => {
            let product = square(points, *a, *b)? * square(points, *b, *c)? * square(points, *c, *a)?;
            quotient(root(product), Num::Const(area(points, &[*a, *b, *c])? * two() * two()))?
        }
        Num::Inradius(a, b, c) => {
            let sides = [(a, b), (b, c), (c, a)].map(|(p, q)| square(points, *p, *q).map(root));
            let sides = sides.into_iter().collect::<Option<Vec<_>>>()?;
            quotient(Num::Const(area(points, &[*a, *b, *c])? * two()), Num::Add(sides))?
        }
        Num::Ang(..) | Num::Coordinate { .. } => return None,
    })
}

fn two() -> Q {
    Q::from_integer(2.into())
}

/// a/b, where b is not the number 0.
fn quotient(a: Num, b: Num) -> Option<Num> {
    let zero = matches!(&b, Num::Const(c) if c.is_zero());
    (!zero).then(|| Num::Div(Box::new(a), Box::new(b)))
}

fn root(q: Q) -> Num {
    match rational_root(&q) {
        Some(r) => Num::Const(r),
        None => Num::Call("sqrt".into(), vec![Num::Const(q)]),
    }
}

fn square(points: &[[Q; 2]], a: Pt, b: Pt) -> Option<Q> {
    let ([ax, ay], [bx, by]) = (points.get(a.ix())?, points.get(b.ix())?);
    let (x, y) = (ax - bx, ay - by);
    Some(&x * &x + &y * &y)
}

/// The area of a polygon.
fn area(points: &[[Q; 2]], polygon: &[Pt]) -> Option<Q> {
    let corners = polygon.iter().map(|p| points.get(p.ix())).collect::<Option<Vec<_>>>()?;
    let next = corners.iter().cycle().skip(1);
    let twice = corners.iter().zip(next).fold(Q::zero(), |s, (p, q)| s + &p[0] * &q[1] - &q[0] * &p[1]);
    Some(twice.abs() / two())
}
