//! Eigenvalues and orthonormal bases of dense matrices.

use crate::dense::{Mat, axpy, dot};

/// Eigenvalues of a symmetric matrix, rising, and the eigenvectors as the rows of the matrix if they are wanted.
/// Householder's tridiagonal form, then implicit QL (Golub and Van Loan, Matrix Computations, 8.3). What has not
/// converged after sixty rounds for one eigenvalue is left as it is.
pub fn eigen(a: &Mat, vectors: bool) -> (Vec<f64>, Mat) {
    let n = a.rows;
    if n == 0 {
        return (Vec::new(), Mat::zeros(0, 0));
    }
    let mut a = a.clone();
    let (mut d, mut e) = (vec![0.0; n], vec![0.0; n]);
    let mut reflectors: Vec<(Vec<f64>, f64)> = Vec::new();
    for k in 0..n.saturating_sub(2) {
        // Annihilate column k below the subdiagonal.
        let x: Vec<f64> = (k + 1..n).map(|i| a.at(i, k)).collect();
        let norm = dot(&x, &x).sqrt();
        let mut v = x.clone();
        let alpha = if x[0] > 0.0 { -norm } else { norm };
        v[0] -= alpha;
        let vv = dot(&v, &v);
        let beta = if vv > 0.0 { 2.0 / vv } else { 0.0 };
        if beta > 0.0 && beta.is_finite() {
            let m = v.len();
            let mut p: Vec<f64> = (0..m).map(|i| beta * dot(&a.row(k + 1 + i)[k + 1..], &v)).collect();
            let half = 0.5 * beta * dot(&p, &v);
            axpy(-half, &v, &mut p);
            for i in 0..m {
                let row = &mut a.row_mut(k + 1 + i)[k + 1..];
                axpy(-v[i], &p, row);
                axpy(-p[i], &v, row);
            }
            e[k] = alpha;
            reflectors.push((v, beta));
        } else {
            e[k] = x[0];
            reflectors.push((v, 0.0));
        }
        d[k] = a.at(k, k);
    }
    if n >= 2 {
        d[n - 2] = a.at(n - 2, n - 2);
        e[n - 2] = a.at(n - 1, n - 2);
    }
    d[n - 1] = a.at(n - 1, n - 1);
    // Rows of q: the transposed orthogonal factor, built backwards.
    let mut q = if vectors { Mat::scaled_identity(n, 1.0) } else { Mat::zeros(0, 0) };
    if vectors {
        for (k, (v, beta)) in reflectors.iter().enumerate() {
            // Each row of q is a column of H₁·H₂·…; multiply qᵀ from the right, that is the rows of q from the left.
            let mut w = vec![0.0; n];
            for (i, v) in v.iter().enumerate() {
                axpy(*v, q.row(k + 1 + i), &mut w);
            }
            for (i, v) in v.iter().enumerate() {
                axpy(-beta * v, &w, q.row_mut(k + 1 + i));
            }
        }
    }
    implicit_ql(&mut d, &mut e, &mut q);
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by(|&i, &j| d[i].total_cmp(&d[j]));
    let values = order.iter().map(|&i| d[i]).collect();
    if !vectors {
        return (values, q);
    }
    let mut sorted = Mat::zeros(n, n);
    for (to, &from) in order.iter().enumerate() {
        sorted.row_mut(to).copy_from_slice(q.row(from));
    }
    (values, sorted)
}

/// QL with implicit shifts on the tridiagonal matrix with diagonal `d` and subdiagonal `e`; the rows of `q` are turned
/// along with it.
fn implicit_ql(d: &mut [f64], e: &mut [f64], q: &mut Mat) {
    let n = d.len();
    for l in 0..n {
        for _ in 0..60 {
            let m = (l..n - 1).find(|&m| e[m].abs() <= f64::EPSILON * (d[m].abs() + d[m + 1].abs())).unwrap_or(n - 1);
            if m == l {
                break;
            }
            let mut g = (d[l + 1] - d[l]) / (2.0 * e[l]);
            let mut r = g.hypot(1.0);
            g = d[m] - d[l] + e[l] / (g + r.copysign(g));
            let (mut s, mut c, mut p) = (1.0, 1.0, 0.0);
            let mut broken = false;
            for i in (l..m).rev() {
                let f = s * e[i];
                let b = c * e[i];
                r = f.hypot(g);
                e[i + 1] = r;
                if r == 0.0 {
                    d[i + 1] -= p;
                    e[m] = 0.0;
                    broken = true;
                    break;
                }
                s = f / r;
                c = g / r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2.0 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                if q.rows == n {
                    let (low, high) = q.data.split_at_mut((i + 1) * n);
                    for (x, y) in low[i * n..].iter_mut().zip(&mut high[..n]) {
                        let (u, v) = (*x, *y);
                        *y = s * u + c * v;
                        *x = c * u - s * v;
                    }
                }
            }
            if !broken {
                d[l] -= p;
                e[l] = g;
                e[m] = 0.0;
            }
        }
    }
}

/// An orthonormal basis of the span of the columns (modified Gram–Schmidt, twice), and the upper triangular `R` with
/// `A = Q·R`. Columns must be independent; `None` if one is not, to rounding.
pub fn orthonormal(a: &Mat) -> Option<(Mat, Mat)> {
    let mut q = a.transposed();
    let k = a.cols;
    let mut r = Mat::zeros(k, k);
    for j in 0..k {
        let before = dot(q.row(j), q.row(j)).sqrt();
        for _ in 0..2 {
            for i in 0..j {
                let (low, high) = q.data.split_at_mut(j * a.rows);
                let (qi, qj) = (&low[i * a.rows..(i + 1) * a.rows], &mut high[..a.rows]);
                let s = dot(qi, qj);
                axpy(-s, qi, qj);
                *r.at_mut(i, j) += s;
            }
        }
        let norm = dot(q.row(j), q.row(j)).sqrt();
        if norm.is_nan() || norm <= 1e-11 * before {
            return None;
        }
        q.row_mut(j).iter_mut().for_each(|v| *v /= norm);
        *r.at_mut(j, j) = norm;
    }
    Some((q.transposed(), r))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dense::tests::sample;

    #[test]
    fn eigenvectors_diagonalise() {
        for n in [1, 2, 3, 7, 30] {
            let a = sample(n);
            let (values, q) = eigen(&a, true);
            let d = q.times(&a).times(&q.transposed());
            let mut want = Mat::zeros(n, n);
            for (i, v) in values.iter().enumerate() {
                *want.at_mut(i, i) = *v;
            }
            want.add_scaled(-1.0, &d);
            assert!(want.data.iter().all(|v| v.abs() < 1e-12 * n as f64), "{n}");
            assert!(values.windows(2).all(|w| w[0] <= w[1]));
            assert_eq!(eigen(&a, false).0.len(), n);
        }
    }
}
