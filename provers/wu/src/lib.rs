//! Wu's method: goals of geometry that are equations, by characteristic sets, with certificates for the kernel.
//!
//! A frame is chosen, so that most points are determined by equations that are linear in their coordinates; the hypotheses become a
//! chain of polynomials, each with a new main variable; the goal is divided by them. Where its remainder is zero, the product of the
//! initials and the goal is a combination of the hypotheses, and the lines say so, one division at a time.
//! What the initials say is not zero is a condition of the statement, or one that the certificate records (Wu 1978; Chou 1988,
//! *Mechanical Geometry Theorem Proving*). Nothing is believed: the kernel checks every line.

mod attempt;
mod chain;
mod conditions;
mod divide;
pub mod filter;
mod modular;
mod multiples;
mod order;
mod signs;
mod strict;
mod tower;
mod words;

use attempt::in_frame;
use chain::Chain;
use euclase_coordinates::{factors, problem, sheet};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt, Rel};
use euclase_kernel::algebra::Proof;
use euclase_kernel::algebra::statement::given_in_coordinates;
use euclase_poly::{Poly, Work};
use filter::Filter;
use order::plans;
use problem::{Problem, Variables};

/// Millions of operations that each frame has in the first round, and how much more in each later one.
const FIRST: u64 = 20;
const GROWTH: u64 = 6;
/// How much less it has where there is a proof, but under conditions of other kinds.
const BETTER: u64 = 10;
/// How much more each frame has at first where angles are multiples of others; once there is a proof, others have little.
const COSTLY: u64 = 5;

/// Rounds without recorded conditions: millions of operations for each frame, and how many frames.
const ROUNDS: [(u64, usize); 4] = [(6, 8), (60, 6), (400, 4), (u64::MAX, 3)];

/// Why a frame did not lead to a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// In random figures modulo a prime a goal fails on all components that are met: it was not tried.
    Generic,
    /// A goal, or a part of it, is no equation in coordinates.
    Goal,
    /// The work was too much.
    Work,
    /// No condition says that this is not zero.
    Initial(String),
    /// An equation has no single factor that vanishes in the picture.
    Branches(String),
    /// The goal's remainder is not zero, though it holds on some component.
    Component,
    /// The goal's remainder is not zero.
    Remainder,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Lines for all goals.
    pub proof: Option<Proof>,
    /// Operations that it took.
    pub work: u64,
    /// Of each frame that was tried in vain, its points and why.
    pub failed: Vec<([Pt; 2], Why)>,
}

/// How far the conditions that a proof records are from such as people state: how many choose among components or have no
/// words, how many are polynomials.
fn cost(proof: &Proof) -> (usize, usize) {
    let polynomial = |c: &&Cond| matches!(c, Cond::Num(..));
    let length = |c: &&Cond| matches!(c, Cond::Not(f) if !matches!(**f, Fact::Dir { .. }));
    let polynomials = proof.conditions.iter().filter(polynomial).count();
    (polynomials + proof.conditions.iter().filter(length).count(), polynomials)
}

/// A frame and what came of it so far.
struct Frame {
    vars: Variables,
    why: Why,
    /// Whether more work may help.
    open: bool,
}

/// Looks for a proof of all goals: those of geometry that are equations in coordinates. `known`: what steps of a certificate claim, by their
/// numbers; the lines may cite them. `picture` has coordinates of the statement's points,
/// in which the hypotheses hold; `effort` bounds the work, in millions of operations; `stop` is asked often.
///
/// A goal that the modular filter takes for false on every component is not tried. The most promising frames have a little work at first, then others, then those that it did not suffice for more in each round. The
/// first proof whose conditions are of the usual kinds is taken; one with others only when there is none in the first two rounds,
/// or in its own.
pub fn prove_with(
    theorem: &CoreTheorem,
    known: &[(usize, Fact)],
    picture: &[[f64; 2]],
    effort: u64,
    stop: &dyn Fn() -> bool,
) -> Outcome {
    let at_once = |failed| Outcome { proof: None, work: 0, failed };
    if stop() {
        return at_once(Vec::new());
    }
    if !attempt::suits(theorem) {
        return at_once(vec![([Pt(0), Pt(1)], Why::Goal)]);
    }
    // A look that takes less than the choice of a frame.
    if Filter::of_equations(theorem).is_some_and(|f| f.doubts(theorem)) {
        return at_once(vec![([Pt(0), Pt(1)], Why::Generic)]);
    }
    let all = effort.saturating_mul(1_000_000);
    let frames = |plans: Vec<Variables>| -> Vec<Frame> {
        plans.into_iter().map(|vars| Frame { vars, why: Why::Work, open: true }).collect()
    };
    let problem = Problem { theorem, known };
    let plans = plans(problem);
    let [mut first, mut more] = plans.portions.map(frames);
    let mut search = Search { problem, picture, stop, left: all, best: None };
    let mut share = FIRST.saturating_mul(1_000_000) * if plans.multiples { COSTLY } else { 1 };
    let mut found = search.round(&mut first, share);
    // A proof under better conditions is worth a little, any proof is worth more.
    let little = if search.best.is_some() { FIRST.saturating_mul(1_000_000) / BETTER } else { share };
    found = found || search.round(&mut more, little);
    first.append(&mut more);
    while !found && search.best.is_none() && search.left > 0 && !stop() && first.iter().any(|f| f.open) {
        share = share.saturating_mul(GROWTH);
        found = search.round(&mut first, share);
    }
    let failed = if found { Vec::new() } else { first.into_iter().map(|f| (f.vars.frame, f.why)).collect() };
    Outcome { proof: search.best.map(|b| b.1), work: all - search.left, failed }
}

