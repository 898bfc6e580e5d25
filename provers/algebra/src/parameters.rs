//! `solve` with letters: the variables asked for in terms of the others.
//!
//! A basis of the equations in which the variables asked for are eliminated first is solved from its end, one variable after the
//! other: by a linear equation, or by one of degree 2, whose factors or whose discriminant give the values. Coefficients by which is divided
//! have to be known not to be zero, and signs of discriminants have to be known: cases of the letters are not made.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::systems::{satisfied, value};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Atom, Num};
use euclase_poly::groebner::{Order, basis};
use euclase_poly::{MAX_TERMS, Mono, Poly, Q, Work, factor, int};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};

/// Most solutions.
const MANY: usize = 16;
/// In how many orders the variables are eliminated.
const TURNS: usize = 3;
/// How many values of the letters are tried.
const SAMPLES: usize = 60;

/// Values found so far: a variable, and its value as a quotient.
type Partial = Vec<(u32, Poly, Poly)>;

impl Prover<'_> {
    /// The solutions for some variables of the sheet, `places`: the values of those asked for. `None` where they are not found. What follows from the
    /// equations is added to the facts.
    pub fn with_letters(
        &mut self,
        facts: &mut Facts,
        (eqs, lines): (&[Poly], &[usize]),
        (places, asked): (&[u32], &[u32]),
        effort: Effort,
    ) -> Option<Vec<Vec<Num>>> {
        let letters = eqs.iter().flat_map(Poly::vars).filter(|v| !places.contains(v));
        let letters: std::collections::BTreeSet<u32> = letters.collect();
        let stop = self.stop;
        let mut all: Vec<Poly> = eqs.to_vec();
        // Each of the variables is eliminated last once.
        let mut found = Vec::new();
        let mut first = places.to_vec();
        for _ in 0..places.len().min(TURNS) {
            let order: Vec<u32> = first.iter().copied().chain(letters.iter().copied()).collect();
            let part = effort.work / TURNS as u64;
            found.extend(basis(eqs, &Order::Lex(order), &mut Work::new(part, stop)).into_iter().flatten());
            first.rotate_left(1);
        }
        for e in found {
            if all.contains(&e.poly) {
                continue;
            }
            if e.poly.len() > 60 || e.cofactors.iter().map(Poly::len).sum::<usize>() > 3_000 {
                continue;
            }
            let l = Literal::new(e.poly.clone(), Sign::Zero);
            if facts.says(&l).is_none() {
                let at = self.sheet.combine(&e.poly, lines.iter().copied().zip(e.cofactors.clone()).collect());
                facts.add(vec![l], at);
            }
            all.push(e.poly);
        }
        let mut partials: Vec<Partial> = vec![vec![]];
        for _ in places {
            let mut next = Vec::new();
            for partial in &partials {
                next.extend(self.next_value(facts, &all, places, partial, effort)?);
            }
            partials = next;
            if partials.len() > MANY {
                return None;
            }
        }
        let value = |partial: &Partial, v: &u32| {
            let (_, p, q) = partial.iter().find(|s| s.0 == *v)?;
            let (p, q) = (self.sheet.terms.num(p), self.sheet.terms.num(q));
            Some(if q == Num::Const(Q::one()) { p } else { Num::Div(Box::new(p), Box::new(q)) })
        };
        partials.iter().map(|s| asked.iter().map(|v| value(s, v)).collect()).collect()
    }

    /// The values of one more variable.
    fn next_value(
        &mut self,
        facts: &Facts,
        all: &[Poly],
        places: &[u32],
        partial: &Partial,
        effort: Effort,
    ) -> Option<Vec<Partial>> {
        let mut candidates: Vec<(u32, u32, Poly)> = Vec::new();
        for e in all {
            let Some(p) = self.put_values(e, partial) else { continue };
            let open: Vec<u32> = places.iter().copied().filter(|v| p.degree_in(*v) > 0).collect();
            if let [v] = open[..] {
                candidates.push((p.degree_in(v), v, p));
            }
        }
        candidates.sort_by_key(|c| (c.0, c.2.len()));
        candidates.into_iter().find_map(|(_, v, p)| {
            let values = self.values(facts, v, &p, effort)?;
            Some(values.into_iter().map(|(n, d)| [&partial[..], &[(v, n, d)]].concat()).collect())
        })
    }

    /// A polynomial with values put in, times their divisors.
    fn put_values(&self, p: &Poly, partial: &Partial) -> Option<Poly> {
        let mut p = p.clone();
        for (v, n, d) in partial {
            let degree = p.degree_in(*v);
            let mut out = Poly::zero();
            for (e, c) in p.coefficients_in(*v)?.iter().enumerate() {
                let power = n
                    .pow(e as u32, MAX_TERMS)?
                    .mul_cap(&d.pow(degree.checked_sub(e as u32)?, MAX_TERMS)?, MAX_TERMS)?;
                out = out.add(&c.mul_cap(&power, MAX_TERMS)?);
            }
            p = self.without_squares(&out)?;
        }
        Some(p)
    }

    /// Squares of square roots replaced by their radicands.
    fn without_squares(&self, p: &Poly) -> Option<Poly> {
        let mut p = p.clone();
        for v in p.vars().into_iter().rev() {
            let Some(Opaque::Root(2, x)) = self.sheet.terms.get(v) else { continue };
            let mut out = Poly::zero();
            for (e, c) in p.coefficients_in(v)?.iter().enumerate() {
                let part = c.mul_cap(&x.pow(e as u32 / 2, MAX_TERMS)?, MAX_TERMS)?;
                out = out.add(&part.mul_term(&Q::one(), &Mono::power(v, e as u32 % 2)));
            }
            p = out;
        }
        Some(p)
    }

    /// The zeros of a polynomial in a variable, as quotients.
    fn values(&mut self, facts: &Facts, v: u32, p: &Poly, effort: Effort) -> Option<Vec<(Poly, Poly)>> {
        let stop = self.stop;
        let factors = if p.degree_in(v) > 1 {
            let found = factor::factor(p, &mut Work::new(effort.work, stop))?;
            found.factors.into_iter().map(|f| f.0).collect()
        } else {
            vec![p.clone()]
        };
        let mut out = Vec::new();
        for f in factors {
            if f.degree_in(v) == 0 {
                if f.constant_value().is_none() && !self.is_not_zero(facts, &f) {
                    return None;
                }
                continue;
            }
            let parts = f.coefficients_in(v)?;
            let lead = parts.last()?;
            if !self.is_not_zero(facts, lead) {
                return None;
            }
            match parts.as_slice() {
                [c, b] => out.push(quotient(&c.neg(), b)),
                [c, b, a] => out.extend(self.quadratic(facts, a, b, c)?),
                _ => return None,
            }
        }
        Some(out)
    }

    fn is_not_zero(&mut self, facts: &Facts, p: &Poly) -> bool {
        p.constant_value().is_some_and(|c| !c.is_zero())
            || self.quickly(facts, &Literal::new(p.clone(), Sign::NonZero)).is_some()
    }

    /// The zeros of a·x² + b·x + c, where the sign of the discriminant is known.
    fn quadratic(&mut self, facts: &Facts, a: &Poly, b: &Poly, c: &Poly) -> Option<Vec<(Poly, Poly)>> {
        let d = b.square()?.sub(&a.mul_cap(c, MAX_TERMS)?.scale(&int(4)));
        let d = self.without_squares(&d)?;
        if self.quickly(facts, &Literal::new(d.neg(), Sign::Positive)).is_some() {
            return Some(vec![]);
        }
        self.quickly(facts, &Literal::new(d.clone(), Sign::NonNegative))?;
        let (times, rest) = square_part(&d);
        let radicand = self.sheet.terms.num(&rest);
        let root = self.sheet.terms.poly(&Num::Call("sqrt".into(), vec![radicand]))?.scale(&times);
        let twice = a.scale(&int(2));
        Some([root.clone(), root.neg()].map(|r| quotient(&r.sub(b), &twice)).to_vec())
    }
}

