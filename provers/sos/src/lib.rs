//! Sums of squares: proofs of polynomial inequalities, found by semidefinite programming and rounded to exact
//! rationals.
//!
//! Nothing here is trusted. Numbers in `f64` choose; what is handed out is an identity between polynomials over ℚ
//! that has been expanded and compared.

mod attempt;
mod basis;
mod chain;
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
    // Every way to see the problem: a chain of simplifications and a view of what is left.
    let chains = chain::chains(problem);
    let mut ways: Vec<Way> = Vec::new();
    for chain in &chains {
        if stop() {
            return None;
        }
        for view in view::views(chain.problem(problem)) {
            if ways.iter().all(|w| w.view.problem != view.problem) {
                ways.push(Way { start: problem, chain, view });
            }
        }
    }
    for way in &ways {
        if let Some(certificate) = order::termwise(&way.view.problem).and_then(|c| way.original(c)) {
            let mut steps = way.words();
            steps.push("no coefficient is negative".into());
            let degree = way.view.problem.goal.degree();
            return Some((
                certificate,
                Story { steps, degree, multiplier_terms: 1, symmetries: 1, ..Story::default() },
            ));
        }
    }
    let mut lists: Vec<Vec<Attempt>> = ways.iter().map(|w| portfolio::attempts(&w.view.problem)).collect();
    let mut failed = 0;
    for large in [false, true] {
        if large {
            // What was left out because of its size.
            for (way, list) in ways.iter().zip(&mut lists) {
                list.retain(|a| !stop() && a.too_large(&way.view.problem, stop));
                list.iter_mut().for_each(|a| a.size = portfolio::LARGE);
            }
        }
        for level in 0..lists.iter().map(Vec::len).max().unwrap_or(0) {
            for (way, list) in ways.iter().zip(&lists) {
                let Some(attempt) = list.get(level) else { continue };
                if stop() {
                    return None;
                }
                if let Some((certificate, story)) = attempt.run(&way.view.problem, budget, stop)
                    && let Some(certificate) = way.original(certificate)
                {
                    return Some((certificate, Story { failed, steps: way.words(), ..story }));
                }
                failed += 1;
            }
        }
    }
    None
}

/// A problem as it is seen after simplifications.
struct Way<'a> {
    start: &'a Problem,
    chain: &'a chain::Chain,
    view: view::View,
}

impl Way<'_> {
    fn original(&self, certificate: Certificate) -> Option<Certificate> {
        let simpler = self.view.original(certificate, self.chain.problem(self.start))?;
        self.chain.original(simpler)
    }

    fn words(&self) -> Vec<String> {
        let mut words = self.chain.words();
        words.extend(self.view.step.iter().cloned());
        words
    }
}
