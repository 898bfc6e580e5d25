//! Tests of the kernel, one binary.

// `&[fact.clone()]` is a list of hypotheses that happens to have one.
#![allow(clippy::cloned_ref_to_slice_refs)]

mod algebra;
mod auxiliary;
mod bounds;
mod conditions;
mod discharges;
mod driver;
mod entailment;
mod figure;
mod invariants;
mod json;
mod make;
mod mutants;
mod readings;
mod rules;
mod soundness;
mod speed;
mod tables;
