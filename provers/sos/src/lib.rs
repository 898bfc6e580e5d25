//! Sums of squares: proofs of polynomial inequalities, found by semidefinite programming and rounded to exact
//! rationals.
//!
//! Nothing here is trusted. Numbers in `f64` choose; what is handed out is an identity between polynomials over ℚ
//! that has been expanded and compared.

mod attempt;
mod basis;
pub mod dense;
mod face;
mod linear;
mod num;
mod portfolio;
mod program;
mod round;
pub mod sdp;
mod symmetry;
mod view;

pub use attempt::{Attempt, Multiplier, Story};

use euclase_poly::{Certificate, Problem};

/// Looks for a certificate. `budget` is in millions of steps of exact arithmetic for each attempt; `stop` is asked often.
/// What is returned has been checked with [`Certificate::check`].
pub fn prove(problem: &Problem, budget: usize, stop: &dyn Fn() -> bool) -> Option<(Certificate, Story)> {
    let budget = budget.saturating_mul(1_000_000);
    let views = view::views(problem);
    let lists: Vec<Vec<Attempt>> = views.iter().map(|v| portfolio::attempts(&v.problem)).collect();
    let mut failed = 0;
    for level in 0..lists.iter().map(Vec::len).max().unwrap_or(0) {
        for (view, list) in views.iter().zip(&lists) {
            let Some(attempt) = list.get(level) else { continue };
            if stop() {
                return None;
            }
            attempt::trace(&format!("attempt {failed}: {:?} {:?} {}", view.step, attempt.multiplier, attempt.degree));
            let found = attempt.run(&view.problem, budget, stop);
            if let Some((certificate, story)) = found
                && let Some(certificate) = view.original(certificate, problem)
            {
                let steps = view.step.iter().cloned().collect();
                return Some((certificate, Story { failed, steps, ..story }));
            }
            failed += 1;
        }
    }
    None
}
