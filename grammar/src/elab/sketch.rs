//! Proof sketches: `proof { … }`.
//!
//! A sketch changes nothing of the statement. What its constructions say becomes `Let` steps, one
//! a point; claims become `Have` and `Show`. That a line of a claim is a line is left to the prover.

use super::value::{Center, Value};
use super::{Elab, Lit, Sink, Stop, recognise};
use crate::ast::*;
use crate::core::{Cond, Fact, GoalKind, Origin, Pt, SketchStep};
use crate::diag::{Diagnostic, did_you_mean};
use crate::print;

impl<'a> Elab<'a> {
    pub(crate) fn proof(&mut self, steps: &'a [Stmt]) {
        let mut labels = Vec::new();
        let mut out = Vec::new();
        self.steps_of(steps, &mut labels, &mut out);
        self.thm.sketch = Some(out);
    }

    fn steps_of(&mut self, body: &'a [Stmt], labels: &mut Vec<&'a str>, out: &mut Vec<SketchStep>) {
        for s in body {
            self.at(print::stmt_line(s), s.span);
            let origin = self.origin.clone();
            let first_new = self.thm.points.len();
            match &s.kind {
                StmtKind::Point { .. }
                | StmtKind::Triangle { .. }
                | StmtKind::Circle { .. }
                | StmtKind::Line { .. }
                | StmtKind::Let { .. } => {
                    let r = self.introduction(s);
                    self.settle(r);
                    self.lets(first_new, &origin, out);
                }
                StmtKind::Have(c) | StmtKind::Show(c) => {
                    if let Some(inner) = &c.body {
                        self.steps_of(inner, &mut labels.clone(), out);
                    }
                    let by = self.hints(&c.by, labels);
                    let first_new = self.thm.points.len();
                    let claims: Vec<GoalKind> =
                        self.claims(&c.props).into_iter().flat_map(|(lits, _)| lits).map(Lit::into_goal).collect();
                    self.lets(first_new, &origin, out);
                    if let Some(l) = &c.label {
                        if labels.contains(&l.name.as_str()) {
                            let d = Diagnostic::error(
                                "duplicate-name",
                                l.span,
                                format!("the label `[{}]` is used twice", l.name),
                            );
                            self.report(d.help("choose another label"));
                        }
                        labels.push(&l.name);
                    }
                    out.push(if matches!(s.kind, StmtKind::Have(_)) {
                        SketchStep::Have { label: c.label.as_ref().map(|l| l.name.clone()), claims, by, origin }
                    } else {
                        SketchStep::Show { claims, by, origin }
                    });
                }
                StmtKind::Calc { first, steps } => {
                    let mut left = first;
                    let links = out.len();
                    for (op, right, by) in steps {
                        let by = self.hints(by, labels);
                        self.at(
                            format!("{} {} {}", print::expr(left), op.text(), print::expr(right)),
                            left.span.to(right.span),
                        );
                        let origin = self.origin.clone();
                        self.assuming = false;
                        let r = self.calc_step(left, *op, right);
                        self.assuming = true;
                        self.sink = Sink::default();
                        match r {
                            Ok(lits) => out.push(SketchStep::Have {
                                label: None,
                                claims: lits.into_iter().map(Lit::into_goal).collect(),
                                by,
                                origin,
                            }),
                            Err(stop) => self.settle(Err(stop)),
                        }
                        left = right;
                    }
                    if out.len() == links + steps.len() && steps.len() > 1 && self.thm.points.is_empty() {
                        self.chained(first, steps, s.span, out);
                    }
                }
                StmtKind::Case { prop, body } => {
                    let claims = self.claims(std::slice::from_ref(prop));
                    let claims = claims.into_iter().flat_map(|(lits, _)| lits).map(Lit::into_goal).collect();
                    let mut steps = Vec::new();
                    self.steps_of(body, &mut labels.clone(), &mut steps);
                    if self.thm.points.is_empty() {
                        out.push(SketchStep::Case { claims, steps, origin });
                    } else {
                        // In geometry a case is checked for names; the core form does not carry it.
                        self.origin = origin;
                        self.settle(Err(Stop::Unsupported));
                    }
                }
                StmtKind::Error(names) => self.poison(names),
                _ => {
                    let d = Diagnostic::error("misplaced", s.span, "this statement has no place in a proof")
                        .help("a proof introduces points (`point`) and claims (`have`, `show`)");
                    self.report(d);
                }
            }
            self.sink = Sink::default();
        }
    }

