//! The long run: mutants by number, in blocks, on a shard, resumable.
//!
//! Mutant number k of a seed is the same whatever else is run: its random numbers depend on both alone. A block is a
//! thousand numbers; its tally is one line of the results file. A run that was killed goes on where the file ends.

use crate::corpus::Entry;
use crate::dump;
use crate::figures::{Amount, figures_of};
use crate::judge::{Judgement, Stage, Wrong};
use crate::kernels::{Kernel, Outcome};
use crate::operators::{self, Mutant, Operator, Pool};
use crate::variants::Edit;
use euclase_diagram::rng::{Rng, splitmix};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Mutants of a block.
pub const BLOCK: u64 = 1_000;
/// Certificates that an operator is tried on before the number is given up.
const TRIES: usize = 40;

/// What became of the mutants of one operator.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Mutants made.
    pub made: u64,
    /// Rejected by the kernel.
    pub rejected: u64,
    /// Declined.
    pub declined: u64,
    /// Accepted, and true in at least one figure in which the conditions hold, false in none.
    pub equivalent: u64,
    /// Accepted, but no figure was found in which the conditions hold.
    pub unjudged: u64,
    /// Accepted, and contradicted by a figure.
    pub wrong: u64,
    /// Figures in which the conditions of the equivalent ones hold, and all their claims with them.
    pub figures: u64,
}

impl Tally {
    /// Adds another tally.
    pub fn add(&mut self, t: &Tally) {
        self.made += t.made;
        self.rejected += t.rejected;
        self.declined += t.declined;
        self.equivalent += t.equivalent;
        self.unjudged += t.unjudged;
        self.wrong += t.wrong;
        self.figures += t.figures;
    }
}

/// Tallies by operator.
pub type Tallies = BTreeMap<String, Tally>;

/// Something wrong that was accepted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Number of the mutant.
    pub number: u64,
    /// Its operator.
    pub operator: String,
    /// What was done.
    pub description: String,
    /// The file of its theorem.
    pub path: String,
    /// The text of a changed theorem.
    pub fml: Option<String>,
    /// The certificate.
    pub certificate: serde_json::Value,
    /// The step that is false, if it is one.
    pub step: Option<usize>,
    /// The goal that is false, if it is one.
    pub goal: Option<usize>,
    /// The condition that is false though it is said to follow, in words.
    #[serde(default)]
    pub condition: Option<String>,
    /// Coordinates of the points, auxiliary ones last.
    pub figure: Vec<[f64; 2]>,
}

/// One mutant and what became of it.
pub struct Trial {
    /// Its operator.
    pub operator: &'static Operator,
    /// What was done.
    pub description: String,
    /// The mutant.
    pub mutant: Mutant,
    /// The kernel's answer.
    pub outcome: Outcome,
    /// The figures' answer, where it was accepted.
    pub judgement: Option<Judgement>,
}

/// A theorem's figures: number of the entry, and which variant.
type Key = (usize, Option<(Edit, usize)>);

/// Everything that trials share.
pub struct Trials<'a> {
    pool: Pool<'a>,
    operators: Vec<&'static Operator>,
    stages: HashMap<Key, Stage>,
    amount: Amount,
    seed: u64,
    kernel: &'a Kernel,
}

impl<'a> Trials<'a> {
    /// Trials of a kernel on a corpus.
    pub fn new(corpus: &'a [Entry], kernel: &'a Kernel, amount: Amount, seed: u64) -> Trials<'a> {
        Trials { pool: Pool::new(corpus), operators: operators::all(), stages: HashMap::new(), amount, seed, kernel }
    }

    /// Mutant number k. `None`: its operator applied to none of the certificates that were tried.
    pub fn run(&mut self, number: u64) -> Option<Trial> {
        let mut mix = self.seed;
        let mut rng = Rng::new(splitmix(&mut mix), number);
        let operator = self.operators[(number % self.operators.len() as u64) as usize];
        for _ in 0..TRIES {
            let entry = rng.below(self.pool.corpus.len());
            let e = &self.pool.corpus[entry];
            let mut mutant = Mutant { entry, thm: e.thm.clone(), variant: None, cert: e.cert.clone() };
            let Some(description) = (operator.apply)(&mut mutant, &mut self.pool, &mut rng) else { continue };
            let e = &self.pool.corpus[mutant.entry];
            if *mutant.thm == *e.thm && mutant.cert == e.cert {
                continue;
            }
            let outcome = (self.kernel)(&mutant.thm, &mutant.cert);
            let judgement = match &outcome {
                Outcome::Accepted { conditions, .. } => Some(self.judge(&mutant, conditions)),
                _ => None,
            };
            return Some(Trial { operator, description, mutant, outcome, judgement });
        }
        None
    }

    fn judge(&mut self, m: &Mutant, conditions: &[euclase_grammar::core::Cond]) -> Judgement {
        let key = (m.entry, m.variant.as_ref().map(|(k, _)| *k));
        let e = &self.pool.corpus[m.entry];
        // A changed goal leaves the figures as they are.
        let first = (m.thm.statement_points == e.first.len()).then_some(&e.first[..]);
        let stage = self.stages.entry(key).or_insert_with(|| Stage::new(figures_of(&m.thm, first, self.amount)));
        stage.judge(&m.thm, &m.cert, conditions)
    }

    /// A range of mutants: tallies, findings; each trial is shown to `see`.
    pub fn block(
        &mut self,
        numbers: std::ops::Range<u64>,
        see: &mut dyn FnMut(u64, &Trial, &Entry),
    ) -> (Tallies, Vec<Finding>) {
        let (mut tallies, mut findings) = (Tallies::new(), Vec::new());
        for number in numbers {
            let Some(t) = self.run(number) else { continue };
            let tally = tallies.entry(t.operator.name.into()).or_default();
            tally.made += 1;
            match (&t.outcome, &t.judgement) {
                (Outcome::Rejected { .. }, _) => tally.rejected += 1,
                (Outcome::Declined, _) => tally.declined += 1,
                (_, Some(Judgement::Wrong(w))) => {
                    tally.wrong += 1;
                    findings.push(self.finding(number, &t, w));
                }
                (_, Some(Judgement::Unjudged)) => tally.unjudged += 1,
                (_, Some(Judgement::Equivalent(n))) => {
                    tally.equivalent += 1;
                    tally.figures += *n as u64;
                }
                (Outcome::Accepted { .. }, None) => {}
            }
            see(number, &t, &self.pool.corpus[t.mutant.entry]);
        }
        (tallies, findings)
    }

    fn finding(&self, number: u64, t: &Trial, w: &Wrong) -> Finding {
        let m = &t.mutant;
        Finding {
            number,
            operator: t.operator.name.into(),
            description: t.description.clone(),
            path: self.pool.corpus[m.entry].path.clone(),
            fml: m.variant.as_ref().map(|(_, v)| v.text.clone()),
            certificate: dump::certificate(m),
            step: w.step,
            goal: w.goal,
            condition: w.condition.as_ref().map(|c| dump::condition(m, c)),
            figure: w.figure.clone(),
        }
    }
}

