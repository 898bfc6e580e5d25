//! A rule as theorems: its premises assumed, its conditions declared, its conclusion shown.
//!
//! A step's equation of directions or logarithms is one of total functions, ω being the value of a degenerate pair (SOUNDNESS.md); a
//! hypothesis of a theorem is the polynomial equation. So a rule becomes one theorem for each set of pairs that may be degenerate: where
//! the others are proper, the equation of total functions is the polynomial equation of these, and the coefficients of the
//! degenerate ones add up to 0. Such sets that a condition or a premise forbids have no theorem, nor have those that make the conclusion empty.

use euclase_grammar::core::{Cond, Fact, GoalKind, Pt, Q};
use euclase_kernel::rules::Instance;
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// A theorem to be.
#[derive(Clone, Debug)]
pub struct Statement {
    pub name: String,
    /// Names of the points, by number; only those in `points` occur.
    pub letters: Vec<String>,
    pub points: BTreeSet<Pt>,
    pub hyps: Vec<Fact>,
    pub conds: Vec<Cond>,
    pub goals: Vec<GoalKind>,
}

type Pair = [Pt; 2];

fn pair(a: Pt, b: Pt) -> Pair {
    [a.min(b), a.max(b)]
}

/// An equation that has an ω for a degenerate pair: its pairs with coefficients. Equal lengths, in whichever kind, have none.
fn with_omega(f: &Fact) -> Vec<(Q, Pair)> {
    match f.normalized() {
        Fact::Dir { terms, .. } => terms.iter().map(|(k, a, b)| (Q::from_integer((*k).into()), pair(*a, *b))).collect(),
        Fact::Log { terms, konst } => match &terms[..] {
            [(k, ..), (l, ..)] if konst.is_empty() && (k + l).is_zero() => vec![],
            _ => terms.iter().map(|(k, a, b)| (k.clone(), pair(*a, *b))).collect(),
        },
        _ => vec![],
    }
}

/// The same for what a condition denies of total functions.
fn denied(c: &Cond) -> Vec<(Q, Pair)> {
    match c {
        Cond::DirNe { terms, turn } => with_omega(&Fact::Dir { terms: terms.clone(), turn: turn.clone() }),
        _ => vec![],
    }
}

/// Points made one.
struct Merged(Vec<Pt>);

impl Merged {
    fn new(n: usize, pairs: &[Pair]) -> Merged {
        let mut to: Vec<Pt> = (0..n as u32).map(Pt).collect();
        for [a, b] in pairs {
            let (x, y) = (to[a.ix()], to[b.ix()]);
            let (keep, drop) = (x.min(y), x.max(y));
            to.iter_mut().filter(|p| **p == drop).for_each(|p| *p = keep);
        }
        Merged(to)
    }

    fn of(&self, p: Pt) -> Pt {
        self.0[p.ix()]
    }

    fn one(&self, [a, b]: Pair) -> bool {
        self.of(a) == self.of(b)
    }

    fn any(&self, ps: &[Pt]) -> bool {
        ps.iter().enumerate().any(|(i, a)| ps[..i].iter().any(|b| self.one([*a, *b])))
    }

    fn three(&self, t: [Pt; 3]) -> [Pt; 3] {
        t.map(|p| self.of(p))
    }

