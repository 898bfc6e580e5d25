//! A picture, point by point, with conflict-directed backjumping over the choices.

use crate::eqs::{Eq, dist};
use crate::eval::{cond_holds, size};
use crate::lm::Solver;
use crate::loci::{Curve, P, add, cross, dot, project, sub};
use crate::place::{Places, Spot};
use crate::plan::Plan;
use crate::rng::Rng;

/// A point that is not placed yet.
const NOWHERE: P = [f64::NAN; 2];

/// Why an attempt stopped.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fail {
    /// a hypothesis cannot be met
    Hyp(usize),
    /// a declared condition does not hold
    Cond(usize),
    /// too much backtracking
    Budget,
}

/// How an attempt chooses.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// use suggested coordinates
    pub hints: bool,
    /// customary branches have no priority
    pub any_branch: bool,
    /// free points lie this much further apart than usual
    pub spread: f64,
}

/// Joint solutions tried in one attempt.
const REPAIRS: u32 = 6;

/// What an attempt may still do.
struct Limits {
    /// joint solutions left
    repairs: u32,
    /// positions below it were moved together and have no alternatives left
    barrier: usize,
    /// degrees of freedom that each placed position was given
    dof: Vec<u8>,
}

impl Plan<'_> {
    /// One picture, or how far it got and why not further. The partial picture is for a later joint solution.
    pub fn attempt(&self, rng: &mut Rng, style: Style) -> Result<Vec<P>, (Vec<P>, Fail)> {
        struct Level {
            choices: Vec<P>,
            next: usize,
            conflict: Vec<u32>,
        }
        let mut pts: Vec<P> = vec![NOWHERE; self.n];
        let mut levels: Vec<Level> = Vec::with_capacity(self.n);
        let mut deepest: (usize, Vec<P>, Fail) = (0, pts.clone(), Fail::Budget);
        let mut limits = Limits { repairs: REPAIRS, barrier: 0, dof: vec![0; self.n] };
        let mut work = 20 * self.n + 200;
        while levels.len() < self.n {
            let k = levels.len();
            if work == 0 {
                return Err((deepest.1, Fail::Budget));
            }
            work -= 1;
            let (choices, why) = self.choices(k, &mut pts, rng, style, &mut limits);
            if limits.repairs == 0 && choices.is_empty() {
                // joint solutions are dear: better a new picture
                work = 0;
            }
            if let Some(first) = choices.first() {
                pts[self.order[k] as usize] = *first;
                levels.push(Level { choices, next: 1, conflict: Vec::new() });
                continue;
            }
            if deepest.0 <= k {
                deepest = (k, pts.clone(), why);
            }
            // jump back to the latest choice that the failure depends on
            let mut conflict = self.deps[k].clone();
            loop {
                let Some(y) = conflict.pop().map(|y| y as usize).filter(|y| *y >= limits.barrier) else {
                    return Err((deepest.1, deepest.2));
                };
                for x in &self.order[y..levels.len().max(y)] {
                    pts[*x as usize] = NOWHERE;
                }
                levels.truncate(y + 1);
                let level = &mut levels[y];
                conflict.extend(&level.conflict);
                if let Some(p) = level.choices.get(level.next) {
                    pts[self.order[y] as usize] = *p;
                    level.next += 1;
                    conflict.sort_unstable();
                    conflict.dedup();
                    level.conflict = conflict;
                    break;
                }
                conflict.extend(&self.deps[y]);
                conflict.sort_unstable();
                conflict.dedup();
                levels.pop();
            }
        }
        Ok(pts)
    }

    /// First condition of the k-th point that fails.
    fn bad_cond(&self, k: usize, pts: &[P]) -> Option<usize> {
        self.conds_at[k].iter().copied().find(|i| cond_holds(pts, self.conds[*i]) != Some(true))
    }

    /// The acceptable places of the k-th point, best first.
    fn choices(&self, k: usize, pts: &mut [P], rng: &mut Rng, style: Style, limits: &mut Limits) -> (Vec<P>, Fail) {
        let x = self.order[k] as usize;
        let eqs: Vec<&Eq> = self.facts_at[k].iter().map(|i| &self.eqs[*i]).collect();
        let placed: Vec<P> = self.order[..k].iter().map(|y| pts[*y as usize]).collect();
        let s = size(&placed).max(self.unit);
        let hint = if style.hints { self.hint(x) } else { None };
        let spot_pts = pts.to_vec();
        let spot = Spot { eqs: &eqs, x: x as u32, pts: &spot_pts, size: s };
        let places = spot.places(rng);
        limits.dof[k] = match places {
            Places::Free => 2,
            Places::On(..) | Places::Implicit => 1,
            Places::Discrete(_) | Places::Over(_) => 0,
        };
        let mut why = self.facts_at[k].last().map_or(Fail::Budget, |i| Fail::Hyp(*i));
        let mut out: Vec<P> = Vec::new();
        let mut check = |p: P, why: &mut Fail| {
            pts[x] = p;
            let bad = self.bad_cond(k, pts);
            pts[x] = NOWHERE;
            if let Some(i) = bad {
                *why = Fail::Cond(i);
            }
            bad.is_none()
        };
        match places {
            Places::Discrete(mut list) => {
                rng.shuffle(&mut list);
                list.sort_by_key(|c| {
                    let old = placed.iter().any(|p| dist(*p, c.0) < 1e-8 * s);
                    (old, if style.any_branch { 0 } else { c.1 })
                });
                if let Some(h) = hint {
                    list.sort_by(|a, b| dist(a.0, h).total_cmp(&dist(b.0, h)));
                }
                let origin = placed.first().copied();
                for (p, _) in list {
                    if origin.is_none_or(|o| dist(p, o) < 1e4 * s) && check(p, &mut why) {
                        out.push(p);
                    }
                }
            }
            Places::Over(near) => {
                if limits.repairs > 0 && k < crate::MAX_JOINT {
                    limits.repairs -= 1;
                    if let Some(new) = self.repair(k, pts, near, &limits.dof, &mut why) {
                        for y in &self.order[..k] {
                            pts[*y as usize] = new[*y as usize];
                        }
                        limits.barrier = k + 1;
                        out.push(new[x]);
                    }
                }
            }
            Places::On(curves, ranked) => {
                if let Some(h) = hint {
                    let mut near: Vec<P> = curves.iter().map(|c| project(c, h)).collect();
                    near.sort_by(|a, b| dist(*a, h).total_cmp(&dist(*b, h)));
                    out.extend(near.into_iter().filter(|p| spot.residual(*p) < 1e-9 && check(*p, &mut why)));
                }
                if out.is_empty() {
                    // one curve of one fact needs no second look, but the curves may be too much (lines for rays)
                    let exact = curves.len() == 1 && eqs.len() == 1 && !matches!(eqs[0], Eq::Ang(..));
                    let mut tries = Vec::new();
                    for t in 0..40 {
                        let first = ranked && !style.any_branch && t < 20;
                        let c = &curves[if first { 0 } else { rng.below(curves.len()) }];
                        let p = self.on_curve(c, &placed, s, rng);
                        if (exact || spot.residual(p) < 1e-9) && check(p, &mut why) {
                            tries.push(p);
                            if tries.len() >= 4 {
                                break;
                            }
                        }
                    }
                    out = roomy_first(tries, &placed, s);
                }
            }
            Places::Implicit => {
                for _ in 0..20 {
                    let start = hint.unwrap_or_else(|| self.anywhere(&placed, style.spread, rng));
                    let p = spot.descend(start, 40);
                    if spot.residual(p) < 1e-9 && check(p, &mut why) {
                        out.push(p);
                        if out.len() >= 3 || hint.is_some() {
                            break;
                        }
                    }
                }
            }
            Places::Free => {
                out.extend(hint.filter(|h| check(*h, &mut why)));
                if out.is_empty() {
                    let mut tries = Vec::new();
                    for _ in 0..40 {
                        let p = self.anywhere(&placed, style.spread, rng);
                        if check(p, &mut why) {
                            tries.push(p);
                            if tries.len() >= 4 {
                                break;
                            }
                        }
                    }
                    out = roomy_first(tries, &placed, s);
                }
            }
        }
        (out, why)
    }

    /// A random free point: the first ones spread over a box of the natural unit, later ones over the figure.
    fn anywhere(&self, pts: &[P], spread: f64, rng: &mut Rng) -> P {
        let u = self.unit;
        match pts {
            [] => [rng.range(-0.1, 0.1) * u, rng.range(-0.1, 0.1) * u],
            [a] => {
                let t = rng.range(-0.15, 0.15);
                add(*a, [t.cos(), t.sin()], u * rng.range(0.9, 1.1))
            }
            _ => {
                let (mut lo, mut hi) = (pts[0], pts[0]);
                for p in pts {
                    for i in 0..2 {
                        lo[i] = lo[i].min(p[i]);
                        hi[i] = hi[i].max(p[i]);
                    }
                }
                let half = (0.5 * (hi[0] - lo[0]).max(hi[1] - lo[1])).clamp(0.3 * u, 1e3 * u);
                let r = spread * half * rng.range(0.9, 1.9);
                let mut c = [0.5 * (lo[0] + hi[0]), 0.5 * (lo[1] + hi[1])];
                let mut r = r;
                if rng.unit() < 0.3 {
                    // close to the latest point: small circles leave room for others
                    (c, r) = (pts[pts.len() - 1], half * rng.range(0.15, 0.9));
                }
                [c[0] + rng.range(-r, r), c[1] + rng.range(-r, r)]
            }
        }
    }

    /// A random point of a curve, near the figure.
    fn on_curve(&self, c: &Curve, pts: &[P], s: f64, rng: &mut Rng) -> P {
        match c {
            Curve::Point(p) => *p,
            Curve::Line { p, d } => {
                if rng.unit() < 0.5 {
                    // between or a little beyond the points whose feet lie on the line
                    let (mut lo, mut hi) = (f64::INFINITY, f64::NEG_INFINITY);
                    for x in pts {
                        let v = sub(*x, *p);
                        if cross(v, *d).abs() < 0.3 * s {
                            let t = dot(v, *d);
                            lo = lo.min(t);
                            hi = hi.max(t);
                        }
                    }
                    if hi - lo > 0.1 * s {
                        return add(*p, *d, lo + (hi - lo) * rng.range(-0.3, 1.3));
                    }
                }
                let t = rng.range(0.25, 1.0) * s.min(2.0 * self.unit);
                add(*p, *d, if rng.bits() & 1 == 0 { t } else { -t })
            }
            Curve::Circle { c, r } => {
                let a = rng.range(0.0, std::f64::consts::TAU);
                add(*c, [a.cos(), a.sin()], *r)
            }
        }
    }

    /// The k-th point is over-determined: earlier points move, as little as needed, until every fact up to it holds.
    /// First only points that were chosen on a curve, and what depends on them, then all.
    fn repair(&self, k: usize, pts: &[P], near: P, dof: &[u8], why: &mut Fail) -> Option<Vec<P>> {
        let block = self.loose_block(k, dof);
        for block in [block, (0..=k).collect()] {
            if block.len() < 2 {
                continue;
            }
            let mut all = pts.to_vec();
            all[self.order[k] as usize] = near;
            let known: Vec<usize> = block.iter().flat_map(|y| self.facts_at[*y].iter().copied()).collect();
            let vars = block.iter().map(|y| self.order[*y]).collect();
            let mut solver = Solver::new(known.iter().map(|i| &self.eqs[*i]).collect(), vars);
            // most failures show early
            if solver.run(&mut all, 8) > 0.2 || solver.run(&mut all, 12) > 1e-3 {
                continue;
            }
            solver.run(&mut all, 40);
            let s = size(&all);
            if let Some(i) = known.iter().find(|i| self.eqs[**i].residual(s, &crate::eval::at(&all)) > 1e-9) {
                *why = Fail::Hyp(*i);
                continue;
            }
            let bad = (0..=k).flat_map(|y| &self.conds_at[y]).find(|i| cond_holds(&all, self.conds[**i]) != Some(true));
            if let Some(i) = bad {
                // another solution is wanted, and moving more points would find the same one
                *why = Fail::Cond(*i);
                return None;
            }
            return Some(all);
        }
        None
    }

    /// Positions that may move to make room for the k-th: its ancestors with one degree of freedom, and what
    /// depends on them. In increasing order, `k` included.
    fn loose_block(&self, k: usize, dof: &[u8]) -> Vec<usize> {
        let mut ancestor = vec![false; k + 1];
        ancestor[k] = true;
        for y in (0..=k).rev() {
            if ancestor[y] {
                for d in &self.deps[y] {
                    ancestor[*d as usize] = true;
                }
            }
        }
        let mut loose = vec![false; k + 1];
        for y in 0..=k {
            loose[y] =
                y == k || dof[y] == 1 && ancestor[y] || dof[y] == 0 && self.deps[y].iter().any(|d| loose[*d as usize]);
        }
        (0..=k).filter(|y| loose[*y]).collect()
    }
}

/// The candidate with most room around it first: away from the points and from the lines through two of them.
fn roomy_first(mut tries: Vec<P>, pts: &[P], s: f64) -> Vec<P> {
    let room = |x: &P| {
        let mut r = f64::INFINITY;
        let few = &pts[..pts.len().min(12)];
        for (i, a) in few.iter().enumerate() {
            r = r.min(dist(*x, *a));
            for b in &few[..i] {
                let d = dist(*a, *b);
                if d > 1e-6 * s {
                    let h = (cross(sub(*b, *a), sub(*x, *a)) / d).abs();
                    // a locus through the two points is no fault
                    if h > 1e-7 * s {
                        r = r.min(2.0 * h);
                    }
                }
            }
        }
        r
    };
    if tries.len() > 1 {
        let mut keyed: Vec<(f64, P)> = tries.iter().map(|p| (room(p), *p)).collect();
        keyed.sort_by(|a, b| b.0.total_cmp(&a.0));
        tries = keyed.into_iter().map(|k| k.1).collect();
    }
    tries.truncate(3);
    tries
}
