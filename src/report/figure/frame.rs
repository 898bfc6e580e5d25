//! The frame: which part of the plane is shown, how large, and which way up.
//!
//! The figure is moved by a similarity only (so every angle and ratio on paper is the true one):
//! it is turned until a natural base line is level, scaled to the wanted size, and framed. Points
//! far from all the others are left outside, since otherwise the rest shrinks to a blot; lines
//! that lead to them are cut at the frame, with an arrow (see [`super::strokes`]).

use euclase_grammar::core::{CoreTheorem, Pt, Shape};

use super::plane::{P2, Rect, circle_of, cross, dist, dot, norm, sub, unit};

/// Points on paper, and the paper.
pub struct Frame {
    /// Position on paper of every point (y downwards); `None` where it is not finite.
    pub at: Vec<Option<P2>>,
    /// Points left outside the paper.
    pub far: Vec<bool>,
    /// Width and height of the paper.
    pub size: P2,
    /// Where lines end: the paper without half of the margin.
    pub inner: Rect,
}

/// Room around the figure for labels, in units of the drawing.
pub const MARGIN: f64 = 26.0;

/// Fits the figure into a square of side `size`. `used` says which points count;
/// `level` asks to turn the figure.
pub fn fit(thm: &CoreTheorem, pts: &[P2], used: &[bool], shapes: &[Shape], size: f64, level: bool) -> Frame {
    let finite = |p: &P2| p[0].is_finite() && p[1].is_finite() && norm(*p) < 1e12;
    let mut raw: Vec<Option<P2>> = pts.iter().map(|p| finite(p).then_some([p[0], -p[1]])).collect();
    let far = outliers(&raw, used);
    if level {
        turn(thm, &mut raw, used, &far);
    }
    let at = |p: Pt| raw.get(p.ix()).copied().flatten();
    let mut bounds = Rect::EMPTY;
    for (i, p) in raw.iter().enumerate() {
        if let (Some(p), true, false) = (p, used[i], far[i]) {
            bounds.add(*p);
        }
    }
    if !bounds.min[0].is_finite() {
        bounds = Rect { min: [0.0; 2], max: [1.0; 2] };
    }
    let core = norm(bounds.size());
    // A circle much larger than the figure is shown as the arc that passes through it.
    for (c, r) in shapes.iter().filter_map(|s| circle_of(s, &at)) {
        if r <= core {
            bounds.add([c[0] - r, c[1] - r]);
            bounds.add([c[0] + r, c[1] + r]);
        }
    }
    let span = bounds.size()[0].max(bounds.size()[1]).max(1e-9);
    let scale = (size - 2.0 * MARGIN) / span;
    // A flat figure still gets paper around it, for labels and arcs.
    let least = 0.16 * size;
    let inner_size = [(bounds.size()[0] * scale).max(least), (bounds.size()[1] * scale).max(least)];
    let paper = [inner_size[0] + 2.0 * MARGIN, inner_size[1] + 2.0 * MARGIN];
    let mid = bounds.center();
    let place = |p: P2| [(p[0] - mid[0]) * scale + paper[0] / 2.0, (p[1] - mid[1]) * scale + paper[1] / 2.0];
    Frame {
        at: raw.iter().map(|p| p.map(place)).collect(),
        far,
        size: paper,
        inner: Rect { min: [0.0; 2], max: paper }.inflate(-MARGIN / 3.0),
    }
}

/// Marks the points that would make all the others too small to see: those farther from the
/// median than a multiple of the upper quartile of the distances.
fn outliers(raw: &[Option<P2>], used: &[bool]) -> Vec<bool> {
    let mut far = vec![false; raw.len()];
    let live: Vec<(usize, P2)> =
        raw.iter().enumerate().filter(|(i, _)| used[*i]).filter_map(|(i, p)| Some((i, (*p)?))).collect();
    if live.len() < 3 {
        return far;
    }
    let median = |k: usize| {
        let mut v: Vec<f64> = live.iter().map(|(_, p)| p[k]).collect();
        v.sort_by(f64::total_cmp);
        v[v.len() / 2]
    };
    let mid = [median(0), median(1)];
    let mut d: Vec<f64> = live.iter().map(|(_, p)| dist(*p, mid)).collect();
    d.sort_by(f64::total_cmp);
    let quartile = d[(3 * (d.len() - 1)) / 4];
    // Few points leave room, and tell little about what is usual.
    let factor = if live.len() >= 6 { 7.0 } else { 15.0 };
    for (i, p) in live {
        far[i] = dist(p, mid) > factor * quartile && quartile > 0.0;
    }
    far
}

/// Turns the figure about the origin until a natural base line is level.
fn turn(thm: &CoreTheorem, raw: &mut [Option<P2>], used: &[bool], far: &[bool]) {
    let at = |p: Pt| raw.get(p.ix()).copied().flatten().filter(|_| !far[p.ix()]);
    // Distinct lines: (a point, the direction, weight).
    let mut lines: Vec<(P2, P2, f64)> = Vec::new();
    for s in &thm.shapes {
        let (Shape::Segment(a, b) | Shape::Line(a, b)) = *s else {
            continue;
        };
        let (Some(p), Some(r)) = (at(a), at(b)) else {
            continue;
        };
        let Some(u) = unit(p, r) else { continue };
        // The side opposite to the first point is what people draw level.
        let weight = if a.0.min(b.0) == 1 && a.0.max(b.0) == 2 { 1.6 } else { 1.0 };
        let near = 1e-6 * dist(p, r);
        match lines.iter_mut().find(|(q, v, _)| cross(*v, u).abs() < 1e-6 && cross(*v, sub(p, *q)).abs() < near) {
            Some(same) => same.2 = same.2.max(weight),
            None => lines.push((p, u, weight)),
        }
    }
    let mut best: Option<(f64, P2)> = None;
    for (_, u, own) in &lines {
        let mut score = 0.4 * own;
        for (_, v, weight) in &lines {
            if cross(*u, *v).abs() < 1e-6 {
                score += weight;
            } else if dot(*u, *v).abs() < 1e-6 {
                score += 0.8 * weight;
            }
        }
        if best.is_none_or(|(s, _)| score > s + 1e-9) {
            best = Some((score, *u));
        }
    }
    let Some((_, mut u)) = best else { return };
    // Two ways up: the first point above the middle of the others (paper's y grows downwards).
    let live: Vec<P2> = (0..raw.len()).filter(|&i| used[i] && !far[i]).filter_map(|i| raw[i]).collect();
    let height = |p: P2| cross(u, p);
    let mean = live.iter().map(|p| height(*p)).sum::<f64>() / live.len().max(1) as f64;
    let first = (0..thm.points.len().min(raw.len()))
        .filter(|&i| used[i] && !far[i] && !thm.points[i].hidden)
        .filter_map(|i| raw[i])
        .map(|p| height(p) - mean)
        .find(|h| h.abs() > 1e-6);
    if first.is_some_and(|h| h > 0.0) {
        u = [-u[0], -u[1]];
    }
    for p in raw.iter_mut().flatten() {
        *p = [dot(u, *p), cross(u, *p)];
    }
}
