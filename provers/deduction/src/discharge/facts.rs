//! What a discharge may cite: the steps of a certificate, and hypotheses that it can state at its front.

use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt};
use euclase_kernel::algebra::{Proof, Reason};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::{Certificate, Discharge, Rule, Step};
use euclase_kernel::rules::condition;
use euclase_kernel::{Given, canon};
use num_traits::Zero;
use rustc_hash::FxHashMap;

pub(super) type Pair = [Pt; 2];

/// A pair, least point first.
pub(super) fn pair(a: Pt, b: Pt) -> Pair {
    [a.min(b), a.max(b)]
}

/// The facts, by number: the steps first, then what may be stated at the front.
#[derive(Default)]
pub(super) struct Facts {
    all: Vec<Fact>,
    steps: usize,
    front: Vec<Rule>,
    pub colls: Vec<(usize, [Pt; 3])>,
    pub cyclics: Vec<(usize, [Pt; 4])>,
    pub sims: Vec<(usize, [Pt; 3], [Pt; 3], bool)>,
    /// Parallel pairs.
    pub parallels: Vec<(usize, Pair, Pair)>,
    /// Pairs at an angle that is a number other than 0.
    pub angles: Vec<(usize, Pair, Pair)>,
    /// Equations by the pairs in them.
    pub with_pair: FxHashMap<Pair, Vec<usize>>,
    /// Equal pairs.
    pub equal: FxHashMap<(Pair, Pair), Vec<usize>>,
    pub vectors: Vec<(usize, Vec<Pt>)>,
}

impl Facts {
    pub fn of(thm: &CoreTheorem, cert: &Certificate, declared: &Given) -> Facts {
        let mut f = Facts { steps: cert.steps.len(), ..Facts::default() };
        for s in &cert.steps {
            f.add(s.claim.clone());
        }
        let hyps = thm.hyps.iter().enumerate().map(|(i, h)| (Rule::Hyp(i), h.fact.clone()));
        let aux = cert.aux.iter().enumerate().flat_map(|(i, a)| {
            let x = Pt((thm.statement_points + i) as u32);
            let facts = define(&a.def, x, &a.args).map(|d| d.facts).unwrap_or_default();
            facts.into_iter().enumerate().map(move |(j, fact)| (Rule::Aux(i, j), fact))
        });
        for (rule, fact) in hyps.chain(aux).collect::<Vec<_>>() {
            // Citing an equation of directions or logarithms records its pairs: only where they are given.
            let free = match &fact {
                Fact::Num(..) | Fact::Ang { .. } => false,
                Fact::Dir { terms, .. } => terms.iter().all(|t| declared.has(&Cond::Distinct(t.1, t.2))),
                Fact::Log { terms, .. } => terms.iter().all(|t| declared.has(&Cond::Distinct(t.1, t.2))),
                _ => true,
            };
            if free {
                f.front.push(rule);
                f.add(fact);
            }
        }
        f
    }

    fn add(&mut self, fact: Fact) {
        let n = self.all.len();
        match &fact {
            Fact::Coll(a, b, c) => self.colls.push((n, [*a, *b, *c])),
            Fact::Cyclic(a, b, c, d) => self.cyclics.push((n, [*a, *b, *c, *d])),
            Fact::Sim { a, b, opposite } => self.sims.push((n, *a, *b, *opposite)),
            Fact::Vec(terms) => self.vectors.push((n, terms.iter().map(|t| t.1).collect())),
            Fact::Dir { terms, turn } => {
                let pairs: Vec<(i64, Pair)> = terms.iter().map(|t| (t.0, pair(t.1, t.2))).collect();
                if let [(k, p), (l, q)] = pairs[..]
                    && k + l == 0
                    && k.abs() == 1
                {
                    let list = if turn.is_integer() { &mut self.parallels } else { &mut self.angles };
                    list.push((n, p, q));
                }
                self.index(n, pairs.into_iter().map(|e| e.1).collect());
            }
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                let bare = match &fact {
                    Fact::Log { konst, .. } => konst.iter().all(|e| e.1.is_zero()),
                    Fact::Len { konst, .. } | Fact::Sq { konst, .. } => konst.is_zero(),
                    _ => false,
                };
                if let [(k, a, b), (l, c, d)] = &terms[..]
                    && bare
                    && (k + l).is_zero()
                {
                    let (p, q) = (pair(*a, *b), pair(*c, *d));
                    self.equal.entry((p.min(q), p.max(q))).or_default().push(n);
                }
                self.index(n, terms.iter().map(|t| pair(t.1, t.2)).collect());
            }
            Fact::Same(..) | Fact::Ang { .. } | Fact::Num(..) => {}
        }
        self.all.push(fact);
    }

    fn index(&mut self, n: usize, mut pairs: Vec<Pair>) {
        pairs.sort_unstable();
        pairs.dedup();
        for p in pairs {
            self.with_pair.entry(p).or_default().push(n);
        }
    }

    /// Whether a fact may be cited for a step.
    pub fn early(&self, n: usize, before: usize) -> bool {
        n < before || n >= self.steps
    }

    /// An early fact that says that two pairs have one length.
    pub fn equality(&self, p: Pair, q: Pair, before: usize) -> Option<usize> {
        self.equal.get(&(p.min(q), p.max(q)))?.iter().copied().find(|&n| self.early(n, before))
    }

    pub fn cited(&self, numbers: &[usize]) -> Vec<Fact> {
        numbers.iter().map(|&n| self.all[n].clone()).collect()
    }

    /// The condition that a discharge of the certificate gives.
    pub fn conclusion(&self, d: &Discharge) -> Option<Cond> {
        condition(&d.rule, &d.args, d.opposite, &self.cited(&d.premises)).ok().map(|i| canon(&i.conclusion))
    }

    /// The certificate with these discharges, whose premises are numbers of facts. Hypotheses that they cite are stated first.
    pub fn certificate(&self, cert: &Certificate, plan: Vec<Discharge>) -> Certificate {
        let mut used: Vec<usize> =
            plan.iter().flat_map(|d| &d.premises).copied().filter(|n| *n >= self.steps).collect();
        used.sort_unstable();
        used.dedup();
        let shift = used.len();
        let place = |n: usize| if n < self.steps { n + shift } else { used.partition_point(|u| *u < n) };
        let stated = used.iter().map(|&n| Step {
            claim: self.all[n].clone(),
            rule: self.front[n - self.steps].clone(),
            premises: Vec::new(),
        });
        let old = cert.steps.iter().cloned().map(|mut s| {
            s.premises.iter_mut().for_each(|p| *p += shift);
            s
        });
        let discharges = plan.into_iter().map(|mut d| {
            d.premises.iter_mut().for_each(|p| *p = place(*p));
            d.before += shift;
            d
        });
        Certificate {
            theorem: cert.theorem.clone(),
            aux: cert.aux.clone(),
            steps: stated.chain(old).collect(),
            discharges: discharges.collect(),
            goals: cert.goals.iter().map(|g| g + shift).collect(),
            algebra: cert.algebra.clone().map(|a| shifted(a, shift)),
            ..Certificate::default()
        }
    }
}

/// Lines about numbers that cite steps which have moved.
fn shifted(mut proof: Proof, by: usize) -> Proof {
    for l in &mut proof.lines {
        if let Reason::Step(k) = &mut l.reason {
            *k += by;
        }
    }
    proof
}
