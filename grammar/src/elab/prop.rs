//! Statements: what a fact or a condition of the language means in the core form.

use super::expr::{half, is_point_name};
use super::number::{NumVal, negated};
use super::value::Value;
use super::{Drawn, Elab, Lit, Named, Res, Stop, logic};
use crate::ast::*;
use crate::core::{Cmp, Cond, Fact, Num, Prop, Pt};
use crate::diag::Diagnostic;
use crate::print;

pub(crate) fn facts(fs: impl IntoIterator<Item = Fact>) -> Vec<Lit> {
    fs.into_iter().map(Lit::Fact).collect()
}

pub(crate) fn conds(cs: impl IntoIterator<Item = Cond>) -> Vec<Lit> {
    cs.into_iter().map(Lit::Cond).collect()
}

fn compare(op: RelOp) -> Option<Cmp> {
    Some(match op {
        RelOp::Ne => Cmp::Ne,
        RelOp::Lt => Cmp::Lt,
        RelOp::Le => Cmp::Le,
        RelOp::Gt => Cmp::Gt,
        RelOp::Ge => Cmp::Ge,
        _ => return None,
    })
}

pub(crate) fn angle_is(op: Cmp, [a, b, c]: [Pt; 3]) -> Cond {
    Cond::Num(Num::Ang(a.min(c), b, a.max(c)), op, Num::Const(half()))
}

impl<'a> Elab<'a> {
    /// The facts and conditions that a statement says.
    pub(crate) fn prop(&mut self, e: &'a Expr) -> Res<Vec<Lit>> {
        self.deeper()?;
        let lits = self.prop_of(e);
        self.depth -= 1;
        lits
    }

    fn prop_of(&mut self, e: &'a Expr) -> Res<Vec<Lit>> {
        match &e.kind {
            ExprKind::Chain(first, rest) => self.chain(e, first, rest),
            ExprKind::Between(x, a, b) => {
                let (x, a, b) = (self.point(x)?, self.point(a)?, self.point(b)?);
                Ok(vec![Lit::Fact(Fact::Coll(a, x, b)), Lit::Cond(Cond::Between(a, x, b))])
            }
            ExprKind::Call(f, args) => self.predicate(e, f, args),
            ExprKind::Triangle(shape, ids) => {
                let ps = self.points_named(ids)?;
                let [a, b, c] = ps[..] else {
                    return Err(self.wrong_count(e, "a triangle has three vertices"));
                };
                let mut out = conds([Cond::NotColl(a, b, c)]);
                out.extend(self.shape_conds(*shape, [a, b, c])?);
                Ok(out)
            }
            ExprKind::Not(x) => self.negation(x),
            ExprKind::And(xs) => {
                let mut out = Vec::new();
                for x in xs {
                    out.extend(self.prop(x)?);
                }
                Ok(out)
            }
            ExprKind::Or(xs) => {
                let parts = self.parts(xs)?;
                let any: Option<Vec<Cond>> = parts
                    .iter()
                    .map(|lits| if let [Lit::Cond(c)] = &lits[..] { Some(c.clone()) } else { None })
                    .collect();
                if let Some(any) = any {
                    return Ok(conds([Cond::Any(any)]));
                }
                let parts: Option<Vec<Prop>> = parts.iter().map(|lits| logic::all(lits)).collect();
                Ok(vec![Lit::Prop(Prop::Or(parts.ok_or(Stop::Unsupported)?))])
            }
            ExprKind::Implies(a, b) | ExprKind::Iff(a, b) => {
                let (first, second) = (self.neutral(a), self.neutral(b));
                // An error counts more than what cannot be carried.
                if [&first, &second].contains(&&Err(Stop::Reported)) {
                    return Err(Stop::Reported);
                }
                let (first, second) = (Box::new(first?), Box::new(second?));
                let implies = matches!(e.kind, ExprKind::Implies(..));
                Ok(vec![Lit::Prop(if implies { Prop::Implies(first, second) } else { Prop::Iff(first, second) })])
            }
            ExprKind::ForAll(names, x) => {
                let saved = self.scope.clone();
                let from = self.thm.reals.len();
                for n in names {
                    self.scope.insert(&n.name, Named::Real(self.thm.reals.len() as u32));
                    // Printed names differ, also where two quantifiers bind the same one.
                    let mut name = n.name.clone();
                    while self.thm.reals.contains(&name) {
                        name.push('\'');
                    }
                    self.thm.reals.push(name);
                }
                let said = (self.sink.facts.len(), self.sink.conds.len());
                let r = self.neutral(x);
                self.scope = saved;
                // A figure that depends on the variable is none of this one.
                let facts = self.sink.facts[said.0..].iter().filter_map(|f| f.0.as_equation().map(Prop::Atom));
                let conds = self.sink.conds[said.1..].iter().filter_map(|c| logic::all(&[Lit::Cond(c.0.clone())]));
                let outside = facts.chain(conds).any(|p| logic::speaks_of(&p, from as u32));
                match r {
                    Ok(_) if outside => Err(Stop::Unsupported),
                    Ok(p) => {
                        let bound = (from..from + names.len()).map(|i| i as u32).collect();
                        Ok(vec![Lit::Prop(Prop::ForAll(bound, Box::new(p)))])
                    }
                    Err(stop) => {
                        self.thm.reals.truncate(from);
                        Err(stop)
                    }
                }
            }
            _ => {
                let text = print::expr(e);
                let d = Diagnostic::error("no-statement", e.span, format!("`{text}` is no statement"))
                    .label("nothing is said about it")
                    .help("a statement relates things: `AB = CD`, `AB parallel CD`, `X on AB`, `cyclic(A, B, C, D)`");
                Err(self.report(d))
            }
        }
    }

