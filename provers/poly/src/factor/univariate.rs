//! Factors of polynomials in one variable over the whole numbers.
//!
//! Zassenhaus's algorithm: factors modulo a prime are lifted to factors modulo a power of it so high that true factors can
//! be read off, and their products tried (von zur Gathen & Gerhard, "Modern Computer Algebra", section 15). All factors are
//! lifted at once, one digit a step.

use crate::Work;
use crate::field::{self, Dense, by_degree, degree, split};
use crate::modular::{primes, residue};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, Zero};

/// Coefficients from the constant on, the last one not 0.
pub(crate) type Whole = Vec<BigInt>;

/// The most products of modular factors that are tried.
const MAX_TRIALS: usize = 20_000;

fn modulo(f: &[BigInt], p: u64) -> Dense {
    let mut out: Dense = f.iter().map(|n| residue(n, p as u32).into()).collect();
    field::trim(&mut out);
    out
}

fn mul(a: &[BigInt], b: &[BigInt]) -> Whole {
    if a.is_empty() || b.is_empty() {
        return vec![];
    }
    let mut out = vec![BigInt::zero(); a.len() + b.len() - 1];
    for (i, x) in a.iter().enumerate() {
        for (slot, y) in out.iter_mut().skip(i).zip(b) {
            *slot += x * y;
        }
    }
    out
}

/// The quotient, where the divisor divides over the whole numbers.
pub(crate) fn divide(a: &[BigInt], b: &[BigInt]) -> Option<Whole> {
    let lead = b.last().filter(|l| !l.is_zero())?;
    let mut rest = a.to_vec();
    let mut quotient = vec![BigInt::zero(); (a.len() + 1).checked_sub(b.len())?];
    for (i, slot) in quotient.iter_mut().enumerate().rev() {
        let (c, r) = rest.get(i + b.len() - 1)?.div_rem(lead);
        if !r.is_zero() {
            return None;
        }
        if !c.is_zero() {
            rest.iter_mut().skip(i).zip(b).for_each(|(x, n)| *x -= &c * n);
        }
        *slot = c;
    }
    rest.iter().all(Zero::is_zero).then_some(quotient)
}

/// Divided by the content, leading coefficient positive.
pub(crate) fn primitive(f: &[BigInt]) -> Whole {
    let mut g = f.iter().fold(BigInt::zero(), |g, n| g.gcd(n));
    if f.last().is_some_and(Signed::is_negative) {
        g = -g;
    }
    if g.is_zero() { vec![] } else { f.iter().map(|n| n / &g).collect() }
}

fn symmetric(n: &BigInt, m: &BigInt) -> BigInt {
    let r = n.mod_floor(m);
    if &r + &r > *m { r - m } else { r }
}

/// The irreducible factors of a square-free, primitive polynomial. Where that would take too many trials, some of them may
/// be reducible; their product is always the input (but for the sign).
pub(crate) fn factors(f: &[BigInt], work: &mut Work) -> Option<Vec<Whole>> {
    let f = primitive(f);
    let n = degree_of(&f);
    if n <= 1 {
        return Some(if n == 1 { vec![f] } else { vec![] });
    }
    let (p, modular) = modular_factors(&f, work)?;
    if modular.len() == 1 {
        return Some(vec![f]);
    }
    let lifted = lift(&f, &modular, p, work)?;
    Some(combine(f, lifted.0, &lifted.1))
}

fn degree_of(f: &[BigInt]) -> usize {
    f.len().saturating_sub(1)
}

/// The product of the factors of one degree.
type ByDegree = (usize, Dense);

/// Of a few primes, one with the fewest factors.
fn modular_factors(f: &[BigInt], work: &mut Work) -> Option<(u64, Vec<Dense>)> {
    let mut best: Option<(usize, u64, Vec<ByDegree>)> = None;
    let mut tried = 0;
    for p in primes().take(40).map(u64::from) {
        let image = modulo(f, p);
        if image.len() < f.len() || field::gcd(&image, &field::derivative(&image, p), p).len() != 1 {
            continue;
        }
        work.spend(64 * (f.len() * f.len() * f.len()) as u64)?;
        let parts = by_degree(&field::monic(&image, p), p);
        let count = parts.iter().map(|(d, g)| degree(g) / d).sum();
        if best.as_ref().is_none_or(|b| count < b.0) {
            best = Some((count, p, parts));
        }
        tried += 1;
        if tried == 4 || count == 1 {
            break;
        }
    }
    let (_, p, parts) = best?;
    work.spend(128 * (f.len() * f.len() * f.len()) as u64)?;
    Some((p, parts.iter().flat_map(|(d, g)| split(g, *d, p)).collect()))
}

