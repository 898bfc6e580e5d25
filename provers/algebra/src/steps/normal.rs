//! Homogeneous statements: of ratios, with the sum of the variables 1, and back from an equation to one degree.

use super::shape::{View, compared, power, product, quotient, real, sum, whole};
use super::{Kind, Sequent, Step};
use crate::terms::Literal;
use euclase_grammar::core::{Atom, Num, Rel};
use euclase_kernel::algebra::{Clause, Values};
use euclase_poly::{MAX_TERMS, Poly};
use num_traits::One;
use std::collections::BTreeMap;

/// Highest degree that statements are brought to.
const HIGH: u64 = 24;

pub(super) fn propose(view: &View, out: &mut Vec<Step>) {
    let Some(goal) = view.goal.as_ref().filter(|_| view.plain) else { return };
    homogeneous(view, &goal.poly, out);
    if goal.poly.is_homogeneous() && goal.poly.degree() > 0 && goal.poly.degree() <= HIGH && view.equations.is_empty() {
        ratios(view, &goal.poly, out);
        normal(view, &goal.poly, out);
    }
}

/// One of the variables is 1.
fn ratios(view: &View, goal: &Poly, out: &mut Vec<Step>) {
    let all: Vec<u32> = view.vars.iter().rev().copied().filter(|v| view.positive.contains(v)).collect();
    let most = if view.symmetric() || view.turn().is_some() { 1 } else { 3 };
    for v in all.into_iter().take(most).filter(|_| view.vars.len() > 1) {
        let Some(child_goal) = goal.subst_all(&BTreeMap::from([(v, Poly::one())])) else { continue };
        let Some(hyps) = homogeneous_hyps(view, v) else { continue };
        let inverse = quotient(whole(1), real(v));
        let others = view.vars.iter().filter(|w| **w != v);
        let values: Values = others.map(|w| (*w, product(vec![real(*w), inverse.clone()]))).collect();
        let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![view.like_the_goal(&child_goal)] };
        let scales = vec![power(inverse, goal.degree() as i64)];
        out.push(view.step(Kind::Ratio, format!("${v} = 1"), child, values, scales));
    }
}

/// The hypotheses with a variable 1, where all are homogeneous.
fn homogeneous_hyps(view: &View, v: u32) -> Option<Vec<Clause>> {
    let mut terms = view.terms.clone();
    for a in view.sequent.hyps.iter().flatten() {
        if !terms.literal(a)?.poly.is_homogeneous() {
            return None;
        }
    }
    let positive = view.positive.iter().filter(|w| **w != v);
    let new: Vec<Clause> = positive.map(|w| vec![compared(real(*w), Rel::Gt)]).collect();
    Some(view.hyps_with(&vec![(v, whole(1))], &new, None))
}

/// The sum of the variables is 1; the goal stays as it is written.
fn normal(view: &View, goal: &Poly, out: &mut Vec<Step>) {
    if !view.all_positive() || view.vars.len() < 2 {
        return;
    }
    let mut terms = view.terms.clone();
    let homogeneous = |a: &Atom| terms.literal(a).is_some_and(|l: Literal| l.poly.is_homogeneous());
    if !view.sequent.hyps.iter().flatten().all(homogeneous) {
        return;
    }
    let total = sum(view.vars.iter().map(|v| real(*v)).collect());
    let inverse = quotient(whole(1), total.clone());
    let values: Values = view.vars.iter().map(|v| (*v, product(vec![real(*v), inverse.clone()]))).collect();
    let mut child = view.sequent.clone();
    child.hyps.push(vec![Atom { lhs: total, rel: Rel::Eq, rhs: whole(1) }]);
    let scales = (1..=goal.degree() as i64).map(|k| power(inverse.clone(), k)).collect();
    out.push(view.step(Kind::Normal, "sum = 1".into(), child, values, scales));
}

/// All terms brought to the highest degree by an equation `form = number`.
fn homogeneous(view: &View, goal: &Poly, out: &mut Vec<Step>) {
    if goal.is_homogeneous() || goal.degree() > HIGH {
        return;
    }
    for e in &view.equations {
        let Some(unit) = unit(e) else { continue };
        let Some(all) = lifted(goal, &unit).filter(|p| p.len() <= super::shape::LONG) else { continue };
        let hyps = view.hyps_with(&vec![], &[], Some(e));
        // Without the equation other hypotheses may no longer be what they were; they stay as they are.
        let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![view.like_the_goal(&all)] };
        let with = format!("by {} = 1", super::words::number(&view.terms.num(&unit)));
        out.push(view.step(Kind::Homogeneous, with, child, vec![], vec![]));
    }
}

/// Of an equation `form = number`, with a homogeneous form: the form that is 1 by it.
fn unit(equation: &Poly) -> Option<Poly> {
    let parts = equation.homogeneous_parts();
    let [(0, c), (_, form)] = &parts.iter().map(|(d, p)| (*d, p)).collect::<Vec<_>>()[..] else { return None };
    Some(form.scale(&(-c.constant_value()?).recip()))
}

/// All parts brought to the highest degree by a form that is 1.
fn lifted(p: &Poly, unit: &Poly) -> Option<Poly> {
    let (top, d) = (p.degree(), unit.degree());
    let mut all = Poly::zero();
    for (k, part) in p.homogeneous_parts() {
        let missing = top - k;
        if !missing.is_multiple_of(d) {
            return None;
        }
        let raised = unit.pow(u32::try_from(missing / d).ok()?, MAX_TERMS)?;
        all = all.add(&part.mul_cap(&raised, MAX_TERMS)?);
    }
    Some(all)
}

/// The same by an equation.
pub(super) fn even(p: &Poly, equation: &Poly) -> Option<Poly> {
    lifted(p, &unit(equation)?)
}

/// The number 1, to compare with.
pub(super) fn is_one(n: &Num) -> bool {
    matches!(n, Num::Const(c) if c.is_one())
}
