//! What equations say about the value of one polynomial.

use super::lift::is_combination;
use super::{eliminate, variables};
use crate::{Poly, Q, Work};

/// A polynomial of which a value is a root: `Σ coefficients[k] · target^k = Σ cofactors[i] · eqs[i]`, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Whole numbers without a common divisor, from the constant on; the last one is positive. A
    /// single one says that the equations contradict each other.
    pub coefficients: Vec<Q>,
    /// One for each equation.
    pub cofactors: Vec<Poly>,
}

impl Relation {
    /// The value, where there is only one.
    pub fn value(&self) -> Option<Q> {
        match self.coefficients.as_slice() {
            [c, by] => Some(-c / by),
            _ => None,
        }
    }
}

/// The relation of least degree that holds for the value of a polynomial wherever the equations hold, even for complex
/// numbers; `None` where there is none, or the work was too much.
pub fn relation(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<Relation> {
    let vars = variables(&eqs.iter().chain([target]).collect::<Vec<_>>());
    let w = vars.last().map_or(Some(0), |v| v.checked_add(1))?;
    let mut more = eqs.to_vec();
    more.push(Poly::var(w).sub(target));
    let found = eliminate(&more, &vars, work)?;
    let element = found.into_iter().min_by_key(|e| e.poly.degree())?;
    let sign = Q::from_integer(element.poly.leading_sign().into());
    let coefficients = element.poly.scale(&sign).coefficients_in(w)?;
    let coefficients: Vec<Q> = coefficients.iter().map(Poly::constant_value).collect::<Option<_>>()?;
    // With the target for w the last equation vanishes.
    let cofactors: Vec<Poly> =
        element.cofactors.iter().take(eqs.len()).map(|c| c.scale(&sign).subst(w, target)).collect::<Option<_>>()?;
    let mut sum = Poly::zero();
    for c in coefficients.iter().rev() {
        sum = sum.mul(target)?.add(&Poly::constant(c.clone()));
    }
    is_combination(&sum, eqs, &cofactors).then_some(Relation { coefficients, cofactors })
}
