//! Three kinds of numbers for the same formulas: exact rationals, intervals, and intervals with a derivative.

use crate::iv::Iv;
use euclase_grammar::core::Q;
use num_bigint::BigInt;
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
fn octant(t: &Q) -> Option<(i64, i64)> {
    let eight = t * Q::from_integer(4.into());
    if !eight.is_integer() {
        return None;
    }
    let k: BigInt = num_integer::Integer::mod_floor(&eight.to_integer(), &BigInt::from(8));
    const DIRS: [(i64, i64); 8] = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)];
    usize::try_from(k).ok().map(|k| DIRS[k])
}

/// An exact rational, or no value.
#[derive(Clone, Debug, PartialEq)]
pub struct Exact(pub Option<Q>);

impl Exact {
    fn both(&self, o: &Exact, f: impl Fn(&Q, &Q) -> Option<Q>) -> Exact {
        Exact(self.0.as_ref().zip(o.0.as_ref()).and_then(|(a, b)| f(a, b)))
    }
}

/// The square root of a rational when it is rational.
pub fn rational_root(x: &Q) -> Option<Q> {
    if x.is_negative() {
        return None;
    }
    let root = |n: &BigInt| {
        let r = n.sqrt();
        (&r * &r == *n).then_some(r)
    };
    Some(Q::new(root(x.numer())?, root(x.denom())?))
}

impl Field for Exact {
    fn from_q(x: &Q) -> Exact {
        Exact(Some(x.clone()))
    }
    fn add(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| Some(a + b))
    }
    fn sub(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| Some(a - b))
    }
    fn mul(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| Some(a * b))
    }
    fn div(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| (!b.is_zero()).then(|| a / b))
    }
    fn neg(&self) -> Exact {
        Exact(self.0.as_ref().map(|a| -a))
    }
    fn sqrt(&self) -> Exact {
        Exact(self.0.as_ref().and_then(rational_root))
    }
    fn abs(&self) -> Exact {
        Exact(self.0.as_ref().map(Signed::abs))
    }
    fn min(&self, o: &Exact) -> Exact {
        self.both(o, |a, b| Some(a.min(b).clone()))
    }
    fn unit(t: &Q) -> (Exact, Exact) {
        let coord = |k: i64| Exact(Some(Q::from_integer(k.into())));
        octant(t).map_or((Exact(None), Exact(None)), |(x, y)| (coord(x), coord(y)))
    }
    fn angle(cross: &Exact, dot: &Exact) -> Exact {
        // only the angles that are rational and visible without a table
        let (Some(c), Some(d)) = (&cross.0, &dot.0) else { return Exact(None) };
        let c = c.abs();
        let q = |n: i64, d: i64| Exact(Some(Q::new(n.into(), d.into())));
        if c.is_zero() {
            if d.is_zero() {
                Exact(None)
            } else if d.is_positive() {
                q(0, 1)
            } else {
                q(1, 1)
            }
        } else if d.is_zero() {
            q(1, 2)
        } else if c == *d {
            q(1, 4)
        } else if c == -d {
            q(3, 4)
        } else {
            Exact(None)
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
        let n = c.v.square().add(&dot.v.square()).mul(&Iv::pi());
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
