//! Factors of polynomials in several variables, by lifting.
//!
//! A change of variables makes the leading coefficient in one of them a number; the others get values for which the image
//! stays square-free; the factors of the image are lifted to power series in the other variables, degree by degree (Wang
//! 1978, in the simple case of a leading coefficient without variables), modulo a prime of 61 bits; and products of lifted
//! factors are tried. Factors with coefficients beyond 60 bits are not found.

use super::{coefficients, univariate};
use crate::field::{self, Dense};
use crate::{Mono, Poly, Q, Work, int};
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::collections::BTreeMap;

/// 2⁶¹ − 1, a prime.
const P: u64 = (1 << 61) - 1;

/// A power series in the other variables, whose coefficients are polynomials in the main one.
type Series = BTreeMap<Mono, Dense>;

/// The most products of lifted factors that are tried.
const MAX_TRIALS: usize = 4096;

/// The most terms that the polynomial may have after a change of variables.
const MAX_DENSE: u64 = 20_000;

/// The way to the image: the main variable, what was added to the others.
struct Change {
    main: u32,
    /// The other variables, with the multiple of the main one and the number that are added.
    others: Vec<(u32, i64, i64)>,
}

impl Change {
    fn apply(&self, p: &Poly, sign: i64) -> Option<Poly> {
        let x = Poly::var(self.main);
        let new = self.others.iter().map(|&(v, slope, shift)| {
            (v, Poly::var(v).add(&x.scale(&int(sign * slope))).add(&Poly::int(sign * shift)))
        });
        p.subst_all(&new.collect())
    }
}

/// The factors of a square-free polynomial without content in any variable; whether all are irreducible.
pub(super) fn factors(p: &Poly, vars: &[u32], work: &mut Work) -> Option<(Vec<Poly>, bool)> {
    let Some((change, moved, image)) = choose(p, vars, work)? else { return Some((vec![p.clone()], false)) };
    if image.len() == 1 {
        return Some((vec![p.clone()], true));
    }
    let lifted = lift(&moved, &change, &image, work)?;
    combine(p, &moved, &change, &lifted, work)
}

/// Small numbers, both signs.
fn small(seed: &mut u64, size: i64) -> i64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 40) as i64 % (2 * size + 1) - size
}

type Image = Vec<univariate::Whole>;

/// Of several values for the other variables, those whose image has the fewest factors.
fn choose(p: &Poly, vars: &[u32], work: &mut Work) -> Option<Option<(Change, Poly, Image)>> {
    let leading = |v: u32| p.coefficients_in(v).and_then(|c| c.last().and_then(Poly::constant_value));
    let main = vars.iter().copied().filter(|&v| leading(v).is_some()).min_by_key(|&v| p.degree_in(v));
    let sheared = main.is_none();
    let main = main.or_else(|| vars.first().copied())?;
    // The changed polynomial may have every monomial of its degree.
    let dense = if sheared {
        (1..=vars.len() as u64).try_fold(1u64, |c, i| Some(c.checked_mul(p.degree() + i)? / i))
    } else {
        vars.iter().try_fold(1u64, |c, &v| c.checked_mul(u64::from(p.degree_in(v)) + 1))
    };
    if dense.is_none_or(|n| n > MAX_DENSE) {
        return Some(None);
    }
    work.spend(dense.unwrap_or(0) * p.len() as u64)?;
    let mut best: Option<(Change, Poly, Image)> = None;
    let (mut seed, mut good) = (1, 0);
    for attempt in 0..60 {
        let size = 1 + attempt / 6;
        let mut number = |on: bool| if on { small(&mut seed, size) } else { 0 };
        let others = vars.iter().filter(|v| **v != main).map(|&v| (v, number(sheared), number(attempt > 0))).collect();
        let change = Change { main, others };
        let moved = change.apply(p, 1)?;
        work.spend(moved.len() as u64 * 64)?;
        let mut image = moved.clone();
        for (v, ..) in &change.others {
            image = image.subst(*v, &Poly::zero())?;
        }
        let degree = moved.degree_in(main);
        let Some(c) = coefficients(&image, main) else { continue };
        let constant = || moved.coefficients_in(main).and_then(|c| c.last().and_then(Poly::constant_value));
        if c.len() != degree as usize + 1 || constant().is_none() {
            continue;
        }
        let residues: Dense = c.iter().map(residue).collect();
        if field::gcd(&residues, &field::derivative(&residues, P), P).len() != 1 {
            continue;
        }
        let found = univariate::factors(&c, work)?;
        good += 1;
        let fewer = best.as_ref().is_none_or(|b| found.len() < b.2.len());
        let single = found.len() == 1;
        if fewer {
            best = Some((change, moved, found));
        }
        if single || good == 4 {
            break;
        }
    }
    Some(best)
}

fn residue(n: &BigInt) -> u64 {
    num_integer::mod_floor(n.clone(), P.into()).to_u64().unwrap_or(0)
}

/// The numerators of a polynomial, as a series.
fn series(p: &Poly, main: u32) -> Series {
    let mut out = Series::new();
    for (m, n) in p.monomials().iter().zip(p.numerators()) {
        let slot = out.entry(m.without(main)).or_default();
        let e = m.exp(main) as usize;
        if slot.len() <= e {
            slot.resize(e + 1, 0);
        }
        if let Some(s) = slot.get_mut(e) {
            *s = residue(&n);
        }
    }
    out
}

