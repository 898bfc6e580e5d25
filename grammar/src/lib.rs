//! The `.fml` language: from source text to the core form.
//!
//! [`load`] reads a file and elaborates each theorem into [`core::CoreTheorem`]; [`format`]
//! prints it in the one canonical way; [`words`] prints the core form for people.

pub mod ast;
pub mod core;
pub mod diag;
mod elab;
pub mod lexer;
pub mod parse;
pub mod print;
pub mod words;

use std::sync::OnceLock;

pub use diag::{Diagnostic, Severity};
pub use elab::{ATTRIBUTES, FUNCTIONS, Kept, MAX_ERRORS, MAX_POINTS, PREDICATES, STATUSES, head};

/// The definitions of all constructions, in the language itself.
pub const PRELUDE: &str = include_str!("../prelude.fml");

/// The prelude's tree, parsed once in a process.
pub fn prelude() -> &'static ast::File {
    static TREE: OnceLock<ast::File> = OnceLock::new();
    TREE.get_or_init(|| parse::parse(PRELUDE).file)
}

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

/// All that can be said of a file, with mistakes or without: for editors, which look at texts that are not finished.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// The syntax tree.
    pub ast: ast::File,
    /// The comments, in order.
    pub comments: Vec<ast::Span>,
    /// The theorems of the tree, in order. A theorem with an error, or after a definition with one, lacks what could not be read: it
    /// is for showing, not for proving.
    pub theorems: Vec<core::CoreTheorem>,
    /// Its `rule`s and `lemma`s, in order; likewise.
    pub rules: Vec<core::CoreTheorem>,
    /// Errors (up to 100), in order of place.
    pub errors: Vec<Diagnostic>,
    /// What looks unintended, without being wrong.
    pub warnings: Vec<Diagnostic>,
}

/// Parses and elaborates; on failure, all errors of the file (up to 100), in order of place.
pub fn load(source: &str) -> Result<SourceFile, Vec<Diagnostic>> {
    let Checked { ast, theorems, rules, errors, warnings, .. } = check(source);
    if errors.is_empty() { Ok(SourceFile { theorems, rules, warnings, ast }) } else { Err(errors) }
}

/// Parses and elaborates; what can be read is there, whatever is wrong beside it.
pub fn check(source: &str) -> Checked {
    checked(source, None)
}

/// As [`check`], with what is kept from the text before: the same for a text that has changed in one place, but soon.
pub fn check_again(source: &str, kept: &mut Kept) -> Checked {
    checked(source, Some(kept))
}

fn checked(source: &str, kept: Option<&mut Kept>) -> Checked {
    let parsed = parse::parse(source);
    let mut errors = parsed.errors;
    let mut elaborated = elab::Elaborated::default();
    if errors.is_empty() || !parsed.file.items.is_empty() {
        let broken: Vec<ast::Span> = errors.iter().map(|e| e.span).collect();
        elaborated = elab::file(source, &parsed.file, prelude(), &broken, kept);
        errors.append(&mut elaborated.errors);
    }
    // `assume AB AC`: that AB alone says nothing is no news beside the unexpected AC.
    let broken: Vec<usize> = errors.iter().filter(|d| d.code == "syntax").map(|d| d.span.start).collect();
    errors.retain(|d| {
        d.code != "no-statement"
            || !broken.iter().any(|at| source.get(d.span.end..*at).is_some_and(|between| between.trim().is_empty()))
    });
    Checked {
        ast: parsed.file,
        comments: parsed.comments,
        theorems: elaborated.theorems,
        rules: elaborated.rules,
        errors: capped(errors),
        warnings: elaborated.warnings,
    }
}

fn capped(mut errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    errors.sort_by_key(|d| (d.span.start, d.span.end));
    errors.dedup();
    errors.truncate(MAX_ERRORS);
    errors
}

/// As [`load`], from bytes: text that is not UTF-8 is a diagnostic of its own.
///
/// The text is returned too, as diagnostics are rendered with it; where the bytes are not UTF-8,
/// render with [`String::from_utf8_lossy`] of them, up to the bad byte.
pub fn load_bytes(bytes: &[u8]) -> Result<(String, SourceFile), Vec<Diagnostic>> {
    match std::str::from_utf8(bytes) {
        Ok(source) => load(source).map(|f| (source.to_string(), f)),
        Err(e) => {
            let at = e.valid_up_to();
            let line = bytes[..at].iter().filter(|b| **b == b'\n').count() + 1;
            let message = format!("the file is not UTF-8: byte {at} (0x{:02x}) on line {line}", bytes[at]);
            Err(vec![
                Diagnostic::error("not-utf8", ast::Span::new(at, at + 1), message).help("save the file as UTF-8 text"),
            ])
        }
    }
}

/// The source text in canonical form, comments kept; it need only parse.
pub fn format(source: &str) -> Result<String, Vec<Diagnostic>> {
    let parsed = parse::parse(source);
    if parsed.errors.is_empty() {
        Ok(print::file_text(&parsed.file, source, &parsed.comments))
    } else {
        Err(capped(parsed.errors))
    }
}
