//! What names and expressions stand for: points, lines, circles; and what it means to lie on one.
//!
//! A line or a circle never reaches the core form. It is kept here as what is known of it (points
//! through which it passes, its direction, its centre), and "X on it" becomes facts about points.
//! While a definition describes its result the object is *open*: `P on t`, `t parallel l`,
//! `center(g) = O` then describe it instead of saying something about points.

use super::number::NumVal;
use super::{Drawn, Elab, Lit, Named, Res, Stop};
use crate::ast::{Expr, Ident, Stmt};
use crate::core::{Cond, Fact, Num, Pt, Q, int};
use num_traits::{One, Zero};
use std::collections::HashMap;

/// A line of the elaborator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct LineId(pub usize);

/// A circle of the elaborator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CircleId(pub usize);

/// Value of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Value {
    Point(Pt),
    /// Two or more points written together: a line, a length, a triangle, by position.
    Run(Vec<Pt>),
    Line(LineId),
    Circle(CircleId),
    Num(NumVal),
}

impl Value {
    /// In messages.
    pub fn describe(&self) -> &'static str {
        match self {
            Value::Point(_) => "a point",
            Value::Run(ps) if ps.len() == 2 => "a line or a length",
            Value::Run(_) => "a figure of several points",
            Value::Line(_) => "a line",
            Value::Circle(_) => "a circle",
            Value::Num(n) => n.describe(),
        }
    }
}

/// The direction of a line, of a pair of points or (while it is open) of the line itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum DirAtom {
    Pair(Pt, Pt),
    Line(LineId),
}

/// `Σ q·dir + turn`, in half-turns.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct DirForm {
    pub terms: Vec<(Q, DirAtom)>,
    pub turn: Q,
}

impl DirForm {
    pub fn atom(a: DirAtom) -> DirForm {
        DirForm { terms: vec![(Q::one(), a)], turn: Q::zero() }
    }
    pub fn scaled(&self, k: &Q) -> DirForm {
        DirForm { terms: self.terms.iter().map(|(c, a)| (c * k, *a)).collect(), turn: &self.turn * k }
    }
    pub fn plus(&self, other: &DirForm) -> DirForm {
        let mut terms = self.terms.clone();
        for (c, a) in &other.terms {
            match terms.iter_mut().find(|t| t.1 == *a) {
                Some(t) => t.0 += c,
                None => terms.push((c.clone(), *a)),
            }
        }
        terms.retain(|t| !t.0.is_zero());
        DirForm { terms, turn: &self.turn + &other.turn }
    }
    pub fn minus(&self, other: &DirForm) -> DirForm {
        self.plus(&other.scaled(&int(-1)))
    }
}

/// What membership means, where a definition says it: statements about a moving point.
#[derive(Clone, Debug)]
pub(crate) struct Locus<'a> {
    pub point: &'a Ident,
    pub body: &'a [Stmt],
    pub scope: HashMap<&'a str, Named<'a>>,
    pub visible: usize,
}

/// What is known of a line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line<'a> {
    /// Two points that define it.
    pub pair: Option<(Pt, Pt)>,
    /// Points through which it is defined to pass.
    pub through: Vec<Pt>,
    /// Points that hypotheses put on it.
    pub members: Vec<Pt>,
    /// Its direction as an integral expression, where a definition says it.
    pub dir: Option<DirForm>,
    pub locus: Option<Locus<'a>>,
    pub open: bool,
}

/// The centre of a circle.
#[derive(Clone, Debug, Default)]
pub(crate) enum Center<'a> {
    #[default]
    Unknown,
    Known(Pt),
    /// An expression of a definition, not evaluated before somebody asks.
    Later(&'a Expr, HashMap<&'a str, Named<'a>>, usize),
}

/// What is known of a circle.
#[derive(Clone, Debug, Default)]
pub(crate) struct Circle<'a> {
    /// Its name, for the name of a hidden centre.
    pub name: Option<&'a str>,
    pub center: Center<'a>,
    /// Points that define it; with a centre, the first one fixes the radius.
    pub through: Vec<Pt>,
    /// Points that hypotheses put on it.
    pub members: Vec<Pt>,
    pub radius: Option<Num>,
    pub locus: Option<Locus<'a>>,
    pub open: bool,
}

