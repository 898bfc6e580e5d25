//! The chain of eliminations: what is to be shown, without one point after another.

use crate::Why;
use crate::define::{Definition, Value};
use crate::quantity::{Quantities, Quantity};
use euclase_coordinates::nonzero::Nonzero;
use euclase_coordinates::sheet::{At, Sheet};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_poly::{Mono, Poly, Work, int};
use num_traits::{Signed, Zero};
use std::collections::BTreeMap;

/// Most terms of an expression in quantities.
const MAX_TERMS: usize = 1_500;
/// Most terms of it in coordinates.
const MAX_EXPANDED: usize = 60_000;

/// One elimination: den^power · before = common · after, but for multiples of the lemmas.
struct Eliminated {
    before: Poly,
    definition: usize,
    /// Quantities of the point, with what they are without it.
    values: Vec<(u32, Quantity, Value)>,
    power: u32,
    common: Poly,
}

/// What the chain is made of.
pub struct Chain<'a, 'b, 'w> {
    /// Lines.
    pub sheet: &'a mut Sheet<'b>,
    /// Quantities.
    pub q: &'a mut Quantities,
    /// Definitions, in the order of elimination.
    pub definitions: &'a mut [Definition],
    /// Why things are not zero.
    pub nonzero: &'a mut Nonzero,
    /// The budget.
    pub work: &'a mut Work<'w>,
    /// What went wrong.
    pub why: Why,
}

