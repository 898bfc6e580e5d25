//! Linear equations between directions, logarithms, lengths or squares of lengths, as vectors.
//!
//! Only for the printing of proofs: what is printed here was proved by the kernel, and a chain
//! that does not add up is simply not printed as a chain.

use std::collections::BTreeMap;

use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::Zero;

/// The kinds of linear equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Directions of lines modulo a straight angle.
    Dir,
    /// Logarithms of lengths.
    Log,
    /// Lengths.
    Len,
    /// Squares of lengths.
    Sq,
}

/// Coefficient and pair.
type Term = (Q, Pt, Pt);

/// An expression `Σ q·[PQ] + constant`.
#[derive(Clone, Debug, PartialEq)]
pub struct Lin {
    /// What the pairs stand for.
    pub kind: Kind,
    /// Coefficients of pairs (sorted points).
    pub terms: BTreeMap<(Pt, Pt), Q>,
    /// The constant: over `Log`, prime → exponent; otherwise one number, at key 0
    /// (over `Dir` in half-turns, in [0, 1)).
    pub konst: BTreeMap<u64, Q>,
}

impl Lin {
    /// The expression 0.
    pub fn zero(kind: Kind) -> Lin {
        Lin { kind, terms: BTreeMap::new(), konst: BTreeMap::new() }
    }

    /// A fact as an expression that is zero; `None` for facts of other kinds.
    pub fn of(fact: &Fact) -> Option<Lin> {
        let (kind, terms, konst): (Kind, Vec<Term>, Vec<(u64, Q)>) = match fact {
            Fact::Dir { terms, turn } => {
                let terms = terms.iter().map(|(k, a, b)| (Q::from_integer((*k).into()), *a, *b));
                (Kind::Dir, terms.collect(), vec![(0, turn.clone())])
            }
            Fact::Log { terms, konst } => (Kind::Log, terms.clone(), konst.clone()),
            Fact::Len { terms, konst } => (Kind::Len, terms.clone(), vec![(0, konst.clone())]),
            Fact::Sq { terms, konst } => (Kind::Sq, terms.clone(), vec![(0, konst.clone())]),
            _ => return None,
        };
        let mut lin = Lin::zero(kind);
        for (q, a, b) in terms {
            *lin.terms.entry((a.min(b), a.max(b))).or_insert_with(Q::zero) += q;
        }
        for (p, e) in konst {
            *lin.konst.entry(p).or_insert_with(Q::zero) -= e;
        }
        lin.tidy();
        Some(lin)
    }

    /// Pairs that a fact mentions, but that cancel.
    pub fn cancelled(fact: &Fact) -> Vec<(Pt, Pt)> {
        let Some(lin) = Lin::of(fact) else {
            return Vec::new();
        };
        let sorted = |a: &Pt, b: &Pt| (*a.min(b), *a.max(b));
        let mut all: Vec<(Pt, Pt)> = match fact {
            Fact::Dir { terms, .. } => terms.iter().map(|(_, a, b)| sorted(a, b)).collect(),
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                terms.iter().map(|(_, a, b)| sorted(a, b)).collect()
            }
            _ => Vec::new(),
        };
        all.retain(|p| !lin.terms.contains_key(p));
        all.dedup();
        all
    }

    /// Adds `k` times the other expression.
    pub fn add(&mut self, k: &Q, other: &Lin) {
        for (pair, q) in &other.terms {
            *self.terms.entry(*pair).or_insert_with(Q::zero) += k * q;
        }
        for (p, q) in &other.konst {
            *self.konst.entry(*p).or_insert_with(Q::zero) += k * q;
        }
        self.tidy();
    }

    /// Drops zeros and takes turns modulo 1.
    fn tidy(&mut self) {
        if self.kind == Kind::Dir {
            for q in self.konst.values_mut() {
                *q = &*q - q.floor();
            }
        }
        self.terms.retain(|_, q| !q.is_zero());
        self.konst.retain(|_, q| !q.is_zero());
    }

    /// Whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty() && self.konst.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{Build, half, q};

    #[test]
    fn equations_add_up() {
        let t = Build::new("t").pt("A", 0., 0.).pt("B", 1., 0.).pt("C", 0., 1.);
        let x = Lin::of(&t.dir(&[(1, "AB"), (-1, "BC")], half())).unwrap();
        let mut sum = x.clone();
        sum.add(&q(1), &x);
        assert!(sum.konst.is_empty(), "two right angles are a straight one");
        sum.add(&q(-2), &x);
        assert!(sum.is_zero());
        assert!(Lin::of(&t.coll("ABC")).is_none());
    }
}
