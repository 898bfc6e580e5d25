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
