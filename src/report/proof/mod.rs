//! From the steps of a certificate to steps that a person reads.
//!
//! A certificate is fine-grained: it restates hypotheses, changes notation (a ratio as an equation
//! of logarithms), and spells out what everybody sees ("B is on line AC, so AB and AC have one
//! direction"). Here every certificate step gets one of four fates:
//! - *hidden*: restated hypotheses and changes of notation; what they rest on is cited instead;
//! - *inside*: what follows at once from one premise becomes a reason inside the step that uses it;
//! - *merged*: a linear combination used once, by another one or as the one calculation of a
//!   rule, becomes part of that step's chain;
//! - *step*: all the rest gets a number.
//!
//! Nothing is dropped: each printed step lists the certificate steps that it gathers, and a
//! combination that makes no readable chain is printed as the list of its equations with their exact
//! coefficients.

mod write;

use std::collections::BTreeSet;

use euclase_grammar::core::{Fact, Q};
use euclase_grammar::words::Names;
use euclase_kernel::cert::{Certificate, Rule};
use num_traits::{One, Signed};

use super::answer::{ProofStep, Ref};
use super::reasons::{self, Place};

/// Equations that a merged calculation may have; longer ones stay steps of their own.
const MERGE: usize = 8;

/// The printed proof.
pub struct Printed {
    /// Its steps.
    pub steps: Vec<ProofStep>,
    /// For each goal, what establishes it.
    pub goals: Vec<Ref>,
}

/// Prints a certificate. `given` maps the statement's hypotheses to the numbers of the givens.
pub fn print(cert: &Certificate, given: &[u32], names: &dyn Names) -> Printed {
    let mut writer = Writer::new(cert, given, names);
    writer.decide();
    let steps = (0..cert.steps.len()).filter(|i| writer.number[*i].is_some()).map(|i| writer.step(i)).collect();
    let goals = cert.goals.iter().map(|g| writer.goal_ref(*g)).collect();
    Printed { steps, goals }
}

struct Writer<'a> {
    cert: &'a Certificate,
    given: &'a [u32],
    names: &'a dyn Names,
    place: Vec<Place>,
    merged: Vec<bool>,
    number: Vec<Option<u32>>,
}

/// One equation of a combination: its exact multiplier and the certificate step.
type Item = (Q, usize);

impl<'a> Writer<'a> {
    fn new(cert: &'a Certificate, given: &'a [u32], names: &'a dyn Names) -> Self {
        let n = cert.steps.len();
        let place = cert.steps.iter().map(|s| own_place(s, cert)).collect();
        Writer { cert, given, names, place, merged: vec![false; n], number: vec![None; n] }
    }

    fn premises(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        // The kernel refuses forward references; this only keeps a wrong certificate from
        // looping here.
        self.cert.steps[i].premises.iter().copied().filter(move |p| *p < i)
    }

    /// The steps that a premise rests on, hidden ones skipped.
    fn sources(&self, i: usize) -> Vec<usize> {
        let (mut out, mut todo) = (Vec::new(), vec![i]);
        while let Some(i) = todo.pop() {
            if self.place[i] == Place::Hidden && self.premises(i).next().is_some() {
                let mut inner: Vec<usize> = self.premises(i).collect();
                inner.reverse();
                todo.extend(inner);
            } else if !out.contains(&i) {
                out.push(i);
            }
        }
        out
    }

    fn is_linear(&self, i: usize) -> bool {
        matches!(self.cert.steps[i].rule, Rule::Linear(_)) && self.place[i] == Place::Step
    }

