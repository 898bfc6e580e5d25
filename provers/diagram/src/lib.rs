//! Pictures as numeric witnesses.
//!
//! A [`Figure`] gives every point of a theorem floating-point coordinates such that the
//! hypotheses hold to rounding error and the declared conditions hold with a margin. It guides the
//! search and guards against vacuity; nothing it says is proof. All floating-point geometry of
//! the project lives in this crate.
//!
//! The input is the core form alone: points, facts, conditions. How a picture is found:
//!
//! 1. `construct`: points in order of introduction. The facts whose latest point is X are the
//!    loci of X (`loci`); two loci meet in closed form, one gives a random position, none a free point.
//! 2. `lm`: where a point is over-determined, the block before it is solved jointly by
//!    Levenberg–Marquardt; if no order of construction works, everything is, from random starts.
//! 3. Every picture is polished by Newton over all hypotheses, checked ([`eval`]), and scored (`score`); the
//!    best of a few is kept.
//!
//! Everything is a function of the theorem and the seed: no clock, no hash order.

mod construct;
mod eqs;
pub mod eval;
mod joint;
mod lm;
mod loci;
mod place;
mod plan;
pub mod rng;
mod scalar;
mod score;

use construct::Style;
use eqs::Eq;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt, SketchStep};
use place::{Places, Spot};
use plan::Plan;
use rng::Rng;

/// A picture of a theorem.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Coordinates, indexed by [`Pt`]: all statement points, then as many sketch points, in order, as could be
    /// placed (so the length may be less than `thm.points.len()`, never less than `thm.statement_points`).
    pub pts: Vec<[f64; 2]>,
    /// The seed it was made from.
    pub seed: u64,
    /// Largest residual of a hypothesis ([`eval::fact_residual`]).
    pub residual: f64,
}

/// How to look for a picture.
#[derive(Clone, Debug)]
pub struct Options {
    /// Same seed, same picture.
    pub seed: u64,
    /// How many pictures may be begun before giving up.
    pub attempts: u32,
    /// How many finished pictures are compared; the best is kept.
    pub samples: u32,
    /// Start from the theorem's suggested coordinates, where there are any.
    pub hints: bool,
    /// Take the branches of a construction uniformly at random, rather than the customary one first
    /// (internal bisector, the intersection that is a new point).
    pub any_branch: bool,
    /// Among the pictures, prefer one in which no goal fails: where a construction leaves a branch open, the goal
    /// may be meant for one of them. (Whether it fails in another is for [`figures`] and the refuter to say.)
    pub prefer_goal: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { seed: 1, attempts: 200, samples: 6, hints: true, any_branch: false, prefer_goal: true }
    }
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq)]
pub enum NoFigure {
    /// The best attempt violates this hypothesis worst.
    Hypothesis {
        /// Index into `thm.hyps`.
        index: usize,
        /// Its residual in the best attempt.
        residual: f64,
        /// Its source text.
        text: String,
    },
    /// The hypotheses could be drawn, but this declared condition held in no picture.
    Condition {
        /// Index into `thm.conds`.
        index: usize,
        /// Its source text.
        text: String,
    },
    /// Every attempt was too close to degenerate to be trusted.
    Degenerate,
    /// Nothing to draw: the theorem has no points.
    NoPoints,
    /// Too many points for the joint solver.
    TooLarge {
        /// Number of points.
        points: usize,
    },
}

impl std::fmt::Display for NoFigure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoFigure::Hypothesis { text, residual, .. } => write!(
                f,
                "no figure was found; in the best attempt `{text}` fails worst (by {residual:.1e}); \
                 it may contradict the other hypotheses"
            ),
            NoFigure::Condition { text, .. } => {
                write!(f, "no figure was found in which `{text}` holds together with the hypotheses")
            }
            NoFigure::Degenerate => {
                write!(f, "every figure found was degenerate (points too close to be told apart)")
            }
            NoFigure::NoPoints => write!(f, "the theorem has no points, so there is nothing to draw"),
            NoFigure::TooLarge { points } => {
                write!(f, "{points} points must be solved for together, which is more than the drawing engine takes on")
            }
        }
    }
}

