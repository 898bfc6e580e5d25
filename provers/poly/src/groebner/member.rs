//! Membership in ideals and radicals, with cofactors or in steps.

use super::lift::{combination, is_combination};
use super::trace::Stage;
use super::{MAX_PRODUCTS, Order, modulo, shortcut, start, variables};
use crate::{MAX_TERMS, Mono, Poly, Q, Work, int};
use std::collections::{BTreeMap, BTreeSet};

/// A polynomial as a combination of earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is derived.
    pub poly: Poly,
    /// `poly = Σ factor · earlier one`, by number: first the equations, then the steps.
    pub combination: Vec<(usize, Poly)>,
}

/// Why a polynomial is in an ideal, in steps; the last one is the polynomial.
///
/// Where cofactors over the equations would be long, steps are short: what is used several times is derived once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// In order.
    pub steps: Vec<Step>,
}

impl Derivation {
    /// Whether every step is what it says, exactly, and the last one the target.
    pub fn derives(&self, target: &Poly, eqs: &[Poly]) -> bool {
        let mut known: Vec<&Poly> = eqs.iter().collect();
        for step in &self.steps {
            let mut parts = Vec::with_capacity(step.combination.len());
            for (i, factor) in &step.combination {
                let Some(part) = known.get(*i).and_then(|p| p.mul(factor)) else { return false };
                parts.push(part);
            }
            if Poly::sum(&parts) != step.poly {
                return false;
            }
            known.push(&step.poly);
        }
        self.steps.last().is_some_and(|s| s.poly == *target)
    }
}

/// What is asked of a computation modulo a prime.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Whether,
    Cofactors,
    Steps,
}

/// Its answer.
enum Answer {
    No,
    Yes,
    /// The monomials of the cofactors.
    Cofactors(Vec<Vec<Mono>>),
    Steps(Vec<Stage>),
}

/// Variables that are easily determined by the others come first: of low degree and in few equations. That order makes bases
/// of constructions short.
fn ranked(eqs: &[Poly], vars: &[u32]) -> Vec<u32> {
    let rank = |v: &u32| {
        let degrees: Vec<u32> = eqs.iter().map(|e| e.degree_in(*v)).filter(|d| *d > 0).collect();
        (degrees.iter().copied().max().unwrap_or(u32::MAX), degrees.len(), *v)
    };
    let mut all = vars.to_vec();
    all.sort_by_key(rank);
    all
}

fn member<const W: usize>(
    target: &Poly,
    eqs: &[Poly],
    vars: &[u32],
    order: &Order,
    ask: Ask,
    work: &mut Work,
) -> Option<Answer> {
    let (mut basis, p) = start::<W>(eqs, order, vars)?;
    let wanted = modulo(target, basis.ring(), p)?;
    loop {
        let node = basis.normal_form(wanted.clone(), work)?;
        if basis.terms(node).is_empty() {
            return match ask {
                Ask::Whether => Some(Answer::Yes),
                Ask::Steps => Some(Answer::Steps(basis.plan(node, eqs.len(), work)?)),
                Ask::Cofactors => Some(Answer::Cofactors(basis.support(node, eqs.len(), MAX_PRODUCTS, work)?)),
            };
        }
        if basis.finished() {
            return Some(Answer::No);
        }
        basis.round(work)?;
    }
}

fn ask(target: &Poly, eqs: &[Poly], what: Ask, work: &mut Work) -> Option<Answer> {
    let vars = variables(&eqs.iter().chain([target]).collect::<Vec<_>>());
    // One block of all variables: graded reverse lexicographic, in that order.
    let order = Order::Eliminate(ranked(eqs, &vars));
    by_words!(vars.len(), member(target, eqs, &vars, &order, what, work))
}

