//! Pairs of definitions that are one move: chords in a given direction or through a given point, far arc midpoints, poles.

use super::Enumerator;
use super::coincide::Site;
use super::families::{BARE, BY_ACCIDENT, MANY};
use super::kinds::Kind;
use super::loci::{Circle, Line};
use super::plane::{self, P, add, dist, foot, meet, mid, scale, sub, turned};
use euclase_deduction::pic::{bit, members};

impl Enumerator<'_> {
    /// All pairs, over the circles that are known.
    pub(super) fn chords(&mut self) {
        let (lines, circles) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.circles));
        for c in circles.iter().filter(|c| c.known) {
            for p in members(c.mask) {
                let [x, y] = c.others(p);
                let at = self.at(p);
                for l in lines.iter().filter(|l| l.seen & bit(p) == 0) {
                    let args = [p, l.ends[0], l.ends[1], x, y];
                    if !self.is_new(&args) {
                        continue;
                    }
                    let first = sub(add(at, self.at(l.ends[1])), self.at(l.ends[0]));
                    self.chord(Kind::ParallelChord, &args, c, first, BARE);
                    self.chord(Kind::PerpendicularChord, &args, c, foot(at, l.p, l.u), BARE);
                }
                // Of drawn lines alone, when there are many.
                let few = self.heads.len() <= MANY;
                let drawn = |l: &&Line| l.seen & bit(p) == 0 && (few || l.mask.count_ones() > 2);
                for l in lines.iter().filter(drawn) {
                    for m in lines.iter().take_while(|m| !std::ptr::eq(*m, l)).filter(drawn) {
                        let args = [p, m.ends[0], m.ends[1], l.ends[0], l.ends[1], x, y];
                        if l.seen & m.seen != 0 || !self.is_new(&args) {
                            continue;
                        }
                        if let Some(first) = meet(m.p, m.u, l.p, l.u) {
                            self.chord(Kind::MeetChord, &args, c, first, BY_ACCIDENT);
                        }
                    }
                }
                for (i, &b) in self.heads.clone().iter().enumerate() {
                    for &a in &self.heads.clone()[..i] {
                        let args = [p, a, b, x, y];
                        if a == p || b == p || self.s.pic.same(a, b) || !self.is_new(&args) {
                            continue;
                        }
                        let of_circle = c.mask & bit(a) != 0 && c.mask & bit(b) != 0;
                        let by_accident = if of_circle { BARE } else { BY_ACCIDENT };
                        self.chord(Kind::MidpointChord, &args, c, mid(self.at(a), self.at(b)), by_accident);
                    }
                }
            }
        }
        for c in &circles {
            self.arcs(c, if c.known { BARE } else { BY_ACCIDENT });
        }
        (self.lines, self.circles) = (lines, circles);
    }

    /// The other end of the chord of a circle through P and a point that is added before.
    fn chord(&mut self, kind: Kind, args: &[u8], c: &Circle, first: P, by_accident: bool) {
        let p = self.at(args[0]);
        let u = sub(first, p);
        let x = plane::second_on_line(p, u, c.o);
        if dist(x, p) > 1e-4 * c.r && matches!(self.scene.site(first), Site::Free) {
            self.offer(kind, args, x, by_accident);
        }
    }

    /// Far arc midpoints, and poles of chords, of a circle.
    fn arcs(&mut self, c: &Circle, by_accident: bool) {
        let centre = matches!(self.scene.site(c.o), Site::Free);
        for b in members(c.mask) {
            for a in members(c.mask).take_while(|&a| a != b) {
                let third = members(c.mask & !bit(a) & !bit(b)).next().unwrap_or(a);
                if !self.is_new(&[a, b, third]) {
                    continue;
                }
                let (p, q) = (self.at(a), self.at(b));
                let tangents = (turned(sub(p, c.o)), turned(sub(q, c.o)));
                if centre && let Some(x) = meet(p, tangents.0, q, tangents.1) {
                    self.offer(Kind::Pole, &[a, b, third], x, by_accident);
                }
                let near = plane::arc_midpoint(self.at(third), p, q);
                if let Some(near) = near.filter(|m| matches!(self.scene.site(*m), Site::Free)) {
                    let far = sub(scale(c.o, 2.0), near);
                    self.offer(Kind::FarArcMidpoint, &[third, a, b], far, by_accident);
                }
            }
        }
    }
}
