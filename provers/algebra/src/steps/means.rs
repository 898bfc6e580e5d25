//! Means: bounds of square roots, fitted where the goal is an equality; inequalities of means that match the monomials of the goal; what
//! is known of three positive numbers.
//!
//! Monomials are matched by their exponents (that is, modulo the normal form of polynomials): Π mᵢ^wᵢ = m is an instance of
//! Σ wᵢmᵢ ≥ m, whatever the mᵢ are made of.

use super::fractions::whole_step;
use super::numeric::{Samples, rational, value};
use super::shape::{View, compared, neg, power, product, quotient, ratio, real, sum, whole};
use super::{Child, Kind, Sequent, Step};
use crate::terms::{Opaque, Terms};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::Clause;
use euclase_poly::{Mono, Poly, int};
use num_traits::{One, Signed};

/// Most instances of means that are proposed.
const MOST: usize = 6;

pub(super) fn propose(view: &View, samples: &Samples, out: &mut Vec<Step>) {
    if let Some(e) = samples.tight.first() {
        for mode in 0..3 {
            out.extend(roots(view, e, mode));
        }
    }
    matched(view, out);
    lemmas(view, out);
}

/// All square roots of the goal by what bounds them: √x ≤ (x + k²)/2k, 1/√x ≥ 2k/(x + k²). Mode 0: k is a number; 1: a multiple of the sum
/// of the variables; 2: a multiple of a variable under the root.
fn roots(view: &View, e: &[f64], mode: usize) -> Option<Step> {
    let mut terms = view.terms.clone();
    let [atom] = &view.sequent.goal[..] else { return None };
    let mut p = terms.literal(atom)?.poly;
    let mut children = Vec::new();
    let vars: Vec<u32> = p.vars().into_iter().collect();
    for v in vars {
        let (x, inverse) = match terms.get(v)? {
            Opaque::Root(2, x) => (x.clone(), false),
            Opaque::Inverse(d) => match inner_root(&terms, d) {
                Some(x) => (x, true),
                None => continue,
            },
            _ => continue,
        };
        let parts = p.coefficients_in(v)?;
        let [b, a] = &parts[..] else { return None };
        let a = if inverse { a.clone() } else { a.neg() };
        // The coefficient has a sign for all to see.
        let plain = a.terms().all(|(_, c)| c.is_positive());
        if !plain || !a.vars().iter().all(|w| view.nonnegative.contains(w) || inverse_of_positive(view, &terms, *w)) {
            return None;
        }
        let under = terms.num(&x);
        let root = value(&under, e).filter(|r| *r > 0.0)?.sqrt();
        let k = match mode {
            0 => rational(root).map(|(n, d)| ratio(n, d))?,
            _ => {
                let form = if mode == 1 {
                    sum(view.vars.iter().map(|v| real(*v)).collect())
                } else {
                    real(*x.vars().iter().find(|w| view.positive.contains(w))?)
                };
                let (n, d) = rational(root / value(&form, e)?)?;
                product(vec![ratio(n, d), form])
            }
        };
        let coefficient = terms.num(&a);
        let bound = bound(inverse, coefficient.clone(), under, k);
        let kept = super::shape::put(&bound_value(inverse), &bound.values);
        children.push(bound);
        let by = terms.poly(&kept)?;
        p = if inverse { b.add(&by) } else { b.sub(&by) };
    }
    if children.is_empty() {
        return None;
    }
    let weights = (0..=children.len()).collect();
    let goal = vec![compared(terms.num(&p), atom_rel(view))];
    children.push(Child { sequent: Sequent { goal, ..view.sequent.clone() }, values: vec![], known: false });
    let with = ["a number", "the sum", "a variable"].get(mode).copied().unwrap_or_default();
    Some(whole_step(view, Kind::Root, with.into(), children, weights))
}

fn atom_rel(view: &View) -> Rel {
    if view.goal.as_ref().is_some_and(|l| l.sign == crate::terms::Sign::Positive) { Rel::Gt } else { Rel::Ge }
}

fn inner_root(terms: &Terms, d: &Poly) -> Option<Poly> {
    let vars = d.vars();
    let v = *vars.first().filter(|_| vars.len() == 1)?;
    match terms.get(v) {
        Some(Opaque::Root(2, x)) if *d == Poly::var(v) => Some(x.clone()),
        _ => None,
    }
}

fn inverse_of_positive(view: &View, terms: &Terms, w: u32) -> bool {
    let positive =
        |d: &Poly| d.terms().all(|(_, c)| c.is_positive()) && d.vars().iter().all(|v| view.positive.contains(v));
    matches!(terms.get(w), Some(Opaque::Inverse(d)) if positive(d))
}

/// The lemma's bound, of c, x, k in this order.
fn bound_value(inverse: bool) -> Num {
    let (c, x, k) = (real(0), real(1), real(2));
    let mean = sum(vec![x, power(k.clone(), 2)]);
    if inverse {
        product(vec![whole(2), c, k, quotient(whole(1), mean)])
    } else {
        product(vec![ratio(1, 2), c, mean, quotient(whole(1), k)])
    }
}

