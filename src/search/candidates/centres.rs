//! Circles with their centres: points of contact, centres of similitude, harmonic conjugates; and isogonal conjugates.

use super::Enumerator;
use super::families::{BARE, BY_ACCIDENT};
use super::kinds::Kind;
use super::plane;
use euclase_deduction::pic::members;

impl Enumerator<'_> {
    /// All of these.
    pub(super) fn centres(&mut self) {
        let circles = self.with_centres();
        for (i, &(o, a)) in circles.iter().enumerate() {
            for p in self.heads.clone() {
                if p != o && p != a && self.is_new(&[p, o, a]) {
                    for x in plane::contacts(self.at(p), self.at(o), self.at(a)) {
                        self.offer(Kind::Contact, &[p, o, a], x, BARE);
                    }
                }
            }
            for &(q, b) in circles[..i].iter().filter(|c| c.0 != o) {
                self.similitude([q, b, o, a]);
            }
        }
        self.conjugates();
    }

    /// Circles with a centre among the points and at least two points proved to be on them: the centre, and the oldest of these.
    fn with_centres(&self) -> Vec<(u8, u8)> {
        let mut out = Vec::new();
        for &o in &self.heads {
            let mut radii: Vec<(u64, u8, u8)> = Vec::new();
            for &a in self.heads.iter().filter(|&&a| !self.s.pic.same(a, o)) {
                let r = self.s.g(o, a);
                match radii.iter_mut().find(|e| e.0 == r) {
                    Some(e) => e.2 += 1,
                    None => radii.push((r, a, 1)),
                }
            }
            out.extend(radii.iter().filter(|e| e.2 > 1).map(|e| (o, e.1)));
        }
        out
    }

    /// Both centres of similitude of the circles around A through P and around B through Q.
    fn similitude(&mut self, args: [u8; 4]) {
        let [a, p, b, q] = args.map(|x| self.at(x));
        if self.s.pic.same(args[0], args[2]) || !self.is_new(&args) {
            return;
        }
        let (r, s) = (plane::dist(a, p), plane::dist(b, q));
        self.offer(Kind::SimilitudeInner, &args, plane::similitude(a, r, b, s), BARE);
        if (r - s).abs() > 1e-4 * r {
            self.offer(Kind::SimilitudeOuter, &args, plane::similitude(a, r, b, -s), BARE);
        }
    }

    /// The harmonic conjugate of each point of a line in any two others; isogonal conjugates.
    fn conjugates(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for l in lines.iter().filter(|l| l.mask.count_ones() > 2) {
            for b in members(l.mask) {
                for a in members(l.mask).take_while(|&a| a != b) {
                    for c in members(l.mask).filter(|&c| c != a && c != b) {
                        // At the place of C itself one of the two is no candidate.
                        self.similitude([a, c, b, c]);
                    }
                }
            }
        }
        self.lines = lines;
        let heads = self.heads.clone();
        for &p in &heads {
            for (k, &c) in heads.iter().enumerate() {
                for (j, &b) in heads[..k].iter().enumerate() {
                    for &a in &heads[..j] {
                        let args = [p, a, b, c];
                        let proper = |x, y, z| self.s.pic.proper(x, y, z);
                        let off = p != a && p != b && p != c && proper(p, a, b) && proper(p, b, c) && proper(p, c, a);
                        if !off || !proper(a, b, c) || !self.is_new(&args) {
                            continue;
                        }
                        let [at, x, y, z] = args.map(|q| self.at(q));
                        if let Some(x) = plane::isogonal_conjugate(at, x, y, z) {
                            self.offer(Kind::IsogonalConjugate, &args, x, BY_ACCIDENT);
                        }
                    }
                }
            }
        }
    }
}