impl std::error::Error for NoFigure {}

/// What a picture says of a goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// True in the picture.
    Holds,
    /// False in the picture, by a clear margin.
    Fails,
    /// Too close to call, or not a statement about the picture (`find`, `solve`).
    Unclear,
}

/// Most points that are solved for together (the matrices are dense).
pub(crate) const MAX_JOINT: usize = 150;

/// A finished picture.
struct Sample {
    /// no goal fails in it
    agrees: bool,
    score: f64,
    pts: Vec<[f64; 2]>,
}

impl Sample {
    fn better(&self, other: &Sample) -> bool {
        (self.agrees, self.score) > (other.agrees, other.score)
    }
}

/// Finds a picture of the theorem.
pub fn draw(thm: &CoreTheorem, opts: &Options) -> Result<Figure, NoFigure> {
    if thm.points.is_empty() {
        return Err(NoFigure::NoPoints);
    }
    let plan = Plan::new(thm);
    let agrees = |pts: &[[f64; 2]]| thm.goals.iter().all(|g| kind_status(&g.kind, pts) != Status::Fails);
    let mut best: Option<Sample> = None;
    let mut partial: (usize, Vec<[f64; 2]>) = (0, Vec::new());
    // used only when there is nothing better: some statements force a near-coincidence
    let mut almost: Option<Vec<[f64; 2]>> = None;
    let (mut found, mut failed) = (0, 0);
    for k in 0..opts.attempts.max(1) {
        let hints = opts.hints && plan.has_hints() && k < opts.attempts / 2;
        let mut rng = Rng::new(opts.seed, u64::from(k));
        // where a compact figure is impossible (circles that must not meet), a wider one may do
        let spread = if found == 0 && k >= 3 { [1.0, 2.0, 3.5][k as usize % 3] } else { 1.0 };
        match plan.attempt(&mut rng, Style { hints, any_branch: opts.any_branch, spread }) {
            Ok(pts) => match score::score(&pts) {
                Some(s) => {
                    found += 1;
                    let sample = Sample { agrees: !opts.prefer_goal || agrees(&pts), score: s, pts };
                    if best.as_ref().is_none_or(|b| sample.better(b)) {
                        best = Some(sample);
                    }
                    let good = best.as_ref().is_some_and(|b| b.agrees);
                    if good && (hints || found >= opts.samples) || found >= opts.samples.saturating_mul(6) {
                        break;
                    }
                }
                None => almost = almost.or(Some(pts)),
            },
            Err((pts, _)) => {
                failed += 1;
                let placed = pts.iter().filter(|p| p[0].is_finite()).count();
                if placed >= partial.0 {
                    partial = (placed, pts);
                }
                if best.is_none() && almost.is_none() && failed >= 80 {
                    break;
                }
            }
        }
    }
    if let Some(Sample { mut pts, .. }) = best {
        let residual = plan.polish(&mut pts);
        if residual < ACCEPT && plan.broken(&pts).is_none() {
            add_sketch(thm, &mut pts);
            return Ok(Figure { pts, seed: opts.seed, residual });
        }
    }
    let figure = |mut pts: Vec<[f64; 2]>, residual| {
        add_sketch(thm, &mut pts);
        Figure { pts, seed: opts.seed, residual }
    };
    if let Some(mut pts) = almost {
        let residual = plan.polish(&mut pts);
        if residual < ACCEPT && plan.broken(&pts).is_none() {
            return Ok(figure(pts, residual));
        }
    }
    joint::draw(thm, &plan, opts, &partial.1).map(|(pts, residual)| figure(pts, residual))
}

/// Residual below which the hypotheses of a polished figure hold.
pub(crate) const ACCEPT: f64 = 1e-11;

/// The order in which [`draw`] places the statement's points: that of introduction, except that points which the
/// earlier ones determine go before under-determined ones that depend on them.
pub fn placement_order(thm: &CoreTheorem) -> Vec<Pt> {
    Plan::new(thm).order.iter().map(|x| Pt(*x)).collect()
}