    /// The fact; none where it holds by itself.
    fn fact(&self, f: &Fact) -> Option<Fact> {
        let pairs = |terms: &[(Q, Pt, Pt)]| -> Vec<(Q, Pt, Pt)> {
            terms.iter().map(|(k, a, b)| (k.clone(), self.of(*a), self.of(*b))).filter(|t| t.1 != t.2).collect()
        };
        let f = match f {
            Fact::Same(a, b) => Fact::Same(self.of(*a), self.of(*b)),
            Fact::Coll(a, b, c) if self.any(&[*a, *b, *c]) => return None,
            Fact::Coll(a, b, c) => Fact::Coll(self.of(*a), self.of(*b), self.of(*c)),
            // (Weaker than the fact, where three points are left.)
            Fact::Cyclic(a, b, c, d) if self.any(&[*a, *b, *c, *d]) => return None,
            Fact::Cyclic(a, b, c, d) => Fact::Cyclic(self.of(*a), self.of(*b), self.of(*c), self.of(*d)),
            Fact::Sim { a, b, opposite } => Fact::Sim { a: self.three(*a), b: self.three(*b), opposite: *opposite },
            Fact::Dir { terms, turn } => {
                let terms = terms.iter().map(|(k, a, b)| (*k, self.of(*a), self.of(*b))).filter(|t| t.1 != t.2);
                Fact::Dir { terms: terms.collect(), turn: turn.clone() }
            }
            Fact::Log { terms, konst } => {
                let merged = Fact::Log { terms: pairs(terms), konst: konst.clone() };
                // Of equal pairs one is enough: they are proper.
                match &terms[..] {
                    _ if self.0.iter().enumerate().all(|(i, p)| p.ix() == i) => merged,
                    [(k, a, b), (l, c, d)] if konst.is_empty() && (k + l).is_zero() => {
                        return self.fact(&Fact::Len {
                            terms: vec![(k.clone(), *a, *b), (l.clone(), *c, *d)],
                            konst: Q::zero(),
                        });
                    }
                    _ => merged.normalized(),
                }
            }
            Fact::Len { terms, konst } => Fact::Len { terms: pairs(terms), konst: konst.clone() },
            Fact::Sq { terms, konst } => Fact::Sq { terms: pairs(terms), konst: konst.clone() },
            Fact::Vec(terms) => Fact::Vec(terms.iter().map(|(k, p)| (k.clone(), self.of(*p))).collect()),
            other => other.clone(),
        };
        let trivial = match f.normalized() {
            Fact::Same(a, b) => a == b,
            Fact::Dir { terms, turn } => terms.is_empty() && turn.is_zero(),
            Fact::Log { terms, konst } => terms.is_empty() && konst.is_empty(),
            Fact::Len { terms, konst } | Fact::Sq { terms, konst } => terms.is_empty() && konst.is_zero(),
            Fact::Vec(terms) => terms.is_empty(),
            _ => false,
        };
        (!trivial).then_some(f)
    }

    /// The condition; `Err(false)` where it cannot hold, `Err(true)` where it holds by itself.
    fn cond(&self, c: &Cond) -> Result<Cond, bool> {
        let fails = |ps: &[Pt]| self.any(ps);
        let two = |[a, b]: Pair| [self.of(a), self.of(b)];
        let bad = match c {
            Cond::Distinct(a, b) => fails(&[*a, *b]),
            Cond::NotColl(a, b, c) | Cond::Between(a, b, c) | Cond::Outside(a, b, c) => fails(&[*a, *b, *c]),
            Cond::NotPara(l, m) => self.one(*l) || self.one(*m),
            Cond::SameOrient(s, t) | Cond::OppOrient(s, t) => fails(s) || fails(t),
            Cond::NotCyclic(a, b, c, d) => fails(&[*a, *b, *c, *d]),
            Cond::Longer(l, _) => self.one(*l),
            _ => false,
        };
        if bad {
            return Err(false);
        }
        Ok(match c {
            Cond::Distinct(a, b) => Cond::Distinct(self.of(*a), self.of(*b)),
            Cond::NotColl(a, b, c) => Cond::NotColl(self.of(*a), self.of(*b), self.of(*c)),
            Cond::Between(a, b, c) => Cond::Between(self.of(*a), self.of(*b), self.of(*c)),
            Cond::Outside(a, b, c) => Cond::Outside(self.of(*a), self.of(*b), self.of(*c)),
            Cond::NotPara(l, m) => Cond::NotPara(two(*l), two(*m)),
            Cond::SameOrient(s, t) => Cond::SameOrient(self.three(*s), self.three(*t)),
            Cond::OppOrient(s, t) => Cond::OppOrient(self.three(*s), self.three(*t)),
            Cond::NotCyclic(a, b, c, d) => Cond::NotCyclic(self.of(*a), self.of(*b), self.of(*c), self.of(*d)),
            Cond::Longer(l, m) => Cond::Longer(two(*l), two(*m)),
            Cond::Not(f) => Cond::Not(Box::new(self.fact(f).ok_or(false)?)),
            Cond::DirNe { terms, turn } => {
                if !self.cancel(&denied(c)) {
                    return Err(true);
                }
                match self.fact(&Fact::Dir { terms: terms.clone(), turn: turn.clone() }) {
                    Some(Fact::Dir { terms, turn }) => Cond::DirNe { terms, turn },
                    _ => return Err(false),
                }
            }
            other => panic!("{other:?} in a rule"),
        })
    }

