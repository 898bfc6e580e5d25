//! From a linear combination to a chain of equalities.
//!
//! A certificate says `claim = Σ λᵢ·premiseᵢ`. A person would rather read
//! `∡ACB = ∡AEB = … = ∡ADB`: start from one side of the claim, use up the premises
//! one by one, arrive at the other side. The order of the premises, the side to start from, and
//! for two equal lines or lengths a third to measure them against, are searched so that the
//! expressions in between stay short.

use euclase_grammar::core::{Pt, Q};
use num_traits::{One, ToPrimitive};

use super::expr;
use super::linear::{Kind, Lin};

/// A chain: where it starts, then for each link the premise used and the expression reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// First expression.
    pub start: Lin,
    /// (index of the premise, expression after using it).
    pub links: Vec<(usize, Lin)>,
    /// Both ends are measured against a third line or length, which is not in the claim.
    pub helped: bool,
    /// How hard it is to read: to compare.
    pub cost: u32,
}

/// More premises than this are ordered by a beam search.
const EXACT: usize = 7;
/// Orders kept by the beam search, and first expressions it is started from.
const BEAM: usize = 6;
const STARTS: usize = 4;
/// More premises than this are listed, not chained.
const MOST: usize = 24;
/// Longer expressions than this make a chain unreadable.
const WORST: u32 = 70;
/// The same in a long chain, where the list of all its equations would be worse.
const WORST_LONG: u32 = 150;

/// Orders the premises (with their multipliers) into a chain that proves `claim = 0`. `third` are
/// lines or lengths on both sides of the claim as it is written: the best to measure against.
pub fn find(claim: &Lin, premises: &[(Q, Lin)], third: &[(Pt, Pt)]) -> Option<Chain> {
    if premises.is_empty() || premises.len() > MOST || claim.terms.is_empty() {
        return None;
    }
    let mut rest = claim.clone();
    for (k, p) in premises {
        rest.add(&-k, p);
    }
    if !rest.is_zero() {
        return None;
    }
    let space = Space::new(claim, premises, third)?;
    let mut best: Option<(u32, Vec<usize>, Vec<i64>)> = None;
    let mut starts = space.starts(third);
    starts.sort_by_key(|(price, e)| price + space.weight(e));
    starts.truncate(if premises.len() > EXACT { STARTS } else { 2 * STARTS });
    for (price, start) in starts {
        let found = if premises.len() <= EXACT { space.exact(&start) } else { space.beam(&start) };
        if let Some((cost, order)) = found
            && best.as_ref().is_none_or(|b| cost + price < b.0)
        {
            best = Some((cost + price, order, start));
        }
    }
    let (cost, order, start) = best?;
    let start = space.lin(&start);
    let helped = start.terms.keys().any(|p| !claim.terms.contains_key(p));
    let mut at = start.clone();
    let mut links = Vec::new();
    for i in order {
        at.add(&-&premises[i].0, &premises[i].1);
        links.push((i, at.clone()));
    }
    Some(Chain { start, links, helped, cost })
}

/// As [`find`], but where the multipliers are fractions, also for a multiple of the claim with
/// whole ones: `AK² = KM · KN = BK²` reads better than a chain of square roots. The second
/// result is the factor. (Directions are never divided, so they need none.)
pub fn find_multiple(claim: &Lin, premises: &[(Q, Lin)], third: &[(Pt, Pt)]) -> Option<(Chain, Q)> {
    let plain = find(claim, premises, third).map(|c| (c, Q::one()));
    let whole = |n: &i64| {
        let n = Q::from_integer((*n).into());
        premises.iter().all(|(k, _)| (k * &n).is_integer())
    };
    let Some(factor) = (1..=4).find(whole).filter(|n| *n > 1) else {
        return plain;
    };
    let factor = Q::from_integer(factor.into());
    let mut multiple = Lin::zero(claim.kind);
    multiple.add(&factor, claim);
    let premises: Vec<(Q, Lin)> = premises.iter().map(|(k, p)| (k * &factor, p.clone())).collect();
    let whole = find(&multiple, &premises, third).map(|c| (c, factor));
    [whole, plain].into_iter().flatten().min_by_key(|(c, _)| c.cost)
}

