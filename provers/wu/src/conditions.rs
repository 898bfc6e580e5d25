//! Why a polynomial is not zero: a condition of the statement, or one that is recorded with the proof, has it as a factor of its
//! remainder by the chain. So what the method divides by gets its meaning back in geometric words (Chou 1988, 3.3).
//!
//! There are thousands of conditions in words. Which of them fail wherever the polynomial is zero is seen modulo a prime, and only
//! these are divided exactly. A polynomial in a coordinate that an element determines is not zero if its norm, in which that
//! coordinate does not occur, is not.

use crate::Why;
use crate::chain::Chain;
use crate::divide::{Factors, Step, pseudo_divide};
use crate::modular::{self, Dice, Residues};
use crate::problem::Inequation;
use crate::sheet::At;
use crate::words::{fails_at, possible, unequal};
use euclase_grammar::core::{Cmp, Cond, CoreTheorem, Num, Q, Rel};
use euclase_kernel::algebra::Said;
use euclase_poly::{Poly, Work};
use num_traits::Zero;

/// Work for the remainder of one condition.
const EACH: u64 = 2_000_000;
/// Most terms of a polynomial that is recorded as a condition.
const LONGEST: usize = 200;
/// Points modulo a prime at which a condition has to fail.
const POINTS: usize = 2;
/// Most conditions that are divided exactly for one polynomial.
const EXACT: usize = 12;
/// Deepest norm of a norm.
const DEEP: u32 = 8;

/// What a condition comes to.
struct Reduced {
    steps: Vec<Step>,
    rest: Poly,
}

/// Conditions that may be cited.
pub struct Conditions {
    /// Those of the statement.
    assumed: Vec<(Inequation, Residues)>,
    /// What may be recorded, simple ones first.
    new: Vec<Cond>,
    dice: Dice,
    depth: u32,
}

impl Conditions {
    /// Those of the statement, then what could be recorded: of that, what fails in the picture is not looked at when it comes to it.
    pub fn new(theorem: &CoreTheorem, chain: &Chain, assumed: Vec<Inequation>) -> Conditions {
        let strict = |a: &Inequation| matches!(a.rel, Rel::Ne | Rel::Lt | Rel::Gt) && !chain.vanishes(&a.poly);
        let assumed = assumed.into_iter().filter(strict).map(|a| {
            let residues = Residues::of(&a.poly);
            (a, residues)
        });
        let mut new = possible(theorem);
        new.extend(unequal(theorem));
        Conditions { assumed: assumed.collect(), new, dice: Dice::new(1), depth: 0 }
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
        let v = f.vars().into_iter().next_back()?;
        let mut at = self.in_words(chain, f, v, work);
        if at.is_none() && chain.elements.contains_key(&v) {
            at = self.by_norm(chain, f, v, work);
        }
        let at = match at {
            Some(at) => at,
            None if f.len() <= LONGEST && work.left() > 0 => {
                let cond = Cond::Num(chain.sheet.vars.num(f), Cmp::Ne, Num::Const(Q::zero()));
                let said = chain.sheet.record(&cond);
                chain.sheet.cite(f, Rel::Ne, said, 0)
            }
            None => {
                chain.why = Some(Why::Initial(chain.sheet.words(f)));
                return None;
            }
        };
        chain.why = None;
        chain.nonzero.insert(f.clone(), at);
        Some(at)
    }

    /// Points modulo a prime at which f is zero.
    fn zeros(&mut self, chain: &Chain, f: &Poly, v: u32, work: &mut Work) -> Option<Vec<Vec<u64>>> {
        let count = chain.sheet.vars.count();
        let mut all = Vec::new();
        // Of polynomials in determined coordinates the norms, too: one of their factors is zero.
        let mut open = vec![(f.clone(), v, Vec::new())];
        let mut depth = 0;
        while let Some((f, v, mut below)) = open.pop() {
            below.push((v, Residues::of(&f)));
            let Some(e) = chain.elements.get(&v) else {
                all.push(below);
                continue;
            };
            depth += 1;
            if depth > DEEP {
                return None;
            }
            let norm = work.with_part(EACH, |w| {
                let norm = norms(&e.poly, &f, v, w)?.pop()?.after;
                let steps = chain.divide(&norm, w)?;
                chain.factors(steps.last().map_or(&norm, |s| &s.after), w)
            })?;
            for (g, _) in norm {
                open.extend(g.vars().into_iter().next_back().map(|w| (g.clone(), w, below.clone())));
            }
        }
        all.into_iter().find_map(|also| {
            (0..POINTS).map(|_| modular::point(count, &chain.elements, &also, &mut self.dice, work)).collect()
        })
    }

