//! Synthetic data on disk: blocks of figures, each a file that is there whole or not at all.
//!
//! A run that was stopped goes on with the blocks that are missing; a block's contents depend on its number and the seed alone, so
//! any number of threads, or machines with a share of the blocks each, make the same files.

use super::{Options, Problem, Tally, problems};
use super::{deep, label};
use crate::policy::learned::Learned;
use crate::policy::view::Assumed;
use crate::policy::{Heuristic, Policy};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::CoreTheorem;
use euclase_protocol::Example;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Figures of a block.
pub const BLOCK: u64 = 64;
/// Version of the files.
pub const VERSION: u32 = 1;

/// A line of a problems file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "lowercase")]
pub enum Line {
    /// First.
    Header {
        /// [`VERSION`].
        version: u32,
        /// Seed.
        seed: u64,
        /// Number of the block.
        block: u64,
    },
    /// A problem.
    Problem(Told),
    /// Last.
    End(Tally),
}

/// The auxiliary point of a proof, as it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Added {
    /// Its definition.
    pub def: String,
    /// The points of the definition.
    pub args: Vec<String>,
    /// Its place.
    pub at: [f64; 2],
    /// How many candidates the hand-made score puts before it, where that was asked.
    pub rank: Option<usize>,
}

/// A problem as it is written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    /// The statement.
    pub text: String,
    /// Places of its points.
    pub pts: Vec<[f64; 2]>,
    /// A number that renaming does not change, in hexadecimal.
    pub shape: String,
    /// The auxiliary point of the proof.
    pub aux: Option<Added>,
    /// Steps of the proof that the kernel accepted.
    pub steps: usize,
}

impl Told {
    fn of(p: &Problem) -> Told {
        let name = |i: u8| p.thm.points[usize::from(i)].name.clone();
        let aux = p.solution.as_ref().map(|s| {
            let args = s.point.args().iter().map(|&i| name(i)).collect();
            Added { def: s.point.kind.name().into(), args, at: s.point.at, rank: s.rank }
        });
        Told {
            text: p.text.clone(),
            pts: p.pts.clone(),
            shape: format!("{:016x}", p.shape),
            aux,
            steps: p.solution.as_ref().map_or(0, |s| s.proof.steps.len()),
        }
    }
}

/// Whether a problem teaches something that the hand-made score does not know. Of those that it solves at once one in eight is
/// kept, so that nothing is unlearned.
fn worth(rank: Option<usize>, rng: &mut Rng) -> bool {
    const AT_ONCE: usize = 3;
    rank.is_none_or(|r| r >= AT_ONCE) || rng.below(8) == 0
}

/// The state of a problem, closed; None if that solves it.
fn closed<'a>(thm: &'a CoreTheorem, pts: &[[f64; 2]]) -> Option<Session<'a>> {
    let mut root = Session::new(thm, pts).ok()?;
    root.saturate(Depth::Full, &|| false);
    (!root.done()).then_some(root)
}

/// The state of a problem, swept.
pub fn state(thm: &CoreTheorem, pts: &[[f64; 2]], all: bool, rng: &mut Rng) -> Option<Example> {
    closed(thm, pts).map(|root| label::sweep(&root, &Assumed::new(thm), None, all, rng))
}

/// The states of theorems that the closure does not prove, each candidate of them closed: to judge a policy by.
pub fn judged(theorems: &[CoreTheorem], mut each: impl FnMut(&CoreTheorem, Option<Example>)) {
    for thm in theorems {
        let drawn = euclase_diagram::draw(thm, &euclase_diagram::Options::default());
        let mut rng = Rng::new(0, 0);
        each(thm, drawn.ok().and_then(|f| state(thm, &f.pts, true, &mut rng)));
    }
}

/// Writes states, compressed; the file is there whole or not at all.
///
/// # Errors
/// It cannot be written.
pub fn write_states(path: &Path, states: &[Example]) -> std::io::Result<()> {
    let mut lines = Vec::new();
    for e in states {
        serde_json::to_writer(&mut lines, e)?;
        lines.push(b'\n');
    }
    whole(path, &zstd::encode_all(&lines[..], 3)?)
}

/// The state of a problem, swept, also for the other questions about its statement; if nothing solves it perhaps some of its children.
fn swept(
    p: &Problem,
    others: &[Problem],
    options: &Options,
    expert: &mut Option<Learned>,
    tally: &mut Tally,
    rng: &mut Rng,
) -> Vec<Example> {
    let Some(root) = closed(&p.thm, &p.pts) else { return Vec::new() };
    let questions: Vec<&CoreTheorem> = std::iter::once(p).chain(others).map(|q| &q.thm).take(64).collect();
    let mut out = label::sweep_all(&root, &questions, rng);
    if out[0].solvers == 0 && options.deep > 0 && rng.below(options.deep) == 0 {
        let policy: &mut dyn Policy = match expert {
            Some(learned) => learned.about(&p.thm),
            None => &mut Heuristic,
        };
        let children = deep::children(&root, &mut out[0], &Assumed::new(&p.thm), policy, rng);
        tally.deeper += 1;
        tally.searched += u64::from(!children.is_empty());
        out.extend(children);
    }
    // What was not known before the sweep.
    let known = |e: &Example| (e.solvers > 0 && e.depth == 0).then_some(e.rank as usize);
    out.retain(|e| worth(known(e), rng));
    out
}

