//! squares
use crate::state::State;

pub fn run(_s: &mut State) {}
