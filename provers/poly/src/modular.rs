//! Arithmetic modulo primes of 31 bits, and the way back to rational numbers.

use crate::Q;
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// `a·b mod p`, for residues modulo any `p < 2⁶³`.
#[inline]
pub(crate) fn times(a: u64, b: u64, p: u64) -> u64 {
    if p < 1 << 32 { a * b % p } else { (u128::from(a) * u128::from(b) % u128::from(p)) as u64 }
}

/// `a^e mod p`, for `p < 2⁶³`.
pub(crate) fn power(mut a: u64, mut e: u64, p: u64) -> u64 {
    let mut out = 1 % p;
    a %= p;
    while e > 0 {
        if e & 1 == 1 {
            out = times(out, a, p);
        }
        a = times(a, a, p);
        e >>= 1;
    }
    out
}

/// The inverse modulo a prime; 0 for 0.
pub(crate) fn inverse(a: u64, p: u64) -> u64 {
    power(a, p.saturating_sub(2), p)
}

/// Whether a number below 2³² is prime: the test of Miller and Rabin, exact for these with the bases 2, 7 and 61 (Jaeschke 1993).
fn is_prime(n: u64) -> bool {
    if n < 62 || n.is_multiple_of(2) {
        return n >= 2 && (2..n).all(|d| !n.is_multiple_of(d));
    }
    let s = (n - 1).trailing_zeros();
    [2u64, 7, 61].iter().all(|&a| {
        let mut x = power(a, (n - 1) >> s, n);
        let mut witness = x == 1 || x == n - 1;
        for _ in 1..s {
            x = x * x % n;
            witness |= x == n - 1;
        }
        witness
    })
}

/// The primes below 2³¹, decreasing.
pub(crate) fn primes() -> impl Iterator<Item = u32> {
    (0..1u32 << 30).map(|i| (1u32 << 31) - 1 - 2 * i).filter(|&n| is_prime(n.into()))
}

/// The residue of an integer.
pub(crate) fn residue(n: &BigInt, p: u32) -> u32 {
    let r = (n.magnitude() % p).to_u32().unwrap_or(0);
    if n.sign() == Sign::Minus && r > 0 { p - r } else { r }
}

/// The fraction `n/d` with `n/d ≡ a (mod m)`, `|n|` and `d` at most `√(m/2)`, if there is one (Wang 1981).
pub(crate) fn fraction(a: &BigInt, m: &BigInt) -> Option<Q> {
    let bound = (m / 2u32).sqrt();
    let (mut r0, mut r1) = (m.clone(), a.mod_floor(m));
    let (mut t0, mut t1) = (BigInt::zero(), BigInt::one());
    while r1 > bound {
        let (q, r) = r0.div_rem(&r1);
        r0 = std::mem::replace(&mut r1, r);
        let t = &t0 - q * &t1;
        t0 = std::mem::replace(&mut t1, t);
    }
    (!t1.is_zero() && t1.abs() <= bound && r1.gcd(&t1).is_one()).then(|| Q::new(r1, t1))
}

/// The fractions for many residues, which are likely to share their denominators.
pub(crate) fn fractions(all: &[BigInt], m: &BigInt) -> Option<Vec<Q>> {
    let mut den = BigInt::one();
    let small: BigInt = (m / 2u32).sqrt();
    let half: BigInt = m / 2u32;
    let mut out = Vec::with_capacity(all.len());
    for a in all {
        let mut n = (a * &den).mod_floor(m);
        if n > half {
            n -= m;
        }
        if n.abs() <= small {
            out.push(Q::new(n, den.clone()));
            continue;
        }
        let q = fraction(&n, m)?;
        let value = Q::new(q.numer().clone(), q.denom() * &den);
        den *= q.denom();
        if den > small {
            return None;
        }
        out.push(value);
    }
    Some(out)
}
