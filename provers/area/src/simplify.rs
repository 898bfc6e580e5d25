//! Shorter sums: S_ABC + S_ACD = S_ABD + S_BCD for any four points, P_ABC + P_BAC = P_ABA for any three.
//!
//! These are identities of coordinates, so that a sum may be replaced by a shorter one wherever it stands; no line has to say so.

use crate::quantity::{Quantities, Quantity};
use euclase_grammar::core::{Pt, Q};
use euclase_poly::{Mono, Poly};
use num_traits::{One, Zero};
use std::collections::{BTreeMap, BTreeSet};

/// Longest sum that is looked at.
const LONGEST: usize = 120;
/// Most replacements.
const ROUNDS: usize = 40;

/// An equation Σ c·quantity = 0.
type Relation = Vec<(u32, Q)>;

/// The same in coordinates, in fewer terms where that is seen.
pub fn simplified(p: &Poly, q: &mut Quantities) -> Poly {
    let mut now = p.clone();
    for _ in 0..ROUNDS {
        match shorter(&now, q) {
            Some(next) => now = next,
            None => break,
        }
    }
    now
}

fn shorter(p: &Poly, q: &mut Quantities) -> Option<Poly> {
    if p.len() < 2 || p.len() > LONGEST {
        return None;
    }
    // By what stands beside a quantity: its coefficients.
    let mut groups: BTreeMap<Mono, BTreeMap<u32, Q>> = BTreeMap::new();
    for (m, c) in p.terms() {
        for (v, _) in m.powers() {
            groups.entry(m.div(&Mono::var(v))?).or_default().insert(v, c.clone());
        }
    }
    for (beside, own) in groups.iter().filter(|(_, own)| own.len() > 1) {
        for relation in relations(own, q) {
            let coefficient = |v: &u32| p.coeff(&beside.mul(&Mono::var(*v)));
            let before = relation.iter().filter(|(v, _)| !coefficient(v).is_zero()).count();
            for (v, s) in &relation {
                let t = -coefficient(v) / s;
                let after = relation.iter().filter(|(w, s)| !(coefficient(w) + &t * s).is_zero()).count();
                if !t.is_zero() && after < before {
                    let sum = relation.iter().map(|(w, s)| (beside.mul(&Mono::var(*w)), s * &t));
                    return Some(p.add(&Poly::from_terms(sum)));
                }
            }
        }
    }
    None
}

/// Relations of which two of these quantities are part.
fn relations(own: &BTreeMap<u32, Q>, q: &mut Quantities) -> Vec<Relation> {
    let (mut fours, mut threes) = (BTreeSet::new(), BTreeSet::new());
    let all: Vec<Quantity> = own.keys().filter_map(|v| q.get(*v)).collect();
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            match (a, b) {
                (Quantity::Area(a), Quantity::Area(b)) => {
                    let union: BTreeSet<Pt> = a.iter().chain(b).copied().collect();
                    fours.extend((union.len() == 4).then_some(union));
                }
                (Quantity::Pyth(a), Quantity::Pyth(b)) => {
                    let union: BTreeSet<Pt> = a.iter().chain(b).copied().collect();
                    threes.extend((union.len() == 3).then_some(union));
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    for four in fours {
        let four: Vec<Pt> = four.into_iter().collect();
        let [a, b, c, d] = four[..] else { continue };
        let sum = q.area(a, b, c).sub(&q.area(a, b, d)).add(&q.area(a, c, d)).sub(&q.area(b, c, d));
        out.extend(linear(&sum));
    }
    for three in threes {
        let three: Vec<Pt> = three.into_iter().collect();
        let [a, b, c] = three[..] else { continue };
        for [a, b, c] in [[a, b, c], [b, c, a], [c, a, b]] {
            let sum = q.pyth(a, b, c).add(&q.pyth(b, a, c)).sub(&q.pyth(a, b, a));
            out.extend(linear(&sum));
        }
    }
    out
}

fn linear(p: &Poly) -> Option<Relation> {
    p.terms().map(|(m, c)| m.powers().next().filter(|_| m.degree().is_one()).map(|(v, _)| (v, c))).collect()
}
