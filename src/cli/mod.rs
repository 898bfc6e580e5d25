//! The `prove` program: arguments, exit codes, and one file a command.
//!
//! Exit codes: 0 proved, 1 refuted, 2 undecided, 64 usage, 65 bad input, 70 internal, 74 I/O, 130 interrupted.

mod batch;
mod documents;
mod eval;
mod export;
mod files;
mod inspect;
mod lsp;
mod png;
mod prove;
mod screen;
mod shell;
mod study;
mod synth;
mod tools;
mod train;

use crate::document::catalogue::Language;
use crate::policy::{Choice, learned, replay};
use clap::{Args, Parser, Subcommand, ValueEnum};
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
    Check(CheckArgs),
    /// Prove all theorems of files and folders; results as JSON Lines, and a summary
    #[command(after_help = AFTER_BATCH)]
    Batch(BatchArgs),
    /// Prove theorems that come on standard input: what `batch` starts
    #[command(hide = true)]
    Worker(SolveArgs),
    /// Prove the theorem of a trace again, with the points that it records
    Replay(ReplayArgs),
    /// Look into a search, on a screen or as a page for the browser
    Inspect(InspectArgs),
    /// Turn problems written for other provers into .fml: geometry and algebra
    Import(ImportArgs),
    /// Write proofs as documents, or as text for Coq, which may check it, or Lean
    #[command(after_help = AFTER_EXPORT)]
    Export(ExportArgs),
    /// Format .fml files in place
    Fmt(FmtArgs),
    /// Hint at a proof: a point to add, the key step, the outline
    Hint(study::HintArgs),
    /// Find hypotheses that a theorem can do without: leave each out and prove the rest
    Needed(study::NeededArgs),
    /// Find facts that would be enough, for a theorem that is not proved
    Bridge(study::BridgeArgs),
    /// Print what a theorem says: points, hypotheses, every implicit condition, goals
    Show(ShowArgs),
    /// Draw the figure of a theorem as SVG or PNG, without proving it
    Draw(DrawArgs),
    /// Serve an editor: diagnostics, completion, hovers, proofs (docs/editors.md)
    Lsp(lsp::LspArgs),
    /// Make random problems that need an auxiliary point, with proofs
    Synth(SynthArgs),
    /// Close every candidate of open problems, to judge a policy by
    Sweep(SweepArgs),
    /// Train the policy from nothing: data, network, manifest
    Train(TrainArgs),
    /// Compare policies on the same problems with the same nodes
    Eval(EvalArgs),
    /// Print a script that completes commands and options in a shell
    #[command(after_help = shell::AFTER_COMPLETIONS)]
    Completions(shell::CompletionsArgs),
    /// Write manual pages of all commands
    #[command(after_help = shell::AFTER_MAN)]
    Man(shell::ManArgs),
}

