//! The rule `instance` taken away: the lines on which such a line rests are written once more, with the values put in for the variables.
//!
//! Rules hold for all values of the variables, so what they prove, they prove of terms, too; what the first line cited
//! supposes, the others prove. So a text need not speak of all values: its variables may have any, those of the certificate too.

use super::lines::{gives, put};
use crate::export::NotExported;
use euclase_algebra::terms::Terms;
use euclase_grammar::core::{Atom, Num};
use euclase_kernel::algebra::{Line, Order, Product, Proof, Reason, Said};
use std::collections::{BTreeMap, BTreeSet};

/// Most lines of a proof without instances.
const MAX_LINES: usize = 20_000;

/// The same proof without `instance`.
pub fn expanded(proof: &Proof) -> Result<Proof, NotExported> {
    if !proof.lines.iter().any(|l| matches!(l.reason, Reason::Instance(_))) {
        return Ok(proof.clone());
    }
    let mut me = Expansion { terms: Terms::default(), lines: Vec::new(), rests: Vec::new() };
    // Where each line is now, and what it rested on before.
    let (mut at, mut rested): (Vec<usize>, Vec<BTreeSet<usize>>) = (Vec::new(), Vec::new());
    for (i, line) in proof.lines.iter().enumerate() {
        let cited: Vec<usize> = line.premises.iter().filter_map(|p| at.get(*p).copied()).collect();
        if cited.len() != line.premises.len() {
            return Err(NotExported::new("a line cites a later one"));
        }
        if let Reason::Instance(values) = &line.reason {
            let Some((first, others)) = line.premises.split_first() else {
                return Err(NotExported::new("an instance of nothing"));
            };
            let values: BTreeMap<u32, Num> = values.iter().rev().cloned().collect();
            let proved = rested[*first].iter().zip(others).map(|(s, o)| (at[*s], at[*o])).collect();
            let copy = me.instance(at[*first], &proved, &values)?;
            at.push(me.push(Line { claim: line.claim.clone(), reason: Reason::Weaken, premises: vec![copy] })?);
            rested.push(others.iter().flat_map(|p| rested[*p].clone()).collect());
        } else {
            at.push(me.push(Line { premises: cited, ..line.clone() })?);
            let now = &me.rests[at[i]];
            // (Suppositions of copies are not among these: they are discharged in the copy.)
            rested.push((0..=i).filter(|k| now.contains(&at[*k])).collect());
        }
    }
    let mut goals = proof.goals.clone();
    for l in goals.iter_mut().flat_map(|g| &mut g.lines) {
        *l = at.get(*l).copied().ok_or_else(|| NotExported::new("a goal names no line"))?;
    }
    Ok(Proof { lines: me.lines, goals, ..proof.clone() })
}

struct Expansion {
    terms: Terms,
    lines: Vec<Line>,
    /// Suppositions and givens that each line rests on.
    rests: Vec<BTreeSet<usize>>,
}

impl Expansion {
    fn push(&mut self, line: Line) -> Result<usize, NotExported> {
        let i = self.lines.len();
        if i >= MAX_LINES {
            return Err(NotExported::new("its instances are too many lines"));
        }
        let mut rests = BTreeSet::new();
        for (k, p) in line.premises.iter().enumerate() {
            for s in self.rests[*p].clone() {
                if k == 0 || line.reason != Reason::Cases || !self.discharged(&line, k, s)? {
                    rests.insert(s);
                }
            }
        }
        if matches!(
            line.reason,
            Reason::Suppose
                | Reason::Given(..)
                | Reason::Coordinates(Said::Assumed(_), ..)
                | Reason::Coordinates(Said::Recorded(_), ..)
        ) {
            rests.insert(i);
        }
        self.lines.push(line);
        self.rests.push(rests);
        Ok(i)
    }

    /// Does the k-th line cited after `cases` suppose what its alternative gives?
    fn discharged(&mut self, line: &Line, k: usize, s: usize) -> Result<bool, NotExported> {
        let alternative = line.premises.first().and_then(|p| self.lines[*p].claim.get(k - 1)).cloned();
        let (Some(a), Reason::Suppose) = (alternative, &self.lines[s].reason) else { return Ok(false) };
        let claim = self.lines[s].claim.clone();
        gives(&mut self.terms, &[a], &claim)
    }

    /// A line once more for other values of its variables; `proved` says which lines prove what it supposes for these.
    fn instance(
        &mut self,
        first: usize,
        proved: &BTreeMap<usize, usize>,
        values: &BTreeMap<u32, Num>,
    ) -> Result<usize, NotExported> {
        let mut wanted = BTreeSet::from([first]);
        for i in (0..=first).rev() {
            if wanted.contains(&i) && !proved.contains_key(&i) {
                wanted.extend(self.lines[i].premises.iter().copied());
            }
        }
        let mut copies: BTreeMap<usize, usize> = BTreeMap::new();
        for i in wanted {
            let line = self.lines[i].clone();
            let claim: Vec<Atom> = line.claim.iter().map(|a| put(a, values)).collect();
            let copy = match proved.get(&i) {
                Some(by) => Line { claim, reason: Reason::Weaken, premises: vec![*by] },
                None => {
                    let premises = line.premises.iter().filter_map(|p| copies.get(p).copied()).collect();
                    Line { claim, reason: instantiated(&line.reason, values), premises }
                }
            };
            let at = self.push(copy)?;
            copies.insert(i, at);
        }
        copies.get(&first).copied().ok_or_else(|| NotExported::new("an instance of nothing"))
    }
}

/// What a rule needs, with values put in for variables.
fn instantiated(reason: &Reason, values: &BTreeMap<u32, Num>) -> Reason {
    let value = |v: u32| values.get(&v).cloned();
    let all = |xs: &[Num]| xs.iter().map(|x| x.with_reals(&value)).collect::<Vec<_>>();
    let products = |ps: &[Product]| ps.iter().map(|p| Product { squares: all(&p.squares), ..p.clone() }).collect();
    match reason {
        Reason::Combine(xs) => Reason::Combine(all(xs)),
        Reason::Factors(xs) => Reason::Factors(all(xs)),
        Reason::Lemma(name, xs) => Reason::Lemma(name.clone(), all(xs)),
        Reason::Order(o) => Reason::Order(Order {
            multiplier: products(&o.multiplier),
            terms: products(&o.terms),
            cofactors: o.cofactors.iter().map(|(k, c)| (*k, c.with_reals(&value))).collect(),
        }),
        // (Given lines are always proved by others; the rest needs no terms.)
        other => other.clone(),
    }
}
