//! Terms in Coq, each in two ways that evaluate to the same: over the Reals, as a person reads it (`x / y`), and as an expression of
//! the support (`_x * _t3`), where what is no polynomial is a variable.
//!
//! Which opaque terms there are, and which of them are equal, is what the algebra prover's `Terms` says; it reads terms as the
//! kernel does. Where the same opaque term is written in two ways (1/(x+y), 1/(y+x)), the first one stands for it, and an
//! equation says that the other is equal (`variants`). Where that is wrong, Coq rejects the text.

use super::figure::Places;
use super::written::{Binds, Written, applied, bracketed, constant, guarded, sign};
use crate::export::NotExported;
use euclase_algebra::terms::{Opaque, Terms};
use euclase_grammar::core::{Atom, Axis, Num, Pt, Q};
use euclase_poly::Poly;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// An opaque term: how it was written first.
struct Met {
    /// Over the Reals, written out.
    real: String,
    /// Over the Reals, with names for the opaque terms in it.
    short: String,
    /// Its arguments as expressions.
    arguments: Vec<String>,
}

/// An equation `left = right` between two ways to write an opaque term, and its proof.
#[derive(Clone, Debug)]
pub struct Variant {
    pub left: String,
    pub right: String,
    pub proof: String,
}

/// The terms of one exported proof.
pub struct Writer {
    pub terms: Terms,
    /// Names of the real variables.
    names: Vec<String>,
    met: BTreeMap<u32, Met>,
    pub variants: Vec<Variant>,
    pub places: Places,
}

impl Writer {
    pub fn new(names: Vec<String>, points: Vec<String>) -> Writer {
        let mut terms = Terms::default();
        for v in 0..names.len() {
            let _ = terms.poly(&Num::Real(v as u32));
        }
        Writer { terms, names, met: BTreeMap::new(), variants: Vec::new(), places: Places::new(points) }
    }

    pub fn poly(&mut self, n: &Num) -> Result<Poly, NotExported> {
        self.terms.poly(n).ok_or_else(|| NotExported::new("a term is too long to be computed with"))
    }

    /// Over the Reals.
    pub fn real(&mut self, n: &Num) -> Result<String, NotExported> {
        Ok(self.write(n)?.real)
    }

    /// As an expression.
    pub fn expr(&mut self, n: &Num) -> Result<String, NotExported> {
        Ok(self.write(n)?.expr)
    }

    /// Names of real variables, one after the other.
    pub fn variables(&self, vs: &[u32]) -> String {
        let name = |v: &u32| self.names.get(*v as usize).cloned().unwrap_or_default();
        vs.iter().map(name).collect::<Vec<_>>().join(" ")
    }

    /// A comparison over the Reals.
    pub fn real_atom(&mut self, a: &Atom) -> Result<String, NotExported> {
        Ok(format!("{} {} {}", self.real(&a.lhs)?, sign(a.rel), self.real(&a.rhs)?))
    }

    /// A clause as data.
    pub fn clause(&mut self, c: &[Atom]) -> Result<String, NotExported> {
        let mut all = Vec::new();
        for a in c {
            all.push(format!("{} {} {}", self.expr(&a.lhs)?, sign(a.rel), self.expr(&a.rhs)?));
        }
        Ok(if all.is_empty() { "[]".into() } else { format!("[{}]%expr", all.join("; ")) })
    }

    /// The opaque term that a variable of the polynomials stands for, as an expression, and its arguments.
    pub fn opaque(&mut self, v: u32) -> Result<(String, Vec<String>), NotExported> {
        if !self.met.contains_key(&v) {
            let n = self.terms.term(v);
            self.write(&n)?;
        }
        let arguments = self.met.get(&v).map(|m| m.arguments.clone());
        Ok((variable(v), arguments.ok_or_else(|| NotExported::new("a term that is no function of the language"))?))
    }

