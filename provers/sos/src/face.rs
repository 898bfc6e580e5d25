//! Facial reduction and the loop around the semidefinite solver.
//!
//! If every solution is singular, no rounding can succeed: an eigenvalue that has to be zero becomes a little negative.
//! So the Gram matrices are confined to the subspaces that they can fill, exactly: by equations that say that diagonal
//! entries add up to zero, and by the null spaces of the numerical solution of greatest margin, whose reduced echelon
//! forms have short rational entries when the polynomial's zeros are rational or come with their conjugates.
//! (Borwein and Wolkowicz 1981 for the idea; Monniaux and Corbineau 2011 for null spaces that are guessed.)

use crate::dense::Mat;
use crate::linear::{Row, eliminate};
use crate::null::vanish_at;
use crate::num::Num;
use crate::numeric::{Inner, Numeric, refine};
use crate::program::{Program, System, locate, pair};
use crate::round::{Layout, Squares, round_blocks};
use crate::sdp::MarginEnd;
use crate::zeros::Root;

/// An exact solution of a program.
#[derive(Clone, Debug)]
pub struct Exact {
    /// Each block as weighted squares of combinations of its face.
    pub squares: Vec<Squares>,
    /// The inner Gram matrices, by pairs.
    pub values: Vec<Num>,
    /// Where the unknowns of each block start in `values`.
    pub starts: Vec<usize>,
    /// Rounds of facial reduction.
    pub rounds: usize,
    /// The numerical solution that was rounded: a Gram matrix over each face.
    pub numeric: Vec<Mat>,
}

/// Most rounds of facial reduction.
const ROUNDS: usize = 8;

/// Rounds given Gram matrices to an exact solution of a program.
pub fn round_given(
    program: &Program,
    system: &System,
    numeric: Vec<Mat>,
    budget: usize,
    accept: &dyn Fn(&[Squares]) -> bool,
    stop: &dyn Fn() -> bool,
) -> Option<Exact> {
    let (rows, starts, width) = program.inner_rows(system, stop)?;
    let echelon = eliminate(rows, width, budget, stop)?;
    if echelon.contradictory {
        return None;
    }
    let layout = Layout { starts: &starts, width, echelon: &echelon };
    let (values, squares) = round_blocks(&numeric, &layout, accept, stop)?;
    Some(Exact { squares, values, starts, rounds: 0, numeric })
}

/// Solves a program exactly, or finds that it cannot. `accept` may refuse a solution for what it lacks. The faces of the program's blocks shrink on the way.
pub fn solve_exactly(
    program: &mut Program,
    system: &System,
    budget: usize,
    accept: &dyn Fn(&[Squares]) -> bool,
    zeros: &dyn Fn() -> Vec<Root>,
    stop: &dyn Fn() -> bool,
) -> Option<Exact> {
    let mut looked = false;
    for round in 0..ROUNDS {
        let inner = loop {
            let (rows, starts, width) = program.inner_rows(system, stop)?;
            match vanishing(program, &rows, &starts)? {
                false => break Inner { rows, starts, width },
                true => continue,
            }
        };
        let echelon = eliminate(inner.rows.clone(), inner.width, budget, stop)?;
        if echelon.contradictory {
            return None;
        }
        let numeric = Numeric::new(program, system, &inner, &echelon.kept)?;
        let found = numeric.solve(stop);
        match found.end {
            MarginEnd::Asked | MarginEnd::Outside => return None,
            MarginEnd::Inside => {
                let mut blocks = numeric.gram_matrices(&found)?;
                refine(&mut blocks, &inner, &echelon.kept);
                let layout = Layout { starts: &inner.starts, width: inner.width, echelon: &echelon };
                if let Some((values, squares)) = round_blocks(&blocks, &layout, accept, stop) {
                    return Some(Exact { squares, values, starts: inner.starts, rounds: round, numeric: blocks });
                }
            }
            MarginEnd::Boundary => {}
        }
        // The zeros of the goal, which are known to more digits, come before the null spaces.
        if !std::mem::replace(&mut looked, true) && vanish_at(program, &zeros()) {
            continue;
        }
        if !numeric.reduce(program, &found) {
            return None;
        }
    }
    None
}

/// Removes the vectors whose diagonal entries have to be zero. `None` for a contradiction; whether anything went.
fn vanishing(program: &mut Program, rows: &[Row], starts: &[usize]) -> Option<bool> {
    let mut drop: Vec<Vec<usize>> = vec![Vec::new(); program.grams.len()];
    for row in rows {
        let sign = row.entries.first().map_or(0, |(_, v)| v.sign());
        let alike = row.entries.iter().all(|(c, v)| {
            let (_, i, j) = locate(starts, *c as usize);
            i == j && v.sign() == sign
        });
        if !alike {
            continue;
        }
        if row.right.sign() * sign < 0 || (sign == 0 && !row.right.is_zero()) {
            return None;
        }
        if row.right.is_zero() {
            for (c, _) in &row.entries {
                let (block, i, _) = locate(starts, *c as usize);
                drop[block].push(i);
            }
        }
    }
    let mut any = false;
    for (gram, drop) in program.grams.iter_mut().zip(&drop) {
        let mut k = 0;
        gram.face.retain(|_| {
            k += 1;
            !drop.contains(&(k - 1))
        });
        any |= !drop.is_empty();
    }
    Some(any)
}

/// The Gram matrices over monomials, for what depends on them.
pub fn outer_values(program: &Program, system: &System, exact: &Exact) -> Vec<Num> {
    let mut values = vec![Num::ZERO; system.width];
    for (k, gram) in program.grams.iter().enumerate() {
        let n = gram.face.len();
        for j in 0..n {
            for i in 0..n {
                let g = &exact.values[exact.starts[k] + pair(i, j)];
                if g.is_zero() {
                    continue;
                }
                for (r, x) in &gram.face[i] {
                    for (s, y) in gram.face[j].iter().filter(|(s, _)| s >= r) {
                        let place = &mut values[system.starts[k] + pair(*r as usize, *s as usize)];
                        *place = place.plus(&g.times(x).times(y));
                    }
                }
            }
        }
    }
    values
}
