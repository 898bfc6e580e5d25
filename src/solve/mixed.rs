//! Numbers of a figure: lengths, areas, radii. The closure says what it can of lengths, and the algebra prover goes on
//! from there; their proof is one certificate, steps of geometry first.

use super::attempts::{Attempt, together, ways};
use super::conclude::{Outcome, Proof, checked_proof};
use super::variables::{Placed, placed};
use super::{Clock, Config, Solved, close, coordinates, further, picture, stopped, without_proof};
use crate::report::{Counts, Status};
use euclase_deduction::Session;
use euclase_deduction::relations::relations;
use euclase_deduction::session::goal_proved;
use euclase_diagram::Figure;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Num, Prop, Pt, Quantity};
use euclase_grammar::words::{self, Style};
use euclase_kernel::Strength;
use euclase_kernel::algebra::Proof as Lines;
use euclase_kernel::algebra::statement::{givens, obligations};
use euclase_kernel::cert::{Certificate, Value};

/// Has it real variables or statements with connectives beside points?
pub(super) fn has_variables(thm: &CoreTheorem) -> bool {
    thm.statement_points > 0 && euclase_figure::beside::concerns(thm)
}

/// Is there a goal that steps of geometry cannot claim?
pub(super) fn concerns(thm: &CoreTheorem) -> bool {
    thm.statement_points > 0 && thm.goals.iter().any(|g| numeric(thm, &g.kind))
}

/// Is it a goal that only lines about numbers can claim?
fn numeric(thm: &CoreTheorem, goal: &GoalKind) -> bool {
    match goal {
        GoalKind::Fact(Fact::Num(..)) | GoalKind::Prop(_) | GoalKind::Solve(_) => true,
        GoalKind::Find(q) => matches!(q, Quantity::Num(_)),
        // A condition is the statement's own, or it is to be shown.
        GoalKind::Cond(c) => {
            !thm.conds.iter().any(|d| d.cond == *c) && obligations(thm, goal, &[]).is_some_and(|o| !o.is_empty())
        }
        GoalKind::Fact(_) => false,
    }
}

/// The points of a figure's number that a statement speaks of, by pairs: sides of its triangles, bases.
struct Lengths {
    pairs: Vec<[Pt; 2]>,
    triangles: Vec<[Pt; 3]>,
}

impl Lengths {
    /// Those that the theorem's numbers are made of.
    fn of(thm: &CoreTheorem) -> Lengths {
        let mut me = Lengths { pairs: Vec::new(), triangles: Vec::new() };
        for g in givens(thm) {
            g.clause.iter().for_each(|a| {
                me.number(&a.lhs);
                me.number(&a.rhs);
            });
        }
        for g in &thm.goals {
            match &g.kind {
                GoalKind::Prop(p) => me.statement(p),
                GoalKind::Find(Quantity::Num(n)) => me.number(n),
                kind => {
                    for o in obligations(thm, kind, &[]).unwrap_or_default() {
                        o.clause.iter().for_each(|a| {
                            me.number(&a.lhs);
                            me.number(&a.rhs);
                        });
                    }
                }
            }
        }
        me.pairs.sort_by_key(|[a, b]| (*b, *a));
        me.pairs.dedup();
        me
    }

    fn statement(&mut self, p: &Prop) {
        p.each_atom(&mut |a| {
            self.number(&a.lhs);
            self.number(&a.rhs);
        });
    }

    fn number(&mut self, n: &Num) {
        n.each_part(&mut |x, _| match x {
            Num::Len(a, b) => self.pair(*a, *b),
            Num::DistLine(a, b, c) | Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) => self.triangle([*a, *b, *c]),
            Num::Area(ps) => {
                if let [a, b, c] = ps[..] {
                    self.triangle([a, b, c]);
                }
            }
            _ => {}
        });
    }

    fn pair(&mut self, a: Pt, b: Pt) {
        if a != b {
            self.pairs.push([a.min(b), a.max(b)]);
        }
    }

    fn triangle(&mut self, t: [Pt; 3]) {
        (0..3).for_each(|i| self.pair(t[i], t[(i + 1) % 3]));
        let mut t = t;
        t.sort_unstable();
        if !self.triangles.contains(&t) {
            self.triangles.push(t);
        }
    }

    /// Triangles all of whose sides are among the lengths, and which have no area of their own.
    fn further_triangles(&self) -> Vec<[Pt; 3]> {
        let mut out = Vec::new();
        for [a, b] in &self.pairs {
            for [c, d] in &self.pairs {
                // ab, bd, ad with a < b < d
                if b == c && self.pairs.contains(&[*a, *d]) && !self.triangles.contains(&[*a, *b, *d]) {
                    out.push([*a, *b, *d]);
                }
            }
        }
        out
    }
}

