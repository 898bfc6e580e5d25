//! Batches: many theorems, several at a time, results as JSON Lines.
//!
//! A results file has one object a line, `{"type": …, "data": …}`: a `header` line first ([`Header`]), a `result` line a
//! theorem ([`Outcome`]), and exactly one `end` line ([`Summary`]) when the run is complete. An interrupted run leaves
//! no `end`; running it again goes on from what is there. Readers should tolerate new fields.
//!
//! ```json
//! {"type":"header","data":{"version":1,"program":"0.1.0","seed":0,"timeout":60.0,"memory":2048,"nodes":0,"wu":400,"prover":"all","policy":"heuristic","depth":"full","strength":"configuration"}}
//! {"type":"result","data":{"name":"thales","file":"classic/thales.fml","status":"Theorem","strength":"general","figure":"exact","expected":"Theorem","seconds":0.004,"nodes":0,"points":4,"facts":9,"steps":6,"prover":"deduction","aux":[]}}
//! {"type":"end","data":{"total":1,"status":{"Theorem":1},"strength":{"general":1},"unexpected":[],"seconds":0.004}}
//! ```
//!
//! The order of the results is that of the files (sorted by path) and of the theorems in them; the same run writes the
//! same file whatever the number of jobs, but for `seconds` (and for what a limit of time or memory cuts short).

use crate::report::{Answer, Certainty, Status, Strength};
use crate::search::trace;
use crate::solve::{Config, INTERRUPTED, solve};
use crossbeam::channel;
use euclase_grammar::core::CoreTheorem;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    /// Version of this format: [`VERSION`].
    pub version: u32,
    /// Version of the program.
    pub program: String,
    /// Seed of the pictures.
    pub seed: u64,
    /// Limit of time for a theorem, in seconds.
    pub timeout: f64,
    /// Limit of memory for a theorem, in MiB (0: none).
    pub memory: u64,
    /// Limit of nodes of the search for a theorem; 0 is the closure alone.
    pub nodes: u64,
    /// Limit of the work of Wu's method for a theorem, in millions of operations; 0: none.
    #[serde(default)]
    pub wu: u64,
    /// Who may prove: `all`, `closure`, `search` or `wu`.
    #[serde(default)]
    pub prover: String,
    /// Who ranks the candidates of the search.
    pub policy: String,
    /// Depth of the closure: `cheap`, `dear` or `full`.
    pub depth: String,
    /// Weakest strength that counts as a proof: `generic` or `configuration`.
    pub strength: String,
}

/// The result of one theorem (or of a file that could not be read: then `name` is empty).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Name of the theorem.
    pub name: String,
    /// Its file, as the run found it. `file` and `name` identify a result.
    pub file: String,
    /// SZS status: `Theorem`, `CounterSatisfiable`, `Unknown`, `Timeout`, `MemoryOut`, `Inappropriate`, `InputError`, `Error`.
    pub status: Status,
    /// Strength of a theorem: `general`, `generic` or `configuration`; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// How sure the figure of a theorem is: `exact`, `enclosed` or `approximate`; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Certainty>,
    /// The status that the file expects (`@expect`), if it says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Nodes of the search; 0 where the closure alone answered.
    pub nodes: u64,
    /// Points of the figure, auxiliary ones included.
    #[serde(default)]
    pub points: u64,
    /// Facts derived by the closure.
    #[serde(default)]
    pub facts: u64,
    /// Steps of the certificate; 0 without one.
    pub steps: u64,
    /// Who answered: `deduction`, `refute`; empty where nobody did.
    pub prover: String,
    /// Names of the auxiliary points that the proof uses.
    pub aux: Vec<String>,
    /// The facts that answer "find" goals; absent where nothing was asked or found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<String>,
    /// Remarks for people: why nothing was found, what is wrong with the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Outcome {
    /// Whether the result is what the file expects (true when it expects nothing).
    pub fn as_expected(&self) -> bool {
        self.expected.as_ref().is_none_or(|e| *e == self.status.to_string())
    }
}

/// Counts over a run, resumed parts included.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Number of results.
    pub total: usize,
    /// Number of results by SZS status.
    pub status: BTreeMap<String, usize>,
    /// Number of theorems by strength.
    pub strength: BTreeMap<String, usize>,
    /// Results that differ from what the file expects, as `name: expected Theorem, got Unknown`.
    pub unexpected: Vec<String>,
    /// Sum of the times in seconds (with several jobs this is more than the run took).
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
    /// The text of the theorem.
    pub text: Arc<str>,
}

impl Task {
    /// File and name, which identify a result.
    pub fn key(&self) -> (String, String) {
        let name = self.theorem.as_ref().map_or_else(|_| String::new(), |t| t.name.clone());
        (self.file.display().to_string(), name)
    }
}

