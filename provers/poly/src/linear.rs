//! Sparse systems of linear equations over the rationals.
//!
//! Elimination modulo one prime finds the pivots; the square system that they single out is then solved by p-adic lifting
//! with the same elimination (Dixon 1982, "Exact solution of linear equations using p-adic expansions"). Variables that
//! come first are preferred as pivots, the others are 0, so that the order of the columns chooses among the solutions.

use crate::modular::{fractions, inverse, primes, residue};
use crate::{Q, Work};
use num_bigint::BigInt;
use num_traits::{One, ToPrimitive, Zero};

/// `rows · x = right`, with whole numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct System {
    pub(crate) columns: usize,
    /// Each with its entries by increasing column.
    pub(crate) rows: Vec<Vec<(u32, BigInt)>>,
    /// As many as rows.
    pub(crate) right: Vec<BigInt>,
}

/// A row in echelon form.
struct Row {
    /// The row of the system that it was made from.
    source: usize,
    pivot: u32,
    /// What follows the pivot, which is 1.
    tail: Vec<(u32, u32)>,
    /// Multiples of earlier echelon rows that were added, then the factor that made the pivot 1.
    added: Vec<(u32, u32)>,
    factor: u32,
}

/// The echelon form modulo a prime, and how it was got.
pub(crate) struct Echelon {
    p: u32,
    columns: usize,
    rows: Vec<Row>,
}

/// A row modulo the prime, with its number.
type Numbered = (usize, Vec<(u32, u32)>);

/// Eliminates; the column `columns` is the right-hand side. `None` out of work; `Some(None)` where there is no solution.
fn eliminate(
    mut rows: Vec<(usize, Vec<(u32, u32)>)>,
    columns: usize,
    p: u32,
    work: &mut Work,
) -> Option<Option<Echelon>> {
    let wide = u64::from(p);
    let square = wide * wide;
    rows.sort_by_key(|r| (r.1.len(), r.0));
    let mut at: Vec<Option<u32>> = vec![None; columns + 1];
    let mut done: Vec<Row> = Vec::new();
    let mut sums = vec![0u64; columns + 1];
    for (source, row) in rows {
        let Some(first) = row.iter().map(|e| e.0).min() else { continue };
        for &(c, n) in &row {
            if let Some(s) = sums.get_mut(c as usize) {
                *s = u64::from(n);
            }
        }
        let mut added = Vec::new();
        let mut pivot: Option<(u32, u64)> = None;
        let mut tail = Vec::new();
        for c in first as usize..=columns {
            let n = sums.get(c).map_or(0, |s| s % wide);
            if let Some(s) = sums.get_mut(c) {
                *s = 0;
            }
            if n == 0 {
                continue;
            }
            if let Some((_, factor)) = pivot {
                tail.push((c as u32, (n * factor % wide) as u32));
                continue;
            }
            let Some((k, other)) = at.get(c).copied().flatten().and_then(|k| Some((k, done.get(k as usize)?))) else {
                pivot = Some((c as u32, inverse(n, wide)));
                continue;
            };
            let times = wide - n;
            work.spend(other.tail.len() as u64 + 1)?;
            for &(d, m) in &other.tail {
                if let Some(s) = sums.get_mut(d as usize) {
                    *s += times * u64::from(m);
                    if *s >= square {
                        *s -= square;
                    }
                }
            }
            added.push((k, times as u32));
        }
        work.spend((columns as u64 + 1 - u64::from(first)) / 8)?;
        let Some((column, factor)) = pivot else { continue };
        if column as usize == columns {
            return Some(None);
        }
        if let Some(slot) = at.get_mut(column as usize) {
            *slot = Some(done.len() as u32);
        }
        done.push(Row { source, pivot: column, tail, added, factor: factor as u32 });
    }
    Some(Some(Echelon { p, columns, rows: done }))
}

impl Echelon {
    /// Solves modulo the prime for another right-hand side, given by row of the system; the values of all columns.
    fn solve(&self, right: &[u32]) -> Vec<u32> {
        let p = u64::from(self.p);
        let mut z: Vec<u64> = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let mut v = right.get(row.source).map_or(0, |&n| u64::from(n));
            for &(k, times) in &row.added {
                v = (v + u64::from(times) * z.get(k as usize).copied().unwrap_or(0)) % p;
            }
            z.push(v * u64::from(row.factor) % p);
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(self.rows.get(i).map(|r| r.pivot)));
        let mut x = vec![0u32; self.columns];
        for i in order {
            let (Some(row), Some(&value)) = (self.rows.get(i), z.get(i)) else { continue };
            let mut v = value;
            for &(c, n) in &row.tail {
                let known = x.get(c as usize).map_or(0, |&k| u64::from(k));
                if known != 0 {
                    v = (v + (p - u64::from(n)) * known) % p;
                }
            }
            if let Some(slot) = x.get_mut(row.pivot as usize) {
                *slot = v as u32;
            }
        }
        x
    }

    fn size(&self) -> u64 {
        self.rows.iter().map(|r| (r.tail.len() + r.added.len() + 1) as u64).sum()
    }
}

