//! Squared lengths: perpendiculars are linear in them (AB ⟂ CD ⟺ AC² − AD² − BC² + BD² = 0),
//! and so is every point seen along a known affine relation (Stewart, medians, parallelograms).

use crate::field as f;
use crate::pic::dir_gap;
use crate::state::{By, K, Reason, State, T, col};
use rustc_hash::FxHashMap;

/// Most perpendicular equations in one pass; a crowded picture stops here rather than clog.
const MOST: usize = 4000;

pub fn run(s: &mut State) {
    proportions(s);
    perpendiculars(s);
    seen_from(s);
    proportions(s);
    converse(s);
}

/// Equal (or rationally proportional) squares ↔ logarithms.
fn proportions(s: &mut State) {
    let mut by_log: FxHashMap<u64, usize> = FxHashMap::default();
    let mut by_sq: FxHashMap<u64, usize> = FxHashMap::default();
    for c in 0..s.pic.sq_clusters.len() {
        by_log.clear();
        by_sq.clear();
        for i in 0..s.pic.sq_clusters[c].pairs.len() {
            let (p, _, _) = s.pic.sq_clusters[c].pairs[i];
            let (k, inv) = s.sq_cluster_k[c][i];
            let column = K as u32 + p;
            // 2·log − log ratio
            let g = s.t[T::Log as usize].fp(column);
            let log = f::sub(f::add(g, g), k);
            let sq = f::mul(s.t[T::Sq as usize].fp(column), inv);
            let first_log = *by_log.entry(log).or_insert(i);
            let first_sq = *by_sq.entry(sq).or_insert(i);
            if first_log != i {
                emit(s, c, first_log, i, T::Sq);
            }
            if first_sq != i {
                emit(s, c, first_sq, i, T::Log);
            }
        }
    }
}

fn emit(s: &mut State, c: usize, i: usize, j: usize, to: T) {
    let (p, a1, b1) = s.pic.sq_clusters[c].pairs[i];
    let (q, a2, b2) = s.pic.sq_clusters[c].pairs[j];
    super::emit_ratio(s, p, q, (a1 as u64 * b2 as u64, b1 as u64 * a2 as u64), 2, to);
}

/// A proved line as a point set, with its direction.
struct Line {
    pts: Vec<u8>,
    dir: f64,
}

/// Proved lines (two points or more) grouped by fingerprint of direction.
fn lines_by_direction(s: &State) -> Vec<Vec<Line>> {
    let mut ix: FxHashMap<u64, usize> = FxHashMap::default();
    let mut out: Vec<Vec<Line>> = Vec::new();
    for p in 0..s.pic.ends.len() {
        let (a, b) = s.pic.ends[p];
        if s.pic.same(a, b) {
            continue;
        }
        let at = *ix.entry(s.t[0].fp(K as u32 + p as u32)).or_insert_with(|| {
            out.push(Vec::new());
            out.len() - 1
        });
        let dir = s.pic.dir[p];
        let hit = out[at].iter_mut().find(|l| dir_gap(l.dir, dir) < 1e-7 && (l.pts.contains(&a) || l.pts.contains(&b)));
        match hit {
            Some(l) => {
                for x in [a, b] {
                    if !l.pts.contains(&x) {
                        l.pts.push(x);
                    }
                }
            }
            None => out[at].push(Line { pts: vec![a, b], dir }),
        }
    }
    out
}

fn perpendiculars(s: &mut State) {
    let mut count = 0;
    for group in lines_by_direction(s) {
        for (i, l) in group.iter().enumerate() {
            for m in &group[..i] {
                if (dir_gap(l.dir, m.dir) - 0.5).abs() > 1e-7 {
                    continue;
                }
                let (a, c) = (l.pts[0], m.pts[0]);
                for &b in &l.pts[1..] {
                    for &d in &m.pts[1..] {
                        if s.pic.same(a, b) || s.pic.same(c, d) || s.d(a, b) != s.d(c, d) {
                            continue;
                        }
                        let (terms, n) = rectangle(a, b, c, d);
                        s.emit(T::Sq, &terms[..n], Reason::new(By::Pythagoras, &[a, b, c, d]));
                        count += 1;
                    }
                }
                if count > MOST {
                    return;
                }
            }
        }
    }
}

/// AC² − AD² − BC² + BD² without the terms of equal points.
fn rectangle(a: u8, b: u8, c: u8, d: u8) -> ([(u32, i32); 4], usize) {
    let mut out = [(0, 0); 4];
    let mut n = 0;
    for (x, y, k) in [(a, c, 1), (a, d, -1), (b, c, -1), (b, d, 1)] {
        if x != y {
            out[n] = (col(x, y), k);
            n += 1;
        }
    }
    (out, n)
}

/// Perpendiculars of the picture that the squares prove.
fn converse(s: &mut State) {
    let mut v: Vec<(f64, u32)> =
        (0..s.pic.dir.len()).filter(|&p| s.pic.len[p] > 0.0).map(|p| (s.pic.dir[p], p as u32)).collect();
    v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let n = v.len();
    let mut j = 0;
    for i in 0..n {
        let target = v[i].0 + 0.5;
        if target >= 1.0 {
            break;
        }
        while j < n && v[j].0 < target - 2e-9 {
            j += 1;
        }
        let mut k = j;
        while k < n && v[k].0 <= target + 2e-9 {
            let (p, q) = (v[i].1, v[k].1);
            k += 1;
            if s.t[0].fp(K as u32 + p) == s.t[0].fp(K as u32 + q) {
                continue;
            }
            let ((a, b), (c, d)) = (s.pic.ends[p as usize], s.pic.ends[q as usize]);
            let (terms, m) = rectangle(a, b, c, d);
            if s.t[T::Sq as usize].eval(&terms[..m]) == 0 {
                s.emit(T::Dir, &[(col(a, b), 1), (col(c, d), -1)], Reason::new(By::PythagorasConv, &[a, b, c, d]));
            }
        }
    }
}

/// Every vector equation, seen from every point: Σ q·PX² does not depend on P.
fn seen_from(s: &mut State) {
    let n = s.pic.n() as u8;
    for i in 0..s.eqs.len() {
        let e = s.eqs[i];
        if e.table != T::Vec || e.len > 4 {
            continue;
        }
        let vec: Vec<(u32, i32)> = s.terms_of(&e).to_vec();
        let r = vec[0].0 as u8;
        for p in 0..n {
            if p == r {
                continue;
            }
            let mut terms: Vec<(u32, i32)> = Vec::with_capacity(8);
            for &(x, k) in &vec {
                let x = x as u8;
                if x != p {
                    terms.push((col(p, x), k));
                }
                if x != r {
                    terms.push((col(r, x), -k));
                }
            }
            s.emit(T::Sq, &terms, Reason::new(By::VecSq, &[p, r]).how(i as u16));
        }
    }
}
