//! Policies: who ranks the candidates of a state.

pub mod view;
