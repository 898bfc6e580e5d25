//! Certificates of inequalities by linear programming.
//!
//! Products of hypotheses, times squares, are multiplied out; monomials count as independent unknowns; and the simplex
//! method looks for a combination of the products that is the goal (Handelman 1988 for products of linear hypotheses;
//! Ahmadi & Majumdar 2019, "DSOS and SDSOS optimization", for the squares of monomials and of sums and differences of two).

use crate::simplex::{Outcome, Program, Vector};
use crate::{Certificate, Mono, Poly, Problem, Q, Term, Work, int};
use num_traits::{One, Zero};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// What the combination may be made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many inequalities a product may have as factors.
    pub products_up_to: u32,
    /// The greatest degree of a product.
    pub degree: u64,
    /// Which squares the products are multiplied by.
    pub squares: Squares,
    /// How many inequalities the goal may be multiplied by.
    pub multipliers_up_to: u32,
    /// The most columns of the linear program; beyond that nothing is tried.
    pub max_columns: usize,
}

/// Squares as factors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Squares {
    /// None.
    None,
    /// Of monomials.
    Monomials,
    /// Of monomials, and of sums and differences of two monomials of the same degree.
    Binomials,
    /// Of monomials, and of sums and differences of any two.
    AllBinomials,
}

impl Options {
    /// Products of as many inequalities, up to a degree; no squares, no multiplier.
    pub fn products(products_up_to: u32, degree: u64) -> Options {
        Options { products_up_to, degree, squares: Squares::None, multipliers_up_to: 0, max_columns: 3000 }
    }

    /// Attempts for a problem, from the cheap to the dear.
    pub fn attempts(p: &Problem) -> Vec<Options> {
        let hypotheses = p.ineqs.iter().map(|q| &q.0).chain(&p.eqs);
        let most = hypotheses.map(Poly::degree).max().unwrap_or(0).max(p.goal.degree());
        let even = most + most % 2;
        let mut all = vec![Options::products(1, most), Options::products(2, most.max(2))];
        for (products, degree, squares) in [
            (2, even, Squares::Monomials),
            (2, even, Squares::Binomials),
            (3, even + 1, Squares::None),
            (3, even, Squares::AllBinomials),
            (3, even + 2, Squares::Binomials),
        ] {
            all.push(Options { squares, ..Options::products(products, degree) });
            if !p.ineqs.is_empty() {
                all.push(Options { squares, multipliers_up_to: 1, ..Options::products(products, degree + 1) });
            }
        }
        all
    }
}

/// Tries one attempt after the other.
pub fn prove(p: &Problem, work: &mut Work) -> Option<Certificate> {
    let attempts = Options::attempts(p);
    for (i, options) in attempts.iter().enumerate() {
        let part = work.left() / (attempts.len() - i) as u64;
        if let Some(found) = work.with_part(part, |w| linear_certificate(p, options, w)) {
            return Some(found);
        }
    }
    None
}

/// Work that a term of a column costs.
const TERM: u64 = 32;

/// A product of hypotheses and squares, multiplied out.
#[derive(Clone)]
struct Product {
    term: Term,
    poly: Poly,
}

impl Product {
    fn one() -> Product {
        Product { term: Term::number(int(1)), poly: Poly::one() }
    }

    fn cost(&self) -> f64 {
        let factors = self.term.ineqs.len() + self.term.squares.len();
        factors as f64 + 0.1 * self.poly.degree() as f64 + 0.01 * self.poly.len() as f64
    }
}

