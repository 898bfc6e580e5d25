//! What follows from the equations, times powers of what is not zero, and what is absurd with them.

use super::{EACH, Strict};
use crate::sheet::At;
use euclase_grammar::core::Rel;
use euclase_poly::groebner::{derivation, is_member};
use euclase_poly::{Poly, Work};

/// Inequations with so many terms are tried first.
const SHORT: usize = 4;
/// Most inequations that take part in one.
const MOST: usize = 24;
/// Products of one derivation's step before it is cut into several.
const PRODUCTS: usize = 400;
/// Powers of what is not zero that are tried, and of the goal.
const POWERS: [(u32, u32); 6] = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 3)];

/// Polynomials that are not zero, how often each is a factor, and the lines that say so.
type NotZero = Vec<(Poly, u32, At)>;

impl Strict<'_> {
    /// f ≠ 0, since f = 0 is absurd.
    pub fn nonzero_by_ideal(&mut self, f: &Poly, work: &mut Work) -> Option<At> {
        if let Some(n) = self.nonzero.iter().find(|n| n.0 == *f) {
            return Some(n.1);
        }
        let supposed = self.sheet.suppose(f, Rel::Eq);
        let before = self.equations.len();
        self.zero(f, supposed);
        let absurd = self.absurd(work);
        self.equations.truncate(before);
        Some(self.sheet.refuted(f, absurd?))
    }

    /// The equations and inequations contradict one another.
    pub(super) fn absurd(&mut self, work: &mut Work) -> Option<At> {
        let (zero, mut all) = self.product_in_ideal(&Poly::one(), work)?;
        // (1 = 0 is absurd as it is.)
        let Some((last, times, not)) = all.pop() else { return Some(zero) };
        let zero = self.sheet.strip(zero, &all, &last, times);
        Some(self.sheet.absurd(&last, zero, Rel::Ne, not))
    }

    /// A line for g = 0.
    pub fn vanishes(&mut self, g: &Poly, work: &mut Work) -> Option<At> {
        if g.is_zero() {
            return Some(self.sheet.combine(g, &[]));
        }
        if let Some(e) = self.equations.iter().find(|e| e.0 == *g) {
            return Some(e.1);
        }
        let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
        if work.with_part(EACH, |w| is_member(g, &eqs, w)) == Some(true) {
            return self.derived(g, work);
        }
        let (zero, all) = self.product_in_ideal(g, work)?;
        Some(self.sheet.strip(zero, &all, g, self.last_power))
    }

    /// A line for p = 0, p being in the ideal.
    pub(super) fn derived(&mut self, p: &Poly, work: &mut Work) -> Option<At> {
        let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
        let found = work.with_part(EACH * 4, |w| derivation(p, &eqs, PRODUCTS, w))?;
        let mut lines: Vec<At> = self.equations.iter().map(|e| e.1).collect();
        for step in &found.steps {
            let parts: Vec<(At, &Poly)> =
                step.combination.iter().filter_map(|(i, f)| Some((*lines.get(*i)?, f))).collect();
            lines.push(self.sheet.combine(&step.poly, &parts));
        }
        lines.last().copied()
    }

    /// g^k·Π n^e in the ideal: the line that says that it is zero, and the n.
    fn product_in_ideal(&mut self, g: &Poly, work: &mut Work) -> Option<(At, NotZero)> {
        let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
        let count = self.sheet.vars.count();
        let one = g.constant_value().is_some();
        let inverse = |k: usize, p: &Poly| Some(Poly::one().sub(&Poly::var(count + u32::try_from(k).ok()?).mul(p)?));
        let inside = |these: &[usize], work: &mut Work| -> Option<bool> {
            let mut more = eqs.clone();
            for k in these {
                more.push(inverse(*k + 1, &self.nonzero[*k].0)?);
            }
            if !one {
                more.push(inverse(0, g)?);
            }
            let part = work.left() / 3;
            work.with_part(part, |w| is_member(&Poly::one(), &more, w))
        };
        // Short ones are enough where no two points have to differ for the sake of isotropic lines.
        let all: Vec<usize> = (0..self.nonzero.len().min(MOST)).collect();
        let short: Vec<usize> = all.iter().copied().filter(|k| self.nonzero[*k].0.len() <= SHORT).collect();
        let mut these = short.clone();
        if short.is_empty() || inside(&short, work) != Some(true) {
            if short.len() == all.len() || inside(&all, work) != Some(true) {
                return None;
            }
            these = all;
        }
        // Without those that it does not take.
        for k in (0..these.len()).rev() {
            let mut fewer = these.clone();
            fewer.remove(k);
            if inside(&fewer, work) == Some(true) {
                these = fewer;
            }
        }
        let product = |exponents: &[u32], power: u32| -> Option<Poly> {
            let mut p = if one { Poly::one() } else { g.pow(power, 20_000)? };
            for (k, e) in these.iter().zip(exponents) {
                p = p.mul(&self.nonzero[*k].0.pow(*e, 20_000)?)?;
            }
            Some(p)
        };
        let member = |exponents: &[u32], power: u32, work: &mut Work| -> bool {
            let Some(p) = product(exponents, power) else { return false };
            work.with_part(EACH, |w| is_member(&p, &eqs, w)) == Some(true)
        };
        for (power, e) in POWERS {
            let mut exponents = vec![e; these.len()];
            if (one && power > 1) || !member(&exponents, power, work) {
                continue;
            }
            for i in 0..exponents.len() {
                while exponents[i] > 1 {
                    exponents[i] -= 1;
                    if !member(&exponents, power, work) {
                        exponents[i] += 1;
                        break;
                    }
                }
            }
            let p = product(&exponents, power)?;
            let at = self.derived(&p, work)?;
            self.last_power = power;
            let n = these.iter().zip(exponents).map(|(k, e)| (self.nonzero[*k].0.clone(), e, self.nonzero[*k].1));
            return Some((at, n.collect()));
        }
        None
    }
}
