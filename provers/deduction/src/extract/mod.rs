//! Proof extraction: from fingerprints back to exact steps.
//!
//! A claim is proved on demand: a linear claim by the equations that it combines, an equation by
//! its reason, a reason by its premises. Each asks only for what was known before it, so
//! the recursion is well-founded. The steps come out in order, are shared, and are exactly
//! those that the goal needs.

mod incidence;
mod scale;

use crate::load::{ang_as_dir, row_of};

use crate::solve::{Basis, Combination};

use crate::state::{State, T};
use euclase_grammar::core::{Fact, Pt, Q, mod_one};
use euclase_kernel::cert::{Rule, Step};
use euclase_kernel::rules::instance_for;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use rustc_hash::FxHashMap;
use scale::{base_cost, scale_between};

/// Why a proof could not be rebuilt: a bug of the engine, never a wrong answer. It is counted
/// and reported; the search goes on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExtractError {
    /// The claim is not a consequence of what was known at the time.
    #[error("not derivable at time {time}: {what}")]
    NotDerivable {
        /// The claim.
        what: String,
        /// Number of equations known.
        time: u32,
    },
    /// The kernel has no such instance of a rule.
    #[error("no instance of rule {rule}: {why}")]
    NoInstance {
        /// Its name.
        rule: String,
        /// The kernel's words.
        why: String,
    },
}

type Res<X> = Result<X, ExtractError>;

/// Builds steps on demand.
pub struct Extractor<'a> {
    /// The saturated closure.
    pub s: &'a State,
    /// How many of the state's hypotheses belong to the statement; later ones are
    /// defining facts of auxiliary points: (auxiliary point, fact).
    pub aux_facts: &'a [(usize, usize)],
    /// Hypotheses of the statement.
    pub stated: usize,
    bases: [Option<Basis>; 5],
    /// The steps so far.
    pub steps: Vec<Step>,
    memo: FxHashMap<Fact, usize>,
    /// The step of each logged equation that has one.
    of_eq: Vec<Option<u32>>,
}

/// Number of terms of an equation of lengths, as it is written.
fn length_terms(f: &Fact) -> usize {
    match f {
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => terms.len(),
        _ => 0,
    }
}

impl<'a> Extractor<'a> {
    /// Starts on a state.
    pub fn new(s: &'a State, stated: usize, aux_facts: &'a [(usize, usize)]) -> Self {
        Extractor {
            s,
            aux_facts,
            stated,
            bases: [None, None, None, None, None],
            steps: Vec::new(),
            memo: FxHashMap::default(),
            of_eq: vec![None; s.eqs.len()],
        }
    }

    fn basis(&mut self, t: T) -> &Basis {
        let s = self.s;
        self.bases[t as usize].get_or_insert_with(|| Basis::new(s, t))
    }

    /// Adds a step, or finds the earlier one with the same claim.
    pub(crate) fn push(&mut self, claim: Fact, rule: Rule, premises: Vec<usize>) -> usize {
        let key = claim.normalized();
        if let Some(&i) = self.memo.get(&key) {
            return i;
        }
        self.steps.push(Step { claim, rule, premises });
        self.memo.insert(key, self.steps.len() - 1);
        self.steps.len() - 1
    }

    /// A fact as an error message.
    fn missing(&self, f: &Fact, time: u32) -> ExtractError {
        ExtractError::NotDerivable { what: format!("{f:?}"), time }
    }

    /// Proves a fact from what was known before `time`; None when it is trivially true.
    pub fn prove(&mut self, fact: &Fact, time: u32) -> Res<Option<usize>> {
        if fact.is_trivial() {
            return Ok(None);
        }
        let key = fact.normalized();
        if let Some(&i) = self.memo.get(&key) {
            return Ok(Some(i));
        }
        match fact {
            Fact::Coll(a, b, c) => self.coll([*a, *b, *c], time).map(Some),
            Fact::Cyclic(a, b, c, d) => self.cyclic([*a, *b, *c, *d], time),
            Fact::Same(a, b) => self.same(*a, *b, time).map(Some),
            Fact::Sim { a, b, opposite } => {
                if let Some(i) = self.stated_as(fact) {
                    return Ok(Some(i));
                }
                let args = [a[0], a[1], a[2], b[0], b[1], b[2]];
                self.geo("sim_aa", &args, *opposite, &[], time).map(Some)
            }
            Fact::Ang { .. } => self.undirected(fact, time).map(Some),
            Fact::Num(..) => Err(self.missing(fact, time)),
            _ => self.linear(fact, time).map(Some),
        }
    }

