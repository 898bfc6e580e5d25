//! Factorisation over the rationals.
//!
//! Content, powers of variables, square-free parts (Yun 1976), then: polynomials in one variable by Zassenhaus's algorithm,
//! those of degree 1 in some variable by a greatest common divisor, homogeneous ones with one variable fewer, all others by
//! lifting the factors of an image in one variable. The product of the result is always the input, by construction and
//! checked; that the factors are irreducible is true unless `complete` says otherwise.

mod multivariate;
pub(crate) mod univariate;

use crate::gcd::{monomial_content, without};
use crate::{MAX_TERMS, Mono, Poly, Q, Work, int};
use num_bigint::BigInt;
use num_traits::Zero;

/// `unit · Π factors[i].0 ^ factors[i].1`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factorisation {
    /// A rational number.
    pub unit: Q,
    /// Different polynomials that are no numbers, with whole coefficients without a common divisor and a positive leading
    /// one, sorted by degree; and their multiplicities.
    pub factors: Vec<(Poly, u32)>,
    /// Whether all of them are known to be irreducible over the rationals.
    pub complete: bool,
}

impl Factorisation {
    /// The product.
    pub fn product(&self) -> Option<Poly> {
        let mut p = Poly::constant(self.unit.clone());
        for (f, e) in &self.factors {
            p = p.mul(&f.pow(*e, MAX_TERMS)?)?;
        }
        Some(p)
    }
}

/// Parts with multiplicities, and whether all of them are irreducible.
#[derive(Default)]
struct Parts {
    all: Vec<(Poly, u32)>,
    open: bool,
}

/// Factors a polynomial; `None` where the work was too much even for a part of the answer.
pub fn factor(p: &Poly, work: &mut Work) -> Option<Factorisation> {
    let mut parts = Parts::default();
    if !p.is_zero() {
        whole(&p.primitive(), 1, &mut parts, work)?;
    }
    finish(p, parts)
}

/// Square-free parts: `unit · Π factors[i].0 ^ factors[i].1`, the factors square-free and without common divisors; `complete`
/// means nothing here.
pub fn square_free(p: &Poly, work: &mut Work) -> Option<Factorisation> {
    let mut parts = Parts { open: true, ..Parts::default() };
    if !p.is_zero() {
        square_free_parts(&p.primitive(), 1, &mut parts, work)?;
    }
    finish(p, parts)
}

fn finish(p: &Poly, mut parts: Parts) -> Option<Factorisation> {
    let mut out = Factorisation { unit: int(1), factors: vec![], complete: !parts.open };
    parts.all.sort_by(|a, b| (a.0.degree(), a.0.len(), &a.0).cmp(&(b.0.degree(), b.0.len(), &b.0)));
    for (f, e) in parts.all {
        match out.factors.last_mut() {
            Some(last) if last.0 == f => last.1 += e,
            _ => out.factors.push((f, e)),
        }
    }
    let product = out.product()?;
    out.unit = match (p.leading(), product.leading()) {
        (Some((_, a)), Some((_, b))) => a / b,
        _ => Q::zero(),
    };
    (product.scale(&out.unit) == *p).then_some(out)
}

/// Everything, of a primitive polynomial.
fn whole(p: &Poly, times: u32, out: &mut Parts, work: &mut Work) -> Option<()> {
    let mut parts = Parts::default();
    square_free_parts(p, times, &mut parts, work)?;
    for (f, e) in parts.all {
        let mut found = Parts::default();
        if irreducible(&f, e, &mut found, work).is_none() {
            found = Parts { all: vec![(f, e)], open: true };
        }
        out.all.append(&mut found.all);
        out.open |= found.open;
    }
    Some(())
}

