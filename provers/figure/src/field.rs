//! Three kinds of numbers for the same formulas: exact rationals, intervals, and intervals with a derivative.

use crate::iv::Iv;
use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// What the formulas need of a number. An operation that has no result gives a value that spreads and decides nothing.
pub trait Field: Clone {
    /// A constant.
    fn from_q(x: &Q) -> Self;
    /// Sum.
    fn add(&self, o: &Self) -> Self;
    /// Difference.
    fn sub(&self, o: &Self) -> Self;
    /// Product.
    fn mul(&self, o: &Self) -> Self;
    /// Quotient.
    fn div(&self, o: &Self) -> Self;
    /// Opposite.
    fn neg(&self) -> Self;
    /// Square root.
    fn sqrt(&self) -> Self;
    /// Absolute value.
    fn abs(&self) -> Self;
    /// Lesser of two.
    fn min(&self, o: &Self) -> Self;
    /// (cos πt, sin πt), up to a common positive factor.
    fn unit(t: &Q) -> (Self, Self);
    /// Undirected angle in half-turns, from cross and scalar product of its arms.
    fn angle(cross: &Self, dot: &Self) -> Self;

    /// Square.
    fn square(&self) -> Self {
        self.mul(self)
    }
    /// Zero.
    fn zero() -> Self {
        Self::from_q(&Q::zero())
    }
    /// Natural power.
    fn pow(&self, mut e: u32) -> Self {
        let (mut out, mut base) = (Self::from_q(&Q::one()), self.clone());
        while e > 0 {
            if e & 1 == 1 {
                out = out.mul(&base);
            }
            base = base.square();
            e >>= 1;
        }
        out
    }
}

/// The direction of angle πt when it is a multiple of 1/4, as small integers.
pub fn octant(t: &Q) -> Option<(i64, i64)> {
    let eighth = t * Q::from_integer(4.into());
    if !eighth.is_integer() {
        return None;
    }
    let k: BigInt = eighth.to_integer().mod_floor(&BigInt::from(8));
    const DIRS: [(i64, i64); 8] = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];
    usize::try_from(k).ok().and_then(|k| DIRS.get(k).copied())
}

/// Longest numerator or denominator that is computed with, in bits: more is no value.
const MAX_BITS: u64 = 1 << 16;

/// An exact fraction, or no value. It is not reduced, because nothing but signs and zeros is asked of it and
/// common divisors cost more than long products.
#[derive(Clone, Debug)]
pub struct Exact(Option<Fraction>);

/// Numerator, and positive denominator.
#[derive(Clone, Debug)]
struct Fraction {
    num: BigInt,
    den: BigInt,
}

impl Exact {
    /// No value.
    pub fn none() -> Exact {
        Exact(None)
    }

    /// A point's coordinates over one denominator, so that most sums later have one too.
    pub fn point(x: &Q, y: &Q) -> V<Exact> {
        let den = x.denom().lcm(y.denom());
        let over = |c: &Q| Exact::new(c.numer() * (&den / c.denom()), den.clone());
        V(over(x), over(y))
    }

    fn new(num: BigInt, den: BigInt) -> Exact {
        let short = num.bits() <= MAX_BITS && den.bits() <= MAX_BITS;
        Exact(short.then_some(Fraction { num, den }))
    }

    /// The value, reduced.
    pub fn value(&self) -> Option<Q> {
        self.0.as_ref().map(|f| Q::new(f.num.clone(), f.den.clone()))
    }

    /// The sign of a number that has a value: 1, 0, −1.
    pub fn sign(&self) -> Option<i8> {
        self.0.as_ref().map(|f| if f.num.is_zero() { 0 } else { 2 * i8::from(f.num.is_positive()) - 1 })
    }

    fn both(&self, o: &Exact, f: impl Fn(&Fraction, &Fraction) -> Exact) -> Exact {
        match (&self.0, &o.0) {
            (Some(a), Some(b)) => f(a, b),
            _ => Exact(None),
        }
    }

    fn sum(&self, o: &Exact, f: impl Fn(&BigInt, &BigInt) -> BigInt) -> Exact {
        self.both(o, |a, b| {
            if a.den == b.den {
                Exact::new(f(&a.num, &b.num), a.den.clone())
            } else {
                Exact::new(f(&(&a.num * &b.den), &(&b.num * &a.den)), &a.den * &b.den)
            }
        })
    }
}

