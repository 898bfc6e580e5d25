//! The characteristic set: one polynomial for each determined coordinate, in that coordinate and earlier ones, whose initial is not
//! zero under the conditions.
//!
//! Equations are added one by one, divided by what is there; of a remainder that is a product the factor that vanishes in the
//! picture is kept, so that the chain describes the component on which the picture lies (Wu 1984, Ritt 1950); the
//! others are not zero by a condition.

use crate::Why;
use crate::conditions::Conditions;
use crate::divide::{Factors, MAX_TERMS, Step, pseudo_divide};
use crate::factors::factors;
use crate::modular::Residues;
use crate::problem::{ROOT, Variables};
use crate::sheet::{At, Sheet};
use crate::tower;
use euclase_grammar::core::Rel;
use euclase_poly::{Poly, Work};
use num_traits::ToPrimitive;
use std::collections::BTreeMap;

/// How near to a true figure the picture is, compared with its size.
const NEAR: f64 = 1e-8;
/// How exact a sum is, compared with its terms.
const ROUNDED: f64 = 1e-13;

/// An element.
#[derive(Clone, Debug)]
pub struct Element {
    /// It is zero on the component.
    pub poly: Poly,
    /// The line that says so.
    pub line: At,
    /// The factors of its initial.
    pub initial: Factors,
    /// Its coefficients modulo a prime.
    pub residues: Residues,
}

/// A chain with the lines that prove it.
pub struct Chain<'a> {
    /// By main variable.
    pub elements: BTreeMap<u32, Element>,
    /// Lines.
    pub sheet: Sheet<'a>,
    /// Irreducible polynomials that are not zero, with the lines that say so.
    pub nonzero: BTreeMap<Poly, At>,
    /// What went wrong, where it was not the work.
    pub why: Option<Why>,
    /// Values of the variables in the picture.
    values: Vec<f64>,
}

