//! Vectors of the plane, in floating point: for what is drawn and for what is tried, never for what is proved.

/// A point or a vector.
pub type P2 = [f64; 2];

/// `b - a`.
#[inline]
pub fn sub(b: P2, a: P2) -> P2 {
    [b[0] - a[0], b[1] - a[1]]
}

/// `a + t·v`.
#[inline]
pub fn along(a: P2, v: P2, t: f64) -> P2 {
    [a[0] + t * v[0], a[1] + t * v[1]]
}

/// Scalar product.
#[inline]
pub fn dot(a: P2, b: P2) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// Cross product.
#[inline]
pub fn cross(a: P2, b: P2) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Euclidean length.
#[inline]
pub fn norm(a: P2) -> f64 {
    a[0].hypot(a[1])
}

/// Distance of two points.
#[inline]
pub fn dist(a: P2, b: P2) -> f64 {
    norm(sub(a, b))
}
