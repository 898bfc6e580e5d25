//! What can be written at a place: statements, constructions with their arguments, points and names that are known there.
//!
//! The tokens before the cursor decide, not the tree: while somebody types, the statement at the cursor is seldom whole.

use super::analysis::Analysis;
use super::constructions::{self, prelude, signature};
use super::documents::Document;
use super::symbols::{Kind, Symbol};
use super::words;
use euclase_grammar::ast::{Item, ItemKind, Param, Sort, Span};
use euclase_grammar::lexer::{Key, Sign, Tok, lex, split_points};
use euclase_grammar::{ATTRIBUTES, FUNCTIONS, PREDICATES, PRELUDE, STATUSES};
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, Documentation, InsertTextFormat,
    MarkupContent, MarkupKind, TextEdit,
};
use std::collections::BTreeSet;

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
/// Those of a definition, besides.
const OF_DEFINITIONS: &[(Key, &str)] =
    &[(Key::Require, "require "), (Key::Locus, "locus ${1:X} {\n  assume $0\n}"), (Key::Have, "have ")];
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

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In a comment, in a text in quotes, in a number, where a new name is written.
    Nowhere,
    /// Between items.
    Top,
    /// After `@`.
    Attribute,
    /// In `@expect(…)`.
    Expected,
    /// In brackets after `by`.
    Label,
    /// Where a new point is named.
    NewPoint,
    /// Where a statement may begin, on a line of its own.
    Statement,
    /// After something that may go on, or be followed by a statement.
    After,
    /// Where an expression is wanted: which comes first.
    Expression(First),
}

/// What is most likely wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum First {
    Points,
    Loci,
    Statements,
    Any,
}

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

struct Context {
    place: Place,
    /// The item at the cursor.
    item: Option<usize>,
    in_definition: bool,
    in_sketch: bool,
    start: usize,
    /// Names that have been written in the item.
    used: BTreeSet<String>,
    /// Where `where` stands last before the cursor.
    last_where: Option<usize>,
}

impl Context {
    fn new(text: &str, a: &Analysis, start: usize) -> Context {
        let comment = a.checked.comments.iter().any(|c| c.start < start && start <= c.end);
        let lexed = lex(text);
        let quoted = lexed.tokens.iter().any(|(f, t, e)| matches!(t, Tok::Text(_)) && *f < start && start < *e);
        let tokens: Vec<_> = lexed.tokens.iter().take_while(|t| t.2 <= start && t.0 < start).collect();
        // The item and the blocks that are open here.
        let (mut depth, mut item_at, mut definition, mut sketch) = (0usize, 0, false, None);
        for (i, (_, t, _)) in tokens.iter().enumerate() {
            match t {
                Tok::Key(Key::Theorem | Key::Rule | Key::Lemma | Key::Def) if depth == 0 || opens_item(&tokens, i) => {
                    (depth, item_at, sketch) = (0, i, None);
                    definition = *t == Tok::Key(Key::Def);
                }
                Tok::Sign(Sign::LBrace) => {
                    depth += 1;
                    if i > 0 && tokens[i - 1].1 == Tok::Key(Key::Proof) {
                        sketch = Some(depth);
                    }
                }
                Tok::Sign(Sign::RBrace) => {
                    if sketch.is_some_and(|s| s >= depth) {
                        sketch = None;
                    }
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
        }
        let in_item = tokens.get(item_at..).unwrap_or_default();
        let mut used = BTreeSet::new();
        for (_, t, _) in in_item {
            if let Tok::Points(s) = t {
                used.extend(
                    split_points(s).unwrap_or_default().into_iter().filter_map(|(i, j)| s.get(i..j)).map(String::from),
                );
            }
        }
        let last_where = in_item.iter().rev().find(|t| t.1 == Tok::Key(Key::Where)).map(|t| t.0);
        let fresh_line = text.get(..start).is_some_and(|t| t.rsplit('\n').next().is_some_and(|l| l.trim().is_empty()));
        let place = if comment || quoted { Place::Nowhere } else { place(&tokens, depth, fresh_line, start) };
        Context {
            place,
            item: a.item_at(start),
            in_definition: definition,
            in_sketch: sketch.is_some(),
            start,
            used,
            last_where,
        }
    }

    /// A name that the statement at the cursor introduces is there after its `where` only.
    fn is_there(&self, s: &Symbol) -> bool {
        let Some(by) = s.by.filter(|by| by.start < self.start && self.start <= by.end) else { return true };
        self.last_where.is_some_and(|w| by.start < w)
    }

    fn statements(&self) -> &'static [(Key, &'static str)] {
        if self.in_sketch { OF_SKETCHES } else { STATEMENTS }
    }
}

