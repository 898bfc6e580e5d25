//! What is true in a picture and not proved: conjectures, as goals in the language.
//!
//! The picture is random, so what is true in it to rounding error is true; whether it can be proved is for the search to find out.

use euclase_deduction::field;
use euclase_deduction::pic::{Mask, bit, dir_gap};
use euclase_deduction::state::{State, T, col};

/// A fact worth asking for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// As written after `show`.
    pub text: String,
    /// The points that it speaks of.
    pub points: Mask,
    /// Its sort, for drawing evenly: collinear, cyclic, …
    pub sort: u8,
}

/// Most claims of a sort that are listed.
const MOST: usize = 24;
/// Two directions, or logarithms of lengths, are the same in the picture.
const SAME: f64 = 1e-9;

struct Claims<'a> {
    s: &'a State,
    names: &'a [String],
    about: Mask,
    /// Points that stand for themselves.
    heads: Vec<u8>,
    out: Vec<Claim>,
}

/// What is true in the picture of a closure and not known to it, and speaks of one of some points.
pub fn open(s: &State, names: &[String], about: Mask) -> Vec<Claim> {
    let heads = (0..s.pic.n() as u8).filter(|&p| (0..p).all(|q| !s.pic.same(p, q))).collect();
    let mut c = Claims { s, names, about, heads, out: Vec::new() };
    c.collinear();
    c.cyclic();
    let h = &c.heads;
    let pairs: Vec<[u8; 2]> = (0..h.len()).flat_map(|j| (0..j).map(move |i| [h[i], h[j]])).collect();
    c.directions(&pairs);
    c.lengths(&pairs);
    c.angles();
    c.ratios();
    c.products();
    c.sums(&pairs);
    c.constants();
    c.out
}

/// Runs of equal value, of two or more.
fn runs<T: Copy>(mut items: Vec<(f64, T)>) -> Vec<Vec<T>> {
    items.sort_by(|a, b| a.0.total_cmp(&b.0));
    let near = items.chunk_by(|a, b| b.0 - a.0 < SAME);
    near.filter(|run| run.len() > 1).map(|run| run.iter().map(|e| e.1).collect()).collect()
}

