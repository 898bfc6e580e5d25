//! What a theorem gives and asks, as clauses.
//!
//! *Definedness.* A quotient is defined where its divisor is not zero, an even root where its radicand is not negative, a
//! power with a real exponent where its base is positive. What the theorem assumes says that its terms are
//! defined; of what it claims it is to be shown.

use super::Clause;
use super::coordinates::Frame;
use super::forms::MAX_DEPTH;
use euclase_grammar::core::{Atom, Cond, CoreTheorem, GoalKind, Num, Prop, Pt, Q, Quantity, Rel};
use num_traits::{One, Signed, Zero};
use std::collections::BTreeSet;

/// Most clauses of one statement, and most obligations of a goal.
const MAX_CLAUSES: usize = 2_000;
/// Most solutions, and their size together.
const MAX_SOLUTIONS: usize = 1_000;
const MAX_SOLUTIONS_SIZE: usize = 10_000;

/// Something that the theorem gives, for all values of the variables that it quantifies.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// What holds.
    pub clause: Clause,
    /// The variables of its `for all`.
    pub bound: Vec<u32>,
    /// Number of the fact, condition or statement that says it, counted through all three.
    pub source: usize,
}

/// Something that is to be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Obligation {
    /// What may be supposed besides the givens.
    pub local: Vec<Clause>,
    /// The claim.
    pub clause: Clause,
    /// Givens that mention one of these variables may not be used.
    pub without: Vec<u32>,
}

/// What a theorem gives, in order: from its facts, from its conditions, from its statements; of each what it says, then that its
/// terms are defined. Facts and conditions that are not about numbers give nothing here.
pub fn givens(theorem: &CoreTheorem) -> Vec<Given> {
    said(theorem).into_iter().flatten().flatten().collect()
}

/// What each statement about numbers gives; `None` where it has no clauses of moderate number.
fn said(theorem: &CoreTheorem) -> Vec<Option<Vec<Given>>> {
    let facts = theorem.hyps.iter().map(|h| (h.fact.as_equation().map(Prop::Atom), false));
    // Alternatives of which some are not about numbers may speak of numbers, too.
    let conds = theorem.conds.iter().map(|c| (condition(&c.cond), matches!(c.cond, Cond::Any(_))));
    let props = theorem.props.iter().map(|h| (Some(h.prop.clone()), true));
    let given = |source: usize, p: Prop| {
        let bound = bound(&p);
        let clauses = assumed(&p).filter(|_| within(&p, theorem))?;
        Some(clauses.into_iter().map(|clause| Given { clause, bound: bound.clone(), source }).collect())
    };
    let all = facts.chain(conds).chain(props).enumerate();
    let about_numbers = all.filter(|(_, (p, may))| p.is_some() || *may);
    about_numbers.map(|(source, (p, _))| given(source, p?)).collect()
}

/// Is it about points of the statement alone? (Later numbers are points of the certificate.)
fn within(p: &Prop, theorem: &CoreTheorem) -> bool {
    let mut within = true;
    p.each_point(&mut |x| within &= x.ix() < theorem.statement_points);
    within
}

/// What is to be shown for a goal: `None` where it is not about numbers, or has no clauses of moderate size.
/// For `solve`, `solutions` are the certificate's.
pub fn obligations(theorem: &CoreTheorem, goal: &GoalKind, solutions: &[Vec<Num>]) -> Option<Vec<Obligation>> {
    let mut out = Vec::new();
    let statement = match goal {
        GoalKind::Fact(f) => Prop::Atom(f.as_equation()?),
        GoalKind::Cond(c) => condition(c)?,
        GoalKind::Prop(p) => p.clone(),
        GoalKind::Solve(vars) => return solved(theorem, vars, solutions),
        GoalKind::Find(_) => return None,
    };
    if !within(&statement, theorem) {
        return None;
    }
    show(&statement, &[], &mut out)?;
    Some(out)
}

/// What a fact or a condition that the theorem assumes says in coordinates; they are counted through both.
pub fn given_in_coordinates(theorem: &CoreTheorem, source: usize, frame: [Pt; 2]) -> Option<Vec<Clause>> {
    let clauses = match source.checked_sub(theorem.hyps.len()) {
        None => Frame(frame).fact(&theorem.hyps.get(source)?.fact),
        Some(k) => Frame(frame).condition(&theorem.conds.get(k)?.cond),
    };
    clauses.filter(|c| of_statement(c, frame, theorem))
}

