//! Tests of the figure checker.
mod consequences;
mod intervals;
