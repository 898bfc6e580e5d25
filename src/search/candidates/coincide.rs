//! What a place meets by accident: the lines and circles of the picture through it, equal lengths, parallels.
//!
//! A coincidence is a feature of a candidate, never a proof. It is counted once for a place, then what the
//! candidate's own definition brings is taken off ([`super::kinds`]).

use super::plane::{P, dot, sub};
use euclase_deduction::pic::{Mask, Pic, TOL, bit};

/// Tolerance of a coincidence at a new place; the picture's own, widened for the arithmetic of the place.
const NEAR: f64 = 4.0 * TOL;
/// The same for numbers of single precision, which only ask for a closer look.
const COARSE: f32 = 1e-6;

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
    /// The points on these lines, on these circles, and at these distances, those of the definition among them.
    pub with: [Mask; 3],
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
    /// Where they are, when they are many.
    grid: Option<Grid>,
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
    kind: Vec<(bool, bool, Mask)>,
    /// The first three columns in single precision, sixteen at a time; what is missing to sixteen has no radius.
    coarse: Vec<[[f32; 16]; 3]>,
}

/// What a place may be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locus {
    /// A line through two points or more.
    Line,
    /// A circle through three points or more.
    Circle,
    /// At one distance from two points or more.
    Distance,
}

/// What stands at a place.
pub enum Site {
    /// Nothing.
    Free,
    /// A point of the picture.
    Taken(u8),
    /// It is far outside, or so near to a point that nothing can be told apart.
    Unfit,
}

type Run = (u8, u8, bool, Mask);

