//! Theorems of the datasets: what is found is accepted by the kernel, what is false is not "found".

use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::path::Path;

fn load(name: &str) -> euclase_grammar::core::CoreTheorem {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../datasets/algebra/{name}.fml"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{name}: {e:?}")).theorems.remove(0)
}

fn theorem(body: &str) -> euclase_grammar::core::CoreTheorem {
    let text = format!("theorem t {{ {body} }}");
    euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{body}: {e:?}")).theorems.remove(0)
}

/// Is a proof found? What is found has to be right.
fn proved(thm: &euclase_grammar::core::CoreTheorem) -> bool {
    let out = euclase_algebra::prove(thm, 20, &|| false);
    let Some(proof) = out.proof else { return false };
    let goals = vec![0; thm.goals.len()];
    let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
    let verdict = check(thm, &cert);
    assert!(matches!(verdict, Verdict::Accepted(_)), "{}: {verdict:?}", thm.name);
    true
}

#[test]
fn theorems_of_the_datasets() {
    for name in [
        "arithmetic_geometric_three",
        "cauchy_schwarz_three",
        "cube_of_a_sum",
        "four_squares_identity",
        "function_of_order_three",
        "homographic_involution",
        "identity_under_a_condition",
        "implication_order",
        "linear_system",
        "min_and_max",
        "nesbitt",
        "product_system",
        "quadratic_always_positive",
        "radical_equation",
        "schur",
        "square_is_one",
        "square_root_is_monotone",
        "symmetric_system",
        "triangle_inequality_abs",
    ] {
        assert!(proved(&load(name)), "{name}");
    }
}

