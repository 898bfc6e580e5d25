//! What determines a point, as two lines of the certificate: den·x(Y) and den·y(Y) without Y; and with them the elimination
//! lemmas, what each quantity of Y is in those of earlier points.

use crate::lines::{self, Base, Circle, Direction, Line, OnCircle, difference, place};
use crate::plan::{Meet, Step, Turn, Way};
use crate::quantity::{Quantities, Quantity};
use crate::simplify::simplified;
use euclase_coordinates::nonzero::Nonzero;
use euclase_coordinates::problem::{Equation, Variables};
use euclase_coordinates::sheet::{At, Sheet};
use euclase_grammar::core::{Num, Pt, Q, Rel};
use euclase_kernel::algebra::Said;
use euclase_poly::{Poly, Work, frac, int};
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// A point Y = base + (num/den)·direction.
pub struct Definition {
    /// Y.
    pub point: Pt,
    base: Base,
    moved: Option<(Poly, Direction)>,
    /// In quantities; 1 where nothing is divided by.
    pub den: Poly,
    /// The same in coordinates, and den·Y.
    den_at: Poly,
    times: [Poly; 2],
    /// den·Y − times = 0.
    lines: [At; 2],
    /// The lines of elimination lemmas.
    lemmas: BTreeMap<Quantity, At>,
}

/// A quantity of a point without it: its product with den^power.
pub struct Value {
    /// In quantities of other points.
    pub value: Poly,
    /// Of den.
    pub power: u32,
}

fn sum(q: &mut Quantities, base: &Base, mut f: impl FnMut(&mut Quantities, Pt) -> Option<Poly>) -> Option<Poly> {
    base.iter().try_fold(Poly::zero(), |s, (c, p)| Some(s.add(&f(q, *p)?.scale(c))))
}

impl Definition {
    /// What a quantity is without the point; `None` where it is too much.
    pub fn value(&self, of: Quantity, q: &mut Quantities) -> Option<Value> {
        let Value { value, power } = self.whole(of, q)?;
        Some(Value { value: simplified(&value, q), power })
    }

    fn whole(&self, of: Quantity, q: &mut Quantities) -> Option<Value> {
        let y = self.point;
        let (fixed, linear, square) = match of {
            Quantity::Area([a, b, c]) => {
                // S_ABC = S_BCA
                let [a, b] = if c == y {
                    [a, b]
                } else if b == y {
                    [c, a]
                } else {
                    [b, c]
                };
                let moved = self.moved.as_ref().map(|m| m.1.half_cross(q, [a, b]));
                (sum(q, &self.base, |q, p| Some(q.area(a, b, p)))?, moved.unwrap_or(Some(Poly::zero()))?, Poly::zero())
            }
            Quantity::Pyth([a, b, c]) if b != y && of.occurs(y) == 1 => {
                let a = if a == y { c } else { a };
                let moved = self.moved.as_ref().map(|m| m.1.twice_dot(q, [b, a]));
                (sum(q, &self.base, |q, p| Some(q.pyth(a, b, p)))?, moved.unwrap_or(Some(Poly::zero()))?, Poly::zero())
            }
            Quantity::Pyth([a, b, c]) => {
                // 2 YA·YB
                let [a, b] = if a == c { if a == y { [b, b] } else { [a, a] } } else { [a, c] };
                let mut fixed = sum(q, &self.base, |q, p| Some(q.pyth(a, p, b)))?;
                for (i, (c, p)) in self.base.iter().enumerate() {
                    for (d, r) in &self.base[i + 1..] {
                        fixed = fixed.sub(&q.pyth(*p, *r, *p).scale(&(c * d)));
                    }
                }
                let Some((_, d)) = &self.moved else { return Some(Value { value: fixed, power: 0 }) };
                let both = |q: &mut Quantities, p: Pt| Some(d.twice_dot(q, [p, a])?.add(&d.twice_dot(q, [p, b])?));
                (fixed, sum(q, &self.base, both)?.neg(), d.square(q)?.scale(&int(2)))
            }
            Quantity::Root | Quantity::Along(_) => return None,
        };
        let Some((num, _)) = &self.moved else { return Some(Value { value: fixed, power: 0 }) };
        let one = self.den.constant_value().is_some_and(|c| c.is_one());
        let (mut value, mut power) = (simplified(&fixed, q), 0);
        for (part, e) in [(simplified(&linear, q), 1), (square, 2)] {
            if part.is_zero() {
                continue;
            }
            let raised = self.den.pow(e - power, 10_000)?;
            value = value.mul(&raised)?.add(&part.mul(&num.pow(e, 10_000)?)?);
            power = e;
        }
        if power == 0 && !one {
            // The same for all points of the line, which follows when both sides are multiplied.
            return Some(Value { value: value.mul(&self.den)?, power: 1 });
        }
        Some(Value { value, power: if one { 0 } else { power } })
    }

