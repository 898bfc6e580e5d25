//! Pairs whose lengths (or squared lengths) are in simple rational ratios.

use super::{Commensurable, Pic, TOL};

impl Pic {
    /// Recomputes the clusters of commensurable lengths and squares.
    pub fn finish(&mut self) {
        const LENGTHS: [(u16, u16); 7] = [(1, 1), (2, 1), (3, 2), (3, 1), (4, 3), (4, 1), (5, 2)];
        const SQUARES: [(u16, u16); 6] = [(1, 1), (2, 1), (3, 1), (4, 1), (4, 3), (5, 1)];
        self.clusters = self.clusters_by(&LENGTHS, 1.0);
        self.sq_clusters = self.clusters_by(&SQUARES, 2.0);
    }

    /// Clusters of pairs whose lengths to a power are in simple rational ratios.
    fn clusters_by(&self, ratios: &[(u16, u16)], power: f64) -> Vec<Commensurable> {
        let mut v: Vec<(f64, u32)> =
            (0..self.len.len()).filter(|&p| self.len[p] > 0.0).map(|p| (power * self.len[p].ln(), p as u32)).collect();
        v.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let n = v.len();
        // links to an earlier position with the ratio to it
        let mut base: Vec<(usize, u64, u64)> = (0..n).map(|i| (i, 1, 1)).collect();
        for &(a, b) in ratios {
            let shift = (a as f64 / b as f64).ln();
            let mut j = 0;
            for (i, at) in v.iter().enumerate() {
                let target = at.0 + shift;
                while j < n && v[j].0 < target - TOL {
                    j += 1;
                }
                let k = if (a, b) == (1, 1) { i + 1 } else { j };
                if k >= n || (v[k].0 - target).abs() > TOL {
                    continue;
                }
                // quantity[k] = a/b · quantity[i]
                let (ri, ai, bi) = root(&base, i);
                let (rk, ak, bk) = root(&base, k);
                if ri != rk {
                    let (num, den) = (bk * a as u64 * ai, ak * b as u64 * bi);
                    let g = gcd(num, den);
                    if num / g < 1000 && den / g < 1000 {
                        base[rk] = (ri, num / g, den / g);
                    }
                }
            }
        }
        let mut of_root: Vec<usize> = vec![usize::MAX; n];
        let mut clusters: Vec<Commensurable> = Vec::new();
        for (i, at) in v.iter().enumerate() {
            let (r, a, b) = root(&base, i);
            if a > 1000 || b > 1000 {
                continue;
            }
            if of_root[r] == usize::MAX {
                of_root[r] = clusters.len();
                clusters.push(Commensurable { pairs: Vec::new() });
            }
            clusters[of_root[r]].pairs.push((at.1, a as u16, b as u16));
        }
        clusters.retain(|c| c.pairs.len() > 1);
        clusters
    }
}

/// Root of a position with the ratio length/length[root].
fn root(base: &[(usize, u64, u64)], mut i: usize) -> (usize, u64, u64) {
    let (mut a, mut b) = (1u64, 1u64);
    while base[i].0 != i {
        a *= base[i].1;
        b *= base[i].2;
        let g = gcd(a, b);
        a /= g;
        b /= g;
        i = base[i].0;
    }
    (i, a, b)
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
