//! Definitions, rules and lemmas of a file, and the prelude itself.

use super::{core_lines, errors, load};

#[test]
fn the_prelude_is_free_of_mistakes() {
    let parsed = euclase_grammar::parse::parse(euclase_grammar::PRELUDE);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    // Read as definitions of a file, each under another name, every one is elaborated by itself.
    let mut source = euclase_grammar::PRELUDE.to_string();
    let names: Vec<String> = parsed.file.items.iter().map(|i| i.name.name.clone()).collect();
    for n in &names {
        source = replace_word(&source, n, &format!("{n}_copy"));
    }
    let got = errors(&source);
    assert!(got.is_empty(), "{}", got.join("\n"));
}

fn replace_word(text: &str, word: &str, by: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(i) = rest.find(word) {
        let before = rest[..i].chars().next_back();
        let after = rest[i + word.len()..].chars().next();
        out.push_str(&rest[..i]);
        let inside = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
        let sort = matches!(word, "line" | "circle") && after != Some('(');
        out.push_str(if inside(before) || inside(after) || sort { word } else { by });
        rest = &rest[i + word.len()..];
    }
    out + rest
}

#[test]
fn the_prelude_is_formatted() {
    assert_eq!(euclase_grammar::format(euclase_grammar::PRELUDE).unwrap(), euclase_grammar::PRELUDE);
}

#[test]
fn every_construction_of_the_reference_exists() {
    let reference = include_str!("../../LANGUAGE.md");
    let known: Vec<String> = euclase_grammar::parse::parse(euclase_grammar::PRELUDE)
        .file
        .items
        .iter()
        .map(|i| i.name.name.clone())
        .collect();
    for n in &known {
        assert!(reference.contains(&format!("{n}(")), "LANGUAGE.md does not mention `{n}`");
    }
}

#[test]
fn a_file_defines_and_uses() {
    let t = load(
        "def thirds(point A, B) -> point X { require A != B assume 3*X = 2*A + B have X between A, B }
         def through(point P, line l, circle g) -> circle h { point O = foot(P, l) assume center(h) = O, P on h }
         theorem t { point A, B, C circle g point X = thirds(A, B) point Y on through(C, AB, g) show XY = YX }",
    );
    assert_eq!(
        core_lines(&t[0]),
        [
            "hyp 3*X = 2*A + B as vectors",
            "hyp A, X, B are collinear",
            "hyp A, B, O_1 are collinear",
            "hyp CO_1 perp AB",
            "hyp O_1Y = O_1C",
            "implied A != B",
            "implied X is between A and B",
            "goal 0 = 0",
        ]
    );
}

#[test]
fn mistakes_in_definitions_are_told_once_and_in_place() {
    let got = errors(
        "def f(point A, B) -> point X {\n  assume XA = XQ\n}\ntheorem t { point A, B point X = f(A, B) show XA = XB }",
    );
    assert!(got[0].contains("unknown point `Q`") && got[0].contains(":2:16"), "{}", got.join(""));
    let one = |s: &str| errors(&format!("{s} theorem t {{ point A show A = A }}")).join("");
    assert!(one("def f(A) -> point X { assume X = A }").contains("what is `A`?"));
    assert!(one("def midpoint(point A, point B) -> point X { assume X = A }").contains("already defined"));
    assert!(one("def angle_of(point A) -> point X { show X = A }").contains("no place in a definition"));
    assert!(one("def f(point A) -> point X { point Y = f(A) assume X = Y }").contains("unknown construction `f`"));
}

#[test]
fn rules_and_lemmas_are_theorems_about_their_parameters() {
    let f = euclase_grammar::load(
        "rule mid(point A, B, M) { assume M on AB, MA = MB show AM = MB }
         lemma am_gm(real a, b > 0) { show a + b >= 2*sqrt(a*b) }
         theorem t { point A, B show AB = BA }",
    )
    .unwrap();
    assert_eq!(f.theorems.len(), 1);
    assert_eq!(
        core_lines(&f.rules[0]),
        ["hyp A, B, M are collinear", "hyp MA = MB", "implied A != B", "goal AM = MB",]
    );
    assert_eq!(core_lines(&f.rules[1]), ["stated a > 0", "stated b > 0", "goal a + b >= 2*sqrt(a*b)"]);
}
