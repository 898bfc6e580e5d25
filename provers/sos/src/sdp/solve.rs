//! The primal–dual interior-point method: HKM direction, Mehrotra's predictor and corrector, infeasible start.
//!
//! After Toh, Todd and Tütüncü, "SDPT3 — a Matlab software package for semidefinite programming" (1999), sections 2
//! and 4; the direction is that of Helmberg–Rendl–Vanderbei–Wolkowicz, Kojima–Shindoh–Hara and Monteiro.

use super::schur::{Plan, add_linear};
use super::{Block, Sdp};
use crate::dense::{Mat, axpy, cholesky, cholesky_solve, dot, lower_inverse};
use crate::eigen::eigen;

/// Why the method ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// Residuals and gap are small.
    Optimal,
    /// The caller's test was satisfied.
    Enough,
    /// No progress: steps too short, or a factorisation failed.
    Stalled,
    /// Too many iterations.
    Iterations,
    /// The caller asked to stop.
    Asked,
}

/// A point of the method, in inner coordinates.
#[derive(Clone, Debug)]
pub struct Solution {
    /// Primal blocks.
    pub x: Vec<Mat>,
    /// Dual blocks.
    pub z: Vec<Mat>,
    /// Nonnegative variables.
    pub x_linear: Vec<f64>,
    /// Their reduced costs.
    pub z_linear: Vec<f64>,
    /// Multipliers of the constraints.
    pub y: Vec<f64>,
    /// ‖b − A(X)‖ / (1 + ‖b‖).
    pub primal_error: f64,
    /// ‖C − Z − Aᵀy‖ / (1 + ‖C‖).
    pub dual_error: f64,
    /// Σ cost·x.
    pub primal: f64,
    /// bᵀy.
    pub dual: f64,
    /// Iterations done.
    pub iterations: usize,
    /// Why it ended.
    pub end: Stop,
}

/// Iterations without progress after which the method gives up.
const PATIENCE: usize = 6;

/// The direction of one step.
struct Step {
    dx: Vec<Mat>,
    dz: Vec<Mat>,
    dx_linear: Vec<f64>,
    dz_linear: Vec<f64>,
    dy: Vec<f64>,
}

/// What one iteration has factored.
struct Work {
    /// Z⁻¹, inner coordinates.
    w: Vec<Mat>,
    /// Inverse Cholesky factors of X and Z, for step lengths.
    x_inv: Vec<Mat>,
    z_inv: Vec<Mat>,
    m: Mat,
    l: Mat,
    /// C − Z − Aᵀy.
    rd: Vec<Mat>,
    rd_linear: Vec<f64>,
}

