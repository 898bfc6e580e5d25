//! Ticks on equal segments, squares in right angles, arcs in equal angles.
//!
//! Equal things form classes, and each class has its own count of ticks or arcs. The goal's class
//! comes first; classes beyond those that an eye can tell apart are left unmarked.

use euclase_grammar::core::{Pt, Q};
use num_traits::ToPrimitive;

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
const CLASSES: usize = 4;

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
                for p in [
                    along(*at, *u, *side),
                    along(*at, *v, *side),
                    along(along(*at, *u, *side), *v, *side),
                ] {
                    r.add(p);
                }
                vec![r]
            }
            Mark::Arc {
                at,
                u,
                v,
                r,
                count,
                text,
                ..
            } => {
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
fn text_box(text: &str, at: P2) -> Rect {
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
    fn at(&self, p: Pt) -> Option<P2> {
        let i = p.ix();
        let there = self.shown.get(i).copied().unwrap_or(false) && !self.frame.far[i];
        if there {
            self.frame.at.get(i).copied().flatten()
        } else {
            None
        }
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
        self.rings
            .iter()
            .any(|r| dist(r.c, o) < 0.5 && (r.r - dist(o, a)).abs() < 0.5)
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
        let again = out
            .iter()
            .any(|m| matches!(m, Mark::Square { at, .. } if dist(*at, x) < 1.0));
        if side > 2.5 && !again {
            out.push(Mark::Square {
                at: x,
                u,
                v,
                side,
                role,
            });
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
                out.push(Mark::Ticks {
                    at,
                    dir,
                    count,
                    role,
                });
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
            let along_it =
                cross(sub(s.b, s.a), sub(b, a)).abs() < 1e-2 * dist(s.a, s.b) * dist(a, b);
            if !along_it {
                cost += (7.0 - dist_segment(p, s.a, s.b)).max(0.0);
            }
        }
        let near = |r: &Rect| r.dist(p) < TICK;
        cost + 10.0 * marks.iter().flat_map(Mark::boxes).filter(near).count() as f64
    };
    let places = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
    let best = places
        .iter()
        .copied()
        .min_by(|s, t| cost(*s).total_cmp(&cost(*t)));
    along(a, sub(b, a), best.unwrap_or(0.5))
}

/// An angle on paper: vertex, unit arms, and the length of the shorter arm.
#[derive(Clone, Copy, PartialEq)]
struct Corner {
    at: P2,
    u: P2,
    v: P2,
    reach: f64,
}

impl Corner {
    fn same(&self, o: &Corner) -> bool {
        let eq = |a: P2, b: P2| dist(a, b) < 0.02;
        dist(self.at, o.at) < 0.5
            && (eq(self.u, o.u) && eq(self.v, o.v) || eq(self.u, o.v) && eq(self.v, o.u))
    }

    fn angle(&self) -> f64 {
        cross(self.u, self.v).abs().atan2(dot(self.u, self.v))
    }
}

fn arcs(ground: &Ground, goal: &[Sign], given: &[Sign], out: &mut Vec<Mark>) {
    let mut classes: Vec<(Role, Vec<Corner>)> = Vec::new();
    let mut values: Vec<(Role, Corner, String)> = Vec::new();
    for (signs, role) in [(goal, Role::Goal), (given, Role::Given)] {
        for sign in signs {
            match sign {
                Sign::Angles(a, b) => {
                    let (Some(a), Some(b)) = (corner(ground, *a), corner(ground, *b)) else {
                        continue;
                    };
                    // Directed angles are equal up to a straight angle: where the arms as named
                    // show supplementary angles, an arc would mislead.
                    if (a.angle() - b.angle()).abs() < 0.01 {
                        join(&mut classes, role, a, b, Corner::same);
                    }
                }
                Sign::Value(a, value) => {
                    if let Some(c) = corner(ground, *a) {
                        values.push((role, c, degrees(value, c.angle())));
                    }
                }
                _ => {}
            }
        }
    }
    // (vertex, radius that is free there): arcs of several classes nest.
    let mut used: Vec<(P2, f64)> = Vec::new();
    let radius = |used: &[(P2, f64)], c: &Corner| {
        // A narrow angle needs a long arm before its arc is seen.
        let wide = (8.0 / c.angle().max(0.01)).clamp(14.0, 70.0);
        let there = used
            .iter()
            .filter(|(p, _)| dist(*p, c.at) < 1.0)
            .map(|(_, r)| *r);
        there.fold(wide, f64::max).min(0.55 * c.reach).max(8.0)
    };
    for (k, (role, corners)) in classes.into_iter().take(CLASSES).enumerate() {
        let count = k + 1;
        let radii: Vec<f64> = corners.iter().map(|c| radius(&used, c)).collect();
        for (c, r) in corners.iter().zip(radii) {
            used.push((c.at, r + STEP * count as f64 + 3.0));
            out.push(Mark::Arc {
                at: c.at,
                u: c.u,
                v: c.v,
                r,
                count,
                text: None,
                role,
            });
        }
    }
    let mut seen: Vec<Corner> = Vec::new();
    for (role, c, text) in values {
        if seen.iter().any(|s| s.same(&c)) {
            continue;
        }
        seen.push(c);
        let r = radius(&used, &c);
        used.push((c.at, r + STEP + 3.0));
        let at = value_place(ground, &c, r, &text);
        let text = Some((text, at));
        out.push(Mark::Arc {
            at: c.at,
            u: c.u,
            v: c.v,
            r,
            count: 1,
            text,
            role,
        });
    }
}

/// Beyond the arc, where the value covers least of the lines.
fn value_place(ground: &Ground, c: &Corner, r: f64, text: &str) -> P2 {
    let mut best: Option<(f64, P2)> = None;
    for out in [0.0, 4.0, 9.0, 15.0, 22.0, 30.0] {
        for t in [0.5, 0.35, 0.65, 0.22, 0.78] {
            let w = [
                c.u[0] * (1.0 - t) + c.v[0] * t,
                c.u[1] * (1.0 - t) + c.v[1] * t,
            ];
            let Some(w) = unit([0.0; 2], w) else { continue };
            let side = 2.2 * text.chars().count() as f64 * w[0].abs();
            let p = along(c.at, w, r + 8.0 + side + out);
            let area = text_box(text, p);
            let lines: f64 = ground
                .strokes
                .iter()
                .map(|s| area.length_inside(s.a, s.b))
                .sum();
            let cost = lines + 0.5 * out + 4.0 * (t - 0.5).abs();
            if best.is_none_or(|(b, _)| cost < b - 1e-9) {
                best = Some((cost, p));
            }
        }
    }
    best.map_or(c.at, |b| b.1)
}

/// Needs both arms drawn, at least near the vertex.
fn corner(ground: &Ground, [a, b, c]: [Pt; 3]) -> Option<Corner> {
    let (a, at, c) = (ground.at(a)?, ground.at(b)?, ground.at(c)?);
    let (u, v) = (unit(at, a)?, unit(at, c)?);
    let reach = dist(at, a).min(dist(at, c));
    let near = 12.0f64.min(reach);
    let drawn = |d: P2| covered(ground.strokes, at, along(at, d, near));
    (reach > 10.0 && drawn(u) && drawn(v)).then_some(Corner { at, u, v, reach })
}

/// The value in degrees; a directed value is shown as the angle that is seen.
fn degrees(value: &Q, seen: f64) -> String {
    let exact = value * Q::from_integer(180.into());
    let full = Q::from_integer(180.into());
    let off = |q: &Q| (q.to_f64().unwrap_or(f64::NAN) - seen.to_degrees()).abs();
    let other = full - &exact;
    let shown = if off(&exact) <= off(&other) {
        exact
    } else {
        other
    };
    if shown.is_integer() {
        format!("{shown}°")
    } else {
        let text = format!("{:.2}", shown.to_f64().unwrap_or(f64::NAN));
        format!("{}°", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

/// Puts two equal things into one class. A class of the goal stays one when given facts join it.
fn join<T: Copy>(
    classes: &mut Vec<(Role, Vec<T>)>,
    role: Role,
    a: T,
    b: T,
    same: impl Fn(&T, &T) -> bool,
) {
    let find = |classes: &[(Role, Vec<T>)], x: &T| {
        classes.iter().position(|c| c.1.iter().any(|y| same(x, y)))
    };
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
        assert_eq!(
            classes,
            vec![(Role::Goal, vec![1, 2, 3, 4]), (Role::Given, vec![5, 6])]
        );
    }

    #[test]
    fn degrees_follow_the_angle_that_is_seen() {
        let third = Q::new(1.into(), 3.into());
        assert_eq!(degrees(&third, 60f64.to_radians()), "60°");
        assert_eq!(degrees(&third, 120f64.to_radians()), "120°");
        assert_eq!(
            degrees(&Q::new(1.into(), 7.into()), 25.714f64.to_radians()),
            "25.71°"
        );
    }
}
