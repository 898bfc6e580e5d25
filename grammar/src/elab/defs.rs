//! Definitions: the table of those that are known, and their expansion.
//!
//! A definition is expanded at each call: its parameters are bound to the arguments, its results
//! to new objects, and its statements are said. `require` says when the construction is defined,
//! `assume` what defines it, `have` what follows from that and is worth telling (it is assumed
//! with the rest, but is no part of a claim `X = noun(…)`). The words of the caller are the
//! origin of everything an expansion says.

use super::expr::count;
use super::number::NumVal;
use super::value::{Center, Circle, CircleId, Line, LineId, Locus, Value};
use super::{Elab, Lit, MAX_EXPANSIONS, Named, Res, Stop};
use crate::ast::*;
use crate::core::{Num, Origin, Pt};
use crate::diag::{Diagnostic, did_you_mean};
use crate::print;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// Depth at which a claim `x = noun(…)` collects what defines `x`: the definition itself, not
/// those that it uses.
const CLAIM_DEPTH: usize = 1;

/// A definition with its sorts resolved.
#[derive(Debug)]
pub(crate) struct Def<'a> {
    pub item: &'a Item,
    pub params: Vec<Sort>,
    pub results: Vec<Sort>,
}

/// The definitions of the prelude and of a file, in order.
#[derive(Debug, Default)]
pub(crate) struct Defs<'a> {
    list: Vec<Def<'a>>,
    by_name: HashMap<&'a str, Vec<usize>>,
    /// Those of the file with a mistake of their own: their uses say nothing more.
    broken: RefCell<HashSet<usize>>,
}

/// The sort of each parameter, where a missing one is that of the parameter before.
pub(crate) fn sorts(params: &[Param]) -> Option<Vec<Sort>> {
    let mut last = None;
    params
        .iter()
        .map(|p| {
            last = p.sort.or(last);
            last
        })
        .collect()
}

