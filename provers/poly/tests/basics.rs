//! The ring: laws on random polynomials, powers, division, substitution, the form in which equal things are equal.

use euclase_poly::{Mono, Poly, Q, frac, int};
use num_traits::Zero;

mod common;
use common::Rng;

fn v(i: u32) -> Poly {
    Poly::var(i)
}

#[test]
fn ring_laws_hold() {
    let mut rng = Rng(1);
    for round in 0..300 {
        let big = round % 3;
        let [a, b, c] = std::array::from_fn(|_| rng.poly(4, 6, 4, big));
        assert_eq!(a.add(&b), b.add(&a));
        assert_eq!(a.sub(&a), Poly::zero());
        assert_eq!(a.add(&b).sub(&b), a);
        let (ab, ba) = (a.mul(&b).unwrap(), b.mul(&a).unwrap());
        assert_eq!(ab, ba);
        assert_eq!(ab.mul(&c).unwrap(), a.mul(&b.mul(&c).unwrap()).unwrap());
        assert_eq!(a.mul(&b.add(&c)).unwrap(), ab.add(&a.mul(&c).unwrap()));
        let at: Vec<Q> = (0..4).map(|_| rng.rational(2)).collect();
        assert_eq!(ab.eval(&at), a.eval(&at) * b.eval(&at));
        assert_eq!(a.add(&b).eval(&at), a.eval(&at) + b.eval(&at));
        assert_eq!(Poly::from_terms(a.terms().map(|(m, c)| (m.clone(), c))), a);
        assert!(a.monomials().windows(2).all(|w| w[0] > w[1]));
        if !b.is_zero() {
            assert_eq!(ab.div_exact(&b), Some(a.clone()));
        }
        assert_eq!(a.primitive().scale(&(a.content() * int(a.leading_sign().into()))), a);
    }
}

#[test]
fn long_numbers_and_many_variables() {
    let mut rng = Rng(2);
    for vars in [1, 3, 40] {
        for _ in 0..40 {
            let [a, b] = std::array::from_fn(|_| rng.poly(vars, 8, 60, 2));
            let at: Vec<Q> = (0..vars).map(|_| rng.rational(0)).collect();
            let product = a.mul(&b).unwrap();
            assert_eq!(product.eval(&at), a.eval(&at) * b.eval(&at));
            assert!(product.monomials().windows(2).all(|w| w[0] > w[1]));
            if !a.is_zero() {
                assert_eq!(product.div_exact(&a), Some(b));
            }
        }
    }
}

#[test]
fn powers() {
    let s = v(0).add(&v(1)).add(&v(2));
    let p = s.pow(12, 1000).unwrap();
    assert_eq!(p.len(), 91);
    assert_eq!(p.eval(&[int(1), int(1), int(1)]), int(531_441));
    assert_eq!(p.coeff(&Mono::new([(0, 4), (1, 4), (2, 4)])), int(34_650));
    assert_eq!(s.pow(12, 90), None);
    assert_eq!(s.pow(0, 1), Some(Poly::one()));
    assert_eq!(Poly::int(-1).pow(u32::MAX, 1), Some(Poly::int(-1)));
    assert_eq!(Poly::int(2).pow(u32::MAX, 1), None);
    assert_eq!(v(0).pow(u32::MAX, 1), None);
}

#[test]
fn no_product_grows_beyond_the_cap() {
    let many = Poly::sum(&(0..800).map(v).collect::<Vec<_>>());
    assert_eq!(many.mul(&many), None);
    assert_eq!(v(u32::MAX).mul(&v(u32::MAX)).unwrap().degree_in(u32::MAX), 2);
}

#[test]
fn parts() {
    let p = v(0).mul(&v(1)).unwrap().scale(&frac(2, 3)).add(&v(0).pow(3, 9).unwrap()).sub(&Poly::int(1));
    assert_eq!(p.to_string(), "x0^3 + 2/3*x0*x1 - 1");
    assert_eq!(p.show(&["a".into(), "b".into()]).to_string(), "a^3 + 2/3*a*b - 1");
    assert_eq!(Poly::zero().to_string(), "0");
    assert_eq!(p.derivative(0).to_string(), "3*x0^2 + 2/3*x1");
    assert_eq!(p.degree(), 3);
    assert_eq!(p.homogeneous_parts().keys().copied().collect::<Vec<_>>(), [0, 2, 3]);
    assert_eq!(Poly::from_coefficients(0, &p.coefficients_in(0).unwrap()), p);
    assert_eq!(p.subst(0, &v(1)).unwrap().to_string(), "x1^3 + 2/3*x1^2 - 1");
    assert_eq!(p.subst_all(&[(0, v(1)), (1, v(0))].into()).unwrap().to_string(), "x1^3 + 2/3*x0*x1 - 1");
    assert!((p.eval_f64(&[2.0, 3.0]) - 11.0).abs() < 1e-12);
    assert_eq!(p.content(), frac(1, 3));
    assert_eq!(p.constant_value(), None);
    assert!(p.sub(&p).constant_value().is_some_and(|c| c.is_zero()));
    assert_eq!(Poly::int(i64::MIN).primitive(), Poly::one());
    assert_eq!(Poly::int(i64::MIN).neg().neg(), Poly::int(i64::MIN));
}

#[test]
fn what_does_not_divide_is_not_divided() {
    let (a, b) = (v(0), v(1));
    let f = a.square().unwrap().sub(&b.square().unwrap());
    assert_eq!(f.div_exact(&a.add(&b)), Some(a.sub(&b)));
    assert_eq!(f.div_exact(&a), None);
    assert_eq!(f.add(&Poly::one()).div_exact(&a.add(&b)), None);
    assert_eq!(f.div_exact(&Poly::zero()), None);
    assert_eq!(f.div_exact(&Poly::constant(frac(1, 2))), Some(f.scale(&int(2))));
}
