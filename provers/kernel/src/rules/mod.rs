//! The rules of geometry, one file a family.
//!
//! A rule is a function from its points (and, for a few, the cited facts) to an [`Instance`]: the
//! facts it needs, the fact it gives, the conditions it records. The driver (`check.rs`) does all
//! the rest. Why each rule holds is said at the rule and in SOUNDNESS.md, under the meaning of
//! degenerate terms given there: dir(A,A) and log|AA| are ω, which no proper value equals and
//! no proper values add up to. So a premise such as dir(AB) − dir(CD) = 1/2 entails A≠B and C≠D,
//! and a rule asks only for the conditions that its premises do not entail.

mod angles;
pub(crate) mod build;
mod circles;
mod coincidence;
mod conditions;
mod lengths;
mod lines;
mod power;
mod ratios;
mod similar;
mod sines;
mod squares;
pub(crate) mod structural;
mod trapezoids;
mod vectors;

use euclase_grammar::core::{Cond, Fact, Pt, Q};

/// An instance of a rule: what it needs, what it gives, under which conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance<C = Fact> {
    /// Facts that must be cited (or be trivially true).
    pub premises: Vec<Fact>,
    /// What follows: a fact, or a condition.
    pub conclusion: C,
    /// Side conditions that the rule records.
    pub conditions: Vec<Cond>,
}

/// Why there is no such instance.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}, got {got}")]
pub struct RuleError {
    /// What would have been right.
    pub expected: String,
    /// What was given.
    pub got: String,
}

impl RuleError {
    fn new(expected: impl Into<String>, got: impl Into<String>) -> RuleError {
        RuleError { expected: expected.into(), got: got.into() }
    }
}

/// What a rule may look at.
pub(crate) struct Ctx<'a> {
    args: &'a [Pt],
    opposite: bool,
    premises: &'a [Fact],
    claim: Option<&'a Fact>,
}

impl Ctx<'_> {
    /// The points, whose number the table has already checked.
    fn points<const N: usize>(&self) -> Result<[Pt; N], RuleError> {
        <[Pt; N]>::try_from(self.args).map_err(|_| RuleError::new(format!("{N} points"), self.args.len().to_string()))
    }

    /// What is read from the first cited fact that has it.
    fn cited<T>(&self, expected: &str, read: impl Fn(&Fact) -> Option<T>) -> Result<T, RuleError> {
        let without = || RuleError::new(expected, format!("{} cited facts without one", self.premises.len()));
        self.premises.iter().find_map(read).ok_or_else(without)
    }

    /// −1 in the opposite form, else 1.
    fn sign(&self) -> i64 {
        if self.opposite { -1 } else { 1 }
    }
}

/// Number of points that a rule takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// Exactly so many.
    Exactly(usize),
    /// One or more triples.
    Triples,
}

/// An entry of the table of rules.
pub struct RuleInfo<C: 'static = Fact> {
    /// Its name, as in certificates and SOUNDNESS.md.
    pub name: &'static str,
    /// How many points it takes.
    pub arity: Arity,
    /// Whether it has an opposite form.
    pub two_forms: bool,
    apply: Apply<C>,
}

type Apply<C> = fn(&Ctx) -> Result<Instance<C>, RuleError>;

const fn rule<C>(name: &'static str, points: usize, apply: Apply<C>) -> RuleInfo<C> {
    RuleInfo { name, arity: Arity::Exactly(points), two_forms: false, apply }
}

const fn two_forms<C>(name: &'static str, points: usize, apply: Apply<C>) -> RuleInfo<C> {
    RuleInfo { name, arity: Arity::Exactly(points), two_forms: true, apply }
}

/// All rules of geometry, by family.
pub fn all() -> impl Iterator<Item = &'static RuleInfo> {
    [
        lines::RULES,
        circles::RULES,
        similar::RULES,
        lengths::RULES,
        squares::RULES,
        vectors::RULES,
        coincidence::RULES,
        ratios::RULES,
        angles::RULES,
        power::RULES,
        sines::RULES,
        trapezoids::RULES,
    ]
    .into_iter()
    .flatten()
}

/// All rules for conditions.
pub fn for_conditions() -> impl Iterator<Item = &'static RuleInfo<Cond>> {
    conditions::RULES.iter()
}

/// The instance of a named rule. `premises` are the facts that would be cited: rules whose
/// conclusion depends on a premise (the r of `log_len`, the vector of `vec_sq`) read it there.
///
/// # Errors
/// No rule of this name, a wrong number of points, or no premise of the shape that the rule reads.
pub fn instance(name: &str, args: &[Pt], opposite: bool, premises: &[Fact]) -> Result<Instance, RuleError> {
    instance_for(name, args, opposite, premises, None)
}

/// Like [`instance`], for rules whose instance also depends on the claim (`dir_ang`).
///
/// # Errors
/// As for [`instance`].
pub fn instance_for(
    name: &str,
    args: &[Pt],
    opposite: bool,
    premises: &[Fact],
    claim: Option<&Fact>,
) -> Result<Instance, RuleError> {
    apply(all(), name, &Ctx { args, opposite, premises, claim })
}

/// The instance of a rule for conditions; see SOUNDNESS.md, "Conditions that follow".
///
/// # Errors
/// As for [`instance`].
pub fn condition(name: &str, args: &[Pt], opposite: bool, premises: &[Fact]) -> Result<Instance<Cond>, RuleError> {
    apply(for_conditions(), name, &Ctx { args, opposite, premises, claim: None })
}

fn apply<C: 'static>(
    mut table: impl Iterator<Item = &'static RuleInfo<C>>,
    name: &str,
    ctx: &Ctx,
) -> Result<Instance<C>, RuleError> {
    let info = table.find(|r| r.name == name).ok_or_else(|| {
        RuleError::new("the name of a rule", format!("`{}`", name.chars().take(60).collect::<String>()))
    })?;
    let args = ctx.args;
    match info.arity {
        Arity::Exactly(n) if args.len() != n => {
            return Err(RuleError::new(format!("{n} points"), args.len().to_string()));
        }
        Arity::Triples if args.is_empty() || !args.len().is_multiple_of(3) => {
            return Err(RuleError::new("triples of points", format!("{} points", args.len())));
        }
        _ => {}
    }
    if ctx.opposite && !info.two_forms {
        return Err(RuleError::new("a rule with an opposite form", format!("`{name}`, which has none")));
    }
    (info.apply)(ctx)
}

/// An instance whose conclusion holds under the conditions.
fn gives<C>(premises: Vec<Fact>, conclusion: C, conditions: Vec<Cond>) -> Result<Instance<C>, RuleError> {
    Ok(Instance { premises, conclusion, conditions })
}

/// Rational from small integers; the denominator is a non-zero constant of the source.
fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}