impl<'a> Defs<'a> {
    pub fn new(items: &'a [Item]) -> Defs<'a> {
        let mut d = Defs::default();
        items.iter().for_each(|i| d.add(i));
        d
    }

    fn add(&mut self, item: &'a Item) {
        let params = sorts(&item.params).unwrap_or_default();
        let results = sorts(&item.results).unwrap_or_default();
        self.by_name.entry(&item.name.name).or_default().push(self.list.len());
        self.list.push(Def { item, params, results });
    }

    /// Adds the definitions of a file, checking their heads.
    pub fn add_file(&mut self, file: &'a File, errors: &mut Vec<Diagnostic>) {
        for item in file.items.iter().filter(|i| i.kind == ItemKind::Def) {
            for list in [&item.params, &item.results] {
                if let Some(p) = list.first()
                    && p.sort.is_none()
                {
                    errors.push(
                        Diagnostic::error("no-sort", p.name.span, format!("what is `{}`?", p.name.name))
                            .help("write its sort: `point A`, `line l`, `circle g`, `length r`, `angle d`"),
                    );
                }
            }
            let name = item.name.name.as_str();
            let params = sorts(&item.params).unwrap_or_default();
            if let Some(i) = self.by_name.get(name).and_then(|v| v.iter().find(|i| self.list[**i].params == params)) {
                let whose = if self.list[*i].item.span == item.span { "" } else { " with the same parameters" };
                errors.push(
                    Diagnostic::error("duplicate-name", item.name.span, format!("`{name}` is already defined{whose}"))
                        .help("choose another name"),
                );
            }
            if super::expr::FUNCTIONS.iter().any(|f| f.0 == name)
                || super::predicate::PREDICATES.iter().any(|f| f.0 == name)
            {
                errors.push(
                    Diagnostic::error("duplicate-name", item.name.span, format!("`{name}` is a word of the language"))
                        .help("choose another name"),
                );
            }
            self.add(item);
        }
    }

    /// Notes that a definition has a mistake, which has been told.
    pub fn set_broken(&self, index: usize) {
        self.broken.borrow_mut().insert(index);
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn knows(&self, name: &str, visible: usize) -> bool {
        self.by_name.get(name).is_some_and(|v| v.iter().any(|i| *i < visible))
    }

    fn named(&self, name: &str, visible: usize) -> Vec<usize> {
        self.by_name.get(name).map_or(vec![], |v| v.iter().copied().filter(|i| *i < visible).collect())
    }

    /// Visible names, sorted.
    fn names(&self, visible: usize) -> Vec<&'a str> {
        let mut v: Vec<&str> =
            self.by_name.iter().filter(|(_, v)| v.iter().any(|i| *i < visible)).map(|(k, _)| *k).collect();
        v.sort_unstable();
        v
    }
}

fn fits(sort: Sort, v: &Value) -> bool {
    match (sort, v) {
        (Sort::Point, Value::Point(_)) | (Sort::Line, Value::Line(_)) | (Sort::Circle, Value::Circle(_)) => true,
        (Sort::Line | Sort::Length, Value::Run(ps)) => ps.len() == 2,
        (Sort::Length | Sort::Real, Value::Num(n)) => n.is_plain(),
        (Sort::Angle, Value::Num(NumVal::Deg(..) | NumVal::Dir(_))) => true,
        _ => false,
    }
}

/// How a definition is called: `foot(point P, line l)`.
pub fn head(item: &Item) -> String {
    let mut sort = None;
    let ps: Vec<String> = item
        .params
        .iter()
        .map(|p| {
            sort = p.sort.or(sort);
            format!("{} {}", sort.map_or("", print::sort_word), p.name.name)
        })
        .collect();
    format!("{}({})", item.name.name, ps.join(", "))
}

impl<'a> Elab<'a> {
    /// Runs `f` with another scope, as the inside of a definition.
    pub(crate) fn inside_definition<T>(
        &mut self,
        scope: HashMap<&'a str, Named<'a>>,
        visible: usize,
        f: impl FnOnce(&mut Self) -> Res<T>,
    ) -> Res<T> {
        self.count_expansion()?;
        let scope = std::mem::replace(&mut self.scope, scope);
        let visible = std::mem::replace(&mut self.visible, visible);
        self.in_def += 1;
        let r = f(self);
        self.in_def -= 1;
        self.scope = scope;
        self.visible = visible;
        r
    }

    /// Definitions and functions that use one another could double at each step.
    pub(crate) fn count_expansion(&mut self) -> Res<()> {
        self.expansions += 1;
        if self.expansions > MAX_EXPANSIONS || self.in_def > 64 {
            return Err(self.fail("too-many", "the definitions expand without end"));
        }
        Ok(())
    }

    /// What membership in a locus means for `x`.
    pub(crate) fn run_locus(&mut self, locus: &Locus<'a>, x: Pt) -> Res<Vec<Lit>> {
        let mut scope = locus.scope.clone();
        scope.insert(&locus.point.name, Named::Value(Value::Point(x)));
        self.inside_definition(scope, locus.visible, |me| {
            let mut lits = Vec::new();
            for s in locus.body {
                if let StmtKind::Assume(es) = &s.kind {
                    for e in es {
                        lits.extend(me.prop(e)?);
                    }
                }
            }
            Ok(lits)
        })
    }

