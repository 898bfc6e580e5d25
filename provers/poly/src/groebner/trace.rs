//! How an element of a basis came about: from the memory of a computation modulo a prime to what its exact counterpart is
//! made of.

use super::f4::Basis;
use super::key::{Key, times};
use crate::{Mono, Work};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// A polynomial on the way: its monomials, the leading one first; of what it is the sum, by number.
pub(super) struct Stage {
    pub(super) monos: Vec<Mono>,
    pub(super) parts: Vec<(usize, Vec<Mono>)>,
}

impl<const W: usize> Basis<W> {
    /// For each of the first `inputs` nodes, the monomials of its cofactor in a node. `None` where they are more than `most`.
    pub(super) fn support(&self, node: usize, inputs: usize, most: usize, work: &mut Work) -> Option<Vec<Vec<Mono>>> {
        let p = u64::from(self.p);
        let mut wanted: BTreeMap<usize, FxHashMap<Key<W>, u64>> = BTreeMap::new();
        wanted.entry(node).or_default().insert([0; W], 1);
        let mut out = vec![Vec::new(); inputs];
        let mut count = 0;
        // Each node is the sum of earlier ones.
        while let Some((i, factor)) = wanted.pop_last() {
            let sum = &self.nodes.get(i)?.sum;
            if let (true, Some(slot)) = (sum.is_empty(), out.get_mut(i)) {
                let keys = factor.iter().filter(|f| *f.1 != 0).map(|f| *f.0).collect();
                *slot = self.monos(keys);
                count += slot.len();
            }
            if factor.len() + count > most {
                return None;
            }
            for (c, m, j) in sum {
                let slot = wanted.entry(*j).or_default();
                work.spend(factor.len() as u64)?;
                for (k, f) in &factor {
                    let s = slot.entry(times(k, m)?).or_insert(0);
                    *s = (*s + u64::from(*c) * f) % p;
                }
            }
        }
        Some(out)
    }

    fn monos(&self, mut keys: Vec<Key<W>>) -> Vec<Mono> {
        keys.sort_unstable();
        keys.iter().map(|k| self.ring.mono(k)).collect()
    }

    /// How a normal form of 0 came about, by way of those nodes that are used more than once: each with its own monomials
    /// and those with which it is made of the input and of earlier ones. The last is the node itself.
    pub(super) fn plan(&self, node: usize, inputs: usize, work: &mut Work) -> Option<Vec<Stage>> {
        let mut uses: BTreeMap<usize, usize> = [(node, 2)].into();
        let mut todo: BTreeMap<usize, ()> = [(node, ())].into();
        while let Some((i, ())) = todo.pop_last() {
            let sum = &self.nodes.get(i)?.sum;
            work.spend(sum.len() as u64)?;
            for (_, _, j) in sum {
                *uses.entry(*j).or_insert(0) += 1;
                todo.insert(*j, ());
            }
        }
        let made = |i: usize| self.nodes.get(i).is_some_and(|n| !n.sum.is_empty());
        let steps: Vec<usize> = uses.iter().filter(|(i, n)| **n > 1 && made(**i)).map(|u| *u.0).collect();
        let place: BTreeMap<usize, usize> = steps.iter().enumerate().map(|(k, i)| (*i, inputs + k)).collect();
        let mut out = Vec::with_capacity(steps.len());
        for &step in &steps {
            let mut parts: BTreeMap<usize, FxHashSet<Key<W>>> = BTreeMap::new();
            let mut open: BTreeMap<usize, FxHashSet<Key<W>>> = [(step, [[0; W]].into_iter().collect())].into();
            while let Some((i, keys)) = open.pop_last() {
                for (_, m, j) in &self.nodes.get(i)?.sum {
                    let slot = match place.get(j) {
                        Some(k) => parts.entry(*k).or_default(),
                        None if made(*j) => open.entry(*j).or_default(),
                        None if *j < inputs => parts.entry(*j).or_default(),
                        // The polynomial that was reduced.
                        None => continue,
                    };
                    work.spend(keys.len() as u64)?;
                    for k in &keys {
                        slot.insert(times(k, m)?);
                    }
                }
            }
            let parts = parts.into_iter().map(|(j, keys)| (j, self.monos(keys.into_iter().collect())));
            let monos = self.terms(step).iter().map(|t| self.mono(&t.0)).collect();
            out.push(Stage { monos, parts: parts.collect() });
        }
        Some(out)
    }
}
