//! What would refute a theorem: comparisons that hold together.
//!
//! A goal comes to clauses that are to be shown ([`obligations`]): one of them fails where all of its comparisons do, and all that may be
//! supposed holds. Of what is supposed as "this or that", each choice is a case of its own.

use euclase_grammar::core::{Atom, CoreTheorem, Rel};
use euclase_kernel::algebra::Clause;
use euclase_kernel::algebra::statement::{givens, obligations};

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

/// The cases, plain ones first; `None` where something is assumed for all values of a variable, which no point shows to hold.
pub fn cases(theorem: &CoreTheorem) -> Option<Vec<Case>> {
    let givens = givens(theorem);
    if givens.iter().any(|g| !g.bound.is_empty()) {
        return None;
    }
    let givens: Vec<Clause> = givens.into_iter().map(|g| g.clause).collect();
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
    Some(out)
}

/// One comparison of each clause.
fn choices(clauses: &[Clause]) -> Vec<Vec<Atom>> {
    let mut out: Vec<Vec<Atom>> = vec![Vec::new()];
    for c in clauses {
        // a clause that holds anyway offers no choice
        let mut next = Vec::new();
        for chosen in &out {
            if c.iter().any(|a| chosen.contains(a)) {
                next.push(chosen.clone());
                continue;
            }
            for a in c {
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
