//! The queue: what is to be done, and what it costs.
//!
//! All tasks stand in one order, by a cost that is a logarithm of preference: what was chosen on the way to a state, what choosing the
//! candidate costs there, and for going into it the doubt that it is worth it. Geometry and algebra share the queue and its order.

use super::trial::Gain;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Costs, in nats: of closing a node deeper, of listing its candidates, and what a gain takes off, where no policy reads a value.
const DEEPER: f64 = 1.5;
const EXPAND: f64 = 4.0;
const BARREN: f64 = 1.5;
/// The same where one does, besides the surprise that one point more were enough.
const DEEPER_READ: f64 = 0.0;
pub(super) const EXPAND_READ: f64 = 0.5;

/// What is to be done, the cheapest first.
#[derive(Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Entry>,
    serial: u64,
}

impl Queue {
    /// Puts something in.
    pub fn push(&mut self, cost: f64, open: usize, rank: usize, task: Task) {
        self.serial += 1;
        self.heap.push(Entry { cost, serial: self.serial, open, rank, task });
    }

    /// Takes the cheapest out.
    pub fn pop(&mut self) -> Option<Entry> {
        self.heap.pop()
    }
}

/// Something to do.
#[derive(Clone, Copy, Debug)]
pub(super) enum Task {
    /// Close the state with its candidate by the cheap rules.
    Try,
    /// By all rules.
    Deepen,
    /// And list its candidates.
    Expand,
}

impl Task {
    pub(super) fn word(self) -> &'static str {
        match self {
            Task::Try => "try",
            Task::Deepen => "deepen",
            Task::Expand => "expand",
        }
    }
}

/// An entry of the queue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    /// In nats; the least first.
    pub cost: f64,
    /// Which was put in first, of equals.
    pub serial: u64,
    /// The state.
    pub open: usize,
    /// The candidate's rank in it.
    pub rank: usize,
    /// What to do.
    pub task: Task,
}

impl PartialEq for Entry {
    fn eq(&self, o: &Self) -> bool {
        self.cmp(o) == Ordering::Equal
    }
}
impl Eq for Entry {}
impl PartialOrd for Entry {
    fn partial_cmp(&self, o: &Self) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}
impl Ord for Entry {
    /// The least cost is the greatest entry; of equal ones the oldest.
    fn cmp(&self, o: &Self) -> Ordering {
        o.cost.total_cmp(&self.cost).then(o.serial.cmp(&self.serial))
    }
}

/// What closing deeper costs, and listing the candidates: by the value that was read, or by what was gained.
pub(super) fn costs(gain: Gain, value: Option<f32>) -> (f64, f64) {
    if let Some(v) = value {
        return (DEEPER_READ + 0.5 * doubt(v), EXPAND_READ + doubt(v));
    }
    let none = gain.old == 0 && gain.circles == 0;
    let worth = if none { BARREN } else { -0.5 * f64::from(gain.old.min(20)).ln_1p() };
    (DEEPER + worth, EXPAND + worth)
}

/// −ln of the chance that one point more is enough, by the logarithm of its odds.
pub(super) fn doubt(value: f32) -> f64 {
    f64::from(-value).exp().ln_1p()
}
