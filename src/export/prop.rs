//! What a theorem about numbers says, taken apart: statements, their clauses, when their terms are defined.
//!
//! The kernel has its own reading of this (`algebra::statement`). Exports compare theirs with it (`goals.rs`), so that a difference
//! is refused rather than exported.

use euclase_grammar::core::{Atom, Cond, CoreTheorem, Fact, Num, Prop, Q, Rel};
use euclase_kernel::algebra::Clause;
use num_traits::{One, Signed, Zero};

/// Most clauses of one statement.
const MAX_CLAUSES: usize = 500;

/// Something that a theorem assumes.
pub enum Assumed<'a> {
    /// A statement about numbers; facts and conditions that are written as such are, too.
    Prop(Prop),
    /// A fact of geometry.
    Fact(&'a Fact),
    /// A condition of geometry.
    Cond(&'a Cond),
}

/// What a theorem assumes, in the order of the kernel's sources, each with its words.
pub fn assumed(thm: &CoreTheorem) -> Vec<(Assumed<'_>, &str)> {
    let fact = |f: &Fact| if let Fact::Same(..) = f { None } else { f.as_equation().map(Prop::Atom) };
    let facts = thm.hyps.iter().map(|h| (fact(&h.fact).map_or(Assumed::Fact(&h.fact), Assumed::Prop), &h.origin));
    let conds = thm.conds.iter().map(|c| (condition(&c.cond).map_or(Assumed::Cond(&c.cond), Assumed::Prop), &c.origin));
    let props = thm.props.iter().map(|h| (Assumed::Prop(h.prop.clone()), &h.origin));
    facts.chain(conds).chain(props).map(|(a, o)| (a, o.text.as_str())).collect()
}

/// The statements that a theorem gives; `None` where one is not about numbers alone.
pub fn sources(thm: &CoreTheorem) -> Option<Vec<(Prop, String)>> {
    let numbers = |(a, text)| if let Assumed::Prop(p) = a { Some((p, String::from(text))) } else { None };
    assumed(thm).into_iter().map(numbers).collect()
}

/// A condition about numbers.
pub fn condition(c: &Cond) -> Option<Prop> {
    Some(match c {
        Cond::Num(a, op, b) => Prop::Atom(Atom { lhs: a.clone(), rel: (*op).into(), rhs: b.clone() }),
        Cond::Longer([a, b], [c, d]) => Prop::Atom(Atom { lhs: Num::Len(*a, *b), rel: Rel::Gt, rhs: Num::Len(*c, *d) }),
        Cond::Not(f) => {
            let a = f.as_equation()?;
            Prop::Atom(Atom { rel: a.rel.negated(), ..a })
        }
        Cond::Any(cs) => Prop::Or(cs.iter().map(condition).collect::<Option<_>>()?),
        _ => return None,
    })
}

/// Conjunctive form of a statement, or of its opposite; `None` where it is long or denies a `for all`.
pub fn clauses(p: &Prop, positive: bool) -> Option<Vec<Clause>> {
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
        (Prop::Iff(a, b), sign) => {
            let one = either(&clauses(a, !sign)?, &clauses(b, true)?)?;
            let other = if sign {
                either(&clauses(b, false)?, &clauses(a, true)?)?
            } else {
                either(&clauses(a, false)?, &clauses(b, false)?)?
            };
            Some([one, other].concat())
        }
        (Prop::ForAll(_, p), true) => clauses(p, true),
        (Prop::ForAll(..), false) => None,
    }
}

fn either(a: &[Clause], b: &[Clause]) -> Option<Vec<Clause>> {
    if a.len().saturating_mul(b.len()) > MAX_CLAUSES {
        return None;
    }
    Some(a.iter().flat_map(|x| b.iter().map(move |y| [&x[..], &y[..]].concat())).collect())
}

/// When the terms of a statement are defined, as statements of which each is wanted.
pub fn defined(p: &Prop) -> Vec<Prop> {
    match p {
        Prop::Atom(a) => needs(&[&a.lhs, &a.rhs]).into_iter().map(Prop::Atom).collect(),
        Prop::And(ps) | Prop::Or(ps) => ps.iter().flat_map(defined).collect(),
        Prop::Not(p) | Prop::ForAll(_, p) => defined(p),
        Prop::Implies(a, b) => {
            let mut out = defined(a);
            let inner = defined(b);
            if !inner.is_empty() {
                out.push(Prop::Implies(a.clone(), Box::new(Prop::And(inner))));
            }
            out
        }
        Prop::Iff(a, b) => [defined(a), defined(b)].concat(),
    }
}

/// What terms need to be defined.
pub fn needs(terms: &[&Num]) -> Vec<Atom> {
    let mut out = Vec::new();
    terms.iter().for_each(|n| partial(n, &mut out));
    out
}

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
                ("root", [Num::Const(k), _]) if odd(k) => {}
                ("root", [_, x]) => need(x, Rel::Ge, out),
                ("pow", [a, _]) => need(a, Rel::Gt, out),
                _ => {}
            }
        }
        _ => {}
    }
}

fn odd(k: &Q) -> bool {
    k.is_integer() && !((k - Q::one()) / Q::from_integer(2.into())).fract().is_positive()
}

/// The comparisons in a statement, without repetition.
pub fn atoms(p: &Prop) -> Vec<Atom> {
    let mut out: Vec<Atom> = Vec::new();
    p.each_atom(&mut |a| {
        if !out.contains(a) {
            out.push(a.clone());
        }
    });
    out
}

/// Does it deny anything, openly or before an arrow?
pub fn denies(p: &Prop) -> bool {
    match p {
        Prop::Atom(_) => false,
        Prop::And(ps) | Prop::Or(ps) => ps.iter().any(denies),
        Prop::Not(_) | Prop::Implies(..) | Prop::Iff(..) => true,
        Prop::ForAll(_, p) => denies(p),
    }
}

/// The variables of the `for all` at its head, and what they stand before.
pub fn unquantified(p: &Prop) -> (Vec<u32>, &Prop) {
    match p {
        Prop::ForAll(vs, p) => {
            let (more, inner) = unquantified(p);
            ([vs.clone(), more].concat(), inner)
        }
        p => (Vec::new(), p),
    }
}
