//! A proof that is being looked for: sequents, the steps that replaced them, what is still open.
//!
//! The same sequent may stand at several places (a bound for one term, and by turns for the others); it is shown once.

use super::compose::{attempt, compose};
use super::{Fragment, Sequent, Step};
use std::sync::Arc;

/// A sequent with what became of it.
#[derive(Clone, Debug)]
pub enum Tree {
    /// To be shown.
    Open(Arc<Sequent>),
    /// Shown.
    Proved(Arc<Fragment>),
    /// Replaced by a step's children, in order.
    Moved(Arc<Sequent>, Arc<Step>, Vec<Tree>),
}

impl Tree {
    /// The first sequent that is open.
    pub fn first(&self) -> Option<&Arc<Sequent>> {
        match self {
            Tree::Open(s) => Some(s),
            Tree::Proved(_) => None,
            Tree::Moved(_, _, children) => children.iter().find_map(Tree::first),
        }
    }

    /// All different open sequents.
    pub fn open(&self) -> Vec<Arc<Sequent>> {
        let mut out = Vec::new();
        self.collect(&mut out);
        out
    }

    fn collect(&self, out: &mut Vec<Arc<Sequent>>) {
        match self {
            Tree::Open(s) if !out.contains(s) => out.push(s.clone()),
            Tree::Moved(_, _, children) => children.iter().for_each(|c| c.collect(out)),
            _ => {}
        }
    }

    /// The same with an open sequent replaced wherever it stands.
    #[must_use]
    pub fn with(&self, s: &Sequent, by: &Tree) -> Tree {
        match self {
            Tree::Open(t) if **t == *s => by.clone(),
            Tree::Moved(t, step, children) => {
                Tree::Moved(t.clone(), step.clone(), children.iter().map(|c| c.with(s, by)).collect())
            }
            other => other.clone(),
        }
    }

    /// Steps on the longest way.
    pub fn depth(&self) -> usize {
        match self {
            Tree::Moved(_, _, children) => 1 + children.iter().map(Tree::depth).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// The steps, from the top.
    pub fn steps(&self) -> Vec<Arc<Step>> {
        match self {
            Tree::Moved(_, step, children) => {
                let mut out = vec![step.clone()];
                for s in children.iter().flat_map(Tree::steps) {
                    if !out.contains(&s) {
                        out.push(s);
                    }
                }
                out
            }
            _ => vec![],
        }
    }

    /// The proof, if nothing is open.
    pub fn proof(&self, stop: &dyn Fn() -> bool) -> Option<Fragment> {
        match self {
            Tree::Open(_) => None,
            Tree::Proved(f) => Some((**f).clone()),
            Tree::Moved(s, step, children) => {
                let proofs: Vec<Fragment> = children.iter().map(|c| c.proof(stop)).collect::<Option<_>>()?;
                compose(s, step, &proofs.iter().collect::<Vec<_>>(), stop)
            }
        }
    }
}

/// What became of a step.
#[derive(Clone, Debug)]
pub enum Tried {
    /// It is none: the parent does not follow, or a general statement was not proved.
    Unsound,
    /// A child is left.
    Left(Tree),
    /// All children are shown.
    Shown(Tree),
}

/// Applies a step: is it one, and which children does the prover show with so many asks?
pub fn apply(s: &Arc<Sequent>, step: &Arc<Step>, asks: u64, stop: &dyn Fn() -> bool) -> Tried {
    let mut shown: Vec<(&Sequent, Tree)> = Vec::new();
    // What is general is cheap; without it there is no step.
    for child in step.children.iter().filter(|c| c.known) {
        if shown.iter().any(|k| *k.0 == child.sequent) {
            continue;
        }
        match attempt(&child.sequent, KNOWN, stop) {
            Some(f) => shown.push((&child.sequent, Tree::Proved(Arc::new(f)))),
            None => return Tried::Unsound,
        }
    }
    if !super::checked(s, step, stop) {
        return Tried::Unsound;
    }
    let mut left = false;
    for child in step.children.iter().filter(|c| !c.known) {
        if shown.iter().any(|k| *k.0 == child.sequent) {
            continue;
        }
        let tree = match attempt(&child.sequent, asks, stop) {
            Some(f) => Tree::Proved(Arc::new(f)),
            None => {
                left = true;
                Tree::Open(Arc::new(child.sequent.clone()))
            }
        };
        shown.push((&child.sequent, tree));
    }
    let of = |s: &Sequent| shown.iter().find(|k| *k.0 == *s).map(|k| k.1.clone());
    let children =
        step.children.iter().map(|c| of(&c.sequent).unwrap_or_else(|| Tree::Open(Arc::new(c.sequent.clone()))));
    let tree = Tree::Moved(s.clone(), step.clone(), children.collect());
    if left { Tried::Left(tree) } else { Tried::Shown(tree) }
}

/// Asks for general statements.
const KNOWN: u64 = 2_000;
