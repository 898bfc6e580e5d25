//! From a numerical Gram matrix inside the cone to an exact one, and to squares.
//!
//! Peyrl and Parrilo, "Computing sum of squares decompositions with rational coefficients" (2008), section 3: round,
//! go back to the affine space exactly, and if the numerical solution had a margin, the result is still positive
//! semidefinite. Here the way back is not the orthogonal projection but the echelon form: the unknowns without pivots
//! are rounded, the others follow.
//!
//! Two ways. For small matrices the entries are rounded to coarse denominators and the result is factored exactly: that
//! gives the shortest identities, but the numbers of an exact factorisation grow with the size. For the rest the *factor*
//! is rounded: entries without pivots are those of L·Lᵀ + λ·D exactly, so only a pivot's entry differs from that, by a
//! rounding error, for which λ·D pays as a diagonally dominant matrix does. All numbers stay short.

use crate::dense::{Mat, cholesky};
use crate::eigen::eigen;
use crate::linear::Echelon;
use crate::num::{Num, dyadic, rounded};
use crate::program::{pair, pairs};
use euclase_poly::Q;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// An exact symmetric matrix as positive numbers and vectors: Σ d·l·lᵀ.
pub type Squares = Vec<(Q, Vec<(usize, Q)>)>;

/// An exact solution: the unknowns, and each block as weighted squares.
pub type Rounded = (Vec<Num>, Vec<Squares>);

/// The largest block whose exact factorisation is tried.
const EXACT: usize = 14;

/// Where the unknowns of the blocks are, and how the ones with pivots follow from the others.
pub struct Layout<'a> {
    /// The first unknown of each block.
    pub starts: &'a [usize],
    /// How many unknowns there are.
    pub width: usize,
    /// The system.
    pub echelon: &'a Echelon,
}

