//! What is tried, and in which order: cheap attempts first.

use crate::attempt::{Attempt, Multiplier, one};
use euclase_poly::{Poly, Problem, Term, int};

/// For each variable the inequality that says that it is not negative.
pub fn positive_variables(problem: &Problem) -> Vec<Option<usize>> {
    (0..problem.vars).map(|v| problem.ineqs.iter().position(|(p, _)| *p == Poly::var(v))).collect()
}

/// Products of hypotheses without repetition: up to `variables` of those that say that a variable is not negative, up to
/// `others` of the rest, up to a degree and a number.
pub fn weights(problem: &Problem, variables: usize, others: usize, degree: u64, cap: usize) -> Vec<Vec<usize>> {
    let simple: Vec<usize> = positive_variables(problem).into_iter().flatten().collect();
    let rest: Vec<usize> = (0..problem.ineqs.len()).filter(|i| !simple.contains(i)).collect();
    let size = |p: &[usize]| p.iter().filter_map(|i| problem.ineqs.get(*i)).map(|q| q.0.degree()).sum::<u64>();
    let mut all = Vec::new();
    for a in subsets(&simple, variables, cap) {
        for b in subsets(&rest, others, cap) {
            let p = [&a[..], &b[..]].concat();
            if size(&p) <= degree && all.len() < cap {
                all.push(p);
            }
        }
    }
    all.sort_by_key(|p| p.len());
    all
}

/// Subsets of up to `most` elements, small ones first.
fn subsets(of: &[usize], most: usize, cap: usize) -> Vec<Vec<usize>> {
    let mut all = vec![vec![]];
    let mut layer: Vec<Vec<usize>> = all.clone();
    for _ in 0..most.min(of.len()) {
        layer = layer
            .iter()
            .flat_map(|s| of.iter().filter(|i| s.last().is_none_or(|l| l < i)).map(move |i| [&s[..], &[*i]].concat()))
            .take(cap)
            .collect();
        all.extend(layer.iter().cloned());
    }
    all.truncate(cap);
    all
}

/// (Σ of hypotheses)^k as terms.
fn power_of_sum(ineqs: &[usize], k: usize) -> Vec<Term> {
    let mut all: Vec<Vec<usize>> = vec![vec![]];
    for _ in 0..k {
        all = all.into_iter().flat_map(|t| ineqs.iter().map(move |i| [&t[..], &[*i]].concat())).collect();
    }
    all.into_iter().map(|ineqs| Term { coeff: int(1), ineqs, squares: vec![] }).collect()
}

/// Multisets of hypotheses with exactly `k` elements.
fn multisets(ineqs: &[usize], k: usize) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = vec![vec![]];
    for _ in 0..k {
        all = all
            .into_iter()
            .flat_map(|t| {
                ineqs
                    .iter()
                    .filter(|i| t.last().is_none_or(|l| l <= i))
                    .map(|i| [&t[..], &[*i]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

/// Most pairs of monomials in a first attempt.
const SMALL: usize = 8000;

/// Most pairs of monomials in a second attempt, after all small ones have failed.
pub const LARGE: usize = 60_000;

/// Most products of positive variables in a multiplier.
const MULTIPLIERS: usize = 600;

/// The attempts at a problem as it stands, cheap ones first.
pub fn attempts(problem: &Problem) -> Vec<Attempt> {
    let n = problem.vars as usize;
    let simple: Vec<usize> = positive_variables(problem).into_iter().flatten().collect();
    let others = problem.ineqs.len() - simple.len();
    let homogeneous = problem.goal.is_homogeneous()
        && problem.eqs.iter().chain(problem.ineqs.iter().map(|q| &q.0)).all(|p| p.is_homogeneous() && p.degree() > 0);
    let degree = problem.goal.degree();
    let even = degree + degree % 2;
    let natural = if homogeneous { degree } else { even };
    let most = match n {
        0..=6 => simple.len(),
        7..=9 => 3,
        _ => 2,
    };
    let cap = 256;
    let mut all = Vec::new();
    let mut push = |multiplier: Multiplier, others: usize, degree: u64| {
        let weights = weights(problem, most, others, degree, cap);
        let size = SMALL;
        all.push(Attempt { multiplier, weights, degree, size, weak: false });
    };
    for k in 0..=others.min(2) {
        push(one(), k, natural);
    }
    let products = others.min(2);
    if !homogeneous {
        push(one(), products, even + 2);
    }
    if !homogeneous {
        let lists = (0..=1).flat_map(|j| multisets(&simple, j)).collect();
        push(Multiplier::Unknown(lists, 1), products, even + 2);
    }
    // As far as the multipliers are not too many.
    for k in (1..=3u64).take_while(|k| simple.len().saturating_pow(*k as u32) <= MULTIPLIERS) {
        if simple.is_empty() {
            // Squares of the variables; the number one makes the multiplier certainly positive.
            let mut terms: Vec<Term> =
                (0..problem.vars).map(|v| Term { coeff: int(1), ineqs: vec![], squares: vec![Poly::var(v)] }).collect();
            if !(problem.strict && homogeneous) {
                terms.push(Term::number(int(1)));
            }
            if k == 1 {
                push(Multiplier::Fixed(terms), products, natural + 2);
            }
        } else if homogeneous {
            push(Multiplier::Fixed(power_of_sum(&simple, k as usize)), products, natural + k);
            if k < 3 {
                push(Multiplier::Unknown(multisets(&simple, k as usize), 0), products, natural + k);
            }
        } else {
            let lists = (0..=k as usize).flat_map(|j| multisets(&simple, j)).collect();
            push(Multiplier::Unknown(lists, 0), products, even + k + k % 2);
        }
    }
    all
}
