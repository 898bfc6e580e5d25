//! Cases: which of two variables is greater, on which side of a number a variable is.

use super::compose::at_least;
use super::numeric::{Samples, rational};
use super::shape::{View, ratio, real};
use super::{Child, Glue, Kind, Sequent, Step};
use euclase_grammar::core::{Atom, Rel};
use euclase_kernel::algebra::Clause;

/// Most proposals of each sort.
const MOST: usize = 4;

pub(super) fn propose(view: &View, samples: &Samples, out: &mut Vec<Step>) {
    let names = &view.vars;
    let mut pairs = 0;
    for (i, u) in names.iter().enumerate() {
        for v in &names[i + 1..] {
            let atom = at_least(*u, *v);
            // What is known already is no case.
            let known = |a: &Atom| view.sequent.hyps.iter().any(|h| h[..] == [a.clone()]);
            if pairs < MOST
                && !known(&atom)
                && !known(&at_least(*v, *u))
                && both(samples, *u as usize, Some(*v as usize), 0.0)
            {
                pairs += 1;
                out.push(cases(view, Kind::Pair, atom, vec![Atom { lhs: real(*v), rel: Rel::Gt, rhs: real(*u) }]));
            }
        }
    }
    let mut sides = 0;
    for v in names {
        let mut values: Vec<(i64, i64)> = vec![(1, 1), (0, 1)];
        values.extend(samples.tight.iter().filter_map(|t| rational(*t.get(*v as usize)?)));
        values.dedup();
        for (n, d) in values {
            let c = ratio(n, d);
            let atom = Atom { lhs: real(*v), rel: Rel::Ge, rhs: c.clone() };
            if sides < MOST && both(samples, *v as usize, None, n as f64 / d as f64) {
                sides += 1;
                out.push(cases(view, Kind::Side, atom, vec![Atom { lhs: c, rel: Rel::Gt, rhs: real(*v) }]));
            }
        }
    }
}

/// Are there points on both sides?
fn both(samples: &Samples, u: usize, v: Option<usize>, c: f64) -> bool {
    let difference = |x: &Vec<f64>| Some(x.get(u)? - v.map_or(Some(c), |v| x.get(v).copied())?);
    let all: Vec<f64> = samples.points.iter().filter_map(difference).collect();
    all.iter().any(|d| *d > 1e-3) && all.iter().any(|d| *d < -1e-3)
}

fn cases(view: &View, kind: Kind, atom: Atom, other: Clause) -> Step {
    let with = |c: Clause| {
        let mut sequent: Sequent = view.sequent.clone();
        sequent.hyps.push(c);
        Child { sequent, values: vec![], known: false }
    };
    Step {
        kind,
        with: super::words::atom(&atom),
        children: vec![with(vec![atom.clone()]), with(other)],
        glue: Glue::Either(atom),
        target: None,
        scales: vec![],
        weights: vec![],
    }
}
