//! Golden files: expected outputs, kept in `src/report/golden/`.
//!
//! `EUCLASE_BLESS=1 cargo test` rewrites them; the difference is then looked at before it is
//! committed.

use std::path::Path;

/// Compares with the file, or rewrites it when asked to.
pub fn check(name: &str, got: &str) {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/golden");
    let path = dir.join(name);
    if std::env::var_os("EUCLASE_BLESS").is_some() {
        std::fs::create_dir_all(&dir).unwrap();
        std::fs::write(&path, got).unwrap();
        return;
    }
    let want =
        std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}; EUCLASE_BLESS=1 writes it", path.display()));
    if want != got {
        let line = want.lines().zip(got.lines()).position(|(a, b)| a != b);
        let at = line.unwrap_or(want.lines().count().min(got.lines().count()));
        panic!(
            "{name} differs at line {}:\n  want {:?}\n  got  {:?}\nEUCLASE_BLESS=1 accepts it",
            at + 1,
            want.lines().nth(at),
            got.lines().nth(at)
        );
    }
}
