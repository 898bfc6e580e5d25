//! Pictures of statements of every kind: each must satisfy its hypotheses and conditions to rounding error, for several
//! seeds, and say the right thing of its goals.

mod common;
use common::theorem;
use euclase_diagram::{NoFigure, Options, Status, draw, eval, figures, goal_status, place_aux};
use euclase_grammar::core::{CoreTheorem, Fact, Pt};

const TRUE: &[(&str, &str)] = &[
    ("circumcentre", "A B C O; cong O A O B, cong O B O C; ncoll A B C ? cong O A O C"),
    ("altitudes", "A B C H; perp A H B C, perp B H C A; ncoll A B C ? perp C H A B"),
    (
        "orthocentre with its redundant fact",
        "A B C H; perp A H B C, perp B H C A, perp C H A B; ncoll A B C ? perp C H A B",
    ),
    ("incentre", "A B C I; bis I B A C, bis I A B C; ncoll A B C ? bis I A C B"),
    (
        "points of contact named before the incentre",
        "A B C X Y Z I; coll X B C, coll Y C A, coll Z A B, perp I X B C, perp I Y C A, perp I Z A B, bis I B A C, bis I A B C; ncoll A B C ? cong I X I Y",
    ),
    ("concyclic", "A B C D; cyclic A B C D; ncoll A B C, ne D A, ne D B, ne D C ? cyclic D C B A"),
    (
        "inscribed angle",
        "A B C O P; cong O A O B, cong O B O C, cong O P O A; ncoll A B C, ne P A, ne P B, ne P C ? cyclic A B C P",
    ),
    ("angle of 60 degrees", "A B C; cong A B A C, dir 1 3 A B A C; ne A B ? cong B C A B"),
    ("ratio as logarithms", "A B C; ratio A C B C 2 1, coll A B C; ne A B, between A C B ? ratio A C A B 2 3"),
    (
        "Apollonius circle and a line",
        "A B C D; ratio C A C B 2 1, coll D A B, ratio D A D B 2 1; ne A B, ncoll A B C, between A D B ? bis D A C B",
    ),
    ("fixed lengths", "A B C; len A B 3, len A C 4, len B C 5; ? perp A B A C"),
    ("sum of squares", "A B C; sq A B A C B C; ncoll A B C ? perp A B A C"),
    ("ellipse", "A B C M; lensum A C B C A M, coll M A B; ne A B, between A B M, ncoll A B C ? lensum A C C B A M"),
    ("undirected angle", "A B C; ang A B C 2 3, cong A B B C; ne A B ? ang B A C 1 6"),
    ("similar triangle", "A B C D E F; simi A B C D E F; ncoll A B C, ne D E ? simi B C A E F D"),
    ("mirrored triangle", "A B C D E F; simo A B C D E F; ncoll A B C, ne D E ? simo B C A E F D"),
    ("spiral centre", "A B C D X; simi X A B X C D; ncoll A B C, ncoll B C D ? simi X A C X B D"),
    ("equal distances to two lines", "A B C P; dist P A B P A C; ncoll A B C, ne P A ? dist P A C P A B"),
    (
        "tangent line given by predicates only (IMO 2000, Problem 1)",
        "G H M N A B C D E P Q; cong H N H M, cong G N G M, cong G A G M, cong H B H M, perp G A A B, perp H B A B, \
      cong G C G M, para M C A B, cong H D H M, para M D A B, coll E A C, coll E B D, coll P A N, coll P C D, coll Q B N, coll Q C D; \
      ne M N, nearer M A B N, ne C M, ne D M ? cong E P E Q",
    ),
    (
        "predicates in no order of construction",
        "A B C D O; cong O A O B, cong O B O C, cong O C O D, perp A C B D, cong A B C D; ncoll A B C, ne A D, ne C D ? cyclic A B C D",
    ),
    (
        "circle inscribed in a quadrilateral found jointly",
        "A B C D I P Q R S; coll P A B, coll Q B C, coll R C D, coll S D A, perp I P A B, perp I Q B C, perp I R C D, perp I S D A, \
      cong I P I Q, cong I Q I R, cong I R I S; ncoll A B C, ncoll B C D, ncoll C D A, between A P B, between B Q C, between C R D, between D S A ? cong A P A S",
    ),
    ("forced coincidence", "A B C M N; mid M A B, coll N A B, cong N A N B; ne A B ? same M N"),
    (
        "trisected segment",
        "A B X Y; coll X A B, coll Y A B, cong A X X Y, cong X Y Y B; ne A B, between A X B, between X Y B ? ratio A B A X 3 1",
    ),
    ("centroid", "A B C M N G; mid M A B, mid N A C, coll G C M, coll G B N; ncoll A B C ? ratio C G G M 2 1"),
    ("fixed circle radius far from 1", "A B C; len A B 300, len A C 400; ncoll A B C ? cong A B A B"),
];

