//! The hand-made score: what a candidate meets by accident, then its kind and how near it is to the goal.
//!
//! Weights as in published network-free systems: an accidental incidence is worth three to four times the prior of a kind.

use super::candidates::Candidate;

/// The worth of a candidate; the unit is a nat of preference.
pub fn by_hand(c: &Candidate) -> f32 {
    let m = &c.met;
    let few = |k: u8, most: u8| f32::from(k.min(most));
    2.0 * few(m.lines, 3)
        + 0.3 * few(m.crowd, 3)
        + 2.2 * few(m.circles, 3)
        + 0.8 * few(m.triples, 4)
        + 1.2 * few(m.apex, 3)
        + 0.15 * few(m.lengths, 4)
        + 0.15 * few(m.parallel, 4)
        + 0.15 * few(m.perpendicular, 4)
        + 0.3 * few(m.goal, 4)
        + 0.3 * few(c.aims, 3)
        + if c.twin.is_some() { TWIN } else { 0.0 }
        + c.kind.prior()
}

/// The worth of a second definition of a point: as much as an incidence.
const TWIN: f32 = 2.0;

/// What a candidate gains by building on the point that was added last.
pub const BUILDS_ON_THE_LAST: f32 = 0.7;
