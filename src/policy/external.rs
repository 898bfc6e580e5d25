//! A policy that is a program of anybody's ([`super::messages`]): its proposals come first, then the hand-made list.
//!
//! Nothing it says is believed. A proposal passes the enumerator's filters and the kernel, or is rejected, and the program is told; what
//! is rejected is counted by reason. A program that falls silent, dies or talks nonsense is left, and the search goes on without it.

use super::messages::{Facts, GoalMessage, KindMessage, Ours, Proposal, StateMessage, Theirs, VERSION, hear};
use super::program::{Gone, Program};
use super::{Entered, Policy, Ranked, Start, Verdict};
use crate::search::candidates::{Candidate, Judge, KINDS, Kind, Unfit, arity};
use crate::search::{score, trace};
use euclase_deduction::session::goal_proved;
use euclase_grammar::core::CoreTheorem;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Most proposals for a state.
const WANT: usize = 64;
/// Most lines that are no answer, for a state; then the program is left.
const MOST_BAD: usize = 200;
/// Of these it is told about so many.
const TOLD_BAD: usize = 10;
/// Most lines and most circles that are told.
const MOST_FACTS: usize = 100;

/// A program.
pub struct External {
    program: Option<Program>,
    thm: CoreTheorem,
    text: String,
    /// Why it was left.
    trouble: Option<String>,
    rejected: BTreeMap<&'static str, u64>,
    /// For a rank of a state: the number of the proposal, and the gain that was told last.
    ours: FxHashMap<(usize, usize), (usize, Option<u32>)>,
}

impl External {
    /// Starts a program and exchanges greetings.
    ///
    /// # Errors
    /// It cannot be started, or does not greet: why.
    pub fn start(words: &[String], start: &Start) -> Result<External, String> {
        let program = Program::start(words, start.patience, start.clock, start.leash)?;
        let mut new = External {
            program: Some(program),
            thm: start.thm.clone(),
            text: start.text.into(),
            trouble: None,
            rejected: BTreeMap::new(),
            ours: FxHashMap::default(),
        };
        let hello = Ours::Hello { version: VERSION, program: concat!("euclase ", env!("CARGO_PKG_VERSION")) };
        let answer = new.exchange(&hello, |t| match t {
            Theirs::Hello { version } => Ok(version),
            Theirs::Proposals { .. } => Err("\"hello\" comes first".into()),
        });
        match answer {
            Some(v) if v == u64::from(VERSION) => Ok(new),
            Some(v) => Err(format!("the policy's program speaks version {v} of the protocol, not {VERSION}")),
            None => Err(new.trouble.unwrap_or_else(|| "there was no time to start the policy's program".into())),
        }
    }

    fn reject(&mut self, reason: &'static str, times: u64) {
        if times > 0 {
            *self.rejected.entry(reason).or_default() += times;
        }
    }

    /// Leaves the program.
    fn leave(&mut self, why: Gone) {
        let told = match why {
            Gone::Noise => Some(format!("said {MOST_BAD} lines that are no answer")),
            _ => self.program.as_ref().and_then(|p| p.blame(why)),
        };
        self.program = None;
        self.trouble = told.map(|t| format!("the policy's program {t}"));
    }

    fn say(&mut self, message: &Ours) {
        let Some(p) = &self.program else { return };
        // Numbers that are finite, and strings: this cannot fail.
        if let Err(gone) = p.send(serde_json::to_string(message).unwrap_or_default()) {
            self.leave(gone);
        }
    }

    /// Sends a message and waits for the line that answers it. Lines that do not are counted, and told.
    fn exchange<T>(&mut self, message: &Ours, take: impl Fn(Theirs) -> Result<T, String>) -> Option<T> {
        self.say(message);
        let end = self.program.as_ref()?.limit();
        for bad in 0..MOST_BAD {
            let message = match self.program.as_ref()?.receive(end) {
                Err(gone) => {
                    self.leave(gone);
                    return None;
                }
                Ok(Err(why)) => why.to_string(),
                Ok(Ok(line)) => match hear(&line, WANT).and_then(&take) {
                    Ok(answer) => return Some(answer),
                    Err(why) => why,
                },
            };
            self.reject("malformed", 1);
            if bad < TOLD_BAD {
                self.say(&Ours::Error { message });
            }
        }
        self.leave(Gone::Noise);
        None
    }

    fn state(&self, state: &Entered, judge: &Judge) -> Ours {
        let s = state.session;
        let points = trace::points(&self.thm, &s.aux, &s.state.pic.xy);
        let named = |set: Vec<u8>| set.into_iter().map(|p| points[usize::from(p)].name.clone()).collect();
        let facts = Facts {
            lines: judge.lines().take(MOST_FACTS).map(named).collect(),
            circles: judge.circles().take(MOST_FACTS).map(named).collect(),
        };
        let goals = self.thm.goals.iter();
        let goal = goals.map(|g| GoalMessage { text: g.origin.text.clone(), proved: goal_proved(&s.state, &g.kind) });
        Ours::State(Box::new(StateMessage {
            id: state.id,
            theorem: self.text.clone(),
            goal: goal.collect(),
            aux: s.aux.iter().map(|a| a.name.clone()).collect(),
            kinds: KINDS.iter().map(|k| KindMessage { def: k.1, arity: arity(k.0) }).collect(),
            facts,
            want: WANT,
            points,
        }))
    }

    fn verdict(
        &mut self,
        id: usize,
        proposal: usize,
        verdict: &'static str,
        reason: Option<String>,
        gain: Option<u32>,
    ) {
        if !matches!(verdict, "proved" | "closed") {
            self.reject(verdict, 1);
        }
        self.say(&Ours::Verdict { id, proposal, verdict, reason, gain });
    }
}

