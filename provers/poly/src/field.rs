//! Polynomials in one variable modulo a prime below 2⁶² (quicker below 2³²): coefficients from the constant on, the last one not 0.

use crate::modular::{inverse, times};

/// A polynomial modulo a prime.
pub(crate) type Dense = Vec<u64>;

pub(crate) fn trim(f: &mut Dense) {
    while f.last() == Some(&0) {
        f.pop();
    }
}

pub(crate) fn degree(f: &[u64]) -> usize {
    f.len().saturating_sub(1)
}

pub(crate) fn sub(a: &[u64], b: &[u64], p: u64) -> Dense {
    let n = a.len().max(b.len());
    let at = |f: &[u64], i: usize| f.get(i).copied().unwrap_or(0);
    let mut out: Dense = (0..n).map(|i| (at(a, i) + p - at(b, i)) % p).collect();
    trim(&mut out);
    out
}

pub(crate) fn scale(a: &[u64], c: u64, p: u64) -> Dense {
    let mut out: Dense = a.iter().map(|&n| times(n, c, p)).collect();
    trim(&mut out);
    out
}

pub(crate) fn monic(a: &[u64], p: u64) -> Dense {
    a.last().map_or(vec![], |&l| scale(a, inverse(l, p), p))
}

pub(crate) fn mul(a: &[u64], b: &[u64], p: u64) -> Dense {
    if a.is_empty() || b.is_empty() {
        return vec![];
    }
    let mut out = vec![0; a.len() + b.len() - 1];
    for (i, &x) in a.iter().enumerate() {
        for (slot, &y) in out.iter_mut().skip(i).zip(b) {
            *slot = (*slot + times(x, y, p)) % p;
        }
    }
    trim(&mut out);
    out
}

/// Quotient and remainder; nothing where the divisor is 0.
pub(crate) fn div_rem(a: &[u64], b: &[u64], p: u64) -> (Dense, Dense) {
    let Some(&lead) = b.last() else { return (vec![], vec![]) };
    if a.len() < b.len() {
        return (vec![], a.to_vec());
    }
    let by = inverse(lead, p);
    let mut rest = a.to_vec();
    let mut quotient = vec![0; a.len() - b.len() + 1];
    for (i, slot) in quotient.iter_mut().enumerate().rev() {
        let c = times(rest.get(i + b.len() - 1).copied().unwrap_or(0), by, p);
        *slot = c;
        if c != 0 {
            for (r, &n) in rest.iter_mut().skip(i).zip(b) {
                *r = (*r + times(p - c, n, p)) % p;
            }
        }
    }
    trim(&mut rest);
    trim(&mut quotient);
    (quotient, rest)
}

pub(crate) fn rem(a: &[u64], b: &[u64], p: u64) -> Dense {
    div_rem(a, b, p).1
}

/// The greatest common divisor, with leading coefficient 1.
pub(crate) fn gcd(a: &[u64], b: &[u64], p: u64) -> Dense {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    while !b.is_empty() {
        let r = rem(&a, &b, p);
        a = std::mem::replace(&mut b, r);
    }
    monic(&a, p)
}

/// The inverse of `a` modulo `m`, where there is one.
pub(crate) fn invert(a: &[u64], m: &[u64], p: u64) -> Option<Dense> {
    let (mut r0, mut r1) = (m.to_vec(), rem(a, m, p));
    let (mut t0, mut t1): (Dense, Dense) = (vec![], vec![1]);
    while r1.len() > 1 {
        let (q, r) = div_rem(&r0, &r1, p);
        r0 = std::mem::replace(&mut r1, r);
        let t = sub(&t0, &mul(&q, &t1, p), p);
        t0 = std::mem::replace(&mut t1, t);
    }
    let &unit = r1.first()?;
    Some(rem(&scale(&t1, inverse(unit, p), p), m, p))
}

pub(crate) fn derivative(a: &[u64], p: u64) -> Dense {
    let mut out: Dense = a.iter().enumerate().skip(1).map(|(i, &n)| times(n, i as u64 % p, p)).collect();
    trim(&mut out);
    out
}

/// `a^e mod m`.
pub(crate) fn power(a: &[u64], mut e: u64, m: &[u64], p: u64) -> Dense {
    let mut base = rem(a, m, p);
    let mut out = rem(&[1], m, p);
    while e > 0 {
        if e & 1 == 1 {
            out = rem(&mul(&out, &base, p), m, p);
        }
        base = rem(&mul(&base, &base, p), m, p);
        e >>= 1;
    }
    out
}

pub(crate) fn eval(a: &[u64], x: u64, p: u64) -> u64 {
    a.iter().rev().fold(0, |s, n| (times(s, x, p) + n) % p)
}

/// Products of the irreducible factors of each degree, of a square-free polynomial with leading coefficient 1.
pub(crate) fn by_degree(f: &[u64], p: u64) -> Vec<(usize, Dense)> {
    let mut out = Vec::new();
    let mut f = f.to_vec();
    let x: Dense = vec![0, 1];
    let mut frobenius = rem(&x, &f, p);
    let mut d = 0;
    while degree(&f) > 2 * d + 1 {
        d += 1;
        frobenius = power(&frobenius, p, &f, p);
        let g = gcd(&sub(&frobenius, &x, p), &f, p);
        if degree(&g) > 0 {
            f = div_rem(&f, &g, p).0;
            frobenius = rem(&frobenius, &f, p);
            out.push((d, g));
        }
    }
    if degree(&f) > 0 {
        out.push((degree(&f), f));
    }
    out
}

/// The irreducible factors of a product of such of degree `d` (Cantor & Zassenhaus 1981), with a fixed pseudo-random choice.
pub(crate) fn split(f: &[u64], d: usize, p: u64) -> Vec<Dense> {
    if degree(f) <= d {
        return vec![f.to_vec()];
    }
    let mut seed = 0x1234_5678_9abc_def1u64;
    for _ in 0..200 {
        let random: Dense = (0..degree(f))
            .map(|_| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (seed >> 33) % p
            })
            .collect();
        // random^((p^d − 1)/2): the norm of `random`, to the power (p − 1)/2.
        let (mut norm, mut conjugate) = (random.clone(), random);
        for _ in 1..d {
            conjugate = power(&conjugate, p, f, p);
            norm = rem(&mul(&norm, &conjugate, p), f, p);
        }
        let g = gcd(&sub(&power(&norm, (p - 1) / 2, f, p), &[1], p), f, p);
        if degree(&g) > 0 && degree(&g) < degree(f) {
            let mut all = split(&g, d, p);
            all.extend(split(&div_rem(f, &g, p).0, d, p));
            return all;
        }
    }
    vec![f.to_vec()]
}