    /// A condition in words that fails where f is zero, and has f as a factor of its remainder.
    fn in_words(&mut self, chain: &mut Chain, f: &Poly, v: u32, work: &mut Work) -> Option<At> {
        let points = self.zeros(chain, f, v, work)?;
        let mut left = EXACT;
        for i in 0..self.assumed.len() {
            let (a, r) = &self.assumed[i];
            if left > 0 && points.iter().all(|at| r.zero_at(at)) {
                left -= 1;
                let a = a.clone();
                if let Some(r) = work.with_part(EACH, |w| reduce(chain, &a.poly, f, w)) {
                    return self.cite(chain, &a.poly, a.rel, Source::Assumed(&a), f, &r);
                }
            }
        }
        let vars = chain.sheet.vars;
        // What is recorded already comes first.
        work.spend(self.new.len() as u64 * 16)?;
        let known: Vec<Cond> = chain.sheet.recorded().to_vec();
        let fails = |c: &Cond| points.iter().all(|at| fails_at(c, vars, at));
        let hits: Vec<Cond> = known.iter().chain(&self.new).filter(|c| fails(c)).take(EXACT).cloned().collect();
        for c in hits {
            let Some(poly) = vars.condition(&c).filter(|p| !chain.vanishes(p)) else { continue };
            if let Some(r) = work.with_part(EACH, |w| reduce(chain, &poly, f, w)) {
                return self.cite(chain, &poly, Rel::Ne, Source::New(&c), f, &r);
            }
        }
        None
    }

    /// f ≠ 0: else the remainder, a multiple of f, would be 0, and what the condition says is not.
    fn cite(&self, chain: &mut Chain, poly: &Poly, rel: Rel, source: Source, f: &Poly, r: &Reduced) -> Option<At> {
        let other = match source {
            Source::Assumed(a) => chain.sheet.cite(poly, rel, Said::Assumed(a.source), a.clause),
            Source::New(cond) => {
                let said = chain.sheet.record(cond);
                chain.sheet.cite(poly, rel, said, 0)
            }
        };
        let supposed = chain.sheet.suppose(f, Rel::Eq);
        let cofactor = r.rest.div_exact(f)?;
        let rest = chain.sheet.combine(&r.rest, &[(supposed, &cofactor)]);
        let zero = chain.backward(&r.steps, Some(rest))?;
        let never = chain.sheet.absurd(poly, zero, rel, other);
        Some(chain.sheet.refuted(f, never))
    }

    /// f ≠ 0, v being determined by an element: from f = 0 and the element follows, by Euclid's algorithm, that something
    /// without v is 0, and of that no factor is.
    fn by_norm(&mut self, chain: &mut Chain, f: &Poly, v: u32, work: &mut Work) -> Option<At> {
        if self.depth >= DEEP {
            return None;
        }
        let supposed = chain.sheet.suppose(f, Rel::Eq);
        let e = chain.elements.get(&v)?;
        let (mut a, mut b) = (e.line, (f.clone(), supposed));
        for s in norms(&e.poly, f, v, work)? {
            let opposite = s.quotient.neg();
            let line = chain.sheet.combine(&s.after, &[(a, &s.multiplier), (b.1, &opposite)]);
            a = b.1;
            b = (s.after, line);
        }
        let steps = chain.divide(&b.0, work)?;
        let rest = steps.last().map_or(&b.0, |s| &s.after).clone();
        let zero = chain.forward(&steps, b.1);
        let all = chain.factors(&rest, work)?;
        let count = all.len();
        self.depth += 1;
        let mut factors = Vec::new();
        for (g, e) in all {
            let at = if chain.vanishes(&g) { None } else { self.nonzero(chain, &g, work) };
            factors.extend(at.map(|at| (g, e, at)));
            if at.is_none() {
                break;
            }
        }
        self.depth -= 1;
        if factors.len() != count || factors.is_empty() {
            return None;
        }
        let (last, times, not) = factors.pop()?;
        let zero = chain.sheet.strip(zero, &factors, &last, times);
        let never = chain.sheet.absurd(&last, zero, Rel::Ne, not);
        Some(chain.sheet.refuted(f, never))
    }
}

enum Source<'a> {
    Assumed(&'a Inequation),
    New(&'a Cond),
}

/// The remainder, if f is a factor of it.
fn reduce(chain: &Chain, p: &Poly, f: &Poly, work: &mut Work) -> Option<Reduced> {
    let steps = chain.divide(p, work)?;
    let rest = steps.last().map_or(p, |s| &s.after).clone();
    let fits = !rest.is_zero() && rest.div_exact(f).is_some();
    fits.then_some(Reduced { steps, rest })
}

/// Euclid's algorithm for e and f in v: the steps, the last remainder without v and not zero.
fn norms(e: &Poly, f: &Poly, v: u32, work: &mut Work) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let (mut a, mut b) = (e.clone(), f.clone());
    while b.degree_in(v) > 0 {
        let s = pseudo_divide(&a, &b, v, 0, &Factors::new(), work)?;
        if s.after.is_zero() {
            return None;
        }
        a = std::mem::replace(&mut b, s.after.clone());
        steps.push(s);
    }
    Some(steps)
}
