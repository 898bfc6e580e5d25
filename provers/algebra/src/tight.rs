//! Equality cases: an equation whose two sides compare in one way always.
//!
//! Where e ≥ 0 has a certificate m·e = Σ terms, e = 0 makes every term zero: of each a factor is. So the squares of the
//! certificate say where equality holds.

use crate::facts::Facts;
use crate::posed::Posed;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, int};
use std::collections::{BTreeMap, BTreeSet};

/// Most equations that are looked at, and most terms of a certificate.
const FEW: usize = 3;
const TERMS: usize = 60;
/// How often equality cases are looked for inside one another.
const TWICE: u32 = 2;
/// Most alternatives that are made.
const CLAUSES: usize = 6;

impl Prover<'_> {
    /// An equation, from what an equation among the facts says where its sides compare in one way.
    pub fn equality_case(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if facts.tight >= TWICE || effort.depth == 0 {
            return None;
        }
        for (e, at) in self.undefining(facts) {
            let mark = self.sheet.mark();
            if let Some(inner) = self.tight_facts(facts, &e, at, effort) {
                let found = match inner.boundary.first() {
                    Some(v) => self.at_the_boundary(facts, *v, goal, effort),
                    None => self.single(&inner, goal, effort),
                };
                if found.is_some() {
                    return found;
                }
            }
            self.sheet.back(mark);
        }
        None
    }

    /// An equality case where v = 0, and where v > 0, of a variable that is not negative.
    fn at_the_boundary(&mut self, facts: &Facts, v: u32, goal: &Literal, effort: Effort) -> Option<At> {
        let deeper = Effort { depth: effort.depth.checked_sub(1)?, ..effort };
        let x = Poly::var(v);
        let at_least = facts.says(&Literal::new(x.clone(), Sign::NonNegative))?;
        let zero = Literal::new(x.clone(), Sign::Zero);
        let nonzero = zero.negated();
        let atoms = [&zero, &nonzero].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let is_zero = self.sheet.suppose(std::slice::from_ref(&zero));
        let mut on = facts.clone();
        on.add(vec![zero], is_zero);
        let first = self.single(&on, goal, deeper)?;
        // v ≥ 0 and v ≠ 0: v·v = v² > 0.
        let s = self.sheet.suppose(std::slice::from_ref(&nonzero));
        let just = |i: usize| Term { coeff: int(1), ineqs: vec![i], squares: vec![] };
        let c = Certificate { multiplier: vec![just(0)], terms: vec![just(1)], cofactors: vec![] };
        let positive = Literal::new(x, Sign::Positive);
        let line = self.sheet.order(Some(&positive), &c, &[at_least, s], &[]);
        let mut inside = facts.clone();
        inside.add(vec![positive], line);
        let second = self.equality_case(&inside, goal, deeper)?;
        Some(self.sheet.say(goal, Reason::Cases, vec![either, first, second]))
    }

    /// Equations that do not say what a term is, the last ones first.
    pub fn undefining(&self, facts: &Facts) -> Vec<(Poly, At)> {
        let all = facts.equations().filter(|(p, at)| p.degree() >= 2 && !self.sheet.defines(*at));
        let all: Vec<(Poly, At)> = all.map(|(p, at)| (p.clone(), at)).collect();
        all.into_iter().rev().take(FEW).collect()
    }

    /// The facts without an equation, and with what it says where its sides compare in one way.
    pub fn tight_facts(&mut self, facts: &Facts, e: &Poly, at: At, effort: Effort) -> Option<Facts> {
        let without = facts.without_line(at);
        let samples = self.samples(&without);
        for side in [e.clone(), e.neg()] {
            if samples.refute(&Literal::new(side.clone(), Sign::NonNegative)) {
                continue;
            }
            let posed = self.posed(&without, &side, false);
            if let Some(found) = self.certificate_of(&posed, effort) {
                let mut inner = facts.clone();
                inner.tight += 1;
                self.vanishing_terms(&mut inner, &posed, &found, e, &side, at);
                return Some(inner);
            }
        }
        None
    }

    /// Adds that the terms of a certificate are zero; `side` is `e` or its opposite.
    fn vanishing_terms(
        &mut self,
        facts: &mut Facts,
        posed: &Posed,
        found: &Certificate,
        e: &Poly,
        side: &Poly,
        at: At,
    ) {
        if found.terms.len() > TERMS {
            return;
        }
        let c = posed.home_certificate(found);
        let strict: Vec<bool> = posed.problem.ineqs.iter().map(|q| q.1).collect();
        let polys: Vec<Poly> = posed.problem.ineqs.iter().map(|q| posed.home(&q.0)).collect();
        let mut multiplier = Poly::zero();
        for t in &found.multiplier {
            let Ok(p) = t.expand(&posed.problem) else { return };
            multiplier = multiplier.add(&posed.home(&p));
        }
        let sign = if e == side { -1 } else { 1 };
        let mut clauses = Vec::new();
        for (k, t) in c.terms.iter().enumerate() {
            // What is certainly positive is the multiplier; of other hypotheses the even part is a square.
            let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
            t.ineqs.iter().for_each(|i| *counts.entry(*i).or_default() += 1);
            let positive: Vec<usize> = t.ineqs.iter().copied().filter(|i| strict.get(*i) == Some(&true)).collect();
            let (mut extra, mut factors) = (Vec::new(), t.squares.clone());
            for (i, n) in counts.iter().filter(|(i, _)| strict.get(**i) == Some(&false)) {
                if n % 2 == 1 {
                    extra.push(*i);
                }
                let Some(p) = polys.get(*i) else { return };
                factors.extend(std::iter::repeat_n(p.clone(), n.div_ceil(2)));
            }
            let Some(z) = Poly::product(&factors) else { continue };
            if z.is_zero() || z.constant_value().is_some() || z.len() > 400 {
                continue;
            }
            // positive·z² = extra·term, and −term = Σ others + Σ cofactor·equation − m·e.
            let by = |t: &Term| Term { ineqs: [&t.ineqs[..], &extra[..]].concat(), ..t.clone() };
            let others: Vec<Term> = c.terms.iter().enumerate().filter(|(j, _)| *j != k).map(|(_, t)| by(t)).collect();
            let Some(raised) = extra.iter().try_fold(Poly::one(), |p, i| p.mul_cap(polys.get(*i)?, MAX_TERMS)) else {
                continue;
            };
            let scaled = |q: &Poly| q.mul_cap(&raised, MAX_TERMS);
            let Some(mut cofactors) = c.cofactors.iter().map(scaled).collect::<Option<Vec<_>>>() else { continue };
            cofactors.resize(posed.eqs.len(), Poly::zero());
            let Some(last) = scaled(&multiplier) else { continue };
            cofactors.push(last.scale(&int(sign)));
            let lines = [&posed.eqs[..], &[at]].concat();
            let first = Term { coeff: t.coeff.clone(), ineqs: positive, squares: vec![] };
            let certificate = Certificate { multiplier: vec![first], terms: others, cofactors };
            let claim = Literal::new(z, Sign::Zero);
            let line = self.sheet.order(Some(&claim), &certificate, &posed.ineqs, &lines);
            let mut distinct: Vec<Poly> = Vec::new();
            for f in &factors {
                if !distinct.contains(f) {
                    distinct.push(f.clone());
                }
            }
            if factors.len() == 1 {
                facts.add(vec![claim], line);
                continue;
            }
            let nums = factors.iter().map(|f| self.sheet.terms.num(f)).collect();
            let clause: Vec<Literal> = distinct.into_iter().map(|f| Literal::new(f, Sign::Zero)).collect();
            let atoms = clause.iter().map(|l| self.sheet.terms.atom(l)).collect();
            clauses.push((clause, self.sheet.push(atoms, Reason::Factors(nums), vec![line])));
        }
        let strict = |p: &Poly| facts.says(&Literal::new(p.clone(), Sign::Positive)).is_some();
        let on_boundary = |(l, _): &(Vec<Literal>, At)| -> Vec<u32> {
            let plain = l.iter().filter(|l| l.poly.len() == 1 && l.poly.degree() == 1 && !strict(&l.poly));
            plain.flat_map(|l| l.poly.vars()).collect()
        };
        let boundary: BTreeSet<u32> = clauses.iter().flat_map(on_boundary).collect();
        facts.boundary = boundary
            .into_iter()
            .filter(|v| facts.says(&Literal::new(Poly::var(*v), Sign::NonNegative)).is_some())
            .filter(|v| facts.says(&Literal::new(Poly::var(*v), Sign::Zero)).is_none())
            .collect();
        clauses.sort_by_key(|c| c.0.len());
        for (clause, line) in clauses.into_iter().take(CLAUSES) {
            facts.add(clause, line);
        }
    }
}
