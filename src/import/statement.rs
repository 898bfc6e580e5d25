//! A Lean statement: variables with their types, hypotheses, a goal; and the theorem that says the same of real numbers.
//!
//! - Real and rational numbers and the elements of ordered fields become reals, and so do those of a field, with a note:
//!   what is imported is then one case of the source's statement.
//! - A hypothesis `∀ x, f x = …` is the definition of `f`; so is `∀ x, d ≠ 0 → f x = …` with `/ d` on the right.
//! - What a goal introduces by `∀` and `→` becomes variables and hypotheses.
//! - The goal `false` becomes the opposite of a hypothesis, which is then no hypothesis any more. That is the same
//!   statement: from H and G follows `false` where from H follows `not G`. It is the last hypothesis that is a comparison defined
//!   everywhere, or one before it, where without that one the language still sees at once that the hypotheses contradict each other.
//! - Lean's total functions are not imitated: where Lean says x/0 = 0, the language says that x/0 is not defined. So a hypothesis
//!   is stronger here, and a goal is to be proved defined.
//!
//! Numerals without a type are natural numbers in Lean. So a comparison of numbers alone is read only if a type is written in it, or no
//! difference and no quotient occurs; an exponent without a type likewise.

use std::collections::{BTreeMap, BTreeSet};

use super::ImportError;
use super::lean::Reader;
use super::node::{Kind, Node, Read, Refusal, Rel};
use super::records::Body;
use super::sorts::{Numbers, Sort, Sorts};
use super::tokens::{self, Token, tokens};
use super::wording::{Wording, bounds, negated};

/// Hypotheses that are tried as the opposite of a goal.
const MAX_CHOICES: usize = 20;

/// A text, and where it begins.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub text: &'a str,
    pub line: usize,
    pub column: usize,
}

impl Part<'_> {
    /// The error for a refusal in this text.
    pub(super) fn error(&self, refusal: Refusal) -> ImportError {
        refusal.into_error(self.line, self.column)
    }

    fn read(&self) -> Result<Node, ImportError> {
        tokens(self.text).and_then(|t| Reader::new(&t).all()).map_err(|e| self.error(e))
    }
}

/// A statement of one text: what it says, and where the text begins.
struct Said {
    node: Node,
    line: usize,
    column: usize,
}

impl Said {
    fn new(node: Node, part: Part) -> Said {
        Said { node, line: part.line, column: part.column }
    }

    fn with(&self, node: Node) -> Said {
        Said { node, ..*self }
    }

    fn error(&self, refusal: Refusal) -> ImportError {
        refusal.into_error(self.line, self.column)
    }
}

/// A statement as it is read.
pub(super) struct Statement {
    sorts: Sorts,
    hyps: Vec<Said>,
    goal: Said,
}

/// `f x = body`
struct Definition {
    function: String,
    variable: String,
    body: Said,
}

impl Statement {
    /// The name before the first binder of a text, where there is one.
    pub(super) fn own_name(text: &str) -> Option<String> {
        let tokens = tokens(text).ok()?;
        tokens.first().filter(|t| t.sort == tokens::Sort::Name).map(|t| t.text.clone())
    }

