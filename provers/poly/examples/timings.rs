//! How long the operations take: `cargo run --release -p euclase-poly --example timings`.

use euclase_poly::{MAX_TERMS, Mono, Poly, int};
use std::hint::black_box;
use std::time::Instant;

/// Prints the least time of some runs, in milliseconds.
fn time<T>(what: &str, runs: u32, f: impl Fn() -> T) -> T {
    let mut best = f64::INFINITY;
    let mut out = f();
    for _ in 0..runs {
        let start = Instant::now();
        out = black_box(f());
        best = best.min(start.elapsed().as_secs_f64() * 1e3);
    }
    println!("{what:<60} {best:10.4} ms");
    out
}

/// Some polynomial with as many terms, degree at most `degree`.
fn sample(seed: u64, vars: u32, terms: usize, degree: u32) -> Poly {
    let mut s = seed;
    let mut next = move |n: u64| {
        s = s.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (s >> 33) % n
    };
    let mut all = vec![];
    for _ in 0..terms {
        let m = (0..degree).map(|_| (next(u64::from(vars) + 1) as u32, 1)).filter(|p| p.0 < vars).collect::<Vec<_>>();
        all.push((Mono::new(m), int(next(199) as i64 - 99)));
    }
    Poly::from_terms(all)
}

fn products() {
    let s = Poly::var(0).add(&Poly::var(1)).add(&Poly::var(2));
    let p = time("(a+b+c)^12", 200, || s.pow(12, MAX_TERMS)).unwrap_or_default();
    time("(a+b+c)^12 = (a+b+c)^12", 200, || s.pow(12, MAX_TERMS).is_some_and(|q| q == p));
    for (vars, degree) in [(3, 20), (6, 8), (12, 6), (30, 5)] {
        let (a, b) = (sample(1, vars, 1000, degree), sample(2, vars, 1000, degree));
        let title = format!("{} terms · {} terms, {vars} variables, degree {degree}", a.len(), b.len());
        let c = time(&title, 5, || a.mul(&b));
        println!("    {} terms", c.as_ref().map_or(0, Poly::len));
        if let Some(c) = c.filter(|_| vars == 3) {
            time("    divided by one of them", 3, || c.div_exact(&a).is_some_and(|q| q == b));
        }
        time("    sum", 50, || a.add(&b));
    }
    let a = sample(1, 3, 1000, 20).scale(&(int(1 << 40) * int(1 << 40)));
    let a = a.add(&Poly::one());
    let b = sample(2, 3, 1000, 20);
    time(&format!("the same with numbers of {} bits", a.bits()), 3, || a.mul(&b));
}

fn main() {
    products();
}
