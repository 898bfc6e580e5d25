//! Random figures: free points, points on lines and circles, then constructions, each written in the language.

use super::words;
use crate::plane::{P2, dist, sub};
use crate::search::candidates::{self, Candidate, KINDS, Kind};
use crate::search::score;
use euclase_deduction::pic::{Mask, bit, members};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::CoreTheorem;
use std::fmt::Write;

/// One line of a statement.
#[derive(Clone, Debug)]
pub struct Step {
    /// As written.
    pub text: String,
    /// The points that it makes.
    pub makes: Mask,
    /// The points that it mentions.
    pub uses: Mask,
    /// For a construction that the kernel has too: what a search would have to propose.
    pub as_aux: Option<Candidate>,
}

/// A figure under construction.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The lines.
    pub steps: Vec<Step>,
    /// Names of the points.
    pub names: Vec<String>,
    /// Their places.
    pub pts: Vec<P2>,
}

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVW";

impl Draft {
    /// A name for the next point.
    fn name(&self) -> String {
        let n = self.names.len();
        LETTERS.chars().nth(n).map_or_else(|| format!("P{n}"), String::from)
    }

    fn point(&mut self, at: P2) -> String {
        let name = self.name();
        self.names.push(name.clone());
        self.pts.push(at);
        name
    }

    /// Adds a line that makes points named by the next letters; false when one is far away or too near to another.
    fn step(&mut self, text: &str, at: &[P2], uses: Mask) -> bool {
        let unfit = |x: &P2| x[0].abs().max(x[1].abs()) > 4.0 || self.pts.iter().any(|p| dist(*p, *x) < 0.08);
        if at.iter().any(unfit) {
            return false;
        }
        let n = self.names.len() as u8;
        let makes = (0..at.len() as u8).fold(0, |m, k| m | bit(n + k));
        at.iter().for_each(|&x| drop(self.point(x)));
        self.steps.push(Step { text: text.into(), makes, uses, as_aux: None });
        true
    }

    /// The points and all that they are made from.
    pub fn ancestors(&self, mut points: Mask) -> Mask {
        for s in self.steps.iter().rev() {
            if s.makes & points != 0 {
                points |= s.makes | s.uses;
            }
        }
        points
    }

    /// The statement of some points (with all that they are made from): its text, and the points in its order.
    pub fn statement(&self, points: Mask, goal: &str) -> (String, Vec<u8>) {
        let mut text = String::from("theorem synthetic {\n");
        let mut order = Vec::new();
        for s in self.steps.iter().filter(|s| s.makes & points != 0) {
            text.push_str("  ");
            text.push_str(&s.text);
            text.push('\n');
            order.extend(members(s.makes));
        }
        text.push_str(&format!("  show {goal}\n}}\n"));
        (text, order)
    }

    /// The theorem of a statement, and the places of its points. None when it makes hidden points, whose places are not known.
    pub fn theorem(&self, points: Mask, goal: &str) -> Option<(CoreTheorem, String, Vec<u8>)> {
        let (text, order) = self.statement(points, goal);
        let thm = euclase_grammar::load(&text).ok()?.theorems.pop()?;
        let plain = thm.statement_points == order.len()
            && order.iter().zip(&thm.points).all(|(&p, info)| self.names[p as usize] == info.name);
        plain.then_some((thm, text, order))
    }

    /// Adds a construction. False when it has no short words, or is too far or too near to be told apart.
    pub fn extend(&mut self, c: &Candidate) -> bool {
        let far = c.at[0].abs().max(c.at[1].abs()) > 6.0 || self.pts.iter().any(|p| dist(*p, c.at) < 0.04);
        let Some(words) = words::definition(c.kind, c.args(), &self.names).filter(|_| !far) else { return false };
        let makes = bit(self.names.len() as u8);
        let me = self.point(c.at);
        let uses = c.args().iter().fold(0, |m, &p| m | bit(p));
        self.steps.push(Step { text: format!("point {me} = {words}"), makes, uses, as_aux: Some(c.clone()) });
        true
    }

    /// The whole figure without a goal.
    pub fn whole(&self) -> Option<CoreTheorem> {
        let all = (0..self.names.len() as u8).fold(0, |m, p| m | bit(p));
        let (mut thm, ..) = self.theorem(all, &format!("{} = {}", self.names[0], self.names[1]))?;
        thm.goals.clear();
        Some(thm)
    }
}

/// A random figure of about `points` points.
pub fn draw(rng: &mut Rng, points: usize) -> Option<Draft> {
    let mut d = base(rng)?;
    let mut tries = 0;
    while d.names.len() < points && tries < 3 * points {
        tries += 1;
        let u = rng.unit();
        if u < 0.12 {
            on_a_locus(&mut d, rng);
        } else if u < 0.18 {
            compound(&mut d, rng);
        } else {
            construct(&mut d, rng);
        }
    }
    (d.names.len() >= 4).then_some(d)
}

