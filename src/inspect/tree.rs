//! The search as a tree that is opened and closed: states, and under each the candidates that were worked on.

use super::read::Book;
use std::collections::{BTreeMap, BTreeSet};

/// Most candidates that are listed under a state at first; the rest are counted, and listed when asked for.
const SHOWN: usize = 200;

/// A row of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A state that no candidate leads to: the statement, or in algebra each statement that was open.
    Root(usize),
    /// A candidate of a state: its nodes are those of this rank; it may lead to a state.
    Candidate {
        /// The state.
        state: usize,
        /// Rank there.
        order: u32,
        /// How deep it stands.
        depth: usize,
    },
    /// Candidates of a state that are not listed.
    More {
        /// The state.
        state: usize,
        /// How many.
        count: usize,
        /// How deep they stand.
        depth: usize,
    },
}

/// How candidates of a state are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// By rank.
    Order,
    /// As they were worked on.
    Time,
    /// Most relations gained first.
    Gain,
    /// Most visits below them first.
    Visits,
}

impl Sort {
    /// The next one, and its name.
    pub fn next(self) -> Sort {
        match self {
            Sort::Order => Sort::Time,
            Sort::Time => Sort::Gain,
            Sort::Gain => Sort::Visits,
            Sort::Visits => Sort::Order,
        }
    }

    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Sort::Order => "rank",
            Sort::Time => "time",
            Sort::Gain => "gain",
            Sort::Visits => "visits",
        }
    }
}

/// What is known of the tree beside the book.
pub struct Tree {
    /// States that candidates lead to.
    child: BTreeMap<(usize, u32), usize>,
    /// Nodes of each state and of those below it.
    pub visits: Vec<u64>,
    /// States from the statement to the proof, and the candidates on the way.
    pub proof: Vec<(usize, u32)>,
    /// Which states are open, and which list all candidates.
    pub open: BTreeSet<usize>,
    /// Those that list all of their candidates.
    pub all: BTreeSet<usize>,
    /// The order of candidates.
    pub sort: Sort,
    /// Only candidates with this verdict.
    pub verdict: Option<u16>,
    /// Only candidates that a node with this sort, verdict or task belongs to.
    pub filter: String,
}

impl Tree {
    /// Of a book; the way to the proof is open.
    pub fn new(book: &Book) -> Tree {
        let mut child = BTreeMap::new();
        for (i, s) in book.states.iter().enumerate() {
            if let Some(p) = s.parent {
                child.insert((p as usize, s.order), i);
            }
        }
        let mut visits: Vec<u64> = (0..book.states.len()).map(|s| book.visits(s) as u64).collect();
        for s in (0..book.states.len()).rev() {
            if let Some(p) = book.states[s].parent.map(|p| p as usize).filter(|p| *p < s) {
                visits[p] += visits[s];
            }
        }
        let mut proof = Vec::new();
        if let Some(n) = book.nodes.iter().rev().find(|n| book.word(n.verdict) == "proved") {
            let path = book.path(n.state as usize);
            for pair in path.windows(2) {
                proof.push((pair[0], book.states[pair[1]].order));
            }
            proof.push((n.state as usize, n.order));
        }
        let mut open: BTreeSet<usize> = proof.iter().map(|p| p.0).collect();
        open.insert(0);
        let (all, filter) = (BTreeSet::new(), String::new());
        Tree { child, visits, proof, open, all, sort: Sort::Order, verdict: None, filter }
    }

    /// The state that a candidate leads to.
    pub fn child(&self, state: usize, order: u32) -> Option<usize> {
        self.child.get(&(state, order)).copied()
    }

    /// The rows that are to be seen.
    pub fn rows(&self, book: &Book) -> Vec<Row> {
        let mut out = Vec::new();
        for (i, s) in book.states.iter().enumerate() {
            // A state that is entered again for another policy has no parent either; it stands beside the first.
            if s.parent.is_none() {
                out.push(Row::Root(i));
                self.below(book, i, 1, &mut out);
            }
        }
        out
    }

    fn below(&self, book: &Book, state: usize, depth: usize, out: &mut Vec<Row>) {
        if !self.open.contains(&state) || depth > 60 {
            return;
        }
        let orders = self.candidates(book, state);
        let most = if self.all.contains(&state) { usize::MAX } else { SHOWN };
        for (i, order) in orders.iter().enumerate() {
            let on_the_way = self.proof.contains(&(state, *order));
            if i < most || on_the_way {
                out.push(Row::Candidate { state, order: *order, depth });
                if let Some(c) = self.child(state, *order) {
                    self.below(book, c, depth + 1, out);
                }
            }
        }
        if orders.len() > most {
            out.push(Row::More { state, count: orders.len() - most, depth });
        }
    }

    /// Ranks of the candidates of a state that are to be seen, in the order wanted.
    fn candidates(&self, book: &Book, state: usize) -> Vec<u32> {
        // rank: time of the first node, gain
        let mut found: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
        for i in book.of_state(state) {
            let n = &book.nodes[i];
            let wanted = self.verdict.is_none_or(|v| v == n.verdict)
                && (self.filter.is_empty()
                    || [book.kind(n.kind), book.word(n.verdict), book.word(n.task)]
                        .iter()
                        .any(|w| w.contains(self.filter.as_str())));
            if wanted {
                let e = found.entry(n.order).or_insert((i, 0));
                e.1 = e.1.max(n.gain);
            }
        }
        let mut out: Vec<u32> = found.keys().copied().collect();
        match self.sort {
            Sort::Order => {}
            Sort::Time => out.sort_by_key(|o| found[o].0),
            Sort::Gain => out.sort_by_key(|o| std::cmp::Reverse(found[o].1)),
            Sort::Visits => {
                out.sort_by_key(|o| std::cmp::Reverse(self.child(state, *o).map_or(0, |c| self.visits[c])));
            }
        }
        out
    }

    /// The nodes of a candidate, in the order of the trace.
    pub fn nodes(&self, book: &Book, state: usize, order: u32) -> Vec<usize> {
        book.of_state(state).filter(|i| book.nodes[*i].order == order).collect()
    }
}
