//! Lines: equal directions ⇒ collinear ⇒ equal directions and ordered sums of lengths;
//! perpendicular bisectors.

use crate::pic::{bit, members};
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    for l in 0..s.pic.lines.len() {
        line(s, l);
    }
    bisectors(s);
}

/// Proves what it can of one line of the picture.
fn line(s: &mut State, l: usize) {
    let pts = s.pic.lines[l].pts.clone();
    let mut done: Vec<u128> = Vec::new();
    for (i, &p) in pts.iter().enumerate() {
        for &q in &pts[i + 1..] {
            if s.pic.same(p, q) || done.iter().any(|&m| m & (bit(p) | bit(q)) == bit(p) | bit(q)) {
                continue;
            }
            // Grow {p, q} by every point seen in the same direction from a member. All members get
            // equal directions as they come, so each premise is known when it is used.
            let mut set = bit(p) | bit(q);
            loop {
                let before = set;
                for &r in &pts {
                    if set & bit(r) != 0 {
                        continue;
                    }
                    let seer = members(set).find(|&a| {
                        !s.pic.same(a, r) && members(set).any(|b| b != a && !s.pic.same(a, b) && s.d(a, b) == s.d(a, r))
                    });
                    let Some(a) = seer else { continue };
                    for c in members(set) {
                        // mostly the seer itself; a member that coincides with it in the picture may be known through another
                        let via = std::iter::once(a)
                            .chain(members(set))
                            .find(|&m| m != c && !s.pic.same(m, c) && !s.pic.same(m, r) && s.is_coll(c, m, r));
                        if let Some(m) = via.filter(|_| c != a && !s.pic.same(c, r)) {
                            s.emit(T::Dir, &[(col(c, m), 1), (col(c, r), -1)], Reason::new(By::CollDir, &[c, m, r]));
                        }
                    }
                    set |= bit(r);
                }
                if set == before {
                    break;
                }
            }
            if set.count_ones() >= 3 {
                sums(s, &pts, set);
            }
            done.push(set);
        }
    }
}

/// Emits the ordered sums of a proved line.
fn sums(s: &mut State, order: &[u8], set: u128) {
    let on: Vec<u8> = order.iter().copied().filter(|&p| set & bit(p) != 0).collect();
    if s.log_all && on.len() <= 7 {
        for &p in &on {
            for (j, &r) in on.iter().enumerate() {
                for &q in &on[..j] {
                    if p != q && p != r && !s.pic.same(p, q) && !s.pic.same(p, r) {
                        s.emit(T::Dir, &[(col(p, q), 1), (col(p, r), -1)], Reason::new(By::CollDir, &[p, q, r]));
                    }
                }
            }
        }
    }
    let a = on[0];
    for i in 1..on.len() {
        for j in i + 1..on.len() {
            let (x, y) = (on[i], on[j]);
            if s.pic.same(a, x) || s.pic.same(x, y) || !s.is_coll(a, x, y) {
                continue;
            }
            s.emit(T::Len, &[(col(a, x), 1), (col(x, y), 1), (col(a, y), -1)], Reason::new(By::BetweenSum, &[a, x, y]));
        }
    }
}

/// Equality in the triangle inequality: three points of a line of the picture that is not proved yet.
pub fn from_sums(s: &mut State) {
    for l in 0..s.pic.lines.len() {
        let pts = s.pic.lines[l].pts.clone();
        for (k, &c) in pts.iter().enumerate() {
            for (j, &b) in pts[..k].iter().enumerate() {
                for &a in &pts[..j] {
                    if s.pic.same(a, b) || s.pic.same(b, c) || s.is_coll(a, b, c) {
                        continue;
                    }
                    if s.t[T::Len as usize].eval(&[(col(a, b), 1), (col(b, c), 1), (col(a, c), -1)]) == 0 {
                        s.emit(T::Dir, &[(col(a, b), 1), (col(a, c), -1)], Reason::new(By::SumColl, &[a, b, c]));
                    }
                }
            }
        }
    }
}

/// Points equidistant from A and B lie on the perpendicular bisector, and conversely.
fn bisectors(s: &mut State) {
    for p in 0..s.pic.apexes.len() {
        let m = s.pic.apexes[p];
        if m.count_ones() < 2 {
            continue;
        }
        let (a, b) = s.pic.ends[p];
        if s.pic.same(a, b) {
            continue;
        }
        let ab = s.t[0].fp(col(a, b));
        let on = |s: &State, x: u8| s.g(x, a) == s.g(x, b);
        let Some(first) = members(m).find(|&x| on(s, x)) else { continue };
        for x in members(m).filter(|&x| x != first) {
            // Another point at the place of the first is seen from elsewhere.
            let other = |&y: &u8| !s.pic.same(x, y) && on(s, y);
            let Some(base) = Some(first).filter(other).or_else(|| members(m).find(other)) else { continue };
            let axis = s.t[0].fp(col(base, x));
            if s.g(x, a) == s.g(x, b) {
                if axis != ab {
                    s.emit(
                        T::Dir,
                        &[(col(base, x), 1), (col(a, b), -1)],
                        Reason::new(By::PerpBisector, &[base, x, a, b]),
                    );
                }
            } else if axis == ab {
                s.emit(T::Log, &[(col(x, a), 1), (col(x, b), -1)], Reason::new(By::PerpBisectorConv, &[base, x, a, b]));
            }
        }
    }
}
