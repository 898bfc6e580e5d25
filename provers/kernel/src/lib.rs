//! The kernel: the only room that may say "theorem".
//!
//! [`check`] reads a theorem in core form and a certificate, re-derives every step and
//! answers accepted, rejected (step, rule, expected, got) or declined (a hole). Nothing that
//! a prover says is believed. What every rule means and why it holds is in SOUNDNESS.md;
//! the certificate's format is in FORMAT.md.
//!
//! *Architecture invariant:* this crate depends on the core form, egg, exact arithmetic and serde
//! alone. It has no floating-point number, no `unsafe`, no input or output, no thread and no
//! recursion whose depth the input decides without bound, and it panics on no certificate.
#![forbid(unsafe_code)]

pub mod algebra;
pub mod auxiliary;
pub mod cert;
mod check;
mod cond;
mod graph;
pub mod json;
pub mod limits;
mod names;
pub mod rules;
mod show;
mod verdict;
mod witness;

pub use check::{check, stated};
pub use cond::{Given, canon};
pub use verdict::{Class, Condition, Strength, Theorem, Verdict};