fn check(name: &str, thm: &CoreTheorem, pts: &[[f64; 2]]) {
    assert_eq!(pts.len(), thm.points.len(), "{name}");
    for h in &thm.hyps {
        let r = eval::fact_residual(pts, &h.fact);
        assert!(r < 1e-12, "{name}: `{}` is off by {r:e}", h.origin.text);
    }
    for c in &thm.conds {
        assert_eq!(eval::cond_holds(pts, &c.cond), Some(true), "{name}: `{}`", c.origin.text);
    }
}

#[test]
fn every_kind_of_statement_is_drawn() {
    let mut wrong = Vec::new();
    for (name, text) in TRUE {
        let thm = theorem(text);
        for seed in 1..=8 {
            match draw(&thm, &Options { seed, ..Options::default() }) {
                Err(e) => wrong.push(format!("{name}, seed {seed}: {e}")),
                Ok(fig) => {
                    check(name, &thm, &fig.pts);
                    if goal_status(&thm, &fig) != vec![Status::Holds] {
                        wrong.push(format!("{name}, seed {seed}: goal {:?}", goal_status(&thm, &fig)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn false_goals_fail_in_the_picture() {
    for (name, text) in [
        ("no perpendicular medians", "A B C M N; mid M B C, mid N A C; ncoll A B C ? perp A M B N"),
        ("circumcentre is not the incentre", "A B C O; cong O A O B, cong O B O C; ncoll A B C ? bis O A B C"),
        ("four free points are not concyclic", "A B C D; ; ncoll A B C ? cyclic A B C D"),
    ] {
        let thm = theorem(text);
        let fig = draw(&thm, &Options::default()).unwrap_or_else(|e| panic!("{name}: {e}"));
        assert_eq!(goal_status(&thm, &fig), [Status::Fails], "{name}");
    }
}

#[test]
fn a_contradiction_names_a_hypothesis_or_condition() {
    let hyp = theorem("A B C; len A B 1, len B C 1, len A C 3;");
    match draw(&hyp, &Options::default()) {
        Err(NoFigure::Hypothesis { residual, text, .. }) => {
            assert!(residual > 1e-3, "{residual}");
            assert!(text.starts_with("len"), "{text}");
        }
        other => panic!("{other:?}"),
    }
    let cond = theorem("A B C M; mid M A B, coll C A B; ncoll A B C, ne A B");
    match draw(&cond, &Options::default()) {
        Err(NoFigure::Condition { text, .. }) => assert_eq!(text, "ncoll A B C"),
        other => panic!("{other:?}"),
    }
    let none = theorem(";");
    assert_eq!(draw(&none, &Options::default()), Err(NoFigure::NoPoints));
}

#[test]
fn the_same_seed_gives_the_same_picture_and_another_seed_another() {
    let thm = theorem("A B C O P; cong O A O B, cong O B O C, cong P A P B; ncoll A B C");
    let at = |seed| draw(&thm, &Options { seed, ..Options::default() }).unwrap();
    assert_eq!(at(3), at(3));
    assert_ne!(at(3).pts, at(4).pts);
}

#[test]
fn further_figures_visit_both_branches() {
    // P on either bisector of the angle at B, on the circle about B through A
    let thm = theorem("A B C P; bis P A B C, cong B P B A; ncoll A B C ? same A A");
    let inside = |pts: &[[f64; 2]]| {
        let half = eval::angle(pts, Pt(0), Pt(1), Pt(3));
        let whole = eval::angle(pts, Pt(0), Pt(1), Pt(2));
        (half - 0.5 * whole).abs() < 1e-9
    };
    let first = draw(&thm, &Options::default()).unwrap();
    check("first", &thm, &first.pts);
    let seen: Vec<bool> = figures(&thm, &Options::default())
        .take(20)
        .map(|f| {
            check("further", &thm, &f.pts);
            inside(&f.pts)
        })
        .collect();
    assert_eq!(seen.len(), 20);
    assert!(seen.contains(&true) && seen.contains(&false), "{seen:?}");
}

#[test]
fn customary_branches_come_first() {
    let thm = theorem("A B C P; bis P A B C, coll P A C; ncoll A B C ? same A A");
    for seed in 1..20 {
        let fig = draw(&thm, &Options { seed, ..Options::default() }).unwrap();
        let t = eval::angle(&fig.pts, Pt(0), Pt(3), Pt(2));
        assert!(t > 0.9, "the internal bisector meets the side between A and C");
    }
}

#[test]
fn the_second_meeting_is_the_new_point() {
    // C is on line AB and on the circle about O through A: A itself, or the other meeting
    let thm = theorem("O A B C; coll C A B, cong O C O A; ncoll O A B");
    for seed in 1..20 {
        let fig = draw(&thm, &Options { seed, ..Options::default() }).unwrap();
        assert!(!eval::coincide(&fig.pts, Pt(1), Pt(3)), "seed {seed}");
    }
}

#[test]
fn suggested_coordinates_are_kept_and_polished() {
    let mut thm = theorem("A B C O; cong O A O B, cong O B O C; ncoll A B C ? cong O A O C");
    thm.coords = vec![(Pt(0), 0.0, 0.0), (Pt(1), 4.0, 0.0), (Pt(2), 1.0, 3.0), (Pt(3), 2.000_001, 1.0)];
    let fig = draw(&thm, &Options::default()).unwrap();
    check("hints", &thm, &fig.pts);
    for (p, want) in fig.pts.iter().zip([[0.0, 0.0], [4.0, 0.0], [1.0, 3.0], [2.0, 1.0]]) {
        assert!((p[0] - want[0]).abs() < 1e-5 && (p[1] - want[1]).abs() < 1e-5, "{p:?} {want:?}");
    }
}

#[test]
fn auxiliary_points_are_placed_at_every_solution() {
    let point = |s: &str| Pt("ABCDX".find(s).unwrap() as u32);
    let facts = |list: &[&str]| list.iter().map(|t| common::fact(t, &point)).collect::<Vec<Fact>>();
    let pts = [[0.0, 0.0], [4.0, 0.0], [1.0, 3.0], [2.0, -1.0]];
    let x = Pt(4);
    // (definition, conditions, number of places)
    for (def, conds, want) in [
        (&["mid X A B"][..], &[][..], 1),
        (&["coll X A B", "coll X C D"], &[], 1),
        (&["coll X A B", "para X C A B"], &[], 0),
        (&["cong X A A B", "cong X B A B"], &[], 2),
        (&["cong X A A B", "cong X B A B"], &["pos A B X"], 1),
        (&["bis X B A C", "bis X A B C"], &[], 4),
        (&["coll X A C", "cyclic X A B D"], &[], 2),
        (&["coll X A C", "cyclic X A B D"], &["ne X A"], 1),
        (&["simi X A B X C D"], &[], 1),
        (&["coll X A B"], &[], 0),
    ] {
        let cs: Vec<_> = conds.iter().map(|c| common::cond(c, &point)).collect();
        let fs = facts(def);
        let places = place_aux(&pts, x, &fs, &cs);
        assert_eq!(places.len(), want, "{def:?} {conds:?}: {places:?}");
        for p in places {
            let mut all = pts.to_vec();
            all.push(p);
            for f in &fs {
                assert!(eval::fact_residual(&all, f) < 1e-12, "{def:?} at {p:?}");
            }
        }
    }
}
