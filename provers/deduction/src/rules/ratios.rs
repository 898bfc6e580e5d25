//! Ratios on lines: the intercept theorem and its converse.

use crate::pic::{bit, members};
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    intercept(s);
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
            Reason::new(By::InterceptConv, &pts).opp(!s.between(o, a, b)),
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
                    let between = s.between(a, b, c);
                    s.emit(T::Dir, &[(col(c, h), 1), (col(a, d), -1)], Reason::new(By::ThalesConv, &pts).opp(!between));
                }
            }
        }
    }
}
