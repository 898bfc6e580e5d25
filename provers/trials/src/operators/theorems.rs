//! Operators that leave the certificate as it is and give it another theorem.

use super::{Mutant, Operator, Pool, operator};
use crate::variants::Edit;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_kernel::cert::{Certificate, Rule};
use euclase_kernel::json::{from_json, to_json};

pub const OPERATORS: &[Operator] = &[
    operator(
        "other_theorem",
        other,
        "the other theorem has the cited hypotheses at the same numbers, and the goal among the claims",
    ),
    operator(
        "hypothesis_dropped",
        dropped,
        "the proof does not use the hypothesis, and what it used of its conditions is printed now",
    ),
    operator(
        "hypothesis_changed",
        changed,
        "the proof does not use the hypothesis; the changed statement is a theorem as well",
    ),
    operator("goal_changed", goal, "the changed goal says the same: letters of one line, or points that coincide"),
    operator("goals_swapped", swapped, "the goals say the same"),
    operator("name", name, "none is: the name of the theorem is compared"),
];

/// The same names, at the points of another theorem.
fn moved(m: &mut Mutant, thm: &CoreTheorem) -> Option<()> {
    let text = to_json(&m.thm, &m.cert);
    m.cert = from_json(thm, &text).ok()?;
    Some(())
}

/// The certificate for another theorem: points by name, or by number.
fn other(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = rng.below(pool.corpus.len());
    let e = &pool.corpus[k];
    if k == m.entry {
        return None;
    }
    if moved(m, &e.thm).is_none() {
        let (given, now) = (m.thm.statement_points as u32, e.thm.statement_points as u32);
        if now == 0 {
            return None;
        }
        crate::slots::all_points(&mut m.cert, &mut |p| {
            *p = if p.0 < given { Pt(p.0 % now) } else { Pt(p.0 - given + now) };
        });
        // A name that the other statement has is not new there.
        for (i, a) in m.cert.aux.iter_mut().enumerate() {
            a.name = format!("Z_{i}");
        }
    }
    let text = format!("the proof of {}", m.cert.theorem);
    m.cert.theorem.clone_from(&e.thm.name);
    m.cert.goals.resize(e.thm.goals.len(), m.cert.steps.len().saturating_sub(1));
    (m.entry, m.thm) = (k, e.thm.clone());
    Some(text)
}

fn edited(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng, edit: Edit) -> Option<String> {
    let (number, v) = pool.variant(m.entry, edit, rng)?;
    moved(m, &v.thm)?;
    m.thm = v.thm.clone().into();
    m.variant = Some(((edit, number), v));
    Some(format!("{edit:?} {number}"))
}

/// Leaves out a hypothesis, and moves the numbers of those that are cited, where their facts are still there.
fn dropped(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let text = edited(m, pool, rng, Edit::DropHypothesis)?;
    follow(&pool.corpus[m.entry].thm, &m.thm, &mut m.cert);
    Some(text)
}

fn changed(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let text = edited(m, pool, rng, Edit::ChangeHypothesis)?;
    follow(&pool.corpus[m.entry].thm, &m.thm, &mut m.cert);
    Some(text)
}

/// Cites hypotheses by their numbers in the changed statement, where their facts are still there.
pub fn follow(old: &CoreTheorem, new: &CoreTheorem, cert: &mut Certificate) {
    for s in &mut cert.steps {
        if let Rule::Hyp(k) = &mut s.rule
            && let Some(h) = old.hyps.get(*k)
        {
            // By name: the points may have other numbers.
            let renamed = h.fact.map_points(&|p| new.find(old.name_of(p)).unwrap_or(p)).normalized();
            if let Some(n) = new.hyps.iter().position(|x| x.fact.normalized() == renamed) {
                *k = n;
            }
        }
    }
}

fn goal(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let text = edited(m, pool, rng, Edit::ChangeGoal)?;
    follow(&pool.corpus[m.entry].thm, &m.thm, &mut m.cert);
    // The claim of the goal's step, or any step, may be said to be the goal.
    if rng.below(2) == 0 {
        let (g, i) = (rng.below(m.cert.goals.len().max(1)), m.step(rng)?);
        if let Some(x) = m.cert.goals.get_mut(g) {
            *x = i;
        }
    }
    Some(text)
}

fn swapped(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    edited(m, pool, rng, Edit::SwapGoals)
}

fn name(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let other = &pool.corpus[rng.below(pool.corpus.len())].thm.name;
    m.cert.theorem = if *other == m.cert.theorem { format!("{other}_2") } else { other.clone() };
    Some("the name of another theorem".into())
}
