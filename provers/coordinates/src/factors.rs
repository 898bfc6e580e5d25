//! Irreducible factors of the polynomials that geometry makes.
//!
//! These are mostly homogeneous (a figure may be drawn in any size), so that one variable can be 1 while they are factored, and they have
//! many factors that were met before, which exact division finds at once.

use crate::problem::ROOT;
use euclase_poly::{Mono, Poly, Q, Work, factor::factor};

/// Factors with their multiplicities.
pub type Factors = Vec<(Poly, u32)>;

/// The factors; `known` are irreducible ones that are likely.
pub fn factors<'p>(p: &Poly, known: impl Iterator<Item = &'p Poly>, work: &mut Work) -> Option<Factors> {
    let mut out: Factors = Vec::new();
    let mut rest = p.primitive();
    for q in known {
        if rest.constant_value().is_some() {
            break;
        }
        let mut times = 0;
        while let Some(less) = rest.div_exact(q) {
            work.spend(rest.len() as u64 * 8)?;
            rest = less;
            times += 1;
        }
        if times > 0 {
            out.push((q.clone(), times));
        }
    }
    if rest.constant_value().is_none() {
        out.extend(unknown(&rest, work)?);
    }
    out.sort();
    Some(out)
}

fn weight(m: &Mono) -> u64 {
    m.degree() - u64::from(m.exp(ROOT))
}

fn unknown(p: &Poly, work: &mut Work) -> Option<Factors> {
    let first = weight(p.monomials().first()?);
    let homogeneous = p.monomials().iter().all(|m| weight(m) == first);
    let common = p.monomials().iter().cloned().reduce(|a, b| a.gcd(&b))?;
    // The variable of the highest degree among those that are no factor.
    let free = p.vars().into_iter().filter(|v| *v != ROOT && common.exp(*v) == 0);
    let Some(v) = free.max_by_key(|v| p.degree_in(*v)).filter(|_| homogeneous) else {
        return Some(factor(p, work)?.factors);
    };
    let flat = Poly::from_terms(p.terms().map(|(m, c)| (m.without(v), c)));
    let back = |f: &Poly| {
        let top = f.monomials().iter().map(weight).max().unwrap_or(0);
        let raised = |m: &Mono| -> Option<Mono> { Some(m.mul(&Mono::power(v, u32::try_from(top - weight(m)).ok()?))) };
        let terms: Option<Vec<(Mono, Q)>> = f.terms().map(|(m, c)| Some((raised(m)?, c))).collect();
        Some(Poly::from_terms(terms?).primitive())
    };
    factor(&flat, work)?.factors.into_iter().map(|(f, e)| Some((back(&f)?, e))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homogeneous_products() {
        let (x, y, z) = (Poly::var(1), Poly::var(2), Poly::var(3));
        let square = |p: &Poly| p.mul(p).expect("small");
        let circle = square(&x).add(&square(&y)).sub(&square(&z));
        let line = x.add(&y.scale(&euclase_poly::int(2)));
        let p = circle.mul(&square(&line)).and_then(|p| p.mul(&z)).expect("small");
        let mut work = Work::new(1_000_000, &|| false);
        let plain = {
            let mut all = factor(&p, &mut work).expect("small").factors;
            all.sort();
            all
        };
        assert_eq!(factors(&p, std::iter::empty(), &mut work).expect("small"), plain);
        assert_eq!(factors(&p, [&line, &x].into_iter(), &mut work).expect("small"), plain);
        assert_eq!(plain.len(), 3);
    }
}
