//! Membership in ideals, with cofactors; Gröbner bases, with cofactors.
//!
//! A basis is computed modulo a prime (`f4.rs`), where numbers do not grow. It tells which multiples of the input add up to
//! what is wanted; their coefficients are then the solution of one sparse linear system over the rationals, which is solved
//! exactly. Where cofactors of low degree suffice, that system is tried without any basis. Every identity that is returned
//! has been multiplied out and compared.

/// Runs generic code with as many words as the variables need.
macro_rules! by_words {
    ($n:expr, $f:ident ( $($arg:expr),* )) => {
        match $n {
            0..=8 => $f::<1>($($arg),*),
            9..=16 => $f::<2>($($arg),*),
            17..=32 => $f::<4>($($arg),*),
            33..=64 => $f::<8>($($arg),*),
            _ => None,
        }
    };
}

mod f4;
mod key;
mod lift;
mod member;
mod relation;
mod shortcut;
mod trace;

pub use relation::{Relation, relation};

pub use member::{Derivation, Step, derivation, inconsistent, is_member, membership, radical_membership};

use crate::modular::{primes, residue};
use crate::{Mono, Poly, Work};
use f4::{Basis, Terms};
use key::Ring;
use lift::combination;
use num_traits::Zero;
use std::collections::BTreeSet;

/// A monomial order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Graded reverse lexicographic: the one in which bases are cheapest.
    #[default]
    Grevlex,
    /// Lexicographic, these variables first, the greatest first; then those that are not named, by number.
    Lex(Vec<u32>),
    /// These variables before all others, each block graded reverse lexicographic: the elements without them are a basis
    /// of what the input says about the others.
    Eliminate(Vec<u32>),
}

/// An element of a basis: `poly = Σ cofactors[i] · input[i]`, exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// With whole coefficients without a common divisor.
    pub poly: Poly,
    /// One for each input.
    pub cofactors: Vec<Poly>,
}

/// The most products of monomials and inputs that a combination may be made of.
const MAX_PRODUCTS: usize = 8000;

fn variables(all: &[&Poly]) -> Vec<u32> {
    all.iter().flat_map(|p| p.vars()).collect::<BTreeSet<u32>>().into_iter().collect()
}

/// The residues of the numerators (a multiple of the polynomial by a number).
fn modulo<const W: usize>(q: &Poly, ring: &Ring<W>, p: u32) -> Option<Terms<W>> {
    let nums = q.numerators();
    let terms = q.monomials().iter().zip(&nums).map(|(m, n)| Some((ring.key(m)?, residue(n, p))));
    let mut terms: Terms<W> = terms.collect::<Option<_>>()?;
    terms.retain(|t| t.1 != 0);
    terms.sort_unstable_by_key(|t| std::cmp::Reverse(t.0));
    Some(terms)
}

fn start<const W: usize>(eqs: &[Poly], order: &Order, vars: &[u32]) -> Option<(Basis<W>, u32)> {
    let p = primes().next()?;
    let ring = Ring::new(order, vars)?;
    let inputs = eqs.iter().map(|e| modulo(e, &ring, p)).collect::<Option<Vec<_>>>()?;
    Some((Basis::new(ring, p, inputs), p))
}

/// The elements of a reduced basis modulo a prime: their monomials, leading one first, and those of their cofactors.
type Shape = (Vec<Mono>, Vec<Vec<Mono>>);

fn shapes<const W: usize>(
    eqs: &[Poly],
    order: &Order,
    vars: &[u32],
    wanted: &dyn Fn(&[Mono]) -> bool,
    work: &mut Work,
) -> Option<Vec<Shape>> {
    let (mut basis, _) = start::<W>(eqs, order, vars)?;
    while !basis.finished() && basis.unit().is_none() {
        basis.round(work)?;
    }
    let nodes = match basis.unit() {
        Some(unit) => vec![unit],
        None => basis.reduced(work)?,
    };
    let mut out = Vec::with_capacity(nodes.len());
    for node in nodes {
        let monos: Vec<Mono> = basis.terms(node).iter().map(|t| basis.mono(&t.0)).collect();
        if wanted(&monos) {
            out.push((monos, basis.support(node, eqs.len(), MAX_PRODUCTS, work)?));
        }
    }
    Some(out)
}

/// The reduced Gröbner basis, by increasing leading monomial, each element with its cofactors. That every element is in
/// the ideal is checked exactly; that they are a basis is known modulo a prime only.
pub fn basis(eqs: &[Poly], order: &Order, work: &mut Work) -> Option<Vec<Element>> {
    basis_where(eqs, order, &|_| true, work)
}

/// The elements of the reduced basis whose monomials (leading one first) are as wanted; cofactors are computed for these
/// alone. See [`basis`].
pub fn basis_where(
    eqs: &[Poly],
    order: &Order,
    wanted: &dyn Fn(&[Mono]) -> bool,
    work: &mut Work,
) -> Option<Vec<Element>> {
    let all: Vec<&Poly> = eqs.iter().collect();
    let vars = variables(&all);
    let found = by_words!(vars.len(), shapes(eqs, order, &vars, wanted, work))?;
    let mut out = Vec::with_capacity(found.len());
    for (monos, support) in found {
        let (lead, tail) = monos.split_first()?;
        let free: BTreeSet<Mono> = tail.iter().cloned().collect();
        let monic = Poly::term(crate::int(1), lead.clone());
        let c = combination(&monic, &free, eqs, &support, work)?;
        let size = c.poly.content();
        if size.is_zero() {
            return None;
        }
        let by = size.recip();
        out.push(Element { poly: c.poly.scale(&by), cofactors: c.cofactors.iter().map(|f| f.scale(&by)).collect() });
    }
    Some(out)
}

/// What the equations say without these variables: the elements of an elimination basis that are free of them.
pub fn eliminate(eqs: &[Poly], vars: &[u32], work: &mut Work) -> Option<Vec<Element>> {
    let free = |monos: &[Mono]| monos.iter().all(|m| m.powers().all(|(v, _)| !vars.contains(&v)));
    basis_where(eqs, &Order::Eliminate(vars.to_vec()), &free, work)
}
