//! Dense linear algebra in `f64`, row-major: products and the Cholesky factorisation.
//!
//! Our own, because what the semidefinite solver needs is little, has to give the same bits on every machine (a
//! library that picks its kernels by the processor does not), and must need no Fortran.

/// A matrix, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Mat {
    /// Number of rows.
    pub rows: usize,
    /// Number of columns.
    pub cols: usize,
    /// The entries, row by row.
    pub data: Vec<f64>,
}

impl Mat {
    /// The zero matrix.
    pub fn zeros(rows: usize, cols: usize) -> Mat {
        Mat { rows, cols, data: vec![0.0; rows * cols] }
    }

    /// `scale` times the identity.
    pub fn scaled_identity(n: usize, scale: f64) -> Mat {
        let mut m = Mat::zeros(n, n);
        for i in 0..n {
            m.data[i * n + i] = scale;
        }
        m
    }

    /// The entry in row `i`, column `j`.
    #[inline]
    pub fn at(&self, i: usize, j: usize) -> f64 {
        self.data[i * self.cols + j]
    }

    /// The entry in row `i`, column `j`, to be changed.
    #[inline]
    pub fn at_mut(&mut self, i: usize, j: usize) -> &mut f64 {
        &mut self.data[i * self.cols + j]
    }

    /// Row `i`.
    #[inline]
    pub fn row(&self, i: usize) -> &[f64] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// Row `i`, to be changed.
    #[inline]
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }

    /// The transposed matrix.
    pub fn transposed(&self) -> Mat {
        let mut t = Mat::zeros(self.cols, self.rows);
        for i in 0..self.rows {
            for (j, v) in self.row(i).iter().enumerate() {
                t.data[j * self.rows + i] = *v;
            }
        }
        t
    }

    /// `self · other`.
    pub fn times(&self, other: &Mat) -> Mat {
        let mut out = Mat::zeros(self.rows, other.cols);
        for i in 0..self.rows {
            let row = &mut out.data[i * other.cols..(i + 1) * other.cols];
            for (k, a) in self.row(i).iter().enumerate() {
                if *a != 0.0 {
                    axpy(*a, other.row(k), row);
                }
            }
        }
        out
    }

    /// Adds `scale · other`.
    pub fn add_scaled(&mut self, scale: f64, other: &Mat) {
        axpy(scale, &other.data, &mut self.data);
    }

    /// Replaces a square matrix by the mean of itself and its transpose.
    pub fn symmetrise(&mut self) {
        let n = self.rows;
        for i in 0..n {
            for j in 0..i {
                let v = 0.5 * (self.data[i * n + j] + self.data[j * n + i]);
                self.data[i * n + j] = v;
                self.data[j * n + i] = v;
            }
        }
    }

    /// The sum of the products of entries, `tr(AᵀB)`.
    pub fn inner(&self, other: &Mat) -> f64 {
        dot(&self.data, &other.data)
    }

    /// The Frobenius norm.
    pub fn norm(&self) -> f64 {
        self.inner(self).sqrt()
    }
}

/// `y += a·x`.
#[inline]
pub fn axpy(a: f64, x: &[f64], y: &mut [f64]) {
    for (y, x) in y.iter_mut().zip(x) {
        *y += a * x;
    }
}

/// The scalar product, summed in four lanes (a fixed order, and one that vectorises).
#[inline]
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    let mut lanes = [0.0; 4];
    let (xs, ys) = (x.chunks_exact(4), y.chunks_exact(4));
    let rest: f64 = xs.remainder().iter().zip(ys.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in xs.zip(ys) {
        for l in 0..4 {
            lanes[l] += a[l] * b[l];
        }
    }
    (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]) + rest
}

/// Width of the panels of the blocked factorisation.
const PANEL: usize = 48;

/// The Cholesky factor of a positive definite matrix, of which the lower triangle is read: `L` with `A = L·Lᵀ`, zeros
/// above the diagonal. `None` when a pivot is not above `floor` times the diagonal entry that it came from.
pub fn cholesky(a: &Mat, floor: f64) -> Option<Mat> {
    let n = a.rows;
    let mut l = a.clone();
    let mut start = 0;
    while start < n {
        let end = (start + PANEL).min(n);
        factor_panel(&mut l, a, start, end, floor)?;
        update_trailing(&mut l, start, end);
        start = end;
    }
    for i in 0..n {
        l.row_mut(i)[i + 1..].fill(0.0);
    }
    Some(l)
}

