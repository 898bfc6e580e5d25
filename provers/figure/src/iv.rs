//! Intervals with dyadic ends: fixed-point numbers of [`BITS`] binary places, rounded outwards.
//!
//! Every operation returns an interval that contains the exact result for all members of its arguments. A result that
//! does not exist (a division by an interval around zero, the root of a negative number) is *bad*; bad spreads, and nothing
//! is ever concluded from it. No floating-point number takes part.

use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// Binary places after the point: about 77 decimal digits, so that a residual of 1e-60 can be told from zero.
pub const BITS: u32 = 256;

/// An interval [lo, hi]/2^BITS, or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Iv {
    lo: BigInt,
    hi: BigInt,
    bad: bool,
}

fn shift_floor(x: BigInt) -> BigInt {
    // the shift of a negative BigInt rounds down
    x >> BITS
}

fn shift_ceil(x: BigInt) -> BigInt {
    -((-x) >> BITS)
}

impl Iv {
    /// No value.
    pub fn bad() -> Iv {
        Iv { lo: BigInt::zero(), hi: BigInt::zero(), bad: true }
    }

    fn new(lo: BigInt, hi: BigInt) -> Iv {
        Iv { lo, hi, bad: false }
    }

    /// Encloses a rational.
    pub fn from_q(x: &Q) -> Iv {
        let n: BigInt = x.numer() << BITS;
        Iv::new(n.div_floor(x.denom()), n.div_ceil(x.denom()))
    }

    /// Encloses an interval with rational ends.
    pub fn hull(lo: &Q, hi: &Q) -> Iv {
        Iv::new(Iv::from_q(lo).lo, Iv::from_q(hi).hi)
    }

    /// The ends, as rationals; `None` if bad.
    pub fn ends(&self) -> Option<(Q, Q)> {
        let one: BigInt = BigInt::one() << BITS;
        (!self.bad).then(|| (Q::new(self.lo.clone(), one.clone()), Q::new(self.hi.clone(), one)))
    }

    /// A dyadic number inside, as an interval of width zero.
    pub fn middle(&self) -> Iv {
        let m: BigInt = (&self.lo + &self.hi) >> 1;
        Iv { lo: m.clone(), hi: m, bad: self.bad }
    }

    /// [mid − radius, mid + radius] where `radius` is the largest magnitude of `r`.
    pub fn widen(&self, r: &Iv) -> Iv {
        let m = r.magnitude();
        Iv { lo: &self.lo - &m, hi: &self.hi + &m, bad: self.bad || r.bad }
    }

    /// [−m, m] where m is the largest magnitude.
    pub fn symmetric(&self) -> Iv {
        let m = self.magnitude();
        Iv { lo: -m.clone(), hi: m, bad: self.bad }
    }

    fn magnitude(&self) -> BigInt {
        self.lo.abs().max(self.hi.abs())
    }

    /// A bit more than one unit of the last places: a least radius.
    pub fn speck() -> Iv {
        let m: BigInt = BigInt::one() << 40;
        Iv::new(m.clone(), m)
    }

    /// Strictly inside the other interval.
    pub fn inside(&self, o: &Iv) -> bool {
        !self.bad && !o.bad && self.lo > o.lo && self.hi < o.hi
    }

    /// +1 or −1 when every member has that sign.
    pub fn sign(&self) -> Option<i8> {
        if self.bad {
            None
        } else if self.lo.is_positive() {
            Some(1)
        } else if self.hi.is_negative() {
            Some(-1)
        } else {
            None
        }
    }

    /// Exactly zero.
    pub fn is_zero(&self) -> bool {
        !self.bad && self.lo.is_zero() && self.hi.is_zero()
    }

    /// The lower and upper end, times 2^[`BITS`] (whatever they are, if there is no value).
    pub fn scaled(&self) -> (&BigInt, &BigInt) {
        (&self.lo, &self.hi)
    }

    /// The number n/2^[`BITS`], as an interval of width zero.
    pub fn from_scaled(n: BigInt) -> Iv {
        Iv { lo: n.clone(), hi: n, bad: false }
    }

    /// A number with nothing known about it.
    pub fn is_bad(&self) -> bool {
        self.bad
    }

    /// How many bits the width has above 2^-[`BITS`]; `None` if bad.
    pub fn width_bits(&self) -> Option<u64> {
        (!self.bad).then(|| (&self.hi - &self.lo).bits())
    }

