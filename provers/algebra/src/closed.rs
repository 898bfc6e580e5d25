//! Numbers made of rational numbers by roots: their signs by enclosing, equalities by their equations.
//!
//! A root lies between two rational numbers whose powers enclose what is below it; a polynomial in such numbers, all of
//! them positive, is at least the sum of its terms at the bounds. A number that is about zero satisfies an equation over
//! the rationals, by elimination; the cofactor of its power there is not zero, by enclosing, so the number is.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::Q;
use euclase_kernel::algebra::Reason;
use euclase_poly::groebner::relation;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, Work};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, One, Signed, Zero};
use std::collections::BTreeMap;

/// Bits after the point of the bounds of a number, one attempt after the other.
const BITS: [u32; 2] = [12, 40];
/// Bits by which bounds are wider for each term around another.
const MARGIN: u32 = 6;
/// Relative size from which on a number counts as different from zero.
const CLEAR: f64 = 1e-9;
/// Longest polynomial, and greatest degree of an equation for it.
const LONG: usize = 60;
const DEGREE: usize = 24;
/// Work for it.
const RELATION: u64 = 300_000_000;

/// Bounds of a term, all positive: least, most, their lines, the line that it is not negative.
struct Bounds {
    low: (Q, At),
    high: (Q, At),
    sign: At,
}

