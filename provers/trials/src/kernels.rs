//! The kernel under trial, and kernels that are crippled on purpose: trials that do not convict those prove nothing.

use crate::judge::given_by;
use euclase_grammar::core::{Cond, CoreTheorem, Fact};
use euclase_kernel::cert::Certificate;
use euclase_kernel::json::{from_json, to_json};
use euclase_kernel::{Given, Strength, Verdict, check};

/// What a kernel answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// The certificate proves the theorem, under conditions.
    Accepted {
        /// all that are printed
        conditions: Vec<Cond>,
        /// of the answer; None: the kernel does not say
        strength: Option<Strength>,
        /// the facts that answer "find" goals
        found: Vec<Fact>,
    },
    /// It does not, because of this step (or, None, of the whole).
    Rejected {
        /// counted from 0
        step: Option<usize>,
    },
    /// The statement is beyond the kernel.
    Declined,
}

/// Any checker of certificates.
pub type Kernel = dyn Fn(&CoreTheorem, &Certificate) -> Outcome;

/// The shipped kernel.
pub fn shipped(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    match check(thm, cert) {
        Verdict::Accepted(t) => Outcome::Accepted {
            conditions: t.conditions().iter().map(|c| c.cond.clone()).collect(),
            strength: Some(t.strength()),
            found: t.found().iter().map(|(_, f)| f.clone()).collect(),
        },
        Verdict::Rejected { step, .. } => Outcome::Rejected { step },
        Verdict::Declined { .. } => Outcome::Declined,
    }
}

fn yes() -> Outcome {
    Outcome::Accepted { conditions: vec![], strength: None, found: vec![] }
}

/// Accepts everything.
pub fn always_accepts(_: &CoreTheorem, _: &Certificate) -> Outcome {
    yes()
}

/// Accepts what can be written down and read again.
pub fn only_parses(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    if from_json(thm, &to_json(thm, cert)).is_ok() { yes() } else { Outcome::Rejected { step: None } }
}

/// The shipped kernel, which forgets to print its conditions.
pub fn without_conditions(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    match shipped(thm, cert) {
        Outcome::Accepted { .. } => yes(),
        other => other,
    }
}

/// The shipped kernel, for which discharges cite anything and serve any step, or need no premises either.
fn loose(thm: &CoreTheorem, cert: &Certificate, cited: bool) -> Outcome {
    let Verdict::Accepted(t) = check(thm, &Certificate { discharges: vec![], ..cert.clone() }) else {
        return Outcome::Rejected { step: None };
    };
    let claims: Vec<Fact> = cert.steps.iter().map(|s| s.claim.normalized()).collect();
    let mut given = Given::default();
    let mut conditions: Vec<Cond> = t.conditions().iter().map(|c| c.cond.clone()).collect();
    for d in &cert.discharges {
        let Some(i) = given_by(cert, d) else { return Outcome::Rejected { step: None } };
        if cited && !i.premises.iter().all(|p| p.is_trivial() || claims.contains(&p.normalized())) {
            return Outcome::Rejected { step: None };
        }
        conditions.extend(i.conditions);
        given.add(&i.conclusion);
    }
    conditions.retain(|c| !given.has(c));
    Outcome::Accepted { conditions, strength: None, found: vec![] }
}

/// Discharges serve earlier steps too, and each other.
pub fn timeless_discharges(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    loose(thm, cert, true)
}

/// Discharges need no premises.
pub fn unproved_discharges(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    loose(thm, cert, false)
}

/// The shipped kernel, which does not look at the goals.
pub fn without_goals(thm: &CoreTheorem, cert: &Certificate) -> Outcome {
    let mut goalless = thm.clone();
    let step = cert.steps.last().map(|s| s.claim.clone());
    for g in &mut goalless.goals {
        if let Some(f) = &step {
            g.kind = euclase_grammar::core::GoalKind::Fact(f.clone());
        }
    }
    let mut cert = cert.clone();
    cert.goals = vec![cert.steps.len().saturating_sub(1); thm.goals.len()];
    shipped(&goalless, &cert)
}
