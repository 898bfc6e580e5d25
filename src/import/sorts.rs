//! Types of Lean: which variables are numbers that the language has, and why others are not.

use std::collections::BTreeMap;

use super::node::{Kind, Node, Read, Refusal};
use super::tokens::{self, Token};

/// The numbers that a statement is about in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Numbers {
    Real,
    Rational,
    /// Any ordered field.
    Ordered,
    /// Any field.
    Field,
}

impl Numbers {
    /// What is to be said of the change to real numbers.
    pub(super) fn note(self) -> Option<&'static str> {
        match self {
            Numbers::Real => None,
            Numbers::Rational => Some("stated for rational numbers; here for real ones"),
            Numbers::Ordered => Some("stated for every ordered field; here for the real numbers"),
            Numbers::Field => Some("stated for every field; here for the real numbers"),
        }
    }
}

/// What a name stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Real(Numbers),
    /// A function of one number.
    Function(Numbers),
    /// A type that instances may say something of.
    Type(Option<Numbers>),
    /// Something that the language does not have.
    Other(String),
}

/// The names of a statement.
#[derive(Default)]
pub(super) struct Sorts {
    order: Vec<String>,
    sorts: BTreeMap<String, Sort>,
}

/// Names that are functions of Lean, and stay functions.
const FUNCTIONS: [&str; 7] = ["Real.sqrt", "real.sqrt", "abs", "min", "max", "id", "List.Pairwise"];

/// Names of Lean's libraries by a part of them, and what they are about.
const LIBRARY: [(&str, &str); 22] = [
    ("Real.log", LOGARITHMS),
    ("Real.exp", LOGARITHMS),
    ("Real.sin", LOGARITHMS),
    ("Real.cos", LOGARITHMS),
    ("Real.tan", LOGARITHMS),
    ("Real.pi", LOGARITHMS),
    ("real.", LOGARITHMS),
    ("Real.", LOGARITHMS),
    (".num", INTEGERS),
    (".den", INTEGERS),
    ("nat.", INTEGERS),
    ("Nat.", INTEGERS),
    ("int.", INTEGERS),
    ("Int.", INTEGERS),
    ("Even", INTEGERS),
    ("Odd", INTEGERS),
    ("Complex.", "complex numbers"),
    ("complex.", "complex numbers"),
    ("Finset.", "sums and products over sets"),
    ("Set.", "sets"),
    ("Matrix.", "matrices"),
    ("matrix.", "matrices"),
];
const LOGARITHMS: &str = "logarithms, exponentials and trigonometry";
const INTEGERS: &str = "integers and natural numbers";

