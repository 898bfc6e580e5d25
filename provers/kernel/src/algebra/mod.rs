//! Algebra: proofs about real numbers, line by line.
//!
//! A line is a sequent `Γ ⊢ C`: its clause C, a disjunction of comparisons (the empty one is absurd), holds for all
//! values of the real variables for which the suppositions Γ hold. Γ is not written: the kernel works it out from
//! the lines that are cited, so that case splits, suppositions and scopes need no care. Terms are total functions here: a quotient
//! by zero is some number, of which no rule says anything. That the terms of a goal are defined is proved like
//! anything else (`statement.rs` says what is to be shown).
//!
//! Few rules, each general: linear arithmetic, sums of squares, homogenisation, a reduction to one case
//! "without loss of generality" are uses of them. SOUNDNESS.md ("Algebra") says why each holds.

mod check;
mod coordinates;
mod forms;
mod lemmas;
mod poly;
mod rules;
pub mod statement;

pub(crate) use check::{claims, goals};
pub use lemmas::{LEMMAS, lemma};

use euclase_grammar::core::{Atom, Cond, Num, Pt, Q};

/// A disjunction of comparisons.
pub type Clause = Vec<Atom>;
/// Values for some of the real variables, all of them put in at once.
pub type Values = Vec<(u32, Num)>;

/// The algebraic part of a certificate.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proof {
    /// Names of further real variables: the i-th is number `reals of the theorem + i`.
    pub reals: Vec<String>,
    /// Conditions under which it holds: they are recorded with the theorem's.
    pub conditions: Vec<Cond>,
    /// Lines, in order; a line cites earlier ones only, by index.
    pub lines: Vec<Line>,
    /// For each goal of the theorem: what proves it. Empty for a goal that a step of geometry claims.
    pub goals: Vec<GoalProof>,
}

/// What proves a goal.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GoalProof {
    /// A line for each thing that is to be shown (`statement::obligations`), in order.
    pub lines: Vec<usize>,
    /// Points O and E of the frame in which a goal of geometry is shown; for a goal about numbers none.
    pub frame: Option<[Pt; 2]>,
    /// For `solve`: the solutions, each a value for each of the variables asked for, in their order.
    pub solutions: Vec<Vec<Num>>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it claims.
    pub claim: Clause,
    /// By which rule.
    pub reason: Reason,
    /// Lines it cites.
    pub premises: Vec<usize>,
}

/// The rule of a line, with what it needs to be checked.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The given of that number (`statement::givens`), with values for the variables that it quantifies.
    Given(usize, Vec<Num>),
    /// The claim of a step of geometry, as an equation of numbers.
    Step(usize),
    /// What a fact or a condition says in the frame of two points: the clause of that number.
    Coordinates(Said, [Pt; 2], usize),
    /// Supposed. Every line that rests on it says so, until it is discharged.
    Suppose,
    /// One of a comparison and its opposite holds.
    Either,
    /// A weaker claim than the line cited.
    Weaken,
    /// A claim for each alternative of the first line cited, which the others make, in order.
    Cases,
    /// lhs − rhs = Σ cofactor · (lhs − rhs of the equation cited): `ring` where none is cited.
    Combine(Vec<Num>),
    /// The sign of a polynomial by sums of products.
    Order(Order),
    /// Denominators cleared: the first line cited, with these powers of what the others say is not zero.
    Field(Vec<u32>),
    /// A product is zero, so one of these factors is.
    Factors(Vec<Num>),
    /// Equal terms in equal places.
    Congruence,
    /// A lemma of the table, for these terms; its conditions are cited in order.
    Lemma(String, Vec<Num>),
    /// The first line cited, for other values of its variables; the others prove its suppositions for these.
    Instance(Values),
}

/// Something that geometry says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The theorem assumes it: number of the fact or condition, counted through both.
    Assumed(usize),
    /// The step of that number claims it.
    Step(usize),
    /// The proof's condition of that number.
    Recorded(usize),
}

impl Reason {
    /// The terms that it needs.
    fn terms(&self) -> Vec<&Num> {
        match self {
            Reason::Given(_, xs) | Reason::Combine(xs) | Reason::Factors(xs) | Reason::Lemma(_, xs) => {
                xs.iter().collect()
            }
            Reason::Instance(values) => values.iter().map(|v| &v.1).collect(),
            Reason::Order(o) => {
                let squares = o.multiplier.iter().chain(&o.terms).flat_map(|p| &p.squares);
                squares.chain(o.cofactors.iter().map(|c| &c.1)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Its name in FORMAT.md.
    pub fn name(&self) -> &'static str {
        match self {
            Reason::Given(..) => "given",
            Reason::Step(_) => "step",
            Reason::Coordinates(..) => "coordinates",
            Reason::Suppose => "suppose",
            Reason::Either => "either",
            Reason::Weaken => "weaken",
            Reason::Cases => "cases",
            Reason::Combine(_) => "combine",
            Reason::Order(_) => "order",
            Reason::Field(_) => "field",
            Reason::Factors(_) => "factors",
            Reason::Congruence => "congruence",
            Reason::Lemma(..) => "lemma",
            Reason::Instance(_) => "instance",
        }
    }
}

/// `multiplier · p = terms + Σ cofactor · equation`, where p is what the claim compares with zero (for `p = 0`: −p²; for
/// `p ≠ 0`: p²; for an absurdity the left side is 0).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Order {
    /// Sum of non-negative products.
    pub multiplier: Vec<Product>,
    /// Sum of non-negative products.
    pub terms: Vec<Product>,
    /// (which of the lines cited, cofactor): equations.
    pub cofactors: Vec<(usize, Num)>,
}

/// `coefficient · Π factors · Π squares²`.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// Positive.
    pub coefficient: Q,
    /// Which of the lines cited: `p ≥ 0` and `p > 0` enter as p, `p ≠ 0` as p². May repeat.
    pub factors: Vec<usize>,
    /// Terms whose squares are factors.
    pub squares: Vec<Num>,
}
