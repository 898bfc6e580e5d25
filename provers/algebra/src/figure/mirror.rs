//! The mirror image of a proof: all that it says of a figure turned one way holds of one turned the other way, with the signs of the
//! second coordinates changed.

use crate::prover::Prover;
use crate::sheet::At;
use euclase_grammar::core::{Atom, Axis, Num, Rel};
use euclase_kernel::algebra::{Clause, Line, Reason};
use std::collections::BTreeMap;

impl Prover<'_> {
    /// Lines on which a line rests, itself too, rising.
    fn below(&self, at: At) -> Vec<At> {
        let mut needed = vec![false; at + 1];
        needed[at] = true;
        for i in (0..=at).rev() {
            if needed[i]
                && let Some(l) = self.sheet.line(i)
            {
                l.premises.iter().filter(|p| **p < i).for_each(|p| needed[*p] = true);
            }
        }
        (0..=at).filter(|i| needed[*i]).collect()
    }

    /// Does a line cite another, perhaps through others?
    pub(super) fn rests_on(&self, at: At, on: At) -> bool {
        self.below(at).contains(&on)
    }

    /// The same line of the mirror image, with all that it rests on.
    pub(super) fn mirrored(&mut self, at: At) -> Option<At> {
        let mut image: BTreeMap<At, At> = BTreeMap::new();
        for i in self.below(at) {
            let line = self.sheet.line(i)?.clone();
            let claim: Clause = line.claim.iter().map(atom).collect();
            let reason = match &line.reason {
                Reason::Coordinates(..) => {
                    self.same_in_the_mirror(&line.claim, &claim)?;
                    line.reason.clone()
                }
                Reason::Combine(xs) => Reason::Combine(xs.iter().map(number).collect()),
                Reason::Factors(xs) => Reason::Factors(xs.iter().map(number).collect()),
                Reason::Order(o) => {
                    let mut o = o.clone();
                    let products = o.multiplier.iter_mut().chain(&mut o.terms);
                    products.flat_map(|p| &mut p.squares).for_each(|s| *s = number(s));
                    o.cofactors.iter_mut().for_each(|c| c.1 = number(&c.1));
                    Reason::Order(o)
                }
                // Names of frames stay; arguments of other lemmas are terms of the proof.
                Reason::Lemma(name, xs) if !name.ends_with("by_coordinates") => {
                    Reason::Lemma(name.clone(), xs.iter().map(number).collect())
                }
                Reason::Instance(values) => Reason::Instance(values.iter().map(|(v, n)| (*v, number(n))).collect()),
                other => other.clone(),
            };
            let premises = line.premises.iter().map(|p| image.get(p).copied()).collect::<Option<Vec<_>>>()?;
            let there = if claim == line.claim && reason == line.reason && premises == line.premises {
                i
            } else {
                let Line { claim, reason, premises } = Line { claim, reason, premises };
                self.sheet.push(claim, reason, premises)
            };
            image.insert(i, there);
        }
        image.get(&at).copied()
    }

    /// Does a clause in coordinates say the same of the mirror image?
    fn same_in_the_mirror(&mut self, clause: &[Atom], image: &[Atom]) -> Option<()> {
        for (a, b) in clause.iter().zip(image) {
            let (l, m) = (self.sheet.terms.literal(a)?, self.sheet.terms.literal(b)?);
            let opposite = matches!(a.rel, Rel::Eq | Rel::Ne) && l.poly == m.poly.neg();
            if l.poly != m.poly && !opposite {
                return None;
            }
        }
        Some(())
    }
}

fn atom(a: &Atom) -> Atom {
    Atom { lhs: number(&a.lhs), rel: a.rel, rhs: number(&a.rhs) }
}

/// A number with the signs of second coordinates changed.
fn number(n: &Num) -> Num {
    n.with_leaves(&|x| matches!(x, Num::Coordinate { axis: Axis::Y, .. }).then(|| Num::Neg(Box::new(x.clone()))))
}
