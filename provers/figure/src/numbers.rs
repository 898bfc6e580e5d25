//! Values of real variables where all that a statement assumes certainly holds: they show that it is not vacuous, or, where a
//! goal certainly fails, that it is false.
//!
//! *Definedness* is read as the kernel reads it (`euclase_kernel::algebra::statement`): what is assumed says that its terms are
//! defined, so it does not hold where one is not; a goal also fails where a term of it is not defined. Of `A implies B` as a goal, A is assumed;
//! anywhere else its terms are to be defined too. Of a term that is not defined nothing else is concluded.
//!
//! Truth has three values: true, false, and "cannot be told", from which nothing follows.

use crate::algebraic::Algebraic;
use crate::arithmetic::Arithmetic;
pub use crate::arithmetic::Values;
use crate::closed::{Lack, Real};
use crate::everywhere::accepted;
pub use crate::everywhere::everywhere;
use euclase_grammar::core::{Atom, Cond, CoreTheorem, Fact, GoalKind, Num, Prop, PropHyp, Rel};
use euclase_kernel::algebra::Proof;
use euclase_kernel::cert::{Root, Value};
use std::cmp::Ordering;

/// Most operations for one assignment.
const WORK: u32 = 20_000;

/// What is said of values.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// All that the theorem assumes holds, and this goal fails.
    Refutes {
        /// Index of the goal.
        goal: usize,
        /// What fails; [`Failure::text`] says it in words.
        failure: Box<Failure>,
    },
    /// The values show nothing.
    Declined(Declined),
}

/// What fails: a part of the goal.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A comparison is false: with the values of its sides.
    Comparison(Atom, Real, Real),
    /// A statement with connectives is false.
    Statement(Prop),
    /// This term of the statement is not defined.
    Undefined(Prop, Num),
}

/// Why values show nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Declined {
    /// The theorem speaks of more than numbers, or has parts that the core form does not carry.
    OutOfScope,
    /// The variable's value is none: the term has variables, is not defined, or is too large.
    Value(u32),
    /// What the theorem assumes does not hold: its words.
    Wrong(String),
    /// Whether this holds cannot be told.
    Unclear(String),
    /// No goal certainly fails.
    NoGoalFails,
}

/// Checks that all that a theorem assumes holds for these values of its real variables (and of those that its goals
/// quantify), and that a goal fails: the first that does.
#[must_use]
pub fn check_values(theorem: &CoreTheorem, values: &Values) -> Verdict {
    check_values_with(theorem, values, None)
}

/// The same, with a proof of what is assumed for all values of a variable ([`everywhere`]).
#[must_use]
pub fn check_values_with(theorem: &CoreTheorem, values: &Values, proof: Option<&Proof>) -> Verdict {
    let said = without_proved(theorem, &of_certificate(values), proof);
    refutes(said.as_ref().unwrap_or(theorem), values)
        .map_or_else(Verdict::Declined, |(goal, failure)| Verdict::Refutes { goal, failure: Box::new(failure) })
}

/// Does a theorem assume nothing that could be impossible? One that asks for all solutions may have none.
#[must_use]
pub fn assumes_nothing(theorem: &CoreTheorem) -> bool {
    let solves = theorem.goals.iter().any(|g| matches!(g.kind, GoalKind::Solve(_)));
    solves || (theorem.hyps.is_empty() && theorem.conds.is_empty() && theorem.props.is_empty())
}

/// Checks that all that a theorem about numbers assumes holds for the values of its certificate; what it assumes for all values of
/// a variable by a proof, which the kernel checks.
///
/// # Errors
/// Why they do not show that.
pub fn check_hypotheses(theorem: &CoreTheorem, values: &[(u32, Value)], proof: Option<&Proof>) -> Result<(), Declined> {
    let mut found = Values::default();
    for (v, x) in values {
        let first = match x {
            Value::Term(n) => found.terms.insert(*v, n.clone()).is_none(),
            Value::Root(r) => {
                let Root { coefficients, lo, hi } = r.clone();
                found.roots.insert(*v, Algebraic { coefficients, lo, hi }).is_none()
            }
        };
        if !first {
            return Err(Declined::Value(*v));
        }
    }
    hold(without_proved(theorem, values, proof).as_ref().unwrap_or(theorem), &found).map(|_| ())
}

