//! Hints: a proof, told a little at a time.
//!
//! The key step is the one that halves the work: of all steps the one for which the longer of two parts is shortest, what it takes to
//! reach it, and what the goals then take. The outline has the key steps of the parts, too, until the parts are short.

use crate::report::{Answer, ProofStep, Ref, Status, refs_of};
use serde::Serialize;
use std::collections::BTreeSet;

/// Parts with fewer steps are not halved again.
const SHORT: usize = 3;
/// How often parts are halved.
const HALVINGS: u32 = 3;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Whether a point is to be added, and which.
    Point,
    /// The key step, too.
    Step,
    /// The outline, too.
    Outline,
}

/// What is told of a theorem.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Hint {
    /// Name of the theorem.
    pub name: String,
    /// SZS status: only a theorem has hints.
    pub status: Status,
    /// How it was proved: `geometry`, `coordinates`, `areas` or `algebra`; empty where it was not.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub method: &'static str,
    /// Points to be added, with their definitions.
    pub points: Vec<String>,
    /// The key step.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// The claims of the outline, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outline: Vec<String>,
    /// How many steps the proof has, as it is told.
    pub steps: usize,
    /// What else there is to say: why there is no proof.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Hint {
    /// Of an answer so much.
    pub fn of(answer: &Answer, level: Level) -> Hint {
        let method = match answer.prover.as_str() {
            _ if answer.status != Status::Theorem => "",
            "deduction" | "search" => "geometry",
            "area" => "areas",
            "wu" | "groebner" => "coordinates",
            _ => "algebra",
        };
        let proof = Proof::of(answer);
        let key = proof.key(&proof.ends(), &BTreeSet::new());
        let told = |n: u32| proof.step(n).map(|s| s.claim.clone());
        Hint {
            name: answer.name.clone(),
            status: answer.status,
            method,
            points: answer.aux.iter().map(|a| a.text.clone()).collect(),
            key: key.filter(|_| level >= Level::Step).and_then(told),
            outline: if level >= Level::Outline {
                proof.outline().into_iter().filter_map(told).collect()
            } else {
                Vec::new()
            },
            steps: answer.steps.len(),
            notes: if answer.status == Status::Theorem { Vec::new() } else { answer.notes.clone() },
        }
    }

    /// In words, a line each.
    pub fn text(&self) -> String {
        let mut out = format!("{}\n", self.name);
        let mut say = |line: String| {
            out += "  ";
            out += &line;
            out += "\n";
        };
        if self.status != Status::Theorem {
            say(match self.status {
                Status::CounterSatisfiable => "It is false: there is a counterexample (`prove` shows it).".into(),
                Status::ContradictoryAxioms => "The hypotheses contradict one another.".into(),
                _ => format!("No hint: no proof was found ({}).", self.status),
            });
            self.notes.iter().for_each(|n| say(n.clone()));
            return out;
        }
        match (&self.points[..], self.method) {
            ([], "geometry") => say("No point has to be added: the figure has all that it takes.".into()),
            ([], "areas") => say("No point has to be added; compare areas of triangles.".into()),
            ([], _) => say("No way without calculation is known here: take coordinates.".into()),
            ([point], _) => say(format!("Add a point: {point}")),
            (points, _) => {
                say("Add points:".into());
                points.iter().for_each(|p| say(format!("  {p}")));
            }
        }
        if let Some(key) = &self.key {
            say(format!("Key step: {key}"));
        }
        if !self.outline.is_empty() {
            say(format!("Outline ({} of {} steps):", self.outline.len(), self.steps));
            self.outline.iter().enumerate().for_each(|(i, c)| say(format!("{:3}. {c}", i + 1)));
        }
        out
    }
}

/// The steps of an answer as a graph.
struct Proof<'a> {
    answer: &'a Answer,
}

