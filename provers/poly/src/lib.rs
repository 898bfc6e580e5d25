//! Exact polynomials over the rationals, and the decision procedures over them.
//!
//! This crate proposes and is not believed: what it finds (a factorisation, cofactors, a certificate of an inequality) is
//! checked again by whoever uses it. It checks its own answers too, exactly, because that is cheap and a wrong answer is
//! a fault worth finding early.
//!
//! Nothing here reads a clock. What may take long counts its work against a budget and asks a `stop` function; what may
//! grow takes a cap on the number of terms and answers `None` beyond it.

mod arith;
pub mod certificate;
mod divide;
pub mod factor;
pub mod farkas;
mod field;
mod gcd;
pub mod groebner;
mod linear;
mod modular;
mod mono;
mod mul;
mod poly;
pub mod roots;
mod show;
pub mod simplex;
pub mod solve;
pub mod tower;
mod work;

pub use certificate::{Certificate, Problem, Term};
pub use mono::Mono;
pub use poly::{MAX_DEGREE, MAX_TERMS, Poly};
pub use work::Work;

/// Exact rational number.
pub type Q = num_rational::Ratio<num_bigint::BigInt>;

/// The rational number `n`.
pub fn int(n: i64) -> Q {
    Q::from_integer(n.into())
}

/// The rational number `n/d`; zero where `d` is zero.
pub fn frac(n: i64, d: i64) -> Q {
    if d == 0 { int(0) } else { Q::new(n.into(), d.into()) }
}
