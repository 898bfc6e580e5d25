//! Numbers as polynomials over opaque terms, as the kernel reads them, and back.
//!
//! A variable of the polynomials is what is no polynomial itself: a real variable, a length, 1/d, a root, an absolute value.
//! An inner term is met before an outer one, so it has the smaller number.

use euclase_grammar::core::{Atom, Axis, Num, Q, Rel};
use euclase_poly::{MAX_TERMS, Mono, Poly};
use num_traits::{One, Signed, ToPrimitive, Zero};

/// What a variable of the polynomials stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opaque {
    /// A real variable, a length, an area, …
    Leaf(Num),
    /// 1/d
    Inverse(Poly),
    /// The root with an index.
    Root(u32, Poly),
    /// An absolute value.
    Abs(Poly),
    /// A power with an exponent that is no number.
    Power(Poly, Poly),
    /// The lesser of two numbers.
    Min(Poly, Poly),
    /// The greater of two numbers.
    Max(Poly, Poly),
}

impl Opaque {
    /// The argument of a function of one.
    pub fn argument(&self) -> Option<&Poly> {
        match self {
            Opaque::Inverse(x) | Opaque::Root(_, x) | Opaque::Abs(x) => Some(x),
            _ => None,
        }
    }

    /// The same function, whatever its argument?
    pub fn same_function(&self, other: &Opaque) -> bool {
        match (self, other) {
            (Opaque::Root(n, _), Opaque::Root(m, _)) => n == m,
            (Opaque::Inverse(_), Opaque::Inverse(_)) | (Opaque::Abs(_), Opaque::Abs(_)) => true,
            _ => false,
        }
    }
}

/// What is said of a polynomial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// = 0
    Zero,
    /// ≠ 0
    NonZero,
    /// ≥ 0
    NonNegative,
    /// > 0
    Positive,
}

/// The sign of a polynomial.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Of what.
    pub poly: Poly,
    /// Which.
    pub sign: Sign,
}

impl Literal {
    /// `poly` has this sign.
    pub fn new(poly: Poly, sign: Sign) -> Literal {
        Literal { poly, sign }
    }

    /// What holds exactly where this does not.
    #[must_use]
    pub fn negated(&self) -> Literal {
        match self.sign {
            Sign::Zero => Literal::new(self.poly.clone(), Sign::NonZero),
            Sign::NonZero => Literal::new(self.poly.clone(), Sign::Zero),
            Sign::NonNegative => Literal::new(self.poly.neg(), Sign::Positive),
            Sign::Positive => Literal::new(self.poly.neg(), Sign::NonNegative),
        }
    }

    /// Of a number: does it hold?
    pub fn truth(&self) -> Option<bool> {
        let c = self.poly.constant_value()?;
        Some(match self.sign {
            Sign::Zero => c.is_zero(),
            Sign::NonZero => !c.is_zero(),
            Sign::NonNegative => !c.is_negative(),
            Sign::Positive => c.is_positive(),
        })
    }

    /// Does it say `other` at once?
    pub fn gives(&self, other: &Literal) -> bool {
        if other.truth() == Some(true) || self.truth() == Some(false) {
            return true;
        }
        let same = |a: &Poly, b: &Poly| a.primitive() == b.primitive() && a.leading_sign() == b.leading_sign();
        let up_to_sign = || same(&self.poly, &other.poly) || same(&self.poly.neg(), &other.poly);
        match (self.sign, other.sign) {
            (Sign::Zero, Sign::Zero | Sign::NonNegative) => up_to_sign(),
            (Sign::NonZero | Sign::Positive, Sign::NonZero) => up_to_sign(),
            (Sign::NonNegative, Sign::NonNegative) | (Sign::Positive, Sign::NonNegative | Sign::Positive) => {
                same(&self.poly, &other.poly)
            }
            _ => false,
        }
    }
}

/// The opaque terms met so far.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    all: Vec<Opaque>,
}

impl Terms {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// What a variable stands for.
    pub fn get(&self, v: u32) -> Option<&Opaque> {
        self.all.get(v as usize)
    }

