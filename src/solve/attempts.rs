//! Attempts at the goals of a figure's numbers: each goal in its own way, cheap ways first.

use super::Clock;
use crate::report::Counts;
use euclase_algebra::Known;
use euclase_algebra::steps::Patience;
use euclase_deduction::Session;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};
use euclase_kernel::algebra::{GoalProof, Proof as Lines, Reason, Said};
use euclase_kernel::cert::Certificate;

/// What each attempt of the algebra prover may cost.
const EFFORT: u64 = 100;
/// The same at first.
const LITTLE: u64 = 5;
/// That of the last attempts, where there are many unknowns.
const MORE: u64 = 15;

/// How a goal is attempted, with which effort.
#[derive(Clone, Copy)]
pub(super) enum Way {
    /// With what the closure says of the lengths that the statement speaks of.
    Near(u64),
    /// With all that it says of lengths.
    Far(u64),
    /// In coordinates.
    Frame(u64),
    /// Over one of the figure's triangles.
    Over(u64),
}

/// Ways for a figure of so many points, cheap ones first, each with how often it may ask whether to stop. What is easy one way may be hard
/// another: no way is tried hard before all have been tried a little.
pub(super) fn ways(points: usize) -> &'static [(Way, u64)] {
    use Way::{Far, Frame, Near, Over};
    const SHORT: u64 = 3_000;
    const LONG: u64 = 30_000;
    match points {
        0..=3 => &[
            (Near(LITTLE), SHORT),
            (Over(1), SHORT),
            (Near(EFFORT), u64::MAX),
            (Over(LITTLE), LONG),
            (Frame(EFFORT), u64::MAX),
        ],
        _ => &[
            (Over(0), SHORT),
            (Near(0), SHORT),
            (Over(1), SHORT),
            (Frame(1), SHORT),
            (Near(LITTLE), LONG),
            (Over(LITTLE), LONG),
            (Frame(LITTLE), LONG),
            (Far(LITTLE), LONG),
            (Near(MORE), u64::MAX),
            (Over(MORE), u64::MAX),
            (Frame(MORE), u64::MAX),
        ],
    }
}

/// Proofs of one goal each as one.
pub(super) fn together(proofs: Vec<Option<Lines>>) -> Lines {
    let mut all = Lines::default();
    let goals = proofs.len();
    for (i, p) in proofs.into_iter().enumerate() {
        let Some(p) = p else {
            all.goals.push(GoalProof::default());
            continue;
        };
        let before = all.lines.len();
        all.lines.extend(p.lines.into_iter().map(|mut l| {
            l.premises.iter_mut().for_each(|k| *k += before);
            l
        }));
        let mut goal = p.goals.into_iter().nth(i).unwrap_or_default();
        goal.lines.iter_mut().for_each(|k| *k += before);
        all.goals.push(goal);
        if p.reals.len() > all.reals.len() {
            all.reals = p.reals;
        }
    }
    all.goals.truncate(goals);
    all
}

/// Attempts of the algebra prover at goals, after one certificate of what geometry says.
pub(super) struct Attempt<'a> {
    thm: &'a CoreTheorem,
    /// Goals that the closure has proved.
    done: &'a [usize],
    triangles: Vec<[Pt; 3]>,
    cert: Certificate,
    /// Steps that claim what the closure says of lengths: of those that the statement speaks of, and all.
    steps: [Vec<(usize, Fact)>; 2],
    /// Of each goal the step that claims it.
    goals: Vec<Option<usize>>,
}

