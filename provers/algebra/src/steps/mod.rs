//! Steps: what a person tries when a statement about numbers does not yield at once.
//!
//! A [`Sequent`] is what is to be shown at a place. A [`Step`] replaces it by others, its children, and knows how a proof
//! of it is put together from proofs of these: by instances of theirs for other values of the variables, by cases, by what the
//! prover finds between them ([`compose`]). So a step is never believed: whether it is one is seen when it is composed, and
//! the kernel judges the lines that come of it.
//!
//! Proposals ([`list`]) are dropped where numbers say that a child is false ([`numeric`]). Who chooses among the others is no matter of
//! this crate: it only says what can be seen of each ([`features`]).

pub mod compose;
pub mod features;
pub mod list;
pub mod numeric;
pub mod tree;

mod bounds;
mod fractions;
mod means;
mod normal;
mod orders;
mod products;
mod shape;
mod splits;
mod substitute;
mod symmetric;
mod words;

pub use compose::{Patience, attempt, checked, compose};
pub use list::{Listed, Proposal, list};
pub use numeric::Samples;
pub use tree::Tree;
pub use words::told;

use crate::terms::{Literal, Terms};
use euclase_grammar::core::{Atom, Num};
use euclase_kernel::algebra::{Clause, Line, Values};

/// What is to be shown: where the hypotheses hold, the goal does.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequent {
    /// Its variables have numbers below this.
    pub reals: u32,
    /// What is supposed, clause by clause.
    pub hyps: Vec<Clause>,
    /// What is to be shown.
    pub goal: Clause,
}

impl Sequent {
    /// Is it about real variables alone (not about numbers of a figure)?
    pub fn about_variables(&self) -> bool {
        let mut only = true;
        for a in self.hyps.iter().flatten().chain(&self.goal) {
            for n in [&a.lhs, &a.rhs] {
                n.each_part(&mut |x, _| only &= shape::known_form(x));
            }
        }
        only
    }

    /// What it says, in a form that does not depend on how it is written: each comparison as the sign of a polynomial, in order.
    pub fn normal(&self) -> Vec<String> {
        let mut terms = Terms::default();
        for v in 0..self.reals {
            drop(terms.poly(&Num::Real(v)));
        }
        let mut clause = |c: &Clause| {
            let signs =
                c.iter().map(|a| terms.literal(a).map(|l| terms.atom(&Literal::new(shape::scaled(&l.poly), l.sign))));
            let mut texts: Vec<String> = signs.map(|a| a.map_or_else(String::new, |a| words::full(&a))).collect();
            texts.sort_unstable();
            texts.join(" or ")
        };
        let mut out: Vec<String> = self.hyps.iter().map(&mut clause).collect();
        out.sort_unstable();
        out.push(clause(&self.goal));
        out
    }

    /// The same under all names of its variables, if they are not more than so many.
    pub fn renamings(&self, most: usize) -> Vec<Sequent> {
        let vars: Vec<u32> = (0..self.reals).collect();
        if vars.len() > most {
            return vec![self.clone()];
        }
        let renamed = |to: Vec<u32>| {
            let values: Values = vars.iter().zip(&to).map(|(v, w)| (*v, Num::Real(*w))).collect();
            let put = |c: &Clause| shape::put_clause(c, &values);
            Sequent { reals: self.reals, hyps: self.hyps.iter().map(put).collect(), goal: put(&self.goal) }
        };
        shape::permutations(&vars).into_iter().map(renamed).collect()
    }

    /// Its goal in words, with `$3` for a variable whose name is not known here ([`told`]).
    pub fn words(&self) -> String {
        let all: Vec<String> = self.goal.iter().map(words::atom).collect();
        if all.is_empty() { "absurd".into() } else { all.join(" or ") }
    }
}

/// A proof of a sequent: lines that rest on nothing but suppositions, each of which is a hypothesis.
#[derive(Clone, Debug, PartialEq)]
pub struct Fragment {
    /// Lines, which cite earlier ones.
    pub lines: Vec<Line>,
    /// The one that claims the goal.
    pub last: usize,
}

