//! Terms of which the square is known: square roots, areas (Heron), lengths whose squares an equation gives.
//!
//! Even powers of such a term are put away. What is left of a goal are products of the terms, each with a polynomial. Where there is one, its
//! sign is that of the polynomial; where there are two, `u ≥ v` follows from `u ≥ 0` and `u² ≥ v²`, in which the terms do not occur.

use crate::clear::LONG_FACT;
use crate::facts::{Facts, Quotient};
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Num, Q, int};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term, Work, groebner};
use num_traits::One;
use std::collections::BTreeMap;

/// Most products of roots of a goal that is squared.
const MANY_GROUPS: usize = 4;

/// A term with w² = value.
#[derive(Clone, Debug)]
pub struct Root {
    /// The variable that stands for it.
    pub var: u32,
    /// The line of the equation,
    pub line: At,
    /// which says that this times w² − value is zero.
    pub lead: Q,
    /// Its square; `None` where that is a quotient ([`crate::facts::Quotient`]).
    pub value: Option<Poly>,
    /// The line that says that it is not negative, and whether it says positive.
    pub sign: (At, bool),
}

/// A polynomial p as q + Σ cofactor·equation.
pub struct Reduced {
    /// q: no root has an exponent above 1.
    pub poly: Poly,
    /// Lines of equations, with cofactors.
    pub parts: BTreeMap<At, Poly>,
}

/// A product of roots with the polynomial that it is multiplied by.
pub type Group = (Mono, Poly);

