//! False statements are refuted, whatever picture comes first; none is ever called a theorem.

use crate::run::{dataset, prove, proved_text};

#[test]
fn every_false_statement_is_refuted() {
    let said = prove(&["batch", "datasets/false", "--quiet", "--jobs", "2", "--nodes", "256"]);
    let n = dataset("false").len();
    assert!(n >= 51);
    said.expect(0, &["CounterSatisfiable"]);
    let open: Vec<&str> =
        said.out.lines().filter(|l| l.contains("\"result\"") && !l.contains("\"CounterSatisfiable\"")).collect();
    assert!(open.is_empty(), "{open:#?}");
    assert!(said.out.contains(&format!("\"total\":{n}")));
}

#[test]
fn every_theorem_has_a_checked_figure() {
    let said = prove(&[
        "batch",
        "datasets/classic",
        "datasets/imo",
        "datasets/sketch",
        "--quiet",
        "--jobs",
        "2",
        "--nodes",
        "256",
        "--wu",
        "20",
        "--timeout",
        "4",
    ]);
    // (Those about numbers have no figure.)
    let proved = said.out.lines().filter(|l| l.contains("\"status\":\"Theorem\""));
    let theorems: Vec<&str> = proved.filter(|l| !l.contains("\"points\":0,")).collect();
    assert!(theorems.len() > 150, "{}", theorems.len());
    let exact = theorems.iter().filter(|l| l.contains("\"figure\":\"exact\"")).count();
    let enclosed = theorems.iter().filter(|l| l.contains("\"figure\":\"enclosed\"")).count();
    assert_eq!(exact + enclosed, theorems.len(), "{exact} exact, {enclosed} enclosed");
    assert!(!said.out.contains("no checked figure"), "{}", said.out);
}

#[test]
fn the_seed_does_not_decide_what_is_true() {
    for seed in ["1", "2", "3"] {
        for name in ["imo_2009_p4_one_answer", "ceva_points_on_lines", "ptolemy_any_arc", "rounded_square_root"] {
            let said = prove(&[&format!("datasets/false/{name}.fml"), "--seed", seed]);
            said.assert_no_theorem().expect(1, &["SZS status CounterSatisfiable", "Counterexample"]);
        }
    }
}

#[test]
fn a_proof_for_one_configuration_is_not_a_theorem() {
    // Equal inscribed angles only on one arc.
    let said = proved_text(
        "theorem t { triangle ABC point P on circle(A, B, C) other than A, B, C show angle(A, C, B) = angle(A, P, B) }",
    );
    said.assert_no_theorem().expect(1, &["CounterSatisfiable"]);
}

#[test]
fn strength_generic_refuses_configurations() {
    let imo = "datasets/classic/incenter_angle_find.fml";
    let said = prove(&[imo, "--format", "json"]);
    if said.out.contains("\"strength\": \"configuration\"") {
        prove(&[imo, "--strength", "generic"]).assert_no_theorem().expect(2, &["--strength generic refuses"]);
    }
}

#[test]
fn what_is_open_is_said() {
    let sum = "angle(A, B, C) + angle(A, C, B) < 180 deg";
    let said = proved_text(&format!("theorem t {{ triangle ABC assume AB = AC show AC = AB, {sum} }}"));
    said.assert_no_theorem().expect(2, &[sum]);
}

#[test]
fn a_counterexample_says_what_is_measured() {
    for (name, words) in [
        ("rounded_angle_3_4_5", "`angle(C, A, M) = 53.13 deg` is false: ∠"),
        ("rounded_square_root", "`AC = 1.4142136*AB` is false: AC/AB = 1.41421356"),
        ("euler_line_incenter", "is false: the distance of"),
    ] {
        prove(&[&format!("datasets/false/{name}.fml")]).expect(1, &[words]);
    }
}

#[test]
fn conditions_as_goals() {
    let f = crate::run::Folder::new("conditions");
    // The statement's own are theorems, with a certificate; others are refuted or left open, never assumed.
    let thm = f.file("t.fml", "theorem t { triangle ABC assume AB = AC show A != B, not collinear(A, B, C), angle(A, B, C) = angle(A, C, B) }");
    prove(&[&thm, "--cert", &f.path("c.json")]).expect(0, &["SZS status Theorem"]);
    prove(&["check", &thm, &f.path("c.json")]).expect(0, &["accepted"]);
    proved_text("theorem t { triangle ABC show B != C }").expect(0, &["SZS status Theorem"]);
    proved_text("theorem t { triangle ABC show AB < BC }").assert_no_theorem().expect(1, &["CounterSatisfiable"]);
    proved_text("theorem t { triangle ABC show AB + BC > AC }").expect(0, &["SZS status Theorem"]);
    proved_text("theorem t { point A, B, C, D show AB*CD + BC*DA >= AC*BD }").expect(0, &["SZS status Theorem"]);
    proved_text("theorem t { triangle ABC assume AB = AC show angle(A, B, C) < 90 deg }")
        .expect(0, &["SZS status Theorem"]);
    proved_text("theorem t { triangle ABC point D show A != D }")
        .assert_no_theorem()
        .expect(2, &["SZS status Unknown"]);
}

#[test]
fn what_cannot_hold_proves_nothing() {
    let said = proved_text("theorem t { real x assume x > 1, x^2 < 1 show x = 7 }");
    said.assert_no_theorem().expect(65, &["ContradictoryAxioms", "the hypotheses contradict one another"]);
    let said = proved_text("theorem t { real x assume x > 1, x^2 < 9 show x < 3 }");
    said.expect(0, &["SZS status Theorem", "the hypotheses hold, for instance, at x = 2"]);
    // The contradiction is one of a few of the variables; the others have nothing to do with it.
    let few = "a^3 + a = 5, b^3 + b = 5, a != b";
    proved_text(&format!("theorem t {{ real a, b, c, d assume {few}, (c + d)^3 + d*(a + b)^2 = 2 show c = d }}"))
        .assert_no_theorem()
        .expect(65, &["ContradictoryAxioms"]);
}

#[test]
fn what_is_assumed_for_all_values() {
    let parabola = "for all x: x^2 + a*x + b >= 0";
    let said = |show: &str| proved_text(&format!("theorem t {{ real a, b assume {parabola} show {show} }}"));
    said("a^2 <= 4*b").expect(0, &["SZS status Theorem", "the hypotheses hold, for instance, at a = "]);
    said("a < b").assert_no_theorem().expect(1, &["CounterSatisfiable"]);
    proved_text("theorem t { real a, b assume for all x: x != 3 and x != 5 implies 4*x/(x^2 - 8*x + 15) = a/(x - 3) + b/(x - 5) show a = -6, b = 10 }")
        .expect(0, &["SZS status Theorem", "at a = -6, b = 10"]);
    proved_text("theorem t { real a assume for all x: a*x >= 1 show a = 3 }")
        .assert_no_theorem()
        .expect(65, &["ContradictoryAxioms"]);
    proved_text("theorem t { real a, b assume for all x, y: (x + y)^2 = x^2 + a*x*y + b*y^2 show b = 3 }")
        .assert_no_theorem()
        .expect(1, &["CounterSatisfiable"]);
}
