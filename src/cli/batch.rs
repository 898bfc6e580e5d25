//! `prove batch`: progress bar, results file, summary table, comparisons; `prove worker`, which it starts.

use super::{
    DATA, Failure, IO, files,
    solving::{SolveArgs, cores},
};
use crate::batch::results::{Found, Results, Trouble, read};
use crate::batch::worker::{Workers, serve};
use crate::batch::{self, Header, Record, Summary, Task, compare, digest};
use crate::policy::Choice;
use crate::report::Status;
use crate::solve::INTERRUPTED;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::Duration;

#[derive(Args, Debug)]
pub struct BatchArgs {
    /// Files and folders (every .fml below)
    #[arg(required_unless_present = "summary", conflicts_with = "summary", value_name = "DIR|FILE")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub solve: SolveArgs,
    /// How many theorems to prove at a time, each in a process of its own
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// Only a part of the theorems: the i-th of every n. The parts may run on different machines
    #[arg(long, value_name = "i/n")]
    pub shard: Option<crate::batch::Shard>,
    /// Write the results here instead of printing them; an interrupted run goes on from what is there. With --summary: the shards as one file
    #[arg(long, value_name = "results.jsonl")]
    pub out: Option<PathBuf>,
    /// Prove nothing: tell what a run has come to (several files: all shards of one run)
    #[arg(long, num_args = 1.., value_name = "results.jsonl")]
    pub summary: Vec<PathBuf>,
    /// With --summary: compare with an earlier run (several files: all its shards)
    #[arg(long, num_args = 1.., value_name = "earlier.jsonl", requires = "summary")]
    pub against: Vec<PathBuf>,
    /// Start anew, even if --out has results already
    #[arg(long)]
    pub fresh: bool,
    /// No progress bar
    #[arg(long)]
    pub quiet: bool,
}

pub fn run(a: &BatchArgs) -> Result<u8, Failure> {
    if !a.summary.is_empty() {
        return summarise(a);
    }
    let config = a.solve.config()?;
    let all = tasks(a)?;
    let digests: Vec<&str> = all.iter().map(|t| t.digest.as_str()).collect();
    let header = Header {
        version: batch::VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        seed: a.solve.seed,
        timeout: a.solve.timeout,
        memory: a.solve.memory,
        nodes: config.nodes,
        wu: config.wu,
        area: config.area,
        groebner: config.groebner,
        prover: format!("{:?}", a.solve.prover).to_lowercase(),
        policy: config.policy.to_string(),
        depth: format!("{:?}", a.solve.depth).to_lowercase(),
        strength: format!("{:?}", a.solve.strength).to_lowercase(),
        problems: digest(digests.join(" ").as_bytes()),
        weights: weights(&config.policy)?,
        shard: a.shard,
    };
    let mut tasks: Vec<Task> = all;
    if let Some(shard) = a.shard {
        let mut place = 0..;
        tasks.retain(|_| place.next().is_some_and(|i| shard.has(i)));
    }
    let mut summary = Summary::default();
    let mut sink = Sink::Printed;
    if let Some(path) = &a.out {
        let (file, kept) = Results::open(path, &header, &tasks, a.fresh).map_err(|t| match t {
            Trouble::Io(what) => Failure::new(IO, what),
            Trouble::Data(what) => Failure::new(DATA, what),
        })?;
        let done: std::collections::BTreeSet<_> = kept.iter().map(|o| (o.file.clone(), o.name.clone())).collect();
        kept.iter().for_each(|o| summary.add(o));
        tasks.retain(|t| !done.contains(&t.key()));
        if !done.is_empty() {
            let called = files::called(path);
            files::say(&format!("{} results are in {called} already; {} to go", done.len(), tasks.len()));
        }
        sink = Sink::Written(Box::new(file));
    }
    let bar = if a.quiet { ProgressBar::hidden() } else { ProgressBar::new(tasks.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} · {elapsed}, about {eta} to go") {
        bar.set_style(style);
    }
    let mut trouble = None;
    super::PROVING.store(true, Ordering::Relaxed);
    let outcome = batch::run(&tasks, &workers(a, config.timeout)?, usize::from(a.jobs), |o| {
        summary.add(&o);
        bar.inc(1);
        let answered = ["Theorem", "CounterSatisfiable"].iter().filter_map(|s| summary.status.get(*s)).sum::<usize>();
        bar.set_message(format!("{answered} solved, {} not", summary.total - answered));
        sink.put(&Record::Result(Box::new(o))).map_err(|e| trouble = Some(e)).is_ok()
    });
    bar.finish_and_clear();
    if let Some(e) = trouble {
        return Err(e);
    }
    outcome.map_err(|e| Failure::new(IO, e))?;
    if INTERRUPTED.load(Ordering::Relaxed) {
        let go_on = if a.out.is_some() { "; run the same command again to go on" } else { "" };
        files::say(&format!("interrupted after {} results{go_on}", summary.total));
        return Ok(130);
    }
    sink.put(&Record::End(summary.clone()))?;
    files::say(&table(&summary));
    Ok(if summary.status.contains_key(&Status::InputError.to_string()) {
        DATA
    } else {
        u8::from(!summary.unexpected.is_empty())
    })
}

