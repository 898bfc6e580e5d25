//! Coordinates: what geometry says in a frame, and the points that it determines.
//!
//! A point of which two equations are linear is given by them where their determinant is not zero, by Cramer's rule: its coordinates
//! are quotients, and goals are cleared of them. So medians, cevians, centres become polynomials in the coordinates of the free points.

use crate::facts::{Facts, Quotient};
use crate::prover::Prover;
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, CoreTheorem, Fact, Hyp, Num, Pt, Q};
use euclase_kernel::algebra::statement::given_in_coordinates;
use euclase_kernel::algebra::{Reason, Said};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term};
use num_traits::One;

/// An equation that is linear in the coordinates of a point: a·x + b·y = c.
pub struct Line {
    /// The factor of x.
    pub a: Poly,
    /// The factor of y.
    pub b: Poly,
    /// The right side.
    pub c: Poly,
    /// The line that says so.
    pub at: At,
}

impl Prover<'_> {
    /// Adds what the theorem says of its points in a frame.
    pub fn in_coordinates(&mut self, facts: &mut Facts, theorem: &CoreTheorem, frame: [Pt; 2]) {
        self.read_in_coordinates(facts, theorem, frame);
        self.proper_frame(facts, frame);
        let points = theorem.statement_points.min(theorem.points.len());
        self.places = (0..points as u32).map(Pt).filter(|p| !frame.contains(p)).collect();
        self.determined_points(facts);
    }

    /// The clauses of the theorem in a frame, as they are.
    pub fn read_in_coordinates(&mut self, facts: &mut Facts, theorem: &CoreTheorem, frame: [Pt; 2]) {
        self.frame = Some(frame);
        let line = |h: &Hyp| if let Fact::Coll(a, b, c) = h.fact { Some([a, b, c]) } else { None };
        self.collinear = theorem.hyps.iter().filter_map(line).collect();
        for n in 0..theorem.hyps.len() + theorem.conds.len() {
            for (k, clause) in given_in_coordinates(theorem, n, frame).unwrap_or_default().into_iter().enumerate() {
                // Alternatives (that a circle is proper) would lead to cases.
                if clause.len() > 1 {
                    continue;
                }
                let at = self.sheet.push(clause, Reason::Coordinates(Said::Assumed(n), frame, k), vec![]);
                if let Some(clause) = self.literals(at) {
                    facts.add(clause, at);
                }
            }
        }
    }

    /// The points that equations determine, as far as that is not known.
    pub fn determined_points(&mut self, facts: &mut Facts) {
        let Some(frame) = self.frame else { return };
        for p in self.places.clone() {
            self.determined(facts, p, frame);
        }
    }

    /// The frame's length is positive, where something is not zero of which it is a factor.
    pub fn proper_frame(&mut self, facts: &mut Facts, [o, e]: [Pt; 2]) -> Option<()> {
        let length = Num::Len(o, e);
        let c = self.sheet.terms.poly(&length)?;
        let claim = Literal::new(c.clone(), Sign::Positive);
        if facts.says(&claim).is_some() {
            return None;
        }
        let nonzero = facts.known.iter().filter(|k| k.0.sign == Sign::NonZero);
        let (q, at) = nonzero.filter_map(|k| Some((k.0.poly.div_exact(&c)?, k.1))).next()?;
        let sign = self.sheet.lemma("length_sign", vec![length], vec![])?;
        // c·q²·c = (c·q)²
        let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![q] }];
        let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
        let certificate = Certificate { multiplier, terms, cofactors: vec![] };
        let at = self.sheet.order(Some(&claim), &certificate, &[sign, at], &[]);
        facts.add(vec![claim], at);
        let length = at;
        let multiples: Vec<(Poly, At)> = facts
            .known
            .iter()
            .filter(|k| k.0.sign == Sign::NonZero)
            .filter_map(|k| Some((k.0.poly.div_exact(&c)?, k.1)))
            .collect();
        for (q, at) in multiples.into_iter().filter(|m| m.0.constant_value().is_none()) {
            // c²·q² = (c·q)²
            let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0, 0], squares: vec![] }];
            let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
            let certificate = Certificate { multiplier, terms, cofactors: vec![] };
            let claim = Literal::new(q, Sign::NonZero);
            let at = self.sheet.order(Some(&claim), &certificate, &[length, at], &[]);
            facts.add(vec![claim], at);
        }
        Some(())
    }

    /// The variable of a coordinate.
    pub fn coordinate(&mut self, axis: Axis, of: Pt, frame: [Pt; 2]) -> Option<u32> {
        let p = self.sheet.terms.poly(&Num::Coordinate { axis, of, frame })?;
        p.vars().into_iter().next()
    }

    /// The point that a variable is a coordinate of.
    pub fn point_of(&self, v: u32) -> Option<Pt> {
        match self.sheet.terms.get(v) {
            Some(Opaque::Leaf(Num::Coordinate { of, .. })) => Some(*of),
            _ => None,
        }
    }

    /// The coordinates of a point as quotients, if equations with earlier points determine it.
    fn determined(&mut self, facts: &mut Facts, p: Pt, frame: [Pt; 2]) -> Option<()> {
        let (x, y) = (self.coordinate(Axis::X, p, frame)?, self.coordinate(Axis::Y, p, frame)?);
        let one = given_by(facts, x) || given_by(facts, y);
        if given_by(facts, x) && given_by(facts, y) {
            return None;
        }
        let mut lines: Vec<Line> = Vec::new();
        for (e, at) in facts.equations() {
            let later = e.vars().iter().any(|v| self.point_of(*v).is_some_and(|q| q > p));
            let defining = facts.quotients.iter().any(|q| q.product == at);
            if !later
                && !defining
                && let Some(l) = linear(e, x, y, at)
            {
                lines.push(l);
            }
        }
        for i in 0..if one { 0 } else { lines.len() } {
            for j in 0..i {
                let (l, m) = (&lines[j], &lines[i]);
                let times = |a: &Poly, b: &Poly| a.mul_cap(b, MAX_TERMS);
                let determinant = times(&l.a, &m.b)?.sub(&times(&m.a, &l.b)?);
                let Some(nonzero) = self.not_zero(facts, &determinant) else { continue };
                let xs = times(&l.c, &m.b)?.sub(&times(&m.c, &l.b)?);
                let ys = times(&l.a, &m.c)?.sub(&times(&m.a, &l.c)?);
                // D·x − (c·b' − c'·b) = b'·(a·x + b·y − c) − b·(a'·x + b'·y − c')
                self.quotient(facts, x, (&determinant, nonzero), &xs, vec![(l.at, m.b.clone()), (m.at, l.b.neg())]);
                self.quotient(facts, y, (&determinant, nonzero), &ys, vec![(m.at, l.a.clone()), (l.at, m.a.neg())]);
                return Some(());
            }
        }
        for l in &lines {
            for (v, factor, other, w) in [(y, &l.b, &l.a, x), (x, &l.a, &l.b, y)] {
                // The other coordinate may be given by this one.
                if given_by(facts, v) || (one && !other.is_zero()) {
                    continue;
                }
                if let Some(nonzero) = self.not_zero(facts, factor) {
                    let rest = l.c.sub(&other.mul_cap(&Poly::var(w), MAX_TERMS)?);
                    self.quotient(facts, v, (factor, nonzero), &rest, vec![(l.at, Poly::one())]);
                    return Some(());
                }
            }
        }
        None
    }

    /// A line that says that a polynomial is not zero, and whether it says positive.
    fn not_zero(&mut self, facts: &mut Facts, p: &Poly) -> Option<(At, bool)> {
        if p.is_zero() {
            return None;
        }
        let nonzero = Literal::new(p.clone(), Sign::NonZero);
        self.explain(facts, std::slice::from_ref(&nonzero));
        let positive = Literal::new(p.clone(), Sign::Positive);
        if let Some(at) = self.quickly(facts, &positive) {
            return Some((at, true));
        }
        self.quickly(facts, &nonzero).map(|at| (at, false))
    }

    /// v = numerator/divisor, from equations that add up to divisor·v − numerator = 0.
    fn quotient(
        &mut self,
        facts: &mut Facts,
        v: u32,
        (divisor, (nonzero, positive)): (&Poly, (At, bool)),
        numerator: &Poly,
        parts: Vec<(At, Poly)>,
    ) -> Option<()> {
        let whole = divisor.mul_cap(&Poly::var(v), MAX_TERMS)?.sub(numerator);
        let product = self.sheet.combine(&whole, parts);
        facts.add(vec![Literal::new(whole, Sign::Zero)], product);
        let (divisor, numerator) = (divisor.clone(), numerator.clone());
        facts.quotients.push(Quotient { var: v, divisor, numerator, nonzero, positive, product, sign: 1, power: 1 });
        Some(())
    }

    /// A length or an area in coordinates; is there a frame? `v` stands for it.
    pub fn in_frame(&mut self, facts: &mut Facts, v: u32, n: &Num) -> bool {
        let Some(frame) = self.frame else { return false };
        // Any coordinate of the frame names it.
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        match n {
            Num::Len(a, b) if frame.contains(a) && frame.contains(b) => {}
            Num::Len(..) => drop(self.lemma_fact(facts, "length_by_coordinates", vec![n.clone(), named], vec![])),
            Num::Area(ps) => {
                let square = self.lemma_fact(facts, "area_by_coordinates", vec![n.clone(), named], vec![]);
                let sign = self.sheet.lemma("area_sign", vec![n.clone()], vec![]);
                if let (Some(square), Some(sign)) = (square, sign) {
                    self.signed_area(facts, v, ps, square, sign);
                }
            }
            _ => return false,
        }
        true
    }

    /// Is it the length of the frame, which is a coordinate?
    pub fn frame_length(&self, v: u32) -> bool {
        let of_frame = |n: &Num| matches!((n, self.frame), (Num::Len(a, b), Some(f)) if f.contains(a) && f.contains(b));
        matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(n)) if of_frame(n))
    }
}

fn given_by(facts: &Facts, v: u32) -> bool {
    facts.quotients.iter().any(|q| q.var == v)
}

/// Reads an equation as a·x + b·y = c.
pub fn linear(e: &Poly, x: u32, y: u32, at: At) -> Option<Line> {
    let joint = e.terms().map(|(m, _)| m.exp(x) + m.exp(y)).max()?;
    if joint != 1 {
        return None;
    }
    let part = |v: u32| {
        let of = e.terms().filter(|(m, _)| m.exp(v) == 1);
        Poly::from_terms(of.map(|(m, c)| (m.without(v), c)))
    };
    let rest: Vec<(Mono, _)> =
        e.terms().filter(|(m, _)| m.exp(x) + m.exp(y) == 0).map(|(m, c)| (m.clone(), -c)).collect();
    Some(Line { a: part(x), b: part(y), c: Poly::from_terms(rest), at })
}
