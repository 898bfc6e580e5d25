//! Sparse linear systems over ℚ, eliminated exactly, with the unknowns that stay free given later.

use crate::num::Num;
use std::collections::BTreeSet;

/// An equation: Σ coefficient·unknown = right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unknowns, rising, and coefficients that are not zero.
    pub entries: Vec<(u32, Num)>,
    /// The right-hand side.
    pub right: Num,
}

impl Row {
    /// The coefficient of an unknown.
    pub fn coefficient(&self, column: u32) -> Option<&Num> {
        self.entries.binary_search_by_key(&column, |e| e.0).ok().and_then(|k| self.entries.get(k)).map(|e| &e.1)
    }

    /// `self + factor·other`.
    fn plus(&self, factor: &Num, other: &Row) -> Row {
        let mut entries = Vec::with_capacity(self.entries.len() + other.entries.len());
        let (mut a, mut b) = (self.entries.iter().peekable(), other.entries.iter().peekable());
        loop {
            let (column, value) = match (a.peek(), b.peek()) {
                (None, None) => break,
                (Some(x), Some(y)) if x.0 == y.0 => {
                    let sum = x.1.plus(&factor.times(&y.1));
                    let column = x.0;
                    a.next();
                    b.next();
                    (column, sum)
                }
                (Some(x), y) if y.is_none_or(|y| x.0 < y.0) => {
                    let pair = (x.0, x.1.clone());
                    a.next();
                    pair
                }
                (_, Some(y)) => {
                    let pair = (y.0, factor.times(&y.1));
                    b.next();
                    pair
                }
                (Some(_), None) => break,
            };
            if !value.is_zero() {
                entries.push((column, value));
            }
        }
        Row { entries, right: self.right.plus(&factor.times(&other.right)) }
    }
}

/// A system in echelon form.
#[derive(Clone, Debug, Default)]
pub struct Echelon {
    /// Unknowns and the equations that give them, in the order of elimination: an equation may have unknowns of later
    /// pivots in it, not of earlier ones.
    pub pivots: Vec<(u32, Row)>,
    /// The original equations that became pivots: the others are combinations of these.
    pub kept: Vec<usize>,
    /// What is left, without pivots: equations without the columns that were to be eliminated.
    pub rest: Vec<(usize, Row)>,
    /// Whether some equation became 0 = 1.
    pub contradictory: bool,
}

impl Echelon {
    /// The values of the pivot unknowns from those of all others, in place.
    pub fn complete(&self, values: &mut [Num]) {
        for (column, row) in self.pivots.iter().rev() {
            let mut sum = row.right.clone();
            let mut lead = Num::ONE;
            for (c, v) in &row.entries {
                if c == column {
                    lead = v.clone();
                } else if let Some(x) = values.get(*c as usize)
                    && !x.is_zero()
                {
                    sum = sum.plus(&v.times(x).negated());
                }
            }
            if let Some(x) = values.get_mut(*column as usize) {
                *x = sum.over(&lead);
            }
        }
    }
}

/// The state of an elimination.
struct State {
    rows: Vec<Option<Row>>,
    /// For each column the equations, not yet pivots, that have it.
    columns: Vec<BTreeSet<u32>>,
    out: Echelon,
    work: usize,
}

impl State {
    fn new(rows: Vec<Row>, width: usize) -> State {
        let mut columns = vec![BTreeSet::new(); width];
        for (i, row) in rows.iter().enumerate() {
            row.entries.iter().for_each(|(c, _)| {
                columns[*c as usize].insert(i as u32);
            });
        }
        State { rows: rows.into_iter().map(Some).collect(), columns, out: Echelon::default(), work: 0 }
    }

    /// Makes row `i` the pivot of `column`.
    fn pivot(&mut self, i: usize, column: u32) {
        let Some(row) = self.rows[i].take() else { return };
        row.entries.iter().for_each(|(c, _)| {
            self.columns[*c as usize].remove(&(i as u32));
        });
        let others = std::mem::take(&mut self.columns[column as usize]);
        if let Some(lead) = row.coefficient(column) {
            for k in others {
                let Some(old) = self.rows[k as usize].take() else { continue };
                let Some(value) = old.coefficient(column) else { continue };
                let new = old.plus(&value.over(lead).negated(), &row);
                self.work += new.entries.len();
                for (c, _) in &old.entries {
                    if *c != column && new.coefficient(*c).is_none() {
                        self.columns[*c as usize].remove(&k);
                    }
                }
                for (c, _) in &new.entries {
                    self.columns[*c as usize].insert(k);
                }
                self.rows[k as usize] = Some(new);
            }
        }
        self.out.kept.push(i);
        self.out.pivots.push((column, row));
    }

