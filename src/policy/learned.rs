//! The learned policy: a helper program that is asked for a preference of each candidate ([`euclase_protocol::Ask`]).
//!
//! The program is `euclase-policy`, linked to LibTorch and therefore apart (a quarter of a second and a hundred megabytes before
//! `main`). It is started when the search has done so many nodes by the hand-made score that the time is well spent.

use super::program::{Leash, Program};
use super::view::{Assumed, items};
use super::{Entered, Policy, Ranked, Start};
use crate::search::candidates::{Candidate, Parts};
use crate::solve::Clock;
use euclase_grammar::core::CoreTheorem;
use euclase_protocol::{After, Ask, Scores};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Candidates of a state that are put before the network: the best by the hand-made score.
const MOST_ASKED: usize = 2000;
/// The helper program.
const NAME: &str = "euclase-policy";
/// Says where it is, when it is not beside `prove`.
const VARIABLE: &str = "EUCLASE_POLICY";

/// Where the helper program is: where the environment says, or beside this program.
///
/// # Errors
/// It is not there: what to do.
pub fn helper() -> Result<PathBuf, String> {
    let mend = "`make policy` builds it; --policy heuristic is the hand-made score";
    if let Some(path) = std::env::var_os(VARIABLE) {
        let path = PathBuf::from(path);
        let is = path.is_file();
        return is
            .then_some(path)
            .ok_or_else(|| format!("{VARIABLE} names no file, so there is no learned policy; {mend}"));
    }
    let beside = std::env::current_exe().ok().and_then(|p| Some(p.parent()?.join(crate::os::program_name(NAME))));
    beside.filter(|p| p.is_file()).ok_or_else(|| format!("the program {NAME} is not beside prove; {mend}"))
}

/// Whether the policy can be used: the helper program is there.
///
/// # Errors
/// What is missing, and what to do.
pub fn ready() -> Result<(), String> {
    helper().map(|_| ())
}

/// Starts it. `values`: whether its values decide what is gone into, or what a closure gained, by hand.
///
/// # Errors
/// Why it does not start; the search then goes on with the hand-made score.
pub fn start(start: &Start, weights: Option<&Path>, values: bool) -> Result<Box<dyn Policy>, String> {
    let program = start.helper.map_or_else(helper, |p| Ok(p.to_path_buf()))?;
    let mut words = vec![program.to_string_lossy().into_owned(), "serve".into()];
    words.extend(weights.map(|w| w.to_string_lossy().into_owned()));
    let program = Program::start(&words, start.patience, start.clock, start.leash)?;
    Ok(Box::new(Learned {
        program: Some(program),
        assumed: Some(Assumed::new(start.thm)),
        trouble: None,
        after: start.after,
        reads: None,
        values,
    }))
}

/// How much of the prior is the hand-made score's, by rank: what the network has not met in training is not lost.
const BY_HAND: f64 = 0.25;
/// The power of the rank that it falls with.
const FALLS: f64 = 1.5;

/// The prior of each candidate, given in the order of the hand-made score: a mixture of the softmax of the network's scores and of a
/// power of that rank.
fn mixed(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let learned: Vec<f64> = scores.iter().map(|s| f64::from(s - top).exp()).collect();
    let by_hand: Vec<f64> = (0..scores.len()).map(|i| ((1 + i) as f64).powf(-FALLS)).collect();
    let (a, b): (f64, f64) = (learned.iter().sum(), by_hand.iter().sum());
    let mix = |(l, h): (&f64, &f64)| (1.0 - BY_HAND) * l / a + BY_HAND * h / b;
    learned.iter().zip(&by_hand).map(|e| mix(e) as f32).collect()
}

/// The learned policy at work.
pub struct Learned {
    /// None when it has failed: the hand-made score then does its work.
    program: Option<Program>,
    /// None before it is told of a theorem.
    assumed: Option<Assumed>,
    trouble: Option<String>,
    after: u64,
    /// What the program reads after a closure; None when that is not asked for.
    reads: Option<After>,
    /// Whether it is asked for.
    values: bool,
}

impl Learned {
    /// The policy as an expert to learn from, without a theorem yet.
    ///
    /// # Errors
    /// Why it does not start.
    pub fn expert(weights: &Path) -> Result<Learned, String> {
        let words = [helper()?.to_string_lossy().into_owned(), "serve".into(), weights.to_string_lossy().into_owned()];
        let program = Program::start(&words, Duration::from_secs(60), &Clock::new(None, None), &Leash::default())?;
        Ok(Learned { program: Some(program), assumed: None, trouble: None, after: 0, reads: None, values: true })
    }

    /// Why it has failed, if it has.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    /// The same for another theorem.
    pub fn about(&mut self, thm: &CoreTheorem) -> &mut Learned {
        self.assumed = Some(Assumed::new(thm));
        self
    }

    fn ask(&self, state: &Entered, list: &[Candidate]) -> Result<Scores, String> {
        let (Some(program), Some(assumed)) = (&self.program, &self.assumed) else { return Err(String::new()) };
        let parts = Parts::new(&state.session.state);
        let session = state.session;
        let last = session.aux.len().checked_sub(1).map(|i| (session.thm.statement_points + i) as u8);
        let ask = Ask { view: assumed.view(session), items: items(&parts, list, last) };
        let text = serde_json::to_string(&ask).map_err(|e| e.to_string())?;
        let told = program.send(text).and_then(|()| program.receive(program.limit()));
        // Where nobody is to blame there is nothing to tell: time is up.
        let why = |gone| program.blame(gone).map_or(String::new(), |b| format!("the learned policy's program {b}"));
        let line = told.map_err(why)??;
        let scores: Scores =
            serde_json::from_str(&line).map_err(|e| format!("the learned policy says nonsense: {e}"))?;
        if scores.scores.len() != list.len() || scores.scores.iter().any(|s| !s.is_finite()) {
            return Err("the learned policy does not score each candidate".into());
        }
        Ok(scores)
    }
}

impl Policy for Learned {
    fn enter(&mut self, state: &Entered, mut list: Vec<Candidate>) -> Ranked {
        let asked = list.len().min(MOST_ASKED);
        match self.ask(state, &list[..asked]) {
            Ok(mut scores) => {
                if let Some(after) = scores.after.take().filter(|_| self.values) {
                    self.reads = Some(after);
                }
                let rest = list.split_off(asked);
                let prior = mixed(&scores.scores);
                let mut order: Vec<usize> = (0..asked).collect();
                // Stable: ties stay in the order of the hand-made score.
                order.sort_by(|&a, &b| prior[b].total_cmp(&prior[a]));
                let prior: Vec<f32> = order.iter().map(|&i| prior[i]).collect();
                let surprise = prior.iter().map(|p| -p.ln()).collect();
                let mut ranked: Vec<Candidate> = order.into_iter().map(|i| list[i].clone()).collect();
                ranked.extend(rest);
                Ranked { list: ranked, prior, surprise, value: self.values.then_some(scores.value) }
            }
            Err(why) => {
                self.program = None;
                if self.trouble.is_none() && !why.is_empty() {
                    self.trouble = Some(why);
                }
                list.into()
            }
        }
    }

    fn reads(&self) -> Option<&After> {
        self.reads.as_ref()
    }

    fn after(&self) -> u64 {
        self.after
    }

    fn notes(&self) -> Vec<String> {
        let warning = |why| format!("warning: {why}; the search goes on with the hand-made score");
        self.trouble.iter().map(warning).collect()
    }

    fn rejected(&self) -> BTreeMap<&'static str, u64> {
        BTreeMap::new()
    }
}