/// The product up to a degree.
fn product(a: &Series, b: &Series, degree: u64, work: &mut Work) -> Option<Series> {
    let mut out = Series::new();
    for (m, f) in a {
        for (k, g) in b.iter().take_while(|t| t.0.degree() + m.degree() <= degree) {
            work.spend((f.len() * g.len()) as u64)?;
            let slot = out.entry(m.mul(k)).or_default();
            let by = field::mul(f, g, P);
            if slot.len() < by.len() {
                slot.resize(by.len(), 0);
            }
            slot.iter_mut().zip(by).for_each(|(s, n)| *s = (*s + n) % P);
        }
    }
    out.values_mut().for_each(field::trim);
    out.retain(|_, f| !f.is_empty());
    Some(out)
}

/// The factors of the image as factors of the whole, each with leading coefficient 1.
fn lift(moved: &Poly, change: &Change, image: &Image, work: &mut Work) -> Option<Vec<Series>> {
    let whole = series(moved, change.main);
    let start: Vec<Dense> = image.iter().map(|f| field::monic(&f.iter().map(residue).collect::<Dense>(), P)).collect();
    let lead = *whole.get(&Mono::one())?.last()?;
    let mut inverses = Vec::with_capacity(start.len());
    for (i, g) in start.iter().enumerate() {
        let others = start.iter().enumerate().filter(|(j, _)| *j != i);
        let rest = others.fold(vec![lead], |s, (_, h)| field::rem(&field::mul(&s, h, P), g, P));
        inverses.push(field::invert(&rest, g, P)?);
    }
    let degree = whole.keys().map(Mono::degree).max()?;
    let mut all: Vec<Series> = start.iter().map(|g| [(Mono::one(), g.clone())].into()).collect();
    for k in 1..=degree {
        let mut sum: Series = [(Mono::one(), vec![lead])].into();
        for g in &all {
            sum = product(&sum, g, k, work)?;
        }
        let mut errors = Series::new();
        let layer = |s: &Series| s.keys().filter(|m| m.degree() == k).cloned().collect::<Vec<_>>();
        for m in layer(&whole).into_iter().chain(layer(&sum)) {
            let empty = vec![];
            let (a, b) = (whole.get(&m).unwrap_or(&empty), sum.get(&m).unwrap_or(&empty));
            let error = field::sub(a, b, P);
            if !error.is_empty() {
                errors.insert(m, error);
            }
        }
        for ((g, first), inverse) in all.iter_mut().zip(&start).zip(&inverses) {
            for (m, error) in &errors {
                work.spend((error.len() * first.len()) as u64 * 2)?;
                let digit = field::rem(&field::mul(error, inverse, P), first, P);
                if !digit.is_empty() {
                    g.insert(m.clone(), digit);
                }
            }
        }
    }
    Some(all)
}

/// A product of lifted factors as a polynomial in the old variables.
fn candidate(moved: &Poly, change: &Change, chosen: &[&Series], work: &mut Work) -> Option<Poly> {
    let whole = series(moved, change.main);
    let lead = *whole.get(&Mono::one())?.last()?;
    let degree = whole.keys().map(Mono::degree).max()?;
    let mut sum: Series = [(Mono::one(), vec![lead])].into();
    for g in chosen {
        sum = product(&sum, g, degree, work)?;
    }
    let mut terms: Vec<(Mono, Q)> = Vec::new();
    for (m, f) in &sum {
        for (e, &n) in f.iter().enumerate() {
            let value = if n > P / 2 { -((P - n) as i64) } else { n as i64 };
            terms.push((m.mul(&Mono::power(change.main, e as u32)), int(value)));
        }
    }
    let p = Poly::from_terms(terms).primitive();
    Some(change.apply(&p, -1)?.primitive())
}

/// Whether the coefficients of all factors, times the leading one, are surely found again from their residues: by Gelfond's
/// bound those of factors are at most `e^d` times those of the product, d the sum of the degrees in the variables.
fn fits(moved: &Poly) -> bool {
    let degrees: u64 = moved.vars().iter().map(|&v| u64::from(moved.degree_in(v))).sum();
    2 * moved.bits() + degrees * 3 / 2 < 59
}

fn combine(p: &Poly, moved: &Poly, change: &Change, lifted: &[Series], work: &mut Work) -> Option<(Vec<Poly>, bool)> {
    let mut left: Vec<&Series> = lifted.iter().collect();
    let mut rest = p.clone();
    let mut out = Vec::new();
    let (mut size, mut trials) = (1, 0);
    'sizes: while 2 * size <= left.len() {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            trials += 1;
            if trials > MAX_TRIALS {
                out.push(rest);
                return Some((out, false));
            }
            let parts: Vec<&Series> = chosen.iter().filter_map(|&i| left.get(i).copied()).collect();
            let g = candidate(moved, change, &parts, work)?;
            if let Some(quotient) = rest.div_exact(&g).filter(|_| g.constant_value().is_none()) {
                left = left.iter().enumerate().filter(|(i, _)| !chosen.contains(i)).map(|(_, g)| *g).collect();
                out.push(g);
                rest = quotient.primitive();
                continue 'sizes;
            }
            if !univariate::next(&mut chosen, left.len()) {
                break;
            }
        }
        size += 1;
    }
    if !rest.is_zero() && rest.constant_value().is_none() {
        out.push(rest);
    }
    Some((out, fits(moved)))
}
