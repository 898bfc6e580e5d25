//! Tests of the search.

use super::*;
use crate::policy::Heuristic;
use candidates::KINDS;
use euclase_deduction::session::goal_proved;
use euclase_diagram::{Options as Drawing, draw, place_aux};
use euclase_grammar::core::{Fact, GoalKind, Pt};
use euclase_kernel::auxiliary::define;

fn theorem(text: &str) -> CoreTheorem {
    euclase_grammar::load(text).expect("well-formed").theorems.remove(0)
}

fn read(file: &str) -> CoreTheorem {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets").join(file);
    theorem(&std::fs::read_to_string(path).expect(file))
}

fn saturated(thm: &CoreTheorem) -> Session<'_> {
    let figure = draw(thm, &Drawing { seed: 0, ..Drawing::default() }).expect("a figure");
    let mut s = Session::new(thm, &figure.pts).expect("small");
    s.saturate(Depth::Full, &|| false);
    s
}

fn found(thm: &CoreTheorem, jobs: usize, nodes: u64) -> (Option<Vec<String>>, Done) {
    let root = saturated(thm);
    let options = Options { nodes, jobs, depth: Depth::Full };
    let mut aux = None;
    let mut accept = |s: &Session<'_>| {
        aux = Some(s.aux.iter().map(|a| format!("{} = {}{:?}", a.name, a.def, a.args)).collect());
        Ok(())
    };
    let mut hands = Hands { policy: &mut Heuristic, trace: None, accept: &mut accept, pause: None };
    let done = search(&root, &options, &Clock::new(None, None), &mut hands).done;
    (aux, done)
}

#[test]
fn the_same_points_and_counts_with_any_number_of_threads() {
    let thm = read("imo/imo_2020_p1.fml");
    let one = found(&thm, 1, 2000);
    assert!(one.0.is_some());
    for jobs in [2, 5] {
        assert_eq!(found(&thm, jobs, 2000), one, "{jobs} threads");
    }
}

#[test]
fn a_budget_of_nodes_ends_the_search() {
    let thm = theorem("theorem t { triangle ABC show AB = AC }");
    let (aux, done) = found(&thm, 2, 100);
    assert_eq!(aux, None);
    assert!((100..100 + BATCH.1 as u64).contains(&done.nodes), "{done:?}");
}

#[test]
fn a_refused_proof_does_not_end_the_search() {
    let thm = read("imo/imo_2020_p1.fml");
    let (options, mut shown) = (Options { nodes: 1500, jobs: 1, depth: Depth::Full }, 0);
    let mut accept = |s: &Session<'_>| {
        assert!(s.done());
        shown += 1;
        Err("on purpose".into())
    };
    let mut hands = Hands { policy: &mut Heuristic, trace: None, accept: &mut accept, pause: None };
    let Ended { found, done, .. } = search(&saturated(&thm), &options, &Clock::new(None, None), &mut hands);
    assert!(!found && shown > 1 && done.refused == shown, "{done:?}");
}

/// A point of the statement is defined again where that says something new of it: in IMO 2011 P6, which wants it, as the centre of a
/// spiral similarity.
#[test]
fn points_of_the_statement_defined_again() {
    let thm = read("imo/imo_2020_p1.fml");
    let root = saturated(&thm);
    let (list, _) = candidates::list(&root.state, 0, &goal_points(&thm), &score::by_hand);
    let again: Vec<_> = list.iter().filter_map(|c| Some((c, c.twin?))).collect();
    assert!((1..40).contains(&again.len()), "{again:?}");
    for (c, y) in &again {
        let place = root.state.pic.xy[usize::from(*y)];
        assert!((place[0] - c.at[0]).hypot(place[1] - c.at[1]) < 1e-6 * root.state.scale, "{c:?}");
        let args: Vec<Pt> = c.args().iter().map(|&p| Pt(u32::from(p))).collect();
        let facts = define(c.kind.name(), Pt(u32::from(*y)), &args).expect("in the kernel's table").facts;
        let proved = |f: &Fact| goal_proved(&root.state, &GoalKind::Fact(f.clone()));
        assert!(!facts.iter().all(proved), "{c:?} says nothing new");
    }
    let (aux, done) = found(&read("imo/imo_2011_p6.fml"), 1, 100);
    let aux = aux.expect("a proof");
    assert!(done.nodes < 50 && aux[0].contains("spiral_center"), "{aux:?} {done:?}");
}

/// A pair is one move: both points are added at once, under names of their own, and the state is the same as by two moves.
#[test]
fn pairs_add_two_points() {
    let thm = theorem("theorem t { triangle ABC point D on circle(A, B, C) show AB = CD }");
    let root = saturated(&thm);
    let (list, _) = candidates::list(&root.state, 0, &goal_points(&thm), &score::by_hand);
    let mut kinds = FxHashSet::default();
    for c in list.iter().filter(|c| adds(c.kind) == 2) {
        kinds.insert(c.kind);
        let child = with(&root, c, &["X", "Y"]).expect("room for two points");
        assert_eq!(child.state.pic.n(), root.state.pic.n() + 2);
        let names: Vec<&str> = child.aux.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, ["X", "Y"]);
        assert!(child.aux[1].args.contains(&Pt(root.state.pic.n() as u32)), "{c:?}: the second is made from the first");
        assert_eq!(child.state.pic.xy.last(), Some(&c.at));
    }
    assert!(kinds.len() >= 4, "{kinds:?}");
}

/// Each candidate's place satisfies its definition in the picture, its filters add up, and every kind comes up.
#[test]
fn candidates_are_where_their_definitions_put_them() {
    let mut kinds = FxHashSet::default();
    for file in ["imo/imo_2020_p1.fml", "imo/imo_2010_p2.fml", "imo/imo_2012_p5.fml"] {
        let thm = read(file);
        let root = saturated(&thm);
        let (list, counts) = candidates::list(&root.state, 0, &goal_points(&thm), &score::by_hand);
        assert!(list.is_sorted_by(|a, b| a.score >= b.score));
        let out = counts.degenerate + counts.existing + counts.plain + counts.duplicate;
        assert_eq!(counts.listed, out + list.len() as u64);
        for (i, c) in list.iter().enumerate() {
            if i % 7 != 0 && kinds.contains(&c.kind) {
                continue;
            }
            let mut pts = root.state.pic.xy.clone();
            for (m, at) in trial::steps(c, &root.state.pic.xy).expect("as many points as it takes") {
                let x = Pt(pts.len() as u32);
                let args: Vec<Pt> = m.args().iter().map(|&p| Pt(u32::from(p))).collect();
                let d = define(m.kind.name(), x, &args).expect("in the kernel's table");
                let before = pts.clone();
                pts.push(at);
                for f in &d.facts {
                    assert!(euclase_diagram::eval::fact_holds(&pts, f), "{file}: {c:?} {f:?}");
                }
                // Of each kind one is held against the place that the diagram finds from the kernel's definition.
                if !kinds.contains(&c.kind) {
                    let theirs = place_aux(&before, x, &d.facts, &d.ensures);
                    let near = |t: &[f64; 2]| (t[0] - at[0]).hypot(t[1] - at[1]) < 1e-6;
                    assert!(theirs.iter().any(near), "{file}: {c:?} {theirs:?}");
                }
                for k in &d.ensures {
                    assert_ne!(euclase_diagram::eval::cond_holds(&pts, k), Some(false), "{file}: {c:?} {k:?}");
                }
            }
            kinds.insert(c.kind);
        }
    }
    for row in KINDS {
        assert!(kinds.contains(&row.0) || row.1 == "equilateral_vertex", "no {} came up", row.1);
    }
}
