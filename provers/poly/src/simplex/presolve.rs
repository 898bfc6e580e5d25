//! What the signs of single rows decide.

use super::{Program, Vector};
use crate::Q;
use num_traits::{Signed, Zero};

/// What is left of a program.
pub(super) struct Reduced {
    /// Indices of the columns that are left.
    pub(super) nonneg: Vec<usize>,
    pub(super) free: Vec<usize>,
    /// The rows that are left.
    pub(super) rows: Vec<u32>,
    places: Vec<Option<usize>>,
    /// Rows that made columns vanish, in order.
    pub(super) removed: Vec<Stage>,
}

/// A row with target 0 and entries of one sign only.
pub(super) struct Stage {
    row: u32,
    /// 1 or −1.
    sign: i32,
    /// The columns that were left in it.
    columns: Vec<usize>,
}

/// A row that cannot hold.
pub(super) struct Contradiction {
    pub(super) row: u32,
    /// The sign of its target: 1 or −1.
    pub(super) wanted: i32,
    pub(super) removed: Vec<Stage>,
}

/// A vector that refutes what is left, made into one that refutes the whole: in reverse order, each row that made columns
/// vanish gets a factor that outweighs the rest of them. (Columns that were left later have no entry in it.)
pub(super) fn extend(p: &Program, removed: &[Stage], y: &Vector) -> Vec<Q> {
    let mut all = vec![Q::zero(); p.rows()];
    for (row, n) in y {
        if let Some(slot) = all.get_mut(*row as usize) {
            *slot = n.clone();
        }
    }
    for stage in removed.iter().rev() {
        let mut most = Q::zero();
        for v in stage.columns.iter().filter_map(|&c| p.nonneg.get(c)) {
            let dot: Q = v.iter().filter_map(|(r, n)| Some(all.get(*r as usize)? * n)).sum();
            let own: Q = v.iter().filter(|e| e.0 == stage.row).map(|e| e.1.abs()).sum();
            if own.is_positive() {
                most = most.max(dot / own);
            }
        }
        if let Some(slot) = all.get_mut(stage.row as usize) {
            *slot = -most * Q::from_integer(stage.sign.into());
        }
    }
    all
}

impl Reduced {
    /// Where a row is now.
    pub(super) fn place(&self, row: u32) -> Option<usize> {
        self.places.get(row as usize).copied().flatten()
    }
}

/// The entries that are not 0.
pub(super) fn sparse(y: &[Q]) -> Vector {
    y.iter().enumerate().filter(|e| !e.1.is_zero()).map(|(i, n)| (i as u32, n.clone())).collect()
}

struct Row {
    target: Q,
    positive: usize,
    negative: usize,
    free: usize,
    columns: Vec<usize>,
    done: bool,
}

/// Takes out columns that must be 0.
pub(super) fn reduce(p: &Program) -> Result<Reduced, Contradiction> {
    let n = p.rows();
    let mut rows: Vec<Row> = (0..n)
        .map(|_| Row { target: Q::zero(), positive: 0, negative: 0, free: 0, columns: vec![], done: false })
        .collect();
    for (row, c) in &p.target {
        if let Some(r) = rows.get_mut(*row as usize) {
            r.target += c;
        }
    }
    for v in &p.free {
        for (row, c) in v {
            if let Some(r) = rows.get_mut(*row as usize) {
                r.free += usize::from(!c.is_zero());
            }
        }
    }
    for (i, v) in p.nonneg.iter().enumerate() {
        for (row, c) in v {
            if let Some(r) = rows.get_mut(*row as usize) {
                r.positive += usize::from(c.is_positive());
                r.negative += usize::from(c.is_negative());
                r.columns.push(i);
            }
        }
    }
    let mut alive = vec![true; p.nonneg.len()];
    let mut removed: Vec<Stage> = Vec::new();
    let mut todo: Vec<usize> = (0..n).rev().collect();
    while let Some(i) = todo.pop() {
        let Some(r) = rows.get(i) else { continue };
        if r.done || r.free > 0 || (r.positive > 0 && r.negative > 0) {
            continue;
        }
        let sign = if r.negative > 0 { -1 } else { 1 };
        let wanted = if r.target.is_positive() { 1 } else { -i32::from(r.target.is_negative()) };
        if wanted != 0 {
            if wanted != sign || r.positive + r.negative == 0 {
                return Err(Contradiction { row: i as u32, wanted, removed });
            }
            continue;
        }
        let columns: Vec<usize> = r.columns.iter().copied().filter(|&c| alive.get(c) == Some(&true)).collect();
        if let Some(r) = rows.get_mut(i) {
            r.done = true;
        }
        for &c in &columns {
            if let Some(slot) = alive.get_mut(c) {
                *slot = false;
            }
            for (row, n) in p.nonneg.get(c).into_iter().flatten() {
                let Some(r) = rows.get_mut(*row as usize) else { continue };
                r.positive -= usize::from(n.is_positive());
                r.negative -= usize::from(n.is_negative());
                todo.push(*row as usize);
            }
        }
        if !columns.is_empty() {
            removed.push(Stage { row: i as u32, sign, columns });
        }
    }
    let kept: Vec<u32> = (0..n as u32).filter(|&i| rows.get(i as usize).is_some_and(|r| !r.done)).collect();
    let mut places = vec![None; n];
    for (place, row) in kept.iter().enumerate() {
        if let Some(slot) = places.get_mut(*row as usize) {
            *slot = Some(place);
        }
    }
    let nonneg = (0..p.nonneg.len()).filter(|&i| alive.get(i) == Some(&true)).collect();
    Ok(Reduced { nonneg, free: (0..p.free.len()).collect(), rows: kept, places, removed })
}
