//! Statements about numbers to learn from: random, true as far as numbers say, and not shown by the prover with little effort.
//!
//! All are equalities where the variables are 1: cyclic sums of fractions, roots and powers against their value there (with a condition, or
//! of one degree), products, sums of squares and of Schur's inequalities with positive factors; then their variables are changed (reciprocals,
//! roots, sums as sides of a triangle). Of each that is left, *all* steps are tried, and those of what the most promising leave; a step is right if it leads
//! to a proof. A statement that is learned from has a proof that the kernel accepted, or none at all: then it says what does not help.

use super::draft::Draft;
use crate::policy::algebra::{ByHand, Met, Network, Ranker, asked};
use crate::search::algebra::TRIAL;
use euclase_algebra::steps::tree::{Tried, apply};
use euclase_algebra::steps::{Fragment, Listed, Samples, Sequent, list};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::Verdict;
use euclase_kernel::cert::Certificate;
use euclase_protocol::StepExample;
use rustc_hash::{FxHashSet, FxHasher};
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Effort of the prover that has to fail, and its asks: more than those of a trial, so that the step is what helps.
const PLAIN: u64 = 1;
/// These asks.
pub const ASKS: u64 = 2 * TRIAL;
/// Children of a state whose steps are tried too, where no step is enough.
const CHILDREN: usize = 1;
/// Longest statement, in characters.
const LONG: usize = 600;

/// A statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its text.
    pub text: String,
    /// It.
    pub thm: CoreTheorem,
    /// What is to be shown.
    pub sequent: Sequent,
    /// A number that names do not change.
    pub shape: u64,
}

/// What came of some.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Statements written.
    pub written: u64,
    /// False somewhere, or without points of equality.
    pub wrong: u64,
    /// Shown by the prover with little effort.
    pub plain: u64,
    /// Met before or left out.
    pub repeated: u64,
    /// With an accepted proof by steps.
    pub proved: u64,
    /// Without one.
    pub open: u64,
    /// States to learn from.
    pub states: u64,
    /// Proofs that the kernel did not accept.
    pub refused: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, o: Tally) {
        self.written += o.written;
        self.wrong += o.wrong;
        self.plain += o.plain;
        self.repeated += o.repeated;
        self.proved += o.proved;
        self.open += o.open;
        self.states += o.states;
        self.refused += o.refused;
    }
}

/// A number of what a theorem says that the names of its variables do not change, for each thing to be shown.
pub fn shapes(thm: &CoreTheorem) -> Vec<u64> {
    if thm.statement_points > 0 {
        return vec![];
    }
    euclase_algebra::sequents(thm).iter().map(shape).collect()
}

/// The least hash over all names of few variables.
pub fn shape(s: &Sequent) -> u64 {
    let hash = |s: &Sequent| {
        let mut h = FxHasher::default();
        s.normal().hash(&mut h);
        h.finish()
    };
    s.renamings(MANY_NAMES).iter().map(hash).min().unwrap_or_default()
}

/// More variables than this keep their names.
const MANY_NAMES: usize = 5;

/// The statement of a number; `None` where it is false, too long, or not what is wanted.
pub fn statement(seed: u64, number: u64) -> Option<Statement> {
    let mut rng = Rng::new(seed, number);
    let body = Draft::new(&mut rng).text(&mut rng);
    // The way round in which it is true, if one is.
    [">=", "<="].into_iter().find_map(|sign| {
        let text = format!("theorem synthetic_{number} {{\n{}\n}}\n", body.replace("@", sign));
        if text.len() > LONG {
            return None;
        }
        let thm = euclase_grammar::load(&text).ok()?.theorems.into_iter().next()?;
        let sequent = euclase_algebra::sequents(&thm).into_iter().last()?;
        let samples = Samples::new(&sequent)?;
        let holds = samples.fails.is_none() && samples.points.len() >= 30 && !samples.tight.is_empty();
        let text = euclase_grammar::print::tree(&euclase_grammar::parse::parse(&text).file);
        (holds && samples.mean > 1e-4).then(|| Statement { shape: shape(&sequent), text, thm, sequent })
    })
}

