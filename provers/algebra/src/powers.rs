//! Powers with exponents that are no numbers: written over few of them, by the rules of powers.
//!
//! A power of a product is a product of powers, one of a sum of exponents likewise; a power of a power has one exponent;
//! numbers as bases become powers of few numbers. What is left are the powers of a base with a monomial as
//! exponent, over their greatest common measure. All of it are uses of the kernel's lemmas `power_sum`, `power_power`,
//! `power_product`; each gives an equation, by which one power is replaced by others.

use crate::facts::Facts;
use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Num, Q};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term, int};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// Most rounds of rewriting.
const ROUNDS: usize = 12;
/// Greatest number by which a base is divided on trial.
const TRIAL: u32 = 1 << 12;

/// A power: the variable that stands for it, its base and its exponent.
#[derive(Clone, Debug)]
pub struct Power {
    /// Its variable.
    pub var: u32,
    /// Its base.
    pub base: Poly,
    /// Its exponent.
    pub exponent: Poly,
    /// The line that says that the base is positive.
    pub positive: At,
}

impl Prover<'_> {
    /// The powers with positive bases among the terms that are explained.
    pub fn powers_of(&mut self, facts: &Facts) -> Vec<Power> {
        let mut out = Vec::new();
        for var in facts.explained.clone() {
            let Some(Opaque::Power(base, exponent)) = self.sheet.terms.get(var).cloned() else { continue };
            if let Some(positive) = self.quickly(facts, &Literal::new(base.clone(), Sign::Positive)) {
                out.push(Power { var, base, exponent, positive });
            }
        }
        out
    }

    /// Writes the powers over few of them; says whether there are new terms.
    pub fn rewrite_powers(&mut self, facts: &mut Facts) -> bool {
        if facts.power_rounds >= ROUNDS || !self.any_power(facts) {
            return false;
        }
        let mut all = self.powers_of(facts);
        all.retain(|p| !facts.rewritten.iter().any(|r| r.0 == p.var));
        let before = facts.rewritten.len();
        let bases = primitive_bases(&all);
        let measures = measures(&all);
        for p in &all {
            if let Some(at) = self.rewritten(facts, p, &bases, &measures) {
                self.note(facts, p.var, at);
            }
        }
        if facts.rewritten.len() == before {
            self.rewrite_facts(facts);
            return false;
        }
        facts.power_rounds += 1;
        true
    }

    fn any_power(&self, facts: &Facts) -> bool {
        facts.explained.iter().any(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Power(..))))
    }

    /// Takes an equation `power = others` as the definition of the power.
    fn note(&mut self, facts: &mut Facts, var: u32, at: At) {
        let Some(Ok([l])) = self.literals(at).map(<[Literal; 1]>::try_from) else { return };
        let value = Poly::var(var).sub(&l.poly);
        let other = Poly::var(var).add(&l.poly);
        for (value, sign) in [(value, 1), (other, -1)] {
            if value.degree_in(var) == 0 {
                let line = if sign == 1 { at } else { self.sheet.combine(&l.poly.neg(), vec![(at, Poly::int(-1))]) };
                facts.rewritten.push((var, value, line));
                return;
            }
        }
    }

    /// A line that says what a power is in simpler ones.
    fn rewritten(&mut self, facts: &mut Facts, p: &Power, bases: &Bases, measures: &Measures) -> Option<At> {
        if let Some(c) = p.base.constant_value() {
            if c.is_one() {
                return self.power_of_one(facts, p);
            }
            let (root, k) = bases.get(&c)?.clone();
            if !root.is_empty() {
                return self.factored_number(facts, p, &root);
            }
            if k.1 != int(1) {
                return self.power_of_power(facts, p, Poly::constant(k.0), &k.1);
            }
            return self.exponent_split(facts, p, measures);
        }
        if p.base.len() == 1 {
            let (m, c) = p.base.terms().next().map(|(m, c)| (m.clone(), c))?;
            let mut parts: Vec<Poly> = m.powers().map(|(v, e)| Poly::term(Q::one(), Mono::power(v, e))).collect();
            if !c.is_one() {
                parts.insert(0, Poly::constant(c));
            }
            if parts.len() > 1 {
                let first = parts.remove(0);
                let rest = Poly::product(&parts)?;
                return self.power_of_product(facts, p, &first, &rest);
            }
            let (v, e) = m.powers().next()?;
            if e > 1 {
                return self.power_of_power(facts, p, Poly::var(v), &int(i64::from(e)));
            }
            match self.sheet.terms.get(v).cloned() {
                Some(Opaque::Root(n, x)) => {
                    return self.power_of_power(facts, p, x, &Q::new(1.into(), n.into()));
                }
                Some(Opaque::Inverse(x)) => return self.power_of_power(facts, p, x, &int(-1)),
                Some(Opaque::Power(a, s)) => {
                    let at = self.quickly(facts, &Literal::new(a.clone(), Sign::Positive))?;
                    let terms = [&a, &s, &p.exponent].map(|x| self.sheet.terms.num(x)).to_vec();
                    return self.lemma_fact(facts, "power_power", terms, vec![at]);
                }
                _ => {}
            }
        }
        self.exponent_split(facts, p, measures)
    }

    /// pow(1, u) = 1, since it is its own square, and positive.
    pub fn power_of_one(&mut self, facts: &mut Facts, p: &Power) -> Option<At> {
        let sign = self.quickly(facts, &Literal::new(Poly::var(p.var), Sign::Positive))?;
        let one = Num::Const(Q::one());
        let terms = vec![one.clone(), one, self.sheet.terms.num(&p.exponent)];
        let square = self.sheet.lemma("power_product", terms, vec![p.positive, p.positive])?;
        let t = Poly::var(p.var);
        // −(t − 1)²·t = (t − t²)·(t − 1)
        let claim = Literal::new(t.sub(&Poly::one()), Sign::Zero);
        let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
        let c = Certificate { multiplier, terms: vec![], cofactors: vec![t.sub(&Poly::one())] };
        let at = self.sheet.order(Some(&claim), &c, &[sign], &[square]);
        facts.add(vec![claim], at);
        Some(at)
    }

    /// pow(b^k, u) = pow(b, k·u).
    fn power_of_power(&mut self, facts: &mut Facts, p: &Power, b: Poly, k: &Q) -> Option<At> {
        let at = self.quickly(facts, &Literal::new(b.clone(), Sign::Positive))?;
        let terms = [&b, &Poly::constant(k.clone()), &p.exponent].map(|x| self.sheet.terms.num(x)).to_vec();
        self.lemma_fact(facts, "power_power", terms, vec![at])
    }

    /// pow(x·y, u) = pow(x, u)·pow(y, u).
    fn power_of_product(&mut self, facts: &mut Facts, p: &Power, x: &Poly, y: &Poly) -> Option<At> {
        let first = self.quickly(facts, &Literal::new(x.clone(), Sign::Positive))?;
        let second = self.quickly(facts, &Literal::new(y.clone(), Sign::Positive))?;
        let terms = [x, y, &p.exponent].map(|x| self.sheet.terms.num(x)).to_vec();
        self.lemma_fact(facts, "power_product", terms, vec![first, second])
    }

    /// A number as the base: its first prime power, and the others.
    fn factored_number(&mut self, facts: &mut Facts, p: &Power, primes: &[(BigInt, i64)]) -> Option<At> {
        let number = |(b, e): &(BigInt, i64)| {
            let n = Q::from_integer(num_traits::pow(b.clone(), usize::try_from(e.unsigned_abs()).ok()?));
            Some(if *e < 0 { n.recip() } else { n })
        };
        let (first, rest) = primes.split_first()?;
        if rest.is_empty() {
            return self.power_of_power(facts, p, Poly::constant(Q::from_integer(first.0.clone())), &int(first.1));
        }
        let others = rest.iter().map(number).try_fold(Q::one(), |a, b| Some(a * b?))?;
        self.power_of_product(facts, p, &Poly::constant(number(first)?), &Poly::constant(others))
    }

    /// pow(a, u + v) = pow(a, u)·pow(a, v); pow(a, k·u) = pow(a, u)^k.
    fn exponent_split(&mut self, facts: &mut Facts, p: &Power, measures: &Measures) -> Option<At> {
        let (m, c) = p.exponent.terms().next_back().map(|(m, c)| (m.clone(), c))?;
        if p.exponent.len() > 1 {
            let first = Poly::term(c, m);
            let rest = p.exponent.sub(&first);
            let terms = [&p.base, &first, &rest].map(|x| self.sheet.terms.num(x)).to_vec();
            return self.lemma_fact(facts, "power_sum", terms, vec![p.positive]);
        }
        let denominator = measures.get(&(p.base.clone(), m.clone()))?;
        let measure = Q::new(BigInt::one(), denominator.clone());
        let times = c / &measure;
        if times.is_one() {
            return None;
        }
        let generator = Poly::term(measure, m);
        let terms = [&p.base, &generator, &Poly::constant(times)].map(|x| self.sheet.terms.num(x)).to_vec();
        self.lemma_fact(facts, "power_power", terms, vec![p.positive])
    }

    /// Facts with powers that are written over others, once more over these.
    fn rewrite_facts(&mut self, facts: &mut Facts) {
        if facts.rewritten.is_empty() {
            return;
        }
        for (l, at) in facts.known.clone() {
            if !matches!(l.sign, Sign::Zero | Sign::NonNegative | Sign::Positive) {
                continue;
            }
            let Some((p, parts)) = over_others(&l.poly, &facts.rewritten) else { continue };
            // What defines a power says nothing over others.
            if p == l.poly || p.is_zero() {
                continue;
            }
            let claim = Literal::new(p.clone(), l.sign);
            let line = if l.sign == Sign::Zero {
                let parts = parts.into_iter().map(|(at, c)| (at, c.neg())).chain([(at, Poly::one())]).collect();
                self.sheet.combine(&p, parts)
            } else {
                let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().map(|(at, c)| (at, c.neg())).unzip();
                let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
                let c = Certificate { multiplier: unit(), terms: vec![term], cofactors };
                self.sheet.order(Some(&claim), &c, &[at], &eqs)
            };
            facts.add(vec![claim], line);
        }
    }
}

