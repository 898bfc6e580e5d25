//! One theorem, from the core form to an answer.
//!
//! Picture → is the goal true in it? → closure → certificate → kernel → strength. Whatever happens on the
//! way, the answer says `Theorem` only with a value that the kernel alone can make.

use crate::report::{Answer, Counts, Run, Status};
use crate::sketch;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Figure, Options as Drawing};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Strength, Theorem, Verdict};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Further figures that a proof with configuration conditions is held against.
const FURTHER_FIGURES: usize = 20;
/// Seeds tried when the goal looks false or unclear in the first picture.
const SECOND_LOOKS: u64 = 5;

/// Set by the interrupt handler; every prover stops soon after.
pub static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Config {
    /// Seed of the picture (and of everything random).
    pub seed: u64,
    /// Stop after this long; the answer is then `Timeout`.
    pub timeout: Option<Duration>,
    /// Refuse proofs with configuration conditions.
    pub generic_only: bool,
    /// How deep the closure goes.
    pub depth: Depth,
    /// Spend extra time on a shorter proof.
    pub shorten: bool,
}

impl Default for Config {
    fn default() -> Self {
        Config { seed: 0, timeout: Some(Duration::from_secs(60)), generic_only: false, depth: Depth::Full, shorten: true }
    }
}

/// An answer with what it came from.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The answer.
    pub answer: Answer,
    /// The accepted certificate.
    pub certificate: Option<Certificate>,
    /// The picture, with the auxiliary points of the certificate after the statement's.
    pub figure: Option<Figure>,
}

/// A clock with an end.
pub struct Deadline {
    start: Instant,
    end: Option<Instant>,
}

impl Deadline {
    fn new(limit: Option<Duration>) -> Self {
        let start = Instant::now();
        Deadline { start, end: limit.and_then(|l| start.checked_add(l)) }
    }

    /// Whether to stop now.
    pub fn over(&self) -> bool {
        INTERRUPTED.load(Ordering::Relaxed) || self.end.is_some_and(|e| Instant::now() >= e)
    }

    fn status(&self) -> Option<Status> {
        if INTERRUPTED.load(Ordering::Relaxed) {
            Some(Status::User)
        } else if self.over() {
            Some(Status::Timeout)
        } else {
            None
        }
    }
}

/// Solves one theorem.
pub fn solve(thm: &CoreTheorem, config: &Config) -> Solved {
    let clock = Deadline::new(config.timeout);
    let mut solved = attempt(thm, config, &clock);
    solved.answer.seconds = clock.start.elapsed().as_secs_f64();
    solved
}

fn run(prover: &str, counts: Counts) -> Run {
    Run { prover: prover.into(), seconds: 0.0, counts }
}

/// An answer other than Theorem, with a remark.
fn without_proof(thm: &CoreTheorem, status: Status, counts: Counts, note: impl Into<String>) -> Solved {
    let answer = Answer::unproved(thm, status, run("deduction", counts)).note(note);
    Solved { answer, certificate: None, figure: None }
}

fn attempt(thm: &CoreTheorem, config: &Config, clock: &Deadline) -> Solved {
    let counts = Counts { points: thm.statement_points as u64, ..Counts::default() };
    if let Some(why) = beyond(thm) {
        return without_proof(thm, Status::Inappropriate, counts, why);
    }
    let figure = match picture(thm, config.seed) {
        Ok(f) => f,
        Err(e) => return without_proof(thm, Status::Unknown, counts, format!("no figure found: {e}")),
    };
    let status = euclase_diagram::goal_status(thm, &figure);
    if let Some(i) = status.iter().position(|s| *s == euclase_diagram::Status::Fails) {
        return refuted(thm, figure, i, counts, config.seed);
    }
    let mut session = match Session::new(thm, &figure.pts) {
        Ok(s) => s,
        Err(e) => return without_proof(thm, Status::Unknown, counts, e.to_string()),
    };
    session.saturate(config.depth, &|| clock.over());
    let mut lines = Vec::new();
    if let Some(steps) = &thm.sketch {
        let (led, judged) = sketch::follow(session, steps, &figure.pts, config.depth, &|| clock.over());
        session = led;
        lines = judged;
    }
    let mut solved = conclude(thm, session, figure, config, clock, counts);
    solved.answer.sketch = lines;
    solved
}

