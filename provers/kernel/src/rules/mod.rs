//! The rules of geometry, one file a family.

use euclase_grammar::core::{Cond, Fact, Pt};

/// An instance of a rule: what it needs, what it gives, under which conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Facts that must be proved (or be trivially true).
    pub premises: Vec<Fact>,
    /// What follows.
    pub conclusion: Fact,
    /// Side conditions that the rule records.
    pub conditions: Vec<Cond>,
}

/// Why there is no such instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, got {got}")]
pub struct RuleError {
    /// What would have been right.
    pub expected: String,
    /// What was given.
    pub got: String,
}

/// The instance of a named rule. `premises` are the facts that would be cited: rules whose
/// conclusion depends on a premise (the r of `log_len`, the vector of `vec_sq`) read it there.
pub fn instance(name: &str, args: &[Pt], opposite: bool, premises: &[Fact]) -> Result<Instance, RuleError> {
    instance_for(name, args, opposite, premises, None)
}

/// Like [`instance`], for rules whose instance also depends on the claim (`dir_ang`).
pub fn instance_for(
    name: &str,
    _args: &[Pt],
    _opposite: bool,
    _premises: &[Fact],
    _claim: Option<&Fact>,
) -> Result<Instance, RuleError> {
    Err(RuleError { expected: "the name of a rule".into(), got: name.into() })
}