    /// Reads a statement without recording anything that it would say about lines and circles.
    fn neutral(&mut self, e: &'a Expr) -> Res<Prop> {
        let assuming = std::mem::replace(&mut self.assuming, false);
        let r = self.prop(e);
        self.assuming = assuming;
        logic::all(&r?).ok_or(Stop::Unsupported)
    }

    fn parts(&mut self, xs: &'a [Expr]) -> Res<Vec<Vec<Lit>>> {
        let all: Vec<Res<Vec<Lit>>> = xs
            .iter()
            .map(|x| {
                let assuming = std::mem::replace(&mut self.assuming, false);
                let r = self.prop(x);
                self.assuming = assuming;
                r
            })
            .collect();
        // An error counts more than what cannot be carried.
        if all.contains(&Err(Stop::Reported)) {
            return Err(Stop::Reported);
        }
        all.into_iter().collect()
    }

    fn negation(&mut self, x: &'a Expr) -> Res<Vec<Lit>> {
        if self.guarding
            && let ExprKind::Chain(l, rest) = &x.kind
            && let [(RelOp::Parallel | RelOp::Perp, m)] = &rest[..]
        {
            // A guard about a line whose direction would need a new point says nothing.
            let (l, m) = (self.line(l)?, self.line(m)?);
            if self.known_dir(l).is_none() || self.known_dir(m).is_none() {
                return Ok(vec![]);
            }
        }
        let lits = self.parts(std::slice::from_ref(x))?.pop().unwrap_or_default();
        if lits.is_empty() && self.in_def == 0 {
            return Err(self.fail("never", "this denies what always holds"));
        }
        let mut not = Vec::new();
        // What is denied by an equation is no alternative of a condition.
        let equation =
            |l: &Lit| matches!(l, Lit::Cond(Cond::Distinct(..) | Cond::NotColl(..) | Cond::Num(_, Cmp::Ne, _)));
        let whole = |l: &Lit| matches!(l, Lit::Prop(_) | Lit::Cond(Cond::Any(_))) || lits.len() > 1 && equation(l);
        if lits.iter().any(whole) {
            let p = logic::all(&lits).ok_or(Stop::Unsupported)?;
            return Ok(vec![Lit::Prop(Prop::Not(Box::new(p)))]);
        }
        for l in lits {
            not.push(match l {
                Lit::Fact(f) => negated(f),
                Lit::Cond(Cond::Distinct(a, b)) => return Ok(facts([Fact::Same(a, b)])),
                Lit::Cond(Cond::NotColl(a, b, c)) => return Ok(facts([Fact::Coll(a, b, c)])),
                Lit::Cond(Cond::Num(a, op, b)) => {
                    let op = match op {
                        Cmp::Lt => Cmp::Ge,
                        Cmp::Le => Cmp::Gt,
                        Cmp::Gt => Cmp::Le,
                        Cmp::Ge => Cmp::Lt,
                        Cmp::Ne => return Ok(facts([Fact::Num(a, b)])),
                    };
                    Cond::Num(a, op, b)
                }
                Lit::Cond(Cond::Longer(l, m)) => Cond::Num(Num::Len(l[0], l[1]), Cmp::Le, Num::Len(m[0], m[1])),
                Lit::Cond(_) | Lit::Prop(_) => return Err(Stop::Unsupported),
            });
        }
        Ok(match not.len() {
            0 | 1 => conds(not),
            _ => conds([Cond::Any(not)]),
        })
    }

