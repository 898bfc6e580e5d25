//! Clauses about coordinates as expressions that are evaluated modulo a prime. Nothing is multiplied out: that is what makes it fast.

use super::curve::{Curve, Place};
use crate::modular::{P, add, inverse, mul, power, sub};
use euclase_grammar::core::{Atom, Axis, CoreTheorem, Fact, GoalKind, Num, Pt, Q, Rel};
use euclase_kernel::algebra::Clause;
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

/// Most angles of an equation of undirected angles.
const MAX_ANGLES: usize = 4;
/// Most vectors that are multiplied.
const MAX_DEGREE: u64 = 8;

/// An expression in coordinates.
#[derive(Clone, Debug)]
pub enum Expression {
    /// A constant.
    Constant(u64),
    /// x (0) or y (1) of a point.
    Coordinate(usize, usize),
    /// A sum.
    Sum(Vec<Expression>),
    /// A product.
    Product(Vec<Expression>),
    /// An opposite.
    Opposite(Box<Expression>),
    /// A power.
    Power(Box<Expression>, u32),
}

fn residue(n: &BigInt) -> u64 {
    let r = (n % P).to_i64().unwrap_or(0);
    u64::try_from(r).unwrap_or_else(|_| P - r.unsigned_abs())
}

fn constant(q: &Q) -> Option<u64> {
    let den = residue(q.denom());
    (den != 0).then(|| mul(residue(q.numer()), inverse(den)))
}

impl Expression {
    /// Of a number, where it is a polynomial in coordinates. All frames are one: equations of geometry do not change under motions.
    pub fn of(n: &Num) -> Option<Expression> {
        let all = |xs: &[Num]| xs.iter().map(Expression::of).collect::<Option<Vec<_>>>();
        Some(match n {
            Num::Const(q) => Expression::Constant(constant(q)?),
            Num::Coordinate { axis, of, .. } => Expression::Coordinate(of.ix(), usize::from(*axis == Axis::Y)),
            Num::Add(xs) => Expression::Sum(all(xs)?),
            Num::Mul(xs) => Expression::Product(all(xs)?),
            Num::Neg(x) => Expression::Opposite(Box::new(Expression::of(x)?)),
            Num::Pow(x, e) if e.is_integer() => {
                Expression::Power(Box::new(Expression::of(x)?), e.to_integer().to_u32()?)
            }
            Num::Call(f, xs) if f == "sqrt" && xs[..] == [Num::Const(Q::from_integer(3.into()))] => {
                let [c, _] = turned(30);
                Expression::Constant(mul(2, c))
            }
            _ => return None,
        })
    }

    /// Its points, as bits.
    pub fn points(&self) -> u128 {
        match self {
            Expression::Constant(_) => 0,
            Expression::Coordinate(p, _) => 1 << p,
            Expression::Sum(xs) | Expression::Product(xs) => xs.iter().fold(0, |s, x| s | x.points()),
            Expression::Opposite(x) | Expression::Power(x, _) => x.points(),
        }
    }

    /// The value.
    pub fn value(&self, at: &[Place]) -> u64 {
        match self {
            Expression::Constant(c) => *c,
            Expression::Coordinate(p, axis) => at.get(*p).map_or(0, |xy| xy[*axis]),
            Expression::Sum(xs) => xs.iter().fold(0, |s, x| add(s, x.value(at))),
            Expression::Product(xs) => xs.iter().fold(1, |s, x| mul(s, x.value(at))),
            Expression::Opposite(x) => sub(0, x.value(at)),
            Expression::Power(x, e) => power(x.value(at), u64::from(*e)),
        }
    }

