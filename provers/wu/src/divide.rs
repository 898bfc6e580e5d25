//! Pseudo-division by the elements of a chain.
//!
//! The multiplier is the least: what the initial has in common with the leading coefficient is divided out of both. As the initial's
//! factors are known, that takes exact divisions alone, no greatest common divisors.

use euclase_poly::{Mono, Poly, Work};
use num_traits::One;

/// Most terms of a polynomial.
pub const MAX_TERMS: usize = 20_000;

/// Irreducible factors with their multiplicities.
pub type Factors = Vec<(Poly, u32)>;

/// multiplier · before = quotient · element + after.
#[derive(Clone, Debug)]
pub struct Step {
    /// What is divided.
    pub before: Poly,
    /// A divisor of a power of the element's initial.
    pub multiplier: Poly,
    /// Its factors.
    pub factors: Factors,
    /// The line of the element.
    pub by: usize,
    /// The quotient.
    pub quotient: Poly,
    /// The remainder.
    pub after: Poly,
}

/// Pseudo-division of f by h in a variable: `None` where it would cost too much. `factors`: those of h's initial, or fewer.
pub fn pseudo_divide(f: &Poly, h: &Poly, v: u32, by: usize, factors: &Factors, work: &mut Work) -> Option<Step> {
    let d = h.degree_in(v);
    let initial = h.coefficients_in(v)?.pop()?;
    let (mut rest, mut quotient, mut multiplier) = (f.clone(), Poly::zero(), Poly::one());
    let mut all: Factors = Vec::new();
    loop {
        let e = rest.degree_in(v);
        if rest.is_zero() || e < d {
            break;
        }
        let lead = rest.coefficients_in(v)?.pop()?;
        let (mut m, mut c) = (initial.clone(), lead);
        for (q, times) in factors {
            let mut left = *times;
            while left > 0
                && let Some(less) = c.div_exact(q)
            {
                work.spend((c.len() + m.len()) as u64 * 4)?;
                c = less;
                m = m.div_exact(q)?;
                left -= 1;
            }
            match all.iter_mut().find(|x| x.0 == *q) {
                Some(x) => x.1 += left,
                None if left > 0 => all.push((q.clone(), left)),
                None => {}
            }
        }
        let c = c.mul_term(&One::one(), &Mono::power(v, e - d));
        work.spend((m.len() * rest.len() + c.len() * h.len()) as u64 * 4)?;
        rest = m.mul_cap(&rest, MAX_TERMS)?.sub(&c.mul_cap(h, MAX_TERMS)?);
        quotient = m.mul_cap(&quotient, MAX_TERMS)?.add(&c);
        multiplier = m.mul_cap(&multiplier, MAX_TERMS)?;
    }
    Some(Step { before: f.clone(), multiplier, factors: all, by, quotient, after: rest })
}
