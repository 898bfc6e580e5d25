//! Cases of equality: where a sum of terms that are not negative is zero, each of them is.
//!
//! An equation e = 0 for which e ≥ 0 has a certificate says more than it seems: m·e = Σ terms, so every term vanishes, and with it the
//! product of those of its factors that may be zero.

use crate::facts::Facts;
use crate::posed::Posed;
use crate::prover::{Effort, Prover};
use crate::samples::fails_somewhere;
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};

/// Longest equation that is looked at, and the most terms of its certificate that are used.
const LONG: usize = 60;
const MOST: usize = 40;

impl Prover<'_> {
    /// p = 0, since an equation is a sum of terms that are not negative.
    pub fn by_vanishing_terms(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        let equations: Vec<(Poly, At)> = facts
            .equations()
            .filter(|(e, at)| {
                let defining = facts.quotients.iter().any(|q| q.product == *at);
                let near = e.vars().iter().any(|v| p.degree_in(*v) > 0);
                !defining && near && (2..=LONG).contains(&e.len()) && e.degree() > 1
            })
            .map(|(e, at)| (e.clone(), at))
            .collect();
        // What was derived last is simplest: it has no roots and no divisors.
        for (e, at) in equations.into_iter().rev() {
            // An equation without roots has come from those with roots, which would only be in the way.
            let mut rest = facts.without_line(at);
            let roots = self.roots(facts);
            let with_root = |p: &Poly| roots.iter().any(|r| p.degree_in(r.var) > 0);
            if !with_root(&e) {
                rest.known.retain(|k| k.0.sign != Sign::Zero || !with_root(&k.0.poly));
            }
            for e in [e.clone(), e.neg()] {
                if (self.stop)() {
                    return None;
                }
                let mark = self.sheet.mark();
                let posed = self.posed(&rest, &e, false);
                if fails_somewhere(&posed.problem) {
                    continue;
                }
                if let Some(found) = self.certificate_of(&posed, effort)
                    && let Some(at) = self.all_vanish(facts, (&e, at), &posed, &found, p, effort)
                {
                    return Some(at);
                }
                self.sheet.back(mark);
            }
        }
        None
    }

    /// p = 0 with what follows from e = 0 by a certificate of e ≥ 0.
    fn all_vanish(
        &mut self,
        facts: &Facts,
        (e, at): (&Poly, At),
        posed: &Posed,
        found: &Certificate,
        p: &Poly,
        effort: Effort,
    ) -> Option<At> {
        let mut inner = facts.clone();
        let before = inner.known.len();
        let certificate = posed.home_certificate(found);
        for k in 0..certificate.terms.len().min(MOST) {
            if let Some((zero, line)) = self.vanishing(facts, (e, at), posed, &certificate, k) {
                inner.add(vec![Literal::new(zero, Sign::Zero)], line);
            }
        }
        if inner.known.len() == before {
            return None;
        }
        let goal = Literal::new(p.clone(), Sign::Zero);
        let plain = Effort { squares: 0, ..effort };
        let mark = self.sheet.mark();
        if let Some(at) = self.literal(&inner, &goal, plain) {
            return Some(at);
        }
        self.sheet.back(mark);
        self.split(&inner, &[goal], plain)
    }

    /// The factors of a term that may be zero: their product, and the line that says that it is.
    fn vanishing(
        &mut self,
        facts: &Facts,
        (e, at): (&Poly, At),
        posed: &Posed,
        c: &Certificate,
        k: usize,
    ) -> Option<(Poly, At)> {
        let term = c.terms.get(k)?;
        let claim = |line: At| facts.known.iter().find(|f| f.1 == line).map(|f| &f.0);
        let strict = |i: &usize| posed.problem.ineqs.get(*i).is_some_and(|q| q.1);
        let (positive, weak): (Vec<usize>, Vec<usize>) = term.ineqs.iter().partition(|i| strict(i));
        let mut zero = Poly::one();
        for i in &weak {
            zero = zero.mul_cap(&claim(*posed.ineqs.get(*i)?)?.poly, MAX_TERMS)?;
        }
        let factor = zero.clone();
        for s in &term.squares {
            zero = zero.mul_cap(s, MAX_TERMS)?;
        }
        // c·σ·(−(ν·s)²) = −ν·(c·σ·ν·s²) = ν·Σ other terms − ν·m·e + ν·Σ cofactor·equation
        let multiplier = vec![Term { coeff: term.coeff.clone(), ineqs: positive, squares: vec![] }];
        let others = c
            .terms
            .iter()
            .enumerate()
            .filter(|o| o.0 != k)
            .map(|(_, t)| Term { ineqs: [&weak[..], &t.ineqs[..]].concat(), ..t.clone() });
        let terms = others.collect();
        let times = |q: &Poly| q.mul_cap(&factor, MAX_TERMS);
        let mut eqs = posed.eqs.clone();
        let mut cofactors: Vec<Poly> = c.cofactors.iter().map(&times).collect::<Option<_>>()?;
        cofactors.resize(eqs.len(), Poly::zero());
        let home = at_home(posed);
        let mut whole = Poly::zero();
        for t in &c.multiplier {
            whole = whole.add(&t.expand(&home).ok()?);
        }
        // What the line says is zero may be −e.
        let said = &claim(at)?.poly;
        let m = times(&whole)?;
        eqs.push(at);
        cofactors.push(if said == e { m.neg() } else { m });
        let certificate = Certificate { multiplier, terms, cofactors };
        let literal = Literal::new(zero.clone(), Sign::Zero);
        let line = self.sheet.order(Some(&literal), &certificate, &posed.ineqs, &eqs);
        Some((zero, line))
    }
}

/// A problem whose inequalities are those of a posed one, over the terms of the sheet.
fn at_home(posed: &Posed) -> euclase_poly::Problem {
    let ineqs = posed.problem.ineqs.iter().map(|(q, strict)| (posed.home(q), *strict)).collect();
    euclase_poly::Problem { ineqs, ..posed.problem.clone() }
}
