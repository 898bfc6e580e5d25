//! Statements about numbers with connectives, in words.

use super::{Names, Style, Writer};
use crate::core::{Atom, Prop, Rel};

/// A statement about numbers in words.
pub fn prop(names: &dyn Names, prop: &Prop, style: Style) -> String {
    Writer { names, style }.prop(prop, 0)
}

/// A comparison in words.
pub fn atom(names: &dyn Names, atom: &Atom, style: Style) -> String {
    Writer { names, style }.atom(atom)
}

impl Writer<'_> {
    pub(super) fn atom(&self, a: &Atom) -> String {
        let sign = match a.rel {
            Rel::Ne => self.style.pick("≠", "!="),
            Rel::Le => self.style.pick("≤", "<="),
            Rel::Ge => self.style.pick("≥", ">="),
            plain => plain.sign(),
        };
        format!("{} {sign} {}", self.num(&a.lhs, 0), self.num(&a.rhs, 0))
    }

    /// `level`: how tightly the surroundings bind; what binds less is put in parentheses.
    pub(super) fn prop(&self, p: &Prop, level: u8) -> String {
        let join = |ps: &[Prop], word: &str, level: u8, none: &str| match ps {
            [] => none.to_string(),
            ps => ps.iter().map(|p| self.prop(p, level)).collect::<Vec<_>>().join(word),
        };
        let (text, own) = match p {
            Prop::Atom(a) => (self.atom(a), 9),
            Prop::And(ps) => (join(ps, " and ", 4, "true"), if ps.len() == 1 { 9 } else { 3 }),
            Prop::Or(ps) => (join(ps, " or ", 3, "false"), if ps.len() == 1 { 9 } else { 2 }),
            Prop::Not(p) => (format!("not ({})", self.prop(p, 0)), 9),
            Prop::Implies(a, b) => (format!("{} implies {}", self.prop(a, 2), self.prop(b, 2)), 1),
            Prop::Iff(a, b) => (format!("{} iff {}", self.prop(a, 2), self.prop(b, 2)), 1),
            Prop::ForAll(vs, p) => {
                let vs: Vec<String> = vs.iter().map(|v| self.names.real(*v)).collect();
                (format!("for all {}: {}", vs.join(", "), self.prop(p, 0)), 0)
            }
        };
        if own < level { format!("({text})") } else { text }
    }
}