/// Scratch for [`Scene`]: for each point the slope and the squared distance, exact and coarse.
#[derive(Default)]
pub struct Seen {
    slopes: Vec<f64>,
    squares: Vec<f64>,
    coarse_slopes: Vec<f32>,
    coarse_squares: Vec<f32>,
    /// Runs of equal points: (first point, size, whether the goal speaks of one, all of them).
    runs: Vec<Run>,
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
            drawn.kind.push((with_four.is_some(), (0..goal.len()).any(|p| goal[p] && mask >> p & 1 == 1), mask));
        }
        for from in (0..drawn.x.len()).step_by(16) {
            let row = |v: &[f64]| std::array::from_fn(|i| v.get(from + i).map_or(0.0, |&x| x as f32));
            drawn.coarse.push([row(&drawn.x), row(&drawn.y), row(&drawn.r2)]);
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
            grid: (drawn.x.len() >= MANY).then(|| Grid::new(&drawn, &pic.xy)),
            circles: drawn,
            slopes: Marks::new(slopes, true),
            lengths: Marks::new(lengths, false),
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
            let there = |i: &usize| (self.xs[*i] - x[0]).powi(2) + (self.ys[*i] - x[1]).powi(2) == least;
            (0..self.xs.len()).find(there).map_or(Site::Unfit, |i| Site::Taken(self.heads[i]))
        } else if least < 1e-5 * size || most > 900.0 * size {
            Site::Unfit
        } else {
            Site::Free
        }
    }

    /// Looks at the points from a place: their slopes and squared distances.
    pub fn look(&self, x: P, seen: &mut Seen) {
        seen.slopes.clear();
        seen.squares.clear();
        for (px, py) in self.xs.iter().zip(&self.ys) {
            let v = [px - x[0], py - x[1]];
            seen.slopes.push(slope(v));
            seen.squares.push(dot(v, v));
        }
    }

    /// The incidences of a place that meets a line and nothing else.
    pub fn alone(&self, on: Mask) -> Met {
        let aims = (0..self.goal.len()).any(|p| self.goal[p] && on >> p & 1 == 1);
        let crowd = on.count_ones().saturating_sub(2).min(255) as u8;
        Met { lines: 1, crowd, goal: u8::from(aims), with: [on, 0, 0], ..Met::default() }
    }

    /// Counts the incidences of a place: lines, circles, equal distances.
    pub fn meet(&self, x: P, seen: &mut Seen) -> Met {
        self.meet_news(x, seen, &|_, _| true)
    }

    /// The same of those that are news.
    pub fn meet_news(&self, x: P, seen: &mut Seen, news: &dyn Fn(Locus, Mask) -> bool) -> Met {
        let mut met = Met::default();
        self.look(x, seen);
        let Seen { slopes, squares, coarse_slopes, coarse_squares, runs } = seen;
        coarse_slopes.clear();
        coarse_slopes.extend(slopes.iter().map(|&k| k as f32));
        coarse_squares.clear();
        coarse_squares.extend(squares.iter().map(|&d| d as f32));
        let far = |i: usize, j: usize| (squares[i] - squares[j]).abs() > 2.0 * NEAR * squares[i];
        self.runs(coarse_squares, |a, b| (a - b).abs() <= COARSE * b, |i, j| !far(i, j), runs);
        for &(_, k, aims, mask) in runs.iter().filter(|r| r.1 > 1 && news(Locus::Distance, r.3)) {
            met.with[2] |= mask;
            met.apex = met.apex.saturating_add(k - 1);
            met.goal = met.goal.saturating_add(u8::from(aims));
        }
        // Slopes close upon themselves at a turn of 4.
        let one_way = |i: usize, j: usize| !(NEAR..=4.0 - NEAR).contains(&(slopes[i] - slopes[j]).abs());
        let near = |a: f32, b: f32| ((a - b).abs() - 2.0).abs() >= 2.0 - 4.0 * COARSE;
        self.runs(coarse_slopes, near, one_way, runs);
        for &(_, k, aims, mask) in runs.iter().filter(|r| r.1 > 1 && news(Locus::Line, r.3)) {
            met.with[0] |= mask;
            met.lines = met.lines.saturating_add(1);
            met.crowd = met.crowd.saturating_add(k - 2);
            met.goal = met.goal.saturating_add(u8::from(aims));
        }
        let c = &self.circles;
        let mut found = |i: usize| {
            let (drawn, aims, mask) = c.kind[i];
            if !news(Locus::Circle, mask) {
                return;
            }
            met.with[1] |= mask;
            let count = if drawn { &mut met.circles } else { &mut met.triples };
            *count = count.saturating_add(1);
            met.goal = met.goal.saturating_add(u8::from(aims));
        };
        let hit = |i: usize| {
            let (u, v) = (x[0] - c.x[i], x[1] - c.y[i]);
            (u * u + v * v - c.r2[i]).abs() < 2.0 * NEAR * c.r2[i]
        };
        // Few of many circles go through a cell of the grid.
        if let Some(near) = self.grid.as_ref().and_then(|g| g.near(x)) {
            near.iter().map(|&i| i as usize).filter(|&i| hit(i)).for_each(&mut found);
            return met;
        }
        // Sixteen at a time without a branch, so that it is done in vectors; hits are rare.
        const AT_ONCE: usize = 16;
        let (fx, fy) = (x[0] as f32, x[1] as f32);
        for (k, [ox, oy, r2]) in c.coarse.iter().enumerate() {
            let near = |i: usize| {
                let (u, v) = (fx - ox[i], fy - oy[i]);
                (u * u + v * v - r2[i]).abs() < 4.0 * COARSE * r2[i]
            };
            if (0..AT_ONCE).fold(false, |any, i| any | near(i)) {
                (k * AT_ONCE..(c.x.len()).min((k + 1) * AT_ONCE)).filter(|&i| hit(i)).for_each(&mut found);
            }
        }
        met
    }

    /// Counts what is met by measure only: equal lengths, parallels, perpendiculars. After [`Scene::look`] at the same place.
    pub fn measure(&self, seen: &Seen, met: &mut Met) {
        for (&k, &d2) in seen.slopes.iter().zip(&seen.squares) {
            let right = if k <= 1.0 { k + 2.0 } else { k - 2.0 };
            met.parallel = met.parallel.saturating_add(u8::from(self.slopes.near(k)));
            met.perpendicular = met.perpendicular.saturating_add(u8::from(self.slopes.near(right)));
            met.lengths = met.lengths.saturating_add(u8::from(self.lengths.near(d2)));
        }
    }

    /// Runs of equal keys among the points: each point joins the first one that it equals. `close` is asked of coarse keys, a
    /// row at a time without a branch; `equal` only where a row has a close one.
    fn runs(
        &self,
        coarse: &[f32],
        close: impl Fn(f32, f32) -> bool,
        equal: impl Fn(usize, usize) -> bool,
        runs: &mut Vec<Run>,
    ) {
        runs.clear();
        // Mostly all are apart: each is compared with those that come k later, in rows without a branch.
        let near =
            |k: usize| coarse.iter().zip(&coarse[k..]).fold(false, |any, (&a, &b)| any | close(b, a) | close(a, b));
        if !(1..coarse.len()).any(near) {
            return;
        }
        for (i, &a) in coarse.iter().enumerate() {
            let aims = self.goal[self.heads[i] as usize];
            if coarse[..i].iter().fold(false, |any, &b| any | close(a, b))
                && let Some(run) = runs.iter_mut().find(|r| equal(i, usize::from(r.0)))
            {
                run.1 = run.1.saturating_add(1);
                run.2 |= aims;
                run.3 |= bit(self.heads[i]);
                continue;
            }
            runs.push((i as u8, 1, aims, bit(self.heads[i])));
        }
    }
}