    /// The line of an elimination lemma: den^power · quantity = value.
    pub fn lemma(&mut self, of: Quantity, v: &Value, q: &Quantities, sheet: &mut Sheet) -> Option<At> {
        if let Some(at) = self.lemmas.get(&of) {
            return Some(*at);
        }
        let vars = sheet.vars;
        let g = q.coordinates(of, vars)?;
        let rank = vars.rank(self.point)?;
        let mut parts = Vec::new();
        for i in 0..2 {
            let var = rank + i as u32;
            let c = g.coefficients_in(var)?;
            let (first, second) = (c.get(1).cloned().unwrap_or_else(Poly::zero), c.get(2));
            let mut cofactor = if v.power > 1 { first.mul(&self.den_at)? } else { first };
            if let Some(a) = second {
                cofactor = cofactor.add(&a.mul(&self.den_at.mul(&Poly::var(var))?.add(&self.times[i]))?);
            }
            parts.push((self.lines[i], vars.num(&cofactor)));
        }
        let mut left = vec![q.num(&self.den, vars)?; v.power as usize];
        left.push(q.num(&Poly::var(q.number(of)?), vars)?);
        let left = if left.len() == 1 { left.remove(0) } else { Num::Mul(left) };
        let at = sheet.equation(left, q.num(&v.value, vars)?, parts);
        self.lemmas.insert(of, at);
        Some(at)
    }
}

/// Hypotheses as equations.
pub struct Hypotheses {
    all: Vec<Equation>,
}

impl Hypotheses {
    /// By fact and clause.
    pub fn new(all: Vec<Equation>) -> Hypotheses {
        Hypotheses { all }
    }

    /// A fact's clause, with what it says.
    pub fn get(&self, source: usize, clause: usize) -> Option<&Equation> {
        self.all.iter().find(|e| e.said == Said::Assumed(source) && e.clause == clause)
    }

    /// The line that cites it.
    pub fn cite(&self, sheet: &mut Sheet, e: &Equation) -> At {
        sheet.cite(&e.poly, Rel::Eq, e.said, e.clause)
    }
}

/// c with p = c·r.
pub fn ratio(p: &Poly, r: &Poly) -> Option<Q> {
    let c = p.leading()?.1 / r.leading()?.1;
    (r.scale(&c) == *p).then_some(c)
}

/// What defining a point needs.
pub struct Definer<'a, 'b, 'w> {
    /// Lines.
    pub sheet: &'a mut Sheet<'b>,
    /// Quantities.
    pub q: &'a mut Quantities,
    /// Hypotheses.
    pub hyps: &'a Hypotheses,
    /// Why things are not zero.
    pub nonzero: &'a mut Nonzero,
    /// The budget.
    pub work: &'a mut Work<'w>,
}

