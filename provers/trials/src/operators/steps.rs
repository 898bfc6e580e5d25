//! Operators on the order of steps, and on the goals.

use super::{Mutant, Operator, Pool, operator};
use crate::slots;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Fact, Pt};
use euclase_kernel::cert::{Rule, Step};

pub const OPERATORS: &[Operator] = &[
    operator("step_delete", delete, "the step was not needed"),
    operator("step_duplicate", duplicate, "the step is there twice, and right twice"),
    operator("step_reorder", reorder, "the order of independent steps is free, the citations follow them"),
    operator("step_exchange", exchange, "two steps with the same place in the citations"),
    operator("step_cut", cut, "the goal is claimed before the end"),
    operator("same_forged", forged, "the two points are one, or the forged step is rejected"),
    operator(
        "points_merged",
        merged,
        "with one point for two, hypotheses that are cited must still be the statement's: harmless where the point does not matter",
    ),
    operator("points_exchanged", exchanged, "the theorem is symmetric in the two points"),
    operator(
        "step_from_another",
        from_another,
        "the step of another proof holds here too, or is not cited and follows from what it cites",
    ),
    operator("goal_redirect", goal_redirect, "the other step claims the goal too"),
    operator("goal_claimed", goal_claimed, "the goal is a hypothesis, or the step that now claims it may do so"),
    operator("goals_permuted", goals_permuted, "the goals say the same"),
    operator("goal_count", goal_count, "none is: each goal has its step"),
];

/// Removes a step; citations of it are dropped, or go to an earlier step.
fn delete(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    m.cert.steps.remove(i);
    let instead = if i > 0 && rng.below(2) == 0 { Some(rng.below(i)) } else { None };
    let move_up = |p: usize| {
        if p > i {
            Some(p - 1)
        } else if p == i {
            instead
        } else {
            Some(p)
        }
    };
    for s in &mut m.cert.steps[i..] {
        let kept: Vec<Option<usize>> = s.premises.iter().map(|p| move_up(*p)).collect();
        if let Rule::Linear(ks) = &mut s.rule
            && ks.len() == kept.len()
        {
            let mut k = kept.iter();
            ks.retain(|_| k.next().is_some_and(Option::is_some));
        }
        s.premises = kept.into_iter().flatten().collect();
    }
    m.cert.goals.iter_mut().for_each(|g| *g = move_up(*g).unwrap_or(0));
    for d in &mut m.cert.discharges {
        d.premises = d.premises.iter().filter_map(|p| move_up(*p)).collect();
        d.before -= usize::from(d.before > i);
    }
    Some(format!("step {i} is left out"))
}

/// Renumbers citations and goals.
fn renumber(m: &mut Mutant, new: &dyn Fn(usize) -> usize) {
    for s in &mut m.cert.steps {
        s.premises.iter_mut().for_each(|p| *p = new(*p));
    }
    m.cert.goals.iter_mut().for_each(|g| *g = new(*g));
    m.cert.discharges.iter_mut().for_each(|d| d.premises.iter_mut().for_each(|p| *p = new(*p)));
}

/// Makes room for a step, which discharges for later steps come after.
fn make_room(m: &mut Mutant, at: usize) {
    renumber(m, &|p| if p >= at { p + 1 } else { p });
    m.cert.discharges.iter_mut().for_each(|d| d.before += usize::from(d.before >= at));
}

fn duplicate(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let at = i + 1 + rng.below(m.cert.steps.len() - i);
    let copy = m.cert.steps[i].clone();
    // Some later citations go to the copy.
    let to_copy = rng.below(2) == 0;
    make_room(m, at);
    m.cert.steps.insert(at, copy);
    if to_copy {
        for s in &mut m.cert.steps[at + 1..] {
            s.premises.iter_mut().filter(|p| **p == i).for_each(|p| *p = at);
        }
    }
    Some(format!("step {i} again as step {at}"))
}

fn reorder(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, j) = (m.step(rng)?, m.step(rng)?);
    m.cert.steps.swap(i, j);
    renumber(m, &|p| {
        if p == i {
            j
        } else if p == j {
            i
        } else {
            p
        }
    });
    Some(format!("steps {i} and {j} change places, and citations follow"))
}

