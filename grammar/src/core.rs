//! The core form: what is proved.
//!
//! A theorem of the language is elaborated into points and predicates; every other
//! room (diagram, deduction, kernel, report) reads this form and nothing else.
//! A [`Fact`] is an equation-like statement (false on a thin set of figures), a [`Cond`]
//! is an open condition (order, orientation, non-degeneracy).
//!
//! Directions of lines live in R/πZ and are measured in half-turns: `dir(AB)` is a number
//! modulo 1, a right angle is `1/2`. `len(AB)` is a non-negative real, `log(AB)` its logarithm.

use num_bigint::BigInt;
use num_rational::Ratio;
use serde::{Deserialize, Serialize};

mod equations;
mod helpers;
mod numbers;
pub use helpers::{int, mod_one, q};

/// Exact rational number.
pub type Q = Ratio<BigInt>;

/// A point of a theorem: an index into [`CoreTheorem::points`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pt(pub u32);

impl Pt {
    /// The index as `usize`.
    pub fn ix(self) -> usize {
        self.0 as usize
    }
}

/// A fact: an equation between quantities of the figure.
///
/// Meaning on degenerate figures: `dir`, `log` of a pair of equal points are unspecified values,
/// so a *hypothesis* of kind `Dir`/`Log` is read as the polynomial equation obtained by clearing
/// (true when some pair coincides); rules that use it as a linear equation carry `≠` conditions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Fact {
    /// The two points coincide.
    Same(Pt, Pt),
    /// Some line contains the three points (always true when two of them coincide).
    Coll(Pt, Pt, Pt),
    /// Some proper circle (positive radius) contains the four points.
    Cyclic(Pt, Pt, Pt, Pt),
    /// Triangles `a` and `b` are non-degenerate and similar, vertices in this order;
    /// `opposite` says that their orientations differ.
    Sim {
        /// first triangle
        a: [Pt; 3],
        /// second triangle
        b: [Pt; 3],
        /// mirror-similar
        opposite: bool,
    },
    /// `Σ k·dir(PQ) ≡ turn (mod 1)`, in half-turns; integer coefficients.
    Dir {
        /// (coefficient, P, Q)
        terms: Vec<(i64, Pt, Pt)>,
        /// constant in half-turns, in [0, 1)
        turn: Q,
    },
    /// `Σ q·log|PQ| = Σ r·log n`, the `n` prime.
    Log {
        /// (coefficient, P, Q)
        terms: Vec<(Q, Pt, Pt)>,
        /// (prime, exponent): the logarithm of a product of rational powers of primes
        konst: Vec<(u64, Q)>,
    },
    /// `Σ q·|PQ| = konst`.
    Len {
        /// (coefficient, P, Q)
        terms: Vec<(Q, Pt, Pt)>,
        /// a rational length
        konst: Q,
    },
    /// `Σ q·|PQ|² = konst`.
    Sq {
        /// (coefficient, P, Q)
        terms: Vec<(Q, Pt, Pt)>,
        /// a rational squared length
        konst: Q,
    },
    /// `Σ q·P = 0` as vectors, with `Σ q = 0`.
    Vec(
        /// (coefficient, point)
        Vec<(Q, Pt)>,
    ),
    /// `Σ q·∠PQR = konst`, undirected angles between 0 and 1 half-turn, as real numbers.
    Ang {
        /// (coefficient, [P, Q, R]), the angle at Q
        terms: Vec<(Q, [Pt; 3])>,
        /// constant in half-turns
        konst: Q,
    },
    /// Two numbers are equal (anything not covered by the kinds above).
    Num(Num, Num),
}

/// A real-valued term of the figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Num {
    /// A rational constant.
    Const(Q),
    /// A real variable of the theorem: index into [`CoreTheorem::reals`].
    Real(u32),
    /// |PQ|
    Len(Pt, Pt),
    /// Undirected angle PQR in half-turns.
    Ang(Pt, Pt, Pt),
    /// Distance from a point to the line through two others.
    DistLine(Pt, Pt, Pt),
    /// Unsigned area of a polygon.
    Area(Vec<Pt>),
    /// Circumradius of a triangle.
    Circumradius(Pt, Pt, Pt),
    /// Inradius of a triangle.
    Inradius(Pt, Pt, Pt),
    /// A coordinate of a point in a frame OE: O is the origin, E lies on the x-axis, not left of O; y counts counter-clockwise. For O = E
    /// the axis has some fixed direction. No statement speaks of coordinates; proofs do.
    Coordinate {
        /// x or y
        axis: Axis,
        /// whose coordinate
        of: Pt,
        /// O and E
        frame: [Pt; 2],
    },
    /// Sum.
    Add(Vec<Num>),
    /// Product.
    Mul(Vec<Num>),
    /// Quotient.
    Div(Box<Num>, Box<Num>),
    /// Opposite.
    Neg(Box<Num>),
    /// Rational power.
    Pow(Box<Num>, Q),
    /// A function of real arguments, by name: `sqrt root abs min max`.
    Call(String, Vec<Num>),
}

