//! Commands that make points.

use super::args::{Made, circle, count, ends, line, one, plain, point, polygon, three, two, vector};
use super::number::Q;
use super::scene::{Arc, C, L, Object, Out, P, Scene, Shape, Weights, list, sign, word};
use crate::plane::{P2, cross, dist, dot, norm, sub};

/// `point X on locus`, where the figure has it.
fn on(s: &mut Scene, out: &Out, locus: String) -> Result<P, String> {
    let p = s.new_point(out, None)?;
    s.say(format!("point {} on {locus}", sign(p)));
    Ok(p)
}

pub(super) fn on_line(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let l = line(args, 0)?;
    let locus = s.line_locus(l);
    let p = on(s, one(outs)?, locus)?;
    s.put_on_line(p, l);
    Ok(vec![Object::Point(p)])
}

pub(super) fn on_circle(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let c = circle(args, 0)?;
    let locus = s.circle_text(c);
    let p = on(s, one(outs)?, locus)?;
    s.put_on_circle(p, c);
    within_arc(s, p, c);
    Ok(vec![Object::Point(p)])
}

/// A point of a circle is on the arc that was meant.
pub(super) fn within_arc(s: &mut Scene, p: P, c: C) {
    let condition = match s.circles.get(c).map(|c| c.arc) {
        Some(Arc::Over([a, b, d])) if p != b => format!("same_side({}, {}, {})", sign(p), sign(b), word(&[a, d])),
        Some(Arc::Half([a, b])) => {
            let turn = cross(sub(s.at(b), s.at(a)), sub(s.at(p), s.at(a)));
            let word = if turn > 0.0 { "counterclockwise" } else { "clockwise" };
            format!("{word}({})", list(&[a, b, p]))
        }
        _ => return,
    };
    if !s.plain {
        s.say(format!("assume {condition}"));
    }
}

pub(super) fn on_polygon(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let corners = polygon(args, 0)?.to_vec();
    let at = one(outs)?.at.ok_or("the file does not say where it is")?;
    let ends: Vec<P> = corners.iter().copied().skip(1).chain(corners.first().copied()).collect();
    let away = |a: P, b: P| {
        let (p, v) = (sub(at, s.at(a)), sub(s.at(b), s.at(a)));
        let t = (dot(p, v) / dot(v, v)).clamp(0.0, 1.0);
        dist(p, [t * v[0], t * v[1]])
    };
    let side = corners.into_iter().zip(ends).min_by(|x, y| away(x.0, x.1).total_cmp(&away(y.0, y.1)));
    let (a, b) = side.ok_or("its polygon has no sides")?;
    let l = s.through(a, b, Shape::Segment)?;
    on_line(s, &[Object::Line(l)], outs)
}

pub(super) fn in_polygon(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let corners = polygon(args, 0)?.to_vec();
    let turns: Vec<f64> = (0..corners.len())
        .filter_map(|i| {
            let at = |k: usize| corners.get((i + k) % corners.len()).map(|p| s.at(*p));
            Some(cross(sub(at(1)?, at(0)?), sub(at(2)?, at(1)?)))
        })
        .collect();
    if turns.iter().any(|t| (*t > 0.0) != turns.first().is_some_and(|f| *f > 0.0)) {
        return Err("its polygon is not convex in the figure; take a convex one".into());
    }
    let p = s.new_point(one(outs)?, None)?;
    s.say(format!("point {}", sign(p)));
    s.say(format!("assume {} inside {}", sign(p), word(&corners)));
    Ok(vec![Object::Point(p)])
}

pub(super) fn in_circle(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let c = circle(args, 0)?;
    let text = s.circle_text(c);
    let p = s.new_point(one(outs)?, None)?;
    s.say(format!("point {}", sign(p)));
    s.say(format!("assume {} inside {text}", sign(p)));
    Ok(vec![Object::Point(p)])
}

pub(super) fn at_vector(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let p = point(args, 0)?;
    let mut w = vector(args, 1)?.clone();
    add(&mut w, p, Q::whole(1))?;
    Ok(vec![weighted(s, &w, one(outs)?)?])
}

