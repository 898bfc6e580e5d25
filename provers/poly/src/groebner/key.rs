//! Monomials of a computation of a basis, packed into machine words.
//!
//! Eight bits a field. A field holds an exponent or a sum of exponents, chosen so that the monomial order is the order of
//! the words read as a long number: for the lexicographic order the exponents, for the graded reverse one the degree in all
//! variables, in all but the last, and so on. Products of monomials are sums of words; exponents come back by one shift and
//! one subtraction.

use super::Order;
use crate::Mono;
use std::collections::BTreeMap;

/// A packed monomial, most significant word first.
pub(super) type Key<const W: usize> = [u64; W];

/// The highest bit of each field: no field may reach it.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Which variable is where.
pub(super) struct Ring<const W: usize> {
    /// By decreasing rank.
    vars: Vec<u32>,
    place: BTreeMap<u32, usize>,
    /// Fields whose right neighbour has to be subtracted to get an exponent.
    mask: Key<W>,
    /// Whether a field is the sum of its exponent and the right neighbour.
    sums: Vec<bool>,
    /// The variable of each field.
    field: Vec<usize>,
}

impl<const W: usize> Ring<W> {
    /// For the order and the variables; `None` where they are too many.
    pub(super) fn new(order: &Order, occurring: &[u32]) -> Option<Ring<W>> {
        if occurring.len() > 8 * W {
            return None;
        }
        let first: &[u32] = match order {
            Order::Grevlex => &[],
            Order::Lex(v) | Order::Eliminate(v) => v,
        };
        let mut vars: Vec<u32> = Vec::new();
        for v in first.iter().chain(occurring) {
            if occurring.contains(v) && !vars.contains(v) {
                vars.push(*v);
            }
        }
        let split = vars.iter().filter(|v| first.contains(v)).count();
        let n = vars.len();
        let (mut sums, mut field) = (vec![], vec![]);
        match order {
            Order::Lex(_) => {
                sums = vec![false; n];
                field = (0..n).collect();
            }
            // Each block from its last variable, whose field is the degree of the block, to its first.
            _ => {
                for (lo, hi) in [(0, split), (split, n)] {
                    for i in (lo..hi).rev() {
                        sums.push(i > lo);
                        field.push(i);
                    }
                }
            }
        }
        let mut mask = [0; W];
        for (i, _) in sums.iter().enumerate().filter(|s| *s.1) {
            if let Some(word) = mask.get_mut(i / 8) {
                *word |= 0xff << (56 - 8 * (i % 8));
            }
        }
        let place = vars.iter().enumerate().map(|(i, &v)| (v, i)).collect();
        Some(Ring { vars, place, mask, sums, field })
    }

    /// Packs exponents given by rank of the variable; `None` where a field is too small.
    fn pack(&self, exps: &[u32]) -> Option<Key<W>> {
        let mut key = [0; W];
        let mut sum = 0u32;
        for i in (0..self.sums.len()).rev() {
            let e = self.field.get(i).and_then(|&f| exps.get(f)).copied().unwrap_or(0);
            sum = if self.sums.get(i) == Some(&true) { sum.checked_add(e)? } else { e };
            if sum > 127 {
                return None;
            }
            if let Some(word) = key.get_mut(i / 8) {
                *word |= u64::from(sum) << (56 - 8 * (i % 8));
            }
        }
        Some(key)
    }

    /// From a monomial, all of whose variables are known.
    pub(super) fn key(&self, m: &Mono) -> Option<Key<W>> {
        let mut exps = vec![0u32; self.vars.len()];
        for (v, e) in m.powers() {
            *exps.get_mut(*self.place.get(&v)?)? = e;
        }
        self.pack(&exps)
    }

    /// The exponents, one in each field.
    pub(super) fn exponents(&self, key: &Key<W>) -> Key<W> {
        std::array::from_fn(|i| {
            let next = key.get(i + 1).map_or(0, |n| n >> 56);
            let word = key.get(i).copied().unwrap_or(0);
            word.wrapping_sub((word << 8 | next) & self.mask.get(i).copied().unwrap_or(0))
        })
    }

    /// From exponents, one in each field.
    pub(super) fn with_exponents(&self, exps: &Key<W>) -> Option<Key<W>> {
        let mut all = vec![0u32; self.vars.len()];
        for (i, &f) in self.field.iter().enumerate() {
            if let Some(slot) = all.get_mut(f) {
                *slot = field(exps, i);
            }
        }
        self.pack(&all)
    }

