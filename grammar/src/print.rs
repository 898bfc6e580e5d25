//! The canonical text of a tree, and of a file with its comments.
//!
//! ASCII only, apart from comments and texts in quotes, which are kept as they are. Printing
//! and parsing again gives the same tree; formatting twice gives the same text. A comment stays
//! behind the statement it shares a line with, or on a line of its own before the next one;
//! comments inside a statement move before it. One blank line is kept where there were some.

use crate::ast::*;

/// Lines longer than this are broken after a comma.
const WIDTH: usize = 100;

/// An expression as text.
pub fn expr(e: &Expr) -> String {
    let mut out = String::new();
    push_expr(&mut out, e, 0);
    out
}

/// How tightly an expression holds together; the order of the grammar's levels.
fn level(e: &Expr) -> u8 {
    match &e.kind {
        ExprKind::ForAll(..) => 0,
        ExprKind::Iff(..) => 1,
        ExprKind::Implies(..) => 2,
        ExprKind::Or(_) => 3,
        ExprKind::And(_) => 4,
        ExprKind::Not(_) => 5,
        ExprKind::Chain(..) | ExprKind::Between(..) => 6,
        ExprKind::Sum(_) => 7,
        ExprKind::Product(_) => 8,
        ExprKind::Power(..) | ExprKind::Degrees(_) => 9,
        ExprKind::Points(_)
        | ExprKind::Name(_)
        | ExprKind::Call(..)
        | ExprKind::Triangle(..)
        | ExprKind::Number(_)
        | ExprKind::Pi => 10,
    }
}

fn push_expr(out: &mut String, e: &Expr, at_least: u8) {
    if level(e) < at_least {
        out.push('(');
        push_bare(out, e);
        out.push(')');
    } else {
        push_bare(out, e);
    }
}

fn push_list(out: &mut String, es: &[Expr], sep: &str, at_least: u8) {
    for (i, e) in es.iter().enumerate() {
        if i > 0 {
            out.push_str(sep);
        }
        push_expr(out, e, at_least);
    }
}

fn shape_word(shape: Option<TriShape>) -> &'static str {
    match shape {
        None => "",
        Some(TriShape::Acute) => "acute ",
        Some(TriShape::Obtuse) => "obtuse ",
    }
}

fn run(points: &[Ident]) -> String {
    points.iter().map(|p| p.name.as_str()).collect()
}

fn push_bare(out: &mut String, e: &Expr) {
    match &e.kind {
        ExprKind::Points(ps) => out.push_str(&run(ps)),
        ExprKind::Name(n) => out.push_str(&n.name),
        ExprKind::Call(f, args) => match args.as_slice() {
            [Expr { kind: ExprKind::Points(ps), .. }] if f.name == "angle" => {
                out.push_str("angle ");
                out.push_str(&run(ps));
            }
            _ => {
                out.push_str(&f.name);
                out.push('(');
                push_list(out, args, ", ", 0);
                out.push(')');
            }
        },
        ExprKind::Triangle(shape, ps) => {
            out.push_str(shape_word(*shape));
            out.push_str("triangle ");
            out.push_str(&run(ps));
        }
        ExprKind::Number(n) => out.push_str(n),
        ExprKind::Pi => out.push_str("pi"),
        ExprKind::Degrees(x) => {
            push_expr(out, x, 10);
            out.push_str(" deg");
        }
        ExprKind::Sum(terms) => {
            for (i, (minus, t)) in terms.iter().enumerate() {
                match (i, *minus) {
                    (0, true) => out.push('-'),
                    (0, false) => {}
                    (_, true) => out.push_str(" - "),
                    (_, false) => out.push_str(" + "),
                }
                push_expr(out, t, 8);
            }
        }
        ExprKind::Product(factors) => {
            let tight = factors.iter().all(|(_, f)| level(f) >= 9);
            for (i, (over, f)) in factors.iter().enumerate() {
                if i > 0 {
                    out.push_str(match (*over, tight) {
                        (true, true) => "/",
                        (true, false) => "/",
                        (false, _) => "*",
                    });
                }
                push_expr(out, f, 9);
            }
        }
        ExprKind::Power(a, b) => {
            push_expr(out, a, 10);
            out.push('^');
            match &b.kind {
                ExprKind::Sum(terms) if terms.len() == 1 && terms[0].0 && level(&terms[0].1) == 10 => {
                    out.push('-');
                    push_expr(out, &terms[0].1, 10);
                }
                _ => push_expr(out, b, 10),
            }
        }
        ExprKind::Chain(first, rest) => {
            push_expr(out, first, 7);
            for (op, x) in rest {
                out.push(' ');
                out.push_str(op.text());
                out.push(' ');
                push_expr(out, x, 7);
            }
        }
        ExprKind::Between(x, a, b) => {
            push_expr(out, x, 7);
            out.push_str(" between ");
            push_expr(out, a, 7);
            out.push_str(", ");
            push_expr(out, b, 7);
        }
        ExprKind::Not(x) => {
            out.push_str("not ");
            push_expr(out, x, 6);
        }
        ExprKind::And(xs) => push_list(out, xs, " and ", 5),
        ExprKind::Or(xs) => push_list(out, xs, " or ", 4),
        ExprKind::Implies(a, b) => {
            push_expr(out, a, 3);
            out.push_str(" implies ");
            push_expr(out, b, 3);
        }
        ExprKind::Iff(a, b) => {
            push_expr(out, a, 2);
            out.push_str(" iff ");
            push_expr(out, b, 2);
        }
        ExprKind::ForAll(names, x) => {
            out.push_str("for all ");
            out.push_str(&joined(names));
            out.push_str(": ");
            push_expr(out, x, 1);
        }
    }
}

