//! How long the operations take: `cargo run --release -p euclase-poly --example timings`.

use euclase_poly::factor::factor;
use euclase_poly::groebner::{Element, Order, basis, derivation, is_member, membership, relation};
use euclase_poly::simplex::{Outcome, Program, Vector};
use euclase_poly::solve::{Solved, solve};
use euclase_poly::{MAX_TERMS, Mono, Poly, Problem, Work, farkas, int};
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

fn v(i: u32) -> Poly {
    Poly::var(i)
}

/// `Σ products of d neighbours` for all d, and the product of all minus 1.
fn cyclic(n: u32) -> Vec<Poly> {
    let product = |i: u32, d: u32| (0..d).filter_map(|k| v((i + k) % n).mul(&Poly::one())).collect::<Vec<_>>();
    let product = |i: u32, d: u32| Poly::product(&product(i, d)).unwrap_or_default();
    let mut all: Vec<Poly> = (1..n).map(|d| Poly::sum(&(0..n).map(|i| product(i, d)).collect::<Vec<_>>())).collect();
    all.push(product(0, n).sub(&Poly::one()));
    all
}

/// The system of Katsura in n + 1 variables.
fn katsura(n: i32) -> Vec<Poly> {
    let u = |i: i32| if i.abs() <= n { v(i.unsigned_abs()) } else { Poly::zero() };
    let mut all: Vec<Poly> = (0..n)
        .map(|m| {
            let terms: Vec<Poly> = (-n..=n).filter_map(|l| u(l).mul(&u(m - l))).collect();
            Poly::sum(&terms).sub(&u(m))
        })
        .collect();
    all.push(Poly::sum(&(-n..=n).map(u).collect::<Vec<_>>()).sub(&Poly::one()));
    all
}

fn size(all: &[Poly]) -> String {
    let terms: usize = all.iter().map(Poly::len).sum();
    format!("{terms} terms, {} bits", all.iter().map(Poly::bits).max().unwrap_or(0))
}

