//! Equations between lengths, sorted into the kinds of the core form.
//!
//! Both sides are expanded into sums of monomials (products of lengths and of roots of primes,
//! with rational exponents); what the difference looks like decides: linear in lengths is `Len`,
//! linear in squares is `Sq`, two monomials are `Log`. Everything else stays a general equation.

use crate::core::{Fact, Num, Pt, Q};
use num_bigint::{BigInt, BigUint};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// A product of powers of lengths and of primes; exponents of primes lie in (0, 1).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Mono {
    lens: BTreeMap<(Pt, Pt), Q>,
    primes: BTreeMap<u64, Q>,
}

#[derive(Clone, Debug, Default)]
struct Poly(BTreeMap<Mono, Q>);

/// The order of the text is kept for equations of this many lengths.
const MAX_WRITTEN: usize = 500;

/// Largest exponent and size of a coefficient (in bits) that is worked out.
const MAX_EXPONENT: i64 = 10_000;
const MAX_BITS: u64 = 100_000;

/// Products of long sums are left alone beyond this.
const MAX_TERMS: usize = 200;

impl Poly {
    fn constant(c: Q) -> Poly {
        let mut p = Poly::default();
        p.add_term(Mono::default(), c);
        p
    }

    fn add_term(&mut self, mut m: Mono, mut c: Q) {
        // Whole powers of primes belong to the coefficient.
        for (p, e) in &mut m.primes {
            let whole = e.floor();
            let n = whole.to_integer().to_i32().unwrap_or(0);
            c *= Q::from_integer(BigInt::from(*p)).pow(n);
            *e -= whole;
        }
        m.primes.retain(|_, e| !e.is_zero());
        m.lens.retain(|_, e| !e.is_zero());
        let entry = self.0.entry(m.clone()).or_insert_with(Q::zero);
        *entry += c;
        if entry.is_zero() {
            self.0.remove(&m);
        }
    }

    fn scaled(&self, k: &Q) -> Poly {
        let mut p = Poly::default();
        for (m, c) in &self.0 {
            p.add_term(m.clone(), c * k);
        }
        p
    }

    fn plus(mut self, other: Poly) -> Poly {
        for (m, c) in other.0 {
            self.add_term(m, c);
        }
        self
    }

    fn times(&self, other: &Poly) -> Option<Poly> {
        if self.0.len() * other.0.len() > MAX_TERMS {
            return None;
        }
        let mut p = Poly::default();
        for (m, c) in &self.0 {
            for (n, d) in &other.0 {
                p.add_term(m.times(n), c * d);
            }
        }
        p.small()
    }

    /// Itself, unless its coefficients have grown out of measure.
    fn small(self) -> Option<Poly> {
        let big = |c: &Q| c.numer().bits().max(c.denom().bits()) > MAX_BITS;
        (!self.0.values().any(big)).then_some(self)
    }

    fn single(&self) -> Option<(&Mono, &Q)> {
        match self.0.len() {
            1 => self.0.iter().next(),
            _ => None,
        }
    }

    fn pow(&self, e: &Q) -> Option<Poly> {
        if e.is_integer() {
            let n = e.to_integer().to_i32()?;
            if (0..=8).contains(&n) {
                let mut p = Poly::constant(Q::one());
                for _ in 0..n {
                    p = p.times(self)?;
                }
                return Some(p);
            }
        }
        let (m, c) = self.single()?;
        if e.abs() > Q::from_integer(MAX_EXPONENT.into()) {
            return None;
        }
        let mut out = m.pow(e);
        let mut coef = Q::one();
        if e.is_integer() && e.to_integer().to_i32().is_some_and(|n| n.abs() <= 64) {
            coef = c.pow(e.to_integer().to_i32()?);
        } else {
            for (p, k) in factor_ratio(c)? {
                *out.primes.entry(p).or_insert_with(Q::zero) += k * e;
            }
        }
        let limit = Q::from_integer(MAX_EXPONENT.into());
        if out.primes.values().any(|x| x.abs() > limit) {
            return None;
        }
        let mut p = Poly::default();
        p.add_term(out, coef);
        p.small()
    }
}