/// All products of inequalities, by number of factors; `None` if they are too many.
fn products(p: &Problem, up_to: u32, degree: u64, most: usize, usable: impl Fn(usize) -> bool) -> Option<Vec<Product>> {
    let mut all = vec![Product::one()];
    let mut last = 0;
    for _ in 0..up_to {
        let end = all.len();
        for i in last..end {
            let base = all.get(i)?.clone();
            // Factors in ascending order, so that each product comes once.
            let first = base.term.ineqs.last().copied().unwrap_or(0);
            for (k, (q, _)) in p.ineqs.iter().enumerate().skip(first).filter(|(k, _)| usable(*k)) {
                if base.poly.degree() + q.degree() > degree || q.is_zero() {
                    continue;
                }
                let mut term = base.term.clone();
                term.ineqs.push(k);
                all.push(Product { term, poly: base.poly.mul(q)? });
                if all.len() > most {
                    return None;
                }
            }
        }
        last = end;
    }
    Some(all)
}

/// Monomials in the variables up to a degree, by degree; `None` if they are too many.
fn monomials(vars: &[u32], degree: u64, most: usize) -> Option<Vec<Mono>> {
    let mut all = vec![Mono::one()];
    let mut last = 0;
    for _ in 0..degree {
        let end = all.len();
        for i in last..end {
            let base = all.get(i)?.clone();
            let first = base.powers().next_back().map_or(0, |p| p.0);
            for &v in vars.iter().filter(|v| **v >= first) {
                all.push(base.mul(&Mono::var(v)));
                if all.len() > most {
                    return None;
                }
            }
        }
        last = end;
    }
    Some(all)
}

/// Polynomials whose squares are factors, of degree at most the given one.
fn roots(vars: &[u32], degree: u64, squares: Squares, most: usize) -> Option<Vec<Poly>> {
    if squares == Squares::None {
        return Some(vec![]);
    }
    let monos = monomials(vars, degree, most)?;
    let single = |m: &Mono| Poly::term(int(1), m.clone());
    let mut all: Vec<Poly> = monos.iter().skip(1).map(single).collect();
    for (i, a) in monos.iter().enumerate().filter(|_| squares >= Squares::Binomials) {
        for b in monos.iter().skip(i + 1) {
            if squares == Squares::AllBinomials || a.degree() == b.degree() {
                all.push(single(b).sub(&single(a)));
                all.push(single(b).add(&single(a)));
            }
        }
        if all.len() > most {
            return None;
        }
    }
    Some(all)
}

/// The program while it is put together.
struct Rows {
    places: FxHashMap<Mono, u32>,
}

impl Rows {
    fn vector(&mut self, p: &Poly, minus: bool) -> Vector {
        let mut out = Vector::with_capacity(p.len() + 1);
        for (m, c) in p.terms() {
            // Row 0 is the normalisation.
            let next = self.places.len() as u32 + 1;
            out.push((*self.places.entry(m.clone()).or_insert(next), if minus { -c } else { c }));
        }
        out
    }
}