/// Lifts a factorisation modulo the prime to a power of it that exceeds twice what coefficients of factors can be.
fn lift(f: &[BigInt], modular: &[Dense], p: u64, work: &mut Work) -> Option<(BigInt, Vec<Whole>)> {
    let lead = f.last()?;
    let lead_p = u64::from(residue(lead, p as u32));
    // What the product of the others is inverse to, modulo each.
    let mut inverses = Vec::with_capacity(modular.len());
    for (i, g) in modular.iter().enumerate() {
        let others = modular.iter().enumerate().filter(|(j, _)| *j != i);
        let product = others.fold(vec![lead_p], |s, (_, h)| field::rem(&field::mul(&s, h, p), g, p));
        inverses.push(field::invert(&product, g, p)?);
    }
    // Mignotte's bound, times the leading coefficient.
    let norm: BigInt = f.iter().map(|n| n * n).sum::<BigInt>().sqrt() + 1u32;
    let bound = (norm << (f.len() + 1)) * lead.abs();
    let mut all: Vec<Whole> = modular.iter().map(|g| g.iter().map(|&n| n.into()).collect()).collect();
    let mut modulus = BigInt::from(p);
    while modulus <= bound {
        work.spend((f.len() * f.len()) as u64 * (modulus.bits() / 32 + 1) * 4)?;
        let product = all.iter().fold(vec![lead.clone()], |s, g| mul(&s, g));
        let error: Whole = f.iter().zip(&product).map(|(a, b)| (a - b) / &modulus).collect();
        let error = modulo(&error, p);
        for ((g, m), s) in all.iter_mut().zip(modular).zip(&inverses) {
            let digit = field::rem(&field::mul(&error, s, p), m, p);
            for (slot, d) in g.iter_mut().zip(digit) {
                *slot += &modulus * d;
            }
        }
        modulus *= p;
    }
    Some((modulus, all))
}

/// Tries products of the lifted factors, few of them first.
fn combine(mut f: Whole, modulus: BigInt, lifted: &[Whole]) -> Vec<Whole> {
    let mut left: Vec<&Whole> = lifted.iter().collect();
    let mut out = Vec::new();
    let (mut size, mut trials) = (1, 0);
    'sizes: while 2 * size <= left.len() {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            trials += 1;
            if trials > MAX_TRIALS {
                break 'sizes;
            }
            if let Some((g, h)) = attempt(&f, &modulus, &left, &chosen) {
                left = left.iter().enumerate().filter(|(i, _)| !chosen.contains(i)).map(|(_, g)| *g).collect();
                out.push(g);
                f = h;
                continue 'sizes;
            }
            if !next(&mut chosen, left.len()) {
                break;
            }
        }
        size += 1;
    }
    out.push(f);
    out
}

/// The next subset of the same size.
pub(crate) fn next(chosen: &mut [usize], of: usize) -> bool {
    let size = chosen.len();
    for i in (0..size).rev() {
        if chosen.get(i).is_some_and(|&c| c + size - i < of) {
            let start = chosen.get(i).map_or(0, |c| c + 1);
            chosen.iter_mut().skip(i).enumerate().for_each(|(k, c)| *c = start + k);
            return true;
        }
    }
    false
}

fn attempt(f: &[BigInt], modulus: &BigInt, left: &[&Whole], chosen: &[usize]) -> Option<(Whole, Whole)> {
    let lead = f.last()?;
    let parts: Vec<&Whole> = chosen.iter().filter_map(|&i| left.get(i).copied()).collect();
    // The constant coefficient alone shows most failures.
    let constant = parts.iter().filter_map(|g| g.first()).fold(lead.clone(), |s, n| (s * n).mod_floor(modulus));
    let constant = symmetric(&constant, modulus);
    let wanted = f.first()? * lead;
    if constant.is_zero() != wanted.is_zero() || (!constant.is_zero() && !wanted.is_multiple_of(&constant)) {
        return None;
    }
    let product =
        parts.iter().fold(vec![lead.clone()], |s, g| mul(&s, g).iter().map(|n| n.mod_floor(modulus)).collect());
    let g = primitive(&product.iter().map(|n| symmetric(n, modulus)).collect::<Whole>());
    let h = divide(f, &g)?;
    Some((g, h))
}
