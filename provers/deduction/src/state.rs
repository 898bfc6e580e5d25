//! The state of a closure: tables, circles, and the log of equations with their reasons.
//!
//! Nothing here knows a rule of geometry; the rules (`rules/`) read fingerprints and call
//! [`State::emit`], [`State::add_cyclic`] and [`State::add_same`]. Every equation that was new
//! is logged with a small reason, so that its proof can be rebuilt later ([`crate::extract`]).

use crate::pic::{Mask, Pic, bit, members, pair};
pub use crate::reason::{By, Reason};
use crate::table::Table;
use euclase_grammar::core::{Fact, Pt};
use rustc_hash::FxHashSet;

/// The tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum T {
    /// Directions of pairs, constants dropped.
    Dir = 0,
    /// Logarithms of lengths; the first columns are logarithms of primes.
    Log = 1,
    /// Lengths; column 0 is the unit.
    Len = 2,
    /// Squared lengths; column 0 is the unit.
    Sq = 3,
    /// Points as vectors (affine relations).
    Vec = 4,
}

impl T {
    /// Number of its constant columns, which come first.
    pub fn constants(self) -> usize {
        if self == T::Vec { 0 } else { K }
    }
}

/// All tables, in order.
pub const TABLES: [T; 5] = [T::Dir, T::Log, T::Len, T::Sq, T::Vec];

/// Most equations logged in proof mode.
const MOST_LOGGED: usize = 6000;

/// Columns before the first pair: constants.
pub const K: usize = 16;

/// The primes of the log table's constant columns.
pub const PRIMES: [u64; K] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53];

/// Column of a pair in the Dir, Log, Len and Sq tables.
#[inline(always)]
pub fn col(a: u8, b: u8) -> u32 {
    (K + pair(a, b)) as u32
}

/// An equation of the log.
#[derive(Clone, Copy, Debug)]
pub struct Eq {
    /// Its table.
    pub table: T,
    /// Why.
    pub reason: Reason,
    /// Range of its terms.
    pub start: u32,
    /// Number of terms.
    pub len: u32,
    /// Round of the loop in which it came: how deep it lies.
    pub depth: u32,
}

/// Four concyclic points with a reason.
#[derive(Clone, Copy, Debug)]
pub struct CycFact {
    /// The points.
    pub pts: [u8; 4],
    /// Why.
    pub reason: Reason,
    /// Number of equations known before.
    pub time: u32,
}

/// A proved coincidence.
#[derive(Clone, Copy, Debug)]
pub struct SameFact {
    /// The points.
    pub pts: (u8, u8),
    /// Why.
    pub reason: Reason,
    /// Number of equations known before.
    pub time: u32,
}

/// A chain of triangles for the law of sines.
#[derive(Clone, Debug)]
pub struct SineChain {
    /// Corners (X, Y, Z): from the angle at X to the angle at Y.
    pub corners: Vec<[u8; 3]>,
}

/// Counts of work, for traces and benchmarks.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Rounds of the cheap loop.
    pub rounds: u32,
    /// Passes of the dear rules.
    pub dear: u32,
}

