//! The area method: goals of geometry by eliminating points from areas, Pythagoras differences and ratios, with certificates for the kernel.
//!
//! The statement is read as a construction ([`plan`]); its points are eliminated from the goal in reverse order, each by a lemma that
//! says what an area S_ABY or a Pythagoras difference P_ABY is in those of earlier points (Chou, Gao, Zhang 1994, *Machine
//! Proofs in Geometry*). What is left is an identity in free points and parameters. In the certificate each quantity is a term in
//! coordinates, each lemma a combination of hypotheses; the kernel checks every line and knows nothing of areas.

mod chain;
mod define;
mod facts;
mod goals;
mod last;
mod lines;
mod plan;
mod quantity;
mod ratios;
mod simplify;

use chain::{Chain, Relation};
use define::{Definer, Hypotheses};
use euclase_coordinates::nonzero::Nonzero;
use euclase_coordinates::problem::{UNIT, Variables, assumed};
use euclase_coordinates::sheet::{At, Sheet};
use euclase_grammar::core::{CoreTheorem, GoalKind, Num, Pt, Rel};
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use euclase_kernel::algebra::{Clause, GoalProof, Proof};
use euclase_poly::{Poly, Work, int};
use plan::{Way, plan};
use quantity::Quantities;
use ratios::Ratios;

/// Why there is no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A goal is no equation of areas and Pythagoras differences.
    Goal,
    /// The statement is no construction of the kinds that can be eliminated.
    Construction,
    /// The work was too much.
    Work,
    /// Something that would be divided by has no condition that says that it is not zero.
    Degenerate,
    /// What is left of a goal is no identity.
    Remainder,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Lines for all goals, or why there are none.
    pub proof: Result<Proof, Why>,
    /// Operations that it took.
    pub work: u64,
}

/// Looks for a proof of all goals. `picture` has coordinates of the statement's points, in which the hypotheses hold; `effort` bounds the
/// work, in millions of operations; `stop` is asked often.
pub fn prove(theorem: &CoreTheorem, picture: &[[f64; 2]], effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    let all = effort.saturating_mul(1_000_000);
    let mut work = Work::new(all, stop);
    let proof = eliminate(theorem, picture, &mut work);
    Outcome { proof, work: all - work.left() }
}

fn eliminate(theorem: &CoreTheorem, picture: &[[f64; 2]], work: &mut Work) -> Result<Proof, Why> {
    let fits = |k: &GoalKind| obligations_in_coordinates(theorem, k, [Pt(0), Pt(1)]).is_some();
    if theorem.statement_points < 2 || theorem.goals.is_empty() || !theorem.goals.iter().all(|g| fits(&g.kind)) {
        return Err(Why::Goal);
    }
    let first = constructed(theorem, picture, false, work);
    match first {
        Err(Why::Remainder | Why::Construction) => constructed(theorem, picture, true, work).or(first),
        _ => first,
    }
}

/// By one reading of the statement as a construction.
fn constructed(theorem: &CoreTheorem, picture: &[[f64; 2]], careful: bool, work: &mut Work) -> Result<Proof, Why> {
    let mut q = Quantities::default();
    let steps = plan(theorem, picture, careful, &mut q).ok_or(Why::Construction)?;
    let free: Vec<Pt> = steps.iter().rev().filter(|s| matches!(s.way, Way::Free)).map(|s| s.point).collect();
    let [o, e, ..] = free[..] else { return Err(Why::Construction) };
    let order = steps.iter().rev().map(|s| s.point).filter(|p| ![o, e].contains(p)).collect();
    let vars = Variables::new([o, e], order);
    let (equations, others) = assumed(theorem.into(), &vars);
    let hyps = Hypotheses::new(equations);
    let mut nonzero = Nonzero::new(others);
    let mut sheet = Sheet::new(&vars);
    let (mut definitions, mut kept) = (Vec::new(), Vec::new());
    let mut definer = Definer { sheet: &mut sheet, q: &mut q, hyps: &hyps, nonzero: &mut nonzero, work: &mut *work };
    for s in &steps {
        let own = definer.define(s).ok_or(Why::Degenerate)?;
        if !own.is_empty() {
            definitions.push(own);
        }
        if let Way::Kept(source) = s.way {
            kept.push((s.point, source, definitions.len()));
        }
    }
    let (sheet_of, relations) = (&mut sheet, Vec::new());
    let mut chain = Chain {
        picture,
        sheet: sheet_of,
        q: &mut q,
        definitions,
        relations,
        nonzero: &mut nonzero,
        work,
        why: Why::Goal,
    };
    for (point, source, after) in kept {
        let relation = relation(theorem, &hyps, &mut chain, point, source, after).ok_or(Why::Construction)?;
        chain.relations.push(relation);
    }
    let mut goals = Vec::new();
    for g in &theorem.goals {
        let lines = goal(theorem, &g.kind, &hyps, &mut chain).ok_or(chain.why)?;
        goals.push(GoalProof { lines, frame: Some([o, e]), ..GoalProof::default() });
    }
    Ok(sheet.finish(goals))
}

