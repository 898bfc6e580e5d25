//! Sums of terms that are no polynomials: Cauchy and Schwarz for fractions, and a bound for each term, linear or its share of a sum of
//! powers, fitted by numbers where the goal is an equality.

use super::numeric::{Samples, rational, value};
use super::shape::{View, neg, power, product, put, quotient, ratio, real, sum, variables, whole};
use super::{Child, Glue, Kind, Sequent, Step};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::Values;
use euclase_poly::Poly;
use num_traits::{Signed, Zero};
use std::collections::BTreeSet;

/// Most terms of a sum.
const TERMS: usize = 6;
/// Highest exponent of a share.
const HIGH: i64 = 12;

/// The goal as a sum that is not negative: its terms that are no polynomials, and the rest.
pub(super) struct Split {
    pub heavy: Vec<Num>,
    pub rest: Vec<Num>,
    /// The heavy terms are the first one with the variables turned, once, twice, …: the turns.
    pub turns: Option<Vec<Values>>,
}

/// Takes the goal apart.
pub(super) fn split(view: &View) -> Option<Split> {
    let (l, r) = view.sides()?;
    let mut all = Vec::new();
    flatten(l, false, &mut all);
    flatten(r, true, &mut all);
    all.retain(|n| !matches!(n, Num::Const(c) if c.is_zero()));
    let (heavy, rest): (Vec<Num>, Vec<Num>) = all.into_iter().partition(is_heavy);
    if heavy.is_empty() || heavy.len() > TERMS {
        return None;
    }
    let turns = turns(view, &heavy);
    Some(Split { heavy, rest, turns })
}

fn flatten(n: &Num, minus: bool, out: &mut Vec<Num>) {
    match n {
        Num::Add(xs) => xs.iter().for_each(|x| flatten(x, minus, out)),
        Num::Neg(x) => flatten(x, !minus, out),
        _ if minus => out.push(neg(n.clone())),
        _ => out.push(n.clone()),
    }
}

/// A divisor that is no number, or a root of what is none.
fn is_heavy(n: &Num) -> bool {
    let varies = |x: &Num| {
        let mut vars = BTreeSet::new();
        variables(x, &mut vars);
        !vars.is_empty()
    };
    let mut found = false;
    n.each_part(&mut |x, _| {
        found |= match x {
            Num::Div(_, b) => varies(b),
            Num::Pow(x, e) => (!e.is_integer() || e.is_negative()) && varies(x),
            Num::Call(f, xs) => (f == "sqrt" || f == "root") && xs.iter().any(varies),
            _ => false,
        };
    });
    found
}

/// For each heavy term the change of names that makes it from the first.
fn turns(view: &View, heavy: &[Num]) -> Option<Vec<Values>> {
    let mut terms = view.terms.clone();
    let polys: Vec<Poly> = heavy.iter().map(|h| terms.poly(h)).collect::<Option<_>>()?;
    let identity = view.vars.clone();
    let first = heavy.first()?;
    let mut out = Vec::new();
    for p in &polys {
        let found = std::iter::once(&identity).chain(&view.symmetries).find_map(|to| {
            let values: Values = view.vars.iter().zip(to).map(|(v, w)| (*v, real(*w))).collect();
            (terms.poly(&put(first, &values)).as_ref() == Some(p)).then_some(values)
        });
        out.push(found?);
    }
    Some(out)
}

pub(super) fn propose(view: &View, samples: &Samples, powers: &mut BTreeSet<u32>, out: &mut Vec<Step>) {
    let Some(split) = split(view) else { return };
    titu(view, &split, out);
    if let Some(e) = samples.tight.first() {
        tangent(view, &split, e, out);
        share(view, &split, e, powers, out);
    }
}

/// n/d ≥ 2nz − nz²d, for n ≥ 0 and d > 0: with z = wS/T this is the inequality of Cauchy and Schwarz, term by term.
fn term_of_titu(n: Num, d: Num, z: Num) -> Child {
    let (x, y, t) = (real(0), real(1), real(2));
    let bound =
        sum(vec![product(vec![whole(2), x.clone(), t.clone()]), neg(product(vec![x.clone(), power(t, 2), y.clone()]))]);
    let sequent = Sequent {
        reals: 3,
        hyps: vec![vec![super::shape::compared(x.clone(), Rel::Ge)], vec![super::shape::compared(y.clone(), Rel::Gt)]],
        goal: vec![Atom { lhs: quotient(x, y), rel: Rel::Ge, rhs: bound }],
    };
    Child { sequent, values: vec![(0, n), (1, d), (2, z)], known: true }
}

