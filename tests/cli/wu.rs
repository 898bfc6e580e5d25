//! Wu's method as users meet it: its proofs, in words and as certificates; that it proves nothing false; its switches.

use crate::run::{Folder, prove};

fn classic(name: &str) -> String {
    format!("datasets/classic/{name}.fml")
}

#[test]
fn famous_theorems_by_coordinates_alone() {
    for name in [
        "simson_line",
        "pappus",
        "pascal_circle",
        "nine_point_circle_feet",
        "feuerbach_point",
        "butterfly",
        "desargues",
        "euler_line",
    ] {
        let said = prove(&[&classic(name), "--prover", "wu"]);
        said.expect(0, &["SZS status Theorem", "Proof", "Coordinates: the origin is", "it leaves 0", "% wu, "]);
        assert!(!said.out.contains("configuration"), "{name}: {}", said.out);
        assert!(said.out.lines().all(|l| l.chars().count() <= 100), "{}", said.out);
    }
}

#[test]
fn its_certificates_are_checked_and_always_the_same() {
    let f = Folder::new("wu");
    let thm = "datasets/imo/imo_2000_p1.fml";
    for (name, threads) in [("a.json", "1"), ("b.json", "2")] {
        prove(&[thm, "--prover", "wu", "--threads", threads, "--cert", &f.path(name)]).expect(0, &["Theorem"]);
    }
    assert_eq!(f.read("a.json"), f.read("b.json"));
    prove(&["check", thm, &f.path("a.json")]).expect(0, &["accepted", "figure"]);
    let tex = prove(&[thm, "--prover", "wu", "--format", "tex"]);
    tex.expect(0, &["\\subsection*{Proof}", "Coordinates: the origin is"]);
}

#[test]
fn which_component_is_said_as_a_condition() {
    // The points on the perpendicular bisectors may be chosen on either arc; the goal holds for some choices.
    let said = prove(&["datasets/imo/imo_2018_p1.fml", "--prover", "wu"]);
    said.expect(0, &["Strength configuration", "≠ 0 (origin"]);
    prove(&["datasets/false/imo_2018_p1_any_arc.fml", "--prover", "wu"])
        .assert_no_theorem()
        .expect(1, &["CounterSatisfiable"]);
}

/// Angles of which one is three times another; the trisectors determine the triangle.
#[test]
fn morley_by_coordinates() {
    let f = Folder::new("wu_morley");
    let said = prove(&[&classic("morley"), "--prover", "wu", "--cert", &f.path("c.json")]);
    said.expect(
        0,
        &["SZS status Theorem", "Coordinates: the origin is", "as angles of lines (h1)", "it leaves 0", "% wu, "],
    );
    let unused = said.out.lines().filter(|l| l.contains("/3") && l.contains("not used")).count();
    assert_eq!(unused, 0, "{}", said.out);
    prove(&["check", &classic("morley"), &f.path("c.json")]).expect(0, &["accepted", "figure enclosed"]);
}

/// A goal that is true in the picture, and in no figure with random coordinates; as a line of a sketch it is no lemma.
#[test]
fn what_is_hardly_true_is_not_tried_at_length() {
    let f = Folder::new("wu_doubt");
    let text = "theorem t { point B, C  point A = rotation(C, B, 90 deg)  show AC = 1.4142136*AB }";
    prove(&[&f.file("t.fml", text), "--prover", "wu"]).assert_no_theorem().expect(1, &["random coordinates modulo"]);
    let text = "theorem t { point B, C  point A = rotation(C, B, 90 deg)  show AB = BC
        proof { have AC = 1.4142136*AB  show AB = BC } }";
    prove(&[&f.file("s.fml", text)])
        .expect(0, &["not found: it is true in the picture, but", "random coordinates modulo"]);
}

/// No polynomial meaning, contradictory hypotheses, too much work: each is said, soon, and nothing is proved.
#[test]
fn what_it_cannot_do_is_said() {
    let f = Folder::new("wu_beyond");
    let alone = |text: &str, args: &[&str]| {
        let said = prove(&[&[f.file("t.fml", text).as_str(), "--prover", "wu"], args].concat());
        said.assert_no_theorem();
        said
    };
    let goal = "theorem t { triangle ABC  point D on segment(A, B)  show AD + DB = AB }";
    alone(goal, &[]).expect(2, &["Unknown", "Wu's method does not apply: a goal is no equation"]);
    let hypothesis = "theorem t { triangle ABC  assume AB + BC = 2*CA  point I = incenter(A, B, C)
        point O = circumcenter(A, B, C)  show OI perp BI }";
    alone(hypothesis, &[]).expect(2, &["Unknown", "(without `AB + BC = 2*CA`, which is no"]);
    for contradictory in [
        "theorem t { triangle ABC  assume AB = BC, BC = CA, AB perp BC  show AB = CA }",
        "theorem t { triangle ABC  assume CA perp AB, CB perp AB  show AB = CA }",
        // Only over the complex numbers there are such points.
        "theorem t { point A, B, C  assume A != B, AC^2 + BC^2 = 0  show AC = BC }",
    ] {
        alone(contradictory, &[]).expect(2, &["Unknown", "no figure was found"]);
    }
    let large = std::fs::read_to_string(classic("japanese_quadrilateral")).expect("a file");
    alone(&large, &["--wu", "2"]).expect(2, &["Unknown", "too much work (--wu)"]);
    alone(&large, &["--wu", "100000", "--timeout", "2"]).expect(2, &["time was up"]);
}

#[test]
fn nothing_false_is_proved() {
    let said = prove(&["batch", "datasets/false", "--prover", "wu", "--wu", "20", "--quiet"]);
    assert!(!said.out.contains("\"status\":\"Theorem\""), "{}", said.out);
}

#[test]
fn who_may_prove() {
    let butterfly = classic("butterfly");
    let by = |args: &[&str]| prove(&[&[butterfly.as_str()], args].concat());
    by(&["--nodes", "0"]).expect(0, &["% wu, "]);
    by(&["--nodes", "0", "--wu", "0"]).assert_no_theorem().expect(2, &["Unknown"]);
    by(&["--prover", "closure"]).assert_no_theorem().expect(2, &["Unknown"]);
    // Points are looked for first.
    prove(&["datasets/imo/imo_2000_p1.fml"]).expect(0, &["% deduction, "]);
    // Goals that are no equations in coordinates are left to others.
    prove(&["datasets/classic/pythagoras.fml"]).expect(0, &["Theorem"]);
}