/// Entries of a system while lifting: machine integers, with sums that fit into 128 bits, or long ones.
trait Entry {
    type Sum: Clone;
    fn widen(&self) -> Self::Sum;
    fn subtract(sum: &mut Self::Sum, entry: &Self, times: u32);
    fn residue(sum: &Self::Sum, p: u32) -> u32;
    fn divide(sum: &mut Self::Sum, p: u32);
    fn is_zero(sum: &Self::Sum) -> bool;
}

impl Entry for i64 {
    type Sum = i128;
    fn widen(&self) -> i128 {
        i128::from(*self)
    }
    fn subtract(sum: &mut i128, entry: &i64, times: u32) {
        *sum = sum.wrapping_sub(i128::from(*entry).wrapping_mul(i128::from(times)));
    }
    fn residue(sum: &i128, p: u32) -> u32 {
        sum.rem_euclid(i128::from(p)) as u32
    }
    fn divide(sum: &mut i128, p: u32) {
        *sum /= i128::from(p);
    }
    fn is_zero(sum: &i128) -> bool {
        *sum == 0
    }
}

impl Entry for BigInt {
    type Sum = BigInt;
    fn widen(&self) -> BigInt {
        self.clone()
    }
    fn subtract(sum: &mut BigInt, entry: &BigInt, times: u32) {
        *sum -= entry * times;
    }
    fn residue(sum: &BigInt, p: u32) -> u32 {
        residue(sum, p)
    }
    fn divide(sum: &mut BigInt, p: u32) {
        *sum /= p;
    }
    fn is_zero(sum: &BigInt) -> bool {
        sum.is_zero()
    }
}

/// The longest solution that is looked for, in digits of base p.
const MAX_DIGITS: usize = 2048;

/// Lifts the solution of the pivot rows and columns.
fn lift<E: Entry>(e: &Echelon, rows: &[Vec<(u32, E)>], right: &[E], work: &mut Work) -> Option<Vec<(u32, Q)>> {
    let p = e.p;
    let mut rest: Vec<E::Sum> = right.iter().map(E::widen).collect();
    let pivots: Vec<u32> = e.rows.iter().map(|r| r.pivot).collect();
    let weight = e.size() + rows.iter().map(|r| r.len() as u64).sum::<u64>();
    let mut values: Vec<BigInt> = vec![BigInt::zero(); pivots.len()];
    let mut modulus = BigInt::one();
    let mut pending: Vec<Vec<u32>> = Vec::new();
    let mut next = 2;
    for digit in 1..=MAX_DIGITS {
        work.spend(weight)?;
        let residues: Vec<u32> = rest.iter().map(|r| E::residue(r, p)).collect();
        let x = e.solve(&residues);
        let mut exact = true;
        for row in &e.rows {
            let (Some(r), Some(entries)) = (rest.get_mut(row.source), rows.get(row.source)) else { continue };
            for (c, n) in entries {
                let times = x.get(*c as usize).copied().unwrap_or(0);
                if times != 0 {
                    E::subtract(r, n, times);
                }
            }
            E::divide(r, p);
            exact = exact && E::is_zero(r);
        }
        pending.push(pivots.iter().map(|&c| x.get(c as usize).copied().unwrap_or(0)).collect());
        if digit < next && !exact {
            continue;
        }
        next = digit + digit / 2 + 2;
        // The digits since the last attempt, by Horner's scheme, go on top of the value so far.
        work.spend((pivots.len() * digit * digit / 8) as u64)?;
        for (i, value) in values.iter_mut().enumerate() {
            let mut high = BigInt::zero();
            for digits in pending.iter().rev() {
                high = high * p + digits.get(i).copied().unwrap_or(0);
            }
            *value += high * &modulus;
        }
        modulus *= BigInt::from(p).pow(pending.len() as u32);
        pending.clear();
        if let Some(found) = fractions(&values, &modulus) {
            let solution: Vec<(u32, Q)> = pivots.iter().copied().zip(found).filter(|s| !s.1.is_zero()).collect();
            if holds(e, rows, right, &solution) {
                return Some(solution);
            }
        }
    }
    None
}

