//! A picture, point by point, with conflict-directed backjumping over the choices.
//!
//! The order is that of introduction, except that a point which the placed ones already determine goes before an
//! under-determined one that a fact ties to it (the incentre before the points of contact).

use crate::eqs::{Eq, dist};
use crate::eval::{cond_holds, each_point_of_cond, size};
use crate::lm::Solver;
use crate::loci::{Curve, P, add, cross, dot, project, sub};
use crate::place::{Places, Spot};
use crate::rng::Rng;
use euclase_grammar::core::{Cond, CoreTheorem, Fact};
use num_traits::ToPrimitive;

/// A theorem prepared for drawing: its facts compiled and sorted by the last point placed.
pub struct Plan<'a> {
    /// compiled hypotheses
    pub eqs: Vec<Eq>,
    /// declared conditions
    pub conds: Vec<&'a Cond>,
    /// number of statement points
    pub n: usize,
    /// natural unit of length
    pub unit: f64,
    facts_at: Vec<Vec<usize>>,
    conds_at: Vec<Vec<usize>>,
    deps: Vec<Vec<u32>>,
    hints: Vec<Option<P>>,
    /// order of placement, and each point's position in it
    order: Vec<u32>,
    rank: Vec<u32>,
}

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

impl<'a> Plan<'a> {
    /// Prepares the theorem.
    pub fn new(thm: &'a CoreTheorem) -> Plan<'a> {
        let n = thm.statement_points.min(thm.points.len());
        let mut plan = Plan {
            eqs: thm.hyps.iter().map(|h| Eq::new(&h.fact)).collect(),
            conds: thm.conds.iter().map(|c| &c.cond).collect(),
            n,
            unit: natural_unit(thm),
            facts_at: vec![Vec::new(); n],
            conds_at: vec![Vec::new(); n],
            deps: vec![Vec::new(); n],
            hints: vec![None; n],
            order: Vec::new(),
            rank: vec![0; n],
        };
        let of_facts: Vec<Vec<u32>> = plan.eqs.iter().map(Eq::points).collect();
        plan.order = placement_order(n, &plan.eqs, &of_facts);
        for (k, x) in plan.order.iter().enumerate() {
            plan.rank[*x as usize] = k as u32;
        }
        let of_conds: Vec<Vec<u32>> = plan
            .conds
            .iter()
            .map(|c| {
                let mut ps = Vec::new();
                each_point_of_cond(c, &mut |p| ps.push(p.0));
                ps
            })
            .collect();
        // everything below is by position in the order of placement
        for (lists, is_fact) in [(&of_facts, true), (&of_conds, false)] {
            for (i, ps) in lists.iter().enumerate() {
                if ps.iter().any(|p| *p as usize >= n) {
                    continue;
                }
                let Some(last) = ps.iter().map(|p| plan.rank[*p as usize]).max() else { continue };
                let at = if is_fact { &mut plan.facts_at } else { &mut plan.conds_at };
                at[last as usize].push(i);
                plan.deps[last as usize].extend(ps.iter().map(|p| plan.rank[*p as usize]).filter(|r| *r != last));
            }
        }
        for d in &mut plan.deps {
            d.sort_unstable();
            d.dedup();
        }
        for &(p, x, y) in &thm.coords {
            if p.ix() < n && x.is_finite() && y.is_finite() {
                plan.hints[p.ix()] = Some([x, y]);
            }
        }
        plan
    }

    /// The order of placement.
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// Some points have suggested coordinates.
    pub fn has_hints(&self) -> bool {
        self.hints.iter().any(Option::is_some)
    }

    /// Suggested coordinates.
    pub fn hint(&self, x: usize) -> Option<P> {
        self.hints.get(x).copied().flatten()
    }

    /// (index, residual) of the hypothesis that fails worst.
    pub fn worst(&self, pts: &[P]) -> (usize, f64) {
        let s = size(pts);
        let at = crate::eval::at(pts);
        let mut worst = (0, 0.0);
        for (i, e) in self.eqs.iter().enumerate() {
            let r = e.residual(s, &at);
            if r > worst.1 {
                worst = (i, r);
            }
        }
        worst
    }

    /// First declared condition that does not hold clearly.
    pub fn broken(&self, pts: &[P]) -> Option<usize> {
        self.conds.iter().position(|c| cond_holds(pts, c) != Some(true))
    }

    /// Newton over all hypotheses and points, to rounding error.
    pub fn polish(&self, pts: &mut [P]) -> f64 {
        let mut res = self.worst(pts).1;
        if res < 3e-15 || self.n > crate::MAX_JOINT {
            return res;
        }
        let mut solver = Solver::new(self.eqs.iter().collect(), (0..self.n as u32).collect());
        for _ in 0..3 {
            let before = pts.to_vec();
            solver.run(pts, 2);
            let after = self.worst(pts).1;
            if after >= res {
                pts.copy_from_slice(&before);
                break;
            }
            res = after;
        }
        res
    }

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
    fn choices(
        &self,
        k: usize,
        pts: &mut [P],
        rng: &mut Rng,
        style: Style,
        limits: &mut Limits,
    ) -> (Vec<P>, Fail) {
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
            loose[y] = y == k || dof[y] == 1 && ancestor[y] || dof[y] == 0 && self.deps[y].iter().any(|d| loose[*d as usize]);
        }
        (0..=k).filter(|y| loose[*y]).collect()
    }
}

