//! Mutated certificates: whatever is changed, nothing is accepted that some figure contradicts, and nothing panics.

use crate::figure::{Rng, holds, met};
use crate::make::*;
use crate::soundness::{construct, instances, points, readable};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt, Q};
use euclase_kernel::cert::{Certificate, Rule};
use euclase_kernel::json::{from_json, to_json};
use euclase_kernel::rules::all;
use euclase_kernel::{Verdict, check};

fn number(rng: &mut Rng, x: &Q) -> Q {
    match rng.below(5) {
        0 => -x.clone(),
        1 => x + q(1, 1),
        2 => x * q(2, 1),
        3 => x / q(2, 1),
        _ => x + q(1, 2),
    }
}

fn point(rng: &mut Rng, p: &mut Pt, n: usize) {
    *p = Pt(rng.below(n) as u32);
}

/// Changes one thing of a fact.
fn fact(rng: &mut Rng, f: &mut Fact, n: usize) {
    match f {
        Fact::Same(a, b) => {
            let first = rng.coin();
            point(rng, if first { a } else { b }, n);
        }
        Fact::Coll(a, b, c) => {
            let k = rng.below(3);
            point(rng, [a, b, c][k], n);
        }
        Fact::Cyclic(a, b, c, d) => {
            let k = rng.below(4);
            point(rng, [a, b, c, d][k], n);
        }
        Fact::Sim { a, b, opposite } => match rng.below(3) {
            0 => *opposite = !*opposite,
            1 => a.swap(rng.below(3), rng.below(3)),
            _ => {
                let k = rng.below(3);
                point(rng, &mut b[k], n);
            }
        },
        Fact::Dir { terms, turn } => {
            let k = rng.below(terms.len().max(1));
            match (rng.below(4), terms.get_mut(k)) {
                (0, _) | (_, None) => *turn = number(rng, turn),
                (1, Some(t)) => t.0 = [-t.0, t.0 + 1, 2 * t.0][rng.below(3)],
                (2, Some(t)) => point(rng, &mut t.1, n),
                (_, Some(_)) => {
                    terms.remove(k);
                }
            }
        }
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            let k = rng.below(terms.len().max(1));
            match (rng.below(3), terms.get_mut(k)) {
                (_, None) => {}
                (0, Some(t)) => t.0 = number(rng, &t.0),
                (1, Some(t)) => point(rng, &mut t.2, n),
                (_, Some(_)) => {
                    terms.remove(k);
                }
            }
        }
        Fact::Vec(terms) => {
            let k = rng.below(terms.len().max(1));
            if let Some(t) = terms.get_mut(k) {
                if rng.coin() { t.0 = number(rng, &t.0) } else { point(rng, &mut t.1, n) }
            }
        }
        Fact::Ang { terms, konst } => {
            let k = rng.below(terms.len().max(1));
            match (rng.below(3), terms.get_mut(k)) {
                (0, _) | (_, None) => *konst = number(rng, konst),
                (1, Some(t)) => t.0 = number(rng, &t.0),
                (_, Some(t)) => {
                    let k = rng.below(3);
                    point(rng, &mut t.1[k], n);
                }
            }
        }
        Fact::Num(..) => {}
    }
}

/// Changes one thing of the last step, and its claim as goal.
fn mutate(rng: &mut Rng, t: &mut CoreTheorem, c: &mut Certificate, n: usize) {
    let last = c.steps.len() - 1;
    let names: Vec<&str> = all().map(|r| r.name).collect();
    let step = &mut c.steps[last];
    for _ in 0..=rng.below(2) {
        match (rng.below(8), &mut step.rule) {
            (0 | 1, Rule::Geo { args, .. }) => {
                let k = rng.below(args.len());
                point(rng, &mut args[k], n);
            }
            (2, Rule::Geo { args, .. }) => {
                let (j, k) = (rng.below(args.len()), rng.below(args.len()));
                args.swap(j, k);
            }
            (3, Rule::Geo { opposite, .. }) => *opposite = !*opposite,
            (4, Rule::Geo { name, .. }) => *name = names[rng.below(names.len())].into(),
            (5, _) if !step.premises.is_empty() => {
                step.premises.remove(rng.below(step.premises.len()));
            }
            (6, rule) => {
                let ones = vec![q(1, 1); step.premises.len()];
                *rule = [Rule::Congruence, Rule::Linear(ones), Rule::Divide(2)][rng.below(3)].clone();
            }
            _ => fact(rng, &mut step.claim, n),
        }
    }
    t.goals[0].kind = GoalKind::Fact(step.claim.clone());
}

