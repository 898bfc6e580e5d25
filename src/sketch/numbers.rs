//! Proof sketches of statements about numbers: a person leads, the algebra prover fills the gaps, the kernel checks.
//!
//! Each claim is a lemma: what the theorem gives, the cases that it stands in, and the claims before it imply it. The lines of its
//! proof become lines of the proof of the theorem, with the earlier claims' own lines in place of what the lemma was
//! given. A claim that is not found is assumed by those after it, to judge them; what was assumed never enters the proof.

mod cases;
mod splice;

use crate::report::{SketchLine, SketchVerdict};
use crate::solve::Clock;
use euclase_grammar::core::{Atom, Cond, CoreTheorem, Goal, GoalKind, Num, Origin, Prop, PropHyp, Q, Rel, SketchStep};
use euclase_kernel::Verdict;
use euclase_kernel::algebra::statement::{Obligation, givens, obligations};
use euclase_kernel::algebra::{Clause, GoalProof, Line, Order, Product, Proof, Reason};
use euclase_kernel::cert::Certificate;
use splice::Sheet;

/// What an attempt at a line may cost, for the algebra prover.
const EFFORT: u64 = 25;
/// Longest chain of comparisons that are added at once.
const CHAIN: usize = 12;
/// Values that are tried before a line is proved.
const VALUES: u64 = 1_000;

/// What came of a sketch.
pub struct Led {
    /// A verdict for each line.
    pub lines: Vec<SketchLine>,
    /// Lines for all goals, if the sketch reaches them.
    pub proof: Option<Proof>,
    /// Attempts at sequents.
    pub attempts: u64,
}

/// Follows a sketch of a theorem without points.
pub fn follow(thm: &CoreTheorem, steps: &[SketchStep], clock: &Clock) -> Led {
    let mut walk = Walk {
        thm,
        known: Vec::new(),
        sheet: Sheet::default(),
        cases: Vec::new(),
        within: Vec::new(),
        lines: Vec::new(),
        clock,
        attempts: 0,
    };
    walk.steps(steps);
    let proof = walk.goals();
    Led { lines: walk.lines, proof, attempts: walk.attempts }
}

/// What is wrong with a line.
type Failed = (SketchVerdict, String);

/// Something that later lines may use.
#[derive(Clone)]
struct Known {
    prop: Prop,
    label: Option<String>,
    /// The lines of what it gives; None: it was only assumed.
    at: Option<Vec<(Clause, usize)>>,
}

/// A case whose end was reached.
struct Case {
    atoms: Option<Vec<Atom>>,
    /// What was supposed, and what followed.
    known: Vec<Known>,
    /// The place of what it says outside.
    implied: Option<usize>,
}

struct Walk<'a> {
    thm: &'a CoreTheorem,
    known: Vec<Known>,
    sheet: Sheet,
    /// The cases just before this place, one after the other.
    cases: Vec<Case>,
    /// The cases that this place stands in, in words.
    within: Vec<String>,
    lines: Vec<SketchLine>,
    clock: &'a Clock,
    attempts: u64,
}

