//! Batches: many theorems, several at a time, results as JSON Lines.
//!
//! A results file has one object a line, `{"type": …, "data": …}`: a `header` line first, a `result` line a
//! theorem, and exactly one `end` line when the run is complete. An interrupted run leaves no `end`; running it again
//! goes on from what is there. Readers should tolerate new fields.

use crate::report::{Status, Strength};
use crate::solve::{Config, INTERRUPTED, solve};
use crossbeam::channel;
use euclase_grammar::core::CoreTheorem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Version of the record format.
pub const VERSION: u32 = 1;

/// A line of a results file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "lowercase")]
pub enum Record {
    /// First line.
    Header(Header),
    /// One theorem.
    Result(Box<Outcome>),
    /// Last line.
    End(Summary),
}

/// How the run was asked for; a run is resumed only when this agrees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Version of this format.
    pub version: u32,
    /// Version of the program.
    pub program: String,
    /// Seed of the pictures.
    pub seed: u64,
    /// Seconds a theorem.
    pub timeout: f64,
    /// Nodes a theorem.
    pub nodes: u64,
    /// Depth of the closure.
    pub depth: String,
}

/// The result of one theorem (or of a file that could not be read: then `name` is empty).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Theorem.
    pub name: String,
    /// File.
    pub file: String,
    /// SZS status.
    pub status: Status,
    /// Strength of a theorem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// What the file expects (`@expect`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Wall time.
    pub seconds: f64,
    /// Nodes of search.
    pub nodes: u64,
    /// Steps of the certificate.
    pub steps: u64,
    /// Who answered.
    pub prover: String,
    /// Auxiliary points used.
    pub aux: Vec<String>,
    /// Remarks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Outcome {
    /// Whether the result is what the file expects (true when it expects nothing).
    pub fn as_expected(&self) -> bool {
        self.expected.as_ref().is_none_or(|e| *e == self.status.to_string())
    }
}

/// Counts over a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Theorems.
    pub total: usize,
    /// By status.
    pub status: BTreeMap<String, usize>,
    /// Theorems by strength.
    pub strength: BTreeMap<String, usize>,
    /// Results that differ from what the file expects, as `name: expected, got`.
    pub unexpected: Vec<String>,
    /// Sum of the times.
    pub seconds: f64,
}

impl Summary {
    /// Adds a result.
    pub fn add(&mut self, o: &Outcome) {
        self.total += 1;
        *self.status.entry(o.status.to_string()).or_default() += 1;
        if let Some(s) = o.strength {
            *self.strength.entry(s.word().into()).or_default() += 1;
        }
        if !o.as_expected() {
            let expected = o.expected.as_deref().unwrap_or_default();
            self.unexpected.push(format!("{}: expected {expected}, got {}", o.name, o.status));
        }
        self.seconds += o.seconds;
    }
}

/// Something to solve.
#[derive(Debug)]
pub struct Task {
    /// Its file.
    pub file: PathBuf,
    /// The theorem, or why the file could not be read.
    pub theorem: Result<CoreTheorem, String>,
}

impl Task {
    /// File and name, which identify a result.
    pub fn key(&self) -> (String, String) {
        let name = self.theorem.as_ref().map_or_else(|_| String::new(), |t| t.name.clone());
        (self.file.display().to_string(), name)
    }
}

/// All `.fml` files below the paths, in order, each once.
///
/// # Errors
/// A path that cannot be read, with its name.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = BTreeSet::new();
    let mut todo: Vec<(PathBuf, bool)> = paths.iter().map(|p| (p.clone(), true)).collect();
    while let Some((p, named)) = todo.pop() {
        let meta = std::fs::metadata(&p).map_err(|e| format!("cannot read {}: {e}", p.display()))?;
        if meta.is_dir() {
            for entry in std::fs::read_dir(&p).map_err(|e| format!("cannot read {}: {e}", p.display()))? {
                todo.push((entry.map_err(|e| e.to_string())?.path(), false));
            }
        } else if named || p.extension().is_some_and(|e| e == "fml") {
            files.insert(p);
        }
    }
    Ok(files.into_iter().collect())
}

