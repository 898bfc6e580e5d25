//! The trusted checker.
pub mod cert;
