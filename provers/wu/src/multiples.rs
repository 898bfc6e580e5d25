//! Lines through a point of which one is at a multiple of the angle of another.
//!
//! If the angle at V is cut into equal parts, the line that makes one of the parts determines the arms rationally, while an arm determines it by an
//! equation of as high a degree as there are parts: in Morley's theorem the trisectors of two angles determine the triangle, not the
//! triangle the trisectors. A statement seldom says so in one equation; here its equations of directions at each point are
//! combined. What is found serves to choose the order of points, nothing else: the equations themselves follow by division.

use crate::problem::Problem;
use euclase_grammar::core::{Cond, Fact, Pt};
use num_integer::Integer;
use std::collections::BTreeMap;

/// Most lines through one point that are looked at.
const LINES: usize = 8;
/// Greatest coefficient.
const GREATEST: u32 = 6;
/// Numbers stay below this.
const LARGE: i128 = 1 << 20;

/// Σ k·dir(line) is constant for three lines through a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Multiple {
    /// The point, as a bit.
    pub vertex: u128,
    /// Each with the other points on it, as bits.
    pub lines: [(u32, u128); 3],
}

impl Multiple {
    /// Of a point that is known to be on no line yet, or of the vertex, when others are known: the degree of what this says of it.
    pub fn degree(&self, p: u128, known: u128) -> Option<u32> {
        if p == self.vertex {
            return self.drawn(known | p).then(|| self.lines.iter().map(|l| l.0).sum());
        }
        let i = self.lines.iter().position(|l| l.1 & p != 0)?;
        let drawn = |l: &(u32, u128)| l.1 & known != 0;
        let others = self.lines.iter().enumerate().filter(|(k, _)| *k != i).all(|(_, l)| drawn(l));
        (self.vertex & known != 0 && others && !drawn(&self.lines[i])).then_some(self.lines[i].0)
    }

    /// Are all three lines drawn?
    pub fn drawn(&self, known: u128) -> bool {
        self.vertex & known != 0 && self.lines.iter().all(|l| l.1 & known != 0)
    }
}

/// Lines of a statement: its pairs of points, those on one line together.
pub struct Lines {
    class: BTreeMap<(Pt, Pt), usize>,
}

fn pair(a: Pt, b: Pt) -> (Pt, Pt) {
    (a.min(b), a.max(b))
}

impl Lines {
    /// Those that its equations say are one.
    pub fn new(problem: Problem) -> Lines {
        let theorem = problem.theorem;
        let n = u32::try_from(theorem.statement_points).unwrap_or(0);
        let pairs = (0..n).flat_map(|a| (a + 1..n).map(move |b| (Pt(a), Pt(b))));
        let mut lines = Lines { class: pairs.enumerate().map(|(i, p)| (p, i)).collect() };
        let facts = problem.facts().filter_map(|f| if let Fact::Coll(a, b, c) = *f { Some([a, b, c]) } else { None });
        let conds = theorem.conds.iter().filter_map(|c| match c.cond {
            Cond::Between(a, b, c) | Cond::Outside(a, b, c) => Some([a, b, c]),
            _ => None,
        });
        let triples: Vec<[Pt; 3]> = facts.chain(conds).filter(|[a, b, c]| a != b && b != c && a != c).collect();
        for [a, b, c] in triples {
            lines.unite(pair(a, b), pair(b, c));
            lines.unite(pair(a, b), pair(a, c));
        }
        lines
    }

    fn unite(&mut self, p: (Pt, Pt), q: (Pt, Pt)) {
        if let (Some(i), Some(j)) = (self.of(p), self.of(q)) {
            let (i, j) = (i.min(j), i.max(j));
            self.class.values_mut().filter(|k| **k == j).for_each(|k| *k = i);
        }
    }

    fn of(&self, p: (Pt, Pt)) -> Option<usize> {
        self.class.get(&p).copied()
    }

    /// The points of each line of three points or more.
    pub fn long(&self) -> Vec<u128> {
        let mut all: BTreeMap<usize, u128> = BTreeMap::new();
        for ((a, b), l) in &self.class {
            *all.entry(*l).or_default() |= super::order::bit(*a) | super::order::bit(*b);
        }
        all.into_values().filter(|l| l.count_ones() > 2).collect()
    }

    /// The points of a line but one.
    fn others(&self, line: usize, v: Pt) -> u128 {
        let own = self.class.iter().filter(|(_, l)| **l == line).flat_map(|((a, b), _)| [*a, *b]);
        own.filter(|p| *p != v).fold(0, |s, p| s | super::order::bit(p))
    }
}

/// Points that all lines of an equation of directions go through.
pub fn vertices(f: &Fact) -> impl Iterator<Item = Pt> {
    let terms: &[(i64, Pt, Pt)] = if let Fact::Dir { terms, .. } = f { terms } else { &[] };
    let ends = terms.first().map(|(_, a, b)| [*a, *b]).into_iter().flatten();
    ends.filter(|v| terms.iter().all(|(_, c, d)| (c == v || d == v) && c != d))
}

