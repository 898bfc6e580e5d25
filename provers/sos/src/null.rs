//! Faces of the cone: which vectors a Gram matrix has to annihilate, and the subspace that is left, exactly.

use crate::dense::{Mat, axpy, dot};
use crate::eigen::eigen;
use crate::num::{Num, recognised};
use crate::program::{Program, Vector};
use crate::zeros::Root;
use euclase_poly::Mono;
use num_traits::ToPrimitive;

/// Confines the squares to those that vanish at given points wherever their weights do not; whether anything shrank.
pub fn vanish_at(program: &mut Program, points: &[Root]) -> bool {
    let mut any = false;
    for gram in &mut program.grams {
        let mut rows: Vec<f64> = Vec::new();
        for z in points {
            for g in &program.group {
                let image = image(&z.point, g);
                let size: f64 =
                    gram.weight.terms().map(|(m, c)| (value(m, &image) * c.to_f64().unwrap_or(0.0)).abs()).sum();
                if gram.weight.eval_f64(&image) < 1e-6 * (size + 1e-3) {
                    continue;
                }
                // What is zero at a point and rational is zero at its conjugate.
                for p in z.conjugate.iter().map(|c| self::image(c, g)).chain([image]) {
                    let at: Vec<f64> = gram.basis.iter().map(|m| value(m, &p)).collect();
                    let on = |f: &Vector| f.iter().map(|(i, c)| at[*i as usize] * c.to_f64()).sum::<f64>();
                    rows.extend(gram.face.iter().map(on));
                }
            }
        }
        let n = gram.face.len();
        if n == 0 || rows.is_empty() {
            continue;
        }
        let mut all = Mat { rows: rows.len() / n, cols: n, data: rows };
        for i in 0..all.rows {
            let norm = dot(all.row(i), all.row(i)).sqrt();
            all.row_mut(i).iter_mut().for_each(|v| *v /= norm.max(1e-300));
        }
        if let Some(face) = complement(&gram.face, all) {
            gram.face = face;
            any = true;
        }
    }
    any
}

/// The image of a point: the coordinate that was v's is that of g(v).
fn image(point: &[f64], g: &[u32]) -> Vec<f64> {
    let mut image = point.to_vec();
    for (value, to) in point.iter().zip(g) {
        if let Some(place) = image.get_mut(*to as usize) {
            *place = *value;
        }
    }
    image
}

fn value(m: &Mono, x: &[f64]) -> f64 {
    m.powers().map(|(v, e)| x.get(v as usize).copied().unwrap_or(0.0).powi(e as i32)).product()
}

/// The eigenvectors of X, as rows, that belong to zero: small against `top`, and small against what the dual has there.
pub fn null_space(x: &Mat, z: &Mat, top: f64) -> Mat {
    let (values, vectors) = eigen(x, true);
    let n = x.rows;
    let dual: Vec<f64> = (0..n)
        .map(|k| {
            let v = vectors.row(k);
            (0..n).map(|i| v[i] * dot(z.row(i), v)).sum()
        })
        .collect();
    let small = |k: usize| values[k] < 1e-4 * top && values[k] < 1e-2 * dual[k].abs();
    let count = (0..n).take_while(|k| small(*k)).count();
    let mut null = Mat::zeros(count, n);
    for k in 0..count {
        null.row_mut(k).copy_from_slice(vectors.row(k));
    }
    null
}

/// The face vectors that are orthogonal to the rows of `null`, whose reduced echelon form is taken to be rational.
/// Rows that do not look rational are left out; `None` if all are.
pub fn complement(face: &[Vector], mut null: Mat) -> Option<Vec<Vector>> {
    let (k, n) = (null.rows, null.cols);
    let mut pivots: Vec<usize> = Vec::new();
    for row in 0..k {
        // Complete pivoting.
        let mut best = (0.0, row, 0);
        for i in row..k {
            for (j, v) in null.row(i).iter().enumerate() {
                if v.abs() > best.0 && !pivots.contains(&j) {
                    best = (v.abs(), i, j);
                }
            }
        }
        let (size, i, j) = best;
        if size < 1e-6 {
            break;
        }
        for c in 0..n {
            null.data.swap(row * n + c, i * n + c);
        }
        let lead = null.at(row, j);
        null.row_mut(row).iter_mut().for_each(|v| *v /= lead);
        let pivot_row = null.row(row).to_vec();
        for other in (0..k).filter(|o| *o != row) {
            let f = null.at(other, j);
            axpy(-f, &pivot_row, null.row_mut(other));
        }
        pivots.push(j);
    }
    let others: Vec<usize> = (0..n).filter(|j| !pivots.contains(j)).collect();
    let rows: Vec<Vec<f64>> = (0..pivots.len()).map(|row| others.iter().map(|j| null.at(row, *j)).collect()).collect();
    let exact: Vec<(usize, Vec<(usize, Num)>)> = pivots
        .iter()
        .zip(recognised(&rows))
        .filter_map(|(pivot, row)| Some((*pivot, others.iter().copied().zip(row?).collect())))
        .collect();
    if exact.is_empty() {
        return None;
    }
    // For every column without an exact pivot: its unit vector, corrected at the pivots.
    let mut out = Vec::new();
    for j in (0..n).filter(|j| exact.iter().all(|(p, _)| p != j)) {
        let mut sum = face[j].clone();
        for (p, row) in &exact {
            if let Some((_, v)) = row.iter().find(|(c, _)| *c == j)
                && !v.is_zero()
            {
                sum = combine(&sum, &v.negated(), &face[*p]);
            }
        }
        out.push(sum);
    }
    Some(out)
}

/// `a + f·b`.
fn combine(a: &Vector, f: &Num, b: &Vector) -> Vector {
    let mut all = std::collections::BTreeMap::new();
    for (i, v) in a {
        all.insert(*i, v.clone());
    }
    for (i, v) in b {
        let place = all.entry(*i).or_insert(Num::ZERO);
        *place = place.plus(&f.times(v));
    }
    all.into_iter().filter(|(_, v)| !v.is_zero()).collect()
}