/// How to solve.
#[derive(Args, Clone, Debug)]
struct SolveArgs {
    /// Seed of the picture: another seed, another picture of the same theorem
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Give up on a theorem after so many seconds
    #[arg(long, default_value_t = 60.0, value_name = "S", allow_negative_numbers = true)]
    timeout: f64,
    /// Give up when the program takes more than so many MiB of memory (0: no limit)
    #[arg(long, default_value_t = 2048, value_name = "MB")]
    memory: u64,
    /// Most nodes of the search for auxiliary points (closures with points that the statement does not name), in algebra for steps (at most
    /// 32, or 400 with --steps-only); 0: none
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    nodes: u64,
    /// In algebra, how much work the prover may do on each thing to be shown before steps are searched for, in asks (a few milliseconds at most)
    #[arg(long, default_value_t = crate::solve::ASKS, value_name = "N")]
    asks: u64,
    /// In algebra, do not try the prover with all effort after the search: to compare policies
    #[arg(long)]
    steps_only: bool,
    /// Most work of Wu's method (coordinates, after the closure and the first 1,000 nodes), in millions of operations; 0: none
    #[arg(long, default_value_t = 400, value_name = "N")]
    wu: u64,
    /// Most work of the area method (where the statement is a construction, before Wu's method), in millions of operations; 0: none
    #[arg(long, default_value_t = 60, value_name = "N")]
    area: u64,
    /// Most work of the Gröbner route (after Wu's method), in millions of operations; 0: none
    #[arg(long, default_value_t = 100, value_name = "N")]
    groebner: u64,
    /// Who may prove theorems of geometry
    #[arg(long, value_enum, default_value_t = ProverArg::All)]
    prover: ProverArg,
    /// Threads of the search for one theorem [default: one a core, shared with --jobs of a batch]; the proof does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// Who ranks the candidates of the search: heuristic, random, replay:FILE (the points of a trace), external:COMMAND (a program of
    /// yours, see docs/protocol.md), learned or learned:WEIGHTS, prior or prior:WEIGHTS (learned without its values) [default: learned
    /// where `make policy` has built its program, otherwise heuristic]
    #[arg(long, value_name = "POLICY")]
    policy: Option<Choice>,
    /// How many seconds an external policy may think about a state
    #[arg(long, default_value_t = 10.0, value_name = "S", allow_negative_numbers = true)]
    policy_timeout: f64,
    /// Nodes after which the learned policy takes over from the hand-made score, which needs no loading
    #[arg(long, default_value_t = 2000, value_name = "N")]
    policy_after: u64,
    /// What a proof may ask of the figure
    #[arg(long, value_enum, default_value_t = StrengthArg::Configuration)]
    strength: StrengthArg,
    /// Which rules are tried
    #[arg(long, value_enum, default_value_t = DepthArg::Full)]
    depth: DepthArg,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum ProverArg {
    /// The closure, the search for auxiliary points, the provers in coordinates
    All,
    /// The closure alone: --nodes 0 --wu 0 --area 0 --groebner 0
    Closure,
    /// The closure and the search: --wu 0 --area 0 --groebner 0
    Search,
    /// Wu's method alone
    Wu,
    /// The area method alone
    Area,
    /// The Gröbner route alone
    Groebner,
    /// The prover of algebra over coordinates alone: slower, and under no conditions but the statement's own
    Algebra,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum StrengthArg {
    /// That it is not degenerate: distinct points, lines that meet
    Generic,
    /// Also an order of points or an orientation of triangles; such a proof is held against further figures
    Configuration,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum DepthArg {
    /// Angles, circles, similar triangles, lengths
    Cheap,
    /// Also squares, vectors, ratios on lines
    Dear,
    /// Also the law of sines
    Full,
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

#[derive(Args, Debug)]
struct InspectArgs {
    /// A trace, as `prove --trace` writes it, compressed or not; with --html also a file of theorems, which are proved first
    #[arg(value_name = "TRACE|theorem.fml")]
    file: PathBuf,
    /// Write a page that needs nothing but itself; with several theorems, one for each: out-NAME.html
    #[arg(long, value_name = "out.html")]
    html: Option<PathBuf>,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    solve: SolveArgs,
}

#[derive(Args, Debug)]
struct CheckArgs {
    /// The file with the theorem
    #[arg(value_name = "theorem.fml")]
    file: PathBuf,
    /// Its certificate, as `prove --cert` writes it
    #[arg(value_name = "c.json")]
    cert: PathBuf,
}

#[derive(Args, Debug)]
struct BatchArgs {
    /// Files and folders (every .fml below)
    #[arg(required_unless_present = "summary", conflicts_with = "summary", value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    solve: SolveArgs,
    /// How many theorems to prove at a time, each in a process of its own
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// Only a part of the theorems: the i-th of every n. The parts may run on different machines
    #[arg(long, value_name = "i/n")]
    shard: Option<crate::batch::Shard>,
    /// Write the results here instead of printing them; an interrupted run goes on from what is there. With --summary: the shards as one file
    #[arg(long, value_name = "results.jsonl")]
    out: Option<PathBuf>,
    /// Prove nothing: tell what a run has come to (several files: all shards of one run)
    #[arg(long, num_args = 1.., value_name = "results.jsonl")]
    summary: Vec<PathBuf>,
    /// With --summary: compare with an earlier run (several files: all its shards)
    #[arg(long, num_args = 1.., value_name = "earlier.jsonl", requires = "summary")]
    against: Vec<PathBuf>,
    /// Start anew, even if --out has results already
    #[arg(long)]
    fresh: bool,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct SynthArgs {
    /// Folder for the data: a file for each block of figures; a run that was stopped goes on
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// How many random figures
    #[arg(long, default_value_t = 6400, value_name = "N")]
    figures: u64,
    /// Seed: the same seed, the same data
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Write states too: every candidate of a problem closed, for training
    #[arg(long)]
    states: bool,
    /// Statements about numbers that need steps, instead of figures
    #[arg(long)]
    algebra: bool,
    /// Weights of the learned policy that looks for proofs with several points (with --states); the hand-made score if not said
    #[arg(long, value_name = "WEIGHTS")]
    expert: Option<PathBuf>,
    /// Keep no problem that is, up to names, one of these files and folders
    #[arg(long, value_name = "DIR|FILE", num_args = 1..)]
    leave_out: Vec<PathBuf>,
    /// Only a share of the blocks: the k-th of n
    #[arg(long, default_value = "1/1", value_name = "K/N")]
    shard: crate::batch::Shard,
    /// Threads; all cores if not said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct SweepArgs {
    /// Files and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// The states file (.jsonl.zst)
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args, Debug)]
struct TrainArgs {
    /// Folder for data, network and weights
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    /// How many random figures in each round
    #[arg(long, default_value_t = 4800, value_name = "N")]
    figures: u64,
    /// Rounds of data and training: from the second on, the policy of the round before looks for proofs
    #[arg(long, default_value_t = 2, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=16))]
    rounds: u64,
    /// Most passes over the data in each round
    #[arg(long, default_value_t = 10, value_name = "N")]
    passes: u64,
    /// Seed: the same seed, the same data
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Learn from no problem that is, up to names, one of these files and folders
    #[arg(long, value_name = "DIR|FILE", num_args = 1..)]
    leave_out: Vec<PathBuf>,
    /// Fit the weights of the hand-made score alone, to the data of all rounds that are there
    #[arg(long, conflicts_with = "algebra")]
    linear: bool,
    /// Learn the steps of statements about numbers, instead of points; --figures then counts statements
    #[arg(long)]
    algebra: bool,
    /// Threads; all cores if not said
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct EvalArgs {
    /// Problems: files and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// The policies, the one that the others are compared with first
    #[arg(long = "with", required = true, value_name = "POLICY", num_args = 1..)]
    policies: Vec<Choice>,
    /// Folder for the raw runs, a results file a policy, and table.md; a run that was stopped goes on
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Most nodes of a search
    #[arg(long, default_value_t = 1000, value_name = "N")]
    nodes: u64,
    /// Seconds a problem
    #[arg(long, default_value_t = 60.0, value_name = "S")]
    timeout: f64,
    /// Nodes after which a learned policy takes over
    #[arg(long, default_value_t = 0, value_name = "N")]
    policy_after: u64,
    /// In algebra, the work of the prover before the search, in asks; what it proves says nothing about a policy
    #[arg(long, default_value_t = crate::solve::ASKS, value_name = "N")]
    asks: u64,
    /// Threads of a search
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: u16,
    /// How many theorems to prove at a time
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    jobs: u16,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct ImportArgs {
    /// A problem or a file of problems; `-` reads standard input. Statements of algebra are JSON Lines: Lean's notation (`types`, `hyps`,
    /// `goal`, or one `statement`) or SymPy's (`goal_ge_0`, `ineq_ge_0`, `eq_0`)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Write a .fml file for each problem into this folder (otherwise: print them all)
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Write only what the text says. Without this, where a goal depends on a choice that the text leaves to the
    /// drawing, the choice that makes the goal true is stated as a condition
    #[arg(long)]
    plain: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Coq 8.16 and its standard library
    Coq,
    /// Lean 4 and Mathlib: a text that nothing here has checked
    Lean,
    /// A document in LaTeX, with the figure in TikZ
    Tex,
    /// A document in Typst
    Typst,
    /// A document in Markdown, with the figure beside it
    Md,
    /// A document as an HTML page
    Html,
}

#[derive(Args, Debug)]
struct ExportArgs {
    /// Files of theorems, and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    paths: Vec<PathBuf>,
    /// For which system, or as what document
    #[arg(long = "to", value_enum, default_value_t = Target::Coq)]
    target: Target,
    /// Language of a document
    #[arg(long, value_enum, default_value_t = Language::En, value_name = "LANGUAGE")]
    language: Language,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A certificate of the theorem (otherwise: it is proved first)
    #[arg(long, value_name = "c.json")]
    cert: Option<PathBuf>,
    /// Write the text into this file; with several theorems or --check, a folder: NAME.v (otherwise: print it)
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<PathBuf>,
    /// Let coqc check every text, and see that it rests on the axioms of the Reals alone; wants --out DIR. What it has
    /// accepted before is not checked again
    #[arg(long)]
    check: bool,
    /// Let coqc read the support once, into DIR/support, and check the theorems against that: the same proofs in half the
    /// time
    #[arg(long, requires = "check")]
    support_once: bool,
    /// Give up on a theorem after so many seconds
    #[arg(long, default_value_t = 60.0, value_name = "S")]
    timeout: f64,
    /// Give coqc so many seconds for a text
    #[arg(long, default_value_t = 300.0, value_name = "S")]
    coq_timeout: f64,
    /// No progress bar
    #[arg(long)]
    quiet: bool,
}

#[derive(Args, Debug)]
struct FmtArgs {
    /// Files to format; `-` filters standard input to standard output
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Change nothing; exit 1 if a file is not formatted
    #[arg(long)]
    check: bool,
}

#[derive(Args, Debug)]
struct ShowArgs {
    /// A file of theorems; `-` reads standard input
    #[arg(value_name = "theorem.fml")]
    file: PathBuf,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

#[derive(Args, Debug)]
struct DrawArgs {
    /// A file of theorems; `-` reads standard input
    #[arg(value_name = "theorem.fml")]
    file: PathBuf,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Write the figure here: SVG, or PNG if the name ends so (otherwise: print it)
    #[arg(long, value_name = "f.svg|f.png")]
    out: Option<PathBuf>,
    /// Seed of the picture: another seed, another picture of the same theorem
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
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

/// A policy that can be used: its files are read.
fn ready(policy: &Choice) -> Result<Choice, Failure> {
    match policy {
        Choice::Replay(path, None) => {
            let recorded = replay::read(files::trace(path)?)
                .map_err(|e| Failure::new(DATA, format!("{}: {e}", files::called(path))))?;
            Ok(Choice::Replay(path.clone(), Some(recorded.into())))
        }
        Choice::Learned(_) | Choice::Prior(_) => {
            learned::ready().map(|()| policy.clone()).map_err(|e| Failure::new(USAGE, e))
        }
        other => Ok(other.clone()),
    }
}

/// Cores of this machine.
fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl SolveArgs {
    /// The policy that is asked for, or the best that is there.
    fn policy(&self) -> Choice {
        let best = || if learned::ready().is_ok() { Choice::Learned(None) } else { Choice::Heuristic };
        self.policy.clone().unwrap_or_else(best)
    }

    /// The words of a command line that asks for this.
    fn words(&self) -> Vec<std::ffi::OsString> {
        let named = |v: Option<clap::builder::PossibleValue>| v.map_or(String::new(), |v| v.get_name().to_string());
        let mut out = vec![
            format!("--seed={}", self.seed),
            format!("--timeout={}", self.timeout),
            format!("--memory={}", self.memory),
            format!("--nodes={}", self.nodes),
            format!("--asks={}", self.asks),
            format!("--wu={}", self.wu),
            format!("--area={}", self.area),
            format!("--groebner={}", self.groebner),
            format!("--prover={}", named(self.prover.to_possible_value())),
            format!("--policy-timeout={}", self.policy_timeout),
            format!("--policy-after={}", self.policy_after),
            format!("--strength={}", named(self.strength.to_possible_value())),
            format!("--depth={}", named(self.depth.to_possible_value())),
            format!("--policy={}", self.policy()),
        ];
        out.extend(self.threads.map(|n| format!("--threads={n}")));
        out.extend(self.steps_only.then(|| "--steps-only".to_string()));
        out.into_iter().map(Into::into).collect()
    }

    fn config(&self) -> Result<crate::solve::Config, Failure> {
        if !self.timeout.is_finite() || self.timeout < 0.0 {
            return Err(Failure::new(USAGE, format!("--timeout wants a number of seconds, got {}", self.timeout)));
        }
        if !self.policy_timeout.is_finite() || self.policy_timeout <= 0.0 {
            let message = format!("--policy-timeout wants a number of seconds above 0, got {}", self.policy_timeout);
            return Err(Failure::new(USAGE, message));
        }
        let work = |n: u64, own: ProverArg| if self.prover == ProverArg::All || self.prover == own { n } else { 0 };
        Ok(crate::solve::Config {
            policy: ready(&self.policy())?,
            patience: std::time::Duration::from_secs_f64(self.policy_timeout.min(1e9)),
            policy_after: self.policy_after,
            policy_helper: None,
            seed: self.seed,
            timeout: Some(std::time::Duration::from_secs_f64(self.timeout.min(1e9))),
            memory: (self.memory > 0).then(|| self.memory.saturating_mul(1 << 20)),
            generic_only: self.strength == StrengthArg::Generic,
            depth: match self.depth {
                DepthArg::Cheap => euclase_deduction::Depth::Cheap,
                DepthArg::Dear => euclase_deduction::Depth::Dear,
                DepthArg::Full => euclase_deduction::Depth::Full,
            },
            shorten: true,
            asks: self.asks,
            steps_only: self.steps_only,
            nodes: if matches!(self.prover, ProverArg::All | ProverArg::Search) { self.nodes } else { 0 },
            wu: if self.prover == ProverArg::Algebra { self.wu } else { work(self.wu, ProverArg::Wu) },
            area: work(self.area, ProverArg::Area),
            groebner: work(self.groebner, ProverArg::Groebner),
            alone: !matches!(self.prover, ProverArg::All | ProverArg::Closure | ProverArg::Search),
            plane: self.prover == ProverArg::Algebra,
            jobs: self.threads.map_or_else(cores, usize::from),
            ..crate::solve::Config::default()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a batch asks of its workers is what it was asked.
    #[test]
    fn the_words_of_how_to_solve() {
        let read = |words: &[std::ffi::OsString]| {
            let all = ["prove".into(), "worker".into()].into_iter().chain(words.iter().cloned());
            match Cli::try_parse_from(all).map(|c| c.command) {
                Ok(Some(Command::Worker(a))) => a,
                other => panic!("{other:?}"),
            }
        };
        for text in [
            "",
            "--seed 3 --timeout 1.5 --memory 7 --nodes 9 --asks 11 --steps-only --wu 13 --area 15 --groebner 17 --prover wu --threads 2",
            "--policy random --policy-timeout 0.5 --policy-after 17 --strength generic --depth cheap",
        ] {
            let asked = read(&text.split_whitespace().map(Into::into).collect::<Vec<_>>());
            let again = read(&asked.words());
            let named = SolveArgs { policy: Some(asked.policy()), ..asked };
            assert_eq!(format!("{again:?}"), format!("{named:?}"));
        }
    }
}
