//! Statements about numbers with connectives: what `or`, `implies`, `iff`, `for all` and cases of equality
//! are made from.

use super::Lit;
use crate::core::{Atom, Cond, Num, Prop, Rel, int};

/// What several literals say together, if all are about numbers.
pub(super) fn all(lits: &[Lit]) -> Option<Prop> {
    match lits {
        [one] => literal(one),
        many => many.iter().map(literal).collect::<Option<Vec<_>>>().map(Prop::And),
    }
}

/// `E = F` of a literal `E >= F` or `E <= F`.
pub(super) fn equality(lit: &Lit) -> Option<Prop> {
    match literal(lit)? {
        Prop::Atom(Atom { lhs, rel: Rel::Ge | Rel::Le, rhs }) => Some(Prop::Atom(Atom { lhs, rel: Rel::Eq, rhs })),
        _ => None,
    }
}

fn literal(lit: &Lit) -> Option<Prop> {
    match lit {
        Lit::Prop(p) => Some(p.clone()),
        Lit::Fact(f) => f.as_equation().map(Prop::Atom),
        Lit::Cond(c) => cond(c),
    }
}

fn cond(c: &Cond) -> Option<Prop> {
    let atom = |lhs, rel, rhs| Some(Prop::Atom(Atom { lhs, rel, rhs }));
    match c {
        Cond::Num(a, op, b) => atom(a.clone(), (*op).into(), b.clone()),
        Cond::Distinct(a, b) => atom(Num::Len(*a, *b), Rel::Ne, Num::Const(int(0))),
        Cond::Longer([a, b], [c, d]) => atom(Num::Len(*a, *b), Rel::Gt, Num::Len(*c, *d)),
        Cond::Not(f) => f.as_equation().map(|a| Prop::Atom(Atom { rel: a.rel.negated(), ..a })),
        Cond::Any(cs) => cs.iter().map(cond).collect::<Option<Vec<_>>>().map(Prop::Or),
        _ => None,
    }
}

/// Does a real variable with this number or a later one occur?
pub(super) fn speaks_of(p: &Prop, from: u32) -> bool {
    fn occurs(n: &Num, from: u32) -> bool {
        match n {
            Num::Real(v) => *v >= from,
            Num::Add(xs) | Num::Mul(xs) | Num::Call(_, xs) => xs.iter().any(|x| occurs(x, from)),
            Num::Div(a, b) => occurs(a, from) || occurs(b, from),
            Num::Neg(x) | Num::Pow(x, _) => occurs(x, from),
            _ => false,
        }
    }
    match p {
        Prop::Atom(a) => occurs(&a.lhs, from) || occurs(&a.rhs, from),
        Prop::And(ps) | Prop::Or(ps) => ps.iter().any(|p| speaks_of(p, from)),
        Prop::Not(p) | Prop::ForAll(_, p) => speaks_of(p, from),
        Prop::Implies(a, b) | Prop::Iff(a, b) => speaks_of(a, from) || speaks_of(b, from),
    }
}
