//! A program in floating point: what the semidefinite solver is given, and what its answer means.

use crate::dense::{Mat, cholesky, cholesky_solve, dot, lower_inverse};
use crate::eigen::orthonormal;
use crate::linear::Row;
use crate::null::{complement, null_space};
use crate::program::{Program, System, Vector, locate};
use crate::sdp::{Block, Entry, Margin, margin};

/// A face as a matrix of columns.
pub fn face_matrix(basis: usize, face: &[Vector]) -> Mat {
    let mut m = Mat::zeros(basis, face.len());
    for (j, vector) in face.iter().enumerate() {
        vector.iter().for_each(|(i, v)| *m.at_mut(*i as usize, j) = v.to_f64());
    }
    m
}

/// The inner system, ready for numbers.
pub struct Inner {
    /// The equations.
    pub rows: Vec<Row>,
    /// Where the unknowns of each block start.
    pub starts: Vec<usize>,
    /// Number of unknowns.
    pub width: usize,
}

/// The program in numbers.
pub struct Numeric {
    blocks: Vec<Block>,
    columns: Vec<Vec<(usize, f64)>>,
    b: Vec<f64>,
    scale: f64,
    /// For each block of the program: which kind it is here.
    kinds: Vec<Kind>,
}

/// What became of a block of the program.
enum Kind {
    /// Nothing is left of it.
    Gone,
    /// It is a number, the variable with this index.
    Number(usize),
    /// It is the block with this index; `None` for all monomials, or the triangular factor of the face.
    Matrix(usize, Option<Mat>),
}

impl Numeric {
    /// `kept` are the independent rows.
    pub fn new(program: &Program, system: &System, inner: &Inner, kept: &[usize]) -> Option<Numeric> {
        let mut n = Numeric { blocks: vec![], columns: vec![], b: vec![], scale: 1.0, kinds: vec![] };
        for gram in &program.grams {
            let kind = match gram.face.len() {
                0 => Kind::Gone,
                1 => {
                    n.columns.push(vec![]);
                    Kind::Number(n.columns.len() - 1)
                }
                k => {
                    let whole = k == gram.basis.len() && gram.face.iter().all(|v| v.len() == 1);
                    let (basis, r) = if whole {
                        (None, None)
                    } else {
                        let (q, r) = orthonormal(&face_matrix(gram.basis.len(), &gram.face))?;
                        (Some(q), Some(r))
                    };
                    n.blocks.push(Block { outer: gram.basis.len(), basis, rows: vec![] });
                    Kind::Matrix(n.blocks.len() - 1, r)
                }
            };
            n.kinds.push(kind);
        }
        for &i in kept {
            n.add_row(system, &system.rows[i], inner, &inner.rows[i]);
        }
        let top = n.b.iter().fold(0.0f64, |a, v| a.max(v.abs()));
        n.scale = if top > 0.0 { top } else { 1.0 };
        n.b.iter_mut().for_each(|v| *v /= n.scale);
        Some(n)
    }

    fn add_row(&mut self, system: &System, outer: &Row, inner: &Inner, inner_row: &Row) {
        let mut per_block: Vec<Vec<Entry>> = vec![Vec::new(); self.blocks.len()];
        let mut numbers: Vec<(usize, f64)> = Vec::new();
        let mut square = 0.0;
        for (c, v) in &outer.entries {
            let (block, r, s) = locate(&system.starts, *c as usize);
            if let Kind::Matrix(k, _) = self.kinds[block] {
                let v = v.to_f64() * if r == s { 1.0 } else { 0.5 };
                square += v * v * if r == s { 1.0 } else { 2.0 };
                per_block[k].push(Entry { r: r as u32, c: s as u32, v });
            }
        }
        for (c, v) in &inner_row.entries {
            let (block, _, _) = locate(&inner.starts, *c as usize);
            if let Kind::Number(k) = self.kinds[block] {
                let v = v.to_f64();
                square += v * v;
                numbers.push((k, v));
            }
        }
        let scale = if square > 0.0 { 1.0 / square.sqrt() } else { 1.0 };
        let i = self.b.len();
        self.b.push(outer.right.to_f64() * scale);
        for (k, mut entries) in per_block.into_iter().enumerate() {
            if !entries.is_empty() {
                entries.iter_mut().for_each(|e| e.v *= scale);
                self.blocks[k].rows.push((i, entries));
            }
        }
        for (k, v) in numbers {
            self.columns[k].push((i, v * scale));
        }
    }

    /// How far inside the cone the program reaches.
    pub fn solve(&self, stop: &dyn Fn() -> bool) -> Margin {
        margin(self.blocks.clone(), self.columns.clone(), &self.b, stop)
    }