    pub(crate) fn wrong_count(&mut self, e: &Expr, message: &str) -> Stop {
        self.report(Diagnostic::error("wrong-arity", e.span, message))
    }

    fn shape_conds(&mut self, shape: Option<TriShape>, [a, b, c]: [Pt; 3]) -> Res<Vec<Lit>> {
        let angles = [[b, a, c], [a, b, c], [a, c, b]];
        Ok(match shape {
            None => vec![],
            Some(TriShape::Acute) => conds(angles.map(|t| angle_is(Cmp::Lt, t))),
            Some(TriShape::Obtuse) => conds([Cond::Any(angles.map(|t| angle_is(Cmp::Gt, t)).to_vec())]),
        })
    }

    pub(crate) fn triangle_shape(&mut self, shape: Option<TriShape>, t: [Pt; 3]) -> Res<Vec<Lit>> {
        self.shape_conds(shape, t)
    }

    fn chain(&mut self, e: &'a Expr, first: &'a Expr, rest: &'a [(RelOp, Expr)]) -> Res<Vec<Lit>> {
        let mut out = Vec::new();
        let mut left = first;
        let single =
            |op: RelOp| !matches!(op, RelOp::Eq | RelOp::Lt | RelOp::Le | RelOp::Gt | RelOp::Ge | RelOp::Parallel);
        if rest.len() > 1
            && let Some((op, _)) = rest.iter().find(|(op, _)| single(*op))
        {
            let d = Diagnostic::error("no-chain", e.span, format!("`{}` does not form chains", op.text()))
                .help("write two statements, separated by a comma");
            return Err(self.report(d));
        }
        let relation = |op: RelOp| op == RelOp::Parallel;
        if rest.iter().any(|(op, _)| relation(*op)) && !rest.iter().all(|(op, _)| relation(*op)) {
            let d = Diagnostic::error("no-chain", e.span, "relations of different kinds do not form a chain")
                .help("write two statements, separated by a comma");
            return Err(self.report(d));
        }
        for (op, right) in rest {
            out.extend(self.relation(e, left, *op, right)?);
            left = right;
        }
        Ok(out)
    }