/// An axis of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Axis {
    /// Along the first line.
    X,
    /// A quarter turn from it, counter-clockwise.
    Y,
}

/// Comparison signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cmp {
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `!=`
    Ne,
}

/// How two numbers compare, equality included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Rel {
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
}

/// A comparison of two numbers: the atom of algebra.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Atom {
    /// Left side.
    pub lhs: Num,
    /// How they compare.
    pub rel: Rel,
    /// Right side.
    pub rhs: Num,
}

/// A statement about numbers, with connectives (LANGUAGE.md, "Algebra").
///
/// Where a hypothesis says it, its terms are defined; where a goal says it, that they are is proved too.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Prop {
    /// A comparison.
    Atom(Atom),
    /// All of them; of none: true.
    And(Vec<Prop>),
    /// One of them at least; of none: false.
    Or(Vec<Prop>),
    /// The opposite.
    Not(Box<Prop>),
    /// The second where the first holds.
    Implies(Box<Prop>, Box<Prop>),
    /// Each where the other holds.
    Iff(Box<Prop>, Box<Prop>),
    /// For all values of the real variables: indices into [`CoreTheorem::reals`] that nothing else uses.
    ForAll(Vec<u32>, Box<Prop>),
}

/// An open condition on the figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Cond {
    /// P ≠ Q
    Distinct(Pt, Pt),
    /// Three points not on a line (hence pairwise distinct).
    NotColl(Pt, Pt, Pt),
    /// Lines PQ and RS not parallel (and P ≠ Q, R ≠ S).
    NotPara([Pt; 2], [Pt; 2]),
    /// The linear combination of directions differs from `turn` modulo 1
    /// (an angle's branch; `NotPerp` is the case of two lines and 1/2).
    DirNe {
        /// (coefficient, P, Q)
        terms: Vec<(i64, Pt, Pt)>,
        /// excluded value, half-turns in [0, 1)
        turn: Q,
    },
    /// Both triangles non-degenerate, with the same orientation.
    SameOrient([Pt; 3], [Pt; 3]),
    /// Both triangles non-degenerate, with opposite orientations.
    OppOrient([Pt; 3], [Pt; 3]),
    /// The triangle is counter-clockwise.
    Positive([Pt; 3]),
    /// Q lies strictly between P and R, in this order, on their line.
    Between(Pt, Pt, Pt),
    /// P, Q, R are on a line, distinct, and Q is *not* between P and R.
    Outside(Pt, Pt, Pt),
    /// |PQ| > |RS|
    Longer([Pt; 2], [Pt; 2]),
    /// The four points are not on one circle or line.
    NotCyclic(Pt, Pt, Pt, Pt),
    /// The real value `Σ q·∠PQR − konst` is strictly between -1 and 1 (half-turns).
    AngWithin {
        /// (coefficient, [P, Q, R])
        terms: Vec<(Q, [Pt; 3])>,
        /// constant in half-turns
        konst: Q,
    },
    /// A comparison of numbers.
    Num(Num, Cmp, Num),
    /// The fact does not hold.
    Not(Box<Fact>),
    /// At least one of the conditions holds.
    Any(Vec<Cond>),
}

/// Where a hypothesis comes from: the words of the source, and their place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The source text, as the formatter prints it (`M on AB`).
    pub text: String,
    /// Byte range in the source file.
    pub span: (usize, usize),
}

/// A named (or hidden) point.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointInfo {
    /// Name as printed; hidden points (the centre of a `circle g`) get a fresh legal name.
    pub name: String,
    /// Not named in the source.
    pub hidden: bool,
    /// Where it is introduced.
    pub origin: Origin,
}

/// A hypothesis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hyp {
    /// What is assumed.
    pub fact: Fact,
    /// Its source.
    pub origin: Origin,
}

