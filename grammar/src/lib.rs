//! The `.fml` language.
pub mod core;
