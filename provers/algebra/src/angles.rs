//! Angles that are compared with a right one: by the squares of the lengths about them, and the other way round.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, Num, Pt, Q};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};
use num_traits::{One, Signed};

/// How an angle compares with a right one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Acute,
    Right,
    Obtuse,
}

impl Kind {
    fn lemma(self) -> &'static str {
        match self {
            Kind::Acute => "angle_acute",
            Kind::Right => "angle_right",
            Kind::Obtuse => "angle_obtuse",
        }
    }
}

fn half() -> Poly {
    Poly::constant(Q::new(1.into(), 2.into()))
}

fn product(ineqs: &[usize]) -> Term {
    Term { coeff: Q::one(), ineqs: ineqs.to_vec(), squares: vec![] }
}

impl Prover<'_> {
    /// Is it a comparison of an angle with a right one? The variable of the angle, its points, and how it compares.
    fn of_angle(&self, l: &Literal) -> Option<(u32, [Pt; 3], Kind)> {
        let vars = l.poly.vars();
        let v = *vars.first().filter(|_| vars.len() == 1 && l.poly.degree() == 1)?;
        let Some(Opaque::Leaf(Num::Ang(a, b, c))) = self.sheet.terms.get(v) else { return None };
        let primitive = l.poly.primitive();
        let up = Poly::var(v).sub(&half());
        let rising = l.poly.leading_sign() > 0;
        let kind = match l.sign {
            Sign::Zero => Kind::Right,
            Sign::Positive if rising => Kind::Obtuse,
            Sign::Positive => Kind::Acute,
            _ => return None,
        };
        let same = primitive == up.primitive() || primitive == up.neg().primitive();
        same.then_some((v, [*a, *b, *c], kind))
    }

    /// The lines that say that the arms of an angle have ends that differ.
    fn arms(&mut self, facts: &Facts, [a, b, c]: [Pt; 3]) -> Option<[At; 2]> {
        let mut arm = |p: Pt, q: Pt| {
            let length = self.sheet.terms.poly(&Num::Len(p, q))?;
            self.quickly(facts, &Literal::new(length, Sign::Positive))
        };
        Some([arm(b, a)?, arm(b, c)?])
    }

    /// What a comparison of an angle with a right one says of squares of lengths.
    fn squares_about(&mut self, arms: [At; 2], [a, b, c]: [Pt; 3], kind: Kind, at: At) -> Option<(Literal, At)> {
        let n = Num::Ang(a, b, c).leaf_form();
        // The lemma's arms are those of the term as it is written.
        let arms = if n == Num::Ang(a, b, c) { arms } else { [arms[1], arms[0]] };
        let line = self.sheet.lemma(kind.lemma(), vec![n], vec![arms[0], arms[1], at])?;
        let said = self.literals(line)?;
        Some((said.into_iter().next()?, line))
    }

    /// Adds to the facts what those about angles say of lengths.
    pub fn lengths_by_angles(&mut self, facts: &mut Facts) {
        for (l, at) in facts.known.clone() {
            let Some((_, points, kind)) = self.of_angle(&l) else { continue };
            let mark = self.sheet.mark();
            let found = self.arms(facts, points).and_then(|arms| self.squares_about(arms, points, kind, at));
            match found {
                Some((l, line)) => facts.add(vec![l], line),
                None => self.sheet.back(mark),
            }
        }
    }

    /// The same in coordinates: the sign of a scalar product.
    pub fn products_by_angles(&mut self, given: &Facts, sides: &Facts) -> Vec<(Literal, At)> {
        let mut out = Vec::new();
        for (l, at) in &given.known {
            let Some((_, points, kind)) = self.of_angle(l) else { continue };
            let mark = self.sheet.mark();
            match self.product_by_angle(given, sides, points, kind, *at) {
                Some(found) => out.push(found),
                None => self.sheet.back(mark),
            }
        }
        out
    }

    fn product_by_angle(
        &mut self,
        given: &Facts,
        sides: &Facts,
        points: [Pt; 3],
        kind: Kind,
        at: At,
    ) -> Option<(Literal, At)> {
        let [a, b, c] = points;
        let frame = self.frame?;
        let mut arm = |p: Pt, q: Pt| {
            let length = Literal::new(self.sheet.terms.poly(&Num::Len(p, q))?, Sign::Positive);
            given.says(&length).or_else(|| sides.says(&length))
        };
        let arms = [arm(b, a)?, arm(b, c)?];
        let (said, line) = self.squares_about(arms, points, kind, at)?;
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let mut square = |p: Pt, q: Pt| {
            let n = Num::Len(p, q).leaf_form();
            self.sheet.lemma("length_by_coordinates", vec![n, named.clone()], vec![])
        };
        let squares = [square(b, a)?, square(b, c)?, square(a, c)?];
        let [pa, pb, pc] = [self.place(a, frame)?, self.place(b, frame)?, self.place(c, frame)?];
        let times = |p: Poly, q: Poly| p.mul_cap(&q, MAX_TERMS);
        let dot = times(pa[0].sub(&pb[0]), pc[0].sub(&pb[0]))?.add(&times(pa[1].sub(&pb[1]), pc[1].sub(&pb[1]))?);
        // 2·BA·BC = (BA² + BC² − AC²) − (BA² − …) − (BC² − …) + (AC² − …)
        let turn = if kind == Kind::Obtuse { -1 } else { 1 };
        let claim = Literal::new(dot.scale(&Q::from_integer((2 * turn).into())), said.sign);
        let cofactors = [-turn, -turn, turn].map(Poly::int).to_vec();
        let line = if said.sign == Sign::Zero {
            let parts = squares.into_iter().zip(cofactors).chain([(line, Poly::one())]).collect();
            self.sheet.combine(&claim.poly, parts)
        } else {
            let c = Certificate { multiplier: unit(), terms: vec![product(&[0])], cofactors };
            self.sheet.order(Some(&claim), &c, &[line], &squares)
        };
        Some((claim, line))
    }

    /// An angle is acute or obtuse, since the squares of the lengths about it say so.
    pub fn angle_by_lengths(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let (v, points, kind) = self.of_angle(goal)?;
        if kind == Kind::Right {
            return None;
        }
        let arms = self.arms(facts, points)?;
        let [a, b, c] = points;
        let mut square = |p: Pt, q: Pt| self.sheet.terms.poly(&Num::Len(p, q))?.square();
        let sum = square(b, a)?.add(&square(b, c)?).sub(&square(a, c)?);
        let sum = if kind == Kind::Obtuse { sum.neg() } else { sum };
        let seen = self.single(facts, &Literal::new(sum, Sign::Positive), effort)?;
        // Otherwise it is right, or of the other kind.
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let weak = Literal::new(opposite.poly.neg(), Sign::NonNegative);
        let strict = weak.negated();
        let atoms = [&weak, &strict].map(|l| self.sheet.terms.atom(l)).to_vec();
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let first = self.sheet.suppose(std::slice::from_ref(&weak));
        let right = Literal::new(Poly::var(v).sub(&half()), Sign::Zero);
        let c = Certificate { multiplier: unit(), terms: vec![product(&[0, 1])], cofactors: vec![] };
        let scale = goal.poly.coeff(&euclase_poly::Mono::var(v)).abs();
        let c = if scale.is_one() { c } else { return None };
        let equal = self.sheet.order(Some(&right), &c, &[s, first], &[]);
        let (_, line) = self.squares_about(arms, points, Kind::Right, equal)?;
        let turn = if kind == Kind::Obtuse { 1 } else { -1 };
        let c = Certificate { multiplier: vec![], terms: vec![product(&[0])], cofactors: vec![Poly::int(turn)] };
        let one = self.sheet.order(None, &c, &[seen], &[line]);
        let second = self.sheet.suppose(std::slice::from_ref(&strict));
        let other = if kind == Kind::Obtuse { Kind::Acute } else { Kind::Obtuse };
        let (_, line) = self.squares_about(arms, points, other, second)?;
        let c = Certificate { multiplier: vec![], terms: vec![product(&[0]), product(&[1])], cofactors: vec![] };
        let two = self.sheet.order(None, &c, &[seen, line], &[]);
        let absurd = self.sheet.push(vec![], Reason::Cases, vec![either, one, two]);
        Some(self.refuted(goal, &opposite, absurd))
    }
}
