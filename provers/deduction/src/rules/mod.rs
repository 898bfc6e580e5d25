//! The rules of the closure, one file a family, and the loop that runs them.
//!
//! The cheap loop (similar triangles, circles, lines, lengths, coincidences) runs to its end; then
//! the dear rules (squares, vectors, ratios) run once, then the cheap loop again, until nothing
//! changes. A family is skipped while the tables that it reads have not changed.

mod bisectors;
mod cevians;
mod chords;
mod circles;
mod coincide;
mod halfway;
mod lengths;
mod lines;
mod measures;
mod power;
mod ratios;
mod similar;
mod sines;
mod squares;
mod trapezoid;
mod vectors;

pub use lengths::{emit_ratio, log_terms};
pub use similar::{AA, GIVEN, emit as emit_similarity, order_of};

use crate::state::{State, T};

/// What a rule family reads: ranks of the tables and the version of the circles.
fn stamp(s: &State) -> [u32; 6] {
    let r = |t: T| s.t[t as usize].rank();
    [r(T::Dir), r(T::Log), r(T::Len), r(T::Sq), r(T::Vec), s.cyc_version + s.sames.len() as u32]
}

/// A family: the tables that it reads (by position in the stamp) and its function.
struct Family {
    reads: &'static [usize],
    run: fn(&mut State),
}

const CHEAP: [Family; 6] = [
    Family { reads: &[0, 5], run: lines::run },
    Family { reads: &[0, 1, 5], run: circles::run },
    Family { reads: &[0, 1], run: similar::run },
    Family { reads: &[1, 2], run: lengths::run },
    Family { reads: &[0, 1, 5], run: chords::run },
    Family { reads: &[0, 1, 4, 5], run: coincide::run },
];

const DEAR: [Family; 13] = [
    Family { reads: &[1, 2, 3], run: measures::run },
    Family { reads: &[0, 2], run: lines::from_sums },
    Family { reads: &[0, 1, 2, 3, 4], run: squares::run },
    Family { reads: &[0, 2, 4], run: vectors::run },
    Family { reads: &[0, 1, 2], run: ratios::run },
    Family { reads: &[0, 1], run: bisectors::run },
    Family { reads: &[0, 1], run: cevians::run },
    Family { reads: &[0, 1], run: trapezoid::run },
    Family { reads: &[0, 1, 4], run: halfway::run },
    Family { reads: &[0, 1, 3], run: power::run },
    Family { reads: &[0, 1, 5], run: circles::bisector_circle },
    Family { reads: &[0, 5], run: circles::three_circles },
    Family { reads: &[0, 5], run: power::radical_axes },
];

/// Number of families, the law of sines included.
pub const FAMILIES: usize = CHEAP.len() + DEAR.len() + 1;

/// Runs one family unless nothing that it reads has changed. True when something new came.
fn step(s: &mut State, f: &Family, slot: usize) -> bool {
    let before = stamp(s);
    if f.reads.iter().all(|&k| s.seen[slot][k] == before[k]) {
        return false;
    }
    s.seen[slot] = before;
    (f.run)(s);
    stamp(s) != before
}

/// The cheap loop, to its end.
pub fn cheap(s: &mut State) {
    loop {
        s.counts.rounds += 1;
        let mut changed = false;
        for (i, f) in CHEAP.iter().enumerate() {
            changed |= step(s, f, i);
        }
        if !changed {
            return;
        }
    }
}

/// How far a closure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// The cheap loop alone.
    Cheap,
    /// With the dear rules.
    Dear,
    /// With the law of sines.
    Full,
}

/// The whole closure, as deep as asked. `stop` is asked between families; when it says so
/// the closure ends early (what is there is sound).
pub fn saturate(s: &mut State, depth: Depth, stop: &dyn Fn(&State) -> bool) {
    const SINES: Family = Family { reads: &[0, 1], run: sines::run };
    loop {
        cheap(s);
        if depth == Depth::Cheap || stop(s) {
            return;
        }
        s.counts.dear += 1;
        let mut changed = false;
        for (i, f) in DEAR.iter().enumerate() {
            changed |= step(s, f, CHEAP.len() + i);
        }
        if !changed && depth == Depth::Full && !stop(s) {
            changed = step(s, &SINES, CHEAP.len() + DEAR.len());
        }
        if !changed {
            return;
        }
    }
}
