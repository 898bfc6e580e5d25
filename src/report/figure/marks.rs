//! Ticks on equal segments, squares in right angles, arcs in equal angles.
//!
//! Equal things form classes, and each class has its own count of ticks or arcs. The goal's class
//! comes first; classes beyond those that an eye can tell apart are left unmarked.

use euclase_grammar::core::Pt;

use super::arcs::arcs;
use super::frame::Frame;
use super::meaning::{Pair, Sign};
use super::plane::{P2, Rect, along, cross, dist, dist_segment, dot, meet, sub, unit};
use super::strokes::{Ring, Role, Stroke, covered};

/// A mark on paper.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// `count` short bars across a segment.
    Ticks {
        /// Middle.
        at: P2,
        /// Unit vector along the segment.
        dir: P2,
        /// How many bars.
        count: usize,
        /// Role.
        role: Role,
    },
    /// A little square in a right angle.
    Square {
        /// The vertex and the two arms (unit vectors).
        at: P2,
        /// First arm.
        u: P2,
        /// Second arm.
        v: P2,
        /// Side in units.
        side: f64,
        /// Role.
        role: Role,
    },
    /// `count` concentric arcs, from arm `u` to arm `v`.
    Arc {
        /// The vertex.
        at: P2,
        /// First arm (unit vector).
        u: P2,
        /// Second arm.
        v: P2,
        /// Radius of the innermost arc.
        r: f64,
        /// How many arcs.
        count: usize,
        /// A value to print by the arc (`60°`), and where (its middle).
        text: Option<(String, P2)>,
        /// Role.
        role: Role,
    },
}

/// Distance between neighbouring ticks or arcs.
pub const STEP: f64 = 3.0;
/// Half the length of a tick.
pub const TICK: f64 = 4.0;
/// Most classes told apart.
pub(super) const CLASSES: usize = 4;

impl Mark {
    /// Rectangles that labels should keep off.
    pub fn boxes(&self) -> Vec<Rect> {
        match self {
            Mark::Ticks { at, count, .. } => {
                let half = TICK.max(*count as f64 * STEP / 2.0) * 0.9;
                vec![Rect::around(*at, [half, half])]
            }
            Mark::Square { at, u, v, side, .. } => {
                let mut r = Rect::EMPTY;
                for p in [along(*at, *u, *side), along(*at, *v, *side), along(along(*at, *u, *side), *v, *side)] {
                    r.add(p);
                }
                vec![r]
            }
            Mark::Arc { at, u, v, r, count, text, .. } => {
                let outer = r + STEP * (*count as f64 - 1.0);
                let mut out: Vec<Rect> = (0..=4)
                    .map(|i| {
                        let t = f64::from(i) / 4.0;
                        let w = [u[0] * (1.0 - t) + v[0] * t, u[1] * (1.0 - t) + v[1] * t];
                        let n = w[0].hypot(w[1]).max(1e-9);
                        let mid = along(*at, [w[0] / n, w[1] / n], (r + outer) / 2.0);
                        let half = (outer - r) / 2.0 + 1.0;
                        Rect::around(mid, [half, half])
                    })
                    .collect();
                if let Some((text, at)) = text {
                    out.push(text_box(text, *at));
                }
                out
            }
        }
    }
}

/// The space that a value takes.
pub(super) fn text_box(text: &str, at: P2) -> Rect {
    Rect::around(at, [2.8 * text.chars().count() as f64, 4.5])
}

/// What the marks are put on.
pub struct Ground<'a> {
    /// Positions.
    pub frame: &'a Frame,
    /// Drawn lines.
    pub strokes: &'a [Stroke],
    /// Drawn circles.
    pub rings: &'a [Ring],
    /// Points with a dot.
    pub shown: &'a [bool],
}

impl Ground<'_> {
    pub(super) fn at(&self, p: Pt) -> Option<P2> {
        let i = p.ix();
        let there = self.shown.get(i).copied().unwrap_or(false) && !self.frame.far[i];
        if there { self.frame.at.get(i).copied().flatten() } else { None }
    }

    /// Both ends, if the segment is drawn and long enough for a mark.
    fn segment(&self, p: Pair) -> Option<(P2, P2)> {
        let (a, b) = (self.at(p[0])?, self.at(p[1])?);
        (dist(a, b) > 14.0 && covered(self.strokes, a, b)).then_some((a, b))
    }

    /// Whether the equality only says that two points are on a drawn circle round a third.
    fn is_radius(&self, p: Pair, q: Pair) -> bool {
        let Some(o) = p.into_iter().find(|x| q.contains(x)) else {
            return false;
        };
        let at = |x: Pt| self.frame.at.get(x.ix()).copied().flatten();
        let other = |r: Pair| at(if r[0] == o { r[1] } else { r[0] });
        let (Some(o), Some(a)) = (at(o), other(p)) else {
            return false;
        };
        self.rings.iter().any(|r| dist(r.c, o) < 0.5 && (r.r - dist(o, a)).abs() < 0.5)
    }
}

/// All marks: of the goal first, then of the given facts.
pub fn marks(ground: &Ground, goal: &[Sign], given: &[Sign]) -> Vec<Mark> {
    let mut out = Vec::new();
    squares(ground, goal, Role::Goal, &mut out);
    squares(ground, given, Role::Given, &mut out);
    ticks(ground, goal, given, &mut out);
    arcs(ground, goal, given, &mut out);
    out
}

