//! Statements of a theorem, in order.

use super::number::NumVal;
use super::value::{Center, Circle, CircleId, Value};
use super::{Elab, Lit, Named, Res, Stop, logic};
use crate::ast::*;
use crate::core::{Goal, GoalKind, Num, Origin, Prop, Pt, Q, Quantity};
use crate::diag::Diagnostic;
use crate::print;
use num_traits::One;

/// Calls `f` with every name that the statements introduce.
pub(crate) fn declared_names<'a>(body: &'a [Stmt], f: &mut dyn FnMut(&'a Ident)) {
    for s in body {
        match &s.kind {
            StmtKind::Point { names, .. }
            | StmtKind::Circle { names, .. }
            | StmtKind::Line { names, .. }
            | StmtKind::Real { names, .. }
            | StmtKind::Triangle { points: names, .. }
            | StmtKind::Error(names) => names.iter().for_each(&mut *f),
            StmtKind::Let { name, .. } | StmtKind::Function { name, .. } => f(name),
            StmtKind::Proof(body) | StmtKind::Case { body, .. } => declared_names(body, f),
            StmtKind::Have(c) | StmtKind::Show(c) => {
                if let Some(b) = &c.body {
                    declared_names(b, f);
                }
            }
            _ => {}
        }
    }
}

impl<'a> Elab<'a> {
    /// Sets the words and the place that what follows comes from, in the text of the theorem.
    pub(crate) fn at(&mut self, text: String, span: Span) {
        if self.in_def == 0 {
            self.origin = Origin { text, span: (span.start, span.end) };
        }
    }

    /// Elaborates a theorem.
    pub(crate) fn theorem(&mut self, item: &'a Item) {
        self.body(&item.body);
        self.thm.statement_points = self.thm.points.len();
        self.thm.shapes = self.shapes();
        self.attributes(&item.attributes);
        self.check_goals(item);
        self.check_contradictions();
        self.check_unused();
        if let Some(Stmt { kind: StmtKind::Proof(steps), .. }) = item.body.last() {
            self.proof(steps);
        }
    }

    /// Elaborates a rule or a lemma: a theorem about its parameters.
    pub(crate) fn rule(&mut self, item: &'a Item) {
        let Some(sorts) = super::defs::sorts(&item.params) else {
            self.at(item.name.name.clone(), item.name.span);
            self.fail("no-sort", "write the sort of the first parameter: `point A`, `real a`");
            return;
        };
        for (p, sort) in item.params.iter().zip(sorts) {
            self.at(p.name.name.clone(), p.name.span);
            let r = match sort {
                Sort::Point => self.introduce(&p.name).map(|_| ()),
                Sort::Line => self.free_line(&p.name),
                Sort::Circle => self.free_circle(&p.name),
                Sort::Real => self.real(&p.name),
                Sort::Length | Sort::Angle => {
                    Err(self.fail("wrong-sort", "a rule is about points, lines, circles and real variables"))
                }
            };
            if r.is_err() {
                self.scope.insert(&p.name.name, Named::Poison);
            }
        }
        // A bound holds for its group: the parameters back to the last one with a sort.
        for (i, p) in item.params.iter().enumerate() {
            if let Some((op, e)) = &p.bound {
                let from = (0..=i).rev().find(|j| item.params[*j].sort.is_some()).unwrap_or(i);
                for q in &item.params[from..=i] {
                    let _ = self.bound(&q.name, *op, e);
                }
            }
        }
        self.flush();
        self.theorem(item);
    }

