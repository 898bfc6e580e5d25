//! Side conditions: canonical forms, simple entailment, classes, and what contradicts them.
//!
//! Conditions are the kernel's own business, never the e-graph's. They are compared as they are
//! written, *not* modulo proved coincidences: a coincidence may have been proved with the
//! very condition that it would discharge.

use crate::verdict::Class;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Zero};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Sorted.
pub(crate) fn sorted<const N: usize>(mut p: [Pt; N]) -> [Pt; N] {
    p.sort_unstable();
    p
}

/// Sorted, and whether the permutation was odd.
fn sorted_parity(p: [Pt; 3]) -> ([Pt; 3], bool) {
    let odd = (p[0] > p[1]) ^ (p[0] > p[2]) ^ (p[1] > p[2]);
    (sorted(p), odd)
}

fn not_coll(p: [Pt; 3]) -> Cond {
    let [a, b, c] = sorted(p);
    Cond::NotColl(a, b, c)
}

fn distinct(a: Pt, b: Pt) -> Cond {
    Cond::Distinct(a.min(b), a.max(b))
}

/// `dir(PQ) − dir(RS) ≠ 0`, in canonical form.
fn dirs_differ(p: [Pt; 2], q: [Pt; 2]) -> Cond {
    canon(&Cond::DirNe { terms: vec![(1, p[0], p[1]), (-1, q[0], q[1])], turn: Q::zero() })
}

/// One way of writing for conditions that say the same.
pub fn canon(c: &Cond) -> Cond {
    match c {
        Cond::Distinct(a, b) => distinct(*a, *b),
        Cond::NotColl(a, b, c) => not_coll([*a, *b, *c]),
        Cond::NotPara(p, q) => {
            let (p, q) = (sorted(*p), sorted(*q));
            let (p, q) = (p.min(q), p.max(q));
            // Two lines through a common point are parallel when the three points are collinear.
            match (
                p.iter().find(|x| q.contains(x)),
                p.iter().find(|x| !q.contains(x)),
                q.iter().find(|x| !p.contains(x)),
            ) {
                (Some(x), Some(y), Some(z)) => not_coll([*x, *y, *z]),
                _ => Cond::NotPara(p, q),
            }
        }
        Cond::DirNe { terms, turn } => {
            let mut sum: BTreeMap<[Pt; 2], i128> = BTreeMap::new();
            for (k, a, b) in terms {
                *sum.entry(sorted([*a, *b])).or_default() += i128::from(*k);
            }
            sum.retain(|_, k| *k != 0);
            let flip = sum.values().next().is_some_and(|k| *k < 0);
            let turn = if flip { -turn.clone() } else { turn.clone() };
            let sign = if flip { -1 } else { 1 };
            let terms: Option<Vec<_>> =
                sum.iter().map(|([a, b], k)| i64::try_from(sign * k).ok().map(|k| (k, *a, *b))).collect();
            // Coefficients beyond 64 bits: left as it is written.
            terms.map_or_else(|| c.clone(), |terms| Cond::DirNe { terms, turn: &turn - turn.floor() })
        }
        Cond::SameOrient(a, b) => orient(*a, *b, false),
        Cond::OppOrient(a, b) => orient(*a, *b, true),
        Cond::Positive([a, b, c]) => {
            Cond::Positive([[*a, *b, *c], [*b, *c, *a], [*c, *a, *b]].into_iter().min().unwrap_or([*a, *b, *c]))
        }
        Cond::Between(a, b, c) => Cond::Between(*a.min(c), *b, *a.max(c)),
        Cond::Outside(a, b, c) => Cond::Outside(*a.min(c), *b, *a.max(c)),
        Cond::Longer(p, q) => Cond::Longer(sorted(*p), sorted(*q)),
        Cond::NotCyclic(a, b, c, d) => {
            let [a, b, c, d] = sorted([*a, *b, *c, *d]);
            Cond::NotCyclic(a, b, c, d)
        }
        Cond::Not(f) => match &**f {
            Fact::Same(a, b) => distinct(*a, *b),
            Fact::Coll(a, b, c) => not_coll([*a, *b, *c]),
            _ => c.clone(),
        },
        Cond::AngWithin { .. } | Cond::Num(..) | Cond::Any(_) => c.clone(),
    }
}

