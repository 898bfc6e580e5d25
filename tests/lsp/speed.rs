//! From a keystroke to what is wrong: the figure of docs/editors.md.

use crate::client::Client;
use serde_json::json;
use std::time::Instant;

const URI: &str = "file:///t.fml";

/// A file of some five hundred lines: the problems of datasets/imo.
fn five_hundred_lines() -> String {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/imo");
    let mut files: Vec<_> = std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("readable").path()).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "fml"));
    files.sort();
    files.iter().map(|f| std::fs::read_to_string(f).expect("UTF-8")).collect()
}

/// Milliseconds from each of `count` keystrokes to the diagnostics of the text with it, sorted. A letter is put in, and taken out again;
/// the lines are spread over the file.
fn keystrokes(count: usize, proving: bool) -> Vec<f64> {
    let text = five_hundred_lines();
    let lines: Vec<(usize, &str)> = text.lines().enumerate().filter(|(_, l)| l.starts_with("  point ")).collect();
    let mut c = Client::start(&[]);
    c.open(URI, &text);
    assert!(c.diagnostics(URI, 1).is_empty());
    if proving {
        c.command("euclase.proveAll", json!([URI]));
        c.until("a beginning", |m| m["method"] == "$/progress");
    }
    let mut times = Vec::new();
    for i in 0..count / 2 {
        let (line, words) = lines[i * 37 % lines.len()];
        let (line, at) = (line as u32, words.chars().count() as u32);
        for (step, (to, letter)) in [(at, "x"), (at + 1, "")].into_iter().enumerate() {
            let version = (2 * i + step + 2) as i32;
            let start = Instant::now();
            c.change(URI, version, ((line, at), (line, to)), letter);
            let told = c.diagnostics(URI, version);
            times.push(start.elapsed().as_secs_f64() * 1000.0);
            assert_eq!(told.is_empty(), step == 1, "{words}: {told:?}");
        }
    }
    times.sort_by(f64::total_cmp);
    times
}

#[test]
#[ignore = "a measurement: cargo test --release --test lsp -- --ignored --nocapture keystroke"]
fn a_keystroke_in_five_hundred_lines() {
    let lines = five_hundred_lines().lines().count();
    for proving in [false, true] {
        let times = keystrokes(400, proving);
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
        println!(
            "{lines} lines{}, {} keystrokes to diagnostics: median {:.1} ms, 95 % {:.1} ms, worst {:.1} ms",
            if proving { ", while its theorems are proved" } else { "" },
            times.len(),
            at(0.5),
            at(0.95),
            at(1.0)
        );
        assert!(at(0.5) <= 20.0, "{times:?}");
    }
}

/// Without optimisation, on a busy machine: far from the figure, but what would be noticed is.
#[test]
fn nobody_waits_for_diagnostics() {
    let times = keystrokes(20, true);
    assert!(times[times.len() / 2] <= 1000.0, "{times:?}");
}
