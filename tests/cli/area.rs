//! The area method and the Gröbner route as users meet them: proofs in words and as certificates; that they prove nothing false.

use crate::run::{Folder, prove};

fn classic(name: &str) -> String {
    format!("datasets/classic/{name}.fml")
}

#[test]
fn the_text_is_the_chain_of_eliminations() {
    let said = prove(&[&classic("ceva"), "--prover", "area"]);
    said.expect(0, &["SZS status Theorem", "S_ABC is the area", "To be shown: ", "So it is enough that", "% area, "]);
    assert!(said.out.lines().all(|l| l.chars().count() <= 100), "{}", said.out);
    let tex = prove(&[&classic("ceva"), "--prover", "area", "--format", "tex"]);
    tex.expect(0, &["S_{ABC}", "To be shown: "]);
    prove(&[&classic("ceva"), "--prover", "area", "--format", "md"]).expect(0, &["So it is enough that"]);
}

#[test]
fn certificates_are_checked_and_always_the_same() {
    let f = Folder::new("area");
    let thm = classic("simson_line");
    for prover in ["area", "groebner"] {
        for (name, threads) in [("a.json", "1"), ("b.json", "2")] {
            let args = [&thm, "--prover", prover, "--threads", threads, "--cert", &f.path(name)];
            prove(&args).expect(0, &["Theorem", &format!("% {prover}, ")]);
        }
        assert_eq!(f.read("a.json"), f.read("b.json"));
        prove(&["check", &thm, &f.path("a.json")]).expect(0, &["accepted", "figure"]);
        prove(&["export", &thm, "--cert", &f.path("a.json"), "--out", &f.path("simson.v")]).expect(0, &[]);
        assert!(f.read("simson.v").contains("Theorem "));
    }
}

#[test]
fn nothing_false_is_proved() {
    for prover in ["area", "groebner"] {
        let said = prove(&["batch", "datasets/false", "--prover", prover, "--groebner", "5", "--quiet"]);
        assert!(!said.out.contains("\"status\":\"Theorem\""), "{prover}: {}", said.out);
    }
}

#[test]
fn who_may_prove() {
    // The area method comes first where it has a proof.
    let pappus = classic("pappus");
    prove(&[&pappus, "--nodes", "0"]).expect(0, &["% area, "]);
    prove(&[&pappus, "--nodes", "0", "--area", "0"]).expect(0, &["% wu, "]);
    prove(&[&pappus, "--nodes", "0", "--area", "0", "--wu", "0"]).expect(0, &["% groebner, "]);
    let none = ["--nodes", "0", "--area", "0", "--wu", "0", "--groebner", "0"];
    prove(&[&[pappus.as_str()], &none[..]].concat()).assert_no_theorem().expect(2, &["Unknown"]);
    // Alone they say why they have none.
    prove(&["datasets/imo/imo_2005_p5.fml", "--prover", "area"]).expect(2, &["the area method does not prove it"]);
}
