//! What can be written at a place: statements, constructions with their arguments, points and names that are known there.
//!
//! The tokens before the cursor decide, not the tree: while somebody types, the statement at the cursor is seldom whole.

mod place;
#[cfg(test)]
mod tests;

use super::analysis::Analysis;
use super::constructions::{self, prelude, signature};
use super::documents::Document;
use super::symbols::Kind;
use super::words;
use euclase_grammar::ast::{Item, ItemKind, Param, Sort, Span};
use euclase_grammar::lexer::{Key, split_points};
use euclase_grammar::{ATTRIBUTES, FUNCTIONS, PREDICATES, PRELUDE, STATUSES};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, TextEdit,
};
use place::{Context, First, Place};

/// Statements as they are begun, with places to fill in.
const STATEMENTS: &[(Key, &str)] = &[
    (Key::Triangle, "triangle ${1:ABC}"),
    (Key::Point, "point ${1:D} = "),
    (Key::Point, "point ${1:D} on "),
    (Key::Assume, "assume "),
    (Key::Show, "show "),
    (Key::Find, "find "),
    (Key::Solve, "solve "),
    (Key::Let, "let ${1:k} = "),
    (Key::Circle, "circle ${1:g}"),
    (Key::Line, "line ${1:l}"),
    (Key::Real, "real ${1:x}"),
    (Key::Function, "function ${1:f}(${2:x}) = "),
    (Key::Acute, "acute triangle ${1:ABC}"),
    (Key::Obtuse, "obtuse triangle ${1:ABC}"),
    (Key::Proof, "proof {\n  $0\n}"),
];
/// Those of a definition.
const OF_DEFINITIONS: &[(Key, &str)] = &[
    (Key::Require, "require "),
    (Key::Assume, "assume "),
    (Key::Have, "have "),
    (Key::Locus, "locus ${1:X} {\n  assume $0\n}"),
    (Key::Point, "point ${1:D} = "),
    (Key::Point, "point ${1:D} on "),
    (Key::Let, "let ${1:k} = "),
];
/// Those of a sketch.
const OF_SKETCHES: &[(Key, &str)] = &[
    (Key::Have, "have "),
    (Key::Show, "show "),
    (Key::Point, "point ${1:K} = "),
    (Key::Let, "let ${1:k} = "),
    (Key::Calc, "calc "),
    (Key::Case, "case ${1:S} {\n  $0\n}"),
];
const ITEMS: &[(Key, &str)] = &[
    (Key::Theorem, "theorem ${1:name} {\n  triangle ABC\n  $0\n  show \n}"),
    (Key::Def, "def ${1:name}(point ${2:A}, point ${3:B}) -> point ${4:X} {\n  assume $0\n}"),
    (Key::Rule, "rule ${1:name}(point ${2:A}) {\n  $0\n}"),
    (Key::Lemma, "lemma ${1:name}(point ${2:A}) {\n  $0\n}"),
];
/// Words between two things.
const BETWEEN: &[(Key, &str)] = &[
    (Key::On, "on "),
    (Key::Other, "other than "),
    (Key::Where, "where "),
    (Key::Parallel, "parallel "),
    (Key::Perp, "perp "),
    (Key::Tangent, "tangent "),
    (Key::Similar, "similar "),
    (Key::Congruent, "congruent "),
    (Key::Between, "between ${1:A}, ${2:B}"),
    (Key::Inside, "inside "),
    (Key::Outside, "outside "),
    (Key::And, "and "),
    (Key::Or, "or "),
    (Key::Implies, "implies "),
    (Key::Iff, "iff "),
    (Key::Equality, "equality iff "),
    (Key::By, "by "),
    (Key::Deg, "deg"),
];

/// What can be written at a byte.
pub fn at(d: &Document, byte: usize, snippets: bool) -> CompletionList {
    let a = d.analysis();
    let word = word_before(&d.text, byte);
    let mut list = List { d, word, snippets, items: Vec::new() };
    let context = Context::new(&d.text, a, word.start);
    match context.place {
        Place::Nowhere => {}
        Place::Top => list.keywords(ITEMS, "1"),
        Place::Attribute => {
            for name in ATTRIBUTES {
                list.add(name, name, CompletionItemKind::PROPERTY, words::attribute(name), "1");
            }
        }
        Place::Expected => STATUSES.iter().for_each(|s| list.add(s, s, CompletionItemKind::ENUM_MEMBER, None, "1")),
        Place::Label => list.names(a, &context, |k| k == Kind::Label),
        Place::NewPoint => list.new_point(&context),
        Place::Statement => list.keywords(context.statements(), "1"),
        Place::After => {
            list.keywords(BETWEEN, "1");
            list.keywords(context.statements(), "2");
        }
        Place::Expression(first) => list.expression(a, &context, first),
    }
    CompletionList { is_incomplete: false, items: list.items }
}

/// The word that is being written, as it stands before the cursor.
fn word_before(text: &str, byte: usize) -> Span {
    let before = text.get(..byte).unwrap_or_default();
    let word = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || "_'′".contains(c));
    Span::new(word.len(), before.len())
}

struct List<'a> {
    d: &'a Document,
    /// What has been written of the word.
    word: Span,
    snippets: bool,
    items: Vec<CompletionItem>,
}

