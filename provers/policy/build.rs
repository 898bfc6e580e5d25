//! Tells the programs of this crate where their LibTorch lies, so that they start without LD_LIBRARY_PATH.

use std::{env, fs, path::Path};

/// Variables by which tch would take another LibTorch, or parts of one, than the set-up has looked at.
const ASTRAY: [&str; 5] =
    ["LIBTORCH_USE_PYTORCH", "LIBTORCH_INCLUDE", "LIBTORCH_LIB", "LIBTORCH_STATIC", "LIBTORCH_CXX11_ABI"];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=LIBTORCH");
    for name in ASTRAY {
        println!("cargo::rerun-if-env-changed={name}");
        if env::var_os(name).is_some() {
            println!(
                "cargo::error=unset {name}: the policy is linked to what `make policy` finds (LIBTORCH names one)"
            );
        }
    }
    let link = env::var("LIBTORCH").expect("cargo sets it, by .cargo/config.toml");
    let found = fs::canonicalize(&link).and_then(|place| Ok((fs::read_to_string(place.join("build-version"))?, place)));
    let Ok((version, place)) = found else {
        println!("cargo::error=there is no LibTorch at {link}: `make policy` finds or makes one");
        return;
    };
    // First the place itself: a program still starts when the repository has moved. Then the link: or the place has.
    for folder in [&place, Path::new(&link)] {
        println!("cargo::rustc-link-arg=-Wl,-rpath,{}", folder.join("lib").display());
    }
    println!("cargo::rustc-env=EUCLASE_LIBTORCH={}", version.trim().split('+').next().unwrap_or_default());
}
