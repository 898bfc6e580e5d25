//! A theorem prepared for drawing.
//!
//! The order of placement is that of introduction, except that a point which the placed ones already determine goes
//! before an under-determined one that a fact ties to it (the incentre before the points of contact).

use crate::eqs::Eq;
use crate::eval::{cond_holds, size};
use crate::lm::Solver;
use crate::loci::P;
use euclase_grammar::core::{Cond, CoreTheorem, Fact};
use num_traits::ToPrimitive;

/// A theorem prepared for drawing: its facts compiled and sorted by the last point placed.
pub struct Plan<'a> {
    /// compiled hypotheses
    pub eqs: Vec<Eq>,
    /// declared conditions
    pub conds: Vec<&'a Cond>,
    /// number of statement points
    pub n: usize,
    /// natural unit of length
    pub unit: f64,
    // by position in the order of placement: facts and conditions decided there, and what they need
    pub(crate) facts_at: Vec<Vec<usize>>,
    pub(crate) conds_at: Vec<Vec<usize>>,
    pub(crate) deps: Vec<Vec<u32>>,
    hints: Vec<Option<P>>,
    /// order of placement, and each point's position in it
    pub(crate) order: Vec<u32>,
    rank: Vec<u32>,
}

impl<'a> Plan<'a> {
    /// Prepares the theorem.
    pub fn new(thm: &'a CoreTheorem) -> Plan<'a> {
        let n = thm.statement_points.min(thm.points.len());
        let mut plan = Plan {
            eqs: thm.hyps.iter().map(|h| Eq::new(&h.fact)).collect(),
            conds: thm.conds.iter().map(|c| &c.cond).collect(),
            n,
            unit: natural_unit(thm),
            facts_at: vec![Vec::new(); n],
            conds_at: vec![Vec::new(); n],
            deps: vec![Vec::new(); n],
            hints: vec![None; n],
            order: Vec::new(),
            rank: vec![0; n],
        };
        let of_facts: Vec<Vec<u32>> = plan.eqs.iter().map(Eq::points).collect();
        plan.order = placement_order(n, &plan.eqs, &of_facts);
        for (k, x) in plan.order.iter().enumerate() {
            plan.rank[*x as usize] = k as u32;
        }
        let of_conds: Vec<Vec<u32>> = plan
            .conds
            .iter()
            .map(|c| {
                let mut ps = Vec::new();
                c.each_point(&mut |p| ps.push(p.0));
                ps
            })
            .collect();
        // everything below is by position in the order of placement
        for (lists, is_fact) in [(&of_facts, true), (&of_conds, false)] {
            for (i, ps) in lists.iter().enumerate() {
                if ps.iter().any(|p| *p as usize >= n) {
                    continue;
                }
                let Some(last) = ps.iter().map(|p| plan.rank[*p as usize]).max() else { continue };
                let at = if is_fact { &mut plan.facts_at } else { &mut plan.conds_at };
                at[last as usize].push(i);
                plan.deps[last as usize].extend(ps.iter().map(|p| plan.rank[*p as usize]).filter(|r| *r != last));
            }
        }
        for d in &mut plan.deps {
            d.sort_unstable();
            d.dedup();
        }
        for &(p, x, y) in &thm.coords {
            if p.ix() < n && x.is_finite() && y.is_finite() {
                plan.hints[p.ix()] = Some([x, y]);
            }
        }
        plan
    }

    /// Some points have suggested coordinates.
    pub fn has_hints(&self) -> bool {
        self.hints.iter().any(Option::is_some)
    }

    /// Suggested coordinates.
    pub fn hint(&self, x: usize) -> Option<P> {
        self.hints.get(x).copied().flatten()
    }

    /// (index, residual) of the hypothesis that fails worst.
    pub fn worst(&self, pts: &[P]) -> (usize, f64) {
        let s = size(pts);
        let at = crate::eval::at(pts);
        let mut worst = (0, 0.0);
        for (i, e) in self.eqs.iter().enumerate() {
            let r = e.residual(s, &at);
            if r > worst.1 {
                worst = (i, r);
            }
        }
        worst
    }

    /// First declared condition that does not hold clearly.
    pub fn broken(&self, pts: &[P]) -> Option<usize> {
        self.conds.iter().position(|c| cond_holds(pts, c) != Some(true))
    }

    /// Newton over all hypotheses and points, to rounding error.
    pub fn polish(&self, pts: &mut [P]) -> f64 {
        let mut res = self.worst(pts).1;
        if res < 3e-15 || self.n > crate::MAX_JOINT {
            return res;
        }
        let mut solver = Solver::new(self.eqs.iter().collect(), (0..self.n as u32).collect());
        for _ in 0..3 {
            let before = pts.to_vec();
            solver.run(pts, 2);
            let after = self.worst(pts).1;
            if after >= res {
                pts.copy_from_slice(&before);
                break;
            }
            res = after;
        }
        res
    }
}

/// Order of placement: by introduction, but a point determined by the placed ones goes before an
/// under-determined one that a fact ties to it.
fn placement_order(n: usize, eqs: &[Eq], of_facts: &[Vec<u32>]) -> Vec<u32> {
    let mut facts_of: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (i, ps) in of_facts.iter().enumerate() {
        for p in ps.iter().filter(|p| (**p as usize) < n) {
            facts_of[*p as usize].push(i);
        }
    }
    let mut placed = vec![false; n];
    let dims = |x: usize, placed: &[bool]| {
        let known =
            |i: &&usize| of_facts[**i].iter().all(|p| *p as usize == x || placed.get(*p as usize) == Some(&true));
        facts_of[x].iter().filter(known).map(|i| eqs[*i].dims()).sum::<usize>()
    };
    let mut order = Vec::with_capacity(n);
    let mut next = 0;
    while order.len() < n {
        while placed[next] {
            next += 1;
        }
        let mut pick = next;
        if dims(next, &placed) < 2 {
            let mut ties: Vec<u32> = facts_of[next].iter().flat_map(|i| of_facts[*i].iter().copied()).collect();
            ties.sort_unstable();
            ties.dedup();
            let later = |y: &u32| *y as usize > next && (*y as usize) < n && !placed[*y as usize];
            if let Some(y) = ties.into_iter().filter(later).find(|y| dims(*y as usize, &placed) >= 2) {
                pick = y as usize;
            }
        }
        placed[pick] = true;
        order.push(pick as u32);
    }
    order
}

/// A length of the size that the constants of the theorem ask for; 1 when there are none.
fn natural_unit(thm: &CoreTheorem) -> f64 {
    let mut logs = Vec::new();
    for h in &thm.hyps {
        match &h.fact {
            Fact::Len { konst, .. } => logs.push(konst.to_f64().unwrap_or(0.0).abs().ln()),
            Fact::Sq { konst, .. } => logs.push(0.5 * konst.to_f64().unwrap_or(0.0).abs().ln()),
            Fact::Log { terms, konst } => {
                let weight: f64 = terms.iter().map(|t| t.0.to_f64().unwrap_or(0.0)).sum();
                if weight.abs() > 1e-9 {
                    let c: f64 = konst.iter().map(|(p, e)| (*p as f64).ln() * e.to_f64().unwrap_or(0.0)).sum();
                    logs.push(c / weight);
                }
            }
            _ => {}
        }
    }
    logs.retain(|l| l.is_finite() && l.abs() < 100.0);
    if logs.is_empty() { 1.0 } else { (logs.iter().sum::<f64>() / logs.len() as f64).exp() }
}
