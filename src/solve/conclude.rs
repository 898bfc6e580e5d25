//! The end of a closure: a checked proof, or what is known instead.

use super::variables::Placed;
use super::{
    Clock, Config, Solved, coordinates, further::further, numbers, refuting, run, stopped, vacuity, values,
    without_proof,
};
use crate::report::{Answer, Certainty, CheckedFigure, Counts, Status};
use euclase_deduction::session::goal_proved;
use euclase_deduction::{Depth, Session};
use euclase_diagram::Figure;
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_grammar::words::{self, Style};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Strength, Theorem, Verdict};

/// What a closure on one picture amounts to.
pub(super) enum Outcome {
    /// The kernel accepted.
    Proved(Box<Proof>),
    /// The closure does not reach the goals.
    NotReached,
    /// The closure reached the goals, but there is no accepted proof that fits the picture: why.
    Open(String),
}

/// An accepted proof.
pub(super) struct Proof {
    pub cert: Certificate,
    pub theorem: Theorem,
    /// The picture, with the auxiliary points of the certificate after the statement's.
    pub figure: Figure,
    /// How the figure in the certificate was checked.
    pub checked: euclase_figure::Verdict,
    /// Who found it, if that is not seen from the certificate.
    pub prover: Option<&'static str>,
}

impl Proof {
    pub fn counts(&self, counts: Counts) -> Counts {
        Counts { steps: self.cert.steps.len() as u64, ..counts }
    }

    /// As an answer.
    pub fn solved(self, thm: &CoreTheorem, counts: Counts) -> Solved {
        let counts = self.counts(counts);
        let seen = if self.cert.algebra.is_some() { numbers::PROVER } else { prover(counts) };
        let prover = self.prover.unwrap_or(seen);
        let mut answer = Answer::proved(thm, &self.cert, &self.theorem, run(prover, counts));
        answer.figure = checked(thm, &self.cert, &self.checked);
        // A condition is the statement's own; no step claims it.
        let lines = self.cert.algebra.as_ref().map_or(&[][..], |p| &p.goals);
        for (i, (line, goal)) in answer.goals.iter_mut().zip(&thm.goals).enumerate() {
            let by_lines = lines.get(i).is_some_and(|g| !g.lines.is_empty());
            if matches!(goal.kind, GoalKind::Cond(_)) && !by_lines {
                line.by = None;
            }
        }
        Solved { answer, certificate: Some(self.cert), figure: Some(self.figure), cases: Vec::new() }
    }
}

/// Certificate and kernel, after the closure. A proof that cannot be rebuilt, or that the kernel does not accept, is a fault
/// of the engine: then shallower closures are asked, which may have another proof.
pub(super) fn proof(thm: &CoreTheorem, session: &Session, figure: Figure, config: &Config, clock: &Clock) -> Outcome {
    if !session.done() {
        return Outcome::NotReached;
    }
    match accepted(thm, session, &figure, config, clock) {
        Ok(p) => Outcome::Proved(Box::new(p)),
        Err(why) => {
            let others = again_with(thm, session, config, clock);
            match others.into_iter().find_map(|s| accepted(thm, &s, &figure, config, clock).ok()) {
                Some(p) => Outcome::Proved(Box::new(p)),
                None => Outcome::Open(why),
            }
        }
    }
}

/// Closures on the same picture that are less deep than asked, where they reach the goals.
pub(crate) fn again<'a>(thm: &'a CoreTheorem, pts: &[[f64; 2]], config: &Config, clock: &Clock) -> Vec<Session<'a>> {
    let fresh = Session::new(thm, pts).ok();
    fresh.map_or(Vec::new(), |fresh| deeper(&fresh, config, clock))
}

/// The same with the auxiliary points of a session.
fn again_with<'a>(thm: &'a CoreTheorem, session: &Session, config: &Config, clock: &Clock) -> Vec<Session<'a>> {
    let xy = &session.state.pic.xy;
    let Ok(mut fresh) = Session::new(thm, xy) else { return Vec::new() };
    for (i, a) in session.aux.iter().enumerate() {
        if fresh.add_aux(&a.name, &a.def, &a.args, xy[thm.statement_points + i]).is_err() {
            return Vec::new();
        }
    }
    deeper(&fresh, config, clock)
}

