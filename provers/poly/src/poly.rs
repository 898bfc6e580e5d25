//! The type [`Poly`] and how its parts are read.
//!
//! Numerators over one common denominator: products and sums then work on integers, and on machine integers as long as
//! all of them fit, which is nearly always. The form is canonical (terms sorted, no zero, the denominator positive and
//! prime to the content), so equality of values is equality of polynomials.

use crate::{Mono, Q};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The cap on terms of operations that take none.
pub const MAX_TERMS: usize = 1 << 17;

/// The greatest total degree that a product may have.
pub const MAX_DEGREE: u64 = 1 << 12;

/// A polynomial in any number of variables over the rationals.
///
/// `Ord` is some total order, good for sorted sets and maps.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Poly {
    /// By decreasing monomial.
    pub(crate) monos: Vec<Mono>,
    /// As many as monomials, none of them zero.
    pub(crate) nums: Nums,
    /// Positive, prime to the content of the numerators; 1 for the zero polynomial.
    pub(crate) den: BigInt,
}

/// Integer coefficients; small wherever all of them are.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Nums {
    Small(Vec<i64>),
    Big(Vec<BigInt>),
}

impl Nums {
    /// Small if all fit.
    pub(crate) fn of(v: Vec<BigInt>) -> Nums {
        match v.iter().map(ToPrimitive::to_i64).collect() {
            Some(small) => Nums::Small(small),
            None => Nums::Big(v),
        }
    }

    pub(crate) fn bigs(&self) -> Vec<BigInt> {
        match self {
            Nums::Small(v) => v.iter().map(|&n| n.into()).collect(),
            Nums::Big(v) => v.clone(),
        }
    }

    pub(crate) fn big(&self, i: usize) -> BigInt {
        match self {
            Nums::Small(v) => v.get(i).map_or_else(BigInt::zero, |&n| n.into()),
            Nums::Big(v) => v.get(i).cloned().unwrap_or_default(),
        }
    }

    /// The greatest common divisor of all and `with`, which is positive; stops early at 1.
    fn gcd(&self, with: &BigInt) -> BigInt {
        let mut g = with.clone();
        match self {
            Nums::Small(v) => {
                if let (None, Some(&n)) = (g.to_u64(), v.first()) {
                    g = g.gcd(&n.into());
                }
                if let Some(mut small) = g.to_u64() {
                    for &n in v {
                        if small == 1 {
                            break;
                        }
                        small = small.gcd(&n.unsigned_abs());
                    }
                    return small.into();
                }
            }
            Nums::Big(v) => {
                for n in v {
                    if g.is_one() {
                        break;
                    }
                    g = g.gcd(n);
                }
            }
        }
        g
    }

    /// Divides all by a common divisor.
    fn divide(&mut self, by: &BigInt) {
        match self {
            Nums::Small(v) => match by.to_i64() {
                Some(d) if d != 0 => v.iter_mut().for_each(|n| *n = n.wrapping_div(d)),
                _ => *self = Nums::of(self.bigs().into_iter().map(|n| if by.is_zero() { n } else { n / by }).collect()),
            },
            Nums::Big(v) if !by.is_zero() => {
                *self = Nums::of(v.iter().map(|n| n / by).collect());
            }
            Nums::Big(_) => {}
        }
    }
}

impl Default for Poly {
    fn default() -> Poly {
        Poly::zero()
    }
}

impl Poly {
    /// 0.
    pub fn zero() -> Poly {
        Poly { monos: vec![], nums: Nums::Small(vec![]), den: BigInt::one() }
    }

    /// 1.
    pub fn one() -> Poly {
        Poly::int(1)
    }

    /// A whole number.
    pub fn int(n: i64) -> Poly {
        if n == 0 {
            return Poly::zero();
        }
        Poly { monos: vec![Mono::one()], nums: Nums::Small(vec![n]), den: BigInt::one() }
    }

    /// A rational number.
    pub fn constant(c: Q) -> Poly {
        Poly::term(c, Mono::one())
    }

    /// The variable with this number.
    pub fn var(v: u32) -> Poly {
        Poly { monos: vec![Mono::var(v)], nums: Nums::Small(vec![1]), den: BigInt::one() }
    }

    /// One term.
    pub fn term(c: Q, m: Mono) -> Poly {
        if c.is_zero() {
            return Poly::zero();
        }
        let (num, den) = c.into_raw();
        Poly { monos: vec![m], nums: Nums::of(vec![num]), den }
    }

    /// The sum of terms, given in any order, in which monomials may repeat.
    pub fn from_terms(terms: impl IntoIterator<Item = (Mono, Q)>) -> Poly {
        let mut sum: BTreeMap<Mono, Q> = BTreeMap::new();
        for (m, c) in terms {
            *sum.entry(m).or_insert_with(Q::zero) += c;
        }
        sum.retain(|_, c| !c.is_zero());
        let den = sum.values().fold(BigInt::one(), |d, c| d.lcm(c.denom()));
        let (monos, nums) = sum.into_iter().rev().map(|(m, c)| (m, c.numer() * (&den / c.denom()))).unzip();
        Poly { monos, nums: Nums::of(nums), den }
    }

