//! From proofs of the children to a proof of the parent.
//!
//! A child's proof rests on its hypotheses, supposed. Its *instance* for values in the parent's terms rests on what proves these
//! hypotheses there, which the prover finds by cheap means; then the instance is a fact of the parent. A step is *checked* by the same
//! work before its children are proved, with what they claim taken for granted.

use super::{Child, Fragment, Glue, Sequent, Step, shape::put_clause};
use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Atom, Num, Rel};
use euclase_kernel::algebra::{Clause, GoalProof, Reason};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, Work, groebner};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// What a hypothesis of an instance may cost, and what follows in the end.
const SIDE: Effort = Effort { work: 8_000_000, squares: 1, depth: 1 };
/// What membership of an ideal may cost.
const MEMBER: u64 = 20_000_000;
const END: Effort = Effort { work: 20_000_000, squares: 0, depth: 1 };

/// A sequent, tried by the prover, which may ask so many times whether to stop: each time it has done a few milliseconds' work at
/// most, and the same work asks the same number of times, so this is a limit that does not depend on the machine.
pub fn attempt(s: &Sequent, asks: u64, stop: &dyn Fn() -> bool) -> Option<Fragment> {
    let patience = Patience::new(asks, stop);
    let stop = || patience.over();
    let (mut p, facts, goal) = begin(s, &stop)?;
    if asks < PATIENT && p.is_long(&facts, &goal) {
        return None;
    }
    let effort = Effort {
        work: asks.saturating_mul(20_000),
        squares: usize::try_from(1 + asks / 400).unwrap_or(usize::MAX),
        depth: 4,
    };
    let at = p.prove(&facts, &goal, effort)?;
    Some(fragment(p, at))
}

/// With fewer asks goals of more terms than this, without divisors, are left alone: only to look at them takes long.
const PATIENT: u64 = 1_000;
const TERMS: usize = 250;

/// A limit of asks.
pub struct Patience<'s> {
    left: Cell<u64>,
    stop: &'s dyn Fn() -> bool,
}

impl<'s> Patience<'s> {
    /// So many asks, unless `stop` says so earlier.
    pub fn new(asks: u64, stop: &'s dyn Fn() -> bool) -> Patience<'s> {
        Patience { left: Cell::new(asks), stop }
    }

    /// Asks.
    pub fn over(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        left == 0 || (self.stop)()
    }

    /// So many from now on.
    pub fn renew(&self, asks: u64) {
        self.left.set(asks);
    }

    /// How many are left.
    pub fn left(&self) -> u64 {
        self.left.get()
    }
}

/// Is it a step: does the parent follow if the children hold?
pub fn checked(s: &Sequent, step: &Step, stop: &dyn Fn() -> bool) -> bool {
    put_together(s, step, None, stop).is_some()
}

/// The proof of a sequent from those of the children of a step, in their order.
pub fn compose(s: &Sequent, step: &Step, proofs: &[&Fragment], stop: &dyn Fn() -> bool) -> Option<Fragment> {
    let (p, at) = put_together(s, step, Some(proofs), stop)?;
    Some(fragment(p, at))
}

/// A prover at work on a sequent: its facts are supposed.
pub(super) fn begin<'a>(s: &Sequent, stop: &'a dyn Fn() -> bool) -> Option<(Prover<'a>, Facts, Vec<Literal>)> {
    let mut p = Prover::new(stop);
    for v in 0..s.reals {
        p.sheet.terms.poly(&Num::Real(v))?;
    }
    let mut facts = Facts::default();
    for h in &s.hyps {
        let at = p.sheet.push(h.clone(), Reason::Suppose, vec![]);
        let clause = p.literals(at)?;
        facts.add(clause, at);
    }
    let goal = s.goal.iter().map(|a| p.sheet.terms.literal(a)).collect::<Option<_>>()?;
    Some((p, facts, goal))
}

fn fragment(p: Prover, at: At) -> Fragment {
    let proof = p.sheet.finish(vec![], vec![GoalProof { lines: vec![at], ..GoalProof::default() }]);
    let last = proof.goals.first().and_then(|g| g.lines.first()).copied().unwrap_or(0);
    Fragment { lines: proof.lines, last }
}

