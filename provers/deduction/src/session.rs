//! A closure on a theorem, from statement to certificate.
//!
//! [`Session`] loads the statement on a picture, saturates, takes auxiliary points (clone, add, go on), answers
//! whether a goal is proved, and rebuilds the proof as a certificate for the kernel.

use crate::extract::{ExtractError, Extractor};
use crate::load::{self, LoadError, add_hypothesis, proves};
use crate::rules::{Depth, saturate};
use crate::shorten;
use crate::state::State;
use crate::values;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};
use euclase_kernel::cert::{AuxPoint, Certificate};

/// A closure in progress on one theorem.
#[derive(Clone, Debug)]
pub struct Session<'a> {
    /// The theorem.
    pub thm: &'a CoreTheorem,
    /// The closure.
    pub state: State,
    /// Auxiliary points so far.
    pub aux: Vec<AuxPoint>,
    /// For each hypothesis of the state beyond the statement's: (auxiliary point, number of its defining fact).
    pub aux_facts: Vec<(usize, usize)>,
}

/// Why an auxiliary point was not added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuxError {
    /// Not in the kernel's table, or with another number of points.
    #[error("the kernel has no definition `{0}` of {1} points")]
    Unknown(String, usize),
    /// Too many points for the closure.
    #[error("the closure takes at most {} points", crate::pic::MAX_POINTS)]
    TooMany,
}

impl<'a> Session<'a> {
    /// Loads the statement on a picture (coordinates of at least the statement's points).
    ///
    /// # Errors
    /// Too many points.
    pub fn new(thm: &'a CoreTheorem, pts: &[[f64; 2]]) -> Result<Self, LoadError> {
        let state = load::load(thm, pts)?;
        Ok(Session { thm, state, aux: Vec::new(), aux_facts: Vec::new() })
    }

    /// Adds an auxiliary point of the kernel's table at a place of the picture. The caller saturates.
    ///
    /// # Errors
    /// The kernel has no such definition, or there are too many points.
    pub fn add_aux(&mut self, name: &str, def: &str, args: &[Pt], at: [f64; 2]) -> Result<Pt, AuxError> {
        let x = self.state.pic.n();
        if x >= crate::pic::MAX_POINTS {
            return Err(AuxError::TooMany);
        }
        let point = Pt(x as u32);
        let definition = euclase_kernel::auxiliary::define(def, point, args)
            .ok_or_else(|| AuxError::Unknown(def.into(), args.len()))?;
        self.state.add_points(&[at]);
        let number = self.aux.len();
        self.aux.push(AuxPoint { name: name.into(), def: def.into(), args: args.to_vec() });
        for (j, fact) in definition.facts.into_iter().enumerate() {
            self.aux_facts.push((number, j));
            add_hypothesis(&mut self.state, fact);
        }
        Ok(point)
    }

    /// Saturates until the goals are proved, nothing changes, or `stop` says so.
    pub fn saturate(&mut self, depth: Depth, stop: &dyn Fn() -> bool) {
        let thm = self.thm;
        saturate(&mut self.state, depth, &|s| stop() || all_proved(s, thm));
    }

    /// Saturates to the end, goals or not (for questions about everything that follows).
    pub fn saturate_all(&mut self, depth: Depth, stop: &dyn Fn() -> bool) {
        saturate(&mut self.state, depth, &|_| stop());
    }

    /// Whether every goal is proved that is a fact (a condition is either the statement's own, or not for the closure).
    pub fn done(&self) -> bool {
        all_proved(&self.state, self.thm)
    }

    /// Rebuilds the proof of all goals.
    ///
    /// # Errors
    /// A goal is not proved, or (a bug of the engine) its proof cannot be rebuilt.
    pub fn certificate(&self) -> Result<Certificate, ExtractError> {
        let mut x = Extractor::new(&self.state, self.thm.hyps.len(), &self.aux_facts);
        let mut goals = Vec::new();
        for g in &self.thm.goals {
            // The kernel looks a condition up in the statement; no step claims it, which a number past the end says.
            goals.push(if matches!(g.kind, GoalKind::Cond(_)) { None } else { Some(goal_step(&mut x, &g.kind)?) });
        }
        let claimed = goals.iter().flatten().copied().collect();
        let (steps, claimed) = x.finish(claimed);
        let mut claimed = claimed.into_iter();
        let goals = goals.iter().map(|g| g.and_then(|_| claimed.next()).unwrap_or(steps.len())).collect();
        let mut cert = Certificate {
            theorem: self.thm.name.clone(),
            aux: self.aux.clone(),
            steps,
            goals,
            ..Certificate::default()
        };
        shorten::drop_unused_aux(&mut cert, self.thm.statement_points);
        Ok(cert)
    }

