//! Values of real variables as counterexamples: exact signs, what is defined, what is not concluded.

use euclase_figure::algebraic::Algebraic;
use euclase_figure::arithmetic::Arithmetic;
use euclase_figure::closed::{Lack, Real};
use euclase_figure::fixed::Fixed;
use euclase_figure::numbers::{Declined, Values, Verdict, check_values};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Num, Q};
use num_bigint::BigInt;
use std::cmp::Ordering;

fn theorem(body: &str) -> CoreTheorem {
    let text = format!("theorem t {{ {body} }}");
    let file = euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{text}: {}", e[0].message));
    file.theorems.into_iter().next().unwrap()
}

/// A term without variables.
fn closed(text: &str) -> Num {
    let goal = theorem(&format!("real x show x = {text}")).goals.remove(0);
    match goal.kind {
        GoalKind::Fact(Fact::Num(_, n)) => n,
        other => panic!("{other:?}"),
    }
}

fn terms(terms: impl IntoIterator<Item = (u32, Num)>) -> Values {
    Values { terms: terms.into_iter().collect(), ..Values::default() }
}

fn check(body: &str, values: &[(&str, &str)]) -> (CoreTheorem, Verdict) {
    let thm = theorem(body);
    let index = |name: &str| thm.reals.iter().position(|r| r == name).unwrap() as u32;
    let verdict = check_values(&thm, &terms(values.iter().map(|(name, text)| (index(name), closed(text)))));
    (thm, verdict)
}

fn refuted(body: &str, values: &[(&str, &str)]) -> String {
    match check(body, values) {
        (thm, Verdict::Refutes { failure, .. }) => failure.text(&thm),
        (thm, Verdict::Declined(d)) => panic!("{body}: {}", d.text(&thm)),
    }
}

fn declined(body: &str, values: &[(&str, &str)]) -> Declined {
    match check(body, values) {
        (_, Verdict::Declined(d)) => d,
        (thm, Verdict::Refutes { failure, .. }) => panic!("{body}: {}", failure.text(&thm)),
    }
}

fn sign(text: &str) -> Option<Ordering> {
    let mut arithmetic = Arithmetic::new(&Values::default(), 1000).unwrap();
    let x = arithmetic.term(&closed(text)).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    x.sign()
}

#[test]
fn constants_are_enclosed_at_any_precision() {
    let near = |x: Option<Fixed>, value: &str| {
        let x = x.expect(value);
        let (whole, decimals) = value.split_once('.').unwrap();
        let scale = BigInt::from(10).pow(decimals.len() as u32);
        let n: BigInt = format!("{whole}{decimals}").parse().unwrap();
        let (below, above) = (Q::new(n.clone(), scale.clone()), Q::new(n + 1, scale));
        let (lo, hi) = x.ends();
        assert!(lo <= hi && lo > below && hi < above, "{value}: {lo} {hi}");
    };
    for bits in [128, 200, 700, 2000] {
        let q = |n: i64, d: i64| Fixed::from_q(&Q::new(n.into(), d.into()), bits);
        near(Some(Fixed::pi(bits)), "3.141592653589793238462643383279");
        near(q(2, 1).ln(), "0.693147180559945309417232121458");
        near(q(10, 1).ln(), "2.302585092994045684017991454684");
        near(q(1, 1).exp(), "2.718281828459045235360287471352");
        near(q(20, 1).exp(), "485165195.409790277969106830");
        near(q(-3, 2).exp(), "0.223130160148429828933280470764");
        near(q(2, 1).root(2), "1.414213562373095048801688724209");
        near(q(3, 4).root(5), "0.944087511294901982164064744727");
    }
}

#[test]
fn exponentials_and_logarithms_are_inverse() {
    for n in [1, 2, 5, 100, 4000] {
        let x = Q::new(n.into(), 7.into());
        let start = Fixed::from_q(&x, 300);
        for back in [start.exp().and_then(|y| y.ln()), start.ln().and_then(|y| y.exp())] {
            let (lo, hi) = back.unwrap().ends();
            assert!(lo <= x && x <= hi && hi - lo < Q::new(1.into(), BigInt::from(2).pow(280)), "{n}");
        }
    }
    let int = |n: i64| Fixed::from_q(&Q::from_integer(n.into()), 64);
    assert!(int(5000).exp().is_none() && int(-1).ln().is_none() && int(0).inverse().is_none());
}

