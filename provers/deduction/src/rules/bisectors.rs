//! Bisectors of angles: the ratio in which they divide the opposite side (and its converse), and the third
//! bisector through the meeting point of two.

use crate::field as f;
use crate::pic::{bit, dir_gap};
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    bisector(s);
    third(s);
}

/// Whether I is on a bisector of the angle at A of ABC, in the picture and proved.
fn bisects(s: &State, i: u8, a: u8, b: u8, c: u8) -> (bool, bool) {
    let seen = dir_gap(2.0 * s.pic.d(a, i), s.pic.d(a, b) + s.pic.d(a, c)) < 4e-9;
    (seen, seen && f::add(s.d(a, i), s.d(a, i)) == f::add(s.d(a, b), s.d(a, c)))
}

/// I on bisectors at A and at B is on a bisector at C.
fn third(s: &mut State) {
    let n = s.pic.n() as u8;
    for i in 0..n {
        for c in 0..n {
            for b in 0..c {
                for a in 0..b {
                    if [a, b, c].iter().any(|&x| s.pic.same(x, i)) || !s.pic.proper(a, b, c) {
                        continue;
                    }
                    let t = [(a, b, c), (b, c, a), (c, a, b)];
                    let (seen, known) = bisects(s, i, a, b, c);
                    if !seen {
                        continue;
                    }
                    let at = [known, bisects(s, i, b, c, a).1, bisects(s, i, c, a, b).1];
                    if at.iter().filter(|k| **k).count() != 2 {
                        continue;
                    }
                    let (z, x, y) = t[at.iter().position(|k| !k).unwrap_or(0)];
                    s.emit(
                        T::Dir,
                        &[(col(z, i), 2), (col(z, x), -1), (col(z, y), -1)],
                        Reason::new(By::Bisectors, &[x, y, z, i]),
                    );
                }
            }
        }
    }
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
                        if angle == ratio || !s.is_coll(b, c, d) {
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
