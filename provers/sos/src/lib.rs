//! Sums of squares: proofs of polynomial inequalities, found by semidefinite programming and rounded to exact
//! rationals.
//!
//! Nothing here is trusted. Numbers in `f64` choose; what is handed out is an identity between polynomials over ℚ
//! that has been expanded and compared.

pub mod dense;
pub mod sdp;
