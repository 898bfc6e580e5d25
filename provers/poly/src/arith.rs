//! Sums, multiples, derivatives, substitution, values.

use crate::poly::{MAX_DEGREE, MAX_TERMS, Nums};
use crate::{Mono, Poly, Q};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::{Add, Neg, Sub};

/// `a·fa + b·fb`, both sorted; `None` where a machine integer does not suffice.
fn merge_small(a: (&[Mono], &[i64], i64), b: (&[Mono], &[i64], i64)) -> Option<(Vec<Mono>, Vec<i64>)> {
    let mut monos = Vec::with_capacity(a.0.len() + b.0.len());
    let mut nums = Vec::with_capacity(a.0.len() + b.0.len());
    let mut left = a.0.iter().zip(a.1).peekable();
    let mut right = b.0.iter().zip(b.1).peekable();
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return Some((monos, nums)),
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (Some(x), Some(y)) => x.0.cmp(y.0),
        };
        let (mut sum, mut mono) = (0i64, None);
        if order != Ordering::Less
            && let Some((m, n)) = left.next()
        {
            sum = n.checked_mul(a.2)?;
            mono = Some(m);
        }
        if order != Ordering::Greater
            && let Some((m, n)) = right.next()
        {
            sum = sum.checked_add(n.checked_mul(b.2)?)?;
            mono = Some(m);
        }
        if let (Some(m), true) = (mono, sum != 0) {
            monos.push(m.clone());
            nums.push(sum);
        }
    }
}

/// The same with integers of any length.
fn merge_big(a: (&[Mono], Vec<BigInt>), b: (&[Mono], Vec<BigInt>)) -> (Vec<Mono>, Vec<BigInt>) {
    let mut monos = Vec::with_capacity(a.0.len() + b.0.len());
    let mut nums = Vec::with_capacity(a.0.len() + b.0.len());
    let mut left = a.0.iter().zip(a.1).peekable();
    let mut right = b.0.iter().zip(b.1).peekable();
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return (monos, nums),
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (Some(x), Some(y)) => x.0.cmp(y.0),
        };
        let x = if order == Ordering::Less { None } else { left.next() };
        let y = if order == Ordering::Greater { None } else { right.next() };
        let (m, sum) = match (x, y) {
            (Some((m, n)), None) | (None, Some((m, n))) => (m, n),
            (Some((m, n)), Some((_, k))) => (m, n + k),
            (None, None) => return (monos, nums),
        };
        if !sum.is_zero() {
            monos.push(m.clone());
            nums.push(sum);
        }
    }
}

fn scaled(nums: &Nums, by: &BigInt) -> Vec<BigInt> {
    let mut all = nums.bigs();
    if !by.is_one() {
        all.iter_mut().for_each(|n| *n *= by);
    }
    all
}

/// `a + b`, or `a − b`.
fn combine(a: &Poly, b: &Poly, minus: bool) -> Poly {
    let den = if a.den == b.den { a.den.clone() } else { a.den.lcm(&b.den) };
    let (fa, mut fb) = (&den / &a.den, &den / &b.den);
    if minus {
        fb = -fb;
    }
    if let (Nums::Small(na), Nums::Small(nb), Some(sa), Some(sb)) = (&a.nums, &b.nums, fa.to_i64(), fb.to_i64())
        && let Some((monos, nums)) = merge_small((&a.monos, na, sa), (&b.monos, nb, sb))
    {
        return Poly::normal(monos, Nums::Small(nums), den);
    }
    let (monos, nums) = merge_big((&a.monos, scaled(&a.nums, &fa)), (&b.monos, scaled(&b.nums, &fb)));
    Poly::normal(monos, Nums::of(nums), den)
}

impl Add for &Poly {
    type Output = Poly;
    fn add(self, other: &Poly) -> Poly {
        combine(self, other, false)
    }
}

impl Sub for &Poly {
    type Output = Poly;
    fn sub(self, other: &Poly) -> Poly {
        combine(self, other, true)
    }
}