    /// The definitions of the opaque terms, the values of all variables, names for these, and where points are. `free`: variables of
    /// lines that are no variables of the theorem, for which any values will do.
    pub fn definitions(&self, free: &dyn Fn(u32) -> bool) -> String {
        let (mut out, mut before) = (String::new(), String::new());
        let mut values = Vec::new();
        let mut names = String::new();
        let mut v = 0;
        while let Some(t) = self.terms.get(v) {
            let real = match t {
                Opaque::Leaf(Num::Real(r)) => {
                    let name = self.names.get(*r as usize).cloned().unwrap_or_default();
                    if free(*r) {
                        before += &format!("  pose ({name} := 0).\n");
                    }
                    name
                }
                Opaque::Leaf(Num::Call(..)) => "PI".into(),
                Opaque::Leaf(n) => {
                    out += &format!("  pose (term{v} := {}).\n", self.places.number(n).unwrap_or_default());
                    format!("term{v}")
                }
                _ => match self.met.get(&v) {
                    Some(m) => {
                        out += &format!("  pose (term{v} := {}).\n", m.short);
                        format!("term{v}")
                    }
                    None => "0".into(),
                },
            };
            let name = match t {
                Opaque::Leaf(Num::Real(r)) => self.real_variable(*r),
                _ => variable(v),
            };
            if self.met.contains_key(&v) || matches!(t, Opaque::Leaf(_)) {
                names += &format!(" pose ({name} := Var {}).", v + 1);
            }
            values.push(real);
            v += 1;
        }
        let of = if values.is_empty() { " : list R" } else { "" };
        let env = format!("  pose (env := [{}]{of}).\n {names}\n", values.join("; "));
        before + &out + &env + &self.places.text()
    }

    fn real_variable(&self, r: u32) -> String {
        format!("_{}", self.names.get(r as usize).map_or("", |s| s))
    }

    fn write(&mut self, n: &Num) -> Result<Written, NotExported> {
        match n {
            Num::Const(c) => Ok(constant(c)),
            Num::Real(r) => {
                let name = self.names.get(*r as usize).cloned().unwrap_or_default();
                Ok(Written { real: name.clone(), short: name, expr: self.real_variable(*r), binds: Binds::Word })
            }
            Num::Add(xs) => self.sum(xs),
            Num::Mul(xs) => {
                let mut out: Option<Written> = None;
                for x in xs {
                    let x = self.write(x)?;
                    out = Some(match out {
                        None => x.at(Binds::Product),
                        Some(o) => o
                            .at(Binds::Product)
                            .with(&x.at(Binds::Opposite), Binds::Product, |a, b| format!("{a} * {b}")),
                    });
                }
                Ok(out.unwrap_or_else(|| constant(&Q::one())))
            }
            Num::Neg(x) => Ok(self.write(x)?.at(Binds::Power).map(Binds::Opposite, |s| format!("- {}", guarded(s)))),
            Num::Div(a, b) => self.quotient(a, b),
            Num::Pow(x, e) => self.power(x, e),
            Num::Call(f, xs) => self.call(f, xs),
            n => self.figure(n),
        }
    }

    /// A number of the figure: as its leaf is written, or by an equation with that. Coordinates are their leaf: no statement has them.
    fn figure(&mut self, n: &Num) -> Result<Written, NotExported> {
        let p = self.poly(n)?;
        let coordinate = matches!(n, Num::Coordinate { .. });
        let Some(v) = p.vars().into_iter().next() else {
            if coordinate {
                return Ok(constant(&Q::zero()));
            }
            let real = self.places.number(n)?;
            self.variant(real.clone(), "0".into(), "exact (len_same _)".into());
            return Ok(Written { real: real.clone(), short: real, expr: "0".into(), binds: Binds::Power });
        };
        let leaf = self.terms.term(v);
        let first = self.places.number(&leaf)?;
        let real = if coordinate { first.clone() } else { self.places.number(n)? };
        // (Where it is written in another way, that is replaced before terms are compared.)
        let short = format!("term{v}");
        if real != first {
            self.variant(real.clone(), format!("term{v}"), self.places.same(n, &leaf, &real, &first));
        }
        let met = Met { real: first.clone(), short: first, arguments: Vec::new() };
        self.met.entry(v).or_insert(met);
        Ok(Written { real, short, expr: variable(v), binds: Binds::Power })
    }

    /// The spot of a point in a frame, and the proof that it is there.
    pub fn place(&mut self, frame: [Pt; 2], p: Pt) -> Result<(String, String), NotExported> {
        let at = |axis| Num::Coordinate { axis, of: p, frame };
        let exprs = [self.expr(&at(Axis::X))?, self.expr(&at(Axis::Y))?];
        let end = self.poly(&Num::Len(frame[0], frame[1]))?.vars().into_iter().next();
        let sorted = end.is_none_or(|v| self.terms.term(v) == Num::Len(frame[0], frame[1]));
        Ok(self.places.place(frame, p, &exprs, sorted))
    }

