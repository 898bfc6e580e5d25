//! The method in one frame: hypotheses to a chain, goals by division.

use crate::Why;
use crate::chain::Chain;
use crate::conditions::Conditions;
use crate::modular::{self, Dice, Residues};
use crate::problem::{Problem, ROOT, assumed};
use crate::sheet::At;
use euclase_grammar::core::{CoreTheorem, GoalKind, Num, Pt, Q, Rel};
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use euclase_kernel::algebra::{Clause, GoalProof};
use euclase_poly::{Poly, Work};

/// Points modulo a prime at which a goal is looked at before it is divided.
const LOOKS: usize = 8;
/// Most components that are told apart for one goal, one from the other.
const COMPONENTS: u32 = 3;

/// Are the goals of the kinds that may be equations in coordinates?
pub fn suits(theorem: &CoreTheorem) -> bool {
    let frame = [Pt(0), Pt(1)];
    let own = |k: &GoalKind| obligations_in_coordinates(theorem, k, frame).is_some();
    theorem.statement_points > 1 && !theorem.goals.is_empty() && theorem.goals.iter().all(|g| own(&g.kind))
}

/// A proof of each goal, and what is left of the work.
pub fn in_frame(
    problem: Problem,
    chain: &mut Chain,
    operations: u64,
    stop: &dyn Fn() -> bool,
) -> (Option<Vec<GoalProof>>, u64) {
    let mut work = Work::new(operations, stop);
    let goals = goals(problem, chain, &mut work);
    (goals, work.left())
}

fn goals(problem: Problem, chain: &mut Chain, work: &mut Work) -> Option<Vec<GoalProof>> {
    let theorem = problem.theorem;
    let vars = chain.sheet.vars;
    let (mut equations, others) = assumed(problem, vars);
    let mut conditions = Conditions::new(theorem, chain, others);
    chain.why = Some(Why::Goal);
    let goals: Vec<Vec<Clause>> = theorem
        .goals
        .iter()
        .map(|g| {
            let all = obligations_in_coordinates(theorem, &g.kind, vars.frame)?;
            Some(all.into_iter().map(|o| o.clause).collect())
        })
        .collect::<Option<_>>()?;
    chain.why = None;
    let root = |p: &Poly| p.degree_in(ROOT) > 0;
    let claims = goals.iter().flatten().flatten().filter_map(|a| vars.poly(&a.lhs));
    if equations.iter().any(|e| root(&e.poly)) || claims.into_iter().any(|p| root(&p)) {
        let line = chain.sheet.root_of_three();
        let square = Poly::var(ROOT).pow(2, 4)?.sub(&Poly::int(3));
        chain.add(&square, line, &mut conditions, work)?;
        chain.root_is_not_zero(line);
    }
    // Points in their order; of one point the simplest equations first.
    equations.sort_by_key(|e| (e.poly.vars().into_iter().next_back().map(|v| v / 2), e.poly.degree(), e.poly.len()));
    for e in equations {
        let line = chain.sheet.cite(&e.poly, Rel::Eq, e.said, e.clause);
        chain.add(&e.poly, line, &mut conditions, work)?;
    }
    let mut proved = Vec::new();
    for clauses in goals {
        let lines = clauses.into_iter().map(|c| clause(chain, &mut conditions, c, work)).collect::<Option<_>>()?;
        proved.push(GoalProof { lines, frame: Some(vars.frame), ..GoalProof::default() });
    }
    Some(proved)
}

/// A line for a clause: for one of its equations, or of its inequations.
fn clause(chain: &mut Chain, conditions: &mut Conditions, clause: Clause, work: &mut Work) -> Option<At> {
    let zero = Num::Const(Q::from_integer(0.into()));
    for a in clause.iter().filter(|a| a.rhs == zero) {
        let p = chain.sheet.vars.poly(&a.lhs)?;
        let at = match a.rel {
            Rel::Eq if chain.vanishes(&p) => vanishes(chain, conditions, &p, COMPONENTS, work),
            Rel::Ne if !chain.vanishes(&p) => differs(chain, conditions, &p, work),
            _ => {
                chain.why = Some(Why::Goal);
                None
            }
        };
        if let Some(at) = at {
            return Some(if clause.len() == 1 { at } else { chain.sheet.weaken(clause.clone(), at) });
        }
    }
    None
}

