//! The chain of eliminations: what is to be shown, without one point after another.

use crate::Why;
use crate::define::{Definition, Value};
use crate::plan::{CLEAR, value};
use crate::quantity::{Quantities, Quantity};
use crate::simplify::simplified;
use euclase_coordinates::nonzero::Nonzero;
use euclase_coordinates::sheet::{At, Sheet};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_poly::{Mono, Poly, Work, int};
use num_traits::{Signed, Zero};

/// Most terms of an expression in quantities.
const MAX_TERMS: usize = 1_500;
/// What a product of terms costs in the kernel, in operations.
const WEIGHT: u64 = 12;

/// One elimination: den^power · before = common · after, but for multiples of the lemmas.
struct Eliminated {
    before: Poly,
    /// Which point, and which of its definitions.
    definition: (usize, usize),
    /// Quantities of the point, with what they are without it.
    values: Vec<(u32, Quantity, Value)>,
    power: u32,
    common: Poly,
    after: Poly,
}

/// A point that stays is on a circle.
pub struct Relation {
    /// In quantities, it is 0.
    pub poly: Poly,
    /// The line that says so.
    pub line: At,
    /// The ordinate of the point.
    pub variable: u32,
    /// How many points are eliminated before it.
    pub after: usize,
}

/// What the chain is made of.
pub struct Chain<'a, 'b, 'w> {
    /// Coordinates in which the hypotheses hold.
    pub picture: &'a [[f64; 2]],
    /// Lines.
    pub sheet: &'a mut Sheet<'b>,
    /// Quantities.
    pub q: &'a mut Quantities,
    /// Definitions of each point, in the order of elimination.
    pub definitions: Vec<Vec<Definition>>,
    /// What is known of points that stay: at first in quantities, later without eliminated points.
    pub relations: Vec<Relation>,
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
            if let Some(step) = self.eliminate(&now, i)? {
                now = step.after.clone();
                steps.push(step);
            }
        }
        let mut at = self.last(&now)?;
        for step in steps.iter().rev() {
            at = self.back(step, at)?;
        }
        Some(at)
    }

    /// Removes the points from a relation that are eliminated after its own.
    pub fn reduce(&mut self, r: &mut Relation) -> Option<()> {
        for i in r.after..self.definitions.len() {
            let Some(step) = self.eliminate(&r.poly, i)? else { continue };
            let raw = self.times(&step.common, &step.after)?;
            let vars = self.sheet.vars;
            let den = self.definitions[i].get(step.definition.1)?.den.pow(step.power, MAX_TERMS)?;
            let mut parts = vec![(r.line, self.q.num(&den, vars)?)];
            for (at, c) in self.cofactors(&step)? {
                parts.push((at, self.q.num(&c.neg(), vars)?));
            }
            let (left, right) = self.sides(&raw)?;
            r.line = self.sheet.equation(left, right, parts);
            r.poly = raw;
        }
        Some(())
    }

    /// Removes a point in the way that leaves least; `Some(None)` where it does not occur.
    fn eliminate(&mut self, p: &Poly, i: usize) -> Option<Option<Eliminated>> {
        let point = match self.definitions[i].first() {
            Some(d) => d.point,
            None => return Some(None),
        };
        let quantities: Vec<(u32, Quantity)> =
            p.vars().into_iter().filter_map(|v| self.q.get(v).map(|q| (v, q))).collect();
        let own: Vec<(u32, Quantity)> = quantities.into_iter().filter(|(_, q)| q.occurs(point) > 0).collect();
        if own.is_empty() {
            return Some(None);
        }
        let mut best: Option<Eliminated> = None;
        for k in 0..self.definitions[i].len() {
            if let Some(e) = self.eliminated(p, &own, (i, k))
                && best.as_ref().is_none_or(|b| e.after.len() < b.after.len())
            {
                best = Some(e);
            }
        }
        best.map(Some)
    }

    fn eliminated(&mut self, p: &Poly, own: &[(u32, Quantity)], (i, k): (usize, usize)) -> Option<Eliminated> {
        let d = self.definitions.get(i)?.get(k)?;
        let den = d.den.clone();
        let mut values = Vec::new();
        for (v, of) in own {
            values.push((*v, *of, d.value(*of, self.q)?));
        }
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
        let raw = simplified(&Poly::sum(&sum), self.q);
        // What is 0 because of how points were chosen is no factor to leave out.
        let shared = raw.monomials().iter().cloned().reduce(|a, b| a.gcd(&b)).unwrap_or_else(Mono::one);
        let zero = |v: u32| value(&Poly::var(v), self.q, self.picture).abs() <= CLEAR;
        let shared = Mono::new(shared.powers().filter(|(v, _)| !zero(*v)));
        let common = if raw.is_zero() { Poly::one() } else { Poly::term(raw.content(), shared) };
        let after = raw.div_exact(&common)?;
        let fits = after.len() <= MAX_TERMS;
        fits.then_some(Eliminated { before: p.clone(), definition: (i, k), values, power, common, after })
    }

    fn times(&mut self, a: &Poly, b: &Poly) -> Option<Poly> {
        self.work.spend((a.len() * b.len()) as u64 * 4)?;
        a.mul_cap(b, MAX_TERMS * 4)
    }

    /// Terms with positive and with negative coefficients.
    pub fn sides(&self, p: &Poly) -> Option<(Num, Num)> {
        let side = |positive: bool| {
            let some = p.terms().filter(|(_, c)| c.is_positive() == positive).map(|(m, c)| (m.clone(), c.abs()));
            self.q.num(&Poly::from_terms(some), self.sheet.vars)
        };
        Some((side(true)?, side(false)?))
    }

    /// The lemmas of an elimination with cofactors: their sum is den^power · before − common · after.
    fn cofactors(&mut self, s: &Eliminated) -> Option<Vec<(At, Poly)>> {
        let (i, k) = s.definition;
        let den = self.definitions.get(i)?.get(k)?.den.clone();
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
                // The quantities that are replaced later are still in m.
                sum = self.times(&sum, &den.pow(*left, MAX_TERMS)?)?;
                sum = self.times(&sum, done)?;
                cofactor = cofactor.add(&sum.mul_term(c, m));
                *done = self.times(done, &x.value.pow(e, MAX_TERMS)?)?;
            }
            let d = self.definitions.get_mut(i)?.get_mut(k)?;
            parts.push((d.lemma(*of, x, self.q, self.sheet)?, cofactor));
        }
        Some(parts)
    }

    /// The line of what an elimination began with, from that of what it ended with.
    fn back(&mut self, s: &Eliminated, after: At) -> Option<At> {
        let (i, k) = s.definition;
        let den = self.definitions.get(i)?.get(k)?.den.clone();
        let mut parts = Vec::new();
        for (at, c) in self.cofactors(s)? {
            parts.push((at, self.q.num(&c, self.sheet.vars)?));
        }
        parts.push((after, self.q.num(&s.common, self.sheet.vars)?));
        parts.retain(|(_, c)| *c != Num::Const(Q::zero()));
        if s.power == 0 {
            let (left, right) = self.sides(&s.before)?;
            return Some(self.sheet.equation(left, right, parts));
        }
        let vars = self.sheet.vars;
        self.weigh(s, &den)?;
        let mut product = vec![self.q.num(&den, vars)?; s.power as usize];
        product.push(self.q.num(&s.before, vars)?);
        let at = self.sheet.equation(Num::Mul(product), Num::Const(int(0)), parts);
        let den_at = self.q.expand(&den, vars)?;
        self.cancel(at, &den_at, s.power, &s.before)
    }

    /// Counts what the kernel will have to do: the products of terms of the quantities' coordinates.
    fn weigh(&mut self, s: &Eliminated, den: &Poly) -> Option<()> {
        let sizes: Vec<f64> = (0..u32::MAX)
            .map_while(|v| self.q.get(v))
            .map(|q| self.q.coordinates(q, self.sheet.vars).map_or(1.0, |p| p.len() as f64))
            .collect();
        let size = |p: &Poly| -> f64 {
            let of = |(v, e): (u32, u32)| sizes.get(v as usize).copied().unwrap_or(1.0).powi(e as i32);
            p.monomials().iter().map(|m| m.powers().map(of).product::<f64>()).sum()
        };
        let most = size(&s.before) * size(den).powi(s.power as i32);
        self.work.spend(if most < 1e9 { most as u64 * WEIGHT } else { u64::MAX })
    }

    /// From a product with a power of a divisor that is zero: what is left of it is.
    pub fn cancel(&mut self, product: At, divisor: &Poly, power: u32, rest: &Poly) -> Option<At> {
        let mut not = self.nonzero.factors(self.sheet, divisor, self.work)?;
        not.iter_mut().for_each(|f| f.1 *= power);
        let (lhs, rhs) = self.sides(rest)?;
        let whole = self.q.num(rest, self.sheet.vars)?;
        Some(self.sheet.strip_to(product, &not, whole, 1, Atom { lhs, rel: Rel::Eq, rhs }))
    }
}
