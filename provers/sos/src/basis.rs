//! Which monomials can occur in the squares: half the Newton polytope (Reznick 1978, theorem 1), seen from outside.

use euclase_poly::{Mono, Poly};
use std::collections::BTreeSet;

/// All monomials in `vars` variables with degrees in a range, rising; `None` beyond `cap`.
pub fn monomials(vars: u32, least: u64, most: u64, cap: usize) -> Option<Vec<Mono>> {
    fn go(v: u32, left: u64, powers: &mut Vec<(u32, u32)>, least: u64, most: u64, cap: usize, out: &mut Vec<Mono>) {
        if out.len() > cap {
            return;
        }
        if v == 0 {
            if most - left >= least {
                out.push(Mono::new(powers.iter().copied()));
            }
            return;
        }
        for e in 0..=left {
            powers.push((v - 1, e as u32));
            go(v - 1, left - e, powers, least, most, cap, out);
            powers.pop();
        }
    }
    let mut out = Vec::new();
    go(vars, most, &mut Vec::new(), least, most, cap, &mut out);
    out.sort();
    (out.len() <= cap).then_some(out)
}

/// A polytope by the greatest values that some directions take on it: a set that contains it, and little more.
pub struct Hull {
    limits: Vec<(Vec<i64>, i64)>,
}

impl Hull {
    /// The hull of the monomials of a polynomial.
    pub fn new(p: &Poly, vars: u32) -> Hull {
        let n = vars as usize;
        let reach: i64 = match n {
            0..=3 => 4,
            4 => 2,
            5..=6 => 1,
            _ => 0,
        };
        let mut directions: BTreeSet<Vec<i64>> = BTreeSet::new();
        if reach > 0 {
            let mut all: Vec<Vec<i64>> = vec![vec![]];
            for _ in 0..n {
                all = all.into_iter().flat_map(|d| (-reach..=reach).map(move |x| [&d[..], &[x]].concat())).collect();
            }
            directions.extend(all);
        } else if n <= 40 {
            for i in 0..n {
                for s in [-1, 1] {
                    let mut d = vec![0; n];
                    d[i] = s;
                    directions.insert(d.clone());
                    for j in 0..i {
                        d[j] = s;
                        directions.insert(d.clone());
                        d[j] = 0;
                    }
                }
            }
        }
        directions.insert(vec![1; n]);
        directions.insert(vec![-1; n]);
        let limits = directions.into_iter().map(|d| {
            let most = p.monomials().iter().map(|m| along(&d, m)).max().unwrap_or(0);
            (d, most)
        });
        Hull { limits: limits.collect() }
    }

    /// Whether `square² · factor` may be in the hull.
    pub fn admits(&self, square: &Mono, factor: &Mono) -> bool {
        self.limits.iter().all(|(d, most)| 2 * along(d, square) + along(d, factor) <= *most)
    }
}

fn along(direction: &[i64], m: &Mono) -> i64 {
    m.powers().map(|(v, e)| direction.get(v as usize).copied().unwrap_or(0) * i64::from(e)).sum()
}
