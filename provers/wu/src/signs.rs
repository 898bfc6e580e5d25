//! Signs: what orders and orientations say to equations, and when a polynomial is positive.

use crate::sheet::At;
use crate::strict::Strict;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt, Q, Rel};
use euclase_kernel::algebra::Product;
use euclase_poly::groebner::is_member;
use euclase_poly::{Poly, Work};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, One, Signed, Zero};

/// Work for one question.
const EACH: u64 = 30_000_000;
/// Greatest numerator and denominator of a ratio that is read off the picture.
const GREAT: i64 = 64;

/// Something positive, as a product of what lines say.
#[derive(Clone)]
struct Positive {
    poly: Poly,
    /// Lines of its factors: positive, or not zero (then it is the square).
    lines: Vec<At>,
}

fn product(coefficient: Q, lines: &[At], premises: &mut Vec<At>, squares: Vec<euclase_grammar::core::Num>) -> Product {
    let factors = lines.iter().map(|at| match premises.iter().position(|p| p == at) {
        Some(i) => i,
        None => {
            premises.push(*at);
            premises.len() - 1
        }
    });
    Product { coefficient, factors: factors.collect(), squares }
}

/// A fraction with small terms.
fn ratio(x: f64) -> Option<Q> {
    (1..=GREAT).find_map(|d| {
        let n = (x * d as f64).round();
        let near = (x - n / d as f64).abs() <= 1e-7 * x.abs().max(1e-3);
        (n != 0.0 && near && n.abs() <= GREAT as f64).then(|| Some(Q::new(BigInt::from_f64(n)?, d.into())))?
    })
}

