//! The hand-made score as it is, and a random order to compare others with.

use super::{Entered, Policy, Ranked};
use crate::search::candidates::Candidate;
use euclase_diagram::rng::splitmix;

/// The hand-made score.
#[derive(Clone, Copy, Debug, Default)]
pub struct Heuristic;

impl Policy for Heuristic {
    fn enter(&mut self, _: &Entered, list: Vec<Candidate>) -> Ranked {
        list.into()
    }
}

/// A random order, by the seed and what the state contains.
#[derive(Clone, Copy, Debug)]
pub struct Random {
    seed: u64,
}

impl Random {
    /// With a seed.
    pub fn new(seed: u64) -> Random {
        Random { seed }
    }
}

impl Policy for Random {
    fn enter(&mut self, state: &Entered, mut list: Vec<Candidate>) -> Ranked {
        let mut seed = self.seed;
        let mut draw = state.key ^ splitmix(&mut seed);
        // Fisher and Yates; the remainder's bias is far below anything that could be noticed.
        for i in (1..list.len()).rev() {
            list.swap(i, (splitmix(&mut draw) % (i as u64 + 1)) as usize);
        }
        list.into()
    }
}
