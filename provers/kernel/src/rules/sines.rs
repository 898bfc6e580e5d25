//! The law of sines along a chain of triangles.
//!
//! A corner (X, Y, Z) of a proper triangle says log YZ − log ZX = log|sin X| − log|sin Y|. In a chain the angle at Y of
//! each corner equals, up to sign, the angle at X of the next, so |sin| agrees there and the sum telescopes. If the first
//! triangle is proper, its angle at Y is not 0, so by the links (no ω is left) all of them are proper.

use super::build::{angles, log0, pair_sums, read_angle, same_up_to_sign};
use super::{Arity, Ctx, Instance, RuleError, RuleInfo, gives, q};
use crate::graph::bump;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use std::collections::BTreeMap;

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo { name: "law_of_sines", arity: Arity::Triples, two_forms: false, apply: closed },
    RuleInfo { name: "law_of_sines_known", arity: Arity::Triples, two_forms: false, apply: known },
    RuleInfo { name: "law_of_sines_angle", arity: Arity::Triples, two_forms: true, apply: angle },
];

/// The triangles of a chain.
fn corners(ctx: &Ctx) -> Vec<[Pt; 3]> {
    ctx.args.chunks_exact(3).map(|t| [t[0], t[1], t[2]]).collect()
}

/// Angle at Y of one corner = ± angle at X of another: minus if that is cited, else plus. (Either sign gives
/// equal sines; the driver looks the chosen premise up.)
fn link(ctx: &Ctx, [x, y, z]: [Pt; 3], [u, v, w]: [Pt; 3]) -> Fact {
    let minus = angles(-1, [y, z, x], [u, v, w]);
    let plus = angles(1, [y, z, x], [u, v, w]);
    let key = pair_sums(&minus);
    let cited =
        |p: &Fact| matches!(p, Fact::Dir { turn, .. } if turn.is_integer()) && same_up_to_sign(&pair_sums(p), &key);
    if key.is_empty() || ctx.premises.iter().any(cited) { minus } else { plus }
}

fn links(ctx: &Ctx, chain: &[[Pt; 3]]) -> Vec<Fact> {
    chain.windows(2).map(|w| link(ctx, w[0], w[1])).collect()
}

/// Σ (log YZ − log ZX).
fn sum(chain: &[[Pt; 3]]) -> Vec<(i64, Pt, Pt)> {
    chain.iter().flat_map(|&[x, y, z]| [(1, y, z), (-1, z, x)]).collect()
}

/// The first triangle is proper.
fn proper(chain: &[[Pt; 3]]) -> Vec<Cond> {
    chain.iter().take(1).map(|&[x, y, z]| Cond::NotColl(x, y, z)).collect()
}

/// The chain closes: the sum is 0.
fn closed(ctx: &Ctx) -> Result<Instance, RuleError> {
    let chain = corners(ctx);
    let mut premises = links(ctx, &chain);
    premises.push(link(ctx, chain[chain.len() - 1], chain[0]));
    gives(premises, log0(&sum(&chain)), proper(&chain))
}

/// The first angle at X and the last at Y are known: the sum is log|sin first| − log|sin last|. The first
/// angle is not 0, so its triangle is proper.
fn known(ctx: &Ctx) -> Result<Instance, RuleError> {
    let chain = corners(ctx);
    let ([x, y, z], [u, v, w]) = (chain[0], chain[chain.len() - 1]);
    let (first, alpha) = read_angle(ctx, [x, y], [x, z])?;
    let (last, beta) = read_angle(ctx, [v, w], [v, u])?;
    let mut primes: BTreeMap<u64, _> = log_sine(&alpha)?;
    log_sine(&beta)?.into_iter().for_each(|(p, e)| bump(&mut primes, p, -e));
    let mut premises = links(ctx, &chain);
    premises.extend([first, last]);
    let Fact::Log { terms, .. } = log0(&sum(&chain)) else { return Err(RuleError::new("logarithms", "none")) };
    gives(premises, Fact::Log { terms, konst: primes.into_iter().collect() }, vec![])
}

/// The converse: when the sum is 0, the first and last angle have one |sin|, so they agree up to sign; the condition
/// excludes the other sign.
fn angle(ctx: &Ctx) -> Result<Instance, RuleError> {
    let chain = corners(ctx);
    let ([x, y, z], [u, v, w]) = (chain[0], chain[chain.len() - 1]);
    let mut premises = links(ctx, &chain);
    premises.push(log0(&sum(&chain)));
    let mut conditions = proper(&chain);
    if let Fact::Dir { terms, .. } = angles(-ctx.sign(), [x, y, z], [v, w, u]) {
        conditions.push(Cond::DirNe { terms, turn: q(0, 1) });
    }
    gives(premises, angles(ctx.sign(), [x, y, z], [v, w, u]), conditions)
}

/// log |sin| of an angle in half-turns, where it is a sum of logarithms of primes.
fn log_sine(turn: &Q) -> Result<BTreeMap<u64, Q>, RuleError> {
    let known = [
        (q(1, 2), vec![]),
        (q(1, 6), vec![(2, q(-1, 1))]),
        (q(1, 4), vec![(2, q(-1, 2))]),
        (q(1, 3), vec![(2, q(-1, 1)), (3, q(1, 2))]),
    ];
    let acute = turn.clone().min(q(1, 1) - turn);
    known.into_iter().find(|(t, _)| *t == acute).map(|(_, log)| log.into_iter().collect()).ok_or_else(|| {
        RuleError::new(
            "an angle of 30, 45, 60, 90, 120, 135 or 150 degrees",
            format!("another one at turn {}", turn.to_string().chars().take(20).collect::<String>()),
        )
    })
}
