//! Multipliers of the goal, something between its two sides, bounds for the factors of a product.

use super::fractions::{split, whole_step};
use super::numeric::{Samples, rational, value};
use super::shape::{View, compared, degree, neg, power, product, quotient, ratio, real, sum, variables, whole};
use super::{Child, Kind, Sequent, Step};
use euclase_grammar::core::{Atom, Num, Rel};
use euclase_kernel::algebra::Values;
use euclase_poly::MAX_TERMS;
use std::collections::BTreeSet;

pub(super) fn propose(view: &View, samples: &Samples, out: &mut Vec<Step>) {
    multipliers(view, out);
    if let Some(e) = samples.tight.first() {
        between(view, e, out);
        factors(view, e, out);
    }
}

fn sum_of(view: &View, e: i64) -> Num {
    sum(view.vars.iter().map(|v| power(real(*v), e)).collect())
}

fn pairs(view: &View) -> Num {
    let v = &view.vars;
    let all = v.iter().enumerate().flat_map(|(i, a)| v[i + 1..].iter().map(|b| product(vec![real(*a), real(*b)])));
    sum(all.collect())
}

fn multipliers(view: &View, out: &mut Vec<Step>) {
    let Some(goal) = view.goal.as_ref().filter(|g| view.plain && g.poly.len() <= 120) else { return };
    let mut all: Vec<Num> = Vec::new();
    let homogeneous = goal.poly.is_homogeneous();
    let one = |n: Num| if homogeneous { n } else { sum(vec![whole(1), n]) };
    if view.vars.iter().all(|v| view.nonnegative.contains(v)) {
        all.push(one(sum_of(view, 1)));
        all.push(power(one(sum_of(view, 1)), 2));
        all.extend(view.vars.iter().filter(|v| view.positive.contains(v)).take(3).map(|v| real(*v)));
    }
    all.push(one(sum_of(view, 2)));
    for m in all {
        let mut terms = view.terms.clone();
        let Some(p) = terms.poly(&m).and_then(|p| p.mul_cap(&goal.poly, MAX_TERMS)) else { continue };
        let child = Sequent { goal: vec![view.like_the_goal(&p)], ..view.sequent.clone() };
        let with = super::words::number(&m);
        out.push(view.step(Kind::Multiplier, with, child, vec![], vec![m]));
    }
}

/// left ≥ k·form ≥ right, with forms that are simple, and k such that they are equal where the goal is tight.
fn between(view: &View, e: &[f64], out: &mut Vec<Step>) {
    let Some((l, r)) = view.sides() else { return };
    if view.vars.len() < 2 || split(view).is_none_or(|s| s.heavy.len() < 2) {
        return;
    }
    let Some(at) = value(l, e).filter(|x| x.abs() > 1e-9) else { return };
    let degrees = (degree(l), degree(r));
    let (s1, s2, q) = (sum_of(view, 1), sum_of(view, 2), pairs(view));
    let forms = [
        s1.clone(),
        power(s1.clone(), 2),
        s2.clone(),
        q.clone(),
        quotient(whole(1), s1.clone()),
        quotient(whole(1), q.clone()),
        quotient(power(s1.clone(), 2), q.clone()),
        quotient(s2.clone(), q.clone()),
        quotient(q.clone(), s2.clone()),
        quotient(s2, s1.clone()),
        quotient(power(s1, 2), sum_of(view, 2)),
        whole(1),
    ];
    for f in forms {
        // Where both sides are homogeneous, so is what lies between.
        if let (Some(a), Some(b)) = &degrees
            && a == b
            && degree(&f).as_ref() != Some(a)
        {
            continue;
        }
        let Some((n, d)) = value(&f, e).and_then(|x| rational(at / x)) else { continue };
        let middle = product(vec![ratio(n, d), f]);
        if middle == *l || middle == *r {
            continue;
        }
        let child = |a: &Num, b: &Num, rel: Rel| Child {
            sequent: Sequent { goal: vec![Atom { lhs: a.clone(), rel, rhs: b.clone() }], ..view.sequent.clone() },
            values: vec![],
            known: false,
        };
        let strict = view.goal.as_ref().is_some_and(|l| l.sign == crate::terms::Sign::Positive);
        let children = vec![child(l, &middle, Rel::Ge), child(&middle, r, if strict { Rel::Gt } else { Rel::Ge })];
        out.push(whole_step(view, Kind::Between, super::words::number(&middle), children, vec![0, 1]));
    }
}

