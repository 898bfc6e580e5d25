//! Shorter proofs: run the closure again on the points and hypotheses that a proof used, keep the shorter one.

use crate::extract::Extractor;
use crate::load::{add_hypothesis, scale_of, want};
use crate::rules::{Depth, saturate};
use crate::session::{Session, goal_proved, goal_step};
use crate::state::State;
use euclase_grammar::core::{GoalKind, Pt, Quantity};
use euclase_kernel::cert::{AuxPoint, Certificate, Rule, Step};

/// Most re-runs; each is shorter than the one before or the last.
const ROUNDS: usize = 3;

/// Tries to shorten a certificate.
pub fn shorten(session: &Session, first: Certificate) -> Certificate {
    let mut best = first;
    for _ in 0..ROUNDS {
        match again(session, &best) {
            Some(c) if c.steps.len() < best.steps.len() => best = c,
            _ => break,
        }
    }
    best
}

/// Re-runs the closure on what a certificate cites, over its own points only.
fn again(session: &Session, cert: &Certificate) -> Option<Certificate> {
    let s = &session.state;
    let stated = session.thm.hyps.len();
    // cited hypotheses, as numbers in the state
    let mut cited: Vec<usize> = Vec::new();
    for step in &cert.steps {
        let number = match &step.rule {
            Rule::Hyp(k) => *k,
            Rule::Aux(a, j) => {
                let name = &cert.aux[*a].name;
                let at = session.aux.iter().position(|x| &x.name == name)?;
                stated + session.aux_facts.iter().position(|f| *f == (at, *j))?
            }
            _ => continue,
        };
        cited.push(number);
    }
    cited.sort_unstable();
    cited.dedup();
    let mut points: Vec<Pt> = cited.iter().flat_map(|&k| s.hyps[k].points()).collect();
    for g in &session.thm.goals {
        match &g.kind {
            GoalKind::Fact(f) => points.extend(f.points()),
            GoalKind::Find(Quantity::Num(_)) => return None,
            GoalKind::Find(q) => points.extend(q.points()),
            _ => return None,
        }
    }
    points.sort_unstable();
    points.dedup();
    let new_of = |p: Pt| Pt(points.binary_search(&p).unwrap_or(0) as u32);
    let old_of = |p: Pt| points[p.ix()];
    let coords: Vec<[f64; 2]> = points.iter().map(|p| s.pic.xy[p.ix()]).collect();
    let mut small = State::new(scale_of(&coords));
    small.log_all = true;
    small.add_points(&coords);
    for &k in &cited {
        add_hypothesis(&mut small, s.hyps[k].map_points(&new_of));
    }
    let goals: Vec<GoalKind> = session
        .thm
        .goals
        .iter()
        .map(|g| match &g.kind {
            GoalKind::Fact(f) => GoalKind::Fact(f.map_points(&new_of)),
            GoalKind::Find(Quantity::Angle(t)) => GoalKind::Find(Quantity::Angle(t.map(new_of))),
            GoalKind::Find(Quantity::Ratio(a, b)) => GoalKind::Find(Quantity::Ratio(a.map(new_of), b.map(new_of))),
            GoalKind::Find(Quantity::Length(a)) => GoalKind::Find(Quantity::Length(a.map(new_of))),
            other => other.clone(),
        })
        .collect();
    for g in &goals {
        want(&mut small, g);
    }
    saturate(&mut small, Depth::Full, &|s| goals.iter().all(|g| goal_proved(s, g)));
    let mut x = Extractor::new(&small, cited.len(), &[]);
    let mut at = Vec::new();
    for g in &goals {
        // not proved any more without what was left out: no shorter proof this way
        if !goal_proved(&small, g) {
            return None;
        }
        at.push(goal_step(&mut x, g).ok()?);
    }
    let (steps, at) = x.finish(at);
    let steps = steps
        .into_iter()
        .map(|st| Step {
            claim: st.claim.map_points(&old_of),
            rule: match st.rule {
                Rule::Hyp(k) if cited[k] < stated => Rule::Hyp(cited[k]),
                Rule::Hyp(k) => {
                    let (a, j) = session.aux_facts[cited[k] - stated];
                    Rule::Aux(a, j)
                }
                Rule::Geo { name, args, opposite } => {
                    Rule::Geo { name, args: args.into_iter().map(old_of).collect(), opposite }
                }
                other => other,
            },
            premises: st.premises,
        })
        .collect();
    let mut out = Certificate {
        theorem: cert.theorem.clone(),
        aux: session.aux.clone(),
        steps,
        goals: at,
        ..Certificate::default()
    };
    drop_unused_aux(&mut out, session.thm.statement_points);
    Some(out)
}

/// Drops auxiliary points that no step and no other auxiliary point mentions, and renumbers.
pub fn drop_unused_aux(cert: &mut Certificate, given: usize) {
    let mut used = vec![false; cert.aux.len()];
    let mark = |p: Pt, used: &mut Vec<bool>| {
        if p.ix() >= given {
            used[p.ix() - given] = true;
        }
    };
    for st in &cert.steps {
        st.claim.points().into_iter().for_each(|p| mark(p, &mut used));
        match &st.rule {
            Rule::Geo { args, .. } => args.iter().for_each(|p| mark(*p, &mut used)),
            Rule::Aux(a, _) => used[*a] = true,
            _ => {}
        }
    }
    for i in (0..cert.aux.len()).rev() {
        if used[i] {
            for p in cert.aux[i].args.clone() {
                mark(p, &mut used);
            }
        }
    }
    if used.iter().all(|u| *u) {
        return;
    }
    let mut number = vec![0; used.len()];
    let mut next = 0;
    for (i, u) in used.iter().enumerate() {
        number[i] = next;
        next += usize::from(*u);
    }
    let renamed = |p: Pt| if p.ix() >= given { Pt((given + number[p.ix() - given]) as u32) } else { p };
    let aux = std::mem::take(&mut cert.aux);
    cert.aux = aux
        .into_iter()
        .zip(&used)
        .filter(|(_, u)| **u)
        .map(|(a, _)| AuxPoint { args: a.args.into_iter().map(renamed).collect(), ..a })
        .collect();
    for st in &mut cert.steps {
        st.claim = st.claim.map_points(&renamed);
        match &mut st.rule {
            Rule::Geo { args, .. } => args.iter_mut().for_each(|p| *p = renamed(*p)),
            Rule::Aux(a, _) => *a = number[*a],
            _ => {}
        }
    }
}
