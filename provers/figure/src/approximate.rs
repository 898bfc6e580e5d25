//! Approximate figures: every equation nearly holds, every strict statement holds clearly.
//!
//! Where hypotheses depend on each other in a way that is not recognised, no enclosure can be shown. Then an equation F = 0 is
//! asked to hold up to 1e-60: |F| ≤ 1e-60·|∇F|, the distance to where it holds, to first order; so
//! neither the figure's size nor the way of writing the equation counts. Strict statements are decided on boxes of
//! radius 1e-20. Together this is overwhelming evidence, and no proof.

use crate::blocks::derivative;
use crate::iv::Iv;
use crate::problem::Problem;
use crate::truth::Picture;
use crate::{Declined, Doubt};
use euclase_grammar::core::{Fact, Q};
use euclase_kernel::cert::Figure;
use num_bigint::BigInt;
use num_traits::Zero;

/// Boxes of radius 1e-20 around a figure whose equations hold up to 1e-60.
pub(crate) fn picture(problem: &Problem, figure: &Figure) -> Result<Picture, Declined> {
    let narrow = Picture { exact: vec![None; figure.points.len()], ..Picture::exact(&figure.points) };
    let margin = tenth_to(20);
    let boxes = narrow.boxes.iter().map(|b| [b[0].widen(&margin), b[1].widen(&margin)]).collect();
    let wide = Picture { boxes, exact: vec![None; figure.points.len()] };
    for (source, fact) in &problem.facts {
        if !nearly(fact, &narrow) {
            let doubt = if wide.fails(fact) { Doubt::Wrong } else { Doubt::Straddles };
            return Err(Declined::Fact(*source, doubt));
        }
        if !wide.side(fact) {
            return Err(Declined::Fact(*source, Doubt::Straddles));
        }
    }
    Ok(wide)
}

/// 10^-n.
fn tenth_to(n: u32) -> Iv {
    Iv::from_q(&Q::new(1.into(), BigInt::from(10).pow(n)))
}

/// Every equation of the fact holds up to 1e-60.
fn nearly(fact: &Fact, picture: &Picture) -> bool {
    // per equation: its value, and the greatest lower bound of the size of a derivative
    let mut seen: Vec<(Iv, Iv)> = Vec::new();
    for x in fact.points() {
        for (k, e) in derivative(fact, x, picture).into_iter().enumerate() {
            if k == seen.len() {
                seen.push((e.v.clone(), Iv::from_q(&Q::zero())));
            }
            for d in &e.d {
                let d = d.abs();
                if d.sub(&seen[k].1).sign() == Some(1) {
                    seen[k].1 = d;
                }
            }
        }
    }
    let holds = |(v, slope): &(Iv, Iv)| slope.mul(&tenth_to(60)).sub(&v.abs()).sign() == Some(1);
    !seen.is_empty() && seen.iter().all(holds)
}
