//! Complete sweeps: every candidate of a state is closed, and all that solve it are the answer that a policy should give.

use crate::policy::view::{Assumed, Parts};
use crate::search::candidates::{self, Candidate};
use crate::search::{self, score};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_protocol::Example;

/// Candidates of a state that are swept.
const SWEPT: usize = 4000;
/// Items of an example: solvers, the first by hand, others.
const SOLVERS: usize = 32;
const FIRST: usize = 96;
const OTHERS: usize = 128;

/// Sweeps a state. `since`: its last auxiliary point, if it has one.
pub fn sweep(root: &Session, assumed: &Assumed, last: Option<u8>, rng: &mut Rng) -> Example {
    let (mut list, _) = candidates::list(&root.state, 0, &search::goal_points(root.thm), &score::by_hand);
    list.truncate(SWEPT);
    let solves = |c: &Candidate| {
        search::with(root, c, "X_0").is_some_and(|mut child| {
            child.saturate(Depth::Cheap, &|| false);
            child.done()
        })
    };
    let solved: Vec<bool> = list.iter().map(solves).collect();
    example(root, assumed, last, &list, &solved, rng)
}

fn example(
    root: &Session,
    assumed: &Assumed,
    last: Option<u8>,
    list: &[Candidate],
    solved: &[bool],
    rng: &mut Rng,
) -> Example {
    let parts = Parts::new(&root.state);
    let solvers = solved.iter().filter(|s| **s).count();
    let rank = solved.iter().position(|s| *s).unwrap_or(list.len());
    let mut good: Vec<usize> = (0..list.len()).filter(|&i| solved[i]).collect();
    let mut bad: Vec<usize> = (0..list.len()).filter(|&i| !solved[i]).collect();
    rng.shuffle(&mut good);
    let mut others = bad.split_off(FIRST.min(bad.len()));
    let more = others.len();
    rng.shuffle(&mut others);
    good.truncate(SOLVERS);
    others.truncate(OTHERS);
    let groups = [
        (&good, solvers as f32 / good.len().max(1) as f32),
        (&bad, 1.0),
        (&others, more as f32 / others.len().max(1) as f32),
    ];
    let mut out = Example {
        view: assumed.view(root),
        solved: (0..good.len() as u16).collect(),
        listed: list.len() as u32,
        solvers: solvers as u32,
        rank: rank as u32,
        depth: root.aux.len() as u8,
        ..Example::default()
    };
    for (group, weight) in groups {
        out.items.extend(group.iter().map(|&i| parts.item(&list[i], last, i)));
        out.weights.extend(group.iter().map(|_| weight));
    }
    out
}
