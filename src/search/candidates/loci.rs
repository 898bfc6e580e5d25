//! The lines and circles of a state, as the enumerator uses them: what is proved to be one line is one line.

use super::plane::{P, circumcenter, dist, sub};
use euclase_deduction::pic::{Mask, bit, members, pair};
use euclase_deduction::state::State;

/// A line through points of the picture.
#[derive(Clone, Debug)]
pub struct Line {
    /// The points proved to lie on it.
    pub mask: Mask,
    /// The points of the picture on it.
    pub seen: Mask,
    /// Its two oldest points; it is written with these.
    pub ends: [u8; 2],
    /// A point of it.
    pub p: P,
    /// Along it.
    pub u: P,
}

/// A circle through points of the picture.
#[derive(Clone, Debug)]
pub struct Circle {
    /// The points proved to lie on it; at least three.
    pub mask: Mask,
    /// Its oldest three points.
    pub first: [u8; 3],
    /// Centre.
    pub o: P,
    /// Radius.
    pub r: f64,
    /// Whether the closure knows a fourth point or the centre: a circle that somebody has drawn.
    pub known: bool,
}

impl Circle {
    /// Two points of the circle other than one of them, the oldest.
    pub fn others(&self, p: u8) -> [u8; 2] {
        let mut m = members(self.mask & !bit(p));
        [m.next().unwrap_or(p), m.next().unwrap_or(p)]
    }
}

/// Points that stand for themselves: of points proved to be one, the oldest.
pub fn heads(s: &State) -> Vec<u8> {
    (0..s.pic.n() as u8).filter(|&p| (0..p).all(|q| !s.pic.same(p, q) || !s.proved_same(p, q))).collect()
}

/// All lines through two points.
pub fn lines(s: &State, heads: &[u8]) -> Vec<Line> {
    let all = heads.iter().fold(0, |m, &p| m | bit(p));
    let mut out: Vec<Line> = Vec::new();
    let mut done: Vec<Mask> = vec![0; s.pic.n()];
    for (i, &b) in heads.iter().enumerate() {
        for &a in &heads[..i] {
            if s.pic.same(a, b) || done[a as usize] & bit(b) != 0 {
                continue;
            }
            let seen = s.pic.line_through(a, b).map_or(bit(a) | bit(b), |l| s.pic.lines[l].mask & all);
            let on = |c: u8| c == a || c == b || (!s.pic.same(a, c) && s.d(a, c) == s.d(a, b));
            let mask = members(seen).filter(|&c| on(c)).fold(0, |m, c| m | bit(c));
            for c in members(mask) {
                done[c as usize] |= mask;
            }
            let (p, q) = (s.pic.xy[a as usize], s.pic.xy[b as usize]);
            out.push(Line { mask, seen, ends: [a, b], p, u: sub(q, p) });
        }
    }
    out
}

/// All circles through three points.
pub fn circles(s: &State, heads: &[u8]) -> Vec<Circle> {
    let mut out: Vec<Circle> = Vec::new();
    let mut whole: Vec<Mask> = Vec::new();
    for (k, &c) in heads.iter().enumerate() {
        for (j, &b) in heads[..k].iter().enumerate() {
            for &a in &heads[..j] {
                if !s.pic.proper(a, b, c) {
                    continue;
                }
                let m = bit(a) | bit(b) | bit(c);
                let class = s.cycs.iter().copied().find(|x| x & m == m);
                let mask = class.unwrap_or(m) | m;
                if class.is_some() {
                    if whole.contains(&mask) {
                        continue;
                    }
                    whole.push(mask);
                }
                let [p, q, r] = [a, b, c].map(|x| s.pic.xy[x as usize]);
                let Some(o) = circumcenter(p, q, r) else { continue };
                let centre = || {
                    members(s.pic.apexes[pair(a, b)] & s.pic.apexes[pair(a, c)])
                        .any(|x| s.g(x, a) == s.g(x, b) && s.g(x, a) == s.g(x, c))
                };
                out.push(Circle { mask, first: [a, b, c], o, r: dist(o, p), known: class.is_some() || centre() });
            }
        }
    }
    out
}
