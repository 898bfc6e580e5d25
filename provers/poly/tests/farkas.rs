//! Inequalities by products of hypotheses: true ones are proved, false ones are not.

use euclase_poly::farkas::{Options, Squares, linear_certificate, prove};
use euclase_poly::{Certificate, Poly, Problem, Work};

mod common;
use common::parse;

/// A problem: equations, hypotheses `… >= 0` or `… > 0`, and the goal likewise.
fn problem(eqs: &[&str], ineqs: &[&str], goal: &str) -> Problem {
    let read = |text: &&str| match text.split_once(">=") {
        Some((left, _)) => (parse(left), false),
        None => (parse(text.trim_end_matches("> 0")), true),
    };
    let (goal, strict) = read(&goal);
    let ineqs: Vec<(Poly, bool)> = ineqs.iter().map(read).collect();
    Problem { vars: 11, eqs: eqs.iter().map(|e| parse(e)).collect(), ineqs, goal, strict }
}

fn proof(p: &Problem) -> Option<Certificate> {
    let found = prove(p, &mut Work::new(1 << 33, &|| false));
    if let Some(c) = &found {
        assert_eq!(c.check(p), Ok(()));
    }
    found
}

#[test]
fn true_inequalities_are_proved() {
    let cases: &[(&[&str], &[&str], &str)] = &[
        (&[], &["x - 1 >= 0", "y - 1 >= 0"], "x*y - x - y + 1 >= 0"),
        (&[], &["x - 1 > 0", "y - 1 > 0"], "x*y - 1 > 0"),
        (&["x + y + z - 1"], &["x >= 0", "y >= 0", "z >= 0"], "1 - x*y - y*z - z*x >= 0"),
        (&[], &[], "x^2 + y^2 + z^2 - x*y - y*z - z*x >= 0"),
        (&[], &["x > 0", "y > 0"], "x^3 + y^3 - x^2*y - x*y^2 >= 0"),
        // Schur of degree 1, with the order of the variables.
        (&[], &["x - y >= 0", "y - z >= 0", "z >= 0"], "x*(x-y)*(x-z) + y*(y-x)*(y-z) + z*(z-x)*(z-y) >= 0"),
        // Triangle: Nesbitt's inequality, cleared.
        (
            &[],
            &["a > 0", "b > 0", "c > 0"],
            "2*a*(a+b)*(a+c) + 2*b*(b+a)*(b+c) + 2*c*(c+a)*(c+b) - 3*(a+b)*(b+c)*(c+a) >= 0",
        ),
        (&["a*b*c - 1"], &["a > 0", "b > 0", "c > 0"], "a^2*b*c + 5 > 0"),
        (&[], &["x - 2 >= 0"], "x^3 - 8 >= 0"),
        (&["x^2 + y^2 - 1"], &[], "1 - 2*x*y >= 0"),
        (&[], &["x > 0", "x*y - 1 >= 0"], "y > 0"),
    ];
    for (eqs, ineqs, goal) in cases {
        let p = problem(eqs, ineqs, goal);
        assert!(proof(&p).is_some(), "{goal}");
    }
}

#[test]
fn contradictions_are_found() {
    for (eqs, ineqs) in [
        (vec!["x + y"], vec!["x - 1 >= 0", "y >= 0"]),
        (vec![], vec!["x - 2 >= 0", "y - 2 >= 0", "3 - x*y >= 0"]),
        (vec!["x^2 + 1"], vec![]),
    ] {
        assert!(proof(&problem(&eqs, &ineqs, "0 - 1 >= 0")).is_some(), "{ineqs:?}");
    }
}

#[test]
fn false_inequalities_are_not() {
    for (ineqs, goal) in [
        (vec!["x >= 0"], "x > 0"),
        (vec!["x - 1 >= 0"], "x - 2 >= 0"),
        (vec![], "x^2 - y^2 >= 0"),
        (vec!["x > 0", "y > 0"], "x*y - 1 >= 0"),
    ] {
        assert_eq!(proof(&problem(&[], &ineqs, goal)), None, "{goal}");
    }
}

#[test]
fn too_many_columns_are_not_tried() {
    let p = problem(&[], &["x >= 0", "y >= 0", "z >= 0", "a >= 0", "b >= 0"], "x*y*z*a*b >= 0");
    let few = Options { max_columns: 10, ..Options::products(5, 5) };
    assert_eq!(linear_certificate(&p, &few, &mut Work::new(1 << 33, &|| false)), None);
    let enough = Options { squares: Squares::None, ..Options::products(5, 5) };
    assert!(linear_certificate(&p, &enough, &mut Work::new(1 << 33, &|| false)).is_some());
}