/// Pairs of points for a frame, the best first: the points of a line on which many others lie are good, and so are first points.
fn frames(thm: &CoreTheorem) -> Vec<[Pt; 2]> {
    let mut all: Vec<(usize, [Pt; 2])> = Vec::new();
    for [a, b] in all_pairs(thm.statement_points) {
        let apart = thm.conds.iter().any(|c| match &c.cond {
            Cond::Distinct(p, q) => [a, b] == [*p.min(q), *p.max(q)],
            Cond::NotColl(p, q, r) => [p, q, r].contains(&&a) && [p, q, r].contains(&&b),
            _ => false,
        });
        let on_line = |f: &Fact| matches!(f, Fact::Coll(p, q, r) if [p, q, r].contains(&&a) && [p, q, r].contains(&&b));
        let count = thm.hyps.iter().filter(|h| on_line(&h.fact)).count();
        if apart {
            all.push((count, [a, b]));
        }
    }
    if all.is_empty() && thm.statement_points > 1 {
        all.push((0, [Pt(0), Pt(1)]));
    }
    all.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    all.into_iter().map(|x| x.1).collect()
}

/// All pairs of points, the first points first.
fn all_pairs(n: usize) -> Vec<[Pt; 2]> {
    let n = u32::try_from(n).unwrap_or(0);
    (0..n).flat_map(|b| (0..b).map(move |a| [Pt(a), Pt(b)])).collect()
}

/// A proof by steps of geometry and lines about numbers.
pub(super) fn proof(
    thm: &CoreTheorem,
    session: &Session,
    figure: &Figure,
    config: &Config,
    clock: &Clock,
    counts: &mut Counts,
) -> Outcome {
    let mut judge = |cert| checked_proof(thm, cert, session, figure, None, config, clock).map(Box::new);
    match certificate(thm, session, clock, counts, &mut judge) {
        None => Outcome::NotReached,
        Some(Ok(p)) => Outcome::Proved(p),
        Some(Err(why)) => Outcome::Open(why),
    }
}

/// The first certificate that is found, judged. Each goal has its own way.
fn certificate(
    thm: &CoreTheorem,
    session: &Session,
    clock: &Clock,
    counts: &mut Counts,
    judge: &mut dyn FnMut(Certificate) -> Result<Box<Proof>, String>,
) -> Option<Result<Box<Proof>, String>> {
    let by_geometry = |kind: &GoalKind| goal_proved(&session.state, kind) || declared(thm, kind);
    let done: Vec<usize> = (0..thm.goals.len()).filter(|i| by_geometry(&thm.goals[*i].kind)).collect();
    let lengths = Lengths::of(thm);
    let near = relations(&session.state, &lengths.pairs);
    let far = relations(&session.state, &all_pairs(session.state.pic.n()));
    let (frame, over) = (frames(thm).into_iter().next(), euclase_algebra::triangles(thm).into_iter().next());
    let attempt = Attempt::new(thm, session, &done, [near, far], lengths.further_triangles())?;
    let mut proofs: Vec<Option<Lines>> = vec![None; thm.goals.len()];
    for (way, asks) in ways(thm.statement_points) {
        for (i, proof) in proofs.iter_mut().enumerate() {
            if proof.is_some() || done.contains(&i) {
                continue;
            }
            if clock.over() {
                return None;
            }
            *proof = attempt.run(i, (*way, *asks), (frame, over), clock, counts);
        }
        if proofs.iter().enumerate().all(|(i, p)| p.is_some() || done.contains(&i)) {
            return Some(judge(attempt.certificate(together(proofs))));
        }
    }
    None
}

