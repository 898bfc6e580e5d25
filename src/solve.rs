//! One theorem, from the core form to an answer.
//!
//! Picture → is the goal true in it? → closure → certificate → kernel → strength. Whatever happens on the
//! way, the answer says `Theorem` only with a value that the kernel alone can make.
//!
//! The work is done on a thread of its own, with a deep stack, while [`solve`] watches the clock: work that
//! cannot be asked to stop is left behind when time is up, so that no statement can hang the program.

mod attempts;
mod clock;
mod conclude;
mod coordinates;
mod further;
mod measured;
mod mixed;
mod numbers;
mod refuting;
mod rules;
mod together;
mod vacuity;
mod values;
mod variables;
mod wu;

pub use clock::{Clock, INTERRUPTED, Stage, memory};
pub(crate) use conclude::{again, unfit};
pub(crate) use further::further;
pub(crate) use wu::{DOUBT, doubted, suits_wu};

use crate::policy::program::Leash;
use crate::policy::{Choice, Start};
use crate::report::{Answer, Counts, Run, SketchLine, Status};
use crate::{search, sketch};
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Figure, Options as Drawing};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::cert::Certificate;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

/// Seeds tried when the goal looks unclear in the first picture.
const SECOND_LOOKS: u64 = 5;
/// How often the clock is looked at from outside.
const LOOK: Duration = Duration::from_millis(20);
/// How long after the end the work may still hand in what it has.
const GRACE: Duration = Duration::from_millis(500);
/// Asks of the prover before steps are searched for, if not said otherwise.
pub const ASKS: u64 = 64_000;
/// Stack of the worker: the rebuilding of a proof recurses as deep as the proof.
const STACK: usize = 256 << 20;

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Config {
    /// Seed of the picture (and of everything random).
    pub seed: u64,
    /// Stop after this long; the answer is then `Timeout`.
    pub timeout: Option<Duration>,
    /// Stop when the process is larger than this (bytes); the answer is then `MemoryOut`.
    pub memory: Option<u64>,
    /// Refuse proofs with configuration conditions.
    pub generic_only: bool,
    /// How deep the closure goes.
    pub depth: Depth,
    /// Spend extra time on a shorter proof.
    pub shorten: bool,
    /// Most nodes of the search for auxiliary points; 0: the closure alone.
    pub nodes: u64,
    /// In algebra, how often the prover may ask whether to stop before steps are searched for: a limit of its work.
    pub asks: u64,
    /// In algebra, not to try the prover with all effort after the search.
    pub steps_only: bool,
    /// Work of Wu's method for a theorem, in millions of operations; 0: none.
    pub wu: u64,
    /// Work of the area method for a theorem, in millions of operations; 0: none.
    pub area: u64,
    /// Work of the Gröbner route for a theorem, in millions of operations; 0: none.
    pub groebner: u64,
    /// Whether geometry is left out, so that the provers in coordinates are alone.
    pub alone: bool,
    /// With `alone`: the prover of algebra over coordinates instead, which records no conditions.
    pub plane: bool,
    /// Threads of the search.
    pub jobs: usize,
    /// Who ranks the candidates of the search.
    pub policy: Choice,
    /// How long a policy's program may think about a state.
    pub patience: Duration,
    /// Nodes of a search after which the learned policy takes over from the hand-made score.
    pub policy_after: u64,
    /// The learned policy's program; None: where it is looked for.
    pub policy_helper: Option<std::path::PathBuf>,
    /// The text of the theorem, for policies that read it.
    pub text: Option<Arc<str>>,
    /// Where the search is written down.
    pub trace: Option<search::trace::Trace>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            seed: 0,
            timeout: Some(Duration::from_secs(60)),
            memory: Some(2 << 30),
            generic_only: false,
            depth: Depth::Full,
            shorten: true,
            nodes: 0,
            asks: ASKS,
            steps_only: false,
            wu: 0,
            area: 0,
            groebner: 0,
            alone: false,
            plane: false,
            jobs: 1,
            policy: Choice::Heuristic,
            patience: Duration::from_secs(10),
            policy_after: 2000,
            policy_helper: None,
            text: None,
            trace: None,
        }
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
    /// A "find" goal may have other values in other figures: each with its proof.
    pub cases: Vec<Solved>,
}

