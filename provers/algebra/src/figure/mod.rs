//! A figure over one of its triangles.
//!
//! All numbers of a figure become fractions in a few: the sides and the area of one triangle, areas at points inside, lengths on its
//! sides, real variables. The triangle is turned one way; points are found one after the other by equations that are linear in their
//! coordinates, with common factors divided out; lengths, areas and radii follow. What is left of a goal is about numbers
//! of known sign. The proof for the triangle turned the other way is the mirror image.

mod bisectors;
mod groups;
mod lengths;
mod mirror;
mod numbers;
mod parameters;
mod points;
mod signs;

use crate::facts::{Facts, Quotient};
use crate::figures::sides;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, Cond, CoreTheorem, Num, Pt, Q, int};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};
use num_traits::One;

/// Longest fact that is kept beside those of the triangle.
const LONG: usize = 16;

/// A figure as far as it is known.
#[derive(Clone)]
pub struct Figure {
    /// O, E, C: the triangle; OE is the frame.
    corners: [Pt; 3],
    /// The triangle turned one way or the other, a line with both as alternatives.
    split: At,
    /// Supposed: turned counter-clockwise.
    turned: At,
    /// What the theorem says in the frame, and what follows of signs where the triangle is turned so.
    raw: Facts,
    /// What is known over the triangle.
    facts: Facts,
    /// Points whose coordinates are known.
    placed: Vec<Pt>,
    /// Numbers that may be solved for: sides, areas and lengths that are not known.
    parameters: Vec<u32>,
    /// How many of the quotients, the first ones, are about numbers, not about points.
    numbers: usize,
    /// Heron's formula, where the area is a sum of others: wanted only where sides and areas meet.
    heron: Option<(Literal, At)>,
}

/// Triangles over which a theorem's figure may be seen, the best first: the first one that is not flat, and those that are turned like others.
pub fn triangles(theorem: &CoreTheorem) -> Vec<[Pt; 3]> {
    let mut out: Vec<[Pt; 3]> = Vec::new();
    let mut add = |t: [Pt; 3]| {
        let mut t = t;
        t.sort_unstable();
        if !out.contains(&t) && t.iter().all(|p| p.ix() < theorem.statement_points) {
            out.push(t);
        }
    };
    for c in &theorem.conds {
        if let Cond::NotColl(a, b, c) = c.cond {
            add([a, b, c]);
        }
    }
    for c in &theorem.conds {
        if let Cond::SameOrient(s, t) | Cond::OppOrient(s, t) = c.cond {
            add(s);
            add(t);
        }
    }
    out
}

/// Products.
fn product(ineqs: &[usize], squares: &[&Poly]) -> Term {
    Term { coeff: Q::one(), ineqs: ineqs.to_vec(), squares: squares.iter().map(|s| (*s).clone()).collect() }
}

