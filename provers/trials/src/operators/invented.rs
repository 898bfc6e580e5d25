//! Operators that add right-looking steps: instances of rules whose premises the proof has, combinations of its claims.
//!
//! Most of these mutants are accepted, and each is a trial of a rule inside a rich figure: whatever follows must be true
//! there under the recorded conditions.

use super::{Mutant, Operator, Pool, operator};
use crate::slots;
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Cond, Fact, Pt, Q, q};
use euclase_kernel::cert::{Rule, Step};
use euclase_kernel::rules::{Arity, instance_for};
use std::collections::HashMap;

pub const OPERATORS: &[Operator] = &[
    operator(
        "instance_invented",
        instance,
        "the added step is an instance of its rule: it is true under the conditions that it records",
    ),
    operator(
        "aux_invented",
        auxiliary,
        "the added steps are instances of their rules, about a point that exists under its conditions",
    ),
    operator("combination_invented", combination, "a combination of proved equations is proved"),
    operator(
        "division_invented",
        division,
        "the branch that is true, with the others as conditions; a branch that is false is contradicted by what is proved",
    ),
    operator("goal_instance", goal_instance, "the goal is the conclusion of the instance, and its premises are proved"),
];

/// Instances that are looked at before an operator gives up.
const LOOKS: usize = 300;

/// Claims so far in canonical form, with their steps.
fn known(m: &Mutant) -> HashMap<Fact, usize> {
    let mut out = HashMap::new();
    for (i, s) in m.cert.steps.iter().enumerate() {
        if let Some(f) = slots::claim(s) {
            out.entry(f.normalized()).or_insert(i);
        }
    }
    out
}

/// Looks for an instance of a random rule whose premises are all known and which says something new.
fn found(m: &Mutant, pool: &Pool, rng: &mut Rng, about: Option<Pt>) -> Option<Step> {
    let known = known(m);
    let cited: Vec<Fact> = m.cert.steps.iter().filter_map(slots::claim).cloned().collect();
    if cited.is_empty() {
        return None;
    }
    let rules: Vec<_> = (0..6).map(|_| pool.rules[rng.below(pool.rules.len())]).collect();
    for look in 0..LOOKS {
        let (name, arity) = rules[look % rules.len()];
        let n = match arity {
            Arity::Exactly(n) => n,
            Arity::Triples => 3 * (1 + rng.below(2)),
        };
        let opposite = rng.below(2) == 0;
        // A rule that reads a premise gets one of the right shape by luck, and that one's points.
        let reads: Vec<Fact> = (0..2).map(|_| cited[rng.below(cited.len())].clone()).collect();
        let mut args = matched(name, n, opposite, &cited, rng).unwrap_or_else(|| in_order(&reads[0], rng));
        let mut near = reads.iter().flat_map(|f| f.points()).collect::<Vec<_>>();
        near.extend(about.into_iter().chain([m.point(rng)]));
        args.truncate(n);
        while args.len() < n {
            args.push(near[rng.below(near.len())]);
        }
        if about.is_some_and(|x| !args.contains(&x)) {
            continue;
        }
        let Ok(i) = instance_for(name, &args, opposite, &reads, reads.first()) else { continue };
        // What is absurd by its words alone is refused for that; now and then it may be.
        let absurd = i.conditions.iter().any(Cond::is_absurd) && rng.below(16) > 0;
        if absurd || i.conclusion.is_trivial() || known.contains_key(&i.conclusion.normalized()) {
            continue;
        }
        let from = |f: &Fact| if f.is_trivial() { Some(None) } else { known.get(&f.normalized()).map(|k| Some(*k)) };
        let Some(premises) = i.premises.iter().map(from).collect::<Option<Vec<_>>>() else { continue };
        // What the rule read comes first.
        let read = reads.iter().filter_map(|f| known.get(&f.normalized()).copied());
        let premises = read.chain(premises.into_iter().flatten()).fold(Vec::new(), |mut all, p| {
            if !all.contains(&p) {
                all.push(p);
            }
            all
        });
        return Some(Step { claim: i.conclusion, rule: Rule::Geo { name: name.into(), args, opposite }, premises });
    }
    None
}

/// The points of a fact, segments turned round by chance.
fn in_order(f: &Fact, rng: &mut Rng) -> Vec<Pt> {
    let mut out = Vec::new();
    f.each_point(&mut |p| out.push(p));
    for pair in out.chunks_mut(2) {
        if rng.below(2) == 0 {
            pair.reverse();
        }
    }
    out
}