/// Solves to a relative accuracy of about 1e-9 where the numbers allow, in at most `limit` iterations. `enough` is
/// asked once an iteration whether the point will do.
pub fn solve(sdp: &Sdp, limit: usize, enough: &dyn Fn(&Solution) -> bool, stop: &dyn Fn() -> bool) -> Solution {
    let plans: Vec<Plan> = sdp.blocks.iter().map(Plan::new).collect();
    let mut s = start(sdp);
    let size = (sdp.blocks.iter().map(Block::inner).sum::<usize>() + sdp.linear.len()).max(1) as f64;
    // The best merit so far and the iteration that had it.
    let mut best = (f64::INFINITY, 0);
    for iteration in 0..=limit {
        s.iterations = iteration;
        let mut ax = vec![0.0; sdp.b.len()];
        apply(sdp, &s.x, &s.x_linear, &mut ax);
        let rp: Vec<f64> = sdp.b.iter().zip(&ax).map(|(b, a)| b - a).collect();
        let (rd, rd_linear) = dual_residual(sdp, &s);
        s.primal_error = dot(&rp, &rp).sqrt() / (1.0 + dot(&sdp.b, &sdp.b).sqrt());
        let cost_norm = sdp.linear.iter().map(|l| l.cost * l.cost).sum::<f64>().sqrt();
        let rd_norm = rd.iter().map(|m| m.inner(m)).sum::<f64>() + dot(&rd_linear, &rd_linear);
        s.dual_error = rd_norm.sqrt() / (1.0 + cost_norm);
        s.primal = sdp.linear.iter().zip(&s.x_linear).map(|(l, x)| l.cost * x).sum();
        s.dual = dot(&sdp.b, &s.y);
        let mu = complementarity(&s) / size;
        let gap = mu * size / (1.0 + s.primal.abs() + s.dual.abs());
        if !(s.primal_error.is_finite() && s.dual_error.is_finite() && gap.is_finite()) {
            s.end = Stop::Stalled;
            return s;
        }
        if s.primal_error < 1e-10 && s.dual_error < 1e-10 && gap < 1e-10 {
            s.end = Stop::Optimal;
            return s;
        }
        let merit = s.primal_error.max(s.dual_error).max(gap);
        if merit < 0.8 * best.0 {
            best = (merit, iteration);
        } else if iteration > best.1 + PATIENCE {
            s.end = Stop::Stalled;
            return s;
        }
        if enough(&s) {
            s.end = Stop::Enough;
            return s;
        }
        if iteration == limit {
            break;
        }
        let Some(work) = factor(sdp, &plans, &s, rd, rd_linear, stop) else {
            s.end = if stop() { Stop::Asked } else { Stop::Stalled };
            return s;
        };
        // Predictor.
        let affine = direction(sdp, &s, &work, 0.0, None);
        let (ap, ad) = lengths(&s, &work, &affine);
        let (ap, ad) = (ap.min(1.0), ad.min(1.0));
        let ahead = complementarity_after(&s, &affine, ap, ad) / size;
        let exponent = if mu > 1e-6 { (3.0 * ap.min(ad).powi(2)).max(1.0) } else { 1.0 };
        let sigma = (ahead / mu).max(0.0).powf(exponent).clamp(1e-6, 1.0);
        // Corrector.
        let step = direction(sdp, &s, &work, sigma * mu, Some(&affine));
        let (bp, bd) = lengths(&s, &work, &step);
        let gamma = 0.9 + 0.09 * ap.min(ad);
        let (mut bp, mut bd) = ((gamma * bp).min(1.0), (gamma * bd).min(1.0));
        let mut next = None;
        for _ in 0..12 {
            let candidate = moved(&s, &step, bp, bd);
            let x_ok = candidate.x.iter().all(|m| cholesky(m, 1e-15).is_some());
            let z_ok = candidate.z.iter().all(|m| cholesky(m, 1e-15).is_some());
            if x_ok && z_ok {
                next = Some(candidate);
                break;
            }
            if !x_ok {
                bp *= 0.8;
            }
            if !z_ok {
                bd *= 0.8;
            }
        }
        match next {
            Some(next) if bp > 1e-7 || bd > 1e-7 => s = next,
            _ => {
                s.end = Stop::Stalled;
                return s;
            }
        }
        if stop() {
            s.end = Stop::Asked;
            return s;
        }
    }
    s.end = Stop::Iterations;
    s
}

/// The starting point of SDPT3: multiples of the identity.
fn start(sdp: &Sdp) -> Solution {
    let m = sdp.b.len();
    let mut norms = vec![0.0; m];
    let (mut x, mut z) = (Vec::new(), Vec::new());
    for block in &sdp.blocks {
        let n = block.inner();
        norms.fill(0.0);
        for (i, entries) in &block.rows {
            norms[*i] =
                entries.iter().map(|e| if e.r == e.c { e.v * e.v } else { 2.0 * e.v * e.v }).sum::<f64>().sqrt();
        }
        let root = (n as f64).sqrt();
        let xi = sdp.b.iter().zip(&norms).map(|(b, a)| (1.0 + b.abs()) / (1.0 + a)).fold(0.0, f64::max);
        let eta = norms.iter().copied().fold(1.0, f64::max);
        x.push(Mat::scaled_identity(n, (root * xi).max(root).max(10.0)));
        z.push(Mat::scaled_identity(n, eta.max(root).max(10.0)));
    }
    let big = sdp.b.iter().fold(1.0f64, |a, b| a.max(b.abs()));
    let root = (sdp.linear.len() as f64).sqrt();
    Solution {
        x,
        z,
        x_linear: vec![big.max(root).max(10.0); sdp.linear.len()],
        z_linear: sdp.linear.iter().map(|l| l.cost.abs().max(root).max(10.0)).collect(),
        y: vec![0.0; m],
        primal_error: f64::INFINITY,
        dual_error: f64::INFINITY,
        primal: 0.0,
        dual: 0.0,
        iterations: 0,
        end: Stop::Iterations,
    }
}

