//! Facts as equations: functions of the coordinates that vanish exactly where the fact holds.
//!
//! Each is the cleared form of the fact in `core.rs` (no logarithm, no direction, and no root where squares
//! do). What clearing loses (a proper circle, proper triangles, pairs of points that must differ, a
//! branch of an angle) is listed by [`side`] and checked apart.

use crate::field::{Field, V};
use euclase_grammar::core::{Axis, Fact, Num, Pt, Q};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Largest total exponent of an equation that is taken on.
const MAX_DEGREE: u32 = 64;

/// The equations of a fact (one or two); empty when the fact is beyond this module.
///
/// `orient` gives the orientation of a triangle (±1) where undirected angles need it.
pub fn equations<F: Field>(fact: &Fact, at: &impl Fn(Pt) -> V<F>, orient: &impl Fn([Pt; 3]) -> Option<i8>) -> Vec<F> {
    let norm2 = |a: &Pt, b: &Pt| at(*a).sub(&at(*b)).norm2();
    match fact {
        Fact::Same(a, b) => {
            let d = at(*a).sub(&at(*b));
            vec![d.0, d.1]
        }
        Fact::Coll(a, b, c) => vec![cross(at, [*a, *b, *c])],
        Fact::Cyclic(a, b, c, d) => {
            let (a, b, c, d) = (at(*a), at(*b), at(*c), at(*d));
            vec![a.sub(&c).mul(&b.sub(&c).conj()).mul(&a.sub(&d).conj().mul(&b.sub(&d))).1]
        }
        Fact::Sim { a, b, opposite } => {
            let ([a, b, c], [d, e, f]) = (a.map(at), b.map(at));
            let flip = |v: V<F>| if *opposite { v.conj() } else { v };
            let z = b.sub(&a).mul(&flip(f.sub(&d))).sub(&c.sub(&a).mul(&flip(e.sub(&d))));
            vec![z.0, z.1]
        }
        Fact::Dir { terms, turn } => dir_equation(terms, turn, at).into_iter().collect(),
        Fact::Log { terms, konst } => log_equation(terms, konst, at).into_iter().collect(),
        Fact::Len { terms, konst } => {
            let live: Vec<&(Q, Pt, Pt)> = terms.iter().filter(|t| !t.0.is_zero() && t.1 != t.2).collect();
            let sq = |k: &Q| F::from_q(&(k * k));
            match live.as_slice() {
                // q·a = c and q·a = r·b by their squares; the signs must agree
                [(k, a, b)] if !(k * konst).is_negative() => vec![sq(k).mul(&norm2(a, b)).sub(&sq(konst))],
                [(k, a, b), (l, c, d)] if konst.is_zero() && (k * l).is_negative() => {
                    vec![sq(k).mul(&norm2(a, b)).sub(&sq(l).mul(&norm2(c, d)))]
                }
                _ => {
                    let sum = live
                        .iter()
                        .fold(F::from_q(&-konst), |s, (k, a, b)| s.add(&F::from_q(k).mul(&norm2(a, b).sqrt())));
                    vec![sum]
                }
            }
        }
        Fact::Sq { terms, konst } => {
            vec![terms.iter().fold(F::from_q(&-konst), |s, (k, a, b)| s.add(&F::from_q(k).mul(&norm2(a, b))))]
        }
        Fact::Vec(terms) => {
            let sum = |pick: &dyn Fn(V<F>) -> F| {
                terms.iter().fold(F::zero(), |s, (k, p)| s.add(&F::from_q(k).mul(&pick(at(*p)))))
            };
            vec![sum(&|v| v.0), sum(&|v| v.1)]
        }
        Fact::Ang { terms, konst } => match ang_as_dir(terms, konst, orient) {
            Some((dirs, turn)) => dir_equation(&dirs, &turn, at).into_iter().collect(),
            None => Vec::new(),
        },
        Fact::Num(l, r) => vec![value(l, at).sub(&value(r, at))],
    }
}

/// Twice the signed area.
pub fn cross<F: Field>(at: &impl Fn(Pt) -> V<F>, [a, b, c]: [Pt; 3]) -> F {
    let o = at(a);
    at(b).sub(&o).cross(&at(c).sub(&o))
}

/// Σ k·dir − turn ≡ 0: the imaginary part of the product of the vectors to their powers.
fn dir_equation<F: Field>(terms: &[(i64, Pt, Pt)], turn: &Q, at: &impl Fn(Pt) -> V<F>) -> Option<F> {
    if terms.iter().fold(0u64, |s, t| s.saturating_add(t.0.unsigned_abs())) > u64::from(MAX_DEGREE) {
        return None;
    }
    let (c, s) = F::unit(turn);
    let mut z = V(c, s.neg());
    for (k, a, b) in terms {
        let mut v = at(*b).sub(&at(*a));
        if *k < 0 {
            v = v.conj();
        }
        for _ in 0..k.unsigned_abs() {
            z = z.mul(&v);
        }
    }
    Some(z.1)
}

