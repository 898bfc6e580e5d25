//! A symmetric statement about three positive numbers in terms of their elementary symmetric polynomials, with what is known of these.

use super::shape::{View, compared, power, product, real, sum, whole};
use super::{Child, Glue, Kind, Sequent, Step};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Atom, Num, Rel};
use euclase_kernel::algebra::{Clause, Values};
use euclase_poly::{MAX_TERMS, Mono, Poly};

/// Most steps of the reduction.
const REDUCTIONS: usize = 400;

pub(super) fn propose(view: &View, out: &mut Vec<Step>) {
    let [a, b, c] = view.vars[..] else { return };
    let Some(goal) = view.goal.as_ref().filter(|_| view.plain && view.symmetric()) else { return };
    let all = [a, b, c];
    if !all.iter().all(|v| view.positive.contains(v)) || goal.poly.degree() < 3 {
        return;
    }
    let Some(child_goal) = elementary(&goal.poly, all) else { return };
    let (p, q, r) = (real(a), real(b), real(c));
    // What holds of p, q, r, in their terms.
    let times = |k: i64, xs: Vec<Num>| product([vec![whole(k)], xs].concat());
    let known: Vec<Num> = vec![
        sum(vec![power(p.clone(), 2), times(-3, vec![q.clone()])]),
        sum(vec![power(q.clone(), 2), times(-3, vec![p.clone(), r.clone()])]),
        sum(vec![product(vec![p.clone(), q.clone()]), times(-9, vec![r.clone()])]),
        sum(vec![power(p.clone(), 3), times(-4, vec![p.clone(), q.clone()]), times(9, vec![r.clone()])]),
        sum(vec![
            power(p.clone(), 4),
            times(-5, vec![power(p.clone(), 2), q.clone()]),
            times(4, vec![power(q.clone(), 2)]),
            times(6, vec![p.clone(), r.clone()]),
        ]),
        sum(vec![power(p.clone(), 3), times(-27, vec![r.clone()])]),
        sum(vec![power(q.clone(), 3), times(-27, vec![power(r.clone(), 2)])]),
    ];
    let values: Values = vec![
        (a, sum(all.map(real).to_vec())),
        (b, sum([(a, b), (b, c), (c, a)].map(|(x, y)| product(vec![real(x), real(y)])).to_vec())),
        (c, product(all.map(real).to_vec())),
    ];
    let positive: Vec<Clause> = all.iter().map(|v| vec![compared(real(*v), Rel::Gt)]).collect();
    let mut hyps = positive.clone();
    hyps.extend(known.iter().map(|k| vec![compared(k.clone(), Rel::Ge)]));
    let mut terms = view.terms.clone();
    for h in &view.sequent.hyps {
        let Some(signs) = h.iter().map(|x| terms.literal(x)).collect::<Option<Vec<_>>>() else { return };
        let changed: Option<Vec<Literal>> =
            signs.iter().map(|l| Some(Literal::new(elementary(&l.poly, all)?, l.sign))).collect();
        // The signs of single variables are in what is known.
        match changed {
            Some(changed) => super::shape::add(&mut hyps, &changed, &terms, &positive),
            None if matches!(&signs[..], [l] if l.sign != Sign::Zero) => {}
            None => return,
        }
    }
    let lemma = |k: &Num| Child {
        sequent: Sequent {
            reals: view.sequent.reals,
            hyps: positive.clone(),
            goal: vec![Atom { lhs: super::shape::put(k, &values), rel: Rel::Ge, rhs: whole(0) }],
        },
        values: vec![],
        known: true,
    };
    let mut children: Vec<Child> = known.iter().map(lemma).collect();
    let child = Sequent { reals: view.sequent.reals, hyps, goal: vec![view.like_the_goal(&child_goal)] };
    children.push(Child { sequent: child, values, known: false });
    out.push(Step {
        kind: Kind::Symmetric,
        with: "p, q, r".into(),
        children,
        glue: Glue::Chain,
        target: view.target(),
        scales: vec![],
        weights: vec![],
    });
}

/// A symmetric polynomial of three variables by p, q, r, which take the variables' places.
fn elementary(f: &Poly, [a, b, c]: [u32; 3]) -> Option<Poly> {
    let (x, y, z) = (Poly::var(a), Poly::var(b), Poly::var(c));
    let p = Poly::sum(&[x.clone(), y.clone(), z.clone()]);
    let q = Poly::sum(&[x.mul(&y)?, y.mul(&z)?, z.mul(&x)?]);
    let r = x.mul(&y)?.mul(&z)?;
    let mut rest = f.clone();
    let mut out = Poly::zero();
    for _ in 0..REDUCTIONS {
        // The first monomial in the lexicographic order has falling exponents, where the polynomial is symmetric.
        let Some((m, k)) = rest.terms().max_by_key(|t| [a, b, c].map(|v| t.0.exp(v))).map(|(m, k)| (m.clone(), k))
        else {
            return Some(out);
        };
        let e = [a, b, c].map(|v| m.exp(v));
        if m.degree() != e.iter().map(|e| u64::from(*e)).sum::<u64>() || e[0] < e[1] || e[1] < e[2] {
            return None;
        }
        let powers = [e[0] - e[1], e[1] - e[2], e[2]];
        let value = p
            .pow(powers[0], MAX_TERMS)?
            .mul_cap(&q.pow(powers[1], MAX_TERMS)?, MAX_TERMS)?
            .mul_cap(&r.pow(powers[2], MAX_TERMS)?, MAX_TERMS)?;
        rest = rest.sub(&value.scale(&k));
        let name = Mono::new([(a, powers[0]), (b, powers[1]), (c, powers[2])]);
        out = out.add(&Poly::term(k, name));
    }
    None
}
