//! Trials of the kernel: what a checker must survive before anyone should believe it.
//!
//! A certificate that the engine wrote is changed by one of many [`operators`] and handed to the kernel. Most mutants are
//! rejected. One that is accepted is held against figures of its theorem ([`judge`]): if the hypotheses, the definitions of the
//! auxiliary points and the printed conditions hold in a figure where a claim or the goal is false, the kernel is unsound.
//! The same is done with goals that are known to be false, by exact counterexamples ([`false_goals`]), and with kernels that
//! are crippled on purpose ([`kernels`]), which the trials must convict.
//!
//! Everything is a function of the datasets and a seed: no clock, no hash order. The shipped program does not depend on this crate.

pub mod corpus;
pub mod dump;
pub mod false_goals;
#[path = "../../kernel/tests/it/figure.rs"]
#[allow(dead_code, missing_docs)]
mod figure;
pub mod figures;
pub mod judge;
pub mod kernels;
pub mod operators;
pub mod run;
pub mod slots;
pub mod twins;
pub mod variants;
