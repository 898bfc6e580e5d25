//! Points halfway to a line: the foot of P on the bisector of the angle that VP makes with
//! a line through V lies halfway between P and that line (it is the midpoint of P and its mirror
//! image, which is on the line). Two such points of P, or of P and Q with PQ parallel to the
//! line, lie on a parallel; so does a midpoint of P and a point of the line.

use crate::field as f;
use crate::pic::dir_gap;
use crate::state::{By, Reason, State, T, col};

/// X is halfway from P to the line VA.
struct Half {
    p: u8,
    v: u8,
    x: u8,
    a: u8,
}

pub fn run(s: &mut State) {
    let feet = feet(s);
    let n = s.pic.n() as u8;
    for (i, h) in feet.iter().enumerate() {
        for k in &feet[..i] {
            pair(s, h, k.p, k.v, k.x, k.a, By::HalfwayFeet);
        }
        // midpoints Y of P (or Q) and a point W of the line
        for w in 0..n {
            let on_line = w == h.v || s.is_coll(h.v, h.a, w);
            if !on_line || s.pic.same(w, h.p) {
                continue;
            }
            for y in 0..n {
                if y == w || y == h.x || s.pic.same(y, w) || s.pic.same(y, h.p) {
                    continue;
                }
                let middle = s.is_coll(h.p, y, w)
                    && s.g(h.p, y) == s.g(y, w)
                    && (s.pic.l(h.p, y) * 2.0 - s.pic.l(h.p, w)).abs() < 1e-8 * s.pic.l(h.p, w);
                if middle {
                    pair(s, h, h.p, w, y, w, By::HalfwayMid);
                }
            }
        }
    }
}

fn pair(s: &mut State, h: &Half, q: u8, w: u8, y: u8, b: u8, by: By) {
    if s.pic.same(h.x, y) || s.d(h.x, y) == s.d(h.v, h.a) {
        return;
    }
    if dir_gap(s.pic.d(h.x, y), s.pic.d(h.v, h.a)) > 1e-8 {
        return;
    }
    let same_line = (w == h.v || s.is_coll(h.v, h.a, w))
        && (b == w || s.d(w, b) == s.d(h.v, h.a) && dir_gap(s.pic.d(w, b), s.pic.d(h.v, h.a)) < 1e-8);
    let level = h.p == q || (!s.pic.same(h.p, q) && s.d(h.p, q) == s.d(h.v, h.a));
    if same_line && level {
        s.emit(T::Dir, &[(col(h.x, y), 1), (col(h.v, h.a), -1)], Reason::new(by, &[h.v, h.a, h.p, h.v, h.x, q, w, y]));
    }
}

/// All proved feet on bisectors.
fn feet(s: &State) -> Vec<Half> {
    let n = s.pic.n() as u8;
    let mut out = Vec::new();
    for x in 0..n {
        for v in (0..n).filter(|&v| !s.pic.same(v, x)) {
            for p in (0..n).filter(|&p| !s.pic.same(p, x) && !s.pic.same(p, v)) {
                if s.d(p, x) != s.d(v, x) || (dir_gap(s.pic.d(p, x), s.pic.d(v, x)) - 0.5).abs() > 1e-8 {
                    continue;
                }
                let target = f::sub(f::add(s.d(v, x), s.d(v, x)), s.d(v, p));
                let num = 2.0 * s.pic.d(v, x) - s.pic.d(v, p);
                let a =
                    (0..n).find(|&a| !s.pic.same(a, v) && s.d(v, a) == target && dir_gap(s.pic.d(v, a), num) < 1e-8);
                if let Some(a) = a {
                    out.push(Half { p, v, x, a });
                }
            }
        }
    }
    out
}
