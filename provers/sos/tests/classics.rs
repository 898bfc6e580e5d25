//! Inequalities that everybody knows, and some that are false.

use euclase_poly::{Poly, Problem, Q, frac};
use euclase_sos::{by_contradiction, by_order, prove};
use std::ops::{Add, Mul, Neg, Sub};

/// Polynomials with operators, for formulas.
#[derive(Clone)]
struct E(Poly);

impl Add for E {
    type Output = E;
    fn add(self, o: E) -> E {
        E(self.0.add(&o.0))
    }
}
impl Sub for E {
    type Output = E;
    fn sub(self, o: E) -> E {
        E(self.0.sub(&o.0))
    }
}
impl Mul for E {
    type Output = E;
    fn mul(self, o: E) -> E {
        E(self.0.mul(&o.0).unwrap())
    }
}
impl Neg for E {
    type Output = E;
    fn neg(self) -> E {
        E(self.0.neg())
    }
}

fn v(i: u32) -> E {
    E(Poly::var(i))
}

fn c(n: i64) -> E {
    E(Poly::int(n))
}

fn q(n: i64, d: i64) -> E {
    E(Poly::constant(frac(n, d)))
}

fn pow(e: E, k: u32) -> E {
    E(e.0.pow(k, 10_000).unwrap())
}

fn problem(vars: u32, ineqs: Vec<E>, goal: E) -> Problem {
    let ineqs = ineqs.into_iter().map(|e| (e.0, false)).collect();
    Problem { vars, eqs: vec![], ineqs, goal: goal.0, strict: false }
}

fn strictly(mut p: Problem) -> Problem {
    p.ineqs.iter_mut().for_each(|i| i.1 = true);
    p
}

fn never() -> bool {
    false
}

fn proved(p: &Problem) {
    let (certificate, story) = prove(p, 50, &never).expect("a certificate");
    certificate.check(p).unwrap();
    println!("{story:?}");
    // A certificate proves what it says and nothing else.
    let mut other = p.clone();
    other.goal = other.goal.sub(&Poly::constant(Q::new(1.into(), 1000.into())));
    assert!(certificate.check(&other).is_err());
}

fn abc() -> (E, E, E) {
    (v(0), v(1), v(2))
}

#[test]
fn squares_dominate_products() {
    let (a, b, c) = abc();
    let goal =
        pow(a.clone(), 2) + pow(b.clone(), 2) + pow(c.clone(), 2) - a.clone() * b.clone() - b * c.clone() - c * a;
    proved(&problem(3, vec![], goal));
}

#[test]
fn cauchy() {
    let dot = v(0) * v(3) + v(1) * v(4) + v(2) * v(5);
    let left = pow(v(0), 2) + pow(v(1), 2) + pow(v(2), 2);
    let right = pow(v(3), 2) + pow(v(4), 2) + pow(v(5), 2);
    proved(&problem(6, vec![], left * right - pow(dot, 2)));
}

#[test]
fn means_of_cubes() {
    let (a, b, d) = abc();
    let goal = pow(a.clone(), 3) + pow(b.clone(), 3) + pow(d.clone(), 3) - c(3) * a.clone() * b.clone() * d.clone();
    proved(&problem(3, vec![a, b, d], goal));
}

#[test]
fn motzkin() {
    let (x, y) = (v(0), v(1));
    let goal = pow(x.clone(), 4) * pow(y.clone(), 2) + pow(x.clone(), 2) * pow(y.clone(), 4) + c(1)
        - c(3) * pow(x, 2) * pow(y, 2);
    proved(&problem(2, vec![], goal));
}

#[test]
fn schur() {
    let (a, b, c) = abc();
    let part = |x: &E, y: &E, z: &E| x.clone() * (x.clone() - y.clone()) * (x.clone() - z.clone());
    let goal = part(&a, &b, &c) + part(&b, &c, &a) + part(&c, &a, &b);
    proved(&strictly(problem(3, vec![a, b, c], goal)));
}

