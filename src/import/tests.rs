//! Each construction and predicate by the text it becomes.

use super::import;

#[test]
#[ignore]
fn dump() {
    let path = std::env::var("EUCLASE_DUMP").unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    for i in import(&text) {
        match i.result {
            Ok(t) => println!("{t}"),
            Err(e) => println!("!! {} {}: {e}", i.name, i.line),
        }
    }
}
