//! What powers say of their exponents, and exponents of powers.
//!
//! The kernel has the laws of powers, that powers increase with the base, and the inequality of means. From these: a power
//! with the exponent 0 is 1; powers of one base other than 1 are equal only for equal exponents; they keep
//! the order of their exponents or turn it round; and a power with an exponent from 0 to 1 lies below its tangent, one
//! with an exponent of at least 1 above.

use crate::facts::Facts;
use crate::powers::{Power, primes};
use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Term, int};
use num_traits::{One, Zero};

/// Most powers whose exponents are compared.
const FEW: usize = 6;

impl Prover<'_> {
    /// Adds what follows about powers and exponents; says whether there is anything new.
    pub fn exponents(&mut self, facts: &mut Facts) -> bool {
        if facts.plain {
            return false;
        }
        let all: Vec<Power> = self.powers_of(facts);
        if all.is_empty() {
            return false;
        }
        let before = facts.known.len();
        for p in &all {
            self.known_exponent(facts, p);
            if !facts.tangents.contains(&p.var) {
                facts.tangents.push(p.var);
                self.tangent(facts, p);
            }
        }
        self.equal_exponents(facts, &all);
        let kept: Vec<Power> = all.into_iter().filter(|p| !facts.rewritten.iter().any(|r| r.0 == p.var)).collect();
        if kept.len() <= FEW {
            self.ordered_exponents(facts, &kept);
        }
        facts.known.len() > before
    }

    fn power(&mut self, base: &Poly, exponent: &Poly) -> Option<Poly> {
        let args = vec![self.sheet.terms.num(base), self.sheet.terms.num(exponent)];
        self.sheet.terms.poly(&Num::Call("pow".into(), args))
    }

    /// pow(a, d) = 1 for d = 0: it is equal to pow(a, −d), which is its inverse.
    fn power_of_zero(&mut self, base: &Poly, positive: At, d: &Poly, zero: At) -> Option<At> {
        let (x, y) = (self.power(base, d)?, self.power(base, &d.neg())?);
        let [a, u, v] = [base, d, &d.neg()].map(|p| self.sheet.terms.num(p));
        let product = self.sheet.lemma("power_sum", vec![a.clone(), u.clone(), v.clone()], vec![positive])?;
        let sign = self.sheet.lemma("power_sign", vec![a, u.clone()], vec![positive])?;
        let equal = self.sheet.push(vec![Atom { lhs: u, rel: Rel::Eq, rhs: v }], Reason::Weaken, vec![zero]);
        let same = self.sheet.say(&Literal::new(x.sub(&y), Sign::Zero), Reason::Congruence, vec![equal]);
        // −(x − 1)²·(x + 1) = (x − 1)·(1 − xy) − (x − 1)·x·(x − y)
        let less = x.sub(&Poly::one());
        let multiplier = [vec![], vec![0]].map(|ineqs| Term { coeff: Q::one(), ineqs, squares: vec![] }).to_vec();
        let cofactors = vec![less.clone(), less.mul(&x)?.neg()];
        let c = Certificate { multiplier, terms: vec![], cofactors };
        Some(self.sheet.order(Some(&Literal::new(less, Sign::Zero)), &c, &[sign], &[product, same]))
    }

    /// A power whose exponent is a number by the equations.
    fn known_exponent(&mut self, facts: &mut Facts, p: &Power) -> Option<()> {
        let mut value = p.exponent.clone();
        for (e, _) in facts.equations().filter(|e| e.0.degree() == 1 && e.0.len() <= 2 && e.0.vars().len() == 1) {
            let v = e.vars().into_iter().next()?;
            let slope = e.degree_in(v).eq(&1).then(|| e.coefficients_in(v)?.get(1)?.constant_value()).flatten()?;
            value = value.subst(v, &Poly::constant(-e.constant_term() / slope))?;
        }
        let c = value.constant_value()?;
        let d = p.exponent.sub(&value);
        let zero = self.by_equations(facts, &d)?;
        let one = self.power_of_zero(&p.base, p.positive, &d, zero)?;
        // pow(a, u) = pow(a, d)·pow(a, c)
        let terms = [&p.base, &d, &value].map(|x| self.sheet.terms.num(x)).to_vec();
        let at = if c.is_zero() { one } else { self.sheet.lemma("power_sum", terms, vec![p.positive])? };
        let constant = self.power(&p.base, &value)?;
        let claim = Literal::new(Poly::var(p.var).sub(&constant), Sign::Zero);
        if facts.says(&claim).is_some() {
            return None;
        }
        let parts = if c.is_zero() { vec![(one, Poly::one())] } else { vec![(at, Poly::one()), (one, constant)] };
        let line = self.sheet.combine(&claim.poly, parts);
        facts.add(vec![claim], line);
        Some(())
    }

    /// A power against its tangent at 1.
    fn tangent(&mut self, facts: &mut Facts, p: &Power) -> Option<()> {
        let u = &p.exponent;
        let [least, beyond, most] = [u.clone(), u.sub(&Poly::one()), Poly::one().sub(u)]
            .map(|q| self.quickly(facts, &Literal::new(q, Sign::NonNegative)));
        if let Some(beyond) = beyond {
            let x = p.base.sub(&Poly::one());
            let terms = vec![self.sheet.terms.num(&x), self.sheet.terms.num(u)];
            self.lemma_fact(facts, "bernoulli", terms, vec![p.positive, beyond])?;
        } else if let (Some(least), Some(most)) = (least, most) {
            let rest = Poly::one().sub(u);
            let one = self.one_to(facts, &rest)?;
            let positive = self.quickly(facts, &Literal::new(Poly::one(), Sign::Positive))?;
            let terms = [u, &rest, &p.base, &Poly::one()].map(|x| self.sheet.terms.num(x)).to_vec();
            let sum = self.sheet.combine(&Poly::zero(), vec![]);
            let means = self.sheet.lemma("weighted_means", terms, vec![least, p.positive, most, positive, sum])?;
            // u·a + (1 − u) − v = u·a + (1 − u) − v·pow(1, 1 − u) + v·(pow(1, 1 − u) − 1)
            let bound = u.mul(&p.base)?.add(&rest).sub(&Poly::var(p.var));
            let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
            let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![Poly::var(p.var)] };
            let claim = Literal::new(bound, Sign::NonNegative);
            let at = self.sheet.order(Some(&claim), &c, &[means], &[one]);
            facts.add(vec![claim], at);
        }
        Some(())
    }

    /// The line pow(1, u) = 1.
    fn one_to(&mut self, facts: &Facts, u: &Poly) -> Option<At> {
        let var = self.power(&Poly::one(), u)?.vars().into_iter().next()?;
        let positive = self.quickly(facts, &Literal::new(Poly::one(), Sign::Positive))?;
        let terms = vec![Num::Const(Q::one()), self.sheet.terms.num(u)];
        let mut local = Facts::default();
        self.lemma_fact(&mut local, "power_sign", terms, vec![positive])?;
        self.power_of_one(&mut local, &Power { var, base: Poly::one(), exponent: u.clone(), positive })
    }

    /// Equations between powers of one base: their exponents are equal.
    fn equal_exponents(&mut self, facts: &mut Facts, all: &[Power]) {
        let equations: Vec<Poly> = facts.equations().map(|e| e.0.clone()).filter(|e| e.len() == 2).collect();
        for e in equations {
            let Some((p, w)) = exponent_of(&e, all) else { continue };
            let claim = Literal::new(w.clone(), Sign::Zero);
            if w.constant_value().is_some() || facts.says(&claim).is_some() {
                continue;
            }
            let mark = self.sheet.mark();
            match self.exponent_is_zero(facts, &p, &w) {
                Some(at) => facts.add(vec![claim], at),
                None => self.sheet.back(mark),
            }
        }
    }

    /// w = 0, since pow(a, w) = 1 and a is not 1.
    fn exponent_is_zero(&mut self, facts: &Facts, p: &Power, w: &Poly) -> Option<At> {
        let x = self.power(&p.base, w)?;
        let one = Literal::new(x.sub(&Poly::one()), Sign::Zero);
        let mut local = facts.clone();
        local.plain = true;
        self.explain(&mut local, std::slice::from_ref(&one));
        let is_one = self.by_equations(&local, &one.poly)?;
        let claim = Literal::new(w.clone(), Sign::Zero);
        let opposite = claim.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let absurd = self.exponent_not_zero(facts, p, w, s, is_one)?;
        Some(self.refuted(&claim, &opposite, absurd))
    }

    /// pow(a, w) = 1 and w ≠ 0 make a = pow(pow(a, w), 1/w) = pow(1, 1/w) = 1, which is absurd.
    fn exponent_not_zero(&mut self, facts: &Facts, p: &Power, w: &Poly, nonzero: At, is_one: At) -> Option<At> {
        let differs = self.quickly(facts, &Literal::new(p.base.sub(&Poly::one()), Sign::NonZero))?;
        let x = self.power(&p.base, w)?;
        let q = self.sheet.terms.inverse(w.clone());
        let [a, w_num, q_num, x_num] = [&p.base, w, &q, &x].map(|t| self.sheet.terms.num(t));
        let inverse = self.sheet.lemma("inverse", vec![w_num.clone()], vec![nonzero])?;
        let through = self.sheet.lemma("power_power", vec![a.clone(), w_num, q_num], vec![p.positive])?;
        // pow(x, q) = pow(1, q) = 1
        let (of_x, of_one) = (self.power(&x, &q)?, self.power(&Poly::one(), &q)?);
        let atom = Atom { lhs: x_num, rel: Rel::Eq, rhs: Num::Const(Q::one()) };
        let same = self.sheet.push(vec![atom], Reason::Weaken, vec![is_one]);
        let same = self.sheet.say(&Literal::new(of_x.sub(&of_one), Sign::Zero), Reason::Congruence, vec![same]);
        let trivial = self.one_to(facts, &q)?;
        // pow(a, w·q) = pow(a, w·q − 1)·a = a
        let product = w.mul(&q)?;
        let d = product.sub(&Poly::one());
        let terms = vec![a, self.sheet.terms.num(&d), Num::Const(Q::one())];
        let apart = self.sheet.lemma("power_sum", terms, vec![p.positive])?;
        let gone = self.power_of_zero(&p.base, p.positive, &d, inverse)?;
        // a − 1 = −(through) − (apart) − a·(gone) + (same) + (trivial), each as left − right
        let parts = vec![
            (through, Poly::int(-1)),
            (apart, Poly::int(-1)),
            (gone, p.base.neg()),
            (same, Poly::one()),
            (trivial, Poly::one()),
        ];
        let base = p.base.sub(&Poly::one());
        let at = self.sheet.combine(&base, parts);
        let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
        let c = Certificate { multiplier: vec![], terms: vec![term], cofactors: vec![base.neg()] };
        Some(self.sheet.order(None, &c, &[differs], &[at]))
    }

    /// Powers of one base in the order of their exponents, or turned round.
    fn ordered_exponents(&mut self, facts: &mut Facts, all: &[Power]) {
        for (i, p) in all.iter().enumerate() {
            self.compared(facts, p, &Poly::zero());
            for other in all.iter().skip(i + 1).filter(|o| o.base == p.base) {
                self.compared(facts, p, &other.exponent);
            }
        }
    }

    /// pow(a, w) against 1, where the sign of w = u − v is known; pow(a, u) is pow(a, v) times that.
    fn compared(&mut self, facts: &mut Facts, p: &Power, v: &Poly) -> Option<()> {
        let one = Poly::one();
        let above = self.quickly(facts, &Literal::new(p.base.sub(&one), Sign::NonNegative));
        let below = match above {
            Some(_) => None,
            None => Some(self.quickly(facts, &Literal::new(one.sub(&p.base), Sign::NonNegative))?),
        };
        let w = p.exponent.sub(v);
        let mut sign = |w: &Poly| self.quickly(facts, &Literal::new(w.clone(), Sign::NonNegative));
        let (w, at_least) = match sign(&w) {
            Some(at) => (w, at),
            None => (w.neg(), sign(&w.neg())?),
        };
        let x = self.power(&p.base, &w)?;
        let (low, high) = if above.is_some() { (one.clone(), x.clone()) } else { (x.clone(), one.clone()) };
        let claim = Literal::new(high.sub(&low), Sign::NonNegative);
        if facts.says(&claim).is_some() {
            return None;
        }
        // The greater base, the smaller one, the exponent.
        let unit_positive = self.quickly(facts, &Literal::new(one.clone(), Sign::Positive))?;
        let [a, b] = if above.is_some() { [&p.base, &one] } else { [&one, &p.base] };
        let terms = [a, b, &w].map(|t| self.sheet.terms.num(t)).to_vec();
        let base_positive = if above.is_some() { unit_positive } else { p.positive };
        let order = self.sheet.lemma("power_order", terms, vec![base_positive, at_least, above.or(below)?])?;
        let trivial = self.one_to(facts, &w)?;
        let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
        let cofactor = Poly::int(if above.is_some() { 1 } else { -1 });
        let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![cofactor] };
        let at = self.sheet.order(Some(&claim), &c, &[order], &[trivial]);
        facts.add(vec![claim.clone()], at);
        let mark = self.sheet.mark();
        match self.strictly(facts, p, &w, &claim, at) {
            Some(strict) => facts.add(vec![Literal::new(claim.poly.clone(), Sign::Positive)], strict),
            None => self.sheet.back(mark),
        }
        if !v.is_zero() {
            // The power with the greater exponent is the other one times pow(a, w).
            let from = if w == p.exponent.sub(v) { v.clone() } else { p.exponent.clone() };
            let terms = [&p.base, &from, &w].map(|t| self.sheet.terms.num(t)).to_vec();
            self.lemma_fact(facts, "power_sum", terms, vec![p.positive]);
        }
        Some(())
    }

    /// The comparison of pow(a, w) with 1 is strict where w ≠ 0 and a ≠ 1.
    fn strictly(&mut self, facts: &Facts, p: &Power, w: &Poly, claim: &Literal, at: At) -> Option<At> {
        let nonzero = self.quickly(facts, &Literal::new(w.clone(), Sign::NonZero))?;
        let x = self.power(&p.base, w)?;
        let equal = Literal::new(x.sub(&Poly::one()), Sign::Zero);
        let different = equal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&equal));
        let absurd = self.exponent_not_zero(facts, p, w, nonzero, s)?;
        let differs = self.refuted(&different, &equal, absurd);
        // h ≥ 0 and h ≠ 0: h·h = h² > 0.
        let just = |i: usize| Term { coeff: int(1), ineqs: vec![i], squares: vec![] };
        let c = Certificate { multiplier: vec![just(0)], terms: vec![just(1)], cofactors: vec![] };
        let strict = Literal::new(claim.poly.clone(), Sign::Positive);
        Some(self.sheet.order(Some(&strict), &c, &[at, differs], &[]))
    }
}

