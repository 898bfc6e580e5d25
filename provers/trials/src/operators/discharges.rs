//! Operators on conditions that follow: false, idle, early, late and circular discharges.

use super::{Mutant, Operator, Pool, operator};
use crate::judge::given_by;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Cond, Fact};
use euclase_kernel::cert::Discharge;
use euclase_kernel::rules::{Arity, condition, for_conditions};
use euclase_kernel::{Class, Given, Verdict, check};

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
    operator(
        "discharge_aimed",
        aimed,
        "the condition follows; what the discharge itself needs is printed, and may hold in no figure",
    ),
    operator(
        "discharge_mutual",
        mutual,
        "the one that comes first prints what it needs, and the other gives it too late",
    ),
    operator(
        "discharge_justified",
        justified,
        "the step is proved under the condition, which stays printed; later steps may have it",
    ),
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

/// Instances that are looked at before an operator gives up.
const LOOKS: usize = 600;

/// An open condition and the first step that needs it. Half of the time the certificate's own discharges go first, so that
/// there are conditions that follow.
fn open(m: &mut Mutant, rng: &mut Rng) -> Option<(Cond, usize)> {
    if rng.below(2) == 0 {
        m.cert.discharges.clear();
    }
    let Verdict::Accepted(t) = check(&m.thm, &m.cert) else { return None };
    let all = t.conditions().iter().filter(|c| c.class != Class::Declared);
    let all: Vec<_> = all.filter_map(|c| Some((c.cond.clone(), *c.steps.first()?))).collect();
    all.get(rng.below(all.len().max(1))).cloned()
}

/// An instance that gives the condition, with premises among the claims of the steps below `end`.
fn giving(m: &Mutant, c: &Cond, end: usize, rng: &mut Rng) -> Option<Discharge> {
    let steps = &m.cert.steps[..end.min(m.cert.steps.len())];
    if steps.is_empty() {
        return None;
    }
    let claims: Vec<Fact> = steps.iter().map(|s| s.claim.normalized()).collect();
    for _ in 0..LOOKS {
        let (name, n, two) = any_rule(rng);
        let read = rng.below(steps.len());
        let (mut args, mut near) = (Vec::new(), c.points());
        steps[read].claim.each_point(&mut |p| args.push(p));
        near.extend(&args);
        if rng.below(2) == 0 {
            args.clear();
        }
        args.truncate(n);
        while args.len() < n {
            args.push(near[rng.below(near.len())]);
        }
        let opposite = two && rng.below(2) == 0;
        let Ok(i) = condition(name, &args, opposite, std::slice::from_ref(&steps[read].claim)) else { continue };
        let mut gives = Given::default();
        gives.add(&i.conclusion);
        if !gives.has(c) || i.conditions.iter().any(Cond::is_absurd) {
            continue;
        }
        let place = |f: &Fact| claims.iter().rposition(|k| *k == f.normalized());
        let Some(mut premises) =
            i.premises.iter().filter(|f| !f.is_trivial()).map(place).collect::<Option<Vec<usize>>>()
        else {
            continue;
        };
        premises.sort_unstable();
        premises.dedup();
        return Some(Discharge { rule: name.into(), args, opposite, premises, before: 0 });
    }
    None
}

/// A discharge that fits an open condition, for the step that needs it.
fn aimed(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (c, step) = open(m, rng)?;
    let d = Discharge { before: step, ..giving(m, &c, step, rng)? };
    let text = format!("{} for a condition of step {step}", d.rule);
    insert(m, d);
    Some(text)
}

/// Two discharges, each of which gives what the other needs.
fn mutual(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (c, step) = open(m, rng)?;
    let first = giving(m, &c, step, rng)?;
    let i = given_by(&m.cert, &first)?;
    let need = i.conditions.get(rng.below(i.conditions.len().max(1)))?.clone();
    // The second may stand at a later step, where its premises are proved.
    let mut second = giving(m, &need, m.cert.steps.len(), rng)?;
    second.before = second.premises.iter().map(|p| p + 1).max().unwrap_or(0).max(step);
    let text = format!("{} and {} for each other", first.rule, second.rule);
    insert(m, Discharge { before: step, ..first });
    insert(m, second);
    if rng.below(2) == 0 {
        let n = m.cert.discharges.len();
        let (a, b) = (rng.below(n), rng.below(n));
        m.cert.discharges.swap(a, b);
        m.cert.discharges.sort_by_key(|d| d.before);
    }
    Some(text)
}

/// A condition of a step by that step, or one that comes after it: before the step, where that is refused, or as soon as it
/// is proved, where it comes too late.
fn justified(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (c, step) = open(m, rng)?;
    let d = (0..4)
        .find_map(|_| giving(m, &c, m.cert.steps.len(), rng).filter(|d| d.premises.iter().any(|p| *p >= step)))?;
    let proved = d.premises.iter().max().map_or(0, |p| p + 1);
    let before = if rng.below(2) == 0 { step } else { proved };
    let text = format!("{} for step {step}, proved before step {proved}", d.rule);
    insert(m, Discharge { before, ..d });
    Some(text)
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
