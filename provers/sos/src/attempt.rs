//! One attempt: a multiplier, products of hypotheses and a degree, made into a program, solved, and made into a
//! certificate that has been checked.

use crate::basis::{Hull, monomials};
use crate::face::{Exact, outer_values, round_given, solve_exactly};
use crate::num::Num;
use crate::program::{Gram, Program, System, pairs};
use crate::round::Squares;
use crate::spread::spread;
use crate::symmetry::{Permutation, by_sign, gradings, permutations, renamed, sign_changes, weight};
use crate::zeros::zeros;
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Problem, Q, Term, int};
use num_traits::{Signed, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// A certificate with up to this many terms is not made shorter.
const SHORT: usize = 24;

/// The most equations that a program may have: their square is what the solver stores and factors.
const ROWS: usize = 3000;

/// What the goal is multiplied by.
#[derive(Clone, Debug)]
pub enum Multiplier {
    /// A sum of terms.
    Fixed(Vec<Term>),
    /// An unknown sum of products of hypotheses, given by their indices, with unknown coefficients, and of squares of
    /// polynomials up to a degree.
    Unknown(Vec<Vec<usize>>, u64),
}

/// What to try.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// What the goal is multiplied by.
    pub multiplier: Multiplier,
    /// Products of hypotheses, by indices, that are multiplied by sums of squares.
    pub weights: Vec<Vec<usize>>,
    /// The degree up to which sums are made.
    pub degree: u64,
    /// Most pairs of monomials in all blocks.
    pub size: usize,
    /// Whether an identity is enough, with a multiplier that need not be certainly positive. The certificate is then
    /// not checked.
    pub weak: bool,
}

/// How a proof was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Changes of the problem before the search, in words.
    pub steps: Vec<String>,
    /// The degree of the identity.
    pub degree: u64,
    /// How many terms the multiplier has (1 for the multiplier 1).
    pub multiplier_terms: usize,
    /// Sizes of the Gram matrices: with all monomials, and after facial reduction.
    pub blocks: Vec<(usize, usize)>,
    /// Number of linear equations.
    pub equations: usize,
    /// Rounds of facial reduction.
    pub rounds: usize,
    /// Order of the group of symmetries.
    pub symmetries: usize,
    /// Number of attempts before this one.
    pub failed: usize,
}

impl std::fmt::Display for Story {
    /// One line: what was changed, the degree, the multiplier, the matrices.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for step in &self.steps {
            write!(f, "{step}; ")?;
        }
        write!(f, "identity of degree {}", self.degree)?;
        if self.multiplier_terms > 1 {
            write!(f, ", multiplier of {} terms", self.multiplier_terms)?;
        }
        let sizes: Vec<String> = self.blocks.iter().filter(|b| b.1 > 0).map(|(_, n)| n.to_string()).collect();
        if !sizes.is_empty() {
            write!(f, ", sums of squares of sizes {}, {} equations", sizes.join(" + "), self.equations)?;
        }
        if self.symmetries > 1 {
            write!(f, ", {} symmetries", self.symmetries)?;
        }
        Ok(())
    }
}

/// The product of hypotheses.
pub fn product(problem: &Problem, ineqs: &[usize]) -> Option<Poly> {
    let mut p = Poly::one();
    for i in ineqs {
        p = p.mul_cap(&problem.ineqs.get(*i)?.0, MAX_TERMS)?;
    }
    Some(p)
}

impl Attempt {
    /// Runs the attempt.
    pub fn run(&self, problem: &Problem, budget: usize, stop: &dyn Fn() -> bool) -> Option<(Certificate, Story)> {
        let (mut program, group) = self.program(problem, stop)?;
        let full: Vec<usize> = program.grams.iter().map(|g| g.basis.len()).collect();
        let system = program.system(budget, stop)?;
        if system.rows.len() > ROWS {
            return None;
        }
        let accept = self.acceptance(problem, &program);
        let zeros = || zeros(problem, stop);
        let exact = solve_exactly(&mut program, &system, budget, &accept, &zeros, stop)?;
        let mut certificate = self.certificate(problem, &program, &system, &exact, &group)?;
        // Every square stands there once for every symmetry: where that is long, without symmetries.
        if group.len() > 1 && certificate.terms.len() > SHORT {
            let shorter = self.without_symmetries(problem, &program, &exact, &group, budget, stop);
            if let Some(other) = shorter
                && other.terms.len() < certificate.terms.len()
            {
                certificate = other;
            }
        }
        if !self.weak && certificate.check(problem).is_err() {
            return None;
        }
        let story = Story {
            degree: self.degree,
            multiplier_terms: certificate.multiplier.len(),
            blocks: full.into_iter().zip(program.grams.iter().map(|g| g.face.len())).collect(),
            equations: system.rows.len(),
            rounds: exact.rounds,
            symmetries: group.len(),
            ..Story::default()
        };
        Some((certificate, story))
    }

