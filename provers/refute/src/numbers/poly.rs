//! Polynomials in several variables with rational coefficients, and terms as quotients of them.
//!
//! What is no polynomial (a root, an absolute value, a minimum) becomes a variable of its own, with the equation that it satisfies.

use euclase_grammar::core::{Num, Q};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// Most terms of a polynomial, and its highest degree: larger ones are given up.
const MAX_TERMS: usize = 300;
const MAX_DEGREE: u32 = 16;

/// A product of powers: (variable, positive exponent), by variable.
pub type Monomial = Vec<(u32, u32)>;

/// A polynomial: coefficients other than 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Poly(pub BTreeMap<Monomial, Q>);

impl Poly {
    /// A constant.
    pub fn constant(x: Q) -> Poly {
        Poly((!x.is_zero()).then(|| (Vec::new(), x)).into_iter().collect())
    }

    /// A variable.
    pub fn variable(v: u32) -> Poly {
        Poly(BTreeMap::from([(vec![(v, 1)], Q::one())]))
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// Its value, if no variable occurs.
    pub fn as_constant(&self) -> Option<Q> {
        match self.0.len() {
            0 => Some(Q::zero()),
            1 => self.0.get(&Vec::new()).cloned(),
            _ => None,
        }
    }

    /// Sum with a multiple: self + k·o.
    pub fn plus(&self, k: &Q, o: &Poly) -> Poly {
        let mut out = self.0.clone();
        for (m, c) in &o.0 {
            let slot = out.entry(m.clone()).or_insert_with(Q::zero);
            *slot += k * c;
            if slot.is_zero() {
                out.remove(m);
            }
        }
        Poly(out)
    }

    /// Product, if it is not too large.
    pub fn times(&self, o: &Poly) -> Option<Poly> {
        if self.0.len().saturating_mul(o.0.len()) > MAX_TERMS * 20 {
            return None;
        }
        let mut out = Poly::default();
        for (m, c) in &self.0 {
            for (n, d) in &o.0 {
                let product = both(m, n);
                if product.iter().map(|x| x.1).sum::<u32>() > MAX_DEGREE {
                    return None;
                }
                let slot = out.0.entry(product).or_insert_with(Q::zero);
                *slot += c * d;
            }
        }
        out.0.retain(|_, c| !c.is_zero());
        (out.0.len() <= MAX_TERMS).then_some(out)
    }

    /// Natural power.
    pub fn power(&self, n: u32) -> Option<Poly> {
        (0..n).try_fold(Poly::constant(Q::one()), |p, _| p.times(self))
    }

    /// The variables that occur.
    pub fn variables(&self) -> BTreeSet<u32> {
        self.0.keys().flatten().map(|x| x.0).collect()
    }

    /// Coefficients as a polynomial in `v`: that of v^0, of v^1, and so on.
    pub fn coefficients(&self, v: u32) -> Vec<Poly> {
        let mut out = vec![Poly::default()];
        for (m, c) in &self.0 {
            let e = m.iter().find(|x| x.0 == v).map_or(0, |x| x.1) as usize;
            if out.len() <= e {
                out.resize(e + 1, Poly::default());
            }
            out[e].0.insert(m.iter().filter(|x| x.0 != v).copied().collect(), c.clone());
        }
        out
    }

    /// With n/d in the place of `v`, times the power of d that clears denominators.
    pub fn substitute(&self, v: u32, n: &Poly, d: &Poly) -> Option<Poly> {
        let parts = self.coefficients(v);
        let top = parts.len() as u32 - 1;
        let mut out = Poly::default();
        for (e, c) in parts.iter().enumerate().filter(|x| !x.1.is_zero()) {
            let e = e as u32;
            out = out.plus(&Q::one(), &c.times(&n.power(e)?)?.times(&d.power(top - e)?)?);
        }
        Some(out)
    }
}

fn both(m: &Monomial, n: &Monomial) -> Monomial {
    let mut out: BTreeMap<u32, u32> = m.iter().copied().collect();
    for (v, e) in n {
        *out.entry(*v).or_insert(0) += e;
    }
    out.into_iter().collect()
}

/// Terms that are no polynomials, each with a variable.
pub struct Opaque {
    first: u32,
    /// The term of variable `first + i`.
    pub terms: Vec<Num>,
    /// What these variables satisfy.
    pub equations: Vec<Poly>,
}

impl Opaque {
    /// None yet; their variables are numbered from `first`.
    pub fn new(first: u32) -> Opaque {
        Opaque { first, terms: Vec::new(), equations: Vec::new() }
    }

