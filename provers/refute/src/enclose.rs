//! A true figure near a floating-point one: Krawczyk's test.
//!
//! The hypotheses are m equations in 2n coordinates. A square subsystem is chosen (m independent equations, m
//! coordinates to solve for; the other coordinates are fixed at dyadic numbers). If the Krawczyk operator maps a
//! box into its own interior, the box contains exactly one solution
//! (R. Krawczyk 1969; R. E. Moore, *A test for existence of solutions to nonlinear systems*, 1977). Equations left over must
//! follow from the chosen ones ([`crate::consequence`]), because no interval can show that a number is zero.
//!
//! Floating-point numbers choose: pivots, the preconditioner, the radii. A bad choice makes the test fail, never succeed wrongly.

use crate::consequence::independent;
use crate::field::{Dual, Field, V};
use crate::formula::equations;
use crate::iv::Iv;
use crate::truth::Picture;
use euclase_grammar::core::{CoreTheorem, Pt, Q};

/// Most unknowns: the interval matrix product is cubic.
const MAX_UNKNOWNS: usize = 120;

/// A row of derivatives: (coordinate, enclosure).
type Gradient = Vec<(usize, Iv)>;

/// One scalar equation: hypothesis and component.
type Row = (usize, usize);

/// Boxes, one a statement point, proved to contain a figure that satisfies every hypothesis.
pub fn enclose(thm: &CoreTheorem, pts: &[[f64; 2]]) -> Result<Vec<[Iv; 2]>, String> {
    let n = thm.statement_points;
    let mut mid: Vec<[Iv; 2]> = pts.iter().take(n).map(|p| p.map(Iv::from_float)).collect();
    if mid.len() < n {
        return Err("the figure lacks points".into());
    }
    let facts = independent(thm, &Picture { boxes: &mid, exact: None, lines: Vec::new() });
    let system = System::choose(thm, &facts, &mid)?;
    let m = system.cols.len();
    if m == 0 {
        return finish(thm, &facts, mid);
    }
    let mut last = String::from("the enclosure did not contract");
    for round in 0..6 {
        let f = system.values(thm, &mid)?;
        let step = system.precondition(&f);
        if round < 2 {
            // Newton in dyadic arithmetic, towards the true solution
            for (c, s) in system.cols.iter().zip(&step) {
                mid[c / 2][c % 2] = mid[c / 2][c % 2].sub(s).middle();
            }
            continue;
        }
        // radius: a few times the distance still to go, more in later rounds
        let factor = Iv::from_q(&Q::from_integer((1i64 << (4 * (round - 1))).into()));
        let radius: Vec<Iv> = step.iter().map(|s| s.abs().mul(&factor).add(&Iv::speck())).collect();
        let mut boxes = mid.clone();
        for (c, r) in system.cols.iter().zip(&radius) {
            boxes[c / 2][c % 2] = mid[c / 2][c % 2].widen(r);
        }
        let jac = system.jacobian(thm, &boxes)?;
        let mut inside = true;
        for (j, &c) in system.cols.iter().enumerate() {
            // K_j = mid_j − step_j + Σ_k (I − Y·J)_jk · [−ρ_k, ρ_k]
            let mut k = mid[c / 2][c % 2].sub(&step[j]);
            for i in 0..m {
                let mut e = if i == j { Iv::from_q(&Q::from_integer(1.into())) } else { <Iv as Field>::zero() };
                for (r, row) in jac.iter().enumerate() {
                    if let Some(d) = &row[i] {
                        e = e.sub(&system.inverse[j][r].mul(d));
                    }
                }
                k = k.add(&e.mul(&radius[i].symmetric()));
            }
            if !k.inside(&boxes[c / 2][c % 2]) {
                inside = false;
                break;
            }
        }
        if inside {
            return finish(thm, &facts, boxes);
        }
        last = "the enclosure did not contract: the figure may be close to degenerate".into();
    }
    Err(last)
}

