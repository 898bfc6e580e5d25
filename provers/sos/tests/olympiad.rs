//! The rational inequalities of MO-INT-20 (Lizn-zn/NeqLIPS, MIT), denominators cleared.

#[path = "../examples/mo/read.rs"]
mod read;

use euclase_poly::{Poly, Problem};
use euclase_sos::prove;

/// A goal `≥ 0`, with inequalities (strict where they are variables, but for `weak`) and equations.
fn problem(goal: &str, ineqs: &[&str], eqs: &[&str], weak: bool) -> Problem {
    let mut names = Vec::new();
    let mut poly = |s: &str| read::numerator(s, &mut names).expect("an expression");
    let goal = poly(goal);
    let ineqs: Vec<Poly> = ineqs.iter().map(|s| poly(s)).collect();
    let eqs = eqs.iter().map(|s| poly(s)).collect();
    let ineqs = ineqs.into_iter().map(|p| (p.clone(), !weak && p.len() == 1)).collect();
    Problem { vars: names.len() as u32, eqs, ineqs, goal, strict: false }
}

fn proved(p: &Problem) {
    let (certificate, _) = prove(p, 200, &|| false).expect("a certificate");
    certificate.check(p).unwrap();
}

#[test]
fn mo_int_1() {
    let goal = "a**3/(b + c + d) + b**3/(a + c + d) + c**3/(a + b + d) + d**3/(a + b + c) - 1/3";
    proved(&problem(goal, &["a", "b", "c", "d"], &["a*b + a*d + b*c + c*d - 1"], false));
}

#[test]
fn mo_int_2() {
    let goal = "a/(b + 2*c + 3*d) + b/(3*a + c + 2*d) + c/(2*a + 3*b + d) + d/(a + 2*b + 3*c) - 2/3";
    proved(&problem(goal, &["a", "b", "c", "d"], &[], false));
}

#[test]
fn mo_int_3() {
    let goal = "-3/2 + 1/(c**3*(a + b)) + 1/(b**3*(a + c)) + 1/(a**3*(b + c))";
    proved(&problem(goal, &["a", "b", "c"], &["a*b*c - 1"], false));
}

#[test]
fn mo_int_4() {
    let goal = "-a*b/(a**5 + a*b + b**5) - a*c/(a**5 + a*c + c**5) - b*c/(b**5 + b*c + c**5) + 1";
    proved(&problem(goal, &["a", "b", "c"], &["a*b*c - 1"], false));
}

#[test]
fn mo_int_5() {
    let goal = "-1/(a*b*c + b**3 + c**3) - 1/(a**3 + a*b*c + c**3) - 1/(a**3 + a*b*c + b**3) + 1/(a*b*c)";
    proved(&problem(goal, &["a", "b", "c"], &[], false));
}

#[test]
fn mo_int_6() {
    let goal = "a**3/((b + 1)*(c + 1)) + b**3/((a + 1)*(c + 1)) + c**3/((a + 1)*(b + 1)) - 3/4";
    proved(&problem(goal, &["a", "b", "c"], &["a*b*c - 1"], false));
}

#[test]
fn mo_int_7() {
    let goal = "-(a - 1 + 1/b)*(b - 1 + 1/c)*(c - 1 + 1/a) + 1";
    proved(&problem(goal, &["a", "b", "c"], &["a*b*c - 1"], false));
}

#[test]
fn mo_int_9() {
    let goal = "8 - (a + b + 2*c)**2/(2*c**2 + (a + b)**2) - (a + 2*b + c)**2/(2*b**2 + (a + c)**2) - (2*a + b + c)**2/(2*a**2 + (b + c)**2)";
    proved(&problem(goal, &["a", "b", "c"], &[], false));
}

#[test]
fn mo_int_13() {
    let goal = "3/16 - 1/(2*a + b + c)**2 - 1/(a + 2*b + c)**2 - 1/(a + b + 2*c)**2";
    proved(&problem(goal, &["a", "b", "c"], &["a + b + c - 1/c - 1/b - 1/a"], false));
}

#[test]
fn mo_int_14() {
    let goal = "-1/3 + 1/(c**5*(a + 2*b)**2) + 1/(b**5*(2*a + c)**2) + 1/(a**5*(b + 2*c)**2)";
    proved(&problem(goal, &["a", "b", "c"], &["a*b*c - 1"], false));
}

