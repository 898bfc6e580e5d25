//! The semidefinite solver on programs whose answers are known.

use euclase_sos::dense::{Mat, dot};
use euclase_sos::sdp::{Block, Entry, Linear, MarginEnd, Sdp, Stop, margin, solve};

fn never() -> bool {
    false
}

/// A stream of numbers in (-1, 1).
fn numbers(mut seed: u64) -> impl FnMut() -> f64 {
    move || {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as f64 / (1u64 << 30) as f64 - 1.0
    }
}

/// A univariate polynomial as a sum of squares: entry (i, j) of the Gram matrix belongs to x^(i+j).
fn hankel(coefficients: &[f64]) -> (Block, Vec<f64>) {
    let n = coefficients.len() / 2 + 1;
    let mut rows: Vec<(usize, Vec<Entry>)> = (0..coefficients.len()).map(|i| (i, Vec::new())).collect();
    for i in 0..n as u32 {
        for j in i..n as u32 {
            rows[(i + j) as usize].1.push(Entry { r: i, c: j, v: 1.0 });
        }
    }
    (Block { outer: n, basis: None, rows }, coefficients.to_vec())
}

#[test]
fn positive_polynomials_are_inside() {
    let (block, b) = hankel(&[1.0, -1.0, 0.0, 0.0, 1.0]);
    let m = margin(vec![block], vec![], &b, &never);
    assert_eq!(m.end, MarginEnd::Inside, "{m:?}");
    assert!(m.error < 1e-9);
}

#[test]
fn polynomials_with_a_zero_are_on_the_boundary() {
    // (x² − 1)²
    let (block, b) = hankel(&[1.0, 0.0, -2.0, 0.0, 1.0]);
    let m = margin(vec![block], vec![], &b, &never);
    assert_eq!(m.end, MarginEnd::Boundary, "{m:?}");
    assert!(m.t.abs() < 1e-7, "{}", m.t);
}

#[test]
fn polynomials_with_negative_values_are_outside() {
    let (block, b) = hankel(&[1.0, 0.0, -2.1, 0.0, 1.0]);
    assert_eq!(margin(vec![block], vec![], &b, &never).end, MarginEnd::Outside);
}

#[test]
fn a_subspace_is_obeyed() {
    // (x² − 1)² with the Gram vectors confined to those that vanish at ±1.
    let (mut block, b) = hankel(&[1.0, 0.0, -2.0, 0.0, 1.0]);
    let r = 0.5f64.sqrt();
    block.basis = Some(Mat { rows: 3, cols: 1, data: vec![-r, 0.0, r] });
    // One equation is left of five.
    block.rows.truncate(1);
    let m = margin(vec![block], vec![], &b[..1], &never);
    assert_eq!(m.end, MarginEnd::Inside, "{m:?}");
    assert!((m.x[0].at(0, 0) - 2.0).abs() < 1e-8);
}

/// min Σ cost·x with a planted optimum would need dual data; here the largest eigenvalue of a matrix instead:
/// min t with t·I − A ⪰ 0.
#[test]
fn the_largest_eigenvalue() {
    let mut next = numbers(7);
    let n = 12;
    let mut a = Mat::zeros(n, n);
    for i in 0..n {
        for j in 0..=i {
            let v = next();
            *a.at_mut(i, j) = v;
            *a.at_mut(j, i) = v;
        }
    }
    let top = *euclase_sos::eigen::eigen(&a, false).0.last().unwrap();
    // X = t·I − A: X_ij = −A_ij off the diagonal, X_ii − t = −A_ii; t = p − q.
    let (mut rows, mut b) = (Vec::new(), Vec::new());
    let (mut plus, mut minus) = (Vec::new(), Vec::new());
    for i in 0..n {
        for j in i..n {
            let v = if i == j { 1.0 } else { 0.5 };
            if i == j {
                plus.push((b.len(), -1.0));
                minus.push((b.len(), 1.0));
            }
            rows.push((b.len(), vec![Entry { r: i as u32, c: j as u32, v }]));
            b.push(-a.at(i, j));
        }
    }
    let linear = vec![Linear { column: plus, cost: 1.0 }, Linear { column: minus, cost: -1.0 }];
    let sdp = Sdp { blocks: vec![Block { outer: n, basis: None, rows }], linear, b };
    let s = solve(&sdp, 60, &|_| false, &never);
    assert!((s.primal - top).abs() < 1e-6, "{} {} {:?}", s.primal, top, s.end);
}

