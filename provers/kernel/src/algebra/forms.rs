//! Numbers as polynomials over opaque terms, in the e-graph of one line.
//!
//! A polynomial that is an argument of a function is a leaf of the graph that holds its normal form, so that equal
//! polynomials are one class, whatever they look like, and no rule for associativity or commutativity is needed.
//! What is no polynomial (a variable, a length, 1/x, √x) is an e-node over such classes: a variable of
//! the polynomials around it. Every line gets a fresh graph.

use crate::limits;
use crate::rules::RuleError;
use egg::{EGraph, Id, define_language};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

define_language! {
    /// An opaque term, or the normal form of a class.
    enum Term {
        Form(u32),
        Leaf(usize),
        "inv" = Inverse(Id),
        "abs" = Abs(Id),
        "root" = Root([Id; 2]),
        "pow" = Power([Id; 2]),
        "min" = Min([Id; 2]),
        "max" = Max([Id; 2]),
    }
}

/// Work that the polynomials of one line may cost, in products of terms.
const MAX_LINE_WORK: u64 = 20_000_000;
/// Most terms of a polynomial.
const MAX_TERMS: usize = 200_000;
/// Deepest term.
const MAX_DEPTH: u32 = 1_000;
/// Highest exponent.
const MAX_EXPONENT: u32 = 10_000;

/// A product of opaque terms with exponents, in the order of their ids.
type Mono = Vec<(Id, u32)>;

/// A polynomial; no coefficient is zero.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Poly(BTreeMap<Mono, Q>);

impl Poly {
    pub fn constant(c: Q) -> Poly {
        let mut p = Poly::default();
        p.bump(Vec::new(), c);
        p
    }

    fn monomial(id: Id, exponent: u32) -> Poly {
        let m = if exponent == 0 { Vec::new() } else { vec![(id, exponent)] };
        Poly(BTreeMap::from([(m, Q::one())]))
    }

    fn atom(id: Id) -> Poly {
        Poly::monomial(id, 1)
    }

    fn bump(&mut self, m: Mono, by: Q) {
        let sum = self.0.entry(m.clone()).or_default();
        *sum += by;
        if sum.is_zero() {
            self.0.remove(&m);
        }
    }

    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The number, if it is one.
    pub fn value(&self) -> Option<Q> {
        match self.0.first_key_value() {
            None => Some(Q::zero()),
            Some((m, c)) if m.is_empty() && self.0.len() == 1 => Some(c.clone()),
            _ => None,
        }
    }

    pub fn scale(mut self, k: &Q) -> Poly {
        if k.is_zero() {
            return Poly::default();
        }
        self.0.values_mut().for_each(|c| *c *= k);
        self
    }

    pub fn plus(mut self, other: &Poly) -> Poly {
        for (m, c) in &other.0 {
            self.bump(m.clone(), c.clone());
        }
        self
    }

    pub fn minus(self, other: &Poly) -> Poly {
        self.plus(&other.clone().scale(&-Q::one()))
    }

    fn as_atom(&self) -> Option<Id> {
        match self.0.first_key_value() {
            Some((m, c)) if c.is_one() && self.0.len() == 1 && m.len() == 1 && m[0].1 == 1 => Some(m[0].0),
            _ => None,
        }
    }

    /// Divided by the absolute value of its first coefficient; where the sign says nothing, by the coefficient.
    fn scaled_to_one(self, signed: bool) -> Poly {
        let Some(lead) = self.0.values().next().cloned() else { return self };
        self.scale(&if signed { lead.abs() } else { lead }.recip())
    }
}

/// What is said of a polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sign {
    Zero,
    NonZero,
    NonNegative,
    Positive,
}

/// A comparison: the sign of a polynomial.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Literal {
    pub poly: Poly,
    pub sign: Sign,
}

impl Literal {
    /// The form in which equal literals are equal.
    pub fn normal(self) -> Literal {
        let signed = matches!(self.sign, Sign::NonNegative | Sign::Positive);
        Literal { poly: self.poly.scaled_to_one(signed), sign: self.sign }
    }

    pub fn negated(self) -> Literal {
        let flipped = |p: Poly| p.scale(&-Q::one());
        match self.sign {
            Sign::Zero => Literal { sign: Sign::NonZero, ..self },
            Sign::NonZero => Literal { sign: Sign::Zero, ..self },
            Sign::NonNegative => Literal { poly: flipped(self.poly), sign: Sign::Positive },
            Sign::Positive => Literal { poly: flipped(self.poly), sign: Sign::NonNegative },
        }
    }

