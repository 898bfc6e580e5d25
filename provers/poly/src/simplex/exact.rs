//! From a basis to exact numbers: one sparse linear system.

use super::presolve::Reduced;
use super::tableau::Basic;
use super::{Program, Vector};
use crate::linear::{Solved, System};
use crate::{Q, Work};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Zero};

/// The rows of a tableau.
pub(super) fn dense(p: &Program, r: &Reduced) -> Vec<Vec<Q>> {
    let columns = r.free.len() + r.nonneg.len();
    let mut rows = vec![vec![Q::zero(); columns + 1]; r.rows.len()];
    let vectors = r.free.iter().filter_map(|&j| p.free.get(j)).chain(r.nonneg.iter().filter_map(|&i| p.nonneg.get(i)));
    for (column, vector) in vectors.chain(std::iter::once(&p.target)).enumerate() {
        for (row, n) in vector {
            if let Some(slot) = r.place(*row).and_then(|i| rows.get_mut(i)).and_then(|x| x.get_mut(column)) {
                *slot = n.clone();
            }
        }
    }
    rows
}

/// A system from rows of fractions: each row is multiplied by its common denominator.
fn system(columns: usize, rows: Vec<(Vec<(u32, Q)>, Q)>) -> System {
    let mut s = System { columns, ..System::default() };
    for (row, right) in rows {
        let den = row.iter().fold(right.denom().clone(), |d, e| d.lcm(e.1.denom()));
        let whole = |q: &Q| q.numer() * (&den / q.denom());
        s.rows.push(row.iter().map(|(c, n)| (*c, whole(n))).collect());
        s.right.push(whole(&right));
    }
    s
}

/// A column of the program.
fn column<'a>(p: &'a Program, r: &Reduced, basic: &Basic) -> Option<&'a Vector> {
    match basic {
        Basic::Free(j) => p.free.get(*r.free.get(*j)?),
        Basic::Column(i) => p.nonneg.get(*r.nonneg.get(*i)?),
        Basic::Artificial(_) => None,
    }
}

/// Factors by index.
type Factors = Vec<(usize, Q)>;

/// The factors of the basic columns: of those that are not negative, of the free ones.
pub(super) fn factors(p: &Program, r: &Reduced, basic: &[Basic], work: &mut Work) -> Option<(Factors, Factors)> {
    let chosen: Vec<(&Basic, &Vector)> = basic.iter().filter_map(|b| Some((b, column(p, r, b)?))).collect();
    let mut rows: Vec<(Vec<(u32, Q)>, Q)> = vec![(vec![], Q::zero()); r.rows.len()];
    for (i, (_, vector)) in chosen.iter().enumerate() {
        for (row, n) in vector.iter() {
            if let Some(x) = r.place(*row).and_then(|k| rows.get_mut(k)) {
                x.0.push((i as u32, n.clone()));
            }
        }
    }
    for (row, n) in &p.target {
        if let Some(x) = r.place(*row).and_then(|k| rows.get_mut(k)) {
            x.1 = n.clone();
        }
    }
    let Solved::Solution(values) = system(chosen.len(), rows).solve(work) else { return None };
    let (mut lambda, mut mu) = (vec![], vec![]);
    for (i, value) in values {
        match chosen.get(i as usize)?.0 {
            Basic::Free(j) => mu.push((*r.free.get(*j)?, value)),
            Basic::Column(i) => lambda.push((*r.nonneg.get(*i)?, value)),
            Basic::Artificial(_) => return None,
        }
    }
    lambda.sort_by_key(|l| l.0);
    mu.sort_by_key(|m| m.0);
    Some((lambda, mu))
}

/// The vector that is orthogonal to the basic columns, and in the rows that are not satisfied has the sign of their
/// right-hand sides, and the size by which the row had been multiplied (a power of 2).
pub(super) fn multipliers(
    p: &Program,
    r: &Reduced,
    basic: &[Basic],
    exponents: &[i32],
    work: &mut Work,
) -> Option<Vector> {
    let least = exponents.iter().copied().min().unwrap_or(0);
    let mut rows: Vec<(Vec<(u32, Q)>, Q)> = Vec::new();
    for (i, b) in basic.iter().enumerate() {
        match (b, column(p, r, b)) {
            (Basic::Artificial(negated), _) => {
                let sign = BigInt::from(if *negated { -1 } else { 1 });
                let shift = exponents.get(i).map_or(0, |e| e.abs_diff(least));
                rows.push((vec![(i as u32, Q::one())], (sign << shift).into()));
            }
            (_, Some(vector)) => {
                let entries = vector.iter().filter_map(|(row, n)| Some((r.place(*row)? as u32, n.clone())));
                rows.push((entries.collect(), Q::zero()));
            }
            (_, None) => return None,
        }
    }
    let Solved::Solution(values) = system(r.rows.len(), rows).solve(work) else { return None };
    values.into_iter().map(|(i, n)| Some((*r.rows.get(i as usize)?, n))).collect()
}
