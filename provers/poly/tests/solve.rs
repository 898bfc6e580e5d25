//! Real roots, square roots in towers, systems.

use std::f64::consts::SQRT_2;

use euclase_poly::roots::real_roots;
use euclase_poly::solve::{Side, Solved, solve, solve_where};
use euclase_poly::tower::Tower;
use euclase_poly::{Poly, Q, Work, frac, int};

mod common;
use common::{Rng, parse};

const PLENTY: u64 = 1 << 34;

#[test]
fn real_roots_are_isolated() {
    let stop = || false;
    for (text, wanted) in [
        ("x^2 - 2", vec![-SQRT_2, SQRT_2]),
        ("x^3 - x", vec![-1.0, 0.0, 1.0]),
        ("x^2 + 1", vec![]),
        ("(x^2 - 2)^3*(x - 5)^2", vec![-SQRT_2, SQRT_2, 5.0]),
        ("(1000*x - 1)*(1000*x - 2)*(x - 1000000)", vec![0.001, 0.002, 1e6]),
        ("x^5 - x - 1", vec![1.167_303_98]),
        ("3", vec![]),
    ] {
        let mut work = Work::new(PLENTY, &stop);
        let mut found = real_roots(&parse(text), 0, &mut work).expect("not zero");
        assert_eq!(found.len(), wanted.len(), "{text}");
        for (i, x) in wanted.iter().enumerate() {
            found.narrow(i, &frac(1, 1 << 40), &mut work).unwrap();
            let (lo, hi) = found.interval(i).unwrap().clone();
            let close = |q: &Q| (num_traits::ToPrimitive::to_f64(q).unwrap() - x).abs() < 1e-6 * (1.0 + x.abs());
            assert!(lo <= hi && close(&lo) && close(&hi), "{text}: {lo} {hi}");
        }
    }
    assert!(real_roots(&Poly::zero(), 0, &mut Work::new(PLENTY, &stop)).is_none());
    assert!(real_roots(&parse("x*y"), 0, &mut Work::new(PLENTY, &stop)).is_none());
}

#[test]
fn random_roots_are_counted() {
    let mut rng = Rng(31);
    let stop = || false;
    for _ in 0..60 {
        let mut values: Vec<Q> = (0..1 + rng.below(6)).map(|_| rng.rational(1)).collect();
        let p = Poly::product(&values.iter().map(|r| Poly::var(0).sub(&Poly::constant(r.clone()))).collect::<Vec<_>>());
        values.sort();
        values.dedup();
        let mut work = Work::new(PLENTY, &stop);
        let mut found = real_roots(&p.unwrap().mul(&parse("x^2 + x + 1")).unwrap(), 0, &mut work).unwrap();
        assert_eq!(found.len(), values.len());
        for (i, r) in values.iter().enumerate() {
            let at = Poly::var(0).sub(&Poly::constant(r.clone()));
            assert_eq!(found.sign(i, &at, &mut work), Some(0));
            assert_eq!(found.sign(i, &at.sub(&Poly::constant(frac(1, 1_000_000_007))), &mut work), Some(-1));
        }
    }
}

#[test]
fn signs_at_roots() {
    let stop = || false;
    let mut work = Work::new(PLENTY, &stop);
    let mut found = real_roots(&parse("x^2 - 2"), 0, &mut work).unwrap();
    assert_eq!(found.sign(1, &parse("x^4 - 4"), &mut work), Some(0));
    assert_eq!(found.sign(1, &parse("5*x - 7"), &mut work), Some(1));
    assert_eq!(found.sign(1, &parse("10^9*x - 1414213563"), &mut work), Some(-1));
    assert_eq!(found.sign(0, &parse("x"), &mut work), Some(-1));
    assert_eq!(found.sign(2, &parse("x"), &mut work), None);
}

#[test]
fn nested_roots_are_simplified() {
    let stop = || false;
    let mut work = Work::new(PLENTY, &stop);
    let mut t = Tower::new();
    let two = t.sqrt(&Poly::int(2), &mut work).unwrap();
    let three = t.sqrt(&Poly::int(3), &mut work).unwrap();
    let six = t.sqrt(&Poly::int(6), &mut work).unwrap();
    assert_eq!(t.radicands().len(), 2);
    assert_eq!(six, t.mul(&two, &three).unwrap());
    // √(5 + 2√6) = √2 + √3, √(3 − 2√2) = √2 − 1.
    assert_eq!(t.sqrt(&Poly::int(5).add(&six.scale(&int(2))), &mut work), Some(two.add(&three)));
    assert_eq!(t.sqrt(&Poly::int(3).sub(&two.scale(&int(2))), &mut work), Some(two.sub(&Poly::one())));
    assert_eq!(t.radicands().len(), 2);
    // √(1 + √2) is new, and negative numbers have none.
    let new = t.sqrt(&Poly::one().add(&two), &mut work).unwrap();
    assert_eq!(t.radicands().len(), 3);
    assert_eq!(t.mul(&new, &new).unwrap(), Poly::one().add(&two));
    assert_eq!(t.sqrt(&Poly::one().sub(&two), &mut work), None);
    let inverse = t.inverse(&new.add(&three)).unwrap();
    assert_eq!(t.mul(&inverse, &new.add(&three)), Some(Poly::one()));
    assert_eq!(
        t.sqrt(&Poly::constant(frac(8, 27)), &mut work).map(|r| t.mul(&r, &r)),
        Some(Some(Poly::constant(frac(8, 27))))
    );
}

