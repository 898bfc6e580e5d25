//! Values of variables: a floating-point number, and where it is wanted the closed term that it stands for.

use euclase_figure::algebraic::Algebraic;
use euclase_figure::field::rational_root;
use euclase_grammar::core::{Num, Q};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::rc::Rc;

/// Most nodes of a term: a larger one is no value that anybody wants to read.
const MAX_NODES: usize = 120;
/// Longest fraction.
const MAX_BITS: u64 = 256;

/// A number.
#[derive(Clone, Debug)]
pub struct Value {
    /// Exactly; `None` while only floating-point numbers are looked at, and where the term would be too large.
    pub term: Option<Num>,
    /// Nearly.
    pub near: f64,
    /// The root of a polynomial that it is, where it is no term.
    pub root: Option<Rc<Algebraic>>,
}

/// The nearest floating-point number.
pub fn float(x: &Q) -> f64 {
    x.to_f64().unwrap_or(f64::NAN)
}

fn nodes(n: &Num) -> usize {
    match n {
        Num::Add(xs) | Num::Mul(xs) | Num::Call(_, xs) => 1 + xs.iter().map(nodes).sum::<usize>(),
        Num::Div(a, b) => 1 + nodes(a) + nodes(b),
        Num::Neg(x) | Num::Pow(x, _) => 1 + nodes(x),
        _ => 1,
    }
}

fn sized(n: Num) -> Option<Num> {
    let fits = match &n {
        Num::Const(c) => c.numer().bits().max(c.denom().bits()) <= MAX_BITS,
        n => nodes(n) <= MAX_NODES,
    };
    fits.then_some(n)
}

/// k·x, with numbers brought together.
fn scaled(k: &Q, x: &Num) -> Num {
    match x {
        _ if k.is_zero() => Num::Const(Q::zero()),
        _ if k.is_one() => x.clone(),
        Num::Const(c) => Num::Const(k * c),
        Num::Neg(x) => scaled(&-k, x),
        Num::Div(a, b) => match &**b {
            Num::Const(c) if !c.is_zero() => scaled(&(k / c), a),
            _ => Num::Div(Box::new(scaled(k, a)), b.clone()),
        },
        Num::Mul(xs) => match &xs[..] {
            [Num::Const(c), y] => scaled(&(k * c), y),
            _ => Num::Mul([&[Num::Const(k.clone())], &xs[..]].concat()),
        },
        // with roots, p·x/q is easier to read than (p/q)·x
        x if k.denom().is_one() && (-k).is_one() => Num::Neg(Box::new(x.clone())),
        x if k.denom().is_one() => Num::Mul(vec![Num::Const(k.clone()), x.clone()]),
        x => {
            let top = scaled(&Q::from_integer(k.numer().clone()), x);
            Num::Div(Box::new(top), Box::new(Num::Const(Q::from_integer(k.denom().clone()))))
        }
    }
}

impl Value {
    /// A rational.
    pub fn rational(x: Q) -> Value {
        Value { near: float(&x), term: sized(Num::Const(x)), root: None }
    }

    /// Only nearly known.
    pub fn float(near: f64) -> Value {
        Value { term: None, near, root: None }
    }

    /// The rational that it is, if it is known to be one.
    pub fn as_rational(&self) -> Option<&Q> {
        match &self.term {
            Some(Num::Const(c)) => Some(c),
            _ => None,
        }
    }

    fn both(&self, o: &Value, near: f64, f: impl Fn(&Num, &Num) -> Option<Num>) -> Value {
        let term = self.term.as_ref().zip(o.term.as_ref()).and_then(|(a, b)| sized(f(a, b)?));
        Value { term, near, root: None }
    }

    /// Sum.
    pub fn plus(&self, o: &Value) -> Value {
        self.both(o, self.near + o.near, |a, b| {
            Some(match (a, b) {
                (Num::Const(a), Num::Const(b)) => Num::Const(a + b),
                (Num::Const(z), x) | (x, Num::Const(z)) if z.is_zero() => x.clone(),
                _ => Num::Add(vec![a.clone(), b.clone()]),
            })
        })
    }

    /// Product.
    pub fn times(&self, o: &Value) -> Value {
        self.both(o, self.near * o.near, |a, b| {
            Some(match (a, b) {
                (Num::Const(k), x) | (x, Num::Const(k)) => scaled(k, x),
                (Num::Neg(x), y) | (y, Num::Neg(x)) => Num::Neg(Box::new(Num::Mul(vec![(**x).clone(), y.clone()]))),
                _ => Num::Mul(vec![a.clone(), b.clone()]),
            })
        })
    }