/// What the equations of directions at each point say of three lines together, though none says it alone.
pub fn multiples(problem: Problem, lines: &Lines) -> Vec<Multiple> {
    // The equations as rows, and where all lines meet.
    let mut at: BTreeMap<Pt, Vec<BTreeMap<usize, i64>>> = BTreeMap::new();
    for f in problem.facts() {
        let Fact::Dir { terms, .. } = f else { continue };
        for v in vertices(f) {
            let mut row: BTreeMap<usize, i64> = BTreeMap::new();
            for (k, c, d) in terms {
                if let Some(l) = lines.of(pair(*c, *d)) {
                    let slot = row.entry(l).or_default();
                    *slot = slot.saturating_add(*k);
                }
            }
            row.retain(|_, k| *k != 0);
            if !row.is_empty() && row.values().all(|k| i128::from(*k).abs() < LARGE) {
                at.entry(v).or_default().push(row);
            }
        }
    }
    let mut out = Vec::new();
    for (v, rows) in at {
        let mut all: Vec<usize> = rows.iter().flat_map(|r| r.keys().copied()).collect();
        all.sort_unstable();
        all.dedup();
        if rows.len() < 2 || all.len() > LINES {
            continue;
        }
        for c in 0..all.len() {
            for b in 0..c {
                for a in 0..b {
                    let chosen = [all[a], all[b], all[c]];
                    let Some(k) = relation(&rows, &all, chosen) else { continue };
                    let stated = |r: &BTreeMap<usize, i64>| r.len() == 3 && chosen.iter().all(|l| r.contains_key(l));
                    if !rows.iter().any(stated) {
                        let line = |i: usize| (k[i], lines.others(chosen[i], v));
                        out.push(Multiple { vertex: super::order::bit(v), lines: [line(0), line(1), line(2)] });
                    }
                }
            }
        }
    }
    out
}

/// The coefficients, up to sign, of the one combination of rows that is about three lines alone. A common factor of them is kept: from three
/// times an angle the angle does not follow.
fn relation(rows: &[BTreeMap<usize, i64>], all: &[usize], chosen: [usize; 3]) -> Option<[u32; 3]> {
    let columns: Vec<usize> = all.iter().copied().filter(|l| !chosen.contains(l)).chain(chosen).collect();
    let entry = |r: &BTreeMap<usize, i64>, l: &usize| i128::from(r.get(l).copied().unwrap_or(0));
    let mut matrix: Vec<Vec<i128>> = rows.iter().map(|r| columns.iter().map(|l| entry(r, l)).collect()).collect();
    let mut rank = 0;
    for column in 0..columns.len().checked_sub(3)? {
        let here = (rank..matrix.len()).filter(|i| matrix[*i][column] != 0);
        let Some(pivot) = here.min_by_key(|i| matrix[*i][column].abs()) else { continue };
        matrix.swap(rank, pivot);
        let row = matrix[rank].clone();
        for other in matrix.iter_mut().skip(rank + 1) {
            let common = row[column].gcd(&other[column]);
            let (p, q) = (row[column] / common, other[column] / common);
            other.iter_mut().zip(&row).for_each(|(x, y)| *x = p * *x - q * y);
            if other.iter().any(|x| x.abs() > LARGE) {
                return None;
            }
        }
        rank += 1;
    }
    let own = |r: &Vec<i128>| [3, 2, 1].map(|i| r.get(r.len().wrapping_sub(i)).copied().unwrap_or(0));
    let mut left = matrix.iter().skip(rank).map(own).filter(|r| r.iter().any(|x| *x != 0));
    let first = left.next()?;
    let parallel = |r: [i128; 3]| (0..3).all(|i| (0..3).all(|j| first[i] * r[j] == first[j] * r[i]));
    if first.contains(&0) || !left.all(parallel) {
        return None;
    }
    let mut out = [0; 3];
    for (slot, x) in out.iter_mut().zip(first) {
        *slot = u32::try_from(x.abs()).ok().filter(|k| *k <= GREATEST)?;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_three_times_an_angle_is_one_of_three() {
        let text = "theorem t { triangle ABC  point P, D  assume 3*dangle(C, B, P) = dangle(C, B, A), 3*dangle(A, B, D) = dangle(A, B, C)
            show AP perp BC }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let problem = Problem { theorem: &thm, known: &[] };
        let found = multiples(problem, &Lines::new(problem));
        let mut coefficients: Vec<Vec<u32>> = found.iter().map(|m| m.lines.iter().map(|l| l.0).collect()).collect();
        coefficients.iter_mut().for_each(|k| k.sort_unstable());
        coefficients.sort_unstable();
        assert_eq!(coefficients, [[3, 3, 6], [3, 3, 6]]);
    }

    #[test]
    fn trisectors() {
        let text = "theorem t { triangle ABC  point D, E = trisectors(B, A, C)  point P on AD  show AP perp BC }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let problem = Problem { theorem: &thm, known: &[] };
        let found = multiples(problem, &Lines::new(problem));
        let bit = |n: &str| super::super::order::bit(thm.find(n).expect("a point"));
        // AB, AD, AC and AB, AE, AC.
        assert_eq!(found.len(), 2, "{found:?}");
        let known = bit("A") | bit("B") | bit("P");
        let degrees: Vec<u32> = found.iter().filter_map(|m| m.degree(bit("C"), known)).collect();
        assert_eq!(degrees, [1]);
        let known = bit("A") | bit("B") | bit("C");
        let degrees: Vec<u32> = found.iter().filter_map(|m| m.degree(bit("P"), known)).collect();
        assert_eq!(degrees, [3]);
        assert!(found.iter().all(|m| !m.drawn(known)) && found.iter().any(|m| m.drawn(known | bit("D"))));
    }
}
