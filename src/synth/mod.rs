//! Synthetic problems with verified proofs: what the policy learns from.
//!
//! A random figure is closed with all rules. Among the points that a person would add to it, those that meet a line or a circle by
//! accident are defined as points of the statement; what is then true in the picture and not proved by the closure is a
//! conjecture about them. The statement keeps the points that the goal is made from and no other, and is closed again; if the goal
//! stays open, its proof needs an auxiliary point. Candidates are tried in the order of the hand-made score, and a problem is kept
//! when the kernel accepted a proof.
//!
//! So the data are made by the prover's own means, as in AlphaGeometry (Trinh et al., Nature 625, 2024), but forward from
//! what is true and open instead of backward from a trace: the closure proves nearly all that a random construction implies, and what
//! it leaves open is what is worth learning.

pub mod algebra;
pub mod deep;
mod draft;
pub mod figure;
pub mod goals;
pub mod label;
pub mod run;
pub mod shape;
#[cfg(test)]
mod tests;
mod words;

use crate::search::candidates::{self, Candidate};
use crate::search::{self, score};
use euclase_deduction::pic::{Mask, bit};
use euclase_deduction::{Depth, Session};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::Verdict;
use euclase_kernel::cert::Certificate;
use figure::Draft;
use goals::{Base, Claim, Sort};
use rustc_hash::FxHashSet;

/// A problem whose proof needs an auxiliary point.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The statement in the language.
    pub text: String,
    /// The statement.
    pub thm: CoreTheorem,
    /// Places of its points.
    pub pts: Vec<[f64; 2]>,
    /// A number that renaming points does not change.
    pub shape: u64,
    /// The proof that was found, if one was.
    pub solution: Option<Solution>,
}

/// A proof that the kernel accepted.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The auxiliary point.
    pub point: Candidate,
    /// How many candidates the hand-made score puts before it; None where that was not asked.
    pub rank: Option<usize>,
    /// The proof.
    pub proof: Certificate,
}

/// What became of what was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Tally {
    /// Random figures.
    pub figures: u64,
    /// Points that were defined on them.
    pub defined: u64,
    /// Conjectures.
    pub conjectures: u64,
    /// Their statement makes points that have no name.
    pub hidden: u64,
    /// A condition of their statement fails in the picture (the bisector of an angle that is none): about nothing.
    #[serde(default)]
    pub vacuous: u64,
    /// Proved without any auxiliary point.
    pub plain: u64,
    /// Equal to another of the same figure, or to one that is to be left out, up to names.
    pub repeated: u64,
    /// Closures with a candidate.
    pub tried: u64,
    /// Proofs that the kernel did not accept.
    pub refused: u64,
    /// Problems with a proof.
    pub proved: u64,
    /// Of these, other questions about the statement of one of the others.
    #[serde(default)]
    pub besides: u64,
    /// Problems without one.
    pub open: u64,
    /// Of these, those whose children were looked into.
    #[serde(default)]
    pub deeper: u64,
    /// And had one that one point more solves.
    #[serde(default)]
    pub searched: u64,
}

impl std::ops::AddAssign for Tally {
    fn add_assign(&mut self, o: Tally) {
        self.figures += o.figures;
        self.defined += o.defined;
        self.conjectures += o.conjectures;
        self.hidden += o.hidden;
        self.vacuous += o.vacuous;
        self.plain += o.plain;
        self.repeated += o.repeated;
        self.tried += o.tried;
        self.refused += o.refused;
        self.proved += o.proved;
        self.besides += o.besides;
        self.open += o.open;
        self.deeper += o.deeper;
        self.searched += o.searched;
    }
}

/// How to draw problems.
#[derive(Clone, Debug)]
pub struct Options {
    /// Seed of everything.
    pub seed: u64,
    /// Least and most points of a figure before the last one.
    pub points: (usize, usize),
    /// Points defined on each figure.
    pub tries: usize,
    /// Conjectures taken from one figure.
    pub most: usize,
    /// Candidates tried on each.
    pub patience: usize,
    /// Of the states that no single point solves, one in how many is looked into one point deeper; 0: none.
    pub deep: usize,
    /// The weights of the learned policy that orders candidates there; None: the hand-made score.
    pub expert: Option<std::path::PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Options { seed: 0, points: (5, 12), tries: 300, most: 24, patience: 60, deep: 8, expert: None }
    }
}