/// Σ q·log = Σ r·log n, as a difference of products of squared lengths.
fn log_equation<F: Field>(terms: &[(Q, Pt, Pt)], konst: &[(u64, Q)], at: &impl Fn(Pt) -> V<F>) -> Option<F> {
    let den =
        terms.iter().map(|t| t.0.denom()).chain(konst.iter().map(|k| k.1.denom())).fold(BigInt::one(), |a, d| a.lcm(d));
    let whole = |x: &Q| (x * Q::from_integer(den.clone())).to_integer();
    let (mut left, mut right) = (F::from_q(&Q::one()), F::from_q(&Q::one()));
    let mut degree = 0;
    let mut times = |base: &F, e: &BigInt| -> Option<()> {
        let n = e.abs().to_u32()?;
        degree += n;
        if degree > MAX_DEGREE {
            return None;
        }
        let side = if e.is_negative() { &mut right } else { &mut left };
        *side = side.mul(&base.pow(n));
        Some(())
    };
    for (k, a, b) in terms {
        times(&at(*a).sub(&at(*b)).norm2(), &whole(k))?;
    }
    for (n, e) in konst {
        // squared lengths on the left, so squares of the constants on the right
        times(&F::from_q(&Q::from_integer((*n).into())).square(), &-whole(e))?;
    }
    Some(left.sub(&right))
}

/// An equation of undirected angles as one of directions, signed by the orientations of its triangles.
/// Equivalent up to whole half-turns, divided by the common denominator.
#[allow(clippy::type_complexity)]
pub fn ang_as_dir(
    terms: &[(Q, [Pt; 3])],
    konst: &Q,
    orient: &impl Fn([Pt; 3]) -> Option<i8>,
) -> Option<(Vec<(i64, Pt, Pt)>, Q)> {
    let den = ang_denominator(terms);
    let mut out = Vec::new();
    for (k, t) in terms {
        let [a, b, c] = *t;
        // when CBA is counter-clockwise, so is the turn from BA to BC
        let sign = i64::from(orient([c, b, a])?);
        let n = (k * Q::from_integer(den.clone())).to_integer().to_i64()? * sign;
        out.push((-n, b, a));
        out.push((n, b, c));
    }
    let turn = konst * Q::from_integer(den);
    Some((out, &turn - turn.floor()))
}

/// Least number that makes all coefficients whole.
pub fn ang_denominator(terms: &[(Q, [Pt; 3])]) -> BigInt {
    terms.iter().fold(BigInt::one(), |a, t| a.lcm(t.0.denom()))
}

/// Undirected angle in half-turns.
pub fn angle<F: Field>(at: &impl Fn(Pt) -> V<F>, [a, b, c]: [Pt; 3]) -> F {
    let v = at(b);
    let (u, w) = (at(a).sub(&v), at(c).sub(&v));
    F::angle(&u.cross(&w), &u.dot(&w))
}

/// Value of a number; no value for a real variable or a function without exact meaning here.
pub fn value<F: Field>(n: &Num, at: &impl Fn(Pt) -> V<F>) -> F {
    let none = || F::zero().div(&F::zero());
    let len = |a: Pt, b: Pt| at(a).sub(&at(b)).norm2().sqrt();
    let two = || F::from_q(&Q::from_integer(2.into()));
    match n {
        Num::Const(c) => F::from_q(c),
        Num::Real(_) => none(),
        Num::Coordinate { axis, of, frame: [o, e] } => {
            let origin = at(*o);
            let (u, v) = (at(*e).sub(&origin), at(*of).sub(&origin));
            let along = if *axis == Axis::X { u.dot(&v) } else { u.cross(&v) };
            along.div(&u.norm2().sqrt())
        }
        Num::Len(a, b) => len(*a, *b),
        Num::Ang(a, b, c) => angle(at, [*a, *b, *c]),
        Num::DistLine(p, a, b) => cross(at, [*p, *a, *b]).abs().div(&len(*a, *b)),
        Num::Area(v) => {
            let Some(&o) = v.first() else { return F::zero() };
            let twice = v.windows(2).fold(F::zero(), |s, w| s.add(&cross(at, [o, w[0], w[1]])));
            twice.abs().div(&two())
        }
        Num::Circumradius(a, b, c) => {
            let prod = len(*a, *b).mul(&len(*b, *c)).mul(&len(*c, *a));
            prod.div(&cross(at, [*a, *b, *c]).abs().mul(&two()))
        }
        Num::Inradius(a, b, c) => {
            let sum = len(*a, *b).add(&len(*b, *c)).add(&len(*c, *a));
            cross(at, [*a, *b, *c]).abs().div(&sum)
        }
        Num::Add(v) => v.iter().fold(F::zero(), |s, t| s.add(&value(t, at))),
        Num::Mul(v) => v.iter().fold(F::from_q(&Q::one()), |s, t| s.mul(&value(t, at))),
        Num::Div(a, b) => value(a, at).div(&value(b, at)),
        Num::Neg(a) => value(a, at).neg(),
        Num::Pow(a, e) => {
            let base = value(a, at);
            let (n, d) = (e.numer().abs().to_u32().filter(|n| *n <= MAX_DEGREE), e.denom().to_u32());
            let power = match (n, d) {
                (Some(n), Some(1)) => base.pow(n),
                (Some(n), Some(2)) => base.sqrt().pow(n),
                _ => return none(),
            };
            if e.is_negative() { F::from_q(&Q::one()).div(&power) } else { power }
        }
        Num::Call(name, args) => match (name.as_str(), args.as_slice()) {
            ("sqrt", [a]) => value(a, at).sqrt(),
            ("abs", [a]) => value(a, at).abs(),
            ("min", [first, rest @ ..]) => rest.iter().fold(value(first, at), |m, t| m.min(&value(t, at))),
            ("max", [first, rest @ ..]) => {
                rest.iter().fold(value(first, at).neg(), |m, t| m.min(&value(t, at).neg())).neg()
            }
            _ => none(),
        },
    }
}