    /// `name (x y : ℝ) (h : x < y) : goal`
    pub(super) fn of_text(part: Part) -> Result<Statement, ImportError> {
        let all = tokens(part.text).map_err(|e| part.error(e))?;
        let wrong = |at: usize, message: &str| part.error(Refusal::new(at, message));
        let mut sorts = Sorts::default();
        let mut hyps = Vec::new();
        let mut i = usize::from(all.first().is_some_and(|t| t.sort == tokens::Sort::Name));
        while let Some(open) = all.get(i).filter(|t| matches!(t.text.as_str(), "(" | "{" | "[" | "⦃")) {
            let close = closing(&all, i).ok_or_else(|| wrong(open.at, "this bracket is not closed"))?;
            let inside = all.get(i + 1..close).unwrap_or(&[]);
            if open.text == "[" {
                sorts.instance(inside);
            } else if let Some(hypothesis) = sorts.binder(inside).map_err(|e| part.error(e))? {
                let mut words = hypothesis.to_vec();
                words.push(end_at(all.get(close)));
                hyps.push(Said::new(Reader::new(&words).all().map_err(|e| part.error(e))?, part));
            }
            i = close + 1;
        }
        match all.get(i) {
            Some(colon) if colon.text == ":" => {}
            other => return Err(wrong(other.map_or(0, |t| t.at), "`:` and a goal are expected after the hypotheses")),
        }
        let goal = Reader::new(all.get(i + 1..).unwrap_or(&[])).all().map_err(|e| part.error(e))?;
        Ok(Statement { sorts, hyps, goal: Said::new(goal, part) })
    }

    /// From variables by type, hypotheses and goal.
    pub(super) fn of_parts(types: &[(Vec<&str>, &str)], hyps: &[Part], goal: Part) -> Result<Statement, ImportError> {
        let mut sorts = Sorts::default();
        for (names, sort) in types {
            let words = tokens(sort).map_err(|e| goal.error(Refusal { at: 0, ..e }))?;
            let words: Vec<String> = words.into_iter().map(|t| t.text).filter(|t| !t.is_empty()).collect();
            names.iter().for_each(|name| sorts.declare(name, &words));
        }
        let read = |p: &Part| Ok(Said::new(p.read()?, *p));
        let hyps = hyps.iter().map(read).collect::<Result<Vec<_>, ImportError>>()?;
        Ok(Statement { sorts, hyps, goal: read(&goal)? })
    }

    /// The lines of the theorem: one way to say it, or several where the goal is `false`, the best first.
    pub(super) fn bodies(mut self) -> Result<Vec<Body>, ImportError> {
        self.introduce()?;
        let mut hyps = Vec::new();
        for said in std::mem::take(&mut self.hyps) {
            flatten(said, &mut hyps);
        }
        let (definitions, hyps) = self.definitions(hyps)?;
        if self.goal.node.kind != Kind::False {
            let mut goals = Vec::new();
            flatten(self.goal.with(self.goal.node.clone()), &mut goals);
            return Ok(vec![self.body(&definitions, &hyps, &goals)?]);
        }
        let turned = |s: &Said| !matches!(negated(&s.node).kind, Kind::Not(_)) && s.node.total();
        let mut choices: Vec<usize> = (0..hyps.len()).rev().filter(|&i| hyps.get(i).is_some_and(turned)).collect();
        choices.extend(hyps.len().checked_sub(1).filter(|_| choices.is_empty()));
        let mut bodies = Vec::new();
        for choice in choices.into_iter().take(MAX_CHOICES) {
            let mut rest: Vec<Said> = hyps.iter().map(|s| s.with(s.node.clone())).collect();
            let refuted = rest.remove(choice);
            let goal = refuted.with(negated(&refuted.node));
            bodies.push(self.body(&definitions, &rest, &[goal])?);
        }
        if bodies.is_empty() {
            return Err(self.goal.error(Refusal::new(self.goal.node.at, "`false` is to be shown from nothing")));
        }
        Ok(bodies)
    }

    fn body(&self, definitions: &[Definition], hyps: &[Said], goals: &[Said]) -> Result<Body, ImportError> {
        for said in hyps.iter().chain(goals) {
            self.sorts.check(&said.node, None).map_err(|e| said.error(e))?;
        }
        for d in definitions {
            self.sorts.check(&d.body.node, Some(&d.variable)).map_err(|e| d.body.error(e))?;
        }
        self.write(definitions, hyps, goals)
    }

