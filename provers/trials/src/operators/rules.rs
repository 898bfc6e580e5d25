//! Operators on why a step holds: its rule, the rule's points and numbers, its premises.

use super::{Mutant, Operator, Pool, operator};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{Q, q};
use euclase_kernel::cert::Rule;
use euclase_kernel::rules::Arity;

pub const OPERATORS: &[Operator] = &[
    operator(
        "instance_point",
        point,
        "the point coincides with the right one by a cited premise, or the rule asks nothing of it",
    ),
    operator("instance_swap", swap, "the rule is symmetric in the two points"),
    operator("instance_letters", letters, "the rule is symmetric in the two points"),
    operator(
        "opposite",
        opposite,
        "both forms have one conclusion and their premises are both cited; the recorded conditions are then those of the other form",
    ),
    operator(
        "rule_same_arity",
        same_arity,
        "the two rules agree here: the same premises and conclusion, with conditions of its own",
    ),
    operator("rule_any", any_rule, "the two rules agree here"),
    operator("rule_structural", structural, "the claim is a premise, or true by its words"),
    operator("hyp_index", hyp_index, "two hypotheses say the same"),
    operator("aux_index", aux_index, "the definition states one fact twice"),
    operator("multiplier", multiplier, "the premise is 0 = 0 over the cited coincidences, or repeats another"),
    operator(
        "multipliers_scale",
        multipliers_scale,
        "over directions the sign of an equation is free, elsewhere the factor",
    ),
    operator("multiplier_count", multiplier_count, "none is: their number must match"),
    operator("divide_by", divide_by, "none is, unless the claim is 0 = 0"),
    operator(
        "premise_drop",
        premise_drop,
        "the premise was not needed: it is true by its words, its multiplier is 0, or another says the same",
    ),
    operator("premise_redirect", premise_redirect, "the other step says the same, or the premise was not needed"),
    operator(
        "premise_extra",
        premise_extra,
        "a citation more than needed is allowed: what it says is proved (for `linear` a coincidence, which has no multiplier)",
    ),
    operator("premise_order", premise_order, "rules do not look at the order; equal multipliers may change places"),
    operator("premise_self", premise_self, "none is: a step may cite earlier ones only"),
    operator("premise_twice", premise_twice, "none is: each premise is cited once"),
];

fn geo(m: &Mutant, rng: &mut Rng) -> Option<usize> {
    let all: Vec<usize> =
        (0..m.cert.steps.len()).filter(|i| matches!(m.cert.steps[*i].rule, Rule::Geo { .. })).collect();
    (!all.is_empty()).then(|| all[rng.below(all.len())])
}

fn with_premises(m: &Mutant, rng: &mut Rng) -> Option<usize> {
    let all: Vec<usize> = (0..m.cert.steps.len()).filter(|i| !m.cert.steps[*i].premises.is_empty()).collect();
    (!all.is_empty()).then(|| all[rng.below(all.len())])
}

fn point(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, p) = (geo(m, rng)?, m.point(rng));
    let text = m.name(p);
    let Rule::Geo { args, .. } = &mut m.cert.steps[i].rule else { return None };
    let k = rng.below(args.len().max(1));
    *args.get_mut(k)? = p;
    Some(format!("step {i}: point {k} of the instance becomes {text}"))
}

fn swap(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = geo(m, rng)?;
    let Rule::Geo { args, .. } = &mut m.cert.steps[i].rule else { return None };
    let n = args.len().max(1);
    let (j, k) = (rng.below(n), rng.below(n));
    (!args.is_empty()).then(|| args.swap(j, k))?;
    Some(format!("step {i}: points {j} and {k} of the instance change places"))
}

