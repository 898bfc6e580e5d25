//! The steps that are worth a try for a sequent: proposed by each family, and dropped where numbers say that a child is false.

use super::features::{STATE, Seen, seen, sequent};
use super::numeric::Samples;
use super::shape::View;
use super::{Kind, Sequent, Step, bounds, fractions, means, normal, orders, products, splits, substitute, symmetric};
use std::collections::BTreeSet;

/// Most steps of a sequent.
pub const MOST: usize = 32;

/// A step, with what can be seen of it.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// It.
    pub step: Step,
    /// What can be seen.
    pub seen: Seen,
}

/// What was proposed, and why some of it was not.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// What can be seen of the sequent.
    pub sequent: [f32; STATE],
    /// Those that are left, in the order of the hand-made score.
    pub all: Vec<Proposal>,
    /// Steps with a child that is false somewhere, by kind.
    pub wrong: Vec<Kind>,
    /// Steps that change nothing, or came twice.
    pub idle: usize,
}

/// The steps for a sequent.
pub fn list(s: &Sequent, stop: &dyn Fn() -> bool) -> Listed {
    let mut out = Listed::default();
    let Some(samples) = Samples::new(s) else { return out };
    let Some(view) = View::new(s, stop) else { return out };
    out.sequent = sequent(&view, &samples);
    let mut steps: Vec<Step> = Vec::new();
    let mut powers = BTreeSet::new();
    fractions::propose(&view, &samples, &mut powers, &mut steps);
    orders::propose(&view, &mut steps);
    substitute::propose(&view, &powers, &mut steps);
    normal::propose(&view, &mut steps);
    symmetric::propose(&view, &mut steps);
    means::propose(&view, &samples, &mut steps);
    products::propose(&view, &samples, &mut steps);
    bounds::propose(&view, &samples, &mut steps);
    splits::propose(&view, &samples, &mut steps);
    let mut met: Vec<Step> = Vec::new();
    for step in steps {
        if stop() {
            break;
        }
        let same = |t: &Step| t.children == step.children;
        if step.children.iter().any(|c| c.sequent == *s) || met.iter().any(same) {
            out.idle += 1;
            continue;
        }
        met.push(step.clone());
        let mut judged: Vec<(&Sequent, Samples)> = Vec::new();
        let mut false_child = false;
        for child in step.children.iter().filter(|c| !c.known) {
            if judged.iter().any(|j| *j.0 == child.sequent) {
                continue;
            }
            let Some(samples) = Samples::new(&child.sequent) else { continue };
            false_child |= samples.fails.is_some();
            judged.push((&child.sequent, samples));
        }
        if false_child {
            out.wrong.push(step.kind);
            continue;
        }
        let seen = seen(&view, &samples, &step, &judged);
        out.all.push(Proposal { step, seen });
    }
    // Stable: of equal score, the order of the families.
    out.all.sort_by(|a, b| b.seen.score.total_cmp(&a.seen.score));
    out.all.truncate(MOST);
    out
}
