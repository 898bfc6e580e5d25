//! The geometric quantities: signed areas, Pythagoras differences, parameters of points on lines; polynomials in them.
//!
//! S_ABC is the area of triangle ABC, positive where it is counter-clockwise; P_ABC = AB² + CB² − AC² = 2 BA·BC. What is the same by the
//! symmetries of the notation is one quantity. For the kernel each is a term in coordinates, always of the same shape, so
//! that a report can tell it by its name.

use euclase_coordinates::problem::{ROOT, Variables};
use euclase_grammar::core::{Num, Pt, Q};
use euclase_poly::{Mono, Poly, frac, int};
use num_traits::One;
use std::collections::BTreeMap;

/// A quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Quantity {
    /// √3.
    Root,
    /// S_ABC
    Area([Pt; 3]),
    /// P_ABC
    Pyth([Pt; 3]),
    /// How far a point is along the line that it is chosen on.
    Along(Pt),
}

impl Quantity {
    /// How often a point occurs in it; of a parameter its point is no part.
    pub fn occurs(&self, p: Pt) -> usize {
        match self {
            Quantity::Area(t) | Quantity::Pyth(t) => t.iter().filter(|x| **x == p).count(),
            Quantity::Root | Quantity::Along(_) => 0,
        }
    }
}

/// Quantities by number: the variables of polynomials in them.
#[derive(Clone, Debug, Default)]
pub struct Quantities {
    list: Vec<Quantity>,
    index: BTreeMap<Quantity, u32>,
    /// What the parameter of a point is in coordinates.
    along: BTreeMap<Pt, (Poly, Num)>,
}

impl Quantities {
    fn var(&mut self, q: Quantity) -> Poly {
        let next = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        let i = *self.index.entry(q).or_insert(next);
        if i == next {
            self.list.push(q);
        }
        Poly::var(i)
    }

    /// The quantity that a variable is.
    pub fn get(&self, v: u32) -> Option<Quantity> {
        self.list.get(v as usize).copied()
    }

    /// The variable that a quantity is.
    pub fn number(&self, q: Quantity) -> Option<u32> {
        self.index.get(&q).copied()
    }

    /// 2 AB·AC as a term.
    pub fn twice_dot_term(&self, ab: [Pt; 2], ac: [Pt; 2], vars: &Variables) -> Num {
        Num::Mul(vec![Num::Const(int(2)), dot(vars, ab, ac)])
    }

    /// √3
    pub fn root(&mut self) -> Poly {
        self.var(Quantity::Root)
    }

    /// S_ABC
    pub fn area(&mut self, a: Pt, b: Pt, c: Pt) -> Poly {
        if a == b || b == c || a == c {
            return Poly::zero();
        }
        let mut t = [a, b, c];
        t.sort();
        let even = t == [a, b, c] || t == [b, c, a] || t == [c, a, b];
        let p = self.var(Quantity::Area(t));
        if even { p } else { p.neg() }
    }

    /// P_ABC
    pub fn pyth(&mut self, a: Pt, b: Pt, c: Pt) -> Poly {
        if a == b || b == c {
            return Poly::zero();
        }
        let t = match a == c {
            true => [a.min(b), a.max(b), a.min(b)],
            false => [a.min(c), b, a.max(c)],
        };
        self.var(Quantity::Pyth(t))
    }

    /// AB²
    pub fn square(&mut self, a: Pt, b: Pt) -> Poly {
        self.pyth(a, b, a).scale(&frac(1, 2))
    }

    /// The parameter of a point, with what it is in coordinates.
    pub fn along(&mut self, p: Pt, value: (Poly, Num)) -> Poly {
        self.along.insert(p, value);
        self.var(Quantity::Along(p))
    }

