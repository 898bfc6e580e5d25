//! The JSON Schemas in docs are what the types of traces and results say.

use schemars::Schema;
use std::path::Path;

/// `EUCLASE_BLESS=1` writes the file anew.
#[track_caller]
fn is_that_of_the_types(name: &str, schema: &Schema) {
    let text = serde_json::to_string_pretty(schema).unwrap() + "\n";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    if std::env::var_os("EUCLASE_BLESS").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/{name} is out of date: run the test with EUCLASE_BLESS=1");
}

#[test]
fn of_traces() {
    is_that_of_the_types("trace.schema.json", &schemars::schema_for!(crate::search::trace::Line));
}

#[test]
fn of_results() {
    is_that_of_the_types("results.schema.json", &schemars::schema_for!(crate::batch::Record));
}