fn deeper<'a>(fresh: &Session<'a>, config: &Config, clock: &Clock) -> Vec<Session<'a>> {
    let shallower = [Depth::Cheap, Depth::Dear].into_iter().filter(|d| *d < config.depth);
    let closed = shallower.map(|depth| {
        let mut s = fresh.clone();
        s.saturate(depth, &|| clock.over());
        s
    });
    closed.filter(Session::done).collect()
}

/// Which prover an answer is from.
fn prover(counts: Counts) -> &'static str {
    if counts.nodes > 0 { "search" } else { "deduction" }
}

/// Certificate and kernel.
///
/// # Errors
/// Why there is no accepted proof that fits the picture.
fn accepted(
    thm: &CoreTheorem,
    session: &Session,
    figure: &Figure,
    config: &Config,
    clock: &Clock,
) -> Result<Proof, String> {
    let cert = if config.shorten { session.short_certificate() } else { session.certificate() };
    let cert = cert.map_err(|e| format!("a proof was found but could not be rebuilt (please report this): {e}"))?;
    checked_proof(thm, cert, session, figure, None, config, clock)
}

/// The kernel's answer to a certificate, the discharges, a checked figure; `place`: with terms for the real variables.
///
/// # Errors
/// Why it is no proof that fits the picture.
pub(super) fn checked_proof(
    thm: &CoreTheorem,
    cert: Certificate,
    session: &Session,
    figure: &Figure,
    place: Option<&Placed>,
    config: &Config,
    clock: &Clock,
) -> Result<Proof, String> {
    let theorem = match euclase_kernel::check(thm, &cert) {
        Verdict::Accepted(t) => t,
        Verdict::Declined { reason } => {
            let comparison = thm.goals.iter().find(|g| matches!(g.kind, GoalKind::Cond(_)));
            return Err(match comparison {
                Some(g) => format!(
                    "`{}` is a condition; this version proves conditions only where the statement itself has them",
                    g.origin.text
                ),
                None => format!("the kernel leaves this open: {reason}"),
            });
        }
        Verdict::Rejected { step, rule, expected, got } => {
            let place = step.map_or(String::new(), |s| format!(" at step {s}"));
            return Err(format!(
                "the kernel rejected the proof{place} ({rule}): expected {expected}, got {got}; please report this"
            ));
        }
    };
    let pts = aux_figure(session, &cert, thm);
    let (mut cert, theorem) = euclase_deduction::discharge::discharge(thm, cert, theorem, &pts);
    if let Some(c) = unfit(&theorem, thm.statement_points, &figure.pts) {
        let named = crate::report::with_aux(thm, &[]);
        let c = words::cond(&named, c, Style::Unicode);
        return Err(format!("a proof was found, but it needs {c}, which does not hold clearly in the picture"));
    }
    let figure = Figure { pts, ..figure.clone() };
    match vacuity::guard(thm, place, &mut cert, &theorem, &figure, config, clock) {
        Ok(checked) => Ok(Proof { cert, theorem, figure, checked, prover: None }),
        Err(why) => Err(format!("proved under conditions that no checked figure satisfies: {why}")),
    }
}

/// How the figure of a certificate was checked, for the report.
fn checked(thm: &CoreTheorem, cert: &Certificate, verdict: &euclase_figure::Verdict) -> Option<CheckedFigure> {
    use euclase_figure::Verdict as V;
    let certainty = match verdict {
        V::Exact => Certainty::Exact,
        V::Enclosed { .. } => Certainty::Enclosed,
        V::Approximate => Certainty::Approximate,
        V::Declined(_) => return None,
    };
    Some(CheckedFigure { certainty, text: verdict.text(thm, &cert.aux) })
}

/// A condition of a proof about the first `given` points that does not hold clearly in the picture.
pub(crate) fn unfit<'a>(
    theorem: &'a Theorem,
    given: usize,
    pts: &[[f64; 2]],
) -> Option<&'a euclase_grammar::core::Cond> {
    let conds = theorem.conditions().iter().map(|c| &c.cond);
    conds
        .filter(|c| c.points().iter().all(|p| p.ix() < given))
        .find(|c| euclase_diagram::eval::cond_holds(pts, c) != Some(true))
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

