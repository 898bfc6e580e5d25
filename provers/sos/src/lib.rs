//! Sums of squares: proofs of polynomial inequalities, found by semidefinite programming and rounded to exact
//! rationals.
//!
//! Nothing here is trusted. Numbers in `f64` choose; what is handed out is an identity between polynomials over ℚ
//! that has been expanded and compared.

mod attempt;
mod basis;
mod contradiction;
pub mod dense;
pub mod eigen;
mod face;
mod linear;
mod null;
mod num;
mod numeric;
mod order;
mod portfolio;
mod program;
mod round;
pub mod sdp;
mod spread;
mod symmetry;
mod view;
mod zeros;

pub use attempt::{Attempt, Multiplier, Story};
pub use contradiction::by_contradiction;
pub use order::{Ordered, by_order, termwise};

use euclase_poly::{Certificate, Problem};

/// Looks for a certificate. `budget` is in millions of steps of exact arithmetic for each attempt; `stop` is asked often.
/// What is returned has been checked with [`Certificate::check`].
pub fn prove(problem: &Problem, budget: usize, stop: &dyn Fn() -> bool) -> Option<(Certificate, Story)> {
    let budget = budget.saturating_mul(1_000_000);
    let views = view::views(problem);
    for view in &views {
        let found = order::termwise(&view.problem).and_then(|c| view.original(c, problem));
        if let Some(certificate) = found {
            let mut steps: Vec<String> = view.step.iter().cloned().collect();
            steps.push("no coefficient is negative".into());
            let degree = view.problem.goal.degree();
            return Some((
                certificate,
                Story { steps, degree, multiplier_terms: 1, symmetries: 1, ..Story::default() },
            ));
        }
    }
    let mut lists: Vec<Vec<Attempt>> = views.iter().map(|v| portfolio::attempts(&v.problem)).collect();
    let mut failed = 0;
    for large in [false, true] {
        if large {
            // What was left out because of its size.
            for (view, list) in views.iter().zip(&mut lists) {
                list.retain(|a| !stop() && a.too_large(&view.problem));
                list.iter_mut().for_each(|a| a.size = portfolio::LARGE);
            }
        }
        for level in 0..lists.iter().map(Vec::len).max().unwrap_or(0) {
            for (view, list) in views.iter().zip(&lists) {
                let Some(attempt) = list.get(level) else { continue };
                if stop() {
                    return None;
                }
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
    }
    None
}
