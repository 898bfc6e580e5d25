//! What a place meets by accident: the lines and circles of the picture through it, equal lengths, parallels.
//!
//! A coincidence is a feature of a candidate, never a proof. It is counted once for a place, then what the
//! candidate's own definition brings is taken off ([`super::kinds`]).

use super::plane::{P, dot, sub};
use euclase_deduction::pic::{Pic, TOL};

/// Tolerance of a coincidence at a new place; the picture's own, widened for the arithmetic of the place.
const NEAR: f64 = 4.0 * TOL;

/// Counts of coincidences.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Met {
    /// Lines through two or more points.
    pub lines: u8,
    /// Points on these lines beyond two each.
    pub crowd: u8,
    /// Circles through four points or more of the picture.
    pub circles: u8,
    /// Circles through three points.
    pub triples: u8,
    /// Pairs of points at the same distance (k points: k − 1 pairs).
    pub apex: u8,
    /// Points whose distance is a length of the picture.
    pub lengths: u8,
    /// Points seen in the direction of a pair of the picture.
    pub parallel: u8,
    /// The same for perpendicular ones.
    pub perpendicular: u8,
    /// Lines, circles and equal distances met that have a point of the goal.
    pub goal: u8,
}

/// What does not change from one place to the next.
pub struct Scene<'a> {
    /// Size of the picture.
    size: f64,
    /// Points that count: places, numbers, whether the goal speaks of them.
    xs: Vec<f64>,
    ys: Vec<f64>,
    heads: &'a [u8],
    goal: Vec<bool>,
    /// Circles of the picture, column by column.
    circles: Circles,
    /// Directions of pairs, as slopes.
    slopes: Marks,
    /// Logarithms of lengths.
    lengths: Marks,
}

#[derive(Default)]
struct Circles {
    x: Vec<f64>,
    y: Vec<f64>,
    r2: Vec<f64>,
    /// Whether it has four points of the picture, and whether one is of the goal.
    kind: Vec<(bool, bool)>,
}

/// What stands at a place.
pub enum Site {
    /// Nothing.
    Free,
    /// A point of the picture.
    Taken,
    /// It is far outside, or so near to a point that nothing can be told apart.
    Unfit,
}

/// Scratch for [`Scene`]: (slope, squared distance, place in the list of points), in the order of the points and sorted.
#[derive(Default)]
pub struct Seen {
    list: Vec<(f64, f64, u8)>,
}

impl<'a> Scene<'a> {
    /// Prepares the picture of a state. `goal`: for each point, whether a goal speaks of it.
    pub fn new(pic: &Pic, size: f64, heads: &'a [u8], circles: &[super::loci::Circle], goal: &[bool]) -> Self {
        let mut drawn = Circles::default();
        let mut of: Vec<u16> = Vec::new();
        for c in circles {
            // a circle of the picture with four points is met once
            let [a, b, _] = c.first;
            let all = |k: &u16| c.first.iter().all(|&p| pic.circles[*k as usize].mask >> p & 1 == 1);
            let with_four = pic.circles_through(a, b).iter().copied().find(all);
            let mask = match with_four {
                Some(k) if of.contains(&k) => continue,
                Some(k) => {
                    of.push(k);
                    pic.circles[k as usize].mask
                }
                None => c.mask,
            };
            drawn.x.push(c.o[0]);
            drawn.y.push(c.o[1]);
            drawn.r2.push(c.r * c.r);
            drawn.kind.push((with_four.is_some(), (0..goal.len()).any(|p| goal[p] && mask >> p & 1 == 1)));
        }
        let mut slopes = Vec::new();
        let mut lengths = Vec::new();
        for (i, &b) in heads.iter().enumerate() {
            for &a in &heads[..i] {
                if !pic.same(a, b) {
                    slopes.push(slope(sub(pic.xy[b as usize], pic.xy[a as usize])));
                    lengths.push(2.0 * pic.l(a, b).ln());
                }
            }
        }
        Scene {
            size,
            xs: heads.iter().map(|&p| pic.xy[p as usize][0]).collect(),
            ys: heads.iter().map(|&p| pic.xy[p as usize][1]).collect(),
            heads,
            goal: goal.to_vec(),
            circles: drawn,
            slopes: Marks::new(slopes, Some((-1.0, 3.0))),
            lengths: Marks::new(lengths, None),
        }
    }

    /// What stands at a place.
    pub fn site(&self, x: P) -> Site {
        let (mut least, mut most) = (f64::MAX, 0.0);
        for (px, py) in self.xs.iter().zip(&self.ys) {
            let d2 = (px - x[0]).powi(2) + (py - x[1]).powi(2);
            least = f64::min(least, d2);
            most = f64::max(most, d2);
        }
        let size = self.size * self.size;
        if least < 1e-14 * size {
            Site::Taken
        } else if least < 1e-5 * size || most > 900.0 * size {
            Site::Unfit
        } else {
            Site::Free
        }
    }

