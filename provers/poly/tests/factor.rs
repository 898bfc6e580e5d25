//! Factors and greatest common divisors: products come apart into what they were made of.

use euclase_poly::factor::{factor, square_free};
use euclase_poly::{Poly, Work, frac, int};

mod common;
use common::{Rng, names, parse};

const PLENTY: u64 = 1 << 34;

fn shown(text: &str) -> Vec<String> {
    let p = parse(text);
    let f = factor(&p, &mut Work::new(PLENTY, &|| false)).expect("enough work");
    assert_eq!(f.product().unwrap(), p);
    assert!(f.complete, "{text}");
    f.factors.iter().map(|(f, e)| format!("({})^{e}", f.show(&names()))).collect()
}

#[test]
fn known_factors() {
    for (text, wanted) in [
        ("6*x^2 - 6", vec!["(x - 1)^1", "(x + 1)^1"]),
        ("x^4 + 4", vec!["(x^2 - 2*x + 2)^1", "(x^2 + 2*x + 2)^1"]),
        ("x^4 + 1", vec!["(x^4 + 1)^1"]),
        (
            "x^12 - 1",
            vec!["(x - 1)^1", "(x + 1)^1", "(x^2 + 1)^1", "(x^2 - x + 1)^1", "(x^2 + x + 1)^1", "(x^4 - x^2 + 1)^1"],
        ),
        ("(2*x - 3)^3*(x^2 + x + 7)^2/5", vec!["(2*x - 3)^3", "(x^2 + x + 7)^2"]),
        ("x^3*y^2*(x - y)", vec!["(x)^3", "(y)^2", "(x - y)^1"]),
        ("x^2 - y^2", vec!["(x - y)^1", "(x + y)^1"]),
        ("a^3 + b^3 + c^3 - 3*a*b*c", vec!["(a + b + c)^1", "(a^2 - a*b + b^2 - a*c - b*c + c^2)^1"]),
        ("a*(b^2-c^2) + b*(c^2-a^2) + c*(a^2-b^2)", vec!["(a - b)^1", "(a - c)^1", "(b - c)^1"]),
        ("(a+b+c)^3 - a^3 - b^3 - c^3", vec!["(a + b)^1", "(a + c)^1", "(b + c)^1"]),
        ("(x^2*y + z + 1)*(x*y^2 - z*x + 3)", vec!["(x^2*y + z + 1)^1", "(x*y^2 - x*z + 3)^1"]),
        ("(x^2*y^2 + z^2 + 1)*(x^2*y^2 - z^2*x^2 + 3)", vec!["(x^2*y^2 + z^2 + 1)^1", "(x^2*y^2 - x^2*z^2 + 3)^1"]),
        ("(x^2 + y^2)^2 - 4*z^2", vec!["(x^2 + y^2 - 2*z)^1", "(x^2 + y^2 + 2*z)^1"]),
        ("x^2 + y^2 + z^2", vec!["(x^2 + y^2 + z^2)^1"]),
        ("x*y - 1", vec!["(x*y - 1)^1"]),
        ("x^2*y^2 - 5*x*y + 6", vec!["(x*y - 3)^1", "(x*y - 2)^1"]),
    ] {
        let mut found = shown(text);
        let mut wanted: Vec<String> = wanted.into_iter().map(String::from).collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{text}");
    }
    assert_eq!(shown("3/7"), Vec::<String>::new());
}

#[test]
fn zero_and_numbers() {
    let work = || Work::new(PLENTY, &|| false);
    assert_eq!(factor(&Poly::zero(), &mut work()).unwrap().unit, int(0));
    assert_eq!(factor(&Poly::constant(frac(-3, 7)), &mut work()).unwrap().unit, frac(-3, 7));
    assert_eq!(factor(&parse("x^2*y^2 - 5*x + 6"), &mut Work::new(1, &|| false)), None);
    // Enough for square-free parts, not for their factors.
    let p = parse("x^20 + x - 5");
    let f = factor(&p, &mut Work::new(3000, &|| false)).unwrap();
    assert_eq!((f.factors, f.complete), (vec![(p, 1)], false));
}

#[test]
fn random_products_come_apart() {
    let mut rng = Rng(21);
    for round in 0..80 {
        let vars = 1 + round % 4;
        let parts: Vec<Poly> =
            (0..2 + rng.below(2)).map(|_| rng.poly(vars, 4, 3, 0)).filter(|p| p.degree() > 0).collect();
        let p = Poly::product(&parts).unwrap();
        if p.is_zero() {
            continue;
        }
        let f = factor(&p, &mut Work::new(PLENTY, &|| false)).expect("enough work");
        assert_eq!(f.product().unwrap(), p);
        let count: u32 = f.factors.iter().map(|f| f.1).sum();
        assert!(f.complete && count as usize >= parts.len(), "{p}");
        // Each part is a product of some of the factors.
        for part in &parts {
            let mut rest = part.clone();
            for (g, _) in &f.factors {
                while let Some(q) = rest.div_exact(g) {
                    rest = q;
                }
            }
            assert!(rest.constant_value().is_some(), "{part} in {p}");
        }
    }
}

#[test]
fn greatest_common_divisors() {
    let mut rng = Rng(22);
    let stop = || false;
    for round in 0..150 {
        let vars = 1 + round % 5;
        let [a, b, c] = std::array::from_fn(|_| rng.poly(vars, 5, 3, round % 2));
        if a.is_zero() || b.is_zero() || c.is_zero() {
            continue;
        }
        let (ac, bc) = (a.mul(&c).unwrap(), b.mul(&c).unwrap());
        let g = ac.gcd(&bc, &mut Work::new(PLENTY, &stop)).expect("enough work");
        assert!(g.div_exact(&c).is_some(), "{c} divides {g}");
        let (x, y) = (ac.div_exact(&g).unwrap(), bc.div_exact(&g).unwrap());
        assert_eq!(x.gcd(&y, &mut Work::new(PLENTY, &stop)), Some(Poly::one()));
    }
    let x = parse("x^2 - 1").gcd(&Poly::zero(), &mut Work::new(PLENTY, &stop));
    assert_eq!(x, Some(parse("x^2 - 1")));
    // A coefficient that vanishes at small numbers.
    let g = parse("(z^2 - 3*z + 2)*x*y + x + 5");
    let (p, q) = (g.mul(&parse("x + y")).unwrap(), g.mul(&parse("x - y + z")).unwrap());
    assert_eq!(p.gcd(&q, &mut Work::new(PLENTY, &stop)), Some(g));
    // Coefficients beyond one prime.
    let long = parse("123456789123456789*x*y + 987654321987654321");
    let (p, q) = (long.mul(&parse("x + y")).unwrap(), long.mul(&parse("x - y + 1")).unwrap());
    assert_eq!(p.gcd(&q, &mut Work::new(PLENTY, &stop)), Some(long.primitive()));
}

#[test]
fn square_free_parts_have_their_multiplicities() {
    let p = parse("(x^2 - 1)^3*(x*y + 2)^2*(z + x)*y^4");
    let f = square_free(&p, &mut Work::new(PLENTY, &|| false)).unwrap();
    assert_eq!(f.product().unwrap(), p);
    let mut all: Vec<(String, u32)> = f.factors.iter().map(|(f, e)| (f.show(&names()).to_string(), *e)).collect();
    all.sort();
    let wanted = [("x + z", 1), ("x*y + 2", 2), ("x^2 - 1", 3), ("y", 4)];
    assert_eq!(all, wanted.map(|(f, e)| (f.to_string(), e)));
}
