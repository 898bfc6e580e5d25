//! Rational numbers that are mostly short: machine integers as long as they suffice, then [`Q`].
//!
//! The linear systems of this crate have thousands of coefficients like 1, −2 and 3/2; their elimination would spend
//! its time in allocation otherwise.

use euclase_poly::Q;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

/// A rational number. Short ones are always [`Num::Small`], so equality is that of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Num {
    /// Numerator and positive denominator, without a common divisor.
    Small(i64, i64),
    /// What does not fit.
    Big(Box<Q>),
}

impl Num {
    /// 0.
    pub const ZERO: Num = Num::Small(0, 1);
    /// 1.
    pub const ONE: Num = Num::Small(1, 1);

    /// A whole number.
    pub fn int(n: i64) -> Num {
        Num::big(Q::from_integer(n.into()))
    }

    fn big(q: Q) -> Num {
        match (q.numer().to_i64(), q.denom().to_i64()) {
            (Some(n), Some(d)) if n != i64::MIN => Num::Small(n, d),
            _ => Num::Big(Box::new(q)),
        }
    }

    /// From a quotient of wide integers, the denominator not zero.
    fn wide(n: i128, d: i128) -> Num {
        let g = n.gcd(&d);
        let (n, d) = if g > 1 { (n / g, d / g) } else { (n, d) };
        let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) if n != i64::MIN => Num::Small(n, d),
            _ => Num::Big(Box::new(Q::new_raw(n.into(), d.into()))),
        }
    }

    /// The number as [`Q`].
    pub fn to_q(&self) -> Q {
        match self {
            Num::Small(n, d) => Q::new_raw((*n).into(), (*d).into()),
            Num::Big(q) => (**q).clone(),
        }
    }

    /// The nearest floating-point number, or one near it.
    pub fn to_f64(&self) -> f64 {
        match self {
            Num::Small(n, d) => *n as f64 / *d as f64,
            Num::Big(q) => q.to_f64().unwrap_or(0.0),
        }
    }

    /// Without its sign.
    pub fn absolute(&self) -> Num {
        if self.sign() < 0 { self.negated() } else { self.clone() }
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        matches!(self, Num::Small(0, _))
    }

    /// −1, 0 or 1.
    pub fn sign(&self) -> i32 {
        match self {
            Num::Small(n, _) => n.signum() as i32,
            Num::Big(q) if q.is_negative() => -1,
            Num::Big(_) => 1,
        }
    }

    /// The sum.
    pub fn plus(&self, other: &Num) -> Num {
        match (self, other) {
            (Num::Small(a, b), Num::Small(c, d)) => {
                if b == d {
                    return Num::wide(i128::from(*a) + i128::from(*c), i128::from(*b));
                }
                let (a, b, c, d) = (i128::from(*a), i128::from(*b), i128::from(*c), i128::from(*d));
                match (a * d).checked_add(c * b) {
                    Some(n) => Num::wide(n, b * d),
                    None => Num::big(self.to_q() + other.to_q()),
                }
            }
            _ => Num::big(self.to_q() + other.to_q()),
        }
    }

    /// The product.
    pub fn times(&self, other: &Num) -> Num {
        match (self, other) {
            (Num::Small(a, b), Num::Small(c, d)) => {
                Num::wide(i128::from(*a) * i128::from(*c), i128::from(*b) * i128::from(*d))
            }
            _ => Num::big(self.to_q() * other.to_q()),
        }
    }

    /// The opposite.
    pub fn negated(&self) -> Num {
        match self {
            Num::Small(a, b) => Num::Small(-a, *b),
            Num::Big(q) => Num::big(-(**q).clone()),
        }
    }

    /// The quotient; 0 where the divisor is 0.
    pub fn over(&self, other: &Num) -> Num {
        match (self, other) {
            (_, Num::Small(0, _)) => Num::ZERO,
            (Num::Small(a, b), Num::Small(c, d)) => {
                Num::wide(i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c))
            }
            _ => Num::big(self.to_q() / other.to_q()),
        }
    }
}

