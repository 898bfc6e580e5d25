//! Expressions and statements of algebra in the words of the language.
//!
//! Everything is put into brackets; the formatter leaves out those that say nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::names::is_keyword;
use super::node::{Binder, Kind, Node, Read, Refusal, Rel};

/// The names of a statement, there and here.
#[derive(Default)]
pub(super) struct Wording {
    names: BTreeMap<String, String>,
    used: BTreeSet<String>,
}

/// Greek letters that occur as names.
const GREEK: [(char, &str); 16] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('η', "eta"),
    ('θ', "theta"),
    ('κ', "kappa"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('φ', "phi"),
    ('ω', "omega"),
];

/// `A` → `a`, `h₁` → `h1`, `ε` → `epsilon`; `x'` keeps its prime.
fn plain(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' | '_' | '\'' => out.push(c),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '₀'..='₉' => out.push(char::from_digit(c as u32 - '₀' as u32, 10).unwrap_or('0')),
            _ => out.push_str(GREEK.iter().find(|(g, _)| *g == c).map_or("", |(_, word)| word)),
        }
    }
    // Primes stand at the end.
    let body = out.trim_end_matches('\'').replace('\'', "");
    let primes = out.len() - out.trim_end_matches('\'').len();
    let body = if body.starts_with(|c: char| c.is_ascii_lowercase()) { body } else { format!("x{body}") };
    format!("{body}{}", "'".repeat(primes.min(9)))
}

impl Wording {
    /// Gives a variable or a function a name that no other one has.
    pub(super) fn declare(&mut self, name: &str) -> String {
        let base = plain(name);
        let mut here = if is_keyword(&base) { format!("{base}1") } else { base.clone() };
        let mut number = 1;
        while !self.used.insert(here.clone()) {
            number += 1;
            here = format!("{}_{number}", base.trim_end_matches('\''));
        }
        self.names.insert(name.to_string(), here.clone());
        here
    }

    /// The name here.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// Names a bound variable while `f` runs.
    pub(super) fn bound<T>(&mut self, names: &[&str], f: impl FnOnce(&mut Wording, &[String]) -> T) -> T {
        let hidden: Vec<Option<String>> = names.iter().map(|n| self.names.get(*n).cloned()).collect();
        let here: Vec<String> = names.iter().map(|n| self.declare(n)).collect();
        let out = f(self, &here);
        for ((name, old), new) in names.iter().zip(hidden).zip(&here) {
            self.used.remove(new);
            match old {
                Some(old) => self.names.insert((*name).to_string(), old),
                None => self.names.remove(*name),
            };
        }
        out
    }

    /// A number or a statement, in brackets where it is more than a name or a call.
    pub(super) fn write(&mut self, node: &Node) -> Read<String> {
        Ok(match &node.kind {
            Kind::Number(n) => n.clone(),
            Kind::Name(x) => match self.get(x) {
                Some(here) => here.to_string(),
                None => return Err(Refusal::new(node.at, format!("the name `{x}` is not declared"))),
            },
            Kind::Apply(f, args) => self.call(node, f, args)?,
            Kind::Sum(terms) => {
                let mut text = String::new();
                for (i, (minus, term)) in terms.iter().enumerate() {
                    let sign = match (minus, i) {
                        (true, _) => "-",
                        (false, 0) => "",
                        (false, _) => "+",
                    };
                    text += &format!(" {sign} {}", self.write(term)?);
                }
                format!("({text})")
            }
            Kind::Product(factors) => {
                let mut text = String::new();
                for (i, (over, factor)) in factors.iter().enumerate() {
                    let sign = match (over, i) {
                        (_, 0) => "",
                        (true, _) => "/",
                        (false, _) => "*",
                    };
                    text += &format!("{sign}{}", self.write(factor)?);
                }
                format!("({text})")
            }
            Kind::Power(base, exponent) => format!("({}^{})", self.write(base)?, self.write(exponent)?),
            Kind::Inverse(inner) => format!("(1/{})", self.write(inner)?),
            Kind::Typed(inner, _) => self.write(inner)?,
            Kind::Compare(a, rel, b) => format!("({} {} {})", self.write(a)?, rel.sign(), self.write(b)?),
            Kind::Not(inner) => match negated(inner).kind {
                Kind::Not(_) => format!("(not {})", self.write(inner)?),
                kind => self.write(&Node::new(node.at, kind))?,
            },
            Kind::And(parts) => self.joined(parts, "and")?,
            Kind::Or(parts) => self.joined(parts, "or")?,
            Kind::Implies(parts) => {
                let Some((conclusion, premises)) = parts.split_last() else {
                    return Err(Refusal::new(node.at, "nothing is said here"));
                };
                format!("({} implies {})", self.joined(premises, "and")?, self.write(conclusion)?)
            }
            Kind::Iff(a, b) => format!("({} iff {})", self.write(a)?, self.write(b)?),
            Kind::ForAll(binders, body) => self.for_all(binders, body)?,
            Kind::False => return Err(Refusal::scope(node.at, "falsehood as a part of a statement")),
        })
    }

