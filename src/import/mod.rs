//! Import of problems written for other provers.
//!
//! Geometry comes in three texts, and each problem says by its own shape which one it is:
//! - AlphaGeometry's: a name line, then clauses `points = construction, construction; …` and
//!   `? goal`. Outputs may be repeated among the arguments (`x = on_line x a b`) or left out
//!   (`x = on_line a b`); a point may carry coordinates (`x@1.5_-2`).
//! - Newclid's: the same with several goals separated by `;`, auxiliary clauses after `|`, further
//!   constructions, and angles written `140o` or `11pi/36`.
//! - AlphaGeometry2's: points with coordinates and nothing said of them (`a@0_0 = ; b@1_0 = …`),
//!   then a list of predicates.
//!
//! Algebra comes as JSON Lines: a record holds a statement in Lean's or in SymPy's notation. See `records`.
//!
//! What is written is the language of `grammar/LANGUAGE.md`. A construction keeps its geometric
//! meaning: what its definition says, in directed angles, and where that leaves a choice, the choice
//! that the construction's own drawing makes (internal bisectors, the intersection that
//! is not yet named, squares all on the same hand). So an imported statement is the one whose
//! figures the other prover would draw. See `table` for each construction.
//!
//! A choice that neither the definition nor the drawing makes (which of two unnamed intersections) is left open by
//! [`import`]; [`settle`] adds the conditions on which the goal depends.
//!
//! Import never stops: a problem that cannot be read becomes an error with its place, and the next
//! problem is read.

mod equations;
mod figures;
pub mod ggb;
mod known;
mod lean;
mod loci;
mod lower;
mod names;
mod node;
mod number;
mod points;
mod predicates;
mod records;
mod settle;
mod sorts;
mod source;
mod statement;
mod sympy;
mod table;
#[cfg(test)]
mod tests;
mod tokens;
mod wording;

pub use settle::{Settled, settle};

use std::collections::BTreeSet;
use std::fmt;

/// Why a problem was not imported, and where in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
    /// What is wrong, and where possible how to mend it.
    pub message: String,
    /// The text was understood as far as this; the language has no words for what it says there.
    pub out_of_scope: bool,
}

impl ImportError {
    /// Something that was not understood.
    fn new(line: usize, column: usize, message: impl Into<String>) -> ImportError {
        ImportError { line, column, message: message.into(), out_of_scope: false }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scope = if self.out_of_scope { "out of scope: " } else { "" };
        write!(f, "line {}, column {}: {scope}{}", self.line, self.column, self.message)
    }
}

impl std::error::Error for ImportError {}

/// One problem of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The theorem's name: the problem's own name made into a legal and unique one.
    pub name: String,
    /// Line of the problem (of its clauses, not of its name), from 1.
    pub line: usize,
    /// The `.fml` text of one theorem, or what could not be read.
    pub result: Result<String, ImportError>,
}

/// A legal name of a theorem, from a name of a file or of a person's.
pub fn theorem_name(name: &str) -> String {
    names::theorem_name(Some(name), 1, &mut BTreeSet::new())
}

/// Reads every problem of `text`, in order. An empty text gives an empty list.
///
/// The names of the results are distinct, so that each can be a file's name.
pub fn import(text: &str) -> Vec<Imported> {
    if records::are_records(text) {
        return records::import(text);
    }
    let mut used = BTreeSet::new();
    let mut all = Vec::new();
    for (index, entry) in source::problems(text).into_iter().enumerate() {
        let name = names::theorem_name(entry.name.as_deref(), index + 1, &mut used);
        let result = entry.problem.and_then(|problem| lower::theorem(&name, entry.name.as_deref(), &problem));
        all.push(Imported { name, line: entry.line, result });
    }
    all
}