    fn relation(&mut self, e: &'a Expr, a: &'a Expr, op: RelOp, b: &'a Expr) -> Res<Vec<Lit>> {
        match op {
            RelOp::Eq => {
                // `X = noun(…)`: X is such a point. Objects of different kinds are told apart later.
                if self.in_def == 0
                    && let ExprKind::Points(ps) = &a.kind
                    && ps.len() == 1
                    && matches!(b.kind, ExprKind::Call(..))
                {
                    let x = self.point(a)?;
                    if let Some(lits) = self.claim_of_call(x, b)? {
                        return Ok(lits);
                    }
                }
                let (x, y) = self.two_numbers(a, b)?;
                self.equation(&x, &y)
            }
            RelOp::Ne | RelOp::Lt | RelOp::Le | RelOp::Gt | RelOp::Ge => {
                let (x, y) = self.two_numbers(a, b)?;
                match compare(op) {
                    Some(op) => self.comparison(&x, op, &y),
                    None => Ok(vec![]),
                }
            }
            RelOp::Parallel | RelOp::Perp => {
                let (l, m) = (self.line(a)?, self.line(b)?);
                self.draw_line(a, l);
                self.draw_line(b, m);
                let (l, m) = (self.dir_of(l)?, self.dir_of(m)?);
                if op == RelOp::Parallel { self.dir_equation(&l, &m) } else { self.right_angle(&l, &m) }
            }
            RelOp::On => {
                let x = self.value(a)?;
                let Value::Point(x) = x else { return Err(self.wrong_sort(a, "a point", &x)) };
                let v = self.value(b)?;
                self.on(x, &v, b)
            }
            RelOp::Tangent => {
                let (x, y) = (self.value(a)?, self.value(b)?);
                match (&x, &y) {
                    (Value::Circle(g), Value::Circle(h)) => self.circles_touch(*g, *h),
                    (Value::Circle(g), l) | (l, Value::Circle(g)) => match self.as_line(l)? {
                        Some(l) => {
                            self.draw(Drawn::Line(l));
                            self.line_touches(l, *g)
                        }
                        None => {
                            let (e, v) = if matches!(x, Value::Circle(_)) { (b, &y) } else { (a, &x) };
                            Err(self.wrong_sort(e, "a line or a circle", v))
                        }
                    },
                    _ => Err(self.wrong_sort(b, "a circle", &y)),
                }
            }
            RelOp::Inside | RelOp::Outside => self.inside(e, a, op == RelOp::Inside, b),
            RelOp::Similar | RelOp::Congruent => {
                let (x, y) = (self.value(a)?, self.value(b)?);
                let (s, t) = match (&x, &y) {
                    (Value::Run(s), Value::Run(t)) if s.len() == 3 && t.len() == 3 => (s, t),
                    _ => return Err(self.wrong_count(e, "this relates two triangles: `ABC similar DEF`")),
                };
                for t in [s, t] {
                    for (i, j) in [(0, 1), (1, 2), (0, 2)] {
                        self.draw(Drawn::Segment(t[i], t[j]));
                    }
                }
                let side = |t: &[Pt], i: usize| [t[i], t[(i + 1) % 3]];
                if op == RelOp::Congruent {
                    return Ok(facts((0..3).map(|i| {
                        let (p, q) = (side(s, i), side(t, i));
                        Fact::cong(p[0], p[1], q[0], q[1])
                    })));
                }
                // Either orientation: the ratios of the sides, of proper triangles.
                for t in [s, t] {
                    self.declare(Cond::NotColl(t[0], t[1], t[2]))?;
                }
                Ok(facts((1..3).map(|i| Fact::eqratio(side(s, 0), side(t, 0), side(s, i), side(t, i)))))
            }
        }
    }

    fn draw_line(&mut self, e: &Expr, l: super::LineId) {
        match (&e.kind, self.lines[l.0].pair) {
            (ExprKind::Points(_), Some((a, b))) => self.draw(Drawn::Segment(a, b)),
            _ => self.draw(Drawn::Line(l)),
        }
    }

    fn two_numbers(&mut self, a: &'a Expr, b: &'a Expr) -> Res<(NumVal, NumVal)> {
        let (x, y) = (self.number(a), self.number(b));
        Ok((x?, y?))
    }

    /// "x on v".
    pub(crate) fn on(&mut self, x: Pt, v: &Value, e: &'a Expr) -> Res<Vec<Lit>> {
        if let Value::Circle(g) = v {
            self.draw(Drawn::Circle(*g));
            return self.on_circle(x, *g);
        }
        match self.as_line(v)? {
            Some(l) => {
                self.draw(Drawn::Line(l));
                self.on_line(x, l)
            }
            None => Err(self.wrong_sort(e, "a line or a circle", v)),
        }
    }

