//! Tests of the trials, one binary: the kernel under 20,000 mutants, and that the trials convict crippled kernels.

mod docs;
mod false_goals;
mod mutants;
mod run;