fn titu(view: &View, split: &Split, out: &mut Vec<Step>) {
    let mut terms = view.terms.clone();
    let mut parts: Vec<(Num, Num)> = Vec::new();
    for h in &split.heavy {
        let Some((n, d)) = fraction(h) else { return };
        // It is to be this fraction as it is written.
        if terms.poly(h).is_none() || terms.poly(h) != terms.poly(&quotient(n.clone(), d.clone())) {
            return;
        }
        parts.push((n, d));
    }
    if parts.len() < 2 {
        return;
    }
    let mut weights: Vec<(String, Vec<Num>)> = vec![("1".into(), vec![whole(1); parts.len()])];
    if let Some(turns) = &split.turns {
        let mut firsts = self::weights(view);
        if let Some(m) = square_root(&mut terms, &parts[0].0) {
            firsts.push(quotient(whole(1), m));
        }
        for first in firsts.into_iter().take(8) {
            let all = turns.iter().map(|t| put(&first, t)).collect();
            weights.push((super::words::number(&first), all));
        }
    }
    for (with, w) in weights {
        let each = |i: usize| (&parts[i].0, &parts[i].1, &w[i]);
        let s = sum((0..parts.len()).map(|i| product(vec![each(i).0.clone(), each(i).2.clone()])).collect());
        let t = sum((0..parts.len())
            .map(|i| product(vec![each(i).0.clone(), power(each(i).2.clone(), 2), each(i).1.clone()]))
            .collect());
        let z = |i: usize| product(vec![w[i].clone(), s.clone(), quotient(whole(1), t.clone())]);
        let mut children: Vec<Child> =
            (0..parts.len()).map(|i| term_of_titu(parts[i].0.clone(), parts[i].1.clone(), z(i))).collect();
        let mut all = vec![quotient(power(s.clone(), 2), t.clone())];
        all.extend(split.rest.iter().cloned());
        children.push(child_of(view, sum(all)));
        let weights = (0..children.len()).collect();
        out.push(whole_step(view, Kind::Titu, format!("weights {with}, …"), children, weights));
    }
}

/// Weights that are worth a try: variables, and sums of two.
pub(super) fn weights(view: &View) -> Vec<Num> {
    let mut all: Vec<Num> = view.vars.iter().map(|v| real(*v)).collect();
    for (i, v) in view.vars.iter().enumerate() {
        all.extend(view.vars[i + 1..].iter().map(|w| sum(vec![real(*v), real(*w)])));
    }
    all
}

/// The numerator's root, where it is a power of a product of variables with an even exponent.
fn square_root(terms: &mut crate::terms::Terms, n: &Num) -> Option<Num> {
    let p = terms.poly(n)?;
    let (m, c) = p.leading().filter(|_| p.len() == 1 && p.degree() > 0)?;
    let root = m.sqrt()?;
    (c == euclase_poly::int(1)).then(|| terms.num(&Poly::term(c, root)))
}

/// Numerator and denominator of a positive term.
fn fraction(n: &Num) -> Option<(Num, Num)> {
    match n {
        Num::Div(a, b) => match fraction(a) {
            Some((x, y)) if super::normal::is_one(&y) => Some((x, (**b).clone())),
            _ => None,
        },
        Num::Mul(xs) => {
            let parts: Vec<(Num, Num)> = xs.iter().map(fraction).collect::<Option<_>>()?;
            let (a, b): (Vec<Num>, Vec<Num>) = parts.into_iter().unzip();
            Some((product(a), product(b)))
        }
        Num::Neg(_) | Num::Call(..) => None,
        Num::Pow(_, e) if !e.is_integer() || e.is_negative() => None,
        _ => (!is_heavy(n)).then(|| (n.clone(), whole(1))),
    }
}

/// What is left: that a sum is not negative.
pub(super) fn child_of(view: &View, total: Num) -> Child {
    let rel =
        if view.goal.as_ref().is_some_and(|l| l.sign == crate::terms::Sign::Positive) { Rel::Gt } else { Rel::Ge };
    let goal = vec![super::shape::compared(total, rel)];
    Child { sequent: Sequent { goal, ..view.sequent.clone() }, values: vec![], known: false }
}

/// A step whose children add up to the goal as it is written.
pub(super) fn whole_step(view: &View, kind: Kind, with: String, children: Vec<Child>, weights: Vec<usize>) -> Step {
    let target = view.sequent.goal.first().cloned();
    Step { kind, with, children, glue: Glue::Chain, target, scales: vec![], weights }
}

/// That a term is at least a bound, and the same for the others by turns.
fn bounded(view: &View, terms: &[Num], bounds: &[Num], turns: Option<&Vec<Values>>) -> Vec<Child> {
    let one = |t: &Num, m: &Num| Sequent {
        goal: vec![Atom { lhs: t.clone(), rel: Rel::Ge, rhs: m.clone() }],
        ..view.sequent.clone()
    };
    match (turns, terms.first(), bounds.first()) {
        (Some(turns), Some(t), Some(m)) => {
            let sequent = one(t, m);
            turns.iter().map(|v| Child { sequent: sequent.clone(), values: v.clone(), known: false }).collect()
        }
        _ => {
            let each = terms.iter().zip(bounds);
            each.map(|(t, m)| Child { sequent: one(t, m), values: vec![], known: false }).collect()
        }
    }
}

