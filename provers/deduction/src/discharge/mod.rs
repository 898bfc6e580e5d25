//! Conditions of a proof that follow from what it proves before it needs them, or from its other conditions.
//!
//! The kernel lists the conditions that a certificate leaves open. Backward from each: a rule for conditions that would
//! give it, from facts of earlier steps (or hypotheses, which may be stated at the front) and from conditions that are
//! known or can be derived in turn. The picture prunes what is false. What is found goes into the certificate, and the
//! kernel checks it like any step.

mod candidates;
mod facts;

use candidates::Candidate;
use euclase_diagram::eval;
use euclase_grammar::core::{Cond, CoreTheorem, Pt};
use euclase_kernel::cert::{AuxPoint, Certificate, Discharge};
use euclase_kernel::rules::condition;
use euclase_kernel::{Class, Given, Theorem, Verdict, canon, check};
use facts::Facts;
use rustc_hash::FxHashSet;
use std::collections::VecDeque;

/// Longest chain of discharges for one condition.
const DEPTH: usize = 4;
/// Most candidates looked at for one condition.
const LOOKS: usize = 600;
/// Most triangles looked at on the way from one to another.
const TRIANGLES: usize = 60;
/// Most passes over the open conditions: what one discharges may serve the next.
const PASSES: usize = 3;

/// Adds discharges to an accepted certificate; the kernel's answer comes with it. The picture has the statement's points,
/// then the certificate's auxiliary ones.
#[must_use]
pub fn discharge(thm: &CoreTheorem, cert: Certificate, accepted: Theorem, pts: &[[f64; 2]]) -> (Certificate, Theorem) {
    let mut best = (cert, accepted);
    for _ in 0..PASSES {
        let Some(next) = pass(thm, &best.0, &best.1, pts) else { break };
        let Verdict::Accepted(t) = check(thm, &next) else { break };
        if open(&t) >= open(&best.1) {
            break;
        }
        best = (next, t);
    }
    best
}

/// Number of open conditions, those of the configuration first.
fn open(t: &Theorem) -> (usize, usize) {
    let count = |class: Class| t.conditions().iter().filter(|c| c.class == class).count();
    (count(Class::Configuration), count(Class::NonDegeneracy))
}

/// What the statement and the definitions of the auxiliary points give.
fn declared(thm: &CoreTheorem, aux: &[AuxPoint]) -> Given {
    let mut given = euclase_kernel::stated(thm);
    for (i, a) in aux.iter().enumerate() {
        let x = Pt((thm.statement_points + i) as u32);
        for c in euclase_kernel::auxiliary::define(&a.def, x, &a.args).iter().flat_map(|d| &d.ensures) {
            given.add(c);
        }
    }
    given
}

/// An open condition with the first step that needs it.
struct Open {
    cond: Cond,
    before: usize,
    /// All that it entails, itself included.
    gives: Given,
    /// Another one was derived from it: it stays.
    kept: bool,
}

/// One try at every open condition, in the order in which they are needed. None when nothing is found.
fn pass(thm: &CoreTheorem, cert: &Certificate, t: &Theorem, pts: &[[f64; 2]]) -> Option<Certificate> {
    let mut open: Vec<Open> = Vec::new();
    for c in t.conditions().iter().filter(|c| c.class != Class::Declared) {
        // (without a step: an auxiliary point's existence, or a discharge)
        let Some(&before) = c.steps.first() else { continue };
        let mut gives = Given::default();
        gives.add(&c.cond);
        open.push(Open { cond: canon(&c.cond), before, gives, kept: false });
    }
    open.sort_by_key(|o| o.before);
    let known = declared(thm, &cert.aux);
    let facts = Facts::of(thm, cert, &known);
    let mut f = Finder { facts: &facts, pts, known, plan: Vec::new(), open, at: 0, looks: 0, trail: Vec::new() };
    let mut old = cert.discharges.iter().peekable();
    for at in 0..f.open.len() {
        let before = f.open[at].before;
        while let Some(d) = old.next_if(|d| d.before <= before) {
            f.known.add(&f.facts.conclusion(d)?);
            f.plan.push(d.clone());
        }
        if !f.open[at].kept {
            (f.at, f.looks) = (at, 0);
            let c = f.open[at].cond.clone();
            f.derive(&c, DEPTH);
        }
    }
    let mut plan = f.plan;
    plan.extend(old.cloned());
    (plan.len() > cert.discharges.len()).then(|| facts.certificate(cert, plan))
}

/// The search for the condition `open[at]`.
struct Finder<'a> {
    facts: &'a Facts,
    pts: &'a [[f64; 2]],
    /// What holds before the step.
    known: Given,
    /// The discharges so far; their premises are numbers of facts.
    plan: Vec<Discharge>,
    open: Vec<Open>,
    at: usize,
    looks: usize,
    /// What is being derived.
    trail: Vec<Cond>,
}

