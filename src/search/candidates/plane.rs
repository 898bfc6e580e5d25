//! Places of candidates in closed form, for the thousands of a state; what lies too close to a degenerate case has none.

pub use crate::plane::{P2 as P, cross, dist, dot, sub};

/// Sines of angles below this are taken for parallel lines: the place would be off by more than the picture's tolerance.
const FLAT: f64 = 1e-4;

/// a + b
#[inline]
pub fn add(a: P, b: P) -> P {
    [a[0] + b[0], a[1] + b[1]]
}

/// k·a
#[inline]
pub fn scale(a: P, k: f64) -> P {
    [a[0] * k, a[1] * k]
}

/// Counter-clockwise by a right angle.
#[inline]
pub fn turned(a: P) -> P {
    [-a[1], a[0]]
}

/// Midpoint.
#[inline]
pub fn mid(a: P, b: P) -> P {
    scale(add(a, b), 0.5)
}

#[inline]
fn unit(a: P) -> P {
    scale(a, 1.0 / dot(a, a).sqrt())
}

/// The line through a point along a vector meets another such line.
#[inline]
pub fn meet(p: P, u: P, q: P, v: P) -> Option<P> {
    let det = cross(u, v);
    if det * det <= FLAT * FLAT * dot(u, u) * dot(v, v) {
        return None;
    }
    Some(add(p, scale(u, cross(sub(q, p), v) / det)))
}

/// The foot of a perpendicular.
#[inline]
pub fn foot(p: P, a: P, u: P) -> P {
    add(a, scale(u, dot(sub(p, a), u) / dot(u, u)))
}

/// The centre of the circle through three points.
#[inline]
pub fn circumcenter(a: P, b: P, c: P) -> Option<P> {
    meet(mid(a, b), turned(sub(b, a)), mid(a, c), turned(sub(c, a)))
}

/// The other meeting with the circle around O through P of the line through P along a vector.
#[inline]
pub fn second_on_line(p: P, u: P, o: P) -> P {
    let f = foot(o, p, u);
    sub(scale(f, 2.0), p)
}

/// The other common point of circles through P around O and around Q.
#[inline]
pub fn second_of_circles(p: P, o: P, q: P) -> P {
    let f = foot(p, o, sub(q, o));
    sub(scale(f, 2.0), p)
}

/// Internal bisector at B of the angle ABC, as a vector.
#[inline]
pub fn bisector(a: P, b: P, c: P) -> P {
    add(unit(sub(a, b)), unit(sub(c, b)))
}

/// The centre of the inscribed circle.
pub fn incenter(a: P, b: P, c: P) -> P {
    weighted(a, b, c, dist(b, c))
}

/// The centre of the circle that touches BC from outside.
pub fn excenter(a: P, b: P, c: P) -> P {
    weighted(a, b, c, -dist(b, c))
}

fn weighted(a: P, b: P, c: P, x: f64) -> P {
    let (y, z) = (dist(c, a), dist(a, b));
    scale(add(add(scale(a, x), scale(b, y)), scale(c, z)), 1.0 / (x + y + z))
}

/// The point that the spiral similarity taking A to C and B to D leaves in place.
#[inline]
pub fn spiral_center(a: P, b: P, c: P, d: P) -> Option<P> {
    let (ab, cd) = (sub(b, a), sub(d, c));
    if cross(ab, cd).abs() < FLAT * (dot(ab, ab) * dot(cd, cd)).sqrt() {
        return None;
    }
    // X = (AD − BC)/(A + D − B − C) in complex numbers
    let w = sub(add(a, d), add(b, c));
    let z = sub(times(a, d), times(b, c));
    Some(scale(times(z, [w[0], -w[1]]), 1.0 / dot(w, w)))
}

/// The image of E under the similarity that takes C to A and D to B.
#[inline]
pub fn similar_vertex(a: P, b: P, c: P, d: P, e: P) -> P {
    let cd = sub(d, c);
    let z = times(times(sub(e, c), [cd[0], -cd[1]]), sub(b, a));
    add(a, scale(z, 1.0 / dot(cd, cd)))
}

/// A vector whose direction with that of `w` adds up to those of `u` and `v`.
#[inline]
pub fn antiparallel(u: P, v: P, w: P) -> P {
    times(times(unit(u), unit(v)), [w[0], -w[1]])
}

#[inline]
fn times(a: P, b: P) -> P {
    [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

/// The midpoint of the arc BC of circle ABC that does not contain A.
pub fn arc_midpoint(a: P, b: P, c: P) -> Option<P> {
    circumcenter(a, b, c).map(|o| second_on_line(a, bisector(b, a, c), o))
}

/// The third vertices of the equilateral triangles on AB.
pub fn equilateral(a: P, b: P) -> [P; 2] {
    let h = scale(turned(sub(b, a)), 3f64.sqrt() / 2.0);
    [add(mid(a, b), h), sub(mid(a, b), h)]
}

/// The point of AB whose distances from A and B are like two numbers: between them, or, if the second one is negative, not.
pub fn similitude(a: P, of_a: f64, b: P, of_b: f64) -> P {
    add(a, scale(sub(b, a), of_a / (of_a + of_b)))
}

/// Where the tangents from P touch the circle around O through A; no numbers for P inside.
pub fn contacts(p: P, o: P, a: P) -> [P; 2] {
    let (v, r2) = (sub(p, o), dot(sub(a, o), sub(a, o)));
    let d2 = dot(v, v);
    let (f, h) = (add(o, scale(v, r2 / d2)), scale(turned(v), (r2 * (d2 - r2)).sqrt() / d2));
    [add(f, h), sub(f, h)]
}

/// The isogonal conjugate of P in the triangle ABC.
pub fn isogonal_conjugate(p: P, a: P, b: P, c: P) -> Option<P> {
    let at = |v: P, y: P, z: P| antiparallel(sub(y, v), sub(z, v), sub(p, v));
    meet(a, at(a, b, c), b, at(b, a, c))
}