impl Neg for &Poly {
    type Output = Poly;
    fn neg(self) -> Poly {
        let negated = match &self.nums {
            Nums::Small(v) => v.iter().map(|n| n.checked_neg()).collect::<Option<Vec<i64>>>().map(Nums::Small),
            Nums::Big(_) => None,
        };
        let nums = negated.unwrap_or_else(|| Nums::of(self.nums.bigs().into_iter().map(|n| -n).collect()));
        Poly { monos: self.monos.clone(), nums, den: self.den.clone() }
    }
}

impl Poly {
    /// The sum. (`&a + &b` is the same.)
    pub fn add(&self, other: &Poly) -> Poly {
        combine(self, other, false)
    }

    /// The difference. (`&a - &b` is the same.)
    pub fn sub(&self, other: &Poly) -> Poly {
        combine(self, other, true)
    }

    /// `−self`. (`-&a` is the same.)
    pub fn neg(&self) -> Poly {
        -self
    }

    /// The sum of many, by halves, so that no long sum is copied often.
    pub fn sum(all: &[Poly]) -> Poly {
        match all {
            [] => Poly::zero(),
            [one] => one.clone(),
            _ => {
                let (left, right) = all.split_at(all.len() / 2);
                combine(&Poly::sum(left), &Poly::sum(right), false)
            }
        }
    }

    /// The multiple by a number.
    pub fn scale(&self, c: &Q) -> Poly {
        if c.is_zero() {
            return Poly::zero();
        }
        if c.is_one() {
            return self.clone();
        }
        let den = &self.den * c.denom();
        if let (Nums::Small(v), Some(k)) = (&self.nums, c.numer().to_i64())
            && let Some(nums) = v.iter().map(|n| n.checked_mul(k)).collect()
        {
            return Poly::normal(self.monos.clone(), Nums::Small(nums), den);
        }
        Poly::normal(self.monos.clone(), Nums::of(scaled(&self.nums, c.numer())), den)
    }

    /// The multiple by a term.
    pub fn mul_term(&self, c: &Q, m: &Mono) -> Poly {
        let mut out = self.scale(c);
        if !m.is_one() {
            // Multiplication keeps the order of monomials.
            out.monos.iter_mut().for_each(|x| *x = x.mul(m));
        }
        out
    }

    /// The partial derivative.
    pub fn derivative(&self, v: u32) -> Poly {
        let kept = self.terms().filter(|(m, _)| m.exp(v) > 0);
        Poly::from_terms(kept.map(|(m, c)| {
            let e = m.exp(v);
            (m.without(v).mul(&Mono::power(v, e - 1)), c * Q::from_integer(e.into()))
        }))
    }

    /// The coefficients as a polynomial in one variable: index `i` has that of its `i`-th power. `None` where the degree is
    /// beyond [`MAX_DEGREE`].
    pub fn coefficients_in(&self, v: u32) -> Option<Vec<Poly>> {
        let degree = self.degree_in(v);
        if u64::from(degree) > MAX_DEGREE {
            return None;
        }
        let mut parts: Vec<(Vec<Mono>, Vec<BigInt>)> = vec![(vec![], vec![]); degree as usize + 1];
        for (i, m) in self.monos.iter().enumerate() {
            if let Some(part) = parts.get_mut(m.exp(v) as usize) {
                // Among monomials with the same power of v the order is that of the rest.
                part.0.push(m.without(v));
                part.1.push(self.nums.big(i));
            }
        }
        Some(parts.into_iter().map(|(m, n)| Poly::normal(m, Nums::of(n), self.den.clone())).collect())
    }

    /// The polynomial in one variable with these coefficients.
    pub fn from_coefficients(v: u32, coefficients: &[Poly]) -> Poly {
        let parts = coefficients.iter().enumerate();
        let parts: Vec<Poly> = parts.map(|(i, c)| c.mul_term(&Q::one(), &Mono::power(v, i as u32))).collect();
        Poly::sum(&parts)
    }