/// Two letters change places in instance and claim together.
fn letters(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, a, b) = (geo(m, rng)?, m.point(rng), m.point(rng));
    let change = |p| {
        if p == a {
            b
        } else if p == b {
            a
        } else {
            p
        }
    };
    let step = &mut m.cert.steps[i];
    step.claim = step.claim.map_points(&change);
    if let Rule::Geo { args, .. } = &mut step.rule {
        args.iter_mut().for_each(|p| *p = change(*p));
    }
    Some(format!("step {i}: {} and {} change places in instance and claim", m.name(a), m.name(b)))
}

fn opposite(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = geo(m, rng)?;
    let Rule::Geo { opposite, .. } = &mut m.cert.steps[i].rule else { return None };
    *opposite = !*opposite;
    Some(format!("step {i}: the other form of the rule"))
}

fn rename(m: &mut Mutant, pool: &Pool, rng: &mut Rng, fits: &dyn Fn(Arity, usize) -> bool) -> Option<String> {
    let i = geo(m, rng)?;
    let Rule::Geo { name, args, .. } = &mut m.cert.steps[i].rule else { return None };
    let others: Vec<_> = pool.rules.iter().filter(|(n, a)| n != name && fits(*a, args.len())).collect();
    let other = others.get(rng.below(others.len().max(1)))?.0;
    let text = format!("step {i}: {name} becomes {other}");
    *name = other.into();
    Some(text)
}

fn same_arity(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    rename(m, pool, rng, &|a, n| match a {
        Arity::Exactly(k) => k == n,
        Arity::Triples => n % 3 == 0,
    })
}

fn any_rule(m: &mut Mutant, pool: &mut Pool, rng: &mut Rng) -> Option<String> {
    let text = rename(m, pool, rng, &|_, _| true)?;
    // As many points as it wants, the old ones first.
    let n = m.points();
    for s in &mut m.cert.steps {
        if let Rule::Geo { name, args, .. } = &mut s.rule
            && let Some((_, Arity::Exactly(k))) = pool.rules.iter().find(|(r, _)| r == name)
        {
            args.truncate(*k);
            while args.len() < *k {
                args.push(euclase_grammar::core::Pt(rng.below(n) as u32));
            }
        }
    }
    Some(text)
}

fn structural(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let step = &mut m.cert.steps[i];
    let ones = vec![q(1, 1); step.premises.len()];
    step.rule = match rng.below(4) {
        0 => Rule::Congruence,
        1 => Rule::Linear(ones),
        2 => Rule::Linear(vec![]),
        _ => Rule::Divide(2 + rng.below(3) as i64),
    };
    Some(format!("step {i}: a structural rule"))
}

fn hyp_index(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let all: Vec<usize> = (0..m.cert.steps.len()).filter(|i| matches!(m.cert.steps[*i].rule, Rule::Hyp(_))).collect();
    let i = *all.get(rng.below(all.len().max(1)))?;
    let k = rng.below(m.thm.hyps.len() + 2);
    m.cert.steps[i].rule = Rule::Hyp(k);
    Some(format!("step {i}: hypothesis {k}"))
}

fn aux_index(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let all: Vec<usize> = (0..m.cert.steps.len()).filter(|i| matches!(m.cert.steps[*i].rule, Rule::Aux(..))).collect();
    let i = *all.get(rng.below(all.len().max(1)))?;
    let (p, f) = (rng.below(m.cert.aux.len() + 1), rng.below(3));
    m.cert.steps[i].rule = Rule::Aux(p, f);
    Some(format!("step {i}: defining fact {f} of auxiliary point {p}"))
}

fn combined(m: &Mutant, rng: &mut Rng) -> Option<usize> {
    let is = |r: &Rule| matches!(r, Rule::Linear(k) if !k.is_empty());
    let all: Vec<usize> = (0..m.cert.steps.len()).filter(|i| is(&m.cert.steps[*i].rule)).collect();
    (!all.is_empty()).then(|| all[rng.below(all.len())])
}

