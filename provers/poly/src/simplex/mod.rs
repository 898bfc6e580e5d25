//! Exact linear programming: non-negative combinations of vectors.
//!
//! The simplex method runs in floating point and proposes a basis; the numbers are then those of one sparse linear system,
//! solved exactly, and their signs are looked at. Where rounding misled it, the same method runs with exact fractions and
//! Bland's rule (Bland 1977). Before all that, what the signs of a single row decide is taken out: a row whose entries all
//! have one sign and whose target is 0 makes its columns vanish, which removes most of the columns of typical certificates.

mod exact;
mod presolve;
mod tableau;

use crate::{Q, Work};
use num_traits::{Signed, ToPrimitive, Zero};
use presolve::Reduced;
use tableau::{Basic, End, Tableau};

/// A sparse vector: entries by row, each row at most once.
pub type Vector = Vec<(u32, Q)>;

/// Wanted: `Σ λ_i · nonneg[i] + Σ μ_j · free[j] = target` with all `λ_i ≥ 0`.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// Vectors with factors that are not negative.
    pub nonneg: Vec<Vector>,
    /// Vectors with any factors.
    pub free: Vec<Vector>,
    /// What they add up to.
    pub target: Vector,
    /// What one unit of each of `nonneg` costs (missing ones are 0): among the solutions a cheap one is preferred. This is a
    /// wish, not a promise.
    pub costs: Vec<f64>,
}

/// What came of a program. Both answers have been checked exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The factors that are not 0: of `nonneg` (all positive), of `free`.
    Feasible(Vec<(usize, Q)>, Vec<(usize, Q)>),
    /// A vector `y` with `y · nonneg[i] ≤ 0`, `y · free[j] = 0` and `y · target > 0`: there is no solution.
    Infeasible(Vector),
    /// Out of work.
    GaveUp,
}

impl Program {
    /// How many rows: beyond the greatest that occurs.
    fn rows(&self) -> usize {
        let all = self.nonneg.iter().chain(&self.free).chain(std::iter::once(&self.target));
        all.flatten().map(|e| e.0 as usize + 1).max().unwrap_or(0)
    }

    /// Solves it.
    pub fn solve(&self, work: &mut Work) -> Outcome {
        let reduced = match presolve::reduce(self) {
            Ok(r) => r,
            Err(c) => {
                let y = presolve::extend(self, &c.removed, &vec![(c.row, Q::from_integer(c.wanted.into()))]);
                return self.dual(y).unwrap_or(Outcome::GaveUp);
            }
        };
        let columns = reduced.nonneg.len() + reduced.free.len();
        let half = work.left() / 2;
        let guess = work.with_part(half, |w| self.guided(&reduced, w));
        if let Some(found) = guess {
            return found;
        }
        // Exact tableaux of long fractions: only where they are small.
        if columns * reduced.rows.len() > 1 << 15 {
            return Outcome::GaveUp;
        }
        self.plain(&reduced, work).unwrap_or(Outcome::GaveUp)
    }

    /// By floating-point pivots.
    fn guided(&self, r: &Reduced, work: &mut Work) -> Option<Outcome> {
        let Floats { rows, columns: scales, exponents } = floats(self, r);
        let mut t: Tableau<f64> = Tableau::new(rows, r.free.len(), r.nonneg.len());
        t.start(work)?;
        if t.feasible(work)? {
            let first = t.basic().to_vec();
            let cost = |(i, s): (&usize, &f64)| self.costs.get(*i).copied().unwrap_or(0.0) * s;
            let costs: Vec<f64> = r.nonneg.iter().zip(&scales).map(cost).collect();
            if costs.iter().any(|c| *c != 0.0)
                && t.minimise(&costs, work) == Some(End::Optimal)
                && let Some(found) = self.primal(r, t.basic(), work)
            {
                return Some(found);
            }
            return self.primal(r, &first, work);
        }
        self.refuted(r, t.basic(), &exponents, work)
    }

    /// By exact pivots.
    fn plain(&self, r: &Reduced, work: &mut Work) -> Option<Outcome> {
        let mut t: Tableau<Q> = Tableau::new(exact::dense(self, r), r.free.len(), r.nonneg.len());
        t.start(work)?;
        if t.feasible(work)? { self.primal(r, t.basic(), work) } else { self.refuted(r, t.basic(), &[], work) }
    }

    /// The exact factors of a basis, where they are as they should be.
    fn primal(&self, r: &Reduced, basic: &[Basic], work: &mut Work) -> Option<Outcome> {
        let (lambda, mu) = exact::factors(self, r, basic, work)?;
        (lambda.iter().all(|l| l.1.is_positive()) && self.is_solution(&lambda, &mu)).then_some(())?;
        Some(Outcome::Feasible(lambda, mu))
    }

