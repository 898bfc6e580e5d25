//! What is there without a proof: what was shown, what is true in every figure that was drawn and not shown, and which of that would be enough.
//!
//! The closure is run once more, with the most promising points of the search. What is true by measure in several figures and not
//! known to the closure is what a proof would have to reach; each such fact is then supposed, to see whether the goals follow.

use super::figure::spoken;
use crate::report::Status;
use crate::search::trace::Point;
use crate::solve::{Clock, Solved};
use euclase_deduction::session::goal_proved;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options, eval, figures, kind_status};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Hyp, Origin, Pt, Q};
use euclase_grammar::words::{self, Style};
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::time::Duration;

/// Points among which facts are looked for.
const POINTS: usize = 14;
/// Facts of each list that are shown.
const SHOWN: usize = 60;
/// Facts that are supposed in turn.
const SUPPOSED: usize = 40;
/// Further figures in which a fact must be true.
const FIGURES: usize = 2;
/// For all of it.
const PATIENCE: Duration = Duration::from_secs(6);

/// The coordinates that the page begins with.
pub fn picture(thm: &CoreTheorem, solved: &Solved) -> Option<Vec<[f64; 2]>> {
    if thm.points.is_empty() {
        return None;
    }
    let drawn = || euclase_diagram::draw(thm, &Options::default()).ok().map(|f| f.pts);
    let own = solved.figure.as_ref().map(|f| f.pts.clone());
    own.or_else(drawn).filter(|p| p.len() >= thm.statement_points)
}

/// What is left to be shown, for a theorem of geometry that was neither proved nor refuted.
pub fn data(thm: &CoreTheorem, solved: &Solved, best: &[Point]) -> Value {
    let open = matches!(solved.answer.status, Status::Unknown | Status::Timeout | Status::MemoryOut | Status::User);
    let (true, Some(pts)) = (open, picture(thm, solved)) else { return Value::Null };
    let clock = Clock::new(Some(PATIENCE), None);
    let Some(session) = closed(thm, &pts, best, &clock) else { return Value::Null };
    let others: Vec<Vec<[f64; 2]>> = figures(thm, &Options { attempts: 12, ..Options::default() })
        .take_while(|_| !clock.over())
        .take(FIGURES)
        .map(|f| f.pts)
        .collect();
    let truths = truths(thm, &pts, &others);
    let (known, unknown): (Vec<Fact>, Vec<Fact>) =
        truths.into_iter().partition(|f| goal_proved(&session.state, &GoalKind::Fact(f.clone())));
    let goal_points: BTreeSet<Pt> = thm.goals.iter().flat_map(|g| g.kind.points()).collect();
    let near = |f: &Fact| Reverse(f.points().iter().filter(|p| goal_points.contains(p)).count());
    let mut unknown = unknown;
    unknown.sort_by_key(near);
    let enough: Vec<bool> =
        unknown.iter().take(SUPPOSED).map(|f| !clock.over() && would_do(thm, f, &pts, best, &clock)).collect();
    let told = |f: &Fact, enough: bool| json!({"text": words::fact(thm, f, Style::Unicode), "speaks": spoken(f), "enough": enough});
    let goals: Vec<Value> = thm
        .goals
        .iter()
        .map(|g| {
            let status = match kind_status(&g.kind, &pts) {
                euclase_diagram::Status::Holds => "true in the figure",
                euclase_diagram::Status::Fails => "false in the figure",
                euclase_diagram::Status::Unclear => "not to be read off the figure",
            };
            json!({"text": g.origin.text, "status": status, "proved": goal_proved(&session.state, &g.kind)})
        })
        .collect();
    let unproved: Vec<Value> =
        (unknown.iter().enumerate()).map(|(i, f)| (enough.get(i) == Some(&true), f)).map(|(e, f)| told(f, e)).collect();
    let mut sorted = unproved;
    sorted.sort_by_key(|v| v["enough"] != json!(true));
    json!({
        "goals": goals,
        "facts": session.state.now(),
        "known": known.iter().take(SHOWN).map(|f| told(f, false)).collect::<Vec<_>>(),
        "allKnown": known.len(),
        "allUnknown": sorted.len(),
        "unknown": sorted.into_iter().take(SHOWN).collect::<Vec<_>>(),
        "enough": enough.iter().filter(|e| **e).count(),
        "supposed": enough.len(),
        "figures": others.len() + 1,
        "with": best.iter().map(|p| p.name.clone()).collect::<Vec<_>>(),
    })
}

