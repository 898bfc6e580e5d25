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
            && memory_stats::memory_stats().is_some_and(|m| m.physical_mem as u64 > most)
        {
            self.0.full.store(true, Ordering::Relaxed);
        }
    }

    /// Says what is being done.
    pub fn doing(&self, what: &'static str, counts: Counts) {
        *self.0.progress.lock().unwrap_or_else(PoisonError::into_inner) = (what, counts);
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
    fn memory_is_compared_with_the_limit() {
        let roomy = Clock::new(None, Some(1 << 50));
        roomy.weigh();
        assert_eq!(roomy.status(), None);
        let tight = Clock::new(None, Some(1));
        tight.weigh();
        assert_eq!(tight.status(), Some(Status::MemoryOut));
    }
}
