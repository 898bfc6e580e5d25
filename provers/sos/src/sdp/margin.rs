//! How far inside the cone the affine space reaches: maximise t with A(X) = b and X ⪰ t·I.
//!
//! Unlike the bare question whether A(X) = b has a positive semidefinite solution, this one has interior points on both
//! sides, so the method converges whatever the answer is: t > 0, an interior point, which can be rounded; t = 0, a face,
//! whose null space facial reduction takes away; t < 0, no solution.

use super::{Block, Linear, Sdp, Solution, Stop, solve};
use crate::dense::Mat;

/// What was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarginEnd {
    /// An interior point.
    Inside,
    /// The greatest t is zero to rounding.
    Boundary,
    /// The greatest t is negative.
    Outside,
    /// The caller asked to stop.
    Asked,
}

/// The point of the greatest margin, or near it.
#[derive(Clone, Debug)]
pub struct Margin {
    /// What was found.
    pub end: MarginEnd,
    /// The margin t.
    pub t: f64,
    /// X, inner coordinates: at least t on every eigenvalue.
    pub x: Vec<Mat>,
    /// The nonnegative variables, at least t.
    pub linear: Vec<f64>,
    /// The dual blocks: large where X is confined.
    pub z: Vec<Mat>,
    /// The dual numbers of the nonnegative variables.
    pub z_linear: Vec<f64>,
    /// Relative error of A(X) = b.
    pub error: f64,
    /// Iterations.
    pub iterations: usize,
}

/// Numbers within this of zero are zero, for a problem scaled to coefficients near one.
const ZERO: f64 = 3e-7;

/// Solves the margin problem. Rows should be scaled to norms near one and `b` to a largest entry near one; costs are
/// ignored.
pub fn margin(blocks: Vec<Block>, columns: Vec<Vec<(usize, f64)>>, b: &[f64], stop: &dyn Fn() -> bool) -> Margin {
    // X = X' + (1 − s)·I with X' ⪰ 0, s ≥ 0, and s is made small: margins above one are of no use.
    let mut trace = vec![0.0; b.len()];
    for block in &blocks {
        block.apply(&block.outward(&Mat::scaled_identity(block.inner(), 1.0)), 1.0, &mut trace);
    }
    for column in &columns {
        column.iter().for_each(|(i, a)| trace[*i] += a);
    }
    let shifted: Vec<f64> = b.iter().zip(&trace).map(|(b, t)| b - t).collect();
    let slack = trace.iter().enumerate().filter(|(_, t)| **t != 0.0).map(|(i, t)| (i, -t)).collect();
    let mut linear: Vec<Linear> = columns.into_iter().map(|column| Linear { column, cost: 0.0 }).collect();
    linear.push(Linear { column: slack, cost: 1.0 });
    let sdp = Sdp { blocks, linear, b: shifted };
    let enough = |s: &Solution| {
        let t = 1.0 - s.primal;
        let most = 1.0 - s.dual;
        let inside = s.primal_error < 1e-10 && t > 1e-5 && s.dual_error < 1e-6 && t > 0.3 * most;
        let outside = s.dual_error < 1e-9 && most < -1e-5 * (1.0 + norm(&s.y));
        inside || outside
    };
    let s = solve(&sdp, 80, &enough, stop);
    let t = 1.0 - s.x_linear.last().copied().unwrap_or(f64::INFINITY);
    let most = 1.0 - s.dual;
    let end = if s.end == Stop::Asked {
        MarginEnd::Asked
    } else if t > ZERO && s.primal_error < 1e-7 {
        MarginEnd::Inside
    } else if t < -1e-3 || (s.dual_error < 1e-7 && most < -10.0 * ZERO) {
        MarginEnd::Outside
    } else {
        MarginEnd::Boundary
    };
    let x = s.x.iter().map(|x| {
        let mut x = x.clone();
        x.add_scaled(t, &Mat::scaled_identity(x.rows, 1.0));
        x
    });
    let count = s.x_linear.len() - 1;
    Margin {
        end,
        t,
        x: x.collect(),
        linear: s.x_linear[..count].iter().map(|v| v + t).collect(),
        z: s.z,
        z_linear: s.z_linear[..count].to_vec(),
        error: s.primal_error,
        iterations: s.iterations,
    }
}

fn norm(y: &[f64]) -> f64 {
    y.iter().fold(0.0, |a, v| a.max(v.abs()))
}
