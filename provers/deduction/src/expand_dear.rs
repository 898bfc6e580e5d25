//! Expansions of the dear rules (squares, vectors, ratios).

use crate::expand::no_rule;
use crate::extract::{ExtractError, Extractor};
use crate::state::{By, Reason, T, col};
use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::{One, Zero};

impl Extractor<'_> {
    pub(crate) fn expand_dear(&mut self, eq: u32, r: Reason, p: &[Pt]) -> Result<usize, ExtractError> {
        let time = eq;
        match r.by {
            By::RatioVec => {
                let [a, b, c] = [p[0], p[1], p[2]];
                let len = self.length_ratio(eq, (r.args[0], r.args[1]), (r.args[1], r.args[2]));
                self.geo("ratio_vec", &[a, b, c], false, &[len], time)
            }
            By::ParallelogramVec => self.geo("parallelogram_vec", &p[..4], false, &[], time),
            By::ParaVec => {
                let len = self.length_ratio(eq, (r.args[0], r.args[1]), (r.args[2], r.args[3]));
                self.geo("para_vec", &p[..4], false, &[len], time)
            }
            By::VecDir | By::VecLen => {
                let [a, b, c, d] = [p[0], p[1], p[2], p[3]];
                let ratio = self.picture_ratio(eq, r);
                // (B − A) − r·(D − C) = 0
                let vec = Fact::Vec(vec![(Q::one(), b), (-Q::one(), a), (-ratio.clone(), d), (ratio, c)]).normalized();
                let name = if r.by == By::VecDir { "vec_dir" } else { "vec_len" };
                self.geo(name, &[a, b, c, d], false, &[vec], time)
            }
            By::VecSq => {
                let step = self.equation(r.how as u32)?;
                let vec = self.steps[step].claim.clone();
                self.geo("vec_sq", &p[..2], false, &[vec], time)
            }
            By::Thales => self.geo("thales3", &p[..6], false, &[], time),
            By::ThalesConv => self.geo("thales3_conv", &p[..6], r.opp, &[], time),
            By::Intercept => self.geo("intercept", &p[..5], false, &[], time),
            By::InterceptConv => self.geo("intercept_conv", &p[..5], r.opp, &[], time),
            By::IsoTrapezoid => self.geo("iso_trapezoid", &p[..4], false, &[], time),
            By::HalfwayFeet => self.geo("halfway_feet", &p[..8], false, &[], time),
            By::HalfwayMid => self.geo("halfway_mid", &p[..8], false, &[], time),
            By::Power => self.geo("power", &p[..7], false, &[], time),
            By::PowerTangent => self.geo("power_tangent", &p[..5], false, &[], time),
            By::Menelaus => self.geo("menelaus", &p[..6], false, &[], time),
            By::Ceva => self.geo("ceva", &p[..7], false, &[], time),
            By::BisectorRatio => self.geo("bisector_ratio", &p[..4], false, &[], time),
            By::BisectorRatioConv => self.geo("bisector_ratio_conv", &p[..4], false, &[], time),
            _ => Err(no_rule(r)),
        }
    }

    /// |p| − r·|q| = 0 with the simple r of the picture (the lengths are one cluster).
    fn length_ratio(&self, _eq: u32, p: (u8, u8), q: (u8, u8)) -> Fact {
        let r = simple_ratio(self.s.pic.l(p.0, p.1) / self.s.pic.l(q.0, q.1));
        Fact::Len {
            terms: vec![
                (Q::one(), crate::state::pt(p.0), crate::state::pt(p.1)),
                (-r, crate::state::pt(q.0), crate::state::pt(q.1)),
            ],
            konst: Q::zero(),
        }
    }

    /// The r of a vector equation between parallel segments, read off the logged row where that has it.
    fn picture_ratio(&self, eq: u32, r: Reason) -> Q {
        let e = self.s.eqs[eq as usize];
        let [a, b, c, d] = [r.args[0], r.args[1], r.args[2], r.args[3]];
        if e.table == T::Len {
            let row = self.s.terms_of(&e);
            let k = |x: u32| row.iter().filter(|t| t.0 == x).map(|t| t.1 as i64).sum::<i64>();
            return Q::new((-k(col(c, d))).into(), k(col(a, b)).into());
        }
        simple_ratio(self.s.pic.l(a, b) / self.s.pic.l(c, d))
    }
}

/// The fraction with denominator up to 1000 nearest to a positive number. A guess only: what is
/// made of it must be derivable exactly, or there is no proof.
fn simple_ratio(x: f64) -> Q {
    let mut best = (x.round().max(1.0) as i64, 1i64);
    for den in 1..=1000i64 {
        let num = (x * den as f64).round() as i64;
        if num > 0 && (num as f64 / den as f64 - x).abs() < 1e-8 * x {
            best = (num, den);
            break;
        }
    }
    Q::new(best.0.into(), best.1.into())
}