/// Solves one theorem.
pub fn solve(thm: &CoreTheorem, config: &Config) -> Solved {
    solve_timed(thm, config).0
}

/// Solves one theorem for a reader: a proof by the rules of geometry is looked for first, and only where there is none, one by calculation.
pub fn solve_readably(thm: &CoreTheorem, config: &Config) -> Solved {
    if config.alone {
        return solve(thm, config);
    }
    let geometry = solve(thm, &Config { wu: 0, area: 0, groebner: 0, ..config.clone() });
    match geometry.answer.status {
        // (The search has been made.)
        Status::Unknown | Status::Timeout => solve(thm, &Config { nodes: 0, ..config.clone() }),
        _ => geometry,
    }
}

/// Solves one theorem, and says how long each stage took.
pub fn solve_timed(thm: &CoreTheorem, config: &Config) -> (Solved, Vec<Stage>) {
    let clock = Clock::new(config.timeout, config.memory);
    let leash = Leash::default();
    let work = {
        let (thm, config, clock, leash) = (thm.clone(), config.clone(), clock.clone(), leash.clone());
        move || attempt(&thm, &config, &clock, &leash)
    };
    let mut solved = watched(thm, &clock, work);
    leash.cut();
    solved.answer.seconds = clock.seconds();
    (solved, clock.stages())
}

/// The work on a thread of its own, and what is said when it does not come to an end.
fn watched(thm: &CoreTheorem, clock: &Clock, work: impl FnOnce() -> Solved + Send + 'static) -> Solved {
    if clock.over() {
        return stopped(thm, clock);
    }
    let (send, receive) = channel();
    // The one who waits may have left.
    let worker = move || drop(send.send(work()));
    let handle = match std::thread::Builder::new().name("prover".into()).stack_size(STACK).spawn(worker) {
        Ok(h) => h,
        Err(e) => {
            return without_proof(thm, Status::Error, Counts::default(), format!("no thread could be started: {e}"));
        }
    };
    let mut late = Duration::ZERO;
    loop {
        match receive.recv_timeout(LOOK) {
            Ok(solved) => return solved,
            Err(RecvTimeoutError::Timeout) => {
                clock.weigh();
                if clock.over() {
                    late += LOOK;
                }
                if late >= GRACE {
                    return stopped(thm, clock);
                }
            }
            // The worker panicked; the hook has said where.
            Err(RecvTimeoutError::Disconnected) => {
                drop(handle.join());
                let note = "a fault of the program, not of the statement; please report it with the file";
                return without_proof(thm, Status::Error, clock.done().1, note);
            }
        }
    }
}

/// The answer when the clock ended the work.
fn stopped(thm: &CoreTheorem, clock: &Clock) -> Solved {
    let (what, counts) = clock.done();
    let (status, note) = match clock.status() {
        Some(Status::User) => (Status::User, format!("interrupted while {what}")),
        Some(Status::MemoryOut) => {
            (Status::MemoryOut, format!("the memory limit was reached while {what}; see --memory"))
        }
        _ => (Status::Timeout, format!("time was up while {what}; see --timeout")),
    };
    let mut solved = without_proof(thm, status, counts, note);
    solved.answer.notes.extend(clock.remarked());
    solved
}

fn run(prover: &str, counts: Counts) -> Run {
    Run { prover: prover.into(), seconds: 0.0, counts }
}

