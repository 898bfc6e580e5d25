//! Equations too many: points that are free when they are placed, and have to satisfy something that is said later.
//!
//! Such a point moves along a curve; what the equation in excess is worth, is a rational function of the parameter (where points between have
//! several places, the product over all of them is). It is interpolated from values, and its zeros are the places of that point.

use super::Run;
use super::curve::{Place, Track, interpolated};
use crate::modular::{Dice, add, mul, quotient, rem, roots, sub, times};

/// From how many values the function is interpolated, if it is simple enough; how many of them are there to be right about it; and how often one
/// is tried.
const VALUES: [usize; 4] = [10, 16, 28, 64];
const SPARE: usize = 4;
const TRIES: usize = 320;
const SOME: usize = 32;

/// A point that moves, and the one of which too much is said, by their places in the order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub first: usize,
    last: usize,
}

/// Which equations of the last point place it, at how many places, and which is too many.
#[derive(Clone, Copy)]
struct Roles {
    placing: [usize; 2],
    places: usize,
    excess: usize,
}

/// The product of values on all branches, and how many there are.
struct Product {
    value: u64,
    branches: usize,
}

impl Run<'_> {
    /// With a point that has no place: the last point before it that may move, and does not yet.
    pub(super) fn moving(&self, last: usize, dice: &mut Dice) -> Option<Pair> {
        let used = |i: usize| self.pairs.iter().any(|p| (p.first..=p.last).contains(&i));
        let moves = |i: &usize| {
            let curves = self.stages.get(*i).and_then(|s| self.curves(s));
            curves.is_some_and(|c| Track::of(c, self.known.get(..*i).unwrap_or(&[]), dice).is_some())
        };
        let first = (0..last).rev().filter(|i| !used(*i)).find(moves)?;
        Some(Pair { first, last })
    }

    /// Places of a point that moves at which nothing is too much. `None`: it is not of this kind.
    pub(super) fn moved(&mut self, pair: Pair, dice: &mut Dice) -> Option<Vec<Place>> {
        let stage = self.stages.get(pair.first)?;
        let track = Track::of(self.curves(stage)?, &self.known, dice)?;
        let (mut ts, mut values): (Vec<u64>, Vec<u64>) = (Vec::new(), Vec::new());
        let mut roles = None;
        let mut branches = 0;
        let (mut missed, mut found) = (false, None);
        for tries in 0..TRIES {
            // Seldom enough that all branches are seen: other free values do better.
            if tries > SOME && ts.is_empty() {
                break;
            }
            let t = dice.roll();
            let Some(xy) = track.at(t, dice) else { continue };
            self.place(stage, xy);
            let mut product = Product { value: 1, branches: 0 };
            let seen = self.follow(pair.first + 1, pair.last, &mut roles, &mut product, dice);
            self.known.truncate(pair.first);
            if self.left == 0 {
                return None;
            }
            missed |= seen.is_none();
            // (Where there are fewer branches, some are in a larger field.)
            if seen.is_none() || product.branches < branches {
                continue;
            }
            if product.branches > branches {
                branches = product.branches;
                ts.clear();
                values.clear();
            }
            ts.push(t);
            values.push(product.value);
            if VALUES.contains(&ts.len()) {
                found = fraction(&ts, &values);
            }
            if found.is_some() || VALUES.last() == Some(&ts.len()) {
                break;
            }
        }
        if found.is_none() && VALUES.last().is_some_and(|n| ts.len() < *n) {
            self.hidden |= missed;
            return missed.then(Vec::new);
        }
        let (numerator, denominator) = found?;
        let zeros = roots(numerator.clone(), dice);
        // (Each may be a multiple one.)
        let rest = zeros.iter().fold(numerator, |mut f, t| {
            while f.len() > 1 && evaluated(&f, *t) == 0 {
                f = quotient(f, &[sub(0, *t), 1]);
            }
            f
        });
        if rest.len() > 1 {
            self.hidden = true;
        } else if rest.len() == 1 && !self.complete.contains(&pair.first) {
            self.complete.push(pair.first);
        }
        let zeros = zeros.into_iter().filter(|t| evaluated(&denominator, *t) != 0);
        let places = zeros.filter_map(|t| track.at(t, dice)).collect();
        Some(self.fitting(stage, places))
    }

    /// Multiplies what the equation in excess is worth on all branches. `None`: some are in a larger field, or there are none.
    fn follow(
        &mut self,
        i: usize,
        last: usize,
        roles: &mut Option<Roles>,
        product: &mut Product,
        dice: &mut Dice,
    ) -> Option<()> {
        let stage = self.stages.get(i)?;
        let curves = self.curves(stage)?;
        if i < last {
            let found = self.meetings(curves, dice)?;
            let places = self.fitting(stage, found.points);
            if found.hidden || found.free || places.is_empty() {
                return None;
            }
            for xy in places {
                self.place(stage, xy);
                let more = self.follow(i + 1, last, roles, product, dice);
                self.known.truncate(i);
                more?;
            }
            return Some(());
        }
        let mut placed = |run: &mut Self, [a, b]: [usize; 2]| {
            let found = run.meetings(vec![curves.get(a)?.clone(), curves.get(b)?.clone()], dice)?;
            let places = run.fitting(stage, found.points);
            (!found.hidden && !found.free && !places.is_empty()).then_some(places)
        };
        let worth = |c: usize, at: &[Place]| at.iter().fold(1, |w, xy| mul(w, curves.get(c).map_or(0, |f| f.at(*xy))));
        if roles.is_none() {
            for b in 0..curves.len() {
                for a in 0..b {
                    let Some(places) = placed(self, [a, b]) else { continue };
                    let excess = (0..curves.len()).find(|c| ![a, b].contains(c) && worth(*c, &places) != 0);
                    let fewer = roles.is_none_or(|r| places.len() < r.places);
                    if let Some(excess) = excess.filter(|_| fewer) {
                        *roles = Some(Roles { placing: [a, b], places: places.len(), excess });
                    }
                }
            }
        }
        let r = (*roles)?;
        let places = placed(self, r.placing)?;
        product.value = mul(product.value, worth(r.excess, &places));
        product.branches += places.len();
        Some(())
    }
}