/// Makes a block. `sweep`: whether states are written too; `expert`: orders candidates where states are looked into deeper.
pub fn block(
    dir: &Path,
    number: u64,
    options: &Options,
    leave_out: &FxHashSet<u64>,
    sweep: bool,
    expert: &mut Option<Learned>,
) -> std::io::Result<Tally> {
    let mut tally = Tally::default();
    let mut lines = line(&Line::Header { version: VERSION, seed: options.seed, block: number });
    let mut states: Vec<Example> = Vec::new();
    let mut met = FxHashSet::default();
    for figure in number * BLOCK..(number + 1) * BLOCK {
        let (found, t) = problems(options, leave_out, figure);
        tally += t;
        let mut rng = Rng::new(options.seed ^ 0x5eed, figure);
        let new: Vec<Problem> = found.into_iter().filter(|p| met.insert(p.shape)).collect();
        lines.extend(new.iter().map(|p| line(&Line::Problem(Told::of(p)))));
        // The other questions about a statement come after it.
        let other = |p: &Problem| p.solution.as_ref().is_some_and(|s| s.rank.is_none());
        for group in new.chunk_by(|_, q| other(q)) {
            if sweep && let [p, others @ ..] = group {
                let rank = p.solution.as_ref().and_then(|s| s.rank);
                if others.is_empty() && !worth(rank, &mut rng) {
                    continue;
                }
                states.extend(swept(p, others, options, expert, &mut tally, &mut rng));
            }
        }
    }
    // Without the expert the block would be another one.
    if let Some(why) = expert.as_ref().and_then(|e| e.trouble()) {
        return Err(std::io::Error::other(format!("the expert has failed: {why}")));
    }
    lines += &line(&Line::End(tally));
    if sweep {
        write_states(&states_file(dir, number), &states)?;
    }
    whole(&problems_file(dir, number), lines.as_bytes())?;
    Ok(tally)
}

fn line(l: &Line) -> String {
    // A line has no number that JSON cannot say.
    serde_json::to_string(l).unwrap_or_default() + "\n"
}

/// Writes a file that is there whole or not at all.
pub(super) fn whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let part = path.with_extension(format!("part{}", std::process::id()));
    std::fs::write(&part, bytes)?;
    std::fs::rename(part, path)
}

/// Where a block's problems are.
pub fn problems_file(dir: &Path, block: u64) -> PathBuf {
    dir.join(format!("problems-{block:06}.jsonl"))
}

/// Where its states are.
pub fn states_file(dir: &Path, block: u64) -> PathBuf {
    dir.join(format!("states-{block:06}.jsonl.zst"))
}

/// The tallies of blocks that are there, added up.
pub fn tally(dir: &Path, numbers: &[u64]) -> Tally {
    let mut sum = Tally::default();
    for &n in numbers {
        let text = std::fs::read_to_string(problems_file(dir, n)).unwrap_or_default();
        if let Some(Ok(Line::End(t))) = text.lines().last().map(serde_json::from_str) {
            sum += t;
        }
    }
    sum
}

/// Makes the blocks that are missing, on several threads. `done` is told each block's tally and may stop the run.
///
/// # Errors
/// A file cannot be written.
pub fn blocks(
    dir: &Path,
    numbers: &[u64],
    options: &Options,
    leave_out: &FxHashSet<u64>,
    sweep: bool,
    threads: usize,
    done: &(dyn Fn(u64, Tally) -> bool + Sync),
) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let next = AtomicU64::new(0);
    let worker = || -> std::io::Result<()> {
        // Each thread has a helper program of its own.
        let mut expert = match &options.expert {
            Some(weights) => Some(Learned::expert(weights).map_err(std::io::Error::other)?),
            None => None,
        };
        while let Some(&n) = numbers.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            if problems_file(dir, n).exists() && (!sweep || states_file(dir, n).exists()) {
                continue;
            }
            let tally = block(dir, n, options, leave_out, sweep, &mut expert)?;
            if !done(n, tally) {
                break;
            }
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(worker)).collect();
        let mut out = worker();
        for t in others {
            let came = t.join().unwrap_or_else(|e| std::panic::resume_unwind(e));
            out = out.and(came);
        }
        out
    })
}
