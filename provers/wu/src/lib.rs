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
use conditions::{Conditions, Kinds};
use euclase_grammar::core::{CoreTheorem, Num, Pt, Q, Rel};
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use euclase_kernel::algebra::{Clause, GoalProof, Proof, Said};
use euclase_poly::{Poly, Work, factor::factor};
use problem::{ROOT, assumed, plans};
use sheet::At;

/// Frames that are tried.
const FRAMES: usize = 6;

/// Why a frame did not lead to a proof.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A goal, or a part of it, is no equation in coordinates.
    Goal,
    /// The work was too much.
    Work,
    /// No condition says that this is not zero.
    Initial(String),
    /// An equation has no single factor that vanishes in the picture.
    Branches(String),
    /// The goal's remainder is not zero.
    Remainder,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Lines for all goals.
    pub proof: Option<Proof>,
    /// Of each frame that was tried in vain, its points and why.
    pub failed: Vec<([Pt; 2], Why)>,
}

/// Looks for a proof of all goals: those of geometry that are equations in coordinates. `picture` has coordinates of the statement's points,
/// in which the hypotheses hold; `effort` bounds the work for each frame, in millions of operations; `stop` is asked often.
pub fn prove(theorem: &CoreTheorem, picture: &[[f64; 2]], effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    let mut failed = Vec::new();
    let plans = plans(theorem);
    let kinds = [Kinds::Degenerate, Kinds::Lengths, Kinds::Polynomials];
    for (kinds, vars) in kinds.into_iter().flat_map(|k| plans.iter().take(FRAMES).map(move |v| (k, v))) {
        if stop() {
            break;
        }
        let mut chain = Chain::new(vars, picture);
        match in_frame(theorem, &mut chain, kinds, effort, stop) {
            Some(goals) => return Outcome { proof: Some(chain.sheet.finish(goals)), failed },
            None => failed.push((vars.frame, chain.why.unwrap_or(Why::Work))),
        }
    }
    Outcome { proof: None, failed }
}

fn in_frame(
    theorem: &CoreTheorem,
    chain: &mut Chain,
    kinds: Kinds,
    effort: u64,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<GoalProof>> {
    let vars = chain.sheet.vars;
    let mut work = Work::new(effort.saturating_mul(1_000_000), stop);
    let work = &mut work;
    let (mut equations, others) = assumed(theorem, vars);
    let mut conditions = Conditions::new(theorem, chain, others, kinds);
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
        let line = chain.sheet.cite(&e.poly, Rel::Eq, Said::Assumed(e.source), e.clause);
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
            Rel::Eq if chain.vanishes(&p) => vanishes(chain, &p, work),
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
fn vanishes(chain: &mut Chain, p: &Poly, work: &mut Work) -> Option<At> {
    if p.is_zero() {
        return Some(chain.sheet.combine(p, &[]));
    }
    let steps = chain.divide(p, work)?;
    if !steps.last().is_some_and(|s| s.after.is_zero()) {
        chain.why = Some(Why::Remainder);
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
