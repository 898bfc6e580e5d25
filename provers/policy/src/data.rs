//! The states to learn from: files of `prove synth --states`, divided into training and validation.

use crate::batch;
use anyhow::{Context, ensure};
use euclase_protocol::Example;
use serde::de::DeserializeOwned;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Examples.
#[derive(Debug)]
pub struct Sets<T> {
    /// To learn from.
    pub train: Vec<T>,
    /// To judge by: whole files, so that nothing is in both.
    pub valid: Vec<T>,
}

/// States.
pub type Data = Sets<Example>;

/// One file in how many is kept for validation.
const VALID: usize = 12;

/// The states files below some folders, in the order of their names.
///
/// # Errors
/// A folder cannot be read.
pub fn files(dirs: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for dir in dirs {
        let list = std::fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))?;
        for entry in list {
            let path = entry?.path();
            if path.to_string_lossy().ends_with(".jsonl.zst") {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

/// Reads a file of examples, one in a line; `what` is what an example is called.
///
/// # Errors
/// It cannot be read, or a line is not an example, or `check` says that it is wrong.
pub fn lines<T: DeserializeOwned>(
    path: &Path,
    what: &str,
    check: impl Fn(&T) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<T>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {name}"))?;
    let lines =
        BufReader::new(zstd::Decoder::new(file).with_context(|| format!("{name} is not compressed with zstd"))?);
    let mut out = Vec::new();
    for (i, line) in lines.lines().enumerate() {
        let line = line.with_context(|| format!("{name} is damaged or cut short"))?;
        let e: T = serde_json::from_str(&line).with_context(|| format!("{name}: line {} is not a {what}", i + 1))?;
        check(&e).with_context(|| format!("{name}: line {}", i + 1))?;
        out.push(e);
    }
    Ok(out)
}

/// Reads all files below some folders; one in `every` is kept to judge by.
///
/// # Errors
/// As `read`; or there is nothing to learn from.
pub fn sets<T>(
    dirs: &[PathBuf],
    every: usize,
    read: impl Fn(&Path) -> anyhow::Result<Vec<T>>,
) -> anyhow::Result<Sets<T>> {
    let mut data = Sets { train: vec![], valid: vec![] };
    for (i, f) in files(dirs)?.iter().enumerate() {
        let examples = read(f)?;
        if i % every == every - 1 { data.valid.extend(examples) } else { data.train.extend(examples) }
    }
    ensure!(!data.train.is_empty() && !data.valid.is_empty(), "too few examples: {every} files of them are the least");
    Ok(data)
}

/// Reads a file of states.
///
/// # Errors
/// It cannot be read, or a line is not a state.
pub fn read(path: &Path) -> anyhow::Result<Vec<Example>> {
    lines(path, "state", |e: &Example| {
        batch::check(&e.view, &e.items)?;
        let fits = e.weights.len() == e.items.len() && e.solved.iter().all(|&s| usize::from(s) < e.items.len());
        ensure!(fits, "weights or solutions do not fit the candidates");
        Ok(())
    })
}

/// Reads all files.
///
/// # Errors
/// As [`read`]; or there is nothing to learn from.
pub fn load(dirs: &[PathBuf]) -> anyhow::Result<Data> {
    sets(dirs, VALID, read).context("states are made with `prove synth --states`")
}
