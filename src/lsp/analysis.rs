//! What a text says: found out once for each text, asked for by everything else.

use super::symbols::Index;
use euclase_grammar::ast::{File, Item, ItemKind, Span};
use euclase_grammar::core::CoreTheorem;
use euclase_grammar::{Checked, Kept, MAX_ERRORS, print};
use std::sync::OnceLock;

/// A theorem of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TheoremAt {
    /// Its place among the items.
    pub item: usize,
    /// Its place among the theorems in core form.
    pub core: usize,
    /// There is no error in it, nor in a definition that it may use: it is what its author wrote.
    pub clean: bool,
}

/// What a text says.
#[derive(Debug)]
pub struct Analysis {
    /// Tree, theorems, errors.
    pub checked: Checked,
    /// Names and their places.
    pub index: Index,
    /// Theorems, in order.
    pub theorems: Vec<TheoremAt>,
    /// The text is that of the prelude, which an editor shows when it goes to a definition.
    pub is_prelude: bool,
    /// What is no theorem, and could be read: places among the items.
    others: Vec<usize>,
    /// Items in canonical form, once they are asked for.
    printed: Vec<OnceLock<String>>,
}

impl Analysis {
    /// Reads a text.
    pub fn new(text: &str) -> Analysis {
        Analysis::again(text, &mut Kept::default())
    }

    /// Reads a text that is like the one before it.
    pub fn again(text: &str, kept: &mut Kept) -> Analysis {
        let is_prelude = text == euclase_grammar::PRELUDE;
        let mut checked = euclase_grammar::check_again(text, kept);
        if is_prelude {
            // It is read before every file: what it defines would be defined twice.
            checked.errors.clear();
            checked.warnings.clear();
        }
        let index = Index::new(&checked.ast);
        let items = &checked.ast.items;
        let inside =
            |s: Span| checked.errors.iter().any(|e| s.start <= e.span.start && e.span.start < s.end.max(s.start + 1));
        let wrong_definition = items.iter().any(|i| i.kind == ItemKind::Def && inside(i.span));
        // Errors are in order of place: after so many the rest is not told.
        let told = match checked.errors.last() {
            Some(last) if checked.errors.len() >= MAX_ERRORS => last.span.start,
            _ => usize::MAX,
        };
        let places = items.iter().enumerate().filter(|(_, i)| i.kind == ItemKind::Theorem);
        let theorems = places
            .enumerate()
            .map(|(core, (item, i))| {
                let clean = !wrong_definition && i.span.end <= told && !inside(i.span);
                TheoremAt { item, core, clean }
            })
            .collect();
        let no_theorem = |i: &Item| !matches!(i.kind, ItemKind::Theorem | ItemKind::Error);
        let others = (0..items.len()).filter(|i| items.get(*i).is_some_and(no_theorem)).collect();
        let printed = items.iter().map(|_| OnceLock::new()).collect();
        Analysis { checked, index, theorems, is_prelude, others, printed }
    }

    /// The item of a theorem.
    pub fn item(&self, t: TheoremAt) -> Option<&Item> {
        self.checked.ast.items.get(t.item)
    }

    /// The core form of a theorem.
    pub fn core(&self, t: TheoremAt) -> Option<&CoreTheorem> {
        self.checked.theorems.get(t.core)
    }

    /// The theorem at a byte.
    pub fn theorem_at(&self, byte: usize) -> Option<TheoremAt> {
        self.theorems
            .iter()
            .copied()
            .find(|t| self.item(*t).is_some_and(|i| i.span.start <= byte && byte <= i.span.end))
    }

    /// The theorem of a name.
    pub fn theorem_named(&self, name: &str) -> Option<TheoremAt> {
        self.theorems.iter().copied().find(|t| self.item(*t).is_some_and(|i| i.name.name == name))
    }

    /// The item at a byte, read or not.
    pub fn item_at(&self, byte: usize) -> Option<usize> {
        self.checked.ast.items.iter().position(|i| i.span.start <= byte && byte <= i.span.end)
    }

    /// The text of a theorem with the definitions that it may use, in canonical form: two texts that differ in comments and lines
    /// alone have the same, and what is known of one is known of the other.
    pub fn unit(&self, t: TheoremAt) -> Option<String> {
        let before = self.others.iter().copied().take_while(|i| *i < t.item);
        before.chain([t.item]).map(|i| self.printed(i)).collect::<Option<Vec<_>>>().map(|all| all.join("\n"))
    }

    fn printed(&self, item: usize) -> Option<&str> {
        let i = self.checked.ast.items.get(item)?;
        Some(self.printed.get(item)?.get_or_init(|| print::tree(&File { items: vec![i.clone()] })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theorem_with_a_mistake_is_not_clean() {
        let good = "theorem a { triangle ABC show AB = AC }\n";
        let bad = "theorem b { triangle ABC show AB = AX }\n";
        let clean = |text: &str| Analysis::new(text).theorems.iter().map(|t| t.clean).collect::<Vec<_>>();
        assert_eq!(clean(&format!("{good}{bad}")), [true, false]);
        assert_eq!(clean(&format!("{bad}{good}")), [false, true]);
        // A definition with a mistake says nothing where it is used.
        let def = "def d(point A, point B) -> point M { assume M on AX }\n";
        assert_eq!(clean(&format!("{def}{good}")), [false]);
        // Of many mistakes only the first are told.
        let many = bad.replace("AX", &"AX + ".repeat(3))
            + &(0..200).map(|i| bad.replace("theorem b", &format!("theorem b{i}"))).collect::<String>();
        assert!(clean(&many).iter().all(|c| !c));
    }

    #[test]
    fn comments_do_not_count() {
        let unit = |text: &str| {
            let a = Analysis::new(text);
            a.theorems.first().and_then(|t| a.unit(*t))
        };
        assert_eq!(
            unit("theorem a { triangle ABC show AB = AC }"),
            unit("theorem a {\n # x\n triangle ABC\nshow AB = AC }")
        );
        assert_ne!(unit("theorem a { triangle ABC show AB = AC }"), unit("theorem a { triangle ABC show AB = BC }"));
    }

    /// What stands beside a theorem is no matter of its own: what is broken, what comes later, other theorems.
    #[test]
    fn a_theorem_with_its_definitions_is_a_text() {
        let def = "def d(point A, point B) -> point M { assume 2*M = A + B }\n";
        let good = "theorem a { triangle ABC point D = d(B, C) show DB = DC }\n";
        let broken = "theorem b { triangle triangle ABC } }\n theorem { \n";
        let later = "def e(point A, point B) -> point M { assume 2*M = A + B }\n";
        let a = Analysis::new(&format!("{def}{broken}{good}{later}"));
        let t = a.theorem_named("a").expect("it is read");
        assert!(t.clean);
        let unit = a.unit(t).expect("a text");
        let file = euclase_grammar::load(&unit).unwrap_or_else(|e| panic!("{unit}\n{e:?}"));
        assert_eq!(file.theorems.len(), 1);
        assert!(!unit.contains("def e"), "{unit}");
    }

    #[test]
    fn the_prelude_has_no_mistakes() {
        assert!(Analysis::new(euclase_grammar::PRELUDE).checked.errors.is_empty());
    }
}
