//! Exact numbers of a construction: what is written with few digits, and angles in degrees.

use std::fmt;

/// A rational number of moderate size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Q {
    num: i64,
    den: i64,
}

/// Largest numerator or denominator: what people write, not what rounding leaves.
const LARGEST: i128 = 1_000_000_000;

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

impl Q {
    pub(super) fn new(num: i128, den: i128) -> Option<Q> {
        if den == 0 {
            return None;
        }
        let g = gcd(num, den).max(1) * den.signum();
        let (num, den) = (num / g, den / g);
        let small = num.abs() <= LARGEST && den <= LARGEST;
        small.then_some(Q { num: num as i64, den: den as i64 })
    }

    pub(super) fn whole(n: i64) -> Q {
        Q { num: n, den: 1 }
    }

    /// `2.5`, `1.0E-4`
    pub(super) fn decimal(text: &str) -> Option<Q> {
        let (mantissa, exponent) = text.split_once('E').unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().ok()?;
        let (sign, mantissa) = mantissa.strip_prefix('-').map_or((1, mantissa), |m| (-1, m));
        let (int, frac) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let frac = frac.trim_end_matches('0');
        if int.len() + frac.len() > 18 || exponent.abs() > 12 {
            return None;
        }
        let digits: i128 = format!("0{int}{frac}").parse().ok()?;
        let shift = exponent - frac.len() as i32;
        let power = 10i128.checked_pow(shift.unsigned_abs())?;
        if shift >= 0 { Q::new(sign * digits.checked_mul(power)?, 1) } else { Q::new(sign * digits, power) }
    }

    /// The fraction with a small denominator that is nearest, if that is where rounding explains the difference.
    pub(super) fn near(x: f64) -> Option<Q> {
        (1..=360i64).find_map(|den| {
            let num = (x * den as f64).round();
            let close = (x - num / den as f64).abs() < 1e-9 * (1.0 + x.abs());
            if close && num.abs() < 1e9 { Q::new(num as i128, i128::from(den)) } else { None }
        })
    }

    pub(super) fn value(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    pub(super) fn is_zero(self) -> bool {
        self.num == 0
    }

    pub(super) fn is_whole(self) -> bool {
        self.den == 1
    }

    pub(super) fn neg(self) -> Q {
        Q { num: -self.num, den: self.den }
    }

    pub(super) fn op(self, sign: char, o: Q) -> Option<Q> {
        let (a, b) = (i128::from(self.num), i128::from(self.den));
        let (c, d) = (i128::from(o.num), i128::from(o.den));
        match sign {
            '+' => Q::new(a * d + c * b, b * d),
            '-' => Q::new(a * d - c * b, b * d),
            '*' => Q::new(a * c, b * d),
            '/' => Q::new(a * d, b * c),
            _ => None,
        }
    }

    /// An angle in degrees, between -180 (exclusive) and 180.
    pub(super) fn turned(self) -> Option<Q> {
        let full = 360 * i128::from(self.den);
        let r = i128::from(self.num).rem_euclid(full);
        Q::new(if 2 * r > full { r - full } else { r }, i128::from(self.den))
    }
}

impl fmt::Display for Q {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 { write!(f, "{}", self.num) } else { write!(f, "{}/{}", self.num, self.den) }
    }
}
