//! What the kernel answers.

use euclase_grammar::core::{Cond, Fact};

/// The answer of [`crate::check`].
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Every step is right and every goal is claimed by one.
    Accepted(Theorem),
    /// Something in the certificate is wrong.
    Rejected {
        /// The step, counted from 0; `None` where the certificate as a whole is meant.
        step: Option<usize>,
        /// Name of the rule (or of the part of the certificate).
        rule: String,
        /// What would have been right.
        expected: String,
        /// What the certificate has.
        got: String,
    },
    /// Nothing is wrong, but something is left open (a statement outside this version's reach).
    Declined {
        /// What is left open.
        reason: String,
    },
}

/// Class of a side condition (SOUNDNESS.md, "Conditions").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Part of the statement, or of an auxiliary point's definition.
    Declared,
    /// Distinct, not collinear, not parallel, …: excludes a thin set of figures.
    NonDegeneracy,
    /// Order, orientation, side, an angle's branch.
    Configuration,
}

/// Strength of a theorem: the worst class among its conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// No conditions but the declared ones.
    General,
    /// Non-degeneracy conditions only.
    Generic,
    /// Some condition depends on the configuration.
    Configuration,
}

/// A side condition that the proof needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The condition.
    pub cond: Cond,
    /// Its class; `Declared` when the statement gives it, at once or by a simple entailment.
    pub class: Class,
    /// The steps that need it, in order. Conditions that another one of the list
    /// entails are not listed; their steps are counted with that one.
    pub steps: Vec<usize>,
}

/// A theorem that the kernel has accepted. Only [`crate::check`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct Theorem {
    pub(crate) name: String,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) found: Vec<(usize, Fact)>,
}

impl Theorem {
    /// Name of the theorem.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The side conditions, in the order in which the proof needs them, without repetition.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// For each "find" goal: its index and the fact that gives the value.
    pub fn found(&self) -> &[(usize, Fact)] {
        &self.found
    }

    /// Strength of the answer.
    pub fn strength(&self) -> Strength {
        match self.conditions.iter().map(|c| c.class).max() {
            None | Some(Class::Declared) => Strength::General,
            Some(Class::NonDegeneracy) => Strength::Generic,
            Some(Class::Configuration) => Strength::Configuration,
        }
    }
}
