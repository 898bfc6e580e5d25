//! The registry: policies by name.

use super::external::External;
use super::program::words;
use super::replay::{Recorded, Replay};
use super::{Heuristic, Policy, Random, Start, learned};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

/// A policy that was asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Choice {
    /// The hand-made score.
    #[default]
    Heuristic,
    /// A random order.
    Random,
    /// The points of a trace.
    Replay(PathBuf, Option<Arc<Recorded>>),
    /// A program of the user's: the command, and its words.
    External(String, Vec<String>),
    /// The learned policy, with the weights that it comes with or those of a file.
    Learned(Option<PathBuf>),
    /// The same without its values: its priors alone.
    Prior(Option<PathBuf>),
}

/// What may be asked for.
const WANTED: &str =
    "wanted: heuristic, random, replay:FILE, external:COMMAND, learned, learned:WEIGHTS, prior or prior:WEIGHTS";

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choice::Heuristic => f.write_str("heuristic"),
            Choice::Random => f.write_str("random"),
            Choice::Replay(path, _) => write!(f, "replay:{}", path.display()),
            Choice::External(command, _) => write!(f, "external:{command}"),
            Choice::Learned(None) => f.write_str("learned"),
            Choice::Learned(Some(path)) => write!(f, "learned:{}", path.display()),
            Choice::Prior(None) => f.write_str("prior"),
            Choice::Prior(Some(path)) => write!(f, "prior:{}", path.display()),
        }
    }
}

impl FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Choice, String> {
        let (name, rest) = text.split_once(':').map_or((text, None), |(n, r)| (n, Some(r)));
        match (name, rest) {
            ("heuristic", None) => Ok(Choice::Heuristic),
            ("random", None) => Ok(Choice::Random),
            ("learned", None) => Ok(Choice::Learned(None)),
            ("learned", Some(path)) if !path.is_empty() => Ok(Choice::Learned(Some(path.into()))),
            ("prior", None) => Ok(Choice::Prior(None)),
            ("prior", Some(path)) if !path.is_empty() => Ok(Choice::Prior(Some(path.into()))),
            ("learned" | "prior", Some(_)) => {
                Err(format!("the file of weights is wanted, as in {name}:policy.safetensors"))
            }
            ("heuristic" | "random", Some(_)) => Err(format!("`{name}` takes nothing after it")),
            ("replay", Some(path)) if !path.is_empty() => Ok(Choice::Replay(path.into(), None)),
            ("replay", _) => Err("the file of a trace is wanted, as in replay:trace.jsonl".into()),
            ("external", command) => {
                let command = command.unwrap_or_default();
                Ok(Choice::External(command.into(), words(command)?))
            }
            _ => Err(WANTED.into()),
        }
    }
}

impl Choice {
    /// Begins a policy for one theorem; where it cannot begin, the hand-made score, and a warning.
    pub fn begin(&self, start: &Start) -> (Box<dyn Policy>, Option<String>) {
        let begun: Result<Box<dyn Policy>, String> = match self {
            Choice::Heuristic => Ok(Box::new(Heuristic)),
            Choice::Random => Ok(Box::new(Random::new(start.seed))),
            Choice::Replay(_, Some(recorded)) => Ok(Box::new(Replay::new(recorded.clone()))),
            Choice::Replay(path, None) => Err(format!("the trace {} was not read", path.display())),
            Choice::External(_, words) => External::start(words, start).map(|p| Box::new(p) as Box<dyn Policy>),
            Choice::Learned(weights) => learned::start(start, weights.as_deref(), true),
            Choice::Prior(weights) => learned::start(start, weights.as_deref(), false),
        };
        match begun {
            Ok(p) => (p, None),
            Err(why) => (Box::new(Heuristic), Some(format!("warning: {why}; the search used the hand-made score"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn policies_by_name() {
        for text in [
            "heuristic",
            "random",
            "learned",
            "learned:w.safetensors",
            "prior",
            "prior:w.safetensors",
            "replay:a b.jsonl",
            "external:python3 'my policy.py' -v",
        ] {
            assert_eq!(text.parse::<Choice>().expect(text).to_string(), text);
        }
        let Ok(Choice::External(_, words)) = "external:a:b 'c d'".parse() else { panic!("external") };
        assert_eq!(words, ["a:b", "c d"]);
        for (text, why) in [
            (
                "best",
                "wanted: heuristic, random, replay:FILE, external:COMMAND, learned, learned:WEIGHTS, prior or prior:WEIGHTS",
            ),
            ("", "wanted:"),
            ("random:3", "takes nothing"),
            ("replay", "replay:trace.jsonl"),
            ("replay:", "replay:trace.jsonl"),
            ("external", "a command is wanted"),
            ("external: ", "a command is wanted"),
            ("external:'a", "not closed"),
        ] {
            let e = text.parse::<Choice>().expect_err(text);
            assert!(e.contains(why), "{text}: {e}");
        }
    }
}
