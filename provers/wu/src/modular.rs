//! Points of a chain modulo a prime: what is not zero at one of them is not zero on the component, and what is zero at
//! several very likely is. Nothing is proved by them; they tell in microseconds which exact computations are worth their cost
//! (Schwartz 1980; Carrà Ferro & Gallo 1990 for geometry).

use crate::chain::Element;
use euclase_poly::{Poly, Work};
use num_traits::ToPrimitive;
use std::collections::BTreeMap;

/// The prime: −1 is a square modulo it, so that d² + e², which is 0 for points that do not differ, has zeros; and so are 2, 3, 5, 7.
pub const P: u64 = 2_147_482_801;
/// What is not one.
const NO_SQUARE: u64 = 11;
/// How often a point is tried, since a quadratic equation has no root every other time.
const TRIES: usize = 200;
/// Operations for a term of a polynomial at a point.
const EACH: u64 = 8;

/// a·b.
pub const fn mul(a: u64, b: u64) -> u64 {
    a * b % P
}

/// a + b.
pub fn add(a: u64, b: u64) -> u64 {
    let s = a + b;
    if s >= P { s - P } else { s }
}

/// a − b.
pub fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + P - b }
}

/// a^e.
pub const fn power(mut a: u64, mut e: u64) -> u64 {
    let mut out = 1;
    while e > 0 {
        if e & 1 == 1 {
            out = mul(out, a);
        }
        a = mul(a, a);
        e >>= 1;
    }
    out
}

/// 1/a; 0 for 0.
pub fn inverse(a: u64) -> u64 {
    power(a, P - 2)
}

/// Numbers that look random, always the same.
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// The next one (splitmix64).
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % P
    }
}

/// A polynomial prepared for many values: its coefficients as residues (up to their common denominator).
#[derive(Clone, Debug)]
pub struct Residues {
    terms: Vec<(Vec<(u32, u32)>, u64)>,
}

impl Residues {
    /// Of a polynomial.
    pub fn of(p: &Poly) -> Residues {
        let numerators = p.numerators();
        let residues = numerators.iter().map(|n| {
            let r = (n % P).to_i64().unwrap_or(0);
            u64::try_from(r).unwrap_or_else(|_| P - r.unsigned_abs())
        });
        let powers = p.monomials().iter().map(|m| m.powers().collect());
        Residues { terms: powers.zip(residues).collect() }
    }

    /// Coefficients in one variable, from the constant on, at values of the others; no leading zeros.
    fn in_variable(&self, v: u32, at: &[u64]) -> Vec<u64> {
        let mut out: Vec<u64> = Vec::new();
        for (powers, c) in &self.terms {
            let (mut e, mut value) = (0, *c);
            for (w, k) in powers {
                if *w == v {
                    e = *k as usize;
                } else {
                    value = mul(value, raised(at, *w, *k));
                }
            }
            if out.len() <= e {
                out.resize(e + 1, 0);
            }
            if let Some(slot) = out.get_mut(e) {
                *slot = add(*slot, value);
            }
        }
        trim(&mut out);
        out
    }

    /// Is it zero where v is as large as u, at values of the variables before v?
    pub fn zero_with(&self, v: u32, u: u32, at: &[u64]) -> bool {
        let x = at.get(u as usize).copied().unwrap_or(0);
        self.in_variable(v, at).into_iter().rev().fold(0, |sum, c| add(mul(sum, x), c)) == 0
    }

    /// A root in a variable, at values of those before.
    pub fn root_at(&self, v: u32, at: &[u64], dice: &mut Dice) -> Option<u64> {
        let f = self.in_variable(v, at);
        if f.is_empty() { Some(0) } else { root(f, dice) }
    }

    /// Is it zero at these values?
    pub fn zero_at(&self, at: &[u64]) -> bool {
        self.in_variable(u32::MAX, at).is_empty()
    }
}

fn raised(at: &[u64], v: u32, e: u32) -> u64 {
    let x = at.get(v as usize).copied().unwrap_or(0);
    match e {
        1 => x,
        2 => mul(x, x),
        _ => power(x, u64::from(e)),
    }
}

/// Without leading zeros.
pub fn trim(f: &mut Vec<u64>) {
    while f.last() == Some(&0) {
        f.pop();
    }
}

