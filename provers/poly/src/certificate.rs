//! Certificates of inequalities, and their exact check.
//!
//! A certificate says why `goal ≥ 0` (or `> 0`) wherever the hypotheses hold: the goal, times something that is not
//! negative, is a sum of things that are not negative, plus multiples of what is zero (a Positivstellensatz identity:
//! Stengle 1974; Parrilo 2003, section 4). The provers that find such identities share this type; the kernel has a checker
//! of its own.

use crate::{MAX_TERMS, Poly, Q};
use num_traits::{Signed, Zero};

/// What is to be proved: wherever all `eqs` are zero and all `ineqs` hold, `goal ≥ 0` (or `> 0`).
///
/// "The hypotheses contradict each other" is the goal −1 ≥ 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Variables have the numbers below this.
    pub vars: u32,
    /// Polynomials that are 0.
    pub eqs: Vec<Poly>,
    /// Polynomials that are `≥ 0`, or `> 0` where the flag is set.
    pub ineqs: Vec<(Poly, bool)>,
    /// The polynomial of the claim.
    pub goal: Poly,
    /// Whether `goal > 0` is claimed, rather than `goal ≥ 0`.
    pub strict: bool,
}

/// `coeff · Π ineqs[i] · Π squares[k]²`, which is not negative where the hypotheses hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// A positive number.
    pub coeff: Q,
    /// Indices of inequalities; an index may repeat.
    pub ineqs: Vec<usize>,
    /// Polynomials whose squares are factors.
    pub squares: Vec<Poly>,
}

/// `multiplier · goal = Σ terms + Σ cofactors[j] · eqs[j]`; the multiplier is the sum of its terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Terms whose sum the goal is multiplied by.
    pub multiplier: Vec<Term>,
    /// Terms whose sum is the product, up to the equations.
    pub terms: Vec<Term>,
    /// One for each equation, or fewer: missing ones are 0.
    pub cofactors: Vec<Poly>,
}

impl Term {
    /// A positive number as a term.
    pub fn number(coeff: Q) -> Term {
        Term { coeff, ineqs: vec![], squares: vec![] }
    }

    /// Its polynomial. Errors: a coefficient that is not positive, an index that does not exist, a product that is too long.
    pub fn expand(&self, p: &Problem) -> Result<Poly, String> {
        if !self.coeff.is_positive() {
            return Err(format!("the coefficient {} is not positive", self.coeff));
        }
        let long = || "a product has too many terms".to_string();
        let mut product = Poly::constant(self.coeff.clone());
        for &i in &self.ineqs {
            let (q, _) = p.ineqs.get(i).ok_or_else(|| format!("there is no inequality {i}"))?;
            product = product.mul_cap(q, MAX_TERMS).ok_or_else(long)?;
        }
        for s in &self.squares {
            let square = s.mul_cap(s, MAX_TERMS).ok_or_else(long)?;
            product = product.mul_cap(&square, MAX_TERMS).ok_or_else(long)?;
        }
        Ok(product)
    }

    /// Whether it is certainly positive where the hypotheses hold: its inequalities are strict, and its squares those of
    /// numbers that are not zero.
    pub fn certainly_positive(&self, p: &Problem) -> bool {
        self.coeff.is_positive()
            && self.ineqs.iter().all(|&i| p.ineqs.get(i).is_some_and(|q| q.1))
            && self.squares.iter().all(|s| s.constant_value().is_some_and(|c| !c.is_zero()))
    }
}

fn sum(terms: &[Term], p: &Problem) -> Result<Poly, String> {
    Ok(Poly::sum(&terms.iter().map(|t| t.expand(p)).collect::<Result<Vec<_>, _>>()?))
}

impl Certificate {
    /// Checks exactly that the identity holds and that it gives the claim.
    ///
    /// For `goal ≥ 0` the multiplier has to be certainly positive: one of its terms is. For `goal > 0` one of the `terms`
    /// has to be; the multiplier is then not zero where the hypotheses hold, whatever it is made of.
    ///
    /// Errors: the first thing that is wrong, in words.
    pub fn check(&self, p: &Problem) -> Result<(), String> {
        if self.cofactors.len() > p.eqs.len() {
            return Err(format!("{} cofactors for {} equations", self.cofactors.len(), p.eqs.len()));
        }
        let long = || "a product has too many terms".to_string();
        let left = sum(&self.multiplier, p)?.mul_cap(&p.goal, MAX_TERMS).ok_or_else(long)?;
        let mut right = vec![sum(&self.terms, p)?];
        for (c, e) in self.cofactors.iter().zip(&p.eqs) {
            right.push(c.mul_cap(e, MAX_TERMS).ok_or_else(long)?);
        }
        if left != Poly::sum(&right) {
            return Err("the two sides differ".into());
        }
        let (what, needed) = if p.strict { ("sum", &self.terms) } else { ("multiplier", &self.multiplier) };
        if !needed.iter().any(|t| t.certainly_positive(p)) {
            return Err(format!("the {what} is not certainly positive"));
        }
        Ok(())
    }
}
