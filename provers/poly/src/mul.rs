//! Products and powers.
//!
//! The monomials of both factors are packed into one machine word each, so that a product of monomials is a sum of words
//! and the order of words is the order of monomials: the graded reverse lexicographic order compares the degree in all
//! variables, then in all but the last, and so on, and such partial degrees add up (Monagan & Pearce, "Sparse polynomial
//! multiplication and division in Maple 14", section 2, for packing). Coefficients are summed up in `i64` or `i128` where
//! the sizes of the factors show that nothing can overflow, otherwise in long integers; the sums are kept in an array where
//! the words are few, otherwise in a hash table that is sorted in the end.

use crate::poly::{MAX_DEGREE, MAX_TERMS, Nums};
use crate::{Mono, Poly, Q};
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::Hash;

/// The greatest number of products of machine words that one product of polynomials may need: well below a second.
const MAX_WORK: u64 = 1 << 26;

/// The longest coefficient that a power or a product may have, in bits.
const MAX_BITS: u64 = 1 << 20;

/// The longest array of sums.
pub(crate) const DENSE_BITS: u32 = 20;

/// A packed monomial.
pub(crate) trait Word: Copy + Ord + Hash {
    fn pack(fields: impl Iterator<Item = (u64, u32)>) -> Self;
    fn plus(self, other: Self) -> Self;
    fn index(self) -> usize;
    /// The lowest bits, and the rest.
    fn split(self, bits: u32) -> (u64, Self);
}

macro_rules! word {
    ($t:ty) => {
        impl Word for $t {
            fn pack(fields: impl Iterator<Item = (u64, u32)>) -> $t {
                fields.fold(0, |w, (field, bits)| w << bits | field as $t)
            }
            fn plus(self, other: $t) -> $t {
                self.wrapping_add(other)
            }
            fn index(self) -> usize {
                self as usize
            }
            fn split(self, bits: u32) -> (u64, $t) {
                ((self & ((1 << bits) - 1)) as u64, self >> bits)
            }
        }
    };
}
word!(u64);
word!(u128);

/// A sum of products of coefficients of type `C`.
trait Sum<C>: Clone + Default {
    fn add(&mut self, a: &C, b: &C);
}

impl Sum<i64> for i64 {
    fn add(&mut self, a: &i64, b: &i64) {
        *self = self.wrapping_add(a.wrapping_mul(*b));
    }
}

impl Sum<i64> for i128 {
    fn add(&mut self, a: &i64, b: &i64) {
        *self = self.wrapping_add(i128::from(*a).wrapping_mul(i128::from(*b)));
    }
}

impl Sum<BigInt> for BigInt {
    fn add(&mut self, a: &BigInt, b: &BigInt) {
        *self += a * b;
    }
}

/// How monomials in certain variables, up to certain partial degrees, are packed.
pub(crate) struct Layout {
    pub(crate) vars: Vec<u32>,
    /// For each variable, the bits of the degree in it and those before it.
    bits: Vec<u32>,
    pub(crate) total: u32,
}

impl Layout {
    /// For the products of monomials of the two factors.
    pub(crate) fn of_product(a: &Poly, b: &Poly) -> Layout {
        let vars: Vec<u32> = a.vars().union(&b.vars()).copied().collect();
        let (ga, gb) = (Layout::greatest(a, &vars), Layout::greatest(b, &vars));
        let bits: Vec<u32> =
            ga.iter().zip(&gb).map(|(x, y)| (64 - x.saturating_add(*y).leading_zeros()).max(1)).collect();
        let total = bits.iter().fold(0u32, |t, &b| t.saturating_add(b));
        Layout { vars, bits, total }
    }

    /// The greatest partial degrees.
    pub(crate) fn greatest(p: &Poly, vars: &[u32]) -> Vec<u64> {
        let mut most = vec![0; vars.len()];
        for m in &p.monos {
            let partial = Layout::partial(m, vars);
            most.iter_mut().zip(partial).for_each(|(g, d)| *g = d.max(*g));
        }
        most
    }

    /// The degree in the variables up to each.
    pub(crate) fn partial<'a>(m: &'a Mono, vars: &'a [u32]) -> impl Iterator<Item = u64> + 'a {
        let mut powers = m.powers().peekable();
        vars.iter().scan(0u64, move |sum, v| {
            if let Some((_, e)) = powers.next_if(|p| p.0 == *v) {
                *sum = sum.saturating_add(u64::from(e));
            }
            Some(*sum)
        })
    }

