//! Constructions of several points, or of free ones. Each writes its own statements.
//!
//! In every entry `x` are the new points in the order of the definition's outputs, `a` the given ones.

use super::lower::{Piece, Scene};
use super::names::P;
use super::table::{Build, Construction};

macro_rules! figure {
    ($name:literal, $args:literal, $outputs:literal, $build:expr) => {
        Construction { name: $name, args: $args, outputs: $outputs, build: Build::Figure($build) }
    };
}

/// Sorted by kind: free points, triangles, quadrilaterals, centres with their feet, tangents, the rest.
pub(super) static TABLE: &[Construction] = &[
    figure!("free", "a", "a", |s, x, _, _| s.free(x)),
    figure!("segment", "a b", "a b", |s, x, _, _| s.free(x)),
    figure!("triangle", "a b c", "a b c", |s, x, _, _| s.triangle(x)),
    figure!("quadrangle", "a b c d", "a b c d", |s, x, _, _| s.free(x)),
    figure!("pentagon", "a b c d e", "a b c d e", |s, x, _, _| s.free(x)),
    figure!("between", "c a b", "c a b", |s, x, _, _| {
        s.free(&x[1..]);
        s.in_segment(x[0], x[1], x[2]);
    }),
    // Triangles.
    figure!("iso_triangle", "a b c", "a b c", |s, x, _, _| isosceles(s, x)),
    figure!("iso_triangle0", "a b c", "a b c", |s, x, _, _| isosceles(s, x)),
    figure!("r_triangle", "a b c", "a b c", |s, x, _, _| {
        s.triangle(x);
        s.assume(&[format!("{} perp {}", s.seg(x[0], x[1]), s.seg(x[0], x[2]))]);
        s.perp([x[0], x[1]], [x[0], x[2]]);
        s.remember();
    }),
    figure!("risos", "a b c", "a b c", |s, x, _, _| {
        let (ab, ac) = (s.seg(x[0], x[1]), s.seg(x[0], x[2]));
        s.triangle(x);
        s.assume(&[format!("{ab} perp {ac}"), format!("{ab} = {ac}")]);
        s.perp([x[0], x[1]], [x[0], x[2]]);
        s.cong([x[0], x[1]], [x[0], x[2]]);
        s.remember();
    }),
    figure!("ieq_triangle", "a b c", "a b c", |s, x, _, _| {
        let (ab, bc, ca) = (s.seg(x[0], x[1]), s.seg(x[1], x[2]), s.seg(x[2], x[0]));
        s.triangle(x);
        s.assume(&[format!("{ab} = {bc}"), format!("{bc} = {ca}")]);
        s.cong([x[0], x[1]], [x[1], x[2]]);
        s.cong([x[1], x[2]], [x[2], x[0]]);
        s.remember();
    }),
    figure!("triangle12", "a b c", "a b c", |s, x, _, _| {
        s.triangle(x);
        s.assume(&[format!("{} = 2*{}", s.seg(x[0], x[2]), s.seg(x[0], x[1]))]);
    }),
    figure!("acute_triangle", "a b c", "a b c", |s, x, _, _| s.shaped_triangle("acute", x)),
    // Quadrilaterals.
    figure!("trapezoid", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..3]);
        let piece = s.on_parallel(x[3], x[2], x[0], x[1]);
        s.put(x[3], vec![piece]);
    }),
    figure!("r_trapezoid", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..3]);
        let pieces = vec![s.on_parallel(x[3], x[2], x[0], x[1]), s.on_perpendicular(x[3], x[0], x[0], x[1])];
        s.put(x[3], pieces);
    }),
    figure!("eq_trapezoid", "a b c d", "a b c d", |s, x, _, _| isosceles_trapezoid(s, x)),
    figure!("iso_trapezoid", "a b c d", "a b c d", |s, x, _, _| isosceles_trapezoid(s, x)),
    figure!("eq_quadrangle", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..3]);
        let piece = s.on_circle(x[3], x[0], x[1], x[2]);
        s.put(x[3], vec![piece]);
    }),
    figure!("eqdia_quadrangle", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..3]);
        let piece = s.on_circle(x[3], x[1], x[0], x[2]);
        s.put(x[3], vec![piece]);
    }),
    figure!("rectangle", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..2]);
        let piece = s.on_perpendicular(x[2], x[1], x[0], x[1]);
        s.put(x[2], vec![piece]);
        fourth_vertex(s, x);
    }),
    figure!("isquare", "a b c d", "a b c d", |s, x, _, _| {
        s.free(&x[..2]);
        square(s, x, "square_vertices");
    }),
    // abxy, counter-clockwise.
    // abxy against the clock; which hand that is only matters beside another such figure.
    figure!("square", "a b x y", "x y", |s, x, a, _| {
        let noun = if s.hands_matter() { "counterclockwise_square" } else { "square_vertices" };
        square(s, &[a[0], a[1], x[0], x[1]], noun);
    }),
    // Centres with their feet.
    figure!("incenter2", "x y z i a b c", "x y z i", |s, x, a, _| centre_and_feet(s, x, a, "incircle_touch")),
    figure!("excenter2", "x y z i a b c", "x y z i", |s, x, a, _| centre_and_feet(s, x, a, "excircle_touch")),
    figure!("centroid", "x y z i a b c", "x y z i", |s, x, a, _| {
        midpoints(s, x, a);
        for k in 0..3 {
            s.coll(&[a[k], x[k], x[3]]);
        }
        s.several(x, "medians", a);
    }),
    figure!("ninepoints", "x y z i a b c", "x y z i", |s, x, a, _| {
        midpoints(s, x, a);
        s.cong([x[3], x[0]], [x[3], x[1]]);
        s.cong([x[3], x[1]], [x[3], x[2]]);
        s.several(x, "ninepoints", a);
    }),
    // The points of contact of the two tangents from a to the circle about o through b.
    figure!("tangent", "x y a o b", "x y", |s, x, a, _| {
        for &contact in x {
            s.cong([a[1], contact], [a[1], a[2]]);
            s.perp([a[0], contact], [a[1], contact]);
        }
        s.cong([a[0], x[0]], [a[0], x[1]]);
        let circle = s.list(&a[1..]);
        s.defined(x, format!("tangent_points({}, circle({circle}))", s.show(a[0])));
    }),
    // External common tangents of the circles about o through a and about w through b.
    figure!("cc_tangent0", "x y o a w b", "x y", |s, x, a, _| common_tangent(s, [x[0], x[1]], a, "external")),
    figure!("cc_tangent", "x y z i o a w b", "x y z i", |s, x, a, _| two_common_tangents(s, x, a, "external")),
    figure!("cc_itangent", "x y z i o a w b", "x y z i", |s, x, a, _| two_common_tangents(s, x, a, "internal")),
    // The rest.
    figure!("trisegment", "x y a b", "x y", |s, x, a, _| {
        s.coll(&[x[0], x[1], a[0], a[1]]);
        s.cong([a[0], x[0]], [x[0], x[1]]);
        s.cong([x[0], x[1]], [x[1], a[1]]);
        s.several(x, "trisection_points", a);
    }),
    figure!("trisect", "x y a b c", "x y", |s, x, a, _| {
        s.coll(&[x[0], x[1], a[0], a[2]]);
        s.several(x, "trisectors", a);
    }),
    // A circle about i that touches ca in x, cb in y, and the circle about o through a in z.
    // The circle about i inside angle acb that touches ca in x, cb in y and, from within, the circle about o
    // through a in z.
    figure!("2l1c", "x y z i a b c o", "x y z i", |s, x, a, _| {
        let bisector = format!("bisector({})", s.list(&[a[0], a[2], a[1]]));
        let piece = s.on_line_through(x[3], a[2], bisector, None);
        s.put(x[3], vec![piece]);
        foot(s, x[0], x[3], a[0], a[2]);
        foot(s, x[1], x[3], a[1], a[2]);
        let pieces = vec![s.on_line(x[2], a[3], x[3]), s.on_circle(x[2], a[3], a[3], a[0])];
        s.put(x[2], pieces);
        s.assume(&[
            format!("{} = {}", s.seg(x[3], x[0]), s.seg(x[3], x[1])),
            format!("{} = {}", s.seg(x[3], x[1]), s.seg(x[3], x[2])),
            format!("{} between {}", s.show(x[3]), s.list(&[a[3], x[2]])),
            format!("same_side({}, {})", s.list(&[a[0], x[3]]), s.seg(a[1], a[2])),
        ]);
        s.cong([x[3], x[0]], [x[3], x[1]]);
        s.cong([x[3], x[1]], [x[3], x[2]]);
        s.remember();
    }),
    // cb = cd and bc ⟂ ba are given; y on ab, x where dy meets the circle about c again.
    figure!("e5128", "x y a b c d", "x y", |s, x, a, _| {
        let piece = s.on_line(x[1], a[0], a[1]);
        s.put(x[1], vec![piece]);
        s.cong([a[2], a[1]], [a[2], a[3]]);
        s.remember();
        let equation = format!("dangle({}) = dangle({})", s.list(&[a[1], a[0], a[3]]), s.list(&[a[0], x[0], x[1]]));
        let pieces = vec![s.on_circle(x[0], a[2], a[2], a[1]), s.on_line(x[0], a[3], x[1])];
        s.put(x[0], pieces);
        s.assume(&[equation]);
    }),
    // z on bc is the middle of x on ab and y on ac.
    figure!("3peq", "x y z a b c", "x y z", |s, x, a, _| {
        let piece = s.on_line(x[2], a[1], a[2]);
        s.put(x[2], vec![piece]);
        let piece = s.on_line(x[0], a[0], a[1]);
        s.put(x[0], vec![piece]);
        s.coll(x);
        s.cong([x[2], x[0]], [x[2], x[1]]);
        let pieces = vec![s.noun("mirror", &[x[0], x[2]]), s.on_line(x[1], a[0], a[2])];
        s.put(x[1], pieces);
    }),
    figure!("contri", "q r a b c p", "q r", |s, x, a, _| congruent(s, x, a, "same_orientation")),
    figure!("contrir", "q r a b c p", "q r", |s, x, a, _| congruent(s, x, a, "opposite_orientation")),
];