/// An answer other than Theorem, with a remark.
fn without_proof(thm: &CoreTheorem, status: Status, counts: Counts, note: impl Into<String>) -> Solved {
    let algebra = numbers::concerns(thm) || mixed::has_variables(thm) || mixed::concerns(thm);
    let prover = if algebra { numbers::PROVER } else { "deduction" };
    let answer = Answer::unproved(thm, status, run(prover, counts)).note(note);
    Solved { answer, certificate: None, figure: None, cases: Vec::new() }
}

fn attempt(thm: &CoreTheorem, config: &Config, clock: &Clock, leash: &Leash) -> Solved {
    let counts = Counts { points: thm.statement_points as u64, ..Counts::default() };
    if let Some(why) = beyond(thm) {
        return without_proof(thm, Status::Inappropriate, counts, why);
    }
    if numbers::concerns(thm) {
        return numbers::attempt(thm, config, clock, leash);
    }
    if mixed::has_variables(thm) {
        return mixed::with_variables(thm, config, clock, counts);
    }
    clock.doing("looking for a figure", counts);
    let figure = match picture(thm, config.seed, clock) {
        Ok(f) => f,
        Err(e) => return without_proof(thm, Status::Unknown, counts, e.to_string()),
    };
    let status = euclase_diagram::goal_status(thm, &figure);
    if let Some(goal) = status.iter().position(|s| *s == euclase_diagram::Status::Fails) {
        let mut solved = refuting::refuted(thm, figure.clone(), goal, counts, config.seed, clock);
        // Also the argument for a false claim is judged line by line.
        if thm.sketch.is_some()
            && let Ok((_, lines, _)) = close(thm, &figure, config, clock, counts)
        {
            solved.answer.sketch = lines;
        }
        return solved;
    }
    if mixed::concerns(thm) {
        clock.doing("looking for a counterexample", counts);
        if let Some(solved) = refuting::at_once(thm, &figure, config.seed, clock, counts) {
            return solved;
        }
    }
    let (session, lines, counts) = match close(thm, &figure, config, clock, counts) {
        Ok(closed) => closed,
        Err(note) => return without_proof(thm, Status::Unknown, counts, note),
    };
    let found = match numeric(thm, &session, &figure, config, clock, counts) {
        Some(found) => found,
        None => searched(thm, &session, &figure, config, clock, leash, counts),
    };
    let mut solved = conclude::conclude(thm, &session, found.proof, figure, config, clock, found.counts);
    solved.answer.sketch = lines;
    // Where the search was stopped, the remark is there already.
    if solved.answer.status == Status::Unknown {
        solved.answer.notes.extend(clock.remarked());
    }
    solved.answer.notes.extend(found.notes);
    solved
}

/// The closure on a picture, led by the sketch if there is one: the verdicts on its lines, and the counts.
fn close<'a>(
    thm: &'a CoreTheorem,
    figure: &Figure,
    config: &Config,
    clock: &Clock,
    counts: Counts,
) -> Result<(Session<'a>, Vec<SketchLine>, Counts), String> {
    clock.doing("drawing consequences", counts);
    let mut session = Session::new(thm, &figure.pts).map_err(|e| e.to_string())?;
    if config.alone {
        return Ok((session, Vec::new(), counts));
    }
    if mixed::concerns(thm) {
        session.saturate_all(config.depth, &|| clock.over());
    } else {
        session.saturate(config.depth, &|| clock.over());
    }
    let mut lines = Vec::new();
    if let Some(steps) = &thm.sketch {
        clock.doing("following the sketch", counted(&session, counts));
        (session, lines) = sketch::follow(session, steps, config, clock);
    }
    let counts = counted(&session, counts);
    Ok((session, lines, counts))
}

