//! Theorems of geometry by Wu's method alone: what the kernel accepts, with which conditions; false ones are not proved.

use euclase_grammar::core::CoreTheorem;
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Class, Theorem, Verdict, check};

fn file(name: &str) -> CoreTheorem {
    let path = format!("{}/../../datasets/{name}.fml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{name}: {e:?}")).theorems.remove(0)
}

fn proved(thm: &CoreTheorem) -> Option<Theorem> {
    let figure = euclase_diagram::draw(thm, &Default::default()).expect("a picture");
    let proof = euclase_wu::prove(thm, &figure.pts, 200, &|| false).proof?;
    let goals = vec![0; thm.goals.len()];
    let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
    let again = euclase_kernel::json::from_json(thm, &euclase_kernel::json::to_json(thm, &cert)).expect("reads");
    assert_eq!(again, cert);
    match check(thm, &cert) {
        Verdict::Accepted(t) => Some(t),
        other => panic!("{other:?}"),
    }
}

#[test]
fn classical_theorems_under_geometric_conditions() {
    for name in [
        "altitudes_concur",
        "nine_point_circle_feet",
        "blanchet",
        "brahmagupta",
        "apollonius_median",
        "british_flag",
        "simson_line",
        "pappus",
        "pascal_circle",
        "butterfly",
        "feuerbach_point",
    ] {
        let t = proved(&file(&format!("classic/{name}"))).unwrap_or_else(|| panic!("{name} is not proved"));
        assert!(t.conditions().iter().all(|c| c.class != Class::Configuration), "{name}: {:?}", t.conditions());
    }
}

/// Two circles of a figure may meet in two points each, and the theorem holds for half of the choices.
#[test]
fn the_component_of_the_picture_is_a_condition() {
    let t = proved(&file("imo/imo_2018_p1")).expect("proved");
    assert!(t.conditions().iter().any(|c| c.class == Class::Configuration), "{:?}", t.conditions());
}

#[test]
fn the_same_theorem_the_same_lines() {
    let thm = file("classic/altitudes_concur");
    let figure = euclase_diagram::draw(&thm, &Default::default()).expect("a picture");
    let proof = || euclase_wu::prove(&thm, &figure.pts, 200, &|| false).proof;
    assert_eq!(proof(), proof());
}

#[test]
fn a_stopped_search_has_no_proof() {
    let thm = file("classic/altitudes_concur");
    let figure = euclase_diagram::draw(&thm, &Default::default()).expect("a picture");
    assert!(euclase_wu::prove(&thm, &figure.pts, 200, &|| true).proof.is_none());
    assert!(euclase_wu::prove(&thm, &figure.pts, 0, &|| false).proof.is_none());
}

/// Goals that fail in the picture are not tried; some of these hold in it, and fail in another.
#[test]
fn false_theorems_are_not_proved() {
    let dir = format!("{}/../../datasets/false", env!("CARGO_MANIFEST_DIR"));
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .expect("a folder")
        .map(|e| e.expect("a file").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    let mut tried = 0;
    for name in names.iter().filter_map(|n| n.strip_suffix(".fml")) {
        let thm = file(&format!("false/{name}"));
        // (The larger ones take long.)
        if thm.statement_points > 9 {
            continue;
        }
        let Ok(figure) = euclase_diagram::draw(&thm, &Default::default()) else { continue };
        let Some(proof) = euclase_wu::prove(&thm, &figure.pts, 2, &|| false).proof else {
            tried += 1;
            continue;
        };
        // What is proved is proved under conditions that the counterexample does not meet.
        let goals = vec![0; thm.goals.len()];
        let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
        let Verdict::Accepted(t) = check(&thm, &cert) else { panic!("{name}") };
        assert!(
            t.conditions().iter().any(|c| c.class != Class::Declared),
            "{name} is false, and proved without conditions"
        );
    }
    assert!(tried > 20, "{tried}");
}
