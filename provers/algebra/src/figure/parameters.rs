//! Points that are free on a side or in an angle: lengths and areas give them, and equations may give these.

use super::{Figure, product};
use crate::facts::{Facts, Quotient};
use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, Cond, CoreTheorem, Num, Pt, Q, int};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term};

/// What a point between two others satisfies.
struct Between {
    /// |XP|·|XY| = (P − X)·(Y − X): the line, with its difference.
    product: (Poly, At),
    /// That product is positive.
    positive: At,
    /// (P − X)·(Y − P) > 0
    beyond: At,
    /// The lines of the squares of |XP| and |XY|.
    squares: [At; 2],
}

impl Prover<'_> {
    /// Takes a length or areas as parameters of a point.
    pub(super) fn parameter(&mut self, fig: &mut Figure, theorem: &CoreTheorem, given: &Facts, p: Pt) -> Option<()> {
        for c in &theorem.conds {
            let Cond::Between(x, q, y) = c.cond else { continue };
            if q != p || ![x, y].iter().all(|q| fig.placed.contains(q)) {
                continue;
            }
            let (mark, before) = (self.sheet.mark(), fig.clone());
            if self.along(fig, [x, p, y]).is_some() {
                self.solved_parameters(fig, given);
                if self.placed_by_lines(fig, p).is_some() {
                    return Some(());
                }
            }
            self.sheet.back(mark);
            *fig = before;
        }
        let (mark, before) = (self.sheet.mark(), fig.clone());
        if self.areas_at(fig, p).is_some() && self.placed_by_lines(fig, p).is_some() {
            return Some(());
        }
        self.sheet.back(mark);
        *fig = before;
        None
    }

    /// A length on a segment as parameter: |XY|·(P − X) = |XP|·(Y − X), and |PY| = |XY| − |XP|.
    fn along(&mut self, fig: &mut Figure, [x, p, y]: [Pt; 3]) -> Option<()> {
        let frame = self.frame?;
        let lengths = [Num::Len(x, p), Num::Len(x, y), Num::Len(p, y)].map(|n| n.leaf_form());
        let [l, m, k] = [&lengths[0], &lengths[1], &lengths[2]].map(|n| self.sheet.terms.poly(n));
        let (l, m, k) = (l?, m?, k?);
        let whole = fig.facts.says(&Literal::new(m.clone(), Sign::Positive))?;
        let [px, pp, py] = [self.place(x, frame)?, self.place(p, frame)?, self.place(y, frame)?];
        let minus = |a: &[Poly; 2], b: &[Poly; 2]| [a[0].sub(&b[0]), a[1].sub(&b[1])];
        let (u, w) = (minus(&pp, &px), minus(&py, &px));
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let dot = |u: &[Poly; 2], w: &[Poly; 2]| Some(times(&u[0], &w[0])?.add(&times(&u[1], &w[1])?));
        let cross = times(&u[0], &w[1])?.sub(&times(&u[1], &w[0])?);
        let flat = fig.raw.equations().find_map(|(e, at)| {
            let up = *e == cross;
            (up || e.neg() == cross).then_some((at, if up { 1 } else { -1 }))
        })?;
        let inner = dot(&u, &minus(&w, &u))?;
        let beyond = self.known(&fig.raw, &Literal::new(inner, Sign::Positive))?;
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let mut square = |n: &Num| self.sheet.lemma("length_by_coordinates", vec![n.clone(), named.clone()], vec![]);
        let (of_l, of_m, of_k) = (square(&lengths[0])?, square(&lengths[1])?, square(&lengths[2])?);
        let mut weak = |n: &Num| self.sheet.lemma("length_sign", vec![n.clone()], vec![]);
        let (l_weak, k_weak) = (weak(&lengths[0])?, weak(&lengths[2])?);
        // u·w = u·(w − u) + u² > 0
        let uw = dot(&u, &w)?;
        let terms = vec![product(&[0], &[]), product(&[], &[&u[0]]), product(&[], &[&u[1]])];
        let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
        let positive = self.sheet.order(Some(&Literal::new(uw.clone(), Sign::Positive)), &c, &[beyond], &[]);
        // d = u·w − l·m: −d·(u·w + l·m) = d·(u×w)² + m²·(l² − u²) + u²·(m² − w²), times d.
        let lm = times(&l, &m)?;
        let d = uw.sub(&lm);
        let uu = dot(&u, &u)?;
        let cofactors = vec![times(&d, &cross)?.scale(&int(flat.1)), times(&d, &m.square()?)?, times(&d, &uu)?];
        let c = Certificate { multiplier: vec![product(&[0], &[]), product(&[1, 2], &[])], terms: vec![], cofactors };
        let claim = Literal::new(d.clone(), Sign::Zero);
        let line = self.sheet.order(Some(&claim), &c, &[positive, l_weak, whole], &[flat.0, of_l, of_m]);
        let found = Between { product: (d, line), positive, beyond, squares: [of_l, of_m] };
        self.proportional(fig, [&l, &m], [&u, &w], &found)?;
        // l > 0 and m − l > 0.
        let c = Certificate {
            multiplier: vec![product(&[0], &[])],
            terms: vec![product(&[1], &[])],
            cofactors: vec![Poly::int(-1)],
        };
        let l_claim = Literal::new(l.clone(), Sign::Positive);
        let l_positive = self.sheet.order(Some(&l_claim), &c, &[whole, found.positive], &[line]);
        let rest = m.sub(&l);
        let c = Certificate {
            multiplier: vec![product(&[0], &[])],
            terms: vec![product(&[1], &[])],
            cofactors: vec![Poly::int(-1), Poly::int(-1)],
        };
        let rest_claim = Literal::new(rest.clone(), Sign::Positive);
        let rest_positive = self.sheet.order(Some(&rest_claim), &c, &[l_positive, found.beyond], &[line, of_l]);
        fig.facts.add(vec![l_claim], l_positive);
        fig.facts.add(vec![rest_claim], rest_positive);
        // e = k − (m − l): e·(k + m − l) = (k² − …) − (m² − …) − (l² − …) − 2·d
        let e = k.sub(&rest);
        let by = |c: i64| e.scale(&int(c));
        let c = Certificate {
            multiplier: vec![product(&[0], &[]), product(&[1], &[])],
            terms: vec![],
            cofactors: vec![by(-1), by(1), by(1), by(2)],
        };
        let claim = Literal::new(e, Sign::Zero);
        let sum = self.sheet.order(Some(&claim), &c, &[rest_positive, k_weak], &[of_k, of_m, of_l, line]);
        let var = k.vars().into_iter().next()?;
        let one = self.one();
        fig.facts.quotients.insert(fig.numbers, quotient(var, Poly::one(), rest, one, sum));
        fig.numbers += 1;
        fig.parameters.extend(l.vars());
        Some(())
    }

    /// m·u = l·w, by coordinates: e² + f² is a combination of what is known, for e and f being the two differences.
    fn proportional(
        &mut self,
        fig: &mut Figure,
        [l, m]: [&Poly; 2],
        [u, w]: [&[Poly; 2]; 2],
        found: &Between,
    ) -> Option<()> {
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let difference = |i: usize| Some(times(m, &u[i])?.sub(&times(l, &w[i])?));
        let both = [difference(0)?, difference(1)?];
        for i in 0..2 {
            // −e² = f² + m²·(l² − u²) + l²·(m² − w²) + 2·m·l·(u·w − l·m)
            let cofactors = vec![m.square()?, l.square()?, times(m, l)?.scale(&int(2))];
            let c = Certificate { multiplier: unit(), terms: vec![product(&[], &[&both[1 - i]])], cofactors };
            let claim = Literal::new(both[i].clone(), Sign::Zero);
            let line = self.sheet.order(Some(&claim), &c, &[], &[found.squares[0], found.squares[1], found.product.1]);
            fig.raw.add(vec![claim], line);
        }
        Some(())
    }

    /// 1 > 0
    pub(super) fn one(&mut self) -> At {
        let c = Certificate { multiplier: unit(), terms: unit(), cofactors: vec![] };
        self.sheet.order(Some(&Literal::new(Poly::one(), Sign::Positive)), &c, &[], &[])
    }

    /// Areas of the triangles that a point makes with the sides as parameters, where their orientation is known.
    fn areas_at(&mut self, fig: &mut Figure, p: Pt) -> Option<()> {
        let frame = self.frame?;
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let [o, e, c] = fig.corners;
        let mut found: Vec<(Poly, At)> = Vec::new();
        for [x, y] in [[o, e], [e, c], [c, o]] {
            let triangle = [p, x, y];
            let twice = self.twice_area(&triangle, frame)?;
            let signs = [twice.clone(), twice.neg()].map(|t| fig.raw.says(&Literal::new(t, Sign::Positive)));
            if signs == [None, None] {
                continue;
            }
            let area = Num::Area(triangle.to_vec()).leaf_form();
            let s = self.sheet.terms.poly(&area)?;
            let v = s.vars().into_iter().next()?;
            let square = self.sheet.lemma("area_by_coordinates", vec![area.clone(), named.clone()], vec![])?;
            let sign = self.sheet.lemma("area_sign", vec![area], vec![])?;
            let (line, signed) = self.signed_area_line(&fig.raw, v, &triangle, square, sign)?;
            let claim = Literal::new(s.clone(), Sign::Positive);
            let positive = fig.raw.says(&Literal::new(signed.clone(), Sign::Positive))?;
            let two = Term { coeff: int(2), ineqs: vec![], squares: vec![] };
            let cert =
                Certificate { multiplier: vec![two], terms: vec![product(&[0], &[])], cofactors: vec![Poly::one()] };
            let at = self.sheet.order(Some(&claim), &cert, &[positive], &[line]);
            fig.facts.add(vec![claim], at);
            let equation = s.scale(&int(2)).sub(&signed);
            fig.raw.add(vec![Literal::new(equation.clone(), Sign::Zero)], line);
            fig.parameters.push(v);
            found.push((equation, line));
        }
        if found.len() < 2 {
            return None;
        }
        if found.len() == 3 {
            self.sum_of_areas(fig, &found);
        }
        Some(())
    }

    /// The area of the triangle as a sum: S = ±S1 ± S2 ± S3.
    fn sum_of_areas(&mut self, fig: &mut Figure, parts: &[(Poly, At)]) -> Option<()> {
        let area = Num::Area(fig.corners.to_vec()).leaf_form();
        let v = self.sheet.terms.known(&area)?;
        if fig.facts.quotients.iter().any(|q| q.var == v) {
            return None;
        }
        let s = Poly::var(v);
        // The line 2·S − [ABC].
        let twice = self.twice_area(&fig.corners, self.frame?)?;
        let whole = s.scale(&int(2)).sub(&twice);
        let line = fig.facts.quotients.iter().map(|q| q.product).find(|at| {
            let atoms = self.sheet.claim(*at).to_vec();
            atoms.first().and_then(|a| self.sheet.terms.literal(a)).is_some_and(|l| l.poly == whole)
        })?;
        // [ABC] is the sum of [PAB], [PBC], [PCA]; those of the parts are ± these.
        let mut sum = Poly::zero();
        let mut lines = vec![(line, Poly::constant(Q::new(1.into(), 2.into())))];
        for signs in 0..8u32 {
            let sign = |i: usize| if signs >> i & 1 == 0 { 1 } else { -1 };
            let total = parts.iter().enumerate().fold(whole.clone(), |t, (i, e)| t.sub(&e.0.scale(&int(sign(i)))));
            if total.vars().into_iter().all(|v| self.point_of(v).is_none() && !self.frame_length(v)) {
                sum = total;
                lines.extend(
                    parts.iter().enumerate().map(|(i, e)| (e.1, Poly::constant(Q::new((-sign(i)).into(), 2.into())))),
                );
                break;
            }
        }
        if sum.is_zero() {
            return None;
        }
        // 2·S − Σ ±2·S_i = 0
        let equation = sum.scale(&Q::new(1.into(), 2.into()));
        let numerator = s.sub(&equation);
        if numerator.degree_in(v) > 0 {
            return None;
        }
        let line = self.sheet.combine(&equation, lines);
        let one = self.one();
        let third = |w: u32| {
            let c = equation.coeff(&Mono::var(w));
            let value = Poly::var(w).sub(&equation.scale(&c.recip()));
            Quotient { sign: if c == int(-1) { -1 } else { 1 }, ..quotient(w, Poly::one(), value, one, line) }
        };
        let thirds = numerator.vars().into_iter().map(third).collect();
        fig.facts.quotients.insert(0, quotient(v, Poly::one(), numerator, one, line));
        fig.numbers += 1;
        // Heron's formula is no root any more.
        let heron = fig.facts.known.iter().position(|k| k.0.sign == Sign::Zero && k.0.poly.degree_in(v) == 2);
        if let Some(i) = heron {
            let (l, at) = fig.facts.known.remove(i);
            let above = Literal::new(s, Sign::Positive);
            if let Some(positive) = fig.facts.says(&above) {
                self.third = Some((thirds, [(l.clone(), at), (above, positive)]));
            }
            let cleared = self.cleared_fact(&fig.facts, &l, at).map(|(l, at, _)| (l, at));
            fig.heron = cleared.or(Some((l, at)));
        }
        Some(())
    }

    /// Equations about parameters are solved for them.
    pub(super) fn solved_parameters(&mut self, fig: &mut Figure, given: &Facts) {
        loop {
            let raw = fig.raw.equations().map(|(p, at)| (p.clone(), at));
            let all: Vec<(Poly, At)> = given.equations().map(|(p, at)| (p.clone(), at)).chain(raw).collect();
            let before = fig.numbers;
            for (e, at) in all {
                let mark = self.sheet.mark();
                if self.solved_parameter(fig, &e, at).is_none() {
                    self.sheet.back(mark);
                }
            }
            if fig.numbers == before {
                return;
            }
        }
    }

    fn solved_parameter(&mut self, fig: &mut Figure, e: &Poly, at: At) -> Option<()> {
        let (e, at) = match self.cleared_fact(&fig.facts, &Literal::new(e.clone(), Sign::Zero), at) {
            Some((l, at, _)) => (l.poly, at),
            None => (e.clone(), at),
        };
        let known = |v: &u32| {
            fig.parameters.contains(v) || matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(Num::Real(_))))
        };
        let vars = e.vars();
        if e.is_zero() || !vars.iter().all(known) {
            return None;
        }
        // What came last is given by what came first.
        let candidates = fig.parameters.iter().rev().filter(|v| e.degree_in(**v) == 1).copied().collect::<Vec<_>>();
        for v in &candidates {
            let parts = e.coefficients_in(*v)?;
            let [rest, factor] = &parts[..] else { continue };
            let up = self.likely(&fig.facts, &Literal::new(factor.clone(), Sign::Positive));
            let (factor, numerator, nonzero, sign) = match up {
                Some(up) => (factor.clone(), rest.neg(), up, 1),
                None => {
                    let down = self.likely(&fig.facts, &Literal::new(factor.neg(), Sign::Positive));
                    let Some(down) = down else { continue };
                    (factor.neg(), rest.clone(), down, -1)
                }
            };
            let quotient = Quotient { sign, ..quotient(*v, factor, numerator, nonzero, at) };
            fig.facts.quotients.insert(0, quotient);
            fig.numbers += 1;
            fig.parameters.retain(|w| w != v);
            return Some(());
        }
        None
    }
}

/// v = numerator/divisor, the divisor being positive.
fn quotient(var: u32, divisor: Poly, numerator: Poly, nonzero: At, product: At) -> Quotient {
    Quotient { var, divisor, numerator, nonzero, positive: true, product, sign: 1, power: 1 }
}
