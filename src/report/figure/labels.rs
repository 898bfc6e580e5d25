//! Where the names of the points are written.
//!
//! Each label has candidate places in rings around its point; a place costs by what its
//! rectangle would cover (points, other labels, marks, lines, circles), by its distance, and by
//! being nearer to another point than to its own. Labels are placed one after another, hardest
//! first, then each is moved while that lowers the cost. No randomness: the same figure always
//! gets the same labels.

use super::marks::Mark;
use super::plane::{P2, Rect, along, dist, sub, unit};
use super::strokes::{Ring, Stroke};

/// Height of capitals in units, for the font size used.
pub const FONT: f64 = 15.0;
const CAP: f64 = 0.70 * FONT;
/// Radius of a point's dot.
pub const DOT: f64 = 2.1;

/// A label to place.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// What is written.
    pub text: LabelText,
    /// The point it belongs to.
    pub point: P2,
    /// Where its rectangle lies.
    pub area: Rect,
    /// Far enough from its point for a thin line between the two.
    pub leader: bool,
}

/// A point's name, split for typesetting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelText {
    /// Capital.
    pub base: String,
    /// Subscript.
    pub sub: String,
    /// Primes.
    pub primes: String,
}

impl LabelText {
    /// Splits `A_1'` or `A1'` into base, subscript, primes.
    pub fn of(name: &str) -> LabelText {
        let body = name.trim_end_matches('\'');
        let primes = "′".repeat(name.len() - body.len());
        let below = |c: char| c == '_' || c.is_ascii_digit();
        let cut = body.char_indices().skip(1).find(|c| below(c.1)).map_or(body.len(), |c| c.0);
        // `A1_b`: both belong below.
        let sub = body[cut..].trim_start_matches('_').replace('_', "");
        LabelText { base: body[..cut].to_string(), sub, primes }
    }

    /// Estimated width in units. No font is read: letters of common serif italics fit in this.
    pub fn width(&self) -> f64 {
        let n = |s: &str| s.chars().count() as f64;
        FONT * (0.68 * n(&self.base) + 0.40 * n(&self.sub) + 0.28 * n(&self.primes))
    }
}

/// Everything that labels should keep off.
pub struct Obstacles<'a> {
    /// The paper.
    pub paper: Rect,
    /// All dots.
    pub dots: &'a [P2],
    /// Lines.
    pub strokes: &'a [Stroke],
    /// Circles.
    pub rings: &'a [Ring],
    /// Marks.
    pub marks: Vec<Rect>,
}

impl<'a> Obstacles<'a> {
    /// Gathers them.
    pub fn new(size: P2, dots: &'a [P2], strokes: &'a [Stroke], rings: &'a [Ring], marks: &[Mark]) -> Self {
        Obstacles {
            paper: Rect { min: [0.0; 2], max: size }.inflate(-2.0),
            dots,
            strokes,
            rings,
            marks: marks.iter().flat_map(Mark::boxes).collect(),
        }
    }

    /// Cost of covering `r` by the label of the point at `own`.
    fn cost(&self, r: &Rect, own: P2) -> f64 {
        let mut cost = 0.0;
        let out = |i: usize| (self.paper.min[i] - r.min[i]).max(r.max[i] - self.paper.max[i]);
        for i in 0..2 {
            if out(i) > 0.0 {
                cost += 500.0 + 20.0 * out(i);
            }
        }
        let to_own = r.dist(own);
        for d in self.dots {
            let away = r.dist(*d);
            if away < DOT + 1.0 {
                cost += 150.0 + 20.0 * (DOT + 1.0 - away);
            }
            // A name must be seen to belong to its own point.
            if dist(*d, own) > 1.0 && away < to_own + 2.5 {
                cost += 45.0 + 3.0 * (to_own + 2.5 - away);
            }
        }
        for s in self.strokes {
            let inside = r.inflate(1.0).length_inside(s.a, s.b);
            if inside > 0.0 {
                cost += 14.0 + 2.5 * inside;
            }
        }
        for c in self.rings {
            if r.dist(c.c) < c.r + 1.0 && r.far(c.c) > c.r - 1.0 {
                cost += 14.0 + 2.5 * ring_inside(r, c);
            }
        }
        for m in &self.marks {
            if m.meets(r) {
                cost += 30.0;
            }
        }
        cost
    }
}

