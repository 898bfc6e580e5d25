//! Commands that make lines and circles.

use super::args::{Made, ends, line as line_arg, one, point, three, two, vector};
use super::number::Q;
use super::points::{add, direction, weighted};
use super::scene::{Arc, L, Number, Object, Out, P, Scene, Shape, list, sign, word};
use crate::plane::{P2, along, cross, dist, dot, norm, sub};

fn a_line(s: &mut Scene, args: &[Object], shape: Shape) -> Made {
    let [a, b] = two(args)?;
    Ok(vec![Object::Line(s.through(a, b, shape)?)])
}

pub(super) fn line(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    a_line(s, args, Shape::Whole)
}

pub(super) fn segment(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    a_line(s, args, Shape::Segment)
}

pub(super) fn ray(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    a_line(s, args, Shape::Ray)
}

/// The segment from a point with a length: GeoGebra makes its end as well.
pub(super) fn segment_of_length(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let a = point(args, 0)?;
    let end = outs.iter().find(|o| o.kind == "point").cloned().ok_or("its end has no label; give it one")?;
    let circle = circle_number(s, args, &[Out::default()])?;
    let made = super::points::on_circle(s, &circle, std::slice::from_ref(&end))?;
    let b = point(&made, 0)?;
    let segment = Object::Line(s.through(a, b, Shape::Segment)?);
    Ok(outs.iter().map(|o| if o.kind == "point" { Object::Point(b) } else { segment.clone() }).collect())
}

pub(super) fn parallel(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (p, l) = (point(args, 0)?, line_arg(args, 1)?);
    let carrier = s.carrier(l).ok_or("its line is not known")?;
    let (on, dir) = (carrier.on.contains(&p), carrier.dir);
    if on {
        return Ok(vec![Object::Line(l)]);
    }
    let definition = format!("parallel_line({}, {})", sign(p), s.line_text(l));
    Ok(vec![Object::Line(s.line(one(outs)?, definition, &[p], s.at(p), dir))])
}

pub(super) fn along_vector(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let p = point(args, 0)?;
    let ([a, b], _) = direction(s, vector(args, 1)?)?;
    let l = s.through(a, b, Shape::Whole)?;
    parallel(s, &[Object::Point(p), Object::Line(l)], outs)
}

pub(super) fn ray_along(s: &mut Scene, args: &[Object], _: &[Out]) -> Made {
    let p = point(args, 0)?;
    let mut w = vector(args, 1)?.clone();
    let [a, b] = ends(&w)?;
    if a == p {
        return Ok(vec![Object::Line(s.through(p, b, Shape::Ray)?)]);
    }
    add(&mut w, p, Q::whole(1))?;
    let far = weighted(s, &w, &Out::default())?;
    let q = point(&[far], 0)?;
    Ok(vec![Object::Line(s.through(p, q, Shape::Ray)?)])
}

pub(super) fn orthogonal(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (p, l) = (point(args, 0)?, line_arg(args, 1)?);
    let dir = s.carrier(l).map(|c| c.dir).ok_or("its line is not known")?;
    let definition = format!("perpendicular_line({}, {})", sign(p), s.line_text(l));
    Ok(vec![Object::Line(s.line(one(outs)?, definition, &[p], s.at(p), [-dir[1], dir[0]]))])
}

pub(super) fn orthogonal_to_vector(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let p = point(args, 0)?;
    let ([a, b], _) = direction(s, vector(args, 1)?)?;
    let l = s.through(a, b, Shape::Whole)?;
    orthogonal(s, &[Object::Point(p), Object::Line(l)], outs)
}

pub(super) fn line_bisector(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = two(args)?;
    let (p, q) = (s.at(a), s.at(b));
    let v = sub(q, p);
    let definition = format!("perpendicular_bisector({})", list(&[a, b]));
    Ok(vec![Object::Line(s.line(one(outs)?, definition, &[], along(p, v, 0.5), [-v[1], v[0]]))])
}

pub(super) fn line_bisector_of(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = s.segment_ends(line_arg(args, 0)?).ok_or("it is no segment between two points")?;
    line_bisector(s, &[Object::Point(a), Object::Point(b)], outs)
}

