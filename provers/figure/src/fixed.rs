//! Intervals with dyadic ends and as many binary places as are asked for, rounded outwards.
//!
//! [`crate::iv`] has one precision, enough for figures; the sign of a number may need any. Every operation returns an interval
//! that contains the exact result for all members of its arguments, which have the same number of places.

use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Largest exponent of e that is computed: the result has some 1500 bits before the point.
const MAX_EXPONENT: u32 = 1024;

/// Most binary places before the point.
const MAX_WHOLE: u64 = 1 << 15;

/// Longest whole number, in bits, of which a root is taken.
const MAX_RADICAND: u64 = 1 << 16;

/// An interval [lo, hi]/2^bits.
#[derive(Clone, Debug)]
pub struct Fixed {
    lo: BigInt,
    hi: BigInt,
    bits: u32,
}

impl Fixed {
    /// Encloses a rational.
    pub fn from_q(x: &Q, bits: u32) -> Fixed {
        Fixed::ratio(x.numer(), x.denom(), bits)
    }

    /// Encloses n/d for a positive d.
    fn ratio(n: &BigInt, d: &BigInt, bits: u32) -> Fixed {
        let n: BigInt = n << bits;
        Fixed { lo: n.div_floor(d), hi: n.div_ceil(d), bits }
    }

    /// [lo, hi]/2^bits, for lo ≤ hi.
    pub fn dyadic(lo: BigInt, hi: BigInt, bits: u32) -> Fixed {
        Fixed { lo, hi, bits }
    }

    fn whole(n: i64, bits: u32) -> Fixed {
        Fixed::ratio(&n.into(), &BigInt::one(), bits)
    }

    /// The same with another number of places.
    pub fn places(&self, bits: u32) -> Fixed {
        match self.bits.checked_sub(bits) {
            Some(less) => Fixed { lo: &self.lo >> less, hi: -((-&self.hi) >> less), bits },
            None => Fixed { lo: &self.lo << (bits - self.bits), hi: &self.hi << (bits - self.bits), bits },
        }
    }

    /// +1 or −1 when every member has that sign.
    pub fn sign(&self) -> Option<i8> {
        if self.lo.is_positive() {
            Some(1)
        } else if self.hi.is_negative() {
            Some(-1)
        } else {
            None
        }
    }

    /// Every member is nearer to zero than 2^-exponent, or is zero.
    pub fn within(&self, exponent: u64) -> bool {
        let most = self.magnitude().bits();
        most == 0 || most.saturating_add(exponent) <= u64::from(self.bits)
    }

    /// The ends, as rationals.
    pub fn ends(&self) -> (Q, Q) {
        let end = |n: &BigInt| Q::new(n.clone(), BigInt::one() << self.bits);
        (end(&self.lo), end(&self.hi))
    }

    fn magnitude(&self) -> BigInt {
        self.lo.abs().max(self.hi.abs())
    }

    /// [lo − r, hi + r], r in units of the last place.
    fn widen(&self, r: &BigInt) -> Fixed {
        Fixed { lo: &self.lo - r, hi: &self.hi + r, bits: self.bits }
    }

    /// Sum.
    pub fn add(&self, o: &Fixed) -> Fixed {
        Fixed { lo: &self.lo + &o.lo, hi: &self.hi + &o.hi, bits: self.bits }
    }

    fn neg(&self) -> Fixed {
        Fixed { lo: -&self.hi, hi: -&self.lo, bits: self.bits }
    }

    /// Product.
    pub fn mul(&self, o: &Fixed) -> Fixed {
        let (a, b, c, d) = (&self.lo * &o.lo, &self.lo * &o.hi, &self.hi * &o.lo, &self.hi * &o.hi);
        let lo = (&a).min(&b).min((&c).min(&d)) >> self.bits;
        let hi = -((-(&a).max(&b).max((&c).max(&d))) >> self.bits);
        Fixed { lo, hi, bits: self.bits }
    }

    /// Natural power; `None` where it gets too large.
    pub fn power(&self, mut n: u32) -> Option<Fixed> {
        let (mut out, mut base) = (Fixed::whole(1, self.bits), self.clone());
        while n > 0 {
            if n & 1 == 1 {
                out = out.mul(&base).limited()?;
            }
            n >>= 1;
            if n > 0 {
                base = base.mul(&base).limited()?;
            }
        }
        Some(out)
    }

    /// Itself, unless it has very many places before the point.
    pub fn limited(self) -> Option<Fixed> {
        (self.magnitude().bits() <= u64::from(self.bits) + MAX_WHOLE).then_some(self)
    }

    /// 1/x; `None` if a member may be zero.
    pub fn inverse(&self) -> Option<Fixed> {
        self.sign()?;
        let one: BigInt = BigInt::one() << (2 * u64::from(self.bits));
        Some(Fixed { lo: one.div_floor(&self.hi), hi: one.div_ceil(&self.lo), bits: self.bits })
    }