/// Rough length of the part of a circle inside a small rectangle.
fn ring_inside(r: &Rect, ring: &Ring) -> f64 {
    let Some(w) = unit(ring.c, r.center()) else {
        return 0.0;
    };
    let foot = along(ring.c, w, ring.r);
    let t = [-w[1], w[0]];
    r.length_inside(along(foot, t, -40.0), along(foot, t, 40.0))
}

/// Candidate rectangles, with the cost of their place alone.
fn places(text: &LabelText, at: P2, free: Option<P2>, many: bool) -> Vec<(Rect, f64)> {
    let half = [text.width() / 2.0, CAP / 2.0 + if text.sub.is_empty() { 0.0 } else { 1.5 }];
    let gaps: &[(f64, f64)] = if many {
        &[(4.3, 0.0), (8.0, 6.0)]
    } else {
        &[(4.3, 0.0), (6.5, 3.0), (9.0, 8.0), (14.0, 22.0), (20.0, 34.0), (27.0, 46.0), (36.0, 60.0)]
    };
    let turns = if many { 8 } else { 24 };
    let mut out = Vec::new();
    for (gap, price) in gaps {
        for i in 0..turns {
            let a = std::f64::consts::TAU * (f64::from(i) + 0.5) / f64::from(turns);
            let d = [a.cos(), a.sin()];
            let reach = [half[0] + gap, half[1] + gap];
            // The rectangle touches the disc of radius `gap` around the point.
            let t = (reach[0] / d[0].abs().max(1e-9)).min(reach[1] / d[1].abs().max(1e-9));
            let corner = (1.0 - 0.12 * (2.0 * d[0] * d[1]).abs()).max(0.8);
            let area = Rect::around(along(at, d, t * corner), half);
            let turn_price = free.map_or(0.0, |f| 3.0 * (1.0 - (f[0] * d[0] + f[1] * d[1])));
            out.push((area, price + turn_price));
        }
    }
    out
}

/// The direction in which most room is: away from the lines and circles that leave the point.
fn free_direction(at: P2, obstacles: &Obstacles) -> Option<P2> {
    let mut away = [0.0, 0.0];
    for s in obstacles.strokes {
        for (p, q) in [(s.a, s.b), (s.b, s.a)] {
            if dist(p, at) < 1.0
                && let Some(u) = unit(p, q)
            {
                away = sub(away, u);
            }
        }
    }
    for r in obstacles.rings {
        if (dist(r.c, at) - r.r).abs() < 1.0
            && let Some(u) = unit(r.c, at)
        {
            away = along(away, u, 0.7);
        }
    }
    unit([0.0, 0.0], away)
}