    /// Does what a variable stands for mention one of these real variables?
    pub fn mentions(&self, v: u32, reals: &[u32]) -> bool {
        let in_poly = |p: &Poly| p.vars().iter().any(|w| self.mentions(*w, reals));
        match self.get(v) {
            Some(Opaque::Leaf(Num::Real(r))) => reals.contains(r),
            Some(Opaque::Leaf(_)) | None => false,
            Some(Opaque::Inverse(p) | Opaque::Root(_, p) | Opaque::Abs(p)) => in_poly(p),
            Some(Opaque::Power(a, b) | Opaque::Min(a, b) | Opaque::Max(a, b)) => in_poly(a) || in_poly(b),
        }
    }

    /// Is a term made of numbers alone?
    pub fn is_number(&self, v: u32) -> bool {
        let in_poly = |p: &Poly| p.vars().iter().all(|w| self.is_number(*w));
        match self.get(v) {
            Some(Opaque::Leaf(_)) | None => false,
            Some(Opaque::Inverse(p) | Opaque::Root(_, p) | Opaque::Abs(p)) => in_poly(p),
            Some(Opaque::Power(a, b) | Opaque::Min(a, b) | Opaque::Max(a, b)) => in_poly(a) && in_poly(b),
        }
    }

    /// The variable that stands for a number of the figure, if it has been met.
    pub fn known(&self, n: &Num) -> Option<u32> {
        let at = self.all.iter().position(|a| matches!(a, Opaque::Leaf(m) if m == n))?;
        u32::try_from(at).ok()
    }

    /// The variable of an opaque term.
    pub fn opaque(&mut self, t: Opaque) -> Poly {
        self.var(t)
    }

    fn var(&mut self, t: Opaque) -> Poly {
        let i = self.all.iter().position(|a| *a == t).unwrap_or(self.all.len());
        if i == self.all.len() {
            self.all.push(t);
        }
        Poly::var(i as u32)
    }

    /// 1/d as a polynomial.
    pub fn inverse(&mut self, d: Poly) -> Poly {
        match d.constant_value() {
            Some(c) if !c.is_zero() => Poly::constant(c.recip()),
            _ => self.var(Opaque::Inverse(d)),
        }
    }

    fn root(&mut self, n: u32, x: Poly) -> Poly {
        self.var(Opaque::Root(n, x))
    }

    fn power(&mut self, p: Poly, e: &Q) -> Option<Poly> {
        let (n, d) = (e.numer().abs().to_u32()?, e.denom().to_u32()?);
        let base = if d == 1 { p } else { self.root(d, p) };
        let base = if e.is_negative() { self.inverse(base) } else { base };
        base.pow(n, MAX_TERMS)
    }

    /// The polynomial of a number; `None` where it is too long, or no function of the language.
    pub fn poly(&mut self, n: &Num) -> Option<Poly> {
        match n {
            Num::Const(c) => Some(Poly::constant(c.clone())),
            Num::Len(a, b) if a == b => Some(Poly::zero()),
            // O is the origin, E lies on the x-axis.
            Num::Coordinate { of, frame: [o, _], .. } if of == o => Some(Poly::zero()),
            Num::Coordinate { axis: Axis::Y, of, frame: [_, e] } if of == e => Some(Poly::zero()),
            Num::Coordinate { axis: Axis::X, of, frame: [o, e] } if of == e => self.poly(&Num::Len(*o, *e)),
            Num::Add(xs) => {
                let all: Option<Vec<Poly>> = xs.iter().map(|x| self.poly(x)).collect();
                Some(Poly::sum(&all?))
            }
            Num::Mul(xs) => {
                let mut product = Poly::one();
                for x in xs {
                    product = product.mul_cap(&self.poly(x)?, MAX_TERMS)?;
                }
                Some(product)
            }
            Num::Neg(x) => Some(self.poly(x)?.neg()),
            Num::Div(a, b) => {
                let (a, b) = (self.poly(a)?, self.poly(b)?);
                a.mul_cap(&self.inverse(b), MAX_TERMS)
            }
            Num::Pow(x, e) => {
                let x = self.poly(x)?;
                self.power(x, e)
            }
            Num::Call(f, xs) => {
                let args: Option<Vec<Poly>> = xs.iter().map(|x| self.poly(x)).collect();
                self.call(f, args?)
            }
            _ => Some(self.var(Opaque::Leaf(n.leaf_form()))),
        }
    }

