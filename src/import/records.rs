//! Statements of algebra as JSON Lines, one record a line.
//!
//! Three kinds, told apart by their fields:
//! - `goal_ge_0`, with `ineq_ge_0` and `eq_0`: an inequality in SymPy's notation (the set MO-INT-20);
//! - `goal`, with `types` and `hyps`: a statement in Lean's notation, taken apart (sets made of miniF2F);
//! - `statement`: binders and goal of a Lean statement, in one text (the tests of mathlib's tactics).
//!
//! What the language cannot say is refused with the reason, as out of scope.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::node::{Kind, Node, Refusal, Rel};
use super::statement::{Part, Statement};
use super::wording::Wording;
use super::{ImportError, Imported, lower, names, sympy};

/// Is this text one of records?
pub(super) fn are_records(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Reads every record.
pub(super) fn import(text: &str) -> Vec<Imported> {
    let mut used = BTreeSet::new();
    let mut all = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record = Record::read(line, index + 1);
        let called = record.as_ref().ok().and_then(Record::called);
        let name = names::theorem_name(called.as_deref(), index + 1, &mut used);
        let result = record.and_then(|r| r.theorem(&name));
        all.push(Imported { name, line: index + 1, result });
    }
    all
}

struct Record<'a> {
    line: usize,
    raw: &'a str,
    fields: Map<String, Value>,
}

