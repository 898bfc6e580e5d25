//! Terms, the e-graph of one step, and the normal forms of facts over it.
//!
//! Every step gets a fresh graph that knows its cited premises and nothing else. The terms are
//! points, `dir`, `len` and `ang`; egg closes the equalities under congruence, so that when A and B
//! coincide, dir(A,C) and dir(B,C) are one class. A fact is compared by its *form*: its points
//! and terms replaced by the canonical ids of their classes, linear facts collected and scaled.
//!
//! A form is always recomputed from the fact over `find`, after `rebuild`; nothing is cached in the
//! graph (its analysis is empty), so no form can be stale. Arguments of terms are never sorted
//! by id, because ids change with unions: dir(A,B) and dir(B,A) are two nodes, united. Sets of
//! ids are sorted only inside a form, which lives no longer than the classes it was read from.
//!
//! *Meaning of degenerate terms* (SOUNDNESS.md): dir(A,A) and log|AA| are one fixed element ω each,
//! of infinite order and independent of every proper value; len(A,A) is 0.

use egg::{EGraph, Id, define_language};
use euclase_grammar::core::{Fact, Pt, Q};
use num_bigint::BigInt;
use num_traits::{One, Zero};
use std::collections::BTreeMap;

define_language! {
    /// A term. `Pt` is a leaf; the others hold point classes.
    pub(crate) enum Term {
        Pt(u32),
        "dir" = Dir([Id; 2]),
        "len" = Len([Id; 2]),
        "ang" = Ang([Id; 3]),
    }
}

/// Kinds of linear facts. They never mix, so no ½ slips into the directions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Dir,
    Log,
    Len,
    Sq,
    Vec,
    Ang,
}

/// A linear form over classes, read as `Σ terms = konst + Σ primes·log`; zero coefficients are absent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Lin {
    pub kind: Kind,
    pub terms: BTreeMap<Id, Q>,
    pub konst: Q,
    pub primes: BTreeMap<u64, Q>,
}

impl Lin {
    /// Adds `factor · other`; over directions the factor must be an integer.
    pub fn add(&mut self, factor: &Q, other: &Lin) {
        for (id, c) in &other.terms {
            bump(&mut self.terms, *id, factor * c);
        }
        for (p, c) in &other.primes {
            bump(&mut self.primes, *p, factor * c);
        }
        self.konst += factor * &other.konst;
        self.wrap();
    }

    /// Constants of directions live modulo 1.
    fn wrap(&mut self) {
        if self.kind == Kind::Dir && !self.konst.is_zero() {
            self.konst -= self.konst.floor();
        }
    }

    /// Is it `0 = 0`?
    pub fn is_zero(&self) -> bool {
        self.terms.is_empty() && self.konst.is_zero() && self.primes.is_empty()
    }

    /// Two terms `x − y = 0` and no constant.
    fn as_equality(&self) -> Option<[Id; 2]> {
        let mut it = self.terms.iter();
        match (it.next(), it.next(), it.next()) {
            (Some((x, a)), Some((y, b)), None)
                if self.konst.is_zero() && self.primes.is_empty() && (a + b).is_zero() =>
            {
                // Over directions k·x = k·y says x = y only for k = ±1.
                (self.kind != Kind::Dir || a.is_one() || b.is_one()).then_some([*x, *y])
            }
            _ => None,
        }
    }

    /// Scales to a leading coefficient 1; over directions only the sign may change.
    fn scale(mut self) -> Lin {
        let Some(lead) = self.terms.values().next().cloned() else { return self };
        let factor = match self.kind {
            Kind::Dir if lead < Q::zero() => -Q::one(),
            Kind::Dir => return self,
            _ if lead.is_one() => return self,
            _ => lead.recip(),
        };
        for c in self.terms.values_mut().chain(self.primes.values_mut()) {
            *c *= &factor;
        }
        self.konst *= factor;
        self.wrap();
        self
    }
}

/// Adds to an entry of a sparse vector and drops it at zero.
pub(crate) fn bump<K: Ord + Copy>(map: &mut BTreeMap<K, Q>, key: K, by: Q) {
    let sum = map.entry(key).or_default();
    *sum += by;
    if sum.is_zero() {
        map.remove(&key);
    }
}

/// The normal form of a fact over the classes of one graph.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// True by itself: 0 = 0, points that coincide, a line through two points.
    True,
    Same(Id, Id),
    /// Three classes, sorted.
    Coll(Vec<Id>),
    /// Three or four classes, sorted.
    Cyclic(Vec<Id>),
    /// The least of the twelve ways to write it.
    Sim([Id; 6], bool),
    Lin(Lin),
    /// A kind that no rule reads.
    Opaque,
}