/// The square root of a natural number when it is natural.
fn whole_root(n: &BigInt) -> Option<BigInt> {
    if n.is_negative() {
        return None;
    }
    let r = n.sqrt();
    (&r * &r == *n).then_some(r)
}

/// The square root of a rational when it is rational.
pub fn rational_root(x: &Q) -> Option<Q> {
    Some(Q::new(whole_root(x.numer())?, whole_root(x.denom())?))
}

impl Field for Exact {
    fn from_q(x: &Q) -> Exact {
        Exact::new(x.numer().clone(), x.denom().clone())
    }
    fn add(&self, o: &Exact) -> Exact {
        self.sum(o, |a, b| a + b)
    }
    fn sub(&self, o: &Exact) -> Exact {
        self.sum(o, |a, b| a - b)
    }
    fn mul(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| Exact::new(&a.num * &b.num, &a.den * &b.den))
    }
    fn div(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| {
            let (num, den) = (&a.num * &b.den, &a.den * &b.num);
            if den.is_zero() {
                Exact(None)
            } else if den.is_negative() {
                Exact::new(-num, -den)
            } else {
                Exact::new(num, den)
            }
        })
    }
    fn neg(&self) -> Exact {
        Exact(self.0.as_ref().map(|a| Fraction { num: -&a.num, den: a.den.clone() }))
    }
    fn sqrt(&self) -> Exact {
        // √(n/d) = √(n·d)/d
        let root = |a: &Fraction| Some(Fraction { num: whole_root(&(&a.num * &a.den))?, den: a.den.clone() });
        Exact(self.0.as_ref().and_then(root))
    }
    fn abs(&self) -> Exact {
        if self.sign() == Some(-1) { self.neg() } else { self.clone() }
    }
    fn min(&self, o: &Exact) -> Exact {
        match self.sub(o).sign() {
            Some(1) => o.clone(),
            Some(_) => self.clone(),
            None => Exact(None),
        }
    }
    fn unit(t: &Q) -> (Exact, Exact) {
        let coord = |k: i64| Exact::from_q(&Q::from_integer(k.into()));
        octant(t).map_or((Exact(None), Exact(None)), |(x, y)| (coord(x), coord(y)))
    }
    fn angle(cross: &Exact, dot: &Exact) -> Exact {
        // only the angles that are rational and visible without a table
        let q = |n: i64, d: i64| Exact::from_q(&Q::new(n.into(), d.into()));
        let c = cross.abs();
        match (c.sign(), dot.sign(), c.sub(dot).sign(), c.add(dot).sign()) {
            (Some(0), Some(1), ..) => q(0, 1),
            (Some(0), Some(-1), ..) => q(1, 1),
            (Some(1), Some(0), ..) => q(1, 2),
            (Some(1), _, Some(0), _) => q(1, 4),
            (Some(1), _, _, Some(0)) => q(3, 4),
            _ => Exact(None),
        }
    }
}

impl Field for Iv {
    fn from_q(x: &Q) -> Iv {
        Iv::from_q(x)
    }
    fn add(&self, o: &Iv) -> Iv {
        Iv::add(self, o)
    }
    fn sub(&self, o: &Iv) -> Iv {
        Iv::sub(self, o)
    }
    fn mul(&self, o: &Iv) -> Iv {
        Iv::mul(self, o)
    }
    fn div(&self, o: &Iv) -> Iv {
        Iv::div(self, o)
    }
    fn neg(&self) -> Iv {
        Iv::neg(self)
    }
    fn sqrt(&self) -> Iv {
        Iv::sqrt(self)
    }
    fn abs(&self) -> Iv {
        Iv::abs(self)
    }
    fn min(&self, o: &Iv) -> Iv {
        Iv::min(self, o)
    }
    fn square(&self) -> Iv {
        Iv::square(self)
    }
    fn unit(t: &Q) -> (Iv, Iv) {
        match octant(t) {
            Some((x, y)) => (Iv::from_q(&Q::from_integer(x.into())), Iv::from_q(&Q::from_integer(y.into()))),
            None => Iv::cos_sin_pi(t),
        }
    }
    fn angle(cross: &Iv, dot: &Iv) -> Iv {
        Iv::angle(cross, dot)
    }
}

