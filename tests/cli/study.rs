//! Hints, hypotheses that are not needed, bridges, several proofs, cases.

use crate::run::prove;
use serde_json::Value;

#[test]
fn a_hint_says_as_much_as_is_asked_for() {
    let file = "datasets/imo/imo_2019_p2.fml";
    let first = prove(&["hint", file]);
    first.expect(0, &["Add points:", "X = ", "Y = "]);
    assert!(!first.all().contains("Key step") && !first.all().contains("Outline"));
    let second = prove(&["hint", file, "--level", "2"]);
    second.expect(0, &["Add points:", "Key step: "]);
    assert!(!second.all().contains("Outline"));
    prove(&["hint", file, "--level", "3"]).expect(0, &["Key step: ", "Outline (", "P, Q, P1, Q1 are concyclic"]);
    prove(&["hint", "datasets/false/second_meeting_merged.fml"]).expect(1, &["It is false"]);
    prove(&["hint", file, "--level", "4"]).expect(64, &["4"]);
    let json: Value = serde_json::from_str(&prove(&["hint", file, "--format", "json"]).out).expect("JSON");
    assert_eq!((json["method"].as_str(), json["points"].as_array().map(Vec::len)), (Some("geometry"), Some(2)));
}

#[test]
fn a_problem_by_calculation_has_a_hint_of_its_own() {
    let file = "datasets/imo/imo_2011_p6.fml";
    prove(&["hint", file, "--nodes", "1"]).expect(0, &["take coordinates"]);
}

#[test]
fn hypotheses_that_are_not_needed() {
    let all = prove(&["needed", "datasets/imo/imo_2000_p1.fml"]);
    all.expect(
        0,
        &["E = meet(AC, BD)", "needed: the rest has a counterexample", "not needed: the rest is proved", "together"],
    );
    let line = all.out.lines().find(|l| l.contains("distance(M, AB) < distance(N, AB)")).expect("a given");
    assert!(line.contains("not needed"), "{line}");
    prove(&["needed", "datasets/false/second_meeting_merged.fml"]).expect(1, &["nothing was left out"]);
}

#[test]
fn what_would_be_enough() {
    let open = prove(&["bridge", "datasets/imo/imo_2009_p2.fml", "--prover", "closure"]);
    open.expect(2, &["it follows in", "PQ ⟂ OM"]);
    // The goal itself is no bridge.
    assert!(!open.out.contains("OP = OQ"), "{}", open.out);
    prove(&["bridge", "datasets/imo/imo_2000_p1.fml"]).expect(0, &["nothing has to be bridged"]);
    prove(&["bridge", "datasets/false/second_meeting_merged.fml"]).expect(1, &["nothing true"]);
}

#[test]
fn several_proofs_and_proofs_without_points_or_coordinates() {
    let file = "datasets/classic/orthocenter_reflection_in_side.fml";
    let all = prove(&[file, "--proofs", "3"]);
    all.expect(0, &["% Proof 2 of 3", "% Proof 3 of 3", "% deduction, ", "% area, "]);
    let json: Value = serde_json::from_str(&prove(&[file, "--proofs", "2", "--format", "json"]).out).expect("JSON");
    assert_eq!(json["cases"][0]["status"], "Theorem");
    let file = "datasets/imo/imo_2009_p2.fml";
    prove(&[file, "--without", "aux", "--without", "coordinates"]).expect(2, &["SZS status Unknown"]);
    let calculated = prove(&[file, "--without", "aux"]);
    calculated.expect(0, &["SZS status Theorem"]);
    assert!(!calculated.out.contains("Auxiliary"), "{}", calculated.out);
}

#[test]
fn other_configurations_are_proved_too() {
    let all = prove(&["datasets/people/imo_1984_p4.fml", "--all-cases"]);
    all.expect(0, &["Cases (1000 random figures)", "M is between F and B", "1 further proof", "% Case 2 of 2"]);
    for format in ["md", "tex"] {
        prove(&["datasets/people/imo_1984_p4.fml", "--all-cases", "--format", format])
            .expect(0, &["random figures", "Case 2 of 2"]);
    }
}
