//! The bridge between undirected angles (0 to 1 half-turn, real numbers) and directions (modulo 1).
//!
//! For a counter-clockwise triangle QPR, dir(QR) − dir(QP) = ∠PQR modulo 1; for a clockwise one
//! it is −∠PQR. The points of both rules are triples P, Q, R, one for each angle of the `Ang` fact, *written so
//! that all the triangles QPR have one orientation* (∠PQR and ∠RQP are the same angle). With relative
//! orientations alone the equation may be turned over as a whole, which changes nothing when its constant is 0 or ½.

use super::build::dir;
use super::{Arity, Ctx, Instance, RuleError, RuleInfo, gives, q};
use crate::graph::bump;
use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};
use std::collections::BTreeMap;

pub(super) const RULES: &[RuleInfo] = &[
    RuleInfo { name: "ang_dir", arity: Arity::Triples, two_forms: false, apply: ang_dir },
    RuleInfo { name: "dir_ang", arity: Arity::Triples, two_forms: false, apply: dir_ang },
];

/// An angle equation `Σ k·∠ = konst` with coprime integers k, angles in the order of the arguments.
struct Angles {
    terms: Vec<(i64, [Pt; 3])>,
    konst: Q,
}

/// Matches an `Ang` fact with the triples, each angle once, and scales it to coprime integers.
fn align(args: &[Pt], fact: &Fact) -> Option<Angles> {
    let Fact::Ang { terms, konst } = fact else { return None };
    let key = |[p, q, r]: [Pt; 3]| [p.min(r), q, p.max(r)];
    let mut sum: BTreeMap<[Pt; 3], Q> = BTreeMap::new();
    terms.iter().for_each(|(c, a)| bump(&mut sum, key(*a), c.clone()));
    let lcm = sum.values().fold(num_bigint::BigInt::one(), |l, c| l.lcm(c.denom()));
    let gcd = sum.values().fold(num_bigint::BigInt::zero(), |g, c| g.gcd(&(c * &lcm).to_integer()));
    if gcd.is_zero() {
        return None;
    }
    let scale = Q::new(lcm, gcd);
    let mut out = Vec::new();
    for t in args.chunks_exact(3) {
        let triple = [t[0], t[1], t[2]];
        out.push((
            (sum.remove(&key(triple))? * &scale).to_integer().to_i64().filter(|k| k.unsigned_abs() < 1 << 40)?,
            triple,
        ));
    }
    sum.is_empty().then(|| Angles { terms: out, konst: konst * scale })
}

impl Angles {
    /// The equation of directions.
    fn directions(&self) -> Fact {
        let terms: Vec<_> = self.terms.iter().flat_map(|&(k, [p, q, r])| [(k, q, r), (-k, q, p)]).collect();
        dir(&terms, self.konst.clone())
    }

    /// All triangles alike, and counter-clockwise where the constant is neither 0 nor ½ modulo 1.
    fn orientations(&self) -> Vec<Cond> {
        let mut triangles = self.terms.iter().map(|(_, [p, q, r])| [*q, *p, *r]);
        let Some(first) = triangles.next() else { return vec![] };
        let mut conds: Vec<Cond> = triangles.map(|t| Cond::SameOrient(first, t)).collect();
        if !(&self.konst * q(2, 1)).is_integer() {
            conds.push(Cond::Positive(first));
        }
        conds
    }
}

/// An equation of undirected angles becomes one of directions. A single angle of 0, 90° or 180° has no
/// orientation to speak of; its sides must be proper.
fn ang_dir(ctx: &Ctx) -> Result<Instance, RuleError> {
    let (premise, angles) =
        ctx.cited("a cited equation of just these angles", |f| Some((f.clone(), align(ctx.args, f)?)))?;
    let mut conditions = angles.orientations();
    if conditions.is_empty() {
        conditions =
            angles.terms.iter().flat_map(|(_, [p, q, r])| [Cond::Distinct(*q, *p), Cond::Distinct(*q, *r)]).collect();
    }
    gives(vec![premise], angles.directions(), conditions)
}

/// The converse: modulo 1 the equation holds, so its two sides differ by an integer. The condition that they
/// differ by less than 1 is recorded unless the ranges of the angles (strictly between 0 and 1) give it.
fn dir_ang(ctx: &Ctx) -> Result<Instance, RuleError> {
    let claim = ctx.claim.cloned().ok_or_else(|| RuleError::new("the claimed equation of angles", "no claim"))?;
    let angles = align(ctx.args, &claim)
        .ok_or_else(|| RuleError::new("a claim about just these angles", "a claim of another shape"))?;
    let mut conditions = angles.orientations();
    // A single angle that is a multiple of 90°: the premise says all of 90°, the order tells 0° from 180°.
    if let ([(k, [p, q, r])], true) = (&angles.terms[..], conditions.is_empty()) {
        let value = &angles.konst * super::q(*k, 1);
        let conditions = match () {
            () if value == super::q(1, 2) => vec![],
            () if value.is_zero() => vec![Cond::Outside(*p, *q, *r)],
            () if value.is_one() => vec![Cond::Between(*p, *q, *r)],
            () => return Err(RuleError::new("an angle from 0 to 1 half-turn", "another value")),
        };
        return gives(vec![angles.directions()], claim, conditions);
    }
    let total = |positive: bool| -> i128 {
        angles.terms.iter().map(|(k, _)| i128::from(*k)).filter(|k| k.is_positive() == positive).sum()
    };
    let one = Q::one();
    let (low, high) =
        (Q::from_integer(total(false).into()) - &angles.konst, Q::from_integer(total(true).into()) - &angles.konst);
    if low < -one.clone() || high > one {
        let terms = angles.terms.iter().map(|(k, t)| (q(*k, 1), *t)).collect();
        conditions.push(Cond::AngWithin { terms, konst: angles.konst.clone() });
    }
    gives(vec![angles.directions()], claim, conditions)
}
