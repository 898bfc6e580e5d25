//! Points, lines and circles of an expression as objects of GeoGebra's, each made once.

use super::super::NotExported;
use super::write::Document;
use crate::plane::{P2, dist, sub};
use euclase_grammar::ast::{Expr, ExprKind};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::print;
use std::collections::{BTreeMap, BTreeSet};

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Line,
    Circle,
}

/// An object with its label.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub label: String,
    pub kind: Kind,
}

/// What is written so far.
pub(super) struct Scene<'a> {
    thm: &'a CoreTheorem,
    pts: &'a [P2],
    pub out: Document,
    /// Hypotheses and goals that no command says.
    pub texts: Vec<String>,
    /// Texts that wait for the end.
    pub waiting: Vec<String>,
    /// Objects by what they are, as the language prints it, and by their names.
    objects: BTreeMap<String, Made>,
    /// Points that are known to be on a curve.
    on: BTreeMap<String, BTreeSet<String>>,
    /// Free circles that have no point yet.
    pub unmade: BTreeSet<String>,
    labels: BTreeSet<String>,
    /// Points that are written.
    declared: BTreeSet<String>,
    /// A triangle had corners that were there before.
    pub was_there: bool,
    /// No intersections: a meeting that the figure cannot tell from a touch stands in a text.
    pub cautious: bool,
    /// The names that the statement gives to centres of free circles, by the circles.
    pub centers: BTreeMap<String, String>,
}

/// A point's label: `P_ab` is `P_{ab}`.
pub(super) fn label(name: &str) -> String {
    let body = name.trim_end_matches('\'');
    let primes = name.get(body.len()..).unwrap_or_default();
    match body.split_once('_') {
        Some((letter, index)) if index.len() > 1 => format!("{letter}_{{{index}}}{primes}"),
        _ => name.to_string(),
    }
}

/// Why a statement is not exported.
pub(super) fn beyond(what: &str) -> NotExported {
    NotExported::new(format!("`{what}` has no figure"))
}

