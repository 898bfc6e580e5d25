//! euclase
