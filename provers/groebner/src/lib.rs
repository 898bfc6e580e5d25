//! The Gröbner route: goals of geometry that are equations in coordinates, with certificates for the kernel.
//!
//! That the goal p = 0 fails is an equation, 1 = t·p with a new variable t (Rabinowitsch 1929), and so is that a side condition f ≠ 0 holds,
//! 1 = s·f. Where these contradict the hypotheses, 1 is a combination of all of them (Kapur 1986, *Using Gröbner bases to
//! reason about geometry problems*); with 1/p and 1/f in the place of the new variables it becomes a combination of the hypotheses
//! alone that is a product of powers of p and the conditions. So p = 0. Only conditions of the statement are used; no order of
//! points is needed, no equation has to be linear in something. Nothing is believed: the kernel checks the identity.

use euclase_coordinates::nonzero::Nonzero;
use euclase_coordinates::problem::{ROOT, UNIT, Variables, assumed};
use euclase_coordinates::sheet::{At, Sheet};
use euclase_grammar::core::{Atom, CoreTheorem, Num, Pt, Q, Rel};
use euclase_kernel::algebra::statement::obligations_in_coordinates;
use euclase_kernel::algebra::{Clause, GoalProof, Proof};
use euclase_poly::groebner::{inconsistent, membership};
use euclase_poly::{MAX_TERMS, Mono, Poly, Work, int};

/// Frames that are tried.
const FRAMES: usize = 3;
/// Most terms of all cofactors.
const LONGEST: usize = 40_000;

/// Why there is no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A goal is no equation in coordinates.
    Goal,
    /// There is no such identity, or it was too much work.
    Open,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Lines for all goals, or why there are none.
    pub proof: Result<Proof, Why>,
    /// Operations that it took.
    pub work: u64,
}

/// Looks for a proof of all goals. `effort` bounds the work, in millions of operations; `stop` is asked often.
pub fn prove(theorem: &CoreTheorem, effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    let all = effort.saturating_mul(1_000_000);
    let mut work = Work::new(all, stop);
    let fits = |i: usize| obligations_in_coordinates(theorem, &theorem.goals[i].kind, [Pt(0), Pt(1)]).is_some();
    let geometry = theorem.statement_points > 1 && !theorem.goals.is_empty() && (0..theorem.goals.len()).all(fits);
    if !geometry {
        return Outcome { proof: Err(Why::Goal), work: 0 };
    }
    let mut proof = Err(Why::Open);
    let frames = frames(theorem);
    for (i, vars) in frames.iter().enumerate() {
        let part = work.left() / (frames.len() - i) as u64;
        if let Some(found) = work.with_part(part, |w| in_frame(theorem, vars, w)) {
            proof = Ok(found);
            break;
        }
    }
    Outcome { proof, work: all - work.left() }
}

/// The frames in which the hypotheses are shortest.
fn frames(theorem: &CoreTheorem) -> Vec<Variables> {
    let points: Vec<Pt> = (0..theorem.statement_points).filter_map(|i| u32::try_from(i).ok()).map(Pt).collect();
    let mut all = Vec::new();
    for e in points.iter().take(8) {
        for o in points.iter().take(8).filter(|o| *o < e) {
            let order = points.iter().copied().filter(|p| p != o && p != e).collect();
            let vars = Variables::new([*o, *e], order);
            let terms: usize = assumed(theorem.into(), &vars).0.iter().map(|e| e.poly.len()).sum();
            all.push((terms, vars));
        }
    }
    all.sort_by_key(|f| f.0);
    all.into_iter().map(|f| f.1).take(FRAMES).collect()
}

struct Prover<'a, 'b, 'w> {
    sheet: Sheet<'a>,
    equations: Vec<(Poly, At)>,
    /// Irreducible polynomials that are not zero.
    conditions: Vec<(Poly, At)>,
    nonzero: Nonzero,
    work: &'b mut Work<'w>,
}

