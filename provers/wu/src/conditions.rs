//! Why a polynomial is not zero: a condition of the statement, or one that is recorded with the proof, has it as a factor of its
//! remainder by the chain. So what the method divides by gets its meaning back in geometric words (Chou 1988, 3.3).

use crate::Why;
use crate::chain::Chain;
use crate::divide::Step;
use crate::problem::Inequation;
use crate::sheet::At;
use euclase_grammar::core::{Cmp, Cond, CoreTheorem, Fact, Num, Pt, Q, Rel};
use euclase_kernel::algebra::Said;
use euclase_poly::{Poly, Work, factor::factor};
use num_traits::Zero;
use std::collections::HashSet;

/// Work for the remainder of one condition.
const EACH: u64 = 2_000_000;
/// Most terms of a polynomial that is recorded as a condition.
const LONGEST: usize = 40;

/// What a condition comes to.
#[derive(Clone)]
struct Reduced {
    steps: Vec<Step>,
    rest: Poly,
    factors: Vec<Poly>,
}

/// What may be recorded: more of it, where less is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinds {
    /// Points that differ, points off a line or circle, directions that differ.
    Degenerate,
    /// Lengths that differ too.
    Lengths,
    /// Any polynomial of moderate size that is not zero.
    Polynomials,
}

enum Source {
    Assumed(Inequation),
    New(Cond),
}

struct Candidate {
    source: Source,
    poly: Poly,
    rel: Rel,
    /// Its greatest variable.
    top: u32,
    reduced: Option<Option<Reduced>>,
}

/// Conditions that may be cited.
pub struct Conditions {
    /// Polynomials without a meaning in words may be recorded as they are.
    polynomials: bool,
    all: Vec<Candidate>,
}

impl Conditions {
    /// Those of the statement first, then what could be recorded, simple ones first.
    /// What fails in the picture is left out.
    pub fn new(theorem: &CoreTheorem, chain: &Chain, assumed: Vec<Inequation>, kinds: Kinds) -> Conditions {
        let vars = chain.sheet.vars;
        let mut all: Vec<Candidate> = Vec::new();
        let mut known: HashSet<(Poly, Rel)> = HashSet::new();
        let mut add = |source: Source, poly: Poly, rel: Rel| {
            let top = poly.vars().into_iter().next_back().filter(|_| !chain.vanishes(&poly));
            if let Some(top) = top.filter(|_| known.insert((poly.clone(), rel))) {
                all.push(Candidate { source, poly, rel, top, reduced: None });
            }
        };
        for a in assumed {
            let (poly, rel) = (a.poly.clone(), a.rel);
            if matches!(rel, Rel::Ne | Rel::Lt | Rel::Gt) {
                add(Source::Assumed(a), poly, rel);
            }
        }
        let unequal = if kinds >= Kinds::Lengths { unequal(theorem) } else { Vec::new() };
        for c in possible(theorem).into_iter().chain(unequal) {
            if let Some(poly) = vars.condition(&c) {
                add(Source::New(c), poly, Rel::Ne);
            }
        }
        Conditions { polynomials: kinds == Kinds::Polynomials, all }
    }

    /// A new element with this main variable: what contains it is to be divided again.
    pub fn chain_changed(&mut self, v: u32) {
        for c in &mut self.all {
            if c.reduced.as_ref().is_some_and(|r| r.as_ref().is_none_or(|r| r.rest.degree_in(v) > 0)) {
                c.reduced = None;
            }
        }
    }

    /// A line that says that an irreducible polynomial is not zero.
    pub fn nonzero(&mut self, chain: &mut Chain, f: &Poly, work: &mut Work) -> Option<At> {
        if let Some(at) = chain.nonzero.get(f) {
            return Some(*at);
        }
        if chain.vanishes(f) {
            chain.why = Some(Why::Branches(chain.sheet.words(f)));
            return None;
        }
        let top = f.vars().into_iter().next_back()?.max(chain.elements.keys().next_back().copied().unwrap_or(0));
        for i in 0..self.all.len() {
            let c = &mut self.all[i];
            if c.top > top {
                continue;
            }
            if c.reduced.is_none() {
                c.reduced = Some(work.with_part(EACH, |w| reduce(chain, &c.poly, w)));
            }
            let Some(Some(r)) = &c.reduced else { continue };
            if r.factors.contains(f) {
                let r = r.clone();
                let at = self.cite(i, chain, f, &r, work)?;
                chain.nonzero.insert(f.clone(), at);
                return Some(at);
            }
        }
        if self.polynomials && f.len() <= LONGEST {
            let cond = Cond::Num(chain.sheet.vars.num(f), Cmp::Ne, Num::Const(Q::zero()));
            let said = chain.sheet.record(&cond);
            let at = chain.sheet.cite(f, Rel::Ne, said, 0);
            chain.nonzero.insert(f.clone(), at);
            return Some(at);
        }
        chain.why = Some(Why::Initial(chain.sheet.words(f)));
        None
    }