    /// The step that claims a goal. Where the proof ends in log AB − log AB + log CD − log EF = 0, in which the kernel
    /// sees no CD = EF (as a premise it would), one more step collects the terms.
    pub(crate) fn claim(&mut self, fact: &Fact) -> Res<usize> {
        let Some(i) = self.prove(fact, u32::MAX)? else { return Ok(self.trivial(fact)) };
        let claim = &self.steps[i].claim;
        let (2, 3..) = (length_terms(fact), length_terms(claim)) else { return Ok(i) };
        let Some((_, row)) = row_of(self.s, fact) else { return Ok(i) };
        let factor = scale_between(claim, &row) / scale_between(fact, &row);
        self.steps.push(Step { claim: fact.clone(), rule: Rule::Linear(vec![factor]), premises: vec![i] });
        Ok(self.steps.len() - 1)
    }

    /// A kernel rule: proves its premises and adds the step.
    pub(crate) fn geo(&mut self, name: &str, args: &[Pt], opposite: bool, given: &[Fact], time: u32) -> Res<usize> {
        self.geo_for(name, args, opposite, given, None, time)
    }

    /// The same for rules that look at the claim.
    pub(crate) fn geo_for(
        &mut self,
        name: &str,
        args: &[Pt],
        opposite: bool,
        given: &[Fact],
        claim: Option<&Fact>,
        time: u32,
    ) -> Res<usize> {
        let inst = instance_for(name, args, opposite, given, claim)
            .map_err(|e| ExtractError::NoInstance { rule: name.into(), why: e.to_string() })?;
        if let Some(&i) = self.memo.get(&inst.conclusion.normalized()) {
            return Ok(i);
        }
        let mut premises = Vec::new();
        for p in &inst.premises {
            if let Some(i) = self.prove(p, time)?
                && !premises.contains(&i)
            {
                premises.push(i);
            }
        }
        let rule = Rule::Geo { name: name.into(), args: args.to_vec(), opposite };
        Ok(self.push(inst.conclusion, rule, premises))
    }

    /// A hypothesis of the statement or of an auxiliary point.
    pub(crate) fn hypothesis(&mut self, number: usize) -> usize {
        let claim = self.s.hyps[number].clone();
        let rule = if number < self.stated {
            Rule::Hyp(number)
        } else {
            let (a, f) = self.aux_facts[number - self.stated];
            Rule::Aux(a, f)
        };
        self.push(claim, rule, vec![])
    }

    /// A hypothesis that says exactly this.
    fn stated_as(&mut self, fact: &Fact) -> Option<usize> {
        let key = fact.normalized();
        let at = self.s.hyps.iter().position(|h| h.normalized() == key)?;
        Some(self.hypothesis(at))
    }

    /// The equations that a linear claim combines, when all are earlier than `time`.
    pub(crate) fn combination(&mut self, fact: &Fact, time: u32) -> Option<(T, Combination, Q)> {
        let (t, row) = row_of(self.s, fact)?;
        self.basis(t);
        let basis = self.bases[t as usize].as_ref()?;
        let (s, known, dir) = (self.s, &self.of_eq, t == T::Dir);
        let cost = |eq: u32, n: i64, d: i64| -> f64 {
            let e = &s.eqs[eq as usize];
            let weight = if known[eq as usize].is_some() { 0.4 } else { base_cost(&e.reason) + 0.35 * e.depth as f64 };
            let division = if d == 1 {
                0.0
            } else if dir {
                4.0
            } else {
                0.6
            };
            weight + 0.15 * (n.abs() - 1).min(4) as f64 + division
        };
        let combo = basis.express_cheaply(&row, time, &cost)?;
        // row = scale · fact
        let scale = scale_between(fact, &row);
        Some((t, combo, scale))
    }

    fn linear(&mut self, fact: &Fact, time: u32) -> Res<usize> {
        let Some((t, combo, scale)) = self.combination(fact, time) else {
            return self.convert_goal(fact, time);
        };
        let mut premises = Vec::new();
        let mut lambda: Vec<Q> = Vec::new();
        for (eq, num, den) in combo {
            let step = self.equation(eq)?;
            // the step's claim may be a multiple of the logged row
            let row = self.s.terms_of(&self.s.eqs[eq as usize]).to_vec();
            let k = scale_between(&self.steps[step].claim, &row);
            premises.push(step);
            lambda.push(Q::new(num.into(), den.into()) * k / &scale);
        }
        if premises.len() == 1 && lambda[0].is_one() && self.steps[premises[0]].claim.normalized() == fact.normalized()
        {
            return Ok(premises[0]);
        }
        if t == T::Dir {
            let g = lambda.iter().fold(num_bigint::BigInt::one(), |g, l| g.lcm(l.denom()));
            if !g.is_one() {
                let g = g.to_i64().ok_or_else(|| self.missing(fact, time))?;
                let lambda: Vec<Q> = lambda.into_iter().map(|l| l * Q::from_integer(g.into())).collect();
                let Fact::Dir { terms, .. } = fact else { return Err(self.missing(fact, time)) };
                let turn = self.turn_of(&premises, &lambda);
                let multiple = Fact::Dir { terms: terms.iter().map(|&(k, a, b)| (k * g, a, b)).collect(), turn };
                let one = if premises.len() == 1 && lambda[0].is_one() {
                    premises[0]
                } else {
                    self.push(multiple, Rule::Linear(lambda), premises)
                };
                // An earlier step may say the multiple with the other sign; the quotient then takes that sign.
                let Fact::Dir { terms, turn } = fact else { return Err(self.missing(fact, time)) };
                let row = row_of(self.s, &self.steps[one].claim).map(|e| e.1).unwrap_or_default();
                let claim = if scale_between(fact, &row) < Q::zero() {
                    Fact::Dir { terms: terms.iter().map(|&(k, a, b)| (-k, a, b)).collect(), turn: mod_one(&-turn) }
                } else {
                    fact.clone()
                };
                return Ok(self.push(claim, Rule::Divide(g), vec![one]));
            }
            // The picture and the equations must agree on the constant.
            let Fact::Dir { turn, .. } = fact else { return Err(self.missing(fact, time)) };
            if self.turn_of(&premises, &lambda) != mod_one(turn) {
                return Err(self.missing(fact, time));
            }
        }
        Ok(self.push(fact.clone(), Rule::Linear(lambda), premises))
    }