impl From<&Q> for Num {
    fn from(q: &Q) -> Num {
        Num::big(q.clone())
    }
}

/// The multiple of `1/denominator` nearest to `x`; 0 for what is not finite.
pub fn rounded(x: f64, denominator: &BigInt) -> Num {
    match Q::from_float(x) {
        Some(q) if !q.is_zero() => Num::big(Q::new((q * denominator).round().to_integer(), denominator.clone())),
        _ => Num::ZERO,
    }
}

/// `n · 2^e`.
pub fn dyadic(n: i128, e: i32) -> Num {
    if n == 0 {
        return Num::ZERO;
    }
    let zeros = n.trailing_zeros();
    let (n, e) = (BigInt::from(n >> zeros), e + zeros as i32);
    let power = BigInt::from(1) << e.unsigned_abs();
    Num::big(if e >= 0 { Q::from_integer(n * power) } else { Q::new_raw(n, power) })
}

/// The rational numbers that the rows of a computed matrix most likely stand for; `None` for rows that do not look
/// rational. A fraction p/q is believed where it is so much nearer than 1/q² that it is no accident (every number is
/// within 1/q² of infinitely many fractions). Numbers of one matrix tend to have denominators in common, so what is
/// recognised helps with the rest.
pub fn recognised(rows: &[Vec<f64>]) -> Vec<Option<Vec<Num>>> {
    let mut common = 1i64;
    let mut out: Vec<Vec<Option<Num>>> = rows.iter().map(|r| vec![None; r.len()]).collect();
    loop {
        let mut progress = false;
        for (row, out) in rows.iter().zip(&mut out) {
            for (x, out) in row.iter().zip(out).filter(|(_, o)| o.is_none()) {
                let Some(y) = one_recognised(*x, common) else { continue };
                if let Num::Small(_, d) = y {
                    let more = common.lcm(&d);
                    common = if more <= 1 << 24 { more } else { common };
                }
                *out = Some(y);
                progress = true;
            }
        }
        if !progress {
            return out.into_iter().map(|row| row.into_iter().collect()).collect();
        }
    }
}

/// One number, of which a multiple by `common` may be simpler.
fn one_recognised(x: f64, common: i64) -> Option<Num> {
    let scale = common as f64;
    let noise = 1e-14 * scale * (1.0 + x.abs());
    simplest(x * scale, noise).map(|y| y.over(&Num::int(common)))
}

/// The other root of an equation of second degree with short whole coefficients that `x` seems to satisfy, and no
/// fraction does.
pub fn quadratic_conjugate(x: f64) -> Option<f64> {
    if !x.is_finite() || x.abs() > 1e3 || simplest(x, 1e-14 * (1.0 + x.abs())).is_some() {
        return None;
    }
    (1..=24i32).find_map(|a| {
        (-100..=100i32).find_map(|b| {
            let (a, b) = (f64::from(a), f64::from(b));
            let c = -(a * x * x + b * x);
            let size = 1.0 + (a * x * x).abs() + (b * x).abs();
            ((c - c.round()).abs() < 1e-12 * size && c.abs() < 200.0).then(|| -b / a - x)
        })
    })
}

/// For y = p + q·x with short rational p and q: p + q·conjugate.
pub fn conjugate_like(y: f64, x: f64, conjugate: f64) -> Option<f64> {
    let noise = |v: f64| 1e-14 * (1.0 + v.abs());
    if simplest(y, noise(y)).is_some() {
        return Some(y);
    }
    (1..=12i32).find_map(|d| {
        (-48..=48i32).filter(|n| *n != 0).find_map(|n| {
            let q = f64::from(n) / f64::from(d);
            let p = y - q * x;
            // Short fractions only: many are tried.
            let p = p * f64::from(d) * 12.0;
            let nearest = p.round();
            let close = (p - nearest).abs() < 1e-10 * (1.0 + p.abs()) && nearest.abs() < 1e4;
            close.then(|| nearest / (12.0 * f64::from(d)) + q * conjugate)
        })
    })
}