/// Circles from which a grid is worth its making.
const MANY: usize = 160;
/// Cells of a grid in a row.
const ROW: usize = 64;

/// For each cell of a square around the picture, the circles that go through it.
struct Grid {
    /// The lower left corner, and the side of a cell.
    corner: P,
    side: f64,
    /// Where each cell's circles begin in `circles`; one more at the end.
    from: Vec<u32>,
    circles: Vec<u16>,
}

impl Grid {
    fn new(c: &Circles, pts: &[P]) -> Grid {
        let low = |k: usize| pts.iter().map(|p| p[k]).fold(f64::MAX, f64::min);
        let high = |k: usize| pts.iter().map(|p| p[k]).fold(f64::MIN, f64::max);
        // Half as much again on every side: most candidates are there.
        let span = (high(0) - low(0)).max(high(1) - low(1));
        let corner = [low(0) - 0.5 * span, low(1) - 0.5 * span];
        let side = 2.0 * span / ROW as f64;
        let mut cells: Vec<Vec<u16>> = vec![Vec::new(); ROW * ROW];
        for i in 0..c.x.len() {
            let r = c.r2[i].sqrt();
            // A cell is taken a little larger, so that what is near to a circle is found from either side.
            let slack = 1e-3 * side + 1e-6 * r;
            for row in 0..ROW {
                let bottom = corner[1] + row as f64 * side - c.y[i];
                let top = bottom + side;
                let least = if bottom <= 0.0 && top >= 0.0 { 0.0 } else { bottom.abs().min(top.abs()) };
                let most = bottom.abs().max(top.abs()) + slack;
                let outer = r + slack;
                if least > outer {
                    continue;
                }
                let outer = (outer * outer - least * least).max(0.0).sqrt() + slack;
                let inner = ((r - slack).max(0.0).powi(2) - most * most).max(0.0).sqrt() - slack;
                let cell = |x: f64| ((x + c.x[i] - corner[0]) / side).floor().clamp(-1.0, ROW as f64) as i64;
                let mut put = |a: f64, b: f64| {
                    for k in cell(a).max(0)..=cell(b).min(ROW as i64 - 1) {
                        let list = &mut cells[row * ROW + k as usize];
                        if list.last() != Some(&(i as u16)) {
                            list.push(i as u16);
                        }
                    }
                };
                put(-outer, -inner);
                put(inner, outer);
            }
        }
        let mut grid = Grid { corner, side, from: vec![0], circles: Vec::new() };
        for list in cells {
            grid.circles.extend(list);
            grid.from.push(grid.circles.len() as u32);
        }
        grid
    }