#[test]
fn nesbitt() {
    let (a, b, d) = abc();
    let (x, y, z) = (b.clone() + d.clone(), a.clone() + d.clone(), a.clone() + b.clone());
    let goal = c(2)
        * (a.clone() * y.clone() * z.clone() + b.clone() * x.clone() * z.clone() + d.clone() * x.clone() * y.clone())
        - c(3) * x * y * z;
    proved(&problem(3, vec![a, b, d], goal));
}

#[test]
fn one_variable() {
    let t = v(0);
    proved(&problem(1, vec![], q(1, 4) - t.clone() * (c(1) - t.clone())));
    let mut p = problem(1, vec![], pow(t.clone(), 4) + c(1) - t.clone());
    p.strict = true;
    proved(&p);
    // On an interval: (t + 1)(3 − t) > 0 for 0 ≤ t ≤ 2, and 2t ≥ t².
    let between = vec![t.clone(), c(2) - t.clone()];
    let mut p = problem(1, between.clone(), (t.clone() + c(1)) * (c(3) - t.clone()));
    p.strict = true;
    proved(&p);
    proved(&problem(1, between, c(2) * t.clone() - pow(t, 2)));
}

#[test]
fn imo_2000_problem_2_in_sides() {
    // xyz ≥ (x − y + z)(y − z + x)(z − x + y)
    let (x, y, z) = abc();
    let goal = x.clone() * y.clone() * z.clone()
        - (x.clone() - y.clone() + z.clone())
            * (y.clone() - z.clone() + x.clone())
            * (z.clone() - x.clone() + y.clone());
    proved(&strictly(problem(3, vec![x, y, z], goal)));
}

#[test]
fn equations() {
    // x + y = 1: xy ≤ 1/4; xyz = 1, all positive: x + y + z ≥ 3.
    let mut p = problem(2, vec![], q(1, 4) - v(0) * v(1));
    p.eqs.push((v(0) + v(1) - c(1)).0);
    proved(&p);
    let (x, y, z) = abc();
    let mut p = strictly(problem(3, vec![x.clone(), y.clone(), z.clone()], x.clone() + y.clone() + z.clone() - c(3)));
    p.eqs.push((x * y * z - c(1)).0);
    proved(&p);
}

#[test]
fn contradictions() {
    // x > 0, −x − 1 ≥ 0.
    let p = problem(1, vec![v(0), -v(0) - c(1)], c(-1));
    proved(&p);
}

#[test]
fn false_claims_have_no_certificate() {
    let (a, b, d) = abc();
    let goal = pow(a.clone(), 3) + pow(b.clone(), 3) + pow(d.clone(), 3) - c(4) * a.clone() * b.clone() * d.clone();
    assert!(prove(&problem(3, vec![a, b, d], goal), 50, &never).is_none());
    assert!(prove(&problem(1, vec![], pow(v(0), 2) - c(1)), 50, &never).is_none());
    // Equality is not strict.
    let mut p = problem(1, vec![], pow(v(0), 2));
    p.strict = true;
    assert!(prove(&p, 50, &never).is_none());
}

#[test]
fn the_same_again() {
    let p = problem(2, vec![], pow(v(0), 4) + pow(v(1), 4) + c(1) - v(0) * v(1) - v(0));
    assert_eq!(prove(&p, 50, &never), prove(&p, 50, &never));
}

/// Motzkin's form over the reals needs a multiplier with a zero.
#[test]
fn motzkin_by_contradiction() {
    let (x, y, z) = abc();
    let goal = pow(x.clone(), 4) * pow(y.clone(), 2) + pow(x.clone(), 2) * pow(y.clone(), 4) + pow(z.clone(), 6)
        - c(3) * pow(x, 2) * pow(y, 2) * pow(z, 2);
    let p = problem(3, vec![], goal);
    assert!(prove(&p, 50, &never).is_none());
    let (extended, certificate) = by_contradiction(&p, 50, &never).expect("a certificate");
    certificate.check(&extended).unwrap();
    assert_eq!(extended.ineqs, vec![(p.goal.neg(), true)]);
}

