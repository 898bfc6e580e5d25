//! Ways to a goal that change it into simpler ones: tangents, both signs of an absolute value, squares of both sides.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sample::Samples;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term, int};
use num_traits::{One, Signed};

/// A way to a goal.
type Move<P> = fn(&mut P, &Facts, &Literal, Effort) -> Option<At>;

/// Most facts that are looked at.
const FEW: usize = 3;
/// Longest polynomial of which squares are made.
const LONG: usize = 40;

impl Prover<'_> {
    /// Points at which the facts hold.
    pub fn samples(&self, facts: &Facts) -> Samples {
        Samples::new(&self.sheet.terms, facts)
    }

    /// A comparison by one of the moves. `effort` is for what is left.
    pub fn moved(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if goal.sign == Sign::NonZero || effort.squares == 0 {
            return None;
        }
        let all: [Move<Self>; 5] =
            [Self::defined, Self::over_roots, Self::sum_of_roots, Self::both_signs, Self::squared];
        let moves = if goal.sign == Sign::Zero { &all[1..2] } else { &all[..] };
        for m in moves {
            let mark = self.sheet.mark();
            if let Some(at) = m(self, facts, goal, effort) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        None
    }

    /// A variable that an equation says to be a sum of fractions is replaced by that.
    fn defined(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let inverse = |p: &Poly| p.vars().into_iter().any(|w| facts.quotients.iter().any(|i| i.var == w));
        let leaf = |v: &u32| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_)));
        let (v, value, cofactor, at) = goal.poly.vars().into_iter().filter(leaf).find_map(|v| {
            facts.equations().filter(|e| e.0.degree_in(v) == 1 && inverse(e.0)).find_map(|(e, at)| {
                if facts.quotients.iter().any(|i| i.product == at) {
                    return None;
                }
                let parts = e.coefficients_in(v)?;
                let by = parts.get(1)?.constant_value()?.recip();
                Some((v, parts.first()?.scale(&-by.clone()), by, at))
            })
        })?;
        if goal.poly.degree_in(v) != 1 || facts.quotients.iter().any(|i| i.divisor.degree_in(v) > 0) {
            return None;
        }
        // goal = goal with the value + slope·(v − value)
        let slope = goal.poly.coefficients_in(v)?.get(1)?.scale(&cofactor);
        let claim = Literal::new(goal.poly.subst(v, &value)?, goal.sign);
        let mut without = facts.without_line(at);
        without.known.retain(|k| k.0.poly.degree_in(v) == 0);
        let at_claim = self.single(&without, &claim, effort)?;
        Some(self.carried(goal, at_claim, vec![(at, slope)]))
    }

    /// A goal with an absolute value: for either sign of what is inside, without supposing it.
    fn both_signs(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let deeper = Effort { depth: effort.depth.checked_sub(1)?, ..effort };
        let (v, inner) = goal.poly.vars().into_iter().find_map(|v| match self.sheet.terms.get(v) {
            Some(Opaque::Abs(x)) if goal.poly.degree_in(v) == 1 => Some((v, x.clone())),
            _ => None,
        })?;
        let put = |x: &Poly| Some(Literal::new(goal.poly.subst(v, x)?, goal.sign));
        let cases = [put(&inner)?, put(&inner.neg())?];
        let samples = self.samples(facts);
        if cases.iter().any(|c| samples.refute(c)) {
            return None;
        }
        // What is known of the absolute value is no longer needed.
        let mut without = facts.clone();
        without.known.retain(|k| k.0.poly.degree_in(v) == 0);
        let up = Literal::new(inner.clone(), Sign::NonNegative);
        let down = up.negated();
        let atoms = [&up, &down].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let mut premises = vec![either];
        let n = self.sheet.terms.num(&inner);
        for (case, (side, name)) in cases.iter().zip([(&up, "abs_same"), (&down, "abs_opposite")]) {
            let at = self.single(&without, case, deeper)?;
            let s = self.sheet.suppose(std::slice::from_ref(side));
            let is = self.sheet.lemma(name, vec![n.clone()], vec![s])?;
            // goal − case = coefficient·(abs − value)
            let coefficient = goal.poly.coefficients_in(v)?.get(1)?.clone();
            let term = Term { coeff: int(1), ineqs: vec![0], squares: vec![] };
            let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![coefficient] };
            premises.push(self.sheet.order(Some(goal), &c, &[at], &[is]));
        }
        Some(self.sheet.say(goal, Reason::Cases, premises))
    }

    /// Where p ≥ 0 and p ≤ 0 are known, p = 0.
    pub fn pinched(&mut self, facts: &mut Facts) {
        for (l, at) in facts.known.clone().into_iter().filter(|k| k.0.sign == Sign::NonNegative) {
            let other = Literal::new(l.poly.neg(), Sign::NonNegative);
            let zero = Literal::new(l.poly.clone(), Sign::Zero);
            let Some((_, below)) = facts.known.iter().find(|k| k.0 == other) else { continue };
            if facts.says(&zero).is_none() {
                let terms = vec![Term { coeff: int(1), ineqs: vec![0, 1], squares: vec![] }];
                let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
                let line = self.sheet.order(Some(&zero), &c, &[at, *below], &[]);
                facts.add(vec![zero], line);
            }
        }
    }

    /// The opposite of the goal refutes one of the facts.
    pub fn contraposition(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if facts.turned {
            return None;
        }
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let mut inner = facts.clone();
        inner.turned = true;
        inner.add(vec![opposite.clone()], s);
        self.pinched(&mut inner);
        let ordered = |l: &Literal| matches!(l.sign, Sign::NonNegative | Sign::Positive);
        let wanted = |l: &Literal, at: At| ordered(l) && l.poly.degree() >= 2 && !self.sheet.defines(at);
        let candidates: Vec<(Literal, At)> =
            facts.known.iter().filter(|k| wanted(&k.0, k.1)).rev().take(FEW).cloned().collect();
        for (fact, line) in candidates {
            let without = inner.without_line(line);
            let claim = fact.negated();
            if self.samples(&without).refute(&claim) {
                continue;
            }
            let mark = self.sheet.mark();
            let Some(at) = self.literal(&without, &claim, effort) else {
                self.sheet.back(mark);
                continue;
            };
            let just = |i: usize| Term { coeff: int(1), ineqs: vec![i], squares: vec![] };
            let c = Certificate { multiplier: vec![], terms: vec![just(0), just(1)], cofactors: vec![] };
            let absurd = self.sheet.order(None, &c, &[line, at], &[]);
            return Some(self.refuted(goal, &opposite, absurd));
        }
        None
    }

    /// A − B ≥ 0 with A ≥ 0, since A² ≥ B²: where that has fewer roots.
    fn squared(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let deeper = Effort { depth: effort.depth.checked_sub(1)?, ..effort };
        if goal.poly.len() > LONG {
            return None;
        }
        let before = self.roots_in(&goal.poly);
        let greater = self.with_roots(&goal.poly);
        let samples = self.samples(facts);
        for a in greater {
            let b = a.sub(&goal.poly);
            if a.is_zero() || b.is_zero() {
                continue;
            }
            let difference = a.square()?.sub(&b.square()?);
            let Some((reduced, parts)) = self.without_powers(facts, &difference) else { continue };
            let claim = Literal::new(reduced, goal.sign);
            if self.roots_in(&claim.poly) >= before || samples.refute(&claim) {
                continue;
            }
            let Some(a_line) = self.quickly(facts, &Literal::new(a.clone(), Sign::NonNegative)) else { continue };
            let mark = self.sheet.mark();
            let Some(at) = self.single(facts, &claim, deeper) else {
                self.sheet.back(mark);
                continue;
            };
            // Where −goal = B − A is ≥ 0 or > 0: (B − A)² + 2A(B − A) + (A² − B²) = 0.
            let opposite = goal.negated();
            let s = self.sheet.suppose(std::slice::from_ref(&opposite));
            let term = |c: i64, ineqs: Vec<usize>| Term { coeff: int(c), ineqs, squares: vec![] };
            let terms = vec![term(1, vec![0, 0]), term(2, vec![1, 0]), term(1, vec![2])];
            let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().unzip();
            let c = Certificate { multiplier: vec![], terms, cofactors };
            let absurd = self.sheet.order(None, &c, &[s, a_line, at], &eqs);
            return Some(self.refuted(goal, &opposite, absurd));
        }
        None
    }

    /// What equations with roots say without them, of both sides squared and of tangents: the facts without roots, where that is
    /// more than before.
    pub fn root_consequences(&mut self, facts: &Facts, effort: Effort) -> Option<Facts> {
        let mut equations: Vec<(Poly, At)> = self.undefining_any(facts);
        equations.retain(|e| e.0.len() <= LONG && e.0.vars().into_iter().any(|v| self.is_radical(v)));
        let mut more = facts.clone();
        for (e, at) in equations {
            self.squared_equation(&mut more, &e, at);
            let mark = self.sheet.mark();
            if self.equal_sum_of_roots(&mut more, &e, at).is_none() {
                self.sheet.back(mark);
            }
        }
        let new = more.known.split_off(facts.known.len());
        let leaves =
            |l: &Literal| l.poly.vars().iter().all(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_))));
        let mut plain = Facts { explained: facts.explained.clone(), ..Facts::default() };
        plain.known = facts.known.iter().filter(|k| leaves(&k.0)).cloned().collect();
        let new: Vec<(Literal, At)> = new.into_iter().filter(|k| leaves(&k.0)).collect();
        if new.is_empty() {
            return None;
        }
        for (l, at) in new {
            let other = Literal::new(l.poly.neg(), Sign::NonNegative);
            if l.sign == Sign::NonNegative
                && let Some(at) = self.literal(&plain, &other, effort)
            {
                plain.add(vec![other], at);
            }
            plain.add(vec![l], at);
        }
        self.pinched(&mut plain);
        Some(plain)
    }

    fn undefining_any(&self, facts: &Facts) -> Vec<(Poly, At)> {
        let all = facts.equations().filter(|(_, at)| !self.sheet.defines(*at));
        all.map(|(p, at)| (p.clone(), at)).collect::<Vec<_>>().into_iter().rev().take(FEW).collect()
    }

    /// A root, or the inverse of one?
    fn is_radical(&self, v: u32) -> bool {
        match self.sheet.terms.get(v) {
            Some(Opaque::Root(..)) => true,
            Some(Opaque::Inverse(d)) => {
                d.vars().into_iter().any(|w| matches!(self.sheet.terms.get(w), Some(Opaque::Root(..))))
            }
            _ => false,
        }
    }

    /// A − B = 0 gives A² − B² = 0, where that has fewer roots.
    fn squared_equation(&mut self, facts: &mut Facts, e: &Poly, at: At) -> Option<()> {
        let before = self.roots_in(e);
        for a in self.with_roots(e) {
            let b = a.sub(e);
            let difference = a.square()?.sub(&b.square()?);
            let (reduced, parts) = self.without_powers(facts, &difference)?;
            if reduced.is_zero() || self.roots_in(&reduced) >= before {
                continue;
            }
            // (A − B)·(A + B)
            let mut parts: Vec<(At, Poly)> = parts.into_iter().map(|(at, c)| (at, c.neg())).collect();
            parts.push((at, a.add(&b)));
            let line = self.sheet.combine(&reduced, parts);
            facts.add(vec![Literal::new(reduced.clone(), Sign::Zero)], line);
            if self.roots_in(&reduced) > 0 {
                self.squared_equation(facts, &reduced, line);
            }
            return Some(());
        }
        None
    }

    /// The parts with and without roots that stand on the left where both sides are squared.
    fn with_roots(&self, p: &Poly) -> [Poly; 2] {
        let has_root = |m: &Mono| m.powers().any(|(v, _)| matches!(self.sheet.terms.get(v), Some(Opaque::Root(2, _))));
        let part = |keep: &dyn Fn(&Mono, bool) -> bool| {
            Poly::from_terms(p.terms().filter(|(m, c)| keep(m, c.is_positive())).map(|(m, c)| (m.clone(), c)))
        };
        [part(&|m, up| has_root(m) && up), part(&|m, up| !has_root(m) || up)]
    }

    /// Monomials with different roots.
    fn roots_in(&self, p: &Poly) -> usize {
        let mut all: Vec<Vec<u32>> = Vec::new();
        for m in p.monomials() {
            let roots: Vec<u32> = m
                .powers()
                .map(|f| f.0)
                .filter(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Root(..))))
                .collect();
            if !roots.is_empty() && !all.contains(&roots) {
                all.push(roots);
            }
        }
        all.len()
    }

    /// p with squares of square roots replaced by what is below: that, and the cofactors, p = that + Σ cofactor·(r² − u).
    pub fn without_powers(&self, facts: &Facts, p: &Poly) -> Option<(Poly, Vec<(At, Poly)>)> {
        let mut p = p.clone();
        let mut parts = Vec::new();
        for v in p.vars().into_iter().rev() {
            let Some(Opaque::Root(2, below)) = self.sheet.terms.get(v) else { continue };
            if p.degree_in(v) < 2 {
                continue;
            }
            let line = facts.says(&Literal::new(Poly::var(v).square()?.sub(below), Sign::Zero))?;
            let (mut out, mut cofactor) = (Poly::zero(), Poly::zero());
            for (e, c) in p.coefficients_in(v)?.iter().enumerate() {
                let (half, odd) = (e as u32 / 2, Mono::power(v, e as u32 % 2));
                let c = c.mul_term(&euclase_poly::Q::one(), &odd);
                out = out.add(&c.mul_cap(&below.pow(half, MAX_TERMS)?, MAX_TERMS)?);
                // r^(2h) − u^h = (r² − u)·Σ_{j<h} r^(2j)·u^(h−1−j)
                for j in 0..half {
                    let power =
                        below.pow(half - 1 - j, MAX_TERMS)?.mul_term(&euclase_poly::Q::one(), &Mono::power(v, 2 * j));
                    cofactor = cofactor.add(&c.mul_cap(&power, MAX_TERMS)?);
                }
            }
            parts.push((line, cofactor));
            p = out;
        }
        Some((p, parts))
    }
}
