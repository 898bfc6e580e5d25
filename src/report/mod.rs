//! Reports: what a person or a program reads about one theorem.
//!
//! [`Answer`] is the data: status, strength, auxiliary points, the given, numbered steps with
//! reasons, side conditions, counterexample, counts. [`Answer::proved`] makes one from what the
//! kernel accepted; [`proof`] turns the certificate's fine steps into readable ones, with the
//! words of [`reasons`]. Renderers: [`text::render`], [`md::render`], [`tex::body`], [`Answer::json`], and the
//! picture, [`figure::svg`].
//!
//! *Architecture invariant:* nothing here decides anything. A report that is wrong is a nuisance,
//! never an unsound theorem; the status `Theorem` needs a value that only the kernel can make.

mod algebra;
mod answer;
mod auxiliary;
mod build;
mod chain;
pub mod escape;
mod expr;
pub mod figure;
mod linear;
pub mod md;
mod proof;
pub mod reasons;
pub mod tex;
pub mod text;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod tests;

pub use answer::{
    Answer, Aux, Certainty, ChainText, CheckedFigure, Cite, Conditions, Counterexample, Counts, Found, Given, GoalLine,
    Heading, Inner, Link, ProofStep, Ref, SketchLine, SketchVerdict, Status, Strength,
};
pub use auxiliary::{text as aux_text, with_aux};
pub use build::{Run, given_numbers, refs_of};
