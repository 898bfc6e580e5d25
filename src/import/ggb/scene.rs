//! What has been read of a construction: points, lines, circles, numbers, and the statements that introduce them.
//!
//! A point is written as one sign that stands for it until all is read ([`Scene::finish`]), because a later command may give a point its
//! label: the point of contact of a tangent exists before the file intersects the tangent with its circle.
//!
//! Lines and circles know the points that are on them by what was said, not by how they are drawn: two curves with a common point have one
//! other, and the theorem must say `other than`. What is drawn decides only between choices (see `branch`).

use super::labels::Names;
pub(super) use super::objects::{Arc, C, Carrier, Circle, L, Line, Number, Object, Out, P, Point, Shape, Weights};
use crate::plane::{P2, along, cross, dist, dot, norm, sub};
use std::collections::{BTreeMap, BTreeSet};

/// The first of the signs that stand for points.
const SIGN: u32 = 0xF0000;
/// Most points: the language's own limit.
const MOST: usize = 2_000;

#[derive(Debug, Default)]
pub(super) struct Scene {
    pub points: Vec<Point>,
    pub lines: Vec<Line>,
    pub carriers: Vec<Carrier>,
    pub circles: Vec<Circle>,
    pub names: Names,
    /// Statements so far.
    pub statements: Vec<String>,
    /// Conditions that say which of two choices the figure makes; with the place in `statements` before which they stand.
    pub choices: Vec<String>,
    /// Statements of text objects about a point, which may say the same.
    pub said: Vec<String>,
    /// What should be known about the reading.
    pub notes: Vec<String>,
    /// Points that a transformation has made: what, of which.
    pub moved: BTreeMap<(String, P), P>,
    /// Midpoints with their ends: the circle about one through an end goes through the other.
    pub midpoints: Vec<(P, [P; 2])>,
    /// The radius that is written as a number, by that number.
    pub radii: BTreeMap<String, String>,
    /// The points of contact of tangents from a point to a circle.
    pub contacts: BTreeMap<(P, String), [P; 2]>,
    /// Free points that are not written yet.
    pending: Vec<P>,
    /// The labels of the corners of triangles.
    pub triangles: Vec<[String; 3]>,
    /// The axes' points.
    pub axes: Option<[P; 2]>,
    /// Whether choices are left unsaid.
    pub plain: bool,
}

/// The sign of a point.
pub(super) fn sign(p: P) -> char {
    char::from_u32(SIGN + p as u32).unwrap_or('\u{fffd}')
}

/// The point of a sign.
pub(super) fn point_of(c: char) -> Option<P> {
    u32::from(c).checked_sub(SIGN).filter(|p| (*p as usize) < MOST).map(|p| p as usize)
}

/// `ABC`
pub(super) fn word(points: &[P]) -> String {
    points.iter().map(|p| sign(*p)).collect()
}

/// `A, B, C`
pub(super) fn list(points: &[P]) -> String {
    points.iter().map(|p| sign(*p).to_string()).collect::<Vec<_>>().join(", ")
}

impl Scene {
    pub(super) fn at(&self, p: P) -> P2 {
        self.points.get(p).map_or([f64::NAN; 2], |p| p.at)
    }

    /// How large the figure is.
    pub(super) fn size(&self) -> f64 {
        let mut low = [f64::INFINITY; 2];
        let mut high = [f64::NEG_INFINITY; 2];
        for p in &self.points {
            for i in 0..2 {
                low[i] = low[i].min(p.at[i]);
                high[i] = high[i].max(p.at[i]);
            }
        }
        let d = dist(low, high);
        if d.is_finite() && d > 0.0 { d } else { 1.0 }
    }

    /// Where rounding ends.
    pub(super) fn tiny(&self) -> f64 {
        1e-6 * self.size()
    }

    /// Does the file have a thing in another place than its definition? (In no place, too.)
    pub(super) fn is_elsewhere(&self, file: P2, here: P2) -> bool {
        let away = dist(file, here);
        away.is_nan() || away > 1e-3 * self.size()
    }

    pub(super) fn say(&mut self, statement: impl Into<String>) {
        self.place_free_points();
        self.statements.push(statement.into());
    }

    /// A free point; it is written when a statement needs it, so that three that are a triangle's corners are written as one.
    pub(super) fn free(&mut self, out: &Out) -> Result<P, String> {
        let p = self.new_point(out, None)?;
        self.pending.push(p);
        Ok(p)
    }