/// The end of a closure: a checked proof, or what is known instead.
fn conclude(thm: &CoreTheorem, session: Session, figure: Figure, config: &Config, clock: &Deadline, counts: Counts) -> Solved {
    let counts = Counts { points: session.state.pic.n() as u64, facts: u64::from(session.state.now()), ..counts };
    if !session.done() {
        let status = clock.status().unwrap_or(Status::Unknown);
        let note = match status {
            Status::Unknown => "not found: the goal is true in the picture, but the closure does not reach it (an auxiliary point may help: give one in a `proof { … }` sketch)",
            Status::User => "interrupted",
            _ => "time was up",
        };
        let mut s = without_proof(thm, status, counts, note);
        s.figure = Some(figure);
        return s;
    }
    let cert = if config.shorten { session.short_certificate() } else { session.certificate() };
    let cert = match cert {
        Ok(c) => c,
        Err(e) => return without_proof(thm, Status::Unknown, counts, format!("a proof was found but could not be rebuilt (please report this): {e}")),
    };
    let theorem = match euclase_kernel::check(thm, &cert) {
        Verdict::Accepted(t) => t,
        Verdict::Declined { reason } => return without_proof(thm, Status::Unknown, counts, format!("the kernel leaves this open: {reason}")),
        Verdict::Rejected { step, rule, expected, got } => {
            let place = step.map_or(String::new(), |s| format!(" at step {s}"));
            return without_proof(
                thm,
                Status::Unknown,
                counts,
                format!("the kernel rejected the proof{place} ({rule}): expected {expected}, got {got}; please report this"),
            );
        }
    };
    let mut figure = figure;
    figure.pts = aux_figure(&session, &cert, thm);
    let counts = Counts { steps: cert.steps.len() as u64, ..counts };
    match objection(thm, &theorem, &figure, config) {
        Some(Objection::Note(note)) => {
            let mut s = without_proof(thm, Status::Unknown, counts, note);
            s.figure = Some(figure);
            return s;
        }
        // A counterexample in another configuration is a counterexample, once it is checked.
        Some(Objection::FalseIn(other, goal)) => {
            let note = format!("proved in one configuration, false in another: {}", coordinates(thm, &other));
            let mut s = refuted(thm, *other, goal, counts, config.seed);
            if s.answer.status == Status::Unknown {
                s.answer.notes.clear();
            }
            s.answer = s.answer.note(note);
            return s;
        }
        None => {}
    }
    let answer = Answer::proved(thm, &cert, &theorem, run("deduction", counts));
    Solved { answer, certificate: Some(cert), figure: Some(figure) }
}

/// Coordinates for the statement's points and the certificate's auxiliary points.
fn aux_figure(session: &Session, cert: &Certificate, thm: &CoreTheorem) -> Vec<[f64; 2]> {
    let mut pts = session.state.pic.xy[..thm.statement_points].to_vec();
    for a in &cert.aux {
        if let Some(i) = session.aux.iter().position(|b| b.name == a.name) {
            pts.push(session.state.pic.xy[thm.statement_points + i]);
        }
    }
    pts
}

/// Why an accepted proof is not announced as a theorem.
enum Objection {
    /// Said in words.
    Note(String),
    /// Another figure of the same statement, and the goal that is false in it.
    FalseIn(Box<Figure>, usize),
}

/// Looks for a condition that the picture does not satisfy and, for a proof that depends on the configuration, for
/// another figure of the same statement in which the goal is false.
fn objection(thm: &CoreTheorem, theorem: &Theorem, figure: &Figure, config: &Config) -> Option<Objection> {
    use euclase_grammar::words::{self, Style};
    let named = crate::report::with_aux(thm, &[]);
    for c in theorem.conditions() {
        if c.cond.points().iter().all(|p| p.ix() < thm.statement_points)
            && euclase_diagram::eval::cond_holds(&figure.pts, &c.cond) != Some(true)
        {
            return Some(Objection::Note(format!(
                "a proof was found, but it needs {}, which does not hold clearly in the picture",
                words::cond(&named, &c.cond, Style::Unicode)
            )));
        }
    }
    if theorem.strength() != Strength::Configuration {
        return None;
    }
    if config.generic_only {
        let why = "a proof was found, but it needs configuration conditions, which --strength generic refuses";
        return Some(Objection::Note(why.into()));
    }
    let base = Drawing { seed: config.seed.wrapping_add(1000), any_branch: true, prefer_goal: false, ..Drawing::default() };
    euclase_diagram::figures(thm, &base).take(FURTHER_FIGURES).find_map(|f| {
        let goal = euclase_diagram::goal_status(thm, &f).iter().position(|s| *s == euclase_diagram::Status::Fails)?;
        Some(Objection::FalseIn(Box::new(f), goal))
    })
}