fn squares(ground: &Ground, signs: &[Sign], role: Role, out: &mut Vec<Mark>) {
    for sign in signs {
        let Sign::Right(p, q) = sign else { continue };
        let ends = |r: &Pair| Some((ground.at(r[0])?, ground.at(r[1])?));
        let (Some((a, b)), Some((c, d))) = (ends(p), ends(q)) else {
            continue;
        };
        let (Some(u), Some(v)) = (unit(a, b), unit(c, d)) else {
            continue;
        };
        if dot(u, v).abs() > 0.02 {
            continue;
        }
        let Some(x) = meet(a, u, c, v) else { continue };
        if !ground.frame.inner.holds(x) {
            continue;
        }
        let arm = |dir: P2, ends: [P2; 2]| arm(ground, x, dir, ends);
        let (Some((u, s)), Some((v, t))) = (arm(u, [a, b]), arm(v, [c, d])) else {
            continue;
        };
        let side = 8.0f64.min(0.4 * s.min(t));
        let again = out.iter().any(|m| matches!(m, Mark::Square { at, .. } if dist(*at, x) < 1.0));
        if side > 2.5 && !again {
            out.push(Mark::Square { at: x, u, v, side, role });
        }
    }
}

/// From `x`, the direction ±`dir` in which the line is drawn farther, and how far.
fn arm(ground: &Ground, x: P2, dir: P2, ends: [P2; 2]) -> Option<(P2, f64)> {
    let mut best: Option<(P2, f64)> = None;
    for sign in [1.0, -1.0] {
        let d = [sign * dir[0], sign * dir[1]];
        // Named ends first; a mere overshoot of a line counts little.
        let named = ends.iter().map(|e| dot(sub(*e, x), d)).fold(0.0, f64::max);
        let drawn = covered(ground.strokes, x, along(x, d, 12.0));
        let reach = named.max(if drawn { 10.0 } else { 0.0 });
        if (drawn || named > 0.0) && best.is_none_or(|(_, r)| reach > r) {
            best = Some((d, reach));
        }
    }
    best.filter(|(d, _)| covered(ground.strokes, x, along(x, *d, 6.0)))
}

fn ticks(ground: &Ground, goal: &[Sign], given: &[Sign], out: &mut Vec<Mark>) {
    // A class: its role and its segments.
    let mut classes: Vec<(Role, Vec<Pair>)> = Vec::new();
    let found = |signs: &[Sign], role: Role, classes: &mut Vec<(Role, Vec<Pair>)>| {
        for sign in signs {
            let Sign::Equal(p, q) = sign else { continue };
            if p == q || role == Role::Given && ground.is_radius(*p, *q) {
                continue;
            }
            join(classes, role, *p, *q, |a, b| a == b);
        }
    };
    found(goal, Role::Goal, &mut classes);
    found(given, Role::Given, &mut classes);
    let mut count = 0;
    for (role, pairs) in classes {
        let ends: Vec<(P2, P2)> = pairs.iter().filter_map(|p| ground.segment(*p)).collect();
        if ends.len() < 2 || count == CLASSES {
            continue;
        }
        count += 1;
        for (a, b) in ends {
            if let Some(dir) = unit(a, b) {
                let at = tick_place(ground, a, b, out);
                out.push(Mark::Ticks { at, dir, count, role });
            }
        }
    }
}

/// Near the middle, but off the points, the crossing lines and the other marks.
fn tick_place(ground: &Ground, a: P2, b: P2, marks: &[Mark]) -> P2 {
    let cost = |t: f64| {
        let p = along(a, sub(b, a), t);
        let mut cost = 40.0 * (t - 0.5).abs();
        for (i, q) in ground.frame.at.iter().enumerate() {
            if let (Some(q), true) = (q, ground.shown[i]) {
                cost += (9.0 - dist(p, *q)).max(0.0);
            }
        }
        for s in ground.strokes {
            let along_it = cross(sub(s.b, s.a), sub(b, a)).abs() < 1e-2 * dist(s.a, s.b) * dist(a, b);
            if !along_it {
                cost += (7.0 - dist_segment(p, s.a, s.b)).max(0.0);
            }
        }
        let near = |r: &Rect| r.dist(p) < TICK;
        cost + 10.0 * marks.iter().flat_map(Mark::boxes).filter(near).count() as f64
    };
    let places = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
    let best = places.iter().copied().min_by(|s, t| cost(*s).total_cmp(&cost(*t)));
    along(a, sub(b, a), best.unwrap_or(0.5))
}

/// Puts two equal things into one class. A class of the goal stays one when given facts join it.
pub(super) fn join<T: Copy>(classes: &mut Vec<(Role, Vec<T>)>, role: Role, a: T, b: T, same: impl Fn(&T, &T) -> bool) {
    let find = |classes: &[(Role, Vec<T>)], x: &T| classes.iter().position(|c| c.1.iter().any(|y| same(x, y)));
    match (find(classes, &a), find(classes, &b)) {
        (Some(i), Some(j)) if i != j => {
            let (keep, gone) = (i.min(j), i.max(j));
            let (r, members) = classes.remove(gone);
            classes[keep].0 = classes[keep].0.max(r);
            classes[keep].1.extend(members);
        }
        (Some(_), Some(_)) => {}
        (Some(i), None) => classes[i].1.push(b),
        (None, Some(i)) => classes[i].1.push(a),
        (None, None) if same(&a, &b) => classes.push((role, vec![a])),
        (None, None) => classes.push((role, vec![a, b])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_join_and_keep_the_goal_first() {
        let mut classes = Vec::new();
        join(&mut classes, Role::Goal, 1, 2, |a, b| a == b);
        join(&mut classes, Role::Given, 3, 4, |a, b| a == b);
        join(&mut classes, Role::Given, 5, 6, |a, b| a == b);
        join(&mut classes, Role::Given, 2, 3, |a, b| a == b);
        assert_eq!(classes, vec![(Role::Goal, vec![1, 2, 3, 4]), (Role::Given, vec![5, 6])]);
    }
}
