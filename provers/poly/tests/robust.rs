//! Nothing panics, whatever the input and however little work is allowed; what is answered all the same is right.

use euclase_poly::factor::{factor, square_free};
use euclase_poly::farkas::prove;
use euclase_poly::groebner::{
    Order, basis, derivation, eliminate, inconsistent, is_member, membership, radical_membership,
};
use euclase_poly::roots::real_roots;
use euclase_poly::solve::{Solved, solve};
use euclase_poly::{MAX_TERMS, Mono, Poly, Problem, Work, frac, int};

mod common;
use common::Rng;

/// Odd polynomials.
fn odd(rng: &mut Rng) -> Vec<Poly> {
    let power = |v: u32, e: u32| Poly::term(int(1), Mono::power(v, e));
    vec![
        Poly::zero(),
        Poly::one(),
        Poly::constant(frac(-7, 3)),
        Poly::int(i64::MIN),
        Poly::var(u32::MAX),
        power(0, 5000),
        power(3, u32::MAX).add(&power(4, u32::MAX)),
        power(0, 130).sub(&Poly::one()),
        Poly::sum(&(0..70).map(Poly::var).collect::<Vec<_>>()),
        Poly::sum(&(0..70).map(|v| power(v, 2)).collect::<Vec<_>>()).sub(&Poly::one()),
        Poly::var(0).scale(&(int(i64::MAX) * int(i64::MAX))).add(&Poly::int(i64::MAX)),
        rng.poly(3, 6, 4, 2),
        rng.poly(2, 5, 12, 1),
        rng.poly(1, 8, 9, 0),
        rng.poly(5, 3, 2, 0),
        power(0, 90).mul(&power(1, 90)).unwrap().sub(&power(2, 80)).add(&power(3, 70)).add(&Poly::one()),
    ]
}

#[test]
fn odd_polynomials_are_no_trouble() {
    let mut rng = Rng(41);
    let all = odd(&mut rng);
    let stop = || false;
    for a in &all {
        let small = || Work::new(3_000_000, &stop);
        drop(a.pow(7, MAX_TERMS));
        drop(a.derivative(0).to_string());
        drop((a.content(), a.primitive(), a.homogeneous_parts(), a.bits()));
        drop(a.subst(0, &Poly::var(1).add(&Poly::one())));
        if let Some(f) = factor(a, &mut small()) {
            assert_eq!(f.product().as_ref(), Some(a));
        }
        drop(square_free(a, &mut small()));
        drop(real_roots(a, 0, &mut small()));
        for b in &all {
            if let Some(p) = a.mul(b)
                && !b.is_zero()
            {
                assert_eq!(p.div_exact(b).as_ref(), Some(a));
            }
            drop((a.add(b), a.sub(b), a.div_exact(b), a.gcd(b, &mut small())));
            let eqs = [b.clone(), a.sub(&Poly::var(0))];
            assert!(is_member(a, &eqs, &mut small()) != Some(true) || a.vars().len() < 100);
            drop(basis(&eqs, &Order::Grevlex, &mut small()));
        }
    }
}

#[test]
fn little_work_is_no_trouble() {
    let mut rng = Rng(42);
    let stop = || false;
    let eqs: Vec<Poly> = (0..3).map(|_| rng.poly(3, 4, 2, 1)).collect();
    let target = eqs[0].mul(&rng.poly(3, 3, 2, 0)).unwrap().add(&eqs[1].mul(&rng.poly(3, 3, 3, 1)).unwrap());
    let ineqs = vec![(rng.poly(3, 3, 1, 0), true), (rng.poly(3, 3, 2, 0), false)];
    let problem = Problem { vars: 3, eqs: eqs.clone(), ineqs, goal: rng.poly(3, 4, 2, 0), strict: true };
    let product = eqs[0].mul(&eqs[1]).unwrap().mul(&eqs[0]).unwrap();
    let mut operations = 1;
    while operations < 1 << 28 {
        let work = || Work::new(operations, &stop);
        if let Some(c) = membership(&target, &eqs, &mut work()) {
            let sum: Vec<Poly> = c.iter().zip(&eqs).map(|(c, e)| c.mul(e).unwrap()).collect();
            assert_eq!(Poly::sum(&sum), target);
        }
        if let Some(d) = derivation(&target, &eqs, 5, &mut work()) {
            assert!(d.derives(&target, &eqs));
        }
        drop(radical_membership(&target, &eqs, &mut work()));
        drop(inconsistent(&eqs, &mut work()));
        drop(eliminate(&eqs, &[0], &mut work()));
        if let Some(Solved::Real(s)) = solve(&eqs, &mut work()) {
            assert!(s.all.iter().all(|s| s.solves(&eqs)));
        }
        if let Some(c) = prove(&problem, &mut work()) {
            assert_eq!(c.check(&problem), Ok(()));
        }
        if let Some(f) = factor(&product, &mut work()) {
            assert_eq!(f.product().as_ref(), Some(&product));
        }
        operations = operations * 3 + 1;
    }
}

#[test]
fn random_systems_are_no_trouble() {
    let mut rng = Rng(43);
    let stop = || false;
    for round in 0..60 {
        let vars = 1 + round % 3;
        let eqs: Vec<Poly> = (0..vars).map(|_| rng.poly(vars, 4, 2, 0)).collect();
        if let Some(Solved::Real(s)) = solve(&eqs, &mut Work::new(50_000_000, &stop)) {
            assert!(s.all.iter().all(|s| s.solves(&eqs)));
            for e in &s.basis {
                let sum: Vec<Poly> = e.cofactors.iter().zip(&eqs).map(|(c, e)| c.mul(e).unwrap()).collect();
                assert_eq!(Poly::sum(&sum), e.poly);
            }
        }
        let ineqs = (0..3).map(|i| (rng.poly(vars, 3, 2, 0), i == 0)).collect();
        let problem = Problem { vars, eqs, ineqs, goal: rng.poly(vars, 4, 2, 0), strict: round % 2 == 0 };
        if let Some(c) = prove(&problem, &mut Work::new(50_000_000, &stop)) {
            assert_eq!(c.check(&problem), Ok(()));
        }
    }
}