#[test]
fn stopping_is_heard() {
    let (block, b) = hankel(&[1.0, 0.0, -2.0, 0.0, 1.0]);
    assert_eq!(margin(vec![block], vec![], &b, &|| true).end, MarginEnd::Asked);
}

/// A Gram matrix over all monomials of degree `d` in `v` variables, of a random sum of squares.
fn gram(v: usize, d: u32) -> (Block, Vec<f64>, usize) {
    let mut monomials = vec![vec![]];
    for _ in 0..v {
        monomials = monomials
            .into_iter()
            .flat_map(|m: Vec<u32>| (0..=d).map(move |e| [m.clone(), vec![e]].concat()))
            .filter(|m| m.iter().sum::<u32>() <= d)
            .collect();
    }
    let n = monomials.len();
    let mut index = std::collections::BTreeMap::new();
    let mut rows: Vec<(usize, Vec<Entry>)> = Vec::new();
    for i in 0..n {
        for j in i..n {
            let sum: Vec<u32> = monomials[i].iter().zip(&monomials[j]).map(|(a, b)| a + b).collect();
            let k = *index.entry(sum).or_insert_with(|| {
                rows.push((rows.len(), Vec::new()));
                rows.len() - 1
            });
            rows[k].1.push(Entry { r: i as u32, c: j as u32, v: 1.0 });
        }
    }
    for (_, entries) in &mut rows {
        let norm = entries.iter().map(|e| if e.r == e.c { 1.0 } else { 2.0 }).sum::<f64>().sqrt();
        entries.iter_mut().for_each(|e| e.v /= norm);
    }
    let mut next = numbers(3);
    let mut f = Mat::zeros(n, n);
    f.data.iter_mut().for_each(|v| *v = next());
    let mut s = f.times(&f.transposed());
    s.data.iter_mut().for_each(|v| *v /= n as f64);
    let block = Block { outer: n, basis: None, rows };
    let mut b = vec![0.0; block.rows.len()];
    block.apply(&s, 1.0, &mut b);
    let m = b.len();
    (block, b, m)
}

#[test]
fn random_sums_of_squares_are_inside() {
    let (block, b, m) = gram(3, 3);
    assert_eq!((block.outer, m), (20, 84));
    let r = margin(vec![block.clone()], vec![], &b, &never);
    assert_eq!(r.end, MarginEnd::Inside);
    let mut a = vec![0.0; m];
    block.apply(&r.x[0], 1.0, &mut a);
    let diff: Vec<f64> = a.iter().zip(&b).map(|(a, b)| a - b).collect();
    assert!(dot(&diff, &diff).sqrt() < 1e-8);
}

/// Times, to be read by a person: `cargo test --release -- --ignored --nocapture sizes`.
#[test]
#[ignore = "for measuring"]
fn sizes() {
    for (v, d) in [(3, 3), (5, 3), (4, 4), (6, 3), (3, 6)] {
        let (block, b, m) = gram(v, d);
        let n = block.outer;
        let before = std::time::Instant::now();
        let r = margin(vec![block.clone()], vec![], &b, &never);
        let full = Sdp { blocks: vec![block], linear: vec![], b };
        let middle = std::time::Instant::now();
        let s = solve(&full, 15, &|_| false, &never);
        println!(
            "{n} × {n}, {m} rows: {:?} in {} iterations, {:?}; without margin {:?} {} {:?}",
            r.end,
            r.iterations,
            middle - before,
            s.end,
            s.iterations,
            middle.elapsed()
        );
        assert_ne!(s.end, Stop::Asked);
    }
}
