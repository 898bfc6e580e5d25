//! The `prove` program: arguments, exit codes, and one file a command.
//!
//! Exit codes: 0 proved, 1 refuted, 2 undecided, 64 usage, 65 bad input, 70 internal, 74 I/O, 130 interrupted.

mod batch;
mod documents;
mod eval;
mod export;
mod figure;
mod files;
mod inspect;
mod lsp;
mod png;
mod prove;
mod screen;
mod shell;
mod solving;
mod study;
mod synth;
mod tools;
mod train;

use clap::{Args, Parser, Subcommand, ValueEnum};
use solving::SolveArgs;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// Wrong usage.
pub const USAGE: u8 = 64;
/// Bad input.
pub const DATA: u8 = 65;
/// A fault of the program.
pub const INTERNAL: u8 = 70;
/// A file cannot be read or written.
pub const IO: u8 = 74;

const AFTER_HELP: &str = "\
Examples:
  prove theorem.fml
  prove theorem.fml --figure figure.svg --cert certificate.json
  prove check theorem.fml certificate.json
  prove batch datasets/imo --jobs 2 --out results.jsonl

Exit codes: 0 proved, 1 refuted, 2 undecided, 64 usage, 65 bad input, 70 internal error, 74 input or output failed, \
130 interrupted. With several theorems: 1 if any is refuted, otherwise 2 if any is undecided.

The language of .fml files is described in grammar/LANGUAGE.md.";

const AFTER_CHECK: &str = "Exit codes: 0 accepted, 1 rejected, 2 left open, 65 not a certificate.";

const AFTER_BATCH: &str = "\
Exit codes: 0 every answer is the one that its file expects (@expect), 1 one is not, 65 a file could not be read as theorems. With \
--against: 1 where a theorem is no longer answered, or answered otherwise.";

const AFTER_EXPORT: &str = "\
Exit codes: 0 exported (with --check: Coq rejects nothing; a text for which it wants more time is told), 1 Coq rejects a text, 2 not \
exported: not proved, or not in this form yet (with several files that alone is no failure).";

#[derive(Parser, Debug)]
#[command(
    name = "prove",
    version,
    about = "Proves theorems of plane geometry; every proof has been checked by a small kernel",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    after_help = AFTER_HELP
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    prove: ProveArgs,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Check a certificate with the kernel alone
    #[command(after_help = AFTER_CHECK)]
    Check(tools::CheckArgs),
    /// Prove all theorems of files and folders; results as JSON Lines, and a summary
    #[command(after_help = AFTER_BATCH)]
    Batch(batch::BatchArgs),
    /// Prove theorems that come on standard input: what `batch` starts
    #[command(hide = true)]
    Worker(solving::SolveArgs),
    /// Prove the theorem of a trace again, with the points that it records
    Replay(ReplayArgs),
    /// Look into a search, on a screen or as a page for the browser
    Inspect(inspect::InspectArgs),
    /// Turn problems written for other provers into .fml: geometry and algebra
    Import(tools::ImportArgs),
    /// Write proofs as documents, or as text for Coq, which may check it, or Lean
    #[command(after_help = AFTER_EXPORT)]
    Export(export::ExportArgs),
    /// Format .fml files in place
    Fmt(tools::FmtArgs),
    /// Hint at a proof: a point to add, the key step, the outline
    Hint(study::HintArgs),
    /// Find hypotheses that a theorem can do without: leave each out and prove the rest
    Needed(study::NeededArgs),
    /// Find facts that would be enough, for a theorem that is not proved
    Bridge(study::BridgeArgs),
    /// Print what a theorem says: points, hypotheses, every implicit condition, goals
    Show(tools::ShowArgs),
    /// Draw the figure of a theorem as SVG or PNG, without proving it
    Draw(tools::DrawArgs),
    /// Serve an editor: diagnostics, completion, hovers, proofs (docs/editors.md)
    Lsp(lsp::LspArgs),
    /// Make random problems that need an auxiliary point, with proofs
    Synth(synth::SynthArgs),
    /// Close every candidate of open problems, to judge a policy by
    Sweep(synth::SweepArgs),
    /// Train the policy from nothing: data, network, manifest
    Train(train::TrainArgs),
    /// Compare policies on the same problems with the same nodes
    Eval(eval::EvalArgs),
    /// Print a script that completes commands and options in a shell
    #[command(after_help = shell::AFTER_COMPLETIONS)]
    Completions(shell::CompletionsArgs),
    /// Write manual pages of all commands
    #[command(after_help = shell::AFTER_MAN)]
    Man(shell::ManArgs),
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// For the terminal
    Text,
    /// For programs
    Json,
    /// Markdown, with the figure where --figure asks for one
    Md,
    /// A TeX document, with its formulas set
    Tex,
}

/// What a proof is to do without.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Without {
    /// Auxiliary points: --nodes 0
    Aux,
    /// Coordinates and areas: --wu 0 --area 0 --groebner 0
    Coordinates,
}

