//! The support of exported proofs: `provers/coq/Euclase.v` and `Plane.v`, of which a text gets the parts that it uses.

use std::collections::BTreeSet;

/// The files, which Coq checks as they are, too, one after the other.
const FILE: &str = include_str!("../../../provers/coq/Euclase.v");
const PLANE: &str = include_str!("../../../provers/coq/Plane.v");

/// A part that is left out where nothing uses it, with the names of parts that it needs.
struct Part {
    name: &'static str,
    needs: Vec<&'static str>,
    text: &'static str,
}

/// What every text gets, and the parts.
fn split() -> (&'static str, Vec<Part>) {
    let mut pieces = FILE.split("(* == part: ");
    let base = pieces.next().unwrap_or_default();
    let plane = PLANE.split("(* == part: ").skip(1);
    let parts = pieces.chain(plane).filter_map(|p| {
        let (head, text) = p.split_once(" == *)")?;
        let mut words = head.split_whitespace().filter(|w| *w != "needs");
        Some(Part { name: words.next()?, needs: words.collect(), text: text.trim() })
    });
    (base.trim_end(), parts.collect())
}

/// The names that the support defines.
pub fn names() -> BTreeSet<&'static str> {
    let heads = ["Lemma ", "Definition ", "Fixpoint ", "Inductive ", "Record ", "Ltac "];
    let defined = |line: &'static str| {
        let rest = heads.iter().find_map(|h| line.strip_prefix(h))?;
        rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
    };
    FILE.lines().chain(PLANE.lines()).filter_map(defined).collect()
}

/// All of it.
pub fn whole() -> String {
    let (base, parts) = split();
    parts.iter().fold(format!("{base}\n"), |out, p| format!("{out}\n(* == {} == *)\n\n{}\n", p.name, p.text))
}

/// What stands before a text where the support has been compiled.
pub fn loaded() -> String {
    let (base, _) = split();
    let head = base.find("From Coq").and_then(|i| base.get(i..)).unwrap_or_default();
    let lines: Vec<&str> = head.lines().take_while(|l| !l.is_empty()).collect();
    format!("{}\nRequire Import Euclase.\n", lines.join("\n"))
}

/// The support for a text.
pub fn for_text(text: &str) -> String {
    let (base, parts) = split();
    let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
    let uses = |p: &Part| {
        let names = p.text.lines().filter_map(|l| {
            let rest = l.strip_prefix("Lemma ").or_else(|| l.strip_prefix("Definition "))?;
            rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()
        });
        names.into_iter().any(|n| words.contains(n))
    };
    let mut wanted: BTreeSet<&str> = parts.iter().filter(|p| uses(p)).map(|p| p.name).collect();
    // A part stands after those that it needs.
    for p in parts.iter().rev() {
        if wanted.contains(p.name) {
            wanted.extend(p.needs.iter().copied());
        }
    }
    let mut out = format!("{base}\n");
    for p in parts.iter().filter(|p| wanted.contains(p.name)) {
        out += &format!("\n(* == {} == *)\n\n{}\n", p.name, p.text);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_gets_the_parts_that_it_uses() {
        let plain = for_text("exact line3");
        assert!(
            plain.contains("Lemma by_order") && !plain.contains("== bernoulli ==") && !plain.contains("== root ==")
        );
        let powers = for_text("(bernoulli (eval env _x) u)");
        assert!(powers.contains("== power ==") && powers.contains("== means ==") && !powers.contains("== plane =="));
    }

    #[test]
    fn needs_are_parts_that_stand_before() {
        let (_, parts) = split();
        assert!(parts.len() > 8);
        for (i, p) in parts.iter().enumerate() {
            assert!(p.needs.iter().all(|n| parts[..i].iter().any(|q| q.name == *n)), "{}", p.name);
        }
    }
}
