//! Candidates: every auxiliary point that a person would try in a state, with what it meets by accident.
//!
//! [`list`] runs through the definitions of the kernel's table over the points, lines and circles of a closure, and filters:
//! numerically possible, not degenerate, not a point that is there, not a duplicate. Nothing here is proof.

mod centres;
mod coincide;
mod crossings;
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
use crossings::Crossings;
use euclase_deduction::state::State;
use plane::P;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

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
    /// A candidate whose worth nobody has asked for yet.
    fn new(kind: Kind, points: &[u8], at: P, met: Met, twin: Option<u8>) -> Candidate {
        let mut args = [0; MOST_ARGS];
        args[..points.len()].copy_from_slice(points);
        Candidate { kind, args, count: points.len() as u8, at, met, aims: 0, twin, score: 0.0 }
    }

    /// The points of the definition.
    pub fn args(&self) -> &[u8] {
        &self.args[..self.count as usize]
    }
}

/// How many candidates were listed, and why some were left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Less worth than as many as are kept.
    #[serde(default)]
    pub late: u64,
}

impl std::ops::AddAssign for Filtered {
    fn add_assign(&mut self, o: Filtered) {
        self.listed += o.listed;
        self.degenerate += o.degenerate;
        self.existing += o.existing;
        self.plain += o.plain;
        self.duplicate += o.duplicate;
        self.late += o.late;
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
    /// Points of the statement.
    given: usize,
    /// Twins of each point so far.
    twins: Vec<usize>,
    /// What crosses the lines. None: every place is looked at (a test compares).
    crossings: Option<Crossings>,
    how: How,
    /// Bits of the kinds that are listed.
    kinds: u64,
}

/// What is asked of an enumerator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    /// All candidates, with what they meet by measure.
    Measured,
    /// All candidates, without.
    Unmeasured,
    /// Those that meet something by accident, without.
    ByAccident,
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
    let Enumerator { mut found, mut counts, .. } = enumerated(s, since, &heads, goal, kinds, How::Measured);
    let parts = Parts::new(s);
    for c in &mut found {
        c.aims = parts.aims(c, goal);
        c.score = score(c);
    }
    // A stable sort: ties stay in the order of the list.
    found.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut places = Places::new(s);
    found.retain(|c| places.has_room(c));
    counts.duplicate = counts.listed - counts.degenerate - counts.existing - counts.plain - found.len() as u64;
    (found, counts)
}

fn enumerated<'a>(s: &'a State, since: u8, heads: &'a [u8], goal: &[bool], kinds: u64, how: How) -> Enumerator<'a> {
    let mut e = enumerator(s, since, heads, goal, kinds, how);
    e.all();
    e
}

fn enumerator<'a>(s: &'a State, since: u8, heads: &'a [u8], goal: &[bool], kinds: u64, how: How) -> Enumerator<'a> {
    let (lines, circles) = (loci::lines(s, heads), loci::circles(s, heads));
    let mut aims = goal.to_vec();
    aims.resize(s.pic.n(), false);
    let scene = Scene::new(&s.pic, s.scale, heads, &circles, &aims);
    Enumerator {
        s,
        since,
        heads: heads.to_vec(),
        crossings: Some(Crossings::new(&s.pic, s.scale, heads, &lines, &circles)),
        how,
        lines,
        circles,
        scene,
        found: Vec::new(),
        counts: Filtered::default(),
        seen: Seen::default(),
        given: goal.len(),
        twins: vec![0; s.pic.n()],
        kinds,
    }
}

/// How many definitions each place has.
struct Places {
    cell: f64,
    of: FxHashMap<(i64, i64), usize>,
}

impl Places {
    fn new(s: &State) -> Places {
        Places { cell: 1e-6 * s.scale, of: FxHashMap::default() }
    }

    /// Counts a candidate; false when its place has enough.
    fn has_room(&mut self, c: &Candidate) -> bool {
        let key = ((c.at[0] / self.cell).round() as i64, (c.at[1] / self.cell).round() as i64);
        let n = self.of.entry(key).or_insert(0);
        *n += 1;
        *n <= DEFINITIONS_OF_A_PLACE
    }
}

