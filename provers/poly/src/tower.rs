//! Real numbers that roots make: fields `Q(r₀)(r₁)…` with `r_i^n_i = e_i(r₀, …, r_{i−1})` and `r_i > 0`.
//!
//! An element is a polynomial of degree below `n_i` in each `r_i`. A root is added only where it is not in the field
//! already, so that elements are equal if and only if their polynomials are. For square roots over square roots that is
//! decided by going down the tower (Borodin, Fagin, Hopcroft & Tompa 1985, "Decreasing the nesting depth of expressions
//! involving square roots"); of odd degree are only roots of rational numbers, and where nothing is known of a root, it is
//! not taken.

use crate::{Mono, Poly, Q, Work};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// A field of real numbers made by roots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tower {
    /// The power of each root that is a polynomial in those before it (variable `i` is the root `i`). All are positive.
    radicands: Vec<Poly>,
    /// Which power: 2, or an odd prime.
    degrees: Vec<u32>,
}

/// Whether an element is a square.
enum Square {
    /// Of this one, or of its opposite.
    Of(Poly),
    No,
    Unknown,
}

/// The root of a number, where it is a whole number.
fn whole_root(n: &BigInt, degree: u32) -> Option<BigInt> {
    let root = n.nth_root(degree);
    (root.pow(degree) == *n).then_some(root)
}

/// The positive root of a positive rational number, where it is rational.
fn rational_root(q: &Q, degree: u32) -> Option<Q> {
    if q.is_negative() {
        return None;
    }
    Some(Q::new(whole_root(q.numer(), degree)?, whole_root(q.denom(), degree)?))
}

impl Tower {
    /// The rational numbers.
    pub fn new() -> Tower {
        Tower::default()
    }

    /// The powers of the roots; each is a polynomial in the roots before it.
    pub fn radicands(&self) -> &[Poly] {
        &self.radicands
    }

    /// The degrees of the roots: 2 for a square root.
    pub fn degrees(&self) -> &[u32] {
        &self.degrees
    }

    fn degree(&self, v: u32) -> usize {
        self.degrees.get(v as usize).map_or(2, |n| *n as usize)
    }

    /// An element in its only form.
    pub fn reduce(&self, p: &Poly) -> Option<Poly> {
        let mut p = p.clone();
        for (i, e) in self.radicands.iter().enumerate().rev() {
            let v = i as u32;
            let n = self.degree(v);
            let parts = p.coefficients_in(v)?;
            if parts.len() <= n {
                continue;
            }
            // For each power below n, Horner's scheme in the n-th power.
            let mut low = vec![Poly::zero(); n];
            for (k, c) in parts.iter().enumerate().rev() {
                let slot = low.get_mut(k % n)?;
                *slot = slot.mul(e)?.add(c);
            }
            p = Poly::from_coefficients(v, &low);
        }
        Some(p)
    }

    /// The product of elements.
    pub fn mul(&self, a: &Poly, b: &Poly) -> Option<Poly> {
        self.reduce(&a.mul(b)?)
    }

    /// The inverse of an element that is not 0.
    pub fn inverse(&self, p: &Poly) -> Option<Poly> {
        if let Some(c) = p.constant_value() {
            return (!c.is_zero()).then(|| Poly::constant(c.recip()));
        }
        // Euclid's algorithm with rⁿ − e, for the last root that occurs.
        let v = p.vars().last().copied()?;
        let mut modulus = vec![Poly::zero(); self.degree(v) + 1];
        *modulus.first_mut()? = self.radicands.get(v as usize)?.neg();
        *modulus.last_mut()? = Poly::one();
        let (mut r0, mut r1) = (modulus, p.coefficients_in(v)?);
        let (mut t0, mut t1) = (Poly::zero(), Poly::one());
        let r = |k: usize, c: &Poly| c.mul_term(&Q::one(), &Mono::power(v, k as u32));
        while r1.len() > 1 {
            let by = self.inverse(r1.last()?)?;
            while r0.len() >= r1.len() {
                let shift = r0.len() - r1.len();
                let c = self.mul(r0.last()?, &by)?;
                for (slot, n) in r0.iter_mut().skip(shift).zip(&r1) {
                    *slot = slot.sub(&self.mul(&c, n)?);
                }
                t0 = t0.sub(&self.mul(&r(shift, &c), &t1)?);
                while r0.last().is_some_and(Poly::is_zero) {
                    r0.pop();
                }
            }
            std::mem::swap(&mut r0, &mut r1);
            std::mem::swap(&mut t0, &mut t1);
        }
        self.mul(&t1, &self.inverse(r1.first()?)?)
    }