/// Whether a word that begins an item does so although a brace is missing before it: a name and a brace or a bracket follow.
fn opens_item(tokens: &[&(usize, Tok, usize)], i: usize) -> bool {
    matches!(tokens.get(i + 1).map(|t| t.1), Some(Tok::Name(_)))
        && matches!(tokens.get(i + 2).map(|t| t.1), Some(Tok::Sign(Sign::LBrace | Sign::LParen)))
}

fn place(tokens: &[&(usize, Tok, usize)], depth: usize, fresh_line: bool, start: usize) -> Place {
    let last = |n: usize| tokens.len().checked_sub(n).and_then(|i| tokens.get(i)).map(|t| t.1);
    let Some(end) = tokens.last() else { return Place::Top };
    // The word is stuck to a number or a name: `2x`.
    if end.2 == start && matches!(end.1, Tok::Number(_) | Tok::Name(_) | Tok::Points(_) | Tok::Word(_) | Tok::Key(_)) {
        return Place::Nowhere;
    }
    if end.1 == Tok::Sign(Sign::At) {
        return Place::Attribute;
    }
    if let (Some(Tok::Sign(Sign::LParen)), Some(Tok::Name(n)), Some(Tok::Sign(Sign::At))) = (last(1), last(2), last(3))
    {
        return match n {
            "expect" => Place::Expected,
            "at" => Place::Expression(First::Points),
            _ => Place::Nowhere,
        };
    }
    if depth == 0 {
        return match end.1 {
            Tok::Sign(Sign::RBrace | Sign::RParen) | Tok::Name(_) if fresh_line => Place::Top,
            Tok::Sign(Sign::RBrace) => Place::Top,
            _ => Place::Nowhere,
        };
    }
    match end.1 {
        Tok::Sign(Sign::LBracket) => match last(2) {
            Some(Tok::Key(Key::In)) => Place::Expression(First::Any),
            Some(Tok::Key(Key::Have | Key::Show)) => Place::Nowhere,
            _ => Place::Label,
        },
        Tok::Sign(Sign::LBrace | Sign::RBrace) => Place::Statement,
        Tok::Sign(Sign::RParen | Sign::RBracket)
        | Tok::Points(_)
        | Tok::Word(_)
        | Tok::Name(_)
        | Tok::Number(_)
        | Tok::Text(_)
        | Tok::Key(Key::Pi | Key::Deg) => {
            if fresh_line {
                Place::Statement
            } else {
                Place::After
            }
        }
        Tok::Sign(_) | Tok::Key(_) => expression(tokens),
    }
}

