//! Checked figures: that a theorem is not vacuous, and that a counterexample is one.
//!
//! A theorem says "hypotheses and conditions imply the goal", which is worth nothing if nothing satisfies the
//! hypotheses and the conditions. A [`Figure`] that is checked here satisfies them. It is never a premise: a proof is sound without it.
//! The same arithmetic checks counterexamples, in which the hypotheses and the declared conditions hold and a goal does not.
//!
//! - *Exact*: all coordinates are rational, and every fact holds by exact fractions.
//! - *Enclosed*: some coordinates are only near the true ones. They are solved for block by block ([`blocks`]): Krawczyk's test
//!   shows that each block has a solution in a small box whatever the earlier ones are in theirs. Facts outside
//!   the blocks hold exactly or follow from others ([`consequence`]); strict statements are decided on the whole boxes.
//! - *Approximate*: every equation holds up to 1e-60, and strict statements by a margin of 1e-20. This
//!   proves nothing, and is called so.
//!
//! Of statements about real numbers without figures, counterexamples are values of the variables ([`numbers`]): rationals, or terms with
//! roots, whose signs are decided exactly ([`closed`]). Variables beside points have values in an exact figure ([`beside`]).
//!
//! *Architecture invariant:* no floating-point number, no `unsafe`, no input or output, no thread, no panic. What is
//! read from a certificate is bounded before it is computed with.
#![forbid(unsafe_code)]

pub mod algebraic;
mod approximate;
pub mod arithmetic;
pub mod beside;
mod blocks;
pub mod closed;
pub mod consequence;
mod everywhere;
pub mod field;
pub mod fixed;
pub mod formula;
pub mod iv;
pub mod numbers;
mod problem;
pub mod truth;
mod words;

use euclase_grammar::core::{Cond, CoreTheorem, Fact};
use euclase_kernel::Condition;
use euclase_kernel::cert::{AuxPoint, Certificate, Figure, Label, Source, Step, Value};
use iv::{BITS, Iv};
use problem::Problem;
use truth::{Lines, Picture, lines};

/// What is said of a figure.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The coordinates are rational, and all holds exactly.
    Exact,
    /// There is a true figure near the coordinates, in boxes that are narrower than 10 to the minus `digits`.
    Enclosed {
        /// decimals
        digits: u32,
    },
    /// The equations hold up to 1e-60, which does not show that there is a true figure.
    Approximate,
    /// The figure shows nothing.
    Declined(Declined),
}

/// Why a figure shows nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Declined {
    /// It is not a figure of the theorem: what is wrong with it.
    Malformed(String),
    /// A block of the enclosure could not be solved: its number, and why.
    Block(usize, String),
    /// A hypothesis, or what defines an auxiliary point.
    Fact(Source, Doubt),
    /// A condition, of the statement or of the proof.
    Condition(Box<Cond>, Doubt),
    /// The goal of a counterexample: its number.
    Goal(usize, Doubt),
}

/// What is the matter with a statement in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is not as it should be.
    Wrong,
    /// It cannot be told: the enclosure straddles zero, or an equation is not shown to hold.
    Straddles,
}

/// Checks the figure of an accepted certificate; `None` if it has none.
#[must_use]
pub fn check_certificate(
    theorem: &CoreTheorem,
    cert: &Certificate,
    accepted: &euclase_kernel::Theorem,
) -> Option<Verdict> {
    let figure = cert.figure.as_ref()?;
    Some(check_figure_with(theorem, &cert.aux, &cert.steps, accepted.conditions(), figure, &cert.values))
}

/// Checks that a figure satisfies the hypotheses, the definitions of the auxiliary points, the declared conditions, what the
/// definitions ensure, and the conditions of a proof.
///
/// `steps` are the steps of that proof, as the kernel has accepted them: "between" speaks of points on a line, and a step
/// before the one that needs it may be what shows that they are on one. (By induction over the steps: the claims before a
/// step hold in the figure if the conditions before it do.)
#[must_use]
pub fn check_figure(
    theorem: &CoreTheorem,
    aux: &[AuxPoint],
    steps: &[Step],
    conditions: &[Condition],
    figure: &Figure,
) -> Verdict {
    check_figure_with(theorem, aux, steps, conditions, figure, &[])
}

