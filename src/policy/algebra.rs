//! Who ranks the steps of a statement about numbers: the hand-made score, a random order, or the network of the learned policy, with the
//! same names as in geometry; or the steps of a trace. Programs of the user's are asked about points and have nothing to say of steps yet: the
//! hand-made score takes their place, and that is told.

use super::learned::helper;
use super::program::{Leash, Program};
use super::replay::Recorded;
use super::{Choice, Start};
use crate::solve::Clock;
use euclase_algebra::steps::Listed;
use euclase_diagram::rng::splitmix;
use euclase_protocol::{Scores, StepAsk, StepItem};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A state, as a ranker meets it.
pub struct Met<'l> {
    /// What it contains, as a number.
    pub key: u64,
    /// What is seen of it and of its steps, by the hand-made score.
    pub listed: &'l Listed,
    /// What is to be shown, in words.
    pub goal: String,
    /// Names of the variables.
    pub names: &'l [String],
}

/// Steps in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// Their places in the list, best first.
    pub places: Vec<usize>,
    /// For each the prior, where there is one.
    pub prior: Vec<f32>,
    /// What choosing each costs, in nats; the logarithm of the rank where there is none.
    pub surprise: Vec<f32>,
    /// The logarithm of the odds that one step is enough.
    pub value: Option<f32>,
}

impl Order {
    /// As it is.
    fn plain(n: usize) -> Order {
        Order { places: (0..n).collect(), ..Order::default() }
    }

    /// What choosing the step of a rank costs, in nats.
    pub fn surprise(&self, rank: usize) -> f64 {
        self.surprise.get(rank).map_or(((1 + rank) as f64).ln(), |s| f64::from(*s))
    }
}

/// Who ranks steps.
pub trait Ranker {
    /// The steps of a state in order.
    fn rank(&mut self, met: &Met) -> Order;

    /// What the user should know.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The hand-made score.
pub struct ByHand;

impl Ranker for ByHand {
    fn rank(&mut self, met: &Met) -> Order {
        Order::plain(met.listed.all.len())
    }
}

/// A random order, by the seed and what the state contains.
pub struct Shuffled {
    /// The seed.
    pub seed: u64,
}

impl Ranker for Shuffled {
    fn rank(&mut self, met: &Met) -> Order {
        let mut order = Order::plain(met.listed.all.len());
        let mut seed = self.seed;
        let mut draw = met.key ^ splitmix(&mut seed);
        for i in (1..order.places.len()).rev() {
            order.places.swap(i, (splitmix(&mut draw) % (i as u64 + 1)) as usize);
        }
        order
    }
}

/// The steps of a trace: of a statement those that were made for it, and nothing where there were none.
pub struct Again {
    recorded: Arc<Recorded>,
}

impl Ranker for Again {
    fn rank(&mut self, met: &Met) -> Order {
        let made = |i: &usize| {
            met.listed.all.get(*i).is_some_and(|p| {
                let with = euclase_algebra::steps::told(&p.step.with, met.names);
                let is = |s: &(String, String, String)| s.0 == met.goal && s.1 == p.step.kind.name() && s.2 == with;
                self.recorded.steps.iter().any(is)
            })
        };
        Order { places: (0..met.listed.all.len()).filter(made).collect(), ..Order::default() }
    }
}

/// The network, asked by its helper program. The program is started when the first state is met.
pub struct Network {
    patience: Duration,
    clock: Clock,
    leash: Leash,
    words: Vec<String>,
    program: Option<Program>,
    trouble: Option<String>,
    values: bool,
}

/// How much of the prior is the hand-made score's, by rank, and the power of the rank that it falls with.
const BY_HAND: f64 = 0.25;
const FALLS: f64 = 1.5;

impl Network {
    fn new(start: &Start, weights: Option<&Path>, values: bool) -> Result<Network, String> {
        let program = start.helper.map_or_else(helper, |p| Ok(p.to_path_buf()))?;
        let words = asking(&program, weights);
        let (patience, clock, leash) = (start.patience, start.clock.clone(), start.leash.clone());
        Ok(Network { patience, clock, leash, words, program: None, trouble: None, values })
    }

    /// The network as an expert to learn from.
    ///
    /// # Errors
    /// The helper program is not there.
    pub fn expert(weights: &Path) -> Result<Network, String> {
        let words = asking(&helper()?, Some(weights));
        let (clock, leash) = (Clock::new(None, None), Leash::default());
        Ok(Network {
            patience: Duration::from_secs(60),
            clock,
            leash,
            words,
            program: None,
            trouble: None,
            values: true,
        })
    }

