//! Algebra: certificates of theorems in the language, accepted and rejected.

mod attacks;
mod bounds;
mod coordinates;
mod documents;
mod lemmas;
mod mutants;
mod rules;
mod statements;
mod text;
mod value;

use euclase_kernel::{Verdict, check};
use text::refused;

/// The kernel's answer to lines in JSON.
fn verdict(theorem: &str, algebra: &str) -> Verdict {
    let thm = text::load(theorem);
    let goals = vec!["0"; thm.goals.len()].join(",");
    let text = format!(
        r#"{{"format":"euclase-certificate","version":1,"theorem":"t","aux":[],"steps":[],"goals":[{goals}],"algebra":{algebra}}}"#
    );
    let cert = euclase_kernel::json::from_json(&thm, &text).unwrap_or_else(|e| panic!("{e}"));
    let again = euclase_kernel::json::to_json(&thm, &cert);
    assert_eq!(euclase_kernel::json::from_json(&thm, &again).unwrap(), cert);
    check(&thm, &cert)
}

#[track_caller]
fn accepted(theorem: &str, algebra: &str) {
    let v = verdict(theorem, algebra);
    assert!(matches!(v, Verdict::Accepted(_)), "{v:?}");
}

#[track_caller]
fn rejected(theorem: &str, algebra: &str, words: &str) {
    refused(verdict(theorem, algebra), words);
}

#[test]
fn an_identity() {
    let proof = r#"{"lines":[{"claim":[[["^",["+","a","b"],"2"],"=",["+",["^","a","2"],["*","2","a","b"],["^","b","2"]]]],
        "rule":{"kind":"combine","cofactors":[]}}],"goals":[{"lines":[0]}]}"#;
    accepted("real a, b show (a + b)^2 = a^2 + 2*a*b + b^2", proof);
    rejected("real a, b show (a + b)^2 = a^2 + 2*a*b + b^2", &proof.replace(r#""*","2""#, r#""*","3""#), "an identity");
    rejected("real a, b show (a + b)^2 = a^2 + 3*a*b + b^2", proof, "what is to be shown");
}
