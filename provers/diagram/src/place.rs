//! Where one point can be, by all its facts at once.

use crate::eqs::{Eq, dist};
use crate::lm::Solver;
use crate::loci::{Curve, Locus, P, add, locus, meet, same_curve};
use crate::rng::Rng;
use crate::scalar::Vec2;

/// The choices for a point.
#[derive(Clone, Debug)]
pub enum Places {
    /// Finitely many places; the number ranks customary choices first. Empty: the loci do not meet here.
    Discrete(Vec<(P, u32)>),
    /// Somewhere on one of the curves; `true`: the first is the customary choice.
    On(Vec<Curve>, bool),
    /// Somewhere on a curve that was not recognised.
    Implicit,
    /// Anywhere.
    Free,
    /// More equations than a point can satisfy, with a place that comes near: earlier points must give way.
    Over(P),
}

/// A candidate is accepted if its residuals are below this after local polishing.
const FIT: f64 = 1e-9;
/// Worth polishing.
const NEAR: f64 = 1e-6;

/// Facts of one point, with the figure so far.
pub struct Spot<'a> {
    /// facts whose latest point is `x`
    pub eqs: &'a [&'a Eq],
    /// the point
    pub x: u32,
    /// the other points
    pub pts: &'a [P],
    /// size of the figure so far (a length for a first point)
    pub size: f64,
}

