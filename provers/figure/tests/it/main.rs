//! Tests of the figure checker.
mod consequences;
mod figures;
mod intervals;
mod invariants;
mod numbers;
mod readings;
