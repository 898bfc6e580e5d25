//! What becomes of each line of a proof: a step, or something that those who use it say in passing.
//!
//! Quiet are what is given, suppositions, weaker claims, signs that everybody sees (a sum of positive numbers), and what
//! a root or an absolute value is. A step that rests on them cites what they rest on.

use super::forms::Forms;
use crate::report::answer::Ref;
use euclase_grammar::core::{Atom, Num, Rel};
use euclase_kernel::algebra::{Order, Proof, Reason};
use num_traits::One;
use std::collections::BTreeSet;

/// Most citations of one line.
const MANY: usize = 40;
/// Longest sum of products whose sign everybody sees.
const PLAIN: usize = 12;

/// What a step may cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A given.
    Given(Ref),
    /// What a line supposes.
    Supposed(usize),
    /// What a lemma says that needs no proof of its own.
    Told(usize),
    /// A step.
    Line(usize),
}

/// The fates of all lines.
pub struct Plan {
    /// Is a line a step?
    pub step: Vec<bool>,
    /// What citing a line comes to.
    pub cites: Vec<Vec<Item>>,
    /// The suppositions that a line rests on.
    pub rests: Vec<BTreeSet<usize>>,
    /// How many lines cite it.
    pub users: Vec<usize>,
    /// A line that says the same and needs no cases.
    pub same: Vec<Option<usize>>,
    /// What suppositions and alternatives say, as they are written.
    words: Vec<Vec<String>>,
}

impl Plan {
    /// `givens`: of each line that is given, its number. Lines of `told` are steps whatever they are.
    pub fn new(proof: &Proof, givens: &[Option<Ref>], told: &BTreeSet<usize>, forms: &mut Forms) -> Plan {
        let n = proof.lines.len();
        let mut plan = Plan {
            step: vec![false; n],
            cites: vec![vec![]; n],
            rests: vec![],
            users: vec![0; n],
            same: vec![None; n],
            words: vec![vec![]; n],
        };
        let mut spoken: BTreeSet<usize> = BTreeSet::new();
        for (i, l) in proof.lines.iter().enumerate() {
            l.premises.iter().for_each(|p| plan.users[*p] += 1);
            match l.reason {
                Reason::Suppose => spoken.extend([i]),
                Reason::Cases => spoken.extend(l.premises.first()),
                _ => {}
            }
        }
        for i in spoken {
            plan.words[i] = proof.lines[i].claim.iter().map(|a| forms.atom(a)).collect();
        }
        for (i, l) in proof.lines.iter().enumerate() {
            plan.rests.push(plan.rested(proof, i));
            if let Some(b) = plan.needless(proof, i) {
                plan.same[i] = Some(b);
                plan.rests[i] = plan.rests[b].clone();
                plan.cites[i] = plan.cites[b].clone();
                continue;
            }
            let quiet = plan.quiet(proof, i, forms);
            plan.step[i] = !quiet || (told.contains(&i) && !matches!(l.reason, Reason::Given(..)));
            let mut cites = Vec::new();
            match &l.reason {
                _ if plan.step[i] => cites.push(Item::Line(i)),
                Reason::Given(..) => cites.extend(givens.get(i).copied().flatten().map(Item::Given)),
                Reason::Suppose => cites.push(Item::Supposed(i)),
                Reason::Lemma(name, _) if name != "inverse" => cites.push(Item::Told(i)),
                _ => cites = plan.cited(proof, i),
            }
            plan.cites[i] = cites;
        }
        plan
    }

    /// What the premises of a line come to, each once.
    pub fn cited(&self, proof: &Proof, i: usize) -> Vec<Item> {
        let mut out: Vec<Item> = Vec::new();
        for item in proof.lines[i].premises.iter().flat_map(|p| &self.cites[*p]) {
            if !out.contains(item) && out.len() < MANY {
                out.push(item.clone());
            }
        }
        out
    }

