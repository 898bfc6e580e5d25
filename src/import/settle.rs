//! The choices that an imported statement leaves open.
//!
//! A line meets a circle twice, an equilateral triangle stands on either side: the original provers draw one of the
//! figures and draw again until the goal holds, so their statement is about such a figure. Where
//! the goal does not hold in all figures, this must be said, or the theorem is false. [`settle`]
//! samples figures with every choice of branches, and looks for conditions (an order on a line, a
//! side of a line, an orientation) that hold in a figure with the goal true and in no figure with the goal false. It keeps
//! as many true figures as it can, so that the theorem stays as strong as it is true.
//!
//! Figures only suggest: the conditions become hypotheses for everyone to read, and are checked
//! against fresh figures before they are taken.

use std::collections::BTreeMap;

use euclase_diagram::eval::cond_holds;
use euclase_diagram::{Options, Status, draw, figures, kind_status};
use euclase_grammar::core::{Cond, CoreTheorem, GoalKind, Pt};
use euclase_grammar::load;

/// Figures sampled at first, and again to check what was found.
const FIGURES: usize = 48;
/// Most figures that are ever compared: one bit each.
const MAX_FIGURES: usize = 128;
/// Most conditions that are added.
const MAX_CONDITIONS: usize = 4;
/// Most points of a problem whose triangles are compared with each other.
const MAX_POINTS: usize = 32;

/// What became of an imported theorem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The text, with the conditions that were added.
    pub text: String,
    /// The conditions, as they are written; empty where none is needed, and where none was found.
    pub added: Vec<String>,
    /// The goal is false in some figures, and no conditions were found that tell them apart; or there is no figure.
    pub open: bool,
}

/// A figure and whether the goals hold in it.
struct Sample {
    pts: Vec<[f64; 2]>,
    good: bool,
}

/// A condition that holds in the first figure.
struct Candidate {
    /// Simple ones first; of two kinds alike, the one about earlier points.
    rank: (u8, Vec<u32>),
    text: String,
    /// The figures where it holds.
    holds: u128,
}

/// Adds to one theorem (a text that `import` wrote) the conditions on which its goal depends.
pub fn settle(text: &str) -> Settled {
    let unchanged = |open| Settled { text: text.to_string(), added: Vec::new(), open };
    let Some(theorem) = theorem(text) else { return unchanged(true) };
    let Ok(first) = draw(&theorem, &Options::default()) else { return unchanged(true) };
    if verdict(&theorem, &first.pts) != Some(true) {
        // A value to be found has no truth to settle.
        return unchanged(theorem.goals.iter().any(|g| kind_status(&g.kind, &first.pts) == Status::Fails));
    }
    let mut samples = vec![Sample { pts: first.pts, good: true }];
    sample(&theorem, 1, &mut samples);
    if samples.iter().all(|s| s.good) {
        return unchanged(false);
    }
    for round in 2..5 {
        let Some(added) = separate(&theorem, &samples) else { break };
        let settled = with_conditions(text, &added);
        let Some(stronger) = self::theorem(&settled) else { break };
        let before = samples.len();
        let drawn = draw(&stronger, &Options::default()).is_ok_and(|f| verdict(&stronger, &f.pts) == Some(true));
        sample(&stronger, round, &mut samples);
        if drawn && samples[before..].iter().all(|s| s.good) {
            return Settled { text: settled, added, open: false };
        }
    }
    unchanged(true)
}

fn theorem(text: &str) -> Option<CoreTheorem> {
    load(text).ok()?.theorems.pop()
}

/// Do all goals hold? `None` where that is not clear, or not a question.
fn verdict(theorem: &CoreTheorem, pts: &[[f64; 2]]) -> Option<bool> {
    let mut good = true;
    let mut asked = false;
    for goal in &theorem.goals {
        if matches!(goal.kind, GoalKind::Find(_) | GoalKind::Solve(_)) {
            continue;
        }
        asked = true;
        match kind_status(&goal.kind, pts) {
            Status::Holds => {}
            Status::Fails => return Some(false),
            Status::Unclear => good = false,
        }
    }
    (asked && good).then_some(true)
}

fn sample(theorem: &CoreTheorem, seed: u64, samples: &mut Vec<Sample>) {
    let options = Options { seed, attempts: 3 * FIGURES as u32, ..Options::default() };
    for figure in figures(theorem, &options).take(FIGURES) {
        if samples.len() == MAX_FIGURES {
            return;
        }
        if let Some(good) = verdict(theorem, &figure.pts) {
            samples.push(Sample { pts: figure.pts, good });
        }
    }
}

/// The statement with assumptions before its first goal.
fn with_conditions(text: &str, added: &[String]) -> String {
    let goal = ["\n  show ", "\n  find "].iter().filter_map(|g| text.find(g)).min().unwrap_or(0);
    format!("{}\n  assume {}{}", &text[..goal], added.join(", "), &text[goal..])
}