fn in_frame(theorem: &CoreTheorem, vars: &Variables, work: &mut Work) -> Option<Proof> {
    let (equations, others) = assumed(theorem.into(), vars);
    let mut sheet = Sheet::new(vars);
    let mut me = Vec::new();
    for e in equations {
        let at = sheet.cite(&e.poly, Rel::Eq, e.said, e.clause);
        me.push((e.poly, at));
    }
    if me.iter().any(|(p, _)| p.degree_in(ROOT) > 0) {
        let at = sheet.root_of_three();
        me.push((Poly::var(ROOT).square()?.sub(&Poly::int(3)), at));
    }
    let mut nonzero = Nonzero::new(others.clone());
    let mut conditions: Vec<(Poly, At)> = Vec::new();
    for o in others.iter().filter(|o| matches!(o.rel, Rel::Ne | Rel::Lt | Rel::Gt)) {
        for (f, _, at) in nonzero.factors(&mut sheet, &o.poly, work)? {
            if !conditions.iter().any(|c| c.0 == f) {
                conditions.push((f, at));
            }
        }
    }
    let mut prover = Prover { sheet, equations: me, conditions, nonzero, work };
    let mut goals = Vec::new();
    for g in &theorem.goals {
        let clauses = obligations_in_coordinates(theorem, &g.kind, vars.frame)?;
        let lines = clauses.into_iter().map(|o| prover.clause(o.clause)).collect::<Option<_>>()?;
        goals.push(GoalProof { lines, frame: Some(vars.frame), ..GoalProof::default() });
    }
    Some(prover.sheet.finish(goals))
}

/// A combination of equations that is a product: of conditions with exponents, of the length of OE, and of the goal.
struct Identity {
    exponents: Vec<u32>,
    unit: u32,
    goal: u32,
    cofactors: Vec<Poly>,
}