    /// From sorted terms without zeros over a positive denominator, to the canonical form.
    pub(crate) fn normal(monos: Vec<Mono>, mut nums: Nums, mut den: BigInt) -> Poly {
        if monos.is_empty() {
            return Poly::zero();
        }
        if !den.is_one() {
            let g = nums.gcd(&den);
            if !g.is_one() {
                nums.divide(&g);
                den /= g;
            }
        }
        Poly { monos, nums, den }
    }

    /// The terms, by decreasing monomial; no coefficient is zero.
    pub fn terms(&self) -> impl DoubleEndedIterator<Item = (&Mono, Q)> + ExactSizeIterator {
        self.monos.iter().enumerate().map(|(i, m)| {
            let n = self.nums.big(i);
            (m, if self.den.is_one() { Q::from_integer(n) } else { Q::new(n, self.den.clone()) })
        })
    }

    /// The monomials, decreasing.
    pub fn monomials(&self) -> &[Mono] {
        &self.monos
    }

    /// How many terms.
    pub fn len(&self) -> usize {
        self.monos.len()
    }

    /// Whether it is 0 (has no term).
    pub fn is_empty(&self) -> bool {
        self.monos.is_empty()
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.monos.is_empty()
    }

    /// The coefficient of a monomial.
    pub fn coeff(&self, m: &Mono) -> Q {
        match self.monos.binary_search_by(|x| m.cmp(x)) {
            Ok(i) => Q::new(self.nums.big(i), self.den.clone()),
            Err(_) => Q::zero(),
        }
    }

    /// The greatest term.
    pub fn leading(&self) -> Option<(&Mono, Q)> {
        self.terms().next()
    }

    /// The number that it is, where it is one.
    pub fn constant_value(&self) -> Option<Q> {
        match self.monos.as_slice() {
            [] => Some(Q::zero()),
            [m] if m.is_one() => Some(Q::new(self.nums.big(0), self.den.clone())),
            _ => None,
        }
    }

    /// The coefficient of the monomial 1.
    pub fn constant_term(&self) -> Q {
        self.coeff(&Mono::one())
    }

    /// The total degree; 0 for the zero polynomial.
    pub fn degree(&self) -> u64 {
        self.monos.first().map_or(0, Mono::degree)
    }

    /// The greatest exponent of a variable.
    pub fn degree_in(&self, v: u32) -> u32 {
        self.monos.iter().map(|m| m.exp(v)).max().unwrap_or(0)
    }

    /// The variables that occur.
    pub fn vars(&self) -> BTreeSet<u32> {
        self.monos.iter().flat_map(|m| m.powers().map(|p| p.0)).collect()
    }

    /// The numerators of the coefficients over [`Poly::denominator`], in the order of the monomials.
    pub fn numerators(&self) -> Vec<BigInt> {
        self.nums.bigs()
    }

    /// The least common denominator of the coefficients.
    pub fn denominator(&self) -> &BigInt {
        &self.den
    }

    /// The bits of the longest number in it: a measure of how unhandy it is.
    pub fn bits(&self) -> u64 {
        let longest = match &self.nums {
            Nums::Small(v) => v.iter().map(|n| 64 - u64::from(n.unsigned_abs().leading_zeros())).max(),
            Nums::Big(v) => v.iter().map(BigInt::bits).max(),
        };
        longest.unwrap_or(0).max(self.den.bits())
    }

    /// The positive number `c` for which `self / c` has whole coefficients without a common divisor; 1 for 0.
    pub fn content(&self) -> Q {
        let Some(first) = (!self.is_zero()).then(|| self.nums.big(0).abs()) else { return Q::one() };
        Q::new(self.nums.gcd(&first), self.den.clone())
    }

    /// It divided by its content, and with a positive leading coefficient: the same for all its multiples by numbers.
    pub fn primitive(&self) -> Poly {
        if self.is_zero() {
            return Poly::zero();
        }
        let first = self.nums.big(0);
        let mut g = self.nums.gcd(&first.abs());
        if first.is_negative() {
            g = -g;
        }
        let mut nums = self.nums.clone();
        nums.divide(&g);
        // Division of the least machine integer by -1 does not fit.
        if let (Nums::Small(v), true) = (&self.nums, first.is_negative())
            && v.contains(&i64::MIN)
        {
            nums = Nums::of(self.nums.bigs().into_iter().map(|n| n / &g).collect());
        }
        Poly { monos: self.monos.clone(), nums, den: BigInt::one() }
    }
}