/// The statement's points with rounded coordinates.
fn coordinates(thm: &CoreTheorem, figure: &Figure) -> String {
    let named = thm.points[..thm.statement_points].iter().zip(&figure.pts);
    named.map(|(p, xy)| format!("{} ({:.4}, {:.4})", p.name, xy[0], xy[1])).collect::<Vec<_>>().join(", ")
}

/// Why a statement is outside this version's reach.
fn beyond(thm: &CoreTheorem) -> Option<String> {
    if let Some(o) = thm.unsupported.first() {
        return Some(format!("`{}` is read but cannot be proved in this version", o.text));
    }
    if !thm.reals.is_empty() {
        return Some("statements about real variables are read but cannot be proved in this version".into());
    }
    if thm.goals.is_empty() {
        return Some("the theorem has no goal".into());
    }
    if thm.goals.iter().any(|g| matches!(g.kind, GoalKind::Solve(_))) {
        return Some("`solve` is read but cannot be answered in this version".into());
    }
    None
}

/// A picture, looked at again with other seeds when a goal is not plainly true in it: `other than` and `where` choose
/// between branches, and what they leave open must hold on every branch to be a theorem.
fn picture(thm: &CoreTheorem, seed: u64) -> Result<Figure, euclase_diagram::NoFigure> {
    use euclase_diagram::Status as S;
    let first = euclase_diagram::draw(thm, &Drawing { seed, ..Drawing::default() })?;
    if !euclase_diagram::goal_status(thm, &first).contains(&S::Unclear) {
        return Ok(first);
    }
    for k in 1..=SECOND_LOOKS {
        if let Ok(f) = euclase_diagram::draw(thm, &Drawing { seed: seed.wrapping_add(k), ..Drawing::default() })
            && !euclase_diagram::goal_status(thm, &f).contains(&S::Unclear)
        {
            return Ok(f);
        }
    }
    Ok(first)
}

/// A goal that is false in the picture: refuted when a counterexample can be checked, otherwise undecided.
fn refuted(thm: &CoreTheorem, figure: Figure, goal: usize, counts: Counts, seed: u64) -> Solved {
    let limits = euclase_refute::Limits { seed, ..euclase_refute::Limits::default() };
    let found = euclase_refute::refute_figure(thm, &figure)
        .or_else(|_| euclase_refute::refute(thm, &limits))
        .and_then(|c| match euclase_refute::check(thm, &c) {
            Ok(()) => Ok(c),
            Err(reason) => Err(euclase_refute::NotRefuted::NotVerified { figure: c.figure, goal: c.goal, reason }),
        });
    match found {
        Ok(c) => {
            let mut s = without_proof(thm, Status::CounterSatisfiable, counts, "");
            s.answer.notes.clear();
            s.answer.prover = "refute".into();
            s.answer.counterexample = Some(counterexample(thm, &c));
            s.figure = Some(c.figure);
            s
        }
        Err(why) => {
            let what = &thm.goals[goal].origin.text;
            let mut s = without_proof(thm, Status::Unknown, counts, format!("`{what}` is false in the picture, but no counterexample could be checked: {why}"));
            s.figure = Some(figure);
            s
        }
    }
}

/// A checked counterexample in the words of the report.
fn counterexample(thm: &CoreTheorem, c: &euclase_refute::Counterexample) -> crate::report::Counterexample {
    use crate::report::Certainty;
    use num_traits::ToPrimitive;
    let name = |i: usize| thm.points[i].name.clone();
    let (certainty, points) = match &c.coords {
        euclase_refute::Coords::Exact(pts) => {
            (Certainty::Exact, pts.iter().enumerate().map(|(i, [x, y])| (name(i), x.to_string(), y.to_string())).collect())
        }
        euclase_refute::Coords::Enclosed(boxes) => (
            Certainty::Enclosed,
            boxes
                .iter()
                .enumerate()
                .map(|(i, b)| {
                    let middle = |[lo, hi]: &[euclase_grammar::core::Q; 2]| {
                        let m = (lo.to_f64().unwrap_or_default() + hi.to_f64().unwrap_or_default()) / 2.0;
                        format!("{m:.12}")
                    };
                    (name(i), middle(&b[0]), middle(&b[1]))
                })
                .collect(),
        ),
    };
    crate::report::Counterexample { certainty, points, fails: thm.goals[c.goal].origin.text.clone() }
}
