//! The prover for statements about numbers: identities, equations, inequalities, with connectives.
//!
//! It makes certificates for the kernel (`euclase_kernel::algebra`), and is not believed. What a theorem gives becomes
//! facts with lines; what it asks becomes sequents, one after the other; a sequent is proved by ideals, linear
//! programs over products, sums of squares, and cases. Divisors are cleared away, roots and absolute values become variables with
//! what they satisfy. Before sums of squares come moves that make a goal simpler (`moves.rs`).

mod clear;
mod closed;
mod coordinates;
mod equal;
mod exponents;
mod facts;
mod figures;
mod instances;
mod jensen;
mod moves;
mod nested;
mod orders;
mod oriented;
mod parameters;
mod piecewise;
mod posed;
mod powers;
mod prover;
mod radicals;
mod roots;
mod sample;
mod samples;
mod sheet;
mod split;
mod systems;
pub mod terms;
mod tight;
mod vanish;

use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Num, Prop, Pt, Quantity};
use euclase_kernel::algebra::statement::{Obligation, givens, obligations};
use euclase_kernel::algebra::{GoalProof, Proof, Reason};
use facts::Facts;
use prover::{Effort, Prover};

/// Operations of the least effort.
const LEAST: u64 = 5_000_000;

/// What came of it.
#[derive(Debug)]
pub struct Outcome {
    /// Lines for all goals, if all were reached.
    pub proof: Option<Proof>,
    /// Numbers of the goals that were not.
    pub open: Vec<usize>,
    /// Attempts at sequents.
    pub attempts: u64,
}

/// Looks for a proof of all goals of a theorem about numbers. `effort` scales what each attempt may cost (0 is least, without
/// sums of squares, 1 is cheap, 100 is the default of the command); `stop` is asked often.
pub fn prove(theorem: &CoreTheorem, effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    prove_with(theorem, &Known::default(), effort, stop)
}

/// What geometry has to say of a theorem.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Equations of numbers that steps of geometry claim, with the numbers of the steps.
    pub steps: Vec<(usize, Fact)>,
    /// Goals that steps claim: nothing is to be shown of them.
    pub done: Vec<usize>,
    /// The frame in which points have coordinates.
    pub frame: Option<[Pt; 2]>,
    /// Triangles of whose sides the triangle inequality may be worth knowing.
    pub triangles: Vec<[Pt; 3]>,
}

/// The same with what steps of geometry claim.
pub fn prove_with(theorem: &CoreTheorem, known: &Known, effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    let mut p = Prover::new(stop);
    let mut facts = Facts::default();
    // In order, so that polynomials name the variables in the order of the theorem.
    for v in 0..theorem.reals.len() {
        let _ = p.sheet.terms.poly(&Num::Real(v as u32));
    }
    let given = givens(theorem);
    for (k, g) in given.iter().enumerate().filter(|(_, g)| g.bound.is_empty()) {
        let at = p.sheet.push(g.clause.clone(), Reason::Given(k, vec![]), vec![]);
        if let Some(clause) = p.literals(at) {
            facts.add(clause, at);
        }
    }
    p.instances(theorem, &given, &mut facts);
    for (k, fact) in &known.steps {
        let Some(claim) = fact.as_equation() else { continue };
        let at = p.sheet.push(vec![claim], Reason::Step(*k), vec![]);
        if let Some(clause) = p.literals(at) {
            facts.add(clause, at);
        }
    }
    if let Some(frame) = known.frame {
        p.in_coordinates(&mut facts, theorem, frame);
    }
    for t in &known.triangles {
        p.triangle(&mut facts, *t);
    }
    let effort = Effort {
        work: effort.saturating_mul(10_000_000).max(LEAST),
        squares: usize::try_from(effort.saturating_mul(4)).unwrap_or(usize::MAX),
        depth: 6,
    };
    let (mut goals, mut open) = (Vec::new(), Vec::new());
    for (i, goal) in theorem.goals.iter().enumerate() {
        if known.done.contains(&i) {
            goals.push(GoalProof::default());
            continue;
        }
        match prove_goal(&mut p, theorem, &facts, &goal.kind, effort) {
            Some(g) => goals.push(g),
            None => open.push(i),
        }
    }
    let attempts = p.attempts;
    let proof = open.is_empty().then(|| p.sheet.finish(Vec::new(), goals));
    Outcome { proof, open, attempts }
}

fn prove_goal(
    p: &mut Prover,
    theorem: &CoreTheorem,
    facts: &Facts,
    goal: &GoalKind,
    effort: Effort,
) -> Option<GoalProof> {
    if let GoalKind::Find(Quantity::Num(n)) = goal {
        let claim = p.value_of(facts, n, effort)?;
        let wanted = obligations(theorem, &GoalKind::Prop(Prop::Atom(claim)), &[])?;
        let lines = wanted.iter().map(|o| obligation(p, facts, o, effort)).collect::<Option<_>>()?;
        return Some(GoalProof { lines, ..GoalProof::default() });
    }
    let (solutions, more) = match goal {
        GoalKind::Solve(vars) => {
            let clauses: Vec<_> =
                givens(theorem).into_iter().filter(|g| g.bound.is_empty()).map(|g| g.clause).collect();
            let (solutions, more) = p.solutions(facts, vars, &clauses, effort)?;
            (solutions, Some(more))
        }
        _ => (vec![], None),
    };
    let wanted = obligations(theorem, goal, &solutions)?;
    let mut lines = Vec::new();
    for (i, o) in wanted.iter().enumerate() {
        // That a solution is one rests on nothing that is known of the variables; that there are no others, on all.
        let plain = facts.without(&p.sheet.terms, &o.without);
        let here = more.as_ref().filter(|_| i == 0).unwrap_or(&plain);
        lines.push(obligation(p, here, o, effort)?);
    }
    Some(GoalProof { lines, frame: None, solutions })
}

fn obligation(p: &mut Prover, facts: &Facts, o: &Obligation, effort: Effort) -> Option<usize> {
    let mut facts = facts.clone();
    for clause in &o.local {
        let at = p.sheet.push(clause.clone(), Reason::Suppose, vec![]);
        let clause = p.literals(at)?;
        facts.add(clause, at);
    }
    let goal: Option<Vec<_>> = o.clause.iter().map(|a| p.sheet.terms.literal(a)).collect();
    let goal = goal?;
    let at = match p.frame {
        Some(_) => p.in_orientations(&facts, &goal, effort)?,
        None => p.prove(&facts, &goal, effort)?,
    };
    // In the words of the theorem, where the line says just this.
    if p.literals(at).is_some_and(|l| l == goal) {
        p.sheet.restate(at, &o.clause);
        return Some(at);
    }
    Some(p.sheet.push(o.clause.clone(), Reason::Weaken, vec![at]))
}
