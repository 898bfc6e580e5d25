//! From tokens to the syntax tree: the glue around the generated parser.
//!
//! Reading never stops at the first error. The grammar's `!` drops a broken statement (or item)
//! and goes on at the next; the names that a broken statement seems to introduce are kept, so
//! that one slip does not bring a dozen "unknown point" messages after it.

use crate::ast::*;
use crate::diag::{Diagnostic, did_you_mean};
use crate::lexer::{self, Key, Sign, Spanned, Tok};
use lalrpop_util::{ErrorRecovery, ParseError};

#[allow(missing_docs, unused_imports, unused_parens, clippy::all, clippy::pedantic)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/fml.rs"));
}

/// Syntax errors after this many are passed over in silence.
const MAX_SYNTAX_ERRORS: usize = 500;

/// What the grammar's actions share.
pub(crate) struct Context<'s> {
    tokens: Vec<Spanned<'s>>,
    errors: Vec<Diagnostic>,
}

/// A parsed file: the tree is there even when there are errors.
#[derive(Debug)]
pub struct Parsed {
    /// The tree; broken statements are `Error` nodes.
    pub file: File,
    /// Comments, in order.
    pub comments: Vec<Span>,
    /// What was wrong.
    pub errors: Vec<Diagnostic>,
}

/// Parses a source text.
pub fn parse(source: &str) -> Parsed {
    let lexed = lexer::lex(source);
    let mut ctx = Context { tokens: lexed.tokens, errors: lexed.errors };
    if lexed.cut_short {
        // The rest was not read: messages about the cut would only confuse.
        return Parsed { file: File::default(), comments: lexed.comments, errors: ctx.errors };
    }
    let tokens = ctx.tokens.clone();
    let file = match generated::FileParser::new().parse(&mut ctx, tokens) {
        Ok(file) => file,
        Err(e) => {
            let d = ctx.describe(e);
            ctx.errors.push(d);
            File::default()
        }
    };
    Parsed { file, comments: lexed.comments, errors: ctx.errors }
}

pub(crate) fn expr(kind: ExprKind, l: usize, r: usize) -> Expr {
    Expr { kind, span: Span::new(l, r) }
}

pub(crate) fn ident(name: &str, l: usize, r: usize) -> Ident {
    Ident { name: name.replace('′', "'"), span: Span::new(l, r) }
}

pub(crate) fn push_sum(a: Expr, minus: bool, b: Expr, l: usize, r: usize) -> Expr {
    let mut terms = match a.kind {
        ExprKind::Sum(terms) => terms,
        kind => vec![(false, Expr { kind, span: a.span })],
    };
    terms.push((minus, b));
    expr(ExprKind::Sum(terms), l, r)
}

pub(crate) fn push_product(a: Expr, over: bool, b: Expr, l: usize, r: usize) -> Expr {
    let mut factors = match a.kind {
        ExprKind::Product(factors) => factors,
        kind => vec![(false, Expr { kind, span: a.span })],
    };
    factors.push((over, b));
    expr(ExprKind::Product(factors), l, r)
}

type Broken<'s> = ErrorRecovery<usize, Tok<'s>, ()>;

impl<'s> Context<'s> {
    /// Splits points written together.
    pub(crate) fn run(&mut self, text: &str, at: usize) -> Vec<Ident> {
        lexer::split_points(text)
            .unwrap_or_default()
            .into_iter()
            .map(|(a, b)| ident(&text[a..b], at + a, at + b))
            .collect()
    }

    pub(crate) fn broken_item(&mut self, l: usize, e: Broken<'s>, r: usize) -> Item {
        let d = self.describe(e.error);
        self.report(d);
        Item {
            attributes: vec![],
            kind: ItemKind::Error,
            name: ident("?", l, l),
            params: vec![],
            results: vec![],
            body: vec![],
            span: Span::new(l, r),
        }
    }

    pub(crate) fn broken_stmt(&mut self, l: usize, e: Broken<'s>, r: usize) -> StmtKind {
        let d = self.describe(e.error);
        self.report(d);
        StmtKind::Error(self.introduced(l, r))
    }