    /// The definition that fits the arguments.
    fn choose(&mut self, e: &Expr, f: &Ident, values: &[Value], args: &[Expr]) -> Res<usize> {
        let all = self.defs.named(&f.name, self.visible);
        let defs = self.defs;
        if all.is_empty() {
            let mut d = Diagnostic::error("unknown-name", f.span, format!("unknown construction `{}`", f.name))
                .label("not defined");
            let words = super::expr::FUNCTIONS.iter().chain(super::predicate::PREDICATES).map(|w| w.0);
            let mut known = defs.names(self.visible);
            known.extend(words);
            if super::predicate::PREDICATES.iter().any(|p| p.0 == f.name) {
                d = Diagnostic::error(
                    "wrong-sort",
                    e.span,
                    format!("`{}` is a statement; a value is needed here", f.name),
                );
            } else if let Some(s) = did_you_mean(&f.name, known) {
                d = d.meant(s);
            } else {
                d = d.help("the constructions are listed in LANGUAGE.md");
            }
            return Err(self.report(d));
        }
        let right_length: Vec<usize> =
            all.iter().copied().filter(|i| defs.list[*i].params.len() == values.len()).collect();
        if let Some(i) =
            right_length.iter().find(|i| defs.list[**i].params.iter().zip(values).all(|(s, v)| fits(*s, v)))
        {
            return if defs.broken.borrow().contains(i) { Err(Stop::Reported) } else { Ok(*i) };
        }
        let usage: Vec<String> = all.iter().map(|i| format!("`{}`", head(defs.list[*i].item))).collect();
        let help = format!("it is written {}", usage.join(" or "));
        let d = match right_length[..] {
            [] => {
                let mut lengths: Vec<usize> = all.iter().map(|i| defs.list[*i].params.len()).collect();
                lengths.dedup();
                let wanted = lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(" or ");
                let wanted = if wanted == "1" { "1 argument".into() } else { format!("{wanted} arguments") };
                Diagnostic::error("wrong-arity", e.span, format!("`{}` takes {wanted}, not {}", f.name, values.len()))
            }
            [i, ..] => {
                let bad = defs.list[i].params.iter().zip(values).position(|(s, v)| !fits(*s, v)).unwrap_or(0);
                let mut d = Diagnostic::error(
                    "wrong-sort",
                    args[bad].span,
                    format!(
                        "argument {} of `{}` must be a {}; `{}` is {}",
                        bad + 1,
                        f.name,
                        print::sort_word(defs.list[i].params[bad]),
                        print::expr(&args[bad]),
                        values[bad].describe()
                    ),
                );
                if matches!(defs.list[i].params[bad], Sort::Angle) && values[bad].describe() == "a number" {
                    d = d.label("write its unit: `60 deg`");
                }
                d
            }
        };
        Err(self.report(d.help(help)))
    }

    /// Expands a call. `names` are the names of the results, where a statement gives them.
    pub(crate) fn call(
        &mut self,
        e: &'a Expr,
        f: &'a Ident,
        args: &'a [Expr],
        names: Option<&'a [Ident]>,
    ) -> Res<Vec<Value>> {
        let values: Vec<Value> =
            args.iter().map(|a| self.value(a)).collect::<Vec<_>>().into_iter().collect::<Res<_>>()?;
        let index = self.choose(e, f, &values, args)?;
        // Long numbers are not worth comparing.
        let short = |v: &Value| !matches!(v, Value::Num(n) if n.size().0 > 50);
        let key = values.iter().all(short).then(|| format!("{index} {values:?}"));
        if names.is_none()
            && let Some(v) = key.as_ref().and_then(|k| self.calls.get(k))
        {
            return Ok(v.clone());
        }
        let origin = self.origin.clone();
        if self.in_def == 0 && names.is_none() {
            self.origin = Origin { text: print::expr(e), span: (e.span.start, e.span.end) };
        }
        let assuming = std::mem::replace(&mut self.assuming, true);
        let r = self.expand(e.span, index, values, names, None);
        self.assuming = assuming;
        self.origin = origin;
        let results = r?;
        if let Some(key) = key {
            self.calls.entry(key).or_insert_with(|| results.clone());
        }
        Ok(results)
    }

