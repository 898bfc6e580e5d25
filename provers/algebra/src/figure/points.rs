//! Points that two linear equations determine, and the equations of bisectors.

use super::{Figure, product};
use crate::coordinates::{Line, linear};
use crate::facts::{Facts, Quotient};
use crate::prover::Prover;
use crate::roots::{Reduced, reduce};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Axis, CoreTheorem, Num, Pt, Q};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term, Work};
use num_traits::One;
use std::collections::BTreeMap;

/// Work of a greatest common divisor.
const GCD: u64 = 5_000_000;
/// Longest numerators and divisors of coordinates.
const LONG: usize = 150;

/// That a divisor is not zero: the line, and whether it says positive.
type NotZero = (At, bool);

impl Prover<'_> {
    /// Places the points of a figure, as far as that is possible.
    pub(super) fn points(&mut self, fig: &mut Figure, theorem: &CoreTheorem, given: &Facts) {
        let all: Vec<Pt> = (0..theorem.statement_points as u32).map(Pt).collect();
        loop {
            if (self.stop)() {
                return;
            }
            let open: Vec<Pt> = all.iter().copied().filter(|p| !fig.placed.contains(p)).collect();
            let mut some = false;
            for p in &open {
                self.bisectors(fig, theorem, *p);
                some |= self.placed_by_lines(fig, *p).is_some();
            }
            if some {
                continue;
            }
            if !open.iter().any(|p| self.parameter(fig, theorem, given, *p).is_some()) {
                break;
            }
        }
        self.solved_parameters(fig, given);
    }

    /// Linear equations for the coordinates of a point, over the triangle.
    fn lines_of(&mut self, fig: &Figure, p: Pt, [x, y]: [u32; 2]) -> Vec<Line> {
        let mut out = Vec::new();
        let [o, _, c] = fig.corners;
        let sides = [Num::Len(fig.corners[1], c), Num::Len(o, c)].map(|n| self.sheet.terms.known(&n.leaf_form()));
        let sides: Vec<u32> = sides.into_iter().flatten().collect();
        let mut late = fig.facts.clone();
        if let Some(frame) = self.frame
            && let Some(x) = self.coordinate(Axis::X, c, frame)
        {
            late.quotients.retain(|q| q.var != x);
        }
        let equations: Vec<(Poly, At)> = fig.raw.equations().map(|(e, at)| (e.clone(), at)).collect();
        for facts in [&late, &fig.facts] {
            out.clear();
            for (e, at) in &equations {
                let vars = e.vars();
                let mut points = vars.iter().filter_map(|v| self.point_of(*v));
                if !(vars.contains(&x) || vars.contains(&y)) || !points.all(|q| q == p || fig.placed.contains(&q)) {
                    continue;
                }
                let mark = self.sheet.mark();
                let (e, at) = match self.cleared_fact(facts, &Literal::new(e.clone(), Sign::Zero), *at) {
                    Some((l, at, _)) => (l.poly, at),
                    None => (e.clone(), *at),
                };
                match linear(&e, x, y, at) {
                    Some(l) => out.push(l),
                    None => self.sheet.back(mark),
                }
            }
            // The third corner's place and two sides say the same.
            let about_sides = |p: &Poly| sides.iter().any(|v| p.degree_in(*v) > 0);
            if !out.iter().any(|l| about_sides(&l.a) || about_sides(&l.b) || about_sides(&l.c)) {
                break;
            }
        }
        // Short ones first.
        out.sort_by_key(|l| l.a.len() + l.b.len() + l.c.len());
        out
    }

    /// The coordinates of a point, if two equations determine them.
    pub(super) fn placed_by_lines(&mut self, fig: &mut Figure, p: Pt) -> Option<()> {
        let frame = self.frame?;
        let (x, y) = (self.coordinate(Axis::X, p, frame)?, self.coordinate(Axis::Y, p, frame)?);
        let lines = self.lines_of(fig, p, [x, y]);
        for i in 0..lines.len() {
            for j in 0..i {
                let (l, m) = (&lines[j], &lines[i]);
                let times = |a: &Poly, b: &Poly| a.mul_cap(b, MAX_TERMS);
                let determinant = times(&l.a, &m.b)?.sub(&times(&m.a, &l.b)?);
                let mark = self.sheet.mark();
                let Some(nonzero) = self.apart_from_zero(fig, &determinant) else {
                    self.sheet.back(mark);
                    continue;
                };
                let xs = times(&l.c, &m.b)?.sub(&times(&m.c, &l.b)?);
                let ys = times(&l.a, &m.c)?.sub(&times(&m.a, &l.c)?);
                // D·x − (c·b' − c'·b) = b'·(a·x + b·y − c) − b·(a'·x + b'·y − c')
                let of_x = vec![(l.at, m.b.clone()), (m.at, l.b.neg())];
                let of_y = vec![(m.at, l.a.clone()), (l.at, m.a.neg())];
                let first = self.reduced(fig, x, (&determinant, nonzero), &xs, of_x);
                let second = self.reduced(fig, y, (&determinant, nonzero), &ys, of_y);
                let (Some(first), Some(second)) = (first, second) else {
                    self.sheet.back(mark);
                    continue;
                };
                fig.facts.quotients.extend([first, second]);
                fig.placed.push(p);
                return Some(());
            }
        }
        None
    }

    /// A polynomial over the triangle that is not zero.
    fn apart_from_zero(&mut self, fig: &Figure, p: &Poly) -> Option<NotZero> {
        if p.is_zero() || p.len() > 4 * LONG {
            return None;
        }
        if let Some(at) = self.likely(&fig.facts, &Literal::new(p.clone(), Sign::Positive)) {
            return Some((at, true));
        }
        let claim = Literal::new(p.clone(), Sign::NonZero);
        if let Some(at) = self.likely(&fig.facts, &Literal::new(p.neg(), Sign::Positive)) {
            let at = self.sheet.say(&claim, Reason::Weaken, vec![at]);
            return Some((at, false));
        }
        // A factor of what the theorem says is not zero, or has a sign.
        let said = |k: &&(Literal, At)| matches!(k.0.sign, Sign::NonZero | Sign::Positive);
        let said: Vec<(Literal, At)> = fig.raw.known.iter().filter(said).cloned().collect();
        let mut work = Work::new(GCD, self.stop);
        for (l, at) in said {
            let points = l.poly.vars();
            if points.iter().filter_map(|v| self.point_of(*v)).any(|q| !fig.placed.contains(&q)) {
                continue;
            }
            let (l, at) = match self.cleared_fact(&fig.facts, &l, at) {
                Some((l, at, _)) => (l, at),
                None => (l, at),
            };
            // Powers of factors, and factors of known sign.
            let mut rest = p.clone();
            let mut whole = Poly::one();
            let mut lines = Vec::new();
            while let Some(common) = rest.gcd(&l.poly, &mut work).filter(|g| g.constant_value().is_none()) {
                rest = rest.div_exact(&common)?;
                let at = self.factor_not_zero(&l, at, &common)?;
                whole = whole.mul_cap(&common, MAX_TERMS)?;
                lines.push(at);
            }
            if lines.is_empty() {
                continue;
            }
            if rest.constant_value().is_none() {
                let up = self.likely(&fig.facts, &Literal::new(rest.clone(), Sign::Positive));
                let at = up.or_else(|| self.likely(&fig.facts, &Literal::new(rest.neg(), Sign::Positive)));
                let Some(at) = at else { continue };
                let at = self.sheet.say(&Literal::new(rest.clone(), Sign::NonZero), Reason::Weaken, vec![at]);
                lines.push(at);
            }
            // p² = Π factors²
            let scale = rest.constant_value().map_or_else(Q::one, |c| &c * &c);
            let term = Term { coeff: scale, ineqs: (0..lines.len()).collect(), squares: vec![] };
            let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![] };
            return Some((self.sheet.order(Some(&claim), &c, &lines, &[]), false));
        }
        None
    }

    /// A factor of what is not zero is not zero.
    fn factor_not_zero(&mut self, of: &Literal, at: At, factor: &Poly) -> Option<At> {
        let rest = of.poly.div_exact(factor)?;
        let ineqs = if of.sign == Sign::NonZero { vec![0] } else { vec![0, 0] };
        let c = Certificate {
            multiplier: vec![product(&[], &[&rest])],
            terms: vec![product(&ineqs, &[])],
            cofactors: vec![],
        };
        Some(self.sheet.order(Some(&Literal::new(factor.clone(), Sign::NonZero)), &c, &[at], &[]))
    }

    /// v = numerator/divisor without common factors, from equations that add up to divisor·v − numerator = 0.
    fn reduced(
        &mut self,
        fig: &Figure,
        v: u32,
        (divisor, (nonzero, positive)): (&Poly, NotZero),
        numerator: &Poly,
        parts: Vec<(At, Poly)>,
    ) -> Option<Quotient> {
        let whole = divisor.mul_cap(&Poly::var(v), MAX_TERMS)?.sub(numerator);
        let product = self.sheet.combine(&whole, parts);
        let (divisor, numerator) = (divisor.clone(), numerator.clone());
        let q = Quotient { var: v, divisor, numerator, nonzero, positive, product, sign: 1, power: 1 };
        self.in_lowest_terms(&fig.facts, q)
    }

    /// A quotient without common factors and even powers of the area, its divisor positive where that is seen.
    pub(super) fn in_lowest_terms(&mut self, facts: &Facts, mut q: Quotient) -> Option<Quotient> {
        self.without_common_factor(facts, &mut q)?;
        if self.by_heron(facts, &mut q)? {
            self.without_common_factor(facts, &mut q)?;
        }
        let scale = q.divisor.content().recip();
        if q.divisor.constant_value().is_none() && !scale.is_one() {
            self.rescaled(&mut q, &scale)?;
        }
        if let Some(c) = q.divisor.constant_value() {
            q.positive = true;
            q.divisor = Poly::one();
            q.numerator = q.numerator.scale(&c.recip());
            let p = Self::given_power(&q).sub(&q.numerator);
            q.product = self.sheet.combine(&p, vec![(q.product, Poly::constant(c.recip()))]);
            q.nonzero = self.one();
        } else if !q.positive
            && let Some(at) = self.likely(facts, &Literal::new(q.divisor.neg(), Sign::Positive))
        {
            let (divisor, numerator) = (q.divisor.neg(), q.numerator.neg());
            q = Quotient { divisor, numerator, nonzero: at, positive: true, sign: -1, ..q };
        }
        (q.divisor.len() <= LONG && q.numerator.len() <= LONG).then_some(q)
    }

    /// d·v − n for a quotient n/d.
    fn difference(q: &Quotient) -> Option<Poly> {
        Some(q.divisor.mul_cap(&Self::given_power(q), MAX_TERMS)?.sub(&q.numerator))
    }

    fn given_power(q: &Quotient) -> Poly {
        Poly::term(Q::one(), Mono::power(q.var, q.power))
    }

    /// What is known of a divisor.
    fn of_divisor(q: &Quotient) -> Literal {
        Literal::new(q.divisor.clone(), if q.positive { Sign::Positive } else { Sign::NonZero })
    }

    fn rescaled(&mut self, q: &mut Quotient, by: &Q) -> Option<()> {
        (q.divisor, q.numerator) = (q.divisor.scale(by), q.numerator.scale(by));
        q.product = self.sheet.combine(&Self::difference(q)?, vec![(q.product, Poly::constant(by.clone()))]);
        q.nonzero = self.sheet.say(&Self::of_divisor(q), Reason::Weaken, vec![q.nonzero]);
        Some(())
    }

    fn without_common_factor(&mut self, facts: &Facts, q: &mut Quotient) -> Option<()> {
        let mut work = Work::new(GCD, self.stop);
        let common = if q.numerator.is_zero() { q.divisor.clone() } else { q.divisor.gcd(&q.numerator, &mut work)? };
        if common.constant_value().is_some() {
            return Some(());
        }
        let of = Self::of_divisor(q);
        let factor = self.factor_not_zero(&of, q.nonzero, &common)?;
        (q.divisor, q.numerator) = (q.divisor.div_exact(&common)?, q.numerator.div_exact(&common)?);
        // g²·(−p²) = −g·p·(g·p)
        let p = Self::difference(q)?;
        let cofactor = common.mul_cap(&p, MAX_TERMS)?.neg();
        let c = Certificate { multiplier: vec![product(&[0], &[])], terms: vec![], cofactors: vec![cofactor] };
        q.product = self.sheet.order(Some(&Literal::new(p, Sign::Zero)), &c, &[factor], &[q.product]);
        let number = q.divisor.constant_value().is_some();
        let up = if number { None } else { self.likely(facts, &Literal::new(q.divisor.clone(), Sign::Positive)) };
        (q.nonzero, q.positive) = match up {
            Some(at) => (at, true),
            None => (self.factor_not_zero(&of, q.nonzero, &q.divisor)?, false),
        };
        Some(())
    }

    /// Even powers of the area put away by Heron's formula; were there any?
    fn by_heron(&mut self, facts: &Facts, q: &mut Quotient) -> Option<bool> {
        let heron = self.roots(facts);
        let mut d = reduce(&q.divisor, &heron)?;
        let n = reduce(&q.numerator, &heron)?;
        // A power of the area alone is best left.
        if q.divisor.len() == 1 {
            d = Reduced { poly: q.divisor.clone(), parts: BTreeMap::new() };
        }
        if d.parts.is_empty() && n.parts.is_empty() {
            return Some(false);
        }
        let v = Self::given_power(q);
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        // d − d' = Σ cofactor·equation
        let mut parts = vec![(q.product, Poly::one())];
        for (at, c) in &d.parts {
            parts.push((*at, times(&c.neg(), &v)?));
        }
        parts.extend(n.parts.iter().map(|(at, c)| (*at, c.clone())));
        let old = std::mem::replace(&mut q.divisor, d.poly);
        q.numerator = n.poly;
        q.product = self.sheet.combine(&Self::difference(q)?, parts);
        if !d.parts.is_empty() {
            // d' = d − E; d'² = d² − E·(d + d')
            let factor = if q.positive { Poly::one() } else { old.add(&q.divisor) };
            let (eqs, cofactors): (Vec<At>, Vec<Poly>) = d.parts.into_iter().unzip();
            let cofactors = cofactors.iter().map(|c| times(&c.neg(), &factor)).collect::<Option<_>>()?;
            let c = Certificate { multiplier: unit(), terms: vec![product(&[0], &[])], cofactors };
            q.nonzero = self.sheet.order(Some(&Self::of_divisor(q)), &c, &[q.nonzero], &eqs);
        }
        Some(true)
    }
}
