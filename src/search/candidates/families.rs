//! Where each kind of auxiliary point is looked for.
//!
//! Each function lists the candidates of one family of definitions over the lines and circles of a state. Those whose
//! points are all older than `since` were listed before, for an earlier state, and are left out.

use super::coincide::Site;
use super::kinds::Kind;
use super::loci::{Circle, Line};
use super::plane::{self, P, add, cross, dist, dot, foot, meet, mid, scale, sub, turned};
use super::{Candidate, Enumerator, How, Met};
use euclase_deduction::field;
use euclase_deduction::pic::{bit, members};
use rustc_hash::FxHashSet;

/// Whether an accident is asked of a kind, because there are too many of it.
pub(super) const BARE: bool = false;
pub(super) const BY_ACCIDENT: bool = true;

impl Enumerator<'_> {
    pub(super) fn at(&self, p: u8) -> P {
        self.s.pic.xy[p as usize]
    }

    /// Whether a candidate of these points is new.
    pub(super) fn is_new(&self, args: &[u8]) -> bool {
        args.iter().any(|&p| p >= self.since)
    }

    /// Points, one after the other, each family.
    pub(super) fn all(&mut self) {
        self.pairs();
        self.triangles();
        self.feet();
        self.meets();
        self.line_circle();
        self.circle_circle();
        self.directed();
        self.bisectors();
        self.perpendiculars();
        self.similarities();
        self.antiparallels();
        self.centres();
        self.chords();
        self.doubles();
    }

    /// Midpoints, mirror images, equilateral triangles.
    fn pairs(&mut self) {
        let heads = self.heads.clone();
        for &a in &heads {
            for &b in &heads {
                if a == b || self.s.pic.same(a, b) || !self.is_new(&[a, b]) {
                    continue;
                }
                let (p, q) = (self.at(a), self.at(b));
                self.offer(Kind::Mirror, &[a, b], sub(scale(q, 2.0), p), BARE);
                if a < b {
                    self.offer(Kind::Midpoint, &[a, b], mid(p, q), BARE);
                    for x in plane::equilateral(p, q) {
                        self.offer(Kind::Equilateral, &[a, b], x, BY_ACCIDENT);
                    }
                }
            }
        }
    }

    /// Everything that belongs to three points: centres, arc midpoints, parallelograms, inverses, meetings with circles around a centre.
    fn triangles(&mut self) {
        let heads = self.heads.clone();
        for (k, &c) in heads.iter().enumerate() {
            for (j, &b) in heads[..k].iter().enumerate() {
                for &a in &heads[..j] {
                    if !self.is_new(&[a, b, c]) || !self.s.pic.proper(a, b, c) {
                        continue;
                    }
                    for [a, b, c] in [[a, b, c], [b, c, a], [c, a, b]] {
                        let (p, q, r) = (self.at(a), self.at(b), self.at(c));
                        self.offer(Kind::Parallelogram, &[b, a, c], sub(add(q, r), p), BARE);
                        self.offer(Kind::Excenter, &[a, b, c], plane::excenter(p, q, r), BARE);
                        if let Some(x) = plane::arc_midpoint(p, q, r) {
                            self.offer(Kind::ArcMidpoint, &[a, b, c], x, BARE);
                        }
                        // Around A through B, the line BC; and through C, the line CB. C inverted in the first.
                        for (b, c, q, r) in [(b, c, q, r), (c, b, r, q)] {
                            self.offer(
                                Kind::SecondLineCenter,
                                &[b, c, a],
                                plane::second_on_line(q, sub(r, q), p),
                                BARE,
                            );
                            let v = sub(r, p);
                            let x = add(p, scale(v, dot(sub(q, p), sub(q, p)) / dot(v, v)));
                            self.offer(Kind::Inverse, &[c, a, b], x, BARE);
                        }
                    }
                    let (p, q, r) = (self.at(a), self.at(b), self.at(c));
                    self.offer(Kind::Incenter, &[a, b, c], plane::incenter(p, q, r), BARE);
                    self.offer(Kind::Centroid, &[a, b, c], scale(add(add(p, q), r), 1.0 / 3.0), BARE);
                    if let Some(h) = meet(p, turned(sub(r, q)), q, turned(sub(r, p))) {
                        self.offer(Kind::Orthocenter, &[a, b, c], h, BARE);
                    }
                }
            }
        }
        let circles = std::mem::take(&mut self.circles);
        for c in &circles {
            if self.is_new(&c.first) {
                self.offer(Kind::Circumcenter, &c.first, c.o, BARE);
            }
        }
        self.circles = circles;
    }

    /// Feet and reflections.
    fn feet(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for l in &lines {
            for i in 0..self.heads.len() {
                let p = self.heads[i];
                let args = [p, l.ends[0], l.ends[1]];
                if l.seen & bit(p) != 0 || !self.is_new(&args) {
                    continue;
                }
                let f = foot(self.at(p), l.p, l.u);
                self.offer(Kind::Foot, &args, f, BARE);
                self.offer(Kind::Reflection, &args, sub(scale(f, 2.0), self.at(p)), BARE);
            }
        }
        self.lines = lines;
    }

    /// Two lines.
    fn meets(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        for (i, l) in lines.iter().enumerate() {
            for m in &lines[..i] {
                let args = [m.ends[0], m.ends[1], l.ends[0], l.ends[1]];
                if l.seen & m.seen != 0 || !self.is_new(&args) {
                    continue;
                }
                if let Some(x) = meet(l.p, l.u, m.p, m.u) {
                    self.offer(Kind::Meet, &args, x, BARE);
                }
            }
        }
        self.lines = lines;
    }

    /// A line through a point of a circle, and the circle.
    fn line_circle(&mut self) {
        let (lines, circles) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.circles));
        for c in &circles {
            for l in &lines {
                let common = l.mask & c.mask;
                if common.count_ones() != 1 {
                    continue;
                }
                let p = common.trailing_zeros() as u8;
                let Some(d) = members(l.mask & !common).next() else { continue };
                let [a, b] = c.others(p);
                let args = [p, d, a, b];
                if !self.is_new(&args) {
                    continue;
                }
                let x = plane::second_on_line(self.at(p), l.u, c.o);
                if dist(x, self.at(p)) < 1e-4 * c.r {
                    continue; // a tangent
                }
                self.offer(Kind::SecondLineCircle, &args, x, if c.known { BARE } else { BY_ACCIDENT });
            }
        }
        (self.lines, self.circles) = (lines, circles);
    }

    /// Two circles with a common point.
    fn circle_circle(&mut self) {
        let circles = std::mem::take(&mut self.circles);
        let meet = |e: &mut Self, c: &Circle, d: &Circle, need: bool| {
            let common = c.mask & d.mask;
            if common.count_ones() != 1 || dist(c.o, d.o) < 1e-3 * c.r.max(d.r) {
                return;
            }
            let p = common.trailing_zeros() as u8;
            let ([a, b], [x, y]) = (c.others(p), d.others(p));
            let args = [p, a, b, x, y];
            if e.is_new(&args) {
                let at = plane::second_of_circles(e.at(p), c.o, d.o);
                e.offer(Kind::SecondCircles, &args, at, need);
            }
        };
        for (i, c) in circles.iter().enumerate() {
            for d in &circles[..i] {
                if c.known || d.known || self.heads.len() <= MANY {
                    meet(self, c, d, if c.known && d.known { BARE } else { BY_ACCIDENT });
                }
            }
        }
        self.circles = circles;
    }

    /// Through a point parallel or perpendicular to a line, with another line.
    fn directed(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let apart = self.directions(&lines);
        for i in 0..self.heads.len() {
            let p = self.heads[i];
            for l in apart.iter().copied() {
                for m in &lines {
                    if m.seen & bit(p) != 0 || std::ptr::eq(l, m) {
                        continue;
                    }
                    let args = [p, l.ends[0], l.ends[1], m.ends[0], m.ends[1]];
                    if !self.is_new(&args) {
                        continue;
                    }
                    // Without anything in common, only by accident.
                    let near = l.seen & m.seen != 0 || l.seen & bit(p) != 0;
                    let need = if near && self.is_drawn(m) && self.is_drawn(l) { BARE } else { BY_ACCIDENT };
                    if !near && !self.is_drawn(m) {
                        continue;
                    }
                    if l.seen & bit(p) == 0
                        && let Some(x) = meet(self.at(p), l.u, m.p, m.u)
                    {
                        self.offer(Kind::MeetParallel, &args, x, need);
                    }
                    if let Some(x) = meet(self.at(p), turned(l.u), m.p, m.u) {
                        self.offer(Kind::MeetPerpendicular, &args, x, need);
                    }
                }
            }
        }
        self.lines = lines;
    }

    /// Whether a line is one that lines in some direction are crossed with: any, unless they are too many.
    fn is_drawn(&self, l: &Line) -> bool {
        self.heads.len() <= MANY || l.mask.count_ones() > 2
    }

    /// Of the lines that are proved to be parallel, the first.
    fn directions<'l>(&self, lines: &'l [Line]) -> Vec<&'l Line> {
        let mut met = FxHashSet::default();
        lines.iter().filter(|l| met.insert(self.s.d(l.ends[0], l.ends[1]))).collect()
    }

    /// Bisectors of angles and perpendicular bisectors, with lines and each other.
    fn bisectors(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let apart = |l: &Line, u: P| cross(l.u, u).abs() > 1e-3 * (dot(l.u, l.u) * dot(u, u)).sqrt();
        for (i, l) in lines.iter().enumerate() {
            // The vertex where two lines meet in a point.
            for m in &lines[..i] {
                let common = l.mask & m.mask;
                if common.count_ones() != 1 {
                    continue;
                }
                let b = common.trailing_zeros() as u8;
                let (Some(a), Some(c)) = (members(l.mask & !common).next(), members(m.mask & !common).next()) else {
                    continue;
                };
                let u = plane::bisector(self.at(a), self.at(b), self.at(c));
                for u in [u, turned(u)] {
                    for k in &lines {
                        let args = [a, b, c, k.ends[0], k.ends[1]];
                        // The kernel wants a line that meets both bisectors.
                        let meets = apart(k, u) && apart(k, turned(u));
                        if k.seen & common != 0 || !self.is_new(&args) || !meets || !self.is_drawn(k) {
                            continue;
                        }
                        if let Some(x) = meet(self.at(b), u, k.p, k.u) {
                            let opposite = k.mask & l.mask != 0 && k.mask & m.mask != 0;
                            self.offer(Kind::MeetBisector, &args, x, if opposite { BARE } else { BY_ACCIDENT });
                        }
                    }
                }
            }
        }
        let heads = self.heads.clone();
        for (i, &b) in heads.iter().enumerate() {
            for &a in &heads[..i] {
                if self.s.pic.same(a, b) {
                    continue;
                }
                let (p, u) = (mid(self.at(a), self.at(b)), turned(sub(self.at(b), self.at(a))));
                for k in &lines {
                    let args = [a, b, k.ends[0], k.ends[1]];
                    if !self.is_new(&args) || k.seen & bit(a) != 0 && k.seen & bit(b) != 0 || !apart(k, u) {
                        continue;
                    }
                    if let Some(x) = meet(p, u, k.p, k.u) {
                        self.offer(Kind::MeetPerpendicularBisector, &args, x, BY_ACCIDENT);
                    }
                }
                for (j, &d) in heads.iter().enumerate().take(i) {
                    for &c in &heads[..j] {
                        let args = [c, d, a, b];
                        if c == a || d == a || !self.is_new(&args) || self.s.pic.same(c, d) {
                            continue;
                        }
                        let v = turned(sub(self.at(d), self.at(c)));
                        if let Some(x) = meet(p, u, mid(self.at(c), self.at(d)), v) {
                            self.offer(Kind::PerpendicularBisectorsMeet, &args, x, BY_ACCIDENT);
                        }
                    }
                }
            }
        }
        self.lines = lines;
    }

    /// Two perpendiculars, each in a point of its line: tangents, the ends of diameters.
    fn perpendiculars(&mut self) {
        let lines = std::mem::take(&mut self.lines);
        let ends: Vec<(u8, &Line)> = lines.iter().flat_map(|l| members(l.mask).map(move |p| (p, l))).collect();
        for (i, &(p, l)) in ends.iter().enumerate() {
            for &(q, m) in &ends[..i] {
                let args = [p, l.ends[0], l.ends[1], q, m.ends[0], m.ends[1]];
                if p == q || l.seen & m.seen == 0 || !self.is_new(&args) {
                    continue;
                }
                if let Some(x) = meet(self.at(p), turned(l.u), self.at(q), turned(m.u)) {
                    self.offer(Kind::PerpendicularsMeet, &args, x, BY_ACCIDENT);
                }
            }
        }
        self.lines = lines;
    }

    /// Centres of spiral similarities of two segments, and triangles turned about a vertex.
    fn similarities(&mut self) {
        let heads = self.heads.clone();
        let pairs: Vec<[u8; 2]> = heads.iter().flat_map(|&b| heads.iter().map(move |&a| [a, b])).collect();
        for (i, &[c, d]) in pairs.iter().enumerate() {
            for &[a, b] in pairs[..i].iter().filter(|p| p[0] < p[1]) {
                let args = [a, b, c, d];
                if c == d || a == c || b == d || !self.is_new(&args) {
                    continue;
                }
                let [p, q, r, s] = args.map(|x| self.at(x));
                if let Some(x) = plane::spiral_center(p, q, r, s) {
                    self.offer(Kind::SpiralCenter, &args, x, BARE);
                }
            }
        }
        for &a in &heads {
            for &[d, e] in &pairs {
                if a == d || a == e || !self.s.pic.proper(a, d, e) {
                    continue;
                }
                for &b in &heads {
                    let args = [a, b, a, d, e];
                    if b == a || b == d || self.s.pic.same(a, b) || !self.is_new(&args) {
                        continue;
                    }
                    let [p, q, _, r, s] = args.map(|x| self.at(x));
                    self.offer(Kind::SimilarVertex, &args, plane::similar_vertex(p, q, p, r, s), BY_ACCIDENT);
                }
            }
        }
    }

    /// Isogonal lines in a vertex, and tangents of circles, with lines.
    fn antiparallels(&mut self) {
        let (lines, circles) = (std::mem::take(&mut self.lines), std::mem::take(&mut self.circles));
        let s = self.s;
        let offer = |e: &mut Self, p: u8, by: [u8; 6], by_accident: bool| {
            let [a, b, c, d, f, g] = by.map(|x| e.at(x));
            let u = plane::antiparallel(sub(b, a), sub(d, c), sub(g, f));
            for m in lines.iter().filter(|m| m.seen & bit(p) == 0) {
                if !e.is_drawn(m) {
                    continue;
                }
                let mut args = [p, 0, 0, 0, 0, 0, 0, m.ends[0], m.ends[1]];
                args[1..7].copy_from_slice(&by);
                if e.is_new(&args)
                    && let Some(x) = meet(e.at(p), u, m.p, m.u)
                {
                    e.offer(Kind::MeetAntiparallel, &args, x, by_accident);
                }
            }
        };
        for p in self.heads.clone() {
            let through: Vec<u8> = lines
                .iter()
                .filter(|l| l.mask & bit(p) != 0)
                .filter_map(|l| members(l.mask & !bit(p)).next())
                .collect();
            // Each direction once; a line that is there is no new one.
            let mut known: FxHashSet<u64> = through.iter().map(|&q| s.d(p, q)).collect();
            for (i, &b) in through.iter().enumerate() {
                for &a in &through[..i] {
                    for &c in through.iter().filter(|&&c| c != a && c != b) {
                        let sum = field::sub(field::add(s.d(a, p), s.d(b, p)), s.d(c, p));
                        if known.insert(sum) {
                            offer(self, p, [a, p, b, p, c, p], BY_ACCIDENT);
                        }
                    }
                }
            }
        }
        for c in circles.iter().filter(|c| c.known) {
            for p in members(c.mask) {
                let [a, b] = c.others(p);
                offer(self, p, [p, a, p, b, a, b], BARE);
            }
        }
        (self.lines, self.circles) = (lines, circles);
    }

    /// Filters a candidate, and keeps it.
    pub(super) fn offer(&mut self, kind: Kind, args: &[u8], at: P, by_accident: bool) {
        if self.kinds >> kind as u8 & 1 == 0 {
            return;
        }
        self.counts.listed += 1;
        if !at[0].is_finite() || !at[1].is_finite() {
            self.counts.degenerate += 1;
            return;
        }
        match self.scene.site(at) {
            Site::Unfit => {
                self.counts.degenerate += 1;
                return;
            }
            Site::Taken(p) => {
                if !self.twin(kind, args, p) {
                    self.counts.existing += 1;
                }
                return;
            }
            Site::Free => {}
        }
        let by_accident = by_accident || self.how == How::ByAccident;
        let alone = self.crossings.as_mut().and_then(|c| c.alone(kind, args, at));
        let met = match alone {
            Some(_) if by_accident => Met::default(),
            Some(on) => self.scene.alone(on),
            None => self.scene.meet(at, &mut self.seen),
        };
        let mut beyond = kind.beyond(met);
        if by_accident && beyond.lines == 0 && beyond.circles == 0 && beyond.triples == 0 && beyond.apex == 0 {
            self.counts.plain += 1;
            return;
        }
        if self.how == How::Measured {
            if alone.is_some() {
                self.scene.look(at, &mut self.seen);
            }
            self.scene.measure(&self.seen, &mut beyond);
        }
        self.found.push(Candidate::new(kind, args, at, beyond, None));
    }
}

/// Points up to which circles through any three points are crossed with each other.
pub(super) const MANY: usize = 12;
