//! Statements that introduce names: points, circles, lines, numbers, functions.

use super::expr::is_point_name;
use super::number::NumVal;
use super::stmt::declared_names;
use super::value::{Center, Circle, CircleId, Line, LineId, Value};
use super::{Drawn, Elab, Lit, Named, Res, Stop};
use crate::ast::*;
use crate::core::{Cmp, Cond, Fact, Num, Pt, Q};
use crate::diag::Diagnostic;
use crate::{lexer, print};
use num_traits::One;

impl<'a> Elab<'a> {
    /// Introduces a point by name. Inside a definition it is hidden.
    pub(crate) fn introduce(&mut self, id: &'a Ident) -> Res<Pt> {
        if self.in_def > 0 {
            let base: String = id.name.chars().take(1).collect();
            let p = self.hidden(&base, "")?;
            self.scope.insert(&id.name, Named::Value(Value::Point(p)));
            return Ok(p);
        }
        if id.name == lexer::UNREADABLE {
            return Err(Stop::Reported);
        }
        if !is_point_name(&id.name) {
            let d = Diagnostic::error("bad-name", id.span, format!("`{}` is no name of a point", id.name));
            let d = match lexer::split_points(&id.name) {
                Some(v) => {
                    let names: Vec<&str> = v.into_iter().map(|(i, j)| &id.name[i..j]).collect();
                    d.help(format!("several points are separated by commas: `point {}`", names.join(", ")))
                }
                None => {
                    let capital = id.name.to_uppercase();
                    let d = d.label("points are capitals: `A`, `B1`, `C_ab`, `D'`");
                    if is_point_name(&capital) { d.help(format!("write `{capital}`")) } else { d }
                }
            };
            let stop = self.report(d);
            self.scope.insert(&id.name, Named::Poison);
            return Err(stop);
        }
        self.fresh(id)?;
        self.places.insert(&id.name, id.span);
        let p = self.new_point(id.name.clone(), false)?;
        self.scope.insert(&id.name, Named::Value(Value::Point(p)));
        Ok(p)
    }

    /// One name, one meaning.
    fn fresh(&mut self, id: &'a Ident) -> Res<()> {
        if self.in_def > 0 {
            return Ok(());
        }
        if self.scope.contains_key(id.name.as_str()) {
            if matches!(self.scope[id.name.as_str()], Named::Poison) {
                return Err(Stop::Reported);
            }
            let d = Diagnostic::error("duplicate-name", id.span, format!("`{}` already has a meaning", id.name))
                .label("introduced a second time")
                .note_opt(self.places.get(id.name.as_str()).copied(), "first introduced")
                .help("choose another name, or state what is meant with `assume`");
            return Err(self.report(d));
        }
        if self.defs.knows(&id.name, self.visible)
            || super::expr::FUNCTIONS.iter().any(|f| f.0 == id.name)
            || super::predicate::PREDICATES.iter().any(|f| f.0 == id.name)
        {
            let d =
                Diagnostic::error("duplicate-name", id.span, format!("`{}` is the name of a construction", id.name))
                    .help("choose another name");
            let stop = self.report(d);
            self.scope.insert(&id.name, Named::Poison);
            return Err(stop);
        }
        Ok(())
    }

    /// A name for a line, a circle, a number, a function.
    fn fresh_lower(&mut self, id: &'a Ident, what: &str) -> Res<()> {
        if !id.name.starts_with(|c: char| c.is_ascii_lowercase()) {
            let d = Diagnostic::error("bad-name", id.span, format!("`{}` is no name of a {what}", id.name))
                .label("names of points are capitals, all others begin with a small letter");
            let stop = self.report(d);
            self.scope.insert(&id.name, Named::Poison);
            return Err(stop);
        }
        self.fresh(id)?;
        if self.in_def == 0 {
            self.places.insert(&id.name, id.span);
        }
        Ok(())
    }