/// Cofactors by way of a basis for an order; `Some(None)` where there are none.
fn by_order(target: &Poly, eqs: &[Poly], order: &Order, vars: &[u32], work: &mut Work) -> Option<Option<Vec<Poly>>> {
    match by_words!(vars.len(), member(target, eqs, vars, order, Ask::Cofactors, work))? {
        Answer::Cofactors(support) => Some(Some(combination(target, &BTreeSet::new(), eqs, &support, work)?.cofactors)),
        _ => Some(None),
    }
}

/// Whether the target is in the ideal of the equations, judged modulo a prime (almost certainly right, but no proof);
/// `None` where the work was too much.
pub fn is_member(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<bool> {
    if target.is_zero() {
        return Some(true);
    }
    ask(target, eqs, Ask::Whether, work).map(|a| !matches!(a, Answer::No))
}

/// Cofactors with `target = Σ cofactors[i] · eqs[i]`, checked; `None` where there are none, or the work was too much.
pub fn membership(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<Vec<Poly>> {
    if target.is_zero() {
        return Some(vec![Poly::zero(); eqs.len()]);
    }
    if eqs.iter().all(Poly::is_zero) {
        return None;
    }
    if let Some(found) = shortcut::membership(target, eqs, work) {
        return Some(found);
    }
    let vars = variables(&eqs.iter().chain([target]).collect::<Vec<_>>());
    let before = work.left();
    let first = by_order(target, eqs, &Order::Eliminate(ranked(eqs, &vars)), &vars, work);
    // Another order may give shorter cofactors, or some at all; it may do as much work again.
    let size = |c: &Vec<Poly>| c.iter().map(Poly::len).sum::<usize>();
    let first = match first {
        Some(None) => return None,
        Some(Some(c)) if size(&c) < ENOUGH => return Some(c),
        other => other.flatten(),
    };
    let part = (before - work.left()).max(1 << 16);
    let second = work.with_part(part, |w| by_order(target, eqs, &Order::Grevlex, &vars, w));
    first.into_iter().chain(second.flatten()).min_by_key(size)
}

/// Cofactors with fewer terms are not tried to be shortened.
const ENOUGH: usize = 40;

/// A derivation of the target from the equations, checked: in one step where few products suffice (their number is bounded
/// by `products`), otherwise in several; `None` where there is none, or the work was too much.
pub fn derivation(target: &Poly, eqs: &[Poly], products: usize, work: &mut Work) -> Option<Derivation> {
    let half = work.left() / 2;
    let direct = work.with_part(half, |w| {
        let found = membership(target, eqs, w)?;
        (found.iter().map(Poly::len).sum::<usize>() <= products).then_some(found)
    });
    if let Some(cofactors) = direct {
        let combination = cofactors.into_iter().enumerate().filter(|c| !c.1.is_zero()).collect();
        return Some(Derivation { steps: vec![Step { poly: target.clone(), combination }] });
    }
    let Answer::Steps(stages) = ask(target, eqs, Ask::Steps, work)? else { return None };
    let mut known: Vec<Poly> = eqs.to_vec();
    let mut steps: Vec<Step> = Vec::with_capacity(stages.len());
    for (k, stage) in stages.iter().enumerate() {
        let last = k + 1 == stages.len();
        let (aim, free) = match stage.monos.split_first() {
            Some((lead, tail)) if !last => (Poly::term(int(1), lead.clone()), tail.iter().cloned().collect()),
            _ => (target.clone(), BTreeSet::new()),
        };
        // Only what is used takes part.
        let sources: Vec<Poly> = stage.parts.iter().map(|(i, _)| known.get(*i).cloned()).collect::<Option<_>>()?;
        let support: Vec<Vec<Mono>> = stage.parts.iter().map(|p| p.1.clone()).collect();
        let found = combination(&aim, &free, &sources, &support, work)?;
        let by = if last { int(1) } else { found.poly.content().recip() };
        let factors = stage.parts.iter().map(|p| p.0).zip(found.cofactors.iter().map(|c| c.scale(&by)));
        let combination = factors.filter(|f| !f.1.is_zero()).collect();
        let poly = found.poly.scale(&by);
        known.push(poly.clone());
        steps.push(Step { poly, combination });
    }
    let out = Derivation { steps: used(steps, eqs.len()) };
    out.derives(target, eqs).then_some(out)
}

/// The steps on which the last one rests, without those that are multiples of another by a number.
fn used(steps: Vec<Step>, inputs: usize) -> Vec<Step> {
    let mut needed = vec![false; steps.len()];
    if let Some(last) = needed.last_mut() {
        *last = true;
    }
    for (k, step) in steps.iter().enumerate().rev() {
        if needed.get(k) == Some(&true) {
            for i in step.combination.iter().filter_map(|c| c.0.checked_sub(inputs)) {
                if let Some(n) = needed.get_mut(i) {
                    *n = true;
                }
            }
        }
    }
    // Where each polynomial is now: it is a multiple of that one.
    let mut places: BTreeMap<usize, (usize, Q)> = BTreeMap::new();
    let mut out = Vec::new();
    let last = steps.len().saturating_sub(1);
    for (k, step) in steps.into_iter().enumerate() {
        if needed.get(k) != Some(&true) {
            continue;
        }
        let mut factors: BTreeMap<usize, Poly> = BTreeMap::new();
        for (i, factor) in step.combination {
            let (place, by) = places.get(&i).cloned().unwrap_or((i, int(1)));
            let slot = factors.entry(place).or_default();
            *slot = slot.add(&factor.scale(&by));
        }
        let combination: Vec<(usize, Poly)> = factors.into_iter().filter(|f| !f.1.is_zero()).collect();
        if let ([(i, factor)], true) = (combination.as_slice(), k < last)
            && let Some(c) = factor.constant_value()
        {
            places.insert(inputs + k, (*i, c));
            continue;
        }
        places.insert(inputs + k, (inputs + out.len(), int(1)));
        out.push(Step { poly: step.poly, combination });
    }
    out
}

/// Cofactors with `1 = Σ cofactors[i] · eqs[i]`: the equations have no common solution, not even a complex one.
pub fn inconsistent(eqs: &[Poly], work: &mut Work) -> Option<Vec<Poly>> {
    membership(&Poly::one(), eqs, work)
}

/// A power of the target that is in the ideal of the equations, and its cofactors: `target^k = Σ cofactors[i] · eqs[i]`.
///
/// Small powers are tried as they are; then 1 is looked for in the ideal of the equations and `1 − t·target` (Rabinowitsch
/// 1929), and `t` replaced by the inverse of the target.
pub fn radical_membership(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<(u32, Vec<Poly>)> {
    let mut power = target.clone();
    for k in 1..=3 {
        let part = work.left() / 4;
        if let Some(found) = work.with_part(part, |w| membership(&power, eqs, w)) {
            return Some((k, found));
        }
        power = power.mul(target)?;
    }
    let all: Vec<&Poly> = eqs.iter().chain([target]).collect();
    let t = variables(&all).last().map_or(Some(0), |v| v.checked_add(1))?;
    let mut more = eqs.to_vec();
    more.push(Poly::one().sub(&Poly::var(t).mul(target)?));
    let found = inconsistent(&more, work)?;
    let k = found.iter().take(eqs.len()).map(|c| c.degree_in(t)).max().unwrap_or(0);
    let mut cofactors = Vec::with_capacity(eqs.len());
    for c in found.iter().take(eqs.len()) {
        // Σ c_j t^j becomes Σ c_j target^(k−j).
        let mut sum = Poly::zero();
        for (j, part) in c.coefficients_in(t)?.iter().enumerate() {
            let rest = target.pow(k.checked_sub(j as u32)?, MAX_TERMS)?;
            sum = sum.add(&part.mul(&rest)?);
        }
        cofactors.push(sum);
    }
    let power = target.pow(k, MAX_TERMS)?;
    is_combination(&power, eqs, &cofactors).then_some((k, cofactors))
}