#[test]
fn signs_are_exact() {
    let zero = [
        "sqrt(2)*sqrt(3) - sqrt(6)",
        "sqrt(5 + 2*sqrt(6)) - sqrt(2) - sqrt(3)",
        "((1 + sqrt(5))/2)^2 - (1 + sqrt(5))/2 - 1",
        "root(3, 2 + sqrt(5)) + root(3, 2 - sqrt(5)) - 1",
        "1/(sqrt(2) - 1) - sqrt(2) - 1",
        "abs(1 - sqrt(2)) + 1 - sqrt(2)",
        "max(sqrt(2), root(4, 4)) - sqrt(2)",
        "sqrt(8) - 2*sqrt(2)",
        "2^(1/3)*4^(1/3) - 2",
        "(sqrt(2) + 1)^10*(sqrt(2) - 1)^10 - 1",
        "pi - pi",
        "2^sqrt(2) - 2^sqrt(2)",
    ];
    for text in zero {
        // the same term on both sides is seen by comparing, not by the sign of the difference
        if let Some((a, b)) = text.split_once(" - ").filter(|(a, b)| a == b) {
            let mut arithmetic = Arithmetic::new(&Values::default(), 1000).unwrap();
            let (a, b) = (arithmetic.term(&closed(a)).unwrap(), arithmetic.term(&closed(b)).unwrap());
            assert_eq!(a.compare(&b), Some(Ordering::Equal), "{text}");
        } else {
            assert_eq!(sign(text), Some(Ordering::Equal), "{text}");
        }
    }
    let positive = [
        "sqrt(2) - 1393/985",
        "sqrt(1000001) + sqrt(999999) - 2*sqrt(1000000) + 1/1000000000",
        "pi - 103993/33102",
        "22/7 - pi",
        "2^pi - 8824977827/1000000000",
        "root(3, -7) + 2",
        "(sqrt(2) + 1)^10 - 6725",
        "1/(665857/470832 - sqrt(2)) - 600000000000",
        // small because of denominators
        "sqrt(2)/2^100",
        "sqrt(2)/2^100 + sqrt(3)/3^90",
        "1/(sqrt(2)*2^100 + 1)",
        "(sqrt(2)/2^40)^3",
        "root(3, sqrt(2)/2^250)",
        "root(3, 2^250*sqrt(2))^(-1)",
    ];
    for text in positive {
        assert_eq!(sign(text), Some(Ordering::Greater), "{text}");
    }
    assert_eq!(sign("sqrt(1000001) + sqrt(999999) - 2*sqrt(1000000)"), Some(Ordering::Less));
    // true, but no method here shows it
    assert_eq!(sign("2^sqrt(2)*2^(-sqrt(2)) - 1"), None);
    assert_eq!(sign("(2^sqrt(2))^sqrt(2) - 4"), None);
}

/// Roots that are almost equal, by the bound and by brute force with many digits.
#[test]
fn small_differences_are_not_zero() {
    for n in 1..60u32 {
        // (√2 − 1)^n = |p − q√2| gets small as 0.41^n
        let text = format!("(sqrt(2) - 1)^{n}");
        assert_eq!(sign(&text), Some(Ordering::Greater), "{text}");
    }
    // whole coefficients of eight digits that bring it below 2^-74; its conjugates are large (found by reducing a lattice)
    let tiny = "2764563 + 4285202*sqrt(2) - 15641490*sqrt(3) + 7457513*sqrt(6)";
    assert_eq!(sign(tiny), Some(Ordering::Less));
    let nested = "sqrt(2) + sqrt(3) + sqrt(7) - 572339/98749";
    assert!(matches!(sign(nested), Some(Ordering::Greater | Ordering::Less)));
}

