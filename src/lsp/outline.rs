//! The shape of a file: its items, what can be folded, and which word is of which kind.

use super::documents::Document;
use super::symbols::Kind;
use euclase_grammar::ast::{ItemKind, Span, Stmt, StmtKind};
use euclase_grammar::lexer::{Tok, lex};
use lsp_types::{DocumentSymbol, FoldingRange, FoldingRangeKind, SemanticToken, SemanticTokens, SymbolKind};

/// Kinds of words, as the protocol has them.
pub const TOKEN_TYPES: &[&str] = &[
    "keyword",
    "variable",
    "parameter",
    "function",
    "class",
    "property",
    "number",
    "string",
    "comment",
    "operator",
    "decorator",
];
/// What words may be besides.
pub const TOKEN_MODIFIERS: &[&str] = &["declaration", "readonly", "defaultLibrary"];

/// Theorems and definitions, with what they introduce.
pub fn symbols(d: &Document) -> Vec<DocumentSymbol> {
    let a = d.analysis();
    let mut out = Vec::new();
    for (i, item) in a.checked.ast.items.iter().enumerate() {
        let kind = match item.kind {
            ItemKind::Theorem | ItemKind::Rule | ItemKind::Lemma => SymbolKind::CLASS,
            ItemKind::Def => SymbolKind::FUNCTION,
            ItemKind::Error => continue,
        };
        let inner = a.index.of_item(i);
        let children = inner.filter_map(|s| {
            let kind = match s.kind {
                Kind::Point => SymbolKind::VARIABLE,
                Kind::Line | Kind::Circle | Kind::Value => SymbolKind::CONSTANT,
                Kind::Real => SymbolKind::NUMBER,
                Kind::Function => SymbolKind::FUNCTION,
                Kind::Label => SymbolKind::KEY,
                _ => return None,
            };
            Some(symbol(d, &s.name, kind, *s.places.first()?, s.by?, None))
        });
        let children = children.collect();
        out.push(symbol(d, &item.name.name, kind, item.name.span, item.span, Some(children)));
    }
    out
}

fn symbol(
    d: &Document,
    name: &str,
    kind: SymbolKind,
    at: Span,
    whole: Span,
    children: Option<Vec<DocumentSymbol>>,
) -> DocumentSymbol {
    // The protocol wants the name inside the whole.
    let range = d.range(whole.to(at));
    #[allow(deprecated)] // a field that has to be there
    DocumentSymbol {
        name: name.into(),
        detail: None,
        kind,
        tags: None,
        deprecated: None,
        range,
        selection_range: d.range(at),
        children,
    }
}

/// Items, sketches, cases and runs of comments.
pub fn folds(d: &Document) -> Vec<FoldingRange> {
    let a = d.analysis();
    let mut out = Vec::new();
    let mut fold = |span: Span, kind: Option<FoldingRangeKind>| {
        let (from, to) = (d.position(span.start).line, d.position(span.end).line);
        if from < to {
            out.push(FoldingRange { start_line: from, end_line: to, kind, ..FoldingRange::default() });
        }
    };
    for item in a.checked.ast.items.iter().filter(|i| i.kind != ItemKind::Error) {
        fold(Span::new(item.name.span.start, item.span.end), None);
        folds_of(&item.body, &mut |s| fold(s, None));
    }
    let mut run: Option<Span> = None;
    for c in &a.checked.comments {
        let gap = run.and_then(|r| d.text.get(r.end..c.start));
        match (&mut run, gap) {
            (Some(r), Some(gap)) if gap.trim().is_empty() && gap.matches('\n').count() == 1 => r.end = c.end,
            _ => {
                if let Some(r) = run.replace(*c) {
                    fold(r, Some(FoldingRangeKind::Comment));
                }
            }
        }
    }
    if let Some(r) = run {
        fold(r, Some(FoldingRangeKind::Comment));
    }
    out
}

fn folds_of(body: &[Stmt], fold: &mut dyn FnMut(Span)) {
    for s in body {
        match &s.kind {
            StmtKind::Proof(b) | StmtKind::Case { body: b, .. } | StmtKind::Locus { body: b, .. } => {
                fold(s.span);
                folds_of(b, fold);
            }
            StmtKind::Show(c) | StmtKind::Have(c) => {
                if let Some(b) = &c.body {
                    fold(s.span);
                    folds_of(b, fold);
                }
            }
            _ => {}
        }
    }
}