/// Places the labels of these points.
pub fn place(names: &[(LabelText, P2)], obstacles: &Obstacles) -> Vec<Label> {
    let many = names.len() > 120;
    let candidates: Vec<Vec<(Rect, f64)>> = names
        .iter()
        .map(|(text, at)| {
            let free = free_direction(*at, obstacles);
            let mut all = places(text, *at, free, many);
            for (area, price) in &mut all {
                *price += obstacles.cost(area, *at);
            }
            all
        })
        .collect();
    // Hardest first: the one whose tenth best place is dearest.
    let mut order: Vec<usize> = (0..names.len()).collect();
    let hardness = |i: usize| {
        let mut c: Vec<f64> = candidates[i].iter().map(|c| c.1).collect();
        c.sort_by(f64::total_cmp);
        c[c.len().min(10) - 1]
    };
    order.sort_by(|a, b| hardness(*b).total_cmp(&hardness(*a)).then(a.cmp(b)));
    let mut chosen: Vec<Option<usize>> = vec![None; names.len()];
    for _ in 0..8 {
        let mut moved = false;
        for &i in &order {
            let clash = |r: &Rect| -> f64 {
                let wide = r.inflate(1.5);
                let others = chosen.iter().enumerate().filter(|(j, _)| *j != i);
                others
                    .filter_map(|(j, k)| Some((j, candidates[j][(*k)?].0)))
                    .map(|(j, o)| {
                        let lap = if wide.meets(&o) { 200.0 } else { 0.0 };
                        // Nor may it stand between another label and that label's point.
                        let near = r.inflate(3.0).length_inside(o.center(), names[j].1);
                        lap + if near > 0.0 && o.dist(names[j].1) > 6.0 { 25.0 } else { 0.0 }
                    })
                    .sum()
            };
            let total = |k: usize| candidates[i][k].1 + clash(&candidates[i][k].0);
            let best = (0..candidates[i].len()).min_by(|a, b| total(*a).total_cmp(&total(*b)));
            let better = match (chosen[i], best) {
                (Some(now), Some(best)) => total(best) < total(now) - 1e-6,
                (None, best) => best.is_some(),
                (Some(_), None) => false,
            };
            if better {
                chosen[i] = best;
                moved = true;
            }
        }
        if !moved {
            break;
        }
    }
    names
        .iter()
        .enumerate()
        .filter_map(|(i, (text, at))| {
            let area = candidates[i][chosen[i]?].0;
            Some(Label { text: text.clone(), point: *at, area, leader: area.dist(*at) > 15.0 })
        })
        .collect()
}

/// Baseline start of a label inside its rectangle.
pub fn baseline(label: &Label) -> P2 {
    let lift = if label.text.sub.is_empty() { 0.0 } else { 3.0 };
    [label.area.min[0], label.area.max[1] - lift]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_split_for_typesetting() {
        let of = |s: &str| {
            let t = LabelText::of(s);
            (t.base, t.sub, t.primes)
        };
        let want = |a: &str, b: &str, c: &str| (a.to_string(), b.to_string(), c.to_string());
        assert_eq!(of("A"), want("A", "", ""));
        assert_eq!(of("A_1''"), want("A", "1", "′′"));
        assert_eq!(of("B12'"), want("B", "12", "′"));
        assert_eq!(of("P1_ab"), want("P", "1ab", ""));
    }

    #[test]
    fn labels_of_near_points_do_not_touch() {
        let dots = [[100.0, 100.0], [104.0, 100.0], [102.0, 104.0]];
        let obstacles = Obstacles::new([200.0, 200.0], &dots, &[], &[], &[]);
        let names: Vec<_> = ["A", "B_1", "C'"].iter().zip(dots).map(|(n, p)| (LabelText::of(n), p)).collect();
        let got = place(&names, &obstacles);
        for (i, a) in got.iter().enumerate() {
            for b in &got[..i] {
                assert!(!a.area.meets(&b.area));
            }
            for d in dots {
                assert!(a.area.dist(d) > DOT, "{:?} covers a point", a.text);
            }
        }
    }

    #[test]
    fn a_label_goes_where_no_line_is() {
        let dots = [[100.0, 100.0]];
        let s = |x: f64, y: f64| Stroke { a: [100.0, 100.0], b: [x, y], role: super::super::strokes::Role::Given };
        let strokes = [s(100.0, 0.0), s(0.0, 100.0), s(200.0, 100.0), s(0.0, 0.0), s(200.0, 0.0)];
        let obstacles = Obstacles::new([200.0, 200.0], &dots, &strokes, &[], &[]);
        let got = place(&[(LabelText::of("A"), dots[0])], &obstacles);
        assert!(got[0].area.min[1] > 100.0);
    }
}
