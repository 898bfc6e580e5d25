//! A term as it is written: over the Reals, with names for its parts, and as an expression; in brackets where that is wanted.

use euclase_grammar::core::{Q, Rel};
use num_traits::Signed;

/// How tightly a text binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Binds {
    Sum,
    Product,
    Opposite,
    Power,
    Word,
}

/// A term as it is written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Over the Reals.
    pub real: String,
    /// The same, with names for the opaque terms.
    pub short: String,
    /// As an expression.
    pub expr: String,
    pub binds: Binds,
}

impl Written {
    pub fn same(text: impl Into<String>, binds: Binds) -> Written {
        let text = text.into();
        Written { real: text.clone(), short: text.clone(), expr: text, binds }
    }

    pub fn map(&self, binds: Binds, f: impl Fn(&str) -> String) -> Written {
        Written { real: f(&self.real), short: f(&self.short), expr: f(&self.expr), binds }
    }

    pub fn with(&self, other: &Written, binds: Binds, f: impl Fn(&str, &str) -> String) -> Written {
        Written {
            real: f(&self.real, &other.real),
            short: f(&self.short, &other.short),
            expr: f(&self.expr, &other.expr),
            binds,
        }
    }

    /// In brackets, where it binds less than that.
    pub fn at(&self, least: Binds) -> Written {
        if self.binds < least { self.map(Binds::Word, |s| format!("({s})")) } else { self.clone() }
    }
}

pub fn bracketed(s: &str) -> String {
    if s.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') { s.into() } else { format!("({s})") }
}

/// After a minus sign, a number would be read as a negative one.
pub fn guarded(s: &str) -> String {
    if s.starts_with(|c: char| c.is_ascii_digit()) { format!("({s})") } else { s.into() }
}

pub fn constant(c: &Q) -> Written {
    let n = if c.is_negative() { format!("({})", c.numer()) } else { c.numer().to_string() };
    if c.is_integer() {
        Written::same(n, Binds::Word)
    } else {
        Written::same(format!("{n} / {}", c.denom()), Binds::Product)
    }
}

pub fn sign(rel: Rel) -> &'static str {
    match rel {
        Rel::Eq => "=",
        Rel::Ne => "<>",
        Rel::Lt => "<",
        Rel::Le => "<=",
        Rel::Gt => ">",
        Rel::Ge => ">=",
    }
}

/// What Coq calls a function, and how it is applied.
pub fn applied(f: &str, args: &[&str]) -> String {
    match f {
        "/" => format!("/ {}", args.concat()),
        _ => format!("{f} {}", args.join(" ")),
    }
}
