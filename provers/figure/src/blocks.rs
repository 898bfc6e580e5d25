//! Enclosures: a true figure near given coordinates, block by block, by Krawczyk's test.
//!
//! A block is a square system F(x, p) = 0 for some coordinates x; the other coordinates p in it are rational, or belong to earlier
//! blocks and lie in boxes P. With m near the solution, Y ≈ (∂F/∂x)⁻¹ and a box X = m ± r, let
//! K = m − Y·F(m, P) + (I − Y·∂F/∂x(X, P))·(X − m). If K lies inside X, then for every p in P there is exactly one solution x in X, and
//! it lies in K (R. Krawczyk 1969; R. E. Moore, *A test for existence of solutions to nonlinear systems*, 1977). So, block
//! after block, there are coordinates in the boxes that satisfy all equations at once. Y may be any matrix: a bad one fails the
//! test. It is computed here, in integers.

use crate::Declined;
use crate::field::{Dual, Field, V};
use crate::formula::equations;
use crate::iv::{BITS, Iv};
use crate::problem::Problem;
use crate::truth::Picture;
use euclase_grammar::core::{Fact, Pt, Q};
use euclase_kernel::cert::{Block, Equation, Figure, Source};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// Binary places of the approximate inverse.
const PLACES: u32 = 128;
/// Radii tried, as multiples of the distance to the solution.
const RADII: [i64; 2] = [2, 32];

/// The equations that the blocks solve.
pub(crate) struct Solved(BTreeSet<(Source, usize)>);

impl Solved {
    pub fn new(figure: &Figure) -> Solved {
        Solved(figure.blocks.iter().flat_map(|b| &b.equations).map(|e| (e.fact, e.component)).collect())
    }

    /// All equations of the fact are among them.
    pub fn contains(&self, source: Source, fact: &Fact, picture: &Picture) -> bool {
        let n = equations(fact, &picture.at(), &|t| picture.orient(t)).len();
        n > 0 && (0..n).all(|component| self.0.contains(&(source, component)))
    }
}

/// Boxes that hold solutions of all blocks; rational points beside them.
pub(crate) fn solve(problem: &Problem, figure: &Figure) -> Result<Picture, Declined> {
    let mut picture = Picture::exact(&figure.points);
    let mut open: BTreeSet<(Pt, usize)> = figure.blocks.iter().flat_map(|b| b.unknowns.iter().copied()).collect();
    for (p, _) in &open {
        picture.exact[p.ix()] = None;
    }
    for (k, block) in figure.blocks.iter().enumerate() {
        let fault = |what: String| Declined::Block(k, what);
        for u in &block.unknowns {
            open.remove(u);
        }
        let mut facts = Vec::new();
        for e in &block.equations {
            let fact =
                problem.fact(e.fact).ok_or_else(|| fault("an equation is of no hypothesis or definition".into()))?;
            if fact.points().iter().any(|p| open.contains(&(*p, 0)) || open.contains(&(*p, 1))) {
                return Err(fault("it uses a coordinate that a later block solves for".into()));
            }
            facts.push((fact, *e));
        }
        enclose(block, &facts, &mut picture).map_err(fault)?;
    }
    Ok(picture)
}

/// Krawczyk's test for one block; its boxes on success.
fn enclose(block: &Block, facts: &[(&Fact, Equation)], picture: &mut Picture) -> Result<(), String> {
    let n = block.unknowns.len();
    let middles: Vec<Iv> = block.unknowns.iter().map(|(p, axis)| picture.boxes[p.ix()][*axis].middle()).collect();
    set(picture, block, &middles);
    let (values, slopes) = system(block, facts, picture)?;
    let inverse = inverse(&slopes).ok_or("it is singular in the figure")?;
    let times = |j: usize, column: &dyn Fn(usize) -> Iv| {
        (0..n).fold(<Iv as Field>::zero(), |s, r| s.add(&inverse[j][r].mul(&column(r))))
    };
    let steps: Vec<Iv> = (0..n).map(|j| times(j, &|r| values[r].clone())).collect();
    for radius in RADII {
        let factor = Iv::from_q(&Q::from_integer(radius.into()));
        // one radius for all: the step of a coordinate may be zero by chance
        let radius = steps.iter().fold(Iv::speck(), |r, s| r.add(&s.abs().mul(&factor)));
        let outer: Vec<Iv> = middles.iter().map(|m| m.widen(&radius)).collect();
        set(picture, block, &outer);
        let (_, slopes) = system(block, facts, picture)?;
        let inner: Vec<Iv> = (0..n)
            .map(|j| {
                let spread = (0..n).fold(<Iv as Field>::zero(), |s, i| {
                    let unit = Iv::from_q(&Q::from_integer(i64::from(i == j).into()));
                    let off = unit.sub(&times(j, &|r| slopes[r][i].clone()));
                    s.add(&off.mul(&radius.symmetric()))
                });
                middles[j].sub(&steps[j]).add(&spread)
            })
            .collect();
        if inner.iter().zip(&outer).all(|(k, x)| k.inside(x)) {
            set(picture, block, &inner);
            return Ok(());
        }
    }
    Err("Krawczyk's test fails: there may be no solution near the coordinates, or they are too rough".into())
}

