//! Inequalities proved once for each order of the variables, and by contradiction.

use crate::posed::Posed;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Term};
use euclase_sos::{Ordered, by_contradiction, by_order};
use std::collections::BTreeMap;

/// Most variables whose orders are gone through.
const ORDERED: usize = 5;

/// Lines that say u ≤ v, by (u, v).
type Known = BTreeMap<(u32, u32), At>;

/// What stays the same while the order of the variables is found.
struct Plan<'a> {
    posed: &'a Posed,
    goal: &'a Literal,
    proofs: &'a [Ordered],
}

impl Prover<'_> {
    /// An inequality in each order of its variables.
    pub fn by_orders(&mut self, posed: &Posed, goal: &Literal, effort: Effort) -> Option<At> {
        let vars: Vec<u32> = posed.problem.goal.vars().into_iter().collect();
        if !(2..=ORDERED).contains(&vars.len()) || effort.depth == 0 {
            return None;
        }
        let proofs = by_order(&posed.problem, &vars, effort.squares, self.stop)?;
        let plan = Plan { posed, goal, proofs: &proofs };
        self.insert(&plan, &[], &vars, &Known::new())
    }

    /// Variables that are in order, those that are still to be put in; the goal in all orders of these.
    fn insert(&mut self, plan: &Plan, sorted: &[u32], rest: &[u32], known: &Known) -> Option<At> {
        match rest.split_first() {
            None => self.in_order(plan, sorted, known),
            Some((v, rest)) => self.compare(plan, sorted, sorted.len(), *v, rest, known),
        }
    }

    /// `v` is known to be at most the variables from place `k` on; it is compared with the one before.
    fn compare(&mut self, plan: &Plan, sorted: &[u32], k: usize, v: u32, rest: &[u32], known: &Known) -> Option<At> {
        let Some(&u) = k.checked_sub(1).and_then(|i| sorted.get(i)) else {
            let mut more = sorted.to_vec();
            more.insert(k, v);
            return self.insert(plan, &more, rest, known);
        };
        let difference = plan.posed.home(&Poly::var(v).sub(&Poly::var(u)));
        let up = Literal::new(difference, Sign::NonNegative);
        let down = up.negated();
        let atoms = [&up, &down].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        // u ≤ v: the place is found.
        let s = self.sheet.suppose(std::slice::from_ref(&up));
        let mut with = known.clone();
        with.insert((u, v), s);
        let mut more = sorted.to_vec();
        more.insert(k, v);
        let first = self.insert(plan, &more, rest, &with)?;
        // v < u
        let s = self.sheet.suppose(std::slice::from_ref(&down));
        let mut with = known.clone();
        with.insert((v, u), s);
        let second = self.compare(plan, sorted, k - 1, v, rest, &with)?;
        Some(self.sheet.say(plan.goal, Reason::Cases, vec![either, first, second]))
    }

    fn in_order(&mut self, plan: &Plan, sorted: &[u32], known: &Known) -> Option<At> {
        let proof = plan.proofs.iter().find(|p| p.order == sorted)?;
        let mut ineqs = plan.posed.ineqs.clone();
        for w in sorted.windows(2) {
            ineqs.push(*known.get(&(w[0], w[1]))?);
        }
        let c = plan.posed.home_certificate(&proof.certificate);
        Some(self.sheet.order(Some(plan.goal), &c, &ineqs, &plan.posed.eqs))
    }

    /// A goal that is not strict, by a contradiction from its opposite.
    pub fn against_opposite(&mut self, posed: &Posed, goal: &Literal, effort: Effort) -> Option<At> {
        let (_, found) = by_contradiction(&posed.problem, effort.squares, self.stop)?;
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let mut ineqs = posed.ineqs.clone();
        ineqs.push(s);
        let c = posed.home_certificate(&found);
        // multiplier·(−1) = Σ: 0 = multiplier + Σ.
        let terms: Vec<Term> = [c.multiplier, c.terms].concat();
        let c = Certificate { multiplier: vec![], terms, cofactors: c.cofactors };
        let absurd = self.sheet.order(None, &c, &ineqs, &posed.eqs);
        Some(self.refuted(goal, &opposite, absurd))
    }
}
