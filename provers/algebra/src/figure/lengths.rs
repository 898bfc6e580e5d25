//! Sums of lengths: of three segments one is a sum of multiples of the others as a vector, so its length is at most the sum of those
//! multiples of their lengths; and the area that two of them span is at most the product of their lengths. With such facts an
//! inequality is linear in the lengths.

use crate::clear::cleared_all;
use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, Num, Pt, Q, int};
use euclase_poly::farkas::{Options, linear_certificate};
use euclase_poly::{Certificate, MAX_TERMS, Mono, Poly, Term, Work};
use std::collections::BTreeSet;

/// Most lengths of a goal that are compared, and most threes of them of which facts are made.
const MANY: usize = 9;
const RELATIONS: usize = 20;
/// Longest factors of lengths.
const LONG: usize = 4;
/// Work of a greatest common divisor.
const GCD: u64 = 1_000_000;
/// Work of the linear programs.
const LINEAR: u64 = 100_000_000;

/// A segment: the variable of its length, its ends, the vector from one to the other.
#[derive(Clone)]
struct Vector {
    length: u32,
    ends: [Pt; 2],
    by: [Poly; 2],
}

impl Vector {
    fn turned(&self) -> Vector {
        let [x, y] = &self.by;
        Vector { by: [x.neg(), y.neg()], ..self.clone() }
    }
}

/// Products for linear programs: the goal may be multiplied by an area.
fn attempts(degree: u64) -> [Options; 3] {
    let products =
        |n: u32, m: u32| Options { multipliers_up_to: m, ..Options::products(n, degree + u64::from(n.max(m)) - 1) };
    [products(1, 0), Options { degree: degree + 1, ..products(2, 1) }, products(2, 0)]
}