/// Whether the fractions solve the pivot rows: exactly, because the numbers of a true solution are bounded, checked
/// modulo a few other primes, which is far quicker; whoever uses a solution checks it in full.
fn holds<E: Entry>(e: &Echelon, rows: &[Vec<(u32, E)>], right: &[E], solution: &[(u32, Q)]) -> bool {
    primes().filter(|&q| q != e.p).take(2).all(|q| {
        let wide = u64::from(q);
        let mut x = vec![0u64; e.columns];
        for (c, v) in solution {
            let d = u64::from(residue(v.denom(), q));
            if d == 0 {
                return false;
            }
            if let Some(slot) = x.get_mut(*c as usize) {
                *slot = u64::from(residue(v.numer(), q)) * inverse(d, wide) % wide;
            }
        }
        e.rows.iter().all(|row| {
            let Some((entries, b)) = rows.get(row.source).zip(right.get(row.source)) else { return false };
            let sum = entries.iter().fold(0, |s, (c, n)| {
                (s + u64::from(E::residue(&n.widen(), q)) * x.get(*c as usize).copied().unwrap_or(0)) % wide
            });
            sum == u64::from(E::residue(&b.widen(), q))
        })
    })
}

/// What came of a system.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Solved {
    /// The values of the variables that are not 0.
    Solution(Vec<(u32, Q)>),
    /// There is no solution (modulo a prime, and so almost certainly none).
    Impossible,
    /// The work was too much.
    GaveUp,
}

impl System {
    fn modulo(&self, p: u32) -> Vec<Numbered> {
        let right = self.columns as u32;
        let mut out = Vec::with_capacity(self.rows.len());
        for (i, (entries, b)) in self.rows.iter().zip(&self.right).enumerate() {
            let all = entries.iter().map(|(c, n)| (*c, residue(n, p)));
            let all = all.chain(std::iter::once((right, residue(b, p))));
            out.push((i, all.filter(|e| e.1 != 0).collect()));
        }
        out
    }

    /// A solution, the earliest columns preferred. It solves the pivot rows; the caller checks the others by checking what
    /// it wanted the solution for.
    pub(crate) fn solve(&self, work: &mut Work) -> Solved {
        let Some(p) = primes().next() else { return Solved::GaveUp };
        let echelon = match eliminate(self.modulo(p), self.columns, p, work) {
            None => return Solved::GaveUp,
            Some(None) => return Solved::Impossible,
            Some(Some(e)) => e,
        };
        // Bounds that keep the sums of the lifting within 128 bits.
        let small = |n: &BigInt| n.to_i64().filter(|k| k.unsigned_abs() < 1 << 60);
        let machine: Option<Vec<Vec<(u32, i64)>>> =
            self.rows.iter().map(|r| r.iter().map(|(c, n)| Some((*c, small(n)?))).collect()).collect();
        let right: Option<Vec<i64>> = self.right.iter().map(small).collect();
        let lifted = match machine.zip(right) {
            Some((rows, right)) => lift(&echelon, &rows, &right, work),
            None => lift(&echelon, &self.rows, &self.right, work),
        };
        lifted.map_or(Solved::GaveUp, Solved::Solution)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(system: &System, solution: &[(u32, Q)]) -> bool {
        let value = |c: u32| solution.iter().find(|s| s.0 == c).map_or_else(Q::zero, |s| s.1.clone());
        system
            .rows
            .iter()
            .zip(&system.right)
            .all(|(row, b)| row.iter().map(|(c, n)| value(*c) * n).sum::<Q>() == Q::from_integer(b.clone()))
    }

    fn big(n: i64) -> BigInt {
        n.into()
    }

    #[test]
    fn random_systems_are_solved_exactly() {
        let mut s = 7u64;
        let mut next = move |n: u64| {
            s = s.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (s >> 33) % n
        };
        for (rows, columns) in [(5, 5), (20, 30), (40, 25), (60, 60)] {
            let x: Vec<i64> = (0..columns).map(|_| next(7) as i64 - 3).collect();
            let mut system = System { columns, ..System::default() };
            for _ in 0..rows {
                let mut row: Vec<(u32, BigInt)> = vec![];
                for c in 0..columns as u32 {
                    if next(3) == 0 {
                        row.push((c, big(next(19) as i64 - 9)));
                    }
                }
                system.right.push(row.iter().map(|(c, n)| n * x[*c as usize]).sum());
                system.rows.push(row);
            }
            let stop = || false;
            let Solved::Solution(found) = system.solve(&mut Work::new(1 << 40, &stop)) else { panic!("solvable") };
            assert!(check(&system, &found));
            assert_eq!(system.solve(&mut Work::new(10, &stop)), Solved::GaveUp);
        }
    }

    #[test]
    fn what_has_no_solution_is_told() {
        let rows = vec![vec![(0, big(1)), (1, big(2))], vec![(0, big(2)), (1, big(4))]];
        let system = System { columns: 2, rows, right: vec![big(1), big(3)] };
        assert_eq!(system.solve(&mut Work::new(1000, &|| false)), Solved::Impossible);
    }
}
