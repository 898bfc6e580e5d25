//! Vectors, and the transformations of points, lines, circles and polygons.

use super::args::{Made, circle, ends, line, plain, point, two};
use super::number::Q;
use super::points::{add, weighted};
use super::polygons::degrees;
use super::scene::{C, L, Number, Object, Out, P, Scene, Shape, Weights, list, sign, word};
use crate::plane::{P2, along, cross, dist, dot, sub};

pub(super) fn vector_of(s: &[P; 2]) -> Weights {
    Weights::from([(s[0], Q::whole(-1)), (s[1], Q::whole(1))])
}

pub(super) fn vector(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    Ok(vec![Object::Vector(vector_of(&two(args)?))])
}

/// From one known point of a line to another.
pub(super) fn direction_of(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let l = line(args, 0)?;
    let pair = s.lines.get(l).and_then(|l| l.pair);
    let on: Vec<P> = s.carrier(l).map(|c| c.on.iter().copied().collect()).unwrap_or_default();
    match (pair, on.as_slice()) {
        (Some(pair), _) => Ok(vec![Object::Vector(vector_of(&pair))]),
        (None, [a, b, ..]) => Ok(vec![Object::Vector(vector_of(&[*a, *b]))]),
        _ => Err("its line is not known by two points; put a second point on it".into()),
    }
}

pub(super) fn element(_: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let Some(Object::List(all)) = args.first() else { return Err("it wants a list".into()) };
    let n = super::args::count(args, 1)?;
    let found = n.checked_sub(1).and_then(|i| all.get(i)).cloned();
    found.map(|o| vec![o]).ok_or_else(|| format!("its list has no element {n}"))
}

/// A map of the plane.
#[derive(Clone, Debug)]
enum Move {
    Line(L),
    Point(P),
    Circle(C),
    Turn(Q, P),
    /// By an angle of the figure.
    Angle([P; 3], P),
    Shift(Weights),
    Dilate(Q, P),
}

pub(super) fn mirror(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let by = match args.get(1) {
        Some(Object::Line(l)) => Move::Line(*l),
        Some(Object::Point(p)) => Move::Point(*p),
        _ => Move::Circle(circle(args, 1)?),
    };
    moved(s, &by, args, outs)
}

pub(super) fn rotate(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let o = point(args, 2)?;
    let by = match args.get(1) {
        Some(Object::Number(Number::Angle(t))) => Move::Angle(*t, o),
        Some(Object::Number(Number::Degrees(q))) => turn(*q, o)?,
        Some(Object::Number(Number::Plain(q))) => {
            // Radians.
            let d = Q::near(q.value().to_degrees()).ok_or("its angle is no fraction of degrees; write it with °")?;
            turn(d, o)?
        }
        _ => return Err("its angle is neither written down nor an angle of the figure".into()),
    };
    moved(s, &by, args, outs)
}

fn turn(q: Q, o: P) -> Result<Move, String> {
    let q = q.turned().ok_or("its angle has too many digits")?;
    match q.value() {
        0.0 => Err("it turns by 0°".into()),
        180.0 => Ok(Move::Point(o)),
        _ => Ok(Move::Turn(q, o)),
    }
}

pub(super) fn translate(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let by = Move::Shift(super::args::vector(args, 1)?.clone());
    moved(s, &by, args, outs)
}

pub(super) fn dilate(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let by = Move::Dilate(plain(args, 1)?, point(args, 2)?);
    moved(s, &by, args, outs)
}

