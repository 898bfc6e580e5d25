//! Facial reduction and the loop around the semidefinite solver.
//!
//! If every solution is singular, no rounding can succeed: an eigenvalue that has to be zero becomes a little negative.
//! So the Gram matrices are confined to the subspaces that they can fill, exactly: by equations that say that diagonal
//! entries add up to zero, and by the null spaces of the numerical solution of greatest margin, whose reduced echelon
//! forms have short rational entries when the polynomial's zeros are rational or come with their conjugates.
//! (Borwein and Wolkowicz 1981 for the idea; Monniaux and Corbineau 2011 for null spaces that are guessed.)

use crate::dense::{Mat, eigen, lower_inverse, orthonormal};
use crate::linear::{Row, eliminate};
use crate::num::{Num, simple_fraction};
use crate::program::{Program, System, Vector, locate, pair};
use crate::round::{Layout, Squares, round_blocks};
use crate::sdp::{Block, Entry, Margin, MarginEnd, margin};

/// An exact solution of a program.
#[derive(Clone, Debug)]
pub struct Exact {
    /// Each block as weighted squares of combinations of its face.
    pub squares: Vec<Squares>,
    /// The inner Gram matrices, by pairs.
    pub values: Vec<Num>,
    /// Where the unknowns of each block start in `values`.
    pub starts: Vec<usize>,
    /// Rounds of facial reduction.
    pub rounds: usize,
}

/// Most rounds of facial reduction.
const ROUNDS: usize = 8;

/// The inner system, ready for numbers.
struct Inner {
    rows: Vec<Row>,
    starts: Vec<usize>,
    width: usize,
}

/// Solves a program exactly, or finds that it cannot. The faces of the program's blocks shrink on the way.
pub fn solve_exactly(program: &mut Program, system: &System, budget: usize, stop: &dyn Fn() -> bool) -> Option<Exact> {
    for round in 0..ROUNDS {
        let inner = loop {
            let (rows, starts, width) = program.inner_rows(system, stop)?;
            match vanishing(program, &rows, &starts)? {
                false => break Inner { rows, starts, width },
                true => continue,
            }
        };
        let echelon = eliminate(inner.rows.clone(), inner.width, budget, stop)?;
        if echelon.contradictory {
            return None;
        }
        let numeric = Numeric::new(program, system, &inner, &echelon.kept)?;
        let found = numeric.solve(stop);
        if std::env::var_os("SOS_TRACE").is_some() {
            eprintln!(
                "round {round}: blocks {:?}, {} rows, {:?} t = {:.2e} error {:.1e} in {} iterations",
                program.grams.iter().map(|g| g.face.len()).collect::<Vec<_>>(),
                echelon.kept.len(),
                found.end,
                found.t,
                found.error,
                found.iterations
            );
        }
        match found.end {
            MarginEnd::Asked | MarginEnd::Outside => return None,
            MarginEnd::Inside => {
                let blocks = numeric.gram_matrices(&found)?;
                let layout = Layout { starts: &inner.starts, width: inner.width, echelon: &echelon };
                if let Some((values, squares)) = round_blocks(&blocks, &layout, stop) {
                    return Some(Exact { squares, values, starts: inner.starts, rounds: round });
                }
            }
            MarginEnd::Boundary => {}
        }
        if !numeric.reduce(program, &found) {
            return None;
        }
    }
    None
}

/// Removes the vectors whose diagonal entries have to be zero. `None` for a contradiction; whether anything went.
fn vanishing(program: &mut Program, rows: &[Row], starts: &[usize]) -> Option<bool> {
    let mut drop: Vec<Vec<usize>> = vec![Vec::new(); program.grams.len()];
    for row in rows {
        let sign = row.entries.first().map_or(0, |(_, v)| v.sign());
        let alike = row.entries.iter().all(|(c, v)| {
            let (_, i, j) = locate(starts, *c as usize);
            i == j && v.sign() == sign
        });
        if !alike {
            continue;
        }
        if row.right.sign() * sign < 0 || (sign == 0 && !row.right.is_zero()) {
            return None;
        }
        if row.right.is_zero() {
            for (c, _) in &row.entries {
                let (block, i, _) = locate(starts, *c as usize);
                drop[block].push(i);
            }
        }
    }
    let mut any = false;
    for (gram, drop) in program.grams.iter_mut().zip(&drop) {
        let mut k = 0;
        gram.face.retain(|_| {
            k += 1;
            !drop.contains(&(k - 1))
        });
        any |= !drop.is_empty();
    }
    Some(any)
}

/// The program in numbers.
struct Numeric {
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
    fn new(program: &Program, system: &System, inner: &Inner, kept: &[usize]) -> Option<Numeric> {
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
                        let mut face = Mat::zeros(gram.basis.len(), k);
                        for (j, vector) in gram.face.iter().enumerate() {
                            vector.iter().for_each(|(i, v)| *face.at_mut(*i as usize, j) = v.to_f64());
                        }
                        let (q, r) = orthonormal(&face)?;
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

    fn solve(&self, stop: &dyn Fn() -> bool) -> Margin {
        margin(self.blocks.clone(), self.columns.clone(), &self.b, stop)
    }

    /// The Gram matrices over the faces, one for each block of the program.
    fn gram_matrices(&self, found: &Margin) -> Option<Vec<Mat>> {
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
    fn reduce(&self, program: &mut Program, found: &Margin) -> bool {
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

/// The eigenvectors of X, as rows, that belong to zero: small against `top`, and small against what the dual has there.
fn null_space(x: &Mat, z: &Mat, top: f64) -> Mat {
    let (values, vectors) = eigen(x, true);
    let n = x.rows;
    let dual: Vec<f64> = (0..n)
        .map(|k| {
            let v = vectors.row(k);
            (0..n).map(|i| v[i] * crate::dense::dot(z.row(i), v)).sum()
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
fn complement(face: &[Vector], mut null: Mat) -> Option<Vec<Vector>> {
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
            crate::dense::axpy(-f, &pivot_row, null.row_mut(other));
        }
        pivots.push(j);
    }
    let mut exact: Vec<(usize, Vec<(usize, Num)>)> = Vec::new();
    for (row, pivot) in pivots.iter().enumerate() {
        let values = null.row(row).iter().enumerate().filter(|(j, _)| !pivots.contains(j));
        let rational: Option<Vec<(usize, Num)>> =
            values.map(|(j, v)| simple_fraction(*v, 500, 2e-4 * (1.0 + v.abs())).map(|q| (j, q))).collect();
        if let Some(rational) = rational {
            exact.push((*pivot, rational));
        }
    }
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

/// The Gram matrices over monomials, for what depends on them.
pub fn outer_values(program: &Program, system: &System, exact: &Exact) -> Vec<Num> {
    let mut values = vec![Num::ZERO; system.width];
    for (k, gram) in program.grams.iter().enumerate() {
        let n = gram.face.len();
        for j in 0..n {
            for i in 0..n {
                let g = &exact.values[exact.starts[k] + pair(i, j)];
                if g.is_zero() {
                    continue;
                }
                for (r, x) in &gram.face[i] {
                    for (s, y) in gram.face[j].iter().filter(|(s, _)| s >= r) {
                        let place = &mut values[system.starts[k] + pair(*r as usize, *s as usize)];
                        *place = place.plus(&g.times(x).times(y));
                    }
                }
            }
        }
    }
    values
}
