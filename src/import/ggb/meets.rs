//! Intersections: of two curves with a common point, the other one; otherwise the one that the figure has.

use super::args::{Made, circle, line};
use super::branch::Place;
use super::points::within_arc;
use super::scene::{C, L, Object, Out, P, Scene, sign};
use crate::plane::{P2, along, dist, dot, norm, sub};
use std::collections::BTreeSet;

pub(super) fn lines(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (l, m) = (line(args, 0)?, line(args, 1)?);
    let on = |s: &Scene, l: L| s.carrier(l).map(|c| c.on.clone()).unwrap_or_default();
    let (on_l, on_m) = (on(s, l), on(s, m));
    let common: BTreeSet<P> = on_l.intersection(&on_m).copied().collect();
    if common.len() > 1 {
        return Err("it meets a line with itself".into());
    }
    let mut made = Vec::new();
    for out in outs {
        if let Some(p) = common.first() {
            made.push(s.known(out, *p));
            continue;
        }
        let at = s.crossing(l, m).ok_or("the lines are parallel in the figure")?;
        let text = format!("meet({}, {})", s.line_text(l), s.line_text(m));
        let p = s.defined(out, &text, at)?;
        s.put_on_line(p, l);
        s.put_on_line(p, m);
        made.push(Object::Point(p));
    }
    Ok(made)
}

pub(super) fn circle_line(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let mut turned = args.to_vec();
    turned.swap(0, 1);
    line_circle(s, &turned, outs)
}

/// Where a line meets a circle, in the figure.
fn chord(s: &Scene, l: L, center: P2, r: f64) -> Option<[P2; 2]> {
    let dir = s.carrier(l)?.dir;
    let foot = s.foot(center, l);
    let half = (r * r - dot(sub(foot, center), sub(foot, center))).max(0.0).sqrt() / norm(dir);
    Some([along(foot, dir, half), along(foot, dir, -half)])
}

pub(super) fn line_circle(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (l, c) = (line(args, 0)?, circle(args, 1)?);
    let round = s.circles.get(c).cloned().ok_or("its circle is not known")?;
    let both = chord(s, l, round.at, round.radius).ok_or("its line is not known")?;
    let place = Place::Line(l, round.at, round.radius);
    second(
        s,
        outs,
        both,
        place,
        &|s| (s.line_text(l), s.circle_text(c)),
        &|s| {
            let on = s.carrier(l).map(|c| c.on.clone()).unwrap_or_default();
            s.circles.get(c).map(|c| c.on.intersection(&on).copied().collect()).unwrap_or_default()
        },
        &|s, p| {
            s.put_on_line(p, l);
            s.put_on_circle(p, c);
            within_arc(s, p, c);
        },
    )
}

/// Where two circles meet, in the figure.
fn lens(o: P2, r: f64, p: P2, q: f64) -> [P2; 2] {
    let v = sub(p, o);
    let d = norm(v);
    let t = (d * d + r * r - q * q) / (2.0 * d);
    let h = (r * r - t * t).max(0.0).sqrt();
    let m = along(o, v, t / d);
    let n = [-v[1] / d, v[0] / d];
    [along(m, n, h), along(m, n, -h)]
}

pub(super) fn circles(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (c, d) = (circle(args, 0)?, circle(args, 1)?);
    let (Some(g), Some(h)) = (s.circles.get(c).cloned(), s.circles.get(d).cloned()) else {
        return Err("its circles are not known".into());
    };
    if g.definition == h.definition {
        return Err("it meets a circle with itself".into());
    }
    let both = lens(g.at, g.radius, h.at, h.radius);
    let common = |s: &Scene, c: C, d: C| -> BTreeSet<P> {
        match (s.circles.get(c), s.circles.get(d)) {
            (Some(c), Some(d)) => c.on.intersection(&d.on).copied().collect(),
            _ => BTreeSet::new(),
        }
    };
    let place = Place::Centres(g.center, h.center);
    second(s, outs, both, place, &|s| (s.circle_text(c), s.circle_text(d)), &|s| common(s, c, d), &|s, p| {
        s.put_on_circle(p, c);
        s.put_on_circle(p, d);
        within_arc(s, p, c);
        within_arc(s, p, d);
    })
}

/// The points that two curves have in common in the figure, one for each output.
fn second(
    s: &mut Scene,
    outs: &[Out],
    both: [P2; 2],
    place: Place,
    texts: &dyn Fn(&mut Scene) -> (String, String),
    common: &dyn Fn(&Scene) -> BTreeSet<P>,
    put: &dyn Fn(&mut Scene, P),
) -> Made {
    let there = |o: &Out| o.at.is_some_and(|p| p.iter().all(|x| x.is_finite()));
    let several = outs.iter().filter(|o| there(o)).count() > 1;
    let mut made = Vec::new();
    for out in outs {
        let known = common(s);
        if let Some(p) = out.at.and_then(|at| s.nearest(known.iter().copied(), at)) {
            made.push(s.known(out, p));
            continue;
        }
        // Where a command stands in another's argument, only the other common point is certain.
        let at = match (out.at, known.len()) {
            (Some(at), _) if there(out) => at,
            (None, 1) => {
                let k = known.first().map_or([f64::NAN; 2], |p| s.at(*p));
                if dist(both[0], k) > dist(both[1], k) { both[0] } else { both[1] }
            }
            (None, _) => {
                return Err("the file does not say which of two points is meant; give the point a label".into());
            }
            _ => {
                made.push(Object::Missing("the curves do not meet there in the figure".into()));
                continue;
            }
        };
        let [here, other] = if dist(both[0], at) <= dist(both[1], at) { both } else { [both[1], both[0]] };
        if s.is_elsewhere(here, at) {
            return Err("the file's figure has the meeting elsewhere".into());
        }
        if dist(here, other) < s.tiny() {
            return Err(
                "the curves touch in the figure, and nothing says that they do: they would have two common points"
                    .into(),
            );
        }
        let (first, second) = texts(s);
        let p = s.new_point(out, Some(at))?;
        // A point in the place of the other meeting is that meeting, whether by what was said or by a theorem.
        let there = s.nearest(known.into_iter(), other).or_else(|| s.nearest((0..p).filter(|_| !s.plain), other));
        match there {
            Some(k) => s.say(format!("point {} on {first}, {second} other than {}", sign(p), sign(k))),
            None => {
                s.say(format!("point {} on {first}, {second}", sign(p)));
                if !several {
                    s.choose(p, other, place);
                }
            }
        }
        put(s, p);
        made.push(Object::Point(p));
    }
    Ok(made)
}
