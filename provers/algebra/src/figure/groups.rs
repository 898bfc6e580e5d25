//! Sums of several products of roots, squared; and two that are equal.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::roots::{Group, Root, reduce, signs};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Q, int};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};
use num_traits::One;

/// Longest polynomial that may come of squares.
const LONG_SQUARES: usize = 300;

impl Prover<'_> {
    /// u − v, where u is the sum of the groups that are not negative, and u² − v² has the sign of the goal.
    pub fn many_groups(
        &mut self,
        facts: &Facts,
        roots: &[Root],
        goal: &Literal,
        groups: &[Group],
        effort: Effort,
    ) -> Option<At> {
        let (mut u, mut lines, mut terms) = (Poly::zero(), Vec::new(), Vec::new());
        for (m, b) in groups {
            let Some(factor) = self.likely(facts, &Literal::new(b.clone(), Sign::NonNegative)) else { continue };
            let first = lines.len();
            lines.extend(signs(roots, m)?.0);
            lines.push(factor);
            terms.push(Term { coeff: Q::one(), ineqs: (first..lines.len()).collect(), squares: vec![] });
            u = u.add(&b.mul_cap(&Poly::term(Q::one(), m.clone()), MAX_TERMS)?);
        }
        let v = u.sub(&goal.poly);
        if u.is_zero() {
            return None;
        }
        let difference = reduce(&u.square()?.sub(&v.square()?), roots)?;
        if difference.poly.len() > LONG_SQUARES {
            return None;
        }
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
        let at_least = self.sheet.order(Some(&Literal::new(u.clone(), Sign::NonNegative)), &c, &lines, &[]);
        let squares = Literal::new(difference.poly, goal.sign);
        let squares = match self.sign_by_factors(facts, &squares) {
            Some(at) => at,
            None => self.literal(facts, &squares, effort)?,
        };
        // Otherwise n = v − u satisfies n² + 2·u·n + (u² − v²) = 0.
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let term = |coeff: i64, ineqs: Vec<usize>| Term { coeff: int(coeff), ineqs, squares: vec![] };
        let terms = vec![term(1, vec![1, 1]), term(2, vec![0, 1]), term(1, vec![2])];
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = difference.parts.into_iter().unzip();
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let absurd = self.sheet.order(None, &c, &[at_least, s, squares], &eqs);
        Some(self.refuted(goal, &opposite, absurd))
    }

    /// u = v of different roots, since neither is negative and u² = v².
    pub fn equal_groups(&mut self, facts: &Facts, roots: &[Root], p: &Poly, groups: &[Group; 2]) -> Option<At> {
        let side = |g: &Group| g.1.mul_cap(&Poly::term(Q::one(), g.0.clone()), MAX_TERMS);
        for flip in [false, true] {
            let sign = |p: &Poly, negative: bool| if negative { p.neg() } else { p.clone() };
            let mark = self.sheet.mark();
            let mut line = |g: &Group, negative: bool| {
                let factor = self.likely(facts, &Literal::new(sign(&g.1, negative), Sign::NonNegative))?;
                let ineqs = [&signs(roots, &g.0)?.0[..], &[factor]].concat();
                let term = Term { coeff: Q::one(), ineqs: (0..ineqs.len()).collect(), squares: vec![] };
                let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![] };
                let side = sign(&side(g)?, negative);
                let at = self.sheet.order(Some(&Literal::new(side.clone(), Sign::NonNegative)), &c, &ineqs, &[]);
                Some((side, at))
            };
            let (Some((u, u_at)), Some((v, v_at))) = (line(&groups[0], flip), line(&groups[1], !flip)) else {
                self.sheet.back(mark);
                continue;
            };
            let squares = self.zero(facts, &u.square()?.sub(&v.square()?), Effort::little())?;
            let at = self.equal_by_squares(&u.sub(&v), (u_at, v_at), squares);
            return Some(if u.sub(&v) == *p { at } else { self.sheet.combine(p, vec![(at, Poly::int(-1))]) });
        }
        None
    }
}
