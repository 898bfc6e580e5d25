//! Numbers at which the facts hold, in floating point: what fails at one of them is not worth an attempt.
//!
//! They choose and prove nothing. The sequence is fixed, so that a run is like the last one.

use crate::facts::Facts;
use crate::terms::{Literal, Opaque, Sign, Terms};
use euclase_poly::Poly;
use num_traits::ToPrimitive;

/// How many points are tried, and how many are kept.
const TRIED: usize = 600;
const KEPT: usize = 60;
/// Relative error up to which a fact holds, and beyond which a claim fails. (Where a sum of squares is about zero, the
/// squares' roots are less so.)
const FACT: f64 = 1e-12;
const CLAIM: f64 = 1e-5;

/// Points at which some facts hold: a value for every opaque term.
pub struct Samples {
    points: Vec<Vec<f64>>,
}

/// A fixed sequence of numbers from 0 to 1.
struct Sequence(u64);

impl Sequence {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }
}

impl Samples {
    /// Points for the facts.
    pub fn new(terms: &Terms, facts: &Facts) -> Samples {
        let positive: Vec<bool> = (0..terms.len() as u32)
            .map(|v| {
                let plain = Poly::var(v);
                facts.known.iter().any(|k| matches!(k.0.sign, Sign::Positive | Sign::NonNegative) && k.0.poly == plain)
            })
            .collect();
        let solved = solved_for(terms, facts);
        let mut random = Sequence(1);
        let mut points = Vec::new();
        for round in 0..TRIED {
            if points.len() >= KEPT {
                break;
            }
            let mut leaves: Vec<f64> = (0..terms.len())
                .map(|v| {
                    let (x, y) = (random.next(), random.next());
                    let size = match round % 5 {
                        0 => 2.0 * x,
                        1 => (6.0 * x - 3.0).exp(),
                        2 => 1.0 + 0.3 * (x - 0.5),
                        3 => (4.0 * x).floor(),
                        _ => (14.0 * x - 7.0).exp(),
                    };
                    let plus = positive.get(v) == Some(&true) || y < 0.5;
                    if plus { size } else { -size }
                })
                .collect();
            let mut all = values(terms, &leaves);
            for (v, e) in &solved {
                let Some(value) = root_in(e, *v, &all) else { break };
                if let Some(place) = leaves.get_mut(*v as usize) {
                    *place = value;
                }
                all = values(terms, &leaves);
            }
            if facts.known.iter().all(|k| holds(&k.0, &all, FACT))
                && facts.clauses.iter().all(|c| c.0.iter().any(|l| holds(l, &all, FACT)))
            {
                points.push(all);
            }
        }
        Samples { points }
    }

    /// Does it fail somewhere?
    pub fn refute(&self, l: &Literal) -> bool {
        self.points.iter().any(|p| !holds(l, p, CLAIM))
    }
}

/// Equations with a variable each for which they are solved.
fn solved_for(terms: &Terms, facts: &Facts) -> Vec<(u32, Poly)> {
    let mut out: Vec<(u32, Poly)> = Vec::new();
    for (e, _) in facts.equations() {
        let vars = e.vars();
        let plain = vars.iter().all(|v| matches!(terms.get(*v), Some(Opaque::Leaf(_))));
        let free = vars.iter().rev().find(|v| e.degree_in(**v) == 1 && !out.iter().any(|o| o.0 == **v));
        if let (true, Some(v)) = (plain, free) {
            out.push((*v, e.clone()));
        }
    }
    out
}

/// The value of a variable that makes a polynomial zero in which it is linear.
fn root_in(e: &Poly, v: u32, at: &[f64]) -> Option<f64> {
    let parts = e.coefficients_in(v)?;
    let [c, b] = parts.as_slice() else { return None };
    let x = -c.eval_f64(at) / b.eval_f64(at);
    x.is_finite().then_some(x)
}

/// The values of all terms from those of the leaves.
fn values(terms: &Terms, leaves: &[f64]) -> Vec<f64> {
    let mut out: Vec<f64> = Vec::with_capacity(leaves.len());
    for (v, leaf) in leaves.iter().enumerate() {
        // What stands inside has the smaller number.
        let of = |p: &Poly| {
            let mut at = out.clone();
            at.resize(leaves.len(), 0.0);
            p.eval_f64(&at)
        };
        let value = match terms.get(v as u32) {
            None | Some(Opaque::Leaf(_)) => *leaf,
            Some(Opaque::Inverse(p)) => 1.0 / of(p),
            Some(Opaque::Root(n, p)) => {
                let x = of(p);
                let root = x.abs().powf(1.0 / n.to_f64().unwrap_or(1.0));
                if x >= 0.0 {
                    root
                } else if n % 2 == 1 {
                    -root
                } else {
                    f64::NAN
                }
            }
            Some(Opaque::Abs(p)) => of(p).abs(),
            Some(Opaque::Power(a, u)) => of(a).powf(of(u)),
            Some(Opaque::Min(a, b)) => of(a).min(of(b)),
            Some(Opaque::Max(a, b)) => of(a).max(of(b)),
        };
        out.push(value);
    }
    out
}

/// Does it hold, about?
fn holds(l: &Literal, at: &[f64], close: f64) -> bool {
    let x = l.poly.eval_f64(at);
    let size: f64 = l.poly.terms().map(|(m, c)| term_size(m, at) * c.to_f64().unwrap_or(0.0).abs()).sum();
    // What is not defined there is no fact, and refutes nothing.
    if !x.is_finite() {
        return close > FACT;
    }
    let error = close * size;
    match l.sign {
        Sign::Zero => x.abs() <= error,
        Sign::NonZero => true,
        Sign::NonNegative | Sign::Positive => x >= -error,
    }
}

fn term_size(m: &euclase_poly::Mono, at: &[f64]) -> f64 {
    m.powers().map(|(v, e)| at.get(v as usize).map_or(0.0, |x| x.abs().powi(e as i32))).product()
}