    /// Quotient.
    pub fn over(&self, o: &Value) -> Value {
        self.both(o, self.near / o.near, |a, b| match (a, b) {
            (_, Num::Const(b)) if b.is_zero() => None,
            (Num::Const(a), Num::Const(b)) => Some(Num::Const(a / b)),
            (x, Num::Const(k)) => Some(scaled(&k.recip(), x)),
            _ => Some(Num::Div(Box::new(a.clone()), Box::new(b.clone()))),
        })
    }

    /// Opposite.
    pub fn minus(&self) -> Value {
        Value::rational(-Q::one()).times(self)
    }

    /// Natural power.
    pub fn power(&self, n: u32) -> Value {
        let term = match (&self.term, n) {
            (_, 0) => Some(Num::Const(Q::one())),
            (Some(Num::Const(c)), n) => {
                let bits = c.numer().bits().max(c.denom().bits()).saturating_mul(n.into());
                i32::try_from(n).ok().filter(|_| bits <= MAX_BITS).map(|n| Num::Const(c.pow(n)))
            }
            (x, 1) => x.clone(),
            (Some(x), n) => sized(Num::Pow(Box::new(x.clone()), Q::from_integer(n.into()))),
            (None, _) => None,
        };
        Value { term, near: self.near.powi(i32::try_from(n).unwrap_or(i32::MAX)), root: None }
    }

    /// The k-th root of a number that is not negative, or for odd k of any.
    pub fn root(&self, k: u32) -> Value {
        if !(1..=1000).contains(&k) {
            return Value::float(f64::NAN);
        }
        let near = if self.near < 0.0 && k % 2 == 1 {
            -(-self.near).powf(1.0 / f64::from(k))
        } else if k == 2 {
            self.near.sqrt()
        } else {
            self.near.powf(1.0 / f64::from(k))
        };
        let term = self.term.as_ref().and_then(|x| {
            if let Num::Const(c) = x
                && let Some(r) = exact_root(c, k)
            {
                return Some(Num::Const(r));
            }
            if let (Num::Const(c), 2) = (x, k)
                && c.is_positive()
            {
                // √(n/d) = √(n·d)/d, and squares leave the root
                let (outer, inner) = square_part(c.numer() * c.denom());
                let root = Num::Call("sqrt".into(), vec![Num::Const(Q::from_integer(inner))]);
                return sized(scaled(&Q::new(outer, c.denom().clone()), &root));
            }
            sized(match k {
                2 => Num::Call("sqrt".into(), vec![x.clone()]),
                k => Num::Call("root".into(), vec![Num::Const(Q::from_integer(k.into())), x.clone()]),
            })
        });
        Value { term, near, root: None }
    }
}

/// a and b with n = a²·b, where small squares are found in b.
fn square_part(mut n: BigInt) -> (BigInt, BigInt) {
    let mut outer = BigInt::one();
    for p in 2..200u32 {
        let square = BigInt::from(p * p);
        while (&n % &square).is_zero() {
            n /= &square;
            outer *= p;
        }
    }
    (outer, n)
}

fn exact_root(x: &Q, k: u32) -> Option<Q> {
    if k == 2 {
        return rational_root(x);
    }
    let whole = |n: &BigInt| Some(n.nth_root(k)).filter(|r| r.pow(k) == *n);
    if x.is_negative() && k.is_multiple_of(2) { None } else { Some(Q::new(whole(x.numer())?, whole(x.denom())?)) }
}

/// The fractions with denominators up to `most` that are nearest to a number, better and better ones (convergents of its
/// continued fraction).
pub fn fractions(x: f64, most: u64) -> Vec<Q> {
    let mut out = Vec::new();
    // numerators and denominators of the last two
    let (mut last, mut now) = ((0i128, 1i128), (1i128, 0i128));
    let mut rest = x;
    for _ in 0..40 {
        let whole = rest.floor();
        if !rest.is_finite() || whole.abs() > 1e15 {
            break;
        }
        let next = (whole as i128 * now.0 + last.0, whole as i128 * now.1 + last.1);
        if next.1 > i128::from(most) || next.0.abs() > 1 << 60 {
            break;
        }
        out.push(Q::new(next.0.into(), next.1.into()));
        (last, now) = (now, next);
        if rest - whole < 1e-12 {
            break;
        }
        rest = 1.0 / (rest - whole);
    }
    out
}
