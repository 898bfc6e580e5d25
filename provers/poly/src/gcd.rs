//! Greatest common divisors of polynomials in several variables.
//!
//! Brown's dense modular algorithm (Brown 1971; Geddes, Czapor & Labahn, "Algorithms for Computer Algebra", section 7.4):
//! modulo a prime, the last variable is given values until the divisor can be interpolated; the images modulo several
//! primes are combined. It stops as soon as the result no longer changes, because the result is tested by division anyway.

use crate::field::{self, Dense};
use crate::modular::{inverse, primes, residue, times};
use crate::poly::{MAX_DEGREE, Nums};
use crate::{Mono, Poly, Work, int};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::One;
use std::collections::{BTreeMap, BTreeSet};

/// A polynomial modulo the prime; the last entry is the leading one.
type Terms = BTreeMap<Mono, u64>;

/// A polynomial whose coefficients are polynomials in one more variable.
type Grouped = BTreeMap<Mono, Dense>;

impl Poly {
    /// The greatest common divisor, with whole coefficients without a common divisor and a positive leading one (0 only for
    /// two zeros). `None` where the work was too much.
    pub fn gcd(&self, other: &Poly, work: &mut Work) -> Option<Poly> {
        if self.is_zero() || other.is_zero() {
            return Some(self.add(other).primitive());
        }
        let (a, b) = (self.primitive(), other.primitive());
        let (ma, mb) = (monomial_content(&a), monomial_content(&b));
        let common = Poly::term(int(1), ma.gcd(&mb));
        let (a, b) = (without(&a, &ma)?, without(&b, &mb)?);
        if a.degree().max(b.degree()) > MAX_DEGREE {
            return None;
        }
        if a == b {
            return common.mul(&a);
        }
        common.mul(&modular(&a, &b, work)?)
    }

    /// The greatest common divisor of the coefficients as a polynomial in one variable.
    pub fn content_in(&self, v: u32, work: &mut Work) -> Option<Poly> {
        let mut parts: Vec<Poly> = self.coefficients_in(v)?.into_iter().filter(|c| !c.is_zero()).collect();
        // Short ones first: often they show at once that there is none.
        parts.sort_by_key(Poly::len);
        let mut g = Poly::zero();
        for c in &parts {
            g = g.gcd(c, work)?;
            if g.constant_value().is_some() {
                break;
            }
        }
        Some(g)
    }
}

/// The greatest monomial that divides a polynomial.
pub(crate) fn monomial_content(p: &Poly) -> Mono {
    let mut all = p.monomials().iter();
    let first = all.next().cloned().unwrap_or_default();
    all.fold(first, |g, m| g.gcd(m))
}

/// The quotient by a monomial.
pub(crate) fn without(p: &Poly, m: &Mono) -> Option<Poly> {
    if m.is_one() {
        return Some(p.clone());
    }
    let monos: Option<Vec<Mono>> = p.monos.iter().map(|x| x.div(m)).collect();
    Some(Poly { monos: monos?, nums: p.nums.clone(), den: p.den.clone() })
}

fn modular(a: &Poly, b: &Poly, work: &mut Work) -> Option<Poly> {
    let vars: Vec<u32> = a.vars().union(&b.vars()).copied().collect();
    if vars.is_empty() {
        return Some(Poly::one());
    }
    let lead = a.nums.big(0).gcd(&b.nums.big(0));
    let mut best: Option<(Mono, BigInt, BTreeMap<Mono, BigInt>)> = None;
    for p in primes().take(64) {
        if residue(&a.nums.big(0), p) == 0 || residue(&b.nums.big(0), p) == 0 {
            continue;
        }
        let wide = u64::from(p);
        let image = |f: &Poly| -> Terms {
            let all = f.monos.iter().zip(f.nums.bigs()).map(|(m, n)| (m.clone(), u64::from(residue(&n, p))));
            all.filter(|t| t.1 != 0).collect()
        };
        let g = images(&image(a), &image(b), &vars, wide, work)?;
        let (top, _) = g.last_key_value()?;
        if top.is_one() {
            return Some(Poly::one());
        }
        let factor = u64::from(residue(&lead, p));
        let scaled: BTreeMap<Mono, BigInt> =
            g.iter().map(|(m, &n)| (m.clone(), BigInt::from(times(n, factor, wide)))).collect();
        let (modulus, value) = match best {
            Some((m, modulus, value)) if m == *top => combine(modulus, &value, &scaled, p),
            // A greater leading monomial is that of an unlucky prime.
            Some(kept) if kept.0 < *top => {
                best = Some(kept);
                continue;
            }
            _ => (p.into(), scaled),
        };
        let candidate = symmetric(&value, &modulus);
        if let (Some(_), Some(_)) = (a.div_exact(&candidate), b.div_exact(&candidate)) {
            return Some(candidate);
        }
        best = Some((top.clone(), modulus, value));
    }
    None
}

/// The Chinese remainder of residues.
fn combine(
    modulus: BigInt,
    value: &BTreeMap<Mono, BigInt>,
    image: &BTreeMap<Mono, BigInt>,
    p: u32,
) -> (BigInt, BTreeMap<Mono, BigInt>) {
    let wide = u64::from(p);
    let by = inverse(residue(&modulus, p).into(), wide);
    let mut out = BTreeMap::new();
    for m in value.keys().chain(image.keys()).collect::<BTreeSet<_>>() {
        let old = value.get(m).cloned().unwrap_or_default();
        let new = image.get(m).cloned().unwrap_or_default();
        let shift = times(u64::from(residue(&(new - &old), p)), by, wide);
        out.insert(m.clone(), old + &modulus * shift);
    }
    (modulus * p, out)
}

