//! One node: a state with one more point, closed, and what came of it.

use super::candidates::Candidate;
use euclase_deduction::load::row_of;
use euclase_deduction::state::{State, T, TABLES};
use euclase_deduction::{Depth, Session};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};

/// What a new point changed among the points that were there, and how far the goal still is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Independent relations among older points that are new.
    pub old: u32,
    /// Circles, and coincidences of points, that are new.
    pub circles: u32,
    /// Free columns of the goals' reduced rows: 0 is proved (but for a constant).
    pub goal: u32,
}

/// A session with a candidate, not yet closed. None when the closure takes no more points.
pub fn with<'a>(parent: &Session<'a>, c: &Candidate, name: &str) -> Option<Session<'a>> {
    let mut s = parent.clone();
    let args: Vec<Pt> = c.args().iter().map(|&p| Pt(u32::from(p))).collect();
    s.add_aux(name, c.kind.name(), &args, c.at).ok()?;
    Some(s)
}

/// A closed session with a candidate.
pub fn close<'a>(
    parent: &Session<'a>,
    c: &Candidate,
    name: &str,
    depth: Depth,
    stop: &dyn Fn() -> bool,
) -> Option<Session<'a>> {
    let mut s = with(parent, c, name)?;
    s.saturate(depth, stop);
    Some(s)
}

/// How many columns of older points are determined.
fn determined(s: &State, points: usize) -> u32 {
    TABLES.iter().map(|&t| s.t[t as usize].determined(columns(t, points))).sum()
}

fn columns(t: T, points: usize) -> u32 {
    let pairs = points * points.saturating_sub(1) / 2;
    (t.constants() + if t == T::Vec { points } else { pairs }) as u32
}

/// What a child gained over its parent.
pub fn gain(thm: &CoreTheorem, parent: &State, child: &State) -> Gain {
    let n = parent.pic.n();
    Gain {
        old: determined(child, n).saturating_sub(determined(parent, n)),
        circles: child.cyc_version.saturating_sub(parent.cyc_version),
        goal: distance(thm, child),
    }
}

/// Free columns of the goals' rows.
pub fn distance(thm: &CoreTheorem, s: &State) -> u32 {
    thm.goals.iter().map(|g| if let GoalKind::Fact(f) = &g.kind { left(s, f) } else { 0 }).sum()
}

fn left(s: &State, f: &Fact) -> u32 {
    use euclase_deduction::load::ep;
    use euclase_deduction::state::col;
    let free = |t: T, row: &[(u32, i32)]| s.t[t as usize].over_free(row).len() as u32;
    let fine = |pts: &[Pt]| pts.windows(2).all(|w| !s.pic.same(ep(w[0]), ep(w[1])));
    match f {
        Fact::Coll(a, b, c) if fine(&[*b, *a, *c]) => {
            free(T::Dir, &[(col(ep(*a), ep(*b)), 1), (col(ep(*a), ep(*c)), -1)])
        }
        Fact::Cyclic(a, b, c, d) if fine(&[*a, *c, *b, *d, *a]) => {
            let [a, b, c, d] = [a, b, c, d].map(|p| ep(*p));
            free(T::Dir, &[(col(c, a), 1), (col(c, b), -1), (col(d, a), -1), (col(d, b), 1)])
        }
        _ => row_of(s, f).map_or(0, |(t, row)| free(t, &row)),
    }
}
