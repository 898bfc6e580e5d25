//! Arithmetic modulo the Mersenne prime 2^61 − 1.
//!
//! The closure solves its linear systems in this field: one word an entry, no growth of
//! coefficients, and a wrong zero has probability about 2^-61. What is claimed in a proof is
//! recomputed over the rationals (see [`crate::extract`]), so the field is a speed device only.

/// The modulus.
pub const P: u64 = (1 << 61) - 1;

/// a + b
#[inline(always)]
pub fn add(a: u64, b: u64) -> u64 {
    let s = a + b;
    if s >= P { s - P } else { s }
}

/// a − b
#[inline(always)]
pub fn sub(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + P - b }
}

/// −a
#[inline(always)]
pub fn neg(a: u64) -> u64 {
    if a == 0 { 0 } else { P - a }
}

/// a · b
#[inline(always)]
pub fn mul(a: u64, b: u64) -> u64 {
    let t = a as u128 * b as u128;
    add((t as u64) & P, (t >> 61) as u64)
}

/// 1 / a, for a ≠ 0 (Fermat).
pub fn inv(a: u64) -> u64 {
    debug_assert!(a != 0);
    if a == 1 || a == P - 1 {
        return a;
    }
    let (mut base, mut e, mut r) = (a, P - 2, 1u64);
    while e > 0 {
        if e & 1 == 1 {
            r = mul(r, base);
        }
        base = mul(base, base);
        e >>= 1;
    }
    r
}

/// The image of an integer.
#[inline(always)]
pub fn from_i64(a: i64) -> u64 {
    if a >= 0 { a as u64 % P } else { neg(a.unsigned_abs() % P) }
}

/// The fraction num/den with |num|, den ≤ `bound` whose image is `a`, if there is one
/// (rational reconstruction by the extended Euclidean algorithm; Wang 1981).
pub fn to_fraction(a: u64, bound: i64) -> Option<(i64, i64)> {
    let (mut r0, mut r1) = (P as i128, a as i128);
    let (mut t0, mut t1) = (0i128, 1i128);
    while r1 > bound as i128 {
        let q = r0 / r1;
        (r0, r1) = (r1, r0 - q * r1);
        (t0, t1) = (t1, t0 - q * t1);
    }
    let (num, den) = if t1 < 0 { (-r1, -t1) } else { (r1, t1) };
    if den == 0 || den > bound as i128 {
        return None;
    }
    Some((num as i64, den as i64))
}

/// A fixed pseudo-random field element for a column (splitmix64).
pub fn value_of(column: u32, table: u32) -> u64 {
    let mut z = (column as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((table as u64 + 1) << 57);
    for _ in 0..2 {
        z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
    }
    z % P
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverses_and_fractions() {
        for a in [1u64, 2, 3, 12345, P - 1, P / 2] {
            assert_eq!(mul(a, inv(a)), 1);
        }
        for (n, d) in [(1i64, 2i64), (-3, 7), (22, 9), (0, 1), (-1, 1)] {
            let x = mul(from_i64(n), inv(from_i64(d)));
            assert_eq!(to_fraction(x, 1 << 20), Some((n, d)));
        }
    }
}