/// What a fact says of a point that stays.
fn relation(
    theorem: &CoreTheorem,
    hyps: &Hypotheses,
    chain: &mut Chain,
    point: Pt,
    source: usize,
    after: usize,
) -> Option<Relation> {
    let vars = chain.sheet.vars;
    let e = hyps.get(source, 0)?.clone();
    let poly = goals::equations(&theorem.hyps.get(source)?.fact, chain.q, vars.frame)?.into_iter().next()?;
    let whole = chain.q.expand(&poly, vars)?;
    let c = define::ratio(&whole, &e.poly)?;
    let cited = hyps.cite(chain.sheet, &e);
    let (left, right) = chain.sides(&poly)?;
    let line = chain.sheet.equation(left, right, vec![(cited, Num::Const(c))]);
    Some(Relation { poly, line, variable: vars.rank(point)? + 1, after })
}

/// A line for each clause of a goal.
fn goal(theorem: &CoreTheorem, kind: &GoalKind, hyps: &Hypotheses, chain: &mut Chain) -> Option<Vec<At>> {
    chain.why = Why::Goal;
    let vars = chain.sheet.vars;
    let clauses = obligations_in_coordinates(theorem, kind, vars.frame)?;
    let GoalKind::Fact(f) = kind else { return None };
    let mut equations = goals::equations(f, chain.q, vars.frame)?.into_iter();
    let ratios = Ratios::of(f, theorem);
    let mut lines = Vec::new();
    for o in clauses {
        lines.push(clause(o.clause, &mut equations, ratios.as_ref().map(|r| (r, hyps)), chain)?);
    }
    Some(lines)
}

fn clause(
    clause: Clause,
    equations: &mut impl Iterator<Item = Poly>,
    ratios: Option<(&Ratios, &Hypotheses)>,
    chain: &mut Chain,
) -> Option<At> {
    chain.why = Why::Goal;
    let first = clause.first().filter(|a| a.rhs == Num::Const(int(0)))?;
    let p = chain.sheet.vars.poly(&first.lhs)?;
    if first.rel == Rel::Ne {
        chain.why = Why::Degenerate;
        let at = chain.nonzero.whole(chain.sheet, &p, chain.work)?;
        return Some(if clause.len() == 1 { at } else { chain.sheet.weaken(clause, at) });
    }
    let e = equations.next()?;
    let at = match ratios {
        Some((r, hyps)) => r.prove(hyps, chain)?,
        None => chain.zero(&e)?,
    };
    chain.why = Why::Goal;
    // It may be multiplied by the length of OE.
    let whole = chain.q.expand(&e, chain.sheet.vars)?;
    let rest = if p.is_zero() { Poly::one() } else { whole.div_exact(&p)? };
    if rest.constant_value().is_some() {
        return Some(chain.sheet.weaken(clause, at));
    }
    if rest.vars().into_iter().any(|v| v != UNIT) {
        return None;
    }
    let not = chain.nonzero.factors(chain.sheet, &rest, chain.work)?;
    Some(chain.sheet.strip(at, &not, &p, 1))
}
