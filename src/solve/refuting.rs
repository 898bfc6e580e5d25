//! Saying no: a goal that is false in a picture, and counterexamples in words.

use super::{Clock, Solved, further::further, measured, without_proof};
use crate::report::{Certainty, Counts, Status};
use euclase_diagram::Figure;
use euclase_grammar::core::{CoreTheorem, GoalKind, Q};
use euclase_refute::{Counterexample, Limits, NotRefuted};
use num_traits::ToPrimitive;

/// Pictures looked at before a statement that is not proved is called undecided.
const PICTURES: u32 = 20;
/// Pictures looked at before a proof by algebra is looked for, which takes longer.
const FEW_PICTURES: usize = 40;
/// Pictures looked at between two looks at the clock.
const AT_A_TIME: u32 = 4;

/// Looks for a counterexample in picture after picture, until the clock says stop.
fn search(thm: &CoreTheorem, first: &Figure, seed: u64, clock: &Clock) -> Result<Counterexample, NotRefuted> {
    let mut last = Err(NotRefuted::HoldsInPictures { pictures: 0 });
    for round in 0..PICTURES / AT_A_TIME {
        if clock.over() {
            break;
        }
        let limits = Limits { seed: seed.wrapping_add(u64::from(round)), pictures: AT_A_TIME, ..Limits::default() };
        match euclase_refute::refute(thm, &limits) {
            Err(e @ NotRefuted::OutOfScope) => return Err(e),
            // A picture in which a goal fails says more than later ones in which all hold.
            Err(NotRefuted::HoldsInPictures { .. } | NotRefuted::NoFigure(_)) => {}
            Err(e) => last = Err(e),
            found => return found.and_then(|c| verified(thm, c)),
        }
    }
    for figure in further(thm, first, seed, clock) {
        match euclase_refute::refute_figure(thm, &figure) {
            Ok(c) => return verified(thm, c),
            Err(Some((goal, reason))) if last == (Err(NotRefuted::HoldsInPictures { pictures: 0 })) => {
                last = Err(NotRefuted::NotVerified { figure, goal, reason });
            }
            Err(_) => {}
        }
    }
    last
}

/// The verification once more, from the theorem alone.
fn verified(thm: &CoreTheorem, c: Counterexample) -> Result<Counterexample, NotRefuted> {
    match euclase_refute::check(thm, &c) {
        Ok(()) => Ok(c),
        Err(reason) => Err(NotRefuted::NotVerified { figure: c.figure, goal: c.goal, reason }),
    }
}

/// The answer that stands unless a counterexample turns up in further pictures: a picture in which a goal holds or is too
/// close to call says little about a goal that no proof was found for.
pub(super) fn or_refuted(
    thm: &CoreTheorem,
    first: &Figure,
    seed: u64,
    clock: &Clock,
    counts: Counts,
    otherwise: impl FnOnce() -> Solved,
) -> Solved {
    if thm.goals.iter().all(|g| matches!(g.kind, GoalKind::Find(_))) {
        return otherwise();
    }
    clock.doing("looking for a counterexample", counts);
    match search(thm, first, seed, clock) {
        Ok(c) => answer(thm, c, counts),
        Err(NotRefuted::NotVerified { goal, reason, .. }) => {
            let mut s = otherwise();
            s.answer = s.answer.note(unverified(thm, goal, &reason));
            s
        }
        Err(_) => otherwise(),
    }
}

/// A counterexample in one of a few further pictures, if a goal is plainly false in one.
pub(super) fn at_once(thm: &CoreTheorem, first: &Figure, seed: u64, clock: &Clock, counts: Counts) -> Option<Solved> {
    let mut false_ones = further(thm, first, seed, clock)
        .take(FEW_PICTURES)
        .filter(|f| euclase_diagram::goal_status(thm, f).contains(&euclase_diagram::Status::Fails));
    let found = false_ones.find_map(|f| euclase_refute::refute_figure(thm, &f).ok())?;
    verified(thm, found).ok().map(|c| answer(thm, c, counts))
}

/// A goal that is false in the picture: refuted when a counterexample can be checked, otherwise undecided.
pub(super) fn refuted(
    thm: &CoreTheorem,
    figure: Figure,
    goal: usize,
    counts: Counts,
    seed: u64,
    clock: &Clock,
) -> Solved {
    clock.doing("checking a counterexample", counts);
    let here = euclase_refute::refute_figure(thm, &figure);
    let reason = match &here {
        Err(Some((_, reason))) => reason.clone(),
        _ => "the picture is too close to one in which it holds".into(),
    };
    let found = match here {
        Ok(c) => verified(thm, c),
        Err(_) => search(thm, &figure, seed, clock),
    };
    match found {
        Ok(c) => answer(thm, c, counts),
        Err(why) => {
            let reason = match why {
                NotRefuted::NotVerified { reason, .. } => reason,
                _ => reason,
            };
            let mut s = without_proof(thm, Status::Unknown, counts, unverified(thm, goal, &reason));
            s.figure = Some(figure);
            s
        }
    }
}

fn unverified(thm: &CoreTheorem, goal: usize, reason: &str) -> String {
    let what = thm.goals.get(goal).map_or("a goal", |g| &g.origin.text);
    format!("`{what}` is false in the picture, but no counterexample could be checked: {reason}")
}

fn answer(thm: &CoreTheorem, c: Counterexample, counts: Counts) -> Solved {
    let mut s = without_proof(thm, Status::CounterSatisfiable, counts, "");
    s.answer.notes.clear();
    s.answer.prover = "refute".into();
    s.answer.counterexample = Some(in_words(thm, &c));
    s.figure = Some(c.figure);
    s
}

/// A checked counterexample in the words of the report.
fn in_words(thm: &CoreTheorem, c: &Counterexample) -> crate::report::Counterexample {
    let name = |i: usize| thm.points[i].name.clone();
    let exact = c.verdict == euclase_figure::Verdict::Exact;
    let number = |q: &Q| if exact { q.to_string() } else { format!("{:.12}", q.to_f64().unwrap_or_default()) };
    let points = c.witness.points.iter().enumerate().map(|(i, [x, y])| (name(i), number(x), number(y))).collect();
    let certainty = if exact { Certainty::Exact } else { Certainty::Enclosed };
    crate::report::Counterexample {
        certainty,
        points,
        values: Vec::new(),
        fails: measured::failing(thm, c.goal, &c.figure.pts),
    }
}
