//! Isosceles trapezoids, and points halfway between a point and a line.

use super::build::{dir, dir0, equal, log0, parallel};
use super::{Ctx, Instance, RuleError, RuleInfo, gives, q, rule};
use euclase_grammar::core::{Cond, Fact, Pt};

pub(super) const RULES: &[RuleInfo] = &[
    rule("iso_trapezoid", 4, iso_trapezoid),
    rule("halfway_feet", 8, halfway_feet),
    rule("halfway_mid", 8, halfway_mid),
];

/// Along AB take abscissas a, b, c, d, and h for the distance of the parallels. AD = BC says (d−a)² = (c−b)², and
/// d−a = c−b would make AD parallel to BC, so d−a = b−c, hence (c−a)² = (b−d)² and AC = BD. The condition also keeps the
/// parallels apart and A≠D (else B=C, and both directions were ω); it chooses the trapezoid, not the parallelogram.
fn iso_trapezoid(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, c, d] = ctx.points()?;
    let slanted = Cond::DirNe { terms: vec![(1, a, d), (-1, b, c)], turn: q(0, 1) };
    gives(vec![parallel(a, b, c, d), equal(a, d, b, c)], log0(&[(1, a, c), (-1, b, d)]), vec![slanted])
}

/// X is the foot of P on a line through V that bisects VP and the line AB through V: the mirror image P' of P
/// in VX lies on the line through V with direction 2·dir VX − dir VP = dir AB, and X is the midpoint of PP'. All pairs
/// are proper by the premises, so A≠B.
fn foot_on_bisector([a, b, p, v, x]: [Pt; 5]) -> [Fact; 3] {
    [Fact::Coll(a, b, v), dir(&[(1, p, x), (-1, v, x)], q(1, 2)), dir0(&[(2, v, x), (-1, v, p), (-1, a, b)])]
}

/// The distance of X from AB is half that of P, on the same side; likewise Y and Q. P=Q, or PQ is parallel to AB, so
/// X and Y are at one height over AB.
fn halfway_feet(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, p, v, x, r, w, y] = ctx.points()?;
    let mut premises = foot_on_bisector([a, b, p, v, x]).to_vec();
    premises.extend(foot_on_bisector([a, b, r, w, y]));
    level(premises, [a, b, p, r, x, y])
}

/// The same with Y the midpoint of Q and a point W of AB: collinear and equidistant, and Q≠W, since P is off AB (on it, X
/// would be P or V) and so is Q.
fn halfway_mid(ctx: &Ctx) -> Result<Instance, RuleError> {
    let [a, b, p, v, x, r, w, y] = ctx.points()?;
    let mut premises = foot_on_bisector([a, b, p, v, x]).to_vec();
    premises.extend([Fact::Coll(a, b, w), Fact::Coll(r, y, w), equal(y, r, y, w)]);
    level(premises, [a, b, p, r, x, y])
}

fn level(mut premises: Vec<Fact>, [a, b, p, r, x, y]: [Pt; 6]) -> Result<Instance, RuleError> {
    if p != r {
        premises.push(parallel(p, r, a, b));
    }
    gives(premises, parallel(x, y, a, b), vec![Cond::Distinct(x, y)])
}
