//! Short ways to write facts and conditions in rules, and to read the shapes that rules take
//! from cited facts. Facts are read as they are written; only like terms are collected.

use super::{Ctx, RuleError, q};
use crate::cond::pairs;
pub(super) use crate::cond::sorted;
use crate::graph::{Kind, as_kind, bump};
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// `Σ k·dir = turn`.
pub(crate) fn dir(terms: &[(i64, Pt, Pt)], turn: Q) -> Fact {
    let turn = &turn - turn.floor();
    Fact::Dir { terms: terms.to_vec(), turn }
}

/// `Σ k·dir = 0`.
pub(crate) fn dir0(terms: &[(i64, Pt, Pt)]) -> Fact {
    dir(terms, Q::zero())
}

/// Lines with one direction.
pub(crate) fn parallel(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    dir0(&[(1, a, b), (-1, c, d)])
}

/// `Σ k·log = 0`.
pub(crate) fn log0(terms: &[(i64, Pt, Pt)]) -> Fact {
    Fact::Log { terms: rational(terms), konst: Vec::new() }
}

/// `Σ k·len = 0`.
pub(super) fn len0(terms: &[(i64, Pt, Pt)]) -> Fact {
    Fact::Len { terms: rational(terms), konst: Q::zero() }
}

/// `Σ k·len² = 0`.
pub(super) fn sq0(terms: &[(i64, Pt, Pt)]) -> Fact {
    Fact::Sq { terms: rational(terms), konst: Q::zero() }
}

/// `AB = CD`.
pub(crate) fn equal(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    len0(&[(1, a, b), (-1, c, d)])
}

fn rational(terms: &[(i64, Pt, Pt)]) -> Vec<(Q, Pt, Pt)> {
    terms.iter().map(|(k, a, b)| (q(*k, 1), *a, *b)).collect()
}

/// `dir(AB) − dir(AC) = ± (dir(DE) − dir(DF))`: the angles at A and D.
pub(super) fn angles(sign: i64, [a, b, c]: [Pt; 3], [d, e, f]: [Pt; 3]) -> Fact {
    dir0(&[(1, a, b), (-1, a, c), (-sign, d, e), (sign, d, f)])
}

/// `log AB − log CD = log EF − log GH`.
pub(super) fn ratios(ab: [Pt; 2], cd: [Pt; 2], ef: [Pt; 2], gh: [Pt; 2]) -> Fact {
    log0(&[(1, ab[0], ab[1]), (-1, cd[0], cd[1]), (-1, ef[0], ef[1]), (1, gh[0], gh[1])])
}

/// All pairs of the points differ.
pub(super) fn distinct(p: &[Pt]) -> Vec<Cond> {
    pairs(p).into_iter().map(|[a, b]| Cond::Distinct(a, b)).collect()
}

/// Same or opposite orientation.
pub(super) fn oriented(opposite: bool, a: [Pt; 3], b: [Pt; 3]) -> Cond {
    if opposite { Cond::OppOrient(a, b) } else { Cond::SameOrient(a, b) }
}

/// Constants of a fact about one or two segments: a number, or primes with exponents.
pub(super) struct Value {
    /// For `Len`, `Sq`: s·first + t·second = number.
    pub number: Q,
    /// For `Log`: log first − log second = Σ exponent·log prime.
    pub primes: BTreeMap<u64, Q>,
}

/// Reads, from the first cited fact of the kind and shape, the ratio of two segments
/// (`first = number · second`, or the difference of logarithms), or, without `second`, the value of one.
pub(super) fn read(ctx: &Ctx, kind: Kind, first: [Pt; 2], second: Option<[Pt; 2]>) -> Result<(Fact, Value), RuleError> {
    let (first, second) = (sorted(first), second.map(sorted));
    let what = match kind {
        Kind::Log => "logarithm",
        Kind::Sq => "square",
        _ => "length",
    };
    let of = if second.is_some() { "the two segments" } else { "the segment" };
    ctx.cited(&format!("a cited {what} equation of {of} alone"), |cited| {
        // Equal lengths say the same in all three kinds.
        let fact = as_kind(cited, kind).unwrap_or_else(|| cited.clone());
        let (this, konst, primes): (_, Q, &[(u64, Q)]) = match &fact {
            Fact::Log { konst, .. } => (Kind::Log, Q::zero(), konst),
            Fact::Len { konst, .. } => (Kind::Len, konst.clone(), &[]),
            Fact::Sq { konst, .. } => (Kind::Sq, konst.clone(), &[]),
            _ => return None,
        };
        let mut sum = pair_sums(&fact);
        let lead = sum.remove(&first)?;
        let other = second.and_then(|s| sum.remove(&s));
        let shape = match (&second, &other) {
            (Some(_), Some(other)) if kind == Kind::Log => (other + &lead).is_zero(),
            (Some(_), Some(_)) => konst.is_zero(),
            (None, None) => true,
            _ => false,
        };
        if this != kind || !sum.is_empty() || !shape {
            return None;
        }
        let mut value = Value { number: konst / &lead, primes: BTreeMap::new() };
        if let Some(other) = other
            && kind != Kind::Log
        {
            value.number = -other / &lead;
        }
        primes.iter().for_each(|(p, e)| bump(&mut value.primes, *p, e / &lead));
        Some((fact, value))
    })
}