#[test]
fn mo_int_15() {
    let goal = "-3 + (b*c + 1)/(b + c)**2 + (a*c + 1)/(a + c)**2 + (a*b + 1)/(a + b)**2";
    proved(&problem(goal, &["a", "b", "c", "-a**2 - b**2 - c**2 - (a + b + c)**2 + 4"], &[], false));
}

#[test]
fn mo_int_16() {
    let goal = "7/18 - 1/(c**2 - 4*c + 9) - 1/(b**2 - 4*b + 9) - 1/(a**2 - 4*a + 9)";
    proved(&problem(goal, &["a", "b", "c"], &["a + b + c - 1"], true));
}

#[test]
fn mo_int_17() {
    let goal = "-2*a**2/3 - 2*b**2/3 - 2*c**2/3 + (b**3 + 3*c**3)/(5*b + c) + (a**3 + 3*b**3)/(5*a + b) + (3*a**3 + c**3)/(a + 5*c)";
    proved(&problem(goal, &["a", "b", "c"], &[], false));
}

#[test]
fn mo_int_18() {
    let goal = "a/(9*b*c + 4*(b - c)**2 + 1) + b/(9*a*c + 4*(-a + c)**2 + 1) + c/(9*a*b + 4*(a - b)**2 + 1) - 1/2";
    proved(&problem(goal, &["a", "b", "c"], &["a + b + c - 1"], true));
}

#[test]
#[ignore = "seconds with optimisation"]
fn mo_int_19() {
    let goal = "a/(b**3 + 4) + b/(c**3 + 4) + c/(d**3 + 4) + d/(a**3 + 4) - 2/3";
    proved(&problem(goal, &["a", "b", "c", "d"], &["a + b + c + d - 4"], false));
}

// Those with radicals, as polynomials.

/// a/√(a² + 8bc) + … ≥ 1 with numbers for the roots (IMO 2001, problem 2).
#[test]
fn mo_int_8() {
    let goal = "a*v*w + b*u*w + c*u*v - u*v*w";
    let eqs = ["u**2 - a**2 - 8*b*c", "v**2 - b**2 - 8*a*c", "w**2 - c**2 - 8*a*b"];
    proved(&problem(goal, &["a", "b", "c", "u", "v", "w"], &eqs, false));
}

/// a/∛(a³ + 63bcd) + … ≥ 1: its core, for the quotients x = a/∛(a³ + 63bcd), … scaled to the sum 1.
#[test]
#[ignore = "seconds with optimisation"]
fn mo_int_10() {
    let goal = "(1-x**3)*(1-y**3)*(1-z**3)*(1-w**3) - 63**4*x**3*y**3*z**3*w**3";
    proved(&problem(goal, &["x", "y", "z", "w"], &["x + y + z + w - 1"], false));
}

/// 1/(abc) ≥ ∛(1/a + 6b) + … with numbers for the roots.
#[test]
#[ignore = "seconds with optimisation"]
fn mo_int_11() {
    let eqs = ["a*b + b*c + c*a - 1", "a*u**3 - 1 - 6*a*b", "b*v**3 - 1 - 6*b*c", "c*w**3 - 1 - 6*c*a"];
    proved(&problem("1 - a*b*c*(u + v + w)", &["a", "b", "c", "u", "v", "w"], &eqs, false));
}

/// With √2 as a number s, s² = 2 (IMO 2006, problem 3).
#[test]
fn mo_int_12() {
    let goal = "9*s/32*(a**2+b**2+c**2)**2 - a*b*(a**2-b**2) - b*c*(b**2-c**2) - c*a*(c**2-a**2)";
    proved(&problem(goal, &["s"], &["s**2 - 2"], false));
}

/// Equality at (√2, √2, 0) as well as (1, 1, 1) (USAMO 2001, problem 3).
#[test]
fn zeros_of_second_degree() {
    let goal = "2 + a*b*c - a*b - b*c - c*a";
    proved(&problem(goal, &["a", "b", "c"], &["a**2 + b**2 + c**2 + a*b*c - 4"], false));
}

/// Hölder's inequality: nine variables, many gradings.
#[test]
fn hoelder() {
    let goal = "(a**3+b**3+c**3)*(x**3+y**3+z**3)*(u**3+v**3+w**3) - (a*x*u+b*y*v+c*z*w)**3";
    proved(&problem(goal, &["a", "b", "c", "x", "y", "z", "u", "v", "w"], &[], false));
}
