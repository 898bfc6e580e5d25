//! Figures of a theorem, to hold accepted certificates against.
//!
//! Several kinds, because each finds other faults: roomy figures on every branch, scattered ones (from random suggestions, which
//! choose arcs, sides and order evenly), and special ones (two points made one, three collinear, equal lengths, right angles, as far
//! as the hypotheses allow), in which conditions fail that a sloppy kernel might not have asked for.

use crate::figure::{cross, len, sub};
use euclase_diagram::{Options, draw, eval, figures, rng::Rng};
use euclase_grammar::core::{Cond, CoreTheorem, DeclCond, Fact, Hyp, Origin, Pt};

/// A point of a figure.
pub type V = [f64; 2];

/// How many figures of each kind.
#[derive(Clone, Copy, Debug)]
pub struct Amount {
    /// other seeds, all branches
    pub roomy: usize,
    /// from random suggestions
    pub scattered: usize,
    /// attempts at special ones
    pub special: usize,
}

/// For the test that everyone runs.
pub const FEW: Amount = Amount { roomy: 4, scattered: 4, special: 8 };
/// For the long run.
pub const MANY: Amount = Amount { roomy: 8, scattered: 8, special: 24 };

/// Attempts at one figure.
const ATTEMPTS: u32 = 6;

/// Figures of the statement's points; `first` is one of them, if there is one.
pub fn figures_of(thm: &CoreTheorem, first: Option<&[V]>, amount: Amount) -> Vec<Vec<V>> {
    let given = thm.statement_points;
    let mut out: Vec<Vec<V>> = first.map(<[V]>::to_vec).into_iter().collect();
    let blind = Options { seed: 1, attempts: ATTEMPTS, samples: 1, hints: false, any_branch: true, prefer_goal: false };
    let many = Options { attempts: 2 * amount.roomy as u32, ..blind.clone() };
    out.extend(figures(thm, &many).take(amount.roomy).map(|f| f.pts));
    let (middle, reach) = extent(out.first().map_or(&[], |v| &v[..]), given);
    let mut rng = Rng::new(2, thm.points.len() as u64);
    let mut suggesting = thm.clone();
    for seed in 0..amount.scattered as u64 {
        let r = reach * rng.range(0.3, 1.0);
        suggesting.coords =
            (0..given as u32).map(|p| (Pt(p), middle[0] + rng.range(-r, r), middle[1] + rng.range(-r, r))).collect();
        out.extend(draw(&suggesting, &Options { seed, hints: true, ..blind.clone() }).ok().map(|f| f.pts));
    }
    for seed in 0..amount.special as u64 {
        let Some(fact) = coincidence(&mut rng, thm) else { continue };
        let mut special = thm.clone();
        special.hyps.push(Hyp { fact, origin: Origin::default() });
        let opts = Options { seed, attempts: 3, ..blind.clone() };
        out.extend(draw(&special, &opts).ok().map(|f| f.pts));
    }
    for v in &mut out {
        v.truncate(given);
    }
    out.retain(|v| v.len() == given && readable(v) && satisfies(thm, v));
    out
}

/// Figures in which further conditions hold.
pub fn figures_with(thm: &CoreTheorem, conds: &[Cond]) -> Vec<Vec<V>> {
    let mut with = thm.clone();
    let about = |c: &&Cond| c.points().iter().all(|p| p.ix() < thm.statement_points);
    with.conds.extend(conds.iter().filter(about).map(|c| DeclCond {
        cond: c.clone(),
        origin: Origin::default(),
        explicit: true,
    }));
    figures_of(&with, None, Amount { roomy: 3, scattered: 4, special: 0 })
}

/// Hypotheses and declared conditions hold clearly.
fn satisfies(thm: &CoreTheorem, v: &[V]) -> bool {
    thm.hyps.iter().all(|h| eval::fact_holds(v, &h.fact))
        && thm.conds.iter().all(|c| eval::cond_holds(v, &c.cond) == Some(true))
}

fn extent(v: &[V], given: usize) -> (V, f64) {
    if v.is_empty() {
        return ([0.0; 2], 2.0);
    }
    let v = &v[..given.min(v.len())];
    let n = v.len().max(1) as f64;
    ([0, 1].map(|i| v.iter().map(|p| p[i]).sum::<f64>() / n), eval::size(v).max(0.5))
}

/// A fact that a general figure does not have.
fn coincidence(rng: &mut Rng, thm: &CoreTheorem) -> Option<Fact> {
    let n = thm.statement_points;
    if n < 3 {
        return None;
    }
    let mut p: Vec<Pt> = (0..n as u32).map(Pt).collect();
    rng.shuffle(&mut p);
    let [a, b, c, d] = [p[0], p[1], p[2], p[3 % n]];
    Some(match rng.below(6) {
        0 | 1 => Fact::Same(a, b),
        2 => Fact::Coll(a, b, c),
        3 => Fact::cong(a, b, a, c),
        4 => Fact::perp(a, b, a, c),
        _ => Fact::para(a, b, c, d),
    })
}

/// Points are one or apart, triples are collinear or clearly not: what lies between is below the rounding of floating-point
/// numbers, and says nothing.
pub fn readable(v: &[V]) -> bool {
    let size = eval::size(v);
    let far = v.iter().all(|p| p[0].is_finite() && p[1].is_finite() && p[0].abs() < 1e3 && p[1].abs() < 1e3);
    let apart = |a: &V, b: &V| !(1e-9 * size..2e-4 * size).contains(&len(*a, *b));
    let bent = |a: &V, b: &V, c: &V| {
        let x = cross(sub(*b, *a), sub(*c, *a)).abs() / (size * size);
        !(1e-10..1e-6).contains(&x)
    };
    far && v.iter().enumerate().all(|(i, a)| {
        v[i + 1..].iter().enumerate().all(|(j, b)| apart(a, b) && v[i + j + 2..].iter().all(|c| bent(a, b, c)))
    })
}
