//! Statements written like calls: `cyclic(A, B, C, D)`.

use super::number::{NumVal, negated};
use super::prop::{angle_is, conds, facts};
use super::value::Value;
use super::{Drawn, Elab, Lit, Res};
use crate::ast::*;
use crate::core::{Cmp, Cond, Fact, Pt, Q, int};
use crate::diag::Diagnostic;
use crate::print;
use num_traits::{One, Signed, Zero};

/// Statements written like calls: a name and how it is written.
pub const PREDICATES: &[(&str, &str)] = &[
    ("collinear", "collinear(A, B, C, …)"),
    ("cyclic", "cyclic(A, B, C, D, …)"),
    ("concurrent", "concurrent(l, m, n, …)"),
    ("same_side", "same_side(P, Q, AB)"),
    ("opposite_side", "opposite_side(P, Q, AB)"),
    ("same_orientation", "same_orientation(A, B, C, D, E, F)"),
    ("opposite_orientation", "opposite_orientation(A, B, C, D, E, F)"),
    ("counterclockwise", "counterclockwise(A, B, C)"),
    ("clockwise", "clockwise(A, B, C)"),
    ("directly_similar", "directly_similar(A, B, C, D, E, F)"),
    ("oppositely_similar", "oppositely_similar(A, B, C, D, E, F)"),
    ("acute", "acute(A, B, C)"),
    ("obtuse", "obtuse(A, B, C)"),
    ("convex", "convex(A, B, C, D, …)"),
    ("turns", "turns(A, B, C, d)"),
];