/// Does a solution fail at some values of the letters at which the givens without the variables hold?
pub fn fails_somewhere(vars: &[u32], solution: &[Num], givens: &[Vec<Atom>]) -> bool {
    let said = |c: &[Atom], v: u32| {
        let mut found = false;
        for n in c.iter().flat_map(|a| [&a.lhs, &a.rhs]) {
            n.each_part(&mut |x, _| found |= *x == Num::Real(v));
        }
        found
    };
    let (of_vars, others): (Vec<_>, Vec<_>) = givens.iter().partition(|c| vars.iter().any(|v| said(c, *v)));
    let holds = |c: &[Atom], at: &dyn Fn(u32) -> Option<f64>| c.iter().any(|a| satisfied(a, at) != Some(false));
    let mut state: u32 = 1;
    for _ in 0..SAMPLES {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let seed = state;
        // A number from −4 to 4 for each letter.
        let letter = |v: u32| {
            let mixed = seed.rotate_left(v % 31).wrapping_mul(2_654_435_761).wrapping_add(v.wrapping_mul(40_503));
            Some(f64::from(mixed >> 8) / f64::from(1 << 21) - 4.0)
        };
        if !others.iter().all(|c| holds(c, &letter)) {
            continue;
        }
        let values: Vec<Option<f64>> = solution.iter().map(|n| value(n, &letter)).collect();
        let at = |v: u32| match vars.iter().position(|w| *w == v) {
            Some(i) => values.get(i).copied().flatten(),
            None => letter(v),
        };
        if !of_vars.iter().all(|c| holds(c, &at)) {
            return true;
        }
    }
    false
}

/// A quotient; numbers are divided at once.
fn quotient(n: &Poly, d: &Poly) -> (Poly, Poly) {
    match d.constant_value() {
        Some(c) if !c.is_zero() => (n.scale(&c.recip()), Poly::one()),
        _ => (n.clone(), d.clone()),
    }
}

/// p = times²·rest, as far as numbers go.
fn square_part(p: &Poly) -> (Q, Poly) {
    let content = p.content();
    let root = |n: &BigInt| {
        let mut times = BigInt::one();
        let mut d = BigInt::from(2);
        let mut n = n.abs();
        while &d * &d <= n && d < BigInt::from(1_000) {
            while (&n % (&d * &d)).is_zero() {
                n /= &d * &d;
                times *= &d;
            }
            d += 1;
        }
        times
    };
    let times = Q::new(root(content.numer()), root(content.denom()));
    if times.is_zero() {
        return (Q::one(), p.clone());
    }
    (times.clone(), p.scale(&(&times * &times).recip()))
}
