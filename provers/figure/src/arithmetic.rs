//! The values of terms, and how they compare.
//!
//! What is defined: a quotient where its divisor is not zero, an even root where its radicand is not negative, a power with a broken
//! exponent where its base is not negative (or, for a negative one, positive), one with a term as exponent where its base is
//! positive. Absolute values, minima and maxima are replaced by what they are, so that only `+ − · /`, roots and powers are left.

use crate::algebraic::Algebraic;
use crate::closed::{Lack, Op, Real, Size, log2, natural, product, short, sum};
use euclase_grammar::core::{Num, Q};
use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Largest index of a root, and largest natural exponent.
const MAX_INDEX: u32 = 1000;
/// Deepest term.
const MAX_DEPTH: u32 = 600;

/// Values for real variables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Values {
    /// Roots of polynomials.
    pub roots: BTreeMap<u32, Algebraic>,
    /// Other variables: terms without variables but those in `roots`, such as `1/2` or `(1 + sqrt(5))/2`.
    pub terms: BTreeMap<u32, Num>,
}

/// The values of terms, with the roots met so far.
pub struct Arithmetic {
    roots: Vec<Op>,
    /// With the number of operations that each took.
    values: BTreeMap<u32, (Real, u32)>,
    left: u32,
}

impl Arithmetic {
    /// With these values of the real variables; `work` bounds how many operations are done.
    ///
    /// # Errors
    /// The first variable that has no value, or two.
    pub fn new(values: &Values, work: u32) -> Result<Arithmetic, u32> {
        let mut out = Arithmetic { roots: Vec::new(), values: BTreeMap::new(), left: work };
        for (v, a) in &values.roots {
            let root = a.root().ok_or(*v)?;
            let ((lead, most), degree) = (root.bounds(), root.degree());
            let op = Op::Algebraic(root);
            let size = Size { top: log2(&most), bottom: log2(&lead), roots: [(out.named(&op), degree)].into() };
            out.values.insert(*v, (Real::new(op, Some(size)), 1));
        }
        let mut known = out.values.clone();
        for (v, n) in &values.terms {
            // The other terms have no values yet, so one that mentions them has none.
            let before = out.left;
            let value = out.value(n, 0).map_err(|_| *v)?;
            if known.insert(*v, (value, before.saturating_sub(out.left))).is_some() {
                return Err(*v);
            }
        }
        out.values = known;
        Ok(out)
    }

    /// The number of a root.
    fn named(&mut self, op: &Op) -> usize {
        self.roots.iter().position(|r| r == op).unwrap_or_else(|| {
            self.roots.push(op.clone());
            self.roots.len() - 1
        })
    }

    /// The value of a term.
    ///
    /// # Errors
    /// A part of it is not defined, or it cannot be told.
    pub fn term(&mut self, n: &Num) -> Result<Real, Lack> {
        self.value(n, 0)
    }

    fn value(&mut self, n: &Num, depth: u32) -> Result<Real, Lack> {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || depth > MAX_DEPTH {
            return Err(Lack::Unknown);
        }
        match n {
            Num::Const(x) => short(x.clone()),
            Num::Real(v) => {
                let (value, cost) = self.values.get(v).ok_or(Lack::Unknown)?;
                self.left = self.left.saturating_sub(*cost);
                Ok(value.clone())
            }
            Num::Add(xs) => sum(self.all(xs, depth)?),
            Num::Mul(xs) => product(self.all(xs, depth)?),
            Num::Neg(x) => product(vec![Real::int(-1), self.value(x, depth + 1)?]),
            Num::Div(a, b) => {
                let mut both = self.all([&**a, &**b], depth)?;
                match (both.pop(), both.pop()) {
                    (Some(b), Some(a)) => self.quotient(a, b, n),
                    _ => Err(Lack::Unknown),
                }
            }
            Num::Pow(x, e) => {
                let x = self.value(x, depth + 1)?;
                self.power(x, e, n)
            }
            Num::Call(f, xs) => {
                let args = self.all(xs, depth)?;
                self.call(f, xs, &args, n)
            }
            // Geometry.
            _ => Err(Lack::Unknown),
        }
    }