#[test]
fn each_means_of_proof() {
    for body in [
        // a divisor inside a divisor
        "real x assume x != 0, x != 1 show 1/(1 - 1/(1 - 1/(1 - x))) = x",
        // equal squares, equal cubes
        "show sqrt(6) = sqrt(3)*sqrt(2)",
        "real a > 0 show root(3, a^3) = a",
        // functions of equal arguments
        "real x, y >= 0 assume x = y show sqrt(x) = sqrt(y)",
        // means of powers
        "real a, b > 0 assume a + b = 1 show a^a*b^b <= a^2 + b^2",
        // each order of the variables
        "real a, b, c >= 0 show a*(a - b)*(a - c) + b*(b - a)*(b - c) + c*(c - a)*(c - b) >= 0",
        // a value that is asked for
        "real x, y assume x + y = 3, x*y = 1 find x^2 + y^2",
        // no solution, and one that the sign excludes
        "real x assume x^2 = -1 solve x",
        "real x > 0 assume x^2 = 4 solve x",
        // cases that contradict one another
        "real x assume x^2 = 4, x > 0 show x = 2",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
}

#[test]
fn moves_that_make_goals_simpler() {
    for body in [
        // tangents to inverses of roots, to roots
        "real a, b, c > 0 show a/sqrt(a^2 + 8*b*c) + b/sqrt(b^2 + 8*c*a) + c/sqrt(c^2 + 8*a*b) >= 1",
        "real a, b >= 0 assume a + b = 2 show sqrt(a) + sqrt(b) <= 2",
        // both sides squared
        "real a, b, x, y show sqrt((a + x)^2 + (b + y)^2) <= sqrt(a^2 + b^2) + sqrt(x^2 + y^2)",
        // both signs of an absolute value, absolute values and maxima case by case
        "real a, b show a^2 + b^2 >= 2*abs(a*b)",
        "real a, b show max(abs(a + b), abs(a - b)) = abs(a) + abs(b)",
        "real a, b, c show max(min(a, b), min(b, c), min(c, a)) = min(max(a, b), max(b, c), max(c, a))",
        // roots of products
        "real a, b, c >= 0 show a + b + c >= 3*root(3, a*b*c)",
        "real a, b > 0 show a^(1/2)*a^(1/3) = a^(5/6), (a*b)^0.3 = a^0.3*b^0.3",
        // nested roots
        "real x in [1, 2] show sqrt(x + 2*sqrt(x - 1)) + sqrt(x - 2*sqrt(x - 1)) = 2",
        // a sum of fractions with a name
        "real a, b, s > 0 assume s = a/(a + b) + b/(a + b + 1) show s < 2",
        // the opposite of the goal refutes a hypothesis
        "real a, b assume a^3 + a < b^3 + b show a < b",
        // equality cases, inside and on the boundary
        "real a, b, c >= 0 assume a^3 + b^3 + c^3 = 3*a*b*c, a > 0 show a = b",
        "real a, b, c >= 0 show a^5 + b^5 + c^5 >= a*b*c*(a*b + b*c + c*a) equality iff a = b, b = c",
        "real a, b > 0 show (a + b)/2 >= sqrt(a*b) equality iff a = b",
        // products of two variables as variables
        "real p, q, r > 0 assume p^2*q^2 + q^2*r^2 + r^2*p^2 + 2*p^2*q^2*r^2 = 1 show p*q + q*r + r*p <= 3/2",
        // a multiple of an equation of higher degree than the goal
        "real a, b, x, y assume a != 0, a*x^2 + b*x + 1 = y, a*y^2 + b*y + 1 = x show (b - 1)^2 >= 4*a",
        // what is not zero divides
        "real a, b, c assume a != b, a*c = b*c show c = 0",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
}

#[test]
fn numbers_without_variables() {
    for body in [
        "show sqrt(5 - 2*sqrt(6)) = sqrt(3) - sqrt(2)",
        "show root(3, sqrt(5) + 2) - root(3, sqrt(5) - 2) = 1",
        "show sqrt(2) + sqrt(3) > 3.146, sqrt(2) + sqrt(3) < 3.147",
        "show 1/(sqrt(2) - 1) != 2.4142",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
    for body in ["show sqrt(2) + sqrt(3) > 3.147", "show sqrt(5 - 2*sqrt(6)) = sqrt(2) - sqrt(3)"] {
        assert!(!proved(&theorem(body)), "{body}");
    }
}

#[test]
fn powers_with_real_exponents() {
    for body in [
        "real a > 0 real u, v show a^u*a^v = a^(u + v), (a^u)^v = a^(u*v)",
        "real x assume 10^x*100^(2*x) = 1000^5 show x = 3",
        "real x show 4^x - 3*2^x + 2 = 0 iff x = 0 or x = 1",
        "real a, x, y assume a > 1, x < y show a^x < a^y",
        "real x, t assume x > -1, t >= 0, t <= 1 show (1 + x)^t <= 1 + t*x",
        "real x, y assume y = 2, x = 5 show x^3 - 2^y = 121",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
    for body in [
        "real a, x, y assume a > 0, x < y show a^x < a^y",
        "real a, x > 0 real y assume a^x = a^y show x = y",
        "real x assume 2^x = 3 show x = 2",
    ] {
        assert!(!proved(&theorem(body)), "{body}");
    }
}

#[test]
fn hypotheses_for_all_values() {
    for body in [
        "real a, b assume for all x: x^2 + a*x + 6 = (x + 2)*(x + b) show a = 5, b = 3",
        "real a, b assume for all x: (x - 3 != 0 and x - 5 != 0 implies 4*x/(x^2 - 8*x + 15) = a/(x - 3) + b/(x - 5)) show a = -6, b = 10",
        "real p, q assume for all x: x^2 + p*x + q >= 0 show p^2 <= 4*q",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
    assert!(!proved(&theorem("real p, q assume for all x: x^2 + p*x + q >= 0 show p^2 < 4*q")));
}

#[test]
fn solutions_with_letters() {
    for body in [
        "real a, b, x assume a != 0, a*x + b = 0 solve x",
        "real p, x assume x^2 - 2*p*x + p^2 - 1 = 0 solve x",
        "real a > 0 real x > 0 assume x^2 = a solve x",
        "real a, b, c, p, q, r, x, y assume a*q - b*p != 0, a*x + b*y = c, p*x + q*y = r solve x, y",
        // one of the alternatives of a maximum
        "real x assume max(x, 2 - x) = 3 solve x",
        // equations that finitely many points satisfy only for reasons of order
        "real x, y assume x^2 + y^2 + 5 = 2*x + 4*y solve x, y",
        "real x, y, z > 0 assume x + y + z = 3, x*y*z = 1 solve x, y, z",
    ] {
        assert!(proved(&theorem(body)), "{body}");
    }
    for body in ["real a, b, x assume a*x + b = 0 solve x", "real a, x assume x^2 = a solve x"] {
        assert!(!proved(&theorem(body)), "{body}");
    }
}

#[test]
fn what_is_false_is_not_proved() {
    for body in [
        "real x show sqrt(x^2) = x",
        "real x show x/x = 1",
        "real a, b > 0 show a^2 + b^2 >= 3*a*b",
        "real x show x^2 = 4 iff x = 2",
        "real x assume x^2 = 4 show x = 2",
        "real x, y assume abs(x) = abs(y) show x = y",
        "real x show 1/x != 0",
    ] {
        assert!(!proved(&theorem(body)), "{body}");
    }
}