impl Strict<'_> {
    fn at(&self, p: Pt) -> [Poly; 2] {
        let vars = self.sheet.vars;
        let [o, e] = vars.frame;
        match vars.rank(p) {
            Some(r) => [Poly::var(r), Poly::var(r + 1)],
            None if p == e && p != o => [Poly::var(crate::problem::UNIT), Poly::zero()],
            None => [Poly::zero(), Poly::zero()],
        }
    }

    fn vector(&self, a: Pt, b: Pt) -> [Poly; 2] {
        let ([ax, ay], [bx, by]) = (self.at(a), self.at(b));
        [bx.sub(&ax), by.sub(&ay)]
    }

    /// The vectors between all points, with their squares; those that are not 0 as polynomials.
    pub fn all_vectors(&self) -> Option<Vec<([Poly; 2], Poly)>> {
        let all = self.sheet.vars.points();
        let mut out = Vec::new();
        for (i, a) in all.iter().enumerate() {
            for b in &all[..i] {
                out.push((self.vector(*b, *a), self.square(*b, *a)?));
            }
        }
        Some(out)
    }

    fn dot(&self, [a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> Option<Poly> {
        let ([x, y], [u, v]) = (self.vector(a, b), self.vector(c, d));
        Some(x.mul(&u)?.add(&y.mul(&v)?))
    }

    fn square(&self, a: Pt, b: Pt) -> Option<Poly> {
        self.dot([a, b], [a, b])
    }

    fn twice_area(&self, [a, b, c]: [Pt; 3]) -> Option<Poly> {
        let ([x, y], [u, v]) = (self.vector(a, b), self.vector(a, c));
        Some(x.mul(&v)?.sub(&y.mul(&u)?))
    }

    /// The square of a length that is not zero is positive.
    fn length(&mut self, a: Pt, b: Pt, work: &mut Work) -> Option<Positive> {
        let poly = self.square(a, b)?;
        if let Some(p) = self.positive.iter().find(|p| p.0 == poly) {
            return Some(Positive { poly, lines: vec![p.1] });
        }
        let not = match self.nonzero.iter().find(|n| n.0 == poly) {
            Some(n) => n.1,
            None => {
                let at = self.product_not_zero(&poly, work)?;
                self.nonzero.iter().find(|n| n.0 == poly).map_or(at, |n| n.1)
            }
        };
        let [x, y] = self.vector(a, b);
        // (x² + y²)·p = p²
        let mut premises = Vec::new();
        let multiplier = [x, y].into_iter().filter(|c| !c.is_zero()).map(|c| self.sheet.vars.num(&c));
        let multiplier = multiplier.map(|c| product(Q::one(), &[], &mut premises, vec![c])).collect();
        let terms = vec![product(Q::one(), &[not], &mut premises, vec![])];
        let at = self.sheet.positive(&poly, multiplier, terms, vec![], premises);
        self.positive.push((poly.clone(), at));
        Some(Positive { poly, lines: vec![at] })
    }

    /// p ≠ 0, where its factors are known not to be zero, or by the ideal.
    fn product_not_zero(&mut self, p: &Poly, work: &mut Work) -> Option<At> {
        work.with_part(EACH, |w| self.nonzero_line(p, w))
    }

    /// Draws equations from orders.
    pub fn signed(&mut self, theorem: &CoreTheorem, work: &mut Work) -> Option<()> {
        let conds: Vec<Cond> = theorem.conds.iter().map(|c| c.cond.clone()).collect();
        for c in &conds {
            if let Cond::Between(a, b, c) = c {
                self.ends_differ(*a, *b, *c, work);
            }
        }
        for h in &theorem.hyps {
            self.without_root(&h.fact, work);
            self.signed_product(&h.fact, &conds, work);
            self.same_distance(&h.fact, &conds, work);
        }
        for c in &conds {
            match c {
                Cond::SameOrient(s, t) => self.proportional(*s, *t, true, &conds, work),
                Cond::OppOrient(s, t) => self.proportional(*s, *t, false, &conds, work),
                _ => None,
            };
        }
        Some(())
    }

    /// |AC|² = |AB|² + |BC|² − 2·BA·BC > 0, where B is between A and C.
    fn ends_differ(&mut self, a: Pt, b: Pt, c: Pt, work: &mut Work) -> Option<()> {
        let whole = self.square(a, c)?;
        let d = self.dot([b, a], [b, c])?.neg();
        let at = self.positive.iter().find(|x| x.0 == d)?.1;
        let vectors = [self.vector(a, b), self.vector(b, c)];
        let squares = vectors.iter().flatten().filter(|x| !x.is_zero()).map(|x| self.sheet.vars.num(x));
        let mut premises = Vec::new();
        let mut terms: Vec<Product> = squares.map(|x| product(Q::one(), &[], &mut Vec::new(), vec![x])).collect();
        terms.push(product(Q::from_integer(2.into()), &[at], &mut premises, vec![]));
        let one = product(Q::one(), &[], &mut Vec::new(), vec![]);
        let line = self.sheet.positive(&whole, vec![one], terms, vec![], premises);
        self.is_positive(whole, line, work)
    }

    /// Points of a line as far from one of its points, and on the same side of it as a third one tells: QP·QR = QP·QS.
    fn same_distance(&mut self, f: &Fact, conds: &[Cond], work: &mut Work) -> Option<()> {
        let (Fact::Len { terms, .. } | Fact::Log { terms, .. }) = f else { return None };
        let [(k, a, b), (l, c, d)] = &terms[..] else { return None };
        if !(k + l).is_zero() {
            return None;
        }
        for (i, x) in conds.iter().enumerate() {
            for y in &conds[..i] {
                let ([p, q, r], [s, t, u], less) = match (x, y) {
                    (Cond::Between(p, q, r), Cond::Between(s, t, u)) => ([*p, *q, *r], [*s, *t, *u], true),
                    (Cond::Outside(p, q, r), Cond::Outside(s, t, u)) => ([*p, *q, *r], [*s, *t, *u], false),
                    _ => continue,
                };
                if q != t {
                    continue;
                }
                for (arm, r) in [(p, r), (r, p)] {
                    let u = if s == arm {
                        u
                    } else if u == arm {
                        s
                    } else {
                        continue;
                    };
                    let ends = [[q, r], [q, u]];
                    let said = |x: &[Pt; 2]| [[*a, *b], [*c, *d]].iter().any(|y| y == x || *y == [x[1], x[0]]);
                    if r == u || !ends.iter().all(said) {
                        continue;
                    }
                    let sign = |d: Poly| if less { d.neg() } else { d };
                    let (m, n) = (sign(self.dot([q, arm], [q, r])?), sign(self.dot([q, arm], [q, u])?));
                    let line = |d: &Poly| self.positive.iter().find(|x| x.0 == *d).map(|x| x.1);
                    let lines = [line(&m)?, line(&n)?];
                    self.equal_roots(&m, &n, &lines, work);
                }
            }
        }
        Some(())
    }

    /// An equation of products of lengths with a square root: its square in coordinates has a root that is not negative.
    fn without_root(&mut self, f: &Fact, work: &mut Work) -> Option<()> {
        let Fact::Log { terms, konst } = f else { return None };
        let two = || Q::from_integer(2.into());
        if konst.iter().all(|k| k.1.is_integer()) || !konst.iter().all(|k| (&k.1 * two()).is_integer()) {
            return None;
        }
        let (mut sides, mut lines) = ([Poly::one(), Poly::one()], Vec::new());
        for (e, a, b) in terms {
            let k: u32 = e.abs().to_integer().try_into().ok().filter(|_| e.is_integer())?;
            let l = self.length(*a, *b, work)?;
            let side = &mut sides[usize::from(e.is_negative())];
            *side = side.mul(&l.poly.pow(k, 2_000)?)?;
            (0..k).for_each(|_| lines.extend(&l.lines));
        }
        for (p, e) in konst {
            let k: i32 = (e.abs() * two()).to_integer().try_into().ok()?;
            let side = &mut sides[usize::from(e.is_positive())];
            *side = side.scale(&Q::from_integer((*p).into()).pow(k));
        }
        let [u, v] = sides;
        self.equal_roots(&u, &v, &lines, work)
    }

    /// An equation of products of lengths whose sides are the two arms of points in a known order: then the products with signs are
    /// equal, too. (QP·QR)² = QP²·QR² on a line.
    fn signed_product(&mut self, f: &Fact, conds: &[Cond], work: &mut Work) -> Option<()> {
        let (terms, konst) = match f {
            Fact::Log { terms, konst } => {
                let konst = konst.iter().try_fold(Q::one(), |k, (p, e)| {
                    let e = i32::try_from(e.to_integer()).ok().filter(|_| e.is_integer())?;
                    Some(k * Q::from_integer((*p).into()).pow(e))
                })?;
                (terms.clone(), konst)
            }
            // AB = r·CD
            Fact::Len { terms, konst } => match &terms[..] {
                [(k, a, b), (l, c, d)] if konst.is_zero() && (k * l).is_negative() => {
                    (vec![(Q::one(), *a, *b), (-Q::one(), *c, *d)], -(l / k))
                }
                _ => return None,
            },
            _ => return None,
        };
        let side = |positive: bool| -> Vec<[Pt; 2]> {
            let own = terms.iter().filter(|t| t.0.is_positive() == positive);
            own.flat_map(|(e, a, b)| std::iter::repeat_n([*a, *b], e.abs().to_integer().try_into().unwrap_or(99)))
                .collect()
        };
        let (left, mut right) = (side(true), side(false));
        let plain = right.clone();
        if left.len() != right.len() || left.len() > 3 {
            return None;
        }
        let (mut u, mut lines) = (Poly::one(), Vec::new());
        for l in &left {
            let (i, q, p, r, less) = right.iter().enumerate().find_map(|(i, m)| {
                let q = *l.iter().find(|x| m.contains(x))?;
                let p = *l.iter().find(|x| **x != q)?;
                let r = *m.iter().find(|x| **x != q)?;
                conds.iter().find_map(|c| match c {
                    Cond::Between(a, b, c) if *b == q && ([*a, *c] == [p, r] || [*a, *c] == [r, p]) => {
                        Some((i, q, p, r, true))
                    }
                    Cond::Outside(a, b, c) if *b == q && ([*a, *c] == [p, r] || [*a, *c] == [r, p]) => {
                        Some((i, q, p, r, false))
                    }
                    _ => None,
                })
            })?;
            right.remove(i);
            let d = self.dot([q, p], [q, r])?;
            let d = if less { d.neg() } else { d };
            lines.push(self.positive.iter().find(|x| x.0 == d)?.1);
            u = u.mul(&d)?;
        }
        let mut v = Poly::constant(konst);
        for [a, b] in plain {
            let l = self.length(a, b, work)?;
            v = v.mul(&l.poly)?;
            lines.extend(l.lines);
        }
        self.equal_roots(&u, &v, &lines, work)?;
        // The equation of squares says no more than this one.
        let own = self.equations.last().map_or(0, |e| e.0.len());
        self.equations.retain(|e| e.0.len() <= own);
        Some(())
    }

    /// u = v, since their squares are equal and u·v, the product of what these lines say, is positive (up to a positive number).
    fn equal_roots(&mut self, u: &Poly, v: &Poly, lines: &[At], work: &mut Work) -> Option<()> {
        let difference = u.sub(v);
        if difference.is_zero() {
            return None;
        }
        let sum = u.add(v);
        let squares = difference.mul(&sum)?;
        let zero = work.with_part(EACH * 10, |w| self.vanishes(&squares, w))?;
        // u + v = 0: 0 = u·v + u² − u·(u + v)
        let supposed = self.sheet.suppose(&sum, Rel::Eq);
        let mut premises = vec![supposed];
        let both = self.lines_product(lines)?;
        let scale = u.mul(v)?.div_exact(&both)?.constant_value().filter(Q::is_positive)?;
        let terms = vec![
            product(scale, lines, &mut premises, vec![]),
            product(Q::one(), &[], &mut premises, vec![self.sheet.vars.num(u)]),
        ];
        let cofactors = vec![(0, self.sheet.vars.num(&u.neg()))];
        let never = self.sheet.never(terms, cofactors, premises);
        let not = self.sheet.refuted(&sum, never);
        let at = self.sheet.strip(zero, &[(sum, 1, not)], &difference, 1);
        self.equation(&difference, at, work)
    }

    fn lines_product(&self, lines: &[At]) -> Option<Poly> {
        lines.iter().try_fold(Poly::one(), |p, at| {
            let q = &self.positive.iter().find(|x| x.1 == *at)?.0;
            p.mul(q)
        })
    }

    /// Two triangles of one orientation (or not) whose areas have a known ratio up to sign: [S]·m and [T]·n, m and n being squares
    /// of sides.
    fn proportional(&mut self, s: [Pt; 3], t: [Pt; 3], same: bool, conds: &[Cond], work: &mut Work) -> Option<()> {
        let (u, v) = (self.twice_area(s)?, self.twice_area(t)?);
        let v = if same { v } else { v.neg() };
        let both = u.mul(&v)?;
        let own = self.positive.iter().find(|x| x.0 == both || x.0 == both.neg())?.1;
        let sides = |[a, b, c]: [Pt; 3]| [[a, b], [b, c], [a, c]];
        let mut all: Vec<Option<Positive>> = vec![None];
        for [a, b] in sides(s).into_iter().chain(sides(t)) {
            let found = self.length(a, b, work);
            all.extend(found.map(Some));
        }
        let weight = |p: &Option<Positive>| p.as_ref().map_or(0, |p| p.poly.degree());
        let mut long = Vec::new();
        let longer = conds.iter().any(|c| matches!(c, Cond::Longer(..)));
        for m in &all {
            for n in all.iter().filter(|n| weight(n) == weight(m)) {
                let times = |p: &Poly, q: &Option<Positive>| q.as_ref().map_or(Some(p.clone()), |q| p.mul(&q.poly));
                let (Some(x), Some(y)) = (times(&u, m), times(&v, n)) else { continue };
                let lines: Vec<At> = [m, n].into_iter().flatten().flat_map(|p| p.lines.clone()).chain([own]).collect();
                if let Some(k) = ratio(self.value(&x) / self.value(&y)).filter(Q::is_positive) {
                    let y = y.scale(&k);
                    if !longer && self.equal_roots(&x, &y, &lines, work).is_some() {
                        return Some(());
                    }
                    long.push((x, y, lines));
                }
            }
        }
        for c in conds {
            if let Cond::Longer([a, b], [c, d]) = c {
                let more = self.square(*a, *b)?.sub(&self.square(*c, *d)?);
                let more = Positive { lines: vec![self.positive.iter().find(|x| x.0 == more)?.1], poly: more };
                for (x, y, lines) in &long {
                    for l in all.iter().flatten() {
                        if self.by_longer(x, y, lines, &more, l, work).is_some() {
                            return Some(());
                        }
                    }
                }
            }
        }
        None
    }

    /// u = v, since (u − v)·(a·u + b·v) = 0, where a, b and u·v are positive.
    fn by_longer(
        &mut self,
        u: &Poly,
        v: &Poly,
        lines: &[At],
        a: &Positive,
        b: &Positive,
        work: &mut Work,
    ) -> Option<()> {
        let difference = u.sub(v);
        let sum = a.poly.mul(u)?.add(&b.poly.mul(v)?);
        let whole = difference.mul(&sum)?;
        let zero = work.with_part(EACH * 10, |w| self.vanishes(&whole, w))?;
        // 0 = b·u·v + a·u² − u·(a·u + b·v)
        let supposed = self.sheet.suppose(&sum, Rel::Eq);
        let mut premises = vec![supposed];
        let both = self.lines_product(lines)?;
        let scale = u.mul(v)?.div_exact(&both)?.constant_value().filter(Q::is_positive)?;
        let all: Vec<At> = lines.iter().chain(&b.lines).copied().collect();
        let terms = vec![
            product(scale, &all, &mut premises, vec![]),
            product(Q::one(), &a.lines, &mut premises, vec![self.sheet.vars.num(u)]),
        ];
        let cofactors = vec![(0, self.sheet.vars.num(&u.neg()))];
        let never = self.sheet.never(terms, cofactors, premises);
        let not = self.sheet.refuted(&sum, never);
        let at = self.sheet.strip(zero, &[(sum, 1, not)], &difference, 1);
        self.equation(&difference, at, work)
    }

    /// A line for p > 0: some square times p is a product of what is positive, by the equations.
    pub fn sign(&mut self, p: &Poly, work: &mut Work) -> Option<At> {
        if let Some(x) = self.positive.iter().find(|x| x.0 == *p) {
            return Some(x.1);
        }
        let n = self.sheet.vars.points();
        let mut lengths: Vec<([Pt; 2], Poly)> = Vec::new();
        for (i, a) in n.iter().enumerate() {
            for b in n.iter().take(i) {
                lengths.push(([*b, *a], self.square(*b, *a)?));
            }
        }
        let mut certain: Vec<Positive> = Vec::new();
        for (f, at) in self.nonzero.clone() {
            certain.push(Positive { poly: f.mul(&f)?, lines: vec![at] });
        }
        for ([a, b], l) in &lengths {
            let proper = self.nonzero.iter().any(|n| n.0 == *l);
            if proper {
                certain.extend(self.length(*a, *b, work));
            }
        }
        certain.extend(self.positive.iter().map(|(f, at)| Positive { poly: f.clone(), lines: vec![*at] }));
        let single = certain.clone();
        for (i, x) in single.iter().enumerate() {
            for y in &single[i..] {
                let lines = [&x.lines[..], &y.lines[..]].concat();
                certain.extend(x.poly.mul(&y.poly).map(|poly| Positive { poly, lines }));
            }
        }
        let eqs: Vec<Poly> = self.equations.iter().map(|e| e.0.clone()).collect();
        let mut multipliers: Vec<(Option<[Pt; 2]>, Poly)> = vec![(None, Poly::one())];
        multipliers.extend(lengths.into_iter().map(|(ab, l)| (Some(ab), l)));
        for (ab, m) in multipliers {
            let left = m.mul(p)?;
            let value = self.value(&left);
            for r in certain.iter().filter(|r| r.poly.degree() == left.degree()) {
                let Some(k) = ratio(value / self.value(&r.poly)).filter(Q::is_positive) else { continue };
                let difference = left.sub(&r.poly.scale(&k));
                if !difference.is_zero() && work.with_part(EACH, |w| is_member(&difference, &eqs, w)) != Some(true) {
                    continue;
                }
                let zero = self.vanishes(&difference, work)?;
                let mut premises = vec![zero];
                let vector = ab.map(|[a, b]| self.vector(a, b));
                let squares = vector.iter().flatten().filter(|c| !c.is_zero()).map(|c| self.sheet.vars.num(c));
                let mut multiplier: Vec<Product> =
                    squares.map(|c| product(Q::one(), &[], &mut Vec::new(), vec![c])).collect();
                if multiplier.is_empty() {
                    multiplier.push(product(Q::one(), &[], &mut Vec::new(), vec![]));
                }
                let terms = vec![product(k, &r.lines, &mut premises, vec![])];
                let one = self.sheet.vars.num(&Poly::one());
                return Some(self.sheet.positive(p, multiplier, terms, vec![(0, one)], premises));
            }
        }
        None
    }
}
