//! What is known of the figure from the words alone: which points share a line, a circle, a length.
//!
//! A line meets a circle twice. Where one of the two points already has a name, the drawing of the
//! original prover takes the other one, and the statement must say so (`other than`). Only what
//! the clauses say counts here, never coordinates, so that the text depends on the problem alone.

use std::collections::{BTreeMap, BTreeSet};

use super::names::P;

/// Union–find with a bit on each link: 0 for parallel, 1 for perpendicular.
#[derive(Default)]
struct Classes {
    parent: Vec<usize>,
    bit: Vec<bool>,
}

impl Classes {
    fn add(&mut self) -> usize {
        self.parent.push(self.parent.len());
        self.bit.push(false);
        self.parent.len() - 1
    }

    fn find(&self, mut i: usize) -> (usize, bool) {
        let mut bit = false;
        while self.parent[i] != i {
            bit ^= self.bit[i];
            i = self.parent[i];
        }
        (i, bit)
    }

    fn join(&mut self, i: usize, j: usize, bit: bool) {
        let ((a, p), (b, q)) = (self.find(i), self.find(j));
        if a != b {
            // The younger root hangs below the older one, so chains stay short and stable.
            let (young, old) = (a.max(b), a.min(b));
            self.parent[young] = old;
            self.bit[young] = p ^ q ^ bit;
        }
    }
}

/// Incidences, directions and equal lengths that the clauses state.
#[derive(Default)]
pub(super) struct Known {
    /// Sets of collinear points; a set merged into another is left empty.
    lines: Vec<BTreeSet<P>>,
    directions: Classes,
    segments: BTreeMap<(P, P), usize>,
    lengths: Classes,
    circles: Vec<BTreeSet<P>>,
    /// Points on a locus, by its text: for loci that none of the above describes.
    by_text: BTreeMap<String, BTreeSet<P>>,
}

impl Known {
    pub(super) fn coll(&mut self, points: &[P]) {
        let mut set: BTreeSet<P> = points.iter().copied().collect();
        if set.len() < 2 {
            return;
        }
        let mut home: Option<usize> = None;
        // A merged set may meet further ones in two points, so look until nothing changes.
        while let Some(i) =
            (0..self.lines.len()).find(|&i| Some(i) != home && self.lines[i].intersection(&set).count() >= 2)
        {
            set.append(&mut self.lines[i]);
            match home {
                None => home = Some(i),
                Some(h) => self.directions.join(h, i, false),
            }
        }
        match home {
            Some(h) => self.lines[h] = set,
            None => {
                self.lines.push(set);
                self.directions.add();
            }
        }
    }

    fn line(&mut self, a: P, b: P) -> Option<usize> {
        if a == b {
            return None;
        }
        self.coll(&[a, b]);
        self.lines.iter().position(|s| s.contains(&a) && s.contains(&b))
    }

    pub(super) fn direction(&mut self, [a, b]: [P; 2], [c, d]: [P; 2], perpendicular: bool) {
        if let (Some(i), Some(j)) = (self.line(a, b), self.line(c, d)) {
            self.directions.join(i, j, perpendicular);
        }
        if !perpendicular {
            // Parallel lines with a common point are one line.
            if a == c || a == d || b == c || b == d {
                self.coll(&[a, b, c, d]);
            }
        }
    }

    fn segment(&mut self, a: P, b: P) -> usize {
        let lengths = &mut self.lengths;
        *self.segments.entry((a.min(b), a.max(b))).or_insert_with(|| lengths.add())
    }

    pub(super) fn cong(&mut self, [a, b]: [P; 2], [c, d]: [P; 2]) {
        let (i, j) = (self.segment(a, b), self.segment(c, d));
        self.lengths.join(i, j, false);
    }