impl Sorts {
    /// Names in the order in which they were declared.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (&str, &Sort)> {
        self.order.iter().filter_map(|n| self.sorts.get(n).map(|s| (n.as_str(), s)))
    }

    pub(super) fn get(&self, name: &str) -> Option<&Sort> {
        self.sorts.get(name)
    }

    fn put(&mut self, name: &str, sort: Sort) {
        if self.sorts.insert(name.to_string(), sort).is_none() {
            self.order.push(name.to_string());
        }
    }

    pub(super) fn declare_real(&mut self, name: &str) {
        self.put(name, Sort::Real(Numbers::Real));
    }

    /// Declares a variable by the words of its type.
    pub(super) fn declare(&mut self, name: &str, words: &[String]) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let sort = match words.as_slice() {
            [t] => match self.numbers(t) {
                Some(numbers) => Sort::Real(numbers),
                None => Sort::Other(self.why_not(&words)),
            },
            [a, "→" | "->", b] => match (self.numbers(a), self.numbers(b)) {
                (Some(a), Some(b)) => Sort::Function(a.max(b)),
                _ => Sort::Other(self.why_not(&words)),
            },
            _ => Sort::Other(self.why_not(&words)),
        };
        self.put(name, sort);
    }

    fn numbers(&self, word: &str) -> Option<Numbers> {
        match word {
            "ℝ" | "real" | "Real" => Some(Numbers::Real),
            "ℚ" | "rat" | "Rat" => Some(Numbers::Rational),
            _ => match self.sorts.get(word) {
                Some(Sort::Type(numbers)) => *numbers,
                _ => None,
            },
        }
    }

    fn why_not(&self, words: &[&str]) -> String {
        let has = |list: &[&str]| words.iter().any(|w| list.contains(w));
        if has(&["ℕ", "ℤ", "nat", "int", "Nat", "Int", "ℕ+"]) {
            INTEGERS.into()
        } else if has(&["ℂ", "complex", "Complex"]) {
            "complex numbers".into()
        } else if has(&["ZMod", "zmod"]) {
            "residues modulo a number".into()
        } else if let Some(Sort::Other(reason)) = words.first().and_then(|w| self.sorts.get(*w)) {
            reason.clone()
        } else {
            format!("the type `{}`, of which it is not said here that it is an ordered field", words.join(" "))
        }
    }

    /// `[linear_ordered_field α]`: what is said of a type.
    pub(super) fn instance(&mut self, inside: &[Token]) {
        let words: Vec<&str> = inside.iter().map(|t| t.text.as_str()).collect();
        let words = match words.as_slice() {
            [_, ":", rest @ ..] => rest,
            all => all,
        };
        let [class, of] = words else { return };
        let sort = match *class {
            "linear_ordered_field" | "LinearOrderedField" => Sort::Type(Some(Numbers::Ordered)),
            "field" | "Field" => Sort::Type(Some(Numbers::Field)),
            "comm_ring" | "CommRing" | "ring" | "Ring" | "comm_semiring" | "CommSemiring" => {
                Sort::Other("elements of a ring that need be no field".into())
            }
            _ => return,
        };
        self.put(of, sort);
    }

    /// What stands in one pair of brackets: declares variables and gives `None`, or gives the words of a hypothesis.
    pub(super) fn binder<'t>(&mut self, inside: &'t [Token]) -> Read<Option<&'t [Token]>> {
        let colon = inside.iter().position(|t| t.text == ":");
        let (names, after) = inside.split_at(colon.unwrap_or(inside.len()));
        let is_name = |t: &&Token| t.sort == tokens::Sort::Name;
        if let Some(other) = names.iter().find(|t| !is_name(t)) {
            return Err(Refusal::new(other.at, format!("`{}` where a name is expected", other.text)));
        }
        let words: Vec<String> = after.iter().skip(1).map(|t| t.text.clone()).collect();
        if words.iter().any(|w| w == "decidable") {
            return Ok(None);
        }
        let first = words.first().map_or("Type", String::as_str);
        if first.starts_with("Type") || first.starts_with("Sort") {
            names.iter().for_each(|t| self.put(&t.text, Sort::Type(None)));
            return Ok(None);
        }
        let type_words = words.iter().zip(after.iter().skip(1)).all(|(w, t)| {
            matches!(t.sort, tokens::Sort::Name | tokens::Sort::Number) || matches!(w.as_str(), "→" | "->")
        });
        let named =
            matches!(first, "ℝ" | "ℚ" | "ℕ" | "ℤ" | "ℂ" | "real" | "rat" | "nat" | "int" | "complex" | "ZMod" | "zmod");
        let declared = matches!(self.sorts.get(first), Some(Sort::Type(_) | Sort::Other(_)));
        if type_words && (named || declared || words.len() == 1) {
            names.iter().for_each(|t| self.declare(&t.text, &words));
            return Ok(None);
        }
        Ok(after.get(1..))
    }

    /// Functions of the statement that occur in these, with the first place.
    pub(super) fn functions_used<'n>(&self, nodes: impl Iterator<Item = &'n Node>) -> Vec<(String, usize)> {
        let mut found: Vec<(String, usize)> = Vec::new();
        for node in nodes {
            node.walk(&mut |n| {
                if let Kind::Apply(f, _) | Kind::Name(f) = &n.kind
                    && matches!(self.get(f), Some(Sort::Function(_)))
                    && found.iter().all(|(g, _)| g != f)
                {
                    found.push((f.clone(), n.at));
                }
            });
        }
        found
    }

    /// Is there something in it whose type is that of a number here? Then the numerals beside it have that type.
    pub(super) fn fixes_a_type(&self, node: &Node) -> bool {
        let mut found = false;
        node.walk(&mut |n| match &n.kind {
            Kind::Name(x) => found |= matches!(self.get(x), Some(Sort::Real(_))),
            Kind::Apply(f, _) => {
                found |= f.ends_with(".sqrt") || matches!(self.get(f), Some(Sort::Function(_)));
            }
            Kind::Typed(_, words) => found |= matches!(words.as_slice(), [t] if self.numbers(t).is_some()),
            _ => {}
        });
        found
    }

    /// Refuses what is not about real numbers. `variable` is one more name that is a number.
    pub(super) fn check(&self, node: &Node, variable: Option<&str>) -> Read<()> {
        let mut bound: Vec<&str> = variable.into_iter().collect();
        self.within(node, &mut bound, false)
    }

    fn within<'n>(&self, node: &'n Node, bound: &mut Vec<&'n str>, exponent: bool) -> Read<()> {
        match &node.kind {
            Kind::Number(_) | Kind::False => Ok(()),
            Kind::Name(x) => self.name(x, node.at, bound),
            Kind::Apply(f, args) => {
                if !FUNCTIONS.contains(&f.as_str()) && !matches!(self.get(f), Some(Sort::Function(_))) {
                    self.name(f, node.at, bound)?;
                    return Err(Refusal::new(node.at, format!("`{f}` is no function here")));
                }
                args.iter().try_for_each(|a| self.within(a, bound, false))
            }
            Kind::Sum(v) | Kind::Product(v) => v.iter().try_for_each(|(_, n)| self.within(n, bound, exponent)),
            Kind::And(v) | Kind::Or(v) | Kind::Implies(v) => v.iter().try_for_each(|n| self.within(n, bound, false)),
            Kind::Power(base, e) => {
                self.within(base, bound, exponent)?;
                if self.counts_naturally(e, bound) {
                    return Err(Refusal::scope(
                        e.at,
                        format!("{INTEGERS}: a difference or quotient of numbers as exponent"),
                    ));
                }
                self.within(e, bound, true)
            }
            Kind::Inverse(a) | Kind::Not(a) => self.within(a, bound, exponent),
            Kind::Typed(inner, words) => {
                let integer = matches!(words.as_slice(), [t] if t == "ℤ" || t == "ℕ");
                let number = matches!(words.as_slice(), [t] if self.numbers(t).is_some());
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                match (number, integer && exponent) {
                    (false, false) => Err(Refusal::scope(node.at, self.why_not(&words))),
                    _ => self.within(inner, bound, exponent),
                }
            }
            Kind::Compare(a, _, b) => {
                let typed = [a, b].iter().any(|n| self.fixes_a_type(n) || bound.iter().any(|x| n.mentions(x)));
                self.within(a, bound, false)?;
                self.within(b, bound, false)?;
                if !typed && (subtracts(a) || subtracts(b)) {
                    return Err(Refusal::scope(node.at, format!("{INTEGERS}: numbers without a type")));
                }
                Ok(())
            }
            Kind::Iff(a, b) => {
                self.within(a, bound, false)?;
                self.within(b, bound, false)
            }
            Kind::ForAll(binders, body) => {
                let before = bound.len();
                for binder in binders {
                    for (name, at) in &binder.names {
                        let words: Vec<&str> = binder.sort.iter().flatten().map(String::as_str).collect();
                        let number = matches!(words.as_slice(), [t] if self.numbers(t).is_some());
                        if !words.is_empty() && !number {
                            return Err(Refusal::scope(*at, self.why_not(&words)));
                        }
                        if words.is_empty() && !self.fixes_a_type(body) {
                            return Err(Refusal::scope(*at, format!("the type of `{name}` is not said here")));
                        }
                        bound.push(name);
                    }
                    if let Some((_, limit)) = &binder.bound {
                        self.within(limit, bound, false)?;
                    }
                }
                self.within(body, bound, false)?;
                bound.truncate(before);
                Ok(())
            }
        }
    }

    /// An exponent of numerals alone that Lean would work out among the natural numbers, where 1/2 = 0 and 1 - 2 = 0.
    fn counts_naturally(&self, e: &Node, bound: &[&str]) -> bool {
        let mut typed = self.fixes_a_type(e) || bound.iter().any(|x| e.mentions(x));
        e.walk(&mut |n| typed |= matches!(&n.kind, Kind::Typed(_, words) if words.iter().any(|w| w == "ℤ")));
        !typed && subtracts(e)
    }

    fn name(&self, name: &str, at: usize, bound: &[&str]) -> Read<()> {
        if bound.contains(&name) {
            return Ok(());
        }
        match self.get(name) {
            Some(Sort::Real(_)) => Ok(()),
            Some(Sort::Function(_)) => Err(Refusal::scope(at, format!("the function `{name}` as a value"))),
            Some(Sort::Type(_)) => Err(Refusal::new(at, format!("the type `{name}` where a number is expected"))),
            Some(Sort::Other(reason)) => Err(Refusal::scope(at, format!("{reason} (`{name}`)"))),
            None => match LIBRARY.iter().find(|(part, _)| name.contains(part)) {
                Some((_, about)) => Err(Refusal::scope(at, format!("{about} (`{name}`)"))),
                None => Err(Refusal::new(at, format!("the name `{name}` is not declared"))),
            },
        }
    }
}

/// Does a difference, a sign or a quotient occur?
fn subtracts(node: &Node) -> bool {
    let mut found = false;
    node.walk(&mut |n| match &n.kind {
        Kind::Sum(v) | Kind::Product(v) => found |= v.iter().any(|(minus, _)| *minus),
        Kind::Inverse(_) => found = true,
        _ => {}
    });
    found
}