/// The clauses of a condition in coordinates.
pub fn condition_in_coordinates(c: &Cond, frame: [Pt; 2]) -> Option<Vec<Clause>> {
    Frame(frame).condition(c)
}

/// What is to be shown in coordinates for a goal of geometry.
pub fn obligations_in_coordinates(theorem: &CoreTheorem, goal: &GoalKind, frame: [Pt; 2]) -> Option<Vec<Obligation>> {
    let clauses = match goal {
        GoalKind::Fact(f) => Frame(frame).fact(f),
        // Of comparisons it is to be shown that their terms are defined, too.
        GoalKind::Cond(Cond::Num(..) | Cond::Any(_)) => None,
        GoalKind::Cond(c) => Frame(frame).condition(c),
        GoalKind::Prop(_) | GoalKind::Find(_) | GoalKind::Solve(_) => None,
    };
    let show = |clause| Obligation { local: Vec::new(), clause, without: Vec::new() };
    clauses.filter(|c| of_statement(c, frame, theorem)).map(|cs| cs.into_iter().map(show).collect())
}

/// Are clauses in coordinates about points of the statement alone?
fn of_statement(clauses: &[Clause], frame: [Pt; 2], theorem: &CoreTheorem) -> bool {
    let sides = clauses.iter().flatten().flat_map(|a| [&a.lhs, &a.rhs]);
    let known = sides.into_iter().all(|n| made_of(n, theorem.statement_points, |_| false));
    known && frame.iter().all(|p| p.ix() < theorem.statement_points)
}

/// What is to be shown of a list of solutions.
fn solved(theorem: &CoreTheorem, vars: &[u32], solutions: &[Vec<Num>]) -> Option<Vec<Obligation>> {
    // All that is said of the variables is to be known.
    let givens = said(theorem).into_iter().collect::<Option<Vec<_>>>()?.concat();
    let twice = (1..vars.len()).any(|i| vars[..i].contains(&vars[i]));
    let total = solutions.iter().flatten().fold(0, |sum: usize, n| sum.saturating_add(size(n)));
    if twice || solutions.len() > MAX_SOLUTIONS || total > MAX_SOLUTIONS_SIZE {
        return None;
    }
    // Only variables of which the theorem speaks, and for which nothing is put in, can be parameters.
    let inner = theorem.props.iter().flat_map(|h| bound(&h.prop)).chain(vars.iter().copied());
    let taken: BTreeSet<u32> = inner.collect();
    let parameter = |v: u32| (v as usize) < theorem.reals.len() && !taken.contains(&v);
    let right = |n: &Num| made_of(n, theorem.statement_points, parameter);
    if solutions.iter().any(|s| s.len() != vars.len() || !s.iter().all(right)) {
        return None;
    }
    let atoms = |rel: Rel, s: &[Num]| -> Vec<Atom> {
        let one = |(v, n): (&u32, &Num)| Atom { lhs: Num::Real(*v), rel, rhs: n.clone() };
        vars.iter().zip(s).map(one).collect()
    };
    // There are no others.
    let local = solutions.iter().map(|s| atoms(Rel::Ne, s)).collect();
    let mut out = vec![Obligation { local, clause: Vec::new(), without: Vec::new() }];
    // Each is one: all that the theorem says of the variables holds of it.
    for s in solutions {
        let local: Vec<Clause> = atoms(Rel::Eq, s).into_iter().map(|a| vec![a]).collect();
        let mut needs = Vec::new();
        s.iter().for_each(|n| partial(n, &mut needs));
        let said = givens.iter().map(|g| g.clause.clone()).filter(|c| speaks_of(c, vars));
        let claims = needs.into_iter().map(|a| vec![a]).chain(said);
        out.extend(claims.map(|clause| Obligation { local: local.clone(), clause, without: vars.to_vec() }));
        if out.len() > MAX_CLAUSES {
            return None;
        }
    }
    Some(out)
}

/// Does a claim give the value of what a "find" goal asks for?
pub fn answers(quantity: &Quantity, claim: &[Atom]) -> bool {
    match (quantity, claim) {
        (Quantity::Num(n), [Atom { lhs, rel: Rel::Eq, rhs }]) => lhs == n && constant(rhs),
        _ => false,
    }
}

/// Made of numbers alone.
fn constant(n: &Num) -> bool {
    let mut within = true;
    n.each_part(&mut |x, _| within &= !matches!(x, Num::Real(_)) && !of_figure(x));
    within
}