/// (a + b + c + d + e)² ≥ 4(ab + bc + cd + de + ea) for numbers that are not negative (Horn's form): the multiplier is their
/// sum, which may be zero.
#[test]
fn horn_by_contradiction() {
    let next = |i: u32| v((i + 1) % 5);
    let sum = (1..5).fold(v(0), |s, i| s + v(i));
    let cyclic = (1..5).fold(v(0) * next(0), |s, i| s + v(i) * next(i));
    let p = problem(5, (0..5).map(v).collect(), pow(sum, 2) - c(4) * cyclic);
    let (extended, certificate) = by_contradiction(&p, 50, &never).expect("a certificate");
    certificate.check(&extended).unwrap();
    assert!(prove(&strictly(p), 50, &never).is_some());
}

/// Schur's inequality of degree 7 needs an order.
#[test]
fn schur_by_order() {
    let (a, b, c) = abc();
    let part = |x: &E, y: &E, z: &E| pow(x.clone(), 5) * (x.clone() - y.clone()) * (x.clone() - z.clone());
    let goal = part(&a, &b, &c) + part(&b, &c, &a) + part(&c, &a, &b);
    let p = problem(3, vec![a, b, c], goal);
    let all = by_order(&p, &[0, 1, 2], 50, &never).expect("a certificate for each order");
    assert_eq!(all.len(), 6);
    for o in &all {
        o.certificate.check(&o.problem).unwrap();
        assert_eq!(o.problem.ineqs.len(), 5);
        let least_first = Poly::var(o.order[1]).sub(&Poly::var(o.order[0]));
        assert_eq!(o.problem.ineqs[3], (least_first, false));
    }
}

/// Equality where √2 is needed: (Σ a²)² · 9√2/32 ≥ |ab(a² − b²) + …|, squared (IMO 2006, problem 3).
#[test]
fn irrational_zeros() {
    let (a, b, d) = abc();
    let part = |x: &E, y: &E| x.clone() * y.clone() * (pow(x.clone(), 2) - pow(y.clone(), 2));
    let left = pow(pow(a.clone(), 2) + pow(b.clone(), 2) + pow(d.clone(), 2), 4);
    let right = pow(part(&a, &b) + part(&b, &d) + part(&d, &a), 2);
    proved(&problem(3, vec![], c(81) * left - c(512) * right));
}

/// Linear hypotheses become the variables: a triangle, and numbers from 1 up.
#[test]
fn linear_hypotheses() {
    let (a, b, d) = abc();
    let goal = pow(a.clone(), 2) * b.clone() * (a.clone() - b.clone())
        + pow(b.clone(), 2) * d.clone() * (b.clone() - d.clone())
        + pow(d.clone(), 2) * a.clone() * (d.clone() - a.clone());
    let sides =
        [b.clone() + d.clone() - a.clone(), d.clone() + a.clone() - b.clone(), a.clone() + b.clone() - d.clone()];
    proved(&strictly(problem(3, sides.to_vec(), goal)));
    let above = (0..4).map(|i| v(i) - c(1)).collect();
    proved(&problem(4, above, v(0) * v(1) * v(2) * v(3) + v(0) + v(1) + v(2) + v(3) - c(5)));
}

/// Equations that define numbers, and hypotheses that have nothing to do with the goal.
#[test]
fn definitions_and_strangers() {
    // s = x + y, p = xy, q = s² − 4p: q ≥ 0. Stranger: w³ > 7.
    let (x, y, s, p, q, w) = (v(0), v(1), v(3), v(4), v(5), v(6));
    let mut all = problem(8, vec![pow(w, 3) - c(7)], q.clone());
    all.eqs =
        vec![(s.clone() - x.clone() - y.clone()).0, (p.clone() - x * y).0, (c(3) * q - c(3) * pow(s, 2) + c(12) * p).0];
    proved(&all);
}

