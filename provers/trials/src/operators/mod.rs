//! The mutation operators: one function each, on a whole certificate or its theorem.
//!
//! An operator changes the [`Mutant`] in place and says what it did, or returns `None` where it does not apply. Its entry says why
//! a mutant of this kind may be accepted without harm; `docs/trials.md` repeats that beside the counts.

mod auxiliary;
mod claims;
mod discharges;
mod invented;
mod rules;
mod steps;
mod theorems;

pub use theorems::follow;

use crate::corpus::Entry;
use crate::variants::{Edit, Variant, count, variant};
use euclase_diagram::rng::Rng;
use euclase_grammar::core::{CoreTheorem, Pt};
use euclase_kernel::cert::Certificate;
use std::collections::HashMap;
use std::sync::Arc;

/// A certificate on its way to be changed.
pub struct Mutant {
    /// Number of the corpus entry whose theorem it is for.
    pub entry: usize,
    /// The theorem it is for.
    pub thm: Arc<CoreTheorem>,
    /// Where the theorem itself was changed: which edit, and its text.
    pub variant: Option<((Edit, usize), Arc<Variant>)>,
    /// The certificate.
    pub cert: Certificate,
}

impl Mutant {
    /// Number of points: of the statement, and auxiliary ones.
    pub fn points(&self) -> usize {
        self.thm.statement_points + self.cert.aux.len()
    }

    /// A random point.
    pub fn point(&self, rng: &mut Rng) -> Pt {
        Pt(rng.below(self.points()) as u32)
    }

    /// A random point in the words of a description.
    pub fn name(&self, p: Pt) -> String {
        let given = self.thm.statement_points;
        let aux = p.ix().checked_sub(given).and_then(|i| self.cert.aux.get(i)).map(|a| a.name.clone());
        aux.or_else(|| self.thm.points.get(p.ix()).map(|p| p.name.clone())).unwrap_or_else(|| format!("#{}", p.0))
    }

    /// A random step.
    pub fn step(&self, rng: &mut Rng) -> Option<usize> {
        (!self.cert.steps.is_empty()).then(|| rng.below(self.cert.steps.len()))
    }
}

/// What operators draw from.
pub struct Pool<'a> {
    /// All certificates.
    pub corpus: &'a [Entry],
    variants: HashMap<(usize, Edit, usize), Option<Arc<Variant>>>,
    /// Names of rules by arity.
    pub rules: Vec<(&'static str, euclase_kernel::rules::Arity)>,
}

impl<'a> Pool<'a> {
    /// From a corpus.
    pub fn new(corpus: &'a [Entry]) -> Pool<'a> {
        let rules = euclase_kernel::rules::all().map(|r| (r.name, r.arity)).collect();
        Pool { corpus, variants: HashMap::new(), rules }
    }

    /// A random variant of an entry's theorem.
    pub fn variant(&mut self, entry: usize, edit: Edit, rng: &mut Rng) -> Option<(usize, Arc<Variant>)> {
        let source = &self.corpus[entry].source;
        let n = count(source, edit);
        if n == 0 {
            return None;
        }
        let number = rng.below(n);
        let found = self.variants.entry((entry, edit, number));
        found.or_insert_with(|| variant(source, edit, number).map(Arc::new)).clone().map(|v| (number, v))
    }
}

/// What an operator does.
pub type Apply = fn(&mut Mutant, &mut Pool, &mut Rng) -> Option<String>;

/// A mutation operator.
pub struct Operator {
    /// Its name, in lower case with underlines.
    pub name: &'static str,
    /// Why a mutant of this kind may be accepted without harm.
    pub harmless: &'static str,
    /// Changes a mutant, and says how.
    pub apply: Apply,
}

impl Operator {
    /// Whether it gives the certificate another theorem, rather than changing it.
    pub fn changes_theorem(&self) -> bool {
        theorems::OPERATORS.iter().any(|o| o.name == self.name)
    }
}

const fn operator(name: &'static str, apply: Apply, harmless: &'static str) -> Operator {
    Operator { name, harmless, apply }
}

/// All operators.
pub fn all() -> Vec<&'static Operator> {
    [
        claims::OPERATORS,
        rules::OPERATORS,
        steps::OPERATORS,
        auxiliary::OPERATORS,
        discharges::OPERATORS,
        theorems::OPERATORS,
        invented::OPERATORS,
    ]
    .into_iter()
    .flatten()
    .collect()
}
