//! Real numbers given by closed terms, and their signs.
//!
//! A rational value is kept as a fraction. Another one is kept as its term; intervals of growing precision enclose it. That an
//! irrational term is *zero* is shown by a separation bound: a number made of rationals by `+ − · /` and roots is zero or at
//! least as large as the bound (Burnikel, Fleischer, Mehlhorn, Schirra, "A strong and easily computable separation bound for
//! arithmetic expressions involving radicals", Algorithmica 27, 2000; the rule for roots is that of Burnikel, Funke, Mehlhorn,
//! Schirra, Schmitt, "A separation bound for real algebraic expressions", ESA 2001). Why: E = U/L with algebraic integers U, L
//! of a field that the roots in E generate, whose degree D is at most the product of their indices, and all conjugates of U
//! are at most u, those of L at most l. If E ≠ 0, the norm of U is a whole number other than 0, so |U| ≥ u^(1−D), and
//! |E| ≥ u^(1−D)/l. For π and powers with irrational exponents there is no such bound: they are never shown to be equal to anything but
//! the same term.

use crate::fixed::Fixed;
use euclase_grammar::core::{Num, Q};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Longest fraction, in bits of numerator or denominator: a longer one is no value.
const MAX_BITS: u64 = 1 << 14;
/// Binary places of the first attempt at a sign.
const FIRST: u32 = 64;
/// Most binary places, where a bound tells when to stop.
const MOST: u32 = 1 << 13;
/// Most binary places where none does, or only with more places.
const MOST_UNBOUNDED: u32 = 1 << 9;
/// Largest index of a root, and largest natural exponent.
const MAX_INDEX: u32 = 1000;
/// Largest logarithm in a separation bound: with larger ones there is none, so that no sum of them overflows.
const MAX_SIZE: u64 = 1 << 32;
/// Deepest term.
const MAX_DEPTH: u32 = 600;

/// A real number.
#[derive(Clone, Debug, PartialEq)]
pub enum Real {
    /// A rational.
    Rational(Q),
    /// The value of a term that is defined.
    Term(Rc<Term>),
}

/// A closed term that has a value, and how small that can be.
#[derive(Debug, PartialEq)]
pub struct Term {
    op: Op,
    size: Option<Size>,
}

#[derive(Debug, PartialEq)]
enum Op {
    Sum(Vec<Real>),
    Product(Vec<Real>),
    /// The divisor is not zero.
    Quotient(Real, Real),
    Power(Real, u32),
    /// The radicand is positive.
    Root(u32, Real),
    Pi,
    /// The base is positive.
    Exponential(Real, Real),
}

/// log2 of u and of l in the separation bound, rounded up; which roots occur.
#[derive(Clone, Debug, PartialEq)]
struct Size {
    top: u64,
    bottom: u64,
    roots: BTreeSet<usize>,
}

/// Why a term has no value.
#[derive(Clone, Debug, PartialEq)]
pub enum Lack {
    /// This part of it is certainly not defined.
    Undefined(Num),
    /// It cannot be told, or would cost too much.
    Unknown,
}

/// The values of terms, with the roots met so far.
pub struct Arithmetic {
    roots: Vec<(u32, Real)>,
    /// With the number of operations that each took.
    values: BTreeMap<u32, (Real, u32)>,
    left: u32,
}

/// ⌈log2 n⌉ for n ≥ 1.
fn log2(n: &BigInt) -> u64 {
    (n - 1u32).bits()
}

fn short(x: Q) -> Result<Real, Lack> {
    let long = x.numer().bits().max(x.denom().bits()) > MAX_BITS;
    if long { Err(Lack::Unknown) } else { Ok(Real::Rational(x)) }
}

impl Real {
    fn int(n: i64) -> Real {
        Real::Rational(Q::from_integer(n.into()))
    }

    fn new(op: Op, size: Option<Size>) -> Real {
        let size = size.filter(|s| s.top.max(s.bottom) <= MAX_SIZE);
        Real::Term(Rc::new(Term { op, size }))
    }

    fn size(&self) -> Option<Size> {
        match self {
            Real::Rational(x) => {
                let top = if x.is_zero() { 0 } else { log2(&x.numer().abs()) };
                Some(Size { top, bottom: log2(x.denom()), roots: BTreeSet::new() })
            }
            Real::Term(t) => t.size.clone(),
        }
    }