    /// The product of the conjugates over the field below the root; only for degrees 2 and 3.
    fn norm(&self, v: u32, p: &Poly) -> Option<Poly> {
        let e = self.radicands.get(v as usize)?;
        let parts = p.coefficients_in(v)?;
        let at = |k: usize| parts.get(k).cloned().unwrap_or_default();
        let (a, b, c) = (at(0), at(1), at(2));
        match self.degree(v) {
            2 => self.reduce(&a.square()?.sub(&b.square()?.mul(e)?)),
            3 => {
                let cubes = [(&a, Poly::one()), (&b, e.clone()), (&c, e.square()?)];
                let mut sum = a.mul(&b)?.mul(&c)?.mul(e)?.scale(&Q::from_integer((-3).into()));
                for (x, by) in cubes {
                    sum = sum.add(&x.square()?.mul(x)?.mul(&by)?);
                }
                self.reduce(&sum)
            }
            _ => None,
        }
    }

    /// A square root (of either sign) in the field made by the first `height` roots. `None` where something is too long.
    fn root_below(&self, p: &Poly, height: usize) -> Option<Square> {
        if let Some(r) = p.constant_value().and_then(|c| rational_root(&c, 2)) {
            return Some(Square::Of(Poly::constant(r)));
        }
        let Some(below) = height.checked_sub(1) else { return Some(Square::No) };
        let e = self.radicands.get(below)?;
        let v = below as u32;
        if self.degree(v) > 2 {
            // An extension of odd degree has no new square roots of what was there before.
            if p.degree_in(v) == 0 {
                return self.root_below(p, below);
            }
            let norm = if self.degree(v) == 3 { self.root_below(&self.norm(v, p)?, below)? } else { Square::Unknown };
            return Some(if matches!(norm, Square::No) { Square::No } else { Square::Unknown });
        }
        let times_root = |y: &Poly| y.mul_term(&Q::one(), &Mono::var(v));
        if p.degree_in(v) == 0 {
            // x², or y²·e.
            return Some(match self.root_below(p, below)? {
                Square::No => match self.root_below(&self.mul(p, &self.inverse(e)?)?, below)? {
                    Square::Of(y) => Square::Of(times_root(&y)),
                    other => other,
                },
                other => other,
            });
        }
        let n = match self.root_below(&self.norm(v, p)?, below)? {
            Square::Of(n) => n,
            other => return Some(other),
        };
        let parts = p.coefficients_in(v)?;
        let (a, b) = (parts.first()?, parts.get(1)?);
        let two = Q::new(1.into(), 2.into());
        let mut unknown = false;
        for sum in [a.add(&n), a.sub(&n)] {
            // (x + y·r)² = a + b·r: 2x² = a ± n, y = b/(2x).
            match self.root_below(&sum.scale(&two), below)? {
                Square::Of(x) => {
                    let y = self.mul(&b.scale(&two), &self.inverse(&x)?)?;
                    return Some(Square::Of(x.add(&times_root(&y))));
                }
                Square::No => {}
                Square::Unknown => unknown = true,
            }
        }
        Some(if unknown { Square::Unknown } else { Square::No })
    }

