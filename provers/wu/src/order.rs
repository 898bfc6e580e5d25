//! Frames, and the order in which points are determined: what the whole computation costs is decided here.
//!
//! Two orders are tried with each frame: that of the statement, in which most points are constructed from those before them, and a greedy
//! one, in which as many as possible are determined by equations that are linear in their coordinates.

use crate::problem::{Variables, assumed};
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_poly::Poly;
use std::collections::BTreeSet;

/// An equation: the set of its points, and its degree in the coordinates of each.
struct About {
    points: u128,
    degrees: Vec<(Pt, u32)>,
}

fn bit(p: Pt) -> u128 {
    1u128.checked_shl(p.0).unwrap_or(0)
}

/// The equations of a theorem in a frame.
struct Equations {
    frame: [Pt; 2],
    all: Vec<Pt>,
    about: Vec<About>,
}

impl Equations {
    fn new(theorem: &CoreTheorem, frame: [Pt; 2]) -> Equations {
        let all: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
        let vars = Variables::new(frame, all.iter().copied().filter(|p| !frame.contains(p)).collect());
        let degree = |p: &Poly, of: Pt| -> u32 {
            let Some(r) = vars.rank(of) else { return 0 };
            p.monomials().iter().map(|m| m.exp(r) + m.exp(r + 1)).max().unwrap_or(0)
        };
        let about = assumed(theorem, &vars).0.into_iter().map(|e| {
            let points: BTreeSet<Pt> = e.poly.vars().into_iter().filter_map(|v| vars.point(v)).collect();
            About {
                points: points.iter().fold(0, |s, p| s | bit(*p)),
                degrees: points.into_iter().map(|p| (p, degree(&e.poly, p))).collect(),
            }
        });
        Equations { frame, about: about.collect(), all }
    }

    fn known(&self) -> u128 {
        self.frame.iter().fold(0, |s, p| s | bit(*p))
    }

    /// Degrees of the equations that determine a point when others are known.
    fn ready(&self, p: Pt, known: u128) -> Vec<u32> {
        let own = self.about.iter().filter(|e| e.points & bit(p) != 0 && e.points & !known & !bit(p) == 0);
        let mut degrees: Vec<u32> = own.filter_map(|e| e.degrees.iter().find(|d| d.0 == p)).map(|d| d.1).collect();
        degrees.sort_unstable();
        degrees
    }

    /// What an order costs: equations that are not linear, and those that say something of points before.
    fn cost(&self, order: &[Pt]) -> u32 {
        let (mut known, mut cost) = (self.known(), 0);
        for p in order {
            let d = self.ready(*p, known);
            cost += match &d[..] {
                [] | [1] | [1, 1, ..] => 0,
                [_] => 1,
                [1, k, ..] => *k,
                [j, k, ..] => j + k,
            };
            cost += 3 * u32::try_from(d.len().saturating_sub(2)).unwrap_or(0);
            known |= bit(*p);
        }
        // The equations of the frame's own points alone.
        cost
    }

    fn stated(&self) -> Vec<Pt> {
        self.all.iter().copied().filter(|p| !self.frame.contains(p)).collect()
    }

    fn greedy(&self) -> Vec<Pt> {
        let mut known = self.known();
        let mut out = Vec::new();
        // How welcome a point is: determined by linear equations, on a line, free, on a curve, by a curve.
        let class = |d: &[u32]| match d {
            [1, 1, ..] => 0,
            [1] => 2,
            [] => 3,
            [_] => 4,
            [1, ..] => 5,
            _ => 6,
        };
        loop {
            let rest: Vec<Pt> = self.all.iter().copied().filter(|p| known & bit(*p) == 0).collect();
            let judged = rest.iter().map(|p| {
                let d = self.ready(*p, known);
                let then = known | bit(*p);
                let linear = rest.iter().filter(|q| *q != p && class(&self.ready(**q, then)) == 0).count();
                let bonus = i64::try_from(linear.min(3)).unwrap_or(0);
                let loss = i64::try_from(rest.iter().filter(|q| *q != p && self.ready(**q, then).len() > 2).count())
                    .unwrap_or(0);
                (class(&d) * 2 - bonus + 3 * loss, *p)
            });
            let Some((_, p)) = judged.min() else { break };
            known |= bit(p);
            out.push(p);
        }
        out
    }
}

/// Plans of the better kind of order, and of the other: those that are tried first, and those that are tried then.
const BETTER: [usize; 2] = [6, 10];
const OTHER: [usize; 2] = [4, 10];

/// Frames with the orders of their points, the most promising first, in two portions.
pub fn plans(theorem: &CoreTheorem) -> (Vec<Variables>, Vec<Variables>) {
    // (A set of points is a machine word.)
    if theorem.statement_points > 100 {
        return (Vec::new(), Vec::new());
    }
    let n = u32::try_from(theorem.statement_points).unwrap_or(0);
    let mut all = Vec::new();
    for a in (0..n).map(Pt) {
        for b in (0..n).map(Pt).filter(|b| *b != a) {
            let e = Equations::new(theorem, [a, b]);
            let (stated, greedy) = (e.stated(), e.greedy());
            let mut orders = vec![stated, greedy];
            orders.dedup();
            for (k, order) in orders.into_iter().enumerate() {
                let cost = e.cost(&order);
                let vars = Variables::new(e.frame, order);
                let terms: usize = assumed(theorem, &vars).0.iter().map(|e| e.poly.len()).sum();
                all.push(((cost, terms, k), vars));
            }
        }
    }
    all.sort_by_key(|p| p.0);
    let best = all.first().map_or(0, |p| p.0.2);
    let (better, other): (Vec<_>, Vec<_>) = all.into_iter().partition(|p| p.0.2 == best);
    let (mut better, mut other) = (better.into_iter(), other.into_iter());
    let mut portion = |k: usize| {
        let mut all: Vec<_> = better.by_ref().take(BETTER[k]).chain(other.by_ref().take(OTHER[k])).collect();
        all.sort_by_key(|p| p.0);
        all.into_iter().map(|p| p.1).collect()
    };
    let first = portion(0);
    (first, portion(1))
}
