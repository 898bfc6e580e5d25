//! Values of real variables that refute a statement about numbers.
//!
//! A case says which comparisons would refute a goal together. For each, points are tried: simple fractions, random ones, points where weak
//! comparisons are equations, points to which a descent on floating-point numbers leads, rounded to simple fractions.
//! Equations among the comparisons are solved for some of the variables, exactly where formulas do.
//! Floating-point numbers only choose: what is found is checked by `euclase_figure::numbers`.

mod cases;
mod compiled;
mod descent;
mod equations;
mod poly;
mod roots;
mod samples;
mod value;

use cases::Case;
use compiled::Wish;
use equations::{Plan, Style};
use euclase_figure::numbers::{Failure, Values, Verdict, check_values, check_values_with, everywhere, of_certificate};
use euclase_grammar::core::{Atom, CoreTheorem, Num, PropHyp, Q};
use euclase_kernel::algebra::Proof;
use samples::{Samples, ranges};
use value::Value;

/// What an exact check costs, in evaluations.
const CHECK: u64 = 20;
/// Most points that are checked exactly: where so many are declined, floating-point numbers are no help.
const MAX_CHECKS: u32 = 300;
/// Points of the first round for a case; each round doubles them, up to the second number.
const POINTS: u32 = 40;
const MOST_POINTS: u32 = 1280;

/// Most proofs that are asked for.
const MAX_PROOFS: u32 = 4;

/// Proves a theorem about numbers, or does not.
pub type Prover<'a> = &'a dyn Fn(&CoreTheorem) -> Option<Proof>;

/// A refutation that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Counter {
    /// The values.
    pub values: Values,
    /// Proof of what is assumed for all values of a variable, if something is.
    pub proof: Option<Proof>,
    /// The values for people: `a = 1/2`.
    pub shown: Vec<String>,
    /// Index of the goal that fails.
    pub goal: usize,
    /// What fails.
    pub failure: Failure,
    /// What fails in words, with numbers.
    pub fails: String,
    /// How many evaluations it took to find.
    pub evaluations: u64,
}

/// Looks for values that refute a theorem about real numbers (one without points). `budget` bounds how many points are
/// evaluated; an exact check counts as 20. That none is found does not mean that the theorem is true.
#[must_use]
pub fn refute_numbers(theorem: &CoreTheorem, budget: u64, stop: &dyn Fn() -> bool) -> Option<Counter> {
    refute_with(theorem, budget, &|_| None, stop)
}

/// The same, with a prover for what the theorem assumes for all values of a variable: where that is to hold at values,
/// it is asked for a proof.
#[must_use]
pub fn refute_with(theorem: &CoreTheorem, budget: u64, prove: Prover, stop: &dyn Fn() -> bool) -> Option<Counter> {
    if theorem.statement_points > 0 || !theorem.unsupported.is_empty() {
        return None;
    }
    let mut search = Search { theorem, budget, left: budget, checks: MAX_CHECKS, proofs: MAX_PROOFS, prove, stop };
    let cases = cases::cases(theorem);
    let constants = constants(&cases);
    let mut fronts: Vec<Vec<Front>> = (0..cases.len()).map(|_| Vec::new()).collect();
    for round in 0..u32::BITS {
        let mut open = false;
        for (i, (case, fronts)) in cases.iter().zip(&mut fronts).enumerate() {
            // What holds just so, after what holds by far.
            if case.boundary as u32 > round {
                open = true;
                continue;
            }
            if fronts.is_empty() {
                *fronts = Front::all(case, theorem.reals.len(), &constants, i as u64);
            }
            for front in fronts.iter_mut().filter(|f| !f.done) {
                let found = front.advance(round, &mut search);
                if found.is_some() || search.over() {
                    return found;
                }
                open |= !front.done;
            }
            if fronts.is_empty() {
                // The equations contradict one another.
                fronts.push(Front::closed());
            }
        }
        if !open {
            break;
        }
    }
    None
}

/// The numbers that a theorem names, simple ones first.
fn constants(cases: &[Case]) -> Vec<Q> {
    let mut out = Vec::new();
    for case in cases {
        for a in &case.atoms {
            for side in [&a.lhs, &a.rhs] {
                side.each_part(&mut |n, _| match n {
                    Num::Const(c) if !out.contains(c) => out.push(c.clone()),
                    _ => {}
                });
            }
        }
    }
    out.retain(|c| c.numer().bits().max(c.denom().bits()) <= 32);
    out.sort_by_key(|c| c.numer().bits() + c.denom().bits());
    out.truncate(8);
    out
}

/// What is left of the budget.
struct Search<'a> {
    theorem: &'a CoreTheorem,
    budget: u64,
    left: u64,
    checks: u32,
    proofs: u32,
    prove: Prover<'a>,
    stop: &'a dyn Fn() -> bool,
}