    /// An enclosure with this many binary places; `None` where they are too few to form it.
    pub fn enclose(&self, bits: u32) -> Option<Fixed> {
        let all = |xs: &[Real], first: i64, f: fn(&Fixed, &Fixed) -> Fixed| {
            xs.iter().try_fold(Fixed::from_q(&Q::from_integer(first.into()), bits), |s, x| {
                f(&s, &x.enclose(bits)?).limited()
            })
        };
        let term = match self {
            Real::Rational(x) => return Some(Fixed::from_q(x, bits)),
            Real::Term(t) => t,
        };
        let value = match &term.op {
            Op::Sum(xs) => all(xs, 0, Fixed::add)?,
            Op::Product(xs) => all(xs, 1, Fixed::mul)?,
            Op::Quotient(a, b) => a.enclose(bits)?.mul(&b.enclose(bits)?.inverse()?),
            Op::Power(x, n) => x.enclose(bits)?.power(*n)?,
            Op::Root(k, x) => x.enclose(bits)?.root(*k)?,
            Op::Pi => Fixed::pi(bits),
            Op::Exponential(a, u) => a.enclose(bits)?.ln()?.mul(&u.enclose(bits)?).exp()?,
        };
        value.limited()
    }
}

impl Arithmetic {
    /// Values for the real variables, given as closed terms; `work` bounds how many operations are done.
    ///
    /// # Errors
    /// The first variable whose term has no value.
    pub fn new(values: &BTreeMap<u32, Num>, work: u32) -> Result<Arithmetic, u32> {
        let mut out = Arithmetic { roots: Vec::new(), values: BTreeMap::new(), left: work };
        let mut known = BTreeMap::new();
        for (v, n) in values {
            // No variable has a value yet, so a term that is not closed has none.
            let before = out.left;
            let value = out.value(n, 0).map_err(|_| *v)?;
            known.insert(*v, (value, before.saturating_sub(out.left)));
        }
        out.values = known;
        Ok(out)
    }

    /// Whether x is less than 0, equal to it or greater, where that can be told.
    pub fn sign(&self, x: &Real) -> Option<Ordering> {
        let term = match x {
            Real::Rational(x) => return Some(x.cmp(&Q::zero())),
            Real::Term(t) => t,
        };
        // Not zero: at least 2^-least.
        let least = term.size.as_ref().map(|s| {
            let indices = s.roots.iter().filter_map(|i| self.roots.get(*i)).map(|r| u64::from(r.0));
            let degree = indices.fold(1, u64::saturating_mul);
            s.top.saturating_mul(degree - 1).saturating_add(s.bottom)
        });
        let most = if least.is_some_and(|l| l < MOST.into()) { MOST } else { MOST_UNBOUNDED };
        let mut bits = FIRST;
        while bits <= most {
            if let Some(box_) = x.enclose(bits) {
                match (box_.sign(), least) {
                    (Some(s), _) => return Some(s.cmp(&0)),
                    // Strictly nearer to zero than the bound allows.
                    (None, Some(least)) if box_.within(least.saturating_add(1)) => return Some(Ordering::Equal),
                    _ => {}
                }
            }
            bits *= 2;
        }
        None
    }

    /// How two numbers compare, where that can be told.
    pub fn compare(&self, a: &Real, b: &Real) -> Option<Ordering> {
        if a == b {
            return Some(Ordering::Equal);
        }
        let minus = product(vec![Real::int(-1), b.clone()]).ok()?;
        let difference = sum(vec![a.clone(), minus]).ok()?;
        self.sign(&difference)
    }

    fn compared(&self, a: &Real, b: &Real) -> Result<Ordering, Lack> {
        self.compare(a, b).ok_or(Lack::Unknown)
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
        match (self.sign(&b).ok_or(Lack::Unknown)?, a, b) {
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
            match self.sign(&x).ok_or(Lack::Unknown)? {
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
        let at = self.roots.iter().position(|r| r.0 == k && r.1 == x).unwrap_or_else(|| {
            self.roots.push((k, x.clone()));
            self.roots.len() - 1
        });
        let size = x.size().map(|mut s| {
            // (U/L)^(1/k) = (U·L^(k−1))^(1/k)/L = U/(U^(k−1)·L)^(1/k)
            let k = u64::from(k);
            let mean = |x: u64, y: u64| x.saturating_add(y.saturating_mul(k - 1)).div_ceil(k);
            (s.top, s.bottom) =
                if s.top >= s.bottom { (mean(s.top, s.bottom), s.bottom) } else { (s.top, mean(s.bottom, s.top)) };
            s.roots.insert(at);
            s
        });
        Ok(Real::new(Op::Root(k, x), size))
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
                match self.sign(x).ok_or(Lack::Unknown)? {
                    Ordering::Equal => Ok(Real::int(0)),
                    Ordering::Greater => self.root(k, x.clone()),
                    Ordering::Less if k.is_multiple_of(2) => undefined(),
                    Ordering::Less => {
                        let opposite = self.root(k, product(vec![Real::int(-1), x.clone()])?)?;
                        product(vec![Real::int(-1), opposite])
                    }
                }
            }
            ("abs", [x]) => match self.sign(x).ok_or(Lack::Unknown)? {
                Ordering::Less => product(vec![Real::int(-1), x.clone()]),
                _ => Ok(x.clone()),
            },
            ("min" | "max", [first, rest @ ..]) => {
                let wanted = if f == "min" { Ordering::Less } else { Ordering::Greater };
                let mut best = first.clone();
                for x in rest {
                    if self.compared(x, &best)? == wanted {
                        best = x.clone();
                    }
                }
                Ok(best)
            }
            ("pow", [a, u]) => match (self.sign(a).ok_or(Lack::Unknown)?, u) {
                (Ordering::Less | Ordering::Equal, _) => undefined(),
                (_, Real::Rational(e)) => self.power(a.clone(), e, whole),
                _ if *a == Real::int(1) => Ok(Real::int(1)),
                _ => Ok(Real::new(Op::Exponential(a.clone(), u.clone()), None)),
            },
            _ => Err(Lack::Unknown),
        }
    }
}

