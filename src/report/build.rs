//! Putting an [`Answer`] together from what the other rooms give.

use std::collections::{BTreeMap, BTreeSet};

use euclase_grammar::core::{Cond, CoreTheorem, Fact, Goal, GoalKind, Num, Origin, Pt, Q, Quantity};
use euclase_grammar::words::{self, Names, Style};
use euclase_kernel::cert::{Certificate, Discharge};
use euclase_kernel::rules::condition;
use euclase_kernel::{Class, Condition, Theorem};
use num_traits::Zero;

use super::algebra;
use super::answer::{Answer, Aux, Conditions, Counts, Found, Given, GoalLine, NO_SOLUTION, Ref, Status, Strength};
use super::linear::{Kind, Lin};
use super::proof;
use super::{auxiliary, expr};

/// Who answered, and at what cost.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// Name of the prover.
    pub prover: String,
    /// Wall time in seconds.
    pub seconds: f64,
    /// Counts.
    pub counts: Counts,
}

impl Answer {
    /// The answer for a theorem that the kernel accepted. There is no other way to a status of
    /// `Theorem`: a [`Theorem`] is made by the kernel alone.
    pub fn proved(thm: &CoreTheorem, cert: &Certificate, theorem: &Theorem, run: Run) -> Answer {
        let strength = match theorem.strength() {
            euclase_kernel::Strength::General => Strength::General,
            euclase_kernel::Strength::Generic => Strength::Generic,
            euclase_kernel::Strength::Configuration => Strength::Configuration,
        };
        let accepted = Accepted { cert, conditions: theorem.conditions(), found: theorem.found(), strength };
        accepted.answer(thm, run)
    }

    /// Any other answer: the statement, a status, and what notes, counterexample or sketch the
    /// caller adds. A status of `Theorem` is not to be had here and becomes `Unknown`.
    pub fn unproved(thm: &CoreTheorem, status: Status, run: Run) -> Answer {
        let status = if status == Status::Theorem { Status::Unknown } else { status };
        let (given, _) = givens(thm);
        Answer { status, given, ..bare(thm, run) }
    }

    /// An answer where not even a statement could be read.
    pub fn error(name: &str, status: Status, message: impl Into<String>) -> Answer {
        let status = if status == Status::Theorem { Status::Error } else { status };
        Answer {
            name: name.into(),
            status,
            strength: None,
            source: None,
            variables: vec![],
            aux: vec![],
            given: vec![],
            goals: vec![],
            sketch: vec![],
            steps: vec![],
            conditions: Conditions::default(),
            figure: None,
            found: vec![],
            counterexample: None,
            notes: vec![message.into()],
            counts: Counts::default(),
            seconds: 0.0,
            prover: String::new(),
        }
    }
}

/// What the kernel accepted.
pub(super) struct Accepted<'a> {
    pub cert: &'a Certificate,
    pub conditions: &'a [Condition],
    pub found: &'a [(usize, Fact)],
    pub strength: Strength,
}

impl Accepted<'_> {
    pub fn answer(&self, thm: &CoreTheorem, run: Run) -> Answer {
        let aux_names: Vec<String> = self.cert.aux.iter().map(|a| a.name.clone()).collect();
        let names: (&CoreTheorem, &[String]) = (thm, &aux_names);
        let (mut given, numbers) = givens(thm);
        let printed = proof::print(self.cert, &numbers, &names);
        let used: BTreeSet<Ref> = printed.steps.iter().flat_map(refs_of).collect();
        for (i, g) in given.iter_mut().enumerate() {
            let me = Ref::Given(i as u32 + 1);
            g.used = used.contains(&me) || printed.goals.contains(&me);
        }
        let mut answer = bare(thm, run);
        for (goal, by) in answer.goals.iter_mut().zip(&printed.goals) {
            goal.by = Some(*by);
        }
        answer.status = Status::Theorem;
        answer.strength = Some(self.strength);
        answer.aux =
            self.cert.aux.iter().map(|a| Aux { name: a.name.clone(), text: auxiliary::text(a, &names) }).collect();
        answer.given = given;
        answer.steps = printed.steps;
        answer.conditions = conditions(thm, self.conditions, &names);
        answer.conditions.follow = self.cert.discharges.iter().filter_map(|d| follows(self.cert, d, &names)).collect();
        answer.found = self.found.iter().filter_map(|(g, fact)| found(thm, *g, fact, &names)).collect();
        answer.counts.steps = self.cert.steps.len() as u64;
        if let Some(proof) = &self.cert.algebra {
            self.numbers(thm, proof, &mut answer);
        }
        answer
    }
}

