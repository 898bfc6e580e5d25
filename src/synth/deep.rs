//! States that no single point solves, one point deeper: which points bring the goal within reach of one more.
//!
//! Some candidates of such a state are closed, and for each the candidates of what comes of it, in a policy's order. A child that is
//! solved so is an answer for the state above, a state to learn from in its turn, and an example for the value that is read after a
//! closure; a child that is not is an example for that value too. With the learned policy in the place of the hand-made score this is
//! expert iteration (Anthony et al. 2017, "Thinking fast and slow with deep learning and tree search"): what the search finds with the
//! policy that there is, the next one learns.

use super::label::{self, Closed};
use crate::policy::view::Assumed;
use crate::policy::{Entered, Policy};
use crate::search::candidates::{self, Candidate};
use crate::search::{self, after, score};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_protocol::Example;

/// Children that are looked into: the first by the policy, and some of those that come after.
const FIRST: usize = 10;
const OTHERS: usize = 6;
const AFTER: usize = 150;
/// Candidates of a child that are closed to see whether it is solved.
const LOOKED_AT: usize = 120;
/// Candidates of the state that stand for those which were not looked into.
const PRESUMED: usize = 100;

/// Looks into the children of a state that was swept without a solution: adds to its example, and returns those of children.
pub fn children(
    root: &Session,
    swept: &mut Example,
    assumed: &Assumed,
    policy: &mut dyn Policy,
    rng: &mut Rng,
) -> Vec<Example> {
    let goal = search::goal_points(root.thm);
    let (list, _) = candidates::list(&root.state, 0, &goal, &score::by_hand);
    let by_hand = list.clone();
    let ranked = policy.enter(&Entered { id: 0, key: 0, session: root, goal: &goal }, list);
    let mut late: Vec<usize> = (FIRST..ranked.list.len().min(AFTER)).collect();
    rng.shuffle(&mut late);
    late.truncate(OTHERS);
    let mut out = Vec::new();
    let (mut closed, mut unsolved) = (Vec::new(), None);
    for rank in (0..FIRST.min(ranked.list.len())).chain(late) {
        let c = &ranked.list[rank];
        let Some(mut child) = search::with(root, c, &["X_0", "X_1"]) else { continue };
        child.saturate(Depth::Cheap, &|| false);
        if child.done() {
            continue;
        }
        let surprise = ranked.surprise.get(rank).copied().unwrap_or(((1 + rank) as f32).ln());
        let gain = search::gain(&root.state, &child.state);
        let numbers = after::numbers(root, &child, c, gain, surprise);
        child.saturate(Depth::Full, &|| false);
        if child.done() {
            continue;
        }
        let (list, _) = search::of_child(root, &child, (&ranked.list, rank), &goal, usize::MAX);
        let solved = solved(&child, list.clone(), &goal, policy);
        swept.after.push((numbers, solved));
        if let Some(at) = by_hand.iter().position(|h| h.kind == c.kind && h.args() == c.args() && h.at == c.at) {
            closed.push(Closed { at, weight: 1.0, solves: solved });
        }
        if solved {
            let last = Some(child.state.pic.n() as u8 - 1);
            out.push(label::sweep_of(&child, assumed, last, &list, false, rng, &mut |c| label::solves(&child, c)));
        } else if unsolved.is_none() {
            unsolved = Some((child, list));
        }
    }
    if out.is_empty() {
        return out;
    }
    // A child that is not solved, so that the value of children has both.
    if let Some((child, list)) = unsolved {
        let last = Some(child.state.pic.n() as u8 - 1);
        out.push(label::sweep_of(&child, assumed, last, &list, false, rng, &mut |c| label::solves(&child, c)));
    }
    let presumed = (0..by_hand.len().min(PRESUMED)).filter(|i| closed.iter().all(|c| c.at != *i));
    let presumed: Vec<Closed> = presumed.map(|at| Closed { at, weight: 1.0, solves: false }).collect();
    closed.extend(presumed);
    let answered = label::example(root, assumed, None, &by_hand, &closed, rng);
    *swept = Example { solvers: 0, after: std::mem::take(&mut swept.after), ..answered };
    out
}

/// Whether one of a child's first candidates solves it.
fn solved(child: &Session, list: Vec<Candidate>, goal: &[bool], policy: &mut dyn Policy) -> bool {
    let state = Entered { id: 1, key: 1, session: child, goal };
    policy.enter(&state, list).list.iter().take(LOOKED_AT).any(|c| label::solves(child, c))
}