    /// f ≠ 0: else the remainder, a multiple of f, would be 0, and what the condition says is not.
    fn cite(&self, i: usize, chain: &mut Chain, f: &Poly, r: &Reduced, work: &mut Work) -> Option<At> {
        let c = &self.all[i];
        let other = match &c.source {
            Source::Assumed(a) => chain.sheet.cite(&c.poly, c.rel, Said::Assumed(a.source), a.clause),
            Source::New(cond) => {
                let said = chain.sheet.record(cond);
                chain.sheet.cite(&c.poly, c.rel, said, 0)
            }
        };
        let supposed = chain.sheet.suppose(f, Rel::Eq);
        let cofactor = r.rest.div_exact(f)?;
        let rest = chain.sheet.combine(&r.rest, &[(supposed, &cofactor)]);
        let zero = chain.backward(&r.steps, Some(rest), work)?;
        let never = chain.sheet.absurd(&c.poly, zero, c.rel, other);
        Some(chain.sheet.refuted(f, never))
    }
}

fn reduce(chain: &Chain, p: &Poly, work: &mut Work) -> Option<Reduced> {
    let steps = chain.divide(p, work)?;
    let rest = steps.last().map_or(p, |s| &s.after).clone();
    let factors = factor(&rest, work)?.factors.into_iter().map(|f| f.0).collect();
    Some(Reduced { steps, rest, factors })
}

/// Conditions that a proof may record: points that differ or are not on a line or circle, lines that are not parallel or perpendicular.
fn possible(theorem: &CoreTheorem) -> Vec<Cond> {
    let points: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let pairs: Vec<[Pt; 2]> =
        points.iter().flat_map(|b| points.iter().filter(move |a| *a < b).map(move |a| [*a, *b])).collect();
    let mut out: Vec<Cond> = pairs.iter().map(|[a, b]| Cond::Distinct(*a, *b)).collect();
    for c in &points {
        out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotColl(*a, *b, *c)));
    }
    let turned = |[a, b]: [Pt; 2], [c, d]: [Pt; 2]| Cond::Not(Box::new(Fact::perp(a, b, c, d)));
    let lines: Vec<([Pt; 2], [Pt; 2])> =
        pairs.iter().enumerate().flat_map(|(i, p)| pairs[..i].iter().map(move |q| (*q, *p))).collect();
    let common = |p: &[Pt; 2], q: &[Pt; 2]| p.iter().any(|x| q.contains(x));
    out.extend(lines.iter().filter(|(p, q)| common(p, q)).map(|(p, q)| turned(*p, *q)));
    out.extend(lines.iter().filter(|(p, q)| !common(p, q)).map(|(p, q)| Cond::NotPara(*p, *q)));
    out.extend(lines.iter().filter(|(p, q)| !common(p, q)).map(|(p, q)| turned(*p, *q)));
    for d in &points {
        for c in points.iter().filter(|c| *c < d) {
            out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotCyclic(*a, *b, *c, *d)));
        }
    }
    out
}

/// A point is not as far from one point as from another. These may cut off a whole component, so they come last.
fn unequal(theorem: &CoreTheorem) -> Vec<Cond> {
    let points: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let mut out = Vec::new();
    for a in &points {
        for c in points.iter().filter(|c| *c != a) {
            let others = points.iter().filter(|b| *b < c && *b != a);
            out.extend(others.map(|b| Cond::Not(Box::new(Fact::cong(*a, *b, *a, *c)))));
        }
    }
    out
}
