//! Conjectures of a figure: what is true in it, is proved, and is no mere consequence of one construction.
//!
//! What is measured in one drawing and holds in others is a candidate. Those that the closure of the whole statement reaches are proved already; of the rest, the
//! simplest are given to all provers with a small budget of counted work. A candidate that the closure of a single
//! construction reaches is what that construction says, and is left out; so is one that follows from a conjecture before it, with what is
//! said of points on lines and circles. The rest is ranked by the length of its proof and by how few points it speaks of: a long proof
//! of a short statement comes first.
//!
//! Nothing here is believed: each conjecture that is handed on has been proved as a theorem of its own.

mod claims;
#[cfg(test)]
mod tests;

use crate::policy::Choice;
use crate::report::Status;
use crate::solve::{Config, solve};
use claims::{Claimed, Kind};
use euclase_deduction::session::goal_proved;
use euclase_deduction::state::State;
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options as Drawing, Status as Seen, draw, figures, kind_status};
use euclase_grammar::ast::{Stmt, StmtKind};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Hyp};
use euclase_grammar::load;

/// Further drawings in which a candidate must hold.
const DRAWINGS: u32 = 4;
/// Most candidates whose proofs are compared.
const CANDIDATES: usize = 1_200;
/// Candidates beyond the closure that the other provers are asked for.
const ASKED: usize = 12;
/// Nodes of the search, and millions of operations of Wu's method, for each of these.
const NODES: u64 = 200;
const WU: u64 = 60;

/// What is proposed and proved.
#[derive(Clone, Debug)]
pub struct Conjecture {
    /// The goal, as the language writes it.
    pub statement: String,
    /// The theorem's name.
    pub name: String,
    /// The whole theorem.
    pub text: String,
    /// Steps of its proof.
    pub steps: usize,
    /// Points that the goal speaks of.
    pub objects: usize,
    /// Which prover found the proof.
    pub prover: String,
}

/// A candidate with what is known of its proof.
struct Candidate {
    claim: Claimed,
    goal: GoalKind,
    /// Steps; `None`: the closure does not reach it.
    steps: Option<usize>,
}

/// A statement up to its goal, and after that.
struct Frame<'a> {
    name: &'a str,
    before: &'a str,
    head: &'a str,
}

impl<'a> Frame<'a> {
    /// Of the text of one theorem with one line of goals.
    fn new(text: &'a str, name: &'a str) -> Option<Frame<'a>> {
        let (all, _) = text.rsplit_once("\n  show ")?;
        let at = all.find(&format!("theorem {name} {{"))?;
        Some(Frame { name, before: all.get(..at)?, head: all.get(at + "theorem ".len() + name.len()..)? })
    }

    fn with(&self, number: Option<usize>, goals: &[&str]) -> String {
        let shown: String = goals.iter().map(|g| format!("  show {g}\n")).collect();
        let number = number.map_or(String::new(), |n| format!("_{n}"));
        format!("{}theorem {}{number}{}\n{shown}}}\n", self.before, self.name, self.head)
    }
}

/// A statement's text with a goal that says nothing in place of its own: what [`find`] takes.
pub fn forgetful(text: &str) -> Option<String> {
    let file = load(text).ok()?;
    let item = file.ast.items.iter().find(|i| i.kind == euclase_grammar::ast::ItemKind::Theorem)?;
    let thm = file.theorems.first().filter(|t| t.name == item.name.name)?;
    let (mut out, mut at) = (String::new(), item.span.start);
    for stmt in &item.body {
        if matches!(stmt.kind, StmtKind::Show(_) | StmtKind::Find(_) | StmtKind::Proof(_) | StmtKind::Solve(_)) {
            out.push_str(text.get(at..stmt.span.start)?);
            at = stmt.span.end;
        }
    }
    out.push_str(text.get(at..item.span.end)?);
    let named: Vec<&str> = thm.points.iter().filter(|p| !p.hidden).take(2).map(|p| p.name.as_str()).collect();
    let [a, b] = named.as_slice() else { return None };
    let body = out.trim_end().strip_suffix('}')?.trim_end();
    euclase_grammar::format(&format!("{body}\n  show {a}{b} > 0\n}}\n")).ok()
}

