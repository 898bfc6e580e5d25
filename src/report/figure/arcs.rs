//! Arcs: equal angles by classes, and angles of known value.

use euclase_grammar::core::{Pt, Q};
use num_traits::ToPrimitive;

use super::marks::{CLASSES, Ground, Mark, STEP, join, text_box};
use super::meaning::Sign;
use super::plane::{P2, along, cross, dist, dot, unit};
use super::strokes::{Role, covered};

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
        dist(self.at, o.at) < 0.5 && (eq(self.u, o.u) && eq(self.v, o.v) || eq(self.u, o.v) && eq(self.v, o.u))
    }

    fn angle(&self) -> f64 {
        cross(self.u, self.v).abs().atan2(dot(self.u, self.v))
    }
}

/// Arcs of the goal's and the given angles.
pub fn arcs(ground: &Ground, goal: &[Sign], given: &[Sign], out: &mut Vec<Mark>) {
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
        let there = used.iter().filter(|(p, _)| dist(*p, c.at) < 1.0).map(|(_, r)| *r);
        there.fold(wide, f64::max).min(0.55 * c.reach).max(8.0)
    };
    for (k, (role, corners)) in classes.into_iter().take(CLASSES).enumerate() {
        let count = k + 1;
        let radii: Vec<f64> = corners.iter().map(|c| radius(&used, c)).collect();
        for (c, r) in corners.iter().zip(radii) {
            used.push((c.at, r + STEP * count as f64 + 3.0));
            out.push(Mark::Arc { at: c.at, u: c.u, v: c.v, r, count, text: None, role });
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
        out.push(Mark::Arc { at: c.at, u: c.u, v: c.v, r, count: 1, text, role });
    }
}

/// Beyond the arc, where the value covers least of the lines.
fn value_place(ground: &Ground, c: &Corner, r: f64, text: &str) -> P2 {
    let mut best: Option<(f64, P2)> = None;
    for out in [0.0, 4.0, 9.0, 15.0, 22.0, 30.0] {
        for t in [0.5, 0.35, 0.65, 0.22, 0.78] {
            let w = [c.u[0] * (1.0 - t) + c.v[0] * t, c.u[1] * (1.0 - t) + c.v[1] * t];
            let Some(w) = unit([0.0; 2], w) else { continue };
            let side = 2.2 * text.chars().count() as f64 * w[0].abs();
            let p = along(c.at, w, r + 8.0 + side + out);
            let area = text_box(text, p);
            let lines: f64 = ground.strokes.iter().map(|s| area.length_inside(s.a, s.b)).sum();
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
    let shown = if off(&exact) <= off(&other) { exact } else { other };
    if shown.is_integer() {
        format!("{shown}°")
    } else {
        let text = format!("{:.2}", shown.to_f64().unwrap_or(f64::NAN));
        format!("{}°", text.trim_end_matches('0').trim_end_matches('.'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_follow_the_angle_that_is_seen() {
        let third = Q::new(1.into(), 3.into());
        assert_eq!(degrees(&third, 60f64.to_radians()), "60°");
        assert_eq!(degrees(&third, 120f64.to_radians()), "120°");
        assert_eq!(degrees(&Q::new(1.into(), 7.into()), 25.714f64.to_radians()), "25.71°");
    }
}
