//! Second definitions of points that are there.
//!
//! A person who cannot show that P lies on a circle takes the point where a line through P meets the circle again, finds out where
//! that point lies, and so that it is P. In the picture the two points are one; only a proof may make them one. A twin is listed where its definition says something
//! of P that is true and not proved. That there is such a definition is an accident, and what it meets besides is what is not proved of P.

use super::coincide::{Locus, Scene, Seen};
use super::kinds::{Kind, beyond};
use super::loci::{Circle, Line};
use super::moves::{Move, moves};
use super::{Candidate, Enumerator, How, Met};
use euclase_deduction::load::proves;
use euclase_deduction::pic::{Mask, bit, members};
use euclase_deduction::state::State;
use euclase_grammar::core::{Fact, Pt};
use euclase_kernel::auxiliary::define;

/// Twins of one point that are listed.
const MOST: usize = 24;

/// What a definition says of P that is not proved: lines, circles and equal distances, and whether it says anything that is proved.
/// None: nothing new.
fn news(s: &State, m: &Move, p: u8) -> Option<([u8; 3], bool)> {
    let facts = define(m.kind.name(), Pt(u32::from(p)), &m.points())?.facts;
    let (mut says, mut new) = ([0; 3], 0);
    for fact in facts.iter().filter(|f| !proves(s, f)) {
        new += 1;
        match fact {
            Fact::Coll(..) => says[0] += 1,
            Fact::Cyclic(..) => says[1] += 1,
            Fact::Len { .. } => says[2] += 1,
            _ => {}
        }
    }
    (new > 0).then_some((says, new < facts.len()))
}

/// Whether a definition says something new of P.
pub fn new(s: &State, m: &Move, p: u8) -> bool {
    news(s, m, p).is_some()
}

/// A definition of P: what it meets is what is not proved of P, beyond what the definition says. None: it says nothing new.
pub fn met(s: &State, scene: &Scene, m: &Move, p: u8, seen: &mut Seen) -> Option<Met> {
    let (says, _) = news(s, m, p)?;
    Some(beside(s, scene, says, p, seen))
}

/// The same, `says` being what the definition says that is not proved.
fn beside(s: &State, scene: &Scene, says: [u8; 3], p: u8, seen: &mut Seen) -> Met {
    let at = s.pic.xy[usize::from(p)];
    let met = scene.meet_news(at, seen, &|on, mask| open(s, p, on, mask));
    beyond(met, says)
}

/// Whether it is not proved that P is on a line or circle of the picture through others, or as far from all of them.
fn open(s: &State, p: u8, on: Locus, mask: Mask) -> bool {
    let others = mask & !bit(p);
    let differ = |of: &dyn Fn(u8) -> u64| members(others).any(|a| members(others).any(|b| of(a) != of(b)));
    match on {
        Locus::Line => differ(&|a| s.d(p, a)),
        Locus::Distance => differ(&|a| s.g(p, a)),
        Locus::Circle => {
            let proved = |c: &Mask| c & bit(p) != 0 && (c & others).count_ones() > 1;
            others.count_ones() > 2 && !s.cycs.iter().any(proved)
        }
    }
}

