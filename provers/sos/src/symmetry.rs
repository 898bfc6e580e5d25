//! Symmetries of a problem: permutations of the variables, and changes of sign.
//!
//! An invariant polynomial that has a certificate has an invariant one (the mean over the group), so one equation for
//! an orbit of monomials is enough (Gatermann and Parrilo 2004). Changes of sign split every Gram matrix into blocks:
//! monomials whose product changes sign never meet (Löfberg 2009, "sign symmetries").

use crate::num::Num;
use euclase_poly::{Mono, Poly, Problem};
use num_integer::Integer;

/// A permutation of the variables, with what it does to the hypotheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Permutation {
    /// Where each variable goes.
    pub vars: Vec<u32>,
    /// Where each inequality goes.
    pub ineqs: Vec<usize>,
    /// Where each equation goes, and whether its sign changes.
    pub eqs: Vec<(usize, bool)>,
}

impl Permutation {
    /// Whether nothing moves.
    pub fn is_identity(&self) -> bool {
        (0..).zip(&self.vars).all(|(i, v)| i == *v)
    }

    /// Where a product of hypotheses goes.
    pub fn image(&self, ineqs: &[usize]) -> Vec<usize> {
        let mut image: Vec<usize> = ineqs.iter().map(|i| self.ineqs.get(*i).copied().unwrap_or(*i)).collect();
        image.sort_unstable();
        image
    }
}

/// The polynomial with its variables permuted.
pub fn renamed(p: &Poly, g: &[u32]) -> Poly {
    p.rename(|v| g.get(v as usize).copied().unwrap_or(v))
}

/// The permutations of the variables that leave the hypotheses and `also` as they are. With more than six variables,
/// only cyclic shifts are looked at.
pub fn permutations(problem: &Problem, also: &[&Poly]) -> Vec<Permutation> {
    let n = problem.vars as usize;
    let mut candidates: Vec<Vec<u32>> = Vec::new();
    if n <= 6 {
        arrangements(n, &mut Vec::new(), &mut candidates);
    } else {
        candidates.extend((0..n as u32).map(|s| (0..n as u32).map(|v| (v + s) % n as u32).collect()));
    }
    // A variable can only go where one is that occurs as often, with the same exponents: seen at once.
    let marks: Vec<Vec<Vec<u32>>> = also.iter().map(|p| (0..n as u32).map(|v| exponents(p, v)).collect()).collect();
    let may = |g: &[u32]| marks.iter().all(|m| (0..n).all(|v| m.get(v) == m.get(g[v] as usize)));
    candidates.into_iter().filter(|g| may(g)).filter_map(|g| action(problem, also, g)).collect()
}

/// The exponents with which a variable occurs, in order.
fn exponents(p: &Poly, v: u32) -> Vec<u32> {
    let mut all: Vec<u32> = p.monomials().iter().map(|m| m.exp(v)).filter(|e| *e > 0).collect();
    all.sort_unstable();
    all
}

fn arrangements(n: usize, head: &mut Vec<u32>, out: &mut Vec<Vec<u32>>) {
    if head.len() == n {
        out.push(head.clone());
    }
    for v in 0..n as u32 {
        if !head.contains(&v) {
            head.push(v);
            arrangements(n, head, out);
            head.pop();
        }
    }
}

fn action(problem: &Problem, also: &[&Poly], vars: Vec<u32>) -> Option<Permutation> {
    if also.iter().any(|p| renamed(p, &vars) != **p) {
        return None;
    }
    let mut ineqs = Vec::new();
    for (p, strict) in &problem.ineqs {
        let image = renamed(p, &vars);
        ineqs.push(problem.ineqs.iter().position(|(q, s)| s == strict && *q == image)?);
    }
    let mut eqs = Vec::new();
    for p in &problem.eqs {
        let image = renamed(p, &vars);
        let opposite = image.neg();
        eqs.push(problem.eqs.iter().position(|q| *q == image || *q == opposite).map(|k| (k, problem.eqs[k] != image))?);
    }
    Some(Permutation { vars, ineqs, eqs })
}

