//! Proof sketches.

use super::{errors, load};
use euclase_grammar::core::SketchStep;
use euclase_grammar::words::{self, Style};

fn sketch(steps: &str) -> Vec<String> {
    let t = &load(&format!("theorem t {{ triangle ABC point P, Q, R show PQ = QR proof {{ {steps} }} }}"))[0];
    assert_eq!(t.statement_points, 6);
    let goals = |c: &[euclase_grammar::core::GoalKind]| {
        c.iter().map(|g| words::goal(t, g, Style::Ascii)).collect::<Vec<_>>().join("; ")
    };
    t.sketch
        .as_ref()
        .unwrap()
        .iter()
        .map(|s| match s {
            SketchStep::Let { point, def, args, facts, .. } => {
                let args: Vec<&str> = args.iter().map(|p| t.name_of(*p)).collect();
                let facts: Vec<String> = facts.iter().map(|f| words::fact(t, f, Style::Ascii)).collect();
                format!("{} = {def}({}): {}", t.name_of(*point), args.join(" "), facts.join("; "))
            }
            SketchStep::Have { label, claims, by, .. } => {
                format!("have {} {} by {}", label.as_deref().unwrap_or("-"), goals(claims), by.join(" "))
            }
            SketchStep::Show { claims, by, .. } => format!("show {} by {}", goals(claims), by.join(" ")),
            SketchStep::Case { claims, steps, .. } => format!("case {}: {} steps", goals(claims), steps.len()),
        })
        .collect()
}

#[test]
fn points_are_named_by_the_closed_table() {
    let cases = [
        ("point X = midpoint(A, B)", "X = midpoint(A B): A, B, X are collinear; XA = XB"),
        ("point X = meet(AP, BC)", "X = meet(A P B C): A, P, X are collinear; B, C, X are collinear"),
        ("point X on AP, BC", "X = meet(A P B C): A, P, X are collinear; B, C, X are collinear"),
        ("point X on parallel_line(P, AB), CQ", "X = meet_parallel(P A B C Q): PX parallel AB; C, Q, X are collinear"),
        ("point X on AB, perpendicular_line(P, AB)", "X = foot(P A B): A, B, X are collinear; PX perp AB"),
        (
            "point X on AP, circle(A, B, C) other than A",
            "X = second_line_circle(A P B C): A, P, X are collinear; A, B, C, X are concyclic",
        ),
        (
            "point X on circle(A, B, C), circle(A, P, Q) other than A",
            "X = second_circles(A B C P Q): A, B, C, X are concyclic; A, P, Q, X are concyclic",
        ),
        (
            "point X on perpendicular_bisector(A, B), CP",
            "X = meet_perpendicular_bisector(A B C P): XA = XB; C, P, X are collinear",
        ),
        ("point X on AP, circle(B, P) other than P", "X = second_line_center(P A B): A, P, X are collinear; BX = BP"),
        (
            "point X = isogonal_conjugate(P, A, B, C)",
            "X = isogonal_conjugate(P A B C): dangle(B, A, P) = dangle(X, A, C); dangle(C, B, P) = dangle(X, B, A); \
             dangle(A, C, P) = dangle(X, C, B)",
        ),
    ];
    for (source, expected) in cases {
        assert_eq!(sketch(source), [expected], "for `{source}`");
    }
    assert_eq!(
        sketch("point X = midpoint(A, foot(P, BC))"),
        [
            "F_1 = foot(P B C): B, C, F_1 are collinear; PF_1 perp BC",
            "X = midpoint(A F_1): A, F_1, X are collinear; XA = XF_1",
        ]
    );
}

#[test]
fn claims_and_hints() {
    assert_eq!(
        sketch("have [k] PQ^2 = PA*PB by power_of_point have PA = PB by [k], symmetry show PQ = QR by [k]"),
        ["have k PQ^2 = PA*PB by power_of_point", "have - PA = PB by [k] symmetry", "show PQ = QR by [k]",]
    );
    assert_eq!(sketch("calc PQ = PA by x = QR by y"), ["have - PQ = PA by x", "have - PA = QR by y"]);
    assert_eq!(sketch("have [m] PQ = QR { have PA = PB }"), ["have - PA = PB by ", "have m PQ = QR by "]);
}

#[test]
fn a_sketch_adds_nothing_to_the_statement() {
    let with =
        load("theorem t { triangle ABC point P show PA = PB proof { point X = midpoint(A, B) have XP perp AB } }");
    let without = load("theorem t { triangle ABC point P show PA = PB }");
    assert_eq!(with[0].hyps, without[0].hyps);
    assert_eq!(with[0].conds, without[0].conds);
    assert_eq!(with[0].goals, without[0].goals);
    assert_eq!(with[0].statement_points, without[0].points.len());
}

#[test]
fn mistakes_in_sketches() {
    let one = |s: &str| errors(&format!("theorem t {{ triangle ABC show AB = AC proof {{ {s} }} }}")).join("");
    assert!(one("have AB = AC by [k]").contains("unknown label `[k]`"));
    assert!(one("have [k] AB = AC have [k] AC = AB").contains("the label `[k]` is used twice"));
    assert!(one("have AX = AC").contains("the goal is about an unknown point `X`"));
    assert!(one("assume AB = AC").contains("this statement has no place in a proof"));
    assert!(one("point A = midpoint(B, C)").contains("`A` already has a meaning"));
    let early = errors("theorem t { triangle ABC proof { have AB = AC } show AB = AC }").join("");
    assert!(early.contains("`proof` is the last statement"));
}

#[test]
fn cases_and_chains_of_numbers() {
    let of = |steps: &str| -> Vec<String> {
        let t = &load(&format!("theorem t {{ real x, y show x = x proof {{ {steps} }} }}"))[0];
        assert!(t.unsupported.is_empty(), "{steps}");
        let goals = |c: &[euclase_grammar::core::GoalKind]| {
            c.iter().map(|g| words::goal(t, g, Style::Ascii)).collect::<Vec<_>>().join("; ")
        };
        let one = |s: &SketchStep| match s {
            SketchStep::Have { claims, by, .. } => format!("have {} by {}", goals(claims), by.join(" ")),
            SketchStep::Case { claims, steps, .. } => format!("case {}: {} steps", goals(claims), steps.len()),
            other => format!("{other:?}"),
        };
        t.sketch.iter().flatten().map(one).collect()
    };
    let cases: &[(&str, &[&str])] = &[
        ("case x < 0 and y > 1 { have y > 0 have x < y }", &["case x < 0; y > 1: 2 steps"]),
        ("calc x = y", &["have x = y by "]),
        ("calc x = y by h >= x - 1", &["have x = y by h", "have y >= x - 1 by ", "have x >= x - 1 by "]),
        (
            "calc x < y = x + 1 <= y + 2",
            &["have x < y by ", "have y = x + 1 by ", "have x + 1 <= y + 2 by ", "have x < y + 2 by "],
        ),
        ("calc x < y > x - 1", &["have x < y by ", "have y > x - 1 by "]),
    ];
    for (source, expected) in cases {
        assert_eq!(of(source), *expected, "for `{source}`");
    }
}