/// Rounds the blocks `numeric` (inner Gram matrices) to an exact solution of the system.
///
/// `accept` may refuse a solution.
pub fn round_blocks(
    numeric: &[Mat],
    layout: &Layout,
    accept: &dyn Fn(&[Squares]) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<Rounded> {
    let mut pivot = vec![false; layout.width];
    layout.echelon.pivots.iter().for_each(|(c, _)| pivot[*c as usize] = true);
    let small = numeric.iter().all(|m| m.rows <= EXACT);
    let coarse = [1, 2, 4, 6, 12, 24, 60, 120, 720].into_iter().map(BigInt::from);
    for d in coarse.filter(|_| small) {
        if stop() {
            return None;
        }
        if let Some(found) = round_entries(numeric, layout, &pivot, &d, stop)
            && accept(&found.1)
        {
            return Some(found);
        }
    }
    let scaled: Vec<Scaled> = numeric.iter().map(Scaled::new).collect::<Option<_>>()?;
    for bits in [6, 8, 10, 13, 16, 20, 24, 30, 36, 42] {
        if stop() {
            return None;
        }
        if let Some(found) = round_factors(&scaled, layout, &pivot, bits)
            && accept(&found.1)
        {
            return Some(found);
        }
    }
    None
}

/// Entries to multiples of `1/d`, then an exact factorisation.
fn round_entries(
    numeric: &[Mat],
    layout: &Layout,
    pivot: &[bool],
    d: &BigInt,
    stop: &dyn Fn() -> bool,
) -> Option<Rounded> {
    let mut values = vec![Num::ZERO; layout.width];
    for (block, start) in numeric.iter().zip(layout.starts) {
        for j in 0..block.rows {
            for i in 0..=j {
                let k = start + pair(i, j);
                if !pivot[k] {
                    values[k] = rounded(block.at(i, j), d);
                }
            }
        }
    }
    layout.echelon.complete(&mut values);
    let block_values = |k: usize| &values[layout.starts[k]..layout.starts[k] + pairs(numeric[k].rows)];
    if !(0..numeric.len()).all(|k| plausible(block_values(k), numeric[k].rows)) {
        return None;
    }
    let squares: Option<Vec<Squares>> =
        (0..numeric.len()).map(|k| squares(block_values(k), numeric[k].rows, stop)).collect();
    squares.map(|s| (values, s))
}

/// A numerical block over a basis scaled by powers of two, less a part of its margin, factored.
struct Scaled {
    /// The exponents of the scales.
    exponents: Vec<i32>,
    /// The lower triangular factor of what is left.
    factor: Mat,
    /// What was taken off the diagonal.
    margin: f64,
}

impl Scaled {
    fn new(m: &Mat) -> Option<Scaled> {
        let n = m.rows;
        let exponents: Vec<i32> = (0..n)
            .map(|i| {
                let d = m.at(i, i);
                (d > 0.0 && d.is_finite()).then(|| (0.5 * d.log2()).round() as i32)
            })
            .collect::<Option<_>>()?;
        let mut s = m.clone();
        for i in 0..n {
            for j in 0..n {
                *s.at_mut(i, j) *= (-f64::from(exponents[i] + exponents[j])).exp2();
            }
        }
        let least = eigen(&s, false).0.first().copied().unwrap_or(1.0);
        if least.is_nan() || least <= 0.0 {
            return None;
        }
        let margin = 0.4 * least;
        s.add_scaled(-margin, &Mat::scaled_identity(n, 1.0));
        Some(Scaled { exponents, factor: cholesky(&s, 0.0)?, margin })
    }

    /// The factor in units of 2^-bits.
    fn rounded(&self, bits: i32) -> Vec<Vec<i128>> {
        let unit = f64::from(bits).exp2();
        (0..self.factor.rows).map(|i| self.factor.row(i).iter().map(|v| (v * unit).round() as i128).collect()).collect()
    }
}

/// Factors to multiples of 2^-bits.
fn round_factors(scaled: &[Scaled], layout: &Layout, pivot: &[bool], bits: i32) -> Option<Rounded> {
    let mut values = vec![Num::ZERO; layout.width];
    let factors: Vec<Vec<Vec<i128>>> = scaled.iter().map(|s| s.rounded(bits)).collect();
    // The products L·Lᵀ, and with the margin what the entries without pivots are set to.
    let mut products = values.clone();
    for ((s, l), start) in scaled.iter().zip(&factors).zip(layout.starts) {
        let margin = dyadic((s.margin * f64::from(2 * bits).exp2()).round() as i128, -2 * bits);
        for (j, e) in s.exponents.iter().enumerate() {
            for (i, f) in s.exponents.iter().enumerate().take(j + 1) {
                let k = start + pair(i, j);
                let sum = l[i].iter().zip(&l[j]).take(i + 1).map(|(a, b)| a * b).sum();
                products[k] = dyadic(sum, e + f - 2 * bits);
                if !pivot[k] {
                    values[k] = products[k].clone();
                    if i == j {
                        values[k] = values[k].plus(&margin.times(&dyadic(1, 2 * e)));
                    }
                }
            }
        }
    }
    layout.echelon.complete(&mut values);
    let mut out = Vec::with_capacity(scaled.len());
    for ((s, l), start) in scaled.iter().zip(&factors).zip(layout.starts) {
        let n = l.len();
        let mut squares = Squares::new();
        // What pays for the errors, in scaled units.
        let mut purse: Vec<Num> = Vec::with_capacity(n);
        for (i, e) in s.exponents.iter().enumerate() {
            let k = start + pair(i, i);
            purse.push(values[k].plus(&products[k].negated()).times(&dyadic(1, -2 * e)));
        }
        for j in 0..n {
            for i in 0..j {
                let k = start + pair(i, j);
                let (e, f) = (s.exponents[i], s.exponents[j]);
                let error = values[k].plus(&products[k].negated()).times(&dyadic(1, -e - f));
                if error.is_zero() {
                    continue;
                }
                let size = error.absolute();
                for p in [i, j] {
                    purse[p] = purse[p].plus(&size.negated());
                }
                let sign = i128::from(error.sign());
                squares.push((size.to_q(), vec![(i, dyadic(1, e).to_q()), (j, dyadic(sign, f).to_q())]));
            }
        }
        if purse.iter().any(|p| p.sign() < 0) {
            return None;
        }
        for (i, p) in purse.iter().enumerate().filter(|(_, p)| !p.is_zero()) {
            squares.push((p.to_q(), vec![(i, dyadic(1, s.exponents[i]).to_q())]));
        }
        for c in 0..n {
            let entries = l.iter().zip(&s.exponents).enumerate().skip(c);
            let entries = entries.map(|(i, (row, e))| (i, row.get(c).copied().unwrap_or(0), e));
            let nonzero = entries.filter(|(_, v, _)| *v != 0);
            let column: Vec<(usize, Q)> = nonzero.map(|(i, v, e)| (i, dyadic(v, e - bits).to_q())).collect();
            if !column.is_empty() {
                squares.push((Q::one(), column));
            }
        }
        out.push(squares);
    }
    Some((values, out))
}

/// Whether a matrix looks positive semidefinite in floating point.
fn plausible(values: &[Num], n: usize) -> bool {
    let mut m = Mat::zeros(n, n);
    for j in 0..n {
        for i in 0..=j {
            let v = values.get(pair(i, j)).map_or(0.0, Num::to_f64);
            *m.at_mut(i, j) = v;
            *m.at_mut(j, i) = v;
        }
    }
    // Scaled to a unit diagonal, so that the tolerance means something.
    let scale: Vec<f64> = (0..n).map(|i| m.at(i, i)).collect();
    if scale.iter().any(|d| *d < 0.0) {
        return false;
    }
    for i in 0..n {
        for j in 0..n {
            let d = (scale[i] * scale[j]).sqrt();
            let v = m.at(i, j);
            *m.at_mut(i, j) = if d > 0.0 { v / d } else { v };
        }
        *m.at_mut(i, i) = 1.0 + 1e-9;
    }
    cholesky(&m, 0.0).is_some()
}

/// L·D·Lᵀ over ℚ; `None` for a matrix that is not positive semidefinite.
pub fn squares(values: &[Num], n: usize, stop: &dyn Fn() -> bool) -> Option<Squares> {
    let mut a: Vec<Vec<Q>> = Vec::with_capacity(n);
    for i in 0..n {
        a.push((0..=i).map(|j| values.get(pair(j, i)).map_or_else(Q::zero, Num::to_q)).collect());
    }
    let mut out = Squares::new();
    for k in 0..n {
        if stop() {
            return None;
        }
        let d = a[k][k].clone();
        if d.is_negative() {
            return None;
        }
        let column: Vec<Q> = (k + 1..n).map(|i| a[i][k].clone()).collect();
        if d.is_zero() {
            if column.iter().any(|v| !v.is_zero()) {
                return None;
            }
            continue;
        }
        let l: Vec<Q> = column.iter().map(|v| v / &d).collect();
        for (i, v) in column.iter().enumerate().filter(|(_, v)| !v.is_zero()) {
            for (j, w) in l.iter().enumerate().take(i + 1).filter(|(_, w)| !w.is_zero()) {
                a[k + 1 + i][k + 1 + j] -= v * w;
            }
        }
        let mut vector = vec![(k, Q::from_integer(1.into()))];
        vector.extend(l.into_iter().enumerate().filter(|(_, v)| !v.is_zero()).map(|(i, v)| (k + 1 + i, v)));
        out.push((d, vector));
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_of_semidefinite_matrices_only() {
        let m = |v: [i64; 6]| v.map(Num::int).to_vec();
        // Columns of the upper triangle: (0,0); (0,1), (1,1); (0,2), (1,2), (2,2).
        let good = squares(&m([1, -1, 1, 0, 0, 2]), 3, &|| false).expect("semidefinite");
        assert_eq!(good.len(), 2);
        assert!(squares(&m([0, 1, 1, 0, 0, 1]), 3, &|| false).is_none());
        assert!(squares(&m([1, 2, 1, 0, 0, 1]), 3, &|| false).is_none());
    }
}