impl Walk<'_> {
    fn steps(&mut self, steps: &[SketchStep]) {
        for step in steps {
            match step {
                SketchStep::Case { claims, steps, origin } => self.case(claims, steps, origin),
                SketchStep::Have { claims, origin, by, label } => {
                    let judged = self.claims(claims, by, label.as_ref());
                    self.said(origin, judged);
                }
                SketchStep::Show { claims, origin, by } => {
                    let judged = self.claims(claims, by, None);
                    self.said(origin, judged);
                }
                SketchStep::Let { origin, .. } => {
                    let why = "it is about points, the theorem is not".to_string();
                    self.said(origin, Err((SketchVerdict::BadConstruction, why)));
                }
            }
        }
        self.close();
    }

    fn said(&mut self, origin: &Origin, judged: Result<String, Failed>) {
        let (verdict, note) = match judged {
            Ok(note) => (SketchVerdict::Proved, note),
            Err(failed) => failed,
        };
        let text = match self.within.last() {
            Some(case) => format!("in {case}: {}", origin.text),
            None => origin.text.clone(),
        };
        self.lines.push(SketchLine { text, line: None, verdict, note });
    }

    /// Judges the claims of a line; the worst verdict is the line's.
    fn claims(&mut self, claims: &[GoalKind], by: &[String], label: Option<&String>) -> Result<String, Failed> {
        let mut worst: Option<Failed> = None;
        let mut remark = String::new();
        for claim in claims {
            match self.claim(claim, by, label) {
                Ok(note) if note.is_empty() => {}
                Ok(note) => remark = note,
                Err(f) if worst.as_ref().is_none_or(|w| w.0 == SketchVerdict::NotFound) => worst = Some(f),
                Err(_) => {}
            }
        }
        self.cases.clear();
        worst.map_or(Ok(remark), Err)
    }

    fn claim(&mut self, claim: &GoalKind, by: &[String], label: Option<&String>) -> Result<String, Failed> {
        let Some(prop) = statement(claim) else {
            return Err((SketchVerdict::NotFound, "it is not a statement about numbers".into()));
        };
        let strict: Vec<usize> = (0..self.known.len()).filter(|i| self.known[*i].at.is_some()).collect();
        let stop = || self.clock.over();
        if let Some(c) = euclase_refute::numbers::refute_numbers(&self.lemma(&prop, &strict), VALUES, &stop) {
            let at = if c.shown.is_empty() { String::new() } else { format!("for {}", c.shown.join(", ")) };
            return Err((SketchVerdict::False, at));
        }
        let mut missing = String::new();
        if !self.cases.is_empty() {
            match self.in_cases(&prop) {
                Ok(at) => {
                    self.known.push(Known { prop, label: label.cloned(), at: Some(at) });
                    return Ok(String::new());
                }
                Err(why) if self.cases.len() > 1 => missing = why,
                Err(_) => {}
            }
            let implied: Option<Vec<usize>> = self.cases.iter().map(|c| c.implied).collect();
            if let Some(at) = implied.and_then(|i| self.proved(&prop, &i)) {
                self.known.push(Known { prop, label: label.cloned(), at: Some(at) });
                return Ok(String::new());
            }
        }
        let hinted: Vec<usize> = strict
            .iter()
            .copied()
            .filter(|i| self.known[*i].label.as_ref().is_some_and(|l| by.contains(&format!("[{l}]"))))
            .collect();
        let recent = (2..=CHAIN).filter_map(|n| Some(strict.get(strict.len().checked_sub(n)?..)?.to_vec()));
        for chosen in std::iter::once(hinted.clone()).filter(|h| !h.is_empty()).chain(recent) {
            if let Some(at) = self.added(&prop, &chosen) {
                self.known.push(Known { prop, label: label.cloned(), at: Some(at) });
                return Ok(String::new());
            }
        }
        let first = (!hinted.is_empty() && hinted.len() < strict.len()).then_some(hinted);
        for chosen in first.into_iter().chain([strict.clone()]) {
            if let Some(at) = self.proved(&prop, &chosen) {
                self.known.push(Known { prop, label: label.cloned(), at: Some(at) });
                return Ok(String::new());
            }
        }
        let all: Vec<usize> = (0..self.known.len()).collect();
        let leniently = all.len() > strict.len() && self.judged(&self.lemma(&prop, &all)).is_some();
        self.known.push(Known { prop, label: label.cloned(), at: None });
        if leniently {
            return Ok("if the lines before it that were not found hold".into());
        }
        let note = match missing {
            _ if self.clock.over() => "there was no time to look for it".into(),
            m if !m.is_empty() => m,
            _ => "no values were found for which it is false, and no proof from the lines before it; the rest is checked as if it held".into(),
        };
        Err((SketchVerdict::NotFound, note))
    }

    /// A statement as the goal of a theorem that gives these lines besides.
    fn lemma(&self, prop: &Prop, chosen: &[usize]) -> CoreTheorem {
        self.lemma_for(GoalKind::Prop(prop.clone()), chosen.iter().map(|i| &self.known[*i]))
    }

    fn lemma_for<'k>(&self, kind: GoalKind, known: impl Iterator<Item = &'k Known>) -> CoreTheorem {
        let mut lemma = self.thm.clone();
        lemma.sketch = None;
        lemma.goals = vec![Goal { kind, origin: Origin::default() }];
        lemma.props.extend(known.map(|k| PropHyp { prop: k.prop.clone(), origin: Origin::default() }));
        lemma
    }

    /// A proof of a lemma that the kernel accepts.
    fn judged(&mut self, lemma: &CoreTheorem) -> Option<Proof> {
        let out = euclase_algebra::prove(lemma, EFFORT, &|| self.clock.over());
        self.attempts += out.attempts;
        self.accepted(lemma, out.proof.filter(|p| p.reals.is_empty() && p.conditions.is_empty())?)
    }

    /// A proof, if the kernel accepts it.
    fn accepted(&self, lemma: &CoreTheorem, proof: Proof) -> Option<Proof> {
        let cert = Certificate {
            theorem: lemma.name.clone(),
            goals: vec![0; lemma.goals.len()],
            algebra: Some(proof),
            ..Certificate::default()
        };
        match euclase_kernel::check(lemma, &cert) {
            Verdict::Accepted(_) => cert.algebra,
            _ => None,
        }
    }

    /// Proves a statement from these lines: the lines of what it gives.
    fn proved(&mut self, prop: &Prop, chosen: &[usize]) -> Option<Vec<(Clause, usize)>> {
        let lemma = self.lemma(prop, chosen);
        let proof = self.judged(&lemma)?;
        let known: Vec<Known> = chosen.iter().map(|i| self.known[*i].clone()).collect();
        self.entered(prop, &lemma, &proof, &known)
    }

    /// A comparison as the sum of these, as the links of a chain are.
    fn added(&mut self, prop: &Prop, chosen: &[usize]) -> Option<Vec<(Clause, usize)>> {
        let Prop::Atom(claim) = prop else { return None };
        let mut summands: Vec<(Clause, Rel)> = Vec::new();
        for i in chosen {
            let Prop::Atom(a) = &self.known[*i].prop else { return None };
            summands.push((vec![a.clone()], a.rel));
        }
        let lemma = self.lemma(prop, chosen);
        let mut lines: Vec<Line> = Vec::new();
        let given = givens(&lemma);
        let cite = |clause: &Clause, lines: &mut Vec<Line>| -> Option<usize> {
            let k = given.iter().rposition(|g| g.clause == *clause && g.bound.is_empty())?;
            lines.push(Line { claim: clause.clone(), reason: Reason::Given(k, vec![]), premises: vec![] });
            Some(lines.len() - 1)
        };
        let premises: Vec<usize> = summands.iter().map(|s| cite(&s.0, &mut lines)).collect::<Option<_>>()?;
        let (down, mut terms, mut cofactors) = (matches!(claim.rel, Rel::Le | Rel::Lt), Vec::new(), Vec::new());
        let one = |k: i64| Num::Const(Q::from_integer(k.into()));
        let product = |factors| Product { coefficient: Q::from_integer(1.into()), factors, squares: vec![] };
        for (k, (_, rel)) in summands.iter().enumerate() {
            match rel {
                Rel::Eq => cofactors.push((k, one(if down { -1 } else { 1 }))),
                Rel::Ne => return None,
                _ => terms.push(product(vec![k])),
            }
        }
        let reason = match claim.rel {
            Rel::Ne => return None,
            Rel::Eq if terms.is_empty() => Reason::Combine(cofactors.into_iter().map(|c| c.1).collect()),
            Rel::Eq => return None,
            _ => Reason::Order(Order { multiplier: vec![product(vec![])], terms, cofactors }),
        };
        let wanted = obligations(&lemma, &GoalKind::Prop(prop.clone()), &[])?;
        let (_, needs) = wanted.split_last()?;
        let mut goal: Vec<usize> = needs.iter().map(|o| cite(&o.clause, &mut lines)).collect::<Option<_>>()?;
        lines.push(Line { claim: vec![claim.clone()], reason, premises });
        goal.push(lines.len() - 1);
        let goals = vec![GoalProof { lines: goal, ..GoalProof::default() }];
        let proof = self.accepted(&lemma, Proof { lines, goals, ..Proof::default() })?;
        let known: Vec<Known> = chosen.iter().map(|i| self.known[*i].clone()).collect();
        self.entered(prop, &lemma, &proof, &known)
    }

    /// Enters the proof of a lemma into the proof of the theorem.
    fn entered(
        &mut self,
        prop: &Prop,
        lemma: &CoreTheorem,
        proof: &Proof,
        known: &[Known],
    ) -> Option<Vec<(Clause, usize)>> {
        let places = self.sheet.splice(self.thm, lemma, proof, known)?;
        let wanted = obligations(lemma, &GoalKind::Prop(prop.clone()), &[])?;
        let lines: Vec<usize> = proof.goals.first()?.lines.iter().filter_map(|l| places.get(*l).copied()).collect();
        let mut at = Vec::new();
        for given in self.gives(prop) {
            let found = wanted.iter().zip(&lines).find_map(|(o, line)| {
                let local: Option<Vec<Atom>> =
                    o.local.iter().map(|c| <[Atom; 1]>::try_from(c.clone()).ok().map(|[a]| a)).collect();
                let local = local?;
                // Of what is supposed, that it is defined needs no mention where it is not mentioned.
                let used: Vec<Atom> = local.into_iter().filter(|a| given.contains(&opposite(a))).collect();
                let denied: Vec<Atom> = used.iter().map(opposite).collect();
                says(&given, &denied, &o.clause).then(|| self.sheet.discharge(*line, &used, &given))
            });
            at.push((given, found?));
        }
        Some(at)
    }

    /// The clauses that a statement gives where it is assumed.
    fn gives(&self, prop: &Prop) -> Vec<Clause> {
        let origin = Origin::default();
        let mut bare = self.thm.clone();
        bare.hyps.clear();
        bare.conds.clear();
        bare.props = vec![PropHyp { prop: prop.clone(), origin }];
        givens(&bare).into_iter().filter(|g| g.bound.is_empty()).map(|g| g.clause).collect()
    }

    /// The lines of a goal that the sketch shows in so many words.
    fn shown(&self, goal: &GoalKind) -> Option<Vec<usize>> {
        let prop = statement(goal)?;
        let known = self.known.iter().rev().find(|k| k.prop == prop && k.at.is_some())?;
        let wanted = obligations(self.thm, goal, &[])?;
        let at = known.at.as_ref()?;
        let line = |o: &Obligation| at.iter().find(|(c, _)| o.local.is_empty() && *c == o.clause).map(|c| c.1);
        wanted.iter().map(line).collect()
    }

    /// The goals, from what was proved.
    fn goals(&mut self) -> Option<Proof> {
        let known: Vec<Known> = self.known.iter().filter(|k| k.at.is_some()).cloned().collect();
        let mut goals = Vec::new();
        for goal in &self.thm.goals {
            if let Some(lines) = self.shown(&goal.kind) {
                goals.push(GoalProof { lines, ..GoalProof::default() });
                continue;
            }
            let lemma = self.lemma_for(goal.kind.clone(), known.iter());
            let proof = self.judged(&lemma)?;
            let places = self.sheet.splice(self.thm, &lemma, &proof, &known)?;
            let own = proof.goals.first()?;
            let lines = own.lines.iter().map(|l| places.get(*l).copied()).collect::<Option<Vec<_>>>()?;
            goals.push(GoalProof { lines, ..own.clone() });
        }
        // A supposition that was not discharged would show here.
        let proof = std::mem::take(&mut self.sheet).finish(goals);
        self.accepted(self.thm, proof)
    }
}

