//! Theorems of geometry by the Gröbner route alone: what the kernel accepts; false ones are not proved.

use euclase_grammar::core::CoreTheorem;
use euclase_groebner::{Why, prove};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Class, Theorem, Verdict, check};

fn read(text: &str) -> CoreTheorem {
    euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {e:?}")).theorems.remove(0)
}

fn file(name: &str) -> CoreTheorem {
    let path = format!("{}/../../datasets/{name}.fml", env!("CARGO_MANIFEST_DIR"));
    read(&std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}")))
}

fn proved(thm: &CoreTheorem) -> Result<Theorem, Why> {
    let proof = prove(thm, 100, &|| false).proof?;
    let goals = vec![0; thm.goals.len()];
    let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
    match check(thm, &cert) {
        Verdict::Accepted(t) => Ok(t),
        other => panic!("{}: {other:?}", thm.name),
    }
}

#[test]
fn classical_theorems_under_their_own_conditions() {
    for name in ["simson_line", "pappus", "euler_line", "altitudes_concur", "ceva"] {
        let t = proved(&file(&format!("classic/{name}"))).unwrap_or_else(|why| panic!("{name}: {why:?}"));
        assert!(t.conditions().iter().all(|c| c.class == Class::Declared), "{name}: {:?}", t.conditions());
    }
}

/// No order of points is needed: here none is determined by those before it.
#[test]
fn statements_that_are_no_constructions() {
    let thm = read(
        "theorem t { point A, B, C, D, M assume M on AC, M on BD, MA = MC, MB = MD, not collinear(A, B, D) show AB parallel CD }",
    );
    assert!(proved(&thm).is_ok());
}

#[test]
fn nothing_false_is_proved() {
    for text in [
        "theorem t { triangle ABC point D on BC show AD perp BC }",
        "theorem t { point O, A point B on circle(O, A) show OA perp OB }",
    ] {
        assert_eq!(prove(&read(text), 20, &|| false).proof, Err(Why::Open), "{text}");
    }
}

/// That the frame is one is a condition of the proof, if the statement does not say it.
#[test]
fn what_is_used_of_the_frame_is_recorded() {
    let text = |condition: &str| {
        format!(
            "theorem t {{ point A, B, C, D assume {condition}collinear(A, B, C), collinear(A, B, D) show collinear(A, C, D) }}"
        )
    };
    let open = proved(&read(&text(""))).expect("proved");
    let new: Vec<Class> = open.conditions().iter().map(|c| c.class).collect();
    assert_eq!(new, [Class::NonDegeneracy], "{:?}", open.conditions());
    let own = proved(&read(&text("A != B, "))).expect("proved");
    assert!(own.conditions().iter().all(|c| c.class == Class::Declared), "{:?}", own.conditions());
}

#[test]
fn work_is_bounded_and_the_result_the_same() {
    let thm = file("classic/simson_line");
    assert_eq!(prove(&thm, 100, &|| false).proof, prove(&thm, 100, &|| false).proof);
    assert!(prove(&thm, 100, &|| true).proof.is_err());
    assert!(prove(&thm, 0, &|| false).proof.is_err());
    let angles = read("theorem t { triangle ABC show angle ABC + angle BCA + angle CAB = 180 deg }");
    assert_eq!(prove(&angles, 100, &|| false).proof, Err(Why::Goal));
}
