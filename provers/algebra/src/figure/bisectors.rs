//! Bisectors: the distances from the sides of the angle are equal, which is linear in the point.

use super::{Figure, product};
use crate::prover::Prover;
use crate::sheet::{At, unit};
use crate::terms::{Literal, Sign};
use euclase_grammar::core::{Axis, CoreTheorem, Fact, Num, Pt, int};
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term};
use num_traits::Zero;

impl Prover<'_> {
    /// What the bisectors on which a point lies say of its distances from two sides.
    pub(super) fn bisectors(&mut self, fig: &mut Figure, theorem: &CoreTheorem, p: Pt) {
        for h in &theorem.hyps {
            let Fact::Dir { terms, turn } = &h.fact else { continue };
            if !turn.is_zero() {
                continue;
            }
            let double = terms.iter().find(|t| t.0.abs() == 2 && (t.1 == p || t.2 == p));
            let arms: Vec<[Pt; 2]> = terms.iter().filter(|t| t.0.abs() == 1).map(|t| [t.1, t.2]).collect();
            let (Some((_, q, r)), [one, two]) = (double, &arms[..]) else { continue };
            let vertex = if *q == p { *r } else { *q };
            let end = |arm: &[Pt; 2]| match arm {
                [v, w] if *v == vertex => Some(*w),
                [w, v] if *v == vertex => Some(*w),
                _ => None,
            };
            let (Some(a), Some(c)) = (end(one), end(two)) else { continue };
            if [vertex, a, c].iter().all(|q| fig.placed.contains(q)) {
                let mark = self.sheet.mark();
                if self.bisector(fig, vertex, [a, c], p).is_none() {
                    self.sheet.back(mark);
                }
            }
        }
    }

    /// I on a bisector at V: |VC|·[VAI] = ±|VA|·[VIC], since the squares are equal.
    fn bisector(&mut self, fig: &mut Figure, v: Pt, [a, c]: [Pt; 2], i: Pt) -> Option<()> {
        let frame = self.frame?;
        let places = [v, a, c, i].map(|p| self.place(p, frame));
        let [Some(pv), Some(pa), Some(pc), Some(pi)] = places else { return None };
        let to = |p: &[Poly; 2]| [p[0].sub(&pv[0]), p[1].sub(&pv[1])];
        let (va, vc, vi) = (to(&pa), to(&pc), to(&pi));
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let cross = |u: &[Poly; 2], w: &[Poly; 2]| Some(times(&u[0], &w[1])?.sub(&times(&u[1], &w[0])?));
        let (p, mut q) = (cross(&va, &vi)?, cross(&vi, &vc)?);
        // The sign of p·q.
        let mut both = None;
        for negative in [false, true] {
            let r = if negative { q.neg() } else { q.clone() };
            let whole = times(&p, &r)?;
            let at = self.known(&fig.raw, &Literal::new(whole.clone(), Sign::Positive));
            let at = at.or_else(|| self.of_one_sign(fig, &p, &r)).or_else(|| self.of_one_sign(fig, &p.neg(), &r.neg()));
            if let Some(at) = at {
                both = Some(at);
                q = r;
                break;
            }
        }
        let both = both?;
        let lengths = [Num::Len(v, a), Num::Len(v, c)].map(|n| n.leaf_form());
        let [l, m] = [self.sheet.terms.poly(&lengths[0])?, self.sheet.terms.poly(&lengths[1])?];
        let positive = |p: &Poly| fig.facts.says(&Literal::new(p.clone(), Sign::Positive));
        let (l_at, m_at) = (positive(&l)?, positive(&m)?);
        let e = times(&m, &p)?.sub(&times(&l, &q)?);
        let f = times(&m, &p)?.add(&times(&l, &q)?);
        if fig.raw.says(&Literal::new(e.clone(), Sign::Zero)).is_some() {
            return None;
        }
        // m²·p² − l²·q² = p²·(m² − |VC|²) − q²·(l² − |VA|²) + (|VC|²·p² − |VA|²·q²), and the last is a multiple of the equation.
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let square = |u: &[Poly; 2]| Some(u[0].square()?.add(&u[1].square()?));
        let (of_l, of_m) = (square(&va)?, square(&vc)?);
        let mut parts: Vec<(At, Poly)> = Vec::new();
        for (k, of, factor) in [(&lengths[0], &of_l, q.square()?.neg()), (&lengths[1], &of_m, p.square()?)] {
            let length = self.sheet.terms.poly(k)?;
            if length.square()? != *of {
                parts
                    .push((self.sheet.lemma("length_by_coordinates", vec![k.clone(), named.clone()], vec![])?, factor));
            }
        }
        let rest = times(&of_m, &p.square()?)?.sub(&times(&of_l, &q.square()?)?);
        let equation = fig.raw.equations().find_map(|(e, at)| Some((rest.div_exact(e)?, at)));
        let (factor, at) = equation?;
        parts.push((at, factor));
        // (m·p + l·q)²·(−e²) = −e·f·(e·f)
        let multiplier = vec![
            Term { coeff: int(2), ineqs: vec![0, 1, 2], squares: vec![] },
            product(&[], &[&times(&m, &p)?]),
            product(&[], &[&times(&l, &q)?]),
        ];
        let whole = times(&e, &f)?.neg();
        let (eqs, cofactors): (Vec<At>, Vec<Poly>) = parts.into_iter().unzip();
        let cofactors = cofactors.iter().map(|c| times(c, &whole)).collect::<Option<_>>()?;
        let cert = Certificate { multiplier, terms: vec![], cofactors };
        let claim = Literal::new(e, Sign::Zero);
        let line = self.sheet.order(Some(&claim), &cert, &[l_at, m_at, both], &eqs);
        fig.raw.add(vec![claim], line);
        Some(())
    }

    /// p·q > 0, where both are positive.
    fn of_one_sign(&mut self, fig: &Figure, p: &Poly, q: &Poly) -> Option<At> {
        let mut positive = |p: &Poly| {
            let l = Literal::new(p.clone(), Sign::Positive);
            self.known(&fig.raw, &l).or_else(|| self.evident(&fig.raw, &l))
        };
        let lines = [positive(p)?, positive(q)?];
        let cert = Certificate { multiplier: unit(), terms: vec![product(&[0, 1], &[])], cofactors: vec![] };
        let claim = Literal::new(p.mul_cap(q, MAX_TERMS)?, Sign::Positive);
        Some(self.sheet.order(Some(&claim), &cert, &lines, &[]))
    }
}
