//! Curves in the plane of one point modulo a prime, and where they meet.

use crate::modular::{Dice, add, gcd, inverse, mul, power, roots, sub, trim};

/// A point.
pub type Place = [u64; 2];

/// Most that a curve's degree may be.
const MAX_DEGREE: usize = 16;
/// Most that the degrees of two curves may multiply to, where both are curved.
const MAX_MEETINGS: usize = 16;

/// A polynomial in x and y: the coefficient of x^i·y^j stands at (i+j)(i+j+1)/2 + j; none is trailing zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Curve(Vec<u64>);

/// Where a monomial stands.
fn place(i: usize, j: usize) -> usize {
    (i + j) * (i + j + 1) / 2 + j
}

/// Exponents by place.
fn exponents(count: usize) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let degrees = (0..).take_while(move |t| t * (t + 1) / 2 < count).collect::<Vec<usize>>();
    degrees.into_iter().flat_map(|t| (0..=t).map(move |j| (t - j, j)))
}

impl Curve {
    /// A constant.
    pub fn constant(c: u64) -> Curve {
        Curve(if c == 0 { Vec::new() } else { vec![c] })
    }

    /// x (0) or y (1).
    pub fn coordinate(axis: usize) -> Curve {
        Curve(if axis == 0 { vec![0, 1] } else { vec![0, 0, 1] })
    }

    /// The degree; 0 for 0.
    pub fn degree(&self) -> usize {
        let n = self.0.len();
        (0..).take_while(|t| t * (t + 1) / 2 < n).last().unwrap_or(0)
    }

    /// Is it 0?
    pub fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// The value, if it is constant.
    pub fn value(&self) -> Option<u64> {
        match self.0[..] {
            [] => Some(0),
            [c] => Some(c),
            _ => None,
        }
    }

    fn coefficient(&self, i: usize, j: usize) -> u64 {
        self.0.get(place(i, j)).copied().unwrap_or(0)
    }

    /// The sum with a multiple of another.
    pub fn plus(mut self, other: &Curve, times: u64) -> Curve {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (slot, c) in self.0.iter_mut().zip(&other.0) {
            *slot = add(*slot, mul(*c, times));
        }
        trim(&mut self.0);
        self
    }

    /// The product; `None` where the degree is too high.
    pub fn times(&self, other: &Curve) -> Option<Curve> {
        if let Some(c) = other.value() {
            return Some(Curve::constant(0).plus(self, c));
        }
        if let Some(c) = self.value() {
            return Some(Curve::constant(0).plus(other, c));
        }
        let degree = self.degree() + other.degree();
        if degree > MAX_DEGREE {
            return None;
        }
        let mut out = vec![0; (degree + 1) * (degree + 2) / 2];
        for ((i, j), a) in exponents(self.0.len()).zip(&self.0).filter(|t| *t.1 != 0) {
            for ((k, l), b) in exponents(other.0.len()).zip(&other.0).filter(|t| *t.1 != 0) {
                if let Some(slot) = out.get_mut(place(i + k, j + l)) {
                    *slot = add(*slot, mul(*a, *b));
                }
            }
        }
        trim(&mut out);
        Some(Curve(out))
    }

    /// The value at a point.
    pub fn at(&self, [x, y]: Place) -> u64 {
        let terms = exponents(self.0.len()).zip(&self.0).filter(|t| *t.1 != 0);
        terms.fold(0, |sum, ((i, j), c)| add(sum, mul(*c, mul(power(x, i as u64), power(y, j as u64)))))
    }

    /// Its gradient at a point.
    fn gradient(&self, [x, y]: Place) -> Place {
        let mut out = [0, 0];
        for ((i, j), c) in exponents(self.0.len()).zip(&self.0).filter(|t| *t.1 != 0) {
            let by = |k: usize| mul(*c, k as u64);
            if i > 0 {
                out[0] = add(out[0], mul(by(i), mul(power(x, i as u64 - 1), power(y, j as u64))));
            }
            if j > 0 {
                out[1] = add(out[1], mul(by(j), mul(power(x, i as u64), power(y, j as u64 - 1))));
            }
        }
        out
    }

