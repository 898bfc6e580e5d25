//! What is offered at which place.

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
