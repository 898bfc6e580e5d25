//! Geometry closure: a deductive database joined to linear algebra over directions, logarithms,
//! lengths, squares and vectors, with exact proof extraction.
//!
//! The engine may be fast and sloppy in its own way (fingerprints modulo a prime, classes read off the
//! picture), because it proves nothing by itself: a proof is rebuilt exactly and checked by the kernel.

pub mod discharge;
mod expand;
mod expand_dear;
pub mod extract;
pub mod field;
pub mod load;
pub mod pic;
mod reason;
pub mod relations;
pub mod rules;
pub mod session;
pub mod shorten;
pub mod solve;
pub mod state;
pub mod table;
pub mod values;

pub use rules::Depth;
pub use session::Session;
