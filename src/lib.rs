//! euclase
pub mod report;