fn multiplier(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = combined(m, rng)?;
    let Rule::Linear(ks) = &mut m.cert.steps[i].rule else { return None };
    let k = rng.below(ks.len());
    let x: &Q = &ks[k];
    ks[k] = match rng.below(6) {
        0 => -x.clone(),
        1 => x + q(1, 1),
        2 => x * q(2, 1),
        3 => x / q(2, 1),
        4 => q(0, 1),
        _ => x - q(1, 3),
    };
    Some(format!("step {i}: multiplier {k} is changed"))
}

fn multipliers_scale(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let (i, by) = (combined(m, rng)?, [q(-1, 1), q(2, 1), q(1, 2), q(0, 1)][rng.below(4)].clone());
    let Rule::Linear(ks) = &mut m.cert.steps[i].rule else { return None };
    ks.iter_mut().for_each(|k| *k *= &by);
    Some(format!("step {i}: all multipliers times {by}"))
}

fn multiplier_count(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = combined(m, rng)?;
    let Rule::Linear(ks) = &mut m.cert.steps[i].rule else { return None };
    if rng.below(2) == 0 {
        ks.pop();
    } else {
        ks.push(q(rng.below(2) as i64, 1));
    }
    Some(format!("step {i}: another number of multipliers"))
}

fn divide_by(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let all: Vec<usize> =
        (0..m.cert.steps.len()).filter(|i| matches!(m.cert.steps[*i].rule, Rule::Divide(_))).collect();
    let i = *all.get(rng.below(all.len().max(1)))?;
    let k = [1, 2, 3, 4, 0, -2, 6, 360, 361][rng.below(9)];
    m.cert.steps[i].rule = Rule::Divide(k);
    Some(format!("step {i}: divided by {k}"))
}

fn premise_drop(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = with_premises(m, rng)?;
    let step = &mut m.cert.steps[i];
    let k = rng.below(step.premises.len());
    step.premises.remove(k);
    // With its multiplier, so that it is the fact that is missed and not the number.
    if let Rule::Linear(ks) = &mut step.rule
        && ks.len() == step.premises.len() + 1
    {
        ks.remove(k);
    }
    Some(format!("step {i}: premise {k} is left out"))
}

fn premise_redirect(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = with_premises(m, rng)?;
    let k = rng.below(m.cert.steps[i].premises.len());
    let to = rng.below(i.max(1));
    m.cert.steps[i].premises[k] = to;
    Some(format!("step {i}: premise {k} is now step {to}"))
}

fn premise_extra(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng).filter(|i| *i > 0)?;
    let more = rng.below(i);
    let step = &mut m.cert.steps[i];
    if step.premises.contains(&more) {
        return None;
    }
    step.premises.push(more);
    if let Rule::Linear(ks) = &mut step.rule {
        ks.push(q(rng.below(2) as i64, 1));
    }
    Some(format!("step {i} also cites step {more}"))
}

fn premise_order(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = with_premises(m, rng)?;
    let p = &mut m.cert.steps[i].premises;
    let (j, k) = (rng.below(p.len()), rng.below(p.len()));
    p.swap(j, k);
    Some(format!("step {i}: premises {j} and {k} change places"))
}

fn premise_self(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = m.step(rng)?;
    let to = i + rng.below(m.cert.steps.len() - i + 1);
    let step = &mut m.cert.steps[i];
    match step.premises.len() {
        0 => step.premises.push(to),
        n => step.premises[rng.below(n)] = to,
    }
    Some(format!("step {i} cites step {to}"))
}

fn premise_twice(m: &mut Mutant, _: &mut Pool, rng: &mut Rng) -> Option<String> {
    let i = with_premises(m, rng)?;
    let step = &mut m.cert.steps[i];
    let again = step.premises[rng.below(step.premises.len())];
    step.premises.push(again);
    if let Rule::Linear(ks) = &mut step.rule {
        ks.push(q(1, 1));
    }
    Some(format!("step {i} cites step {again} twice"))
}
