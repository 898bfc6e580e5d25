//! `prove synth`, `sweep`, `train`, `eval`: what is written, what goes on, what is said when something is missing.

use crate::run::{Folder, command, finish, prove};

const SYNTH: [&str; 6] = ["--figures", "64", "--seed", "3", "--threads", "2"];

#[test]
fn synthetic_data_are_made_once_and_can_be_shared_out() {
    let f = Folder::new("synthetic");
    let out = f.path("data");
    let run = |more: &[&str]| {
        let mut args = vec!["synth", "--quiet", "--out", &out];
        args.extend(SYNTH);
        args.extend(more);
        prove(&args)
    };
    let first = run(&["--leave-out", "datasets/classic"]);
    first.expect(0, &["proofs a second a thread"]);
    let text = f.read("data/problems-000000.jsonl");
    assert!(text.lines().count() > 10 && text.contains("theorem synthetic"), "{text}");
    let again = run(&[]);
    again.expect(0, &["0 figures"]);
    let other = prove(&["synth", "--quiet", "--out", &f.path("more"), "--figures", "64", "--shard", "2/2"]);
    other.expect(0, &[]);
    assert!(!std::path::Path::new(&f.path("more/problems-000000.jsonl")).exists());
    for (shard, why) in [("3/2", "k/n"), ("0/2", "k/n"), ("x", "k/n")] {
        let bad = prove(&["synth", "--out", &out, "--shard", shard]);
        bad.expect(64, &[why]);
    }
    let none = prove(&["synth", "--out", &out, "--leave-out", "no/such/folder"]);
    none.expect(74, &["no/such/folder"]);
}

#[test]
fn sweeps_are_of_what_the_closure_leaves_open() {
    let f = Folder::new("sweeps");
    let out = f.path("s.jsonl.zst");
    let s =
        prove(&["sweep", "datasets/classic/simson_line_bisects_ph.fml", "datasets/imo/imo_2000_p1.fml", "--out", &out]);
    s.expect(0, &[]);
    assert!(s.err.contains("simson_line_bisects_ph: ") && !s.err.contains("imo_2000_p1"), "{s:?}");
    assert!(std::fs::metadata(&out).is_ok_and(|m| m.len() > 100));
    let s = prove(&["sweep", "datasets/imo/imo_2000_p1.fml", "--out", "/no/such/folder/s"]);
    s.expect(74, &["cannot write"]);
}

#[test]
fn policies_are_compared_on_the_same_problems() {
    let f = Folder::new("compared");
    let out = f.path("eval");
    let run = || {
        prove(&[
            "eval",
            "datasets/classic/simson_line_bisects_ph.fml",
            "datasets/imo/imo_2000_p1.fml",
            "--with",
            "heuristic",
            "random",
            "--out",
            &out,
            "--nodes",
            "300",
            "--quiet",
        ])
    };
    let s = run();
    s.expect(0, &[]);
    assert!(s.out.starts_with("1 problems that the closure leaves open."), "{s:?}");
    let rows: Vec<&str> = s.out.lines().filter(|l| l.starts_with("| heuristic") || l.starts_with("| random")).collect();
    assert_eq!(rows.len(), 2, "{s:?}");
    assert!(rows[0].contains("1.00 (1.00–1.00)"), "{s:?}");
    assert_eq!(f.read("eval/table.md"), s.out);
    // The runs are there: nothing is done twice.
    let again = run();
    assert_eq!(again.out, s.out);
    assert!(again.err.contains("2 results are in"), "{again:?}");
}

#[test]
fn training_without_the_helper_program_says_what_to_do() {
    let f = Folder::new("untrained");
    let mut c = command(&["train", &f.path("t")]);
    c.env("EUCLASE_POLICY", f.path("none"));
    finish(c.spawn().expect("`prove` starts"), Vec::new())
        .expect(65, &["EUCLASE_POLICY names no file", "`make policy` builds it"]);
}