/// A statement about numbers of the figure: the algebra prover, with what the closure knows. `None`: it is not one, or the closure has
/// proved it.
fn numeric(
    thm: &CoreTheorem,
    session: &Session,
    figure: &Figure,
    config: &Config,
    clock: &Clock,
    counts: Counts,
) -> Option<Searched> {
    // (Wu's method shows conditions, too.)
    if !mixed::concerns(thm) || config.alone && suits_wu(thm) {
        return None;
    }
    let mut counts = counts;
    let (proof, notes) = match mixed::proof(thm, session, figure, config, clock, &mut counts) {
        conclude::Outcome::Proved(p) => (Some(p), Vec::new()),
        conclude::Outcome::NotReached => (None, Vec::new()),
        conclude::Outcome::Open(why) => (None, vec![why]),
    };
    Some(Searched { proof, counts, notes })
}

/// What came of the search.
struct Searched {
    /// A proof that the kernel accepted.
    proof: Option<Box<conclude::Proof>>,
    counts: Counts,
    /// What the policy wants to say.
    notes: Vec<String>,
}

/// The search for auxiliary points and the provers in coordinates, where the closure did not reach the goals.
fn searched(
    thm: &CoreTheorem,
    session: &Session,
    figure: &Figure,
    config: &Config,
    clock: &Clock,
    leash: &Leash,
    counts: Counts,
) -> Searched {
    if session.done() && !config.alone || clock.over() {
        return Searched { proof: None, counts, notes: Vec::new() };
    }
    // Rules of the file's own bring points where they are used.
    let rules = if config.alone { None } else { Some(rules::Rules::of(config, clock)) };
    if let Some(proof) = rules.as_ref().and_then(|r| r.proof(thm, session, figure, config, clock)) {
        return Searched { proof: Some(proof), counts, notes: rules.map_or(Vec::new(), |r| r.notes) };
    }
    let noted = rules.map_or(Vec::new(), |r| r.notes);
    let mut calculated = None;
    let at = coordinates::Standing { thm, session, figure, config, clock, counts };
    let mut calculate = || {
        let out = calculated.get_or_insert_with(|| coordinates::proof(at));
        matches!(out, conclude::Outcome::Proved(_))
    };
    if config.nodes == 0 || values::vary(thm, figure, config.seed, clock) {
        calculate();
        return joined(None, calculated, counts, noted);
    }
    // A goal that is hardly true is worth a short search: what has no polynomial meaning may still make it so.
    let doubted = doubted(thm);
    let nodes = if doubted { config.nodes.min(wu::AFTER) } else { config.nodes };
    let options = search::Options { nodes, jobs: config.jobs, depth: config.depth };
    let text = config.text.as_deref().unwrap_or_default();
    let start = Start {
        thm,
        text,
        seed: config.seed,
        after: config.policy_after,
        helper: config.policy_helper.as_deref(),
        patience: config.patience,
        clock,
        leash,
    };
    let (mut policy, trouble) = config.policy.begin(&start);
    let mut proof = None;
    let mut accept = |s: &Session<'_>| match conclude::proof(thm, s, figure.clone(), config, clock) {
        conclude::Outcome::Proved(p) => {
            proof = Some(p);
            Ok(())
        }
        conclude::Outcome::NotReached => Err("the goals are not reached".into()),
        conclude::Outcome::Open(why) => Err(why),
    };
    let mut hands = search::Hands {
        policy: policy.as_mut(),
        trace: config.trace.as_ref(),
        accept: &mut accept,
        pause: Some((wu::AFTER, &mut calculate)),
    };
    let ended = search::search(session, &options, clock, &mut hands);
    if !ended.found && !clock.over() {
        calculate();
    }
    let mut notes: Vec<String> = noted.into_iter().chain(trouble).collect();
    notes.extend(policy.notes());
    joined(proof, calculated, Counts { nodes: ended.done.nodes, ..counts }, notes)
}

