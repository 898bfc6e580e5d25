//! From GeoGebra's labels to names that the language allows: two labels never become one name.

use crate::import::names::is_keyword;
use euclase_grammar::ast::ItemKind;
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// Words that mean a number or a figure in the language, beside its keywords and the constructions of its prelude.
const WORDS: &str = "radius inradius circumradius center sqrt root abs min max cyclic collinear concurrent same_side \
    opposite_side same_orientation opposite_orientation counterclockwise clockwise turns convex directly_similar \
    oppositely_similar";

fn is_taken(name: &str) -> bool {
    static DEFINED: OnceLock<BTreeSet<String>> = OnceLock::new();
    let defined = DEFINED.get_or_init(|| {
        let defs = euclase_grammar::prelude().items.iter().filter(|i| i.kind == ItemKind::Def);
        defs.map(|i| i.name.name.clone()).collect()
    });
    is_keyword(name) || WORDS.split_whitespace().any(|w| w == name) || defined.contains(name)
}

/// The names that are in use.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    used: BTreeSet<String>,
}

impl Names {
    /// A name for a point: `A`, `A1`, `A_{12}` → `A_12`, `Ω` → `O`, `p` → `P`.
    pub(super) fn point(&mut self, label: &str) -> String {
        let (body, primes) = primed(label);
        let mut letters = latin(body);
        let mut name = match letters.first().copied() {
            Some(c) if c.is_ascii_alphabetic() => {
                letters.remove(0);
                c.to_ascii_uppercase().to_string()
            }
            _ => "P".to_string(),
        };
        let digits = letters.iter().take_while(|c| c.is_ascii_digit()).count();
        name.extend(letters.drain(..digits));
        let rest: String = letters.iter().filter(|c| **c != '_').map(|c| c.to_ascii_lowercase()).collect();
        if !rest.is_empty() {
            name.push('_');
            name.push_str(&rest);
        }
        let subscript = name.contains('_');
        self.fresh(name, primes, if subscript { "n" } else { "_n" })
    }

    /// A name for a point that the file has not named.
    pub(super) fn unlabelled(&mut self) -> String {
        let mut k = 1;
        loop {
            let name = format!("T_{k}");
            if self.used.insert(name.clone()) {
                return name;
            }
            k += 1;
        }
    }

    /// A name for a line or a circle.
    pub(super) fn curve(&mut self, label: &str) -> String {
        let (body, primes) = primed(label);
        let mut name: String = latin(body).into_iter().collect();
        match name.chars().next() {
            Some(c) if c.is_ascii_alphabetic() => name.replace_range(..1, &c.to_ascii_lowercase().to_string()),
            _ => name.insert(0, 'l'),
        }
        if primes == 0 && is_taken(&name) {
            name.push_str("_1");
        }
        self.fresh(name, primes, "_")
    }

    fn fresh(&mut self, base: String, primes: usize, before_number: &str) -> String {
        let marks = "'".repeat(primes);
        let mut name = format!("{base}{marks}");
        let mut k = 2;
        while !self.used.insert(name.clone()) {
            name = format!("{base}{before_number}{k}{marks}");
            k += 1;
        }
        name
    }
}

/// A label without its primes, and how many there are.
fn primed(label: &str) -> (&str, usize) {
    let body = label.trim_end_matches(['\'', '′']);
    (body, label.get(body.len()..).map_or(0, |p| p.chars().count()).min(9))
}

/// Letters, digits and `_` alone; at most sixty.
fn latin(label: &str) -> Vec<char> {
    const GREEK: &str = "αaβbγgδdεeζzηhθqιiκkλlμmνnξxοoπpρrσsςsτtυuφfχcψyωo";
    const CYRILLIC: &str = "аaбbвvгgдdеeжjзzиiйyкkлlмmнnоoпpрrсsтtуuфfхhцcчqшwщwъyыyьyэeюuяa";
    let mut out = Vec::new();
    for c in label.chars() {
        if c.is_ascii_alphanumeric() || c == '_' {
            out.push(c);
        } else if "{}$ '′".contains(c) {
        } else {
            let small = c.to_lowercase().next().unwrap_or(c);
            let pairs: Vec<char> = GREEK.chars().chain(CYRILLIC.chars()).collect();
            match pairs.chunks(2).find(|p| p.first() == Some(&small)).and_then(|p| p.get(1)) {
                Some(l) if c == small => out.push(*l),
                Some(l) => out.push(l.to_ascii_uppercase()),
                None => {
                    out.push('u');
                    out.extend(format!("{:x}", u32::from(c)).chars());
                }
            }
        }
    }
    out.truncate(60);
    out
}

/// May the label stand in the language as it is?
pub(super) fn is_point_name(label: &str) -> bool {
    let body = label.trim_end_matches('\'');
    let Some(rest) = body.strip_prefix(|c: char| c.is_ascii_uppercase()) else { return false };
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let sub = |s: &str| !s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    rest.is_empty() || rest.strip_prefix('_').is_some_and(sub)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_become_legal_names_and_never_the_same_one() {
        let labels = [
            "A",
            "a",
            "A_1",
            "A_{1}",
            "A1",
            "A'",
            "A''",
            "A_{12}",
            "A_{ab}",
            "AB",
            "Ω",
            "O",
            "Омега",
            "点",
            "点'",
            "P",
            "1",
            "",
            "Q_{n2}",
            "B_{1}'",
        ];
        let mut names = Names::default();
        let made: Vec<String> = labels.iter().map(|l| names.point(l)).collect();
        assert!(made.iter().all(|n| is_point_name(n)), "{made:?}");
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), labels.len(), "{made:?}");
        assert_eq!((made[0].as_str(), made[2].as_str(), made[7].as_str()), ("A", "A_1", "A_12"));
        for label in ["f", "c", "line", "incircle", "g_{1}", "α", "直", "C", "c'", "1", "poly1"] {
            let name = names.curve(label);
            let text = format!("theorem t {{ triangle ABC let {name} = AB point X on {name} show X = A }}");
            assert!(euclase_grammar::load(&text).is_ok(), "{label}: {name}");
        }
    }
}
