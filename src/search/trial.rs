//! One node: a state with one more point, closed, and what came of it.

use super::candidates::{self, Candidate, Filtered, Move, moves, place};
use super::score;
use euclase_deduction::Session;
use euclase_deduction::state::{State, T, TABLES};
use euclase_kernel::cert::AuxPoint;

/// What a new point changed among the points that were there.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Independent relations among older points that are new.
    pub old: u32,
    /// Circles, and coincidences of points, that are new.
    pub circles: u32,
}

/// A session with a candidate; the caller saturates. None when the closure takes no more points.
///
/// `names`: as many as the candidate adds points.
pub fn with<'a, N: AsRef<str>>(parent: &Session<'a>, c: &Candidate, names: &[N]) -> Option<Session<'a>> {
    let mut s = parent.clone();
    let steps = steps(c, &parent.state.pic.xy)?;
    for ((m, at), name) in steps.into_iter().zip(names) {
        s.add_aux(name.as_ref(), m.kind.name(), &m.points(), at).ok()?;
    }
    Some(s)
}

/// The definitions that a candidate adds to a picture, each with its place.
pub fn steps(c: &Candidate, xy: &[[f64; 2]]) -> Option<Vec<(Move, [f64; 2])>> {
    let (first, last) = moves(c.kind, c.args(), xy.len() as u8)?;
    let mut out = Vec::with_capacity(2);
    if let Some(first) = first {
        let at = place(&first, xy)?;
        out.push((first, at));
    }
    out.push((last, c.at));
    Some(out)
}

/// The points of a state with those that a candidate adds, as definitions.
pub fn extended(session: &Session, c: &Candidate, names: &[String]) -> (Vec<AuxPoint>, Vec<[f64; 2]>) {
    let mut aux = session.aux.clone();
    let mut at = session.state.pic.xy[session.thm.statement_points..].to_vec();
    for ((m, x), name) in steps(c, &session.state.pic.xy).into_iter().flatten().zip(names) {
        aux.push(AuxPoint { name: name.clone(), def: m.kind.name().into(), args: m.points() });
        at.push(x);
    }
    (aux, at)
}

/// The candidates of a child, made from a parent by the candidate of a rank, at most so many new ones: what the new points bring is
/// worth more, and what could be added before can be added still.
pub fn of_child(
    parent: &Session,
    child: &Session,
    (above, rank): (&[Candidate], usize),
    goal: &[bool],
    most: usize,
) -> (Vec<Candidate>, Filtered) {
    let since = parent.state.pic.n() as u8;
    let (mut list, filtered) = candidates::first(&child.state, since, goal, &score::by_hand, most);
    for c in &mut list {
        c.score += score::BUILDS_ON_THE_LAST;
    }
    list.extend(above.iter().enumerate().filter(|(i, _)| *i != rank).map(|(_, c)| c.clone()));
    list.sort_by(|a, b| b.score.total_cmp(&a.score));
    (list, filtered)
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