    /// Whether the attempt is not made because of its size.
    pub fn too_large(&self, problem: &Problem, stop: &dyn Fn() -> bool) -> bool {
        self.program(problem, stop).is_none()
    }

    /// The certificate that is found by rounding the mean of the numerical solution over the group.
    fn without_symmetries(
        &self,
        problem: &Problem,
        program: &Program,
        exact: &Exact,
        group: &[Permutation],
        budget: usize,
        stop: &dyn Fn() -> bool,
    ) -> Option<Certificate> {
        let (full, numeric) = spread(problem, program, &exact.numeric, group)?;
        let system = full.system(budget, stop)?;
        let accept = self.acceptance(problem, &full);
        let exact = round_given(&full, &system, numeric, budget, &accept, stop)?;
        let identity: Vec<Permutation> = group.iter().filter(|g| g.is_identity()).cloned().collect();
        let certificate = self.certificate(problem, &full, &system, &exact, &identity)?;
        (self.weak || certificate.check(problem).is_ok()).then_some(certificate)
    }

    /// What has to be positive is in certain blocks: some of them must not vanish.
    fn acceptance(&self, problem: &Problem, program: &Program) -> impl Fn(&[Squares]) -> bool + use<> {
        let needed: Vec<bool> = program.grams.iter().map(|g| self.needed(problem, g)).collect();
        let fixed = self.weak || (!problem.strict && matches!(self.multiplier, Multiplier::Fixed(_)));
        move |s: &[Squares]| fixed || s.iter().zip(&needed).any(|(s, n)| *n && !s.is_empty())
    }

    /// Whether a block that does not vanish makes the certificate one.
    fn needed(&self, problem: &Problem, gram: &Gram) -> bool {
        let number = gram.basis.len() == 1 && gram.basis.iter().all(Mono::is_one);
        let strict = gram.ineqs.iter().all(|i| problem.ineqs.get(*i).is_some_and(|q| q.1));
        number && strict && gram.multiplier != problem.strict
    }