/// The answer after a closure on a picture in which no goal is false. `found`: the proof, where there is one already.
pub(super) fn conclude(
    thm: &CoreTheorem,
    session: &Session,
    found: Option<Box<Proof>>,
    figure: Figure,
    config: &Config,
    clock: &Clock,
    counts: Counts,
) -> Solved {
    clock.doing("rebuilding the proof", counts);
    let outcome = found.map_or_else(|| proof(thm, session, figure.clone(), config, clock), Outcome::Proved);
    let proof = match outcome {
        Outcome::Proved(p) => *p,
        Outcome::NotReached => return not_reached(thm, session, figure, config, clock, counts),
        Outcome::Open(note) => {
            let mut s = refuting::or_refuted(thm, &figure, config.seed, clock, counts, || {
                without_proof(thm, Status::Unknown, counts, note)
            });
            s.figure.get_or_insert(figure);
            return s;
        }
    };
    let configuration = proof.theorem.strength() == Strength::Configuration;
    // In coordinates a condition that looks like any other may choose among the components of the hypotheses.
    if !configuration && !proof.prover.is_some_and(coordinates::one_of_them) {
        return proof.solved(thm, counts);
    }
    if configuration && config.generic_only {
        let why = "a proof was found, but it needs configuration conditions, which --strength generic refuses";
        let mut s = without_proof(thm, Status::Unknown, proof.counts(counts), why);
        s.figure = Some(proof.figure);
        return s;
    }
    clock.doing("holding the proof against further figures", proof.counts(counts));
    let mut cases = vec![proof];
    let mut seen = 1;
    for other in further(thm, &figure, config.seed, clock) {
        seen += 1;
        let counts = cases[0].counts(counts);
        // A counterexample in another configuration is a counterexample, once it is checked.
        if let Some(goal) =
            euclase_diagram::goal_status(thm, &other).iter().position(|s| *s == euclase_diagram::Status::Fails)
        {
            let note = format!("proved in one configuration, false in another: {}", coordinates(thm, &other));
            let mut s = refuting::refuted(thm, other, goal, counts, config.seed, clock);
            if s.answer.status == Status::Unknown {
                s.answer.notes.clear();
            }
            s.answer = s.answer.note(note);
            return s;
        }
        match values::new_case(thm, &cases, &other, config, clock) {
            Ok(None) => {}
            Ok(Some(case)) => cases.push(case),
            Err(_) if clock.over() => return stopped(thm, clock),
            Err(note) => {
                let mut s = without_proof(thm, Status::Unknown, counts, note);
                s.figure = Some(other);
                return s;
            }
        }
    }
    // A theorem that depends on the configuration is not announced before the other figures were seen.
    if clock.over() {
        return stopped(thm, clock);
    }
    values::gathered(thm, cases, counts, seen)
}

/// The closure ended before the goals.
fn not_reached(
    thm: &CoreTheorem,
    session: &Session,
    figure: Figure,
    config: &Config,
    clock: &Clock,
    counts: Counts,
) -> Solved {
    if clock.over() {
        let what = if counts.nodes > 0 { "searching for auxiliary points" } else { "drawing consequences" };
        clock.doing(what, counts);
        let mut s = stopped(thm, clock);
        s.figure = Some(figure);
        return s;
    }
    let asks = thm.goals.iter().any(|g| matches!(g.kind, GoalKind::Find(_)));
    let what = if asks {
        "the closure does not determine what is asked"
    } else if config.alone {
        "the goal is true in the picture"
    } else {
        "the goal is true in the picture, but the closure does not reach it"
    };
    let searched = match counts.nodes {
        0 => String::new(),
        n => format!(", nor does a search of {n} nodes for auxiliary points (--nodes)"),
    };
    let note =
        format!("not found: {what}{searched} (an auxiliary point may help: give one in a `proof {{ … }}` sketch)");
    let mut s = refuting::or_refuted(thm, &figure, config.seed, clock, counts, || {
        without_proof(thm, Status::Unknown, counts, note)
    });
    let open: Vec<&str> =
        thm.goals.iter().filter(|g| !goal_proved(&session.state, &g.kind)).map(|g| g.origin.text.as_str()).collect();
    if s.answer.status == Status::Unknown && open.len() < thm.goals.len() {
        s.answer = s.answer.note(format!("{} of {} goals are open: {}", open.len(), thm.goals.len(), open.join(", ")));
    }
    s.figure.get_or_insert(figure);
    s
}
