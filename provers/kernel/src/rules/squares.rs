//! Squares of lengths and perpendicular lines.

use super::build::{dir, sq0};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, q, rule};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[rule("pythagoras", 4, pythagoras), rule("pythagoras_conv", 4, pythagoras_conv)];

/// AC² − AD² − BC² + BD² = −2 (A−B)·(C−D).
fn equations([a, b, c, d]: [Pt; 4]) -> (Fact, Fact) {
    (dir(&[(1, a, b), (-1, c, d)], q(1, 2)), sq0(&[(1, a, c), (-1, a, d), (-1, b, c), (1, b, d)]))
}

/// Perpendicular lines make the scalar product 0.
fn pythagoras(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (perpendicular, squares) = equations(ctx.points()?);
    gives(vec![perpendicular], squares, vec![])
}

/// Scalar product 0 of two proper vectors.
fn pythagoras_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, c, d] = ctx.points()?;
    let (perpendicular, squares) = equations(pts);
    gives(vec![squares], perpendicular, vec![Cond::Distinct(a, b), Cond::Distinct(c, d)])
}