    /// Turns the goal's `∀ x,` and `P →` into variables and hypotheses.
    fn introduce(&mut self) -> Result<(), ImportError> {
        loop {
            let goal = &self.goal;
            match goal.node.kind.clone() {
                Kind::ForAll(binders, body) => {
                    for binder in &binders {
                        for (name, at) in &binder.names {
                            if self.sorts.get(name).is_some() {
                                return Err(goal.error(Refusal::new(*at, format!("`{name}` is declared twice"))));
                            }
                            match &binder.sort {
                                Some(words) => self.sorts.declare(name, words),
                                None if self.sorts.fixes_a_type(&goal.node) => self.sorts.declare_real(name),
                                None => return Err(goal.error(untyped(name, *at))),
                            }
                        }
                        let said: Vec<Said> = bounds(binder).into_iter().map(|b| goal.with(b)).collect();
                        self.hyps.extend(said);
                    }
                    self.goal = self.goal.with(*body);
                }
                Kind::Implies(mut parts) => {
                    let Some(conclusion) = parts.pop() else { return Ok(()) };
                    let premises: Vec<Said> = parts.into_iter().map(|p| goal.with(p)).collect();
                    self.hyps.extend(premises);
                    self.goal = self.goal.with(conclusion);
                }
                _ => return Ok(()),
            }
        }
    }

    /// Takes the definitions of functions out of the hypotheses, in an order in which each uses earlier ones.
    fn definitions(&self, hyps: Vec<Said>) -> Result<(Vec<Definition>, Vec<Said>), ImportError> {
        let mut found: Vec<Definition> = Vec::new();
        let mut rest = Vec::new();
        for said in hyps {
            match self.definition(&said.node) {
                Some((function, variable, body)) if found.iter().all(|d| d.function != function) => {
                    found.push(Definition { function, variable, body: said.with(body) });
                }
                _ => rest.push(said),
            }
        }
        let mut ordered: Vec<Definition> = Vec::new();
        while !found.is_empty() {
            let free = |d: &Definition| !found.iter().any(|other| d.body.node.mentions(&other.function));
            let Some(next) = found.iter().position(free) else {
                let d = found.remove(0);
                let message = format!("`{}` is defined by a function that it helps to define", d.function);
                return Err(d.body.error(Refusal::scope(d.body.node.at, message)));
            };
            ordered.push(found.remove(next));
        }
        for (function, at) in self.sorts.functions_used(rest.iter().map(|s| &s.node).chain([&self.goal.node])) {
            if ordered.iter().all(|d| d.function != function) {
                let said = rest.iter().find(|s| s.node.mentions(&function)).unwrap_or(&self.goal);
                let message = format!("the function `{function}` has no definition `∀ x, {function} x = …`");
                return Err(said.error(Refusal::scope(at, message)));
            }
        }
        Ok((ordered, rest))
    }

    /// Function, variable and value of `∀ x, f x = …`.
    fn definition(&self, node: &Node) -> Option<(String, String, Node)> {
        let Kind::ForAll(binders, body) = &node.kind else { return None };
        let [binder] = binders.as_slice() else { return None };
        let ([(variable, _)], None) = (binder.names.as_slice(), &binder.bound) else { return None };
        let (condition, equation) = match &body.kind {
            Kind::Implies(parts) => match parts.as_slice() {
                [condition, equation] => (Some(condition), equation),
                _ => return None,
            },
            _ => (None, &**body),
        };
        let Kind::Compare(left, Rel::Eq, value) = &equation.kind else { return None };
        let Kind::Apply(function, args) = &left.kind else { return None };
        let [argument] = args.as_slice() else { return None };
        let of_variable = argument.kind == Kind::Name(variable.clone());
        let is_function = matches!(self.sorts.get(function), Some(Sort::Function(_)));
        if !of_variable || !is_function || value.mentions(function) {
            return None;
        }
        if let Some(condition) = condition {
            // Where the condition fails the value must not be defined either.
            let Kind::Compare(divisor, Rel::Ne, zero) = &condition.kind else { return None };
            if zero.kind != Kind::Number("0".into()) || !divides(divisor, value) {
                return None;
            }
        }
        Some((function.clone(), variable.clone(), (**value).clone()))
    }

