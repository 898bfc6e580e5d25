//! Facts, conditions and numbers of a figure as lists of numbers: what the page computes with while a point is dragged.
//!
//! The residuals themselves are those of `provers/diagram/src/eqs.rs`, once more in `solver.js`. Nothing here proves anything: the
//! page shows that a theorem holds in a figure, it does not claim it.

use euclase_grammar::core::{Axis, Cmp, Cond, Fact, Num, Pt, Q, Quantity};
use num_traits::ToPrimitive;
use serde_json::{Value, json};

fn float(q: &Q) -> f64 {
    q.to_f64().filter(|x| x.is_finite()).unwrap_or(0.0)
}

fn pairs(terms: &[(Q, Pt, Pt)]) -> Value {
    terms.iter().map(|(k, a, b)| json!([float(k), a.0, b.0])).collect()
}

fn three(t: &[Pt; 3]) -> [u32; 3] {
    t.map(|p| p.0)
}

fn two(t: &[Pt; 2]) -> [u32; 2] {
    t.map(|p| p.0)
}

/// A fact as `[kind, …]`.
pub fn fact(f: &Fact) -> Value {
    match f {
        Fact::Same(a, b) => json!(["same", a.0, b.0]),
        Fact::Coll(a, b, c) => json!(["coll", a.0, b.0, c.0]),
        Fact::Cyclic(a, b, c, d) => json!(["cyc", a.0, b.0, c.0, d.0]),
        Fact::Sim { a, b, opposite } => json!(["sim", three(a), three(b), opposite]),
        Fact::Dir { terms, turn } => {
            let terms: Vec<Value> = terms.iter().map(|(k, a, b)| json!([k, a.0, b.0])).collect();
            json!(["dir", terms, float(turn)])
        }
        Fact::Log { terms, konst } => {
            let konst: f64 = konst.iter().map(|(n, e)| float(e) * (*n as f64).ln()).sum();
            json!(["log", pairs(terms), konst])
        }
        Fact::Len { terms, konst } => json!(["len", pairs(terms), float(konst)]),
        Fact::Sq { terms, konst } => json!(["sq", pairs(terms), float(konst)]),
        Fact::Vec(terms) => {
            let terms: Vec<Value> = terms.iter().map(|(k, p)| json!([float(k), p.0])).collect();
            json!(["vec", terms])
        }
        Fact::Ang { terms, konst } => json!(["ang", angles(terms), float(konst)]),
        Fact::Num(a, b) => json!(["num", number(a), number(b)]),
    }
}

fn angles(terms: &[(Q, [Pt; 3])]) -> Value {
    terms.iter().map(|(k, t)| json!([float(k), three(t)])).collect()
}

/// A number as `[kind, …]`.
pub fn number(n: &Num) -> Value {
    let all = |v: &[Num]| v.iter().map(number).collect::<Vec<_>>();
    match n {
        Num::Const(c) => json!(["const", float(c)]),
        Num::Real(i) => json!(["real", i]),
        Num::Len(a, b) => json!(["len", a.0, b.0]),
        Num::Ang(a, b, c) => json!(["ang", a.0, b.0, c.0]),
        Num::DistLine(a, b, c) => json!(["dist", a.0, b.0, c.0]),
        Num::Area(v) => json!(["area", v.iter().map(|p| p.0).collect::<Vec<_>>()]),
        Num::Circumradius(a, b, c) => json!(["circumradius", a.0, b.0, c.0]),
        Num::Inradius(a, b, c) => json!(["inradius", a.0, b.0, c.0]),
        Num::Coordinate { axis, of, frame: [o, e] } => {
            json!([if *axis == Axis::X { "x" } else { "y" }, of.0, o.0, e.0])
        }
        Num::Add(v) => json!(["add", all(v)]),
        Num::Mul(v) => json!(["mul", all(v)]),
        Num::Div(a, b) => json!(["div", number(a), number(b)]),
        Num::Neg(a) => json!(["neg", number(a)]),
        Num::Pow(a, e) => json!(["pow", number(a), float(e)]),
        Num::Call(name, args) => json!(["call", name, all(args)]),
    }
}

/// A condition as `[kind, …]`.
pub fn cond(c: &Cond) -> Value {
    match c {
        Cond::Distinct(a, b) => json!(["distinct", a.0, b.0]),
        Cond::NotColl(a, b, c) => json!(["notcoll", a.0, b.0, c.0]),
        Cond::NotPara(p, q) => json!(["notpara", two(p), two(q)]),
        Cond::DirNe { terms, turn } => {
            json!(["not", fact(&Fact::Dir { terms: terms.clone(), turn: turn.clone() })])
        }
        Cond::SameOrient(s, t) => json!(["orient", three(s), three(t), 1]),
        Cond::OppOrient(s, t) => json!(["orient", three(s), three(t), -1]),
        Cond::Positive(t) => json!(["positive", three(t)]),
        Cond::Between(a, b, c) => json!(["between", a.0, b.0, c.0]),
        Cond::Outside(a, b, c) => json!(["outside", a.0, b.0, c.0]),
        Cond::Longer(p, q) => json!(["longer", two(p), two(q)]),
        Cond::NotCyclic(a, b, c, d) => json!(["not", ["cyc", a.0, b.0, c.0, d.0]]),
        Cond::AngWithin { terms, konst } => json!(["within", angles(terms), float(konst)]),
        Cond::Num(a, cmp, b) => {
            let sign = match cmp {
                Cmp::Lt => "<",
                Cmp::Le => "<=",
                Cmp::Gt => ">",
                Cmp::Ge => ">=",
                Cmp::Ne => "!=",
            };
            json!(["cmp", number(a), sign, number(b)])
        }
        Cond::Not(f) => json!(["not", fact(f)]),
        Cond::Any(v) => json!(["any", v.iter().map(cond).collect::<Vec<_>>()]),
    }
}

/// What a "find" goal asks for, as a number.
pub fn quantity(q: &Quantity) -> Value {
    match q {
        Quantity::Angle([a, b, c]) => number(&Num::Ang(*a, *b, *c)),
        Quantity::Length([a, b]) => number(&Num::Len(*a, *b)),
        Quantity::Ratio([a, b], [c, d]) => number(&Num::Div(Box::new(Num::Len(*a, *b)), Box::new(Num::Len(*c, *d)))),
        Quantity::Num(n) => number(n),
    }
}

/// Whether a fact speaks of real variables, to which a figure gives no value.
pub fn has_reals(f: &Fact) -> bool {
    fn of(n: &Num) -> bool {
        match n {
            Num::Real(_) => true,
            Num::Add(v) | Num::Mul(v) | Num::Call(_, v) => v.iter().any(of),
            Num::Div(a, b) => of(a) || of(b),
            Num::Neg(a) | Num::Pow(a, _) => of(a),
            _ => false,
        }
    }
    matches!(f, Fact::Num(a, b) if of(a) || of(b))
}