/// A closure in progress. Clone it, add a point, go on.
#[derive(Clone, Debug)]
pub struct State {
    /// The picture.
    pub pic: Pic,
    /// Size of the picture, for absolute tolerances.
    pub scale: f64,
    /// The tables.
    pub t: [Table; 5],
    /// The log of independent equations; the index is the time.
    pub eqs: Vec<Eq>,
    /// Their terms.
    pub terms: Vec<(u32, i32)>,
    /// Facts about circles.
    pub cyc_facts: Vec<CycFact>,
    /// Proved circles.
    pub cycs: Vec<Mask>,
    /// Changes of `cycs`.
    pub cyc_version: u32,
    /// Proved coincidences.
    pub sames: Vec<SameFact>,
    /// Hypotheses (statement, then definitions of auxiliary points).
    pub hyps: Vec<Fact>,
    /// Union–find over the members of each shape.
    pub sim: Vec<Vec<u16>>,
    /// Fingerprints of log(a/b) for the cluster members, and b/a in the field.
    pub cluster_k: Vec<Vec<(u64, u64)>>,
    /// The same for the clusters of squares.
    pub sq_cluster_k: Vec<Vec<(u64, u64)>>,
    /// Chains of the law of sines.
    pub sine_chains: Vec<SineChain>,
    /// The statement names a length as a number.
    pub unit: bool,
    /// Rows of the table of logarithms that a goal asks for.
    pub wanted: Vec<Vec<(u32, i32)>>,
    /// Ranks of the tables when each rule family last ran to no effect.
    pub seen: [[u32; 6]; crate::rules::FAMILIES],
    /// Counts.
    pub counts: Counts,
    /// Proof mode: log implied equations too, so that the proof can choose among reasons.
    pub log_all: bool,
    /// Reasons logged so far, in proof mode.
    logged: FxHashSet<(T, Reason)>,
}

impl State {
    /// An empty state.
    pub fn new(scale: f64) -> Self {
        let t = TABLES.map(|t| Table::new(t as u32, K, t.constants()));
        State {
            pic: Pic::default(),
            scale,
            t,
            eqs: Vec::new(),
            terms: Vec::new(),
            cyc_facts: Vec::new(),
            cycs: Vec::new(),
            cyc_version: 0,
            sames: Vec::new(),
            hyps: Vec::new(),
            sim: Vec::new(),
            cluster_k: Vec::new(),
            sq_cluster_k: Vec::new(),
            sine_chains: Vec::new(),
            unit: false,
            wanted: Vec::new(),
            seen: [[u32::MAX; 6]; crate::rules::FAMILIES],
            counts: Counts::default(),
            log_all: false,
            logged: FxHashSet::default(),
        }
    }

    /// Adds points to the picture and prepares the tables.
    pub fn add_points(&mut self, pts: &[[f64; 2]]) {
        for &p in pts {
            self.pic.push(p, self.scale);
        }
        self.pic.finish();
        let n = self.pic.n();
        let columns = K + n * n.saturating_sub(1) / 2;
        for t in &mut self.t[..4] {
            t.grow(columns);
        }
        self.t[T::Vec as usize].grow(n);
        self.sim.resize(self.pic.shapes.len(), Vec::new());
        for &s in &self.pic.busy {
            let want = self.pic.shapes[s as usize].tris.len();
            let v = &mut self.sim[s as usize];
            for k in v.len()..want {
                v.push(k as u16);
            }
        }
        let constants = |cs: &[crate::pic::Commensurable]| {
            cs.iter()
                .map(|c| {
                    c.pairs
                        .iter()
                        .map(|&(_, a, b)| (self.log_const(a as u64, b as u64), ratio(b as u64, a as u64)))
                        .collect()
                })
                .collect()
        };
        let (len, sq) = (constants(&self.pic.clusters), constants(&self.pic.sq_clusters));
        (self.cluster_k, self.sq_cluster_k) = (len, sq);
        self.seen = [[u32::MAX; 6]; crate::rules::FAMILIES];
    }

    /// Fingerprint of log(a/b), or a value that matches nothing when a prime is too large.
    fn log_const(&self, a: u64, b: u64) -> u64 {
        let t = &self.t[T::Log as usize];
        let mut s = 0;
        for (mut m, plus) in [(a, true), (b, false)] {
            for (i, &p) in PRIMES.iter().enumerate() {
                while m % p == 0 {
                    m /= p;
                    let v = t.fp(i as u32);
                    s = if plus { crate::field::add(s, v) } else { crate::field::sub(s, v) };
                }
            }
            if m != 1 {
                return crate::field::value_of(m as u32 ^ 0x5555, 99);
            }
        }
        s
    }

    /// Fingerprint of d(ab).
    #[inline(always)]
    pub fn d(&self, a: u8, b: u8) -> u64 {
        self.t[0].fp(col(a, b))
    }