    /// What `x = noun(…)` claims: the statements that define the point, said of `x`.
    /// `None` if the call does not construct a single point.
    pub(crate) fn claim_of_call(&mut self, x: Pt, e: &'a Expr) -> Res<Option<Vec<Lit>>> {
        let ExprKind::Call(f, args) = &e.kind else { return Ok(None) };
        if self.defs.named(&f.name, self.visible).is_empty() {
            return Ok(None);
        }
        let values: Vec<Value> =
            args.iter().map(|a| self.value(a)).collect::<Vec<_>>().into_iter().collect::<Res<_>>()?;
        let index = self.choose(e, f, &values, args)?;
        if self.defs.list[index].results != [Sort::Point] {
            return Ok(None);
        }
        let collect = self.collect.replace(Vec::new());
        let assuming = std::mem::replace(&mut self.assuming, true);
        let r = self.expand(e.span, index, values, None, Some(x));
        self.assuming = assuming;
        let lits = std::mem::replace(&mut self.collect, collect);
        r?;
        Ok(lits)
    }

    /// Expands definition number `index`; `at` is the place of the call, `given` the point that
    /// its one result is.
    pub(crate) fn expand(
        &mut self,
        at: Span,
        index: usize,
        values: Vec<Value>,
        names: Option<&'a [Ident]>,
        given: Option<Pt>,
    ) -> Res<Vec<Value>> {
        let defs = self.defs;
        let def = &defs.list[index];
        if let Some(names) = names
            && names.len() != def.results.len()
        {
            let d = Diagnostic::error(
                "wrong-arity",
                at,
                format!(
                    "`{}` gives {}, but {} named",
                    def.item.name.name,
                    count(def.results.len(), "result"),
                    if names.len() == 1 { "1 is".to_string() } else { format!("{} are", names.len()) }
                ),
            );
            return Err(self.report(d));
        }
        // Parameters. What an argument needs (A ≠ B for a line AB) is said in the caller's words.
        let mut scope: HashMap<&'a str, Named<'a>> = HashMap::new();
        let mut bound = Vec::new();
        for ((p, sort), v) in def.item.params.iter().zip(&def.params).zip(values) {
            let v = self.coerce(*sort, v)?;
            bound.push(v.clone());
            if let (Value::Line(l), Some(run)) = (&v, crate::lexer::split_points(&p.name.name)) {
                let (a, b) = self.two_points(*l)?;
                for ((i, j), x) in run.into_iter().zip([a, b]) {
                    scope.insert(&p.name.name[i..j], Named::Value(Value::Point(x)));
                }
                continue;
            }
            scope.insert(&p.name.name, Named::Value(v));
        }
        // Results.
        let made = (def.item.name.name.clone(), self.points_of_values(&bound));
        let mut results = Vec::new();
        for (i, (r, sort)) in def.item.results.iter().zip(&def.results).enumerate() {
            let v = match sort {
                Sort::Point => Value::Point(match (given, names) {
                    (Some(x), _) => x,
                    (None, Some(names)) if self.in_def == 0 => self.introduce(&names[i])?,
                    (None, names) => {
                        let name = names.map_or(&r.name.name, |n| &n[i].name);
                        let base: String = name.chars().take(1).collect();
                        self.hidden(&base, "")?
                    }
                }),
                Sort::Line => {
                    self.lines.push(Line { open: true, ..Line::default() });
                    Value::Line(LineId(self.lines.len() - 1))
                }
                Sort::Circle => {
                    self.circles.push(Circle { open: true, ..Circle::default() });
                    Value::Circle(CircleId(self.circles.len() - 1))
                }
                _ => return Err(self.fail("wrong-sort", "a definition gives points, lines or circles")),
            };
            scope.insert(&r.name.name, Named::Value(v.clone()));
            if let Value::Point(p) = v {
                self.made.insert(p, made.clone());
            }
            results.push(v);
        }
        let body = &def.item.body;
        self.inside_definition(scope, index, |me| {
            for s in body {
                me.definition_stmt(s, &results)?;
            }
            Ok(())
        })?;
        for v in &results {
            match v {
                Value::Line(l) => self.lines[l.0].open = false,
                Value::Circle(g) => self.circles[g.0].open = false,
                _ => {}
            }
        }
        Ok(results)
    }