/// Adds A(X) to `out`.
fn apply(sdp: &Sdp, x: &[Mat], x_linear: &[f64], out: &mut [f64]) {
    for (block, x) in sdp.blocks.iter().zip(x) {
        block.apply(&block.outward(x), 1.0, out);
    }
    for (l, x) in sdp.linear.iter().zip(x_linear) {
        l.column.iter().for_each(|(i, a)| out[*i] += a * x);
    }
}

/// C − Z − Aᵀy.
fn dual_residual(sdp: &Sdp, s: &Solution) -> (Vec<Mat>, Vec<f64>) {
    let blocks = sdp.blocks.iter().zip(&s.z).map(|(block, z)| {
        let mut r = block.adjoint(&s.y);
        r.data.iter_mut().zip(&z.data).for_each(|(r, z)| *r = -*r - z);
        r
    });
    let linear = sdp.linear.iter().zip(&s.z_linear).map(|(l, z)| l.cost - z - column_times(&l.column, &s.y));
    (blocks.collect(), linear.collect())
}

fn column_times(column: &[(usize, f64)], y: &[f64]) -> f64 {
    column.iter().map(|(i, a)| a * y[*i]).sum()
}

fn complementarity(s: &Solution) -> f64 {
    s.x.iter().zip(&s.z).map(|(x, z)| x.inner(z)).sum::<f64>() + dot(&s.x_linear, &s.z_linear)
}

fn complementarity_after(s: &Solution, d: &Step, ap: f64, ad: f64) -> f64 {
    complementarity(&moved(s, d, ap, ad))
}

fn moved(s: &Solution, d: &Step, ap: f64, ad: f64) -> Solution {
    let mut t = s.clone();
    t.x.iter_mut().zip(&d.dx).for_each(|(x, dx)| x.add_scaled(ap, dx));
    t.z.iter_mut().zip(&d.dz).for_each(|(z, dz)| z.add_scaled(ad, dz));
    axpy(ap, &d.dx_linear, &mut t.x_linear);
    axpy(ad, &d.dz_linear, &mut t.z_linear);
    axpy(ad, &d.dy, &mut t.y);
    t
}

/// Factors what the two directions of an iteration share.
fn factor(
    sdp: &Sdp,
    plans: &[Plan],
    s: &Solution,
    rd: Vec<Mat>,
    rd_linear: Vec<f64>,
    stop: &dyn Fn() -> bool,
) -> Option<Work> {
    let rows = sdp.b.len();
    let mut m = Mat::zeros(rows, rows);
    let (mut w, mut x_inv, mut z_inv) = (Vec::new(), Vec::new(), Vec::new());
    for ((block, plan), (x, z)) in sdp.blocks.iter().zip(plans).zip(s.x.iter().zip(&s.z)) {
        x_inv.push(lower_inverse(&cholesky(x, 0.0)?));
        let zi = lower_inverse(&cholesky(z, 0.0)?);
        let inverse = zi.transposed().times(&zi);
        plan.add(&block.outward(x), &block.outward(&inverse), &mut m, stop);
        w.push(inverse);
        z_inv.push(zi);
    }
    add_linear(sdp, &s.x_linear, &s.z_linear, &mut m);
    if stop() {
        return None;
    }
    // Nearly dependent constraints: a little is added to the diagonal, and refinement makes up for it.
    let mut ridge = 0.0;
    let l = loop {
        let mut a = m.clone();
        for i in 0..rows {
            *a.at_mut(i, i) *= 1.0 + ridge;
        }
        if let Some(l) = cholesky(&a, 1e-16) {
            break l;
        }
        ridge = if ridge == 0.0 { 1e-14 } else { ridge * 10.0 };
        if ridge > 1e-8 {
            return None;
        }
    };
    // The whole matrix, for refinement.
    for i in 0..rows {
        for j in 0..i {
            let v = m.at(i, j);
            *m.at_mut(j, i) = v;
        }
    }
    Some(Work { w, x_inv, z_inv, m, l, rd, rd_linear })
}