impl Search<'_> {
    fn spend(&mut self, n: u64) -> bool {
        self.left = self.left.saturating_sub(n);
        if (self.stop)() {
            self.left = 0;
        }
        !self.over()
    }

    fn over(&self) -> bool {
        self.left == 0 || self.checks == 0
    }

    /// Checks a point of which all values are known exactly.
    fn check(&mut self, point: &[Option<Value>]) -> Option<Counter> {
        let mut values = Values::default();
        for (v, x) in (0..).zip(point) {
            match x.as_ref().map(|x| (&x.root, &x.term)) {
                Some((Some(root), _)) => drop(values.roots.insert(v, (**root).clone())),
                Some((None, term)) => drop(values.terms.insert(v, term.clone()?)),
                None => {}
            }
        }
        if !self.spend(CHECK) {
            return None;
        }
        self.checks = self.checks.saturating_sub(1);
        let proof = self.proof(&values)?;
        let verdict = check_values_with(self.theorem, &values, proof.as_ref());
        let Verdict::Refutes { goal, failure } = verdict else { return None };
        Some(Counter {
            shown: values.text(self.theorem),
            fails: failure.text(self.theorem),
            goal,
            failure: *failure,
            values,
            proof,
            evaluations: self.budget - self.left,
        })
    }

    /// A proof of what the theorem assumes for all values of a variable, if it does; `None` where there is none.
    fn proof(&mut self, values: &Values) -> Option<Option<Proof>> {
        let quantified = |p: &&PropHyp| p.prop.quantifies();
        if !self.theorem.props.iter().any(|p| quantified(&p)) {
            return Some(None);
        }
        // First whether all else is as it should be.
        let plain = self.theorem.props.iter().filter(|p| !quantified(p)).cloned().collect();
        let rest = CoreTheorem { props: plain, ..self.theorem.clone() };
        if !matches!(check_values(&rest, values), Verdict::Refutes { .. }) || self.proofs == 0 {
            return None;
        }
        self.proofs -= 1;
        let claim = everywhere(self.theorem, &of_certificate(values))?;
        (self.prove)(&claim).map(Some)
    }
}

/// One way to look for points of one case.
struct Front {
    wish: Wish,
    plan: Plan,
    samples: Samples,
    done: bool,
}

impl Front {
    fn all(case: &Case, reals: usize, constants: &[Q], stream: u64) -> Vec<Front> {
        let mut out: Vec<Front> = Vec::new();
        for style in [Style::Forward, Style::Eager, Style::Backward] {
            let Some(plan) = Plan::new(&case.atoms, reals, style) else { continue };
            if out.iter().any(|f| f.plan.same(&plan)) {
                continue;
            }
            out.push(Front::new(&case.atoms, plan, constants, 3 * stream + style as u64));
        }
        out
    }

    fn new(atoms: &[Atom], plan: Plan, constants: &[Q], stream: u64) -> Front {
        let samples = Samples::new(ranges(atoms, &plan.free), constants, stream);
        Front { wish: Wish::new(atoms), plan, samples, done: false }
    }

    fn closed() -> Front {
        Front { done: true, ..Front::new(&[], Plan::default(), &[], 0) }
    }

    /// Tries some more points.
    fn advance(&mut self, round: u32, search: &mut Search) -> Option<Counter> {
        let points = (POINTS << round.min(16)).min(MOST_POINTS);
        for _ in 0..points {
            let Some(chosen) = self.samples.simple() else { break };
            let found = self.attempt(&chosen, search);
            if found.is_some() || search.over() {
                return found;
            }
        }
        if self.plan.free.is_empty() {
            self.done = true;
            return None;
        }
        for _ in 0..points / 2 {
            let chosen = self.samples.random();
            let found = self.attempt(&chosen, search);
            if found.is_some() || search.over() {
                return found;
            }
        }
        for _ in 0..2 * round.min(6) {
            let found = self.descend(round, search);
            if found.is_some() || search.over() {
                return found;
            }
        }
        None
    }

    /// Whether these values of the free variables refute the theorem: nearly, then exactly.
    fn attempt(&self, chosen: &[Q], search: &mut Search) -> Option<Counter> {
        if !search.spend(1) {
            return None;
        }
        let near: Vec<Value> = chosen.iter().map(|x| Value::float(value::float(x))).collect();
        if !self.plan.points(&near).iter().any(|p| self.wish.granted(&floats(p))) {
            return None;
        }
        let exact: Vec<Value> = chosen.iter().cloned().map(Value::rational).collect();
        let points = self.plan.points(&exact).into_iter();
        points.filter(|p| self.wish.granted(&floats(p))).find_map(|p| search.check(&p))
    }
}

fn floats(point: &[Option<Value>]) -> Vec<f64> {
    point.iter().map(|x| x.as_ref().map_or(f64::NAN, |x| x.near)).collect()
}
