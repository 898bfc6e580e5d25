//! Texts: samples against the files beside them, and the finer points one by one.

use super::super::{import, predicates, settle, table};
use super::{SAMPLES, sample, samples, shared, statements, text};

/// The `.fml` beside a sample is what import makes of it. To renew the files after a deliberate
/// change: `EUCLASE_BLESS=1 cargo test import`, and read the difference.
#[test]
fn samples_become_the_files_beside_them() {
    for name in SAMPLES {
        let mut made = String::new();
        for problem in import(&sample(name)) {
            match problem.result {
                Ok(text) => made.push_str(&format!("{text}\n")),
                Err(e) => panic!("{name}.txt: {}: {e}", problem.name),
            }
        }
        let path = samples().join(format!("{name}.fml"));
        if std::env::var_os("EUCLASE_BLESS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default();
        for (number, (a, b)) in kept.lines().zip(made.lines()).enumerate() {
            assert_eq!(a, b, "{name}.fml, line {}", number + 1);
        }
        assert_eq!(kept.len(), made.len(), "{name}.fml");
    }
}

/// What is written is in the formatter's form, settled or not.
#[test]
fn texts_are_formatted() {
    let shared = ["imo_ag_30.txt", "jgex_ag_231.txt"].into_iter().filter_map(shared);
    for file in SAMPLES.map(sample).into_iter().chain(shared) {
        for problem in import(&file) {
            let text = problem.result.unwrap();
            assert_eq!(euclase_grammar::format(&text).as_deref(), Ok(text.as_str()), "{}", problem.name);
        }
    }
    let open = text("a b c = triangle; d = eq_triangle d a b; e = eq_triangle e a c ? cong d c b e");
    let settled = settle(&open).text;
    assert_ne!(open, settled);
    assert_eq!(euclase_grammar::format(&settled).as_deref(), Ok(settled.as_str()));
}

#[test]
fn samples_use_every_construction_and_every_predicate() {
    let all: Vec<String> = SAMPLES.iter().map(|name| sample(name)).collect();
    let words: std::collections::BTreeSet<&str> = all.iter().flat_map(|t| t.split_whitespace()).collect();
    for construction in table::all() {
        assert!(words.contains(construction.name), "no sample has {}", construction.name);
    }
    for (name, _) in predicates::PREDICATES {
        assert!(words.contains(name), "no sample has {name}");
    }
}

#[test]
fn every_construction_of_alphageometry_is_known() {
    let Some(defs) = shared("alphageometry-defs.txt") else { return };
    let lines: Vec<&str> = defs.lines().collect();
    let mut count = 0;
    // Five lines each, and an empty one.
    for head in lines.chunks(6).map(|c| c[0]) {
        let (name, args) = head.split_once(' ').unwrap();
        let construction = table::find(name).unwrap_or_else(|| panic!("{name}"));
        let ours = construction.args.replace(['°', '#'], "");
        assert_eq!(ours, args, "arguments of {name}");
        count += 1;
    }
    assert!(count >= 66, "only {count} definitions were found");
}

#[test]
fn outputs_may_be_left_out() {
    let long = "a b c = triangle a b c; x = on_line x a b, on_circle x c a; y z = square a b y z ? cong c x c a";
    let short = "a b c = triangle; x = on_line a b, on_circle c a; y z = square a b ? cong c x c a";
    assert_eq!(text(long), text(short));
}

#[test]
fn newclid_may_put_outputs_first() {
    assert_eq!(
        text("a b = segment a b; x y = square a b x y ? cong a x b y"),
        text("a b = segment a b; x y = square x y a b ? cong a x b y")
    );
}

#[test]
fn two_lines_meet_and_a_circle_is_met_again() {
    let lines = statements(
        "a b c = triangle; o = circle a b c; p = on_line b c; d = on_line a p, on_circle o a; e = on_line a b, on_line c d ? coll a p d",
    );
    assert_eq!(lines[3], "point D on AP, circle(O, A) other than A");
    assert_eq!(lines[4], "point E = meet(AB, CD)");
}

#[test]
fn the_meeting_that_has_a_name_is_excluded_by_what_is_known_of_it() {
    let cases = [
        // By equal distances from the centre, at the end of a chain.
        ("o a = segment; b = on_circle o a; c = on_circle o b; x = on_line c a, on_circle o b", None),
        ("o a = segment; b = on_circle o a; p = free; x = on_line b p, on_circle o a", Some("B")),
        // By collinearity found in two steps.
        (
            "o a = segment; b = on_line o a; c = on_circle o b; d = on_line c a; e = on_line c d; x = on_line d e, on_circle o b",
            Some("C"),
        ),
        // By a parallel and by a perpendicular already drawn.
        (
            "o a b = triangle; p = on_circle o a; q = on_pline p a b, on_circle o a; x = on_pline q a b, on_circle o q",
            None,
        ),
        ("o a b = triangle; p = on_tline a o b; x = on_tline p o b, on_circle o a", Some("A")),
        // By an equal angle over the same segment: both curves are the same circle.
        ("a b c = triangle; p = eqangle3 a b a b c; x = eqangle3 a b a b c, on_line p a", None),
        ("a b c = triangle; p = on_line b c; x = on_circum a b c, on_line a p", Some("A")),
        // By a right angle.
        ("a b c = triangle; f = foot a b c; p = free; x = on_dia a b, on_line f p", Some("F")),
        // Equal ratios of distances, one of whose points has a name.
        ("a b c m = quadrangle; x = on_circum a b m, eqratio6 a b a m b m", Some("M")),
    ];
    for (clauses, other) in cases {
        let lines = statements(&format!("{clauses} ? cong a a a a"));
        let x = lines.iter().position(|l| l.starts_with("point X")).unwrap();
        match other {
            Some(p) => {
                assert!(lines[x].ends_with(&format!(" other than {p}")), "{clauses}: {}", lines[x]);
            }
            None => assert!(!lines[x].contains("other"), "{clauses}: {}", lines[x]),
        }
    }
}

#[test]
fn squares_are_on_the_same_hand() {
    let lines = statements("a b c = triangle; d = psquare a b; e = nsquare a c; f g = square b c ? cong a d a e");
    assert_eq!(lines[1], "point D = rotation(B, A, 90 deg)");
    assert_eq!(lines[2], "point E = rotation(C, A, -90 deg)");
    assert_eq!(lines[3], "point F, G = counterclockwise_square(B, C)");
    // One alone may be on either side.
    let lines = statements("a b c = triangle; d = nsquare a b; e f g h = isquare ? cong a b a d");
    assert_eq!(lines[1], "point D on perpendicular_line(A, AB), circle(A, B)");
    assert_eq!(lines[3], "point G, H = square_vertices(E, F)");
}

#[test]
fn a_ray_is_kept_where_a_circle_meets_both_of_its_halves() {
    let about_vertex = statements("a b c = triangle; x = on_aline a b a c b, on_circle a b ? cong a x a b");
    assert_eq!(about_vertex[2], "assume same_orientation(X, A, B, A, C, B)");
    let through_vertex = statements("a b c = triangle; x = on_aline a b a c b, on_circle c a ? cong c x c a");
    assert!(through_vertex[1].ends_with("other than A") && through_vertex.len() == 3, "{through_vertex:?}");
}

#[test]
fn angles_turn_by_dialect() {
    // AlphaGeometry: from the second line to the first. Newclid: from the first to the second.
    let first = "a b c = triangle ? aconst a b a c 1 3";
    assert_eq!(statements(first)[1], "show dangle(C, A, B) = 60 deg");
    let newclid = "a b c = triangle ? aconst a b a c 1pi/3";
    assert_eq!(statements(newclid)[1], "show dangle(B, A, C) = 60 deg");
    let second = "a@0_0 = ; b@1_0 = ; c@0_1 = cong a b a c ? aconst a b a c 60";
    assert_eq!(statements(second)[2], "show dangle(C, A, B) = 60 deg");
}

#[test]
fn numbers_are_exact() {
    let goal = |g: &str| statements(&format!("a b c = triangle ? {g}")).pop().unwrap();
    assert_eq!(goal("aconst a b a c 45/2"), "show dangle(B, A, C) = 22.5 deg");
    assert_eq!(goal("aconst a b a c 1pi/7"), "show dangle(B, A, C) = pi/7");
    assert_eq!(goal("aconst a b a c -15o"), "show dangle(B, A, C) = 165 deg");
    assert_eq!(goal("aconst a b a c 540o"), "show dangle(B, A, C) = 0 deg");
    assert_eq!(goal("rconst a b a c 1.5"), "show AB = 3/2*AC");
    assert_eq!(goal("rconst a b a c 4 2"), "show AB = 2*AC");
    assert_eq!(goal("lconst a b 0.125"), "show AB = 1/8");
}

#[test]
fn equations_keep_coefficients_and_signs() {
    let goal =
        |g: &str| statements(&format!("a@0_0 = ; b@1_0 = ; c@0_1 = ; d@1_1 = cong a b a b ? {g}")).pop().unwrap();
    assert_eq!(goal("angeq a b a c b d 1 1 -2 30"), "show dangle(D, B, A) + dangle(BD, AC) = 150 deg");
    assert_eq!(goal("angeq a b c d 3 -3 0"), "show 3*dangle(CD, AB) = 0 deg");
    assert_eq!(goal("distmeq a b c d a c 2 -1 -1 1"), "show AB^2 = CD*AC");
    assert_eq!(goal("distmeq a b c d 1/2 -1/2 3"), "show 9*AB = CD");
    assert_eq!(goal("distmeq a b c d 1 -1 0"), "show AB = CD");
    assert_eq!(goal("distmeq a b c d 1 -1 2/3"), "show 2*AB = 3*CD");
    assert_eq!(goal("distseq a b c d a c 1 2 -1/2"), "show AB + 2*CD = 1/2*AC");
    assert_eq!(goal("lequation 1/1 a b * a b -2/1 c d * a c 3"), "show AB^2 = 2*CD*AC + 3");
    assert_eq!(goal("aequation 1 a b b c -2 c d d a 90o"), "show dangle(A, B, C) = 2*dangle(C, D, A) + 90 deg");
    assert_eq!(goal("cyclic_with_centers d a b c 1"), "show DA = DB, DB = DC");
}

#[test]
fn coordinates_become_attributes() {
    let text = text("a@1.5_-2 b@1e-3_2 = segment a b ? cong a b a b");
    assert!(text.contains("@at(A, 1.5, -2)\n@at(B, 0.001, 2)\n"), "{text}");
}

#[test]
fn a_problem_may_go_on_over_lines() {
    let one = text("a b c = triangle; d = foot a b c ? perp a d b c");
    assert_eq!(one, text("# a comment\n\na b c = triangle;\n  d = foot a b c ?\n  perp a d b c\n\n"));
}

#[test]
fn auxiliary_clauses_become_a_sketch() {
    let text = text("a b c = triangle; m = midpoint b c | d = mirror a m ? midp m b c; cong m b m c");
    let sketch = "  proof {\n    point D = mirror(A, M)\n    show M on BC, MB = MC\n    show MB = MC\n  }\n}\n";
    assert!(text.ends_with(sketch), "{text}");
}

#[test]
fn the_shared_files_are_read_whole() {
    for (name, count) in [("imo_ag_30.txt", 30), ("jgex_ag_231.txt", 231)] {
        let Some(text) = shared(name) else { continue };
        let all = import(&text);
        assert_eq!(all.len(), count, "{name}");
        for problem in all {
            assert!(problem.result.is_ok(), "{name}, {}: {:?}", problem.name, problem.result);
        }
    }
}
