//! Gröbner bases modulo a prime, with the memory of how each element came about.
//!
//! The algorithm F4 (Faugère 1999) with the criteria of Gebauer and Möller (1988) and the sugar strategy (Giovini, Mora,
//! Niesi, Robbiano, Traverso 1991): all critical pairs of the least sugar are reduced at once as rows of a matrix. Each new
//! element remembers which multiples of which earlier elements it is the sum of, so that cofactors over the input can be
//! had for those few elements for which they are wanted, and are never computed for the others.

use super::key::{Key, Ring, coprime, degree, divides, lcm, quotient, times};
use crate::modular::inverse;
use crate::{Mono, Work};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// A polynomial modulo the prime, by decreasing monomial.
pub(super) type Terms<const W: usize> = Vec<(Key<W>, u32)>;

/// A multiple of a node: coefficient, monomial, node.
pub(super) type Multiple<const W: usize> = (u32, Key<W>, usize);

/// A row that reduces others: its entries after the leading 1, and what it is.
type Pivot<const W: usize> = (Vec<(u32, u32)>, Multiple<W>);

/// A polynomial and what it is the sum of (nothing for the input).
pub(super) struct Node<const W: usize> {
    pub(super) terms: Terms<W>,
    pub(super) sum: Vec<Multiple<W>>,
}

struct Element<const W: usize> {
    node: usize,
    lead: Key<W>,
    exps: Key<W>,
    sugar: u32,
    /// Whether a later element's leading monomial divides this one's.
    redundant: bool,
}

struct Pair<const W: usize> {
    a: usize,
    b: usize,
    /// Exponents and key of the least common multiple.
    exps: Key<W>,
    lcm: Key<W>,
    sugar: u32,
}

/// A row of a matrix: the sum of multiples of nodes.
struct Row<const W: usize> {
    multiple: Multiple<W>,
    sugar: u32,
}

/// A basis that is being computed.
pub(super) struct Basis<const W: usize> {
    pub(super) ring: Ring<W>,
    pub(super) p: u32,
    pub(super) nodes: Vec<Node<W>>,
    elements: Vec<Element<W>>,
    pairs: Vec<Pair<W>>,
    /// Inputs that have not been looked at: sugar and node.
    waiting: Vec<(u32, usize)>,
}

/// The most rows that are reduced at once.
const MAX_ROWS: usize = 256;

impl<const W: usize> Basis<W> {
    /// For input polynomials modulo the prime.
    pub(super) fn new(ring: Ring<W>, p: u32, inputs: Vec<Terms<W>>) -> Basis<W> {
        let degrees = inputs.iter().map(|t| t.iter().map(|m| degree(&ring.exponents(&m.0))).max());
        let waiting = degrees.enumerate().filter_map(|(i, d)| Some((d?, i))).collect();
        let nodes = inputs.into_iter().map(|terms| Node { terms, sum: vec![] }).collect();
        Basis { ring, p, nodes, elements: vec![], pairs: vec![], waiting }
    }

    /// Whether nothing is left to do.
    pub(super) fn finished(&self) -> bool {
        self.pairs.is_empty() && self.waiting.is_empty()
    }

    /// Whether it contains a number, so that it is everything.
    pub(super) fn unit(&self) -> Option<usize> {
        self.elements.iter().find(|e| e.lead.iter().all(|w| *w == 0)).map(|e| e.node)
    }

