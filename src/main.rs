//! prove
fn main() {}