impl Mono {
    fn times(&self, other: &Mono) -> Mono {
        let mut m = self.clone();
        for (k, e) in &other.lens {
            *m.lens.entry(*k).or_insert_with(Q::zero) += e;
        }
        for (k, e) in &other.primes {
            *m.primes.entry(*k).or_insert_with(Q::zero) += e;
        }
        m
    }

    fn pow(&self, e: &Q) -> Mono {
        Mono {
            lens: self.lens.iter().map(|(k, x)| (*k, x * e)).collect(),
            primes: self.primes.iter().map(|(k, x)| (*k, x * e)).collect(),
        }
    }

    /// The pair, if the monomial is one length to the given power.
    fn only(&self, power: i64) -> Option<(Pt, Pt)> {
        match (self.lens.len(), self.primes.is_empty()) {
            (1, true) => {
                self.lens.iter().next().filter(|(_, e)| **e == Q::from_integer(BigInt::from(power))).map(|(k, _)| *k)
            }
            _ => None,
        }
    }

    fn is_one(&self) -> bool {
        self.lens.is_empty() && self.primes.is_empty()
    }
}

fn from_num(n: &Num) -> Option<Poly> {
    Some(match n {
        Num::Const(c) => Poly::constant(c.clone()),
        Num::Len(a, b) if a == b => Poly::default(),
        Num::Len(a, b) => {
            let mut m = Mono::default();
            m.lens.insert((*a.min(b), *a.max(b)), Q::one());
            let mut p = Poly::default();
            p.add_term(m, Q::one());
            p
        }
        Num::Add(xs) => {
            let mut p = Poly::default();
            for x in xs {
                p = p.plus(from_num(x)?);
            }
            p
        }
        Num::Mul(xs) => {
            let mut p = Poly::constant(Q::one());
            for x in xs {
                p = p.times(&from_num(x)?)?;
            }
            p
        }
        // Of a sum it is not known that it is not 0, even where one term is left of it.
        Num::Div(_, x) if !is_product(x) => return None,
        Num::Pow(x, e) if e.is_negative() && !is_product(x) => return None,
        Num::Div(a, b) => from_num(a)?.times(&from_num(b)?.pow(&-Q::one())?)?,
        Num::Neg(a) => from_num(a)?.scaled(&-Q::one()),
        Num::Pow(a, e) => from_num(a)?.pow(e)?,
        Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
            ("sqrt", [x]) => from_num(x)?.pow(&Q::new(1.into(), 2.into()))?,
            ("root", [Num::Const(n), x]) if n.is_positive() => from_num(x)?.pow(&n.recip())?,
            _ => return None,
        },
        _ => return None,
    })
}

/// Made of lengths and constants without addition.
fn is_product(n: &Num) -> bool {
    match n {
        Num::Const(_) | Num::Len(..) => true,
        Num::Mul(xs) | Num::Call(_, xs) => xs.iter().all(is_product),
        Num::Div(a, b) => is_product(a) && is_product(b),
        Num::Neg(a) | Num::Pow(a, _) => is_product(a),
        _ => false,
    }
}

/// The equation `a = b` between lengths as a fact of the core form, its terms in the order and
/// with the letters of the text.
pub(crate) fn classify(a: &Num, b: &Num) -> Fact {
    let Some(mut fact) = special(a, b) else { return Fact::Num(a.clone(), b.clone()) };
    let mut written = Vec::new();
    lengths(a, &mut written);
    lengths(b, &mut written);
    if let Fact::Len { terms, .. } | Fact::Sq { terms, .. } | Fact::Log { terms, .. } = &mut fact {
        let place = |p: Pt, q: Pt| written.iter().position(|w| *w == (p, q) || *w == (q, p));
        terms.sort_by_key(|t| place(t.1, t.2));
        for t in terms.iter_mut() {
            if let Some(i) = place(t.1, t.2) {
                (t.1, t.2) = written[i];
            }
        }
    }
    if let Fact::Log { terms, konst } = &mut fact
        && terms.first().is_some_and(|t| t.0.is_negative())
    {
        terms.iter_mut().for_each(|t| t.0 = -t.0.clone());
        konst.iter_mut().for_each(|t| t.1 = -t.1.clone());
    }
    fact
}

