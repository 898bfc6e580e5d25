//! A program with symmetries as one without.
//!
//! With symmetries the program is small, and a square of its solution stands for all its images: with the symmetric group
//! of six variables 720 squares for each. The mean of the solution over the group has one Gram matrix for each product of
//! hypotheses instead. So the search uses the symmetries and the certificate, where it gets shorter, does not.

use crate::attempt::product;
use crate::dense::{Mat, lower_inverse};
use crate::eigen::orthonormal;
use crate::numeric::face_matrix;
use crate::program::{Gram, Program, permuted};
use crate::symmetry::Permutation;
use euclase_poly::{Mono, Problem};
use std::collections::BTreeMap;

/// The program without symmetries, and the mean of the numerical solution over the group for its faces.
pub fn spread(
    problem: &Problem,
    program: &Program,
    numeric: &[Mat],
    group: &[Permutation],
) -> Option<(Program, Vec<Mat>)> {
    let mut grams: Vec<Gram> = Vec::new();
    let mut sums: Vec<Mat> = Vec::new();
    let mut places: BTreeMap<(bool, Vec<usize>, Vec<Mono>), usize> = BTreeMap::new();
    for (gram, inner) in program.grams.iter().zip(numeric) {
        if gram.face.is_empty() {
            continue;
        }
        let face = face_matrix(gram.basis.len(), &gram.face);
        let outer = face.times(inner).times(&face.transposed());
        for g in group {
            let basis: Vec<Mono> = gram.basis.iter().map(|m| permuted(m, &g.vars)).collect();
            let mut sorted = basis.clone();
            sorted.sort();
            let ineqs = g.image(&gram.ineqs);
            let key = (gram.multiplier, ineqs.clone(), sorted);
            let at = match places.get(&key) {
                Some(at) => *at,
                None => {
                    let mut weight = product(problem, &ineqs)?;
                    if gram.multiplier {
                        weight = weight.mul(&problem.goal)?.neg();
                    }
                    let mut new = Gram::new(weight, ineqs, gram.multiplier, basis.clone());
                    new.face = gram.face.clone();
                    grams.push(new);
                    sums.push(Mat::zeros(basis.len(), basis.len()));
                    places.insert(key, grams.len() - 1);
                    grams.len() - 1
                }
            };
            // Where each monomial of the image is in the basis of its block.
            let to: Option<Vec<usize>> = basis.iter().map(|m| grams[at].basis.iter().position(|b| b == m)).collect();
            let to = to?;
            for (i, a) in to.iter().enumerate() {
                for (j, b) in to.iter().enumerate() {
                    *sums[at].at_mut(*a, *b) += outer.at(i, j) / group.len() as f64;
                }
            }
        }
    }
    let inner: Option<Vec<Mat>> = grams
        .iter()
        .zip(&sums)
        .map(|(gram, sum)| {
            let (q, r) = orthonormal(&face_matrix(gram.basis.len(), &gram.face))?;
            let inverse = lower_inverse(&r.transposed()).transposed();
            let left = inverse.times(&q.transposed());
            Some(left.times(sum).times(&left.transposed()))
        })
        .collect();
    let mut free: Vec<(usize, Mono)> = Vec::new();
    for (e, m) in &program.free {
        free.extend(group.iter().filter_map(|g| Some((g.eqs.get(*e)?.0, permuted(m, &g.vars)))));
    }
    free.sort();
    free.dedup();
    let identity = vec![(0..problem.vars).collect()];
    let full = Program { target: program.target.clone(), grams, free, eqs: program.eqs.clone(), group: identity };
    Some((full, inner?))
}
