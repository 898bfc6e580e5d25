//! Euclase: a formal proof-search assistant for plane geometry and algebra.
//!
//! The rooms are crates of their own (`grammar`, `provers/*`); this package is where they meet: one theorem is
//! solved in [`solve`], told in [`report`], read from other systems by [`import`], and [`cli`] is the `prove` program.
//!
//! *Architecture invariant:* only this package does I/O, starts threads, or knows about time.

pub mod batch;
pub mod cli;
pub mod conjecture;
pub mod document;
pub mod eval;
pub mod export;
pub mod import;
pub mod inspect;
pub mod lsp;
mod os;
mod plane;
pub mod policy;
pub mod report;
#[cfg(test)]
mod schema;
pub mod search;
pub mod sketch;
pub mod solve;
pub mod study;
pub mod synth;
