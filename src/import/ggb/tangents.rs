//! Tangents and polars. Their points of contact are points of the theorem; an intersection with the circle gives them their labels.

use super::args::{Made, circle, line, one, point};
use super::branch::Place;
use super::curves::is_on;
use super::scene::{C, Object, Out, P, Scene, Shape, sign};
use crate::plane::{P2, along, dist, dot, norm, sub};

/// How far a point is from the line of an output, in the figure.
fn off(line: [f64; 3], p: P2) -> f64 {
    (line[0] * p[0] + line[1] * p[1] + line[2]).abs() / line[0].hypot(line[1])
}

pub(super) fn to_point(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let mut turned = args.to_vec();
    turned.swap(0, 1);
    from_point(s, &turned, outs)
}

pub(super) fn from_point(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (p, c) = (point(args, 0)?, circle(args, 1)?);
    let round = s.circles.get(c).cloned().ok_or("its circle is not known")?;
    let (at, v) = (s.at(p), sub(s.at(p), round.at));
    if is_on(s, p, c) {
        let definition = format!("tangent_line({}, {})", sign(p), s.circle_text(c));
        let l = Object::Line(s.line(one(outs)?, definition, &[p], at, [-v[1], v[0]]));
        return Ok(same_or_missing(outs, l));
    }
    if (norm(v) - round.radius).abs() < s.tiny() {
        // That the point is on the circle may be the theorem: it must not be said.
        let definition = format!("perpendicular_line({}, line({}, {}))", sign(p), s.center_text(c), sign(p));
        let l = Object::Line(s.line(one(outs)?, definition, &[p], at, [-v[1], v[0]]));
        return Ok(same_or_missing(outs, l));
    }
    if norm(v) < round.radius {
        return Err("its point is inside the circle in the figure".into());
    }
    let key = (p, round.definition.clone());
    let contacts = match s.contacts.get(&key) {
        Some(t) => *t,
        None => {
            let t = (round.radius / norm(v)).powi(2);
            let h = (round.radius.powi(2) / dot(v, v) * (1.0 - t)).sqrt();
            let [m, n] = [along(round.at, v, t), [-v[1] * h, v[0] * h]];
            let text = s.circle_text(c);
            let x = s.new_point(&Out::default(), Some(along(m, n, 1.0)))?;
            let y = s.new_point(&Out::default(), Some(along(m, n, -1.0)))?;
            s.say(format!("point {}, {} = tangent_points({}, {text})", sign(x), sign(y), sign(p)));
            if let [out] = outs
                && let Some(eq) = out.line
            {
                // One of the two alone: which, is a choice.
                let (here, other) = if off(eq, s.at(x)) < off(eq, s.at(y)) { (x, y) } else { (y, x) };
                let place = s.at(other);
                s.choose(here, place, Place::Centres(round.center, Some(p)));
            }
            for t in [x, y] {
                s.put_on_circle(t, c);
            }
            s.contacts.insert(key, [x, y]);
            [x, y]
        }
    };
    let mut left = contacts.to_vec();
    let mut made = Vec::new();
    for out in outs {
        let by = |t: &P| out.line.map_or(0.0, |eq| off(eq, s.at(*t)));
        let Some(i) = (0..left.len()).min_by(|i, j| by(&left[*i]).total_cmp(&by(&left[*j]))) else {
            made.push(Object::Missing("there are two tangents".into()));
            continue;
        };
        let t = left.remove(i);
        made.push(Object::Line(s.through(p, t, Shape::Whole)?));
    }
    Ok(made)
}

/// One line for the outputs that the figure has: from a point of a circle there is one tangent.
fn same_or_missing(outs: &[Out], l: Object) -> Vec<Object> {
    let there = |o: &Out| o.line.is_none_or(|eq| eq.iter().all(|x| x.is_finite()));
    let missing = || Object::Missing("there is one tangent".into());
    outs.iter().map(|o| if there(o) { l.clone() } else { missing() }).collect()
}