    fn write(&self, definitions: &[Definition], hyps: &[Said], goals: &[Said]) -> Result<Body, ImportError> {
        let mut wording = Wording::default();
        let mut body = Body::default();
        let all = || hyps.iter().chain(goals).chain(definitions.iter().map(|d| &d.body)).map(|s| &s.node);
        let used = |name: &str| all().any(|n| n.mentions(name));
        let mut over: BTreeSet<Numbers> = BTreeSet::new();
        let mut reals = Vec::new();
        for (name, sort) in self.sorts.in_order() {
            match sort {
                Sort::Real(numbers) if used(name) => {
                    over.insert(*numbers);
                    reals.push(wording.declare(name));
                }
                Sort::Function(numbers) if used(name) => {
                    over.insert(*numbers);
                }
                _ => {}
            }
        }
        body.line("real", &reals);
        let functions: BTreeMap<&str, String> =
            definitions.iter().map(|d| (d.function.as_str(), wording.declare(&d.function))).collect();
        for d in definitions {
            let here = functions.get(d.function.as_str()).cloned().unwrap_or_default();
            let text = wording.bound(&[&d.variable], |w, names| {
                w.write(&d.body.node).map(|value| format!("{here}({}) = {value}", names.join(", ")))
            });
            body.line("function", &[text.map_err(|e| d.body.error(e))?]);
        }
        let mut write = |said: &Said| wording.write(&said.node).map_err(|e| said.error(e));
        let mut lines = Vec::new();
        for hyp in hyps {
            let text = write(hyp)?;
            if !lines.contains(&text) {
                lines.push(text);
            }
        }
        body.line("assume", &lines);
        body.line("show", &goals.iter().map(write).collect::<Result<Vec<_>, _>>()?);
        for note in over.iter().filter_map(|n| n.note()) {
            body.notes += &format!("@note(\"{note}\")\n");
        }
        Ok(body)
    }
}

fn untyped(name: &str, at: usize) -> Refusal {
    Refusal::scope(at, format!("the type of `{name}` is not said here"))
}

/// The bracket that closes the one at `open`.
fn closing(all: &[Token], open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (i, token) in all.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "{" | "[" | "⦃" => depth += 1,
            ")" | "}" | "]" | "⦄" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

fn end_at(token: Option<&Token>) -> Token {
    Token { sort: tokens::Sort::End, text: String::new(), at: token.map_or(0, |t| t.at) }
}

/// Puts each part of a conjunction for itself.
fn flatten(said: Said, into: &mut Vec<Said>) {
    match said.node.kind.clone() {
        Kind::And(parts) => parts.into_iter().for_each(|p| flatten(said.with(p), into)),
        _ => into.push(said),
    }
}

/// Is `divisor` what something in `value` is divided by?
fn divides(divisor: &Node, value: &Node) -> bool {
    let same = |n: &Node| alike(n, divisor);
    let mut found = false;
    value.walk(&mut |n| match &n.kind {
        Kind::Product(factors) => found |= factors.iter().any(|(over, f)| *over && same(f)),
        Kind::Inverse(inner) => found |= same(inner),
        _ => {}
    });
    found
}

/// The same but for places: their wordings with one naming of variables agree.
fn alike(a: &Node, b: &Node) -> bool {
    let wording = |n: &Node| -> Read<String> {
        let mut w = Wording::default();
        n.walk(&mut |n| {
            if let Kind::Name(x) = &n.kind
                && w.get(x).is_none()
            {
                w.declare(x);
            }
        });
        w.write(n)
    };
    let names = |n: &Node| {
        let mut names = Vec::new();
        n.walk(&mut |n| {
            if let Kind::Name(x) = &n.kind {
                names.push(x.clone());
            }
        });
        names
    };
    names(a) == names(b) && matches!((wording(a), wording(b)), (Ok(x), Ok(y)) if x == y)
}