    pub(super) fn cyclic(&mut self, points: &[P]) {
        let mut set: BTreeSet<P> = points.iter().copied().collect();
        while let Some(i) = self.circles.iter().position(|s| s.intersection(&set).count() >= 3) {
            set.extend(self.circles.swap_remove(i));
        }
        self.circles.push(set);
    }

    pub(super) fn text(&mut self, locus: &str, p: P) {
        self.by_text.entry(locus.to_string()).or_default().insert(p);
    }

    pub(super) fn on_text(&self, locus: &str) -> BTreeSet<P> {
        self.by_text.get(locus).cloned().unwrap_or_default()
    }

    pub(super) fn on_line(&mut self, a: P, b: P) -> BTreeSet<P> {
        self.line(a, b).map(|i| self.lines[i].clone()).unwrap_or_default()
    }

    /// Points on the line through `p` parallel or perpendicular to `ab`.
    pub(super) fn on_direction(&mut self, p: P, [a, b]: [P; 2], perpendicular: bool) -> BTreeSet<P> {
        let mut found = BTreeSet::from([p]);
        let Some(base) = self.line(a, b) else { return found };
        let (class, bit) = self.directions.find(base);
        for (i, set) in self.lines.iter().enumerate() {
            if set.contains(&p) && self.directions.find(i) == (class, bit ^ perpendicular) {
                found.extend(set);
            }
        }
        found
    }

    /// Points at distance `ab` from `o`.
    pub(super) fn at_distance(&mut self, o: P, [a, b]: [P; 2]) -> BTreeSet<P> {
        let segment = self.segment(a, b);
        let (class, _) = self.lengths.find(segment);
        let mut found = BTreeSet::new();
        for (&(p, q), &i) in &self.segments {
            if (p == o || q == o) && p != q && self.lengths.find(i).0 == class {
                found.insert(p + q - o);
            }
        }
        found
    }

    /// Points equally far from `a` and `b`, and those on a line with two of them.
    pub(super) fn equidistant(&mut self, a: P, b: P) -> BTreeSet<P> {
        let mut found = BTreeSet::new();
        for (&(p, q), &i) in &self.segments {
            for (far, near) in [(p, q), (q, p)] {
                let other = self.segments.get(&(far.min(b), far.max(b)));
                if near == a && other.is_some_and(|&j| self.lengths.find(i).0 == self.lengths.find(j).0) {
                    found.insert(far);
                }
            }
        }
        if let Some(line) = self.lines.iter().find(|s| s.intersection(&found).count() >= 2) {
            found.extend(line);
        }
        found
    }

    /// Points on the circle through three points.
    pub(super) fn on_circle(&mut self, [a, b, c]: [P; 3]) -> BTreeSet<P> {
        let mut found = BTreeSet::from([a, b, c]);
        for set in &self.circles {
            if [a, b, c].iter().all(|p| set.contains(p)) {
                found.extend(set);
            }
        }
        let centres: Vec<P> = self.equidistant(a, b).intersection(&self.equidistant(b, c)).copied().collect();
        for o in centres {
            found.extend(self.at_distance(o, [o, a]));
        }
        found
    }

    /// Points that see `ab` under a right angle, with `a` and `b` themselves.
    pub(super) fn on_diameter(&mut self, a: P, b: P) -> BTreeSet<P> {
        let mut found = BTreeSet::from([a, b]);
        for i in 0..self.lines.len() {
            if !self.lines[i].contains(&a) || self.lines[i].contains(&b) {
                continue;
            }
            let (class, bit) = self.directions.find(i);
            for j in 0..self.lines.len() {
                if self.lines[j].contains(&b) && self.directions.find(j) == (class, !bit) {
                    found.extend(self.lines[i].intersection(&self.lines[j]));
                }
            }
        }
        let on_ab = self.on_line(a, b);
        for m in self.equidistant(a, b).intersection(&on_ab).copied().collect::<Vec<P>>() {
            found.extend(self.at_distance(m, [m, a]));
        }
        found
    }
}
