//! The figure turned one way or the other: where the orientation of one triangle is supposed, that of others follows, areas become
//! polynomials in the coordinates, and so do the ratios of lengths on a line.

use crate::clear::cleared_together;
use crate::facts::{Facts, Quotient};
use crate::prover::{Effort, Prover};
use crate::sheet::{At, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Axis, Num, Pt, Q, int};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, MAX_TERMS, Poly, Term, Work, factor};
use num_traits::{One, Signed};

/// Rounds in which signs are drawn from signs.
const ROUNDS: usize = 4;
/// Longest polynomials that a length on a line is multiplied by, and longest ones that are factored for signs.
const LONG: usize = 60;
const FACTORED: usize = 24;

impl Prover<'_> {
    /// A clause in coordinates: as it is, and in the two orientations of a triangle; first these where they say more.
    pub fn in_orientations(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        let mark = self.sheet.mark();
        if let Some(at) = self.prove(facts, goal, Effort { depth: 0, ..Effort::little() }) {
            return Some(at);
        }
        self.sheet.back(mark);
        let first = self.orientation(facts);
        let area = |v: u32| matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(Num::Area(_) | Num::DistLine(..))));
        let areas = goal.iter().any(|l| l.poly.vars().into_iter().any(area));
        let telling = first.as_ref().is_some_and(|f| f.1 || areas);
        if telling
            && let Some((first, _)) = &first
            && let Some(at) = self.turned(facts, first, goal, effort)
        {
            return Some(at);
        }
        self.sheet.back(mark);
        let mut inner = facts.clone();
        self.prepare(&mut inner, goal);
        if let Some(at) = self.prove(&inner, goal, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        let (first, _) = first.filter(|_| !telling)?;
        self.turned(facts, &first, goal, effort)
    }

    /// The clause in both orientations.
    fn turned(&mut self, facts: &Facts, first: &(Literal, At), goal: &[Literal], effort: Effort) -> Option<At> {
        let only = Facts { known: vec![first.clone()], ..Facts::default() };
        let (line, cases, _) = self.sides_of_a_difference(&only)?;
        let mut premises = vec![line];
        for case in &cases {
            let s = self.sheet.suppose(std::slice::from_ref(case));
            let mut inner = facts.clone();
            inner.add(vec![case.clone()], s);
            let figure = |v: &u32| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_)));
            inner.explained.retain(|v| !figure(v));
            self.prepare(&mut inner, goal);
            premises.push(self.prove(&inner, goal, effort)?);
        }
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, premises))
    }

    /// Draws what can be drawn before a clause is proved.
    fn prepare(&mut self, facts: &mut Facts, goal: &[Literal]) {
        self.signs_from_signs(facts);
        self.signs_of_factors(facts);
        self.ratios_on_lines(facts);
        self.explain(facts, goal);
        self.clear_facts(facts);
        self.equations_without_roots(facts);
        self.determined_points(facts);
    }

    /// A sign that is seen at once.
    pub fn evident(&mut self, facts: &Facts, l: &Literal) -> Option<At> {
        self.literal(facts, l, Effort::none())
    }

    /// The same, with a little thought.
    pub fn likely(&mut self, facts: &Facts, l: &Literal) -> Option<At> {
        let at = self.evident(facts, l);
        let at = at.or_else(|| self.literal(facts, l, Effort { work: 300_000, ..Effort::none() }));
        if at.is_some() || self.over.is_none() {
            return at;
        }
        self.sign_by_factors(facts, l)
    }

    /// From f = K·p·q > 0, where K > 0 and p + q > 0: p > 0 and q > 0. So a point between two others has coordinates between theirs.
    fn signs_of_factors(&mut self, facts: &mut Facts) {
        let positive: Vec<(Literal, At)> = facts.known.iter().filter(|k| k.0.sign == Sign::Positive).cloned().collect();
        for (l, at) in positive {
            let (f, at) = match self.cleared_fact(facts, &l, at) {
                Some((l, at, _)) => (l.poly, at),
                None => (l.poly, at),
            };
            if f.degree() < 2 || f.len() > FACTORED {
                continue;
            }
            let mut work = Work::new(1_000_000, self.stop);
            let Some(found) = factor::factor(&f, &mut work) else { continue };
            let (mut known, mut open): (Vec<(Poly, At)>, Vec<Poly>) = (Vec::new(), Vec::new());
            for (g, k) in &found.factors {
                for _ in 0..*k {
                    let mut line = |g: &Poly| self.known(facts, &Literal::new(g.clone(), Sign::Positive));
                    match (line(g), line(&g.neg())) {
                        (Some(at), _) => known.push((g.clone(), at)),
                        (_, Some(at)) => known.push((g.neg(), at)),
                        _ => open.push(g.clone()),
                    }
                }
            }
            self.two_factors(facts, (&f, at), &known, &open);
        }
    }

    fn two_factors(
        &mut self,
        facts: &mut Facts,
        (f, at): (&Poly, At),
        known: &[(Poly, At)],
        open: &[Poly],
    ) -> Option<()> {
        let whole = Poly::product(known.iter().map(|k| &k.0))?;
        let rest = f.div_exact(&whole)?;
        let [p, q] = open else {
            if let [p] = open {
                let scale = rest.div_exact(p)?.constant_value()?;
                let p = if scale.is_positive() { p.clone() } else { p.neg() };
                self.of_a_product(facts, &p, known, at, scale.abs(), None);
            }
            return None;
        };
        let scale = rest.div_exact(&p.mul_cap(q, MAX_TERMS)?)?.constant_value()?;
        let q = if scale.is_positive() { q.clone() } else { q.neg() };
        for (p, q) in [(p.clone(), q.clone()), (p.neg(), q.neg())] {
            let sum = Literal::new(p.add(&q), Sign::Positive);
            if let Some(line) = self.known(facts, &sum) {
                self.of_a_product(facts, &p, known, at, scale.abs(), Some(line));
                self.of_a_product(facts, &q, known, at, scale.abs(), Some(line));
                return Some(());
            }
        }
        None
    }

    /// p > 0, since s·K·p·(p + q) = s·K·p² + f, or s·K·p = f.
    fn of_a_product(&mut self, facts: &mut Facts, p: &Poly, known: &[(Poly, At)], at: At, scale: Q, sum: Option<At>) {
        let mut ineqs: Vec<At> = known.iter().map(|k| k.1).collect();
        let places: Vec<usize> = (0..ineqs.len()).collect();
        let product = |more: Vec<usize>, squares: Vec<Poly>| Term {
            coeff: scale.clone(),
            ineqs: [&places[..], &more[..]].concat(),
            squares,
        };
        let n = ineqs.len();
        ineqs.push(at);
        let whole = Term { coeff: Q::one(), ineqs: vec![n], squares: vec![] };
        let (multiplier, terms) = match sum {
            None => (vec![product(vec![], vec![])], vec![whole]),
            Some(sum) => {
                ineqs.push(sum);
                (vec![product(vec![n + 1], vec![])], vec![product(vec![], vec![p.clone()]), whole])
            }
        };
        let claim = Literal::new(p.clone(), Sign::Positive);
        if facts.says(&claim).is_none() {
            let c = Certificate { multiplier, terms, cofactors: vec![] };
            let line = self.sheet.order(Some(&claim), &c, &ineqs, &[]);
            facts.add(vec![claim], line);
        }
    }

    /// Something that is not zero, and whose sign says most.
    fn orientation(&self, facts: &Facts) -> Option<((Literal, At), bool)> {
        let ordered = |l: &Literal| matches!(l.sign, Sign::Positive | Sign::NonNegative);
        let score = |q: &Poly| {
            let divisible = |k: &&(Literal, At)| ordered(&k.0) && k.0.poly.div_exact(q).is_some();
            facts.known.iter().filter(divisible).count()
        };
        let coordinate = |v: u32| matches!(self.sheet.terms.get(v), Some(Opaque::Leaf(Num::Coordinate { .. })));
        let about = |p: &Poly| p.vars().into_iter().any(coordinate);
        let candidates: Vec<&(Literal, At)> =
            facts.known.iter().filter(|k| k.0.sign == Sign::NonZero && about(&k.0.poly)).collect();
        // The first of the best.
        let best = candidates.into_iter().rev().max_by_key(|k| score(&k.0.poly))?;
        Some((best.clone(), score(&best.0.poly) > 0))
    }

    /// From p·q > 0 and q > 0: p > 0.
    pub fn signs_from_signs(&mut self, facts: &mut Facts) {
        for _ in 0..ROUNDS {
            let before = facts.known.len();
            let positive: Vec<(Poly, At)> = facts
                .known
                .iter()
                .filter(|k| k.0.sign == Sign::Positive && k.0.poly.constant_value().is_none())
                .map(|k| (k.0.poly.clone(), k.1))
                .collect();
            for (p, at) in &positive {
                for (q, by) in &positive {
                    let Some(r) = p.div_exact(q).filter(|r| r.constant_value().is_none() && at != by) else { continue };
                    let claim = Literal::new(r, Sign::Positive);
                    if facts.says(&claim).is_some() {
                        continue;
                    }
                    let multiplier = vec![Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] }];
                    let terms = vec![Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] }];
                    let c = Certificate { multiplier, terms, cofactors: vec![] };
                    let line = self.sheet.order(Some(&claim), &c, &[*by, *at], &[]);
                    facts.add(vec![claim], line);
                }
            }
            if facts.known.len() == before {
                break;
            }
        }
    }

    /// Coordinates of a point as polynomials.
    pub fn place(&mut self, p: Pt, frame: [Pt; 2]) -> Option<[Poly; 2]> {
        let mut axis = |axis| self.sheet.terms.poly(&Num::Coordinate { axis, of: p, frame });
        Some([axis(Axis::X)?, axis(Axis::Y)?])
    }

    /// Twice the area of a polygon with its sign.
    pub fn twice_area(&mut self, ps: &[Pt], frame: [Pt; 2]) -> Option<Poly> {
        let at: Vec<[Poly; 2]> = ps.iter().map(|p| self.place(*p, frame)).collect::<Option<_>>()?;
        let (first, rest) = at.split_first()?;
        let mut sum = Poly::zero();
        for w in rest.windows(2) {
            let [u, v] = [&w[0], &w[1]].map(|p| [p[0].sub(&first[0]), p[1].sub(&first[1])]);
            sum = sum.add(&u[0].mul_cap(&v[1], MAX_TERMS)?.sub(&u[1].mul_cap(&v[0], MAX_TERMS)?));
        }
        Some(sum)
    }

    /// The area of a polygon of which the orientation is known, as a polynomial: S = ±[…]/2. `square` says that 4·S² = […]².
    pub fn signed_area(&mut self, facts: &mut Facts, v: u32, ps: &[Pt], square: At, sign: At) -> Option<()> {
        let (line, signed) = self.signed_area_line(facts, v, ps, square, sign)?;
        self.ratio(facts, v, Poly::int(2), signed, line)
    }

    /// The line 2·S − (±[…]) = 0, and ±[…].
    pub fn signed_area_line(&mut self, facts: &Facts, v: u32, ps: &[Pt], square: At, sign: At) -> Option<(At, Poly)> {
        let twice = self.twice_area(ps, self.frame?)?;
        let s = Poly::var(v);
        for (signed, strict) in [(&twice, true), (&twice.neg(), true), (&twice, false), (&twice.neg(), false)] {
            let wanted = if strict { Sign::Positive } else { Sign::NonNegative };
            let Some(known) = self.likely(facts, &Literal::new(signed.clone(), wanted)) else { continue };
            let difference = s.scale(&int(2)).sub(signed);
            let claim = Literal::new(difference.clone(), Sign::Zero);
            let line = if strict {
                // (2S + t)·(−(2S − t)²) = −(2S − t)·(4S² − t²)
                let two = Term { coeff: int(2), ineqs: vec![0], squares: vec![] };
                let one = Term { coeff: Q::one(), ineqs: vec![1], squares: vec![] };
                let c = Certificate { multiplier: vec![one, two], terms: vec![], cofactors: vec![difference.neg()] };
                self.sheet.order(Some(&claim), &c, &[sign, known], &[square])
            } else {
                // (2S)² = t²
                let two = Term { coeff: int(2), ineqs: vec![0], squares: vec![] };
                let c = Certificate { multiplier: unit(), terms: vec![two], cofactors: vec![] };
                let twice = Literal::new(s.scale(&int(2)), Sign::NonNegative);
                let weak = self.sheet.order(Some(&twice), &c, &[sign], &[]);
                self.equal_by_squares(&difference, (weak, known), square)
            };
            return Some((line, signed.clone()));
        }
        None
    }

    /// v = numerator/divisor, where the divisor is positive, by the line that says divisor·v − numerator = 0.
    fn ratio(&mut self, facts: &mut Facts, v: u32, divisor: Poly, numerator: Poly, product: At) -> Option<()> {
        let positive = Literal::new(divisor.clone(), Sign::Positive);
        let nonzero = match divisor.constant_value() {
            Some(c) => {
                let c = Certificate { multiplier: unit(), terms: vec![Term::number(c)], cofactors: vec![] };
                self.sheet.order(Some(&positive), &c, &[], &[])
            }
            None => self.quickly(facts, &positive)?,
        };
        let whole = divisor.mul_cap(&Poly::var(v), MAX_TERMS)?.sub(&numerator);
        facts.add(vec![Literal::new(whole, Sign::Zero)], product);
        facts.quotients.push(Quotient {
            var: v,
            divisor,
            numerator,
            nonzero,
            positive: true,
            product,
            sign: 1,
            power: 1,
        });
        Some(())
    }

    /// Lengths from one point of a line to two others: one is a multiple of the other.
    fn ratios_on_lines(&mut self, facts: &mut Facts) {
        for [a, b, c] in self.collinear.clone() {
            let mut done = Vec::new();
            for [x, y, z] in [[a, b, c], [a, c, b], [b, a, c], [b, c, a], [c, a, b], [c, b, a]] {
                let lengths = [Num::Len(x, y), Num::Len(x, z)].map(|n| n.leaf_form());
                let [Some(l), Some(m)] = lengths.map(|n| self.sheet.terms.known(&n)) else { continue };
                // Each length once, by one that is none of those.
                if done.contains(&l) || done.contains(&m) || facts.quotients.iter().any(|q| q.var == l) {
                    continue;
                }
                if self.ratio_on_a_line(facts, [x, y, z], [l, m]).is_some() {
                    done.push(l);
                }
            }
        }
    }

    /// |XY| : |XZ| as that of two polynomials of known sign.
    fn ratio_on_a_line(&mut self, facts: &mut Facts, [x, y, z]: [Pt; 3], [l, m]: [u32; 2]) -> Option<()> {
        let frame = self.frame?;
        let [x, y, z] = [self.place(x, frame)?, self.place(y, frame)?, self.place(z, frame)?];
        for axis in 0..2 {
            let (u, v) = (y[axis].sub(&x[axis]), z[axis].sub(&x[axis]));
            let Some((n, d)) = cleared_together(facts, &u, &v) else { continue };
            let common = n.gcd(&d, &mut euclase_poly::Work::new(5_000_000, self.stop))?;
            let (n, d) = (n.div_exact(&common)?, d.div_exact(&common)?);
            if n.is_zero() || d.is_zero() || n.len() > LONG || d.len() > LONG {
                continue;
            }
            // Up to a sign both are positive.
            let mut sign = |p: &Poly, s: Sign| {
                let up = self.likely(facts, &Literal::new(p.clone(), s)).map(|_| p.clone());
                up.or_else(|| self.likely(facts, &Literal::new(p.neg(), s)).map(|_| p.neg()))
            };
            let (Some(n), Some(d)) = (sign(&n, Sign::NonNegative), sign(&d, Sign::Positive)) else { continue };
            let left = d.mul_cap(&Poly::var(l), MAX_TERMS)?;
            let right = n.mul_cap(&Poly::var(m), MAX_TERMS)?;
            for v in [l, m] {
                let length = Literal::new(Poly::var(v), Sign::NonNegative);
                self.explain(facts, std::slice::from_ref(&length));
            }
            let line = self.equal_squares(facts, &left.sub(&right), &left, &right, Effort::little())?;
            return self.ratio(facts, l, d, right, line);
        }
        None
    }
}
