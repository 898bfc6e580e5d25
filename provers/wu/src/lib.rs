//! Wu's method: goals of geometry that are equations, by characteristic sets, with certificates for the kernel.
//!
//! A frame is chosen, so that most points are determined by equations that are linear in their coordinates; the hypotheses become a
//! chain of polynomials, each with a new main variable; the goal is divided by them. Where its remainder is zero, the product of the
//! initials and the goal is a combination of the hypotheses, and the lines say so, one division at a time.
//! What the initials say is not zero is a condition of the statement, or one that the certificate records (Wu 1978; Chou 1988,
//! *Mechanical Geometry Theorem Proving*). Nothing is believed: the kernel checks every line.

mod chain;
mod conditions;
mod divide;
mod problem;
mod sheet;

use chain::Chain;
use conditions::Conditions;
use euclase_grammar::core::{CoreTheorem, Num, Q, Rel};
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use euclase_kernel::algebra::{Clause, GoalProof, Proof, Said};
use euclase_poly::{Poly, Work, factor::factor};
use problem::{ROOT, Variables, assumed, plans};
use sheet::At;

/// Frames that are tried.
const FRAMES: usize = 6;

/// Looks for a proof of all goals: those of geometry that are equations in coordinates. `picture` has coordinates of the statement's points,
/// in which the hypotheses hold; `effort` bounds the work for each frame, in millions of operations; `stop` is asked often.
pub fn prove(theorem: &CoreTheorem, picture: &[[f64; 2]], effort: u64, stop: &dyn Fn() -> bool) -> Option<Proof> {
    let plans = plans(theorem);
    plans.iter().take(FRAMES).filter(|_| !stop()).find_map(|vars| in_frame(theorem, vars, picture, effort, stop))
}

fn in_frame(
    theorem: &CoreTheorem,
    vars: &Variables,
    picture: &[[f64; 2]],
    effort: u64,
    stop: &dyn Fn() -> bool,
) -> Option<Proof> {
    let mut work = Work::new(effort.saturating_mul(1_000_000), stop);
    let work = &mut work;
    let (mut equations, others) = assumed(theorem, vars);
    let mut conditions = Conditions::new(theorem, vars, others);
    let mut chain = Chain::new(vars, picture);
    let goals: Vec<Vec<Clause>> = theorem
        .goals
        .iter()
        .map(|g| {
            let all = obligations_in_coordinates(theorem, &g.kind, vars.frame)?;
            Some(all.into_iter().map(|o| o.clause).collect())
        })
        .collect::<Option<_>>()?;
    let root = |p: &Poly| p.degree_in(ROOT) > 0;
    let claims = goals.iter().flatten().flatten().filter_map(|a| vars.poly(&a.lhs));
    if equations.iter().any(|e| root(&e.poly)) || claims.into_iter().any(|p| root(&p)) {
        let line = chain.sheet.root_of_three();
        let square = Poly::var(ROOT).pow(2, 4)?.sub(&Poly::int(3));
        chain.add(&square, line, &mut conditions, work)?;
    }
    // Points in their order; of one point the simplest equations first.
    equations.sort_by_key(|e| (e.poly.vars().into_iter().next_back().map(|v| v / 2), e.poly.degree(), e.poly.len()));
    for e in equations {
        let line = chain.sheet.cite(&e.poly, Rel::Eq, Said::Assumed(e.source), e.clause);
        chain.add(&e.poly, line, &mut conditions, work)?;
    }
    let mut proved = Vec::new();
    for clauses in goals {
        let lines = clauses.into_iter().map(|c| clause(&mut chain, &mut conditions, c, work)).collect::<Option<_>>()?;
        proved.push(GoalProof { lines, frame: Some(vars.frame), ..GoalProof::default() });
    }
    Some(chain.sheet.finish(proved))
}

/// A line for a clause: for one of its equations, or of its inequations.
fn clause(chain: &mut Chain, conditions: &mut Conditions, clause: Clause, work: &mut Work) -> Option<At> {
    let zero = Num::Const(Q::from_integer(0.into()));
    for a in clause.iter().filter(|a| a.rhs == zero) {
        let p = chain.sheet.vars.poly(&a.lhs)?;
        let at = match a.rel {
            Rel::Eq if chain.vanishes(&p) => vanishes(chain, &p, work),
            Rel::Ne if !chain.vanishes(&p) => differs(chain, conditions, &p, work),
            _ => None,
        };
        if let Some(at) = at {
            return Some(if clause.len() == 1 { at } else { chain.sheet.weaken(clause.clone(), at) });
        }
    }
    None
}

/// A line for p = 0.
fn vanishes(chain: &mut Chain, p: &Poly, work: &mut Work) -> Option<At> {
    if p.is_zero() {
        return Some(chain.sheet.combine(p, &[]));
    }
    let steps = chain.divide(p, work)?;
    if !steps.last()?.after.is_zero() {
        return None;
    }
    chain.backward(&steps, None, work)
}

/// A line for p ≠ 0: if it were 0, its remainder would be, of which no factor is.
fn differs(chain: &mut Chain, conditions: &mut Conditions, p: &Poly, work: &mut Work) -> Option<At> {
    let steps = chain.divide(p, work)?;
    let rest = steps.last().map_or(p, |s| &s.after).clone();
    let mut factors = Vec::new();
    for (f, e) in factor(&rest, work)?.factors {
        factors.push((f.clone(), e, conditions.nonzero(chain, &f, work)?));
    }
    let (last, times, not) = factors.pop()?;
    let supposed = chain.sheet.suppose(p, Rel::Eq);
    let zero = chain.forward(&steps, supposed);
    let zero = chain.sheet.strip(zero, &factors, &last, times);
    let never = chain.sheet.absurd(&last, zero, Rel::Ne, not);
    Some(chain.sheet.refuted(p, never))
}