    /// Is a point on the curve, and no singular one?
    fn simple(&self, p: Place) -> bool {
        self.at(p) == 0 && self.gradient(p) != [0, 0]
    }

    /// Of a curve of degree 1 a random point and the direction.
    fn as_line(&self, dice: &mut Dice) -> (Place, Place) {
        let [c, a, b] = [self.coefficient(0, 0), self.coefficient(1, 0), self.coefficient(0, 1)];
        let r = dice.roll();
        let p = if b == 0 { [mul(sub(0, c), inverse(a)), r] } else { [r, mul(sub(0, add(c, mul(a, r))), inverse(b))] };
        (p, [sub(0, b), a])
    }

    /// On the line P + t·v, as a polynomial in t.
    fn on_line(&self, p: Place, v: Place) -> Vec<u64> {
        let n = self.degree();
        let powers = |i: usize| {
            let mut all: Vec<Vec<u64>> = vec![vec![1]];
            for k in 1..=n {
                let next = crate::modular::times(&all[k - 1], &[p[i], v[i]]);
                all.push(next);
            }
            all
        };
        let (xs, ys) = (powers(0), powers(1));
        let mut out = vec![0; n + 1];
        for ((i, j), c) in exponents(self.0.len()).zip(&self.0).filter(|t| *t.1 != 0) {
            for (slot, a) in out.iter_mut().zip(crate::modular::times(&xs[i], &ys[j])) {
                *slot = add(*slot, mul(*c, a));
            }
        }
        trim(&mut out);
        out
    }
}

/// Where all curves meet: the points that there are modulo the prime.
#[derive(Clone, Debug, Default)]
pub struct Meetings {
    /// Points; where the curves leave one free, or free on a curve, it is chosen by the dice.
    pub points: Vec<Place>,
    /// Whether an equation had fewer roots than its degree: others are in a larger field.
    pub hidden: bool,
    /// Whether the dice chose.
    pub free: bool,
}

/// A point that moves along a curve with a parameter.
#[derive(Clone, Debug)]
pub enum Track {
    /// On a line: a point of it, and its direction.
    Line(Place, Place),
    /// On a conic, seen from a point of it: the parameter is the slope.
    Conic(Curve, Place),
}

impl Track {
    /// What curves leave free of a point; `None` where that is nothing, or is no curve with a rational parameter. Of a free point a line.
    pub fn of(curves: Vec<Curve>, known: &[Place], dice: &mut Dice) -> Option<Track> {
        match &reduced(curves)[..] {
            [] => Some(Track::Line([dice.roll(), dice.roll()], [dice.roll(), dice.roll()])),
            [line] if line.degree() == 1 => {
                let (p, v) = line.as_line(dice);
                Some(Track::Line(p, v))
            }
            [conic] if conic.degree() == 2 => {
                known.iter().find(|p| conic.simple(**p)).map(|p| Track::Conic(conic.clone(), *p))
            }
            _ => None,
        }
    }

    /// The point at a value of the parameter.
    pub fn at(&self, t: u64, dice: &mut Dice) -> Option<Place> {
        match self {
            Track::Line(p, v) => Some([0, 1].map(|i| add(p[i], mul(t, v[i])))),
            Track::Conic(conic, p) => {
                let mut out = Meetings::default();
                along(std::slice::from_ref(conic), *p, [1, t], Some(0), dice, &mut out);
                out.points.pop()
            }
        }
    }
}