/// Are its points below a number, its variables among these, and is it of moderate depth?
pub(super) fn made_of(n: &Num, points: usize, real: impl Fn(u32) -> bool) -> bool {
    let mut within = true;
    n.each_part(&mut |x, depth| {
        within &= depth <= MAX_DEPTH && !matches!(x, Num::Real(v) if !real(*v));
        if of_figure(x) {
            x.each_point(&mut |p| within &= p.ix() < points);
        }
    });
    within
}

/// Does any of these variables occur?
fn mentions(n: &Num, vars: &[u32]) -> bool {
    let mut found = false;
    n.each_part(&mut |x, _| found |= matches!(x, Num::Real(v) if vars.contains(v)));
    found
}

/// Operations, numbers and variables; of an area its points.
pub(super) fn size(n: &Num) -> usize {
    let mut size = 0;
    n.each_part(&mut |x, _| size += if let Num::Area(ps) = x { ps.len() } else { 1 });
    size
}

/// A number of the figure.
fn of_figure(n: &Num) -> bool {
    matches!(
        n,
        Num::Len(..)
            | Num::Ang(..)
            | Num::DistLine(..)
            | Num::Area(_)
            | Num::Circumradius(..)
            | Num::Inradius(..)
            | Num::Coordinate { .. }
    )
}

pub(super) fn speaks_of(clause: &[Atom], vars: &[u32]) -> bool {
    clause.iter().any(|a| mentions(&a.lhs, vars) || mentions(&a.rhs, vars))
}

/// A condition as a statement about numbers.
fn condition(c: &Cond) -> Option<Prop> {
    let zero = || Num::Const(Q::zero());
    let (lhs, rel, rhs) = match c {
        Cond::Num(a, op, b) => (a.clone(), (*op).into(), b.clone()),
        Cond::Distinct(a, b) => (Num::Len(*a, *b), Rel::Gt, zero()),
        Cond::NotColl(a, b, c) => (Num::Area(vec![*a, *b, *c]), Rel::Gt, zero()),
        Cond::Longer([a, b], [c, d]) => (Num::Len(*a, *b), Rel::Gt, Num::Len(*c, *d)),
        Cond::Not(f) => return f.as_equation().map(|a| Prop::Atom(Atom { rel: a.rel.negated(), ..a })),
        Cond::Any(cs) => return cs.iter().map(condition).collect::<Option<Vec<_>>>().map(Prop::Or),
        _ => return None,
    };
    Some(Prop::Atom(Atom { lhs, rel, rhs }))
}

/// The variables of all `for all` in a statement.
fn bound(p: &Prop) -> Vec<u32> {
    match p {
        Prop::Atom(_) => Vec::new(),
        Prop::And(ps) | Prop::Or(ps) => ps.iter().flat_map(bound).collect(),
        Prop::Not(p) => bound(p),
        Prop::Implies(a, b) | Prop::Iff(a, b) => [bound(a), bound(b)].concat(),
        Prop::ForAll(vs, p) => [vs.clone(), bound(p)].concat(),
    }
}

/// What a statement says where it is assumed: its clauses, and that its terms are defined.
fn assumed(p: &Prop) -> Option<Vec<Clause>> {
    let mut out = clauses(p, true)?;
    out.extend(defined(p)?);
    Some(out)
}

fn show(p: &Prop, local: &[Clause], out: &mut Vec<Obligation>) -> Option<()> {
    match p {
        Prop::ForAll(_, p) => show(p, local, out),
        Prop::And(ps) => ps.iter().try_for_each(|p| show(p, local, out)),
        Prop::Implies(a, b) => {
            // A statement about all values cannot be supposed for these alone.
            if quantifies(a) {
                return None;
            }
            show(b, &[local, &assumed(a)?].concat(), out)
        }
        Prop::Iff(a, b) => {
            show(&Prop::Implies(a.clone(), b.clone()), local, out)?;
            show(&Prop::Implies(b.clone(), a.clone()), local, out)
        }
        _ if quantifies(p) => None,
        _ => {
            let all = defined(p)?.into_iter().chain(clauses(p, true)?);
            out.extend(all.map(|clause| Obligation { local: local.to_vec(), clause, without: Vec::new() }));
            (out.len() <= MAX_CLAUSES).then_some(())
        }
    }
}

fn quantifies(p: &Prop) -> bool {
    !bound(p).is_empty()
}

