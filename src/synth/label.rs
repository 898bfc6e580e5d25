//! Complete sweeps: every candidate of a state is closed, and all that solve it are the answer that a policy should give.

use crate::policy::Heuristic;
use crate::policy::view::{self, Assumed};
use crate::search::candidates::{self, Candidate, Parts};
use crate::search::{self, score};
use crate::solve::Clock;
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_kernel::Verdict;
use euclase_kernel::cert::Certificate;
use euclase_protocol::Example;

/// Candidates of a state that are closed: the first by hand, and so many of the others, drawn at random, which stand for all of them.
const FIRST_CLOSED: usize = 400;
const OTHERS_CLOSED: usize = 200;
/// Items of an example: solvers, the first by hand, others.
const SOLVERS: usize = 32;
const FIRST: usize = 96;
const OTHERS: usize = 128;

/// A candidate that was closed.
#[derive(Clone, Copy)]
struct Closed {
    /// Its place in the list.
    at: usize,
    /// How many candidates it stands for.
    weight: f32,
    solves: bool,
}

/// Sweeps a state. `last`: its last auxiliary point, if it has one; `all`: every candidate is closed that the search keeps.
pub fn sweep(root: &Session, assumed: &Assumed, last: Option<u8>, all: bool, rng: &mut Rng) -> Example {
    let (list, _) = candidates::list(&root.state, 0, &search::goal_points(root.thm), &score::by_hand);
    let solves = |c: &Candidate| {
        search::with(root, c, "X_0").is_some_and(|mut child| {
            child.saturate(Depth::Cheap, &|| false);
            child.done()
        })
    };
    let first = list.len().min(if all { search::MOST_CANDIDATES } else { FIRST_CLOSED });
    let mut others: Vec<usize> = if all { Vec::new() } else { (first..list.len()).collect() };
    let more = others.len();
    rng.shuffle(&mut others);
    others.truncate(OTHERS_CLOSED);
    let weight = more as f32 / others.len().max(1) as f32;
    let weighed = (0..first).map(|i| (i, 1.0)).chain(others.into_iter().map(|i| (i, weight)));
    let closed: Vec<Closed> = weighed.map(|(at, weight)| Closed { at, weight, solves: solves(&list[at]) }).collect();
    example(root, assumed, last, &list, &closed, rng)
}

fn example(
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
    }
}

/// The states on the way to a proof with several points, found by the search: the statement, where the first point is the answer
/// though it is not enough, then the states with one point more, swept. None if there is no such proof.
pub fn deep(thm: &CoreTheorem, pts: &[[f64; 2]], nodes: u64, rng: &mut Rng) -> Option<Vec<Example>> {
    let mut root = Session::new(thm, pts).ok()?;
    root.saturate(Depth::Full, &|| false);
    let options = search::Options { nodes, jobs: 1, depth: Depth::Full };
    let mut proof = None;
    let mut accept = |s: &Session| {
        let accepted = |c: &Certificate| matches!(euclase_kernel::check(thm, c), Verdict::Accepted(_));
        proof = s.certificate().ok().filter(accepted).map(|c| (c.aux, s.state.pic.xy.clone(), s.aux.clone()));
        if proof.is_some() { Ok(()) } else { Err("the kernel did not accept".into()) }
    };
    let mut hands = search::Hands { policy: &mut Heuristic, trace: None, accept: &mut accept };
    search::search(&root, &options, &Clock::new(None, None), &mut hands);
    let (needed, xy, all) = proof?;
    if needed.len() < 2 {
        return None;
    }
    let assumed = Assumed::new(thm);
    let mut out = Vec::new();
    let mut state = root;
    for (k, a) in needed.iter().enumerate() {
        let last = state.aux.len().checked_sub(1).map(|i| (thm.statement_points + i) as u8);
        let swept = sweep(&state, &assumed, last, false, rng);
        let enough = swept.solvers > 0;
        if enough {
            out.push(swept);
            break;
        }
        let (list, _) = candidates::list(&state.state, 0, &search::goal_points(thm), &score::by_hand);
        let same = |c: &Candidate| {
            c.kind.name() == a.def && c.args().iter().map(|&p| Pt(u32::from(p))).eq(a.args.iter().copied())
        };
        let answer = list.iter().position(same)?;
        let closed: Vec<Closed> = (0..list.len().min(FIRST_CLOSED))
            .chain((answer >= FIRST_CLOSED).then_some(answer))
            .map(|at| Closed { at, weight: 1.0, solves: at == answer })
            .collect();
        out.push(Example { solvers: 0, ..example(&state, &assumed, last, &list, &closed, rng) });
        let at = xy[thm.statement_points + all.iter().position(|b| b.name == a.name)?];
        state.add_aux(&format!("X_{k}"), &a.def, &a.args, at).ok()?;
        state.saturate(Depth::Full, &|| false);
        if state.done() {
            break;
        }
    }
    Some(out)
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
