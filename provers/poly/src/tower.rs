//! Real numbers that square roots make: fields `Q(r₀)(r₁)…` with `r_i² = e_i(r₀, …, r_{i−1})` and `r_i > 0`.
//!
//! An element is a polynomial of degree at most 1 in each `r_i`. A root is added only where it is not in the field already,
//! so that elements are equal if and only if their polynomials are; whether it is can be decided by going down the tower
//! (Borodin, Fagin, Hopcroft & Tompa 1985, "Decreasing the nesting depth of expressions involving square roots").

use crate::{Mono, Poly, Q, Work};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// A field of real numbers made by square roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tower {
    /// The square of each root, a polynomial in those before it (variable `i` is the root `i`). All are positive.
    radicands: Vec<Poly>,
}

/// The square root of a rational number, where it is rational.
fn rational_root(q: &Q) -> Option<Q> {
    let root = |n: &BigInt| Some(n.sqrt()).filter(|r| &(r * r) == n);
    if q.is_negative() {
        return None;
    }
    Some(Q::new(root(q.numer())?, root(q.denom())?))
}

impl Tower {
    /// The rational numbers.
    pub fn new() -> Tower {
        Tower::default()
    }

    /// The squares of the roots; each is a polynomial in the roots before it.
    pub fn radicands(&self) -> &[Poly] {
        &self.radicands
    }

    /// An element in its only form.
    pub fn reduce(&self, p: &Poly) -> Option<Poly> {
        let mut p = p.clone();
        for (i, e) in self.radicands.iter().enumerate().rev() {
            let parts = p.coefficients_in(i as u32)?;
            if parts.len() <= 2 {
                continue;
            }
            let (mut even, mut odd) = (Poly::zero(), Poly::zero());
            for (k, c) in parts.iter().enumerate().rev() {
                // Horner's scheme in the square.
                if k % 2 == 0 {
                    even = even.mul(e)?.add(c);
                } else {
                    odd = odd.mul(e)?.add(c);
                }
            }
            p = even.add(&odd.mul_term(&Q::one(), &Mono::var(i as u32)));
        }
        Some(p)
    }

    /// The product of elements.
    pub fn mul(&self, a: &Poly, b: &Poly) -> Option<Poly> {
        self.reduce(&a.mul(b)?)
    }

    /// `a + b·r` with the last root that occurs: its number, `a`, `b`.
    fn split(p: &Poly) -> Option<(u32, Poly, Poly)> {
        let v = p.vars().last().copied()?;
        let mut parts = p.coefficients_in(v)?.into_iter();
        Some((v, parts.next()?, parts.next().unwrap_or_default()))
    }

    /// The inverse of an element that is not 0.
    pub fn inverse(&self, p: &Poly) -> Option<Poly> {
        if let Some(c) = p.constant_value() {
            return (!c.is_zero()).then(|| Poly::constant(c.recip()));
        }
        let (v, a, b) = Tower::split(p)?;
        let norm = self.norm(v, &a, &b)?;
        let conjugate = a.sub(&b.mul_term(&Q::one(), &Mono::var(v)));
        self.mul(&conjugate, &self.inverse(&norm)?)
    }

    /// `a² − b²·e`.
    fn norm(&self, v: u32, a: &Poly, b: &Poly) -> Option<Poly> {
        let e = self.radicands.get(v as usize)?;
        self.reduce(&a.square()?.sub(&b.square()?.mul(e)?))
    }

    /// A square root (of either sign) in the field made by the first `height` roots.
    fn root_below(&self, p: &Poly, height: usize) -> Option<Poly> {
        if let Some(r) = p.constant_value().and_then(|c| rational_root(&c)) {
            return Some(Poly::constant(r));
        }
        let v = height.checked_sub(1)?;
        let e = self.radicands.get(v)?;
        let v = v as u32;
        let times_root = |y: &Poly| y.mul_term(&Q::one(), &Mono::var(v));
        if p.degree_in(v) == 0 {
            // x², or y²·e.
            if let Some(x) = self.root_below(p, height - 1) {
                return Some(x);
            }
            let quotient = self.mul(p, &self.inverse(e)?)?;
            return self.root_below(&quotient, height - 1).map(|y| times_root(&y));
        }
        let (_, a, b) = Tower::split(p)?;
        let n = self.root_below(&self.norm(v, &a, &b)?, height - 1)?;
        let two = Q::new(1.into(), 2.into());
        [a.add(&n), a.sub(&n)].iter().find_map(|sum| {
            // (x + y·r)² = a + b·r: 2x² = a ± n, y = b/(2x).
            let x = self.root_below(&sum.scale(&two), height - 1)?;
            let y = self.mul(&b.scale(&two), &self.inverse(&x)?)?;
            Some(x.add(&times_root(&y)))
        })
    }

