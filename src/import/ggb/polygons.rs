//! Polygons: their corners are points, their sides are segments.

use super::args::{Made, count, points, polygon as corners_of, two};
use super::number::Q;
use super::points::centroid as centroid_of;
use super::scene::{Object, Out, P, Scene, Shape, list, sign};
use crate::plane::{P2, sub};

/// Largest regular polygon.
const CORNERS: usize = 60;

/// The outputs of a polygon command: the polygon itself, the corners that it makes, its sides.
fn outputs(s: &mut Scene, corners: &[P], made: &[P], outs: &[Out]) -> Made {
    let mut sides = Vec::new();
    for i in 0..corners.len() {
        if let (Some(a), Some(b)) = (corners.get(i), corners.get((i + 1) % corners.len())) {
            sides.push((*a, *b));
        }
    }
    let (mut sides, mut made) = (sides.into_iter(), made.iter());
    let mut all = Vec::new();
    for (i, out) in outs.iter().enumerate() {
        let is_point = out.kind == "point";
        all.push(match () {
            () if i == 0 => Object::Polygon(corners.to_vec()),
            () if is_point => {
                made.next().map_or(Object::Missing("it has no further corner".into()), |p| s.known(out, *p))
            }
            () => match sides.next() {
                Some((a, b)) => Object::Line(s.through(a, b, Shape::Segment)?),
                None => Object::Missing("it has no further side".into()),
            },
        });
    }
    Ok(all)
}

pub(super) fn polygon(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let corners = points(args)?;
    outputs(s, &corners, &[], outs)
}

pub(super) fn regular(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = two(args)?;
    let n = count(args, 2)?;
    if !(3..=CORNERS).contains(&n) {
        return Err(format!("a regular polygon of {n} corners is not read; of 3 to {CORNERS}"));
    }
    let fresh: Vec<&Out> = outs.iter().filter(|o| o.kind == "point").collect();
    let none = Out::default();
    let mut corners = vec![a, b];
    let turn = |p: P2, q: P2| {
        let v = sub(q, p);
        let t = std::f64::consts::TAU / n as f64;
        [q[0] + v[0] * t.cos() - v[1] * t.sin(), q[1] + v[1] * t.cos() + v[0] * t.sin()]
    };
    for k in 2..n {
        let at = turn(s.at(corners[k - 2]), s.at(corners[k - 1]));
        corners.push(s.new_point(fresh.get(k - 2).copied().unwrap_or(&none), Some(at))?);
    }
    match *corners.as_slice() {
        [a, b, x] => s.say(format!("point {} = counterclockwise_equilateral({})", sign(x), list(&[a, b]))),
        [a, b, x, y] => s.say(format!("point {} = counterclockwise_square({})", list(&[x, y]), list(&[a, b]))),
        _ => {
            // At each corner the next one is the last but one, turned with the clock by the angle of the polygon.
            let angle = Q::new(180 * (n as i128 - 2), n as i128).ok_or("its angle is not known")?;
            for w in corners.windows(3) {
                if let [p, q, x] = w {
                    s.say(format!("point {} = rotation({}, {})", sign(*x), list(&[*p, *q]), degrees(angle.neg())));
                }
            }
        }
    }
    let made = corners.get(2..).unwrap_or_default().to_vec();
    outputs(s, &corners, &made, outs)
}

/// An angle as the language writes it.
pub(super) fn degrees(q: Q) -> String {
    let text = q.to_string();
    match text.split_once('/') {
        Some((num, den)) => format!("{num} deg/{den}"),
        None => format!("{text} deg"),
    }
}

pub(super) fn centroid(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    match corners_of(args, 0)? {
        [a, b, c] => {
            let all = [*a, *b, *c].map(Object::Point);
            centroid_of(s, &all, outs)
        }
        _ => Err("the centroid of a polygon with more than three corners is not known here".into()),
    }
}

pub(super) fn vertices(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let corners = corners_of(args, 0)?.to_vec();
    let first = if args.len() > 1 { count(args, 1)?.checked_sub(1).ok_or("corners are counted from 1")? } else { 0 };
    let found = outs.iter().enumerate().map(|(i, out)| match corners.get(first + i) {
        Some(p) => s.known(out, *p),
        None => Object::Missing("it has no such corner".into()),
    });
    Ok(found.collect())
}