/// All `.fml` files below the paths, in order, each once. A path that is named is taken whatever its ending; links to
/// folders are not followed, so that a loop of links ends.
///
/// # Errors
/// A path that cannot be read, with its name.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = BTreeSet::new();
    let mut todo: Vec<(PathBuf, bool)> = paths.iter().map(|p| (p.clone(), true)).collect();
    while let Some((p, named)) = todo.pop() {
        let fail = |e: std::io::Error| format!("cannot read {}: {e}", p.display());
        let is_dir = if named { std::fs::metadata(&p) } else { std::fs::symlink_metadata(&p) }.map_err(fail)?.is_dir();
        if is_dir {
            for entry in std::fs::read_dir(&p).map_err(fail)? {
                todo.push((entry.map_err(fail)?.path(), false));
            }
        } else if named || p.extension().is_some_and(|e| e == "fml") {
            files.insert(p);
        }
    }
    Ok(files.into_iter().collect())
}

/// The theorems of a file that was read; one that could not be read, or is wrong, is a task of its own.
pub fn tasks(file: &Path, bytes: Result<Vec<u8>, String>) -> Vec<Task> {
    let wrong = |message: String| vec![Task { file: file.into(), theorem: Err(message), text: "".into() }];
    let bytes = match bytes {
        Ok(b) => b,
        Err(message) => return wrong(message),
    };
    match euclase_grammar::load_bytes(&bytes) {
        Ok((_, f)) if f.theorems.is_empty() => wrong("the file holds no theorem".into()),
        Ok((_, f)) => {
            let text = |t: &CoreTheorem| trace::statement(&f.ast, &t.name).into();
            let task = |t: &CoreTheorem| Task { file: file.into(), theorem: Ok(t.clone()), text: text(t) };
            f.theorems.iter().map(task).collect()
        }
        Err(d) => {
            let text = String::from_utf8_lossy(&bytes);
            wrong(d.first().map_or("bad input".into(), |d| d.render(&text, &file.display().to_string())))
        }
    }
}

/// Solves one task.
fn run_one(task: &Task, config: &Config) -> Outcome {
    let (file, name) = task.key();
    let a = match &task.theorem {
        Err(message) => Answer::error("", Status::InputError, message.clone()),
        Ok(thm) => solve(thm, &Config { text: Some(task.text.clone()), ..config.clone() }).answer,
    };
    Outcome {
        name,
        file,
        status: a.status,
        strength: a.strength,
        figure: a.figure.map(|f| f.certainty),
        expected: task.theorem.as_ref().ok().and_then(|t| t.expect.clone()),
        seconds: a.seconds,
        nodes: a.counts.nodes,
        points: a.counts.points,
        facts: a.counts.facts,
        steps: a.counts.steps,
        prover: a.prover,
        aux: a.aux.into_iter().map(|x| x.name).collect(),
        found: a.found.into_iter().map(|f| f.fact).collect(),
        notes: a.notes,
    }
}

/// Runs tasks on `jobs` threads; `done` is called for each result, in the order of the tasks (so that the
/// same run writes the same file whatever `jobs` is). Stops at an interrupt, and when `done` says false; results after
/// that are not reported.
pub fn run(tasks: &[Task], config: &Config, jobs: usize, mut done: impl FnMut(Outcome) -> bool) {
    let next = AtomicUsize::new(0);
    let (send, receive) = channel::unbounded::<(usize, Outcome)>();
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1) {
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
                if !done(o) {
                    // Nobody wants more: the provers may go home.
                    INTERRUPTED.store(true, Ordering::Relaxed);
                    return;
                }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(name: &str) -> Outcome {
        let task = Task { file: "f.fml".into(), theorem: Err("wrong".into()), text: "".into() };
        Outcome { name: name.into(), ..run_one(&task, &Config::default()) }
    }

    #[test]
    fn a_line_cut_short_is_left_out_wherever_the_cut_is() {
        let whole = line(&Record::Result(Box::new(outcome("a"))));
        let last = line(&Record::Result(Box::new(outcome("b"))));
        for cut in 0..last.len() - 1 {
            let found = read(&(whole.clone() + &last[..cut])).expect("readable");
            let names: Vec<&str> = found.results.iter().map(|o| o.name.as_str()).collect();
            let complete = cut == last.len() - 1;
            assert_eq!(names, if complete { vec!["a", "b"] } else { vec!["a"] }, "cut at {cut}");
            assert!(!found.ended);
        }
        assert!(read(&format!("{}nonsense\n{last}", whole)).is_err(), "in the middle it is an error");
    }

    #[test]
    fn records_survive_writing_and_reading() {
        let o = Outcome { notes: vec!["two\nlines \u{1b}".into()], found: vec!["AB = 2".into()], ..outcome("a") };
        let text = line(&Record::Result(Box::new(o.clone())));
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(read(&text).expect("readable").results, [o]);
    }

    #[test]
    fn the_summary_counts_and_compares() {
        let mut s = Summary::default();
        s.add(&Outcome { expected: Some("Theorem".into()), ..outcome("a") });
        s.add(&Outcome { expected: Some("InputError".into()), ..outcome("b") });
        assert_eq!(s.status["InputError"], 2);
        assert_eq!(s.unexpected, ["a: expected Theorem, got InputError"]);
    }
}
