//! `prove lsp`

use super::{Failure, batch, files, solving::SolveArgs};
use crate::lsp::{Options, run as serve};
use clap::Args;
use std::io::IsTerminal;

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
    if std::io::stdin().is_terminal() {
        files::say("prove lsp talks with an editor over standard input and output (docs/editors.md); Ctrl-C ends it");
    }
    let workers = batch::solvers(&a.solve, config.timeout)?;
    Ok(serve(Options { workers, seed: a.solve.seed }))
}
