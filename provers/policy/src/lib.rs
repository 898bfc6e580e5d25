//! The learned policy of the search for auxiliary points.
//!
//! It lives in a program of its own, `euclase-policy`: what is linked to LibTorch takes a quarter of a second and a
//! hundred megabytes before `main`, and nobody shall pay for that who proves without the policy.

pub mod algebra;
pub mod batch;
pub mod data;
pub mod net;
pub mod run;
pub mod serve;
pub mod train;
pub mod weights;

use tch::{Device, Kind, Tensor};

/// The version of tch. (A test compares it with Cargo.toml.)
pub const TCH: &str = "0.26.0";

/// The version of the LibTorch that this was linked to, by its file `build-version`.
pub const LIBTORCH: &str = env!("EUCLASE_LIBTORCH");

/// The product of [[0, 1, 2], [3, 4, 5]] and its transpose, as LibTorch computes it: `[[5, 14], [14, 50]]` row by row,
/// if it works.
///
/// # Errors
/// What LibTorch says went wrong.
pub fn small_product() -> Result<Vec<f64>, tch::TchError> {
    let m = Tensor::f_arange(6, (Kind::Float, Device::Cpu))?.f_reshape([2, 3])?;
    Vec::try_from(m.f_matmul(&m.f_tr()?)?.f_to_kind(Kind::Double)?.f_reshape([-1])?)
}