#[test]
fn what_is_not_defined() {
    let lack = |text: &str| {
        let mut arithmetic = Arithmetic::new(&Values::default(), 1000).unwrap();
        arithmetic.term(&closed(text)).err()
    };
    for text in [
        "1/(sqrt(2)*sqrt(2) - 2)",
        "sqrt(1 - sqrt(2))",
        "root(4, -1)",
        "(sqrt(3) - 2)^(1/3)",
        "(sqrt(4) - 2)^(-1/2)",
        "(sqrt(4) - 2)^pi",
        "3 + abs(1/(sqrt(9) - 3))",
    ] {
        assert!(matches!(lack(text), Some(Lack::Undefined(_))), "{text}: {:?}", lack(text));
    }
    for text in ["root(3, -8)", "(sqrt(4) - 2)^(1/2)", "(sqrt(9) - 3)^(pi/pi)", "1/pi"] {
        let known = !matches!(lack(text), Some(Lack::Undefined(_)));
        assert_eq!(known, text != "(sqrt(9) - 3)^(pi/pi)", "{text}");
    }
    let mut arithmetic = Arithmetic::new(&Values::default(), 1000).unwrap();
    let x = arithmetic.term(&closed("root(3, -8)^5 + sqrt(9/4)*8^(-2/3)")).unwrap();
    assert_eq!(x, Real::Rational(Q::new((-253).into(), 8.into())));
}

#[test]
fn failing_goals() {
    let text = refuted("real x show x^2 >= 2*x", &[("x", "1")]);
    assert_eq!(text, "`x^2 >= 2*x` fails: the left side is 1, the right side is 2");
    refuted("real x show x^2 = 4 iff x = 2", &[("x", "-2")]);
    let text = refuted("real x show x/x = 1", &[("x", "0")]);
    assert_eq!(text, "`x/x` in `x/x = 1` is not defined");
    refuted("real x show x^2 != x + 1", &[("x", "(1 + sqrt(5))/2")]);
    let text = refuted("real x > 0 assume x^2 = 2 show x < 1.41", &[("x", "sqrt(2)")]);
    assert_eq!(text, "`x < 141/100` fails: the left side is about 1.41421, the right side is 141/100");
    refuted("real p show for all x: x^2 + p*x + 1 > 0", &[("p", "2"), ("x", "-1")]);
    refuted("real x, y assume x + y = 1, x*y = 1/4 show x != y", &[("x", "1/2"), ("y", "1/2")]);
    refuted("real x show x >= 0 iff 1/x > 0", &[("x", "0")]);
    refuted("real x, y assume x > 0 or y > 0 show x > 0 and y > 0", &[("x", "1"), ("y", "0")]);
    refuted("real u show 2^u >= u + 1", &[("u", "1/2")]);
    refuted("real u show 2^u >= u + 1", &[("u", "sqrt(2)/2")]);
    refuted("real x assume not x = 1 show x > 1", &[("x", "0")]);
    refuted("real x assume x != 1 show x > 2", &[("x", "0")]);
}

#[test]
fn nothing_is_concluded_without_the_hypotheses() {
    let wrong = |body, values: &[(&str, &str)]| assert!(matches!(declined(body, values), Declined::Wrong(_)), "{body}");
    wrong("real x > 0 show x > 1", &[("x", "-1")]);
    wrong("real x assume x^2 = 2 show x > 0", &[("x", "-1.4142135623730951")]);
    // where a term of a hypothesis is not defined, it does not hold
    wrong("real x assume 1/x != 5 show x != 0", &[("x", "0")]);
    wrong("real x assume sqrt(x) != 5 show x >= 0", &[("x", "-1")]);
    wrong("real x, y assume x = y or 1/x = 2 show x != 0", &[("x", "0"), ("y", "0")]);
    // what stands after `implies` need not be defined where the condition fails
    refuted("real x assume x > 0 implies 1/x > 0 show x > 0", &[("x", "0")]);
    let unclear =
        |body, values: &[(&str, &str)]| assert!(matches!(declined(body, values), Declined::Unclear(_)), "{body}");
    unclear("real x, y assume for all z: z^2 + x >= 0 show x > y", &[("x", "0"), ("y", "1"), ("z", "0")]);
    unclear("real a, u assume a^u*a^(-u) = 1 show a < 0", &[("a", "2"), ("u", "sqrt(2)")]);
    // a variable without a value
    unclear("real x, y assume x = y show x != y", &[("x", "0")]);
}