/// A line for p = 0.
fn vanishes(chain: &mut Chain, conditions: &mut Conditions, p: &Poly, depth: u32, work: &mut Work) -> Option<At> {
    if p.is_zero() {
        return Some(chain.sheet.combine(p, &[]));
    }
    // What is not zero at some point of the chain has a remainder.
    let residues = Residues::of(p);
    let mut dice = Dice::new(2);
    let count = chain.sheet.vars.count();
    let looks = (0..LOOKS).filter_map(|_| modular::point(count, &chain.elements, &[], &mut dice, work));
    let zero: Vec<bool> = looks.map(|at| residues.zero_at(&at)).collect();
    let somewhere = zero.contains(&true);
    if zero.contains(&false) && !(somewhere && depth > 0) {
        chain.why = Some(if somewhere { Why::Component } else { Why::Remainder });
        return None;
    }
    let steps = chain.divide(p, work)?;
    let rest = steps.last().map_or(p, |s| &s.after).clone();
    let last = if rest.is_zero() { None } else { Some(on_component(chain, conditions, &rest, depth, work)?) };
    chain.backward(&steps, last)
}

/// A line for a remainder that is zero on the component of the picture alone. It is αv + β for a coordinate v with an element
/// av² + bv + c of which it has one root; times the same with the other root it is zero everywhere, and that is not zero here.
fn on_component(
    chain: &mut Chain,
    conditions: &mut Conditions,
    rest: &Poly,
    depth: u32,
    work: &mut Work,
) -> Option<At> {
    chain.why = Some(Why::Remainder);
    let v = rest.vars().into_iter().next_back()?;
    let e = chain.elements.get(&v)?;
    let (line, own) = (e.line, rest.coefficients_in(v)?);
    let all = e.poly.coefficients_in(v)?;
    let ([beta, alpha], [c, b, a]) = (&own[..], &all[..]) else { return None };
    chain.why = None;
    work.spend((rest.len() * e.poly.len()) as u64 * 4)?;
    let square = alpha.mul(alpha)?;
    let mixed = alpha.mul(beta)?;
    let norm = square.mul(c)?.sub(&mixed.mul(b)?).add(&a.mul(&beta.mul(beta)?)?);
    let other = a.mul(&beta.sub(&alpha.mul(&Poly::var(v))?))?.sub(&alpha.mul(b)?);
    let zero = vanishes(chain, conditions, &norm, depth.checked_sub(1)?, work)?;
    let product = rest.mul(&other)?;
    let opposite = square.neg();
    let at = chain.sheet.combine(&product, &[(line, &opposite), (zero, &Poly::one())]);
    let mut not = Vec::new();
    for (f, times) in chain.factors(&other, work)? {
        let at = conditions.nonzero(chain, &f, work);
        if at.is_none() {
            chain.why = Some(Why::Component);
        }
        not.push((f, times, at?));
    }
    Some(chain.sheet.strip(at, &not, rest, 1))
}

/// A line for p ≠ 0: if it were 0, its remainder would be, of which no factor is.
fn differs(chain: &mut Chain, conditions: &mut Conditions, p: &Poly, work: &mut Work) -> Option<At> {
    let steps = chain.divide(p, work)?;
    let rest = steps.last().map_or(p, |s| &s.after).clone();
    let mut factors = Vec::new();
    for (f, e) in chain.factors(&rest, work)? {
        factors.push((f.clone(), e, conditions.nonzero(chain, &f, work)?));
    }
    let (last, times, not) = factors.pop()?;
    let supposed = chain.sheet.suppose(p, Rel::Eq);
    let zero = chain.forward(&steps, supposed);
    let zero = chain.sheet.strip(zero, &factors, &last, times);
    let never = chain.sheet.absurd(&last, zero, Rel::Ne, not);
    Some(chain.sheet.refuted(p, never))
}