fn isosceles(s: &mut Scene, x: &[P]) {
    s.triangle(x);
    s.assume(&[format!("{} = {}", s.seg(x[0], x[1]), s.seg(x[0], x[2]))]);
    s.cong([x[0], x[1]], [x[0], x[2]]);
    s.remember();
}

/// dc ∥ ab and da = bc, and not the parallelogram, which the drawing never takes.
fn isosceles_trapezoid(s: &mut Scene, x: &[P]) {
    s.free(&x[..3]);
    let not_parallel = format!("not {} parallel {}", s.seg(x[0], x[3]), s.seg(x[1], x[2]));
    let pieces = vec![
        s.on_parallel(x[3], x[2], x[0], x[1]),
        s.on_circle(x[3], x[0], x[1], x[2]),
        Piece::Condition(not_parallel),
    ];
    s.put(x[3], pieces);
}

/// The last of four vertices of a parallelogram.
fn fourth_vertex(s: &mut Scene, x: &[P]) {
    s.para([x[0], x[1]], [x[2], x[3]]);
    s.para([x[0], x[3]], [x[1], x[2]]);
    s.cong([x[0], x[1]], [x[2], x[3]]);
    s.cong([x[0], x[3]], [x[1], x[2]]);
    let piece = s.noun("parallelogram_vertex", &x[..3]);
    s.put(x[3], vec![piece]);
}

