//! Circles: equal inscribed angles, equal radii, central angles and their converse.

use crate::field as f;
use crate::pic::{bit, close_len, members, pair};
use crate::state::{By, Reason, State, T, col};

pub fn run(s: &mut State) {
    inscribed(s);
    radii(s);
}

/// Equal inscribed angles over a common chord ⇒ concyclic.
fn inscribed(s: &mut State) {
    let mut seen: Vec<(u64, u8)> = Vec::new();
    for c in 0..s.pic.circles.len() {
        let all = s.pic.circles[c].mask;
        if s.is_cyclic(all) {
            continue;
        }
        let pts = s.pic.circles[c].pts.clone();
        for (i, &p) in pts.iter().enumerate() {
            for &q in &pts[i + 1..] {
                if s.pic.same(p, q) {
                    continue;
                }
                seen.clear();
                for &x in &pts {
                    if s.pic.same(x, p) || s.pic.same(x, q) {
                        continue;
                    }
                    let k = f::sub(s.d(x, p), s.d(x, q));
                    if let Some(&(_, y)) = seen.iter().find(|e| e.0 == k) {
                        s.add_cyclic([p, q, y, x], Reason::new(By::InscribedConv, &[p, q, y, x]));
                    } else {
                        seen.push((k, x));
                    }
                }
            }
        }
    }
}

/// d(AB) − d(AO) − d(CB) + d(CA) = 1/2
fn central(s: &mut State, o: u8, a: u8, b: u8, c: u8) {
    s.emit(
        T::Dir,
        &[(col(a, b), 1), (col(a, o), -1), (col(c, b), -1), (col(c, a), 1)],
        Reason::new(By::CenterAngle, &[o, a, b, c]),
    );
}

/// Points at equal distances from a centre.
fn radii(s: &mut State) {
    for r in 0..s.pic.rays.len() {
        let (o, m) = s.pic.rays[r];
        if m.count_ones() < 3 {
            continue;
        }
        // Points at one place are one point only when that is proved: another may be the point that a proof is about.
        let mut groups: Vec<(u64, Vec<u8>)> = Vec::new();
        for p in members(m) {
            let g = s.g(o, p);
            match groups.iter_mut().find(|e| e.0 == g) {
                Some(e) => e.1.push(p),
                None => groups.push((g, vec![p])),
            }
        }
        for (_, all) in groups.iter().filter(|e| e.1.len() >= 2) {
            let g = &s.pic.places(all);
            let n = g.len();
            if n < 2 {
                continue;
            }
            if n >= 3 {
                for i in 0..n {
                    central(s, o, g[i], g[(i + 1) % n], g[(i + 2) % n]);
                }
                if s.log_all && n <= 7 {
                    for &a in g {
                        for &b in g {
                            for &c in g {
                                if a != b && b != c && c != a {
                                    central(s, o, a, b, c);
                                }
                            }
                        }
                    }
                }
                let base = bit(g[0]) | bit(g[1]) | bit(g[2]);
                for &x in all {
                    if base & bit(x) == 0 && !s.is_cyclic(base | bit(x)) {
                        s.add_cyclic([g[0], g[1], g[2], x], Reason::new(By::RadiusCircle, &[o, g[0], g[1], g[2], x]));
                    }
                }
            }
            // the converse, over every chord of the proved group
            for c in members(m).filter(|c| !all.contains(c)) {
                'chords: for i in (0..n).filter(|&i| !s.pic.same(c, g[i])) {
                    for j in (0..i).filter(|&j| !s.pic.same(c, g[j])) {
                        for (a, b) in [(g[i], g[j]), (g[j], g[i])] {
                            let l = f::sub(f::add(s.d(a, b), s.d(c, a)), f::add(s.d(a, o), s.d(c, b)));
                            if l == 0 {
                                s.emit(
                                    T::Log,
                                    &[(col(o, c), 1), (col(o, a), -1)],
                                    Reason::new(By::CenterAngleConv, &[o, a, b, c]),
                                );
                                break 'chords;
                            }
                        }
                    }
                }
            }
        }
    }
}

/// R equidistant from M and N, on a bisector of the angle at A (AM ≠ AN): A, M, N, R concyclic.
pub fn bisector_circle(s: &mut State) {
    for c in 0..s.pic.circles.len() {
        let pts = s.pic.circles[c].pts.clone();
        for (i, &m) in pts.iter().enumerate() {
            for &n in &pts[..i] {
                if s.pic.same(m, n) {
                    continue;
                }
                for &r in &pts {
                    if s.pic.same(r, m)
                        || s.pic.same(r, n)
                        || s.g(r, m) != s.g(r, n)
                        || s.pic.apexes[pair(m, n)] & bit(r) == 0
                    {
                        continue;
                    }
                    for &a in &pts {
                        let new = [m, n, r].iter().all(|&x| !s.pic.same(a, x));
                        if !new
                            || s.is_cyclic(bit(a) | bit(m) | bit(n) | bit(r))
                            || close_len(s.pic.l(a, m), s.pic.l(a, n))
                        {
                            continue;
                        }
                        if f::add(s.d(a, r), s.d(a, r)) == f::add(s.d(a, m), s.d(a, n)) {
                            s.add_cyclic([a, m, n, r], Reason::new(By::BisectorCircle, &[a, m, n, r]));
                        }
                    }
                }
            }
        }
    }
}

/// Three proved circles through three pairs of points whose lines make a triangle are one circle.
pub fn three_circles(s: &mut State) {
    for c in 0..s.pic.circles.len() {
        let on: Vec<u128> = s.cycs.iter().copied().filter(|m| m & !s.pic.circles[c].mask == 0).collect();
        for (i, &k1) in on.iter().enumerate() {
            for (j, &k2) in on[..i].iter().enumerate() {
                for &k3 in &on[..j] {
                    let (cd, ef, ab) = (k1 & k2, k2 & k3, k1 & k3);
                    let two = |m: u128| -> Option<(u8, u8)> {
                        let mut it = members(m);
                        let (x, y) = (it.next()?, it.next()?);
                        (!s.pic.same(x, y)).then_some((x, y))
                    };
                    let (Some((a, b)), Some((cc, d)), Some((e, h))) = (two(ab), two(cd), two(ef)) else { continue };
                    let p = (0..s.pic.n() as u8)
                        .find(|&p| s.is_coll(a, b, p) && s.is_coll(cc, d, p) && s.pic.proper(p, e, h));
                    if let Some(p) = p {
                        s.add_cyclic([a, b, cc, e], Reason::new(By::ThreeCircles, &[a, b, cc, d, e, h, p]));
                        return;
                    }
                }
            }
        }
    }
}
