//! Statements about real numbers: the algebra prover, the kernel, an answer.

use super::{Clock, Solved, run, stopped, without_proof};
use crate::report::{Answer, Certainty, Counterexample, Counts, Status};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::Verdict;
use euclase_kernel::cert::Certificate;

/// Values tried before a proof is looked for, and after none was found.
const FEW: u64 = 2_000;
const MANY: u64 = 200_000;
/// What each attempt of the algebra prover may cost.
const EFFORT: u64 = 100;

/// Is it about numbers alone?
pub(super) fn concerns(thm: &CoreTheorem) -> bool {
    thm.statement_points == 0 && !thm.goals.is_empty()
}

/// Tries to prove it.
pub(super) fn attempt(thm: &CoreTheorem, clock: &Clock) -> Solved {
    let counts = Counts::default();
    // A false statement costs the provers much, and values that show it are often simple.
    clock.doing("trying values", counts);
    if let Some(c) = euclase_refute::numbers::refute_numbers(thm, FEW, &|| clock.over()) {
        return refuted(thm, c, counts);
    }
    clock.doing("calculating", counts);
    let out = euclase_algebra::prove(thm, EFFORT, &|| clock.over());
    let counts = Counts { nodes: out.attempts, ..counts };
    let Some(proof) = out.proof else {
        if clock.over() {
            return stopped(thm, clock);
        }
        clock.doing("looking for a counterexample", counts);
        if let Some(c) = euclase_refute::numbers::refute_numbers(thm, MANY, &|| clock.over()) {
            return refuted(thm, c, counts);
        }
        let open: Vec<&str> =
            out.open.iter().filter_map(|i| thm.goals.get(*i)).map(|g| g.origin.text.as_str()).collect();
        let asks = thm.goals.iter().any(|g| matches!(g.kind, GoalKind::Find(_) | GoalKind::Solve(_)));
        let what = if asks { "not answered" } else { "not proved" };
        return named(without_proof(thm, Status::Unknown, counts, format!("{what}: {}", open.join(", "))));
    };
    let cert = Certificate {
        theorem: thm.name.clone(),
        goals: vec![0; thm.goals.len()],
        algebra: Some(proof),
        ..Certificate::default()
    };
    match euclase_kernel::check(thm, &cert) {
        Verdict::Accepted(theorem) => {
            let answer = Answer::proved(thm, &cert, &theorem, run("algebra", counts));
            Solved { answer, certificate: Some(cert), figure: None, cases: Vec::new() }
        }
        Verdict::Declined { reason } => {
            named(without_proof(thm, Status::Unknown, counts, format!("the kernel leaves this open: {reason}")))
        }
        Verdict::Rejected { rule, expected, got, .. } => {
            let note =
                format!("the kernel rejected the proof ({rule}): expected {expected}, got {got}; please report this");
            named(without_proof(thm, Status::Unknown, counts, note))
        }
    }
}

/// An answer from values that were checked.
fn refuted(thm: &CoreTheorem, c: euclase_refute::numbers::Counter, counts: Counts) -> Solved {
    let counts = Counts { nodes: counts.nodes + c.evaluations, ..counts };
    let mut solved = named(without_proof(thm, Status::CounterSatisfiable, counts, ""));
    solved.answer.notes.clear();
    let exact = c.shown.iter().map(|s| match s.split_once(" = ") {
        Some((name, value)) => (name.to_string(), value.to_string()),
        None => (s.clone(), String::new()),
    });
    solved.answer.counterexample = Some(Counterexample {
        certainty: Certainty::Exact,
        points: Vec::new(),
        values: exact.collect(),
        fails: c.fails,
    });
    solved
}

fn named(mut solved: Solved) -> Solved {
    solved.answer.prover = "algebra".into();
    solved
}
