//! Tells the programs of this crate where their LibTorch lies, so that they start without LD_LIBRARY_PATH.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=LIBTORCH");
    let link = env::var("LIBTORCH").expect("cargo sets it, by .cargo/config.toml");
    let Ok(place) = fs::canonicalize(&link) else {
        println!("cargo::error=there is no LibTorch at {link}: `make policy` finds or makes one");
        return;
    };
    // First the place itself: a program still starts when the repository has moved. Then the link: or the place has.
    for folder in [&place, Path::new(&link)] {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{}", folder.join("lib").display());
    }
    // PyTorch's own folder has no such file; the set-up has looked at its version.
    let version = fs::read_to_string(place.join("build-version")).unwrap_or_else(|_| "of PyTorch".into());
    println!("cargo::rustc-env=EUCLASE_LIBTORCH={}", version.trim().split('+').next().unwrap_or_default());
}
