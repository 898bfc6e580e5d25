//! "Find" goals: a value belongs to the figures that it was derived for, so others are looked at.
//!
//! Where a proof depends on the configuration, another figure of the same statement may have another value (IMO 2009,
//! Problem 4: 60° or 90°). Each value that is met is derived and checked like the first; one that cannot be derived
//! leaves the question open.

use super::conclude::{Outcome, Proof, proof};
use super::{Clock, Config, Solved};
use crate::report::Counts;
use euclase_deduction::Session;
use euclase_diagram::{Figure, eval};
use euclase_grammar::core::{CoreTheorem, GoalKind, Num, Quantity};
use euclase_grammar::words::{self, Style};

/// A proof for a figure in which the values of the cases do not hold; `Ok(None)` when those of one of them do.
///
/// # Errors
/// The values of this figure could not be derived.
pub(super) fn new_case(
    thm: &CoreTheorem,
    cases: &[Proof],
    figure: &Figure,
    config: &Config,
    clock: &Clock,
) -> Result<Option<Proof>, String> {
    let holds =
        |c: &Proof| c.theorem.found().iter().all(|(_, fact)| eval::fact_residual(&figure.pts, fact) < eval::CLEAR);
    if cases.iter().any(holds) {
        return Ok(None);
    }
    let mut session = Session::new(thm, &figure.pts).map_err(|e| e.to_string())?;
    session.saturate(config.depth, &|| clock.over());
    let first = crate::report::with_aux(thm, &[]);
    let said = values_in(thm, figure);
    let known: Vec<String> = cases
        .iter()
        .flat_map(|c| c.theorem.found().iter().map(|(_, f)| words::fact(&first, f, Style::Unicode)))
        .collect();
    let known = known.join("; ");
    match proof(thm, &session, figure.clone(), config, clock) {
        Outcome::Proved(p) => Ok(Some(*p)),
        Outcome::NotReached => {
            Err(format!("proved in one configuration: {known}; but in another figure {said}, and that was not derived"))
        }
        Outcome::Open(why) => Err(format!("proved in one configuration: {known}; but in another figure {said}: {why}")),
    }
}

/// The values that are asked for, as measured in a figure.
fn values_in(thm: &CoreTheorem, figure: &Figure) -> String {
    let measured = thm.goals.iter().filter_map(|g| match &g.kind {
        GoalKind::Find(q) => {
            let text = words::quantity(thm, q, Style::Unicode);
            Some(match q {
                Quantity::Angle([a, b, c]) => {
                    format!("{text} is about {:.4}°", 180.0 * eval::angle(&figure.pts, *a, *b, *c))
                }
                _ => format!("{text} is about {:.6}", eval::num(&figure.pts, &number(q))),
            })
        }
        _ => None,
    });
    measured.collect::<Vec<_>>().join(", ")
}

/// Figures in which a quantity may have values of its own before it is taken to vary.
const CASES: usize = 3;
/// Figures that are looked at for that.
const LOOKS: usize = 8;

/// Whether a value that is asked for changes from figure to figure, so that no proof can give it.
pub(super) fn vary(thm: &CoreTheorem, figure: &Figure, seed: u64, clock: &Clock) -> bool {
    let asked: Vec<Num> =
        thm.goals.iter().filter_map(|g| if let GoalKind::Find(q) = &g.kind { Some(number(q)) } else { None }).collect();
    if asked.is_empty() {
        return false;
    }
    let figures: Vec<Figure> = super::further(thm, figure, seed, clock).take(LOOKS).collect();
    asked.iter().any(|q| {
        let mut met = vec![eval::num(&figure.pts, q)];
        for v in figures.iter().map(|f| eval::num(&f.pts, q)) {
            if met.iter().all(|m| (m - v).abs() > 1e-6 * m.abs().max(1e-3)) {
                met.push(v);
            }
        }
        met.len() > CASES
    })
}

fn number(q: &Quantity) -> Num {
    match q {
        Quantity::Angle([a, b, c]) => Num::Ang(*a, *b, *c),
        Quantity::Ratio([a, b], [c, d]) => Num::Div(Box::new(Num::Len(*a, *b)), Box::new(Num::Len(*c, *d))),
        Quantity::Length([a, b]) => Num::Len(*a, *b),
        Quantity::Num(n) => n.clone(),
    }
}

/// One answer for all cases met in the figures seen: the first one's proof, the others' beside it, every value in the list.
pub(super) fn gathered(thm: &CoreTheorem, cases: Vec<Proof>, counts: Counts, seen: usize) -> Solved {
    let mut all = cases.into_iter().map(|p| p.solved(thm, counts));
    let Some(mut first) = all.next() else {
        return super::without_proof(thm, crate::report::Status::Unknown, counts, "no proof");
    };
    first.cases = all.collect();
    if !first.cases.is_empty() {
        for case in &first.cases {
            first.answer.found.extend(case.answer.found.iter().cloned());
        }
        let n = first.cases.len() + 1;
        first.answer = first.answer.note(format!(
            "the answer depends on the figure: {n} cases were met in {seen} figures, each with its proof and its conditions"
        ));
    }
    first
}
