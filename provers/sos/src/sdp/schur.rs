//! The Schur complement M_ij = tr(A_i X A_j Z⁻¹) of the HKM direction, for sparse constraint matrices.
//!
//! Two ways to a row, as in Fujisawa, Kojima and Nakata, "Exploiting sparsity in primal-dual interior-point methods
//! for semidefinite programming" (1997): the full product X·A_j·Z⁻¹ once, or entry against entry. The cheaper one by
//! count is taken.

use super::{Block, Sdp};
use crate::dense::{Mat, axpy};

/// An entry with the weight one half on the diagonal, so that one formula serves all.
#[derive(Clone, Copy)]
struct Half {
    r: usize,
    c: usize,
    v: f64,
}

/// The constraints of one block, those with most entries first.
pub struct Plan {
    rows: Vec<(usize, Vec<Half>)>,
    /// Number of entries in this row and all later ones.
    later: Vec<usize>,
}

impl Plan {
    /// Prepares a block.
    pub fn new(block: &Block) -> Plan {
        let mut rows: Vec<(usize, Vec<Half>)> = block
            .rows
            .iter()
            .map(|(i, entries)| {
                let halves = entries.iter().map(|e| Half {
                    r: e.r as usize,
                    c: e.c as usize,
                    v: if e.r == e.c { 0.5 * e.v } else { e.v },
                });
                (*i, halves.collect())
            })
            .collect();
        rows.sort_by_key(|(i, entries)| (usize::MAX - entries.len(), *i));
        let mut later = vec![0; rows.len()];
        let mut sum = 0;
        for (k, (_, entries)) in rows.iter().enumerate().rev() {
            sum += entries.len();
            later[k] = sum;
        }
        Plan { rows, later }
    }

    /// Adds the block's part to the lower triangle of `m`. `x` and `w` are X and Z⁻¹ in outer coordinates.
    pub fn add(&self, x: &Mat, w: &Mat, m: &mut Mat, stop: &dyn Fn() -> bool) {
        let n = x.rows;
        for (k, (j, entries)) in self.rows.iter().enumerate() {
            if k % 64 == 0 && stop() {
                return;
            }
            let mut touched: Vec<usize> = entries.iter().flat_map(|e| [e.r, e.c]).collect();
            touched.sort_unstable();
            touched.dedup();
            let by_product = 2 * n * entries.len() + n * n * touched.len() + 2 * self.later[k];
            let by_entry = 4 * entries.len() * self.later[k];
            if by_product < by_entry {
                let u = product(entries, &touched, x, w);
                for (i, others) in &self.rows[k..] {
                    let v: f64 = others.iter().map(|e| e.v * (u.at(e.r, e.c) + u.at(e.c, e.r))).sum();
                    *lower(m, *i, *j) += v;
                }
            } else {
                for (i, others) in &self.rows[k..] {
                    let mut sum = 0.0;
                    for a in entries {
                        let (xr, xc, wr, wc) = (x.row(a.r), x.row(a.c), w.row(a.r), w.row(a.c));
                        let part: f64 = others
                            .iter()
                            .map(|e| {
                                e.v * (xr[e.c] * wc[e.r] + xr[e.r] * wc[e.c] + xc[e.c] * wr[e.r] + xc[e.r] * wr[e.c])
                            })
                            .sum();
                        sum += a.v * part;
                    }
                    *lower(m, *i, *j) += sum;
                }
            }
        }
    }
}

/// The place of a pair in the lower triangle.
fn lower(m: &mut Mat, i: usize, j: usize) -> &mut f64 {
    if i >= j { m.at_mut(i, j) } else { m.at_mut(j, i) }
}

/// X·A·W for a sparse A, which has entries in the rows `touched` only.
fn product(entries: &[Half], touched: &[usize], x: &Mat, w: &Mat) -> Mat {
    let n = x.rows;
    let place = |r: usize| touched.binary_search(&r).unwrap_or(0);
    let mut aw = Mat::zeros(touched.len(), n);
    for e in entries {
        axpy(e.v, w.row(e.c), aw.row_mut(place(e.r)));
        axpy(e.v, w.row(e.r), aw.row_mut(place(e.c)));
    }
    let mut u = Mat::zeros(n, n);
    for i in 0..n {
        let row = x.row(i);
        for (k, r) in touched.iter().enumerate() {
            axpy(row[*r], aw.row(k), u.row_mut(i));
        }
    }
    u
}

/// Adds the part of the nonnegative variables.
pub fn add_linear(sdp: &Sdp, x: &[f64], z: &[f64], m: &mut Mat) {
    for ((l, x), z) in sdp.linear.iter().zip(x).zip(z) {
        let d = x / z;
        for (i, a) in &l.column {
            for (j, b) in &l.column {
                if i >= j {
                    *m.at_mut(*i, *j) += d * a * b;
                }
            }
        }
    }
}
