//! The search for auxiliary points: states, proposals, check, states.
//!
//! A state is a closed session. Its candidates ([`candidates`]) are ranked; a node closes a state with one candidate more,
//! first by the cheap rules, and what comes of it decides whether it is closed deeper and whether its own candidates are listed.
//! All three are entries of one queue, ordered by a cost that is a logarithm of preference: the rank of each candidate on
//! the way, less what the closures gained (best-first search in the manner of Levin tree search, Orseau et al. 2018,
//! "Single-agent policy tree search with guarantees").
//!
//! Nodes are worked on in batches of a fixed size, in parallel; results are taken in order. So the same seed gives the same proof
//! whatever the number of threads, and nothing depends on the clock but when to stop.

pub mod candidates;
pub mod score;
#[cfg(test)]
mod tests;
mod trial;

use crate::report::Counts;
use crate::solve::Clock;
use candidates::{Candidate, Filtered};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::splitmix;
use euclase_grammar::core::CoreTheorem;
use rustc_hash::FxHashSet;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering as Atomic};
use trial::Gain;
pub use trial::with;

/// How to search.
#[derive(Clone, Debug)]
pub struct Options {
    /// Most nodes: closures, cheap or deep.
    pub nodes: u64,
    /// Threads.
    pub jobs: usize,
    /// How deep a promising node is closed.
    pub depth: Depth,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Closures.
    pub nodes: u64,
    /// Of these, deep ones.
    pub deep: u64,
    /// States whose candidates were listed.
    pub expanded: u64,
    /// Nodes whose points had been met in another order.
    pub repeated: u64,
    /// Proofs found that the kernel did not accept.
    pub refused: u64,
    /// Candidates.
    pub filtered: Filtered,
}

/// Entries that are worked on before any result is looked at: part of what a proof depends on, so fixed.
const BATCH: usize = 96;
/// States that stay open.
const MOST_OPEN: usize = 1500;
/// Candidates of a state that are kept.
const MOST_CANDIDATES: usize = 6000;
/// Most auxiliary points.
const MOST_AUX: usize = 6;

/// Costs, in nats: of closing a node deeper, of listing its candidates, and what a gain takes off.
const DEEPER: f64 = 1.5;
const EXPAND: f64 = 4.0;
const BARREN: f64 = 1.5;

/// A state whose candidates are listed.
struct Open<'a> {
    session: Session<'a>,
    candidates: Vec<Candidate>,
    /// The cost so far.
    cost: f64,
    /// What it contains, whatever the order.
    key: u64,
    /// For each auxiliary point, a number that its definition alone decides.
    names: Vec<u64>,
}