/// Conditions that hold in the first figure and exclude all figures with the goal false.
fn separate(theorem: &CoreTheorem, samples: &[Sample]) -> Option<Vec<String>> {
    let candidates = candidates(theorem, samples);
    let mask =
        |good: bool| samples.iter().enumerate().filter(|(_, s)| s.good == good).fold(0u128, |m, (i, _)| m | 1 << i);
    let (all_good, all_bad) = (mask(true), mask(false));
    let (mut good, mut bad) = (all_good, all_bad);
    let mut chosen: Vec<&Candidate> = Vec::new();
    while bad != 0 && chosen.len() < MAX_CONDITIONS {
        let best = candidates.iter().filter(|c| bad & !c.holds != 0).max_by_key(|c| {
            let excluded = (bad & !c.holds).count_ones();
            let kept = (good & c.holds).count_ones();
            let all = excluded == bad.count_ones();
            let worth = if all { kept } else { excluded * good.count_ones() + kept * bad.count_ones() };
            (all, worth, std::cmp::Reverse(&c.rank))
        })?;
        good &= best.holds;
        bad &= best.holds;
        chosen.push(best);
    }
    if bad != 0 {
        return None;
    }
    // A later condition may have made an earlier one superfluous.
    for i in (0..chosen.len()).rev() {
        let rest = chosen.iter().enumerate().filter(|(j, _)| *j != i).fold(all_bad, |m, (_, c)| m & c.holds);
        if rest == 0 && chosen.len() > 1 {
            chosen.remove(i);
        }
    }
    Some(chosen.into_iter().map(|c| c.text.clone()).collect())
}

/// Where a condition holds, one bit a figure; `None` if that is unclear in one of them.
fn holds(samples: &[Sample], cond: &Cond) -> Option<u128> {
    samples
        .iter()
        .enumerate()
        .try_fold(0u128, |m, (i, s)| cond_holds(&s.pts, cond).map(|holds| m | u128::from(holds) << i))
}

/// Every simple condition on named points that can be judged in all figures and holds in the first.
fn candidates(theorem: &CoreTheorem, samples: &[Sample]) -> Vec<Candidate> {
    let named = (0..theorem.statement_points as u32).filter(|&i| !theorem.points[i as usize].hidden);
    let points: Vec<Pt> = named.map(Pt).take(MAX_POINTS).collect();
    let name = |p: Pt| theorem.points[p.ix()].name.as_str();
    let list = |t: &[Pt]| t.iter().map(|&p| name(p)).collect::<Vec<_>>().join(", ");
    let everywhere = u128::MAX >> (MAX_FIGURES - samples.len());
    let mut found = Vec::new();
    let mut add = |kind: u8, about: &[Pt], text: String, holds: u128| {
        if holds & 1 == 1 && holds != everywhere {
            found.push(Candidate { rank: (kind, about.iter().map(|p| p.0).collect()), text, holds });
        }
    };
    for (i, &a) in points.iter().enumerate() {
        for &b in &points[..i] {
            if let Some(apart) = holds(samples, &Cond::Distinct(b, a)) {
                add(0, &[b, a], format!("{} != {}", name(b), name(a)), apart);
            }
        }
    }
    // Triangles, by the figures in which they run against the clock; and points that are always on a line.
    let mut triangles: Vec<([Pt; 3], u128)> = Vec::new();
    for (k, &c) in points.iter().enumerate() {
        for (j, &b) in points[..k].iter().enumerate() {
            for &a in &points[..j] {
                let proper = holds(samples, &Cond::NotColl(a, b, c));
                if proper == Some(everywhere)
                    && let Some(positive) = holds(samples, &Cond::Positive([a, b, c]))
                {
                    triangles.push(([a, b, c], positive));
                }
                if proper != Some(0) {
                    continue;
                }
                for [p, m, q] in [[a, b, c], [b, a, c], [a, c, b]] {
                    if let Some(inside) = holds(samples, &Cond::Between(p, m, q)) {
                        add(1, &[p, m, q], format!("{} between {}", name(m), list(&[p, q])), inside);
                        let outside = holds(samples, &Cond::Outside(p, m, q)).unwrap_or(0);
                        add(2, &[p, m, q], format!("{} outside {}{}", name(m), name(p), name(q)), outside);
                    }
                }
            }
        }
    }
    // Triangles on one side: their third points are on the same side of it, or on different ones.
    let mut by_side: BTreeMap<[Pt; 2], Vec<(Pt, u128)>> = BTreeMap::new();
    for &([a, b, c], positive) in &triangles {
        for (side, third, sense) in [([a, b], c, positive), ([b, c], a, positive), ([a, c], b, !positive)] {
            by_side.entry(side).or_default().push((third, sense));
        }
    }
    for (&[a, b], thirds) in &by_side {
        for (i, &(p, u)) in thirds.iter().enumerate() {
            for &(q, v) in &thirds[..i] {
                let same = !(u ^ v) & everywhere;
                let about = [q, p, a, b];
                let side = format!("{}, {}{}", list(&[q, p]), name(a), name(b));
                add(3, &about, format!("same_side({side})"), same);
                add(3, &about, format!("opposite_side({side})"), !same & everywhere);
            }
        }
    }
    // Any two triangles; those that always turn alike stand for each other.
    let mut classes: Vec<([Pt; 3], u128)> = Vec::new();
    for &(t, v) in &triangles {
        if !classes.iter().any(|(_, u)| *u == v || *u == !v & everywhere) {
            classes.push((t, v));
        }
    }
    for (i, (s, u)) in classes.iter().enumerate() {
        for (t, v) in &classes[..i] {
            let about = [t.as_slice(), s.as_slice()].concat();
            let same = !(u ^ v) & everywhere;
            add(4, &about, format!("same_orientation({}, {})", list(t), list(s)), same);
            add(4, &about, format!("opposite_orientation({}, {})", list(t), list(s)), !same & everywhere);
        }
    }
    found
}