    /// Why it has failed, if it has.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    fn ask(&mut self, met: &Met) -> Result<Scores, String> {
        if self.program.is_none() {
            self.program = Some(Program::start(&self.words, self.patience, &self.clock, &self.leash)?);
        }
        let Some(program) = &self.program else { return Err(String::new()) };
        let ask = asked(met.listed);
        let text = serde_json::to_string(&ask).map_err(|e| e.to_string())?;
        let told = program.send(text).and_then(|()| program.receive(program.limit()));
        let why = |gone| program.blame(gone).map_or(String::new(), |b| format!("the learned policy's program {b}"));
        let line = told.map_err(why)??;
        let scores: Scores =
            serde_json::from_str(&line).map_err(|e| format!("the learned policy says nonsense: {e}"))?;
        let fits = scores.scores.len() == ask.steps.len() && scores.scores.iter().all(|s| s.is_finite());
        if fits { Ok(scores) } else { Err("the learned policy does not score each step".into()) }
    }
}

/// A state in the words of the protocol.
pub fn asked(listed: &Listed) -> StepAsk {
    let item = |p: &euclase_algebra::steps::Proposal| StepItem { kind: p.step.kind as u8, features: p.seen.numbers };
    StepAsk { sequent: listed.sequent, steps: listed.all.iter().map(item).collect() }
}

/// The prior of each step, given in the order of the hand-made score.
fn mixed(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let learned: Vec<f64> = scores.iter().map(|s| f64::from(s - top).exp()).collect();
    let by_hand: Vec<f64> = (0..scores.len()).map(|i| ((1 + i) as f64).powf(-FALLS)).collect();
    let (a, b): (f64, f64) = (learned.iter().sum(), by_hand.iter().sum());
    learned.iter().zip(&by_hand).map(|(l, h)| ((1.0 - BY_HAND) * l / a + BY_HAND * h / b) as f32).collect()
}

/// The command of the helper program.
fn asking(program: &Path, weights: Option<&Path>) -> Vec<String> {
    let mut words = vec![program.to_string_lossy().into_owned(), "serve".into(), "--algebra".into()];
    words.extend(weights.map(|w| w.to_string_lossy().into_owned()));
    words
}

impl Ranker for Network {
    fn rank(&mut self, met: &Met) -> Order {
        let n = met.listed.all.len();
        if self.trouble.is_some() || n == 0 {
            return Order::plain(n);
        }
        match self.ask(met) {
            Ok(scores) => {
                let prior = mixed(&scores.scores);
                let mut places: Vec<usize> = (0..n).collect();
                // Stable: ties stay in the order of the hand-made score.
                places.sort_by(|&a, &b| prior[b].total_cmp(&prior[a]));
                let prior: Vec<f32> = places.iter().map(|&i| prior[i]).collect();
                let surprise = prior.iter().map(|p| -p.ln()).collect();
                Order { places, prior, surprise, value: self.values.then_some(scores.value) }
            }
            Err(why) => {
                self.program = None;
                self.trouble = Some(why);
                Order::plain(n)
            }
        }
    }

    fn notes(&self) -> Vec<String> {
        let warning = |why: &String| format!("warning: {why}; the search goes on with the hand-made score");
        self.trouble.iter().filter(|t| !t.is_empty()).map(warning).collect()
    }
}

impl Choice {
    /// Who ranks steps for one theorem; where it cannot begin, the hand-made score, and a warning.
    pub fn ranker(&self, start: &Start) -> (Box<dyn Ranker>, Option<String>) {
        let network = |weights: Option<&Path>, values| {
            Network::new(start, weights, values).map(|n| Box::new(n) as Box<dyn Ranker>)
        };
        let begun = match self {
            Choice::Heuristic => Ok(Box::new(ByHand) as Box<dyn Ranker>),
            Choice::Random => Ok(Box::new(Shuffled { seed: start.seed }) as Box<dyn Ranker>),
            Choice::Learned(weights) => network(weights.as_deref(), true),
            Choice::Prior(weights) => network(weights.as_deref(), false),
            Choice::Replay(_, Some(recorded)) => Ok(Box::new(Again { recorded: recorded.clone() }) as Box<dyn Ranker>),
            Choice::Replay(..) | Choice::External(..) => {
                Err(format!("the policy {self} knows points, not steps about numbers"))
            }
        };
        match begun {
            Ok(r) => (r, None),
            Err(why) => (Box::new(ByHand), Some(format!("warning: {why}; the search used the hand-made score"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn priors_are_shares() {
        let p = mixed(&[0.0, 3.0, -1.0]);
        assert!((p.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(p[1] > p[0] && p[0] > p[2], "{p:?}");
    }
}
