//! Goals that are false, by exact counterexamples, and certificates that were written for something true.
//!
//! A false goal comes from `datasets/false`, or from a true theorem by one changed letter of the goal or one hypothesis
//! left out; it counts only with a counterexample in exact rational numbers that `euclase-refute` has checked. Every certificate that the
//! engine finds for a true goal of the same figure is re-aimed at the false one, step by step, and then mutated.
//!
//! A false goal may still follow under conditions that its counterexamples do not satisfy (a theorem about triangles is false of
//! collinear points). So what is accepted is held against the counterexample: it must violate a printed condition.

use crate::corpus::{Entry, Statement, close};
use crate::figures::V;
use crate::judge::{Judgement, Stage};
use crate::kernels::{Kernel, Outcome};
use crate::operators::{self, Mutant, Pool};
use crate::run::Tally;
use crate::variants::{Edit, count, variant};
use euclase_deduction::discharge::discharge;
use euclase_deduction::session::{goal_proved, lemma_certificate};
use euclase_deduction::{Depth, Session};
use euclase_diagram::{Options, draw, rng::Rng};
use euclase_figure::Verdict as Checked;
use euclase_grammar::core::{CoreTheorem, DeclCond, GoalKind, Origin};
use euclase_kernel::cert::Certificate;
use euclase_kernel::json::{from_json, to_json};
use euclase_kernel::{Verdict as Proved, check};
use euclase_refute::{Counterexample, Limits, refute};
use std::collections::HashSet;
use std::sync::Arc;

/// A goal with an exact counterexample.
pub struct FalseGoal {
    /// The file it comes from.
    pub path: String,
    /// How it was made.
    pub how: String,
    /// The statement, with the false goal.
    pub thm: Arc<CoreTheorem>,
    /// In exact rational numbers.
    pub counterexample: Counterexample,
    /// Certificates for true goals of the same figure.
    pub certs: Vec<Certificate>,
}

/// How many are made of each theorem.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// with a changed letter
    pub letters: usize,
    /// with a hypothesis left out
    pub dropped: usize,
    /// edits that are looked at for each of these
    pub looks: usize,
    /// certificates for each
    pub certs: usize,
}

/// For the test that everyone runs.
pub const FEW: Amount = Amount { letters: 2, dropped: 1, looks: 6, certs: 4 };
/// For the long run.
pub const MANY: Amount = Amount { letters: 5, dropped: 3, looks: 30, certs: 12 };

/// An exact counterexample, checked anew.
fn exact(thm: &CoreTheorem) -> Option<Counterexample> {
    if thm.goals.iter().any(|g| !matches!(g.kind, GoalKind::Fact(_))) {
        return None;
    }
    let c = refute(thm, &Limits { seed: 1, pictures: 4, verify: 2 }).ok()?;
    let rational = matches!(c.verdict, Checked::Exact);
    (rational && euclase_refute::check(thm, &c).is_ok()).then_some(c)
}

/// All false goals: of `datasets/false`, and made from true theorems.
pub fn collect(corpus: &[Entry], falsehoods: Vec<Statement>, amount: Amount) -> Vec<FalseGoal> {
    let mut out = Vec::new();
    for s in falsehoods {
        let Some(counterexample) = exact(&s.thm) else { continue };
        let mut certs = true_goals(&s.thm, &s.source, amount.certs);
        // The theorem that it was made from, where the names say so.
        let origin = corpus.iter().find(|e| s.thm.source.as_ref().is_some_and(|x| x.contains(&e.thm.name)));
        certs.extend(origin.and_then(|e| carried(&e.thm, &e.cert, &s.thm)));
        out.push(FalseGoal { path: s.path, how: "datasets/false".into(), thm: s.thm, counterexample, certs });
    }
    let mut seen = HashSet::new();
    for (k, e) in corpus.iter().enumerate() {
        // A theorem may have several certificates.
        if !seen.insert((&e.path, &e.thm.name)) {
            continue;
        }
        let mut certs = true_goals(&e.thm, &e.source, amount.certs);
        certs.extend(corpus[k..].iter().filter(|o| o.thm == e.thm).map(|o| o.cert.clone()));
        for (edit, most) in [(Edit::ChangeGoal, amount.letters), (Edit::DropHypothesis, amount.dropped)] {
            let n = count(&e.source, edit);
            let mut order: Vec<usize> = (0..n).collect();
            Rng::new(11, k as u64).shuffle(&mut order);
            let mut made = 0;
            for number in order.into_iter().take(amount.looks) {
                if made == most {
                    break;
                }
                let Some(v) = variant(&e.source, edit, number) else { continue };
                let Some(counterexample) = exact(&v.thm) else { continue };
                let own = certs.iter().filter_map(|c| carried(&e.thm, c, &v.thm)).collect();
                made += 1;
                out.push(FalseGoal {
                    path: e.path.clone(),
                    how: format!("{edit:?} {number}"),
                    thm: Arc::new(v.thm),
                    counterexample,
                    certs: own,
                });
            }
        }
    }
    out.retain(|g| !g.certs.is_empty());
    out
}

/// A certificate for another statement with the same names of points.
fn carried(from: &CoreTheorem, cert: &Certificate, to: &CoreTheorem) -> Option<Certificate> {
    let mut cert = cert.clone();
    cert.theorem.clone_from(&to.name);
    let mut c = from_json(to, &to_json(from, &cert)).ok()?;
    c.goals = vec![c.steps.len().saturating_sub(1); to.goals.len()];
    operators::follow(from, to, &mut c);
    Some(c)
}

