//! Numbers of a figure over its triangle: lengths on one line are multiples of each other, others are roots; areas have signs.

use crate::facts::{Facts, Quotient};
use crate::prover::{Effort, Prover};
use crate::roots::{Root, reduce};
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Axis, Num, Pt, Q, int};
use euclase_poly::{MAX_TERMS, Mono, Poly, Work, factor};
use num_bigint::BigInt;
use num_traits::{One, Signed};

/// Longest polynomials that a length on a line is multiplied by.
const LONG: usize = 60;
/// Most terms of what shows a square.
const LONG_SQUARE: usize = 500;
/// Work of their greatest common divisor.
const GCD: u64 = 5_000_000;

impl Prover<'_> {
    /// Adds what a number satisfies; is all said?
    pub fn explain_over(&mut self, facts: &mut Facts, v: u32, n: &Num) -> bool {
        match n {
            Num::Len(a, b) => {
                if facts.quotients.iter().any(|q| q.var == v) {
                    return true;
                }
                self.length_over(facts, v, [*a, *b]);
                true
            }
            Num::Area(ps) => {
                if facts.quotients.iter().any(|q| q.var == v) {
                    return true;
                }
                let Some(frame) = self.frame else { return false };
                let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
                let square = self.sheet.lemma("area_by_coordinates", vec![n.clone(), named], vec![]);
                let sign = self.lemma_fact(facts, "area_sign", vec![n.clone()], vec![]);
                let (Some(square), Some(sign)) = (square, sign) else { return true };
                let found = self.signed_area_line(facts, v, ps, square, sign);
                match found {
                    Some((line, signed)) => {
                        let mark = self.sheet.mark();
                        match self.area_over(facts, v, &signed, line) {
                            Some(q) => facts.quotients.push(q),
                            None => {
                                self.sheet.back(mark);
                                let Some(nonzero) = self.number_positive(2) else { return true };
                                let (divisor, numerator) = (Poly::int(2), signed);
                                let (positive, product) = (true, line);
                                let q = Quotient {
                                    var: v,
                                    divisor,
                                    numerator,
                                    nonzero,
                                    positive,
                                    product,
                                    sign: 1,
                                    power: 1,
                                };
                                facts.quotients.push(q);
                            }
                        }
                    }
                    None => {
                        if let Some(clause) = self.literals(square) {
                            facts.add(clause, square);
                        }
                    }
                }
                true
            }
            _ => false,
        }
    }

    /// From w·b ≥ 0, where w is a product of positive numbers: b ≥ 0.
    pub fn without_positive_factors(&mut self, facts: &mut Facts) {
        for (l, at) in facts.known.clone() {
            if let Some((l, at)) = self.without_positive_factor(facts, &l, at) {
                facts.add(vec![l], at);
            }
        }
    }

    pub(super) fn without_positive_factor(&mut self, facts: &Facts, l: &Literal, at: At) -> Option<(Literal, At)> {
        if l.poly.len() < 2 || !matches!(l.sign, Sign::NonNegative | Sign::Positive) {
            return None;
        }
        let common = l.poly.monomials().iter().cloned().reduce(|m, n| m.gcd(&n))?;
        let mut lines = Vec::new();
        let mut divisor = Mono::one();
        for (v, e) in common.powers() {
            if let Some(at) = facts.says(&Literal::new(Poly::var(v), Sign::Positive)) {
                lines.extend(std::iter::repeat_n(at, e as usize));
                divisor = divisor.mul(&Mono::power(v, e));
            }
        }
        if lines.is_empty() {
            return None;
        }
        let rest = l.poly.div_exact(&Poly::term(Q::one(), divisor))?;
        let multiplier = vec![super::product(&(0..lines.len()).collect::<Vec<_>>(), &[])];
        lines.push(at);
        let terms = vec![super::product(&[lines.len() - 1], &[])];
        let c = euclase_poly::Certificate { multiplier, terms, cofactors: vec![] };
        let claim = Literal::new(rest, l.sign);
        let line = self.sheet.order(Some(&claim), &c, &lines, &[]);
        Some((claim, line))
    }

    /// A sign without even powers of the area.
    pub(super) fn sign_by_heron(&mut self, roots: &[Root], l: &Literal, at: At) -> Option<(Literal, At)> {
        let reduced = reduce(&l.poly, roots).filter(|r| !r.parts.is_empty())?;
        let claim = Literal::new(reduced.poly, l.sign);
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = reduced.parts.into_iter().map(|(at, c)| (at, c.neg())).unzip();
        let c = euclase_poly::Certificate {
            multiplier: crate::sheet::unit(),
            terms: vec![super::product(&[0], &[])],
            cofactors,
        };
        let line = self.sheet.order(Some(&claim), &c, &[at], &eqs);
        Some((claim, line))
    }

    /// An area in lowest terms.
    fn area_over(&mut self, facts: &Facts, v: u32, signed: &Poly, line: At) -> Option<Quotient> {
        let said = Literal::new(Poly::var(v).scale(&int(2)).sub(signed), Sign::Zero);
        let (l, product, _) = self.cleared_fact(facts, &said, line)?;
        let [numerator, divisor] = &l.poly.coefficients_in(v)?[..] else { return None };
        let nonzero = self.likely(facts, &Literal::new(divisor.clone(), Sign::Positive))?;
        let (divisor, numerator) = (divisor.clone(), numerator.neg());
        let q = Quotient { var: v, divisor, numerator, nonzero, positive: true, product, sign: 1, power: 1 };
        self.in_lowest_terms(facts, q)
    }

    fn number_positive(&mut self, k: i64) -> Option<At> {
        let terms = vec![euclase_poly::Term::number(int(k))];
        let c = euclase_poly::Certificate { multiplier: crate::sheet::unit(), terms, cofactors: vec![] };
        Some(self.sheet.order(Some(&Literal::new(Poly::int(k), Sign::Positive)), &c, &[], &[]))
    }

    fn length_over(&mut self, facts: &mut Facts, v: u32, [a, b]: [Pt; 2]) -> Option<()> {
        let frame = self.frame?;
        let n = Num::Len(a, b).leaf_form();
        let weak = self.sheet.lemma("length_sign", vec![n.clone()], vec![])?;
        let apart = Literal::new(Poly::var(v), Sign::Positive);
        let said = self.apart.iter().find(|k| k.0 == apart).map(|k| k.1);
        if let Some(at) = said {
            facts.add(vec![apart], at);
        } else {
            facts.add(vec![Literal::new(Poly::var(v), Sign::NonNegative)], weak);
        }
        // By another length on its line, a side first.
        let corners = self.over?;
        let mut others: Vec<([Pt; 3], u32)> = Vec::new();
        for t in self.collinear.clone() {
            let Some(c) = t.iter().copied().find(|p| ![a, b].contains(p)) else { continue };
            if !(t.contains(&a) && t.contains(&b)) {
                continue;
            }
            for [x, y] in [[a, b], [b, a]] {
                if let Some(m) = self.sheet.terms.known(&Num::Len(x, c).leaf_form())
                    && m != v
                    && facts.explained.contains(&m)
                {
                    others.push(([x, y, c], m));
                }
            }
        }
        others.sort_by_key(|([x, _, z], _)| !(corners.contains(x) && corners.contains(z)));
        for (points, m) in others {
            let mark = self.sheet.mark();
            if self.multiple(facts, points, [v, m], weak).is_some() {
                return Some(());
            }
            self.sheet.back(mark);
        }
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let square = self.sheet.lemma("length_by_coordinates", vec![n, named], vec![])?;
        let said = self.literals(square)?;
        let mark = self.sheet.mark();
        match said.first().and_then(|l| self.square_over(facts, v, l, square)) {
            Some(q) => {
                let mark = self.sheet.mark();
                let q = match self.root_of_a_square(facts, &q, weak) {
                    Some(length) => length,
                    None => {
                        self.sheet.back(mark);
                        q
                    }
                };
                facts.quotients.push(q);
            }
            None => {
                self.sheet.back(mark);
                facts.add(said, square);
            }
        }
        Some(())
    }

    /// The square of a length as a quotient.
    fn square_over(&mut self, facts: &Facts, v: u32, said: &Literal, at: At) -> Option<Quotient> {
        // Heron's formula is about the area itself: it takes the place of one of its parts.
        let Some((thirds, more)) = self.third.clone() else { return self.square_by(facts, v, said, at) };
        let squares = thirds.into_iter().filter_map(|third| {
            let mut facts = facts.clone();
            facts.quotients.retain(|q| q.product != third.product);
            facts.quotients.insert(0, third);
            more.iter().for_each(|(l, at)| facts.add(vec![l.clone()], *at));
            self.square_by(&facts, v, said, at)
        });
        squares.min_by_key(|q| q.numerator.len() + q.divisor.len())
    }

    /// The length itself, where its square is the square of a fraction of known sign.
    fn root_of_a_square(&mut self, facts: &Facts, q: &Quotient, weak: At) -> Option<Quotient> {
        let (d, n) = (self.root_of(&q.divisor)?, self.root_of(&q.numerator)?);
        let mut seen = |p: &Poly, sign: Sign| {
            let up = self.likely(facts, &Literal::new(p.clone(), sign)).map(|at| (p.clone(), at));
            up.or_else(|| self.likely(facts, &Literal::new(p.neg(), sign)).map(|at| (p.neg(), at)))
        };
        let (d, d_at) = seen(&d, Sign::Positive)?;
        let (n, n_at) = seen(&n, Sign::NonNegative)?;
        // (d·l)² = n²
        let left = d.mul_cap(&Poly::var(q.var), MAX_TERMS)?;
        let zero = self.sheet.combine(&left.square()?.sub(&n.square()?), vec![(q.product, Poly::int(q.sign))]);
        let c = euclase_poly::Certificate {
            multiplier: crate::sheet::unit(),
            terms: vec![super::product(&[0, 1], &[])],
            cofactors: vec![],
        };
        let left_at = self.sheet.order(Some(&Literal::new(left.clone(), Sign::NonNegative)), &c, &[d_at, weak], &[]);
        let product = self.equal_by_squares(&left.sub(&n), (left_at, n_at), zero);
        let var = q.var;
        Some(Quotient { var, divisor: d, numerator: n, nonzero: d_at, positive: true, product, sign: 1, power: 1 })
    }

    /// r with r² = p.
    fn root_of(&self, p: &Poly) -> Option<Poly> {
        let mut root = Poly::one();
        if p.constant_value().is_none() {
            let found = factor::factor(p, &mut Work::new(GCD, self.stop))?;
            for (f, k) in &found.factors {
                root = root.mul_cap(&f.pow(k.is_multiple_of(2).then_some(k / 2)?, MAX_TERMS)?, MAX_TERMS)?;
            }
        }
        let c = p.div_exact(&root.square()?)?.constant_value()?;
        let of = |n: &BigInt| (!n.is_negative()).then(|| n.sqrt()).filter(|r| r * r == *n);
        Some(root.scale(&Q::new(of(c.numer())?, of(c.denom())?)))
    }

    fn square_by(&mut self, facts: &Facts, v: u32, said: &Literal, at: At) -> Option<Quotient> {
        let (l, product) = match self.cleared_within(facts, said, at, LONG_SQUARE) {
            Some((l, at, _)) => (l, at),
            None if said.poly.vars().into_iter().any(|w| facts.quotients.iter().any(|q| q.var == w)) => return None,
            None => (said.clone(), at),
        };
        if l.poly.len() > 2 * LONG {
            return None;
        }
        let [numerator, middle, divisor] = &l.poly.coefficients_in(v)?[..] else { return None };
        if !middle.is_zero() {
            return None;
        }
        let nonzero = match divisor.constant_value() {
            Some(c) if c.is_one() => self.number_positive(1)?,
            _ => self.likely(facts, &Literal::new(divisor.clone(), Sign::Positive))?,
        };
        let (divisor, numerator) = (divisor.clone(), numerator.neg());
        let q = Quotient { var: v, divisor, numerator, nonzero, positive: true, product, sign: 1, power: 2 };
        self.in_lowest_terms(facts, q)
    }

    /// d·|XY| = n·|XZ|, for polynomials n and d of known sign.
    fn multiple(&mut self, facts: &mut Facts, [x, y, z]: [Pt; 3], [l, m]: [u32; 2], weak: At) -> Option<()> {
        let frame = self.frame?;
        let [px, py, pz] = [self.place(x, frame)?, self.place(y, frame)?, self.place(z, frame)?];
        let (u, w) = ([py[0].sub(&px[0]), py[1].sub(&px[1])], [pz[0].sub(&px[0]), pz[1].sub(&px[1])]);
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let mut found = None;
        for axis in [1, 0] {
            let (n, d) = crate::clear::cleared_together(facts, &u[axis], &w[axis])?;
            if n.is_zero() || d.is_zero() {
                continue;
            }
            let common = n.gcd(&d, &mut Work::new(GCD, self.stop))?;
            let (n, d) = (n.div_exact(&common)?, d.div_exact(&common)?);
            if n.len() <= LONG && d.len() <= LONG {
                found = Some((n, d));
                break;
            }
        }
        let (n, d) = found?;
        // Up to a sign both are positive, or not negative.
        let mut sign = |p: &Poly, s: Sign| {
            let up = self.likely(facts, &Literal::new(p.clone(), s)).map(|at| (p.clone(), at));
            up.or_else(|| self.likely(facts, &Literal::new(p.neg(), s)).map(|at| (p.neg(), at)))
        };
        let (d, d_at) = sign(&d, Sign::Positive)?;
        let (n, n_at) = match sign(&n, Sign::Positive) {
            Some(found) => found,
            None => sign(&n, Sign::NonNegative)?,
        };
        // (d·u)² = (n·w)², coordinate by coordinate up to the signs.
        let mut squares = Vec::new();
        for axis in 0..2 {
            let (du, nw) = (times(&d, &u[axis])?, times(&n, &w[axis])?);
            let mark = self.sheet.mark();
            let line = match self.zero(facts, &du.sub(&nw), Effort::little()) {
                Some(at) => (at, du.add(&nw)),
                None => {
                    self.sheet.back(mark);
                    (self.zero(facts, &du.add(&nw), Effort::little())?, du.sub(&nw))
                }
            };
            squares.push(line);
        }
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let mut square =
            |p: Pt| self.sheet.lemma("length_by_coordinates", vec![Num::Len(x, p).leaf_form(), named.clone()], vec![]);
        let (of_l, of_m) = (square(y)?, square(z)?);
        let left = times(&d, &Poly::var(l))?;
        let right = times(&n, &Poly::var(m))?;
        // (d·l)² − (n·m)² = d²·(l² − u²) − n²·(m² − w²) + Σ (d·u − n·w)·(d·u + n·w)
        let mut parts = vec![(of_l, d.square()?), (of_m, n.square()?.neg())];
        parts.extend(squares);
        let zero = self.sheet.combine(&left.square()?.sub(&right.square()?), parts);
        let not_negative = |me: &mut Self, p: &Poly, lines: &[At]| {
            let terms = vec![super::product(&(0..lines.len()).collect::<Vec<_>>(), &[])];
            let c = euclase_poly::Certificate { multiplier: crate::sheet::unit(), terms, cofactors: vec![] };
            me.sheet.order(Some(&Literal::new(p.clone(), Sign::NonNegative)), &c, lines, &[])
        };
        let m_weak = self.sheet.lemma("length_sign", vec![Num::Len(x, z).leaf_form()], vec![])?;
        let (a, b) = (not_negative(self, &left, &[d_at, weak]), not_negative(self, &right, &[n_at, m_weak]));
        let line = self.equal_by_squares(&left.sub(&right), (a, b), zero);
        facts.quotients.push(Quotient {
            var: l,
            divisor: d,
            numerator: right,
            nonzero: d_at,
            positive: true,
            product: line,
            sign: 1,
            power: 1,
        });
        Some(())
    }
}
