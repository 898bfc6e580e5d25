//! Random polynomials with fixed seeds.
#![allow(dead_code)]

use euclase_poly::{Mono, Poly, Q, frac, int};

/// splitmix64.
pub struct Rng(pub u64);

impl Rng {
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.bits() % n
    }

    /// 0: a small whole number, 1: a small fraction, 2: a long fraction.
    pub fn rational(&mut self, kind: u32) -> Q {
        let n = self.below(19) as i64 - 9;
        match kind {
            0 => int(n),
            1 => frac(n, 1 + self.below(9) as i64),
            _ => int(self.bits() as i64) * int(self.bits() as i64) / int(1 + self.below(1 << 40) as i64),
        }
    }

    pub fn poly(&mut self, vars: u32, terms: usize, degree: u32, kind: u32) -> Poly {
        let mut all = vec![];
        for _ in 0..terms {
            let n = self.below(u64::from(degree) + 1);
            let mut m = Mono::one();
            for _ in 0..n {
                m = m.mul(&Mono::var(self.below(vars.into()) as u32));
            }
            all.push((m, self.rational(kind)));
        }
        Poly::from_terms(all)
    }
}