/// A fact written in another order.
fn rewritten(f: &Fact, rng: &mut Rng) -> Fact {
    let mut f = f.clone();
    let turned = |t: (Pt, Pt), rng: &mut Rng| if rng.below(2) == 0 { (t.1, t.0) } else { t };
    match &mut f {
        Fact::Same(..) | Fact::Coll(..) | Fact::Cyclic(..) => {
            let mut p: Vec<Pt> = slots::points(&mut f).into_iter().map(|p| *p).collect();
            rng.shuffle(&mut p);
            slots::points(&mut f).into_iter().zip(p).for_each(|(x, p)| *x = p);
        }
        Fact::Sim { a, b, .. } => {
            let k = rng.below(3);
            a.rotate_left(k);
            b.rotate_left(k);
        }
        Fact::Dir { terms, .. } => {
            rng.shuffle(terms);
            terms.iter_mut().for_each(|t| (t.1, t.2) = turned((t.1, t.2), rng));
        }
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            rng.shuffle(terms);
            terms.iter_mut().for_each(|t| (t.1, t.2) = turned((t.1, t.2), rng));
        }
        Fact::Vec(terms) => rng.shuffle(terms),
        Fact::Ang { terms, .. } => rng.shuffle(terms),
        Fact::Num(..) => {}
    }
    f
}

/// Points for a rule, so that its premises look like claims of the proof.
fn matched(name: &str, n: usize, opposite: bool, cited: &[Fact], rng: &mut Rng) -> Option<Vec<Pt>> {
    let symbols: Vec<Pt> = (0..n as u32).map(Pt).collect();
    let pattern = instance_for(name, &symbols, opposite, &[], None).ok()?;
    let mut args: Vec<Option<Pt>> = vec![None; n];
    for premise in &pattern.premises {
        let slots = in_plain_order(premise);
        let alike = |f: &&Fact| {
            std::mem::discriminant(*f) == std::mem::discriminant(premise) && in_plain_order(f).len() == slots.len()
        };
        let list: Vec<&Fact> = cited.iter().filter(alike).collect();
        // A premise that no claim looks like may be true by its words: of points that are one.
        for _ in 0..12 {
            let Some(f) = list.get(rng.below(list.len().max(1))) else { break };
            let points = in_plain_order(&rewritten(f, rng));
            let mut trial = args.clone();
            let fits = slots.iter().zip(&points).all(|(s, p)| match trial.get_mut(s.ix()) {
                Some(x) => *x.get_or_insert(*p) == *p,
                None => false,
            });
            if fits {
                args = trial;
                break;
            }
        }
    }
    let spare: Vec<Pt> = cited[rng.below(cited.len())].points();
    Some(args.into_iter().map(|a| a.unwrap_or_else(|| spare[rng.below(spare.len())])).collect())
}

fn in_plain_order(f: &Fact) -> Vec<Pt> {
    let mut out = Vec::new();
    f.each_point(&mut |p| out.push(p));
    out
}

fn instance(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let mut names = Vec::new();
    for _ in 0..1 + rng.below(3) {
        if let Some(step) = found(m, pool, rng, None) {
            names.push(rule_name(&step));
            m.cert.steps.push(step);
        }
    }
    (!names.is_empty()).then(|| format!("added: {}", names.join(", ")))
}

fn rule_name(s: &Step) -> String {
    match &s.rule {
        Rule::Geo { name, .. } => name.clone(),
        _ => "a step".into(),
    }
}

fn auxiliary(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let k = super::auxiliary::add_cited(m, rng)?;
    let x = Pt((m.thm.statement_points + k) as u32);
    let mut names = Vec::new();
    for _ in 0..1 + rng.below(4) {
        if let Some(step) = found(m, pool, rng, Some(x)) {
            names.push(rule_name(&step));
            m.cert.steps.push(step);
        }
    }
    (!names.is_empty()).then(|| format!("{}, and {}", m.cert.aux[k].def, names.join(", ")))
}

/// Σ k·fact over facts of one kind.
fn sum(parts: &[(i64, &Fact)]) -> Option<Fact> {
    let mut out: Option<Fact> = None;
    for (k, f) in parts {
        let mut f = (*f).clone();
        slots::scale(&mut f, *k).then_some(())?;
        out = Some(match (out, f) {
            (None, f) => f,
            (Some(Fact::Dir { terms: a, turn: s }), Fact::Dir { terms: b, turn: t }) => {
                Fact::Dir { terms: [a, b].concat(), turn: s + t }
            }
            (Some(Fact::Log { terms: a, konst: s }), Fact::Log { terms: b, konst: t }) => {
                Fact::Log { terms: [a, b].concat(), konst: [s, t].concat() }
            }
            (Some(Fact::Len { terms: a, konst: s }), Fact::Len { terms: b, konst: t }) => {
                Fact::Len { terms: [a, b].concat(), konst: s + t }
            }
            (Some(Fact::Sq { terms: a, konst: s }), Fact::Sq { terms: b, konst: t }) => {
                Fact::Sq { terms: [a, b].concat(), konst: s + t }
            }
            (Some(Fact::Vec(a)), Fact::Vec(b)) => Fact::Vec([a, b].concat()),
            _ => return None,
        });
    }
    out.map(|f| f.normalized())
}