/// The direction of the bisector of the angle ABC; of the external one.
fn halves([a, b, c]: [P2; 3]) -> (P2, P2) {
    let (u, v) = (sub(a, b), sub(c, b));
    let (m, n) = (norm(u), norm(v));
    let inner = [u[0] / m + v[0] / n, u[1] / m + v[1] / n];
    (inner, [-inner[1], inner[0]])
}

pub(super) fn bisector(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let at = t.map(|p| s.at(p));
    let definition = format!("bisector({})", list(&t));
    Ok(vec![Object::Line(s.line(one(outs)?, definition, &[t[1]], at[1], halves(at).0))])
}

/// Of two lines: both bisectors, which is which by their equations.
pub(super) fn bisectors(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = arms(s, line_arg(args, 0)?, line_arg(args, 1)?)?;
    let at = t.map(|p| s.at(p));
    let (inner, outer) = halves(at);
    let mut made = Vec::new();
    for (i, out) in outs.iter().enumerate() {
        // The equation ax + by + c = 0 has the direction (b, -a).
        let is_inner = match out.line {
            Some([a, b, _]) => cross([b, -a], inner).abs() < cross([b, -a], outer).abs(),
            None if outs.len() == 1 => return Err("the file does not say which of the two bisectors it is".into()),
            None => i == 0,
        };
        let (word, dir) = if is_inner { ("bisector", inner) } else { ("external_bisector", outer) };
        made.push(Object::Line(s.line(out, format!("{word}({})", list(&t)), &[t[1]], at[1], dir)));
    }
    Ok(made)
}

/// Three points A, B, C with A on the first line, C on the second, and B on both.
pub(super) fn arms(s: &mut Scene, l: L, m: L) -> Result<[P; 3], String> {
    let at = s.crossing(l, m).ok_or("its lines are parallel in the figure")?;
    let on = |s: &Scene, l: L| s.carrier(l).map(|c| c.on.clone()).unwrap_or_default();
    let common = on(s, l).intersection(&on(s, m)).next().copied();
    let vertex = match common {
        Some(v) => v,
        None => {
            let text = format!("meet({}, {})", s.line_text(l), s.line_text(m));
            let v = s.defined(&Out::default(), &text, at)?;
            s.put_on_line(v, l);
            s.put_on_line(v, m);
            v
        }
    };
    let mut arm = |l: L| -> Result<P, String> {
        if let Some(p) = on(s, l).into_iter().find(|p| *p != vertex) {
            return Ok(p);
        }
        let dir = s.carrier(l).map_or([1.0, 0.0], |c| c.dir);
        let length = s.size() / norm(dir) / 4.0;
        let place = along(s.at(vertex), dir, length);
        let text = s.line_text(l);
        let p = s.new_point(&Out::default(), Some(place))?;
        s.say(format!("point {} on {text} other than {}", sign(p), sign(vertex)));
        s.put_on_line(p, l);
        Ok(p)
    };
    Ok([arm(l)?, vertex, arm(m)?])
}

// --- circles --------------------------------------------------------------------------------------------------------

pub(super) fn circle_point(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [o, a] = two(args)?;
    let (at, r) = (s.at(o), dist(s.at(o), s.at(a)));
    let on: Vec<P> = std::iter::once(a).chain(s.opposite(o, a)).collect();
    Ok(vec![Object::Circle(s.circle(one(outs)?, format!("circle({})", list(&[o, a])), Some(o), &on, at, r))])
}

/// The centre of the circle through three points.
pub(super) fn circumcenter([a, b, c]: [P2; 3]) -> P2 {
    let (u, v) = (sub(b, a), sub(c, a));
    let d = 2.0 * cross(u, v);
    let (m, n) = (dot(u, u), dot(v, v));
    [a[0] + (v[1] * m - u[1] * n) / d, a[1] + (u[0] * n - v[0] * m) / d]
}

pub(super) fn circle_three(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let center = circumcenter(t.map(|p| s.at(p)));
    let r = dist(center, s.at(t[0]));
    // A circle that is known to go through the three is the same one.
    let known = (0..s.circles.len()).find(|c| s.circles.get(*c).is_some_and(|c| t.iter().all(|p| c.on.contains(p))));
    if let Some(c) = known.filter(|c| s.circles.get(*c).is_some_and(|c| c.arc == Arc::Whole)) {
        return Ok(vec![Object::Circle(c)]);
    }
    Ok(vec![Object::Circle(s.circle(one(outs)?, format!("circle({})", list(&t)), None, &t, center, r))])
}

