//! `prove lsp`

use super::{Failure, batch, solving::SolveArgs};
use crate::lsp::{Options, run as serve};
use clap::Args;

#[derive(Args, Debug)]
pub struct LspArgs {
    #[command(flatten)]
    solve: SolveArgs,
    /// Standard input and output, which is what is used anyway: some editors say so
    #[arg(long, hide = true)]
    stdio: bool,
}

pub fn run(a: &LspArgs) -> Result<u8, Failure> {
    let config = a.solve.config()?;
    let workers = batch::solvers(&a.solve, config.timeout)?;
    Ok(serve(Options { workers, seed: a.solve.seed }))
}
