//! The simplex method on a dense tableau, in floating point or with exact fractions.
//!
//! Free variables are made basic first and stay so. The first phase drives out one artificial variable a row (whose columns
//! are never stored, because they never come back), the second makes the costs small.

use crate::{Q, Work};
use num_traits::{Signed, Zero};

/// A number of a tableau.
pub(super) trait Number: Clone + PartialOrd {
    /// Whether pivots are chosen by Bland's rule, which cannot cycle, rather than by the greatest gain.
    const BLAND: bool;
    /// How much one operation costs.
    const COST: u64;
    fn zero() -> Self;
    /// −1, 0 or 1; rounding errors are 0.
    fn sign(&self) -> i32;
    fn over(&self, other: &Self) -> Self;
    fn opposite(&self) -> Self;
    /// `self -= other`.
    fn less(&mut self, other: &Self);
    /// Its size, roughly.
    fn size(&self) -> f64;
    /// `row -= factor · pivot`.
    fn subtract(row: &mut [Self], factor: &Self, pivot: &[Self]);
}

/// What rounding may leave of a zero, for columns whose greatest entry is about 1.
const TOLERANCE: f64 = 1e-9;

impl Number for f64 {
    const BLAND: bool = false;
    const COST: u64 = 1;
    fn zero() -> f64 {
        0.0
    }
    fn sign(&self) -> i32 {
        i32::from(*self > TOLERANCE) - i32::from(*self < -TOLERANCE)
    }
    fn over(&self, other: &f64) -> f64 {
        self / other
    }
    fn opposite(&self) -> f64 {
        -self
    }
    fn less(&mut self, other: &f64) {
        *self -= other;
    }
    fn size(&self) -> f64 {
        self.abs()
    }
    fn subtract(row: &mut [f64], factor: &f64, pivot: &[f64]) {
        row.iter_mut().zip(pivot).for_each(|(r, p)| *r -= factor * p);
    }
}

impl Number for Q {
    const BLAND: bool = true;
    const COST: u64 = 200;
    fn zero() -> Q {
        <Q as Zero>::zero()
    }
    fn sign(&self) -> i32 {
        i32::from(self.is_positive()) - i32::from(self.is_negative())
    }
    fn over(&self, other: &Q) -> Q {
        if other.is_zero() { <Q as Zero>::zero() } else { self / other }
    }
    fn opposite(&self) -> Q {
        -self
    }
    fn less(&mut self, other: &Q) {
        *self -= other;
    }
    fn size(&self) -> f64 {
        // Short fractions make the shortest tableaux.
        -((self.numer().bits() + self.denom().bits()) as f64)
    }
    fn subtract(row: &mut [Q], factor: &Q, pivot: &[Q]) {
        for (r, p) in row.iter_mut().zip(pivot) {
            if !p.is_zero() {
                *r -= factor * p;
            }
        }
    }
}

/// What is basic in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basic {
    /// A free column: never leaves.
    Free(usize),
    /// A column that is not negative.
    Column(usize),
    /// An artificial variable: the row is not satisfied yet; whether the row was negated.
    Artificial(bool),
}

pub(super) struct Tableau<N> {
    /// Each with its right-hand side in the end.
    rows: Vec<Vec<N>>,
    basic: Vec<Basic>,
    free: usize,
    columns: usize,
}

/// How an optimisation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Optimal,
    Unbounded,
}

impl<N: Number> Tableau<N> {
    /// Rows with `free` free columns first, then those that are not negative, then the right-hand side.
    pub(super) fn new(rows: Vec<Vec<N>>, free: usize, columns: usize) -> Tableau<N> {
        let basic = vec![Basic::Artificial(false); rows.len()];
        Tableau { rows, basic, free, columns }
    }

    pub(super) fn basic(&self) -> &[Basic] {
        &self.basic
    }

    fn entry(&self, row: usize, column: usize) -> Option<&N> {
        self.rows.get(row)?.get(column)
    }

    fn right(&self, row: usize) -> Option<&N> {
        self.entry(row, self.free + self.columns)
    }

    fn pivot(&mut self, row: usize, column: usize, costs: &mut [N], work: &mut Work) -> Option<()> {
        work.spend((self.rows.len() * (self.free + self.columns + 1)) as u64 * N::COST / 4 + 1)?;
        let mut pivot = std::mem::take(self.rows.get_mut(row)?);
        let by = pivot.get(column)?.clone();
        pivot.iter_mut().for_each(|n| *n = n.over(&by));
        let clear = |other: &mut [N]| {
            if let Some(factor) = other.get(column).cloned().filter(|f| *f != N::zero()) {
                N::subtract(other, &factor, &pivot);
                if let Some(slot) = other.get_mut(column) {
                    *slot = N::zero();
                }
            }
        };
        self.rows.iter_mut().for_each(|r| clear(r));
        clear(costs);
        *self.rows.get_mut(row)? = pivot;
        Some(())
    }