/// p with powers replaced, and the cofactors: p = that + Σ cofactor·(power − value).
pub fn over_others(p: &Poly, by: &[(u32, Poly, At)]) -> Option<(Poly, Vec<(At, Poly)>)> {
    let mut p = p.clone();
    let mut parts = Vec::new();
    for _ in 0..=by.len() * 2 {
        let Some((v, value, at)) = by.iter().find(|r| p.degree_in(r.0) > 0) else { return Some((p, parts)) };
        let coefficients = p.coefficients_in(*v)?;
        let (mut out, mut cofactor) = (Poly::zero(), Poly::zero());
        for (e, c) in coefficients.iter().enumerate() {
            out = out.add(&c.mul_cap(&value.pow(e as u32, MAX_TERMS)?, MAX_TERMS)?);
            // v^e − value^e = (v − value)·Σ_{j<e} v^j·value^(e−1−j)
            for j in 0..e as u32 {
                let power = value.pow(e as u32 - 1 - j, MAX_TERMS)?;
                let part = c.mul_cap(&power, MAX_TERMS)?.mul_term(&Q::one(), &Mono::power(*v, j));
                cofactor = cofactor.add(&part);
            }
        }
        parts.push((*at, cofactor));
        p = out;
    }
    None
}

/// Of a number as base: its primes, where it is to be taken apart, or the number whose power it is.
type Bases = BTreeMap<Q, (Vec<(BigInt, i64)>, (Q, Q))>;
/// The common denominator of the coefficients of the powers with a base and a monomial as exponent.
type Measures = BTreeMap<(Poly, Mono), BigInt>;