/// Order of placement: by introduction, but a point determined by the placed ones goes before an
/// under-determined one that a fact ties to it.
fn placement_order(n: usize, eqs: &[Eq], of_facts: &[Vec<u32>]) -> Vec<u32> {
    let mut facts_of: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (i, ps) in of_facts.iter().enumerate() {
        for p in ps.iter().filter(|p| (**p as usize) < n) {
            facts_of[*p as usize].push(i);
        }
    }
    let mut placed = vec![false; n];
    let dims = |x: usize, placed: &[bool]| {
        let known = |i: &&usize| of_facts[**i].iter().all(|p| *p as usize == x || placed.get(*p as usize) == Some(&true));
        facts_of[x].iter().filter(known).map(|i| eqs[*i].dims()).sum::<usize>()
    };
    let mut order = Vec::with_capacity(n);
    let mut next = 0;
    while order.len() < n {
        while placed[next] {
            next += 1;
        }
        let mut pick = next;
        if dims(next, &placed) < 2 {
            let mut ties: Vec<u32> = facts_of[next].iter().flat_map(|i| of_facts[*i].iter().copied()).collect();
            ties.sort_unstable();
            ties.dedup();
            let later = |y: &u32| *y as usize > next && (*y as usize) < n && !placed[*y as usize];
            if let Some(y) = ties.into_iter().filter(later).find(|y| dims(*y as usize, &placed) >= 2) {
                pick = y as usize;
            }
        }
        placed[pick] = true;
        order.push(pick as u32);
    }
    order
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

/// A length of the size that the constants of the theorem ask for; 1 when there are none.
fn natural_unit(thm: &CoreTheorem) -> f64 {
    let mut logs = Vec::new();
    for h in &thm.hyps {
        match &h.fact {
            Fact::Len { konst, .. } => logs.push(konst.to_f64().unwrap_or(0.0).abs().ln()),
            Fact::Sq { konst, .. } => logs.push(0.5 * konst.to_f64().unwrap_or(0.0).abs().ln()),
            Fact::Log { terms, konst } => {
                let weight: f64 = terms.iter().map(|t| t.0.to_f64().unwrap_or(0.0)).sum();
                if weight.abs() > 1e-9 {
                    let c: f64 = konst.iter().map(|(p, e)| (*p as f64).ln() * e.to_f64().unwrap_or(0.0)).sum();
                    logs.push(c / weight);
                }
            }
            _ => {}
        }
    }
    logs.retain(|l| l.is_finite() && l.abs() < 100.0);
    if logs.is_empty() { 1.0 } else { (logs.iter().sum::<f64>() / logs.len() as f64).exp() }
}