    pub(crate) fn pack<W: Word>(&self, m: &Mono) -> W {
        let mut fields: smallvec::SmallVec<[(u64, u32); 16]> =
            Layout::partial(m, &self.vars).zip(self.bits.iter().copied()).collect();
        fields.reverse();
        W::pack(fields.into_iter())
    }

    pub(crate) fn unpack<W: Word>(&self, mut word: W) -> Mono {
        let mut before = 0;
        Mono::from_sorted(self.vars.iter().zip(&self.bits).filter_map(|(&v, &b)| {
            let (sum, rest) = word.split(b);
            word = rest;
            let e = sum - before;
            before = sum;
            (e > 0).then_some((v, e as u32))
        }))
    }
}

/// The sums of the products, by decreasing monomial, without zeros; `None` beyond the cap.
fn sums<W: Word, C, S: Sum<C> + PartialEq>(
    layout: &Layout,
    a: (&[Mono], &[C]),
    b: (&[Mono], &[C]),
    cap: usize,
) -> Option<(Vec<Mono>, Vec<S>)> {
    let words = |monos: &[Mono]| -> Vec<W> { monos.iter().map(|m| layout.pack(m)).collect() };
    let (wa, wb) = (words(a.0), words(b.0));
    let zero = S::default();
    let mut found: Vec<(W, S)> = if layout.total <= DENSE_BITS && (1 << layout.total) <= 64 + 8 * wa.len() * wb.len() {
        let mut table: Vec<(W, S)> = vec![(W::pack(std::iter::empty()), zero.clone()); 1 << layout.total];
        for (&x, c) in wa.iter().zip(a.1) {
            for (&y, d) in wb.iter().zip(b.1) {
                let w = x.plus(y);
                if let Some(slot) = table.get_mut(w.index()) {
                    slot.0 = w;
                    slot.1.add(c, d);
                }
            }
        }
        // The index is the word: already sorted.
        table.retain(|t| t.1 != zero);
        table.reverse();
        table
    } else {
        let mut table: FxHashMap<W, S> = FxHashMap::default();
        for (&x, c) in wa.iter().zip(a.1) {
            for (&y, d) in wb.iter().zip(b.1) {
                table.entry(x.plus(y)).or_default().add(c, d);
            }
            if table.len() > cap.saturating_mul(2) {
                return None;
            }
        }
        let mut all: Vec<(W, S)> = table.into_iter().filter(|t| t.1 != zero).collect();
        all.sort_unstable_by_key(|t| Reverse(t.0));
        all
    };
    if found.len() > cap {
        return None;
    }
    Some(found.drain(..).map(|(w, s)| (layout.unpack(w), s)).unzip())
}

/// The same where monomials do not fit into a word.
fn sums_unpacked(a: (&[Mono], &[BigInt]), b: (&[Mono], &[BigInt]), cap: usize) -> Option<(Vec<Mono>, Vec<BigInt>)> {
    let mut table: BTreeMap<Mono, BigInt> = BTreeMap::new();
    for (x, c) in a.0.iter().zip(a.1) {
        for (y, d) in b.0.iter().zip(b.1) {
            *table.entry(x.mul(y)).or_default() += c * d;
        }
        if table.len() > cap.saturating_mul(2) {
            return None;
        }
    }
    table.retain(|_, c| !c.is_zero());
    (table.len() <= cap).then(|| table.into_iter().rev().unzip())
}

fn bits(v: &[i64]) -> u32 {
    v.iter().map(|n| 64 - n.unsigned_abs().leading_zeros()).max().unwrap_or(0)
}

