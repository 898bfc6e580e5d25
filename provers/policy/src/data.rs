//! The states to learn from: files of `prove synth --states`, divided into training and validation.

use crate::batch;
use anyhow::{Context, bail};
use euclase_protocol::Example;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// Examples.
#[derive(Debug, Default)]
pub struct Data {
    /// To learn from.
    pub train: Vec<Example>,
    /// To judge by: whole files, so that no figure is in both.
    pub valid: Vec<Example>,
}

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

/// Reads a file of examples.
///
/// # Errors
/// It cannot be read, or a line is not an example.
pub fn read(path: &Path) -> anyhow::Result<Vec<Example>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {name}"))?;
    let lines =
        BufReader::new(zstd::Decoder::new(file).with_context(|| format!("{name} is not compressed with zstd"))?);
    let mut out = Vec::new();
    for (i, line) in lines.lines().enumerate() {
        let line = line.with_context(|| format!("{name} is damaged or cut short"))?;
        let e: Example =
            serde_json::from_str(&line).with_context(|| format!("{name}: line {} is not a state", i + 1))?;
        batch::check(&e.view, &e.items).with_context(|| format!("{name}: line {}", i + 1))?;
        if e.weights.len() != e.items.len() || e.solved.iter().any(|&s| usize::from(s) >= e.items.len()) {
            bail!("{name}: line {}: weights or solutions do not fit the candidates", i + 1);
        }
        out.push(e);
    }
    Ok(out)
}

/// Reads all files.
///
/// # Errors
/// As [`read`]; or there is nothing to learn from.
pub fn load(dirs: &[PathBuf]) -> anyhow::Result<Data> {
    let mut data = Data::default();
    for (i, f) in files(dirs)?.iter().enumerate() {
        let examples = read(f)?;
        if i % VALID == VALID - 1 { data.valid.extend(examples) } else { data.train.extend(examples) }
    }
    if data.train.is_empty() || data.valid.is_empty() {
        bail!("too few states: make some with `prove synth --states` ({} files are the least)", VALID);
    }
    Ok(data)
}
