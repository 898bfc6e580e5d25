//! Comparisons on floating-point numbers, which choose the points that are worth checking.

use super::value::float;
use euclase_grammar::core::{Atom, Num, Rel};
use num_traits::ToPrimitive;

/// Differences below this part of the sides count as none.
const TINY: f64 = 1e-10;

/// A term for floating-point numbers; what is not defined is NaN.
enum Code {
    Const(f64),
    Variable(usize),
    Sum(Vec<Code>),
    Product(Vec<Code>),
    Quotient(Box<Code>, Box<Code>),
    Integer(Box<Code>, i32),
    Broken(Box<Code>, f64),
    Root(u32, Box<Code>),
    Abs(Box<Code>),
    Min(Vec<Code>),
    Max(Vec<Code>),
    Power(Box<Code>, Box<Code>),
}

impl Code {
    fn new(n: &Num) -> Code {
        let all = |xs: &[Num]| xs.iter().map(Code::new).collect::<Vec<_>>();
        let one = |x: &Num| Box::new(Code::new(x));
        match n {
            Num::Const(c) => Code::Const(float(c)),
            Num::Real(v) => Code::Variable(*v as usize),
            Num::Add(xs) => Code::Sum(all(xs)),
            Num::Mul(xs) => Code::Product(all(xs)),
            Num::Neg(x) => Code::Product(vec![Code::Const(-1.0), Code::new(x)]),
            Num::Div(a, b) => Code::Quotient(one(a), one(b)),
            Num::Pow(x, e) => match e.is_integer().then(|| e.to_integer().to_i32()).flatten() {
                Some(k) => Code::Integer(one(x), k),
                None => Code::Broken(one(x), float(e)),
            },
            Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
                ("sqrt", [x]) => Code::Root(2, one(x)),
                ("root", [Num::Const(k), x]) => Code::Root(k.to_integer().to_u32().unwrap_or(0), one(x)),
                ("abs", [x]) => Code::Abs(one(x)),
                ("min", xs) => Code::Min(all(xs)),
                ("max", xs) => Code::Max(all(xs)),
                ("pow", [a, u]) => Code::Power(one(a), one(u)),
                ("pi", []) => Code::Const(std::f64::consts::PI),
                _ => Code::Const(f64::NAN),
            },
            _ => Code::Const(f64::NAN),
        }
    }

    fn at(&self, x: &[f64]) -> f64 {
        let least = |xs: &[Code], sign: f64| {
            let each = xs.iter().map(|c| sign * c.at(x));
            sign * each.fold(f64::INFINITY, |a, b| if a.is_nan() || b.is_nan() { f64::NAN } else { a.min(b) })
        };
        match self {
            Code::Const(c) => *c,
            Code::Variable(v) => x.get(*v).copied().unwrap_or(f64::NAN),
            Code::Sum(xs) => xs.iter().map(|c| c.at(x)).sum(),
            Code::Product(xs) => xs.iter().map(|c| c.at(x)).product(),
            Code::Quotient(a, b) => match b.at(x) {
                0.0 => f64::NAN,
                b => a.at(x) / b,
            },
            Code::Integer(a, k) => a.at(x).powi(*k),
            Code::Broken(a, e) => a.at(x).powf(*e),
            Code::Root(2, a) => a.at(x).sqrt(),
            Code::Root(3, a) => a.at(x).cbrt(),
            Code::Root(k, a) => match a.at(x) {
                a if a < 0.0 && k % 2 == 1 => -(-a).powf(1.0 / f64::from(*k)),
                a => a.powf(1.0 / f64::from(*k)),
            },
            Code::Abs(a) => a.at(x).abs(),
            Code::Min(xs) => least(xs, 1.0),
            Code::Max(xs) => least(xs, -1.0),
            Code::Power(a, u) => match a.at(x) {
                a if a > 0.0 => a.powf(u.at(x)),
                _ => f64::NAN,
            },
        }
    }
}

/// Comparisons that are all to hold.
pub struct Wish {
    atoms: Vec<(Code, Rel, Code)>,
}

impl Wish {
    /// These comparisons.
    pub fn new(atoms: &[Atom]) -> Wish {
        Wish { atoms: atoms.iter().map(|a| (Code::new(&a.lhs), a.rel, Code::new(&a.rhs))).collect() }
    }

    /// May all of them hold?
    pub fn granted(&self, x: &[f64]) -> bool {
        self.atoms.iter().all(|(l, rel, r)| {
            let (l, r) = (l.at(x), r.at(x));
            let (d, scale) = (l - r, 1.0 + l.abs() + r.abs());
            // What is nearer to equality than rounding errors is taken for equality.
            d.is_finite()
                && match rel {
                    Rel::Eq => d.abs() <= TINY * scale,
                    Rel::Ne => d.abs() > 1e-12 * scale,
                    Rel::Lt => d < -1e-14 * scale,
                    Rel::Le => d <= TINY * scale,
                    Rel::Gt => d > 1e-14 * scale,
                    Rel::Ge => d >= -TINY * scale,
                }
        })
    }

    /// How far from all of them: 0 where they hold. What is not defined is infinitely far.
    pub fn distance(&self, x: &[f64]) -> f64 {
        let each = self.atoms.iter().map(|(l, rel, r)| {
            let (l, r) = (l.at(x), r.at(x));
            let d = (l - r) / (1.0 + l.abs() + r.abs());
            let far = match rel {
                Rel::Eq => d.abs(),
                Rel::Ne => {
                    if d == 0.0 {
                        1e-6
                    } else {
                        0.0
                    }
                }
                Rel::Lt => (d + 1e-9).max(0.0),
                Rel::Le => d.max(0.0),
                Rel::Gt => (1e-9 - d).max(0.0),
                Rel::Ge => (-d).max(0.0),
            };
            // `max` passes over NaN
            if d.is_nan() { f64::INFINITY } else { far }
        });
        each.sum()
    }
}
