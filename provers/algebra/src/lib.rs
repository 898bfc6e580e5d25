//! The prover for statements about numbers: identities, equations, inequalities, with connectives.
//!
//! It makes certificates for the kernel (`euclase_kernel::algebra`), and is not believed. What a theorem gives becomes
//! facts with lines; what it asks becomes sequents, one after the other; a sequent is proved by ideals, linear
//! programs over products, sums of squares, and cases. Divisors are cleared away, roots and absolute values become variables with
//! what they satisfy. Before sums of squares come moves that make a goal simpler (`moves.rs`).

mod angles;
mod clear;
mod closed;
mod coordinates;
mod equal;
mod exponents;
mod facts;
mod figure;
mod figures;
mod instances;
mod jensen;
mod moves;
mod nested;
mod orders;
mod oriented;
mod parameters;
mod piecewise;
mod plane;
mod posed;
mod powers;
mod prover;
mod radicals;
mod roots;
mod sample;
mod samples;
mod sheet;
mod split;
pub mod steps;
mod systems;
pub mod terms;
mod tight;
mod vanish;

use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Num, Prop, Pt, Quantity};
use euclase_kernel::algebra::statement::{Obligation, givens, obligations};
use euclase_kernel::algebra::{Clause, GoalProof, Proof, Reason};
use facts::Facts;
use prover::{Effort, Prover};
use steps::{Fragment, Patience, Sequent};

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
    let mut show =
        |p: &mut Prover, facts: &Facts, goal: &[terms::Literal], _: &Obligation, effort: Effort| match p.frame {
            Some(_) => p.in_orientations(facts, goal, effort),
            None => p.prove(facts, goal, effort),
        };
    prove_goals(Prover::new(stop), theorem, known, effort, &mut show)
}

/// Who is asked for what the prover does not show by itself.
pub type Help<'h> = dyn FnMut(&Sequent) -> Option<Fragment> + 'h;

/// The same with help: it is asked for a proof of each thing to be shown that the prover has failed at with so many asks
/// ([`steps::Patience`]), and may look for it as it likes.
pub fn prove_helped(
    theorem: &CoreTheorem,
    effort: u64,
    asks: u64,
    stop: &dyn Fn() -> bool,
    help: &mut Help,
) -> Outcome {
    let patience = Patience::new(u64::MAX, stop);
    let limited = || patience.over();
    let mut show = |p: &mut Prover, facts: &Facts, goal: &[terms::Literal], o: &Obligation, effort: Effort| {
        patience.renew(asks);
        let at = p.prove(facts, goal, effort);
        patience.renew(u64::MAX);
        at.or_else(|| helped(p, theorem, facts, o, help))
    };
    prove_goals(Prover::new(&limited), theorem, &Known::default(), effort, &mut show)
}

/// The same over one of the figure's triangles ([`triangles`]): all numbers by its sides and few others.
pub fn prove_over(
    theorem: &CoreTheorem,
    known: &Known,
    corners: [Pt; 3],
    effort: u64,
    stop: &dyn Fn() -> bool,
) -> Outcome {
    let mut p = Prover::new(stop);
    let given = given_facts(&mut p, theorem, known);
    let Some(fig) = p.figure(theorem, &given, corners) else {
        let open = (0..theorem.goals.len()).filter(|i| !known.done.contains(i)).collect();
        return Outcome { proof: None, open, attempts: p.attempts };
    };
    let before = given.known.len();
    let mut show = |p: &mut Prover, facts: &Facts, goal: &[terms::Literal], _: &Obligation, effort: Effort| {
        let more = facts.known.get(before..).unwrap_or_default();
        p.in_figure(&fig, more, goal, effort)
    };
    prove_from(p, theorem, known, effort, given, &mut show)
}

pub use figure::triangles;
pub use plane::{prove_in_plane, suits};

fn prove_goals(mut p: Prover, theorem: &CoreTheorem, known: &Known, effort: u64, show: &mut Show) -> Outcome {
    let mut facts = given_facts(&mut p, theorem, known);
    if let Some(frame) = known.frame {
        p.in_coordinates(&mut facts, theorem, frame);
    }
    for t in &known.triangles {
        p.triangle(&mut facts, *t);
    }
    prove_from(p, theorem, known, effort, facts, show)
}

/// What the theorem and steps of geometry say of numbers.
fn given_facts(p: &mut Prover, theorem: &CoreTheorem, known: &Known) -> Facts {
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
    facts
}