#[test]
fn accepted_mutants_are_true() {
    let mut rng = Rng::new(99);
    let (mut tried, mut accepted, mut compared) = (0, 0, 0);
    for rule in all() {
        for opposite in [false, true] {
            if opposite && !rule.two_forms {
                continue;
            }
            for (i, number) in instances(rule, opposite) {
                let n = points(&i);
                let figures: Vec<_> = (0..400)
                    .filter_map(|_| construct(rule.name, opposite, &number, n, &mut rng))
                    .filter(|v| readable(v) && i.premises.iter().all(|f| holds(f, v, true)))
                    .take(20)
                    .collect();
                let args: Vec<Pt> = match rule.arity {
                    euclase_kernel::rules::Arity::Exactly(k) => (0..k as u32).map(Pt).collect(),
                    euclase_kernel::rules::Arity::Triples => (0..n as u32 / 3 * 3).map(Pt).collect(),
                };
                for _ in 0..400 {
                    let rule = geo(rule.name, &args, opposite);
                    let (mut t, mut c) = one_step(n, &i.premises, &[], rule, i.conclusion.clone());
                    mutate(&mut rng, &mut t, &mut c, n);
                    tried += 1;
                    if let Verdict::Accepted(thm) = check(&t, &c) {
                        accepted += 1;
                        let claim = &c.steps.last().unwrap().claim;
                        for v in &figures {
                            if thm.conditions().iter().all(|k| met(&k.cond, v)) {
                                compared += 1;
                                assert!(holds(claim, v, false), "accepted and false: {:?} at {v:?}", c.steps.last());
                            }
                        }
                    }
                }
            }
        }
    }
    println!("{tried} mutants, {accepted} accepted, {compared} comparisons with figures");
    assert!(tried > 20_000 && accepted > 1_000 && compared > 5_000);
}

/// Damaged texts are read or refused, never a panic, and what is read is checked without one.
#[test]
fn damaged_texts_do_not_panic() {
    let mut rng = Rng::new(5);
    let hyps = [coll("ABC"), length(&[(1, "AB"), (-2, "BC")], q(0, 1))];
    let (t, c) =
        one_step(5, &hyps, &[], geo("ratio_vec", &p::<3>("ABC"), false), vector(&[(3, "B"), (-1, "A"), (-2, "C")]));
    accepted(check(&t, &c));
    let text = to_json(&t, &c);
    let (mut read, mut ok) = (0, 0);
    for _ in 0..20_000 {
        let mut bytes = text.clone().into_bytes();
        for _ in 0..=rng.below(3) {
            let k = rng.below(bytes.len());
            match rng.below(3) {
                0 => bytes[k] = b"0123456789-/ABCDE\"{}[],:"[rng.below(24)],
                1 => {
                    bytes.remove(k);
                }
                _ => bytes.insert(k, bytes[rng.below(bytes.len())]),
            }
        }
        if let Ok(c) = String::from_utf8(bytes).map_err(|_| ()).and_then(|s| from_json(&t, &s).map_err(|_| ())) {
            read += 1;
            ok += usize::from(matches!(check(&t, &c), Verdict::Accepted(_)));
        }
    }
    println!("{read} read, {ok} accepted");
    assert!(read > 100 && ok < read);
}