/// The lengths of a number, in order.
fn lengths(n: &Num, out: &mut Vec<(Pt, Pt)>) {
    n.each_part(&mut |n, _| {
        if let Num::Len(a, b) = n
            && out.len() < MAX_WRITTEN
            && !out.contains(&(*a, *b))
        {
            out.push((*a, *b));
        }
    });
}

fn special(a: &Num, b: &Num) -> Option<Fact> {
    let d = from_num(a)?.plus(from_num(b)?.scaled(&-Q::one())).0;
    type Linear = (Vec<(Q, Pt, Pt)>, Q);
    let linear = |power: i64| -> Option<Linear> {
        let mut terms = Vec::new();
        let mut konst = Q::zero();
        for (m, c) in &d {
            if m.is_one() {
                konst = -c.clone();
            } else {
                let (p, q) = m.only(power)?;
                terms.push((c.clone(), p, q));
            }
        }
        Some((terms, konst))
    };
    if let Some((terms, konst)) = linear(1) {
        return Some(Fact::Len { terms, konst });
    }
    if let Some((terms, konst)) = linear(2) {
        return Some(Fact::Sq { terms, konst });
    }
    if d.len() == 2 {
        let mut it = d.iter();
        let (m, c) = it.next()?;
        let (n, e) = it.next()?;
        let ratio = -(e / c);
        // A length on both sides that may be 0 is not cancelled.
        let common = |(k, x): (&(Pt, Pt), &Q)| x.is_positive() && n.lens.get(k).is_some_and(Signed::is_positive);
        if ratio.is_positive() && !m.lens.iter().any(common) {
            // c·m = -e·n, so log m − log n = log ratio.
            let mut lens = m.lens.clone();
            for (k, x) in &n.lens {
                *lens.entry(*k).or_insert_with(Q::zero) -= x;
            }
            let mut primes: BTreeMap<u64, Q> = factor_ratio(&ratio)?.into_iter().collect();
            for (p, x) in &n.primes {
                *primes.entry(*p).or_insert_with(Q::zero) += x;
            }
            for (p, x) in &m.primes {
                *primes.entry(*p).or_insert_with(Q::zero) -= x;
            }
            primes.retain(|_, x| !x.is_zero());
            let terms = lens.into_iter().filter(|(_, x)| !x.is_zero()).map(|((p, q), x)| (x, p, q)).collect();
            return Some(Fact::Log { terms, konst: primes.into_iter().collect() });
        }
    }
    None
}

/// The prime factors of a positive rational, with exponents; `None` if it is too large.
fn factor_ratio(q: &Q) -> Option<Vec<(u64, Q)>> {
    if !q.is_positive() {
        return None;
    }
    let mut out: BTreeMap<u64, Q> = BTreeMap::new();
    for (n, sign) in [(q.numer().magnitude(), 1), (q.denom().magnitude(), -1)] {
        for (p, k) in factor(n)? {
            *out.entry(p).or_insert_with(Q::zero) += Q::from_integer(BigInt::from(sign * k as i64));
        }
    }
    Some(out.into_iter().collect())
}

fn factor(n: &BigUint) -> Option<Vec<(u64, u32)>> {
    let mut n = n.to_u64()?;
    let mut out = Vec::new();
    let mut p = 2u64;
    while p * p <= n {
        if p > 1_000_000 {
            return None;
        }
        let mut k = 0;
        while n % p == 0 {
            n /= p;
            k += 1;
        }
        if k > 0 {
            out.push((p, k));
        }
        p += if p == 2 { 1 } else { 2 };
    }
    if n > 1 {
        out.push((n, 1));
    }
    Some(out)
}