fn square_free_parts(p: &Poly, times: u32, out: &mut Parts, work: &mut Work) -> Option<()> {
    let m = monomial_content(p);
    for (v, e) in m.powers() {
        out.all.push((Poly::var(v), e * times));
    }
    let p = without(p, &m)?;
    // The variable in which it has the least degree.
    let Some(v) = p.vars().into_iter().min_by_key(|&v| (p.degree_in(v), v)) else { return Some(()) };
    let content = p.content_in(v, work)?;
    let p = if content.constant_value().is_some() {
        p
    } else {
        square_free_parts(&content, times, out, work)?;
        p.div_exact(&content)?
    };
    if p.degree_in(v) == 1 {
        out.all.push((p.primitive(), times));
        return Some(());
    }
    // Yun's algorithm.
    let derivative = p.derivative(v);
    let g = p.gcd(&derivative, work)?;
    let mut c = p.div_exact(&g)?;
    let mut d = derivative.div_exact(&g)?.sub(&c.derivative(v));
    let mut e = 1;
    while c.degree_in(v) > 0 {
        let part = if d.is_zero() { c.primitive() } else { c.gcd(&d, work)? };
        if part.constant_value().is_none() {
            out.all.push((part.clone(), e * times));
        }
        c = c.div_exact(&part)?;
        d = d.div_exact(&part)?.sub(&c.derivative(v));
        e += 1;
    }
    Some(())
}

/// Adds the irreducible factors of a square-free, primitive polynomial.
fn irreducible(p: &Poly, times: u32, out: &mut Parts, work: &mut Work) -> Option<()> {
    let vars: Vec<u32> = p.vars().into_iter().collect();
    if p.degree() <= 1 {
        out.all.push((p.clone(), times));
        return Some(());
    }
    if let [v] = vars.as_slice() {
        for f in univariate::factors(&coefficients(p, *v)?, work)? {
            out.all.push((from_coefficients(*v, &f), times));
        }
        return Some(());
    }
    // Content in any variable is a factor; of degree 1 in a variable and without content is irreducible.
    for &v in &vars {
        let content = p.content_in(v, work)?;
        if content.constant_value().is_none() {
            irreducible(&content.primitive(), times, out, work)?;
            return irreducible(&p.div_exact(&content)?.primitive(), times, out, work);
        }
        if p.degree_in(v) == 1 {
            out.all.push((p.clone(), times));
            return Some(());
        }
    }
    if p.is_homogeneous()
        && let Some(&v) = vars.last()
    {
        let flat = p.subst(v, &Poly::one())?.primitive();
        let mut parts = Parts::default();
        irreducible(&flat, times, &mut parts, work)?;
        out.open |= parts.open;
        out.all.extend(parts.all.iter().map(|(f, e)| (homogenised(f, v), *e)));
        return Some(());
    }
    let (found, known) = multivariate::factors(p, &vars, work)?;
    if !known && found.len() > 1 {
        // Their coefficients are shorter: perhaps short enough to know that they are irreducible.
        for f in found {
            irreducible(&f, times, out, work)?;
        }
        return Some(());
    }
    out.open |= !known;
    out.all.extend(found.into_iter().map(|f| (f, times)));
    Some(())
}

fn homogenised(p: &Poly, v: u32) -> Poly {
    let degree = p.degree();
    Poly::from_terms(p.terms().map(|(m, c)| (m.mul(&Mono::power(v, (degree - m.degree()) as u32)), c))).primitive()
}

/// The numerators of a polynomial in one variable, from the constant on.
pub(crate) fn coefficients(p: &Poly, v: u32) -> Option<Vec<BigInt>> {
    let all = p.coefficients_in(v)?;
    all.iter().map(|c| Some(c.scale(&p.denominator().clone().into()).constant_value()?.to_integer())).collect()
}

/// The polynomial in one variable with these coefficients.
pub(crate) fn from_coefficients(v: u32, all: &[BigInt]) -> Poly {
    Poly::from_terms(all.iter().enumerate().map(|(i, n)| (Mono::power(v, i as u32), n.clone().into())))
}