fn joined(names: &[Ident]) -> String {
    names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The word of a sort.
pub fn sort_word(s: Sort) -> &'static str {
    match s {
        Sort::Point => "point",
        Sort::Line => "line",
        Sort::Circle => "circle",
        Sort::Real => "real",
        Sort::Angle => "angle",
        Sort::Length => "length",
    }
}

fn params(ps: &[Param]) -> String {
    let one = |p: &Param| {
        let sort = p.sort.map_or(String::new(), |s| format!("{} ", sort_word(s)));
        let bound = p.bound.as_ref().map_or(String::new(), |(op, e)| format!(" {} {}", op.text(), expr(e)));
        format!("{sort}{}{bound}", p.name.name)
    };
    ps.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Pieces of a statement between which a line may be broken.
#[derive(Default)]
struct Pieces(Vec<String>);

impl Pieces {
    fn word(&mut self, w: impl Into<String>) {
        self.0.push(w.into());
    }
    /// Appends to the last piece.
    fn glue(&mut self, s: &str) {
        match self.0.last_mut() {
            Some(last) => last.push_str(s),
            None => self.0.push(s.into()),
        }
    }
    fn list(&mut self, items: impl IntoIterator<Item = String>) {
        let items: Vec<String> = items.into_iter().collect();
        let n = items.len();
        for (i, mut s) in items.into_iter().enumerate() {
            if i + 1 < n {
                s.push(',');
            }
            self.0.push(s);
        }
    }
    fn exprs(&mut self, keyword: &str, es: &[Expr]) {
        if !es.is_empty() {
            self.keyword(keyword, es.iter().map(expr));
        }
    }
    /// The keyword stays with the first of its list.
    fn keyword(&mut self, keyword: &str, items: impl IntoIterator<Item = String>) {
        let start = self.0.len();
        self.list(items);
        match self.0.get_mut(start) {
            Some(first) => *first = format!("{keyword} {first}"),
            None => self.0.push(keyword.into()),
        }
    }
    fn hints(&mut self, by: &[Hint]) {
        if !by.is_empty() {
            self.keyword(
                "by",
                by.iter().map(|h| match h {
                    Hint::Name(n) => n.name.clone(),
                    Hint::Label(n) => format!("[{}]", n.name),
                }),
            );
        }
    }
    fn lines(self, indent: usize) -> String {
        let mut out = String::new();
        let mut column = indent;
        for (i, p) in self.0.iter().enumerate() {
            let w = p.chars().count();
            if i == 0 {
                out.push_str(p);
                column += w;
            } else if column + 1 + w > WIDTH {
                out.push('\n');
                out.push_str(&" ".repeat(indent + 2));
                out.push_str(p);
                column = indent + 2 + w;
            } else {
                out.push(' ');
                out.push_str(p);
                column += 1 + w;
            }
        }
        out
    }
}

/// The statement without its block, and the block.
fn stmt_pieces(s: &Stmt) -> (Pieces, Option<&[Stmt]>) {
    let mut p = Pieces::default();
    let mut block = None;
    match &s.kind {
        StmtKind::Point { names, on, def, other_than, conds } => {
            p.word("point");
            p.glue(&format!(" {}", joined(names)));
            if let Some(d) = def {
                p.glue(" =");
                p.word(expr(d));
            }
            p.exprs("on", on);
            p.exprs("other than", other_than);
            p.exprs("where", conds);
        }
        StmtKind::Triangle { points, shape } => p.word(format!("{}triangle {}", shape_word(*shape), run(points))),
        StmtKind::Circle { names, def } | StmtKind::Line { names, def } => {
            let word = if matches!(s.kind, StmtKind::Circle { .. }) { "circle" } else { "line" };
            p.word(format!("{word} {}", joined(names)));
            if let Some(d) = def {
                p.glue(" =");
                p.word(expr(d));
            }
        }
        StmtKind::Let { name, value } => {
            p.word(format!("let {} =", name.name));
            p.word(expr(value));
        }
        StmtKind::Real { names, bound } => {
            p.keyword("real", names.iter().map(|n| n.name.clone()));
            match bound {
                Some(Bound::Rel(op, e)) => p.glue(&format!(" {} {}", op.text(), expr(e))),
                Some(Bound::In(a, b)) => p.glue(&format!(" in [{}, {}]", expr(a), expr(b))),
                None => {}
            }
        }
        StmtKind::Function { name, params, body } => {
            p.word(format!("function {}({}) =", name.name, joined(params)));
            p.word(expr(body));
        }
        StmtKind::Assume(es) => p.exprs("assume", es),
        StmtKind::Require(es) => p.exprs("require", es),
        StmtKind::Find(es) => p.exprs("find", es),
        StmtKind::Solve(names) => p.keyword("solve", names.iter().map(|n| n.name.clone())),
        StmtKind::Locus { point, body } => {
            p.word(format!("locus {}", point.name));
            block = Some(body.as_slice());
        }
        StmtKind::Show(c) | StmtKind::Have(c) => {
            let word = if matches!(s.kind, StmtKind::Show(_)) { "show" } else { "have" };
            let label = c.label.as_ref().map_or(String::new(), |l| format!(" [{}]", l.name));
            p.exprs(&format!("{word}{label}"), &c.props);
            p.exprs("equality iff", &c.equality);
            p.hints(&c.by);
            block = c.body.as_deref();
        }
        StmtKind::Case { prop, body } => {
            p.word(format!("case {}", expr(prop)));
            block = Some(body);
        }
        StmtKind::Calc { first, steps } => {
            p.word(format!("calc {}", expr(first)));
            for (op, e, by) in steps {
                p.word(format!("{} {}", op.text(), expr(e)));
                p.hints(by);
            }
        }
        StmtKind::Proof(body) => {
            p.word("proof");
            block = Some(body);
        }
        StmtKind::Error(_) => {}
    }
    (p, block)
}

/// One statement on one line, its block left out: the text of an origin.
pub fn stmt_line(s: &Stmt) -> String {
    stmt_pieces(s).0.0.join(" ")
}

/// A tree without comments.
pub fn tree(file: &File) -> String {
    file_text(file, "", &[])
}

/// A file in canonical form with the comments of its source.
pub fn file_text(file: &File, source: &str, comments: &[Span]) -> String {
    let mut p = Printer { out: String::new(), source, comments, last_end: 0, at_start: true };
    for (i, item) in file.items.iter().enumerate() {
        let next = file.items.get(i + 1).map_or(usize::MAX, |n| n.span.start);
        p.item(item, next, i > 0);
    }
    p.leading(usize::MAX, 0);
    p.out
}

struct Printer<'a> {
    out: String,
    source: &'a str,
    /// Those not yet printed.
    comments: &'a [Span],
    /// Source position up to which everything is printed.
    last_end: usize,
    /// At the beginning of the file or of a block: no blank line here.
    at_start: bool,
}

