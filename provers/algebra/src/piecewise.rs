//! Absolute values, minima and maxima: resolved one after the other, inner ones first.
//!
//! The sign of what is inside, or of the difference of the two numbers, says which value such a term has. Where samples
//! show both signs there are two cases; where they show one it is tried to prove. At the leaves the terms are gone
//! from the goal and from the facts.

use crate::facts::Facts;
use crate::powers::over_others;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Q, Term};
use num_traits::One;
use std::collections::BTreeSet;

/// Most leaves.
const LEAVES: usize = 400;

/// A place of the tree.
#[derive(Clone)]
struct Place {
    /// What is known without the terms that are resolved.
    facts: Facts,
    /// Terms with their values, and the lines that say so.
    by: Vec<(u32, Poly, At)>,
    /// Facts and terms that are still to come.
    later: Vec<(Literal, At)>,
    todo: Vec<u32>,
}

impl Prover<'_> {
    /// A goal (or an absurdity) with absolute values, minima and maxima in it or in the facts.
    pub fn piecewise(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        if facts.pieces || goal.len() > 1 || effort.depth == 0 {
            return None;
        }
        let explained: BTreeSet<u32> = facts.explained.iter().copied().collect();
        let todo: Vec<u32> = explained.iter().copied().filter(|v| self.is_piece(*v)).collect();
        let inside = |v: &u32| match self.sheet.terms.get(*v) {
            Some(Opaque::Root(_, x) | Opaque::Inverse(x)) => x.vars().iter().any(|w| todo.contains(w)),
            Some(Opaque::Power(a, b)) => a.vars().iter().chain(&b.vars()).any(|w| todo.contains(w)),
            _ => false,
        };
        if todo.is_empty() || explained.iter().any(inside) {
            return None;
        }
        let mut place = Place { facts: facts.clone(), by: vec![], later: vec![], todo };
        place.facts.pieces = true;
        // Facts about these terms come back when the terms are resolved; lemmas about them are not needed.
        let speaks = |l: &Literal| l.poly.vars().iter().any(|v| place.todo.contains(v));
        place.later = facts.known.iter().filter(|k| speaks(&k.0) && !self.sheet.defines(k.1)).cloned().collect();
        place.facts.known.retain(|k| !speaks(&k.0));
        place.facts.clauses.retain(|c| !c.0.iter().any(speaks));
        place.facts.explained.retain(|v| !place.todo.contains(v));
        let mut left = LEAVES;
        self.resolve(place, goal, Effort { depth: effort.depth - 1, ..effort }, &mut left)
    }

    fn is_piece(&self, v: u32) -> bool {
        matches!(self.sheet.terms.get(v), Some(Opaque::Abs(_) | Opaque::Min(..) | Opaque::Max(..)))
    }

    fn resolve(&mut self, mut place: Place, goal: &[Literal], effort: Effort, left: &mut usize) -> Option<At> {
        if *left == 0 || (self.stop)() {
            return None;
        }
        // Facts that are free of unresolved terms.
        let known: Vec<u32> = place.by.iter().map(|b| b.0).collect();
        let all: Vec<u32> = place.todo.iter().copied().filter(|v| !known.contains(v)).collect();
        let (ready, later): (Vec<_>, Vec<_>) =
            place.later.into_iter().partition(|k| !k.0.poly.vars().iter().any(|v| all.contains(v)));
        place.later = later;
        for (l, at) in ready {
            if let Some((l, at)) = self.put_pieces(&place.by, &l, at) {
                place.facts.add(vec![l], at);
            }
        }
        let Some(&v) = all.first() else {
            *left -= 1;
            return self.leaf(&place, goal, effort);
        };
        let term = self.sheet.terms.get(v)?.clone();
        let difference = match &term {
            Opaque::Abs(x) => x.clone(),
            Opaque::Min(x, y) | Opaque::Max(x, y) => x.sub(y),
            _ => return None,
        };
        let (value, _) = over_others(&difference, &place.by)?;
        let (up, down) = (Literal::new(value.clone(), Sign::NonNegative), Literal::new(value.neg(), Sign::NonNegative));
        let samples = self.samples(&place.facts);
        for (l, side) in [(&up, true), (&down, false)] {
            if samples.refute(l) {
                continue;
            }
            if let Some(at) = self.quickly(&place.facts, l) {
                let mut inner = place.clone();
                self.settle(&mut inner, v, &term, side, at)?;
                return self.resolve(inner, goal, effort, left);
            }
        }
        let below = up.negated();
        let atoms = [&up, &below].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let mut premises = vec![either];
        for (l, side) in [(&up, true), (&below, false)] {
            let s = self.sheet.suppose(std::slice::from_ref(l));
            let mut inner = place.clone();
            inner.facts.add(vec![l.clone()], s);
            self.settle(&mut inner, v, &term, side, s)?;
            premises.push(self.resolve(inner, goal, effort, left)?);
        }
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, premises))
    }

    /// A literal with the values of the resolved terms put in.
    fn put_pieces(&mut self, by: &[(u32, Poly, At)], l: &Literal, at: At) -> Option<(Literal, At)> {
        let (p, parts) = over_others(&l.poly, by)?;
        if p == l.poly {
            return Some((l.clone(), at));
        }
        let claim = Literal::new(p, l.sign);
        if l.sign == Sign::NonZero || claim.truth() == Some(true) {
            return None;
        }
        let parts = parts.into_iter().map(|(at, c)| (at, c.neg())).collect();
        let line = self.carried(&claim, at, parts);
        Some((claim, line))
    }

    /// Adds the value of a term: `at` says that the difference, with values put in, is ≥ 0 (`side`) or ≤ 0.
    fn settle(&mut self, place: &mut Place, v: u32, term: &Opaque, side: bool, at: At) -> Option<()> {
        let (x, y) = match term {
            Opaque::Abs(x) => (x.clone(), x.neg()),
            Opaque::Min(x, y) | Opaque::Max(x, y) => (x.clone(), y.clone()),
            _ => return None,
        };
        let difference = if matches!(term, Opaque::Abs(_)) { x.clone() } else { x.sub(&y) };
        let difference = if side { difference } else { difference.neg() };
        let (_, parts) = over_others(&difference, &place.by)?;
        let sign = Literal::new(difference, Sign::NonNegative);
        // What the term itself says, from what is said with values put in.
        let line = self.carried(&sign, at, parts);
        let (first, is) = match term {
            Opaque::Abs(_) => {
                let name = if side { "abs_same" } else { "abs_opposite" };
                let n = self.sheet.terms.num(&x);
                (side, self.sheet.lemma(name, vec![n], vec![line])?)
            }
            Opaque::Min(..) => (!side, self.extreme("min", v, (&x, &y), !side, line)?),
            _ => (side, self.extreme("max", v, (&x, &y), side, line)?),
        };
        let value = if first { x } else { y };
        let (value, parts) = over_others(&value, &place.by)?;
        // v − value = (v − term) + Σ cofactor·(…)
        let mut parts: Vec<(At, Poly)> = parts;
        parts.push((is, Poly::one()));
        let equation = self.sheet.combine(&Poly::var(v).sub(&value), parts);
        place.by.push((v, value, equation));
        Some(())
    }

    /// min(x, y) or max(x, y) is the first (or second) of them, by the line that compares them.
    fn extreme(&mut self, f: &str, v: u32, (x, y): (&Poly, &Poly), first: bool, line: At) -> Option<At> {
        let terms = [x, y].map(|p| self.sheet.terms.num(p)).to_vec();
        let (this, other) = if first { (x, y) } else { (y, x) };
        let bound = if first { format!("{f}_bound") } else { format!("{f}_bound_right") };
        let bound = self.sheet.lemma(&bound, terms.clone(), vec![])?;
        let either = self.sheet.lemma(&format!("{f}_either"), terms, vec![])?;
        let t = Poly::var(v);
        let claim = Literal::new(t.sub(this), Sign::Zero);
        let is_this = self.sheet.suppose(std::slice::from_ref(&claim));
        let is_other = self.sheet.suppose(&[Literal::new(t.sub(other), Sign::Zero)]);
        // min: −(t − a)² = (a − t)·(b − a) + (a − t)·(t − b); max with the signs turned.
        let term = Term { coeff: Q::one(), ineqs: vec![0, 1], squares: vec![] };
        let cofactor = this.sub(&t);
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![cofactor] };
        let from_other = self.sheet.order(Some(&claim), &c, &[bound, line], &[is_other]);
        let (a, b) = if first { (is_this, from_other) } else { (from_other, is_this) };
        Some(self.sheet.say(&claim, Reason::Cases, vec![either, a, b]))
    }

    fn leaf(&mut self, place: &Place, goal: &[Literal], effort: Effort) -> Option<At> {
        let quick = Effort { squares: 0, depth: 0, ..effort };
        let [goal] = goal else {
            return self.prove(&place.facts, &[], quick).or_else(|| self.prove(&place.facts, &[], effort));
        };
        let (p, parts) = over_others(&goal.poly, &place.by)?;
        let claim = Literal::new(p, goal.sign);
        let possible = !self.samples(&place.facts).refute(&claim);
        for (possible, effort) in [(possible, quick), (false, quick), (possible, effort)] {
            let mark = self.sheet.mark();
            if possible {
                if let Some(at) = self.prove(&place.facts, std::slice::from_ref(&claim), effort) {
                    return match goal.sign {
                        Sign::NonZero if !parts.is_empty() => None,
                        _ => Some(self.carried(goal, at, parts)),
                    };
                }
            } else if let Some(at) = self.prove(&place.facts, &[], effort) {
                return Some(self.sheet.say(goal, Reason::Weaken, vec![at]));
            }
            self.sheet.back(mark);
        }
        None
    }
}
