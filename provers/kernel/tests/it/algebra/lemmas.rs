//! Each lemma: an accepted instance, rejected ones without each of its needs and with more than it gives, and its truth
//! at random numbers and figures.

use super::text::{Reader, accepted, load, rejected};
use super::value::World;
use crate::figure::Rng;
use euclase_grammar::core::Rel;
use euclase_kernel::algebra::{LEMMAS, lemma};
use std::collections::BTreeSet;

/// Name, terms, needs, what it gives, what it does not give.
const CASES: &[(&str, &str, &[&str], &str, &str)] = &[
    ("inverse", "x + 1", &["x + 1 != 0"], "(x + 1)*(1/(x + 1)) = 1", "(x + 1)*(1/(x + 1)) = 2"),
    ("root_power", "2, x", &["x >= 0"], "sqrt(x)^2 = x", "sqrt(x)^2 = -x"),
    ("root_power", "6, x", &["x >= 0"], "root(6, x)^6 = x", "root(6, x)^3 = x"),
    ("root_power", "3, x", &[], "root(3, x)^3 = x", "root(3, x) = x"),
    ("root_sign", "2, x", &["x >= 0"], "sqrt(x) >= 0", "sqrt(x) > 0"),
    ("root_sign", "3, x", &["x >= 0"], "root(3, x) >= 0", "root(3, x) <= 0"),
    ("abs_sign", "x - y", &[], "abs(x - y) >= 0", "abs(x - y) > 0"),
    ("abs_square", "x - y", &[], "abs(x - y)^2 = (x - y)^2", "abs(x - y) = x - y"),
    ("abs_same", "x", &["x >= 0"], "abs(x) = x", "abs(x) = -x"),
    ("abs_opposite", "x", &["x <= 0"], "abs(x) = -x", "abs(x) = x"),
    ("min_bound", "x, y", &[], "min(x, y) <= x", "min(x, y) < x"),
    ("min_bound_right", "x, y", &[], "min(x, y) <= y", "min(x, y) >= y"),
    ("min_either", "x, y", &[], "min(x, y) = x or min(x, y) = y", "min(x, y) = x"),
    ("max_bound", "x, y", &[], "max(x, y) >= x", "max(x, y) <= x"),
    ("max_bound_right", "x, y", &[], "max(x, y) >= y", "max(x, y) > y"),
    ("max_either", "x, y", &[], "max(x, y) = y or max(x, y) = x", "max(x, y) = y"),
    ("power_sign", "x, y", &["x > 0"], "x^y > 0", "x^y >= 1"),
    ("power_sum", "x, y, z", &["x > 0"], "x^(y + z) = x^y*x^z", "x^(y + z) = x^y + x^z"),
    ("power_power", "x, y, z", &["x > 0"], "pow(x^y, z) = x^(y*z)", "pow(x^y, z) = x^(y + z)"),
    ("power_product", "x, y, z", &["x > 0", "y > 0"], "(x*y)^z = x^z*y^z", "(x*y)^z = x^z"),
    ("power_order", "x, y, z", &["y > 0", "z >= 0", "x >= y"], "x^z >= y^z", "x^z > y^z"),
    ("bernoulli", "x, y", &["1 + x > 0", "y >= 1"], "(1 + x)^y >= 1 + y*x", "(1 + x)^y > 1 + y*x"),
    (
        "weighted_means",
        "x, y, u, v",
        &["x >= 0", "u > 0", "y >= 0", "v > 0", "x + y = 1"],
        "x*u + y*v >= u^x*v^y",
        "x*u + y*v >= u^y*v^x",
    ),
    (
        "weighted_means",
        "1/2, 1/2, u, v",
        &["1/2 >= 0", "u > 0", "1/2 >= 0", "v > 0", "1/2 + 1/2 = 1"],
        "(u + v)/2 >= sqrt(u)*sqrt(v)",
        "(u + v)/2 > sqrt(u)*sqrt(v)",
    ),
    ("cauchy_schwarz", "x, y, u, v", &[], "(x*u + y*v)^2 <= (x^2 + y^2)*(u^2 + v^2)", "(x*u + y*v)^2 <= x^2 + y^2"),
    ("length_sign", "AB", &[], "AB >= 0", "AB > 0"),
    ("area_sign", "area(ABCD)", &[], "area(ABCD) >= 0", "area(ABCD) > 0"),
    ("triangle", "AB, BC, AC", &[], "AB + BC >= AC", "AB + BC > AC"),
    ("triangle", "BA, BC, CA", &[], "AB + BC >= AC", "AB - BC >= AC"),
    (
        "heron",
        "area(ABC)",
        &[],
        "16*area(ABC)^2 = 2*BC^2*CA^2 + 2*CA^2*AB^2 + 2*AB^2*BC^2 - BC^4 - CA^4 - AB^4",
        "16*area(ABC)^2 = 2*BC^2*CA^2 + 2*CA^2*AB^2 + 2*AB^2*BC^2 - BC^4 - CA^4 + AB^4",
    ),
    (
        "circumradius",
        "circumradius(ABC)",
        &["area(ABC) > 0"],
        "4*circumradius(ABC)*area(CBA) = AB*BC*CA",
        "2*circumradius(ABC)*area(CBA) = AB*BC*CA",
    ),
    (
        "inradius",
        "inradius(ABC)",
        &["area(ABC) > 0"],
        "2*area(CAB) = inradius(ABC)*(AB + BC + CA)",
        "area(CAB) = inradius(ABC)*(AB + BC + CA)",
    ),
    ("distance", "dist(CAB)", &["AB > 0"], "dist(CBA)*AB = 2*area(ABC)", "dist(CBA)*AB = area(ABC)"),
    ("angle_acute", "ang(ABC)", &["AB > 0", "BC > 0", "ang(CBA) < 1/2"], "AB^2 + BC^2 > AC^2", "AB^2 + AC^2 > BC^2"),
    ("angle_right", "ang(ABC)", &["AB > 0", "BC > 0", "ang(CBA) = 1/2"], "AB^2 + BC^2 = AC^2", "AB^2 + AC^2 = BC^2"),
    ("angle_obtuse", "ang(ABC)", &["AB > 0", "BC > 0", "ang(CBA) > 1/2"], "AB^2 + BC^2 < AC^2", "AB^2 + AC^2 < BC^2"),
    (
        "length_by_coordinates",
        "CD, x(ABA)",
        &[],
        "CD^2 = (x(CBA) - x(DBA))^2 + (y(CBA) - y(DBA))^2",
        "CD^2 = (x(CAB) - x(DAB))^2 + (y(CAB) - y(DAB))^2",
    ),
    ("area_by_coordinates", "area(ABC), y(DAB)", &[], "4*area(ABC)^2 = (AB*y(CAB))^2", "2*area(ABC)^2 = (AB*y(CAB))^2"),
];