impl Prover<'_> {
    /// The roots that are known at a place.
    pub fn roots(&self, facts: &Facts) -> Vec<Root> {
        let mut out: Vec<Root> = Vec::new();
        // Areas and square roots by what they are; lengths by equations that have one length which is no side.
        let figure = |v: u32| matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(Num::Area(_)) | Opaque::Root(2, _)));
        let length =
            |v: u32| matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(Num::Len(..)))) && !self.frame_length(v);
        let mut sides: Vec<u32> = Vec::new();
        for pass in [true, false] {
            for (p, line) in facts.equations() {
                let squares = |v: &u32| {
                    let at = p.terms().filter(|(m, _)| m.exp(*v) > 0);
                    at.map(|(m, _)| m.clone()).collect::<Vec<_>>() == [Mono::power(*v, 2)]
                };
                let wanted = |v: &u32| {
                    let kind = if pass { figure(*v) } else { length(*v) && !sides.contains(v) };
                    kind && !out.iter().any(|r| r.var == *v)
                };
                let all: Vec<u32> = p.vars().into_iter().filter(|v| wanted(v)).collect();
                let [v] = &all[..] else { continue };
                if !squares(v) {
                    continue;
                }
                let Some(sign) = self.sign_of(facts, *v) else { continue };
                let lead = p.coeff(&Mono::power(*v, 2));
                let value = Poly::term(Q::one(), Mono::power(*v, 2)).sub(&p.scale(&lead.recip()));
                if pass && matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_))) {
                    sides.extend(value.vars());
                }
                out.push(Root { var: *v, line, lead, value: Some(value), sign });
            }
        }
        for q in facts.quotients.iter().filter(|q| q.power == 2) {
            if let Some(sign) = self.sign_of(facts, q.var) {
                out.push(Root { var: q.var, line: q.product, lead: Q::one(), value: None, sign });
            }
        }
        out
    }

    fn sign_of(&self, facts: &Facts, v: u32) -> Option<(At, bool)> {
        let positive = Literal::new(Poly::var(v), Sign::Positive);
        let not_negative = Literal::new(Poly::var(v), Sign::NonNegative);
        let strict = facts.known.iter().find(|k| k.0 == positive).map(|k| (k.1, true));
        strict.or_else(|| facts.known.iter().find(|k| k.0 == not_negative).map(|k| (k.1, false)))
    }

    /// An inequality by its roots.
    pub fn by_roots(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let roots = self.roots(facts);
        if !roots.iter().any(|r| goal.poly.degree_in(r.var) > 0) {
            return None;
        }
        let reduced = reduce(&goal.poly, &roots)?;
        let claim = Literal::new(reduced.poly.clone(), goal.sign);
        let at = match &groups(&reduced.poly, &roots)[..] {
            [(m, _)] if m.is_one() && claim != *goal => self.literal(facts, &claim, effort)?,
            [one] if !one.0.is_one() => self.one_group(facts, &roots, &claim, one, effort)?,
            [one, two] => {
                let quick = Effort { squares: 0, ..effort };
                let ways = [(one, two, quick), (two, one, quick), (one, two, effort), (two, one, effort)];
                let ways = if effort.squares == 0 { &ways[..2] } else { &ways[..] };
                ways.iter().find_map(|(u, v, first)| {
                    let mark = self.sheet.mark();
                    let at = self.two_groups(facts, &roots, &claim, (u, v), *first, effort);
                    if at.is_none() {
                        self.sheet.back(mark);
                    }
                    at
                })?
            }
            many if self.frame.is_some() && (3..=MANY_GROUPS).contains(&many.len()) => {
                self.many_groups(facts, &roots, &claim, many, effort)?
            }
            _ => return None,
        };
        if reduced.parts.is_empty() {
            return Some(at);
        }
        let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = reduced.parts.into_iter().unzip();
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors };
        Some(self.sheet.order(Some(goal), &c, &[at], &eqs))
    }

    /// p = 0: roots put away, divisors cleared away, and then by the equations that are left.
    pub fn zero(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        if p.is_zero() {
            return Some(self.sheet.combine(p, vec![]));
        }
        let roots = self.roots(facts);
        let reduced = reduce(p, &roots)?;
        if reduced.poly != *p {
            let at = self.zero(facts, &reduced.poly, effort)?;
            let parts = reduced.parts.into_iter().chain([(at, Poly::one())]).collect();
            return Some(self.sheet.combine(p, parts));
        }
        let squares = |q: &Quotient| q.power == 2 && p.degree_in(q.var) >= 2;
        let plain = !facts.quotients.iter().any(squares);
        if let [(m, b)] = &groups(p, &roots)[..]
            && !m.is_one()
            && plain
        {
            let at = self.zero(facts, b, effort)?;
            return Some(self.sheet.combine(p, vec![(at, Poly::term(Q::one(), m.clone()))]));
        }
        if self.over.is_some()
            && plain
            && let Ok(two) = <[Group; 2]>::try_from(groups(p, &roots))
        {
            let mark = self.sheet.mark();
            if let Some(at) = self.equal_groups(facts, &roots, p, &two) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        let mut prove = |me: &mut Self, q: &Poly| me.zero(facts, q, effort);
        if let Some(proved) = self.zero_without_quotients(facts, p, &mut prove) {
            return proved;
        }
        // Quotients and roots that do not occur have nothing to say.
        let idle = |v: u32| {
            p.degree_in(v) == 0 && (facts.quotients.iter().any(|q| q.var == v) || roots.iter().any(|r| r.var == v))
        };
        let near = facts.equations().filter(|(e, _)| !e.is_zero() && !e.vars().into_iter().any(idle));
        let (eqs, lines): (Vec<Poly>, Vec<At>) = near.map(|(e, at)| (e.clone(), at)).unzip();
        let mut work = Work::new(effort.work, self.stop);
        let cofactors = groebner::membership(p, &eqs, &mut work)?;
        Some(self.sheet.combine(p, lines.into_iter().zip(cofactors).collect()))
    }

    /// B·w, where w ≥ 0.
    fn one_group(
        &mut self,
        facts: &Facts,
        roots: &[Root],
        goal: &Literal,
        group: &Group,
        effort: Effort,
    ) -> Option<At> {
        let (signs, strict) = signs(roots, &group.0)?;
        if goal.sign == Sign::Positive && !strict {
            return None;
        }
        let factor = self.literal(facts, &Literal::new(group.1.clone(), goal.sign), effort)?;
        let ineqs = [&signs[..], &[factor]].concat();
        let term = Term { coeff: Q::one(), ineqs: (0..ineqs.len()).collect(), squares: vec![] };
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![] };
        Some(self.sheet.order(Some(goal), &c, &ineqs, &[]))
    }

    /// u − v, where u = B·w ≥ 0 and u² − v² has the sign of the goal.
    fn two_groups(
        &mut self,
        facts: &Facts,
        roots: &[Root],
        goal: &Literal,
        (u, v): (&Group, &Group),
        first: Effort,
        effort: Effort,
    ) -> Option<At> {
        let (signs, _) = signs(roots, &u.0)?;
        let factor = self.literal(facts, &Literal::new(u.1.clone(), Sign::NonNegative), first)?;
        let side = |g: &Group| g.1.mul_cap(&Poly::term(Q::one(), g.0.clone()), MAX_TERMS);
        let (u, v) = (side(u)?, side(v)?.neg());
        let difference = reduce(&u.square()?.sub(&v.square()?), roots)?;
        let squares = Literal::new(difference.poly, goal.sign);
        let squares = match self.frame.and_then(|_| self.sign_by_factors(facts, &squares)) {
            Some(at) => at,
            None => self.literal(facts, &squares, effort)?,
        };
        // Otherwise n = v − u satisfies n² + 2·u·n + (u² − v²) = 0.
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let ineqs = [&signs[..], &[factor, s, squares]].concat();
        let k = signs.len();
        let term = |coeff: i64, ineqs: Vec<usize>| Term { coeff: int(coeff), ineqs, squares: vec![] };
        let product = (0..=k + 1).collect();
        let terms = vec![term(1, vec![k + 1, k + 1]), term(2, product), term(1, vec![k + 2])];
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = difference.parts.into_iter().unzip();
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let absurd = self.sheet.order(None, &c, &ineqs, &eqs);
        Some(self.refuted(goal, &opposite, absurd))
    }

    /// Facts without the roots of which nothing is known but square and sign, and of which the goal does not speak.
    pub fn without_idle_roots<'f>(
        &self,
        facts: &Facts,
        goal: &Poly,
        mut known: Vec<&'f (Literal, At)>,
    ) -> Vec<&'f (Literal, At)> {
        for r in self.roots(facts).iter().filter(|r| goal.degree_in(r.var) == 0) {
            let about = |k: &&(Literal, At)| k.0.poly.degree_in(r.var) > 0;
            let idle = |k: &&(Literal, At)| k.1 == r.line || k.0.poly == Poly::var(r.var);
            if known.iter().filter(|k| about(k)).all(idle) {
                known.retain(|k| !about(k));
            }
        }
        known
    }

    /// Adds to the equations what they say without roots: even powers put away, a root that all terms have divided out, and of
    /// u = v with different roots u² = v².
    pub fn equations_without_roots(&mut self, facts: &mut Facts) {
        let roots = self.roots(facts);
        if roots.is_empty() {
            return;
        }
        let equations: Vec<(Poly, At)> = facts.equations().map(|(p, at)| (p.clone(), at)).collect();
        for (p, at) in equations {
            let defining = roots.iter().any(|r| r.line == at) || facts.quotients.iter().any(|q| q.product == at);
            if !defining && roots.iter().any(|r| p.degree_in(r.var) > 0) {
                self.equation_without_roots(facts, &roots, &p, at);
            }
        }
    }

    fn equation_without_roots(&mut self, facts: &mut Facts, roots: &[Root], p: &Poly, at: At) -> Option<()> {
        let long =
            |p: &Poly, parts: &[(At, Poly)]| p.len() + parts.iter().map(|c| c.1.len()).sum::<usize>() > LONG_FACT;
        let reduced = reduce(p, roots)?;
        let mut parts: Vec<(At, Poly)> = reduced.parts.iter().map(|(at, c)| (*at, c.neg())).collect();
        parts.push((at, Poly::one()));
        if long(&reduced.poly, &parts) {
            return None;
        }
        let (claim, line) = match &groups(&reduced.poly, roots)[..] {
            [(m, _)] if m.is_one() && reduced.poly != *p => {
                let line = self.sheet.combine(&reduced.poly, parts);
                (reduced.poly.clone(), line)
            }
            [(m, b)] if !m.is_one() => {
                let (signs, strict) = signs(roots, m)?;
                let whole = if reduced.poly == *p { at } else { self.sheet.combine(&reduced.poly, parts) };
                if !strict {
                    return None;
                }
                // w·(−b²) = −b·(b·w)
                let multiplier = vec![Term { coeff: Q::one(), ineqs: (0..signs.len()).collect(), squares: vec![] }];
                let c = Certificate { multiplier, terms: vec![], cofactors: vec![b.neg()] };
                let line = self.sheet.order(Some(&Literal::new(b.clone(), Sign::Zero)), &c, &signs, &[whole]);
                (b.clone(), line)
            }
            [one, two] => {
                let side = |g: &Group| g.1.mul_cap(&Poly::term(Q::one(), g.0.clone()), MAX_TERMS);
                let (u, v) = (side(one)?, side(two)?.neg());
                let squares = reduce(&u.square()?.sub(&v.square()?), roots)?;
                // u² − v² = (u + v)(u − v)
                let sum = u.add(&v);
                let mut parts: Vec<(At, Poly)> =
                    parts.into_iter().map(|(at, c)| Some((at, c.mul_cap(&sum, MAX_TERMS)?))).collect::<Option<_>>()?;
                parts.extend(squares.parts.iter().map(|(at, c)| (*at, c.neg())));
                if long(&squares.poly, &parts) {
                    return None;
                }
                let line = self.sheet.combine(&squares.poly, parts);
                (squares.poly, line)
            }
            _ => return None,
        };
        // Unless it was squared, what is said now says all.
        if groups(&reduced.poly, roots).len() == 1 {
            facts.known.retain(|k| k.1 != at);
        }
        facts.add(vec![Literal::new(claim, Sign::Zero)], line);
        Some(())
    }
}

