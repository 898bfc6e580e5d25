//! Levenberg–Marquardt over some of the points: local solutions, joint blocks, whole figures, and the final polish.
//!
//! Normal equations with Cholesky: their poor conditioning slows the last digits but does not spoil them, because the residuals
//! are evaluated anew. The damping makes every step the shortest one, which also takes care of the motions and
//! similarities that no hypothesis pins down.

use crate::eqs::Eq;
use crate::loci::P;
use crate::scalar::{Dual, Vec2};

/// Work space and the choice of unknowns.
pub struct Solver<'a> {
    eqs: Vec<&'a Eq>,
    points: Vec<Vec<u32>>,
    vars: Vec<u32>,
    col: Vec<usize>,
    jtj: Vec<f64>,
    chol: Vec<f64>,
    grad: Vec<f64>,
    step: Vec<f64>,
}

const NONE: usize = usize::MAX;

impl<'a> Solver<'a> {
    /// Equations, and the points that may move.
    pub fn new(eqs: Vec<&'a Eq>, vars: Vec<u32>) -> Solver<'a> {
        let points = eqs.iter().map(|e| e.points()).collect();
        let mut col = vec![NONE; vars.iter().max().map_or(0, |m| *m as usize + 1)];
        for (i, v) in vars.iter().enumerate() {
            col[*v as usize] = i;
        }
        let n = 2 * vars.len();
        Solver {
            eqs,
            points,
            vars,
            col,
            jtj: vec![0.0; n * n],
            chol: vec![0.0; n * n],
            grad: vec![0.0; n],
            step: vec![0.0; n],
        }
    }

    fn column(&self, p: u32) -> usize {
        self.col.get(p as usize).copied().unwrap_or(NONE)
    }

    /// (sum of squares, largest) of the smooth residuals.
    pub fn cost(&self, pts: &[P], tiny: f64) -> (f64, f64) {
        let at = |p: u32| {
            let [x, y] = pts[p as usize];
            Vec2(x, y)
        };
        let (mut sum, mut worst) = (0.0, 0f64);
        for e in &self.eqs {
            for r in e.eval::<f64>(tiny, &at) {
                sum += r * r;
                worst = worst.max(r.abs());
            }
        }
        (sum, if sum.is_nan() { f64::INFINITY } else { worst })
    }

    fn linearise(&mut self, pts: &[P], tiny: f64) {
        let n = 2 * self.vars.len();
        self.jtj.fill(0.0);
        self.grad.fill(0.0);
        let mut rows: Vec<(usize, [[f64; 2]; 2])> = Vec::with_capacity(8);
        for (e, ps) in self.eqs.iter().zip(&self.points) {
            rows.clear();
            let mut res = [0.0; 2];
            for &p in ps {
                let c = self.column(p);
                if c == NONE {
                    continue;
                }
                let at = |i: u32| {
                    let [x, y] = pts[i as usize];
                    if i == p {
                        Vec2(Dual { v: x, d: [1.0, 0.0] }, Dual { v: y, d: [0.0, 1.0] })
                    } else {
                        Vec2(Dual { v: x, d: [0.0; 2] }, Dual { v: y, d: [0.0; 2] })
                    }
                };
                let r = e.eval::<Dual>(tiny, &at);
                res = [r[0].v, r[1].v];
                rows.push((c, [r[0].d, r[1].d]));
            }
            for k in 0..e.dims() {
                if !res[k].is_finite() {
                    continue;
                }
                for &(ci, di) in &rows {
                    for (a, &ga) in di[k].iter().enumerate() {
                        if !ga.is_finite() {
                            continue;
                        }
                        let row = 2 * ci + a;
                        self.grad[row] += ga * res[k];
                        for &(cj, dj) in &rows {
                            if cj > ci {
                                continue;
                            }
                            for (b, gb) in dj[k].iter().enumerate() {
                                self.jtj[row * n + 2 * cj + b] += ga * gb;
                            }
                        }
                    }
                }
            }
        }
    }

    /// Solves (JᵀJ + λI)·step = −gradient; false when not positive definite.
    fn solve(&mut self, lambda: f64) -> bool {
        let n = 2 * self.vars.len();
        self.chol.copy_from_slice(&self.jtj);
        for i in 0..n {
            self.chol[i * n + i] += lambda;
        }
        for i in 0..n {
            for j in 0..=i {
                let (ri, rj) = (i * n, j * n);
                let mut s = self.chol[ri + j];
                for k in 0..j {
                    s -= self.chol[ri + k] * self.chol[rj + k];
                }
                if i == j {
                    if !(s > 0.0 && s.is_finite()) {
                        return false;
                    }
                    self.chol[ri + i] = s.sqrt();
                } else {
                    self.chol[ri + j] = s / self.chol[rj + j];
                }
            }
        }
        for i in 0..n {
            let mut s = -self.grad[i];
            for k in 0..i {
                s -= self.chol[i * n + k] * self.step[k];
            }
            self.step[i] = s / self.chol[i * n + i];
        }
        for i in (0..n).rev() {
            let mut s = self.step[i];
            for k in i + 1..n {
                s -= self.chol[k * n + i] * self.step[k];
            }
            self.step[i] = s / self.chol[i * n + i];
        }
        true
    }

    /// Moves the free points to a local least-squares solution; returns the largest remaining residual.
    pub fn run(&mut self, pts: &mut [P], max_iter: u32) -> f64 {
        let n = 2 * self.vars.len();
        let tiny = crate::eqs::TINY * crate::eval::size(pts);
        let (mut cost, mut worst) = self.cost(pts, tiny);
        if n == 0 {
            return worst;
        }
        let mut factor = 1e-3;
        let mut old: Vec<P> = Vec::with_capacity(self.vars.len());
        let mut stalls = 0;
        for _ in 0..max_iter {
            if worst < 1e-16 || !worst.is_finite() {
                break;
            }
            self.linearise(pts, tiny);
            let peak = (0..n).map(|i| self.jtj[i * n + i]).fold(0.0, f64::max);
            if peak == 0.0 {
                break;
            }
            old.clear();
            old.extend(self.vars.iter().map(|v| pts[*v as usize]));
            let mut moved = false;
            for _ in 0..8 {
                if self.solve(factor * peak) {
                    for (i, v) in self.vars.iter().enumerate() {
                        pts[*v as usize] = [old[i][0] + self.step[2 * i], old[i][1] + self.step[2 * i + 1]];
                    }
                    let (c, w) = self.cost(pts, tiny);
                    if c < cost {
                        stalls = if c > 0.9 * cost { stalls + 1 } else { 0 };
                        (cost, worst) = (c, w);
                        factor = (factor * 0.1).max(1e-13);
                        moved = true;
                        break;
                    }
                }
                for (i, v) in self.vars.iter().enumerate() {
                    pts[*v as usize] = old[i];
                }
                if worst < 1e-14 {
                    break;
                }
                factor = (factor * 8.0).min(1e6);
            }
            if !moved || stalls >= 12 {
                break;
            }
        }
        worst
    }
}
