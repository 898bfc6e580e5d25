//! Complete sweeps: every candidate of a state is closed, and all that solve it are the answer that a policy should give.

use crate::policy::view::{self, Assumed};
use crate::search::candidates::{self, Candidate, Kind, Parts};
use crate::search::{self, score};
use euclase_deduction::session::goal_proved;
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::CoreTheorem;
use euclase_protocol::Example;
use rustc_hash::FxHashMap;

/// Candidates of a state that are closed: the first by hand, and so many of the others, drawn at random, which stand for all of them.
const FIRST_CLOSED: usize = 400;
const OTHERS_CLOSED: usize = 200;
/// Items of an example: solvers, the first by hand, others.
const SOLVERS: usize = 32;
const FIRST: usize = 96;
const OTHERS: usize = 128;

/// A candidate that was closed.
#[derive(Clone, Copy)]
pub struct Closed {
    /// Its place in the list.
    pub at: usize,
    /// How many candidates it stands for.
    pub weight: f32,
    /// Whether it solves the state.
    pub solves: bool,
}

/// Sweeps a state. `last`: its last auxiliary point, if it has one; `all`: every candidate is closed that the search keeps.
pub fn sweep(root: &Session, assumed: &Assumed, last: Option<u8>, all: bool, rng: &mut Rng) -> Example {
    let (list, _) = candidates::list(&root.state, 0, &search::goal_points(root.thm), &score::by_hand);
    sweep_of(root, assumed, last, &list, all, rng, &mut |c| solves(root, c))
}

/// Whether a candidate solves a state.
pub fn solves(root: &Session, c: &Candidate) -> bool {
    search::with(root, c, &["Y_0", "Y_1"]).is_some_and(|mut child| {
        child.saturate(Depth::Cheap, &|| false);
        child.done()
    })
}

/// The same with the candidates listed; `solves` says whether one solves the state.
pub fn sweep_of(
    root: &Session,
    assumed: &Assumed,
    last: Option<u8>,
    list: &[Candidate],
    all: bool,
    rng: &mut Rng,
    solves: &mut dyn FnMut(&Candidate) -> bool,
) -> Example {
    let first = list.len().min(if all { search::MOST_CANDIDATES } else { FIRST_CLOSED });
    let mut others: Vec<usize> = if all { Vec::new() } else { (first..list.len()).collect() };
    let more = others.len();
    rng.shuffle(&mut others);
    others.truncate(OTHERS_CLOSED);
    let weight = more as f32 / others.len().max(1) as f32;
    let weighed = (0..first).map(|i| (i, 1.0)).chain(others.into_iter().map(|i| (i, weight)));
    let closed: Vec<Closed> = weighed.map(|(at, weight)| Closed { at, weight, solves: solves(&list[at]) }).collect();
    example(root, assumed, last, list, &closed, rng)
}

/// Sweeps a state for several questions about it: each candidate is closed once, whatever is asked. `questions`: theorems that
/// differ from the session's in their goals alone; at most 64.
pub fn sweep_all(root: &Session, questions: &[&CoreTheorem], rng: &mut Rng) -> Vec<Example> {
    let mut answers: FxHashMap<(Kind, Vec<u8>, [u64; 2]), u64> = FxHashMap::default();
    let mut closed = |c: &Candidate| {
        let key = (c.kind, c.args().to_vec(), c.at.map(f64::to_bits));
        *answers.entry(key).or_insert_with(|| {
            let Some(mut child) = search::with(root, c, &["Y_0", "Y_1"]) else { return 0 };
            child.saturate_all(Depth::Cheap, &|| false);
            let proved = |t: &CoreTheorem| t.goals.iter().all(|g| goal_proved(&child.state, &g.kind));
            (0..questions.len()).filter(|&k| proved(questions[k])).fold(0, |m, k| m | 1 << k)
        })
    };
    let mut each = |(k, thm): (usize, &&CoreTheorem)| {
        let (list, _) = candidates::list(&root.state, 0, &search::goal_points(thm), &score::by_hand);
        let root = Session { thm, ..root.clone() };
        sweep_of(&root, &Assumed::new(thm), None, &list, false, rng, &mut |c| closed(c) >> k & 1 == 1)
    };
    questions.iter().enumerate().map(&mut each).collect()
}

/// The example of a state, some of whose candidates were closed.
pub fn example(
    root: &Session,
    assumed: &Assumed,
    last: Option<u8>,
    list: &[Candidate],
    closed: &[Closed],
    rng: &mut Rng,
) -> Example {
    let (parts, ranks) = (Parts::new(&root.state), view::ranks(list));
    let (mut good, mut bad): (Vec<Closed>, Vec<Closed>) = closed.iter().partition(|c| c.solves);
    let solvers: f32 = good.iter().map(|c| c.weight).sum();
    let rank = good.iter().map(|c| c.at).min().unwrap_or(list.len());
    let mut others = bad.split_off(FIRST.min(bad.len()));
    some(&mut good, SOLVERS, rng);
    some(&mut others, OTHERS, rng);
    let items = good.iter().chain(&bad).chain(&others);
    Example {
        view: assumed.view(root),
        items: items.clone().map(|c| view::item(&parts, &list[c.at], last, ranks[c.at])).collect(),
        weights: items.map(|c| c.weight).collect(),
        solved: (0..good.len() as u16).collect(),
        listed: list.len() as u32,
        solvers: solvers as u32,
        rank: rank as u32,
        depth: root.aux.len() as u8,
        after: Vec::new(),
    }
}

/// A random choice that stands for all.
fn some(all: &mut Vec<Closed>, most: usize, rng: &mut Rng) {
    let sum = |v: &[Closed]| v.iter().map(|c| c.weight).sum::<f32>();
    if all.len() > most {
        let before = sum(all);
        rng.shuffle(all);
        all.truncate(most);
        let up = before / sum(all);
        all.iter_mut().for_each(|c| c.weight *= up);
    }
}
