//! `prove synth`: synthetic problems with verified proofs, and swept states to train on.

use super::{DATA, Failure, IO, files, solving::cores};
use crate::batch;
use crate::solve::INTERRUPTED;
use crate::synth::{Options, Tally, algebra as statements, run, shape};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::Ordering;
use std::time::Instant;

#[derive(Args, Debug)]
pub struct SynthArgs {
    /// Folder for the data: a file for each block of figures; a run that was stopped goes on
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// How many random figures
    #[arg(long, default_value_t = 6400, value_name = "N")]
    pub figures: u64,
    /// Seed: the same seed, the same data
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub seed: u64,
    /// Write states too: every candidate of a problem closed, for training
    #[arg(long)]
    pub states: bool,
    /// Statements about numbers that need steps, instead of figures
    #[arg(long)]
    pub algebra: bool,
    /// Weights of the learned policy that looks for proofs with several points (with --states); the hand-made score if not said
    #[arg(long, value_name = "WEIGHTS")]
    pub expert: Option<PathBuf>,
    /// Keep no problem that is, up to names, one of these files and folders
    #[arg(long, value_name = "DIR|FILE", num_args = 1..)]
    pub leave_out: Vec<PathBuf>,
    /// Only a share of the blocks: the k-th of n
    #[arg(long, default_value = "1/1", value_name = "K/N")]
    pub shard: crate::batch::Shard,
    /// Threads; all cores if not said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// No progress bar
    #[arg(long)]
    pub quiet: bool,
}

#[derive(Args, Debug)]
pub struct SweepArgs {
    /// Files and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    pub paths: Vec<PathBuf>,
    /// The states file (.jsonl.zst)
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

pub fn run(a: &SynthArgs) -> Result<u8, Failure> {
    let leave_out = shapes(&a.leave_out)?;
    if a.algebra {
        return algebra(a, &leave_out);
    }
    let options = Options { seed: a.seed, expert: a.expert.clone(), ..Options::default() };
    let blocks = a.figures.div_ceil(run::BLOCK);
    let numbers: Vec<u64> = (0..blocks).filter(|b| a.shard.has(*b as usize)).collect();
    let threads = a.threads.map_or_else(cores, usize::from);
    let begun = Instant::now();
    let t = make(&a.out, &numbers, &options, &leave_out, a.states, threads, a.quiet)?;
    let seconds = begun.elapsed().as_secs_f64();
    files::say(&format!(
        "{} figures: {} points defined, {} conjectures; {} proved with an auxiliary point and {} open, {} proved without one, {} \
         repeated or left out, {} refused by the kernel\n{:.1} s on {threads} threads: {:.1} proofs a second a thread",
        t.figures,
        t.defined,
        t.conjectures,
        t.proved,
        t.open,
        t.plain,
        t.repeated,
        t.refused,
        seconds,
        t.proved as f64 / seconds / threads as f64
    ));
    if INTERRUPTED.load(Ordering::Relaxed) {
        files::say("interrupted; run the same command again to go on");
        return Ok(130);
    }
    Ok(0)
}

/// Statements about numbers.
fn algebra(a: &SynthArgs, leave_out: &FxHashSet<u64>) -> Result<u8, Failure> {
    let blocks = a.figures.div_ceil(statements::BLOCK);
    let numbers: Vec<u64> = (0..blocks).filter(|b| a.shard.has(*b as usize)).collect();
    let threads = a.threads.map_or_else(cores, usize::from);
    let begun = Instant::now();
    make_statements(&a.out, &numbers, a.seed, leave_out, (a.states, a.expert.as_deref()), threads, a.quiet)?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        files::say("interrupted; run the same command again to go on");
        return Ok(130);
    }
    let t = statements::tally(&a.out, &numbers);
    files::say(&format!(
        "{} statements: {} false or without equality, {} shown without steps, {} repeated or left out; of the others {} proved by steps \
         and {} not, {} refused by the kernel, {} states; {:.0} s on {threads} threads",
        t.written,
        t.wrong,
        t.plain,
        t.repeated,
        t.proved,
        t.open,
        t.refused,
        t.states,
        begun.elapsed().as_secs_f64()
    ));
    Ok(0)
}