impl Claims<'_> {
    fn full(&self, sort: u8) -> bool {
        self.out.iter().filter(|c| c.sort == sort).count() >= MOST
    }

    fn add(&mut self, sort: u8, points: &[u8], text: String) {
        let points = points.iter().fold(0, |m, &p| m | bit(p));
        if points & self.about != 0 && !self.full(sort) {
            self.out.push(Claim { text, points, sort });
        }
    }

    fn list(&self, points: &[u8], between: &str) -> String {
        points.iter().map(|&p| self.names[p as usize].as_str()).collect::<Vec<_>>().join(between)
    }

    fn collinear(&mut self) {
        for line in &self.s.pic.lines {
            let on: Vec<u8> = self.heads.iter().copied().filter(|&p| line.mask >> p & 1 == 1).collect();
            for (k, &c) in on.iter().enumerate() {
                for (j, &b) in on[..k].iter().enumerate() {
                    for &a in &on[..j] {
                        if !self.s.is_coll(a, b, c) {
                            let text = format!("collinear({})", self.list(&[a, b, c], ", "));
                            self.add(0, &[a, b, c], text);
                        }
                    }
                }
            }
        }
    }

    fn cyclic(&mut self) {
        for circle in &self.s.pic.circles {
            let on: Vec<u8> = self.heads.iter().copied().filter(|&p| circle.mask >> p & 1 == 1).collect();
            for first in 0..on.len() {
                for w in on[first + 1..].windows(3) {
                    let p = [on[first], w[0], w[1], w[2]];
                    if !self.s.is_cyclic(p.iter().fold(0, |m, &x| m | bit(x))) {
                        let text = format!("cyclic({})", self.list(&p, ", "));
                        self.add(1, &p, text);
                    }
                }
            }
        }
    }

    /// Parallel and perpendicular lines.
    fn directions(&mut self, pairs: &[[u8; 2]]) {
        let s = self.s;
        let items = pairs.iter().map(|&p| ((s.pic.d(p[0], p[1]) * 2.0).rem_euclid(1.0), p)).collect();
        for run in runs(items) {
            for (j, &q) in run.iter().enumerate() {
                for &p in &run[..j] {
                    if s.d(p[0], p[1]) == s.d(q[0], q[1]) || p.iter().any(|x| q.contains(x)) {
                        continue;
                    }
                    let parallel = dir_gap(s.pic.d(p[0], p[1]), s.pic.d(q[0], q[1])) < 0.25;
                    let word = if parallel { "parallel" } else { "perp" };
                    let text = format!("{} {word} {}", self.list(&p, ""), self.list(&q, ""));
                    self.add(2, &[p[0], p[1], q[0], q[1]], text);
                }
            }
        }
    }

    fn lengths(&mut self, pairs: &[[u8; 2]]) {
        let s = self.s;
        for run in runs(pairs.iter().map(|&p| (s.pic.l(p[0], p[1]).ln(), p)).collect()) {
            for (j, &q) in run.iter().enumerate() {
                for &p in &run[..j] {
                    if s.g(p[0], p[1]) != s.g(q[0], q[1]) {
                        let text = format!("{} = {}", self.list(&p, ""), self.list(&q, ""));
                        self.add(3, &[p[0], p[1], q[0], q[1]], text);
                    }
                }
            }
        }
    }

    /// Equal directed angles at vertices, where neither pair of arms has the same direction.
    fn angles(&mut self) {
        let s = self.s;
        let turn = |[a, b, c]: [u8; 3]| field::sub(s.d(b, c), s.d(b, a));
        let mut all = Vec::new();
        for t in self.triples() {
            if s.pic.proper(t[0], t[1], t[2]) {
                all.push(((s.pic.d(t[1], t[2]) - s.pic.d(t[1], t[0])).rem_euclid(1.0), t));
            }
        }
        for run in runs(all) {
            for (j, &y) in run.iter().enumerate().take(12) {
                for &x in &run[..j] {
                    let by_arms = s.d(x[1], x[0]) == s.d(y[1], y[0]) || s.d(x[1], x[0]) == s.d(x[1], x[2]);
                    if turn(x) != turn(y) && !by_arms && !self.full(4) {
                        let text = format!("dangle({}) = dangle({})", self.list(&x, ", "), self.list(&y, ", "));
                        self.add(4, &[x[0], x[1], x[2], y[0], y[1], y[2]], text);
                    }
                }
            }
        }
    }

    /// Equal ratios of two sides of a triangle.
    fn ratios(&mut self) {
        let s = self.s;
        let ratio = |[a, b, c]: [u8; 3]| field::sub(s.g(b, a), s.g(b, c));
        let all = self.triples().into_iter().map(|t| ((s.pic.l(t[1], t[0]) / s.pic.l(t[1], t[2])).ln(), t)).collect();
        for run in runs(all) {
            for (j, &y) in run.iter().enumerate().take(12) {
                for &x in &run[..j] {
                    let trivial = s.g(x[1], x[0]) == s.g(y[1], y[0]) || s.g(x[1], x[0]) == s.g(x[1], x[2]);
                    if !trivial && ratio(x) != ratio(y) && !self.full(5) {
                        let write =
                            |[a, b, c]: [u8; 3]| format!("{}/{}", self.list(&[b, a], ""), self.list(&[b, c], ""));
                        let text = format!("{} = {}", write(x), write(y));
                        self.add(5, &[x[0], x[1], x[2], y[0], y[1], y[2]], text);
                    }
                }
            }
        }
    }

    /// Equal products of two lengths from one point, as in the power of a point.
    fn products(&mut self) {
        let s = self.s;
        let all: Vec<[u8; 3]> = self.triples().into_iter().filter(|t| t[0] < t[2]).collect();
        let key = |t: [u8; 3]| field::add(s.g(t[1], t[0]), s.g(t[1], t[2]));
        let value = |t: [u8; 3]| (s.pic.l(t[1], t[0]) * s.pic.l(t[1], t[2])).ln();
        for run in runs(all.into_iter().map(|t| (value(t), t)).collect()) {
            for (j, &y) in run.iter().enumerate().take(8) {
                for &x in &run[..j] {
                    let known = |p: [u8; 2], q: [u8; 2]| s.g(p[0], p[1]) == s.g(q[0], q[1]);
                    let sides = |t: [u8; 3]| [[t[1], t[0]], [t[1], t[2]]];
                    let trivial = sides(x).into_iter().any(|p| sides(y).into_iter().any(|q| known(p, q)));
                    if !trivial && key(x) != key(y) && !self.full(6) {
                        let write =
                            |[a, b, c]: [u8; 3]| format!("{}*{}", self.list(&[b, a], ""), self.list(&[b, c], ""));
                        let text = format!("{} = {}", write(x), write(y));
                        self.add(6, &[x[0], x[1], x[2], y[0], y[1], y[2]], text);
                    }
                }
            }
        }
    }

    /// A length that is the sum of two others.
    fn sums(&mut self, pairs: &[[u8; 2]]) {
        let s = self.s;
        let length = |p: [u8; 2]| s.pic.l(p[0], p[1]);
        let mut sorted: Vec<(f64, [u8; 2])> = pairs.iter().map(|&p| (length(p), p)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        for (j, &(y, q)) in sorted.iter().enumerate() {
            for &(x, p) in &sorted[..j] {
                let from = sorted.partition_point(|e| e.0 < (x + y) * (1.0 - SAME));
                let equal = sorted[from..].iter().take_while(|e| e.0 < (x + y) * (1.0 + SAME));
                for &(_, r) in equal {
                    let terms = [(col(p[0], p[1]), 1), (col(q[0], q[1]), 1), (col(r[0], r[1]), -1)];
                    if !self.full(7) && s.t[T::Len as usize].eval(&terms) != 0 {
                        let text = format!("{} + {} = {}", self.list(&p, ""), self.list(&q, ""), self.list(&r, ""));
                        self.add(7, &[p[0], p[1], q[0], q[1], r[0], r[1]], text);
                    }
                }
            }
        }
    }

    /// Angles of a whole number of degrees, but for parallels and right angles.
    fn constants(&mut self) {
        let s = self.s;
        for t in self.triples().into_iter().filter(|t| t[0] < t[2] && s.pic.proper(t[0], t[1], t[2])) {
            let turn = (s.pic.d(t[1], t[2]) - s.pic.d(t[1], t[0])).rem_euclid(1.0) * 180.0;
            let whole = turn.round();
            if (turn - whole).abs() < 1e-7 && whole % 90.0 != 0.0 && s.d(t[1], t[0]) != s.d(t[1], t[2]) {
                let text = format!("dangle({}) = {whole}°", self.list(&t, ", "));
                self.add(8, &t, text);
            }
        }
    }

    /// Angles: vertex in the middle.
    fn triples(&self) -> Vec<[u8; 3]> {
        let h = &self.heads;
        let mut out = Vec::new();
        for &b in h {
            for &a in h.iter().filter(|&&a| a != b) {
                out.extend(h.iter().filter(|&&c| c != a && c != b).map(|&c| [a, b, c]));
            }
        }
        out
    }
}