/// Angles of special triangles, degrees.
const SPECIAL: [u32; 10] = [60, 60, 45, 120, 30, 36, 20, 40, 100, 108];

/// Triangles in general position and special ones.
fn base(rng: &mut Rng) -> Option<Draft> {
    let mut d = Draft::default();
    let p = |rng: &mut Rng| [rng.range(-1.0, 1.0), rng.range(-1.0, 1.0)];
    let (a, b, mut c) = (p(rng), p(rng), p(rng));
    let mut text = String::from("triangle ABC");
    // Turned about A by an angle, and stretched.
    let apex = |turn: f64, k: f64| {
        let (u, sin, cos) = (sub(b, a), turn.sin(), turn.cos());
        [a[0] + k * (cos * u[0] - sin * u[1]), a[1] + k * (sin * u[0] + cos * u[1])]
    };
    let degrees = SPECIAL[rng.below(SPECIAL.len())];
    match rng.below(20) {
        0 | 1 => {
            c = apex(rng.range(0.4, 1.8), 1.0);
            text.push_str("\n  assume AB = AC");
        }
        2 => {
            c = apex(std::f64::consts::FRAC_PI_2, rng.range(0.4, 1.6));
            text.push_str("\n  assume AB perp AC");
        }
        3 => {
            c = apex(f64::from(degrees).to_radians(), rng.range(0.5, 1.8));
            let _ = write!(text, "\n  assume dangle(AB, AC) = {degrees}°");
        }
        4 => {
            c = apex(f64::from(degrees).to_radians(), 1.0);
            let _ = write!(text, "\n  assume AB = AC, dangle(AB, AC) = {degrees}°");
        }
        5 => {
            // the angle at B is twice that at C: by the law of sines AB : AC = 1 : 2 cos C
            let half = rng.range(0.3, 0.9);
            c = apex(std::f64::consts::PI - 3.0 * half, 2.0 * half.cos());
            text.push_str("\n  assume dangle(BA, BC) = 2*dangle(CB, CA)");
        }
        _ => {}
    }
    let (ab, bc, ca) = (dist(a, b), dist(b, c), dist(c, a));
    let area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let longest = ab.max(bc).max(ca);
    if ab.min(bc).min(ca) < 0.35 * longest || area.abs() < 0.2 * longest * longest {
        return None;
    }
    for at in [a, b, c] {
        d.point(at);
    }
    d.steps.push(Step { text, makes: 0b111, uses: 0, as_aux: None });
    beside(&mut d, rng);
    Some(d)
}

/// What problems by people have besides a triangle: a fourth point, free or in a special place, a second circle, tangents.
fn beside(d: &mut Draft, rng: &mut Rng) {
    let free = |rng: &mut Rng| [rng.range(-1.0, 1.0), rng.range(-1.0, 1.0)];
    let [a, b, c] = [d.pts[0], d.pts[1], d.pts[2]];
    let u = rng.unit();
    if u < 0.16 {
        d.step("point D", &[free(rng)], 0);
    } else if u < 0.30 {
        around(d, "point D on circle(A, B, C)", [a, b, c], rng);
    } else if u < 0.37 {
        d.step("point D = parallelogram_vertex(A, B, C)", &[[a[0] + c[0] - b[0], a[1] + c[1] - b[1]]], 0b111);
    } else if u < 0.42 {
        let t = rng.range(0.3, 1.8) * if rng.unit() < 0.7 { -1.0 } else { 1.0 };
        let v = sub(b, a);
        d.step("point D on parallel_line(C, AB)", &[[c[0] + t * v[0], c[1] + t * v[1]]], 0b111);
    } else if u < 0.50 {
        // Two circles through A and B.
        let at = free(rng);
        if d.step("point D", &[at], 0) {
            around(d, "point E on circle(A, B, D)", [a, b, at], rng);
        }
    } else if u < 0.60 {
        let Some((o, r)) = circle(a, b, c) else { return };
        if !d.step("point D = circumcenter(A, B, C)", &[o], 0b111) || rng.unit() < 0.4 {
            return;
        }
        // A point outside the circle, and the tangents from it.
        let (turn, far) = (rng.range(0.0, std::f64::consts::TAU), rng.range(1.3, 2.5));
        let at = [o[0] + far * r * turn.cos(), o[1] + far * r * turn.sin()];
        let half = (1.0 / far).acos();
        let contact = |t: f64| [o[0] + r * (turn + t).cos(), o[1] + r * (turn + t).sin()];
        if d.step("point E", &[at], 0) {
            d.step("point F, G = tangent_points(E, circle(D, A))", &[contact(half), contact(-half)], 0b11001);
        }
    }
}