/// Adds to a weight.
pub(super) fn add(w: &mut Weights, p: P, q: Q) -> Result<(), String> {
    let sum = w.get(&p).copied().unwrap_or(Q::whole(0)).op('+', q).ok_or("its numbers are too long")?;
    if sum.is_zero() {
        w.remove(&p);
    } else {
        w.insert(p, sum);
    }
    Ok(())
}

/// A point as a weighted sum of points.
pub(super) fn weighted(s: &mut Scene, w: &Weights, out: &Out) -> Result<Object, String> {
    let total = w.values().try_fold(Q::whole(0), |t, q| t.op('+', *q));
    if total != Some(Q::whole(1)) {
        return Err("its weights do not add up to 1, so that it depends on where the origin is".into());
    }
    let terms: Vec<(P, Q)> = w.iter().map(|(p, q)| (*p, *q)).collect();
    let at = terms.iter().fold([0.0; 2], |m, (p, q)| {
        let a = s.at(*p);
        [m[0] + q.value() * a[0], m[1] + q.value() * a[1]]
    });
    let half = Q::new(1, 2);
    Ok(match terms.as_slice() {
        [(p, _)] => s.known(out, *p),
        [(a, q), (b, r)] if Some(*q) == half && q == r => {
            Object::Point(s.defined(out, &format!("midpoint({})", list(&[*a, *b])), at)?)
        }
        _ => Object::Point(s.defined(out, &sum(&terms), at)?),
    })
}

/// `2*A - 1/2*B`
fn sum(terms: &[(P, Q)]) -> String {
    let mut text = String::new();
    // A positive weight first.
    let first = terms.iter().position(|(_, q)| q.value() > 0.0).unwrap_or(0);
    let order = terms.iter().skip(first).take(1).chain(terms.iter().take(first)).chain(terms.iter().skip(first + 1));
    for (p, q) in order {
        let negative = q.value() < 0.0;
        let size = if negative { q.neg() } else { *q };
        match (text.is_empty(), negative) {
            (true, false) => {}
            (true, true) => text.push('-'),
            (false, true) => text.push_str(" - "),
            (false, false) => text.push_str(" + "),
        }
        if size != Q::whole(1) {
            text.push_str(&format!("{size}*"));
        }
        text.push(sign(*p));
    }
    text
}

pub(super) fn midpoint(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = two(args)?;
    let (p, q) = (s.at(a), s.at(b));
    let at = [(p[0] + q[0]) / 2.0, (p[1] + q[1]) / 2.0];
    let m = s.defined(one(outs)?, &format!("midpoint({})", list(&[a, b])), at)?;
    s.midpoints.push((m, [a, b]));
    let l = s.through(a, b, Shape::Segment)?;
    s.put_on_line(m, l);
    Ok(vec![Object::Point(m)])
}

pub(super) fn midpoint_of(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let [a, b] = s.segment_ends(line(args, 0)?).ok_or("it is no segment between two points")?;
    midpoint(s, &[Object::Point(a), Object::Point(b)], outs)
}

pub(super) fn center(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let c = circle(args, 0)?;
    let out = one(outs)?;
    if let Some(o) = s.circles.get(c).and_then(|c| c.center) {
        return Ok(vec![s.known(out, o)]);
    }
    let at = s.circles.get(c).map_or([f64::NAN; 2], |c| c.at);
    let text = s.circle_text(c);
    let o = s.defined(out, &format!("center({text})"), at)?;
    if let Some(c) = s.circles.get_mut(c) {
        c.center = Some(o);
    }
    Ok(vec![Object::Point(o)])
}

pub(super) fn closest(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (l, p) = match args.first() {
        Some(Object::Line(l)) => (*l, point(args, 1)?),
        _ => (line(args, 1)?, point(args, 0)?),
    };
    foot(s, p, l, one(outs)?).map(|f| vec![f])
}

/// The foot of the perpendicular.
pub(super) fn foot(s: &mut Scene, p: P, l: L, out: &Out) -> Result<Object, String> {
    if s.carrier(l).is_some_and(|c| c.on.contains(&p)) {
        return Ok(s.known(out, p));
    }
    let at = s.foot(s.at(p), l);
    let text = s.line_text(l);
    let f = s.defined(out, &format!("foot({}, {text})", sign(p)), at)?;
    s.put_on_line(f, l);
    Ok(Object::Point(f))
}