    fn finish(mut self) -> Echelon {
        for (i, row) in self.rows.into_iter().enumerate() {
            let Some(row) = row else { continue };
            if !row.entries.is_empty() {
                self.out.rest.push((i, row));
            } else if !row.right.is_zero() {
                self.out.contradictory = true;
            }
        }
        self.out.kept.sort_unstable();
        self.out
    }
}

/// Eliminates the columns below `first` from as many equations as possible. `None` when `stop` says so or the work
/// passes `budget` (in coefficients written).
pub fn eliminate_first(
    rows: Vec<Row>,
    width: usize,
    first: u32,
    budget: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Echelon> {
    let mut s = State::new(rows, width);
    let mut open: BTreeSet<(usize, u32)> =
        (0..first).filter_map(|c| Some((s.columns.get(c as usize)?.len(), c))).collect();
    // Columns in few equations first; the counts are brought up to date when a column's turn comes.
    while let Some((count, column)) = open.pop_first() {
        let now = s.columns[column as usize].len();
        if now > count {
            open.insert((now, column));
            continue;
        }
        let size = |i: &u32| s.rows[*i as usize].as_ref().map_or(0, |r| r.entries.len());
        if let Some(i) = s.columns[column as usize].iter().copied().min_by_key(|i| (size(i), *i)) {
            s.pivot(i as usize, column);
        }
        if s.work > budget || stop() {
            return None;
        }
    }
    Some(s.finish())
}

/// Brings a system into echelon form, with pivots that make little fill. `None` as for [`eliminate_first`].
pub fn eliminate(rows: Vec<Row>, width: usize, budget: usize, stop: &dyn Fn() -> bool) -> Option<Echelon> {
    let mut s = State::new(rows, width);
    // Columns that are in one equation only cost nothing.
    let mut single: Vec<u32> = (0..width as u32).rev().filter(|c| s.columns[*c as usize].len() == 1).collect();
    while let Some(column) = single.pop() {
        let Some(i) = s.columns[column as usize].first().copied() else { continue };
        if s.columns[column as usize].len() != 1 {
            continue;
        }
        let touched: Vec<u32> =
            s.rows[i as usize].as_ref().map_or(Vec::new(), |r| r.entries.iter().map(|e| e.0).collect());
        s.pivot(i as usize, column);
        single.extend(touched.into_iter().filter(|c| s.columns[*c as usize].len() == 1));
    }
    // The shortest equation next, and in it the column that is in fewest others.
    loop {
        let length = |r: &Option<Row>| r.as_ref().map(|r| r.entries.len()).filter(|l| *l > 0);
        let Some((_, i)) = s.rows.iter().enumerate().filter_map(|(i, r)| Some((length(r)?, i))).min() else { break };
        let column = s.rows[i]
            .as_ref()
            .and_then(|r| r.entries.iter().map(|e| e.0).min_by_key(|c| (s.columns[*c as usize].len(), *c)));
        let Some(column) = column else { break };
        s.pivot(i, column);
        if s.work > budget || stop() {
            return None;
        }
    }
    Some(s.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(entries: &[(u32, i64)], right: i64) -> Row {
        Row { entries: entries.iter().map(|(c, v)| (*c, Num::int(*v))).collect(), right: Num::int(right) }
    }

    fn holds(row: &Row, values: &[Num]) -> bool {
        let sum = row.entries.iter().fold(Num::ZERO, |s, (c, v)| s.plus(&v.times(&values[*c as usize])));
        sum == row.right
    }

    #[test]
    fn solutions_solve() {
        let rows = vec![
            row(&[(0, 1), (1, 2), (2, 3)], 4),
            row(&[(1, 5), (2, -1), (3, 2)], 1),
            row(&[(0, 1), (1, 7), (2, 2), (3, 2)], 5),
            row(&[(0, 3), (3, 1)], 0),
        ];
        let e = eliminate(rows.clone(), 5, 1000, &|| false).expect("within budget");
        assert!(!e.contradictory);
        assert_eq!(e.pivots.len(), 3);
        let mut values = vec![Num::int(2), Num::int(7), Num::int(-1), Num::int(5), Num::int(9)];
        e.complete(&mut values);
        assert!(rows.iter().all(|r| holds(r, &values)));
        let mut wrong = rows;
        wrong[2].right = Num::int(6);
        assert!(eliminate(wrong, 5, 1000, &|| false).expect("within budget").contradictory);
    }

    #[test]
    fn first_columns_go() {
        let rows = vec![row(&[(0, 1), (1, 1), (2, 1)], 1), row(&[(0, 1), (3, 1)], 2), row(&[(1, 1), (3, 1)], 2)];
        let e = eliminate_first(rows, 4, 2, 1000, &|| false).expect("within budget");
        assert_eq!(e.rest.len(), 1);
        assert!(e.rest[0].1.entries.iter().all(|(c, _)| *c >= 2));
    }
}
