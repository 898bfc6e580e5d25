//! Collinear points and directions.

use super::build::{dir0, equal, parallel};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, rule};
use euclase_grammar::core::{Cond, Fact};

pub(super) const RULES: &[RuleInfo] = &[
    rule("coll_dir", 3, coll_dir),
    rule("dir_coll", 3, dir_coll),
    rule("isosceles", 3, isosceles),
    rule("isosceles_conv", 3, isosceles_conv),
    rule("bisectors", 4, bisectors),
];

/// A, B, C on a line: AB and AC have its direction. Degenerate AB or AC has none, hence the conditions.
fn coll_dir(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![Fact::Coll(a, b, c)], parallel(a, b, a, c), vec![Cond::Distinct(a, b), Cond::Distinct(a, c)])
}

/// AB and AC of one direction lie on one line through A. If A=B or A=C there is nothing to show.
fn dir_coll(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![parallel(a, b, a, c)], Fact::Coll(a, b, c), vec![])
}

/// AB=AC: the reflection in the perpendicular bisector of BC exchanges the lines AB and AC, so
/// the directions of AB and AC add up to twice that of BC. (A on BC: all three are equal.)
/// A=B would force A=C, hence B=C.
fn isosceles(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![equal(a, b, a, c)], dir0(&[(2, b, c), (-1, a, b), (-1, a, c)]), vec![Cond::Distinct(b, c)])
}

/// Equal directed base angles, B≠C, A off BC: the line through C that makes the angle of BA with BC
/// reversed is the mirror image of BA, and it meets BA on the perpendicular bisector only.
fn isosceles_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c] = ctx.points()?;
    gives(vec![dir0(&[(2, b, c), (-1, a, b), (-1, a, c)])], equal(a, b, a, c), vec![Cond::NotColl(a, b, c)])
}

/// I on a bisector (either one) at A and at B has equal distances from all three side lines, so
/// it is on a bisector at C. I=A, I=B, I=C contradict the premises for a proper triangle.
fn bisectors(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, i] = ctx.points()?;
    gives(
        vec![dir0(&[(2, a, i), (-1, a, b), (-1, a, c)]), dir0(&[(2, b, i), (-1, b, a), (-1, b, c)])],
        dir0(&[(2, c, i), (-1, c, a), (-1, c, b)]),
        vec![Cond::NotColl(a, b, c)],
    )
}