    /// Reduces the pairs of least sugar.
    pub(super) fn round(&mut self, work: &mut Work) -> Option<()> {
        let least = self.pairs.iter().map(|p| p.sugar).chain(self.waiting.iter().map(|w| w.0)).min()?;
        let mut rows: Vec<Row<W>> = Vec::new();
        self.waiting.retain(|&(sugar, node)| {
            if sugar == least {
                rows.push(Row { multiple: (1, [0; W], node), sugar });
            }
            sugar != least
        });
        self.pairs.sort_by_key(|p| (p.sugar, p.lcm, p.a, p.b));
        let many = self.pairs.iter().take_while(|p| p.sugar == least).count().min(MAX_ROWS);
        let chosen: Vec<Pair<W>> = self.pairs.drain(..many).collect();
        let mut pivots: BTreeMap<Key<W>, Multiple<W>> = BTreeMap::new();
        let mut seen: FxHashSet<(Key<W>, usize)> = FxHashSet::default();
        for pair in &chosen {
            for i in [pair.a, pair.b] {
                let e = self.elements.get(i)?;
                let by = quotient(&pair.lcm, &e.lead);
                if !seen.insert((by, e.node)) {
                    continue;
                }
                let multiple = (1, by, e.node);
                match pivots.entry(pair.lcm) {
                    Entry::Occupied(_) => rows.push(Row { multiple, sugar: pair.sugar }),
                    Entry::Vacant(free) => {
                        free.insert(multiple);
                    }
                }
            }
        }
        let mut new = self.reduce(rows, pivots, false, work)?;
        new.sort_by_key(|n| self.terms(n.0).first().map(|t| t.0));
        for (node, sugar) in new {
            self.insert(node, sugar, work)?;
        }
        Some(())
    }

    /// Reduces a polynomial completely; the node of what is left, which may be 0.
    pub(super) fn normal_form(&mut self, terms: Terms<W>, work: &mut Work) -> Option<usize> {
        self.nodes.push(Node { terms, sum: vec![] });
        let row = Row { multiple: (1, [0; W], self.nodes.len() - 1), sugar: 0 };
        let before = self.nodes.len();
        let left = self.reduce(vec![row], BTreeMap::new(), true, work)?;
        Some(left.first().map_or(before, |l| l.0))
    }

    /// The terms of a node.
    pub(super) fn terms(&self, node: usize) -> &[(Key<W>, u32)] {
        self.nodes.get(node).map_or(&[], |n| &n.terms)
    }

    /// A multiple of a node by a monomial, its terms.
    fn multiply(&self, m: &Multiple<W>) -> Option<Terms<W>> {
        let terms = &self.nodes.get(m.2)?.terms;
        if m.1.iter().all(|w| *w == 0) {
            return Some(terms.clone());
        }
        terms.iter().map(|(k, c)| Some((times(k, &m.1)?, *c))).collect()
    }

