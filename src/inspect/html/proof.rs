//! The proof as data: what the report says ([`crate::report::Answer`]), and for each line the objects that it speaks of.

use super::figure::{spoken, spoken_cond, spoken_goal};
use crate::report::{Answer, ProofStep, Ref, given_numbers, refs_of};
use euclase_grammar::core::{CoreTheorem, Num, Pt};
use euclase_kernel::algebra::Clause;
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::Certificate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Givens, auxiliary points, steps and goals.
pub fn data(thm: &CoreTheorem, cert: Option<&Certificate>, answer: &Answer) -> Value {
    json!({
        "given": givens(thm, answer),
        "aux": auxiliary(thm, cert, answer),
        "steps": answer.steps.iter().map(|s| step(s, cert)).collect::<Vec<_>>(),
        "goals": goals(thm, answer),
    })
}

fn givens(thm: &CoreTheorem, answer: &Answer) -> Vec<Value> {
    let mut speaks: Vec<Vec<Value>> = vec![Vec::new(); answer.given.len()];
    let said = thm.hyps.iter().map(|h| spoken(&h.fact));
    let said = said.chain(thm.conds.iter().map(|c| spoken_cond(&c.cond)));
    for (number, what) in given_numbers(thm).iter().zip(said) {
        let at = number.and_then(|n| (n as usize).checked_sub(1));
        if let Some(list) = at.and_then(|i| speaks.get_mut(i)) {
            list.extend(what);
        }
    }
    let lines = answer.given.iter().zip(speaks).enumerate();
    lines
        .map(|(i, (g, speaks))| {
            json!({"id": Ref::Given(i as u32 + 1).to_string(), "text": g.text, "means": g.means, "used": g.used, "speaks": speaks})
        })
        .collect()
}

fn auxiliary(thm: &CoreTheorem, cert: Option<&Certificate>, answer: &Answer) -> Vec<Value> {
    let points = cert.map_or(&[][..], |c| &c.aux);
    answer
        .aux
        .iter()
        .enumerate()
        .map(|(i, a)| {
            let x = Pt((thm.statement_points + i) as u32);
            let mut speaks = vec![json!(["point", x.0])];
            if let Some(p) = points.get(i) {
                let facts = define(&p.def, x, &p.args).map_or(Vec::new(), |d| d.facts);
                speaks.extend(facts.iter().flat_map(spoken));
            }
            json!({"id": Ref::Aux(i as u32 + 1).to_string(), "name": a.name, "text": a.text, "speaks": speaks})
        })
        .collect()
}

fn step(s: &ProofStep, cert: Option<&Certificate>) -> Value {
    // What it claims is the last of the steps that it gathers; the others are on the way.
    let mut speaks = Vec::new();
    let mut way = Vec::new();
    for (i, at) in s.certificate.iter().rev().enumerate() {
        let said = cert.map_or(Vec::new(), |c| claimed(c, *at));
        if i == 0 { speaks = said } else { way.extend(said) }
    }
    let mut seen = BTreeSet::new();
    way.retain(|v: &Value| !speaks.contains(v) && seen.insert(v.to_string()));
    let mut refs: Vec<String> = refs_of(s).iter().map(Ref::to_string).collect();
    let mut once = BTreeSet::new();
    refs.retain(|r| once.insert(r.clone()));
    let mut out = serde_json::to_value(s).unwrap_or_default();
    if let Some(o) = out.as_object_mut() {
        o.remove("certificate");
        o.insert("id".into(), json!(Ref::Step(s.number).to_string()));
        o.insert("refs".into(), json!(refs));
        o.insert("speaks".into(), json!(speaks));
        o.insert("way".into(), json!(way));
    }
    out
}

/// What a step of the certificate speaks of; lines about numbers are counted after the steps of geometry.
fn claimed(cert: &Certificate, at: usize) -> Vec<Value> {
    match cert.steps.get(at) {
        Some(s) => spoken(&s.claim),
        None => {
            let lines = cert.algebra.as_ref().map_or(&[][..], |p| &p.lines);
            lines.get(at - cert.steps.len()).map_or(Vec::new(), |l| numbers(&l.claim))
        }
    }
}

/// The lengths and points of a clause.
fn numbers(clause: &Clause) -> Vec<Value> {
    fn of(n: &Num, out: &mut BTreeSet<(u32, u32)>) {
        match n {
            Num::Len(a, b) => {
                out.insert((a.0, b.0));
            }
            Num::Add(v) | Num::Mul(v) | Num::Call(_, v) => v.iter().for_each(|n| of(n, out)),
            Num::Div(a, b) => {
                of(a, out);
                of(b, out);
            }
            Num::Neg(a) | Num::Pow(a, _) => of(a, out),
            _ => {}
        }
    }
    let mut lengths = BTreeSet::new();
    let mut points = BTreeSet::new();
    for n in clause.iter().flat_map(|a| [&a.lhs, &a.rhs]) {
        of(n, &mut lengths);
        n.each_point(&mut |p: Pt| {
            points.insert(p.0);
        });
    }
    let segments = lengths.into_iter().map(|(a, b)| json!(["segment", a, b]));
    segments.chain(points.into_iter().map(|p| json!(["point", p]))).collect()
}

fn goals(thm: &CoreTheorem, answer: &Answer) -> Vec<Value> {
    let lines = answer.goals.iter().enumerate();
    lines
        .map(|(i, g)| {
            let speaks = thm.goals.get(i).map_or(Vec::new(), |g| spoken_goal(&g.kind));
            json!({"id": format!("g{}", i + 1), "text": g.text, "by": g.by.map(|r| r.to_string()), "speaks": speaks})
        })
        .collect()
}