/// The kind of every word.
pub fn tokens(d: &Document) -> SemanticTokens {
    let a = d.analysis();
    let index = &a.index;
    // (place, kind, modifiers); words that the index knows come from it, one by one where points are written together.
    let mut all: Vec<(Span, &str, u32)> = Vec::new();
    for o in &index.occurrences {
        let Some(s) = index.symbol(*o) else { continue };
        let kind = match s.kind {
            Kind::Point => "variable",
            Kind::Line | Kind::Circle | Kind::Value | Kind::Real => "parameter",
            Kind::Function | Kind::Definition | Kind::Prelude | Kind::Builtin | Kind::Predicate => "function",
            Kind::Label => "property",
            Kind::Theorem => "class",
        };
        let library = matches!(s.kind, Kind::Prelude | Kind::Builtin | Kind::Predicate);
        all.push((o.span, kind, u32::from(s.places.contains(&o.span)) | (u32::from(library) << 2)));
    }
    let lexed = lex(&d.text);
    let mut after_at = false;
    for (from, token, to) in &lexed.tokens {
        let kind = match token {
            Tok::Key(_) => Some("keyword"),
            Tok::Number(_) => Some("number"),
            Tok::Text(_) => Some("string"),
            Tok::Name(_) if after_at => Some("decorator"),
            _ => None,
        };
        after_at = matches!(token, Tok::Sign(euclase_grammar::lexer::Sign::At));
        all.extend(kind.map(|k| (Span::new(*from, *to), k, 0)));
    }
    let comments = a.checked.comments.iter().map(|c| {
        let text = d.text.get(c.start..c.end).unwrap_or_default();
        Span::new(c.start, c.start + text.trim_end().len())
    });
    all.extend(comments.map(|c| (c, "comment", 0)));
    all.sort_by_key(|(s, ..)| (s.start, s.end));
    SemanticTokens { result_id: None, data: encoded(d, &all) }
}

/// As differences from one to the next; a word that overlaps the one before is left out.
fn encoded(d: &Document, all: &[(Span, &str, u32)]) -> Vec<SemanticToken> {
    let mut out = Vec::new();
    let (mut line, mut start, mut end) = (0, 0, 0);
    for (span, kind, modifiers) in all {
        if span.start < end || span.end <= span.start {
            continue;
        }
        end = span.end;
        let (from, to) = (d.position(span.start), d.position(span.end));
        let Some(kind) = TOKEN_TYPES.iter().position(|t| t == kind) else { continue };
        if from.line != to.line {
            continue;
        }
        let delta_start = if from.line == line { from.character - start } else { from.character };
        out.push(SemanticToken {
            delta_line: from.line - line,
            delta_start,
            length: to.character - from.character,
            token_type: kind as u32,
            token_modifiers_bitset: *modifiers,
        });
        (line, start) = (from.line, from.character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::documents::Encoding;

    fn document(text: &str) -> Document {
        Document::new("file:///f.fml".parse().expect("an address"), 0, text.into(), Encoding::Utf16)
    }

    #[test]
    fn words_and_their_kinds() {
        let d = document("# β\n@tag(x) theorem t {\n triangle ABC show ∠ABC = 90°}\n");
        let said: Vec<(u32, u32, u32, &str)> = tokens(&d)
            .data
            .iter()
            .map(|t| (t.delta_line, t.delta_start, t.length, TOKEN_TYPES[t.token_type as usize]))
            .collect();
        let wanted = [
            (0, 0, 3, "comment"),
            (1, 1, 3, "decorator"),
            (0, 7, 7, "keyword"),
            (0, 8, 1, "class"),
            (1, 1, 8, "keyword"),
            (0, 9, 1, "variable"),
            (0, 1, 1, "variable"),
            (0, 1, 1, "variable"),
            (0, 2, 4, "keyword"),
            (0, 5, 1, "function"),
            (0, 1, 1, "variable"),
            (0, 1, 1, "variable"),
            (0, 1, 1, "variable"),
            (0, 4, 2, "number"),
            (0, 2, 1, "keyword"),
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn items_are_symbols_and_folds() {
        let d =
            document("# a\n# b\ntheorem t {\n  triangle ABC\n  show AB = AC\n  proof {\n    have AB = AC\n  }\n}\n");
        let all = symbols(&d);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].children.as_ref().map(Vec::len), Some(3));
        let lines: Vec<(u32, u32)> = folds(&d).iter().map(|f| (f.start_line, f.end_line)).collect();
        assert_eq!(lines, [(2, 8), (5, 7), (0, 1)]);
    }
}