    /// Makes free columns basic, then makes the right-hand sides of the other rows non-negative.
    pub(super) fn start(&mut self, work: &mut Work) -> Option<()> {
        for column in 0..self.free {
            let mut best: Option<(usize, f64)> = None;
            for row in 0..self.rows.len() {
                let artificial = matches!(self.basic.get(row), Some(Basic::Artificial(_)));
                let Some(n) = self.entry(row, column).filter(|n| artificial && n.sign() != 0) else { continue };
                let size = n.size();
                if best.is_none_or(|b| size > b.1) {
                    best = Some((row, size));
                }
            }
            if let Some((row, _)) = best {
                self.pivot(row, column, &mut [], work)?;
                *self.basic.get_mut(row)? = Basic::Free(column);
            }
        }
        let right = self.free + self.columns;
        for (row, basic) in self.rows.iter_mut().zip(&mut self.basic) {
            if *basic == Basic::Artificial(false) && row.get(right).is_some_and(|n| *n < N::zero()) {
                row.iter_mut().for_each(|n| *n = n.opposite());
                *basic = Basic::Artificial(true);
            }
        }
        Some(())
    }

    /// The sum of the rows that are not satisfied, with sign changed: its reduced costs.
    fn infeasibility(&self) -> Vec<N> {
        let mut sum = vec![N::zero(); self.free + self.columns + 1];
        for (row, basic) in self.rows.iter().zip(&self.basic) {
            if matches!(basic, Basic::Artificial(_)) {
                sum.iter_mut().zip(row).for_each(|(s, n)| s.less(n));
            }
        }
        sum
    }

    /// First phase. `None` out of work; whether the rows can be satisfied.
    pub(super) fn feasible(&mut self, work: &mut Work) -> Option<bool> {
        let mut costs = self.infeasibility();
        for step in 1..self.most_steps() {
            let Some(column) = self.entering(&costs) else { break };
            let Some(row) = self.leaving(column, false) else { break };
            self.pivot(row, column, &mut costs, work)?;
            *self.basic.get_mut(row)? = Basic::Column(column - self.free);
            if step % 32 == 0 && !N::BLAND {
                costs = self.infeasibility();
            }
        }
        let left = self.infeasibility();
        Some(left.last().is_none_or(|n| n.sign() == 0))
    }

    /// Second phase: costs of the columns that are not negative.
    pub(super) fn minimise(&mut self, costs: &[N], work: &mut Work) -> Option<End> {
        let mut reduced = vec![N::zero(); self.free];
        reduced.extend(costs.iter().take(self.columns).cloned());
        reduced.resize(self.free + self.columns + 1, N::zero());
        for (row, basic) in self.rows.iter().zip(&self.basic) {
            if let Basic::Column(c) = basic
                && let Some(cost) = costs.get(*c).filter(|c| c.sign() != 0)
            {
                N::subtract(&mut reduced, cost, row);
            }
        }
        for _ in 1..self.most_steps() {
            let Some(column) = self.entering(&reduced) else { return Some(End::Optimal) };
            let Some(row) = self.leaving(column, true) else { return Some(End::Unbounded) };
            self.pivot(row, column, &mut reduced, work)?;
            *self.basic.get_mut(row)? = Basic::Column(column - self.free);
        }
        None
    }

    /// In floating point rounding might make it cycle.
    fn most_steps(&self) -> usize {
        if N::BLAND { usize::MAX } else { 1000 + 20 * (self.rows.len() + self.columns) }
    }

    fn entering(&self, costs: &[N]) -> Option<usize> {
        let candidates = costs.iter().enumerate().skip(self.free).take(self.columns).filter(|c| c.1.sign() < 0);
        if N::BLAND {
            return candidates.map(|c| c.0).next();
        }
        candidates
            .fold(None, |best: Option<(usize, &N)>, c| if best.is_none_or(|b| c.1 < b.1) { Some(c) } else { best })
            .map(|b| b.0)
    }

    /// The row whose basic variable reaches 0 first. With `exact`, artificial variables are 0 and have to stay so.
    fn leaving(&self, column: usize, exact: bool) -> Option<usize> {
        let mut best: Option<(usize, N)> = None;
        for (i, basic) in self.basic.iter().enumerate() {
            let (Some(n), Some(right)) = (self.entry(i, column), self.right(i)) else { continue };
            let ratio = match basic {
                Basic::Free(_) => continue,
                Basic::Artificial(_) if exact && n.sign() != 0 => N::zero(),
                _ if n.sign() > 0 => right.over(n),
                _ => continue,
            };
            let better = match &best {
                None => true,
                Some((b, least)) if N::BLAND => ratio < *least || (ratio == *least && self.rank(i) < self.rank(*b)),
                Some((b, least)) => {
                    let mut gain = least.clone();
                    gain.less(&ratio);
                    // Among equals the greatest pivot.
                    let size = |row: usize| self.entry(row, column).map_or(0.0, N::size);
                    gain.sign() > 0 || (gain.sign() == 0 && size(i) > size(*b))
                }
            };
            if better {
                best = Some((i, ratio));
            }
        }
        best.map(|b| b.0)
    }

    /// Bland's order of the basic variables: artificial ones leave first.
    fn rank(&self, row: usize) -> usize {
        match self.basic.get(row) {
            Some(Basic::Column(c)) => c + 1,
            _ => 0,
        }
    }
}