/// The lines that say that the roots of a monomial are not negative, and whether all say positive.
pub fn signs(roots: &[Root], m: &Mono) -> Option<(Vec<At>, bool)> {
    let of = |v: u32| roots.iter().find(|r| r.var == v).map(|r| r.sign);
    let each = m.powers().flat_map(|(v, e)| std::iter::repeat_n(v, e as usize));
    let all: Vec<(At, bool)> = each.map(of).collect::<Option<_>>()?;
    Some((all.iter().map(|s| s.0).collect(), all.iter().all(|s| s.1)))
}

/// Even powers of roots replaced by powers of what their squares are.
pub fn reduce(p: &Poly, roots: &[Root]) -> Option<Reduced> {
    let mut out = Reduced { poly: p.clone(), parts: BTreeMap::new() };
    // What a square is may have roots in it that were put away before.
    for _ in 0..4 {
        let high = |r: &&Root| r.value.is_some() && out.poly.degree_in(r.var) >= 2;
        let Some(r) = roots.iter().rev().find(high) else { break };
        let value = r.value.as_ref()?;
        let coefficients = out.poly.coefficients_in(r.var)?;
        let times = |a: &Poly, b: &Poly| a.mul_cap(b, MAX_TERMS);
        let mut poly = Poly::zero();
        let mut cofactor = Poly::zero();
        for (e, c) in coefficients.iter().enumerate() {
            let (half, odd) = (e as u32 / 2, e as u32 % 2);
            let c = times(c, &Poly::term(Q::one(), Mono::power(r.var, odd)))?;
            poly = poly.add(&times(&c, &value.pow(half, MAX_TERMS)?)?);
            // w^2h − W^h = (w² − W)·Σ w^2j·W^(h−1−j)
            for j in 0..half {
                let w = Poly::term(Q::one(), Mono::power(r.var, 2 * j));
                cofactor = cofactor.add(&times(&c, &times(&w, &value.pow(half - 1 - j, MAX_TERMS)?)?)?);
            }
        }
        let part = out.parts.entry(r.line).or_insert_with(Poly::zero);
        *part = part.add(&cofactor.scale(&r.lead.recip()));
        out.poly = poly;
    }
    Some(out)
}

/// A polynomial by the products of roots in it.
fn groups(p: &Poly, roots: &[Root]) -> Vec<Group> {
    let root = |v: u32| roots.iter().any(|r| r.var == v);
    let mut out: BTreeMap<Mono, Vec<(Mono, Q)>> = BTreeMap::new();
    for (m, c) in p.terms() {
        let part = |inside: bool| Mono::new(m.powers().filter(|(v, _)| root(*v) == inside));
        out.entry(part(true)).or_default().push((part(false), c));
    }
    out.into_iter().map(|(m, terms)| (m, Poly::from_terms(terms))).filter(|g| !g.1.is_zero()).collect()
}