pub(super) fn circle_length(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let o = point(args, 0)?;
    let (text, r) = args.get(1).and_then(|a| s.length(a)).ok_or("its radius is no length of the figure")?;
    // circle(O, OA) is circle(O, A).
    let ends = args.get(1).and_then(|a| if let Object::Line(l) = a { s.segment_ends(*l) } else { None });
    if let Some([a, b]) = ends.filter(|e| e.contains(&o)) {
        let a = if a == o { b } else { a };
        return circle_point(s, &[Object::Point(o), Object::Point(a)], outs);
    }
    let at = s.at(o);
    Ok(vec![Object::Circle(s.circle(one(outs)?, format!("circle({}, {text})", sign(o)), Some(o), &[], at, r))])
}

/// A radius: a length of the figure, or a number. The language's figures have no unit, so that the first circle of a radius has any, and
/// the others have the same.
pub(super) fn circle_number(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let o = point(args, 0)?;
    let q = match args.get(1) {
        Some(Object::Number(Number::Plain(q))) => *q,
        Some(Object::Number(Number::Length(..)) | Object::Line(_)) => return circle_length(s, args, outs),
        _ => return Err("its radius is neither a length nor a number that is written down".into()),
    };
    if q.value() <= 0.0 {
        return Err("its radius is not positive".into());
    }
    let at = s.at(o);
    let key = q.to_string();
    let text = match s.radii.get(&key) {
        Some(text) => text.clone(),
        None => {
            let a = s.new_point(&Out::default(), Some([at[0] + q.value(), at[1]]))?;
            s.say(format!("point {}", sign(a)));
            s.notes.push(format!("the radius {key} is taken as any length, the same wherever it is used"));
            let text = word(&[o, a]);
            s.radii.insert(key, text.clone());
            let made = s.circle(one(outs)?, format!("circle({})", list(&[o, a])), Some(o), &[a], at, q.value());
            return Ok(vec![Object::Circle(made)]);
        }
    };
    Ok(vec![Object::Circle(s.circle(one(outs)?, format!("circle({}, {text})", sign(o)), Some(o), &[], at, q.value()))])
}

pub(super) fn incircle(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let at = t.map(|p| s.at(p));
    let sides = [dist(at[1], at[2]), dist(at[2], at[0]), dist(at[0], at[1])];
    let around = sides.iter().sum::<f64>();
    let center = [0, 1].map(|i| (0..3).map(|k| sides[k] * at[k][i]).sum::<f64>() / around);
    let r = cross(sub(at[1], at[0]), sub(at[2], at[0])).abs() / around;
    Ok(vec![Object::Circle(s.circle(one(outs)?, format!("incircle({})", list(&t)), None, &[], center, r))])
}

fn arc(s: &mut Scene, made: Made, arc: Arc) -> Made {
    let c = super::args::circle(&made?, 0)?;
    // The arc is written like its circle, so that the circle must be named first.
    s.circle_text(c);
    let mut part = s.circles.get(c).cloned().ok_or("its circle is not known")?;
    part.arc = arc;
    s.circles.push(part);
    Ok(vec![Object::Circle(s.circles.len() - 1)])
}

pub(super) fn semicircle(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = two(args)?;
    let (p, q) = (s.at(a), s.at(b));
    let c = s.circle(
        one(outs)?,
        format!("diameter_circle({})", list(&[a, b])),
        None,
        &[a, b],
        along(p, sub(q, p), 0.5),
        dist(p, q) / 2.0,
    );
    arc(s, Ok(vec![Object::Circle(c)]), Arc::Half([a, b]))
}

pub(super) fn arc_center(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [o, a, _] = three(args)?;
    circle_point(s, &[Object::Point(o), Object::Point(a)], outs)
}

pub(super) fn arc_three(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let made = circle_three(s, args, outs);
    arc(s, made, Arc::Over(t))
}

/// `P` is on the circle, by what was said.
pub(super) fn is_on(s: &Scene, p: P, c: usize) -> bool {
    s.circles.get(c).is_some_and(|c| c.on.contains(&p))
}
