//! Square roots in the field that a chain describes: whether an element of degree 2 has its roots there already, as the second
//! point of a figure often has (two arcs' midpoints give the third).
//!
//! The field is Q(parameters)(Y₁)(Y₂)…, each Y² in the field before. A root of p + qY is u + wY with u² + w²Y² = p and 2uw = q,
//! so the norm p² − q²Y² is a square one floor below, and so on down to polynomials, which are squares if their factors come in pairs
//! (Borodin, Fagin, Hopcroft & Tompa 1985). Nothing is believed: who uses a root divides the difference of squares by the chain.

use crate::chain::{Chain, Element};
use crate::divide::{MAX_TERMS, pseudo_divide};
use crate::modular::{self, Dice, Residues};
use euclase_poly::{Poly, Work};
use num_traits::Signed;

/// Points modulo a prime at which an equation has to have roots.
const POINTS: usize = 10;
/// Deepest tower.
const FLOORS: usize = 4;
/// Longest polynomial whose root is taken.
const LONG: usize = 2_000;

/// A fraction.
type Fraction = (Poly, Poly);

/// Two factors whose product is a multiple of an equation, and something that the chain says is zero.
pub struct Split {
    /// The factors.
    pub factors: (Poly, Poly),
    /// What the equation is multiplied by.
    pub times: Poly,
    /// The rest.
    pub zero: Poly,
}

/// Two factors of an equation in v over the field, where that is seen.
pub fn split(chain: &Chain, e: &Poly, v: u32, work: &mut Work) -> Option<Split> {
    let deep = chain.elements.range(..v).filter(|(w, e)| e.poly.degree_in(**w) > 1).count();
    if deep == 0 {
        return None;
    }
    let mut dice = Dice::new(3);
    let residues = Residues::of(e);
    let points: Vec<Vec<u64>> =
        (0..POINTS).map(|_| modular::point(v, &chain.elements, &[], &mut dice, work)).collect::<Option<_>>()?;
    // A point that two curves have in common is known, as it often is: v is that point's coordinate, or not.
    let known = |u: &u32| points.iter().all(|at| residues.zero_with(v, *u, at));
    if let Some(u) = (0..v).rev().find(known) {
        let other = Poly::var(v).sub(&Poly::var(u));
        let s = pseudo_divide(e, &other, v, 0, &Vec::new(), work)?;
        return Some(Split { factors: (s.quotient, other), times: Poly::one(), zero: s.after.neg() });
    }
    let quadratic = e.degree_in(v) == 2 && chain.elements.range(..v).all(|(w, e)| e.poly.degree_in(*w) <= 2);
    if !quadratic || deep > FLOORS || !points.iter().all(|at| residues.root_at(v, at, &mut dice).is_some()) {
        return None;
    }
    let all = e.coefficients_in(v)?;
    let [c, b, a] = &all[..] else { return None };
    let four = a.scale(&euclase_poly::int(4));
    let square = b.mul(b)?.sub(&four.mul(c)?);
    let (num, den) = root(chain, &square, v, work)?;
    // (2av + b)·den ∓ num: their product is 4a·den²·e + den²·square − num².
    let middle = a.scale(&euclase_poly::int(2)).mul(&Poly::var(v))?.add(b).mul_cap(&den, MAX_TERMS)?;
    let below = den.mul_cap(&den, MAX_TERMS)?;
    let zero = below.mul_cap(&square, MAX_TERMS)?.sub(&num.mul_cap(&num, MAX_TERMS)?);
    Some(Split { factors: (middle.sub(&num), middle.add(&num)), times: four.mul_cap(&below, MAX_TERMS)?, zero })
}

