//! Proofs by contradiction, for goals whose multipliers have zeros.
//!
//! From m·p = S with m and S not negative, p ≥ 0 follows where m is not zero only; Motzkin's form, over the reals, needs
//! the multiplier x² + y² + z². But with T = N·u·m + p not negative (u not negative, N large) the identity becomes
//! T·p = p² + N·u·S, so −p² = T·(−p) + N·u·S, and a negative value of p is a contradiction everywhere. (The form of the
//! Positivstellensatz for p ≥ 0: Bochnak, Coste and Roy, Real Algebraic Geometry, 4.4.3.)

use crate::attempt::{Attempt, Collected, Multiplier};
use crate::order::termwise;
use crate::portfolio::{positive_variables, weights};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Problem, Q, Term, int};
use num_traits::{Signed, Zero};

/// An identity `multiplier · goal = Σ terms + Σ cofactors · eqs`, whatever the multiplier's zeros.
type Identity = Certificate;

/// Looks for a certificate that the hypotheses contradict `goal < 0`: the problem that it belongs to has `−goal > 0` as its
/// last inequality and the goal −1. For goals that are not strict, where [`crate::prove`] finds nothing because only
/// multipliers with zeros would do. The certificate has been checked.
pub fn by_contradiction(problem: &Problem, budget: usize, stop: &dyn Fn() -> bool) -> Option<(Problem, Certificate)> {
    if problem.strict {
        return None;
    }
    let mut extended = problem.clone();
    extended.ineqs.push((problem.goal.neg(), true));
    extended.goal = Poly::int(-1);
    // With all hypotheses strict, multipliers that vanish on the boundary are found.
    let mut inner = problem.clone();
    inner.ineqs.iter_mut().for_each(|q| q.1 = true);
    let found = crate::prove(&inner, budget, stop).and_then(|(identity, _)| {
        let u = cover(problem, &identity)?;
        let sum = total(problem, &identity.multiplier, &u)?;
        let rest = Problem { goal: sum.add(&problem.goal), eqs: vec![], ..problem.clone() };
        put_together(problem, &extended, &identity, &u, &termwise(&rest)?.terms)
    });
    found.or_else(|| over_the_reals(problem, &extended, budget, stop)).map(|c| (extended, c))
}

/// Terms u such that u·m + p has no negative coefficient: a term for each negative one.
fn cover(problem: &Problem, identity: &Identity) -> Option<Vec<Term>> {
    let positive = positive_variables(problem);
    let parts: Option<Vec<Poly>> = identity.multiplier.iter().map(|t| t.expand(problem).ok()).collect();
    let m = Poly::sum(&parts?);
    if m.terms().any(|(_, c)| c.is_negative()) {
        return None;
    }
    let mut u: Vec<Term> = Vec::new();
    let mut covered = Poly::zero();
    for (mono, c) in problem.goal.terms().filter(|(_, c)| c.is_negative()) {
        let lacking = -(c + covered.coeff(mono));
        if !lacking.is_positive() {
            continue;
        }
        // The quotient by a monomial of m whose odd exponents belong to variables that are not negative.
        let (ineqs, root, lead, quotient) = m.terms().find_map(|(f, lead)| {
            let quotient = mono.div(f)?;
            let odd: Option<Vec<usize>> = quotient
                .powers()
                .filter(|(_, e)| e % 2 == 1)
                .map(|(v, _)| positive.get(v as usize).copied().flatten())
                .collect();
            let root = Mono::new(quotient.powers().map(|(v, e)| (v, e / 2)));
            Some((odd?, root, lead, quotient))
        })?;
        let coeff = lacking / lead;
        covered = covered.add(&m.mul_term(&coeff, &quotient));
        let squares = if root.is_one() { vec![] } else { vec![Poly::term(int(1), root)] };
        u.push(Term { coeff, ineqs, squares });
    }
    Some(u)
}

