//! What has come of the lines of a sketch, beside them.

use super::documents::Document;
use super::proving::Known;
use crate::report::{Answer, SketchLine, SketchVerdict};
use crate::sketch::in_order;
use euclase_grammar::ast::Span;
use euclase_grammar::core::{CoreTheorem, SketchStep};
use lsp_types::{Diagnostic, DiagnosticSeverity, InlayHint, InlayHintLabel, InlayHintTooltip, NumberOrString};

/// The lines of a sketch with their places. An answer has them in the order of the text.
fn lines<'a>(core: &'a CoreTheorem, answer: &'a Answer) -> impl Iterator<Item = (Span, &'a SketchLine)> {
    let steps = core.sketch.as_deref().map(in_order).unwrap_or_default();
    steps.into_iter().zip(&answer.sketch).map(|(step, line)| {
        let (SketchStep::Let { origin, .. }
        | SketchStep::Have { origin, .. }
        | SketchStep::Show { origin, .. }
        | SketchStep::Case { origin, .. }) = step;
        (Span::new(origin.span.0, origin.span.1), line)
    })
}

/// The end of the first line of a span: a claim with a proof of its own, or a case, goes on below.
fn end_of_line(d: &Document, span: Span) -> usize {
    let text = d.text.get(span.start..span.end).unwrap_or_default();
    span.start + text.lines().next().unwrap_or_default().trim_end().len()
}

/// The verdict beside each line.
pub fn hints(d: &Document, core: &CoreTheorem, answer: &Answer) -> Vec<InlayHint> {
    let told = lines(core, answer).map(|(span, line)| InlayHint {
        position: d.position(end_of_line(d, span)),
        label: InlayHintLabel::String(line.verdict.word().into()),
        kind: None,
        text_edits: None,
        tooltip: Some(line.note.clone()).filter(|n| !n.is_empty()).map(InlayHintTooltip::String),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    });
    told.collect()
}

/// Lines that are wrong, or were not found to follow.
pub fn diagnostics(d: &Document, known: &Known) -> Vec<Diagnostic> {
    let a = d.analysis();
    let mut out = Vec::new();
    if known.is_empty() {
        return out;
    }
    for t in &a.theorems {
        let Some(core) = a.core(*t).filter(|c| t.clean && c.sketch.is_some()) else { continue };
        let Some(answer) = a.unit(*t).and_then(|u| known.answer(&u)) else { continue };
        for (span, line) in lines(core, answer) {
            let severity = match line.verdict {
                SketchVerdict::Proved | SketchVerdict::Supposed => continue,
                SketchVerdict::NotFound => DiagnosticSeverity::INFORMATION,
                SketchVerdict::FalseInPicture | SketchVerdict::False | SketchVerdict::BadConstruction => {
                    DiagnosticSeverity::WARNING
                }
            };
            let note = if line.note.is_empty() { String::new() } else { format!(": {}", line.note) };
            out.push(Diagnostic {
                range: d.range(Span::new(span.start, end_of_line(d, span))),
                severity: Some(severity),
                code: Some(NumberOrString::String("sketch".into())),
                source: Some(super::diagnostics::SOURCE.into()),
                message: format!("{}{note}", line.verdict.word()),
                ..Diagnostic::default()
            });
        }
    }
    out
}
