//! How to solve: the options that `prove FILE`, `batch` and others share.

use super::{DATA, Failure, USAGE, files};
use crate::policy::{Choice, learned, replay};
use clap::{Args, ValueEnum};

/// How to solve.
#[derive(Args, Clone, Debug)]
pub struct SolveArgs {
    /// Seed of the picture: another seed, another picture of the same theorem
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub seed: u64,
    /// Give up on a theorem after so many seconds
    #[arg(long, default_value_t = 60.0, value_name = "S", allow_negative_numbers = true)]
    pub timeout: f64,
    /// Give up when the program takes more than so many MiB of memory (0: no limit)
    #[arg(long, default_value_t = 2048, value_name = "MB")]
    pub memory: u64,
    /// Most nodes of the search for auxiliary points (closures with points that the statement does not name), in algebra for steps (at most
    /// 32, or 400 with --steps-only); 0: none
    #[arg(long, default_value_t = 20_000, value_name = "N")]
    pub nodes: u64,
    /// In algebra, how much work the prover may do on each thing to be shown before steps are searched for, in asks (a few milliseconds at most)
    #[arg(long, default_value_t = crate::solve::ASKS, value_name = "N")]
    pub asks: u64,
    /// In algebra, do not try the prover with all effort after the search: to compare policies
    #[arg(long)]
    pub steps_only: bool,
    /// Most work of Wu's method (coordinates, after the closure and the first 1,000 nodes), in millions of operations; 0: none
    #[arg(long, default_value_t = 400, value_name = "N")]
    pub wu: u64,
    /// Most work of the area method (where the statement is a construction, before Wu's method), in millions of operations; 0: none
    #[arg(long, default_value_t = 60, value_name = "N")]
    pub area: u64,
    /// Most work of the Gröbner route (after Wu's method), in millions of operations; 0: none
    #[arg(long, default_value_t = 100, value_name = "N")]
    pub groebner: u64,
    /// Who may prove theorems of geometry
    #[arg(long, value_enum, default_value_t = ProverArg::All)]
    pub prover: ProverArg,
    /// Threads of the search for one theorem [default: one a core, shared with --jobs of a batch]; the proof does not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    /// Who ranks the candidates of the search: heuristic, random, replay:FILE (the points of a trace), external:COMMAND (a program of
    /// yours, see docs/protocol.md), learned or learned:WEIGHTS, prior or prior:WEIGHTS (learned without its values) [default: learned
    /// where `make policy` has built its program, otherwise heuristic]
    #[arg(long, value_name = "POLICY")]
    pub policy: Option<Choice>,
    /// How many seconds an external policy may think about a state
    #[arg(long, default_value_t = 10.0, value_name = "S", allow_negative_numbers = true)]
    pub policy_timeout: f64,
    /// Nodes after which the learned policy takes over from the hand-made score, which needs no loading
    #[arg(long, default_value_t = 2000, value_name = "N")]
    pub policy_after: u64,
    /// What a proof may ask of the figure
    #[arg(long, value_enum, default_value_t = StrengthArg::Configuration)]
    pub strength: StrengthArg,
    /// Which rules are tried
    #[arg(long, value_enum, default_value_t = DepthArg::Full)]
    pub depth: DepthArg,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProverArg {
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
pub enum StrengthArg {
    /// That it is not degenerate: distinct points, lines that meet
    Generic,
    /// Also an order of points or an orientation of triangles; such a proof is held against further figures
    Configuration,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepthArg {
    /// Angles, circles, similar triangles, lengths
    Cheap,
    /// Also squares, vectors, ratios on lines
    Dear,
    /// Also the law of sines
    Full,
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
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

impl SolveArgs {
    /// How the command line solves where it says nothing.
    pub fn usual() -> SolveArgs {
        #[derive(clap::Parser)]
        struct Alone {
            #[command(flatten)]
            solve: SolveArgs,
        }
        <Alone as clap::Parser>::parse_from(["prove"]).solve
    }

    /// The policy that is asked for, or the best that is there.
    pub fn policy(&self) -> Choice {
        let best = || if learned::ready().is_ok() { Choice::Learned(None) } else { Choice::Heuristic };
        self.policy.clone().unwrap_or_else(best)
    }

    /// The words of a command line that asks for this.
    pub fn words(&self) -> Vec<std::ffi::OsString> {
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

    pub fn config(&self) -> Result<crate::solve::Config, Failure> {
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
    use super::super::{Cli, Command};
    use super::*;
    use clap::Parser;

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
