//! What a figure has to satisfy, and whether it is a figure for it at all.

use crate::Declined;
use crate::beside::{condition_mentions, fact_mentions};
use crate::truth::{Lines, lines};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt, Q};
use euclase_kernel::auxiliary::define;
use euclase_kernel::cert::{AuxPoint, Figure, Label, Source};
use std::collections::BTreeSet;

/// Most bits of a numerator or denominator (2,000 digits, as everywhere in a certificate).
const MAX_BITS: u64 = 6_644;
/// Coordinates are below 2^32.
const MAX_SIZE: u32 = 32;
/// Most coordinates that are solved for together: the work is cubic.
const MAX_BLOCK: usize = 64;

/// Facts and conditions about the points of a statement and of auxiliary points.
pub(crate) struct Problem<'a> {
    theorem: &'a CoreTheorem,
    /// number of points
    points: usize,
    /// hypotheses and defining facts that say something, in order
    pub facts: Vec<(Source, Fact)>,
    /// what the definitions ensure
    ensured: Vec<Cond>,
}

impl<'a> Problem<'a> {
    /// A statement with auxiliary points, each defined by earlier points.
    pub fn new(theorem: &'a CoreTheorem, aux: &[AuxPoint]) -> Result<Problem<'a>, Declined> {
        if !theorem.unsupported.is_empty() || theorem.statement_points == 0 {
            return Err(malformed("figures say nothing about a statement of this kind"));
        }
        let facts = theorem.hyps.iter().enumerate().map(|(i, h)| (Source::Hyp(i), h.fact.clone()));
        let mut me = Problem { theorem, points: theorem.statement_points, facts: facts.collect(), ensured: Vec::new() };
        for (i, a) in aux.iter().enumerate() {
            let x = Pt(u32::try_from(me.points).map_err(|_| malformed("too many points"))?);
            let earlier = a.args.iter().all(|p| *p < x);
            let Some(d) = define(&a.def, x, &a.args).filter(|_| earlier) else {
                return Err(malformed(&format!("{} has no definition of the table", a.name)));
            };
            me.facts.extend(d.facts.into_iter().enumerate().map(|(j, f)| (Source::Aux(i, j), f)));
            me.ensured.extend(d.ensures);
            me.points += 1;
        }
        // What is assumed of variables is checked with their values.
        me.facts.retain(|(_, f)| !f.is_trivial() && !fact_mentions(f));
        Ok(me)
    }

    /// Conditions of the statement, and what the definitions ensure.
    pub fn conditions(&self) -> impl Iterator<Item = &Cond> {
        let stated = self.theorem.conds.iter().map(|c| &c.cond).filter(|c| !condition_mentions(c));
        stated.chain(&self.ensured)
    }

    /// The points that facts put on a line.
    pub fn lines(&self) -> Lines {
        lines(self.facts.iter().map(|f| &f.1))
    }

    /// The fact of an equation.
    pub fn fact(&self, source: Source) -> Option<&Fact> {
        // facts are in the order of their sources
        self.facts.binary_search_by_key(&source, |f| f.0).ok().map(|i| &self.facts[i].1)
    }

    /// The figure has the problem's points, moderate numbers, and blocks as its label says: square, small, of different coordinates.
    pub fn fits(&self, figure: &Figure) -> Result<(), Declined> {
        if figure.points.len() != self.points {
            return Err(malformed(&format!("expected {} points, got {}", self.points, figure.points.len())));
        }
        let long = |x: &Q| x.numer().bits() > MAX_BITS || x.denom().bits() > MAX_BITS;
        let far = |x: &Q| x.numer().bits() > x.denom().bits() + u64::from(MAX_SIZE);
        for (i, x) in figure.points.iter().enumerate().flat_map(|(i, p)| p.iter().map(move |x| (i, x))) {
            if long(x) || far(x) {
                return Err(malformed(&format!(
                    "point {i} has a coordinate of too many digits, or beyond 2^{MAX_SIZE}"
                )));
            }
        }
        if (figure.label == Label::Enclosed) == figure.blocks.is_empty() {
            return Err(malformed("a figure has blocks when it is enclosed, and only then"));
        }
        let mut seen = BTreeSet::new();
        for (k, b) in figure.blocks.iter().enumerate() {
            let wrong = |what: String| Err(Declined::Block(k, what));
            let (n, m) = (b.unknowns.len(), b.equations.len());
            if n != m {
                return wrong(format!("it is not square: {n} unknown coordinates and {m} equations"));
            }
            if n == 0 || n > MAX_BLOCK {
                return wrong(format!("it has {n} unknown coordinates, and 1 to {MAX_BLOCK} are expected"));
            }
            for (p, axis) in &b.unknowns {
                if p.ix() >= self.points || *axis > 1 {
                    return wrong("an unknown is no coordinate of the figure".into());
                }
                if !seen.insert((*p, *axis)) {
                    return wrong("a coordinate is solved for twice".into());
                }
            }
        }
        Ok(())
    }
}

fn malformed(what: &str) -> Declined {
    Declined::Malformed(what.into())
}
