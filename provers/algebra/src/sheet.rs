//! The proof that is being written: lines, with what each says as signs of polynomials.

use crate::terms::{Literal, Sign, Terms};
use euclase_grammar::core::{Atom, Num, Q};
use euclase_kernel::algebra::{Clause, Line, Order, Product, Proof, Reason};
use euclase_poly::{Certificate, Poly, Term};
use num_traits::One;
use std::collections::BTreeMap;

/// Number of a line.
pub type At = usize;

/// Lines so far.
#[derive(Debug, Default)]
pub struct Sheet {
    /// Opaque terms.
    pub terms: Terms,
    lines: Vec<Line>,
    /// Proofs from elsewhere that were written here, each with where its last line stands.
    embedded: Vec<(Vec<Line>, usize, At)>,
}

impl Sheet {
    /// Adds a line, unless it is there.
    pub fn push(&mut self, claim: Clause, reason: Reason, premises: Vec<At>) -> At {
        let line = Line { claim, reason, premises };
        let known = self.lines.iter().rposition(|l| *l == line);
        known.unwrap_or_else(|| {
            self.lines.push(line);
            self.lines.len() - 1
        })
    }

    /// Writes a proof from elsewhere down, once: where its line `last` stands. Its lines stay together and in order, even if some are
    /// there already, since instances cite what a line rests on by increasing number.
    pub fn embed(&mut self, lines: &[Line], last: usize) -> Option<At> {
        if let Some(e) = self.embedded.iter().find(|e| e.1 == last && e.0 == lines) {
            return Some(e.2);
        }
        let start = self.lines.len();
        for (i, l) in lines.iter().enumerate() {
            let mut line = l.clone();
            for p in &mut line.premises {
                *p = (*p < i).then_some(start + *p)?;
            }
            self.lines.push(line);
        }
        let at = (last < lines.len()).then_some(start + last)?;
        self.embedded.push((lines.to_vec(), last, at));
        Some(at)
    }

    /// Adds a line that claims one literal.
    pub fn say(&mut self, claim: &Literal, reason: Reason, premises: Vec<At>) -> At {
        let atom = self.terms.atom(claim);
        self.push(vec![atom], reason, premises)
    }

    /// How many lines there are: what was written since can be taken back.
    pub fn mark(&self) -> usize {
        self.lines.len()
    }

    /// Takes back what was written since a mark, which nothing before it cites.
    pub fn back(&mut self, mark: usize) {
        self.lines.truncate(mark);
        self.embedded.retain(|e| e.2 < mark);
    }

    /// Does a line say what an opaque term is?
    pub fn defines(&self, at: At) -> bool {
        self.lines.get(at).is_some_and(|l| matches!(l.reason, Reason::Lemma(..)))
    }

    /// A line.
    pub fn line(&self, at: At) -> Option<&Line> {
        self.lines.get(at)
    }

    /// What a line claims.
    pub fn claim(&self, at: At) -> &[Atom] {
        self.lines.get(at).map_or(&[], |l| &l.claim)
    }

    /// Writes the claim of a line in other words, which say the same.
    pub fn restate(&mut self, at: At, claim: &[Atom]) {
        if let Some(l) = self.lines.get_mut(at) {
            l.claim = claim.to_vec();
        }
    }

    /// Supposes a clause.
    pub fn suppose(&mut self, clause: &[Literal]) -> At {
        let clause = clause.iter().map(|l| self.terms.atom(l)).collect();
        self.push(clause, Reason::Suppose, vec![])
    }

    /// By a lemma of the kernel; its claim is the lemma's.
    pub fn lemma(&mut self, name: &str, terms: Vec<Num>, premises: Vec<At>) -> Option<At> {
        let gives = euclase_kernel::algebra::lemma(name, &terms)?.gives;
        Some(self.push(gives, Reason::Lemma(name.into(), terms), premises))
    }

    /// `poly = Σ cofactor · equation` of these lines, so it is zero.
    pub fn combine(&mut self, poly: &Poly, parts: Vec<(At, Poly)>) -> At {
        let mut sums: BTreeMap<At, Poly> = BTreeMap::new();
        for (at, c) in parts {
            let sum = sums.entry(at).or_insert_with(Poly::zero);
            *sum = sum.add(&c);
        }
        sums.retain(|_, c| !c.is_zero());
        let cofactors = sums.values().map(|c| self.terms.num(c)).collect();
        self.say(&Literal::new(poly.clone(), Sign::Zero), Reason::Combine(cofactors), sums.into_keys().collect())
    }

    /// By a certificate over these inequalities and equations.
    pub fn order(&mut self, claim: Option<&Literal>, c: &Certificate, ineqs: &[At], eqs: &[At]) -> At {
        let mut premises: Vec<At> = Vec::new();
        let mut place = |at: At| match premises.iter().position(|p| *p == at) {
            Some(i) => i,
            None => {
                premises.push(at);
                premises.len() - 1
            }
        };
        let terms = &self.terms;
        let mut product = |t: &Term| Product {
            coefficient: t.coeff.clone(),
            factors: t.ineqs.iter().map(|i| place(ineqs[*i])).collect(),
            squares: t.squares.iter().map(|s| terms.num(s)).collect(),
        };
        let multiplier = c.multiplier.iter().map(&mut product).collect();
        let sum = c.terms.iter().map(&mut product).collect();
        let nonzero = c.cofactors.iter().enumerate().filter(|(_, q)| !q.is_zero());
        let cofactors = nonzero.map(|(j, q)| (place(eqs[j]), terms.num(q))).collect();
        let reason = Reason::Order(Order { multiplier, terms: sum, cofactors });
        let claim = claim.map(|l| self.terms.atom(l)).into_iter().collect();
        self.push(claim, reason, premises)
    }

    /// The lines that the last ones rest on, in order, with these goals' lines renumbered.
    pub fn finish(self, reals: Vec<String>, mut goals: Vec<euclase_kernel::algebra::GoalProof>) -> Proof {
        let mut needed = vec![false; self.lines.len()];
        for at in goals.iter().flat_map(|g| &g.lines) {
            if let Some(n) = needed.get_mut(*at) {
                *n = true;
            }
        }
        for i in (0..self.lines.len()).rev() {
            if needed[i] {
                self.lines[i].premises.iter().for_each(|p| needed[*p] = true);
            }
        }
        let mut place = vec![0; self.lines.len()];
        let mut lines = Vec::new();
        for (i, mut l) in self.lines.into_iter().enumerate().filter(|(i, _)| needed[*i]) {
            place[i] = lines.len();
            l.premises.iter_mut().for_each(|p| *p = place[*p]);
            lines.push(l);
        }
        goals.iter_mut().for_each(|g| g.lines.iter_mut().for_each(|at| *at = place[*at]));
        Proof { reals, conditions: Vec::new(), lines, goals }
    }
}

/// The number one as a term of a certificate.
pub fn unit() -> Vec<Term> {
    vec![Term::number(Q::one())]
}