    /// The program and its symmetries, unless it is too large.
    fn program(&self, problem: &Problem, stop: &dyn Fn() -> bool) -> Option<(Program, Vec<Permutation>)> {
        let mut grams = Vec::new();
        let (target, all) = match &self.multiplier {
            Multiplier::Fixed(terms) => {
                let factors: Option<Vec<Poly>> = terms.iter().map(|t| t.expand(problem).ok()).collect();
                let target = Poly::sum(&factors?).mul_cap(&problem.goal, MAX_TERMS)?;
                (target.clone(), target)
            }
            Multiplier::Unknown(products, squares) => {
                let mut support = Vec::new();
                for ineqs in products {
                    let p = product(problem, ineqs)?.mul_cap(&problem.goal, MAX_TERMS)?;
                    // Only the monomials matter; absolute values keep them from cancelling.
                    support.push(Poly::from_terms(p.terms().map(|(m, c)| (m.clone(), c.abs()))));
                    grams.push(Gram::new(p.neg(), ineqs.clone(), true, vec![Mono::one()]));
                }
                if *squares > 0 {
                    let basis = monomials(problem.vars, 0, *squares, self.size)?;
                    let p = Poly::from_terms(basis.iter().map(|m| (m.clone(), int(1))));
                    let goal = Poly::from_terms(problem.goal.terms().map(|(m, c)| (m.clone(), c.abs())));
                    support.push(p.square()?.mul_cap(&goal, MAX_TERMS)?);
                    grams.push(Gram::new(problem.goal.neg(), vec![], true, basis));
                }
                (Poly::zero(), Poly::sum(&support))
            }
        };
        let group = match &self.multiplier {
            Multiplier::Fixed(_) => permutations(problem, &[&target]),
            Multiplier::Unknown(..) => permutations(problem, &[&problem.goal]),
        };
        let mut weights: Vec<(Vec<usize>, Poly)> = Vec::new();
        let mut seen: BTreeSet<Vec<usize>> = BTreeSet::new();
        grams.retain(|g| {
            g.basis.len() > 1 || !g.basis.iter().all(Mono::is_one) || first_of_orbit(&g.ineqs, &group, &mut seen)
        });
        seen.clear();
        for ineqs in &self.weights {
            if first_of_orbit(ineqs, &group, &mut seen) {
                weights.push((ineqs.clone(), product(problem, ineqs)?));
            }
        }
        let positive = weights.iter().all(|(_, w)| w.terms().all(|(_, c)| c.is_positive()));
        let hull = (positive && problem.eqs.is_empty()).then(|| Hull::new(&all, problem.vars));
        let leading: Vec<&Mono> = problem.eqs.iter().filter_map(|e| Some(e.leading()?.0)).collect();
        let mut invariant: Vec<&Poly> = vec![&all];
        invariant.extend(weights.iter().map(|(_, w)| w));
        invariant.extend(&problem.eqs);
        let grades = self.grades(problem, &all, &weights);
        let mut changes = sign_changes(problem.vars, &invariant);
        if invariant.iter().all(|p| p.vars().len() < problem.vars as usize) {
            changes.clear();
        }
        for (ineqs, w) in &weights {
            let Some(room) = self.degree.checked_sub(w.degree()) else { continue };
            let mut basis = monomials(problem.vars, 0, room / 2, 8 * self.size)?;
            basis.retain(|m| grades.iter().all(|g| 2 * weight(&g.0, m) + leading_weight(&g.0, w) == g.1));
            basis.retain(|m| leading.iter().all(|l| !l.divides(m)));
            if let Some(hull) = &hull {
                basis.retain(|m| w.monomials().iter().all(|f| hull.admits(m, f)));
            }
            for class in by_sign(basis, &changes) {
                grams.push(Gram::new(w.clone(), ineqs.clone(), false, class));
            }
            // It only grows.
            if stop() || pairs_in(&grams) > self.size {
                return None;
            }
        }
        if problem.strict {
            self.positive_numbers(problem, &grades, hull.as_ref(), &group, &mut grams);
        }
        let mut free = Vec::new();
        for (k, e) in problem.eqs.iter().enumerate() {
            let Some(room) = self.degree.max(all.degree()).checked_sub(e.degree()) else { continue };
            let orbit = group.iter().map(|g| g.eqs[k].0).min();
            if orbit == Some(k) {
                let mut all = monomials(problem.vars, 0, room, 40_000)?;
                all.retain(|m| grades.iter().all(|g| weight(&g.0, m) + leading_weight(&g.0, e) == g.1));
                free.extend(all.into_iter().map(|m| (k, m)));
            }
        }
        if pairs_in(&grams) > self.size {
            return None;
        }
        let group_vars = group.iter().map(|g| g.vars.clone()).collect();
        Some((Program { target, grams, free, eqs: problem.eqs.clone(), group: group_vars }, group))
    }

    /// The gradings under which everything is homogeneous, each with the weight of the whole.
    fn grades(&self, problem: &Problem, all: &Poly, weights: &[(Vec<usize>, Poly)]) -> Vec<(Vec<i64>, i64)> {
        let hypotheses = weights.iter().filter(|(i, _)| !i.is_empty()).map(|(_, w)| w).chain(&problem.eqs);
        // A false hypothesis that is a number proves everything, and is of no grade.
        if all.is_zero() || hypotheses.clone().any(|p| p.degree() == 0) {
            return vec![];
        }
        let everything: Vec<&Poly> = std::iter::once(all).chain(hypotheses).collect();
        let found = gradings(problem.vars, &everything).into_iter();
        found.map(|g| (leading_weight(&g, all), g)).map(|(w, g)| (g, w)).collect()
    }

    /// For a strict goal: numbers times products of strict hypotheses, of which one has to be there in the end.
    fn positive_numbers(
        &self,
        problem: &Problem,
        grades: &[(Vec<i64>, i64)],
        hull: Option<&Hull>,
        group: &[Permutation],
        grams: &mut Vec<Gram>,
    ) {
        let strict: Vec<usize> = (0..problem.ineqs.len()).filter(|i| problem.ineqs[*i].1).collect();
        let mut all: Vec<Vec<usize>> = vec![vec![]];
        let mut layer = all.clone();
        for _ in 0..self.degree {
            layer = layer
                .iter()
                .flat_map(|p| {
                    let last = p.last().copied().unwrap_or(0);
                    strict.iter().filter(move |i| **i >= last).map(|i| [&p[..], &[*i]].concat())
                })
                .take(400)
                .collect();
            all.extend(layer.iter().cloned());
        }
        let mut seen = BTreeSet::new();
        for ineqs in all.into_iter().filter(|p| first_of_orbit(p, group, &mut seen)) {
            let Some(w) = product(problem, &ineqs) else { continue };
            let graded = grades.iter().all(|g| leading_weight(&g.0, &w) == g.1);
            let fits = w.degree() <= self.degree && graded;
            let inside = hull.is_none_or(|h| w.monomials().iter().all(|m| h.admits(&Mono::one(), m)));
            if fits && inside {
                grams.push(Gram::new(w, ineqs, false, vec![Mono::one()]));
            }
        }
    }