    /// Σ λ·turn of direction steps, modulo 1.
    fn turn_of(&self, premises: &[usize], lambda: &[Q]) -> Q {
        let mut sum = Q::zero();
        for (p, l) in premises.iter().zip(lambda) {
            if let Fact::Dir { turn, .. } = &self.steps[*p].claim {
                sum += l * turn;
            }
        }
        mod_one(&sum)
    }

    /// (t, k) with `k·Σ c·dir = t` proved with integer multipliers; None when the sum is not constant.
    pub fn multiple_turn(&mut self, terms: &[(i64, Pt, Pt)], time: u32) -> Res<Option<(Q, i64)>> {
        let fact = Fact::Dir { terms: terms.to_vec(), turn: Q::zero() };
        let Some((_, combo, _)) = self.combination(&fact, time) else { return Ok(None) };
        let over = combo.iter().fold(1i64, |g, e| g.lcm(&e.2));
        let (mut premises, mut lambda) = (Vec::new(), Vec::new());
        for (eq, num, den) in combo {
            let step = self.equation(eq)?;
            let row = self.s.terms_of(&self.s.eqs[eq as usize]).to_vec();
            let k = scale_between(&self.steps[step].claim, &row);
            premises.push(step);
            lambda.push(Q::from_integer((num * (over / den)).into()) * k);
        }
        Ok(Some((self.turn_of(&premises, &lambda), over)))
    }

    /// A step for a fact that is trivially true.
    pub fn trivial(&mut self, fact: &Fact) -> usize {
        let rule = match fact {
            Fact::Dir { .. } | Fact::Log { .. } | Fact::Len { .. } | Fact::Sq { .. } | Fact::Vec(_) => {
                Rule::Linear(vec![])
            }
            _ => Rule::Congruence,
        };
        self.push(fact.clone(), rule, vec![])
    }

    /// The step of a logged equation.
    pub(crate) fn equation(&mut self, eq: u32) -> Res<usize> {
        if let Some(i) = self.of_eq[eq as usize] {
            return Ok(i as usize);
        }
        let i = self.expand(eq)?;
        self.of_eq[eq as usize] = Some(i as u32);
        Ok(i)
    }

    /// A claim of lengths that is known in another table.
    fn convert_goal(&mut self, fact: &Fact, time: u32) -> Res<usize> {
        let Some((p, q, num, den)) = crate::load::as_proportion(fact) else { return Err(self.missing(fact, time)) };
        let to = match fact {
            Fact::Len { .. } => T::Len,
            Fact::Sq { .. } => T::Sq,
            _ => T::Log,
        };
        self.convert(p, Some(q), &Q::new((num * num).into(), (den * den).into()), to, time)
    }

    /// Undirected angles, by the bridge rule.
    fn undirected(&mut self, fact: &Fact, time: u32) -> Res<usize> {
        if let Some(i) = self.stated_as(fact) {
            return Ok(i);
        }
        let (args, dir) = ang_as_dir(self.s, fact).ok_or_else(|| self.missing(fact, time))?;
        self.geo_for("dir_ang", &args, false, &[dir], Some(fact), time)
    }

    /// Drops steps that no goal needs and renumbers.
    pub fn finish(self, goals: Vec<usize>) -> (Vec<Step>, Vec<usize>) {
        let mut keep = vec![false; self.steps.len()];
        for &g in &goals {
            keep[g] = true;
        }
        for i in (0..self.steps.len()).rev() {
            if keep[i] {
                for &p in &self.steps[i].premises {
                    keep[p] = true;
                }
            }
        }
        let mut number = vec![0; self.steps.len()];
        let mut out = Vec::new();
        for (i, mut step) in self.steps.into_iter().enumerate() {
            if keep[i] {
                number[i] = out.len();
                step.premises.iter_mut().for_each(|p| *p = number[*p]);
                out.push(step);
            }
        }
        (out, goals.into_iter().map(|g| number[g]).collect())
    }
}