impl Accepted<'_> {
    /// The lines about numbers follow the steps of geometry.
    fn numbers(&self, thm: &CoreTheorem, proof: &euclase_kernel::algebra::Proof, answer: &mut Answer) {
        let (_, numbers) = all_givens(thm);
        let first = answer.steps.len() as u32 + 1;
        let (steps, goals) = algebra::print(thm, self.cert, proof, &numbers, first);
        let used: BTreeSet<Ref> = steps.iter().flat_map(refs_of).chain(goals.iter().flatten().copied()).collect();
        for (i, g) in answer.given.iter_mut().enumerate() {
            g.used |= used.contains(&Ref::Given(i as u32 + 1));
        }
        for (line, by) in answer.goals.iter_mut().zip(goals) {
            line.by = by.or(line.by.take());
        }
        for (goal, p) in thm.goals.iter().zip(&proof.goals) {
            if let GoalKind::Solve(vars) = &goal.kind {
                answer.found.push(solved(thm, goal, vars, &p.solutions));
            }
        }
        answer.counts.steps += proof.lines.len() as u64;
        answer.steps.extend(steps);
    }
}

/// The solutions in words.
fn solved(thm: &CoreTheorem, goal: &Goal, vars: &[u32], solutions: &[Vec<Num>]) -> Found {
    let one = |s: &Vec<Num>| {
        let name = |v: &u32| thm.reals.get(*v as usize).cloned().unwrap_or_default();
        let equation = |(v, n): (&u32, &Num)| format!("{} = {}", name(v), words::num(thm, n, Style::Unicode));
        vars.iter().zip(s).map(equation).collect::<Vec<_>>().join(", ")
    };
    let all: Vec<String> = solutions.iter().map(one).collect();
    let value = if all.is_empty() { NO_SOLUTION.to_string() } else { all.join("; ") };
    Found { asked: words_or(&goal.origin, || "all solutions".into()), fact: value.clone(), value }
}

fn bare(thm: &CoreTheorem, run: Run) -> Answer {
    let goals = thm
        .goals
        .iter()
        .map(|g| GoalLine { text: words_or(&g.origin, || words::goal(thm, &g.kind, Style::Unicode)), by: None })
        .collect();
    Answer {
        source: thm.source.clone(),
        variables: thm.reals.clone(),
        goals,
        notes: vec![],
        counts: run.counts,
        seconds: run.seconds,
        prover: run.prover,
        ..Answer::error(&thm.name, Status::Unknown, "")
    }
}

/// The source's words, or ours where there are none.
fn words_or(origin: &Origin, ours: impl FnOnce() -> String) -> String {
    if origin.text.is_empty() { ours() } else { origin.text.clone() }
}

/// Hypotheses and explicit conditions in source words, one line for each place in the source;
/// and for each hypothesis of the core form the number of its line.
fn givens(thm: &CoreTheorem) -> (Vec<Given>, Vec<u32>) {
    let (lines, numbers) = all_givens(thm);
    (lines, numbers.into_iter().take(thm.hyps.len()).flatten().collect())
}

/// The same; the numbers of hypotheses, conditions and statements about numbers in one list (none: what a construction
/// implies).
fn all_givens(thm: &CoreTheorem) -> (Vec<Given>, Vec<Option<u32>>) {
    let mut lines: Vec<((usize, usize), Given)> = Vec::new();
    let mut number = |origin: &Origin, ours: String, hidden: bool| -> u32 {
        let text = words_or(origin, || ours.clone());
        // A point that only the goal speaks of (where lines meet, if they do) is no hypothesis of the author's.
        let goals = thm.goals.iter().any(|g| g.origin.span == origin.span && g.origin.text == text && !text.is_empty());
        let text = if goals { "in the goal".to_string() } else { text };
        let known = lines.iter().position(|(span, g)| *span == origin.span && g.text == text);
        let at = known.unwrap_or_else(|| {
            lines.push((origin.span, Given { text, means: String::new(), used: false }));
            lines.len() - 1
        });
        if hidden && !origin.text.is_empty() {
            let means = &mut lines[at].1.means;
            means.push_str(if means.is_empty() { "" } else { "; " });
            means.push_str(&ours);
        }
        at as u32 + 1
    };
    let hidden = |p: &Pt| thm.points.get(p.ix()).is_some_and(|i| i.hidden);
    let mut numbers = Vec::new();
    for h in &thm.hyps {
        let ours = words::fact(thm, &h.fact, Style::Unicode);
        numbers.push(Some(number(&h.origin, ours, h.fact.points().iter().any(hidden))));
    }
    for c in &thm.conds {
        let words = || words::cond(thm, &c.cond, Style::Unicode);
        numbers.push(c.explicit.then(|| number(&c.origin, words(), false)));
    }
    for h in &thm.props {
        numbers.push(Some(number(&h.origin, words::prop(thm, &h.prop, Style::Unicode), false)));
    }
    (lines.into_iter().map(|l| l.1).collect(), numbers)
}