/// (Σ a)·(Σ b).
fn total(problem: &Problem, a: &[Term], b: &[Term]) -> Option<Poly> {
    let sum = |t: &[Term]| t.iter().map(|t| t.expand(problem).ok()).collect::<Option<Vec<_>>>().map(|p| Poly::sum(&p));
    sum(a)?.mul_cap(&sum(b)?, MAX_TERMS)
}

/// Multipliers (Σ x²)^k, for homogeneous goals of even degree in variables of any sign.
fn over_the_reals(
    problem: &Problem,
    extended: &Problem,
    budget: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Certificate> {
    let degree = problem.goal.degree();
    if !problem.goal.is_homogeneous() || degree % 2 == 1 || !problem.eqs.is_empty() {
        return None;
    }
    let steps = budget.saturating_mul(1_000_000);
    for k in 1..=(degree / 2).min(3) {
        let all = weights(problem, 2, 1, degree + 2 * k, 32);
        let multiplier = powers_of_squares(problem.vars, k);
        let attempt = Attempt {
            multiplier: Multiplier::Fixed(multiplier),
            weights: all,
            degree: degree + 2 * k,
            size: 8000,
            weak: true,
        };
        let Some((identity, _)) = attempt.run(problem, steps, stop) else { continue };
        for n in 0..10 {
            let mut u = powers_of_squares(problem.vars, degree / 2 - k);
            u.iter_mut().for_each(|t| t.coeff *= int(1 << n));
            let goal = total(problem, &identity.multiplier, &u)?.add(&problem.goal);
            let rest = Problem { goal, eqs: vec![], ineqs: vec![], ..problem.clone() };
            let one = Multiplier::Fixed(vec![Term::number(int(1))]);
            let attempt = Attempt { multiplier: one, weights: vec![vec![]], degree, size: 8000, weak: false };
            if let Some((t, _)) = attempt.run(&rest, steps, stop) {
                return put_together(problem, extended, &identity, &u, &t.terms);
            }
            if stop() {
                return None;
            }
        }
    }
    None
}

/// (Σ x²)^k as terms, each monomial once.
fn powers_of_squares(vars: u32, k: u64) -> Vec<Term> {
    let one = Poly::sum(&(0..vars).map(Poly::var).collect::<Vec<_>>());
    let power = one.pow(k as u32, MAX_TERMS).unwrap_or_else(Poly::zero);
    let term = |(m, coeff): (&Mono, Q)| {
        let squares = if m.is_one() { vec![] } else { vec![Poly::term(int(1), m.clone())] };
        Term { coeff, ineqs: vec![], squares }
    };
    power.terms().map(term).collect()
}

/// −p² = T·(−p) + u·S + u·Q, from the identity m·p = S + Q and T = u·m + p as terms.
fn put_together(
    problem: &Problem,
    extended: &Problem,
    identity: &Identity,
    u: &[Term],
    t: &[Term],
) -> Option<Certificate> {
    let negated = problem.ineqs.len();
    let mut terms = Collected::default();
    for part in t {
        let mut ineqs = part.ineqs.clone();
        ineqs.push(negated);
        terms.add(ineqs, &Poly::product(&part.squares)?, part.coeff.clone());
    }
    let mut factor = Poly::zero();
    for a in u {
        factor = factor.add(&a.expand(problem).ok()?);
        for b in &identity.terms {
            let mut ineqs = [&a.ineqs[..], &b.ineqs[..]].concat();
            ineqs.sort_unstable();
            let root = Poly::product(a.squares.iter().chain(&b.squares))?;
            terms.add(ineqs, &root, &a.coeff * &b.coeff);
        }
    }
    let cofactors: Option<Vec<Poly>> = identity.cofactors.iter().map(|c| c.mul_cap(&factor, MAX_TERMS)).collect();
    let square = Term { coeff: int(1), ineqs: vec![negated, negated], squares: vec![] };
    let certificate = Certificate { multiplier: vec![square], terms: terms.terms(), cofactors: cofactors? };
    debug_assert!(!certificate.multiplier.iter().any(|t| t.coeff.is_zero()));
    certificate.check(extended).is_ok().then_some(certificate)
}
