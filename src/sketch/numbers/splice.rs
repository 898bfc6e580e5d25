//! The lines of a theorem's proof, gathered from the proofs of its lemmas.

use super::{Known, opposite};
use euclase_grammar::core::{Atom, CoreTheorem};
use euclase_kernel::algebra::statement::givens;
use euclase_kernel::algebra::{Clause, GoalProof, Line, Proof, Reason};
use std::collections::BTreeMap;

/// The lines so far.
#[derive(Default)]
pub(super) struct Sheet {
    lines: Vec<Line>,
}

impl Sheet {
    /// Adds a line, unless it is there; its number.
    pub fn push(&mut self, line: Line) -> usize {
        let known = self.lines.iter().rposition(|l| *l == line);
        known.unwrap_or_else(|| {
            self.lines.push(line);
            self.lines.len() - 1
        })
    }

    /// Supposes a clause.
    pub fn suppose(&mut self, claim: Clause) -> usize {
        self.push(Line { claim, reason: Reason::Suppose, premises: vec![] })
    }

    /// Adds the lines of a lemma's proof: what `known` gave it is cited where it stands. The new number of each line; None
    /// where something that is known has no line.
    pub fn splice(
        &mut self,
        thm: &CoreTheorem,
        lemma: &CoreTheorem,
        proof: &Proof,
        known: &[Known],
    ) -> Option<Vec<usize>> {
        let own = givens(thm).len();
        let given = givens(lemma);
        let sources = thm.hyps.len() + thm.conds.len() + thm.props.len();
        let mut places = Vec::with_capacity(proof.lines.len());
        for l in &proof.lines {
            let place = match &l.reason {
                Reason::Given(k, values) if *k >= own => {
                    let g = given.get(*k).filter(|_| values.is_empty())?;
                    let k = known.get(g.source.checked_sub(sources)?)?;
                    k.at.as_ref()?.iter().find(|(c, _)| *c == g.clause)?.1
                }
                _ => {
                    let premises = l.premises.iter().map(|p| places.get(*p).copied()).collect::<Option<_>>()?;
                    self.push(Line { premises, ..l.clone() })
                }
            };
            places.push(place);
        }
        Some(places)
    }

    /// From a line that supposes these comparisons, one that does not: its claim, or one of them does not hold.
    pub fn discharge(&mut self, line: usize, supposed: &[Atom], claim: &Clause) -> usize {
        if supposed.is_empty() {
            return line;
        }
        let mut at = self.weaker(line, claim);
        for a in supposed {
            let not = opposite(a);
            let either =
                self.push(Line { claim: vec![a.clone(), not.clone()], reason: Reason::Either, premises: vec![] });
            let other = self.suppose(vec![not]);
            let other = self.weaker(other, claim);
            at = self.push(Line { claim: claim.clone(), reason: Reason::Cases, premises: vec![either, at, other] });
        }
        at
    }

    /// A weaker claim than a line's, unless it is the same.
    fn weaker(&mut self, line: usize, claim: &Clause) -> usize {
        if self.lines.get(line).is_some_and(|l| l.claim == *claim) {
            return line;
        }
        self.push(Line { claim: claim.clone(), reason: Reason::Weaken, premises: vec![line] })
    }

    /// The lines that the goals rest on, in order.
    pub fn finish(self, mut goals: Vec<GoalProof>) -> Proof {
        let mut needed = vec![false; self.lines.len()];
        let mut todo: Vec<usize> = goals.iter().flat_map(|g| g.lines.iter().copied()).collect();
        while let Some(i) = todo.pop() {
            if let Some(n) = needed.get_mut(i).filter(|n| !**n) {
                *n = true;
                todo.extend(&self.lines[i].premises);
            }
        }
        let mut place: BTreeMap<usize, usize> = BTreeMap::new();
        let mut lines = Vec::new();
        for (i, mut l) in self.lines.into_iter().enumerate().filter(|(i, _)| needed[*i]) {
            l.premises.iter_mut().for_each(|p| *p = place.get(p).copied().unwrap_or(0));
            place.insert(i, lines.len());
            lines.push(l);
        }
        goals.iter_mut().for_each(|g| g.lines.iter_mut().for_each(|at| *at = place.get(at).copied().unwrap_or(0)));
        Proof { lines, goals, ..Proof::default() }
    }
}
