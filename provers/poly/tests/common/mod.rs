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

/// The names that [`parse`] knows.
pub fn names() -> Vec<String> {
    ["x", "y", "z", "a", "b", "c", "d", "t", "u", "v", "w"].map(String::from).to_vec()
}

/// Reads sums of products of numbers and powers of names, with parentheses: `3/2*x^2*(y - 1) + 5`.
pub fn parse(text: &str) -> Poly {
    let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut at = 0;
    let p = sum(&chars, &mut at);
    assert_eq!(at, chars.len(), "{text}");
    p
}

fn sum(s: &[char], at: &mut usize) -> Poly {
    let mut total = Poly::zero();
    loop {
        let minus = match s.get(*at) {
            Some('-') => true,
            Some('+') => false,
            _ if total.is_zero() => {
                total = product(s, at);
                continue;
            }
            _ => return total,
        };
        *at += 1;
        let p = product(s, at);
        total = if minus { total.sub(&p) } else { total.add(&p) };
        if !matches!(s.get(*at), Some('+' | '-')) {
            return total;
        }
    }
}

fn product(s: &[char], at: &mut usize) -> Poly {
    let mut p = power(s, at);
    loop {
        match s.get(*at) {
            Some('*') => {
                *at += 1;
                p = p.mul(&power(s, at)).unwrap();
            }
            Some('/') => {
                *at += 1;
                p = p.scale(&power(s, at).constant_value().unwrap().recip());
            }
            _ => return p,
        }
    }
}

fn power(s: &[char], at: &mut usize) -> Poly {
    let number = |at: &mut usize| {
        let mut n = 0i64;
        while let Some(d) = s.get(*at).and_then(|c| c.to_digit(10)) {
            n = n * 10 + i64::from(d);
            *at += 1;
        }
        n
    };
    let base = match s[*at] {
        '(' => {
            *at += 1;
            let p = sum(s, at);
            assert_eq!(s[*at], ')');
            *at += 1;
            p
        }
        c if c.is_ascii_digit() => Poly::int(number(at)),
        c => {
            *at += 1;
            Poly::var(names().iter().position(|n| *n == c.to_string()).expect("a name") as u32)
        }
    };
    if s.get(*at) == Some(&'^') {
        *at += 1;
        return base.pow(number(at) as u32, 100_000).unwrap();
    }
    base
}
