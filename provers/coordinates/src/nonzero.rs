//! Why what is divided by is not zero: a condition of the statement says so, or one in geometric words that the certificate records.

use crate::factors::factors;
use crate::problem::Inequation;
use crate::sheet::{At, Sheet};
use euclase_grammar::core::{Cmp, Cond, Fact, Num, Pt, Q, Rel};
use euclase_kernel::algebra::{Order, Product, Said};
use euclase_poly::{Poly, Work};
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// Most terms of a polynomial that is recorded as a condition.
const LONGEST: usize = 60;
/// Most points of a polynomial for which conditions in words are looked for.
const POINTS: usize = 7;

/// Irreducible polynomials that are not zero, with the lines that say so.
pub struct Nonzero {
    known: BTreeMap<Poly, At>,
    assumed: Vec<Inequation>,
}

impl Nonzero {
    /// What the statement says.
    pub fn new(assumed: Vec<Inequation>) -> Nonzero {
        let strict = |a: &Inequation| matches!(a.rel, Rel::Ne | Rel::Lt | Rel::Gt);
        Nonzero { known: BTreeMap::new(), assumed: assumed.into_iter().filter(strict).collect() }
    }

    /// The irreducible factors of a polynomial, with lines that say that they are not zero.
    pub fn factors(&mut self, sheet: &mut Sheet, p: &Poly, work: &mut Work) -> Option<Vec<(Poly, u32, At)>> {
        let mut out = Vec::new();
        for (f, times) in factors(p, self.known.keys(), work)? {
            let at = self.line(sheet, &f, work)?;
            out.push((f, times, at));
        }
        Some(out)
    }

    /// A line that says that p ≠ 0.
    pub fn whole(&mut self, sheet: &mut Sheet, p: &Poly, work: &mut Work) -> Option<At> {
        let mut factors = self.factors(sheet, p, work)?;
        let (last, times, not) = factors.pop()?;
        let supposed = sheet.suppose(p, Rel::Eq);
        let zero = sheet.strip(supposed, &factors, &last, times);
        let never = sheet.absurd(&last, zero, Rel::Ne, not);
        Some(sheet.refuted(p, never))
    }

    /// p + s·(x² + y²) = 0 is absurd, s being 1 or −1, where a condition of the statement says that s·p > 0. `supposed`: the line of
    /// that equation, and s.
    pub fn opposite(&self, sheet: &mut Sheet, p: &Poly, xy: &[Poly; 2], supposed: (At, i64)) -> Option<At> {
        let (zero, sign) = supposed;
        let sign = Q::from_integer(sign.into());
        for a in &self.assumed {
            let c = a.poly.leading()?.1 / p.leading()?.1;
            let positive = match a.rel {
                Rel::Gt => &c * &sign,
                Rel::Lt => -(&c * &sign),
                _ => continue,
            };
            if positive > Q::zero() && p.scale(&c) == a.poly {
                let other = sheet.cite(&a.poly, a.rel, Said::Assumed(a.source), a.clause);
                let square =
                    |x: &Poly| Product { coefficient: Q::one(), factors: vec![], squares: vec![sheet.vars.num(x)] };
                let first = Product { coefficient: positive.recip(), factors: vec![1], squares: vec![] };
                let terms = vec![first, square(&xy[0]), square(&xy[1])];
                let order = Order { multiplier: vec![], terms, cofactors: vec![(0, Num::Const(-sign))] };
                return Some(sheet.contradiction(order, vec![zero, other]));
            }
        }
        None
    }

    fn line(&mut self, sheet: &mut Sheet, f: &Poly, work: &mut Work) -> Option<At> {
        if let Some(at) = self.known.get(f) {
            return Some(*at);
        }
        let at = self.assumed(sheet, f, work).or_else(|| recorded(sheet, f, work))?;
        self.known.insert(f.clone(), at);
        Some(at)
    }

    fn assumed(&self, sheet: &mut Sheet, f: &Poly, work: &mut Work) -> Option<At> {
        for a in &self.assumed {
            work.spend(a.poly.len() as u64 * 4)?;
            if let Some(cofactor) = a.poly.div_exact(f) {
                let other = sheet.cite(&a.poly, a.rel, Said::Assumed(a.source), a.clause);
                return Some(divides(sheet, f, &a.poly, &cofactor, a.rel, other));
            }
        }
        None
    }
}

/// f ≠ 0: else a multiple of f would be 0, and a line says that it is not.
fn divides(sheet: &mut Sheet, f: &Poly, multiple: &Poly, cofactor: &Poly, rel: Rel, other: At) -> At {
    let supposed = sheet.suppose(f, Rel::Eq);
    let zero = sheet.combine(multiple, &[(supposed, cofactor)]);
    let never = sheet.absurd(multiple, zero, rel, other);
    sheet.refuted(f, never)
}

/// Records a condition that says so: one in words, if there is one about points that it speaks of; else the polynomial.
fn recorded(sheet: &mut Sheet, f: &Poly, work: &mut Work) -> Option<At> {
    let vars = sheet.vars;
    let mut points: Vec<Pt> = f.vars().into_iter().filter_map(|v| vars.point(v)).collect();
    points.extend(vars.frame);
    points.sort();
    points.dedup();
    if points.len() <= POINTS {
        for c in in_words(&points) {
            let Some(p) = vars.condition(&c) else { continue };
            work.spend(p.len() as u64 * 4)?;
            if p.degree() >= f.degree()
                && let Some(cofactor) = p.div_exact(f)
            {
                let said = sheet.record(&c);
                let other = sheet.cite(&p, Rel::Ne, said, 0);
                return Some(divides(sheet, f, &p, &cofactor, Rel::Ne, other));
            }
        }
    }
    if f.len() > LONGEST {
        return None;
    }
    let said = sheet.record(&Cond::Num(vars.num(f), Cmp::Ne, Num::Const(Q::zero())));
    Some(sheet.cite(f, Rel::Ne, said, 0))
}

/// Conditions about points: that they differ, are not on a line or a circle, that lines are not parallel or perpendicular.
fn in_words(points: &[Pt]) -> Vec<Cond> {
    let pairs: Vec<[Pt; 2]> =
        points.iter().flat_map(|b| points.iter().filter(move |a| *a < b).map(move |a| [*a, *b])).collect();
    let mut out: Vec<Cond> = pairs.iter().map(|[a, b]| Cond::Distinct(*a, *b)).collect();
    for c in points {
        out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotColl(*a, *b, *c)));
    }
    let twice = || pairs.iter().enumerate().flat_map(|(i, p)| pairs[..i].iter().map(move |q| (*q, *p)));
    let apart = |(p, q): &([Pt; 2], [Pt; 2])| !p.iter().any(|x| q.contains(x));
    out.extend(twice().filter(apart).map(|(p, q)| Cond::NotPara(p, q)));
    out.extend(twice().map(|([a, b], [c, d])| Cond::Not(Box::new(Fact::perp(a, b, c, d)))));
    for d in points {
        for c in points.iter().filter(|c| *c < d) {
            out.extend(pairs.iter().filter(|p| p[1] < *c).map(|[a, b]| Cond::NotCyclic(*a, *b, *c, *d)));
        }
    }
    out
}