    /// The positive root of odd prime degree of a positive rational number, where necessary in a greater field. `None` where
    /// nothing is known of it.
    pub fn odd_root(&mut self, q: &Q, degree: u32) -> Option<Poly> {
        if !q.is_positive() || !(3..=64).contains(&degree) || (2..degree).any(|d| degree.is_multiple_of(d)) {
            return None;
        }
        if let Some(r) = rational_root(q, degree) {
            return Some(Poly::constant(r));
        }
        let mut same = self.degrees.iter().zip(&self.radicands).enumerate().filter(|(_, (n, _))| **n == degree);
        if let Some((i, (_, e))) = same.next() {
            // With two of the same degree it would have to be known that they are independent.
            let e = e.constant_value().filter(|_| same.next().is_none())?;
            let mut rest = q.clone();
            for k in 1..degree {
                rest /= &e;
                if let Some(r) = rational_root(&rest, degree) {
                    return Some(Poly::term(r, Mono::power(i as u32, k)));
                }
            }
            return None;
        }
        // The other degrees are prime to this one, so that xⁿ − q stays irreducible.
        let factor = power_part(q, degree);
        let new = self.radicands.len() as u32;
        self.radicands.push(Poly::constant(q / crate::arith::power(&factor, degree)));
        self.degrees.push(degree);
        Some(Poly::term(factor, Mono::var(new)))
    }

    /// The positive square root of a positive element, where necessary in a greater field. `None` where the element is not
    /// positive, or nothing is known of its root.
    pub fn sqrt(&mut self, p: &Poly, work: &mut Work) -> Option<Poly> {
        if self.sign(p, work)? <= 0 {
            return None;
        }
        work.spend(1000 << self.radicands.len().min(20))?;
        match self.root_below(p, self.radicands.len())? {
            Square::Of(r) => return Some(if self.sign(&r, work)? < 0 { r.neg() } else { r }),
            Square::No => {}
            Square::Unknown => return None,
        }
        // The square part of a rational content leaves the root.
        let factor = power_part(&p.content(), 2);
        let square = &factor * &factor;
        let radicand = p.scale(&square.recip());
        let new = self.radicands.len() as u32;
        self.radicands.push(radicand);
        self.degrees.push(2);
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
        for (e, n) in self.radicands.iter().zip(&self.degrees) {
            work.spend(e.len() as u64 * u64::from(bits))?;
            let (lo, hi) = value(e, &roots);
            roots.push((root_of(&lo, *n, bits, false), root_of(&hi, *n, bits, true)));
        }
        work.spend(p.len() as u64 * u64::from(bits))?;
        Some(value(p, &roots))
    }

    /// An element in floating point.
    pub fn approximate(&self, p: &Poly) -> f64 {
        let mut roots: Vec<f64> = Vec::with_capacity(self.radicands.len());
        for (e, n) in self.radicands.iter().zip(&self.degrees) {
            let power = e.eval_f64(&roots).max(0.0);
            roots.push(if *n == 2 { power.sqrt() } else { power.powf(1.0 / f64::from(*n)) });
        }
        p.eval_f64(&roots)
    }
}

/// A fraction `f` for which `q/f^degree` is whole and has, as far as small primes tell, no factor to that power.
fn power_part(q: &Q, degree: u32) -> Q {
    // n^degree·m / d = (n/d)^degree · m·d^(degree−1).
    let den = q.denom();
    let mut rest = q.numer().abs() * den.pow(degree - 1);
    let mut out = BigInt::one();
    for d in 2u32..1000 {
        let power = BigInt::from(d).pow(degree);
        if power > rest {
            break;
        }
        while (&rest % &power).is_zero() {
            rest /= &power;
            out *= d;
        }
    }
    Q::new(out, den.clone())
}

/// A bound of the root with so many binary digits after the point; 0 for negative numbers.
fn root_of(q: &Q, degree: u32, bits: u32, up: bool) -> Q {
    if !q.is_positive() {
        return Q::zero();
    }
    let scaled: BigInt = (q.numer() << (degree * bits)) / q.denom();
    let root = scaled.nth_root(degree);
    Q::new(if up { root + 1u32 } else { root }, BigInt::one() << bits)
}

/// The range of a polynomial in variables that are in intervals without negative numbers.
fn value(p: &Poly, roots: &[(Q, Q)]) -> (Q, Q) {
    let (mut lo, mut hi) = (Q::zero(), Q::zero());
    for (m, c) in p.terms() {
        let (mut least, mut most) = (c.clone(), c.clone());
        for (v, e) in m.powers() {
            for (a, b) in roots.get(v as usize).into_iter().flat_map(|r| vec![r; e as usize]) {
                (least, most) = if c.is_negative() { (least * b, most * a) } else { (least * a, most * b) };
            }
        }
        lo += least;
        hi += most;
    }
    (lo, hi)
}