    /// 2 AB·CD
    pub fn twice_dot(&mut self, [a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> Poly {
        if a == c {
            self.pyth(b, a, d)
        } else if a == d {
            self.pyth(b, a, c).neg()
        } else if b == c {
            self.pyth(a, b, d).neg()
        } else if b == d {
            self.pyth(a, b, c)
        } else {
            self.pyth(a, b, c).sub(&self.pyth(a, b, d))
        }
    }

    /// AB×CD / 2
    pub fn half_cross(&mut self, [a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> Poly {
        self.area(a, b, d).sub(&self.area(a, b, c))
    }

    /// A quantity as a polynomial in coordinates.
    pub fn coordinates(&self, q: Quantity, vars: &Variables) -> Option<Poly> {
        match q {
            Quantity::Root => Some(Poly::var(ROOT)),
            Quantity::Along(p) => self.along.get(&p).map(|a| a.0.clone()),
            _ => vars.poly(&self.term(q, vars)?),
        }
    }

    /// A quantity as a term.
    fn term(&self, q: Quantity, vars: &Variables) -> Option<Num> {
        Some(match q {
            Quantity::Root => vars.leaf(ROOT),
            Quantity::Along(p) => self.along.get(&p)?.1.clone(),
            Quantity::Area([a, b, c]) => {
                let (u, v) = (vector(vars, a, b), vector(vars, a, c));
                let [[ux, uy], [vx, vy]] = [u, v];
                let cross = Num::Add(vec![Num::Mul(vec![ux, vy]), Num::Neg(Box::new(Num::Mul(vec![uy, vx])))]);
                Num::Mul(vec![Num::Const(frac(1, 2)), cross])
            }
            Quantity::Pyth([a, b, c]) => Num::Mul(vec![Num::Const(int(2)), dot(vars, [b, a], [b, c])]),
        })
    }

    /// A polynomial in quantities as a polynomial in coordinates.
    pub fn expand(&self, p: &Poly, vars: &Variables) -> Option<Poly> {
        let mut by = BTreeMap::new();
        for v in p.vars() {
            by.insert(v, self.coordinates(self.get(v)?, vars)?);
        }
        p.subst_all(&by)
    }

    /// A polynomial in quantities as a term, whose parts are the quantities.
    pub fn num(&self, p: &Poly, vars: &Variables) -> Option<Num> {
        let terms: Vec<Num> = p.terms().map(|t| self.product(t, vars)).collect::<Option<_>>()?;
        Some(match terms.len() {
            0 => Num::Const(int(0)),
            1 => terms.into_iter().next()?,
            _ => Num::Add(terms),
        })
    }

    fn product(&self, (m, c): (&Mono, Q), vars: &Variables) -> Option<Num> {
        let mut factors = Vec::new();
        for (v, e) in m.powers() {
            let t = self.term(self.get(v)?, vars)?;
            factors.push(if e == 1 { t } else { Num::Pow(Box::new(t), int(e.into())) });
        }
        if !c.is_one() || factors.is_empty() {
            factors.insert(0, Num::Const(c));
        }
        Some(if factors.len() == 1 { factors.remove(0) } else { Num::Mul(factors) })
    }
}

/// The vector from A to B.
pub fn vector(vars: &Variables, a: Pt, b: Pt) -> [Num; 2] {
    let at = |p: Pt| {
        [euclase_grammar::core::Axis::X, euclase_grammar::core::Axis::Y].map(|axis| Num::Coordinate {
            axis,
            of: p,
            frame: vars.frame,
        })
    };
    let ([ax, ay], [bx, by]) = (at(a), at(b));
    let minus = |p: Num, q: Num| Num::Add(vec![p, Num::Neg(Box::new(q))]);
    [minus(bx, ax), minus(by, ay)]
}

fn dot(vars: &Variables, [a, b]: [Pt; 2], [c, d]: [Pt; 2]) -> Num {
    let ([ux, uy], [vx, vy]) = (vector(vars, a, b), vector(vars, c, d));
    Num::Add(vec![Num::Mul(vec![ux, vx]), Num::Mul(vec![uy, vy])])
}