/// A statement that has real variables, or assumes what has connectives, beside its points.
pub(super) fn with_variables(thm: &CoreTheorem, config: &Config, clock: &Clock, counts: Counts) -> Solved {
    let mut why = "no figure was found".to_string();
    for place in placed(thm) {
        clock.doing("looking for a figure", counts);
        let figure = match picture(&place.drawn, config.seed, clock) {
            Ok(f) => f,
            Err(e) => {
                why = e.to_string();
                continue;
            }
        };
        let status = euclase_diagram::goal_status(&place.drawn, &figure);
        if let Some(goal) = status.iter().position(|s| *s == euclase_diagram::Status::Fails) {
            let what = thm.goals.get(goal).map_or("a goal", |g| &g.origin.text);
            why = format!(
                "`{what}` is false in the picture; figures with real variables are not checked as counterexamples"
            );
            return failed(thm, figure, counts, why);
        }
        let (session, _, mut counts) = match close(thm, &figure, config, clock, counts) {
            Ok(closed) => closed,
            Err(note) => return without_proof(thm, Status::Unknown, counts, note),
        };
        let judge = Judge { thm, place: &place, session: &session, figure: &figure, config, clock };
        match certificate(thm, &session, clock, &mut counts, &mut |cert| judge.proved(cert)) {
            Some(Ok(p)) => return judge.answer(*p, counts),
            Some(Err(note)) => return failed(thm, figure, counts, note),
            None if clock.over() => return stopped(thm, clock),
            None => return failed(thm, figure, counts, "not proved by algebra with what the closure knows".into()),
        }
    }
    without_proof(thm, Status::Unknown, counts, why)
}

fn failed(thm: &CoreTheorem, figure: Figure, counts: Counts, why: String) -> Solved {
    let mut s = without_proof(thm, Status::Unknown, counts, why);
    s.figure = Some(figure);
    s
}

/// Judges certificates of a statement with variables.
struct Judge<'a> {
    thm: &'a CoreTheorem,
    place: &'a Placed,
    session: &'a Session<'a>,
    figure: &'a Figure,
    config: &'a Config,
    clock: &'a Clock,
}

impl Judge<'_> {
    /// The kernel accepts it, and it has a figure with values of the variables.
    fn proved(&self, cert: Certificate) -> Result<Box<Proof>, String> {
        let Judge { thm, session, figure, config, clock, .. } = self;
        let values = Some(self.place);
        checked_proof(thm, cert, session, figure, values, config, clock).map(Box::new)
    }

    /// The answer of a proof, unless it needs a configuration and a goal is false in another one.
    fn answer(&self, proof: Proof, counts: Counts) -> Solved {
        let drawn = &self.place.drawn;
        if proof.theorem.strength() == Strength::Configuration {
            if self.config.generic_only {
                let why = "a proof was found, but it needs configuration conditions, which --strength generic refuses";
                return failed(self.thm, self.figure.clone(), counts, why.into());
            }
            for other in further(drawn, self.figure, self.config.seed, self.clock) {
                if euclase_diagram::goal_status(drawn, &other).contains(&euclase_diagram::Status::Fails) {
                    let why = format!("proved in one configuration, false in another: {}", coordinates(drawn, &other));
                    return failed(self.thm, other, counts, why);
                }
            }
            if self.clock.over() {
                return stopped(self.thm, self.clock);
            }
        }
        let values = &proof.cert.values;
        let name = |v: &u32| self.thm.reals.get(*v as usize).cloned().unwrap_or_default();
        let shown: Vec<String> = values
            .iter()
            .filter_map(|(v, x)| match x {
                Value::Term(n) => Some(format!("{} = {}", name(v), words::num(self.thm, n, Style::Unicode))),
                Value::Root(_) => None,
            })
            .collect();
        let mut s = proof.solved(self.thm, counts);
        if !shown.is_empty() {
            s.answer = s.answer.note(format!("in the figure, {}", shown.join(", ")));
        }
        s
    }
}

/// Is it a condition of the statement's own?
fn declared(thm: &CoreTheorem, kind: &GoalKind) -> bool {
    matches!(kind, GoalKind::Cond(c) if !matches!(c, Cond::Num(..)) && thm.conds.iter().any(|d| d.cond == *c))
}
