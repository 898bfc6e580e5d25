//! Cofactors of low degree by linear algebra alone.

use super::lift::combination;
use crate::{Mono, Poly, Work};
use std::collections::BTreeSet;

/// The most products that are tried at once: beyond that a basis is quicker.
const MAX_PRODUCTS: u64 = 700;

/// Monomials in these variables of degrees from `low` to `high`.
fn monomials(vars: &[u32], low: u64, high: u64) -> Vec<Mono> {
    let mut all = vec![Mono::one()];
    for &v in vars {
        let mut more = Vec::new();
        for m in &all {
            for e in 1..=high.saturating_sub(m.degree()) {
                more.push(m.mul(&Mono::power(v, e as u32)));
            }
        }
        all.append(&mut more);
    }
    all.retain(|m| m.degree() >= low);
    all
}

/// How many monomials in `n` variables have degree at most `d`: the binomial coefficient.
fn count(n: u64, d: u64) -> u64 {
    (1..=n).try_fold(1u64, |c, i| Some(c.checked_mul(d.checked_add(i)?)? / i)).unwrap_or(u64::MAX)
}

/// Cofactors such that no product has a degree beyond that of the target and a little more.
pub(super) fn membership(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<Vec<Poly>> {
    let vars: BTreeSet<u32> = eqs.iter().flat_map(Poly::vars).chain(target.vars()).collect();
    let vars: Vec<u32> = vars.into_iter().collect();
    let homogeneous = eqs.iter().all(Poly::is_homogeneous) && target.is_homogeneous();
    let least = target.degree().max(eqs.iter().filter(|e| !e.is_zero()).map(Poly::degree).min()?);
    for degree in least..=least + 2 {
        let room = |e: &Poly| if e.is_zero() { None } else { degree.checked_sub(e.degree()) };
        let products = eqs.iter().filter_map(room).fold(0u64, |s, d| s.saturating_add(count(vars.len() as u64, d)));
        if products > MAX_PRODUCTS || (homogeneous && degree > target.degree()) {
            return None;
        }
        let support: Vec<Vec<Mono>> = eqs
            .iter()
            .map(|e| room(e).map_or(vec![], |d| monomials(&vars, if homogeneous { d } else { 0 }, d)))
            .collect();
        let part = work.left() / 8;
        if let Some(found) = work.with_part(part, |w| combination(target, &BTreeSet::new(), eqs, &support, w)) {
            return Some(found.cofactors);
        }
    }
    None
}