impl Prover<'_, '_, '_> {
    fn clause(&mut self, clause: Clause) -> Option<At> {
        let zero = Num::Const(int(0));
        for a in clause.iter().filter(|a| a.rhs == zero) {
            let p = self.sheet.vars.poly(&a.lhs)?;
            let at = match a.rel {
                Rel::Eq => self.zero(&p, &a.lhs),
                Rel::Ne => self.nonzero.whole(&mut self.sheet, &p, self.work),
                _ => None,
            };
            if let Some(at) = at {
                return Some(if clause.len() == 1 { at } else { self.sheet.weaken(clause.clone(), at) });
            }
        }
        None
    }

    /// A line for p = 0.
    fn zero(&mut self, p: &Poly, written: &Num) -> Option<At> {
        if p.is_zero() {
            return Some(self.sheet.combine(p, &[]));
        }
        let identity = self.identity(p)?;
        let vars = self.sheet.vars;
        let mut not: Vec<(Poly, u32, At)> = Vec::new();
        for ((f, at), e) in self.conditions.iter().zip(&identity.exponents) {
            if *e > 0 {
                not.push((f.clone(), *e, *at));
            }
        }
        if identity.unit > 0 {
            match not.iter_mut().find(|f| f.0 == Poly::var(UNIT)) {
                Some(f) => f.1 += identity.unit,
                None => {
                    let own = self.nonzero.factors(&mut self.sheet, &Poly::var(UNIT), self.work)?;
                    not.extend(own.into_iter().map(|(f, _, at)| (f, identity.unit, at)));
                }
            }
        }
        let mut product: Vec<Num> =
            not.iter().flat_map(|(f, e, _)| std::iter::repeat_n(vars.num(f), *e as usize)).collect();
        product.extend(std::iter::repeat_n(written.clone(), identity.goal as usize));
        let used = self.equations.iter().zip(&identity.cofactors).filter(|(_, c)| !c.is_zero());
        let parts = used.map(|((_, at), c)| (*at, vars.num(c))).collect();
        let zero = || Num::Const(int(0));
        let at = self.sheet.equation(Num::Mul(product), zero(), parts);
        let claim = Atom { lhs: written.clone(), rel: Rel::Eq, rhs: zero() };
        Some(self.sheet.strip_to(at, &not, written.clone(), identity.goal, claim))
    }

    fn identity(&mut self, p: &Poly) -> Option<Identity> {
        // Figures may be drawn in any size, so that OE is 1 while it is looked for.
        let all = || self.equations.iter().map(|e| &e.0).chain(self.conditions.iter().map(|c| &c.0)).chain([p]);
        let homogeneous = all().all(|p| weights(p).is_some());
        let flat = |p: &Poly| if homogeneous { p.subst(UNIT, &Poly::one()) } else { Some(p.clone()) };
        let equations: Vec<Poly> = self.equations.iter().map(|e| flat(&e.0)).collect::<Option<_>>()?;
        let goal = flat(p)?;
        let conditions: Vec<Poly> = self.conditions.iter().map(|c| flat(&c.0)).collect::<Option<_>>()?;
        let part = self.work.left() / 4;
        let mut found = self.work.with_part(part, |w| membership(&goal, &equations, w)).map(|cofactors| Identity {
            exponents: vec![0; conditions.len()],
            unit: 0,
            goal: 1,
            cofactors,
        });
        if found.is_none() {
            found = self.inverted(&equations, &goal, &conditions);
        }
        let mut found = found?;
        if found.cofactors.iter().map(Poly::len).sum::<usize>() > LONGEST {
            return None;
        }
        if homogeneous {
            self.sized(&mut found, p)?;
        }
        Some(found)
    }

    /// From the contradiction of the equations, 1 = t·goal, and 1 = s·condition for each.
    fn inverted(&mut self, equations: &[Poly], goal: &Poly, conditions: &[Poly]) -> Option<Identity> {
        let first = self.sheet.vars.count();
        let new = |i: usize| u32::try_from(i).ok()?.checked_add(first);
        // What is a number when OE is 1 needs no inverse.
        let inverted: Vec<&Poly> = [goal].into_iter().chain(conditions).collect();
        let mut system = equations.to_vec();
        for (i, f) in inverted.iter().enumerate().filter(|(_, f)| f.constant_value().is_none()) {
            system.push(Poly::one().sub(&Poly::var(new(i)?).mul(f)?));
        }
        let cofactors = inconsistent(&system, self.work)?;
        let cofactors = cofactors.get(..equations.len())?;
        let mut exponents = Vec::new();
        for i in 0..inverted.len() {
            let t = new(i)?;
            exponents.push(cofactors.iter().map(|c| c.degree_in(t)).max().unwrap_or(0));
        }
        let mut out = Vec::new();
        for c in cofactors {
            let mut c = c.clone();
            for (i, f) in inverted.iter().enumerate() {
                // Σ c_j t^j becomes Σ c_j f^(k−j).
                let k = exponents[i];
                let mut sum = Poly::zero();
                for (j, part) in c.coefficients_in(new(i)?)?.iter().enumerate() {
                    let rest = f.pow(k.checked_sub(u32::try_from(j).ok()?)?, MAX_TERMS)?;
                    self.work.spend((rest.len() * part.len()) as u64 * 4)?;
                    sum = sum.add(&part.mul(&rest)?);
                }
                c = sum;
            }
            out.push(c);
        }
        let goal = exponents.remove(0);
        // Without the goal the statement says nothing.
        (goal > 0).then_some(Identity { exponents, unit: 0, goal, cofactors: out })
    }

    /// With OE again: all terms get the weight of the product, which is multiplied by it if that is less.
    fn sized(&self, found: &mut Identity, p: &Poly) -> Option<()> {
        let mut weight = weights(p)? * u64::from(found.goal);
        for ((f, _), e) in self.conditions.iter().zip(&found.exponents) {
            weight += weights(f)? * u64::from(*e);
        }
        let own: Vec<u64> = self.equations.iter().map(|e| weights(&e.0)).collect::<Option<_>>()?;
        let most =
            found.cofactors.iter().zip(&own).flat_map(|(c, w)| c.monomials().iter().map(move |m| of(m) + w)).max();
        let most = most.unwrap_or(weight).max(weight);
        found.unit = u32::try_from(most - weight).ok()?;
        for (c, w) in found.cofactors.iter_mut().zip(&own) {
            let raised = |(m, q): (&Mono, Q)| {
                let missing = u32::try_from(most - w - of(m)).ok()?;
                Some((m.mul(&Mono::power(UNIT, missing)), q))
            };
            *c = Poly::from_terms(c.terms().map(raised).collect::<Option<Vec<_>>>()?);
        }
        Some(())
    }
}

/// The degree in lengths.
fn of(m: &Mono) -> u64 {
    m.degree() - u64::from(m.exp(ROOT))
}

/// That of all terms, if it is the same.
fn weights(p: &Poly) -> Option<u64> {
    let first = of(p.monomials().first()?);
    p.monomials().iter().all(|m| of(m) == first).then_some(first)
}