impl<'b> Definer<'_, 'b, '_> {
    fn vars(&self) -> &'b Variables {
        self.sheet.vars
    }

    /// The definitions of a point, each as good as the others, none for one that stays; `None` where they cannot be written.
    pub fn define(&mut self, s: &Step) -> Option<Vec<Definition>> {
        let y = s.point;
        let one = match &s.way {
            Way::Free | Way::Kept(_) => return Some(Vec::new()),
            Way::Meet(all) => return all.iter().map(|m| self.meet(y, m)).collect(),
            Way::Point(base, source) => self.point(y, base, *source),
            Way::On(line) => self.on(y, line),
            Way::Turned(t) => self.turned(y, t),
            Way::Second(line, circle, k, g) => self.second(y, line, circle, k, g),
        };
        one.map(|d| vec![d])
    }

    /// Base → Y in coordinates.
    fn moved(&self, y: Pt, base: &Base) -> Option<[Poly; 2]> {
        let [bx, by] = place(self.vars(), base)?;
        let [x, y] = difference(self.vars(), self.vars().frame[0], y)?;
        Some([x.sub(&bx), y.sub(&by)])
    }

    fn point(&mut self, y: Pt, base: &Base, source: usize) -> Option<Definition> {
        let moved = self.moved(y, base)?;
        let mut lines = [0; 2];
        for i in 0..2 {
            // For `Same`, a combination of squares gives no coordinate; its clauses are the coordinates themselves.
            let e = self.hyps.get(source, i)?.clone();
            ratio(&e.poly, &moved[i])?;
            let cited = self.hyps.cite(self.sheet, &e);
            lines[i] = self.sheet.strip(cited, &[], &moved[i], 1);
        }
        self.done(y, base.clone(), None, Poly::one(), lines)
    }

    fn done(
        &mut self,
        point: Pt,
        base: Base,
        moved: Option<(Poly, Direction)>,
        den: Poly,
        lines: [At; 2],
    ) -> Option<Definition> {
        let den_at = self.q.expand(&den, self.vars())?;
        let [bx, by] = place(self.vars(), &base)?;
        let mut times = [bx.mul(&den_at)?, by.mul(&den_at)?];
        if let Some((num, d)) = &moved {
            let num = self.q.expand(num, self.vars())?;
            let [x, y] = d.vector(self.q, self.vars())?;
            times = [times[0].add(&num.mul(&x)?), times[1].add(&num.mul(&y)?)];
        }
        Some(Definition { point, base, moved, den, den_at, times, lines, lemmas: BTreeMap::new() })
    }

    /// The lines that say that Y is on a line, with cofactors: (base→Y)×δ/2 is their combination. The sum is given, too.
    fn side(&mut self, y: Pt, line: &Line) -> Option<(Poly, Vec<(At, Poly)>)> {
        let h = line.side(self.q, &vec![(Q::one(), y)])?;
        let h = self.q.expand(&h, self.vars())?;
        match &line.said {
            lines::Said::Fact(source) => {
                let e = self.hyps.get(*source, 0)?.clone();
                let c = ratio(&h, &e.poly)?;
                Some((h, vec![(self.hyps.cite(self.sheet, &e), Poly::constant(c))]))
            }
            lines::Said::Circles(both) => {
                let [(p, first), (r, second)] = [self.circle(&both[0])?, self.circle(&both[1])?];
                let c = ratio(&h, &p.sub(&r))?;
                let signed = first.into_iter().chain(second.into_iter().map(|(at, d)| (at, -d)));
                Some((h, signed.map(|(at, d)| (at, Poly::constant(d * &c))).collect()))
            }
        }
    }

    fn combined(&mut self, p: &Poly, parts: Vec<(At, Poly)>) -> At {
        let parts: Vec<(At, &Poly)> = parts.iter().map(|(at, c)| (*at, c)).collect();
        self.sheet.combine(p, &parts)
    }

    fn meet(&mut self, y: Pt, m: &Meet) -> Option<Definition> {
        let Meet { first, second, num, den } = m;
        let (_, h1) = self.side(y, first)?;
        let (_, h2) = self.side(y, second)?;
        let d1 = first.direction.vector(self.q, self.vars())?;
        let d2 = second.direction.vector(self.q, self.vars())?;
        let moved = self.moved(y, &first.base)?;
        let (n, d) = (self.q.expand(num, self.vars())?, self.q.expand(den, self.vars())?);
        // den·v = δ1·(h2 + num) − δ2·h1
        let mut lines = [0; 2];
        for i in 0..2 {
            let p = d.mul(&moved[i])?.sub(&n.mul(&d1[i])?);
            let mut parts = Vec::new();
            for (at, c) in &h2 {
                parts.push((*at, c.mul(&d1[i])?));
            }
            for (at, c) in &h1 {
                parts.push((*at, c.mul(&d2[i])?.neg()));
            }
            lines[i] = self.combined(&p, parts);
        }
        let plain =
            first.direction.across.is_zero() && first.direction.along.constant_value().is_some_and(|c| c.is_one());
        let constant = if num.is_zero() { Some(Q::zero()) } else { ratio(num, den) };
        let Some(c) = constant.filter(|c| plain || c.is_zero()) else {
            return self.done(y, first.base.clone(), Some((num.clone(), first.direction.clone())), den.clone(), lines);
        };
        // A fixed ratio: nothing is left of the denominator.
        let mut base = first.base.clone();
        let [u, v] = first.direction.ends;
        base.extend([(-&c, u), (c.clone(), v)]);
        let base = collected(base);
        let not = self.nonzero.factors(self.sheet, &d, self.work)?;
        let moved = self.moved(y, &base)?;
        for i in 0..2 {
            lines[i] = self.sheet.strip(lines[i], &not, &moved[i], 1);
        }
        self.done(y, base, None, Poly::one(), lines)
    }

    /// The point is base + ρ/(2δ²)·δ, ρ = 2 (base→Y)·δ.
    fn on(&mut self, y: Pt, line: &Line) -> Option<Definition> {
        let (_, h) = self.side(y, line)?;
        let d = line.direction.vector(self.q, self.vars())?;
        let v = self.moved(y, &line.base)?;
        let rho = v[0].mul(&d[0])?.add(&v[1].mul(&d[1])?).scale(&int(2));
        let den = line.direction.square(self.q)?.scale(&int(2));
        let den_at = self.q.expand(&den, self.vars())?;
        let mut lines = [0; 2];
        for i in 0..2 {
            // δ²v = (v·δ)δ − (v×δ)·(δ turned)
            let turned = if i == 0 { d[1].neg() } else { d[0].clone() };
            let p = den_at.mul(&v[i])?.sub(&rho.mul(&d[i])?);
            let mut parts = Vec::new();
            for (at, c) in &h {
                parts.push((*at, c.mul(&turned)?.scale(&int(-4))));
            }
            lines[i] = self.combined(&p, parts);
        }
        let term = match line.through() {
            Some(u) if line.direction.across.is_zero() && line.direction.along == Poly::one() => {
                let [a, b] = line.direction.ends;
                self.q.twice_dot_term([u, y], [a, b], self.vars())
            }
            _ => self.vars().num(&rho),
        };
        let num = self.q.along(y, (rho, term));
        self.done(y, line.base.clone(), Some((num, line.direction.clone())), den, lines)
    }

    /// The point is O + s·δ, δ being UV turned, s = ±1.
    fn turned(&mut self, y: Pt, t: &Turn) -> Option<Definition> {
        let (side, h) = self.side(y, &t.line)?;
        let [u, w] = t.line.direction.ends;
        let d = t.line.direction.vector(self.q, self.vars())?;
        let v = self.moved(y, &t.line.base)?;
        let along = v[0].mul(&d[0])?.add(&v[1].mul(&d[1])?);
        let size = self.q.square(u, w);
        let size = self.q.expand(&size, self.vars())?;
        // (v·δ)² = v²·δ² − (v×δ)², and v² = δ².
        let e = self.hyps.get(t.length, 0)?.clone();
        let o = t.line.through()?;
        let squares = self.q.square(o, y).sub(&self.q.square(u, w));
        let squares = self.q.expand(&squares, self.vars())?;
        let c = ratio(&squares, &e.poly)?;
        let signed = size.scale(&int(t.sign));
        let (less, more) = (along.sub(&signed), along.add(&signed));
        let product = less.mul(&more)?;
        let mut parts = vec![(self.hyps.cite(self.sheet, &e), size.scale(&c))];
        for (at, k) in &h {
            parts.push((*at, k.mul(&side)?.scale(&int(-4))));
        }
        let at = self.combined(&product, parts);
        // v·δ has the sign of s, so that it is not −s·δ².
        let supposed = self.sheet.suppose(&more, Rel::Eq);
        let never = self.nonzero.opposite(self.sheet, &along, &d, (supposed, t.sign))?;
        let not = self.sheet.refuted(&more, never);
        let less_at = self.sheet.strip(at, &[(more, 1, not)], &less, 1);
        // δ²(v − s·δ) = (v·δ − s·δ²)·δ − (v×δ)·(δ turned)
        let factors = self.nonzero.factors(self.sheet, &size, self.work)?;
        let mut lines = [0; 2];
        for i in 0..2 {
            let turned = if i == 0 { d[1].neg() } else { d[0].clone() };
            let p = v[i].sub(&d[i].scale(&int(t.sign)));
            let mut parts = vec![(less_at, d[i].clone())];
            for (at, c) in &h {
                parts.push((*at, c.mul(&turned)?.scale(&int(-2))));
            }
            let at = self.combined(&size.mul(&p)?, parts);
            lines[i] = self.sheet.strip(at, &factors, &p, 1);
        }
        self.done(y, t.line.base.clone(), Some((Poly::int(t.sign), t.line.direction.clone())), Poly::one(), lines)
    }

    /// The equation of a circle on which a point is, and lines with the numbers that make it of them.
    fn circle(&mut self, c: &OnCircle) -> Option<(Poly, Vec<(At, Q)>)> {
        let Circle::Centre(o, _) = c.circle else {
            let e = self.hyps.get(c.facts.first()?.0, 0)?.clone();
            let cited = self.hyps.cite(self.sheet, &e);
            return Some((e.poly, vec![(cited, Q::one())]));
        };
        let (mut sum, mut said) = (Poly::zero(), Vec::new());
        for (source, [x, z]) in &c.facts {
            let e = self.hyps.get(*source, 0)?.clone();
            let squares = self.q.square(o, *x).sub(&self.q.square(o, *z));
            let squares = self.q.expand(&squares, self.vars())?;
            said.push((self.hyps.cite(self.sheet, &e), ratio(&squares, &e.poly)?));
            sum = sum.add(&squares);
        }
        Some((sum, said))
    }

    /// The point is U − γ/(κδ²)·δ.
    fn second(&mut self, y: Pt, line: &Line, circle: &OnCircle, k: &Poly, g: &Poly) -> Option<Definition> {
        let u = line.through()?;
        let (side, h) = self.side(y, line)?;
        let (equation, said) = self.circle(circle)?;
        let d = line.direction.vector(self.q, self.vars())?;
        let v = self.moved(y, &line.base)?;
        let t = v[0].mul(&d[0])?.add(&v[1].mul(&d[1])?);
        let size = line.direction.square(self.q)?;
        let size = self.q.expand(&size, self.vars())?;
        let (k_at, g_at) = (self.q.expand(k, self.vars())?, self.q.expand(g, self.vars())?);
        let s = k_at.mul(&t)?.add(&g_at);
        // t·s is the circle's equation times δ², but for a multiple of the line's.
        let product = t.mul(&s)?;
        let circle = equation.mul(&size)?;
        self.work.spend((product.len() * side.len()) as u64)?;
        let (c, rest) = [1, -1, 2, -2].into_iter().flat_map(|n| [int(n), frac(1, n)]).find_map(|c| {
            let rest = product.sub(&circle.scale(&c));
            rest.div_exact(&side).map(|r| (c, r))
        })?;
        let mut parts: Vec<(At, Poly)> = said.into_iter().map(|(at, e)| (at, size.scale(&(&c * e)))).collect();
        for (at, c) in &h {
            parts.push((*at, c.mul(&rest)?));
        }
        let at = self.combined(&product, parts);
        // t ≠ 0: else δ²·|UY|² = t² + (v×δ)² would be 0.
        let (a, b) = (u.min(y), u.max(y));
        let square = self.q.square(a, b);
        let square = self.q.expand(&square, self.vars())?;
        let both = square.mul(&size)?;
        let supposed = self.sheet.suppose(&t, Rel::Eq);
        let mut parts = vec![(supposed, t.clone())];
        for (at, c) in &h {
            parts.push((*at, c.mul(&side)?.scale(&int(4))));
        }
        let zero = self.combined(&both, parts);
        let mut not = self.nonzero.factors(self.sheet, &both, self.work)?;
        let (last, times, differs) = not.pop()?;
        let zero = self.sheet.strip(zero, &not, &last, times);
        let never = self.sheet.absurd(&last, zero, Rel::Ne, differs);
        let t_not = self.sheet.refuted(&t, never);
        let s_at = self.sheet.strip(at, &[(t, 1, t_not)], &s, 1);
        // κδ²v + γδ = s·δ − κ(v×δ)·(δ turned)
        let mut lines = [0; 2];
        for i in 0..2 {
            let turned = if i == 0 { d[1].neg() } else { d[0].clone() };
            let p = k_at.mul(&size)?.mul(&v[i])?.add(&g_at.mul(&d[i])?);
            let mut parts = vec![(s_at, d[i].clone())];
            for (at, c) in &h {
                parts.push((*at, c.mul(&k_at)?.mul(&turned)?.scale(&int(-2))));
            }
            lines[i] = self.combined(&p, parts);
        }
        let den = k.mul(&line.direction.square(self.q)?)?;
        self.done(y, line.base.clone(), Some((g.neg(), line.direction.clone())), den, lines)
    }
}

fn collected(base: Base) -> Base {
    let mut out: BTreeMap<Pt, Q> = BTreeMap::new();
    for (c, p) in base {
        *out.entry(p).or_insert_with(Q::zero) += c;
    }
    out.into_iter().filter(|(_, c)| !c.is_zero()).map(|(p, c)| (c, p)).collect()
}
