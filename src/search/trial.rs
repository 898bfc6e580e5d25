//! One node: a state with one more point, closed, and what came of it.

use super::candidates::Candidate;
use euclase_deduction::Session;
use euclase_deduction::state::{State, T, TABLES};
use euclase_grammar::core::Pt;

/// What a new point changed among the points that were there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Independent relations among older points that are new.
    pub old: u32,
    /// Circles, and coincidences of points, that are new.
    pub circles: u32,
}

/// A session with a candidate; the caller saturates. None when the closure takes no more points.
pub fn with<'a>(parent: &Session<'a>, c: &Candidate, name: &str) -> Option<Session<'a>> {
    let mut s = parent.clone();
    let args: Vec<Pt> = c.args().iter().map(|&p| Pt(u32::from(p))).collect();
    s.add_aux(name, c.kind.name(), &args, c.at).ok()?;
    Some(s)
}

/// How many columns of the first `points` points are determined.
pub fn determined(s: &State, points: usize) -> u32 {
    TABLES.iter().map(|&t| s.t[t as usize].determined(columns(t, points))).sum()
}

fn columns(t: T, points: usize) -> u32 {
    let pairs = points * points.saturating_sub(1) / 2;
    (t.constants() + if t == T::Vec { points } else { pairs }) as u32
}

/// What a child gained over its parent.
pub fn gain(parent: &State, child: &State) -> Gain {
    let n = parent.pic.n();
    Gain {
        old: determined(child, n).saturating_sub(determined(parent, n)),
        circles: child.cyc_version.saturating_sub(parent.cyc_version),
    }
}
