//! Cases: alternatives that are known, signs that are not.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Poly, Work, factor};
use std::collections::BTreeMap;

/// More combinations of alternatives than this are not gone through.
const MANY_LEAVES: usize = 8;

/// Longest equation in which values are put.
const SHORT: usize = 12;

/// A line with alternatives, and what they are.
type Alternatives = (At, Vec<Literal>);

impl Prover<'_> {
    /// The goal in each case of the most promising alternatives.
    pub fn split(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        if effort.depth == 0 {
            return None;
        }
        let deeper = Effort { depth: effort.depth - 1, ..effort };
        let (line, cases, rest) = self.alternatives_of(facts)?;
        let mut premises = vec![line];
        for case in &cases {
            if (self.stop)() {
                return None;
            }
            let s = self.sheet.suppose(std::slice::from_ref(case));
            let mut inner = rest.clone();
            inner.add(vec![case.clone()], s);
            // What the terms are is looked at again with what is known now.
            inner.explained.retain(|v| !self.unsettled(*v));
            premises.push(self.case(&inner, goal, deeper)?);
        }
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, premises))
    }

    /// The goal in one case, which may be impossible.
    fn case(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        let quick = Effort { squares: 0, depth: 0, ..effort };
        if goal.is_empty() {
            return self.prove(facts, goal, effort);
        }
        for (goal, effort) in [(goal, quick), (&[], quick), (goal, effort), (&[], effort)] {
            let mark = self.sheet.mark();
            if let Some(at) = self.prove(facts, goal, effort) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        None
    }

    /// Would more knowledge say more of this term?
    fn unsettled(&self, v: u32) -> bool {
        !matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(_)) | None)
    }

    /// The alternatives to split by, and the facts without them.
    fn alternatives_of(&mut self, facts: &Facts) -> Option<(At, Vec<Literal>, Facts)> {
        // Many alternatives, as of what is none of the solutions, wait until the equations are split.
        let leaves = facts.clauses.iter().fold(1usize, |n, c| n.saturating_mul(c.0.len()));
        let values = values_of_equations(facts);
        let open = |c: &[Literal]| c.iter().filter(|l| !false_at(l, &values)).count();
        if leaves > MANY_LEAVES
            && facts.clauses.iter().all(|c| open(&c.0) > 1)
            && let Some((at, cases, from)) = self.factors_of_an_equation(facts)
        {
            return Some((at, cases, facts.without_line(from)));
        }
        if let Some((clause, at)) = facts.clauses.iter().min_by_key(|c| (open(&c.0), c.0.len())) {
            let mut rest = facts.clone();
            rest.clauses.retain(|c| c.1 != *at);
            return Some((*at, clause.clone(), rest));
        }
        if let Some((at, cases)) = self.sign_of_an_absolute_value(facts) {
            return Some((at, cases, facts.clone()));
        }
        if let Some((at, cases, from)) = self.factors_of_an_equation(facts) {
            return Some((at, cases, facts.without_line(from)));
        }
        let (at, cases, from) = self.sides_of_a_difference(facts)?;
        Some((at, cases, facts.without_line(from)))
    }

    fn sign_of_an_absolute_value(&mut self, facts: &Facts) -> Option<Alternatives> {
        let inner = facts.explained.iter().find_map(|v| match self.sheet.terms.get(*v) {
            Some(Opaque::Abs(x)) => {
                let known = [x.clone(), x.neg()].map(|p| facts.says(&Literal::new(p, Sign::NonNegative)));
                (known == [None, None]).then(|| x.clone())
            }
            _ => None,
        })?;
        let first = Literal::new(inner, Sign::NonNegative);
        Some(self.either(first))
    }

    fn either(&mut self, first: Literal) -> Alternatives {
        let cases = vec![first.clone(), first.negated()];
        let atoms = cases.iter().map(|l| self.sheet.terms.atom(l)).collect();
        (self.sheet.push(atoms, Reason::Either, vec![]), cases)
    }

    fn factors_of_an_equation(&mut self, facts: &Facts) -> Option<(At, Vec<Literal>, At)> {
        let stop = self.stop;
        let equations: Vec<(Poly, At)> = facts.equations().map(|(p, at)| (p.clone(), at)).collect();
        for (p, at) in equations {
            // What defines a term is no alternative.
            if facts.quotients.iter().any(|v| v.product == at) {
                continue;
            }
            let mut work = Work::new(5_000_000, stop);
            let Some(found) = factor::factor(&p, &mut work) else { continue };
            let distinct: Vec<Poly> = found.factors.iter().map(|f| f.0.clone()).collect();
            if distinct.is_empty() || found.factors.iter().map(|f| f.1).sum::<u32>() < 2 {
                continue;
            }
            let all: Vec<_> = found
                .factors
                .iter()
                .flat_map(|(f, k)| std::iter::repeat_n(self.sheet.terms.num(f), *k as usize))
                .collect();
            let cases: Vec<Literal> = distinct.into_iter().map(|f| Literal::new(f, Sign::Zero)).collect();
            let atoms = cases.iter().map(|l| self.sheet.terms.atom(l)).collect();
            let line = self.sheet.push(atoms, Reason::Factors(all), vec![at]);
            return Some((line, cases, at));
        }
        None
    }

    /// n ≠ 0: n > 0 or −n > 0.
    pub fn sides_of_a_difference(&mut self, facts: &Facts) -> Option<(At, Vec<Literal>, At)> {
        let (n, at) = facts
            .known
            .iter()
            .find(|k| k.0.sign == Sign::NonZero && k.0.poly.constant_value().is_none())
            .map(|k| (k.0.poly.clone(), k.1))?;
        let (up, down) = (Literal::new(n.clone(), Sign::Positive), Literal::new(n.neg(), Sign::Positive));
        let (either, cases) = self.either(up.clone());
        // −n ≥ 0 and n ≠ 0: (−n)·(−n) = n² > 0.
        let s = self.sheet.suppose(&cases[1..]);
        let one = || euclase_poly::int(1);
        let product = |i: usize| euclase_poly::Term { coeff: one(), ineqs: vec![i], squares: vec![] };
        let c = euclase_poly::Certificate { multiplier: vec![product(0)], terms: vec![product(1)], cofactors: vec![] };
        let strict = self.sheet.order(Some(&down), &c, &[s, at], &[]);
        let first = self.sheet.suppose(std::slice::from_ref(&up));
        let atoms = [&up, &down].map(|l| self.sheet.terms.atom(l)).to_vec();
        let line = self.sheet.push(atoms, Reason::Cases, vec![either, first, strict]);
        Some((line, vec![up, down], at))
    }
}

/// Variables that have a number as their value by the equations, one after the other.
fn values_of_equations(facts: &Facts) -> BTreeMap<u32, Poly> {
    let mut values: BTreeMap<u32, Poly> = BTreeMap::new();
    loop {
        let before = values.len();
        for (e, _) in facts.equations().filter(|e| e.0.len() <= SHORT) {
            let Some(e) = e.subst_all(&values) else { continue };
            let vars = e.vars();
            let (Some(v), 1, 1) = (vars.first(), vars.len(), e.degree()) else { continue };
            let slope = e.sub(&Poly::constant(e.constant_term()));
            let Some((_, lead)) = slope.leading() else { continue };
            values.insert(*v, Poly::constant(-e.constant_term() / lead));
        }
        if values.len() == before {
            return values;
        }
    }
}

/// Is a literal false at these values, whatever the others are?
fn false_at(l: &Literal, values: &BTreeMap<u32, Poly>) -> bool {
    let put = l.poly.subst_all(values);
    put.is_some_and(|p| Literal::new(p, l.sign).truth() == Some(false))
}
