//! Real numbers given by closed terms, and their signs.
//!
//! A rational value is kept as a fraction. Another one is kept as its term; intervals of growing precision enclose it. That an
//! irrational term is *zero* is shown by a separation bound: a number made of rationals by `+ − · /` and roots is zero or at
//! least as large as the bound (Burnikel, Fleischer, Mehlhorn, Schirra, "A strong and easily computable separation bound for
//! arithmetic expressions involving radicals", Algorithmica 27, 2000; the rule for roots is that of Burnikel, Funke, Mehlhorn,
//! Schirra, Schmitt, "A separation bound for real algebraic expressions", ESA 2001). Why: E = U/L with algebraic integers U, L
//! of a field that the roots in E generate, whose degree D is at most the product of their indices, and all conjugates of U
//! are at most u, those of L at most l. If E ≠ 0, the norm of U is a whole number other than 0, so |U| ≥ u^(1−D), and
//! |E| ≥ u^(1−D)/l. For π and powers with irrational exponents there is no such bound: they are never shown to be equal to anything but
//! the same term.

use crate::algebraic::Root;
use crate::fixed::Fixed;
use euclase_grammar::core::{Num, Q};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Longest fraction, in bits of numerator or denominator: a longer one is no value.
const MAX_BITS: u64 = 1 << 14;
/// Binary places of the first attempt at a sign.
const FIRST: u32 = 64;
/// Most binary places, where a bound tells when to stop.
const MOST: u32 = 1 << 13;
/// Most binary places where none does, or only with more places.
const MOST_UNBOUNDED: u32 = 1 << 9;
/// Largest logarithm in a separation bound: with larger ones there is none, so that no sum of them overflows.
const MAX_SIZE: u64 = 1 << 32;

/// A real number.
#[derive(Clone, Debug, PartialEq)]
pub enum Real {
    /// A rational.
    Rational(Q),
    /// The value of a term that is defined.
    Term(Rc<Term>),
}

/// A closed term that has a value, and how small that can be.
#[derive(Debug, PartialEq)]
pub struct Term {
    op: Op,
    size: Option<Size>,
}

/// What a term is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Op {
    Sum(Vec<Real>),
    Product(Vec<Real>),
    /// The divisor is not zero.
    Quotient(Real, Real),
    Power(Real, u32),
    /// The radicand is positive.
    Root(u32, Real),
    Algebraic(Root),
    Pi,
    /// The base is positive.
    Exponential(Real, Real),
}

/// log2 of u and of l in the separation bound, rounded up; which roots occur, with the degrees of the extensions that they generate.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Size {
    pub top: u64,
    pub bottom: u64,
    pub roots: BTreeMap<usize, u32>,
}

/// Why a term has no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// This part of it is certainly not defined.
    Undefined(Num),
    /// It cannot be told, or would cost too much.
    Unknown,
}

/// ⌈log2 n⌉ for n ≥ 1.
pub(crate) fn log2(n: &BigInt) -> u64 {
    (n - 1u32).bits()
}

pub(crate) fn short(x: Q) -> Result<Real, Lack> {
    let long = x.numer().bits().max(x.denom().bits()) > MAX_BITS;
    if long { Err(Lack::Unknown) } else { Ok(Real::Rational(x)) }
}

impl Real {
    pub(crate) fn int(n: i64) -> Real {
        Real::Rational(Q::from_integer(n.into()))
    }

    pub(crate) fn new(op: Op, size: Option<Size>) -> Real {
        let size = size.filter(|s| s.top.max(s.bottom) <= MAX_SIZE);
        Real::Term(Rc::new(Term { op, size }))
    }

    pub(crate) fn size(&self) -> Option<Size> {
        match self {
            Real::Rational(x) => {
                let top = if x.is_zero() { 0 } else { log2(&x.numer().abs()) };
                Some(Size { top, bottom: log2(x.denom()), roots: BTreeMap::new() })
            }
            Real::Term(t) => t.size.clone(),
        }
    }

    /// An enclosure with this many binary places; `None` where they are too few to form it.
    pub fn enclose(&self, bits: u32) -> Option<Fixed> {
        let all = |xs: &[Real], first: i64, f: fn(&Fixed, &Fixed) -> Fixed| {
            xs.iter().try_fold(Fixed::from_q(&Q::from_integer(first.into()), bits), |s, x| {
                f(&s, &x.enclose(bits)?).limited()
            })
        };
        let term = match self {
            Real::Rational(x) => return Some(Fixed::from_q(x, bits)),
            Real::Term(t) => t,
        };
        let value = match &term.op {
            Op::Sum(xs) => all(xs, 0, Fixed::add)?,
            Op::Product(xs) => all(xs, 1, Fixed::mul)?,
            Op::Quotient(a, b) => a.enclose(bits)?.mul(&b.enclose(bits)?.inverse()?),
            Op::Power(x, n) => x.enclose(bits)?.power(*n)?,
            Op::Root(k, x) => x.enclose(bits)?.root(*k)?,
            Op::Algebraic(root) => root.enclose(bits)?,
            Op::Pi => Fixed::pi(bits),
            Op::Exponential(a, u) => a.enclose(bits)?.ln()?.mul(&u.enclose(bits)?).exp()?,
        };
        value.limited()
    }

