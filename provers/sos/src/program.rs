//! A search for sums of squares as a linear system over ℚ with positive semidefinite unknowns.
//!
//! target = Σ_k w_k · (v_kᵀ G_k v_k) + Σ f_j · m_j · e_j, where the weights w_k are products of hypotheses, v_k vectors
//! of monomials, e_j the equations, and the unknowns are the Gram matrices G_k and the numbers f_j. An unknown
//! multiplier of the goal is a block with the weight −goal·(…) and the target 0, and the traces of such blocks add up to
//! one. With a group of symmetries the right-hand side is averaged over it, so that one equation is left for each
//! orbit of monomials, and one block for each orbit of weights.

use crate::linear::{Echelon, Row, eliminate_first};
use crate::num::Num;
use euclase_poly::{Mono, Poly};
use std::collections::BTreeMap;

/// A column of a basis: a polynomial as a combination of the monomials of its block.
pub type Vector = Vec<(u32, Num)>;

/// An unknown sum of squares with its weight.
#[derive(Clone, Debug)]
pub struct Gram {
    /// The polynomial that multiplies the sum of squares.
    pub weight: Poly,
    /// The hypotheses whose product the weight is (but for the goal, in a block of the multiplier).
    pub ineqs: Vec<usize>,
    /// Whether the block belongs to the multiplier of the goal.
    pub multiplier: bool,
    /// The monomials of the squares.
    pub basis: Vec<Mono>,
    /// The subspace that is left, as polynomials.
    pub face: Vec<Vector>,
}

impl Gram {
    /// A block with all of its monomials.
    pub fn new(weight: Poly, ineqs: Vec<usize>, multiplier: bool, basis: Vec<Mono>) -> Gram {
        let face = (0..basis.len() as u32).map(|i| vec![(i, Num::ONE)]).collect();
        Gram { weight, ineqs, multiplier, basis, face }
    }

    /// Number of pairs of monomials.
    fn outer_pairs(&self) -> usize {
        pairs(self.basis.len())
    }
}

/// How many pairs `i ≤ j` there are below `n`.
pub fn pairs(n: usize) -> usize {
    n * (n + 1) / 2
}

/// The number of the pair `i ≤ j`, by columns.
pub fn pair(i: usize, j: usize) -> usize {
    let (i, j) = if i <= j { (i, j) } else { (j, i) };
    j * (j + 1) / 2 + i
}

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Program {
    /// What the sum has to be.
    pub target: Poly,
    /// The sums of squares.
    pub grams: Vec<Gram>,
    /// Multiples of equations: the equation and the monomial.
    pub free: Vec<(usize, Mono)>,
    /// The equations.
    pub eqs: Vec<Poly>,
    /// Permutations of the variables under which all is invariant, the identity among them.
    pub group: Vec<Vec<u32>>,
}

/// The equations of a program, without the multiples of its equations.
#[derive(Clone, Debug)]
pub struct System {
    /// Over the unknowns of the Gram matrices, in the coordinates of monomials. The coefficient of an entry off the
    /// diagonal counts both its places.
    pub rows: Vec<Row>,
    /// The equations that give the multiples of equations.
    pub solved: Echelon,
    /// Where the unknowns of each block start.
    pub starts: Vec<usize>,
    /// Number of unknowns.
    pub width: usize,
}

/// The image of a monomial under a renaming of variables.
pub fn permuted(m: &Mono, g: &[u32]) -> Mono {
    Mono::new(m.powers().map(|(v, e)| (g.get(v as usize).copied().unwrap_or(v), e)))
}

/// Finds the equation of each orbit of monomials.
struct Orbits<'a> {
    group: &'a [Vec<u32>],
    seen: BTreeMap<Mono, usize>,
    count: usize,
}

impl Orbits<'_> {
    fn number(&mut self, m: &Mono) -> usize {
        if let Some(k) = self.seen.get(m) {
            return *k;
        }
        let k = self.count;
        self.count += 1;
        self.seen.insert(m.clone(), k);
        for g in self.group {
            self.seen.insert(permuted(m, g), k);
        }
        k
    }
}

