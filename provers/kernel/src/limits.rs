//! Sizes: what a certificate may cost, and whether a fact is well formed.
//!
//! Every number is measured before it is used, so a certificate with huge coefficients is
//! rejected, never computed with. Work is counted in rough nanoseconds and bounded per certificate.

use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Most decimal digits of a numerator or denominator.
pub const MAX_DIGITS: usize = 2_000;
/// The same in bits.
pub(crate) const MAX_BITS: u64 = 6_644;
/// Most terms of a fact.
pub const MAX_TERMS: usize = 1_000;
/// Most steps of a certificate.
pub const MAX_STEPS: usize = 100_000;
/// Most premises of a step.
pub const MAX_PREMISES: usize = 1_000;
/// Most auxiliary points.
pub const MAX_AUX: usize = 1_000;
/// Most points of an instance of a rule.
pub const MAX_ARGS: usize = 300;
/// Primes in logarithmic constants are below this.
pub const MAX_PRIME: u64 = 1 << 32;
/// Work allowed for one certificate, in rough nanoseconds.
pub(crate) const MAX_WORK: u64 = 30_000_000_000;

/// Size of a fact: number of terms, and bits of all its numbers.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Size {
    pub terms: u64,
    pub bits: u64,
}

impl Size {
    /// Sizes of facts that are computed with together.
    pub fn and(self, other: Size) -> Size {
        Size { terms: self.terms + other.terms, bits: self.bits + other.bits }
    }

    /// Work of adding them up: a gcd of numbers of b bits costs about b²/32 limb operations.
    pub fn work(self) -> u64 {
        let gcd = 200u64.saturating_add(self.bits.saturating_mul(self.bits) / 32);
        (self.terms + 4).saturating_mul(gcd)
    }
}

/// Bits of a number, or why it is too long.
pub(crate) fn bits(x: &Q) -> Result<u64, String> {
    let (n, d) = (x.numer().bits(), x.denom().bits());
    if n > MAX_BITS || d > MAX_BITS {
        return Err(format!("a number with more than {MAX_DIGITS} digits"));
    }
    Ok(n + d)
}

/// Checks that a fact is well formed: points exist, sizes are within the caps, constants of
/// logarithms are over primes, vectors do not depend on the origin. The error says what it is.
pub(crate) fn well_formed(fact: &Fact, points: usize) -> Result<Size, String> {
    let mut size = Size::default();
    let mut pts: Vec<Pt> = Vec::new();
    let mut nums: Vec<&Q> = Vec::new();
    match fact {
        Fact::Same(..) | Fact::Coll(..) | Fact::Cyclic(..) | Fact::Sim { .. } => {}
        Fact::Dir { turn, .. } => nums.push(turn),
        Fact::Log { terms, konst } => {
            for (p, e) in konst {
                // telling a prime takes its root in divisions
                size.bits += if *p < 1_000 { 0 } else { 600 };
                if !is_prime(*p) {
                    return Err(format!("log {p}, which is not the logarithm of a prime below 2^32"));
                }
                nums.push(e);
            }
            nums.extend(terms.iter().map(|t| &t.0));
        }
        Fact::Len { terms, konst } | Fact::Sq { terms, konst } => {
            nums.push(konst);
            nums.extend(terms.iter().map(|t| &t.0));
        }
        Fact::Vec(terms) => nums.extend(terms.iter().map(|t| &t.0)),
        Fact::Ang { terms, konst } => {
            nums.push(konst);
            nums.extend(terms.iter().map(|t| &t.0));
        }
        Fact::Num(..) => return Err("a general equation of numbers, which no rule of this version reads".into()),
    }
    fact.each_point(&mut |p| pts.push(p));
    if nums.len() > MAX_TERMS || pts.len() > 3 * MAX_TERMS {
        return Err(format!("a fact with more than {MAX_TERMS} terms"));
    }
    for x in &nums {
        size.bits += bits(x)?;
    }
    size.terms = (nums.len() + pts.len()) as u64;
    if let Some(p) = pts.iter().find(|p| p.ix() >= points) {
        return Err(format!("point number {}, where only {points} are known", p.0));
    }
    // Numbers are known to be small here, so the sum is cheap to bound: at most MAX_TERMS of them.
    if let Fact::Vec(terms) = fact
        && size.work() < MAX_WORK
        && !terms.iter().fold(Q::zero(), |s, t| s + &t.0).is_zero()
    {
        return Err("a vector equation whose coefficients do not add up to 0".into());
    }
    Ok(size)
}

/// Trial division; numbers from 2^32 on are refused.
pub(crate) fn is_prime(p: u64) -> bool {
    if !(2..MAX_PRIME).contains(&p) {
        return false;
    }
    p == 2 || !p.is_multiple_of(2) && (3..).step_by(2).take_while(|d| d * d <= p).all(|d| !p.is_multiple_of(d))
}

/// The rational number whose logarithm is `Σ e·log p`; `None` unless all e are integers and the number is short.
pub(crate) fn exp(primes: &BTreeMap<u64, Q>) -> Option<Q> {
    let mut r = Q::one();
    let mut total = 0u64;
    for (p, e) in primes {
        if !e.is_integer() {
            return None;
        }
        let e = e.numer().to_i64().filter(|e| e.unsigned_abs() <= MAX_BITS)?;
        total += e.unsigned_abs() * u64::from(p.ilog2() + 1);
        if total > MAX_BITS {
            return None;
        }
        let power = num_traits::pow(Q::from_integer((*p).into()), e.unsigned_abs() as usize);
        r = if e < 0 { r / power } else { r * power };
    }
    Some(r)
}

/// The logarithm of a positive rational number as `Σ e·log p`; `None` unless numerator and denominator
/// are below 2^64 and their primes below 2^32.
pub(crate) fn log(r: &Q) -> Option<BTreeMap<u64, Q>> {
    let mut out = BTreeMap::new();
    for (n, sign) in [(r.numer().to_u64()?, 1i64), (r.denom().to_u64()?, -1)] {
        let mut n = n;
        let mut d = 2u64;
        while n > 1 {
            // The divisor is at most 2^16 here, or what is left is prime or out of reach.
            if d * d > n || d > 1 << 16 {
                d = n;
            }
            if d >= MAX_PRIME {
                return None;
            }
            let mut e = 0i64;
            while n % d == 0 {
                n /= d;
                e += sign;
            }
            if e != 0 {
                out.insert(d, Q::from_integer(e.into()));
            }
            d += if d == 2 { 1 } else { 2 };
        }
        if n == 0 {
            return None;
        }
    }
    Some(out)
}

/// The exact non-negative square root of a rational number, if there is one.
pub(crate) fn sqrt(r: &Q) -> Option<Q> {
    if r.is_negative() {
        return None;
    }
    let (n, d) = (r.numer().sqrt(), r.denom().sqrt());
    (&n * &n == *r.numer() && &d * &d == *r.denom()).then(|| Q::new(n, d))
}