    /// Decides every step's fate and numbers those that are printed.
    fn decide(&mut self) {
        let n = self.cert.steps.len();
        let goals: Vec<usize> = self.cert.goals.iter().copied().filter(|g| *g < n).collect();
        for g in &goals {
            let given = |w: &Self, s: usize| matches!(w.cert.steps[s].rule, Rule::Hyp(_) | Rule::Aux(..));
            let source = self.sources(*g);
            // A goal that says the same as its only source, in other notation, is that source.
            let shown = match source[..] {
                [s] if self.says(s) == self.says(*g) => s,
                _ => *g,
            };
            if !given(self, shown) {
                self.place[shown] = Place::Step;
            }
        }
        let goal_steps: BTreeSet<usize> = goals.iter().flat_map(|g| self.sources(*g)).collect();
        // From the last to the first: what is needed, and by how many.
        let mut needed = vec![false; n];
        let mut uses = vec![0u32; n];
        goal_steps.iter().for_each(|g| needed[*g] = true);
        for i in (0..n).rev() {
            if needed[i] {
                self.count(i, &mut needed, &mut uses);
            }
        }
        // A reason has no reasons of its own: what it rests on is a step.
        for i in (0..n).rev().filter(|i| needed[*i]) {
            if self.place[i] == Place::Inside {
                let inner: Vec<usize> = self.premises(i).flat_map(|p| self.sources(p)).collect();
                for s in inner {
                    if self.place[s] == Place::Inside {
                        self.place[s] = Place::Step;
                    }
                }
            }
        }
        for i in (0..n).rev() {
            if !needed[i] || self.place[i] != Place::Step {
                continue;
            }
            let single = |w: &Self, s: usize| w.is_linear(s) && uses[s] == 1 && !goal_steps.contains(&s);
            if self.is_linear(i) {
                self.merge_into(i, &|w, s| single(w, s));
            } else {
                let mut linear: Vec<usize> =
                    self.premises(i).flat_map(|p| self.sources(p)).filter(|s| single(self, *s)).collect();
                linear.dedup();
                if let [one] = linear[..] {
                    self.merged[one] = true;
                }
            }
        }
        let mut next = 0;
        for (i, number) in self.number.iter_mut().enumerate() {
            if needed[i] && self.place[i] == Place::Step && !self.merged[i] {
                next += 1;
                *number = Some(next);
            }
        }
    }

    fn count(&self, i: usize, needed: &mut [bool], uses: &mut [u32]) {
        let mut sources: Vec<usize> = self.premises(i).flat_map(|p| self.sources(p)).collect();
        sources.sort();
        sources.dedup();
        for s in sources {
            needed[s] = true;
            uses[s] += 1;
        }
    }

    /// Marks the combinations that become part of combination `i`, as long as the whole stays
    /// short.
    fn merge_into(&mut self, i: usize, single: &dyn Fn(&Self, usize) -> bool) {
        loop {
            let items = self.items(i);
            let next = items.iter().map(|item| item.1).find(|s| single(self, *s) && !self.merged[*s]);
            let Some(s) = next else { return };
            self.merged[s] = true;
            if self.items(i).len() > MERGE {
                self.merged[s] = false;
                return;
            }
        }
    }

    /// The equations of a combination, merged ones expanded.
    fn items(&self, i: usize) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::new();
        let mut todo: Vec<Item> = vec![(Q::one(), i)];
        let mut first = true;
        while let Some((k, s)) = todo.pop() {
            let expand = first || self.merged[s] || self.place[s] == Place::Hidden;
            first = false;
            match &self.cert.steps[s].rule {
                Rule::Linear(multipliers) if expand => {
                    let inner = multipliers.iter().map(|m| &k * m).zip(self.premises(s));
                    let mut inner: Vec<Item> = inner.collect();
                    inner.reverse();
                    todo.extend(inner);
                }
                _ => match out.iter_mut().find(|item| item.1 == s) {
                    Some(item) => item.0 += k,
                    None => out.push((k, s)),
                },
            }
        }
        out
    }
}

/// The place that a step has by its rule alone.
fn own_place(step: &euclase_kernel::cert::Step, cert: &Certificate) -> Place {
    match &step.rule {
        Rule::Hyp(_) | Rule::Aux(..) => Place::Hidden,
        Rule::Linear(k) if k.len() == 1 && k[0].abs().is_one() => Place::Hidden,
        Rule::Linear(_) | Rule::Divide(_) => Place::Step,
        Rule::Congruence => {
            let is_same = |p: &usize| matches!(cert.steps.get(*p).map(|s| &s.claim), Some(Fact::Same(..)));
            if step.premises.iter().any(is_same) { Place::Step } else { Place::Hidden }
        }
        Rule::Geo { name, .. } => reasons::find(name).map_or(Place::Step, |r| r.place),
    }
}
