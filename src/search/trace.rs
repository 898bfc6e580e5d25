//! Traces: what a search did, line by line. docs/trace.md is the description of the format for readers.
//!
//! A trace is written as the search goes, so that what was cut off can still be read. The same run writes the same trace, but for
//! the fields of time.

use super::best::Best;
use super::candidates::Filtered;
use crate::report::with_aux;
use euclase_grammar::ast::{File, Item, ItemKind};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::print;
use euclase_kernel::cert::AuxPoint;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

/// Version of the format.
pub const VERSION: u32 = 1;

/// A line of a trace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Line {
    /// First line.
    Header(Header),
    /// A state whose candidates are listed.
    State(StateLine),
    /// A candidate that was tried, closed deeper, or expanded.
    Node(NodeLine),
    /// In algebra: a state whose steps are listed.
    Position(PositionLine),
    /// In algebra: a step that was tried, whose children were tried harder, or that was gone on from.
    Step(StepLine),
    /// Last line.
    End(EndLine),
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Header {
    /// [`VERSION`].
    pub version: u32,
    /// Version of the program.
    pub program: String,
    /// Name of the theorem.
    pub name: String,
    /// Its text, with the definitions of its file.
    pub theorem: String,
    /// Seed.
    pub seed: u64,
    /// Most nodes.
    pub nodes: u64,
    /// Limit of time in seconds; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<f64>,
    /// Depth of the closure: `cheap`, `dear` or `full`.
    #[cfg_attr(test, schemars(extend("enum" = ["cheap", "dear", "full"])))]
    pub depth: String,
    /// Weakest strength that counts as a proof: `generic` or `configuration`.
    #[cfg_attr(test, schemars(extend("enum" = ["generic", "configuration"])))]
    pub strength: String,
    /// The policy, as `--policy` has it.
    pub policy: String,
    /// Nodes after which a learned policy takes over.
    #[serde(default)]
    pub policy_after: u64,
    /// In algebra, the work of the prover before steps are searched for, in asks.
    #[serde(default = "asks")]
    pub asks: u64,
}

fn asks() -> u64 {
    crate::solve::ASKS
}

/// A point with its place, and its definition if it is auxiliary.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Point {
    /// Its name.
    pub name: String,
    /// Its definition in the kernel's table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub def: Option<String>,
    /// The points of the definition.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// Its place in the picture.
    pub at: [f64; 2],
}

/// The points of a statement and auxiliary ones after them; as many as there are places.
pub fn points(thm: &CoreTheorem, aux: &[AuxPoint], at: &[[f64; 2]]) -> Vec<Point> {
    let named = with_aux(thm, aux);
    let name = |i: usize| named.points.get(i).map_or(String::new(), |p| p.name.clone());
    let point = |(i, at): (usize, &[f64; 2])| {
        let a = i.checked_sub(thm.statement_points).and_then(|k| aux.get(k));
        let args = a.map_or(Vec::new(), |a| a.args.iter().map(|p| name(p.ix())).collect());
        Point { name: name(i), def: a.map(|a| a.def.clone()), args, at: *at }
    };
    at.iter().enumerate().map(point).collect()
}

/// A state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateLine {
    /// Its number; the root is 0.
    pub id: usize,
    /// The state that it was made from by one more point; absent for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// The rank, in the parent, of the candidate that was added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<usize>,
    /// All points.
    pub points: Vec<Point>,
    /// Candidates after ranking, those of its ancestors included.
    pub candidates: usize,
    /// What the enumerator listed for it, and why it left some out.
    pub filtered: Filtered,
    /// How promising the policy finds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f32>,
    /// Its cost.
    pub cost: f64,
}

/// A state of the search for proofs about numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PositionLine {
    /// Its number; 0 is the first statement that the prover did not show by itself.
    pub id: usize,
    /// The state that it was made from by one more step; absent for a statement of the theorem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<usize>,
    /// The rank of that step there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<usize>,
    /// Statements that are open.
    pub open: usize,
    /// What the first of them claims.
    pub goal: String,
    /// Steps that are listed for it.
    pub steps: usize,
    /// Steps that were dropped since a child is false somewhere.
    pub wrong: usize,
    /// Steps that change nothing or came twice.
    pub idle: usize,
    /// How promising the policy finds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f32>,
    /// Its cost.
    pub cost: f64,
}

