//! Conditions that follow: from facts proved before the step that needs them, and from other conditions.
//!
//! The order matters, and the driver keeps it: a fact may be proved with the very condition that it would discharge. So a
//! discharge cites earlier steps and serves later ones, and what it needs itself is recorded like the conditions of a step.

use super::build::{distinct, equal, oriented, pair_sums, parallel, read_angle, read_vec, sorted};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, rule, two_forms};
use euclase_grammar::core::{Cond, Fact};
use num_traits::{Signed, Zero};

/// The table of rules for conditions.
pub(super) const RULES: &[RuleInfo<Cond>] = &[
    two_forms("sim_orient", 6, sim_orient),
    rule("angle_lines", 4, angle_lines),
    rule("line_move", 4, line_move),
    rule("parallel_move", 6, parallel_move),
    rule("circle_proper", 4, circle_proper),
    rule("pair_proper", 2, pair_proper),
    two_forms("order_turn", 4, order_turn),
    rule("parallel_turn", 4, parallel_turn),
    rule("kite_turn", 4, kite_turn),
    rule("mid_order", 3, mid_order),
    rule("vec_order", 3, vec_order),
];

type Inference = Result<Instance<Cond>, RuleError>;

/// Similar triangles are proper, and the fact says how they are turned.
fn sim_orient(ctx: &Ctx) -> Inference {
    let [a, b, c, d, e, f] = ctx.points()?;
    let (x, y) = ([a, b, c], [d, e, f]);
    gives(vec![Fact::Sim { a: x, b: y, opposite: ctx.opposite }], oriented(ctx.opposite, x, y), vec![])
}

/// dir(AB) − dir(CD) is a number other than 0. Both pairs are proper, as no number has an ω.
fn angle_lines(ctx: &Ctx) -> Inference {
    let [a, b, c, d] = ctx.points()?;
    let (premise, turn) = read_angle(ctx, [a, b], [c, d])?;
    if turn.is_zero() {
        return Err(RuleError::new("an angle other than 0", "0"));
    }
    gives(vec![premise], Cond::NotPara([a, b], [c, d]), vec![])
}

/// C on line AB, another point than A: a point off AB is off AC.
fn line_move(ctx: &Ctx) -> Inference {
    let [a, b, c, d] = ctx.points()?;
    gives(vec![Fact::Coll(a, b, c)], Cond::NotColl(a, c, d), vec![Cond::NotColl(a, b, d), Cond::Distinct(a, c)])
}

/// AB ∥ CD: what is not parallel to the one is not parallel to the other. (A≠B, so C≠D.)
fn parallel_move(ctx: &Ctx) -> Inference {
    let [a, b, c, d, e, f] = ctx.points()?;
    gives(vec![parallel(a, b, c, d)], Cond::NotPara([c, d], [e, f]), vec![Cond::NotPara([a, b], [e, f])])
}

/// Three distinct points of a proper circle are not collinear.
fn circle_proper(ctx: &Ctx) -> Inference {
    let [a, b, c, d] = ctx.points()?;
    gives(vec![Fact::Cyclic(a, b, c, d)], Cond::NotColl(a, b, c), distinct(&[a, b, c]))
}

/// An equation of directions or logarithms with AB, in which the pairs of the other sign are proper: the ω of AB, and others
/// of its sign, cannot add up to 0. Of lengths or squares: AB = r·CD with C≠D, or AB = r ≠ 0.
fn pair_proper(ctx: &Ctx) -> Inference {
    let [a, b] = ctx.points()?;
    let (premise, others) = ctx.cited("a cited equation with this pair", |f| {
        let mut sum = pair_sums(f);
        let sign = sum.remove(&sorted([a, b]))?.is_positive();
        let enough = match f {
            Fact::Len { konst, .. } | Fact::Sq { konst, .. } => sum.len() < 2 && konst.is_zero() == (sum.len() == 1),
            _ => {
                sum.retain(|_, k| k.is_positive() != sign);
                true
            }
        };
        enough.then(|| (f.clone(), sum))
    })?;
    let needs = others.into_keys().map(|[x, y]| Cond::Distinct(x, y)).collect();
    gives(vec![premise], Cond::Distinct(a, b), needs)
}

/// X and Y on one ray from A, or on opposite ones: so are the triangles with P.
fn order_turn(ctx: &Ctx) -> Inference {
    let [a, x, y, p] = ctx.points()?;
    let order = if ctx.opposite { Cond::Between(x, a, y) } else { Cond::Outside(x, a, y) };
    gives(vec![], oriented(ctx.opposite, [a, x, p], [a, y, p]), vec![order, Cond::NotColl(a, x, p)])
}

/// XY ∥ AB, X off AB: the line XY does not meet AB.
fn parallel_turn(ctx: &Ctx) -> Inference {
    let [a, b, x, y] = ctx.points()?;
    gives(vec![parallel(a, b, x, y)], Cond::SameOrient([a, b, x], [a, b, y]), vec![Cond::NotColl(a, b, x)])
}

/// Y is X or its mirror image in AB.
fn kite_turn(ctx: &Ctx) -> Inference {
    let [a, b, x, y] = ctx.points()?;
    gives(
        vec![equal(a, x, a, y), equal(b, x, b, y)],
        Cond::OppOrient([a, b, x], [a, b, y]),
        vec![Cond::NotColl(a, b, x), Cond::Distinct(x, y)],
    )
}

/// The midpoint of two points is between them.
fn mid_order(ctx: &Ctx) -> Inference {
    let [a, m, b] = ctx.points()?;
    gives(vec![Fact::Coll(a, m, b), equal(m, a, m, b)], Cond::Between(a, m, b), vec![Cond::Distinct(a, b)])
}

/// B − A = r(C − B) with r > 0; A≠B makes C≠B.
fn vec_order(ctx: &Ctx) -> Inference {
    let [a, b, c] = ctx.points()?;
    let (premise, r) = read_vec(ctx, [a, b, b, c])?;
    if !r.is_positive() {
        return Err(RuleError::new("a positive ratio", "one that is not"));
    }
    gives(vec![premise], Cond::Between(a, b, c), vec![Cond::Distinct(a, b)])
}
