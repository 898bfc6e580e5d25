//! The registry: policies by name.

use super::{Heuristic, Policy, Random, Start, learned};
use std::fmt;

/// A policy that was asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The hand-made score.
    #[default]
    Heuristic,
    /// A random order.
    Random,
    /// The learned policy.
    Learned,
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choice::Heuristic => f.write_str("heuristic"),
            Choice::Random => f.write_str("random"),
            Choice::Learned => f.write_str("learned"),
        }
    }
}

impl std::str::FromStr for Choice {
    type Err = String;

    fn from_str(text: &str) -> Result<Choice, String> {
        let (name, rest) = text.split_once(':').map_or((text, None), |(n, r)| (n, Some(r)));
        match (name, rest) {
            ("heuristic", None) => Ok(Choice::Heuristic),
            ("random", None) => Ok(Choice::Random),
            ("learned", None) => Ok(Choice::Learned),
            ("heuristic" | "random" | "learned", Some(_)) => Err(format!("`{name}` takes nothing after it")),
            _ => Err("wanted: heuristic, random or learned".into()),
        }
    }
}

impl Choice {
    /// Begins a policy for one theorem; where it cannot begin, the hand-made score, and why.
    pub fn begin(&self, start: &Start) -> (Box<dyn Policy>, Option<String>) {
        let begun: Result<Box<dyn Policy>, String> = match self {
            Choice::Heuristic => Ok(Box::new(Heuristic)),
            Choice::Random => Ok(Box::new(Random::new(start.seed))),
            Choice::Learned => learned::start(start),
        };
        match begun {
            Ok(p) => (p, None),
            Err(why) => (Box::new(Heuristic), Some(why)),
        }
    }
}
