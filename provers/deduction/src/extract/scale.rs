//! What a reason costs a reader, and how a fact is scaled against its logged row.

use crate::load::ep;
use crate::rules::{AA, GIVEN};
use crate::state::{By, Reason, col};
use euclase_grammar::core::{Fact, Q};
use num_traits::{One, Zero};

/// How much a reader pays for a reason: hypotheses and incidences are read at a glance.
pub(super) fn base_cost(r: &Reason) -> f64 {
    match r.by {
        By::Hyp => 0.5,
        By::CollDir | By::Convert | By::Measure | By::SameAs => 0.7,
        By::Inscribed | By::CenterAngle | By::BetweenSum => 1.0,
        By::SimAngle | By::SimRatio if [AA, GIVEN].contains(&r.how) => 1.6,
        // the other criteria depend on orientation: a condition more for the reader
        By::SimAngle | By::SimRatio => 2.6,
        By::EqualChords => 3.0,
        By::Sines | By::SinesKnown | By::SinesAngle => 4.0,
        _ => 1.5,
    }
}

/// k with row = k · fact (rows have integer coefficients and may be negated).
pub(super) fn scale_between(fact: &Fact, row: &[(u32, i32)]) -> Q {
    let first: Option<(u32, Q)> = match fact {
        Fact::Dir { terms, .. } => terms
            .iter()
            .map(|&(k, a, b)| (col(ep(a), ep(b)), Q::from_integer(k.into())))
            .find(|e| sum_at(fact, e.0) != Q::zero()),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => terms
            .iter()
            .filter(|t| t.1 != t.2)
            .map(|(k, a, b)| (col(ep(*a), ep(*b)), k.clone()))
            .find(|e| sum_at(fact, e.0) != Q::zero()),
        Fact::Vec(terms) => terms.iter().map(|(k, p)| (p.0, k.clone())).find(|e| sum_at(fact, e.0) != Q::zero()),
        _ => None,
    };
    let Some((c, _)) = first else { return Q::one() };
    let in_row: i64 = row.iter().filter(|e| e.0 == c).map(|e| e.1 as i64).sum();
    if in_row == 0 {
        return Q::one();
    }
    Q::from_integer(in_row.into()) / sum_at(fact, c)
}

/// Total coefficient of a column in a fact.
fn sum_at(fact: &Fact, c: u32) -> Q {
    match fact {
        Fact::Dir { terms, .. } => terms
            .iter()
            .filter(|t| t.1 != t.2 && col(ep(t.1), ep(t.2)) == c)
            .map(|t| Q::from_integer(t.0.into()))
            .fold(Q::zero(), |a, b| a + b),
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => terms
            .iter()
            .filter(|t| t.1 != t.2 && col(ep(t.1), ep(t.2)) == c)
            .map(|t| t.0.clone())
            .fold(Q::zero(), |a, b| a + b),
        Fact::Vec(terms) => terms.iter().filter(|t| t.1.0 == c).map(|t| t.0.clone()).fold(Q::zero(), |a, b| a + b),
        _ => Q::zero(),
    }
}