/// Certificates for true statements about a figure: its goals with other letters, as far as the closure proves them.
fn true_goals(thm: &CoreTheorem, source: &euclase_grammar::ast::File, most: usize) -> Vec<Certificate> {
    let Ok(figure) = draw(thm, &Options::default()) else { return vec![] };
    let Ok(mut s) = Session::new(thm, &figure.pts[..thm.statement_points]) else { return vec![] };
    close(&mut s, Depth::Dear);
    let n = count(source, Edit::ChangeGoal);
    let mut order: Vec<usize> = (0..n).collect();
    Rng::new(12, n as u64).shuffle(&mut order);
    let mut out: Vec<Certificate> = Vec::new();
    for number in order {
        if out.len() == most {
            break;
        }
        // The same points and hypotheses, or the closure would not be that of the changed statement.
        let Some(v) = variant(source, Edit::ChangeGoal, number) else { continue };
        if v.thm.statement_points != thm.statement_points || v.thm.hyps.len() != thm.hyps.len() {
            continue;
        }
        let goals: Vec<GoalKind> = v.thm.goals.iter().map(|g| g.kind.clone()).collect();
        let trivial = |g: &GoalKind| matches!(g, GoalKind::Fact(f) if f.is_trivial());
        if goals.iter().any(trivial) || !goals.iter().all(|g| goal_proved(&s.state, g)) {
            continue;
        }
        let Ok(mut c) = lemma_certificate(&s.state, &thm.name, &goals) else { continue };
        if let Proved::Accepted(t) = check(&v.thm, &c) {
            c = discharge(&v.thm, c, t, &figure.pts[..thm.statement_points]).0;
        }
        if !out.contains(&c) {
            out.push(c);
        }
    }
    out
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Certificates re-aimed at false goals.
    pub aimed: Tally,
    /// Mutants of those.
    pub mutants: Tally,
    /// Accepted under conditions that the counterexample violates: the false goal, and how often.
    pub conditional: Vec<(String, u64)>,
    /// Accepted though the counterexample satisfies every condition.
    pub wrong: Vec<String>,
}

/// Re-aims and mutates. `mutants` are made of each certificate.
pub fn attack(corpus: &[Entry], goals: &[FalseGoal], kernel: &Kernel, mutants: usize) -> Report {
    let mut report = Report::default();
    let mut pool = Pool::new(corpus);
    // Operators that give the certificate another theorem would leave the false goal behind.
    let own: Vec<_> = operators::all().into_iter().filter(|o| !o.changes_theorem()).collect();
    for (k, g) in goals.iter().enumerate() {
        let xy: Vec<V> = g.counterexample.figure.pts[..g.thm.statement_points].to_vec();
        let mut court = Court { goal: g, stage: Stage::new(vec![xy]), kernel, conditional: 0 };
        for cert in &g.certs {
            // Every step in turn is said to claim the goal.
            for step in 0..cert.steps.len() {
                let mut c = cert.clone();
                c.goals = vec![step; g.thm.goals.len()];
                court.hear(&c, &mut report.aimed, &mut report.wrong, "re-aimed");
            }
            for i in 0..mutants {
                let mut rng = Rng::new(13 + k as u64, i as u64);
                let o = own[i % own.len()];
                let mut m = Mutant { entry: 0, thm: g.thm.clone(), variant: None, cert: cert.clone() };
                if (o.apply)(&mut m, &mut pool, &mut rng).is_none() {
                    continue;
                }
                court.hear(&m.cert, &mut report.mutants, &mut report.wrong, o.name);
                // Most mutants claim the goal nowhere; one that does is nearer to being accepted.
                if rng.below(2) == 0 && !m.cert.steps.is_empty() {
                    for (n, goal) in g.thm.goals.iter().enumerate() {
                        let GoalKind::Fact(f) = &goal.kind else { continue };
                        let at = rng.below(m.cert.steps.len());
                        m.cert.steps[at].claim = f.clone();
                        if let Some(x) = m.cert.goals.get_mut(n) {
                            *x = at;
                        }
                    }
                    court.hear(&m.cert, &mut report.mutants, &mut report.wrong, o.name);
                }
            }
        }
        if court.conditional > 0 {
            report.conditional.push((format!("{} {} ({})", g.path, g.thm.name, g.how), court.conditional));
        }
    }
    report
}

/// One false goal.
struct Court<'a> {
    goal: &'a FalseGoal,
    stage: Stage,
    kernel: &'a Kernel,
    conditional: u64,
}

impl Court<'_> {
    fn hear(&mut self, cert: &Certificate, tally: &mut Tally, wrong: &mut Vec<String>, what: &str) {
        tally.made += 1;
        let thm = &self.goal.thm;
        match (self.kernel)(thm, cert) {
            Outcome::Rejected { .. } => tally.rejected += 1,
            Outcome::Declined => tally.declined += 1,
            Outcome::Accepted { conditions, .. } => {
                // By exact numbers, as far as conditions speak of the statement's points.
                let mut under = (**thm).clone();
                under.conds.extend(conditions.iter().map(|c| DeclCond {
                    cond: c.clone(),
                    origin: Origin::default(),
                    explicit: true,
                }));
                let about = conditions.iter().all(|c| c.points().iter().all(|p| p.ix() < thm.statement_points));
                let exactly = about && euclase_refute::check(&under, &self.goal.counterexample).is_ok();
                let seen = matches!(self.stage.judge_here(thm, cert, &conditions), Judgement::Wrong(_));
                if exactly || seen {
                    tally.wrong += 1;
                    let goal = format!("{} {} ({})", self.goal.path, thm.name, self.goal.how);
                    wrong.push(format!("{goal}, {what}: {}", to_json(thm, cert)));
                } else {
                    tally.equivalent += 1;
                    self.conditional += 1;
                }
            }
        }
    }
}
