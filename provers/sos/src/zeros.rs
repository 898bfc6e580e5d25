//! Where a goal is zero, numerically: there every square of a certificate has to vanish.
//!
//! Local minimisation from scattered points, in double precision to the last digits; so what is rational about the set of
//! zeros can be recognised. Where a semidefinite program shows its null space to six digits, this shows twelve.

use crate::dense::{Mat, cholesky, cholesky_solve, dot};
use crate::portfolio::positive_variables;
use euclase_poly::{Mono, Poly, Problem};
use num_traits::ToPrimitive;

/// A polynomial for fast evaluation.
struct Fast {
    terms: Vec<(f64, Vec<(usize, i32)>)>,
}

impl Fast {
    fn new(p: &Poly) -> Fast {
        let power = |m: &Mono| m.powers().map(|(v, e)| (v as usize, e as i32)).collect();
        Fast { terms: p.terms().map(|(m, c)| (c.to_f64().unwrap_or(0.0), power(m))).collect() }
    }

    /// The value, and the sum of the sizes of the terms.
    fn at(&self, x: &[f64]) -> (f64, f64) {
        let (mut sum, mut size) = (0.0, 0.0);
        for (c, m) in &self.terms {
            let v = m.iter().fold(*c, |t, (v, e)| t * x.get(*v).copied().unwrap_or(0.0).powi(*e));
            sum += v;
            size += v.abs();
        }
        (sum, size)
    }
}

/// How many points the search starts from.
const STARTS: usize = 40;

/// Most steps from one point.
const STEPS: usize = 60;

/// Points where the goal is zero and no hypothesis fails, for problems without equations in few variables; of a
/// homogeneous problem, scaled to a greatest coordinate of one.
pub fn zeros(problem: &Problem, stop: &dyn Fn() -> bool) -> Vec<Vec<f64>> {
    let n = problem.vars as usize;
    if !problem.eqs.is_empty() || n == 0 || n > 6 || problem.goal.is_zero() {
        return vec![];
    }
    // What must not be negative becomes a square.
    let positive: Vec<bool> = positive_variables(problem).into_iter().map(|p| p.is_some()).collect();
    let squared = Poly::from_terms(problem.goal.terms().map(|(m, c)| {
        let powers = m.powers().map(|(v, e)| (v, if positive.get(v as usize) == Some(&true) { 2 * e } else { e }));
        (Mono::new(powers), c)
    }));
    let homogeneous = problem.goal.is_homogeneous();
    let f = Fast::new(&squared);
    let gradient: Vec<Poly> = (0..problem.vars).map(|v| squared.derivative(v)).collect();
    let hessian: Vec<Vec<Fast>> =
        (0..n).map(|i| (0..=i).map(|j| Fast::new(&gradient[i].derivative(j as u32))).collect()).collect();
    let gradient: Vec<Fast> = gradient.iter().map(Fast::new).collect();
    let others: Vec<Fast> = problem.ineqs.iter().map(|(p, _)| Fast::new(p)).collect();
    let mut found: Vec<Vec<f64>> = Vec::new();
    let mut seed = 2463534242u64;
    let mut next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as f64 / (1u64 << 30) as f64 - 1.0
    };
    for start in 0..STARTS {
        if stop() {
            return found;
        }
        // Some starts have coordinates on the boundary.
        let mut y: Vec<f64> =
            (0..n).map(|i| if start % 3 == 2 && i == start % n { 0.0 } else { 1.5 * next() }).collect();
        if !minimise(&f, &gradient, &hessian, homogeneous, &mut y) {
            continue;
        }
        let mut x: Vec<f64> = y.iter().zip(&positive).map(|(y, p)| if *p { y * y } else { *y }).map(snapped).collect();
        if homogeneous {
            let top = x.iter().fold(0.0f64, |a, v| if v.abs() > a.abs() + 1e-9 { *v } else { a });
            x.iter_mut().for_each(|v| *v /= top);
        }
        let holds = others.iter().all(|p| {
            let (v, size) = p.at(&x);
            v >= -1e-9 * size
        });
        let known = found.iter().any(|z| z.iter().zip(&x).all(|(a, b)| (a - b).abs() < 1e-6 * (1.0 + a.abs())));
        if holds && !known && x.iter().all(|v| v.is_finite()) {
            found.push(x);
        }
    }
    found
}

fn snapped(v: f64) -> f64 {
    if v.abs() < 1e-10 { 0.0 } else { v }
}

/// Levenberg's method; whether it ended at a zero.
fn minimise(f: &Fast, gradient: &[Fast], hessian: &[Vec<Fast>], homogeneous: bool, y: &mut [f64]) -> bool {
    let n = y.len();
    let mut damping = 1e-2;
    let mut value = f.at(y);
    for _ in 0..STEPS {
        if homogeneous {
            let norm = dot(y, y).sqrt();
            if norm.is_nan() || norm <= 1e-6 {
                return false;
            }
            y.iter_mut().for_each(|v| *v /= norm);
            value = f.at(y);
        }
        let g: Vec<f64> = gradient.iter().map(|p| p.at(y).0).collect();
        if g.iter().all(|v| v.abs() < 1e-15 * value.1) {
            break;
        }
        let mut h = Mat::zeros(n, n);
        for (i, row) in hessian.iter().enumerate() {
            for (j, p) in row.iter().enumerate() {
                let v = p.at(y).0;
                *h.at_mut(i, j) = v;
                *h.at_mut(j, i) = v;
            }
        }
        let mut moved = false;
        for _ in 0..12 {
            let mut a = h.clone();
            a.add_scaled(damping * value.1.max(1e-300), &Mat::scaled_identity(n, 1.0));
            damping = (damping * 8.0).min(1e6);
            let Some(l) = cholesky(&a, 0.0) else { continue };
            let mut d: Vec<f64> = g.iter().map(|v| -v).collect();
            cholesky_solve(&l, &mut d);
            let z: Vec<f64> = y.iter().zip(&d).map(|(a, b)| a + b).collect();
            let ahead = f.at(&z);
            // Near a zero the values are rounding errors: steps are taken while they are short.
            let near = value.0.abs() < 1e-13 * value.1;
            if ahead.0 < value.0 || (near && ahead.0.abs() < 1e-13 * ahead.1) {
                y.copy_from_slice(&z);
                value = ahead;
                damping = (damping / 200.0).max(1e-15);
                moved = true;
                break;
            }
        }
        if !moved {
            break;
        }
    }
    let (v, size) = f.at(y);
    size > 0.0 && v.abs() < 1e-12 * size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irrational_zeros_are_found_together() {
        // (x² − 2y²)²: both lines.
        let (x, y) = (Poly::var(0), Poly::var(1));
        let p = x.square().unwrap().sub(&y.square().unwrap().scale(&euclase_poly::int(2))).square().unwrap();
        let problem = Problem { vars: 2, eqs: vec![], ineqs: vec![], goal: p, strict: false };
        let all = zeros(&problem, &|| false);
        assert_eq!(all.len(), 2, "{all:?}");
        for z in all {
            assert!((z[1].abs() - 0.5f64.sqrt()).abs() < 1e-7, "{z:?}");
        }
    }
}