impl Enumerator<'_> {
    /// Lists a candidate at the place of P as its twin; false if it is none. What the search has added is not defined again: it
    /// might have been defined so at once.
    pub(super) fn twin(&mut self, kind: Kind, args: &[u8], p: u8) -> bool {
        usize::from(p) < self.given && !args.contains(&p) && self.second(kind, args, p, false)
    }

    /// `halfway`: something that it says of P must be proved.
    fn second(&mut self, kind: Kind, args: &[u8], p: u8, halfway: bool) -> bool {
        if self.how == How::ByAccident || self.kinds >> kind as u8 & 1 == 0 || self.twins[usize::from(p)] >= MOST {
            return false;
        }
        let Some((None, m)) = moves(kind, args, self.s.pic.n() as u8) else { return false };
        let Some((says, _)) = news(self.s, &m, p).filter(|n| n.1 || !halfway) else { return false };
        let mut met = beside(self.s, &self.scene, says, p, &mut self.seen);
        if self.how == How::Measured {
            self.scene.measure(&self.seen, &mut met);
        }
        self.twins[usize::from(p)] += 1;
        self.found.push(Candidate::new(kind, args, self.at(p), met, Some(p)));
        true
    }

    /// For each point, and each line or circle on which it is seen and not proved to be: where this meets a line or a circle through
    /// the point.
    pub(super) fn doubles(&mut self) {
        let (lines, circles) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.circles));
        for p in self.heads.clone() {
            let me = bit(p);
            let on_lines: Vec<&Line> = lines.iter().filter(|l| l.mask & me != 0).collect();
            let on_circles: Vec<&Circle> = circles.iter().filter(|c| c.known && c.mask & me != 0).collect();
            for m in lines.iter().filter(|m| m.seen & me != 0 && m.mask & me == 0) {
                for l in on_lines.iter().filter(|l| (l.seen & m.seen).count_ones() == 1) {
                    self.double(Kind::Meet, &[m.ends[0], m.ends[1], l.ends[0], l.ends[1]], p);
                }
                for c in &on_circles {
                    self.again(m.mask & c.mask, m.mask, c.mask, p);
                }
            }
            for seen in self.seen_circles(p) {
                for l in &on_lines {
                    self.again(l.mask & seen, l.mask, seen, p);
                }
                for c in &on_circles {
                    let Some(q) = members(c.mask & seen & !me).next() else { continue };
                    let two = |m: Mask| -> Option<[u8; 2]> {
                        // P itself is as good as another point of its own circle.
                        let rest = members(m & !bit(q) & !me).chain(members(m & me)).collect::<Vec<u8>>();
                        Some([*rest.first()?, *rest.get(1)?])
                    };
                    if let (Some([a, b]), Some([x, y])) = (two(c.mask), two(seen)) {
                        self.double(Kind::SecondCircles, &[q, a, b, x, y], p);
                    }
                }
            }
        }
        (self.lines, self.circles) = (lines, circles);
    }

    /// The other meeting of a line and a circle that have a point besides P.
    fn again(&mut self, common: Mask, line: Mask, circle: Mask, p: u8) {
        let Some(q) = members(common & !bit(p)).next() else { return };
        let d = members(line & !bit(q) & !bit(p)).next().unwrap_or(p);
        let mut others = members(circle & !bit(p) & !bit(q) & !bit(d)).chain(members(circle & bit(p) & !bit(d)));
        if let (Some(a), Some(b)) = (others.next(), others.next()) {
            self.double(Kind::SecondLineCircle, &[q, d, a, b], p);
        }
    }

    fn double(&mut self, kind: Kind, args: &[u8], p: u8) {
        if self.is_new(args) || p >= self.since {
            self.counts.listed += 1;
            if !self.second(kind, args, p, true) {
                self.counts.existing += 1;
            }
        }
    }

    /// The circles of the picture on which P is seen and not proved to be: for each what is proved to be on one circle.
    fn seen_circles(&self, p: u8) -> Vec<Mask> {
        let s = self.s;
        let all = self.heads.iter().fold(0, |m, &h| m | bit(h));
        let mut out = Vec::new();
        for c in s.pic.circles.iter().map(|c| c.mask & all).filter(|m| m & bit(p) != 0) {
            let classes: Vec<Mask> = s.cycs.iter().map(|k| k & c).filter(|k| k.count_ones() > 2).collect();
            if classes.iter().any(|k| k & bit(p) != 0 && *k == c) {
                continue;
            }
            out.extend(classes.iter().filter(|k| *k & bit(p) == 0));
            let rest = c & !bit(p);
            if classes.is_empty() && rest.count_ones() > 2 {
                out.push(members(rest).take(3).fold(0, |m, q| m | bit(q)));
            }
        }
        out
    }
}
