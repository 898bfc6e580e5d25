//! From the core form to the closure: hypotheses become equations, and goals become
//! questions about fingerprints.

use crate::pic::MAX_POINTS;
use crate::rules;
use crate::state::{By, K, PRIMES, Reason, State, T, col};
use euclase_diagram::eval;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt, Q};
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

/// Why a theorem cannot be given to the closure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// Too large.
    #[error("the closure takes at most {MAX_POINTS} points; this theorem has {0}")]
    TooManyPoints(usize),
}

/// Starts a closure on the statement's hypotheses, at the given coordinates.
///
/// # Errors
/// [`LoadError::TooManyPoints`].
pub fn load(thm: &CoreTheorem, pts: &[[f64; 2]]) -> Result<State, LoadError> {
    let n = thm.statement_points;
    if n > MAX_POINTS {
        return Err(LoadError::TooManyPoints(n));
    }
    let mut s = State::new(scale_of(&pts[..n]));
    s.add_points(&pts[..n]);
    for h in &thm.hyps {
        add_hypothesis(&mut s, h.fact.clone());
    }
    for g in &thm.goals {
        want(&mut s, &g.kind);
    }
    Ok(s)
}

/// Notes a goal that the law of sines should try.
pub fn want(s: &mut State, goal: &GoalKind) {
    if let GoalKind::Fact(f @ Fact::Log { .. }) = goal
        && let Some((T::Log, row)) = row_of(s, f)
    {
        s.wanted.push(row);
    }
}

/// Diameter of the picture.
pub fn scale_of(pts: &[[f64; 2]]) -> f64 {
    let (mut lo, mut hi) = ([f64::MAX; 2], [f64::MIN; 2]);
    for p in pts {
        for k in 0..2 {
            lo[k] = lo[k].min(p[k]);
            hi[k] = hi[k].max(p[k]);
        }
    }
    (hi[0] - lo[0]).max(hi[1] - lo[1]).max(1e-9)
}

/// A core point as an engine point.
pub fn ep(p: Pt) -> u8 {
    p.0 as u8
}

/// Adds one hypothesis (of the statement, or a defining fact of an auxiliary point).
pub fn add_hypothesis(s: &mut State, fact: Fact) {
    let number = s.hyps.len() as u16;
    s.hyps.push(fact.clone());
    let hyp = |pts: &[u8]| Reason::new(By::Hyp, pts).how(number);
    match &fact {
        Fact::Coll(a, b, c) => {
            let v = [ep(*a), ep(*b), ep(*c)];
            for (p, q, r) in [(v[0], v[1], v[2]), (v[1], v[0], v[2]), (v[2], v[0], v[1])] {
                if !s.pic.same(p, q) && !s.pic.same(p, r) {
                    s.emit(T::Dir, &[(col(p, q), 1), (col(p, r), -1)], Reason::new(By::CollDir, &[p, q, r]));
                }
            }
        }
        Fact::Cyclic(a, b, c, d) => {
            s.add_cyclic([ep(*a), ep(*b), ep(*c), ep(*d)], hyp(&[]));
        }
        Fact::Same(a, b) => {
            s.add_same(ep(*a), ep(*b), hyp(&[]));
        }
        Fact::Sim { a, b, opposite } => {
            let args = [a[0], a[1], a[2], b[0], b[1], b[2]].map(ep);
            // degenerate in the picture: nothing can be said with its directions
            if s.pic.proper(args[0], args[1], args[2]) && s.pic.proper(args[3], args[4], args[5]) {
                rules::emit_similarity(s, args, *opposite, rules::GIVEN);
            }
        }
        Fact::Num(..) => {}
        Fact::Ang { .. } => {
            if let Some((_, dir)) = ang_as_dir(s, &fact)
                && let Some(row) = row_of(s, &dir)
            {
                s.emit(T::Dir, &row.1, hyp(&[]).out(1));
            }
        }
        _ => {
            if let Some((table, terms)) = row_of(s, &fact) {
                s.unit |= match table {
                    T::Len | T::Sq => terms.iter().any(|e| (e.0 as usize) < K),
                    // the coefficients of a proportion add up to 0
                    T::Log => terms.iter().filter(|e| e.0 as usize >= K).map(|e| e.1).sum::<i32>() != 0,
                    _ => false,
                };
                s.emit(table, &terms, hyp(&[]));
                proportion(s, &fact);
            }
        }
    }
}

/// A proportion between two lengths (or a length and a constant) is passed on to the tables where its ratio is rational.
fn proportion(s: &mut State, fact: &Fact) {
    let Some((p, q, num, den)) = as_proportion(fact) else { return };
    for to in [T::Log, T::Len] {
        rules::emit_ratio(s, col(p.0, p.1) - K as u32, col(q.0, q.1) - K as u32, (num, den), 1, to);
    }
}