/// The remainder of a by b ≠ 0.
pub fn rem(mut a: Vec<u64>, b: &[u64]) -> Vec<u64> {
    let Some(lead) = b.last().copied() else { return a };
    let by = inverse(lead);
    while a.len() >= b.len() {
        let c = mul(a.last().copied().unwrap_or(0), by);
        let shift = a.len() - b.len();
        for (x, y) in a.iter_mut().skip(shift).zip(b) {
            *x = sub(*x, mul(c, *y));
        }
        trim(&mut a);
    }
    a
}

/// The product of polynomials, coefficients from the constant on.
pub fn times(a: &[u64], b: &[u64]) -> Vec<u64> {
    let mut out = vec![0; (a.len() + b.len()).saturating_sub(1)];
    for (i, x) in a.iter().enumerate() {
        for (slot, y) in out.iter_mut().skip(i).zip(b) {
            *slot = add(*slot, mul(*x, *y));
        }
    }
    trim(&mut out);
    out
}

/// The greatest common divisor.
pub fn gcd(mut a: Vec<u64>, mut b: Vec<u64>) -> Vec<u64> {
    while !b.is_empty() {
        let r = rem(a, &b);
        a = b;
        b = r;
    }
    a
}

/// base^e modulo f.
fn power_modulo(base: &[u64], mut e: u64, f: &[u64]) -> Vec<u64> {
    let (mut out, mut a) = (vec![1], rem(base.to_vec(), f));
    while e > 0 {
        if e & 1 == 1 {
            out = rem(times(&out, &a), f);
        }
        a = rem(times(&a, &a), f);
        e >>= 1;
    }
    out
}

/// g − x^at.
fn minus(mut g: Vec<u64>, at: usize) -> Vec<u64> {
    if g.len() <= at {
        g.resize(at + 1, 0);
    }
    if let Some(slot) = g.get_mut(at) {
        *slot = sub(*slot, 1);
    }
    trim(&mut g);
    g
}

/// The product of the factors of degree 1, each once.
fn linear_part(f: Vec<u64>) -> Vec<u64> {
    if f.len() <= 2 {
        return f;
    }
    let linear = minus(power_modulo(&[0, 1], P, &f), 1);
    gcd(f, linear)
}

/// P − 1 = 16 · ODD.
const ODD: u64 = (P - 1) / 16;

/// A square root (Shanks 1973), if there is one.
fn square_root(a: u64) -> Option<u64> {
    if a == 0 {
        return Some(0);
    }
    // r² = a·t, where the order of t is a power of 2.
    let half = power(a, ODD / 2);
    let mut r = mul(half, a);
    let mut t = mul(half, r);
    let eighth = |t: u64, n: u32| (0..n).fold(t, |t, _| mul(t, t));
    if eighth(t, 3) != 1 {
        return None;
    }
    let generator = power(NO_SQUARE, ODD);
    for k in [2, 1, 0] {
        if eighth(t, k) != 1 {
            let c = eighth(generator, 2 - k);
            r = mul(r, c);
            t = mul(t, mul(c, c));
        }
    }
    Some(r)
}

/// All roots, each once.
pub fn roots(f: Vec<u64>, dice: &mut Dice) -> Vec<u64> {
    let mut out = Vec::new();
    if let [c, b, a] = f[..] {
        let square = sub(mul(b, b), mul(4, mul(a, c)));
        let by = inverse(mul(2, a));
        if let Some(r) = square_root(square) {
            out.push(mul(sub(r, b), by));
            if r != 0 {
                out.push(mul(sub(0, add(r, b)), by));
            }
        }
        return out;
    }
    let mut open = vec![linear_part(f)];
    while let Some(f) = open.pop() {
        match f[..] {
            [c, b] => out.push(mul(sub(0, c), inverse(b))),
            [] | [_] => {}
            _ => {
                let half = minus(power_modulo(&[dice.roll(), 1], (P - 1) / 2, &f), 0);
                let part = gcd(f.clone(), half);
                if part.len() > 1 && part.len() < f.len() {
                    open.push(quotient(f, &part));
                    open.push(part);
                } else {
                    open.push(f);
                }
            }
        }
    }
    out
}

