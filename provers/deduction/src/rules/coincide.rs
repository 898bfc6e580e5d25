//! Points that coincide in the picture are merged by proof only: on two lines, on a line and a
//! circle, or on two circles, that share a further point; or by a vector equation.

use crate::pic::{Mask, bit};
use crate::state::{By, Reason, State, T};

pub fn run(s: &mut State) {
    for i in 0..s.pic.twins.len() {
        let (x, y) = s.pic.twins[i];
        if !s.proved_same(x, y) {
            merge(s, x, y);
        }
    }
}

fn merge(s: &mut State, x: u8, y: u8) -> bool {
    let n = s.pic.n() as u8;
    if s.t[T::Vec as usize].fp(x as u32) == s.t[T::Vec as usize].fp(y as u32) {
        return s.add_same(x, y, Reason::new(By::SameVec, &[x, y]));
    }
    // points that see X and Y in one direction: XY lies on a line with each of them
    let seers: Vec<u8> = (0..n).filter(|&a| !s.pic.same(a, x) && s.d(a, x) == s.d(a, y)).collect();
    for (i, &a) in seers.iter().enumerate() {
        for &c in &seers[..i] {
            if s.pic.proper(a, c, x) {
                return s.add_same(x, y, Reason::new(By::SameLines, &[x, y, a, c]));
            }
        }
    }
    // proved circles through A, X and Y
    let both = |s: &State, a: u8| -> Vec<Mask> {
        let three = bit(a) | bit(x) | bit(y);
        s.cycs.iter().copied().filter(|c| c & three == three).collect()
    };
    for &a in &seers {
        for m in both(s, a) {
            let mut others = crate::pic::members(m).filter(|&p| !s.pic.same(p, a) && !s.pic.same(p, x));
            if let (Some(p), Some(q)) = (others.next(), others.next())
                && s.pic.proper(a, p, q)
            {
                return s.add_same(x, y, Reason::new(By::SameLineCircle, &[x, y, a, p, q]));
            }
        }
    }
    for a in (0..n).filter(|&a| !s.pic.same(a, x)) {
        let circles = both(s, a);
        for i in 0..circles.len() {
            for j in 0..i {
                let pick = |m: Mask| {
                    let mut o = crate::pic::members(m).filter(|&p| !s.pic.same(p, a) && !s.pic.same(p, x));
                    Some((o.next()?, o.next()?))
                };
                if let (Some((p, q)), Some((r, t))) = (pick(circles[i]), pick(circles[j]))
                    && s.pic.proper(a, p, q)
                    && s.pic.proper(a, r, t)
                    && !on_circle(s, a, p, q, r)
                {
                    return s.add_same(x, y, Reason::new(By::SameCircles, &[x, y, a, p, q, r, t]));
                }
            }
        }
    }
    false
}

/// Whether R is on circle APQ in the picture.
fn on_circle(s: &State, a: u8, p: u8, q: u8, r: u8) -> bool {
    s.pic
        .circles_through(a, p)
        .iter()
        .any(|&c| s.pic.circles[c as usize].mask & bit(q) != 0 && s.pic.circles[c as usize].mask & bit(r) != 0)
}
