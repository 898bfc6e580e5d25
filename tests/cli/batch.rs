//! `prove batch`: the same results whatever the number of jobs, resumable whatever ended the run.

use crate::run::{Folder, THALES, command, finish, prove};
use std::time::Duration;

/// Times differ from run to run.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut v: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"));
        v["data"].as_object_mut().expect("data").remove("seconds");
        out += &format!("{v}\n");
    }
    out
}

const OPEN: [&str; 12] = [
    "batch",
    "datasets/false",
    "datasets/sketch",
    "datasets/algebra/nesbitt.fml",
    "datasets/algebra/root_of_a_square.fml",
    "datasets/algebra/square_is_one.fml",
    "datasets/algebra/symmetric_system.fml",
    "--quiet",
    "--prover",
    "search",
    "--nodes",
    "64",
];

fn run_to(f: &Folder, out: &str, jobs: &str) -> crate::run::Said {
    prove(&[&OPEN[..], &["--jobs", jobs, "--out", &f.path(out)]].concat())
}

#[test]
fn jobs_do_not_change_the_results() {
    let f = Folder::new("jobs");
    run_to(&f, "1.jsonl", "1");
    run_to(&f, "2.jsonl", "2");
    let (one, two) = (masked(&f.read("1.jsonl")), masked(&f.read("2.jsonl")));
    assert!(one.lines().count() > 60);
    assert_eq!(one, two);
    // The order is that of the files, and seconds are all that was masked.
    let names: Vec<String> = f
        .read("1.jsonl")
        .lines()
        .filter_map(|l| Some(l.split_once("\"file\":\"")?.1.split('"').next()?.to_string()))
        .collect();
    assert!(names.is_sorted() && !names.is_empty());
}

#[test]
fn the_shape_of_a_results_file() {
    let f = Folder::new("shape");
    f.file("a.fml", THALES);
    f.file("b.fml", "theorem b {");
    f.file("c.fml", "@expect(Theorem)\ntheorem c { triangle ABC show AB = AC }");
    f.file("d.fml", "lemma d { triangle ABC show AB = AB }");
    f.file("not-a-theorem.txt", "x");
    let said = prove(&["batch", &f.path(""), "--out", &f.path("r.jsonl")]);
    // An unreadable file weighs more than an unexpected result.
    said.expect(65, &["theorems", "not as expected: 1", "c: expected Theorem, got CounterSatisfiable"]);
    let text = f.read("r.jsonl");
    let lines: Vec<serde_json::Value> = text.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let types: Vec<&str> = lines.iter().map(|l| l["type"].as_str().expect("type")).collect();
    assert_eq!(types, ["header", "result", "result", "result", "result", "end"]);
    assert!(lines.iter().all(|l| l.as_object().is_some_and(|o| o.len() == 2)), "type and data, nothing else");
    let a = &lines[1]["data"];
    for field in ["name", "file", "status", "seconds", "nodes", "prover", "aux"] {
        assert!(!a[field].is_null(), "{field}");
    }
    assert_eq!((a["name"].as_str(), a["status"].as_str()), (Some("thales"), Some("Theorem")));
    assert_eq!(lines[2]["data"]["status"], "InputError");
    assert!(lines[2]["data"]["notes"][0].as_str().is_some_and(|n| n.contains("b.fml:1")), "{}", lines[2]);
    assert_eq!(lines[4]["data"]["status"], "InputError");
    assert_eq!(lines[5]["data"]["total"], 4);
    assert!(!said.err.contains('\u{1b}'), "no progress bar where there is no terminal");
}

#[test]
fn a_killed_run_goes_on_where_it_was() {
    let f = Folder::new("resume");
    run_to(&f, "whole.jsonl", "1");
    let whole = f.read("whole.jsonl");
    // As `kill -9` leaves it: cut anywhere after the header.
    let header = whole.find('\n').expect("lines") + 1;
    for cut in [header, header + 1, whole.len() / 3, whole.len() / 2 + 7, whole.len() - 3] {
        f.file("cut.jsonl", &whole[..cut]);
        run_to(&f, "cut.jsonl", "2");
        assert_eq!(masked(&f.read("cut.jsonl")), masked(&whole), "cut at {cut}");
    }
    // A complete run is not run again.
    run_to(&f, "cut.jsonl", "1").expect(1, &["are in", "0 to go"]);
    assert_eq!(f.read("cut.jsonl").matches("\"type\":\"end\"").count(), 1);
}

#[cfg(unix)]
#[test]
fn a_run_really_killed() {
    let f = Folder::new("killed");
    // Enough to do that a kill falls into the middle.
    let many: String = (0..400).map(|i| THALES.replace("thales", &format!("t{i}"))).collect();
    f.file("many.fml", &many);
    let args = ["batch", &f.path("many.fml"), "--quiet", "--out", &f.path("r.jsonl")].map(String::from);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let mut child = command(&args).spawn().expect("starts");
    let lines = || std::fs::read_to_string(f.path("r.jsonl")).map_or(0, |t| t.lines().count());
    while lines() < 20 && child.try_wait().expect("waiting works").is_none() {
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
    let before = lines();
    assert!((20..402).contains(&before), "{before}");
    prove(&args).expect(0, &["are in", "to go", "theorems"]);
    let text = f.read("r.jsonl");
    let names: std::collections::BTreeSet<&str> =
        text.lines().filter_map(|l| l.split_once("\"name\":\"")?.1.split('"').next()).collect();
    assert_eq!((names.len(), text.lines().count()), (400, 402));
}

#[test]
fn another_run_s_results_are_not_mixed_in() {
    let f = Folder::new("other");
    let thm = f.file("t.fml", THALES);
    let out = f.path("r.jsonl");
    prove(&["batch", &thm, "--out", &out]).expect(0, &[]);
    prove(&["batch", &thm, "--out", &out, "--seed", "5"]).expect(65, &["other options", "--fresh"]);
    prove(&["batch", &thm, "--out", &out, "--seed", "5", "--fresh"]).expect(0, &[]);
    let notes = f.file("notes.txt", "my notes\nmore notes\n");
    prove(&["batch", &thm, "--out", &notes]).expect(65, &["line 1: not a result record"]);
    assert_eq!(f.read("notes.txt"), "my notes\nmore notes\n");
}

#[test]
fn folders_without_theorems_and_loops_of_links() {
    let f = Folder::new("empty");
    prove(&["batch", &f.path("")]).expect(65, &["no .fml file"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(".", f.path("again")).expect("a link can be made");
        f.file("t.fml", THALES);
        prove(&["batch", &f.path("")]).expect(0, &["\"total\":1"]);
    }
}

#[test]
fn results_on_standard_output() {
    let said = finish(
        command(&["batch", "datasets/algebra/square_is_one.fml", "--quiet"]).spawn().expect("starts"),
        Vec::new(),
    );
    let last = said.out.lines().last().expect("lines");
    assert!(last.contains("\"type\":\"end\""), "{last}");
    assert!(said.err.contains("Theorem"), "{}", said.err);
}
