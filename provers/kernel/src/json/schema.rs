//! The JSON Schema of certificates, made from the types.

use super::raw::RawCertificate;
use std::path::Path;

/// `provers/kernel/certificate.schema.json` is what the types say; `EUCLASE_BLESS=1` writes it anew.
#[test]
fn the_schema_is_that_of_the_types() {
    let schema = schemars::schema_for!(RawCertificate);
    let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("certificate.schema.json");
    if std::env::var_os("EUCLASE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "{} is out of date: run the test with EUCLASE_BLESS=1", path.display());
}