    /// Do the coefficients of degenerate pairs add up to 0?
    fn cancel(&self, terms: &[(Q, Pair)]) -> bool {
        terms.iter().filter(|t| self.one(t.1)).fold(Q::zero(), |s, t| s + &t.0).is_zero()
    }
}

/// Points that differ by a condition or by a fact alone.
fn apart(hyps: &[Fact], conds: &[Cond], [a, b]: Pair) -> bool {
    let both = |ps: &[Pt]| ps.contains(&a) && ps.contains(&b);
    let line = |l: &Pair| both(l);
    conds.iter().any(|c| match c {
        Cond::Distinct(p, q) => both(&[*p, *q]),
        Cond::NotColl(p, q, r) | Cond::Between(p, q, r) | Cond::Outside(p, q, r) => both(&[*p, *q, *r]),
        Cond::NotPara(l, m) => line(l) || line(m),
        Cond::SameOrient(s, t) | Cond::OppOrient(s, t) => both(s) || both(t),
        Cond::NotCyclic(p, q, r, s) => both(&[*p, *q, *r, *s]),
        Cond::Longer(l, _) => line(l),
        _ => false,
    }) || hyps.iter().any(|f| matches!(f, Fact::Sim { a, b, .. } if both(a) || both(b)))
}

/// The theorems of a rule. `more` are pairs of the conclusion that may be degenerate, too.
pub fn of_rule(name: &str, letters: &[String], i: &Instance, more: &[Pair]) -> Vec<Statement> {
    let goal = |m: &Merged| m.fact(&i.conclusion);
    let omega = with_omega(&i.conclusion);
    patterns(name, letters, &i.premises, &i.conditions, Some(more), &mut |m, s| {
        let Some(f) = goal(m) else { return false };
        if !m.cancel(&omega) {
            // What is degenerate on one side is so on the other.
            let [(_, a), (_, b)] = &omega[..] else { panic!("{name}: the conclusion has an ω that nothing cancels") };
            let [x, y] = if m.one(*a) { *b } else { *a };
            s.conds.retain(|c| !matches!(c, Cond::Distinct(p, q) if pair(*p, *q) == pair(m.of(x), m.of(y))));
            s.goals.push(GoalKind::Fact(Fact::Same(m.of(x), m.of(y))));
            return true;
        }
        let proper = omega.iter().map(|t| pair(m.of(t.1[0]), m.of(t.1[1]))).filter(|p| p[0] != p[1]);
        for [a, b] in proper.collect::<BTreeSet<_>>() {
            if !apart(&s.hyps, &s.conds, [a, b]) {
                s.goals.push(GoalKind::Cond(Cond::Distinct(a, b)));
            }
        }
        // A segment that is as long as a degenerate one.
        if let Fact::Len { terms, konst } = &f
            && let [(_, a, b)] = &terms[..]
            && konst.is_zero()
        {
            let p = pair(*a, *b);
            s.conds.retain(|c| !matches!(c, Cond::Distinct(x, y) if pair(*x, *y) == p));
            s.goals.push(GoalKind::Fact(Fact::Same(*a, *b)));
            return true;
        }
        s.goals.push(GoalKind::Fact(f));
        true
    })
}

/// The theorems of a rule for conditions.
pub fn of_discharge(name: &str, letters: &[String], i: &Instance<Cond>) -> Vec<Statement> {
    // That a pair is proper is shown of the polynomial equation, which says less.
    let plain = matches!(i.conclusion, Cond::Distinct(..));
    patterns(name, letters, &i.premises, &i.conditions, if plain { None } else { Some(&[]) }, &mut |m, s| {
        match m.cond(&i.conclusion) {
            Ok(c) => s.goals.push(GoalKind::Cond(c)),
            Err(holds) => assert!(holds, "{name}: a condition that cannot hold"),
        }
        !s.goals.is_empty()
    })
}