    /// As a monomial.
    pub(super) fn mono(&self, key: &Key<W>) -> Mono {
        let exps = self.exponents(key);
        let powers = self.field.iter().enumerate().filter_map(|(i, &f)| Some((*self.vars.get(f)?, field(&exps, i))));
        Mono::new(powers)
    }
}

fn field<const W: usize>(key: &Key<W>, i: usize) -> u32 {
    key.get(i / 8).map_or(0, |w| (w >> (56 - 8 * (i % 8))) as u32 & 0xff)
}

/// Whether exponents divide others.
pub(super) fn divides<const W: usize>(a: &Key<W>, b: &Key<W>) -> bool {
    a.iter().zip(b).all(|(x, y)| (y | HIGH).wrapping_sub(*x) & HIGH == HIGH)
}

/// The product of keys; `None` where a field overflows.
pub(super) fn times<const W: usize>(a: &Key<W>, b: &Key<W>) -> Option<Key<W>> {
    let sum: Key<W> = std::array::from_fn(|i| a.get(i).zip(b.get(i)).map_or(0, |(x, y)| x.wrapping_add(*y)));
    sum.iter().all(|w| w & HIGH == 0).then_some(sum)
}

/// The quotient of keys, where the exponents divide.
pub(super) fn quotient<const W: usize>(a: &Key<W>, b: &Key<W>) -> Key<W> {
    std::array::from_fn(|i| a.get(i).zip(b.get(i)).map_or(0, |(x, y)| x.wrapping_sub(*y)))
}

/// The least common multiple of exponents.
pub(super) fn lcm<const W: usize>(a: &Key<W>, b: &Key<W>) -> Key<W> {
    let bytes = |x: u64, y: u64| {
        let (x, y) = (x.to_be_bytes(), y.to_be_bytes());
        u64::from_be_bytes(std::array::from_fn(|i| x.get(i).copied().max(y.get(i).copied()).unwrap_or(0)))
    };
    std::array::from_fn(|i| a.get(i).zip(b.get(i)).map_or(0, |(x, y)| bytes(*x, *y)))
}

/// Whether exponents have no variable in common.
pub(super) fn coprime<const W: usize>(a: &Key<W>, b: &Key<W>) -> bool {
    // A field that is not zero sets its high bit when 127 is added.
    let full = |x: u64| x.wrapping_add(!HIGH) & HIGH;
    a.iter().zip(b).all(|(x, y)| full(*x) & full(*y) == 0)
}

/// The total degree of exponents.
pub(super) fn degree<const W: usize>(exps: &Key<W>) -> u32 {
    exps.iter().flat_map(|w| w.to_be_bytes()).map(u32::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_monomials() {
        let monos: Vec<Mono> = (0..200u32)
            .map(|i| Mono::new([(0, i % 3), (3, i / 3 % 4), (4, i / 7 % 3), (7, i / 11 % 3), (9, i % 2)]))
            .collect();
        let vars = [0, 3, 4, 7, 9];
        for order in [Order::Grevlex, Order::Lex(vec![4, 0, 3, 7, 9]), Order::Eliminate(vec![7, 3])] {
            let ring: Ring<1> = Ring::new(&order, &vars).expect("few variables");
            for a in &monos {
                let ka = ring.key(a).expect("small");
                let ea = ring.exponents(&ka);
                assert_eq!(ring.mono(&ka), *a, "{order:?}");
                assert_eq!(ring.with_exponents(&ea), Some(ka));
                assert_eq!(u64::from(degree(&ea)), a.degree());
                for b in &monos {
                    let kb = ring.key(b).expect("small");
                    let eb = ring.exponents(&kb);
                    assert_eq!(divides(&ea, &eb), a.divides(b));
                    assert_eq!(coprime(&ea, &eb), a.coprime(b));
                    assert_eq!(ring.with_exponents(&lcm(&ea, &eb)), ring.key(&a.lcm(b)));
                    assert_eq!(times(&ka, &kb), ring.key(&a.mul(b)));
                    if order == Order::Grevlex {
                        assert_eq!(ka.cmp(&kb), a.cmp(b));
                    }
                }
            }
        }
    }
}