    fn inside(&mut self, e: &'a Expr, a: &'a Expr, inside: bool, b: &'a Expr) -> Res<Vec<Lit>> {
        let x = self.point(a)?;
        match self.value(b)? {
            Value::Circle(g) => {
                let o = self.center_of(g)?;
                Ok(match self.radius_pair(g)? {
                    Some((p, q)) if inside => conds([Cond::Longer([p, q], [o, x])]),
                    Some((p, q)) => conds([Cond::Longer([o, x], [p, q])]),
                    None => {
                        let r = self.radius_of(g)?;
                        let op = if inside { Cmp::Lt } else { Cmp::Gt };
                        conds([Cond::Num(Num::Len(o, x), op, r)])
                    }
                })
            }
            Value::Run(ps) if ps.len() == 2 => {
                let (p, q) = (ps[0], ps[1]);
                let c = if inside { Cond::Between(p, x, q) } else { Cond::Outside(p, x, q) };
                Ok(vec![Lit::Fact(Fact::Coll(p, x, q)), Lit::Cond(c)])
            }
            Value::Run(ps) if inside => {
                // Inside a convex polygon: on the same side of each of its directed sides.
                let n = ps.len();
                if n == 3 {
                    let [p, q, r] = [ps[0], ps[1], ps[2]];
                    return Ok(conds([[x, q, r], [p, x, r], [p, q, x]].map(|t| Cond::SameOrient([p, q, r], t))));
                }
                let side = |i: usize| [ps[i], ps[(i + 1) % n], x];
                Ok(conds((1..n).map(|i| Cond::SameOrient(side(0), side(i)))))
            }
            Value::Run(_) => {
                Err(self.wrong_count(e, "`outside` is said of a circle (`X outside g`) or a segment (`X outside AB`)"))
            }
            v => Err(self.wrong_sort(b, "a triangle, a segment or a circle", &v)),
        }
    }

    /// Statements of a list; bare points before `X on l` (and the like) share what it says:
    /// `A, B on g`.
    pub(crate) fn shared_subjects(es: &'a [Expr]) -> Vec<(&'a Expr, Option<&'a Expr>)> {
        let bare = |e: &Expr| matches!(&e.kind, ExprKind::Points(ps) if ps.len() == 1 && is_point_name(&ps[0].name));
        let mut out = Vec::new();
        let mut i = 0;
        while i < es.len() {
            let mut j = i;
            while j < es.len() && bare(&es[j]) {
                j += 1;
            }
            let shares = j > i
                && es.get(j).is_some_and(|e| match &e.kind {
                    ExprKind::Chain(x, rest) => {
                        bare(x) && matches!(rest[..], [(RelOp::On | RelOp::Inside | RelOp::Outside, _)])
                    }
                    ExprKind::Between(x, _, _) => bare(x),
                    _ => false,
                });
            if shares {
                out.extend(es[i..j].iter().map(|s| (s, Some(&es[j]))));
                i = j;
            } else {
                out.push((&es[i], None));
                i += 1;
            }
        }
        out
    }

    /// The statement `shared` with another subject.
    pub(crate) fn prop_about(&mut self, subject: &'a Expr, shared: &'a Expr) -> Res<Vec<Lit>> {
        let x = self.point(subject)?;
        match &shared.kind {
            ExprKind::Chain(_, rest) => match &rest[..] {
                [(RelOp::On, l)] => {
                    let v = self.value(l)?;
                    self.on(x, &v, l)
                }
                [(op, b)] => self.inside(shared, subject, *op == RelOp::Inside, b),
                _ => Ok(vec![]),
            },
            ExprKind::Between(_, a, b) => {
                let (a, b) = (self.point(a)?, self.point(b)?);
                Ok(vec![Lit::Fact(Fact::Coll(a, x, b)), Lit::Cond(Cond::Between(a, x, b))])
            }
            _ => Ok(vec![]),
        }
    }
}
