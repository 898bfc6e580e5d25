//! Which of two choices the figure makes, said as a condition of the language.
//!
//! A line meets a circle twice, and GeoGebra's number of the meeting says nothing about order or sides: the file's coordinates do. Of the
//! conditions that are true of the point and false of the other choice, the one that tells them apart in most figures is taken: the
//! sides of the line of centres always do for two circles, and a point of a line inside a circle always does for the two.

use super::scene::{L, P, Scene, Shape, list, sign, word};
use euclase_diagram::eval::cond_holds;

use crate::plane::{P2, cross, dist, dot, norm, sub};

/// What the two choices have in common.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    /// Both are on a line and on a circle of this centre and radius.
    Line(L, P2, f64),
    /// Both are on two circles of these centres.
    Centres(Option<P>, Option<P>),
    /// Nothing that helps.
    Anywhere,
}

/// Most texts about a point that are looked at.
const TEXTS: usize = 20;
/// A margin, in parts of the figure's size: what is nearer is no clear choice.
const CLEAR: f64 = 1e-4;

impl Scene {
    /// States that `x` is the choice that the figure makes, and not `other`.
    pub(super) fn choose(&mut self, x: P, other: P2, place: Place) {
        let here = self.at(x);
        if self.plain || dist(here, other) < CLEAR * self.size() || self.said_already(x, other) {
            return;
        }
        let condition = match place {
            Place::Line(l, center, radius) => self.on_line(x, other, l, center, radius),
            Place::Centres(Some(o), Some(p)) => self.by_side(x, other, &[[o, p]]),
            _ => None,
        };
        let condition = condition.or_else(|| self.by_side(x, other, &self.pairs(x)));
        match condition {
            Some(text) => {
                self.say(format!("assume {text}"));
                self.choices.push(text);
            }
            None => {
                let label = self.points.get(x).and_then(|p| p.label.clone()).unwrap_or_default();
                self.notes.push(format!("{label}: no condition was found that says which of two choices it is"));
            }
        }
    }

    /// All pairs of points, earlier ones first.
    fn pairs(&self, x: P) -> Vec<[P; 2]> {
        let points: Vec<P> = (0..self.points.len().min(30)).filter(|p| *p != x).collect();
        (0..points.len()).flat_map(|j| (0..j).map(move |i| (i, j))).map(|(i, j)| [points[i], points[j]]).collect()
    }

    /// Does a text of the figure tell the two apart?
    fn said_already(&self, x: P, other: P2) -> bool {
        let Some(label) = self.points.get(x).and_then(|p| p.label.as_deref()) else { return false };
        let about = self.said.iter().filter(|t| t.contains(label)).take(TEXTS);
        about.into_iter().any(|text| self.tells(text, x, other) == Some(true))
    }

    fn tells(&self, text: &str, x: P, other: P2) -> Option<bool> {
        let names: Vec<&str> = self.points.iter().map(|p| p.label.as_deref().unwrap_or("")).collect();
        let known: Vec<usize> = (0..names.len()).filter(|i| super::labels::is_point_name(names[*i])).collect();
        let [first, second, ..] = known.as_slice() else { return None };
        let points: Vec<&str> = known.iter().map(|i| names[*i]).collect();
        let goal = format!("{} = {}", names[*first], names[*second]);
        let theorem = format!("theorem t {{ point {} assume {text} show {goal} }}", points.join(", "));
        let theorem = euclase_grammar::load(&theorem).ok()?.theorems.pop()?;
        let at = known.iter().position(|i| *i == x)?;
        let mut pts: Vec<P2> = known.iter().map(|i| self.at(*i)).collect();
        let judge = |pts: &[P2]| {
            let explicit = theorem.conds.iter().filter(|c| c.explicit);
            explicit.map(|c| cond_holds(pts, &c.cond)).collect::<Option<Vec<bool>>>().map(|all| all.iter().all(|b| *b))
        };
        if theorem.statement_points != pts.len() || judge(&pts) != Some(true) {
            return None;
        }
        *pts.get_mut(at)? = other;
        judge(&pts).map(|holds| !holds)
    }