impl Finder<'_> {
    /// Derives a canonical condition for the step in question; what it takes is in the plan then. A failure leaves no trace.
    fn derive(&mut self, c: &Cond, depth: usize) -> bool {
        if self.known.has(c) || self.lent(c) {
            return true;
        }
        if depth == 0 || self.trail.contains(c) || eval::cond_holds(self.pts, c) != Some(true) {
            return false;
        }
        self.trail.push(c.clone());
        let done = match c {
            Cond::SameOrient(a, b) => self.turn(*a, *b, false, depth),
            Cond::OppOrient(a, b) => self.turn(*a, *b, true, depth),
            Cond::Outside(a, b, c) => {
                let near = |x: &Pt, y: &Pt| canon(&Cond::Between(*b, *x, *y));
                self.derive(&near(a, c), depth - 1) || self.derive(&near(c, a), depth - 1)
            }
            _ => self.facts.candidates(c, self.open[self.at].before).into_iter().any(|k| self.take(&k, c, depth)),
        };
        self.trail.pop();
        done
    }

    /// Another open condition that entails it; that one stays open.
    fn lent(&mut self, c: &Cond) -> bool {
        let at = self.at;
        let done = |o: &Open, known: &Given| known.has(&o.cond);
        let lender = self.open.iter().enumerate().position(|(i, o)| i != at && o.gives.has(c) && !done(o, &self.known));
        lender.map(|i| self.open[i].kept = true).is_some()
    }

    /// Adds a candidate that gives `c`, with what it needs.
    fn take(&mut self, k: &Candidate, c: &Cond, depth: usize) -> bool {
        self.looks += 1;
        if self.looks > LOOKS {
            return false;
        }
        let cited = self.facts.cited(&k.cites);
        let Ok(instance) = condition(k.rule, &k.args, k.opposite, &cited) else { return false };
        let needs: Vec<Cond> = instance.conditions.iter().map(canon).collect();
        if needs.iter().any(|n| self.trail.contains(n) || eval::cond_holds(self.pts, n) != Some(true)) {
            return false;
        }
        let mut gives = Given::default();
        gives.add(&instance.conclusion);
        if !gives.has(c) {
            return false;
        }
        let (plan, kept) = (self.plan.len(), self.open.iter().map(|o| o.kept).collect::<Vec<_>>());
        let known = needs.iter().any(|n| !self.known.has(n)).then(|| self.known.clone());
        if needs.iter().all(|n| self.derive(n, depth - 1)) {
            self.known.add(&instance.conclusion);
            self.plan.push(Discharge {
                rule: k.rule.into(),
                args: k.args.clone(),
                opposite: k.opposite,
                premises: k.cites.clone(),
                before: self.open[self.at].before,
            });
            return true;
        }
        self.plan.truncate(plan);
        self.open.iter_mut().zip(kept).for_each(|(o, k)| o.kept = k);
        if let Some(known) = known {
            self.known = known;
        }
        false
    }

    /// From one triangle to another, vertex by vertex along known orders and parallels, or by a similarity.
    fn turn(&mut self, from: [Pt; 3], to: [Pt; 3], opposite: bool, depth: usize) -> bool {
        let before = self.open[self.at].before;
        let relation = |a: [Pt; 3], b: [Pt; 3], opposite: bool| {
            canon(&if opposite { Cond::OppOrient(a, b) } else { Cond::SameOrient(a, b) })
        };
        let (mut seen, mut queue) = (FxHashSet::default(), VecDeque::new());
        seen.insert(from);
        // a triangle, whether it is opposite to the first, and the moves that lead to it
        queue.push_back((from, false, Vec::<(Candidate, Cond)>::new()));
        while let Some((t, odd, path)) = queue.pop_front() {
            if seen.len() > TRIANGLES {
                return false;
            }
            if t == to || self.known.has(&relation(t, to, odd ^ opposite)) {
                if t == to && odd != opposite {
                    return false;
                }
                let (plan, known) = (self.plan.len(), self.known.clone());
                if path.iter().all(|(k, c)| self.known.has(c) || self.take(k, c, 3)) {
                    return true;
                }
                self.plan.truncate(plan);
                self.known = known;
                continue;
            }
            if path.len() >= depth {
                continue;
            }
            for k in self.facts.moves(t, before, self.pts) {
                let (to, flips) = (k.to, k.flips);
                if seen.insert(to) {
                    let mut longer = path.clone();
                    longer.push((k.candidate, relation(t, to, flips)));
                    queue.push_back((to, odd ^ flips, longer));
                }
            }
        }
        false
    }
}
