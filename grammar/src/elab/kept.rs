//! What a text came to, kept for the next one: an editor asks after every keystroke, which changes one item.
//!
//! What a theorem means depends on its own words and on the definitions before it, and places in it on where it begins. So a theorem whose
//! words are the same, after the same definitions, is taken over with its places moved. One in which something could not be
//! read is not kept: what the parser made of it may depend on what stands around it.

use crate::ast::{Item, ItemKind, Span};
use crate::core::{CoreTheorem, Origin, SketchStep};
use crate::diag::Diagnostic;
use std::collections::HashMap;

/// Theorems, rules and lemmas as they were elaborated last.
#[derive(Debug, Default)]
pub struct Kept {
    /// The words of the definitions.
    defs: Vec<String>,
    items: HashMap<String, Entry>,
    round: u64,
    /// How many were taken over, of how many, the last time.
    pub taken: (usize, usize),
}

#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Where the item began.
    start: usize,
    /// How many definitions it may use.
    visible: usize,
    /// When it was last asked for.
    round: u64,
    pub thm: CoreTheorem,
    pub errors: Vec<Diagnostic>,
    pub warnings: Vec<Diagnostic>,
}

impl Kept {
    /// Begins with another text.
    pub(super) fn begin(&mut self, source: &str, items: &[Item]) {
        let defs = items.iter().filter(|i| i.kind == ItemKind::Def).map(|i| words(source, i.span));
        let defs: Vec<String> = defs.map(String::from).collect();
        if defs != self.defs {
            self.items.clear();
            self.defs = defs;
        }
        self.round += 1;
        self.taken = (0, 0);
    }

    /// Forgets what this text has not asked for.
    pub(super) fn end(&mut self) {
        self.items.retain(|_, e| e.round == self.round);
    }

    /// What an item came to, if that is known.
    pub(super) fn get(&mut self, source: &str, item: &Item, visible: usize) -> Option<Entry> {
        self.taken.1 += 1;
        let e = self.items.get_mut(words(source, item.span)).filter(|e| e.visible == visible)?;
        e.round = self.round;
        let mut e = e.clone();
        let (from, to) = (e.start, item.span.start);
        if from != to {
            let moved = |at: usize| (at + to).saturating_sub(from);
            each_origin(&mut e.thm, &mut |o| {
                if o.span != (0, 0) {
                    o.span = (moved(o.span.0), moved(o.span.1));
                }
            });
            for d in e.errors.iter_mut().chain(&mut e.warnings) {
                let places = [&mut d.span].into_iter().chain(d.related.as_mut().map(|r| &mut r.0));
                places.for_each(|s| *s = Span::new(moved(s.start), moved(s.end)));
            }
        }
        self.taken.0 += 1;
        Some(e)
    }

    /// Keeps what an item has come to, unless there are places in it that lie elsewhere.
    pub(super) fn put(
        &mut self,
        source: &str,
        item: &Item,
        visible: usize,
        thm: &CoreTheorem,
        (errors, warnings): (&[Diagnostic], &[Diagnostic]),
    ) {
        let inside = |s: Span| item.span.start <= s.start && s.end <= item.span.end;
        let mut thm = thm.clone();
        let mut own = true;
        each_origin(&mut thm, &mut |o| own &= o.span == (0, 0) || inside(Span::new(o.span.0, o.span.1)));
        for d in errors.iter().chain(warnings) {
            own &= inside(d.span) && d.related.as_ref().is_none_or(|r| inside(r.0));
        }
        if own {
            let (errors, warnings) = (errors.to_vec(), warnings.to_vec());
            let entry = Entry { start: item.span.start, visible, round: self.round, thm, errors, warnings };
            self.items.insert(words(source, item.span).to_string(), entry);
        }
    }
}

fn words(source: &str, span: Span) -> &str {
    source.get(span.start..span.end).unwrap_or_default()
}

/// Every place in a theorem.
fn each_origin(t: &mut CoreTheorem, f: &mut dyn FnMut(&mut Origin)) {
    t.points.iter_mut().for_each(|p| f(&mut p.origin));
    t.hyps.iter_mut().for_each(|h| f(&mut h.origin));
    t.conds.iter_mut().for_each(|c| f(&mut c.origin));
    t.props.iter_mut().for_each(|p| f(&mut p.origin));
    t.goals.iter_mut().for_each(|g| f(&mut g.origin));
    t.unsupported.iter_mut().for_each(&mut *f);
    t.sketch.iter_mut().flatten().for_each(|s| each_of_step(s, f));
}

fn each_of_step(s: &mut SketchStep, f: &mut dyn FnMut(&mut Origin)) {
    match s {
        SketchStep::Let { origin, .. } | SketchStep::Have { origin, .. } | SketchStep::Show { origin, .. } => f(origin),
        SketchStep::Case { origin, steps, .. } => {
            f(origin);
            steps.iter_mut().for_each(|s| each_of_step(s, f));
        }
    }
}
