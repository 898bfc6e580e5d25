//! `trials`: the long trials of the kernel, sharded and resumable.

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use euclase_trials::run::{BLOCK, Block, Header, Trials, blocks_of, markdown, resume, table, total};
use euclase_trials::{corpus, dump, false_goals, figures, kernels};
use std::fs::{File, OpenOptions};
use std::io::{IsTerminal, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// Trials of the kernel
#[derive(Parser)]
#[command(name = "trials", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Mutated certificates: exit code 1 if one is accepted that a figure contradicts
    Mutants(Mutants),
    /// Goals with exact counterexamples: exit code 1 if one is proved though its counterexample satisfies the conditions
    FalseGoals(FalseGoals),
    /// Adds up the results of all shards, as a table of Markdown
    Table {
        /// Results files of `mutants`
        files: Vec<PathBuf>,
    },
}

#[derive(clap::Args)]
struct FalseGoals {
    /// Mutants of each certificate that is re-aimed
    #[arg(long, default_value_t = 600)]
    mutants: usize,
    /// Folder of the theorems
    #[arg(long, default_value = "datasets")]
    data: PathBuf,
}

#[derive(clap::Args)]
struct Mutants {
    /// Mutants of all shards together
    #[arg(long, default_value_t = 1_000_000)]
    count: u64,
    /// Seed: another seed, other mutants
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// This part of the work: i/n, from 1/n to n/n
    #[arg(long, default_value = "1/1", value_parser = shard)]
    shard: (u64, u64),
    /// Results, JSON Lines; a file of the same run is gone on with
    #[arg(long)]
    out: PathBuf,
    /// Also write each mutant with the kernel's answer, JSON Lines
    #[arg(long)]
    dump: Option<PathBuf>,
    /// Folder of the theorems
    #[arg(long, default_value = "datasets")]
    data: PathBuf,
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parsed = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
    match parsed {
        Some((i, n)) if 1 <= i && i <= n => Ok((i, n)),
        _ => Err("expected i/n with 1 <= i <= n, as in 2/4".into()),
    }
}

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Mutants(m) => mutants(&m),
        Command::FalseGoals(f) => falsehoods(&f),
        Command::Table { files } => summed(&files),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(e) => {
            eprintln!("error: {e:#}");
            ExitCode::from(2)
        }
    }
}

/// The certificates of a folder's theorems.
fn proved(data: &Path) -> anyhow::Result<Vec<corpus::Entry>> {
    let all =
        corpus::statements(data, &corpus::FOLDERS).with_context(|| format!("no theorems in {}", data.display()))?;
    let corpus = corpus::proved(all);
    if corpus.is_empty() {
        bail!("no theorem of {} was proved: nothing to mutate", data.display());
    }
    Ok(corpus)
}

/// The table of several results files together. False: something wrong was accepted.
fn summed(files: &[PathBuf]) -> anyhow::Result<bool> {
    let mut blocks = Vec::new();
    let mut first: Option<Header> = None;
    for p in files {
        let text = std::fs::read_to_string(p).with_context(|| format!("cannot read {}", p.display()))?;
        let line = text.lines().next().unwrap_or_default();
        let header: Header =
            serde_json::from_str(line).with_context(|| format!("{} is no results file", p.display()))?;
        let (found, _) = resume(&text, &header).map_err(|e| anyhow::anyhow!("{}: {e}", p.display()))?;
        blocks.extend(found);
        let like = Header { shard: (1, 1), ..header };
        if *first.get_or_insert_with(|| like.clone()) != like {
            bail!("{} is of another run than {}", p.display(), files[0].display());
        }
    }
    let tallies = total(&blocks);
    println!("{}", markdown(&tallies));
    Ok(tallies.values().all(|t| t.wrong == 0))
}

/// Opens the dump; one that is gone on with loses a line that a killed run left unfinished.
fn open_dump(path: &Path, go_on: bool) -> anyhow::Result<File> {
    let open = || -> std::io::Result<File> {
        let mut f = OpenOptions::new().read(true).write(true).create(true).truncate(!go_on).open(path)?;
        let mut end = f.seek(SeekFrom::End(0))?;
        let mut byte = [0];
        while end > 0 {
            f.seek(SeekFrom::Start(end - 1))?;
            f.read_exact(&mut byte)?;
            if byte[0] == b'\n' {
                break;
            }
            end -= 1;
        }
        f.set_len(end)?;
        f.seek(SeekFrom::End(0))?;
        Ok(f)
    };
    open().with_context(|| format!("cannot write {}", path.display()))
}