    /// All values; a part that is not defined counts more than one of which nothing is known.
    fn all<'a>(&mut self, xs: impl IntoIterator<Item = &'a Num>, depth: u32) -> Result<Vec<Real>, Lack> {
        let each: Vec<Result<Real, Lack>> = xs.into_iter().map(|x| self.value(x, depth + 1)).collect();
        if let Some(Err(lack)) = each.iter().find(|x| matches!(x, Err(Lack::Undefined(_)))) {
            return Err(lack.clone());
        }
        each.into_iter().collect()
    }

    fn quotient(&mut self, a: Real, b: Real, whole: &Num) -> Result<Real, Lack> {
        match (b.sign().ok_or(Lack::Unknown)?, a, b) {
            (Ordering::Equal, ..) => Err(Lack::Undefined(whole.clone())),
            (_, Real::Rational(a), Real::Rational(b)) => short(a / b),
            (_, a, b) => {
                let size = a.size().zip(b.size()).map(|(mut s, t)| {
                    s.top = s.top.saturating_add(t.bottom);
                    s.bottom = s.bottom.saturating_add(t.top);
                    s.roots.extend(t.roots);
                    s
                });
                Ok(Real::new(Op::Quotient(a, b), size))
            }
        }
    }

    /// x^e, which for a broken e is defined where x is not negative, and for a negative e where it is not zero.
    fn power(&mut self, x: Real, e: &Q, whole: &Num) -> Result<Real, Lack> {
        let limit = |n: &BigInt| n.abs().to_u32().filter(|n| *n <= MAX_INDEX).ok_or(Lack::Unknown);
        let (n, k) = (limit(e.numer())?, limit(e.denom())?);
        let undefined = || Err(Lack::Undefined(whole.clone()));
        if e.is_negative() || k > 1 {
            match x.sign().ok_or(Lack::Unknown)? {
                Ordering::Less if k > 1 => return undefined(),
                Ordering::Equal if e.is_negative() => return undefined(),
                Ordering::Equal => return Ok(Real::int(0)),
                _ => {}
            }
        }
        let raised = natural(x, n)?;
        let raised = if k > 1 { self.root(k, raised)? } else { raised };
        if e.is_negative() { self.quotient(Real::int(1), raised, whole) } else { Ok(raised) }
    }

    /// The k-th root of a positive number.
    fn root(&mut self, k: u32, x: Real) -> Result<Real, Lack> {
        if let Real::Rational(x) = &x {
            let exact = |n: &BigInt| Some(n.nth_root(k)).filter(|r| r.pow(k) == *n);
            if let Some((n, d)) = exact(x.numer()).zip(exact(x.denom())) {
                return short(Q::new(n, d));
            }
        }
        let (size, op) = (x.size(), Op::Root(k, x));
        let at = self.named(&op);
        let size = size.map(|mut s| {
            // (U/L)^(1/k) = (U·L^(k−1))^(1/k)/L = U/(U^(k−1)·L)^(1/k)
            s.roots.insert(at, k);
            let k = u64::from(k);
            let mean = |x: u64, y: u64| x.saturating_add(y.saturating_mul(k - 1)).div_ceil(k);
            (s.top, s.bottom) =
                if s.top >= s.bottom { (mean(s.top, s.bottom), s.bottom) } else { (s.top, mean(s.bottom, s.top)) };
            s
        });
        Ok(Real::new(op, size))
    }

    fn call(&mut self, f: &str, terms: &[Num], args: &[Real], whole: &Num) -> Result<Real, Lack> {
        let undefined = || Err(Lack::Undefined(whole.clone()));
        match (f, args) {
            ("pi", []) => Ok(Real::new(Op::Pi, None)),
            ("sqrt", [x]) => self.power(x.clone(), &Q::new(1.into(), 2.into()), whole),
            ("root", [_, x]) => {
                let Some(Num::Const(k)) = terms.first() else { return Err(Lack::Unknown) };
                let k = k.is_integer().then(|| k.to_integer().to_u32()).flatten();
                let k = k.filter(|k| (2..=MAX_INDEX).contains(k)).ok_or(Lack::Unknown)?;
                match x.sign().ok_or(Lack::Unknown)? {
                    Ordering::Equal => Ok(Real::int(0)),
                    Ordering::Greater => self.root(k, x.clone()),
                    Ordering::Less if k.is_multiple_of(2) => undefined(),
                    Ordering::Less => {
                        let opposite = self.root(k, product(vec![Real::int(-1), x.clone()])?)?;
                        product(vec![Real::int(-1), opposite])
                    }
                }
            }
            ("abs", [x]) => match x.sign().ok_or(Lack::Unknown)? {
                Ordering::Less => product(vec![Real::int(-1), x.clone()]),
                _ => Ok(x.clone()),
            },
            ("min" | "max", [first, rest @ ..]) => {
                let wanted = if f == "min" { Ordering::Less } else { Ordering::Greater };
                let mut best = first.clone();
                for x in rest {
                    if x.compare(&best).ok_or(Lack::Unknown)? == wanted {
                        best = x.clone();
                    }
                }
                Ok(best)
            }
            ("pow", [a, u]) => match (a.sign().ok_or(Lack::Unknown)?, u) {
                (Ordering::Less | Ordering::Equal, _) => undefined(),
                (_, Real::Rational(e)) => self.power(a.clone(), e, whole),
                _ if *a == Real::int(1) => Ok(Real::int(1)),
                _ => Ok(Real::new(Op::Exponential(a.clone(), u.clone()), None)),
            },
            _ => Err(Lack::Unknown),
        }
    }
}