impl Attempt<'_> {
    pub(super) fn new<'a>(
        thm: &'a CoreTheorem,
        session: &Session,
        done: &'a [usize],
        facts: [Vec<Fact>; 2],
        triangles: Vec<[Pt; 3]>,
    ) -> Option<Attempt<'a>> {
        let by_step = |i: &usize| done.contains(i) && !matches!(thm.goals[*i].kind, GoalKind::Cond(_));
        let claimed: Vec<usize> = (0..thm.goals.len()).filter(by_step).collect();
        let goals = claimed.iter().map(|i| thm.goals[*i].kind.clone());
        let said = facts.iter().flatten().cloned().map(GoalKind::Fact);
        let asked: Vec<GoalKind> = goals.chain(said).collect();
        let (cert, at) = session.claims(&asked);
        let (of_goals, of_facts) = at.split_at(claimed.len());
        if of_goals.iter().any(Option::is_none) {
            return None;
        }
        let place = |i: usize| claimed.iter().position(|c| *c == i).and_then(|k| of_goals.get(k).copied().flatten());
        let goals = (0..thm.goals.len()).map(place).collect();
        let mut at = of_facts.iter();
        let steps =
            facts.map(|fs| fs.into_iter().filter_map(|f| at.next().copied().flatten().map(|k| (k, f))).collect());
        Some(Attempt { thm, done, triangles, cert, steps, goals })
    }

    /// A proof of one goal.
    pub(super) fn run(
        &self,
        goal: usize,
        (way, asks): (Way, u64),
        (frame, over): (Option<[Pt; 2]>, Option<[Pt; 3]>),
        clock: &Clock,
        counts: &mut Counts,
    ) -> Option<Lines> {
        let others = (0..self.thm.goals.len()).filter(|i| *i != goal || self.done.contains(i));
        let mut known = Known { done: others.collect(), ..Known::default() };
        let over_time = || clock.over();
        let patience = Patience::new(asks, &over_time);
        let stop = || patience.over();
        clock.doing("calculating", *counts);
        let [near, far] = &self.steps;
        let out = match way {
            Way::Near(effort) => {
                (known.steps, known.triangles) = (near.clone(), self.triangles.clone());
                euclase_algebra::prove_with(self.thm, &known, effort, &stop)
            }
            Way::Far(effort) => {
                (known.steps, known.triangles) = (far.clone(), self.triangles.clone());
                euclase_algebra::prove_with(self.thm, &known, effort, &stop)
            }
            Way::Frame(effort) => {
                known.frame = Some(frame?);
                euclase_algebra::prove_with(self.thm, &known, effort, &stop)
            }
            Way::Over(effort) => euclase_algebra::prove_over(self.thm, &known, over?, effort, &stop),
        };
        counts.nodes += out.attempts;
        out.proof
    }

    pub(super) fn certificate(self, lines: Lines) -> Certificate {
        let goals = self.goals;
        pruned(self.cert, lines, &goals)
    }
}

/// A certificate with the steps that its goals and lines need.
pub(super) fn pruned(mut cert: Certificate, mut proof: Lines, goals: &[Option<usize>]) -> Certificate {
    let mut needed = vec![false; cert.steps.len()];
    let cited = proof.lines.iter().filter_map(|l| match l.reason {
        Reason::Step(k) | Reason::Coordinates(Said::Step(k), ..) => Some(k),
        _ => None,
    });
    for k in cited.chain(goals.iter().flatten().copied()) {
        if let Some(n) = needed.get_mut(k) {
            *n = true;
        }
    }
    for i in (0..cert.steps.len()).rev() {
        if needed[i] {
            cert.steps[i].premises.iter().for_each(|p| needed[*p] = true);
        }
    }
    let mut place = vec![0; needed.len()];
    let mut steps = Vec::new();
    for (i, mut s) in cert.steps.into_iter().enumerate().filter(|(i, _)| needed[*i]) {
        place[i] = steps.len();
        s.premises.iter_mut().for_each(|p| *p = place[*p]);
        steps.push(s);
    }
    for l in &mut proof.lines {
        if let Reason::Step(k) | Reason::Coordinates(Said::Step(k), ..) = &mut l.reason {
            *k = place.get(*k).copied().unwrap_or(0);
        }
    }
    cert.goals = goals.iter().map(|g| g.map_or(steps.len(), |g| place[g])).collect();
    cert.steps = steps;
    cert.algebra = Some(proof);
    cert
}
