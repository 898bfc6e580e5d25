//! Pseudo-division by the elements of a chain.

use euclase_poly::{Mono, Poly, Work};
use num_traits::One;

/// Most terms of a polynomial.
pub const MAX_TERMS: usize = 20_000;

/// multiplier · before = quotient · element + content · after.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is divided.
    pub before: Poly,
    /// A product of factors of the element's initial.
    pub multiplier: Poly,
    /// The line of the element.
    pub by: usize,
    /// The quotient.
    pub quotient: Poly,
    /// A factor of the remainder that is left out.
    pub content: Poly,
    /// The remainder without it.
    pub after: Poly,
}

/// Pseudo-division in a variable, by the least multiplier: `None` where it would cost too much. The content is 1.
pub fn pseudo_divide(f: &Poly, h: &Poly, v: u32, by: usize, work: &mut Work) -> Option<Step> {
    let d = h.degree_in(v);
    let initial = h.coefficients_in(v)?.pop()?;
    let (mut rest, mut quotient, mut multiplier) = (f.clone(), Poly::zero(), Poly::one());
    loop {
        let e = rest.degree_in(v);
        if rest.is_zero() || e < d {
            break;
        }
        let lead = rest.coefficients_in(v)?.pop()?;
        let common = initial.gcd(&lead, work)?;
        let (m, c) = (initial.div_exact(&common)?, lead.div_exact(&common)?);
        let c = c.mul_term(&One::one(), &Mono::power(v, e - d));
        work.spend((m.len() * rest.len() + c.len() * h.len()) as u64 * 4)?;
        rest = m.mul_cap(&rest, MAX_TERMS)?.sub(&c.mul_cap(h, MAX_TERMS)?);
        quotient = m.mul_cap(&quotient, MAX_TERMS)?.add(&c);
        multiplier = m.mul_cap(&multiplier, MAX_TERMS)?;
    }
    Some(Step { before: f.clone(), multiplier, by, quotient, content: Poly::one(), after: rest })
}