#[test]
fn true_goals_do_not_fail() {
    let holds = |body, values: &[(&str, &str)]| assert_eq!(declined(body, values), Declined::NoGoalFails, "{body}");
    // the left side of an implication is assumed with its terms defined
    holds("real x show 1/x > 0 implies x > 0", &[("x", "0")]);
    holds("real x show sqrt(x) = 2 iff x = 4", &[("x", "-1")]);
    holds("real a > 0 real u, v show a^u*a^v = a^(u + v)", &[("a", "2"), ("u", "sqrt(2)"), ("v", "sqrt(3)")]);
    holds("real x, y >= 0 show (x + y)/2 >= sqrt(x*y)", &[("x", "sqrt(2)"), ("y", "sqrt(2)")]);
    holds("real x show x^4 - 10*x^2 + 1 = 0 implies x != 0", &[("x", "sqrt(2) + sqrt(3)")]);
    holds("real x show x^0 = 1", &[("x", "0")]);
    holds("real x show root(3, x)^3 = x", &[("x", "-5")]);
    // one instance does not refute what is claimed under a quantifier elsewhere
    holds("real x show x = 0 or (for all y: y^2 > x)", &[("x", "1"), ("y", "0")]);
    holds("real x show (for all y: y > x) implies x > 0", &[("x", "0"), ("y", "1")]);
    // `find` and `solve` are not refuted
    holds("real x assume x^2 = 1 solve x", &[("x", "1")]);
}

#[test]
fn out_of_scope() {
    assert_eq!(declined("triangle ABC real x show x > 0", &[("x", "0")]), Declined::OutOfScope);
    // values must be closed and defined
    let thm = theorem("real x, y show x > y");
    let of = |n: Num| check_values(&thm, &terms([(0, n), (1, closed("0"))]));
    assert_eq!(of(Num::Real(1)), Verdict::Declined(Declined::Value(0)));
    let zero = || Box::new(closed("0"));
    assert_eq!(of(Num::Div(zero(), zero())), Verdict::Declined(Declined::Value(0)));
}

#[test]
fn roots_of_polynomials() {
    let q = |n: i64, d: i64| Q::new(n.into(), d.into());
    let root = |coefficients: &[i64], lo: Q, hi: Q| Algebraic {
        coefficients: coefficients.iter().map(|c| q(*c, 1)).collect(),
        lo,
        hi,
    };
    let verdict = |body: &str, a: &Algebraic, more: &[(u32, &str)]| {
        let terms = more.iter().map(|(v, text)| (*v, closed(text))).collect();
        check_values(&theorem(body), &Values { roots: [(0, a.clone())].into(), terms })
    };
    let refuted = |body, a: &Algebraic| assert!(matches!(verdict(body, a, &[]), Verdict::Refutes { .. }), "{body}");
    let not = |body, a: &Algebraic| assert!(matches!(verdict(body, a, &[]), Verdict::Declined(_)), "{body}");
    // x^5 = x + 1 has no root in radicals
    let quintic = root(&[-1, -1, 0, 0, 0, 1], q(1, 1), q(2, 1));
    refuted("real x assume x^5 = x + 1 show x > 6/5", &quintic);
    refuted("real x assume x^5 = x + 1 show x^10 != x^2 + 2*x + 1", &quintic);
    refuted("real x assume x^5 - x - 1 = 0, 1/x = x^4 - 1 show x^6 < x^2 + x", &quintic);
    not("real x assume x^5 = x + 1 show x^6 = x^2 + x", &quintic);
    not("real x assume x^5 = x + 1 show x > 11/10", &quintic);
    not("real x assume x^5 = x + 2 show x > 6/5", &quintic);
    // three real roots: 2 cos 40°, 2 cos 80°, 2 cos 160°
    let cosine = root(&[1, -3, 0, 1], q(1, 4), q(1, 2));
    refuted("real x assume x^3 - 3*x + 1 = 0, x > 0 show x > 1", &cosine);
    refuted("real x assume x^3 - 3*x + 1 = 0 show (x^2 - 2)^3 - 3*(x^2 - 2) + 1 != 0", &cosine);
    not("real x assume x^3 - 3*x + 1 = 0, x > 0 show (x^2 - 2)^3 - 3*(x^2 - 2) + 1 = 0", &cosine);
    // another variable in terms of the root
    let thm = theorem("real x, y assume x^3 - 3*x + 1 = 0, y = x^2 - 2 show y^3 != 3*y - 1");
    let y = Num::Add(vec![Num::Pow(Box::new(Num::Real(0)), q(2, 1)), Num::Const(q(-2, 1))]);
    let values = Values { roots: [(0, cosine.clone())].into(), terms: [(1, y.clone())].into() };
    assert!(matches!(check_values(&thm, &values), Verdict::Refutes { .. }));
    // not a root: no change of sign, no dyadic end, no polynomial, ends in the wrong order, two values
    let x = "real x show x > 100";
    refuted(x, &cosine);
    let none = |a: &Algebraic| assert_eq!(verdict(x, a, &[]), Verdict::Declined(Declined::Value(0)), "{a:?}");
    none(&root(&[1, -3, 0, 1], q(1, 2), q(1, 1)));
    none(&root(&[1, -3, 0, 1], q(1, 3), q(1, 2)));
    none(&root(&[1, -3, 0, 1], q(1, 2), q(1, 4)));
    none(&root(&[1, -3, 0, 1, 0], q(1, 4), q(1, 2)));
    none(&root(&[], q(0, 1), q(1, 1)));
    assert_eq!(verdict(x, &cosine, &[(0, "1")]), Verdict::Declined(Declined::Value(0)));
    // 2^-200, as a root: small because of the leading coefficient
    let two = |n: u32| Q::from_integer(BigInt::from(2).pow(n));
    let small = Algebraic { coefficients: vec![q(-1, 1), two(200)], lo: q(0, 1), hi: two(199).recip() };
    assert!(matches!(verdict("real x show x = 0", &small, &[]), Verdict::Refutes { .. }));
    // a rational root, also where bisection meets it, and the middle of three
    let three = root(&[0, -1, 0, 4], q(-1, 1), q(1, 1));
    assert!(matches!(verdict("real x show x != -1/2", &three, &[]), Verdict::Refutes { .. }));
    assert!(matches!(verdict("real x show x = -1/2", &three, &[]), Verdict::Declined(_)));
}

