//! A root of a polynomial, given by its coefficients and two dyadic numbers between which the sign changes.
//!
//! There may be more than one root in there. Bisection, which keeps the half in which the sign changes (the left one if
//! the middle is a root), leads to one of them, and always to the same: that one is meant.

use crate::fixed::Fixed;
use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Highest degree of a polynomial, and most bits of a coefficient.
const MAX_DEGREE: usize = 24;
const MAX_BITS: u64 = 1 << 10;
/// Most binary places to which a root is worked out.
const MAX_PLACES: u32 = 1 << 10;

/// A root between `lo` and `hi` of the polynomial with these coefficients.
#[derive(Clone, Debug, PartialEq)]
pub struct Algebraic {
    /// Coefficients, that of x^0 first.
    pub coefficients: Vec<Q>,
    /// A dyadic number.
    pub lo: Q,
    /// A larger dyadic number: the polynomial has another sign here than at `lo`.
    pub hi: Q,
}

/// An [`Algebraic`] that is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// Whole coefficients; the last is not 0.
    coefficients: Vec<BigInt>,
    lo: BigInt,
    hi: BigInt,
    /// lo and hi are over 2^places.
    places: u32,
}

impl Algebraic {
    /// The root; `None` if the polynomial or the numbers are not as they should be, or too large.
    pub fn root(&self) -> Option<Root> {
        let all = || self.coefficients.iter().chain([&self.lo, &self.hi]);
        let short = all().all(|x| x.numer().bits().max(x.denom().bits()) <= MAX_BITS);
        if !short || self.coefficients.len() > MAX_DEGREE + 1 || self.coefficients.last()?.is_zero() {
            return None;
        }
        let dyadic = |x: &Q| (x.denom() & (x.denom() - 1u32)).is_zero().then(|| x.denom().bits() - 1);
        let places = u32::try_from(dyadic(&self.lo)?.max(dyadic(&self.hi)?)).ok()?;
        let scaled = |x: &Q| (x * Q::from_integer(BigInt::one() << places)).to_integer();
        let common = self.coefficients.iter().fold(BigInt::one(), |l, c| l.lcm(c.denom()));
        let coefficients = self.coefficients.iter().map(|c| c.numer() * (&common / c.denom())).collect();
        let root = Root { coefficients, lo: scaled(&self.lo), hi: scaled(&self.hi), places };
        let ends = root.sign(&root.lo, places) * root.sign(&root.hi, places);
        (root.lo < root.hi && ends < 0).then_some(root)
    }
}

impl Root {
    /// The degree of the polynomial.
    pub fn degree(&self) -> u32 {
        u32::try_from(self.coefficients.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// The leading coefficient a without its sign, and |a| + the largest of the others. The first times any
    /// root of the polynomial is an algebraic integer, and at most the second.
    pub fn bounds(&self) -> (BigInt, BigInt) {
        let lead = self.coefficients.last().map(Signed::abs).unwrap_or_default();
        let most = self.coefficients.iter().map(Signed::abs).max().unwrap_or_default();
        (lead.clone(), lead + most)
    }

    /// The sign of the polynomial at n/2^places.
    fn sign(&self, n: &BigInt, places: u32) -> i8 {
        // times 2^(places·degree): Horner's rule with the powers of 2 put in
        let mut shift = 0u64;
        let value = self.coefficients.iter().rev().fold(BigInt::zero(), |s, c| {
            let next = s * n + (c << shift);
            shift += u64::from(places);
            next
        });
        i8::from(value.is_positive()) - i8::from(value.is_negative())
    }

    /// An enclosure with this many binary places; `None` if they are too many.
    pub fn enclose(&self, bits: u32) -> Option<Fixed> {
        let (mut lo, mut hi, mut places) = (self.lo.clone(), self.hi.clone(), self.places);
        let width = u32::try_from((&hi - &lo).bits()).ok()?;
        let wanted = bits.max(places).checked_add(width)?;
        if wanted > MAX_PLACES {
            return None;
        }
        let at_lo = self.sign(&lo, places);
        while places < wanted {
            let middle = &lo + &hi;
            places += 1;
            (lo, hi) = if self.sign(&middle, places) == at_lo { (middle, hi << 1) } else { (lo << 1, middle) };
        }
        Some(Fixed::dyadic(lo, hi, places).places(bits))
    }
}
