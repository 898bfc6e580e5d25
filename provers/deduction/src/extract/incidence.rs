//! Collinear and concyclic points and coincidences, as steps.

use super::{Extractor, Res};
use crate::load::ep;
use crate::pic::bit;
use crate::state::pt;
use euclase_grammar::core::{Fact, Pt};
use euclase_kernel::cert::Rule;

/// Facts about circles, in order, each with the point that it adds.
type Growth = Vec<(u32, u8)>;

impl Extractor<'_> {
    pub(super) fn coll(&mut self, p: [Pt; 3], time: u32) -> Res<usize> {
        let fact = Fact::Coll(p[0], p[1], p[2]);
        if let Some(i) = self.stated_as(&fact) {
            return Ok(i);
        }
        let mut best: Option<([Pt; 3], usize)> = None;
        for [a, b, c] in [[p[0], p[1], p[2]], [p[1], p[0], p[2]], [p[2], p[0], p[1]]] {
            if self.s.pic.same(ep(a), ep(b)) || self.s.pic.same(ep(a), ep(c)) {
                continue;
            }
            if let Some((_, combo, _)) = self.combination(&Fact::para(a, b, a, c), time)
                && best.as_ref().is_none_or(|(_, n)| combo.len() < *n)
            {
                best = Some(([a, b, c], combo.len()));
            }
        }
        if let Some((args, _)) = best {
            return self.geo("dir_coll", &args, false, &[], time);
        }
        for (a, b) in [(p[0], p[1]), (p[1], p[2]), (p[0], p[2])] {
            if self.s.pic.same(ep(a), ep(b)) && self.s.proved_same(ep(a), ep(b)) {
                let same = self.same(a, b, time)?;
                return Ok(self.push(fact, Rule::Congruence, vec![same]));
            }
        }
        Err(self.missing(&fact, time))
    }

    pub(super) fn cyclic(&mut self, p: [Pt; 4], time: u32) -> Res<Option<usize>> {
        let fact = Fact::Cyclic(p[0], p[1], p[2], p[3]);
        if let Some(i) = self.stated_as(&fact) {
            return Ok(Some(i));
        }
        let target = p.iter().fold(0, |m, &x| m | bit(ep(x)));
        let mask = |f: &[u8; 4]| f.iter().fold(0, |m, &x| m | bit(x));
        let facts: Vec<(u32, [u8; 4])> = self
            .s
            .cyc_facts
            .iter()
            .enumerate()
            .filter(|(_, f)| f.time <= time)
            .map(|(i, f)| (i as u32, f.pts))
            .collect();
        if let Some(&(i, _)) = facts.iter().find(|(_, f)| mask(f) == target) {
            return self.circle_fact(i).map(Some);
        }
        // Every fact's triples as a base; grow the circle through the base, fewest facts first.
        let mut best: Option<([u8; 3], Growth)> = None;
        for &(_, f) in &facts {
            for skip in 0..4 {
                let base: Vec<u8> = (0..4).filter(|&k| k != skip).map(|k| f[k]).collect();
                let base = [base[0], base[1], base[2]];
                if let Some(chain) = self.grow(&facts, base, target)
                    && best.as_ref().is_none_or(|b| chain.len() < b.1.len())
                {
                    best = Some((base, chain));
                }
            }
        }
        let Some((base, chain)) = best else { return Err(self.missing(&fact, time)) };
        // on[x]: the step Cyclic(base, x)
        for (i, x) in chain {
            self.circle_fact(i)?;
            let f = self.s.cyc_facts[i as usize].pts;
            if base.iter().all(|b| f.contains(b)) {
                continue;
            }
            let through: Vec<u8> = f.iter().copied().filter(|&y| y != x).collect();
            // the base seen from the circle of the fact, then x seen from the base
            for &b in &base {
                self.transfer(base, [through[0], through[1], through[2], b], time)?;
            }
            self.transfer([through[0], through[1], through[2]], [base[0], base[1], base[2], x], time)?;
        }
        self.transfer(base, [ep(p[0]), ep(p[1]), ep(p[2]), ep(p[3])], time)
    }

    /// Cyclic(w, x, y, z) from the circle through a base.
    fn transfer(&mut self, base: [u8; 3], quad: [u8; 4], time: u32) -> Res<Option<usize>> {
        let m = quad.iter().fold(0, |m, &x| m | bit(x));
        if m.count_ones() < 4 {
            return Ok(None);
        }
        let [w, x, y, z] = quad.map(pt);
        if let Some(&i) = self.memo.get(&Fact::Cyclic(w, x, y, z).normalized()) {
            return Ok(Some(i));
        }
        let [a, b, c] = base.map(pt);
        self.geo("cyclic_trans", &[a, b, c, w, x, y, z], false, &[], time).map(Some)
    }

    /// Facts to add, in order, until the circle through the base has every target point.
    fn grow(&self, facts: &[(u32, [u8; 4])], base: [u8; 3], target: u128) -> Option<Growth> {
        if !self.s.three_distinct(base.iter().fold(0, |m, &x| m | bit(x))) {
            return None;
        }
        let mut known = base.iter().fold(0, |m, &x| m | bit(x));
        let mut from: Vec<(u8, u32, u128)> = Vec::new();
        loop {
            let before = known;
            for &(i, f) in facts {
                let m = f.iter().fold(0, |m, &x| m | bit(x));
                let new = m & !known;
                if new.count_ones() == 1 && self.s.three_distinct(m & known) {
                    from.push((new.trailing_zeros() as u8, i, m & !new));
                    known |= new;
                }
            }
            if known & target == target {
                break;
            }
            if known == before {
                return None;
            }
        }
        let mut need = target;
        let mut out = Vec::new();
        for &(x, i, deps) in from.iter().rev() {
            if need & bit(x) != 0 {
                out.push((i, x));
                need |= deps;
            }
        }
        out.reverse();
        Some(out)
    }

    fn circle_fact(&mut self, i: u32) -> Res<usize> {
        let f = self.s.cyc_facts[i as usize];
        self.expand_circle(f)
    }

    pub(super) fn same(&mut self, a: Pt, b: Pt, time: u32) -> Res<usize> {
        if let Some(i) = self.stated_as(&Fact::Same(a, b)) {
            return Ok(i);
        }
        let (x, y) = (ep(a), ep(b));
        let direct = self.s.sames.iter().copied().find(|f| f.time <= time && (f.pts == (x, y) || f.pts == (y, x)));
        if let Some(f) = direct {
            return self.expand_same(f);
        }
        // a chain: every coincidence among the twins known at the time
        let mut premises = Vec::new();
        let mut m = bit(x);
        loop {
            let before = m;
            for f in self.s.sames.clone() {
                let e = bit(f.pts.0) | bit(f.pts.1);
                if f.time <= time && m & e != 0 && m & e != e {
                    premises.push(self.expand_same(f)?);
                    m |= e;
                }
            }
            if m & bit(y) != 0 {
                return Ok(self.push(Fact::Same(a, b), Rule::Congruence, premises));
            }
            if m == before {
                return Err(self.missing(&Fact::Same(a, b), time));
            }
        }
    }
}