/// a/b, without the remainder.
pub fn quotient(mut a: Vec<u64>, b: &[u64]) -> Vec<u64> {
    let Some(lead) = b.last().copied() else { return a };
    let by = inverse(lead);
    let mut out = vec![0; (a.len() + 1).saturating_sub(b.len())];
    while a.len() >= b.len() {
        let c = mul(a.last().copied().unwrap_or(0), by);
        let shift = a.len() - b.len();
        if let Some(slot) = out.get_mut(shift) {
            *slot = c;
        }
        for (x, y) in a.iter_mut().skip(shift).zip(b) {
            *x = sub(*x, mul(c, *y));
        }
        trim(&mut a);
    }
    out
}

/// A root, if there is one (Cantor & Zassenhaus 1981).
fn root(f: Vec<u64>, dice: &mut Dice) -> Option<u64> {
    let mut f = linear_part(f);
    while f.len() > 2 {
        let half = minus(power_modulo(&[dice.roll(), 1], (P - 1) / 2, &f), 0);
        let part = gcd(f.clone(), half);
        if part.len() > 1 && part.len() < f.len() {
            f = part;
        }
    }
    match f[..] {
        [c, b] => Some(mul(sub(0, c), inverse(b))),
        _ => None,
    }
}

/// A point at which all elements of a chain are zero, and further polynomials, each with its main variable: values of the first
/// `count` variables.
pub fn point(
    count: u32,
    elements: &BTreeMap<u32, Element>,
    also: &[(u32, Residues)],
    dice: &mut Dice,
    work: &mut Work,
) -> Option<Vec<u64>> {
    let terms = elements.values().map(|e| &e.residues).chain(also.iter().map(|f| &f.1)).map(|r| r.terms.len());
    let cost = terms.sum::<usize>() as u64 * EACH;
    for _ in 0..TRIES {
        work.spend(cost)?;
        let mut at: Vec<u64> = Vec::new();
        for v in 0..count {
            let own = elements.get(&v).map(|e| &e.residues).into_iter();
            let own = own.chain(also.iter().filter(|f| f.0 == v).map(|f| &f.1));
            let x = match own.map(|f| f.in_variable(v, &at)).reduce(gcd) {
                None => Some(dice.roll()),
                // What degenerates there says nothing.
                Some(f) if f.is_empty() => Some(dice.roll()),
                Some(f) => root(f, dice),
            };
            match x {
                Some(x) => at.push(x),
                None => break,
            }
        }
        if at.len() == count as usize {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roots_are_roots() {
        let mut dice = Dice::new(1);
        // (x − 3)(x − 5)(x² − 11): 11 is no square.
        let f = times(&times(&[P - 3, 1], &[P - 5, 1]), &[P - 11, 0, 1]);
        for _ in 0..10 {
            assert!(matches!(root(f.clone(), &mut dice), Some(3 | 5)));
        }
        let mut all = roots(f, &mut dice);
        all.sort_unstable();
        assert_eq!(all, [3, 5]);
        assert_eq!(root(vec![P - 11, 0, 1], &mut dice), None);
        assert_eq!(root(vec![7], &mut dice), None);
        let mut squares = 0;
        for _ in 0..1000 {
            let a = dice.roll();
            let r = square_root(a);
            assert!(r.is_none_or(|r| mul(r, r) == a));
            assert_eq!(r.is_some(), power(a, (P - 1) / 2) <= 1);
            squares += u32::from(r.is_some());
        }
        assert!((400..600).contains(&squares), "{squares}");
        let mut both = roots(vec![15, P - 8, 1], &mut dice);
        both.sort_unstable();
        assert_eq!(both, [3, 5]);
        for q in [P - 1, 2, 3, 5, 7] {
            assert!(root(vec![P - q, 0, 1], &mut dice).is_some(), "{q}");
        }
    }

    #[test]
    fn residues_of_polynomials() {
        let (x, y) = (Poly::var(0), Poly::var(1));
        // (x − y)²/3 − 4/3
        let d = x.sub(&y);
        let p = d.mul(&d).expect("small").sub(&Poly::int(4)).scale(&euclase_grammar::core::Q::new(1.into(), 3.into()));
        let r = Residues::of(&p);
        assert!(r.zero_at(&[5, 3]) && r.zero_at(&[3, 5]) && !r.zero_at(&[4, 3]));
        assert_eq!(r.in_variable(0, &[0, 3]).len(), 3);
    }
}