/// A node of that search.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StepLine {
    /// Its number in the trace, from 1.
    pub id: u64,
    /// Its state.
    pub state: usize,
    /// Rank of the step in it.
    pub order: usize,
    /// Sort of the step.
    pub kind: String,
    /// With what.
    pub with: String,
    /// The hand-made score.
    pub score: f32,
    /// The policy's prior.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<f32>,
    /// Cost of the entry.
    pub cost: f64,
    /// `try`, `deepen` or `expand`.
    #[cfg_attr(test, schemars(extend("enum" = ["try", "deepen", "expand"])))]
    pub task: String,
    /// `proved`, `left`, `repeated`, `unsound`, `listed`, `refused` or `nothing`.
    #[cfg_attr(test, schemars(extend("enum" = ["proved", "left", "repeated", "unsound", "listed", "refused", "nothing"])))]
    pub verdict: String,
    /// Statements left open.
    pub open: usize,
    /// Time in microseconds.
    pub micros: u64,
}

/// What a node gained.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GainLine {
    /// New relations among the points of its state.
    pub relations: u32,
    /// New circles.
    pub circles: u32,
    /// New relations among the points of the statement, since the closure of the statement alone.
    pub total: u32,
    /// Goals that are proved, where there are several.
    pub goals: u32,
}

/// A node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeLine {
    /// Its number in the trace, from 1.
    pub id: u64,
    /// Its state.
    pub state: usize,
    /// Rank of its candidate in the state.
    pub order: usize,
    /// The name of the new point.
    pub name: String,
    /// The candidate's definition.
    pub def: String,
    /// The points of the definition.
    pub args: Vec<String>,
    /// Its place.
    pub at: [f64; 2],
    /// The hand-made score.
    pub score: f32,
    /// The policy's prior.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior: Option<f32>,
    /// Cost of the entry: less is sooner.
    pub cost: f64,
    /// `try`, `deepen` or `expand`.
    #[cfg_attr(test, schemars(extend("enum" = ["try", "deepen", "expand"])))]
    pub task: String,
    /// `closed`, `proved`, `refused`, `repeated` or `nothing`.
    #[cfg_attr(test, schemars(extend("enum" = ["closed", "proved", "refused", "repeated", "nothing"])))]
    pub verdict: String,
    /// What it gained, where it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gain: Option<GainLine>,
    /// Why a proof was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Time of the closure in microseconds.
    pub micros: u64,
}

/// The most promising state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BestLine {
    /// Its auxiliary points.
    pub aux: Vec<Point>,
    /// New relations among the points of the statement.
    pub relations: u32,
    /// Goals that it proves, where there are several.
    pub goals: u32,
}

/// How it ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EndLine {
    /// SZS status of the answer.
    pub status: String,
    /// Nodes.
    pub nodes: u64,
    /// Nodes by verdict.
    pub verdicts: BTreeMap<String, u64>,
    /// For each state, how many of its candidates were worked on.
    pub visits: Vec<u64>,
    /// Sums over the states.
    pub filtered: Filtered,
    /// What the policy said that could not be used, by reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rejected: BTreeMap<String, u64>,
    /// Auxiliary points of the proof.
    pub aux: Vec<Point>,
    /// The most promising state, where there is no proof.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<BestLine>,
    /// Lines of nodes that were left out, where the trace had reached its limit of size.
    #[serde(default, skip_serializing_if = "none")]
    pub left_out: u64,
    /// Wall time in seconds.
    pub seconds: f64,
}

fn none(n: &u64) -> bool {
    *n == 0
}

/// The text of a theorem of a file, in canonical form, with the definitions and rules that it may use.
pub fn statement(file: &File, name: &str) -> String {
    let wanted = |i: &&Item| i.kind != ItemKind::Theorem || i.name.name == name;
    print::tree(&File { items: file.items.iter().filter(wanted).cloned().collect() })
}

/// A trace being written. Copies write to the same place.
#[derive(Clone)]
pub struct Trace(Arc<Mutex<Inner>>);

struct Inner {
    out: Box<dyn Write + Send>,
    trouble: Option<std::io::Error>,
    start: Instant,
    lines: u64,
    /// Bytes that lines of nodes may still take.
    room: u64,
    end: EndLine,
    ended: bool,
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trace")
    }
}

