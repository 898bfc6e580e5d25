//! What a policy sees of a state and its candidates: structure, neither names nor coordinates.
//!
//! A state is its points and *rows*: sets of points that lie on a line or a circle, that lines of one direction or segments of one
//! length go through, or that the goal speaks of. A row is proved, or would be if the goal were (AlphaGeometry2, Chervonyi et al. 2025,
//! section 6.2, gives its model these three parts), or is merely true in the picture. A candidate is its kind, the sets of
//! points that play each part in its definition, and counts of what it meets by accident. A line plays its part with all the points
//! proved to be on it, so it does not matter by which two of them it is written: renaming points or moving the picture changes
//! nothing but the order.

use crate::search::candidates::{Candidate, Parts, adds, proved_lines};
use euclase_deduction::pic::{Mask, bit, dir_gap, members};
use euclase_deduction::state::State;
use euclase_deduction::{Depth, Session};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Hyp, Pt, Quantity};
use euclase_protocol::{Item, MET_CIRCLES, MET_DISTANCES, MET_LINES, ROWS, Row, TWIN, View};
use num_traits::Signed;
use rustc_hash::FxHashMap;

/// Most rows that are told of a kind.
const MOST_OF_A_KIND: usize = 40;

/// The closure of a session's picture with the goals among the hypotheses.
pub struct Assumed {
    thm: CoreTheorem,
}

impl Assumed {
    /// The theorem whose goals are assumed.
    pub fn new(thm: &CoreTheorem) -> Assumed {
        let mut thm = thm.clone();
        for g in std::mem::take(&mut thm.goals) {
            if let GoalKind::Fact(fact) = g.kind {
                thm.hyps.push(Hyp { fact, origin: g.origin });
            }
        }
        Assumed { thm }
    }

    /// The closure, with the auxiliary points of a session.
    fn close(&self, s: &Session) -> Option<State> {
        let xy = &s.state.pic.xy;
        let mut then = Session::new(&self.thm, xy).ok()?;
        for (i, a) in s.aux.iter().enumerate() {
            then.add_aux(&a.name, &a.def, &a.args, xy[s.thm.statement_points + i]).ok()?;
        }
        then.saturate_all(Depth::Cheap, &|| false);
        Some(then.state)
    }

    /// The view of a closed session.
    pub fn view(&self, s: &Session) -> View {
        let mut rows = Rows::of(&s.state);
        if let Some(then) = self.close(s) {
            rows.then(&s.state, &then);
        }
        rows.seen(&s.state);
        let goal = crate::search::goal_points(s.thm);
        for g in &s.thm.goals {
            rows.goal(&g.kind);
        }
        let (n, given) = (s.state.pic.n(), s.thm.statement_points);
        let yes = |b: bool| f32::from(u8::from(b));
        let point =
            |p: usize| [yes(goal.get(p).copied().unwrap_or(false)), yes(p >= given), yes(p >= given && p + 1 == n)];
        View { points: (0..n).map(point).collect(), rows: rows.told() }
    }
}

/// Rows under collection.
#[derive(Default)]
struct Rows {
    all: Vec<(Row, Mask)>,
}

/// Pairs of points that are apart, by a key; the points of each class of at least two pairs that is not one line.
fn classes(s: &State, key: impl Fn(u8, u8) -> u64, one_way: bool) -> Vec<(Mask, bool)> {
    let n = s.pic.n() as u8;
    let mut of: FxHashMap<u64, Vec<(u8, u8)>> = FxHashMap::default();
    for b in 0..n {
        for a in (0..b).filter(|&a| !s.pic.same(a, b)) {
            of.entry(key(a, b)).or_default().push((a, b));
        }
    }
    let mut out = Vec::new();
    for pairs in of.into_values().filter(|v| v.len() > 1) {
        let (first, mut mask, mut turned, mut apart) = (pairs[0], 0, false, false);
        for &(a, b) in &pairs {
            mask |= bit(a) | bit(b);
            turned |= dir_gap(s.pic.d(a, b), s.pic.d(first.0, first.1)) > 1e-6;
            apart |= s.pic.proper(first.0, first.1, a) || s.pic.proper(first.0, first.1, b);
        }
        if apart || !one_way {
            out.push((mask, turned));
        }
    }
    out
}

impl Rows {
    fn add(&mut self, row: Row, mask: Mask) {
        self.all.push((row, mask));
    }

    /// What is proved.
    fn of(s: &State) -> Rows {
        let mut rows = Rows::default();
        for m in proved_lines(s) {
            rows.add(Row::Line, m);
        }
        for &m in &s.cycs {
            rows.add(Row::Circle, m);
        }
        for (m, turned) in classes(s, |a, b| s.d(a, b), true) {
            rows.add(if turned { Row::Turned } else { Row::Parallel }, m);
        }
        for (m, _) in classes(s, |a, b| s.g(a, b), false) {
            rows.add(Row::Length, m);
        }
        rows
    }

    /// What is proved if the goal is assumed, and not without.
    fn then(&mut self, s: &State, then: &State) {
        let known: rustc_hash::FxHashSet<(Row, Mask)> = self.all.iter().copied().collect();
        let new = Rows::of(then).all.into_iter().filter(|r| !known.contains(r));
        let renamed = new.map(|(row, m)| {
            let row = match row {
                Row::Line => Row::ThenLine,
                Row::Circle => Row::ThenCircle,
                Row::Length => Row::ThenLength,
                _ => Row::ThenParallel,
            };
            (row, m)
        });
        let all = (1 << s.pic.n().min(127)) - 1;
        self.all.extend(renamed.map(|(r, m)| (r, m & all)));
    }

