//! The places of a fact that a mutation may change: points, coefficients, constants.
//!
//! All operators reach into facts through this module, so that a new kind of claim is one arm here.

use euclase_grammar::core::{Fact, Pt, Q, q};
use euclase_kernel::cert::{Certificate, Rule, Step};
use num_traits::ToPrimitive;

/// The fact that a step claims.
pub fn claim(step: &Step) -> Option<&Fact> {
    Some(&step.claim)
}

/// The same, to change it.
pub fn claim_mut(step: &mut Step) -> Option<&mut Fact> {
    Some(&mut step.claim)
}

/// Every point of a fact, in order.
pub fn points(fact: &mut Fact) -> Vec<&mut Pt> {
    match fact {
        Fact::Same(a, b) => vec![a, b],
        Fact::Coll(a, b, c) => vec![a, b, c],
        Fact::Cyclic(a, b, c, d) => vec![a, b, c, d],
        Fact::Sim { a, b, .. } => a.iter_mut().chain(b).collect(),
        Fact::Dir { terms, .. } => terms.iter_mut().flat_map(|t| [&mut t.1, &mut t.2]).collect(),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            terms.iter_mut().flat_map(|t| [&mut t.1, &mut t.2]).collect()
        }
        Fact::Vec(terms) => terms.iter_mut().map(|t| &mut t.1).collect(),
        Fact::Ang { terms, .. } => terms.iter_mut().flat_map(|t| &mut t.1).collect(),
        Fact::Num(..) => vec![],
    }
}

/// How many terms a linear fact has; 0 for the others.
pub fn terms(fact: &Fact) -> usize {
    match fact {
        Fact::Dir { terms, .. } => terms.len(),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => terms.len(),
        Fact::Vec(terms) => terms.len(),
        Fact::Ang { terms, .. } => terms.len(),
        _ => 0,
    }
}

/// Changes the coefficient of a term by a function of rational numbers; over directions its value is rounded down.
pub fn coefficient(fact: &mut Fact, term: usize, change: &dyn Fn(&Q) -> Q) {
    match fact {
        Fact::Dir { terms, .. } => {
            if let Some(t) = terms.get_mut(term) {
                t.0 = change(&q(t.0, 1)).floor().to_integer().to_i64().unwrap_or(t.0);
            }
        }
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            if let Some(t) = terms.get_mut(term) {
                t.0 = change(&t.0);
            }
        }
        Fact::Vec(terms) => {
            if let Some(t) = terms.get_mut(term) {
                t.0 = change(&t.0);
            }
        }
        Fact::Ang { terms, .. } => {
            if let Some(t) = terms.get_mut(term) {
                t.0 = change(&t.0);
            }
        }
        _ => {}
    }
}

/// Removes a term of a linear fact.
pub fn remove_term(fact: &mut Fact, term: usize) {
    if term >= terms(fact) {
        return;
    }
    match fact {
        Fact::Dir { terms, .. } => drop(terms.remove(term)),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => drop(terms.remove(term)),
        Fact::Vec(terms) => drop(terms.remove(term)),
        Fact::Ang { terms, .. } => drop(terms.remove(term)),
        _ => {}
    }
}

/// Adds a term with two or three points. False: the fact has no terms.
pub fn add_term(fact: &mut Fact, coefficient: i64, p: [Pt; 3]) -> bool {
    match fact {
        Fact::Dir { terms, .. } => terms.push((coefficient, p[0], p[1])),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            terms.push((q(coefficient, 1), p[0], p[1]));
        }
        Fact::Vec(terms) => terms.extend([(q(coefficient, 1), p[0]), (q(-coefficient, 1), p[1])]),
        Fact::Ang { terms, .. } => terms.push((q(coefficient, 1), p)),
        _ => return false,
    }
    true
}

/// Changes the constant of a linear fact; the constant of logarithms is moved by the logarithm of a small prime.
/// False: the fact has no constant.
pub fn constant(fact: &mut Fact, change: &dyn Fn(&Q) -> Q) -> bool {
    match fact {
        Fact::Dir { turn, .. } => *turn = change(turn),
        Fact::Len { konst, .. } | Fact::Sq { konst, .. } | Fact::Ang { konst, .. } => *konst = change(konst),
        Fact::Log { konst, .. } => match konst.first_mut() {
            Some((_, e)) => *e = change(e),
            None => konst.push((2, change(&q(0, 1)))),
        },
        _ => return false,
    }
    true
}

/// Multiplies an equation by an integer. False: the fact is no equation.
pub fn scale(fact: &mut Fact, k: i64) -> bool {
    let n = terms(fact);
    for i in 0..n {
        coefficient(fact, i, &|c| c * q(k, 1));
    }
    match fact {
        Fact::Log { konst, .. } => konst.iter_mut().for_each(|(_, e)| *e *= q(k, 1)),
        Fact::Vec(_) => {}
        _ => return n > 0 && constant(fact, &|c| c * q(k, 1)),
    }
    n > 0
}

/// Every point of a certificate: claims, instances, arguments of definitions, discharges.
pub fn all_points<'a>(cert: &'a mut Certificate, change: &mut dyn FnMut(&'a mut Pt)) {
    for a in &mut cert.aux {
        a.args.iter_mut().for_each(&mut *change);
    }
    for s in &mut cert.steps {
        points(&mut s.claim).into_iter().for_each(&mut *change);
        if let Rule::Geo { args, .. } = &mut s.rule {
            args.iter_mut().for_each(&mut *change);
        }
    }
    for d in &mut cert.discharges {
        d.args.iter_mut().for_each(&mut *change);
    }
}
