//! What the closure with one candidate more came to, in numbers: from these a value is read that decides what is gone into.

use super::candidates::{Candidate, adds, proved_lines};
use super::trial::{Gain, determined};
use euclase_deduction::Session;
use euclase_deduction::load::open_terms;
use euclase_deduction::pic::{bit, members};
use euclase_grammar::core::GoalKind;
use euclase_protocol::AFTER;

/// The numbers ([`AFTER`] says which). `g`: what the child gained; `surprise`: of the candidate, in nats.
pub fn numbers(parent: &Session, child: &Session, c: &Candidate, g: Gain, surprise: f32) -> [f32; AFTER] {
    let n = parent.state.pic.n();
    let log = |k: u32| (k as f32).ln_1p();
    let few = |k: u32| k.min(8) as f32 / 4.0;
    let yes = |b: bool| f32::from(u8::from(b));
    let (before, after) = (open(parent), open(child));
    let all = child.state.pic.n();
    let own = determined(&child.state, all).saturating_sub(determined(&child.state, n));
    let proved = proved(child);
    let m = &c.met;
    [
        yes(g.old == 0),
        log(g.old),
        log(g.circles),
        log(before),
        log(after),
        (before as f32 - after as f32).clamp(-4.0, 8.0) / 4.0,
        log(own),
        few(proved[0]),
        few(proved[1]),
        few(proved[2]),
        few(u32::from(m.lines) + u32::from(m.circles) + u32::from(m.triples) + u32::from(m.apex)),
        surprise / 4.0,
        c.score / 4.0,
        parent.aux.len() as f32 / 2.0,
        yes(adds(c.kind) > 1) + 2.0 * yes(c.twin.is_some()),
    ]
}

/// Free terms of the goals that are not proved.
fn open(s: &Session) -> u32 {
    let facts = s.thm.goals.iter().filter_map(|g| if let GoalKind::Fact(f) = &g.kind { Some(f) } else { None });
    facts.map(|f| open_terms(&s.state, f).unwrap_or(1) as u32).sum()
}

/// Lines of three points, circles of four, and equal distances of the last point that are proved.
fn proved(s: &Session) -> [u32; 3] {
    let st = &s.state;
    let x = st.pic.n() as u8 - 1;
    let lines = proved_lines(st).into_iter().filter(|m| m & bit(x) != 0).count() as u32;
    let circles = st.cycs.iter().filter(|m| **m & bit(x) != 0).count() as u32;
    let mut lengths: Vec<u64> = members(bit(x) - 1).filter(|&p| !st.pic.same(p, x)).map(|p| st.g(p, x)).collect();
    let many = lengths.len();
    lengths.sort_unstable();
    lengths.dedup();
    [lines, circles, (many - lengths.len()) as u32]
}
