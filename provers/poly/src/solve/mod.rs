//! Real solutions of systems with finitely many complex ones, as numbers made by roots.
//!
//! A lexicographic basis is triangular: its last variable is a root of a polynomial in one variable, and with the values of
//! the later variables put in, each earlier one is a root of the greatest common divisor of what is left (Cox, Little &
//! O'Shea, "Ideals, Varieties, and Algorithms", chapter 3). Because every element of the basis comes with its cofactors,
//! that no solution is missing can be checked; that each solution is one has been checked exactly.

mod expr;
mod univariate;

pub use expr::Expr;

use crate::groebner::{Element, Order, basis};
use crate::tower::Tower;
use crate::{Mono, Poly, Work};
use std::collections::{BTreeMap, BTreeSet};
pub use univariate::Side;
use univariate::{Over, common_divisor, roots};

/// A solution: the value of each variable, a polynomial in the roots of a tower.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The field of the values.
    pub tower: Tower,
    /// By variable of the system; in the polynomials, variable `i` is the root `i` of the tower.
    pub values: BTreeMap<u32, Poly>,
}

/// All real solutions of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solutions {
    /// The variables, the one that was eliminated first in front.
    pub order: Vec<u32>,
    /// The basis for that order, by increasing leading monomial: its elements in the last variables determine these.
    pub basis: Vec<Element>,
    /// The solutions, each once.
    pub all: Vec<Solution>,
}

/// What came of a system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Solved {
    /// These and no others (on the sides that were asked for).
    Real(Solutions),
    /// There are infinitely many complex solutions.
    Infinite,
    /// There are finitely many, but for some no expression by square roots, and roots of rational numbers, was found; the basis all the same.
    NotExpressible(Vec<Element>),
}

impl Solution {
    /// Whether it is a solution, exactly.
    pub fn solves(&self, eqs: &[Poly]) -> bool {
        eqs.iter().all(|e| self.put(e, None).is_some_and(|c| c.iter().all(Poly::is_zero)))
    }

    /// A value as an expression.
    pub fn expr(&self, v: u32) -> Option<Expr> {
        self.values.get(&v).map(|p| Expr::of(p, &self.tower))
    }

    /// A value in floating point.
    pub fn approximate(&self, v: u32) -> Option<f64> {
        self.values.get(&v).map(|p| self.tower.approximate(p))
    }

    /// The sign of a polynomial at the solution: −1, 0, 1. `None` where a variable has no value, or the work was too much.
    pub fn sign(&self, p: &Poly, work: &mut Work) -> Option<i32> {
        match self.put(p, None)?.as_slice() {
            [] => Some(0),
            [value, ..] => self.tower.sign(value, work),
        }
    }

    /// A polynomial with the values put in, by powers of the one variable that has none.
    fn put(&self, p: &Poly, open: Option<u32>) -> Option<Over> {
        let degree = open.map_or(0, |v| p.degree_in(v));
        let mut out: Vec<Vec<Poly>> = vec![vec![]; degree as usize + 1];
        for (m, c) in p.terms() {
            let mut part = Poly::constant(c);
            let mut power = 0;
            for (v, e) in m.powers() {
                if Some(v) == open {
                    power = e;
                    continue;
                }
                let value = self.values.get(&v)?;
                for _ in 0..e {
                    part = self.tower.mul(&part, value)?;
                }
            }
            out.get_mut(power as usize)?.push(part);
        }
        let mut out: Over = out.iter().map(|parts| Poly::sum(parts)).collect();
        univariate::trim(&mut out);
        Some(out)
    }
}

/// The leading monomial for the lexicographic order.
fn leading(p: &Poly, order: &[u32]) -> Mono {
    let exponents = |m: &Mono| order.iter().map(|v| m.exp(*v)).collect::<Vec<u32>>();
    p.monomials().iter().max_by_key(|m| exponents(m)).cloned().unwrap_or_default()
}

/// All real solutions, if there are finitely many complex ones and the real ones can be written with roots. Several
/// orders of the variables are tried. `None` where the work was too much.
pub fn solve(eqs: &[Poly], work: &mut Work) -> Option<Solved> {
    solve_where(eqs, &BTreeMap::new(), work)
}

/// The same for solutions in which some variables are not negative, or positive: what other roots are need not be known.
pub fn solve_where(eqs: &[Poly], sides: &BTreeMap<u32, Side>, work: &mut Work) -> Option<Solved> {
    let vars: BTreeSet<u32> = eqs.iter().flat_map(Poly::vars).collect();
    let mut order: Vec<u32> = vars.into_iter().collect();
    let mut last = None;
    for _ in 0..order.len().clamp(1, 4) {
        let part = work.left() / 2;
        match work.with_part(part, |w| solve_in_order(eqs, sides, &order, w)) {
            Some(Solved::NotExpressible(basis)) => last = Some(Solved::NotExpressible(basis)),
            Some(done) => return Some(done),
            None => {}
        }
        if !order.is_empty() {
            order.rotate_left(1);
        }
    }
    last
}

/// The same with this order of the variables (the last one is determined first).
pub fn solve_in_order(eqs: &[Poly], sides: &BTreeMap<u32, Side>, order: &[u32], work: &mut Work) -> Option<Solved> {
    let found = basis(eqs, &Order::Lex(order.to_vec()), work)?;
    let mut out = Solutions { order: order.to_vec(), basis: found, all: vec![] };
    if out.basis.iter().any(|e| e.poly.constant_value().is_some()) {
        return Some(Solved::Real(out));
    }
    let leads: Vec<Mono> = out.basis.iter().map(|e| leading(&e.poly, order)).collect();
    let pure = |v: u32| leads.iter().any(|m| m.powers().all(|p| p.0 == v));
    if !order.iter().all(|&v| pure(v)) {
        return Some(Solved::Infinite);
    }
    let mut todo = vec![(Solution { tower: Tower::new(), values: BTreeMap::new() }, order.len())];
    while let Some((partial, left)) = todo.pop() {
        let Some(&v) = left.checked_sub(1).and_then(|i| order.get(i)) else {
            if partial.solves(eqs) {
                out.all.push(partial);
            }
            continue;
        };
        let known = |w: u32| w == v || partial.values.contains_key(&w);
        let mut divisor: Over = vec![];
        for e in out.basis.iter().filter(|e| e.poly.vars().into_iter().all(known)) {
            work.spend(e.poly.len() as u64 * 32)?;
            divisor = common_divisor(&divisor, &partial.put(&e.poly, Some(v))?, &partial.tower, work)?;
        }
        let side = sides.get(&v).copied().unwrap_or(Side::Any);
        let Some(values) = roots(&divisor, &partial.tower, side, work)? else {
            return Some(Solved::NotExpressible(out.basis));
        };
        for (tower, value) in values.into_iter().rev() {
            if side != Side::Any && !side.wants(tower.sign(&value, work)?) {
                continue;
            }
            let mut more = Solution { tower, values: partial.values.clone() };
            more.values.insert(v, value);
            todo.push((more, left - 1));
        }
    }
    Some(Solved::Real(out))
}
