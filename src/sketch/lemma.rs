//! A line of a sketch as a lemma for the kernel: the statement and the definitions of the sketch's points (and what a
//! lenient closure assumes) imply the claim.

use super::Stage;
use crate::solve::{Clock, Config, again, unfit};
use euclase_deduction::session::{goal_proved, lemma_certificate};
use euclase_deduction::state::State;
use euclase_grammar::core::{CoreTheorem, Goal, GoalKind, Hyp, Origin};
use euclase_grammar::words::{self, Style};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Strength, Verdict};

/// Whether the kernel accepts the claim from the hypotheses of a closure, for figures like the picture: the strength.
///
/// # Errors
/// Not reached by the closure (None), or reached without an accepted proof: why.
pub(super) fn proved(
    thm: &CoreTheorem,
    state: &State,
    stage: &Stage,
    claim: &GoalKind,
    config: &Config,
    clock: &Clock,
) -> Result<Strength, Option<String>> {
    let lemma = lemma(thm, state, stage, claim);
    if matches!(claim, GoalKind::Cond(_)) {
        // A condition of the statement needs no step.
        let cert = Certificate { theorem: lemma.name.clone(), goals: vec![0], ..Certificate::default() };
        return match euclase_kernel::check(&lemma, &cert) {
            Verdict::Accepted(t) => Ok(t.strength()),
            _ => Err(None),
        };
    }
    if !goal_proved(state, claim) {
        return Err(None);
    }
    accepted(&lemma, state, claim).or_else(|why| {
        // A fault of the engine; another closure may have another proof.
        let pts = &state.pic.xy[..lemma.statement_points];
        let others = again(&lemma, pts, config, clock);
        others.into_iter().find_map(|s| accepted(&lemma, &s.state, claim).ok()).ok_or(Some(why))
    })
}

/// Whether a claim is hardly true in general, by the modular filter.
pub(super) fn doubted(thm: &CoreTheorem, state: &State, stage: &Stage, claim: &GoalKind) -> bool {
    crate::solve::doubted(&lemma(thm, state, stage, claim))
}

fn lemma(thm: &CoreTheorem, state: &State, stage: &Stage, claim: &GoalKind) -> CoreTheorem {
    CoreTheorem {
        name: thm.name.clone(),
        statement_points: stage.points.len(),
        points: stage.points.clone(),
        reals: Vec::new(),
        hyps: state.hyps.iter().map(|f| Hyp { fact: f.clone(), origin: Origin::default() }).collect(),
        conds: stage.conds.clone(),
        props: Vec::new(),
        goals: vec![Goal { kind: claim.clone(), origin: Origin::default() }],
        coords: Vec::new(),
        shapes: Vec::new(),
        sketch: None,
        source: None,
        expect: None,
        unsupported: Vec::new(),
    }
}

/// Whether the kernel accepts the closure's proof of a lemma, under conditions that hold in the picture.
fn accepted(lemma: &CoreTheorem, state: &State, claim: &GoalKind) -> Result<Strength, String> {
    let cert = lemma_certificate(state, &lemma.name, std::slice::from_ref(claim))
        .map_err(|e| format!("its proof could not be rebuilt (please report this): {e}"))?;
    match euclase_kernel::check(lemma, &cert) {
        Verdict::Accepted(t) => match unfit(&t, lemma.statement_points, &state.pic.xy) {
            None => Ok(t.strength()),
            Some(c) => {
                let c = words::cond(lemma, c, Style::Unicode);
                Err(format!("its proof needs {c}, which does not hold clearly in the picture"))
            }
        },
        Verdict::Declined { reason } => Err(format!("the kernel leaves its proof open: {reason}")),
        Verdict::Rejected { rule, expected, got, .. } => {
            Err(format!("the kernel rejected its proof ({rule}): expected {expected}, got {got}; please report this"))
        }
    }
}