    /// Counts the incidences of a place: lines, circles, equal distances.
    pub fn meet(&self, x: P, seen: &mut Seen) -> Met {
        let mut met = Met::default();
        let list = &mut seen.list;
        list.clear();
        for (i, (px, py)) in self.xs.iter().zip(&self.ys).enumerate() {
            let v = [px - x[0], py - x[1]];
            list.push((slope(v), dot(v, v), i as u8));
        }
        list.sort_unstable_by(|a, b| a.1.total_cmp(&b.1));
        self.groups(
            list,
            |a, b| b.1 - a.1 <= 2.0 * NEAR * b.1,
            |k, aims| {
                met.apex = met.apex.saturating_add(k as u8 - 1);
                met.goal = met.goal.saturating_add(u8::from(aims));
            },
        );
        list.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let one_way = |a: &(f64, f64, u8), b: &(f64, f64, u8)| {
            let gap = (a.0 - b.0).abs();
            !(NEAR..=4.0 - NEAR).contains(&gap)
        };
        // The first and the last may be one direction: begin behind a gap.
        if let (Some(first), Some(last)) = (list.first(), list.last())
            && one_way(first, last)
            && let Some(gap) = (1..list.len()).find(|&i| !one_way(&list[i - 1], &list[i]))
        {
            list.rotate_left(gap);
        }
        self.groups(list, one_way, |k, aims| {
            met.lines = met.lines.saturating_add(1);
            met.crowd = met.crowd.saturating_add(k as u8 - 2);
            met.goal = met.goal.saturating_add(u8::from(aims));
        });
        let c = &self.circles;
        let mut found = |i: usize| {
            let (drawn, aims) = c.kind[i];
            let count = if drawn { &mut met.circles } else { &mut met.triples };
            *count = count.saturating_add(1);
            met.goal = met.goal.saturating_add(u8::from(aims));
        };
        const AT_ONCE: usize = 8;
        let hit = |ox: f64, oy: f64, r2: f64| {
            let (u, v) = (x[0] - ox, x[1] - oy);
            (u * u + v * v - r2).abs() < 2.0 * NEAR * r2
        };
        // Eight at a time without a branch, so that it is done in vectors; hits are rare.
        let (cx, cy, cr) = (c.x.chunks_exact(AT_ONCE), c.y.chunks_exact(AT_ONCE), c.r2.chunks_exact(AT_ONCE));
        let rest = c.x.len() - cx.remainder().len();
        for (k, ((ox, oy), r2)) in cx.zip(cy).zip(cr).enumerate() {
            let any = (0..AT_ONCE).fold(false, |a, i| a | hit(ox[i], oy[i], r2[i]));
            if any {
                (0..AT_ONCE).filter(|&i| hit(ox[i], oy[i], r2[i])).for_each(|i| found(k * AT_ONCE + i));
            }
        }
        (rest..c.x.len()).filter(|&i| hit(c.x[i], c.y[i], c.r2[i])).for_each(&mut found);
        met
    }

    /// Counts what is met by measure only: equal lengths, parallels, perpendiculars. After [`Scene::meet`] at the same place.
    pub fn measure(&self, seen: &Seen, met: &mut Met) {
        for &(k, d2, _) in &seen.list {
            let right = if k <= 1.0 { k + 2.0 } else { k - 2.0 };
            met.parallel = met.parallel.saturating_add(u8::from(self.slopes.near(k)));
            met.perpendicular = met.perpendicular.saturating_add(u8::from(self.slopes.near(right)));
            met.lengths = met.lengths.saturating_add(u8::from(self.lengths.near(d2.ln())));
        }
    }

    /// Calls back for each run of two or more equal keys: its size, and whether it has a point of the goal.
    fn groups(
        &self,
        list: &[(f64, f64, u8)],
        equal: impl Fn(&(f64, f64, u8), &(f64, f64, u8)) -> bool,
        mut found: impl FnMut(usize, bool),
    ) {
        for run in list.chunk_by(equal).filter(|run| run.len() >= 2) {
            found(run.len(), run.iter().any(|e| self.goal[self.heads[e.2 as usize] as usize]));
        }
    }
}

/// A slope in [-1, 3): monotone in the angle, cheaper than its arc tangent.
fn slope(v: P) -> f64 {
    if v[0].abs() >= v[1].abs() { v[1] / v[0] } else { 2.0 - v[0] / v[1] }
}

/// Numbers that others are compared with, up to the tolerance.
struct Marks {
    sorted: Vec<f64>,
    /// The ends of a range that closes upon itself.
    around: Option<(f64, f64)>,
}

impl Marks {
    fn new(mut sorted: Vec<f64>, around: Option<(f64, f64)>) -> Marks {
        sorted.sort_unstable_by(f64::total_cmp);
        Marks { sorted, around }
    }

    fn near(&self, x: f64) -> bool {
        let close = |m: f64| (m - x).abs() < 2.0 * NEAR;
        let at = self.sorted.partition_point(|&m| m < x - 2.0 * NEAR);
        let beside = self.sorted.get(at).is_some_and(|&m| close(m));
        let over = |(low, high): (f64, f64)| {
            let turn = high - low;
            let (first, last) = (self.sorted.first(), self.sorted.last());
            first.is_some_and(|&m| close(m + turn)) || last.is_some_and(|&m| close(m - turn))
        };
        beside || self.around.is_some_and(over)
    }
}