/// A product on the greater side whose factors are of one variable each: each factor is at least αxᵏ + β, with the same value and
/// slope where the goal is an equality.
fn factors(view: &View, e: &[f64], out: &mut Vec<Step>) {
    let Some((Num::Mul(factors), r)) = view.sides() else { return };
    if !(2..=4).contains(&factors.len()) {
        return;
    }
    let mut own = Vec::new();
    for f in factors {
        let mut vars = BTreeSet::new();
        variables(f, &mut vars);
        match vars.first() {
            Some(v) if vars.len() == 1 => own.push(*v),
            _ => return,
        }
    }
    for k in 1..=4 {
        let bound = |(f, v): (&Num, &u32)| -> Option<Num> {
            let x = *e.get(*v as usize)?;
            let at = |d: f64| {
                let mut y = e.to_vec();
                *y.get_mut(*v as usize)? += d;
                value(f, &y)
            };
            let h = 1e-5 * (1.0 + x.abs());
            let (here, slope) = (at(0.0)?, (at(h)? - at(-h)?) / (2.0 * h));
            let a = slope / (k as f64 * x.powi(k as i32 - 1));
            let (a, b) = (rational(a)?, rational(here - a * x.powi(k as i32))?);
            // It is not to be negative either.
            (a.0 >= 0 && b.0 >= 0)
                .then(|| sum(vec![product(vec![ratio(a.0, a.1), power(real(*v), k)]), ratio(b.0, b.1)]))
        };
        let Some(bounds) = factors.iter().zip(&own).map(bound).collect::<Option<Vec<_>>>() else { continue };
        let same = |f: &Num, g: &Num| {
            let mut terms = view.terms.clone();
            terms.poly(f).is_some() && terms.poly(f) == terms.poly(g)
        };
        if factors.iter().zip(&bounds).all(|(f, g)| same(f, g)) {
            continue;
        }
        let mut children = Vec::new();
        for (f, (g, v)) in factors.iter().zip(bounds.iter().zip(&own)) {
            // The same for a variable as for the first one, where nothing else is known of either.
            let sign = if view.positive.contains(v) { Rel::Gt } else { Rel::Ge };
            let alone = view.nonnegative.contains(v);
            let hyps = if alone { vec![vec![compared(real(*v), sign)]] } else { vec![] };
            let goal = vec![Atom { lhs: f.clone(), rel: Rel::Ge, rhs: g.clone() }];
            let one: Values = vec![(*v, real(own[0]))];
            let sequent = Sequent { reals: view.sequent.reals, hyps, goal };
            let renamed = Sequent {
                hyps: sequent.hyps.iter().map(|h| super::shape::put_clause(h, &one)).collect(),
                goal: super::shape::put_clause(&sequent.goal, &one),
                ..sequent
            };
            children.push(Child { sequent: renamed, values: vec![(own[0], real(*v))], known: false });
        }
        children.push(larger(&bounds, factors));
        let product_of = children.len() - 1;
        let rel =
            if view.goal.as_ref().is_some_and(|l| l.sign == crate::terms::Sign::Positive) { Rel::Gt } else { Rel::Ge };
        let goal = vec![compared(sum(vec![product(bounds.clone()), neg(r.clone())]), rel)];
        children.push(Child { sequent: Sequent { goal, ..view.sequent.clone() }, values: vec![], known: false });
        out.push(whole_step(
            view,
            Kind::Factor,
            super::words::number(&bounds[0]),
            children,
            vec![product_of, product_of + 1],
        ));
    }
}

/// A product of what is not less than what is not negative is not less.
fn larger(small: &[Num], large: &[Num]) -> Child {
    let n = small.len() as u32;
    let mut hyps = Vec::new();
    let mut values: Values = Vec::new();
    for (i, (s, l)) in (0..n).zip(small.iter().zip(large)) {
        hyps.push(vec![compared(real(i), Rel::Ge)]);
        hyps.push(vec![Atom { lhs: real(n + i), rel: Rel::Ge, rhs: real(i) }]);
        values.push((i, s.clone()));
        values.push((n + i, l.clone()));
    }
    let of = |from: u32| product((from..from + n).map(real).collect());
    let goal = vec![Atom { lhs: of(n), rel: Rel::Ge, rhs: of(0) }];
    Child { sequent: Sequent { reals: 2 * n, hyps, goal }, values, known: true }
}