/// sym(X·D·W).
fn sandwich(x: &Mat, d: &Mat, w: &Mat) -> Mat {
    let mut p = x.times(d).times(w);
    p.symmetrise();
    p
}

/// The direction with target `target` for the complementarity, corrected by the affine one if that is given.
fn direction(sdp: &Sdp, s: &Solution, work: &Work, target: f64, affine: Option<&Step>) -> Step {
    // What dX would be for dy = 0: target·W − X − sym(X·Rd·W) − sym(dXa·dZa·W); then M·dy = rp − A of it.
    let mut fixed: Vec<Mat> = Vec::with_capacity(s.x.len());
    for k in 0..s.x.len() {
        let mut f = sandwich(&s.x[k], &work.rd[k], &work.w[k]);
        if let Some(a) = affine {
            f.add_scaled(1.0, &sandwich(&a.dx[k], &a.dz[k], &work.w[k]));
        }
        f.data.iter_mut().for_each(|v| *v = -*v);
        f.add_scaled(target, &work.w[k]);
        f.add_scaled(-1.0, &s.x[k]);
        fixed.push(f);
    }
    let fixed_linear: Vec<f64> = (0..s.x_linear.len())
        .map(|k| {
            let (x, z) = (s.x_linear[k], s.z_linear[k]);
            let second = affine.map_or(0.0, |a| a.dx_linear[k] * a.dz_linear[k]);
            (target - second - x * work.rd_linear[k]) / z - x
        })
        .collect();
    let mut ahead = vec![0.0; sdp.b.len()];
    apply(sdp, &s.x, &s.x_linear, &mut ahead);
    apply(sdp, &fixed, &fixed_linear, &mut ahead);
    let rhs: Vec<f64> = sdp.b.iter().zip(&ahead).map(|(b, a)| b - a).collect();
    let mut dy = rhs.clone();
    cholesky_solve(&work.l, &mut dy);
    for _ in 0..2 {
        let mut r: Vec<f64> = rhs.iter().enumerate().map(|(i, b)| b - dot(work.m.row(i), &dy)).collect();
        cholesky_solve(&work.l, &mut r);
        axpy(1.0, &r, &mut dy);
    }
    let (mut dx, mut dz) = (fixed, Vec::with_capacity(s.x.len()));
    for (k, block) in sdp.blocks.iter().enumerate() {
        let at = block.adjoint(&dy);
        dx[k].add_scaled(1.0, &sandwich(&s.x[k], &at, &work.w[k]));
        let mut d = work.rd[k].clone();
        d.add_scaled(-1.0, &at);
        dz.push(d);
    }
    let (mut dx_linear, mut dz_linear) = (fixed_linear, work.rd_linear.clone());
    for (k, l) in sdp.linear.iter().enumerate() {
        let at = column_times(&l.column, &dy);
        dx_linear[k] += s.x_linear[k] * at / s.z_linear[k];
        dz_linear[k] -= at;
    }
    Step { dx, dz, dx_linear, dz_linear, dy }
}

/// How far one can go before the boundary of the cone, primal and dual.
fn lengths(s: &Solution, work: &Work, d: &Step) -> (f64, f64) {
    let one = |inverses: &[Mat], steps: &[Mat], x: &[f64], dx: &[f64]| {
        let mut least = f64::INFINITY;
        for (inv, step) in inverses.iter().zip(steps) {
            let mut t = inv.times(step).times(&inv.transposed());
            t.symmetrise();
            if let Some(low) = eigen(&t, false).0.first()
                && *low < 0.0
            {
                least = least.min(-1.0 / low);
            }
        }
        for (x, dx) in x.iter().zip(dx) {
            if *dx < 0.0 {
                least = least.min(-x / dx);
            }
        }
        least
    };
    (one(&work.x_inv, &d.dx, &s.x_linear, &d.dx_linear), one(&work.z_inv, &d.dz, &s.z_linear, &d.dz_linear))
}
