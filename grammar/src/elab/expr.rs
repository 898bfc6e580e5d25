//! Names and expressions: what they stand for.

use super::number::{MAX_BITS, MAX_TERM_DEPTH, NumVal};
use super::value::{DirAtom, DirForm, Value};
use super::{Drawn, Elab, Named, Res, Stop};
use crate::ast::*;
use crate::core::{Cond, Num, Pt, Q, int, q};
use crate::diag::{Diagnostic, did_you_mean};
use crate::lexer;
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// Functions that the language knows without a definition: a name and how it is called.
pub const FUNCTIONS: &[(&str, &str)] = &[
    ("angle", "angle(A, B, C) or angle ABC"),
    ("dangle", "dangle(A, B, C) or dangle(l, m)"),
    ("distance", "distance(P, Q) or distance(P, l)"),
    ("area", "area(A, B, C, …)"),
    ("radius", "radius(g)"),
    ("center", "center(g)"),
    ("inradius", "inradius(A, B, C)"),
    ("circumradius", "circumradius(A, B, C)"),
    ("sqrt", "sqrt(x)"),
    ("root", "root(n, x)"),
    ("abs", "abs(x)"),
    ("min", "min(x, y, …)"),
    ("max", "max(x, y, …)"),
];

/// Deepest nesting of expressions, through definitions.
const MAX_EVALUATION_DEPTH: usize = 1000;

