//! Statements as commands; what no command says, as texts.

use super::super::NotExported;
use super::objects::{Kind, Made, Scene, beyond, label, point_name};
use crate::plane::{P2, sub};
use euclase_grammar::ast::{Expr, ExprKind, Ident, StmtKind, TriShape};
use euclase_grammar::print;

impl Scene<'_> {
    /// Notes the names of centres of free circles.
    pub(super) fn look_ahead(&mut self, stmt: &StmtKind) {
        match stmt {
            StmtKind::Circle { names, def: None } => self.unmade.extend(names.iter().map(|n| n.name.clone())),
            StmtKind::Point { names, def: Some(def), .. } => {
                if let (ExprKind::Call(head, args), [name]) = (&def.kind, names.as_slice())
                    && head.name == "center"
                    && let [Expr { kind: ExprKind::Name(g), .. }] = args.as_slice()
                    && self.unmade.contains(&g.name)
                {
                    self.centers.insert(g.name.clone(), name.name.clone());
                }
            }
            _ => {}
        }
    }

    /// Writes a statement.
    pub(super) fn statement(&mut self, stmt: &StmtKind) -> Result<(), NotExported> {
        match stmt {
            StmtKind::Point { names, on, def, other_than, conds } => {
                self.points(names, on, def.as_ref(), other_than)?;
                conds.iter().for_each(|c| self.assume(&print::expr(c)));
            }
            StmtKind::Triangle { points, shape } => self.triangle(points, *shape),
            StmtKind::Circle { names, def: None } => {
                for n in names {
                    self.take_label(&n.name);
                    self.unmade.insert(n.name.clone());
                }
            }
            StmtKind::Line { names, def: None } => names.iter().try_for_each(|n| self.free_line(&n.name))?,
            StmtKind::Circle { names, def: Some(e) } | StmtKind::Line { names, def: Some(e) } => {
                let name = names.first().ok_or_else(|| beyond("a name"))?;
                self.named(&name.name, e)?;
            }
            StmtKind::Let { name, value } => self.named(&name.name, value)?,
            StmtKind::Assume(all) => all.iter().for_each(|e| self.assume(&print::expr(e))),
            StmtKind::Show(claim) => self.goals(claim),
            StmtKind::Find(all) => all.iter().for_each(|e| self.say(&format!("find {}", print::expr(e)))),
            StmtKind::Proof(_) => {}
            _ => return Err(beyond("a statement of this kind")),
        }
        Ok(())
    }

    /// A text of the figure.
    pub(super) fn say(&mut self, text: &str) {
        self.waiting.push(text.to_string());
    }

    fn assume(&mut self, text: &str) {
        self.texts.push(text.to_string());
        self.say(&format!("assume {text}"));
    }

    /// The texts, one below the other.
    pub(super) fn finish(&mut self) -> Result<(), NotExported> {
        if let Some(name) = self.unmade.first() {
            return Err(NotExported::new(format!("no point of the free circle `{name}` is named")));
        }
        for (k, text) in std::mem::take(&mut self.waiting).iter().enumerate() {
            let label = self.fresh("text");
            self.out.text(&label, text, [-3.5, 2.8 - 0.3 * k as f64]);
        }
        Ok(())
    }

    fn free(&mut self, name: &str) {
        let at = self.at(name);
        self.out.point(&label(name), at, true);
    }

    fn triangle(&mut self, points: &[Ident], shape: Option<TriShape>) {
        // Those that are new.
        for p in points {
            if self.declared(&p.name) {
                self.free(&p.name);
            }
        }
        let labels: Vec<String> = points.iter().map(|p| label(&p.name)).collect();
        let made = [self.fresh("t"), self.fresh("s"), self.fresh("s"), self.fresh("s")];
        self.out.command("Polygon", &labels, &made);
        self.out.other("polygon", &made[0]);
        made.iter().skip(1).for_each(|s| self.out.line("segment", s, None));
        let word: String = points.iter().map(|p| p.name.as_str()).collect();
        match shape {
            Some(TriShape::Acute) => self.assume(&format!("acute triangle {word}")),
            Some(TriShape::Obtuse) => self.assume(&format!("obtuse triangle {word}")),
            None if self.was_there => self.assume(&format!("triangle {word}")),
            None => {}
        }
        self.was_there = false;
    }

    /// A free line: two points without names.
    fn free_line(&mut self, name: &str) -> Result<(), NotExported> {
        let ends: Vec<P2> = self.hidden(&format!("line {name}"));
        let (Some(a), Some(b)) = (ends.first(), ends.get(1)) else { return Err(beyond(name)) };
        let labels = [self.fresh("L"), self.fresh("L")];
        self.out.point(&labels[0], Some(*a), false);
        self.out.point(&labels[1], Some(*b), false);
        self.take_label(name);
        self.out.command("Line", &labels, &[name.to_string()]);
        self.out.line("line", name, None);
        self.name(name, Made { label: name.to_string(), kind: Kind::Line });
        Ok(())
    }

    fn named(&mut self, name: &str, e: &Expr) -> Result<(), NotExported> {
        self.take_label(name);
        let Some(made) = self.new_curve(e, Some(name)) else {
            // A text names it, and the texts after that speak of it.
            self.say(&format!("let {name} = {}", print::expr(e)));
            return Ok(());
        };
        self.name(name, made.clone());
        self.name(&print::expr(e), made);
        Ok(())
    }

    fn points(
        &mut self,
        names: &[Ident],
        on: &[Expr],
        def: Option<&Expr>,
        other_than: &[Expr],
    ) -> Result<(), NotExported> {
        for n in names {
            self.declare(&n.name);
        }
        let Some(def) = def else {
            for n in names {
                self.located(&n.name, on, other_than);
            }
            return Ok(());
        };
        let word: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
        if !self.constructed(&word, def) {
            // No command: the points are where the figure has them, and a text says what they are.
            word.iter().for_each(|n| self.free(n));
            self.text_definition(&word, def)?;
        }
        for l in on {
            self.assume(&format!("{} on {}", word.join(", "), print::expr(l)));
        }
        for o in other_than {
            word.iter().for_each(|n| self.assume(&format!("{n} != {}", print::expr(o))));
        }
        Ok(())
    }

    /// `X = noun(…)` as a claim: the language has that for one result.
    fn text_definition(&mut self, names: &[&str], def: &Expr) -> Result<(), NotExported> {
        match names {
            [one] => self.assume(&format!("{one} = {}", print::expr(def))),
            _ => return Err(beyond(&print::expr(def))),
        }
        Ok(())
    }

    /// Writes a construction's command; false: there is none.
    fn constructed(&mut self, names: &[&str], def: &Expr) -> bool {
        let labels: Vec<String> = names.iter().map(|n| label(n)).collect();
        let places: Vec<Option<P2>> = names.iter().map(|n| self.at(n)).collect();
        match (&def.kind, names) {
            (ExprKind::Call(head, args), [name]) => match (head.name.as_str(), args.as_slice()) {
                ("center", [g]) if self.named_center(name, g) => true,
                ("second_meet", [p, l, g]) => match (self.curve(l), self.curve(g), point_name(p)) {
                    (Some(l), Some(g), Some(p)) if self.common(&l, &g).contains(&p) => {
                        self.meeting(name, &l, &g);
                        true
                    }
                    _ => false,
                },
                (head, args) => match self.point_command(head, args) {
                    Some((command, inputs)) => {
                        self.out.command(&command, &inputs, &labels);
                        self.out.point(&labels[0], places.first().copied().flatten(), true);
                        let lines: Vec<Made> = if head == "meet" || head == "foot" {
                            args.iter().filter_map(|a| self.known_curve(a)).collect()
                        } else {
                            Vec::new()
                        };
                        lines.iter().for_each(|l| self.put_on(name, l));
                        true
                    }
                    None => false,
                },
            },
            (ExprKind::Call(head, args), [_, _]) => match (head.name.as_str(), args.as_slice()) {
                ("counterclockwise_square", [a, b]) => self.square(a, b, &labels, &places, ""),
                ("clockwise_square", [a, b]) => self.square(a, b, &labels, &places, "-"),
                ("tangent_points", [p, g]) => self.tangents(p, g, names).is_some(),
                _ => false,
            },
            (ExprKind::Sum(_) | ExprKind::Product(_), [_]) => {
                let Some(text) = weighted(def) else { return false };
                self.out.expression(&labels[0], &text, "point");
                self.out.point(&labels[0], places.first().copied().flatten(), true);
                true
            }
            _ => false,
        }
    }

    /// The centre of a free circle, which the circle is made from.
    fn named_center(&mut self, name: &str, g: &Expr) -> bool {
        let ExprKind::Name(g) = &g.kind else { return false };
        if self.centers.get(&g.name).is_none_or(|c| c != name) {
            return false;
        }
        if self.unmade.contains(&g.name) {
            self.free(name);
        }
        true
    }

    fn known_curve(&mut self, e: &Expr) -> Option<Made> {
        match &e.kind {
            ExprKind::Points(all) if all.len() != 2 => None,
            _ => self.curve(e),
        }
    }

    /// The square ABXY: B and A turn about each other.
    fn square(&mut self, a: &Expr, b: &Expr, labels: &[String], places: &[Option<P2>], hand: &str) -> bool {
        let (Some(a), Some(b), [x, y]) = (self.point(a), self.point(b), labels) else { return false };
        let back = if hand.is_empty() { "-" } else { "" };
        self.out.command("Rotate", &[a.clone(), format!("{back}90°"), b.clone()], std::slice::from_ref(x));
        self.out.point(x, places.first().copied().flatten(), true);
        self.out.command("Rotate", &[b, format!("{hand}90°"), a], std::slice::from_ref(y));
        self.out.point(y, places.get(1).copied().flatten(), true);
        true
    }

    /// The two tangents from a point, and where they touch.
    fn tangents(&mut self, p: &Expr, g: &Expr, names: &[&str]) -> Option<()> {
        let (from, label_p, g) = (point_name(p)?, self.point(p)?, self.curve(g)?);
        let p = self.at(&from)?;
        let lines = [self.fresh("f"), self.fresh("f")];
        let touches = [self.at(names.first()?)?, self.at(names.get(1)?)?];
        self.out.command("Tangent", &[label_p, g.label.clone()], &lines);
        for (l, t) in lines.iter().zip(touches) {
            let d = sub(t, p);
            self.out.line("line", l, Some([d[1], -d[0], d[0] * p[1] - d[1] * p[0]]));
        }
        for ((l, t), name) in lines.iter().zip(touches).zip(names) {
            self.out.command("Intersect", &[l.clone(), g.label.clone()], &[label(name)]);
            self.out.point(&label(name), Some(t), true);
            self.put_on(name, &g);
        }
        Some(())
    }

    /// A point of loci.
    fn located(&mut self, name: &str, on: &[Expr], other_than: &[Expr]) {
        let mut curves = Vec::new();
        let (mut free, mut rest) = (Vec::new(), Vec::new());
        for e in on {
            match &e.kind {
                ExprKind::Name(n) if self.unmade.contains(&n.name) => free.push(n.name.clone()),
                _ if curves.len() == 2 || self.cautious && curves.len() == 1 => rest.push(e),
                _ => match self.curve(e) {
                    Some(c) => curves.push((c, e)),
                    None => rest.push(e),
                },
            }
        }
        let mut excluded: Vec<String> = Vec::new();
        match curves.as_slice() {
            [] => self.free(name),
            [(c, _)] => {
                let at = self.at(name);
                self.out.command("Point", std::slice::from_ref(&c.label), &[label(name)]);
                self.out.point(&label(name), at, true);
                self.put_on(name, &c.clone());
            }
            [(c, e), (d, f), ..] => {
                excluded = self.common(c, d).into_iter().collect();
                let (c, d) = (c.clone(), d.clone());
                let parts = [*e, *f].into_iter().filter(|e| is_part(e)).map(print::expr).collect::<Vec<_>>();
                self.meeting(name, &c, &d);
                parts.iter().for_each(|l| self.assume(&format!("{name} on {l}")));
            }
        }
        for g in free {
            self.realise(&g, name);
        }
        rest.iter().for_each(|e| self.assume(&format!("{name} on {}", print::expr(e))));
        for o in other_than {
            let text = print::expr(o);
            if !(excluded.len() == 1 && excluded.contains(&text)) {
                self.assume(&format!("{name} != {text}"));
            }
        }
    }

    /// Where two curves meet: one output has the label, the other meeting has none.
    fn meeting(&mut self, name: &str, c: &Made, d: &Made) {
        let mut outputs = vec![label(name)];
        if c.kind == Kind::Circle || d.kind == Kind::Circle {
            outputs.push(String::new());
        }
        self.out.command("Intersect", &[c.label.clone(), d.label.clone()], &outputs);
        let at = self.at(name);
        self.out.point(&label(name), at, true);
        self.put_on(name, c);
        self.put_on(name, d);
    }

    /// A free circle gets its centre, and its first point.
    fn realise(&mut self, circle: &str, point: &str) {
        self.unmade.remove(circle);
        let o = match self.centers.get(circle).cloned() {
            Some(named) => {
                if !self.is_declared(&named) {
                    self.declare(&named);
                    self.free(&named);
                }
                label(&named)
            }
            None => {
                let Some(at) = self.hidden(&format!("circle {circle}")).first().copied() else { return };
                let o = self.fresh("O");
                self.out.point(&o, Some(at), false);
                o
            }
        };
        self.out.command("Circle", &[o, label(point)], &[circle.to_string()]);
        self.out.other("conic", circle);
        let made = Made { label: circle.to_string(), kind: Kind::Circle };
        self.put_on(point, &made);
        self.name(circle, made);
    }
}

/// A segment or a ray.
fn is_part(e: &Expr) -> bool {
    matches!(&e.kind, ExprKind::Call(head, _) if head.name == "segment" || head.name == "ray")
}

/// A weighted sum of points in GeoGebra's notation.
fn weighted(e: &Expr) -> Option<String> {
    match &e.kind {
        ExprKind::Points(all) => match all.as_slice() {
            [one] => Some(label(&one.name)),
            _ => None,
        },
        ExprKind::Number(n) => Some(n.clone()),
        ExprKind::Sum(terms) => {
            let mut out = String::new();
            for (i, (minus, t)) in terms.iter().enumerate() {
                out.push_str(match (i, minus) {
                    (_, true) => " - ",
                    (0, false) => "",
                    (_, false) => " + ",
                });
                out.push_str(&weighted(t)?);
            }
            Some(format!("({out})"))
        }
        ExprKind::Product(factors) => {
            let mut out = String::new();
            for (i, (over, f)) in factors.iter().enumerate() {
                out.push_str(match (i, over) {
                    (0, _) => "",
                    (_, true) => " / ",
                    (_, false) => " * ",
                });
                out.push_str(&weighted(f)?);
            }
            Some(out)
        }
        _ => None,
    }
}