fn bound(inverse: bool, coefficient: Num, under: Num, k: Num) -> Child {
    let (c, x) = (real(0), real(1));
    let root = Num::Call("sqrt".into(), vec![x.clone()]);
    let term = if inverse { quotient(c, root) } else { product(vec![c, root]) };
    let (lhs, rhs) = if inverse { (term, bound_value(true)) } else { (bound_value(false), term) };
    let hyps: Vec<Clause> = vec![
        vec![compared(real(0), Rel::Ge)],
        vec![compared(x, if inverse { Rel::Gt } else { Rel::Ge })],
        vec![compared(real(2), Rel::Gt)],
    ];
    let sequent = Sequent { reals: 3, hyps, goal: vec![Atom { lhs, rel: Rel::Ge, rhs }] };
    Child { sequent, values: vec![(0, coefficient), (1, under), (2, k)], known: true }
}

/// A further hypothesis, which is proved on the spot.
fn with_fact(view: &View, kind: Kind, with: String, facts: Vec<Atom>) -> Step {
    let mut sequent = view.sequent.clone();
    let mut children = Vec::new();
    let positive: Vec<Clause> = view.vars.iter().filter_map(|v| signed(view, *v)).collect();
    for f in facts {
        let lemma = Sequent { reals: view.sequent.reals, hyps: positive.clone(), goal: vec![f.clone()] };
        children.push(Child { sequent: lemma, values: vec![], known: true });
        sequent.hyps.push(vec![f]);
    }
    children.push(Child { sequent, values: vec![], known: false });
    Step { kind, with, children, glue: super::Glue::Chain, target: None, scales: vec![], weights: vec![] }
}

fn signed(view: &View, v: u32) -> Option<Clause> {
    if view.positive.contains(&v) {
        Some(vec![compared(real(v), Rel::Gt)])
    } else {
        view.nonnegative.contains(&v).then(|| vec![compared(real(v), Rel::Ge)])
    }
}

/// For each monomial with a negative coefficient, the means of monomials with positive ones whose product it is.
fn matched(view: &View, out: &mut Vec<Step>) {
    let Some(goal) = view.goal.as_ref().filter(|_| view.plain) else { return };
    if goal.poly.len() > 60 || !view.vars.iter().all(|v| view.nonnegative.contains(v)) {
        return;
    }
    let of = |positive: bool| goal.poly.terms().filter(move |t| t.1.is_positive() == positive).map(|t| t.0);
    let (plus, minus): (Vec<&Mono>, Vec<&Mono>) = (of(true).collect(), of(false).collect());
    let mut facts: Vec<(usize, Poly)> = Vec::new();
    for m in minus {
        let mut here = 0;
        for (i, a) in plus.iter().enumerate() {
            for b in &plus[i + 1..] {
                for (w, v) in [(1, 1), (2, 1), (1, 2), (3, 1), (1, 3)] {
                    if here < 2 && a.pow(w).mul(&b.pow(v)) == m.pow(w + v) {
                        here += 1;
                        let term = |k: u32, x: &Mono| Poly::term(int(k.into()), x.clone());
                        let p = term(w, a).add(&term(v, b)).sub(&term(w + v, m));
                        facts.push((goal.poly.len(), p));
                    }
                }
            }
        }
        for (i, a) in plus.iter().enumerate() {
            for (j, b) in plus.iter().enumerate().skip(i + 1) {
                for c in plus.iter().skip(j + 1) {
                    if here < 2 && a.mul(b).mul(c) == m.pow(3) {
                        here += 1;
                        let one = |x: &Mono| Poly::term(Q::one(), x.clone());
                        let p = one(a).add(&one(b)).add(&one(c)).sub(&Poly::term(int(3), m.clone()));
                        facts.push((goal.poly.len(), p));
                    }
                }
            }
        }
    }
    facts.truncate(MOST);
    if facts.len() > 1 {
        let all = facts.iter().map(|f| compared(view.terms.num(&f.1), Rel::Ge)).collect();
        out.push(with_fact(view, Kind::Mean, "all that match".into(), all));
    }
    for (_, p) in facts.into_iter().take(MOST / 2) {
        let fact = compared(view.terms.num(&p), Rel::Ge);
        out.push(with_fact(view, Kind::Mean, super::words::atom(&fact), vec![fact]));
    }
}

/// Schur's inequality and what is near it, about the variables or their products in pairs.
fn lemmas(view: &View, out: &mut Vec<Step>) {
    let [a, b, c] = view.vars[..] else { return };
    let goal = view.goal.as_ref().filter(|_| view.plain);
    if goal.is_none_or(|g| g.poly.degree() < 3) || !view.vars.iter().all(|v| view.nonnegative.contains(v)) {
        return;
    }
    let (x, y, z) = (real(a), real(b), real(c));
    let pairs =
        [product(vec![x.clone(), y.clone()]), product(vec![y.clone(), z.clone()]), product(vec![z.clone(), x.clone()])];
    for (name, [x, y, z]) in [("variables", [x, y, z]), ("products of pairs", pairs)] {
        for t in [1, 2] {
            let term = |x: &Num, y: &Num, z: &Num| {
                let d = |u: &Num, v: &Num| sum(vec![u.clone(), neg(v.clone())]);
                product(vec![power(x.clone(), t), d(x, y), d(x, z)])
            };
            let schur = compared(sum(vec![term(&x, &y, &z), term(&y, &z, &x), term(&z, &x, &y)]), Rel::Ge);
            out.push(with_fact(view, Kind::Lemma, format!("Schur's inequality of degree {t}, {name}"), vec![schur]));
        }
    }
}
