//! `prove train`: from nothing to weights by one command that can be stopped and goes on.
//!
//! Data first (as `prove synth --states`), then the helper program trains on them with LibTorch; a manifest says what the weights
//! were made from.

use super::{DATA, Failure, IO, TrainArgs, cores, files, synth};
use crate::policy::learned;
use crate::solve::INTERRUPTED;
use crate::synth::{Options, Tally, run};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::process::Command;
use std::sync::atomic::Ordering;
use std::time::Instant;

/// What weights were made from; beside them as `manifest.json`.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    /// Version of the program.
    program: String,
    /// Seed of the data and of the training.
    seed: u64,
    /// Random figures.
    figures: u64,
    /// What came of them.
    tally: Tally,
    /// Statements that nothing was learned from.
    left_out: usize,
    /// The FNV-1a hash of the weights, 64 bits in hexadecimal: enough to notice a damaged file.
    hash: String,
    /// How well the states kept for validation are ranked, as the helper program says.
    judged: serde_json::Value,
    /// Seconds for data and training, and on how many cores.
    seconds: (f64, f64),
    cores: usize,
}

/// Time used so far, kept so that a run in several parts adds up.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Spent {
    data: f64,
    training: f64,
}

pub fn run(a: &TrainArgs) -> Result<u8, Failure> {
    let helper = learned::helper().map_err(|e| Failure::new(DATA, e))?;
    let states = a.dir.join("states");
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot write to {}: {e}", files::called(&a.dir)));
    std::fs::create_dir_all(&states).map_err(fail)?;
    let spent_file = a.dir.join("spent.json");
    let mut spent: Spent = read(&spent_file).unwrap_or_default();
    let leave_out = synth::shapes(&a.leave_out)?;
    let threads = a.threads.map_or_else(cores, usize::from);

    let begun = Instant::now();
    let numbers: Vec<u64> = (0..a.figures.div_ceil(run::BLOCK)).collect();
    let options = Options { seed: a.seed, ..Options::default() };
    synth::make(&states, &numbers, &options, &leave_out, true, threads, a.quiet)?;
    spent.data += begun.elapsed().as_secs_f64();
    write(&spent_file, &spent)?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        files::say("interrupted; run the same command again to go on");
        return Ok(130);
    }

    let begun = Instant::now();
    let net = a.dir.join("network");
    let mut command = Command::new(&helper);
    command.arg("train").arg(&states).arg("--out").arg(&net);
    command.args(["--seed", &a.seed.to_string(), "--passes", &a.passes.to_string(), "--threads", &threads.to_string()]);
    if a.linear {
        command.arg("--linear");
    }
    let output = command.stderr(std::process::Stdio::inherit()).output();
    let output = output.map_err(|e| Failure::new(IO, format!("{} cannot be started: {e}", files::called(&helper))))?;
    spent.training += begun.elapsed().as_secs_f64();
    write(&spent_file, &spent)?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        files::say("interrupted; run the same command again to go on");
        return Ok(130);
    }
    if !output.status.success() {
        return Err(Failure::new(DATA, "the training did not come to an end; see above"));
    }
    let weights = a.dir.join("policy.safetensors");
    std::fs::copy(net.join("best.safetensors"), &weights).map_err(fail)?;
    let bytes = std::fs::read(&weights).map_err(fail)?;
    let manifest = Manifest {
        program: env!("CARGO_PKG_VERSION").into(),
        seed: a.seed,
        figures: numbers.len() as u64 * run::BLOCK,
        tally: run::tally(&states, &numbers),
        left_out: leave_out.len(),
        hash: format!("{:016x}", fnv(&bytes)),
        judged: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        seconds: (spent.data.round(), spent.training.round()),
        cores: threads,
    };
    write(&a.dir.join("manifest.json"), &manifest)?;
    files::say(&format!(
        "{} ({:.0} s for data, {:.0} s for training); to use them: --policy learned:{}",
        files::called(&weights),
        spent.data,
        spent.training,
        files::called(&weights)
    ));
    Ok(0)
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Option<T> {
    serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()
}

fn write(path: &Path, what: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(what).map_err(|e| Failure::new(IO, e.to_string()))?;
    files::write(path, &(text + "\n"))
}

/// FNV-1a, 64 bits.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x100_0000_01b3))
}