    /// Elaborates a definition once with arguments of its own, so that its mistakes are told
    /// where they stand.
    pub(crate) fn check_definition(&mut self, item: &'a Item, index: usize) {
        self.checking = true;
        self.at(item.name.name.clone(), item.name.span);
        let Some(sorts) = super::defs::sorts(&item.params) else { return };
        let mut values = Vec::new();
        for sort in sorts {
            let mut fresh = || self.hidden("Z", "");
            let v = match sort {
                Sort::Point => fresh().map(Value::Point),
                Sort::Line => fresh().and_then(|a| Ok(Value::Run(vec![a, self.hidden("Z", "")?]))),
                Sort::Circle => fresh().and_then(|o| {
                    let m = self.hidden("Z", "")?;
                    self.circles.push(Circle { center: Center::Known(o), through: vec![m], ..Circle::default() });
                    Ok(Value::Circle(CircleId(self.circles.len() - 1)))
                }),
                Sort::Length | Sort::Real => {
                    fresh().and_then(|a| Ok(Value::Num(NumVal::Plain(Num::Len(a, self.hidden("Z", "")?)))))
                }
                // An angle between 0 and 180 degrees, so that guards of that kind can be read.
                Sort::Angle => Ok(Value::Num(NumVal::Deg(Q::new(1.into(), 7.into()), false))),
            };
            match v {
                Ok(v) => values.push(v),
                Err(_) => return,
            }
        }
        let _ = self.expand(item.name.span, index, values, None, None);
    }

    fn body(&mut self, body: &'a [Stmt]) {
        for (i, s) in body.iter().enumerate() {
            let last = i + 1 == body.len();
            self.statement(s, last);
            self.flush();
        }
    }

    fn statement(&mut self, s: &'a Stmt, last: bool) {
        self.at(print::stmt_line(s), s.span);
        match &s.kind {
            StmtKind::Point { .. }
            | StmtKind::Triangle { .. }
            | StmtKind::Circle { .. }
            | StmtKind::Line { .. }
            | StmtKind::Let { .. }
            | StmtKind::Real { .. }
            | StmtKind::Function { .. } => {
                let r = self.introduction(s);
                self.settle(r);
            }
            StmtKind::Assume(es) => self.assume(es),
            StmtKind::Show(c) => self.show(c),
            StmtKind::Find(es) => {
                for e in es {
                    self.at(print::expr(e), e.span);
                    self.in_goal = true;
                    let r = self.quantity(e);
                    self.in_goal = false;
                    match r {
                        Ok(q) => {
                            let origin = self.origin.clone();
                            self.thm.goals.push(Goal { kind: GoalKind::Find(q), origin });
                        }
                        Err(stop) => self.settle(Err(stop)),
                    }
                }
            }
            StmtKind::Solve(names) => {
                let mut vars = Vec::new();
                for n in names {
                    match self.lookup(n) {
                        Ok(Named::Real(i)) if vars.contains(&i) => {
                            let text = format!("`{}` is asked for twice", n.name);
                            self.report(Diagnostic::error("duplicate-name", n.span, text));
                        }
                        Ok(Named::Real(i)) => vars.push(i),
                        Ok(_) => {
                            let d =
                                Diagnostic::error("wrong-sort", n.span, format!("`{}` is no real variable", n.name))
                                    .help("`solve` finds real variables");
                            self.report(d);
                        }
                        Err(_) => {}
                    }
                }
                let origin = self.origin.clone();
                self.thm.goals.push(Goal { kind: GoalKind::Solve(vars), origin });
            }
            StmtKind::Proof(_) if last => {}
            StmtKind::Proof(_) => {
                self.report(
                    Diagnostic::error(
                        "misplaced",
                        Span::new(s.span.start, s.span.start + 5),
                        "`proof` is the last statement of a theorem",
                    )
                    .help("move it to the end"),
                );
            }
            StmtKind::Have(_) | StmtKind::Case { .. } | StmtKind::Calc { .. } => {
                self.report(
                    Diagnostic::error("misplaced", s.span, "this statement belongs in `proof { … }`")
                        .help("hypotheses are written `assume`, goals `show`"),
                );
            }
            StmtKind::Require(_) | StmtKind::Locus { .. } => {
                self.report(
                    Diagnostic::error("misplaced", s.span, "this statement belongs in a definition (`def`)")
                        .help("hypotheses are written `assume`"),
                );
            }
            StmtKind::Error(names) => self.poison(names),
        }
    }