/// Deep and large terms are declined, not computed.
#[test]
fn large_terms_cost_little() {
    let mut deep = closed("2");
    for _ in 0..5_000 {
        deep = Num::Neg(Box::new(deep));
    }
    let thm = theorem("real x show x > 0");
    assert_eq!(check_values(&thm, &terms([(0, deep)])), Verdict::Declined(Declined::Value(0)));
    let mut tower = closed("sqrt(2)");
    for _ in 0..12 {
        tower = Num::Pow(Box::new(tower), Q::from_integer(1000.into()));
    }
    let _ = check_values(&thm, &terms([(0, tower)]));
    let mut roots = closed("2");
    for _ in 0..200 {
        roots = Num::Add(vec![Num::Call("sqrt".into(), vec![roots]), closed("1")]);
    }
    let _ = check_values(&thm, &terms([(0, roots)]));
}

/// A stream of numbers for the tests below (a linear congruential generator; the high bits are used).
struct Stream(u64);

impl Stream {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
    fn fraction(&mut self) -> Q {
        Q::new((self.below(13) as i64 - 6).into(), (1 + self.below(5) as i64).into())
    }
}

/// a + b√d, computed by hand.
#[derive(Clone, Debug)]
struct Quadratic(Q, Q);

impl Quadratic {
    fn sign(&self, d: u64) -> Ordering {
        let zero = Q::from_integer(0.into());
        let (a, b) = (self.0.cmp(&zero), self.1.cmp(&zero));
        let squares = (&self.0 * &self.0).cmp(&(&self.1 * &self.1 * Q::from_integer(d.into())));
        match (a, b) {
            (a, Ordering::Equal) => a,
            (Ordering::Equal, b) => b,
            (a, b) if a == b => a,
            // the larger square decides; they are never equal, because d is no square
            (a, b) => {
                if squares == Ordering::Greater {
                    a
                } else {
                    b
                }
            }
        }
    }
}