/// Conjunctive form of a statement, or of its opposite.
fn clauses(p: &Prop, positive: bool) -> Option<Vec<Clause>> {
    let each = |ps: &[Prop]| ps.iter().map(|p| clauses(p, positive)).collect::<Option<Vec<_>>>();
    match (p, positive) {
        (Prop::Atom(a), true) => Some(vec![vec![a.clone()]]),
        (Prop::Atom(a), false) => Some(vec![vec![Atom { rel: a.rel.negated(), ..a.clone() }]]),
        (Prop::And(ps), true) | (Prop::Or(ps), false) => Some(each(ps)?.concat()),
        (Prop::Or(ps), true) | (Prop::And(ps), false) => {
            each(ps)?.into_iter().try_fold(vec![Vec::new()], |all, next| either(&all, &next))
        }
        (Prop::Not(p), _) => clauses(p, !positive),
        (Prop::Implies(a, b), true) => either(&clauses(a, false)?, &clauses(b, true)?),
        (Prop::Implies(a, b), false) => Some([clauses(a, true)?, clauses(b, false)?].concat()),
        (Prop::Iff(a, b), true) => {
            let there = either(&clauses(a, false)?, &clauses(b, true)?)?;
            Some([there, either(&clauses(b, false)?, &clauses(a, true)?)?].concat())
        }
        (Prop::Iff(a, b), false) => {
            let one = either(&clauses(a, true)?, &clauses(b, true)?)?;
            Some([one, either(&clauses(a, false)?, &clauses(b, false)?)?].concat())
        }
        (Prop::ForAll(_, p), true) => clauses(p, true),
        (Prop::ForAll(..), false) => None,
    }
}

/// The clauses of "one of these, or those".
fn either(a: &[Clause], b: &[Clause]) -> Option<Vec<Clause>> {
    if a.len().saturating_mul(b.len()) > MAX_CLAUSES {
        return None;
    }
    Some(a.iter().flat_map(|x| b.iter().map(move |y| [&x[..], &y[..]].concat())).collect())
}

/// That the terms of a statement are defined; of what stands after `implies`, where the condition holds.
fn defined(p: &Prop) -> Option<Vec<Clause>> {
    Some(match p {
        Prop::Atom(a) => {
            let mut out = Vec::new();
            partial(&a.lhs, &mut out);
            partial(&a.rhs, &mut out);
            out.into_iter().map(|a| vec![a]).collect()
        }
        Prop::And(ps) | Prop::Or(ps) => ps.iter().map(defined).collect::<Option<Vec<_>>>()?.concat(),
        Prop::Not(p) | Prop::ForAll(_, p) => defined(p)?,
        Prop::Implies(a, b) => [defined(a)?, either(&clauses(a, false)?, &defined(b)?)?].concat(),
        Prop::Iff(a, b) => [defined(a)?, defined(b)?].concat(),
    })
}

/// What a term needs to be defined, inner terms first, without repetition.
fn partial(n: &Num, out: &mut Vec<Atom>) {
    let need = |n: &Num, rel: Rel, out: &mut Vec<Atom>| {
        let atom = Atom { lhs: n.clone(), rel, rhs: Num::Const(Q::zero()) };
        if !out.contains(&atom) {
            out.push(atom);
        }
    };
    match n {
        Num::Add(xs) | Num::Mul(xs) => xs.iter().for_each(|x| partial(x, out)),
        Num::Neg(x) => partial(x, out),
        Num::Div(a, b) => {
            partial(a, out);
            partial(b, out);
            need(b, Rel::Ne, out);
        }
        Num::Pow(x, e) => {
            partial(x, out);
            match (e.is_integer(), e.is_negative()) {
                (true, false) => {}
                (true, true) => need(x, Rel::Ne, out),
                (false, false) => need(x, Rel::Ge, out),
                (false, true) => need(x, Rel::Gt, out),
            }
        }
        Num::Call(f, xs) => {
            xs.iter().for_each(|x| partial(x, out));
            match (f.as_str(), &xs[..]) {
                ("sqrt", [x]) => need(x, Rel::Ge, out),
                // A root with an odd index is defined for all numbers.
                ("root", [Num::Const(k), x]) if odd(k) => partial(x, out),
                ("root", [_, x]) => need(x, Rel::Ge, out),
                ("pow", [a, _]) => need(a, Rel::Gt, out),
                _ => {}
            }
        }
        _ => {}
    }
}

fn odd(k: &Q) -> bool {
    k.is_integer() && (k - Q::one()).to_integer() % 2u32 == Q::zero().to_integer()
}