/// The point with these barycentric coordinates, in the figure.
fn weights([a, b, c]: [P2; 3], w: [f64; 3]) -> P2 {
    let t = w[0] + w[1] + w[2];
    [0, 1].map(|i| (w[0] * a[i] + w[1] * b[i] + w[2] * c[i]) / t)
}

pub(super) fn triangle_center(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let out = one(outs)?;
    let at = t.map(|p| s.at(p));
    let [a, b, c] = [dist(at[1], at[2]), dist(at[2], at[0]), dist(at[0], at[1])];
    let [x, y, z] = [b * b + c * c - a * a, c * c + a * a - b * b, a * a + b * b - c * c];
    let ortho = weights(at, [y * z, z * x, x * y]);
    let circum = weights(at, [a * a * x, b * b * y, c * c * z]);
    let [p, q, r] = t;
    let abc = list(&t);
    let noun = |word: &str| format!("{word}({abc})");
    let (text, place) = match count(args, 3)? {
        1 => (noun("incenter"), weights(at, [a, b, c])),
        2 => (noun("centroid"), weights(at, [1.0; 3])),
        3 => (noun("circumcenter"), circum),
        4 => (noun("orthocenter"), ortho),
        5 => (noun("ninepoint_center"), [0, 1].map(|i| (ortho[i] + circum[i]) / 2.0)),
        6 => {
            let text = format!("meet(symmedian({abc}), symmedian({}))", list(&[q, r, p]));
            (text, weights(at, [a * a, b * b, c * c]))
        }
        n @ (7 | 8) => {
            let on = |k: usize| {
                let [u, v] = [t[(k + 1) % 3], t[(k + 2) % 3]];
                let apex = t[k];
                let g = if n == 7 { noun("incircle") } else { format!("excircle({})", list(&[apex, u, v])) };
                format!("line({}, foot(center({g}), {}))", sign(apex), word(&[u, v]))
            };
            let h = [b + c - a, c + a - b, a + b - c];
            let w = if n == 7 { h.map(|x| 1.0 / x) } else { h };
            (format!("meet({}, {})", on(0), on(1)), weights(at, w))
        }
        10 => {
            let mid = |u: P, v: P| format!("midpoint({})", list(&[u, v]));
            let text = format!("incenter({}, {}, {})", mid(q, r), mid(r, p), mid(p, q));
            (text, weights(at, [b + c, c + a, a + b]))
        }
        20 => {
            let text = format!("mirror({}, {})", noun("orthocenter"), noun("circumcenter"));
            (text, [0, 1].map(|i| 2.0 * circum[i] - ortho[i]))
        }
        n => return Err(format!("centre number {n} is not known here; known are 1 to 8, 10 and 20")),
    };
    let p = s.defined(out, &text, place)?;
    if let Some(file) = out.at
        && s.is_elsewhere(file, place)
    {
        return Err("the file's figure has that centre elsewhere".into());
    }
    Ok(vec![Object::Point(p)])
}

pub(super) fn centroid(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let t = three(args)?;
    let at = weights(t.map(|p| s.at(p)), [1.0; 3]);
    Ok(vec![Object::Point(s.defined(one(outs)?, &format!("centroid({})", list(&t)), at)?)])
}

pub(super) fn barycenter(s: &mut Scene, args: &[Object], outs: &[Out]) -> Made {
    let (Some(Object::List(points)), Some(Object::List(numbers))) = (args.first(), args.get(1)) else {
        return Err("it wants two lists".into());
    };
    let mut total = Q::whole(0);
    for i in 0..numbers.len() {
        total = total.op('+', plain(numbers, i)?).ok_or("its numbers are too long")?;
    }
    let mut w = Weights::new();
    for i in 0..points.len() {
        let q = plain(numbers, i)?.op('/', total).ok_or("its weights add up to 0, or are too long")?;
        add(&mut w, point(points, i)?, q)?;
    }
    Ok(vec![weighted(s, &w, one(outs)?)?])
}

/// The points of a vector as a direction in the figure.
pub(super) fn direction(s: &Scene, w: &Weights) -> Result<([P; 2], P2), String> {
    let [a, b] = ends(w)?;
    let v = sub(s.at(b), s.at(a));
    if norm(v) > 0.0 { Ok(([a, b], v)) } else { Err("its vector is 0".into()) }
}