impl<'a> Record<'a> {
    fn read(raw: &'a str, line: usize) -> Result<Record<'a>, ImportError> {
        match serde_json::from_str(raw) {
            Ok(Value::Object(fields)) => Ok(Record { line, raw, fields }),
            Ok(_) => Err(ImportError::new(line, 1, "not a JSON object: a record is `{…}` on one line")),
            Err(e) => Err(ImportError::new(line, e.column().max(1), format!("not a JSON object on one line: {e}"))),
        }
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.fields.get(field).and_then(Value::as_str)
    }

    fn wrong(&self, message: impl Into<String>) -> ImportError {
        ImportError::new(self.line, 1, message)
    }

    /// A list of texts.
    fn list(&self, field: &str) -> Result<Vec<&str>, ImportError> {
        let wrong = || self.wrong(format!("the field `{field}` is no list of texts"));
        let Some(value) = self.fields.get(field) else { return Ok(Vec::new()) };
        let items = value.as_array().ok_or_else(wrong)?;
        items.iter().map(|v| v.as_str().ok_or_else(wrong)).collect()
    }

    /// A text of the record with its place in the line, where it stands there as it is.
    fn part<'t>(&self, text: &'t str) -> Part<'t> {
        let column = self.raw.find(text).and_then(|b| self.raw.get(..b)).map_or(1, |before| before.chars().count() + 1);
        Part { text, line: self.line, column }
    }

    /// What the theorem is to be called.
    fn called(&self) -> Option<String> {
        let own = self.text("name").map(str::to_string);
        let set = self.text("set").and_then(|s| s.rsplit('/').next());
        match (own, self.text("statement")) {
            (Some(name), _) => Some(name),
            (None, Some(statement)) => {
                let set = set.unwrap_or("statement");
                Some(Statement::own_name(statement).unwrap_or_else(|| format!("{set}_{}", self.line)))
            }
            (None, None) => None,
        }
    }

    /// Where the statement comes from, as far as the record says it.
    fn source(&self) -> String {
        let name = self.text("name").map_or_else(|| format!("statement {}", self.line), str::to_string);
        let set = match (self.text("set"), self.text("split"), self.text("note")) {
            (Some(set), ..) => Some(set.to_string()),
            (None, Some(split), _) => Some(format!("{split} set")),
            (None, None, Some(note)) if note.contains("INT_MO") => Some("MO-INT-20".to_string()),
            _ => None,
        };
        set.map_or(name.clone(), |set| format!("{set}, {name}"))
    }

    fn theorem(&self, name: &str) -> Result<String, ImportError> {
        let bodies = if let Some(goal) = self.text("goal_ge_0") {
            vec![self.inequality(goal)?]
        } else if let Some(statement) = self.text("statement") {
            Statement::of_text(self.part(statement))?.bodies()?
        } else if let Some(goal) = self.text("goal") {
            self.taken_apart(goal)?.bodies()?
        } else {
            return Err(self.wrong(
                "a record without `goal_ge_0` (SymPy), `statement` (Lean) or `goal` with `types` and `hyps` (Lean)",
            ));
        };
        let source = lower::quoted(&self.source());
        let mut refused = None;
        for body in bodies {
            let text = format!("@source(\"{source}\")\n{}theorem {name} {{\n{}}}\n", body.notes, body.text);
            let formatted = euclase_grammar::format(&text);
            match formatted.and_then(|text| euclase_grammar::load(&text).map(|_| text)) {
                Ok(text) => return Ok(text),
                Err(why) => refused = refused.or(why.into_iter().next()),
            }
        }
        let why = refused.map_or(String::new(), |d| d.message);
        Err(ImportError { out_of_scope: true, ..self.wrong(format!("the language refuses the statement: {why}")) })
    }

    fn taken_apart(&self, goal: &str) -> Result<Statement, ImportError> {
        let mut types = Vec::new();
        let entries = self.fields.get("types").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for entry in entries {
            let read = match entry.as_array().map(Vec::as_slice) {
                Some([Value::Array(names), Value::String(sort)]) => {
                    names.iter().map(Value::as_str).collect::<Option<Vec<_>>>().map(|names| (names, sort.as_str()))
                }
                _ => None,
            };
            types.push(read.ok_or_else(|| self.wrong("the field `types` is no list of `[[names], type]`"))?);
        }
        let hyps = self.list("hyps")?.into_iter().map(|h| self.part(h)).collect::<Vec<_>>();
        Statement::of_parts(&types, &hyps, self.part(goal))
    }

    fn inequality(&self, goal: &str) -> Result<Body, ImportError> {
        let name = self.text("name").unwrap_or("");
        let strict = self.text("note").is_some_and(|note| sympy::strict(note, name));
        let read = |text| {
            let part = self.part(text);
            sympy::expression(text).map_err(|e| part.error(e))
        };
        let mut said: Vec<(Node, &str)> = Vec::new();
        for text in self.list("ineq_ge_0")? {
            let node = read(text)?;
            let rel = if strict && matches!(node.kind, Kind::Name(_)) { Rel::Gt } else { Rel::Ge };
            said.push((sympy::against_zero(node, rel), text));
        }
        for text in self.list("eq_0")? {
            said.push((sympy::against_zero(read(text)?, Rel::Eq), text));
        }
        let goal_node = sympy::against_zero(read(goal)?, Rel::Ge);
        let mut wording = Wording::default();
        let mut reals = Vec::new();
        for node in said.iter().map(|(n, _)| n).chain([&goal_node]) {
            node.walk(&mut |n| {
                if let Kind::Name(x) = &n.kind
                    && wording.get(x).is_none()
                {
                    reals.push(wording.declare(x));
                }
            });
        }
        let mut body = Body::default();
        body.line("real", &reals);
        let mut write = |node: &Node, text| wording.write(node).map_err(|e: Refusal| self.part(text).error(e));
        let hyps = said.iter().map(|(n, text)| write(n, text)).collect::<Result<Vec<_>, _>>()?;
        body.line("assume", &hyps);
        body.line("show", &[write(&goal_node, goal)?]);
        Ok(body)
    }
}

/// The lines of a theorem, and the attributes that say what was changed.
#[derive(Default)]
pub(super) struct Body {
    pub text: String,
    pub notes: String,
}

impl Body {
    /// `word item, item`, or nothing where there is no item.
    pub(super) fn line(&mut self, word: &str, items: &[String]) {
        if !items.is_empty() {
            self.text += &format!("  {word} {}\n", items.join(", "));
        }
    }
}