/// A declared condition: part of the statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclCond {
    /// What is assumed.
    pub cond: Cond,
    /// Its source.
    pub origin: Origin,
    /// Written by the author (`where`, `other than`, `assume`), rather than
    /// implied by a construction's `require`.
    pub explicit: bool,
}

/// A hypothesis about numbers that is no single comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropHyp {
    /// What is assumed.
    pub prop: Prop,
    /// Its source.
    pub origin: Origin,
}

/// What a "find" goal asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Quantity {
    /// Undirected angle PQR.
    Angle([Pt; 3]),
    /// Ratio |PQ| / |RS|.
    Ratio([Pt; 2], [Pt; 2]),
    /// Length |PQ|.
    Length([Pt; 2]),
    /// Any other number.
    Num(Num),
}

/// One goal. A theorem with several is proved when all are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum GoalKind {
    /// Prove the fact.
    Fact(Fact),
    /// Prove the condition.
    Cond(Cond),
    /// Algebra: prove the statement.
    Prop(Prop),
    /// Derive the value.
    Find(Quantity),
    /// Algebra: find all solutions for the listed real variables.
    Solve(Vec<u32>),
}

/// A goal with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goal {
    /// What is asked.
    pub kind: GoalKind,
    /// Its source.
    pub origin: Origin,
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// Segment between two points.
    Segment(Pt, Pt),
    /// Whole line through two points.
    Line(Pt, Pt),
    /// Circle with centre and a point.
    CircleAt(Pt, Pt),
    /// Circle through three points.
    Circle3(Pt, Pt, Pt),
}

/// A step of a proof sketch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SketchStep {
    /// An auxiliary point, from the closed table of definitions.
    Let {
        /// The new point.
        point: Pt,
        /// Name of the definition (`midpoint`, `meet`, …).
        def: String,
        /// Its arguments.
        args: Vec<Pt>,
        /// What the definition says of the point.
        facts: Vec<Fact>,
        /// When such a point exists.
        conds: Vec<Cond>,
        /// Source.
        origin: Origin,
    },
    /// An intermediate claim.
    Have {
        /// Optional label (`[k]`).
        label: Option<String>,
        /// The claims (each is proved on its own).
        claims: Vec<GoalKind>,
        /// Hints (`by …`), never trusted.
        by: Vec<String>,
        /// Source.
        origin: Origin,
    },
    /// A case of several (algebra): what is supposed in it, and the steps under that.
    Case {
        /// What is supposed.
        claims: Vec<GoalKind>,
        /// What follows there.
        steps: Vec<SketchStep>,
        /// Source.
        origin: Origin,
    },
    /// The final claim: goals of the theorem, restated.
    Show {
        /// The claims.
        claims: Vec<GoalKind>,
        /// Hints, never trusted.
        by: Vec<String>,
        /// Source.
        origin: Origin,
    },
}

/// A theorem in core form.
///
/// Points below `statement_points` belong to the statement; later ones only to the sketch.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CoreTheorem {
    /// Its name.
    pub name: String,
    /// All points, in order of introduction.
    pub points: Vec<PointInfo>,
    /// How many of `points` the statement introduces.
    pub statement_points: usize,
    /// Real variables (algebra), those of `for all` included.
    pub reals: Vec<String>,
    /// Hypotheses, in order.
    pub hyps: Vec<Hyp>,
    /// Declared conditions, in order.
    pub conds: Vec<DeclCond>,
    /// Hypotheses about numbers that are no single comparison, in order.
    pub props: Vec<PropHyp>,
    /// Goals.
    pub goals: Vec<Goal>,
    /// Suggested coordinates (from `@at(A, x, y)`); hints for the picture only.
    pub coords: Vec<(Pt, f64, f64)>,
    /// What to draw, in order of mention.
    pub shapes: Vec<Shape>,
    /// Optional proof sketch.
    pub sketch: Option<Vec<SketchStep>>,
    /// `@source("…")`.
    pub source: Option<String>,
    /// `@expect(…)`: an SZS status.
    pub expect: Option<String>,
    /// Statements that only parse in this version (quantifiers, functions, …): the theorem
    /// can be printed but not yet proved; each with its source.
    pub unsupported: Vec<Origin>,
}

impl CoreTheorem {
    /// Name of a point.
    pub fn name_of(&self, p: Pt) -> &str {
        &self.points[p.ix()].name
    }

    /// Looks a point up by name.
    pub fn find(&self, name: &str) -> Option<Pt> {
        self.points.iter().position(|p| p.name == name).map(|i| Pt(i as u32))
    }
}
