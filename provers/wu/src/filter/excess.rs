//! One equation too many: points that are free when they are placed, and have to satisfy something that is said later.
//!
//! The last such point moves along a curve; what the equation in excess is worth, is a rational function of the parameter. It is interpolated
//! from values, and its zeros are the places of that point.

use super::curve::{Place, Track, interpolated, meetings};
use super::{Run, Stage};
use crate::modular::{Dice, add, mul, quotient, rem, roots, sub, times};

/// Values from which the function is interpolated, and how many of them are there to be right about it.
const VALUES: usize = 28;
const SPARE: usize = 4;

/// Which equations of the last point place it, and which is too many.
#[derive(Clone, Copy)]
struct Roles {
    placing: [usize; 2],
    excess: usize,
}

/// The figures of one choice of free values. `None`: the equations are not of this kind.
pub(super) fn figures(stages: &[Stage], points: usize, dice: &mut Dice) -> Option<Run> {
    let mut run = Run { at: vec![[0, 0]; points], known: Vec::new(), out: Vec::new(), hidden: false };
    // As far as it goes.
    let mut moving: Option<(usize, Track)> = None;
    let mut last = None;
    for (i, stage) in stages.iter().enumerate() {
        let curves = run.curves(stage)?;
        let track = Track::of(curves.clone(), &run.known, dice);
        let found = meetings(curves, &run.known, dice)?;
        let places = run.fitting(stage, found.points);
        let Some(xy) = places.get(usize::try_from(dice.roll()).ok()?.checked_rem(places.len()).unwrap_or(0)) else {
            if found.hidden {
                run.hidden = true;
                return Some(run);
            }
            last = Some(i);
            break;
        };
        moving = track.map(|t| (i, t)).or(moving);
        run.place(stage, *xy);
    }
    let (last, (first, track)) = (last?, moving?);
    run.known.truncate(first);
    let mut roles = None;
    let (mut ts, mut values) = (Vec::new(), Vec::new());
    for _ in 0..2 * VALUES {
        let t = dice.roll();
        if let Some(value) =
            track.at(t, dice).and_then(|xy| value(&mut run, stages, (first, last), xy, &mut roles, dice))
        {
            ts.push(t);
            values.push(value);
        }
        if ts.len() == VALUES {
            break;
        }
    }
    let (numerator, denominator) = fraction(&ts, &values)?;
    let zeros = roots(numerator.clone(), dice);
    run.hidden |= zeros.len() + 1 < numerator.len();
    for t in zeros.into_iter().filter(|t| evaluated(&denominator, *t) != 0) {
        run.known.truncate(first);
        let Some(xy) = track.at(t, dice) else { continue };
        let (stage, rest) = stages.get(first..)?.split_first()?;
        if run.fitting(stage, vec![xy]).is_empty() {
            continue;
        }
        run.place(stage, xy);
        run.extend(rest, dice)?;
    }
    Some(run)
}

/// What the equation in excess is worth where the moving point has some place.
fn value(
    run: &mut Run,
    stages: &[Stage],
    (first, last): (usize, usize),
    xy: Place,
    roles: &mut Option<Roles>,
    dice: &mut Dice,
) -> Option<u64> {
    run.known.truncate(first);
    run.place(stages.get(first)?, xy);
    for stage in stages.get(first + 1..last)? {
        let curves = run.curves(stage)?;
        let found = meetings(curves, &run.known, dice)?;
        // (A choice would be one of several functions.)
        let [xy] = run.fitting(stage, found.points)[..] else { return None };
        run.place(stage, xy);
    }
    let stage = stages.get(last)?;
    let curves = run.curves(stage)?;
    let mut placed = |[a, b]: [usize; 2], dice: &mut Dice| {
        let found = meetings(vec![curves.get(a)?.clone(), curves.get(b)?.clone()], &run.known, dice)?;
        let [xy] = run.fitting(stage, found.points)[..] else { return None };
        Some(xy)
    };
    if let Some(r) = roles {
        return Some(curves.get(r.excess)?.at(placed(r.placing, dice)?));
    }
    for b in 0..curves.len() {
        for a in 0..b {
            let Some(xy) = placed([a, b], dice) else { continue };
            let excess = (0..curves.len()).find(|c| ![a, b].contains(c) && curves[*c].at(xy) != 0);
            if let Some(excess) = excess {
                *roles = Some(Roles { placing: [a, b], excess });
                return Some(curves[excess].at(xy));
            }
        }
    }
    None
}

fn evaluated(f: &[u64], x: u64) -> u64 {
    f.iter().rev().fold(0, |s, c| add(mul(s, x), *c))
}

/// The fraction of least degree with these values (by Euclid's algorithm), if they show it.
fn fraction(ts: &[u64], values: &[u64]) -> Option<(Vec<u64>, Vec<u64>)> {
    if ts.len() < VALUES {
        return None;
    }
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
    best.filter(|b| degree(b) + SPARE <= VALUES + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_from_values() {
        let mut dice = Dice::new(9);
        let ts: Vec<u64> = (0..VALUES).map(|_| dice.roll()).collect();
        // (t − 2)(t − 3)/(t² + 7)
        let n = times(&[sub(0, 2), 1], &[sub(0, 3), 1]);
        let values: Vec<u64> =
            ts.iter().map(|t| mul(evaluated(&n, *t), crate::modular::inverse(add(mul(*t, *t), 7)))).collect();
        let (n, d) = fraction(&ts, &values).expect("a fraction");
        let mut zeros = roots(n.clone(), &mut dice);
        zeros.sort_unstable();
        assert_eq!((zeros, n.len(), d.len()), (vec![2, 3], 3, 3));
        // Values of nothing simple.
        let values: Vec<u64> = (0..VALUES).map(|_| dice.roll()).collect();
        assert!(fraction(&ts, &values).is_none());
    }
}