const THEOREM: &str =
    "real x, y, z, u, v point A, B, C, D assume AB + BC + CD + x + y + z + u + v = 0 show x = x + y - y";

#[test]
fn every_lemma_is_used_and_needs_what_it_asks_for() {
    for (name, terms, needs, gives, not) in CASES {
        let mut lines: Vec<String> = vec!["x = x + y - y; combine".into()];
        lines.extend(needs.iter().map(|n| format!("{n}; suppose")));
        let cited: Vec<String> = (1..=needs.len()).map(|i| i.to_string()).collect();
        let by = |claim: &str, cited: &[String]| format!("{claim}; lemma {name} {terms}; {}", cited.join(" "));
        let with = |last: String| format!("{}\n{last}", lines.join("\n"));
        accepted(THEOREM, &with(by(gives, &cited)), "0");
        rejected(THEOREM, &with(by(not, &cited)), "0", "a claim that follows from this at once");
        rejected(THEOREM, &with(by("false", &cited)), "0", "a claim that follows from this at once");
        for k in 0..needs.len() {
            let mut without = cited.clone();
            without.remove(k);
            rejected(THEOREM, &with(by(gives, &without)), "0", "conditions");
            if needs[k].contains("1/2") {
                continue;
            }
            let mut other = cited.clone();
            other[k] = "0".into();
            rejected(THEOREM, &with(by(gives, &other)), "0", "the condition of the lemma");
        }
        rejected(THEOREM, &with(format!("{gives}; lemma {name} x, y, z, u, v, x, y")), "0", "a lemma of the table");
    }
    let tried: BTreeSet<&str> = CASES.iter().map(|c| c.0).collect();
    assert_eq!(tried, LEMMAS.iter().map(|l| l.0).collect());
}

