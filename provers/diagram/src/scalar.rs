//! Numbers that carry their derivative with respect to one point.
//!
//! Every equation is written once, over [`Scalar`]; with `f64` it gives its value, with [`Dual`] also its gradient
//! in the two coordinates of a chosen point (forward differentiation).

use std::ops::{Add, Div, Mul, Neg, Sub};

/// What the equations need of a number.
pub trait Scalar:
    Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> + Neg<Output = Self>
{
    /// A constant.
    fn konst(v: f64) -> Self;
    /// The value, without the derivative.
    fn val(self) -> f64;
    /// A function of one variable, by its value and its derivative here.
    fn chain(self, value: f64, slope: f64) -> Self;

    /// Square root; slope 0 at 0.
    fn sqrt(self) -> Self {
        let r = self.val().sqrt();
        self.chain(r, if r > 0.0 { 0.5 / r } else { 0.0 })
    }
    /// Natural logarithm.
    fn ln(self) -> Self {
        self.chain(self.val().ln(), 1.0 / self.val())
    }
    /// Absolute value.
    fn abs(self) -> Self {
        // adding 0 turns −0 into 0, which atan2 tells apart
        if self.val() < 0.0 { -self } else { self + Self::konst(0.0) }
    }
    /// Real power.
    fn powf(self, e: f64) -> Self {
        let v = self.val();
        self.chain(v.powf(e), if v == 0.0 && e < 1.0 { 0.0 } else { e * v.powf(e - 1.0) })
    }
    /// Angle of the vector (x, self), in radians, in (−π, π].
    fn atan2(self, x: Self) -> Self {
        let (yv, xv) = (self.val(), x.val());
        let a = yv.atan2(xv);
        let n = xv * xv + yv * yv;
        if n == 0.0 {
            return Self::konst(a);
        }
        // d atan2 = (x dy − y dx)/(x² + y²); the value is put in by hand
        let lin = self * Self::konst(xv / n) - x * Self::konst(yv / n);
        lin + Self::konst(a - lin.val())
    }
}

impl Scalar for f64 {
    fn konst(v: f64) -> f64 {
        v
    }
    fn val(self) -> f64 {
        self
    }
    fn chain(self, value: f64, _slope: f64) -> f64 {
        value
    }
}

/// A value with its gradient in the coordinates of one point.
#[derive(Clone, Copy, Debug)]
pub struct Dual {
    /// value
    pub v: f64,
    /// ∂/∂x, ∂/∂y
    pub d: [f64; 2],
}

impl Dual {
    fn with(v: f64, dx: f64, dy: f64) -> Dual {
        Dual { v, d: [dx, dy] }
    }
}

impl Scalar for Dual {
    fn konst(v: f64) -> Dual {
        Dual::with(v, 0.0, 0.0)
    }
    fn val(self) -> f64 {
        self.v
    }
    fn chain(self, value: f64, slope: f64) -> Dual {
        Dual::with(value, slope * self.d[0], slope * self.d[1])
    }
}

impl Add for Dual {
    type Output = Dual;
    fn add(self, o: Dual) -> Dual {
        Dual::with(self.v + o.v, self.d[0] + o.d[0], self.d[1] + o.d[1])
    }
}
impl Sub for Dual {
    type Output = Dual;
    fn sub(self, o: Dual) -> Dual {
        Dual::with(self.v - o.v, self.d[0] - o.d[0], self.d[1] - o.d[1])
    }
}
impl Mul for Dual {
    type Output = Dual;
    fn mul(self, o: Dual) -> Dual {
        Dual::with(self.v * o.v, self.v * o.d[0] + o.v * self.d[0], self.v * o.d[1] + o.v * self.d[1])
    }
}
impl Div for Dual {
    type Output = Dual;
    fn div(self, o: Dual) -> Dual {
        let q = self.v / o.v;
        Dual::with(q, (self.d[0] - q * o.d[0]) / o.v, (self.d[1] - q * o.d[1]) / o.v)
    }
}
impl Neg for Dual {
    type Output = Dual;
    fn neg(self) -> Dual {
        Dual::with(-self.v, -self.d[0], -self.d[1])
    }
}

/// A vector, or a complex number.
#[derive(Clone, Copy, Debug)]
pub struct Vec2<S>(pub S, pub S);

impl<S: Scalar> Vec2<S> {
    /// A constant vector.
    pub fn konst(p: [f64; 2]) -> Self {
        Vec2(S::konst(p[0]), S::konst(p[1]))
    }
    /// Difference.
    pub fn minus(self, o: Self) -> Self {
        Vec2(self.0 - o.0, self.1 - o.1)
    }
    /// Scalar product.
    pub fn dot(self, o: Self) -> S {
        self.0 * o.0 + self.1 * o.1
    }
    /// Cross product.
    pub fn cross(self, o: Self) -> S {
        self.0 * o.1 - self.1 * o.0
    }
    /// Squared length.
    pub fn norm2(self) -> S {
        self.dot(self)
    }
    /// Length.
    pub fn norm(self) -> S {
        self.norm2().sqrt()
    }
    /// Complex product.
    pub fn times(self, o: Self) -> Self {
        Vec2(self.0 * o.0 - self.1 * o.1, self.0 * o.1 + self.1 * o.0)
    }
    /// Complex conjugate.
    pub fn conj(self) -> Self {
        Vec2(self.0, -self.1)
    }
    /// Multiple by a number.
    pub fn scale(self, k: f64) -> Self {
        Vec2(self.0 * S::konst(k), self.1 * S::konst(k))
    }
    /// Values.
    pub fn vals(self) -> [f64; 2] {
        [self.0.val(), self.1.val()]
    }
}
