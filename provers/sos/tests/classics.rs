//! Inequalities that everybody knows, and some that are false.

use euclase_poly::{Poly, Problem, Q, frac};
use euclase_sos::prove;
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