    /// Fingerprint of log ab.
    #[inline(always)]
    pub fn g(&self, a: u8, b: u8) -> u64 {
        self.t[1].fp(col(a, b))
    }

    /// Adds an equation; logs it when it is new.
    #[inline]
    pub fn emit(&mut self, table: T, terms: &[(u32, i32)], reason: Reason) -> bool {
        let new = self.t[table as usize].add(terms);
        if !new && !self.log_all {
            return false;
        }
        if self.log_all && (!self.logged.insert((table, reason)) || (!new && self.eqs.len() >= MOST_LOGGED)) {
            return new;
        }
        let start = self.terms.len() as u32;
        self.terms.extend_from_slice(terms);
        let depth = self.counts.rounds + self.counts.dear;
        self.eqs.push(Eq { table, reason, start, len: terms.len() as u32, depth });
        new
    }

    /// Terms of a logged equation.
    pub fn terms_of(&self, e: &Eq) -> &[(u32, i32)] {
        &self.terms[e.start as usize..(e.start + e.len) as usize]
    }

    /// The time: number of equations so far.
    pub fn now(&self) -> u32 {
        self.eqs.len() as u32
    }

    /// Whether a set of points is inside one proved circle.
    pub fn is_cyclic(&self, m: Mask) -> bool {
        self.cycs.iter().any(|c| c & m == m)
    }

    /// Adds four concyclic points, merges circles that share three, and emits the equations of
    /// the inscribed angles: d(XA)−d(XB) = d(CA)−d(CB), and d(XY) = d(XA) + d(BY) − d(BA),
    /// which together generate all of them with integer coefficients.
    pub fn add_cyclic(&mut self, pts: [u8; 4], reason: Reason) -> bool {
        let m = pts.iter().fold(0, |m, &p| m | bit(p));
        if m.count_ones() < 4 || self.is_cyclic(m) {
            return false;
        }
        let time = self.now();
        self.cyc_facts.push(CycFact { pts, reason, time });
        let mut set = m;
        // Merge with every circle that shares three pairwise distinct points.
        let mut i = 0;
        while i < self.cycs.len() {
            if self.three_distinct(self.cycs[i] & set) {
                set |= self.cycs.swap_remove(i);
                i = 0;
            } else {
                i += 1;
            }
        }
        let pts: Vec<u8> = members(set).collect();
        self.cycs.push(set);
        self.cyc_version += 1;
        self.emit_inscribed(&pts);
        true
    }

    /// Whether three points of the mask are pairwise distinct in the picture.
    pub fn three_distinct(&self, m: Mask) -> bool {
        let mut reps: [u8; 3] = [0; 3];
        let mut k = 0;
        for p in members(m) {
            if reps[..k].iter().all(|&r| !self.pic.same(p, r)) {
                reps[k] = p;
                k += 1;
                if k == 3 {
                    return true;
                }
            }
        }
        false
    }

    fn emit_inscribed(&mut self, pts: &[u8]) {
        let distinct = self.pic.places(pts);
        // Another point at the place of one of them, not proved to be it, has its own angles.
        for &x in pts.iter().filter(|p| !distinct.contains(p)) {
            let others: Vec<u8> = distinct.iter().copied().filter(|&p| !self.pic.same(p, x)).collect();
            let Some((&base, rest)) = others.split_first_chunk::<3>() else { break };
            self.emit_angles_at(x, base, rest);
        }
        let Some((&[a, b, c], rest)) = distinct.split_first_chunk::<3>() else { return };
        if self.log_all && distinct.len() <= 8 {
            for (i, &b) in distinct.iter().enumerate() {
                for &a in &distinct[..i] {
                    for (j, &y) in distinct.iter().enumerate() {
                        for &x in &distinct[..j] {
                            if [a, b].iter().all(|&p| p != x && p != y) {
                                self.emit(
                                    T::Dir,
                                    &[(col(x, a), 1), (col(x, b), -1), (col(y, a), -1), (col(y, b), 1)],
                                    Reason::new(By::Inscribed, &[a, b, x, y]),
                                );
                            }
                        }
                    }
                }
            }
            return;
        }
        for (i, &x) in rest.iter().enumerate() {
            self.emit_angles_at(x, [a, b, c], &rest[..i]);
        }
    }

