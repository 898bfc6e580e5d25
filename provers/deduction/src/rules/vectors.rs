//! Affine relations: points that divide a segment in a known ratio, parallelograms, parallel
//! segments in a known ratio; and what their linear algebra gives back (parallels and ratios).

use crate::field as f;
use crate::pic::dir_gap;
use crate::state::{By, K, Reason, State, T, col};

pub fn run(s: &mut State) {
    for c in 0..s.pic.clusters.len() {
        cluster(s, c);
    }
    parallelograms(s);
}

/// Pairs of one cluster that are parallel in the picture: AB ∥ CD with |AB| = r·|CD|.
fn cluster(s: &mut State, c: usize) {
    let mut v: Vec<(f64, usize)> =
        (0..s.pic.clusters[c].pairs.len()).map(|i| (s.pic.dir[s.pic.clusters[c].pairs[i].0 as usize], i)).collect();
    v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for x in 0..v.len() {
        for y in x + 1..v.len() {
            if v[y].0 - v[x].0 > 2e-9 {
                break;
            }
            parallel(s, c, v[x].1, v[y].1);
        }
        // directions near 0 and near 1 are the same
        if v[x].0 < 2e-9 {
            for y in (x + 1..v.len()).rev().take_while(|&y| v[y].0 > 1.0 - 2e-9) {
                parallel(s, c, v[x].1, v[y].1);
            }
        }
    }
}

fn parallel(s: &mut State, c: usize, i: usize, j: usize) {
    let (p, a1, b1) = s.pic.clusters[c].pairs[i];
    let (q, a2, b2) = s.pic.clusters[c].pairs[j];
    let (num, den) = (a1 as i64 * b2 as i64, b1 as i64 * a2 as i64);
    let g = num_integer::gcd(num, den);
    let (num, den) = ((num / g) as i32, (den / g) as i32);
    let ((a, b), (mut x, mut y)) = (s.pic.ends[p as usize], s.pic.ends[q as usize]);
    if num > 100 || den > 100 {
        return;
    }
    // orient XY like AB
    let v = |p: u8, q: u8| {
        [s.pic.xy[q as usize][0] - s.pic.xy[p as usize][0], s.pic.xy[q as usize][1] - s.pic.xy[p as usize][1]]
    };
    let (u, w) = (v(a, b), v(x, y));
    if u[0] * w[0] + u[1] * w[1] < 0.0 {
        (x, y) = (y, x);
    }
    // den·(B − A) = num·(Y − X)
    let mut terms = [(a as u32, -den), (b as u32, den), (x as u32, num), (y as u32, -num)];
    terms.sort_unstable();
    let known_vec = s.t[T::Vec as usize].eval(&terms) == 0;
    let same_dir = s.d(a, b) == s.d(x, y);
    let same_len = {
        let k = |i: usize, p: u32| f::mul(s.t[T::Len as usize].fp(K as u32 + p), s.cluster_k[c][i].1);
        k(i, p) == k(j, q)
    };
    if known_vec {
        let reason = |by| Reason::new(by, &[a, b, x, y]);
        if !same_dir {
            s.emit(T::Dir, &[(col(a, b), 1), (col(x, y), -1)], reason(By::VecDir));
        }
        if !same_len {
            s.emit(T::Len, &[(col(a, b), den), (col(x, y), -num)], reason(By::VecLen));
        }
    } else if same_dir && same_len {
        let shared = if b == x {
            Some([a, b, y])
        } else if y == a {
            Some([x, a, b])
        } else {
            None
        };
        if let Some([p, q, r]) = shared {
            // Q between P and R
            s.emit(T::Vec, &terms, Reason::new(By::RatioVec, &[p, q, r]));
        } else if a == x || b == y {
            // The common end is outside: the middle point is the nearer other end.
            let (e, far1, far2) = if a == x { (a, b, y) } else { (b, a, x) };
            let (mid, end) = if s.pic.l(e, far1) < s.pic.l(e, far2) { (far1, far2) } else { (far2, far1) };
            // the ratio of the parts needs the sum, which comes with the next pass over the lines
            let sum = [(col(e, mid), 1), (col(mid, end), 1), (col(e, end), -1)];
            if s.t[T::Len as usize].eval(&sum) == 0 {
                s.emit(T::Vec, &terms, Reason::new(By::RatioVec, &[e, mid, end]));
            }
        } else if !s.pic.same(a, x) && s.pic.proper(a, x, b) && s.pic.proper(a, x, y) {
            s.emit(T::Vec, &terms, Reason::new(By::ParaVec, &[a, b, x, y]));
        }
    }
}

/// Quadrilaterals ABCD with both pairs of sides parallel.
fn parallelograms(s: &mut State) {
    let n = s.pic.n() as u8;
    let mut mids: Vec<([f64; 2], (u8, u8))> = Vec::new();
    for b in 0..n {
        for a in 0..b {
            if !s.pic.same(a, b) {
                let (p, q) = (s.pic.xy[a as usize], s.pic.xy[b as usize]);
                mids.push(([p[0] + q[0], p[1] + q[1]], (a, b)));
            }
        }
    }
    mids.sort_by(|x, y| x.0[0].total_cmp(&y.0[0]).then(x.1.cmp(&y.1)));
    let tol = 4e-9 * s.scale;
    for i in 0..mids.len() {
        for j in i + 1..mids.len() {
            if mids[j].0[0] - mids[i].0[0] > tol {
                break;
            }
            if (mids[j].0[1] - mids[i].0[1]).abs() > tol {
                continue;
            }
            let ((a, c), (b, d)) = (mids[i].1, mids[j].1);
            let distinct = [a, c].iter().all(|&p| p != b && p != d);
            if distinct && s.pic.proper(a, b, c) && s.d(a, b) == s.d(c, d) && s.d(b, c) == s.d(a, d) {
                debug_assert!(dir_gap(s.pic.d(a, b), s.pic.d(c, d)) < 1e-7);
                let mut terms = [(a as u32, 1), (b as u32, -1), (c as u32, 1), (d as u32, -1)];
                terms.sort_unstable();
                s.emit(T::Vec, &terms, Reason::new(By::ParallelogramVec, &[a, b, c, d]));
            }
        }
    }
}
