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
    let lines = f.lines("r.jsonl", "results");
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

/// Kills a run again and again at moments that look random, and goes on with it: nothing is lost, repeated or torn.
#[cfg(unix)]
fn killed_at_random(moments: usize, name: &str) {
    let f = Folder::new(name);
    let many: String = (0..120).map(|i| THALES.replace("thales", &format!("t{i}"))).collect();
    f.file("many.fml", &many);
    let args = |out: &str| {
        let (file, out) = (f.path("many.fml"), f.path(out));
        ["batch", &file, "--quiet", "--jobs", "2", "--out", &out].map(String::from)
    };
    let words = |args: &[String]| command(&args.iter().map(String::as_str).collect::<Vec<_>>());
    finish(words(&args("whole.jsonl")).spawn().expect("starts"), Vec::new()).expect(0, &[]);
    let whole = masked(&f.read("whole.jsonl"));
    let (mut state, mut killed, mut before) = (7u64, 0, 0);
    while killed < moments {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut child = words(&args("r.jsonl")).spawn().expect("starts");
        // from before the file is opened to some dozens of results
        std::thread::sleep(Duration::from_micros((state >> 33) % 60_000));
        let ended = child.try_wait().expect("waiting works").is_some();
        child.kill().expect("it can be killed");
        child.wait().expect("it ended");
        let text = std::fs::read_to_string(f.path("r.jsonl")).unwrap_or_default();
        let lines: Vec<&str> = text.split_inclusive('\n').filter(|l| l.ends_with('\n')).collect();
        let results = lines.iter().filter(|l| l.contains("\"type\":\"result\"")).count();
        assert!(results >= before, "{before} results were there, {results} are");
        assert!(whole.starts_with(masked(&lines[..lines.len().min(results + 1)].concat()).trim_end()), "{text}");
        before = results;
        killed += usize::from(!ended);
        if ended {
            // Whole, and equal to a run that nothing ended; another begins.
            assert_eq!(masked(&text), whole);
            std::fs::remove_file(f.path("r.jsonl")).expect("it is there");
            before = 0;
        }
    }
    finish(words(&args("r.jsonl")).spawn().expect("starts"), Vec::new()).expect(0, &[]);
    assert_eq!(masked(&f.read("r.jsonl")), whole);
}

#[cfg(unix)]
#[test]
fn killed_at_random_moments() {
    killed_at_random(12, "random");
}

#[cfg(unix)]
#[test]
#[ignore = "slow"]
fn killed_at_two_hundred_random_moments() {
    killed_at_random(200, "random-200");
}

