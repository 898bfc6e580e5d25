//! Exact division.
//!
//! Both polynomials are made primitive first. By Gauss's lemma a quotient of primitive polynomials has whole coefficients,
//! so that a coefficient which does not divide ends the attempt at once, and no fraction is ever met.

use crate::poly::Nums;
use crate::{Mono, Poly, Q};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Zero;
use std::collections::BTreeMap;

impl Poly {
    /// The quotient, where `by` is not zero and divides it.
    pub fn div_exact(&self, by: &Poly) -> Option<Poly> {
        if let Some(c) = by.constant_value() {
            return (!c.is_zero()).then(|| self.scale(&c.recip()));
        }
        if self.is_zero() {
            return Some(Poly::zero());
        }
        let ratio: Q = self.leading()?.1 / by.leading()?.1;
        let (a, b) = (self.primitive(), by.primitive());
        let ratio = ratio * b.leading()?.1 / a.leading()?.1;
        Some(divide(&a, &b)?.scale(&ratio))
    }
}

fn may_divide(a: &Poly, b: &Poly) -> bool {
    let last = |p: &Poly| p.monos.last().cloned().unwrap_or_default();
    b.monos.first().zip(a.monos.first()).is_some_and(|(x, y)| x.divides(y))
        && last(b).divides(&last(a))
        && b.vars().iter().all(|&v| b.degree_in(v) <= a.degree_in(v))
}

/// The quotient of primitive polynomials.
fn divide(a: &Poly, b: &Poly) -> Option<Poly> {
    if !may_divide(a, b) {
        return None;
    }
    let mut rest: BTreeMap<Mono, BigInt> = a.monos.iter().cloned().zip(a.nums.bigs()).collect();
    let tail: Vec<(&Mono, BigInt)> = b.monos.iter().zip(b.nums.bigs()).skip(1).collect();
    let (lead, first) = (b.monos.first()?, b.nums.big(0));
    let (mut monos, mut nums) = (vec![], vec![]);
    while let Some((m, c)) = rest.pop_last() {
        let q = m.div(lead)?;
        let (k, r) = c.div_rem(&first);
        if !r.is_zero() {
            return None;
        }
        for (t, d) in &tail {
            let key = q.mul(t);
            let entry = rest.entry(key.clone()).or_default();
            *entry -= &k * d;
            if entry.is_zero() {
                rest.remove(&key);
            }
        }
        monos.push(q);
        nums.push(k);
    }
    Some(Poly::normal(monos, Nums::of(nums), BigInt::from(1)))
}