/// The theorem without what it assumes for all values of a variable, where the kernel accepts the proof of that.
fn without_proved(theorem: &CoreTheorem, values: &[(u32, Value)], proof: Option<&Proof>) -> Option<CoreTheorem> {
    let claim = everywhere(theorem, values)?;
    if !accepted(&claim, proof?) {
        return None;
    }
    let plain = |p: &&PropHyp| !p.prop.quantifies();
    Some(CoreTheorem { props: theorem.props.iter().filter(plain).cloned().collect(), ..theorem.clone() })
}

/// Values as a certificate has them.
#[must_use]
pub fn of_certificate(values: &Values) -> Vec<(u32, Value)> {
    let root = |a: &Algebraic| Root { coefficients: a.coefficients.clone(), lo: a.lo.clone(), hi: a.hi.clone() };
    let roots = values.roots.iter().map(|(v, a)| (*v, Value::Root(root(a))));
    roots.chain(values.terms.iter().map(|(v, n)| (*v, Value::Term(n.clone())))).collect()
}

/// All that is assumed holds for these values.
fn hold(theorem: &CoreTheorem, values: &Values) -> Result<At, Declined> {
    if theorem.statement_points > 0 || !theorem.unsupported.is_empty() {
        return Err(Declined::OutOfScope);
    }
    let mut at = At(Arithmetic::new(values, WORK).map_err(Declined::Value)?);
    let facts = theorem.hyps.iter().map(|h| (fact(&h.fact), &h.origin));
    let conds = theorem.conds.iter().map(|c| (condition(&c.cond), &c.origin));
    let props = theorem.props.iter().map(|h| (Some(h.prop.clone()), &h.origin));
    for (assumed, origin) in facts.chain(conds).chain(props) {
        match at.holds(&assumed.ok_or(Declined::OutOfScope)?) {
            Some(true) => {}
            Some(false) => return Err(Declined::Wrong(origin.text.clone())),
            None => return Err(Declined::Unclear(origin.text.clone())),
        }
    }
    Ok(at)
}

fn refutes(theorem: &CoreTheorem, values: &Values) -> Result<(usize, Failure), Declined> {
    let mut at = hold(theorem, values)?;
    let goals = theorem.goals.iter().enumerate();
    let mut failing = goals.filter_map(|(i, g)| {
        let claim = match &g.kind {
            GoalKind::Fact(f) => fact(f)?,
            GoalKind::Cond(c) => condition(c)?,
            GoalKind::Prop(p) => p.clone(),
            GoalKind::Find(_) | GoalKind::Solve(_) => return None,
        };
        Some((i, at.failure(&claim)?))
    });
    failing.next().ok_or(Declined::NoGoalFails)
}

fn fact(f: &Fact) -> Option<Prop> {
    f.as_equation().map(Prop::Atom)
}

/// A condition about numbers as a statement.
fn condition(c: &Cond) -> Option<Prop> {
    match c {
        Cond::Num(a, rel, b) => Some(Prop::Atom(Atom { lhs: a.clone(), rel: (*rel).into(), rhs: b.clone() })),
        Cond::Not(f) => fact(f).map(|p| Prop::Not(Box::new(p))),
        Cond::Any(cs) => cs.iter().map(condition).collect::<Option<Vec<_>>>().map(Prop::Or),
        _ => None,
    }
}

/// All; "cannot be told" if some cannot and none fails.
fn all(each: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    each.into_iter()
        .try_fold(Some(true), |so_far, x| match x {
            Some(true) => Ok(so_far),
            Some(false) => Err(Some(false)),
            None => Ok(None),
        })
        .unwrap_or_else(|fails| fails)
}

fn not(x: Option<bool>) -> Option<bool> {
    x.map(|x| !x)
}

fn either(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    not(all([not(a), not(b)]))
}

