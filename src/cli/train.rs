//! `prove train`: from nothing to weights by one command that can be stopped and goes on.
//!
//! Data first (as `prove synth --states`), then the helper program trains on them with LibTorch. In the next round the policy that came
//! of this looks for proofs with several points in new figures, and learns from all data: expert iteration. A manifest says what the
//! weights were made from.

use super::{DATA, Failure, IO, files, solving::cores, synth};
use crate::policy::learned;
use crate::solve::INTERRUPTED;
use crate::synth::{Options, Tally, algebra as statements, run};
use clap::Args;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Instant;

#[derive(Args, Debug)]
pub struct TrainArgs {
    /// Folder for data, network and weights
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// How many random figures in each round
    #[arg(long, default_value_t = 4800, value_name = "N")]
    pub figures: u64,
    /// Rounds of data and training: from the second on, the policy of the round before looks for proofs
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=16))]
    pub rounds: u64,
    /// Most passes over the data in each round
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub passes: u64,
    /// Seed: the same seed, the same data
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub seed: u64,
    /// Learn from no problem that is, up to names, one of these files and folders
    #[arg(long, value_name = "DIR|FILE", num_args = 1..)]
    pub leave_out: Vec<PathBuf>,
    /// Fit the weights of the hand-made score alone, to the data of all rounds that are there
    #[arg(long, conflicts_with = "algebra")]
    pub linear: bool,
    /// Learn the steps of statements about numbers, instead of points; --figures then counts statements
    #[arg(long)]
    pub algebra: bool,
    /// Threads; all cores if not said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// No progress bar
    #[arg(long)]
    pub quiet: bool,
}

/// What weights were made from; beside them as `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest<T> {
    /// Version of the program.
    program: String,
    /// Seed of the data and of the training.
    seed: u64,
    /// Rounds of data and training.
    rounds: u64,
    /// Random figures in all, or statements about numbers.
    figures: u64,
    /// What came of them.
    tally: T,
    /// Statements that nothing was learned from.
    left_out: usize,
    /// The FNV-1a hash of the weights, 64 bits in hexadecimal: enough to notice a damaged file.
    hash: String,
    /// The shape of each weight.
    shapes: BTreeMap<String, Vec<u64>>,
    /// How well the states kept for validation are ranked after each round, as the helper program says.
    judged: Vec<serde_json::Value>,
    /// Seconds for data and training, and on how many cores.
    seconds: (f64, f64),
    cores: usize,
    /// The model of the processor, where the system tells it.
    processor: Option<String>,
}

/// Time used so far, kept so that a run in several parts adds up.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Spent {
    data: f64,
    training: f64,
}

pub fn run(a: &TrainArgs) -> Result<u8, Failure> {
    let helper = learned::helper().map_err(|e| Failure::new(DATA, e))?;
    let mut t = Training { a, helper, leave_out: synth::shapes(&a.leave_out)?, spent: Spent::default() };
    t.spent = read(&t.file("spent.json")).unwrap_or_default();
    let done = if a.linear {
        t.linear()?
    } else if a.algebra {
        t.statements()?
    } else {
        t.rounds()?
    };
    if !done || INTERRUPTED.load(Ordering::Relaxed) {
        files::say("interrupted; run the same command again to go on");
        return Ok(130);
    }
    Ok(0)
}

/// Makes the data of a round, with the weights of the one before.
type Make<'m> = dyn FnMut(&Training, u64, Option<&Path>) -> Result<(), Failure> + 'm;

/// A run: rounds of data and training.
struct Training<'a> {
    a: &'a TrainArgs,
    helper: PathBuf,
    leave_out: FxHashSet<u64>,
    spent: Spent,
}