fn ideals() {
    let stop = || false;
    let plenty = || Work::new(1 << 38, &stop);
    for (name, eqs) in [
        ("cyclic 4", cyclic(4)),
        ("cyclic 5", cyclic(5)),
        ("cyclic 6", cyclic(6)),
        ("katsura 4", katsura(4)),
        ("katsura 5", katsura(5)),
        ("katsura 6", katsura(6)),
    ] {
        time(&format!("{name}: basis modulo a prime"), 1, || is_member(&v(0), &eqs, &mut plenty()));
        if name != "cyclic 6" && name != "katsura 6" {
            let found =
                time(&format!("{name}: basis with cofactors"), 1, || basis(&eqs, &Order::Grevlex, &mut plenty()));
            let of = |e: &Element| e.cofactors.clone();
            println!("    {}", found.map_or("none".into(), |b| size(&b.iter().flat_map(of).collect::<Vec<_>>())));
        }
    }
    // The medians of a triangle meet: coordinates of the corners are free, the meeting of two medians is on the third.
    let collinear = |p: (&Poly, &Poly), q: (&Poly, &Poly), r: (&Poly, &Poly)| {
        let left = q.0.sub(p.0).mul(&r.1.sub(p.1)).unwrap_or_default();
        left.sub(&q.1.sub(p.1).mul(&r.0.sub(p.0)).unwrap_or_default())
    };
    let corner: Vec<(Poly, Poly)> = (0..3).map(|i| (v(2 * i), v(2 * i + 1))).collect();
    let half = Poly::constant(euclase_poly::frac(1, 2));
    let middle = |i: usize, j: usize| {
        let sum = |a: &Poly, b: &Poly| a.add(b).mul(&half).unwrap_or_default();
        (sum(&corner[i].0, &corner[j].0), sum(&corner[i].1, &corner[j].1))
    };
    let (x, y) = (v(6), v(7));
    let (m, n, k) = (middle(1, 2), middle(0, 2), middle(0, 1));
    let line = |a: &(Poly, Poly), b: &(Poly, Poly)| collinear((&a.0, &a.1), (&b.0, &b.1), (&x, &y));
    let eqs = [line(&corner[0], &m), line(&corner[1], &n)];
    let goal = line(&corner[2], &k);
    let found = time("medians meet: membership", 5, || membership(&goal, &eqs, &mut plenty()));
    println!("    {}", found.map_or("none".into(), |c| size(&c)));
    // Symmetric functions: a + b + c = 0 gives 2(a⁴+b⁴+c⁴) = (a²+b²+c²)², and a⁷/7 = a²/2 · a⁵/5.
    let p = |k: u32| Poly::sum(&(0..3).filter_map(|i| v(i).pow(k, 9)).collect::<Vec<_>>());
    let seven = p(7).scale(&int(10)).sub(&p(2).mul(&p(5)).unwrap_or_default().scale(&int(7)));
    let found = time("a+b+c=0: 10 p7 = 7 p2 p5", 5, || membership(&seven, &[p(1)], &mut plenty()));
    println!("    {}", found.map_or("none".into(), |c| size(&c)));
    // xyz = 1 with x = a/b, …: cleared.
    let eqs = [
        v(0).mul(&v(4)).unwrap_or_default().sub(&v(3)),
        v(1).mul(&v(5)).unwrap_or_default().sub(&v(4)),
        v(2).mul(&v(3)).unwrap_or_default().sub(&v(5)),
        Poly::product(&[v(3), v(4), v(5), v(6)]).unwrap_or_default().sub(&Poly::one()),
    ];
    let goal = Poly::product(&[v(0), v(1), v(2)]).unwrap_or_default().sub(&Poly::one());
    let found = time("x=a/b, y=b/c, z=c/a: xyz=1", 5, || membership(&goal, &eqs, &mut plenty()));
    println!("    {}", found.map_or("none".into(), |c| size(&c)));
}

fn programs() {
    let stop = || false;
    for (columns, rows, entries) in [(300, 200, 4), (300, 200, 30), (1500, 400, 6)] {
        let mut s = 3u64;
        let mut next = move |n: u64| {
            s = s.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (s >> 33) % n
        };
        let mut vectors: Vec<Vector> = vec![];
        for _ in 0..columns {
            let mut v: Vector = (0..entries).map(|_| (next(rows) as u32, int(next(19) as i64 - 9))).collect();
            v.sort();
            v.dedup_by_key(|e| e.0);
            v.retain(|e| e.1 != int(0));
            vectors.push(v);
        }
        let mut sum = vec![int(0); rows as usize];
        for (i, v) in vectors.iter().enumerate() {
            v.iter().for_each(|(r, n)| sum[*r as usize] += n * int(i as i64 % 3));
        }
        let target: Vector =
            sum.into_iter().enumerate().map(|(r, n)| (r as u32, n)).filter(|e| e.1 != int(0)).collect();
        let mut p = Program { nonneg: vectors, target, ..Program::default() };
        for what in ["feasible", "not feasible"] {
            let title = format!("program, {columns} × {rows}, {entries} entries a column, {what}");
            let out = time(&title, 2, || p.solve(&mut Work::new(1 << 40, &stop)));
            println!(
                "    {}",
                match out {
                    Outcome::Feasible(l, _) => format!("{} columns used", l.len()),
                    Outcome::Infeasible(y) => format!("refuted by {} rows", y.len()),
                    Outcome::GaveUp => "gave up".into(),
                }
            );
            p.target.iter_mut().for_each(|e| e.1 = -e.1.clone());
        }
    }
}

