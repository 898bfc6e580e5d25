//! Batches: many theorems, several at a time, results as JSON Lines.
//!
//! This module has the records and the tasks; [`run`] gives the tasks to worker processes ([`worker`]), so that a theorem that eats all memory or
//! brings the program down ends alone; [`results`] keeps the results file; [`compare`] tells two runs apart.
//!
//! A results file has one object a line, `{"type": …, "data": …}`: a `header` line first ([`Header`]), a `result` line a
//! theorem ([`Outcome`]), and exactly one `end` line ([`Summary`]) when the run is complete. An interrupted run leaves
//! no `end`; running it again goes on from what is there. Readers should tolerate new fields.
//!
//! ```json
//! {"type":"header","data":{"version":1,"program":"0.1.0","seed":0,"timeout":60.0,"memory":2048,"nodes":0,"wu":400,"area":60,"groebner":100,"prover":"all","policy":"heuristic","depth":"full","strength":"configuration","problems":"9b1f5a0c6d3e7a42"}}
//! {"type":"result","data":{"name":"thales","file":"classic/thales.fml","text":"5c0e91d2a77b3f60","status":"Theorem","strength":"general","figure":"exact","expected":"Theorem","seconds":0.004,"nodes":0,"points":4,"facts":9,"steps":6,"prover":"deduction","aux":[]}}
//! {"type":"end","data":{"total":1,"status":{"Theorem":1},"strength":{"general":1},"unexpected":[],"seconds":0.004}}
//! ```
//!
//! The order of the results is that of the files (sorted by path) and of the theorems in them; the same run writes the
//! same file whatever the number of jobs, but for `seconds` (and for what a limit of time or memory cuts short).

pub mod compare;
pub mod results;
mod run;
pub mod worker;

use crate::report::{Answer, Certainty, Status, Strength};
use crate::search::trace;
use crate::solve::{Config, solve};
use euclase_grammar::core::CoreTheorem;
pub use run::run;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Version of the record format.
pub const VERSION: u32 = 1;

/// A line of a results file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Work of the area method, in millions of operations.
    #[serde(default)]
    pub area: u64,
    /// Work of the Gröbner route, in millions of operations.
    #[serde(default)]
    pub groebner: u64,
    /// Who may prove: `all`, `closure`, `search`, `wu`, `area` or `groebner`.
    #[serde(default)]
    pub prover: String,
    /// Who ranks the candidates of the search.
    pub policy: String,
    /// Depth of the closure: `cheap`, `dear` or `full`.
    #[cfg_attr(test, schemars(extend("enum" = ["cheap", "dear", "full"])))]
    pub depth: String,
    /// Weakest strength that counts as a proof: `generic` or `configuration`.
    #[cfg_attr(test, schemars(extend("enum" = ["generic", "configuration"])))]
    pub strength: String,
    /// Digest of all theorems of the run, of other shards, too: of their digests in order. A run goes on from results of other problems; what
    /// has changed is proved again.
    #[serde(default)]
    pub problems: String,
    /// Digest of the file of weights, where a learned policy has one of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<String>,
    /// Which part of the theorems, where it is not all: `2/3` has the second of every three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub shard: Option<Shard>,
}

impl Header {
    /// Were they asked for alike, but for the problems?
    pub fn like(&self, o: &Header) -> bool {
        *self == Header { problems: self.problems.clone(), ..o.clone() }
    }
}

/// Part i of n, counted from 1: the theorems whose place, counted from 0, leaves i − 1 when divided by n.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// Which part, from 1.
    pub part: usize,
    /// How many parts there are.
    pub of: usize,
}

impl Shard {
    /// Does the theorem at this place, counted from 0, belong to it?
    pub fn has(self, place: usize) -> bool {
        place % self.of == self.part - 1
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.part, self.of)
    }
}

impl std::str::FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let numbers = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        match numbers {
            Some((part, of)) if (1..=of).contains(&part) && of <= 1_000_000 => Ok(Shard { part, of }),
            _ => Err(format!("a part is wanted: k/n with 1 ≤ k ≤ n, as 2/3 for the second of three; got `{text}`")),
        }
    }
}

