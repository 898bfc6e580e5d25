//! Names of real variables that another system allows.

use std::collections::BTreeSet;

/// Legal names for these, pairwise different, none of them reserved: letters, digits and `_`, a letter first.
pub fn legal(names: &[String], reserved: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut taken = BTreeSet::new();
    names
        .iter()
        .map(|n| {
            let mut name: String = n.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
            if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                name.insert(0, 'v');
            }
            while reserved(&name) || !taken.insert(name.clone()) {
                name.push('_');
            }
            name
        })
        .collect()
}

/// A word followed by a number, as the exported text names its own things.
pub fn numbered(name: &str, words: &[&str]) -> bool {
    words.iter().any(|w| name.strip_prefix(w).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_legal_and_different() {
        let names = ["x", "x_1", "α", "β", "in"].map(String::from);
        assert_eq!(legal(&names, &|n| n == "in"), ["x", "x_1", "v_", "v__", "in_"]);
    }
}
