//! The figure as data: points and what is drawn through them, the equations that tie them, and in which order they are placed.
//!
//! A point is placed after those that its equations speak of ([`euclase_diagram::placement_order`]). Without equations of its own it
//! is free; with one it slides on a curve; with two it is determined. The page finds out which, and follows each point from
//! where it was, so that branches (the other point of a circle) stay what they are while a point is dragged.

use super::equations;
use crate::report::figure::labels::LabelText;
use crate::report::figure::meaning::{Sign, goal_signs, signs};
use crate::report::figure::{self, FigureOptions, frame};
use crate::report::{Answer, Certainty, with_aux};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt, Shape};
use euclase_grammar::words::{self, Style};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::Certificate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Signs as `[kind, points…]`, for what is highlighted.
pub fn marks(list: &[Sign]) -> Vec<Value> {
    list.iter()
        .map(|s| match s {
            Sign::Equal(p, q) => json!(["equal", p[0].0, p[1].0, q[0].0, q[1].0]),
            Sign::Right(p, q) => json!(["right", p[0].0, p[1].0, q[0].0, q[1].0]),
            Sign::Parallel(p, q) => json!(["parallel", p[0].0, p[1].0, q[0].0, q[1].0]),
            Sign::Angles(a, b) => json!(["angles", a[0].0, a[1].0, a[2].0, b[0].0, b[1].0, b[2].0]),
            Sign::Value(a, v) => json!(["value", a[0].0, a[1].0, a[2].0, degrees(v)]),
            Sign::OnLine(on) => std::iter::once(json!("line")).chain(on.iter().map(|p| json!(p.0))).collect(),
            Sign::OnCircle(p) => json!(["circle", p[0].0, p[1].0, p[2].0, p[3].0]),
            Sign::Triangle(t) => json!(["triangle", t[0].0, t[1].0, t[2].0]),
            Sign::Segment(p) => json!(["segment", p[0].0, p[1].0]),
            Sign::Point(p) => json!(["point", p.0]),
        })
        .collect()
}

fn degrees(turn: &euclase_grammar::core::Q) -> String {
    let d = turn * euclase_grammar::core::Q::from_integer(180.into());
    if d.is_integer() { format!("{}°", d.numer()) } else { format!("{}/{}°", d.numer(), d.denom()) }
}

/// What a fact speaks of: its signs, the segments of an equation that has none, its points.
pub fn spoken(fact: &Fact) -> Vec<Value> {
    let mut out = marks(&signs(fact));
    if out.is_empty() {
        let segments: Vec<(Pt, Pt)> = match fact {
            Fact::Dir { terms, .. } => terms.iter().map(|t| (t.1, t.2)).collect(),
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                terms.iter().map(|t| (t.1, t.2)).collect()
            }
            _ => Vec::new(),
        };
        out.extend(segments.iter().map(|(a, b)| json!(["segment", a.0, b.0])));
    }
    let points: BTreeSet<u32> = fact.points().iter().map(|p| p.0).collect();
    out.extend(points.into_iter().map(|p| json!(["point", p])));
    out
}

/// What a condition speaks of.
pub fn spoken_cond(cond: &Cond) -> Vec<Value> {
    let mut out = marks(&goal_signs(&GoalKind::Cond(cond.clone())));
    let mut points = BTreeSet::new();
    cond.each_point(&mut |p: Pt| {
        points.insert(p.0);
    });
    out.extend(points.into_iter().map(|p| json!(["point", p])));
    out
}

/// What a goal speaks of.
pub fn spoken_goal(kind: &GoalKind) -> Vec<Value> {
    let mut out = marks(&goal_signs(kind));
    let points: BTreeSet<u32> = kind.points().iter().map(|p| p.0).collect();
    out.extend(points.into_iter().map(|p| json!(["point", p])));
    out
}

/// The figure of a theorem and of the auxiliary points of its proof.
pub fn data(statement: &CoreTheorem, pts: &[[f64; 2]], cert: Option<&Certificate>, answer: &Answer) -> Value {
    let thm = &with_aux(statement, cert.map_or(&[][..], |c| &c.aux));
    let n = thm.points.len().min(pts.len());
    let options = FigureOptions::of(thm);
    let parts = figure::parts(thm, pts, &options);
    let goal_points: BTreeSet<u32> = thm.goals.iter().flat_map(|g| g.kind.points()).map(|p| p.0).collect();
    let points: Vec<Value> = (0..n)
        .map(|i| {
            let name = LabelText::of(&thm.points[i].name);
            json!({
                "name": thm.points[i].name, "label": [name.base, name.sub, name.primes], "at": pts[i],
                "shown": parts.shown.get(i).copied().unwrap_or(false), "hidden": thm.points[i].hidden,
                "aux": i >= thm.statement_points, "goal": goal_points.contains(&(i as u32)),
            })
        })
        .collect();
    let shapes: Vec<Value> = parts.shapes.iter().filter_map(|(s, role)| shape(s, role.word(), n)).collect();
    let facts: Vec<Fact> = facts(thm, cert).into_iter().filter(|f| f.points().iter().all(|p| p.ix() < n)).collect();
    let order = order(thm, n);
    let mut out = json!({
        "points": points,
        "shapes": shapes,
        "signs": {"goal": marks(&parts.goal), "given": marks(&parts.given)},
        "order": order,
        "equations": facts.iter().map(equations::fact).collect::<Vec<_>>(),
        "conditions": conditions(statement, thm, cert, n),
        "goals": thm.goals.iter().map(|g| goal(&g.kind)).collect::<Vec<_>>(),
        "view": view(thm, pts, &parts, &options),
        "still": still(thm, &facts, answer),
        "exact": answer.figure.as_ref().map(|f| f.certainty == Certainty::Exact),
    });
    if thm.coords.is_empty() {
        out["seeded"] = json!(true);
    }
    out
}

