//! The end of the chain: what is left is an identity in the coordinates of free points and the parameters, perhaps modulo the equations
//! of circles on which points were chosen.

use crate::Why;
use crate::chain::{Chain, Relation};
use crate::quantity::Quantity;
use euclase_coordinates::sheet::At;
use euclase_poly::{Mono, Poly};
use num_traits::One;
use std::collections::BTreeMap;

/// Most terms of what is left, in coordinates.
const MAX_EXPANDED: usize = 30_000;

/// An equation of a circle in coordinates, without factors that are not zero.
struct Reduced {
    poly: Poly,
    line: At,
    variable: u32,
}

impl Chain<'_, '_, '_> {
    /// A line that says that a polynomial in quantities that stay is 0.
    pub(crate) fn last(&mut self, p: &Poly) -> Option<At> {
        let whole = self.expanded(p)?;
        let (left, right) = self.sides(p)?;
        if whole.is_zero() {
            return Some(self.sheet.equation(left, right, Vec::new()));
        }
        if self.relations.is_empty() {
            self.why = Why::Remainder;
            return None;
        }
        let relations = self.circles()?;
        // What is left after each, with the power of the leading coefficient and the quotient.
        let mut rests = vec![whole];
        let mut steps: Vec<(usize, u32, Poly)> = Vec::new();
        for (k, r) in relations.iter().enumerate() {
            let now = rests.last()?;
            if now.degree_in(r.variable) >= 2 {
                let (power, quotient, rest) = self.divided(now, &r.poly, r.variable)?;
                steps.push((k, power, quotient));
                rests.push(rest);
            }
        }
        if !rests.last()?.is_zero() {
            self.why = Why::Remainder;
            return None;
        }
        let mut after: Option<At> = None;
        for (i, (k, power, quotient)) in steps.iter().enumerate().rev() {
            let r = relations.get(*k)?;
            let lead = r.poly.coefficients_in(r.variable)?.pop()?;
            let before = self.written(rests.get(i)?)?;
            let quotient = self.written(quotient)?;
            let one = Poly::one();
            let mut parts = vec![(r.line, &quotient)];
            parts.extend(after.map(|at| (at, &one)));
            let product = lead.pow(*power, MAX_EXPANDED)?.mul(&before)?;
            let at = self.sheet.combine(&product, &parts);
            let mut not = self.nonzero.factors(self.sheet, &lead, self.work)?;
            not.iter_mut().for_each(|f| f.1 *= power);
            after = Some(self.sheet.strip(at, &not, &before, 1));
        }
        Some(self.sheet.equation(left, right, vec![(after?, euclase_grammar::core::Num::Const(One::one()))]))
    }

    /// In coordinates, parameters as variables of their own.
    fn expanded(&mut self, p: &Poly) -> Option<Poly> {
        let vars = self.sheet.vars;
        let mut by = BTreeMap::new();
        let mut size = 1;
        for v in p.vars() {
            let value = match self.q.get(v)? {
                Quantity::Along(_) => Poly::var(vars.count() + v),
                of => self.q.coordinates(of, vars)?,
            };
            size = value.len().max(size);
            by.insert(v, value);
        }
        let degree = p.degree().min(8) as u32;
        self.work.spend((p.len() as u64).saturating_mul((size as u64).saturating_pow(degree / 2 + 1)))?;
        let whole = p.subst_all(&by)?;
        (whole.len() <= MAX_EXPANDED).then_some(whole)
    }

    /// With what the parameters are.
    fn written(&mut self, p: &Poly) -> Option<Poly> {
        let count = self.sheet.vars.count();
        let mut by = BTreeMap::new();
        for v in p.vars().into_iter().filter(|v| *v >= count) {
            by.insert(v, self.q.coordinates(self.q.get(v - count)?, self.sheet.vars)?);
        }
        self.work.spend(p.len() as u64 * 16)?;
        let p = if by.is_empty() { p.clone() } else { p.subst_all(&by)? };
        (p.len() <= MAX_EXPANDED).then_some(p)
    }

    /// The circles' equations, of degree 2 in the ordinate of their points.
    fn circles(&mut self) -> Option<Vec<Reduced>> {
        let mut relations = std::mem::take(&mut self.relations);
        let all = relations.iter_mut().map(|r| self.circle(r)).collect();
        self.relations = relations;
        all
    }

    fn circle(&mut self, r: &mut Relation) -> Option<Reduced> {
        self.reduce(r)?;
        r.after = self.definitions.len();
        let poly = self.q.expand(&r.poly, self.sheet.vars)?;
        let factors = euclase_coordinates::factors::factors(&poly, std::iter::empty(), self.work)?;
        let mut own = factors.iter().filter(|(f, _)| f.degree_in(r.variable) == 2);
        let (Some((kept, times)), None) = (own.next(), own.next()) else { return None };
        let mut others = Vec::new();
        for (f, e) in factors.iter().filter(|(f, _)| f != kept) {
            let not = self.nonzero.factors(self.sheet, f, self.work)?;
            others.extend(not.into_iter().map(|(f, k, at)| (f, k * e, at)));
        }
        let line = self.sheet.strip(r.line, &others, kept, *times);
        Some(Reduced { poly: kept.clone(), line, variable: r.variable })
    }

    /// lead^power · p = quotient · by + rest.
    fn divided(&mut self, p: &Poly, by: &Poly, v: u32) -> Option<(u32, Poly, Poly)> {
        let d = by.degree_in(v);
        let lead = by.coefficients_in(v)?.pop()?;
        let (mut rest, mut quotient, mut power) = (p.clone(), Poly::zero(), 0);
        while !rest.is_zero() && rest.degree_in(v) >= d {
            let e = rest.degree_in(v);
            let top = rest.coefficients_in(v)?.pop()?.mul_term(&One::one(), &Mono::power(v, e - d));
            self.work.spend((lead.len() * (rest.len() + quotient.len()) + top.len() * by.len()) as u64 * 4)?;
            rest = lead.mul_cap(&rest, MAX_EXPANDED)?.sub(&top.mul_cap(by, MAX_EXPANDED)?);
            quotient = lead.mul_cap(&quotient, MAX_EXPANDED)?.add(&top);
            power += 1;
        }
        Some((power, quotient, rest))
    }
}
