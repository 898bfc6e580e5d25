//! Ratios on lines: the intercept theorem and its converse, the angle-bisector theorem and
//! its converse, Menelaus and Ceva.

use crate::field as f;
use crate::pic::{bit, dir_gap, members};
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    intercept(s);
    bisector(s);
    menelaus(s);
    ceva(s);
}

/// Proved collinear (points given distinct in the picture).
fn coll(s: &State, a: u8, b: u8, c: u8) -> bool {
    s.is_coll(a, b, c)
}

/// Links between the points of two lines, grouped by direction in the picture: (line, line, groups).
fn links(s: &State, i: usize, j: usize) -> Vec<Vec<(u8, u8)>> {
    let both = s.pic.lines[i].mask & s.pic.lines[j].mask;
    let mut links: Vec<(f64, u8, u8)> = Vec::new();
    for &a in s.pic.lines[i].pts.iter().filter(|&&a| both & bit(a) == 0) {
        for &d in s.pic.lines[j].pts.iter().filter(|&&d| both & bit(d) == 0) {
            if !s.pic.same(a, d) {
                links.push((s.pic.d(a, d), a, d));
            }
        }
    }
    links.sort_unstable_by(|x, y| x.0.total_cmp(&y.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut out = Vec::new();
    let mut x = 0;
    while x < links.len() {
        let mut y = x + 1;
        while y < links.len() && links[y].0 - links[y - 1].0 < 2e-9 {
            y += 1;
        }
        if y - x >= 2 {
            out.push(links[x..y].iter().map(|e| (e.1, e.2)).collect());
        }
        x = y;
    }
    out
}

/// The common point of two lines of the picture.
fn apex(s: &State, i: usize, j: usize) -> Option<u8> {
    members(s.pic.lines[i].mask & s.pic.lines[j].mask).next()
}

/// All (O, A, B, C, D): O, A, B on a line and O, C, D on another, AC ∥ BD in the picture.
pub fn apexes(s: &State) -> Vec<(u8, u8, u8, u8, u8)> {
    let mut out = Vec::new();
    for i in 0..s.pic.lines.len() {
        for j in 0..i {
            let Some(o) = apex(s, i, j) else { continue };
            for g in links(s, i, j) {
                for (x, &(a, c)) in g.iter().enumerate() {
                    for (y, &(b, d)) in g.iter().enumerate() {
                        if x != y && !s.pic.same(a, b) && !s.pic.same(c, d) {
                            out.push((o, a, b, c, d));
                        }
                    }
                }
            }
        }
    }
    out
}

/// A, B, C on one line and D, E, F on another with AD ∥ BE ∥ CF; or two parallels across two lines through O.
fn intercept(s: &mut State) {
    for (o, a, b, c, d) in apexes(s) {
        apex_pair(s, o, (a, c), (b, d));
    }
    for i in 0..s.pic.lines.len() {
        for j in 0..i {
            if apex(s, i, j).is_none() {
                for g in links(s, i, j) {
                    intercept_group(s, &g);
                }
            }
        }
    }
}

/// OAB and OCD on two lines through O with AC ∥ BD in the picture: OA : AB = OC : CD.
fn apex_pair(s: &mut State, o: u8, (a, c): (u8, u8), (b, d): (u8, u8)) {
    if !coll(s, o, a, b) || !coll(s, o, c, d) {
        return;
    }
    let terms = [(col(o, a), 1), (col(a, b), -1), (col(o, c), -1), (col(c, d), 1)];
    let ratio = s.t[T::Log as usize].eval(&terms) == 0;
    let parallel = s.d(a, c) == s.d(b, d);
    let pts = [o, a, b, c, d];
    if parallel && !ratio {
        s.emit(T::Log, &terms, Reason::new(By::Intercept, &pts));
    } else if ratio && !parallel {
        s.emit(
            T::Dir,
            &[(col(a, c), 1), (col(b, d), -1)],
            Reason::new(By::InterceptConv, &pts).opp(!between(s, o, a, b)),
        );
    }
}

fn intercept_group(s: &mut State, g: &[(u8, u8)]) {
    for i in 0..g.len() {
        for j in 0..i {
            for k in 0..g.len() {
                if k == i || k == j {
                    continue;
                }
                let ((a, d), (b, e), (c, h)) = (g[i], g[j], g[k]);
                if [(a, b), (b, c), (a, c), (d, e), (e, h), (d, h)].iter().any(|&(p, q)| s.pic.same(p, q)) {
                    continue;
                }
                if s.d(a, d) != s.d(b, e) || !coll(s, a, b, c) || !coll(s, d, e, h) {
                    continue;
                }
                let terms = [(col(a, b), 1), (col(b, c), -1), (col(d, e), -1), (col(e, h), 1)];
                let ratio = s.t[T::Log as usize].eval(&terms) == 0;
                let parallel = s.d(c, h) == s.d(a, d);
                let pts = [a, b, c, d, e, h];
                if parallel && !ratio && k < j {
                    s.emit(T::Log, &terms, Reason::new(By::Thales, &pts));
                } else if ratio && !parallel {
                    let between = between(s, a, b, c);
                    s.emit(
                        T::Dir,
                        &[(col(c, h), 1), (col(a, d), -1)],
                        Reason::new(By::ThalesConv, &pts).opp(!between),
                    );
                }
            }
        }
    }
}

/// B between A and C in the picture (collinear points).
fn between(s: &State, a: u8, b: u8, c: u8) -> bool {
    s.pic.l(a, c) > s.pic.l(a, b).max(s.pic.l(b, c))
}

/// D on BC: AD bisects the angle A (inside or outside) ⟺ AB : AC = DB : DC.
fn bisector(s: &mut State) {
    let n = s.pic.n() as u8;
    for l in 0..s.pic.lines.len() {
        let pts = s.pic.lines[l].pts.clone();
        let mask = s.pic.lines[l].mask;
        for a in (0..n).filter(|&a| mask & bit(a) == 0) {
            for (i, &b) in pts.iter().enumerate() {
                for &c in &pts[..i] {
                    if s.pic.same(b, c) || !s.pic.proper(a, b, c) {
                        continue;
                    }
                    for &d in &pts {
                        if s.pic.same(d, b) || s.pic.same(d, c) || s.pic.same(d, a) {
                            continue;
                        }
                        if dir_gap(2.0 * s.pic.d(a, d), s.pic.d(a, b) + s.pic.d(a, c)) > 4e-9 {
                            continue;
                        }
                        let twice = f::add(s.d(a, d), s.d(a, d));
                        let angle = twice == f::add(s.d(a, b), s.d(a, c));
                        let terms = [(col(a, b), 1), (col(a, c), -1), (col(d, b), -1), (col(d, c), 1)];
                        let ratio = s.t[T::Log as usize].eval(&terms) == 0;
                        if angle == ratio || !coll(s, b, c, d) {
                            continue;
                        }
                        if angle {
                            s.emit(T::Log, &terms, Reason::new(By::BisectorRatio, &[a, b, c, d]));
                        } else {
                            s.emit(
                                T::Dir,
                                &[(col(a, b), 1), (col(a, c), 1), (col(a, d), -2)],
                                Reason::new(By::BisectorRatioConv, &[a, b, c, d]),
                            );
                        }
                    }
                }
            }
        }
    }
}

/// Four lines with their six meeting points named.
fn menelaus(s: &mut State) {
    let n = s.pic.lines.len();
    let meet = |s: &State, i: usize, j: usize| -> Option<u8> {
        members(s.pic.lines[i].mask & s.pic.lines[j].mask).next()
    };
    for i in 0..n {
        for j in 0..i {
            let Some(ij) = meet(s, i, j) else { continue };
            for k in 0..j {
                let (Some(ik), Some(jk)) = (meet(s, i, k), meet(s, j, k)) else { continue };
                if !s.pic.proper(ij, ik, jk) {
                    continue;
                }
                for l in 0..n {
                    if l == i || l == j || l == k {
                        continue;
                    }
                    let (Some(il), Some(jl), Some(kl)) = (meet(s, i, l), meet(s, j, l), meet(s, k, l)) else { continue };
                    // triangle A = jk.., transversal l: D on BC, E on CA, F on AB
                    let (a, b, c) = (ij, ik, jk);
                    // line i = AB, line k = BC, line j = CA
                    let (d, e, h) = (kl, jl, il);
                    let pairs = [(a, h), (h, b), (b, d), (d, c), (c, e), (e, a)];
                    if pairs.iter().any(|&(p, q)| s.pic.same(p, q)) || [(d, e), (e, h), (d, h)].iter().any(|&(p, q)| s.pic.same(p, q)) {
                        continue;
                    }
                    if !(coll(s, b, c, d) && coll(s, c, a, e) && coll(s, a, b, h) && coll(s, d, e, h)) {
                        continue;
                    }
                    s.emit(T::Log, &cycle(pairs), Reason::new(By::Menelaus, &[a, b, c, d, e, h]));
                }
            }
        }
    }
}

/// log AF − log FB + log BD − log DC + log CE − log EA
fn cycle(pairs: [(u8, u8); 6]) -> [(u32, i32); 6] {
    let mut out = [(0, 0); 6];
    for (i, (p, q)) in pairs.into_iter().enumerate() {
        out[i] = (col(p, q), if i % 2 == 0 { 1 } else { -1 });
    }
    out
}

/// Three cevians through a named point.
fn ceva(s: &mut State) {
    let n = s.pic.n() as u8;
    let foot = |s: &State, a: u8, p: u8, b: u8, c: u8| -> Option<u8> {
        let (l, m) = (s.pic.line_through(a, p)?, s.pic.line_through(b, c)?);
        let both = s.pic.lines[l].mask & s.pic.lines[m].mask;
        members(both).find(|&d| !s.pic.same(d, b) && !s.pic.same(d, c))
    };
    for p in 0..n {
        for a in 0..n {
            if s.pic.same(a, p) || s.pic.line_through(a, p).is_none() {
                continue;
            }
            for b in 0..a {
                if s.pic.same(b, p) || s.pic.line_through(b, p).is_none() || !s.pic.proper(p, a, b) {
                    continue;
                }
                for c in 0..b {
                    if s.pic.same(c, p) || !s.pic.proper(p, b, c) || !s.pic.proper(p, c, a) || !s.pic.proper(a, b, c) {
                        continue;
                    }
                    let (Some(d), Some(e), Some(h)) = (foot(s, a, p, b, c), foot(s, b, p, c, a), foot(s, c, p, a, b)) else {
                        continue;
                    };
                    let pairs = [(a, h), (h, b), (b, d), (d, c), (c, e), (e, a)];
                    let terms = cycle(pairs);
                    if s.t[T::Log as usize].eval(&terms) == 0 {
                        continue;
                    }
                    let on = coll(s, b, c, d) && coll(s, c, a, e) && coll(s, a, b, h);
                    if on && coll(s, a, d, p) && coll(s, b, e, p) && coll(s, c, h, p) {
                        s.emit(T::Log, &terms, Reason::new(By::Ceva, &[a, b, c, d, e, h, p]));
                    }
                }
            }
        }
    }
}
