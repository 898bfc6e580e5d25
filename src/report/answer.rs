//! What is said about one theorem, as data. The renderers ([`super::text`], [`super::md`], JSON)
//! add nothing to it.
//!
//! In JSON every field that is empty is left out; readers should tolerate new fields.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// Status of an answer, in the words of the SZS ontology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The kernel accepted a proof.
    Theorem,
    /// There is a checked counterexample.
    CounterSatisfiable,
    /// The hypotheses contradict one another, with a certificate.
    ContradictoryAxioms,
    /// Neither proved nor refuted, within the budget of nodes.
    Unknown,
    /// Time was up.
    Timeout,
    /// The memory limit was reached.
    MemoryOut,
    /// The statement needs something that this version does not have.
    Inappropriate,
    /// The input is wrong.
    InputError,
    /// The program failed.
    Error,
    /// Interrupted by the user.
    User,
}

impl Status {
    /// Exit code of a run on one theorem.
    pub fn exit_code(self) -> u8 {
        match self {
            Status::Theorem => 0,
            Status::CounterSatisfiable => 1,
            Status::Unknown | Status::Timeout | Status::MemoryOut | Status::Inappropriate => 2,
            Status::ContradictoryAxioms | Status::InputError => 65,
            Status::Error => 70,
            Status::User => 130,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// How much a theorem says; see SOUNDNESS.md, "Conditions".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// No conditions but the statement's own.
    General,
    /// Only non-degeneracy conditions.
    Generic,
    /// Proved for figures arranged as the conditions say.
    Configuration,
}

impl Strength {
    /// One word, as in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Strength::General => "general",
            Strength::Generic => "generic",
            Strength::Configuration => "configuration",
        }
    }

    /// What it means.
    pub fn meaning(self) -> &'static str {
        match self {
            Strength::General => "no conditions beyond the statement's own",
            Strength::Generic => "for every figure in general position",
            Strength::Configuration => "for figures arranged as the conditions say",
        }
    }
}

/// What a reason refers to: a given (`h2`), an auxiliary point (`a1`), or a step (`7`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ref {
    /// Number of a given, from 1.
    Given(u32),
    /// Number of an auxiliary point, from 1.
    Aux(u32),
    /// Number of a step, from 1.
    Step(u32),
}

impl fmt::Display for Ref {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ref::Given(n) => write!(f, "h{n}"),
            Ref::Aux(n) => write!(f, "a{n}"),
            Ref::Step(n) => write!(f, "{n}"),
        }
    }
}

impl Serialize for Ref {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Ref {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Ref, D::Error> {
        let text = String::deserialize(d)?;
        let (make, digits): (fn(u32) -> Ref, &str) = match text.split_at_checked(1) {
            Some(("h", n)) => (Ref::Given, n),
            Some(("a", n)) => (Ref::Aux, n),
            _ => (Ref::Step, &text),
        };
        let wrong = || D::Error::custom(format!("expected h1, a1 or 1, got {text:?}"));
        digits.parse().map(make).map_err(|_| wrong())
    }
}

/// An auxiliary point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aux {
    /// Its name.
    pub name: String,
    /// Its definition in words (`K = meet(MN, AB)`).
    pub text: String,
}

/// A hypothesis in the words of the source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The words.
    pub text: String,
    /// What they say of points that have no name in the source (the centre of a `circle g`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub means: String,
    /// Whether the printed proof refers to it.
    pub used: bool,
}

impl Given {
    /// The words, with what they mean where that is not plain.
    pub fn full(&self) -> String {
        if self.means.is_empty() { self.text.clone() } else { format!("{}   (that is, {})", self.text, self.means) }
    }
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalLine {
    /// The words.
    pub text: String,
    /// What establishes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Ref>,
}

/// Why: words and references.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cite {
    /// Exact coefficient with which an equation enters a combination, where it is not ±1; or what is done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<String>,
    /// Reason in words; empty where the reference says all.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refs: Vec<Ref>,
}

/// A claim made in passing, inside a step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inner {
    /// The claim.
    pub claim: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cite>,
}

/// A chain of equalities.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainText {
    /// First expression.
    pub start: String,
    /// `= to`, with the reasons.
    pub links: Vec<Link>,
}

/// A link of a chain.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// How it compares with the one before; empty: it equals it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sign: String,
    /// The expression that equals (or compares with) the one before.
    pub to: String,
    /// Why.
    #[serde(default)]
    pub because: Vec<Cite>,
}

impl Link {
    /// The sign before its expression.
    pub fn sign(&self) -> &str {
        if self.sign.is_empty() { "=" } else { &self.sign }
    }
}

/// What stands above a step: the case that begins here, what is supposed, what is to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// How deep in cases it stands.
    #[serde(default, skip_serializing_if = "outermost")]
    pub level: u8,
    /// The words.
    pub text: String,
}

fn outermost(level: &u8) -> bool {
    *level == 0
}