/// The best conjectures of a statement, whose text has one line of goals, which are forgotten. `stop` ends the work early.
pub fn find(text: &str, most: usize, stop: &dyn Fn() -> bool) -> Result<Vec<Conjecture>, String> {
    let broken = || "the statement cannot be read".to_string();
    let thm = load(text).map_err(|_| broken())?.theorems.pop().ok_or_else(broken)?;
    let name = thm.name.clone();
    let frame = Frame::new(text, &name).ok_or_else(broken)?;
    let figure = draw(&thm, &Drawing { prefer_goal: false, ..Drawing::default() }).map_err(|e| e.to_string())?;
    let claims = claims::of(&thm, &figure.pts)?;
    let mut candidates = judged(&frame, claims, &thm)?;
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    // Closures know facts: those of the statement's theorem with all candidates as its goals.
    let mut session = Session::new(&thm, &figure.pts).map_err(|e| e.to_string())?;
    session.saturate_all(Depth::Full, stop);
    let alone = constructions(text, &thm);
    let mut trivial: Vec<Session<'_>> = Vec::new();
    for part in &alone {
        let mut s = Session::new(part, &figure.pts).map_err(|e| e.to_string())?;
        s.saturate_all(Depth::Full, stop);
        trivial.push(s);
    }
    candidates.retain(|c| !trivial.iter().any(|s| goal_proved(&s.state, &c.goal)));
    for c in &mut candidates {
        if c.claim.kind != Kind::Concurrent && goal_proved(&session.state, &c.goal) {
            let (cert, at) = session.claims(std::slice::from_ref(&c.goal));
            c.steps = at.first().copied().flatten().map(|_| cert.steps.len());
        }
    }
    Ok(chosen(&frame, &thm, &figure.pts, candidates, most, stop))
}

/// For each goal of a theorem, the number of the first conjecture of its figure that says so: the same, or with what is said of points on lines
/// and circles the one gives the other.
pub fn ranks(text: &str, found: &[Conjecture]) -> Vec<Option<usize>> {
    let Some(thm) = load(text).ok().and_then(|f| f.theorems.into_iter().next()) else { return Vec::new() };
    let Ok(figure) = draw(&thm, &Drawing::default()) else { return Vec::new() };
    let known = Known::new(&thm, &figure.pts);
    let core = |c: &Conjecture| load(&c.text).ok()?.theorems.pop()?.goals.pop().map(|g| g.kind);
    let goals: Vec<Option<GoalKind>> = found.iter().map(core).collect();
    // A conjecture's theorem has the statement's points in the same order; a meeting that is a point of the goal alone is the last of both.
    let says = |goal: &GoalKind| goals.iter().position(|g| g.as_ref().is_some_and(|g| known.implies(g, goal)));
    thm.goals.iter().map(|g| says(&g.kind).map(|i| i + 1)).collect()
}

/// The candidates that hold in further drawings, with their goals in core form.
fn judged(frame: &Frame<'_>, claims: Vec<Claimed>, thm: &CoreTheorem) -> Result<Vec<Candidate>, String> {
    let texts: Vec<&str> = claims.iter().map(|c| c.text.as_str()).collect();
    if texts.is_empty() {
        return Ok(Vec::new());
    }
    let whole = load(&frame.with(None, &texts)).map_err(|_| "a candidate cannot be read".to_string())?;
    let whole = whole.theorems.into_iter().next_back().ok_or("a candidate cannot be read")?;
    if whole.goals.len() != claims.len() {
        return Err("a candidate has several goals".into());
    }
    let options = Drawing { attempts: 6 * DRAWINGS, prefer_goal: false, ..Drawing::default() };
    let drawn: Vec<Vec<[f64; 2]>> = figures(&whole, &options).take(DRAWINGS as usize).map(|f| f.pts).collect();
    let holds = |g: &GoalKind| drawn.iter().all(|pts| kind_status(g, pts) == Seen::Holds);
    // Goals may have points of their own; those are beyond the statement's closure.
    let known = thm.statement_points;
    let own = |claim: &Claimed| claim.kind == Kind::Concurrent;
    let kept = claims.into_iter().zip(whole.goals).filter(|(_, g)| holds(&g.kind));
    let all: Vec<Candidate> = kept.map(|(claim, g)| Candidate { claim, goal: g.kind, steps: None }).collect();
    Ok(all.into_iter().filter(|c| own(&c.claim) || known > 0).take(CANDIDATES).collect())
}