/// The image of an object. Of a polygon, the outputs are the polygon, then its corners and sides.
fn moved(s: &mut Scene, by: &Move, args: &[Object], outs: &[Out]) -> Made {
    let none = Out::default();
    let out = outs.first().unwrap_or(&none);
    match args.first() {
        Some(Object::Point(p)) => Ok(vec![image(s, by, *p, out)?]),
        Some(Object::Line(_)) => {
            let l = line(args, 0)?;
            let of = s.lines.get(l).cloned().ok_or("its line is not known")?;
            let on: Vec<P> = s.carrier(l).map(|c| c.on.iter().copied().collect()).unwrap_or_default();
            let [a, b] = match (of.pair, on.as_slice()) {
                (Some(pair), _) => pair,
                (None, [a, b, ..]) => [*a, *b],
                _ => return Err("its line is not known by two points; put a second point on it".into()),
            };
            let (a, b) = (point_image(s, by, a)?, point_image(s, by, b)?);
            let made = Object::Line(s.through(a, b, of.shape)?);
            Ok(named_points(s, outs, &[a, b], made))
        }
        Some(Object::Circle(_)) => {
            if matches!(by, Move::Circle(_)) {
                return Err("the inverse of a circle is not known here".into());
            }
            let c = circle(args, 0)?;
            let on = s.circles.get(c).and_then(|c| c.on.first().copied());
            let on = on.ok_or("its circle is not known by a point; put a point on it")?;
            let center = super::points::center(s, &[Object::Circle(c)], &[Out::default()])?;
            let o = point_image(s, by, point(&center, 0)?)?;
            let a = point_image(s, by, on)?;
            super::curves::circle_point(s, &[Object::Point(o), Object::Point(a)], std::slice::from_ref(out))
        }
        Some(Object::Polygon(corners)) => {
            let mut new = Vec::new();
            let labels: Vec<&Out> = outs.iter().filter(|o| o.kind == "point").collect();
            for (i, p) in corners.iter().enumerate() {
                let made = image(s, by, *p, labels.get(i).copied().unwrap_or(&none))?;
                new.push(point(&[made], 0)?);
            }
            let mut made = Vec::new();
            let (mut points, mut side) = (new.clone().into_iter(), 0);
            for (i, out) in outs.iter().enumerate() {
                made.push(match out.kind.as_str() {
                    _ if i == 0 => Object::Polygon(new.clone()),
                    "point" => points.next().map_or(Object::Missing("it has no further corner".into()), Object::Point),
                    _ => {
                        let n = new.len();
                        side += 1;
                        match (new.get((side - 1) % n), new.get(side % n)) {
                            (Some(a), Some(b)) => Object::Line(s.through(*a, *b, Shape::Segment)?),
                            _ => Object::Missing("it has no further side".into()),
                        }
                    }
                });
            }
            Ok(made)
        }
        _ => Err("it moves nothing that is known".into()),
    }
}

/// A moved segment, with its ends where they are outputs, too.
fn named_points(s: &mut Scene, outs: &[Out], ends: &[P], made: Object) -> Vec<Object> {
    let mut ends = ends.iter();
    let each = outs.iter().enumerate().map(|(i, out)| match out.kind == "point" && i > 0 {
        true => ends.next().map_or(Object::Missing("it has no further end".into()), |p| s.known(out, *p)),
        false => made.clone(),
    });
    each.collect()
}

fn point_image(s: &mut Scene, by: &Move, p: P) -> Result<P, String> {
    let made = image(s, by, p, &Out::default())?;
    point(&[made], 0)
}

/// The image of a point; the same one where it was made before.
fn image(s: &mut Scene, by: &Move, p: P, out: &Out) -> Result<Object, String> {
    let key = (format!("{by:?}"), p);
    if let Some(q) = s.moved.get(&key) {
        return Ok(s.known(out, *q));
    }
    let made = fresh_image(s, by, p, out)?;
    if let Object::Point(q) = made {
        s.moved.insert(key, q);
        // An image of the image, for maps that are their own inverses.
        if matches!(by, Move::Line(_) | Move::Point(_) | Move::Circle(_)) {
            s.moved.insert((format!("{by:?}"), q), p);
        }
    }
    Ok(made)
}

