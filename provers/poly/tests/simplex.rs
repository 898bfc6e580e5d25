//! Linear programs: what is feasible by construction is solved, what is not is refuted; both answers are checked again here.

use euclase_poly::simplex::{Outcome, Program, Vector};
use euclase_poly::{Q, Work, int};
use num_traits::{Signed, Zero};

mod common;
use common::Rng;

fn vector(rng: &mut Rng, rows: u32, entries: u64, kind: u32) -> Vector {
    let mut all: Vec<(u32, Q)> = (0..entries).map(|_| (rng.below(rows.into()) as u32, rng.rational(kind))).collect();
    all.sort();
    all.dedup_by_key(|e| e.0);
    all.retain(|e| !e.1.is_zero());
    all
}

fn dot(a: &Vector, b: &Vector) -> Q {
    a.iter().filter_map(|(r, n)| Some(n * &b.iter().find(|e| e.0 == *r)?.1)).sum()
}

/// Checks the answer; whether it was feasible.
fn judge(p: &Program, outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Feasible(lambda, mu) => {
            assert!(p.is_solution(lambda, mu));
            true
        }
        Outcome::Infeasible(y) => {
            assert!(p.nonneg.iter().all(|v| !dot(v, y).is_positive()));
            assert!(p.free.iter().all(|v| dot(v, y).is_zero()));
            assert!(dot(&p.target, y).is_positive());
            false
        }
        Outcome::GaveUp => panic!("gave up"),
    }
}

#[test]
fn random_programs_are_decided() {
    let mut rng = Rng(11);
    let (mut yes, mut no) = (0, 0);
    for round in 0..300 {
        let rows = 2 + round % 12;
        let kind = round % 2;
        let mut p = Program::default();
        for _ in 0..rng.below(3 * u64::from(rows)) {
            p.nonneg.push(vector(&mut rng, rows, 3, kind));
        }
        for _ in 0..rng.below(u64::from(rows)) {
            p.free.push(vector(&mut rng, rows, 2, kind));
        }
        p.target = vector(&mut rng, rows, 3, kind);
        if judge(&p, &p.solve(&mut Work::new(1 << 32, &|| false))) { yes += 1 } else { no += 1 }
    }
    assert!(yes > 50 && no > 50, "{yes} {no}");
}

#[test]
fn combinations_are_found_again() {
    let mut rng = Rng(12);
    for round in 0..40 {
        let rows = 10 + 4 * round;
        let mut p = Program::default();
        p.nonneg.extend((0..rows * 3 / 2).map(|_| vector(&mut rng, rows, 4, 0)));
        p.free.extend((0..rows / 5).map(|_| vector(&mut rng, rows, 3, 0)));
        let mut sum = vec![int(0); rows as usize];
        for (i, v) in p.nonneg.iter().chain(&p.free).enumerate() {
            if i % 3 == 0 {
                v.iter().for_each(|(r, n)| sum[*r as usize] += n * int(1 + i as i64 % 5));
            }
        }
        p.target = sum.into_iter().enumerate().map(|(r, n)| (r as u32, n)).filter(|e| !e.1.is_zero()).collect();
        p.costs = (0..p.nonneg.len()).map(|i| i as f64).collect();
        assert!(judge(&p, &p.solve(&mut Work::new(1 << 36, &|| false))), "round {round}");
    }
}

#[test]
fn rows_of_very_different_size() {
    let mut rng = Rng(13);
    let mut no = 0;
    for _ in 0..30 {
        let mut p = Program::default();
        p.nonneg.extend((0..25).map(|_| vector(&mut rng, 20, 9, 0)));
        p.target = vector(&mut rng, 20, 9, 0);
        for (r, n) in p.nonneg.iter_mut().chain(std::iter::once(&mut p.target)).flatten() {
            *n *= int(10).pow(3 * (*r as i32 % 5) - 6);
        }
        no += usize::from(!judge(&p, &p.solve(&mut Work::new(1 << 34, &|| false))));
    }
    assert!(no > 10, "{no}");
}

#[test]
fn borders_of_the_cone() {
    let one = |r: u32, n: i64| vec![(r, int(n))];
    let stop = || false;
    // Nothing is 0, and not 1.
    assert_eq!(Program::default().solve(&mut Work::new(1 << 20, &stop)), Outcome::Feasible(vec![], vec![]));
    let p = Program { target: one(3, -1), ..Program::default() };
    assert!(!judge(&p, &p.solve(&mut Work::new(1 << 20, &stop))));
    // On the border, and a hair beyond it.
    let tiny = Q::new(1.into(), num_bigint::BigInt::from(10).pow(30));
    for (shift, feasible) in [(Q::zero(), true), (tiny.clone(), true), (-tiny, false)] {
        let nonneg = vec![vec![(0, int(1)), (1, int(1))], vec![(0, int(1)), (1, int(2))]];
        let p = Program { nonneg, target: vec![(0, int(1)), (1, int(1) + shift)], ..Program::default() };
        assert_eq!(judge(&p, &p.solve(&mut Work::new(1 << 24, &stop))), feasible);
    }
    assert_eq!(p.solve(&mut Work::new(1 << 20, &|| true)), Outcome::Infeasible(one(3, -1)));
}