/// The hypotheses' side conditions, on the whole box; and what was left out as a consequence of the rest is one there.
fn finish(thm: &CoreTheorem, facts: &[usize], boxes: Vec<[Iv; 2]>) -> Result<Vec<[Iv; 2]>, String> {
    let pic = Picture::enclosed(thm, &boxes);
    if independent(thm, &pic).iter().any(|i| !facts.contains(i)) {
        return Err("the enclosure is too wide to show that the remaining hypotheses follow".into());
    }
    if let Some(h) = thm.hyps.iter().find(|h| !h.fact.is_trivial() && !pic.side(&h.fact)) {
        return Err(format!("`{}` may be degenerate in the figure", h.origin.text));
    }
    Ok(boxes)
}

/// The square system.
struct System {
    rows: Vec<Row>,
    /// coordinates to solve for: 2·point + axis
    cols: Vec<usize>,
    /// approximate inverse of the Jacobian, as dyadic numbers: `inverse[column][row]`
    inverse: Vec<Vec<Iv>>,
}

impl System {
    /// Independent equations and coordinates, by full pivoting.
    fn choose(thm: &CoreTheorem, facts: &[usize], mid: &[[Iv; 2]]) -> Result<System, String> {
        let width = 2 * thm.statement_points;
        let mut rows: Vec<Row> = Vec::new();
        let mut a: Vec<Vec<f64>> = Vec::new();
        for &i in facts {
            let all = derivatives(thm, i, mid);
            if all.is_empty() {
                return Err(format!("`{}` is beyond exact arithmetic", thm.hyps[i].origin.text));
            }
            for (k, row) in all.into_iter().enumerate() {
                let mut dense = vec![0.0; width];
                for (c, d) in row {
                    dense[c] = d.approx();
                }
                let peak = dense.iter().fold(0f64, |m, v| m.max(v.abs()));
                if !(peak > 0.0 && peak.is_finite()) {
                    return Err(format!("`{}` is singular in the figure", thm.hyps[i].origin.text));
                }
                rows.push((i, k));
                a.push(dense);
            }
        }
        let m = rows.len();
        if m > MAX_UNKNOWNS {
            return Err(format!("{m} equations are too many for the interval test"));
        }
        // full pivoting on rows scaled to 1
        let scaled: Vec<Vec<f64>> = a
            .iter()
            .map(|r| {
                let peak = r.iter().fold(0f64, |m, v| m.max(v.abs()));
                r.iter().map(|v| v / peak).collect()
            })
            .collect();
        let mut work = scaled;
        let (mut cols, mut used) = (vec![usize::MAX; m], vec![false; width]);
        for _ in 0..m {
            let mut best = (0.0, 0, 0);
            for r in (0..m).filter(|r| cols[*r] == usize::MAX) {
                for c in (0..width).filter(|c| !used[*c]) {
                    if work[r][c].abs() > best.0 {
                        best = (work[r][c].abs(), r, c);
                    }
                }
            }
            let (size, r, c) = best;
            if size < 1e-9 {
                let text = (0..m).find(|r| cols[*r] == usize::MAX).map_or("", |r| &thm.hyps[rows[r].0].origin.text);
                return Err(format!("`{text}` depends on the other hypotheses, so that an enclosure cannot show it"));
            }
            (cols[r], used[c]) = (c, true);
            let pivot = work[r].clone();
            for s in (0..m).filter(|s| cols[*s] == usize::MAX) {
                let f = work[s][c] / pivot[c];
                if f != 0.0 {
                    for k in 0..width {
                        work[s][k] -= f * pivot[k];
                    }
                }
            }
        }
        cols.sort_unstable();
        let square: Vec<Vec<f64>> = a.iter().map(|r| cols.iter().map(|c| r[*c]).collect()).collect();
        let inverse = invert(square).ok_or("the equations are singular in the figure")?;
        let inverse = inverse.into_iter().map(|r| r.into_iter().map(Iv::from_float).collect()).collect();
        Ok(System { rows, cols, inverse })
    }