/// The search runs over vectors of small integers: coefficients times a common denominator.
/// Constants play no part in it.
struct Space {
    kind: Kind,
    pairs: Vec<(Pt, Pt)>,
    unit: i64,
    claim: Vec<i64>,
    /// What using each premise adds to the expression.
    moves: Vec<Vec<i64>>,
}

impl Space {
    fn new(claim: &Lin, premises: &[(Q, Lin)], third: &[(Pt, Pt)]) -> Option<Space> {
        let scaled: Vec<Lin> = premises
            .iter()
            .map(|(k, p)| {
                let mut e = Lin::zero(p.kind);
                e.add(&-k, p);
                e
            })
            .collect();
        let all = || scaled.iter().chain([claim]);
        let mut pairs: Vec<(Pt, Pt)> = all().flat_map(|e| e.terms.keys().copied()).collect();
        pairs.extend(third);
        pairs.sort();
        pairs.dedup();
        let mut unit: i64 = 1;
        for q in all().flat_map(|e| e.terms.values()) {
            let d = q.denom().to_i64()?;
            unit = unit.checked_mul(d / gcd(unit, d))?;
        }
        let vector = |e: &Lin| -> Option<Vec<i64>> {
            let entry = |p: &(Pt, Pt)| match e.terms.get(p) {
                None => Some(0),
                Some(q) => (q * Q::from_integer(unit.into())).to_integer().to_i32().map(i64::from),
            };
            pairs.iter().map(entry).collect()
        };
        let moves = scaled.iter().map(&vector).collect::<Option<_>>()?;
        let claim_vector = vector(claim)?;
        Some(Space { kind: claim.kind, claim: claim_vector, unit, moves, pairs })
    }

    fn lin(&self, v: &[i64]) -> Lin {
        let mut e = Lin::zero(self.kind);
        let terms = self.pairs.iter().zip(v).filter(|(_, x)| **x != 0);
        e.terms.extend(terms.map(|(p, x)| (*p, Q::new((*x).into(), self.unit.into()))));
        e
    }

    /// First expressions worth trying, with a price for the unusual ones.
    fn starts(&self, third: &[(Pt, Pt)]) -> Vec<(u32, Vec<i64>)> {
        let on: Vec<usize> = (0..self.pairs.len()).filter(|i| self.claim[*i] != 0).collect();
        let side = |keep: &dyn Fn(usize) -> bool| -> Vec<i64> {
            let mut e = vec![0; self.pairs.len()];
            for (_, i) in on.iter().enumerate().filter(|(k, _)| keep(*k)) {
                e[*i] = self.claim[*i];
            }
            e
        };
        if on.len() > 6 {
            return vec![(0, side(&|k| self.claim[on[k]] > 0))];
        }
        let masks = 1usize..1 << on.len();
        let mut out: Vec<(u32, Vec<i64>)> = masks.map(|mask| (0, side(&|k| mask >> k & 1 == 1))).collect();
        if on.len() == 2 && matches!(self.kind, Kind::Dir | Kind::Log) {
            // Two lines, or two lengths: measured against a third.
            for h in (0..self.pairs.len()).filter(|h| !on.contains(h)) {
                let mut e = side(&|k| k == 0);
                e[h] = -self.claim[on[0]];
                out.push((if third.contains(&self.pairs[h]) { 0 } else { 6 }, e));
            }
        }
        out
    }

    /// How hard an expression is to read; about ten for a simple angle or ratio.
    fn weight(&self, e: &[i64]) -> u32 {
        let small = |x: u64| u32::try_from(x).unwrap_or(99).min(99);
        let unit = self.unit.unsigned_abs();
        let size: u32 = e.iter().map(|x| small(x.unsigned_abs().div_ceil(unit))).sum();
        let broken = e.iter().filter(|x| **x % self.unit != 0).count() as u32;
        let total: i64 = e.iter().sum();
        let shape = match self.kind {
            Kind::Dir if total != 0 || broken > 0 => 80 + 20 * size,
            Kind::Dir => {
                let n = (size / 2) as usize;
                let known = [14, 10, 30, 60];
                let many = known.get(n).copied().unwrap_or(60 + 40 * small(n as u64));
                many + 4 * self.apart(e)
            }
            Kind::Log | Kind::Len | Kind::Sq => {
                let known = [14, 9, 10, 20, 26];
                let w = known.get(size as usize).copied().unwrap_or(20 * size);
                // 1/AB, or AB·CD·EF/GH, is not what anyone writes first.
                let odd = total < 0 || self.kind == Kind::Log && total > 2 * self.unit;
                if odd { w + 20 } else { w }
            }
        };
        shape + 25 * broken
    }