fn prove_from(
    mut p: Prover,
    theorem: &CoreTheorem,
    known: &Known,
    effort: u64,
    facts: Facts,
    show: &mut Show,
) -> Outcome {
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
        match prove_goal(&mut p, theorem, &facts, &goal.kind, effort, show) {
            Some(g) => goals.push(g),
            None => open.push(i),
        }
    }
    let attempts = p.attempts;
    let proof = open.is_empty().then(|| named(p.sheet.finish(Vec::new(), goals), theorem));
    Outcome { proof, open, attempts }
}

/// Shows a clause where the facts hold.
type Show<'h> = dyn FnMut(&mut Prover, &Facts, &[terms::Literal], &Obligation, Effort) -> Option<usize> + 'h;

fn prove_goal(
    p: &mut Prover,
    theorem: &CoreTheorem,
    facts: &Facts,
    goal: &GoalKind,
    effort: Effort,
    show: &mut Show,
) -> Option<GoalProof> {
    if let GoalKind::Find(Quantity::Num(n)) = goal {
        let claim = p.value_of(facts, n, effort)?;
        let wanted = obligations(theorem, &GoalKind::Prop(Prop::Atom(claim)), &[])?;
        let lines = wanted.iter().map(|o| obligation(p, facts, o, effort, show)).collect::<Option<_>>()?;
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
        lines.push(obligation(p, here, o, effort, show)?);
    }
    Some(GoalProof { lines, frame: None, solutions })
}

fn obligation(p: &mut Prover, facts: &Facts, o: &Obligation, effort: Effort, show: &mut Show) -> Option<usize> {
    let mut facts = facts.clone();
    for clause in &o.local {
        let at = p.sheet.push(clause.clone(), Reason::Suppose, vec![]);
        let clause = p.literals(at)?;
        facts.add(clause, at);
    }
    let goal: Option<Vec<_>> = o.clause.iter().map(|a| p.sheet.terms.literal(a)).collect();
    let goal = goal?;
    let at = show(p, &facts, &goal, o, effort)?;
    // In the words of the theorem, where the line says just this.
    if p.literals(at).is_some_and(|l| l == goal) {
        p.sheet.restate(at, &o.clause);
        return Some(at);
    }
    Some(p.sheet.push(o.clause.clone(), Reason::Weaken, vec![at]))
}

/// What the prover has not shown, by a proof of somebody else's: an instance of its sequent, with the givens for what that supposes.
fn helped(p: &mut Prover, theorem: &CoreTheorem, facts: &Facts, o: &Obligation, help: &mut Help) -> Option<usize> {
    // `solve` allows only some givens; what the obligation supposes is all that is passed on then.
    let singles = facts.known.iter().map(|k| k.1).chain(facts.clauses.iter().map(|c| c.1));
    let hyps: Vec<Clause> = singles.map(|at| p.sheet.claim(at).to_vec()).collect();
    let s = Sequent { reals: u32::try_from(theorem.reals.len()).ok()?, hyps, goal: o.clause.clone() };
    if !s.about_variables() {
        return None;
    }
    let found = help(&s)?;
    p.instance_of(facts, &s, &found)
}

/// The proof with names for the variables of lemmas that the theorem does not have.
fn named(mut proof: Proof, theorem: &CoreTheorem) -> Proof {
    let mut most = theorem.reals.len();
    let mut look = |n: &Num| {
        n.each_part(&mut |x, _| {
            if let Num::Real(v) = x {
                most = most.max(*v as usize + 1);
            }
        });
    };
    for l in &proof.lines {
        l.claim.iter().for_each(|a| [&a.lhs, &a.rhs].into_iter().for_each(&mut look));
    }
    let taken = |n: &String| theorem.reals.contains(n) || theorem.points.iter().any(|p| p.name == *n);
    let names = (1..).map(|i| format!("x_{i}")).filter(|n| !taken(n));
    proof.reals = names.take(most - theorem.reals.len()).collect();
    proof
}

/// What is to be shown of a theorem about numbers, as sequents (goals that ask for values have none).
pub fn sequents(theorem: &CoreTheorem) -> Vec<Sequent> {
    let given = givens(theorem).into_iter().filter(|g| g.bound.is_empty()).map(|g| g.clause);
    let given: Vec<Clause> = given.collect();
    let reals = u32::try_from(theorem.reals.len()).unwrap_or(u32::MAX);
    let of = |goal: &euclase_grammar::core::Goal| obligations(theorem, &goal.kind, &[]).unwrap_or_default();
    let sequent = |o: Obligation| Sequent { reals, hyps: [&given[..], &o.local].concat(), goal: o.clause };
    theorem.goals.iter().flat_map(of).map(sequent).filter(Sequent::about_variables).collect()
}