/// ∂n/∂v.
fn slope(n: &Num, e: &[f64], v: u32) -> Option<f64> {
    let at = |d: f64| {
        let mut x = e.to_vec();
        *x.get_mut(v as usize)? += d;
        value(n, &x)
    };
    let h = 1e-5 * (1.0 + e.get(v as usize)?.abs());
    Some((at(h)? - at(-h)?) / (2.0 * h))
}

fn rational_num(x: f64) -> Option<Num> {
    rational(x).map(|(n, d)| ratio(n, d))
}

/// The tangent at a point of equality, for each term. What belongs to the same variable is one term.
fn tangent(view: &View, split: &Split, e: &[f64], out: &mut Vec<Step>) {
    if view.equations.is_empty() {
        return;
    }
    let of = |n: &Num| {
        let mut vars = BTreeSet::new();
        variables(n, &mut vars);
        vars
    };
    let mut groups: Vec<(BTreeSet<u32>, Vec<Num>)> = Vec::new();
    for h in &split.heavy {
        let vars = of(h);
        match groups.iter_mut().find(|g| g.0 == vars) {
            Some(g) if vars.len() == 1 => g.1.push(h.clone()),
            _ => groups.push((vars, vec![h.clone()])),
        }
    }
    let mut rest = Vec::new();
    for r in &split.rest {
        let vars = of(r);
        match groups.iter_mut().find(|g| g.0 == vars && vars.len() == 1) {
            Some(g) => g.1.push(r.clone()),
            None => rest.push(r.clone()),
        }
    }
    if groups.len() < 2 {
        return;
    }
    let terms: Vec<Num> = groups.iter().map(|g| sum(g.1.clone())).collect();
    let tangent = |(vars, t): (&BTreeSet<u32>, &Num)| -> Option<Num> {
        let mut constant = value(t, e)?;
        let mut parts = Vec::new();
        for v in vars {
            let k = slope(t, e, *v)?;
            constant -= k * e.get(*v as usize)?;
            parts.push(product(vec![rational_num(k)?, real(*v)]));
        }
        parts.push(rational_num(constant)?);
        Some(sum(parts))
    };
    let bounds: Option<Vec<Num>> = groups.iter().zip(&terms).map(|(g, t)| tangent((&g.0, t))).collect();
    let Some(bounds) = bounds else { return };
    let turns = turns(view, &terms);
    let mut children = bounded(view, &terms, &bounds, turns.as_ref());
    let mut total = bounds.clone();
    total.extend(rest);
    children.push(child_of(view, sum(total)));
    let weights = (0..children.len()).collect();
    let with = super::words::number(&bounds[0]);
    out.push(whole_step(view, Kind::Tangent, with, children, weights));
}

/// Each term is at least its share of the other side: vᵖ/Σvᵖ, with the exponent that fits where the goal is an equality.
fn share(view: &View, split: &Split, e: &[f64], powers: &mut BTreeSet<u32>, out: &mut Vec<Step>) {
    let n = view.vars.len();
    let Some(turns) = split.turns.as_ref().filter(|t| t.len() == n && n > 1 && view.all_positive()) else { return };
    if split.rest.is_empty() || split.heavy.len() != n {
        return;
    }
    let other = neg(sum(split.rest.clone()));
    let Some(first) = split.heavy.first() else { return };
    let fitted = |v: u32| -> Option<f64> {
        let x = e.get(v as usize)?;
        let log = |n: &Num| Some(slope(n, e, v)? * x / value(n, e)?);
        Some((log(first)? - log(&other)?) * n as f64 / (n as f64 - 1.0))
    };
    let mut tried: Vec<(u32, Q)> = Vec::new();
    for v in &view.vars {
        let Some((p, q)) = fitted(*v).and_then(rational) else { continue };
        if q > 1 && q <= 6 && p.abs() <= HIGH {
            powers.insert(q as u32);
        }
        if q == 1 && p != 0 && p.abs() <= HIGH && !tried.iter().any(|t| t.0 == *v) {
            tried.push((*v, euclase_poly::int(p)));
            let weight = |v: u32| {
                if p > 0 {
                    power(real(v), p)
                } else {
                    product(view.vars.iter().filter(|w| **w != v).map(|w| power(real(*w), -p)).collect())
                }
            };
            let total = sum(view.vars.iter().map(|v| weight(*v)).collect());
            let bound = product(vec![other.clone(), weight(*v), quotient(whole(1), total)]);
            // Each variable has its turn, or the shares do not add up.
            let places: BTreeSet<String> = turns.iter().map(|t| format!("{:?}", put(&real(*v), t))).collect();
            if places.len() < n {
                continue;
            }
            let children = bounded(view, &split.heavy, std::slice::from_ref(&bound), Some(turns));
            let weights = (0..children.len()).collect();
            out.push(whole_step(view, Kind::Share, format!("${v}^{p}/sum"), children, weights));
        }
    }
}
