//! Without loss of generality: an order of variables that may be exchanged, the greatest of those that may be turned.

use super::compose::at_least;
use super::shape::View;
use super::{Child, Glue, Kind, Sequent, Step};

/// Most variables that are put in order.
const MANY: usize = 4;

pub(super) fn propose(view: &View, out: &mut Vec<Step>) {
    let vars = &view.vars;
    if vars.len() < 2 || vars.len() > MANY {
        return;
    }
    let with = |hyps: Vec<_>| {
        let mut sequent: Sequent = view.sequent.clone();
        sequent.hyps.extend(hyps);
        Child { sequent, values: vec![], known: false }
    };
    let step = |kind, glue, child| Step {
        kind,
        with: String::new(),
        children: vec![child],
        glue,
        target: None,
        scales: vec![],
        weights: vec![],
    };
    if view.symmetric() {
        let chain = vars.windows(2).map(|w| vec![at_least(w[0], w[1])]).collect();
        out.push(step(Kind::Sorted, Glue::Sorted(vars.clone()), with(chain)));
    }
    if vars.len() > 2 && view.turn().is_some() {
        let first = vars[0];
        let all = vars[1..].iter().map(|v| vec![at_least(first, *v)]).collect();
        out.push(step(Kind::Greatest, Glue::Greatest(vars.clone()), with(all)));
    }
}