/// The proofs, or nothing where they are taken for granted.
type Proofs<'p> = Option<&'p [&'p Fragment]>;

fn put_together<'a>(s: &Sequent, step: &Step, proofs: Proofs, stop: &'a dyn Fn() -> bool) -> Option<(Prover<'a>, At)> {
    if proofs.is_some_and(|p| p.len() != step.children.len()) {
        return None;
    }
    let (mut p, facts, goal) = begin(s, stop)?;
    let proof = |i: usize| proofs.map(|p| p[i]);
    let at = match &step.glue {
        Glue::Chain => {
            let mut facts = facts;
            // Once for all hypotheses of the instances.
            let mut signs = goal.clone();
            for (child, h) in step.children.iter().flat_map(|c| c.sequent.hyps.iter().map(move |h| (c, h))) {
                signs.extend(put_clause(h, &child.values).iter().filter_map(|a| p.sheet.terms.literal(a)));
            }
            p.explain(&mut facts, &signs);
            let mut said = Vec::new();
            for (i, child) in step.children.iter().enumerate() {
                let at = p.child(&facts, child, proof(i))?;
                let clause = p.literals(at)?;
                facts.add(clause, at);
                said.push(at);
            }
            p.conclude(facts, step, &said, &goal)?
        }
        Glue::Either(atom) => {
            let first = p.sheet.terms.literal(atom)?;
            let cases = [first.clone(), first.negated()];
            let claim = cases.iter().map(|l| p.sheet.terms.atom(l)).collect();
            let mut premises = vec![p.sheet.push(claim, Reason::Either, vec![])];
            for (i, (case, child)) in cases.into_iter().zip(&step.children).enumerate() {
                let supposed = p.sheet.suppose(std::slice::from_ref(&case));
                let mut facts = facts.clone();
                facts.add(vec![case], supposed);
                let at = p.child(&facts, child, proof(i))?;
                premises.push(p.last(&facts, at, &goal)?);
            }
            (premises.len() == 3).then_some(())?;
            p.sheet.push(s.goal.clone(), Reason::Cases, premises)
        }
        Glue::Sorted(vars) => p.sorted(step.children.first()?, proof(0), &facts, &goal, &[], vars)?,
        Glue::Greatest(vars) => {
            let (first, rest) = vars.split_first()?;
            p.greatest(step.children.first()?, proof(0), &facts, &goal, (vars, *first), rest)?
        }
    };
    Some((p, at))
}

