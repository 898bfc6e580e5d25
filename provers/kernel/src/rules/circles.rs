//! Circles, inscribed and central angles, chords.
//!
//! Three distinct points of a proper circle are never collinear and determine it. So where the
//! premises put A, B, C on a proper circle, "pairwise distinct" is all that is needed.

use super::build::{angles, dir, dir0, distinct, equal, log0};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, q, rule, two_forms};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[
    rule("cyclic_trans", 7, cyclic_trans),
    rule("inscribed", 4, inscribed),
    rule("inscribed_conv", 4, inscribed_conv),
    rule("radius_circle", 5, radius_circle),
    rule("center_angle", 4, center_angle),
    rule("center_angle_conv", 4, center_angle_conv),
    two_forms("equal_arcs", 6, equal_arcs),
    two_forms("equal_chords", 6, equal_chords),
    rule("bisector_circle", 4, bisector_circle),
];

/// All four points are on the one circle through the distinct points A, B, C.
fn cyclic_trans(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, w, x, y, z] = ctx.points()?;
    let on = |p| Fact::Cyclic(a, b, c, p);
    gives(vec![on(w), on(x), on(y), on(z)], Fact::Cyclic(w, x, y, z), distinct(&[a, b, c]))
}

/// `dir(CA) − dir(CB) = dir(DA) − dir(DB)`.
fn inscribed_equation(a: Pt, b: Pt, c: Pt, d: Pt) -> Fact {
    dir0(&[(1, c, a), (-1, c, b), (-1, d, a), (1, d, b)])
}

/// The inscribed angle theorem with directed angles. A=B or C=D: both sides are equal anyway.
fn inscribed(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    let ne = |p, q| Cond::Distinct(p, q);
    gives(vec![Fact::Cyclic(a, b, c, d)], inscribed_equation(a, b, c, d), vec![ne(c, a), ne(c, b), ne(d, a), ne(d, b)])
}

/// Its converse. Since A, B, C are not collinear the common angle is not 0, so D is off the line
/// AB, and D≠A, D≠B by the premise; points that see AB under one directed angle ≠ 0 are on one circle.
fn inscribed_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    gives(vec![inscribed_equation(a, b, c, d)], Fact::Cyclic(a, b, c, d), vec![Cond::NotColl(a, b, c)])
}

/// Equal distances from O. (If they are 0, there is one point, and some proper circle contains it.)
fn radius_circle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [o, a, b, c, d] = ctx.points()?;
    gives(vec![equal(o, a, o, b), equal(o, a, o, c), equal(o, a, o, d)], Fact::Cyclic(a, b, c, d), vec![])
}

/// `dir(AB) − dir(AO) − dir(CB) + dir(CA) = 1/2`.
fn center_equation(o: Pt, a: Pt, b: Pt, c: Pt) -> Fact {
    dir(&[(1, a, b), (-1, a, o), (-1, c, b), (1, c, a)], q(1, 2))
}

/// With τ the tangent at A: dir τ = dir AO + 1/2, and dir AB − dir τ = dir CB − dir CA by the
/// angle between tangent and chord. O≠A because A≠B and OA=OB.
fn center_angle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [o, a, b, c] = ctx.points()?;
    gives(vec![equal(o, a, o, b), equal(o, a, o, c)], center_equation(o, a, b, c), distinct(&[a, b, c]))
}

/// Its converse. The premises entail A≠B (else ω or 0 = 1/2), then O≠A, C≠A, C≠B. The angle
/// dir CB − dir CA = dir AB − dir AO − 1/2 is not 0, as AO is not perpendicular to AB in an isosceles triangle OAB
/// (or O on AB), so C is on one circle through A and B: by `center_angle` the one around O.
fn center_angle_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [o, a, b, c] = ctx.points()?;
    gives(vec![equal(o, a, o, b), center_equation(o, a, b, c)], equal(o, c, o, a), vec![])
}

/// The premises of the two rules on chords: all points on one circle, that of A, B, P. A point
/// that is one of these needs no premise; where none is left, the condition says that there is one circle.
fn on_one_circle([a, b, p, c, d, r]: [Pt; 6]) -> (Vec<Fact>, Vec<Cond>) {
    let others: Vec<Pt> = [c, d, r].into_iter().filter(|x| ![a, b, p].contains(x)).collect();
    let conditions =
        if others.is_empty() { vec![Cond::NotColl(a, b, p)] } else { vec![Cond::Distinct(a, p), Cond::Distinct(b, p)] };
    (others.into_iter().map(|x| Fact::Cyclic(a, b, p, x)).collect(), conditions)
}

/// A chord of a circle of radius ρ is 2ρ·|sin| of any inscribed angle over it, and |sin| is a function of
/// the directed angle up to sign. R≠C and R≠D by the premise, as the angle APB is not 0.
fn equal_arcs(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, p, c, d, r] = ctx.points()?;
    let (mut premises, mut conditions) = on_one_circle(pts);
    conditions.insert(0, Cond::Distinct(a, b));
    premises.push(angles(ctx.sign(), [p, a, b], [r, c, d]));
    gives(premises, log0(&[(1, a, b), (-1, c, d)]), conditions)
}

/// Its converse: equal |sin| leaves the two signs, and the condition excludes the other one (and A=B, C=D, where
/// both angles are 0).
fn equal_chords(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, p, c, d, r] = ctx.points()?;
    let (mut premises, mut conditions) = on_one_circle(pts);
    premises.push(equal(a, b, c, d));
    conditions.extend([Cond::Distinct(r, c), Cond::Distinct(r, d)]);
    if let Fact::Dir { terms, .. } = angles(-ctx.sign(), [p, a, b], [r, c, d]) {
        conditions.push(Cond::DirNe { terms, turn: q(0, 1) });
    }
    gives(premises, angles(ctx.sign(), [p, a, b], [r, c, d]), conditions)
}

/// M on a bisector (either one) at A and on the perpendicular bisector of BC. As AB≠AC, A is not on the latter, so
/// the two lines differ and meet once at most: at the midpoint of an arc BC.
fn bisector_circle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, m] = ctx.points()?;
    gives(
        vec![equal(m, b, m, c), dir0(&[(2, a, m), (-1, a, b), (-1, a, c)])],
        Fact::Cyclic(a, b, c, m),
        vec![Cond::NotColl(a, b, c), Cond::Not(Box::new(equal(a, b, a, c)))],
    )
}