/// Of an equation of two monomials that are powers of one base, up to numbers: the exponent of their quotient, which is 1.
fn exponent_of(e: &Poly, all: &[Power]) -> Option<(Power, Poly)> {
    let mut terms = e.terms();
    let ((m, c), (n, d)) = (terms.next()?, terms.next()?);
    let ratio = -(d / c);
    let mut base: Option<&Power> = None;
    let mut w = Poly::zero();
    for (mono, sign) in [(m, 1), (n, -1)] {
        for (v, k) in mono.powers() {
            let p = all.iter().find(|p| p.var == v)?;
            if base.is_some_and(|b| b.base != p.base) {
                return None;
            }
            base = base.or(Some(p));
            w = w.add(&p.exponent.scale(&int(i64::from(k) * sign)));
        }
    }
    let base = base?;
    if ratio.is_one() {
        return Some((base.clone(), w));
    }
    // pow(a, w) = ratio = a^r
    let (number, ratio) = (primes(&base.base.constant_value()?)?, primes(&ratio)?);
    let r = Q::new(ratio.first()?.1.into(), number.first()?.1.into());
    let agree =
        number.len() == ratio.len() && number.iter().zip(&ratio).all(|(a, b)| a.0 == b.0 && int(a.1) * &r == int(b.1));
    agree.then(|| (base.clone(), w.sub(&Poly::constant(r))))
}