impl<'a> Elab<'a> {
    /// Looks a name up; reports it when it is unknown or not yet introduced.
    pub(crate) fn lookup(&mut self, id: &Ident) -> Res<Named<'a>> {
        if let Some(n) = self.scope.get(id.name.as_str()) {
            return match n {
                Named::Poison => Err(Stop::Reported),
                other => Ok(other.clone()),
            };
        }
        let is_point = id.name.starts_with(|c: char| c.is_ascii_uppercase());
        let what = if is_point { "point" } else { "name" };
        if self.in_def == 0
            && let Some(at) = self.later.get(id.name.as_str()).copied()
        {
            let d = Diagnostic::error("used-before", id.span, format!("{what} `{}` is used before it exists", id.name))
                .label("not introduced yet")
                .note(at, "introduced")
                .help("move the statement that introduces it up");
            return Err(self.report(d));
        }
        let mut d = if self.in_goal && self.in_def == 0 {
            Diagnostic::error("unknown-in-goal", id.span, format!("the goal is about an unknown {what} `{}`", id.name))
        } else {
            Diagnostic::error("unknown-name", id.span, format!("unknown {what} `{}`", id.name))
        }
        .label("not introduced");
        let mut known: Vec<&str> = self.scope.keys().copied().collect();
        known.sort_unstable();
        if let Some(similar) = did_you_mean(&id.name, known) {
            d = d.meant(similar);
        } else if self.defs.knows(&id.name, self.visible) || FUNCTIONS.iter().any(|f| f.0 == id.name) {
            d = d.help(format!("`{}` is a construction and takes arguments: `{0}(…)`", id.name));
        } else if is_point {
            d = d.help(format!("introduce it first: `point {}`", id.name));
        }
        let stop = self.report(d);
        // One message is enough for a name.
        if self.in_def == 0 {
            self.poisoned.insert(id.name.clone());
        }
        Err(stop)
    }

    fn point_named(&mut self, id: &Ident) -> Res<Pt> {
        if self.in_def == 0 && self.poisoned.contains(&id.name) {
            return Err(Stop::Reported);
        }
        match self.lookup(id)? {
            Named::Value(Value::Point(p)) => Ok(p),
            Named::Value(v) => {
                let d =
                    Diagnostic::error("wrong-sort", id.span, format!("`{}` is {}, not a point", id.name, v.describe()));
                Err(self.report(d))
            }
            _ => {
                let d = Diagnostic::error("wrong-sort", id.span, format!("`{}` is not a point", id.name));
                Err(self.report(d))
            }
        }
    }

    pub(crate) fn points_named(&mut self, ids: &[Ident]) -> Res<Vec<Pt>> {
        let all: Vec<Res<Pt>> = ids.iter().map(|id| self.point_named(id)).collect();
        all.into_iter().collect()
    }

    /// Value of an expression.
    pub(crate) fn value(&mut self, e: &'a Expr) -> Res<Value> {
        self.deeper()?;
        let v = self.value_of(e);
        self.depth -= 1;
        v
    }

    /// Counts the nesting of expressions through all definitions that are being expanded.
    pub(crate) fn deeper(&mut self) -> Res<()> {
        if self.depth >= MAX_EVALUATION_DEPTH {
            return Err(self.fail("too-deep", "definitions and expressions are nested too deep"));
        }
        self.depth += 1;
        Ok(())
    }

    /// Charges the budget for a copy of a number, and refuses one that is too deep.
    fn charge(&mut self, n: &NumVal) -> Res<()> {
        let (nodes, depth) = n.size();
        self.steps += nodes;
        if self.steps > super::MAX_STEPS {
            return Err(self.fail("too-many", "this theorem is too large to expand"));
        }
        if depth > MAX_TERM_DEPTH {
            return Err(self.fail("too-deep", "this term is nested too deep"));
        }
        Ok(())
    }

    /// The same, for a value that gets a name.
    pub(crate) fn charge_value(&mut self, v: &Value) -> Res<()> {
        match v {
            Value::Num(n) => self.charge(n),
            _ => Ok(()),
        }
    }

    fn value_of(&mut self, e: &'a Expr) -> Res<Value> {
        match &e.kind {
            ExprKind::Points(ids) => {
                let ps = self.points_named(ids)?;
                Ok(match ps[..] {
                    [p] => Value::Point(p),
                    _ => Value::Run(ps),
                })
            }
            ExprKind::Triangle(_, ids) => Ok(Value::Run(self.points_named(ids)?)),
            ExprKind::Name(id) => {
                if self.in_def == 0 && self.poisoned.contains(&id.name) {
                    return Err(Stop::Reported);
                }
                match self.lookup(id)? {
                    Named::Value(v) => {
                        match &v {
                            Value::Line(l) => self.draw(Drawn::Line(*l)),
                            Value::Circle(g) => self.draw(Drawn::Circle(*g)),
                            Value::Num(n) => self.charge(n)?,
                            _ => {}
                        }
                        Ok(v)
                    }
                    Named::Real(i) => Ok(Value::Num(NumVal::Plain(Num::Real(i)))),
                    Named::Function(..) => {
                        let d = Diagnostic::error(
                            "wrong-sort",
                            id.span,
                            format!("`{}` is a function: write `{0}(…)`", id.name),
                        );
                        Err(self.report(d))
                    }
                    Named::Poison => Err(Stop::Reported),
                }
            }
            ExprKind::Call(f, args) => self.call_value(e, f, args),
            ExprKind::Number(text) => Ok(Value::Num(NumVal::Plain(Num::Const(number(text))))),
            ExprKind::Pi => Ok(Value::Num(NumVal::Deg(Q::one(), true))),
            ExprKind::Degrees(x) => {
                let v = self.number(x)?;
                match v.constant() {
                    Some(c) => Ok(Value::Num(NumVal::Deg(c / int(180), false))),
                    None => {
                        let d = Diagnostic::error("wrong-kind", x.span, "degrees need a number: `90 deg`");
                        Err(self.report(d))
                    }
                }
            }
            ExprKind::Sum(terms) => {
                let mut sum: Option<NumVal> = None;
                for (minus, t) in terms {
                    let v = self.number(t)?;
                    let next = match sum {
                        None if *minus => Ok(v.negated()),
                        None => Ok(v),
                        Some(s) => s.plus(v, *minus),
                    };
                    sum = Some(self.arithmetic(t, next)?);
                }
                sum.map(Value::Num).ok_or(Stop::Reported)
            }
            ExprKind::Product(factors) => {
                let mut product: Option<NumVal> = None;
                for (over, t) in factors {
                    let v = self.number(t)?;
                    if *over {
                        self.nonzero(&v)?;
                    }
                    let next = match product {
                        None => Ok(v),
                        Some(p) if *over => p.over(v),
                        Some(p) => p.times(v),
                    };
                    product = Some(self.arithmetic(t, next)?);
                }
                product.map(Value::Num).ok_or(Stop::Reported)
            }
            ExprKind::Power(a, b) => {
                let base = self.number(a)?;
                let exponent = self.number(b)?;
                if exponent.constant().is_some_and(Signed::is_negative) {
                    self.nonzero(&base)?;
                }
                let p = base.pow(exponent);
                Ok(Value::Num(self.arithmetic(e, p)?))
            }
            ExprKind::Chain(..)
            | ExprKind::Between(..)
            | ExprKind::Not(_)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Implies(..)
            | ExprKind::Iff(..)
            | ExprKind::ForAll(..) => {
                let d = Diagnostic::error(
                    "wrong-sort",
                    e.span,
                    format!("`{}` is a statement; a value is needed here", crate::print::expr(e)),
                );
                Err(self.report(d))
            }
        }
    }

    fn arithmetic(&mut self, e: &Expr, r: Result<NumVal, String>) -> Res<NumVal> {
        self.steps += 1;
        if self.steps > super::MAX_STEPS {
            return Err(self.fail("too-many", "this theorem is too large to expand"));
        }
        let r = match r {
            Ok(v) if v.constant().is_some_and(|c| c.numer().bits().max(c.denom().bits()) > MAX_BITS) => {
                Err("this number is too large".into())
            }
            r => r,
        };
        r.map_err(|why| self.report(Diagnostic::error("wrong-kind", e.span, why)))
    }

    /// A length below a fraction bar is declared not to vanish.
    fn nonzero(&mut self, v: &NumVal) -> Res<()> {
        if self.in_def > 0 {
            return Ok(());
        }
        if let NumVal::Plain(n) = v { self.nonzero_term(n) } else { Ok(()) }
    }

    fn nonzero_term(&mut self, n: &Num) -> Res<()> {
        match n {
            Num::Len(a, b) => self.declare(Cond::Distinct(*a, *b)),
            Num::Mul(xs) => xs.iter().try_for_each(|x| self.nonzero_term(x)),
            Num::Call(f, xs) if f == "sqrt" || f == "root" => xs.last().map_or(Ok(()), |x| self.nonzero_term(x)),
            Num::Pow(x, e) if !e.is_zero() => self.nonzero_term(x),
            Num::Div(x, _) | Num::Neg(x) => self.nonzero_term(x),
            _ => Ok(()),
        }
    }

    /// Value of a numeric expression; `AB` is a length, a single point a vector.
    pub(crate) fn number(&mut self, e: &'a Expr) -> Res<NumVal> {
        let v = self.value(e)?;
        match self.as_number(&v) {
            Some(n) => Ok(n),
            None => {
                let mut d = Diagnostic::error(
                    "wrong-sort",
                    e.span,
                    format!("`{}` is {}, not a number", crate::print::expr(e), v.describe()),
                );
                if let Value::Run(ps) = &v
                    && ps.len() == 3
                {
                    let t = crate::print::expr(e);
                    let t = t.trim_start_matches("triangle ");
                    d = d.help(format!("for the angle write `angle {t}`"));
                }
                Err(self.report(d))
            }
        }
    }

    pub(crate) fn as_number(&mut self, v: &Value) -> Option<NumVal> {
        match v {
            Value::Num(n) => Some(n.clone()),
            Value::Point(p) => Some(NumVal::Points(vec![(Q::one(), *p)])),
            Value::Run(ps) if ps.len() == 2 => {
                self.draw(Drawn::Segment(ps[0], ps[1]));
                Some(NumVal::Plain(Num::Len(ps[0], ps[1])))
            }
            _ => None,
        }
    }

    fn call_value(&mut self, e: &'a Expr, f: &'a Ident, args: &'a [Expr]) -> Res<Value> {
        if let Some(Named::Function(params, body)) = self.scope.get(f.name.as_str()).cloned() {
            return self.call_function(e, f, params, body, args);
        }
        if FUNCTIONS.iter().any(|b| b.0 == f.name) {
            return self.builtin(e, f, args);
        }
        let mut results = self.call(e, f, args, None)?;
        match (results.pop(), results.is_empty()) {
            (Some(v), true) => {
                match &v {
                    Value::Line(l) => self.draw(Drawn::Line(*l)),
                    Value::Circle(g) => self.draw(Drawn::Circle(*g)),
                    _ => {}
                }
                Ok(v)
            }
            _ => {
                let d = Diagnostic::error("wrong-arity", e.span, format!("`{}` gives several points", f.name))
                    .help(format!("name them in a statement of their own: `point X, Y = {}(…)`", f.name));
                Err(self.report(d))
            }
        }
    }

    fn call_function(
        &mut self,
        e: &'a Expr,
        f: &Ident,
        params: &'a [Ident],
        body: &'a Expr,
        args: &'a [Expr],
    ) -> Res<Value> {
        if params.len() != args.len() {
            let d = Diagnostic::error(
                "wrong-arity",
                e.span,
                format!("`{}` takes {}, not {}", f.name, count(params.len(), "argument"), args.len()),
            );
            return Err(self.report(d));
        }
        let mut values = Vec::new();
        for a in args {
            let v = self.number(a)?;
            self.charge(&v)?;
            values.push(v);
        }
        self.count_expansion()?;
        let saved = self.scope.clone();
        for (p, v) in params.iter().zip(values) {
            self.scope.insert(&p.name, Named::Value(Value::Num(v)));
        }
        let result = self.number(body);
        self.scope = saved;
        let result = result?;
        self.charge(&result)?;
        Ok(Value::Num(result))
    }

    fn builtin(&mut self, e: &'a Expr, f: &'a Ident, args: &'a [Expr]) -> Res<Value> {
        let values: Vec<Value> =
            args.iter().map(|a| self.value(a)).collect::<Vec<_>>().into_iter().collect::<Res<_>>()?;
        let flat: Option<Vec<Pt>> = values
            .iter()
            .map(|v| match v {
                Value::Point(p) => Some(vec![*p]),
                Value::Run(ps) => Some(ps.clone()),
                _ => None,
            })
            .collect::<Option<Vec<_>>>()
            .map(|v| v.concat());
        let distinct = |me: &mut Self, a: Pt, b: Pt| {
            if me.in_def == 0 || a == b { me.declare(Cond::Distinct(a, b)) } else { Ok(()) }
        };
        let triangle = |me: &mut Self, a: Pt, b: Pt, c: Pt| {
            if me.in_def == 0 { me.declare(Cond::NotColl(a, b, c)) } else { Ok(()) }
        };
        let num = match (f.name.as_str(), &values[..], flat.as_deref()) {
            ("angle", _, Some(&[a, b, c])) => {
                distinct(self, a, b)?;
                distinct(self, c, b)?;
                self.draw(Drawn::Segment(b, a));
                self.draw(Drawn::Segment(b, c));
                NumVal::Ang(vec![(Q::one(), [a.min(c), b, a.max(c)])], int(0))
            }
            ("dangle", _, Some(&[a, b, c])) => {
                distinct(self, a, b)?;
                distinct(self, c, b)?;
                self.draw(Drawn::Segment(b, a));
                self.draw(Drawn::Segment(b, c));
                let to = DirForm::atom(DirAtom::Pair(b, c));
                NumVal::Dir(to.minus(&DirForm::atom(DirAtom::Pair(b, a))))
            }
            ("dangle", [l, m], _) => match (self.as_line(l)?, self.as_line(m)?) {
                (Some(l), Some(m)) => {
                    let from = self.dir_of(l)?;
                    NumVal::Dir(self.dir_of(m)?.minus(&from))
                }
                _ => return Err(self.bad_arguments(e, f)),
            },
            ("distance", [Value::Point(a), Value::Point(b)], _) => NumVal::Plain(Num::Len(*a, *b)),
            ("distance", [Value::Point(p), l], _) => match self.as_line(l)? {
                Some(l) => {
                    let (a, b) = self.two_points(l)?;
                    NumVal::Plain(Num::DistLine(*p, a, b))
                }
                None => return Err(self.bad_arguments(e, f)),
            },
            ("area", _, Some(ps)) if ps.len() >= 3 => NumVal::Plain(Num::Area(ps.to_vec())),
            ("radius", [Value::Circle(g)], _) => NumVal::Plain(self.radius_of(*g)?),
            ("center", [Value::Circle(g)], _) => return Ok(Value::Point(self.center_of(*g)?)),
            ("inradius", _, Some(&[a, b, c])) => {
                triangle(self, a, b, c)?;
                NumVal::Plain(Num::Inradius(a, b, c))
            }
            ("circumradius", _, Some(&[a, b, c])) => {
                triangle(self, a, b, c)?;
                NumVal::Plain(Num::Circumradius(a, b, c))
            }
            ("sqrt" | "abs" | "root" | "min" | "max", vs, _) if !vs.is_empty() => {
                let n = vs.len();
                let wanted = match f.name.as_str() {
                    "sqrt" | "abs" => n == 1,
                    "root" => n == 2,
                    _ => n >= 2,
                };
                let nums: Option<Vec<Num>> =
                    vs.iter().map(|v| self.as_number(v).and_then(NumVal::into_plain)).collect();
                match nums {
                    Some(xs) if wanted => NumVal::Plain(Num::Call(f.name.clone(), xs)),
                    _ => return Err(self.bad_arguments(e, f)),
                }
            }
            _ => return Err(self.bad_arguments(e, f)),
        };
        Ok(Value::Num(num))
    }

    fn bad_arguments(&mut self, e: &Expr, f: &Ident) -> Stop {
        let usage = FUNCTIONS.iter().find(|b| b.0 == f.name).map_or("", |b| b.1);
        let d = Diagnostic::error("wrong-arity", e.span, format!("`{}` cannot take these arguments", f.name))
            .help(format!("it is written {usage}"));
        self.report(d)
    }
}

/// "1 point", "3 points".
pub(crate) fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

/// A decimal number as a rational; the lexer has checked its form and length.
pub(crate) fn number(text: &str) -> Q {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits: BigInt = format!("{whole}{fraction}").parse().unwrap_or_default();
    Q::new(digits, BigInt::from(10).pow(fraction.len() as u32))
}

/// A half: the right angle.
pub(crate) fn half() -> Q {
    q(1, 2)
}

/// A single point name?
pub(crate) fn is_point_name(name: &str) -> bool {
    lexer::split_points(name).is_some_and(|v| v.len() == 1)
}