/// Reads the theorems of a file; a file that cannot be read is a task of its own.
pub fn tasks(file: &Path) -> Vec<Task> {
    let wrong = |message: String| vec![Task { file: file.into(), theorem: Err(message) }];
    let bytes = match std::fs::read(file) {
        Ok(b) => b,
        Err(e) => return wrong(format!("cannot read: {e}")),
    };
    match euclase_grammar::load_bytes(&bytes) {
        Ok((_, f)) => f.theorems.into_iter().map(|t| Task { file: file.into(), theorem: Ok(t) }).collect(),
        Err(d) => {
            let text = String::from_utf8_lossy(&bytes);
            wrong(d.first().map_or("bad input".into(), |d| d.render(&text, &file.display().to_string())))
        }
    }
}

/// Solves one task.
fn run_one(task: &Task, config: &Config) -> Outcome {
    let (file, name) = task.key();
    match &task.theorem {
        Err(message) => Outcome {
            name,
            file,
            status: Status::InputError,
            strength: None,
            expected: None,
            seconds: 0.0,
            nodes: 0,
            steps: 0,
            prover: String::new(),
            aux: vec![],
            notes: vec![message.clone()],
        },
        Ok(thm) => {
            let a = solve(thm, config).answer;
            Outcome {
                name,
                file,
                status: a.status,
                strength: a.strength,
                expected: thm.expect.clone(),
                seconds: a.seconds,
                nodes: a.counts.nodes,
                steps: a.counts.steps,
                prover: a.prover,
                aux: a.aux.into_iter().map(|x| x.name).collect(),
                notes: a.notes,
            }
        }
    }
}

/// Runs tasks on `jobs` threads; `done` is called for each result, in the order of the tasks (so that the
/// same run writes the same file whatever `jobs` is). Stops at an interrupt; results after it are not reported.
pub fn run(tasks: &[Task], config: &Config, jobs: usize, mut done: impl FnMut(Outcome)) {
    let next = AtomicUsize::new(0);
    let (send, receive) = channel::unbounded::<(usize, Outcome)>();
    std::thread::scope(|scope| {
        for _ in 0..jobs.clamp(1, 64) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    if i >= tasks.len() || INTERRUPTED.load(Ordering::Relaxed) {
                        return;
                    }
                    let outcome = run_one(&tasks[i], config);
                    if outcome.status == Status::User || send.send((i, outcome)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting: BTreeMap<usize, Outcome> = BTreeMap::new();
        let mut turn = 0;
        for (i, o) in receive {
            waiting.insert(i, o);
            while let Some(o) = waiting.remove(&turn) {
                done(o);
                turn += 1;
            }
        }
    });
}

/// What a results file holds already.
#[derive(Debug, Default)]
pub struct Found {
    /// Its header.
    pub header: Option<Header>,
    /// Results, in order.
    pub results: Vec<Outcome>,
    /// Whether the run was complete.
    pub ended: bool,
}

/// Reads a results file; a last line cut short by an interruption is left out.
pub fn read(text: &str) -> Result<Found, String> {
    let mut found = Found::default();
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    for (i, line) in lines.iter().enumerate() {
        match serde_json::from_str::<Record>(line) {
            Ok(Record::Header(h)) if i == 0 => found.header = Some(h),
            Ok(Record::Result(o)) => found.results.push(*o),
            Ok(Record::End(_)) => found.ended = true,
            Ok(Record::Header(_)) => return Err(format!("line {}: a second header", i + 1)),
            Err(_) if i + 1 == lines.len() && i > 0 => {}
            Err(e) => return Err(format!("line {}: not a result record: {e}", i + 1)),
        }
    }
    Ok(found)
}

/// One line of a results file.
pub fn line(r: &Record) -> String {
    // Strings, numbers and lists only, so this cannot fail.
    serde_json::to_string(r).unwrap_or_default() + "\n"
}