    /// The positive square root of a positive element, where necessary in a greater field. `None` where the element is not
    /// positive.
    pub fn sqrt(&mut self, p: &Poly, work: &mut Work) -> Option<Poly> {
        if self.sign(p, work)? <= 0 {
            return None;
        }
        work.spend(1000 << self.radicands.len().min(20))?;
        if let Some(r) = self.root_below(p, self.radicands.len()) {
            return Some(if self.sign(&r, work)? < 0 { r.neg() } else { r });
        }
        // The square part of a rational content leaves the root.
        let content = p.content();
        let (n, d) = (square_part(content.numer()), square_part(content.denom()));
        // n²·m / (d²·k) = (n/(d·k))²·m·k.
        let rest_of = |whole: &BigInt, part: &BigInt| whole / (part * part);
        let k = rest_of(content.denom(), &d);
        let factor = Q::new(n, d * k);
        let square = &factor * &factor;
        let radicand = p.scale(&square.recip());
        let new = self.radicands.len() as u32;
        self.radicands.push(radicand);
        Some(Poly::term(factor, Mono::var(new)))
    }

    /// The sign of an element: −1, 0, 1.
    pub fn sign(&self, p: &Poly, work: &mut Work) -> Option<i32> {
        if p.is_zero() {
            return Some(0);
        }
        // An element that is not 0 is not 0 as a number: some precision shows its sign.
        let mut bits = 64;
        loop {
            let (lo, hi) = self.enclose(p, bits, work)?;
            if lo.is_positive() {
                return Some(1);
            }
            if hi.is_negative() {
                return Some(-1);
            }
            bits *= 2;
        }
    }

    /// Rational numbers below and above an element; the more bits, the closer.
    pub fn enclose(&self, p: &Poly, bits: u32, work: &mut Work) -> Option<(Q, Q)> {
        let mut roots: Vec<(Q, Q)> = Vec::with_capacity(self.radicands.len());
        for e in &self.radicands {
            work.spend(e.len() as u64 * u64::from(bits))?;
            let (lo, hi) = value(e, &roots);
            roots.push((root_of(&lo, bits, false), root_of(&hi, bits, true)));
        }
        work.spend(p.len() as u64 * u64::from(bits))?;
        Some(value(p, &roots))
    }

    /// An element in floating point.
    pub fn approximate(&self, p: &Poly) -> f64 {
        let mut roots: Vec<f64> = Vec::with_capacity(self.radicands.len());
        for e in &self.radicands {
            let square = e.eval_f64(&roots);
            roots.push(square.max(0.0).sqrt());
        }
        p.eval_f64(&roots)
    }
}

/// A number whose square divides another, found by trial with small primes.
fn square_part(n: &BigInt) -> BigInt {
    let mut rest = n.abs();
    let mut out = BigInt::one();
    for d in 2u32..1000 {
        let square = BigInt::from(d) * d;
        if square > rest {
            break;
        }
        while (&rest % &square).is_zero() {
            rest /= &square;
            out *= d;
        }
    }
    out
}

/// A bound of the square root with so many binary digits after the point; 0 for negative numbers.
fn root_of(q: &Q, bits: u32, up: bool) -> Q {
    if !q.is_positive() {
        return Q::zero();
    }
    let scaled: BigInt = (q.numer() << (2 * bits)) / q.denom();
    let root = scaled.sqrt();
    Q::new(if up { root + 1u32 } else { root }, BigInt::one() << bits)
}

/// The range of a polynomial of degree 1 in each variable, all of which are in intervals without negative numbers.
fn value(p: &Poly, roots: &[(Q, Q)]) -> (Q, Q) {
    let (mut lo, mut hi) = (Q::zero(), Q::zero());
    for (m, c) in p.terms() {
        let (mut least, mut most) = (c.clone(), c.clone());
        for (v, _) in m.powers() {
            if let Some((a, b)) = roots.get(v as usize) {
                (least, most) = if c.is_negative() { (least * b, most * a) } else { (least * a, most * b) };
            }
        }
        lo += least;
        hi += most;
    }
    (lo, hi)
}
