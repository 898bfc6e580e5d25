//! When two points are one.

use super::build::distinct;
use super::{Ctx, Instance, RuleError, RuleInfo, gives, rule};
use euclase_grammar::core::{Cond, Fact};

pub(super) const RULES: &[RuleInfo] = &[
    rule("same_lines", 6, same_lines),
    rule("same_line_circle", 5, same_line_circle),
    rule("same_circles", 7, same_circles),
];

/// Lines that are not parallel meet once.
fn same_lines(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [x, y, a, b, c, d] = ctx.points()?;
    gives(
        vec![Fact::Coll(a, b, x), Fact::Coll(a, b, y), Fact::Coll(c, d, x), Fact::Coll(c, d, y)],
        Fact::Same(x, y),
        vec![Cond::NotPara([a, b], [c, d])],
    )
}

/// A, X, Y are on a line and on the circle through the distinct points A, P, Q; three distinct points of a
/// circle are not collinear, and X, Y differ from A.
fn same_line_circle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [x, y, a, p, q] = ctx.points()?;
    let mut conditions = distinct(&[a, p, q]);
    conditions.extend([Cond::Distinct(x, a), Cond::Distinct(y, a)]);
    gives(vec![Fact::Coll(a, x, y), Fact::Cyclic(a, p, q, x), Fact::Cyclic(a, p, q, y)], Fact::Same(x, y), conditions)
}

/// A, X, Y are on the circles APQ and ARS, which differ because R is not on the first (choose R so);
/// different circles share two points at most, and X, Y differ from A. The condition on A, P, Q, R makes them distinct.
fn same_circles(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [x, y, a, p, q, r, s] = ctx.points()?;
    let ne = |p, q| Cond::Distinct(p, q);
    let conditions = vec![Cond::NotCyclic(a, p, q, r), ne(a, s), ne(r, s), ne(x, a), ne(y, a)];
    let on = |b, c, z| Fact::Cyclic(a, b, c, z);
    gives(vec![on(p, q, x), on(p, q, y), on(r, s, x), on(r, s, y)], Fact::Same(x, y), conditions)
}