fn product(a: &Poly, b: &Poly, cap: usize) -> Option<(Vec<Mono>, Nums)> {
    let layout = Layout::of_product(a, b);
    let wide = layout.total > 64;
    if let (Nums::Small(na), Nums::Small(nb), true) = (&a.nums, &b.nums, layout.total <= 128) {
        let (pa, pb) = ((a.monos.as_slice(), na.as_slice()), (b.monos.as_slice(), nb.as_slice()));
        let room = bits(na) + bits(nb) + 64 - (a.len().min(b.len()) as u64).leading_zeros();
        if room <= 62 {
            let (monos, nums) = if wide {
                sums::<u128, _, i64>(&layout, pa, pb, cap)
            } else {
                sums::<u64, _, i64>(&layout, pa, pb, cap)
            }?;
            return Some((monos, Nums::Small(nums)));
        }
        if room <= 126 {
            let (monos, nums) = if wide {
                sums::<u128, _, i128>(&layout, pa, pb, cap)
            } else {
                sums::<u64, _, i128>(&layout, pa, pb, cap)
            }?;
            let small: Option<Vec<i64>> = nums.iter().map(ToPrimitive::to_i64).collect();
            let nums = small.map_or_else(|| Nums::Big(nums.iter().map(|&n| BigInt::from(n)).collect()), Nums::Small);
            return Some((monos, nums));
        }
    }
    let (na, nb) = (a.nums.bigs(), b.nums.bigs());
    let (pa, pb) = ((a.monos.as_slice(), na.as_slice()), (b.monos.as_slice(), nb.as_slice()));
    let (monos, nums) = match layout.total {
        0..=64 => sums::<u64, _, BigInt>(&layout, pa, pb, cap),
        65..=128 => sums::<u128, _, BigInt>(&layout, pa, pb, cap),
        _ => sums_unpacked(pa, pb, cap),
    }?;
    Some((monos, Nums::of(nums)))
}

impl Poly {
    /// The product, or `None` where it would have more than [`MAX_TERMS`] terms or a degree beyond [`MAX_DEGREE`].
    pub fn mul(&self, other: &Poly) -> Option<Poly> {
        self.mul_cap(other, MAX_TERMS)
    }

    /// The product, or `None` where it would have more than `cap` terms, or a degree or numbers beyond reason.
    pub fn mul_cap(&self, other: &Poly, cap: usize) -> Option<Poly> {
        if self.is_zero() || other.is_zero() {
            return Some(Poly::zero());
        }
        let words = (1 + self.bits() / 64).saturating_mul(1 + other.bits() / 64);
        let work = (self.len() as u64).saturating_mul(other.len() as u64).saturating_mul(words);
        if work > MAX_WORK || self.degree() + other.degree() > MAX_DEGREE || self.bits() + other.bits() > MAX_BITS {
            return None;
        }
        if self.len() == 1 || other.len() == 1 {
            let (one, many) = if self.len() == 1 { (self, other) } else { (other, self) };
            let (m, c) = one.leading()?;
            return (many.len() <= cap).then(|| many.mul_term(&c, m));
        }
        let (monos, nums) = product(self, other, cap)?;
        Some(Poly::normal(monos, nums, &self.den * &other.den))
    }

    /// The square; see [`Poly::mul`].
    pub fn square(&self) -> Option<Poly> {
        self.mul(self)
    }

    /// The product of many; see [`Poly::mul`].
    pub fn product<'a>(factors: impl IntoIterator<Item = &'a Poly>) -> Option<Poly> {
        factors.into_iter().try_fold(Poly::one(), |p, f| p.mul(f))
    }

    /// The power, or `None` where it would have more than `cap` terms, or a degree or numbers beyond reason.
    pub fn pow(&self, exp: u32, cap: usize) -> Option<Poly> {
        match (exp, self.constant_value()) {
            (0, _) => return Some(Poly::one()),
            (1, _) => return (self.len() <= cap).then(|| self.clone()),
            (_, Some(c)) if c.is_zero() || c.is_one() => return Some(self.clone()),
            (_, Some(c)) if (-&c).is_one() => return Some(Poly::int(if exp.is_multiple_of(2) { 1 } else { -1 })),
            _ => {}
        }
        if self.degree().saturating_mul(exp.into()) > MAX_DEGREE || self.bits().saturating_mul(exp.into()) > MAX_BITS {
            return None;
        }
        if let ([m], Some((_, c))) = (self.monos.as_slice(), self.leading()) {
            let value = Q::new(c.numer().pow(exp), c.denom().pow(exp));
            return Some(Poly::term(value, m.pow(exp)));
        }
        // A long power times a short base is less work than the square of a half power where terms are sparse.
        if self.len() <= 12 && exp <= 64 {
            let mut p = self.clone();
            for _ in 1..exp {
                p = p.mul_cap(self, cap)?;
            }
            return Some(p);
        }
        let half = self.pow(exp / 2, cap)?;
        let even = half.mul_cap(&half, cap)?;
        if exp.is_multiple_of(2) { Some(even) } else { even.mul_cap(self, cap) }
    }
}
