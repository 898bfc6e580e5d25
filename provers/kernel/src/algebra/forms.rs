//! Numbers as polynomials over opaque terms, in the e-graph of one line.
//!
//! A polynomial that is an argument of a function is a leaf of the graph that holds its normal form, so that equal
//! polynomials are one class, whatever they look like, and no rule for associativity or commutativity is needed.
//! What is no polynomial (a variable, a length, 1/x, √x) is an e-node over such classes: a variable of
//! the polynomials around it. Every line gets a fresh graph.

use super::poly::{Literal, MAX_EXPONENT, Mono, Poly, Sign, error, gives, multiplied, product, too_much, weight};
use crate::limits;
use crate::rules::RuleError;
use egg::{EGraph, Id, define_language};
use euclase_grammar::core::{Atom, Axis, Num, Q, Rel};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::{BTreeMap, HashMap};

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
pub(super) const MAX_DEPTH: u32 = 400;
/// Most comparisons of a clause.
const MAX_CLAUSE: usize = 1_000;

/// The terms of one line.
pub(super) struct Forms {
    graph: EGraph<Term, ()>,
    forms: Vec<Poly>,
    index: BTreeMap<Poly, u32>,
    leaves: HashMap<Num, usize>,
    pub work: u64,
}

impl Forms {
    pub fn new() -> Forms {
        Forms { graph: EGraph::new(()), forms: Vec::new(), index: BTreeMap::new(), leaves: HashMap::new(), work: 0 }
    }

    fn spend(&mut self, work: u64) -> Result<(), RuleError> {
        self.work = self.work.saturating_add(work);
        if self.work > MAX_LINE_WORK {
            return Err(too_much());
        }
        Ok(())
    }

    /// Adds a term, and counts what that costs.
    fn bump(&mut self, out: &mut Poly, m: Mono, c: Q) -> Result<(), RuleError> {
        self.spend(out.bump(m, c)?)?;
        if out.0.len() > MAX_TERMS { Err(too_much()) } else { Ok(()) }
    }

    pub fn plus(&mut self, mut a: Poly, b: &Poly) -> Result<Poly, RuleError> {
        for (m, c) in &b.0 {
            self.bump(&mut a, m.clone(), c.clone())?;
        }
        Ok(a)
    }

    pub fn minus(&mut self, mut a: Poly, b: &Poly) -> Result<Poly, RuleError> {
        for (m, c) in &b.0 {
            self.bump(&mut a, m.clone(), -c)?;
        }
        Ok(a)
    }

    pub fn times(&mut self, a: &Poly, b: &Poly) -> Result<Poly, RuleError> {
        let mut out = Poly::default();
        for (m, c) in &a.0 {
            for (n, d) in &b.0 {
                self.bump(&mut out, product(m, n)?, multiplied(c, d))?;
            }
        }
        Ok(out)
    }

    pub fn power(&mut self, p: &Poly, e: u32) -> Result<Poly, RuleError> {
        if e > MAX_EXPONENT {
            return Err(too_much());
        }
        if let Some(id) = p.as_atom() {
            return Ok(Poly::monomial(id, e));
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
        let next = self.leaves.len();
        let k = *self.leaves.entry(n.leaf_form()).or_insert(next);
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
                    let x = self.poly_at(x, depth)?;
                    sum = self.plus(sum, &x)?;
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
            Num::Neg(x) => {
                let x = self.poly_at(x, depth)?;
                self.minus(Poly::default(), &x)
            }
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
            // O is the origin, E on the x-axis, to the right.
            Num::Coordinate { of, frame: [o, _], .. } if of == o => Ok(Poly::default()),
            Num::Coordinate { axis: Axis::Y, of, frame: [_, e] } if of == e => Ok(Poly::default()),
            Num::Coordinate { axis: Axis::X, of, frame: [o, e] } if of == e => Ok(self.leaf(&Num::Len(*o, *e))),
            Num::Real(_) | Num::Len(..) | Num::Ang(..) | Num::DistLine(..) => Ok(self.leaf(n)),
            Num::Coordinate { .. } => Ok(self.leaf(n)),
            Num::Circumradius(..) | Num::Inradius(..) => Ok(self.leaf(n)),
            Num::Area(ps) => {
                self.spend(ps.len() as u64)?;
                Ok(self.leaf(n))
            }
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
        let (sign, turned) = match a.rel {
            Rel::Eq => (Sign::Zero, false),
            Rel::Ne => (Sign::NonZero, false),
            Rel::Ge => (Sign::NonNegative, false),
            Rel::Gt => (Sign::Positive, false),
            Rel::Le => (Sign::NonNegative, true),
            Rel::Lt => (Sign::Positive, true),
        };
        let poly = if turned { self.minus(rhs, &lhs)? } else { self.minus(lhs, &rhs)? };
        Ok(Literal { poly, sign })
    }

    /// Does a clause say another one, at once?
    pub fn gives(&mut self, have: &[Literal], want: &[Literal]) -> Result<bool, RuleError> {
        self.spend(weight(have, want.len())?.saturating_add(weight(want, have.len())?))?;
        Ok(gives(have, want))
    }

    /// Are two comparisons of a clause opposite?
    pub fn opposite(&mut self, clause: &[Literal]) -> Result<bool, RuleError> {
        self.spend(weight(clause, clause.len())?)?;
        let turned: Vec<Literal> = clause.iter().map(|l| l.clone().negated().normal()).collect();
        Ok(clause.iter().any(|l| turned.contains(&l.clone().normal())))
    }

    pub fn clause(&mut self, clause: &[Atom]) -> Result<Vec<Literal>, RuleError> {
        if clause.len() > MAX_CLAUSE {
            return Err(too_much());
        }
        clause.iter().map(|a| self.literal(a)).collect()
    }

    /// p·d^k, where 1/d is written in p: d·(1/d) = 1 is used as often as it can be.
    pub fn cleared(&mut self, p: &Poly, d: &Poly, k: u32) -> Result<Poly, RuleError> {
        if k > MAX_EXPONENT {
            return Err(too_much());
        }
        let inverse = self.inverse_node(d.clone())?;
        // p = Σ part · (1/d)^e, so p·d^k = Σ part · d^(k−e), by Horner's scheme.
        let mut parts: BTreeMap<u32, Poly> = BTreeMap::new();
        for (m, c) in &p.0 {
            let e = m.iter().find(|f| f.0 == inverse).map_or(0, |f| f.1);
            if e > k {
                return Err(error(format!("a power of at least {e}"), k.to_string()));
            }
            let rest: Mono = m.iter().filter(|f| f.0 != inverse).copied().collect();
            self.bump(parts.entry(e).or_default(), rest, c.clone())?;
        }
        let mut out = Poly::default();
        for e in 0..=k {
            out = self.times(&out, d)?;
            if let Some(part) = parts.get(&e) {
                out = self.plus(out, part)?;
            }
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
            // (egg counts every union as a change, also of a class with itself.)
            if !changed {
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
            self.bump(&mut out, n, c.clone())?;
        }
        Ok(out)
    }

    /// Are two polynomials in one class?
    pub fn same(&mut self, a: &Poly, b: &Poly) -> Result<bool, RuleError> {
        let (a, b) = (self.canonical(a)?, self.canonical(b)?);
        Ok(a == b || self.class(a)? == self.class(b)?)
    }
}
