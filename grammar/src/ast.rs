//! The syntax tree, with byte spans.
//!
//! Sums, products, chains of relations and logical connectives are flat lists, so that a long
//! formula makes a wide tree, never a deep one; real nesting is capped by the lexer. There is
//! one class of expressions for points, lines, numbers and statements: which of them a text
//! means is decided by position, during elaboration.

/// Byte range in the source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The smallest range that holds both.
    pub fn to(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ident {
    /// The name as written.
    pub name: String,
    /// Its place.
    pub span: Span,
}

/// A file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Theorems and definitions, in order.
    pub items: Vec<Item>,
}

/// What stands at the top level of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `@name(…)` before it.
    pub attributes: Vec<Attribute>,
    /// Theorem, definition, rule or lemma.
    pub kind: ItemKind,
    /// The name (`?` in an item that could not be read).
    pub name: Ident,
    /// Parameters of a `def`, `rule` or `lemma`.
    pub params: Vec<Param>,
    /// Results of a `def`.
    pub results: Vec<Param>,
    /// The statements between the braces.
    pub body: Vec<Stmt>,
    /// The whole, attributes included.
    pub span: Span,
}

/// The four kinds of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemKind {
    /// `theorem`
    Theorem,
    /// `def`
    Def,
    /// `rule`
    Rule,
    /// `lemma`
    Lemma,
    /// Could not be read; already reported.
    Error,
}

/// `@name(arguments)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// The name, without `@`.
    pub name: Ident,
    /// The arguments.
    pub args: Vec<AttrArg>,
    /// The whole.
    pub span: Span,
}

/// An argument of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttrArg {
    /// `"text"`, without the quotes, escapes as written.
    Text(String, Span),
    /// A number, perhaps with a sign, as written.
    Number(String, Span),
    /// A word: a point, a status, a name.
    Word(String, Span),
}

/// What a parameter or a result is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// `point`
    Point,
    /// `line`
    Line,
    /// `circle`
    Circle,
    /// `real`: a real variable of algebra
    Real,
    /// `angle`: a directed angle
    Angle,
    /// `length`: a length or another number of the figure
    Length,
}

/// A parameter: `point A`, or `a > 0` after `real`.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its sort; `None` where it is the one of the parameter before it.
    pub sort: Option<Sort>,
    /// Its name.
    pub name: Ident,
    /// A bound that holds for the whole group (`real a, b > 0`).
    pub bound: Option<(RelOp, Expr)>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// Which.
    pub kind: StmtKind,
    /// The whole.
    pub span: Span,
}

/// The statements.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `point A, B [on …] [= …] [other than …] [where …]`
    Point {
        /// The new points.
        names: Vec<Ident>,
        /// Loci after `on`.
        on: Vec<Expr>,
        /// Construction after `=`.
        def: Option<Expr>,
        /// Points it differs from.
        other_than: Vec<Expr>,
        /// Conditions that select it.
        conds: Vec<Expr>,
    },
    /// `triangle ABC`, `acute triangle ABC`
    Triangle {
        /// The vertices.
        points: Vec<Ident>,
        /// `acute` or `obtuse`
        shape: Option<TriShape>,
    },
    /// `circle g, h` or `circle g = …`
    Circle {
        /// The names.
        names: Vec<Ident>,
        /// Construction.
        def: Option<Expr>,
    },
    /// `line l, m` or `line l = …`
    Line {
        /// The names.
        names: Vec<Ident>,
        /// Construction.
        def: Option<Expr>,
    },
    /// `let v = …`
    Let {
        /// The name.
        name: Ident,
        /// Its value.
        value: Expr,
    },
    /// `real x, y`, `real a > 0`, `real t in [0, 1]`
    Real {
        /// The variables.
        names: Vec<Ident>,
        /// What bounds them all.
        bound: Option<Bound>,
    },
    /// `function f(x, y) = …`
    Function {
        /// Its name.
        name: Ident,
        /// Its arguments.
        params: Vec<Ident>,
        /// Its value.
        body: Expr,
    },
    /// `assume …`
    Assume(Vec<Expr>),
    /// `require …`, in definitions
    Require(Vec<Expr>),
    /// `locus X { … }`, in definitions
    Locus {
        /// The moving point.
        point: Ident,
        /// What its membership means.
        body: Vec<Stmt>,
    },
    /// `show [label] … [equality iff …] [by …] [{ … }]`
    Show(Claim),
    /// `have [label] … [by …] [{ … }]`
    Have(Claim),
    /// `find …`
    Find(Vec<Expr>),
    /// `solve x, y`
    Solve(Vec<Ident>),
    /// `case S { … }`
    Case {
        /// The case.
        prop: Expr,
        /// Its proof.
        body: Vec<Stmt>,
    },
    /// `calc E = F by h = G by h`
    Calc {
        /// The first term.
        first: Expr,
        /// Relation, next term, hints.
        steps: Vec<(RelOp, Expr, Vec<Hint>)>,
    },
    /// `proof { … }`
    Proof(Vec<Stmt>),
    /// Could not be read; already reported. The names are those it seems to introduce.
    Error(Vec<Ident>),
}