/// The candidate of a proposal.
///
/// # Errors
/// The word of the verdict, and why.
fn judged(state: &Entered, judge: &Judge, p: &Proposal, names: &[String]) -> Result<Candidate, (&'static str, String)> {
    let kind = Kind::of(&p.def).ok_or_else(|| ("unknown-definition", format!("there is no `{}`", p.def)))?;
    if arity(kind) != p.args.len() {
        let why = format!("`{}` takes {} points, not {}", p.def, arity(kind), p.args.len());
        return Err(("unknown-definition", why));
    }
    let number = |a: &String| {
        let at = names.iter().position(|n| n == a);
        at.map(|i| i as u8).ok_or_else(|| ("unknown-point", format!("there is no point `{a}`")))
    };
    let args = p.args.iter().map(number).collect::<Result<Vec<u8>, _>>()?;
    let fit = judge.judge(kind, &args, p.at, &score::by_hand).map_err(|why| match why {
        Unfit::Impossible => ("impossible", "no place in the picture satisfies the definition".to_string()),
        Unfit::Degenerate => ("degenerate", "it is far outside the picture, or too near to a point".into()),
        Unfit::Existing(q) => ("existing", format!("the point {} is there", names[usize::from(q)])),
    })?;
    let mut fit = fit.into_iter();
    let mut c = fit.next().ok_or(("impossible", "there is no place".to_string()))?;
    // As for the enumerator's candidates.
    if !state.session.aux.is_empty() && args.contains(&(state.session.state.pic.n() as u8 - 1)) {
        c.score += score::BUILDS_ON_THE_LAST;
    }
    Ok(c)
}

impl Policy for External {
    fn enter(&mut self, state: &Entered, list: Vec<Candidate>) -> Ranked {
        if self.program.is_none() {
            return list.into();
        }
        let judge = Judge::new(&state.session.state, state.goal);
        let message = self.state(state, &judge);
        let names: Vec<String> = match &message {
            Ours::State(m) => m.points.iter().map(|p| p.name.clone()).collect(),
            _ => Vec::new(),
        };
        let id = state.id;
        let answer = self.exchange(&message, |t| match t {
            Theirs::Proposals { id: theirs, proposals, more, value } if theirs == id as u64 => {
                Ok((proposals, more, value))
            }
            Theirs::Proposals { id: theirs, .. } => Err(format!("the state is {id}, not {theirs}")),
            Theirs::Hello { .. } => Err("an answer to the state is wanted".into()),
        });
        let Some((proposals, more, value)) = answer else { return list.into() };
        self.reject("ignored", more as u64);
        let mut taken: Vec<(usize, f32, Candidate)> = Vec::new();
        for (k, p) in proposals.into_iter().enumerate() {
            let result = p.map_err(|why| ("malformed", why)).and_then(|p| {
                let c = judged(state, &judge, &p, &names)?;
                let same = |o: &Candidate| o.kind == c.kind && o.at == c.at;
                match taken.iter().find(|(_, _, o)| same(o)) {
                    Some((first, _, _)) => Err(("duplicate", format!("it is the same as proposal {first}"))),
                    None => Ok((p.prior, c)),
                }
            });
            match result {
                Ok((prior, c)) => taken.push((k, prior, c)),
                Err((word, why)) => self.verdict(id, k, word, Some(why), None),
            }
        }
        // A stable sort: equal ones in the order of the answer.
        taken.sort_by(|a, b| b.1.total_cmp(&a.1));
        let same = |a: &Candidate, b: &Candidate| a.kind == b.kind && a.at == b.at && a.args == b.args;
        let rest = list.into_iter().filter(|c| !taken.iter().any(|(_, _, t)| same(t, c)));
        let rest: Vec<Candidate> = rest.collect();
        for (rank, (k, _, _)) in taken.iter().enumerate() {
            self.ours.insert((id, rank), (*k, None));
        }
        let prior = taken.iter().map(|t| t.1).collect();
        Ranked { list: taken.into_iter().map(|t| t.2).chain(rest).collect(), prior, value, ..Ranked::default() }
    }

    fn told(&mut self, state: usize, rank: usize, verdict: Verdict) {
        let Some(&(k, before)) = self.ours.get(&(state, rank)) else { return };
        let (word, reason, gain) = match verdict {
            Verdict::Closed(g) if before.is_some_and(|b| b >= g.old) => return,
            Verdict::Closed(g) => ("closed", None, Some(g.old)),
            Verdict::Proved => ("proved", None, None),
            Verdict::Refused(why) => ("refused", Some(why.to_string()), None),
            Verdict::Repeated => ("duplicate", Some("a state with these points was met before".into()), None),
            Verdict::Nothing if before.is_some() => return,
            Verdict::Nothing => ("ignored", Some("there is no room or no time for it".into()), None),
        };
        self.ours.insert((state, rank), (k, gain.or(before)));
        self.verdict(state, k, word, reason, gain);
    }

    fn notes(&self) -> Vec<String> {
        let left = self.trouble.iter().map(|t| format!("warning: {t}; the search went on with the hand-made score"));
        let counts: Vec<String> = self.rejected.iter().map(|(why, n)| format!("{why} {n}")).collect();
        let told = format!("what the policy's program said was rejected: {}", counts.join(", "));
        left.chain((!counts.is_empty()).then_some(told)).collect()
    }

    fn rejected(&self) -> BTreeMap<&'static str, u64> {
        self.rejected.clone()
    }
}