    /// As the kernel works it out, but for suppositions that say the same in other words.
    fn rested(&self, proof: &Proof, i: usize) -> BTreeSet<usize> {
        let l = &proof.lines[i];
        let all = |lines: &[usize]| lines.iter().flat_map(|p| self.rests[*p].iter().copied()).collect();
        match (&l.reason, l.premises.split_first()) {
            (Reason::Suppose, _) => BTreeSet::from([i]),
            (Reason::Instance(_), Some((_, others))) => all(others),
            (Reason::Cases, Some((first, others))) => {
                let mut rests = self.rests[*first].clone();
                for (k, other) in others.iter().enumerate() {
                    rests.extend(self.rests[*other].iter().copied().filter(|s| !self.discharged(proof, *first, k, *s)));
                }
                rests
            }
            _ => all(&l.premises),
        }
    }

    /// Does the k-th alternative of a line say what another one supposes?
    pub fn discharged(&self, proof: &Proof, line: usize, k: usize, supposed: usize) -> bool {
        let alternative = self.words.get(line).and_then(|w| w.get(k));
        proof.lines[supposed].reason == Reason::Suppose
            && alternative.is_some_and(|a| self.words.get(supposed).is_some_and(|w| w.contains(a)))
    }

    /// The branch of cases that holds in all of them.
    fn needless(&self, proof: &Proof, i: usize) -> Option<usize> {
        let l = &proof.lines[i];
        let (Reason::Cases, Some((first, branches))) = (&l.reason, l.premises.split_first()) else { return None };
        let (_, b) = branches.iter().enumerate().find(|(k, b)| {
            let alone = !self.rests[**b].iter().any(|s| self.discharged(proof, *first, *k, *s));
            alone && proof.lines[**b].claim == l.claim
        })?;
        Some(self.same[*b].unwrap_or(*b))
    }

    fn quiet(&self, proof: &Proof, i: usize, forms: &mut Forms) -> bool {
        let l = &proof.lines[i];
        match &l.reason {
            Reason::Given(_, values) => values.is_empty(),
            Reason::Suppose | Reason::Either | Reason::Congruence => true,
            Reason::Weaken => !l.claim.is_empty() && !written(&l.claim, forms),
            Reason::Combine(c) => match &c[..] {
                // An identity that somebody wrote down is worth a step.
                [] => !written(&l.claim, forms),
                [one] => matches!(one, Num::Const(_)) && !self.step[l.premises[0]],
                _ => false,
            },
            Reason::Lemma(name, _) => seen(name),
            Reason::Order(o) => self.plain_sign(proof, i, o, forms),
            _ => false,
        }
    }

    /// A sum of products of things whose signs are given.
    fn plain_sign(&self, proof: &Proof, i: usize, o: &Order, forms: &mut Forms) -> bool {
        let l = &proof.lines[i];
        let unit = matches!(&o.multiplier[..], [p] if p.factors.is_empty() && p.squares.is_empty());
        let [claim] = &l.claim[..] else { return false };
        if !unit || !o.cofactors.is_empty() || o.terms.len() > PLAIN || matches!(claim.rel, Rel::Eq) {
            return false;
        }
        let mut monomial = |p: &usize| {
            let line = l.premises.get(*p).copied().unwrap_or(i);
            let side = |n: &Num, forms: &mut Forms| forms.poly(n).is_some_and(|p| p.len() <= 1);
            matches!(&proof.lines[line].claim[..], [a] if side(&a.lhs, forms) && side(&a.rhs, forms))
                && !self.step.get(line).copied().unwrap_or(true)
        };
        o.terms.iter().all(|t| {
            let squares = t.squares.len() <= 1 && t.squares.iter().all(|s| matches!(s, Num::Real(_)));
            squares && t.factors.iter().all(&mut monomial)
        })
    }
}

/// An identity that somebody wrote down.
pub fn written(claim: &[Atom], forms: &mut Forms) -> bool {
    let [a] = claim else { return false };
    let same = |forms: &mut Forms| Some(forms.poly(&a.lhs)? == forms.poly(&a.rhs)?);
    a.rel == Rel::Eq && a.lhs != a.rhs && !forms.gathered(a) && same(forms) == Some(true)
}

/// A lemma that says what a term is.
fn seen(name: &str) -> bool {
    let heads = ["inverse", "root_", "abs_", "min_", "max_", "power_sign", "length_sign", "area_sign"];
    heads.iter().any(|h| name.starts_with(h))
}

/// Is this sum of products the number one?
pub fn unit(products: &[euclase_kernel::algebra::Product]) -> bool {
    matches!(products, [p] if p.factors.is_empty() && p.squares.is_empty() && p.coefficient.is_one())
}
