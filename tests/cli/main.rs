//! The `prove` program as a user meets it: what it says, its exit codes, the files it writes, how it stops.

// Signals and the like are tested where there are some.
#![cfg_attr(not(unix), allow(unused_imports, dead_code))]

mod area;
mod bad_input;
mod batch;
mod export;
mod files;
mod find;
mod formats;
mod geogebra;
mod hostile;
mod inspect;
mod learning;
mod mixed;
mod policies;
mod rules;
mod run;
mod shell;
mod sketches;
mod steps;
mod stopping;
mod study;
mod truth;
mod wu;