    fn joined(&mut self, parts: &[Node], word: &str) -> Read<String> {
        let texts = parts.iter().map(|p| self.write(p)).collect::<Read<Vec<_>>>()?;
        Ok(format!("({})", texts.join(&format!(" {word} "))))
    }

    fn call(&mut self, node: &Node, f: &str, args: &[Node]) -> Read<String> {
        let texts = args.iter().map(|a| self.write(a)).collect::<Read<Vec<_>>>()?;
        let (here, count) = match f {
            "Real.sqrt" | "real.sqrt" | "sqrt" => ("sqrt", 1),
            "abs" | "Abs" => ("abs", 1),
            "min" | "Min" => ("min", 2),
            "max" | "Max" => ("max", 2),
            "root" => ("root", 2),
            "id" if texts.len() == 1 => return Ok(texts.concat()),
            _ => match self.get(f) {
                Some(here) => (here, 1),
                None => return Err(Refusal::new(node.at, format!("the function `{f}` is not known"))),
            },
        };
        if texts.len() != count {
            return Err(Refusal::new(node.at, format!("`{f}` has {} arguments where it takes {count}", texts.len())));
        }
        Ok(format!("{here}({})", texts.join(", ")))
    }

    fn for_all(&mut self, binders: &[Binder], body: &Node) -> Read<String> {
        let names: Vec<&str> = binders.iter().flat_map(|b| &b.names).map(|(n, _)| n.as_str()).collect();
        let bounds: Vec<Node> = binders.iter().flat_map(bounds).collect();
        self.bound(&names, |w, here| {
            let text = w.write(body)?;
            let text = if bounds.is_empty() { text } else { format!("{} implies {text}", w.joined(&bounds, "and")?) };
            Ok(format!("(for all {}: {text})", here.join(", ")))
        })
    }
}

/// What a binder says of its variables besides their type.
pub(super) fn bounds(binder: &Binder) -> Vec<Node> {
    let Some((rel, bound)) = &binder.bound else { return Vec::new() };
    let name = |(n, at): &(String, usize)| Box::new(Node::new(*at, Kind::Name(n.clone())));
    binder.names.iter().map(|n| Node::new(n.1, Kind::Compare(name(n), *rel, bound.clone()))).collect()
}

/// The statement that holds where this one does not. A comparison is turned round only where it is always defined;
/// elsewhere `not` stays, since an undefined comparison and its opposite are both untrue.
pub(super) fn negated(node: &Node) -> Node {
    match &node.kind {
        Kind::Compare(a, rel, b) if a.total() && b.total() => turned(node.at, a, rel.negated(), b),
        Kind::Not(inner) => (**inner).clone(),
        _ => Node::new(node.at, Kind::Not(Box::new(node.clone()))),
    }
}

fn turned(at: usize, a: &Node, rel: Rel, b: &Node) -> Node {
    Node::new(at, Kind::Compare(Box::new(a.clone()), rel, Box::new(b.clone())))
}