impl Training<'_> {
    fn file(&self, name: &str) -> PathBuf {
        self.a.dir.join(name)
    }

    fn threads(&self) -> usize {
        self.a.threads.map_or_else(cores, usize::from)
    }

    /// The folder of a round's states.
    fn states(&self, round: u64) -> PathBuf {
        self.file(&format!("states-{round}"))
    }

    /// The numbers of a round's blocks, of so many figures or statements each: none comes twice.
    fn blocks(&self, round: u64, block: u64) -> Vec<u64> {
        let each = self.a.figures.div_ceil(block);
        ((round - 1) * each..round * each).collect()
    }

    /// All rounds; false when it was interrupted.
    fn rounds(&mut self) -> Result<bool, Failure> {
        let seed = self.a.seed;
        let Some((weights, judged)) = self.each_round(&mut |t, round, weights| {
            let options = Options { seed, expert: weights.map(Path::to_path_buf), ..Options::default() };
            let (dir, blocks) = (t.states(round), t.blocks(round, run::BLOCK));
            synth::make(&dir, &blocks, &options, &t.leave_out, true, t.threads(), t.a.quiet).map(drop)
        })?
        else {
            return Ok(false);
        };
        let mut tally = Tally::default();
        (1..=self.a.rounds).for_each(|r| tally += run::tally(&self.states(r), &self.blocks(r, run::BLOCK)));
        self.kept(&weights, ["policy.safetensors", "manifest.json"], tally, run::BLOCK, judged)
    }

    /// The same for steps of statements about numbers.
    fn statements(&mut self) -> Result<bool, Failure> {
        let Some((weights, judged)) = self.each_round(&mut |t, round, weights| {
            let (dir, numbers) = (t.states(round), t.blocks(round, statements::BLOCK));
            let sweep = (true, weights);
            synth::make_statements(&dir, &numbers, t.a.seed, &t.leave_out, sweep, t.threads(), t.a.quiet)
        })?
        else {
            return Ok(false);
        };
        let mut tally = statements::Tally::default();
        let of = |r| statements::tally(&self.states(r), &self.blocks(r, statements::BLOCK));
        (1..=self.a.rounds).for_each(|r| tally += of(r));
        self.kept(&weights, ["algebra.safetensors", "algebra.json"], tally, statements::BLOCK, judged)
    }

    /// Data and training, round by round: the last weights, and how they were judged after each round; `None` when it was interrupted.
    fn each_round(&mut self, make: &mut Make) -> Result<Option<(PathBuf, Vec<serde_json::Value>)>, Failure> {
        let mut weights: Option<PathBuf> = None;
        let mut judged = Vec::new();
        for round in 1..=self.a.rounds {
            let begun = Instant::now();
            make(self, round, weights.as_deref())?;
            self.spent.data += begun.elapsed().as_secs_f64();
            write(&self.file("spent.json"), &self.spent)?;
            if INTERRUPTED.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let states: Vec<PathBuf> = (1..=round).map(|r| self.states(r)).collect();
            let Some(report) = self.train(&states, &format!("network-{round}"), weights.as_deref())? else {
                return Ok(None);
            };
            judged.push(report);
            weights = Some(self.file(&format!("network-{round}/best.safetensors")));
        }
        Ok(weights.map(|w| (w, judged)))
    }

    /// Keeps the weights under their name, and says beside them what they were made from.
    fn kept<T: Serialize>(
        &self,
        weights: &Path,
        [name, manifest]: [&str; 2],
        tally: T,
        block: u64,
        judged: Vec<serde_json::Value>,
    ) -> Result<bool, Failure> {
        self.keep(weights, name)?;
        let bytes = std::fs::read(self.file(name)).map_err(|e| self.unwritten(&e))?;
        let said = Manifest {
            program: env!("CARGO_PKG_VERSION").into(),
            seed: self.a.seed,
            rounds: self.a.rounds,
            figures: (1..=self.a.rounds).map(|r| self.blocks(r, block).len() as u64 * block).sum(),
            tally,
            left_out: self.leave_out.len(),
            hash: format!("{:016x}", fnv(&bytes)),
            shapes: shapes(&bytes),
            judged,
            seconds: (self.spent.data.round(), self.spent.training.round()),
            cores: self.threads(),
            processor: crate::os::processor(),
        };
        write(&self.file(manifest), &said)?;
        Ok(true)
    }

    /// The hand-made score with its weights fitted to the data that is there.
    fn linear(&mut self) -> Result<bool, Failure> {
        let states: Vec<PathBuf> = (1..).map(|r| self.states(r)).take_while(|d| d.is_dir()).collect();
        if states.is_empty() {
            let why = format!("there are no states in {}; run it without --linear first", files::called(&self.a.dir));
            return Err(Failure::new(DATA, why));
        }
        let done = self.train(&states, "linear", None)?.is_some();
        if done {
            self.keep(&self.file("linear/best.safetensors"), "linear.safetensors")?;
        }
        Ok(done)
    }

    fn unwritten(&self, e: &std::io::Error) -> Failure {
        Failure::new(IO, format!("cannot write to {}: {e}", files::called(&self.a.dir)))
    }

    /// Copies weights that are done to where they are looked for, and says so.
    fn keep(&self, from: &Path, name: &str) -> Result<(), Failure> {
        let to = self.file(name);
        std::fs::copy(from, &to).map_err(|e| self.unwritten(&e))?;
        let (to, spent) = (files::called(&to), &self.spent);
        files::say(&format!(
            "{to} ({:.0} s for data, {:.0} s for training); to use them: --policy learned:{to}",
            spent.data, spent.training
        ));
        Ok(())
    }

    /// Runs the helper program on states; what it says of its best weights, or None when it was interrupted.
    fn train(
        &mut self,
        states: &[PathBuf],
        name: &str,
        from: Option<&Path>,
    ) -> Result<Option<serde_json::Value>, Failure> {
        let begun = Instant::now();
        let mut command = Command::new(&self.helper);
        command.arg("train").args(states).arg("--out").arg(self.file(name));
        let (seed, passes) = (self.a.seed.to_string(), self.a.passes.to_string());
        command.args(["--seed", &seed, "--passes", &passes, "--threads", &self.threads().to_string()]);
        if self.a.linear {
            command.arg("--linear");
        }
        if self.a.algebra {
            command.args(["--algebra", "--patience", "12"]);
        }
        if let Some(from) = from {
            command.arg("--from").arg(from);
        }
        let output = command.stderr(std::process::Stdio::inherit()).output();
        let called = files::called(&self.helper);
        let output = output.map_err(|e| Failure::new(IO, format!("{called} cannot be started: {e}")))?;
        self.spent.training += begun.elapsed().as_secs_f64();
        write(&self.file("spent.json"), &self.spent)?;
        if INTERRUPTED.load(Ordering::Relaxed) {
            return Ok(None);
        }
        if !output.status.success() {
            return Err(Failure::new(DATA, "the training did not come to an end; see above"));
        }
        Ok(Some(serde_json::from_slice(&output.stdout).unwrap_or_default()))
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

fn write(path: &Path, what: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(what).map_err(|e| Failure::new(IO, e.to_string()))?;
    files::write(path, &(text + "\n"))
}

/// The shapes in the header of a `.safetensors` file.
fn shapes(file: &[u8]) -> BTreeMap<String, Vec<u64>> {
    #[derive(Deserialize)]
    struct Tensor {
        shape: Vec<u64>,
    }
    let header = file.first_chunk().and_then(|n: &[u8; 8]| file.get(8..)?.get(..u64::from_le_bytes(*n) as usize));
    let all: BTreeMap<String, Tensor> = header.and_then(|h| serde_json::from_slice(h).ok()).unwrap_or_default();
    all.into_iter().map(|(name, t)| (name, t.shape)).collect()
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_knows_the_shipped_weights() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("provers/policy/weights");
        let bytes = std::fs::read(folder.join("policy.safetensors")).expect("the weights");
        let manifest: Manifest<Tally> = read(&folder.join("manifest.json")).expect("their manifest");
        assert_eq!(manifest.hash, format!("{:016x}", fnv(&bytes)));
        assert_eq!(manifest.shapes, shapes(&bytes));
        assert!(manifest.shapes.len() > 20);
        let bytes = std::fs::read(folder.join("algebra.safetensors")).expect("the weights for algebra");
        let manifest: Manifest<statements::Tally> = read(&folder.join("algebra.json")).expect("their manifest");
        assert_eq!(manifest.hash, format!("{:016x}", fnv(&bytes)));
        assert_eq!(manifest.shapes, shapes(&bytes));
        assert!(shapes(b"short").is_empty() && shapes(&[0xff; 40]).is_empty());
    }
}