/// Something to do.
#[derive(Clone, Copy, Debug)]
enum Task {
    /// Close the state with its candidate by the cheap rules.
    Try,
    /// By all rules.
    Deepen,
    /// And list its candidates.
    Expand,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    cost: f64,
    serial: u64,
    open: usize,
    rank: usize,
    task: Task,
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

/// What an entry came to.
enum Came<'a> {
    Nothing,
    Closed(Gain),
    Proved(Box<Session<'a>>),
    Open(Box<Session<'a>>, Vec<Candidate>, Filtered),
}

/// Searches from a saturated session. `accept` is shown every session that reaches the goals, in a fixed order, and says whether
/// its proof stands; the search ends with the first that does.
pub fn search<'a>(
    root: &Session<'a>,
    options: &Options,
    clock: &Clock,
    accept: &mut dyn FnMut(&Session<'a>) -> bool,
) -> (bool, Done) {
    let mut s = Search {
        thm: root.thm,
        letters: letters(root),
        goal: goal_points(root.thm),
        options,
        clock,
        open: Vec::new(),
        queue: BinaryHeap::new(),
        met: FxHashSet::default(),
        serial: 0,
        done: Done::default(),
    };
    let (list, filtered) = candidates::list(&root.state, 0, &s.goal, &score::by_hand);
    s.done.filtered += filtered;
    s.enter(root.clone(), list, 0.0, 0, Vec::new());
    let found = s.run(accept);
    (found, s.done)
}

struct Search<'a, 'b> {
    thm: &'a CoreTheorem,
    /// Names for auxiliary points.
    letters: Vec<String>,
    goal: Vec<bool>,
    options: &'b Options,
    clock: &'b Clock,
    open: Vec<Open<'a>>,
    queue: BinaryHeap<Entry>,
    /// States met.
    met: FxHashSet<u64>,
    serial: u64,
    done: Done,
}

impl<'a> Search<'a, '_> {
    fn enter(&mut self, session: Session<'a>, mut candidates: Vec<Candidate>, cost: f64, key: u64, names: Vec<u64>) {
        candidates.truncate(MOST_CANDIDATES);
        self.done.expanded += 1;
        self.open.push(Open { session, candidates, cost, key, names });
        self.next(self.open.len() - 1, 0);
    }

    /// Puts the candidate of a rank into the queue.
    fn next(&mut self, open: usize, rank: usize) {
        if rank < self.open[open].candidates.len() {
            let cost = self.open[open].cost + ((1 + rank) as f64).ln();
            self.push(cost, open, rank, Task::Try);
        }
    }

    fn push(&mut self, cost: f64, open: usize, rank: usize, task: Task) {
        self.serial += 1;
        self.queue.push(Entry { cost, serial: self.serial, open, rank, task });
    }

    fn run(&mut self, accept: &mut dyn FnMut(&Session<'a>) -> bool) -> bool {
        while self.done.nodes < self.options.nodes && !self.clock.over() {
            let counts =
                Counts { points: self.thm.statement_points as u64, nodes: self.done.nodes, ..Counts::default() };
            self.clock.doing("searching for auxiliary points", counts);
            let batch = self.batch();
            if batch.is_empty() {
                return false;
            }
            for (entry, came) in batch.iter().zip(self.work(&batch)) {
                if self.take(*entry, came, accept) {
                    return true;
                }
            }
        }
        false
    }

    /// The next entries.
    fn batch(&mut self) -> Vec<Entry> {
        let mut out = Vec::with_capacity(BATCH);
        while out.len() < BATCH {
            let Some(e) = self.queue.pop() else { break };
            if matches!(e.task, Task::Try) {
                self.next(e.open, e.rank + 1);
                let (key, _) = self.key(e);
                if !self.met.insert(key) {
                    self.done.repeated += 1;
                    continue;
                }
            }
            out.push(e);
        }
        out
    }

    /// What a state with a candidate contains, whatever the order; and the number of the new point.
    fn key(&self, e: Entry) -> (u64, u64) {
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        let given = self.thm.statement_points;
        let mut h = mix(c.kind as u64 + 1);
        for &p in c.args() {
            let p = usize::from(p);
            h = mix(h ^ if p < given { p as u64 } else { open.names[p - given] });
        }
        // Two places may have one definition.
        h = mix(h ^ (c.at[0].to_bits() >> 24) ^ (c.at[1].to_bits() >> 24).rotate_left(32));
        (open.key.wrapping_add(h), h)
    }

    /// Works on a batch, on all threads; results in order.
    fn work(&self, batch: &[Entry]) -> Vec<Came<'a>> {
        let slots: Vec<Mutex<Came<'a>>> = batch.iter().map(|_| Mutex::new(Came::Nothing)).collect();
        // The long ones first, so that no thread is left waiting for one.
        let mut order: Vec<usize> = (0..batch.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(batch[i].task as u8));
        let next = AtomicUsize::new(0);
        let worker = || {
            while let Some(&i) = order.get(next.fetch_add(1, Atomic::Relaxed)) {
                let (e, slot) = (batch[i], &slots[i]);
                let came = self.one(e);
                *slot.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = came;
            }
        };
        let jobs = self.options.jobs.clamp(1, batch.len().max(1));
        if jobs == 1 {
            worker();
        } else {
            // A panic of a worker is raised again here, and told by the one who waits for the search.
            crossbeam::thread::scope(|scope| {
                for _ in 1..jobs {
                    scope.spawn(|_| worker());
                }
                worker();
            })
            .unwrap_or_else(|e| std::panic::resume_unwind(e));
        }
        slots.into_iter().map(|s| s.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)).collect()
    }