    /// What the hypotheses that are equations of undirected angles say of directions, by the orientations of the picture. Nothing has to be
    /// closed for these to be claims of steps.
    #[must_use]
    pub fn directed(&self) -> Vec<GoalKind> {
        let angles = self.thm.hyps.iter().filter(|h| matches!(h.fact, Fact::Ang { .. }));
        angles
            .filter_map(|h| load::ang_as_dir(&self.state, &h.fact))
            .map(|(_, f)| GoalKind::Fact(f.normalized()))
            .collect()
    }

    /// Steps for those of these claims that can be rebuilt: for each claim its step, if it has one. The certificate's own
    /// goals are left open.
    #[must_use]
    pub fn claims(&self, claims: &[GoalKind]) -> (Certificate, Vec<Option<usize>>) {
        let mut x = Extractor::new(&self.state, self.thm.hyps.len(), &self.aux_facts);
        let found: Vec<Option<usize>> = claims.iter().map(|c| goal_step(&mut x, c).ok()).collect();
        let (steps, kept) = x.finish(found.iter().flatten().copied().collect());
        let mut kept = kept.into_iter();
        let at = found.iter().map(|f| f.and_then(|_| kept.next())).collect();
        let cert =
            Certificate { theorem: self.thm.name.clone(), aux: self.aux.clone(), steps, ..Certificate::default() };
        (cert, at)
    }

    /// The certificate, made shorter by running the closure again on what it used.
    ///
    /// # Errors
    /// As for [`Session::certificate`].
    pub fn short_certificate(&self) -> Result<Certificate, ExtractError> {
        let first = self.certificate()?;
        Ok(shorten::shorten(self, first))
    }
}

/// Rebuilds the proof of claims from the hypotheses of a state, those of auxiliary points included: a certificate
/// for the lemma whose hypotheses are `state.hyps` and whose points are those of the state.
///
/// # Errors
/// A claim is not proved, or (a bug of the engine) its proof cannot be rebuilt.
pub fn lemma_certificate(state: &State, name: &str, claims: &[GoalKind]) -> Result<Certificate, ExtractError> {
    let mut x = Extractor::new(state, state.hyps.len(), &[]);
    let mut goals = Vec::new();
    for c in claims {
        goals.push(goal_step(&mut x, c)?);
    }
    let (steps, goals) = x.finish(goals);
    Ok(Certificate { theorem: name.into(), steps, goals, ..Certificate::default() })
}

/// Whether all goals are proved that are facts.
fn all_proved(s: &State, thm: &CoreTheorem) -> bool {
    thm.goals.iter().all(|g| matches!(g.kind, GoalKind::Cond(_)) || goal_proved(s, &g.kind))
}

/// Whether a goal is proved by the closure.
pub fn goal_proved(s: &State, goal: &GoalKind) -> bool {
    match goal {
        GoalKind::Fact(f) => proves(s, f),
        GoalKind::Find(q) => values::value_known(s, q),
        // Declared conditions are the kernel's business: nothing is to be derived.
        GoalKind::Cond(_) => false,
        GoalKind::Prop(_) | GoalKind::Solve(_) => false,
    }
}

/// The step that claims a goal.
pub(crate) fn goal_step(x: &mut Extractor, goal: &GoalKind) -> Result<usize, ExtractError> {
    let missing = || ExtractError::NotDerivable { what: format!("{goal:?}"), time: u32::MAX };
    match goal {
        GoalKind::Fact(f) => x.claim(f),
        GoalKind::Find(q) => {
            let fact = values::value_of(x, q)?.ok_or_else(missing)?;
            x.claim(&fact)
        }
        _ => Err(missing()),
    }
}
