//! Descent on floating-point numbers: to points where all comparisons of a case hold, which are then rounded to simple fractions.
//!
//! A pattern search (Hooke and Jeeves, "Direct search solution of numerical and statistical problems", 1961): steps along the axes, shorter ones when none helps; with
//! a step in a random direction, because comparisons have edges along which no axis goes.

use super::value::{Value, fractions};
use super::{Counter, Front, Search, floats};
use euclase_grammar::core::Q;

/// Most starts that are tried, until one is where everything is defined.
const STARTS: u32 = 20;
/// Steps of a descent in the first round.
const STEPS: u32 = 60;
/// Where a descent ends no nearer than this, its end is no use.
const NEAR: f64 = 1e-3;
/// Denominators to which points are rounded.
const DENOMINATORS: [u32; 13] = [1, 2, 3, 4, 5, 6, 10, 12, 60, 100, 1000, 10_000, 1_000_000];
/// Largest denominators of convergents.
const CONVERGENTS: [u64; 4] = [12, 100, 1000, 1_000_000];

impl Front {
    /// One descent from a random start.
    pub(super) fn descend(&mut self, round: u32, search: &mut Search) -> Option<Counter> {
        let mut x = self.samples.start();
        let mut best = self.far(&x, search);
        for _ in 0..STARTS {
            if best.is_finite() {
                break;
            }
            x = self.samples.start();
            best = self.far(&x, search);
        }
        let mut step = 0.3;
        for _ in 0..STEPS << round.min(4) {
            if best == 0.0 || search.over() {
                break;
            }
            let from = x.clone();
            let mut better = false;
            for i in 0..=x.len() {
                // every axis, then a random direction
                let along: Vec<f64> = (0..x.len())
                    .map(|j| if i == x.len() { self.samples.direction() } else { f64::from(u8::from(i == j)) })
                    .collect();
                for sign in [step, -step] {
                    let y = x.iter().zip(&along).map(|(x, d)| x + sign * d * (0.1 + x.abs())).collect();
                    if self.better(y, &mut x, &mut best, search) {
                        better = true;
                        break;
                    }
                }
            }
            if better {
                // as far again, and farther while that helps: along a valley
                let way: Vec<f64> = x.iter().zip(&from).map(|(x, f)| x - f).collect();
                let mut far = 1.0;
                while far < 1e3 {
                    let y = x.iter().zip(&way).map(|(x, w)| x + far * w).collect();
                    if !self.better(y, &mut x, &mut best, search) {
                        break;
                    }
                    far *= 2.0;
                }
            }
            step *= if better { 1.3 } else { 0.4 };
            if step < 1e-9 {
                break;
            }
        }
        if best > NEAR {
            return None;
        }
        self.rounded(&x, search)
    }

    /// Goes to another point if it is better.
    fn better(&self, mut y: Vec<f64>, x: &mut Vec<f64>, best: &mut f64, search: &mut Search) -> bool {
        self.samples.clamp(&mut y);
        let far = self.far(&y, search);
        let better = far < *best;
        if better {
            (*x, *best) = (y, far);
        }
        better
    }

    fn far(&self, x: &[f64], search: &mut Search) -> f64 {
        if !search.spend(1) {
            return f64::INFINITY;
        }
        let chosen: Vec<Value> = x.iter().map(|x| Value::float(*x)).collect();
        self.plan.points(&chosen).iter().map(|p| self.wish.distance(&floats(p))).fold(f64::INFINITY, f64::min)
    }

    fn rounded(&self, x: &[f64], search: &mut Search) -> Option<Counter> {
        let mut seen: Vec<Vec<Q>> = Vec::new();
        let near = |x: f64, d: u32| Q::from_float((x * f64::from(d)).round()).map(|n| n / Q::from_integer(d.into()));
        let grid = DENOMINATORS.iter().map(|d| x.iter().map(|x| near(*x, *d)).collect::<Option<Vec<Q>>>());
        let convergent = |most: u64| x.iter().map(|x| fractions(*x, most).pop()).collect::<Option<Vec<Q>>>();
        for chosen in grid.chain(CONVERGENTS.iter().map(|m| convergent(*m))).flatten() {
            if seen.contains(&chosen) {
                continue;
            }
            let found = self.attempt(&chosen, search);
            if found.is_some() || search.over() {
                return found;
            }
            seen.push(chosen);
        }
        None
    }
}