/// The problems of one figure: its number and the seed decide all. `leave_out`: shapes of problems that nothing may be
/// learned from.
pub fn problems(options: &Options, leave_out: &FxHashSet<u64>, number: u64) -> (Vec<Problem>, Tally) {
    let mut rng = Rng::new(options.seed, number);
    let (least, most) = options.points;
    let want = least + rng.below(most + 1 - least);
    let mut s =
        Synth { options, leave_out, met: FxHashSet::default(), tally: Tally { figures: 1, ..Tally::default() } };
    let out = figure::draw(&mut rng, want).map_or(Vec::new(), |d| s.of(&d, &mut rng));
    (out, s.tally)
}

struct Synth<'a> {
    options: &'a Options,
    leave_out: &'a FxHashSet<u64>,
    /// Shapes met in this figure.
    met: FxHashSet<u64>,
    tally: Tally,
}

impl Synth<'_> {
    fn of(&mut self, d: &Draft, rng: &mut Rng) -> Vec<Problem> {
        let Some(thm) = d.whole() else { return Vec::new() };
        let Ok(mut session) = Session::new(&thm, &d.pts) else { return Vec::new() };
        session.saturate_all(Depth::Full, &|| false);
        let mut last = candidates::by_accident(&session.state, figure::kinds());
        rng.shuffle(&mut last);
        let base = Base::new(&session.state);
        let mut out = Vec::new();
        let mut taken = 0;
        for c in last.iter().take(self.options.tries) {
            if taken >= self.options.most {
                break;
            }
            let mut d = d.clone();
            if !d.extend(c) {
                continue;
            }
            self.tally.defined += 1;
            let Some(mut child) = search::with(&session, c, &["X_0", "X_1"]) else { continue };
            // Angles and ratios abound, where there is nothing else: of these a part is taken.
            let abound = rng.below(4) == 0;
            child.saturate_all(Depth::Cheap, &|| false);
            let mut claims = goals::open(&base, &child.state);
            // What is open after the cheap rules may be open after all rules; if it would not be taken, there is nothing to close.
            if !claims.iter().any(|c| abound || c.sort < Sort::Angle) {
                continue;
            }
            child.saturate_all(Depth::Full, &|| false);
            claims.retain(|c| c.is_open(&child.state));
            for claim in drawn(&d, claims.clone(), abound, rng) {
                taken += 1;
                let text = claim.text(&child.state, &d.names);
                out.extend(self.problems(&d, &claim, &text, &claims, rng));
            }
        }
        out
    }

    /// A statement about a figure that is worth a problem: true in it, about something, not met before.
    fn stated(&mut self, d: &Draft, points: Mask, goal: &str) -> Option<Stated> {
        self.tally.conjectures += 1;
        let Some((thm, text, order)) = d.theorem(points, goal) else {
            self.tally.hidden += 1;
            return None;
        };
        let pts: Vec<[f64; 2]> = order.iter().map(|&p| d.pts[p as usize]).collect();
        if thm.conds.iter().any(|c| euclase_diagram::eval::cond_holds(&pts, &c.cond) != Some(true)) {
            self.tally.vacuous += 1;
            return None;
        }
        let shape = shape::of(&thm);
        if self.leave_out.contains(&shape) || !self.met.insert(shape) {
            self.tally.repeated += 1;
            return None;
        }
        Some(Stated { thm, text, order, pts, shape })
    }

    /// The problem of a claim that is true and open in a figure; and where a point solves it, of others among `claims` about the same
    /// points that the same point solves.
    fn problems(&mut self, d: &Draft, claim: &Claim, goal: &str, claims: &[Claim], rng: &mut Rng) -> Vec<Problem> {
        let points = d.ancestors(claim.points());
        let Some(stated) = self.stated(d, points, goal) else { return Vec::new() };
        let Ok(mut root) = Session::new(&stated.thm, &stated.pts) else { return Vec::new() };
        root.saturate(Depth::Full, &|| false);
        if root.done() {
            self.tally.plain += 1;
            return Vec::new();
        }
        let solution = self.solve(&root);
        let mut out = Vec::new();
        if let Some(s) = &solution {
            self.tally.proved += 1;
            let others = claims.iter().filter(|c| *c != claim && d.ancestors(c.points()) == points);
            out = self.besides(d, &root, &stated.order, &s.point, others.copied().collect(), rng);
        } else {
            self.tally.open += 1
        }
        drop(root);
        out.insert(0, stated.with(solution));
        out
    }

    /// The problems of other claims about a statement that one point solves.
    fn besides(
        &mut self,
        d: &Draft,
        root: &Session,
        order: &[u8],
        point: &Candidate,
        mut claims: Vec<Claim>,
        rng: &mut Rng,
    ) -> Vec<Problem> {
        let Some(mut child) = search::with(root, point, &["X_0", "X_1"]) else { return Vec::new() };
        child.saturate_all(Depth::Cheap, &|| false);
        let number = |p: u8| order.iter().position(|&q| q == p).map_or(p, |i| i as u8);
        claims.retain(|c| {
            let c = c.renamed(number);
            c.is_open(&root.state) && !c.is_open(&child.state)
        });
        rng.shuffle(&mut claims);
        let names: Vec<String> = order.iter().map(|&p| d.names[p as usize].clone()).collect();
        let points = order.iter().fold(0, |m, &p| m | bit(p));
        let mut out = Vec::new();
        for claim in claims.into_iter().take(BESIDES) {
            let goal = claim.renamed(number).text(&child.state, &names);
            let Some(stated) = self.stated(d, points, &goal) else { continue };
            // The same closure, asked another question.
            let asked = Session { thm: &stated.thm, ..child.clone() };
            if !asked.done() {
                continue;
            }
            let proof = asked.certificate().ok();
            let accepted = |p: &Certificate| matches!(euclase_kernel::check(&stated.thm, p), Verdict::Accepted(_));
            match proof.filter(accepted) {
                Some(proof) => {
                    self.tally.proved += 1;
                    self.tally.besides += 1;
                    let solution = Solution { point: point.clone(), rank: None, proof };
                    out.push(stated.with(Some(solution)));
                }
                None => self.tally.refused += 1,
            }
        }
        out
    }

    /// The first candidate that solves a problem.
    fn solve(&mut self, root: &Session) -> Option<Solution> {
        let goal = search::goal_points(root.thm);
        let (list, _) = candidates::first(&root.state, 0, &goal, &score::by_hand, self.options.patience);
        for (rank, c) in list.iter().enumerate() {
            self.tally.tried += 1;
            let Some(mut child) = search::with(root, c, &["X_0", "X_1"]) else { continue };
            child.saturate(Depth::Cheap, &|| false);
            if !child.done() {
                continue;
            }
            if let Ok(proof) = child.certificate()
                && let Verdict::Accepted(_) = euclase_kernel::check(root.thm, &proof)
            {
                return Some(Solution { point: c.clone(), rank: Some(rank), proof });
            }
            self.tally.refused += 1;
        }
        None
    }
}