impl Chain<'_, '_, '_> {
    /// A line that says that a polynomial in quantities is 0.
    pub fn zero(&mut self, p: &Poly) -> Option<At> {
        self.why = Why::Work;
        let mut now = p.clone();
        let mut steps = Vec::new();
        for i in 0..self.definitions.len() {
            if now.is_zero() {
                break;
            }
            if let Some((step, after)) = self.eliminate(&now, i)? {
                steps.push(step);
                now = after;
            }
        }
        if !self.identity(&now)? {
            self.why = Why::Remainder;
            return None;
        }
        let (left, right) = self.sides(&now)?;
        let mut at = self.sheet.equation(left, right, Vec::new());
        for step in steps.iter().rev() {
            at = self.back(step, at)?;
        }
        Some(at)
    }

    /// Removes a point; `Some(None)` where it does not occur.
    fn eliminate(&mut self, p: &Poly, i: usize) -> Option<Option<(Eliminated, Poly)>> {
        let point = self.definitions[i].point;
        let mut values = Vec::new();
        for v in p.vars() {
            let of = self.q.get(v)?;
            if of.occurs(point) > 0 {
                values.push((v, of, self.definitions[i].value(of, self.q)?));
            }
        }
        if values.is_empty() {
            return Some(None);
        }
        let den = self.definitions[i].den.clone();
        let used = |m: &Mono| values.iter().map(|(v, _, x)| m.exp(*v) * x.power).sum::<u32>();
        let power = p.monomials().iter().map(used).max().unwrap_or(0);
        let mut sum = Vec::new();
        for (m, c) in p.terms() {
            let mut rest = m.clone();
            let mut part = den.pow(power - used(m), MAX_TERMS)?;
            for (v, _, x) in &values {
                rest = rest.without(*v);
                part = self.times(&part, &x.value.pow(m.exp(*v), MAX_TERMS)?)?;
            }
            sum.push(part.mul_term(&c, &rest));
        }
        let raw = Poly::sum(&sum);
        let shared = raw.monomials().iter().cloned().reduce(|a, b| a.gcd(&b)).unwrap_or_else(Mono::one);
        let common = if raw.is_zero() { Poly::one() } else { Poly::term(raw.content(), shared) };
        let after = raw.div_exact(&common)?;
        if after.len() > MAX_TERMS {
            return None;
        }
        Some(Some((Eliminated { before: p.clone(), definition: i, values, power, common }, after)))
    }

    fn times(&mut self, a: &Poly, b: &Poly) -> Option<Poly> {
        self.work.spend((a.len() * b.len()) as u64 * 4)?;
        a.mul_cap(b, MAX_TERMS * 4)
    }

    /// Is it 0 whatever the free points and parameters are?
    fn identity(&mut self, p: &Poly) -> Option<bool> {
        let vars = self.sheet.vars;
        let mut by = BTreeMap::new();
        let mut size = 1;
        for v in p.vars() {
            let of = self.q.get(v)?;
            let value = match of {
                Quantity::Along(_) => Poly::var(vars.count() + v),
                _ => self.q.coordinates(of, vars)?,
            };
            size = value.len().max(size);
            by.insert(v, value);
        }
        self.work.spend(p.len() as u64 * (size as u64).pow(3))?;
        let whole = p.subst_all(&by)?;
        if whole.len() > MAX_EXPANDED {
            return None;
        }
        Some(whole.is_zero())
    }

    /// Terms with positive and with negative coefficients.
    fn sides(&self, p: &Poly) -> Option<(Num, Num)> {
        let side = |positive: bool| {
            let some = p.terms().filter(|(_, c)| c.is_positive() == positive).map(|(m, c)| (m.clone(), c.abs()));
            self.q.num(&Poly::from_terms(some), self.sheet.vars)
        };
        Some((side(true)?, side(false)?))
    }

    /// The line of what an elimination began with, from that of what it ended with.
    fn back(&mut self, s: &Eliminated, after: At) -> Option<At> {
        let den = self.definitions[s.definition].den.clone();
        let mut parts = Vec::new();
        let mut before: Vec<(Mono, Q, Poly, u32)> =
            s.before.terms().map(|(m, c)| (m.clone(), c, Poly::one(), s.power)).collect();
        for (v, of, x) in &s.values {
            let mut cofactor = Poly::zero();
            let quantity = Poly::var(*v);
            for (m, c, done, left) in &mut before {
                let e = m.exp(*v);
                if e == 0 {
                    continue;
                }
                *left = left.checked_sub(e * x.power)?;
                *m = m.without(*v);
                let multiple = den.pow(x.power, MAX_TERMS)?.mul(&quantity)?;
                let mut sum = Poly::zero();
                for i in 0..e {
                    let powers = self.times(&multiple.pow(i, MAX_TERMS)?, &x.value.pow(e - 1 - i, MAX_TERMS)?)?;
                    sum = sum.add(&powers);
                }
                sum = self.times(&sum, &den.pow(*left, MAX_TERMS)?)?;
                sum = self.times(&sum, done)?;
                cofactor = cofactor.add(&sum.mul_term(c, m));
                *done = self.times(done, &x.value.pow(e, MAX_TERMS)?)?;
            }
            let lemma = self.definitions[s.definition].lemma(*of, x, self.q, self.sheet)?;
            parts.push((lemma, self.q.num(&cofactor, self.sheet.vars)?));
        }
        parts.push((after, self.q.num(&s.common, self.sheet.vars)?));
        parts.retain(|(_, c)| *c != Num::Const(Q::zero()));
        let (lhs, rhs) = self.sides(&s.before)?;
        if s.power == 0 {
            return Some(self.sheet.equation(lhs, rhs, parts));
        }
        let vars = self.sheet.vars;
        let whole = self.q.num(&s.before, vars)?;
        let den_num = self.q.num(&den, vars)?;
        let mut product = vec![den_num; s.power as usize];
        product.push(whole.clone());
        let at = self.sheet.equation(Num::Mul(product), Num::Const(int(0)), parts);
        let den_at = self.q.expand(&den, vars)?;
        let mut not = self.nonzero.factors(self.sheet, &den_at, self.work)?;
        not.iter_mut().for_each(|f| f.1 *= s.power);
        Some(self.sheet.strip_to(at, &not, whole, 1, Atom { lhs, rel: Rel::Eq, rhs }))
    }
}
