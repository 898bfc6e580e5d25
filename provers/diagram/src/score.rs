//! How good a picture is: for rounding errors first (nothing almost degenerate), for people second.

use crate::eqs::{dist, flatness};
use crate::loci::P;

/// Equal to rounding error.
const SAME: f64 = 1e-9;
/// Different beyond doubt: what lies between is a near-coincidence, and the picture is rejected.
const APART: f64 = 1e-5;

/// A score, higher is better; `None` if some points, lines or lengths are almost but not quite coincident.
pub fn score(pts: &[P]) -> Option<f64> {
    let n = pts.len();
    let size = crate::eval::size(pts);
    if n < 2 || size == 0.0 {
        return Some(0.0);
    }
    if pts.iter().flatten().any(|v| !v.is_finite()) {
        return None;
    }
    let mut sep = 1f64;
    let mut same = 0u32;
    for i in 0..n {
        for j in 0..i {
            let d = dist(pts[i], pts[j]) / size;
            if d < SAME {
                same += 1;
            } else if d < APART {
                return None;
            } else {
                sep = sep.min(d);
            }
        }
    }
    // triangles: all of a small figure, a regular sample of a large one
    let mut flat = 1f64;
    let stride = if n <= 24 { 1 } else { n * n / 600 };
    let mut k = 0;
    for a in 0..n {
        for b in 0..a {
            for c in 0..b {
                k += 1;
                if k % stride != 0 {
                    continue;
                }
                let f = flatness([pts[a], pts[b], pts[c]]);
                if f >= SAME {
                    if f < 1e-2 * APART {
                        return None;
                    }
                    flat = flat.min(f);
                }
            }
        }
    }
    let mut near = 1f64;
    if n <= 40 {
        let mut dirs = Vec::with_capacity(n * n / 2);
        let mut logs = Vec::with_capacity(n * n / 2);
        for i in 0..n {
            for j in 0..i {
                let (x, y) = (pts[i][0] - pts[j][0], pts[i][1] - pts[j][1]);
                if x.hypot(y) > SAME * size {
                    // x/|..| of a half-plane representative orders directions as well as the angle does
                    let t = y.atan2(x) * std::f64::consts::FRAC_1_PI;
                    dirs.push(t - t.floor());
                    logs.push(0.5 * (x * x + y * y).ln());
                }
            }
        }
        near = gap(&mut dirs).min(gap(&mut logs));
        if near < 1e-7 {
            return None;
        }
    }
    // people: the figure should not be a cluster with one point far away
    let c = [0, 1].map(|i| pts.iter().map(|p| p[i]).sum::<f64>() / n as f64);
    let mut radii: Vec<f64> = pts.iter().map(|p| dist(*p, c)).collect();
    radii.sort_by(f64::total_cmp);
    let spread = radii[n / 2] / radii[n - 1];
    let crowd = (sep * (n as f64).sqrt()).min(0.35);
    Some(
        2.0 * crowd.ln() + 0.5 * flat.max(1e-6).ln() + 1.5 * spread.clamp(1e-6, 0.5).ln() + 0.25 * near.min(1e-4).ln()
            - 3.0 * f64::from(same),
    )
}

/// Smallest gap between neighbours that are not equal to rounding error.
fn gap(v: &mut [f64]) -> f64 {
    v.sort_unstable_by(f64::total_cmp);
    v.windows(2).map(|w| w[1] - w[0]).filter(|g| *g > SAME).fold(1.0, f64::min)
}