    fn call(&mut self, f: &str, mut args: Vec<Poly>) -> Option<Poly> {
        let Some(last) = args.pop() else {
            return (f == "pi").then(|| self.var(Opaque::Leaf(Num::Call("pi".into(), Vec::new()))));
        };
        match (f, &args[..]) {
            ("sqrt", []) => Some(self.root(2, last)),
            ("root", [n]) => match n.constant_value()?.to_u32()? {
                1 => Some(last),
                n => Some(self.root(n, last)),
            },
            ("abs", []) => Some(self.var(Opaque::Abs(last))),
            ("pow", [a]) => match last.constant_value() {
                Some(e) => self.power(a.clone(), &e),
                None => Some(self.var(Opaque::Power(a.clone(), last))),
            },
            ("min" | "max", first) => {
                let mut all = first.to_vec();
                all.push(last);
                let mut out = all.remove(0);
                for x in all {
                    out = self.var(if f == "min" { Opaque::Min(out, x) } else { Opaque::Max(out, x) });
                }
                Some(out)
            }
            _ => None,
        }
    }

    /// A comparison as the sign of a polynomial.
    pub fn literal(&mut self, a: &Atom) -> Option<Literal> {
        let (lhs, rhs) = (self.poly(&a.lhs)?, self.poly(&a.rhs)?);
        Some(match a.rel {
            Rel::Eq => Literal::new(lhs.sub(&rhs), Sign::Zero),
            Rel::Ne => Literal::new(lhs.sub(&rhs), Sign::NonZero),
            Rel::Ge => Literal::new(lhs.sub(&rhs), Sign::NonNegative),
            Rel::Gt => Literal::new(lhs.sub(&rhs), Sign::Positive),
            Rel::Le => Literal::new(rhs.sub(&lhs), Sign::NonNegative),
            Rel::Lt => Literal::new(rhs.sub(&lhs), Sign::Positive),
        })
    }

    /// A comparison with zero that says this.
    pub fn atom(&self, l: &Literal) -> Atom {
        let rel = match l.sign {
            Sign::Zero => Rel::Eq,
            Sign::NonZero => Rel::Ne,
            Sign::NonNegative => Rel::Ge,
            Sign::Positive => Rel::Gt,
        };
        Atom { lhs: self.num(&l.poly), rel, rhs: Num::Const(Q::zero()) }
    }

    /// The term that a variable stands for.
    pub fn term(&self, v: u32) -> Num {
        let call = |f: &str, args: Vec<Num>| Num::Call(f.into(), args);
        match self.get(v) {
            None => Num::Const(Q::zero()),
            Some(Opaque::Leaf(n)) => n.clone(),
            Some(Opaque::Inverse(d)) => Num::Div(Box::new(Num::Const(Q::one())), Box::new(self.num(d))),
            Some(Opaque::Root(2, x)) => call("sqrt", vec![self.num(x)]),
            Some(Opaque::Root(n, x)) => call("root", vec![Num::Const(Q::from_integer((*n).into())), self.num(x)]),
            Some(Opaque::Abs(x)) => call("abs", vec![self.num(x)]),
            Some(Opaque::Power(a, u)) => call("pow", vec![self.num(a), self.num(u)]),
            Some(Opaque::Min(a, b)) => call("min", vec![self.num(a), self.num(b)]),
            Some(Opaque::Max(a, b)) => call("max", vec![self.num(a), self.num(b)]),
        }
    }

    /// A number whose polynomial this is.
    pub fn num(&self, p: &Poly) -> Num {
        let term = |(m, c): (&Mono, Q)| {
            let mut factors: Vec<Num> = m.powers().map(|(v, e)| self.factor(v, e)).collect();
            match factors.len() {
                0 => Num::Const(c),
                1 if c.is_one() => factors.remove(0),
                _ if c.is_one() => Num::Mul(factors),
                1 if (-&c).is_one() => Num::Neg(Box::new(factors.remove(0))),
                _ => {
                    factors.insert(0, Num::Const(c));
                    Num::Mul(factors)
                }
            }
        };
        let mut terms: Vec<Num> = p.terms().map(term).collect();
        match terms.len() {
            0 => Num::Const(Q::zero()),
            1 => terms.remove(0),
            _ => Num::Add(terms),
        }
    }

    /// A power of a term: of 1/d as `1/d^e` would be another term, so it stays a power.
    fn factor(&self, v: u32, e: u32) -> Num {
        let t = self.term(v);
        if e == 1 { t } else { Num::Pow(Box::new(t), Q::from_integer(e.into())) }
    }
}