    /// Of numbers: does it hold?
    pub fn truth(&self) -> Option<bool> {
        let c = self.poly.value()?;
        Some(match self.sign {
            Sign::Zero => c.is_zero(),
            Sign::NonZero => !c.is_zero(),
            Sign::NonNegative => !c.is_negative(),
            Sign::Positive => c.is_positive(),
        })
    }

    /// Does it say `other`, at once?
    pub fn gives(&self, other: &Literal) -> bool {
        let turned = || Literal { poly: self.poly.clone().scale(&-Q::one()), sign: self.sign };
        let as_sign =
            |l: &Literal| Literal { poly: l.poly.clone(), sign: other.sign }.normal() == other.clone().normal();
        match (self.sign, other.sign) {
            _ if other.truth() == Some(true) || self.truth() == Some(false) => true,
            (a, b) if a == b => as_sign(self),
            (Sign::Positive, Sign::NonNegative | Sign::NonZero) => as_sign(self),
            (Sign::Zero, Sign::NonNegative) => as_sign(self) || as_sign(&turned()),
            _ => false,
        }
    }
}

/// Does a clause say another one: is each of its alternatives one of the other's?
pub(super) fn gives(have: &[Literal], want: &[Literal]) -> bool {
    want.iter().any(|w| w.truth() == Some(true))
        || have.iter().all(|h| h.truth() == Some(false) || want.iter().any(|w| h.gives(w)))
}

/// The terms of one line.
pub(super) struct Forms {
    graph: EGraph<Term, ()>,
    forms: Vec<Poly>,
    index: BTreeMap<Poly, u32>,
    leaves: Vec<Num>,
    pub work: u64,
}

impl Forms {
    pub fn new() -> Forms {
        Forms { graph: EGraph::new(()), forms: Vec::new(), index: BTreeMap::new(), leaves: Vec::new(), work: 0 }
    }

    fn spend(&mut self, work: u64) -> Result<(), RuleError> {
        self.work = self.work.saturating_add(work);
        if self.work > MAX_LINE_WORK {
            return Err(too_much());
        }
        Ok(())
    }

    pub fn times(&mut self, a: &Poly, b: &Poly) -> Result<Poly, RuleError> {
        let mut out = Poly::default();
        for (m, c) in &a.0 {
            for (n, d) in &b.0 {
                let k = c * d;
                self.spend(limits::bits(&k).map_err(|_| too_much())? / 64 + 1)?;
                out.bump(product(m, n)?, k);
            }
            if out.0.len() > MAX_TERMS {
                return Err(too_much());
            }
        }
        Ok(out)
    }

    pub fn power(&mut self, p: &Poly, e: u32) -> Result<Poly, RuleError> {
        if let Some(id) = p.as_atom() {
            return if e > MAX_EXPONENT { Err(too_much()) } else { Ok(Poly::monomial(id, e)) };
        }
        let mut out = Poly::constant(Q::one());
        for _ in 0..e {
            out = self.times(&out, p)?;
        }
        Ok(out)
    }

    /// The class of a polynomial.
    fn class(&mut self, p: Poly) -> Result<Id, RuleError> {
        if let Some(id) = p.as_atom() {
            return Ok(self.graph.find(id));
        }
        self.spend(p.0.len() as u64)?;
        let next = u32::try_from(self.forms.len()).map_err(|_| too_much())?;
        let k = *self.index.entry(p.clone()).or_insert(next);
        if k == next {
            self.forms.push(p);
        }
        let id = self.graph.add(Term::Form(k));
        Ok(self.graph.find(id))
    }

    fn node(&mut self, t: Term) -> Id {
        let id = self.graph.add(t);
        self.graph.find(id)
    }