impl<'a> Scene<'a> {
    pub(super) fn new(thm: &'a CoreTheorem, pts: &'a [P2]) -> Scene<'a> {
        let labels = thm.points.iter().map(|p| label(&p.name)).collect();
        Scene {
            thm,
            pts,
            out: Document::default(),
            texts: Vec::new(),
            waiting: Vec::new(),
            objects: BTreeMap::new(),
            on: BTreeMap::new(),
            unmade: BTreeSet::new(),
            labels,
            declared: BTreeSet::new(),
            was_there: false,
            cautious: false,
            centers: BTreeMap::new(),
        }
    }

    /// Notes that a point is written.
    pub(super) fn declare(&mut self, name: &str) {
        self.declared.insert(name.to_string());
    }

    /// Notes that a corner of a triangle is written; false if it was there.
    pub(super) fn declared(&mut self, name: &str) -> bool {
        let new = self.declared.insert(name.to_string());
        self.was_there |= !new;
        new
    }

    /// Where the points are that a statement hides.
    pub(super) fn hidden(&self, origin: &str) -> Vec<P2> {
        let all = self.thm.points.iter().zip(self.pts).filter(|(p, _)| p.hidden && p.origin.text == origin);
        all.map(|(_, at)| *at).collect()
    }

    pub(super) fn is_declared(&self, name: &str) -> bool {
        self.declared.contains(name)
    }

    /// Where a point of the statement is.
    pub(super) fn at(&self, name: &str) -> Option<P2> {
        self.thm.find(name).and_then(|p| self.pts.get(p.ix()).copied())
    }

    /// A label that is not in use.
    pub(super) fn fresh(&mut self, letter: &str) -> String {
        let mut k = 1;
        loop {
            let label = format!("{letter}_{{{k}0}}");
            if self.labels.insert(label.clone()) {
                return label;
            }
            k += 1;
        }
    }

    /// Names a curve.
    pub(super) fn name(&mut self, name: &str, made: Made) {
        self.objects.insert(name.to_string(), made);
    }

    pub(super) fn take_label(&mut self, name: &str) {
        self.labels.insert(name.to_string());
    }

    /// Points that are known to be on both of two curves.
    pub(super) fn common(&self, a: &Made, b: &Made) -> BTreeSet<String> {
        let none = BTreeSet::new();
        let of = |m: &Made| self.on.get(&m.label).unwrap_or(&none).clone();
        of(a).intersection(&of(b)).cloned().collect()
    }

    pub(super) fn put_on(&mut self, point: &str, curve: &Made) {
        self.on.entry(curve.label.clone()).or_default().insert(point.to_string());
    }

    /// The label of a point expression; a construction in it becomes a point without a name.
    pub(super) fn point(&mut self, e: &Expr) -> Option<String> {
        match &e.kind {
            ExprKind::Points(all) => match all.as_slice() {
                [one] => Some(label(&one.name)),
                _ => None,
            },
            ExprKind::Call(head, args) => {
                let key = print::expr(e);
                if let Some(made) = self.objects.get(&key) {
                    return Some(made.label.clone());
                }
                let (command, inputs) = self.point_command(&head.name, args)?;
                let label = self.fresh("H");
                self.out.command(&command, &inputs, std::slice::from_ref(&label));
                self.out.point(&label, None, false);
                // (Points and curves never share a text.)
                self.objects.insert(key, Made { label: label.clone(), kind: Kind::Line });
                Some(label)
            }
            _ => None,
        }
    }

    /// The command of a construction of one point.
    pub(super) fn point_command(&mut self, head: &str, args: &[Expr]) -> Option<(String, Vec<String>)> {
        let center = |n: u8| Some(n.to_string());
        let number = match head {
            "incenter" => center(1),
            "centroid" => center(2),
            "circumcenter" => center(3),
            "orthocenter" => center(4),
            "ninepoint_center" => center(5),
            _ => None,
        };
        if let (Some(n), 3) = (number, args.len()) {
            let mut inputs = args.iter().map(|a| self.point(a)).collect::<Option<Vec<_>>>()?;
            inputs.push(n);
            return Some(("TriangleCenter".into(), inputs));
        }
        let made = match (head, args) {
            ("midpoint", [a, b]) => ("Midpoint", vec![self.point(a)?, self.point(b)?]),
            ("meet", [l, m]) => {
                let (l, m) = (self.curve(l)?, self.curve(m)?);
                ("Intersect", vec![l.label, m.label])
            }
            ("foot", [p, l]) => ("ClosestPoint", vec![self.curve(l)?.label, self.point(p)?]),
            ("mirror", [p, c]) => ("Mirror", vec![self.point(p)?, self.point(c)?]),
            ("reflection" | "inverse", [p, l]) => ("Mirror", vec![self.point(p)?, self.curve(l)?.label]),
            ("translation", [p, a, b]) => {
                ("Translate", vec![self.point(p)?, format!("Vector[{}, {}]", self.point(a)?, self.point(b)?)])
            }
            ("rotation", [p, o, d]) => ("Rotate", vec![self.point(p)?, degrees(d)?, self.point(o)?]),
            ("center", [g]) => ("Center", vec![self.curve(g)?.label]),
            ("parallelogram_vertex", [a, b, c]) => {
                let (a, b, c) = (self.point(a)?, self.point(b)?, self.point(c)?);
                let line = |p: &str, q: &str, r: &str| format!("Line[{p}, Line[{q}, {r}]]");
                ("Intersect", vec![line(&c, &a, &b), line(&a, &b, &c)])
            }
            // (The order in which GeoGebra puts out a regular polygon's corners and sides is its own affair.)
            ("counterclockwise_equilateral", [a, b]) => ("Rotate", vec![self.point(b)?, "60°".into(), self.point(a)?]),
            ("clockwise_equilateral", [a, b]) => ("Rotate", vec![self.point(b)?, "-60°".into(), self.point(a)?]),
            _ => return None,
        };
        Some((made.0.to_string(), made.1))
    }

    /// The line or circle of an expression.
    pub(super) fn curve(&mut self, e: &Expr) -> Option<Made> {
        let key = print::expr(e);
        if let Some(made) = self.objects.get(&key) {
            return Some(made.clone());
        }
        let made = self.new_curve(e, None)?;
        self.objects.insert(key, made.clone());
        Some(made)
    }

    /// A line or circle under a label, or under a fresh one.
    pub(super) fn new_curve(&mut self, e: &Expr, name: Option<&str>) -> Option<Made> {
        let (command, inputs, kind, on) = match &e.kind {
            ExprKind::Name(n) => return self.objects.get(&n.name).cloned(),
            ExprKind::Points(all) => {
                let [a, b] = all.as_slice() else { return None };
                ("Line", vec![label(&a.name), label(&b.name)], Kind::Line, vec![a.name.clone(), b.name.clone()])
            }
            ExprKind::Call(head, args) => self.curve_command(&head.name, args)?,
            _ => return None,
        };
        let letter = if kind == Kind::Line { "f" } else { "c" };
        let label = name.map_or_else(|| self.fresh(letter), str::to_string);
        match command {
            "ExternalBisector" => {
                let [a, b, c] = inputs.as_slice() else { return None };
                let lines = [format!("Line[{b}, {a}]"), format!("Line[{b}, {c}]")];
                let other = self.fresh("f");
                let [p, q, r] = [on.first()?, on.get(1)?, on.get(2)?].map(|n| self.at(n));
                let (p, q, r) = (p?, q?, r?);
                let (u, v) = (sub(p, q), sub(r, q));
                let inner = [u[0] / dist(p, q) + v[0] / dist(r, q), u[1] / dist(p, q) + v[1] / dist(r, q)];
                let equation = |d: P2| [d[1], -d[0], d[0] * q[1] - d[1] * q[0]];
                self.out.command("AngularBisector", &lines, &[other.clone(), label.clone()]);
                self.out.line("line", &other, Some(equation(inner)));
                self.out.line("line", &label, Some(equation([-inner[1], inner[0]])));
                let made = Made { label, kind };
                self.put_on(on.get(1)?, &made);
                return Some(made);
            }
            _ => self.out.command(command, &inputs, std::slice::from_ref(&label)),
        }
        match kind {
            Kind::Circle => self.out.other("conic", &label),
            Kind::Line => {
                let of = if command == "Segment" || command == "Ray" { command.to_lowercase() } else { "line".into() };
                self.out.line(&of, &label, None);
            }
        }
        let made = Made { label, kind };
        for p in on {
            self.put_on(&p, &made);
        }
        Some(made)
    }

    #[allow(clippy::type_complexity)]
    fn curve_command(&mut self, head: &str, args: &[Expr]) -> Option<(&'static str, Vec<String>, Kind, Vec<String>)> {
        let names = |n: usize| args.iter().take(n).filter_map(point_name).collect::<Vec<_>>();
        let (command, inputs, kind, on) = match (head, args) {
            ("line", [a, b]) => ("Line", vec![self.point(a)?, self.point(b)?], Kind::Line, names(2)),
            ("segment", [a, b]) => ("Segment", vec![self.point(a)?, self.point(b)?], Kind::Line, names(2)),
            ("ray", [a, b]) => ("Ray", vec![self.point(a)?, self.point(b)?], Kind::Line, names(2)),
            ("parallel_line", [p, l]) => ("Line", vec![self.point(p)?, self.curve(l)?.label], Kind::Line, names(1)),
            ("perpendicular_line", [p, l]) => {
                ("OrthogonalLine", vec![self.point(p)?, self.curve(l)?.label], Kind::Line, names(1))
            }
            ("perpendicular_bisector", [a, b]) => {
                ("LineBisector", vec![self.point(a)?, self.point(b)?], Kind::Line, Vec::new())
            }
            ("bisector", [a, b, c]) => {
                let on = point_name(b).into_iter().collect();
                ("AngularBisector", vec![self.point(a)?, self.point(b)?, self.point(c)?], Kind::Line, on)
            }
            ("external_bisector", [a, b, c]) => {
                ("ExternalBisector", vec![self.point(a)?, self.point(b)?, self.point(c)?], Kind::Line, names(3))
            }
            ("tangent_line", [p, g]) => {
                let (p_label, g) = (self.point(p)?, self.curve(g)?);
                // Only from a point that is known to be on the circle is there one tangent.
                let name = point_name(p)?;
                self.on.get(&g.label).filter(|on| on.contains(&name))?;
                ("Tangent", vec![p_label, g.label], Kind::Line, names(1))
            }
            ("polar", [p, g]) => ("Polar", vec![self.point(p)?, self.curve(g)?.label], Kind::Line, Vec::new()),
            ("circle", [a, b, c]) => {
                ("Circle", vec![self.point(a)?, self.point(b)?, self.point(c)?], Kind::Circle, names(3))
            }
            ("circle", [o, a]) => match &a.kind {
                ExprKind::Points(ends) if ends.len() == 2 => {
                    let ends: Vec<String> = ends.iter().map(|p| label(&p.name)).collect();
                    ("Circle", vec![self.point(o)?, format!("Segment[{}]", ends.join(", "))], Kind::Circle, Vec::new())
                }
                _ => {
                    ("Circle", vec![self.point(o)?, self.point(a)?], Kind::Circle, point_name(a).into_iter().collect())
                }
            },
            ("diameter_circle", [a, b]) => {
                let (a, b) = (self.point(a)?, self.point(b)?);
                ("Circle", vec![format!("Midpoint[{a}, {b}]"), a], Kind::Circle, names(2))
            }
            ("incircle", [a, b, c]) => {
                ("Incircle", vec![self.point(a)?, self.point(b)?, self.point(c)?], Kind::Circle, Vec::new())
            }
            _ => return None,
        };
        Some((command, inputs, kind, on))
    }
}

/// The name of a point that is written by its name.
pub(super) fn point_name(e: &Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Points(all) => match all.as_slice() {
            [one] => Some(one.name.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// `60°`
fn degrees(e: &Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Degrees(n) => match &n.kind {
            ExprKind::Number(n) => Some(format!("{n}°")),
            _ => None,
        },
        ExprKind::Sum(terms) => match terms.as_slice() {
            [(true, one)] => Some(format!("-{}", degrees(one)?)),
            _ => None,
        },
        ExprKind::Product(factors) => match factors.as_slice() {
            [(false, d), (true, n)] => match &n.kind {
                ExprKind::Number(n) => Some(format!("{} / {n}", degrees(d)?)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}
