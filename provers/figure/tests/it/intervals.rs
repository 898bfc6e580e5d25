//! Interval arithmetic encloses, narrowly.

use euclase_figure::iv::Iv;
use euclase_grammar::core::Q;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

fn float(x: &Iv) -> f64 {
    let (a, b) = x.ends().unwrap();
    ((a + b) / Q::from_integer(2.into())).to_f64().unwrap()
}

fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

/// The interval is narrow and contains a number given by decimals.
fn near(x: &Iv, want: f64) {
    assert!(!x.is_bad(), "bad, want {want}");
    assert!((float(x) - want).abs() < 1e-14, "{} {want}", float(x));
    assert!(x.width_bits().unwrap() < 40, "too wide");
}

#[test]
fn pi_is_enclosed_narrowly() {
    near(Iv::pi(), std::f64::consts::PI);
    // 3.14159265358979323846264338327950288 < π < …89
    let lo = Q::new("314159265358979323846264338327950288".parse().unwrap(), BigInt::from(10).pow(35));
    let hi = Q::new("314159265358979323846264338327950289".parse().unwrap(), BigInt::from(10).pow(35));
    let (a, b) = Iv::pi().ends().unwrap();
    assert!(a > lo && b < hi);
}

#[test]
fn functions_agree_with_floating_point() {
    for k in -12..=24 {
        let t = q(k, 11);
        let (c, s) = Iv::cos_sin_pi(&t);
        let x = std::f64::consts::PI * k as f64 / 11.0;
        near(&c, x.cos());
        near(&s, x.sin());
    }
    for (n, d) in [(2, 1), (1, 3), (9, 4), (0, 1)] {
        near(&Iv::from_q(&q(n, d)).sqrt(), (n as f64 / d as f64).sqrt());
    }
    for (c, d) in [(1, 3), (3, 1), (-2, 5), (1, -3), (5, -1), (0, 1), (0, -1), (1, 0), (7, 7), (-7, -7)] {
        let a = Iv::angle(&Iv::from_q(&q(c, 1)), &Iv::from_q(&q(d, 1)));
        near(&a, (c as f64).abs().atan2(d as f64) / std::f64::consts::PI);
    }
}

#[test]
fn operations_enclose_the_exact_result() {
    let vals = [q(1, 3), q(-7, 5), q(22, 7), q(-1, 1000)];
    for a in &vals {
        for b in &vals {
            let (x, y) = (Iv::from_q(a), Iv::from_q(b));
            for (iv, exact) in [(x.add(&y), a + b), (x.sub(&y), a - b), (x.mul(&y), a * b), (x.div(&y), a / b)] {
                let (lo, hi) = iv.ends().unwrap();
                assert!(lo <= exact && exact <= hi, "{a} {b}");
                assert!(hi - lo < q(1, 1 << 62));
            }
        }
    }
    let wide = Iv::hull(&q(-1, 2), &q(1, 3));
    let (lo, hi) = wide.square().ends().unwrap();
    assert!(lo == q(0, 1) && hi >= q(1, 4) && hi < q(26, 100));
}

#[test]
fn what_does_not_exist_is_bad_and_stays_bad() {
    let zero = Iv::hull(&q(-1, 9), &q(1, 9));
    let one = Iv::from_q(&q(1, 1));
    for bad in [one.div(&zero), zero.sqrt(), Iv::bad().abs(), Iv::angle(&zero, &zero)] {
        assert!(bad.is_bad());
        let spread = bad.mul(&one).add(&one).square();
        assert_eq!(spread.sign(), None);
        assert!(!spread.inside(&one.widen(&Iv::from_q(&q(1000, 1)))));
    }
}
