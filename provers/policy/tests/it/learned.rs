//! The learned policy in the search.

use euclase::policy::Choice;
use euclase::report::Status;
use euclase::solve::{Config, Solved, solve};
use std::path::PathBuf;

const PROBLEM: &str = include_str!("../../../../datasets/people/imo_1975_p3.fml");

fn proved(policy: Choice, helper: &str, after: u64, jobs: usize) -> Solved {
    let thm = euclase_grammar::load(PROBLEM).expect("well-formed").theorems.remove(0);
    let config = Config {
        nodes: 2000,
        jobs,
        policy,
        policy_after: after,
        policy_helper: Some(PathBuf::from(helper)),
        ..Config::default()
    };
    solve(&thm, &config)
}

const HELPER: &str = env!("CARGO_BIN_EXE_euclase-policy");

#[test]
fn it_finds_a_proof_and_the_same_one_on_any_number_of_threads() {
    let one = proved(Choice::Learned(None), HELPER, 0, 1);
    assert_eq!(one.answer.status, Status::Theorem, "{:?}", one.answer.notes);
    assert!(one.answer.notes.is_empty(), "{:?}", one.answer.notes);
    let two = proved(Choice::Learned(None), HELPER, 0, 2);
    assert_eq!(two.certificate, one.certificate);
    assert_eq!(two.answer.counts.nodes, one.answer.counts.nodes);
    // The switch is at a node count.
    let later = proved(Choice::Learned(None), HELPER, 20, 2);
    assert_eq!(later.answer.status, Status::Theorem);
}

#[test]
fn damaged_or_missing_weights_and_programs_are_a_warning() {
    let by_hand = proved(Choice::Heuristic, HELPER, 0, 1);
    assert_eq!(by_hand.answer.status, Status::Theorem);
    let folder = tempfile::tempdir().expect("a folder");
    let damaged = folder.path().join("w.safetensors");
    std::fs::write(&damaged, b"\x08\0\0\0\0\0\0\0{\"a\":1}").expect("written");
    let none = folder.path().join("none.safetensors");
    for (weights, helper) in [(Some(damaged), HELPER), (Some(none), HELPER), (None, "/no/such/program")] {
        let s = proved(Choice::Learned(weights), helper, 0, 1);
        assert_eq!(s.answer.status, Status::Theorem);
        assert_eq!(s.certificate, by_hand.certificate);
        assert!(s.answer.notes.iter().any(|n| n.starts_with("warning: ")), "{:?}", s.answer.notes);
    }
}
