//! The power of a point, and three circles with common chords.

use super::build::{equal, log0, sq0};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, rule};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[
    rule("power", 7, power),
    rule("power_tangent", 5, power_tangent),
    rule("three_circles", 7, three_circles),
    rule("radical_axis", 7, radical_axis),
];

/// P on the chord XY (X≠Y) of a circle around O: PX·PY = |PO² − OX²|, since the foot of O halves XY.
fn chord(p: Pt, o: Pt, x: Pt, y: Pt) -> [Fact; 2] {
    [Fact::Coll(p, x, y), equal(o, x, o, y)]
}

/// The power of P is not 0.
fn off(p: Pt, x: Pt, y: Pt) -> Vec<Cond> {
    vec![Cond::Distinct(x, y), Cond::Distinct(p, x), Cond::Distinct(p, y)]
}

/// Equal powers of P give equal products. As they are not 0, P≠Z and P≠T too.
fn power(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [p, o, x, y, c, z, t] = ctx.points()?;
    let mut premises = chord(p, o, x, y).to_vec();
    premises.extend(chord(p, c, z, t));
    premises.push(sq0(&[(1, p, o), (-1, o, x), (-1, p, c), (1, c, z)]));
    let mut conditions = off(p, x, y);
    conditions.push(Cond::Distinct(z, t));
    gives(premises, log0(&[(1, p, x), (1, p, y), (-1, p, z), (-1, p, t)]), conditions)
}

/// PO² − OX² = PT² gives PX·PY = PT². P≠T, as the product is not 0.
fn power_tangent(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [p, o, x, y, t] = ctx.points()?;
    let mut premises = chord(p, o, x, y).to_vec();
    premises.push(sq0(&[(1, p, o), (-1, o, x), (-1, p, t)]));
    gives(premises, log0(&[(1, p, x), (1, p, y), (-2, p, t)]), off(p, x, y))
}

/// Circles ABCD, CDEF, EFAB, and P on AB and on CD.
fn three(ctx: &Ctx) -> Result<([Pt; 7], Vec<Fact>), RuleError> {
    let p @ [a, b, c, d, e, f, x] = ctx.points()?;
    let circles = [Fact::Cyclic(a, b, c, d), Fact::Cyclic(c, d, e, f), Fact::Cyclic(e, f, a, b)];
    Ok((p, circles.into_iter().chain([Fact::Coll(a, b, x), Fact::Coll(c, d, x)]).collect()))
}

/// Circles ABCD, CDEF, EFAB. Were they three, their radical axes AB, CD, EF would have a common point or be parallel;
/// but AB and CD meet in P alone, which is not on EF. So two of them are one circle, and that has all six points.
fn three_circles(ctx: &Ctx) -> Result<Instance, RuleError> {
    let ([a, b, c, d, e, f, p], premises) = three(ctx)?;
    gives(premises, Fact::Cyclic(a, b, c, e), vec![Cond::NotPara([a, b], [c, d]), Cond::NotColl(p, e, f)])
}

/// Circles ABCD, CDEF, EFAB; AB and CD meet in P, whose power is PA·PB = PC·PD for all three. The last two circles
/// are not one, by the condition (which makes E≠F), so P is on their radical axis EF.
fn radical_axis(ctx: &Ctx) -> Result<Instance, RuleError> {
    let ([a, b, c, d, e, f, p], premises) = three(ctx)?;
    let conditions = vec![Cond::Distinct(a, b), Cond::Distinct(c, d), Cond::NotCyclic(a, c, e, f)];
    gives(premises, Fact::Coll(e, f, p), conditions)
}
