//! Which name means what: every name of a file, and every place where it stands.
//!
//! One name has one meaning in a theorem, so the names of an item form one table, beside the names that an expression binds
//! itself (`for all x`, the arguments of a function, the point of a locus). Points written together (`triangle ABC`, `angle ABC`)
//! are places of their own: the parser keeps them apart.

mod walk;

use euclase_grammar::ast::{File, Span};
use std::collections::HashSet;

/// What a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A point.
    Point,
    /// A line.
    Line,
    /// A circle.
    Circle,
    /// A value named by `let`, or a length or an angle of a definition.
    Value,
    /// A real variable.
    Real,
    /// A function of a theorem.
    Function,
    /// A label of a sketch.
    Label,
    /// A definition of the file.
    Definition,
    /// A theorem, a rule or a lemma.
    Theorem,
    /// A construction of the prelude.
    Prelude,
    /// A function of the language: `distance`, `sqrt`.
    Builtin,
    /// A statement that is written like a call: `cyclic`.
    Predicate,
}

/// A name with a meaning.
#[derive(Clone, Debug)]
pub struct Symbol {
    /// The name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// Where it is introduced; a definition may have several heads.
    pub places: Vec<Span>,
    /// The statement or the head that introduces it.
    pub by: Option<Span>,
    /// The item in which it is known; `None`: in all.
    pub item: Option<usize>,
}

/// A place where a name stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The place.
    pub span: Span,
    /// Which name: an index into [`Index::symbols`].
    pub symbol: usize,
}

/// All names of a file.
#[derive(Debug, Default)]
pub struct Index {
    /// The names.
    pub symbols: Vec<Symbol>,
    /// Their places, in order.
    pub occurrences: Vec<Occurrence>,
    /// All names that stand in an item, known or not.
    pub used: Vec<HashSet<String>>,
    /// The symbols of an item: from, to. (Those of no item stand among them, too.)
    items: Vec<(usize, usize)>,
}

impl Index {
    /// The names of a file.
    pub fn new(file: &File) -> Index {
        walk::index(file)
    }

    /// The place at a byte; between two names, the one that begins there.
    pub fn at(&self, byte: usize) -> Option<Occurrence> {
        let next = self.occurrences.partition_point(|o| o.span.start <= byte);
        let before = self.occurrences.get(..next)?.iter().rev().take(4);
        before.filter(|o| byte <= o.span.end).max_by_key(|o| o.span.start).copied()
    }

    /// The symbol of a place.
    pub fn symbol(&self, o: Occurrence) -> Option<&Symbol> {
        self.symbols.get(o.symbol)
    }

    /// All places of a symbol.
    pub fn places(&self, symbol: usize) -> impl Iterator<Item = Span> + '_ {
        self.occurrences.iter().filter(move |o| o.symbol == symbol).map(|o| o.span)
    }

    /// The names that are known in an item and introduced before a byte.
    pub fn known(&self, item: usize, byte: usize) -> impl Iterator<Item = &Symbol> {
        self.of_item(item).filter(move |s| s.places.iter().any(|p| p.end <= byte))
    }

    /// The names of an item.
    pub fn of_item(&self, item: usize) -> impl Iterator<Item = &Symbol> {
        let (from, to) = self.items.get(item).copied().unwrap_or_default();
        let there = self.symbols.get(from..to).unwrap_or_default();
        there.iter().filter(move |s| s.item == Some(item))
    }
}

/// What a word of the language is, if it is called.
pub fn word(name: &str) -> Option<Kind> {
    if euclase_grammar::prelude().items.iter().any(|i| i.name.name == name) {
        Some(Kind::Prelude)
    } else if euclase_grammar::PREDICATES.iter().any(|p| p.0 == name) {
        Some(Kind::Predicate)
    } else if euclase_grammar::FUNCTIONS.iter().any(|f| f.0 == name) {
        Some(Kind::Builtin)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The places of the name at the first `|`, each as the text before it on its line.
    fn places(marked: &str) -> Vec<usize> {
        let at = marked.find('|').expect("a mark");
        let text = marked.replacen('|', "", 1);
        let index = Index::new(&euclase_grammar::parse::parse(&text).file);
        let o = index.at(at).unwrap_or_else(|| panic!("nothing at {at} of {text}"));
        index.places(o.symbol).map(|s| s.start).collect()
    }

    #[test]
    fn points_written_together() {
        let text = "@at(B, 1, 2)\ntheorem t { triangle A|BC point D on AB show angle ABD = angle(D, B, C), triangle ABC similar triangle ABD }";
        let found = places(text);
        let plain = text.replacen('|', "", 1);
        let wanted: Vec<usize> = plain.match_indices('B').map(|(i, _)| i).collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn one_name_in_two_theorems() {
        let text = "theorem a { triangle ABC show |AB = AC } theorem b { triangle ABC show AB = AC }";
        assert_eq!(places(text).len(), 3);
    }

    #[test]
    fn bound_names_are_their_own() {
        let text = "theorem t { real x function f(x) = |x + 1 assume for all x: x > 0 show f(x) > 0 }";
        assert_eq!(places(text).len(), 2);
        assert_eq!(places("theorem t { real |x assume for all x: x > 0 show x > 0 }").len(), 2);
        assert_eq!(places("theorem t { real x assume for all |x: x > 0 show x > 0 }").len(), 2);
    }

    #[test]
    fn definitions_and_their_points() {
        let text = "def d(point P, line AB) -> point Q { assume |AQ = AP, BQ = BP } theorem t { triangle ABC point X = d(A, BC) show AX = AB }";
        assert_eq!(places(text).len(), 3);
        assert_eq!(places(&text.replacen('|', "", 1).replace("= d(", "= |d(")).len(), 2);
    }

    #[test]
    fn labels_of_a_sketch() {
        let text = "theorem t { real x show x = x proof { have [|k] x = x show x = x by [k] } }";
        assert_eq!(places(text).len(), 2);
    }
}
