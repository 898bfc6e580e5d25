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
//!
//! The order of the candidates of a state is a policy's ([`crate::policy`]); what is done can be written to a [`trace`].

pub mod after;
pub mod algebra;
mod best;
pub mod candidates;
pub mod frames;
mod pool;
mod queue;
pub mod score;
#[cfg(test)]
mod tests;
pub mod trace;
mod trial;

use crate::policy::{Entered, Policy, Ranked, Verdict};
use crate::report::Counts;
use crate::solve::Clock;
use best::Ground;
pub use best::{Best, Reach};
use candidates::{Candidate, Filtered, adds};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::splitmix;
use euclase_grammar::core::CoreTheorem;
use euclase_protocol::After;
use queue::{EXPAND_READ, Entry, Queue, Task, costs, doubt};
use rustc_hash::FxHashSet;
use trace::{GainLine, NodeLine, StateLine, Trace};
pub use trial::{Gain, extended, gain, of_child, with};

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

/// Entries that are worked on before any result is looked at: part of what a proof depends on, so fixed by the nodes before. Few at
/// first, when one that is promising should be closed deeper soon; many later, so that no thread waits.
const BATCH: (usize, usize) = (8, 96);
/// States that stay open.
const MOST_OPEN: usize = 1000;
/// Candidates of a state that are kept.
pub const MOST_CANDIDATES: usize = 4000;
/// States that are entered again when the policy takes over.
const HANDED_OVER: usize = 8;
/// Most auxiliary points.
const MOST_AUX: usize = 6;

/// A state whose candidates are listed.
struct Open<'a> {
    session: Session<'a>,
    candidates: Vec<Candidate>,
    /// The policy's priors of the first of them.
    prior: Vec<f32>,
    /// Their costs, if it says them.
    surprise: Vec<f32>,
    /// The cost so far.
    cost: f64,
    /// How many have been taken from the queue; no longer in it.
    tried: usize,
    /// What it contains, whatever the order.
    key: u64,
    /// For each auxiliary point, a number that its definition alone decides.
    names: Vec<u64>,
}

impl Open<'_> {
    /// What choosing the candidate of a rank costs, in nats.
    fn surprise(&self, rank: usize) -> f64 {
        self.surprise.get(rank).map_or(((1 + rank) as f64).ln(), |s| f64::from(*s))
    }
}

/// What an entry came to.
enum Came<'a> {
    Nothing,
    Closed(Gain, Reach, Option<f32>),
    Proved(Box<Session<'a>>),
    Open(Box<Session<'a>>, Vec<Candidate>, Filtered, Gain, Reach, Option<f32>),
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Whether a proof was accepted.
    pub found: bool,
    /// What was done.
    pub done: Done,
    /// The most promising state, if any gained something.
    pub best: Option<Best>,
}

/// Those that a search speaks with.
pub struct Hands<'h, 'a> {
    /// Ranks the candidates of a state.
    pub policy: &'h mut dyn Policy,
    /// Is told everything.
    pub trace: Option<&'h Trace>,
    /// Is shown every session that reaches the goals, in a fixed order; an error says why its proof does not stand. The search ends
    /// with the first that does.
    pub accept: &'h mut dyn FnMut(&Session<'a>) -> Result<(), String>,
    /// After so many nodes something else is tried, once; where that has a proof, the search ends.
    pub pause: Option<(u64, &'h mut dyn FnMut() -> bool)>,
}

/// Searches from a saturated session.
pub fn search<'a>(root: &Session<'a>, options: &Options, clock: &Clock, hands: &mut Hands<'_, 'a>) -> Ended {
    let mut s = Search {
        thm: root.thm,
        letters: letters(root),
        goal: goal_points(root.thm),
        ground: Ground::new(root),
        options,
        clock,
        open: Vec::new(),
        queue: Queue::default(),
        met: FxHashSet::default(),
        gone_into: FxHashSet::default(),
        done: Done::default(),
        best: None,
        asks: hands.policy.after() == 0,
        reads: None,
    };
    let (list, filtered) = candidates::first(&root.state, 0, &s.goal, &score::by_hand, MOST_CANDIDATES);
    let state =
        New { session: root.clone(), list, filtered, cost: 0.0, key: 0, names: Vec::new(), from: None, read: None };
    s.enter(state, hands);
    let found = s.run(hands);
    if let Some(t) = hands.trace {
        t.closing(root.thm, s.best.as_ref(), &hands.policy.rejected());
    }
    Ended { found, done: s.done, best: s.best }
}

