//! The power of a point: PX·PY = |PO² − r²| for a secant through P, compared between two circles
//! (radical axis) or with a tangent's square.

use crate::pic::{Mask, bit, members};
use crate::state::{By, Reason, State, T, col};

/// A secant of a circle with a named centre: P on the line XY, OX = OY.
struct Secant {
    o: u8,
    x: u8,
    y: u8,
    /// Fingerprint of PO² − OX².
    power: u64,
    /// The same in the picture, signed.
    value: f64,
}

pub fn run(s: &mut State) {
    let n = s.pic.n() as u8;
    for p in 0..n {
        let secants = secants(s, p);
        for (i, a) in secants.iter().enumerate() {
            for b in &secants[..i] {
                if a.power != b.power || (a.value - b.value).abs() > 1e-7 * a.value.abs() {
                    continue;
                }
                s.emit(
                    T::Log,
                    &[(col(p, a.x), 1), (col(p, a.y), 1), (col(p, b.x), -1), (col(p, b.y), -1)],
                    Reason::new(By::Power, &[p, a.o, a.x, a.y, b.o, b.x, b.y]),
                );
            }
            for t in 0..n {
                if s.pic.same(t, p) {
                    continue;
                }
                if a.power == s.t[T::Sq as usize].fp(col(p, t))
                    && (a.value - s.pic.l(p, t).powi(2)).abs() < 1e-7 * a.value.abs()
                {
                    s.emit(
                        T::Log,
                        &[(col(p, a.x), 1), (col(p, a.y), 1), (col(p, t), -2)],
                        Reason::new(By::PowerTangent, &[p, a.o, a.x, a.y, t]),
                    );
                }
            }
        }
    }
}

fn secants(s: &State, p: u8) -> Vec<Secant> {
    let mut out = Vec::new();
    for l in s.pic.lines.iter().filter(|l| l.mask & bit(p) != 0) {
        for &(o, m) in &s.pic.rays {
            let both: Mask = m & l.mask;
            if s.pic.same(o, p) || both.count_ones() < 2 || l.mask & bit(o) != 0 && both.count_ones() < 2 {
                continue;
            }
            let on: Vec<u8> = members(both).filter(|&x| !s.pic.same(x, p)).collect();
            for (i, &x) in on.iter().enumerate() {
                for &y in &on[..i] {
                    if s.pic.same(x, y) || s.g(o, x) != s.g(o, y) || !s.is_coll(p, x, y) {
                        continue;
                    }
                    let sq = &s.t[T::Sq as usize];
                    out.push(Secant {
                        o,
                        x,
                        y,
                        power: crate::field::sub(sq.fp(col(p, o)), sq.fp(col(o, x))),
                        value: s.pic.l(p, o).powi(2) - s.pic.l(o, x).powi(2),
                    });
                }
            }
        }
    }
    out
}

/// Three proved circles, two and two with a common chord: the meeting point of two chords is on the third.
pub fn radical_axes(s: &mut State) {
    let two = |s: &State, m: Mask| -> Option<(u8, u8)> {
        let mut it = members(m);
        let x = it.next()?;
        it.find(|&y| !s.pic.same(x, y)).map(|y| (x, y))
    };
    let sets: Vec<Mask> = s.cycs.clone();
    for (i, &k1) in sets.iter().enumerate() {
        for (j, &k2) in sets.iter().enumerate() {
            if i == j {
                continue;
            }
            let Some((c, d)) = two(s, k1 & k2) else { continue };
            for (l, &k3) in sets.iter().enumerate() {
                if l == i || l <= j {
                    continue;
                }
                let (Some((a, b)), Some((e, f))) = (two(s, k1 & k3), two(s, k2 & k3)) else { continue };
                if s.pic.same(a, c) {
                    continue; // one point of all three circles: no point tells the last two apart
                }
                for p in 0..s.pic.n() as u8 {
                    if [e, f].iter().any(|&x| s.pic.same(p, x)) || s.pic.proper(e, f, p) || s.is_coll(e, f, p) {
                        continue;
                    }
                    // the circles must differ in the picture
                    let one = s.pic.circles_through(a, c).iter().any(|&q| {
                        let m = s.pic.circles[q as usize].mask;
                        m & bit(e) != 0 && m & bit(f) != 0
                    });
                    if !one && s.is_coll(a, b, p) && s.is_coll(c, d, p) {
                        s.emit(
                            T::Dir,
                            &[(col(e, f), 1), (col(e, p), -1)],
                            Reason::new(By::RadicalAxis, &[a, b, c, d, e, f, p]),
                        );
                    }
                }
            }
        }
    }
}
