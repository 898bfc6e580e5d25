//! Semidefinite programs in the standard primal form, dense blocks with sparse constraints.
//!
//! minimise Σ cost·x subject to Σ_k ⟨A_ik, X_k⟩ + Σ_l a_il·x_l = b_i, X_k ⪰ 0, x_l ≥ 0. The unknown of a block may be
//! confined to a subspace: X = P·X'·Pᵀ with X' ⪰ 0 the unknown and the constraints still written for X. That is what
//! facial reduction needs, and it keeps the constraint matrices as sparse as they were.

mod margin;
mod schur;
mod solve;

pub use margin::{Margin, MarginEnd, margin};
pub use solve::{Solution, Stop, solve};

use crate::dense::Mat;

/// An entry of a symmetric constraint matrix, with `r <= c`; it stands at both places when `r < c`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// The row.
    pub r: u32,
    /// The column.
    pub c: u32,
    /// The value.
    pub v: f64,
}

/// A positive semidefinite block of the unknown.
#[derive(Clone, Debug)]
pub struct Block {
    /// The size in which the constraints are written.
    pub outer: usize,
    /// The subspace that the block is confined to, as orthonormal columns; `None` for no restriction.
    pub basis: Option<Mat>,
    /// The constraints that touch the block, rising, and what they have there.
    pub rows: Vec<(usize, Vec<Entry>)>,
}

impl Block {
    /// The size of the unknown.
    pub fn inner(&self) -> usize {
        self.basis.as_ref().map_or(self.outer, |p| p.cols)
    }

    /// `P·S·Pᵀ`.
    pub fn outward(&self, s: &Mat) -> Mat {
        match &self.basis {
            None => s.clone(),
            Some(p) => p.times(s).times(&p.transposed()),
        }
    }

    /// `Pᵀ·S·P`.
    pub fn inward(&self, s: Mat) -> Mat {
        match &self.basis {
            None => s,
            Some(p) => p.transposed().times(&s).times(p),
        }
    }

    /// Adds ⟨A_i, S⟩ to `out[i]` for the symmetric matrix `s` in outer coordinates.
    pub fn apply(&self, s: &Mat, scale: f64, out: &mut [f64]) {
        for (i, entries) in &self.rows {
            let mut sum = 0.0;
            for e in entries {
                let twice = if e.r == e.c { 1.0 } else { 2.0 };
                sum += twice * e.v * s.at(e.r as usize, e.c as usize);
            }
            out[*i] += scale * sum;
        }
    }

    /// `Pᵀ·(Σ y_i A_i)·P`.
    pub fn adjoint(&self, y: &[f64]) -> Mat {
        let mut s = Mat::zeros(self.outer, self.outer);
        for (i, entries) in &self.rows {
            let y = y[*i];
            for e in entries {
                let (r, c) = (e.r as usize, e.c as usize);
                *s.at_mut(r, c) += y * e.v;
                if r != c {
                    *s.at_mut(c, r) += y * e.v;
                }
            }
        }
        self.inward(s)
    }
}

/// A variable that is a nonnegative number.
#[derive(Clone, Debug)]
pub struct Linear {
    /// Its coefficients in the constraints.
    pub column: Vec<(usize, f64)>,
    /// Its cost.
    pub cost: f64,
}

/// A program.
#[derive(Clone, Debug)]
pub struct Sdp {
    /// The semidefinite blocks.
    pub blocks: Vec<Block>,
    /// The nonnegative variables.
    pub linear: Vec<Linear>,
    /// The right-hand sides.
    pub b: Vec<f64>,
}