    /// The Gram matrices over the faces, one for each block of the program.
    pub fn gram_matrices(&self, found: &Margin) -> Option<Vec<Mat>> {
        let all = self.kinds.iter().map(|kind| {
            let mut g = match kind {
                Kind::Gone => Mat::zeros(0, 0),
                Kind::Number(k) => Mat::scaled_identity(1, *found.linear.get(*k)?),
                Kind::Matrix(k, None) => found.x.get(*k)?.clone(),
                Kind::Matrix(k, Some(r)) => {
                    // The face is Q·R, X over Q is R·G·Rᵀ.
                    let inverse = lower_inverse(&r.transposed()).transposed();
                    inverse.times(found.x.get(*k)?).times(&inverse.transposed())
                }
            };
            g.data.iter_mut().for_each(|v| *v *= self.scale);
            Some(g)
        });
        all.collect()
    }

    /// Confines the blocks to the complements of their null spaces; whether anything shrank.
    pub fn reduce(&self, program: &mut Program, found: &Margin) -> bool {
        let top = found.x.iter().flat_map(|x| (0..x.rows).map(|i| x.at(i, i).abs())).fold(1e-9, f64::max);
        let top = found.linear.iter().fold(top, |a, v| a.max(v.abs()));
        let mut any = false;
        for (gram, kind) in program.grams.iter_mut().zip(&self.kinds) {
            match kind {
                Kind::Gone => {}
                Kind::Number(k) => {
                    let (x, z) = (found.linear[*k], found.z_linear[*k]);
                    if x < 1e-4 * top && x < 1e-2 * z {
                        gram.face.clear();
                        any = true;
                    }
                }
                Kind::Matrix(k, r) => {
                    let null = null_space(&found.x[*k], &found.z[*k], top);
                    if null.rows == 0 {
                        continue;
                    }
                    if null.rows == null.cols {
                        gram.face.clear();
                        any = true;
                        continue;
                    }
                    // Over Q the null vector u belongs to Rᵀ·u over the face.
                    let over_face = match r {
                        Some(r) => null.times(r),
                        None => null,
                    };
                    if let Some(face) = complement(&gram.face, over_face) {
                        gram.face = face;
                        any = true;
                    }
                }
            }
        }
        any
    }
}

/// Moves Gram matrices to the nearest ones that satisfy the equations, to rounding error: the solver leaves a residual that
/// exact elimination would amplify. `kept` are the independent equations.
pub fn refine(blocks: &mut [Mat], inner: &Inner, kept: &[usize]) {
    // Equations scaled to norm one.
    let rows: Vec<(Vec<(usize, f64)>, f64)> = kept
        .iter()
        .filter_map(|i| inner.rows.get(*i))
        .map(|row| {
            let entries: Vec<(usize, f64)> = row.entries.iter().map(|(c, v)| (*c as usize, v.to_f64())).collect();
            let norm = entries.iter().map(|(_, v)| v * v).sum::<f64>().sqrt().max(1e-300);
            (entries.into_iter().map(|(c, v)| (c, v / norm)).collect(), row.right.to_f64() / norm)
        })
        .collect();
    let m = rows.len();
    let mut gram = Mat::zeros(m, m);
    let mut dense = vec![0.0; inner.width];
    for (i, (row, _)) in rows.iter().enumerate() {
        row.iter().for_each(|(c, v)| dense[*c] = *v);
        for (j, (other, _)) in rows.iter().enumerate().take(i + 1) {
            *gram.at_mut(i, j) = other.iter().map(|(c, v)| v * dense[*c]).sum();
        }
        row.iter().for_each(|(c, _)| dense[*c] = 0.0);
    }
    let Some(l) = cholesky(&gram, 1e-15) else { return };
    let place = |c: usize| locate(&inner.starts, c);
    for _ in 0..3 {
        let mut residual: Vec<f64> = rows
            .iter()
            .map(|(row, right)| {
                let terms = row.iter().map(|(c, v)| {
                    let (b, i, j) = place(*c);
                    v * blocks[b].at(i, j)
                });
                right - terms.sum::<f64>()
            })
            .collect();
        if dot(&residual, &residual) == 0.0 {
            return;
        }
        cholesky_solve(&l, &mut residual);
        for ((row, _), y) in rows.iter().zip(&residual) {
            for (c, v) in row {
                let (b, i, j) = place(*c);
                *blocks[b].at_mut(i, j) += y * v;
                if i != j {
                    *blocks[b].at_mut(j, i) += y * v;
                }
            }
        }
    }
}
