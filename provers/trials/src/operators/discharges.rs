//! Operators on conditions that follow: false, idle, early, late and circular discharges.

use super::{Mutant, Operator, Pool, operator};
use euclase_diagram::rng::Rng;
use euclase_kernel::cert::Discharge;
use euclase_kernel::rules::{Arity, for_conditions};
use euclase_kernel::{Verdict, check};

pub const OPERATORS: &[Operator] = &[
    operator("discharge_drop", drop, "the condition is printed again"),
    operator("discharge_rule", rule, "the other rule gives a condition that holds too"),
    operator("discharge_point", point, "the condition that it gives is another one, and holds"),
    operator("discharge_swap", swap, "the rule is symmetric in the two points, or what it gives then holds too"),
    operator("discharge_opposite", opposite, "none is, unless the premise has that form too"),
    operator("discharge_premise", premise, "the citation was not needed, or the other fact says the same"),
    operator(
        "discharge_before",
        before,
        "the step that it serves may be later than said; earlier, what it cites is known by then",
    ),
    operator("discharge_order", order, "the two do not depend on each other"),
    operator("discharge_invented", invented, "what it gives follows from what it cites; what it needs is printed"),
    operator("discharge_circular", circular, "it is checked after the step that needs it, and is idle"),
];

fn chosen(m: &Mutant, rng: &mut Rng) -> Option<usize> {
    (!m.cert.discharges.is_empty()).then(|| rng.below(m.cert.discharges.len()))
}

fn drop(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let d = m.cert.discharges.remove(k);
    Some(format!("discharge {k} ({}) is left out", d.rule))
}

/// A rule for conditions with its number of points.
fn any_rule(rng: &mut Rng) -> (&'static str, usize, bool) {
    let all: Vec<_> = for_conditions().collect();
    let r = all[rng.below(all.len())];
    let n = if let Arity::Exactly(n) = r.arity { n } else { 3 };
    (r.name, n, r.two_forms)
}

fn rule(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let (name, n, two) = any_rule(rng);
    let mut args = m.cert.discharges[k].args.clone();
    while args.len() < n {
        args.push(m.point(rng));
    }
    args.truncate(n);
    let d = &mut m.cert.discharges[k];
    let old = std::mem::replace(&mut d.rule, name.into());
    (d.args, d.opposite) = (args, d.opposite && two);
    Some(format!("discharge {k}: {name} for {old}"))
}

fn point(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let (p, at) = (m.point(rng), rng.below(m.cert.discharges[k].args.len().max(1)));
    *m.cert.discharges[k].args.get_mut(at)? = p;
    Some(format!("discharge {k}: {} as point {at}", m.name(p)))
}

fn swap(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let n = m.cert.discharges[k].args.len();
    let (i, j) = (rng.below(n), rng.below(n));
    m.cert.discharges[k].args.swap(i, j);
    (i != j).then(|| format!("discharge {k}: points {i} and {j} exchanged"))
}

fn opposite(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    m.cert.discharges[k].opposite ^= true;
    Some(format!("discharge {k}: the other form"))
}

fn premise(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let step = m.step(rng)?;
    let premises = &mut m.cert.discharges[k].premises;
    match premises.len() {
        0 => premises.push(step),
        n => match rng.below(3) {
            0 => premises.push(step),
            1 => premises[rng.below(n)] = step,
            _ => {
                premises.remove(rng.below(n));
            }
        },
    }
    Some(format!("discharge {k}: its citations changed"))
}

fn before(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = chosen(m, rng)?;
    let at = rng.below(m.cert.steps.len() + 2);
    m.cert.discharges[k].before = at;
    // half of the time in order, so that it is not refused for the order alone
    if rng.below(2) == 0 {
        m.cert.discharges.sort_by_key(|d| d.before);
    }
    Some(format!("discharge {k} before step {at}"))
}

fn order(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, j) = (chosen(m, rng)?, chosen(m, rng)?);
    m.cert.discharges.swap(i, j);
    let (a, b) = (m.cert.discharges[i].before, m.cert.discharges[j].before);
    (m.cert.discharges[i].before, m.cert.discharges[j].before) = (b, a);
    (i != j).then(|| format!("discharges {i} and {j} exchanged"))
}

/// Puts a discharge where its place is.
fn insert(m: &mut Mutant, d: Discharge) {
    let at = m.cert.discharges.partition_point(|e| e.before <= d.before);
    m.cert.discharges.insert(at, d);
}

fn invented(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let before = m.step(rng)? + 1;
    let (name, n, two) = any_rule(rng);
    let mut premises: Vec<usize> = (0..rng.below(3)).map(|_| rng.below(before)).collect();
    premises.sort_unstable();
    premises.dedup();
    // Points of what is cited make a rule that fits more likely.
    let near: Vec<_> = premises.iter().flat_map(|p| m.cert.steps[*p].claim.points()).collect();
    let args = (0..n)
        .map(|_| if near.is_empty() || rng.below(4) == 0 { m.point(rng) } else { near[rng.below(near.len())] })
        .collect();
    let opposite = two && rng.below(2) == 0;
    insert(m, Discharge { rule: name.into(), args, opposite, premises, before });
    Some(format!("a discharge by {name} before step {before}"))
}

/// A discharge of a condition by the step that needs it.
fn circular(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let Verdict::Accepted(t) = check(&m.thm, &m.cert) else { return None };
    let needed: Vec<_> = t.conditions().iter().filter_map(|c| Some((c, *c.steps.first()?))).collect();
    let (c, step) = needed.get(rng.below(needed.len().max(1)))?;
    let points = c.cond.points();
    let (name, n, two) = any_rule(rng);
    let args = (0..n).map(|_| points[rng.below(points.len())]).collect();
    let opposite = two && rng.below(2) == 0;
    let before = step + rng.below(2);
    let (step, name) = (*step, name.to_string());
    insert(m, Discharge { rule: name.clone(), args, opposite, premises: vec![step], before });
    Some(format!("{name} for step {step}, by step {step}"))
}
