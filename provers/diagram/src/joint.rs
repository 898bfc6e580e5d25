//! All points at once: least squares over every hypothesis from random starts, for theorems that no order of
//! construction fits.

use crate::lm::Solver;
use crate::loci::P;
use crate::plan::Plan;
use crate::rng::Rng;
use crate::{ACCEPT, MAX_JOINT, NoFigure, Options, score};
use euclase_grammar::core::CoreTheorem;

/// Unknown-squared times equations that may be spent before giving up: about half a second.
const BUDGET: u64 = 60_000_000;

/// A picture and its residual; `partial` is the furthest that the point-by-point construction got.
pub fn draw(thm: &CoreTheorem, plan: &Plan, opts: &Options, partial: &[P]) -> Result<(Vec<P>, f64), NoFigure> {
    let n = plan.n;
    if n > MAX_JOINT {
        return Err(NoFigure::TooLarge { points: n });
    }
    let mut solver = Solver::new(plan.eqs.iter().collect(), (0..n as u32).collect());
    let cost_of_step = (4 * n * n * (plan.eqs.len() + n)) as u64 + 1000;
    let mut left = BUDGET;
    let mut best: Option<(f64, Vec<P>)> = None;
    let mut nearest: Option<(f64, Vec<P>)> = None;
    let (mut found, mut degenerate, mut unmet) = (0, false, None);
    for k in 0..u64::from(opts.attempts.max(1)) {
        let mut rng = Rng::new(opts.seed, (1 << 40) | k);
        let mut pts: Vec<P> = (0..n)
            .map(|i| {
                let near = match (opts.hints && k == 0, plan.hint(i)) {
                    (true, Some(h)) => return h,
                    _ if k % 2 == 1 => partial.get(i).copied().filter(|p| p[0].is_finite()),
                    _ => None,
                };
                let mut g = || plan.unit * (rng.unit() + rng.unit() + rng.unit() - 1.5);
                let d = [g(), g()];
                near.map_or(d, |p| [p[0] + 0.1 * d[0], p[1] + 0.1 * d[1]])
            })
            .collect();
        let rounds = 60;
        left = left.saturating_sub(rounds * cost_of_step / 2);
        solver.run(&mut pts, rounds as u32);
        let residual = plan.polish(&mut pts);
        if nearest.as_ref().is_none_or(|b| residual < b.0) {
            nearest = Some((residual, pts.clone()));
        }
        if residual < ACCEPT {
            match (plan.broken(&pts), score::score(&pts)) {
                (None, Some(s)) => {
                    found += 1;
                    if best.as_ref().is_none_or(|b| s > b.0) {
                        best = Some((s, pts));
                    }
                    if found >= opts.samples.min(3) || (opts.hints && k == 0 && plan.has_hints()) {
                        break;
                    }
                }
                (None, None) => degenerate = true,
                (Some(c), _) => unmet = unmet.or(Some(c)),
            }
        }
        if left == 0 {
            break;
        }
    }
    if let Some((_, pts)) = best {
        let residual = plan.worst(&pts).1;
        return Ok((pts, residual));
    }
    if let Some(index) = unmet {
        return Err(NoFigure::Condition { index, text: thm.conds[index].origin.text.clone() });
    }
    if degenerate {
        return Err(NoFigure::Degenerate);
    }
    let (index, residual) = nearest.map_or((0, 1.0), |(_, pts)| plan.worst(&pts));
    let text = thm.hyps.get(index).map_or(String::new(), |h| h.origin.text.clone());
    Err(NoFigure::Hypothesis { index, residual, text })
}
