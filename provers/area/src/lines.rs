//! Directions and lines, as the constructions give them, and what quantities become along them.

use crate::quantity::Quantities;
use euclase_coordinates::problem::Variables;
use euclase_grammar::core::{Pt, Q};
use euclase_poly::{Poly, frac, int};
use num_traits::One;

/// α·UV + β·(UV turned by a right angle, counter-clockwise).
#[derive(Clone, Debug)]
pub struct Direction {
    /// U and V.
    pub ends: [Pt; 2],
    /// α
    pub along: Poly,
    /// β
    pub across: Poly,
}

impl Direction {
    /// UV.
    pub fn plain(ends: [Pt; 2]) -> Direction {
        Direction { ends, along: Poly::one(), across: Poly::zero() }
    }

    /// UV turned.
    pub fn turned(ends: [Pt; 2]) -> Direction {
        Direction { ends, along: Poly::zero(), across: Poly::one() }
    }

    /// α·p + β·r
    fn mix(&self, p: &Poly, r: &Poly) -> Option<Poly> {
        Some(self.along.mul(p)?.add(&self.across.mul(r)?))
    }

    /// AB×δ / 2: by how much S_ABX changes as X moves by δ.
    pub fn half_cross(&self, q: &mut Quantities, ab: [Pt; 2]) -> Option<Poly> {
        let turned = q.twice_dot(ab, self.ends).scale(&frac(1, 4));
        self.mix(&q.half_cross(ab, self.ends), &turned)
    }

    /// 2 AB·δ: by how much P_BAX changes.
    pub fn twice_dot(&self, q: &mut Quantities, ab: [Pt; 2]) -> Option<Poly> {
        let turned = q.half_cross(ab, self.ends).scale(&int(-4));
        self.mix(&q.twice_dot(ab, self.ends), &turned)
    }

    /// δ²
    pub fn square(&self, q: &mut Quantities) -> Option<Poly> {
        let [u, v] = self.ends;
        let size = self.along.mul(&self.along)?.add(&self.across.mul(&self.across)?);
        size.mul(&q.square(u, v))
    }

    /// ε×δ / 2 for another direction ε.
    pub fn half_cross_of(&self, q: &mut Quantities, e: &Direction) -> Option<Poly> {
        let (plain, turned) = (self.half_cross(q, e.ends)?, self.twice_dot(q, e.ends)?);
        e.mix(&plain, &turned.scale(&frac(-1, 4)))
    }

    /// In coordinates.
    pub fn vector(&self, q: &Quantities, vars: &Variables) -> Option<[Poly; 2]> {
        let [u, v] = self.ends;
        let [x, y] = difference(vars, u, v)?;
        let (a, b) = (q.expand(&self.along, vars)?, q.expand(&self.across, vars)?);
        Some([a.mul(&x)?.sub(&b.mul(&y)?), a.mul(&y)?.add(&b.mul(&x)?)])
    }
}

/// The vector from A to B in coordinates.
pub fn difference(vars: &Variables, a: Pt, b: Pt) -> Option<[Poly; 2]> {
    let [x, y] = crate::quantity::vector(vars, a, b);
    Some([vars.poly(&x)?, vars.poly(&y)?])
}

/// A point as a combination of others, whose coefficients add up to 1.
pub type Base = Vec<(Q, Pt)>;

/// A combination of points in coordinates.
pub fn place(vars: &Variables, base: &Base) -> Option<[Poly; 2]> {
    let mut sum = [Poly::zero(), Poly::zero()];
    for (c, p) in base {
        let [x, y] = difference(vars, vars.frame[0], *p)?;
        sum = [sum[0].add(&x.scale(c)), sum[1].add(&y.scale(c))];
    }
    Some(sum)
}

/// What says that a point is on a line.
#[derive(Clone, Debug)]
pub enum Said {
    /// A fact.
    Fact(usize),
    /// That it is on two circles with centres through one point of the line.
    Circles(Box<[OnCircle; 2]>),
}

/// Why a point is on a circle.
#[derive(Clone, Debug)]
pub struct OnCircle {
    /// The circle.
    pub circle: Circle,
    /// Facts that say so; for one with a centre O, each with X and Z: that OX = OZ, from the point to that through which the circle is drawn.
    pub facts: Vec<(usize, [Pt; 2])>,
}

/// A line on which a point is.
#[derive(Clone, Debug)]
pub struct Line {
    /// A point of it.
    pub base: Base,
    /// Its direction.
    pub direction: Direction,
    /// What says so.
    pub said: Said,
}

impl Line {
    /// (base→X)×δ / 2, which is 0 where X is on it.
    pub fn side(&self, q: &mut Quantities, x: &Base) -> Option<Poly> {
        let mut sum = Poly::zero();
        for (c, p) in &self.base {
            for (d, r) in x {
                sum = sum.add(&self.direction.half_cross(q, [*p, *r])?.scale(&(c * d)));
            }
        }
        Some(sum)
    }

    /// The only point of the base, if it is one.
    pub fn through(&self) -> Option<Pt> {
        match &self.base[..] {
            [(c, p)] if c.is_one() => Some(*p),
            _ => None,
        }
    }
}

/// A circle on which a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Circle {
    /// With a centre, through a point.
    Centre(Pt, Pt),
    /// Through three points.
    Three([Pt; 3]),
    /// With a diameter.
    Diameter([Pt; 2]),
}

impl Circle {
    /// For a line through U, a point of it, with direction δ: κ and γ such that U + λδ is on it where λ·(κ·λδ² + γ) = 0.
    pub fn second(&self, q: &mut Quantities, u: Pt, d: &Direction) -> Option<(Poly, Poly)> {
        match *self {
            Circle::Centre(o, a) if a == u => Some((Poly::one(), d.twice_dot(q, [o, u])?)),
            Circle::Diameter([a, b]) | Circle::Diameter([b, a]) if a == u => {
                Some((Poly::one(), d.twice_dot(q, [b, u])?.scale(&frac(1, 2))))
            }
            Circle::Three(t) => {
                let others: Vec<Pt> = t.into_iter().filter(|p| *p != u).collect();
                let [a, b] = others[..] else { return None };
                let area = q.area(u, a, b);
                let angle = q.pyth(a, u, b).mul(&d.half_cross(q, [a, b])?)?;
                let both = d.twice_dot(q, [u, a])?.add(&d.twice_dot(q, [u, b])?);
                Some((area.scale(&int(-2)), angle.add(&area.mul(&both)?)))
            }
            _ => None,
        }
    }
}
