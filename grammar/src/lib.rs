//! The `.fml` language: from source text to the core form.
//!
//! [`load`] reads a file and elaborates each theorem into [`core::CoreTheorem`]; [`format`]
//! prints it in the one canonical way; [`words`] prints the core form for people.

pub mod ast;
pub mod core;
pub mod diag;
pub mod lexer;
pub mod parse;
pub mod print;
pub mod words;

pub use diag::{Diagnostic, Severity};

/// A file that was read without errors.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Its theorems in core form, in order.
    pub theorems: Vec<core::CoreTheorem>,
    /// Its `rule`s and `lemma`s in core form, in order.
    pub rules: Vec<core::CoreTheorem>,
    /// What looks unintended, without being wrong.
    pub warnings: Vec<Diagnostic>,
    /// The syntax tree.
    pub ast: ast::File,
}

/// Parses and elaborates; on failure, all errors of the file (up to 100).
pub fn load(source: &str) -> Result<SourceFile, Vec<Diagnostic>> {
    let _ = source;
    Err(vec![Diagnostic::error("not-ready", ast::Span::default(), "the reader is being written")])
}

/// As [`load`], from bytes: text that is not UTF-8 is a diagnostic of its own.
pub fn load_bytes(bytes: &[u8]) -> Result<(String, SourceFile), Vec<Diagnostic>> {
    let source = String::from_utf8_lossy(bytes).into_owned();
    load(&source).map(|f| (source, f))
}

/// The source text in canonical form, comments kept.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    load(source).map(|_| String::new())
}
