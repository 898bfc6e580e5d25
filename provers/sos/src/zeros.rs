//! Where a goal is zero, numerically: there every square of a certificate has to vanish.
//!
//! Local minimisation from scattered points, in double precision to the last digits; so what is rational about the set of
//! zeros can be recognised. Where a semidefinite program shows its null space to six digits, this shows twelve.

use crate::dense::{Mat, cholesky, cholesky_solve, dot};
use crate::num::{conjugate_like, quadratic_conjugate};
use crate::portfolio::positive_variables;
use crate::symmetry::gradings;
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

/// A polynomial with its derivatives.
struct Smooth {
    value: Fast,
    gradient: Vec<Fast>,
    /// The lower triangle.
    hessian: Vec<Vec<Fast>>,
}

impl Smooth {
    fn new(p: &Poly, vars: u32) -> Smooth {
        let gradient: Vec<Poly> = (0..vars).map(|v| p.derivative(v)).collect();
        let second = |(i, g): (u32, &Poly)| (0..=i).map(|j| Fast::new(&g.derivative(j))).collect();
        let hessian = (0..).zip(&gradient).map(second).collect();
        Smooth { value: Fast::new(p), gradient: gradient.iter().map(Fast::new).collect(), hessian }
    }

    fn gradient(&self, y: &[f64]) -> Vec<f64> {
        self.gradient.iter().map(|p| p.at(y).0).collect()
    }

    /// Adds `scale` times the second derivatives to the upper left of `to`.
    fn add_hessian(&self, y: &[f64], scale: f64, to: &mut Mat) {
        for (i, row) in self.hessian.iter().enumerate() {
            for (j, p) in row.iter().enumerate() {
                let v = scale * p.at(y).0;
                *to.at_mut(i, j) += v;
                if i != j {
                    *to.at_mut(j, i) += v;
                }
            }
        }
    }
}

/// How many points the search starts from.
const STARTS: usize = 40;

/// Most steps from one point.
const STEPS: usize = 60;

/// Most variables, and most terms of what is minimised.
const VARS: usize = 7;
const TERMS: usize = 6000;

/// A point where the goal is zero, and what else a polynomial over ℚ that is zero there has to vanish at.
pub struct Root {
    /// The point.
    pub point: Vec<f64>,
    /// Its conjugate, where its coordinates are in a field of second degree.
    pub conjugate: Option<Vec<f64>>,
}

/// Points where the goal and all equations are zero and no hypothesis fails; variables that may be scaled together
/// have one for their greatest coordinate. None for problems that are too large.
pub fn zeros(problem: &Problem, stop: &dyn Fn() -> bool) -> Vec<Root> {
    let points = search(problem, stop).unwrap_or_default();
    points.into_iter().map(|point| Root { conjugate: conjugate(&point), point }).collect()
}

fn conjugate(point: &[f64]) -> Option<Vec<f64>> {
    let (x, other) = point.iter().find_map(|x| Some((*x, quadratic_conjugate(*x)?)))?;
    point.iter().map(|y| conjugate_like(*y, x, other)).collect()
}