    /// The circles that may go through a place; None outside.
    fn near(&self, x: P) -> Option<&[u16]> {
        let cell = |k: usize| {
            let c = (x[k] - self.corner[k]) / self.side;
            (0.0..ROW as f64).contains(&c).then_some(c as usize)
        };
        let at = cell(1)? * ROW + cell(0)?;
        Some(&self.circles[self.from[at] as usize..self.from[at + 1] as usize])
    }
}

/// A slope in [-1, 3): monotone in the angle, cheaper than its arc tangent.
fn slope(v: P) -> f64 {
    if v[0].abs() >= v[1].abs() { v[1] / v[0] } else { 2.0 - v[0] / v[1] }
}

/// Numbers that others are compared with, up to the tolerance.
struct Marks {
    sorted: Vec<f64>,
    /// Slopes close upon themselves; squares are compared by their logarithms.
    slopes: bool,
    /// Bits of the cells that have a mark or are beside one: most numbers meet none.
    cells: Vec<u64>,
}

/// Cells of [`Marks`].
const CELLS: usize = 1 << 14;

impl Marks {
    /// Slopes, or logarithms of squares.
    fn new(mut sorted: Vec<f64>, slopes: bool) -> Marks {
        sorted.sort_unstable_by(f64::total_cmp);
        let mut marks = Marks { sorted, slopes, cells: vec![0; CELLS / 64] };
        for i in 0..marks.sorted.len() {
            let m = marks.sorted[i];
            let cell = marks.cell(if slopes { m } else { m.exp() });
            for c in [cell + CELLS - 1, cell, cell + 1] {
                marks.cells[c % CELLS / 64] |= 1 << (c % 64);
            }
        }
        marks
    }

    /// The cell of a slope in [-1, 3), or of a square: the upper bits of a float are a logarithm.
    fn cell(&self, x: f64) -> usize {
        if self.slopes {
            ((x + 1.0) * (CELLS / 4) as f64) as usize % CELLS
        } else {
            ((x as f32).to_bits() >> 12) as usize % CELLS
        }
    }

    /// Whether a slope, or a square, is among them.
    fn near(&self, x: f64) -> bool {
        let cell = self.cell(x);
        if self.cells[cell / 64] >> (cell % 64) & 1 == 0 {
            return false;
        }
        let x = if self.slopes { x } else { x.ln() };
        let close = |m: f64| (m - x).abs() < 2.0 * NEAR;
        let at = self.sorted.partition_point(|&m| m < x - 2.0 * NEAR);
        let beside = self.sorted.get(at).is_some_and(|&m| close(m));
        const TURN: f64 = 4.0;
        let over = || {
            let (first, last) = (self.sorted.first(), self.sorted.last());
            first.is_some_and(|&m| close(m + TURN)) || last.is_some_and(|&m| close(m - TURN))
        };
        beside || self.slopes && over()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_diagram::rng::Rng;

    #[test]
    fn a_grid_forgets_no_circle() {
        let mut rng = Rng::new(4, 0);
        let mut p = || [rng.range(-1.0, 1.0), rng.range(-1.0, 1.0)];
        let pts: Vec<P> = (0..12).map(|_| p()).collect();
        let mut c = Circles::default();
        for k in 0..300 {
            // small, large, and nearly straight
            let (o, at) = (p(), p());
            let o = if k % 3 == 0 { [o[0] * 1e3, o[1] * 1e3] } else { o };
            c.x.push(o[0]);
            c.y.push(o[1]);
            let v = sub(at, o);
            c.r2.push(dot(v, v));
        }
        let grid = Grid::new(&c, &pts);
        let mut tested = 0;
        for i in 0..300 {
            for k in 0..400 {
                let (sin, cos) = (f64::from(k) * 0.0157).sin_cos();
                let r = c.r2[i].sqrt();
                let x = [c.x[i] + r * cos, c.y[i] + r * sin];
                if let Some(near) = grid.near(x) {
                    tested += 1;
                    assert!(near.contains(&(i as u16)), "circle {i} at {x:?}");
                }
            }
        }
        assert!(tested > 10_000, "{tested}");
        assert!(grid.circles.len() < 300 * ROW * ROW / 4, "{}", grid.circles.len());
    }
}