/// A point on the circle through three.
fn around(d: &mut Draft, text: &str, [a, b, c]: [P2; 3], rng: &mut Rng) {
    let uses = if text.ends_with("(A, B, C)") { 0b111 } else { 0b1011 };
    if let Some((o, r)) = circle(a, b, c) {
        let t = rng.range(0.0, std::f64::consts::TAU);
        d.step(text, &[[o[0] + r * t.cos(), o[1] + r * t.sin()]], uses);
    }
}

/// A point on a line or a circle.
fn on_a_locus(d: &mut Draft, rng: &mut Rng) {
    let n = d.names.len();
    let mut some: Vec<u8> = (0..n as u8).collect();
    rng.shuffle(&mut some);
    let [a, b, c] = [some[0], some[1], some[2]];
    let at = |p: u8| d.pts[p as usize];
    let name = |p: u8| d.names[p as usize].as_str();
    let t = rng.range(-1.5, 1.5);
    let all = bit(a) | bit(b) | bit(c);
    let v = sub(at(b), at(a));
    let along = |p: P2, u: P2, t: f64| [p[0] + t * u[0], p[1] + t * u[1]];
    let (text, xy, uses) = match rng.below(7) {
        3 => (format!("parallel_line({}, {}{})", name(c), name(a), name(b)), along(at(c), v, t), all),
        4 => (format!("perpendicular_line({}, {}{})", name(c), name(a), name(b)), along(at(c), [-v[1], v[0]], t), all),
        5 => {
            let m = along(at(a), v, 0.5);
            (format!("perpendicular_bisector({}, {})", name(a), name(b)), along(m, [-v[1], v[0]], t), bit(a) | bit(b))
        }
        6 => {
            let (m, r) = (along(at(a), v, 0.5), dist(at(a), at(b)) / 2.0);
            let turn = rng.range(0.0, std::f64::consts::TAU);
            let xy = [m[0] + r * turn.cos(), m[1] + r * turn.sin()];
            (format!("diameter_circle({}, {})", name(a), name(b)), xy, bit(a) | bit(b))
        }
        0 => {
            let t = rng.range(-0.8, 1.8);
            let (p, v) = (at(a), sub(at(b), at(a)));
            (format!("{}{}", name(a), name(b)), [p[0] + t * v[0], p[1] + t * v[1]], bit(a) | bit(b))
        }
        1 => {
            let Some((o, r)) = circle(at(a), at(b), at(c)) else { return };
            let t = rng.range(0.0, std::f64::consts::TAU);
            let text = format!("circle({}, {}, {})", name(a), name(b), name(c));
            (text, [o[0] + r * t.cos(), o[1] + r * t.sin()], bit(a) | bit(b) | bit(c))
        }
        _ => {
            let (t, r) = (rng.range(0.0, std::f64::consts::TAU), dist(at(a), at(b)));
            let p = at(a);
            (format!("circle({}, {})", name(a), name(b)), [p[0] + r * t.cos(), p[1] + r * t.sin()], bit(a) | bit(b))
        }
    };
    if d.pts.iter().any(|p| dist(*p, xy) < 0.08) || xy[0].abs() > 4.0 || xy[1].abs() > 4.0 {
        return;
    }
    let me = d.point(xy);
    d.steps.push(Step { text: format!("point {me} on {text}"), makes: bit(n as u8), uses, as_aux: None });
}