/// The processes that a process has started, by Linux's list of all.
#[cfg(target_os = "linux")]
fn children(of: u32) -> Vec<i32> {
    let all = std::fs::read_dir("/proc").expect("a list").flatten();
    let stat = |p: &i32| std::fs::read_to_string(format!("/proc/{p}/stat")).unwrap_or_default();
    let parent = |text: &str| text.rsplit(')').next().and_then(|t| t.split_whitespace().nth(1)?.parse::<u32>().ok());
    all.filter_map(|e| e.file_name().to_str()?.parse().ok()).filter(|p| parent(&stat(p)) == Some(of)).collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_that_dies_takes_one_theorem_with_it() {
    use nix::sys::signal::{Signal, kill};
    let f = Folder::new("dies");
    f.file("a.fml", THALES);
    f.file("b.fml", crate::stopping::heavy(140, 130));
    f.file("c.fml", THALES.replace("thales", "second"));
    let (folder, out) = (f.path(""), f.path("r.jsonl"));
    let args = ["batch", &folder, "--quiet", "--timeout", "60", "--prover", "search", "--out", &out];
    let child = command(&args).spawn().expect("starts");
    // The first theorem is done: the worker is at the second one.
    while std::fs::read_to_string(&out).map_or(0, |t| t.lines().count()) < 2 {
        std::thread::sleep(Duration::from_millis(5));
    }
    let workers = children(child.id());
    assert_eq!(workers.len(), 1);
    kill(nix::unistd::Pid::from_raw(workers[0]), Signal::SIGKILL).expect("it can be killed");
    finish(child, Vec::new());
    let text = f.read("r.jsonl");
    let of = |name: &str| text.lines().find(|l| l.contains(&format!("\"name\":\"{name}\""))).expect("a result");
    assert!(of("heavy").contains("\"status\":\"Error\"") && of("heavy").contains("SIGKILL"), "{text}");
    assert!(of("thales").contains("\"Theorem\"") && of("second").contains("\"Theorem\""), "{text}");
    // Nobody is left behind when the run itself is killed.
    let mut child = command(&["batch", &f.path("b.fml"), "--quiet", "--prover", "search"]).spawn().expect("starts");
    let mut workers = Vec::new();
    while workers.is_empty() {
        std::thread::sleep(Duration::from_millis(5));
        workers = children(child.id());
    }
    child.kill().expect("it can be killed");
    child.wait().expect("it ended");
    let gone = |p: &i32| !std::path::Path::new(&format!("/proc/{p}/exe")).exists();
    for _ in 0..400 {
        if workers.iter().all(gone) {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("a worker goes on without the run that started it");
}

#[test]
fn shards_make_the_run_that_they_are_parts_of() {
    let f = Folder::new("shards");
    let some = ["datasets/false", "--prover", "closure", "--nodes", "16", "--quiet"];
    let batch = |more: &[&str]| prove(&[&["batch"], &some[..], more].concat());
    batch(&["--out", &f.path("whole.jsonl")]).expect(0, &[]);
    for i in ["1", "2", "3"] {
        batch(&["--shard", &format!("{i}/3"), "--out", &f.path(&format!("{i}.jsonl"))]).expect(0, &[]);
    }
    let (one, two, three) = (f.path("1.jsonl"), f.path("2.jsonl"), f.path("3.jsonl"));
    let joined = f.path("joined.jsonl");
    prove(&["batch", "--summary", &three, &one, &two, "--out", &joined]).expect(0, &["CounterSatisfiable"]);
    assert_eq!(masked(&f.read("joined.jsonl")), masked(&f.read("whole.jsonl")));
    prove(&["batch", "--summary", &one, &three]).expect(65, &["all shards of a run are wanted", "2/3 is missing"]);
    prove(&["batch", "--summary", &one, &two]).expect(65, &["3/3 is missing"]);
    prove(&["batch", "--summary", &one, &two, &two, &three]).expect(65, &["2/3 is there twice"]);
    prove(&["batch", "--summary", &one, &f.path("whole.jsonl")]).expect(65, &["is no shard"]);
    batch(&["--shard", "4/3"]).expect(64, &["a part is wanted"]);
}

#[test]
fn two_runs_compared() {
    let f = Folder::new("compared");
    f.file("a.fml", THALES);
    f.file("b.fml", "theorem b { real x show x^2 >= 0 }");
    let (folder, before) = (f.path(""), f.path("before.jsonl"));
    prove(&["batch", &folder, "--out", &before]).expect(0, &[]);
    let alike = prove(&["batch", "--summary", &before, "--against", &before]);
    alike.expect(0, &["answered in both           2", "newly answered             0"]);
    // As if a theorem were no longer proved, another one were refuted.
    let text = f.read("before.jsonl");
    let lost: String = text.replacen("\"status\":\"Theorem\"", "\"status\":\"Unknown\"", 1);
    let lost = f.file("lost.jsonl", lost);
    prove(&["batch", "--summary", &lost, "--against", &before])
        .expect(1, &["no longer answered         1", "thales: Unknown"]);
    prove(&["batch", "--summary", &before, "--against", &lost]).expect(0, &["newly answered             1"]);
    let opposite =
        f.file("opposite.jsonl", text.replace("\"Theorem\",\"strength", "\"CounterSatisfiable\",\"strength"));
    prove(&["batch", "--summary", &opposite, "--against", &before]).expect(1, &["proved and refuted         2"]);
    let cut = f.file("cut.jsonl", &text[..text.len() / 2]);
    prove(&["batch", "--summary", &cut]).expect(0, &["not complete"]);
    let version = f.file("version.jsonl", text.replace("\"version\":1", "\"version\":7"));
    prove(&["batch", "--summary", &version]).expect(65, &["format 7"]);
    prove(&["batch", &folder, "--out", &version]).expect(65, &["format 7", "--fresh"]);
    prove(&["batch", "--summary", &f.path("a.fml")]).expect(65, &["not a result record"]);
}

#[test]
fn a_theorem_that_has_changed_is_proved_again() {
    let f = Folder::new("changed");
    f.file("a.fml", THALES);
    let file = f.file("b.fml", "theorem b { real x show x^2 >= 0 }");
    let (folder, out) = (f.path(""), f.path("r.jsonl"));
    prove(&["batch", &folder, "--out", &out]).expect(0, &[]);
    f.file("b.fml", "theorem b { real x show x^2 >= 1 }");
    prove(&["batch", &folder, "--out", &out]).expect(0, &["1 results are in", "1 to go"]);
    assert!(f.read("r.jsonl").contains("CounterSatisfiable"));
    // White space changes nothing; a theorem that is there no longer leaves the file.
    f.file("a.fml", THALES.replace(' ', "  "));
    prove(&["batch", &folder, "--out", &out]).expect(0, &["2 results are in", "0 to go"]);
    std::fs::remove_file(file).expect("it is there");
    prove(&["batch", &folder, "--out", &out]).expect(0, &["1 results are in", "0 to go"]);
    assert_eq!(f.read("r.jsonl").lines().count(), 3);
}

#[test]
fn one_run_at_a_time() {
    let f = Folder::new("twice");
    let file = f.file("t.fml", THALES);
    let out = f.path("r.jsonl");
    let held = std::fs::File::create(&out).expect("a file can be made");
    held.lock().expect("locks work here");
    prove(&["batch", &file, "--out", &out]).expect(74, &["is being written by another run", "name another file"]);
    drop(held);
    prove(&["batch", &file, "--out", &out]).expect(0, &[]);
    #[cfg(target_os = "linux")]
    prove(&["batch", &file, "--out", "/dev/full"]).expect(74, &["cannot write", "/dev/full"]);
    prove(&["batch", &file, "--out", &f.path("none/r.jsonl")]).expect(74, &["cannot write"]);
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