impl Spot<'_> {
    fn at(&self, i: u32) -> P {
        self.pts.get(i as usize).copied().unwrap_or([f64::NAN; 2])
    }

    /// Largest residual with the point at `p`.
    pub fn residual(&self, p: P) -> f64 {
        let at = |i: u32| if i == self.x { p } else { self.at(i) };
        self.eqs.iter().map(|e| e.residual(self.size, &at)).fold(0.0, f64::max)
    }

    /// Least squares from `start`, in the two coordinates of the point.
    pub fn descend(&self, start: P, iterations: u32) -> P {
        let mut pts = self.pts.to_vec();
        if pts.len() <= self.x as usize {
            pts.resize(self.x as usize + 1, [0.0; 2]);
        }
        pts[self.x as usize] = start;
        Solver::new(self.eqs.to_vec(), vec![self.x]).run(&mut pts, iterations);
        pts[self.x as usize]
    }

    fn keep(&self, p: P, rank: u32, out: &mut Vec<(P, u32)>) {
        if !(p[0].is_finite() && p[1].is_finite()) {
            return;
        }
        let r = self.residual(p);
        let p = if r > 1e-13 && r < NEAR { self.descend(p, 6) } else { p };
        if r > 1e-13 && self.residual(p) > FIT {
            return;
        }
        match out.iter_mut().find(|o| dist(o.0, p) < 1e-8 * self.size) {
            Some(o) => o.1 = o.1.min(rank),
            None => out.push((p, rank)),
        }
    }

    /// All choices for the point.
    pub fn places(&self, rng: &mut Rng) -> Places {
        let mut curves: Vec<(Vec<Curve>, bool)> = Vec::new();
        let mut unknown: Vec<&Eq> = Vec::new();
        let mut dims = 0;
        for e in self.eqs {
            dims += e.dims();
            match locus(e, self.x, self.size, &|i| self.at(i)) {
                Locus::All => {}
                Locus::Unknown => unknown.push(e),
                Locus::Curves { list, ranked } => {
                    if list.is_empty() {
                        return Places::Discrete(Vec::new());
                    }
                    let known = |old: &(Vec<Curve>, bool)| {
                        old.0.len() == list.len()
                            && list.iter().all(|c| old.0.iter().any(|o| same_curve(c, o, self.size)))
                    };
                    if !curves.iter().any(known) {
                        curves.push((list, ranked));
                    }
                }
            }
        }
        let mut out: Vec<(P, u32)> = Vec::new();
        let is_point = |c: &(Vec<Curve>, bool)| c.0.iter().all(|c| matches!(c, Curve::Point(_)));
        if let Some((list, _)) = curves.iter().find(|c| is_point(c)) {
            for c in list {
                if let Curve::Point(p) = c {
                    self.keep(*p, 0, &mut out);
                }
            }
            let near = list.iter().find_map(|c| if let Curve::Point(p) = c { Some(*p) } else { None });
            return self.found(out, dims, near);
        }
        if let [(list, _)] = curves.as_slice() {
            // an equation that holds along the whole locus says nothing new
            unknown.retain(|e| !list.iter().all(|c| self.holds_along(c, e)));
        }
        match (curves.len(), unknown.len()) {
            (0, 0) => Places::Free,
            (1, 0) => {
                let (list, ranked) = curves.swap_remove(0);
                Places::On(list, ranked)
            }
            (0, 1) if unknown[0].dims() == 1 => Places::Implicit,
            (0, _) => {
                let mut best = (f64::INFINITY, None);
                for _ in 0..32 {
                    let start = add(self.center(), [rng.range(-1.0, 1.0), rng.range(-1.0, 1.0)], 1.5 * self.size);
                    let p = self.descend(start, 40);
                    let r = self.residual(p);
                    if r < best.0 {
                        best = (r, Some(p));
                    }
                    self.keep(p, 0, &mut out);
                }
                self.found(out, dims, best.1)
            }
            (1, _) => {
                for c in &curves[0].0 {
                    for p in self.roots_on(c, unknown[0]) {
                        self.keep(p, 0, &mut out);
                    }
                }
                let start = crate::loci::project(&curves[0].0[0], self.center());
                self.found(out, dims, Some(start))
            }
            _ => {
                // lines first: they meet in one point and without square roots
                curves.sort_by_key(|c| (c.0.iter().any(|c| matches!(c, Curve::Circle { .. })), c.0.len()));
                let mut near = None;
                for j in 1..curves.len() {
                    for i in 0..j {
                        for (ra, a) in curves[i].0.iter().enumerate() {
                            for (rb, b) in curves[j].0.iter().enumerate() {
                                let rank = u32::from(curves[i].1 && ra > 0) + u32::from(curves[j].1 && rb > 0);
                                for p in meet(a, b) {
                                    near = near.or(Some(p));
                                    self.keep(p, rank, &mut out);
                                }
                            }
                        }
                        if !out.is_empty() {
                            return Places::Discrete(out);
                        }
                    }
                }
                let start = crate::loci::project(&curves[0].0[0], self.center());
                self.found(out, dims, near.or(Some(start)))
            }
        }
    }

    fn found(&self, out: Vec<(P, u32)>, dims: usize, near: Option<P>) -> Places {
        match near {
            Some(p) if out.is_empty() && dims > 2 => {
                let p = self.descend(p, 20);
                Places::Over(if p[0].is_finite() && p[1].is_finite() { p } else { self.center() })
            }
            _ => Places::Discrete(out),
        }
    }

    fn center(&self) -> P {
        let (mut s, mut n) = ([0.0; 2], 0);
        for (i, p) in self.pts.iter().enumerate() {
            if i != self.x as usize && p[0].is_finite() {
                s = [s[0] + p[0], s[1] + p[1]];
                n += 1;
            }
        }
        if n == 0 { s } else { [s[0] / f64::from(n), s[1] / f64::from(n)] }
    }

    /// A place on a curve: s in (0, 1) covers the whole of it, a line most densely near the figure.
    fn along(&self, c: &Curve, s: f64) -> P {
        match c {
            Curve::Point(p) => *p,
            Curve::Line { d, .. } => {
                let foot = crate::loci::project(c, self.center());
                add(foot, *d, 0.5 * self.size * (std::f64::consts::PI * (s - 0.5)).tan())
            }
            Curve::Circle { c, r } => {
                let a = s * std::f64::consts::TAU;
                add(*c, [a.cos(), a.sin()], *r)
            }
        }
    }

    /// The smooth residual of an equation with the point at `p`.
    fn value(&self, eq: &Eq, p: P) -> f64 {
        let at = |i: u32| {
            let [x, y] = if i == self.x { p } else { self.at(i) };
            Vec2(x, y)
        };
        eq.eval::<f64>(crate::eqs::TINY * self.size, &at)[0]
    }

    fn holds_along(&self, c: &Curve, eq: &Eq) -> bool {
        eq.dims() == 1
            && [0.1234, 0.3517, 0.5678, 0.7711, 0.9123].iter().all(|s| self.value(eq, self.along(c, *s)).abs() < 1e-12)
    }

    /// Points of the curve where the equation holds: sign changes of its residual, then bisection.
    fn roots_on(&self, c: &Curve, eq: &Eq) -> Vec<P> {
        const STEPS: usize = 128;
        let value = |s: f64| self.value(eq, self.along(c, s));
        // an odd offset, so that no sample falls on a point of the figure
        let node = |i: usize| (i as f64 + 0.437_251) / STEPS as f64;
        let last = if matches!(c, Curve::Circle { .. }) { STEPS } else { STEPS - 1 };
        let mut out = Vec::new();
        for i in 0..last {
            let (mut lo, mut hi) = (node(i), node(i + 1));
            let (flo, fhi) = (value(lo), value(hi));
            let product = flo * fhi;
            if product > 0.0 || product.is_nan() {
                continue;
            }
            for _ in 0..60 {
                let m = 0.5 * (lo + hi);
                if value(m) * flo > 0.0 { lo = m } else { hi = m }
            }
            out.push(self.along(c, 0.5 * (lo + hi)));
        }
        out
    }
}