/// The equations: hypotheses, and what defines the auxiliary points.
fn facts(thm: &CoreTheorem, cert: Option<&Certificate>) -> Vec<Fact> {
    let mut out: Vec<Fact> = thm.hyps.iter().map(|h| h.fact.clone()).collect();
    for (i, a) in cert.iter().flat_map(|c| &c.aux).enumerate() {
        let x = Pt((thm.statement_points + i) as u32);
        out.extend(define(&a.def, x, &a.args).map_or(Vec::new(), |d| d.facts));
    }
    out
}

/// Conditions with their words: the statement's, those of auxiliary points, those that the proof adds.
fn conditions(statement: &CoreTheorem, thm: &CoreTheorem, cert: Option<&Certificate>, n: usize) -> Vec<Value> {
    let mut out: Vec<Value> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut add = |c: &Cond, whose: &str| {
        let c = c.normalized();
        let mut inside = true;
        c.each_point(&mut |p: Pt| inside &= p.ix() < n);
        let text = if inside { words::cond(thm, &c, Style::Unicode) } else { String::new() };
        if inside && seen.insert(text.clone()) {
            out.push(json!({"is": equations::cond(&c), "text": text, "whose": whose}));
        }
    };
    thm.conds.iter().for_each(|c| add(&c.cond, "statement"));
    if let Some(cert) = cert {
        for (i, a) in cert.aux.iter().enumerate() {
            let x = Pt((thm.statement_points + i) as u32);
            if let Some(d) = define(&a.def, x, &a.args) {
                d.exists.iter().chain(&d.ensures).for_each(|c| add(c, "point"));
            }
        }
        if let euclase_kernel::Verdict::Accepted(t) = euclase_kernel::check(statement, cert) {
            t.conditions().iter().for_each(|c| add(&c.cond, "proof"));
        }
    }
    out
}

/// The order of placement: the statement's points, then the auxiliary ones.
fn order(thm: &CoreTheorem, n: usize) -> Vec<u32> {
    let placed: Vec<u32> = euclase_diagram::placement_order(thm).iter().map(|p| p.0).collect();
    let rest = (placed.len()..n).map(|i| i as u32);
    placed.iter().copied().filter(|p| (*p as usize) < n).chain(rest).collect()
}

fn goal(kind: &GoalKind) -> Value {
    match kind {
        GoalKind::Fact(f) if !equations::has_reals(f) => json!({"fact": equations::fact(f)}),
        GoalKind::Cond(c) => json!({"cond": equations::cond(c)}),
        GoalKind::Find(q) => json!({"value": equations::quantity(q)}),
        GoalKind::Fact(_) | GoalKind::Prop(_) | GoalKind::Solve(_) => json!({}),
    }
}

fn shape(s: &Shape, role: &str, n: usize) -> Option<Value> {
    let (kind, points) = match s {
        Shape::Segment(a, b) => ("segment", vec![a.0, b.0]),
        Shape::Line(a, b) => ("line", vec![a.0, b.0]),
        Shape::CircleAt(a, b) => ("centre", vec![a.0, b.0]),
        Shape::Circle3(a, b, c) => ("circle", vec![a.0, b.0, c.0]),
    };
    points.iter().all(|p| (*p as usize) < n).then(|| json!({"kind": kind, "points": points, "role": role}))
}

/// From coordinates to paper: paper = m · (x, −y) + t as complex numbers, and the size of the paper.
fn view(thm: &CoreTheorem, pts: &[[f64; 2]], parts: &figure::Parts, options: &FigureOptions) -> Value {
    let shapes: Vec<Shape> = parts.shapes.iter().map(|s| s.0.clone()).collect();
    let mut all = pts.to_vec();
    all.resize(thm.points.len(), [f64::NAN; 2]);
    let f = frame::fit(thm, &all, &parts.shown, &shapes, options.size, options.level && thm.coords.is_empty());
    let placed: Vec<([f64; 2], [f64; 2])> =
        all.iter().zip(&f.at).filter_map(|(p, at)| Some(([p[0], -p[1]], (*at)?))).collect();
    let far = |p: [f64; 2], q: [f64; 2]| (p[0] - q[0]).hypot(p[1] - q[1]);
    let two = placed
        .first()
        .and_then(|a| placed[1..].iter().max_by(|b, c| far(a.0, b.0).total_cmp(&far(a.0, c.0))).map(|b| (a, b)));
    let (m, t) = match two {
        Some((a, b)) if far(a.0, b.0) > 0.0 => {
            let (u, v) = ([b.0[0] - a.0[0], b.0[1] - a.0[1]], [b.1[0] - a.1[0], b.1[1] - a.1[1]]);
            let d = u[0] * u[0] + u[1] * u[1];
            let m = [(v[0] * u[0] + v[1] * u[1]) / d, (v[1] * u[0] - v[0] * u[1]) / d];
            (m, [a.1[0] - (m[0] * a.0[0] - m[1] * a.0[1]), a.1[1] - (m[0] * a.0[1] + m[1] * a.0[0])])
        }
        _ => ([100.0, 0.0], [f.size[0] / 2.0, f.size[1] / 2.0]),
    };
    json!({"m": m, "t": t, "size": f.size})
}

/// Why the figure cannot be moved, if it cannot.
fn still(thm: &CoreTheorem, facts: &[Fact], answer: &Answer) -> Option<String> {
    if answer.counterexample.is_some() {
        return None;
    }
    if facts.iter().any(equations::has_reals) {
        return Some("the figure stands still: real variables of the statement tie its points".into());
    }
    if thm.points.len() > 60 {
        return Some("the figure stands still: it has too many points to follow".into());
    }
    None
}