fn symmetric(value: &BTreeMap<Mono, BigInt>, modulus: &BigInt) -> Poly {
    let half: BigInt = modulus / 2u32;
    let centred = value.iter().rev().map(|(m, n)| (m.clone(), if *n > half { n - modulus } else { n.clone() }));
    let (monos, nums): (Vec<Mono>, Vec<BigInt>) = centred.filter(|t| t.1 != BigInt::default()).unzip();
    Poly::normal(monos, Nums::of(nums), BigInt::one()).primitive()
}

fn group(a: &Terms, v: u32) -> Grouped {
    let mut out = Grouped::new();
    for (m, &n) in a {
        let slot = out.entry(m.without(v)).or_default();
        let e = m.exp(v) as usize;
        if slot.len() <= e {
            slot.resize(e + 1, 0);
        }
        if let Some(s) = slot.get_mut(e) {
            *s = n;
        }
    }
    out
}

fn ungroup(a: &Grouped, v: u32) -> Terms {
    let terms = a.iter().flat_map(|(m, f)| {
        f.iter().enumerate().filter(|c| *c.1 != 0).map(|(e, &n)| (m.mul(&Mono::power(v, e as u32)), n))
    });
    terms.collect()
}

/// The divisor of all coefficients, which are then divided by it.
fn take_content(a: &mut Grouped, p: u64) -> Dense {
    let content = a.values().fold(vec![], |g: Dense, f| if g.len() == 1 { g } else { field::gcd(&g, f, p) });
    if content.len() > 1 {
        a.values_mut().for_each(|f| *f = field::div_rem(f, &content, p).0);
    }
    content
}

fn at(a: &Grouped, x: u64, p: u64) -> Terms {
    a.iter().map(|(m, f)| (m.clone(), field::eval(f, x, p))).filter(|t| t.1 != 0).collect()
}

fn monic(mut a: Terms, p: u64) -> Terms {
    if let Some((_, &lead)) = a.last_key_value() {
        let by = inverse(lead, p);
        a.values_mut().for_each(|n| *n = times(*n, by, p));
    }
    a
}

/// The greatest common divisor modulo the prime, leading coefficient 1: of polynomials that are not 0, in these variables.
fn images(a: &Terms, b: &Terms, vars: &[u32], p: u64, work: &mut Work) -> Option<Terms> {
    let (&v, rest) = vars.split_last()?;
    work.spend((a.len() + b.len()) as u64 * 8)?;
    let (mut ga, mut gb) = (group(a, v), group(b, v));
    let (ca, cb) = (take_content(&mut ga, p), take_content(&mut gb, p));
    let content = field::gcd(&ca, &cb, p);
    let only_content = || -> Terms { ungroup(&[(Mono::one(), content.clone())].into(), v) };
    if rest.is_empty() {
        return Some(only_content());
    }
    let (la, lb) = (ga.last_key_value()?.1.clone(), gb.last_key_value()?.1.clone());
    let gamma = field::gcd(&la, &lb, p);
    let most = |g: &Grouped| g.values().map(Vec::len).max().unwrap_or(0);
    let bound = field::degree(&gamma) + most(&ga).min(most(&gb)) + 1;
    let mut found: Option<(Mono, Grouped, Dense, usize)> = None;
    // Points without any pattern, others for each prime: at small numbers too many polynomials agree.
    let mut x = p;
    for _ in 0..4096 {
        x = (times(x, 1_103_515_245, p) + 918_273_645) % p;
        if field::eval(&la, x, p) == 0 || field::eval(&lb, x, p) == 0 {
            continue;
        }
        let g = images(&at(&ga, x, p), &at(&gb, x, p), rest, p, work)?;
        let top = g.last_key_value()?.0.clone();
        if top.is_one() {
            return Some(only_content());
        }
        let factor = field::eval(&gamma, x, p);
        match &mut found {
            Some((kept, ..)) if *kept < top => continue,
            Some((kept, value, nodes, points)) if *kept == top => {
                // Newton's interpolation.
                let by = inverse(field::eval(nodes, x, p), p);
                let mut changed = false;
                for m in value.keys().chain(g.keys()).cloned().collect::<BTreeSet<_>>() {
                    let slot = value.entry(m.clone()).or_default();
                    let wanted = times(g.get(&m).copied().unwrap_or(0), factor, p);
                    let miss = (wanted + p - field::eval(slot, x, p)) % p;
                    if miss != 0 {
                        changed = true;
                        *slot = field::sub(slot, &field::scale(nodes, times(p - miss, by, p), p), p);
                    }
                }
                work.spend((value.len() * nodes.len()) as u64)?;
                *nodes = field::mul(nodes, &[p - x, 1], p);
                *points += 1;
                if !changed || *points > bound {
                    value.retain(|_, f| !f.is_empty());
                    take_content(value, p);
                    value.values_mut().for_each(|f| *f = field::mul(f, &content, p));
                    return Some(monic(ungroup(value, v), p));
                }
            }
            _ => {
                let value = g.iter().map(|(m, n)| (m.clone(), vec![times(*n, factor, p)])).collect();
                found = Some((top, value, vec![p - x, 1], 1));
            }
        }
    }
    None
}