    /// The term as numerator and denominator.
    pub fn fraction(&mut self, n: &Num) -> Option<(Poly, Poly)> {
        let one = || Poly::constant(Q::one());
        Some(match n {
            Num::Const(c) => (Poly::constant(c.clone()), one()),
            Num::Real(v) => (Poly::variable(*v), one()),
            Num::Neg(x) => {
                let (n, d) = self.fraction(x)?;
                (Poly::default().plus(&-Q::one(), &n), d)
            }
            Num::Add(xs) => {
                let (mut n, mut d) = (Poly::default(), one());
                for x in xs {
                    let (m, e) = self.fraction(x)?;
                    if e == d {
                        n = n.plus(&Q::one(), &m);
                    } else {
                        n = n.times(&e)?.plus(&Q::one(), &m.times(&d)?);
                        d = d.times(&e)?;
                    }
                }
                (n, d)
            }
            Num::Mul(xs) => {
                let (mut n, mut d) = (one(), one());
                for x in xs {
                    let (m, e) = self.fraction(x)?;
                    (n, d) = (n.times(&m)?, d.times(&e)?);
                }
                (n, d)
            }
            Num::Div(a, b) => {
                let ((n, d), (m, e)) = (self.fraction(a)?, self.fraction(b)?);
                (n.times(&e)?, d.times(&m)?)
            }
            Num::Pow(x, e) if e.is_integer() => {
                let (n, d) = self.fraction(x)?;
                let k = e.to_integer().abs().to_u32().filter(|k| *k <= MAX_DEGREE)?;
                let (n, d) = (n.power(k)?, d.power(k)?);
                if e.is_negative() { (d, n) } else { (n, d) }
            }
            Num::Call(..) | Num::Pow(..) => (Poly::variable(self.opaque(n)?), one()),
            _ => return None,
        })
    }

    fn opaque(&mut self, n: &Num) -> Option<u32> {
        if let Some(i) = self.terms.iter().position(|t| t == n) {
            return Some(self.first + i as u32);
        }
        // Inner terms first, so that their variables have smaller numbers.
        let equation = match n {
            Num::Pow(x, e) => {
                self.root(e.denom().to_u32()?, &Num::Pow(x.clone(), Q::from_integer(e.numer().clone())), n)
            }
            Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
                ("sqrt", [x]) => self.root(2, x, n),
                ("root", [Num::Const(k), x]) if k.is_integer() => self.root(k.to_integer().to_u32()?, x, n),
                ("abs", [x]) => self.one_of(&[x.clone(), Num::Neg(Box::new(x.clone()))], n),
                ("min" | "max", xs) => self.one_of(xs, n),
                _ => None,
            },
            _ => None,
        };
        let v = self.name(n);
        self.equations.extend(equation);
        Some(v)
    }

    fn name(&mut self, n: &Num) -> u32 {
        let at = self.terms.iter().position(|t| t == n).unwrap_or_else(|| {
            self.terms.push(n.clone());
            self.terms.len() - 1
        });
        self.first + at as u32
    }

    /// t^k·d = n, for the radicand n/d.
    fn root(&mut self, k: u32, radicand: &Num, whole: &Num) -> Option<Poly> {
        let (n, d) = self.fraction(radicand)?;
        let t = Poly::variable(self.name(whole));
        Some(t.power(k)?.times(&d)?.plus(&-Q::one(), &n))
    }

    /// t is one of these.
    fn one_of(&mut self, xs: &[Num], whole: &Num) -> Option<Poly> {
        let fractions: Vec<_> = xs.iter().map(|x| self.fraction(x)).collect::<Option<_>>()?;
        let t = Poly::variable(self.name(whole));
        fractions
            .into_iter()
            .try_fold(Poly::constant(Q::one()), |p, (n, d)| p.times(&t.times(&d)?.plus(&-Q::one(), &n)))
    }
}