/// Statements at some values.
struct At(Arithmetic);

impl At {
    /// Whether what is assumed holds: its terms are defined, and it is true. Of all values of a variable nothing can be told.
    fn holds(&mut self, p: &Prop) -> Option<bool> {
        if p.quantifies() { None } else { all([self.defined(p), self.truth(p)]) }
    }

    /// What certainly fails of a claim; for a claim about all values of a variable, at the one that it has.
    fn failure(&mut self, p: &Prop) -> Option<Failure> {
        match p {
            Prop::ForAll(_, p) => self.failure(p),
            Prop::And(ps) => ps.iter().find_map(|p| self.failure(p)),
            Prop::Implies(a, b) => self.implication(a, b),
            Prop::Iff(a, b) => self.implication(a, b).or_else(|| self.implication(b, a)),
            _ if p.quantifies() => None,
            _ => self.undefined(p).or_else(|| self.falsity(p)),
        }
    }

    fn implication(&mut self, a: &Prop, b: &Prop) -> Option<Failure> {
        if self.holds(a) == Some(true) { self.failure(b) } else { None }
    }

    fn undefined(&mut self, p: &Prop) -> Option<Failure> {
        if self.defined(p) != Some(false) {
            return None;
        }
        let mut terms = Vec::new();
        p.each_atom(&mut |a| terms.extend([&a.lhs, &a.rhs]));
        terms.into_iter().find_map(|t| match self.0.term(t) {
            Err(Lack::Undefined(part)) => Some(Failure::Undefined(p.clone(), part)),
            _ => None,
        })
    }

    fn falsity(&mut self, p: &Prop) -> Option<Failure> {
        if self.truth(p) != Some(false) {
            return None;
        }
        if let Prop::Atom(a) = p
            && let (Ok(lhs), Ok(rhs)) = (self.0.term(&a.lhs), self.0.term(&a.rhs))
        {
            return Some(Failure::Comparison(a.clone(), lhs, rhs));
        }
        Some(Failure::Statement(p.clone()))
    }

    /// Whether all terms are defined; of what stands after `implies`, where the condition holds.
    fn defined(&mut self, p: &Prop) -> Option<bool> {
        match p {
            Prop::Atom(a) => all([&a.lhs, &a.rhs].map(|n| match self.0.term(n) {
                Ok(_) => Some(true),
                Err(Lack::Undefined(_)) => Some(false),
                Err(Lack::Unknown) => None,
            })),
            Prop::And(ps) | Prop::Or(ps) => all(ps.iter().map(|p| self.defined(p))),
            Prop::Not(p) => self.defined(p),
            Prop::Implies(a, b) => all([self.defined(a), either(not(self.truth(a)), self.defined(b))]),
            Prop::Iff(a, b) => all([self.defined(a), self.defined(b)]),
            Prop::ForAll(..) => None,
        }
    }

    fn truth(&mut self, p: &Prop) -> Option<bool> {
        match p {
            Prop::Atom(a) => self.atom(a),
            Prop::And(ps) => all(ps.iter().map(|p| self.truth(p))),
            Prop::Or(ps) => not(all(ps.iter().map(|p| not(self.truth(p))))),
            Prop::Not(p) => not(self.truth(p)),
            Prop::Implies(a, b) => either(not(self.truth(a)), self.truth(b)),
            Prop::Iff(a, b) => self.truth(a).zip(self.truth(b)).map(|(a, b)| a == b),
            Prop::ForAll(..) => None,
        }
    }

    fn atom(&mut self, a: &Atom) -> Option<bool> {
        let (lhs, rhs) = (self.0.term(&a.lhs).ok()?, self.0.term(&a.rhs).ok()?);
        let order = lhs.compare(&rhs)?;
        Some(match a.rel {
            Rel::Eq => order == Ordering::Equal,
            Rel::Ne => order != Ordering::Equal,
            Rel::Lt => order == Ordering::Less,
            Rel::Le => order != Ordering::Greater,
            Rel::Gt => order == Ordering::Greater,
            Rel::Ge => order != Ordering::Less,
        })
    }
}
