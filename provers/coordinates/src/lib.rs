//! Theorems and proofs in coordinates: what the provers that calculate in them share.
//!
//! A theorem in the coordinates of a frame, its equations as polynomials ([`problem`]); the irreducible factors of such polynomials
//! ([`factors`]); the lines of a certificate that calculate with them ([`sheet`]),
//! among them those that say that something is not zero ([`nonzero`]). Nothing here looks for a proof.

pub mod factors;
pub mod nonzero;
pub mod problem;
pub mod sheet;