    /// The k-th root, k > 0, of a number in here that is known not to be negative; `None` where that costs too much.
    pub fn root(&self, k: u32) -> Option<Fixed> {
        let places = u64::from(self.bits) * u64::from(k.checked_sub(1)?);
        let floor = |x: &BigInt| -> BigInt { (x.max(&BigInt::zero()) << places).nth_root(k) };
        let root = || Fixed { lo: floor(&self.lo), hi: floor(&self.hi) + 1, bits: self.bits };
        (places <= MAX_RADICAND).then(root)
    }

    fn over(&self, n: u32) -> Fixed {
        let n = BigInt::from(n);
        Fixed { lo: self.lo.div_floor(&n), hi: self.hi.div_ceil(&n), bits: self.bits }
    }

    /// Σ z^(2j+1)/(2j+1), with alternating signs or without, for |z| ≤ 1/3: arctangent or area tangent.
    fn arc(z: &Fixed, alternating: bool) -> Fixed {
        let square = z.mul(z);
        let square = if alternating { square.neg() } else { square };
        let (mut power, mut sum) = (z.clone(), Fixed::whole(0, z.bits));
        let mut n = 1;
        // A power gets below 4 units of the last place: each is at most a ninth of the one before, and two units.
        while power.magnitude() > BigInt::from(4) && n < u32::MAX - 2 {
            sum = sum.add(&power.over(n));
            power = power.mul(&square);
            n += 2;
        }
        // What is left out is at most |power|·(1 + 1/9 + …).
        sum.widen(&(power.magnitude() * 2))
    }

    /// π, by Machin's formula.
    pub fn pi(bits: u32) -> Fixed {
        let w = bits + 32;
        let term = |k: i64, n: i64| Fixed::whole(k, w).mul(&Fixed::arc(&Fixed::ratio(&1.into(), &n.into(), w), true));
        term(16, 5).add(&term(-4, 239)).places(bits)
    }

    /// Natural logarithm; `None` if a member may not be positive.
    pub fn ln(&self) -> Option<Fixed> {
        (self.sign() == Some(1)).then(|| {
            let (lo, hi) = (ln(&self.lo, self.bits), ln(&self.hi, self.bits));
            Fixed { lo: lo.lo, hi: hi.hi, bits: self.bits }
        })
    }

    /// e^x; `None` where that is too large or too small.
    pub fn exp(&self) -> Option<Fixed> {
        let (lo, hi) = (exp(&self.lo, self.bits)?, exp(&self.hi, self.bits)?);
        Some(Fixed { lo: lo.lo, hi: hi.hi, bits: self.bits })
    }
}

/// The logarithm of x/2^bits, x > 0.
fn ln(x: &BigInt, bits: u32) -> Fixed {
    // x/2^bits = m·2^(n−bits) with 1/2 ≤ m < 1, and ln m = 2·artanh((m−1)/(m+1)), where the fraction is in [−1/3, 0)
    let (w, n) = (bits + 96, x.bits());
    let unit: BigInt = BigInt::one() << n;
    let m = Fixed::arc(&Fixed::ratio(&(x - &unit), &(x + &unit), w), false);
    let two = Fixed::arc(&Fixed::ratio(&1.into(), &3.into(), w), false);
    let shift = Q::from_integer(BigInt::from(n) - BigInt::from(bits));
    let sum = m.add(&two.mul(&Fixed::from_q(&shift, w)));
    sum.add(&sum).places(bits)
}

/// e to the x/2^bits.
fn exp(x: &BigInt, bits: u32) -> Option<Fixed> {
    let whole: u32 = (x.abs() >> bits).try_into().ok().filter(|w| *w <= MAX_EXPONENT)?;
    // e^|x| = (e^r)^(2^halvings) with 0 ≤ r ≤ 1/2; each squaring doubles the relative error, so there are places to spare.
    // More halvings than that cost less than the terms of the series that they save.
    let halvings = u32::BITS - whole.leading_zeros() + 12;
    let w = bits + 2 * whole + 2 * halvings + 32;
    let n: BigInt = x.abs() << (w - bits - halvings);
    let r = Fixed { lo: n.clone(), hi: n, bits: w };
    let (mut term, mut sum) = (Fixed::whole(1, w), Fixed::whole(0, w));
    let mut k = 1;
    while term.magnitude() > BigInt::from(4) && k < u32::MAX - 1 {
        sum = sum.add(&term);
        term = term.mul(&r).over(k);
        k += 1;
    }
    // The rest is at most term·(1 + 1/2 + 1/4 + …).
    sum = sum.widen(&(term.magnitude() * 2));
    for _ in 0..halvings {
        sum = sum.mul(&sum);
    }
    let sum = if x.is_negative() { sum.inverse()? } else { sum };
    Some(sum.places(bits))
}