impl<'a> Chain<'a> {
    /// Without equations.
    pub fn new(vars: &'a Variables, picture: &[[f64; 2]]) -> Chain<'a> {
        let values = vars.values(picture);
        Chain { elements: BTreeMap::new(), sheet: Sheet::new(vars), nonzero: BTreeMap::new(), why: None, values }
    }

    /// √3 ≠ 0, since its square is 3.
    pub fn root_is_not_zero(&mut self, square: At) {
        let root = Poly::var(ROOT);
        let zero = self.sheet.suppose(&root, Rel::Eq);
        let three = self.sheet.combine(&Poly::int(3), &[(zero, &root), (square, &Poly::int(-1))]);
        let at = self.sheet.refuted(&root, three);
        self.nonzero.insert(root, at);
    }

    /// Does it vanish in the picture? That is, would it at a point as near as the picture is to a true figure?
    pub fn vanishes(&self, p: &Poly) -> bool {
        let scale = self.values.iter().fold(0.0, |s: f64, x| s.max(x.abs()));
        let at = |v: u32| self.values.get(v as usize).copied().unwrap_or(0.0);
        let (mut value, mut size) = (0.0, 0.0);
        let mut slope = vec![0.0; self.values.len()];
        for (m, c) in p.terms() {
            let c = c.to_f64().unwrap_or(f64::NAN);
            let power = |(v, e): (u32, u32)| at(v).powi(i32::try_from(e).unwrap_or(i32::MAX));
            let term: f64 = c * m.powers().map(power).product::<f64>();
            value += term;
            size += term.abs();
            for (v, e) in m.powers() {
                let without = |(w, k): (u32, u32)| power((w, if w == v { k - 1 } else { k }));
                if let Some(s) = slope.get_mut(v as usize) {
                    *s += c * f64::from(e) * m.powers().map(without).product::<f64>();
                }
            }
        }
        let slope = slope.iter().map(|s| s * s).sum::<f64>().sqrt();
        value.abs() <= NEAR * scale * slope + ROUNDED * size
    }

    /// The steps of the division by all elements, the greatest variable first.
    pub fn divide(&self, p: &Poly, work: &mut Work) -> Option<Vec<Step>> {
        let (mut p, mut steps) = (p.clone(), Vec::new());
        for (v, e) in self.elements.iter().rev() {
            if p.is_zero() {
                break;
            }
            if p.degree_in(*v) >= e.poly.degree_in(*v) {
                let step = pseudo_divide(&p, &e.poly, *v, e.line, &e.initial, work)?;
                p = step.after.clone();
                steps.push(step);
            }
        }
        Some(steps)
    }

    /// The line of p = 0 from that of its remainder, or from nothing if that is 0 as a polynomial.
    pub fn backward(&mut self, steps: &[Step], last: Option<At>) -> Option<At> {
        let mut known = last;
        for s in steps.iter().rev() {
            let product = s.multiplier.mul(&s.before)?;
            let mut parts = vec![(s.by, &s.quotient)];
            let one = Poly::one();
            parts.extend(known.map(|at| (at, &one)));
            let at = self.sheet.combine(&product, &parts);
            let not = |(f, e): &(Poly, u32)| self.nonzero.get(f).map(|at| (f.clone(), *e, *at));
            let factors = s.factors.iter().map(not).collect::<Option<Vec<_>>>()?;
            known = Some(self.sheet.strip(at, &factors, &s.before, 1));
        }
        known
    }

    /// The factors of a polynomial; what is known not to be zero is tried first.
    pub fn factors(&self, p: &Poly, work: &mut Work) -> Option<Factors> {
        factors(p, self.nonzero.keys(), work)
    }

    /// The line of p's remainder = 0 from that of p = 0.
    pub fn forward(&mut self, steps: &[Step], first: At) -> At {
        let mut known = first;
        for s in steps {
            let opposite = s.quotient.neg();
            known = self.sheet.combine(&s.after, &[(known, &s.multiplier), (s.by, &opposite)]);
        }
        known
    }

    /// Of an equation in v that is a product in the field that the chain describes, the factor that vanishes in the picture, with
    /// the line that says so.
    fn split(
        &mut self,
        e: &Poly,
        line: At,
        v: u32,
        conditions: &mut Conditions,
        work: &mut Work,
    ) -> Option<(Poly, At)> {
        let s = tower::split(self, e, v, work)?;
        let (mut own, mut other) = (s.factors.0, s.factors.1);
        if !self.vanishes(&own) {
            std::mem::swap(&mut own, &mut other);
        }
        if !self.vanishes(&own) || self.vanishes(&other) {
            return None;
        }
        let steps = self.divide(&s.zero, work)?;
        if !s.zero.is_zero() && !steps.last().is_some_and(|s| s.after.is_zero()) {
            return None;
        }
        let mut not = Vec::new();
        for (f, times) in self.factors(&other, work)? {
            not.push((f.clone(), times, conditions.nonzero(self, &f, work)?));
        }
        let product = own.mul_cap(&other, MAX_TERMS)?;
        let one = Poly::one();
        let mut parts = vec![(line, &s.times)];
        if !s.zero.is_zero() {
            parts.push((self.backward(&steps, None)?, &one));
        }
        let at = self.sheet.combine(&product, &parts);
        Some((own.clone(), self.sheet.strip(at, &not, &own, 1)))
    }

    /// Adds an equation. `None` where it cannot be done, or costs too much.
    pub fn add(&mut self, p: &Poly, line: At, conditions: &mut Conditions, work: &mut Work) -> Option<()> {
        let mut pending = vec![(p.clone(), line)];
        while let Some((p, line)) = pending.pop() {
            let steps = self.divide(&p, work)?;
            let rest = steps.last().map_or(&p, |s| &s.after).clone();
            if rest.is_zero() {
                continue;
            }
            let at = self.forward(&steps, line);
            let parts = self.factors(&rest, work)?;
            let mut own = parts.iter().filter(|f| self.vanishes(&f.0));
            let (Some((kept, _)), None) = (own.next().cloned(), own.next()) else {
                self.why = Some(Why::Branches(self.sheet.words(&rest)));
                return None;
            };
            let mut others = Vec::new();
            for (f, e) in parts.iter().filter(|f| f.0 != kept) {
                others.push((f.clone(), *e, conditions.nonzero(self, f, work)?));
            }
            let own = parts.iter().find(|f| f.0 == kept).map_or(1, |f| f.1);
            let at = self.sheet.strip(at, &others, &kept, own);
            let v = kept.vars().into_iter().next_back()?;
            if kept.degree_in(v) > 1 {
                let part = work.left() / 4;
                if let Some(factor) = work.with_part(part, |w| self.split(&kept, at, v, conditions, w)) {
                    pending.push(factor);
                    continue;
                }
            }
            // Initials are not zero.
            let initial = kept.coefficients_in(v)?.pop()?;
            let initial = self.factors(&initial, work)?;
            for (f, _) in &initial {
                conditions.nonzero(self, f, work)?;
            }
            // What it takes the place of, or can be divided by it, is divided again.
            let degree = kept.degree_in(v);
            let again: Vec<u32> =
                self.elements.range(v..).filter(|(_, e)| e.poly.degree_in(v) >= degree).map(|e| *e.0).collect();
            pending.extend(again.iter().filter_map(|w| self.elements.remove(w)).map(|e| (e.poly, e.line)));
            let residues = Residues::of(&kept);
            self.elements.insert(v, Element { poly: kept, line: at, initial, residues });
        }
        Some(())
    }
}
