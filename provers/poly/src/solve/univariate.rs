//! Polynomials in one variable over a tower, and their real roots.

use crate::factor::{factor, from_coefficients};
use crate::roots::real_roots;
use crate::tower::Tower;
use crate::{Poly, Q, Work, int};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

/// Coefficients from the constant on, elements of a tower; the last one not 0.
pub(super) type Over = Vec<Poly>;

pub(super) fn trim(f: &mut Over) {
    while f.last().is_some_and(Poly::is_zero) {
        f.pop();
    }
}

fn monic(f: &Over, t: &Tower) -> Option<Over> {
    let Some(lead) = f.last() else { return Some(vec![]) };
    let by = t.inverse(lead)?;
    f.iter().map(|c| t.mul(c, &by)).collect()
}

/// Quotient and remainder by a polynomial with leading coefficient 1.
fn div_rem(a: &Over, b: &Over, t: &Tower, work: &mut Work) -> Option<(Over, Over)> {
    let mut rest = a.clone();
    let mut quotient = vec![Poly::zero(); (a.len() + 1).saturating_sub(b.len())];
    for i in (0..quotient.len()).rev() {
        let c = rest.get(i + b.len() - 1)?.clone();
        work.spend(c.len() as u64 * 64 + 1)?;
        for (r, n) in rest.iter_mut().skip(i).zip(b) {
            *r = r.sub(&t.mul(&c, n)?);
        }
        *quotient.get_mut(i)? = c;
    }
    trim(&mut rest);
    Some((quotient, rest))
}

/// The greatest common divisor, with leading coefficient 1.
pub(super) fn common_divisor(a: &Over, b: &Over, t: &Tower, work: &mut Work) -> Option<Over> {
    let (mut a, mut b) = (monic(a, t)?, monic(b, t)?);
    while !b.is_empty() {
        let rest = if a.len() < b.len() { a.clone() } else { div_rem(&a, &b, t, work)?.1 };
        a = std::mem::replace(&mut b, monic(&rest, t)?);
    }
    Some(a)
}

fn derivative(f: &Over) -> Over {
    f.iter().enumerate().skip(1).map(|(i, c)| c.scale(&int(i as i64))).collect()
}

/// `f(x + shift)`.
fn shifted(f: &Over, shift: &Poly, t: &Tower) -> Option<Over> {
    let mut out: Over = vec![];
    for c in f.iter().rev() {
        let mut next = vec![Poly::zero(); out.len() + 1];
        for (i, o) in out.iter().enumerate() {
            let low = next.get_mut(i)?;
            *low = low.add(&t.mul(o, shift)?);
            let high = next.get_mut(i + 1)?;
            *high = high.add(o);
        }
        let low = next.get_mut(0)?;
        *low = low.add(c);
        out = next;
    }
    trim(&mut out);
    Some(out)
}

/// Which real numbers are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All of them.
    Any,
    /// Those that are not negative.
    NonNegative,
    /// Those that are positive.
    Positive,
}

impl Side {
    /// Whether a number of that sign is wanted.
    pub(super) fn wants(self, sign: i32) -> bool {
        match self {
            Side::Any => true,
            Side::NonNegative => sign >= 0,
            Side::Positive => sign > 0,
        }
    }
}

/// Whether a polynomial in variable 0 has a root that is wanted.
fn has_root(p: &Poly, side: Side, work: &mut Work) -> Option<bool> {
    let mut found = real_roots(p, 0, work)?;
    for i in 0..found.len() {
        if side.wants(found.sign(i, &Poly::var(0), work)?) {
            return Some(true);
        }
    }
    Some(false)
}

/// A real number: its field, and the element.
type Number = (Tower, Poly);

