//! Files and streams that are not there, not readable, not writable, closed.

use crate::run::{Folder, THALES, command, finish, prove, prove_with};
use std::process::Stdio;

#[test]
fn what_cannot_be_read() {
    prove(&["no/such/file.fml"]).assert_no_theorem().expect(74, &["cannot read no/such/file.fml"]);
    prove(&["datasets"]).assert_no_theorem().expect(74, &["cannot read datasets", "directory"]);
    prove(&["/dev/zero"]).assert_no_theorem().expect(65, &["larger than 16 MiB"]);
    prove(&["batch", "no/such/folder"]).expect(74, &["cannot read no/such/folder"]);
    prove(&["check", "no.fml", "no.json"]).expect(74, &["cannot read no.fml"]);
    prove(&["fmt", "no.fml"]).expect(74, &["cannot read no.fml"]);
    prove(&["import", "no.txt"]).expect(74, &["cannot read no.txt"]);
}

#[test]
fn what_cannot_be_written() {
    let f = Folder::new("unwritable");
    let thm = f.file("t.fml", THALES);
    prove(&[&thm, "--cert", &f.path("no/such/c.json")]).expect(74, &["cannot write"]);
    prove(&[&thm, "--figure", &f.path("")]).expect(74, &["cannot write"]);
    let kept = f.file("kept.svg", "mine");
    let mut mode = std::fs::metadata(&kept).expect("there").permissions();
    mode.set_readonly(true);
    std::fs::set_permissions(&kept, mode).expect("allowed");
    prove(&[&thm, "--figure", &kept]).expect(74, &["read-only"]);
    assert_eq!(f.read("kept.svg"), "mine");
    assert_eq!(f.names(), ["kept.svg", "t.fml"], "nothing half-written stays");
}

#[test]
fn a_figure_through_a_link_and_to_a_device() {
    let f = Folder::new("links");
    let thm = f.file("t.fml", THALES);
    prove(&[&thm, "--figure", "/dev/null", "--cert", "/dev/null"]).expect(0, &[]);
    assert!(!std::fs::metadata("/dev/null").expect("there").is_file());
    #[cfg(unix)]
    {
        f.file("real.svg", "old");
        std::os::unix::fs::symlink("real.svg", f.path("link.svg")).expect("a link can be made");
        prove(&[&thm, "--figure", &f.path("link.svg")]).expect(0, &[]);
        assert!(f.read("real.svg").contains("<svg"));
        assert!(std::fs::symlink_metadata(f.path("link.svg")).expect("there").is_symlink());
    }
}

#[test]
fn a_reader_that_goes_away() {
    // The pipe is closed before anything is written: no panic, the exit code of the answer.
    let mut child = command(&["datasets/imo/imo_2000_p1.fml"]).spawn().expect("starts");
    drop(child.stdout.take());
    let said = finish(child, Vec::new());
    assert_eq!(said.code, Some(0), "{said:?}");
    assert!(!said.err.contains("panick") && !said.err.contains("internal"), "{said:?}");
    // A batch without readers has no reason to go on.
    let mut child = command(&["batch", "datasets/classic", "--quiet"]).spawn().expect("starts");
    drop(child.stdout.take());
    let said = finish(child, Vec::new());
    said.expect(74, &["the reader of the results has gone"]);
    // Nor does a closed standard error make a panic.
    let mut child = command(&["no.fml"]).spawn().expect("starts");
    drop(child.stderr.take());
    assert_eq!(finish(child, Vec::new()).code, Some(74));
}

#[test]
fn standard_input() {
    prove_with(&["-"], THALES).expect(0, &["SZS status Theorem for thales"]);
    prove_with(&["-"], "theorem").expect(65, &["--> <standard input>:1"]);
    let child = command(&["-"]).stdin(Stdio::null()).spawn().expect("starts");
    finish(child, Vec::new()).assert_no_theorem().expect(65, &["the file holds no theorem"]);
}

#[test]
fn several_theorems_in_a_file() {
    let f = Folder::new("several");
    let wrong = "theorem wrong { triangle ABC show AB = AC }\n";
    let both = f.file("both.fml", format!("{THALES}\n{wrong}"));
    prove(&[&both]).expect(1, &["SZS status Theorem for thales", "SZS status CounterSatisfiable for wrong"]);
    let one = prove(&[&both, "--name", "thales"]);
    one.expect(0, &["SZS status Theorem for thales"]);
    assert!(!one.out.contains("wrong"));
    prove(&[&both, "--name", "wrong"]).assert_no_theorem().expect(1, &["CounterSatisfiable for wrong"]);
    prove(&[&both, "--name", "other"]).assert_no_theorem().expect(65, &["no theorem `other`", "thales, wrong"]);
    // Each has its own figure and certificate.
    prove(&[&both, "--figure", &f.path("f.svg"), "--cert", &f.path("c.json")])
        .expect(1, &["wrong: there is no certificate"]);
    assert_eq!(f.names(), ["both.fml", "c-thales.json", "f-thales.svg", "f-wrong.svg"]);
    prove(&["draw", &both]).expect(64, &["--name"]);
    prove(&["draw", &both, "--name", "wrong"]).expect(0, &["<svg"]);
}

#[test]
fn records_of_algebra_are_imported() {
    let f = Folder::new("records");
    let lean = f.file(
        "lean.jsonl",
        "{\"name\": \"square\", \"types\": [[[\"x\"], \"ℝ\"]], \"hyps\": [], \"goal\": \"0 ≤ x ^ 2\"}\n\
         {\"name\": \"whole\", \"types\": [[[\"n\"], \"ℤ\"]], \"hyps\": [], \"goal\": \"0 ≤ n ^ 2\"}\n\
         {\"name\": \"broken\", \"types\": [[[\"x\"], \"ℝ\"]], \"hyps\": [], \"goal\": \"0 ≤ ≤ x\"}\n",
    );
    let out = f.path("out");
    prove(&["import", &lean, "--out", &out]).expect(
        65,
        &[
            "lean.jsonl:2:69: whole: out of scope: integers and natural numbers (`n`)",
            "lean.jsonl:3:70: broken: `≤` is not expected here",
            "1 imported, 1 not understood, 1 out of scope",
        ],
    );
    let text = f.read("out/square.fml");
    assert_eq!(text, "@source(\"square\")\ntheorem square {\n  real x\n  show 0 <= x^2\n}\n");
}
