//! Proofs about numbers as texts for other systems: Coq, where each line is checked anew, and Lean, as a text alone.
//!
//! An export claims nothing: the other system checks it. What it cannot say yet is refused with the reason ([`NotExported`]).

pub mod coq;
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

/// The algebraic part of a certificate that the kernel accepts, for a theorem about numbers alone.
fn accepted<'a>(thm: &CoreTheorem, cert: &'a Certificate) -> Result<&'a Proof, NotExported> {
    if thm.statement_points > 0 {
        return Err(NotExported::new("it speaks of a figure: statements with points are not exported yet"));
    }
    if !matches!(euclase_kernel::check(thm, cert), Verdict::Accepted(_)) {
        return Err(NotExported::new("the kernel does not accept the certificate"));
    }
    let proof = cert.algebra.as_ref().ok_or_else(|| NotExported::new("the certificate has no lines about numbers"))?;
    if proof.reals.is_empty() {
        Ok(proof)
    } else {
        Err(NotExported::new("it has variables of its own: not exported yet"))
    }
}
