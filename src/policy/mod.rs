//! Policies: who ranks the candidates of a state.
//!
//! The search lists the candidates of each state it enters, ranked by the hand-made score, and shows them to its policy, which may
//! rank them anew, add some, or leave some out; later it tells what came of each. All this happens on one thread and in an order that
//! does not depend on the number of workers, so that the same seed gives the same proof. Nothing that a policy says is believed: its
//! points pass the same filters as any others, and the kernel judges the proofs.

pub mod algebra;
mod choice;
mod external;
pub mod learned;
mod messages;
pub mod program;
pub mod replay;
mod simple;
pub mod view;

pub use choice::Choice;
pub use simple::{Heuristic, Random};

use crate::search::Gain;
use crate::search::candidates::Candidate;
use crate::solve::Clock;
use euclase_deduction::Session;
use euclase_grammar::core::CoreTheorem;
use euclase_protocol::After;
use std::collections::BTreeMap;
use std::time::Duration;

/// A state of the search, as a policy meets it.
pub struct Entered<'s, 'a> {
    /// Its number; the root is 0.
    pub id: usize,
    /// What it contains, as a number: the same whatever the order in which its points were added.
    pub key: u64,
    /// The closed session.
    pub session: &'s Session<'a>,
    /// For each point of the statement, whether a goal speaks of it.
    pub goal: &'s [bool],
}

/// The candidates of a state in a policy's order.
#[derive(Debug, Default)]
pub struct Ranked {
    /// Best first.
    pub list: Vec<Candidate>,
    /// For each the policy's prior; shorter than the list, or empty, where there is none. For the trace.
    pub prior: Vec<f32>,
    /// Surprise of each, in nats: what choosing it costs, ascending. Where it is missing, the logarithm of the rank counts.
    pub surprise: Vec<f32>,
    /// How promising the state is: the logarithm of the odds that one point more is enough.
    pub value: Option<f32>,
}

impl From<Vec<Candidate>> for Ranked {
    fn from(list: Vec<Candidate>) -> Ranked {
        Ranked { list, ..Ranked::default() }
    }
}

/// What came of a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict<'v> {
    /// The closure took no more points, or was stopped.
    Nothing,
    /// The state with these points had been met in another order.
    Repeated,
    /// Closed, and it gained so much.
    Closed(Gain),
    /// The goals were reached, and the kernel accepted the proof.
    Proved,
    /// The goals were reached, but there was no accepted proof: why.
    Refused(&'v str),
}

impl Verdict<'_> {
    /// In a word, as in traces.
    pub fn word(&self) -> &'static str {
        match self {
            Verdict::Nothing => "nothing",
            Verdict::Repeated => "repeated",
            Verdict::Closed(_) => "closed",
            Verdict::Proved => "proved",
            Verdict::Refused(_) => "refused",
        }
    }
}

/// Who ranks candidates.
pub trait Policy {
    /// A state is entered; `list` is ranked by the hand-made score.
    fn enter(&mut self, state: &Entered, list: Vec<Candidate>) -> Ranked;

    /// The number of nodes after which it ranks; until then the hand-made score does, and it is not asked.
    fn after(&self) -> u64 {
        0
    }

    /// The value that it reads after a closure, once it has entered a state: it then decides what is gone into.
    fn reads(&self) -> Option<&After> {
        None
    }

    /// What came of the candidate of a rank of a state. A candidate is tried first, and may be closed deeper and expanded later:
    /// then this is called again.
    fn told(&mut self, state: usize, rank: usize, verdict: Verdict) {
        let _ = (state, rank, verdict);
    }

    /// What the user should know: warnings first.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }

    /// What was rejected, by reason, for the trace.
    fn rejected(&self) -> BTreeMap<&'static str, u64> {
        BTreeMap::new()
    }
}

/// What a policy may know when it begins.
pub struct Start<'s> {
    /// The theorem.
    pub thm: &'s CoreTheorem,
    /// Its text.
    pub text: &'s str,
    /// Seed of everything random.
    pub seed: u64,
    /// Nodes after which the learned policy takes over.
    pub after: u64,
    /// The learned policy's program, if it is not where it is looked for.
    pub helper: Option<&'s std::path::Path>,
    /// How long a helper program may think about a state.
    pub patience: Duration,
    /// When to stop waiting.
    pub clock: &'s Clock,
    /// What holds a helper program.
    pub leash: &'s program::Leash,
}