/// A numbered step.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProofStep {
    /// What stands above it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<Heading>,
    /// How deep in cases it stands.
    #[serde(default, skip_serializing_if = "outermost")]
    pub level: u8,
    /// Its number, from 1.
    pub number: u32,
    /// What it claims.
    pub claim: String,
    /// Why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub because: Vec<Cite>,
    /// Claims made in passing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inner: Vec<Inner>,
    /// The calculation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chain: Option<ChainText>,
    /// The steps of the certificate (from 0) that are gathered here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certificate: Vec<usize>,
}

/// Side conditions by class.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Conditions {
    /// Part of the statement: its constructions are defined.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declared: Vec<String>,
    /// Distinct, not collinear, not parallel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nondegeneracy: Vec<String>,
    /// Order, orientation, side, branch.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub configuration: Vec<String>,
    /// Conditions of steps that follow, so that they are none of the theorem's: each with what it follows from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub follow: Vec<String>,
}

/// A value that was asked for and derived.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// What was asked.
    pub asked: String,
    /// The value (`60°`, `3/2`).
    pub value: String,
    /// The fact that gives it.
    pub fact: String,
}

impl Found {
    /// What stands between the question and the value: solutions are equations themselves.
    pub fn joint(&self) -> &'static str {
        if self.value.contains('=') || self.value == NO_SOLUTION { ": " } else { " = " }
    }
}

/// The value of `solve` where there is no solution.
pub const NO_SOLUTION: &str = "no solution";

/// How sure the coordinates of a figure are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Exact rational coordinates.
    Exact,
    /// Intervals that hold the exact figure.
    Enclosed,
    /// Rounded.
    Approximate,
}

/// How it was checked that the hypotheses and conditions of a theorem hold in some figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckedFigure {
    /// How sure it is.
    pub certainty: Certainty,
    /// In words.
    pub text: String,
}

/// A figure in which the statement's hypotheses hold and a goal does not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counterexample {
    /// How sure it is.
    pub certainty: Certainty,
    /// (name, x, y), the numbers as text: exact fractions or decimals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub points: Vec<(String, String, String)>,
    /// (name, value) of real variables, as text: exact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// What fails, in words, with the numbers (`EP = 1.20, EQ = 1.31`).
    pub fails: String,
}

/// Verdict on a line of the user's sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SketchVerdict {
    /// Proved from the lines before it.
    Proved,
    /// False in the picture.
    FalseInPicture,
    /// Not found, though true in the picture; the rest was checked as if it held.
    NotFound,
    /// An auxiliary point that cannot be constructed like this.
    BadConstruction,
    /// Of numbers: false for some values.
    False,
    /// A case: it is supposed, and needs no proof.
    Supposed,
}

impl SketchVerdict {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            SketchVerdict::Proved => "proved",
            SketchVerdict::FalseInPicture => "false in the picture",
            SketchVerdict::NotFound => "not found",
            SketchVerdict::BadConstruction => "no such construction",
            SketchVerdict::False => "false",
            SketchVerdict::Supposed => "supposed",
        }
    }
}

/// A line of the user's sketch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SketchLine {
    /// The words.
    pub text: String,
    /// Line in the source, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Verdict.
    pub verdict: SketchVerdict,
    /// More about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// How much was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Points of the figure, auxiliary ones included.
    pub points: u64,
    /// Facts derived by the closure.
    pub facts: u64,
    /// Steps of the certificate.
    pub steps: u64,
    /// Nodes of the search.
    pub nodes: u64,
}

impl std::fmt::Display for Counts {
    /// As it stands at the end of a report.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Counts { points, facts, steps, nodes } = self;
        write!(f, "{points} points, {facts} facts, {steps} steps, {nodes} nodes")
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// Name of the theorem.
    pub name: String,
    /// Status.
    pub status: Status,
    /// Strength, of a theorem.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strength: Option<Strength>,
    /// Where the problem comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Names of the real variables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<String>,
    /// Auxiliary points, in order; `Ref::Aux(1)` is the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aux: Vec<Aux>,
    /// Hypotheses; `Ref::Given(1)` is the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub given: Vec<Given>,
    /// Goals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goals: Vec<GoalLine>,
    /// The user's sketch, judged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sketch: Vec<SketchLine>,
    /// The proof.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<ProofStep>,
    /// Side conditions.
    #[serde(default)]
    pub conditions: Conditions,
    /// How the figure of a theorem was checked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<CheckedFigure>,
    /// Values that were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
    /// The counterexample.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterexample: Option<Counterexample>,
    /// Remarks: why nothing was found, what was tried, what would help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// How much was done.
    #[serde(default)]
    pub counts: Counts,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Which prover answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub prover: String,
}

impl Answer {
    /// As one JSON object, indented.
    pub fn json(&self) -> String {
        // Strings, numbers and lists only, so this cannot fail.
        serde_json::to_string_pretty(self).unwrap_or_default().replace(super::algebra::TIMES, "·")
    }

    /// The first line of every report.
    pub fn status_line(&self) -> String {
        format!("% SZS status {} for {}", self.status, self.name)
    }

    /// Adds a remark.
    pub fn note(mut self, note: impl Into<String>) -> Answer {
        self.notes.push(note.into());
        self
    }
}