/// The same, with values of the real variables that the theorem speaks of beside its points.
#[must_use]
pub fn check_figure_with(
    theorem: &CoreTheorem,
    aux: &[AuxPoint],
    steps: &[Step],
    conditions: &[Condition],
    figure: &Figure,
    values: &[(u32, Value)],
) -> Verdict {
    let checked = || {
        let problem = Problem::new(theorem, aux)?;
        let (picture, verdict) = satisfied(&problem, figure)?;
        beside::check(theorem, figure, values)?;
        for c in conditions {
            let before = c.steps.first().map_or(0, |s| (*s).min(steps.len()));
            let shown = || problem.lines().into_iter().chain(lines(steps[..before].iter().map(|s| &s.claim))).collect();
            condition(&picture, &c.cond, shown)?;
        }
        Ok(verdict)
    };
    checked().unwrap_or_else(Verdict::Declined)
}

/// Checks that a figure satisfies the hypotheses and the declared conditions of a theorem, and that its goal
/// number `goal` fails there. `Approximate` figures refute nothing.
#[must_use]
pub fn check_counterexample(theorem: &CoreTheorem, figure: &Figure, goal: usize) -> Verdict {
    let checked = || {
        let problem = Problem::new(theorem, &[])?;
        if beside::concerns(theorem) {
            return Err(Declined::Malformed("figures refute no statement with real variables".into()));
        }
        if figure.label == Label::Approximate {
            return Err(Declined::Malformed("an approximate figure refutes nothing".into()));
        }
        let (picture, verdict) = satisfied(&problem, figure)?;
        let claim = theorem.goals.get(goal).ok_or_else(|| Declined::Malformed(format!("there is no goal {goal}")))?;
        if picture.refutes(&claim.kind, &problem.lines()) {
            return Ok(verdict);
        }
        Err(Declined::Goal(goal, Doubt::Straddles))
    };
    checked().unwrap_or_else(Verdict::Declined)
}

/// The picture of a figure in which all facts and all conditions of the problem hold.
fn satisfied(problem: &Problem, figure: &Figure) -> Result<(Picture, Verdict), Declined> {
    problem.fits(figure)?;
    let (picture, verdict) = match figure.label {
        Label::Exact | Label::Enclosed => {
            let picture = blocks::solve(problem, figure)?;
            facts_hold(problem, figure, &picture)?;
            let width = picture.boxes.iter().flatten().filter_map(Iv::width_bits).max().unwrap_or(0);
            // log10 2 = 0.30103
            let digits = u64::from(BITS).saturating_sub(width) * 30_103 / 100_000;
            let enclosed = Verdict::Enclosed { digits: u32::try_from(digits).unwrap_or(0) };
            (picture, if figure.label == Label::Exact { Verdict::Exact } else { enclosed })
        }
        Label::Approximate => (approximate::picture(problem, figure)?, Verdict::Approximate),
    };
    for c in problem.conditions() {
        condition(&picture, c, || problem.lines())?;
    }
    Ok((picture, verdict))
}

/// Facts about rational points hold exactly; those of the blocks hold in the boxes; the others follow from them.
fn facts_hold(problem: &Problem, figure: &Figure, picture: &Picture) -> Result<(), Declined> {
    let (mut sure, mut rest): (Vec<&Fact>, Vec<(Source, &Fact)>) = (Vec::new(), Vec::new());
    let solved = blocks::Solved::new(figure);
    for (source, fact) in &problem.facts {
        let rational = fact.points().iter().all(|p| picture.exact.get(p.ix()).is_some_and(Option::is_some));
        if rational && picture.holds(fact) || solved.contains(*source, fact, picture) && picture.side(fact) {
            sure.push(fact);
        } else {
            rest.push((*source, fact));
        }
    }
    if rest.is_empty() {
        return Ok(());
    }
    let mut known = consequence::Known::new(picture);
    sure.into_iter().for_each(|f| known.learn(f));
    for (source, fact) in rest {
        if picture.fails(fact) {
            return Err(Declined::Fact(source, Doubt::Wrong));
        }
        if !(known.implies(fact) && picture.side(fact)) {
            return Err(Declined::Fact(source, Doubt::Straddles));
        }
        known.learn(fact);
    }
    Ok(())
}

/// A condition certainly holds. `shown` gives the points known to be on a line, which few conditions ask for.
fn condition(picture: &Picture, cond: &Cond, shown: impl FnOnce() -> Lines) -> Result<(), Declined> {
    match picture.cond(cond, &Lines::new()) {
        Some(true) => Ok(()),
        Some(false) => Err(Declined::Condition(Box::new(cond.clone()), Doubt::Wrong)),
        None if picture.cond(cond, &shown()) == Some(true) => Ok(()),
        None => Err(Declined::Condition(Box::new(cond.clone()), Doubt::Straddles)),
    }
}
