//! Sums of roots, or of their inverses, by their tangents (Jensen 1906; with these weights, Hölder's inequality).
//!
//! Σ w·r ≤ C for roots r = ⁿ√u with weights w ≥ 0, and Σ w/r ≥ C: each root is replaced by its tangent at a place m that is
//! the same for all. With m = C/Σw, what is left to show is free of the roots: Cⁿ ≥ (Σw)ⁿ⁻¹·Σwu, or (Σw)ⁿ⁺¹ ≥ Cⁿ·Σwu.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, int};

/// A root in the goal: its variable in the goal, what is below, the line of its power, and with 1/r the line of the product.
struct Rooted {
    /// The variable of the goal: of the root, or of its inverse.
    var: u32,
    weight: Poly,
    weight_line: At,
    root: u32,
    below: Poly,
    power: At,
    /// For 1/r: the lines 1/r > 0 and r·(1/r) = 1.
    inverse: Option<(At, At)>,
    /// r ≥ 0.
    sign: At,
}

/// C − Σ w·r, or Σ w/r − C, with S = Σ w; lines say that C and S are positive.
struct Sum {
    all: Vec<Rooted>,
    n: u32,
    inverse: bool,
    c: (Poly, At),
    s: (Poly, At),
    /// What is left to show.
    left: Poly,
}

