//! Ratios on lines: parallels, transversals, cevians, bisectors.

use super::build::{dir0, log0, parallel, ratios};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, rule, two_forms};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[
    rule("thales3", 6, thales3),
    two_forms("thales3_conv", 6, thales3_conv),
    rule("intercept", 5, intercept),
    two_forms("intercept_conv", 5, intercept_conv),
    rule("menelaus", 6, menelaus),
    two_forms("menelaus_conv", 6, menelaus_conv),
    rule("ceva", 7, ceva),
    two_forms("ceva_conv", 7, ceva_conv),
    rule("bisector_ratio", 4, bisector_ratio),
    rule("bisector_ratio_conv", 4, bisector_ratio_conv),
];

/// Projection along the common direction v of AD, BE, CF. AB is not parallel to v (D is off it), so A and B, hence D
/// and E, lie on different parallels, and DE is not parallel to v: on both lines the projection keeps ratios.
/// B≠E and C≠F by the premises; B=C would put ω on one side only of a ratio.
fn thales3(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d, e, f] = ctx.points()?;
    gives(
        vec![Fact::Coll(a, b, c), Fact::Coll(d, e, f), parallel(a, d, b, e), parallel(a, d, c, f)],
        ratios([a, b], [b, c], [d, e], [e, f]),
        vec![Cond::NotColl(a, b, d), Cond::Distinct(b, c)],
    )
}

/// With equal *signed* ratios C − B = k(B − A) and F − E = k(E − D), so
/// C − F = (1+k)(B − E) − k(A − D) has the direction of AD and BE. The conditions give k its sign, alike on both lines.
fn thales3_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d, e, f] = ctx.points()?;
    let order = if ctx.opposite { Cond::Outside } else { Cond::Between };
    gives(
        vec![Fact::Coll(a, b, c), Fact::Coll(d, e, f), parallel(a, d, b, e), ratios([a, b], [b, c], [d, e], [e, f])],
        parallel(c, f, a, d),
        vec![order(a, b, c), order(d, e, f), Cond::Distinct(c, f)],
    )
}

/// The intercept theorem with apex O: A, B on one line through O and C, D on another. With B − O = t(A − O) and
/// D − O = s(C − O), BD parallel to AC gives t = s, as A − O and C − O are independent; AB/OA = |t − 1| = CD/OC.
/// B≠D by the premise, hence B≠O; C≠D as t ≠ 1.
fn intercept(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [o, a, b, c, d] = ctx.points()?;
    gives(
        vec![Fact::Coll(o, a, b), Fact::Coll(o, c, d), parallel(a, c, b, d)],
        ratios([o, a], [a, b], [o, c], [c, d]),
        vec![Cond::NotColl(o, a, c), Cond::Distinct(a, b)],
    )
}

/// Its converse: the order gives t − 1 its sign (plus when A is between O and B), alike on both lines, so
/// t = s and B − D = t(A − C), t ≠ 0 as B≠O. (A=C gives B=D and ω on both sides.)
fn intercept_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [o, a, b, c, d] = ctx.points()?;
    let order = if ctx.opposite { Cond::Outside } else { Cond::Between };
    gives(
        vec![Fact::Coll(o, a, b), Fact::Coll(o, c, d), ratios([o, a], [a, b], [o, c], [c, d])],
        parallel(a, c, b, d),
        vec![order(o, a, b), order(o, c, d)],
    )
}

/// `AF/FB · BD/DC · CE/EA = 1`.
fn product([a, b, c, d, e, f]: [Pt; 6]) -> Fact {
    log0(&[(1, a, f), (-1, f, b), (1, b, d), (-1, d, c), (1, c, e), (-1, e, a)])
}

/// D, E, F on the side lines.
fn on_sides([a, b, c, d, e, f]: [Pt; 6]) -> Vec<Fact> {
    vec![Fact::Coll(b, c, d), Fact::Coll(c, a, e), Fact::Coll(a, b, f)]
}

/// The line through D and E passes through no vertex, so F differs from A and B.
fn menelaus(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, c, d, e, f] = ctx.points()?;
    let mut premises = on_sides(pts);
    premises.push(Fact::Coll(d, e, f));
    let ne = |p, q| Cond::Distinct(p, q);
    gives(premises, product(pts), vec![Cond::NotColl(a, b, c), ne(d, b), ne(d, c), ne(e, c), ne(e, a)])
}

/// The signed product must be −1: one point outside its side, or (opposite form) all three. (Should A, B, C be collinear,
/// so are D, E, F.)
fn menelaus_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, c, d, e, f] = ctx.points()?;
    let mut premises = on_sides(pts);
    premises.push(product(pts));
    let order = if ctx.opposite { Cond::Outside } else { Cond::Between };
    gives(premises, Fact::Coll(d, e, f), vec![order(b, d, c), order(c, e, a), Cond::Outside(a, f, b)])
}

/// P is off the side lines. (Should A, B, C be collinear, D=A, E=B, F=C, and the product is 1 as well.)
fn ceva(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d, e, f, p] = ctx.points()?;
    let pts = [a, b, c, d, e, f];
    let mut premises = on_sides(pts);
    premises.extend([Fact::Coll(a, d, p), Fact::Coll(b, e, p), Fact::Coll(c, f, p)]);
    gives(premises, product(pts), vec![Cond::NotColl(p, a, b), Cond::NotColl(p, b, c), Cond::NotColl(p, c, a)])
}

/// The signed product must be +1: all three points inside their sides, or (opposite form) F alone. P is the
/// common point of AD and BE, which are different lines; it is off the side lines, and CP parallel to AB would want AF/FB = −1.
/// (Should A, B, C be collinear, P is on their line too, unless D=A and E=B; then C is between A and B, and C=F.)
fn ceva_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d, e, f, p] = ctx.points()?;
    let pts = [a, b, c, d, e, f];
    let mut premises = on_sides(pts);
    premises.extend([Fact::Coll(a, d, p), Fact::Coll(b, e, p), product(pts)]);
    let order = if ctx.opposite { Cond::Outside } else { Cond::Between };
    gives(premises, Fact::Coll(c, f, p), vec![order(b, d, c), order(c, e, a), Cond::Between(a, f, b)])
}

/// The two sides of both rules on bisectors (internal or external) of the angle at A that meet BC in D.
fn bisector([a, b, c, d]: [Pt; 4]) -> (Fact, Fact) {
    (dir0(&[(1, a, b), (1, a, c), (-2, a, d)]), ratios([a, b], [a, c], [d, b], [d, c]))
}

/// D=B or D=C would make AB and AC one line.
fn bisector_ratio(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, c, d] = ctx.points()?;
    let (angle, ratio) = bisector(pts);
    gives(vec![Fact::Coll(b, c, d), angle], ratio, vec![Cond::NotColl(a, b, c)])
}

/// The points of BC with this ratio are the feet of the two bisectors. D=B or D=C would leave an ω.
fn bisector_ratio_conv(ctx: &Ctx) -> Result<Instance, RuleError> {
    let pts @ [a, b, c, d] = ctx.points()?;
    let (angle, ratio) = bisector(pts);
    gives(vec![Fact::Coll(b, c, d), ratio], angle, vec![Cond::NotColl(a, b, c)])
}