impl Program {
    /// Writes the system down and eliminates the multiples of equations. `None` when it is too large, contradictory at
    /// once, or `stop` says so.
    pub fn system(&self, budget: usize, stop: &dyn Fn() -> bool) -> Option<System> {
        let mut orbits = Orbits { group: &self.group, seen: BTreeMap::new(), count: 0 };
        let mut rows: Vec<BTreeMap<u32, Num>> = Vec::new();
        let mut right: Vec<Num> = Vec::new();
        let mut add = |orbit: usize, column: Option<u32>, value: Num| {
            while rows.len() <= orbit {
                rows.push(BTreeMap::new());
                right.push(Num::ZERO);
            }
            let place = match column {
                Some(c) => rows[orbit].entry(c).or_insert(Num::ZERO),
                None => &mut right[orbit],
            };
            *place = place.plus(&value);
        };
        for (m, c) in self.target.terms() {
            add(orbits.number(m), None, Num::from(&c));
        }
        for (f, (e, m)) in self.free.iter().enumerate() {
            for (t, c) in self.eqs.get(*e)?.terms() {
                add(orbits.number(&m.mul(t)), Some(f as u32), Num::from(&c));
            }
        }
        let mut starts = Vec::new();
        let mut width = self.free.len();
        let mut work = 0;
        for gram in &self.grams {
            starts.push(width);
            let weight: Vec<(Mono, Num)> = gram.weight.terms().map(|(m, c)| (m.clone(), Num::from(&c))).collect();
            for (j, b) in gram.basis.iter().enumerate() {
                if stop() {
                    return None;
                }
                for (i, a) in gram.basis[..=j].iter().enumerate() {
                    let product = a.mul(b);
                    let twice = Num::int(if i == j { 1 } else { 2 });
                    let column = (width + pair(i, j)) as u32;
                    for (m, c) in &weight {
                        add(orbits.number(&product.mul(m)), Some(column), c.times(&twice));
                    }
                    work += weight.len();
                    if work > budget {
                        return None;
                    }
                }
            }
            width += gram.outer_pairs();
        }
        // The multiplier is not zero: its traces add up to one.
        if self.grams.iter().any(|g| g.multiplier) {
            let orbit = orbits.count;
            for (gram, start) in self.grams.iter().zip(&starts).filter(|(g, _)| g.multiplier) {
                for i in 0..gram.basis.len() {
                    add(orbit, Some((start + pair(i, i)) as u32), Num::ONE);
                }
            }
            add(orbit, None, Num::ONE);
        }
        let rows = rows.into_iter().zip(right).map(|(entries, right)| {
            let entries = entries.into_iter().filter(|(_, v)| !v.is_zero()).collect();
            Row { entries, right }
        });
        let mut solved = eliminate_first(rows.collect(), width, self.free.len() as u32, budget, stop)?;
        if solved.contradictory {
            return None;
        }
        let rows = std::mem::take(&mut solved.rest).into_iter().map(|(_, row)| row).collect();
        Some(System { rows, solved, starts, width })
    }

    /// The system in the coordinates of the faces: the same equations, over the entries of the inner Gram matrices.
    pub fn inner_rows(&self, system: &System, stop: &dyn Fn() -> bool) -> Option<(Vec<Row>, Vec<usize>, usize)> {
        let mut starts = Vec::new();
        let mut width = 0;
        // For each monomial of each block, the face vectors that have it.
        let mut across: Vec<Vec<Vec<(u32, Num)>>> = Vec::new();
        for gram in &self.grams {
            starts.push(width);
            width += pairs(gram.face.len());
            let mut rows = vec![Vec::new(); gram.basis.len()];
            for (k, vector) in gram.face.iter().enumerate() {
                for (i, v) in vector {
                    rows[*i as usize].push((k as u32, v.clone()));
                }
            }
            across.push(rows);
        }
        let mut out = Vec::with_capacity(system.rows.len());
        for row in &system.rows {
            if stop() {
                return None;
            }
            let mut entries: BTreeMap<u32, Num> = BTreeMap::new();
            for (column, c) in &row.entries {
                let (block, r, s) = locate(&system.starts, *column as usize);
                for (i, x) in &across[block][r] {
                    for (j, y) in &across[block][s] {
                        let k = (starts[block] + pair(*i as usize, *j as usize)) as u32;
                        let place = entries.entry(k).or_insert(Num::ZERO);
                        *place = place.plus(&c.times(x).times(y));
                    }
                }
            }
            let entries = entries.into_iter().filter(|(_, v)| !v.is_zero()).collect();
            out.push(Row { entries, right: row.right.clone() });
        }
        Some((out, starts, width))
    }
}

/// The block, row and column of an unknown.
pub fn locate(starts: &[usize], column: usize) -> (usize, usize, usize) {
    let block = starts.partition_point(|s| *s <= column).saturating_sub(1);
    let k = column - starts.get(block).copied().unwrap_or(0);
    // The largest j with j(j+1)/2 ≤ k.
    let mut j = ((((8 * k + 1) as f64).sqrt() - 1.0) / 2.0) as usize;
    while pairs(j + 1) <= k {
        j += 1;
    }
    while pairs(j) > k {
        j -= 1;
    }
    (block, k - pairs(j), j)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_found_again() {
        let starts = [3, 3 + pairs(7)];
        for (b, n) in [(0, 7), (1, 50)] {
            for j in 0..n {
                for i in 0..=j {
                    assert_eq!(locate(&starts, starts[b] + pair(i, j)), (b, i, j));
                }
            }
        }
    }
}