/// Places the points of the sketch, in order, as far as possible.
fn add_sketch(thm: &CoreTheorem, pts: &mut Vec<[f64; 2]>) {
    for step in thm.sketch.iter().flatten() {
        if let SketchStep::Let { point, facts, conds, .. } = step {
            if point.ix() != pts.len() {
                return;
            }
            match place_aux(pts, *point, facts, conds).into_iter().next() {
                Some(p) => pts.push(p),
                None => return,
            }
        }
    }
}

/// Further pictures: other seeds, all branches. At most `opts.attempts` seeds are tried.
pub fn figures<'a>(thm: &'a CoreTheorem, opts: &Options) -> impl Iterator<Item = Figure> + use<'a> {
    let base = opts.clone();
    (1..=u64::from(base.attempts)).filter_map(move |k| {
        let mut mix = base.seed ^ (k << 32);
        let seed = rng::splitmix(&mut mix);
        draw(thm, &Options { seed, samples: 1, hints: false, any_branch: true, prefer_goal: false, ..base.clone() })
            .ok()
    })
}

/// All places for a further point `x` by its defining facts and conditions, given the others.
///
/// `pts` holds the points that the facts mention, except `x` (whose entry, if there is one, is ignored). Places that
/// are not yet a point of the figure come first. Empty if there is no such place, or if the facts leave the point
/// a degree of freedom.
pub fn place_aux(pts: &[[f64; 2]], x: Pt, facts: &[Fact], conds: &[Cond]) -> Vec<[f64; 2]> {
    let eqs: Vec<Eq> = facts.iter().map(Eq::new).collect();
    let refs: Vec<&Eq> = eqs.iter().collect();
    let size = eval::size(pts);
    let mut rng = Rng::new(0, u64::from(x.0));
    let Places::Discrete(mut list) = (Spot { eqs: &refs, x: x.0, pts, size }).places(&mut rng) else {
        return Vec::new();
    };
    let is_old = |p: [f64; 2]| pts.iter().enumerate().any(|(i, o)| i != x.ix() && eqs::dist(*o, p) < 1e-8 * size);
    list.sort_by_key(|c| (is_old(c.0), c.1));
    let mut all = pts.to_vec();
    if all.len() <= x.ix() {
        all.resize(x.ix() + 1, [0.0; 2]);
    }
    list.into_iter()
        .map(|c| c.0)
        .filter(|p| {
            all[x.ix()] = *p;
            conds.iter().all(|c| eval::cond_holds(&all, c) == Some(true))
        })
        .collect()
}

/// What the picture says of each goal of the theorem.
pub fn goal_status(thm: &CoreTheorem, fig: &Figure) -> Vec<Status> {
    thm.goals.iter().map(|g| kind_status(&g.kind, &fig.pts)).collect()
}

/// What a picture says of one claim.
pub fn kind_status(kind: &GoalKind, pts: &[[f64; 2]]) -> Status {
    let known = |b: Option<bool>| match b {
        Some(true) => Status::Holds,
        Some(false) => Status::Fails,
        None => Status::Unclear,
    };
    match kind {
        GoalKind::Fact(Fact::Dir { terms, .. }) if terms.iter().any(|(_, a, b)| eval::coincide(pts, *a, *b)) => {
            Status::Unclear
        }
        GoalKind::Fact(Fact::Log { terms, .. }) if terms.iter().any(|(_, a, b)| eval::coincide(pts, *a, *b)) => {
            Status::Unclear
        }
        GoalKind::Fact(f) => match eval::fact_residual(pts, f) {
            r if r < eval::EXACT => Status::Holds,
            r if r > eval::CLEAR => Status::Fails,
            _ => Status::Unclear,
        },
        GoalKind::Cond(c) => known(eval::cond_holds(pts, c)),
        GoalKind::Prop(_) | GoalKind::Find(_) | GoalKind::Solve(_) => Status::Unclear,
    }
}

/// How well-conditioned and legible a picture is; higher is better, `None` if it is almost degenerate.
pub fn score_of(pts: &[[f64; 2]]) -> Option<f64> {
    score::score(pts)
}