impl Form {
    /// Does a proved fact of this form give a fact of form `want`? Equal forms do, and a
    /// circle through four points is one through three of them.
    pub fn gives(&self, want: &Form) -> bool {
        match (self, want) {
            (Form::Opaque, _) => false,
            (Form::Cyclic(have), Form::Cyclic(need)) => need.iter().all(|p| have.contains(p)),
            _ => self == want,
        }
    }
}

/// The e-graph of one step.
pub(crate) struct Graph {
    eg: EGraph<Term, ()>,
}

impl Graph {
    /// A graph in which nothing is known.
    pub fn new() -> Graph {
        Graph { eg: EGraph::new(()) }
    }

    /// The graph of a step that cites `facts`: coinciding points are united, and, where
    /// `equalities` is asked for, terms that a fact says are equal (`dir = dir`, `len = len`).
    /// The equalities are read after the points are united, and united together.
    pub fn knowing(facts: &[Fact], equalities: bool) -> Graph {
        let mut g = Graph::new();
        for f in facts {
            if let Fact::Same(a, b) = f {
                g.unite(*a, *b);
            }
        }
        if equalities {
            let mut pairs = Vec::new();
            for f in facts {
                if let Form::Lin(l) = g.form(f)
                    && !matches!(l.kind, Kind::Vec | Kind::Ang)
                {
                    pairs.extend(l.as_equality());
                }
            }
            for [x, y] in pairs {
                g.eg.union(x, y);
            }
        }
        g
    }

    /// Makes two points one.
    pub fn unite(&mut self, a: Pt, b: Pt) {
        let (x, y) = (self.pt(a), self.pt(b));
        self.eg.union(x, y);
    }

    /// Adds a term.
    fn pt(&mut self, p: Pt) -> Id {
        self.eg.add(Term::Pt(p.0))
    }

    /// Adds a term and its mirror image, united.
    fn mirrored(&mut self, term: Term, image: Term) -> Id {
        let (x, y) = (self.eg.add(term), self.eg.add(image));
        if self.eg.find(x) != self.eg.find(y) {
            self.eg.union(x, y);
        }
        x
    }

    fn pair(&mut self, head: fn([Id; 2]) -> Term, [a, b]: [Id; 2]) -> Id {
        self.mirrored(head([a, b]), head([b, a]))
    }

    /// Restores congruence, if anything was added or united since; classes are read after this only.
    fn settle(&mut self) {
        if !self.eg.clean {
            self.eg.rebuild();
        }
    }

    /// The classes of points.
    fn classes<const N: usize>(&mut self, pts: [Pt; N]) -> [Id; N] {
        let ids = pts.map(|p| self.pt(p));
        self.settle();
        ids.map(|i| self.eg.find(i))
    }

