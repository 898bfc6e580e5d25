//! Termwise proofs, and proofs under an assumed order of the variables.
//!
//! For 0 ≤ x ≤ y ≤ z put x = p, y = p + q, z = p + q + r: many symmetric inequalities become polynomials in p, q, r without
//! a negative coefficient, and need no search at all.

use crate::attempt::{Collected, Story};
use crate::portfolio::positive_variables;
use crate::symmetry::{Permutation, permutations, renamed};
use crate::view::View;
use euclase_poly::{Certificate, Mono, Poly, Problem, Term, int};
use num_traits::Signed;

/// A proof under an assumed order.
#[derive(Clone, Debug)]
pub struct Ordered {
    /// The variables from the least to the greatest.
    pub order: Vec<u32>,
    /// The problem with the order as further hypotheses at the end: each variable of the order minus the one before it
    /// is not negative.
    pub problem: Problem,
    /// Its certificate.
    pub certificate: Certificate,
}

/// A certificate of a goal that has no negative coefficient, in variables that are not negative where their exponents are
/// odd.
pub fn termwise(problem: &Problem) -> Option<Certificate> {
    let positive = positive_variables(problem);
    let mut terms = Collected::default();
    for (m, c) in problem.goal.terms() {
        if !c.is_positive() {
            return None;
        }
        let (mut ineqs, mut root) = (Vec::new(), Mono::one());
        for (v, e) in m.powers() {
            let i = positive.get(v as usize).copied().flatten();
            match i {
                // Powers of something positive are written as such: that shows that they are not zero.
                Some(i) if problem.ineqs.get(i)?.1 => ineqs.extend(std::iter::repeat_n(i, e as usize)),
                _ => {
                    if e % 2 == 1 {
                        ineqs.push(i?);
                    }
                    root = root.mul(&Mono::power(v, e / 2));
                }
            }
        }
        ineqs.sort_unstable();
        terms.add(ineqs, &Poly::term(int(1), root), c);
    }
    let certificate = Certificate { multiplier: vec![Term::number(int(1))], terms: terms.terms(), cofactors: vec![] };
    certificate.check(problem).is_ok().then_some(certificate)
}

/// Proves a problem once for each order of `vars` (up to five of them), or not at all. Orders that a symmetry of the
/// problem takes into one another are proved once and renamed. The orders together cover all cases, which is for the
/// caller to say in the proof.
pub fn by_order(problem: &Problem, vars: &[u32], budget: usize, stop: &dyn Fn() -> bool) -> Option<Vec<Ordered>> {
    if vars.len() > 5 || vars.iter().any(|v| *v >= problem.vars) {
        return None;
    }
    let group = permutations(problem, &[&problem.goal]);
    let mut out: Vec<Ordered> = Vec::new();
    for order in orders(vars) {
        if stop() {
            return None;
        }
        let extended = ordered(problem, &order);
        // Is it the image of one that is done?
        let image = out.iter().find_map(|done| {
            let g = group.iter().find(|g| done.order.iter().map(|v| g.vars[*v as usize]).eq(order.iter().copied()))?;
            let certificate = renamed_certificate(&done.certificate, g, problem);
            certificate.check(&extended).is_ok().then_some(certificate)
        });
        let certificate = match image {
            Some(c) => c,
            None => one_order(problem, &extended, &order, budget, stop)?,
        };
        out.push(Ordered { order, problem: extended, certificate });
    }
    Some(out)
}

/// The problem with an order assumed.
fn ordered(problem: &Problem, order: &[u32]) -> Problem {
    let mut p = problem.clone();
    p.ineqs.extend(order.windows(2).map(|w| (Poly::var(w[1]).sub(&Poly::var(w[0])), false)));
    p
}

fn orders(vars: &[u32]) -> Vec<Vec<u32>> {
    let mut all: Vec<Vec<u32>> = vec![vec![]];
    for _ in vars {
        all = all
            .into_iter()
            .flat_map(|o| {
                let free: Vec<u32> = vars.iter().copied().filter(|v| !o.contains(v)).collect();
                free.into_iter().map(move |v| [&o[..], &[v]].concat())
            })
            .collect();
    }
    all
}

fn one_order(
    problem: &Problem,
    extended: &Problem,
    order: &[u32],
    budget: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Certificate> {
    let view = View::ordered(problem, extended, order)?;
    let (certificate, _): (Certificate, Story) = crate::prove(&view.problem, budget, stop)?;
    view.original(certificate, extended)
}

/// A certificate with its variables and hypotheses permuted; those that an order has added stay where they are.
fn renamed_certificate(c: &Certificate, g: &Permutation, problem: &Problem) -> Certificate {
    let term = |t: &Term| Term {
        coeff: t.coeff.clone(),
        ineqs: g.image(&t.ineqs),
        squares: t.squares.iter().map(|s| renamed(s, &g.vars)).collect(),
    };
    let mut cofactors = vec![Poly::zero(); problem.eqs.len()];
    for (q, (to, opposite)) in c.cofactors.iter().zip(&g.eqs) {
        let q = renamed(q, &g.vars);
        if let Some(place) = cofactors.get_mut(*to) {
            *place = if *opposite { q.neg() } else { q };
        }
    }
    Certificate {
        multiplier: c.multiplier.iter().map(term).collect(),
        terms: c.terms.iter().map(term).collect(),
        cofactors,
    }
}