/// The statement cut into its constructions: the hypotheses of each line alone.
fn constructions(text: &str, thm: &CoreTheorem) -> Vec<CoreTheorem> {
    let lines = spans(text, &thm.name);
    let place = |h: &Hyp| lines.iter().position(|(from, to)| (*from..*to).contains(&h.origin.span.0));
    let mut places: Vec<Option<usize>> = thm.hyps.iter().map(place).collect();
    places.sort_unstable();
    places.dedup();
    let alone = |p: &Option<usize>| {
        let hyps = thm.hyps.iter().filter(|h| place(h) == *p).cloned().collect();
        CoreTheorem { hyps, ..thm.clone() }
    };
    places.iter().map(alone).collect()
}

/// Where the statements of a theorem stand.
fn spans(text: &str, name: &str) -> Vec<(usize, usize)> {
    let tree = load(text).map(|f| f.ast.items).unwrap_or_default();
    let body: Vec<Stmt> = tree.into_iter().filter(|i| i.name.name == name).flat_map(|i| i.body).collect();
    body.iter().map(|s| (s.span.start, s.span.end)).collect()
}

/// How much a conjecture is worth: a long proof, few points, a plain kind of statement.
fn worth(steps: usize, claim: &Claimed) -> f64 {
    claim.kind.weight() * (steps.min(40) as f64).sqrt() / claim.objects as f64
}

/// The best, one after the other; what follows from those before is left out.
fn chosen(
    frame: &Frame<'_>,
    thm: &CoreTheorem,
    pts: &[[f64; 2]],
    candidates: Vec<Candidate>,
    most: usize,
    stop: &dyn Fn() -> bool,
) -> Vec<Conjecture> {
    let (mut closed, mut open): (Vec<_>, Vec<_>) = candidates.into_iter().partition(|c| c.steps.is_some());
    open.retain(|c| c.claim.is_asked());
    open.sort_by(|a, b| {
        b.claim.kind.weight().total_cmp(&a.claim.kind.weight()).then(a.claim.objects.cmp(&b.claim.objects))
    });
    // Those beyond the closure are deep where they are proved at all.
    let mut asked = 0;
    let mut known = Known::new(thm, pts);
    let mut out: Vec<Conjecture> = Vec::new();
    let mut deep: Vec<(Conjecture, GoalKind)> = Vec::new();
    for c in open {
        if asked >= ASKED || deep.len() >= most || stop() {
            break;
        }
        if deep.iter().any(|(_, g)| known.implies(g, &c.goal)) {
            continue;
        }
        asked += 1;
        if let Some(proved) = proved(frame, &c, 0) {
            deep.push((proved, c.goal));
        }
    }
    closed.sort_by(|a, b| {
        let of = |c: &Candidate| worth(c.steps.unwrap_or(0), &c.claim);
        of(b).total_cmp(&of(a))
    });
    let mut queue: Vec<(f64, Candidate, Option<Conjecture>)> = Vec::new();
    for (conjecture, goal) in deep {
        let claim = Claimed { text: conjecture.statement.clone(), kind: Kind::Collinear, objects: conjecture.objects };
        let value = worth(conjecture.steps.max(20), &claim);
        queue.push((value, Candidate { claim, goal, steps: Some(conjecture.steps) }, Some(conjecture)));
    }
    queue.extend(closed.into_iter().map(|c| (worth(c.steps.unwrap_or(0), &c.claim), c, None)));
    queue.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, candidate, conjecture) in queue {
        if out.len() >= most || stop() {
            break;
        }
        if known.has(candidate.claim.kind, &candidate.goal) {
            continue;
        }
        let number = out.len() + 1;
        let found = match conjecture {
            Some(c) => Some(Conjecture {
                name: format!("{}_{number}", frame.name),
                text: frame.with(Some(number), &[&c.statement]),
                ..c
            }),
            None => proved(frame, &candidate, number),
        };
        if let Some(found) = found {
            known.add(&candidate.goal);
            out.push(found);
        }
    }
    out
}

