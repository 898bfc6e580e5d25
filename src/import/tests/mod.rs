//! What import promises, from three sides: the text of every construction and predicate (against
//! files that people have read), the meaning of that text (in figures), and what is said of
//! problems that cannot be read.

mod algebra;
mod errors;
mod meaning;
mod names;
mod settling;
mod texts;

use std::path::{Path, PathBuf};

use super::import;

/// The samples: one small problem for each construction and predicate.
const SAMPLES: [&str; 3] = ["alphageometry", "newclid", "alphageometry2"];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/import-samples")
}

fn sample(name: &str) -> String {
    let path = samples().join(format!("{name}.txt"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Public problem data that is kept beside the checkout, not in it.
fn shared(name: &str) -> Option<String> {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name)).ok()
}

/// The text of the one problem in `problem`.
fn text(problem: &str) -> String {
    let mut all = import(problem);
    assert_eq!(all.len(), 1, "{problem}");
    match all.remove(0).result {
        Ok(text) => text,
        Err(e) => panic!("{problem}: {e}"),
    }
}

/// The statements between the braces, without indentation.
fn statements(problem: &str) -> Vec<String> {
    let text = text(problem);
    let body = text.split_once("{\n").map_or("", |(_, body)| body);
    body.lines().map(|l| l.trim().to_string()).filter(|l| !l.is_empty() && l != "}").collect()
}
