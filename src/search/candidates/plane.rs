//! Where the points of the kernel's table of definitions lie in a picture.
//!
//! One function a definition, in closed form, for the thousands of candidates of a state; what lies too close to a
//! degenerate case has no place.

/// A place.
pub type P = [f64; 2];

/// Sines of angles below this are taken for parallel lines: the place would be off by more than the picture's tolerance.
const FLAT: f64 = 1e-4;

/// a − b
pub fn sub(a: P, b: P) -> P {
    [a[0] - b[0], a[1] - b[1]]
}

/// a + b
pub fn add(a: P, b: P) -> P {
    [a[0] + b[0], a[1] + b[1]]
}

/// k·a
pub fn scale(a: P, k: f64) -> P {
    [a[0] * k, a[1] * k]
}

/// Scalar product.
pub fn dot(a: P, b: P) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}

/// Signed area of the parallelogram.
pub fn cross(a: P, b: P) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}

/// Counter-clockwise by a right angle.
pub fn turned(a: P) -> P {
    [-a[1], a[0]]
}

/// Distance.
pub fn dist(a: P, b: P) -> f64 {
    dot(sub(a, b), sub(a, b)).sqrt()
}

/// Midpoint.
pub fn mid(a: P, b: P) -> P {
    scale(add(a, b), 0.5)
}

fn unit(a: P) -> P {
    scale(a, 1.0 / dot(a, a).sqrt())
}

/// The line through a point along a vector meets another such line.
pub fn meet(p: P, u: P, q: P, v: P) -> Option<P> {
    let det = cross(u, v);
    if det * det <= FLAT * FLAT * dot(u, u) * dot(v, v) {
        return None;
    }
    Some(add(p, scale(u, cross(sub(q, p), v) / det)))
}

/// The foot of a perpendicular.
pub fn foot(p: P, a: P, u: P) -> P {
    add(a, scale(u, dot(sub(p, a), u) / dot(u, u)))
}

/// The centre of the circle through three points.
pub fn circumcenter(a: P, b: P, c: P) -> Option<P> {
    meet(mid(a, b), turned(sub(b, a)), mid(a, c), turned(sub(c, a)))
}

/// The other meeting with the circle around O through P of the line through P along a vector.
pub fn second_on_line(p: P, u: P, o: P) -> P {
    let f = foot(o, p, u);
    sub(scale(f, 2.0), p)
}

/// The other common point of circles through P around O and around Q.
pub fn second_of_circles(p: P, o: P, q: P) -> P {
    let f = foot(p, o, sub(q, o));
    sub(scale(f, 2.0), p)
}

/// Internal bisector at B of the angle ABC, as a vector.
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
pub fn similar_vertex(a: P, b: P, c: P, d: P, e: P) -> P {
    let cd = sub(d, c);
    let z = times(times(sub(e, c), [cd[0], -cd[1]]), sub(b, a));
    add(a, scale(z, 1.0 / dot(cd, cd)))
}

/// A vector whose direction with that of `w` adds up to those of `u` and `v`.
pub fn antiparallel(u: P, v: P, w: P) -> P {
    times(times(unit(u), unit(v)), [w[0], -w[1]])
}

fn times(a: P, b: P) -> P {
    [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

/// All places of a definition of the kernel's table over a picture: none where it is degenerate, two where the definition
/// leaves a choice.
pub fn places(def: &str, at: &[P]) -> Vec<P> {
    let one = |p: Option<P>| p.into_iter().collect::<Vec<_>>();
    match (def, at) {
        ("midpoint", &[a, b]) => vec![mid(a, b)],
        ("third_point", &[a, b]) => vec![scale(add(add(a, a), b), 1.0 / 3.0)],
        ("mirror", &[p, c]) => vec![sub(scale(c, 2.0), p)],
        ("translation", &[p, a, b]) => vec![add(p, sub(b, a))],
        ("parallelogram_vertex", &[a, b, c]) => vec![add(sub(a, b), c)],
        ("centroid", &[a, b, c]) => vec![scale(add(add(a, b), c), 1.0 / 3.0)],
        ("foot", &[p, a, b]) => vec![foot(p, a, sub(b, a))],
        ("reflection", &[p, a, b]) => vec![sub(scale(foot(p, a, sub(b, a)), 2.0), p)],
        ("circumcenter", &[a, b, c]) => one(circumcenter(a, b, c)),
        ("orthocenter", &[a, b, c]) => one(meet(a, turned(sub(c, b)), b, turned(sub(c, a)))),
        ("incenter", &[a, b, c]) => vec![incenter(a, b, c)],
        ("excenter", &[a, b, c]) => vec![excenter(a, b, c)],
        ("arc_midpoint", &[a, b, c]) => one(circumcenter(a, b, c).map(|o| second_on_line(a, bisector(b, a, c), o))),
        ("equilateral_vertex", &[a, b]) => {
            let h = scale(turned(sub(b, a)), 3f64.sqrt() / 2.0);
            vec![add(mid(a, b), h), sub(mid(a, b), h)]
        }
        ("inverse", &[p, o, a]) => {
            let v = sub(p, o);
            vec![add(o, scale(v, dot(sub(a, o), sub(a, o)) / dot(v, v)))]
        }
        ("meet", &[a, b, c, d]) => one(meet(a, sub(b, a), c, sub(d, c))),
        ("meet_parallel", &[p, a, b, c, d]) => one(meet(p, sub(b, a), c, sub(d, c))),
        ("meet_perpendicular", &[p, a, b, c, d]) => one(meet(p, turned(sub(b, a)), c, sub(d, c))),
        ("meet_bisector", &[a, b, c, d, e]) => {
            let u = bisector(a, b, c);
            [u, turned(u)].into_iter().filter_map(|u| meet(b, u, d, sub(e, d))).collect()
        }
        ("meet_perpendicular_bisector", &[a, b, c, d]) => one(meet(mid(a, b), turned(sub(b, a)), c, sub(d, c))),
        ("parallels_meet", &[p, a, b, q, c, d]) => one(meet(p, sub(b, a), q, sub(d, c))),
        ("perpendiculars_meet", &[p, a, b, q, c, d]) => one(meet(p, turned(sub(b, a)), q, turned(sub(d, c)))),
        ("parallel_perpendicular_meet", &[p, a, b, q, c, d]) => one(meet(p, sub(b, a), q, turned(sub(d, c)))),
        ("perpendicular_bisectors_meet", &[a, b, c, d]) => {
            one(meet(mid(a, b), turned(sub(b, a)), mid(c, d), turned(sub(d, c))))
        }
        ("meet_antiparallel", &[p, a, b, c, d, e, f, g, h]) => {
            one(meet(p, antiparallel(sub(b, a), sub(d, c), sub(f, e)), g, sub(h, g)))
        }
        ("spiral_center", &[a, b, c, d]) => one(spiral_center(a, b, c, d)),
        ("similar_vertex", &[a, b, c, d, e]) => vec![similar_vertex(a, b, c, d, e)],
        ("second_line_circle", &[p, d, a, b]) => one(circumcenter(p, a, b).map(|o| second_on_line(p, sub(d, p), o))),
        ("second_line_center", &[p, d, o]) => vec![second_on_line(p, sub(d, p), o)],
        ("second_circles", &[p, a, b, c, d]) => match (circumcenter(p, a, b), circumcenter(p, c, d)) {
            (Some(o), Some(q)) if dist(o, q) > FLAT * dist(o, p) => vec![second_of_circles(p, o, q)],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}