    /// Writes the free points that wait.
    pub(super) fn place_free_points(&mut self) {
        let waiting = std::mem::take(&mut self.pending);
        let mut alone: Vec<P> = Vec::new();
        let mut rest = waiting.as_slice();
        while let Some((&p, after)) = rest.split_first() {
            let corners = rest.get(..3).filter(|t| {
                let labels: BTreeSet<&str> = t.iter().filter_map(|p| self.points.get(*p)?.label.as_deref()).collect();
                self.triangles.iter().any(|c| c.iter().map(String::as_str).collect::<BTreeSet<_>>() == labels)
            });
            if let Some(corners) = corners {
                if !alone.is_empty() {
                    self.statements.push(format!("point {}", list(&std::mem::take(&mut alone))));
                }
                self.statements.push(format!("triangle {}", word(corners)));
                rest = rest.get(3..).unwrap_or_default();
            } else {
                alone.push(p);
                rest = after;
            }
        }
        if !alone.is_empty() {
            self.statements.push(format!("point {}", list(&alone)));
        }
    }

    /// A new point without a statement; `at`: where it is if the file does not say.
    pub(super) fn new_point(&mut self, out: &Out, at: Option<P2>) -> Result<P, String> {
        let at = out.at.or(at).filter(|p| p.iter().all(|x| x.is_finite() && x.abs() < 1e12));
        let at = at.ok_or("it is not defined in the figure (move the free points until it is, and save)")?;
        if self.points.len() >= MOST {
            return Err(format!("a figure of more than {MOST} points is not read"));
        }
        let label = (!out.label.is_empty()).then(|| out.label.clone());
        self.points.push(Point { label, at });
        Ok(self.points.len() - 1)
    }

    /// `point X = construction`
    pub(super) fn defined(&mut self, out: &Out, construction: &str, at: P2) -> Result<P, String> {
        let p = self.new_point(out, Some(at))?;
        self.say(format!("point {} = {construction}", sign(p)));
        Ok(p)
    }

    /// The output is a point that there is already.
    pub(super) fn known(&mut self, out: &Out, p: P) -> Object {
        if let Some(point) = self.points.get_mut(p)
            && point.label.is_none()
            && !out.label.is_empty()
        {
            point.label = Some(out.label.clone());
        }
        Object::Point(p)
    }

    // --- lines ------------------------------------------------------------------------------------------------------

    /// The line through two points.
    pub(super) fn through(&mut self, a: P, b: P, shape: Shape) -> Result<L, String> {
        if a == b {
            return Err("its two points are the same".into());
        }
        let known = self.carriers.iter().position(|c| c.on.contains(&a) && c.on.contains(&b));
        let carrier = known.unwrap_or_else(|| {
            let (p, q) = (self.at(a), self.at(b));
            let text = word(&[a, b]);
            self.carriers.push(Carrier {
                written: Some(text.clone()),
                definition: text,
                label: String::new(),
                on: BTreeSet::from([a, b]),
                at: p,
                dir: sub(q, p),
            });
            self.carriers.len() - 1
        });
        self.lines.push(Line { shape, pair: Some([a, b]), carrier });
        Ok(self.lines.len() - 1)
    }

    /// A line by its definition; the points that are on it by that.
    pub(super) fn line(&mut self, out: &Out, definition: String, on: &[P], at: P2, dir: P2) -> L {
        let known = self.carriers.iter().position(|c| c.definition == definition);
        let carrier = known.unwrap_or_else(|| {
            let label = if out.label.is_empty() { "l".to_string() } else { out.label.clone() };
            let on = on.iter().copied().collect();
            self.carriers.push(Carrier { written: None, definition, label, on, at, dir });
            self.carriers.len() - 1
        });
        self.lines.push(Line { shape: Shape::Whole, pair: None, carrier });
        self.lines.len() - 1
    }

    pub(super) fn carrier(&self, l: L) -> Option<&Carrier> {
        self.lines.get(l).and_then(|l| self.carriers.get(l.carrier))
    }

    /// The whole line, as it is written.
    pub(super) fn line_text(&mut self, l: L) -> String {
        let Some(line) = self.lines.get(l).cloned() else { return String::new() };
        if let Some(pair) = line.pair {
            return word(&pair);
        }
        let Some(carrier) = self.carriers.get_mut(line.carrier) else { return String::new() };
        if let Some(text) = &carrier.written {
            return text.clone();
        }
        let name = self.names.curve(&carrier.label);
        carrier.written = Some(name.clone());
        let statement = format!("let {name} = {}", carrier.definition);
        self.say(statement);
        name
    }

