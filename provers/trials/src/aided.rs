//! Theorems whose proofs need an auxiliary point.
//!
//! The datasets have few of them, and auxiliary points are where a kernel errs most easily. So they are made: a fact that is true in
//! the figure of a theorem, that the closure does not reach, and that it does reach with a random point of the
//! kernel's table, becomes the goal of a theorem of its own.

use crate::corpus::{Entry, Statement, accepted, add, distinct};
use euclase_deduction::session::goal_proved;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options, draw, eval, rng::Rng};
use euclase_grammar::ast::{ItemKind, StmtKind};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};
use euclase_grammar::{load, print};
use euclase_kernel::auxiliary::DEFINITIONS;
use std::rc::Rc;

/// Most points of a statement: the closure of a small one takes a millisecond.
const POINTS: usize = 8;
/// Points that are tried on each statement.
const TRIES: u64 = 12;
/// Theorems made of each.
const EACH: usize = 3;

/// The theorems that come of a statement.
pub fn aided(s: &Statement, number: u64) -> Vec<Entry> {
    let thm = &*s.thm;
    let mut out: Vec<Entry> = Vec::new();
    if thm.statement_points > POINTS {
        return out;
    }
    let Ok(figure) = draw(thm, &Options::default()) else { return out };
    let first = figure.pts[..thm.statement_points].to_vec();
    let Ok(mut bare) = Session::new(thm, &first) else { return out };
    bare.saturate_all(Depth::Dear, &|| false);
    let open = |k: &GoalKind| !goal_proved(&bare.state, k);
    let mut wanted: Vec<(String, GoalKind)> = candidates(thm)
        .into_iter()
        .filter(|(_, f)| eval::fact_holds(&first, f))
        .map(|(text, f)| (text, GoalKind::Fact(f)))
        .filter(|(_, k)| open(k))
        .collect();
    for k in 0..TRIES {
        if wanted.is_empty() || out.len() >= EACH {
            break;
        }
        let mut rng = Rng::new(21 + number, k);
        let mut chosen = Vec::new();
        let mut helped = bare.clone();
        for name in ["Z_1", "Z_2"].iter().take(1 + rng.below(2)) {
            let (def, n) = DEFINITIONS[rng.below(DEFINITIONS.len())];
            let args = distinct(&mut rng, n, helped.state.pic.n());
            if let Some(args) = args
                && thm.find(name).is_none()
                && add(&mut helped, name, def, &args)
            {
                chosen.push((*name, def, args));
            }
        }
        helped.saturate_all(Depth::Dear, &|| false);
        let Some(i) = wanted.iter().position(|(_, k)| goal_proved(&helped.state, k)) else { continue };
        let (text, _) = wanted.swap_remove(i);
        out.extend(theorem(s, &text, &chosen, &first));
    }
    out
}

/// The statement with another goal, and its proof with the points.
fn theorem(s: &Statement, goal: &str, points: &[(&str, &str, Vec<Pt>)], first: &[[f64; 2]]) -> Option<Entry> {
    let mut source = s.source.clone();
    let item = source.items.iter_mut().find(|i| i.kind == ItemKind::Theorem)?;
    item.body.retain(|b| !matches!(b.kind, StmtKind::Show(_) | StmtKind::Find(_) | StmtKind::Proof(_)));
    let shown = load(&format!("theorem t {{ point {} show {goal} }}", names(&s.thm).join(", "))).ok()?;
    let show = shown.ast.items.first()?.body.iter().find(|b| matches!(b.kind, StmtKind::Show(_)))?;
    item.body.push(show.clone());
    let text = print::tree(&source);
    let thm = load(&text).ok()?.theorems.into_iter().next()?;
    let mut session = Session::new(&thm, first.get(..thm.statement_points)?).ok()?;
    for (name, def, args) in points {
        if !add(&mut session, name, def, args) {
            return None;
        }
    }
    session.saturate_all(Depth::Dear, &|| false);
    let cert = session.done().then(|| accepted(&session)).flatten().filter(|c| !c.aux.is_empty())?;
    let first = first[..thm.statement_points].to_vec();
    Some(Entry { path: s.path.clone(), text: Some(text), thm: Rc::new(thm), source, cert, first })
}

fn names(thm: &CoreTheorem) -> Vec<String> {
    let named = thm.points[..thm.statement_points].iter().filter(|p| !p.hidden);
    named.map(|p| p.name.clone()).collect()
}

/// Facts about the named points, in the language: collinear, concyclic, equal, parallel, perpendicular.
fn candidates(thm: &CoreTheorem) -> Vec<(String, Fact)> {
    let p: Vec<Pt> = (0..thm.statement_points).filter(|i| !thm.points[*i].hidden).map(|i| Pt(i as u32)).collect();
    let name = |x: &Pt| thm.name_of(*x);
    let mut out = Vec::new();
    for (i, a) in p.iter().enumerate() {
        for (j, b) in p.iter().enumerate().skip(i + 1) {
            for (k, c) in p.iter().enumerate().skip(j + 1) {
                out.push((format!("collinear({}, {}, {})", name(a), name(b), name(c)), Fact::Coll(*a, *b, *c)));
                for d in &p[k + 1..] {
                    let text = format!("cyclic({}, {}, {}, {})", name(a), name(b), name(c), name(d));
                    out.push((text, Fact::Cyclic(*a, *b, *c, *d)));
                }
            }
        }
    }
    let segments: Vec<(Pt, Pt)> = p.iter().enumerate().flat_map(|(i, a)| p[i + 1..].iter().map(|b| (*a, *b))).collect();
    for (i, (a, b)) in segments.iter().enumerate() {
        for (c, d) in &segments[i + 1..] {
            let (x, y) = (format!("{}{}", name(a), name(b)), format!("{}{}", name(c), name(d)));
            out.push((format!("{x} = {y}"), Fact::cong(*a, *b, *c, *d)));
            out.push((format!("{x} perp {y}"), Fact::perp(*a, *b, *c, *d)));
            if a != c && a != d && b != c && b != d {
                out.push((format!("{x} parallel {y}"), Fact::para(*a, *b, *c, *d)));
            }
        }
    }
    out
}
