//! Intervals with dyadic ends: fixed-point numbers of [`BITS`] binary places, rounded outwards.
//!
//! Every operation returns an interval that contains the exact result for all members of its arguments. A result that
//! does not exist (a division by an interval around zero, the root of a negative number) is *bad*; bad spreads, and nothing
//! is ever concluded from it. No floating-point number takes part.

use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Binary places after the point: about 57 decimal digits.
pub const BITS: u32 = 192;

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

    /// A rough value, for choosing pivots; never for deciding.
    pub fn approx(&self) -> f64 {
        use num_traits::ToPrimitive;
        if self.bad {
            return f64::NAN;
        }
        let m: BigInt = (&self.lo + &self.hi) >> 1;
        // a BigInt beyond the range of f64 becomes infinite, which no pivot accepts
        m.to_f64().unwrap_or(f64::NAN) / 2f64.powi(BITS as i32)
    }

    /// The nearest dyadic number to a float (for coordinates of a picture), as an interval of width zero.
    pub fn from_float(x: f64) -> Iv {
        match Q::from_float(x) {
            Some(q) => {
                let n: BigInt = q.numer() << BITS;
                let m = n.div_floor(q.denom());
                Iv::new(m.clone(), m)
            }
            None => Iv::bad(),
        }
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
        let p = [&self.lo * &o.lo, &self.lo * &o.hi, &self.hi * &o.lo, &self.hi * &o.hi];
        let lo = p.iter().min().cloned().unwrap_or_default();
        let hi = p.iter().max().cloned().unwrap_or_default();
        Iv { lo: shift_floor(lo), hi: shift_ceil(hi), bad: self.bad || o.bad }
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

    /// Greater of two.
    pub fn max(&self, o: &Iv) -> Iv {
        self.neg().min(&o.neg()).neg()
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
    pub fn pi() -> Iv {
        let int = |n: i64| Iv::from_q(&Q::from_integer(n.into()));
        int(16).mul(&Iv::atan_inverse(5)).sub(&int(4).mul(&Iv::atan_inverse(239)))
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
        let a = ratio.atan().div(&Iv::pi());
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

#[cfg(test)]
mod tests {
    use super::*;

    fn q(n: i64, d: i64) -> Q {
        Q::new(n.into(), d.into())
    }

    /// The interval is narrow and contains a number given by decimals.
    fn near(x: &Iv, want: f64) {
        assert!(!x.bad, "bad, want {want}");
        assert!((x.approx() - want).abs() < 1e-14, "{} {want}", x.approx());
        assert!((&x.hi - &x.lo) < BigInt::one() << 30, "too wide");
    }

    #[test]
    fn pi_is_enclosed_narrowly() {
        near(&Iv::pi(), std::f64::consts::PI);
        // 3.14159265358979323846264338327950288 < π < …89
        let lo = Q::new("314159265358979323846264338327950288".parse().unwrap(), BigInt::from(10).pow(35));
        let hi = Q::new("314159265358979323846264338327950289".parse().unwrap(), BigInt::from(10).pow(35));
        let (a, b) = Iv::pi().ends().unwrap();
        assert!(a > lo && b < hi);
    }

    #[test]
    fn functions_agree_with_floating_point() {
        for k in -12..=24 {
            let t = q(k, 11);
            let (c, s) = Iv::cos_sin_pi(&t);
            let x = std::f64::consts::PI * k as f64 / 11.0;
            near(&c, x.cos());
            near(&s, x.sin());
        }
        for (n, d) in [(2, 1), (1, 3), (9, 4), (0, 1)] {
            near(&Iv::from_q(&q(n, d)).sqrt(), (n as f64 / d as f64).sqrt());
        }
        for (c, d) in [(1, 3), (3, 1), (-2, 5), (1, -3), (5, -1), (0, 1), (0, -1), (1, 0), (7, 7), (-7, -7)] {
            let a = Iv::angle(&Iv::from_q(&q(c, 1)), &Iv::from_q(&q(d, 1)));
            near(&a, (c as f64).abs().atan2(d as f64) / std::f64::consts::PI);
        }
    }

    #[test]
    fn operations_enclose_the_exact_result() {
        let vals = [q(1, 3), q(-7, 5), q(22, 7), q(-1, 1000)];
        for a in &vals {
            for b in &vals {
                let (x, y) = (Iv::from_q(a), Iv::from_q(b));
                for (iv, exact) in [(x.add(&y), a + b), (x.sub(&y), a - b), (x.mul(&y), a * b), (x.div(&y), a / b)] {
                    let (lo, hi) = iv.ends().unwrap();
                    assert!(lo <= exact && exact <= hi, "{a} {b}");
                    assert!(hi - lo < q(1, 1 << 62));
                }
            }
        }
        let wide = Iv::hull(&q(-1, 2), &q(1, 3));
        let (lo, hi) = wide.square().ends().unwrap();
        assert!(lo == q(0, 1) && hi >= q(1, 4) && hi < q(26, 100));
    }

    #[test]
    fn what_does_not_exist_is_bad_and_stays_bad() {
        let zero = Iv::hull(&q(-1, 9), &q(1, 9));
        let one = Iv::from_q(&q(1, 1));
        for bad in [one.div(&zero), zero.sqrt(), Iv::bad().abs(), Iv::angle(&zero, &zero)] {
            assert!(bad.bad);
            let spread = bad.mul(&one).add(&one).square();
            assert_eq!(spread.sign(), None);
            assert!(!spread.inside(&one.widen(&Iv::from_q(&q(1000, 1)))));
        }
    }
}
