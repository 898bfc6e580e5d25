//! Is an accepted certificate right? Its claims, and its goals, against figures of its theorem.
//!
//! Accepted means: hypotheses, definitions of the auxiliary points and the recorded conditions imply every claim. So one figure
//! that satisfies all of them and makes a claim false, or a condition that was discharged, convicts the kernel. Thresholds are apart: conditions must hold clearly,
//! a claim must fail clearly; what lies between says nothing.

use crate::figure::{met, within};
use crate::figures::{V, figures_with, readable};
use crate::slots;
use euclase_diagram::{Status, eval, kind_status, place_aux};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::{AuxPoint, Certificate, Discharge};
use euclase_kernel::rules::{Instance, condition};
use euclase_kernel::{Verdict, check};
use std::collections::HashMap;

/// A claim that is off by less holds.
const HOLDS: f64 = 1e-6;
/// A claim that is off by more is false.
const FAILS: f64 = 1e-4;
/// Places of the auxiliary points that are looked at in one figure.
const PLACES: usize = 8;
/// Lists of auxiliary points whose places are remembered.
const REMEMBERED: usize = 64;

/// What the figures say.
#[derive(Clone, Debug, PartialEq)]
pub enum Judgement {
    /// True in so many figures.
    Equivalent(usize),
    /// No figure was found in which the conditions hold.
    Unjudged,
    /// A figure contradicts it.
    Wrong(Wrong),
}

/// A contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// The step whose claim is false, or None where it is a goal.
    pub step: Option<usize>,
    /// The goal that is false.
    pub goal: Option<usize>,
    /// The condition that is false, though it is said to follow.
    pub condition: Option<Cond>,
    /// The figure, auxiliary points included.
    pub figure: Vec<V>,
}

/// An auxiliary point without its name: definition and arguments.
type Introduced = (String, Vec<Pt>);

/// Figures of one theorem.
pub struct Stage {
    /// The statement's points, in each figure.
    pub figures: Vec<Vec<V>>,
    /// With the auxiliary points of certificates seen before.
    placed: HashMap<Vec<Introduced>, Vec<Vec<V>>>,
    /// Figures made for conditions that hold in none of the others.
    special: HashMap<Vec<Cond>, Vec<Vec<V>>>,
}

impl Stage {
    /// From figures of the statement.
    pub fn new(figures: Vec<Vec<V>>) -> Stage {
        Stage { figures, placed: HashMap::new(), special: HashMap::new() }
    }

    /// Holds an accepted certificate against the figures.
    pub fn judge_here(&mut self, thm: &CoreTheorem, cert: &Certificate, conditions: &[Cond]) -> Judgement {
        let key: Vec<_> = cert.aux.iter().map(|a| (a.def.clone(), a.args.clone())).collect();
        if self.placed.len() > REMEMBERED {
            self.placed.clear();
        }
        let (figures, given) = (&self.figures, thm.statement_points);
        let all = self.placed.entry(key).or_insert_with(|| placed(figures, given, &cert.aux));
        judge_in(all, thm, cert, conditions)
    }

    /// The same, and where the conditions hold in none of the figures, in others that are made for them.
    pub fn judge(&mut self, thm: &CoreTheorem, cert: &Certificate, conditions: &[Cond]) -> Judgement {
        match self.judge_here(thm, cert, conditions) {
            Judgement::Unjudged => {}
            decided => return decided,
        }
        let given = thm.statement_points;
        let figures = self.special.entry(conditions.to_vec()).or_insert_with(|| figures_with(thm, conditions));
        judge_in(&placed(figures, given, &cert.aux), thm, cert, conditions)
    }
}

/// All figures with all places of the auxiliary points.
fn placed(figures: &[Vec<V>], given: usize, aux: &[AuxPoint]) -> Vec<Vec<V>> {
    let mut out = Vec::new();
    for v in figures {
        let mut here = vec![v.clone()];
        for (i, a) in aux.iter().enumerate() {
            let x = Pt((given + i) as u32);
            let Some(d) = define(&a.def, x, &a.args) else { return Vec::new() };
            let conds: Vec<Cond> = d.exists.into_iter().chain(d.ensures).collect();
            here = here
                .into_iter()
                .flat_map(|v| {
                    let spots = place_aux(&v, x, &d.facts, &conds);
                    spots.into_iter().take(4).map(move |p| [v.clone(), vec![p]].concat()).collect::<Vec<_>>()
                })
                .take(PLACES)
                .collect();
        }
        out.extend(here.into_iter().filter(|v| aux.is_empty() || readable(v)));
    }
    out
}