    /// Of the angles in a balanced sum of directions, how many have no vertex in common.
    fn apart(&self, e: &[i64]) -> u32 {
        let lines = |sign: i64| {
            let on = (0..e.len()).filter(move |i| e[*i] * sign > 0);
            on.flat_map(move |i| std::iter::repeat_n(self.pairs[i], (e[i] * sign).min(9) as usize))
        };
        let mut plus: Vec<(Pt, Pt)> = lines(1).collect();
        let mut apart = 0;
        for m in lines(-1) {
            match plus.iter().position(|p| expr::common(m, *p).is_some()) {
                Some(i) => {
                    plus.remove(i);
                }
                None => apart += 1,
            }
        }
        apart
    }

    fn step(&self, e: &[i64], i: usize) -> Vec<i64> {
        e.iter().zip(&self.moves[i]).map(|(x, m)| x + m).collect()
    }

    /// Best order of all, over subsets of the premises.
    fn exact(&self, start: &[i64]) -> Option<(u32, Vec<usize>)> {
        let n = self.moves.len();
        let full = (1usize << n) - 1;
        // For each subset: its expression, the least cost of reaching it, the last premise used.
        let mut at: Vec<Vec<i64>> = vec![start.to_vec()];
        let mut cost = vec![(u32::MAX, 0usize); full + 1];
        let first = self.weight(start);
        if first > WORST {
            return None;
        }
        // The first expression stands for the whole, so it counts twice.
        cost[0] = (2 * first, 0);
        for mask in 1..=full {
            let e = self.step(&at[mask & (mask - 1)], mask.trailing_zeros() as usize);
            let w = self.weight(&e);
            at.push(e);
            if w > WORST {
                continue;
            }
            for i in (0..n).filter(|i| mask >> i & 1 == 1) {
                let before = cost[mask & !(1 << i)].0;
                if before != u32::MAX && before + w < cost[mask].0 {
                    cost[mask] = (before + w, i);
                }
            }
        }
        if cost[full].0 == u32::MAX {
            return None;
        }
        let mut order = Vec::new();
        let mut mask = full;
        while mask != 0 {
            let i = cost[mask].1;
            order.push(i);
            mask &= !(1 << i);
        }
        order.reverse();
        Some((cost[full].0, order))
    }

    /// A good order of many premises: the best few beginnings are kept at each length.
    fn beam(&self, start: &[i64]) -> Option<(u32, Vec<usize>)> {
        let n = self.moves.len();
        let mut front: Vec<(u32, Vec<usize>, Vec<i64>)> = vec![(2 * self.weight(start), Vec::new(), start.to_vec())];
        for _ in 0..n {
            let mut next: Vec<(u32, Vec<usize>, Vec<i64>)> = Vec::new();
            for (cost, order, e) in &front {
                for i in (0..n).filter(|i| !order.contains(i)) {
                    let after = self.step(e, i);
                    let w = self.weight(&after);
                    if w <= WORST_LONG {
                        let mut order = order.clone();
                        order.push(i);
                        next.push((cost + w, order, after));
                    }
                }
            }
            next.sort_by(|a, b| (a.0, &a.1).cmp(&(b.0, &b.1)));
            // Two orders of one set leave one expression.
            let mut seen: Vec<Vec<i64>> = Vec::new();
            next.retain(|(_, _, e)| {
                let new = seen.len() < BEAM && !seen.contains(e);
                if new {
                    seen.push(e.clone());
                }
                new
            });
            front = next;
        }
        front.into_iter().next().map(|(cost, order, _)| (cost, order))
    }
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{Build, half, q};
    use euclase_grammar::core::Fact;

