//! When to stop: a limit of time, a limit of memory, an interrupt.
//!
//! The provers ask a [`Clock`] between their rounds. Some work cannot be asked (the search for a figure, the
//! rebuilding of a proof): it is bounded by budgets of its own, and whoever waits for it looks at the clock too.

use crate::report::{Counts, Status};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Set by the interrupt handler; every prover stops soon after.
pub static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Changes from one thing to another that are kept: a search that takes turns with others changes often.
const MOST_STAGES: usize = 4096;

/// What was done, and how long.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stage {
    /// In words.
    pub what: &'static str,
    /// Seconds, all turns together.
    pub seconds: f64,
}

/// A clock with an end, shared by the work and the one that waits for it.
#[derive(Clone, Debug)]
pub struct Clock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    start: Instant,
    end: Option<Instant>,
    /// Bytes that the process may use.
    memory: Option<u64>,
    full: AtomicBool,
    progress: Mutex<(&'static str, Counts)>,
    /// What was done, one after the other, and when each began.
    log: Mutex<Vec<(&'static str, f64)>>,
    /// What is worth saying if there is no more than this.
    remark: Mutex<Option<String>>,
}

impl Clock {
    /// Starts now. `limit`: seconds to the end; `memory`: bytes of the whole process.
    pub fn new(limit: Option<Duration>, memory: Option<u64>) -> Clock {
        let start = Instant::now();
        Clock(Arc::new(Inner {
            start,
            end: limit.and_then(|l| start.checked_add(l)),
            memory,
            full: AtomicBool::new(false),
            progress: Mutex::new(("starting", Counts::default())),
            log: Mutex::new(Vec::new()),
            remark: Mutex::new(None),
        }))
    }

    /// Seconds since the start.
    pub fn seconds(&self) -> f64 {
        self.0.start.elapsed().as_secs_f64()
    }

    /// Whether to stop now.
    pub fn over(&self) -> bool {
        self.status().is_some()
    }

    /// Why to stop now.
    pub fn status(&self) -> Option<Status> {
        if INTERRUPTED.load(Ordering::Relaxed) {
            Some(Status::User)
        } else if self.0.full.load(Ordering::Relaxed) {
            Some(Status::MemoryOut)
        } else if self.0.end.is_some_and(|e| Instant::now() >= e) {
            Some(Status::Timeout)
        } else {
            None
        }
    }

    /// Compares the memory of the process with the limit.
    pub fn weigh(&self) {
        if let Some(most) = self.0.memory
            && memory() > most
        {
            self.0.full.store(true, Ordering::Relaxed);
        }
    }

    /// Says what is being done.
    pub fn doing(&self, what: &'static str, counts: Counts) {
        *self.0.progress.lock().unwrap_or_else(PoisonError::into_inner) = (what, counts);
        let mut log = self.0.log.lock().unwrap_or_else(PoisonError::into_inner);
        if log.last().is_none_or(|l| l.0 != what) && log.len() < MOST_STAGES {
            log.push((what, self.seconds()));
        }
    }

    /// How long each thing took so far, in the order in which they were begun.
    pub fn stages(&self) -> Vec<Stage> {
        let log = self.0.log.lock().unwrap_or_else(PoisonError::into_inner);
        let mut out: Vec<Stage> = Vec::new();
        let ends = log.iter().skip(1).map(|l| l.1).chain([self.seconds()]);
        for ((what, start), end) in log.iter().zip(ends) {
            match out.iter_mut().find(|s| s.what == *what) {
                Some(s) => s.seconds += end - start,
                None => out.push(Stage { what, seconds: end - start }),
            }
        }
        out
    }

    /// Leaves word of what came out so far.
    pub fn remark(&self, text: String) {
        *self.0.remark.lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
    }

    /// The last remark.
    pub fn remarked(&self) -> Option<String> {
        self.0.remark.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was being done, last.
    pub fn done(&self) -> (&'static str, Counts) {
        *self.0.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Memory of this process in bytes; 0 where it cannot be told.
pub fn memory() -> u64 {
    memory_stats::memory_stats().map_or(0, |m| m.physical_mem as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_in_the_past_a_far_one_and_none() {
        assert_eq!(Clock::new(Some(Duration::ZERO), None).status(), Some(Status::Timeout));
        assert_eq!(Clock::new(Some(Duration::MAX), None).status(), None);
        assert_eq!(Clock::new(None, None).status(), None);
    }

    #[test]
    fn stages_are_summed() {
        let clock = Clock::new(None, None);
        for what in ["a", "b", "b", "a"] {
            clock.doing(what, Counts::default());
        }
        let stages = clock.stages();
        assert_eq!(stages.iter().map(|s| s.what).collect::<Vec<_>>(), ["a", "b"]);
        assert!(stages.iter().all(|s| s.seconds >= 0.0));
    }

    #[test]
    fn memory_is_compared_with_the_limit() {
        let roomy = Clock::new(None, Some(1 << 50));
        roomy.weigh();
        assert_eq!(roomy.status(), None);
        let tight = Clock::new(None, Some(1));
        tight.weigh();
        assert_eq!(tight.status(), Some(Status::MemoryOut));
    }
}