/// The candidate as a theorem of its own, if it is proved.
fn proved(frame: &Frame<'_>, c: &Candidate, number: usize) -> Option<Conjecture> {
    let text = frame.with(Some(number), &[&c.claim.text]);
    let thm = load(&text).ok()?.theorems.pop()?;
    let config = Config {
        timeout: None,
        policy: Choice::Heuristic,
        nodes: NODES,
        wu: WU,
        area: WU / 4,
        text: Some(text.as_str().into()),
        ..Config::default()
    };
    let solved = solve(&thm, &config);
    (solved.answer.status == Status::Theorem).then(|| Conjecture {
        statement: c.claim.text.clone(),
        name: thm.name.clone(),
        text,
        steps: solved
            .certificate
            .as_ref()
            .map_or(0, |c| c.steps.len() + c.algebra.as_ref().map_or(0, |a| a.lines.len())),
        objects: c.claim.objects,
        prover: solved.answer.prover.clone(),
    })
}

/// What follows from the conjectures so far, with what is said of points on lines and circles.
struct Known<'a> {
    thm: &'a CoreTheorem,
    pts: &'a [[f64; 2]],
    facts: Vec<Fact>,
    /// Closures of each alone, and of all of them.
    each: Vec<State>,
    all: Option<State>,
}

impl<'a> Known<'a> {
    fn new(thm: &'a CoreTheorem, pts: &'a [[f64; 2]]) -> Known<'a> {
        Known { thm, pts, facts: Vec::new(), each: Vec::new(), all: None }
    }

    /// The closure of incidences and some facts.
    fn closed(&self, facts: &[Fact]) -> Option<State> {
        let incidences = self.thm.hyps.iter().filter(|h| matches!(h.fact, Fact::Coll(..) | Fact::Cyclic(..))).cloned();
        let added = facts.iter().map(|f| Hyp { fact: f.clone(), origin: Default::default() });
        let thm = CoreTheorem { hyps: incidences.chain(added).collect(), ..self.thm.clone() };
        let mut s = Session::new(&thm, self.pts).ok()?;
        s.saturate_all(Depth::Full, &|| false);
        Some(s.state)
    }

    /// Does one conjecture give the other?
    fn implies(&self, one: &GoalKind, other: &GoalKind) -> bool {
        let (GoalKind::Fact(fact), GoalKind::Fact(wanted)) = (one, other) else { return one == other };
        if fact.normalized() == wanted.normalized() {
            return true;
        }
        let both = self.inside(fact) && self.inside(wanted);
        both && self.closed(std::slice::from_ref(fact)).is_some_and(|s| goal_proved(&s, other))
    }

    /// Does it speak of the statement's points alone?
    fn inside(&self, fact: &Fact) -> bool {
        claims::points(fact).iter().all(|p| p.ix() < self.thm.statement_points)
    }

    /// Is it told already? Angles and ratios follow from each other in chains: of these, what all conjectures together give is told.
    fn has(&self, kind: Kind, goal: &GoalKind) -> bool {
        let GoalKind::Fact(fact) = goal else { return false };
        let together = self.all.iter().filter(|_| !kind.is_plain());
        self.inside(fact) && self.each.iter().chain(together).any(|s| goal_proved(s, goal))
    }

    fn add(&mut self, goal: &GoalKind) {
        if let GoalKind::Fact(fact) = goal
            && self.inside(fact)
        {
            self.facts.push(fact.clone());
            self.each.extend(self.closed(std::slice::from_ref(fact)));
            self.all = self.closed(&self.facts);
        }
    }
}