    /// Adds all terms of a fact. For a linear one: its terms with coefficients; a length also with its end points.
    pub fn intern(&mut self, fact: &Fact) -> Vec<(Q, Id, Option<[Id; 2]>)> {
        let mut raw = Vec::new();
        match fact {
            Fact::Dir { terms, .. } => {
                for (k, a, b) in terms {
                    let ends = [self.pt(*a), self.pt(*b)];
                    raw.push((Q::from(BigInt::from(*k)), self.pair(Term::Dir, ends), None));
                }
            }
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                for (k, a, b) in terms {
                    let ends = [self.pt(*a), self.pt(*b)];
                    raw.push((k.clone(), self.pair(Term::Len, ends), Some(ends)));
                }
            }
            Fact::Vec(terms) => raw.extend(terms.iter().map(|(k, a)| (k.clone(), self.pt(*a), None))),
            Fact::Ang { terms, .. } => {
                for (k, pts) in terms {
                    let [a, b, c] = pts.map(|p| self.pt(p));
                    raw.push((k.clone(), self.mirrored(Term::Ang([a, b, c]), Term::Ang([c, b, a])), None));
                }
            }
            Fact::Same(..) | Fact::Coll(..) | Fact::Cyclic(..) | Fact::Sim { .. } => {
                fact.each_point(&mut |p| {
                    self.pt(p);
                });
            }
            Fact::Num(..) => {}
        }
        raw
    }

    /// The linear form of a fact, as it is written (not scaled); `None` for other kinds.
    pub fn linear(&mut self, fact: &Fact) -> Option<Lin> {
        let (kind, konst, primes): (_, Q, &[(u64, Q)]) = match fact {
            Fact::Dir { turn, .. } => (Kind::Dir, turn.clone(), &[]),
            Fact::Log { konst, .. } => (Kind::Log, Q::zero(), konst),
            Fact::Len { konst, .. } => (Kind::Len, konst.clone(), &[]),
            Fact::Sq { konst, .. } => (Kind::Sq, konst.clone(), &[]),
            Fact::Vec(_) => (Kind::Vec, Q::zero(), &[]),
            Fact::Ang { konst, .. } => (Kind::Ang, konst.clone(), &[]),
            _ => return None,
        };
        let mut out = Lin { kind, terms: BTreeMap::new(), konst, primes: BTreeMap::new() };
        let raw = self.intern(fact);
        self.settle();
        for (c, id, ends) in raw {
            // A length 0 is 0, and so is its square; its logarithm is ω and stays.
            let zero = kind != Kind::Log && ends.is_some_and(|[a, b]| self.eg.find(a) == self.eg.find(b));
            if !zero {
                bump(&mut out.terms, self.eg.find(id), c);
            }
        }
        for (p, e) in primes {
            bump(&mut out.primes, *p, e.clone());
        }
        out.wrap();
        Some(out)
    }

    /// The normal form of a fact.
    ///
    /// Equal lengths have one form, whether written as `Len`, `Sq` or `Log`.
    pub fn form(&mut self, fact: &Fact) -> Form {
        match fact {
            Fact::Same(a, b) => {
                let [x, y] = self.classes([*a, *b]);
                if x == y { Form::True } else { Form::Same(x.min(y), x.max(y)) }
            }
            Fact::Coll(a, b, c) => {
                let s = set(self.classes([*a, *b, *c]));
                if s.len() < 3 { Form::True } else { Form::Coll(s) }
            }
            Fact::Cyclic(a, b, c, d) => {
                let s = set(self.classes([*a, *b, *c, *d]));
                if s.len() < 3 { Form::True } else { Form::Cyclic(s) }
            }
            Fact::Sim { a, b, opposite } => {
                let [x, y] = [self.classes(*a), self.classes(*b)];
                Form::Sim(least_similarity(x, y), *opposite)
            }
            Fact::Num(..) => Form::Opaque,
            _ => {
                let written = if equal_lengths(fact).is_some() { as_kind(fact, Kind::Len) } else { None };
                match self.linear(written.as_ref().unwrap_or(fact)) {
                    None => Form::Opaque,
                    Some(l) if l.is_zero() => Form::True,
                    Some(l) => Form::Lin(l.scale()),
                }
            }
        }
    }
}

/// Sorted, without repetition.
fn set<const N: usize>(ids: [Id; N]) -> Vec<Id> {
    let mut v = ids.to_vec();
    v.sort_unstable();
    v.dedup();
    v
}

/// The least way to write "x similar to y" over the orders of the vertices and the two triangles.
fn least_similarity(x: [Id; 3], y: [Id; 3]) -> [Id; 6] {
    let mut best = [x[0], x[1], x[2], y[0], y[1], y[2]];
    for [i, j, k] in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        best = best.min([x[i], x[j], x[k], y[i], y[j], y[k]]);
        best = best.min([y[i], y[j], y[k], x[i], x[j], x[k]]);
    }
    best
}

/// The two segments of a fact that says `AB = CD` in any of the three kinds, as it is written.
///
/// The three say the same: squaring is injective on lengths, and log 0 = ω differs from every
/// logarithm of a proper length.
pub(crate) fn equal_lengths(fact: &Fact) -> Option<[[Pt; 2]; 2]> {
    let (terms, bare) = match fact {
        Fact::Len { terms, konst } | Fact::Sq { terms, konst } => (terms, konst.is_zero()),
        Fact::Log { terms, konst } => (terms, konst.iter().all(|(_, e)| e.is_zero())),
        _ => return None,
    };
    match &terms[..] {
        [(x, a, b), (y, c, d)] if bare && !x.is_zero() && (x + y).is_zero() => Some([[*a, *b], [*c, *d]]),
        _ => None,
    }
}

/// A fact that says `AB = CD`, rewritten in another of the three kinds.
pub(crate) fn as_kind(fact: &Fact, kind: Kind) -> Option<Fact> {
    let [[a, b], [c, d]] = equal_lengths(fact)?;
    let terms = vec![(Q::one(), a, b), (-Q::one(), c, d)];
    match kind {
        Kind::Len => Some(Fact::Len { terms, konst: Q::zero() }),
        Kind::Sq => Some(Fact::Sq { terms, konst: Q::zero() }),
        Kind::Log => Some(Fact::Log { terms, konst: Vec::new() }),
        _ => None,
    }
}