#[test]
fn lemmas_want_terms_of_their_kind() {
    let wrong = [
        ("root_power", "1, x"),
        ("root_power", "0, x"),
        ("root_power", "(-2), x"),
        ("root_power", "1001, x"),
        ("root_power", "1/2, x"),
        ("root_power", "y, x"),
        ("root_sign", "1/3, x"),
        ("length_sign", "x"),
        ("length_sign", "area(ABC)"),
        ("area_sign", "AB"),
        ("triangle", "AB, CD, AC"),
        ("triangle", "AB, BC, AB"),
        ("triangle", "AB, BC, CD"),
        ("triangle", "AB, AC, x"),
        ("heron", "area(ABCD)"),
        ("heron", "AB"),
        ("circumradius", "inradius(ABC)"),
        ("inradius", "circumradius(ABC)"),
        ("distance", "AB"),
        ("angle_acute", "AB"),
        ("angle_obtuse", "area(ABC)"),
        ("length_by_coordinates", "AB, x"),
        ("length_by_coordinates", "AB"),
        ("length_by_coordinates", "x, x(ABC)"),
        ("area_by_coordinates", "area(ABC), AB"),
        ("area_by_coordinates", "AB, x(ABC)"),
        ("weighted_means", "x, y, z"),
        ("weighted_means", ""),
        ("cauchy_schwarz", "x"),
        ("no_lemma", "x"),
    ];
    for (name, terms) in wrong {
        let lines = format!("x = x + y - y; combine\nx = 0; lemma {name} {terms}");
        rejected(THEOREM, &lines, "0", "a lemma of the table");
    }
}

/// Where what it needs holds, what it gives holds: at small rational numbers, which make borders likely, and in figures.
#[test]
fn lemmas_hold_at_random_values() {
    let theorem = load(THEOREM);
    let mut rng = Rng::new(7);
    for (name, terms, ..) in CASES {
        let terms = Reader::new(&theorem, &theorem.reals).nums(terms);
        let l = lemma(name, &terms).unwrap();
        let (mut met, mut tried) = (0, 0);
        while met < 300 && tried < 100_000 {
            tried += 1;
            let world = random_world(&mut rng, 5, 4);
            if l.needs.iter().all(|n| world.holds(n) == Some(true)) {
                met += usize::from(world.clause(&l.gives).is_some());
                assert_ne!(world.clause(&l.gives), Some(false), "{name}: {world:?}");
            }
        }
        assert!(met >= 100, "{name}: {met}");
        // Each need is needed, or at least something would not follow.
        assert!(l.gives.iter().all(|a| a.rel != Rel::Ne));
    }
}

/// Halves and thirds near 0, points of a small grid that may coincide.
pub fn random_world(rng: &mut Rng, reals: usize, points: usize) -> World {
    let d = [1.0, 1.0, 1.0, 2.0, 2.0, 3.0, 4.0][rng.below(7)];
    let small = |rng: &mut Rng| (rng.below(9) as f64 - 4.0) / d;
    World {
        reals: (0..reals).map(|_| small(rng)).collect(),
        points: (0..points).map(|_| [rng.below(5) as f64 - 2.0, rng.below(5) as f64 - 2.0]).collect(),
        seed: 1.0 + rng.below(1000) as f64,
    }
}