/// The solutions in words, sorted.
fn solutions(eqs: &[&str]) -> Vec<String> {
    let polys: Vec<Poly> = eqs.iter().map(|e| parse(e)).collect();
    let stop = || false;
    let Some(Solved::Real(found)) = solve(&polys, &mut Work::new(PLENTY, &stop)) else { panic!("{eqs:?}") };
    for e in &found.basis {
        let sum: Vec<Poly> = polys.iter().zip(&e.cofactors).map(|(p, c)| p.mul(c).unwrap()).collect();
        assert_eq!(Poly::sum(&sum), e.poly);
    }
    let mut out: Vec<String> = vec![];
    for s in &found.all {
        assert!(s.solves(&polys));
        let parts: Vec<String> = s.values.keys().map(|v| s.expr(*v).unwrap().to_string()).collect();
        out.push(parts.join("; "));
    }
    out.sort();
    out
}

#[test]
fn systems_are_solved() {
    assert_eq!(solutions(&["x + y - 5", "x*y - 6"]), ["2; 3", "3; 2"]);
    assert_eq!(solutions(&["x^2 - 2*x - 1"]), ["1 + sqrt(2)", "1 - sqrt(2)"]);
    assert_eq!(solutions(&["x^2 + 1"]), Vec::<String>::new());
    assert_eq!(solutions(&["x - 1", "x - 2"]), Vec::<String>::new());
    assert_eq!(solutions(&["x^2 - 2", "y - x"]), ["-sqrt(2); -sqrt(2)", "sqrt(2); sqrt(2)"]);
    assert_eq!(solutions(&["x^4 - 10*x^2 + 1"]).len(), 4);
    // Two of the roots of x⁴ − 2x² − 1 are real.
    assert_eq!(solutions(&["x^4 - 2*x^2 - 1"]), ["-sqrt(1 + sqrt(2))", "sqrt(1 + sqrt(2))"]);
    // Palindromic: x + 1/x is a root of t² + t − 3.
    assert_eq!(solutions(&["x^4 + x^3 - x^2 + x + 1"]).len(), 2);
    assert_eq!(solutions(&["x^3 - y", "y - x"]), ["-1; -1", "0; 0", "1; 1"]);
    assert_eq!(solutions(&["x + y + z - 3", "x^2 + y^2 + z^2 - 3", "x^3 + y^3 + z^3 - 3"]), ["1; 1; 1"]);
    assert_eq!(solutions(&["x^2 + y^2 - 1", "x - y"]).len(), 2);
    assert_eq!(solutions(&["x^2 - 2", "y^2 - 3", "z - x*y"]).len(), 4);
}

#[test]
fn what_cannot_be_solved_is_told() {
    let stop = || false;
    let of = |eqs: &[&str]| solve(&eqs.iter().map(|e| parse(e)).collect::<Vec<_>>(), &mut Work::new(PLENTY, &stop));
    assert!(matches!(of(&["x^3 - 3*x - 1"]), Some(Solved::NotExpressible(_))));
    // Are the roots of 2 and 3 independent? Not known here.
    assert!(matches!(of(&["x^3 - 2", "y^3 - 3"]), Some(Solved::NotExpressible(_))));
    assert!(matches!(of(&["x*y - 1"]), Some(Solved::Infinite)));
    assert_eq!(solve(&[parse("x^2 - 2")], &mut Work::new(PLENTY, &|| true)), None);
}

