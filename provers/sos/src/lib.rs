//! Sums of squares: proofs of polynomial inequalities, found by semidefinite programming and rounded to exact
//! rationals.
//!
//! Nothing here is trusted. Numbers in `f64` choose; what is handed out is an identity between polynomials over ℚ
//! that has been expanded and compared.

pub mod dense;
mod attempt;
mod basis;
mod face;
mod linear;
mod num;
mod portfolio;
mod program;
mod round;
pub mod sdp;
mod symmetry;

pub use attempt::{Attempt, Multiplier, Story};

use euclase_poly::{Certificate, Problem};

/// Looks for a certificate. `budget` is in millions of steps of exact arithmetic for each attempt; `stop` is asked often.
/// What is returned has been checked with [`Certificate::check`].
pub fn prove(problem: &Problem, budget: usize, stop: &dyn Fn() -> bool) -> Option<(Certificate, Story)> {
    let budget = budget.saturating_mul(1_000_000);
    for (failed, attempt) in portfolio::attempts(problem).into_iter().enumerate() {
        if stop() {
            return None;
        }
        if let Some((certificate, story)) = attempt.run(problem, budget, stop) {
            return Some((certificate, Story { failed, ..story }));
        }
    }
    None
}