    /// Adds a syntax error, unless it is the shadow of the one before: reading went on, in the
    /// middle of a line, at a word like `circle` that begins a statement or continues one.
    fn report(&mut self, d: Diagnostic) {
        let at = self.tokens.partition_point(|t| t.0 < d.span.start);
        if self.tokens.get(at).is_some_and(|t| t.1 == Tok::Word(lexer::UNREADABLE)) {
            return;
        }
        if let Some(last) = self.errors.last()
            && last.code == "syntax"
            && d.code == "syntax"
        {
            let from = self.tokens.partition_point(|t| t.0 <= last.span.start);
            let to = self.tokens.partition_point(|t| t.0 < d.span.start);
            let soft = |t: &Spanned| {
                matches!(t.1, Tok::Key(Key::Circle | Key::Line | Key::Triangle | Key::Acute | Key::Obtuse))
            };
            let hard = |t: &Spanned| matches!(t.1, Tok::Key(k) if starts_statement(k)) && !soft(t);
            let between = &self.tokens[from.min(to)..to];
            if between.iter().any(soft) && !between.iter().any(hard) && to - from.min(to) <= 8 {
                return;
            }
        }
        if self.errors.len() < MAX_SYNTAX_ERRORS {
            self.errors.push(d);
        }
    }

    /// The names that the broken statement in `l..r` seems to introduce.
    fn introduced(&self, l: usize, r: usize) -> Vec<Ident> {
        let from = self.tokens.partition_point(|t| t.0 < l);
        let mut tokens = self.tokens[from..].iter().take_while(|t| t.0 < r);
        let mut names = Vec::new();
        match tokens.next() {
            Some((
                _,
                Tok::Key(Key::Point | Key::Circle | Key::Line | Key::Let | Key::Real | Key::Triangle | Key::Function),
                _,
            )) => {}
            _ => return names,
        }
        for (a, tok, _) in tokens {
            match tok {
                Tok::Points(s) => {
                    let split = lexer::split_points(s).unwrap_or_default();
                    names.extend(split.into_iter().map(|(i, j)| ident(&s[i..j], a + i, a + j)));
                }
                Tok::Name(s) => names.push(ident(s, *a, a + s.len())),
                Tok::Sign(Sign::Comma) => {}
                _ => break,
            }
        }
        names
    }

    fn describe(&self, e: ParseError<usize, Tok<'s>, ()>) -> Diagnostic {
        match e {
            ParseError::UnrecognizedEof { location, expected } => {
                let at = Span::new(location.saturating_sub(1), location);
                let d = Diagnostic::error("syntax", at, "the file ends in the middle of a theorem or a statement");
                if expected.iter().any(|e| e == "\"}\"") {
                    d.label("expected `}`").help("close the theorem with `}`")
                } else {
                    d.label(expected_words(&expected))
                }
            }
            ParseError::UnrecognizedToken { token: (l, tok, r), expected } => self.unexpected(l, tok, r, &expected),
            ParseError::ExtraToken { token: (l, tok, r) } => self.unexpected(l, tok, r, &[]),
            ParseError::InvalidToken { location } => {
                Diagnostic::error("syntax", Span::new(location, location + 1), "this cannot be read")
            }
            ParseError::User { .. } => Diagnostic::error("syntax", Span::default(), "this cannot be read"),
        }
    }

