//! The prover that can only say no, and the maker of figures that can be checked.
//!
//! "False in the picture" is a hint, because pictures are floating-point. A [`Counterexample`] is a figure that the checker
//! (`euclase-figure`) accepts: every hypothesis holds, every declared condition holds strictly, and a goal fails, by exact
//! or interval arithmetic alone. The same makers serve theorems: [`witness`] looks for a figure in which all
//! conditions of a proof hold.
//!
//! Of statements about real numbers the counterexamples are values of the variables ([`numbers`]).
//!
//! Everything here only proposes (where to look, which solution, which equations); a bad proposal is declined by the checker.

mod conic;
mod float;
pub mod numbers;
mod rational;
mod system;
mod witness;

use euclase_diagram::{Figure, Options, Status, draw, figures, kind_status};
use euclase_figure::{Declined, Doubt, Verdict, check_counterexample};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::cert;
pub use witness::witness;

/// A figure that satisfies the statement in which a goal fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterexample {
    /// Where the points are, and what shows that they are there.
    pub witness: cert::Figure,
    /// What the checker said: exact or enclosed.
    pub verdict: Verdict,
    /// Index of a goal that fails.
    pub goal: usize,
    /// The floating-point picture of it, to draw.
    pub figure: Figure,
}

/// Why no counterexample was found. It does not mean that the theorem is true.
#[derive(Clone, Debug, PartialEq)]
pub enum NotRefuted {
    /// The statement has parts that pictures do not speak about (real variables, quantifiers, nothing but `find`).
    OutOfScope,
    /// No picture at all.
    NoFigure(String),
    /// The goals hold, or are too close to call, in every picture tried.
    HoldsInPictures {
        /// how many pictures
        pictures: u32,
    },
    /// A goal fails in a picture, but no picture could be made exact or enclosed: the reason for the last one.
    NotVerified {
        /// the picture
        figure: Figure,
        /// the goal that fails in it
        goal: usize,
        /// why the picture proves nothing
        reason: String,
    },
}

impl std::fmt::Display for NotRefuted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NotRefuted::OutOfScope => write!(f, "pictures cannot refute a statement of this kind"),
            NotRefuted::NoFigure(why) => write!(f, "{why}"),
            NotRefuted::HoldsInPictures { pictures } => write!(f, "no goal fails in the {pictures} pictures tried"),
            NotRefuted::NotVerified { reason, .. } => {
                write!(f, "a goal is false in the picture, but the picture could not be verified: {reason}")
            }
        }
    }
}

/// How hard to look.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Seed of the pictures.
    pub seed: u64,
    /// How many pictures to look at.
    pub pictures: u32,
    /// How many false pictures to try to verify.
    pub verify: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { seed: 1, pictures: 20, verify: 4 }
    }
}

/// Looks for a checked counterexample.
pub fn refute(thm: &CoreTheorem, limits: &Limits) -> Result<Counterexample, NotRefuted> {
    in_scope(thm)?;
    let opts = Options { seed: limits.seed, prefer_goal: false, ..Options::default() };
    let first = draw(thm, &opts).map_err(|e| NotRefuted::NoFigure(e.to_string()))?;
    // the hinted picture, then other seeds and branches
    let more = figures(thm, &opts).take(limits.pictures.saturating_sub(1) as usize);
    let (mut seen, mut tried) = (0, 0);
    let mut last = None;
    for fig in std::iter::once(first).chain(more) {
        seen += 1;
        match refute_figure(thm, &fig) {
            Ok(c) => return Ok(c),
            Err(None) => {}
            Err(Some((goal, reason))) => {
                last = Some(NotRefuted::NotVerified { figure: fig, goal, reason });
                tried += 1;
                if tried >= limits.verify {
                    break;
                }
            }
        }
    }
    Err(last.unwrap_or(NotRefuted::HoldsInPictures { pictures: seen }))
}

fn in_scope(thm: &CoreTheorem) -> Result<(), NotRefuted> {
    let numbers = !thm.reals.is_empty() || !thm.props.is_empty();
    let open = !thm.unsupported.is_empty() || numbers || thm.statement_points == 0;
    if open { Err(NotRefuted::OutOfScope) } else { Ok(()) }
}

/// Tries to make a counterexample of one picture. `Err(None)`: every goal holds in it; otherwise a goal that does not
/// (or that is too close to call), and why the picture proves nothing.
pub fn refute_figure(thm: &CoreTheorem, fig: &Figure) -> Result<Counterexample, Option<(usize, String)>> {
    let with = |s: Status| thm.goals.iter().position(|g| decidable(&g.kind) && kind_status(&g.kind, &fig.pts) == s);
    // intervals also decide what floating-point numbers cannot
    let Some(goal) = with(Status::Fails).or_else(|| with(Status::Unclear)) else {
        return Err(None);
    };
    let others = (0..thm.goals.len()).filter(|g| *g != goal);
    let order: Vec<usize> = std::iter::once(goal).chain(others).collect();
    let found = witness(thm, &[], &fig.pts, &|f| first_failing(thm, f, &order).1);
    let (witness, verdict) = found.map_err(|why| Some((goal, why)))?;
    let goal = first_failing(thm, &witness, &order).0;
    let figure = Figure { pts: floats(&witness), ..fig.clone() };
    Ok(Counterexample { witness, verdict, goal, figure })
}

/// The goal that was meant, or another one if that does not fail for certain.
fn first_failing(thm: &CoreTheorem, figure: &cert::Figure, order: &[usize]) -> (usize, Verdict) {
    let mut first = None;
    for g in order {
        match check_counterexample(thm, figure, *g) {
            v @ Verdict::Declined(Declined::Goal(..)) => {
                first.get_or_insert((*g, v));
            }
            v => return (*g, v),
        }
    }
    first.unwrap_or((0, Verdict::Declined(Declined::Goal(0, Doubt::Straddles))))
}

fn decidable(kind: &GoalKind) -> bool {
    matches!(kind, GoalKind::Fact(_) | GoalKind::Cond(_))
}

/// Verifies a counterexample from the theorem alone.
///
/// # Errors
/// Why it is none.
pub fn check(thm: &CoreTheorem, c: &Counterexample) -> Result<(), String> {
    match check_counterexample(thm, &c.witness, c.goal) {
        Verdict::Declined(d) => Err(d.text(thm, &[])),
        _ => Ok(()),
    }
}

/// The coordinates as floating-point numbers.
fn floats(figure: &cert::Figure) -> Vec<[f64; 2]> {
    let f = |q| num_traits::ToPrimitive::to_f64(q).unwrap_or(f64::NAN);
    figure.points.iter().map(|[x, y]| [f(x), f(y)]).collect()
}