/// The gradings that make every one of `all` homogeneous: independent weights of the variables, in echelon form. The
/// total degree is a combination of them where it is one of these gradings. With more than thirty variables only the
/// total degree is looked at.
pub fn gradings(vars: u32, all: &[&Poly]) -> Vec<Vec<i64>> {
    let n = vars as usize;
    if n > 30 {
        let whole = all.iter().all(|p| p.is_homogeneous());
        return if whole { vec![vec![1; n]] } else { vec![] };
    }
    // The kernel of the differences of exponents.
    let mut echelon: Vec<(usize, Vec<Num>)> = Vec::new();
    for p in all {
        let exponents = |m: &Mono| (0..vars).map(|v| i64::from(m.exp(v))).collect::<Vec<i64>>();
        let Some(first) = p.monomials().first().map(exponents) else { continue };
        for m in p.monomials().iter().skip(1) {
            let mut row: Vec<Num> = exponents(m).iter().zip(&first).map(|(a, b)| Num::int(a - b)).collect();
            for (pivot, r) in &echelon {
                subtract(&mut row, r, *pivot);
            }
            let Some(pivot) = row.iter().position(|v| !v.is_zero()) else { continue };
            let lead = row[pivot].clone();
            row.iter_mut().for_each(|v| *v = v.over(&lead));
            echelon.iter_mut().for_each(|(_, r)| subtract(r, &row, pivot));
            echelon.push((pivot, row));
        }
    }
    let free = (0..n).filter(|v| echelon.iter().all(|(p, _)| p != v));
    let whole = free.filter_map(|v| {
        let mut w = vec![Num::ZERO; n];
        w[v] = Num::ONE;
        echelon.iter().for_each(|(p, r)| w[*p] = r[v].negated());
        let common = w.iter().fold(1i64, |l, x| if let Num::Small(_, d) = x { l.lcm(d) } else { 0 });
        let whole = w.iter().map(|x| match x.times(&Num::int(common)) {
            Num::Small(k, 1) if k.abs() < 1000 => Some(k),
            _ => None,
        });
        if common == 0 { None } else { whole.collect() }
    });
    whole.collect()
}

/// Clears the pivot's entry of a row by another row that has a one there.
fn subtract(row: &mut [Num], other: &[Num], pivot: usize) {
    let f = row[pivot].negated();
    if !f.is_zero() {
        row.iter_mut().zip(other).for_each(|(a, b)| *a = a.plus(&f.times(b)));
    }
}

/// The weight of a monomial.
pub fn weight(grading: &[i64], m: &Mono) -> i64 {
    m.powers().map(|(v, e)| grading.get(v as usize).copied().unwrap_or(0) * i64::from(e)).sum()
}

/// The changes of sign under which every one of `invariant` stays as it is, as a basis: each is the set of the variables
/// that change, as bits. Only the first 64 variables are looked at.
pub fn sign_changes(vars: u32, invariant: &[&Poly]) -> Vec<u64> {
    // Sets of variables that meet the odd part of every monomial evenly: the kernel of a matrix over GF(2).
    let mut echelon: Vec<(u32, u64)> = Vec::new();
    for m in invariant.iter().flat_map(|p| p.monomials()) {
        let mut row = odd_part(m);
        for (pivot, r) in &echelon {
            if row >> pivot & 1 == 1 {
                row ^= r;
            }
        }
        if row != 0 {
            let pivot = row.trailing_zeros();
            for (_, r) in &mut echelon {
                if *r >> pivot & 1 == 1 {
                    *r ^= row;
                }
            }
            echelon.push((pivot, row));
        }
    }
    let free = (0..vars.min(64)).filter(|v| echelon.iter().all(|(p, _)| p != v));
    free.map(|v| echelon.iter().filter(|(_, r)| r >> v & 1 == 1).fold(1u64 << v, |s, (p, _)| s | 1 << p)).collect()
}

fn odd_part(m: &Mono) -> u64 {
    m.powers().filter(|(v, e)| e % 2 == 1 && *v < 64).fold(0, |s, (v, _)| s | 1 << v)
}

/// Splits monomials into classes that behave alike under the changes of sign.
pub fn by_sign(basis: Vec<Mono>, changes: &[u64]) -> Vec<Vec<Mono>> {
    let mut classes: std::collections::BTreeMap<Vec<bool>, Vec<Mono>> = std::collections::BTreeMap::new();
    for m in basis {
        let odd = odd_part(&m);
        let class = changes.iter().map(|c| (c & odd).count_ones() % 2 == 1).collect();
        classes.entry(class).or_default().push(m);
    }
    classes.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gradings_are_found() {
        let (x, y, z) = (Poly::var(0), Poly::var(1), Poly::var(2));
        // x²z + xyz − y²z has two gradings, with z² − 2 one.
        let p = x.square().unwrap().add(&x.mul(&y).unwrap()).sub(&y.square().unwrap()).mul(&z).unwrap();
        assert_eq!(gradings(3, &[&p]), vec![vec![1, 1, 0], vec![0, 0, 1]]);
        let e = z.square().unwrap().sub(&Poly::int(2));
        assert_eq!(gradings(3, &[&p, &e]), vec![vec![1, 1, 0]]);
    }

    #[test]
    fn sign_changes_are_found() {
        // x⁴y² + x²y⁴ − 3x²y² + 1 does not mind any change; xy + z² only that of x and y together.
        let (x, y, z) = (Poly::var(0), Poly::var(1), Poly::var(2));
        let xy = x.mul(&y).unwrap();
        let p = xy.add(&z.square().unwrap());
        assert_eq!(sign_changes(3, &[&p]), vec![0b011, 0b100]);
        assert_eq!(sign_changes(2, &[&x.square().unwrap()]).len(), 2);
    }
}