/// The real roots of a polynomial that is not 0, each once, as elements of towers above the given one; some that are not
/// wanted may be among them. `None` out of work, `Some(None)` where no expression was found for some that are wanted.
pub(super) fn roots(f: &Over, t: &Tower, side: Side, work: &mut Work) -> Option<Option<Vec<Number>>> {
    if f.is_empty() {
        return Some(None);
    }
    let f = monic(f, t)?;
    let common = common_divisor(&f, &derivative(&f), t, work)?;
    let f = div_rem(&f, &common, t, work)?.0;
    let half = Q::new(1.into(), 2.into());
    match f.as_slice() {
        [] | [_] => return Some(Some(vec![])),
        [c, _] => return Some(Some(vec![(t.clone(), c.neg())])),
        [c, b, _] => {
            let middle = b.scale(&-half);
            let square = t.mul(&middle, &middle)?.sub(c);
            return Some(Some(around(&middle, &square, t, work)?));
        }
        _ => {}
    }
    let rational: Option<Vec<Q>> = f.iter().map(Poly::constant_value).collect();
    if let Some(all) = &rational {
        let den = all.iter().fold(BigInt::one(), |d, c| d.lcm(c.denom()));
        let p = from_coefficients(0, &all.iter().map(|c| c.numer() * (&den / c.denom())).collect::<Vec<_>>());
        let found = factor(&p, work)?;
        if found.factors.len() > 1 {
            return each(&found.factors, t, side, work);
        }
        if !has_root(&p, side, work)? {
            return Some(Some(vec![]));
        }
    }
    let degree = f.len() as i64 - 1;
    let shift = f.get(f.len() - 2)?.scale(&Q::new((-1).into(), degree.into()));
    let moved = shifted(&f, &shift, t)?;
    if moved.iter().skip(1).step_by(2).all(Poly::is_zero) {
        // A polynomial in the square.
        let squares: Over = moved.iter().step_by(2).cloned().collect();
        let Some(found) = roots(&squares, t, Side::NonNegative, work)? else { return Some(None) };
        let mut out = Vec::new();
        for (tower, square) in found {
            out.extend(around(&shift, &square, &tower, work)?);
        }
        return Some(Some(out));
    }
    let pure = moved.iter().skip(1).rev().skip(1).all(Poly::is_zero);
    if let (true, Some(c)) = (pure, moved.first().and_then(Poly::constant_value)) {
        // xⁿ = −c, n odd.
        let mut tower = t.clone();
        let Some(root) = tower.odd_root(&c.abs(), degree as u32) else { return Some(None) };
        let root = if c.is_positive() { root.neg() } else { root };
        return Some(Some(vec![(tower, shift.add(&root))]));
    }
    match (moved.as_slice(), &rational) {
        ([r, q, p, _, _], Some(_)) => quartic([p, q, r], &shift, t, work),
        _ => Some(None),
    }
}

fn each(factors: &[(Poly, u32)], t: &Tower, side: Side, work: &mut Work) -> Option<Option<Vec<Number>>> {
    let mut out = Vec::new();
    for (g, _) in factors {
        let Some(found) = roots(&g.coefficients_in(0)?, t, side, work)? else { return Some(None) };
        out.extend(found);
    }
    Some(Some(out))
}

/// `middle ± √square`, where that is real.
fn around(middle: &Poly, square: &Poly, t: &Tower, work: &mut Work) -> Option<Vec<Number>> {
    match t.sign(square, work)? {
        0 => Some(vec![(t.clone(), middle.clone())]),
        1 => {
            let mut tower = t.clone();
            let root = tower.sqrt(square, work)?;
            let (low, high) = (middle.sub(&root), middle.add(&root));
            Some(vec![(tower.clone(), low), (tower, high)])
        }
        _ => Some(vec![]),
    }
}

/// The roots of `x⁴ + px² + qx + r`, moved by the shift: where a root `u` of the resolvent is rational and positive, the
/// quartic is the product of two polynomials of degree 2 over the field with `√u` (Descartes 1637, book III).
fn quartic([p, q, r]: [&Poly; 3], shift: &Poly, t: &Tower, work: &mut Work) -> Option<Option<Vec<Number>>> {
    let four = int(4);
    let linear = p.square()?.sub(&r.scale(&four));
    let resolvent = [q.square()?.neg(), linear, p.scale(&int(2)), Poly::one()];
    let x = Poly::from_coefficients(0, &resolvent);
    let found = factor(&x, work)?;
    for (g, _) in found.factors.iter().filter(|g| g.0.degree() == 1) {
        let parts = g.coefficients_in(0)?;
        let u = parts.first()?.constant_value()? / -parts.get(1)?.constant_value()?;
        if u <= Q::zero() {
            continue;
        }
        let mut tower = t.clone();
        let u = Poly::constant(u);
        let a = tower.sqrt(&u, work)?;
        // (x² + ax + b)(x² − ax + c), b + c = p + u, c − b = q/a.
        let half = Q::new(1.into(), 2.into());
        let sum = p.add(&u);
        let difference = tower.mul(q, &tower.inverse(&a)?)?;
        let mut out = Vec::new();
        for (a, c) in [(a.clone(), sum.sub(&difference)), (a.neg(), sum.add(&difference))] {
            let Some(found) = roots(&vec![c.scale(&half), a, Poly::one()], &tower, Side::Any, work)? else {
                return Some(None);
            };
            out.extend(found.into_iter().map(|(t, x)| (t, x.add(shift))));
        }
        return Some(Some(out));
    }
    Some(None)
}
