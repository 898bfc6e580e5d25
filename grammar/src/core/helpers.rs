//! Constructors, the points and the canonical form of facts and conditions.
//!
//! Everything here is plain bookkeeping over the core form: no geometry is derived, two facts
//! with the same [`Fact::normalized`] say the same thing by the symmetries of the notation
//! alone (`AB` is `BA`, both sides may be multiplied by a number, turns count modulo 1).

use super::{Cmp, Cond, Fact, GoalKind, Num, Pt, Q, Quantity};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::collections::BTreeMap;

/// The rational `n/d`; `d` must not be 0.
pub fn q(n: i64, d: i64) -> Q {
    Q::new(BigInt::from(n), BigInt::from(d))
}

/// The integer `n` as a rational.
pub fn int(n: i64) -> Q {
    Q::from_integer(BigInt::from(n))
}

/// The fractional part of a turn: the representative in [0, 1).
pub fn mod_one(turn: &Q) -> Q {
    turn - turn.floor()
}

pub(super) fn pair(a: Pt, b: Pt) -> (Pt, Pt) {
    if a <= b { (a, b) } else { (b, a) }
}

/// Sums coefficients of equal (unordered) pairs, drops zeros, sorts by pair.
fn merge_q(terms: &[(Q, Pt, Pt)], zero_length_vanishes: bool) -> Vec<(Q, Pt, Pt)> {
    let mut map: BTreeMap<(Pt, Pt), Q> = BTreeMap::new();
    for (c, a, b) in terms {
        if zero_length_vanishes && a == b {
            continue;
        }
        *map.entry(pair(*a, *b)).or_insert_with(Q::zero) += c;
    }
    map.into_iter().filter(|(_, c)| !c.is_zero()).map(|((a, b), c)| (c, a, b)).collect()
}

fn merge_i(terms: &[(i64, Pt, Pt)]) -> Vec<(i64, Pt, Pt)> {
    let mut map: BTreeMap<(Pt, Pt), i64> = BTreeMap::new();
    for (c, a, b) in terms {
        let e = map.entry(pair(*a, *b)).or_insert(0);
        *e = e.saturating_add(*c);
    }
    map.into_iter().filter(|(_, c)| *c != 0).map(|((a, b), c)| (c, a, b)).collect()
}

fn merge_ang(terms: &[(Q, [Pt; 3])]) -> Vec<(Q, [Pt; 3])> {
    let mut map: BTreeMap<[Pt; 3], Q> = BTreeMap::new();
    for (c, [a, b, d]) in terms {
        let (x, y) = pair(*a, *d);
        *map.entry([x, *b, y]).or_insert_with(Q::zero) += c;
    }
    map.into_iter().filter(|(_, c)| !c.is_zero()).map(|(k, c)| (c, k)).collect()
}

/// The factor that makes the given coefficients coprime integers, the first one positive.
fn primitive_factor<'a>(coefs: impl Iterator<Item = &'a Q>) -> Q {
    let mut num = BigInt::zero();
    let mut den = BigInt::one();
    let mut negative = None;
    for c in coefs {
        if negative.is_none() {
            negative = Some(c.is_negative());
        }
        num = num.gcd(c.numer());
        den = den.lcm(c.denom());
    }
    if num.is_zero() {
        return Q::one();
    }
    let f = Q::new(den, num);
    if negative == Some(true) { -f } else { f }
}

fn normal_dir(terms: &[(i64, Pt, Pt)], turn: &Q) -> (Vec<(i64, Pt, Pt)>, Q) {
    let mut terms = merge_i(terms);
    let mut turn = turn.clone();
    if terms.first().is_some_and(|t| t.0 < 0) {
        for t in &mut terms {
            t.0 = t.0.saturating_neg();
        }
        turn = -turn;
    }
    (terms, mod_one(&turn))
}

