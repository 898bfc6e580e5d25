//! Time: wall clock, and CPU time of this thread (which other work on the machine disturbs less).

use nix::time::{ClockId, clock_gettime};
use std::time::Instant;

/// A moment.
pub struct Moment {
    wall: Instant,
    cpu: f64,
}

/// What passed since a moment, in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Spent {
    /// By the clock on the wall.
    pub wall: f64,
    /// On the processor, user and system together.
    pub cpu: f64,
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, o: Spent) {
        self.wall += o.wall;
        self.cpu += o.cpu;
    }
}

fn cpu() -> f64 {
    // Linux and the BSDs have this clock; without it the figure is missing, not wrong.
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).map_or(f64::NAN, |t| t.tv_sec() as f64 + t.tv_nsec() as f64 * 1e-9)
}

impl Moment {
    /// Now.
    pub fn now() -> Moment {
        Moment { cpu: cpu(), wall: Instant::now() }
    }

    /// Since then.
    pub fn spent(&self) -> Spent {
        Spent { wall: self.wall.elapsed().as_secs_f64(), cpu: cpu() - self.cpu }
    }
}

/// Runs `f` and says how long it took.
pub fn timed<R>(f: impl FnOnce() -> R) -> (R, Spent) {
    let start = Moment::now();
    let r = f();
    let spent = start.spent();
    (r, spent)
}

/// The middle of a list (the mean of the two middle ones where it is even); 0 for an empty one.
pub fn median(mut v: Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    match v.len() {
        0 => 0.0,
        n if n % 2 == 1 => v[n / 2],
        n => (v[n / 2 - 1] + v[n / 2]) / 2.0,
    }
}

/// The largest of a list; 0 for an empty one.
pub fn most(v: &[f64]) -> f64 {
    v.iter().copied().fold(0.0, f64::max)
}
