//! `prove eval`: policies compared on the same problems with the same budgets of nodes.
//!
//! Each policy's run is a batch of its own, written to a results file; the table is made from these files. Problems that the
//! closure proves by itself say nothing about a policy and are left out of it.

use super::{Failure, IO, USAGE, batch, files};
use crate::batch::Outcome;
use crate::eval::{Run, table};
use crate::policy::Choice;
use crate::report::Status;
use clap::Args;
use std::path::PathBuf;

#[derive(Args, Debug)]
pub struct EvalArgs {
    /// Problems: files and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    pub paths: Vec<PathBuf>,
    /// The policies, the one that the others are compared with first
    #[arg(long = "with", required = true, value_name = "POLICY", num_args = 1..)]
    pub policies: Vec<Choice>,
    /// Folder for the raw runs, a results file a policy, and table.md; a run that was stopped goes on
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Most nodes of a search
    #[arg(long, default_value_t = 1000, value_name = "N")]
    pub nodes: u64,
    /// Seconds a problem
    #[arg(long, default_value_t = 60.0, value_name = "S")]
    pub timeout: f64,
    /// Nodes after which a learned policy takes over
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub policy_after: u64,
    /// In algebra, the work of the prover before the search, in asks; what it proves says nothing about a policy
    #[arg(long, default_value_t = crate::solve::ASKS, value_name = "N")]
    pub asks: u64,
    /// Threads of a search
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: u16,
    /// How many theorems to prove at a time
    #[arg(long, default_value_t = 1, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub jobs: u16,
    /// No progress bar
    #[arg(long)]
    pub quiet: bool,
}

pub fn run(a: &EvalArgs) -> Result<u8, Failure> {
    std::fs::create_dir_all(&a.out)
        .map_err(|e| Failure::new(IO, format!("cannot make the folder {}: {e}", files::called(&a.out))))?;
    let mut runs = Vec::new();
    for (i, policy) in a.policies.iter().enumerate() {
        let name = policy.to_string();
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        let out = a.out.join(format!("{i}-{plain}.jsonl"));
        files::say(&format!("{name} → {}", files::called(&out)));
        let batch = batch_args(a, policy, &out)?;
        if batch::run(&batch)? == 130 {
            return Ok(130);
        }
        runs.push(Run { name, results: results(&out)? });
    }
    let text = table(&runs);
    files::write(&a.out.join("table.md"), &text)?;
    files::print(&text)?;
    Ok(0)
}

/// The batch of a policy, as the command line would ask for it.
fn batch_args(a: &EvalArgs, policy: &Choice, out: &std::path::Path) -> Result<batch::BatchArgs, Failure> {
    use clap::Parser;
    let mut words: Vec<std::ffi::OsString> = ["prove", "batch"].map(Into::into).to_vec();
    words.extend(a.paths.iter().map(|p| p.clone().into_os_string()));
    let options = [
        ("--policy", policy.to_string()),
        ("--nodes", a.nodes.to_string()),
        ("--timeout", a.timeout.to_string()),
        ("--policy-after", a.policy_after.to_string()),
        ("--asks", a.asks.to_string()),
        ("--prover", "search".to_string()),
        ("--threads", a.threads.to_string()),
        ("--jobs", a.jobs.to_string()),
    ];
    words.extend(options.into_iter().flat_map(|(k, v)| [k.into(), v.into()]));
    words.extend(["--out".into(), out.into()]);
    words.push("--steps-only".into());
    if a.quiet {
        words.push("--quiet".into());
    }
    match super::Cli::try_parse_from(words) {
        Ok(super::Cli { command: Some(super::Command::Batch(b)), .. }) => Ok(b),
        Ok(_) => Err(Failure::new(USAGE, "a batch was wanted")),
        Err(e) => Err(Failure::new(USAGE, e.to_string())),
    }
}

fn results(path: &std::path::Path) -> Result<Vec<Outcome>, Failure> {
    let mut found = super::batch::found(path)?;
    found.results.retain(|o| o.status != Status::InputError);
    Ok(found.results)
}