/// The closure with the points of the search.
fn closed<'a>(thm: &'a CoreTheorem, pts: &[[f64; 2]], best: &[Point], clock: &Clock) -> Option<Session<'a>> {
    let mut session = Session::new(thm, pts.get(..thm.statement_points)?).ok()?;
    for p in best {
        let named = |n: &String| {
            let given = thm.points.iter().take(thm.statement_points).position(|q| q.name == *n);
            let added = || session.aux.iter().position(|a| a.name == *n).map(|i| thm.statement_points + i);
            given.or_else(added).map(|i| Pt(i as u32))
        };
        let args: Option<Vec<Pt>> = p.args.iter().map(named).collect();
        let (Some(args), Some(def)) = (args, &p.def) else { break };
        if session.add_aux(&p.name, def, &args, p.at).is_err() {
            break;
        }
    }
    session.saturate_all(Depth::Full, &|| clock.over());
    Some(session)
}

/// Whether the goals follow where a fact is supposed.
fn would_do(thm: &CoreTheorem, fact: &Fact, pts: &[[f64; 2]], best: &[Point], clock: &Clock) -> bool {
    if thm.goals.iter().any(|g| g.kind == GoalKind::Fact(fact.clone())) {
        return false;
    }
    let mut with = thm.clone();
    with.hyps.push(Hyp { fact: fact.clone(), origin: Origin::default() });
    let Some(session) = closed(&with, pts, best, clock) else { return false };
    !clock.over() && session.done()
}

/// What is true by measure in all figures, among the named points of the statement.
fn truths(thm: &CoreTheorem, pts: &[[f64; 2]], others: &[Vec<[f64; 2]>]) -> Vec<Fact> {
    let named = |p: &u32| thm.points.get(*p as usize).is_some_and(|i| !i.hidden);
    let points: Vec<Pt> = (0..thm.statement_points as u32).filter(named).take(POINTS).map(Pt).collect();
    let mut out = Vec::new();
    let holds = |f: &Fact| eval::fact_holds(pts, f) && others.iter().all(|o| eval::fact_holds(o, f));
    let mut add = |f: Fact| {
        if holds(&f) {
            out.push(f);
        }
    };
    let n = points.len();
    for k in 0..n {
        for j in 0..k {
            for i in 0..j {
                add(Fact::Coll(points[i], points[j], points[k]));
                for h in 0..i {
                    add(Fact::Cyclic(points[h], points[i], points[j], points[k]));
                }
            }
        }
    }
    let pairs: Vec<(Pt, Pt)> =
        (0..n).flat_map(|j| (0..j).map(|i| (points[i], points[j])).collect::<Vec<_>>()).collect();
    let one = Q::from_integer(1.into());
    for (j, &(c, d)) in pairs.iter().enumerate() {
        for &(a, b) in &pairs[..j] {
            let terms = vec![(one.clone(), a, b), (-one.clone(), c, d)];
            add(Fact::Log { terms, konst: vec![] });
            let turn = |half: bool| if half { Q::new(1.into(), 2.into()) } else { Q::from_integer(0.into()) };
            let lines = vec![(1, a, b), (-1, c, d)];
            add(Fact::Dir { terms: lines.clone(), turn: turn(true) });
            if a != c && a != d && b != c && b != d {
                add(Fact::Dir { terms: lines, turn: turn(false) });
            }
        }
    }
    // Parallels that are one line say no more than that their points are on a line.
    out.retain(|f| match f {
        Fact::Dir { terms, turn } if *turn == Q::from_integer(0.into()) => {
            terms.first().zip(terms.get(1)).is_some_and(|(p, q)| !eval::fact_holds(pts, &Fact::Coll(p.1, p.2, q.1)))
        }
        Fact::Dir { terms, .. } => terms.iter().all(|t| !eval::coincide(pts, t.1, t.2)),
        Fact::Coll(a, b, c) => ![(a, b), (b, c), (a, c)].iter().any(|(p, q)| eval::coincide(pts, **p, **q)),
        _ => true,
    });
    out
}
