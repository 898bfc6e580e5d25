//! Hypotheses with `for all`: the instances that are used.
//!
//! A polynomial that vanishes at more places than its degree is zero, so a few whole numbers say all of an identity. What
//! compares a polynomial with another is taken besides at the theorem's own variables, and where a quadratic has its vertex.

use crate::facts::Facts;
use crate::prover::Prover;
use crate::terms::{Literal, Terms};
use euclase_grammar::core::{Atom, CoreTheorem, Num};
use euclase_kernel::algebra::statement::Given;
use euclase_kernel::algebra::{Clause, Reason, Values};
use euclase_poly::{Poly, int};
use std::collections::BTreeSet;

/// Most instances of one hypothesis.
const MANY: usize = 12;

impl Prover<'_> {
    /// Adds instances of what is given for all values of some variables.
    pub fn instances(&mut self, theorem: &CoreTheorem, givens: &[Given], facts: &mut Facts) {
        let quantified = || givens.iter().enumerate().filter(|(_, g)| !g.bound.is_empty());
        let sources: BTreeSet<usize> = quantified().map(|(_, g)| g.source).collect();
        let bound: BTreeSet<u32> = quantified().flat_map(|(_, g)| g.bound.iter().copied()).collect();
        let free: Vec<Num> = (0..theorem.reals.len() as u32).filter(|v| !bound.contains(v)).map(Num::Real).collect();
        for source in sources {
            let of_source: Vec<(usize, &Given)> = quantified().filter(|(_, g)| g.source == source).collect();
            for values in self.chosen(&of_source, &free) {
                for (k, given) in &of_source {
                    self.instance(facts, *k, given, &values);
                }
            }
        }
    }

    /// Values for the variables of one hypothesis.
    fn chosen(&mut self, of_source: &[(usize, &Given)], free: &[Num]) -> Vec<Vec<Num>> {
        let Some(bound) = of_source.first().map(|g| g.1.bound.clone()) else { return vec![] };
        let mut literals: Vec<Literal> = Vec::new();
        for atom in of_source.iter().flat_map(|g| &g.1.clause) {
            literals.extend(self.sheet.terms.literal(atom));
        }
        let [v] = bound[..] else {
            let few = if bound.len() == 2 { &[0, 1, -1][..] } else { &[0, 1][..] };
            return grid(&few.iter().map(|n| number(*n)).collect::<Vec<_>>(), bound.len());
        };
        let needed = literals.iter().map(|l| places(&self.sheet.terms, &l.poly, v)).max().unwrap_or(1);
        // 0, 1, −1, 2, …
        let mut out: Vec<Num> =
            (0..needed as i64).map(|i| number(if i % 2 == 0 { -i / 2 } else { (i + 1) / 2 })).collect();
        if free.len() <= 4 {
            out.extend(free.iter().cloned());
        }
        for l in &literals {
            out.extend(self.vertex(&l.poly, v));
        }
        out.truncate(MANY);
        out.into_iter().map(|n| vec![n]).collect()
    }

    /// Where a polynomial of degree 2 in a variable is least or greatest.
    fn vertex(&mut self, p: &Poly, v: u32) -> Option<Num> {
        let x = self.sheet.terms.poly(&Num::Real(v))?.vars().into_iter().next()?;
        let parts = p.coefficients_in(x).filter(|c| c.len() == 3)?;
        let (top, middle) = (parts.get(2)?.scale(&int(2)), parts.get(1)?.neg());
        if middle.is_zero() {
            return None;
        }
        let (top, middle) = (self.sheet.terms.num(&top), self.sheet.terms.num(&middle));
        Some(Num::Div(Box::new(middle), Box::new(top)))
    }

    fn instance(&mut self, facts: &mut Facts, k: usize, given: &Given, values: &[Num]) {
        let pairs: Values = given.bound.iter().copied().zip(values.iter().cloned()).collect();
        let mut claim: Clause = Vec::new();
        for atom in &given.clause {
            let value = |v: u32| pairs.iter().find(|x| x.0 == v).map(|x| x.1.clone());
            let atom = Atom { lhs: atom.lhs.with_reals(&value), rel: atom.rel, rhs: atom.rhs.with_reals(&value) };
            match self.sheet.terms.literal(&atom).map(|l| l.truth()) {
                // It says nothing here, or cannot be read.
                Some(Some(true)) | None => return,
                Some(Some(false)) => {}
                Some(None) => claim.push(atom),
            }
        }
        let at = self.sheet.push(claim, Reason::Given(k, values.to_vec()), vec![]);
        if let Some(clause) = self.literals(at) {
            facts.add(clause, at);
        }
    }
}

/// At how many places a polynomial is looked at: more than its degree in a variable, and some for divisors and roots.
fn places(terms: &Terms, p: &Poly, v: u32) -> usize {
    let of = |w: u32| match terms.get(w) {
        Some(crate::terms::Opaque::Leaf(Num::Real(r))) if *r == v => p.degree_in(w) as usize,
        _ if terms.mentions(w, &[v]) => 2,
        _ => 0,
    };
    (p.vars().into_iter().map(of).sum::<usize>() + 2).min(MANY - 2)
}

fn number(n: i64) -> Num {
    Num::Const(int(n))
}

/// All combinations of values.
fn grid(values: &[Num], places: usize) -> Vec<Vec<Num>> {
    let mut all: Vec<Vec<Num>> = vec![vec![]];
    for _ in 0..places {
        all = all.iter().flat_map(|s| values.iter().map(move |v| [&s[..], std::slice::from_ref(v)].concat())).collect();
        all.truncate(MANY);
    }
    all
}