fn judge_in(figures: &[Vec<V>], thm: &CoreTheorem, cert: &Certificate, conditions: &[Cond]) -> Judgement {
    let mut seen = 0;
    let follow = following(thm, cert);
    for v in figures {
        if !conditions.iter().all(|c| certain(c, v)) {
            continue;
        }
        seen += 1;
        let wrong = |step, goal| Judgement::Wrong(Wrong { step, goal, condition: None, figure: v.clone() });
        if let Some(goal) = thm.goals.iter().position(|g| false_goal(&g.kind, v)) {
            return wrong(None, Some(goal));
        }
        let fails = |f: &Fact| !matches!(f, Fact::Num(..)) && !within(f, v, true, FAILS);
        if let Some(step) = cert.steps.iter().position(|s| slots::claim(s).is_some_and(fails)) {
            return wrong(Some(step), None);
        }
        if let Some(c) = follow.iter().find(|c| violated(c, v)) {
            let condition = Some(c.clone());
            return Judgement::Wrong(Wrong { step: None, goal: None, condition, figure: v.clone() });
        }
        // A claim between the thresholds: the figure is too coarse to count.
        let holds = |f: &Fact| within(f, v, true, HOLDS);
        if !cert.steps.iter().all(|s| slots::claim(s).is_none_or(holds)) {
            seen -= 1;
        }
    }
    if seen == 0 { Judgement::Unjudged } else { Judgement::Equivalent(seen) }
}

/// A goal is plainly false in a figure.
pub fn false_goal(kind: &GoalKind, v: &[V]) -> bool {
    match kind {
        GoalKind::Fact(Fact::Num(..)) | GoalKind::Cond(_) => kind_status(kind, v) == Status::Fails,
        GoalKind::Fact(f) => kind_status(kind, v) == Status::Fails && !within(f, v, true, FAILS),
        GoalKind::Prop(_) | GoalKind::Find(_) | GoalKind::Solve(_) => false,
    }
}

/// A condition holds in a figure, beyond doubt.
pub fn certain(cond: &Cond, v: &[V]) -> bool {
    eval::cond_holds(v, cond) == Some(true) && (numeric(cond) || met(cond, v))
}

/// What a certificate with discharges says to follow from the printed conditions: what each discharge gives, and every
/// condition of a step, as the same certificate without discharges prints them.
pub fn following(thm: &CoreTheorem, cert: &Certificate) -> Vec<Cond> {
    if cert.discharges.is_empty() {
        return vec![];
    }
    let mut out: Vec<Cond> = cert.discharges.iter().filter_map(|d| given_by(cert, d)).map(|i| i.conclusion).collect();
    let bare = Certificate { discharges: vec![], ..cert.clone() };
    if let Verdict::Accepted(t) = check(thm, &bare) {
        out.extend(t.conditions().iter().map(|c| c.cond.clone()));
    }
    out
}

/// The instance of a discharge.
pub fn given_by(cert: &Certificate, d: &Discharge) -> Option<Instance<Cond>> {
    let cited: Option<Vec<Fact>> = d.premises.iter().map(|p| cert.steps.get(*p).map(|s| s.claim.clone())).collect();
    condition(&d.rule, &d.args, d.opposite, &cited?).ok()
}

/// A condition is plainly false in a figure. (Orientations of a flat triangle are no orientations.)
pub fn violated(cond: &Cond, v: &[V]) -> bool {
    let flat = |t: &[Pt; 3]| eval::cond_holds(v, &Cond::NotColl(t[0], t[1], t[2])) == Some(false);
    let fails = match cond {
        Cond::SameOrient(a, b) | Cond::OppOrient(a, b) if flat(a) || flat(b) => true,
        Cond::Positive(a) if flat(a) => true,
        _ => eval::cond_holds(v, cond) == Some(false),
    };
    fails && !numeric(cond) && !met(cond, v)
}

fn numeric(cond: &Cond) -> bool {
    match cond {
        Cond::Num(..) => true,
        Cond::Not(f) => matches!(**f, Fact::Num(..)),
        Cond::Any(cs) => cs.iter().any(numeric),
        _ => false,
    }
}