/// A random term over √d, and its value.
fn random(s: &mut Stream, d: u64, depth: u32) -> (Num, Quadratic) {
    let root = || Num::Call("sqrt".into(), vec![Num::Const(Q::from_integer(d.into()))]);
    let q = |n: u64| Q::from_integer(n.into());
    let kind = if depth == 0 { s.below(2) } else { s.below(7) };
    let mut two = || (random(s, d, depth - 1), random(s, d, depth - 1));
    let times = |x: &Quadratic, y: &Quadratic| Quadratic(&x.0 * &y.0 + &x.1 * &y.1 * q(d), &x.0 * &y.1 + &x.1 * &y.0);
    match kind {
        0 => {
            let x = s.fraction();
            (Num::Const(x.clone()), Quadratic(x, q(0)))
        }
        1 => (root(), Quadratic(q(0), q(1))),
        2 | 3 => {
            let ((m, x), (n, y)) = two();
            (Num::Add(vec![m, n]), Quadratic(&x.0 + &y.0, &x.1 + &y.1))
        }
        4 => {
            let ((m, x), (n, y)) = two();
            (Num::Mul(vec![m, n]), times(&x, &y))
        }
        5 => {
            let ((m, x), (n, y)) = two();
            if y.sign(d) == Ordering::Equal {
                return (m, x);
            }
            let norm = &y.0 * &y.0 - &y.1 * &y.1 * q(d);
            let inverse = Quadratic(&y.0 / &norm, -&y.1 / &norm);
            (Num::Div(Box::new(m), Box::new(n)), times(&x, &inverse))
        }
        _ => {
            let ((m, x), (n, y)) = two();
            let difference = Quadratic(&x.0 - &y.0, &x.1 - &y.1);
            let least = if difference.sign(d) == Ordering::Less { x } else { y };
            (Num::Call("min".into(), vec![m, n]), least)
        }
    }
}

/// Signs of terms over a square root, and whether two of them are equal, as worked out by hand.
#[test]
fn signs_in_quadratic_fields() {
    let mut s = Stream(1);
    let mut equal = 0;
    for round in 0..4_000 {
        let d = [2, 3, 5, 6, 7][round % 5];
        let (n, by_hand) = random(&mut s, d, 4);
        let mut arithmetic = Arithmetic::new(&Values::default(), 10_000).unwrap();
        let value = arithmetic.term(&n).unwrap();
        assert_eq!(value.sign(), Some(by_hand.sign(d)), "{n:?}: {by_hand:?}");
        // the same number written as a + b√d, and one that is a little larger
        let root = Num::Call("sqrt".into(), vec![Num::Const(Q::from_integer(d.into()))]);
        let tiny = Q::new(1.into(), BigInt::from(10).pow(40));
        let plain =
            |a: &Q| Num::Add(vec![Num::Const(a.clone()), Num::Mul(vec![Num::Const(by_hand.1.clone()), root.clone()])]);
        let same = arithmetic.term(&plain(&by_hand.0)).unwrap();
        let larger = arithmetic.term(&plain(&(&by_hand.0 + tiny))).unwrap();
        assert_eq!(value.compare(&same), Some(Ordering::Equal), "{n:?}");
        assert_eq!(value.compare(&larger), Some(Ordering::Less), "{n:?}");
        equal += u32::from(by_hand.sign(d) == Ordering::Equal);
    }
    assert!(equal > 20, "{equal}");
}

/// The separation bound of the difference of two sums of square roots is not too large: they are told apart.
#[test]
fn sums_of_square_roots() {
    let mut s = Stream(2);
    for _ in 0..300 {
        let mut numbers = || -> Vec<u64> { (0..3).map(|_| 2 + s.below(60)).collect() };
        let (a, b) = (numbers(), numbers());
        let sum = |xs: &[u64]| {
            let root = |x: &u64| Num::Call("sqrt".into(), vec![Num::Const(Q::from_integer((*x).into()))]);
            Num::Add(xs.iter().map(root).collect())
        };
        // by integers: 10^60·√x, cut off
        let scale = BigInt::from(10).pow(120);
        let whole = |xs: &[u64]| xs.iter().map(|x| (&scale * BigInt::from(*x)).sqrt()).sum::<BigInt>();
        let difference = whole(&a) - whole(&b);
        let by_hand = if difference.magnitude() < &10u32.into() { Ordering::Equal } else { difference.cmp(&0.into()) };
        let mut arithmetic = Arithmetic::new(&Values::default(), 1000).unwrap();
        let (x, y) = (arithmetic.term(&sum(&a)).unwrap(), arithmetic.term(&sum(&b)).unwrap());
        assert_eq!(x.compare(&y), Some(by_hand), "{a:?} {b:?}");
    }
}