impl Fact {
    /// AB perpendicular to CD: `dir(AB) − dir(CD) ≡ 1/2`.
    pub fn perp(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
        Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn: q(1, 2) }
    }

    /// AB parallel to CD: `dir(AB) ≡ dir(CD)`.
    pub fn para(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
        Fact::Dir { terms: vec![(1, a, b), (-1, c, d)], turn: Q::zero() }
    }

    /// |AB| = |CD|, as a linear equation of lengths.
    pub fn cong(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
        Fact::Len { terms: vec![(Q::one(), a, b), (-Q::one(), c, d)], konst: Q::zero() }
    }

    /// The directed angle from `l1` to `l2` equals the one from `m1` to `m2`; each line is a
    /// pair of points.
    pub fn eqangle(l1: [Pt; 2], l2: [Pt; 2], m1: [Pt; 2], m2: [Pt; 2]) -> Fact {
        Fact::Dir {
            terms: vec![(1, l2[0], l2[1]), (-1, l1[0], l1[1]), (-1, m2[0], m2[1]), (1, m1[0], m1[1])],
            turn: Q::zero(),
        }
    }

    /// |AB| / |CD| = |EF| / |GH|, as an equation of logarithms.
    pub fn eqratio(ab: [Pt; 2], cd: [Pt; 2], ef: [Pt; 2], gh: [Pt; 2]) -> Fact {
        Fact::Log {
            terms: vec![
                (int(1), ab[0], ab[1]),
                (int(-1), cd[0], cd[1]),
                (int(-1), ef[0], ef[1]),
                (int(1), gh[0], gh[1]),
            ],
            konst: vec![],
        }
    }

    /// M is the midpoint of AB: M on AB and MA = MB.
    pub fn midpoint(m: Pt, a: Pt, b: Pt) -> [Fact; 2] {
        [Fact::Coll(m, a, b), Fact::cong(m, a, m, b)]
    }

    /// M is the midpoint of AB, as the vector equation 2M = A + B.
    pub fn midpoint_vec(m: Pt, a: Pt, b: Pt) -> Fact {
        Fact::Vec(vec![(int(2), m), (int(-1), a), (int(-1), b)])
    }

    /// Calls `f` with every point that occurs, in order, repeats included.
    pub fn each_point(&self, f: &mut dyn FnMut(Pt)) {
        match self {
            Fact::Same(a, b) => [*a, *b].into_iter().for_each(f),
            Fact::Coll(a, b, c) => [*a, *b, *c].into_iter().for_each(f),
            Fact::Cyclic(a, b, c, d) => [*a, *b, *c, *d].into_iter().for_each(f),
            Fact::Sim { a, b, .. } => a.iter().chain(b).copied().for_each(f),
            Fact::Dir { terms, .. } => terms.iter().flat_map(|t| [t.1, t.2]).for_each(f),
            Fact::Log { terms, .. } | Fact::Len { terms, .. } | Fact::Sq { terms, .. } => {
                terms.iter().flat_map(|t| [t.1, t.2]).for_each(f)
            }
            Fact::Vec(terms) => terms.iter().map(|t| t.1).for_each(f),
            Fact::Ang { terms, .. } => terms.iter().flat_map(|t| t.1).for_each(f),
            Fact::Num(a, b) => {
                a.each_point(f);
                b.each_point(f);
            }
        }
    }

    /// The points that occur, sorted, without repeats.
    pub fn points(&self) -> Vec<Pt> {
        collect(|f| self.each_point(f))
    }

    /// The same fact with every point replaced by `f` of it.
    pub fn map_points(&self, f: &dyn Fn(Pt) -> Pt) -> Fact {
        let pairs = |ts: &[(Q, Pt, Pt)]| ts.iter().map(|t| (t.0.clone(), f(t.1), f(t.2))).collect();
        match self {
            Fact::Same(a, b) => Fact::Same(f(*a), f(*b)),
            Fact::Coll(a, b, c) => Fact::Coll(f(*a), f(*b), f(*c)),
            Fact::Cyclic(a, b, c, d) => Fact::Cyclic(f(*a), f(*b), f(*c), f(*d)),
            Fact::Sim { a, b, opposite } => Fact::Sim { a: a.map(f), b: b.map(f), opposite: *opposite },
            Fact::Dir { terms, turn } => {
                Fact::Dir { terms: terms.iter().map(|t| (t.0, f(t.1), f(t.2))).collect(), turn: turn.clone() }
            }
            Fact::Log { terms, konst } => Fact::Log { terms: pairs(terms), konst: konst.clone() },
            Fact::Len { terms, konst } => Fact::Len { terms: pairs(terms), konst: konst.clone() },
            Fact::Sq { terms, konst } => Fact::Sq { terms: pairs(terms), konst: konst.clone() },
            Fact::Vec(ts) => Fact::Vec(ts.iter().map(|t| (t.0.clone(), f(t.1))).collect()),
            Fact::Ang { terms, konst } => {
                Fact::Ang { terms: terms.iter().map(|t| (t.0.clone(), t.1.map(f))).collect(), konst: konst.clone() }
            }
            Fact::Num(a, b) => Fact::Num(a.map_points(f), b.map_points(f)),
        }
    }

    /// The canonical form: pairs and sets sorted, equal terms merged, zeros dropped, turns in
    /// [0, 1), the first coefficient positive. Over `Log`, `Len`, `Sq`, `Vec`, `Ang` the
    /// coefficients are made coprime integers; over `Dir`, where division is not allowed,
    /// only the sign is changed. Lengths of a pair of equal points vanish from `Len` and `Sq`,
    /// but stay in `Dir` and `Log`, where they are unspecified values.
    pub fn normalized(&self) -> Fact {
        let linear = |terms: &[(Q, Pt, Pt)], konst: &Q, vanish: bool| {
            let mut ts = merge_q(terms, vanish);
            let k = if ts.is_empty() {
                primitive_factor(std::iter::once(konst))
            } else {
                primitive_factor(ts.iter().map(|t| &t.0))
            };
            for t in &mut ts {
                t.0 *= &k;
            }
            (ts, konst * &k)
        };
        match self {
            Fact::Same(a, b) => {
                let (a, b) = pair(*a, *b);
                Fact::Same(a, b)
            }
            Fact::Coll(a, b, c) => {
                let mut p = [*a, *b, *c];
                p.sort();
                Fact::Coll(p[0], p[1], p[2])
            }
            Fact::Cyclic(a, b, c, d) => {
                let mut p = [*a, *b, *c, *d];
                p.sort();
                Fact::Cyclic(p[0], p[1], p[2], p[3])
            }
            Fact::Sim { a, b, opposite } => {
                let (a, b) = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]]
                    .iter()
                    .flat_map(|s| {
                        let pa = s.map(|i| a[i]);
                        let pb = s.map(|i| b[i]);
                        [(pa, pb), (pb, pa)]
                    })
                    .min()
                    .unwrap_or((*a, *b));
                Fact::Sim { a, b, opposite: *opposite }
            }
            Fact::Dir { terms, turn } => {
                let (terms, turn) = normal_dir(terms, turn);
                Fact::Dir { terms, turn }
            }
            Fact::Log { terms, konst } => {
                let mut ts = merge_q(terms, false);
                let mut primes: BTreeMap<u64, Q> = BTreeMap::new();
                for (p, e) in konst {
                    *primes.entry(*p).or_insert_with(Q::zero) += e;
                }
                primes.retain(|_, e| !e.is_zero());
                let k = if ts.is_empty() {
                    primitive_factor(primes.values())
                } else {
                    primitive_factor(ts.iter().map(|t| &t.0))
                };
                for t in &mut ts {
                    t.0 *= &k;
                }
                Fact::Log { terms: ts, konst: primes.into_iter().map(|(p, e)| (p, e * &k)).collect() }
            }
            Fact::Len { terms, konst } => {
                let (terms, konst) = linear(terms, konst, true);
                Fact::Len { terms, konst }
            }
            Fact::Sq { terms, konst } => {
                let (terms, konst) = linear(terms, konst, true);
                Fact::Sq { terms, konst }
            }
            Fact::Vec(terms) => {
                let mut map: BTreeMap<Pt, Q> = BTreeMap::new();
                for (c, p) in terms {
                    *map.entry(*p).or_insert_with(Q::zero) += c;
                }
                map.retain(|_, c| !c.is_zero());
                let k = primitive_factor(map.values());
                Fact::Vec(map.into_iter().map(|(p, c)| (c * &k, p)).collect())
            }
            Fact::Ang { terms, konst } => {
                let mut ts = merge_ang(terms);
                let k = if ts.is_empty() {
                    primitive_factor(std::iter::once(konst))
                } else {
                    primitive_factor(ts.iter().map(|t| &t.0))
                };
                for t in &mut ts {
                    t.0 *= &k;
                }
                Fact::Ang { terms: ts, konst: konst * &k }
            }
            Fact::Num(a, b) => Fact::Num(a.normalized(), b.normalized()),
        }
    }

    /// True by the notation alone: 0 = 0, `Coll` with a repeated point, `A = A`.
    pub fn is_trivial(&self) -> bool {
        match self.normalized() {
            Fact::Same(a, b) => a == b,
            Fact::Coll(a, b, c) => a == b || b == c,
            Fact::Dir { terms, turn } => terms.is_empty() && turn.is_zero(),
            Fact::Log { terms, konst } => terms.is_empty() && konst.is_empty(),
            Fact::Len { terms, konst } | Fact::Sq { terms, konst } => terms.is_empty() && konst.is_zero(),
            Fact::Vec(terms) => terms.is_empty(),
            Fact::Ang { terms, konst } => terms.is_empty() && konst.is_zero(),
            Fact::Num(a, b) => a == b,
            Fact::Cyclic(..) | Fact::Sim { .. } => false,
        }
    }

    /// False by the notation alone: 0 = 1, a "similar triangle" with a repeated vertex.
    pub fn is_absurd(&self) -> bool {
        match self.normalized() {
            Fact::Dir { terms, turn } => terms.is_empty() && !turn.is_zero(),
            Fact::Log { terms, konst } => terms.is_empty() && !konst.is_empty(),
            Fact::Len { terms, konst } | Fact::Sq { terms, konst } => {
                (terms.is_empty() && !konst.is_zero())
                    || (!terms.is_empty() && terms.iter().all(|t| t.0.is_positive()) && konst.is_negative())
            }
            Fact::Ang { terms, konst } => terms.is_empty() && !konst.is_zero(),
            Fact::Sim { a, b, .. } => repeated(&a) || repeated(&b),
            Fact::Num(Num::Const(a), Num::Const(b)) => a != b,
            _ => false,
        }
    }
}