/// Two pairs of engine points with |p| : |q| = num : den.
type Proportion = ((u8, u8), (u8, u8), u64, u64);

/// Reads |p| : |q| = num : den, rational, off a two-term equation of lengths, squares or logarithms.
pub fn as_proportion(fact: &Fact) -> Option<Proportion> {
    let (terms, ratio): (_, Q) = match fact {
        Fact::Len { terms, konst } if terms.len() == 2 && konst.is_zero() => (terms, -(&terms[1].0 / &terms[0].0)),
        Fact::Sq { terms, konst } if terms.len() == 2 && konst.is_zero() => {
            let r = -(&terms[1].0 / &terms[0].0);
            (terms, square_root(&r)?)
        }
        Fact::Log { terms, konst } if terms.len() == 2 && (&terms[0].0 + &terms[1].0).is_zero() => {
            let mut r = Q::one();
            for (p, e) in konst {
                let e = e / &terms[0].0;
                if !e.is_integer() {
                    return None;
                }
                r *= Q::from_integer((*p).into()).pow(e.to_integer().to_i32()?);
            }
            (terms, r)
        }
        _ => return None,
    };
    if !ratio.is_positive() {
        return None;
    }
    let (num, den) = (ratio.numer().to_u64()?, ratio.denom().to_u64()?);
    if num > 1000 || den > 1000 {
        return None;
    }
    Some(((ep(terms[0].1), ep(terms[0].2)), (ep(terms[1].1), ep(terms[1].2)), num, den))
}

/// The rational square root, if there is one.
pub fn square_root(r: &Q) -> Option<Q> {
    if r.is_negative() {
        return None;
    }
    let (n, d) = (r.numer().sqrt(), r.denom().sqrt());
    (&n * &n == *r.numer() && &d * &d == *r.denom()).then(|| Q::new(n, d))
}

/// A table row of a linear fact: integer coefficients, constants in their columns (dropped
/// for directions). None when a pair is degenerate in the picture or a coefficient too large.
pub fn row_of(s: &State, fact: &Fact) -> Option<(T, Vec<(u32, i32)>)> {
    let lengths = |terms: &[(Q, Pt, Pt)], consts: Vec<(u32, Q)>| -> Option<Vec<(u32, i32)>> {
        let mut all: Vec<(u32, Q)> = Vec::new();
        for (k, a, b) in terms {
            if a == b {
                continue;
            }
            all.push((col(ep(*a), ep(*b)), k.clone()));
        }
        all.extend(consts);
        integral(all)
    };
    let degenerate = |a: Pt, b: Pt| s.pic.same(ep(a), ep(b));
    match fact {
        Fact::Dir { terms, .. } => {
            let mut out = Vec::with_capacity(terms.len());
            for &(k, a, b) in terms {
                if degenerate(a, b) {
                    return None;
                }
                out.push((col(ep(a), ep(b)), i32::try_from(k).ok()?));
            }
            Some((T::Dir, out))
        }
        Fact::Log { terms, konst } => {
            if terms.iter().any(|(_, a, b)| degenerate(*a, *b)) {
                return None;
            }
            let mut consts = Vec::new();
            for (p, e) in konst {
                let i = PRIMES.iter().position(|x| x == p)?;
                consts.push((i as u32, -e));
            }
            Some((T::Log, lengths(terms, consts)?))
        }
        Fact::Len { terms, konst } => Some((T::Len, lengths(terms, unit(konst))?)),
        Fact::Sq { terms, konst } => Some((T::Sq, lengths(terms, unit(konst))?)),
        Fact::Vec(terms) => {
            let all = terms.iter().map(|(k, p)| (p.0, k.clone())).collect();
            Some((T::Vec, integral(all)?))
        }
        _ => None,
    }
}

fn unit(konst: &Q) -> Vec<(u32, Q)> {
    if konst.is_zero() { Vec::new() } else { vec![(0, -konst)] }
}

/// Clears denominators.
fn integral(all: Vec<(u32, Q)>) -> Option<Vec<(u32, i32)>> {
    let mut l = num_bigint::BigInt::one();
    for (_, k) in &all {
        l = num_integer::lcm(l, k.denom().clone());
    }
    all.into_iter().map(|(c, k)| Some((c, (k * Q::from_integer(l.clone())).to_integer().to_i32()?))).collect()
}

