//! What would refute a theorem: comparisons that hold together.
//!
//! A goal comes to clauses that are to be shown ([`obligations`]): one of them fails where all of its comparisons do, and all that may be
//! supposed holds. Of what is supposed as "this or that", each choice is a case of its own.

use super::compiled::Wish;
use euclase_grammar::core::{Atom, CoreTheorem, Num, Q, Rel};
use euclase_kernel::algebra::Clause;
use euclase_kernel::algebra::statement::{Given, givens, obligations};

/// Most cases of a theorem, and of one obligation.
const MAX_CASES: usize = 120;
const MAX_CHOICES: usize = 12;

/// Comparisons that refute a goal where all of them hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The comparisons.
    pub atoms: Vec<Atom>,
    /// How many equations were added, to look where comparisons hold just so.
    pub boundary: usize,
}

/// Values at which something is looked at that is assumed for all values of a variable, and most instances of it.
const LOOKS: [i32; 9] = [0, 1, -1, 2, -2, 3, -3, 4, -4];
const MAX_INSTANCES: usize = 9;

/// The cases, plain ones first. Of what is assumed for all values of a variable they have some instances.
pub fn cases(theorem: &CoreTheorem) -> Vec<Case> {
    let givens: Vec<Clause> = givens(theorem).iter().flat_map(instances).collect();
    let mut out: Vec<Case> = Vec::new();
    for goal in &theorem.goals {
        for o in obligations(theorem, &goal.kind, &[]).unwrap_or_default() {
            if !o.without.is_empty() || matches!(goal.kind, euclase_grammar::core::GoalKind::Solve(_)) {
                continue;
            }
            let opposite = o.clause.iter().map(|a| vec![Atom { rel: a.rel.negated(), ..a.clone() }]);
            let wanted: Vec<Clause> = opposite.chain(o.local.iter().cloned()).chain(givens.iter().cloned()).collect();
            for atoms in choices(&wanted) {
                let case = Case { atoms, boundary: 0 };
                if !out.contains(&case) && out.len() < MAX_CASES {
                    out.push(case);
                }
            }
        }
    }
    let mut boundaries: Vec<Case> = out.iter().flat_map(on_boundaries).collect();
    boundaries.sort_by_key(|c| c.boundary);
    boundaries.truncate(MAX_CASES);
    for case in boundaries {
        if !out.contains(&case) {
            out.push(case);
        }
    }
    out
}

/// What is assumed, at some values of what it quantifies.
fn instances(given: &Given) -> Vec<Clause> {
    let mut at: Vec<Vec<i32>> = vec![vec![]];
    // as many values of each as make few instances in all, and two at least
    let each =
        (1..=LOOKS.len()).rev().find(|n| n.saturating_pow(given.bound.len() as u32) <= MAX_INSTANCES).unwrap_or(1);
    for _ in &given.bound {
        at = at.iter().flat_map(|x| LOOKS.iter().take(each.max(2)).map(|v| [&x[..], &[*v]].concat())).collect();
        at.truncate(MAX_INSTANCES);
    }
    at.iter()
        .map(|x| {
            let value = |v: u32| {
                let i = given.bound.iter().position(|b| *b == v)?;
                Some(Num::Const(Q::from_integer((*x.get(i)?).into())))
            };
            let put = |a: &Atom| Atom { lhs: a.lhs.with_reals(&value), rel: a.rel, rhs: a.rhs.with_reals(&value) };
            given.clause.iter().map(put).collect()
        })
        .collect()
}

/// Whether a comparison without variables holds, nearly; `None` for others.
fn settled(a: &Atom) -> Option<bool> {
    let closed = !a.lhs.mentions_reals() && !a.rhs.mentions_reals();
    closed.then(|| Wish::new(std::slice::from_ref(a)).granted(&[]))
}

/// One comparison of each clause.
fn choices(clauses: &[Clause]) -> Vec<Vec<Atom>> {
    let mut out: Vec<Vec<Atom>> = vec![Vec::new()];
    for c in clauses {
        if c.iter().any(|a| settled(a) == Some(true)) {
            continue;
        }
        // what fails anyway is no choice, and neither is a clause that holds anyway
        let mut next = Vec::new();
        for chosen in &out {
            if c.iter().any(|a| chosen.contains(a)) {
                next.push(chosen.clone());
                continue;
            }
            for a in c.iter().filter(|a| c.len() == 1 || settled(a).is_none()) {
                if next.len() < MAX_CHOICES {
                    next.push(chosen.iter().cloned().chain([a.clone()]).collect());
                }
            }
        }
        out = next;
    }
    out
}

/// The case with equality in one weak comparison, and in two.
fn on_boundaries(case: &Case) -> Vec<Case> {
    let weak: Vec<usize> = (0..case.atoms.len()).filter(|i| matches!(case.atoms[*i].rel, Rel::Le | Rel::Ge)).collect();
    let equal = |at: &[usize]| {
        let mut atoms = case.atoms.clone();
        at.iter().for_each(|i| atoms[*i].rel = Rel::Eq);
        Case { atoms, boundary: at.len() }
    };
    let pairs = weak.iter().enumerate().flat_map(|(n, i)| weak[..n].iter().map(|j| equal(&[*j, *i])));
    weak.iter().map(|i| equal(&[*i])).chain(pairs).collect()
}