/// abxy is a square by the given construction.
fn square(s: &mut Scene, x: &[P], noun: &str) {
    for k in 0..4 {
        let (p, q, r) = (x[k], x[(k + 1) % 4], x[(k + 2) % 4]);
        s.cong([p, q], [q, r]);
        s.perp([p, q], [q, r]);
    }
    s.cong([x[0], x[2]], [x[1], x[3]]);
    s.perp([x[0], x[2]], [x[1], x[3]]);
    s.several(&x[2..], noun, &x[..2]);
}

fn foot(s: &mut Scene, x: P, p: P, a: P, b: P) {
    s.coll(&[x, a, b]);
    s.perp([x, p], [a, b]);
    let noun = Piece::Noun(format!("foot({}, {})", s.show(p), s.seg(a, b)));
    s.put(x, vec![noun]);
}

/// x, y, z on bc, ca, ab are the feet of i.
fn centre_and_feet(s: &mut Scene, x: &[P], a: &[P], noun: &str) {
    for k in 0..3 {
        let (b, c) = (a[(k + 1) % 3], a[(k + 2) % 3]);
        s.coll(&[x[k], b, c]);
        s.perp([x[k], x[3]], [b, c]);
        s.cong([x[3], x[k]], [x[3], x[(k + 1) % 3]]);
    }
    s.several(x, noun, a);
}

/// x, y, z are the midpoints of bc, ca, ab.
fn midpoints(s: &mut Scene, x: &[P], a: &[P]) {
    for k in 0..3 {
        let (b, c) = (a[(k + 1) % 3], a[(k + 2) % 3]);
        s.coll(&[x[k], b, c]);
        s.cong([x[k], b], [x[k], c]);
    }
}

/// xy touches the circle about o through a in x and the one about w through b in y.
fn common_tangent(s: &mut Scene, [x, y]: [P; 2], a: &[P], kind: &str) {
    s.cong([a[0], x], [a[0], a[1]]);
    s.cong([a[2], y], [a[2], a[3]]);
    s.perp([a[0], x], [x, y]);
    s.perp([a[2], y], [x, y]);
    let (first, second) = (s.list(&a[..2]), s.list(&a[2..]));
    s.defined(&[x, y], format!("{kind}_tangent(circle({first}), circle({second}))"));
}

fn two_common_tangents(s: &mut Scene, x: &[P], a: &[P], kind: &str) {
    common_tangent(s, [x[0], x[1]], a, kind);
    common_tangent(s, [x[2], x[3]], a, kind);
    s.assume(&[format!("{} != {}", s.show(x[0]), s.show(x[2]))]);
}

/// pqr congruent to abc, with the given orientation.
fn congruent(s: &mut Scene, x: &[P], a: &[P], orientation: &str) {
    let piece = s.on_circle(x[0], a[3], a[0], a[1]);
    s.put(x[0], vec![piece]);
    let side = format!("{orientation}({}, {})", s.list(&a[..3]), s.list(&[a[3], x[0], x[1]]));
    let pieces = vec![s.on_circle(x[1], a[3], a[0], a[2]), s.on_circle(x[1], x[0], a[1], a[2]), Piece::Condition(side)];
    s.put(x[1], pieces);
}
