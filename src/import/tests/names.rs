//! Names of points and theorems.

use std::collections::BTreeSet;

use super::super::import;
use super::super::names::{Names, nearest, theorem_name};

#[test]
fn points_get_a_capital_digits_a_subscript_and_primes() {
    let mut names = Names::default();
    let cases = [
        ("a", "A"),
        ("a1", "A1"),
        ("i_b", "I_b"),
        ("pa", "P_a"),
        ("p_a", "P_a'"),
        ("x'", "X'"),
        ("ab12", "A_b12"),
        ("a1b", "A1_b"),
        ("Q", "Q"),
        ("q", "Q'"),
        ("q'", "Q''"),
        ("1", "P1"),
        ("foo_bar", "F_oobar"),
    ];
    for (source, shown) in cases {
        let p = names.declare(source).unwrap_or_else(|| panic!("{source} is declared once"));
        assert_eq!(names.show(p), shown, "{source}");
    }
    assert_eq!(names.declare("a"), None);
}

#[test]
fn theorems_get_the_last_part_of_a_path() {
    let mut used = BTreeSet::new();
    let mut name = |source: Option<&str>| theorem_name(source, 7, &mut used);
    assert_eq!(
        name(Some("examples/complete2/012/complete_004_6_GDD_FULL_81-109_101.gex")),
        "complete_004_6_gdd_full_81_109_101"
    );
    assert_eq!(name(Some("other/complete_004_6_GDD_FULL_81-109_101.gex")), "complete_004_6_gdd_full_81_109_101_2");
    assert_eq!(name(Some("translated_imo_2000_p1")), "translated_imo_2000_p1");
    assert_eq!(name(Some("IMO 2000, Problem 1")), "imo_2000_problem_1");
    assert_eq!(name(Some("2005 p1")), "problem_2005_p1");
    assert_eq!(name(Some("circle")), "problem_circle");
    assert_eq!(name(Some("…")), "problem_7");
    assert_eq!(name(None), "problem_7_2");
}

#[test]
fn all_names_of_a_file_are_distinct() {
    let all = import("p\na = free ? diff a a\np\na = free ? diff a a\na = free ? diff a a\n");
    let names: Vec<&str> = all.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["p", "p_2", "problem_3"]);
    assert_eq!(all.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 4, 5]);
}

#[test]
fn a_slip_of_the_pen_is_recognised() {
    let words = ["on_line", "on_circle", "midpoint", "foot"];
    assert_eq!(nearest("midpiont", words.into_iter()), Some("midpoint"));
    assert_eq!(nearest("online", words.into_iter()), Some("on_line"));
    assert_eq!(nearest("fot", words.into_iter()), Some("foot"));
    assert_eq!(nearest("xyz", words.into_iter()), None);
}
