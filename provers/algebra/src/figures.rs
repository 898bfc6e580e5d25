//! What the numbers of a figure satisfy: lengths, areas, radii, distances from lines.
//!
//! A triangle whose area is positive has sides that are positive and two of which are always longer than the third; its
//! radii and the distance of a point from a line are quotients.

use crate::facts::{Facts, Quotient};
use crate::prover::Prover;
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Num, Pt, Q, int};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};
use num_traits::One;

/// Products of these inequalities.
fn product(coefficient: i64, ineqs: &[usize]) -> Term {
    Term { coeff: int(coefficient), ineqs: ineqs.to_vec(), squares: vec![] }
}

impl Prover<'_> {
    /// Adds what a number of the figure satisfies; `v` stands for it.
    pub fn explain_leaf(&mut self, facts: &mut Facts, v: u32, n: &Num) {
        if self.over.is_some() && self.explain_over(facts, v, n) {
            return;
        }
        match n {
            Num::Len(..) => {
                self.lemma_fact(facts, "length_sign", vec![n.clone()], vec![]);
                self.in_frame(facts, v, n);
            }
            Num::Area(ps) => {
                self.lemma_fact(facts, "area_sign", vec![n.clone()], vec![]);
                if self.in_frame(facts, v, n) {
                    return;
                }
                if let [a, b, c] = ps[..] {
                    self.explain_triangle(facts, n, [a, b, c]);
                }
            }
            Num::Circumradius(a, b, c) => {
                let divisor = Num::Mul(vec![Num::Const(int(4)), Num::Area(vec![*a, *b, *c])]);
                let numerator = Num::Mul(sides([*a, *b, *c]).to_vec());
                self.explain_radius(facts, v, n, "circumradius", [*a, *b, *c], (divisor, numerator, 1));
            }
            Num::Inradius(a, b, c) => {
                let divisor = Num::Add(sides([*a, *b, *c]).to_vec());
                let numerator = Num::Mul(vec![Num::Const(int(2)), Num::Area(vec![*a, *b, *c])]);
                self.explain_radius(facts, v, n, "inradius", [*a, *b, *c], (divisor, numerator, -1));
            }
            Num::DistLine(p, a, b) => {
                let numerator = Num::Mul(vec![Num::Const(int(2)), Num::Area(vec![*p, *a, *b])]);
                self.explain_quotient(facts, v, n, "distance", None, (Num::Len(*a, *b), numerator, 1));
            }
            _ => {}
        }
    }

    /// The triangle inequality for the sides of a triangle.
    pub fn triangle(&mut self, facts: &mut Facts, corners: [Pt; 3]) -> Vec<At> {
        let [a, b, c] = sides(corners);
        let lists = [[&b, &c, &a], [&c, &a, &b], [&a, &b, &c]].map(|l| l.map(Num::clone).to_vec());
        lists.into_iter().filter_map(|terms| self.lemma_fact(facts, "triangle", terms, vec![])).collect()
    }

    /// Sides and area of a triangle, which may be flat.
    pub fn explain_triangle(&mut self, facts: &mut Facts, area: &Num, corners: [Pt; 3]) {
        let heron = self.lemma_fact(facts, "heron", vec![area.clone()], vec![]);
        let [a, b, c] = sides(corners);
        let weak = self.triangle(facts, corners);
        let Some(s) = self.sheet.terms.poly(area) else { return };
        let positive = facts.says(&Literal::new(s, Sign::Positive));
        if let (Some(positive), Some(heron), &[x, y, z]) = (positive, heron, &weak[..]) {
            self.proper_triangle(facts, positive, heron, [x, y, z], [&a, &b, &c]);
        }
    }

    /// With positive area: the inequalities of the sides are strict.
    fn proper_triangle(
        &mut self,
        facts: &mut Facts,
        area: At,
        heron: At,
        weak: [At; 3],
        sides: [&Num; 3],
    ) -> Option<()> {
        let lengths: Vec<Poly> = sides.iter().map(|s| self.sheet.terms.poly(s)).collect::<Option<_>>()?;
        let signs: Vec<At> =
            sides.iter().map(|s| self.sheet.lemma("length_sign", vec![(*s).clone()], vec![])).collect::<Option<_>>()?;
        let whole = Poly::sum(&lengths);
        let mut strict = Vec::new();
        for k in 0..3 {
            // (a + b + c)(c + a − b)(a + b − c)·(b + c − a) = 16·S²
            let multiplier = (0..3).map(|i| product(1, &[i, 3, 4])).collect();
            let c = Certificate { multiplier, terms: vec![product(16, &[5, 5])], cofactors: vec![Poly::int(-1)] };
            let ineqs = [&signs[..], &[weak[(k + 1) % 3], weak[(k + 2) % 3], area]].concat();
            let two = lengths[k].scale(&int(2));
            let claim = Literal::new(whole.sub(&two), Sign::Positive);
            let at = self.sheet.order(Some(&claim), &c, &ineqs, &[heron]);
            facts.add(vec![claim], at);
            strict.push(at);
        }
        for (k, length) in lengths.into_iter().enumerate() {
            // 2a = (c + a − b) + (a + b − c)
            let claim = Literal::new(length, Sign::Positive);
            let terms = vec![product(1, &[0]), product(1, &[1])];
            let c = Certificate { multiplier: vec![product(2, &[])], terms, cofactors: vec![] };
            let at = self.sheet.order(Some(&claim), &c, &[strict[(k + 1) % 3], strict[(k + 2) % 3]], &[]);
            facts.add(vec![claim], at);
        }
        Some(())
    }

    /// A radius of a triangle, which needs its area to be positive.
    pub fn explain_radius(
        &mut self,
        facts: &mut Facts,
        v: u32,
        n: &Num,
        lemma: &str,
        corners: [Pt; 3],
        quotient: (Num, Num, i64),
    ) {
        let Some(s) = self.sheet.terms.poly(&Num::Area(corners.to_vec())) else { return };
        let positive = Literal::new(s, Sign::Positive);
        self.explain(facts, std::slice::from_ref(&positive));
        if let Some(at) = self.quickly(facts, &positive) {
            self.explain_quotient(facts, v, n, lemma, Some(at), quotient);
        }
    }

    /// A number v with d·v = n by a lemma, whose need (where it is not d > 0) is there. `sign`: the lemma says that this
    /// times d·v − n is zero.
    fn explain_quotient(
        &mut self,
        facts: &mut Facts,
        v: u32,
        term: &Num,
        lemma: &str,
        need: Option<At>,
        (divisor, numerator, sign): (Num, Num, i64),
    ) -> Option<()> {
        let (divisor, numerator) = (self.sheet.terms.poly(&divisor)?, self.sheet.terms.poly(&numerator)?);
        let positive = Literal::new(divisor.clone(), Sign::Positive);
        self.explain(facts, &[positive.clone(), Literal::new(numerator.clone(), Sign::NonNegative)]);
        let seen = if self.over.is_some() { self.likely(facts, &positive) } else { None };
        let nonzero = seen.or_else(|| self.quickly(facts, &positive))?;
        let product = self.lemma_fact(facts, lemma, vec![term.clone()], vec![need.unwrap_or(nonzero)])?;
        let said = self.literals(product)?;
        let expected = divisor.mul_cap(&Poly::var(v), MAX_TERMS)?.sub(&numerator).scale(&int(sign));
        if !matches!(&said[..], [l] if l.poly == expected) {
            return None;
        }
        let quotient = Quotient {
            var: v,
            divisor,
            numerator: numerator.clone(),
            nonzero,
            positive: true,
            product,
            sign,
            power: 1,
        };
        // d·v = n, so v has the sign of n.
        for claimed in [Sign::Positive, Sign::NonNegative] {
            let claim = Literal::new(numerator.clone(), claimed);
            // Over a triangle signs are seen at once or by factors.
            let over = self.over.is_some();
            let seen = if over { self.likely(facts, &claim) } else { self.quickly(facts, &claim) };
            let Some(at) = seen else { continue };
            let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
            let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
            let c = Certificate { multiplier, terms, cofactors: vec![Poly::int(sign)] };
            let claim = Literal::new(Poly::var(v), claimed);
            let at = self.sheet.order(Some(&claim), &c, &[nonzero, at], &[product]);
            facts.add(vec![claim], at);
            break;
        }
        facts.quotients.push(quotient);
        Some(())
    }
}

/// The sides of a triangle, each opposite its corner.
pub fn sides([a, b, c]: [Pt; 3]) -> [Num; 3] {
    [Num::Len(b, c), Num::Len(c, a), Num::Len(a, b)]
}