fn exchange(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, j) = (m.step(rng)?, m.step(rng)?);
    m.cert.steps.swap(i, j);
    Some(format!("steps {i} and {j} change places, and citations stay"))
}

fn cut(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let n = m.step(rng)?;
    m.cert.steps.truncate(n);
    m.cert.goals.iter_mut().for_each(|g| *g = (*g).min(n.saturating_sub(1)));
    Some(format!("all steps from {n} on are left out"))
}

/// A forged coincidence, cited by all steps after it (or by one).
fn forged(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let (a, b) = (m.point(rng), m.point(rng));
    let premises = if i > 0 { vec![rng.below(i)] } else { vec![] };
    let rule = match rng.below(6) {
        0 => Rule::Congruence,
        1 => Rule::Geo { name: "len_same".into(), args: vec![a, b], opposite: false },
        2 => Rule::Geo { name: "vec_same".into(), args: vec![a, b], opposite: false },
        3 => Rule::Hyp(rng.below(m.thm.hyps.len().max(1))),
        4 => Rule::Linear(vec![]),
        _ => Rule::Geo { name: "same_radii".into(), args: vec![a, b, m.point(rng), m.point(rng)], opposite: false },
    };
    make_room(m, i);
    m.cert.steps.insert(i, Step { claim: Fact::Same(a, b), rule, premises });
    let one = rng.below(2) == 0;
    for (k, s) in m.cert.steps.iter_mut().enumerate().skip(i + 1) {
        if !one || k == i + 1 {
            s.premises.push(i);
        }
    }
    Some(format!("a step {i} that forges {} = {}", m.name(a), m.name(b)))
}

fn merged(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (a, b) = (m.point(rng), m.point(rng));
    slots::all_points(&mut m.cert, &mut |p| {
        if *p == a {
            *p = b;
        }
    });
    Some(format!("{} everywhere for {}", m.name(b), m.name(a)))
}

fn exchanged(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (a, b) = (m.point(rng), m.point(rng));
    slots::all_points(&mut m.cert, &mut |p| {
        *p = if *p == a {
            b
        } else if *p == b {
            a
        } else {
            *p
        };
    });
    Some(format!("{} and {} change places everywhere", m.name(a), m.name(b)))
}

fn from_another(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let other = &pool.corpus[rng.below(pool.corpus.len())];
    let mut step = other.cert.steps.get(rng.below(other.cert.steps.len().max(1)))?.clone();
    let i = m.step(rng)?;
    let n = m.points() as u32;
    let fold = |p: &mut Pt| *p = Pt(p.0 % n);
    slots::points(&mut step.claim).into_iter().for_each(fold);
    if let Rule::Geo { args, .. } = &mut step.rule {
        args.iter_mut().for_each(fold);
    }
    step.premises.retain(|p| *p < i);
    m.cert.steps[i] = step;
    Some(format!("step {i} is a step of {}", other.thm.name))
}

fn goal_redirect(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (g, to) = (rng.below(m.cert.goals.len().max(1)), rng.below(m.cert.steps.len() + 1));
    *m.cert.goals.get_mut(g)? = to;
    Some(format!("goal {g} is said to be step {to}"))
}

/// A step, by whatever rule it has, claims the goal itself.
fn goal_claimed(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (g, i) = (rng.below(m.cert.goals.len().max(1)), m.step(rng)?);
    let euclase_grammar::core::GoalKind::Fact(f) = &m.thm.goals.get(g)?.kind else { return None };
    m.cert.steps[i].claim = f.clone();
    *m.cert.goals.get_mut(g)? = i;
    Some(format!("step {i} claims goal {g}"))
}

fn goals_permuted(m: &mut Mutant, _: &mut Pool, _: &mut Rng) -> Option<String> {
    (m.cert.goals.len() > 1).then(|| m.cert.goals.rotate_left(1))?;
    Some("the goals' steps are permuted".into())
}

fn goal_count(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    match (rng.below(3), m.cert.goals.first().copied()) {
        (0, Some(_)) => drop(m.cert.goals.pop()),
        (1, Some(g)) => m.cert.goals.push(g),
        _ => m.cert.goals.clear(),
    }
    Some("another number of goals".into())
}