    /// Sum.
    pub fn add(&self, o: &Iv) -> Iv {
        Iv { lo: &self.lo + &o.lo, hi: &self.hi + &o.hi, bad: self.bad || o.bad }
    }

    /// Difference.
    pub fn sub(&self, o: &Iv) -> Iv {
        Iv { lo: &self.lo - &o.hi, hi: &self.hi - &o.lo, bad: self.bad || o.bad }
    }

    /// Opposite.
    pub fn neg(&self) -> Iv {
        Iv { lo: -&self.hi, hi: -&self.lo, bad: self.bad }
    }

    /// Product.
    pub fn mul(&self, o: &Iv) -> Iv {
        if self.bad || o.bad {
            return Iv::bad();
        }
        let (a, b, c, d) = (&self.lo, &self.hi, &o.lo, &o.hi);
        // which ends give the least and the greatest product, where the signs say so
        let (lo, hi) = match (self.side(), o.side()) {
            (Ordering::Greater, Ordering::Greater) => (a * c, b * d),
            (Ordering::Greater, Ordering::Equal) => (b * c, b * d),
            (Ordering::Greater, Ordering::Less) => (b * c, a * d),
            (Ordering::Less, Ordering::Greater) => (a * d, b * c),
            (Ordering::Less, Ordering::Equal) => (a * d, a * c),
            (Ordering::Less, Ordering::Less) => (b * d, a * c),
            (Ordering::Equal, Ordering::Greater) => (a * d, b * d),
            (Ordering::Equal, Ordering::Less) => (b * c, a * c),
            (Ordering::Equal, Ordering::Equal) => ((a * d).min(b * c), (a * c).max(b * d)),
        };
        Iv::new(shift_floor(lo), shift_ceil(hi))
    }

    /// Greater: no member is negative; less: none is positive; equal: neither.
    fn side(&self) -> Ordering {
        if !self.lo.is_negative() {
            Ordering::Greater
        } else if !self.hi.is_positive() {
            Ordering::Less
        } else {
            Ordering::Equal
        }
    }

    /// Square (never negative, unlike the product with itself).
    pub fn square(&self) -> Iv {
        let (a, b) = (&self.lo * &self.lo, &self.hi * &self.hi);
        let hi = shift_ceil(a.clone().max(b.clone()));
        let lo = if self.sign().is_some() { shift_floor(a.min(b)) } else { BigInt::zero() };
        Iv { lo, hi, bad: self.bad }
    }

    /// Quotient; bad if the divisor may be zero.
    pub fn div(&self, o: &Iv) -> Iv {
        if self.bad || o.sign().is_none() {
            return Iv::bad();
        }
        let (a, b): (BigInt, BigInt) = (&self.lo << BITS, &self.hi << BITS);
        let pairs = [(&a, &o.lo), (&a, &o.hi), (&b, &o.lo), (&b, &o.hi)];
        let lo = pairs.iter().map(|(n, d)| n.div_floor(d)).min().unwrap_or_default();
        let hi = pairs.iter().map(|(n, d)| n.div_ceil(d)).max().unwrap_or_default();
        Iv::new(lo, hi)
    }

    /// Square root; bad if a member may be negative.
    pub fn sqrt(&self) -> Iv {
        if self.bad || self.lo.is_negative() {
            return Iv::bad();
        }
        let root_floor = |x: &BigInt| -> BigInt { (x << BITS).sqrt() };
        let hi = root_floor(&self.hi);
        let exact = &hi * &hi == &self.hi << BITS;
        Iv::new(root_floor(&self.lo), if exact { hi } else { hi + 1 })
    }

    /// Absolute value.
    pub fn abs(&self) -> Iv {
        match self.sign() {
            Some(1) => self.clone(),
            Some(_) => self.neg(),
            None => Iv { lo: BigInt::zero(), hi: self.magnitude(), bad: self.bad },
        }
    }

    /// Lesser of two.
    pub fn min(&self, o: &Iv) -> Iv {
        Iv { lo: (&self.lo).min(&o.lo).clone(), hi: (&self.hi).min(&o.hi).clone(), bad: self.bad || o.bad }
    }