fn fresh_image(s: &mut Scene, by: &Move, p: P, out: &Out) -> Result<Object, String> {
    let at = s.at(p);
    let (text, place) = match by {
        Move::Line(l) => {
            if s.carrier(*l).is_some_and(|c| c.on.contains(&p)) {
                return Ok(s.known(out, p));
            }
            let foot = s.foot(at, *l);
            if dist(foot, at) < s.tiny() {
                return Err("its point is on the line in the figure, and nothing says that it is".into());
            }
            (format!("reflection({}, {})", sign(p), s.line_text(*l)), along(at, sub(foot, at), 2.0))
        }
        Move::Point(o) if *o == p => return Ok(s.known(out, p)),
        Move::Point(o) => (format!("mirror({})", list(&[p, *o])), along(at, sub(s.at(*o), at), 2.0)),
        Move::Circle(c) => {
            let round = s.circles.get(*c).cloned().ok_or("its circle is not known")?;
            if round.on.contains(&p) {
                return Ok(s.known(out, p));
            }
            let v = sub(at, round.at);
            let place = along(round.at, v, round.radius.powi(2) / dot(v, v));
            (format!("inverse({}, {})", sign(p), s.circle_text(*c)), place)
        }
        Move::Turn(_, o) | Move::Dilate(_, o) | Move::Angle(_, o) if *o == p => return Ok(s.known(out, p)),
        Move::Turn(q, o) => {
            let place = turned(at, s.at(*o), q.value().to_radians());
            (format!("rotation({}, {})", list(&[p, *o]), degrees(*q)), place)
        }
        Move::Angle(t, o) => return by_angle(s, p, *o, *t, out),
        Move::Shift(w) => {
            if let Ok([a, b]) = ends(w)
                && a != p
            {
                let v = sub(s.at(b), s.at(a));
                let q = s.defined(out, &format!("translation({})", list(&[p, a, b])), along(at, v, 1.0))?;
                return Ok(Object::Point(q));
            }
            let mut w = w.clone();
            add(&mut w, p, Q::whole(1))?;
            return weighted(s, &w, out);
        }
        Move::Dilate(k, o) => {
            let rest = Q::whole(1).op('-', *k).ok_or("its factor has too many digits")?;
            let mut w = Weights::new();
            add(&mut w, p, *k)?;
            add(&mut w, *o, rest)?;
            return weighted(s, &w, out);
        }
    };
    let q = s.defined(out, &text, place)?;
    if let Move::Point(o) = by {
        s.midpoints.push((*o, [p, q]));
        let l = s.through(p, q, Shape::Whole)?;
        s.put_on_line(*o, l);
    }
    // Turned about its centre, a circle is itself.
    if let Move::Point(o) | Move::Turn(_, o) = by {
        for c in 0..s.circles.len() {
            if s.circles.get(c).is_some_and(|c| c.center == Some(*o) && c.on.contains(&p)) {
                s.put_on_circle(q, c);
            }
        }
    }
    Ok(Object::Point(q))
}

fn turned(p: P2, o: P2, angle: f64) -> P2 {
    let v = sub(p, o);
    let (sin, cos) = angle.sin_cos();
    [o[0] + v[0] * cos - v[1] * sin, o[1] + v[1] * cos + v[0] * sin]
}

/// P turned about O by the angle ABC of the figure: as far away, under an equal directed angle, and turned to the same hand.
fn by_angle(s: &mut Scene, p: P, o: P, [a, b, c]: [P; 3], out: &Out) -> Result<Object, String> {
    let (u, v) = (sub(s.at(a), s.at(b)), sub(s.at(c), s.at(b)));
    let angle = cross(u, v).atan2(dot(u, v));
    let q = s.new_point(out, Some(turned(s.at(p), s.at(o), angle)))?;
    s.say(format!("point {}", sign(q)));
    let (same, equal) = (word(&[o, q]), word(&[o, p]));
    s.say(format!("assume {same} = {equal}, dangle({}) = dangle({})", list(&[p, o, q]), list(&[a, b, c])));
    s.say(format!("assume same_orientation({})", list(&[o, p, q, b, a, c])));
    Ok(Object::Point(q))
}