impl<'a> Elab<'a> {
    pub(crate) fn predicate(&mut self, e: &'a Expr, f: &'a Ident, args: &'a [Expr]) -> Res<Vec<Lit>> {
        let Some((_, usage)) = PREDICATES.iter().find(|p| p.0 == f.name) else {
            // A construction or an unknown word: evaluated for its own message.
            self.value(e)?;
            let d = Diagnostic::error("no-statement", e.span, format!("`{}` is no statement", print::expr(e)))
                .label("nothing is said about it");
            return Err(self.report(d));
        };
        let values: Vec<Value> =
            args.iter().map(|a| self.value(a)).collect::<Vec<_>>().into_iter().collect::<Res<_>>()?;
        if f.name == "concurrent" {
            return self.concurrent(e, args, &values);
        }
        if let (name @ ("same_side" | "opposite_side"), [Value::Point(p), Value::Point(q), l]) =
            (f.name.as_str(), &values[..])
            && let Some(l) = self.as_line(l)?
        {
            let (a, b) = self.two_points(l)?;
            let (s, t) = ([*p, a, b], [*q, a, b]);
            return Ok(conds([if name == "same_side" { Cond::SameOrient(s, t) } else { Cond::OppOrient(s, t) }]));
        }
        if let ("turns", [Value::Point(a), Value::Point(b), Value::Point(c), Value::Num(NumVal::Deg(d, _))]) =
            (f.name.as_str(), &values[..])
        {
            // The sense of a turn by the constant angle d, read between -180 and 180 degrees.
            let r = d - ((d + Q::one()) / int(2)).floor() * int(2);
            if r.is_zero() || r == int(-1) {
                return Err(self.fail("degenerate", "a turn by a multiple of 180 deg has no sense; use `mirror`"));
            }
            return Ok(conds([Cond::Positive(if r.is_positive() { [*a, *b, *c] } else { [*a, *c, *b] })]));
        }
        let mut ps = Vec::new();
        for v in &values {
            match v {
                Value::Point(p) => ps.push(*p),
                Value::Run(r) => ps.extend(r),
                _ => ps.clear(),
            }
        }
        let six = |ps: &[Pt]| ([ps[0], ps[1], ps[2]], [ps[3], ps[4], ps[5]]);
        Ok(match (f.name.as_str(), ps.len()) {
            ("collinear", 3) => facts([Fact::Coll(ps[0], ps[1], ps[2])]),
            ("collinear", 4..) => {
                // All on the line of the first two, which is a line.
                self.declare(Cond::Distinct(ps[0], ps[1]))?;
                facts(ps[2..].iter().map(|x| Fact::Coll(ps[0], ps[1], *x)))
            }
            ("cyclic", 4) => facts([Fact::Cyclic(ps[0], ps[1], ps[2], ps[3])]),
            ("cyclic", 5..) => {
                self.declare(Cond::NotColl(ps[0], ps[1], ps[2]))?;
                facts(ps[3..].iter().map(|x| Fact::Cyclic(ps[0], ps[1], ps[2], *x)))
            }
            ("same_orientation", 6) => {
                let (s, t) = six(&ps);
                conds([Cond::SameOrient(s, t)])
            }
            ("opposite_orientation", 6) => {
                let (s, t) = six(&ps);
                conds([Cond::OppOrient(s, t)])
            }
            ("directly_similar", 6) => {
                let (a, b) = six(&ps);
                facts([Fact::Sim { a, b, opposite: false }])
            }
            ("oppositely_similar", 6) => {
                let (a, b) = six(&ps);
                facts([Fact::Sim { a, b, opposite: true }])
            }
            ("counterclockwise", 3) => conds([Cond::Positive([ps[0], ps[1], ps[2]])]),
            ("clockwise", 3) => conds([Cond::Positive([ps[0], ps[2], ps[1]])]),
            ("acute" | "obtuse", 3) => {
                let op = if f.name == "acute" { Cmp::Lt } else { Cmp::Gt };
                if self.in_def == 0 {
                    self.declare(Cond::Distinct(ps[0], ps[1]))?;
                    self.declare(Cond::Distinct(ps[2], ps[1]))?;
                }
                conds([angle_is(op, [ps[0], ps[1], ps[2]])])
            }
            ("convex", 3) => conds([Cond::NotColl(ps[0], ps[1], ps[2])]),
            ("convex", n @ 4..) if n <= 64 => {
                for i in 0..n {
                    self.draw(Drawn::Segment(ps[i], ps[(i + 1) % n]));
                }
                let first = [ps[0], ps[1], ps[2]];
                let mut out = Vec::new();
                if n == 4 {
                    // Four turns to the same side add up to one full turn: convex.
                    for i in 1..4 {
                        out.push(Cond::SameOrient(first, [ps[i], ps[(i + 1) % 4], ps[(i + 2) % 4]]));
                    }
                } else {
                    for i in 0..n {
                        for j in i + 1..n {
                            for k in j + 1..n {
                                if (i, j, k) != (0, 1, 2) {
                                    out.push(Cond::SameOrient(first, [ps[i], ps[j], ps[k]]));
                                }
                            }
                        }
                    }
                }
                conds(out)
            }
            _ => {
                let d = Diagnostic::error("wrong-arity", e.span, format!("`{}` cannot take these arguments", f.name))
                    .help(format!("it is written {usage}"));
                return Err(self.report(d));
            }
        })
    }

    fn concurrent(&mut self, e: &'a Expr, args: &'a [Expr], values: &[Value]) -> Res<Vec<Lit>> {
        let mut lines = Vec::new();
        for (v, a) in values.iter().zip(args) {
            match self.as_line(v)? {
                Some(l) => {
                    self.draw(Drawn::Line(l));
                    lines.push(l);
                }
                None => return Err(self.wrong_sort(a, "a line", v)),
            }
        }
        if lines.len() < 3 {
            return Err(self.wrong_count(e, "`concurrent` is said of three lines or more"));
        }
        // The first two meet in a point (declared), and the others pass through it.
        if let (Some(d), Some(f)) = (self.known_dir(lines[0]), self.known_dir(lines[1])) {
            for l in self.dir_equation(&d, &f)? {
                if let Lit::Fact(f) = l {
                    self.declare(negated(f))?;
                }
            }
        }
        let x = self.hidden("X", "")?;
        let assuming = std::mem::replace(&mut self.assuming, true);
        let mut on = Vec::new();
        for l in &lines[..2] {
            on.extend(self.on_line(x, *l)?);
        }
        self.assuming = assuming;
        self.emit(on, false)?;
        let mut out = Vec::new();
        for l in &lines[2..] {
            out.extend(self.on_line(x, *l)?);
        }
        Ok(out)
    }
}