/// Several points at once: the points of contact of an incircle, a square; an equilateral triangle, a point turned about another.
fn compound(d: &mut Draft, rng: &mut Rng) {
    let n = d.names.len() as u8;
    let mut some: Vec<u8> = (0..n).collect();
    rng.shuffle(&mut some);
    let [a, b, c] = [some[0], some[1], some[2]];
    let [p, q, r] = [a, b, c].map(|x| d.pts[x as usize]);
    let v = sub(q, p);
    let degrees = SPECIAL[rng.below(SPECIAL.len())];
    let (what, made, uses) = match rng.below(4) {
        0 => {
            let (x, y, z) = (dist(q, r), dist(r, p), dist(p, q));
            let half = (x + y + z) / 2.0;
            let on = |f: P2, t: P2, k: f64| [f[0] + k * (t[0] - f[0]), f[1] + k * (t[1] - f[1])];
            let i = |k: usize| (x * p[k] + y * q[k] + z * r[k]) / (x + y + z);
            let touch = [on(q, r, (half - y) / x), on(r, p, (half - z) / y), on(p, q, (half - x) / z), [i(0), i(1)]];
            (("incircle_touch", 3), touch.to_vec(), bit(a) | bit(b) | bit(c))
        }
        1 => {
            let square = [[q[0] - v[1], q[1] + v[0]], [p[0] - v[1], p[1] + v[0]]];
            (("counterclockwise_square", 2), square.to_vec(), bit(a) | bit(b))
        }
        2 => {
            let (sin, cos) = f64::from(degrees).to_radians().sin_cos();
            let turned = [p[0] + cos * v[0] - sin * v[1], p[1] + sin * v[0] + cos * v[1]];
            (("rotation", 0), vec![turned], bit(a) | bit(b))
        }
        _ => {
            let h = 3f64.sqrt() / 2.0;
            let top = [p[0] + 0.5 * v[0] - h * v[1], p[1] + 0.5 * v[1] + h * v[0]];
            (("counterclockwise_equilateral", 2), vec![top], bit(a) | bit(b))
        }
    };
    let flat = (v[0] * (r[1] - p[1]) - v[1] * (r[0] - p[0])).abs() < 0.05;
    let unfit = |x: &P2| !(x[0].abs() < 4.0 && x[1].abs() < 4.0) || d.pts.iter().any(|p| dist(*p, *x) < 0.06);
    if flat || made.iter().any(unfit) {
        return;
    }
    let name = |x: u8| d.names[x as usize].clone();
    let args: Vec<String> = match what.1 {
        0 => vec![name(b), name(a), format!("{degrees}°")],
        n => [a, b, c][..n].iter().map(|&x| name(x)).collect(),
    };
    let makes = (0..made.len() as u8).fold(0, |m, k| m | bit(n + k));
    let results: Vec<String> = made.into_iter().map(|x| d.point(x)).collect();
    let text = format!("point {} = {}({})", results.join(", "), what.0, args.join(", "));
    d.steps.push(Step { text, makes, uses, as_aux: None });
}

fn circle(a: P2, b: P2, c: P2) -> Option<(P2, f64)> {
    let (u, v) = (sub(b, a), sub(c, a));
    let det = 2.0 * (u[0] * v[1] - u[1] * v[0]);
    let (uu, vv) = (u[0] * u[0] + u[1] * u[1], v[0] * v[0] + v[1] * v[1]);
    let o = [(v[1] * uu - u[1] * vv) / det, (u[0] * vv - v[0] * uu) / det];
    let r = (o[0] * o[0] + o[1] * o[1]).sqrt();
    (r.is_finite() && r < 4.0).then_some(([a[0] + o[0], a[1] + o[1]], r))
}

/// The kinds that have words.
pub fn kinds() -> u64 {
    candidates::bits(KINDS.iter().map(|k| k.0).filter(|&k| weight(k) > 0.0))
}

/// How often a kind is drawn for a statement, relative to others: as in problems by people.
fn weight(kind: Kind) -> f64 {
    match kind {
        Kind::Meet => 5.0,
        Kind::SecondLineCircle | Kind::Foot => 4.0,
        Kind::Midpoint | Kind::SecondCircles => 3.0,
        Kind::Circumcenter | Kind::MeetPerpendicular | Kind::MeetParallel => 2.0,
        Kind::Incenter | Kind::Orthocenter | Kind::ArcMidpoint | Kind::Reflection => 1.5,
        Kind::SecondLineCenter | Kind::PerpendicularsMeet | Kind::MeetBisector => 1.0,
        Kind::Mirror | Kind::Parallelogram | Kind::Excenter | Kind::MeetPerpendicularBisector => 0.6,
        Kind::IsogonalConjugate => 0.4,
        Kind::Inverse | Kind::PerpendicularBisectorsMeet => 0.3,
        _ => 0.0,
    }
}

/// A construction from the search's own list of what a person would try.
fn construct(d: &mut Draft, rng: &mut Rng) {
    let Some(thm) = d.whole() else { return };
    let Ok(mut session) = Session::new(&thm, &d.pts) else { return };
    session.saturate_all(Depth::Cheap, &|| false);
    let total: f64 = KINDS.iter().map(|k| weight(k.0)).sum();
    let mut at = rng.unit() * total;
    let kind = KINDS.iter().map(|k| k.0).find(|&k| {
        at -= weight(k);
        at < 0.0
    });
    let (list, _) = candidates::list_of(&session.state, 0, &[], &score::by_hand, candidates::bits(kind));
    // Two are drawn, and the one that meets more by accident is taken half of the time.
    let pick = |rng: &mut Rng| list.get(rng.below(list.len()));
    let (Some(first), Some(second)) = (pick(rng), pick(rng)) else { return };
    let c = if rng.unit() < 0.5 && second.score > first.score { second } else { first };
    d.extend(c);
}
