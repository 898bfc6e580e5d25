//! Similar triangles. `Sim` says that both triangles are proper; the opposite form is the
//! direct one after a reflection of the second triangle, which turns directed angles over.

use super::build::{angles, oriented, ratios};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, two_forms};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[
    two_forms("sim_aa", 6, sim_aa),
    two_forms("sim_sas", 6, sim_sas),
    two_forms("sim_sss", 6, sim_sss),
    two_forms("sim_ssa", 6, sim_ssa),
    two_forms("sim_angle", 6, sim_angle),
    two_forms("sim_ratio", 6, sim_ratio),
];

/// The two triangles and the claim that they are similar.
fn triangles(ctx: &Ctx) -> Result<([Pt; 3], [Pt; 3], Fact), RuleError> {
    let [a, b, c, d, e, f] = ctx.points()?;
    let (x, y) = ([a, b, c], [d, e, f]);
    Ok((x, y, Fact::Sim { a: x, b: y, opposite: ctx.opposite }))
}

/// Two equal directed angles, both ≠ 0, so DEF is proper too (a degenerate side would leave an ω).
/// Were the orientations unlike those of the form, the undirected angles α, α' and β, β' would add up to
/// two right angles each, and α+β < 180° could not hold in both triangles.
fn sim_aa(ctx: &Ctx) -> Result<Instance, RuleError> {
    let ([a, b, c], [d, e, f], sim) = triangles(ctx)?;
    let s = ctx.sign();
    gives(vec![angles(s, [a, b, c], [d, e, f]), angles(s, [b, a, c], [e, d, f])], sim, vec![Cond::NotColl(a, b, c)])
}

/// The orientation turns the equal directed angles into equal undirected ones (else 60° and 120° would do).
fn sim_sas(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (x @ [a, b, c], y @ [d, e, f], sim) = triangles(ctx)?;
    gives(
        vec![angles(ctx.sign(), x, y), ratios([a, b], [a, c], [d, e], [d, f])],
        sim,
        vec![oriented(ctx.opposite, x, y)],
    )
}

/// Proportional sides of proper triangles; the orientation only says which of the two similarities it is.
fn sim_sss(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (x @ [a, b, c], y @ [d, e, f], sim) = triangles(ctx)?;
    gives(
        vec![ratios([a, b], [a, c], [d, e], [d, f]), ratios([b, a], [b, c], [e, d], [e, f])],
        sim,
        vec![oriented(ctx.opposite, x, y)],
    )
}

/// The known angle (undirected and equal, by the orientation) faces the longer side BC, so the law of
/// sines leaves one acute angle at C.
fn sim_ssa(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (x @ [a, b, c], y @ [d, e, f], sim) = triangles(ctx)?;
    gives(
        vec![angles(ctx.sign(), x, y), ratios([a, b], [b, c], [d, e], [e, f])],
        sim,
        vec![oriented(ctx.opposite, x, y), Cond::Longer([b, c], [a, b])],
    )
}

/// Similar triangles have equal (or, if opposite, reversed) directed angles.
fn sim_angle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (x, y, sim) = triangles(ctx)?;
    gives(vec![sim], angles(ctx.sign(), x, y), vec![])
}

/// Similar triangles have proportional sides.
fn sim_ratio(ctx: &Ctx) -> Result<Instance, RuleError> {
    let ([a, b, c], [d, e, f], sim) = triangles(ctx)?;
    gives(vec![sim], ratios([a, b], [d, e], [a, c], [d, f]), vec![])
}
