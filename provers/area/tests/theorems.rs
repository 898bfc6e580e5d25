//! Theorems of geometry by the area method alone: what the kernel accepts, with which conditions; false ones are not proved.

use euclase_area::{Why, prove};
use euclase_diagram::Figure;
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Class, Theorem, Verdict, check};

fn read(text: &str) -> CoreTheorem {
    euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).theorems.remove(0)
}

fn file(name: &str) -> CoreTheorem {
    let path = format!("{}/../../datasets/{name}.fml", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")))
}

fn figure(thm: &CoreTheorem) -> Figure {
    euclase_diagram::draw(thm, &Default::default()).expect("a picture")
}

fn proved(thm: &CoreTheorem) -> Result<Theorem, Why> {
    let proof = prove(thm, &figure(thm).pts, 60, &|| false).proof?;
    let goals = vec![0; thm.goals.len()];
    let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
    let again = euclase_kernel::json::from_json(thm, &euclase_kernel::json::to_json(thm, &cert)).expect("reads");
    assert_eq!(again, cert);
    match check(thm, &cert) {
        Verdict::Accepted(t) => Ok(t),
        other => panic!("{}: {other:?}", thm.name),
    }
}

#[test]
fn classical_theorems_under_geometric_conditions() {
    for name in [
        "ceva",
        "menelaus",
        "pappus",
        "centroid_divides_medians",
        "medians_concur",
        "altitudes_concur",
        "euler_line",
        "desargues",
        "varignon",
        "newton_gauss_line",
        "simson_line",
        "nine_point_circle_feet",
        "altitude_feet_cyclic",
        "isogonal_orthocenter_circumcenter",
        "van_aubel",
        "trapezoid_parallel_halved",
    ] {
        let t = proved(&file(&format!("classic/{name}"))).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert!(t.conditions().iter().all(|c| c.class != Class::Configuration), "{name}: {:?}", t.conditions());
    }
}

/// Each way to determine a point, and each kind of goal.
#[test]
fn constructions_and_goals() {
    for text in [
        // a fixed ratio; vectors
        "theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel BC }",
        "theorem t { triangle ABC point D = translation(C, A, B) show AC = BD }",
        // the meet of a parallel and a perpendicular line; of perpendicular bisectors
        "theorem t { triangle ABC point D = meet(parallel_line(A, BC), perpendicular_line(B, BC)) show DB perp DA }",
        "theorem t { triangle ABC point O = circumcenter(A, B, C) show OA = OC }",
        // an angle of 60 deg; a bisector, whose point comes before the vertex
        "theorem t { triangle ABC point I = incenter(A, B, C) show dangle(C, A, I) = dangle(I, A, B) }",
        // a circle met again, through a point of it and through another one; two circles
        "theorem t { triangle ABC point O = circumcenter(A, B, C) point M = midpoint(B, C) point D on AM, circle(O, A) where D != A show OD = OB }",
        "theorem t { triangle ABC point H = foot(A, BC) point D on AH, circle(A, B, C) where D != A show dangle(A, B, C) = dangle(A, D, C) }",
        "theorem t { point O, P, A point B on circle(O, A), circle(P, A) where B != A show AB perp OP }",
        // a point anywhere on a circle
        "theorem t { point O, A point B on circle(O, A) point M = midpoint(A, B) show OM perp AB }",
        // a turn by a right angle
        "theorem t { point A, B point C, D = counterclockwise_square(A, B) show AC perp BD }",
    ] {
        let Ok(loaded) = euclase_grammar::load(text) else { panic!("{text}") };
        let thm = &loaded.theorems[0];
        if let Err(why) = proved(thm) {
            panic!("{text}: {why:?}");
        }
    }
}

/// Goals that fail, seen in a picture in which they happen to hold as well as in one in which they do not.
#[test]
fn nothing_false_is_proved() {
    for (text, pts) in [
        (
            "theorem t { triangle ABC point D on BC point E on CA point F on AB show concurrent(AD, BE, CF) }",
            vec![[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [2.0 / 3.0, 2.0 / 3.0]],
        ),
        (
            "theorem t { triangle ABC point D = foot(A, BC) show DB = DC }",
            vec![[0.0, 1.0], [-1.0, 0.0], [1.0, 0.0], [0.0, 0.0]],
        ),
        ("theorem t { triangle ABC show AB = AC }", vec![[0.0, 1.0], [-1.0, 0.0], [1.0, 0.0]]),
        ("theorem t { point O, A point B on circle(O, A) show OA perp OB }", vec![[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]),
    ] {
        let thm = read(text);
        let out = prove(&thm, &pts, 60, &|| false);
        assert!(out.proof.is_err(), "{text}");
        assert!(prove(&thm, &figure(&thm).pts, 60, &|| false).proof.is_err(), "{text}");
    }
}

#[test]
fn what_is_no_construction_is_said() {
    assert_eq!(proved(&file("imo/imo_2005_p5")).err(), Some(Why::Construction));
    let thm = read("theorem t { triangle ABC show angle ABC + angle BCA + angle CAB = 180 deg }");
    assert_eq!(prove(&thm, &figure(&thm).pts, 60, &|| false).proof, Err(Why::Goal));
}

#[test]
fn the_same_theorem_the_same_lines() {
    let thm = file("classic/simson_line");
    let pts = figure(&thm).pts;
    let proof = || prove(&thm, &pts, 60, &|| false).proof;
    assert_eq!(proof(), proof());
}

#[test]
fn work_is_bounded() {
    let thm = file("classic/pappus");
    let pts = figure(&thm).pts;
    assert!(prove(&thm, &pts, 60, &|| true).proof.is_err());
    assert!(prove(&thm, &pts, 0, &|| false).proof.is_err());
    // Pictures that are none.
    assert!(prove(&thm, &[], 60, &|| false).proof.is_err());
    let none = vec![[f64::NAN; 2]; pts.len()];
    assert!(prove(&thm, &none, 60, &|| false).work <= 60_000_000);
}