    /// A statement that introduces names; what cannot be elaborated is poisoned.
    pub(crate) fn introduction(&mut self, s: &'a Stmt) -> Res<()> {
        let r = self.try_introduction(s);
        if r.is_err() {
            let mut names = Vec::new();
            declared_names(std::slice::from_ref(s), &mut |id| names.push(id));
            for id in names {
                self.scope.entry(&id.name).or_insert(Named::Poison);
            }
        }
        r
    }

    fn try_introduction(&mut self, s: &'a Stmt) -> Res<()> {
        match &s.kind {
            StmtKind::Point { names, on, def, other_than, conds } => {
                let points = match def {
                    Some(e) => self.constructed(names, e)?,
                    None => self.points_on(names, on)?,
                };
                for (n, x) in names.iter().zip(&points) {
                    for e in other_than {
                        self.at(format!("{} other than {}", n.name, print::expr(e)), e.span);
                        let p = self.point(e)?;
                        self.emit(vec![Lit::Cond(Cond::Distinct(*x, p))], true)?;
                    }
                }
                for e in conds {
                    self.at(print::expr(e), e.span);
                    let lits = self.prop(e)?;
                    self.emit(lits, true)?;
                }
                Ok(())
            }
            StmtKind::Triangle { points, shape } => {
                let [a, b, c] = &points[..] else {
                    let d = Diagnostic::error("wrong-arity", s.span, "a triangle has three vertices")
                        .help("write `triangle ABC`");
                    return Err(self.report(d));
                };
                let mut ps = Vec::new();
                for id in [a, b, c] {
                    ps.push(match self.scope.get(id.name.as_str()) {
                        Some(_) => self.points_named(std::slice::from_ref(id))?[0],
                        None => self.introduce(id)?,
                    });
                }
                let t = [ps[0], ps[1], ps[2]];
                for (i, j) in [(0, 1), (1, 2), (0, 2)] {
                    self.draw(Drawn::Segment(t[i], t[j]));
                }
                self.declare(Cond::NotColl(t[0], t[1], t[2]))?;
                let lits = self.triangle_shape(*shape, t)?;
                self.emit(lits, true)
            }
            StmtKind::Circle { names, def: None } => names.iter().try_for_each(|n| self.free_circle(n)),
            StmtKind::Line { names, def: None } => names.iter().try_for_each(|n| self.free_line(n)),
            StmtKind::Circle { names, def: Some(e) } => {
                let n = self.one_name(names, s)?;
                self.fresh_lower(n, "circle")?;
                match self.value(e)? {
                    v @ Value::Circle(g) => {
                        self.circles[g.0].name.get_or_insert(&n.name);
                        self.draw(Drawn::Circle(g));
                        self.scope.insert(&n.name, Named::Value(v));
                        Ok(())
                    }
                    v => Err(self.wrong_sort(e, "a circle", &v)),
                }
            }
            StmtKind::Line { names, def: Some(e) } => {
                let n = self.one_name(names, s)?;
                self.fresh_lower(n, "line")?;
                let l = self.line(e)?;
                self.draw(Drawn::Line(l));
                self.scope.insert(&n.name, Named::Value(Value::Line(l)));
                Ok(())
            }
            StmtKind::Let { name, value } => {
                let v = self.value(value)?;
                if let Value::Point(_) = v {
                    let text = format!("point {} = {}", name.name.to_uppercase(), print::expr(value));
                    let d = Diagnostic::error("wrong-sort", s.span, "`let` names lines, circles and numbers")
                        .help(format!("for a point write `{text}`"));
                    return Err(self.report(d));
                }
                self.charge_value(&v)?;
                self.fresh_lower(name, "line, a circle or a number")?;
                if let Value::Circle(g) = &v {
                    self.circles[g.0].name.get_or_insert(&name.name);
                }
                self.scope.insert(&name.name, Named::Value(v));
                Ok(())
            }
            StmtKind::Real { names, bound } => {
                names.iter().try_for_each(|n| self.real(n))?;
                for n in names {
                    match bound {
                        Some(Bound::Rel(op, e)) => self.bound(n, *op, e)?,
                        Some(Bound::In(a, b)) => {
                            self.bound(n, RelOp::Ge, a)?;
                            self.bound(n, RelOp::Le, b)?;
                        }
                        None => {}
                    }
                }
                Ok(())
            }
            StmtKind::Function { name, params, body } => {
                self.fresh_lower(name, "function")?;
                // Checked once with variables of its own.
                let saved = self.scope.clone();
                let reals = self.thm.reals.len();
                for p in params {
                    self.scope.insert(&p.name, Named::Real(self.thm.reals.len() as u32));
                    self.thm.reals.push(p.name.clone());
                }
                let r = self.number(body);
                self.thm.reals.truncate(reals);
                self.scope = saved;
                r?;
                self.scope.insert(&name.name, Named::Function(params, body));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn one_name(&mut self, names: &'a [Ident], s: &Stmt) -> Res<&'a Ident> {
        match names {
            [n] => Ok(n),
            _ => Err(self.report(
                Diagnostic::error("wrong-arity", s.span, "one object cannot have several names")
                    .help("write a statement for each"),
            )),
        }
    }

    fn points_on(&mut self, names: &'a [Ident], on: &'a [Expr]) -> Res<Vec<Pt>> {
        // The loci come first: a point cannot be on a line through itself.
        let mut loci = Vec::new();
        for e in on {
            loci.push((e, self.value(e)?));
        }
        let mut points = Vec::new();
        for n in names {
            points.push(self.introduce(n));
        }
        let points: Vec<Pt> = points.into_iter().collect::<Res<_>>()?;
        for (n, x) in names.iter().zip(&points) {
            for (e, v) in &loci {
                self.at(format!("{} on {}", n.name, print::expr(e)), n.span.to(e.span));
                let lits = self.on(*x, v, e)?;
                self.emit(lits, false)?;
            }
        }
        Ok(points)
    }

    /// `point X, Y = noun(…)`.
    fn constructed(&mut self, names: &'a [Ident], e: &'a Expr) -> Res<Vec<Pt>> {
        let list: Vec<&str> = names.iter().map(|n| n.name.as_str()).collect();
        let span = names[0].span.to(e.span);
        self.at(format!("{} = {}", list.join(", "), print::expr(e)), span);
        if let ExprKind::Call(f, args) = &e.kind {
            if f.name == "center"
                && let [g] = &args[..]
                && let [n] = names
                && let Value::Circle(g) = self.value(g)?
            {
                return Ok(vec![self.named_center(n, g)?]);
            }
            if !super::expr::FUNCTIONS.iter().any(|b| b.0 == f.name) {
                let values = self.call(e, f, args, Some(names))?;
                let points: Option<Vec<Pt>> =
                    values.iter().map(|v| if let Value::Point(p) = v { Some(*p) } else { None }).collect();
                return match points {
                    Some(ps) => {
                        for (n, p) in names.iter().zip(&ps) {
                            self.scope.insert(&n.name, Named::Value(Value::Point(*p)));
                        }
                        Ok(ps)
                    }
                    None => {
                        let what = values.first().map_or("no point", Value::describe);
                        let d = Diagnostic::error("wrong-sort", e.span, format!("`{}` is {what}, not a point", f.name))
                            .help(format!("for a point on it write `point {} on {}`", names[0].name, print::expr(e)));
                        Err(self.report(d))
                    }
                };
            }
        }
        let [n] = names else {
            let d = Diagnostic::error("wrong-arity", e.span, "this gives one point");
            return Err(self.report(d));
        };
        let v = self.number(e)?;
        if !matches!(v, NumVal::Points(_)) {
            let d = Diagnostic::error(
                "wrong-sort",
                e.span,
                format!("`{}` is {}, not a point", print::expr(e), v.describe()),
            );
            return Err(self.report(d));
        }
        let x = self.introduce(n)?;
        let lits = self.equation(&NumVal::Points(vec![(Q::one(), x)]), &v)?;
        self.emit(lits, false)?;
        Ok(vec![x])
    }

    /// `point O = center(g)`: the hidden centre gets the name; a centre that has one is the same point.
    fn named_center(&mut self, n: &'a Ident, g: CircleId) -> Res<Pt> {
        match self.circles[g.0].center.clone() {
            Center::Unknown => {
                let o = self.introduce(n)?;
                self.set_center(g, o)?;
                Ok(o)
            }
            _ => {
                let o = self.center_of(g)?;
                if self.in_def == 0 && self.thm.points[o.ix()].hidden && is_point_name(&n.name) {
                    self.fresh(n)?;
                    let info = &mut self.thm.points[o.ix()];
                    info.name = n.name.clone();
                    info.hidden = false;
                    self.scope.insert(&n.name, Named::Value(Value::Point(o)));
                    return Ok(o);
                }
                let p = self.introduce(n)?;
                self.emit(vec![Lit::Fact(Fact::Same(p, o))], false)?;
                Ok(p)
            }
        }
    }

    pub(crate) fn free_circle(&mut self, n: &'a Ident) -> Res<()> {
        self.fresh_lower(n, "circle")?;
        self.at(format!("circle {}", n.name), n.span);
        let o = self.hidden("O", &n.name)?;
        self.circles.push(Circle { name: Some(&n.name), center: Center::Known(o), ..Circle::default() });
        let g = CircleId(self.circles.len() - 1);
        self.draw(Drawn::Circle(g));
        self.scope.insert(&n.name, Named::Value(Value::Circle(g)));
        Ok(())
    }

    pub(crate) fn free_line(&mut self, n: &'a Ident) -> Res<()> {
        self.fresh_lower(n, "line")?;
        self.at(format!("line {}", n.name), n.span);
        let (a, b) = (self.hidden("P", &n.name)?, self.hidden("Q", &n.name)?);
        self.declare(Cond::Distinct(a, b))?;
        self.lines.push(Line { pair: Some((a, b)), through: vec![a, b], ..Line::default() });
        let l = LineId(self.lines.len() - 1);
        self.draw(Drawn::Line(l));
        self.scope.insert(&n.name, Named::Value(Value::Line(l)));
        Ok(())
    }

    pub(crate) fn real(&mut self, n: &'a Ident) -> Res<()> {
        self.fresh_lower(n, "real variable")?;
        self.scope.insert(&n.name, Named::Real(self.thm.reals.len() as u32));
        self.thm.reals.push(n.name.clone());
        Ok(())
    }

    /// `x op e` for a variable `x`.
    pub(crate) fn bound(&mut self, n: &'a Ident, op: RelOp, e: &'a Expr) -> Res<()> {
        self.at(format!("{} {} {}", n.name, op.text(), print::expr(e)), n.span);
        let Named::Real(i) = self.lookup(n)? else {
            return Err(self.fail("wrong-sort", format!("`{}` is no real variable", n.name)));
        };
        let x = NumVal::Plain(Num::Real(i));
        let v = self.number(e)?;
        let lits = match op {
            RelOp::Eq => self.equation(&x, &v)?,
            RelOp::Ne => self.comparison(&x, Cmp::Ne, &v)?,
            RelOp::Lt => self.comparison(&x, Cmp::Lt, &v)?,
            RelOp::Le => self.comparison(&x, Cmp::Le, &v)?,
            RelOp::Gt => self.comparison(&x, Cmp::Gt, &v)?,
            _ => self.comparison(&x, Cmp::Ge, &v)?,
        };
        self.emit(lits, true)
    }
}