    fn coerce(&mut self, sort: Sort, v: Value) -> Res<Value> {
        Ok(match (sort, &v) {
            (Sort::Line, Value::Run(ps)) => {
                let l = self.pair_line(ps[0], ps[1])?;
                self.draw(super::Drawn::Line(l));
                Value::Line(l)
            }
            (Sort::Length, Value::Run(ps)) => Value::Num(NumVal::Plain(Num::Len(ps[0], ps[1]))),
            _ => v,
        })
    }

    /// A statement of a definition.
    fn definition_stmt(&mut self, s: &'a Stmt, results: &[Value]) -> Res<()> {
        match &s.kind {
            StmtKind::Require(es) => {
                let guarding = std::mem::replace(&mut self.guarding, true);
                let r = self.say(es);
                self.guarding = guarding;
                r
            }
            StmtKind::Assume(es) => {
                for (e, shared) in Self::shared_subjects(es) {
                    if self.describes_circle(e)? {
                        continue;
                    }
                    let claim = self.collect.is_some() && self.in_def == CLAIM_DEPTH;
                    let assuming = std::mem::replace(&mut self.assuming, !claim);
                    let lits = match shared {
                        None => self.prop(e),
                        Some(s) => self.prop_about(e, s),
                    };
                    self.assuming = assuming;
                    match &mut self.collect {
                        Some(c) if claim => c.extend(lits?),
                        _ => self.emit(lits?, false)?,
                    }
                }
                Ok(())
            }
            StmtKind::Have(c) => {
                if self.collect.is_some() && self.in_def == CLAIM_DEPTH {
                    return Ok(());
                }
                self.say(&c.props)
            }
            StmtKind::Locus { point, body } => {
                let locus = Locus { point, body, scope: self.scope.clone(), visible: self.visible };
                match results {
                    [Value::Line(l)] => self.lines[l.0].locus = Some(locus),
                    [Value::Circle(g)] => self.circles[g.0].locus = Some(locus),
                    _ => return Err(self.fail("misplaced", "`locus` describes the one line or circle of a definition")),
                }
                Ok(())
            }
            StmtKind::Point { .. }
            | StmtKind::Triangle { .. }
            | StmtKind::Circle { .. }
            | StmtKind::Line { .. }
            | StmtKind::Let { .. } => self.introduction(s),
            StmtKind::Error(_) => Err(Stop::Reported),
            _ => Err(self.fail("misplaced", "this statement has no place in a definition")),
        }
    }

    /// Says the statements of a definition.
    fn say(&mut self, es: &'a [Expr]) -> Res<()> {
        for e in es {
            let lits = self.prop(e)?;
            self.emit(lits, false)?;
        }
        Ok(())
    }

    /// `center(g) = O` and `radius(g) = r` describe a circle that is still open.
    fn describes_circle(&mut self, e: &'a Expr) -> Res<bool> {
        let ExprKind::Chain(left, rest) = &e.kind else { return Ok(false) };
        let (ExprKind::Call(f, args), [(RelOp::Eq, right)]) = (&left.kind, &rest[..]) else { return Ok(false) };
        let [Expr { kind: ExprKind::Name(g), .. }] = &args[..] else { return Ok(false) };
        let Some(Named::Value(Value::Circle(g))) = self.scope.get(g.name.as_str()).cloned() else {
            return Ok(false);
        };
        if !self.circles[g.0].open {
            return Ok(false);
        }
        match f.name.as_str() {
            "center" => {
                self.circles[g.0].center = match &right.kind {
                    ExprKind::Points(ps) if ps.len() == 1 => Center::Known(self.point(right)?),
                    _ => Center::Later(right, self.scope.clone(), self.visible),
                };
            }
            "radius" => {
                let r = self.number(right)?;
                let Some(r) = r.into_plain() else {
                    return Err(self.fail("wrong-kind", "a radius is a length"));
                };
                self.circles[g.0].radius = Some(r);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}