/// A shape of a declared triangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TriShape {
    /// All angles acute.
    Acute,
    /// One angle obtuse.
    Obtuse,
}

/// A bound on real variables.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// `> 0`
    Rel(RelOp, Expr),
    /// `in [a, b]`
    In(Expr, Expr),
}

/// A claim of `show` or `have`.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// `[k]`
    pub label: Option<Ident>,
    /// The claims.
    pub props: Vec<Expr>,
    /// `equality iff …`
    pub equality: Vec<Expr>,
    /// `by …`
    pub by: Vec<Hint>,
    /// A nested proof.
    pub body: Option<Vec<Stmt>>,
}

/// A hint after `by`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// A name of a rule or a lemma.
    Name(Ident),
    /// `[k]`: an earlier claim.
    Label(Ident),
}

/// An expression: a point, a line, a number, a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// Which.
    pub kind: ExprKind,
    /// The whole.
    pub span: Span,
}

/// The expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `A`, `AB`, `ABC`: points written together.
    Points(Vec<Ident>),
    /// `g1`
    Name(Ident),
    /// `midpoint(A, B)`
    Call(Ident, Vec<Expr>),
    /// `triangle ABC`, with `acute` or `obtuse` before it or not
    Triangle(Option<TriShape>, Vec<Ident>),
    /// A number as written.
    Number(String),
    /// `pi`
    Pi,
    /// `90 deg`
    Degrees(Box<Expr>),
    /// A sum; `true` marks a term that is subtracted. The first may be negative: `-a + b`.
    Sum(Vec<(bool, Expr)>),
    /// A product; `true` marks a divisor, never at the first.
    Product(Vec<(bool, Expr)>),
    /// A power.
    Power(Box<Expr>, Box<Expr>),
    /// `E = F = G`, `AB parallel CD`, `X on l`
    Chain(Box<Expr>, Vec<(RelOp, Expr)>),
    /// `X between A, B`
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `not S`
    Not(Box<Expr>),
    /// `S and S`
    And(Vec<Expr>),
    /// `S or S`
    Or(Vec<Expr>),
    /// `S implies S`
    Implies(Box<Expr>, Box<Expr>),
    /// `S iff S`
    Iff(Box<Expr>, Box<Expr>),
    /// `for all x, y: S`
    ForAll(Vec<Ident>, Box<Expr>),
}

/// Relations that stand between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RelOp {
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
    /// `parallel`
    Parallel,
    /// `perp`
    Perp,
    /// `tangent`
    Tangent,
    /// `on`
    On,
    /// `inside`
    Inside,
    /// `outside`
    Outside,
    /// `similar`
    Similar,
    /// `congruent`
    Congruent,
}

impl RelOp {
    /// As the formatter prints it.
    pub fn text(self) -> &'static str {
        match self {
            RelOp::Eq => "=",
            RelOp::Ne => "!=",
            RelOp::Lt => "<",
            RelOp::Le => "<=",
            RelOp::Gt => ">",
            RelOp::Ge => ">=",
            RelOp::Parallel => "parallel",
            RelOp::Perp => "perp",
            RelOp::Tangent => "tangent",
            RelOp::On => "on",
            RelOp::Inside => "inside",
            RelOp::Outside => "outside",
            RelOp::Similar => "similar",
            RelOp::Congruent => "congruent",
        }
    }
}