impl Serialize for Shard {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Shard {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Shard, D::Error> {
        String::deserialize(d)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A digest of bytes: the first 16 hexadecimal digits of their SHA-256.
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|b| format!("{b:02x}")).collect()
}

/// The result of one theorem (or of a file that could not be read: then `name` is empty).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Outcome {
    /// Name of the theorem.
    pub name: String,
    /// Its file, as the run found it. `file` and `name` identify a result.
    pub file: String,
    /// Digest of its text with the definitions that it uses, as the canonical form has it.
    #[serde(default)]
    pub text: String,
    /// SZS status: `Theorem`, `CounterSatisfiable`, `Unknown`, `Timeout`, `MemoryOut`, `Inappropriate`, `InputError`, `Error`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub status: Status,
    /// Strength of a theorem: `general`, `generic` or `configuration`; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub strength: Option<Strength>,
    /// How sure the figure of a theorem is: `exact`, `enclosed` or `approximate`; absent otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Digest of the text; of the file, where it is wrong.
    pub digest: String,
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
    // Of a file that is wrong the bytes count, not the words about it, which name its place.
    let wrong = |message: String, bytes: &[u8]| {
        vec![Task { file: file.into(), theorem: Err(message), text: "".into(), digest: digest(bytes) }]
    };
    let bytes = match bytes {
        Ok(b) => b,
        Err(message) => return wrong(message, b""),
    };
    match euclase_grammar::load_bytes(&bytes) {
        Ok((_, f)) if f.theorems.is_empty() => wrong("the file holds no theorem".into(), &bytes),
        Ok((_, f)) => {
            let task = |t: &CoreTheorem| {
                let text = trace::statement(&f.ast, &t.name);
                let digest = digest(text.as_bytes());
                Task { file: file.into(), theorem: Ok(t.clone()), text: text.into(), digest }
            };
            f.theorems.iter().map(task).collect()
        }
        Err(d) => {
            let text = String::from_utf8_lossy(&bytes);
            wrong(d.first().map_or("bad input".into(), |d| d.render(&text, &file.display().to_string())), &bytes)
        }
    }
}

/// Solves one task, in this process.
fn solved(task: &Task, config: &Config) -> Answer {
    match &task.theorem {
        Err(message) => Answer::error("", Status::InputError, message.clone()),
        Ok(thm) => solve(thm, &Config { text: Some(task.text.clone()), ..config.clone() }).answer,
    }
}

/// The record of an answer.
fn outcome(task: &Task, a: Answer) -> Outcome {
    let (file, name) = task.key();
    Outcome {
        name,
        file,
        text: task.digest.clone(),
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

/// One line of a results file.
pub fn line(r: &Record) -> String {
    // Strings, numbers and lists only, so this cannot fail.
    serde_json::to_string(r).unwrap_or_default() + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_and_compares() {
        let task = &tasks(Path::new("f.fml"), Err("wrong".into()))[0];
        let outcome = |name: &str| Outcome { name: name.into(), ..outcome(task, solved(task, &Config::default())) };
        let mut s = Summary::default();
        s.add(&Outcome { expected: Some("Theorem".into()), ..outcome("a") });
        s.add(&Outcome { expected: Some("InputError".into()), ..outcome("b") });
        assert_eq!(s.status["InputError"], 2);
        assert_eq!(s.unexpected, ["a: expected Theorem, got InputError"]);
    }

    #[test]
    fn shards() {
        for (text, wanted) in
            [("1/1", true), ("3/3", true), ("0/3", false), ("4/3", false), ("1", false), ("1/0", false)]
        {
            let read = text.parse::<Shard>();
            assert_eq!(read.is_ok(), wanted, "{text}");
            assert!(read.is_ok_and(|s| s.to_string() == text) == wanted);
        }
        let parts: Vec<Shard> = (1..=3).map(|part| Shard { part, of: 3 }).collect();
        for place in 0..20 {
            assert_eq!(parts.iter().filter(|s| s.has(place)).count(), 1);
        }
    }
}
