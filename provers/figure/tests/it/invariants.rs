//! What the sources may not contain, and how large they may grow.

use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(PathBuf, String)> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut out: Vec<(PathBuf, String)> = fs::read_dir(dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .map(|p| (p.clone(), fs::read_to_string(&p).unwrap()))
        .collect();
    out.sort();
    assert!(out.len() >= 9);
    out
}

/// Code lines: no blank ones, no comments.
fn code(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with("//")).collect()
}

#[test]
fn no_floats_input_output_threads_panics_or_unsafe() {
    let banned = [
        "f32",
        "f64",
        "unsafe",
        "std::fs",
        "std::io",
        "std::net",
        "std::thread",
        "std::process",
        "std::env",
        "println!",
        "eprintln!",
        "print!",
        "dbg!",
        "panic!",
        "todo!",
        "unimplemented!",
        "unreachable!",
        ".unwrap()",
        ".expect(",
        "assert!",
        "assert_eq!",
        "static mut",
        "thread_local",
        "SystemTime",
        "Instant",
        "catch_unwind",
        "HashMap",
        "HashSet",
    ];
    for (path, text) in sources() {
        for line in code(&text) {
            let line = line.replace("forbid(unsafe_code)", "");
            for word in banned {
                assert!(!line.contains(word), "{}: `{word}` in `{line}`", path.display());
            }
        }
    }
}

/// Everything but the words of messages is trusted, for what is said about figures and about values of real variables.
#[test]
fn the_trusted_code_stays_small() {
    let lines: usize = sources().iter().filter(|(p, _)| !p.ends_with("words.rs")).map(|(_, t)| code(t).len()).sum();
    println!("trusted code lines of figures: {lines}");
    assert!(lines <= 2_640, "{lines} lines of trusted code");
}

#[test]
fn few_dependencies() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let list = manifest.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    for name in list.lines().filter_map(|l| l.split(['.', ' ', '=']).next()).filter(|l| !l.is_empty()) {
        let allowed = ["euclase-grammar", "euclase-kernel", "num-bigint", "num-integer", "num-traits"];
        assert!(allowed.contains(&name), "{name}");
    }
    let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml")).unwrap();
    let profile =
        root.split("[profile.release.package.euclase-figure]").nth(1).expect("a release profile for the checker");
    assert!(profile.trim_start().starts_with("overflow-checks = true"));
}