    fn values(&self, thm: &CoreTheorem, at: &[[Iv; 2]]) -> Result<Vec<Iv>, String> {
        let pic = Picture { boxes: at, exact: None, lines: Vec::new() };
        self.rows
            .iter()
            .map(|(i, k)| {
                equations(&thm.hyps[*i].fact, &pic.at(), &|t| pic.orient(t))
                    .into_iter()
                    .nth(*k)
                    .ok_or_else(|| format!("`{}` is degenerate in the figure", thm.hyps[*i].origin.text))
            })
            .collect()
    }

    /// Rows of the Jacobian over the chosen coordinates; `None` where it is zero.
    fn jacobian(&self, thm: &CoreTheorem, boxes: &[[Iv; 2]]) -> Result<Vec<Vec<Option<Iv>>>, String> {
        let mut out = Vec::with_capacity(self.rows.len());
        let mut cache: Option<(usize, Vec<Gradient>)> = None;
        for (i, k) in &self.rows {
            if cache.as_ref().is_none_or(|c| c.0 != *i) {
                cache = Some((*i, derivatives(thm, *i, boxes)));
            }
            let row = cache.as_ref().and_then(|c| c.1.get(*k));
            let row = row.ok_or_else(|| format!("`{}` is degenerate in the figure", thm.hyps[*i].origin.text))?;
            let mut dense = vec![None; self.cols.len()];
            for (c, d) in row {
                if let Ok(j) = self.cols.binary_search(c) {
                    dense[j] = Some(d.clone());
                }
            }
            out.push(dense);
        }
        Ok(out)
    }

    /// Y·f.
    fn precondition(&self, f: &[Iv]) -> Vec<Iv> {
        self.inverse
            .iter()
            .map(|row| row.iter().zip(f).fold(<Iv as Field>::zero(), |s, (y, v)| s.add(&y.mul(v))))
            .collect()
    }
}

/// For each equation of a hypothesis, its derivatives: (coordinate, enclosure).
fn derivatives(thm: &CoreTheorem, hyp: usize, boxes: &[[Iv; 2]]) -> Vec<Gradient> {
    let fact = &thm.hyps[hyp].fact;
    let pic = Picture { boxes, exact: None, lines: Vec::new() };
    let mut out: Vec<Gradient> = Vec::new();
    for x in fact.points() {
        let q = |n: i64| Iv::from_q(&Q::from_integer(n.into()));
        let at = |p: Pt| {
            let V(px, py) = pic.at()(p);
            let me = i64::from(p == x);
            V(Dual { v: px, d: [q(me), q(0)] }, Dual { v: py, d: [q(0), q(me)] })
        };
        let eqs = equations(fact, &at, &|t| pic.orient(t));
        out.resize_with(eqs.len(), Vec::new);
        for (row, e) in out.iter_mut().zip(eqs) {
            let [dx, dy] = e.d;
            for (axis, d) in [dx, dy].into_iter().enumerate() {
                if !d.is_zero() {
                    row.push((2 * x.ix() + axis, d));
                }
            }
        }
    }
    out
}

/// Gauss–Jordan with partial pivoting.
fn invert(mut a: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let n = a.len();
    for (i, row) in a.iter_mut().enumerate() {
        row.extend((0..n).map(|j| f64::from(u8::from(i == j))));
    }
    for c in 0..n {
        let p = (c..n).max_by(|i, j| a[*i][c].abs().total_cmp(&a[*j][c].abs()))?;
        a.swap(c, p);
        let d = a[c][c];
        if d == 0.0 || !d.is_finite() {
            return None;
        }
        a[c].iter_mut().for_each(|v| *v /= d);
        let pivot = a[c].clone();
        for (r, row) in a.iter_mut().enumerate() {
            if r != c && row[c] != 0.0 {
                let f = row[c];
                row.iter_mut().zip(&pivot).for_each(|(v, p)| *v -= f * p);
            }
        }
    }
    Some(a.into_iter().map(|r| r[n..].to_vec()).collect())
}