/// Is it shown without any step?
pub fn is_plain(s: &Statement, stop: &dyn Fn() -> bool) -> bool {
    euclase_algebra::prove_helped(&s.thm, PLAIN, ASKS, stop, &mut |_| None).proof.is_some()
}

/// Tries all steps of a statement, and of what is left of the best ones where none is enough.
pub fn swept(s: &Statement, expert: &mut dyn Ranker, tally: &mut Tally, stop: &dyn Fn() -> bool) -> Vec<StepExample> {
    let root = Arc::new(s.sequent.clone());
    let (listed, mut example, left, proof) = tried(&root, 0, stop);
    let mut out = Vec::new();
    let mut accepted = proof.as_ref().map(|f| accepts(s, f, stop));
    if example.solved.is_empty() && !listed.all.is_empty() {
        let met = Met { key: 0, listed: &listed, goal: String::new(), names: &[] };
        let order = expert.rank(&met).places;
        let mut gone_into = 0;
        for i in order {
            let Some((_, tree)) = left.iter().find(|l| l.0 == i) else { continue };
            let open = tree.open();
            let [child] = &open[..] else { continue };
            if gone_into == CHILDREN || stop() {
                break;
            }
            gone_into += 1;
            let (_, below, _, proof) = tried(child, 1, stop);
            if let Some(f) = proof {
                let whole = tree.with(child, &euclase_algebra::steps::Tree::Proved(Arc::new(f)));
                if let Some(f) = whole.proof(stop) {
                    accepted = Some(accepts(s, &f, stop));
                    example.solved.push(i as u16);
                }
            }
            if !below.steps.is_empty() {
                out.push(below);
            }
        }
        example.solved.sort_unstable();
        example.rank = example.solved.first().map_or(example.steps.len() as u32, |i| u32::from(*i));
    }
    match accepted {
        Some(true) => tally.proved += 1,
        Some(false) => {
            // Nothing is learned from what is not accepted.
            tally.refused += 1;
            return vec![];
        }
        None => tally.open += 1,
    }
    if !example.steps.is_empty() {
        out.push(example);
    }
    tally.states += out.len() as u64;
    out
}

/// What was left of the steps of a state that were not enough.
type Left = Vec<(usize, euclase_algebra::steps::Tree)>;

/// All steps of a state: an example, what they leave, and a proof.
fn tried(s: &Arc<Sequent>, depth: u8, stop: &dyn Fn() -> bool) -> (Listed, StepExample, Left, Option<Fragment>) {
    let listed = list(s, stop);
    let ask = asked(&listed);
    let mut example = StepExample { sequent: ask.sequent, steps: ask.steps, depth, ..StepExample::default() };
    let (mut left, mut proof) = (Vec::new(), None);
    for (i, p) in listed.all.iter().enumerate() {
        match apply(s, &Arc::new(p.step.clone()), TRIAL, stop) {
            Tried::Unsound => {}
            Tried::Left(t) => left.push((i, t)),
            Tried::Shown(t) => {
                if let Some(f) = t.proof(stop) {
                    example.solved.push(i as u16);
                    proof.get_or_insert(f);
                }
            }
        }
    }
    example.rank = example.solved.first().map_or(example.steps.len() as u32, |i| u32::from(*i));
    (listed, example, left, proof)
}

/// Does the kernel accept it?
fn accepts(s: &Statement, proof: &Fragment, stop: &dyn Fn() -> bool) -> bool {
    let out =
        euclase_algebra::prove_helped(&s.thm, PLAIN, ASKS, stop, &mut |q| (*q == s.sequent).then(|| proof.clone()));
    let Some(proof) = out.proof else { return false };
    let (theorem, goals) = (s.thm.name.clone(), vec![0; s.thm.goals.len()]);
    let cert = Certificate { theorem, goals, algebra: Some(proof), ..Certificate::default() };
    matches!(euclase_kernel::check(&s.thm, &cert), Verdict::Accepted(_))
}