fn evaluated(f: &[u64], x: u64) -> u64 {
    f.iter().rev().fold(0, |s, c| add(mul(s, x), *c))
}

/// The fraction of least degree with these values (by Euclid's algorithm), if they show it.
fn fraction(ts: &[u64], values: &[u64]) -> Option<(Vec<u64>, Vec<u64>)> {
    let all = ts.iter().fold(vec![1], |f, t| times(&f, &[sub(0, *t), 1]));
    let (mut r, mut s) = ([all, interpolated(ts, values)], [Vec::new(), vec![1]]);
    let mut best: Option<(Vec<u64>, Vec<u64>)> = None;
    let degree = |(n, d): &(Vec<u64>, Vec<u64>)| n.len() + d.len();
    while !r[1].is_empty() {
        let row = (r[1].clone(), s[1].clone());
        if best.as_ref().is_none_or(|b| degree(&row) < degree(b)) {
            best = Some(row);
        }
        let q = quotient(r[0].clone(), &r[1]);
        let next = rem(r[0].clone(), &r[1]);
        let product = times(&q, &s[1]);
        let mut other = s[0].clone();
        other.resize(other.len().max(product.len()), 0);
        other.iter_mut().zip(&product).for_each(|(x, y)| *x = sub(*x, *y));
        crate::modular::trim(&mut other);
        r = [std::mem::take(&mut r[1]), next];
        s = [std::mem::take(&mut s[1]), other];
    }
    best.filter(|b| degree(b) + SPARE <= ts.len() + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COUNT: usize = 28;

    #[test]
    fn fractions_from_values() {
        let mut dice = Dice::new(9);
        let ts: Vec<u64> = (0..COUNT).map(|_| dice.roll()).collect();
        // (t − 2)(t − 3)/(t² + 7)
        let n = times(&[sub(0, 2), 1], &[sub(0, 3), 1]);
        let values: Vec<u64> =
            ts.iter().map(|t| mul(evaluated(&n, *t), crate::modular::inverse(add(mul(*t, *t), 7)))).collect();
        let (n, d) = fraction(&ts, &values).expect("a fraction");
        let mut zeros = roots(n.clone(), &mut dice);
        zeros.sort_unstable();
        assert_eq!((zeros, n.len(), d.len()), (vec![2, 3], 3, 3));
        // Values of nothing simple.
        let values: Vec<u64> = (0..COUNT).map(|_| dice.roll()).collect();
        assert!(fraction(&ts, &values).is_none());
    }
}