impl Prover<'_> {
    /// Is the goal without divisors long?
    fn is_long(&mut self, facts: &Facts, goal: &[Literal]) -> bool {
        let [goal] = goal else { return false };
        let mut facts = facts.clone();
        self.explain(&mut facts, std::slice::from_ref(goal));
        let mut goal = goal.clone();
        while let Some((cleared, _, _)) = self.cleared_goal(&facts, &goal) {
            goal = cleared;
        }
        goal.poly.len() > TERMS
    }

    /// A sequent that was proved elsewhere, as a line here.
    pub fn instance_of(&mut self, facts: &Facts, s: &Sequent, proof: &Fragment) -> Option<At> {
        let child = Child { sequent: s.clone(), values: vec![], known: false };
        self.child(facts, &child, Some(proof))
    }

    /// What a child claims, for its values in the parent's terms.
    fn child(&mut self, facts: &Facts, child: &Child, proof: Option<&Fragment>) -> Option<At> {
        let Some(proof) = proof else {
            for h in &child.sequent.hyps {
                self.side(facts, &put_clause(h, &child.values))?;
            }
            return self.restated(&put_clause(&child.sequent.goal, &child.values), Reason::Suppose, vec![]);
        };
        let last = self.sheet.embed(&proof.lines, proof.last)?;
        let mut premises = vec![last];
        for at in self.rests(last) {
            let clause = put_clause(self.sheet.claim(at), &child.values);
            premises.push(self.side(facts, &clause)?);
        }
        let claim = put_clause(self.sheet.claim(last), &child.values);
        self.restated(&claim, Reason::Instance(child.values.clone()), premises)
    }

    /// A line that claims a clause, written as signs of polynomials.
    fn restated(&mut self, clause: &Clause, reason: Reason, premises: Vec<At>) -> Option<At> {
        let signs: Vec<Literal> = clause.iter().map(|a| self.sheet.terms.literal(a)).collect::<Option<_>>()?;
        let claim = signs.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, reason, premises))
    }

    /// A hypothesis of an instance, from the facts.
    fn side(&mut self, facts: &Facts, clause: &Clause) -> Option<At> {
        let signs: Vec<Literal> = clause.iter().map(|a| self.sheet.terms.literal(a)).collect::<Option<_>>()?;
        // Clauses that are hypotheses of both.
        if let Some((_, at)) = facts.clauses.iter().find(|c| c.0 == signs) {
            return Some(*at);
        }
        self.prove(facts, &signs, SIDE)
    }

    /// The suppositions that a line rests on, as the kernel counts them.
    fn rests(&mut self, at: At) -> BTreeSet<At> {
        let mut of: BTreeMap<At, BTreeSet<At>> = BTreeMap::new();
        for i in 0..=at {
            let Some(line) = self.sheet.line(i).cloned() else { continue };
            let rest = |p: &At| of.get(p).cloned().unwrap_or_default();
            let set = match (&line.reason, line.premises.split_first()) {
                (Reason::Suppose, _) => line.premises.iter().flat_map(rest).chain([i]).collect(),
                (Reason::Cases, Some((first, others))) => {
                    let mut set = rest(first);
                    let cases = self.literals(*first).unwrap_or_default();
                    for (case, other) in cases.iter().zip(others) {
                        for s in rest(other) {
                            let claim = self.literals(s).unwrap_or_default();
                            if !claim.iter().any(|l| case.gives(l)) {
                                set.insert(s);
                            }
                        }
                    }
                    set
                }
                (Reason::Instance(_), Some((_, others))) => others.iter().flat_map(rest).collect(),
                _ => line.premises.iter().flat_map(rest).collect(),
            };
            of.insert(i, set);
        }
        of.remove(&at).unwrap_or_default()
    }

    /// The goal from a line that says it, or nearly.
    fn last(&mut self, facts: &Facts, at: At, goal: &[Literal]) -> Option<At> {
        let mut facts = facts.clone();
        let clause = self.literals(at)?;
        if clause.iter().all(|l| goal.iter().any(|g| l.gives(g))) {
            let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
            return Some(self.sheet.push(claim, Reason::Weaken, vec![at]));
        }
        facts.add(clause, at);
        self.prove(&facts, goal, END)
    }

    /// The goal from what the children say.
    fn conclude(&mut self, mut facts: Facts, step: &Step, said: &[At], goal: &[Literal]) -> Option<At> {
        let last = *said.last()?;
        let Some(target) = &step.target else { return self.last(&facts, last, goal) };
        if self.sheet.claim(last).is_empty() {
            return self.last(&facts, last, goal);
        }
        let target = self.sheet.terms.literal(target)?;
        let mut signs = vec![target.clone()];
        for at in said {
            signs.extend(self.literals(*at)?);
        }
        self.explain(&mut facts, &signs);
        // Without divisors of their own what is said may be nearer.
        let cleared: Vec<At> = said
            .iter()
            .map(|at| match &self.literals(*at).unwrap_or_default()[..] {
                [l] => self.cleared_fact(&facts, l, *at).map_or(*at, |c| c.1),
                _ => *at,
            })
            .collect();
        let at = self.scaled(&facts, step, said, &target);
        let at = at.or_else(|| self.scaled(&facts, step, &cleared, &target))?;
        facts.add(vec![target], at);
        self.last(&facts, at, goal)
    }

    /// *scale · target = Σ weight · claim + Σ cofactor · equation*, for one of the scales.
    fn scaled(&mut self, facts: &Facts, step: &Step, said: &[At], target: &Literal) -> Option<At> {
        let (eqs, lines) = self.equations(facts);
        let weights: Vec<At> = match &step.weights[..] {
            [] => said.last().copied().into_iter().collect(),
            some => some.iter().map(|i| said.get(*i).copied()).collect::<Option<_>>()?,
        };
        let mut sum = Poly::zero();
        let mut strict = false;
        let mut terms = Vec::new();
        for (i, at) in weights.iter().enumerate() {
            let [l] = &self.literals(*at)?[..] else { return None };
            if !matches!(l.sign, Sign::NonNegative | Sign::Positive) {
                // A child that says that something is zero: it is among the equations.
                continue;
            }
            strict |= l.sign == Sign::Positive;
            sum = sum.add(&l.poly);
            terms.push(Term { coeff: euclase_poly::int(1), ineqs: vec![i], squares: vec![] });
        }
        if target.sign == Sign::Positive && !strict {
            return None;
        }
        let one = [Num::Const(euclase_poly::int(1))];
        for scale in one.iter().chain(&step.scales) {
            let scale = self.sheet.terms.poly(scale)?;
            let rest = scale.mul_cap(&target.poly, MAX_TERMS)?.sub(&sum);
            // Equations about other terms are in the way more often than they help.
            let there = rest.vars();
            let near = eqs.iter().cloned().zip(lines.iter().copied()).filter(|e| e.0.vars().is_subset(&there)).unzip();
            let all = [(near, MEMBER), ((eqs.clone(), lines.clone()), MEMBER / 4)];
            let found = all.into_iter().find_map(|((eqs, lines), most): ((Vec<Poly>, Vec<At>), u64)| {
                let mut work = Work::new(most, self.stop);
                Some((groebner::membership(&rest, &eqs, &mut work)?, lines))
            });
            let Some((cofactors, lines)) = found else { continue };
            let mut ineqs = weights.clone();
            let multiplier = if scale == Poly::one() {
                unit()
            } else {
                let positive = Literal::new(scale, Sign::Positive);
                let Some(at) = self.prove(facts, std::slice::from_ref(&positive), SIDE) else { continue };
                ineqs.push(at);
                vec![Term { coeff: euclase_poly::int(1), ineqs: vec![ineqs.len() - 1], squares: vec![] }]
            };
            let c = Certificate { multiplier, terms, cofactors };
            return Some(self.sheet.order(Some(target), &c, &ineqs, &lines));
        }
        None
    }

    /// All orders: `sorted` are in descending order, the others are put among them.
    fn sorted(
        &mut self,
        child: &Child,
        proof: Option<&Fragment>,
        facts: &Facts,
        goal: &[Literal],
        sorted: &[u32],
        rest: &[u32],
    ) -> Option<At> {
        let Some((&v, rest)) = rest.split_first() else {
            let mut names: Vec<u32> = sorted.to_vec();
            names.sort_unstable();
            return self.renamed(child, proof, facts, goal, &names, sorted);
        };
        self.placed(child, proof, facts, goal, sorted, sorted.len(), v, rest)
    }

    /// Puts a variable before the k-th of the sorted ones, or further to the front.
    #[expect(clippy::too_many_arguments, reason = "the place in a walk through all orders")]
    fn placed(
        &mut self,
        child: &Child,
        proof: Option<&Fragment>,
        facts: &Facts,
        goal: &[Literal],
        sorted: &[u32],
        k: usize,
        v: u32,
        rest: &[u32],
    ) -> Option<At> {
        let mut with = sorted.to_vec();
        let Some(&u) = k.checked_sub(1).and_then(|i| sorted.get(i)) else {
            with.insert(0, v);
            return self.sorted(child, proof, facts, goal, &with, rest);
        };
        let first = difference(u, v);
        let cases = [first.clone(), first.negated()];
        let either = self.either_of(&cases);
        let here = self.supposing(facts, &cases[0]);
        with.insert(k, v);
        let a = self.sorted(child, proof, &here, goal, &with, rest)?;
        let there = self.supposing(facts, &cases[1]);
        let b = self.placed(child, proof, &there, goal, sorted, k - 1, v, rest)?;
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, vec![either, a, b]))
    }

    /// One of the variables is not less than any other: `best` is so among those before `rest`.
    fn greatest(
        &mut self,
        child: &Child,
        proof: Option<&Fragment>,
        facts: &Facts,
        goal: &[Literal],
        (all, best): (&[u32], u32),
        rest: &[u32],
    ) -> Option<At> {
        let Some((&v, rest)) = rest.split_first() else {
            let k = all.iter().position(|x| *x == best)?;
            let turned: Vec<u32> = all.iter().cycle().skip(k).take(all.len()).copied().collect();
            return self.renamed(child, proof, facts, goal, all, &turned);
        };
        let first = difference(best, v);
        let cases = [first.clone(), first.negated()];
        let either = self.either_of(&cases);
        let here = self.supposing(facts, &cases[0]);
        let a = self.greatest(child, proof, &here, goal, (all, best), rest)?;
        let there = self.supposing(facts, &cases[1]);
        let b = self.greatest(child, proof, &there, goal, (all, v), rest)?;
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, vec![either, a, b]))
    }

    fn renamed(
        &mut self,
        child: &Child,
        proof: Option<&Fragment>,
        facts: &Facts,
        goal: &[Literal],
        from: &[u32],
        to: &[u32],
    ) -> Option<At> {
        let values = from.iter().zip(to).map(|(v, w)| (*v, Num::Real(*w))).collect();
        let child = Child { sequent: child.sequent.clone(), values, known: child.known };
        let at = self.child(facts, &child, proof)?;
        self.last(facts, at, goal)
    }

    fn either_of(&mut self, cases: &[Literal]) -> At {
        let claim = cases.iter().map(|l| self.sheet.terms.atom(l)).collect();
        self.sheet.push(claim, Reason::Either, vec![])
    }

    fn supposing(&mut self, facts: &Facts, l: &Literal) -> Facts {
        let at = self.sheet.suppose(std::slice::from_ref(l));
        let mut facts = facts.clone();
        facts.add(vec![l.clone()], at);
        facts
    }
}

/// u ≥ v
fn difference(u: u32, v: u32) -> Literal {
    Literal::new(Poly::var(u).sub(&Poly::var(v)), Sign::NonNegative)
}

/// u ≥ v, as it is written.
pub(super) fn at_least(u: u32, v: u32) -> Atom {
    Atom { lhs: Num::Real(u), rel: Rel::Ge, rhs: Num::Real(v) }
}
