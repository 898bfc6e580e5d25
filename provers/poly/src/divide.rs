//! Exact division.
//!
//! Both polynomials are made primitive first. By Gauss's lemma a quotient of primitive polynomials has whole coefficients,
//! so that a coefficient which does not divide ends the attempt at once, and no fraction is ever met. Monomials are packed as for products; short
//! coefficients are divided as machine integers, and only if these overflow as long ones.

use crate::mul::{DENSE_BITS, Layout, Word};
use crate::poly::Nums;
use crate::{Mono, Poly, Q};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};
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
    let layout = Layout::of_product(a, &Poly::one());
    if let (Nums::Small(na), Nums::Small(nb)) = (&a.nums, &b.nums) {
        let quotient = match layout.total {
            0..=64 => packed::<u64>(&layout, (a, na), (b, nb)),
            65..=128 => packed::<u128>(&layout, (a, na), (b, nb)),
            _ => Attempt::Overflow,
        };
        match quotient {
            Attempt::Quotient(q) => return Some(q),
            Attempt::Not => return None,
            Attempt::Overflow => {}
        }
    }
    long(a, b)
}

/// What came of a division with machine integers.
enum Attempt {
    Quotient(Poly),
    Not,
    Overflow,
}

/// What is left to divide: an array where the words are few, otherwise a map.
enum Rest<W> {
    Dense(Vec<i128>),
    Sparse(BTreeMap<W, i128>),
}

impl<W: Word> Rest<W> {
    /// Subtracts; `None` where it overflows.
    fn subtract(&mut self, word: W, n: i128) -> Option<()> {
        match self {
            Rest::Dense(all) => {
                let slot = all.get_mut(word.index())?;
                *slot = slot.checked_sub(n)?;
            }
            Rest::Sparse(all) => {
                let slot = all.entry(word).or_insert(0);
                *slot = slot.checked_sub(n)?;
            }
        }
        Some(())
    }
}

fn packed<W: Word>(layout: &Layout, a: (&Poly, &[i64]), b: (&Poly, &[i64])) -> Attempt {
    let most = Layout::greatest(a.0, &layout.vars);
    // Partial degrees add up: those of the quotient are known.
    let less = Layout::greatest(b.0, &layout.vars);
    let room: Option<Vec<u64>> = most.iter().zip(&less).map(|(x, y)| x.checked_sub(*y)).collect();
    let (Some(room), Some(lead), Some(&first)) = (room, b.0.monos.first(), b.1.first()) else { return Attempt::Not };
    let first = i128::from(first);
    let tail: Vec<(W, i128)> =
        b.0.monos.iter().zip(b.1).skip(1).map(|(m, n)| (layout.pack(m), i128::from(*n))).collect();
    let start = a.0.monos.iter().zip(a.1).map(|(m, n)| (layout.pack::<W>(m), i128::from(*n)));
    let dense = layout.total <= DENSE_BITS && (1usize << layout.total) <= 64 + 64 * a.0.len();
    let mut rest = match dense {
        true => Rest::Dense(vec![0; 1 << layout.total]),
        false => Rest::Sparse(BTreeMap::new()),
    };
    for (w, n) in start {
        if rest.subtract(w, -n).is_none() {
            return Attempt::Overflow;
        }
    }
    let (mut monos, mut nums) = (vec![], vec![]);
    let mut scan = 1usize << layout.total.min(DENSE_BITS);
    loop {
        let (word, c) = match &mut rest {
            Rest::Sparse(all) => match all.pop_last() {
                Some(top) => top,
                None => break,
            },
            Rest::Dense(all) => {
                let Some(i) = all.iter().take(scan).rposition(|n| *n != 0) else { break };
                scan = i;
                (W::pack([(i as u64, DENSE_BITS)].into_iter()), all.get(i).copied().unwrap_or(0))
            }
        };
        if c == 0 {
            continue;
        }
        let Some(m) = layout.unpack(word).div(lead) else { return Attempt::Not };
        if c % first != 0 || Layout::partial(&m, &layout.vars).zip(&room).any(|(d, most)| d > *most) {
            return Attempt::Not;
        }
        let (k, at) = (c / first, layout.pack::<W>(&m));
        for (t, d) in &tail {
            if k.checked_mul(*d).and_then(|n| rest.subtract(at.plus(*t), n)).is_none() {
                return Attempt::Overflow;
            }
        }
        monos.push(m);
        nums.push(BigInt::from(k));
    }
    Attempt::Quotient(Poly::normal(monos, Nums::of(nums), BigInt::one()))
}

/// The same with integers of any length.
fn long(a: &Poly, b: &Poly) -> Option<Poly> {
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
    Some(Poly::normal(monos, Nums::of(nums), BigInt::one()))
}
