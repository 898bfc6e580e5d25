//! Tests of the kernel, one binary.

mod auxiliary;
mod conditions;
mod driver;
mod figure;
mod invariants;
mod json;
mod make;
mod mutants;
mod rules;
mod soundness;
mod speed;