/// A claim as a statement about numbers.
fn statement(claim: &GoalKind) -> Option<Prop> {
    fn condition(c: &Cond) -> Option<Prop> {
        match c {
            Cond::Num(a, op, b) => Some(Prop::Atom(Atom { lhs: a.clone(), rel: (*op).into(), rhs: b.clone() })),
            Cond::Not(f) => f.as_equation().map(|a| Prop::Atom(opposite(&a))),
            Cond::Any(cs) => cs.iter().map(condition).collect::<Option<Vec<_>>>().map(Prop::Or),
            _ => None,
        }
    }
    match claim {
        GoalKind::Fact(f) => f.as_equation().map(Prop::Atom),
        GoalKind::Cond(c) => condition(c),
        GoalKind::Prop(p) => Some(p.clone()),
        GoalKind::Find(_) | GoalKind::Solve(_) => None,
    }
}

/// The comparisons that a statement is made of, where it says them all.
fn parts(p: &Prop) -> Option<Vec<Atom>> {
    match p {
        Prop::Atom(a) => Some(vec![a.clone()]),
        Prop::And(ps) => ps.iter().map(parts).collect::<Option<Vec<_>>>().map(|v| v.concat()),
        Prop::Not(p) => match &**p {
            Prop::Atom(a) => Some(vec![opposite(a)]),
            _ => None,
        },
        _ => None,
    }
}

fn opposite(a: &Atom) -> Atom {
    Atom { rel: a.rel.negated(), ..a.clone() }
}

/// Is a clause one of these denials or that claim, no more and no less?
fn says(clause: &[Atom], denied: &[Atom], claim: &[Atom]) -> bool {
    clause.iter().all(|a| denied.contains(a) || claim.contains(a)) && claim.iter().all(|a| clause.contains(a))
}