impl List<'_> {
    fn add(&mut self, label: &str, text: &str, kind: CompletionItemKind, detail: Option<&str>, order: &str) {
        let snippet = self.snippets && text.contains('$');
        let new_text = if snippet { text.to_string() } else { plain(text) };
        self.items.push(CompletionItem {
            label: label.into(),
            kind: Some(kind),
            detail: detail.map(String::from),
            sort_text: Some(format!("{order} {label}")),
            insert_text_format: Some(if snippet { InsertTextFormat::SNIPPET } else { InsertTextFormat::PLAIN_TEXT }),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit { range: self.d.range(self.word), new_text })),
            ..CompletionItem::default()
        });
    }

    fn keywords(&mut self, all: &[(Key, &str)], order: &str) {
        for (key, text) in all {
            let shown = plain(text);
            let label = shown.lines().next().unwrap_or_default().trim_end_matches([' ', '{']);
            self.add(label, text, CompletionItemKind::KEYWORD, Some(words::keyword(*key)), order);
        }
    }

    /// The first letters that no point has yet.
    fn new_point(&mut self, context: &Context) {
        let free = ('A'..='Z').map(String::from).filter(|c| !context.used.contains(c));
        for name in free.take(5) {
            self.add(&name, &name, CompletionItemKind::VARIABLE, Some("a new point"), "1");
        }
    }

    /// Names that are known here.
    fn names(&mut self, a: &Analysis, context: &Context, wanted: impl Fn(Kind) -> bool) {
        let Some(item) = context.item else { return };
        let known: Vec<(String, Kind, Option<Span>)> = a
            .index
            .known(item, context.start)
            .filter(|s| wanted(s.kind) && context.is_there(s))
            .map(|s| (s.name.clone(), s.kind, s.by))
            .collect();
        // Points are written together: after `AB` there may be a third.
        let word = self.d.text.get(self.word.start..self.word.end).unwrap_or_default().to_string();
        let run = split_points(&word).is_some();
        for (name, kind, by) in known {
            let detail =
                by.and_then(|b| self.d.text.get(b.start..b.end)).map(|t| crate::report::escape::clipped(t, 80));
            let symbol = if kind == Kind::Point { CompletionItemKind::VARIABLE } else { CompletionItemKind::CONSTANT };
            if kind == Kind::Point && run && !word.is_empty() {
                let whole = format!("{word}{name}");
                self.add(&whole, &whole, symbol, detail.as_deref(), "3");
            }
            self.add(&name, &name, symbol, detail.as_deref(), if kind == Kind::Point { "2" } else { "1" });
        }
    }

    fn expression(&mut self, a: &Analysis, context: &Context, first: First) {
        self.names(a, context, |k| k != Kind::Label);
        let own = a.checked.ast.items.iter().filter(|i| i.kind == ItemKind::Def && i.span.end <= context.start);
        let own: Vec<&Item> = if a.is_prelude { Vec::new() } else { own.collect() };
        for item in own.into_iter().chain(&prelude().checked.ast.items) {
            let fits = match first {
                First::Points => item.results.first().and_then(|r| r.sort) == Some(Sort::Point),
                First::Loci => matches!(constructions::result(item), Some(Sort::Line | Sort::Circle)),
                First::Statements | First::Any => false,
            };
            self.add(
                &item.name.name,
                &call(&item.name.name, &item.params),
                CompletionItemKind::FUNCTION,
                Some(&signature(item)),
                if fits { "4" } else { "6" },
            );
        }
        for (name, usage) in PREDICATES {
            let order = if first == First::Statements { "5" } else { "7" };
            self.add(name, &from_usage(usage), CompletionItemKind::INTERFACE, Some(usage), order);
        }
        for (name, usage) in FUNCTIONS {
            self.add(name, &from_usage(usage), CompletionItemKind::METHOD, Some(usage), "6");
        }
        if first == First::Statements {
            self.add("triangle", "triangle ", CompletionItemKind::KEYWORD, Some(words::keyword(Key::Triangle)), "6");
            self.add("not", "not ", CompletionItemKind::KEYWORD, Some(words::keyword(Key::Not)), "7");
            self.add("for all", "for all ${1:x}: ", CompletionItemKind::KEYWORD, Some(words::keyword(Key::For)), "7");
        }
    }
}

/// `midpoint(${1:A}, ${2:B})`
fn call(name: &str, params: &[Param]) -> String {
    let places: Vec<String> =
        params.iter().enumerate().map(|(i, p)| format!("${{{}:{}}}", i + 1, p.name.name)).collect();
    format!("{name}({})", places.join(", "))
}

/// `cyclic(A, B, C, D, …)` with its arguments as places to fill in; the first of several forms.
fn from_usage(usage: &str) -> String {
    let form = usage.split(" or ").next().unwrap_or_default();
    let Some((name, rest)) = form.split_once('(') else { return form.into() };
    let args = rest.trim_end_matches(')').split(", ").filter(|a| *a != "…");
    let places: Vec<String> = args.enumerate().map(|(i, a)| format!("${{{}:{a}}}", i + 1)).collect();
    format!("{name}({})", places.join(", "))
}

/// A text with the places filled in.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('$') {
        out += before;
        let place = after.strip_prefix('{').and_then(|p| p.split_once('}'));
        match place {
            Some((place, after)) => {
                out += place.split_once(':').map_or("", |(_, word)| word);
                rest = after;
            }
            None => rest = after.trim_start_matches(|c: char| c.is_ascii_digit()),
        }
    }
    out + rest
}

/// A completion with all that is to be said of it.
pub fn resolve(mut item: CompletionItem) -> CompletionItem {
    let prelude = prelude();
    let all = prelude.checked.ast.items.iter().filter(|i| Some(signature(i)) == item.detail);
    let told: Vec<String> = all.map(|i| constructions::about(PRELUDE, &prelude.checked.comments, i)).collect();
    let value = if told.is_empty() { words::called(&item.label).map(String::from) } else { Some(told.join("\n---\n")) };
    item.documentation =
        value.map(|value| Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value }));
    item
}
