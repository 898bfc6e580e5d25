//! Lines for what is to be shown: clauses, and the comparisons in them.

use super::Strict;
use crate::sheet::At;
use euclase_grammar::core::{Num, Q, Rel};
use euclase_kernel::algebra::{Clause, Reason};
use euclase_poly::{Poly, Work};
use num_traits::Zero;

impl Strict<'_> {
    /// A line for a clause.
    pub(super) fn clause(&mut self, clause: &Clause, work: &mut Work) -> Option<At> {
        let zero = Num::Const(Q::zero());
        let vars = self.sheet.vars;
        let all: Vec<(Poly, Rel)> =
            clause.iter().filter(|a| a.rhs == zero).filter_map(|a| Some((vars.poly(&a.lhs)?, a.rel))).collect();
        if let [(p, rel)] = &all[..]
            && clause.len() == 1
        {
            let at = self.comparison(p, *rel, work);
            return if at.is_none() && self.distances(work) { self.comparison(p, *rel, work) } else { at };
        }
        // One of the alternatives; inequations say most.
        for (p, rel) in all.iter().filter(|a| a.1 == Rel::Ne).chain(all.iter().filter(|a| a.1 != Rel::Ne)) {
            let near = self.value(p).abs() < 1e-7;
            if (*rel == Rel::Eq) == near
                && let Some(at) = self.comparison(p, *rel, work)
            {
                return Some(self.sheet.weaken(clause.clone(), at));
            }
        }
        self.alternatives(clause, &all, work)
    }

    /// The clause, since the opposites of its alternatives are absurd together.
    fn alternatives(&mut self, clause: &Clause, all: &[(Poly, Rel)], work: &mut Work) -> Option<At> {
        let (equations, nonzero) = (self.equations.len(), self.nonzero.len());
        let mut supposed = Vec::new();
        for (p, rel) in all {
            let opposite = match rel {
                Rel::Eq => Rel::Ne,
                Rel::Ne => Rel::Eq,
                _ => return None,
            };
            let at = self.sheet.suppose(p, opposite);
            supposed.push((p.clone(), *rel, opposite));
            match opposite {
                Rel::Ne => self.differs(p, Rel::Ne, at, work)?,
                _ => self.zero(p, at),
            }
        }
        let absurd = self.absurd(work);
        self.equations.truncate(equations);
        self.nonzero.truncate(nonzero);
        let mut at = self.sheet.weaken(clause.clone(), absurd?);
        for (p, rel, opposite) in supposed.iter().rev() {
            at = self.sheet.either_way(clause, (p, *rel, *opposite), at);
        }
        Some(at)
    }

    fn comparison(&mut self, p: &Poly, rel: Rel, work: &mut Work) -> Option<At> {
        match rel {
            Rel::Eq => self.vanishes(p, work),
            Rel::Ne => self.nonzero_line(p, work),
            Rel::Gt => self.sign(p, work),
            Rel::Lt => {
                let at = self.sign(&p.neg(), work)?;
                Some(self.sheet.say(p, Rel::Lt, Reason::Weaken, vec![at]))
            }
            _ => None,
        }
    }

    /// p ≠ 0, by its factors or by the ideal.
    pub fn nonzero_line(&mut self, p: &Poly, work: &mut Work) -> Option<At> {
        if let Some(n) = self.nonzero.iter().find(|n| n.0 == *p) {
            return Some(n.1);
        }
        if self.not_zero(p) {
            let supposed = self.sheet.suppose(p, Rel::Eq);
            let never = self.refuted_zero(p, supposed, work)?;
            return Some(self.sheet.refuted(p, never));
        }
        self.nonzero_by_ideal(p, work)
    }
}