impl Prover<'_> {
    /// Is a literal about numbers without variables?
    pub fn is_closed(&self, p: &Poly) -> bool {
        p.constant_value().is_none() && p.vars().iter().all(|v| self.sheet.terms.is_number(*v))
    }

    /// Its value, about, and the size of its terms.
    fn about(&self, p: &Poly) -> Option<(f64, f64)> {
        let top = p.vars().into_iter().next_back()?;
        let mut at: Vec<f64> = Vec::new();
        for v in 0..=top {
            let mut padded = at.clone();
            padded.resize(top as usize + 1, 0.0);
            let of = |p: &Poly| p.eval_f64(&padded);
            at.push(match self.sheet.terms.get(v) {
                Some(Opaque::Inverse(p)) => 1.0 / of(p),
                Some(Opaque::Root(n, p)) => of(p).powf(1.0 / f64::from(*n)),
                _ => 0.0,
            });
        }
        let value = p.eval_f64(&at);
        let absolute = Poly::from_terms(p.terms().map(|(m, c)| (m.clone(), c.abs())));
        let size = absolute.eval_f64(&at.iter().map(|x| x.abs()).collect::<Vec<_>>());
        (value.is_finite() && size.is_finite()).then_some((value, size))
    }

    /// A literal about numbers. `Some(None)`: it is false, or at least not proved so.
    pub fn closed(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<Option<At>> {
        let only = |v: &u32| matches!(self.sheet.terms.get(*v), Some(Opaque::Inverse(_) | Opaque::Root(..)));
        if !self.is_closed(&goal.poly) || goal.poly.len() > LONG || !goal.poly.vars().iter().all(only) {
            return None;
        }
        let (value, size) = self.about(&goal.poly)?;
        let clear = value.abs() > CLEAR * size;
        let mark = self.sheet.mark();
        let found = match goal.sign {
            Sign::Zero if clear => return Some(None),
            Sign::Zero => self.closed_zero(facts, &goal.poly, effort),
            Sign::NonZero => {
                let side = if value > 0.0 { goal.poly.clone() } else { goal.poly.neg() };
                let at = clear.then(|| self.closed_positive(facts, &side)).flatten();
                at.map(|at| self.sheet.say(goal, Reason::Weaken, vec![at]))
            }
            _ if clear && value < 0.0 => return Some(None),
            _ if clear => {
                let at = self.closed_positive(facts, &goal.poly);
                let weaker = goal.sign == Sign::NonNegative;
                at.map(|at| if weaker { self.sheet.say(goal, Reason::Weaken, vec![at]) } else { at })
            }
            Sign::NonNegative => {
                let at = self.closed_zero(facts, &goal.poly, effort);
                at.map(|at| self.sheet.say(goal, Reason::Weaken, vec![at]))
            }
            Sign::Positive => return None,
        };
        if found.is_none() {
            self.sheet.back(mark);
        }
        found.map(Some)
    }

    /// p > 0, by bounds.
    fn closed_positive(&mut self, facts: &Facts, p: &Poly) -> Option<At> {
        BITS.into_iter().find_map(|bits| {
            let mark = self.sheet.mark();
            let mut bounds = BTreeMap::new();
            for v in p.vars() {
                self.bounds(facts, v, bits, &mut bounds)?;
            }
            let found = self.above_zero(p, &bounds, true);
            if found.is_none() {
                self.sheet.back(mark);
            }
            found
        })
    }

    /// p > 0 or p ≥ 0 from the bounds of its terms.
    fn above_zero(&mut self, p: &Poly, bounds: &BTreeMap<u32, Bounds>, strict: bool) -> Option<At> {
        let mut ineqs: Vec<At> = Vec::new();
        let mut terms: Vec<Term> = Vec::new();
        let mut least = Q::zero();
        for (m, c) in p.terms() {
            // c·m − c·bound = Σ_k c·(bounds before k)·(m_k − bound_k)·(m after k)
            let factors: Vec<u32> = m.powers().flat_map(|(v, e)| std::iter::repeat_n(v, e as usize)).collect();
            let mut before = c.abs();
            for (k, v) in factors.iter().enumerate() {
                let b = bounds.get(v)?;
                let (bound, line) = if c.is_positive() { &b.low } else { &b.high };
                let start = ineqs.len();
                ineqs.push(*line);
                for w in factors.iter().skip(k + 1) {
                    ineqs.push(bounds.get(w)?.sign);
                }
                if before.is_positive() {
                    terms.push(Term { coeff: before.clone(), ineqs: (start..ineqs.len()).collect(), squares: vec![] });
                }
                before *= bound;
            }
            least += if c.is_positive() { before } else { -before };
        }
        if least.is_negative() || (strict && least.is_zero()) {
            return None;
        }
        if least.is_positive() {
            terms.push(Term::number(least));
        }
        let claim = Literal::new(p.clone(), if strict { Sign::Positive } else { Sign::NonNegative });
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
        Some(self.sheet.order(Some(&claim), &c, &ineqs, &[]))
    }

    /// The bounds of a term, and of those in it.
    fn bounds(&mut self, facts: &Facts, v: u32, bits: u32, known: &mut BTreeMap<u32, Bounds>) -> Option<()> {
        if known.contains_key(&v) {
            return Some(());
        }
        let term = self.sheet.terms.get(v)?.clone();
        let inner = term.argument()?.clone();
        for w in inner.vars() {
            self.bounds(facts, w, bits, known)?;
        }
        let (value, _) = self.about(&Poly::var(v))?;
        let unit_size = Q::new(BigInt::one(), BigInt::one() << bits);
        let steps = BigInt::from_f64((value * (1u64 << bits) as f64).floor())?;
        // What is inside has errors, which have to be small against those outside.
        let margin = BigInt::one() << (MARGIN * self.height(v)).min(bits);
        let low = Q::from_integer(&steps - &margin).max(Q::zero()) * &unit_size;
        let high = Q::from_integer(steps + BigInt::one() + margin) * &unit_size;
        let x = Poly::var(v);
        let sign = facts.says(&Literal::new(x.clone(), Sign::NonNegative))?;
        let bounds = match &term {
            Opaque::Root(n, below) => {
                let power = facts.says(&Literal::new(x.pow(*n, MAX_TERMS)?.sub(below), Sign::Zero))?;
                let at_low = self.root_bound((v, *n, below), &low, (power, sign), known, true)?;
                let at_high = self.root_bound((v, *n, below), &high, (power, sign), known, false)?;
                Bounds { low: (low, at_low), high: (high, at_high), sign }
            }
            Opaque::Inverse(d) => {
                let product = facts.inverses().find(|i| i.var == v)?.product;
                let at_low = self.inverse_bound((v, d), &low, (product, sign), known, true)?;
                let at_high = self.inverse_bound((v, d), &high, (product, sign), known, false)?;
                Bounds { low: (low, at_low), high: (high, at_high), sign }
            }
            _ => return None,
        };
        known.insert(v, bounds);
        Some(())
    }

    /// How deep terms are nested.
    fn height(&self, v: u32) -> u32 {
        let inner = self.sheet.terms.get(v).and_then(Opaque::argument);
        inner.and_then(|p| p.vars().into_iter().map(|w| 1 + self.height(w)).max()).unwrap_or(0)
    }

    /// r ≥ b since rⁿ ≥ bⁿ, or r ≤ b.
    fn root_bound(
        &mut self,
        (v, n, below): (u32, u32, &Poly),
        b: &Q,
        (power, sign): (At, At),
        known: &BTreeMap<u32, Bounds>,
        lower: bool,
    ) -> Option<At> {
        let r = Poly::var(v);
        let b_power = num_traits::pow(b.clone(), n as usize);
        let gap = below.sub(&Poly::constant(b_power));
        let (claim, gap, turn) = if lower {
            (r.sub(&Poly::constant(b.clone())), gap, 1)
        } else {
            (Poly::constant(b.clone()).sub(&r), gap.neg(), -1)
        };
        let claim = Literal::new(claim, Sign::NonNegative);
        if lower && b.is_zero() {
            return Some(sign);
        }
        let gap_line = self.above_zero(&gap, known, false)?;
        // (r − b)·Σ rⁱ·b^(n−1−i) = rⁿ − bⁿ = (rⁿ − u) + (u − bⁿ)
        let multiplier = (0..n as usize)
            .map(|i| Term { coeff: num_traits::pow(b.clone(), n as usize - 1 - i), ineqs: vec![0; i], squares: vec![] })
            .collect();
        let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
        let c = Certificate { multiplier, terms, cofactors: vec![Poly::int(turn)] };
        Some(self.sheet.order(Some(&claim), &c, &[sign, gap_line], &[power]))
    }

    /// 1/d ≥ b since b·d ≤ 1, or 1/d ≤ b.
    fn inverse_bound(
        &mut self,
        (v, d): (u32, &Poly),
        b: &Q,
        (product, sign): (At, At),
        known: &BTreeMap<u32, Bounds>,
        lower: bool,
    ) -> Option<At> {
        if lower && b.is_zero() {
            return Some(sign);
        }
        let i = Poly::var(v);
        let gap = Poly::one().sub(&d.scale(b));
        let (claim, gap, turn) = if lower {
            (i.sub(&Poly::constant(b.clone())), gap, 1)
        } else {
            (Poly::constant(b.clone()).sub(&i), gap.neg(), -1)
        };
        let gap_line = self.above_zero(&gap, known, false)?;
        // i − b = i·(1 − b·d) + b·(d·i − 1)
        let terms = vec![Term { coeff: Q::one(), ineqs: vec![0, 1], squares: vec![] }];
        let cofactor = Poly::constant(b.clone()).scale(&Q::from_integer(turn.into()));
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![cofactor] };
        Some(self.sheet.order(Some(&Literal::new(claim, Sign::NonNegative)), &c, &[sign, gap_line], &[product]))
    }

    /// p = 0: it is so by the equations, or by an equation that p satisfies.
    fn closed_zero(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        if let Some(at) = self.by_equations(facts, p) {
            return Some(at);
        }
        let (eqs, lines): (Vec<Poly>, Vec<At>) =
            facts.equations().filter(|e| self.is_closed(e.0)).map(|(e, at)| (e.clone(), at)).unzip();
        let stop = self.stop;
        let found = relation(p, &eqs, &mut Work::new(effort.work.min(RELATION), stop))?;
        let coefficients = &found.coefficients;
        let k = coefficients.iter().position(|c| !c.is_zero())?;
        if k == 0 || coefficients.len() > DEGREE {
            return None;
        }
        // Σ c_j·p^j = p^k·g
        let g = Poly::sum(
            &coefficients
                .iter()
                .enumerate()
                .skip(k)
                .map(|(j, c)| Some(p.pow((j - k) as u32, MAX_TERMS)?.scale(c)))
                .collect::<Option<Vec<_>>>()?,
        );
        let whole = p.pow(k as u32, MAX_TERMS)?.mul_cap(&g, MAX_TERMS)?;
        let product = self.sheet.combine(&whole, lines.into_iter().zip(found.cofactors.clone()).collect());
        let claim = Literal::new(p.clone(), Sign::Zero);
        let other = Literal::new(g.clone(), Sign::Zero);
        let factors = std::iter::repeat_n(self.sheet.terms.num(p), k).chain([self.sheet.terms.num(&g)]).collect();
        if g.constant_value().is_some() {
            return Some(self.sheet.say(&claim, Reason::Factors(factors), vec![product]));
        }
        // g is about its constant term.
        let (reduced, parts) = self.without_powers(facts, &g)?;
        let (value, _) = self.about(&g)?;
        let side = if value > 0.0 { reduced } else { reduced.neg() };
        let positive = if side.constant_value().is_some() {
            self.inequality(facts, &Literal::new(side.clone(), Sign::Positive), effort)?
        } else {
            self.closed_positive(facts, &side)?
        };
        let atoms = [&claim, &other].map(|l| self.sheet.terms.atom(l)).to_vec();
        let alternatives = self.sheet.push(atoms, Reason::Factors(factors), vec![product]);
        let first = self.sheet.suppose(std::slice::from_ref(&claim));
        let s = self.sheet.suppose(std::slice::from_ref(&other));
        // 0 = side ± (g − reduced) ∓ g
        let turn = if value > 0.0 { 1 } else { -1 };
        let (mut eqs, mut cofactors): (Vec<At>, Vec<Poly>) =
            parts.into_iter().map(|(at, c)| (at, c.scale(&Q::from_integer(turn.into())))).unzip();
        eqs.push(s);
        cofactors.push(Poly::int(-turn));
        let terms = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let absurd = self.sheet.order(None, &c, &[positive], &eqs);
        Some(self.sheet.say(&claim, Reason::Cases, vec![alternatives, first, absurd]))
    }
}