/// What the search and the provers in coordinates came to.
fn joined(
    proof: Option<Box<conclude::Proof>>,
    calculated: Option<conclude::Outcome>,
    counts: Counts,
    mut notes: Vec<String>,
) -> Searched {
    match (proof, calculated) {
        (None, Some(conclude::Outcome::Proved(p))) => Searched { proof: Some(p), counts, notes },
        (None, Some(conclude::Outcome::Open(why))) => {
            notes.push(why);
            Searched { proof: None, counts, notes }
        }
        (proof, _) => Searched { proof, counts, notes },
    }
}

fn counted(session: &Session, counts: Counts) -> Counts {
    Counts { points: session.state.pic.n() as u64, facts: u64::from(session.state.now()), ..counts }
}

/// The statement's points with rounded coordinates.
pub(crate) fn coordinates(thm: &CoreTheorem, figure: &Figure) -> String {
    let named = thm.points[..thm.statement_points].iter().zip(&figure.pts);
    named.map(|(p, xy)| format!("{} ({:.4}, {:.4})", p.name, xy[0], xy[1])).collect::<Vec<_>>().join(", ")
}

/// Why a statement is outside this version's reach.
fn beyond(thm: &CoreTheorem) -> Option<String> {
    if let Some(o) = thm.unsupported.first() {
        return Some(format!("`{}` is read but cannot be proved in this version", o.text));
    }
    if thm.goals.is_empty() {
        return Some("the theorem has no goal".into());
    }
    None
}

/// A picture, looked at again with other seeds when a goal is not plainly true in it: `other than` and `where` choose
/// between branches, and what they leave open must hold on every branch to be a theorem.
fn picture(thm: &CoreTheorem, seed: u64, clock: &Clock) -> Result<Figure, euclase_diagram::NoFigure> {
    use euclase_diagram::Status as S;
    let unclear = |f: &Figure| {
        let judged = thm.goals.iter().zip(euclase_diagram::goal_status(thm, f));
        // A value that is asked for is neither true nor false.
        judged.into_iter().any(|(g, s)| s == S::Unclear && !matches!(g.kind, GoalKind::Find(_)))
    };
    let first = euclase_diagram::draw(thm, &Drawing { seed, ..Drawing::default() })?;
    if !unclear(&first) {
        return Ok(first);
    }
    for k in 1..=SECOND_LOOKS {
        if clock.over() {
            break;
        }
        if let Ok(f) = euclase_diagram::draw(thm, &Drawing { seed: seed.wrapping_add(k), ..Drawing::default() })
            && !unclear(&f)
        {
            return Ok(f);
        }
    }
    Ok(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thales() -> CoreTheorem {
        let text = "theorem t { triangle ABC show AB = AC }";
        euclase_grammar::load(text).expect("well-formed").theorems.remove(0)
    }

    #[test]
    fn work_that_cannot_be_asked_is_left_behind() {
        let (thm, clock) = (thales(), Clock::new(Some(Duration::from_millis(50)), None));
        let s = watched(&thm, &clock, || {
            loop {
                std::thread::sleep(Duration::from_secs(1));
            }
        });
        assert_eq!(s.answer.status, Status::Timeout);
        assert!(clock.seconds() < 1.0, "{}", clock.seconds());
    }

    #[test]
    fn a_panic_is_an_answer() {
        let thm = thales();
        let s = watched(&thm, &Clock::new(None, None), || panic!("on purpose"));
        assert_eq!((s.answer.status, s.answer.status.exit_code()), (Status::Error, 70));
        assert!(s.answer.notes[0].contains("fault of the program"));
    }

    #[test]
    fn deep_recursion_has_room() {
        fn down(n: u64) -> u64 {
            let here = std::hint::black_box([n; 64]);
            if n == 0 { 0 } else { 1 + down(n - 1) + here[0] - n }
        }
        let thm = thales();
        let s = watched(&thm, &Clock::new(None, None), || {
            without_proof(&thales(), Status::Unknown, Counts { nodes: down(100_000), ..Counts::default() }, "deep")
        });
        assert_eq!(s.answer.counts.nodes, 100_000);
    }
}