/// A state that is to be entered.
struct New<'a> {
    session: Session<'a>,
    list: Vec<Candidate>,
    filtered: Filtered,
    cost: f64,
    key: u64,
    names: Vec<u64>,
    /// The state and the rank of the candidate that it was made from.
    from: Option<(usize, usize)>,
    /// The value that was read after its closure; its doubt is in the cost.
    read: Option<f32>,
}

struct Search<'a, 'b> {
    thm: &'a CoreTheorem,
    /// Names for auxiliary points.
    letters: Vec<String>,
    goal: Vec<bool>,
    ground: Ground,
    options: &'b Options,
    clock: &'b Clock,
    open: Vec<Open<'a>>,
    queue: Queue,
    /// States met.
    met: FxHashSet<u64>,
    /// States and ranks of candidates that were expanded.
    gone_into: FxHashSet<(usize, usize)>,
    done: Done,
    best: Option<Best>,
    /// Whether the policy ranks; before that the hand-made score does.
    asks: bool,
    /// The value that the policy reads after a closure.
    reads: Option<After>,
}

impl<'a> Search<'a, '_> {
    fn enter(&mut self, new: New<'a>, hands: &mut Hands<'_, 'a>) {
        let New { session, list, filtered, mut cost, key, names, from, read } = new;
        let id = self.open.len();
        let state = Entered { id, key, session: &session, goal: &self.goal };
        let Ranked { list: mut candidates, prior, surprise, value } =
            if self.asks { hands.policy.enter(&state, list) } else { Ranked::from(list) };
        if self.asks && self.reads.is_none() {
            self.reads = hands.policy.reads().cloned();
        }
        candidates.truncate(MOST_CANDIDATES);
        // Of two opinions the mean.
        if let (Some(read), Some(value)) = (read, value) {
            cost += 0.5 * (doubt(value) - doubt(read));
        }
        self.done.expanded += 1;
        self.done.filtered += filtered;
        if let Some(t) = hands.trace {
            let points = trace::points(self.thm, &session.aux, &session.state.pic.xy);
            let (parent, order) = from.unzip();
            t.state(StateLine { id, parent, order, points, candidates: candidates.len(), filtered, value, cost });
        }
        self.open.push(Open { session, candidates, prior, surprise, cost, key, names, tried: 0 });
        self.next(id, 0);
    }

    /// Puts the candidate of a rank into the queue.
    fn next(&mut self, open: usize, rank: usize) {
        if rank < self.open[open].candidates.len() {
            let o = &self.open[open];
            let cost = o.cost + o.surprise(rank);
            self.push(cost, open, rank, Task::Try);
        }
    }

    fn push(&mut self, cost: f64, open: usize, rank: usize, task: Task) {
        self.queue.push(cost, open, rank, task);
    }

    /// The policy takes over: the cheapest of the open states are entered again with what has not been tried, and the entries that
    /// would try it in the old order are void. The others stay in the old order: to ask about all would take longer than they are worth.
    fn hand_over(&mut self, hands: &mut Hands<'_, 'a>) {
        self.asks = true;
        let mut cheapest: Vec<usize> = (0..self.open.len()).collect();
        cheapest.sort_by(|&a, &b| self.open[a].cost.total_cmp(&self.open[b].cost));
        for id in cheapest.into_iter().take(HANDED_OVER) {
            let open = &mut self.open[id];
            let list = open.candidates[open.tried..].to_vec();
            open.tried = open.candidates.len();
            let state = New {
                session: open.session.clone(),
                list,
                filtered: Filtered::default(),
                cost: open.cost,
                key: open.key,
                names: open.names.clone(),
                from: None,
                read: None,
            };
            self.enter(state, hands);
        }
    }

    fn run(&mut self, hands: &mut Hands<'_, 'a>) -> bool {
        while self.done.nodes < self.options.nodes && !self.clock.over() {
            if !self.asks && self.done.nodes >= hands.policy.after() {
                self.hand_over(hands);
            }
            let counts =
                Counts { points: self.thm.statement_points as u64, nodes: self.done.nodes, ..Counts::default() };
            self.clock.doing("searching for auxiliary points", counts);
            if let Some((_, elsewhere)) = hands.pause.take_if(|p| self.done.nodes >= p.0)
                && elsewhere()
            {
                return true;
            }
            let batch = self.batch(hands);
            if batch.is_empty() {
                return false;
            }
            for (entry, (came, micros)) in batch.iter().zip(self.work(&batch)) {
                if self.take(*entry, came, micros, hands) {
                    return true;
                }
            }
            if let Some(t) = hands.trace {
                t.flush();
            }
            let tried = self.done.nodes - self.done.deep;
            self.clock.remark(match &self.best {
                Some(b) => b.words(self.thm, tried),
                None => "no point that was tried gave a relation among the points of the statement".into(),
            });
        }
        false
    }

    /// The next entries.
    fn batch(&mut self, hands: &mut Hands<'_, 'a>) -> Vec<Entry> {
        let size = (BATCH.0 + self.done.nodes as usize / 4).min(BATCH.1);
        let mut out = Vec::with_capacity(size);
        while out.len() < size {
            let Some(e) = self.queue.pop() else { break };
            if matches!(e.task, Task::Try) {
                if e.rank < self.open[e.open].tried {
                    continue; // void
                }
                self.open[e.open].tried = e.rank + 1;
                self.next(e.open, e.rank + 1);
                let (key, _) = self.key(e);
                if !self.met.insert(key) {
                    self.done.repeated += 1;
                    self.tell(e, Verdict::Repeated, None, 0, hands);
                    continue;
                }
            }
            if matches!(e.task, Task::Expand) && !self.gone_into.insert((e.open, e.rank)) {
                continue; // it was in the queue twice, at two costs
            }
            out.push(e);
        }
        out
    }

    /// Tells the policy and the trace what came of an entry.
    fn tell(&self, e: Entry, verdict: Verdict, reach: Option<Reach>, micros: u64, hands: &mut Hands<'_, 'a>) {
        hands.policy.told(e.open, e.rank, verdict);
        let Some(t) = hands.trace else { return };
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        let given = self.thm.statement_points;
        let name = |&p: &u8| {
            let p = usize::from(p);
            if p < given { self.thm.points[p].name.clone() } else { open.session.aux[p - given].name.clone() }
        };
        let gain = match verdict {
            Verdict::Closed(g) => Some(GainLine {
                relations: g.old,
                circles: g.circles,
                total: reach.unwrap_or_default().relations,
                goals: reach.unwrap_or_default().goals.count_ones(),
            }),
            _ => None,
        };
        t.node(NodeLine {
            id: 0,
            state: e.open,
            order: e.rank,
            name: self.names(&open.session, c).last().cloned().unwrap_or_default(),
            def: c.kind.name().into(),
            args: c.args().iter().map(name).collect(),
            at: c.at,
            score: c.score,
            prior: open.prior.get(e.rank).copied(),
            cost: e.cost,
            task: e.task.word().into(),
            verdict: verdict.word().into(),
            gain,
            reason: if let Verdict::Refused(why) = verdict { Some(why.into()) } else { None },
            micros,
        });
    }

    /// What a state with a candidate contains, whatever the order, and how: numbers of its auxiliary points.
    fn key(&self, e: Entry) -> (u64, Vec<u64>) {
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        let given = self.thm.statement_points;
        let (mut key, mut names) = (open.key, open.names.clone());
        for (m, at) in trial::steps(c, &open.session.state.pic.xy).into_iter().flatten() {
            let mut h = mix(m.kind as u64 + 1);
            for &p in m.args() {
                let p = usize::from(p);
                h = mix(h ^ if p < given { p as u64 } else { names[p - given] });
            }
            // Two places may have one definition.
            h = mix(h ^ (at[0].to_bits() >> 24) ^ (at[1].to_bits() >> 24).rotate_left(32));
            key = key.wrapping_add(h);
            names.push(h);
        }
        (key, names)
    }

    /// Works on a batch, on all threads; results in order.
    fn work(&self, batch: &[Entry]) -> Vec<(Came<'a>, u64)> {
        // The long ones first, so that no thread is left waiting for one.
        pool::work(batch, self.options.jobs, |e| e.task as u8, || Came::Nothing, |e| self.one(*e))
    }

    fn one(&self, e: Entry) -> Came<'a> {
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        let depth = if matches!(e.task, Task::Try) { Depth::Cheap } else { self.options.depth };
        let stop = || self.clock.over();
        if stop() {
            return Came::Nothing;
        }
        let Some(mut child) = with(&open.session, c, self.names(&open.session, c)) else { return Came::Nothing };
        child.saturate(depth, &stop);
        if child.done() {
            return Came::Proved(Box::new(child));
        }
        let (gain, reach) = (trial::gain(&open.session.state, &child.state), self.ground.reach(&child));
        let numbers = || after::numbers(&open.session, &child, c, gain, open.surprise(e.rank) as f32);
        let value = self.reads.as_ref().map(|r| r.value(&numbers()));
        if matches!(e.task, Task::Expand) {
            let above = (&open.candidates[..], e.rank);
            let (list, filtered) = trial::of_child(&open.session, &child, above, &self.goal, MOST_CANDIDATES);
            return Came::Open(Box::new(child), list, filtered, gain, reach, value);
        }
        Came::Closed(gain, reach, value)
    }

    /// The names of the points that a candidate adds to a session.
    fn names(&self, session: &Session, c: &Candidate) -> &[String] {
        let from = session.aux.len().min(MOST_AUX - 1);
        &self.letters[from..from + adds(c.kind)]
    }

    /// Takes a result; true when it ends the search.
    fn take(&mut self, e: Entry, came: Came<'a>, micros: u64, hands: &mut Hands<'_, 'a>) -> bool {
        self.done.nodes += 1;
        self.done.deep += u64::from(!matches!(e.task, Task::Try));
        if let Came::Closed(_, reach, _) | Came::Open(_, _, _, _, reach, _) = &came {
            self.compare(e, *reach);
        }
        match came {
            Came::Nothing => self.tell(e, Verdict::Nothing, None, micros, hands),
            Came::Proved(session) => match (hands.accept)(&session) {
                Ok(()) => {
                    self.tell(e, Verdict::Proved, None, micros, hands);
                    return true;
                }
                Err(why) => {
                    self.done.refused += 1;
                    self.tell(e, Verdict::Refused(&why), None, micros, hands);
                }
            },
            Came::Closed(gain, reach, value) => {
                self.tell(e, Verdict::Closed(gain), Some(reach), micros, hands);
                let open = &self.open[e.open];
                let (base, (deeper, expand)) = (open.cost + open.surprise(e.rank), costs(gain, value));
                let points = open.session.aux.len() + adds(open.candidates[e.rank].kind);
                let room = points < MOST_AUX && self.open.len() < MOST_OPEN;
                let tried = matches!(e.task, Task::Try);
                if tried {
                    self.push(base + deeper, e.open, e.rank, Task::Deepen);
                }
                // What all rules brought to light may make it worth more than it seemed: where a value says so, it is in the queue twice.
                if room && (tried || value.is_some()) {
                    self.push(base + expand, e.open, e.rank, Task::Expand);
                }
            }
            Came::Open(session, list, filtered, gain, reach, value) => {
                self.tell(e, Verdict::Closed(gain), Some(reach), micros, hands);
                if self.open.len() < MOST_OPEN {
                    let (key, names) = self.key(e);
                    let from = Some((e.open, e.rank));
                    // The way here, and what this is worth, as it is known now.
                    let open = &self.open[e.open];
                    let cost = value.map_or(e.cost, |v| open.cost + open.surprise(e.rank) + EXPAND_READ + doubt(v));
                    let new = New { session: *session, list, filtered, cost, key, names, from, read: value };
                    self.enter(new, hands);
                } else {
                    self.done.filtered += filtered;
                }
            }
        }
        false
    }

    /// Keeps a state that got farther than all before.
    fn compare(&mut self, e: Entry, reach: Reach) {
        let open = &self.open[e.open];
        let c = &open.candidates[e.rank];
        if Best::less(self.best.as_ref(), reach, open.session.aux.len() + adds(c.kind), &self.ground) {
            self.best = Some(Best::of(&open.session, c, self.names(&open.session, c), reach));
        }
    }
}

/// Names that the statement and the session have not used.
fn letters(root: &Session) -> Vec<String> {
    let used = |n: &String| root.thm.points.iter().any(|p| p.name == *n) || root.aux.iter().any(|a| a.name == *n);
    let plain = "XYZTUVWKLMNPQRSDEFGHJIABCO".chars().map(String::from);
    let numbered = (1..).map(|i| format!("X_{i}"));
    plain.chain(numbered).filter(|n| !used(n)).take(MOST_AUX + 1).collect()
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
