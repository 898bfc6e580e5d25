//! "Find" goals: the value is derived, and every value that further figures have is found too.

use crate::run::{Folder, prove, prove_with, proved_text};

#[test]
fn values_of_the_data_set() {
    for (name, value) in [
        ("incenter_angle_find", "= 120°"),
        ("pentagon_diagonal_angle_find", "= 36°"),
        ("right_triangle_thirty_find", "= 2"),
        ("square_equilateral_angle", "= 150°"),
    ] {
        prove(&[&format!("datasets/classic/{name}.fml")]).expect(0, &["SZS status Theorem", "Found", value]);
    }
}

#[test]
fn lengths_and_ratios() {
    proved_text("theorem t { triangle ABC assume AB = 3 point M = midpoint(A, B) find MB }").expect(0, &["= 3/2"]);
    proved_text("theorem t { triangle ABC assume 2*AB = 3*AC find AB/AC }").expect(0, &["SZS status Theorem", "= 3/2"]);
}

#[test]
fn what_is_not_determined_is_not_guessed() {
    let said = proved_text("theorem t { triangle ABC find angle(A, B, C) }");
    said.assert_no_theorem().expect(2, &["SZS status Unknown", "does not determine"]);
    // True to six digits in the picture, but no consequence.
    proved_text("theorem t { triangle ABC assume AB = AC find AB/BC }").assert_no_theorem().expect(2, &["Unknown"]);
}

/// The angle at C of a triangle inscribed over a chord as long as the radius: 30° or 150°.
const TWO_ARCS: &str = "theorem two_arcs {
  point A, B
  point O = rotation(B, A, 60 deg)
  point C on circle(O, A) other than A, B
  find angle(A, C, B)
}
";

#[test]
fn every_value_that_was_met() {
    let f = Folder::new("two-arcs");
    let thm = f.file("t.fml", TWO_ARCS);
    let said = prove(&[&thm, "--cert", &f.path("c.json"), "--figure", &f.path("f.svg")]);
    said.expect(
        0,
        &[
            "SZS status Theorem",
            "Strength configuration",
            "= 30°",
            "= 150°",
            "the answer depends on the figure: 2 cases",
            "Case 2 of 2",
        ],
    );
    // Each case is a certificate of its own, which the kernel accepts in a fresh process.
    assert_eq!(f.names(), ["c-case2.json", "c.json", "f-case2.svg", "f.svg", "t.fml"]);
    for c in ["c.json", "c-case2.json"] {
        prove(&["check", &thm, &f.path(c)]).expect(0, &["accepted: two_arcs"]);
    }
    let json = prove(&[&thm, "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(answer["found"].as_array().map(Vec::len), Some(2));
    assert_eq!(answer["cases"].as_array().map(Vec::len), Some(1));
    prove(&[&thm, "--format", "md"]).expect(0, &["Case 2 of 2"]);
}

#[test]
fn a_condition_leaves_one_value() {
    let one = TWO_ARCS.replace("other than A, B", "other than A, B where same_side(C, O, AB)");
    let said = prove_with(&["-"], one);
    said.expect(0, &["SZS status Theorem", "= 30°"]);
    assert!(!said.out.contains("= 150°"), "{}", said.out);
}

#[test]
fn the_trap_of_imo_2009_problem_4() {
    // 60° and 90°: not one of them alone may be given as the answer.
    let text = std::fs::read_to_string("datasets/false/imo_2009_p4_one_answer.fml").expect("UTF-8");
    let asked = text.replace("show angle(C, A, B) = 60 deg", "find angle(C, A, B)");
    assert!(asked.contains("find"));
    let said = prove_with(&["-"], asked);
    if said.code == Some(0) {
        said.expect(0, &["= 60°", "= 90°"]);
    } else {
        said.assert_no_theorem().expect(2, &["SZS status Unknown"]);
    }
}