/// A square root of p, which is a polynomial in variables before v.
fn root(chain: &Chain, p: &Poly, v: u32, work: &mut Work) -> Option<Fraction> {
    if p.len() > LONG {
        return None;
    }
    let (p, by) = reduced(chain, p, v, work)?;
    let (n, d) = match chain.elements.range(..v).rev().find(|(w, e)| p_has(&p, **w, e)) {
        None => (square_root(chain, &p, work)?, Poly::one()),
        Some((w, e)) => floor(chain, &p, *w, e, work)?,
    };
    // p·by² is what was taken the root of.
    Some((n, d.mul(&by)?))
}

fn p_has(p: &Poly, w: u32, e: &Element) -> bool {
    e.poly.degree_in(w) == 2 && p.degree_in(w) > 0
}

/// The root of p + q·y, y being determined by an equation of degree 2.
fn floor(chain: &Chain, p: &Poly, w: u32, e: &Element, work: &mut Work) -> Option<Fraction> {
    let (all, own) = (e.poly.coefficients_in(w)?, p.coefficients_in(w)?);
    let ([c, b, a], [p, q]) = (&all[..], &own[..]) else { return None };
    let double = a.scale(&euclase_poly::int(2));
    // Y = 2ay + b, Y² = b² − 4ac; times (2a)².
    let big = double.mul(&Poly::var(w))?.add(b);
    let square = b.mul(b)?.sub(&double.mul(c)?.scale(&euclase_poly::int(2)));
    let (p, q) = (double.mul(&double.mul(p)?.sub(&b.mul(q)?))?, double.mul(q)?);
    let norm = p.mul(&p)?.sub(&q.mul(&q)?.mul(&square)?);
    let (rn, rd) = root(chain, &norm, w, work)?;
    for sign in [1, -1] {
        // t² = 2(p ± R)
        let sum = p.mul(&rd)?.add(&rn.scale(&euclase_poly::int(sign)));
        let both = sum.mul(&rd)?.scale(&euclase_poly::int(2));
        if chain_zero(chain, &both, w, work)? {
            continue;
        }
        let Some((tn, td)) = root(chain, &both, w, work) else { continue };
        let td = td.mul(&rd)?;
        let n = tn.mul(&tn)?.add(&q.mul(&td.mul(&td)?)?.mul(&big)?.scale(&euclase_poly::int(2)));
        let d = tn.mul(&td)?.mul(&double)?.scale(&euclase_poly::int(2));
        return Some((n, d));
    }
    None
}

fn chain_zero(chain: &Chain, p: &Poly, v: u32, work: &mut Work) -> Option<bool> {
    Some(reduced(chain, p, v, work)?.0.is_zero())
}

/// p·m² divided by the elements before v, and m.
fn reduced(chain: &Chain, p: &Poly, v: u32, work: &mut Work) -> Option<(Poly, Poly)> {
    let (mut p, mut by) = (p.clone(), Poly::one());
    for (w, e) in chain.elements.range(..v).rev() {
        if !p.is_zero() && p.degree_in(*w) >= e.poly.degree_in(*w) {
            let s = pseudo_divide(&p, &e.poly, *w, e.line, &e.initial, work)?;
            p = s.after.mul_cap(&s.multiplier, LONG)?;
            by = by.mul_cap(&s.multiplier, LONG)?;
        }
    }
    Some((p, by))
}

/// The root of a polynomial that is a square.
fn square_root(chain: &Chain, p: &Poly, work: &mut Work) -> Option<Poly> {
    if p.is_zero() {
        return Some(Poly::zero());
    }
    let mut out = Poly::one();
    let mut rest = p.clone();
    for (f, e) in chain.factors(p, work)? {
        if e % 2 == 1 {
            return None;
        }
        for _ in 0..e {
            rest = rest.div_exact(&f)?;
        }
        out = out.mul(&f.pow(e / 2, LONG)?)?;
    }
    let c = rest.constant_value().filter(|c| c.is_positive())?;
    let exact = |n: &num_bigint::BigInt| Some(n.sqrt()).filter(|r| r * r == *n);
    Some(out.scale(&euclase_poly::Q::new(exact(c.numer())?, exact(c.denom())?)))
}
