//! Proofs by lines as texts for other systems: Coq, where each line is checked anew, and Lean, as a text alone.
//!
//! An export claims nothing: the other system checks it. What it cannot say yet is refused with the reason ([`NotExported`]).

pub mod coq;
pub mod ggb;
pub mod lean;
mod names;
mod prop;

use euclase_grammar::core::CoreTheorem;
use euclase_kernel::Verdict;
use euclase_kernel::algebra::Proof;
use euclase_kernel::cert::Certificate;

/// Why a proof has no text in the other system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotExported {
    /// For people.
    pub reason: String,
}

impl NotExported {
    fn new(reason: impl Into<String>) -> NotExported {
        NotExported { reason: reason.into() }
    }

    fn at(self, line: usize, rule: &str) -> NotExported {
        NotExported { reason: format!("line {line} ({rule}): {}", self.reason) }
    }
}

/// The lines of a certificate that the kernel accepts, where they prove all goals.
fn accepted<'a>(thm: &CoreTheorem, cert: &'a Certificate) -> Result<&'a Proof, NotExported> {
    if !matches!(euclase_kernel::check(thm, cert), Verdict::Accepted(_)) {
        return Err(NotExported::new("the kernel does not accept the certificate"));
    }
    cert.algebra.as_ref().ok_or_else(|| NotExported::new(STEPS))
}

/// Why proofs by steps have no text.
const STEPS: &str = "its proof has steps of geometry: only lines are exported";

/// Of statements with points, where only numbers are known.
fn numbers_alone(thm: &CoreTheorem) -> Result<(), NotExported> {
    if thm.statement_points > 0 {
        return Err(NotExported::new("it speaks of a figure: such statements have no text for Lean"));
    }
    Ok(())
}
