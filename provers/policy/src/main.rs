//! `euclase-policy`: the learned policy as a program.

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use euclase_policy::net::Net;
use euclase_policy::{LIBTORCH, TCH, algebra, data, serve, small_product, train, weights};
use std::path::PathBuf;
use std::process::ExitCode;
use tch::Device;
use tch::nn::VarStore;

/// The learned policy of Euclase
#[derive(Parser)]
#[command(name = "euclase-policy", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// What it is linked to, once that has multiplied two matrices
    Version,
    /// Score the states that come in on standard input, a line each (docs/protocol.md)
    Serve {
        /// Weights; those that are shipped if not said
        weights: Option<PathBuf>,
        /// Score the steps of statements about numbers instead
        #[arg(long)]
        algebra: bool,
    },
    /// Train on states files
    Train {
        /// Folders of states, as `prove synth --states` writes them
        #[arg(required = true)]
        states: Vec<PathBuf>,
        /// Folder for weights and progress; a run that was stopped goes on
        #[arg(long)]
        out: PathBuf,
        /// Most passes over the data
        #[arg(long, default_value_t = 20)]
        passes: usize,
        /// States of a batch
        #[arg(long, default_value_t = 16)]
        batch: usize,
        /// Learning rate
        #[arg(long, default_value_t = 1e-3)]
        rate: f64,
        /// Passes without improvement after which it ends
        #[arg(long, default_value_t = 4)]
        patience: usize,
        /// Seed
        #[arg(long, default_value_t = 0)]
        seed: u64,
        /// Fit the weights of the hand-made score alone
        #[arg(long)]
        linear: bool,
        /// Weights to begin with
        #[arg(long)]
        from: Option<PathBuf>,
        /// Threads
        #[arg(long, default_value_t = 2)]
        threads: i32,
        /// Learn the steps of statements about numbers, from states of `prove train --algebra`
        #[arg(long)]
        algebra: bool,
    },
    /// How well weights rank the states of files, beside the hand-made score
    Judge {
        /// The weights
        weights: PathBuf,
        /// States files
        #[arg(required = true)]
        states: Vec<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) => {
            // The causes in words; a stack trace is no help to who has a damaged file.
            eprintln!("euclase-policy: {e:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Version => version(),
        Command::Serve { weights, algebra: true } => {
            tch::set_num_threads(1);
            let (_vs, net) = algebra::network(weights.as_deref())?;
            algebra::serve(&net, std::io::stdin().lock(), std::io::stdout().lock())
        }
        Command::Serve { weights, algebra: false } => {
            tch::set_num_threads(1);
            let (_vs, net) = match weights {
                Some(file) => network(&file)?,
                None => shipped()?,
            };
            serve::serve(&net, std::io::stdin().lock(), std::io::stdout().lock())
        }
        Command::Train { states, out, passes, batch, rate, patience, seed, linear, from, threads, algebra } => {
            tch::set_num_threads(threads);
            let o = train::Options { out, passes, batch: batch.max(1), rate, patience, seed, linear, from };
            if algebra {
                println!("{}", serde_json::to_string(&algebra::train(&algebra::load(&states)?, &o)?)?);
                return Ok(());
            }
            let data = data::load(&states)?;
            let best = train::train(&data, &o)?;
            println!("{}", serde_json::to_string(&best)?);
            Ok(())
        }
        Command::Judge { weights, states } => {
            let (_vs, net) = network(&weights)?;
            for file in states {
                let all = data::read(&file)?;
                println!("{}: {} states", file.display(), all.len());
                println!("  hand-made {}", serde_json::to_string(&train::judge_hand(&all))?);
                println!("  network   {}", serde_json::to_string(&train::judge(&net, &all, false))?);
            }
            Ok(())
        }
    }
}

fn network(file: &std::path::Path) -> anyhow::Result<(VarStore, Net)> {
    let mut vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    weights::load(&mut vs, file)?;
    vs.freeze();
    Ok((vs, net))
}

/// The weights that are in the program.
fn shipped() -> anyhow::Result<(VarStore, Net)> {
    let mut vs = VarStore::new(Device::Cpu);
    let net = Net::new(&vs.root());
    weights::set(&mut vs, include_bytes!("../weights/policy.safetensors")).context("the weights in this program")?;
    vs.freeze();
    Ok((vs, net))
}

fn version() -> anyhow::Result<()> {
    let product = small_product().context("LibTorch cannot multiply matrices")?;
    ensure!(product == [5.0, 14.0, 14.0, 50.0], "LibTorch multiplies wrongly: {product:?}");
    println!("euclase-policy {}, tch {TCH}, LibTorch {LIBTORCH}", env!("CARGO_PKG_VERSION"));
    Ok(())
}