    /// The certificate, averaged over the group.
    fn certificate(
        &self,
        problem: &Problem,
        program: &Program,
        system: &System,
        exact: &Exact,
        group: &[Permutation],
    ) -> Option<Certificate> {
        let share = Q::new(1.into(), group.len().max(1).into());
        let (mut multiplier, mut terms) = (Collected::default(), Collected::default());
        for (gram, squares) in program.grams.iter().zip(&exact.squares) {
            let vectors: Vec<Poly> = gram.face.iter().map(|v| polynomial(v, &gram.basis)).collect();
            for (d, l) in squares {
                let parts: Vec<Poly> = l.iter().filter_map(|(i, c)| Some(vectors.get(*i)?.scale(c))).collect();
                let root = Poly::sum(&parts);
                for g in group {
                    let ineqs = g.image(&gram.ineqs);
                    let into = if gram.multiplier { &mut multiplier } else { &mut terms };
                    into.add(ineqs, &renamed(&root, &g.vars), d * &share);
                }
            }
        }
        let mut cofactors = vec![Poly::zero(); problem.eqs.len()];
        if !program.free.is_empty() {
            let mut values = outer_values(program, system, exact);
            system.solved.complete(&mut values);
            for ((e, m), v) in program.free.iter().zip(&values).filter(|(_, v)| !v.is_zero()) {
                let q = Poly::term(v.to_q() * &share, m.clone());
                for g in group {
                    let (to, opposite) = *g.eqs.get(*e)?;
                    let q = renamed(&q, &g.vars);
                    let place = cofactors.get_mut(to)?;
                    *place = if opposite { place.sub(&q) } else { place.add(&q) };
                }
            }
        }
        let multiplier = match &self.multiplier {
            Multiplier::Fixed(terms) => terms.clone(),
            Multiplier::Unknown(..) => multiplier.terms(),
        };
        Some(Certificate { multiplier, terms: terms.terms(), cofactors })
    }
}

/// The weight of a polynomial that is homogeneous in a grading.
fn leading_weight(grading: &[i64], p: &Poly) -> i64 {
    p.monomials().first().map_or(0, |m| weight(grading, m))
}

fn pairs_in(grams: &[Gram]) -> usize {
    grams.iter().map(|g| pairs(g.basis.len())).sum()
}

/// Whether no image of a product of hypotheses was seen before; all images are seen afterwards.
fn first_of_orbit(ineqs: &[usize], group: &[Permutation], seen: &mut BTreeSet<Vec<usize>>) -> bool {
    let mut sorted = ineqs.to_vec();
    sorted.sort_unstable();
    if !seen.insert(sorted) {
        return false;
    }
    group.iter().for_each(|g| {
        seen.insert(g.image(ineqs));
    });
    true
}

fn polynomial(vector: &[(u32, Num)], basis: &[Mono]) -> Poly {
    Poly::from_terms(vector.iter().filter_map(|(i, v)| Some((basis.get(*i as usize)?.clone(), v.to_q()))))
}

/// Terms, with equal ones put together.
#[derive(Default)]
pub struct Collected {
    all: BTreeMap<(Vec<usize>, Poly), Q>,
}

impl Collected {
    /// Adds `coeff · Π ineqs · root²`.
    pub fn add(&mut self, ineqs: Vec<usize>, root: &Poly, coeff: Q) {
        if root.is_zero() || coeff.is_zero() {
            return;
        }
        let content = root.content();
        let key = (ineqs, root.primitive());
        *self.all.entry(key).or_insert_with(Q::zero) += coeff * &content * &content;
    }

    /// The terms.
    pub fn terms(self) -> Vec<Term> {
        let all = self.all.into_iter().map(|((ineqs, root), coeff)| {
            let constant = root == Poly::one();
            Term { coeff, ineqs, squares: if constant { vec![] } else { vec![root] } }
        });
        all.collect()
    }
}

/// The multiplier 1.
pub fn one() -> Multiplier {
    Multiplier::Fixed(vec![Term::number(int(1))])
}