fn repeated(t: &[Pt; 3]) -> bool {
    t[0] == t[1] || t[1] == t[2] || t[0] == t[2]
}

fn collect(walk: impl FnOnce(&mut dyn FnMut(Pt))) -> Vec<Pt> {
    let mut v = Vec::new();
    walk(&mut |p| v.push(p));
    v.sort();
    v.dedup();
    v
}

impl Quantity {
    /// The points that occur; those of a general number are not listed.
    pub fn points(&self) -> Vec<Pt> {
        match self {
            Quantity::Angle(t) => t.to_vec(),
            Quantity::Ratio(a, b) => [*a, *b].concat(),
            Quantity::Length(a) => a.to_vec(),
            Quantity::Num(_) => Vec::new(),
        }
    }
}

impl GoalKind {
    /// The points that the goal speaks of.
    pub fn points(&self) -> Vec<Pt> {
        match self {
            GoalKind::Fact(f) => f.points(),
            GoalKind::Cond(c) => c.points(),
            GoalKind::Prop(p) => collect(|f| p.each_point(f)),
            GoalKind::Find(q) => q.points(),
            GoalKind::Solve(_) => Vec::new(),
        }
    }
}

impl Cond {
    /// Calls `f` with every point that occurs, in order, repeats included.
    pub fn each_point(&self, f: &mut dyn FnMut(Pt)) {
        match self {
            Cond::Distinct(a, b) => [*a, *b].into_iter().for_each(f),
            Cond::NotColl(a, b, c) | Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
                [*a, *b, *c].into_iter().for_each(f)
            }
            Cond::NotPara(l, m) | Cond::Longer(l, m) => l.iter().chain(m).copied().for_each(f),
            Cond::DirNe { terms, .. } => terms.iter().flat_map(|t| [t.1, t.2]).for_each(f),
            Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => a.iter().chain(b).copied().for_each(f),
            Cond::Positive(a) => a.iter().copied().for_each(f),
            Cond::NotCyclic(a, b, c, d) => [*a, *b, *c, *d].into_iter().for_each(f),
            Cond::AngWithin { terms, .. } => terms.iter().flat_map(|t| t.1).for_each(f),
            Cond::Num(a, _, b) => {
                a.each_point(f);
                b.each_point(f);
            }
            Cond::Not(fact) => fact.each_point(f),
            Cond::Any(cs) => cs.iter().for_each(|c| c.each_point(f)),
        }
    }

    /// The points that occur, sorted, without repeats.
    pub fn points(&self) -> Vec<Pt> {
        collect(|f| self.each_point(f))
    }

    /// The same condition with every point replaced by `f` of it.
    pub fn map_points(&self, f: &dyn Fn(Pt) -> Pt) -> Cond {
        match self {
            Cond::Distinct(a, b) => Cond::Distinct(f(*a), f(*b)),
            Cond::NotColl(a, b, c) => Cond::NotColl(f(*a), f(*b), f(*c)),
            Cond::Between(a, b, c) => Cond::Between(f(*a), f(*b), f(*c)),
            Cond::Outside(a, b, c) => Cond::Outside(f(*a), f(*b), f(*c)),
            Cond::NotPara(l, m) => Cond::NotPara(l.map(f), m.map(f)),
            Cond::Longer(l, m) => Cond::Longer(l.map(f), m.map(f)),
            Cond::DirNe { terms, turn } => {
                Cond::DirNe { terms: terms.iter().map(|t| (t.0, f(t.1), f(t.2))).collect(), turn: turn.clone() }
            }
            Cond::SameOrient(a, b) => Cond::SameOrient(a.map(f), b.map(f)),
            Cond::OppOrient(a, b) => Cond::OppOrient(a.map(f), b.map(f)),
            Cond::Positive(a) => Cond::Positive(a.map(f)),
            Cond::NotCyclic(a, b, c, d) => Cond::NotCyclic(f(*a), f(*b), f(*c), f(*d)),
            Cond::AngWithin { terms, konst } => Cond::AngWithin {
                terms: terms.iter().map(|t| (t.0.clone(), t.1.map(f))).collect(),
                konst: konst.clone(),
            },
            Cond::Num(a, c, b) => Cond::Num(a.map_points(f), *c, b.map_points(f)),
            Cond::Not(fact) => Cond::Not(Box::new(fact.map_points(f))),
            Cond::Any(cs) => Cond::Any(cs.iter().map(|c| c.map_points(f)).collect()),
        }
    }

    /// The canonical form, by the symmetries of the notation: pairs and sets sorted, triangles
    /// of an orientation condition rotated to a common order (two odd permutations cancel, and
    /// one turns `SameOrient` into `OppOrient`), linear forms as in [`Fact::normalized`].
    pub fn normalized(&self) -> Cond {
        let line = |l: &[Pt; 2]| {
            let (a, b) = pair(l[0], l[1]);
            [a, b]
        };
        match self {
            Cond::Distinct(a, b) => {
                let (a, b) = pair(*a, *b);
                Cond::Distinct(a, b)
            }
            Cond::NotColl(a, b, c) => {
                let mut p = [*a, *b, *c];
                p.sort();
                Cond::NotColl(p[0], p[1], p[2])
            }
            Cond::NotPara(l, m) => {
                let (l, m) = (line(l), line(m));
                Cond::NotPara(l.min(m), l.max(m))
            }
            Cond::DirNe { terms, turn } => {
                let (terms, turn) = normal_dir(terms, turn);
                Cond::DirNe { terms, turn }
            }
            Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => {
                let (a, odd_a) = sorted_with_parity(*a);
                let (b, odd_b) = sorted_with_parity(*b);
                let opposite = matches!(self, Cond::OppOrient(..)) ^ odd_a ^ odd_b;
                let (a, b) = (a.min(b), a.max(b));
                if opposite { Cond::OppOrient(a, b) } else { Cond::SameOrient(a, b) }
            }
            Cond::Positive([a, b, c]) => {
                Cond::Positive([[*a, *b, *c], [*b, *c, *a], [*c, *a, *b]].into_iter().min().unwrap_or([*a, *b, *c]))
            }
            Cond::Between(a, b, c) => {
                let (x, y) = pair(*a, *c);
                Cond::Between(x, *b, y)
            }
            Cond::Outside(a, b, c) => {
                let (x, y) = pair(*a, *c);
                Cond::Outside(x, *b, y)
            }
            Cond::Longer(l, m) => Cond::Longer(line(l), line(m)),
            Cond::NotCyclic(a, b, c, d) => {
                let mut p = [*a, *b, *c, *d];
                p.sort();
                Cond::NotCyclic(p[0], p[1], p[2], p[3])
            }
            Cond::AngWithin { terms, konst } => {
                let mut ts = merge_ang(terms);
                let mut k = konst.clone();
                if ts.first().is_some_and(|t| t.0.is_negative()) {
                    ts.iter_mut().for_each(|t| t.0 = -t.0.clone());
                    k = -k;
                }
                Cond::AngWithin { terms: ts, konst: k }
            }
            Cond::Num(a, c, b) => Cond::Num(a.normalized(), *c, b.normalized()),
            Cond::Not(f) => Cond::Not(Box::new(f.normalized())),
            Cond::Any(cs) => Cond::Any(cs.iter().map(Cond::normalized).collect()),
        }
    }

    /// False by the notation alone: `A ≠ A`, a triangle with a repeated vertex, a line that
    /// is not parallel to itself.
    pub fn is_absurd(&self) -> bool {
        match self {
            Cond::Distinct(a, b) => a == b,
            Cond::NotColl(a, b, c) | Cond::Between(a, b, c) | Cond::Outside(a, b, c) => repeated(&[*a, *b, *c]),
            Cond::NotPara(l, m) => l[0] == l[1] || m[0] == m[1] || pair(l[0], l[1]) == pair(m[0], m[1]),
            Cond::Longer(l, m) => l[0] == l[1] || pair(l[0], l[1]) == pair(m[0], m[1]),
            Cond::SameOrient(a, b) | Cond::OppOrient(a, b) => {
                if repeated(a) || repeated(b) {
                    return true;
                }
                let (sa, oa) = sorted_with_parity(*a);
                let (sb, ob) = sorted_with_parity(*b);
                sa == sb && (oa ^ ob) != matches!(self, Cond::OppOrient(..))
            }
            Cond::Positive(a) => repeated(a),
            Cond::NotCyclic(a, b, c, d) => {
                let mut p = [*a, *b, *c, *d];
                p.sort();
                p.windows(2).any(|w| w[0] == w[1])
            }
            Cond::DirNe { terms, turn } => {
                let (terms, turn) = normal_dir(terms, turn);
                terms.is_empty() && turn.is_zero()
            }
            Cond::Num(a, c, b) => a == b && matches!(c, Cmp::Lt | Cmp::Gt | Cmp::Ne),
            Cond::Not(f) => f.is_trivial(),
            Cond::Any(cs) => cs.iter().all(Cond::is_absurd),
            Cond::AngWithin { .. } => false,
        }
    }
}

