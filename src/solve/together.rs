//! Can what a theorem about numbers assumes hold? Values show that it can, a proof of the absurd that it cannot.
//!
//! A theorem that assumes what cannot hold says nothing, as one without a figure does in geometry.

use super::Clock;
use super::numbers::{EFFORT, FEW, FIRST, MANY, at_values, judged};
use euclase_algebra::prove_helped;
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Goal, GoalKind, Num, Origin, Prop};
use euclase_kernel::Verdict;
use euclase_kernel::algebra::Proof;
use euclase_refute::numbers::Counter;
use std::collections::BTreeSet;

/// What was found.
pub(super) enum Together {
    /// It assumes nothing; or it asks for all solutions, and there may be none.
    Always,
    /// It holds at these values, by an exact check.
    At(Box<Counter>),
    /// Its hypotheses contradict one another, by a proof that the kernel accepted.
    Never,
    /// Neither was found.
    Unclear,
}

/// Most variables of the parts that are looked at for a contradiction, most of these parts, and the asks of the prover in each.
const PART: usize = 3;
const MAX_PARTS: usize = 40;
const ASKS: u64 = 500;

/// What is seen at once: before a proof is looked for.
pub(super) fn seen(thm: &CoreTheorem, clock: &Clock) -> Together {
    if euclase_figure::numbers::assumes_nothing(thm) {
        return Together::Always;
    }
    let absurd = absurd(thm);
    // Values that refute the absurd goal are values of which the hypotheses hold.
    if let Some(c) = at_values(&absurd, FEW, clock) {
        return Together::At(Box::new(c));
    }
    let stop = || clock.over();
    let mut proofs = parts(&absurd).map(|part| (prove_helped(&part, FIRST, ASKS, &stop, &mut |_| None).proof, part));
    if proofs.any(|(proof, part)| contradiction(&part, proof)) { Together::Never } else { Together::Unclear }
}

/// What is found with all effort, after what was seen.
pub(super) fn decided(thm: &CoreTheorem, seen: Together, clock: &Clock) -> Together {
    if !matches!(seen, Together::Unclear) {
        return seen;
    }
    let absurd = absurd(thm);
    if let Some(c) = at_values(&absurd, MANY, clock) {
        return Together::At(Box::new(c));
    }
    let proof = euclase_algebra::prove(&absurd, EFFORT, &|| clock.over()).proof;
    if contradiction(&absurd, proof) { Together::Never } else { Together::Unclear }
}

/// The theorem with a goal that nothing satisfies.
fn absurd(thm: &CoreTheorem) -> CoreTheorem {
    let origin = Origin { text: "the hypotheses contradict one another".into(), ..Origin::default() };
    let goals = vec![Goal { kind: GoalKind::Prop(Prop::Or(vec![])), origin }];
    CoreTheorem { goals, sketch: None, ..thm.clone() }
}

fn contradiction(absurd: &CoreTheorem, proof: Option<Proof>) -> bool {
    proof.is_some_and(|p| matches!(judged(absurd, p).1, Verdict::Accepted(_)))
}

/// What is assumed of few variables alone, fewest first: what contradicts itself often does in a part of it, and there it is
/// seen sooner.
fn parts(thm: &CoreTheorem) -> impl Iterator<Item = CoreTheorem> {
    let all: Vec<BTreeSet<u32>> = assumed(thm);
    let mut sets: Vec<BTreeSet<u32>> = vec![BTreeSet::new()];
    for s in &all {
        let more: Vec<_> = sets.iter().map(|t| t | s).filter(|t| t.len() <= PART).collect();
        for t in more {
            if !sets.contains(&t) {
                sets.push(t);
            }
        }
    }
    sets.retain(|s| all.iter().any(|t| t.is_subset(s)));
    sets.sort_by_key(BTreeSet::len);
    sets.truncate(MAX_PARTS);
    let thm = thm.clone();
    sets.into_iter().map(move |within| {
        let mut kept = all.iter().map(|s| s.is_subset(&within));
        let mut part = thm.clone();
        // in the order of `assumed`
        part.hyps.retain(|_| kept.next() == Some(true));
        part.conds.retain(|_| kept.next() == Some(true));
        part.props.retain(|_| kept.next() == Some(true));
        part
    })
}

/// The variables of each hypothesis, condition and statement.
fn assumed(thm: &CoreTheorem) -> Vec<BTreeSet<u32>> {
    let facts = thm.hyps.iter().map(|h| match &h.fact {
        Fact::Num(l, r) => variables([l, r]),
        _ => BTreeSet::new(),
    });
    let conds = thm.conds.iter().map(|c| condition(&c.cond));
    let props = thm.props.iter().map(|p| {
        let mut out = BTreeSet::new();
        p.prop.each_atom(&mut |a| out.append(&mut variables([&a.lhs, &a.rhs])));
        out
    });
    facts.chain(conds).chain(props).collect()
}

fn condition(c: &Cond) -> BTreeSet<u32> {
    match c {
        Cond::Num(l, _, r) => variables([l, r]),
        Cond::Not(f) => match &**f {
            Fact::Num(l, r) => variables([l, r]),
            _ => BTreeSet::new(),
        },
        Cond::Any(cs) => cs.iter().flat_map(condition).collect(),
        _ => BTreeSet::new(),
    }
}

fn variables(sides: [&Num; 2]) -> BTreeSet<u32> {
    let mut out = BTreeSet::new();
    for n in sides {
        n.each_part(&mut |x, _| {
            if let Num::Real(v) = x {
                out.insert(*v);
            }
        });
    }
    out
}