impl Inner {
    fn put(&mut self, line: &Line) {
        // After the end nothing may follow: a search that was left behind may still be at work.
        if self.ended || self.trouble.is_some() {
            return;
        }
        let mut text = serde_json::to_vec(line).unwrap_or_default();
        text.push(b'\n');
        let node = match line {
            Line::Node(n) => n.verdict != "proved",
            Line::Step(n) => n.verdict != "proved",
            _ => false,
        };
        // States, proofs and the end are always there: without them the rest says little.
        if node && self.room < text.len() as u64 {
            self.room = 0;
            self.end.left_out += 1;
            return;
        }
        self.room = self.room.saturating_sub(text.len() as u64);
        self.trouble = self.out.write_all(&text).err();
    }

    fn flush(&mut self) {
        if self.trouble.is_none() && !self.ended {
            self.trouble = self.out.flush().err();
        }
    }
}

impl Trace {
    /// Begins a trace, of about so many bytes of text at most.
    pub fn new(out: impl Write + Send + 'static, header: Header, most: u64) -> Trace {
        let mut inner = Inner {
            out: Box::new(std::io::BufWriter::new(out)),
            trouble: None,
            start: Instant::now(),
            lines: 0,
            room: most,
            end: EndLine::default(),
            ended: false,
        };
        inner.put(&Line::Header(header));
        inner.flush();
        Trace(Arc::new(Mutex::new(inner)))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A state was entered.
    pub fn state(&self, line: StateLine) {
        let mut t = self.inner();
        t.end.filtered += line.filtered;
        t.end.visits.push(0);
        t.put(&Line::State(line));
    }

    /// A node was worked on; its number is given here.
    pub fn node(&self, mut line: NodeLine) {
        let mut t = self.inner();
        t.lines += 1;
        line.id = t.lines;
        t.end.nodes += u64::from(line.verdict != "repeated");
        if line.task == "try"
            && let Some(v) = t.end.visits.get_mut(line.state)
        {
            *v += 1;
        }
        *t.end.verdicts.entry(line.verdict.clone()).or_default() += 1;
        t.put(&Line::Node(line));
    }

    /// A state of algebra was entered.
    pub fn position(&self, line: PositionLine) {
        let mut t = self.inner();
        t.end.visits.push(0);
        t.put(&Line::Position(line));
    }

    /// A node of algebra was worked on; its number is given here.
    pub fn step(&self, mut line: StepLine) {
        let mut t = self.inner();
        t.lines += 1;
        line.id = t.lines;
        t.end.nodes += 1;
        if line.task == "try"
            && let Some(v) = t.end.visits.get_mut(line.state)
        {
            *v += 1;
        }
        *t.end.verdicts.entry(line.verdict.clone()).or_default() += 1;
        t.put(&Line::Step(line));
    }

    /// Hands on what is written.
    pub fn flush(&self) {
        self.inner().flush();
    }

    /// The search is over.
    pub fn closing(&self, thm: &CoreTheorem, best: Option<&Best>, rejected: &BTreeMap<&'static str, u64>) {
        let mut t = self.inner();
        t.end.rejected = rejected.iter().map(|(k, n)| ((*k).to_string(), *n)).collect();
        t.end.best = best.map(|b| BestLine {
            aux: auxiliary(thm, &b.aux, &b.at),
            relations: b.reach.relations,
            goals: b.reach.goals.count_ones(),
        });
        t.flush();
    }

    /// The last line. `aux`: the auxiliary points of the proof.
    ///
    /// # Errors
    /// Of writing, also those that came up before.
    pub fn end(&self, status: &str, aux: Vec<Point>) -> Result<(), std::io::Error> {
        let mut t = self.inner();
        let seconds = t.start.elapsed().as_secs_f64();
        let proved = status == "Theorem";
        let line = EndLine { status: status.into(), aux, seconds, ..t.end.clone() };
        let line = EndLine { best: line.best.filter(|_| !proved), ..line };
        t.put(&Line::End(line));
        t.flush();
        t.ended = true;
        t.trouble.take().map_or(Ok(()), Err)
    }
}

/// Auxiliary points alone.
pub fn auxiliary(thm: &CoreTheorem, aux: &[AuxPoint], at: &[[f64; 2]]) -> Vec<Point> {
    let mut all = vec![[0.0; 2]; thm.statement_points];
    all.extend_from_slice(at);
    points(thm, aux, &all).split_off(thm.statement_points)
}