/// The convergent p/q of the continued fraction of `x` for which q²·(distance) is least, if that is so little that it is
/// no accident. Distances below `noise` count as that.
fn simplest(x: f64, noise: f64) -> Option<Num> {
    if !x.is_finite() || x.abs() > 1e9 {
        return None;
    }
    let (mut p0, mut q0, mut p1, mut q1) = (0i64, 1i64, 1i64, 0i64);
    let mut rest = x;
    let mut best: (f64, Option<Num>) = (ACCIDENT, None);
    for _ in 0..40 {
        let whole = rest.floor();
        let a = whole as i64;
        let p2 = a.checked_mul(p1).and_then(|v| v.checked_add(p0));
        let q2 = a.checked_mul(q1).and_then(|v| v.checked_add(q0));
        let (Some(p2), Some(q2)) = (p2, q2) else { break };
        (p0, q0, p1, q1) = (p1, q1, p2, q2);
        let q = q1 as f64;
        let score = q * q * (x - p1 as f64 / q).abs().max(noise);
        if score < best.0 {
            best = (score, Some(Num::wide(p1.into(), q1.into())));
        }
        rest = 1.0 / (rest - whole);
        if !(q * q * noise < ACCIDENT && rest.is_finite()) {
            break;
        }
    }
    best.1
}

/// Random numbers have a fraction with q²·(distance) below this, for a given size of q, about this often.
const ACCIDENT: f64 = 4e-3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_and_big_agree() {
        let values = [0, 1, -1, 7, i64::MAX, -i64::MAX, 1 << 40, -(1 << 33) + 1];
        let mut all = Vec::new();
        for a in values {
            for b in values.iter().filter(|b| **b != 0) {
                all.push(Num::int(a).over(&Num::int(*b)));
            }
        }
        for a in &all {
            assert_eq!(Num::from(&a.to_q()), *a);
            for b in &all {
                assert_eq!(a.plus(b).to_q(), a.to_q() + b.to_q());
                assert_eq!(a.times(b).to_q(), a.to_q() * b.to_q());
                if !b.is_zero() {
                    assert_eq!(a.over(b).to_q(), a.to_q() / b.to_q());
                }
            }
        }
    }

    #[test]
    fn fractions_are_simple() {
        assert_eq!(simplest(1.0 / 3.0 + 1.234567e-5, 1e-14), Some(Num::Small(1, 3)));
        assert_eq!(simplest(-2.5 + 1.234567e-4, 1e-14), Some(Num::Small(-5, 2)));
        assert_eq!(simplest(1.234567e-7, 1e-14), Some(Num::Small(0, 1)));
        assert_eq!(simplest(2f64.sqrt(), 1e-14), None);
        assert_eq!(simplest(f64::NAN, 1e-14), None);
        let half = 0.5 + 2f64.sqrt() * 1e-5;
        let rows = [vec![half, -7.0 / 11.0 + 3f64.sqrt() * 1e-6], vec![2f64.sqrt(), 1.0], vec![std::f64::consts::PI]];
        let seen = recognised(&rows);
        assert_eq!(seen[0], Some(vec![Num::Small(1, 2), Num::Small(-7, 11)]));
        assert_eq!(seen[1..], [None, None]);
        // 668070 = 30 · 22269: recognised only together.
        let rows = [vec![76573.0 / 668070.0 + 2e-14, -868.0 / 22269.0 + 1e-14]];
        assert_eq!(recognised(&rows), [Some(vec![Num::Small(76573, 668070), Num::Small(-868, 22269)])]);
        assert_eq!(dyadic(-12, -3), Num::Small(-3, 2));
        assert_eq!(dyadic(12, 1), Num::Small(24, 1));
    }
}
