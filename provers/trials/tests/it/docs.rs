//! `docs/trials.md` explains every operator, in the words of the table of operators.

use crate::mutants::root;
use euclase_trials::operators;

#[test]
fn the_table_of_operators_is_complete() {
    let text = std::fs::read_to_string(root().join("../docs/trials.md")).expect("docs/trials.md");
    let missing: Vec<&str> = operators::all()
        .iter()
        .filter(|o| {
            !text
                .lines()
                .any(|l| l.starts_with(&format!("| `{}` |", o.name)) && l.ends_with(&format!("| {} |", o.harmless)))
        })
        .map(|o| o.name)
        .collect();
    assert_eq!(missing, [""; 0], "the rows of `trials table` differ");
}
