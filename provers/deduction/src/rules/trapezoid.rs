//! Isosceles trapezoids: AB ∥ CD and AD = BC, not a parallelogram ⇒ AC = BD.

use crate::pic::dir_gap;
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    for c in 0..s.pic.circles.len() {
        let pts = s.pic.circles[c].pts.clone();
        for (i, &b) in pts.iter().enumerate() {
            for &a in &pts[..i] {
                for &c in &pts {
                    for &d in &pts {
                        let distinct = [a, b].iter().all(|&x| !s.pic.same(x, c) && !s.pic.same(x, d));
                        if c == d || s.pic.same(c, d) || s.pic.same(a, b) || !distinct {
                            continue;
                        }
                        if s.d(a, b) != s.d(c, d) || dir_gap(s.pic.d(a, b), s.pic.d(c, d)) > 1e-8 {
                            continue;
                        }
                        if s.g(a, d) == s.g(b, c)
                            && s.g(a, c) != s.g(b, d)
                            && dir_gap(s.pic.d(a, d), s.pic.d(b, c)) > 1e-6
                        {
                            s.emit(
                                T::Log,
                                &[(col(a, c), 1), (col(b, d), -1)],
                                Reason::new(By::IsoTrapezoid, &[a, b, c, d]),
                            );
                        }
                    }
                }
            }
        }
    }
}