#[derive(Args, Debug)]
struct ProveArgs {
    /// A file of theorems; `-` reads standard input
    #[arg(required = true, value_name = "theorem.fml")]
    file: Option<PathBuf>,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    solve: SolveArgs,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the figure here (SVG, or PNG if the name ends so); with several theorems, one file for each: f-NAME.svg
    #[arg(long, value_name = "f.svg")]
    figure: Option<PathBuf>,
    /// Write the certificate of the proof here (JSON), for `prove check`
    #[arg(long, value_name = "c.json")]
    cert: Option<PathBuf>,
    /// Keep the first proof, do not look for a shorter one
    #[arg(long)]
    no_shorten: bool,
    /// Up to so many different proofs: by other provers, with other points, or with other claims
    #[arg(long, default_value_t = 1, value_name = "K", value_parser = clap::value_parser!(u8).range(1..=20))]
    proofs: u8,
    /// Prove without: aux (points that are added), coordinates (Wu's method, areas, Gröbner bases)
    #[arg(long, value_enum, value_name = "WHAT")]
    without: Vec<Without>,
    /// Measure how often the conditions of the proof hold in 1,000 random figures, and prove the theorem for the others
    #[arg(long)]
    all_cases: bool,
    /// Write the search here as it goes (JSON Lines, docs/trace.md; compressed if the name ends in .zst); with several theorems, one file
    /// for each: t-NAME.jsonl
    #[arg(long, value_name = "t.jsonl")]
    trace: Option<PathBuf>,
    /// Leave lines of nodes out of a trace that has so many MiB of text
    #[arg(long, default_value_t = 1024, value_name = "MB")]
    trace_limit: u64,
}

#[derive(Args, Debug)]
struct ReplayArgs {
    /// A trace, as `prove --trace` writes it
    #[arg(value_name = "t.jsonl")]
    file: PathBuf,
    /// Give up after so many seconds
    #[arg(long, default_value_t = 60.0, value_name = "S", allow_negative_numbers = true)]
    timeout: f64,
    /// Form of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the figure here (SVG)
    #[arg(long, value_name = "f.svg")]
    figure: Option<PathBuf>,
    /// Write the certificate of the proof here (JSON), for `prove check`
    #[arg(long, value_name = "c.json")]
    cert: Option<PathBuf>,
}

/// Whether provers are at work, which can be asked to stop.
static PROVING: AtomicBool = AtomicBool::new(false);

/// A failure with its exit code and a message for people.
#[derive(Debug)]
pub struct Failure {
    /// Exit code.
    pub code: u8,
    /// Message, without a trailing newline.
    pub message: String,
}

impl Failure {
    fn new(code: u8, message: impl Into<String>) -> Self {
        Failure { code, message: message.into() }
    }
}

/// Parses the arguments, runs the command, reports failures.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(c) => c,
        Err(e) => {
            let _ = e.print();
            return ExitCode::from(if e.use_stderr() { USAGE } else { 0 });
        }
    };
    // The first interrupt asks the provers to stop, where provers are at work; otherwise, and the second time, it ends the process.
    let _ = ctrlc::set_handler(|| {
        if crate::solve::INTERRUPTED.swap(true, Ordering::Relaxed) || !PROVING.load(Ordering::Relaxed) {
            std::process::exit(130);
        }
    });
    // A panic is a fault of ours: say so in words, with an exit code of its own.
    std::panic::set_hook(Box::new(|info| {
        files::say(&format!(
            "prove: internal error: {info}\nThis is a fault of the program, not of your file; please report it with the file."
        ));
    }));
    let outcome = std::panic::catch_unwind(|| match cli.command {
        None => prove::run(&cli.prove),
        Some(Command::Check(a)) => tools::check(&a),
        Some(Command::Batch(a)) => batch::run(&a),
        Some(Command::Worker(a)) => batch::worker(&a),
        Some(Command::Replay(a)) => prove::replay(&a),
        Some(Command::Inspect(a)) => inspect::run(&a),
        Some(Command::Import(a)) => tools::import(&a),
        Some(Command::Export(a)) => export::run(&a),
        Some(Command::Fmt(a)) => tools::fmt(&a),
        Some(Command::Hint(a)) => study::hint(&a),
        Some(Command::Needed(a)) => study::needed(&a),
        Some(Command::Bridge(a)) => study::bridge(&a),
        Some(Command::Show(a)) => tools::show(&a),
        Some(Command::Draw(a)) => tools::draw(&a),
        Some(Command::Lsp(a)) => lsp::run(&a),
        Some(Command::Synth(a)) => synth::run(&a),
        Some(Command::Sweep(a)) => synth::sweep(&a),
        Some(Command::Train(a)) => train::run(&a),
        Some(Command::Eval(a)) => eval::run(&a),
        Some(Command::Completions(a)) => shell::completions(&a),
        Some(Command::Man(a)) => shell::man(&a),
    });
    match outcome {
        Ok(Ok(code)) => ExitCode::from(code),
        Ok(Err(f)) => {
            files::say(&format!("prove: {}", f.message));
            ExitCode::from(f.code)
        }
        Err(_) => ExitCode::from(INTERNAL),
    }
}