fn natural(x: Real, n: u32) -> Result<Real, Lack> {
    match (x, n) {
        (_, 0) => Ok(Real::int(1)),
        (x, 1) => Ok(x),
        (Real::Rational(x), n) => {
            let bits = x.numer().bits().max(x.denom().bits()).saturating_mul(u64::from(n));
            let n = i32::try_from(n).ok().filter(|_| bits <= MAX_BITS).ok_or(Lack::Unknown)?;
            short(x.pow(n))
        }
        (x, n) => {
            let size = x.size().map(|s| Size {
                top: s.top.saturating_mul(n.into()),
                bottom: s.bottom.saturating_mul(n.into()),
                roots: s.roots,
            });
            Ok(Real::new(Op::Power(x, n), size))
        }
    }
}

fn sum(xs: Vec<Real>) -> Result<Real, Lack> {
    let (rational, mut terms) = parts(xs);
    let rational = rational.into_iter().try_fold(Q::zero(), |s, x| match short(s + x)? {
        Real::Rational(s) => Ok(s),
        Real::Term(_) => Err(Lack::Unknown),
    })?;
    if terms.is_empty() || !rational.is_zero() {
        terms.push(Real::Rational(rational));
    }
    if terms.len() == 1 {
        return terms.pop().ok_or(Lack::Unknown);
    }
    let size = sizes(&terms).map(|sizes| {
        // u is the sum of all u_i·(product of the other l)
        let bottom = sizes.iter().map(|s| s.bottom).fold(0, u64::saturating_add);
        let most = sizes.iter().map(|s| (bottom - s.bottom).saturating_add(s.top)).max().unwrap_or(0);
        Size { top: most.saturating_add(log2(&sizes.len().into())), bottom, roots: roots(sizes) }
    });
    Ok(Real::new(Op::Sum(terms), size))
}

fn product(xs: Vec<Real>) -> Result<Real, Lack> {
    let (rational, mut terms) = parts(xs);
    let rational = rational.into_iter().try_fold(Q::one(), |s, x| match short(s * x)? {
        Real::Rational(s) => Ok(s),
        Real::Term(_) => Err(Lack::Unknown),
    })?;
    if rational.is_zero() {
        return Ok(Real::int(0));
    }
    if terms.is_empty() || !rational.is_one() {
        terms.push(Real::Rational(rational));
    }
    if terms.len() == 1 {
        return terms.pop().ok_or(Lack::Unknown);
    }
    let size = sizes(&terms).map(|sizes| {
        let total = |f: fn(&Size) -> u64| sizes.iter().map(f).fold(0, u64::saturating_add);
        Size { top: total(|s| s.top), bottom: total(|s| s.bottom), roots: roots(sizes) }
    });
    Ok(Real::new(Op::Product(terms), size))
}

fn parts(xs: Vec<Real>) -> (Vec<Q>, Vec<Real>) {
    let (mut rational, mut terms) = (Vec::new(), Vec::new());
    for x in xs {
        match x {
            Real::Rational(x) => rational.push(x),
            term => terms.push(term),
        }
    }
    (rational, terms)
}

fn sizes(xs: &[Real]) -> Option<Vec<Size>> {
    xs.iter().map(Real::size).collect()
}

fn roots(sizes: Vec<Size>) -> BTreeSet<usize> {
    sizes.into_iter().flat_map(|s| s.roots).collect()
}