    fn sum(&mut self, xs: &[Num]) -> Result<Written, NotExported> {
        let mut out: Option<Written> = None;
        for x in xs {
            let (negative, x) = match x {
                Num::Neg(y) => (true, (**y).clone()),
                Num::Const(c) if c.is_negative() => (true, Num::Const(-c)),
                Num::Mul(ys) => match ys.split_first() {
                    Some((Num::Const(c), rest)) if c.is_negative() && !rest.is_empty() => {
                        let first = if (-c).is_one() { None } else { Some(Num::Const(-c)) };
                        (true, Num::Mul(first.into_iter().chain(rest.iter().cloned()).collect()))
                    }
                    _ => (false, x.clone()),
                },
                _ => (false, x.clone()),
            };
            let x = self.write(&x)?;
            out = Some(match (out, negative) {
                (None, false) => x,
                (None, true) => x.at(Binds::Power).map(Binds::Opposite, |s| format!("- {}", guarded(s))),
                (Some(o), false) => o.with(&x.at(Binds::Product), Binds::Sum, |a, b| format!("{a} + {b}")),
                (Some(o), true) => o.with(&x.at(Binds::Product), Binds::Sum, |a, b| format!("{a} - {b}")),
            });
        }
        Ok(out.unwrap_or_else(|| constant(&Q::zero())))
    }

    fn quotient(&mut self, a: &Num, b: &Num) -> Result<Written, NotExported> {
        let divisor = self.poly(b)?;
        let (a, w) = (self.write(a)?.at(Binds::Product), self.write(b)?);
        if let (Num::Const(c), true) = (b, plain(b)) {
            return Ok(a.map(Binds::Product, |s| format!("{s} / {}", c.numer())));
        }
        let inverse = self.inverse(&divisor, &w)?;
        let b = w.at(Binds::Power);
        Ok(Written {
            real: format!("{} / {}", a.real, b.real),
            short: format!("{} * {}", a.short, inverse.at(Binds::Opposite).short),
            expr: format!("{} * {}", a.expr, inverse.at(Binds::Opposite).expr),
            binds: Binds::Product,
        })
    }

    /// 1/d.
    fn inverse(&mut self, divisor: &Poly, w: &Written) -> Result<Written, NotExported> {
        if let Some(c) = divisor.constant_value().filter(|c| !c.is_zero()) {
            let left = format!("/ {}", w.at(Binds::Power).short);
            let value = constant(&c.recip());
            let right = value.at(Binds::Word).real;
            let (e, r) = (bracketed(&w.expr), bracketed(&value.expr));
            let proof = format!("exact (inverse_of_number env {e}%expr {r}%expr eq_refl)");
            self.variant(left.clone(), right, proof);
            return Ok(Written { real: left.clone(), short: left, expr: value.expr, binds: value.binds });
        }
        let v = self.index(Opaque::Inverse(divisor.clone()))?;
        self.meet(v, "/", &[w.at(Binds::Power)], Binds::Opposite)
    }

    /// A power with a rational exponent: of a root for its denominator, of an inverse for its sign.
    fn power(&mut self, x: &Num, e: &Q) -> Result<Written, NotExported> {
        let far = || NotExported::new("an exponent is too large");
        let n = e.numer().abs().to_u32().filter(|n| *n <= 10_000).ok_or_else(far)?;
        let d = e.denom().to_u32().filter(|n| *n <= 1_000).ok_or_else(far)?;
        let mut p = self.poly(x)?;
        let mut base = self.write(x)?;
        if d > 1 {
            let v = self.index(Opaque::Root(d, p))?;
            base = self.root(d, &base, v)?;
            p = Poly::var(v);
        }
        if e.is_negative() {
            base = self.inverse(&p, &base)?;
        }
        Ok(if n == 1 { base } else { base.at(Binds::Word).map(Binds::Power, |s| format!("{s} ^ {n}")) })
    }

    fn root(&mut self, n: u32, x: &Written, v: u32) -> Result<Written, NotExported> {
        let f = if n == 2 { "sqrt".into() } else { format!("root {n}") };
        self.meet(v, &f, &[x.at(Binds::Word)], Binds::Power)
    }