    /// The exact dual vector of a basis that leaves rows unsatisfied, where rows had been multiplied by powers of 2.
    fn refuted(&self, r: &Reduced, basic: &[Basic], exponents: &[i32], work: &mut Work) -> Option<Outcome> {
        let y = exact::multipliers(self, r, basic, exponents, work)?;
        self.dual(presolve::extend(self, &r.removed, &y))
    }

    /// Whether the factors are a solution, exactly.
    pub fn is_solution(&self, lambda: &[(usize, Q)], mu: &[(usize, Q)]) -> bool {
        let mut sum = vec![Q::zero(); self.rows()];
        let mut add = |v: &Vector, by: &Q| {
            for (row, n) in v {
                if let Some(s) = sum.get_mut(*row as usize) {
                    *s += n * by;
                }
            }
        };
        for (vectors, factors) in [(&self.nonneg, lambda), (&self.free, mu)] {
            for (i, by) in factors {
                let Some(v) = vectors.get(*i) else { return false };
                add(v, by);
            }
        }
        add(&self.target, &Q::from_integer((-1).into()));
        sum.iter().all(Zero::is_zero) && lambda.iter().all(|l| !l.1.is_negative())
    }

    /// The refutation, if the vector is one.
    fn dual(&self, y: Vec<Q>) -> Option<Outcome> {
        let dot = |v: &Vector| -> Q { v.iter().filter_map(|(r, n)| Some(y.get(*r as usize)? * n)).sum() };
        let good = self.nonneg.iter().all(|v| !dot(v).is_positive())
            && self.free.iter().all(|v| dot(v).is_zero())
            && dot(&self.target).is_positive();
        good.then(|| Outcome::Infeasible(presolve::sparse(&y)))
    }
}

/// A tableau in floating point.
struct Floats {
    rows: Vec<Vec<f64>>,
    /// What the columns that are not negative have been multiplied by.
    columns: Vec<f64>,
    /// The logarithms to the base 2 of what the rows have been multiplied by.
    exponents: Vec<i32>,
}

/// The tableau with rows and columns of similar size, its right-hand side moved a little into the cone, which keeps the
/// method from standing still.
fn floats(p: &Program, r: &Reduced) -> Floats {
    let columns = r.free.len() + r.nonneg.len();
    let mut rows = vec![vec![0.0; columns + 1]; r.rows.len()];
    let mut scales = Vec::with_capacity(columns);
    let vectors = r.free.iter().filter_map(|&j| p.free.get(j)).chain(r.nonneg.iter().filter_map(|&i| p.nonneg.get(i)));
    for (column, vector) in vectors.enumerate() {
        let entries: Vec<(usize, f64)> = vector
            .iter()
            .filter_map(|(row, n)| Some((r.place(*row)?, n.to_f64().filter(|x| x.is_finite())?)))
            .collect();
        let most = entries.iter().map(|e| e.1.abs()).fold(0.0, f64::max);
        let scale = if most > 0.0 { 1.0 / most } else { 1.0 };
        for (row, n) in entries {
            if let Some(slot) = rows.get_mut(row).and_then(|x| x.get_mut(column)) {
                *slot = n * scale;
            }
        }
        scales.push(scale);
    }
    let most = p.target.iter().filter_map(|e| e.1.abs().to_f64()).fold(0.0, f64::max);
    let scale = if most > 0.0 { 1.0 / most } else { 1.0 };
    for (row, n) in &p.target {
        if let Some(slot) = r.place(*row).and_then(|i| rows.get_mut(i)).and_then(|x| x.last_mut()) {
            *slot = n.to_f64().unwrap_or(0.0) * scale;
        }
    }
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut shift = Vec::with_capacity(columns);
    for i in 0..columns {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        shift.push(if i < r.free.len() { 0.0 } else { 1e-6 * (0.5 + (seed >> 40) as f64 / (1u64 << 24) as f64) });
    }
    let mut exponents = Vec::with_capacity(rows.len());
    for row in &mut rows {
        let sum: f64 = row.iter().zip(&shift).map(|(n, s)| n * s).sum();
        if let Some(last) = row.last_mut() {
            *last += sum;
        }
        let most = row.iter().take(columns).fold(0.0f64, |m, n| m.max(n.abs()));
        let exponent = if most > 0.0 { -(most.log2().round().clamp(-900.0, 900.0) as i32) } else { 0 };
        row.iter_mut().for_each(|n| *n *= 2f64.powi(exponent));
        exponents.push(exponent);
    }
    Floats { rows, columns: scales.split_off(r.free.len()), exponents }
}