fn orient(a: [Pt; 3], b: [Pt; 3], opposite: bool) -> Cond {
    let ((a, odd_a), (b, odd_b)) = (sorted_parity(a), sorted_parity(b));
    let (a, b) = (a.min(b), a.max(b));
    match opposite ^ odd_a ^ odd_b {
        false if a == b => not_coll(a),
        false => Cond::SameOrient(a, b),
        true => Cond::OppOrient(a, b),
    }
}

/// What a canonical condition entails at once, in canonical form.
pub(crate) fn weaker(c: &Cond) -> Vec<Cond> {
    match c {
        Cond::NotColl(a, b, c) => vec![
            distinct(*a, *b),
            distinct(*b, *c),
            distinct(*a, *c),
            dirs_differ([*a, *b], [*a, *c]),
            dirs_differ([*a, *b], [*b, *c]),
            dirs_differ([*a, *c], [*b, *c]),
        ],
        Cond::NotPara(p, q) => vec![distinct(p[0], p[1]), distinct(q[0], q[1]), dirs_differ(*p, *q)],
        Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => vec![not_coll(*a), not_coll(*b)],
        Cond::Positive(a) => vec![not_coll(*a)],
        Cond::Between(a, b, c) => vec![canon(&Cond::Outside(*b, *a, *c)), canon(&Cond::Outside(*a, *c, *b))],
        Cond::Outside(a, b, c) => vec![distinct(*a, *b), distinct(*b, *c), distinct(*a, *c)],
        Cond::Longer(p, _) => vec![distinct(p[0], p[1])],
        // Three points are always on one circle or line.
        Cond::NotCyclic(a, b, c, d) => pairs(&[*a, *b, *c, *d]).into_iter().map(|[a, b]| distinct(a, b)).collect(),
        // A false direction equation has proper pairs: it is read as a polynomial equation.
        Cond::Not(f) => match &**f {
            Fact::Dir { terms, turn } => terms
                .iter()
                .map(|(_, a, b)| distinct(*a, *b))
                .chain([canon(&Cond::DirNe { terms: terms.clone(), turn: turn.clone() })])
                .collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// All pairs of a list of points.
pub(crate) fn pairs(p: &[Pt]) -> Vec<[Pt; 2]> {
    p.iter().enumerate().flat_map(|(i, a)| p[i + 1..].iter().map(move |b| [*a, *b])).collect()
}

/// A set of conditions closed under simple entailment.
#[derive(Clone, Default)]
pub struct Given {
    conds: HashSet<Cond>,
    /// Orientations, as a forest: a triangle (sorted), another one, and whether they are opposite.
    turns: HashMap<[Pt; 3], ([Pt; 3], bool)>,
}

/// Stands for the orientation of the plane among the triangles.
const PLANE: [Pt; 3] = [Pt(u32::MAX); 3];

/// Two triangles (or one and the plane) that a canonical condition orients, and whether oppositely.
fn orients(c: &Cond) -> Option<([Pt; 3], [Pt; 3], bool)> {
    match c {
        Cond::SameOrient(a, b) => Some((*a, *b, false)),
        Cond::OppOrient(a, b) => Some((*a, *b, true)),
        Cond::Positive(a) => {
            let (a, odd) = sorted_parity(*a);
            Some((a, PLANE, odd))
        }
        _ => None,
    }
}

impl Given {
    /// Adds a condition and all that it entails.
    pub fn add(&mut self, c: &Cond) {
        let mut todo = vec![canon(c)];
        while let Some(c) = todo.pop() {
            if !self.conds.contains(&c) {
                todo.extend(weaker(&c));
                if let Some((a, b, opposite)) = orients(&c) {
                    let ((a, s), (b, t)) = (self.root(a), self.root(b));
                    if a != b {
                        self.turns.insert(a, (b, s ^ t ^ opposite));
                    }
                }
                self.conds.insert(c);
            }
        }
    }

    /// The triangle at the root of the tree of `t`, and whether `t` is opposite to it.
    fn root(&self, mut t: [Pt; 3]) -> ([Pt; 3], bool) {
        let mut odd = false;
        while let Some((up, opposite)) = self.turns.get(&t) {
            (t, odd) = (*up, odd ^ opposite);
        }
        (t, odd)
    }

    /// Is the condition among them? Of alternatives, one is enough. Orientations chain.
    pub fn has(&self, c: &Cond) -> bool {
        let single = |c: &Cond| {
            let c = canon(c);
            let chained = orients(&c).is_some_and(|(a, b, opposite)| {
                let ((a, s), (b, t)) = (self.root(a), self.root(b));
                a == b && (s ^ t) == opposite
            });
            chained || self.conds.contains(&c)
        };
        single(c) || matches!(c, Cond::Any(cs) if cs.iter().any(single))
    }
}

/// The class of a condition that the statement does not give.
pub(crate) fn class(c: &Cond) -> Class {
    match c {
        Cond::Distinct(..) | Cond::NotColl(..) | Cond::NotPara(..) | Cond::NotCyclic(..) => Class::NonDegeneracy,
        // Not perpendicular, not tangent. (Unequal lengths may choose among the components of a figure.)
        Cond::Not(f) if matches!(**f, Fact::Dir { .. }) => Class::NonDegeneracy,
        // DirNe chooses a branch of an angle; the rest is order, orientation or size.
        _ => Class::Configuration,
    }
}

/// Facts any of which makes the condition false. (None is known for comparisons and alternatives.)
pub(crate) fn contradicted_by(c: &Cond) -> Vec<Fact> {
    let same = |p: &[Pt]| pairs(p).into_iter().map(|[a, b]| Fact::Same(a, b)).collect::<Vec<_>>();
    let coll = |t: &[Pt; 3]| Fact::Coll(t[0], t[1], t[2]);
    match c {
        Cond::Distinct(a, b) => vec![Fact::Same(*a, *b)],
        Cond::NotColl(a, b, c) => vec![coll(&[*a, *b, *c])],
        Cond::NotPara(p, q) => vec![
            Fact::Same(p[0], p[1]),
            Fact::Same(q[0], q[1]),
            Fact::Dir { terms: vec![(1, p[0], p[1]), (-1, q[0], q[1])], turn: Q::zero() },
        ],
        Cond::DirNe { terms, turn } => vec![Fact::Dir { terms: terms.clone(), turn: turn.clone() }],
        Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => vec![coll(a), coll(b)],
        Cond::Positive(a) => vec![coll(a)],
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => same(&[*a, *b, *c]),
        Cond::Longer(p, q) => vec![
            Fact::Same(p[0], p[1]),
            Fact::Len { terms: vec![(Q::one(), p[0], p[1]), (-Q::one(), q[0], q[1])], konst: Q::zero() },
        ],
        Cond::NotCyclic(a, b, c, d) => {
            let mut v = same(&[*a, *b, *c, *d]);
            v.push(Fact::Cyclic(*a, *b, *c, *d));
            v
        }
        Cond::Not(f) => vec![(**f).clone()],
        Cond::AngWithin { .. } | Cond::Num(..) | Cond::Any(_) => Vec::new(),
    }
}

/// Canonical conditions that cannot hold together with a canonical one.
pub(crate) fn excludes(c: &Cond) -> Vec<Cond> {
    match c {
        Cond::OppOrient(a, b) => vec![Cond::SameOrient(*a, *b)],
        Cond::SameOrient(a, b) => vec![Cond::OppOrient(*a, *b)],
        Cond::Positive([a, b, c]) => vec![canon(&Cond::Positive([*a, *c, *b]))],
        Cond::Between(a, b, c) => [Cond::Between(*b, *a, *c), Cond::Between(*a, *c, *b), Cond::Outside(*a, *b, *c)]
            .iter()
            .map(canon)
            .collect(),
        Cond::Outside(a, b, c) => vec![Cond::Between(*a, *b, *c)],
        Cond::Longer(p, q) => vec![Cond::Longer(*q, *p)],
        _ => Vec::new(),
    }
}