/// False: a false goal was proved.
fn falsehoods(args: &FalseGoals) -> anyhow::Result<bool> {
    let start = Instant::now();
    let corpus = proved(&args.data)?;
    let goals = false_goals::collect(&corpus, corpus::statements(&args.data, &["false"])?, false_goals::MANY);
    let certs: usize = goals.iter().map(|g| g.certs.len()).sum();
    let seconds = start.elapsed().as_secs_f64();
    eprintln!("{} false goals with exact counterexamples, {certs} certificates ({seconds:.0} s)", goals.len());
    let r = false_goals::attack(&corpus, &goals, &kernels::shipped, args.mutants);
    println!("{:<12}{:>9}{:>10}{:>10}{:>13}{:>7}", "", "tried", "rejected", "declined", "conditional", "wrong");
    for (name, t) in [("re-aimed", &r.aimed), ("mutants", &r.mutants)] {
        println!("{name:<12}{:>9}{:>10}{:>10}{:>13}{:>7}", t.made, t.rejected, t.declined, t.equivalent, t.wrong);
    }
    println!("\naccepted under conditions that the counterexample violates:");
    for (goal, n) in &r.conditional {
        println!("  {n:>6}  {goal}");
    }
    for w in &r.wrong {
        println!("WRONG: {w}");
    }
    Ok(r.wrong.is_empty())
}

/// False: something wrong was accepted.
fn mutants(args: &Mutants) -> anyhow::Result<bool> {
    let start = Instant::now();
    let corpus = proved(&args.data)?;
    let header = Header {
        count: args.count,
        seed: args.seed,
        shard: args.shard,
        certificates: corpus.len(),
        steps: corpus.iter().map(|e| e.cert.steps.len()).sum(),
    };
    let aided = corpus.iter().filter(|e| !e.cert.aux.is_empty()).count();
    let discharges: usize = corpus.iter().map(|e| e.cert.discharges.len()).sum();
    eprintln!(
        "{} certificates ({aided} with auxiliary points, {} with {discharges} discharges), {} steps ({:.1} s)",
        header.certificates,
        corpus.iter().filter(|e| !e.cert.discharges.is_empty()).count(),
        header.steps,
        start.elapsed().as_secs_f64()
    );
    let old = match std::fs::read_to_string(&args.out) {
        Ok(text) => text,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(e) => return Err(e).with_context(|| format!("cannot read {}", args.out.display())),
    };
    let (mut blocks, mut kept) = match resume(&old, &header) {
        Ok(found) => found,
        Err(e) => bail!("{}: {e}", args.out.display()),
    };
    if kept.is_empty() {
        kept = serde_json::to_string(&header)? + "\n";
    }
    // What a killed run left unfinished is cut off.
    std::fs::write(&args.out, &kept).with_context(|| format!("cannot write {}", args.out.display()))?;
    let mut out = OpenOptions::new().append(true).open(&args.out)?;
    let mut dump = args.dump.as_deref().map(|p| open_dump(p, !blocks.is_empty())).transpose()?;
    let todo: Vec<u64> = blocks_of(&header).filter(|b| !blocks.iter().any(|x| x.block == *b)).collect();
    if !blocks.is_empty() {
        eprintln!("{} blocks were there, {} are left", blocks.len(), todo.len());
    }
    let mut trials = Trials::new(&corpus, &kernels::shipped, figures::MANY, args.seed);
    let first = Instant::now();
    for (done, block) in todo.iter().enumerate() {
        let numbers = block * BLOCK..((block + 1) * BLOCK).min(args.count);
        let mut lines = String::new();
        let (tallies, wrong) = trials.block(numbers, &mut |number, t, entry| {
            if dump.is_some() {
                lines += &dump::line(number, t, entry).to_string();
                lines.push('\n');
            }
        });
        if let Some(d) = &mut dump {
            d.write_all(lines.as_bytes()).context("cannot write the dump")?;
        }
        for w in &wrong {
            eprintln!("\nWRONG: mutant {} of {} ({}: {})", w.number, w.path, w.operator, w.description);
        }
        let b = Block { block: *block, tallies, wrong };
        writeln!(out, "{}", serde_json::to_string(&b)?).context("cannot write the results")?;
        blocks.push(b);
        progress(done + 1, todo.len(), first.elapsed().as_secs_f64());
    }
    let tallies = total(&blocks);
    println!("{}", table(&tallies));
    Ok(tallies.values().all(|t| t.wrong == 0))
}

/// A line on a terminal, now and then a line elsewhere.
fn progress(done: usize, all: usize, seconds: f64) {
    let left = seconds / done as f64 * (all - done) as f64;
    let line = format!("{done} of {all} blocks, {seconds:.0} s, about {left:.0} s left");
    if std::io::stderr().is_terminal() {
        eprint!("\r{line}   {}", if done == all { "\n" } else { "" });
    } else if done == all || done.is_power_of_two() || done.is_multiple_of(100) {
        eprintln!("{line}");
    }
}
