//! The search for proofs about numbers: states, proposals, check, states, as in geometry.
//!
//! A state is a proof that is being looked for ([`Tree`]) with the steps of its first open statement
//! ([`euclase_algebra::steps`]), in the order of a [`Ranker`]. A node applies one of them and lets the prover try its children with little
//! effort; where something is left, the prover may try harder (`deepen`) or the steps of what is left are listed (`expand`). The queue, its
//! order, the batches and the threads are those of the search for auxiliary points; the candidates, what a node does and what it
//! gained are not, so they are written apart.

use super::pool;
use super::queue::{Entry, Queue, Task, doubt};
use super::trace::{PositionLine, StepLine, Trace};
use crate::policy::algebra::{Met, Order, Ranker};
use crate::solve::Clock;
use euclase_algebra::steps::tree::{Tried, apply};
use euclase_algebra::steps::{Fragment, Listed, Proposal, Sequent, Tree, attempt, list, told};
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// Asks of the prover in a trial ([`euclase_algebra::steps::Patience`]).
pub const TRIAL: u64 = 60;
/// In a deeper one.
pub const DEEP: u64 = 3_000;
/// Entries that are worked on before any result is looked at: part of what a proof depends on.
const BATCH: usize = 6;
/// Costs in nats: of trying harder, of going on from what is left; less where no value is read.
const DEEPER: f64 = 1.2;
const EXPAND: f64 = 1.6;
const EXPAND_READ: f64 = 0.4;
/// What each open statement besides the first costs.
const ANOTHER: f64 = 0.7;
/// Most steps on a way, and most states.
const DEPTH: usize = 6;
const MOST_OPEN: usize = 400;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Most nodes.
    pub nodes: u64,
    /// Threads.
    pub jobs: usize,
}

/// What a node came to.
enum Came {
    Nothing,
    Unsound,
    Left(Tree),
    Shown(Tree),
    Listed(Arc<Sequent>, Listed),
}

/// A state whose steps are listed.
struct State {
    tree: Tree,
    sequent: Arc<Sequent>,
    proposals: Vec<Proposal>,
    order: Order,
    cost: f64,
    depth: usize,
    tried: usize,
}

/// A search, of a statement or several one after the other.
pub struct Search<'s> {
    options: Options,
    clock: &'s Clock,
    ranker: &'s mut dyn Ranker,
    trace: Option<&'s Trace>,
    names: &'s [String],
    /// Nodes so far.
    pub nodes: u64,
    /// States so far: their numbers go on from one statement to the next.
    states: usize,
    /// Proofs that could not be put together.
    pub refused: u64,
}

/// What belongs to one statement.
struct Run {
    first: usize,
    open: Vec<State>,
    queue: Queue,
    met: FxHashSet<u64>,
    trees: FxHashMap<(usize, usize), Tree>,
    gone_into: FxHashSet<(usize, usize)>,
}

