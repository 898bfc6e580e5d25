//! Expressions and statements of algebra, as the readers of Lean's and SymPy's notation make them.
//!
//! Chains (sums, products, conjunctions, implications) are lists, so that a long one is not a deep one;
//! what nests is bounded by [`MAX_DEPTH`] where it is read.

use super::ImportError;
pub(super) use euclase_grammar::core::Rel;

/// Deepest nesting that is read: less than the language's own limit, which counts brackets.
pub(super) const MAX_DEPTH: usize = 120;

/// Why a text is not imported, and where in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Characters before the place.
    pub at: usize,
    pub message: String,
    /// It was understood, and the language cannot say it.
    pub out_of_scope: bool,
}

impl Refusal {
    /// What was not understood.
    pub(super) fn new(at: usize, message: impl Into<String>) -> Refusal {
        Refusal { at, message: message.into(), out_of_scope: false }
    }

    /// What the language cannot say.
    pub(super) fn scope(at: usize, message: impl Into<String>) -> Refusal {
        Refusal { at, message: message.into(), out_of_scope: true }
    }

    /// The error, for a text that begins at this line and column.
    pub(super) fn into_error(self, line: usize, column: usize) -> ImportError {
        ImportError { line, column: column + self.at, message: self.message, out_of_scope: self.out_of_scope }
    }
}

pub(super) type Read<T> = Result<T, Refusal>;

/// Variables that a quantifier binds: `x y : T`, or `x > 0`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Binder {
    pub names: Vec<(String, usize)>,
    /// The words of the type, where one is said.
    pub sort: Option<Vec<String>>,
    pub bound: Option<(Rel, Box<Node>)>,
}

/// A piece of an expression or of a statement, with its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Number(String),
    Name(String),
    /// A function and its arguments.
    Apply(String, Vec<Node>),
    /// Terms; `true` is a minus before one.
    Sum(Vec<(bool, Node)>),
    /// Factors; `true` is a division by one.
    Product(Vec<(bool, Node)>),
    Power(Box<Node>, Box<Node>),
    Inverse(Box<Node>),
    /// `(e : T)`
    Typed(Box<Node>, Vec<String>),
    Compare(Box<Node>, Rel, Box<Node>),
    Not(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    /// Premises, then what follows.
    Implies(Vec<Node>),
    Iff(Box<Node>, Box<Node>),
    ForAll(Vec<Binder>, Box<Node>),
    False,
}

impl Node {
    pub(super) fn new(at: usize, kind: Kind) -> Node {
        Node { at, kind }
    }

    /// Visits the node and all below it, in order.
    pub(super) fn walk<'a>(&'a self, f: &mut dyn FnMut(&'a Node)) {
        f(self);
        match &self.kind {
            Kind::Number(_) | Kind::Name(_) | Kind::False => {}
            Kind::Apply(_, v) | Kind::And(v) | Kind::Or(v) | Kind::Implies(v) => v.iter().for_each(|n| n.walk(f)),
            Kind::Sum(v) | Kind::Product(v) => v.iter().for_each(|(_, n)| n.walk(f)),
            Kind::Power(a, b) | Kind::Compare(a, _, b) | Kind::Iff(a, b) => {
                a.walk(f);
                b.walk(f);
            }
            Kind::Inverse(a) | Kind::Typed(a, _) | Kind::Not(a) => a.walk(f),
            Kind::ForAll(binders, a) => {
                for (_, bound) in binders.iter().filter_map(|b| b.bound.as_ref()) {
                    bound.walk(f);
                }
                a.walk(f);
            }
        }
    }

    /// Does the name occur, as a variable or as a function?
    pub(super) fn mentions(&self, name: &str) -> bool {
        let mut found = false;
        self.walk(&mut |n| match &n.kind {
            Kind::Name(x) | Kind::Apply(x, _) => found |= x == name,
            _ => {}
        });
        found
    }

    /// Is it defined for all values of its variables, without a division, a root or a power with a variable exponent?
    pub(super) fn total(&self) -> bool {
        let mut total = true;
        self.walk(&mut |n| match &n.kind {
            Kind::Inverse(_) => total = false,
            Kind::Product(v) => total &= v.iter().all(|(over, f)| !over || f.is_nonzero_number()),
            Kind::Power(_, e) => total &= matches!(e.untyped().kind, Kind::Number(_)),
            Kind::Apply(f, _) => total &= matches!(f.as_str(), "abs" | "min" | "max"),
            _ => {}
        });
        total
    }

    fn is_nonzero_number(&self) -> bool {
        matches!(&self.untyped().kind, Kind::Number(n) if n.contains(|c| ('1'..='9').contains(&c)))
    }

    /// Without the types written around it.
    pub(super) fn untyped(&self) -> &Node {
        match &self.kind {
            Kind::Typed(inner, _) => inner.untyped(),
            _ => self,
        }
    }
}
