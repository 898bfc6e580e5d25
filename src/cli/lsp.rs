//! `prove lsp`

use super::solving::{SolveArgs, cores};
use super::{Failure, batch, files};
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
    // A core is left to the editor, and to what is told at each keystroke.
    let rest = cores().saturating_sub(1).clamp(1, 256) as u16;
    let solve = SolveArgs { threads: Some(a.solve.threads.unwrap_or(rest)), ..a.solve.clone() };
    let workers = batch::solvers(&solve, config.timeout)?;
    Ok(serve(Options { workers, seed: a.solve.seed }))
}
