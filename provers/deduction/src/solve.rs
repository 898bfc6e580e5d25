//! Writing a claim as a combination of logged equations.
//!
//! Only equations that were new at their time are logged, so the combination is unique, and it
//! uses exactly what was needed when the claim first held: no claim can lean on later knowledge.
//! The combination is found modulo the prime and its coefficients are reconstructed as
//! fractions; the kernel checks the result over the rationals.

use crate::field as f;
use crate::state::{State, T};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Bound on numerators and denominators of reconstructed multipliers.
const BOUND: i64 = 1 << 28;

/// A row reduced by the earlier ones, with what it took.
#[derive(Debug, Clone)]
struct Row {
    /// Index in the log.
    eq: u32,
    /// Entries after reduction, by column.
    entries: Vec<(u32, u64)>,
    /// (earlier row, multiplier): row = equation − Σ multiplier · earlier row.
    used: Vec<(u32, u64)>,
}

/// The equations of one table, triangularised in the order of time.
#[derive(Debug, Clone, Default)]
pub struct Basis {
    rows: Vec<Row>,
    pivot: FxHashMap<u32, u32>,
}

impl Basis {
    /// Triangularises all logged equations of a table.
    pub fn new(s: &State, table: T) -> Self {
        let mut b = Basis::default();
        for (i, e) in s.eqs.iter().enumerate() {
            if e.table == table {
                b.push(i as u32, s.terms_of(e));
            }
        }
        b
    }

    /// Adds an equation that is independent of the earlier ones.
    pub fn push(&mut self, eq: u32, terms: &[(u32, i32)]) {
        let (left, used) = self.reduce(terms);
        let mut entries: Vec<(u32, u64)> = left.into_iter().filter(|e| e.1 != 0).collect();
        entries.sort_unstable();
        // Logged equations are independent; an empty row would be a 2^-61 accident.
        let unit = |e: &&(u32, u64)| e.1 == 1 || e.1 == f::P - 1;
        let Some(&(pivot, _)) = entries.iter().rev().find(unit).or(entries.last()) else { return };
        self.pivot.insert(pivot, self.rows.len() as u32);
        self.rows.push(Row { eq, entries, used });
    }

    /// Reduces an expression by the rows; returns what is left and the multipliers of rows.
    fn reduce(&self, terms: &[(u32, i32)]) -> (FxHashMap<u32, u64>, Vec<(u32, u64)>) {
        let mut v: FxHashMap<u32, u64> = FxHashMap::default();
        let mut heap = BinaryHeap::new();
        for &(c, k) in terms {
            let e = v.entry(c).or_insert(0);
            *e = f::add(*e, f::from_i64(k as i64));
            if let Some(&r) = self.pivot.get(&c) {
                heap.push(Reverse((r, c)));
            }
        }
        let mut used = Vec::new();
        while let Some(Reverse((r, c))) = heap.pop() {
            let k = v.get(&c).copied().unwrap_or(0);
            if k == 0 {
                continue;
            }
            let row = &self.rows[r as usize];
            let lead = row.entries.iter().find(|e| e.0 == c).map_or(1, |e| e.1);
            let m = f::mul(k, f::inv(lead));
            used.push((r, m));
            for &(d, x) in &row.entries {
                let e = v.entry(d).or_insert(0);
                *e = f::sub(*e, f::mul(m, x));
                if d != c
                    && let Some(&q) = self.pivot.get(&d)
                {
                    heap.push(Reverse((q, d)));
                }
            }
        }
        (v, used)
    }

    /// What is left of an expression after reduction, by column.
    pub fn remainder(&self, terms: &[(u32, i32)]) -> Vec<(u32, u64)> {
        let mut left: Vec<(u32, u64)> = self.reduce(terms).0.into_iter().filter(|e| e.1 != 0).collect();
        left.sort_unstable();
        left
    }

    /// The multipliers (numerator, denominator) of logged equations whose sum is the claim;
    /// None when the claim does not follow, or a multiplier is beyond the bound.
    pub fn express(&self, claim: &[(u32, i32)]) -> Option<Vec<(u32, i64, i64)>> {
        let (left, used) = self.reduce(claim);
        if left.values().any(|&x| x != 0) {
            return None;
        }
        let mut need: FxHashMap<u32, u64> = FxHashMap::default();
        let mut heap = BinaryHeap::new();
        for (r, m) in used {
            *need.entry(r).or_insert(0) = m;
            heap.push(r);
        }
        let mut out = Vec::new();
        let mut last = u32::MAX;
        while let Some(r) = heap.pop() {
            if r == last {
                continue;
            }
            last = r;
            let m = need[&r];
            if m == 0 {
                continue;
            }
            let row = &self.rows[r as usize];
            let (num, den) = f::to_fraction(m, BOUND)?;
            out.push((row.eq, num, den));
            // row = equation − Σ used · earlier
            for &(q, u) in &row.used {
                let e = need.entry(q).or_insert(0);
                *e = f::sub(*e, f::mul(m, u));
                heap.push(q);
            }
        }
        out.reverse();
        Some(out)
    }
}