    /// On a line that meets a circle twice.
    fn on_line(&mut self, x: P, other: P2, l: L, center: P2, radius: f64) -> Option<String> {
        let here = self.at(x);
        let line = self.lines.get(l)?.clone();
        let margin = CLEAR * self.size();
        // The one in the segment, the one on the ray.
        if let (Shape::Segment | Shape::Ray, Some([a, b])) = (line.shape, line.pair) {
            let inside =
                |p: P2| self.order(p, a, b).filter(|t| line.shape == Shape::Ray || *t < 1.0).is_some_and(|t| t > 0.0);
            if inside(here) && !inside(other) {
                return Some(match line.shape {
                    Shape::Segment => format!("{} between {}", sign(x), list(&[a, b])),
                    _ => format!("{} on ray({})", sign(x), list(&[a, b])),
                });
            }
        }
        let on: Vec<P> = self.carriers.get(line.carrier)?.on.iter().copied().filter(|p| *p != x).collect();
        // From a point inside the circle, the two are on different sides.
        for &a in on.iter().filter(|a| dist(self.at(**a), center) < radius - margin) {
            let b = on.iter().copied().find(|b| *b != a && dist(self.at(*b), self.at(a)) > margin);
            if let Some(b) = b {
                return Some(match self.order(here, a, b)? > 0.0 {
                    true => format!("{} on ray({})", sign(x), list(&[a, b])),
                    false => format!("{} between {}", sign(a), list(&[x, b])),
                });
            }
        }
        // Otherwise one of them may be between two points of the line, or beyond one of them.
        for (i, &a) in on.iter().enumerate() {
            for &b in &on[..i] {
                let (t, u) = (self.order(here, b, a)?, self.order(other, b, a)?);
                let within = |t: f64| t > CLEAR && t < 1.0 - CLEAR;
                if within(t) != within(u) {
                    let word = if within(t) { "between" } else { "outside" };
                    let ends = if within(t) { list(&[b, a]) } else { self::word(&[b, a]) };
                    return Some(format!("{} {word} {ends}", sign(x)));
                }
                if (t > 1.0 + CLEAR) != (u > 1.0 + CLEAR) {
                    let (from, over, to) = if t > 1.0 { (b, a, x) } else { (x, b, a) };
                    return Some(format!("{} between {}", sign(over), list(&[from, to])));
                }
            }
        }
        None
    }

    /// Where a point of the line AB is: 0 at A, 1 at B.
    fn order(&self, p: P2, a: P, b: P) -> Option<f64> {
        let v = sub(self.at(b), self.at(a));
        let t = dot(sub(p, self.at(a)), v) / dot(v, v);
        t.is_finite().then_some(t)
    }

    /// On which side of one of these lines it is, seen from a third point; failing that, by the sense in which the triangle turns.
    fn by_side(&self, x: P, other: P2, lines: &[[P; 2]]) -> Option<String> {
        let here = self.at(x);
        let height = |p: P2, [a, b]: [P; 2]| {
            let v = sub(self.at(b), self.at(a));
            cross(v, sub(p, self.at(a))) / norm(v)
        };
        let margin = CLEAR * self.size();
        let apart: Vec<[P; 2]> = lines
            .iter()
            .copied()
            .filter(|l| {
                let (h, o) = (height(here, *l), height(other, *l));
                h.abs() > margin && o.abs() > margin && (h > 0.0) != (o > 0.0)
            })
            .collect();
        for &line in &apart {
            for r in (0..self.points.len()).filter(|r| *r != x && !line.contains(r)) {
                let h = height(self.at(r), line);
                if h.abs() > margin && dist(self.at(r), other) > margin {
                    let word = if (h > 0.0) == (height(here, line) > 0.0) { "same_side" } else { "opposite_side" };
                    return Some(format!("{word}({}, {})", list(&[x, r]), self::word(&line)));
                }
            }
        }
        let &[a, b] = apart.first()?;
        let word = if height(here, [a, b]) > 0.0 { "counterclockwise" } else { "clockwise" };
        Some(format!("{word}({})", list(&[a, b, x])))
    }
}
