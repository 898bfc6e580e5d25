//! Monomials: products of powers of variables.
//!
//! Sparse, because problems may have forty variables while a monomial has few; inline up to four of them, so that the
//! usual monomial is copied without touching the heap. The order is the graded reverse lexicographic one, in which
//! variable 0 is the greatest.

use smallvec::SmallVec;
use std::cmp::Ordering;

/// A product of powers of variables. `Ord` is the graded reverse lexicographic order (variable 0 greatest).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Mono {
    /// `variable · 2³² + exponent`, the exponent not zero, by increasing variable.
    powers: SmallVec<[u64; 4]>,
}

fn pack(var: u32, exp: u32) -> u64 {
    u64::from(var) << 32 | u64::from(exp)
}

fn unpack(entry: u64) -> (u32, u32) {
    ((entry >> 32) as u32, entry as u32)
}

impl Mono {
    /// The monomial 1.
    pub fn one() -> Mono {
        Mono::default()
    }

    /// A variable.
    pub fn var(v: u32) -> Mono {
        Mono::power(v, 1)
    }

    /// A power of a variable.
    pub fn power(v: u32, exp: u32) -> Mono {
        let mut powers = SmallVec::new();
        if exp > 0 {
            powers.push(pack(v, exp));
        }
        Mono { powers }
    }

    /// The product of powers of variables, given in any order; exponents of the same variable add up (saturating).
    pub fn new(powers: impl IntoIterator<Item = (u32, u32)>) -> Mono {
        let mut all: SmallVec<[(u32, u32); 8]> = powers.into_iter().filter(|p| p.1 > 0).collect();
        all.sort_unstable();
        let mut out: SmallVec<[u64; 4]> = SmallVec::new();
        for (v, e) in all {
            match out.last_mut() {
                Some(last) if unpack(*last).0 == v => *last = pack(v, unpack(*last).1.saturating_add(e)),
                _ => out.push(pack(v, e)),
            }
        }
        Mono { powers: out }
    }

    /// The product of powers given by increasing variable, exponents not zero.
    pub(crate) fn from_sorted(powers: impl Iterator<Item = (u32, u32)>) -> Mono {
        Mono { powers: powers.map(|(v, e)| pack(v, e)).collect() }
    }

    /// Variables and their exponents (not zero), by increasing variable.
    pub fn powers(&self) -> impl DoubleEndedIterator<Item = (u32, u32)> + '_ {
        self.powers.iter().map(|&e| unpack(e))
    }

    /// Whether it is 1.
    pub fn is_one(&self) -> bool {
        self.powers.is_empty()
    }

    /// The total degree.
    pub fn degree(&self) -> u64 {
        self.powers.iter().map(|&e| u64::from(unpack(e).1)).sum()
    }

    /// The exponent of a variable.
    pub fn exp(&self, v: u32) -> u32 {
        self.powers().find(|p| p.0 == v).map_or(0, |p| p.1)
    }

    fn merge(&self, other: &Mono, f: impl Fn(u32, u32) -> u32) -> Mono {
        let mut out = SmallVec::new();
        let (mut a, mut b) = (self.powers.as_slice(), other.powers.as_slice());
        loop {
            let (v, e) = match (a.split_first(), b.split_first()) {
                (None, None) => return Mono { powers: out },
                (Some((&x, rest)), None) => {
                    a = rest;
                    (unpack(x).0, f(unpack(x).1, 0))
                }
                (None, Some((&y, rest))) => {
                    b = rest;
                    (unpack(y).0, f(0, unpack(y).1))
                }
                (Some((&x, ra)), Some((&y, rb))) => {
                    let ((v, e), (w, g)) = (unpack(x), unpack(y));
                    match v.cmp(&w) {
                        Ordering::Less => {
                            a = ra;
                            (v, f(e, 0))
                        }
                        Ordering::Greater => {
                            b = rb;
                            (w, f(0, g))
                        }
                        Ordering::Equal => {
                            (a, b) = (ra, rb);
                            (v, f(e, g))
                        }
                    }
                }
            };
            if e > 0 {
                out.push(pack(v, e));
            }
        }
    }

    /// The product; exponents saturate.
    pub fn mul(&self, other: &Mono) -> Mono {
        self.merge(other, u32::saturating_add)
    }

    /// The least common multiple.
    pub fn lcm(&self, other: &Mono) -> Mono {
        self.merge(other, u32::max)
    }

    /// The greatest common divisor.
    pub fn gcd(&self, other: &Mono) -> Mono {
        self.merge(other, u32::min)
    }

    /// Whether it divides the other.
    pub fn divides(&self, other: &Mono) -> bool {
        let mut b = other.powers();
        self.powers().all(|(v, e)| b.by_ref().find(|p| p.0 >= v).is_some_and(|(w, g)| w == v && e <= g))
    }

    /// The quotient, where `other` divides it.
    pub fn div(&self, other: &Mono) -> Option<Mono> {
        other.divides(self).then(|| self.merge(other, |a, b| a.saturating_sub(b)))
    }

    /// Whether no variable is in both.
    pub fn coprime(&self, other: &Mono) -> bool {
        self.gcd(other).is_one()
    }

    /// It without a variable.
    pub fn without(&self, v: u32) -> Mono {
        Mono { powers: self.powers.iter().copied().filter(|&e| unpack(e).0 != v).collect() }
    }

    /// Its power; exponents saturate.
    pub fn pow(&self, n: u32) -> Mono {
        Mono::from_sorted(self.powers().filter(|_| n > 0).map(|(v, e)| (v, e.saturating_mul(n))))
    }

    /// Half of it, where all exponents are even.
    pub fn sqrt(&self) -> Option<Mono> {
        self.powers().all(|p| p.1.is_multiple_of(2)).then(|| Mono::from_sorted(self.powers().map(|(v, e)| (v, e / 2))))
    }

    /// Compares by the lexicographic order, variable 0 greatest.
    pub fn cmp_lex(&self, other: &Mono) -> Ordering {
        let (mut a, mut b) = (self.powers(), other.powers());
        loop {
            match (a.next(), b.next()) {
                (None, None) => return Ordering::Equal,
                (Some(_), None) => return Ordering::Greater,
                (None, Some(_)) => return Ordering::Less,
                (Some((v, e)), Some((w, g))) => match w.cmp(&v).then(e.cmp(&g)) {
                    Ordering::Equal => {}
                    unequal => return unequal,
                },
            }
        }
    }
}

impl Ord for Mono {
    fn cmp(&self, other: &Mono) -> Ordering {
        // With equal degrees, the one that has more of the last variable is the smaller.
        self.degree().cmp(&other.degree()).then_with(|| other.powers.iter().rev().cmp(self.powers.iter().rev()))
    }
}

impl PartialOrd for Mono {
    fn partial_cmp(&self, other: &Mono) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