    fn leaf(&mut self, n: &Num) -> Poly {
        let mut n = n.normalized();
        // The order of a triangle's vertices does not matter.
        if let Num::Area(ps) = &mut n
            && ps.len() == 3
        {
            ps.sort_unstable();
        }
        if let Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) = &mut n {
            let mut ps = [*a, *b, *c];
            ps.sort_unstable();
            [*a, *b, *c] = ps;
        }
        let k = self.leaves.iter().position(|l| *l == n).unwrap_or(self.leaves.len());
        if k == self.leaves.len() {
            self.leaves.push(n);
        }
        Poly::atom(self.node(Term::Leaf(k)))
    }

    /// 1/p, of which nothing is said where p is 0.
    fn inverse(&mut self, p: Poly) -> Result<Poly, RuleError> {
        if let Some(c) = p.value().filter(|c| !c.is_zero()) {
            return Ok(Poly::constant(c.recip()));
        }
        let id = self.inverse_node(p)?;
        Ok(Poly::atom(id))
    }

    fn inverse_node(&mut self, p: Poly) -> Result<Id, RuleError> {
        let class = self.class(p)?;
        Ok(self.node(Term::Inverse(class)))
    }

    fn root(&mut self, n: u32, p: Poly) -> Result<Poly, RuleError> {
        let index = self.class(Poly::constant(Q::from_integer(n.into())))?;
        let class = self.class(p)?;
        Ok(Poly::atom(self.node(Term::Root([index, class]))))
    }

    /// p^e: a root for the denominator, an inverse for the sign.
    fn rational_power(&mut self, p: Poly, e: &Q) -> Result<Poly, RuleError> {
        let small = |n: Option<u32>| n.filter(|n| *n <= MAX_EXPONENT).ok_or_else(too_much);
        let (n, d) = (small(e.numer().abs().to_u32())?, small(e.denom().to_u32())?);
        let base = if d == 1 { p } else { self.root(d, p)? };
        let base = if e.is_negative() { self.inverse(base)? } else { base };
        self.power(&base, n)
    }

    /// The normal form of a number.
    pub fn poly(&mut self, n: &Num) -> Result<Poly, RuleError> {
        self.poly_at(n, 0)
    }

    fn poly_at(&mut self, n: &Num, depth: u32) -> Result<Poly, RuleError> {
        if depth > MAX_DEPTH {
            return Err(too_much());
        }
        self.spend(1)?;
        let depth = depth + 1;
        match n {
            Num::Const(c) => {
                limits::bits(c).map_err(|_| too_much())?;
                Ok(Poly::constant(c.clone()))
            }
            Num::Len(a, b) if a == b => Ok(Poly::default()),
            Num::Add(xs) => {
                let mut sum = Poly::default();
                for x in xs {
                    sum = sum.plus(&self.poly_at(x, depth)?);
                }
                Ok(sum)
            }
            Num::Mul(xs) => {
                let mut product = Poly::constant(Q::one());
                for x in xs {
                    let x = self.poly_at(x, depth)?;
                    product = self.times(&product, &x)?;
                }
                Ok(product)
            }
            Num::Neg(x) => Ok(self.poly_at(x, depth)?.scale(&-Q::one())),
            Num::Div(a, b) => {
                let (a, b) = (self.poly_at(a, depth)?, self.poly_at(b, depth)?);
                let b = self.inverse(b)?;
                self.times(&a, &b)
            }
            Num::Pow(x, e) => {
                let x = self.poly_at(x, depth)?;
                self.rational_power(x, e)
            }
            Num::Call(f, xs) => {
                let mut args = Vec::new();
                for x in xs {
                    args.push(self.poly_at(x, depth)?);
                }
                self.call(f, args)
            }
            Num::Real(_) | Num::Len(..) | Num::Ang(..) | Num::DistLine(..) => Ok(self.leaf(n)),
            Num::Area(_) | Num::Circumradius(..) | Num::Inradius(..) => Ok(self.leaf(n)),
        }
    }

    fn call(&mut self, f: &str, mut args: Vec<Poly>) -> Result<Poly, RuleError> {
        let last = args.pop();
        match (f, last, &args[..]) {
            ("pi", None, []) => Ok(self.leaf(&Num::Call("pi".into(), Vec::new()))),
            ("sqrt", Some(x), []) => self.root(2, x),
            ("root", Some(x), [n]) => {
                let n = n.value().filter(Q::is_integer).and_then(|n| n.to_u32()).filter(|n| *n >= 1);
                let n = n.ok_or_else(|| error("a whole number as the index of a root", f))?;
                if n == 1 { Ok(x) } else { self.root(n, x) }
            }
            ("abs", Some(x), []) => {
                let x = self.class(x)?;
                Ok(Poly::atom(self.node(Term::Abs(x))))
            }
            ("pow", Some(u), [a]) => match u.value() {
                Some(e) => self.rational_power(a.clone(), &e),
                None => {
                    let pair = [self.class(a.clone())?, self.class(u)?];
                    Ok(Poly::atom(self.node(Term::Power(pair))))
                }
            },
            ("min" | "max", Some(last), first) => {
                let mut all = first.to_vec();
                all.push(last);
                let mut all = all.into_iter();
                let mut out = all.next().unwrap_or_default();
                for x in all {
                    let pair = [self.class(out)?, self.class(x)?];
                    let node = if f == "min" { Term::Min(pair) } else { Term::Max(pair) };
                    out = Poly::atom(self.node(node));
                }
                Ok(out)
            }
            _ => Err(error("a function of the language", f)),
        }
    }

    /// The sign that a comparison says something of, as it is written.
    pub fn literal(&mut self, a: &Atom) -> Result<Literal, RuleError> {
        let (lhs, rhs) = (self.poly(&a.lhs)?, self.poly(&a.rhs)?);
        let (poly, sign) = match a.rel {
            Rel::Eq => (lhs.minus(&rhs), Sign::Zero),
            Rel::Ne => (lhs.minus(&rhs), Sign::NonZero),
            Rel::Ge => (lhs.minus(&rhs), Sign::NonNegative),
            Rel::Gt => (lhs.minus(&rhs), Sign::Positive),
            Rel::Le => (rhs.minus(&lhs), Sign::NonNegative),
            Rel::Lt => (rhs.minus(&lhs), Sign::Positive),
        };
        Ok(Literal { poly, sign })
    }

    pub fn clause(&mut self, clause: &[Atom]) -> Result<Vec<Literal>, RuleError> {
        clause.iter().map(|a| self.literal(a)).collect()
    }

    /// p·d^k, where 1/d is written in p: d·(1/d) = 1 is used as often as it can be.
    pub fn cleared(&mut self, p: &Poly, d: &Poly, k: u32) -> Result<Poly, RuleError> {
        let inverse = self.inverse_node(d.clone())?;
        let mut powers = vec![Poly::constant(Q::one())];
        for _ in 0..k {
            let next = self.times(&powers[powers.len() - 1], d)?;
            powers.push(next);
        }
        let mut out = Poly::default();
        for (m, c) in &p.0 {
            let e = m.iter().find(|f| f.0 == inverse).map_or(0, |f| f.1);
            let rest: Mono = m.iter().filter(|f| f.0 != inverse).copied().collect();
            let left = k.checked_sub(e).and_then(|l| powers.get(l as usize)).cloned();
            let left = left.ok_or_else(|| error(format!("a power of at least {e}"), k.to_string()))?;
            let rest = Poly(BTreeMap::from([(rest, c.clone())]));
            out = out.plus(&self.times(&rest, &left)?);
        }
        Ok(out)
    }

    /// Makes the two sides of equations one, and closes under congruence.
    pub fn unite(&mut self, pairs: &[(Poly, Poly)]) -> Result<(), RuleError> {
        for (a, b) in pairs {
            let (x, y) = (self.class(a.clone())?, self.class(b.clone())?);
            self.graph.union(x, y);
        }
        loop {
            self.graph.rebuild();
            let mut changed = false;
            // The normal forms are read anew over the classes of now; equal ones are one class.
            for k in 0..self.forms.len() {
                let old = self.graph.add(Term::Form(k as u32));
                let p = self.canonical(&self.forms[k].clone())?;
                let new = self.class(p)?;
                changed |= self.graph.union(old, new);
            }
            if !changed && self.graph.clean {
                return Ok(());
            }
        }
    }

    fn canonical(&mut self, p: &Poly) -> Result<Poly, RuleError> {
        let mut out = Poly::default();
        for (m, c) in &p.0 {
            let mut n: Mono = Vec::new();
            for (id, e) in m {
                n = product(&n, &[(self.graph.find(*id), *e)])?;
            }
            self.spend(n.len() as u64 + 1)?;
            out.bump(n, c.clone());
        }
        Ok(out)
    }

    /// Are two polynomials in one class?
    pub fn same(&mut self, a: &Poly, b: &Poly) -> Result<bool, RuleError> {
        let (a, b) = (self.canonical(a)?, self.canonical(b)?);
        Ok(a == b || self.class(a)? == self.class(b)?)
    }
}

/// The product of two monomials.
fn product(a: &[(Id, u32)], b: &[(Id, u32)]) -> Result<Mono, RuleError> {
    let mut all: BTreeMap<Id, u32> = a.iter().copied().collect();
    for (id, e) in b {
        let sum = all.entry(*id).or_default();
        *sum = sum.checked_add(*e).filter(|e| *e <= MAX_EXPONENT).ok_or_else(too_much)?;
    }
    Ok(all.into_iter().collect())
}

pub(super) fn error(expected: impl Into<String>, got: impl Into<String>) -> RuleError {
    RuleError { expected: expected.into(), got: got.into() }
}

fn too_much() -> RuleError {
    error("a line of moderate size", "polynomials or numbers too large to compute with")
}
