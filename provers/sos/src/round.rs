//! From a numerical Gram matrix inside the cone to an exact one, and to squares.
//!
//! Peyrl and Parrilo, "Computing sum of squares decompositions with rational coefficients" (2008), section 3: round,
//! go back to the affine space exactly, and if the numerical solution had a margin, the result is still positive
//! semidefinite. Here the way back is not the orthogonal projection but the echelon form: the unknowns without pivots
//! are rounded, the others follow. Coarse denominators are tried first, because short numbers are easier to read.

use crate::dense::{Mat, cholesky};
use crate::linear::Echelon;
use crate::num::{Num, rounded};
use crate::program::{pair, pairs};
use euclase_poly::Q;
use num_bigint::BigInt;
use num_traits::{Signed, Zero};

/// An exact symmetric matrix as positive numbers and vectors: Σ d·l·lᵀ.
pub type Squares = Vec<(Q, Vec<(usize, Q)>)>;

/// The denominators that are tried.
fn denominators() -> Vec<BigInt> {
    let mut all: Vec<BigInt> = [1, 2, 4, 6, 12, 24, 60, 120, 720].into_iter().map(BigInt::from).collect();
    all.extend([12, 16, 20, 26, 32, 40, 50].into_iter().map(|k| BigInt::from(1) << k));
    all
}

/// Rounds the blocks `numeric` (inner Gram matrices, the unknowns of block `k` from `starts[k]`) to an exact solution of
/// the system, and returns each block as weighted squares.
pub fn round_blocks(
    numeric: &[Mat],
    starts: &[usize],
    width: usize,
    echelon: &Echelon,
    stop: &dyn Fn() -> bool,
) -> Option<(Vec<Num>, Vec<Squares>)> {
    let mut pivot = vec![false; width];
    echelon.pivots.iter().for_each(|(c, _)| pivot[*c as usize] = true);
    for d in denominators() {
        let mut values = vec![Num::ZERO; width];
        for (block, start) in numeric.iter().zip(starts) {
            for j in 0..block.rows {
                for i in 0..=j {
                    let k = start + pair(i, j);
                    if !pivot[k] {
                        values[k] = rounded(block.at(i, j), &d);
                    }
                }
            }
        }
        echelon.complete(&mut values);
        if stop() {
            return None;
        }
        let block_values = |k: usize| &values[starts[k]..starts[k] + pairs(numeric[k].rows)];
        if !(0..numeric.len()).all(|k| plausible(block_values(k), numeric[k].rows)) {
            continue;
        }
        let squares: Option<Vec<Squares>> =
            (0..numeric.len()).map(|k| squares(block_values(k), numeric[k].rows, stop)).collect();
        if let Some(squares) = squares {
            return Some((values, squares));
        }
    }
    None
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