    /// The rows, reduced by the pivots, by the basis and by each other: the nodes and sugars of those that are left, with
    /// leading coefficient 1; in `keep` also those that vanish.
    fn reduce(
        &mut self,
        mut rows: Vec<Row<W>>,
        mut pivots: BTreeMap<Key<W>, Multiple<W>>,
        keep: bool,
        work: &mut Work,
    ) -> Option<Vec<(usize, u32)>> {
        // Symbolic preprocessing: every monomial that the basis can reduce gets its reducer.
        let mut columns: FxHashMap<Key<W>, u32> = FxHashMap::default();
        let mut todo: Vec<Key<W>> = Vec::new();
        let mut lines: Vec<(Multiple<W>, Terms<W>)> = Vec::new();
        let mut enter = |terms: &Terms<W>, todo: &mut Vec<Key<W>>| {
            for (k, _) in terms {
                columns.entry(*k).or_insert_with(|| {
                    todo.push(*k);
                    0
                });
            }
        };
        let mut sparse: Vec<(Row<W>, Terms<W>)> = Vec::new();
        for row in rows.drain(..) {
            let terms = self.multiply(&row.multiple)?;
            enter(&terms, &mut todo);
            sparse.push((row, terms));
        }
        for m in pivots.values() {
            let terms = self.multiply(m)?;
            enter(&terms, &mut todo);
            lines.push((*m, terms));
        }
        while let Some(k) = todo.pop() {
            if pivots.contains_key(&k) {
                continue;
            }
            let exps = self.ring.exponents(&k);
            work.spend(self.elements.len() as u64 / 4 + 1)?;
            let Some(e) = self.elements.iter().find(|e| !e.redundant && divides(&e.exps, &exps)) else { continue };
            let m = (1, quotient(&k, &e.lead), e.node);
            pivots.insert(k, m);
            let terms = self.multiply(&m)?;
            work.spend(terms.len() as u64)?;
            enter(&terms, &mut todo);
            lines.push((m, terms));
        }
        // Columns by decreasing monomial.
        let mut order: Vec<Key<W>> = columns.keys().copied().collect();
        order.sort_unstable_by_key(|k| Reverse(*k));
        for (i, k) in order.iter().enumerate() {
            columns.insert(*k, i as u32);
        }
        let place = |terms: &Terms<W>| -> Vec<(u32, u32)> {
            terms.iter().filter_map(|(k, c)| Some((*columns.get(k)?, *c))).collect()
        };
        let mut at: Vec<Option<Pivot<W>>> = vec![None; order.len()];
        for (m, terms) in &lines {
            let entries = place(terms);
            if let Some(slot) = entries.first().and_then(|e| at.get_mut(e.0 as usize)) {
                *slot = Some((entries.get(1..).unwrap_or_default().to_vec(), *m));
            }
        }
        let (wide, square) = (u64::from(self.p), u64::from(self.p) * u64::from(self.p));
        let mut sums = vec![0u64; order.len()];
        let mut out = Vec::new();
        // Short rows with small leading monomials first.
        sparse.sort_by(|a, b| {
            let lead = |t: &(Row<W>, Terms<W>)| t.1.first().map(|x| x.0);
            lead(a).cmp(&lead(b)).then(a.1.len().cmp(&b.1.len()))
        });
        for (row, terms) in &sparse {
            let entries = place(terms);
            let first = entries.iter().map(|e| e.0).min().unwrap_or(0);
            for (c, n) in &entries {
                if let Some(s) = sums.get_mut(*c as usize) {
                    *s = u64::from(*n);
                }
            }
            let mut sum = vec![row.multiple];
            let mut left: Vec<(u32, u32)> = Vec::new();
            for c in first as usize..order.len() {
                let n = sums.get(c).map_or(0, |s| s % wide);
                if let Some(s) = sums.get_mut(c) {
                    *s = 0;
                }
                if n == 0 {
                    continue;
                }
                let Some((tail, m)) = at.get(c).and_then(Option::as_ref) else {
                    left.push((c as u32, n as u32));
                    continue;
                };
                work.spend(tail.len() as u64 + 1)?;
                let factor = wide - n;
                for (d, k) in tail {
                    if let Some(s) = sums.get_mut(*d as usize) {
                        *s += factor * u64::from(*k);
                        if *s >= square {
                            *s -= square;
                        }
                    }
                }
                sum.push((factor as u32, m.1, m.2));
            }
            work.spend((order.len() as u64 - u64::from(first)) / 8 + 1)?;
            let scale = left.first().map_or(1, |l| inverse(l.1.into(), wide));
            // A normal form is wanted as it is, an element of the basis with leading coefficient 1.
            let scale = if keep { 1 } else { scale };
            let scaled = |n: u32| (u64::from(n) * scale % wide) as u32;
            for entry in sum.iter_mut() {
                entry.0 = scaled(entry.0);
            }
            if left.is_empty() && !keep {
                continue;
            }
            let terms: Terms<W> =
                left.iter().filter_map(|(c, n)| Some((*order.get(*c as usize)?, scaled(*n)))).collect();
            let node = self.nodes.len();
            if let (false, Some(slot)) = (keep, left.first().and_then(|l| at.get_mut(l.0 as usize))) {
                let tail = left.iter().skip(1).map(|(c, n)| (*c, scaled(*n))).collect();
                *slot = Some((tail, (1, [0; W], node)));
            }
            self.nodes.push(Node { terms, sum });
            out.push((node, row.sugar));
        }
        Some(out)
    }