fn combination(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let first = m.step(rng)?;
    let alike: Vec<usize> = (0..m.cert.steps.len())
        .filter(|i| {
            let (a, b) = (&m.cert.steps[*i].claim, &m.cert.steps[first].claim);
            slots::terms(a) > 0 && std::mem::discriminant(a) == std::mem::discriminant(b)
        })
        .collect();
    let mut premises: Vec<usize> = Vec::new();
    for _ in 0..2 + rng.below(3) {
        let i = *alike.get(rng.below(alike.len().max(1)))?;
        if !premises.contains(&i) {
            premises.push(i);
        }
    }
    let ks: Vec<i64> = premises.iter().map(|_| [1, -1, 2, 3, -2][rng.below(5)]).collect();
    let parts: Vec<(i64, &Fact)> = ks.iter().copied().zip(premises.iter().map(|i| &m.cert.steps[*i].claim)).collect();
    let mut claim = sum(&parts)?;
    // Canonical forms have a factor of their own; over directions at most the sign. A wrong multiplier now and then.
    let wrong = rng.below(4) == 0;
    let factor = scale_of(&parts, &claim)?;
    let mut multipliers: Vec<Q> = ks.iter().map(|k| q(*k, 1) * &factor).collect();
    if wrong {
        match rng.below(3) {
            0 => multipliers[0] += q(1, 1),
            1 => drop(slots::constant(&mut claim, &|c| c + q(1, 2))),
            _ => slots::coefficient(&mut claim, 0, &|c| -c.clone()),
        }
    }
    let n = m.cert.steps.len();
    m.cert.steps.push(Step { claim, rule: Rule::Linear(multipliers), premises });
    Some(format!("step {n}: a combination{}", if wrong { ", with a fault" } else { "" }))
}

/// The factor between a sum as it is and its canonical form.
fn scale_of(parts: &[(i64, &Fact)], canonical: &Fact) -> Option<Q> {
    // Compared by one term that is in both.
    let coefficient = |f: &Fact, key: &(Pt, Pt)| -> Q {
        let mut total = Q::default();
        let is = |a: Pt, b: Pt| (a.min(b), a.max(b)) == *key;
        match f {
            Fact::Dir { terms, .. } => terms.iter().filter(|t| is(t.1, t.2)).for_each(|t| total += q(t.0, 1)),
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                terms.iter().filter(|t| is(t.1, t.2)).for_each(|t| total += &t.0);
            }
            Fact::Vec(terms) => terms.iter().filter(|t| t.1 == key.0).for_each(|t| total += &t.0),
            _ => {}
        }
        total
    };
    let key = match canonical {
        Fact::Dir { terms, .. } => terms.first().map(|t| (t.1, t.2)),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => terms.first().map(|t| (t.1, t.2)),
        Fact::Vec(terms) => terms.first().map(|t| (t.1, t.1)),
        _ => None,
    }?;
    let raw = parts.iter().fold(Q::default(), |s, (k, f)| s + coefficient(f, &key) * q(*k, 1));
    let want = coefficient(canonical, &key);
    (raw != Q::default()).then(|| want / raw)
}

/// k times a claim, divided by k again: into one of the k branches.
fn division(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let all: Vec<usize> = (0..m.cert.steps.len())
        .filter(|i| matches!(&m.cert.steps[*i].claim, Fact::Dir { terms, .. } if !terms.is_empty()))
        .collect();
    let i = *all.get(rng.below(all.len().max(1)))?;
    let k = 2 + rng.below(3) as i64;
    let mut times = m.cert.steps[i].claim.clone();
    slots::scale(&mut times, k);
    let branch = rng.below(k as usize) as i64;
    let mut claim = m.cert.steps[i].claim.clone();
    slots::constant(&mut claim, &|c| c + q(branch, k));
    let n = m.cert.steps.len();
    m.cert.steps.push(Step { claim: times, rule: Rule::Linear(vec![q(k, 1)]), premises: vec![i] });
    // Sometimes without the claim it came from, where nothing needs it: then only the condition tells the branches apart.
    m.cert.steps.push(Step { claim, rule: Rule::Divide(k), premises: vec![n] });
    Some(format!("{k} times step {i}, divided by {k} into branch {branch}"))
}

/// An invented instance whose claim is then said to be the goal.
fn goal_instance(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let mut step = found(m, pool, rng, None)?;
    let g = rng.below(m.cert.goals.len().max(1));
    if let Some(euclase_grammar::core::GoalKind::Fact(f)) = m.thm.goals.get(g).map(|g| &g.kind)
        && rng.below(2) == 0
    {
        step.claim = f.clone();
    }
    let name = rule_name(&step);
    *m.cert.goals.get_mut(g)? = m.cert.steps.len();
    m.cert.steps.push(step);
    Some(format!("goal {g} by {name}"))
}
