//! For learners and setters of problems: what helps to find a proof, and what a statement is made of.
//!
//! - [`hint`]: a proof, told a little at a time;
//! - [`needed`]: which hypotheses a statement can do without;
//! - [`bridge`]: of an open statement, what would be enough;
//! - [`ways`]: several different proofs;
//! - [`held`]: how often the conditions of a proof hold in random figures, and what is proved in the others.
//!
//! All of it is made of runs of [`crate::solve`]: what is said to be proved has been accepted by the kernel.

pub mod bridge;
pub mod held;
pub mod hint;
pub mod needed;
pub mod ways;