/// The two tangents that are parallel to a line.
pub(super) fn along_line(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (l, c) = (line(args, 0)?, circle(args, 1)?);
    let round = s.circles.get(c).cloned().ok_or("its circle is not known")?;
    let dir = s.carrier(l).map(|c| c.dir).ok_or("its line is not known")?;
    let normal = [-dir[1] / norm(dir), dir[0] / norm(dir)];
    let [x, y] = [along(round.at, normal, round.radius), along(round.at, normal, -round.radius)];
    let mut made = Vec::new();
    let mut before: Option<P> = None;
    for out in outs {
        let eq = out
            .line
            .filter(|eq| eq.iter().all(|x| x.is_finite()))
            .ok_or("the file does not say which tangent it is")?;
        let (here, other) = if off(eq, x) < off(eq, y) { (x, y) } else { (y, x) };
        let text = format!("perpendicular_line({}, {}), {}", s.center_text(c), s.line_text(l), s.circle_text(c));
        let t = s.new_point(&Out::default(), Some(here))?;
        match before {
            Some(b) => s.say(format!("point {} on {text} other than {}", sign(t), sign(b))),
            None => {
                s.say(format!("point {} on {text}", sign(t)));
                if outs.len() == 1 {
                    s.choose(t, other, Place::Anywhere);
                }
            }
        }
        before = Some(t);
        s.put_on_circle(t, c);
        let definition = format!("tangent_line({}, {})", sign(t), s.circle_text(c));
        made.push(Object::Line(s.line(out, definition, &[t], here, dir)));
    }
    Ok(made)
}

/// A common tangent in the figure: where it touches the two circles.
fn touching(o: P2, r: f64, p: P2, q: f64, inner: bool, side: f64) -> Option<[P2; 2]> {
    let v = sub(p, o);
    let d = norm(v);
    let q = if inner { -q } else { q };
    let cos = (r - q) / d;
    let sin = (1.0 - cos * cos).sqrt() * side;
    let u = [v[0] / d, v[1] / d];
    let n = [u[0] * cos - u[1] * sin, u[1] * cos + u[0] * sin];
    (sin.is_finite() && sin != 0.0).then(|| [along(o, n, r), along(p, n, q)])
}

pub(super) fn common(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (c, d) = (circle(args, 0)?, circle(args, 1)?);
    let (Some(g), Some(h)) = (s.circles.get(c).cloned(), s.circles.get(d).cloned()) else {
        return Err("its circles are not known".into());
    };
    let mut before: Vec<(bool, P)> = Vec::new();
    let mut made = Vec::new();
    for out in outs {
        let Some(eq) = out.line.filter(|eq| eq.iter().all(|x| x.is_finite())) else {
            made.push(Object::Missing("the figure does not have that tangent".into()));
            continue;
        };
        let all = [(false, 1.0), (false, -1.0), (true, 1.0), (true, -1.0)];
        let touches = |k: (bool, f64)| touching(g.at, g.radius, h.at, h.radius, k.0, k.1).map(|t| (k, t));
        let found = all.into_iter().filter_map(touches).find(|(_, t)| t.iter().all(|p| off(eq, *p) < s.tiny()));
        let ((inner, side), [x, y]) = found.ok_or("the file's figure has a tangent elsewhere")?;
        let word = if inner { "internal_tangent" } else { "external_tangent" };
        let (first, second) = (s.circle_text(c), s.circle_text(d));
        let (p, q) = (s.new_point(&Out::default(), Some(x))?, s.new_point(&Out::default(), Some(y))?);
        s.say(format!("point {}, {} = {word}({first}, {second})", sign(p), sign(q)));
        match before.iter().find(|b| b.0 == inner) {
            Some((_, b)) => s.say(format!("assume {} != {}", sign(p), sign(*b))),
            None => {
                let both = outs.iter().filter(|o| o.line.is_some()).count() > 2
                    || outs.len() == 2 && outs.iter().all(|o| o.line.is_some());
                if !both && let Some([other, _]) = touching(g.at, g.radius, h.at, h.radius, inner, -side) {
                    s.choose(p, other, Place::Centres(g.center, h.center));
                }
            }
        }
        before.push((inner, p));
        s.put_on_circle(p, c);
        s.put_on_circle(q, d);
        made.push(Object::Line(s.through(p, q, Shape::Whole)?));
    }
    Ok(made)
}

fn polar_line(s: &mut Scene, p: P, c: C, out: &Out) -> Made {
    let round = s.circles.get(c).cloned().ok_or("its circle is not known")?;
    let v = sub(s.at(p), round.at);
    if dist(s.at(p), round.at) <= s.tiny() {
        return Err("its point is the centre of the circle".into());
    }
    if is_on(s, p, c) {
        return from_point(s, &[Object::Point(p), Object::Circle(c)], std::slice::from_ref(out));
    }
    let definition = format!("polar({}, {})", sign(p), s.circle_text(c));
    let at = along(round.at, v, round.radius.powi(2) / dot(v, v));
    Ok(vec![Object::Line(s.line(out, definition, &[], at, [-v[1], v[0]]))])
}

pub(super) fn polar(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    polar_line(s, point(args, 0)?, circle(args, 1)?, one(outs)?)
}

pub(super) fn polar_of(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    polar_line(s, point(args, 1)?, circle(args, 0)?, one(outs)?)
}