/// The first line of a results file: what was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Mutants of all shards together.
    pub count: u64,
    /// Seed.
    pub seed: u64,
    /// This shard, from 1, and how many there are.
    pub shard: (u64, u64),
    /// Certificates that are mutated.
    pub certificates: usize,
    /// Their steps: another engine or other datasets make other mutants.
    pub steps: usize,
}

/// A further line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Number of the block.
    pub block: u64,
    /// By operator.
    pub tallies: Tallies,
    /// What was wrong.
    pub wrong: Vec<Finding>,
}

/// The blocks that a file holds, and the file's text up to a line that a killed run left unfinished.
///
/// # Errors
/// The file is of another run.
pub fn resume(text: &str, header: &Header) -> Result<(Vec<Block>, String), String> {
    let mut lines = text.split_inclusive('\n').filter(|l| l.ends_with('\n'));
    let Some(first) = lines.next() else { return Ok((vec![], String::new())) };
    match serde_json::from_str::<Header>(first) {
        Ok(h) if h == *header => {}
        Ok(h) => {
            return Err(format!("the file is of another run ({h:?}, now {header:?}); name another file, or remove it"));
        }
        Err(e) => return Err(format!("the file's first line is not that of a run: {e}")),
    }
    let (mut blocks, mut kept) = (Vec::new(), first.to_string());
    for line in lines {
        match serde_json::from_str::<Block>(line) {
            Ok(b) => blocks.push(b),
            Err(e) => return Err(format!("line {} is not a block: {e}", blocks.len() + 2)),
        }
        kept.push_str(line);
    }
    Ok((blocks, kept))
}

/// The numbers of a shard's blocks.
pub fn blocks_of(header: &Header) -> impl Iterator<Item = u64> + use<> {
    let (i, n) = header.shard;
    (0..header.count.div_ceil(BLOCK)).filter(move |b| b % n == i - 1)
}

/// Sums by operator over blocks.
pub fn total(blocks: &[Block]) -> Tallies {
    let mut out = Tallies::new();
    for (name, t) in blocks.iter().flat_map(|b| &b.tallies) {
        out.entry(name.clone()).or_default().add(t);
    }
    out
}

/// The tallies as a table, in the order of the operators, with a last line for all.
pub fn table(tallies: &Tallies) -> String {
    let mut out = format!(
        "{:<22}{:>9}{:>10}{:>10}{:>12}{:>10}{:>7}{:>11}\n",
        "operator", "mutants", "rejected", "declined", "equivalent", "unjudged", "wrong", "figures"
    );
    let mut line = |name: &str, t: &Tally| {
        out += &format!(
            "{name:<22}{:>9}{:>10}{:>10}{:>12}{:>10}{:>7}{:>11}\n",
            t.made, t.rejected, t.declined, t.equivalent, t.unjudged, t.wrong, t.figures
        );
    };
    let mut all = Tally::default();
    for o in operators::all() {
        if let Some(t) = tallies.get(o.name) {
            line(o.name, t);
            all.add(t);
        }
    }
    line("all", &all);
    out
}

/// The same as a table of Markdown, with the reasons why accepted mutants are harmless.
pub fn markdown(tallies: &Tallies) -> String {
    let mut out = String::from(
        "| operator | mutants | rejected | equivalent | unjudged | wrong | why an accepted one is harmless |\n|---|--:|--:|--:|--:|--:|---|\n",
    );
    let mut all = Tally::default();
    let mut line = |name: &str, t: &Tally, why: &str| {
        let rejected = t.rejected + t.declined;
        out += &format!(
            "| {name} | {} | {rejected} | {} | {} | {} | {why} |\n",
            t.made, t.equivalent, t.unjudged, t.wrong
        );
    };
    for o in operators::all() {
        let t = tallies.get(o.name).cloned().unwrap_or_default();
        line(&format!("`{}`", o.name), &t, o.harmless);
        all.add(&t);
    }
    line("all", &all, "");
    out
}