impl Prover<'_> {
    /// The figure over a triangle, from what the theorem gives of numbers.
    pub fn figure(&mut self, theorem: &CoreTheorem, given: &Facts, corners: [Pt; 3]) -> Option<Figure> {
        let [o, e, c] = corners;
        let frame = [o, e];
        (self.over, self.third) = (Some(corners), None);
        let length = |l: &Literal| l.poly.len() == 1 && l.poly.degree() == 1 && l.sign == Sign::Positive;
        self.apart = given.known.iter().filter(|k| length(&k.0)).cloned().collect();
        let mut raw = Facts::default();
        self.read_in_coordinates(&mut raw, theorem, frame);
        let twice = self.twice_area(&corners, frame)?;
        let nonzero = self.not_flat(&raw, &twice)?;
        let only = Facts { known: vec![(Literal::new(twice, Sign::NonZero), nonzero)], ..Facts::default() };
        let (split, cases, _) = self.sides_of_a_difference(&only)?;
        let up = cases.first()?.clone();
        let turned = self.sheet.suppose(std::slice::from_ref(&up));
        raw.add(vec![up.clone()], turned);
        let placed = corners.to_vec();
        let facts = Facts::default();
        let (parameters, numbers, heron) = (Vec::new(), 0, None);
        let mut fig = Figure { corners, split, turned, raw, facts, placed, parameters, numbers, heron };
        self.triangle_itself(&mut fig, &up)?;
        for (l, at) in &given.known {
            let real = |v: u32| matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(Num::Real(_))));
            if l.poly.vars().into_iter().all(real) {
                fig.facts.add(vec![l.clone()], *at);
            }
        }
        for (l, at) in self.products_by_angles(given, &fig.facts) {
            fig.raw.add(vec![l], at);
        }
        let coordinates = [Axis::X, Axis::Y].map(|axis| Num::Coordinate { axis, of: c, frame });
        for n in coordinates {
            self.sheet.terms.poly(&n)?;
        }
        self.signs_from_signs(&mut fig.raw);
        self.points(&mut fig, theorem, given);
        self.what_is_left(&mut fig, given);
        Some(fig)
    }

    /// The triangle is not flat: said, or a factor of what has a sign.
    fn not_flat(&mut self, raw: &Facts, twice: &Poly) -> Option<At> {
        let claim = Literal::new(twice.clone(), Sign::NonZero);
        if let Some(at) = self.known(raw, &claim) {
            return Some(at);
        }
        let strict = |k: &&(Literal, At)| k.0.sign == Sign::Positive;
        let (rest, at) = raw.known.iter().filter(strict).find_map(|k| Some((k.0.poly.div_exact(twice)?, k.1)))?;
        // (r·t)² = r²·t²
        let c = Certificate {
            multiplier: vec![product(&[], &[&rest])],
            terms: vec![product(&[0, 0], &[])],
            cofactors: vec![],
        };
        Some(self.sheet.order(Some(&claim), &c, &[at], &[]))
    }

    /// Sides and area of the triangle, and the coordinates of its third corner by them.
    fn triangle_itself(&mut self, fig: &mut Figure, up: &Literal) -> Option<()> {
        let Figure { corners, turned, .. } = *fig;
        let [o, e, c] = corners;
        let frame = [o, e];
        let (x, y) = (self.coordinate(Axis::X, c, frame)?, self.coordinate(Axis::Y, c, frame)?);
        let base = Num::Len(o, e).leaf_form();
        let length = self.sheet.terms.poly(&base)?;
        // c·y²·c = (c·y)², then c·y = c·y
        let weak = self.sheet.lemma("length_sign", vec![base], vec![])?;
        let claim = Literal::new(length.clone(), Sign::Positive);
        let height = Poly::var(y);
        let cert = Certificate {
            multiplier: vec![product(&[0], &[&height])],
            terms: vec![product(&[1, 1], &[])],
            cofactors: vec![],
        };
        let positive = self.sheet.order(Some(&claim), &cert, &[weak, turned], &[]);
        fig.facts.add(vec![claim.clone()], positive);
        fig.raw.add(vec![claim], positive);
        let claim = Literal::new(height.clone(), Sign::Positive);
        let cert =
            Certificate { multiplier: vec![product(&[0], &[])], terms: vec![product(&[1], &[])], cofactors: vec![] };
        let above = self.sheet.order(Some(&claim), &cert, &[positive, turned], &[]);
        fig.raw.add(vec![claim], above);
        // The area.
        let named = Num::Coordinate { axis: Axis::X, of: o, frame };
        let area = Num::Area(corners.to_vec()).leaf_form();
        let s = self.sheet.terms.poly(&area)?;
        let var = s.vars().into_iter().next()?;
        let square = self.sheet.lemma("area_by_coordinates", vec![area.clone(), named.clone()], vec![])?;
        let sign = self.sheet.lemma("area_sign", vec![area.clone()], vec![])?;
        let (line, signed) = self.signed_area_line(&fig.raw, var, &corners, square, sign)?;
        let claim = Literal::new(s.clone(), Sign::Positive);
        let two = Term { coeff: int(2), ineqs: vec![], squares: vec![] };
        let cert = Certificate { multiplier: vec![two], terms: vec![product(&[0], &[])], cofactors: vec![Poly::one()] };
        let at = self.sheet.order(Some(&claim), &cert, &[turned], &[line]);
        fig.facts.add(vec![claim], at);
        if signed != up.poly {
            return None;
        }
        self.explain_triangle(&mut fig.facts, &area, corners);
        fig.facts.known.retain(|k| k.0.sign != Sign::NonNegative);
        // x = (b² + c² − a²)/2c, y = 2S/c
        let [a, b, _] = sides(corners).map(|n| n.leaf_form());
        let by_coordinates =
            |me: &mut Self, n: &Num| me.sheet.lemma("length_by_coordinates", vec![n.clone(), named.clone()], vec![]);
        let (of_b, of_a) = (by_coordinates(self, &b)?, by_coordinates(self, &a)?);
        let (a, b) = (self.sheet.terms.poly(&a)?, self.sheet.terms.poly(&b)?);
        let numerator = b.square()?.add(&length.square()?).sub(&a.square()?);
        let divisor = length.scale(&int(2));
        let double = self.positive_multiple(&length, positive, 2);
        let whole = divisor.mul_cap(&Poly::var(x), MAX_TERMS)?.sub(&numerator);
        let product = self.sheet.combine(&whole, vec![(of_a, Poly::one()), (of_b, Poly::int(-1))]);
        let quotient = |var, divisor, numerator, nonzero, product, sign| Quotient {
            var,
            divisor,
            numerator,
            nonzero,
            positive: true,
            product,
            sign,
            power: 1,
        };
        fig.facts.quotients.push(quotient(x, divisor, numerator, double, product, 1));
        fig.facts.quotients.push(quotient(y, length.clone(), s.scale(&int(2)), positive, line, -1));
        fig.numbers = 0;
        for n in sides(corners) {
            let v = self.sheet.terms.poly(&n)?.vars().into_iter().next()?;
            fig.parameters.push(v);
        }
        Some(())
    }

    /// k·p > 0 from p > 0.
    fn positive_multiple(&mut self, p: &Poly, at: At, k: i64) -> At {
        let terms = vec![Term { coeff: int(k), ineqs: vec![0], squares: vec![] }];
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
        self.sheet.order(Some(&Literal::new(p.scale(&int(k)), Sign::Positive)), &c, &[at], &[])
    }

    /// What the theorem says besides, over the triangle.
    fn what_is_left(&mut self, fig: &mut Figure, given: &Facts) {
        // Signs of numbers that are now given by others.
        let before = std::mem::take(&mut fig.facts.known);
        for (l, at) in before {
            match self.cleared_fact(&fig.facts, &l, at) {
                Some((l, at, _)) if l.truth() != Some(true) => fig.facts.add(vec![l], at),
                Some(_) => {}
                None => fig.facts.add(vec![l], at),
            }
        }
        self.without_positive_factors(&mut fig.facts);
        self.signs_from_signs(&mut fig.facts);
        let raw = fig.raw.known.iter().cloned();
        let all: Vec<(Literal, At)> = given.known.iter().cloned().chain(raw).collect();
        let roots = self.roots(&fig.facts);
        for (l, at) in all {
            if l.sign == Sign::NonZero {
                continue;
            }
            let (l, at) = match self.cleared_fact(&fig.facts, &l, at) {
                Some((l, at, _)) => (l, at),
                None => (l, at),
            };
            if fig.facts.quotients.iter().any(|q| l.poly.degree_in(q.var) > 0) {
                continue;
            }
            let (mut l, mut at) = (l, at);
            if matches!(l.sign, Sign::NonNegative | Sign::Positive) {
                (l, at) = self.sign_by_heron(&roots, &l, at).unwrap_or((l, at));
                (l, at) = self.without_positive_factor(&fig.facts, &l, at).unwrap_or((l, at));
            }
            let follows =
                l.sign == Sign::Zero && crate::roots::reduce(&l.poly, &roots).is_none_or(|r| r.poly.is_zero());
            let settled = follows || l.poly.is_zero() || l.truth() == Some(true) || l.poly.len() > LONG;
            if settled || !self.over_known(fig, &l.poly) {
                continue;
            }
            let mark = self.sheet.mark();
            if l.sign != Sign::Zero && self.likely(&fig.facts, &l).is_some() {
                self.sheet.back(mark);
                continue;
            }
            fig.facts.add(vec![l], at);
        }
        for (clause, at) in &given.clauses {
            fig.facts.add(clause.clone(), *at);
        }
        let vars: Vec<u32> = (0..self.sheet.terms.len() as u32).collect();
        let base = |v: &u32| fig.parameters.contains(v) || self.point_of(*v).is_some();
        fig.facts.explained.extend(vars.into_iter().filter(base));
        let area = self.sheet.terms.known(&Num::Area(fig.corners.to_vec()).leaf_form());
        fig.facts.explained.extend(area);
        let given: Vec<u32> = fig.facts.quotients.iter().map(|q| q.var).collect();
        fig.facts.explained.extend(given);
    }

    /// Are all figure's numbers in it known?
    fn over_known(&self, fig: &Figure, p: &Poly) -> bool {
        p.vars().into_iter().all(|v| match self.sheet.terms.get(v) {
            Some(Opaque::Leaf(Num::Coordinate { .. } | Num::Real(_))) => true,
            Some(Opaque::Leaf(Num::Area(ps))) if ps.len() == 3 && fig.corners.iter().all(|c| ps.contains(c)) => true,
            Some(Opaque::Leaf(_)) => fig.parameters.contains(&v),
            _ => false,
        })
    }

    /// A clause in a figure; `more` is what is known besides what the figure was made of.
    pub fn in_figure(&mut self, fig: &Figure, more: &[(Literal, At)], goal: &[Literal], effort: Effort) -> Option<At> {
        let mut facts = fig.facts.clone();
        for (l, at) in more {
            match self.cleared_fact(&facts, l, *at) {
                Some((l, at, _)) => facts.add(vec![l], at),
                None => facts.add(vec![l.clone()], *at),
            }
        }
        let mark = self.sheet.mark();
        let with_heron = fig.heron.iter().map(|(l, at)| {
            let mut with = facts.clone();
            with.add(vec![l.clone()], *at);
            with
        });
        let ways: Vec<Facts> = std::iter::once(facts.clone()).chain(with_heron).collect();
        // An equation that does not follow at once has been left with what no sum of squares would show.
        let equation = goal.iter().all(|l| l.sign == Sign::Zero);
        let plain = Effort { squares: 0, ..effort };
        let efforts = if equation || effort.squares == 0 { vec![plain] } else { vec![plain, effort] };
        // Where there are several lengths, first what is linear in them.
        let linear = |me: &mut Self, least: usize| {
            let ([one], Some(first)) = (goal, ways.first()) else { return None };
            me.sheet.back(mark);
            let mut facts = first.clone();
            me.explain(&mut facts, goal);
            me.by_lengths(&facts, one, least, plain)
        };
        let mut found = linear(self, 3);
        for (i, effort) in efforts.into_iter().enumerate() {
            for facts in &ways {
                if found.is_none() {
                    self.sheet.back(mark);
                    found = self.prove(facts, goal, effort);
                }
            }
            if found.is_none() && i == 0 {
                found = linear(self, 1);
            }
        }
        let Some(at) = found else {
            self.sheet.back(mark);
            return None;
        };
        self.both_ways(fig, goal, at)
    }

    /// The clause from the line for the triangle turned one way.
    fn both_ways(&mut self, fig: &Figure, goal: &[Literal], at: At) -> Option<At> {
        if !self.rests_on(at, fig.turned) {
            return Some(at);
        }
        let other = self.mirrored(at)?;
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, vec![fig.split, at, other]))
    }
}