impl Prover<'_> {
    /// An inequality between lengths by inequalities of three and of two of them, where it has at least so many products of roots.
    pub(super) fn by_lengths(&mut self, facts: &Facts, goal: &Literal, least: usize, effort: Effort) -> Option<At> {
        if !matches!(goal.sign, Sign::NonNegative | Sign::Positive) {
            return None;
        }
        if let Some((cleared, divisors, powers)) = self.cleared_goal(facts, goal) {
            let at = self.by_lengths(facts, &cleared, least, effort)?;
            return Some(self.divided(goal, at, divisors, powers));
        }
        let mut prove = |me: &mut Self, cleared: &Literal| me.by_lengths(facts, cleared, least, effort);
        if let Some(proved) = self.without_quotients(facts, goal, &mut prove) {
            return proved;
        }
        let mut vectors: Vec<Vector> = goal.poly.vars().into_iter().filter_map(|v| self.vector(v)).collect();
        let root = |v: &Vector| facts.quotients.iter().any(|q| q.var == v.length && q.power == 2);
        if !(2..=MANY).contains(&vectors.len()) || vectors.iter().filter(|v| root(v)).count() < 2 {
            return None;
        }
        // One or two products of roots are settled by their squares.
        let of_roots =
            |m: &Mono| Mono::new(m.powers().filter(|(v, _)| vectors.iter().any(|x| x.length == *v && root(x))));
        let groups: BTreeSet<Mono> = goal.poly.monomials().iter().map(of_roots).collect();
        if groups.len() < least {
            return None;
        }
        let sides = self.over.map(crate::figures::sides).into_iter().flatten();
        for v in sides.filter_map(|n| self.sheet.terms.known(&n.leaf_form())).collect::<Vec<_>>() {
            let there = vectors.iter().any(|s| s.length == v);
            vectors.extend(self.vector(v).filter(|_| !there));
        }
        let mut more = facts.clone();
        self.spans(&mut more, goal, &vectors);
        self.sums(&mut more, &vectors);
        let posed = self.posed(&more, &goal.poly, goal.sign == Sign::Positive);
        let mut work = Work::new(effort.work.min(LINEAR), self.stop);
        let found = attempts(posed.problem.goal.degree()).iter().find_map(|o| {
            let part = work.left() / 2;
            work.with_part(part, |w| linear_certificate(&posed.problem, o, w))
        })?;
        let c = posed.home_certificate(&found);
        Some(self.sheet.order(Some(goal), &c, &posed.ineqs, &posed.eqs))
    }

    /// A length as a vector.
    fn vector(&mut self, length: u32) -> Option<Vector> {
        let Some(Opaque::Leaf(Num::Len(a, b))) = self.sheet.terms.get(length) else { return None };
        let (ends, frame) = ([*a, *b], self.frame?);
        let (a, b) = (self.place(ends[0], frame)?, self.place(ends[1], frame)?);
        Some(Vector { length, ends, by: [b[0].sub(&a[0]), b[1].sub(&a[1])] })
    }

    fn cross(u: &[Poly; 2], w: &[Poly; 2]) -> Option<Poly> {
        Some(u[0].mul_cap(&w[1], MAX_TERMS)?.sub(&u[1].mul_cap(&w[0], MAX_TERMS)?))
    }

    /// A polynomial or its opposite, whichever is seen not to be negative, with the line; whether it was turned.
    fn not_negative(&mut self, facts: &Facts, p: &Poly) -> Option<(Poly, At, bool)> {
        for sign in [Sign::Positive, Sign::NonNegative] {
            for (p, turned) in [(p.clone(), false), (p.neg(), true)] {
                let mark = self.sheet.mark();
                if let Some(at) = self.likely(facts, &Literal::new(p.clone(), sign)) {
                    return Some((p, at, turned));
                }
                self.sheet.back(mark);
            }
        }
        None
    }

    /// The lines that say that a length is not negative and what its square is.
    fn of_length(&mut self, [a, b]: [Pt; 2]) -> Option<[At; 2]> {
        let frame = self.frame?;
        let n = Num::Len(a, b).leaf_form();
        let named = Num::Coordinate { axis: Axis::X, of: frame[0], frame };
        let sign = self.sheet.lemma("length_sign", vec![n.clone()], vec![])?;
        Some([sign, self.sheet.lemma("length_by_coordinates", vec![n, named], vec![])?])
    }

    /// |v|·|w| ≥ v·w, strictly where the vectors are not parallel.
    fn dot_bound(&mut self, facts: &Facts, v: &Vector, w: &Vector) -> Option<(At, bool)> {
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let cross = Self::cross(&v.by, &w.by)?;
        let ([v_sign, v_square], [w_sign, w_square]) = (self.of_length(v.ends)?, self.of_length(w.ends)?);
        let dot = Self::dot(&v.by, &w.by)?;
        let product = times(&Poly::var(v.length), &Poly::var(w.length))?;
        let apart = [cross.clone(), cross.neg()].into_iter();
        let apart = apart.map(|c| Literal::new(c, Sign::Positive)).find_map(|l| self.likely(facts, &l));
        let goal = Literal::new(product.sub(&dot), if apart.is_some() { Sign::Positive } else { Sign::NonNegative });
        // n = v·w − |v||w|: 0 = (v×w)² + 2·n·|v||w| + n² + …
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let mut ineqs = vec![s, v_sign, w_sign];
        let two = Term { coeff: int(2), ineqs: vec![0, 1, 2], squares: vec![] };
        let mut terms = vec![product_of(&[0, 0]), two];
        match apart {
            Some(at) => {
                ineqs.push(at);
                terms.push(product_of(&[3, 3]));
            }
            None => terms.push(super::product(&[], &[&cross])),
        }
        let cofactors = vec![Poly::var(w.length).square()?, Self::dot(&v.by, &v.by)?];
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let absurd = self.sheet.order(None, &c, &ineqs, &[v_square, w_square]);
        Some((self.refuted(&goal, &opposite, absurd), apart.is_some()))
    }

    fn dot(u: &[Poly; 2], w: &[Poly; 2]) -> Option<Poly> {
        Some(u[0].mul_cap(&w[0], MAX_TERMS)?.add(&u[1].mul_cap(&w[1], MAX_TERMS)?))
    }

    /// d·|u|·|v| ≥ d·|u×v|, for products of lengths in the goal.
    fn spans(&mut self, facts: &mut Facts, goal: &Literal, vectors: &[Vector]) {
        let together = |v: u32, w: u32| goal.poly.monomials().iter().any(|m| m.exp(v) > 0 && m.exp(w) > 0);
        let base = facts.clone();
        for (i, v) in vectors.iter().enumerate() {
            for w in &vectors[..i] {
                if !together(v.length, w.length) || (self.stop)() {
                    continue;
                }
                let mark = self.sheet.mark();
                match self.span(&base, v, w) {
                    Some((l, at)) => facts.add(vec![l], at),
                    None => self.sheet.back(mark),
                }
            }
        }
    }

    fn span(&mut self, facts: &Facts, v: &Vector, w: &Vector) -> Option<(Literal, At)> {
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let cross = Self::cross(&v.by, &w.by)?;
        let all = cleared_all(facts, &[cross.clone(), Poly::one()])?;
        let [n, d] = &all[..] else { return None };
        let common = n.gcd(d, &mut Work::new(GCD, self.stop))?;
        let (n, d) = (n.div_exact(&common)?, d.div_exact(&common)?);
        if n.is_zero() || n.len() > LONG || d.len() > LONG {
            return None;
        }
        let (d, d_at, d_turned) = self.not_negative(facts, &d)?;
        let (n, n_at, n_turned) = self.not_negative(facts, &n)?;
        let cross = if d_turned == n_turned { cross } else { cross.neg() };
        let e = times(&d, &cross)?.sub(&n);
        let equal = self.zero(facts, &e, Effort::little())?;
        let ([v_sign, v_square], [w_sign, w_square]) = (self.of_length(v.ends)?, self.of_length(w.ends)?);
        let product = times(&Poly::var(v.length), &Poly::var(w.length))?;
        let goal = Literal::new(times(&d, &product)?.sub(&n), Sign::NonNegative);
        // m = n − d·|v||w|: 0 = m² + 2·m·d·|v||w| + d²·(v·w)² + d²·(|v|²|w|² − …) + (d·v×w − n)·(d·v×w + n)
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let dot = Self::dot(&v.by, &w.by)?;
        let two = Term { coeff: int(2), ineqs: vec![0, 1, 2, 3], squares: vec![] };
        let terms = vec![product_of(&[0, 0]), two, super::product(&[], &[&times(&d, &dot)?])];
        let dd = d.square()?;
        let cofactors = vec![
            times(&dd, &Poly::var(w.length).square()?)?,
            times(&dd, &Self::dot(&v.by, &v.by)?)?,
            times(&d, &cross)?.add(&n),
        ];
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let _ = n_at;
        let absurd = self.sheet.order(None, &c, &[s, d_at, v_sign, w_sign], &[v_square, w_square, equal]);
        let at = self.refuted(&goal, &opposite, absurd);
        Some((goal, at))
    }

    /// D·|u| ≤ P·|v| + Q·|w|, where D·u = ±P·v ± Q·w; short ones first.
    fn sums(&mut self, facts: &mut Facts, vectors: &[Vector]) {
        let base = facts.clone();
        let mut relations = Vec::new();
        for i in 0..vectors.len() {
            for j in 0..i {
                for k in 0..j {
                    if (self.stop)() {
                        return;
                    }
                    let three = [&vectors[i], &vectors[j], &vectors[k]];
                    let mark = self.sheet.mark();
                    match self.relation(&base, three) {
                        Some(r) => relations.push((three, r)),
                        None => self.sheet.back(mark),
                    }
                }
            }
        }
        relations.sort_by_key(|(_, factors)| factors.iter().map(|f| f.0.len()).sum::<usize>());
        for (three, factors) in relations.into_iter().take(RELATIONS) {
            for k in 0..3 {
                let order = [k, (k + 1) % 3, (k + 2) % 3];
                let (v, f) = (order.map(|i| three[i]), order.map(|i| &factors[i]));
                let mark = self.sheet.mark();
                match self.at_most(&base, v, f) {
                    Some((l, at)) => facts.add(vec![l], at),
                    None => self.sheet.back(mark),
                }
            }
        }
    }

    /// Polynomials that are not negative, with their lines, with which three vectors, turned or not, add up to nothing.
    fn relation(&mut self, facts: &Facts, three: [&Vector; 3]) -> Option<[(Poly, At, bool); 3]> {
        let [u, v, w] = three.map(|x| &x.by);
        let crosses = [Self::cross(v, w)?, Self::cross(w, u)?, Self::cross(u, v)?];
        let all = cleared_all(facts, &crosses)?;
        if all.iter().any(Poly::is_zero) {
            return None;
        }
        let mut work = Work::new(GCD, self.stop);
        let common = all[0].gcd(&all[1], &mut work)?.gcd(&all[2], &mut work)?;
        let mut out = Vec::new();
        for x in &all {
            let x = x.div_exact(&common)?;
            let x = x.scale(&x.content().recip());
            if x.len() > LONG {
                return None;
            }
            out.push(x);
        }
        // (The contents belong together.)
        let contents: Vec<Q> = all.iter().map(|x| x.div_exact(&common).map(|x| x.content())).collect::<Option<_>>()?;
        let first = contents.first()?.clone();
        let mut factors = Vec::new();
        for (x, c) in out.into_iter().zip(contents) {
            factors.push(self.not_negative(facts, &x.scale(&(c / &first)))?);
        }
        <[(Poly, At, bool); 3]>::try_from(factors).ok()
    }

    /// D·|u| ≤ P·|v| + Q·|w|.
    fn at_most(&mut self, facts: &Facts, [u, v, w]: [&Vector; 3], of: [&(Poly, At, bool); 3]) -> Option<(Literal, At)> {
        let times = |p: &Poly, q: &Poly| p.mul_cap(q, MAX_TERMS);
        let turned = |x: &Vector, by: bool| if by { x.turned() } else { x.clone() };
        let [(d, _, du), (p, p_at, pv), (q, q_at, qw)] = of;
        // D·u = P·v + Q·w
        let (u, v, w) = (turned(u, *du), turned(v, !pv), turned(w, !qw));
        let length = |f: &Poly, x: &Vector| times(f, &Poly::var(x.length));
        let sum = length(p, &v)?.add(&length(q, &w)?).sub(&length(d, &u)?);
        let (dot, strict) = self.dot_bound(facts, &v, &w)?;
        let positive = |me: &mut Self, f: &Poly| me.known_or_evident(facts, f);
        let lines = [positive(self, p), positive(self, q)];
        let strict = strict && lines.iter().all(Option::is_some);
        let (p_at, q_at) = (lines[0].unwrap_or(*p_at), lines[1].unwrap_or(*q_at));
        let goal = Literal::new(sum, if strict { Sign::Positive } else { Sign::NonNegative });
        if facts.says(&goal).is_some() {
            return None;
        }
        let (mut equal, mut factors) = (Vec::new(), Vec::new());
        for i in 0..2 {
            let (du, pv, qw) = (times(d, &u.by[i])?, times(p, &v.by[i])?, times(q, &w.by[i])?);
            equal.push(self.zero(facts, &du.sub(&pv).sub(&qw), Effort::little())?);
            factors.push(du.add(&pv).add(&qw).neg());
        }
        let [_, of_u] = self.of_length(u.ends)?;
        let ([v_sign, of_v], [w_sign, of_w]) = (self.of_length(v.ends)?, self.of_length(w.ends)?);
        // n = D·|u| − P·|v| − Q·|w|: 0 = 2·P·Q·(|v||w| − v·w) + n² + 2·n·P·|v| + 2·n·Q·|w| + …
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let two = |ineqs: &[usize]| Term { coeff: int(2), ineqs: ineqs.to_vec(), squares: vec![] };
        let terms = vec![two(&[1, 2, 3]), product_of(&[0, 0]), two(&[0, 1, 4]), two(&[0, 2, 5])];
        let ineqs = [s, p_at, q_at, dot, v_sign, w_sign];
        let cofactors = [vec![d.square()?.neg(), p.square()?, q.square()?], factors].concat();
        let c = Certificate { multiplier: vec![], terms, cofactors };
        let absurd = self.sheet.order(None, &c, &ineqs, &[vec![of_u, of_v, of_w], equal].concat());
        let at = self.refuted(&goal, &opposite, absurd);
        Some((goal, at))
    }

    fn known_or_evident(&mut self, facts: &Facts, p: &Poly) -> Option<At> {
        self.likely(facts, &Literal::new(p.clone(), Sign::Positive))
    }
}

fn product_of(ineqs: &[usize]) -> Term {
    super::product(ineqs, &[])
}