impl<'s> Search<'s> {
    /// A search for a theorem whose variables have these names.
    pub fn new(
        options: Options,
        clock: &'s Clock,
        ranker: &'s mut dyn Ranker,
        trace: Option<&'s Trace>,
        names: &'s [String],
    ) -> Search<'s> {
        Search { options, clock, ranker, trace, names, nodes: 0, states: 0, refused: 0 }
    }

    /// So many nodes in all from now on.
    pub fn go_on(&mut self, nodes: u64) {
        self.options.nodes = nodes;
    }

    /// Looks for a proof of a statement.
    pub fn prove(&mut self, s: &Sequent) -> Option<Fragment> {
        let clock = self.clock;
        let stop = || clock.over();
        if self.nodes >= self.options.nodes || stop() {
            return None;
        }
        let root = Arc::new(s.clone());
        let mut run = Run {
            first: self.states,
            open: vec![],
            queue: Queue::default(),
            met: FxHashSet::default(),
            trees: FxHashMap::default(),
            gone_into: FxHashSet::default(),
        };
        let listed = list(&root, &stop);
        self.enter(&mut run, Tree::Open(root.clone()), root, listed, 0.0, None);
        while self.nodes < self.options.nodes && !stop() {
            let batch = self.batch(&mut run);
            if batch.is_empty() {
                return None;
            }
            let done =
                pool::work(&batch, self.options.jobs, |e| e.task as u8, || Came::Nothing, |e| one(&run, *e, &stop));
            for (e, (came, micros)) in batch.iter().zip(done) {
                if let Some(proof) = self.take(&mut run, *e, came, micros) {
                    return Some(proof);
                }
            }
            if let Some(t) = self.trace {
                t.flush();
            }
        }
        None
    }

    fn enter(
        &mut self,
        run: &mut Run,
        tree: Tree,
        sequent: Arc<Sequent>,
        listed: Listed,
        cost: f64,
        from: Option<(usize, usize)>,
    ) {
        let mut cost = cost;
        let id = self.states;
        self.states += 1;
        let depth = tree.depth();
        let goal = told(&sequent.words(), self.names);
        let names = self.names;
        let met = Met { key: key(std::slice::from_ref(&sequent)), listed: &listed, goal: goal.clone(), names };
        let order = self.ranker.rank(&met);
        if let (Some(value), Some(_)) = (order.value, from) {
            // What was paid for going on was a guess.
            cost += EXPAND_READ + doubt(value) - EXPAND;
        }
        if let Some(t) = self.trace {
            let (parent, rank) = from.map(|(s, r)| (run.first + s, r)).unzip();
            t.position(PositionLine {
                id,
                parent,
                order: rank,
                open: tree.open().len(),
                goal,
                steps: listed.all.len(),
                wrong: listed.wrong.len(),
                idle: listed.idle,
                value: order.value,
                cost,
            });
        }
        let proposals = order.places.iter().filter_map(|i| listed.all.get(*i).cloned()).collect();
        run.open.push(State { tree, sequent, proposals, order, cost, depth, tried: 0 });
        next(run, run.open.len() - 1, 0);
    }

    fn batch(&mut self, run: &mut Run) -> Vec<Entry> {
        let mut out: Vec<Entry> = Vec::new();
        while out.len() < BATCH {
            let Some(e) = run.queue.pop() else { break };
            match e.task {
                Task::Try => {
                    run.open[e.open].tried = e.rank + 1;
                    next(run, e.open, e.rank + 1);
                }
                Task::Expand if !run.gone_into.insert((e.open, e.rank)) => continue,
                _ => {}
            }
            out.push(e);
        }
        out
    }

    fn take(&mut self, run: &mut Run, e: Entry, came: Came, micros: u64) -> Option<Fragment> {
        self.nodes += 1;
        let clock = self.clock;
        match came {
            Came::Nothing => self.tell(run, e, "nothing", 0, micros),
            Came::Unsound => self.tell(run, e, "unsound", 0, micros),
            Came::Shown(tree) => {
                if let Some(proof) = tree.proof(&|| clock.over()) {
                    self.tell(run, e, "proved", 0, micros);
                    return Some(proof);
                }
                self.refused += 1;
                self.tell(run, e, "refused", 0, micros);
            }
            Came::Left(tree) => {
                let open = tree.open();
                let repeated = matches!(e.task, Task::Try) && !run.met.insert(key(&open));
                self.tell(run, e, if repeated { "repeated" } else { "left" }, open.len(), micros);
                if repeated {
                    return None;
                }
                let state = &run.open[e.open];
                let base = state.cost + state.order.surprise(e.rank) + ANOTHER * (open.len().saturating_sub(1)) as f64;
                let deep = state.depth + 1 < DEPTH && run.open.len() < MOST_OPEN;
                run.trees.insert((e.open, e.rank), tree);
                if matches!(e.task, Task::Try) {
                    run.queue.push(base + DEEPER, e.open, e.rank, Task::Deepen);
                }
                if deep {
                    run.queue.push(base + EXPAND, e.open, e.rank, Task::Expand);
                }
            }
            Came::Listed(s, listed) => {
                self.tell(run, e, "listed", 0, micros);
                if let Some(tree) = run.trees.get(&(e.open, e.rank)).cloned() {
                    self.enter(run, tree, s, listed, e.cost, Some((e.open, e.rank)));
                }
            }
        }
        None
    }

    fn tell(&mut self, run: &Run, e: Entry, verdict: &str, open: usize, micros: u64) {
        let Some(t) = self.trace else { return };
        let state = &run.open[e.open];
        let Some(p) = state.proposals.get(e.rank) else { return };
        t.step(StepLine {
            id: 0,
            state: run.first + e.open,
            order: e.rank,
            kind: p.step.kind.name().into(),
            with: told(&p.step.with, self.names),
            score: p.seen.score,
            prior: state.order.prior.get(e.rank).copied(),
            cost: e.cost,
            task: e.task.word().into(),
            verdict: verdict.into(),
            open,
            micros,
        });
    }
}

/// Works on an entry.
fn one(run: &Run, e: Entry, stop: &dyn Fn() -> bool) -> Came {
    let state = &run.open[e.open];
    if stop() {
        return Came::Nothing;
    }
    match e.task {
        Task::Try => {
            let step = Arc::new(state.proposals[e.rank].step.clone());
            match apply(&state.sequent, &step, TRIAL, stop) {
                Tried::Unsound => Came::Unsound,
                Tried::Left(t) => Came::Left(state.tree.with(&state.sequent, &t)),
                Tried::Shown(t) => settled(state.tree.with(&state.sequent, &t)),
            }
        }
        Task::Deepen => {
            let Some(tree) = run.trees.get(&(e.open, e.rank)) else { return Came::Nothing };
            let mut tree = tree.clone();
            for s in tree.open() {
                match attempt(&s, DEEP, stop) {
                    Some(f) => tree = tree.with(&s, &Tree::Proved(Arc::new(f))),
                    // What is left is left.
                    None => return Came::Left(tree),
                }
            }
            settled(tree)
        }
        Task::Expand => {
            let Some(s) = run.trees.get(&(e.open, e.rank)).and_then(|t| t.first().cloned()) else {
                return Came::Nothing;
            };
            let listed = list(&s, stop);
            Came::Listed(s, listed)
        }
    }
}

/// Nothing is open where this statement was: is the whole proved?
fn settled(tree: Tree) -> Came {
    if tree.first().is_some() { Came::Left(tree) } else { Came::Shown(tree) }
}

/// Puts the step of a rank into the queue.
fn next(run: &mut Run, open: usize, rank: usize) {
    let state = &run.open[open];
    if rank < state.proposals.len() {
        let cost = state.cost + state.order.surprise(rank);
        run.queue.push(cost, open, rank, Task::Try);
    }
}

/// A number of some statements, whatever their order.
fn key(all: &[Arc<Sequent>]) -> u64 {
    let one = |s: &Arc<Sequent>| {
        let mut h = rustc_hash::FxHasher::default();
        format!("{s:?}").hash(&mut h);
        h.finish()
    };
    all.iter().map(one).fold(0, u64::wrapping_add)
}