    fn call(&mut self, f: &str, xs: &[Num]) -> Result<Written, NotExported> {
        let strange = || NotExported::new(format!("the function `{f}` with these arguments"));
        match (f, xs) {
            ("pi", []) => {
                let p = self.poly(&Num::Call("pi".into(), vec![]))?;
                let v = p.vars().into_iter().next().ok_or_else(strange)?;
                Ok(Written { real: "PI".into(), short: "PI".into(), expr: variable(v), binds: Binds::Word })
            }
            ("sqrt", [x]) => self.power(x, &Q::new(1.into(), 2.into())),
            ("root", [n, x]) => {
                let n = self.poly(n)?.constant_value().filter(Q::is_integer).and_then(|n| n.to_u32());
                match n.filter(|n| (1..=1_000).contains(n)).ok_or_else(strange)? {
                    1 => self.write(x),
                    n => self.power(x, &Q::new(1.into(), n.into())),
                }
            }
            ("abs", [x]) => {
                let (p, w) = (self.poly(x)?, self.write(x)?);
                let v = self.index(Opaque::Abs(p))?;
                self.meet(v, "Rabs", &[w.at(Binds::Word)], Binds::Power)
            }
            ("pow", [a, u]) => {
                let (p, q) = (self.poly(a)?, self.poly(u)?);
                if let Some(e) = q.constant_value() {
                    return self.power(a, &e);
                }
                let (a, u) = (self.write(a)?.at(Binds::Word), self.write(u)?.at(Binds::Word));
                let v = self.index(Opaque::Power(p, q))?;
                self.meet(v, "Rpower", &[a, u], Binds::Power)
            }
            ("min" | "max", [first, more @ ..]) => {
                let (mut p, mut out) = (self.poly(first)?, self.write(first)?);
                for x in more {
                    let (q, w) = (self.poly(x)?, self.write(x)?);
                    let (t, name) = if f == "min" { (Opaque::Min(p, q), "Rmin") } else { (Opaque::Max(p, q), "Rmax") };
                    let v = self.index(t)?;
                    out = self.meet(v, name, &[out.at(Binds::Word), w.at(Binds::Word)], Binds::Power)?;
                    p = Poly::var(v);
                }
                Ok(out)
            }
            _ => Err(strange()),
        }
    }

    /// The variable of an opaque term.
    fn index(&mut self, t: Opaque) -> Result<u32, NotExported> {
        self.terms.opaque(t).vars().into_iter().next().ok_or_else(|| NotExported::new("a term without a name"))
    }

    /// A function of arguments: the opaque term that it is, as it is written here.
    fn meet(&mut self, v: u32, f: &str, args: &[Written], binds: Binds) -> Result<Written, NotExported> {
        let real = applied(f, &args.iter().map(|a| &*a.real).collect::<Vec<_>>());
        let short = applied(f, &args.iter().map(|a| &*a.short).collect::<Vec<_>>());
        let arguments: Vec<String> = args.iter().map(|a| a.expr.clone()).collect();
        let mut other = None;
        match self.met.get(&v) {
            None => drop(self.met.insert(v, Met { real: real.clone(), short, arguments })),
            Some(m) if m.real != real => other = Some((m.arguments.clone(), short, arguments)),
            Some(_) => {}
        }
        if let Some((first, short, arguments)) = other {
            let function = if f == "/" { "Rinv" } else { f };
            let pairs: String = arguments
                .iter()
                .zip(&first)
                .map(|(a, b)| format!(" (same_ok env {}%expr {}%expr eq_refl)", bracketed(a), bracketed(b)))
                .collect();
            let lemma = if arguments.len() == 1 { "f_equal" } else { "f_equal2" };
            let proof = format!("exact ({lemma} {}{pairs})", bracketed(function));
            self.variant(short, format!("term{v}"), proof);
        }
        Ok(Written { real, short: format!("term{v}"), expr: variable(v), binds })
    }

    fn variant(&mut self, left: String, right: String, proof: String) {
        if !self.variants.iter().any(|v| v.left == left) {
            self.variants.push(Variant { left, right, proof });
        }
    }
}

/// The name of an opaque term's variable.
fn variable(v: u32) -> String {
    format!("_t{v}")
}

/// A positive whole number, as a divisor.
fn plain(n: &Num) -> bool {
    matches!(n, Num::Const(c) if c.is_integer() && c.is_positive())
}