    pub(crate) fn poison(&mut self, names: &'a [Ident]) {
        for n in names {
            self.scope.entry(&n.name).or_insert(Named::Poison);
        }
    }

    /// Ends a statement: what the core form cannot carry is noted with its words.
    pub(crate) fn settle(&mut self, r: Res<()>) {
        if r == Err(Stop::Unsupported) {
            let origin = self.origin.clone();
            self.thm.unsupported.push(origin);
        }
    }

    fn assume(&mut self, es: &'a [Expr]) {
        for (e, shared) in Self::shared_subjects(es) {
            let lits = match shared {
                None => {
                    self.at(print::expr(e), e.span);
                    self.prop(e)
                }
                Some(s) => {
                    self.at(shared_text(e, s), e.span);
                    self.prop_about(e, s)
                }
            };
            let r = lits.and_then(|lits| self.emit(lits, true));
            self.settle(r);
        }
    }

    /// The claims of a list of statements, each with its words.
    pub(crate) fn claims(&mut self, es: &'a [Expr]) -> Vec<(Vec<Lit>, Origin)> {
        let mut out = Vec::new();
        self.assuming = false;
        self.in_goal = true;
        for (e, shared) in Self::shared_subjects(es) {
            let lits = match shared {
                None => {
                    self.at(print::expr(e), e.span);
                    self.prop(e)
                }
                Some(s) => {
                    self.at(shared_text(e, s), e.span);
                    self.prop_about(e, s)
                }
            };
            match lits {
                Ok(lits) => out.push((lits, self.origin.clone())),
                Err(stop) => self.settle(Err(stop)),
            }
        }
        self.assuming = true;
        self.in_goal = false;
        out
    }

    fn show(&mut self, c: &'a Claim) {
        let shown = self.claims(&c.props);
        for (lits, origin) in &shown {
            for l in lits {
                self.thm.goals.push(Goal { kind: l.clone().into_goal(), origin: origin.clone() });
            }
        }
        if !c.equality.is_empty() {
            self.equality_case(c, &shown);
        }
    }

    /// `show E >= F equality iff S`: besides, E = F iff S.
    fn equality_case(&mut self, c: &'a Claim, shown: &[(Vec<Lit>, Origin)]) {
        let when = self.claims(&c.equality);
        let texts: Vec<String> = c.equality.iter().map(print::expr).collect();
        let span = c.equality.iter().fold(c.equality[0].span, |s, e| s.to(e.span));
        self.at(format!("equality iff {}", texts.join(", ")), span);
        let bound = match shown {
            [(lits, _)] if lits.len() == 1 && c.props.len() == 1 => logic::equality(&lits[0]),
            _ => None,
        };
        let Some(bound) = bound else {
            let text = "`equality iff` follows one inequality with `>=` or `<=`";
            self.report(Diagnostic::error("no-equality", span, text).help("write each with a `show` of its own"));
            return;
        };
        let parts: Option<Vec<Prop>> =
            when.iter().map(|(lits, _)| if lits.is_empty() { None } else { logic::all(lits) }).collect();
        match parts.filter(|p| p.len() == c.equality.len()) {
            Some(mut parts) => {
                let when = if parts.len() == 1 { parts.remove(0) } else { Prop::And(parts) };
                let kind = GoalKind::Prop(Prop::Iff(Box::new(bound), Box::new(when)));
                self.thm.goals.push(Goal { kind, origin: self.origin.clone() });
            }
            None => self.settle(Err(Stop::Unsupported)),
        }
    }

