//! Lengths, their squares and their logarithms.
//!
//! `AB = CD` says the same in all three kinds (the normal form knows it), and `log AB = log r` says the same as
//! `AB = r` for r > 0: since log 0 = ω, a logarithmic equation with a proper value entails that the points differ. So
//! only the way *to* logarithms of a ratio needs a condition: AB = r·CD also holds when all four coincide.

use super::build::{len0, log_ratio, proportional, read};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, q, rule};
use crate::graph::Kind;
use crate::limits;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::{One, Signed};

pub(super) const RULES: &[RuleInfo] = &[
    rule("between_sum", 3, between_sum),
    rule("sum_coll", 3, sum_coll),
    rule("log_len", 4, |c| from_log(c, Kind::Len)),
    rule("log_len1", 2, |c| from_log(c, Kind::Len)),
    rule("log_sq", 4, |c| from_log(c, Kind::Sq)),
    rule("log_sq1", 2, |c| from_log(c, Kind::Sq)),
    rule("len_log", 4, |c| to_log(c, Kind::Len)),
    rule("len_log1", 2, |c| to_log(c, Kind::Len)),
    rule("sq_log", 4, |c| to_log(c, Kind::Sq)),
    rule("sq_log1", 2, |c| to_log(c, Kind::Sq)),
    rule("len_sq", 4, len_sq),
    rule("len_sq1", 2, len_sq),
    rule("sq_len", 4, sq_len),
    rule("sq_len1", 2, sq_len),
];

/// Lengths add up along a segment. (The premise is there so that the condition is about order only.)
fn between_sum(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![Fact::Coll(a, b, c)], len0(&[(1, a, b), (1, b, c), (-1, a, c)]), vec![Cond::Between(a, b, c)])
}

/// Equality in the triangle inequality.
fn sum_coll(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![len0(&[(1, a, b), (1, b, c), (-1, a, c)])], Fact::Coll(a, b, c), vec![])
}

/// The one or two segments that the points name.
fn segments(ctx: &Ctx) -> Result<([Pt; 2], Option<[Pt; 2]>), RuleError> {
    match *ctx.args {
        [a, b] => Ok(([a, b], None)),
        [a, b, c, d] => Ok(([a, b], Some([c, d]))),
        _ => Err(RuleError::new("2 or 4 points", ctx.args.len().to_string())),
    }
}

/// log AB − log CD = log r gives AB = r·CD; if A=B then C=D (no proper number equals ω or −ω), and both
/// sides are 0. The same for squares, with ½ log r, and for one segment.
fn from_log(ctx: &Ctx, to: Kind) -> Result<Instance, RuleError> {
    let (first, second) = segments(ctx)?;
    let (premise, mut value) = read(ctx, Kind::Log, first, second)?;
    if to == Kind::Sq {
        value.primes.values_mut().for_each(|e| *e *= q(2, 1));
    }
    let r = limits::exp(&value.primes)
        .ok_or_else(|| RuleError::new("the logarithm of a rational number of moderate length", "another constant"))?;
    gives(vec![premise], proportional(to, first, second, r), vec![])
}

/// AB = r·CD with r > 0 and A≠B (hence C≠D), or AB = r > 0 (hence A≠B).
fn to_log(ctx: &Ctx, from: Kind) -> Result<Instance, RuleError> {
    let (first, second) = segments(ctx)?;
    let (premise, value) = read(ctx, from, first, second)?;
    let mut primes = limits::log(&value.number)
        .filter(|_| value.number.is_positive())
        .ok_or_else(|| RuleError::new("a positive number whose primes are below 2^32", "another constant"))?;
    if from == Kind::Sq {
        primes.values_mut().for_each(|e| *e *= q(1, 2));
    }
    let needs = second.is_some() && !value.number.is_one();
    let conditions = if needs { vec![Cond::Distinct(first[0], first[1])] } else { vec![] };
    gives(vec![premise], log_ratio(first, second, primes), conditions)
}

/// AB = r·CD gives AB² = r²·CD².
fn len_sq(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (first, second) = segments(ctx)?;
    let (premise, value) = read(ctx, Kind::Len, first, second)?;
    let r = &value.number * &value.number;
    gives(vec![premise], proportional(Kind::Sq, first, second, r), vec![])
}

/// AB² = r²·CD² gives AB = |r|·CD: lengths are not negative.
fn sq_len(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (first, second) = segments(ctx)?;
    let (premise, value) = read(ctx, Kind::Sq, first, second)?;
    let r: Q = limits::sqrt(&value.number)
        .ok_or_else(|| RuleError::new("the square of a rational number", "another constant"))?;
    gives(vec![premise], proportional(Kind::Len, first, second, r), vec![])
}
