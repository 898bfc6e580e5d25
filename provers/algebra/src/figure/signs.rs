//! Signs by factors.

use crate::facts::Facts;
use crate::prover::Prover;
use crate::roots::reduce;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::Q;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, Work, factor};
use num_traits::{One, Signed};

/// Longest polynomial that is factored.
const LONG_PRODUCT: usize = 400;

impl Prover<'_> {
    /// A sign as that of a product: of squares, and factors of which it is evident.
    pub fn sign_by_factors(&mut self, facts: &Facts, l: &Literal) -> Option<At> {
        let mark = self.sheet.mark();
        let mut prove = |me: &mut Self, l: &Literal| me.sign_of_a_product(facts, l);
        let at = match self.without_quotients(facts, l, &mut prove) {
            Some(at) => at,
            None => self.sign_of_a_product(facts, l),
        };
        if at.is_none() {
            self.sheet.back(mark);
        }
        at
    }

    fn sign_of_a_product(&mut self, facts: &Facts, l: &Literal) -> Option<At> {
        if l.poly.len() > LONG_PRODUCT || l.poly.degree() < 2 {
            return None;
        }
        // Even powers of an area are put away first.
        let reduced = reduce(&l.poly, &self.roots(facts))?;
        if !reduced.parts.is_empty() {
            let at = self.sign_of_a_product(facts, &Literal::new(reduced.poly, l.sign))?;
            let (eqs, cofactors): (Vec<At>, Vec<Poly>) = reduced.parts.into_iter().unzip();
            let terms = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
            let c = Certificate { multiplier: unit(), terms, cofactors };
            return Some(self.sheet.order(Some(l), &c, &[at], &eqs));
        }
        let found = factor::factor(&l.poly, &mut Work::new(5_000_000, self.stop))?;
        if found.factors.iter().map(|f| f.1).sum::<u32>() < 2 {
            return None;
        }
        let (mut ineqs, mut squares, mut whole) = (Vec::new(), Vec::new(), Poly::one());
        for (f, k) in &found.factors {
            let strict = |p: Poly| Literal::new(p, Sign::Positive);
            let seen = self.evident(facts, &strict(f.clone())).map(|at| (f.clone(), at));
            let seen = seen.or_else(|| self.evident(facts, &strict(f.neg())).map(|at| (f.neg(), at)));
            match seen {
                Some((f, at)) => {
                    whole = whole.mul_cap(&f.pow(*k, MAX_TERMS)?, MAX_TERMS)?;
                    ineqs.extend(std::iter::repeat_n(at, *k as usize));
                }
                None if k % 2 == 0 => {
                    squares.extend(std::iter::repeat_n(f.clone(), *k as usize / 2));
                    whole = whole.mul_cap(&f.pow(*k, MAX_TERMS)?, MAX_TERMS)?;
                }
                None => return None,
            }
        }
        if l.sign == Sign::Positive && !squares.is_empty() {
            return None;
        }
        let coeff = l.poly.div_exact(&whole)?.constant_value().filter(|c| c.is_positive())?;
        let term = Term { coeff, ineqs: (0..ineqs.len()).collect(), squares };
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![] };
        Some(self.sheet.order(Some(l), &c, &ineqs, &[]))
    }
}
