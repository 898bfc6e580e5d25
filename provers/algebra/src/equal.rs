//! Equalities that are no consequence of the equations alone: of numbers that are not negative, of real roots.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::Q;
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Term, Work, groebner, int};
use num_traits::{One, Signed};

/// Longest polynomial that is squared or cubed here.
const LONG: usize = 12;
/// Greatest index of a root whose powers are compared.
const INDEX: u32 = 12;
/// Most numbers by which is divided here.
const FEW: usize = 4;

impl Prover<'_> {
    /// p = 0, since some n·p vanish with n ≠ 0: by the equations, and n·(1/n) = 1 for what is not zero.
    pub fn with_inverses(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        let inverse = |v: u32| facts.inverses().any(|i| i.var == v);
        let nonzero: Vec<(Poly, At)> = facts
            .known
            .iter()
            .filter(|(l, _)| l.sign == Sign::NonZero && l.poly.len() <= LONG && !l.poly.vars().into_iter().any(inverse))
            .filter(|(l, _)| l.poly.constant_value().is_none() && facts.inverses().all(|i| i.divisor != l.poly))
            .map(|(l, at)| (l.poly.clone(), *at))
            .take(FEW)
            .collect();
        if nonzero.is_empty() {
            return None;
        }
        let (mut eqs, mut lines) = self.equations(facts);
        for (n, at) in nonzero {
            let term = self.sheet.terms.num(&n);
            let inverse = self.sheet.terms.inverse(n.clone());
            eqs.push(n.mul(&inverse)?.sub(&Poly::one()));
            lines.push(self.sheet.lemma("inverse", vec![term], vec![at])?);
        }
        let mut work = Work::new(effort.work, self.stop);
        let cofactors = groebner::membership(p, &eqs, &mut work)?;
        Some(self.sheet.combine(p, lines.into_iter().zip(cofactors).collect()))
    }

    /// p = 0, since p ≥ 0 and −p ≥ 0: each may follow with a multiplier that is no number.
    pub fn both_bounds(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        let effort = Effort { squares: 0, ..effort };
        let mut bound = |q: &Poly| self.literal(facts, &Literal::new(q.clone(), Sign::NonNegative), effort);
        let (a, b) = (bound(p)?, bound(&p.neg())?);
        let terms = vec![Term { coeff: Q::one(), ineqs: vec![0, 1], squares: vec![] }];
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
        Some(self.sheet.order(Some(&Literal::new(p.clone(), Sign::Zero)), &c, &[a, b], &[]))
    }

    /// A − B = 0, since A² = B² and neither is negative; or since A³ = B³.
    pub fn equal_powers(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        if p.len() > LONG {
            return None;
        }
        let part = |positive: bool| {
            Poly::from_terms(p.terms().filter(|t| t.1.is_positive() == positive).map(|(m, c)| (m.clone(), c.abs())))
        };
        let (a, b) = (part(true), part(false));
        let mark = self.sheet.mark();
        if let Some(at) = self.equal_squares(facts, p, &a, &b, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.equal_cubes(facts, p, &a, &b, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        self.equal_roots(facts, p, &a, &b, effort)
    }

    /// Of numbers that are not negative the n-th powers are equal, n being the index of a root in them.
    fn equal_roots(&mut self, facts: &Facts, p: &Poly, a: &Poly, b: &Poly, effort: Effort) -> Option<At> {
        let n = p.vars().into_iter().find_map(|v| match self.sheet.terms.get(v) {
            Some(Opaque::Root(n, _)) if (3..=INDEX).contains(n) => Some(*n),
            _ => None,
        })?;
        let not_negative = [a, b].map(|x| self.quickly(facts, &Literal::new(x.clone(), Sign::NonNegative)));
        let [Some(a_line), Some(b_line)] = not_negative else { return None };
        let difference = a.pow(n, 2_000)?.sub(&b.pow(n, 2_000)?);
        let zero = self.vanishes(facts, &difference, effort)?;
        let at = self.equal_nth((a, a_line), (b, b_line), n, zero)?;
        Some(if a.sub(b) == *p {
            at
        } else {
            self.sheet.say(&Literal::new(p.clone(), Sign::Zero), Reason::Weaken, vec![at])
        })
    }

    /// The same with little effort.
    pub fn by_equations(&mut self, facts: &Facts, p: &Poly) -> Option<At> {
        self.vanishes(facts, p, Effort { work: 1_000_000, squares: 0, depth: 0 })
    }

    /// A line that says that a polynomial is zero, from the equations.
    fn vanishes(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        if self.frame.is_some() {
            return self.zero(facts, p, effort);
        }
        let (eqs, lines) = self.equations(facts);
        let mut work = Work::new(effort.work, self.stop);
        let cofactors = groebner::membership(p, &eqs, &mut work)?;
        Some(self.sheet.combine(p, lines.into_iter().zip(cofactors).collect()))
    }

    /// A − B = 0, since A² = B² and neither is negative.
    pub fn equal_squares(&mut self, facts: &Facts, p: &Poly, a: &Poly, b: &Poly, effort: Effort) -> Option<At> {
        let not_negative = [a, b].map(|x| self.quickly(facts, &Literal::new(x.clone(), Sign::NonNegative)));
        let [Some(a_line), Some(b_line)] = not_negative else { return None };
        let difference = a.square()?.sub(&b.square()?);
        let zero = self.vanishes(facts, &difference, effort)?;
        Some(self.equal_by_squares(p, (a_line, b_line), zero))
    }

    /// p = A − B = 0, by lines that say A ≥ 0, B ≥ 0 and A² − B² = 0.
    pub fn equal_by_squares(&mut self, p: &Poly, (a_line, b_line): (At, At), zero: At) -> At {
        let up = Literal::new(p.clone(), Sign::NonNegative);
        let down = up.negated();
        let claim = Literal::new(p.clone(), Sign::Zero);
        // −(A − B)² = 2B(A − B) − (A² − B²) = 2A(B − A) + (A² − B²)
        let atoms = [&up, &down].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let mut case = |l: &Literal, factor: At, sign: i64| {
            let s = self.sheet.suppose(std::slice::from_ref(l));
            let terms = vec![Term { coeff: int(2), ineqs: vec![0, 1], squares: vec![] }];
            let c = Certificate { multiplier: unit(), terms, cofactors: vec![Poly::int(sign)] };
            self.sheet.order(Some(&claim), &c, &[factor, s], &[zero])
        };
        let (first, second) = (case(&up, b_line, -1), case(&down, a_line, 1));
        self.sheet.say(&claim, Reason::Cases, vec![either, first, second])
    }

    fn equal_cubes(&mut self, facts: &Facts, p: &Poly, a: &Poly, b: &Poly, effort: Effort) -> Option<At> {
        let difference = a.pow(3, 2_000)?.sub(&b.pow(3, 2_000)?);
        let zero = self.vanishes(facts, &difference, effort)?;
        // −(p²)² = 3 (p (A + B))² − 4 p (A³ − B³)
        let square = Literal::new(p.square()?, Sign::Zero);
        let product = p.mul(&a.add(b))?;
        let terms = vec![Term { coeff: int(3), ineqs: vec![], squares: vec![product] }];
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![p.scale(&int(-4))] };
        let at = self.sheet.order(Some(&square), &c, &[], &[zero]);
        let factors = vec![self.sheet.terms.num(p); 2];
        Some(self.sheet.say(&Literal::new(p.clone(), Sign::Zero), Reason::Factors(factors), vec![at]))
    }
}
