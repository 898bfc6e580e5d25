//! Where the cursor stands: what the tokens before it say.

use super::super::analysis::Analysis;
use super::super::symbols::Symbol;
use super::{OF_DEFINITIONS, OF_SKETCHES, STATEMENTS};
use euclase_grammar::lexer::{Key, Sign, Tok, lex, split_points};
use std::collections::BTreeSet;

/// Where the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a comment, in a text in quotes, in a number, where a new name is written.
    Nowhere,
    /// Between items.
    Top,
    /// After `@`.
    Attribute,
    /// In `@expect(…)`.
    Expected,
    /// In brackets after `by`.
    Label,
    /// Where a new point is named.
    NewPoint,
    /// Where a statement may begin, on a line of its own.
    Statement,
    /// After something that may go on, or be followed by a statement.
    After,
    /// Where an expression is wanted: which comes first.
    Expression(First),
}

/// What is most likely wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum First {
    /// Points.
    Points,
    /// Lines and circles.
    Loci,
    /// Statements.
    Statements,
    /// All alike.
    Any,
}

/// The place, and what is around it.
pub struct Context {
    /// Where the cursor stands.
    pub place: Place,
    /// The item at the cursor.
    pub item: Option<usize>,
    in_definition: bool,
    in_sketch: bool,
    /// Where the word begins.
    pub start: usize,
    /// Names that have been written in the item.
    pub used: BTreeSet<String>,
    /// Where `where` stands last before the cursor.
    last_where: Option<usize>,
}

impl Context {
    /// What is around a word that begins at a byte.
    pub fn new(text: &str, a: &Analysis, start: usize) -> Context {
        let comment = a.checked.comments.iter().any(|c| c.start < start && start <= c.end);
        let lexed = lex(text);
        let quoted = lexed.tokens.iter().any(|(f, t, e)| matches!(t, Tok::Text(_)) && *f < start && start < *e);
        let tokens: Vec<_> = lexed.tokens.iter().take_while(|t| t.2 <= start && t.0 < start).collect();
        // The item and the blocks that are open here.
        let (mut depth, mut item_at, mut definition, mut sketch) = (0usize, 0, false, None);
        for (i, (_, t, _)) in tokens.iter().enumerate() {
            match t {
                Tok::Key(Key::Theorem | Key::Rule | Key::Lemma | Key::Def) if depth == 0 || opens_item(&tokens, i) => {
                    (depth, item_at, sketch) = (0, i, None);
                    definition = *t == Tok::Key(Key::Def);
                }
                Tok::Sign(Sign::LBrace) => {
                    depth += 1;
                    if i > 0 && tokens[i - 1].1 == Tok::Key(Key::Proof) {
                        sketch = Some(depth);
                    }
                }
                Tok::Sign(Sign::RBrace) => {
                    if sketch.is_some_and(|s| s >= depth) {
                        sketch = None;
                    }
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
        }
        let in_item = tokens.get(item_at..).unwrap_or_default();
        let mut used = BTreeSet::new();
        for (_, t, _) in in_item {
            if let Tok::Points(s) = t {
                used.extend(
                    split_points(s).unwrap_or_default().into_iter().filter_map(|(i, j)| s.get(i..j)).map(String::from),
                );
            }
        }
        let last_where = in_item.iter().rev().find(|t| t.1 == Tok::Key(Key::Where)).map(|t| t.0);
        let fresh_line = text.get(..start).is_some_and(|t| t.rsplit('\n').next().is_some_and(|l| l.trim().is_empty()));
        let place = if comment || quoted { Place::Nowhere } else { place(&tokens, depth, fresh_line, start) };
        Context {
            place,
            item: a.item_at(start),
            in_definition: definition,
            in_sketch: sketch.is_some(),
            start,
            used,
            last_where,
        }
    }

    /// A name that the statement at the cursor introduces is there after its `where` only.
    pub fn is_there(&self, s: &Symbol) -> bool {
        let Some(by) = s.by.filter(|by| by.start < self.start && self.start <= by.end) else { return true };
        self.last_where.is_some_and(|w| by.start < w)
    }

    /// The statements that may stand there.
    pub fn statements(&self) -> &'static [(Key, &'static str)] {
        match (self.in_sketch, self.in_definition) {
            (true, _) => OF_SKETCHES,
            (false, true) => OF_DEFINITIONS,
            (false, false) => STATEMENTS,
        }
    }
}

