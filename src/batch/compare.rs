//! What a run has come to, alone and held against an earlier one.

use super::results::Found;
use super::{Outcome, Shard, Summary};
use crate::report::Status;
use std::collections::BTreeMap;

/// A time is longer than another one when it is this many times it, and so many seconds more: machines are noisy.
const TIMES: f64 = 2.0;
const SECONDS: f64 = 0.5;

/// The shards of one run as the run that they are parts of, in its order; a single complete file as it is.
///
/// # Errors
/// They are no shards of one run, or not all of them are there; with the indices of the files that are at fault.
pub fn joined(mut parts: Vec<(String, Found)>) -> Result<Found, String> {
    let header = |f: &Found| f.header.clone().ok_or("it has no header".to_string());
    let shard = |f: &Found| f.header.as_ref().and_then(|h| h.shard);
    if let [_] = &parts[..] {
        return parts.pop().map(|p| p.1).ok_or_else(String::new);
    }
    parts.sort_by_key(|(_, f)| shard(f));
    let mut whole = Found { ended: true, ..Found::default() };
    for (i, (name, f)) in parts.iter().enumerate() {
        let mut h = header(f).map_err(|e| format!("{name}: {e}"))?;
        let Some(Shard { part, of }) = h.shard.take() else {
            return Err(format!("{name} is no shard: name one results file, or all shards of one run"));
        };
        let wrong = if part == i {
            format!("{part}/{of} is there twice")
        } else if part != i + 1 {
            format!("{}/{of} is missing", i + 1)
        } else if i + 1 == parts.len() && part != of {
            format!("{}/{of} is missing", part + 1)
        } else {
            String::new()
        };
        if !wrong.is_empty() {
            return Err(format!("{name} is shard {part}/{of}: all shards of a run are wanted, each once; {wrong}"));
        }
        if whole.header.as_ref().is_some_and(|w| *w != h) {
            return Err(format!("{name} is of a run with other options or problems than the shards before it"));
        }
        whole.header = Some(h);
        whole.ended &= f.ended;
    }
    let mut queues: Vec<_> = parts.into_iter().map(|(_, f)| f.results.into_iter()).collect();
    loop {
        let round: Vec<Outcome> = queues.iter_mut().filter_map(Iterator::next).collect();
        if round.is_empty() {
            return Ok(whole);
        }
        whole.results.extend(round);
    }
}

/// The summary of results.
pub fn summary(results: &[Outcome]) -> Summary {
    let mut s = Summary::default();
    results.iter().for_each(|o| s.add(o));
    s
}

/// Two runs over the same problems.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Answered now (proved or refuted), not before.
    pub gained: Vec<String>,
    /// Answered before, not now.
    pub lost: Vec<String>,
    /// Proved in one, refuted in the other: one of them is wrong.
    pub opposite: Vec<String>,
    /// Answered by both, clearly slower now.
    pub slower: Vec<String>,
    /// Answered by both, clearly faster now.
    pub faster: Vec<String>,
    /// Theorems whose text has changed: not compared.
    pub changed: Vec<String>,
    /// Theorems of one run only: not compared.
    pub unmatched: usize,
    /// Answered by both: how many, and the sums of the seconds before and now.
    pub both: (usize, f64, f64),
}

/// Compares a run with an earlier one.
pub fn compare(before: &[Outcome], now: &[Outcome]) -> Comparison {
    let mut out = Comparison::default();
    let key = |o: &Outcome| (o.file.clone(), o.name.clone());
    let mut old: BTreeMap<_, &Outcome> = before.iter().map(|o| (key(o), o)).collect();
    for o in now {
        let Some(b) = old.remove(&key(o)) else {
            out.unmatched += 1;
            continue;
        };
        let name = if o.name.is_empty() { o.file.clone() } else { o.name.clone() };
        if b.text != o.text && !b.text.is_empty() && !o.text.is_empty() {
            out.changed.push(name);
            continue;
        }
        let answered = |o: &Outcome| {
            matches!(o.status, Status::Theorem | Status::CounterSatisfiable | Status::ContradictoryAxioms)
        };
        match (answered(b), answered(o)) {
            (false, true) => out.gained.push(format!("{name}: {}, was {}", o.status, b.status)),
            (true, false) => out.lost.push(format!("{name}: {}, was {}", o.status, b.status)),
            (true, true) if b.status != o.status => {
                out.opposite.push(format!("{name}: {}, was {}", o.status, b.status))
            }
            (true, true) => {
                out.both = (out.both.0 + 1, out.both.1 + b.seconds, out.both.2 + o.seconds);
                let longer = |x: f64, y: f64| x > TIMES * y && x > y + SECONDS;
                let times = format!("{name}: {:.3} s, was {:.3} s", o.seconds, b.seconds);
                if longer(o.seconds, b.seconds) {
                    out.slower.push(times);
                } else if longer(b.seconds, o.seconds) {
                    out.faster.push(times);
                }
            }
            (false, false) => {}
        }
    }
    out.unmatched += old.len();
    out
}

impl Comparison {
    /// Is the run worse than the earlier one? Times are not counted: they are noisy.
    pub fn worse(&self) -> bool {
        !self.lost.is_empty() || !self.opposite.is_empty()
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut out = format!("{:<22}{:>6}\n", "answered in both", self.both.0);
        out += &format!("{:<22}{:>9.3} s, was {:.3} s\n", "  time (sum)", self.both.2, self.both.1);
        let parts = [
            ("newly answered", &self.gained),
            ("no longer answered", &self.lost),
            ("proved and refuted", &self.opposite),
            ("slower", &self.slower),
            ("faster", &self.faster),
            ("text has changed", &self.changed),
        ];
        for (what, names) in parts {
            out += &format!("{what:<22}{:>6}\n", names.len());
            names.iter().for_each(|n| out += &format!("  {n}\n"));
        }
        if self.unmatched > 0 {
            out += &format!("{:<22}{:>6}\n", "in one run only", self.unmatched);
        }
        out
    }
}
