//! Menelaus and Ceva, with their converses. Every triangle ABC with D on BC, E on CA, F on AB that is a transversal or has
//! concurrent cevians in the picture gives one product of ratios and one collinearity; either proves the other.

use crate::pic::members;
use crate::state::{By, Reason, State, T, col};

/// A triangle with points on its sides: A B C D E F, and P for cevians.
#[derive(Clone, Copy)]
struct Sides {
    pts: [u8; 6],
    p: Option<u8>,
}

pub fn run(s: &mut State) {
    for t in transversals(s).into_iter().chain(cevians(s)) {
        apply(s, t);
    }
}

/// The products of all such triangles, for provers of ratios.
pub fn products(s: &State) -> Vec<[(u32, i32); 6]> {
    transversals(s).into_iter().chain(cevians(s)).map(|t| cycle(t.pts)).collect()
}

/// log AF − log FB + log BD − log DC + log CE − log EA
fn cycle([a, b, c, d, e, f]: [u8; 6]) -> [(u32, i32); 6] {
    [(col(a, f), 1), (col(f, b), -1), (col(b, d), 1), (col(d, c), -1), (col(c, e), 1), (col(e, a), -1)]
}

/// The same triangle, one letter on.
fn turned([a, b, c, d, e, f]: [u8; 6]) -> [u8; 6] {
    [b, c, a, e, f, d]
}

fn apply(s: &mut State, t: Sides) {
    let [a, b, c, d, e, f] = t.pts;
    if !(s.is_coll(b, c, d) && s.is_coll(c, a, e) && s.is_coll(a, b, f)) {
        return;
    }
    let row = cycle(t.pts);
    let ratio = s.t[T::Log as usize].eval(&row) == 0;
    match t.p {
        None => {
            let line = s.is_coll(d, e, f);
            if line && !ratio {
                s.emit(T::Log, &row, Reason::new(By::Menelaus, &t.pts));
            } else if ratio && !line {
                // the kernel wants one point outside its side, the last, or all three
                let Some((pts, all)) = arranged(s, t.pts, &[(1, false), (3, true)]) else { return };
                let [_, _, _, d, e, f] = pts;
                s.emit(T::Dir, &[(col(d, e), 1), (col(d, f), -1)], Reason::new(By::MenelausConv, &pts).opp(all));
            }
        }
        Some(p) => {
            let mut pts = t.pts;
            let mut proved = 0;
            for _ in 0..3 {
                proved += usize::from(s.is_coll(pts[0], pts[3], p));
                pts = turned(pts);
            }
            let args = |pts: [u8; 6]| [pts[0], pts[1], pts[2], pts[3], pts[4], pts[5], p];
            if proved == 3 && !ratio {
                s.emit(T::Log, &row, Reason::new(By::Ceva, &args(pts)));
            } else if proved == 2 && ratio {
                // turn until CF is the cevian that is not proved
                while s.is_coll(pts[2], pts[5], p) {
                    pts = turned(pts);
                }
                let out = [(1, 3, 2), (2, 4, 0), (0, 5, 1)].map(|(x, m, y)| !s.between(pts[x], pts[m], pts[y]));
                let opposite = match out {
                    [false, false, false] => false,
                    [true, true, false] => true,
                    _ => return,
                };
                let [_, _, c, _, _, f] = pts;
                s.emit(T::Dir, &[(col(c, f), 1), (col(c, p), -1)], Reason::new(By::CevaConv, &args(pts)).opp(opposite));
            }
        }
    }
}

/// Turns the letters so that the outside points fit one of the forms: (number outside, mirrored form);
/// with one outside it is the last.
fn arranged(s: &State, mut pts: [u8; 6], forms: &[(usize, bool)]) -> Option<([u8; 6], bool)> {
    for _ in 0..3 {
        let [a, b, c, d, e, f] = pts;
        let out = [!s.between(b, d, c), !s.between(c, e, a), !s.between(a, f, b)];
        let n = out.iter().filter(|o| **o).count();
        if let Some(&(_, mirrored)) = forms.iter().find(|x| x.0 == n)
            && (n != 1 || out[2])
        {
            return Some((pts, mirrored));
        }
        pts = turned(pts);
    }
    None
}

/// Four lines of the picture with their six meeting points named.
fn transversals(s: &State) -> Vec<Sides> {
    let n = s.pic.lines.len();
    let meet = |i: usize, j: usize| members(s.pic.lines[i].mask & s.pic.lines[j].mask).next();
    let mut out = Vec::new();
    for i in 0..n {
        for j in 0..i {
            let Some(a) = meet(i, j) else { continue };
            for k in 0..j {
                let (Some(b), Some(c)) = (meet(i, k), meet(j, k)) else { continue };
                if !s.pic.proper(a, b, c) {
                    continue;
                }
                for l in (0..n).filter(|l| ![i, j, k].contains(l)) {
                    let (Some(f), Some(e), Some(d)) = (meet(i, l), meet(j, l), meet(k, l)) else { continue };
                    let apart = [(a, f), (f, b), (b, d), (d, c), (c, e), (e, a), (d, e), (e, f), (d, f)];
                    if apart.iter().all(|&(p, q)| !s.pic.same(p, q)) {
                        out.push(Sides { pts: [a, b, c, d, e, f], p: None });
                    }
                }
            }
        }
    }
    out
}

/// Three cevians of the picture through a named point.
fn cevians(s: &State) -> Vec<Sides> {
    let n = s.pic.n() as u8;
    let foot = |a: u8, p: u8, b: u8, c: u8| -> Option<u8> {
        let (l, m) = (s.pic.line_through(a, p)?, s.pic.line_through(b, c)?);
        members(s.pic.lines[l].mask & s.pic.lines[m].mask).find(|&d| !s.pic.same(d, b) && !s.pic.same(d, c))
    };
    let mut out = Vec::new();
    for p in 0..n {
        let on: Vec<u8> = (0..n).filter(|&a| !s.pic.same(a, p) && s.pic.line_through(a, p).is_some()).collect();
        for (x, &a) in on.iter().enumerate() {
            for (y, &b) in on[..x].iter().enumerate() {
                if !s.pic.proper(p, a, b) {
                    continue;
                }
                for &c in &on[..y] {
                    if !s.pic.proper(p, b, c) || !s.pic.proper(p, c, a) || !s.pic.proper(a, b, c) {
                        continue;
                    }
                    if let (Some(d), Some(e), Some(f)) = (foot(a, p, b, c), foot(b, p, c, a), foot(c, p, a, b)) {
                        out.push(Sides { pts: [a, b, c, d, e, f], p: Some(p) });
                    }
                }
            }
        }
    }
    out
}