    /// As a polynomial in the coordinates of one point; `None` where its degree is too high.
    pub fn curve(&self, at: &[Place], of: usize) -> Option<Curve> {
        match self {
            Expression::Coordinate(p, axis) if *p == of => Some(Curve::coordinate(*axis)),
            Expression::Constant(_) | Expression::Coordinate(..) => Some(Curve::constant(self.value(at))),
            Expression::Sum(xs) => xs.iter().try_fold(Curve::constant(0), |s, x| Some(s.plus(&x.curve(at, of)?, 1))),
            Expression::Product(xs) => xs.iter().try_fold(Curve::constant(1), |s, x| s.times(&x.curve(at, of)?)),
            Expression::Opposite(x) => Some(Curve::constant(0).plus(&x.curve(at, of)?, P - 1)),
            Expression::Power(x, e) => {
                let x = x.curve(at, of)?;
                (0..*e).try_fold(Curve::constant(1), |s, _| s.times(&x))
            }
        }
    }
}

/// Comparisons with zero of which one holds. (What is greater or less than zero is not zero.)
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// Each with whether it is an equation.
    pub all: Vec<(Expression, bool)>,
    /// Their points.
    pub points: u128,
}

impl Alternatives {
    /// Of a clause; `None` where it is no comparison of such expressions.
    pub fn of(clause: &Clause) -> Option<Alternatives> {
        let one = |a: &Atom| {
            let zero = matches!(&a.rhs, Num::Const(c) if c.is_zero());
            let lhs = if zero {
                Expression::of(&a.lhs)?
            } else {
                let opposite = Expression::Opposite(Box::new(Expression::of(&a.rhs)?));
                Expression::Sum(vec![Expression::of(&a.lhs)?, opposite])
            };
            // Less or equal says nothing here.
            let lhs = if matches!(a.rel, Rel::Le | Rel::Ge) { Expression::Constant(0) } else { lhs };
            Some((lhs, !matches!(a.rel, Rel::Ne | Rel::Lt | Rel::Gt)))
        };
        let all: Vec<_> = clause.iter().map(one).collect::<Option<_>>()?;
        let points = all.iter().fold(0, |s, a| s | a.0.points());
        Some(Alternatives { all, points })
    }

    /// Does one hold?
    pub fn hold(&self, at: &[Place]) -> bool {
        self.all.iter().any(|(x, equation)| (x.value(at) == 0) == *equation)
    }

    /// The only one, if it is an equation.
    pub fn equation(&self) -> Option<&Expression> {
        match &self.all[..] {
            [(x, true)] => Some(x),
            _ => None,
        }
    }
}

/// Its powers are all residues but 0.
const GENERATOR: u64 = 22;
/// A number of order 360, in the place of e^(iπ/180): whichever it is, they are conjugate.
const ROOT_OF_UNITY: u64 = power(GENERATOR, (P - 1) / 360);

/// Cosine and sine of so many degrees.
fn turned(degrees: u64) -> [u64; 2] {
    let z = power(ROOT_OF_UNITY, degrees);
    let i = power(ROOT_OF_UNITY, 90);
    let back = inverse(z);
    let half = inverse(2);
    [mul(half, add(z, back)), mul(half, mul(sub(z, back), inverse(i)))]
}

/// Σ k·dir − turn = 0 for whole degrees: the imaginary part of a product of vectors as complex numbers.
fn directions(terms: &[(i64, Pt, Pt)], turn: &Q) -> Option<Expression> {
    let degree = terms.iter().try_fold(0u64, |sum, t| sum.checked_add(t.0.unsigned_abs()))?;
    let degrees = turn * Q::from_integer(180.into());
    if degree > MAX_DEGREE || terms.iter().map(|t| t.0).sum::<i64>() != 0 || !degrees.is_integer() {
        return None;
    }
    let degrees = degrees.to_integer().to_i64()?.rem_euclid(360);
    let [c, s] = turned(u64::try_from(degrees).ok()?);
    let opposite = |x: Expression| Expression::Opposite(Box::new(x));
    let mut z = [Expression::Constant(c), Expression::Constant(sub(0, s))];
    for (k, a, b) in terms {
        let part = |axis| {
            let back = opposite(Expression::Coordinate(a.ix(), axis));
            Expression::Sum(vec![Expression::Coordinate(b.ix(), axis), back])
        };
        let v = [part(0), if *k < 0 { opposite(part(1)) } else { part(1) }];
        for _ in 0..k.unsigned_abs() {
            let times = |i: usize, j: usize| Expression::Product(vec![z[i].clone(), v[j].clone()]);
            z = [
                Expression::Sum(vec![times(0, 0), opposite(times(1, 1))]),
                Expression::Sum(vec![times(0, 1), times(1, 0)]),
            ];
        }
    }
    let [_, imaginary] = z;
    Some(imaginary)
}

