//! From the monomials of cofactors to the cofactors.

use super::{Element, MAX_PRODUCTS};
use crate::linear::{Solved, System};
use crate::{Mono, Poly, Q, Work};
use num_bigint::BigInt;
use num_traits::Zero;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Whether `target = Σ cofactors[i] · eqs[i]`.
pub(super) fn is_combination(target: &Poly, eqs: &[Poly], cofactors: &[Poly]) -> bool {
    sum(eqs, cofactors).is_some_and(|s| s == *target)
}

fn sum(eqs: &[Poly], cofactors: &[Poly]) -> Option<Poly> {
    let parts: Option<Vec<Poly>> = eqs.iter().zip(cofactors).map(|(e, c)| c.mul(e)).collect();
    Some(Poly::sum(&parts?))
}

/// `Σ cofactors[i] · eqs[i]`, equal to the target but for the `free` monomials, with cofactors made of these monomials.
/// Those of low degree are preferred.
pub(super) fn combination(
    target: &Poly,
    free: &BTreeSet<Mono>,
    eqs: &[Poly],
    support: &[Vec<Mono>],
    work: &mut Work,
) -> Option<Element> {
    let mut products: Vec<(u64, usize, &Mono)> = Vec::new();
    for (i, (monos, e)) in support.iter().zip(eqs).enumerate() {
        products.extend(monos.iter().map(|m| (m.degree() + e.degree(), i, m)));
    }
    if products.len() > MAX_PRODUCTS {
        return None;
    }
    products.sort();
    let numerators: Vec<Vec<BigInt>> = eqs.iter().map(Poly::numerators).collect();
    let mut places: FxHashMap<Mono, usize> = FxHashMap::default();
    let mut system = System { columns: products.len(), ..System::default() };
    for (m, n) in target.monomials().iter().zip(target.numerators()) {
        if !free.contains(m) {
            places.insert(m.clone(), system.rows.len());
            system.rows.push(vec![]);
            system.right.push(n);
        }
    }
    for (column, (_, i, m)) in products.iter().enumerate() {
        let (Some(e), Some(nums)) = (eqs.get(*i), numerators.get(*i)) else { continue };
        work.spend(e.len() as u64 * 4)?;
        for (x, n) in e.monomials().iter().zip(nums) {
            let product = x.mul(m);
            if free.contains(&product) {
                continue;
            }
            let next = system.rows.len();
            let row = *places.entry(product).or_insert(next);
            if row == next {
                system.rows.push(vec![]);
                system.right.push(BigInt::zero());
            }
            if let Some(r) = system.rows.get_mut(row) {
                r.push((column as u32, n.clone()));
            }
        }
    }
    let Solved::Solution(values) = system.solve(work) else { return None };
    let mut terms: Vec<Vec<(Mono, Q)>> = vec![vec![]; eqs.len()];
    for (column, value) in values {
        let Some((_, i, m)) = products.get(column as usize) else { continue };
        // The system has numerators: the denominator of the equation goes to the cofactor, that of the target leaves.
        if let (Some(e), Some(t)) = (eqs.get(*i), terms.get_mut(*i)) {
            t.push(((*m).clone(), value * Q::new(e.denominator().clone(), target.denominator().clone())));
        }
    }
    let cofactors: Vec<Poly> = terms.into_iter().map(Poly::from_terms).collect();
    let poly = sum(eqs, &cofactors)?;
    let rest = poly.sub(target);
    rest.monomials().iter().all(|m| free.contains(m)).then_some(Element { poly, cofactors })
}
