//! Square roots that contain square roots: where the radicand is a square, once a variable is written over the inner root.
//!
//! With t = √w and w linear in x, x is a polynomial in t, and so is the radicand of √(x + 2t). If that is k²·s·q², s a whole number,
//! the outer root is k·√s·q or its opposite.

use crate::facts::Facts;
use crate::powers::over_others;
use crate::prover::Prover;
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Num, Q};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Poly, Work, factor};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// Work for the factors of a radicand.
const WORK: u64 = 2_000_000;

impl Prover<'_> {
    /// Adds what nested roots are; says whether there are any.
    pub fn nested_roots(&mut self, facts: &mut Facts) -> bool {
        let explained: BTreeSet<u32> = facts.explained.iter().copied().collect();
        let mut found = false;
        for r in explained {
            if facts.nested.contains(&r) {
                continue;
            }
            let Some(Opaque::Root(2, u)) = self.sheet.terms.get(r).cloned() else { continue };
            let inner: Vec<u32> = u.vars().into_iter().filter(|v| self.is_root(*v)).collect();
            for t in inner {
                facts.nested.push(r);
                let mark = self.sheet.mark();
                if self.nested_root(facts, r, &u, t).is_some() {
                    found = true;
                    break;
                }
                self.sheet.back(mark);
            }
        }
        found
    }

    fn is_root(&self, v: u32) -> bool {
        matches!(self.sheet.terms.get(v), Some(Opaque::Root(2, _)))
    }

    fn nested_root(&mut self, facts: &mut Facts, r: u32, u: &Poly, t: u32) -> Option<()> {
        let Some(Opaque::Root(2, w)) = self.sheet.terms.get(t).cloned() else { return None };
        let square = |v: u32| Poly::var(v).square();
        let inner = facts.says(&Literal::new(square(t)?.sub(&w), Sign::Zero))?;
        let outer = facts.says(&Literal::new(square(r)?.sub(u), Sign::Zero))?;
        let sign = facts.says(&Literal::new(Poly::var(r), Sign::NonNegative))?;
        for x in w.vars() {
            let parts = w.coefficients_in(x)?;
            let [rest, slope] = parts.as_slice() else { continue };
            let Some(slope) = slope.constant_value() else { continue };
            // x − (t² − rest)/slope = −(t² − w)/slope
            let value = square(t)?.sub(rest).scale(&slope.recip());
            let by = Poly::constant(-slope.recip());
            let line = self.sheet.combine(&Poly::var(x).sub(&value), vec![(inner, by)]);
            let (put, parts) = over_others(u, &[(x, value, line)])?;
            let Some((times, number, q)) = square_of(&put, self.stop) else { continue };
            // r² − (k·√s·q)²
            let mut root = q.scale(&times);
            let mut more: Vec<(At, Poly)> = parts;
            if !number.is_one() {
                let args = vec![Num::Const(Q::from_integer(number.clone()))];
                let s = self.sheet.terms.poly(&Num::Call("sqrt".into(), args))?;
                self.explain(facts, &[Literal::new(s.clone(), Sign::NonNegative)]);
                let power = s.square()?.sub(&Poly::constant(Q::from_integer(number)));
                let line = facts.says(&Literal::new(power, Sign::Zero))?;
                more.push((line, root.square()?.neg()));
                root = root.mul(&s)?;
            }
            more.push((outer, Poly::one()));
            let difference = square(r)?.sub(&root.square()?);
            let zero = self.sheet.combine(&difference, more);
            let (same, opposite) = (Poly::var(r).sub(&root), Poly::var(r).add(&root));
            for (side, equation) in [(root.clone(), &same), (root.neg(), &opposite)] {
                if let Some(at) = self.quickly(facts, &Literal::new(side.clone(), Sign::NonNegative)) {
                    let line = self.equal_nth((&Poly::var(r), sign), (&side, at), 2, zero)?;
                    facts.add(vec![Literal::new(equation.clone(), Sign::Zero)], line);
                    return Some(());
                }
            }
            let clause: Vec<Literal> = [same, opposite].into_iter().map(|p| Literal::new(p, Sign::Zero)).collect();
            let factors = clause.iter().map(|l| self.sheet.terms.num(&l.poly)).collect();
            let atoms = clause.iter().map(|l| self.sheet.terms.atom(l)).collect();
            let line = self.sheet.push(atoms, Reason::Factors(factors), vec![zero]);
            facts.add(clause, line);
            return Some(());
        }
        None
    }
}

/// p = k²·s·q² with a whole number s that has no square factor (below a bound).
fn square_of(p: &Poly, stop: &dyn Fn() -> bool) -> Option<(Q, BigInt, Poly)> {
    let found = factor::factor(p, &mut Work::new(WORK, stop))?;
    if found.factors.is_empty() || found.factors.iter().any(|f| f.1 % 2 == 1) {
        return None;
    }
    let mut q = Poly::one();
    for (f, e) in &found.factors {
        q = q.mul(&f.pow(e / 2, 1_000)?)?;
    }
    let c = p.div_exact(&q.square()?)?.constant_value().filter(Signed::is_positive)?;
    // m/n = m·n/n²
    let (mut s, mut k) = (c.numer() * c.denom(), BigInt::one());
    let mut d = BigInt::from(2);
    while &d * &d <= s && d < BigInt::from(1_000) {
        while (&s % (&d * &d)).is_zero() {
            s /= &d * &d;
            k *= &d;
        }
        d += 1;
    }
    Some((Q::new(k, c.denom().clone()), s, q))
}
