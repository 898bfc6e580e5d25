//! Candidates: every auxiliary point that a person would try in a state, with what it meets by accident.
//!
//! [`list`] runs through the definitions of the kernel's table over the points, lines and circles of a closure, and filters:
//! numerically possible, not degenerate, not a point that is there, not a duplicate. Nothing here is proof.

mod centres;
mod coincide;
mod families;
mod kinds;
mod loci;
mod moves;
mod pairs;
mod parts;
mod place;
mod plane;
mod twins;

pub use coincide::Met;
pub use kinds::{KINDS, Kind};
pub use moves::{Move, adds, moves, place};
pub use parts::{Parts, proved_lines};
pub use place::{Judge, Unfit, arity, places};

use coincide::{Scene, Seen};
use euclase_deduction::state::State;
use plane::P;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Most points of a definition.
pub const MOST_ARGS: usize = 9;

/// A point that might be added.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its definition.
    pub kind: Kind,
    /// The points of the definition.
    pub args: [u8; MOST_ARGS],
    /// How many.
    pub count: u8,
    /// Its place in the picture.
    pub at: P,
    /// What it meets beyond what its definition brings.
    pub met: Met,
    /// How many points the goal speaks of play a part in its definition.
    pub aims: u8,
    /// The point at whose place it is, if it is a second definition of one: only a proof may make them one.
    pub twin: Option<u8>,
    /// Its worth ([`super::score`]).
    pub score: f32,
}

impl Candidate {
    /// The points of the definition.
    pub fn args(&self) -> &[u8] {
        &self.args[..self.count as usize]
    }
}

/// How many candidates were listed, and why some were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filtered {
    /// All that were listed.
    pub listed: u64,
    /// Degenerate, far outside the picture, or so near to a point that nothing can be told apart.
    pub degenerate: u64,
    /// At the place of a point that is there, and nothing new about it.
    pub existing: u64,
    /// Of a kind of which there are too many, and meeting nothing.
    pub plain: u64,
    /// One of too many definitions of one place.
    pub duplicate: u64,
}

impl std::ops::AddAssign for Filtered {
    fn add_assign(&mut self, o: Filtered) {
        self.listed += o.listed;
        self.degenerate += o.degenerate;
        self.existing += o.existing;
        self.plain += o.plain;
        self.duplicate += o.duplicate;
    }
}

/// Definitions of one place that are kept.
const DEFINITIONS_OF_A_PLACE: usize = 6;

struct Enumerator<'a> {
    s: &'a State,
    /// Candidates of older points only are not listed.
    since: u8,
    heads: Vec<u8>,
    lines: Vec<loci::Line>,
    circles: Vec<loci::Circle>,
    scene: Scene<'a>,
    found: Vec<Candidate>,
    counts: Filtered,
    seen: Seen,
    /// Twins of each point so far.
    twins: Vec<usize>,
    /// Bits of the kinds that are listed.
    kinds: u64,
}

/// The bits of some kinds.
pub fn bits(kinds: impl IntoIterator<Item = Kind>) -> u64 {
    kinds.into_iter().fold(0, |m, k| m | 1 << k as u8)
}

/// The candidates of a state that speak of a point numbered `since` or above, best first by `score`, and what was left out.
/// `goal`: for each point, whether a goal speaks of it.
pub fn list(s: &State, since: u8, goal: &[bool], score: &dyn Fn(&Candidate) -> f32) -> (Vec<Candidate>, Filtered) {
    list_of(s, since, goal, score, u64::MAX)
}

/// The same for some kinds alone ([`bits`]).
pub fn list_of(
    s: &State,
    since: u8,
    goal: &[bool],
    score: &dyn Fn(&Candidate) -> f32,
    kinds: u64,
) -> (Vec<Candidate>, Filtered) {
    let heads = loci::heads(s);
    let (lines, circles) = (loci::lines(s, &heads), loci::circles(s, &heads));
    let mut aims = goal.to_vec();
    aims.resize(s.pic.n(), false);
    let scene = Scene::new(&s.pic, s.scale, &heads, &circles, &aims);
    let mut e = Enumerator {
        s,
        since,
        heads: heads.clone(),
        lines,
        circles,
        scene,
        found: Vec::new(),
        counts: Filtered::default(),
        seen: Seen::default(),
        twins: vec![0; s.pic.n()],
        kinds,
    };
    e.all();
    let (mut found, mut counts) = (e.found, e.counts);
    let parts = Parts::new(s);
    for c in &mut found {
        c.aims = parts.aims(c, goal);
        c.score = score(c);
    }
    // A stable sort: ties stay in the order of the list.
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut of_place: FxHashMap<(i64, i64), usize> = FxHashMap::default();
    let cell = 1e-6 * s.scale;
    found.retain(|c| {
        let key = ((c.at[0] / cell).round() as i64, (c.at[1] / cell).round() as i64);
        let n = of_place.entry(key).or_insert(0);
        *n += 1;
        *n <= DEFINITIONS_OF_A_PLACE
    });
    counts.duplicate = counts.listed - counts.degenerate - counts.existing - counts.plain - found.len() as u64;
    (found, counts)
}