impl<'a> Elab<'a> {
    /// The line through two points; outside definitions its points are declared distinct.
    pub(crate) fn pair_line(&mut self, a: Pt, b: Pt) -> Res<LineId> {
        if self.in_def == 0 || a == b {
            self.declare(Cond::Distinct(a, b))?;
        }
        let key = (a.min(b), a.max(b));
        if let Some(l) = self.pairs.get(&key) {
            return Ok(*l);
        }
        let id = LineId(self.lines.len());
        self.lines.push(Line { pair: Some((a, b)), through: vec![a, b], ..Line::default() });
        self.pairs.insert(key, id);
        Ok(id)
    }

    /// Is `x` known to be on the circle, by the words of the statement alone?
    pub(crate) fn known_on_circle(&self, x: Pt, g: CircleId) -> bool {
        let circle = &self.circles[g.0];
        circle.through.contains(&x) || circle.members.contains(&x)
    }

    /// What "x on l" says.
    pub(crate) fn on_line(&mut self, x: Pt, l: LineId) -> Res<Vec<Lit>> {
        let line = &self.lines[l.0];
        if line.open && line.locus.is_none() {
            self.lines[l.0].through.push(x);
            if self.lines[l.0].through.len() == 2 {
                let t = &self.lines[l.0].through;
                self.lines[l.0].pair = Some((t[0], t[1]));
            }
            return Ok(vec![]);
        }
        if line.through.contains(&x) {
            return Ok(vec![]);
        }
        let lits = if let Some(locus) = line.locus.clone() {
            self.run_locus(&locus, x)?
        } else if let Some((a, b)) = line.pair {
            vec![Lit::Fact(Fact::Coll(a, b, x))]
        } else if let (Some(p), Some(dir)) = (line.through.first().copied(), line.dir.clone()) {
            let px = DirForm::atom(DirAtom::Pair(p, x));
            self.dir_equation(&px, &dir)?
        } else {
            return Err(self.fail("undetermined", "this line is not determined by its definition"));
        };
        if self.assuming && !self.lines[l.0].members.contains(&x) {
            self.lines[l.0].members.push(x);
        }
        Ok(lits)
    }

    /// What "x on g" says.
    pub(crate) fn on_circle(&mut self, x: Pt, g: CircleId) -> Res<Vec<Lit>> {
        let circle = &self.circles[g.0];
        if circle.open && circle.locus.is_none() {
            self.circles[g.0].through.push(x);
            return Ok(vec![]);
        }
        if circle.through.contains(&x) {
            return Ok(vec![]);
        }
        let lits = if let Some(locus) = circle.locus.clone() {
            self.run_locus(&locus, x)?
        } else if let Center::Known(o) = circle.center {
            if let Some(r) = circle.radius.clone() {
                self.equation(&NumVal::Plain(Num::Len(o, x)), &NumVal::Plain(r))?
            } else if let Some(m) = circle.through.first().copied() {
                vec![Lit::Fact(Fact::cong(o, x, o, m))]
            } else if self.assuming {
                // The first point on a free circle fixes its radius.
                self.circles[g.0].through.push(x);
                self.declare(Cond::Distinct(o, x))?;
                return Ok(vec![]);
            } else {
                return Err(self.fail("undetermined", "no point has been put on this circle: its radius is not fixed"));
            }
        } else if let [a, b, c, ..] = circle.through[..] {
            vec![Lit::Fact(Fact::Cyclic(a, b, c, x))]
        } else {
            return Err(self.fail("undetermined", "this circle is not determined by its definition"));
        };
        if self.assuming && !self.circles[g.0].members.contains(&x) {
            self.circles[g.0].members.push(x);
        }
        Ok(lits)
    }

    /// The direction of a line, without making points: `None` where it would need one.
    pub(crate) fn known_dir(&self, l: LineId) -> Option<DirForm> {
        let line = &self.lines[l.0];
        if let Some((a, b)) = line.pair {
            Some(DirForm::atom(DirAtom::Pair(a, b)))
        } else if let Some(d) = &line.dir {
            Some(d.clone())
        } else if line.open {
            Some(DirForm::atom(DirAtom::Line(l)))
        } else {
            None
        }
    }

    /// The direction of a line; a second point is made where it is needed.
    pub(crate) fn dir_of(&mut self, l: LineId) -> Res<DirForm> {
        if let Some(d) = self.known_dir(l) {
            return Ok(d);
        }
        let (a, b) = self.two_points(l)?;
        Ok(DirForm::atom(DirAtom::Pair(a, b)))
    }

