//! The figure of a certificate and the values of its variables, as data. The kernel carries them and never reads them: what they are
//! worth, the crate `euclase-figure` says.

use euclase_grammar::core::{Num, Pt, Q};

/// A real variable's value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// That of a term, which may have variables whose values are roots.
    Term(Num),
    /// A root of a polynomial.
    Root(Root),
}

/// The root of a polynomial between two numbers where its signs differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Root {
    /// Coefficients, that of x^0 first.
    pub coefficients: Vec<Q>,
    /// The lower number, dyadic.
    pub lo: Q,
    /// The upper number, dyadic.
    pub hi: Q,
}

/// A figure, and what it takes to check that it exists.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// How the coordinates are meant.
    pub label: Label,
    /// Coordinates of the statement's points, then of the auxiliary ones.
    pub points: Vec<[Q; 2]>,
    /// Coordinates that are only near the true ones, in the order in which they are solved for.
    pub blocks: Vec<Block>,
}

/// How the coordinates of a figure are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// They are the figure's.
    Exact,
    /// Those of the blocks are near the figure's, the others are the figure's.
    Enclosed,
    /// They are near the figure's, if there is one.
    Approximate,
}

/// Coordinates and as many equations, which determine them near the given place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// The coordinates: a point, and 0 for x, 1 for y.
    pub unknowns: Vec<(Pt, usize)>,
    /// The equations.
    pub equations: Vec<Equation>,
}

/// A fact read as an equation, or one of its two equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equation {
    /// The fact.
    pub fact: Source,
    /// Which of its equations, from 0: `Same`, `Sim` and `Vec` have two.
    pub component: usize,
}

/// A fact that holds by the statement or by a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Hypothesis number `0`.
    Hyp(usize),
    /// Defining fact number `.1` of auxiliary point number `.0`.
    Aux(usize, usize),
}