fn sorted_with_parity(t: [Pt; 3]) -> ([Pt; 3], bool) {
    let odd = (t[0] > t[1]) as u8 + (t[1] > t[2]) as u8 + (t[0] > t[2]) as u8;
    let mut s = t;
    s.sort();
    (s, odd % 2 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_forms() {
        let [a, b, c, d] = [Pt(0), Pt(1), Pt(2), Pt(3)];
        assert_eq!(Fact::para(b, a, d, c).normalized(), Fact::para(c, d, a, b).normalized());
        assert_eq!(Fact::perp(a, b, c, d).normalized(), Fact::perp(d, c, a, b).normalized());
        let half = Fact::Len { terms: vec![(q(1, 2), b, a), (q(-1, 3), c, d)], konst: int(1) };
        let six = Fact::Len { terms: vec![(int(2), c, d), (int(-3), a, b)], konst: int(-6) };
        assert_eq!(half.normalized(), six.normalized());
        // 2·dir is not halved: the group of directions has torsion.
        let twice = Fact::Dir { terms: vec![(2, a, b), (-2, c, d)], turn: int(0) };
        assert_ne!(twice.normalized(), Fact::para(a, b, c, d).normalized());
        assert!(Fact::cong(a, b, b, a).is_trivial());
        assert!(Fact::perp(a, b, b, a).is_absurd());
        assert!(Cond::SameOrient([a, b, c], [b, a, c]).is_absurd());
        assert!(!Cond::SameOrient([a, b, c], [b, c, a]).is_absurd());
        assert_eq!(
            Cond::SameOrient([a, b, c], [b, a, d]).normalized(),
            Cond::OppOrient([a, b, d], [b, c, a]).normalized()
        );
    }
}