    fn quantity(&mut self, e: &'a Expr) -> Res<Quantity> {
        let n = self.number(e)?;
        Ok(match n {
            NumVal::Ang(ts, c) => match &ts[..] {
                [(k, a)] if k.is_one() && c == crate::core::int(0) => Quantity::Angle(*a),
                _ => return Err(Stop::Unsupported),
            },
            NumVal::Plain(Num::Len(a, b)) => Quantity::Length([a, b]),
            NumVal::Plain(Num::Div(a, b)) => match (*a, *b) {
                (Num::Len(a, b), Num::Len(c, d)) => Quantity::Ratio([a, b], [c, d]),
                (a, b) => Quantity::Num(Num::Div(Box::new(a), Box::new(b))),
            },
            NumVal::Plain(n) => Quantity::Num(n),
            NumVal::Dir(_) => {
                return Err(self.report(
                    Diagnostic::error("wrong-kind", e.span, "a directed angle cannot be asked for")
                        .help("ask for `angle(A, B, C)`"),
                ));
            }
            _ => {
                return Err(self.report(
                    Diagnostic::error(
                        "wrong-kind",
                        e.span,
                        format!("`{}` is {}; there is nothing to find", print::expr(e), n.describe()),
                    )
                    .help("ask for an angle, a length, a ratio or another number"),
                ));
            }
        })
    }

    /// A named point of which nothing is said is most likely a slip.
    fn check_unused(&mut self) {
        let t = &self.thm;
        let mut used = vec![false; t.points.len()];
        let mut mark = |p: Pt| used[p.ix()] = true;
        t.hyps.iter().for_each(|h| h.fact.each_point(&mut mark));
        t.conds.iter().for_each(|c| c.cond.each_point(&mut mark));
        t.props.iter().for_each(|h| h.prop.each_point(&mut mark));
        for g in &t.goals {
            match &g.kind {
                GoalKind::Fact(f) => f.each_point(&mut mark),
                GoalKind::Cond(c) => c.each_point(&mut mark),
                GoalKind::Prop(p) => p.each_point(&mut mark),
                GoalKind::Find(Quantity::Angle(ps)) => ps.iter().copied().for_each(&mut mark),
                GoalKind::Find(Quantity::Length(ps)) => ps.iter().copied().for_each(&mut mark),
                GoalKind::Find(Quantity::Ratio(a, b)) => a.iter().chain(b).copied().for_each(&mut mark),
                GoalKind::Find(Quantity::Num(n)) => n.each_point(&mut mark),
                GoalKind::Solve(_) => {}
            }
        }
        // What the core form does not carry may speak of any point.
        if !self.errors.is_empty() || !t.unsupported.is_empty() {
            return;
        }
        for (p, used) in t.points.iter().zip(used) {
            if !used && !p.hidden {
                let at = Span::new(p.origin.span.0, p.origin.span.1);
                let text = format!("nothing is said about the point `{}`", p.name);
                self.warnings.push(Diagnostic::warning("unused", at, text).help("remove it, or use it"));
            }
        }
    }

    fn check_goals(&mut self, item: &Item) {
        let any = |body: &[Stmt]| {
            body.iter().any(|s| {
                matches!(s.kind, StmtKind::Show(_) | StmtKind::Find(_) | StmtKind::Solve(_) | StmtKind::Error(_))
            })
        };
        if !any(&item.body) {
            let word = if item.kind == ItemKind::Theorem { "theorem" } else { "statement" };
            self.report(
                Diagnostic::error("no-goal", item.name.span, format!("the {word} `{}` has no goal", item.name.name))
                    .help("say what is to be proved (`show …`) or found (`find …`)"),
            );
        }
    }
}

/// `B on g` for the subject B and the shared statement `A on g`.
pub(crate) fn shared_text(subject: &Expr, shared: &Expr) -> String {
    let mut e = shared.clone();
    match &mut e.kind {
        ExprKind::Chain(x, _) | ExprKind::Between(x, _, _) => **x = subject.clone(),
        _ => {}
    }
    print::expr(&e)
}