/// The same with what the theorem assumes alone.
pub fn prove(theorem: &CoreTheorem, picture: &[[f64; 2]], effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    prove_with(theorem, &[], picture, effort, stop)
}

/// Hypotheses, by their places, that say nothing in coordinates and by no step that is known either: proofs do without them.
pub fn left_out(theorem: &CoreTheorem, known: &[(usize, Fact)]) -> Vec<usize> {
    let mut steps = known.len();
    let said = |i: usize| given_in_coordinates(theorem, i, [Pt(0), Pt(1)]).is_some();
    let mut by_step = |i: usize| {
        // (Steps say what angles say, one each.)
        let angle = theorem.hyps.get(i).is_some_and(|h| matches!(h.fact, Fact::Ang { .. })) && steps > 0;
        steps -= usize::from(angle);
        angle
    };
    (0..theorem.hyps.len()).filter(|i| !said(*i) && !by_step(*i)).collect()
}

/// A proof of all goals under no conditions but the statement's own: by ideals, what is said not to be zero, and signs. `effort` bounds the
/// work in millions of operations.
pub fn prove_strictly(
    theorem: &CoreTheorem,
    picture: &[[f64; 2]],
    effort: u64,
    stop: &dyn Fn() -> bool,
) -> Option<Proof> {
    if stop() || !attempt::suits(theorem) {
        return None;
    }
    let frames = frames(theorem);
    let mut left = effort.saturating_mul(1_000_000);
    for (share, count) in ROUNDS {
        for vars in frames.iter().take(count) {
            let part = left.min(share.saturating_mul(1_000_000));
            let mut work = Work::new(part, stop);
            let found = strict::prove(theorem, vars, picture, &mut work);
            left -= part - work.left().min(part);
            if found.is_some() || left == 0 || stop() {
                return found;
            }
        }
    }
    None
}

/// The frames, in the order in which they are tried.
pub fn strict_frames(theorem: &CoreTheorem) -> Vec<[Pt; 2]> {
    frames(theorem).into_iter().map(|v| v.frame).collect()
}

/// Frames, those first in which what is assumed is shortest; the points are as they stand, since to an ideal their order is nothing.
fn frames(theorem: &CoreTheorem) -> Vec<Variables> {
    let n = u32::try_from(theorem.statement_points).unwrap_or(0);
    let mut all = Vec::new();
    for o in (0..n).map(Pt) {
        for e in (0..n).map(Pt).filter(|e| *e != o) {
            let vars = Variables::new([o, e], (0..n).map(Pt).filter(|p| ![o, e].contains(p)).collect());
            let (equations, others) = problem::assumed(theorem.into(), &vars);
            // That O and E differ is worth something.
            let unit = Poly::var(problem::UNIT);
            let proper = others.iter().any(|i| i.rel != Rel::Ge && i.poly.div_exact(&unit).is_some());
            let terms: usize = equations.iter().map(|e| e.poly.len() * e.poly.len()).sum();
            let more: usize = others.iter().map(|i| i.poly.len()).sum();
            all.push((!proper, terms + more, vars));
        }
    }
    all.sort_by_key(|f| (f.0, f.1));
    all.into_iter().map(|f| f.2).collect()
}

struct Search<'a> {
    problem: Problem<'a>,
    picture: &'a [[f64; 2]],
    stop: &'a dyn Fn() -> bool,
    /// Operations that are left.
    left: u64,
    /// The best proof so far, by its conditions.
    best: Option<((usize, usize), Proof)>,
}

impl Search<'_> {
    /// Tries each frame that is open with a share of the work, until there is a proof whose conditions are of the usual kinds.
    fn round(&mut self, frames: &mut [Frame], share: u64) -> bool {
        for f in frames.iter_mut().filter(|f| f.open) {
            if (self.stop)() || self.left == 0 {
                break;
            }
            let mut chain = Chain::new(&f.vars, self.picture);
            // Beside a costly proof others are tried a little.
            let usual = FIRST.saturating_mul(1_000_000);
            let share = if self.best.is_some() && share > usual { usual / BETTER } else { share };
            let part = share.min(self.left);
            let (goals, rest) = in_frame(self.problem, &mut chain, part, self.stop);
            self.left -= part - rest.min(part);
            f.why = chain.why.clone().unwrap_or(Why::Work);
            f.open = goals.is_none() && (rest == 0 || f.why == Why::Work);
            let Some(goals) = goals else { continue };
            let proof = chain.sheet.finish(goals);
            let cost = cost(&proof);
            if self.best.as_ref().is_none_or(|b| cost < b.0) {
                self.best = Some((cost, proof));
            }
            if cost == (0, 0) {
                return true;
            }
        }
        false
    }
}
