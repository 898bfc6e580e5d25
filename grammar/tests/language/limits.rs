//! No file can crash or stall the reader.

use super::errors;
use std::time::{Duration, Instant};

/// The one message for a hostile file, and it comes soon.
fn check(source: &str, message: &str) {
    let start = Instant::now();
    let got = errors(source);
    assert_eq!(got.len(), 1, "{:?}", got.iter().map(|g| g.chars().take(200).collect::<String>()).collect::<Vec<_>>());
    assert!(got[0].contains(message), "{}", got[0]);
    assert!(got[0].len() < 2000, "a message of {} bytes", got[0].len());
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

fn frame(body: &str) -> String {
    format!("theorem t {{ point A, B {body} show AB = AB }}")
}

#[test]
fn nesting() {
    let deep = |n: usize| frame(&format!("assume AB = {}1{}", "(".repeat(n), ")".repeat(n)));
    check(&deep(1_000_000), "brackets are nested deeper than 256");
    assert!(errors(&deep(250)).is_empty());
    check(&"{".repeat(1_000_000), "brackets are nested deeper than 256");
    let calls = format!("assume AB = {}1{}", "sqrt(".repeat(200), ")".repeat(200));
    assert!(errors(&frame(&calls)).is_empty());
}

#[test]
fn wide_formulas() {
    // A million terms are a wide tree, not a deep one.
    let sum = frame(&format!("assume AB = {}", vec!["1"; 200_000].join(" + ")));
    assert!(errors(&sum).is_empty());
    check(&frame(&format!("assume AB = {}1", "-".repeat(100_000))), "unexpected `-`");
    check(&frame(&format!("assume AB = 2{}", "^2".repeat(100_000))), "unexpected `^`");
    check(&frame(&format!("assume {}AB = 1", "not ".repeat(100_000))), "unexpected `not`");
}

#[test]
fn lengths() {
    check(&frame(&format!("point {}", "A".repeat(2000))), "a name of 2000 characters");
    check(&frame(&format!("assume AB = {}", "9".repeat(500))), "a number of 500 digits");
    check(&"#".repeat(17 << 20), "the file has 17825792 bytes");
    let points: Vec<String> = (0..2500).map(|i| format!("P{i}")).collect();
    check(&frame(&format!("point {}", points.join(", "))), "a theorem may have 2000 points");
}

#[test]
fn a_line_of_a_megabyte() {
    let line = frame(&format!("assume {}AQ = 3", "AB = BA, ".repeat(100_000)));
    check(&line, "unknown point `Q`");
    let blank = frame(&format!("{}?", " ".repeat(1_000_000)));
    check(&blank, "`?` has no meaning here");
}

#[test]
fn many_errors_are_capped() {
    let bad = "point ".repeat(10_000);
    let got = errors(&frame(&bad));
    assert!((1..=100).contains(&got.len()), "{}", got.len());
    let names: Vec<String> = (0..1000).map(|i| format!("assume AB = AQ{i}")).collect();
    assert_eq!(errors(&frame(&names.join("\n"))).len(), 100);
}

#[test]
fn definitions_cannot_explode() {
    // Each definition calls the one before it twice: 2^60 expansions, were they not counted.
    let mut source = "def f0(point A, point B) -> point X { assume X on AB }\n".to_string();
    for i in 1..60 {
        let j = i - 1;
        source += &format!(
            "def f{i}(point A, point B) -> point X {{ point U = f{j}(A, B) point V = f{j}(B, A) assume X on line(U, V) }}\n"
        );
    }
    source += "theorem t { point A, B point X = f59(A, B) show XA = XB }";
    let got = errors(&source);
    assert!(!got.is_empty() && got.len() <= 100);
    assert!(got[0].contains("may have 2000 points") || got[0].contains("expand"), "{}", got[0]);
}

#[test]
fn a_function_cannot_explode() {
    let mut source = "theorem t { real x function f0(u) = u + u ".to_string();
    for i in 1..60 {
        source += &format!("function f{i}(u) = f{}(u) + f{0}(u) ", i - 1);
    }
    source += "show f59(x) > 0 }";
    let start = Instant::now();
    let got = errors(&source);
    assert!(!got.is_empty());
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn names_cannot_make_deep_or_huge_terms() {
    // Each `let` one level deeper, or twice as large.
    let mut deep = "theorem t { real x let a0 = x ".to_string();
    let mut huge = deep.clone();
    for i in 1..5000 {
        deep += &format!("let a{i} = sqrt(a{}) ", i - 1);
        huge += &format!("let a{i} = a{}*a{0} + a{0} ", i - 1);
    }
    check(&(deep + "show x = 1 }"), "this term is nested too deep");
    check(&(huge + "show x = 1 }"), "this theorem is too large to expand");
    let mut function = "theorem t { real x function f0(u) = sqrt(u) ".to_string();
    for i in 1..40 {
        function += &format!("function f{i}(u) = f{}(f{0}(u)) ", i - 1);
    }
    let got = errors(&(function + "show f39(x) = 1 }"));
    assert!(!got.is_empty() && got[0].contains("too deep"), "{got:?}");
}

#[test]
fn definitions_inside_deep_brackets() {
    let mut source = "def f0(point A, length r) -> point X { assume XA = r }\n".to_string();
    for i in 1..60 {
        let inner = format!("{}r{}", "sqrt(1 + 2*".repeat(200), ")".repeat(200));
        source += &format!(
            "def f{i}(point A, length r) -> point X {{ point U = f{}(A, {inner}) assume X on line(U, A) }}\n",
            i - 1
        );
    }
    source += "theorem t { point A, B point X = f59(A, AB) show XA = XB }";
    let got = errors(&source);
    assert!(got.iter().all(|g| g.contains("too deep") || g.contains("expand")), "{}", got.join(""));
}

#[test]
fn long_formulas_of_every_operator() {
    for (sep, n) in [(" + ", 100_000), (" * ", 20_000), (" / ", 20_000), (" - ", 100_000)] {
        let start = Instant::now();
        let source = format!("theorem t {{ real x, y show {} = 1 }}", vec!["x*y/2"; n].join(sep));
        assert!(errors(&source).is_empty(), "{sep}");
        let source = frame(&format!("assume {} = 1", vec!["AB"; n].join(sep)));
        let got = errors(&source);
        // A negative multiple of a length is never 1.
        assert!(got.is_empty() || (sep == " - " && got[0].contains("can never hold") && got[0].len() < 2000), "{sep}");
        assert!(start.elapsed() < Duration::from_secs(20), "{sep} {:?}", start.elapsed());
    }
    let angles = vec!["dangle(A, B, C)"; 2000].join(" + ");
    assert!(errors(&format!("theorem t {{ point A, B, C assume {angles} = 0 deg show AB = AC }}")).is_empty());
}