/// An equation of undirected angles as one of directed angles, by the orientations of the picture, with the
/// triples in the order that the kernel's bridge rules want: Q P R counter-clockwise for the angle PQR.
/// None when an angle is degenerate or nothing is left.
pub fn ang_as_dir(s: &State, fact: &Fact) -> Option<(Vec<Pt>, Fact)> {
    let Fact::Ang { terms, konst } = fact else { return None };
    let mut sum: BTreeMap<[Pt; 3], Q> = BTreeMap::new();
    for (k, [p, q, r]) in terms {
        if !s.pic.proper(ep(*p), ep(*q), ep(*r)) {
            return None;
        }
        let ccw = s.pic.area2(ep(*q), ep(*p), ep(*r)) > 0.0;
        *sum.entry(if ccw { [*p, *q, *r] } else { [*r, *q, *p] }).or_insert_with(Q::zero) += k;
    }
    sum.retain(|_, k| !k.is_zero());
    let lcm = sum.values().fold(num_bigint::BigInt::one(), |l, k| num_integer::lcm(l, k.denom().clone()));
    let gcd = sum.values().fold(num_bigint::BigInt::zero(), |g, k| num_integer::gcd(g, (k * &lcm).to_integer()));
    if gcd.is_zero() {
        return None;
    }
    let scale = Q::new(lcm, gcd);
    let (mut args, mut out) = (Vec::new(), Vec::new());
    for ([p, q, r], k) in sum {
        let k = (k * &scale).to_integer().to_i64()?;
        args.extend([p, q, r]);
        out.extend([(k, q, r), (-k, q, p)]);
    }
    Some((args, Fact::Dir { terms: out, turn: euclase_grammar::core::mod_one(&(konst * scale)) }))
}

/// Whether the closure has proved a fact (it must also hold in the picture).
pub fn proves(s: &State, fact: &Fact) -> bool {
    if fact.is_trivial() {
        return true;
    }
    if !eval::fact_holds(&s.pic.xy, fact) {
        return false;
    }
    match fact {
        Fact::Same(a, b) => s.proved_same(ep(*a), ep(*b)),
        Fact::Coll(a, b, c) => s.is_coll(ep(*a), ep(*b), ep(*c)),
        Fact::Cyclic(a, b, c, d) => s.is_cyclic([a, b, c, d].iter().fold(0, |m, p| m | crate::pic::bit(ep(**p)))),
        Fact::Sim { a, b, opposite } => (0..3).all(|i| proves(s, &corner(a, b, *opposite, i))),
        Fact::Ang { .. } => ang_as_dir(s, fact).is_some_and(|(_, d)| proves(s, &d)),
        Fact::Num(..) => false,
        Fact::Len { terms, konst } => {
            in_table(s, fact)
                || (terms.len() == 2 && konst.is_zero() && {
                    // a proportion may be known as a logarithm only
                    as_proportion(fact).is_some_and(|(p, q, n, d)| {
                        !s.pic.same(p.0, p.1)
                            && !s.pic.same(q.0, q.1)
                            && rules::log_terms(n, d).is_some_and(|mut t| {
                                t.push((col(p.0, p.1), 1));
                                t.push((col(q.0, q.1), -1));
                                s.t[T::Log as usize].eval(&t) == 0
                            })
                    })
                })
        }
        _ => in_table(s, fact),
    }
}

/// An equation of directions that add up to nothing.
fn turns(terms: Vec<(i64, Pt, Pt)>) -> Fact {
    Fact::Dir { terms, turn: Q::zero() }
}

/// The equal angles of similar triangles at a corner.
fn corner(a: &[Pt; 3], b: &[Pt; 3], opposite: bool, i: usize) -> Fact {
    let (e, j, k) = (if opposite { -1 } else { 1 }, (i + 1) % 3, (i + 2) % 3);
    turns(vec![(1, a[i], a[j]), (-1, a[i], a[k]), (-e, b[i], b[j]), (e, b[i], b[k])])
}

/// How far the tables are from a fact: the free columns that its equation is made of when all that is known is put in; 0 when it is
/// proved. Points in a line or on a circle count as the equation of directions that they amount to. None: the fact is no equation.
pub fn open_terms(s: &State, fact: &Fact) -> Option<usize> {
    if proves(s, fact) {
        return Some(0);
    }
    let equation = match fact {
        Fact::Coll(a, b, c) => turns(vec![(1, *a, *b), (-1, *a, *c)]),
        Fact::Cyclic(a, b, c, d) => turns(vec![(1, *a, *c), (-1, *b, *c), (-1, *a, *d), (1, *b, *d)]),
        Fact::Sim { a, b, opposite } => corner(a, b, *opposite, 0),
        Fact::Ang { .. } => ang_as_dir(s, fact)?.1,
        other => other.clone(),
    };
    let (t, row) = row_of(s, &equation)?;
    Some(s.t[t as usize].over_free(&row).len().max(1))
}

fn in_table(s: &State, fact: &Fact) -> bool {
    row_of(s, fact).is_some_and(|(t, row)| s.t[t as usize].eval(&row) == 0)
}