    fn one(&self, e: Entry) -> Came<'a> {
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        let depth = if matches!(e.task, Task::Try) { Depth::Cheap } else { self.options.depth };
        let stop = || self.clock.over();
        if stop() {
            return Came::Nothing;
        }
        let name = &self.letters[open.session.aux.len().min(MOST_AUX - 1)];
        let Some(mut child) = with(&open.session, c, name) else { return Came::Nothing };
        child.saturate(depth, &stop);
        if child.done() {
            return Came::Proved(Box::new(child));
        }
        if matches!(e.task, Task::Expand) {
            let new = open.session.state.pic.n() as u8;
            let (mut list, filtered) = candidates::list(&child.state, new, &self.goal, &score::by_hand);
            for c in &mut list {
                c.score += score::BUILDS_ON_THE_LAST;
            }
            // What could be added before can be added still.
            list.extend(open.candidates.iter().enumerate().filter(|(i, _)| *i != e.rank).map(|(_, c)| c.clone()));
            list.sort_by(|a, b| b.score.total_cmp(&a.score));
            return Came::Open(Box::new(child), list, filtered);
        }
        Came::Closed(trial::gain(&open.session.state, &child.state))
    }

    /// Takes a result; true when it ends the search.
    fn take(&mut self, e: Entry, came: Came<'a>, accept: &mut dyn FnMut(&Session<'a>) -> bool) -> bool {
        self.done.nodes += 1;
        self.done.deep += u64::from(!matches!(e.task, Task::Try));
        match came {
            Came::Nothing => {}
            Came::Proved(session) => {
                if accept(&session) {
                    return true;
                }
                self.done.refused += 1;
            }
            Came::Closed(gain) => {
                if matches!(e.task, Task::Try) {
                    let worth = if gain.old == 0 && gain.circles == 0 {
                        BARREN
                    } else {
                        -0.5 * f64::from(gain.old.min(20)).ln_1p()
                    };
                    self.push(e.cost + DEEPER + worth, e.open, e.rank, Task::Deepen);
                    if self.open[e.open].session.aux.len() + 1 < MOST_AUX && self.open.len() < MOST_OPEN {
                        self.push(e.cost + EXPAND + worth, e.open, e.rank, Task::Expand);
                    }
                }
            }
            Came::Open(session, list, filtered) => {
                self.done.filtered += filtered;
                if self.open.len() < MOST_OPEN {
                    let (key, name) = self.key(e);
                    let mut names = self.open[e.open].names.clone();
                    names.push(name);
                    self.enter(*session, list, e.cost, key, names);
                }
            }
        }
        false
    }
}

/// Names that the statement and the session have not used.
fn letters(root: &Session) -> Vec<String> {
    let used = |n: &String| root.thm.points.iter().any(|p| p.name == *n) || root.aux.iter().any(|a| a.name == *n);
    let plain = "XYZTUVWKLMNPQRSDEFGHJIABCO".chars().map(String::from);
    let numbered = (1..).map(|i| format!("X_{i}"));
    plain.chain(numbered).filter(|n| !used(n)).take(MOST_AUX).collect()
}

/// Which points the goals speak of.
pub fn goal_points(thm: &CoreTheorem) -> Vec<bool> {
    let mut out = vec![false; thm.statement_points];
    for p in thm.goals.iter().flat_map(|g| g.kind.points()) {
        if let Some(x) = out.get_mut(p.ix()) {
            *x = true;
        }
    }
    out
}

/// A number that looks random, by `x` alone.
fn mix(mut x: u64) -> u64 {
    splitmix(&mut x)
}
