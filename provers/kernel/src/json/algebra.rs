//! The algebraic part of a certificate as JSON. A number is text (`"3/2"`, a variable) or an array that begins with
//! an operation (`["+", "a", ["^", "b", "2"]]`).

use super::raw::RawCond;
use super::{clip, rational};
use crate::algebra::{Clause, GoalProof, Line, Order, Product, Proof, Reason, Said};
use crate::witness::{Root, Value};
use euclase_grammar::core::{Atom, Axis, Cond, CoreTheorem, Num, Pt, Rel};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawProof {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reals: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<RawCond>,
    lines: Vec<RawLine>,
    goals: Vec<RawGoal>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawGoal {
    lines: Vec<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    frame: Option<[String; 2]>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    solutions: Vec<Vec<RawNum>>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawLine {
    claim: Vec<RawAtom>,
    rule: RawReason,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    premises: Vec<usize>,
}

pub(super) type RawAtom = (RawNum, RawRel, RawNum);

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) enum RawRel {
    #[serde(rename = "=")]
    Eq,
    #[serde(rename = "!=")]
    Ne,
    #[serde(rename = "<")]
    Lt,
    #[serde(rename = "<=")]
    Le,
    #[serde(rename = ">")]
    Gt,
    #[serde(rename = ">=")]
    Ge,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum RawNum {
    Text(String),
    List(Vec<RawNum>),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(super) enum RawValue {
    Root(RawRoot),
    Term(RawNum),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct RawRoot {
    root: Vec<String>,
    between: (String, String),
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct RawProduct {
    coefficient: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    factors: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    squares: Vec<RawNum>,
}

#[derive(Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
enum RawReason {
    Given {
        index: usize,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        values: Vec<RawNum>,
    },
    Step {
        index: usize,
    },
    Coordinates {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assumed: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        step: Option<usize>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition: Option<usize>,
        frame: [String; 2],
        clause: usize,
    },
    Suppose {},
    Either {},
    Weaken {},
    Cases {},
    Combine {
        cofactors: Vec<RawNum>,
    },
    Order {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        multiplier: Vec<RawProduct>,
        terms: Vec<RawProduct>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        cofactors: Vec<(usize, RawNum)>,
    },
    Field {
        powers: Vec<u32>,
    },
    Factors {
        factors: Vec<RawNum>,
    },
    Congruence {},
    Lemma {
        name: String,
        terms: Vec<RawNum>,
    },
    Instance {
        values: Vec<(String, RawNum)>,
    },
}

/// Writes with the names of points and variables.
pub(super) struct Writer<'a> {
    pub points: &'a [&'a str],
    pub reals: Vec<&'a str>,
}

impl<'a> Writer<'a> {
    pub fn new(theorem: &'a CoreTheorem, reals: &'a [String], points: &'a [&'a str]) -> Writer<'a> {
        Writer { points, reals: theorem.reals.iter().chain(reals).map(String::as_str).collect() }
    }

    /// The values of variables.
    pub fn values(&self, values: &[(u32, Value)]) -> Vec<(String, RawValue)> {
        let value = |v: &Value| match v {
            Value::Term(n) => RawValue::Term(self.num(n)),
            Value::Root(r) => {
                let root = r.coefficients.iter().map(ToString::to_string).collect();
                RawValue::Root(RawRoot { root, between: (r.lo.to_string(), r.hi.to_string()) })
            }
        };
        values.iter().map(|(v, x)| (self.real(*v), value(x))).collect()
    }

    /// The lines of the certificate's text: variables, a line each, goals.
    pub fn proof(&self, p: &Proof, conditions: &[RawCond]) -> String {
        let text = |v: serde_json::Result<String>| v.unwrap_or_default();
        let lines: Vec<String> = p.lines.iter().map(|l| text(serde_json::to_string(&self.line(l)))).collect();
        let conditions = match conditions {
            [] => String::new(),
            all => format!("\n  \"conditions\": {},", text(serde_json::to_string(all))),
        };
        let goals: Vec<RawGoal> = p.goals.iter().map(|g| self.goal(g)).collect();
        format!(
            "{{\n  \"reals\": {},{conditions}\n  \"lines\": [\n    {}\n  ],\n  \"goals\": {}\n  }}",
            text(serde_json::to_string(&p.reals)),
            lines.join(",\n    "),
            text(serde_json::to_string(&goals))
        )
    }

    fn goal(&self, g: &GoalProof) -> RawGoal {
        let solutions = g.solutions.iter().map(|s| self.nums(s)).collect();
        RawGoal { lines: g.lines.clone(), frame: g.frame.map(|f| f.map(|p| self.point(p))), solutions }
    }

    /// A comparison.
    pub fn atom(&self, a: &Atom) -> RawAtom {
        (self.num(&a.lhs), rel(a.rel), self.num(&a.rhs))
    }

    fn line(&self, l: &Line) -> RawLine {
        RawLine {
            claim: l.claim.iter().map(|a| self.atom(a)).collect(),
            rule: self.reason(&l.reason),
            premises: l.premises.clone(),
        }
    }

    fn reason(&self, r: &Reason) -> RawReason {
        match r {
            Reason::Given(index, values) => RawReason::Given { index: *index, values: self.nums(values) },
            Reason::Step(index) => RawReason::Step { index: *index },
            Reason::Coordinates(said, frame, clause) => {
                let (assumed, step, condition) = match said {
                    Said::Assumed(n) => (Some(*n), None, None),
                    Said::Step(n) => (None, Some(*n), None),
                    Said::Recorded(n) => (None, None, Some(*n)),
                };
                RawReason::Coordinates {
                    assumed,
                    step,
                    condition,
                    frame: frame.map(|p| self.point(p)),
                    clause: *clause,
                }
            }
            Reason::Suppose => RawReason::Suppose {},
            Reason::Either => RawReason::Either {},
            Reason::Weaken => RawReason::Weaken {},
            Reason::Cases => RawReason::Cases {},
            Reason::Combine(cofactors) => RawReason::Combine { cofactors: self.nums(cofactors) },
            Reason::Order(o) => RawReason::Order {
                multiplier: self.products(&o.multiplier),
                terms: self.products(&o.terms),
                cofactors: o.cofactors.iter().map(|(i, c)| (*i, self.num(c))).collect(),
            },
            Reason::Field(powers) => RawReason::Field { powers: powers.clone() },
            Reason::Factors(factors) => RawReason::Factors { factors: self.nums(factors) },
            Reason::Congruence => RawReason::Congruence {},
            Reason::Lemma(name, terms) => RawReason::Lemma { name: name.clone(), terms: self.nums(terms) },
            Reason::Instance(values) => {
                RawReason::Instance { values: values.iter().map(|(v, n)| (self.real(*v), self.num(n))).collect() }
            }
        }
    }

    fn products(&self, ps: &[Product]) -> Vec<RawProduct> {
        let one = |p: &Product| RawProduct {
            coefficient: p.coefficient.to_string(),
            factors: p.factors.clone(),
            squares: self.nums(&p.squares),
        };
        ps.iter().map(one).collect()
    }

    fn nums(&self, ns: &[Num]) -> Vec<RawNum> {
        ns.iter().map(|n| self.num(n)).collect()
    }

    fn real(&self, v: u32) -> String {
        self.reals.get(v as usize).map_or_else(|| format!("real {v}"), |n| (*n).to_string())
    }

    fn point(&self, p: Pt) -> String {
        self.points.get(p.ix()).map_or_else(|| format!("point {}", p.0), |n| (*n).to_string())
    }

    fn num(&self, n: &Num) -> RawNum {
        let text = |t: &str| RawNum::Text(t.into());
        let list = |op: &str, xs: Vec<RawNum>| RawNum::List(std::iter::once(text(op)).chain(xs).collect());
        let named = |op: &str, ps: &[Pt]| list(op, ps.iter().map(|p| RawNum::Text(self.point(*p))).collect());
        match n {
            Num::Const(c) => RawNum::Text(c.to_string()),
            Num::Real(v) => RawNum::Text(self.real(*v)),
            Num::Len(a, b) => named("len", &[*a, *b]),
            Num::Ang(a, b, c) => named("ang", &[*a, *b, *c]),
            Num::DistLine(p, a, b) => named("dist", &[*p, *a, *b]),
            Num::Area(ps) => named("area", ps),
            Num::Circumradius(a, b, c) => named("circumradius", &[*a, *b, *c]),
            Num::Inradius(a, b, c) => named("inradius", &[*a, *b, *c]),
            Num::Coordinate { axis: Axis::X, of, frame: [o, e] } => named("x", &[*of, *o, *e]),
            Num::Coordinate { axis: Axis::Y, of, frame: [o, e] } => named("y", &[*of, *o, *e]),
            Num::Add(xs) => list("+", self.nums(xs)),
            Num::Mul(xs) => list("*", self.nums(xs)),
            Num::Div(a, b) => list("/", vec![self.num(a), self.num(b)]),
            Num::Neg(a) => list("-", vec![self.num(a)]),
            Num::Pow(a, e) => list("^", vec![self.num(a), RawNum::Text(e.to_string())]),
            Num::Call(f, xs) => list(f, self.nums(xs)),
        }
    }
}

fn rel(r: Rel) -> RawRel {
    match r {
        Rel::Eq => RawRel::Eq,
        Rel::Ne => RawRel::Ne,
        Rel::Lt => RawRel::Lt,
        Rel::Le => RawRel::Le,
        Rel::Gt => RawRel::Gt,
        Rel::Ge => RawRel::Ge,
    }
}

/// Reads numbers: what its names mean.
pub(super) struct Reader<'a> {
    pub points: &'a HashMap<String, Pt>,
    pub reals: HashMap<String, u32>,
}