fn search(problem: &Problem, stop: &dyn Fn() -> bool) -> Option<Vec<Vec<f64>>> {
    let n = problem.vars as usize;
    if n == 0 || n > VARS || problem.goal.is_zero() || problem.goal.len() > TERMS {
        return None;
    }
    // What must not be negative becomes a square.
    let positive: Vec<bool> = positive_variables(problem).into_iter().map(|p| p.is_some()).collect();
    let squared = |p: &Poly| {
        let power = |(v, e)| (v, if positive.get(v as usize) == Some(&true) { 2 * e } else { e });
        Poly::from_terms(p.terms().map(|(m, c)| (Mono::new(m.powers().map(power)), c)))
    };
    let goal = squared(&problem.goal);
    let eqs: Vec<Poly> = problem.eqs.iter().map(squared).collect();
    let groups = groups(problem);
    // With equations: the goal with more and more of their squares.
    let squares: Option<Vec<Poly>> = eqs.iter().map(Poly::square).collect();
    let penalty = Poly::sum(&squares?);
    let weights: &[i64] = if eqs.is_empty() { &[0] } else { &[10, 1000, 100_000] };
    let stages: Vec<Smooth> = weights
        .iter()
        .map(|w| goal.add(&penalty.scale(&euclase_poly::int(*w))))
        .map(|p| (p.len() <= TERMS).then(|| Smooth::new(&p, problem.vars)))
        .collect::<Option<_>>()?;
    let goal = Smooth::new(&goal, problem.vars);
    let eqs: Vec<Smooth> = eqs.iter().map(|e| Smooth::new(e, problem.vars)).collect();
    let others: Vec<Fast> = problem.ineqs.iter().map(|(p, _)| Fast::new(p)).collect();
    let mut found: Vec<Vec<f64>> = Vec::new();
    let mut seed = 2463534242u64;
    let mut next = || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as f64 / (1u64 << 30) as f64 - 1.0
    };
    for start in 0..STARTS {
        if stop() {
            break;
        }
        // Some starts have coordinates on the boundary.
        let mut y: Vec<f64> =
            (0..n).map(|i| if start % 3 == 2 && i == start % n { 0.0 } else { 1.5 * next() }).collect();
        stages.iter().for_each(|s| minimise(s, &groups, &mut y));
        if !eqs.is_empty() {
            let last = weights.last().copied().unwrap_or(0) as f64;
            let mut multipliers = eqs.iter().map(|e| 2.0 * last * e.value.at(&y).0).collect();
            polish(&goal, &eqs, &mut y, &mut multipliers);
        }
        let is_zero = |p: &Fast| {
            let (v, size) = p.at(&y);
            v.abs() < 1e-11 * size
        };
        if !(is_zero(&goal.value) && eqs.iter().all(|e| is_zero(&e.value))) {
            continue;
        }
        let mut x: Vec<f64> = y.iter().zip(&positive).map(|(y, p)| if *p { y * y } else { *y }).map(snapped).collect();
        for group in &groups {
            let top = group.iter().fold(0.0f64, |a, v| if x[*v].abs() > a.abs() + 1e-9 { x[*v] } else { a });
            group.iter().for_each(|v| x[*v] /= top);
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
    Some(found)
}

/// Disjoint sets of variables that may be scaled together without a change of sign anywhere.
fn groups(problem: &Problem) -> Vec<Vec<usize>> {
    let all: Vec<&Poly> =
        std::iter::once(&problem.goal).chain(&problem.eqs).chain(problem.ineqs.iter().map(|q| &q.0)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for g in gradings(problem.vars, &all).iter().filter(|g| g.iter().all(|w| (0..=1).contains(w))) {
        let group: Vec<usize> = (0..g.len()).filter(|v| g[*v] == 1).collect();
        if groups.iter().flatten().all(|v| !group.contains(v)) {
            groups.push(group);
        }
    }
    groups
}

fn snapped(v: f64) -> f64 {
    if v.abs() < 1e-10 { 0.0 } else { v }
}

/// Levenberg's method.
fn minimise(f: &Smooth, groups: &[Vec<usize>], y: &mut [f64]) {
    let n = y.len();
    let mut damping = 1e-2;
    for _ in 0..STEPS {
        for group in groups {
            let norm = group.iter().map(|v| y[*v] * y[*v]).sum::<f64>().sqrt();
            if norm.is_nan() || norm <= 1e-6 {
                return;
            }
            group.iter().for_each(|v| y[*v] /= norm);
        }
        let value = f.value.at(y);
        let g = f.gradient(y);
        if g.iter().all(|v| v.abs() < 1e-15 * value.1) {
            return;
        }
        let mut h = Mat::zeros(n, n);
        f.add_hessian(y, 1.0, &mut h);
        let mut moved = false;
        for _ in 0..12 {
            let mut a = h.clone();
            a.add_scaled(damping * value.1.max(1e-300), &Mat::scaled_identity(n, 1.0));
            damping = (damping * 8.0).min(1e6);
            let Some(l) = cholesky(&a, 0.0) else { continue };
            let mut d: Vec<f64> = g.iter().map(|v| -v).collect();
            cholesky_solve(&l, &mut d);
            let z: Vec<f64> = y.iter().zip(&d).map(|(a, b)| a + b).collect();
            let ahead = f.value.at(&z);
            // Near a zero the values are rounding errors: steps are taken while they are short.
            let near = value.0.abs() < 1e-13 * value.1;
            if ahead.0 < value.0 || (near && ahead.0.abs() < 1e-13 * ahead.1) {
                y.copy_from_slice(&z);
                damping = (damping / 200.0).max(1e-15);
                moved = true;
                break;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Newton's method for a stationary point under equations, by least squares where the system is singular.
fn polish(goal: &Smooth, eqs: &[Smooth], y: &mut [f64], multipliers: &mut Vec<f64>) {
    let (n, m) = (y.len(), eqs.len());
    for _ in 0..12 {
        let mut k = Mat::zeros(n + m, n + m);
        let mut r = goal.gradient(y);
        goal.add_hessian(y, 1.0, &mut k);
        for (j, (e, l)) in eqs.iter().zip(&*multipliers).enumerate() {
            e.add_hessian(y, *l, &mut k);
            for (i, g) in e.gradient(y).into_iter().enumerate() {
                *k.at_mut(i, n + j) = g;
                *k.at_mut(n + j, i) = g;
                if let Some(r) = r.get_mut(i) {
                    *r += l * g;
                }
            }
        }
        r.extend(eqs.iter().map(|e| e.value.at(y).0));
        let mut normal = k.times(&k);
        let ridge = 1e-13 * (0..n + m).map(|i| normal.at(i, i)).fold(0.0, f64::max);
        normal.add_scaled(ridge, &Mat::scaled_identity(n + m, 1.0));
        let Some(l) = cholesky(&normal, 0.0) else { return };
        let mut d: Vec<f64> = (0..n + m).map(|i| -dot(k.row(i), &r)).collect();
        cholesky_solve(&l, &mut d);
        y.iter_mut().zip(&d).for_each(|(y, d)| *y += d);
        multipliers.iter_mut().zip(d.iter().skip(n)).for_each(|(l, d)| *l += d);
    }
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
        assert_eq!(all.len(), 2);
        for z in all.iter().map(|r| &r.point) {
            assert!((z[1].abs() - 0.5f64.sqrt()).abs() < 1e-7, "{z:?}");
        }
        // 2 − (x + y)² where x² + y² = 1.
        let circle = x.square().unwrap().add(&y.square().unwrap()).sub(&Poly::one());
        let goal = Poly::int(2).sub(&x.add(&y).square().unwrap());
        let problem = Problem { vars: 2, eqs: vec![circle], ineqs: vec![], goal, strict: false };
        let all = zeros(&problem, &|| false);
        assert_eq!(all.len(), 2);
        for r in &all {
            assert!(r.point.iter().all(|v| (v.abs() - 0.5f64.sqrt()).abs() < 1e-12));
            let conjugate = r.conjugate.as_ref().expect("of second degree");
            assert!(conjugate.iter().zip(&r.point).all(|(a, b)| (a + b).abs() < 1e-12));
        }
    }
}