    /// Arctangent of 1/n for a natural n > 1, by its alternating series.
    fn atan_inverse(n: i64) -> Iv {
        let one: BigInt = BigInt::one() << (BITS + 32);
        let n2 = BigInt::from(n * n);
        let mut power = one / BigInt::from(n);
        let mut sum = BigInt::zero();
        let mut k = 0u32;
        while !power.is_zero() {
            let t = &power / BigInt::from(2 * k + 1);
            if k.is_multiple_of(2) {
                sum += t
            } else {
                sum -= t
            }
            power /= &n2;
            k += 1;
        }
        // each of the k terms was truncated twice by less than one unit in 2^-(BITS+32), and the tail is below one unit
        let err = BigInt::from(3 * k + 3);
        Iv::new((&sum - &err) >> 32, ((&sum + &err) >> 32) + 1)
    }

    /// π, by Machin's formula.
    pub fn pi() -> &'static Iv {
        static PI: OnceLock<Iv> = OnceLock::new();
        let int = |n: i64| Iv::from_q(&Q::from_integer(n.into()));
        PI.get_or_init(|| int(16).mul(&Iv::atan_inverse(5)).sub(&int(4).mul(&Iv::atan_inverse(239))))
    }

    /// (cos πt, sin πt) for a rational t.
    pub fn cos_sin_pi(t: &Q) -> (Iv, Iv) {
        // reduce to [0, 1/4] by symmetry of the circle: t = k/2 ± r
        let two = Q::from_integer(2.into());
        let t = t - (t / &two).floor() * &two;
        let half = Q::new(1.into(), 2.into());
        let k = (&t / &half).round().to_integer();
        let r = &t - &half * Q::from_integer(k.clone());
        let x = Iv::pi().mul(&Iv::from_q(&r));
        let (c, s) = (x.taylor(0), x.taylor(1));
        let k: BigInt = k.mod_floor(&BigInt::from(4));
        if k.is_zero() {
            (c, s)
        } else if k.is_one() {
            (s.neg(), c)
        } else if k == BigInt::from(2) {
            (c.neg(), s.neg())
        } else {
            (s, c.neg())
        }
    }

    /// cos (0) or sin (1) of an interval within [−1, 1], by the alternating series.
    fn taylor(&self, first: i64) -> Iv {
        let one = Iv::from_q(&Q::one());
        let mut term = if first == 0 { one.clone() } else { self.clone() };
        let mut sum = term.clone();
        let x2 = self.square();
        let mut n = first;
        // |x| ≤ 1: the rest is smaller than the first term left out
        for _ in 0..45 {
            term = term.mul(&x2).div(&Iv::from_q(&Q::from_integer(((n + 1) * (n + 2)).into()))).neg();
            sum = sum.add(&term);
            n += 2;
        }
        sum.widen(&term)
    }

    /// Undirected angle of two vectors in half-turns, in [0, 1], from their cross and scalar products (not both zero).
    pub fn angle(cross: &Iv, dot: &Iv) -> Iv {
        let c = cross.abs();
        let zero = Iv::from_q(&Q::zero());
        let q = |n: i64, d: i64| Iv::from_q(&Q::new(n.into(), d.into()));
        // angle = atan2(c, dot), by the larger of the two as divisor
        let (base, ratio, minus) = if c.sub(&dot.abs()).sign() == Some(1) || dot.sign().is_none() {
            // near the right angle: 1/2 − atan(dot/c)
            (q(1, 2), dot.div(&c), true)
        } else if dot.sign() == Some(1) {
            (zero, c.div(dot), false)
        } else {
            (q(1, 1), c.div(dot), false)
        };
        let a = ratio.atan().div(Iv::pi());
        if minus { base.sub(&a) } else { base.add(&a) }
    }

    /// Arctangent, by halving the angle four times and then the series.
    fn atan(&self) -> Iv {
        if self.bad {
            return Iv::bad();
        }
        let one = Iv::from_q(&Q::one());
        let mut x = self.clone();
        for _ in 0..4 {
            // atan x = 2 atan(x / (1 + √(1 + x²)))
            x = x.div(&one.add(&one.add(&x.square()).sqrt()));
        }
        let x2 = x.square();
        let (mut power, mut sum) = (x.clone(), x);
        // now |x| < tan(π/32) < 0.1; the terms alternate and decrease
        let mut last = sum.clone();
        for k in 1..60i64 {
            power = power.mul(&x2).neg();
            last = power.div(&Iv::from_q(&Q::from_integer((2 * k + 1).into())));
            sum = sum.add(&last);
        }
        let total = sum.widen(&last);
        Iv::from_q(&Q::from_integer(16.into())).mul(&total)
    }
}