#[test]
fn systems_from_competitions() {
    // IMO 1965, problem 4.
    let four = ["x + y*z*t - 2", "y + z*t*x - 2", "z + t*x*y - 2", "t + x*y*z - 2"];
    assert_eq!(solutions(&four), ["-1; -1; -1; 3", "-1; -1; 3; -1", "-1; 3; -1; -1", "1; 1; 1; 1", "3; -1; -1; -1"]);
    // Canada 1996, problem 2, cleared.
    let cyclic = ["4*x^2 - y*(1+4*x^2)", "4*y^2 - z*(1+4*y^2)", "4*z^2 - x*(1+4*z^2)"];
    assert_eq!(solutions(&cyclic), ["0; 0; 0", "1/2; 1/2; 1/2"]);
    assert_eq!(solutions(&["x^2 - 2*y + 1", "y^2 - 2*z + 1", "z^2 - 2*x + 1"]), ["1; 1; 1"]);
    assert_eq!(solutions(&["6*x^4 - 35*x^3 + 62*x^2 - 35*x + 6"]), ["1/2", "1/3", "2", "3"]);
    assert_eq!(solutions(&["x+y+z - 6", "x*y+y*z+z*x - 11", "x*y*z - 6"]).len(), 6);
    assert_eq!(
        solutions(&["x*(x+y+z) - 4", "y*(x+y+z) - 6", "z*(x+y+z) - 54"]),
        ["-1/2; -3/4; -27/4", "1/2; 3/4; 27/4"]
    );
    // Vietnam 1996, problem 1: a² = 3x, b² = 7y, t = 1/(x + y), s² = 2, all positive.
    let roots = ["a^2 - 3*x", "b^2 - 7*y", "t*(x+y) - 1", "d^2 - 2", "a*(1+t) - 2", "b*(1-t) - 4*d"];
    assert!(solutions(&roots).iter().any(|s| s.starts_with("11/21 + 4/21*sqrt(7); 22/7 + 8/7*sqrt(7)")));
}

#[test]
fn roots_of_odd_degree() {
    assert_eq!(solutions(&["x^3 - 2"]), ["root(3, 2)"]);
    assert_eq!(solutions(&["(x - 1)^3 + 16"]), ["1 - 2*root(3, 2)"]);
    assert_eq!(solutions(&["x^3 - 2", "y^3 - 4", "z - x*y"]), ["1/2*root(3, 4)*root(3, 4); root(3, 4); 2"]);
    assert_eq!(solutions(&["x^6 - 2"]).len(), 2);
    assert_eq!(solutions(&["x^3 - 2", "y^2 - 3", "z*(x + y) - 1"]).len(), 2);
    assert_eq!(solutions(&["x^5 - 32"]), ["2"]);
    let stop = || false;
    let mut work = Work::new(PLENTY, &stop);
    let mut t = Tower::new();
    let r = t.odd_root(&int(2), 3).unwrap();
    let p = r.square().unwrap().sub(&r.scale(&int(3))).add(&Poly::int(5));
    assert_eq!(t.mul(&p, &t.inverse(&p).unwrap()), Some(Poly::one()));
    assert_eq!(t.sign(&r.sub(&Poly::constant(frac(5, 4))), &mut work), Some(1));
    assert_eq!(t.odd_root(&frac(27, 4), 3), Some(r.scale(&frac(3, 2))));
    assert_eq!((t.odd_root(&int(3), 3), t.odd_root(&int(-2), 3), t.odd_root(&int(2), 9)), (None, None, None));
    // The square of r² − 3 is not seen to be one; r² itself is not asked whether it is.
    assert_eq!(t.sqrt(&t.clone().mul(&p, &p).unwrap(), &mut work), None);
    assert!(t.sqrt(&r, &mut work).is_some());
}

#[test]
fn sides_cut_off_what_is_not_asked_for() {
    let stop = || false;
    // x³ + 3x + 5 has one real root, which is negative and has no expression here.
    let eqs = [parse("(x^3 + 3*x + 5)*(x^2 - 2)*x*(x - 3)"), parse("y - x^2")];
    let mut work = Work::new(PLENTY, &stop);
    assert!(matches!(solve(&eqs, &mut work), Some(Solved::NotExpressible(_))));
    for (side, wanted) in [(Side::Positive, vec!["3", "sqrt(2)"]), (Side::NonNegative, vec!["0", "3", "sqrt(2)"])] {
        let Some(Solved::Real(found)) = solve_where(&eqs, &[(0, side)].into(), &mut work) else { panic!("solved") };
        let mut shown: Vec<String> = found.all.iter().map(|s| s.expr(0).unwrap().to_string()).collect();
        shown.sort();
        assert_eq!(shown, wanted);
        assert!(found.all.iter().all(|s| s.sign(&parse("y - 10"), &mut work) == Some(-1)));
        assert!(found.all.iter().all(|s| s.sign(&parse("x^2 - y"), &mut work) == Some(0)));
    }
    // x⁶ + 3x² + 5 in the square: no root of t³ + 3t + 5 is a square.
    assert_eq!(solutions(&["(x^6 + 3*x^2 + 5)*(x - 1)"]), ["1"]);
}