/// `first = r·second` (or `first = r`), for lengths or squares.
pub(super) fn proportional(kind: Kind, first: [Pt; 2], second: Option<[Pt; 2]>, r: Q) -> Fact {
    let mut terms = vec![(q(1, 1), first[0], first[1])];
    let mut konst = Q::zero();
    match second {
        Some(s) => terms.push((-r, s[0], s[1])),
        None => konst = r,
    }
    if kind == Kind::Sq { Fact::Sq { terms, konst } } else { Fact::Len { terms, konst } }
}

/// `log first − log second = Σ exponent·log prime`.
pub(super) fn log_ratio(first: [Pt; 2], second: Option<[Pt; 2]>, primes: BTreeMap<u64, Q>) -> Fact {
    let mut terms = vec![(q(1, 1), first[0], first[1])];
    terms.extend(second.map(|s| (q(-1, 1), s[0], s[1])));
    Fact::Log { terms, konst: primes.into_iter().collect() }
}

/// Reads `B − A = r(D − C)` from the first cited vector equation that says it.
pub(super) fn read_vec(ctx: &Ctx, [a, b, c, d]: [Pt; 4]) -> Result<(Fact, Q), RuleError> {
    ctx.cited("a cited vector equation B − A = r(D − C)", |fact| {
        let Fact::Vec(terms) = fact else { return None };
        let sum = collect(terms);
        let at = |p: Pt| sum.get(&p).cloned().unwrap_or_default();
        // k(B − A) − s(D − C): k and s stand alone at a point that the other pair does not have.
        let k = if b != c && b != d { at(b) } else { -at(a) };
        let s = if d != a && d != b { -at(d) } else { at(c) };
        let same = collect(&[(k.clone(), b), (-k.clone(), a), (-s.clone(), d), (s.clone(), c)]);
        (!k.is_zero() && same == sum).then(|| (fact.clone(), s / k))
    })
}

/// Coefficients of a vector equation by point.
pub(super) fn collect(terms: &[(Q, Pt)]) -> BTreeMap<Pt, Q> {
    let mut sum: BTreeMap<Pt, Q> = BTreeMap::new();
    terms.iter().for_each(|(c, p)| bump(&mut sum, *p, c.clone()));
    sum
}

/// Reads `dir(AB) − dir(CD) = turn`, from 0 to 1, from the first cited fact that says it.
pub(super) fn read_angle(ctx: &Ctx, ab: [Pt; 2], cd: [Pt; 2]) -> Result<(Fact, Q), RuleError> {
    ctx.cited("a cited equation that gives the angle of the two lines", |fact| {
        let Fact::Dir { turn, .. } = fact else { return None };
        let sum = pair_sums(fact);
        let (k, l) = (sum.get(&sorted(ab))?, sum.get(&sorted(cd))?);
        let turn = turn * k;
        (sum.len() == 2 && k.abs().is_one() && (k + l).is_zero()).then(|| (fact.clone(), &turn - turn.floor()))
    })
}

/// Coefficients of an equation of directions or lengths by pair.
pub(super) fn pair_sums(fact: &Fact) -> BTreeMap<[Pt; 2], Q> {
    let mut sum: BTreeMap<[Pt; 2], Q> = BTreeMap::new();
    match fact {
        Fact::Dir { terms, .. } => {
            terms.iter().for_each(|(k, a, b)| bump(&mut sum, sorted([*a, *b]), q(*k, 1)));
        }
        Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
            terms.iter().for_each(|(k, a, b)| bump(&mut sum, sorted([*a, *b]), k.clone()));
        }
        _ => {}
    }
    sum
}

/// Equal, or one the opposite of the other.
pub(super) fn same_up_to_sign(x: &BTreeMap<[Pt; 2], Q>, y: &BTreeMap<[Pt; 2], Q>) -> bool {
    x == y || x.len() == y.len() && x.iter().zip(y).all(|((p, k), (q, l))| p == q && (k + l).is_zero())
}