fn measures(all: &[Power]) -> Measures {
    let mut out = Measures::new();
    for p in all.iter().filter(|p| p.exponent.len() == 1) {
        for (m, c) in p.exponent.terms().filter(|t| !t.0.is_one()) {
            let place = out.entry((p.base.clone(), m.clone())).or_insert_with(BigInt::one);
            *place = place.lcm(c.denom());
        }
    }
    out
}

fn primitive_bases(all: &[Power]) -> Bases {
    let mut out = Bases::new();
    let mut known: Vec<(Q, Vec<(BigInt, i64)>)> = Vec::new();
    for p in all {
        let Some(c) = p.base.constant_value().filter(Signed::is_positive) else { continue };
        let Some(primes) = primes(&c).filter(|p| !p.is_empty()) else { continue };
        if !known.iter().any(|k| k.0 == c) {
            known.push((c, primes));
        }
    }
    let roots: Vec<(Vec<(BigInt, i64)>, i64)> = known.iter().map(|k| root(&k.1)).collect();
    // Numbers that have a prime in common and are not powers of one number are taken apart.
    let mixed =
        |i: usize| roots.iter().any(|r| r.0 != roots[i].0 && r.0.iter().any(|p| roots[i].0.iter().any(|q| p.0 == q.0)));
    for (i, (c, primes)) in known.iter().enumerate() {
        let apart = mixed(i) && primes.len() > 1;
        let (root, k) = &roots[i];
        let value = |(b, e): &(BigInt, i64)| {
            let n = Q::from_integer(num_traits::pow(b.clone(), e.unsigned_abs() as usize));
            if *e < 0 { n.recip() } else { n }
        };
        let base: Q = root.iter().map(value).product();
        out.insert(c.clone(), (if apart { primes.clone() } else { vec![] }, (base, int(*k))));
    }
    out
}

/// The number whose power this is, and the exponent; the first prime of it has a positive exponent.
fn root(primes: &[(BigInt, i64)]) -> (Vec<(BigInt, i64)>, i64) {
    let mut k = primes.iter().fold(0, |g: i64, p| g.gcd(&p.1)).max(1);
    if primes.first().is_some_and(|p| p.1 < 0) {
        k = -k;
    }
    (primes.iter().map(|(b, e)| (b.clone(), e / k)).collect(), k)
}

/// The primes of a positive rational number with exponents, if trial division finds all.
pub fn primes(c: &Q) -> Option<Vec<(BigInt, i64)>> {
    let mut out: BTreeMap<BigInt, i64> = BTreeMap::new();
    for (n, sign) in [(c.numer(), 1), (c.denom(), -1)] {
        let mut n = n.clone();
        if !n.is_positive() {
            return None;
        }
        let mut d = BigInt::from(2);
        while &d * &d <= n {
            if d > BigInt::from(TRIAL) {
                return None;
            }
            while n.is_multiple_of(&d) {
                n /= &d;
                *out.entry(d.clone()).or_default() += sign;
            }
            d += 1;
        }
        if !n.is_one() {
            *out.entry(n).or_default() += sign;
        }
    }
    Some(out.into_iter().filter(|p| !p.1.is_zero()).collect())
}
