//! What is said about a figure, in words. Nothing here is trusted.

use crate::{Declined, Doubt, Verdict};
use euclase_grammar::core::{Cond, CoreTheorem, PointInfo};
use euclase_grammar::words::{self, Style};
use euclase_kernel::cert::{AuxPoint, Source};

impl Verdict {
    /// How the figure was checked, in a few words.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
        match self {
            Verdict::Exact => "exact: rational coordinates satisfy every hypothesis and every condition".into(),
            Verdict::Enclosed { digits } => format!(
                "enclosed: a true figure lies near the coordinates, in boxes narrower than 1e-{digits}, and satisfies every hypothesis and every condition"
            ),
            Verdict::Approximate => {
                "approximate: every hypothesis holds up to 1e-60, every condition by more than 1e-20; this is no proof that a figure exists".into()
            }
            Verdict::Declined(d) => d.text(theorem, aux),
        }
    }
}

impl Declined {
    /// The reason, with the names of the theorem and of auxiliary points.
    #[must_use]
    pub fn text(&self, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
        let doubt = |d: &Doubt| match d {
            Doubt::Wrong => "does not hold in the figure",
            Doubt::Straddles => "is not certain in the figure (its enclosure straddles zero)",
        };
        match self {
            Declined::Malformed(what) => format!("not a figure of {}: {what}", theorem.name),
            Declined::Block(k, why) => format!("block {k} of the figure: {why}"),
            Declined::Fact(Source::Hyp(i), d) => {
                let text = theorem.hyps.get(*i).map_or_else(|| format!("hypothesis {i}"), |h| h.origin.text.clone());
                match d {
                    Doubt::Wrong => format!("`{text}` {}", doubt(d)),
                    Doubt::Straddles => {
                        format!("`{text}` is not shown to hold in the figure, or may be degenerate there")
                    }
                }
            }
            Declined::Fact(Source::Aux(i, _), d) => {
                let name = aux.get(*i).map_or("an auxiliary point", |a| &a.name);
                format!(
                    "the definition of {name} {}",
                    if *d == Doubt::Wrong { doubt(d) } else { "is not shown to hold in the figure" }
                )
            }
            Declined::Condition(c, d) => format!("the condition {} {}", condition(c, theorem, aux), doubt(d)),
            Declined::Goal(i, _) => {
                let text = theorem.goals.get(*i).map_or_else(|| format!("goal {i}"), |g| g.origin.text.clone());
                format!("it is not certain that `{text}` fails")
            }
        }
    }
}

/// A condition in the words of a textbook.
fn condition(cond: &Cond, theorem: &CoreTheorem, aux: &[AuxPoint]) -> String {
    let mut named = theorem.clone();
    named.points.truncate(theorem.statement_points);
    named.points.extend(aux.iter().map(|a| PointInfo {
        name: a.name.clone(),
        hidden: false,
        origin: Default::default(),
    }));
    let known = cond.points().iter().all(|p| p.ix() < named.points.len());
    if known { words::cond(&named, cond, Style::Unicode) } else { "about a point that there is not".into() }
}