/// Columns `start..end` of the factor, once everything to their left has been subtracted.
fn factor_panel(l: &mut Mat, a: &Mat, start: usize, end: usize, floor: f64) -> Option<()> {
    let n = l.rows;
    for j in start..end {
        let (above, below) = l.data.split_at_mut((j + 1) * n);
        let row_j = &mut above[j * n..(j + 1) * n];
        let d = row_j[j] - dot(&row_j[start..j], &row_j[start..j]);
        if !(d > floor * a.at(j, j).abs() && d > 0.0) {
            return None;
        }
        let pivot = d.sqrt();
        row_j[j] = pivot;
        for row_i in below.chunks_exact_mut(n) {
            row_i[j] = (row_i[j] - dot(&row_i[start..j], &row_j[start..j])) / pivot;
        }
    }
    Some(())
}

/// Subtracts the product of the panel `start..end` with its transpose from what lies right of it, in tiles of 4 × 4
/// that stay in registers.
fn update_trailing(l: &mut Mat, start: usize, end: usize) {
    let (n, width) = (l.rows, end - start);
    let rest = n - end;
    if rest == 0 {
        return;
    }
    // The panel transposed, padded to tiles.
    let padded = rest.div_ceil(4) * 4;
    let mut panel = vec![0.0; width * padded];
    for i in 0..rest {
        for k in 0..width {
            panel[k * padded + i] = l.data[(end + i) * n + start + k];
        }
    }
    for i0 in (0..rest).step_by(4) {
        for j0 in (0..=i0).step_by(4) {
            let mut acc = [[0.0f64; 4]; 4];
            for row in panel.chunks_exact(padded) {
                let (Some(a), Some(b)) = (row.get(i0..i0 + 4), row.get(j0..j0 + 4)) else { continue };
                for (acc, a) in acc.iter_mut().zip(a) {
                    for (acc, b) in acc.iter_mut().zip(b) {
                        *acc += a * b;
                    }
                }
            }
            for (i, acc) in acc.iter().enumerate().take(rest - i0) {
                for (j, v) in acc.iter().enumerate().take(rest - j0) {
                    l.data[(end + i0 + i) * n + end + j0 + j] -= v;
                }
            }
        }
    }
}

/// Solves `L·Lᵀ·x = b` in place.
pub fn cholesky_solve(l: &Mat, b: &mut [f64]) {
    let n = l.rows;
    for i in 0..n {
        let s = dot(&l.row(i)[..i], &b[..i]);
        b[i] = (b[i] - s) / l.at(i, i);
    }
    for i in (0..n).rev() {
        b[i] /= l.at(i, i);
        let (head, tail) = b.split_at_mut(i);
        axpy(-tail[0], &l.row(i)[..i], head);
    }
}

/// The inverse of a lower triangular matrix.
pub fn lower_inverse(l: &Mat) -> Mat {
    let n = l.rows;
    let mut inv = Mat::zeros(n, n);
    for i in 0..n {
        let (done, rest) = inv.data.split_at_mut(i * n);
        let row = &mut rest[..n];
        for k in 0..i {
            axpy(-l.at(i, k), &done[k * n..k * n + k + 1], &mut row[..k + 1]);
        }
        let d = 1.0 / l.at(i, i);
        row[..i].iter_mut().for_each(|v| *v *= d);
        row[i] = d;
    }
    inv
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A symmetric matrix without structure.
    pub(crate) fn sample(n: usize) -> Mat {
        let mut seed = 12345u64;
        let mut m = Mat::zeros(n, n);
        for i in 0..n {
            for j in 0..=i {
                seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                let v = (seed >> 33) as f64 / (1u64 << 31) as f64 - 0.5;
                *m.at_mut(i, j) = v;
                *m.at_mut(j, i) = v;
            }
        }
        m
    }

    #[test]
    fn cholesky_solves() {
        for n in [1, 5, 48, 49, 131] {
            let a = sample(n);
            let mut p = a.times(&a.transposed());
            p.add_scaled(0.1, &Mat::scaled_identity(n, 1.0));
            let l = cholesky(&p, 1e-14).expect("positive definite");
            let mut diff = l.times(&l.transposed());
            diff.add_scaled(-1.0, &p);
            assert!(diff.norm() < 1e-10 * p.norm());
            let mut x = vec![1.0; n];
            cholesky_solve(&l, &mut x);
            let back: Vec<f64> = (0..n).map(|i| dot(p.row(i), &x)).collect();
            assert!(back.iter().all(|v| (v - 1.0).abs() < 1e-8));
            let mut one = lower_inverse(&l).times(&l);
            one.add_scaled(-1.0, &Mat::scaled_identity(n, 1.0));
            assert!(one.norm() < 1e-8);
        }
        assert!(cholesky(&sample(6), 1e-14).is_none());
    }
}