    fn t() -> Build {
        let mut t = Build::new("t");
        for n in ["A", "B", "C", "D", "E", "F"] {
            t = t.pt(n, 0., 0.);
        }
        t
    }

    fn run(claim: Fact, premises: &[(i64, Fact)]) -> Option<String> {
        let t = t();
        let premises: Vec<(Q, Lin)> = premises.iter().map(|(k, f)| (q(*k), Lin::of(f).unwrap())).collect();
        let c = find(&Lin::of(&claim).unwrap(), &premises, &[])?;
        let mut out = expr::show(&c.start, &t.thm);
        for (i, e) in c.links {
            out += &format!(" ={i} {}", expr::show(&e, &t.thm));
        }
        Some(out)
    }

    #[test]
    fn an_angle_chase_passes_from_angle_to_angle() {
        let t = t();
        let eq = |a: &str, b: &str, c: &str, d: &str| t.dir(&[(1, b), (-1, a), (-1, d), (1, c)], q(0));
        // ∡BAC = ∡BDC, ∡BFC = ∡BEC, ∡BDC = ∡BEC, given out of order.
        let premises =
            [(-1, eq("FB", "FC", "EB", "EC")), (1, eq("AB", "AC", "DB", "DC")), (1, eq("DB", "DC", "EB", "EC"))];
        let got = run(eq("AB", "AC", "FB", "FC"), &premises).unwrap();
        assert_eq!(got, "∡BAC =1 ∡BDC =2 ∡BEC =0 ∡BFC");
    }

    #[test]
    fn square_roots_are_avoided() {
        let t = t();
        // AB² = CD·EF and AC² = CD·EF, so AB = AC.
        let power = |k: &str| Lin::of(&t.log(&[(2, k), (-1, "CD"), (-1, "EF")])).unwrap();
        let premises = [(half(), power("AB")), (-half(), power("AC"))];
        let claim = Lin::of(&t.log(&[(1, "AB"), (-1, "AC")])).unwrap();
        let (chain, factor) = find_multiple(&claim, &premises, &[]).unwrap();
        let shown: Vec<String> = chain.links.iter().map(|(_, e)| expr::show(e, &t.thm)).collect();
        assert_eq!((factor, expr::show(&chain.start, &t.thm)), (q(2), "AB²".to_string()));
        assert_eq!(shown, ["CD · EF", "AC²"]);
    }

    #[test]
    fn parallels_are_compared_with_a_third_line() {
        let t = t();
        let eq = |a: &str, b: &str, c: &str, d: &str| t.dir(&[(1, b), (-1, a), (-1, d), (1, c)], q(0));
        let claim = t.para("AB", "DE");
        let premises = [(1, eq("AC", "AB", "FC", "FB")), (1, eq("FC", "FB", "AC", "DE"))];
        assert_eq!(run(claim, &premises).unwrap(), "∡CAB =0 ∡CFB =1 ∡(AC, DE)");
    }

    #[test]
    fn ratios_and_constants() {
        let t = t();
        let claim = t.log(&[(1, "AB"), (-1, "CD")]);
        let premises = [
            (1, t.log(&[(1, "AB"), (-1, "EF"), (-1, "BC"), (1, "AC")])),
            (1, t.log(&[(-1, "CD"), (1, "EF"), (1, "BC"), (-1, "AC")])),
        ];
        assert_eq!(run(claim, &premises).unwrap(), "AB/BC =0 EF/AC =1 CD/BC");
        let right = t.perp("AB", "CD");
        let premises = [(1, t.perp("AB", "EF")), (1, t.para("EF", "CD"))];
        let got = run(right, &premises).unwrap();
        assert!(got.ends_with("90°"), "{got}");
        // Multipliers that do not add up to the claim give no chain.
        assert_eq!(run(t.perp("AB", "CD"), &[(2, t.perp("AB", "EF")), (1, t.para("EF", "CD"))]), None);
        assert!(half() < q(1));
    }
}