    /// Two different points of a line: those that define it, those put on it, or hidden ones.
    pub(crate) fn two_points(&mut self, l: LineId) -> Res<(Pt, Pt)> {
        if let Some(p) = self.lines[l.0].pair {
            return Ok(p);
        }
        if self.lines[l.0].open {
            return Err(self.fail("undetermined", "this line is not yet described"));
        }
        let mut points = self.lines[l.0].through.clone();
        points.extend(&self.lines[l.0].members);
        while points.len() < 2 {
            let x = self.hidden("T", "")?;
            let assuming = std::mem::replace(&mut self.assuming, true);
            let lits = self.on_line(x, l);
            self.assuming = assuming;
            self.emit(lits?, false)?;
            points.push(x);
        }
        let (a, b) = (points[0], points[1]);
        self.declare(Cond::Distinct(a, b))?;
        self.lines[l.0].pair = Some((a, b));
        Ok((a, b))
    }

    /// The centre of a circle, made on the first request.
    pub(crate) fn center_of(&mut self, g: CircleId) -> Res<Pt> {
        match self.circles[g.0].center.clone() {
            Center::Known(o) => Ok(o),
            Center::Later(e, scope, visible) => {
                let o = self.inside_definition(scope, visible, |me| me.point(e))?;
                self.circles[g.0].center = Center::Known(o);
                Ok(o)
            }
            Center::Unknown => {
                let name = self.circles[g.0].name.unwrap_or("").to_string();
                let o = self.hidden("O", &name)?;
                self.set_center(g, o)?;
                Ok(o)
            }
        }
    }

    /// Makes the (new) point `o` the centre of a circle that had none.
    pub(crate) fn set_center(&mut self, g: CircleId, o: Pt) -> Res<()> {
        let [a, b, c, ..] = self.circles[g.0].through[..] else {
            return Err(self.fail("undetermined", "the centre of this circle is not determined"));
        };
        self.circles[g.0].center = Center::Known(o);
        self.emit(vec![Lit::Fact(Fact::cong(o, a, o, b)), Lit::Fact(Fact::cong(o, b, o, c))], false)
    }

    /// The radius of a circle as a number.
    pub(crate) fn radius_of(&mut self, g: CircleId) -> Res<Num> {
        if let Some(r) = &self.circles[g.0].radius {
            return Ok(r.clone());
        }
        let o = self.center_of(g)?;
        match self.circles[g.0].through.first().or(self.circles[g.0].members.first()) {
            Some(m) => Ok(Num::Len(o, *m)),
            None => Err(self.fail("undetermined", "no point has been put on this circle: its radius is not fixed")),
        }
    }

    /// A number that is positive when the radius is: used for tangency and `inside`.
    pub(crate) fn radius_pair(&mut self, g: CircleId) -> Res<Option<(Pt, Pt)>> {
        Ok(match self.radius_of(g)? {
            Num::Len(a, b) => Some((a, b)),
            _ => None,
        })
    }

    /// Points that the statement has put on both a line and a circle.
    pub(crate) fn common_points(&self, l: LineId, g: CircleId) -> Vec<Pt> {
        let line = &self.lines[l.0];
        line.through.iter().chain(&line.members).copied().filter(|x| self.known_on_circle(*x, g)).collect()
    }

    /// "l touches g".
    pub(crate) fn line_touches(&mut self, l: LineId, g: CircleId) -> Res<Vec<Lit>> {
        let o = self.center_of(g)?;
        if let Some(t) = self.common_points(l, g).first().copied() {
            let d = self.dir_of(l)?;
            return self.right_angle(&d, &DirForm::atom(DirAtom::Pair(o, t)));
        }
        // The point of contact is hidden. In a goal it is the foot of the perpendicular from the
        // centre, which always exists, and what is to be shown is that it lies on the circle.
        let goal = !self.assuming;
        let d = self.dir_of(l)?;
        let t = self.hidden("T", self.circles[g.0].name.unwrap_or(""))?;
        self.assuming = true;
        let on_line = self.on_line(t, l);
        self.assuming = !goal;
        let perp = self.right_angle(&d, &DirForm::atom(DirAtom::Pair(o, t)))?;
        let on_circle = self.on_circle(t, g)?;
        self.emit(on_line?, false)?;
        if goal {
            self.emit(perp, false)?;
            Ok(on_circle)
        } else {
            self.emit(on_circle, false)?;
            Ok(perp)
        }
    }

