//! `prove hint`, `prove needed`, `prove bridge`: for learners and setters of problems.

use super::{Failure, IO, files, prove, solving::SolveArgs};
use crate::report::Status;
use crate::search::trace;
use crate::solve::{Clock, Config, Solved, solve, solve_readably};
use crate::study::bridge::{bridges, picture};
use crate::study::hint::{Hint, Level};
use crate::study::needed;
use clap::{Args, ValueEnum};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::words::{self, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Bridges that are told, if not said otherwise.
const BRIDGES: usize = 10;
/// For looking for them, after the proof was not found.
const PATIENCE: Duration = Duration::from_secs(20);

/// Form of what is said.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// For the terminal
    Text,
    /// For programs
    Json,
}

/// Which theorems, and how they are proved.
#[derive(Args, Debug)]
pub struct Subject {
    /// A file of theorems; `-` reads standard input
    #[arg(value_name = "theorem.fml")]
    file: PathBuf,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    solve: SolveArgs,
    /// Form of what is said
    #[arg(long, value_enum, default_value_t = Said::Text)]
    format: Said,
}

#[derive(Args, Debug)]
pub struct HintArgs {
    #[command(flatten)]
    of: Subject,
    /// How much is told: 1 whether a point is to be added, and which; 2 the key step, too; 3 the outline, too
    #[arg(long, default_value_t = 1, value_name = "1|2|3", value_parser = clap::value_parser!(u8).range(1..=3))]
    level: u8,
}

#[derive(Args, Debug)]
pub struct NeededArgs {
    #[command(flatten)]
    of: Subject,
}

#[derive(Args, Debug)]
pub struct BridgeArgs {
    #[command(flatten)]
    of: Subject,
    /// Most facts that are told
    #[arg(long, default_value_t = BRIDGES, value_name = "N")]
    most: usize,
}

/// What a command says of one theorem.
struct Saying {
    text: String,
    json: serde_json::Value,
    status: Status,
}

/// Says something of each theorem of a file.
fn each(a: &Subject, mut say: impl FnMut(&CoreTheorem, &Config) -> Saying) -> Result<u8, Failure> {
    let config = a.solve.config()?;
    let (_, tree, theorems) = files::theorems(&a.file, a.name.as_deref())?;
    super::PROVING.store(true, Ordering::Relaxed);
    let mut said = Vec::new();
    for thm in &theorems {
        let config = Config { text: Some(trace::statement(&tree, &thm.name).into()), ..config.clone() };
        said.push(say(thm, &config));
        if said.last().is_some_and(|s| s.status == Status::User) {
            break;
        }
    }
    let out = match a.format {
        Said::Text => said.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join("\n"),
        Said::Json => {
            let all: Vec<_> = said.iter().map(|s| &s.json).collect();
            let value = if let [one] = all[..] {
                serde_json::to_string_pretty(one)
            } else {
                serde_json::to_string_pretty(&all)
            };
            value.map_err(|e| Failure::new(IO, e.to_string()))? + "\n"
        }
    };
    files::print(&out)?;
    Ok(prove::exit_code(&said.iter().map(|s| s.status.exit_code()).collect::<Vec<_>>()))
}

fn json(value: &impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// `prove hint`: a proof by geometry is looked for first, since it is what a person can find.
pub fn hint(a: &HintArgs) -> Result<u8, Failure> {
    let level = match a.level {
        1 => Level::Point,
        2 => Level::Step,
        _ => Level::Outline,
    };
    each(&a.of, |thm, config| {
        let answer = solve_readably(thm, config).answer;
        let hint = Hint::of(&answer, level);
        Saying { text: hint.text(), json: json(&hint), status: answer.status }
    })
}

/// `prove needed`
pub fn needed(a: &NeededArgs) -> Result<u8, Failure> {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos} of at most {len}  {msg}") {
        bar.set_style(style);
    }
    let code = each(&a.of, |thm, config| {
        bar.set_message(thm.name.clone());
        let found = needed::needed(thm, config, &mut |done, of| {
            bar.set_length(of as u64);
            bar.set_position(done as u64);
        });
        Saying { text: found.text(), json: json(&found), status: found.status }
    });
    bar.finish_and_clear();
    code
}

/// A fact that would be enough.
#[derive(Serialize)]
struct Told {
    fact: String,
    steps: usize,
}

/// `prove bridge`
pub fn bridge(a: &BridgeArgs) -> Result<u8, Failure> {
    each(&a.of, |thm, config| {
        let solved = solve(thm, config);
        let status = solved.answer.status;
        let mut text = format!("{}\n", thm.name);
        let mut told: Vec<Told> = Vec::new();
        match status {
            Status::Theorem => text += "  It is proved: nothing has to be bridged.\n",
            Status::CounterSatisfiable => text += "  It is false: nothing true can bridge it.\n",
            Status::Unknown | Status::Timeout | Status::MemoryOut => {
                told = looked_for(thm, &solved, a.most);
                if told.is_empty() {
                    text +=
                        "  Not proved, and of what is true in the figures nothing that was tried would be enough.\n";
                } else {
                    text +=
                        "  Not proved. True in every figure that was drawn, and enough (nearest to the goal first):\n";
                }
                for t in &told {
                    let steps = if t.steps == 1 { "1 step".to_string() } else { format!("{} steps", t.steps) };
                    text += &format!("    with {}, it follows in {steps}\n", t.fact);
                }
            }
            other => text += &format!("  {other}: {}\n", solved.answer.notes.join("; ")),
        }
        let json = serde_json::json!({"name": thm.name, "status": status, "bridges": told});
        Saying { text, json, status }
    })
}

fn looked_for(thm: &CoreTheorem, solved: &Solved, most: usize) -> Vec<Told> {
    let Some(pts) = picture(thm, solved) else { return Vec::new() };
    let clock = Clock::new(Some(PATIENCE), None);
    let Some(found) = bridges(thm, &pts, &[], &clock) else { return Vec::new() };
    let told = |(f, steps): (&_, usize)| Told { fact: words::fact(thm, f, Style::Unicode), steps };
    found.enough().take(most).map(told).collect()
}
