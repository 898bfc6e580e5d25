//! What is written reads back.

use super::*;
use std::path::Path;

fn exported(text: &str) -> Result<Exported, NotExported> {
    let file = euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    export(&file.ast.items[0], &file.theorems[0])
}

/// A folder's theorems: how many are exported, and read back to the same core form.
fn folder(name: &str) -> (usize, usize, Vec<String>) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(name);
    let (mut written, mut same, mut refused) = (0, 0, Vec::new());
    let mut all: Vec<_> = std::fs::read_dir(dir).expect("a folder").map(|e| e.expect("readable").path()).collect();
    all.sort();
    for path in all.iter().filter(|p| p.extension().is_some_and(|e| e == "fml")) {
        match exported(&std::fs::read_to_string(path).expect("UTF-8")) {
            Ok(e) => {
                written += 1;
                same += usize::from(e.same);
            }
            Err(why) => refused.push(format!("{}: {}", path.display(), why.reason)),
        }
    }
    (written, same, refused)
}

#[test]
fn the_data_sets_read_back() {
    let (written, same, refused) = folder("classic");
    assert!(refused.is_empty() && same >= 145, "{written} written, {same} the same, {refused:?}");
    let (written, same, refused) = folder("imo");
    assert!(refused.len() <= 1 && same >= 22, "{written} written, {same} the same, {refused:?}");
}

#[test]
fn commands_where_there_are_some_and_texts_where_there_are_none() {
    let made = exported(
        "theorem t { acute triangle ABC point H = orthocenter(A, B, C) point M = arc_midpoint(A, B, C) \
         point D on circle(A, B, C), AH other than A let k = excircle(A, B, C) assume AB != AC show HB = BD, angle(A, B, C) < 90 deg }",
    )
    .expect("a figure");
    // (A claim that a point is a construction's result does not say what merely follows from that.)
    assert!(!made.same);
    assert_eq!(made.texts, ["acute triangle ABC", "M = arc_midpoint(A, B, C)", "AB != AC"]);
    for line in [
        "H = orthocenter(A, B, C)",
        "other than A",
        "let k = excircle(A, B, C)",
        "show HB = BD",
        "show angle(A, B, C) < 90 deg",
    ] {
        assert!(made.again.contains(line), "{line} is not in\n{}", made.again);
    }
    // The same theorem gives the same bytes.
    let text = "theorem t { circle g point A on g point B on g point O = center(g) show OA = OB }";
    assert_eq!(exported(text).expect("a figure").bytes, exported(text).expect("a figure").bytes);
}

#[test]
fn what_has_no_figure_is_declined_with_a_reason() {
    for (text, reason) in [
        ("theorem t { real x > 0 show x + 1 > 1 }", "no points"),
        ("theorem t { triangle ABC real x > AB show x > 0 }", "real variables"),
        (
            "theorem t { triangle ABC point X, Y = trisectors(A, B, C) show AX > 0 }",
            "`trisectors(A, B, C)` has no figure",
        ),
    ] {
        let why = exported(text).expect_err(text);
        assert!(why.reason.contains(reason), "{why:?}");
    }
}
