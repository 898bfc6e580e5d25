//! Certificates that lean on an auxiliary point from end to end.
//!
//! The datasets have few proofs with auxiliary points, and those are where a kernel errs most easily. So they are made: where a
//! point P of a statement satisfies a definition of the kernel's table, an auxiliary point Z gets that definition, is proved to be P, and
//! takes its place in the whole proof: hypotheses are carried over to Z, the goals back to P.

use crate::corpus::{Entry, close};
use crate::slots;
use euclase_deduction::discharge::discharge;
use euclase_deduction::session::{goal_proved, lemma_certificate};
use euclase_deduction::{Depth, Session};
use euclase_diagram::eval;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt};
use euclase_kernel::auxiliary::{DEFINITIONS, define};
use euclase_kernel::cert::{Certificate, Rule, Step};
use euclase_kernel::{Verdict, check};
use std::collections::HashSet;

/// Most certificates made of one.
const EACH: usize = 2;
/// Most arguments of a definition that is looked for.
const ARGUMENTS: usize = 4;
/// Most points among which the arguments are looked for.
const NEAR: usize = 5;

/// The certificates that come of one without auxiliary points.
pub fn twins(e: &Entry) -> Vec<Entry> {
    let thm = &*e.thm;
    let mut out = Vec::new();
    if !e.cert.aux.is_empty() || thm.find("Z").is_some() {
        return out;
    }
    for p in (0..thm.statement_points as u32).map(Pt) {
        if out.len() == EACH {
            break;
        }
        let Some((def, args)) = definition(thm, p, &e.first) else { continue };
        let cert = twin(thm, &e.cert, p, def, &args, &e.first);
        if let Some(cert) = cert
            && let Verdict::Accepted(t) = check(thm, &cert)
        {
            let pts = [&e.first[..], &[e.first[p.ix()]]].concat();
            let cert = discharge(thm, cert, t, &pts).0;
            out.push(Entry {
                path: e.path.clone(),
                thm: e.thm.clone(),
                source: e.source.clone(),
                cert,
                first: e.first.clone(),
            });
        }
    }
    out
}

/// A definition of the table whose facts are hypotheses about the point, and whose conditions hold in the figure.
fn definition(thm: &CoreTheorem, p: Pt, first: &[[f64; 2]]) -> Option<(&'static str, Vec<Pt>)> {
    let about: Vec<&Fact> = thm.hyps.iter().map(|h| &h.fact).filter(|f| f.points().contains(&p)).collect();
    let known: HashSet<Fact> = about.iter().map(|f| f.normalized()).collect();
    let mut near: Vec<Pt> = about.iter().flat_map(|f| f.points()).filter(|x| *x != p).collect();
    near.sort_unstable();
    near.dedup();
    if near.len() > NEAR || known.is_empty() {
        return None;
    }
    let fits = |def: &str, args: &[Pt]| {
        define(def, p, args).is_some_and(|d| {
            // The facts of an incentre are those of an excentre: only the conditions tell.
            d.facts.iter().all(|f| known.contains(&f.normalized()))
                && d.exists.iter().chain(&d.ensures).all(|c| eval::cond_holds(first, c) == Some(true))
        })
    };
    DEFINITIONS.iter().filter(|(_, n)| *n <= ARGUMENTS).find_map(|(def, n)| {
        // All lists of that length, as numbers to the base of the points.
        (0..near.len().pow(*n as u32)).find_map(|mut code| {
            let mut args = Vec::new();
            for _ in 0..*n {
                args.push(near[code % near.len()]);
                code /= near.len();
            }
            fits(def, &args).then_some((*def, args))
        })
    })
}

/// The proof with Z in the place of P.
fn twin(
    thm: &CoreTheorem,
    cert: &Certificate,
    p: Pt,
    def: &str,
    args: &[Pt],
    first: &[[f64; 2]],
) -> Option<Certificate> {
    let mut s = Session::new(thm, first).ok()?;
    let z = s.add_aux("Z", def, args, first[p.ix()]).ok()?;
    close(&mut s, Depth::Dear);
    let same = GoalKind::Fact(Fact::Same(z, p));
    if !goal_proved(&s.state, &same) {
        return None;
    }
    let mut out = lemma_certificate(&s.state, &thm.name, &[same]).ok()?;
    for step in &mut out.steps {
        if let Rule::Hyp(k) = &step.rule
            && let Some((i, j)) = k.checked_sub(thm.hyps.len()).and_then(|k| s.aux_facts.get(k))
        {
            step.rule = Rule::Aux(*i, *j);
        }
    }
    let coincide = *out.goals.first()?;
    out.aux.clone_from(&s.aux);
    let carry = |x: Pt| if x == p { z } else { x };
    // Where each step of the proof ends up.
    let mut place = Vec::new();
    for step in &cert.steps {
        let moved = step.claim.map_points(&carry);
        if let Rule::Hyp(_) | Rule::Aux(..) = step.rule {
            out.steps.push(step.clone());
            if moved != step.claim {
                let premises = vec![out.steps.len() - 1, coincide];
                out.steps.push(Step { claim: moved, rule: Rule::Congruence, premises });
            }
        } else {
            let mut step = Step { claim: moved, ..step.clone() };
            if let Rule::Geo { args, .. } = &mut step.rule {
                args.iter_mut().for_each(|x| *x = carry(*x));
            }
            step.premises.iter_mut().for_each(|x| *x = place[*x]);
            out.steps.push(step);
        }
        place.push(out.steps.len() - 1);
    }
    out.goals.clear();
    for g in &cert.goals {
        let Some(at) = place.get(*g) else {
            // A condition, which no step claims.
            out.goals.push(usize::MAX);
            continue;
        };
        let original = &cert.steps[*g].claim;
        if slots::claim(&out.steps[*at]) == Some(original) {
            out.goals.push(*at);
        } else {
            out.steps.push(Step { claim: original.clone(), rule: Rule::Congruence, premises: vec![*at, coincide] });
            out.goals.push(out.steps.len() - 1);
        }
    }
    let past = out.steps.len();
    out.goals.iter_mut().filter(|g| **g == usize::MAX).for_each(|g| *g = past);
    Some(out)
}
