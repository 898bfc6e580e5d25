//! Constructions as they are told: how they are called, what they require, define and imply.

use super::analysis::Analysis;
use euclase_grammar::ast::{Item, ItemKind, Param, Sort, Span, Stmt, StmtKind};
use euclase_grammar::{PRELUDE, print};
use std::sync::OnceLock;

/// The prelude, as a file like any other.
pub fn prelude() -> &'static Analysis {
    static PRELUDE_ANALYSIS: OnceLock<Analysis> = OnceLock::new();
    PRELUDE_ANALYSIS.get_or_init(|| Analysis::new(PRELUDE))
}

/// `midpoint(point A, point B) -> point M`
pub fn signature(item: &Item) -> String {
    format!("{} -> {}", euclase_grammar::head(item), params(&item.results))
}

fn params(all: &[Param]) -> String {
    let words = all.iter().map(|p| match p.sort {
        Some(s) => format!("{} {}", print::sort_word(s), p.name.name),
        None => p.name.name.clone(),
    });
    words.collect::<Vec<_>>().join(", ")
}

/// The sort of what a construction gives, if it gives one thing.
pub fn result(item: &Item) -> Option<Sort> {
    match &item.results[..] {
        [one] => one.sort,
        _ => None,
    }
}

/// The comment that stands directly above an item.
fn comment(source: &str, comments: &[Span], item: &Item) -> String {
    let mut lines = Vec::new();
    let mut below = item.span.start;
    for c in comments.iter().rev().skip_while(|c| c.end > item.span.start) {
        let gap = source.get(c.end..below).unwrap_or_default();
        if !gap.trim().is_empty() || gap.matches('\n').count() != 1 {
            break;
        }
        lines.push(source.get(c.start..c.end).unwrap_or_default().trim_start_matches('#').trim());
        below = c.start;
    }
    lines.reverse();
    lines.join(" ")
}

/// All that is to be said of a definition, in Markdown.
pub fn about(source: &str, comments: &[Span], item: &Item) -> String {
    let mut out = format!("```fml\n{}\n```\n", signature(item));
    let comment = comment(source, comments, item);
    if !comment.is_empty() {
        out += &format!("{comment}\n\n");
    }
    let mut parts: [(&str, Vec<String>); 4] =
        [("requires", vec![]), ("defines", vec![]), ("implies", vec![]), ("lies on it", vec![])];
    let [requires, defines, implies, locus] = &mut parts;
    for s in &item.body {
        match &s.kind {
            StmtKind::Require(es) => requires.1.extend(es.iter().map(print::expr)),
            StmtKind::Assume(es) => defines.1.extend(es.iter().map(print::expr)),
            StmtKind::Have(c) => implies.1.extend(c.props.iter().map(print::expr)),
            StmtKind::Locus { point, body } => {
                let said = body.iter().flat_map(claims).collect::<Vec<_>>().join(", ");
                locus.1.push(format!("{}: {said}", point.name));
            }
            _ => defines.1.push(print::stmt_line(s)),
        }
    }
    for (what, said) in parts.iter().filter(|p| !p.1.is_empty()) {
        let said = said.iter().map(|s| format!("`{s}`")).collect::<Vec<_>>().join(", ");
        out += &format!("**{what}** {said}  \n");
    }
    out
}

fn claims(s: &Stmt) -> Vec<String> {
    match &s.kind {
        StmtKind::Assume(es) => es.iter().map(print::expr).collect(),
        _ => vec![print::stmt_line(s)],
    }
}

/// The definitions of a name: those of the file, then those of the prelude, each with all that is to be said of it.
pub fn named(file: &Analysis, text: &str, name: &str) -> Vec<String> {
    let of = |a: &Analysis, source: &str| -> Vec<String> {
        let items = a.checked.ast.items.iter().filter(|i| i.kind == ItemKind::Def && i.name.name == name);
        items.map(|i| about(source, &a.checked.comments, i)).collect()
    };
    let mut out = if file.is_prelude { Vec::new() } else { of(file, text) };
    out.extend(of(prelude(), PRELUDE));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prelude_is_told() {
        let told = |name: &str| named(&Analysis::new(""), "", name).join("\n");
        let midpoint = told("midpoint");
        assert!(midpoint.contains("midpoint(point A, point B) -> point M"), "{midpoint}");
        assert!(midpoint.contains("**requires** `A != B`"), "{midpoint}");
        assert!(midpoint.contains("**defines** `M on AB`, `MA = MB`"), "{midpoint}");
        assert!(midpoint.contains("**implies** `M between A, B`"), "{midpoint}");
        let inverse = told("inverse");
        assert!(inverse.contains("for P neither at the centre nor on g."), "{inverse}");
        // The comment of a section is not that of its first definition.
        assert!(!told("midpoint").contains("points\n"));
        assert_eq!(told("circle").matches("```fml").count(), 3);
        assert!(told("bisector").contains("**lies on it** `X: dangle"), "{}", told("bisector"));
        assert!(told("no_such").is_empty());
    }
}