    /// "g touches h".
    pub(crate) fn circles_touch(&mut self, g: CircleId, h: CircleId) -> Res<Vec<Lit>> {
        let o = self.center_of(g)?;
        let p = self.center_of(h)?;
        let circle = &self.circles[g.0];
        let common = circle.through.iter().chain(&circle.members).copied().find(|x| self.known_on_circle(*x, h));
        if let Some(t) = common {
            return Ok(vec![Lit::Fact(Fact::Coll(o, p, t))]);
        }
        if !self.assuming {
            return Err(self.fail(
                "unnamed-contact",
                "to show that two circles touch, name the point of contact first (`point T on g, h`)",
            ));
        }
        let t = self.hidden("T", self.circles[g.0].name.unwrap_or(""))?;
        let mut lits = self.on_circle(t, g)?;
        lits.extend(self.on_circle(t, h)?);
        self.emit(lits, false)?;
        Ok(vec![Lit::Fact(Fact::Coll(o, p, t))])
    }

    /// `a` is perpendicular to `b`.
    pub(crate) fn right_angle(&mut self, a: &DirForm, b: &DirForm) -> Res<Vec<Lit>> {
        let mut b = b.clone();
        b.turn += Q::new(1.into(), 2.into());
        self.dir_equation(a, &b)
    }

    /// A new hidden point. Its name is `base_hint`, made legal and fresh.
    pub(crate) fn hidden(&mut self, base: &str, hint: &str) -> Res<Pt> {
        let hint: String = hint.to_lowercase().chars().filter(|c| c.is_ascii_alphanumeric()).take(20).collect();
        let hint = if hint.is_empty() { String::new() } else { hint };
        let mut i = 0;
        let name = loop {
            let name = match (hint.is_empty(), i) {
                (false, 0) => format!("{base}_{hint}"),
                (false, i) => format!(
                    "{base}_{hint}{}",
                    ["a", "b", "c", "d", "e"].get(i).map_or(format!("x{i}"), |s| s.to_string())
                ),
                (true, i) => format!("{base}_{}", i + 1),
            };
            if !self.taken.contains(&name) {
                break name;
            }
            i += 1;
        };
        self.new_point(name, true)
    }

    /// Adds what a user would see drawn.
    pub(crate) fn draw(&mut self, d: Drawn) {
        if self.in_def == 0 && self.drawn.insert(d) {
            self.drawing.push(d);
        }
    }

    /// Evaluates to a point.
    pub(crate) fn point(&mut self, e: &'a Expr) -> Res<Pt> {
        match self.value(e)? {
            Value::Point(p) => Ok(p),
            other => Err(self.wrong_sort(e, "a point", &other)),
        }
    }

    /// Evaluates to a line.
    pub(crate) fn line(&mut self, e: &'a Expr) -> Res<LineId> {
        let v = self.value(e)?;
        match self.as_line(&v)? {
            Some(l) => Ok(l),
            None => Err(self.wrong_sort(e, "a line", &v)),
        }
    }

    /// The line that a value can stand for.
    pub(crate) fn as_line(&mut self, v: &Value) -> Res<Option<LineId>> {
        Ok(match v {
            Value::Line(l) => Some(*l),
            Value::Run(ps) if ps.len() == 2 => {
                let l = self.pair_line(ps[0], ps[1])?;
                Some(l)
            }
            _ => None,
        })
    }

    pub(crate) fn wrong_sort(&mut self, e: &Expr, wanted: &str, got: &Value) -> Stop {
        let text = crate::print::expr(e);
        let mut d =
            crate::Diagnostic::error("wrong-sort", e.span, format!("`{text}` is {}, not {wanted}", got.describe()))
                .label(format!("expected {wanted}"));
        if wanted == "a point"
            && let Value::Run(ps) = got
        {
            let names: Vec<&str> = ps.iter().map(|p| self.thm.name_of(*p)).collect();
            d = d.help(format!("`{text}` is read as the points {}; separate them by commas", names.join(", ")));
        }
        self.report(d)
    }
}
