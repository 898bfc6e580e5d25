//! A table: a homogeneous linear system over columns, kept in solved form, with one
//! fingerprint a column.
//!
//! Columns are quantities (directions, logarithms, lengths, squares of point pairs; points for
//! vectors). Each determined column is written as a combination of free columns; its fingerprint
//! is that combination evaluated at fixed random values of the free columns. So whether an
//! expression vanishes in the closure is a few additions.
//!
//! Rows live in one flat arena and are replaced by appending, so cloning a table for a trial of
//! an auxiliary point is a handful of `memcpy`s.

use crate::field as f;

/// No row / end of list.
const NONE: u32 = u32::MAX;

/// A linear system in solved form.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which table (seeds the random values).
    id: u32,
    /// Columns below this are constants: what values are read off, so a pivot only where nothing else is.
    constants: u32,
    /// Fingerprint of each column.
    fp: Vec<u64>,
    /// Arena range of the row of each determined column; `(NONE, 0)` for a free column.
    row: Vec<(u32, u32)>,
    /// Row entries: (free column, coefficient).
    arena: Vec<(u32, u64)>,
    /// Heads of the lists of determined columns whose row mentions a free column (may be stale).
    head: Vec<u32>,
    /// List nodes: (determined column, next).
    uses: Vec<(u32, u32)>,
    /// Number of equations that were new.
    rank: u32,
    /// Scratch: the expression being reduced.
    acc: Vec<(u32, u64)>,
    /// Scratch: the row being rewritten.
    tmp: Vec<(u32, u64)>,
}

impl Table {
    /// An empty table with `columns` free columns, of which the first `constants` are constants.
    pub fn new(id: u32, columns: usize, constants: usize) -> Self {
        let mut t = Table {
            id,
            constants: constants as u32,
            fp: Vec::new(),
            row: Vec::new(),
            arena: Vec::new(),
            head: Vec::new(),
            uses: Vec::new(),
            rank: 0,
            acc: Vec::new(),
            tmp: Vec::new(),
        };
        t.grow(columns);
        t
    }

    /// Makes sure that there are at least `columns` columns.
    pub fn grow(&mut self, columns: usize) {
        for c in self.fp.len()..columns {
            self.fp.push(f::value_of(c as u32, self.id));
            self.row.push((NONE, 0));
            self.head.push(NONE);
        }
    }

    /// Fingerprint of a column.
    #[inline(always)]
    pub fn fp(&self, column: u32) -> u64 {
        self.fp[column as usize]
    }

    /// Number of independent equations so far; changes exactly when the table does.
    #[inline(always)]
    pub fn rank(&self) -> u32 {
        self.rank
    }

    /// How many of the first `columns` columns are determined by the others.
    pub fn determined(&self, columns: u32) -> u32 {
        self.row[..columns as usize].iter().filter(|r| r.0 != NONE).count() as u32
    }

    /// Fingerprint of an expression.
    #[inline]
    pub fn eval(&self, terms: &[(u32, i32)]) -> u64 {
        let mut s = 0;
        for &(c, k) in terms {
            let v = self.fp[c as usize];
            s = match k {
                1 => f::add(s, v),
                -1 => f::sub(s, v),
                _ => f::add(s, f::mul(f::from_i64(k as i64), v)),
            };
        }
        s
    }

    /// An expression over the free columns, ascending.
    pub fn over_free(&self, terms: &[(u32, i32)]) -> Vec<(u32, u64)> {
        let mut out = Vec::new();
        self.spread(terms, &mut out);
        out
    }

    fn spread(&self, terms: &[(u32, i32)], acc: &mut Vec<(u32, u64)>) {
        for &(c, k) in terms {
            let k = f::from_i64(k as i64);
            match self.row[c as usize] {
                (NONE, _) => acc.push((c, k)),
                (start, len) => {
                    for &(d, m) in &self.arena[start as usize..(start + len) as usize] {
                        acc.push((d, f::mul(k, m)));
                    }
                }
            }
        }
        collect(acc);
    }

