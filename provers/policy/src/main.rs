//! `euclase-policy`: the learned policy as a program.

use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use euclase_policy::{LIBTORCH, TCH, small_product};

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
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Version => version(),
    }
}

fn version() -> anyhow::Result<()> {
    let product = small_product().context("LibTorch cannot multiply matrices")?;
    ensure!(product == [5.0, 14.0, 14.0, 50.0], "LibTorch multiplies wrongly: {product:?}");
    println!("euclase-policy {}, tch {TCH}, LibTorch {LIBTORCH}", env!("CARGO_PKG_VERSION"));
    Ok(())
}