/// The statements of a block that the prover does not show, with what was tried of each.
pub fn block(
    seed: u64,
    numbers: std::ops::Range<u64>,
    leave_out: &FxHashSet<u64>,
    expert: Option<&mut dyn Ranker>,
    stop: &dyn Fn() -> bool,
) -> (Vec<Statement>, Vec<StepExample>, Tally) {
    let (mut tally, mut met) = (Tally::default(), FxHashSet::default());
    let (mut statements, mut examples) = (Vec::new(), Vec::new());
    let mut expert = expert;
    for number in numbers {
        if stop() {
            break;
        }
        tally.written += 1;
        let Some(s) = statement(seed, number) else {
            tally.wrong += 1;
            continue;
        };
        if leave_out.contains(&s.shape) || !met.insert(s.shape) {
            tally.repeated += 1;
            continue;
        }
        if is_plain(&s, stop) {
            tally.plain += 1;
            continue;
        }
        if let Some(expert) = expert.as_deref_mut() {
            examples.extend(swept(&s, expert, &mut tally, stop));
        }
        statements.push(s);
    }
    (statements, examples, tally)
}

/// Statements of a block.
pub const BLOCK: u64 = 12;

/// The files of a block: its states, its statements, its tally, which is written last.
fn files(dir: &Path, block: u64) -> [PathBuf; 3] {
    ["jsonl.zst", "fml", "json"].map(|kind| dir.join(format!("block-{block:05}.{kind}")))
}

/// The sum of the tallies of blocks that are there.
pub fn tally(dir: &Path, numbers: &[u64]) -> Tally {
    let mut out = Tally::default();
    for n in numbers {
        let text = std::fs::read_to_string(&files(dir, *n)[2]).unwrap_or_default();
        out += serde_json::from_str(&text).unwrap_or_default();
    }
    out
}

/// Makes the blocks that are missing, on so many threads. `sweep`: also what comes of all steps, the children of a state in the order of
/// the expert's network or of the hand-made score. `done` is told of each block, and says whether to go on.
///
/// # Errors
/// A file cannot be written, or the expert does not start.
pub fn blocks(
    dir: &Path,
    (numbers, seed): (&[u64], u64),
    leave_out: &FxHashSet<u64>,
    (sweep, expert): (bool, Option<&Path>),
    threads: usize,
    stop: &(dyn Fn() -> bool + Sync),
    done: &(dyn Fn(Tally) + Sync),
) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let next = AtomicU64::new(0);
    let worker = || -> std::io::Result<()> {
        let mut network = expert.map(Network::expert).transpose().map_err(std::io::Error::other)?;
        while let Some(&n) = numbers.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            let [states, statements, last] = files(dir, n);
            if last.exists() {
                continue;
            }
            let mut by_hand = ByHand;
            let ranker: &mut dyn Ranker = network.as_mut().map_or(&mut by_hand, |n| n);
            let (found, examples, tally) =
                block(seed, n * BLOCK..(n + 1) * BLOCK, leave_out, sweep.then_some(ranker), &|| stop());
            if stop() {
                break;
            }
            if let Some(why) = network.as_ref().and_then(Network::trouble) {
                return Err(std::io::Error::other(why.to_string()));
            }
            if sweep {
                let mut lines = Vec::new();
                for e in &examples {
                    serde_json::to_writer(&mut lines, e)?;
                    lines.push(b'\n');
                }
                super::run::whole(&states, &zstd::encode_all(&lines[..], 3)?)?;
            }
            let texts: Vec<&str> = found.iter().map(|s| s.text.as_str()).collect();
            super::run::whole(&statements, texts.join("\n").as_bytes())?;
            super::run::whole(&last, serde_json::to_string(&tally)?.as_bytes())?;
            done(tally);
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let thread = || std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, worker);
        let others: Vec<_> = (0..threads.max(1)).map(|_| thread()).collect::<Result<_, _>>()?;
        let mut out = Ok(());
        for t in others {
            let came = t.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            out = out.and(came);
        }
        out
    })
}

/// Stack of a worker.
const STACK: usize = 64 << 20;