    /// Adds the equation `Σ k·column = 0`. Returns false when it was implied already.
    pub fn add(&mut self, terms: &[(u32, i32)]) -> bool {
        if self.eval(terms) == 0 {
            return false;
        }
        let mut acc = std::mem::take(&mut self.acc);
        acc.clear();
        self.spread(terms, &mut acc);
        if acc.is_empty() {
            self.acc = acc;
            return false;
        }
        // Pivot on ±1 where possible (over directions a division is a proof only on a branch),
        // and among these on the youngest column: old columns stay the parameters.
        let unit = |&(c, k): &(u32, u64)| c >= self.constants && (k == 1 || k == f::P - 1);
        let pick = acc.iter().rposition(unit).unwrap_or(acc.len() - 1);
        let (pivot, k) = acc.remove(pick);
        let scale = f::neg(f::inv(k));
        for e in acc.iter_mut() {
            e.1 = f::mul(e.1, scale);
        }
        // The pivot was free: rewrite every row that mentions it.
        let new_fp = acc.iter().fold(0, |s, &(c, k)| f::add(s, f::mul(k, self.fp[c as usize])));
        let delta = f::sub(new_fp, self.fp[pivot as usize]);
        let mut node = self.head[pivot as usize];
        self.head[pivot as usize] = NONE;
        let mut tmp = std::mem::take(&mut self.tmp);
        while node != NONE {
            let (owner, next) = self.uses[node as usize];
            node = next;
            let (start, len) = self.row[owner as usize];
            let (s, e) = (start as usize, (start + len) as usize);
            let Some(at) = self.arena[s..e].iter().position(|x| x.0 == pivot) else { continue };
            let m = self.arena[s + at].1;
            tmp.clear();
            for (i, &x) in self.arena[s..e].iter().enumerate() {
                if i != at {
                    tmp.push(x);
                }
            }
            for &(c, k) in &acc {
                if !self.arena[s..e].iter().any(|x| x.0 == c) {
                    self.uses.push((owner, self.head[c as usize]));
                    self.head[c as usize] = (self.uses.len() - 1) as u32;
                }
                tmp.push((c, f::mul(k, m)));
            }
            collect(&mut tmp);
            self.fp[owner as usize] = f::add(self.fp[owner as usize], f::mul(m, delta));
            self.set_row(owner, &tmp);
        }
        for &(c, _) in &acc {
            self.uses.push((pivot, self.head[c as usize]));
            self.head[c as usize] = (self.uses.len() - 1) as u32;
        }
        self.fp[pivot as usize] = new_fp;
        self.set_row(pivot, &acc);
        self.tmp = tmp;
        self.acc = acc;
        self.rank += 1;
        true
    }

    /// Stores a row, in place when it fits.
    fn set_row(&mut self, column: u32, entries: &[(u32, u64)]) {
        let (start, len) = self.row[column as usize];
        let n = entries.len() as u32;
        if start != NONE && n <= len {
            self.arena[start as usize..start as usize + n as usize].copy_from_slice(entries);
            self.row[column as usize] = (start, n);
        } else {
            let at = self.arena.len() as u32;
            self.arena.extend_from_slice(entries);
            self.row[column as usize] = (at, n);
        }
    }
}

/// Sorts by column, adds up equal columns, drops zeros.
fn collect(v: &mut Vec<(u32, u64)>) {
    if v.len() > 1 {
        v.sort_unstable_by_key(|e| e.0);
    }
    let mut out = 0;
    let mut i = 0;
    while i < v.len() {
        let (c, mut k) = v[i];
        i += 1;
        while i < v.len() && v[i].0 == c {
            k = f::add(k, v[i].1);
            i += 1;
        }
        if k != 0 {
            v[out] = (c, k);
            out += 1;
        }
    }
    v.truncate(out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains_and_redundancy() {
        let mut t = Table::new(0, 6, 0);
        assert!(t.add(&[(0, 1), (1, -1)]));
        assert!(t.add(&[(1, 1), (2, -1), (3, 1), (4, -1)]));
        assert!(t.add(&[(2, 1), (4, 1), (5, -2)]));
        // 0 - 2 + 3 - 4 = 0 follows from the first two
        assert_eq!(t.eval(&[(0, 1), (2, -1), (3, 1), (4, -1)]), 0);
        // and with the third 0 + 3 = 2·5 − 2·... does not: 0 + 3 = 2 + 4 = 2·5
        assert_eq!(t.eval(&[(0, 1), (3, 1), (5, -2)]), 0);
        assert_ne!(t.eval(&[(0, 1), (3, 1)]), 0);
    }

    #[test]
    fn random_systems_agree_with_dense_elimination() {
        let mut seed = 7u64;
        let mut rnd = || {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as u32
        };
        for _ in 0..200 {
            let n = 4 + rnd() % 8;
            let mut t = Table::new(1, n as usize, 0);
            let mut dense: Vec<Vec<u64>> = Vec::new();
            for _ in 0..2 * n {
                let terms: Vec<(u32, i32)> = (0..2 + rnd() % 3).map(|_| (rnd() % n, (rnd() % 5) as i32 - 2)).collect();
                let mut v = vec![0u64; n as usize];
                for &(c, k) in &terms {
                    v[c as usize] = f::add(v[c as usize], f::from_i64(k as i64));
                }
                for r in &dense {
                    let lead = r.iter().position(|&x| x != 0).unwrap();
                    let m = v[lead];
                    for (x, y) in v.iter_mut().zip(r) {
                        *x = f::sub(*x, f::mul(m, *y));
                    }
                }
                let fresh = v.iter().position(|&x| x != 0);
                assert_eq!(t.add(&terms), fresh.is_some());
                assert_eq!(t.eval(&terms), 0);
                if let Some(lead) = fresh {
                    let s = f::inv(v[lead]);
                    v.iter_mut().for_each(|x| *x = f::mul(*x, s));
                    for r in dense.iter_mut() {
                        let m = r[lead];
                        for (x, y) in r.iter_mut().zip(&v) {
                            *x = f::sub(*x, f::mul(m, *y));
                        }
                    }
                    dense.push(v);
                }
            }
            assert_eq!(t.rank() as usize, dense.len());
        }
    }
}