fn set(picture: &mut Picture, block: &Block, boxes: &[Iv]) {
    for ((p, axis), b) in block.unknowns.iter().zip(boxes) {
        picture.boxes[p.ix()][*axis] = b.clone();
    }
}

/// Values of the equations, and their derivatives in the unknowns.
fn system(block: &Block, facts: &[(&Fact, Equation)], picture: &Picture) -> Result<(Vec<Iv>, Vec<Vec<Iv>>), String> {
    let points: BTreeSet<Pt> = block.unknowns.iter().map(|u| u.0).collect();
    let (mut values, mut slopes) = (Vec::new(), Vec::new());
    for (fact, equation) in facts {
        let mut row = vec![<Iv as Field>::zero(); block.unknowns.len()];
        let mut value = None;
        for x in fact.points().into_iter().filter(|p| points.contains(p)) {
            let e = derivative(fact, x, picture).into_iter().nth(equation.component);
            let e = e.ok_or("an equation is degenerate in the figure, or is not there")?;
            for (cell, u) in row.iter_mut().zip(&block.unknowns).filter(|(_, u)| u.0 == x) {
                *cell = e.d[usize::from(u.1 == 1)].clone();
            }
            value = Some(e.v);
        }
        values.push(value.ok_or("an equation has none of its unknowns")?);
        slopes.push(row);
    }
    Ok((values, slopes))
}

/// The equations of a fact with their derivatives in the coordinates of one point.
pub(crate) fn derivative(fact: &Fact, x: Pt, picture: &Picture) -> Vec<Dual> {
    let q = |n: i64| Iv::from_q(&Q::from_integer(n.into()));
    let at = |p: Pt| {
        let V(px, py) = picture.at()(p);
        let me = i64::from(p == x);
        V(Dual { v: px, d: [q(me), q(0)] }, Dual { v: py, d: [q(0), q(me)] })
    };
    equations(fact, &at, &|t| picture.orient(t))
}

/// An approximate inverse, by Gauss and Jordan in fixed-point integers with the greatest pivots of the columns.
fn inverse(matrix: &[Vec<Iv>]) -> Option<Vec<Vec<Iv>>> {
    let n = matrix.len();
    let one: BigInt = BigInt::one() << PLACES;
    let mut a: Vec<Vec<BigInt>> = Vec::with_capacity(n);
    for (i, row) in matrix.iter().enumerate() {
        if row.iter().any(Iv::is_bad) {
            return None;
        }
        let middle = |x: &Iv| (x.scaled().0 + x.scaled().1) >> (BITS - PLACES + 1);
        let unit = (0..n).map(|j| if i == j { one.clone() } else { BigInt::zero() });
        a.push(row.iter().map(middle).chain(unit).collect());
    }
    for c in 0..n {
        let p = (c..n).max_by_key(|r| a[*r][c].abs())?;
        a.swap(c, p);
        let pivot = a[c].clone();
        if pivot[c].is_zero() {
            return None;
        }
        for (r, row) in a.iter_mut().enumerate() {
            if r != c && !row[c].is_zero() {
                let factor = (&row[c] << PLACES).div_floor(&pivot[c]);
                for (x, y) in row.iter_mut().zip(&pivot) {
                    *x -= (&factor * y) >> PLACES;
                }
            }
        }
    }
    let scaled = |c: usize, y: &BigInt| Iv::from_scaled((y << BITS).div_floor(&a[c][c]));
    Some((0..n).map(|c| a[c][n..].iter().map(|y| scaled(c, y)).collect()).collect())
}