/// Those of some kinds that meet a line, a circle or an equal distance by accident, in no order of worth; what they meet by measure is not
/// counted.
pub fn by_accident(s: &State, kinds: u64) -> Vec<Candidate> {
    let heads = loci::heads(s);
    enumerated(s, 0, &heads, &[], kinds, How::ByAccident).found
}

/// The first of [`list`], as it would be with all of them. The score may not fall when a count rises: most candidates are then seen not
/// to be among the first before everything is counted.
pub fn first(
    s: &State,
    since: u8,
    goal: &[bool],
    score: &dyn Fn(&Candidate) -> f32,
    most: usize,
) -> (Vec<Candidate>, Filtered) {
    let heads = loci::heads(s);
    let Enumerator { found, scene, mut seen, mut counts, .. } =
        enumerated(s, since, &heads, goal, u64::MAX, How::Unmeasured);
    let parts = Parts::new(s);
    // By score, then by place in the list.
    let mut queue: BinaryHeap<(Order, Reverse<usize>, bool)> = found
        .iter()
        .enumerate()
        .map(|(i, c)| {
            let met = Met { lengths: u8::MAX, parallel: u8::MAX, perpendicular: u8::MAX, ..c.met };
            (Order(score(&Candidate { met, aims: u8::MAX, ..c.clone() })), Reverse(i), false)
        })
        .collect();
    let (mut out, mut places) = (Vec::new(), Places::new(s));
    let mut found: Vec<Candidate> = found;
    while out.len() < most
        && let Some((_, Reverse(i), counted)) = queue.pop()
    {
        let c = &mut found[i];
        if counted {
            if places.has_room(c) {
                out.push(c.clone());
            } else {
                counts.duplicate += 1;
            }
            continue;
        }
        scene.look(c.at, &mut seen);
        scene.measure(&seen, &mut c.met);
        c.aims = parts.aims(c, goal);
        c.score = score(c);
        queue.push((Order(c.score), Reverse(i), true));
    }
    counts.late = found.len() as u64 - out.len() as u64 - counts.duplicate;
    (out, counts)
}

/// Numbers in their total order.
#[derive(PartialEq)]
struct Order(f32);

impl Eq for Order {}

impl PartialOrd for Order {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Order {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::score;
    use crate::synth::figure;
    use euclase_deduction::{Depth, Session};
    use euclase_diagram::rng::Rng;

    /// What is certain to meet nothing is left out early, and what cannot be among the first is not counted to the end: neither
    /// changes a list.
    #[test]
    fn short_cuts_change_no_list() {
        let (mut listed, mut alone) = (0, 0);
        for k in 0..40 {
            let mut rng = Rng::new(11, k);
            let Some(d) = figure::draw(&mut rng, 5 + k as usize % 6) else { continue };
            let thm = d.whole().expect("well-formed");
            let mut session = Session::new(&thm, &d.pts).expect("small");
            session.saturate(Depth::Cheap, &|| false);
            let s = &session.state;
            let goal: Vec<bool> = (0..s.pic.n()).map(|p| p % 3 == 0).collect();
            let heads = loci::heads(s);
            let mut slow = enumerator(s, 0, &heads, &goal, u64::MAX, How::Measured);
            slow.crossings = None;
            slow.all();
            let quick = enumerated(s, 0, &heads, &goal, u64::MAX, How::Measured);
            assert_eq!(quick.counts, slow.counts, "figure {k}");
            assert_eq!(quick.found.len(), slow.found.len(), "figure {k}");
            for (a, b) in quick.found.iter().zip(&slow.found) {
                assert_eq!(a, b, "figure {k}");
            }
            let (list, counts) = list(s, 0, &goal, &score::by_hand);
            assert_eq!(first(s, 0, &goal, &score::by_hand, 60).0, list[..list.len().min(60)], "figure {k}");
            let accident =
                |c: &Candidate| c.twin.is_none() && c.met.lines + c.met.circles + c.met.triples + c.met.apex > 0;
            let some = slow.found.iter().filter(|c| accident(c)).map(|c| (c.kind, c.args));
            assert!(by_accident(s, u64::MAX).iter().map(|c| (c.kind, c.args)).eq(some), "figure {k}");
            listed += counts.listed;
            alone += counts.plain;
        }
        assert!(listed > 300_000 && alone > listed / 2, "{listed} {alone}");
    }
}
