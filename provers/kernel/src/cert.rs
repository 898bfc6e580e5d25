//! Certificates: what a prover hands to the kernel, and what is written as JSON.
//!
//! A certificate has no authority: the kernel reads the theorem itself and re-derives every claim.
//! Points are indices of the theorem's statement points, followed by the auxiliary points in
//! order; in JSON they are written by name (see FORMAT.md).

pub use crate::witness::{Block, Equation, Figure, Label, Root, Source, Value};
use euclase_grammar::core::{Fact, Pt, Q};

/// Version of the format.
pub const VERSION: u32 = 1;

/// A whole certificate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Certificate {
    /// Name of the theorem it is for.
    pub theorem: String,
    /// Auxiliary points, in order; the i-th is `Pt(statement_points + i)`.
    pub aux: Vec<AuxPoint>,
    /// Steps, in order; a step cites earlier ones only, by index.
    pub steps: Vec<Step>,
    /// Conditions that follow, in order.
    pub discharges: Vec<Discharge>,
    /// For each goal of the theorem, the step that claims it.
    pub goals: Vec<usize>,
    /// A figure in which the hypotheses and all conditions hold. It guards against vacuity and is no part of
    /// the proof: [`crate::check`] does not look at it.
    pub figure: Option<Figure>,
    /// Values of real variables for which the hypotheses hold. They too guard against vacuity alone.
    pub values: Vec<(u32, Value)>,
    /// A proof that for these values also that holds which is assumed for all values of a variable.
    pub values_proof: Option<crate::algebra::Proof>,
    /// Proofs about numbers, if there are any.
    pub algebra: Option<crate::algebra::Proof>,
}

/// An auxiliary point with its one definition, from the kernel's closed table.
#[derive(Clone, Debug, PartialEq)]
pub struct AuxPoint {
    /// Its name: not a name of the statement.
    pub name: String,
    /// Name of the definition (`midpoint`, `meet`, …).
    pub def: String,
    /// Arguments of the definition: earlier points.
    pub args: Vec<Pt>,
}

/// A condition that follows, so that it need not be one of the theorem's. What it is, the rule says.
#[derive(Clone, Debug, PartialEq)]
pub struct Discharge {
    /// Name of a rule for conditions, in the table of SOUNDNESS.md.
    pub rule: String,
    /// Points, in the order of the table.
    pub args: Vec<Pt>,
    /// The mirrored form of the rule.
    pub opposite: bool,
    /// Steps it cites.
    pub premises: Vec<usize>,
    /// It serves this step and later ones, and cites earlier ones only.
    pub before: usize,
}

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it claims.
    pub claim: Fact,
    /// By which rule.
    pub rule: Rule,
    /// Steps it cites.
    pub premises: Vec<usize>,
}

/// The rule of a step, with what it needs to be checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    /// Hypothesis number `0` of the statement.
    Hyp(usize),
    /// Defining fact number `.1` of auxiliary point number `.0`.
    Aux(usize, usize),
    /// The claim is a premise up to proved coincidences of points.
    Congruence,
    /// claim = Σ multiplier · premise: one multiplier for each premise that is not `Same`, in order; integers
    /// over directions. `Same` premises make points one and have no multiplier.
    Linear(Vec<Q>),
    /// From `k·E ≡ c` over directions to `E ≡ (c + j)/k`, the other branches excluded by conditions.
    Divide(i64),
    /// An instance of a named rule of geometry, with its points; `opposite` where the rule
    /// has two orientations (`sim_*`, `equal_arcs`, …).
    Geo {
        /// Name in the table of SOUNDNESS.md.
        name: String,
        /// Points, in the order of the table.
        args: Vec<Pt>,
        /// The mirrored (or "outside") form of the rule.
        opposite: bool,
    },
}
