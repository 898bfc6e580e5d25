//! What is wrong, as the editor shows it, and mends that it can make.

use super::analysis::Analysis;
use super::documents::Document;
use super::proving::Known;
use crate::report::Status;
use crate::report::escape::clipped;
use euclase_grammar::ast::Span;
use euclase_grammar::lexer::split_points;
use euclase_grammar::{Diagnostic as Said, Severity};
use lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Range, TextEdit, WorkspaceEdit,
};
use std::collections::HashMap;

/// Who says it.
pub const SOURCE: &str = "euclase";
/// Most points and values of a counterexample that are shown, and most characters of them.
const SHOWN: usize = 12;
const LONGEST: usize = 2000;

/// All that is to be said of a document.
pub fn all(d: &Document, known: &Known) -> Vec<Diagnostic> {
    let a = d.analysis();
    let said = a.checked.errors.iter().chain(&a.checked.warnings);
    let mut out: Vec<Diagnostic> = said.map(|s| told(d, s)).collect();
    out.extend(refuted(d, a, known));
    out.extend(super::sketches::diagnostics(d, known));
    out
}

fn told(d: &Document, s: &Said) -> Diagnostic {
    let mut message = s.message.clone();
    if !s.label.is_empty() {
        message += &format!(" ({})", s.label);
    }
    if let Some(help) = &s.help {
        message += &format!("\nhelp: {help}");
    }
    let related = s.related.as_ref().map(|(at, what)| {
        let location = Location { uri: d.uri.clone(), range: d.range(*at) };
        vec![DiagnosticRelatedInformation { location, message: what.clone() }]
    });
    Diagnostic {
        range: d.range(s.span),
        severity: Some(match s.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(s.code.into())),
        source: Some(SOURCE.into()),
        message,
        related_information: related,
        // Editors show such words pale.
        tags: ["unused", "says-nothing"].contains(&s.code).then(|| vec![DiagnosticTag::UNNECESSARY]),
        ..Diagnostic::default()
    }
}

/// Theorems that have been refuted since they were written so, where their author does not expect it.
fn refuted<'a>(d: &'a Document, a: &'a Analysis, known: &'a Known) -> impl Iterator<Item = Diagnostic> + 'a {
    let theorems = if known.is_empty() { &[][..] } else { &a.theorems[..] };
    theorems.iter().filter_map(move |t| {
        let answer = known.answer(&a.unit(*t)?)?;
        let what = match answer.status {
            Status::CounterSatisfiable => "the theorem is false; a counterexample:",
            Status::ContradictoryAxioms => "the hypotheses contradict one another",
            _ => return None,
        };
        let expected = a.core(*t)?.expect.as_deref() == Some(answer.status.to_string().as_str());
        let counter = answer.counterexample.iter();
        let points = counter.clone().flat_map(|c| &c.points).map(|(p, x, y)| format!("\n{p} = ({x}, {y})"));
        let values = counter.clone().flat_map(|c| &c.values).map(|(v, x)| format!("\n{v} = {x}"));
        let lines: String = points.chain(values).take(SHOWN).chain(counter.map(|c| format!("\n{}", c.fails))).collect();
        Some(Diagnostic {
            range: d.range(a.item(*t)?.name.span),
            severity: Some(if expected { DiagnosticSeverity::INFORMATION } else { DiagnosticSeverity::WARNING }),
            code: Some(NumberOrString::String("refuted".into())),
            source: Some(SOURCE.into()),
            message: format!("{what}{}", clipped(&lines, LONGEST)),
            ..Diagnostic::default()
        })
    })
}

/// Mends of what is wrong in a range.
pub fn mends(d: &Document, range: Range) -> Vec<CodeAction> {
    let a = d.analysis();
    let (from, to) = (d.offset(range.start), d.offset(range.end));
    let (from, to) = (from.min(to), from.max(to));
    let there = a.checked.errors.iter().chain(&a.checked.warnings).filter(|s| s.span.start <= to && from <= s.span.end);
    there.flat_map(|s| replaced(d, s).into_iter().chain(introduced(d, a, s))).collect()
}

fn action(d: &Document, s: &Said, title: String, at: Span, new_text: String, preferred: bool) -> CodeAction {
    let edit = TextEdit { range: d.range(at), new_text };
    #[allow(clippy::mutable_key_type)] // the protocol's own type
    let changes = HashMap::from([(d.uri.clone(), vec![edit])]);
    CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![told(d, s)]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        is_preferred: Some(preferred),
        ..CodeAction::default()
    }
}

/// The word that was meant.
fn replaced(d: &Document, s: &Said) -> Option<CodeAction> {
    let word = s.mend.as_ref()?;
    Some(action(d, s, format!("Change to `{word}`"), s.span, word.clone(), true))
}

/// A point that nobody has introduced: before the statement that speaks of it.
fn introduced(d: &Document, a: &Analysis, s: &Said) -> Option<CodeAction> {
    if !["unknown-name", "unknown-in-goal"].contains(&s.code) {
        return None;
    }
    let name = d.text.get(s.span.start..s.span.end)?;
    if split_points(name)?.len() != 1 {
        return None;
    }
    let item = a.checked.ast.items.get(a.item_at(s.span.start)?)?;
    let before = item.body.iter().find(|st| st.span.start <= s.span.start && s.span.start < st.span.end)?.span.start;
    let line = d.text.get(..before)?.rfind('\n').map_or(0, |i| i + 1);
    let indent = d.text.get(line..before)?;
    let gap = if indent.trim().is_empty() { format!("\n{indent}") } else { " ".into() };
    let title = format!("Introduce the point `{name}`");
    Some(action(d, s, title, Span::new(before, before), format!("point {name}{gap}"), s.mend.is_none()))
}