/// Is a worker of a batch.
pub fn worker(a: &SolveArgs) -> Result<u8, Failure> {
    super::PROVING.store(true, Ordering::Relaxed);
    serve(&a.config()?).map_err(|e| Failure::new(IO, format!("cannot reply: {e}")))?;
    Ok(0)
}

/// The theorems of the files and folders that are named, in order.
fn tasks(a: &BatchArgs) -> Result<Vec<Task>, Failure> {
    let paths = batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))?;
    if paths.is_empty() {
        return Err(Failure::new(DATA, "there is no .fml file below the folders named"));
    }
    let read = |f: &PathBuf| batch::tasks(f, files::bytes(f).map_err(|f| f.message));
    Ok(paths.iter().flat_map(read).collect())
}

/// How workers are started: as this program, to solve as asked. Each has its share of the threads, and the whole limit of memory.
fn workers(a: &BatchArgs, timeout: Option<Duration>) -> Result<Workers, Failure> {
    let share = (cores() / usize::from(a.jobs)).clamp(1, 256) as u16;
    solvers(&SolveArgs { threads: Some(a.solve.threads.unwrap_or(share)), ..a.solve.clone() }, timeout)
}

/// Workers that solve as asked.
pub fn solvers(solve: &SolveArgs, timeout: Option<Duration>) -> Result<Workers, Failure> {
    let fail = |e: std::io::Error| Failure::new(IO, format!("cannot find this program itself: {e}"));
    let program = crate::os::this_program().map_err(fail)?;
    let args = std::iter::once("worker".into()).chain(solve.words()).collect();
    Ok(Workers { program, args, timeout })
}

/// The digest of a policy's own file of weights.
fn weights(policy: &Choice) -> Result<Option<String>, Failure> {
    match policy {
        Choice::Learned(Some(path)) | Choice::Prior(Some(path)) => Ok(Some(digest(&files::bytes(path)?))),
        _ => Ok(None),
    }
}

/// Reads a results file.
pub fn found(path: &Path) -> Result<Found, Failure> {
    let called = files::called(path);
    let text = files::whole(path)?;
    let found = read(&String::from_utf8_lossy(&text)).map_err(|e| Failure::new(DATA, format!("{called}: {e}")))?;
    match &found.header {
        Some(h) if h.version == batch::VERSION => Ok(found),
        Some(h) => Err(Failure::new(
            DATA,
            format!("{called} has results of format {}, this program reads {}", h.version, batch::VERSION),
        )),
        None => Err(Failure::new(DATA, format!("{called} is no results file of `prove batch`: it has no header"))),
    }
}

/// `--summary`: what runs have come to.
fn summarise(a: &BatchArgs) -> Result<u8, Failure> {
    let joined = |paths: &[PathBuf]| -> Result<Found, Failure> {
        let parts = paths.iter().map(|p| Ok((files::called(p), found(p)?))).collect::<Result<Vec<_>, Failure>>()?;
        compare::joined(parts).map_err(|e| Failure::new(DATA, e))
    };
    let now = joined(&a.summary)?;
    let summary = compare::summary(&now.results);
    let mut text = table(&summary);
    if !now.ended {
        text += "the run is not complete: the same command goes on with it\n";
    }
    if let (Some(path), Some(header)) = (&a.out, &now.header) {
        if !now.ended {
            return Err(Failure::new(DATA, "the shards are not all complete; run those that are not again"));
        }
        let mut whole = batch::line(&Record::Header(header.clone()));
        now.results.iter().for_each(|o| whole += &batch::line(&Record::Result(Box::new(o.clone()))));
        whole += &batch::line(&Record::End(summary.clone()));
        files::write(path, &whole)?;
    }
    let mut worse = !summary.unexpected.is_empty();
    if !a.against.is_empty() {
        let before = joined(&a.against)?;
        let compared = compare::compare(&before.results, &now.results);
        text += &format!("\n{}", compared.text());
        worse = compared.worse();
    }
    files::print(&text)?;
    Ok(u8::from(worse))
}

/// Where results go.
enum Sink {
    Printed,
    Written(Box<Results>),
}

impl Sink {
    fn put(&mut self, record: &Record) -> Result<(), Failure> {
        match self {
            Sink::Written(f) => f.put(record).map_err(|e| Failure::new(IO, e)),
            Sink::Printed if files::print(&batch::line(record))? => Ok(()),
            Sink::Printed => Err(Failure::new(IO, "the reader of the results has gone; stopped")),
        }
    }
}

/// The summary for people.
fn table(s: &Summary) -> String {
    let mut out = format!("{:<22}{:>6}\n", "theorems", s.total);
    for (status, n) in &s.status {
        out += &format!("  {status:<20}{n:>6}\n");
        if status == "Theorem" {
            for (strength, n) in &s.strength {
                out += &format!("    {strength:<18}{n:>6}\n");
            }
        }
    }
    out += &format!("{:<22}{:>9.3} s\n", "time (sum)", s.seconds);
    if !s.unexpected.is_empty() {
        out += &format!("not as expected: {}\n", s.unexpected.len());
        for u in &s.unexpected {
            out += &format!("  {u}\n");
        }
    }
    out
}