/// x³ + x − 2 ≥ 0 gives x ≥ 1: the multiplier is a square of a polynomial and a number.
#[test]
fn square_multipliers() {
    proved(&problem(1, vec![pow(v(0), 3) + v(0) - c(2)], v(0) - c(1)));
}

/// Odd inputs: no panic, and only what is true.
#[test]
fn corners() {
    let nothing = problem(0, vec![], c(0));
    assert!(prove(&nothing, 5, &never).is_some());
    assert!(prove(&problem(0, vec![], c(3)), 5, &never).is_some());
    assert!(prove(&problem(0, vec![], c(-3)), 5, &never).is_none());
    let mut zero = problem(2, vec![c(0), c(5)], c(0));
    assert!(prove(&zero, 5, &never).is_some());
    zero.strict = true;
    assert!(prove(&zero, 5, &never).is_none());
    // False hypotheses prove anything.
    let mut absurd = problem(1, vec![c(-1)], v(0));
    assert!(prove(&absurd, 5, &never).is_some());
    absurd.ineqs.clear();
    absurd.eqs.push(Poly::int(2));
    assert!(prove(&absurd, 5, &never).is_some());
    // Many variables, high degrees, variables that are not declared.
    let sum = (0..70).fold(c(0), |s, i| s + pow(v(i), 2));
    assert!(prove(&problem(70, vec![], sum.clone()), 5, &never).is_some());
    let sum = (0..24).fold(c(0), |s, i| s + pow(v(i), 2));
    assert!(prove(&problem(70, (0..24).map(v).collect(), sum - v(0) * v(1)), 5, &never).is_some());
    let _ = prove(&problem(2, vec![], pow(v(0), 200) - v(1)), 1, &never);
    let _ = prove(&problem(0, vec![v(3)], v(2) + v(9)), 1, &never);
    assert!(prove(&problem(2, vec![], v(0) - v(1)), 5, &|| true).is_none());
    assert!(by_order(&problem(2, vec![v(0)], v(0) + v(1)), &[0, 7], 1, &never).is_none());
    assert!(by_contradiction(&problem(1, vec![], v(0)), 1, &never).is_none());
}

/// Random problems: no panic, the same answer twice, and every certificate checks.
fn random_problems(count: u64) -> usize {
    let mut seed = 99u64;
    let mut next = move |n: i64| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as i64 % n
    };
    let mut solved = 0;
    for _ in 0..count {
        let vars = 1 + next(4) as u32;
        let mut poly = |terms: i64, degree: i64| {
            let mut p = c(next(7) - 1);
            for _ in 0..=next(terms) {
                let mut m = c(next(9) - 3);
                for _ in 0..=next(degree) {
                    m = m * v(next(i64::from(vars)) as u32);
                }
                p = p + m;
            }
            p
        };
        let mut goal = poly(3, 4);
        for _ in 0..2 {
            goal = goal + pow(poly(3, 2), 2);
        }
        let ineqs = (0..poly(1, 1).0.len() % 3).map(|_| poly(2, 2)).collect();
        let mut p = problem(vars, ineqs, goal);
        if poly(1, 1).0.len() == 2 {
            p.eqs.push(poly(2, 2).0);
        }
        p.strict = poly(1, 1).0.len() == 2;
        let answer = prove(&p, 2, &never);
        if let Some((certificate, _)) = &answer {
            certificate.check(&p).unwrap();
            solved += 1;
        }
        assert_eq!(answer, prove(&p, 2, &never));
    }
    solved
}

#[test]
fn some_random_problems() {
    assert!(random_problems(40) > 10);
}

#[test]
#[ignore = "minutes"]
fn many_random_problems() {
    println!("{}", random_problems(2000));
}
