//! Equal chords and equal arcs of one circle: |AB| = 2R·|sin ∠APB|.

use crate::field as f;
use crate::pic::{close_len, members};
use crate::state::{By, Reason, State, T, col};

/// A chord with the inscribed angle over it, signed so that its picture is below a right angle.
#[derive(Clone, Copy)]
struct Chord {
    a: u8,
    b: u8,
    p: u8,
    flipped: bool,
    right: bool,
    len: f64,
    angle: u64,
    log: u64,
}

pub fn run(s: &mut State) {
    let mut chords: Vec<Chord> = Vec::new();
    for c in 0..s.cycs.len() {
        let m = s.cycs[c];
        chords.clear();
        let pts: Vec<u8> = members(m).collect();
        for (i, &b) in pts.iter().enumerate() {
            for &a in &pts[..i] {
                if s.pic.same(a, b) {
                    continue;
                }
                let Some(p) = pts.iter().copied().find(|&p| !s.pic.same(p, a) && !s.pic.same(p, b)) else { continue };
                let angle = f::sub(s.d(p, a), s.d(p, b));
                let num = (s.pic.d(p, a) - s.pic.d(p, b)).rem_euclid(1.0);
                let flipped = num > 0.5;
                chords.push(Chord {
                    a,
                    b,
                    p,
                    flipped,
                    right: (num - 0.5).abs() < 1e-7,
                    len: s.pic.l(a, b),
                    angle: if flipped { f::neg(angle) } else { angle },
                    log: s.g(a, b),
                });
            }
        }
        chords.sort_by(|x, y| x.len.total_cmp(&y.len).then(x.b.cmp(&y.b)).then(x.a.cmp(&y.a)));
        let mut i = 0;
        while i < chords.len() {
            let mut j = i + 1;
            while j < chords.len() && close_len(chords[j].len, chords[j - 1].len) {
                j += 1;
            }
            for x in i..j {
                for y in x + 1..j {
                    equal(s, chords[x], chords[y]);
                }
            }
            i = j;
        }
    }
}

fn equal(s: &mut State, x: Chord, y: Chord) {
    let same_angle = x.angle == y.angle || (x.right && x.angle == f::neg(y.angle));
    let opposite = (x.flipped != y.flipped) ^ (x.right && x.angle != y.angle && same_angle);
    let args = [x.a, x.b, x.p, y.a, y.b, y.p];
    if same_angle && x.log != y.log {
        s.emit(T::Log, &[(col(x.a, x.b), 1), (col(y.a, y.b), -1)], Reason::new(By::EqualArcs, &args).opp(opposite));
    } else if x.log == y.log && !same_angle && !x.right {
        // d(PA) − d(PB) = ±(d(RC) − d(RD))
        let e = if opposite { -1 } else { 1 };
        s.emit(
            T::Dir,
            &[(col(x.p, x.a), 1), (col(x.p, x.b), -1), (col(y.p, y.a), -e), (col(y.p, y.b), e)],
            Reason::new(By::EqualChords, &args).opp(opposite),
        );
    }
}