fn patterns(
    name: &str,
    letters: &[String],
    premises: &[Fact],
    conditions: &[Cond],
    more: Option<&[Pair]>,
    show: &mut dyn FnMut(&Merged, &mut Statement) -> bool,
) -> Vec<Statement> {
    let omegas: Vec<Vec<(Q, Pair)>> = premises.iter().map(with_omega).collect();
    let mut pairs: BTreeSet<Pair> = omegas.iter().flatten().map(|t| t.1).collect();
    pairs.extend(conditions.iter().flat_map(denied).map(|t| t.1));
    match more {
        Some(more) => pairs.extend(more),
        None => pairs.clear(),
    }
    let pairs: Vec<Pair> = pairs.into_iter().collect();
    let mut out = Vec::new();
    for set in 0..1u32 << pairs.len() {
        let is = |k: usize| set >> k & 1 == 1;
        let degenerate: Vec<Pair> = pairs.iter().enumerate().filter(|(k, _)| is(*k)).map(|p| *p.1).collect();
        let m = Merged::new(letters.len(), &degenerate);
        let closed = pairs.iter().enumerate().all(|(k, p)| m.one(*p) == is(k));
        if !closed || !omegas.iter().all(|t| m.cancel(t)) {
            continue;
        }
        let mut s = Statement {
            name: name.to_string(),
            letters: letters.to_vec(),
            points: BTreeSet::new(),
            hyps: Vec::new(),
            conds: Vec::new(),
            goals: Vec::new(),
        };
        for [a, b] in &degenerate {
            s.name += &format!("_{}_is_{}", letters[a.ix()].to_lowercase(), letters[b.ix()].to_lowercase());
        }
        // What cannot hold needs no theorem.
        let conds: Vec<Result<Cond, bool>> = conditions.iter().map(|c| m.cond(c)).collect();
        let off_line = |t: [Pt; 3]| {
            conds
                .iter()
                .any(|c| matches!(c, Ok(Cond::NotColl(p, q, r)) if [p, q, r].into_iter().all(|x| t.contains(x))))
        };
        let proper = |p: Pair| pairs.contains(&p) && !m.one(p);
        let never = |f: &Fact| match (f, m.fact(f).map(|f| f.normalized())) {
            (Fact::Sim { a, b, .. }, _) => m.any(a) || m.any(b),
            (_, Some(Fact::Dir { terms, .. })) if terms.is_empty() => true,
            // Lines with a common point and one direction, their points not on a line.
            (_, Some(Fact::Dir { terms, turn })) if turn.is_zero() => match &terms[..] {
                [(_, a, b), (_, c, d)] => {
                    let all: BTreeSet<Pt> = [*a, *b, *c, *d].into();
                    let all: Vec<Pt> = all.into_iter().collect();
                    matches!(all[..], [x, y, z] if off_line([x, y, z]))
                }
                _ => false,
            },
            // One of two equal segments is degenerate, the other is not.
            (Fact::Len { terms, .. }, Some(_)) => match &terms[..] {
                [(_, a, b), (_, c, d)] => {
                    let (s, t) = (pair(*a, *b), pair(*c, *d));
                    m.one(s) && proper(t) || m.one(t) && proper(s)
                }
                _ => false,
            },
            _ => false,
        };
        if premises.iter().any(never) || conds.contains(&Err(false)) {
            continue;
        }
        s.conds = conds.into_iter().filter_map(Result::ok).collect();
        for f in premises.iter().filter_map(|f| m.fact(f)) {
            if !s.hyps.iter().any(|g| g.normalized() == f.normalized()) {
                s.hyps.push(f);
            }
        }
        for p in pairs.iter().enumerate().filter(|(k, _)| !is(*k)).map(|p| p.1) {
            let p = pair(m.of(p[0]), m.of(p[1]));
            if !apart(&s.hyps, &s.conds, p) {
                s.conds.push(Cond::Distinct(p[0], p[1]));
            }
        }
        if show(&m, &mut s) {
            let mut all = BTreeSet::new();
            s.hyps.iter().for_each(|f| {
                f.each_point(&mut |p| {
                    all.insert(p);
                })
            });
            s.conds.iter().for_each(|c| {
                c.each_point(&mut |p| {
                    all.insert(p);
                })
            });
            for g in &s.goals {
                match g {
                    GoalKind::Fact(f) => f.each_point(&mut |p| {
                        all.insert(p);
                    }),
                    GoalKind::Cond(c) => c.each_point(&mut |p| {
                        all.insert(p);
                    }),
                    _ => {}
                }
            }
            s.points = all;
            out.push(s);
        }
    }
    out
}

/// Is it `1`?
pub fn one(k: &Q) -> bool {
    k.is_one()
}
