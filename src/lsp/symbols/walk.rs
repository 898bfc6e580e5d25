//! Through a tree, from names to what they mean.

use super::{Index, Kind, Occurrence, Symbol, word};
use euclase_grammar::ast::*;
use euclase_grammar::lexer::split_points;
use std::collections::{HashMap, HashSet};

/// The names of a file.
pub fn index(file: &File) -> Index {
    let mut walk = Walk { index: Index::default(), globals: HashMap::new(), names: HashMap::new(), ..Walk::default() };
    for item in file.items.iter().filter(|i| i.kind != ItemKind::Error) {
        walk.head(item);
    }
    for (i, item) in file.items.iter().enumerate() {
        walk.item(i, item);
    }
    let mut index = walk.index;
    index.occurrences.sort_by_key(|o| (o.span.start, o.span.end, o.symbol));
    index.occurrences.dedup();
    index
}

/// The parser's names for what it could not read.
fn readable(name: &str) -> bool {
    !name.is_empty() && name != euclase_grammar::lexer::UNREADABLE
}

#[derive(Default)]
struct Walk<'a> {
    index: Index,
    /// Definitions, theorems, words of the language.
    globals: HashMap<(&'a str, bool), usize>,
    /// Names of the item.
    names: HashMap<&'a str, usize>,
    /// Names that expressions bind, innermost last.
    bound: Vec<(&'a str, usize)>,
    labels: Vec<(&'a str, usize)>,
    item: usize,
}

impl<'a> Walk<'a> {
    fn new_symbol(
        &mut self,
        name: &str,
        kind: Kind,
        place: Option<Span>,
        by: Option<Span>,
        item: Option<usize>,
    ) -> usize {
        let places = place.into_iter().collect();
        self.index.symbols.push(Symbol { name: name.to_string(), kind, places, by, item });
        self.index.symbols.len() - 1
    }

    fn stands(&mut self, symbol: usize, span: Span) {
        self.index.occurrences.push(Occurrence { span, symbol });
    }

    /// The name of an item: definitions are called, theorems are cited.
    fn head(&mut self, item: &'a Item) {
        let name = item.name.name.as_str();
        if !readable(name) {
            return;
        }
        let called = item.kind == ItemKind::Def;
        let kind = if called { Kind::Definition } else { Kind::Theorem };
        let known = self.globals.get(&(name, called)).copied();
        let symbol = match known {
            Some(s) => {
                if let Some(s) = self.index.symbols.get_mut(s) {
                    s.places.push(item.name.span);
                }
                s
            }
            None => {
                let s = self.new_symbol(name, kind, Some(item.name.span), Some(item.span), None);
                self.globals.insert((name, called), s);
                s
            }
        };
        self.stands(symbol, item.name.span);
    }

    fn item(&mut self, i: usize, item: &'a Item) {
        self.item = i;
        self.names.clear();
        self.labels.clear();
        self.index.used.push(HashSet::new());
        let from = self.index.symbols.len();
        let mut sort = None;
        for p in item.params.iter().chain(&item.results) {
            sort = p.sort.or(sort);
            self.param(p, sort);
        }
        self.declare_all(&item.body);
        for p in &item.params {
            if let Some((_, e)) = &p.bound {
                self.expr(e);
            }
        }
        for a in &item.attributes {
            if let ("at", Some(AttrArg::Word(p, span))) = (a.name.name.as_str(), a.args.first()) {
                self.refers(p, *span);
            }
        }
        self.body(&item.body);
        self.index.items.push((from, self.index.symbols.len()));
    }

    fn declare(&mut self, id: &'a Ident, kind: Kind, by: Span) {
        if !readable(&id.name) {
            return;
        }
        self.uses(&id.name);
        let symbol = match self.names.get(id.name.as_str()) {
            Some(s) => *s,
            None => {
                let s = self.new_symbol(&id.name, kind, Some(id.span), Some(by), Some(self.item));
                self.names.insert(&id.name, s);
                s
            }
        };
        self.stands(symbol, id.span);
    }

    fn uses(&mut self, name: &str) {
        if let Some(used) = self.index.used.last_mut() {
            used.insert(name.to_string());
        }
    }

    /// A parameter; `line AB` names two points.
    fn param(&mut self, p: &'a Param, sort: Option<Sort>) {
        let kind = match sort {
            Some(Sort::Point) => Kind::Point,
            Some(Sort::Line) => Kind::Line,
            Some(Sort::Circle) => Kind::Circle,
            Some(Sort::Real) => Kind::Real,
            _ => Kind::Value,
        };
        let name = p.name.name.as_str();
        match split_points(name).filter(|run| kind == Kind::Line && run.len() > 1) {
            None => self.declare(&p.name, kind, p.name.span),
            Some(run) => {
                for (a, b) in run {
                    let Some(point) = name.get(a..b) else { continue };
                    let span = Span::new(p.name.span.start + a, p.name.span.start + b);
                    self.uses(point);
                    let s = self.new_symbol(point, Kind::Point, Some(span), Some(p.name.span), Some(self.item));
                    self.names.insert(point, s);
                    self.stands(s, span);
                }
            }
        }
    }

    /// What the statements introduce: known in the whole item.
    fn declare_all(&mut self, body: &'a [Stmt]) {
        for s in body {
            match &s.kind {
                StmtKind::Point { names, .. } | StmtKind::Triangle { points: names, .. } => {
                    names.iter().for_each(|n| self.declare(n, Kind::Point, s.span));
                }
                StmtKind::Circle { names, .. } => names.iter().for_each(|n| self.declare(n, Kind::Circle, s.span)),
                StmtKind::Line { names, .. } => names.iter().for_each(|n| self.declare(n, Kind::Line, s.span)),
                StmtKind::Real { names, .. } => names.iter().for_each(|n| self.declare(n, Kind::Real, s.span)),
                StmtKind::Let { name, .. } => self.declare(name, Kind::Value, s.span),
                StmtKind::Function { name, .. } => self.declare(name, Kind::Function, s.span),
                StmtKind::Error(names) => {
                    for n in names {
                        let kind = if split_points(&n.name).is_some() { Kind::Point } else { Kind::Value };
                        self.declare(n, kind, s.span);
                    }
                }
                StmtKind::Proof(body) | StmtKind::Case { body, .. } => self.declare_all(body),
                StmtKind::Have(c) | StmtKind::Show(c) => {
                    if let Some(b) = &c.body {
                        self.declare_all(b);
                    }
                }
                _ => {}
            }
        }
    }

    fn body(&mut self, body: &'a [Stmt]) {
        let labels = self.labels.len();
        body.iter().for_each(|s| self.stmt(s));
        self.labels.truncate(labels);
    }

    fn stmt(&mut self, s: &'a Stmt) {
        match &s.kind {
            StmtKind::Point { on, def, other_than, conds, .. } => {
                on.iter().chain(def).chain(other_than).chain(conds).for_each(|e| self.expr(e));
            }
            StmtKind::Circle { def, .. } | StmtKind::Line { def, .. } => def.iter().for_each(|e| self.expr(e)),
            StmtKind::Let { value, .. } => self.expr(value),
            StmtKind::Real { bound, .. } => match bound {
                Some(Bound::Rel(_, e)) => self.expr(e),
                Some(Bound::In(a, b)) => [a, b].into_iter().for_each(|e| self.expr(e)),
                None => {}
            },
            StmtKind::Function { params, body, .. } => {
                self.binding(params, Kind::Real, s.span, |me| me.expr(body));
            }
            StmtKind::Assume(es) | StmtKind::Require(es) | StmtKind::Find(es) => es.iter().for_each(|e| self.expr(e)),
            StmtKind::Locus { point, body } => {
                self.binding(std::slice::from_ref(point), Kind::Point, s.span, |me| me.body(body));
            }
            StmtKind::Show(c) | StmtKind::Have(c) => self.claim(c, s.span),
            StmtKind::Solve(ids) => ids.iter().for_each(|id| self.refers(&id.name, id.span)),
            StmtKind::Case { prop, body } => {
                self.expr(prop);
                self.body(body);
            }
            StmtKind::Calc { first, steps } => {
                self.expr(first);
                for (_, e, by) in steps {
                    self.expr(e);
                    self.hints(by);
                }
            }
            StmtKind::Proof(body) => self.body(body),
            StmtKind::Triangle { .. } | StmtKind::Error(_) => {}
        }
    }

    fn claim(&mut self, c: &'a Claim, span: Span) {
        // The claims of a nested proof come first; its labels are its own.
        if let Some(body) = &c.body {
            self.body(body);
        }
        c.props.iter().chain(&c.equality).for_each(|e| self.expr(e));
        self.hints(&c.by);
        if let Some(l) = &c.label
            && readable(&l.name)
        {
            let s = self.new_symbol(&l.name, Kind::Label, Some(l.span), Some(span), Some(self.item));
            self.labels.push((&l.name, s));
            self.stands(s, l.span);
        }
    }

    fn hints(&mut self, by: &'a [Hint]) {
        for h in by {
            match h {
                Hint::Label(l) => {
                    if let Some((_, s)) = self.labels.iter().rev().find(|(n, _)| *n == l.name) {
                        self.stands(*s, l.span);
                    }
                }
                Hint::Name(n) => {
                    if let Some(s) = self.globals.get(&(n.name.as_str(), false)) {
                        self.stands(*s, n.span);
                    }
                }
            }
        }
    }

    /// Names that are known in a part of the text only.
    fn binding(&mut self, ids: &'a [Ident], kind: Kind, by: Span, then: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        for id in ids {
            self.uses(&id.name);
            let s = self.new_symbol(&id.name, kind, Some(id.span), Some(by), Some(self.item));
            self.bound.push((&id.name, s));
            self.stands(s, id.span);
        }
        then(self);
        self.bound.truncate(before);
    }

    fn refers(&mut self, name: &str, span: Span) {
        self.uses(name);
        let bound = self.bound.iter().rev().find(|(n, _)| *n == name).map(|(_, s)| *s);
        if let Some(s) = bound.or_else(|| self.names.get(name).copied()) {
            self.stands(s, span);
        }
    }

    /// The name of a call: a function of the theorem, a definition, a word of the language.
    fn calls(&mut self, f: &'a Ident) {
        let name = f.name.as_str();
        self.uses(name);
        if let Some(s) = self.names.get(name) {
            return self.stands(*s, f.span);
        }
        let s = match self.globals.get(&(name, true)) {
            Some(s) => *s,
            None => {
                let Some(kind) = word(name) else { return };
                let s = self.new_symbol(name, kind, None, None, None);
                self.globals.insert((name, true), s);
                s
            }
        };
        self.stands(s, f.span);
    }

    fn expr(&mut self, e: &'a Expr) {
        match &e.kind {
            ExprKind::Points(ids) | ExprKind::Triangle(_, ids) => {
                ids.iter().for_each(|id| self.refers(&id.name, id.span));
            }
            ExprKind::Name(id) => self.refers(&id.name, id.span),
            ExprKind::Call(f, args) => {
                self.calls(f);
                args.iter().for_each(|a| self.expr(a));
            }
            ExprKind::Number(_) | ExprKind::Pi => {}
            ExprKind::Degrees(e) | ExprKind::Not(e) => self.expr(e),
            ExprKind::Sum(es) | ExprKind::Product(es) => es.iter().for_each(|(_, e)| self.expr(e)),
            ExprKind::Power(a, b) | ExprKind::Implies(a, b) | ExprKind::Iff(a, b) => {
                self.expr(a);
                self.expr(b);
            }
            ExprKind::Chain(a, rest) => {
                self.expr(a);
                rest.iter().for_each(|(_, e)| self.expr(e));
            }
            ExprKind::Between(a, b, c) => [a, b, c].into_iter().for_each(|e| self.expr(e)),
            ExprKind::And(es) | ExprKind::Or(es) => es.iter().for_each(|e| self.expr(e)),
            ExprKind::ForAll(ids, body) => self.binding(ids, Kind::Real, e.span, |me| me.expr(body)),
        }
    }
}