/// Where curves meet. `known`: points, of which one may lie on a curve. `None` where that is too hard.
pub fn meetings(curves: Vec<Curve>, known: &[Place], dice: &mut Dice) -> Option<Meetings> {
    let curves = reduced(curves);
    let mut out = Meetings::default();
    let Some(first) = curves.first() else {
        out.points.push([dice.roll(), dice.roll()]);
        out.free = true;
        return Some(out);
    };
    match (first.degree(), &curves[1..]) {
        (0, _) => {}
        (1, others) => {
            let [c, a, b] = [first.coefficient(0, 0), first.coefficient(1, 0), first.coefficient(0, 1)];
            // A random point of the line, and its direction.
            let r = dice.roll();
            let p =
                if b == 0 { [mul(sub(0, c), inverse(a)), r] } else { [r, mul(sub(0, add(c, mul(a, r))), inverse(b))] };
            along(others, p, [sub(0, b), a], None, dice, &mut out);
        }
        (_, []) => {
            out.free = true;
            // Through a point of the curve there is a line that has rational meetings with a conic.
            let fits = |p: &&Place| first.simple(**p);
            let v = [dice.roll(), dice.roll()];
            match known.iter().find(fits) {
                Some(p) if first.degree() == 2 => along(&curves, *p, v, Some(0), dice, &mut out),
                _ => along(&curves, [dice.roll(), dice.roll()], v, None, dice, &mut out),
            }
        }
        (n, [second, ..]) if n * second.degree() <= MAX_MEETINGS => {
            // (Turned at random, so that no two meetings have the same abscissa.)
            let k = dice.roll();
            let column = |x: u64| curves.iter().map(|f| f.on_line([x, 0], [k, 1])).collect::<Vec<_>>();
            let count = n * second.degree() + 1;
            let xs: Vec<u64> = (0..count).map(|_| dice.roll()).collect();
            let ys: Vec<u64> = xs
                .iter()
                .map(|x| {
                    let all = column(*x);
                    resultant(all[0].clone(), all[1].clone())
                })
                .collect();
            let all = interpolated(&xs, &ys);
            if all.is_empty() {
                out.free = true;
                // A common component: its points on some line.
                along(&curves, [dice.roll(), dice.roll()], [dice.roll(), dice.roll()], None, dice, &mut out);
                return Some(out);
            }
            let found = roots(all.clone(), dice);
            out.hidden |= found.len() + 1 < all.len();
            for x in found {
                along(&curves, [x, 0], [k, 1], None, dice, &mut out);
            }
        }
        _ => return None,
    }
    Some(out)
}

/// The points of a line on all curves; `but`: a parameter that is not meant.
fn along(curves: &[Curve], p: Place, v: Place, but: Option<u64>, dice: &mut Dice, out: &mut Meetings) {
    let polynomials = curves.iter().map(|f| f.on_line(p, v)).filter(|f| !f.is_empty());
    let ts = match polynomials.reduce(gcd) {
        None => {
            out.free = true;
            vec![dice.roll()]
        }
        Some(f) => {
            let found = roots(f.clone(), dice);
            out.hidden |= found.len() + 1 < f.len();
            found
        }
    };
    let here = |t: u64| [0, 1].map(|i| add(p[i], mul(t, v[i])));
    out.points.extend(ts.into_iter().filter(|t| Some(*t) != but).map(here));
}

/// The same ideal by curves of low degree: multiples are subtracted, so that two circles give the line through their meetings.
fn reduced(curves: Vec<Curve>) -> Vec<Curve> {
    let mut open: Vec<Curve> = curves.into_iter().filter(|f| !f.is_zero()).collect();
    let mut out: Vec<Curve> = Vec::new();
    while !open.is_empty() {
        // The longest of all is taken out of the others.
        let longest =
            open.iter().enumerate().max_by_key(|(i, f)| (f.0.len(), std::cmp::Reverse(*i))).map_or(0, |t| t.0);
        let f = open.swap_remove(longest);
        let Some(by) = f.0.last().map(|c| inverse(*c)) else { continue };
        for g in open.iter_mut().filter(|g| g.0.len() == f.0.len()) {
            let c = g.0.last().copied().unwrap_or(0);
            *g = std::mem::replace(g, Curve(Vec::new())).plus(&f, sub(0, mul(c, by)));
        }
        open.retain(|g| !g.is_zero());
        out.push(f);
    }
    out.reverse();
    out
}