    fn unexpected(&self, l: usize, tok: Tok<'s>, r: usize, expected: &[String]) -> Diagnostic {
        let at = Span::new(l, r);
        let d =
            Diagnostic::error("syntax", at, format!("unexpected {}", tok.describe())).label(expected_words(expected));
        let wants = |what: &str| expected.iter().any(|e| e.trim_matches('"') == what);
        match tok {
            Tok::Key(k) if wants("name") && !wants("point") => {
                d.help(format!("`{}` is a reserved word and cannot be a name", k.text()))
            }
            Tok::Points(s) if wants("name") && !wants("points") => {
                d.help(format!("a name here begins with a small letter: `{}`", s.to_lowercase()))
            }
            Tok::Word(s) if wants("points") => d.help(format!(
                "`{s}` is no point: a point is a capital with digits, `_` and an index, primes (`A`, `B1`, `C_ab`, `D'`)"
            )),
            Tok::Name(s) => {
                let keys = expected.iter().filter_map(|e| Key::from_text(e.trim_matches('"')));
                match did_you_mean(s, keys.map(Key::text)) {
                    Some(k) => d.meant(k),
                    None if wants("*") && self.before(l).is_some_and(|t| matches!(t, Tok::Number(_))) => {
                        d.help("a product is written with `*`: `2*x`")
                    }
                    None => d,
                }
            }
            Tok::Sign(Sign::Caret) => d.help("write parentheses: `a^(b^c)`"),
            Tok::Sign(Sign::Eq) if self.before(l) == Some(Tok::Sign(Sign::Eq)) => {
                d.help("equality is written `=`")
            }
            Tok::Sign(Sign::Minus) if !wants("-") => d.help("write parentheses: `2*(-x)`"),
            Tok::Sign(Sign::Plus) => d.help("a sign `+` stands only between two terms"),
            _ => d,
        }
    }

    fn before(&self, at: usize) -> Option<Tok<'s>> {
        let i = self.tokens.partition_point(|t| t.0 < at);
        i.checked_sub(1).map(|i| self.tokens[i].1)
    }
}

fn starts_statement(k: Key) -> bool {
    use Key::*;
    matches!(
        k,
        Point
            | Triangle
            | Circle
            | Line
            | Let
            | Real
            | Function
            | Assume
            | Require
            | Locus
            | Show
            | Have
            | Find
            | Solve
            | Case
            | Calc
            | Proof
            | Acute
            | Obtuse
    )
}

/// "expected `on`, `=` or `,`", with the many starts of statements and operators summed up.
fn expected_words(expected: &[String]) -> String {
    let all: Vec<&str> = expected.iter().map(|e| e.trim_matches('"')).collect();
    let has = |w: &str| all.contains(&w);
    let statement = has("assume") && has("show");
    let operand = has("number") && has("(");
    let relation = has("perp") && has("tangent");
    let item = has("theorem") && has("def");
    let mut words: Vec<String> = Vec::new();
    for e in &all {
        let key = Key::from_text(e);
        let skip = (statement && (key.is_some_and(starts_statement)))
            || (operand
                && matches!(
                    *e,
                    "number"
                        | "("
                        | "pi"
                        | "points"
                        | "name"
                        | "angle"
                        | "triangle"
                        | "circle"
                        | "line"
                        | "acute"
                        | "obtuse"
                        | "tangent"
                        | "-"
                        | "not"
                        | "for"
                ))
            || (relation
                && matches!(
                    *e,
                    "perp"
                        | "parallel"
                        | "tangent"
                        | "on"
                        | "inside"
                        | "outside"
                        | "similar"
                        | "congruent"
                        | "between"
                        | "="
                        | "!="
                        | "<"
                        | "<="
                        | ">"
                        | ">="
                ))
            || (has("and")
                && has("or")
                && matches!(*e, "and" | "or" | "implies" | "iff" | "+" | "-" | "*" | "/" | "^" | "deg"))
            || (item && matches!(*e, "theorem" | "def" | "rule" | "lemma" | "@"));
        if skip {
            continue;
        }
        words.push(match *e {
            "points" => "a point".into(),
            "word" => continue,
            "name" => "a name".into(),
            "number" => "a number".into(),
            "text" => "a text in quotes".into(),
            other => format!("`{other}`"),
        });
    }
    if operand {
        words.insert(0, "an expression".into());
    }
    if relation {
        words.push("a relation or an operator".into());
    }
    if statement {
        words.push("a statement".into());
    }
    if item {
        words.push("`theorem`, `def`, `rule` or `lemma`".into());
    }
    words.dedup();
    if words.is_empty() || words.len() > 7 {
        return "not expected here".into();
    }
    match words.split_last() {
        Some((last, [])) => format!("expected {last}"),
        Some((last, rest)) => format!("expected {} or {last}", rest.join(", ")),
        None => String::new(),
    }
}
