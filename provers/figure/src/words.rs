//! What is said about a figure, in words. Nothing here is trusted.

use crate::algebraic::Algebraic;
use crate::closed::Real;
use crate::{Declined, Doubt, Verdict, numbers};
use euclase_grammar::core::{Cond, CoreTheorem, Num, PointInfo, Q};
use euclase_grammar::words::{self, Names, Style};
use euclase_kernel::cert::{AuxPoint, Source};
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

impl Verdict {
    /// How the figure was checked, in a few words.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
        match self {
            Verdict::Exact => "exact: rational coordinates satisfy every hypothesis and every condition".into(),
            Verdict::Enclosed { digits } => format!(
                "enclosed: a true figure lies near the coordinates, in boxes narrower than 1e-{digits}, and satisfies every hypothesis and every condition"
            ),
            Verdict::Approximate => {
                "approximate: every hypothesis holds up to 1e-60, every condition by more than 1e-20; this is no proof that a figure exists".into()
            }
            Verdict::Declined(d) => d.text(theorem, aux),
        }
    }
}

impl Declined {
    /// The reason, with the names of the theorem and of auxiliary points.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
        let doubt = |d: &Doubt| match d {
            Doubt::Wrong => "does not hold in the figure",
            Doubt::Straddles => "is not certain in the figure (its enclosure straddles zero)",
        };
        match self {
            Declined::Malformed(what) => format!("not a figure of {}: {what}", theorem.name),
            Declined::Block(k, why) => format!("block {k} of the figure: {why}"),
            Declined::Fact(Source::Hyp(i), d) => {
                let text = theorem.hyps.get(*i).map_or_else(|| format!("hypothesis {i}"), |h| h.origin.text.clone());
                match d {
                    Doubt::Wrong => format!("`{text}` {}", doubt(d)),
                    Doubt::Straddles => {
                        format!("`{text}` is not shown to hold in the figure, or may be degenerate there")
                    }
                }
            }
            Declined::Fact(Source::Aux(i, _), d) => {
                let name = aux.get(*i).map_or("an auxiliary point", |a| &a.name);
                format!(
                    "the definition of {name} {}",
                    if *d == Doubt::Wrong { doubt(d) } else { "is not shown to hold in the figure" }
                )
            }
            Declined::Condition(c, d) => format!("the condition {} {}", condition(c, theorem, aux), doubt(d)),
            Declined::Goal(i, _) => {
                let text = theorem.goals.get(*i).map_or_else(|| format!("goal {i}"), |g| g.origin.text.clone());
                format!("it is not certain that `{text}` fails")
            }
        }
    }
}

/// A condition in the words of a textbook.
fn condition(cond: &Cond, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
    let mut named = theorem.clone();
    named.points.truncate(theorem.statement_points);
    named.points.extend(aux.iter().map(|a| PointInfo {
        name: a.name.clone(),
        hidden: false,
        origin: Default::default(),
    }));
    let known = cond.points().iter().all(|p| p.ix() < named.points.len());
    if known { words::cond(&named, cond, Style::Unicode) } else { "about a point that there is not".into() }
}

impl numbers::Failure {
    /// What fails, with the values of both sides where it is a comparison.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem) -> String {
        let style = Style::Ascii;
        match self {
            numbers::Failure::Comparison(a, lhs, rhs) => {
                let text = words::atom(theorem, a, style);
                format!("`{text}` fails: the left side is {}, the right side is {}", value(lhs), value(rhs))
            }
            numbers::Failure::Statement(p) => format!("`{}` fails", words::prop(theorem, p, style)),
            numbers::Failure::Undefined(p, part) => {
                let (part, text) = (words::num(theorem, part, style), words::prop(theorem, p, style));
                if part == text {
                    format!("`{text}` is not defined")
                } else {
                    format!("`{part}` in `{text}` is not defined")
                }
            }
        }
    }
}

impl numbers::Values {
    /// The values, in the order of the variables: `a = 1/2`.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem) -> Vec<String> {
        let style = Style::Ascii;
        let name = |v: &u32| Names::real(theorem, *v);
        let term = |(v, n): (&u32, &Num)| (*v, format!("{} = {}", name(v), words::num(theorem, n, style)));
        let root = |(v, a): (&u32, &Algebraic)| {
            let power = |(i, c): (usize, &Q)| {
                let x = Num::Real(*v);
                let x = if i == 1 { x } else { Num::Pow(Box::new(x), Q::from_integer(i.into())) };
                match i {
                    0 => Num::Const(c.clone()),
                    _ if c.is_one() => x,
                    _ if (-c).is_one() => Num::Neg(Box::new(x)),
                    _ => Num::Mul(vec![Num::Const(c.clone()), x]),
                }
            };
            let whole = a.coefficients.iter().enumerate().rev().filter(|c| !c.1.is_zero());
            let polynomial = words::num(theorem, &Num::Add(whole.map(power).collect()), style);
            let near = a.root().and_then(|r| r.enclose(64)).map(|b| decimals(&b.ends().0)).unwrap_or_default();
            (*v, format!("{} = about {near}, a root of {polynomial}", name(v)))
        };
        let mut all: Vec<(u32, String)> = self.terms.iter().map(term).chain(self.roots.iter().map(root)).collect();
        all.sort();
        all.into_iter().map(|x| x.1).collect()
    }
}

impl numbers::Declined {
    /// The reason, with the names of the theorem.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem) -> String {
        match self {
            numbers::Declined::OutOfScope => "the statement is not about real numbers alone".into(),
            numbers::Declined::Value(v) => format!("the value of {} cannot be formed", Names::real(theorem, *v)),
            numbers::Declined::Wrong(text) => format!("`{text}` does not hold for these values"),
            numbers::Declined::Unclear(text) => format!("it cannot be told whether `{text}` holds for these values"),
            numbers::Declined::NoGoalFails => "no goal certainly fails for these values".into(),
        }
    }
}

/// A number: a fraction as such, another one to six digits.
fn value(x: &Real) -> String {
    match x {
        Real::Rational(x) => x.to_string(),
        Real::Term(_) if x.sign() == Some(Ordering::Equal) => "0".into(),
        Real::Term(_) => {
            let near = x.enclose(256).map(|b| format!("about {}", decimals(&b.ends().0)));
            near.unwrap_or_else(|| "some number".into())
        }
    }
}

/// Six digits that count.
fn decimals(x: &Q) -> String {
    let (ten, mut scale) = (Q::from_integer(10.into()), 0usize);
    let mut digits = x.abs();
    while digits < Q::from_integer(100_000.into()) && scale < 40 {
        digits *= &ten;
        scale += 1;
    }
    let digits = format!("{:0>width$}", digits.round().to_integer(), width = scale + 1);
    let (whole, decimals) = digits.split_at(digits.len().saturating_sub(scale));
    let sign = if x.is_negative() { "-" } else { "" };
    let decimals = decimals.trim_end_matches('0');
    if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
}