/// For each hypothesis, then each condition, then each statement about numbers: the number of its line among the givens of an answer, from 1
/// (none: what a construction implies).
pub fn given_numbers(thm: &CoreTheorem) -> Vec<Option<u32>> {
    all_givens(thm).1
}

/// All that a step refers to, in order; the same may occur twice.
pub fn refs_of(step: &super::answer::ProofStep) -> Vec<Ref> {
    let inner = step.inner.iter().flat_map(|i| &i.because);
    let links = step.chain.iter().flat_map(|c| &c.links).flat_map(|l| &l.because);
    step.because.iter().chain(inner).chain(links).flat_map(|c| c.refs.iter().copied()).collect()
}

fn conditions(thm: &CoreTheorem, needed: &[Condition], names: &dyn Names) -> Conditions {
    let mut out = Conditions::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut add = |list: &mut Vec<String>, cond: &Cond| {
        let polynomial = algebra::polynomial_condition(thm, cond);
        let text = polynomial.unwrap_or_else(|| words::cond(names, cond, Style::Unicode));
        if seen.insert(text.clone()) {
            list.push(text);
        }
    };
    // What the author wrote stands among the givens; what a construction implies stands here.
    for c in thm.conds.iter().filter(|c| !c.explicit) {
        add(&mut out.declared, &c.cond.normalized());
    }
    for c in needed {
        let cond = c.cond.normalized();
        match c.class {
            // The statement has it, at once or by what it entails; that stands above or among the givens.
            Class::Declared => {}
            Class::NonDegeneracy => add(&mut out.nondegeneracy, &cond),
            Class::Configuration => add(&mut out.configuration, &cond),
        }
    }
    out
}

/// A discharge in words: what follows, and from what.
fn follows(cert: &Certificate, d: &Discharge, names: &dyn Names) -> Option<String> {
    let cited: Vec<Fact> = d.premises.iter().filter_map(|p| cert.steps.get(*p)).map(|s| s.claim.clone()).collect();
    let instance = condition(&d.rule, &d.args, d.opposite, &cited).ok()?;
    let facts = cited.iter().map(|f| words::fact(names, f, Style::Unicode));
    let conds = instance.conditions.iter().map(|c| words::cond(names, &c.normalized(), Style::Unicode));
    let from: Vec<String> = facts.chain(conds).collect();
    let what = words::cond(names, &instance.conclusion.normalized(), Style::Unicode);
    Some(if from.is_empty() { what } else { format!("{what} (since {})", from.join(", ")) })
}

fn found(thm: &CoreTheorem, goal: usize, fact: &Fact, names: &dyn Names) -> Option<Found> {
    let goal = thm.goals.get(goal)?;
    let asked = words_or(&goal.origin, || words::goal(names, &goal.kind, Style::Unicode));
    let text = words::fact(names, fact, Style::Unicode);
    let value = value(&goal.kind, fact).unwrap_or_else(|| text.clone());
    Some(Found { asked, value, fact: text })
}

/// The bare value of a fact that has one unknown (an angle, a length, a ratio).
fn value(goal: &GoalKind, fact: &Fact) -> Option<String> {
    match fact {
        Fact::Ang { terms, konst } => match &terms[..] {
            [(q, _)] if !q.is_zero() => Some(expr::degrees(&(konst / q))),
            _ => None,
        },
        Fact::Len { terms, konst } => match &terms[..] {
            [(q, ..)] if !q.is_zero() => Some((konst / q).to_string()),
            _ => None,
        },
        Fact::Log { terms, konst } => {
            // The asked length or ratio = a product of powers of primes.
            let (a, b) = match goal {
                GoalKind::Find(Quantity::Ratio(a, b)) => (*a, Some(*b)),
                GoalKind::Find(Quantity::Length(a)) => (*a, None),
                _ => return None,
            };
            let sorted = |p: [Pt; 2]| (p[0].min(p[1]), p[0].max(p[1]));
            let lin = Lin::of(fact)?;
            let scale: &Q = lin.terms.get(&sorted(a))?;
            let mut wanted: BTreeMap<(Pt, Pt), Q> = BTreeMap::from([(sorted(a), scale.clone())]);
            if let Some(b) = b {
                wanted.insert(sorted(b), -scale.clone());
            }
            if terms.len() != wanted.len() || lin.terms != wanted {
                return None;
            }
            let mut number = Lin::zero(Kind::Log);
            number.konst.extend(konst.iter().map(|(p, e)| (*p, e / scale)));
            struct Nobody;
            impl Names for Nobody {
                fn point(&self, p: Pt) -> String {
                    format!("P_{}", p.0)
                }
                fn real(&self, i: u32) -> String {
                    format!("x_{i}")
                }
            }
            Some(expr::show(&number, &Nobody))
        }
        _ => None,
    }
}
