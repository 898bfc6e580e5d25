//! Real roots of polynomials in one variable: by formulas and as rationals where that is possible, else nearly.

use super::value::{Value, fractions};
use euclase_figure::algebraic::Algebraic;
use euclase_grammar::core::Q;
use num_integer::Integer;
use num_traits::{Signed, Zero};
use std::rc::Rc;

/// The real roots of Σ coefficient·x^i, without repetition of rational ones; `None` if every number is one.
pub fn roots(mut coefficients: Vec<Value>) -> Option<Vec<Value>> {
    let largest = coefficients.iter().map(|c| c.near.abs()).fold(0.0, f64::max);
    let zero = |c: &Value| c.as_rational().map_or(c.near.abs() <= largest * 1e-14, Q::is_zero);
    while coefficients.last().is_some_and(zero) {
        coefficients.pop();
    }
    if coefficients.is_empty() {
        return None;
    }
    let mut out = Vec::new();
    let low = coefficients.iter().take_while(|c| zero(c)).count();
    if low > 0 {
        out.push(Value::rational(Q::zero()));
        coefficients.drain(..low);
    }
    let exponents = (1..coefficients.len()).filter(|i| !zero(&coefficients[*i]));
    let step = exponents.fold(0, |g, i| g.gcd(&i));
    if step > 1 {
        // a polynomial in x^step
        let inner = coefficients.into_iter().step_by(step).collect();
        for w in roots(inner).unwrap_or_default() {
            let k = u32::try_from(step).unwrap_or(u32::MAX);
            if step % 2 == 1 {
                out.push(w.root(k));
            } else if w.near >= 0.0 {
                let r = w.root(k);
                out.push(r.minus());
                out.push(r);
            }
        }
        return Some(out);
    }
    match &coefficients[..] {
        [] | [_] => {}
        [c, b] => out.push(c.minus().over(b)),
        [c, b, a] => out.extend(quadratic(a, b, c)),
        _ => out.extend(higher(&coefficients)),
    }
    Some(out)
}

fn quadratic(a: &Value, b: &Value, c: &Value) -> Vec<Value> {
    let four = Value::rational(Q::from_integer(4.into()));
    let discriminant = b.power(2).plus(&four.times(&a.times(c)).minus());
    let twice = a.plus(a);
    let scale = b.near.powi(2) + (4.0 * a.near * c.near).abs();
    let sign = match discriminant.as_rational() {
        Some(d) => i32::from(d.is_positive()) - i32::from(d.is_negative()),
        None if discriminant.near.abs() <= scale * 1e-13 => 0,
        None => {
            if discriminant.near > 0.0 {
                1
            } else {
                -1
            }
        }
    };
    match sign {
        -1 => Vec::new(),
        0 => vec![b.minus().over(&twice)],
        _ => {
            let r = discriminant.root(2);
            [r.minus(), r].into_iter().map(|r| b.minus().plus(&r).over(&twice)).collect()
        }
    }
}

/// Rational roots are divided out, until a quadratic is left; what else there is, nearly.
fn higher(coefficients: &[Value]) -> Vec<Value> {
    let near: Vec<f64> = coefficients.iter().map(|c| c.near).collect();
    let found = near_roots(&near);
    let Some(exact) = coefficients.iter().map(|c| c.as_rational().cloned()).collect::<Option<Vec<Q>>>() else {
        return found.into_iter().map(Value::float).collect();
    };
    let mut rest = exact;
    let mut out = Vec::new();
    for x in &found {
        let rational = fractions(*x, 1000)
            .into_iter()
            .find(|r| (super::value::float(r) - x).abs() < 1e-6 * (1.0 + x.abs()) && divided(&rest, r).is_some());
        if let Some(r) = rational {
            while let Some(less) = divided(&rest, &r) {
                rest = less;
            }
            out.push(Value::rational(r));
        }
    }
    if out.is_empty() {
        return found.into_iter().map(|x| between(&rest, x)).collect();
    }
    out.extend(roots(rest.into_iter().map(Value::rational).collect()).unwrap_or_default());
    out
}

/// The root near x as such, if the sign changes there.
fn between(coefficients: &[Q], x: f64) -> Value {
    // dyadic numbers with few places on both sides
    let places = 24.0 - (x.abs() + 1.0).log2().ceil();
    let scale = places.exp2();
    let end = |up: f64| Q::from_float(((x * scale).floor() + up) / scale);
    let root = end(-1.0).zip(end(2.0)).map(|(lo, hi)| Algebraic { coefficients: coefficients.to_vec(), lo, hi });
    Value { root: root.filter(|r| r.root().is_some()).map(Rc::new), ..Value::float(x) }
}

/// Divided by x − r, if that leaves nothing.
fn divided(coefficients: &[Q], r: &Q) -> Option<Vec<Q>> {
    if coefficients.len() < 2 {
        return None;
    }
    let mut out = Vec::new();
    let mut carry = Q::zero();
    for c in coefficients.iter().rev() {
        carry = c + &carry * r;
        out.push(carry.clone());
    }
    out.pop().filter(Q::is_zero)?;
    out.reverse();
    Some(out)
}

fn at(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |s, c| s * x + c)
}

/// Between the roots of the derivative a polynomial has one root at most.
fn near_roots(coefficients: &[f64]) -> Vec<f64> {
    match coefficients {
        [] | [_] => return Vec::new(),
        [c, b] => return vec![-c / b],
        _ => {}
    }
    let derivative: Vec<f64> = coefficients.iter().enumerate().skip(1).map(|(i, c)| i as f64 * c).collect();
    let lead = coefficients.last().copied().unwrap_or(1.0).abs();
    let bound = 1.0 + coefficients.iter().map(|c| c.abs() / lead).fold(0.0, f64::max);
    let mut stops = vec![-bound];
    stops.extend(near_roots(&derivative));
    stops.push(bound);
    stops.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for w in stops.windows(2) {
        let (mut lo, mut hi) = (w[0], w[1]);
        let scale = coefficients.iter().rev().fold(0.0, |s, c| s * hi.abs() + c.abs());
        if at(coefficients, hi).abs() <= scale * 1e-12 {
            out.push(hi);
            continue;
        }
        let rising = at(coefficients, lo) < 0.0;
        if rising == (at(coefficients, hi) < 0.0) {
            continue;
        }
        for _ in 0..80 {
            let mid = (lo + hi) / 2.0;
            if (at(coefficients, mid) < 0.0) == rising {
                lo = mid;
            } else {
                hi = mid;
            }
        }
        out.push((lo + hi) / 2.0);
    }
    out.dedup_by(|a, b| (*a - *b).abs() <= 1e-9 * (1.0 + a.abs()));
    out
}