/// What a fact says; for undirected angles: that the directed ones, with some signs, do.
pub fn fact(theorem: &CoreTheorem, f: &Fact) -> Option<Vec<Alternatives>> {
    let frame = [Pt(0), Pt(1)];
    let clauses = |f: &Fact| -> Option<Vec<Alternatives>> {
        if let Fact::Dir { terms, turn } = f {
            let x = directions(terms, turn)?;
            let points = x.points();
            return Some(vec![Alternatives { all: vec![(x, true)], points }]);
        }
        let all = obligations_in_coordinates(theorem, &GoalKind::Fact(f.clone()), frame)?;
        all.iter().map(|o| Alternatives::of(&o.clause)).collect()
    };
    let Fact::Ang { terms, konst } = f else { return clauses(f) };
    if terms.len() > MAX_ANGLES {
        return None;
    }
    // Whole coefficients.
    let scale = terms.iter().fold(BigInt::from(1), |s, t| num_integer::Integer::lcm(&s, t.0.denom()));
    let whole = |k: &Q| (k * Q::from_integer(scale.clone())).to_integer().to_i64();
    let turn = konst * Q::from_integer(scale.clone());
    let turn = &turn - turn.floor();
    let coefficients: Vec<i64> = terms.iter().map(|t| whole(&t.0)).collect::<Option<_>>()?;
    let mut factors = Vec::new();
    for signs in 0..1u32 << terms.len() {
        // (Where the constant is its own opposite, all signs may be turned.)
        if signs % 2 == 1 && (&turn + &turn).is_integer() {
            continue;
        }
        let mut directed: Vec<(i64, Pt, Pt)> = Vec::new();
        for (i, ((_, [p, q, r]), k)) in terms.iter().zip(&coefficients).enumerate() {
            let k = if signs >> i & 1 == 1 { k.checked_neg()? } else { *k };
            for (k, end) in [(k, r), (k.checked_neg()?, p)] {
                match directed.iter_mut().find(|t| (t.1, t.2) == (*q, *end) || (t.2, t.1) == (*q, *end)) {
                    Some(t) => t.0 = t.0.checked_add(k)?,
                    None => directed.push((k, *q, *end)),
                }
            }
        }
        directed.retain(|t| t.0 != 0);
        let one = clauses(&Fact::Dir { terms: directed, turn: turn.clone() })?;
        factors.extend(one.iter().filter_map(Alternatives::equation).cloned());
    }
    let product = Expression::Product(factors);
    let points = product.points();
    Some(vec![Alternatives { all: vec![(product, true)], points }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees() {
        let square = |x: u64| mul(x, x);
        for (degrees, c) in [(0, Some(1)), (60, Some(inverse(2))), (90, Some(0)), (180, Some(P - 1)), (17, None)] {
            let [cos, sin] = turned(degrees);
            assert_eq!(add(square(cos), square(sin)), 1);
            assert!(c.is_none_or(|c| c == cos), "{degrees}");
        }
        assert_eq!(square(mul(2, turned(30)[0])), 3);
        let [c, s] = turned(20);
        assert_eq!(turned(40), [sub(square(c), square(s)), mul(2, mul(c, s))]);
    }
}
