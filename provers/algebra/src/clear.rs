//! Divisors: goals are multiplied by them, proved, and divided again; facts are said once more without them.

use crate::facts::{Facts, Quotient};
use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::Q;
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Mono, Poly, Term};
use num_traits::One;

/// Most terms of a polynomial without divisors.
const MAX_TERMS: usize = 15_000;
/// Most terms of a fact without divisors or roots and of what shows it, together.
pub const LONG_FACT: usize = 1_000;
/// Most terms of all facts that are cleared at once, and of what shows them.
const LONG_FACTS: usize = 30_000;

/// A polynomial times its divisors.
struct Cleared {
    /// D·p = `poly` + Σ cofactor·equation
    poly: Poly,
    /// Lines that say d·v = n, and cofactors.
    parts: Vec<(At, Poly)>,
    /// D
    total: Poly,
    /// Lines that say that the divisors are not zero: each as often as it is a factor of D; where D may not be
    /// negative, for a divisor without sign half as often.
    factors: Vec<At>,
}

impl Cleared {
    /// Terms of all its polynomials.
    fn len(&self) -> usize {
        self.poly.len() + self.total.len() + self.parts.iter().map(|c| c.1.len()).sum::<usize>()
    }
}

impl Prover<'_> {
    /// The goal times the divisors that are written as such: the literal without them, their lines and powers. `None` where
    /// there are none.
    pub fn cleared_goal(&self, facts: &Facts, goal: &Literal) -> Option<(Literal, Vec<At>, Vec<u32>)> {
        let ordered = matches!(goal.sign, Sign::NonNegative | Sign::Positive);
        let mut p = goal.poly.clone();
        let (mut lines, mut powers) = (Vec::new(), Vec::new());
        for v in facts.quotients.iter().rev().filter(|v| v.is_inverse()) {
            let e = p.degree_in(v.var);
            if e == 0 {
                continue;
            }
            let k = if ordered && !v.positive { e + e % 2 } else { e };
            p = reduce(&p, v, k)?.0;
            lines.push(v.nonzero);
            powers.push(k);
        }
        (!lines.is_empty()).then(|| (Literal::new(p, goal.sign), lines, powers))
    }

    /// The goal from its cleared form.
    pub fn divided(&mut self, goal: &Literal, cleared: At, divisors: Vec<At>, powers: Vec<u32>) -> At {
        let premises = [vec![cleared], divisors].concat();
        self.sheet.say(goal, Reason::Field(powers), premises)
    }

    /// The goal without radii and distances, which are quotients by what a lemma says of them: `prove` is asked for the goal times their
    /// divisors. The outer `None`: there are none in it.
    pub fn without_quotients(
        &mut self,
        facts: &Facts,
        goal: &Literal,
        prove: &mut dyn FnMut(&mut Self, &Literal) -> Option<At>,
    ) -> Option<Option<At>> {
        let c = cleared(facts, &goal.poly, true, &|v| !v.is_inverse(), usize::MAX)?;
        let at = prove(self, &Literal::new(c.poly.clone(), goal.sign));
        Some(at.and_then(|at| self.multiplied_back(goal, c, at)))
    }

    /// p = 0 by the same way.
    pub fn zero_without_quotients(
        &mut self,
        facts: &Facts,
        p: &Poly,
        prove: &mut dyn FnMut(&mut Self, &Poly) -> Option<At>,
    ) -> Option<Option<At>> {
        let c = cleared(facts, p, true, &|v| !v.is_inverse(), usize::MAX)?;
        let at = prove(self, &c.poly);
        Some(at.and_then(|at| self.multiplied_back(&Literal::new(p.clone(), Sign::Zero), c, at)))
    }

    /// p from q, where D·p = q + Σ cofactor·equation and D > 0.
    fn multiplied_back(&mut self, goal: &Literal, c: Cleared, at: At) -> Option<At> {
        let p = &goal.poly;
        let times = |q: &Poly, by: &Poly| q.mul_cap(by, MAX_TERMS);
        let product = |powers: usize| {
            let ineqs = (0..c.factors.len()).flat_map(|i| std::iter::repeat_n(i, powers)).collect();
            vec![Term { coeff: Q::one(), ineqs, squares: vec![] }]
        };
        let (mut eqs, mut cofactors): (Vec<At>, Vec<Poly>) = c.parts.into_iter().unzip();
        let mut ineqs = c.factors.clone();
        let (multiplier, terms) = match goal.sign {
            Sign::NonNegative | Sign::Positive => {
                ineqs.push(at);
                let sum = vec![Term { coeff: Q::one(), ineqs: vec![c.factors.len()], squares: vec![] }];
                (product(1), sum)
            }
            Sign::Zero => {
                // D·(−p²) = −p·q − Σ p·cofactor·equation
                cofactors = cofactors.iter().map(|k| times(&k.neg(), p)).collect::<Option<_>>()?;
                eqs.push(at);
                cofactors.push(p.neg());
                (product(1), vec![])
            }
            Sign::NonZero => {
                // D²·p² = q² + Σ (q + D·p)·cofactor·equation
                let sum = c.poly.add(&times(&c.total, p)?);
                cofactors = cofactors.iter().map(|k| times(k, &sum)).collect::<Option<_>>()?;
                ineqs.push(at);
                (product(2), vec![Term { coeff: Q::one(), ineqs: vec![c.factors.len()], squares: vec![] }])
            }
        };
        let certificate = Certificate { multiplier, terms, cofactors };
        Some(self.sheet.order(Some(goal), &certificate, &ineqs, &eqs))
    }

    /// Facts with divisors, once more without: multiplied by what is not zero.
    pub fn clear_facts(&mut self, facts: &mut Facts) {
        let mut total = 0;
        let mut i = 0;
        while i < facts.known.len() {
            let (l, at) = facts.known[i].clone();
            i += 1;
            let is_product = facts.quotients.iter().any(|v| v.product == at);
            let is_sign = facts.quotients.iter().any(|v| l.poly == Poly::var(v.var));
            if is_product || is_sign || l.sign == Sign::NonZero {
                continue;
            }
            if total > LONG_FACTS {
                return;
            }
            if let Some((l, at, long)) = self.cleared_fact(facts, &l, at) {
                total += long;
                facts.add(vec![l], at);
            }
        }
    }

    /// q = D·h − Σ cofactor·(d·v − n), without divisors; and how many terms the line has. A long fact helps nobody, and there may be many.
    pub fn cleared_fact(&mut self, facts: &Facts, l: &Literal, at: At) -> Option<(Literal, At, usize)> {
        self.cleared_within(facts, l, at, LONG_FACT)
    }

    /// The same, where its polynomials have no more than `most` terms together.
    pub fn cleared_within(&mut self, facts: &Facts, l: &Literal, at: At, most: usize) -> Option<(Literal, At, usize)> {
        let ordered = matches!(l.sign, Sign::NonNegative | Sign::Positive);
        let cleared = cleared(facts, &l.poly, ordered, &|_| true, most)?;
        let long = cleared.len();
        let Cleared { poly: p, parts, total, mut factors } = cleared;
        let mut parts: Vec<(At, Poly)> = parts.into_iter().map(|(at, c)| (at, c.neg())).collect();
        let claim = Literal::new(p.clone(), l.sign);
        let line = match l.sign {
            Sign::Zero => {
                parts.push((at, total));
                self.sheet.combine(&p, parts)
            }
            Sign::NonZero => {
                // q² = (D·p)² − (q + D·p)·Σ cofactor·equation
                let both = p.add(&total.mul_cap(&l.poly, MAX_TERMS)?);
                let twice =
                    |at: &At| if facts.quotients.iter().any(|v| v.nonzero == *at && v.positive) { 2 } else { 1 };
                let mut ineqs: Vec<At> = factors.iter().flat_map(|f| std::iter::repeat_n(*f, twice(f))).collect();
                ineqs.push(at);
                let places: Vec<usize> = (0..ineqs.len()).collect();
                let product = Term { coeff: Q::one(), ineqs: places, squares: vec![] };
                let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().unzip();
                let cofactors = cofactors.iter().map(|c| c.mul_cap(&both, MAX_TERMS)).collect::<Option<_>>()?;
                let c = Certificate { multiplier: unit(), terms: vec![product], cofactors };
                self.sheet.order(Some(&claim), &c, &ineqs, &eqs)
            }
            _ => {
                factors.push(at);
                let places: Vec<usize> = (0..factors.len()).collect();
                let product = Term { coeff: Q::one(), ineqs: places, squares: vec![] };
                let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().unzip();
                let c = Certificate { multiplier: unit(), terms: vec![product], cofactors };
                self.sheet.order(Some(&claim), &c, &factors, &eqs)
            }
        };
        Some((claim, line, long))
    }
}