    /// Adds an element, updates the critical pairs (Gebauer & Möller 1988; Becker & Weispfenning, "Update").
    fn insert(&mut self, node: usize, sugar: u32, work: &mut Work) -> Option<()> {
        let lead = self.nodes.get(node)?.terms.first()?.0;
        let exps = self.ring.exponents(&lead);
        let new = self.elements.len();
        let sugar = sugar.max(degree(&exps));
        let ring = &self.ring;
        let elements = &self.elements;
        work.spend(self.pairs.len() as u64 + elements.len() as u64)?;
        // An old pair is superfluous where the new leading monomial divides its multiple and neither new pair has the same.
        self.pairs.retain(|p| {
            let differs = |i: usize| elements.get(i).is_none_or(|e| lcm(&e.exps, &exps) != p.exps);
            !(divides(&exps, &p.exps) && differs(p.a) && differs(p.b))
        });
        let mut candidates: Vec<(Key<W>, usize, bool)> = Vec::new();
        for (i, e) in elements.iter().enumerate().filter(|(_, e)| !e.redundant) {
            candidates.push((lcm(&e.exps, &exps), i, coprime(&e.exps, &exps)));
        }
        // Of pairs whose multiples divide each other only a least one is kept; among equals a coprime one, to be dropped.
        candidates.sort_by_key(|c| (degree(&c.0), c.0, !c.2, c.1));
        let mut kept: Vec<(Key<W>, usize, bool)> = Vec::new();
        work.spend((candidates.len() * candidates.len() / 16) as u64)?;
        for c in candidates {
            if !kept.iter().any(|k| divides(&k.0, &c.0)) {
                kept.push(c);
            }
        }
        for (multiple, i, disjoint) in kept {
            let Some(e) = elements.get(i).filter(|_| !disjoint) else { continue };
            let d = degree(&multiple);
            let sugar = (sugar + d - degree(&exps)).max(e.sugar + d - degree(&e.exps));
            let lcm = ring.with_exponents(&multiple)?;
            self.pairs.push(Pair { a: i, b: new, exps: multiple, lcm, sugar });
        }
        for e in self.elements.iter_mut().filter(|e| divides(&exps, &e.exps)) {
            e.redundant = true;
        }
        // Elements that come at once may divide each other; the pair of the two does the rest.
        let redundant = self.elements.iter().any(|e| divides(&e.exps, &exps) && e.exps != exps);
        self.elements.push(Element { node, lead, exps, sugar, redundant });
        Some(())
    }

    /// The nodes of the reduced basis, by increasing leading monomial.
    pub(super) fn reduced(&mut self, work: &mut Work) -> Option<Vec<usize>> {
        let mut kept: Vec<(Key<W>, usize)> =
            self.elements.iter().filter(|e| !e.redundant).map(|e| (e.lead, e.node)).collect();
        kept.sort_unstable();
        let mut out = Vec::with_capacity(kept.len());
        for (lead, node) in kept {
            let tail: Terms<W> = self.terms(node).get(1..).unwrap_or_default().to_vec();
            let rest = self.normal_form(tail, work)?;
            // lead + rest = node − tail + rest, where rest = tail + multiples.
            let mut sum: Vec<Multiple<W>> = vec![(1, [0; W], node)];
            let used = self.nodes.get(rest)?.sum.iter().skip(1).copied();
            sum.extend(used);
            let mut terms = vec![(lead, 1)];
            terms.extend_from_slice(self.terms(rest));
            self.nodes.push(Node { terms, sum });
            out.push(self.nodes.len() - 1);
        }
        Some(out)
    }

    /// A monomial of the ring.
    pub(super) fn mono(&self, key: &Key<W>) -> Mono {
        self.ring.mono(key)
    }

    /// Keys of monomials.
    pub(super) fn ring(&self) -> &Ring<W> {
        &self.ring
    }
}