    /// Whether it is less than 0, equal to it or greater, where that can be told.
    pub fn sign(&self) -> Option<Ordering> {
        let term = match self {
            Real::Rational(x) => return Some(x.cmp(&Q::zero())),
            Real::Term(t) => t,
        };
        // Not zero: at least 2^-least.
        let least = term.size.as_ref().map(|s| {
            let degree = s.roots.values().map(|d| u64::from(*d)).fold(1, u64::saturating_mul);
            s.top.saturating_mul(degree - 1).saturating_add(s.bottom)
        });
        let most = if least.is_some_and(|l| l < MOST.into()) { MOST } else { MOST_UNBOUNDED };
        let mut bits = FIRST;
        while bits <= most {
            if let Some(box_) = self.enclose(bits) {
                match (box_.sign(), least) {
                    (Some(s), _) => return Some(s.cmp(&0)),
                    // Strictly nearer to zero than the bound allows.
                    (None, Some(least)) if box_.within(least.saturating_add(1)) => return Some(Ordering::Equal),
                    _ => {}
                }
            }
            bits *= 2;
        }
        None
    }

    /// How two numbers compare, where that can be told.
    pub fn compare(&self, o: &Real) -> Option<Ordering> {
        if self == o {
            return Some(Ordering::Equal);
        }
        let minus = product(vec![Real::int(-1), o.clone()]).ok()?;
        sum(vec![self.clone(), minus]).ok()?.sign()
    }
}

/// x^n.
pub(crate) fn natural(x: Real, n: u32) -> Result<Real, Lack> {
    match (x, n) {
        (_, 0) => Ok(Real::int(1)),
        (x, 1) => Ok(x),
        (Real::Rational(x), n) => {
            let bits = x.numer().bits().max(x.denom().bits()).saturating_mul(u64::from(n));
            let n = i32::try_from(n).ok().filter(|_| bits <= MAX_BITS).ok_or(Lack::Unknown)?;
            short(x.pow(n))
        }
        (x, n) => {
            let size = x.size().map(|s| Size {
                top: s.top.saturating_mul(n.into()),
                bottom: s.bottom.saturating_mul(n.into()),
                roots: s.roots,
            });
            Ok(Real::new(Op::Power(x, n), size))
        }
    }
}

/// The sum.
pub(crate) fn sum(xs: Vec<Real>) -> Result<Real, Lack> {
    let (rational, mut terms) = parts(xs);
    let rational = rational.into_iter().try_fold(Q::zero(), |s, x| match short(s + x)? {
        Real::Rational(s) => Ok(s),
        Real::Term(_) => Err(Lack::Unknown),
    })?;
    if terms.is_empty() || !rational.is_zero() {
        terms.push(Real::Rational(rational));
    }
    if terms.len() == 1 {
        return terms.pop().ok_or(Lack::Unknown);
    }
    let size = sizes(&terms).map(|sizes| {
        // u is the sum of all u_i·(product of the other l)
        let bottom = sizes.iter().map(|s| s.bottom).fold(0, u64::saturating_add);
        let most = sizes.iter().map(|s| (bottom - s.bottom).saturating_add(s.top)).max().unwrap_or(0);
        Size { top: most.saturating_add(log2(&sizes.len().into())), bottom, roots: roots(sizes) }
    });
    Ok(Real::new(Op::Sum(terms), size))
}

/// The product.
pub(crate) fn product(xs: Vec<Real>) -> Result<Real, Lack> {
    let (rational, mut terms) = parts(xs);
    let rational = rational.into_iter().try_fold(Q::one(), |s, x| match short(s * x)? {
        Real::Rational(s) => Ok(s),
        Real::Term(_) => Err(Lack::Unknown),
    })?;
    if rational.is_zero() {
        return Ok(Real::int(0));
    }
    if terms.is_empty() || !rational.is_one() {
        terms.push(Real::Rational(rational));
    }
    if terms.len() == 1 {
        return terms.pop().ok_or(Lack::Unknown);
    }
    let size = sizes(&terms).map(|sizes| {
        let total = |f: fn(&Size) -> u64| sizes.iter().map(f).fold(0, u64::saturating_add);
        Size { top: total(|s| s.top), bottom: total(|s| s.bottom), roots: roots(sizes) }
    });
    Ok(Real::new(Op::Product(terms), size))
}

fn parts(xs: Vec<Real>) -> (Vec<Q>, Vec<Real>) {
    let (mut rational, mut terms) = (Vec::new(), Vec::new());
    for x in xs {
        match x {
            Real::Rational(x) => rational.push(x),
            term => terms.push(term),
        }
    }
    (rational, terms)
}

fn sizes(xs: &[Real]) -> Option<Vec<Size>> {
    xs.iter().map(Real::size).collect()
}

fn roots(sizes: Vec<Size>) -> BTreeMap<usize, u32> {
    sizes.into_iter().flat_map(|s| s.roots).collect()
}