/// How the children make the whole.
#[derive(Clone, Debug, PartialEq)]
pub enum Glue {
    /// Each instance is a fact for what follows, and in the end the goal follows.
    Chain,
    /// A comparison or its opposite: the first child supposes the one, the second the other.
    Either(Atom),
    /// The only child supposes that the variables are in descending order.
    Sorted(Vec<u32>),
    /// The only child supposes that the first of the variables is not less than any other.
    Greatest(Vec<u32>),
}

/// A child of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    /// What is to be shown.
    pub sequent: Sequent,
    /// For its variables, what they are in the parent's.
    pub values: Values,
    /// It is a general statement, which is proved when it is met and no question of the search.
    pub known: bool,
}

/// A sequent replaced by others.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What sort of step.
    pub kind: Kind,
    /// With what, in words.
    pub with: String,
    /// What is left to show.
    pub children: Vec<Child>,
    /// How they make the whole.
    pub glue: Glue,
    /// What the last child says for its values, times something positive, up to the equations: the goal without divisors.
    pub target: Option<Atom>,
    /// What may be positive factors between the two.
    pub scales: Vec<Num>,
    /// The children of which the sum makes the target; the last alone where none is said.
    pub weights: Vec<usize>,
}

/// Sorts of steps; the number is part of the format of states files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// Without loss of generality in an order.
    Sorted = 0,
    /// Without loss of generality, one is the greatest.
    Greatest = 1,
    /// Variables from the least on, by differences.
    Shift = 2,
    /// Sides of a triangle as sums.
    Ravi = 3,
    /// Reciprocals.
    Reciprocal = 4,
    /// A variable as a square or another power, instead of its root.
    Power = 5,
    /// One of the variables is 1: ratios.
    Ratio = 6,
    /// The sum of the variables is 1.
    Normal = 7,
    /// All terms of one degree, by an equation.
    Homogeneous = 8,
    /// A variable taken from an equation.
    Eliminate = 9,
    /// Elementary symmetric polynomials as variables.
    Symmetric = 10,
    /// Cauchy and Schwarz, for a sum of fractions.
    Titu = 11,
    /// A bound for each term of a sum, by a linear function.
    Tangent = 12,
    /// A bound for each term of a sum, by its share of a sum of powers.
    Share = 13,
    /// A root is at most the mean of its radicand and a square.
    Root = 14,
    /// A mean of monomials.
    Mean = 15,
    /// Something between the two sides.
    Between = 16,
    /// The goal times something positive.
    Multiplier = 17,
    /// Cases by the order of two variables.
    Pair = 18,
    /// Cases by the side of a number.
    Side = 19,
    /// A lemma that is proved on the spot, about terms of the goal, as a further hypothesis.
    Lemma = 20,
    /// A bound for each factor of a product.
    Factor = 21,
    /// Roots of products by means of two factors.
    Product = 22,
    /// Cauchy and Schwarz, for roots.
    Cauchy = 23,
}

/// How many sorts of steps there are.
pub const KINDS: usize = 24;

impl Kind {
    /// Its name in traces.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Sorted => "sorted",
            Kind::Greatest => "greatest",
            Kind::Shift => "shift",
            Kind::Ravi => "ravi",
            Kind::Reciprocal => "reciprocal",
            Kind::Power => "power",
            Kind::Ratio => "ratio",
            Kind::Normal => "normal",
            Kind::Homogeneous => "homogeneous",
            Kind::Eliminate => "eliminate",
            Kind::Symmetric => "symmetric",
            Kind::Titu => "titu",
            Kind::Tangent => "tangent",
            Kind::Share => "share",
            Kind::Root => "root",
            Kind::Mean => "mean",
            Kind::Between => "between",
            Kind::Multiplier => "multiplier",
            Kind::Pair => "pair",
            Kind::Side => "side",
            Kind::Lemma => "lemma",
            Kind::Factor => "factor",
            Kind::Product => "product",
            Kind::Cauchy => "cauchy",
        }
    }
}