fn inequalities() {
    let stop = || false;
    let (a, b, c) = (v(0), v(1), v(2));
    let two = int(2);
    let mul = |all: &[Poly]| Poly::product(all).unwrap_or_default();
    let positive: Vec<(Poly, bool)> = (0..3).map(|i| (v(i), true)).collect();
    let nesbitt = {
        let t = |x: &Poly, y: &Poly, z: &Poly| mul(&[x.clone(), x.add(y), x.add(z)]).scale(&two);
        Poly::sum(&[t(&a, &b, &c), t(&b, &c, &a), t(&c, &a, &b)])
            .sub(&mul(&[a.add(&b), b.add(&c), c.add(&a)]).scale(&int(3)))
    };
    let power = |p: &Poly, k: u32| p.pow(k, MAX_TERMS).unwrap_or_default();
    // Muirhead: Σ a⁴b² symmetric ≥ 6 a²b²c², and the fourth powers against products.
    let muirhead = {
        let t = |x: &Poly, y: &Poly| power(x, 4).mul(&power(y, 2)).unwrap_or_default();
        let all = [t(&a, &b), t(&b, &a), t(&a, &c), t(&c, &a), t(&b, &c), t(&c, &b)];
        Poly::sum(&all).sub(&mul(&[power(&a, 2), power(&b, 2), power(&c, 2)]).scale(&int(6)))
    };
    let amgm = Poly::sum(&[power(&a, 3), power(&b, 3), power(&c, 3)])
        .sub(&mul(&[a.clone(), b.clone(), c.clone()]).scale(&int(3)));
    for (name, goal) in [("Nesbitt", nesbitt), ("(4,2,0) ≥ (2,2,2)", muirhead), ("a³+b³+c³ ≥ 3abc", amgm)] {
        let p = Problem { vars: 3, eqs: vec![], ineqs: positive.clone(), goal, strict: false };
        let found = time(&format!("inequality: {name}"), 3, || farkas::prove(&p, &mut Work::new(1 << 36, &stop)));
        println!("    {}", found.map_or("none".into(), |c| format!("{} terms", c.terms.len())));
    }
}

fn factors() {
    let stop = || false;
    let (a, b, c, d) = (v(0), v(1), v(2), v(3));
    let one = Poly::one();
    let mul = |all: &[Poly]| Poly::product(all).unwrap_or_default();
    let power = |p: &Poly, k: u32| p.pow(k, MAX_TERMS).unwrap_or_default();
    let s = a.add(&b).add(&c);
    let sum = |k: u32| Poly::sum(&[power(&a, k), power(&b, k), power(&c, k)]);
    let quadrics: Vec<Poly> = (0..3).map(|i| sample(40 + i, 4, 12, 3)).collect();
    for (name, p) in [
        ("x¹² − 1", power(&a, 12).sub(&one)),
        ("x²⁴ − 1", power(&a, 24).sub(&one)),
        ("x¹⁶ + x + 1", power(&a, 16).add(&a).add(&one)),
        ("(a+b+c)³ − a³ − b³ − c³", power(&s, 3).sub(&sum(3))),
        ("(a+b+c)⁷ − a⁷ − b⁷ − c⁷", power(&s, 7).sub(&sum(7))),
        ("a³+b³+c³−3abc", sum(3).sub(&mul(&[a.clone(), b.clone(), c.clone()]).scale(&int(3)))),
        ("(ab+cd+1)(ac+bd+2)(ad+bc+3)", {
            let t = |w: &Poly, x: &Poly, y: &Poly, z: &Poly, n: i64| {
                mul(&[w.clone(), x.clone()]).add(&mul(&[y.clone(), z.clone()])).add(&Poly::int(n))
            };
            mul(&[t(&a, &b, &c, &d, 1), t(&a, &c, &b, &d, 2), t(&a, &d, &b, &c, 3)])
        }),
        ("three random of degree 3 in 4 variables", mul(&quadrics)),
        ("that, plus 1", mul(&quadrics).add(&one)),
    ] {
        let found =
            time(&format!("factors of {name} ({} terms)", p.len()), 2, || factor(&p, &mut Work::new(1 << 36, &stop)));
        println!(
            "    {}",
            found.map_or("none".into(), |f| format!("{} factors, complete: {}", f.factors.len(), f.complete))
        );
    }
}