/// A statement, before anybody has looked for a proof.
struct Stated {
    thm: CoreTheorem,
    text: String,
    /// Which points of the figure its points are.
    order: Vec<u8>,
    pts: Vec<[f64; 2]>,
    shape: u64,
}

impl Stated {
    fn with(self, solution: Option<Solution>) -> Problem {
        let Stated { thm, text, pts, shape, .. } = self;
        Problem { text, thm, pts, shape, solution }
    }
}

/// Problems of one statement that the same point solves, besides the first.
const BESIDES: usize = 4;

/// Claims taken for one point.
const CLAIMS: usize = 3;

/// Some claims, each sort that there is with the same chance; no two of one sort, nor of the same points. `abound`: sorts that
/// abound are taken where there is nothing else.
fn drawn(d: &Draft, mut claims: Vec<Claim>, abound: bool, rng: &mut Rng) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    while out.len() < CLAIMS {
        let rare = claims.iter().any(|c| c.sort < Sort::Angle);
        if !rare && !abound {
            break;
        }
        let mut sorts: Vec<Sort> = claims.iter().map(|c| c.sort).filter(|&s| !rare || s < Sort::Angle).collect();
        sorts.sort_unstable();
        sorts.dedup();
        if sorts.is_empty() {
            break;
        }
        let sort = sorts[rng.below(sorts.len())];
        let of_sort: Vec<&Claim> = claims.iter().filter(|c| c.sort == sort).collect();
        let claim = *of_sort[rng.below(of_sort.len())];
        let points = d.ancestors(claim.points());
        claims.retain(|c| c.sort != sort && d.ancestors(c.points()) != points);
        out.push(claim);
    }
    out
}