impl Prover<'_> {
    /// A goal that bounds a sum of roots, or of inverses of roots.
    pub fn sum_of_roots(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if !matches!(goal.sign, Sign::NonNegative | Sign::Positive) {
            return None;
        }
        for inverse in [true, false] {
            let mark = self.sheet.mark();
            if let Some(at) = self.sum_of(facts, goal, inverse, effort) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        None
    }

    fn sum_of(&mut self, facts: &Facts, goal: &Literal, inverse: bool, effort: Effort) -> Option<At> {
        let sum = self.sum(facts, &goal.poly, inverse)?;
        let left = Literal::new(sum.left.clone(), goal.sign);
        if self.samples(facts).refute(&left) {
            return None;
        }
        let last = self.literal(facts, &left, effort)?;
        let (multiplier, mut terms, mut ineqs, other) = self.tangents(&sum)?;
        terms.push(Term { coeff: int(1), ineqs: vec![other, ineqs.len()], squares: vec![] });
        ineqs.push(last);
        let certificate = Certificate { multiplier: vec![multiplier], terms, cofactors: vec![] };
        Some(self.sheet.order(Some(goal), &certificate, &ineqs, &[]))
    }

    /// Of an equation that is one of a sum of roots: that what is left is not positive.
    pub fn equal_sum_of_roots(&mut self, facts: &mut Facts, e: &Poly, at: At) -> Option<()> {
        for (side, turn) in [(e.clone(), 1), (e.neg(), -1)] {
            for inverse in [true, false] {
                let Some(sum) = self.sum(facts, &side, inverse) else { continue };
                let claim = Literal::new(sum.left.neg(), Sign::NonNegative);
                if self.samples(facts).refute(&Literal::new(sum.left.clone(), Sign::NonNegative)) {
                    continue;
                }
                // other·(−left) = Σ w·tangent − multiplier·side
                let (multiplier, terms, ineqs, other) = self.tangents(&sum)?;
                let mut factor = Poly::constant(multiplier.coeff.clone());
                for i in &multiplier.ineqs {
                    let p = if ineqs.get(*i) == Some(&sum.s.1) { &sum.s.0 } else { &sum.c.0 };
                    factor = factor.mul_cap(p, MAX_TERMS)?;
                }
                let other = vec![Term { coeff: int(1), ineqs: vec![other], squares: vec![] }];
                let cofactors = vec![factor.scale(&int(-turn))];
                let certificate = Certificate { multiplier: other, terms, cofactors };
                let line = self.sheet.order(Some(&claim), &certificate, &ineqs, &[at]);
                facts.add(vec![claim], line);
                return Some(());
            }
        }
        None
    }

    /// A polynomial as C − Σ w·r or Σ w/r − C.
    fn sum(&mut self, facts: &Facts, p: &Poly, inverse: bool) -> Option<Sum> {
        let (mut all, mut rest, mut index) = (Vec::new(), p.clone(), None);
        for var in p.vars() {
            let root = match self.sheet.terms.get(var) {
                Some(Opaque::Root(..)) if !inverse => var,
                Some(Opaque::Inverse(d)) if inverse && d.len() == 1 && d.degree() == 1 && d.content() == int(1) => {
                    *d.vars().iter().next()?
                }
                _ => continue,
            };
            let Some(Opaque::Root(n, below)) = self.sheet.terms.get(root).cloned() else { continue };
            let parts = p.coefficients_in(var)?;
            let [_, w] = parts.as_slice() else { return None };
            let weight = if inverse { w.clone() } else { w.neg() };
            rest = rest.sub(&w.mul_cap(&Poly::var(var), MAX_TERMS)?);
            if index.is_some_and(|i| i != n) {
                return None;
            }
            index = Some(n);
            let weight_line = self.quickly(facts, &Literal::new(weight.clone(), Sign::NonNegative))?;
            let power = Literal::new(Poly::var(root).pow(n, MAX_TERMS)?.sub(&below), Sign::Zero);
            let (power, sign) = (facts.says(&power)?, facts.says(&nonnegative(&Poly::var(root)))?);
            let inverse = match inverse {
                true => {
                    let of = facts.inverses().find(|i| i.var == var)?;
                    Some((facts.says(&positive(&Poly::var(var)))?, of.product))
                }
                false => None,
            };
            all.push(Rooted { var, weight, weight_line, root, below, power, inverse, sign });
        }
        let n = index?;
        let free = |q: &Poly| all.iter().all(|r| q.degree_in(r.var) == 0);
        if !free(&rest) || !all.iter().all(|r| free(&r.weight)) {
            return None;
        }
        // Σ w/r ≥ C, or C ≥ Σ w·r.
        let c = if inverse { rest.neg() } else { rest };
        let s = Poly::sum(&all.iter().map(|r| r.weight.clone()).collect::<Vec<_>>());
        let product = |r: &Rooted| r.weight.mul_cap(&r.below, MAX_TERMS);
        let moments = Poly::sum(&all.iter().map(product).collect::<Option<Vec<_>>>()?);
        let (c_line, s_line) = (self.quickly(facts, &positive(&c))?, self.quickly(facts, &positive(&s))?);
        let power = |q: &Poly, e: u32| q.pow(e, MAX_TERMS);
        let left = if inverse {
            power(&s, n + 1)?.sub(&power(&c, n)?.mul_cap(&moments, MAX_TERMS)?)
        } else {
            power(&c, n)?.sub(&power(&s, n - 1)?.mul_cap(&moments, MAX_TERMS)?)
        };
        Some(Sum { all, n, inverse, c: (c, c_line), s: (s, s_line), left })
    }

    /// The multiplier of the sum, the products of weights and tangents, their lines, and the place of what multiplies what is
    /// left: n·Sⁿ⁺¹·goal = Σ w·tangent + C·left, or n·Cⁿ⁻¹·S·goal = Σ w·tangent + S·left.
    fn tangents(&mut self, sum: &Sum) -> Option<(Term, Vec<Term>, Vec<At>, usize)> {
        let ((s, s_line), (c, c_line)) = (&sum.s, &sum.c);
        let mut ineqs = vec![*s_line, *c_line];
        let mut terms = Vec::new();
        for r in &sum.all {
            let tangent = if sum.inverse {
                self.inverse_tangent(r, sum.n, (s, *s_line), (c, *c_line))?
            } else {
                self.root_tangent(r, sum.n, (c, *c_line), (s, *s_line))?
            };
            ineqs.extend([tangent, r.weight_line]);
            terms.push(Term { coeff: int(1), ineqs: vec![ineqs.len() - 2, ineqs.len() - 1], squares: vec![] });
        }
        let k = sum.n as usize;
        let (factors, other) = if sum.inverse { (vec![0; k + 1], 1) } else { ([vec![1; k - 1], vec![0]].concat(), 0) };
        let multiplier = Term { coeff: int(i64::from(sum.n)), ineqs: factors, squares: vec![] };
        Some((multiplier, terms, ineqs, other))
    }

    /// n·Sⁿ⁺¹/r − (n+1)·Sⁿ·C + u·Cⁿ⁺¹ ≥ 0: (S − C·r)²·Σ j·S^(j−1)·(C·r)^(n−j) over r.
    fn inverse_tangent(
        &mut self,
        r: &Rooted,
        n: u32,
        (s, s_line): (&Poly, At),
        (c, c_line): (&Poly, At),
    ) -> Option<At> {
        let (v, root) = (Poly::var(r.var), Poly::var(r.root));
        let power = |q: &Poly, e: u32| q.pow(e, MAX_TERMS);
        let m = i64::from(n);
        let first = power(s, n + 1)?.mul_cap(&v, MAX_TERMS)?.scale(&int(m));
        let second = power(s, n)?.mul_cap(c, MAX_TERMS)?.scale(&int(m + 1));
        let third = power(c, n + 1)?.mul_cap(&r.below, MAX_TERMS)?;
        let claim = Literal::new(first.sub(&second).add(&third), Sign::NonNegative);
        let square = s.sub(&c.mul_cap(&root, MAX_TERMS)?);
        let (positive, product) = r.inverse?;
        let ineqs = [positive, s_line, c_line, r.sign];
        let terms = (1..=n as usize)
            .map(|j| {
                let rest = n as usize - j;
                let factors = [vec![0], vec![1; j - 1], vec![2; rest], vec![3; rest]].concat();
                Term { coeff: int(j as i64), ineqs: factors, squares: vec![square.clone()] }
            })
            .collect();
        let of_product = second.sub(&power(c, n + 1)?.mul_cap(&power(&root, n)?, MAX_TERMS)?);
        let cofactors = vec![of_product, power(c, n + 1)?.neg()];
        let certificate = Certificate { multiplier: crate::sheet::unit(), terms, cofactors };
        Some(self.sheet.order(Some(&claim), &certificate, &ineqs, &[product, r.power]))
    }

    /// u·Sⁿ + (n−1)·Cⁿ − n·Cⁿ⁻¹·S·r ≥ 0: (C − S·r)²·Σ j·C^(j−1)·(S·r)^(n−1−j).
    fn root_tangent(&mut self, r: &Rooted, n: u32, (c, c_line): (&Poly, At), (s, s_line): (&Poly, At)) -> Option<At> {
        let root = Poly::var(r.root);
        let power = |q: &Poly, e: u32| q.pow(e, MAX_TERMS);
        let m = i64::from(n);
        let first = power(s, n)?.mul_cap(&r.below, MAX_TERMS)?;
        let second = power(c, n)?.scale(&int(m - 1));
        let third = power(c, n - 1)?.mul_cap(s, MAX_TERMS)?.mul_cap(&root, MAX_TERMS)?.scale(&int(m));
        let claim = Literal::new(first.add(&second).sub(&third), Sign::NonNegative);
        let square = c.sub(&s.mul_cap(&root, MAX_TERMS)?);
        let ineqs = [c_line, s_line, r.sign];
        let terms = (1..n as usize)
            .map(|j| {
                let rest = n as usize - 1 - j;
                let factors = [vec![0; j - 1], vec![1; rest], vec![2; rest]].concat();
                Term { coeff: int(j as i64), ineqs: factors, squares: vec![square.clone()] }
            })
            .collect();
        let certificate = Certificate { multiplier: crate::sheet::unit(), terms, cofactors: vec![power(s, n)?.neg()] };
        Some(self.sheet.order(Some(&claim), &certificate, &ineqs, &[r.power]))
    }
}

fn positive(p: &Poly) -> Literal {
    Literal::new(p.clone(), Sign::Positive)
}

fn nonnegative(p: &Poly) -> Literal {
    Literal::new(p.clone(), Sign::NonNegative)
}