fn systems() {
    let stop = || false;
    let plenty = || Work::new(1 << 36, &stop);
    let power_sum = |k: u32, n: u32| Poly::sum(&(0..n).filter_map(|i| v(i).pow(k, MAX_TERMS)).collect::<Vec<_>>());
    let of_values =
        |n: u32| (1..=n).map(move |k| power_sum(k, n).sub(&Poly::int((1..=i64::from(n)).map(|x| x.pow(k)).sum())));
    let three = |i: u32| Poly::product(&[v((i + 1) % 4), v((i + 2) % 4), v((i + 3) % 4)]).unwrap_or_default();
    for (name, eqs) in [
        ("IMO 1965, problem 4", (0..4).map(|i| v(i).add(&three(i)).sub(&Poly::int(2))).collect::<Vec<_>>()),
        ("power sums of 1, 2, 3, 4", of_values(4).collect()),
        ("katsura 2", katsura(2)),
    ] {
        let found = time(&format!("real solutions: {name}"), 3, || solve(&eqs, &mut plenty()));
        let count = |s: Solved| if let Solved::Real(r) = s { r.all.len().to_string() } else { "not all".into() };
        println!("    {} solutions", found.map_or("none".into(), count));
    }
    let eqs = [power_sum(1, 3), power_sum(2, 3).sub(&Poly::one())];
    let found = time("a+b+c=0, a²+b²+c²=1: a⁴+b⁴+c⁴", 5, || relation(&power_sum(4, 3), &eqs, &mut plenty()));
    println!("    {:?}", found.and_then(|r| r.value()).map(|q| q.to_string()));
    // Simson's theorem with coordinates: ABC and P on a circle, the feet of P on the sides are collinear.
    let at = |i: u32| (v(2 * i), v(2 * i + 1));
    let mul = |a: &Poly, b: &Poly| a.mul(b).unwrap_or_default();
    let [a, b, c, p, d, e, f] = std::array::from_fn(|i| at(i as u32));
    let line = |p: &(Poly, Poly), q: &(Poly, Poly), r: &(Poly, Poly)| {
        mul(&q.0.sub(&p.0), &r.1.sub(&p.1)).sub(&mul(&q.1.sub(&p.1), &r.0.sub(&p.0)))
    };
    let dot = |p: &(Poly, Poly), q: &(Poly, Poly), r: &(Poly, Poly), s: &(Poly, Poly)| {
        mul(&q.0.sub(&p.0), &s.0.sub(&r.0)).add(&mul(&q.1.sub(&p.1), &s.1.sub(&r.1)))
    };
    let on_circle = |x: &(Poly, Poly)| mul(&x.0, &x.0).add(&mul(&x.1, &x.1)).sub(&Poly::one());
    let mut eqs: Vec<Poly> = [&a, &b, &c, &p].map(on_circle).to_vec();
    for (foot, q, r) in [(&d, &b, &c), (&e, &c, &a), (&f, &a, &b)] {
        eqs.extend([line(q, r, foot), dot(&p, foot, q, r)]);
    }
    let sides = Poly::product(&[dot(&a, &b, &a, &b), dot(&b, &c, &b, &c), dot(&c, &a, &c, &a)]).unwrap_or_default();
    eqs.push(mul(&v(14), &sides).sub(&Poly::one()));
    let goal = line(&d, &e, &f);
    let found = time("Simson's theorem, 15 variables: derivation", 1, || derivation(&goal, &eqs, 300, &mut plenty()));
    println!("    {} steps", found.map_or(0, |f| f.steps.len()));
}

fn main() {
    systems();
    factors();
    programs();
    inequalities();
    products();
    ideals();
}