impl<'a> Reader<'a> {
    /// # Errors
    /// A variable's name is taken.
    pub fn new(theorem: &CoreTheorem, reals: &[String], points: &'a HashMap<String, Pt>) -> Result<Reader<'a>, String> {
        let mut me = Reader { points, reals: HashMap::new() };
        for (i, name) in theorem.reals.iter().chain(reals).enumerate() {
            let i = u32::try_from(i).map_err(|_| "too many variables".to_string())?;
            if points.contains_key(name) || rational(name).is_ok() || me.reals.insert(name.clone(), i).is_some() {
                return Err(format!("reals: the name {} is taken", clip(name)));
            }
        }
        Ok(me)
    }

    pub fn values(&self, raw: Vec<(String, RawValue)>) -> Result<Vec<(u32, Value)>, String> {
        let value = |v: RawValue| match v {
            RawValue::Term(n) => self.num(n).map(Value::Term),
            RawValue::Root(r) => {
                let coefficients = r.root.iter().map(|c| rational(c)).collect::<Result<_, String>>()?;
                Ok(Value::Root(Root { coefficients, lo: rational(&r.between.0)?, hi: rational(&r.between.1)? }))
            }
        };
        raw.into_iter().map(|(name, v)| Ok((self.real(&name)?, value(v)?))).collect()
    }

    pub fn proof(&self, raw: RawProof, conditions: Vec<Cond>) -> Result<Proof, String> {
        let mut lines = Vec::new();
        for (i, l) in raw.lines.into_iter().enumerate() {
            lines.push(self.line(l).map_err(|e| format!("lines[{i}]: {e}"))?);
        }
        let goal = |g: RawGoal| {
            let solutions = g.solutions.into_iter().map(|s| self.nums(s)).collect::<Result<_, String>>()?;
            let frame = g.frame.map(|f| self.frame(&f)).transpose()?;
            Ok(GoalProof { lines: g.lines, frame, solutions })
        };
        let goals = raw.goals.into_iter().map(goal).collect::<Result<_, String>>()?;
        Ok(Proof { reals: raw.reals, conditions, lines, goals })
    }

    /// A comparison.
    ///
    /// # Errors
    /// What is not a number.
    pub fn atom(&self, (lhs, rel, rhs): RawAtom) -> Result<Atom, String> {
        let rel = match rel {
            RawRel::Eq => Rel::Eq,
            RawRel::Ne => Rel::Ne,
            RawRel::Lt => Rel::Lt,
            RawRel::Le => Rel::Le,
            RawRel::Gt => Rel::Gt,
            RawRel::Ge => Rel::Ge,
        };
        Ok(Atom { lhs: self.num(lhs)?, rel, rhs: self.num(rhs)? })
    }

    fn line(&self, l: RawLine) -> Result<Line, String> {
        let claim: Clause = l.claim.into_iter().map(|a| self.atom(a)).collect::<Result<_, String>>()?;
        Ok(Line { claim, reason: self.reason(l.rule)?, premises: l.premises })
    }

    fn reason(&self, r: RawReason) -> Result<Reason, String> {
        Ok(match r {
            RawReason::Given { index, values } => Reason::Given(index, self.nums(values)?),
            RawReason::Step { index } => Reason::Step(index),
            RawReason::Coordinates { assumed, step, condition, frame, clause } => {
                let said = match (assumed, step, condition) {
                    (Some(n), None, None) => Said::Assumed(n),
                    (None, Some(n), None) => Said::Step(n),
                    (None, None, Some(n)) => Said::Recorded(n),
                    _ => return Err("coordinates: expected one of `assumed`, `step` and `condition`".into()),
                };
                Reason::Coordinates(said, self.frame(&frame)?, clause)
            }
            RawReason::Suppose {} => Reason::Suppose,
            RawReason::Either {} => Reason::Either,
            RawReason::Weaken {} => Reason::Weaken,
            RawReason::Cases {} => Reason::Cases,
            RawReason::Combine { cofactors } => Reason::Combine(self.nums(cofactors)?),
            RawReason::Order { multiplier, terms, cofactors } => Reason::Order(Order {
                multiplier: self.products(multiplier)?,
                terms: self.products(terms)?,
                cofactors: cofactors.into_iter().map(|(i, c)| Ok((i, self.num(c)?))).collect::<Result<_, String>>()?,
            }),
            RawReason::Field { powers } => Reason::Field(powers),
            RawReason::Factors { factors } => Reason::Factors(self.nums(factors)?),
            RawReason::Congruence {} => Reason::Congruence,
            RawReason::Lemma { name, terms } => Reason::Lemma(name, self.nums(terms)?),
            RawReason::Instance { values } => {
                let value = |(v, n): (String, RawNum)| Ok((self.real(&v)?, self.num(n)?));
                Reason::Instance(values.into_iter().map(value).collect::<Result<_, String>>()?)
            }
        })
    }

    fn products(&self, ps: Vec<RawProduct>) -> Result<Vec<Product>, String> {
        let one = |p: RawProduct| {
            let coefficient = rational(&p.coefficient)?;
            Ok(Product { coefficient, factors: p.factors, squares: self.nums(p.squares)? })
        };
        ps.into_iter().map(one).collect()
    }

    fn nums(&self, ns: Vec<RawNum>) -> Result<Vec<Num>, String> {
        ns.into_iter().map(|n| self.num(n)).collect()
    }

    fn real(&self, name: &str) -> Result<u32, String> {
        self.reals.get(name).copied().ok_or_else(|| format!("unknown variable {}", clip(name)))
    }

    fn num(&self, n: RawNum) -> Result<Num, String> {
        let items = match n {
            RawNum::Text(t) if self.reals.contains_key(&t) => return Ok(Num::Real(self.real(&t)?)),
            RawNum::Text(t) => return rational(&t).map(Num::Const),
            RawNum::List(items) => items,
        };
        let mut items = items.into_iter();
        let Some(RawNum::Text(op)) = items.next() else { return Err("expected an operation first".into()) };
        if let "len" | "ang" | "dist" | "area" | "circumradius" | "inradius" | "x" | "y" = op.as_str() {
            let points: Vec<Pt> = items.map(|p| self.point(&p)).collect::<Result<_, String>>()?;
            return match (op.as_str(), &points[..]) {
                ("len", [a, b]) => Ok(Num::Len(*a, *b)),
                ("ang", [a, b, c]) => Ok(Num::Ang(*a, *b, *c)),
                ("dist", [p, a, b]) => Ok(Num::DistLine(*p, *a, *b)),
                ("area", [_, _, _, ..]) => Ok(Num::Area(points)),
                ("circumradius", [a, b, c]) => Ok(Num::Circumradius(*a, *b, *c)),
                ("inradius", [a, b, c]) => Ok(Num::Inradius(*a, *b, *c)),
                ("x", [of, o, e]) => Ok(Num::Coordinate { axis: Axis::X, of: *of, frame: [*o, *e] }),
                ("y", [of, o, e]) => Ok(Num::Coordinate { axis: Axis::Y, of: *of, frame: [*o, *e] }),
                _ => Err(format!("{} of {} points", clip(&op), points.len())),
            };
        }
        if op == "^" {
            let (Some(base), Some(RawNum::Text(e)), None) = (items.next(), items.next(), items.next()) else {
                return Err("`^` takes a number and a rational exponent".into());
            };
            return Ok(Num::Pow(Box::new(self.num(base)?), rational(&e)?));
        }
        let mut args = self.nums(items.collect())?;
        match (op.as_str(), args.len()) {
            ("+", _) => Ok(Num::Add(args)),
            ("*", _) => Ok(Num::Mul(args)),
            ("-", 1) => Ok(Num::Neg(Box::new(args.remove(0)))),
            ("/", 2) => {
                let divisor = args.remove(1);
                Ok(Num::Div(Box::new(args.remove(0)), Box::new(divisor)))
            }
            ("-" | "/", n) => Err(format!("{} of {n} numbers", clip(&op))),
            _ => Ok(Num::Call(op, args)),
        }
    }

    fn frame(&self, [o, e]: &[String; 2]) -> Result<[Pt; 2], String> {
        let point = |t: &String| self.points.get(t).copied().ok_or_else(|| format!("unknown point {}", clip(t)));
        Ok([point(o)?, point(e)?])
    }

    fn point(&self, p: &RawNum) -> Result<Pt, String> {
        match p {
            RawNum::Text(t) => self.points.get(t).copied().ok_or_else(|| format!("unknown point {}", clip(t))),
            RawNum::List(_) => Err("expected the name of a point".into()),
        }
    }
}