    /// What is only true in the picture.
    fn seen(&mut self, s: &State) {
        let lines: Vec<Mask> = proved_lines(s);
        for l in &s.pic.lines {
            if !lines.iter().any(|m| m & l.mask == l.mask) && !coincide(s, l.mask) {
                self.add(Row::SeenLine, l.mask);
            }
        }
        for c in &s.pic.circles {
            if !s.is_cyclic(c.mask) && !coincide(s, c.mask) {
                self.add(Row::SeenCircle, c.mask);
            }
        }
    }

    fn goal(&mut self, goal: &GoalKind) {
        let of = |points: &[Pt]| points.iter().fold(0, |m, p| m | bit(p.0 as u8));
        match goal {
            GoalKind::Fact(f) => match f {
                Fact::Same(a, b) => self.add(Row::GoalSame, of(&[*a, *b])),
                Fact::Coll(a, b, c) => self.add(Row::GoalLine, of(&[*a, *b, *c])),
                Fact::Cyclic(a, b, c, d) => self.add(Row::GoalCircle, of(&[*a, *b, *c, *d])),
                Fact::Sim { a, b, .. } => {
                    self.add(Row::GoalSimilar, of(a));
                    self.add(Row::GoalSimilar, of(b));
                }
                Fact::Dir { terms, .. } => {
                    for (k, a, b) in terms {
                        self.add(if *k > 0 { Row::GoalTurn } else { Row::GoalTurnBack }, of(&[*a, *b]));
                    }
                }
                Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                    for (k, a, b) in terms {
                        let row = if k.is_positive() { Row::GoalLength } else { Row::GoalLengthBack };
                        self.add(row, of(&[*a, *b]));
                    }
                }
                Fact::Vec(_) | Fact::Ang { .. } | Fact::Num(..) => self.add(Row::GoalOther, of(&f.points())),
            },
            GoalKind::Find(Quantity::Angle(t)) => self.add(Row::GoalOther, of(t)),
            GoalKind::Find(q) => self.add(Row::GoalOther, of(&q.points())),
            GoalKind::Cond(c) => self.add(Row::GoalOther, of(&c.points())),
            GoalKind::Prop(_) | GoalKind::Solve(_) => {}
        }
        let whole = goal.points().iter().fold(0, |m, p| m | bit(p.0 as u8));
        self.add(Row::GoalWhole, whole);
    }

    /// In a fixed order; of each kind the largest.
    fn told(mut self) -> Vec<(u8, Vec<u8>)> {
        self.all.sort_by_key(|&(r, m)| (r, std::cmp::Reverse(m.count_ones()), m));
        self.all.dedup();
        let mut out: Vec<(u8, Vec<u8>)> = Vec::new();
        let mut of_kind = [0; ROWS];
        for (r, m) in self.all {
            of_kind[r as usize] += 1;
            if of_kind[r as usize] <= MOST_OF_A_KIND {
                out.push((r as u8, members(m).collect()));
            }
        }
        out
    }
}

/// Whether fewer than three points of a set are apart: nothing to be seen.
fn coincide(s: &State, m: Mask) -> bool {
    members(m).filter(|&p| members(m).take_while(|&q| q < p).all(|q| !s.pic.same(p, q))).count() < 3
}

/// How many candidates of an ordered list have a greater hand-made score: equals share a rank, whatever their order.
pub fn ranks(list: &[Candidate]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::with_capacity(list.len());
    for (i, c) in list.iter().enumerate() {
        let same = i > 0 && list[i - 1].score == c.score;
        out.push(if same { out[i - 1] } else { i });
    }
    out
}

/// What a policy sees of the candidates of a list that is ordered by the hand-made score. `last`: the point added last, if it is
/// auxiliary.
pub fn items(parts: &Parts, list: &[Candidate], last: Option<u8>) -> Vec<Item> {
    list.iter().zip(ranks(list)).map(|(c, rank)| item(parts, c, last, rank)).collect()
}

/// What a policy sees of a candidate. `last`: the point added last, if it is auxiliary; `rank`: how many candidates the
/// hand-made score puts before it.
pub fn item(parts: &Parts, c: &Candidate, last: Option<u8>, rank: usize) -> Item {
    let m = &c.met;
    let few = |k: u8| f32::from(k.min(8)) / 4.0;
    let new = last.is_some_and(|p| c.args().contains(&p));
    let features = [
        few(m.lines),
        few(m.crowd),
        few(m.circles),
        few(m.triples),
        few(m.apex),
        few(m.lengths),
        few(m.parallel),
        few(m.perpendicular),
        few(m.goal),
        few(c.aims),
        f32::from(u8::from(new)),
        f32::from(u8::from(last.is_some())),
        c.score / 4.0,
        ((1 + rank) as f32).ln() / 8.0,
        f32::from(u8::from(c.twin.is_some())),
        f32::from(u8::from(adds(c.kind) > 1)),
    ];
    let with = [MET_LINES, MET_CIRCLES, MET_DISTANCES].into_iter().zip(m.with).filter(|e| e.1 != 0);
    let twin = c.twin.map(|p| (TWIN, bit(p)));
    let parts = parts.of(c).into_iter().chain(with).chain(twin).map(|(part, m)| (part, members(m).collect())).collect();
    Item { kind: c.kind as u8, parts, features }
}