/// Whether a word that begins an item does so although a brace is missing before it: a name and a brace or a bracket follow.
fn opens_item(tokens: &[&(usize, Tok, usize)], i: usize) -> bool {
    matches!(tokens.get(i + 1).map(|t| t.1), Some(Tok::Name(_)))
        && matches!(tokens.get(i + 2).map(|t| t.1), Some(Tok::Sign(Sign::LBrace | Sign::LParen)))
}

fn place(tokens: &[&(usize, Tok, usize)], depth: usize, fresh_line: bool, start: usize) -> Place {
    let last = |n: usize| tokens.len().checked_sub(n).and_then(|i| tokens.get(i)).map(|t| t.1);
    let Some(end) = tokens.last() else { return Place::Top };
    // The word is stuck to a number or a name: `2x`.
    if end.2 == start && matches!(end.1, Tok::Number(_) | Tok::Name(_) | Tok::Points(_) | Tok::Word(_) | Tok::Key(_)) {
        return Place::Nowhere;
    }
    if end.1 == Tok::Sign(Sign::At) {
        return Place::Attribute;
    }
    if let (Some(Tok::Sign(Sign::LParen)), Some(Tok::Name(n)), Some(Tok::Sign(Sign::At))) = (last(1), last(2), last(3))
    {
        return match n {
            "expect" => Place::Expected,
            "at" => Place::Expression(First::Points),
            _ => Place::Nowhere,
        };
    }
    if depth == 0 {
        return match end.1 {
            Tok::Sign(Sign::RBrace | Sign::RParen) | Tok::Name(_) if fresh_line => Place::Top,
            Tok::Sign(Sign::RBrace) => Place::Top,
            _ => Place::Nowhere,
        };
    }
    match end.1 {
        Tok::Sign(Sign::LBracket) => match last(2) {
            Some(Tok::Key(Key::In)) => Place::Expression(First::Any),
            Some(Tok::Key(Key::Have | Key::Show)) => Place::Nowhere,
            _ => Place::Label,
        },
        Tok::Sign(Sign::LBrace | Sign::RBrace) => Place::Statement,
        Tok::Sign(Sign::RParen | Sign::RBracket)
        | Tok::Points(_)
        | Tok::Word(_)
        | Tok::Name(_)
        | Tok::Number(_)
        | Tok::Text(_)
        | Tok::Key(Key::Pi | Key::Deg) => {
            if fresh_line {
                Place::Statement
            } else {
                Place::After
            }
        }
        Tok::Sign(_) | Tok::Key(_) => expression(tokens),
    }
}

/// After a word or a sign that wants something to follow: what it is.
fn expression(tokens: &[&(usize, Tok, usize)]) -> Place {
    // The word that governs the list in which the cursor is: `on AB, |`.
    let mut open = 0usize;
    for (_, t, _) in tokens.iter().rev() {
        match t {
            Tok::Sign(Sign::RParen | Sign::RBracket) => open += 1,
            Tok::Sign(Sign::LParen | Sign::LBracket) if open > 0 => open -= 1,
            Tok::Sign(Sign::LParen | Sign::LBracket) => return Place::Expression(First::Any),
            _ if open > 0 => {}
            Tok::Key(Key::Point) => {
                return if tokens.last().is_some_and(|t| t.1 == Tok::Sign(Sign::Eq)) {
                    Place::Expression(First::Points)
                } else {
                    Place::NewPoint
                };
            }
            Tok::Key(Key::Triangle) => return Place::Expression(First::Any),
            Tok::Key(Key::On | Key::Let) => return Place::Expression(First::Loci),
            Tok::Key(Key::Circle | Key::Line | Key::Real | Key::Function) => {
                return if tokens
                    .last()
                    .is_some_and(|t| matches!(t.1, Tok::Sign(Sign::Eq | Sign::Gt | Sign::Lt | Sign::Ge | Sign::Le)))
                {
                    Place::Expression(First::Loci)
                } else {
                    Place::Nowhere
                };
            }
            Tok::Key(
                Key::Show
                | Key::Assume
                | Key::Have
                | Key::Where
                | Key::Require
                | Key::Case
                | Key::And
                | Key::Or
                | Key::Not
                | Key::Implies
                | Key::Iff,
            ) => return Place::Expression(First::Statements),
            Tok::Key(Key::By | Key::Theorem | Key::Def | Key::Rule | Key::Lemma | Key::Proof) => return Place::Nowhere,
            Tok::Key(_) => return Place::Expression(First::Any),
            Tok::Sign(Sign::LBrace | Sign::RBrace) => return Place::Statement,
            _ => {}
        }
    }
    Place::Expression(First::Any)
}
