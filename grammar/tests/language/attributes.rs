//! Attributes, coordinates, shapes, hidden points: what goes with a statement.

use super::{errors, load};
use euclase_grammar::core::Shape;

#[test]
fn attributes_are_read() {
    let t = &load(
        "@source(\"IMO 2000, Problem 1\") @expect(Theorem) @at(A, 0.5, -1.25) @at(B, 2, 3)
         theorem t { point A, B show AB = BA }",
    )[0];
    assert_eq!(t.source.as_deref(), Some("IMO 2000, Problem 1"));
    assert_eq!(t.expect.as_deref(), Some("Theorem"));
    let coords: Vec<(String, f64, f64)> =
        t.coords.iter().map(|(p, x, y)| (t.name_of(*p).to_string(), *x, *y)).collect();
    assert_eq!(coords, [("A".to_string(), 0.5, -1.25), ("B".to_string(), 2.0, 3.0)]);
}

#[test]
fn attributes_are_checked() {
    let one = |s: &str| errors(&format!("{s} theorem t {{ point A show A = A }}")).join("");
    assert!(one("@expect(Theorm)").contains("did you mean `Theorem`?"));
    assert!(one("@at(Q, 1, 2)").contains("unknown point `Q`"));
    assert!(one("@source(A)").contains("it is written `@source("));
    let warned = euclase_grammar::load("@sorce(\"x\") theorem t { point A, B show AB = BA }").unwrap();
    assert!(warned.warnings[0].help.as_deref() == Some("did you mean `@source`?"));
}

#[test]
fn what_looks_unintended_is_a_warning() {
    let warnings = |s: &str| -> Vec<String> {
        euclase_grammar::load(s).unwrap().warnings.iter().map(|w| format!("{}: {}", w.code, w.message)).collect()
    };
    assert_eq!(
        warnings("theorem t { point A, B, C assume AB = BA show AB = 2 }"),
        ["says-nothing: `AB = BA` always holds: it says nothing", "unused: nothing is said about the point `C`",]
    );
    assert!(warnings("theorem t { triangle ABC point X on AB show XA = XB }").is_empty());
}

#[test]
fn shapes_in_order_of_mention() {
    let t = &load(
        "theorem t { triangle ABC point M = midpoint(A, B) circle g point P, Q on g
           point X on circle(A, B, C), MC show XA = XB }",
    )[0];
    let name = |p| t.name_of(p).to_string();
    let shapes: Vec<String> = t
        .shapes
        .iter()
        .map(|s| match s {
            Shape::Segment(a, b) => format!("segment {}{}", name(*a), name(*b)),
            Shape::Line(a, b) => format!("line {}{}", name(*a), name(*b)),
            Shape::CircleAt(a, b) => format!("circle {} {}", name(*a), name(*b)),
            Shape::Circle3(a, b, c) => format!("circle {}{}{}", name(*a), name(*b), name(*c)),
        })
        .collect();
    assert_eq!(
        shapes,
        ["segment AB", "segment BC", "segment AC", "circle O_g P", "circle ABC", "line CM", "segment AX", "segment BX",]
    );
}

#[test]
fn hidden_points_have_fresh_names() {
    let t = &load(
        "theorem t { circle g point O_g, A on g point X = meet(AO_g, parallel_line(A, line(O_g, midpoint(A, O_g)))) show XA = XO_g }",
    );
    let hidden: Vec<&str> = t[0].points.iter().filter(|p| p.hidden).map(|p| p.name.as_str()).collect();
    assert_eq!(hidden, ["O_gb", "M_1"]);
    // A centre that is named later gets the name.
    let t = &load("theorem t { circle g point A on g point O = center(g) show OA = OA }")[0];
    assert!(t.points.iter().all(|p| !p.hidden) && t.find("O").is_some());
}

#[test]
fn origins_are_the_words_of_the_source() {
    let source = "theorem t { triangle ABC  point X on AB, circle( A,B , C )  show XA=XB }";
    let t = &load(source)[0];
    let words: Vec<&str> = t.hyps.iter().map(|h| h.origin.text.as_str()).collect();
    assert_eq!(words, ["X on AB", "X on circle(A, B, C)"][..words.len()]);
    let (a, b) = t.goals[0].origin.span;
    assert_eq!(&source[a..b], "XA=XB");
    assert_eq!(t.goals[0].origin.text, "XA = XB");
}
