//! Expansions of the dear rules (squares, vectors, ratios).

use crate::expand::no_rule;
use crate::extract::{ExtractError, Extractor};
use crate::pic::dir_gap;
use crate::state::{By, Reason, T, col};
use crate::values::branches;
use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::{One, ToPrimitive, Zero};

impl Extractor<'_> {
    pub(crate) fn expand_dear(&mut self, eq: u32, r: Reason, p: &[Pt]) -> Result<usize, ExtractError> {
        let time = eq;
        match r.by {
            By::RatioVec => {
                let [a, b, c] = [p[0], p[1], p[2]];
                let len = self.length_ratio((r.args[0], r.args[1]), (r.args[1], r.args[2]));
                self.geo("ratio_vec", &[a, b, c], false, &[len], time)
            }
            By::ParallelogramVec => self.geo("parallelogram_vec", &p[..4], false, &[], time),
            By::ParaVec => {
                let len = self.length_ratio((r.args[0], r.args[1]), (r.args[2], r.args[3]));
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
            By::SumColl => {
                self.geo("sum_coll", &p[..3], false, &[], time)?;
                self.geo("coll_dir", &p[..3], false, &[], time)
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
            By::Sines | By::SinesKnown | By::SinesAngle => self.sines(eq, r),
            By::Menelaus => self.geo("menelaus", &p[..6], false, &[], time),
            By::MenelausConv => {
                self.geo("menelaus_conv", &p[..6], r.opp, &[], time)?;
                self.geo("coll_dir", &[p[3], p[4], p[5]], false, &[], time)
            }
            By::RadicalAxis => {
                self.geo("radical_axis", &p[..7], false, &[], time)?;
                self.geo("coll_dir", &[p[4], p[5], p[6]], false, &[], time)
            }
            By::CevaConv => {
                self.geo("ceva_conv", &p[..7], r.opp, &[], time)?;
                self.geo("coll_dir", &[p[2], p[5], p[6]], false, &[], time)
            }
            By::Bisectors => self.geo("bisectors", &p[..4], false, &[], time),
            By::Ceva => self.geo("ceva", &p[..7], false, &[], time),
            By::BisectorRatio => self.geo("bisector_ratio", &p[..4], false, &[], time),
            By::BisectorRatioConv => self.geo("bisector_ratio_conv", &p[..4], false, &[], time),
            _ => Err(no_rule(r)),
        }
    }

    /// A chain of the law of sines: its links are stated with the sign of the picture.
    fn sines(&mut self, eq: u32, r: Reason) -> Result<usize, ExtractError> {
        let chain = self.s.sine_chains[r.how as usize].corners.clone();
        let p = crate::state::pt;
        let mut links = Vec::new();
        let closes = usize::from(r.by == By::Sines);
        for i in 0..chain.len() - 1 + closes {
            let ([x, y, z], [u, v, w]) = (chain[i], chain[(i + 1) % chain.len()]);
            // angle at Y: d(YZ) − d(YX); angle at U: d(UV) − d(UW)
            let pic = &self.s.pic;
            let (a, b) = (pic.d(y, z) - pic.d(y, x), pic.d(u, v) - pic.d(u, w));
            let plus = {
                let f = angle_link(1, [y, z, x], [u, v, w]);
                dir_gap(a, b) < 1e-8 && (f.is_trivial() || self.combination(&f, eq).is_some())
            };
            links.push(angle_link(if plus { 1 } else { -1 }, [y, z, x], [u, v, w]));
        }
        if r.by == By::SinesKnown {
            let ([x, y, z], [u, v, w]) = (chain[0], chain[chain.len() - 1]);
            for [a, b, c] in [[x, y, z], [v, w, u]] {
                let terms = vec![(1, p(a), p(b)), (-1, p(a), p(c))];
                let (turn, over) = self.multiple_turn(&terms, eq)?.ok_or_else(|| no_rule(r))?;
                let real = self.s.pic.d(a, b) - self.s.pic.d(a, c);
                let gap = |v: &Q| dir_gap(v.to_f64().unwrap_or(9.0), real);
                let turn = branches(&turn, over).min_by(|s, t| gap(s).total_cmp(&gap(t))).ok_or_else(|| no_rule(r))?;
                links.push(Fact::Dir { terms, turn });
            }
        }
        let args: Vec<Pt> = chain.iter().flatten().map(|&x| p(x)).collect();
        let name = match r.by {
            By::Sines => "law_of_sines",
            By::SinesKnown => "law_of_sines_known",
            _ => "law_of_sines_angle",
        };
        self.geo(name, &args, r.opp, &links, eq)
    }

    /// |p| − r·|q| = 0 with the simple r of the picture (the lengths are one cluster).
    fn length_ratio(&self, p: (u8, u8), q: (u8, u8)) -> Fact {
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

/// d(YZ) − d(YX) = ±(d(UV) − d(UW))
fn angle_link(sign: i64, [y, z, x]: [u8; 3], [u, v, w]: [u8; 3]) -> Fact {
    let p = crate::state::pt;
    Fact::Dir {
        terms: vec![(1, p(y), p(z)), (-1, p(y), p(x)), (-sign, p(u), p(v)), (sign, p(u), p(w))],
        turn: Q::zero(),
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