/// A polynomial times the divisors of those quotients in it that are wanted; `ordered`: times something that is not negative. `None`
/// where there are none, or it has more terms than `most`, all polynomials together.
fn cleared(facts: &Facts, p: &Poly, ordered: bool, wanted: &dyn Fn(&Quotient) -> bool, most: usize) -> Option<Cleared> {
    let mut out = Cleared { poly: p.clone(), parts: Vec::new(), total: Poly::one(), factors: Vec::new() };
    for v in facts.quotients.iter().rev().filter(|v| wanted(v)) {
        let e = out.poly.degree_in(v.var) / v.power;
        if e == 0 {
            continue;
        }
        let k = if ordered && !v.positive { e + e % 2 } else { e };
        let d = v.divisor.pow(k, MAX_TERMS)?;
        let (reduced, cofactor) = reduce(&out.poly, v, k)?;
        // p·d^k = reduced + cofactor·(d·v − n); what came before is multiplied too.
        for part in &mut out.parts {
            part.1 = part.1.mul_cap(&d, MAX_TERMS)?;
        }
        out.parts.push((v.product, if v.sign < 0 { cofactor.neg() } else { cofactor }));
        // What says d ≠ 0 enters a product as d².
        let times = if v.positive || !ordered { k } else { k / 2 };
        out.factors.extend(std::iter::repeat_n(v.nonzero, times as usize));
        out.total = out.total.mul_cap(&d, MAX_TERMS)?;
        out.poly = reduced;
        if out.len() > most {
            return None;
        }
    }
    (!out.parts.is_empty()).then_some(out)
}

