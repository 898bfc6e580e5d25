//! A number of a statement that renaming its points does not change, nor the order of its hypotheses.
//!
//! Colours of points are refined by the facts that they take part in (Weisfeiler and Leman, 1968). Statements that differ by names alone
//! have equal numbers; a few that differ otherwise may too, and are then left out of the training data for nothing.

use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Pt, Quantity};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

const ROUNDS: usize = 4;

fn hash(x: impl Hash) -> u64 {
    let mut h = FxHasher::default();
    x.hash(&mut h);
    // the hasher's low bits are weak, and sums are taken of these
    let mut x = h.finish();
    euclase_diagram::rng::splitmix(&mut x)
}

/// Groups of points: within a group the order is nothing, a group has a label.
type Groups = Vec<(u64, Vec<Pt>)>;

fn pairs<'a, K: Hash + 'a>(terms: impl IntoIterator<Item = &'a (K, Pt, Pt)>) -> Groups {
    terms.into_iter().map(|(k, a, b)| (hash(k), vec![*a, *b])).collect()
}

fn groups(f: &Fact) -> (u64, Groups) {
    match f {
        Fact::Same(a, b) => (1, vec![(0, vec![*a, *b])]),
        Fact::Coll(a, b, c) => (2, vec![(0, vec![*a, *b, *c])]),
        Fact::Cyclic(a, b, c, d) => (3, vec![(0, vec![*a, *b, *c, *d])]),
        Fact::Sim { a, b, opposite } => {
            (hash((4, opposite)), a.iter().zip(b).map(|(p, q)| (0, vec![*p, *q])).collect())
        }
        Fact::Dir { terms, turn } => {
            // k and −k are one equation: the sign of a coefficient is left out
            let terms: Vec<(u64, Pt, Pt)> = terms.iter().map(|&(k, a, b)| (k.unsigned_abs(), a, b)).collect();
            (hash((5, turn.numer().bits())), pairs(&terms))
        }
        Fact::Log { terms, konst } => (hash((6, konst.len())), absolute(terms)),
        Fact::Len { terms, .. } => (7, absolute(terms)),
        Fact::Sq { terms, .. } => (8, absolute(terms)),
        Fact::Vec(terms) => (9, terms.iter().map(|(k, p)| (hash(k), vec![*p])).collect()),
        Fact::Ang { terms, .. } => (10, terms.iter().map(|(k, [a, b, c])| (hash((k, b)), vec![*a, *c])).collect()),
        Fact::Num(..) => (11, vec![(0, f.points())]),
    }
}

fn absolute(terms: &[(euclase_grammar::core::Q, Pt, Pt)]) -> Groups {
    use num_traits::Signed;
    terms.iter().map(|(k, a, b)| (hash(k.abs()), vec![*a, *b])).collect()
}

/// The number of a statement.
pub fn of(thm: &CoreTheorem) -> u64 {
    let mut facts: Vec<(u64, Groups)> = thm.hyps.iter().map(|h| groups(&h.fact)).collect();
    for g in &thm.goals {
        let (label, groups) = match &g.kind {
            GoalKind::Fact(f) => groups(f),
            GoalKind::Cond(c) => (20, vec![(0, condition(c))]),
            GoalKind::Find(Quantity::Angle([a, b, c])) => (21, vec![(0, vec![*a, *c]), (1, vec![*b])]),
            GoalKind::Find(Quantity::Ratio(p, q)) => (22, vec![(0, p.to_vec()), (0, q.to_vec())]),
            GoalKind::Find(q) => (23, vec![(0, q.points())]),
            GoalKind::Solve(_) => (24, Vec::new()),
            GoalKind::Prop(_) => (25, vec![(0, g.kind.points())]),
        };
        facts.push((hash((label, "goal")), groups));
    }
    let mut colours = vec![1u64; thm.points.len()];
    for _ in 0..ROUNDS {
        let mut next: Vec<u64> = colours.iter().map(|&c| hash(c)).collect();
        for (label, groups) in &facts {
            let of_group =
                |g: &(u64, Vec<Pt>)| hash((g.0, g.1.iter().map(|p| colours[p.ix()]).fold(0, u64::wrapping_add)));
            let whole = hash((label, groups.iter().map(of_group).fold(0, u64::wrapping_add)));
            for g in groups {
                for p in &g.1 {
                    next[p.ix()] = next[p.ix()].wrapping_add(hash((whole, of_group(g))));
                }
            }
        }
        colours = next;
    }
    hash((thm.points.len(), facts.len(), colours.iter().copied().fold(0, u64::wrapping_add)))
}

fn condition(c: &Cond) -> Vec<Pt> {
    c.points()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> u64 {
        of(&euclase_grammar::load(text).expect("well-formed").theorems[0])
    }

    #[test]
    fn names_and_order_do_not_count_and_all_else_does() {
        let a =
            shape("theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel BC }");
        let b =
            shape("theorem u { triangle XYZ point V = midpoint(Z, X) point U = midpoint(Y, X) show YZ parallel UV }");
        assert_eq!(a, b);
        let c =
            shape("theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel AB }");
        let d = shape("theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN perp BC }");
        assert!(a != c && a != d && c != d);
    }
}