/// Makes the blocks of statements about numbers that are missing, with a progress bar. An interrupt ends it; blocks at work are lost.
pub fn make_statements(
    dir: &Path,
    numbers: &[u64],
    seed: u64,
    leave_out: &FxHashSet<u64>,
    sweep: (bool, Option<&Path>),
    threads: usize,
    quiet: bool,
) -> Result<(), Failure> {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(numbers.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} blocks {elapsed}, {eta} to go {msg}") {
        bar.set_style(style);
    }
    super::PROVING.store(true, Ordering::Relaxed);
    let total = Mutex::new(statements::Tally::default());
    let done = |tally| {
        let mut t = total.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *t += tally;
        bar.inc(1);
        bar.set_message(format!("{} proved, {} open", t.proved, t.open));
    };
    let stop = || INTERRUPTED.load(Ordering::Relaxed);
    let made = statements::blocks(dir, (numbers, seed), leave_out, sweep, threads, &stop, &done);
    bar.finish_and_clear();
    made.map_err(|e| match e.kind() {
        std::io::ErrorKind::Other => Failure::new(DATA, e.to_string()),
        _ => Failure::new(IO, format!("cannot write to {}: {e}", files::called(dir))),
    })
}

/// Makes the blocks that are missing, with a progress bar; what was done. An interrupt ends it after the blocks at work.
pub fn make(
    dir: &Path,
    numbers: &[u64],
    options: &Options,
    leave_out: &FxHashSet<u64>,
    states: bool,
    threads: usize,
    quiet: bool,
) -> Result<Tally, Failure> {
    let bar = if quiet { ProgressBar::hidden() } else { ProgressBar::new(numbers.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} blocks {elapsed}, {eta} to go {msg}") {
        bar.set_style(style);
    }
    super::PROVING.store(true, Ordering::Relaxed);
    let total = Mutex::new(Tally::default());
    let done = |_, tally| {
        let mut t = total.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        *t += tally;
        bar.inc(1);
        bar.set_message(format!("{} proved, {} open", t.proved, t.open));
        !INTERRUPTED.load(Ordering::Relaxed)
    };
    let made = run::blocks(dir, numbers, options, leave_out, states, threads, &done);
    bar.finish_and_clear();
    made.map_err(|e| match e.kind() {
        // What stopped it was the expert, not the disk.
        std::io::ErrorKind::Other => Failure::new(DATA, e.to_string()),
        _ => Failure::new(IO, format!("cannot write to {}: {e}", files::called(dir))),
    })?;
    Ok(total.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// `prove sweep`: the states of problems that the closure leaves open, each candidate closed.
pub fn sweep(a: &SweepArgs) -> Result<u8, Failure> {
    let mut states = Vec::new();
    for path in batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))? {
        let (_, source) = files::load(&path)?;
        run::judged(&source.theorems, |thm, example| {
            if let Some(e) = example {
                let ranked = if e.solvers == 0 { "none".into() } else { format!("first at {}", e.rank) };
                files::say(&format!("{}: {} candidates, {} solve it, {ranked}", thm.name, e.listed, e.solvers));
                states.push(e);
            }
        });
    }
    let written = run::write_states(&a.out, &states);
    written.map_err(|e| Failure::new(IO, format!("cannot write {}: {e}", files::called(&a.out))))?;
    Ok(0)
}

/// The shapes of the theorems below some folders.
pub fn shapes(paths: &[std::path::PathBuf]) -> Result<FxHashSet<u64>, Failure> {
    let mut out = FxHashSet::default();
    for path in batch::collect(paths).map_err(|e| Failure::new(IO, e))? {
        let (_, source) = files::load(&path)?;
        out.extend(source.theorems.iter().map(shape::of));
        out.extend(source.theorems.iter().flat_map(crate::synth::algebra::shapes));
    }
    if out.is_empty() && !paths.is_empty() {
        return Err(Failure::new(DATA, "there is no .fml file below the folders of --leave-out"));
    }
    Ok(out)
}