/// After a word or a sign that wants something to follow: what it is.
fn expression(tokens: &[&(usize, Tok, usize)]) -> Place {
    // The word that governs the list in which the cursor is: `on AB, |`.
    let mut open = 0usize;
    for (_, t, _) in tokens.iter().rev() {
        match t {
            Tok::Sign(Sign::RParen | Sign::RBracket) => open += 1,
            Tok::Sign(Sign::LParen | Sign::LBracket) if open > 0 => open -= 1,
            Tok::Sign(Sign::LParen | Sign::LBracket) => return Place::Expression(First::Any),
            _ if open > 0 => {}
            Tok::Key(Key::Point) => {
                return if tokens.last().is_some_and(|t| t.1 == Tok::Sign(Sign::Eq)) {
                    Place::Expression(First::Points)
                } else {
                    Place::NewPoint
                };
            }
            Tok::Key(Key::Triangle) => return Place::Expression(First::Any),
            Tok::Key(Key::On | Key::Let) => return Place::Expression(First::Loci),
            Tok::Key(Key::Circle | Key::Line | Key::Real | Key::Function) => {
                return if tokens
                    .last()
                    .is_some_and(|t| matches!(t.1, Tok::Sign(Sign::Eq | Sign::Gt | Sign::Lt | Sign::Ge | Sign::Le)))
                {
                    Place::Expression(First::Loci)
                } else {
                    Place::Nowhere
                };
            }
            Tok::Key(
                Key::Show
                | Key::Assume
                | Key::Have
                | Key::Where
                | Key::Require
                | Key::Case
                | Key::And
                | Key::Or
                | Key::Not
                | Key::Implies
                | Key::Iff,
            ) => return Place::Expression(First::Statements),
            Tok::Key(Key::By | Key::Theorem | Key::Def | Key::Rule | Key::Lemma | Key::Proof) => return Place::Nowhere,
            Tok::Key(_) => return Place::Expression(First::Any),
            Tok::Sign(Sign::LBrace | Sign::RBrace) => return Place::Statement,
            _ => {}
        }
    }
    Place::Expression(First::Any)
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
        if context.in_definition && first == First::Any {
            self.keywords(OF_DEFINITIONS, "9");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lsp::documents::Encoding;

    /// The labels at `|`, in the order in which they are shown.
    fn labels(marked: &str) -> Vec<String> {
        let at_byte = marked.find('|').expect("a mark");
        let text = marked.replacen('|', "", 1);
        let d = Document::new("file:///f.fml".parse().expect("an address"), 0, text, Encoding::Utf16);
        let mut items = at(&d, at_byte, true).items;
        items.sort_by(|a, b| a.sort_text.cmp(&b.sort_text));
        items.into_iter().map(|i| i.label).collect()
    }

    fn offered(marked: &str, wanted: &[&str], unwanted: &[&str]) {
        let all = labels(marked);
        for w in wanted {
            assert!(all.iter().any(|l| l == w), "`{w}` is not offered in {marked}: {all:?}");
        }
        for w in unwanted {
            assert!(!all.iter().any(|l| l == w), "`{w}` is offered in {marked}");
        }
    }

    #[test]
    fn at_each_place() {
        offered("|", &["theorem name", "def name(point A, point B) -> point X"], &["midpoint"]);
        offered("theorem t {\n  |\n}", &["triangle ABC", "show", "point D ="], &["midpoint", "theorem name"]);
        offered("theorem t {\n  triangle ABC\n  point M = mid|\n}", &["midpoint", "A", "C"], &["show", "M"]);
        offered("theorem t {\n  triangle ABC\n  point M on |\n}", &["segment", "circle", "bisector"], &["show"]);
        offered("theorem t {\n  triangle ABC\n  point M on AB where M|\n}", &["M", "MA"], &[]);
        offered("theorem t {\n  triangle ABC\n  show |\n}", &["cyclic", "triangle", "A"], &["show"]);
        offered("theorem t {\n  triangle ABC\n  show AB |\n}", &["parallel", "perp", "on"], &["cyclic"]);
        offered("theorem t {\n  triangle ABC\n  show A|\n}", &["A", "AB", "AC"], &[]);
        offered("theorem t {\n  triangle ABC\n  show angle AB|\n}", &["ABC", "ABA"], &[]);
        offered("theorem t {\n  triangle ABC\n  point |\n}", &["D", "E"], &["A", "midpoint"]);
        offered("@|\ntheorem t { triangle ABC show AB = AC }", &["expect", "source"], &["theorem"]);
        offered("@expect(|)\ntheorem t { triangle ABC show AB = AC }", &["Theorem", "CounterSatisfiable"], &["expect"]);
        offered(
            "theorem t { triangle ABC show AB = AC proof { have [k] AB = AC show AB = AC by [|] } }",
            &["k"],
            &["A", "midpoint"],
        );
        offered("theorem t { triangle ABC show AB = AC proof {\n | } }", &["have", "calc"], &["find", "assume"]);
        offered(
            "def mine(point A, point B) -> point M { assume 2*M = A + B }\ntheorem t { triangle ABC point M = | }",
            &["mine", "midpoint"],
            &[],
        );
        for nothing in
            ["# |", "theorem t { # A|\n }", "@source(\"a | b\") theorem t { }", "theorem |", "theorem t { real | }"]
        {
            assert!(labels(nothing).is_empty(), "{nothing}: {:?}", labels(nothing));
        }
    }

    #[test]
    fn what_fits_comes_first() {
        let position = |all: &[String], w: &str| all.iter().position(|l| l == w).unwrap_or_else(|| panic!("{w}"));
        let loci = labels("theorem t {\n  triangle ABC\n  point M on |\n}");
        assert!(position(&loci, "circle") < position(&loci, "midpoint"));
        let points = labels("theorem t {\n  triangle ABC\n  point M = |\n}");
        assert!(position(&points, "midpoint") < position(&points, "bisector"));
    }

    #[test]
    fn arguments_are_places() {
        let d = Document::new(
            "file:///f.fml".parse().expect("an address"),
            0,
            "theorem t { point M = mi }".into(),
            Encoding::Utf16,
        );
        let item = |snippets| {
            let all = at(&d, 24, snippets).items;
            let found = all.into_iter().find(|i| i.label == "midpoint").expect("offered");
            match found.text_edit {
                Some(CompletionTextEdit::Edit(e)) => (e.new_text, e.range.start.character),
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(item(true), ("midpoint(${1:A}, ${2:B})".to_string(), 22));
        assert_eq!(item(false), ("midpoint(A, B)".to_string(), 22));
        assert_eq!(plain("proof {\n  $0\n} ${1:x}"), "proof {\n  \n} x");
        assert_eq!(from_usage("angle(A, B, C) or angle ABC"), "angle(${1:A}, ${2:B}, ${3:C})");
    }

    #[test]
    fn more_is_told_on_request() {
        let item = CompletionItem {
            label: "foot".into(),
            detail: Some("foot(point P, line l) -> point F".into()),
            ..Default::default()
        };
        match resolve(item).documentation {
            Some(Documentation::MarkupContent(m)) => assert!(m.value.contains("**defines**"), "{}", m.value),
            other => panic!("{other:?}"),
        }
    }
}