/// A certificate made of products as the options allow, or `None`. It has been checked.
///
/// Wanted are `m ≥ 0` and `λ ≥ 0` with `Σ m_t · t · goal = Σ λ_i · product_i + Σ cofactors_j · eqs_j`, where the sum of the
/// factors of those multipliers (or for a strict goal: products) that are certainly positive is 1.
pub fn linear_certificate(p: &Problem, options: &Options, work: &mut Work) -> Option<Certificate> {
    let most = options.max_columns;
    let degree = options.degree;
    let polys = p.eqs.iter().chain(p.ineqs.iter().map(|q| &q.0)).chain([&p.goal]);
    let vars: Vec<u32> = polys.clone().flat_map(Poly::vars).collect::<BTreeSet<u32>>().into_iter().collect();
    let homogeneous = polys.clone().all(Poly::is_homogeneous);
    let room = degree.saturating_sub(p.goal.degree());
    // Some of the multipliers may vanish, as long as one does not; of a strict goal what is certain is the right side.
    let multipliers = products(p, options.multipliers_up_to, room, most, |_| true)?;
    // Where everything is homogeneous, only the degrees of the left side matter.
    let degrees: BTreeSet<u64> = multipliers.iter().map(|t| t.poly.degree() + p.goal.degree()).collect();
    let matters = |d: u64| d <= degree && (!homogeneous || degrees.contains(&d));

    let mut terms: Vec<Product> = Vec::new();
    let plain = products(p, options.products_up_to, degree, most, |_| true)?;
    let roots = roots(&vars, degree / 2, options.squares, most)?;
    for product in &plain {
        let d = product.poly.degree();
        if matters(d) {
            terms.push(product.clone());
        }
        for root in roots.iter().filter(|r| matters(d + 2 * r.degree())) {
            let mut term = product.term.clone();
            term.squares.push(root.clone());
            work.spend((product.poly.len() * 16) as u64)?;
            terms.push(Product { term, poly: product.poly.mul(&root.square()?)? });
            if terms.len() > most {
                return None;
            }
        }
    }
    let mut cofactors: Vec<(usize, Mono)> = Vec::new();
    for (j, e) in p.eqs.iter().enumerate().filter(|e| !e.1.is_zero()) {
        let Some(d) = degree.checked_sub(e.degree()) else { continue };
        let monos = monomials(&vars, d, most)?;
        cofactors.extend(monos.into_iter().filter(|m| matters(m.degree() + e.degree())).map(|m| (j, m)));
        if cofactors.len() > most {
            return None;
        }
    }

    let mut rows = Rows { places: FxHashMap::default() };
    let mut program = Program { target: vec![(0, Q::one())], ..Program::default() };
    for t in &multipliers {
        work.spend(TERM * (t.poly.len() * p.goal.len()) as u64)?;
        let mut vector = rows.vector(&t.poly.mul(&p.goal)?, true);
        if !p.strict && t.term.certainly_positive(p) {
            vector.push((0, Q::one()));
        }
        program.nonneg.push(vector);
        program.costs.push(t.cost());
    }
    for t in &terms {
        work.spend(TERM * t.poly.len() as u64)?;
        let mut vector = rows.vector(&t.poly, false);
        if p.strict && t.term.certainly_positive(p) {
            vector.push((0, Q::one()));
        }
        program.nonneg.push(vector);
        program.costs.push(t.cost());
    }
    for (j, m) in &cofactors {
        work.spend(TERM * p.eqs.get(*j)?.len() as u64)?;
        program.free.push(rows.vector(&p.eqs.get(*j)?.mul_term(&int(1), m), false));
    }
    let Outcome::Feasible(lambda, mu) = program.solve(work) else { return None };
    let found = assemble(p, &multipliers, &terms, &cofactors, (&lambda, &mu))?;
    found.check(p).is_ok().then_some(found)
}

type Factors<'a> = &'a [(usize, Q)];

fn assemble(
    p: &Problem,
    multipliers: &[Product],
    terms: &[Product],
    cofactors: &[(usize, Mono)],
    (lambda, mu): (Factors, Factors),
) -> Option<Certificate> {
    // A multiplier that is a number becomes 1.
    let only: Vec<&(usize, Q)> = lambda.iter().filter(|l| l.0 < multipliers.len()).collect();
    let scale = match only.as_slice() {
        [(0, c)] if !c.is_zero() => c.recip(),
        _ => Q::one(),
    };
    let mut out = Certificate { multiplier: vec![], terms: vec![], cofactors: vec![] };
    for (i, c) in lambda {
        let coeff = c * &scale;
        match i.checked_sub(multipliers.len()) {
            None => out.multiplier.push(Term { coeff, ..multipliers.get(*i)?.term.clone() }),
            Some(k) => out.terms.push(Term { coeff, ..terms.get(k)?.term.clone() }),
        }
    }
    let mut parts: Vec<Vec<(Mono, Q)>> = vec![vec![]; p.eqs.len()];
    for (k, c) in mu {
        let (j, m) = cofactors.get(*k)?;
        parts.get_mut(*j)?.push((m.clone(), c * &scale));
    }
    out.cofactors = parts.into_iter().map(Poly::from_terms).collect();
    Some(out)
}
