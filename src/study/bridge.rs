//! Bridges: of what an open statement lacks, what would be enough.
//!
//! The closure is run once more, with the most promising points of the search. What is true by measure in several figures and not
//! known to the closure is what a proof would have to reach; each such fact is then supposed, to see whether the goals follow. Measure
//! proves nothing: a bridge is where to look, and its own proof is another theorem.

use crate::search::trace::Point;
use crate::solve::{Clock, Solved};
use euclase_deduction::session::goal_proved;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options, eval, figures};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Hyp, Origin, Pt, Q};
use euclase_grammar::words::{self, Style};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Points among which facts are looked for.
const POINTS: usize = 14;
/// Facts that are supposed in turn.
const SUPPOSED: usize = 40;
/// Further figures in which a fact must be true.
const FIGURES: usize = 2;

/// What is true in all figures that were drawn.
#[derive(Clone, Debug)]
pub struct Bridges {
    /// Which goals the closure reaches.
    pub reached: Vec<bool>,
    /// Facts that the closure has derived.
    pub facts: u32,
    /// True by measure, and known to the closure.
    pub known: Vec<Fact>,
    /// True by measure, and not known; with how many steps the goals then take, if they follow from the closure with that fact. Those of
    /// which they follow first, by that number.
    pub unknown: Vec<(Fact, Option<usize>)>,
    /// How many of these were supposed.
    pub supposed: usize,
    /// Figures that were measured.
    pub figures: usize,
}

impl Bridges {
    /// Those from which the goals follow, with the number of steps.
    pub fn enough(&self) -> impl Iterator<Item = (&Fact, usize)> {
        self.unknown.iter().filter_map(|(f, steps)| Some((f, (*steps)?)))
    }
}

/// A figure of a statement that was solved: its own, or one that is drawn.
pub fn picture(thm: &CoreTheorem, solved: &Solved) -> Option<Vec<[f64; 2]>> {
    if thm.points.is_empty() {
        return None;
    }
    let drawn = || euclase_diagram::draw(thm, &Options::default()).ok().map(|f| f.pts);
    let own = solved.figure.as_ref().map(|f| f.pts.clone());
    own.or_else(drawn).filter(|p| p.len() >= thm.statement_points)
}

/// Looks for bridges in a figure of the statement, with the points of a search. `None`: too many points for the closure.
pub fn bridges(thm: &CoreTheorem, pts: &[[f64; 2]], best: &[Point], clock: &Clock) -> Option<Bridges> {
    let session = closed(thm, pts, best, clock)?;
    let others: Vec<Vec<[f64; 2]>> = figures(thm, &Options { attempts: 12, ..Options::default() })
        .take_while(|_| !clock.over())
        .take(FIGURES)
        .map(|f| f.pts)
        .collect();
    let truths = truths(thm, pts, &others);
    let (known, mut unknown): (Vec<Fact>, Vec<Fact>) =
        truths.into_iter().partition(|f| goal_proved(&session.state, &GoalKind::Fact(f.clone())));
    let goal_points: BTreeSet<Pt> = thm.goals.iter().flat_map(|g| g.kind.points()).collect();
    unknown.sort_by_key(|f| Reverse(f.points().iter().filter(|p| goal_points.contains(p)).count()));
    let supposed = unknown.len().min(SUPPOSED);
    let enough = |(i, f): (usize, Fact)| {
        let tried = i < SUPPOSED && !clock.over();
        let steps = if tried { would_do(thm, &f, pts, best, clock) } else { None };
        (f, steps)
    };
    let mut unknown: Vec<(Fact, Option<usize>)> = unknown.into_iter().enumerate().map(enough).collect();
    unknown.sort_by_key(|(_, steps)| steps.unwrap_or(usize::MAX));
    Some(Bridges {
        reached: thm.goals.iter().map(|g| goal_proved(&session.state, &g.kind)).collect(),
        facts: session.state.now(),
        known,
        unknown,
        supposed,
        figures: others.len() + 1,
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

/// In how many steps the goals follow where a fact is supposed that is none of them.
fn would_do(thm: &CoreTheorem, fact: &Fact, pts: &[[f64; 2]], best: &[Point], clock: &Clock) -> Option<usize> {
    // A goal may be written otherwise: what reads the same, but for the order of its points, is the same.
    let read = |f: &Fact| {
        let mut letters: Vec<char> = words::fact(thm, f, Style::Unicode).chars().collect();
        letters.sort_unstable();
        letters
    };
    if thm.goals.iter().any(|g| matches!(&g.kind, GoalKind::Fact(f) if read(f) == read(fact))) {
        return None;
    }
    let mut with = thm.clone();
    with.hyps.push(Hyp { fact: fact.clone(), origin: Origin::default() });
    let session = closed(&with, pts, best, clock).filter(|s| !clock.over() && s.done())?;
    session.certificate().ok().map(|c| c.steps.len())
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