/// The resultant, up to sign; 0 where one of them is 0.
fn resultant(mut a: Vec<u64>, mut b: Vec<u64>) -> u64 {
    let mut out = 1;
    let mut odd = false;
    while b.len() > 1 {
        let (m, n) = (a.len().saturating_sub(1), b.len() - 1);
        let r = crate::modular::rem(a, &b);
        let lead = b.last().copied().unwrap_or(0);
        let less = m.saturating_sub(r.len().saturating_sub(1));
        out = mul(out, power(lead, less as u64));
        odd ^= m % 2 == 1 && n % 2 == 1;
        a = b;
        b = r;
    }
    let c = b.first().copied().unwrap_or(0);
    let value = mul(out, power(c, a.len().saturating_sub(1) as u64));
    if odd { sub(0, value) } else { value }
}

/// The polynomial with these values (Newton).
pub fn interpolated(xs: &[u64], ys: &[u64]) -> Vec<u64> {
    let mut table = ys.to_vec();
    for k in 1..xs.len() {
        for i in (k..xs.len()).rev() {
            table[i] = mul(sub(table[i], table[i - 1]), inverse(sub(xs[i], xs[i - k])));
        }
    }
    let mut out: Vec<u64> = Vec::new();
    for (x, c) in xs.iter().zip(&table).rev() {
        out = crate::modular::times(&out, &[sub(0, *x), 1]);
        if out.is_empty() {
            out.push(0);
        }
        out[0] = add(out[0], *c);
        trim(&mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::modular::P;

    fn x() -> Curve {
        Curve::coordinate(0)
    }

    fn y() -> Curve {
        Curve::coordinate(1)
    }

    fn circle(a: u64, b: u64, square: u64) -> Curve {
        let dx = x().plus(&Curve::constant(a), P - 1);
        let dy = y().plus(&Curve::constant(b), P - 1);
        let sum = dx.times(&dx).expect("low").plus(&dy.times(&dy).expect("low"), 1);
        sum.plus(&Curve::constant(square), P - 1)
    }

    #[test]
    fn two_circles_meet_where_they_should() {
        // x² + y² = 25 and (x − 6)² + y² = 25 meet in (3, ±4).
        let mut dice = Dice::new(1);
        let mut found = meetings(vec![circle(0, 0, 25), circle(6, 0, 25)], &[], &mut dice).expect("low").points;
        found.sort_unstable();
        assert_eq!(found, [[3, 4], [3, P - 4]]);
    }

    #[test]
    fn a_conic_and_a_pair_of_lines_meet_in_four_points() {
        // xy = 0 and x² + y² = 4.
        let mut dice = Dice::new(1);
        let pair = x().times(&y()).expect("low");
        let mut found = meetings(vec![circle(0, 0, 4), pair.clone()], &[], &mut dice).expect("low");
        found.points.sort_unstable();
        assert_eq!(found.points, [[0, 2], [0, P - 2], [2, 0], [P - 2, 0]]);
        assert!(!found.hidden);
        // 11 is no square.
        let found = meetings(vec![circle(0, 0, 11), pair], &[], &mut dice).expect("low");
        assert!(found.hidden && found.points.is_empty());
    }

    #[test]
    fn a_point_of_a_circle_through_a_known_point() {
        let mut dice = Dice::new(1);
        for _ in 0..10 {
            let found = meetings(vec![circle(0, 0, 25)], &[[3, 4]], &mut dice).expect("low").points;
            assert!(matches!(found[..], [p] if p != [3, 4] && circle(0, 0, 25).at(p) == 0));
        }
        assert!(meetings(vec![Curve::constant(1)], &[], &mut dice).expect("low").points.is_empty());
    }
}
