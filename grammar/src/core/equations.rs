//! Facts of geometry as equations of numbers.

use super::{Atom, Fact, Num, Pt, Q, Rel, int};
use num_traits::{One, Signed, Zero};

impl Fact {
    /// The fact as an equation between numbers, if it is one: of lengths, their squares, their products, or in general.
    ///
    /// An equation of logarithms is that of the products (DESIGN: a hypothesis of this kind is read so): lengths with positive
    /// exponents and primes with negative ones on the left.
    pub fn as_equation(&self) -> Option<Atom> {
        let (lhs, rhs) = match self {
            Fact::Num(a, b) => (a.clone(), b.clone()),
            Fact::Same(a, b) => (Num::Len(*a, *b), Num::Const(int(0))),
            Fact::Len { terms, konst } => sides(terms, 1, konst),
            Fact::Sq { terms, konst } => sides(terms, 2, konst),
            Fact::Log { terms, konst } => {
                let (mut left, mut right) = (Vec::new(), Vec::new());
                for (e, a, b) in terms {
                    let side = if e.is_positive() { &mut left } else { &mut right };
                    side.push(power(Num::Len(*a, *b), e.abs()));
                }
                for (p, e) in konst {
                    let side = if e.is_positive() { &mut right } else { &mut left };
                    side.push(power(Num::Const(Q::from_integer((*p).into())), e.abs()));
                }
                (product(left), product(right))
            }
            _ => return None,
        };
        Some(Atom { lhs, rel: Rel::Eq, rhs })
    }
}

/// Positive terms on the left, the others and the constant on the right.
fn sides(terms: &[(Q, Pt, Pt)], exponent: i64, konst: &Q) -> (Num, Num) {
    let side = |sign: bool| -> Vec<Num> {
        let of_side = terms.iter().filter(|t| t.0.is_positive() == sign && !t.0.is_zero());
        of_side
            .map(|(k, a, b)| {
                let power = power(Num::Len(*a, *b), int(exponent));
                if k.abs().is_one() { power } else { Num::Mul(vec![Num::Const(k.abs()), power]) }
            })
            .collect()
    };
    let mut right = side(false);
    if !konst.is_zero() {
        right.push(Num::Const(konst.clone()));
    }
    (sum(side(true)), sum(right))
}

fn sum(mut terms: Vec<Num>) -> Num {
    match terms.len() {
        0 => Num::Const(int(0)),
        1 => terms.remove(0),
        _ => Num::Add(terms),
    }
}

fn power(base: Num, e: Q) -> Num {
    if e.is_one() { base } else { Num::Pow(Box::new(base), e) }
}

fn product(mut factors: Vec<Num>) -> Num {
    match factors.len() {
        0 => Num::Const(int(1)),
        1 => factors.remove(0),
        _ => Num::Mul(factors),
    }
}