    /// Puts a polynomial for a variable; `None` where that has too many terms or too great a degree.
    pub fn subst(&self, v: u32, by: &Poly) -> Option<Poly> {
        let mut value = Poly::zero();
        for c in self.coefficients_in(v)?.iter().rev() {
            value = value.mul_cap(by, MAX_TERMS)?.add(c);
        }
        Some(value)
    }

    /// Puts polynomials for several variables at once.
    pub fn subst_all(&self, by: &BTreeMap<u32, Poly>) -> Option<Poly> {
        let mut powers: BTreeMap<(u32, u32), Poly> = BTreeMap::new();
        let mut parts = Vec::with_capacity(self.len());
        for (m, c) in self.terms() {
            let mut part = Poly::term(c, Mono::from_sorted(m.powers().filter(|p| !by.contains_key(&p.0))));
            for (v, e) in m.powers() {
                let Some(p) = by.get(&v) else { continue };
                let power = match powers.entry((v, e)) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(p.pow(e, MAX_TERMS)?),
                };
                part = part.mul(power)?;
            }
            parts.push(part);
        }
        Some(Poly::sum(&parts))
    }

    /// Renames the variables; several may get the same name.
    pub fn rename(&self, to: impl Fn(u32) -> u32) -> Poly {
        Poly::from_terms(self.terms().map(|(m, c)| (Mono::new(m.powers().map(|(v, e)| (to(v), e))), c)))
    }

    /// The value at a point; coordinates that are not given are 0. Powers are multiplied out: for polynomials with exponents
    /// beyond [`MAX_DEGREE`], which only `from_terms` makes, the value may be longer than memory.
    pub fn eval(&self, point: &[Q]) -> Q {
        let zero = Q::zero();
        let mut sum = Q::zero();
        for (m, c) in self.terms() {
            sum += m.powers().fold(c, |t, (v, e)| t * power(point.get(v as usize).unwrap_or(&zero), e));
        }
        sum
    }

    /// The value at a point, in floating point; coordinates that are not given are 0.
    pub fn eval_f64(&self, point: &[f64]) -> f64 {
        let value = |m: &Mono| -> f64 {
            let powers = m.powers();
            powers.map(|(v, e)| point.get(v as usize).unwrap_or(&0.0).powi(e.min(1 << 20) as i32)).product()
        };
        let sum: f64 = match &self.nums {
            Nums::Small(n) => self.monos.iter().zip(n).map(|(m, &c)| c as f64 * value(m)).sum(),
            Nums::Big(_) => return self.terms().map(|(m, c)| c.to_f64().unwrap_or(f64::NAN) * value(m)).sum(),
        };
        match self.den.is_one() {
            true => sum,
            false => sum / self.den.to_f64().unwrap_or(f64::NAN),
        }
    }

    /// The homogeneous parts, by increasing degree; none for 0.
    pub fn homogeneous_parts(&self) -> BTreeMap<u64, Poly> {
        let mut parts: BTreeMap<u64, (Vec<Mono>, Vec<BigInt>)> = BTreeMap::new();
        for (i, m) in self.monos.iter().enumerate() {
            let part = parts.entry(m.degree()).or_default();
            part.0.push(m.clone());
            part.1.push(self.nums.big(i));
        }
        parts.into_iter().map(|(d, (m, n))| (d, Poly::normal(m, Nums::of(n), self.den.clone()))).collect()
    }

    /// Whether all terms have the same degree.
    pub fn is_homogeneous(&self) -> bool {
        self.monos.iter().all(|m| m.degree() == self.degree())
    }

    /// The sign of the leading coefficient: −1, 0, 1.
    pub fn leading_sign(&self) -> i32 {
        match self.nums.big(0) {
            n if n.is_positive() => 1,
            n if n.is_negative() => -1,
            _ => 0,
        }
    }
}

/// A power of a rational number; no common divisor has to be looked for.
pub(crate) fn power(q: &Q, e: u32) -> Q {
    match e {
        0 => Q::one(),
        1 => q.clone(),
        _ => Q::new_raw(q.numer().pow(e), q.denom().pow(e)),
    }
}