/// Two polynomials times the same divisors of the quotients in them.
pub fn cleared_together(facts: &Facts, p: &Poly, q: &Poly) -> Option<(Poly, Poly)> {
    let [p, q] = <[Poly; 2]>::try_from(cleared_all(facts, &[p.clone(), q.clone()])?).ok()?;
    Some((p, q))
}

/// The same of more.
pub fn cleared_all(facts: &Facts, all: &[Poly]) -> Option<Vec<Poly>> {
    // Marked by variables that are nowhere else.
    let mark = |i: usize| u32::MAX - i as u32;
    let mut marked = Poly::zero();
    for (i, p) in all.iter().enumerate() {
        marked = marked.add(&p.mul_cap(&Poly::var(mark(i)), MAX_TERMS)?);
    }
    let whole = cleared(facts, &marked, false, &|_| true, usize::MAX).map_or(marked, |c| c.poly);
    let of = |v: u32| {
        let terms = whole.terms().filter(|(m, _)| m.exp(v) == 1);
        Poly::from_terms(terms.map(|(m, c)| (m.without(v), c)))
    };
    Some((0..all.len()).map(|i| of(mark(i))).collect())
}

/// p·d^k with d·v replaced by n, and the cofactor c: p·d^k = that + c·(d·v − n).
fn reduce(p: &Poly, v: &Quotient, k: u32) -> Option<(Poly, Poly)> {
    let coefficients = p.coefficients_in(v.var)?;
    let times = |a: &Poly, b: &Poly| a.mul_cap(b, MAX_TERMS);
    let dv = times(&v.divisor, &Poly::term(Q::one(), Mono::power(v.var, v.power)))?;
    let (mut reduced, mut cofactor) = (Poly::zero(), Poly::zero());
    for (e, c) in coefficients.iter().enumerate() {
        let (e, odd) = (e / v.power as usize, e as u32 % v.power);
        let c = &times(c, &Poly::term(Q::one(), Mono::power(v.var, odd)))?;
        let left = times(c, &v.divisor.pow(k.checked_sub(e as u32)?, MAX_TERMS)?)?;
        reduced = reduced.add(&times(&left, &v.numerator.pow(e as u32, MAX_TERMS)?)?);
        // (d·v)^e − n^e = (d·v − n)·Σ_{j<e} (d·v)^j·n^(e−1−j)
        let mut power = Poly::one();
        for j in 0..e {
            let rest = v.numerator.pow((e - 1 - j) as u32, MAX_TERMS)?;
            cofactor = cofactor.add(&times(&left, &times(&power, &rest)?)?);
            power = times(&power, &dv)?;
        }
    }
    Some((reduced, cofactor))
}