    /// The inscribed angles at X of a circle through A, B, C and others.
    fn emit_angles_at(&mut self, x: u8, [a, b, c]: [u8; 3], rest: &[u8]) {
        // d(CA) − d(CB) − d(XA) + d(XB) = 0
        self.emit(
            T::Dir,
            &[(col(c, a), 1), (col(c, b), -1), (col(x, a), -1), (col(x, b), 1)],
            Reason::new(By::Inscribed, &[a, b, c, x]),
        );
        for &y in std::iter::once(&c).chain(rest) {
            // angles over YA at X and at B: d(XY) − d(XA) − d(BY) + d(BA) = 0
            self.emit(
                T::Dir,
                &[(col(x, y), 1), (col(x, a), -1), (col(b, y), -1), (col(b, a), 1)],
                Reason::new(By::Inscribed, &[y, a, x, b]),
            );
        }
    }

    /// Adds a coincidence and its consequences.
    pub fn add_same(&mut self, x: u8, y: u8, reason: Reason) -> bool {
        if x == y || self.proved_same(x, y) {
            return false;
        }
        let time = self.now();
        self.sames.push(SameFact { pts: (x, y), reason, time });
        for z in 0..self.pic.n() as u8 {
            if self.pic.same(z, x) {
                continue;
            }
            for t in [T::Dir, T::Log, T::Len, T::Sq] {
                self.emit(t, &[(col(x, z), 1), (col(y, z), -1)], Reason::new(By::SameAs, &[x, y, z]));
            }
        }
        self.emit(T::Vec, &[(x as u32, 1), (y as u32, -1)], Reason::new(By::SameAs, &[x, y, x]));
        let facts = self.cyc_facts.clone();
        for (i, f) in facts.iter().enumerate() {
            for (from, to) in [(x, y), (y, x)] {
                if f.pts.contains(&from) && !f.pts.contains(&to) {
                    let pts = f.pts.map(|p| if p == from { to } else { p });
                    self.add_cyclic(pts, Reason::new(By::SameCyclic, &[from, to]).how(i as u16));
                }
            }
        }
        self.cyc_version += 1;
        true
    }

    /// Whether two points are proved equal (through a chain).
    pub fn proved_same(&self, x: u8, y: u8) -> bool {
        if x == y {
            return true;
        }
        let mut m = bit(x);
        loop {
            let before = m;
            for s in &self.sames {
                let (a, b) = (bit(s.pts.0), bit(s.pts.1));
                if m & (a | b) != 0 {
                    m |= a | b;
                }
            }
            if m & bit(y) != 0 {
                return true;
            }
            if m == before {
                return false;
            }
        }
    }

    /// B between A and C in the picture (collinear points).
    pub fn between(&self, a: u8, b: u8, c: u8) -> bool {
        self.pic.l(a, c) > self.pic.l(a, b).max(self.pic.l(b, c))
    }

    /// Whether three points are proved collinear, by directions.
    pub fn is_coll(&self, a: u8, b: u8, c: u8) -> bool {
        if a == b || b == c || a == c {
            return true;
        }
        if self.pic.proper(a, b, c) {
            return false;
        }
        let pairs = [(a, b, c), (b, a, c), (c, a, b)];
        pairs.iter().any(|&(p, q, r)| !self.pic.same(p, q) && !self.pic.same(p, r) && self.d(p, q) == self.d(p, r))
            || self.proved_same(a, b)
            || self.proved_same(b, c)
            || self.proved_same(a, c)
    }
}

/// a/b in the field.
fn ratio(a: u64, b: u64) -> u64 {
    crate::field::mul(crate::field::from_i64(a as i64), crate::field::inv(crate::field::from_i64(b as i64)))
}

/// Core point of an engine point.
pub fn pt(p: u8) -> Pt {
    Pt(p as u32)
}
