//! Frames, and the order in which points are determined: what the whole computation costs is decided here.
//!
//! Two orders are tried with each frame: that of the statement, in which most points are constructed from those before them, and a greedy
//! one, in which as many as possible are determined by equations that are linear in their coordinates.

use crate::multiples::{Lines, Multiple, multiples, vertices};
use crate::problem::{Problem, Variables, assumed};
use euclase_grammar::core::{Cond, Fact, Pt};
use euclase_kernel::algebra::Said;
use euclase_poly::Poly;
use std::collections::BTreeSet;

/// An equation: the set of its points, its degree in the coordinates of each, and points that all its lines go through.
struct About {
    points: u128,
    degrees: Vec<(Pt, u32)>,
    vertices: u128,
}

/// The equations that determine a point, and how many more there are than two.
#[derive(Clone, Copy)]
struct Ready {
    count: u32,
    least: [u32; 2],
    excess: u32,
}

impl Ready {
    fn add(&mut self, d: u32) {
        self.least = match (self.count, self.least) {
            (0, _) => [d, 0],
            (1, [j, _]) => [j.min(d), j.max(d)],
            (_, [j, k]) => [j.min(d), k.min(j.max(d))],
        };
        self.count += 1;
    }
}

/// A point as a set.
pub fn bit(p: Pt) -> u128 {
    1u128.checked_shl(p.0).unwrap_or(0)
}

/// Does a clause say that three points are on a line?
fn on_line(problem: Problem, said: Said, clause: usize) -> bool {
    match problem.fact(said) {
        Some(f) => matches!(f, Fact::Coll(..)),
        None => clause == 0 && matches!(problem.condition(said), Some(Cond::Between(..) | Cond::Outside(..))),
    }
}

/// What a statement says of lines: sets of points on one line, and lines at a multiple of an angle.
struct Drawn {
    lines: Vec<u128>,
    multiples: Vec<Multiple>,
}

/// The equations of a theorem in a frame.
struct Equations<'a> {
    frame: [Pt; 2],
    all: Vec<Pt>,
    /// But for those of points on a line.
    about: Vec<About>,
    drawn: &'a Drawn,
    /// Terms of all equations.
    terms: usize,
}

