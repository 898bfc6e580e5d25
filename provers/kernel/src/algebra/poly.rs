//! Polynomials over opaque terms, and what comparisons with zero say of each other.

use crate::limits;
use crate::rules::RuleError;
use egg::Id;
use euclase_grammar::core::Q;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// Highest exponent.
pub(super) const MAX_EXPONENT: u32 = 10_000;

/// A product of opaque terms with exponents, in the order of their ids.
pub(super) type Mono = Vec<(Id, u32)>;

/// A polynomial; no coefficient is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Poly(pub BTreeMap<Mono, Q>);

impl Poly {
    pub fn constant(c: Q) -> Poly {
        if c.is_zero() { Poly::default() } else { Poly(BTreeMap::from([(Vec::new(), c)])) }
    }

    pub fn monomial(id: Id, exponent: u32) -> Poly {
        let m = if exponent == 0 { Vec::new() } else { vec![(id, exponent)] };
        Poly(BTreeMap::from([(m, Q::one())]))
    }

    pub fn atom(id: Id) -> Poly {
        Poly::monomial(id, 1)
    }

    /// Adds a term; returns what that cost.
    pub fn bump(&mut self, m: Mono, by: Q) -> Result<u64, RuleError> {
        let factors = m.len() as u64 / 8;
        let Some(sum) = self.0.get_mut(&m) else {
            let cost = cost(&by)?;
            if !by.is_zero() {
                self.0.insert(m, by);
            }
            return Ok(cost + factors);
        };
        // (Fractions are reduced by a gcd, which whole numbers do not need.)
        *sum = if whole(sum, &by) { Q::from_integer(sum.numer() + by.numer()) } else { &*sum + by };
        let cost = cost(sum)?;
        if sum.is_zero() {
            self.0.remove(&m);
        }
        Ok(cost + factors)
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number, if it is one.
    pub fn value(&self) -> Option<Q> {
        match self.0.first_key_value() {
            None => Some(Q::zero()),
            Some((m, c)) if m.is_empty() && self.0.len() == 1 => Some(c.clone()),
            _ => None,
        }
    }

    fn scale(mut self, k: &Q) -> Poly {
        self.0.values_mut().for_each(|c| *c *= k);
        self
    }

    pub fn as_atom(&self) -> Option<Id> {
        match self.0.first_key_value() {
            Some((m, c)) if c.is_one() && self.0.len() == 1 && m.len() == 1 && m[0].1 == 1 => Some(m[0].0),
            _ => None,
        }
    }

    /// Divided by the absolute value of its first coefficient; where the sign says nothing, by the coefficient.
    fn scaled_to_one(self, signed: bool) -> Poly {
        let Some(lead) = self.0.values().next().cloned() else { return self };
        self.scale(&if signed { lead.abs() } else { lead }.recip())
    }
}

/// Are both whole numbers?
fn whole(a: &Q, b: &Q) -> bool {
    a.denom().is_one() && b.denom().is_one()
}

/// The product of two coefficients.
pub(super) fn multiplied(a: &Q, b: &Q) -> Q {
    if whole(a, b) { Q::from_integer(a.numer() * b.numer()) } else { a * b }
}

/// The product of two monomials.
pub(super) fn product(a: &[(Id, u32)], b: &[(Id, u32)]) -> Result<Mono, RuleError> {
    let mut all: Mono = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (a.iter().peekable(), b.iter().peekable());
    while let Some((id, e)) = match (i.peek(), j.peek()) {
        (Some(x), Some(y)) if x.0 > y.0 => j.next(),
        (None, _) => j.next(),
        _ => i.next(),
    } {
        match all.last_mut() {
            Some(last) if last.0 == *id => {
                last.1 = last.1.checked_add(*e).filter(|e| *e <= MAX_EXPONENT).ok_or_else(too_much)?;
            }
            _ => all.push((*id, *e)),
        }
    }
    Ok(all)
}

/// Cost of computing with a coefficient: reducing a fraction is quadratic in its length.
fn cost(c: &Q) -> Result<u64, RuleError> {
    let words = limits::bits(c).map_err(|_| too_much())? / 64;
    Ok(1 + words * words / 50)
}

/// What is said of a polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Zero,
    NonZero,
    NonNegative,
    Positive,
}

/// A comparison: the sign of a polynomial.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    pub poly: Poly,
    pub sign: Sign,
}

impl Literal {
    /// The form in which equal literals are equal.
    pub fn normal(self) -> Literal {
        let signed = matches!(self.sign, Sign::NonNegative | Sign::Positive);
        Literal { poly: self.poly.scaled_to_one(signed), sign: self.sign }
    }

    pub fn negated(self) -> Literal {
        let flipped = |p: Poly| p.scale(&-Q::one());
        match self.sign {
            Sign::Zero => Literal { sign: Sign::NonZero, ..self },
            Sign::NonZero => Literal { sign: Sign::Zero, ..self },
            Sign::NonNegative => Literal { poly: flipped(self.poly), sign: Sign::Positive },
            Sign::Positive => Literal { poly: flipped(self.poly), sign: Sign::NonNegative },
        }
    }

    /// Of numbers: does it hold?
    pub fn truth(&self) -> Option<bool> {
        let c = self.poly.value()?;
        Some(match self.sign {
            Sign::Zero => c.is_zero(),
            Sign::NonZero => !c.is_zero(),
            Sign::NonNegative => !c.is_negative(),
            Sign::Positive => c.is_positive(),
        })
    }

    /// Cost of comparing it with another one.
    fn weight(&self) -> Result<u64, RuleError> {
        self.poly.0.values().try_fold(1u64, |sum, c| Ok(sum.saturating_add(cost(c)?)))
    }

    /// Does it say `other`, at once?
    fn gives(&self, other: &Literal) -> bool {
        let turned = || Literal { poly: self.poly.clone().scale(&-Q::one()), sign: self.sign };
        let as_sign =
            |l: &Literal| Literal { poly: l.poly.clone(), sign: other.sign }.normal() == other.clone().normal();
        match (self.sign, other.sign) {
            _ if other.truth() == Some(true) || self.truth() == Some(false) => true,
            (a, b) if a == b => as_sign(self),
            (Sign::Positive, Sign::NonNegative | Sign::NonZero) => as_sign(self),
            (Sign::Zero, Sign::NonNegative) => as_sign(self) || as_sign(&turned()),
            _ => false,
        }
    }
}

/// Cost of comparing each of some comparisons with each of `n` others.
pub(super) fn weight(clause: &[Literal], n: usize) -> Result<u64, RuleError> {
    let sum = clause.iter().try_fold(0u64, |sum, l| Ok(sum.saturating_add(l.weight()?)))?;
    Ok(sum.saturating_mul(n as u64))
}

/// Does a clause say another one: is each of its alternatives one of the other's?
pub(super) fn gives(have: &[Literal], want: &[Literal]) -> bool {
    want.iter().any(|w| w.truth() == Some(true))
        || have.iter().all(|h| h.truth() == Some(false) || want.iter().any(|w| h.gives(w)))
}

pub(super) fn error(expected: impl Into<String>, got: impl Into<String>) -> RuleError {
    RuleError { expected: expected.into(), got: got.into() }
}

pub(super) fn too_much() -> RuleError {
    error("a line of moderate size", "polynomials or numbers too large to compute with")
}
