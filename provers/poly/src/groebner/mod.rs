//! Membership in ideals, with cofactors; Gröbner bases, with cofactors.
//!
//! A basis is computed modulo a prime ([`f4`]), where numbers do not grow. It tells which multiples of the input add up to
//! what is wanted; their coefficients are then the solution of one sparse linear system over the rationals, which is solved
//! exactly. Where cofactors of low degree suffice, that system is tried without any basis. Every identity that is returned
//! has been multiplied out and compared.

mod f4;
mod key;
mod lift;
mod shortcut;

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

/// What a computation modulo a prime says about membership.
enum Member {
    /// It is one: the monomials of the cofactors.
    Yes(Vec<Vec<Mono>>),
    No,
}

fn member<const W: usize>(target: &Poly, eqs: &[Poly], vars: &[u32], work: &mut Work) -> Option<Member> {
    let (mut basis, p) = start::<W>(eqs, &Order::Grevlex, vars)?;
    let wanted = modulo(target, basis.ring(), p)?;
    loop {
        let node = basis.normal_form(wanted.clone(), work)?;
        if basis.terms(node).is_empty() {
            return Some(Member::Yes(basis.support(node, eqs.len(), work)?));
        }
        if basis.finished() {
            return Some(Member::No);
        }
        basis.round(work)?;
    }
}

/// Whether the target is in the ideal of the equations, judged modulo a prime (almost certainly right, but no proof);
/// `None` where the work was too much.
pub fn is_member(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<bool> {
    if target.is_zero() {
        return Some(true);
    }
    let all: Vec<&Poly> = eqs.iter().chain([target]).collect();
    let vars = variables(&all);
    by_words!(vars.len(), member(target, eqs, &vars, work)).map(|m| matches!(m, Member::Yes(_)))
}

/// Cofactors with `target = Σ cofactors[i] · eqs[i]`, checked; `None` where there are none, or the work was too much.
pub fn membership(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<Vec<Poly>> {
    if target.is_zero() {
        return Some(vec![Poly::zero(); eqs.len()]);
    }
    if eqs.iter().all(Poly::is_zero) {
        return None;
    }
    if let Some(found) = shortcut::membership(target, eqs, work) {
        return Some(found);
    }
    let all: Vec<&Poly> = eqs.iter().chain([target]).collect();
    let vars = variables(&all);
    match by_words!(vars.len(), member(target, eqs, &vars, work))? {
        Member::Yes(support) => combination(target, &BTreeSet::new(), eqs, &support, work).map(|c| c.cofactors),
        Member::No => None,
    }
}

/// Cofactors with `1 = Σ cofactors[i] · eqs[i]`: the equations have no common solution, not even a complex one.
pub fn inconsistent(eqs: &[Poly], work: &mut Work) -> Option<Vec<Poly>> {
    membership(&Poly::one(), eqs, work)
}

/// A power of the target that is in the ideal of the equations, and its cofactors: `target^k = Σ cofactors[i] · eqs[i]`.
///
/// Small powers are tried as they are; then 1 is looked for in the ideal of the equations and `1 − t·target` (Rabinowitsch
/// 1929), and `t` replaced by the inverse of the target.
pub fn radical_membership(target: &Poly, eqs: &[Poly], work: &mut Work) -> Option<(u32, Vec<Poly>)> {
    let mut power = target.clone();
    for k in 1..=3 {
        let part = work.left() / 4;
        if let Some(found) = work.with_part(part, |w| membership(&power, eqs, w)) {
            return Some((k, found));
        }
        power = power.mul(target)?;
    }
    let all: Vec<&Poly> = eqs.iter().chain([target]).collect();
    let t = variables(&all).last().map_or(0, |v| v + 1);
    let mut more = eqs.to_vec();
    more.push(Poly::one().sub(&Poly::var(t).mul(target)?));
    let found = inconsistent(&more, work)?;
    let k = found.iter().take(eqs.len()).map(|c| c.degree_in(t)).max().unwrap_or(0);
    let mut cofactors = Vec::with_capacity(eqs.len());
    for c in found.iter().take(eqs.len()) {
        // Σ c_j t^j becomes Σ c_j target^(k−j).
        let mut sum = Poly::zero();
        for (j, part) in c.coefficients_in(t)?.iter().enumerate() {
            let rest = target.pow(k.checked_sub(j as u32)?, crate::MAX_TERMS)?;
            sum = sum.add(&part.mul(&rest)?);
        }
        cofactors.push(sum);
    }
    let power = target.pow(k, crate::MAX_TERMS)?;
    lift::is_combination(&power, eqs, &cofactors).then_some((k, cofactors))
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
            out.push((monos, basis.support(node, eqs.len(), work)?));
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