/// An interval, with enclosures of its derivatives in the two coordinates of one point.
#[derive(Clone, Debug)]
pub struct Dual {
    /// value
    pub v: Iv,
    /// ∂/∂x, ∂/∂y
    pub d: [Iv; 2],
}

impl Dual {
    fn map2(v: Iv, f: impl Fn(usize) -> Iv) -> Dual {
        Dual { v, d: [f(0), f(1)] }
    }
    fn nothing() -> Dual {
        Dual::map2(Iv::bad(), |_| Iv::bad())
    }
}

impl Field for Dual {
    fn from_q(x: &Q) -> Dual {
        Dual::map2(Iv::from_q(x), |_| <Iv as Field>::zero())
    }
    fn add(&self, o: &Dual) -> Dual {
        Dual::map2(self.v.add(&o.v), |i| self.d[i].add(&o.d[i]))
    }
    fn sub(&self, o: &Dual) -> Dual {
        Dual::map2(self.v.sub(&o.v), |i| self.d[i].sub(&o.d[i]))
    }
    fn mul(&self, o: &Dual) -> Dual {
        Dual::map2(self.v.mul(&o.v), |i| self.v.mul(&o.d[i]).add(&o.v.mul(&self.d[i])))
    }
    fn div(&self, o: &Dual) -> Dual {
        let q = self.v.div(&o.v);
        Dual::map2(q.clone(), |i| self.d[i].sub(&q.mul(&o.d[i])).div(&o.v))
    }
    fn neg(&self) -> Dual {
        Dual::map2(self.v.neg(), |i| self.d[i].neg())
    }
    fn sqrt(&self) -> Dual {
        let r = self.v.sqrt();
        let twice = r.add(&r);
        Dual::map2(r, |i| self.d[i].div(&twice))
    }
    fn abs(&self) -> Dual {
        match self.v.sign() {
            Some(1) => self.clone(),
            Some(_) => self.neg(),
            // no derivative at the corner
            None => Dual::nothing(),
        }
    }
    fn min(&self, o: &Dual) -> Dual {
        match self.v.sub(&o.v).sign() {
            Some(1) => o.clone(),
            Some(_) => self.clone(),
            None => Dual::nothing(),
        }
    }
    fn square(&self) -> Dual {
        let twice = self.v.add(&self.v);
        Dual::map2(self.v.square(), |i| twice.mul(&self.d[i]))
    }
    fn unit(t: &Q) -> (Dual, Dual) {
        let (c, s) = <Iv as Field>::unit(t);
        let konst = |v: Iv| Dual::map2(v, |_| <Iv as Field>::zero());
        (konst(c), konst(s))
    }
    fn angle(cross: &Dual, dot: &Dual) -> Dual {
        // d angle = (dot·dc − c·d dot)/(c² + dot²)/π with c = |cross|
        let c = cross.abs();
        let n = c.v.square().add(&dot.v.square()).mul(Iv::pi());
        Dual::map2(Iv::angle(&c.v, &dot.v), |i| dot.v.mul(&c.d[i]).sub(&c.v.mul(&dot.d[i])).div(&n))
    }
}

/// A vector, or a complex number.
#[derive(Clone, Debug)]
pub struct V<F>(pub F, pub F);

impl<F: Field> V<F> {
    /// Difference.
    pub fn sub(&self, o: &V<F>) -> V<F> {
        V(self.0.sub(&o.0), self.1.sub(&o.1))
    }
    /// Complex product.
    pub fn mul(&self, o: &V<F>) -> V<F> {
        V(self.0.mul(&o.0).sub(&self.1.mul(&o.1)), self.0.mul(&o.1).add(&self.1.mul(&o.0)))
    }
    /// Complex conjugate.
    pub fn conj(&self) -> V<F> {
        V(self.0.clone(), self.1.neg())
    }
    /// Cross product.
    pub fn cross(&self, o: &V<F>) -> F {
        self.0.mul(&o.1).sub(&self.1.mul(&o.0))
    }
    /// Scalar product.
    pub fn dot(&self, o: &V<F>) -> F {
        self.0.mul(&o.0).add(&self.1.mul(&o.1))
    }
    /// Squared length.
    pub fn norm2(&self) -> F {
        self.0.square().add(&self.1.square())
    }
}
