//! Certificates: good ones are accepted, each kind of fault is told.

use euclase_poly::{Certificate, Poly, Problem, Term, int};

fn v(i: u32) -> Poly {
    Poly::var(i)
}

/// a² + b² − 2ab ≥ 0.
fn square() -> (Problem, Certificate) {
    let (a, b) = (v(0), v(1));
    let goal = a.square().unwrap().add(&b.square().unwrap()).sub(&a.mul(&b).unwrap().scale(&int(2)));
    let p = Problem {
        vars: 2,
        eqs: vec![a.sub(&b)],
        ineqs: vec![(a.clone(), false), (b.clone(), true)],
        goal,
        strict: false,
    };
    let term = Term { coeff: int(1), ineqs: vec![], squares: vec![a.sub(&b)] };
    (p, Certificate { multiplier: vec![Term::number(int(1))], terms: vec![term], cofactors: vec![] })
}

#[test]
fn a_square_is_accepted() {
    let (p, c) = square();
    assert_eq!(c.check(&p), Ok(()));
}

#[test]
fn faults_are_told() {
    let (p, good) = square();
    let told = |change: &dyn Fn(&mut Problem, &mut Certificate)| {
        let (mut p, mut c) = (p.clone(), good.clone());
        change(&mut p, &mut c);
        c.check(&p).expect_err("a fault")
    };
    assert!(told(&|_, c| c.terms[0].coeff = int(-1)).contains("not positive"));
    assert!(told(&|_, c| c.terms[0].coeff = int(2)).contains("differ"));
    assert!(told(&|_, c| c.terms[0].ineqs.push(7)).contains("no inequality 7"));
    assert!(told(&|_, c| c.cofactors = vec![Poly::zero(); 2]).contains("2 cofactors"));
    assert!(told(&|p, _| p.strict = true).contains("not certainly positive"));
    // a ≥ 0 may be zero, b > 0 may not.
    let times = |c: &mut Certificate, i: usize| {
        c.multiplier[0].ineqs.push(i);
        c.terms[0].ineqs.push(i);
    };
    assert!(told(&|_, c| times(c, 0)).contains("multiplier is not certainly positive"));
    let mut c = good.clone();
    times(&mut c, 1);
    assert_eq!(c.check(&p), Ok(()));
    assert!(told(&|_, c| c.multiplier.clear()).contains("differ"));
}

#[test]
fn contradictions_and_strict_goals() {
    // x > 0 and x + 1 = 0.
    let p = Problem {
        vars: 1,
        eqs: vec![v(0).add(&Poly::one())],
        ineqs: vec![(v(0), true)],
        goal: Poly::int(-1),
        strict: false,
    };
    let x = Term { coeff: int(1), ineqs: vec![0], squares: vec![] };
    let c =
        Certificate { multiplier: vec![Term::number(int(1))], terms: vec![x.clone()], cofactors: vec![Poly::int(-1)] };
    assert_eq!(c.check(&p), Ok(()));
    let strict = Problem { strict: true, ..p };
    assert_eq!(c.check(&strict), Ok(()));
    let weak = Problem { ineqs: vec![(v(0), false)], ..strict };
    assert!(c.check(&weak).is_err());
}
