//! The prover that can only say no.
//!
//! "False in the picture" is a hint, because pictures are floating-point. A [`Counterexample`] is checked: every hypothesis holds,
//! every declared condition holds strictly, and a goal fails, by exact or interval arithmetic alone.
//!
//! - *Exact*: rational coordinates ([`rational`]). Hypotheses are verified as polynomial identities between rationals.
//! - *Enclosed*: small boxes with rational corners that are proved to contain a solution of all hypotheses
//!   ([`enclose`], Krawczyk's test); conditions and the goal's failure are decided on the whole box.
//!
//! Floating-point numbers only propose (where to look, which solution, which pivots): [`check`] repeats the
//! verification and is not given any, except as the starting place of an enclosure that it proves anew.

mod consequence;
mod enclose;
mod field;
mod formula;
pub mod iv;
mod rational;
mod truth;

use euclase_diagram::{Figure, Options, Status, draw, figures, kind_status};
use euclase_grammar::core::{CoreTheorem, GoalKind, Q};
use iv::Iv;
use truth::Picture;

/// Coordinates of a counterexample.
#[derive(Clone, Debug, PartialEq)]
pub enum Coords {
    /// Rational coordinates of each statement point.
    Exact(Vec<[Q; 2]>),
    /// For each statement point, [low, high] of x and of y: the boxes contain a figure.
    Enclosed(Vec<[[Q; 2]; 2]>),
}

/// A figure that satisfies the statement in which a goal fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Counterexample {
    /// Where the points are.
    pub coords: Coords,
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
    let open = !thm.unsupported.is_empty() || !thm.reals.is_empty() || thm.statement_points == 0;
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
    let exact = rational::construct(thm, &fig.pts).and_then(|pts| {
        let goal = judge_exact(thm, &pts, goal)?;
        let figure = Figure { pts: floats(&pts), ..fig.clone() };
        Ok(Counterexample { coords: Coords::Exact(pts), goal, figure })
    });
    match exact {
        Ok(c) => Ok(c),
        Err(why_exact) => enclosed(thm, &fig.pts, goal)
            .map(|coords| Counterexample { coords, goal, figure: fig.clone() })
            .map_err(|why| Some((goal, format!("{why}; in exact numbers: {why_exact}")))),
    }
}

fn decidable(kind: &GoalKind) -> bool {
    matches!(kind, GoalKind::Fact(_) | GoalKind::Cond(_))
}

/// Verifies a counterexample from the theorem alone.
pub fn check(thm: &CoreTheorem, c: &Counterexample) -> Result<(), String> {
    in_scope(thm).map_err(|e| e.to_string())?;
    match &c.coords {
        Coords::Exact(pts) => {
            let boxes = boxes_of(pts);
            let pic = Picture::exact(pts, &boxes);
            if let Some(h) = thm.hyps.iter().find(|h| !h.fact.is_trivial() && !pic.holds(&h.fact)) {
                return Err(format!("`{}` does not hold exactly", h.origin.text));
            }
            judge(thm, &pic, c.goal)
        }
        Coords::Enclosed(boxes) => {
            let two = Q::from_integer(2.into());
            let mid = |b: &[Q; 2]| num_traits::ToPrimitive::to_f64(&((&b[0] + &b[1]) / &two)).unwrap_or(f64::NAN);
            let start: Vec<[f64; 2]> = boxes.iter().map(|b| [mid(&b[0]), mid(&b[1])]).collect();
            let Coords::Enclosed(proved) = enclosed(thm, &start, c.goal)? else {
                return Err("no enclosure".into());
            };
            // the boxes that are shown must be those of the figure that exists
            let meet = |a: &[Q; 2], b: &[Q; 2]| a[0] <= b[1] && b[0] <= a[1];
            let same = boxes.len() == proved.len()
                && boxes.iter().zip(&proved).all(|(a, b)| meet(&a[0], &b[0]) && meet(&a[1], &b[1]));
            if same { Ok(()) } else { Err("the figure near the boxes lies outside them".into()) }
        }
    }
}

fn enclosed(thm: &CoreTheorem, pts: &[[f64; 2]], goal: usize) -> Result<Coords, String> {
    let boxes = enclose::enclose(thm, pts)?;
    judge(thm, &Picture::enclosed(thm, &boxes), goal)?;
    let ends = |i: &Iv| i.ends().map(|(a, b)| [a, b]).ok_or_else(|| "no enclosure".to_string());
    let boxes: Result<Vec<_>, String> = boxes.iter().map(|[x, y]| Ok([ends(x)?, ends(y)?])).collect();
    boxes.map(Coords::Enclosed)
}

/// Conditions hold and a goal fails in exact coordinates; the goal that was meant, or another.
fn judge_exact(thm: &CoreTheorem, pts: &[[Q; 2]], goal: usize) -> Result<usize, String> {
    let boxes = boxes_of(pts);
    let pic = Picture::exact(pts, &boxes);
    let others = (0..thm.goals.len()).filter(|g| *g != goal);
    let mut why = Ok(());
    for g in std::iter::once(goal).chain(others) {
        match judge(thm, &pic, g) {
            Ok(()) => return Ok(g),
            Err(e) => why = why.and(Err(e)),
        }
    }
    why.map(|()| goal)
}

/// Every declared condition certainly holds and the goal certainly fails.
fn judge(thm: &CoreTheorem, pic: &Picture, goal: usize) -> Result<(), String> {
    if let Some(c) = thm.conds.iter().find(|c| pic.cond(&c.cond) != Some(true)) {
        return Err(format!("`{}` is not certain", c.origin.text));
    }
    match thm.goals.get(goal) {
        Some(g) if pic.refutes(&g.kind) => Ok(()),
        Some(g) => Err(format!("it is not certain that `{}` fails", g.origin.text)),
        None => Err("there is no such goal".into()),
    }
}

fn boxes_of(pts: &[[Q; 2]]) -> Vec<[Iv; 2]> {
    pts.iter().map(|p| [Iv::from_q(&p[0]), Iv::from_q(&p[1])]).collect()
}

fn floats(pts: &[[Q; 2]]) -> Vec<[f64; 2]> {
    let f = |q: &Q| num_traits::ToPrimitive::to_f64(q).unwrap_or(f64::NAN);
    pts.iter().map(|p| [f(&p[0]), f(&p[1])]).collect()
}