impl<'a> Equations<'a> {
    fn new(problem: Problem, frame: [Pt; 2], drawn: &'a Drawn) -> Equations<'a> {
        let all: Vec<Pt> =
            (0..problem.theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
        let vars = Variables::new(frame, all.iter().copied().filter(|p| !frame.contains(p)).collect());
        let degree = |p: &Poly, of: Pt| -> u32 {
            let Some(r) = vars.rank(of) else { return 0 };
            p.monomials().iter().map(|m| m.exp(r) + m.exp(r + 1)).max().unwrap_or(0)
        };
        let equations = assumed(problem, &vars).0;
        let terms = equations.iter().map(|e| e.poly.len()).sum();
        let about = equations.into_iter().filter(|e| !on_line(problem, e.said, e.clause)).map(|e| {
            let points: BTreeSet<Pt> = e.poly.vars().into_iter().filter_map(|v| vars.point(v)).collect();
            About {
                points: points.iter().fold(0, |s, p| s | bit(*p)),
                degrees: points.into_iter().map(|p| (p, degree(&e.poly, p))).collect(),
                vertices: problem.fact(e.said).map_or(0, |f| vertices(f).fold(0, |s, p| s | bit(p))),
            }
        });
        Equations { frame, about: about.collect(), all, drawn, terms }
    }

    fn known(&self) -> u128 {
        self.frame.iter().fold(0, |s, p| s | bit(*p))
    }

    /// The equations that determine a point when others are known: how many, and the two least degrees.
    fn ready(&self, p: Pt, known: u128) -> Ready {
        let mut out = Ready { count: 0, least: [0, 0], excess: 0 };
        let mut at = 0;
        for e in self.about.iter().filter(|e| e.points & bit(p) != 0 && e.points & !known & !bit(p) == 0) {
            let Some((_, d)) = e.degrees.iter().find(|d| d.0 == p) else { continue };
            out.add(*d);
            at |= e.vertices;
        }
        let on = |l: &&u128| **l & bit(p) != 0 && (**l & known).count_ones() > 1;
        self.drawn.lines.iter().filter(on).for_each(|_| out.add(1));
        // What two equations at a point say together is no third one, nor do they say anything new of lines that are drawn.
        let implied = self.drawn.multiples.iter().any(|m| m.vertex & at != 0 && m.drawn(known));
        let own = self.drawn.multiples.iter().filter(|m| m.vertex & at == 0);
        let mut lines: Vec<(u128, u32)> = own.filter_map(|m| Some((m.vertex, m.degree(bit(p), known)?))).collect();
        lines.sort_unstable();
        lines.dedup_by_key(|l| l.0);
        lines.into_iter().for_each(|l| out.add(l.1));
        out.excess = out.count.saturating_sub(2 + u32::from(implied));
        out
    }

    /// What an order costs: equations that are not linear, and those that say something of points before.
    fn cost(&self, order: &[Pt]) -> u32 {
        let (mut known, mut cost) = (self.known(), 0);
        for p in order {
            let d = self.ready(*p, known);
            cost += match (d.count, d.least) {
                (0, _) | (1, [1, _]) | (_, [1, 1]) => 0,
                (1, _) => 1,
                (_, [1, k]) => k,
                (_, [j, k]) => j + k,
            };
            cost += 3 * d.excess;
            known |= bit(*p);
        }
        cost
    }

    fn stated(&self) -> Vec<Pt> {
        self.all.iter().copied().filter(|p| !self.frame.contains(p)).collect()
    }

    /// The greedy order, after a first point if one is said.
    fn greedy(&self, first: Option<Pt>) -> Vec<Pt> {
        let mut out: Vec<Pt> = first.into_iter().collect();
        let mut known = out.iter().fold(self.known(), |s, p| s | bit(*p));
        // How welcome a point is: determined by linear equations, on a line, free, on a curve, by a curve.
        let class = |d: Ready| match (d.count, d.least) {
            (0, _) => 3,
            (1, [1, _]) => 2,
            (1, _) => 4,
            (_, [1, 1]) => 0,
            (_, [1, _]) => 5,
            _ => 6,
        };
        loop {
            let rest: Vec<Pt> = self.all.iter().copied().filter(|p| known & bit(*p) == 0).collect();
            let judged = rest.iter().map(|p| {
                let d = self.ready(*p, known);
                let then = known | bit(*p);
                let linear = rest.iter().filter(|q| *q != p && class(self.ready(**q, then)) == 0).count();
                let bonus = i64::try_from(linear.min(3)).unwrap_or(0);
                let loss = i64::try_from(rest.iter().filter(|q| *q != p && self.ready(**q, then).excess > 0).count())
                    .unwrap_or(0);
                (class(d) * 2 - bonus + 3 * loss, *p)
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

/// Frames for which a greedy order is looked for.
const GREEDY: usize = 60;
/// Most points of a statement for which each point is tried as the first after each frame.
const MANY: u32 = 16;

/// Frames with the orders of their points.
#[derive(Default)]
pub struct Plans {
    /// The most promising first, in two portions.
    pub portions: [Vec<Variables>; 2],
    /// Whether angles are multiples of others, so that even the best frame may be costly.
    pub multiples: bool,
}

/// Frames with the orders of their points.
pub fn plans(problem: Problem) -> Plans {
    let theorem = problem.theorem;
    // (A set of points is a machine word.)
    if theorem.statement_points > 100 {
        return Plans::default();
    }
    let n = u32::try_from(theorem.statement_points).unwrap_or(0);
    let plan = |e: &Equations, order: Vec<Pt>, k: u32| {
        let cost = e.cost(&order);
        ((cost, e.terms, k), Variables::new(e.frame, order))
    };
    let lines = Lines::new(problem);
    let drawn = Drawn { lines: lines.long(), multiples: multiples(problem, &lines) };
    let mut all = Vec::new();
    for a in (0..n).map(Pt) {
        for b in (0..n).map(Pt).filter(|b| *b != a) {
            let e = Equations::new(problem, [a, b], &drawn);
            let stated = plan(&e, e.stated(), 0);
            all.push((stated, e));
        }
    }
    // The greedy order takes longer to find; a frame that is bad in one order is seldom good in the other.
    all.sort_by_key(|p| p.0.0);
    let mut greedy: Vec<_> = all.iter().take(GREEDY).map(|(_, e)| plan(e, e.greedy(None), 1)).collect();
    // Where angles are multiples of others, what determines the others comes first, and that is not seen from nearby.
    if !drawn.multiples.is_empty() {
        for (_, e) in all.iter().filter(|_| n <= MANY) {
            greedy.extend(e.stated().into_iter().map(|p| plan(e, e.greedy(Some(p)), 1)));
        }
    }
    let mut all: Vec<_> = all.into_iter().map(|p| p.0).collect();
    for g in greedy {
        if all.iter().all(|p| p.1 != g.1) {
            all.push(g);
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
    Plans { portions: [0, 1].map(&mut portion), multiples: !drawn.multiples.is_empty() }
}
