//! What the sources may not contain, and how large they may grow.

use std::fs;
use std::path::{Path, PathBuf};

fn sources() -> Vec<(PathBuf, String)> {
    let mut todo = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut out = Vec::new();
    while let Some(dir) = todo.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if !path.ends_with("json/schema.rs") {
                // (that one is a test)
                let text = fs::read_to_string(&path).unwrap();
                out.push((path, text));
            }
        }
    }
    assert!(out.len() > 15);
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
        "Runner",
        "Rewrite",
        "egg::Symbol",
        "SystemTime",
        "Instant",
        "catch_unwind",
    ];
    for (path, text) in sources() {
        for line in code(&text) {
            for word in banned {
                let line = line.replace("forbid(unsafe_code)", "");
                assert!(!line.contains(word), "{}: `{word}` in `{line}`", path.display());
            }
        }
    }
}

/// Trusted lines: everything but the reader of JSON and the words of messages, neither of which can make
/// a false theorem.
#[test]
fn the_trusted_code_stays_small() {
    let count = |f: &dyn Fn(&Path) -> bool| -> usize {
        sources().iter().filter(|(p, _)| f(p)).map(|(_, t)| code(t).len()).sum()
    };
    let free = |p: &Path| ["json", "show.rs", "names.rs", "witness.rs"].iter().any(|f| p.iter().any(|part| part == *f));
    let algebra = |p: &Path| !free(p) && p.iter().any(|part| part == "algebra");
    let geometry = count(&|p| !free(p) && !algebra(p));
    let algebra = count(&algebra);
    println!("trusted code lines: {geometry} and {algebra}; with json and messages: {}", count(&|_| true));
    // Algebra came later, and brings its own terms, rules, driver, and the coordinates of points.
    assert!(geometry <= 2_500, "{geometry} lines of trusted code for geometry");
    assert!(algebra <= 1_750, "{algebra} lines of trusted code for algebra");
}

/// The dependencies are the core form, egg, exact arithmetic, serde and the error derive.
#[test]
fn few_dependencies() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let names: Vec<&str> = manifest
        .split("[dependencies]")
        .nth(1)
        .unwrap()
        .split("\n[")
        .next()
        .unwrap()
        .lines()
        .filter_map(|l| l.split(['.', ' ', '=']).next())
        .filter(|l| !l.is_empty())
        .collect();
    let allowed = [
        "euclase-grammar",
        "egg",
        "num-bigint",
        "num-integer",
        "num-rational",
        "num-traits",
        "serde",
        "serde_json",
        "thiserror",
    ];
    for n in names {
        assert!(allowed.contains(&n), "{n}");
    }
    let root = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.toml")).unwrap();
    let profile =
        root.split("[profile.release.package.euclase-kernel]").nth(1).expect("a release profile for the kernel");
    assert!(profile.trim_start().starts_with("overflow-checks = true"));
}

/// Every rule and every definition of auxiliary points is in SOUNDNESS.md.
#[test]
fn the_table_of_rules_is_complete() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../SOUNDNESS.md")).unwrap();
    for r in euclase_kernel::rules::all() {
        assert!(text.contains(&format!("| `{}`", r.name)), "{} is not in SOUNDNESS.md", r.name);
    }
    for r in euclase_kernel::rules::for_conditions() {
        assert!(text.contains(&format!("| `{}`", r.name)), "{} is not in SOUNDNESS.md", r.name);
    }
    for (name, _) in euclase_kernel::auxiliary::DEFINITIONS {
        assert!(text.contains(&format!("| `{name}(")), "{name} is not in SOUNDNESS.md");
    }
}