impl<'a> Proof<'a> {
    fn of(answer: &'a Answer) -> Proof<'a> {
        Proof { answer }
    }

    /// Steps are numbered from 1, in order.
    fn step(&self, n: u32) -> Option<&'a ProofStep> {
        self.answer.steps.iter().find(|s| s.number == n)
    }

    /// The steps that establish the goals.
    fn ends(&self) -> BTreeSet<u32> {
        let step = |r: Ref| if let Ref::Step(n) = r { Some(n) } else { None };
        self.answer.goals.iter().filter_map(|g| g.by.and_then(step)).collect()
    }

    /// The steps that some steps take, themselves included, where others are known.
    fn taken(&self, ends: &BTreeSet<u32>, known: &BTreeSet<u32>) -> BTreeSet<u32> {
        let mut out = BTreeSet::new();
        let mut open: Vec<u32> = ends.iter().copied().collect();
        while let Some(n) = open.pop() {
            if known.contains(&n) || !out.insert(n) {
                continue;
            }
            let refs = self.step(n).map(refs_of).unwrap_or_default();
            open.extend(refs.into_iter().filter_map(|r| if let Ref::Step(m) = r { Some(m) } else { None }));
        }
        out
    }

    /// The step that halves the way to the ends, where others are known; of several the first.
    fn key(&self, ends: &BTreeSet<u32>, known: &BTreeSet<u32>) -> Option<u32> {
        let all = self.taken(ends, known);
        let between = all.iter().copied().filter(|n| !ends.contains(n));
        between.min_by_key(|n| {
            let before = self.taken(&BTreeSet::from([*n]), known).len();
            let with = known.iter().copied().chain([*n]).collect();
            (before.max(self.taken(ends, &with).len()), *n)
        })
    }

    /// Key steps, those of the parts, and the goals.
    fn outline(&self) -> BTreeSet<u32> {
        let ends = self.ends();
        let mut out = ends.clone();
        self.halved(&ends, &BTreeSet::new(), HALVINGS, &mut out);
        out
    }

    fn halved(&self, ends: &BTreeSet<u32>, known: &BTreeSet<u32>, times: u32, out: &mut BTreeSet<u32>) {
        if times == 0 || self.taken(ends, known).len() <= SHORT {
            return;
        }
        let Some(key) = self.key(ends, known) else { return };
        out.insert(key);
        self.halved(&BTreeSet::from([key]), known, times - 1, out);
        let with = known.iter().copied().chain([key]).collect();
        self.halved(ends, &with, times - 1, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Cite, GoalLine};

    fn chain(n: u32) -> Answer {
        let mut a = Answer::error("t", Status::Unknown, "");
        for i in 1..=n {
            let refs = if i > 1 { vec![Ref::Step(i - 1)] } else { vec![Ref::Given(1)] };
            let because = vec![Cite { refs, ..Cite::default() }];
            a.steps.push(ProofStep { number: i, claim: format!("c{i}"), because, ..ProofStep::default() });
        }
        a.goals.push(GoalLine { text: "goal".into(), by: Some(Ref::Step(n)) });
        a
    }

    #[test]
    fn the_key_step_of_a_chain_is_its_middle() {
        let a = chain(9);
        let p = Proof::of(&a);
        assert!(matches!(p.key(&p.ends(), &BTreeSet::new()), Some(4 | 5)));
        let outline = p.outline();
        assert!(outline.contains(&9) && (4..=7).contains(&outline.len()), "{outline:?}");
        // One step has none before it.
        let a = chain(1);
        assert_eq!(Proof::of(&a).key(&Proof::of(&a).ends(), &BTreeSet::new()), None);
    }

    #[test]
    fn no_hint_without_a_proof() {
        let hint = Hint::of(&Answer::error("t", Status::Unknown, "why"), Level::Outline);
        assert!(hint.text().contains("No hint") && hint.text().contains("why"));
        assert!(hint.key.is_none() && hint.outline.is_empty());
    }
}
