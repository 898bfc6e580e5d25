//! What is linked works, and is what it says it is.

mod learned;
mod network;
mod served;

use euclase_policy::{LIBTORCH, TCH, small_product};

#[test]
fn a_product_of_matrices_is_right() {
    assert_eq!(small_product().expect("LibTorch multiplies"), [5.0, 14.0, 14.0, 50.0]);
}

#[test]
fn versions_are_those_that_are_asked_for() {
    let manifest = include_str!("../../Cargo.toml");
    assert!(manifest.contains(&format!("tch = \"={TCH}\"")), "Cargo.toml asks for another tch than {TCH}");
    let script = include_str!("../../libtorch.py");
    assert!(script.contains(&format!("\nVERSION = \"{LIBTORCH}\"")), "libtorch.py asks for another than {LIBTORCH}");
}
