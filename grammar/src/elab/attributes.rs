//! `@source`, `@expect`, `@at`: the kernel ignores them all.

use super::value::Value;
use super::{Elab, Named};
use crate::ast::*;
use crate::diag::{Diagnostic, did_you_mean};

/// The attributes that are known.
pub const KNOWN: &[&str] = &["source", "expect", "at", "note", "tag"];

/// Statuses of the SZS ontology that can be expected.
pub const STATUSES: &[&str] = &[
    "Theorem",
    "CounterSatisfiable",
    "Unknown",
    "ContradictoryAxioms",
    "Satisfiable",
    "Unsatisfiable",
    "Timeout",
    "GaveUp",
];

impl<'a> Elab<'a> {
    pub(crate) fn attributes(&mut self, all: &'a [Attribute]) {
        for a in all {
            match (a.name.name.as_str(), &a.args[..]) {
                ("source", [AttrArg::Text(s, _)]) => self.thm.source = Some(s.clone()),
                ("expect", [AttrArg::Word(s, span)]) => {
                    if !STATUSES.contains(&s.as_str()) {
                        let d = Diagnostic::error("bad-attribute", *span, format!("`{s}` is no SZS status"));
                        let d = match did_you_mean(s, STATUSES.iter().copied()) {
                            Some(c) => d.meant(c),
                            None => d.help("write `Theorem`, `CounterSatisfiable` or `Unknown`"),
                        };
                        self.report(d);
                    }
                    self.thm.expect = Some(s.clone());
                }
                ("at", [AttrArg::Word(p, span), AttrArg::Number(x, _), AttrArg::Number(y, _)]) => {
                    match (self.scope.get(p.as_str()), x.parse(), y.parse()) {
                        (Some(Named::Value(Value::Point(p))), Ok(x), Ok(y)) => self.thm.coords.push((*p, x, y)),
                        (Some(Named::Poison), _, _) => {}
                        _ => {
                            let names: Vec<&str> = self.thm.points.iter().map(|p| p.name.as_str()).collect();
                            let mut d = Diagnostic::error("unknown-name", *span, format!("unknown point `{p}`"));
                            if let Some(s) = did_you_mean(p, names) {
                                d = d.meant(s);
                            }
                            self.report(d);
                        }
                    }
                }
                ("source", _) => self.bad_attribute(a, "@source(\"IMO 2000, Problem 1\")"),
                ("expect", _) => self.bad_attribute(a, "@expect(Theorem)"),
                ("at", _) => self.bad_attribute(a, "@at(A, 0.5, -1.25)"),
                (name, _) => {
                    if !KNOWN.contains(&name) {
                        let mut d = Diagnostic::warning(
                            "unknown-attribute",
                            a.name.span,
                            format!("unknown attribute `@{name}`"),
                        );
                        if let Some(s) = did_you_mean(name, KNOWN.iter().copied()) {
                            d = d.meant(s).help(format!("did you mean `@{s}`?"));
                        }
                        self.warnings.push(d);
                    }
                }
            }
        }
    }

    fn bad_attribute(&mut self, a: &Attribute, usage: &str) {
        self.report(
            Diagnostic::error("bad-attribute", a.span, format!("`@{}` cannot take these arguments", a.name.name))
                .help(format!("it is written `{usage}`")),
        );
    }
}
