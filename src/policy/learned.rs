//! The learned policy: a helper program that is asked for a preference of each candidate ([`euclase_protocol::Ask`]).

use super::{Policy, Start};

/// Whether the policy can be used: the helper program and its weights are there.
///
/// # Errors
/// What is missing, and what to do.
pub fn ready() -> Result<(), String> {
    Err("there is no learned policy in this version yet; --policy heuristic is the hand-made score".into())
}

/// Starts it.
///
/// # Errors
/// Why it does not start; the search then goes on with the hand-made score.
pub fn start(_: &Start) -> Result<Box<dyn Policy>, String> {
    ready().map(|()| Box::new(super::Heuristic) as Box<dyn Policy>)
}
