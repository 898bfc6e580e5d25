//! Vector equations with rational coefficients.
//!
//! They hold whatever coincides. Since dir(A,A) = dir(C,C) = ω, even `vec_dir` needs no condition.

use super::build::{oriented, parallel, proportional, read, read_vec};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, q, rule, two_forms};
use crate::graph::Kind;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Signed, Zero};

pub(super) const RULES: &[RuleInfo] = &[
    two_forms("ratio_vec", 3, ratio_vec),
    rule("parallelogram_vec", 4, parallelogram_vec),
    two_forms("para_vec", 4, para_vec),
    rule("vec_dir", 4, vec_dir),
    rule("vec_len", 4, vec_len),
    rule("vec_same", 2, vec_same),
    rule("vec_sq", 2, vec_sq),
];

/// `B − A = r(D − C)`.
fn multiple(a: Pt, b: Pt, r: &Q, c: Pt, d: Pt) -> Fact {
    Fact::Vec(vec![(Q::one(), b), (-Q::one(), a), (-r.clone(), d), (r.clone(), c)])
}

/// A cited length equation `first = r·second` with r > 0.
fn positive_ratio(ctx: &Ctx, first: [Pt; 2], second: [Pt; 2]) -> Result<(Fact, Q), RuleError> {
    let (fact, value) = read(ctx, Kind::Len, first, Some(second))?;
    if !value.number.is_positive() {
        return Err(RuleError::new("a positive ratio", "one that is not"));
    }
    Ok((fact, value.number))
}

/// On a line, AB = r·BC means B − A = ± r(C − B): plus when B is between A and C, minus when it is not.
/// For r = 1, minus would mean A=C, so A≠C is enough for plus.
fn ratio_vec(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    let (length, r) = positive_ratio(ctx, [a, b], [b, c])?;
    let conditions = match ctx.opposite {
        true => vec![Cond::Outside(a, b, c)],
        false if r.is_one() => vec![Cond::Distinct(a, c)],
        false => vec![Cond::Between(a, b, c)],
    };
    let r = if ctx.opposite { -r } else { r };
    gives(vec![Fact::Coll(a, b, c), length], multiple(a, b, &r, b, c), conditions)
}

/// D is on the parallels to AB through C and to BC through A, which meet once.
/// D≠C and D≠A by the premises (AB and BC are proper).
fn parallelogram_vec(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    gives(
        vec![parallel(a, b, c, d), parallel(b, c, d, a)],
        multiple(a, b, &Q::one(), d, c),
        vec![Cond::NotColl(a, b, c)],
    )
}

/// Parallel and proportional: B − A = ± r(D − C); the sign says whether B and D are on one side of AC.
fn para_vec(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    let (length, r) = positive_ratio(ctx, [a, b], [c, d])?;
    let r = r * q(ctx.sign(), 1);
    gives(
        vec![parallel(a, b, c, d), length],
        multiple(a, b, &r, c, d),
        vec![oriented(ctx.opposite, [a, c, b], [a, c, d])],
    )
}

/// Multiples of a vector (r ≠ 0) have its direction; if it is 0, both directions are ω.
fn vec_dir(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    let (premise, r) = read_vec(ctx, [a, b, c, d])?;
    if r.is_zero() {
        return Err(RuleError::new("a ratio other than 0", "0"));
    }
    gives(vec![premise], parallel(a, b, c, d), vec![])
}

/// |B − A| = |r|·|D − C|.
fn vec_len(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    let (premise, r) = read_vec(ctx, [a, b, c, d])?;
    gives(vec![premise], proportional(Kind::Len, [a, b], Some([c, d]), r.abs()), vec![])
}

/// A − B = 0.
fn vec_same(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b] = ctx.points()?;
    gives(vec![Fact::Vec(vec![(Q::one(), a), (-Q::one(), b)])], Fact::Same(a, b), vec![])
}

/// Leibniz: with Σ q = 0 and Σ q·X = 0, Σ q·|X−P|² = Σ q·|X|² for every P.
fn vec_sq(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [p, r] = ctx.points()?;
    let vector = |f: &Fact| if let Fact::Vec(terms) = f { Some(terms.clone()) } else { None };
    let terms = ctx.cited("a cited vector equation", vector)?;
    let squares = terms.iter().flat_map(|(c, x)| [(c.clone(), p, *x), (-c.clone(), r, *x)]).collect();
    gives(vec![Fact::Vec(terms)], Fact::Sq { terms: squares, konst: Q::zero() }, vec![])
}