    /// The line or the part of it, as a locus.
    pub(super) fn line_locus(&mut self, l: L) -> String {
        let part = self.lines.get(l).map(|l| (l.shape, l.pair));
        match part {
            Some((Shape::Segment, Some(ends))) => format!("segment({})", list(&ends)),
            Some((Shape::Ray, Some(ends))) => format!("ray({})", list(&ends)),
            _ => self.line_text(l),
        }
    }

    /// A point is on a line, by what was said.
    pub(super) fn put_on_line(&mut self, p: P, l: L) {
        let carrier = self.lines.get(l).map(|l| l.carrier);
        if let Some(c) = carrier.and_then(|c| self.carriers.get_mut(c)) {
            c.on.insert(p);
        }
    }

    /// The foot of a point on a line.
    pub(super) fn foot(&self, p: P2, l: L) -> P2 {
        self.carrier(l).map_or([f64::NAN; 2], |c| along(c.at, c.dir, dot(sub(p, c.at), c.dir) / dot(c.dir, c.dir)))
    }

    /// Where two lines meet.
    pub(super) fn crossing(&self, l: L, m: L) -> Option<P2> {
        let (l, m) = (self.carrier(l)?, self.carrier(m)?);
        let d = cross(l.dir, m.dir);
        let parallel = d.abs() < 1e-9 * norm(l.dir) * norm(m.dir);
        (!parallel).then(|| along(l.at, l.dir, cross(sub(m.at, l.at), m.dir) / d))
    }

    // --- circles ----------------------------------------------------------------------------------------------------

    /// A circle by its definition.
    pub(super) fn circle(
        &mut self,
        out: &Out,
        definition: String,
        center: Option<P>,
        on: &[P],
        at: P2,
        radius: f64,
    ) -> C {
        let label = if out.label.is_empty() { "c".to_string() } else { out.label.clone() };
        let known = self.circles.iter().position(|c| c.definition == definition && c.arc == Arc::Whole);
        known.unwrap_or_else(|| {
            let on = on.iter().copied().collect();
            self.circles.push(Circle { written: None, definition, label, center, on, at, radius, arc: Arc::Whole });
            self.circles.len() - 1
        })
    }

    /// The circle, as it is written.
    pub(super) fn circle_text(&mut self, c: C) -> String {
        let Some(circle) = self.circles.get_mut(c) else { return String::new() };
        if let Some(text) = &circle.written {
            return text.clone();
        }
        let name = self.names.curve(&circle.label);
        circle.written = Some(name.clone());
        let statement = format!("circle {name} = {}", circle.definition);
        self.say(statement);
        name
    }

    /// The centre, as it is written.
    pub(super) fn center_text(&mut self, c: C) -> String {
        match self.circles.get(c).and_then(|c| c.center) {
            Some(o) => sign(o).to_string(),
            None => format!("center({})", self.circle_text(c)),
        }
    }

    /// The end of a segment from `a` whose midpoint is `o`.
    pub(super) fn opposite(&self, o: P, a: P) -> Option<P> {
        let of = |(m, [p, q]): &(P, [P; 2])| match (*m == o, *p == a, *q == a) {
            (true, true, _) => Some(*q),
            (true, _, true) => Some(*p),
            _ => None,
        };
        self.midpoints.iter().find_map(of)
    }

    pub(super) fn put_on_circle(&mut self, p: P, c: C) {
        // An arc is on its circle.
        let definition = self.circles.get(c).map(|c| c.definition.clone());
        for circle in self.circles.iter_mut().filter(|c| Some(&c.definition) == definition.as_ref()) {
            circle.on.insert(p);
        }
    }

    // --- the end ----------------------------------------------------------------------------------------------------

    /// Names for all points, in order: labels become names, unlabelled points are named after what they are.
    pub(super) fn finish(&mut self) -> Vec<String> {
        let mut names = vec![String::new(); self.points.len()];
        let labelled = self.points.iter().enumerate().filter_map(|(i, p)| p.label.clone().map(|l| (i, l)));
        // Labels that are names already keep them, whatever comes before.
        let (legal, other): (Vec<_>, Vec<_>) = labelled.partition(|(_, l)| super::labels::is_point_name(l));
        for (i, label) in legal.into_iter().chain(other) {
            names[i] = self.names.point(&label);
        }
        for name in names.iter_mut().filter(|n| n.is_empty()) {
            *name = self.names.unlabelled();
        }
        names
    }
}

/// A text with the names for the signs.
pub(super) fn named(text: &str, names: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match point_of(c).and_then(|p| names.get(p)) {
            Some(name) => out.push_str(name),
            None => out.push(c),
        }
    }
    out
}