impl Printer<'_> {
    fn newlines_before(&self, start: usize) -> usize {
        match self.source.get(self.last_end..start) {
            Some(between) => between.bytes().filter(|b| *b == b'\n').count(),
            None => 0,
        }
    }

    /// A blank line, if the source had one before `start`.
    fn gap(&mut self, start: usize) {
        if !self.at_start && self.newlines_before(start) >= 2 {
            self.out.push('\n');
        }
        self.at_start = false;
    }

    fn comment(&mut self, c: Span) {
        self.out.push_str(self.source[c.start..c.end].trim_end());
        self.last_end = self.last_end.max(c.end);
    }

    /// Prints the pending comments before `before`, a line each.
    fn leading(&mut self, before: usize, indent: usize) {
        while let Some((c, rest)) = self.comments.split_first()
            && c.start < before
        {
            self.comments = rest;
            self.gap(c.start);
            self.out.push_str(&" ".repeat(indent));
            self.comment(*c);
            self.out.push('\n');
        }
    }

    /// Ends the line; a comment on the line where `from` is, and before `before`, stays on it.
    fn end_line(&mut self, from: usize, before: usize) {
        self.last_end = self.last_end.max(from);
        if let Some((c, rest)) = self.comments.split_first()
            && c.start >= from
            && c.start < before
            && !self.source[from..c.start].contains('\n')
        {
            self.comments = rest;
            self.out.push_str("  ");
            self.comment(*c);
        }
        self.out.push('\n');
    }

    fn item(&mut self, item: &Item, next: usize, blank: bool) {
        if blank && !self.at_start {
            self.out.push('\n');
            self.at_start = true;
        }
        for a in &item.attributes {
            self.leading(a.span.end, 0);
            self.gap(a.span.start);
            self.out.push('@');
            self.out.push_str(&a.name.name);
            if !a.args.is_empty() {
                let one = |x: &AttrArg| match x {
                    AttrArg::Text(s, _) => format!("\"{s}\""),
                    AttrArg::Number(s, _) | AttrArg::Word(s, _) => s.clone(),
                };
                let args: Vec<String> = a.args.iter().map(one).collect();
                self.out.push_str(&format!("({})", args.join(", ")));
            }
            self.end_line(a.span.end, item.name.span.start);
        }
        let name = item.name.span;
        self.leading(name.start, 0);
        if item.attributes.is_empty() {
            self.gap(item.span.start);
        }
        self.at_start = false;
        let word = match item.kind {
            ItemKind::Theorem => "theorem",
            ItemKind::Def => "def",
            ItemKind::Rule => "rule",
            ItemKind::Lemma => "lemma",
            ItemKind::Error => return,
        };
        self.out.push_str(&format!("{word} {}", item.name.name));
        if item.kind != ItemKind::Theorem {
            self.out.push_str(&format!("({})", params(&item.params)));
        }
        if item.kind == ItemKind::Def {
            self.out.push_str(&format!(" -> {}", params(&item.results)));
        }
        self.block(&item.body, name.end, item.span.end, 0);
        self.end_line(item.span.end, next);
    }

    /// ` {`, the statements, `}`. The head of the block ends somewhere after `head`.
    fn block(&mut self, body: &[Stmt], head: usize, end: usize, indent: usize) {
        self.out.push_str(" {");
        let first = body.first().map_or(end, |s| s.span.start);
        self.end_line(head, first);
        self.at_start = true;
        for (i, s) in body.iter().enumerate() {
            let next = body.get(i + 1).map_or(end, |n| n.span.start);
            self.stmt(s, next, indent + 2);
        }
        self.leading(end, indent + 2);
        self.at_start = false;
        self.last_end = self.last_end.max(end);
        self.out.push_str(&" ".repeat(indent));
        self.out.push('}');
    }

    fn stmt(&mut self, s: &Stmt, next: usize, indent: usize) {
        let (pieces, block) = stmt_pieces(s);
        self.leading(if block.is_some() { s.span.start } else { s.span.end }, indent);
        self.gap(s.span.start);
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(&pieces.lines(indent));
        if let Some(body) = block {
            self.block(body, s.span.start, s.span.end, indent);
        }
        self.end_line(s.span.end, next);
    }
}
