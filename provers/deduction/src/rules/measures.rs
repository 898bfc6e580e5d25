//! Lengths that are known as numbers pass between logarithms, lengths and squares: AB = 2, AB² = 4, log AB = log 2.
//!
//! Only where the statement names a length; without a unit no length is a number.

use crate::field as f;
use crate::load::square_root;
use crate::rules::log_terms;
use crate::state::{By, K, PRIMES, Reason, State, T};
use euclase_grammar::core::Q;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Largest numerator or denominator of a square that is passed on.
const MOST: u64 = 1_000_000;

pub fn run(s: &mut State) {
    if !s.unit {
        return;
    }
    for p in 0..s.pic.ends.len() {
        let known = [T::Log, T::Len, T::Sq].map(|t| square(s, t, K as u32 + p as u32));
        let Some(r) = known.iter().flatten().next().cloned() else { continue };
        for (t, k) in [T::Log, T::Len, T::Sq].into_iter().zip(known) {
            if k.is_none() {
                emit(s, p, &r, t);
            }
        }
    }
}

/// The square of a length that a table gives as a number.
fn square(s: &State, t: T, column: u32) -> Option<Q> {
    let left = s.t[t as usize].over_free(&[(column, 1)]);
    if left.is_empty() || left.iter().any(|e| e.0 as usize >= K) {
        return None;
    }
    let mut r = Q::one();
    for (c, k) in left {
        let (num, den) = f::to_fraction(k, 1 << 20)?;
        let k = Q::new(num.into(), den.into());
        match t {
            T::Len => r = &k * &k,
            T::Log => {
                let e = k * Q::from_integer(2.into());
                if !e.is_integer() || e.abs() > Q::from_integer(40.into()) {
                    return None;
                }
                r *= Q::from_integer(PRIMES[c as usize].into()).pow(e.to_integer().to_i32()?);
            }
            _ => r = k,
        }
    }
    r.is_positive().then_some(r)
}

fn emit(s: &mut State, p: usize, square: &Q, to: T) {
    let reason = Reason::new(By::Measure, &[s.pic.ends[p].0, s.pic.ends[p].1]);
    let of = |r: &Q| Some((r.numer().to_u64().filter(|n| *n < MOST)?, r.denom().to_u64().filter(|n| *n < MOST)?));
    let column = K as u32 + p as u32;
    let row = match to {
        T::Log => {
            let (r, power) = square_root(square).map_or_else(|| (square.clone(), 2), |r| (r, 1));
            of(&r).and_then(|(n, d)| log_terms(n, d)).map(|mut row| {
                row.push((column, power));
                row
            })
        }
        T::Len => square_root(square).and_then(|r| of(&r)).map(|(n, d)| vec![(0, -(n as i32)), (column, d as i32)]),
        _ => of(square).map(|(n, d)| vec![(0, -(n as i32)), (column, d as i32)]),
    };
    if let Some(row) = row.filter(|_| !square.is_zero()) {
        s.emit(to, &row, reason);
    }
}