    /// What the links of a chain of numbers say of its ends.
    fn chained(
        &mut self,
        first: &'a Expr,
        steps: &'a [(RelOp, Expr, Vec<Hint>)],
        span: Span,
        out: &mut Vec<SketchStep>,
    ) {
        let ops: Vec<RelOp> = steps.iter().map(|s| s.0).filter(|op| *op != RelOp::Eq).collect();
        let all = |ops: &[RelOp], of: [RelOp; 2]| ops.iter().all(|op| of.contains(op));
        let op = match &ops[..] {
            [] => RelOp::Eq,
            ops if all(ops, [RelOp::Lt, RelOp::Le]) => *ops.iter().find(|op| **op == RelOp::Lt).unwrap_or(&RelOp::Le),
            ops if all(ops, [RelOp::Gt, RelOp::Ge]) => *ops.iter().find(|op| **op == RelOp::Gt).unwrap_or(&RelOp::Ge),
            // Links in both directions say nothing of the ends.
            _ => return,
        };
        let Some((_, last, _)) = steps.last() else { return };
        self.at(format!("{} {} {}", print::expr(first), op.text(), print::expr(last)), span);
        let origin = self.origin.clone();
        self.assuming = false;
        let r = self.calc_step(first, op, last);
        self.assuming = true;
        self.sink = Sink::default();
        if let Ok(lits) = r {
            let claims = lits.into_iter().map(Lit::into_goal).collect();
            out.push(SketchStep::Have { label: None, claims, by: Vec::new(), origin });
        }
    }

    fn calc_step(&mut self, a: &'a Expr, op: RelOp, b: &'a Expr) -> super::Res<Vec<Lit>> {
        let (x, y) = (self.number(a)?, self.number(b)?);
        let cmp = match op {
            RelOp::Eq => return self.equation(&x, &y),
            RelOp::Lt => crate::core::Cmp::Lt,
            RelOp::Le => crate::core::Cmp::Le,
            RelOp::Gt => crate::core::Cmp::Gt,
            RelOp::Ge => crate::core::Cmp::Ge,
            _ => {
                return Err(self.fail("no-chain", format!("`{}` has no place in `calc`", op.text())));
            }
        };
        self.comparison(&x, cmp, &y)
    }

    fn hints(&mut self, by: &'a [Hint], labels: &[&'a str]) -> Vec<String> {
        let mut out = Vec::new();
        for h in by {
            match h {
                Hint::Name(n) => out.push(n.name.clone()),
                Hint::Label(l) => {
                    if !labels.contains(&l.name.as_str()) {
                        let mut d = Diagnostic::error("unknown-name", l.span, format!("unknown label `[{}]`", l.name))
                            .label("no earlier claim has it");
                        if let Some(s) = did_you_mean(&l.name, labels.iter().copied()) {
                            d = d.meant(s).help(format!("did you mean `[{s}]`?"));
                        }
                        self.report(d);
                    }
                    out.push(format!("[{}]", l.name));
                }
            }
        }
        out
    }

    /// Turns what was said about the new points into `Let` steps: hidden points first, each fact
    /// with the last of the new points that it is about.
    fn lets(&mut self, first_new: usize, origin: &Origin, out: &mut Vec<SketchStep>) {
        let sink = std::mem::take(&mut self.sink);
        let mut new: Vec<Pt> = (first_new..self.thm.points.len()).map(|i| Pt(i as u32)).collect();
        new.sort_by_key(|p| !self.thm.points[p.ix()].hidden);
        let last = |points: Vec<Pt>| new.iter().rposition(|p| points.contains(p));
        let mut facts: Vec<Vec<Fact>> = vec![vec![]; new.len()];
        let mut conds: Vec<Vec<Cond>> = vec![vec![]; new.len()];
        for (f, _) in sink.facts {
            if let Some(i) = last(f.points())
                && !facts[i].iter().any(|g| g.normalized() == f.normalized())
            {
                facts[i].push(f);
            }
        }
        for (c, _, _) in sink.conds {
            // A condition about old points says when the new one exists.
            if let Some(i) = last(c.points()).or(new.len().checked_sub(1)) {
                conds[i].push(c);
            }
        }
        for ((p, facts), conds) in new.iter().zip(facts).zip(conds) {
            let made = self.made.get(p);
            let (def, args) =
                recognise::entry(*p, made, &facts, &conds).or_else(|| made.cloned()).unwrap_or_else(|| {
                    let mut args: Vec<Pt> = Vec::new();
                    for f in &facts {
                        f.each_point(&mut |q| {
                            if q != *p && !args.contains(&q) {
                                args.push(q);
                            }
                        });
                    }
                    (if facts.is_empty() { "free" } else { "on" }.to_string(), args)
                });
            out.push(SketchStep::Let { point: *p, def, args, facts, conds, origin: origin.clone() });
        }
    }

    /// The points that the arguments of a construction name, in order.
    pub(crate) fn points_of_values(&self, values: &[Value]) -> Vec<Pt> {
        let mut out = Vec::new();
        for v in values {
            match v {
                Value::Point(p) => out.push(*p),
                Value::Run(ps) => out.extend(ps),
                Value::Line(l) => {
                    let line = &self.lines[l.0];
                    match line.pair {
                        Some((a, b)) => out.extend([a, b]),
                        None => out.extend(line.through.iter().chain(&line.members)),
                    }
                }
                Value::Circle(g) => {
                    let circle = &self.circles[g.0];
                    if let Center::Known(o) = circle.center {
                        out.push(o);
                        out.extend(circle.through.first());
                    } else {
                        out.extend(circle.through.iter().take(3));
                    }
                }
                Value::Num(_) => {}
            }
        }
        out
    }
}
